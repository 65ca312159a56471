"""Tables and results: lines in columns, divided by tabs, by two spaces or more, or by bars.

Columns are certain if the cells of all rows fit them. Then the lines are a table, whole; else each stays a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from convert.readers.text.layout.stacked import stacked_rows
from convert.readers.text.scripts import DIGIT

MIN_ROWS = 2
"""How many lines in columns are a table."""

MOST_ROWS, MOST_COLUMNS = 500, 40
"""Of how many rows and columns a table has at most; larger ones stay lines."""

MOST_CELL_WORDS = 12
"""How many words a cell has at most; longer ones are running text."""

MOST_HEAD_LINES = 6
"""How many lines the names of columns above a row of dashes have at most."""

LONGEST_ROW = 400
"""The greatest length of a row, in characters."""

_BULLET = re.compile(r"(?:[•‣◦▪●○■□·*–-]|\d{1,3}[.)])\s+")
_GAP = re.compile(r" {2,}")
_BAR_ROW = re.compile(r"\s*\|?(?:[^|\n]*\|)+[^|\n]*")
_RULE = re.compile(r"[\s|+:=_─━┼│-]*[=_─━|+-]{2}[\s|+:=_─━┼│-]*")
_COLUMN_RULE = re.compile(r"\s{0,8}(?:-{2,}(?:\s{1,4}-{2,})+|={2,}(?:\s{1,4}={2,})+)\s*")
_DRAWS_COLUMNS = ("--", "==")
_FULL_RULE = re.compile(r"\s{0,8}[-=]{12,}\s*")
_DASHES = re.compile(r"[-=]+")
_SENTENCE_BETWEEN = re.compile(r"[.!?…]['\"”’»)\]]*(?: {2,}|\t)")
_LEADER_DOTS = re.compile(r"\.(?:\.\.|(?<=\s\.)\s)")
"""What leaders contain."""

_LEADERS = re.compile(r"\s?\.{4,}\s?|\s\.{3}\s|(?:\s\.){3,}\s")


class TableRows(NamedTuple):
    """The rows of one table.

    `lines` are the indexes of its lines, from 0; `rows` their cells, None where columns are not certain. `rules` are
    the indexes of lines that only draw the table. `has_head` is whether the first row names the columns.
    """

    lines: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...] | None
    rules: tuple[int, ...] = ()
    has_head: bool = False


class _Cell(NamedTuple):
    start: int
    end: int
    text: str


def find_tables(lines: Sequence[str]) -> tuple[TableRows, ...]:
    """The tables in `lines`, in order."""
    # A sign that may divide cells, or draw columns, rules out most lines quickly.
    stripped = [*map(str.strip, lines)]
    divided = {
        at
        for at, line in enumerate(stripped)
        if "  " in line or "|" in line or "\t" in line or (line.count(".") >= 3 and _LEADER_DOTS.search(line))
    }
    drawn = [at for at, line in enumerate(stripped) if line.startswith(_DRAWS_COLUMNS)]
    ruled = (*_ruled_tables(lines, drawn), *_stacked_tables(lines))
    divided.difference_update(at for table in ruled for at in (*table.lines, *table.rules))
    found = tuple(_tables(lines, divided)) if len(divided) >= MIN_ROWS else ()
    return tuple(sorted((*ruled, *found))) if ruled else found


def _stacked_tables(lines: Sequence[str]) -> Iterator[TableRows]:
    """The tables whose cells are on lines of their own; the first one of a row is the line of the row."""
    for places, rows in stacked_rows(lines):
        first = tuple(places[:: len(rows[0])])
        yield TableRows(first, tuple(rows), tuple(sorted(set(places) - set(first))), True)


def _ruled_tables(lines: Sequence[str], drawn: Sequence[int]) -> Iterator[TableRows]:
    """The tables whose columns a row of dashes shows, as converters of documents and programs of databases draw them;
    such a row is one of the lines `drawn`.

    With a line of dashes above the names of the columns and below the last row, blank lines divide the rows, and cells
    may have several lines; else each line is a row, and a blank line ends them.
    """
    end = -1
    for at in drawn:
        if at <= end or not _is_rule_line(lines[at]):
            continue
        top = at
        while top - 1 > end and lines[top - 1].strip() and not _FULL_RULE.fullmatch(lines[top - 1]):
            top -= 1
        is_framed = top - 1 > end and _FULL_RULE.fullmatch(lines[top - 1]) is not None
        below = range(at + 1, min(len(lines), at + 1 + MOST_ROWS))
        if is_framed:
            end = next((below_at for below_at in below if _FULL_RULE.fullmatch(lines[below_at])), at)
        else:
            blank = next((below_at for below_at in below if not lines[below_at].strip()), below.stop)
            end = next((below_at for below_at in below[: blank - at - 1] if _is_rule_line(lines[below_at])), blank - 1)
        spans = [span.span() for span in _DASHES.finditer(lines[at])]
        if at - top <= MOST_HEAD_LINES and (table := _ruled_table(lines, top - is_framed, at, end, spans)):
            yield table
        else:
            end = at


def _is_rule_line(line: str) -> bool:
    return line.lstrip().startswith(_DRAWS_COLUMNS) and _COLUMN_RULE.fullmatch(line) is not None


def _ruled_table(
    lines: Sequence[str], top: int, rule: int, end: int, spans: Sequence[tuple[int, int]]
) -> TableRows | None:
    """The table from the line `top` to `end`, with the `rule` of its columns at `spans`; None if no row fits."""
    by_blank = top < rule and _FULL_RULE.fullmatch(lines[top]) is not None
    places: list[int] = []
    rows: list[list[str]] = []
    rules: list[int] = []
    is_open = False
    for at in range(top, end + 1):
        line = lines[at].expandtabs()
        if not line.strip() or _FULL_RULE.fullmatch(line) or _COLUMN_RULE.fullmatch(line):
            rules += [at] if line.strip() else []
            is_open = False
            continue
        cells = _cut(line, spans)
        if cells is None:
            return None
        if is_open and (by_blank or at < rule):
            rows[-1] = [" ".join((one, other)).strip() for one, other in zip(rows[-1], cells, strict=True)]
            rules.append(at)
        else:
            places.append(at)
            rows.append(cells)
        is_open = True
    has_head = bool(places) and places[0] < rule
    if len(rows) < MIN_ROWS or len(spans) > MOST_COLUMNS:
        return None
    return TableRows(tuple(places), tuple(map(tuple, rows)), tuple(rules), has_head)


def _cut(line: str, spans: Sequence[tuple[int, int]]) -> list[str] | None:
    """The cells of a line in columns at `spans`, None if a word crosses the gap between two."""
    starts = [0, *(start for start, _ in spans[1:])]
    ends = [*(start for start, _ in spans[1:]), len(line)]
    if any(line[start - 1 : start].strip() and line[start : start + 1].strip() for start in starts[1:]):
        return None
    return [" ".join(line[start:end].split()) for start, end in zip(starts, ends, strict=True)]


def _tables(lines: Sequence[str], divided: Set[int]) -> Iterator[TableRows]:
    """The tables in `lines`, of which only the `divided` ones may have columns."""
    run: list[int] = []
    sign = ""
    for at, line in enumerate((*lines, "")):
        found = (_divider(line) if at in divided else "") or (
            "" if not (run and sign == "|" and _is_rule(line)) else "|"
        )
        if run and found != sign:
            yield from _table(lines, run, sign)
            run = []
        if found:
            if not run and found == "|" and at and _is_rule(lines[at - 1]) and lines[at - 1].lstrip()[:1] == "+":
                run.append(at - 1)
            run.append(at)
        sign = found


def _divider(line: str) -> str:
    """What divides the cells of a line: a tab, spaces or bars; nothing if it has no columns."""
    text = _BULLET.sub("", line.strip(), count=1)
    if not text or len(text) > LONGEST_ROW:
        return ""
    if "\t" in text:
        return "\t"
    if text.count("|") >= 2 and _BAR_ROW.fullmatch(text):
        return "|"
    if "  " in text or _LEADERS.search(text):
        return " "
    return ""


def _is_rule(line: str) -> bool:
    text = line.strip()
    return bool(text) and len(text) <= LONGEST_ROW and bool(_RULE.fullmatch(text))


def _table(lines: Sequence[str], run: list[int], sign: str) -> Iterator[TableRows]:
    """The table in the lines `run`, all divided by `sign`; none if they are running text."""
    rules = tuple(at for at in run if sign == "|" and _is_rule(lines[at]))
    places = sorted(set(run) - set(rules)) if rules else run
    if not MIN_ROWS <= len(places) <= MOST_ROWS:
        return
    if sign == "\t":
        rows = _by_tabs([lines[at] for at in places])
    elif sign == "|":
        rows = _by_bars([lines[at] for at in places])
    else:
        rows = _by_spaces([lines[at] for at in places])
    if rows is None:
        return
    cells = [cell for row in rows for cell in row if cell]
    if any(cell.count(" ") >= MOST_CELL_WORDS for cell in cells):
        return
    if not any(DIGIT.search(cell) for cell in cells) and (len(places) < 3 or sign != "\t"):
        return
    is_certain = len({len(row) for row in rows}) == 1 and 2 <= len(rows[0]) <= MOST_COLUMNS
    if is_certain and not any(sum(map(bool, row)) >= 2 for row in rows):
        return
    if not is_certain:
        yield TableRows(tuple(places), None, rules)
        return
    yield TableRows(tuple(places), tuple(rows), rules, _has_head(rows))


def _has_head(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: it has no digits, and some column below is of numbers."""
    first = rows[0]
    if len(rows) < 3 or any(DIGIT.search(cell) for cell in first) or sum(map(bool, first)) < len(first) - 1:
        return False
    return any(
        sum(bool(DIGIT.search(row[column])) for row in rows[1:]) * 2 > len(rows) - 1 for column in range(len(first))
    )


def _by_tabs(lines: Sequence[str]) -> list[tuple[str, ...]] | None:
    rows = [tuple(" ".join(cell.split()) for cell in line.strip("\n").split("\t")) for line in lines]
    if any(_SENTENCE_BETWEEN.search(line) for line in lines):
        return None
    if all(not row[0] for row in rows):
        rows = [row[1:] for row in rows]
    while rows and all(len(row) > 1 and not row[-1] for row in rows):
        rows = [row[:-1] for row in rows]
    if all(sum(map(bool, row)) < 2 for row in rows):
        return None
    widest = max(map(len, rows))
    if widest > MOST_COLUMNS or (min(map(len, rows)) < widest - 2 and min(map(len, rows)) < 2):
        return rows
    return [row + ("",) * (widest - len(row)) for row in rows] if widest >= 2 else None


def _by_bars(lines: Sequence[str]) -> list[tuple[str, ...]] | None:
    rows = []
    for line in lines:
        inner = line.strip()
        inner = inner[1:] if inner.startswith("|") else inner
        inner = inner[:-1] if inner.endswith("|") else inner
        if line.lstrip()[:2] == line.rstrip()[-2:] == "||":
            inner = line.strip().strip("|").replace("||", "|")
        rows.append(tuple(" ".join(cell.split()) for cell in inner.split("|")))
    return rows if len({len(row) for row in rows}) == 1 and len(rows[0]) >= 2 else None


def _cells(line: str) -> list[_Cell]:
    """The cells of a line that spaces or leaders divide, with their columns of characters."""
    line = _LEADERS.sub(lambda found: " " * max(2, len(found[0])), line.expandtabs().rstrip())
    start = len(line) - len(line.lstrip())
    found = []
    for gap in _GAP.finditer(line, start):
        if gap.start() > start:
            found.append(_Cell(start, gap.start(), line[start : gap.start()]))
        start = gap.end()
    if start < len(line):
        found.append(_Cell(start, len(line), line[start:]))
    return found


def _by_spaces(lines: Sequence[str]) -> list[tuple[str, ...]] | None:
    """The rows of lines that spaces divide; rows of different lengths if the columns are not certain."""
    cells = [_cells(line) for line in lines]
    if any(_SENTENCE_BETWEEN.search(line.strip()) for line in lines) or any(len(row) < 2 for row in cells):
        return None
    most = max(map(len, cells))
    full = [row for row in cells if len(row) == most]
    if len(full) * 2 < len(cells) or most > MOST_COLUMNS:
        return [tuple(cell.text for cell in row) for row in cells]
    bounds = [(min(row[at].start for row in full), max(row[at].end for row in full)) for at in range(most)]
    if any(one[1] > other[0] for one, other in pairwise(bounds)):
        if len(full) == len(cells) and most == 2:
            return [tuple(cell.text for cell in row) for row in cells]
        return [tuple(cell.text for cell in row) if n else (*(c.text for c in row), "") for n, row in enumerate(cells)]
    rows = []
    for row in cells:
        texts = [""] * most
        for cell in row:
            column = next((at for at, (low, high) in enumerate(bounds) if cell.start < high and low < cell.end), None)
            if column is None or texts[column]:
                return [tuple(cell.text for cell in row) for row in cells]
            texts[column] = cell.text
        rows.append(tuple(texts))
    return rows
