"""Blocks of lines that are recognized before lines become units: tables, verse and code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from convert.readers.text.layout.tables import TableRows, find_tables
from convert.readers.text.layout.verse import KeptLines, find_verse_and_code


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
