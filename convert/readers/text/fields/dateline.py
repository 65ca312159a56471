"""The dateline of a story, and what it says of place, agency, day and reporters."""

from __future__ import annotations

import re
from dataclasses import replace

from convert.model import RELATORS, Contributor, Moment
from convert.readers.text.fields.contributors import agencies_in
from convert.readers.text.fields.story import Story
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.dateline import Dateline
from convert.readers.text.lexicon.dateline_confidence import UNKNOWN_PLACE
from convert.readers.text.lexicon.datelines import MAX_LENGTH, read_dateline, read_whole_dateline
from convert.readers.text.lexicon.keys import line_key
from convert.readers.text.roles import AssignedRole

DATELINE_FLOOR = 0.6
"""A dateline with a lower confidence stays part of its paragraph."""

DATELINE_REACH = 6
"""How many units from the lead on may open with a dateline."""

MIN_TEXT_LENGTH = 80
"""How many characters the paragraph above the lead has at least that is the first of the text, too."""

MAX_DEK, LIST_REACH = 300, 12
"""How many characters a paragraph above the dateline has at most that is rather the dek, and among how many units below
others with places show that these are entries of a list.
"""

SURE_DATELINE = 0.9
"""From this confidence on, a dateline with an agency or a day may follow other paragraphs, such as key points."""

TRANSCRIPT_FLOOR = 0.9
"""The same, where paragraphs open with speakers in capitals."""

PLACE_ALONE = 0.7
"""The confidence of a place on a line of its own that the text names, too."""

PLACE_REACH, MENTION_REACH = 3, 3
"""How many units from the lead a place on a line of its own is, and in how many units below it the text names it."""

_PLACE_ALONE = re.compile(
    r"(?P<place>[^\W\d_a-z][^\W\d_]+(?:[ -][^\W\d_a-z][^\W\d_]+){0,2})"
    r"(?:[.:]|\s\((?P<agency>[a-zäöü]{2,4}(?:/[a-zäöü]{2,4})?)\)|\s[–—-])?"
)
"""A place perhaps with a full stop, a colon, a dash, or the letters of an agency or desk, and nothing else."""

EDITED, EDITED_CONFIDENCE = "editors of a text whose reporters the dateline names", 0.85
"""The rule of a line that names editors rather than authors, and its confidence."""

MIN_BEHIND = 3
"""How many words behind a dateline with its agency are text."""

_IN = (
    "in|im|at|near|aus|bei|nach|à|en|em|a|w|we|v|i|på|te"
    "|(?:ayuntamiento|alcaldía|ciudad|estación|estação|município|câmara municipal|città|comune|comunale|commune|ville)"
    " (?:de|di)"
)
"""Words before a place in a sentence."""

_MAY_BE_DATELINE = frozenset({"paragraph", "heading", "navigation", "subheadline"})

_SPEAKER = re.compile(
    r"(?P<name>[^\W\d_a-z][^\d_a-z:：]{1,38}):\s|(?P<entry>[^\W\d_a-z][^.\n]{1,38})\.[-–—]\s?(?=[^\W\d_a-z])"
)
"""How a speaker in capitals opens a paragraph, or an entry of a list ("Francia.- …")."""


def read_story_dateline(story: Story, lexicon: Lexicon, headline: int | None) -> None:
    """Read the dateline of the first paragraph, or below key points a sure one of a later paragraph."""
    start = min(story.lead, story.lead if headline is None else headline + 1)
    is_first, is_below_dek = True, False
    for at in range(start, min(len(story.units), story.lead + DATELINE_REACH)):
        assigned = story.roles[at]
        if assigned is None or assigned.role not in ("paragraph", "item", "heading", "subheadline", "date"):
            continue
        dateline = read_dateline(story.units[at].text, lexicon) or _place_of_headline(story, at, lexicon)
        if dateline and assigned.role in ("paragraph", "heading") and not story.units[at].bullet:
            if dateline.confidence < TRANSCRIPT_FLOOR and _is_transcript(story):
                return
            if dateline.confidence == UNKNOWN_PLACE and not dateline.agency and _is_word(story, at, dateline.text):
                continue
            is_sure = dateline.confidence >= SURE_DATELINE and bool(dateline.agency or dateline.day)
            is_text = at >= story.lead or (at == story.lead - 1 and len(story.units[at].text) >= MIN_TEXT_LENGTH)
            floor = DATELINE_FLOOR if is_text else SURE_DATELINE
            is_label = story.units[at].text[len(dateline.text) :].lstrip()[:1] in (":", "：")
            is_opening = is_first or (is_below_dek and not is_label and not _opens_others(story, at, lexicon))
            if is_sure or (is_opening and dateline.confidence >= floor):
                _take_dateline(story, at, dateline, lexicon)
                return
        whole = read_whole_dateline(story.units[at].text, lexicon)
        if whole and assigned.role in ("paragraph", "heading", "date") and (at <= story.lead or whole.agency):
            _take_dateline(story, at, whole, lexicon)
            story.roles[at] = AssignedRole("dateline", "dateline on a line of its own", assigned.confidence)
            return
        if assigned.role == "paragraph" and not story.units[at].bullet:
            is_below_dek = is_first and len(story.units[at].text) <= MAX_DEK
            is_first = False
    above = story.lead - PLACE_REACH if headline is None else headline + 1
    for at in range(max(0, above), min(len(story.units), story.lead + PLACE_REACH)):
        if _is_place_alone(story, at, lexicon):
            story.dateline, story.dateline_unit = Dateline(story.units[at].text.rstrip(" .:–—-"), 0, PLACE_ALONE), at
            if (assigned := story.roles[at]) and assigned.role == "subheadline":
                story.subheadline = None
                story.inferred.pop("subheadline", None)
            story.roles[at] = AssignedRole("dateline", "place that the text names, too", PLACE_ALONE)
            story.infer("dateline", PLACE_ALONE, [at], "place that the text names, too")
            return


_PLACE_AND_DASH = re.compile(
    r"(?P<place>[A-ZÄÖÜ][a-zäöüß]{3,24}(?:-[A-ZÄÖÜ][a-zäöüß]{2,20})?) [–—-] (?=[„“\"»«A-ZÄÖÜ])"
)


def _place_of_headline(story: Story, at: int, lexicon: Lexicon) -> Dateline | None:
    """The dateline of a German paragraph that opens with a word and a dash, where the headline has that word behind one
    for where something is ("Feuer in Osted"), or the paragraph has what is of that place ("der Osteder Gemeinderat").
    """
    found = _PLACE_AND_DASH.match(story.units[at].text) if lexicon.languages[-1:] == ("de",) else None
    if found is None or lexicon.opens_with_given_name(found["place"]):
        return None
    is_named = re.search(rf"\b(?:in|bei|aus|nach|um)\s{found['place']}(?!\w)", story.headline)
    is_named = is_named or re.search(rf"\s{found['place']}er\s[A-ZÄÖÜ]", story.units[at].text)
    return Dateline(found["place"], found.end(), PLACE_ALONE) if is_named else None


def _is_word(story: Story, at: int, place: str) -> bool:
    """Whether what would be a place in capitals that no lexicon has is a word of the story ("FERRY: … the ferry …")."""
    name = re.compile(rf"(?<!\w){re.escape(place.lower())}(?!\w)")
    units = (*story.units[max(0, at - ABOVE_REACH) : at], *story.units[at : at + NAMING_REACH])
    return any(name.search(unit.text) for unit in units)


ABOVE_REACH, NAMING_REACH = 8, 40
"""Among how many units above and below a dateline its place is looked for."""


def _opens_others(story: Story, at: int, lexicon: Lexicon) -> bool:
    """Whether units below `at` open with places, too, as the entries of a list do."""
    return any(read_dateline(unit.text, lexicon) for unit in story.units[at + 1 : at + 1 + LIST_REACH])


def opens_text(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a dateline with its agency and text behind it."""
    head = text[:MAX_LENGTH]
    found = read_dateline(text, lexicon) if "(" in head or "/" in head else None
    return found is not None and bool(found.agency) and len(text[found.end :].split()) >= MIN_BEHIND


def _take_dateline(story: Story, at: int, dateline: Dateline, lexicon: Lexicon) -> None:
    """Set the dateline, and what it says of agency, day and reporters."""
    assigned = story.roles[at]
    story.dateline, story.dateline_unit = dateline, at
    story.roles[at] = AssignedRole(
        "paragraph", "running text after a dateline", assigned.confidence if assigned else dateline.confidence
    )
    story.infer("dateline", dateline.confidence, [at], "place, day or agency before the first sentence")
    if dateline.agency:
        for name in list(agencies_in(dateline.agency, lexicon)) or [dateline.agency]:
            story.add_source(name)
        story.infer("sources", 0.9, [at], "agency in the dateline")
    if dateline.day and story.published is None:
        story.published = Moment(dateline.day)
        story.infer("published", dateline.confidence, [at], "day in the dateline")
    if dateline.reporters:
        _take_editors(story, lexicon)
    known = {author.name for author in story.authors}
    if new := tuple(Contributor(name=name) for name in dateline.reporters if name and name not in known):
        story.authors += new
        story.byline = ", ".join(filter(None, (story.byline, dateline.signed or ", ".join(dateline.reporters))))
        for name in ("byline", "authors"):
            story.infer(name, dateline.confidence, [at], "reporters in the dateline")


def _take_editors(story: Story, lexicon: Lexicon) -> None:
    """Take who is named behind the label of editors for those rather than authors, where the text names reporters."""
    label, colon, _ = (story.byline or "").strip("(（[【 ").replace("：", ":").partition(":")
    if not colon or lexicon.line_labels.get(line_key(label)) != "editing":
        return
    lines = [at for at, role in enumerate(story.roles) if role and role.role == "byline"]
    story.contributors += [replace(author, roles=(RELATORS + "edt",)) for author in story.authors]
    story.infer("contributors", EDITED_CONFIDENCE, lines, EDITED)
    for at in lines:
        story.roles[at] = AssignedRole("byline", EDITED, EDITED_CONFIDENCE)
    story.byline, story.authors = None, ()
    for name in ("byline", "authors"):
        story.inferred.pop(name, None)


def _is_place_alone(story: Story, at: int, lexicon: Lexicon) -> bool:
    """Whether a line is a place and nothing else that the next paragraphs name, or a known one with a full stop or
    colon right above the text.
    """
    found, assigned = _PLACE_ALONE.fullmatch(story.units[at].text), story.roles[at]
    if found is None or story.units[at].bullet or (assigned and assigned.role not in _MAY_BE_DATELINE):
        return False
    if lexicon.opens_with_given_name(found["place"]):
        return False
    if story.units[at].text[-1].isalpha() and not _is_below_byline(story, at):
        return False
    city = found["place"].partition("-")[0]  # of a district ("Osted-Nord")
    is_known = fold_word(found["place"]) in lexicon.places or fold_word(city) in lexicon.places
    if story.units[at].text[-1] in ".:" and at + 1 == story.lead and is_known:
        return True
    if story.units[at].text[-1] == ":":
        return False
    text = " ".join(unit.text for unit in story.units[at + 1 : at + 1 + MENTION_REACH])
    name = re.escape(found["place"])
    return re.search(rf"\b(?i:{_IN})\s{name}\b" if found["agency"] is None else rf"\b{name}\b", text) is not None


def _is_below_byline(story: Story, at: int) -> bool:
    """Whether a unit is between the byline and the day, as papers in Spain and Brazil set the place."""
    if not 0 < at < len(story.roles) - 1:
        return False
    above, below = story.roles[at - 1], story.roles[at + 1]
    return above is not None and below is not None and above.role == "byline" and below.role in ("date", "paragraph")


def _is_transcript(story: Story) -> bool:
    """Whether several paragraphs open with names in capitals or with entries of a list; these are no datelines."""
    opened = [match for unit in story.units[story.lead :] if (match := _SPEAKER.match(unit.text))]
    return any(len({match[kind] for match in opened if match[kind]}) > 1 for kind in ("name", "entry"))
