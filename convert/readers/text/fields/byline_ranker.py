"""Ranks the lines that may name who wrote the story; each is judged for itself, since a story has several bylines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from math import exp
from typing import NamedTuple

from convert.model import Contributor
from convert.readers.text.fields.names_below import is_signed_below
from convert.readers.text.fields.ranking import (
    LENGTHS,
    MOST_LINES,
    Reach,
    distance,
    probability_level,
    units_near_story,
)
from convert.readers.text.fields.site_owner import site_owners
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.copy_features import is_reading_time
from convert.readers.text.labels.crf import Model
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout.posts import signs_post
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.bylines import Byline
from convert.readers.text.lexicon.captions import names_picture_agency
from convert.readers.text.lexicon.name_lines import read_name_line
from convert.readers.text.lexicon.names import is_hungarian_name
from convert.readers.text.lexicon.people import read_people

REACH = Reach(above_headline=6, below_lead=8, before_end=3, after_end=8)
"""Where bylines are looked for."""

BARE_WORDS = 14
"""How many words a line of bare names has at most."""

NOTE_REACH = 12
"""How many units below the text a note on its writer is looked for."""

_QUOTATION_ENDS = "”“\"»’'"
"""How the line above a speaker's name ends."""

BUTTONS = frozenset({"share", "comment", "subscribe"})
"""Furniture whose words open the names of buttons ("Share Discuss"), which look like names."""


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


def byline_candidates(analysis: Analysis, head: int, lexicon: Lexicon) -> list[BylineCandidate]:
    """The units that may name who wrote the story."""
    features, owners = analysis.features, site_owners(analysis)
    found = []
    for at in units_near_story(analysis, head, REACH):
        line = features.lines[at]
        byline = features.bylines.get(at)
        is_other = at == head or at in features.dates or at in features.captions or line.furniture
        if byline is None and not is_other and line.words <= BARE_WORDS:
            byline = read_name_line(line.unit.text, lexicon)
            if byline is None and at < analysis.lead:
                byline = _read_signed_in_capitals(analysis, at, lexicon)
        if byline is not None and not byline.is_explicit:
            is_owner = at < head and line.key in owners and not lexicon.opens_with_given_name(line.unit.text)
            if is_owner or _is_of_page(analysis, at, lexicon):
                byline = None
        if byline is not None and byline.authors and (byline.is_explicit or not line.is_prose):
            found.append(BylineCandidate(at, byline))
    return found[:MOST_LINES]


def _read_signed_in_capitals(analysis: Analysis, at: int, lexicon: Lexicon) -> Byline | None:
    """The byline in a line that is one name in capitals, if the page shows below the story that it is the writer's."""
    text = analysis.features.lines[at].unit.text
    people = read_people(text, lexicon) if text.isupper() and " " in text else ()
    if len(people) != 1 or people[0].name != text or not is_signed_below(text, analysis, lexicon):
        return None
    return Byline(text, people, 0.75, False)


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
        level = probability_level(marginals.byline + marginals.dated_byline)
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


def has_known_given_name(author: Contributor, lexicon: Lexicon) -> bool:
    """Whether an author's name opens with a given name of the lexicon, or ends with one in Hungarian."""
    words = author.name.split()
    given = words[0].casefold()
    return given in lexicon.given_names or given in lexicon.own_names or is_hungarian_name(words, lexicon)


def names_job(line: LineFeatures, lexicon: Lexicon) -> bool:
    """Whether a short line names a job."""
    words = line.key.split()
    return len(words) <= 6 and not lexicon.job_titles.isdisjoint(words)
