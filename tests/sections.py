"""Findings of many small examples as one file for each table of them, with a section for each example."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from convert.findings import Finding

FOLDER = Path(__file__).parent / "findings"


def shown(findings: Iterable[Finding], *, with_advice: bool = False) -> str:
    """The findings, one a line, below each its place in the tree and its detail; if wanted, a code's advice once."""
    rows, advised = [], set()
    for each in findings:
        below = "; ".join(filter(None, [each.location.pointer, *map(" = ".join, each.detail)]))
        rows.append(f"{each.location}: {each.severity.value} {each.code}: {each.message}\n")
        rows.append(f"    {below}\n" * bool(below))
        rows.append(f"    {each.advice}\n" * (with_advice and each.advice not in advised))
        advised.add(each.advice)
    return "".join(rows)


def hold(table: str, example: str, found: str, *, accept: bool, folder: Path = FOLDER) -> None:
    """Compare what was found in an example with its section of the table's file, or write it there if `accept`."""
    path = folder / f"{table}.txt"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    parts = re.split(r"^== (.+) ==\n", text, flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    if accept:
        sections[example] = found
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(f"== {name} ==\n{sections[name]}" for name in sorted(sections)), encoding="utf-8")
    assert found == sections.get(example)
