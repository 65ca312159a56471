"""Tables whose cells are on lines of their own, one below the other, as programs write them that drop the columns.

The names of the columns are a row without figures; below it two rows or more have figures in the same columns, two at
least. Running text is above and below, so that no list of links is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from convert.readers.text.sentences import ENDS_SENTENCE

COLUMNS = (3, 4, 5, 6)
"""How many columns such a table has."""

MIN_ROWS, MOST_ROWS = 2, 100
"""How many rows it has below the names of its columns."""

MIN_FIGURES = 2
"""How many columns have figures at least."""

MOST_ABOVE = 3
"""How many short lines there are at most between the text above and the names of the columns."""

LONGEST_CELL, MOST_WORDS = 32, 5
"""How many characters and words a cell has at most."""

MIN_TEXT = 40
"""How many characters the running text above and below has at least."""

_FIGURE = re.compile(r"[+–-]?[$€£¥]?\d")
_NOT_A_CELL = re.compile(r".*[.!?:;…]$|[•‣◦▪●*–-]\s|\d{1,3}[.)]\s|.*(?:\t|\||  )")


def stacked_rows(lines: Sequence[str]) -> Iterator[tuple[list[int], list[tuple[str, ...]]]]:
    """The tables in `lines`, each as the lines of its cells and its rows, the names of the columns first."""
    short = [at for at, line in enumerate(lines) if len(line) <= LONGEST_CELL and line.lstrip()[:1].isdigit()]
    if len(short) < MIN_ROWS * MIN_FIGURES:
        return
    filled = [at for at, line in enumerate(lines) if line.strip()]
    run: list[int] = []
    above = -1
    for at in (*filled, -1):
        if at >= 0 and _is_cell(lines[at].strip()):
            run.append(at)
            continue
        if above >= 0 and at >= 0 and (_is_text(lines[above]) or _ends_text(lines[above])) and _is_text(lines[at]):
            yield from _table(lines, run)
        run, above = [], at


def _is_cell(text: str) -> bool:
    return len(text) <= LONGEST_CELL and text.count(" ") < MOST_WORDS and _NOT_A_CELL.match(text) is None


def _is_text(line: str) -> bool:
    return len(line.strip()) >= MIN_TEXT


def _ends_text(line: str) -> bool:
    """Whether a line that may be the last one of wrapped text ends a sentence."""
    return ENDS_SENTENCE.search(line.strip()) is not None


def _table(lines: Sequence[str], run: Sequence[int]) -> Iterator[tuple[list[int], list[tuple[str, ...]]]]:
    """The table in a run of short lines, below few others."""
    for skipped in range(MOST_ABOVE + 1):
        places = list(run[skipped:])
        if len({other - one for one, other in pairwise(places)}) > 1:
            continue
        for columns in COLUMNS:
            cells = [lines[at].strip() for at in places]
            rows = [tuple(cells[at : at + columns]) for at in range(0, len(cells), columns)]
            if len(cells) % columns == 0 and MIN_ROWS < len(rows) <= MOST_ROWS and _has_columns(rows):
                yield places, rows
                return


def _has_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row has no figures, and each column below it has either figures or none."""
    if any(map(str.isdigit, "".join(rows[0]))):
        return False
    kinds = [{_FIGURE.match(row[column]) is not None for row in rows[1:]} for column in range(len(rows[0]))]
    return all(len(kind) == 1 for kind in kinds) and sum(True in kind for kind in kinds) >= MIN_FIGURES
