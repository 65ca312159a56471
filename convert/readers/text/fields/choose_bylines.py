"""Chooses the bylines of a story among the ranked candidates, by what is beside them and below the story."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence, Set

from convert.model import Contributor
from convert.readers.text.envelopes.contacts import is_contact
from convert.readers.text.fields.byline_ranker import NOTE_REACH, BylineCandidate, has_known_given_name
from convert.readers.text.fields.names_below import is_above_writer, is_signed_below, is_to_ask
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.bylines import Byline
from convert.readers.text.lexicon.chinese_bylines import is_chinese_name
from convert.readers.text.lexicon.japanese_bylines import is_japanese_name
from convert.readers.text.lexicon.names import is_given_name, is_known_name, is_organisation
from convert.readers.text.scripts import FIRST_CJK

FLOOR, FLOOR_ABOVE = 0.5, 0.9
"""How probable a byline must be, and one of names alone above the headline."""

JOB_LINE = 4
"""How many words a line has at most that is only the job of who is named above."""

ADDRESSED, ADDRESS_REACH, MIN_STEM = 0.8, 2, 4
"""The confidence in names whose address or job is beside them, how many units below them an address is looked for, and
how long the word of a name is that it has.
"""

CAPTION_REACH, DAY_REACH = 5, 4
"""How many units below the opening of the text a byline is that captions are above, and within how many below it the
day is.
"""

MOST_LESS_SURE = 0.15
"""How much less probable than the surest byline another line apart from it may be that names somebody else."""

MAX_ADDRESS_LINE = 120
"""In how many characters of a line an address is looked for."""

LABEL_WORDS, SOURCE_WORDS, TEXT_REACH = 2, 6, 2
"""How many words a label between the story and a name below it has at most, and with what it labels, and within how
many units below the name text shows that it is of a comment.
"""

MOST_DIGITS = 5
"""How many digits a line of names without a day has at most."""

_ADDRESS = re.compile(r"[\w.+-]{0,60}@[\w.-]{2,60}")


def choose_bylines(
    ranked: Sequence[tuple[BylineCandidate, float]], analysis: Analysis, head: int, lexicon: Lexicon
) -> list[tuple[BylineCandidate, float]]:
    """The candidates that are bylines, each with its confidence, in the order of their units.

    A line apart from the surest byline that is far less sure is the byline of another story, a person in the news or a
    picture's credit, unless it repeats a name; so are names alone in or below a story whose byline is above it. A name
    below a byline that ends with a comma or "and" is in its list.
    """
    likely = _likely_bylines(ranked, analysis, head, lexicon)
    if not likely:
        below = (candidate for candidate, _ in ranked if _is_below_captions(candidate, analysis, head))
        likely = [(candidate, ADDRESSED) for candidate in itertools.islice(below, 1)]
    least = max((probability for _, probability in likely), default=0.0) - MOST_LESS_SURE
    sure = [candidate for candidate, probability in likely if probability > least]
    of_header = [candidate for candidate in sure if head < candidate.at < analysis.lead]
    sure_names = {name for candidate in of_header or sure for name in _names(candidate)}
    found: list[tuple[BylineCandidate, float]] = []
    for candidate, probability in likely:
        at, byline = candidate
        is_near = bool(found) and at - found[-1][0].at <= 2 and (byline.is_explicit or head < at < analysis.lead)
        if at < head - 1 and of_header and _names(candidate).isdisjoint(sure_names):
            continue  # the byline of a teaser above the headline
        is_other = bool(found) and _names(candidate).isdisjoint(_names(found[0][0]))
        if is_other and _is_of_other_day(analysis, found[0][0].at, at):
            continue  # the byline of a link to another story
        is_below_header = bool(of_header) and not byline.is_explicit and at >= analysis.lead
        is_chosen = not is_below_header and (probability > least or is_near)
        if is_chosen or _names(candidate) <= sure_names:
            found.append((candidate, probability))
    return found


MOST_PLACE = 2
"""How many words a place or desk behind a name and a bar has at most."""

SIGNED_REACH = 8
"""How many units below the text a reporter with an address is at most."""

_REPORTER_AND_ADDRESS = re.compile(
    r"[가-힣]{2,4}\s?(?:선임|수습|인턴)?(?:기자|특파원)\s?[(（\[]?[\w.+-]{2,40}@[\w.-]{3,40}[)）\]]?"
)


def _likely_bylines(
    ranked: Sequence[tuple[BylineCandidate, float]], analysis: Analysis, head: int, lexicon: Lexicon
) -> list[tuple[BylineCandidate, float]]:
    """The candidates that what is beside them shows to be likely bylines, with how likely that is."""
    likely: list[tuple[BylineCandidate, float]] = []
    shown: set[int] = set()
    for candidate, of_ranker in ranked:
        at, byline = candidate
        if _is_of_others(candidate, analysis, lexicon):
            continue
        is_shown_below = _is_shown_below(candidate, analysis, lexicon)
        is_shown = (
            is_shown_below
            or _has_own_address(candidate, analysis)
            or _is_above_job(candidate, analysis, lexicon)
            or _is_above_outlet(candidate, analysis, lexicon)
        )
        if is_shown or byline.is_explicit:
            shown.add(at)
        probability = max(of_ranker, _floor(candidate, analysis, head, lexicon, is_shown=is_shown))
        if at < head and (is_shown_below or _is_dated_above(candidate, analysis, head, lexicon)):
            probability = max(probability, FLOOR_ABOVE)
        above, of_above = (likely[-1][0].at, likely[-1][1]) if likely else (-1, 0.0)
        if above == at - 1 and _goes_on(analysis.features.lines[above].unit.text, lexicon):
            probability = max(probability, of_above)
        if probability >= (FLOOR if byline.is_explicit or at > head else FLOOR_ABOVE):
            likely.append((candidate, probability))
    return [row for row in likely if not _is_credit_below(row[0], analysis, head, shown)]


def _is_of_others(candidate: BylineCandidate, analysis: Analysis, lexicon: Lexicon) -> bool:
    """Whether names in or below the story are of people in the news, of whom to ask, or of a teaser with its day, or
    names are of who a picture shows.
    """
    at, byline = candidate
    if byline.is_explicit:
        return False
    if _is_above_own_caption(analysis, at, byline):
        return True
    may_sign = is_above_writer(analysis, at, byline) or any(_may_sign(who, lexicon) for who in byline.authors)
    if (at > analysis.lead and not may_sign) or is_to_ask(analysis, at, byline):
        return True
    if at > analysis.last and _is_to_call(analysis, at):
        return True
    has_text = sum(line.is_prose for line in analysis.features.lines[analysis.lead : analysis.last + 1]) > 1
    is_of_teaser = at > analysis.last + 1 and at + 1 in analysis.features.dates and has_text
    return is_of_teaser and _is_next_to_day(candidate, analysis, lexicon) and not _closes_story(analysis, at)


def _floor(candidate: BylineCandidate, analysis: Analysis, head: int, lexicon: Lexicon, *, is_shown: bool) -> float:
    """How likely a candidate is at least by what is beside it: a day, a job, an address or an outlet."""
    at, byline = candidate
    is_in_header = head < at < analysis.lead
    if is_above_writer(analysis, at, byline) or (is_in_header and is_shown):
        return ADDRESSED
    is_below = analysis.last <= at <= analysis.last + ADDRESS_REACH
    if (is_in_header or is_below) and _is_beside_day(candidate, analysis, lexicon):
        return ADDRESSED
    if analysis.last < at <= analysis.last + SIGNED_REACH and _is_reporter_with_address(candidate, analysis):
        return ADDRESSED
    may_be_dated = is_in_header or (at > analysis.last and _closes_story(analysis, at)) or _is_below_day(analysis, at)
    return ADDRESSED if may_be_dated and _is_next_to_day(candidate, analysis, lexicon) else 0.0


def _is_reporter_with_address(candidate: BylineCandidate, analysis: Analysis) -> bool:
    """Whether the first byline of a page has nothing but a reporter and an address ("홍길동 기자 (hong@…)"), as
    pages in Korean have it below how to reach the newsroom.
    """
    at, byline = candidate
    line = analysis.features.lines[at]
    is_alone = byline.is_explicit and len(byline.authors) == 1 and not line.ends_sentence
    is_first = not any(other.is_explicit and above < at for above, other in analysis.features.bylines.items())
    return is_alone and is_first and _REPORTER_AND_ADDRESS.fullmatch(line.unit.text) is not None


def _is_dated_above(candidate: BylineCandidate, analysis: Analysis, head: int, lexicon: Lexicon) -> bool:
    """Whether names right above the headline have a day beside them."""
    at = candidate.at
    return (at == head - 1 and _is_beside_hour(candidate, analysis, lexicon)) or (
        head - 2 <= at < head and _is_next_to_day(candidate, analysis, lexicon)
    )


def _is_credit_below(candidate: BylineCandidate, analysis: Analysis, head: int, shown: Set[int]) -> bool:
    """Whether a name alone in the header credits a picture: a byline that its wording, the writer's job or address show
    (the units `shown`) is above it, and a day or a caption between them.
    """
    at, byline = candidate
    if byline.is_explicit or at in shown or not head < at < analysis.lead:
        return False
    above = max((other for other in shown if head < other < at), default=at)
    features = analysis.features
    return any(other in features.captions or other in features.dates for other in range(above + 1, at))


def _is_below_captions(candidate: BylineCandidate, analysis: Analysis, head: int) -> bool:
    """Whether a byline with its wording is a line of its own near the top of the text, and a day and nothing else is on
    a line of its own below: what is above it are the dek and captions that the model takes for text.
    """
    at, byline = candidate
    features = analysis.features
    is_near = byline.is_explicit and head < at and analysis.lead < at <= analysis.lead + CAPTION_REACH
    dates = (features.dates.get(i) for i in range(at + 1, at + 1 + DAY_REACH))
    is_dated = any(dated is not None and dated.moment is not None and not dated.rest for dated in dates)
    is_alone = at not in features.dates and features.lines[at].words <= JOB_LINE * 2
    return is_near and is_dated and is_alone


def _is_of_other_day(analysis: Analysis, above: int, at: int) -> bool:
    """Whether two bylines apart have each a day of its own right below, and the days differ."""
    dates = [analysis.features.dates.get(unit + 1) for unit in (above, at)]
    days = [dated.moment.text[:10] for dated in dates if dated and dated.moment and not dated.rest]
    return at > above + 2 and len(days) == len(dates) and days[0] != days[1]


def _may_sign(author: Contributor, lexicon: Lexicon) -> bool:
    """Whether a name alone below the lead may be the author's: two words with capitals there are topics and products,
    too, so it is a known given name, has initials, or is written without spaces or by an organization.
    """
    words = author.name.split()
    is_of_other_kind = author.kind != "person" or len(words) < 2 or any(len(word.rstrip(".")) < 2 for word in words)
    return is_of_other_kind or has_known_given_name(author, lexicon)


def _has_own_address(candidate: BylineCandidate, analysis: Analysis) -> bool:
    """Whether an address that has a word of the first name is beside the names ("Jane Doe @janedoe")."""
    at, byline = candidate
    lines = analysis.features.lines
    words = [word for word in fold_word(byline.authors[0].name).split() if len(word) >= MIN_STEM]
    below = (line.unit.text for line in lines[at : at + 1 + ADDRESS_REACH])
    addresses = [match.group().casefold() for text in below for match in _ADDRESS.finditer(text[:MAX_ADDRESS_LINE])]
    return any(word in address for word in words for address in addresses)


def _is_above_outlet(candidate: BylineCandidate, analysis: Analysis, lexicon: Lexicon) -> bool:
    """Whether a line of one person's name alone is above the name of an outlet and a place ("Jane Doe", "Osted News,
    Vastrup").
    """
    at, byline = candidate
    lines = analysis.features.lines
    if at + 1 >= len(lines) or len(byline.authors) > 1 or byline.authors[0].name != lines[at].unit.text:
        return False
    outlet, comma, place = lines[at + 1].unit.text.partition(", ")
    is_outlet = bool(comma) and is_organisation(outlet, lexicon) and place[0].isupper() and "," not in place
    return is_outlet and lines[at + 1].words <= JOB_LINE + 1 and " " in byline.authors[0].name


def _is_to_call(analysis: Analysis, at: int) -> bool:
    """Whether a number to call is behind a name or on the line below: the name is whom to ask."""
    if at not in analysis.features.dates and sum(map(str.isdigit, analysis.features.lines[at].unit.text)) > MOST_DIGITS:
        return True
    texts = (line.unit.text for line in analysis.features.lines[at : at + 2])
    return any("@" not in text and any(map(str.isdigit, text)) and is_contact(text) for text in texts)


def _is_shown_below(candidate: BylineCandidate, analysis: Analysis, lexicon: Lexicon) -> bool:
    """Whether a name alone in the header is alone on a line below the story, too, and not named in it: pages show who
    wrote a story there.
    """
    at, byline = candidate
    lines = analysis.features.lines
    name, key = byline.authors[0].name, lines[at].key
    if byline.is_explicit or len(byline.authors) > 1 or " " not in name or not key:
        return False
    dated = analysis.features.dates.get(at)
    if name != lines[at].unit.text and (dated is None or _NO_LETTER.sub("", dated.rest) != _NO_LETTER.sub("", name)):
        return False
    if is_signed_below(name, analysis, lexicon):
        return True
    below = range(analysis.last + 1, min(len(lines), analysis.last + 1 + NOTE_REACH))
    shown = [other for other in below if lines[other].key == key]
    is_person = has_known_given_name(byline.authors[0], lexicon)
    if not any(is_person or _has_own_address(BylineCandidate(other, byline), analysis) for other in shown):
        return False
    return not any(name in lines[other].unit.text for other in range(analysis.lead, analysis.last + 1))


_NO_LETTER = re.compile(r"[\W\d_]+")


def _is_beside_day(candidate: BylineCandidate, analysis: Analysis, lexicon: Lexicon) -> bool:
    """Whether a line has nothing but a day and one known name ("Jane Doe 25 October 2024")."""
    at, byline = candidate
    dated = analysis.features.dates.get(at)
    if dated is None or dated.moment is None or len(byline.authors) != 1 or byline.authors[0].kind != "person":
        return False
    name = byline.authors[0].name
    if dated.rest.strip(" |–—-,") != name:
        return False
    if name[0] >= FIRST_CJK:
        return is_chinese_name(name) if "zh" in lexicon.languages else is_japanese_name(name, lexicon)
    return is_known_name(name, lexicon)


def _is_beside_hour(candidate: BylineCandidate, analysis: Analysis, lexicon: Lexicon) -> bool:
    """Whether a line has nothing but a day, its hour and one known name ("25 October 2024 - 21:18 - Jane Doe")."""
    at, byline = candidate
    dated = analysis.features.dates.get(at)
    if dated is None or dated.moment is None or dated.clock is None or len(byline.authors) != 1:
        return False
    return dated.rest.strip(" |–—-") == byline.authors[0].name and has_known_given_name(byline.authors[0], lexicon)


def _is_next_to_day(candidate: BylineCandidate, analysis: Analysis, lexicon: Lexicon) -> bool:
    """Whether a line is no more than one known name, perhaps with an agency behind it, and the line above or below it
    no more than a day.
    """
    at, byline = candidate
    if not _is_one_name(byline, analysis.features.lines[at].unit.text, lexicon):
        return False
    lines = analysis.features.lines
    above = at - 2 if at > 1 and not lines[at - 1].has_alphanumeric else at - 1
    dates = (analysis.features.dates.get(other) for other in (above, at + 1))
    is_beside = any(dated is not None and dated.moment is not None and not dated.rest for dated in dates)
    is_known = has_known_given_name(byline.authors[0], lexicon)
    return is_beside and (is_known or is_given_name(byline.authors[0].name.split()[0], lexicon))


def _is_above_own_caption(analysis: Analysis, at: int, byline: Byline) -> bool:
    """Whether a name alone is right above a caption, in its block, that has the surname among its words: pages set who
    a picture shows there.
    """
    lines, caption = analysis.features.lines, analysis.features.captions.get(at + 1)
    name = byline.authors[0].name
    if caption is None or lines[at + 1].unit.after_blank or name != lines[at].unit.text or " " not in name:
        return False
    return name.split()[-1] in caption.caption.split() and not caption.caption.startswith(name)


def _is_below_day(analysis: Analysis, at: int) -> bool:
    """Whether a unit is right below a day alone on its line, and that right below the first paragraph, which then is
    the dek.
    """
    dated, lines = analysis.features.dates.get(at - 1), analysis.features.lines
    is_apart = at == analysis.lead + 2 and at + 1 < len(lines) and lines[at + 1].is_prose
    return is_apart and dated is not None and dated.moment is not None and not dated.rest


def _is_one_name(byline: Byline, text: str, lexicon: Lexicon) -> bool:
    """Whether a line is one name ("Jane Doe"), or one person's with an agency or a job behind a comma ("JANE DOE, DPA",
    "Jane Doe, journaliste"), or a place or desk behind a bar ("Jane Doe | Osted").
    """
    first = byline.authors[0]
    if len(byline.authors) == 1 and first.name == text:
        return True
    mark = ", " if ", " in text else " | "
    name, found, behind = text.partition(mark)
    if not found or first.kind != "person" or first.name != name:
        return False
    if mark == " | ":
        words = behind.split()
        return len(byline.authors) == 1 and len(words) <= MOST_PLACE and all(word[:1].isupper() for word in words)
    return fold_word(behind) in lexicon.agencies or lexicon.job_titles.issuperset(fold_word(behind).split())


def _closes_story(analysis: Analysis, at: int) -> bool:
    """Whether only days, credits and labels of one or two words are between the story and a unit below it, and no text
    is below that: teasers of other stories have titles there, and readers' comments have text.
    """
    features, lines = analysis.features, analysis.features.lines
    known = features.dates.keys() | features.captions.keys()
    between = range(analysis.last + 1, at)
    is_apart = any(i not in known and not _is_label_or_source(lines[i]) for i in between)
    below = lines[at + 1 : at + 1 + TEXT_REACH]
    return not is_apart and not any(line.ends_sentence or line.is_prose for line in below)


def _is_label_or_source(line: LineFeatures) -> bool:
    """Whether a line is a label of one or two words, or one with what it labels ("Source: Osted University")."""
    is_labeled = ": " in line.unit.text and line.words <= SOURCE_WORDS and not line.ends_sentence
    return (line.words <= LABEL_WORDS and not line.furniture) or is_labeled


def _is_above_job(candidate: BylineCandidate, analysis: Analysis, lexicon: Lexicon) -> bool:
    """Whether a line that is only a job is below one person's name ("Jane Doe", "Political correspondent")."""
    at, byline = candidate
    lines = analysis.features.lines
    if at + 1 >= len(lines) or len(byline.authors) > 1 or byline.authors[0].kind != "person":
        return False
    below = lines[at + 1]
    words = below.key.split()
    is_job = (
        0 < len(words) <= JOB_LINE and words[-1] in lexicon.job_titles and below.unit.text.replace(" ", "").isalpha()
    )
    return is_job and " " in byline.authors[0].name


def _names(candidate: BylineCandidate) -> set[str]:
    return {fold_word(author.name) for author in candidate.byline.authors}


def _goes_on(text: str, lexicon: Lexicon) -> bool:
    """Whether a line of names goes on in the next line: it ends with a comma or a conjunction."""
    return text[-1] in ",،、&" or fold_word(text.rpartition(" ")[2]) in lexicon.conjunctions
