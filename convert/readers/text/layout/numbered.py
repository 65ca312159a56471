"""Numbered headings: short lines that count from 1 on, each above a text of its own, as newsletters have them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout.runs import Run

MIN_HEADINGS = 2
"""How many headings there are at least."""

MOST_WORDS, MIN_TEXT = 12, 4
"""How many words a heading has at most, and the text below it at least."""

REACH = 30
"""How many units the text below a heading has at most."""

RULE = "numbered heading"

_NUMBER = re.compile(r"\(?(\d{1,2})[.)]?")


def find_numbered(lines: Sequence[LineFeatures]) -> Iterator[Run]:
    """The runs of numbered headings with their texts."""
    group: list[int] = []
    for at, line in enumerate(lines):
        number = _number_of(line)
        if number is None or not _is_above_text(lines, at):
            continue
        if group and number == len(group) + 1 and at - group[-1] <= REACH:
            group.append(at)
            continue
        yield from _run(lines, group)
        group = [at] if number == 1 else []
    yield from _run(lines, group)


def _number_of(line: LineFeatures) -> int | None:
    """The number of a line that may be a heading."""
    found = _NUMBER.fullmatch(line.unit.bullet.strip()) if line.unit.bullet else None
    is_title = not line.ends_sentence and 0 < line.words <= MOST_WORDS and line.has_alphanumeric
    return int(found[1]) if found and is_title else None


def _is_above_text(lines: Sequence[LineFeatures], at: int) -> bool:
    """Whether a sentence outside of lists is directly below a line."""
    below = lines[at + 1] if at + 1 < len(lines) else None
    return below is not None and not below.unit.bullet and below.ends_sentence and below.words >= MIN_TEXT


def _run(lines: Sequence[LineFeatures], group: Sequence[int]) -> Iterator[Run]:
    if len(group) >= MIN_HEADINGS:
        sure = frozenset(group)
        yield Run(first=group[0], last=group[-1] + 1, rule=RULE, roles=dict.fromkeys(group, "heading"), sure=sure)
