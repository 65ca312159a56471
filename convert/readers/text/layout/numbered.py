"""Numbered headings, as newsletters and lists of the best have them: short lines that count up or down, each above a
text of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout.runs import Run
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.captions import read_caption
from convert.readers.text.roles import Role

MIN_HEADINGS, MIN_ANYWHERE = 2, 3
"""How many headings there are at least that count up from 1, and that count otherwise: down, or from another number."""

MOST_WORDS, MIN_TEXT = 14, 4
"""How many words a heading has at most, and the text below it at least."""

REACH = 30
"""How many units the text below a heading has at most."""

RULE = "numbered heading"

_NUMBER = re.compile(r"\(?(\d{1,2})[.)]?")
_BARE = re.compile(r"(\d{1,2})\s+(?=[\"'“‘«„‚‹「『]|[^\W\d_a-z])")
"""A number without a mark, before quoted words or a word that opens with no small letter ("10 “The Lamp”")."""

_STAMP = re.compile(r".*\d:\d{2}\W*")
"""A line that ends with a time of day, as those of other stories do: "24. 12. 2024 13:31"."""

_QUOTES = "\"'”’»«“›」』"
_CALLS = frozenset("?!？！؟")
"""How headings may end that are sentences, before marks of quotation."""


class _Heading(NamedTuple):
    """A unit that may be a heading, with its number, and whether a mark is behind that ("1.")."""

    at: int
    number: int
    is_marked: bool


def find_numbered(lines: Sequence[LineFeatures], lexicon: Lexicon) -> Iterator[Run]:
    """The runs of numbered headings with their texts, and with the short line that most have below them."""
    for series in _series(lines):
        titled = [heading.at for heading in series if _is_above_text(lines, heading.at)]
        is_counted = series[0].number == 1 and len(series) >= MIN_HEADINGS and len(titled) == len(series)
        is_counted = is_counted and series[0].is_marked
        if is_counted or (len(series) >= MIN_ANYWHERE and 2 * len(titled) > len(series)):
            units = [heading.at for heading in series]
            last = units[-1] + (titled[-1] == units[-1])
            between = [at + 1 for at in titled if _is_short_line(lines, at + 1, lexicon)]
            roles: dict[int, Role] = dict.fromkeys(units, "heading")
            if len(between) >= MIN_ANYWHERE and 2 * len(between) > len(series):
                roles |= dict.fromkeys(between, "paragraph")
            yield Run(
                first=units[0],
                last=last,
                rule=RULE,
                roles=roles,
                sure=frozenset(units),
                undated=frozenset(units),
            )


def _series(lines: Sequence[LineFeatures]) -> Iterator[list[_Heading]]:
    """The longest series of possible headings that count up by one, or down by one."""
    series: list[_Heading] = []
    for at, line in enumerate(lines):
        number = _number_of(line)
        if number is None:
            continue
        found = _Heading(at, number, bool(line.unit.bullet))
        if series and at - series[-1].at <= REACH and _goes_on(series, found):
            series.append(found)
            continue
        if series:
            yield series
        series = [found]
    if series:
        yield series


def _goes_on(series: Sequence[_Heading], found: _Heading) -> bool:
    """Whether a possible heading counts on from a series."""
    return found.is_marked == series[-1].is_marked and found.number - series[-1].number in _steps(series)


def _steps(series: Sequence[_Heading]) -> tuple[int, ...]:
    """By how much the next number of a series differs."""
    return (1, -1) if len(series) == 1 else (series[1].number - series[0].number,)


def _number_of(line: LineFeatures) -> int | None:
    """The number of a line that may be a heading."""
    bullet = line.unit.bullet.strip()
    found = _NUMBER.fullmatch(bullet) if bullet else _BARE.match(line.unit.text)
    is_title = not line.ends_sentence or line.unit.text.rstrip(_QUOTES)[-1:] in _CALLS
    is_title = is_title and 0 < line.words <= MOST_WORDS and line.has_alphanumeric
    return int(found[1]) if found and is_title and not _STAMP.fullmatch(line.unit.text) else None


def _is_short_line(lines: Sequence[LineFeatures], at: int, lexicon: Lexicon) -> bool:
    """Whether a unit between a heading and its text is neither sentence nor credit, byline or furniture."""
    line = lines[at]
    if line.ends_sentence or line.unit.bullet or line.furniture or line.words > MOST_WORDS:
        return False
    text = line.unit.text
    byline = read_byline(text, lexicon)
    return line.has_alphanumeric and not read_caption(text, lexicon) and not (byline and byline.is_explicit)


def _is_above_text(lines: Sequence[LineFeatures], at: int) -> bool:
    """Whether a sentence outside of numbered lists is below a line, with one line between at most, or a list."""
    for line in lines[at + 1 : at + 3]:
        if line.unit.bullet:
            return line is lines[at + 1] and not line.unit.bullet[0].isdigit()
        if line.ends_sentence and line.words >= MIN_TEXT:
            return True
    return False
