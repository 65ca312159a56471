"""Ranks the lines that may name who wrote the story; each is judged for itself, since a story has several bylines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from math import exp
from typing import NamedTuple

from convert.model import Contributor
from convert.readers.text.envelopes.contacts import is_contact
from convert.readers.text.fields.names_below import is_above_writer, is_to_ask
from convert.readers.text.fields.ranking import (
    LENGTHS,
    MOST_LINES,
    Reach,
    distance,
    probability_level,
    units_near_story,
)
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.copy_features import is_reading_time
from convert.readers.text.labels.crf import LABELS, Model
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout.posts import signs_post
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.bylines import Byline, read_name_line
from convert.readers.text.lexicon.captions import names_picture_agency
from convert.readers.text.lexicon.chinese_bylines import is_chinese_name
from convert.readers.text.lexicon.japanese_bylines import is_japanese_name
from convert.readers.text.lexicon.names import is_given_name, is_hungarian_name, is_known_name, is_organisation
from convert.readers.text.scripts import FIRST_CJK

REACH = Reach(above_headline=6, below_lead=8, before_end=3, after_end=8)
"""Where bylines are looked for."""

BARE_WORDS = 14
"""How many words a line of bare names has at most."""

NOTE_REACH = 12
"""How many units below the text a note on its writer is looked for."""

FLOOR, FLOOR_ABOVE = 0.5, 0.9
"""How probable a byline must be, and one of names alone above the headline."""

JOB_LINE = 4
"""How many words a line has at most that is only the job of who is named above."""

ADDRESSED, ADDRESS_REACH, MIN_STEM = 0.8, 2, 4
"""The confidence in names whose address or job is beside them, how many units below them an address is looked for, and
how long the word of a name is that it has.
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

_QUOTATION_ENDS = "”“\"»’'"
"""How the line above a speaker's name ends."""

BUTTONS = frozenset({"share", "comment", "subscribe"})
"""Furniture whose words open the names of buttons ("Share Discuss"), which look like names."""

_BYLINE, _DATED_BYLINE = (LABELS.index(label) for label in ("byline", "dated byline"))


class BylineCandidate(NamedTuple):
    """A unit that may name who wrote the story, and what it says as a byline."""

    at: int
    byline: Byline


def rank_bylines(model: Model, analysis: Analysis, head: int, lexicon: Lexicon) -> list[tuple[BylineCandidate, float]]:
    """Each candidate, with the probability that it is a byline."""
    candidates = byline_candidates(analysis, head, lexicon)
    rows = byline_features(analysis, candidates, head, lexicon)
    return [
        (candidate, 1 / (1 + exp(-model.score("byline", row)))) for candidate, row in zip(candidates, rows, strict=True)
    ]


def choose_bylines(
    ranked: Sequence[tuple[BylineCandidate, float]], analysis: Analysis, head: int, lexicon: Lexicon
) -> list[tuple[BylineCandidate, float]]:
    """The candidates that are bylines, each with its confidence, in the order of their units.

    A line apart from the surest byline that is far less sure is the byline of another story, a person in the news or a
    picture's credit, unless it repeats a name; so are names alone in or below a story whose byline is above it. A name
    below a byline that ends with a comma or "and" is in its list.
    """
    likely: list[tuple[BylineCandidate, float]] = []
    has_text = sum(line.is_prose for line in analysis.features.lines[analysis.lead : analysis.last + 1]) > 1
    for candidate, probability in ranked:
        at, byline = candidate
        is_note = is_above_writer(analysis, at, byline)
        may_sign = byline.is_explicit or is_note or any(_may_sign(who, lexicon) for who in byline.authors)
        if at > analysis.lead and not may_sign:
            continue
        if at > analysis.last and not byline.is_explicit and _is_to_call(analysis, at):
            continue
        if is_to_ask(analysis, at, byline):
            continue
        is_shown = _has_own_address(candidate, analysis) or _is_above_job(candidate, analysis, lexicon)
        is_shown = (
            is_shown or _is_shown_below(candidate, analysis, lexicon) or _is_above_outlet(candidate, analysis, lexicon)
        )
        if head < at < analysis.lead and (is_shown or _is_beside_day(candidate, analysis, lexicon)):
            probability = max(probability, ADDRESSED)
        is_below = analysis.last <= at <= analysis.last + ADDRESS_REACH and _is_beside_day(candidate, analysis, lexicon)
        is_dated = _is_next_to_day(candidate, analysis, lexicon)
        closes = at > analysis.last and _closes_story(analysis, at)
        is_above_day = at + 1 in analysis.features.dates and not byline.is_explicit
        if at > analysis.last + 1 and is_dated and is_above_day and has_text and not closes:
            continue
        if is_note or is_below or (is_dated and (head < at < analysis.lead or closes)):
            probability = max(probability, ADDRESSED)
        if (at == head - 1 and _is_beside_hour(candidate, analysis, lexicon)) or (
            head - 2 <= at < head and _is_next_to_day(candidate, analysis, lexicon)
        ):
            probability = max(probability, FLOOR_ABOVE)
        above, of_above = (likely[-1][0].at, likely[-1][1]) if likely else (-1, 0.0)
        if above == at - 1 and _goes_on(analysis.features.lines[above].unit.text, lexicon):
            probability = max(probability, of_above)
        if probability >= (FLOOR if byline.is_explicit or at > head else FLOOR_ABOVE):
            likely.append((candidate, probability))
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
        is_below_header = bool(of_header) and not byline.is_explicit and at >= analysis.lead
        is_chosen = not is_below_header and (probability > least or is_near)
        if is_chosen or _names(candidate) <= sure_names:
            found.append((candidate, probability))
    return found


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
    if byline.is_explicit or len(byline.authors) > 1 or " " not in name or name != lines[at].unit.text or not key:
        return False
    below = range(analysis.last + 1, min(len(lines), analysis.last + 1 + NOTE_REACH))
    shown = [other for other in below if lines[other].key == key]
    is_person = has_known_given_name(byline.authors[0], lexicon)
    if not any(is_person or _has_own_address(BylineCandidate(other, byline), analysis) for other in shown):
        return False
    return not any(name in lines[other].unit.text for other in range(analysis.lead, analysis.last + 1))


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
    """Whether a line is no more than one known name, and the line above or below it no more than a day."""
    at, byline = candidate
    if len(byline.authors) != 1 or byline.authors[0].name != analysis.features.lines[at].unit.text:
        return False
    lines = analysis.features.lines
    above = at - 2 if at > 1 and not lines[at - 1].has_alphanumeric else at - 1
    dates = (analysis.features.dates.get(other) for other in (above, at + 1))
    is_beside = any(dated is not None and dated.moment is not None and not dated.rest for dated in dates)
    is_known = has_known_given_name(byline.authors[0], lexicon)
    return is_beside and (is_known or is_given_name(byline.authors[0].name.split()[0], lexicon))


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


def has_known_given_name(author: Contributor, lexicon: Lexicon) -> bool:
    """Whether an author's name opens with a given name of the lexicon, or ends with one in Hungarian."""
    words = author.name.split()
    given = words[0].casefold()
    return given in lexicon.given_names or given in lexicon.own_names or is_hungarian_name(words, lexicon)


def _names(candidate: BylineCandidate) -> set[str]:
    return {fold_word(author.name) for author in candidate.byline.authors}


def _goes_on(text: str, lexicon: Lexicon) -> bool:
    """Whether a line of names goes on in the next line: it ends with a comma or a conjunction."""
    return text[-1] in ",،、&" or fold_word(text.rpartition(" ")[2]) in lexicon.conjunctions


def byline_candidates(analysis: Analysis, head: int, lexicon: Lexicon) -> list[BylineCandidate]:
    """The units that may name who wrote the story."""
    features = analysis.features
    found = []
    for at in units_near_story(analysis, head, REACH):
        line = features.lines[at]
        byline = features.bylines.get(at)
        is_other = at == head or at in features.dates or at in features.captions or line.furniture
        if byline is None and not is_other and line.words <= BARE_WORDS:
            byline = read_name_line(line.unit.text, lexicon)
        if byline is not None and not byline.is_explicit and _is_of_page(analysis, at, lexicon):
            byline = None
        if byline is not None and byline.authors and (byline.is_explicit or not line.is_prose):
            found.append(BylineCandidate(at, byline))
    return found[:MOST_LINES]


def _is_of_page(analysis: Analysis, at: int, lexicon: Lexicon) -> bool:
    """Whether names alone are a credit with an agency for pictures, a button, the end of a list of topics, of a post
    that is quoted, or who said the quotation above.
    """
    lines = analysis.features.lines
    text = lines[at].unit.text
    is_behind_dash = lines[at].unit.bullet[:1] in ("-", "–", "—")
    if signs_post(analysis, at) or (is_behind_dash and at and lines[at - 1].unit.text[-1] in _QUOTATION_ENDS):
        return True
    if names_picture_agency(text) or lexicon.furniture.exact.get(fold_word(text.split()[0])) in BUTTONS:
        return True
    above = at - 1
    while above >= 0 and lines[above].unit.text[-1] in ",،、":
        above -= 1
    if above == at - 1:
        return False
    has_label = above >= 0 and lines[above].furniture is not None
    return has_label or read_name_line(lines[at - 1].unit.text, lexicon) is None


def byline_features(
    analysis: Analysis, candidates: Sequence[BylineCandidate], head: int, lexicon: Lexicon
) -> list[list[str]]:
    """The features of each candidate."""
    features, lines = analysis.features, analysis.features.lines
    folded = cache(lambda at: fold_word(lines[at].unit.text))
    rows = []
    for at, byline in candidates:
        line, marginals = lines[at], analysis.marginals[at]
        kind = "said" if byline.is_explicit else "bare"
        level = probability_level(marginals[_BYLINE] + marginals[_DATED_BYLINE])
        place = "after" if at > analysis.last else "inside" if at >= analysis.lead else "before"
        has_given_name = any(has_known_given_name(author, lexicon) for author in byline.authors)
        row = [
            "any",
            kind,
            f"odds {level}",
            f"{kind} odds {level}",
            f"headline {distance(at - head)}",
            f"lead {distance(at - analysis.lead)}",
            f"names {min(4, len(byline.authors))}",
            f"length {bisect_right(LENGTHS, line.words)}",
            f"sure {int(byline.confidence * 20)}",
            f"{kind} sure {int(byline.confidence * 20)}",
            "dated" if at in features.dates else "no date",
            place,
            f"{place} {kind}",
            "given name" if has_given_name else "no given name",
            f"{kind} {'given name' if has_given_name else 'no given name'}",
            f"as {analysis.labels[at]}",
        ]
        if any(author.kind != "person" for author in byline.authors):
            row.append("organisation")
        row += _mention_features(analysis, at, byline, folded)
        if line.key and features.key_counts[line.key] > 1:
            row.append("repeated")
        if line.unit.text.isupper():
            row.append("all capitals")
        if line.ends_sentence:
            row.append("ends")
        for offset in (-2, -1, 1, 2):
            other = at + offset
            if 0 <= other < len(lines):
                row.append(f"{offset} {analysis.labels[other]}")
                if other in features.dates:
                    row.append(f"{offset} dated")
                if other in features.bylines:
                    row.append(f"{offset} names")
                if is_reading_time(lines[other]):
                    row.append(f"{offset} minutes")
                if names_job(lines[other], lexicon):
                    row.append(f"{offset} job")
        rows.append(row)
    return rows


def _mention_features(analysis: Analysis, at: int, byline: Byline, folded: Callable[[int], str]) -> list[str]:
    """Features of a candidate's first name in other lines: writers have a note below the story, others are in it.

    `folded` returns the text of a unit in its form for comparison.
    """
    name = fold_word(byline.authors[0].name)
    row = []
    if any(name in folded(other) for other in range(analysis.lead, analysis.last + 1) if other != at):
        row.append("named in the text")
    end = min(len(analysis.features.lines), analysis.last + 1 + NOTE_REACH)
    if any(text.startswith(name) and len(text) > len(name) + 1 for text in map(folded, range(analysis.last + 1, end))):
        row.append("opens a line after the end")
    return row


def names_job(line: LineFeatures, lexicon: Lexicon) -> bool:
    """Whether a short line names a job."""
    words = line.key.split()
    return len(words) <= 6 and not lexicon.job_titles.isdisjoint(words)
