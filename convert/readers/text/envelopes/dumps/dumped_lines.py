"""What readers of dumped pages share: the lines that they make, and whether a line was broken at a width."""

from __future__ import annotations

import re
from typing import NamedTuple

from convert.readers.text.scripts import joins_without_space

MIN_REPEATED, MOST_REPEATED = 16, 400
"""How many characters a text has at least that is written twice in a row, and at most."""

_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]"
)
"""A character of East Asia, which takes two columns."""

_SPACES = re.compile(r"\s+")


class DumpedLine(NamedTuple):
    """A line made from lines of a dump, which have the indexes `sources`. `rule` says why it is not of the story, empty
    for a line that may be. `is_apart` is whether a blank line is above it.
    """

    text: str
    sources: tuple[int, ...]
    rule: str = ""
    is_apart: bool = False


class Row(NamedTuple):
    """A line of a dump with text: its index, its text without indent, by how much it is indented, whether a blank line
    is above it, and in how many columns it and its first word are.
    """

    at: int
    text: str
    indent: int
    is_apart: bool
    size: int
    opening: int

    @property
    def end(self) -> int:
        """The column in which it ends."""
        return self.indent + self.size

    def is_full(self, below: Row, width: int) -> bool:
        """Whether the first word of the row `below` had no room in this one, within the `width`."""
        is_unspaced = joins_without_space(self.text[-1]) and joins_without_space(below.text[0])
        return self.end + (not is_unspaced) + below.opening > width


def rows_of(lines: tuple[str, ...], end: int, *, counts_columns: bool = True) -> list[Row]:
    """The lines with text up to the index `end`, their sizes in columns, or else in characters."""
    rows = []
    is_apart = True
    for at in range(end):
        line = lines[at]
        text = line.strip()
        if not text:
            is_apart = True
            continue
        indent = len(line) - len(line.lstrip())
        opening = text.partition(" ")[0]
        wide = len(_WIDE.findall(text)) if counts_columns and not text.isascii() else 0
        rows.append(
            Row(at, text, indent, is_apart, len(text) + wide, _width_of_opening(opening) if wide else len(opening))
        )
        is_apart = False
    return rows


def _width_of_opening(word: str) -> int:
    """How many columns the part of a word takes before which alone a line may be broken: up to its first character in a
    script without spaces.
    """
    end = next((at + 1 for at, character in enumerate(word) if joins_without_space(character)), len(word))
    return end + len(_WIDE.findall(word[:end]))


def without_repeat(text: str) -> str:
    """`text` without its beginning, where that comes twice in a row: a picture's text, and the same as its caption."""
    start = text[:MIN_REPEATED]
    second = text.find(start, MIN_REPEATED) if len(start) == MIN_REPEATED else -1
    if not MIN_REPEATED <= second <= MOST_REPEATED:
        return text
    repeated = text[:second].rstrip()
    return text[second:] if text.startswith(repeated, second) else text


def one_spaced(text: str) -> str:
    """`text` with single spaces."""
    return _SPACES.sub(" ", text).strip()
