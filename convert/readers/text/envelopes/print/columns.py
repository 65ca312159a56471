"""Columns of print that stand side by side in the lines of a page, as programs extract them that keep its layout.

A gutter is white space at the same place in many lines. What is on either side of it are columns if both are running
text, and a table if they are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from convert.readers.text.sentences import ENDS_WRAPPED_LINE

MIN_ROWS = 5
"""How many lines have text on both sides of a gutter at least."""

MIN_GUTTER = 2
"""How many spaces wide a gutter is at least."""

MOST_ONE_SIDED = 40
"""How many lines in a row have text on one side of a gutter only at most."""

MOST_GAPS = 24
"""How many gaps of two spaces or more a line in columns has at most; in justified lines each may be one."""

MOST_COLUMNS = 6
"""Into how many columns a page is divided at most."""

MIN_WORDS, GOES_ON = 2.0, 0.25
"""How many words the lines of a column have on average at least, and the share of them at least that go on with a
small letter from one that ends no sentence.
"""

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")


class Part(NamedTuple):
    """The part of a line that one column has: the index of the line, and its text with its indent."""

    at: int
    text: str


class _White(NamedTuple):
    """Where a line is white: the length of its indent, where its text ends, and the gaps of two spaces or more."""

    indent: int
    end: int
    gaps: tuple[tuple[int, int], ...]


class _Gutter(NamedTuple):
    """The lines from `first` up to `end`, and the columns of characters from `left` up to `right` that are white in all
    of them.
    """

    first: int
    end: int
    left: int
    right: int


def divide_columns(parts: Sequence[Part]) -> list[Part]:
    """The `parts` of a page, one column below the other where they stand side by side, else as they are."""
    return list(_divided(parts, MOST_COLUMNS))


def _divided(parts: Sequence[Part], most: int) -> Iterator[Part]:
    whites = [_white_in(part.text) for part in parts]
    start = at = 0
    while at < len(parts) and most > 1:
        gutter = max(_gutters(whites, at), key=lambda found: found.end - found.first, default=None)
        if gutter is None:
            at += 1
            continue
        at = gutter.end
        gutter = gutter._replace(first=_top(whites, gutter, start))
        sides = _sides(parts, gutter)
        if all(map(_is_running_text, sides)):
            yield from parts[start : gutter.first]
            for side in sides:
                yield from _divided(side, most - 1)
            start = at
    yield from parts[start:]


def _white_in(text: str) -> _White:
    """Where a line is white; a line with more gaps than columns have is white nowhere."""
    text = text.rstrip()
    gaps = tuple(gap.span() for gap in _GAP.finditer(text)) if "  " in text else ()
    return _White(len(text) - len(text.lstrip()), len(text), gaps if len(gaps) <= MOST_GAPS else ())


def _gutters(whites: Sequence[_White], first: int) -> Iterator[_Gutter]:
    """The gutters that begin with the line `first`, one for each gap in it."""
    for left, right in whites[first].gaps:
        both, last = 1, first
        for at in range(first + 1, len(whites)):
            white = whites[at]
            if at - last > MOST_ONE_SIDED:
                break
            if white.end <= left or white.indent >= right:
                continue
            found = _shared(white, left, right)
            if found is None:
                break
            left, right = found
            if white.indent < left:
                both, last = both + 1, at
        else:
            at = len(whites)
        if both >= MIN_ROWS:
            yield _Gutter(first, at, left, right)


def _shared(white: _White, left: int, right: int) -> tuple[int, int] | None:
    """The widest part of the gutter from `left` to `right` that is white in a line, too; None if all are too narrow."""
    places = ((0, white.indent), *white.gaps, (white.end, right))
    shared = ((max(left, start), min(right, end)) for start, end in places)
    start, end = max(shared, key=lambda place: place[1] - place[0])
    return (start, end) if end - start >= MIN_GUTTER else None


def _top(whites: Sequence[_White], gutter: _Gutter, start: int) -> int:
    """The first line of a gutter together with those right above it that have text on its right side only."""
    top = at = gutter.first
    while at > start and whites[at - 1].end:
        at -= 1
        if whites[at].indent >= gutter.right:
            top = at
        elif whites[at].end > gutter.left:
            break
    return top


def _sides(parts: Sequence[Part], gutter: _Gutter) -> tuple[list[Part], list[Part]]:
    """What is on either side of a gutter, line by line; blank lines at the ends of a side are left out."""
    within = parts[gutter.first : gutter.end]
    left = [Part(part.at, part.text[: gutter.left].rstrip()) for part in within]
    right = [Part(part.at, part.text[gutter.right :].rstrip()) for part in within]
    return _trimmed(left), _trimmed(right)


def _trimmed(side: list[Part]) -> list[Part]:
    filled = [number for number, part in enumerate(side) if part.text.strip()]
    return side[filled[0] : filled[-1] + 1] if filled else []


def _is_running_text(side: Sequence[Part]) -> bool:
    """Whether a side of a gutter is text that runs on from line to line, and no column of a table."""
    texts = [part.text.strip() for part in side if part.text.strip()]
    if len(texts) < MIN_ROWS or sum(len(text.split()) for text in texts) < MIN_WORDS * len(texts):
        return False
    goes_on = sum(below[0].islower() and ENDS_WRAPPED_LINE.search(above) is None for above, below in pairwise(texts))
    return goes_on >= GOES_ON * len(texts)
