"""Layout: kinds of lines that belong together and are recognized by their form, never by likelihood.

`find_blocks` finds those that lines show before they become units: tables, verse, code. `find_runs` finds those that
units show: listings, entries with times, questions and answers, speeches, letters, galleries, ingredients, rows. What
a kind takes stays in the story if the story is next to it, and its lines stay together: a table is a table, whole, or
not one.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout.days import find_days
from convert.readers.text.layout.entries import find_entries
from convert.readers.text.layout.exchanges import BROADCAST, find_exchanges
from convert.readers.text.layout.galleries import find_galleries
from convert.readers.text.layout.introduced import find_introduced_lists
from convert.readers.text.layout.letters import find_letters
from convert.readers.text.layout.listings import RULE as LISTING
from convert.readers.text.layout.listings import find_listings
from convert.readers.text.layout.lists import find_lists
from convert.readers.text.layout.numbered import find_numbered
from convert.readers.text.layout.runs import Run
from convert.readers.text.layout.sections import find_sections
from convert.readers.text.layout.tables import TableRows, find_tables
from convert.readers.text.layout.verse import KeptLines, find_verse_and_code
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.roles import Role

__all__ = ["BROADCAST", "LISTING", "Blocks", "Run", "TableRows", "find_blocks", "find_runs"]


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a copy, each with the indexes of its `lines`, from 0."""

    lines: Sequence[str] = ()
    tables: tuple[TableRows, ...] = ()
    kept: tuple[KeptLines, ...] = ()

    @property
    def apart(self) -> frozenset[int]:
        """The lines that are never joined with the line above."""
        blocks = [*((*table.lines, *table.rules) for table in self.tables), *(kept.lines for kept in self.kept)]
        return frozenset({at for lines in blocks for at in (*lines, max(lines) + 1)})


def find_blocks(lines: Sequence[str]) -> Blocks:
    """The blocks in `lines`."""
    tables = find_tables(lines)
    in_tables = {at for table in tables for at in (*table.lines, *table.rules)}
    kept = tuple(block for block in find_verse_and_code(lines) if in_tables.isdisjoint(block.lines))
    return Blocks(lines, tables, kept)


def find_runs(
    lines: Sequence[LineFeatures], blocks: Blocks, lexicon: Lexicon, credited: Set[int] = frozenset()
) -> tuple[Run, ...]:
    """The runs of units of one kind among `lines`; where two overlap, the first of each kind's order wins.

    `credited` are bylines and lines that are a date, which no row of figures is.
    """
    tables = _runs_of_blocks(lines, blocks)
    rows = frozenset(at for run in tables for at in run.roles)
    runs = [
        *tables,
        *find_listings(lines, lexicon),
        *find_entries(lines, lexicon),
        *find_exchanges(lines, lexicon),
        *find_letters(lines),
        *find_galleries(lines, lexicon),
        *find_lists(lines, lexicon, credited),
        *find_numbered(lines, lexicon),
        *find_sections(lines, lexicon),
        *find_days(lines, lexicon),
    ]
    others = {at for run in runs if run not in tables for at in range(run.first, run.last + 1)}
    runs += (run for run in find_introduced_lists(lines, rows, lexicon) if others.isdisjoint(run.roles))
    return tuple(runs)


def _runs_of_blocks(lines: Sequence[LineFeatures], blocks: Blocks) -> list[Run]:
    if not blocks.tables and not blocks.kept:
        return []
    by_line = {number: at for at, line in enumerate(lines) for number in line.unit.lines}
    found = []
    rules = {by_line[number + 1] for table in blocks.tables for number in table.rules if number + 1 in by_line}
    parts: list[tuple[tuple[int, ...], Role, str]] = [
        ((*table.lines, *table.rules), "row" if table.rows else "paragraph", "row of a table")
        for table in blocks.tables
    ]
    parts += [
        (kept.lines, "code" if kept.is_code else "verse", "line of code" if kept.is_code else "line of verse")
        for kept in blocks.kept
    ]
    for numbers, role, rule in parts:
        units = sorted({by_line[number + 1] for number in numbers if number + 1 in by_line})
        if role == "verse" and 2 * sum(lines[at].furniture is not None for at in units) >= len(units):
            continue
        if len(units) > 1 and units[-1] - units[0] < len(units) + 2:
            roles: dict[int, Role] = {at: "envelope" if at in rules else role for at in units}
            found.append(
                Run(
                    first=units[0],
                    last=units[-1],
                    rule=rule,
                    roles=roles,
                    sure=frozenset(units),
                    undated=frozenset(units),
                )
            )
    return found
