"""Ranks the lines that may show when the story was published."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from convert.model import Moment
from convert.readers.text.fields.ranking import (
    LENGTHS,
    MOST_LINES,
    Reach,
    distance,
    probability_level,
    softmax,
    units_near_story,
)
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.crf import Model
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon.dates import ParsedDate

REACH = Reach(above_headline=8, below_lead=10, before_end=2, after_end=6)
"""Where dates are looked for."""

SENTENCE_WORDS = 9
"""From how many words beside the date on a line is a sentence that mentions it."""

LONG_LINE_WORDS = 14
"""From how many words beside the date a line is a sentence or a caption, whatever it ends with."""

TITLE_WORDS = 4
"""From how many words beside the date on a headline mentions a day."""

LIST_REACH = 5
"""How many units at most are between two days in a list of other stories, each of which is below its title."""

OPENING = 30
"""Within how many characters of its line's start a date opens the line."""

_FOOTNOTE = re.compile(r"[¹²³⁴-⁹†‡]|\[\d{1,3}\]\s|\(\d{1,2}\)\s")
_SET_APART = re.compile(r".{1,30}[/|•·]\s?\d|[/|•·]\s?\d(?![^:]{0,24}:\s)")
"""A date behind a slash or bar that opens a paragraph ("Red. / 31.10.2023 The …"), not the text of a picture with its
day ("| 8 October 2026: The mayor opens …").
"""

_WORD, _NUMBER, _MARK = re.compile(r"[^\W\d_]+"), re.compile(r"\d+"), re.compile(r"[^\w\s]")

_CLOCK = re.compile(r"(?<![.\d])\d{1,2}[:.h時时點点시]\s?\d{2}(?![.\d])|\d{4} (?:GMT|UTC)")
_CLOCK_ALONE = re.compile(r"\d{1,2}[:.]\d{2}(?:\s(?:Uhr|[AaPp]\.?[Mm]\.?))?")


class DateCandidate(NamedTuple):
    """A moment that a unit shows and that may be when the story was published; whether it is that of an update."""

    at: int
    dated: ParsedDate
    moment: Moment
    is_update: bool


def rank_date(model: Model, analysis: Analysis, head: int) -> tuple[DateCandidate | None, float]:
    """The candidate for the date of publication, with the probability of its day; None where there is no candidate.

    Candidates of one day count together; of these one that is not of an update goes first, and before an update alone
    an earlier day with the label of publication below the text. A day that the text only mentions is none.
    """
    candidates = date_candidates(analysis, head)
    probabilities = softmax([model.score("date", row) for row in date_features(analysis, candidates, head)])
    days: dict[str, float] = {}
    for candidate, probability in zip(candidates, probabilities, strict=False):
        day = candidate.moment.text[:10]
        days[day] = days.get(day, 0.0) + probability
    own = [
        number
        for number, candidate in enumerate(candidates)
        if not is_part_of_text(analysis.features.lines[candidate.at], candidate.dated)
    ]
    days = {day: days[day] for day in dict.fromkeys(candidates[number].moment.text[:10] for number in own)}
    if not days:
        return None, probabilities[-1]
    day, most = max(days.items(), key=itemgetter(1))
    same = [number for number in own if candidates[number].moment.text[:10] == day]
    chosen = candidates[max(same, key=lambda number: (not candidates[number].is_update, probabilities[number]))]
    if chosen.is_update:
        labeled = (candidates[number] for number in own if candidates[number].at > analysis.last)
        first = (row for row in labeled if row.dated.is_labeled and not row.is_update)
        chosen = next((row for row in first if row.moment.text[:10] <= day), chosen)
    return chosen, most


def date_candidates(analysis: Analysis, head: int) -> list[DateCandidate]:
    """The moments near the story that may be when it was published, in the order of their units. Several days above the
    headline are those of other stories or events if one is right above or below it.
    """
    found = []
    for at in units_near_story(analysis, head, REACH):
        dated = analysis.features.dates.get(at)
        if dated and (_is_in_caption(analysis, at, dated) or _is_in_title(analysis, at, dated, head)):
            continue
        if dated and _is_in_list_below(analysis, at, dated):
            continue
        if dated and dated.moment:
            found.append(DateCandidate(at, dated, dated.moment, dated.kind == "updated"))
        if dated and dated.updated:
            found.append(DateCandidate(at, dated, dated.updated, True))
    found = [row for row in found if not (row.is_update and shows_no_time(analysis, row.at))]
    below = [row.moment.text[:10] for row in found if head < row.at < analysis.lead and _is_plain(row)]
    plain = [row for row in found if row.at > head and _is_plain(row) and row.dated.is_labeled]
    labeled = [row.moment.text[:10] for row in plain if not analysis.features.lines[row.at].ends_sentence]
    above = [row for row in found if row.at < head and not row.dated.is_labeled]
    beside = [row for row in above if row.at == head - 1 and _is_plain(row) and not below]
    is_list = bool(below or beside) and len({row.moment.text[:10] for row in above}) > 1
    listed = [row for row in above if row not in beside]
    others = listed if is_list else [row for row in above if _is_today(analysis, row, below, labeled)]
    return [row for row in found if row not in others][:MOST_LINES]


def _is_plain(row: DateCandidate) -> bool:
    """Whether a line is no more than a day of publication, perhaps with its time and a word or two."""
    return not row.is_update and len(row.dated.rest.split()) < SENTENCE_WORDS


def _is_today(analysis: Analysis, row: DateCandidate, below: Sequence[str], labeled: Sequence[str]) -> bool:
    """Whether a day alone above the headline is that of the page: below the headline is an earlier one, with the label
    of the day of publication if that of the page has its time.
    """
    earlier = below if shows_no_time(analysis, row.at) else labeled
    return not row.dated.rest and any(day < row.moment.text[:10] for day in earlier)


def _is_in_caption(analysis: Analysis, at: int, dated: ParsedDate) -> bool:
    """Whether a date is in a long line that is likeliest a caption: the day of the picture."""
    line = analysis.features.lines[at]
    is_caption = analysis.labels[at] == "caption" and len(dated.rest.split()) >= SENTENCE_WORDS
    return is_caption or _is_inside_words(line, dated)


def _is_in_title(analysis: Analysis, at: int, dated: ParsedDate, head: int) -> bool:
    """Whether a date is in the headline: a day that the story is about, often one to come."""
    text = analysis.features.lines[at].unit.text
    if at != head or head == analysis.lead or text[0].isdigit():
        return False
    return len(dated.rest.split()) >= TITLE_WORDS or says_day(text, dated)


def says_day(text: str, dated: ParsedDate, *, least: int = 1) -> bool:
    """Whether a line with at `least` so many other words says a day among them or at their end ("Vote on 8 October
    2026", "Trams stop 4 October 2026"): not one word with a day, nor a mark before it ("Briefing, 8 October 2026").
    """
    others = _WORD.findall(dated.rest)
    if len(others) < least:
        return False
    first, *more = _NUMBER.finditer(text)
    if not set(others).isdisjoint(_WORD.findall(text, [first, *more][-1].end())):
        return True
    ends = [word.end() for word in _WORD.finditer(text, 0, first.start()) if word[0] in others]
    gap = text[max(ends, default=0) : first.start()]
    return _MARK.search(gap) is None and (len(others) > 1 or any(map(str.islower, _WORD.findall(gap))))


def _is_in_list_below(analysis: Analysis, at: int, dated: ParsedDate) -> bool:
    """Whether a day below the story is that of another or of a comment: it has no label, and is below the label of
    comments, in an address, has another day without one right above or below it, or is below a title as another day
    near it is.
    """
    if at <= analysis.last or dated.is_labeled:
        return False
    if any(_is_label_of_comments(analysis.features.lines[above]) for above in range(analysis.last + 1, at)):
        return True
    if "://" in analysis.features.lines[at].unit.text:
        return True
    if any(_is_plain_day(analysis, other) for other in (at - 1, at + 1)):
        return True
    near = (other for other in range(at - LIST_REACH, at + LIST_REACH + 1) if abs(other - at) > 1)
    return _is_below_title(analysis, at) and any(
        other > analysis.last and _is_plain_day(analysis, other) and _is_below_title(analysis, other) for other in near
    )


def _is_label_of_comments(line: LineFeatures) -> bool:
    """Whether a line says that readers' comments follow, and how many ("1 Comment")."""
    return line.furniture is not None and line.furniture[0] == "comment" and any(map(str.isdigit, line.unit.text))


def _is_plain_day(analysis: Analysis, at: int) -> bool:
    """Whether a unit shows a day without a label."""
    dated = analysis.features.dates.get(at)
    return dated is not None and dated.moment is not None and not dated.is_labeled


def _is_below_title(analysis: Analysis, at: int) -> bool:
    """Whether the line above a unit is as long as titles are, and no sentence or furniture."""
    above = analysis.features.lines[at - 1]
    return above.words >= TITLE_WORDS and not above.ends_sentence and not above.furniture


def _is_inside_words(line: LineFeatures, dated: ParsedDate) -> bool:
    """Whether a date is behind other words, in a line that has many."""
    return len(dated.rest.split()) >= LONG_LINE_WORDS and not any(map(str.isdigit, line.unit.text[:OPENING]))


def is_part_of_text(line: LineFeatures, dated: ParsedDate) -> bool:
    """Whether a date is only mentioned: in a sentence of running text, or in a footnote."""
    if _FOOTNOTE.match(line.unit.text):
        return True
    if _SET_APART.match(line.unit.text):
        return False
    is_sentence = line.is_prose and line.ends_sentence and len(dated.rest.split()) >= SENTENCE_WORDS
    return is_sentence or _is_inside_words(line, dated)


def shows_no_time(analysis: Analysis, at: int) -> bool:
    """Whether a unit shows no time of day, nor the line below it one alone.

    A day of update without a time says little of the day of publication: pages that are kept up to date for years show
    one; news shows the time.
    """
    lines = analysis.features.lines
    if _CLOCK.search(lines[at].unit.text):
        return False
    return at + 1 >= len(lines) or _CLOCK_ALONE.fullmatch(lines[at + 1].unit.text) is None


def date_features(analysis: Analysis, candidates: Sequence[DateCandidate], head: int) -> list[list[str]]:
    """The features of each candidate, and last those of there being no date."""
    features, lines = analysis.features, analysis.features.lines
    days = [candidate.moment.text[:10] for candidate in candidates]
    newest = max(days, default="")
    rows = []
    for number, (at, dated, moment, is_update) in enumerate(candidates):
        marginals = analysis.marginals[at]
        day = moment.text[:10]
        row = [
            f"odds {probability_level(marginals.date + marginals.dated_byline)}",
            f"headline {distance(at - head)}",
            f"lead {distance(at - analysis.lead)}",
            "labelled" if dated.is_labeled else "not labelled",
            "update" if is_update else "publication",
            f"rest {min(3, len(dated.rest.split()))}",
            "instant" if moment.is_instant else "day",
            f"length {bisect_right(LENGTHS, lines[at].words)}",
            f"same {min(3, days.count(day))}",
            "newest" if day == newest else "older",
            "first" if number == 0 else "not first",
            "only" if len(candidates) == 1 else "one of more",
            f"as {analysis.labels[at]}",
            "byline" if at in features.bylines else "no byline",
            "after" if at > analysis.last else "inside" if at >= analysis.lead else "header" if at > head else "above",
        ]
        row += [f"{offset} {analysis.labels[at + offset]}" for offset in (-1, 1) if 0 <= at + offset < len(lines)]
        rows.append(row)
    most = max((marginals.date + marginals.dated_byline for marginals in analysis.marginals), default=0.0)
    rows.append(["none", f"none odds {probability_level(most)}", f"none of {min(3, len(candidates))}"])
    return rows
