"""Tables that a text browser drew with spaces: their cells, also of rows whose widest cell leaves one space only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from convert.readers.text.envelopes.dumps.dumped_lines import Row

MIN_ROWS, MIN_CELLS = 2, 2
"""How many rows a table has at least, and how many cells a row."""

GAP = re.compile(r"(?<=\S)(?: {2,}|\t+)(?=\S)")
"""What is between two cells at least of one row."""


def split_cells(block: Sequence[Row]) -> list[list[str]] | None:
    """The cells of the rows of a `block` of lines without blank ones between; None where they are no table, or it is
    not certain where a cell ends.
    """
    if len(block) < MIN_ROWS or not any(GAP.search(row.text) for row in block):
        return None
    own = [GAP.split(row.text) for row in block]
    count = max(map(len, own))
    if count < MIN_CELLS:
        return None
    starts = next(_starts(row) for row, cells in zip(block, own, strict=True) if len(cells) == count)
    found = [cells if len(cells) == count else _cells_at(row, starts) for row, cells in zip(block, own, strict=True)]
    return found if all(len(cells) == count and all(cells) for cells in found) else None


def _starts(row: Row) -> list[int]:
    """Where the cells of a row begin, by its gaps."""
    return [row.indent, *(row.indent + gap.end() for gap in GAP.finditer(row.text))]


def _cells_at(row: Row, starts: Sequence[int]) -> list[str]:
    """The cells of a row, each from the start of one column to that of the next; none where a word is across one."""
    line = " " * row.indent + row.text
    if any(start > row.indent and line[start - 1 : start] not in ("", " ") for start in starts):
        return []
    return [line[start:end].strip() for start, end in pairwise((*starts, len(line)))]
