"""Numbered headings, as newsletters and lists of the best have them: short lines that count up or down, each above a
text of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout.runs import Run
from convert.readers.text.roles import Role

MIN_HEADINGS, MIN_ANYWHERE = 2, 3
"""How many headings there are at least that count up from 1, and that count otherwise: down, or from another number."""

MOST_WORDS, MIN_TEXT = 14, 4
"""How many words a heading has at most, and the text below it at least."""

REACH = 30
"""How many units the text below a heading has at most."""

RULE = "numbered heading"

_NUMBER = re.compile(r"\(?(\d{1,2})[.)]?")
_STAMP = re.compile(r".*\d:\d{2}\W*")
"""A line that ends with a time of day, as those of other stories do: "24. 12. 2024 13:31"."""

_CALLS = "?!？！؟"
"""How headings may end that are sentences."""


class _Heading(NamedTuple):
    """A unit that may be a heading, with its number."""

    at: int
    number: int


def find_numbered(lines: Sequence[LineFeatures]) -> Iterator[Run]:
    """The runs of numbered headings with their texts."""
    for series in _series(lines):
        titled = [heading.at for heading in series if _is_above_text(lines, heading.at)]
        is_counted = series[0].number == 1 and len(series) >= MIN_HEADINGS and len(titled) == len(series)
        if is_counted or (len(series) >= MIN_ANYWHERE and 2 * len(titled) > len(series)):
            units = [heading.at for heading in series]
            last = units[-1] + (titled[-1] == units[-1])
            roles: dict[int, Role] = dict.fromkeys(units, "heading")
            sure = frozenset(units)
            yield Run(first=units[0], last=last, rule=RULE, roles=roles, sure=sure, undated=sure)


def _series(lines: Sequence[LineFeatures]) -> Iterator[list[_Heading]]:
    """The longest series of possible headings that count up by one, or down by one."""
    series: list[_Heading] = []
    for at, line in enumerate(lines):
        number = _number_of(line)
        if number is None:
            continue
        if series and at - series[-1].at <= REACH and number - series[-1].number in _steps(series):
            series.append(_Heading(at, number))
            continue
        if series:
            yield series
        series = [_Heading(at, number)]
    if series:
        yield series


def _steps(series: Sequence[_Heading]) -> tuple[int, ...]:
    """By how much the next number of a series differs."""
    return (1, -1) if len(series) == 1 else (series[1].number - series[0].number,)


def _number_of(line: LineFeatures) -> int | None:
    """The number of a line that may be a heading."""
    if not line.unit.bullet:
        return None
    found = _NUMBER.fullmatch(line.unit.bullet.strip())
    is_title = not line.ends_sentence or line.unit.text[-1] in _CALLS
    is_title = is_title and 0 < line.words <= MOST_WORDS and line.has_alphanumeric
    return int(found[1]) if found and is_title and not _STAMP.fullmatch(line.unit.text) else None


def _is_above_text(lines: Sequence[LineFeatures], at: int) -> bool:
    """Whether a sentence outside of numbered lists is below a line, with one line between at most, or a list."""
    for line in lines[at + 1 : at + 3]:
        if line.unit.bullet:
            return line is lines[at + 1] and not line.unit.bullet[0].isdigit()
        if line.ends_sentence and line.words >= MIN_TEXT:
            return True
    return False
