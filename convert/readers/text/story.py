"""What each unit of the copy is, and what the story's fields are: header, body, furniture.

The model weighs all units together; what it says is told apart here into roles, by rules that each have a name. A rule
that is not sure enough leaves its field empty and says so. Every unit ends with a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from convert.findings import Severity
from convert.readers.text.beside import read_beside, read_desk_notes, take_agency
from convert.readers.text.choose import OF_BODY, View, view
from convert.readers.text.dateline import read_dateline
from convert.readers.text.evidence import Story, as_furniture, gather_evidence, sure
from convert.readers.text.groups import read_groups
from convert.readers.text.header import read_header, read_headline
from convert.readers.text.language import Tongue
from convert.readers.text.layout import said
from convert.readers.text.lexicon import Lexicon, fold_exactly
from convert.readers.text.model import LABELS, Group, Model
from convert.readers.text.review import review
from convert.readers.text.roles import FURNITURE, Mark, Role
from convert.readers.text.signs import Sign
from convert.readers.text.traits import traits
from convert.readers.text.units import Unit

HEADLINE_WORDS = 90
"""How many characters of the first words stand in for a headline that is not there."""

BODY = ((8, 0.7), (20, 0.6))
BODY_LONG = 0.35
"""How probable it must be that a unit of fewer than so many words, or a longer one, is of the body: a long line lost
costs more than a short one kept, and so does a whole sentence, for which `choose.OF_BODY` will do.
"""

SHORT_COPY = 8
"""How many units copy has at most of which all is kept that is not known as furniture."""

HEADING = 0.6
"""How probable it must be that a unit is of the body, where it is likelier a heading than a line of text."""

SURE_FURNITURE = 0.95
"""A line that the lexicon knows as furniture is of the body only when it is likelier than this."""

SURE_TEXT = 0.9
"""A line is of the story that is as probable as this to be either a line of text or a heading."""

DATELINE_FLOOR = 0.6

_BODY, _HEADING, _CAPTION, _DEK = (LABELS.index(label) for label in ("body", "heading", "caption", "dek"))

_TELLING = frozenset({"paragraph", "heading", "quote", "item", "caption", "credit"})

_NOTHING_BUT = "there is nothing but a headline; it stands as the text, too"

_WAS_IT_CUT = "Was the text cut off when it was copied?"


def tell(
    units: tuple[Unit, ...],
    lexicon: Lexicon,
    tongue: Tongue,
    given: Mapping[str, object],
    model: Model,
    *,
    explained: bool = False,
) -> Story:
    """The story in `units`, as `model` sees it; where it is to be `explained`, with accounts of why it is so."""
    seen = gather_evidence(units, lexicon, tongue)
    told = said(seen.signs, seen.layout.first, seen.layout.end, seen.contents)
    rows: Iterable[list[Group]] = traits(seen, told, lexicon, tongue)
    if explained:
        rows = list(rows)
    sight = view(seen, review(model, seen, model.label(rows), told))
    story = Story(units, [None] * len(units), lead=sight.lead)
    read_desk_notes(story, seen.signs, lexicon)
    known = given.get("headline")
    at = read_headline(story, sight, model, known if isinstance(known, str) else None)
    _teasers(story, sight)
    read_header(story, sight, model, lexicon, at)
    read_beside(story, sight, lexicon, at)
    read_groups(story, sight, at)
    _rest(story, sight, at)
    if "dateline" not in given:
        _take_dateline(story, lexicon)
    if at is None:
        _name_after_first_words(story, seen.signs, is_named=known is not None)
    elif not any(mark and mark.role in _TELLING for mark in story.marks):
        story.find("TXT004", Severity.WARNING, at, _NOTHING_BUT, _WAS_IT_CUT)
    _look_for_truncation(story)
    if explained:
        from convert.readers.text.reasons import accounts

        story.accounts = accounts(story, sight, list(rows), model, lexicon, at)
    return story


def _teasers(story: Story, sight: View) -> None:
    """Shortened lines whose beginning another line goes on from."""
    if not any(sign.shortened for sign in sight.seen.signs):
        return
    beginnings: dict[str, list[str]] = {}
    for sign in sight.seen.signs:
        if sign.words >= 8 and not sign.shortened:
            rows = beginnings.setdefault(sign.unit.text[:24].casefold(), [])
            if len(rows) < 4:
                rows.append(sign.unit.text)
    for at, sign in enumerate(sight.seen.signs):
        text = sign.unit.text
        if sign.shortened and len(text) >= 24 and story.marks[at] is None:
            stem = text.casefold().rstrip(' .…[]()»”"')
            if any(full[: len(stem)].casefold().startswith(stem) for full in beginnings.get(stem[:24], ())):
                story.mark(at, "teaser", "shortened repeat", 0.97)


def _rest(story: Story, sight: View, headline: int | None) -> None:
    """Whatever the header did not take."""
    signs = sight.seen.signs
    silent = len(signs) <= SHORT_COPY and not any(sign.furniture for sign in signs)
    title = fold_exactly(story.headline)
    told: set[str] = set()
    low = min(sight.lead, sight.lead if headline is None else headline)
    for at, sign in enumerate(signs):
        if story.marks[at] is None:
            odds = sight.odds[at]
            text = odds[_BODY] + (odds[_DEK] if sign.is_prose and at >= low else 0.0)
            likely = text + odds[_HEADING]
            is_heading = odds[_HEADING] > text and at != sight.lead and sign.says
            if (sign.ends or likely > SURE_TEXT) and not is_heading:
                text = likely
            near = low <= at <= sight.last + 1
            if sign.furniture and not (at in sight.seen.captions and near) and likely < SURE_FURNITURE:
                story.mark(at, *as_furniture(sign))
            elif near and sign.void:
                story.mark(at, "break", "no letters", 0.9)
            elif at in sight.seen.captions and near and likely < SURE_FURNITURE:
                story.captions[at] = sight.seen.captions[at]
                story.mark(at, "caption" if story.captions[at].caption else "credit", "credit wording", 0.9)
            elif (silent and near) or (likely >= HEADING if is_heading else text >= _floor(sign)):
                key = _exactly(sign)
                is_repeat = bool(key) and (key == title or key in told)
                _of_the_story(story, sight, at, sure(likely), is_heading=is_heading, is_repeat=is_repeat)
            elif odds[_CAPTION] > 0.5 and near:
                story.mark(at, "caption", "a picture's words by their place", sure(odds[_CAPTION]))
            else:
                _not_of_the_story(story, sight, at, headline, likely)
        if sign.words >= 4:
            told.add(_exactly(sign))


def _exactly(sign: Sign) -> str:
    """What two lines share of which one repeats the other, their numbers among it."""
    return fold_exactly(sign.unit.text) if "#" in sign.key else sign.key


def _floor(sign: Sign) -> float:
    """How probable it must be that a unit is of the body."""
    if sign.ends and sign.words >= BODY[0][0]:
        return BODY_LONG if sign.words >= BODY[-1][0] else OF_BODY
    return next((floor for most, floor in BODY if sign.words < most), BODY_LONG)


def _of_the_story(story: Story, sight: View, at: int, confidence: float, *, is_heading: bool, is_repeat: bool) -> None:
    """A unit of the body: what kind of block it is."""
    sign = sight.seen.signs[at]
    if is_repeat:
        story.mark(at, "repeat", "line again", confidence)
    elif sign.unit.quoted:
        story.mark(at, "quote", "quotation mark at the line's start", confidence)
    elif sign.unit.bullet:
        _item(story, sight, at, confidence)
    elif is_heading:
        story.mark(at, "heading", "short line before running text", confidence)
    else:
        story.mark(at, "paragraph", "running text" if sign.is_prose else "short line of the story", confidence)


def _item(story: Story, sight: View, at: int, confidence: float) -> None:
    signs = sight.seen.signs
    bullet = signs[at].unit.bullet
    neighbours = [signs[i].unit.bullet for i in (at - 1, at + 1) if 0 <= i < len(signs)]
    if bullet in "•‣◦▪●○■□" or any(
        other and (other == bullet or other[-1] == bullet[-1] == ".") for other in neighbours
    ):
        story.mark(at, "item", "list mark", confidence)
    else:
        story.mark(at, "paragraph", "a mark but no list", confidence)


def _not_of_the_story(story: Story, sight: View, at: int, headline: int | None, likely: float) -> None:
    """A unit that is none of the story's: where it stands says what it may be."""
    confidence = sure(1 - likely)
    role: Role = "related" if at > sight.last else "navigation"
    if sight.seen.signs[at].void:
        story.mark(at, "break", "no letters", 0.9)
    elif headline is not None and at < headline:
        story.mark(at, role, "above the headline", confidence)
    elif at < sight.lead:
        story.mark(at, role, "before the story", confidence)
    elif at <= sight.last:
        story.mark(at, role, "inside the story, but not of it", confidence)
    else:
        story.mark(at, role, "after the story's end", confidence)


def _take_dateline(story: Story, lexicon: Lexicon) -> None:
    for at in range(story.lead, min(len(story.units), story.lead + 3)):
        mark = story.marks[at]
        if mark is None or mark.role != "paragraph":
            continue
        dateline = read_dateline(story.units[at].text, lexicon)
        if dateline and dateline.confidence < 0.9 and _is_transcript(story):
            return
        if dateline and dateline.confidence >= DATELINE_FLOOR:
            story.dateline, story.dateline_unit = dateline, at
            story.marks[at] = Mark("paragraph", "running text after a dateline", mark.confidence)
            story.conclude("dateline", dateline.confidence, [at], "place, day or agency before the first sentence")
            take_agency(story, dateline.text, at, lexicon)
        return


_SPEAKER = re.compile(r"(?P<name>[^\W\d_a-z][^\d_a-z:：]{1,38}):\s")


def _is_transcript(story: Story) -> bool:
    """Whether several paragraphs open with names in capitals: those are speakers, and no place of writing."""
    opened = (_SPEAKER.match(unit.text) for unit in story.units[story.lead :])
    return len({match["name"] for match in opened if match}) > 1


def _name_after_first_words(story: Story, signs: Sequence[Sign], *, is_named: bool) -> None:
    """Stand the first words in for a headline that is not there, which is nothing to speak of where one is given."""
    texts = [i for i, mark in enumerate(story.marks) if mark and mark.role == "paragraph"]
    others = [i for i, mark in enumerate(story.marks) if mark and mark.role not in FURNITURE]
    at = next((i for i in (*texts, *others) if signs[i].says), next(iter((*texts, *others)), 0))
    if at not in texts:
        story.marks[at] = Mark("paragraph", "all there is", 0.5)
    text = story.units[at].text
    if story.dateline and story.dateline_unit == at:
        text = text[story.dateline.end :]
    story.headline = shorten(text)
    if is_named:
        return
    only = len(story.units) == 1 and story.headline == text
    if only:
        story.find("TXT004", Severity.WARNING, at, _NOTHING_BUT, _WAS_IT_CUT)
    else:
        story.find(
            "TXT003",
            Severity.WARNING,
            at,
            "no headline could be told; the first words stand in for it",
            "Give the headline as metadata, or put it on a line of its own at the top.",
        )
    story.conclude("headline", 0.2, [at], "first words")


def shorten(text: str) -> str:
    """The first words of `text`, as many as a headline holds."""
    if len(text) <= HEADLINE_WORDS:
        return text
    cut = text.rfind(" ", 0, HEADLINE_WORDS)
    return text[: cut if cut > 30 else HEADLINE_WORDS].rstrip(" ,;:–—-")


def _look_for_truncation(story: Story) -> None:
    kept = [i for i, mark in enumerate(story.marks) if mark and mark.role == "paragraph"]
    if not kept:
        return
    text = story.units[kept[-1]].text
    if re.search(r"(?:\[(?:…|\.{3})\]|…|\.{3})$", text) or (
        len(kept) > 1
        and kept[-1] == len(story.units) - 1
        and len(text) > 120
        and text[-1].isalnum()
        and text[-1].isascii()
    ):
        story.find(
            "TXT005",
            Severity.WARNING,
            kept[-1],
            "the text seems to be cut off here",
            "Compare it with where it came from; perhaps only a preview was copied.",
        )
