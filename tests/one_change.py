"""Texts with one line changed: removed, twice, with a blank line above, as an item of a list, and others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

Change = Callable[[str], list[str]]

CHANGES: Mapping[str, Change] = {
    "removed": lambda line: [],
    "twice": lambda line: [line, line],
    "blank above": lambda line: ["", line],
    "bullet": lambda line: [f"- {line}"],
    "colon": lambda line: [f"{line.rstrip('.?')}:"],
    "longer": lambda line: [f"{line} and {line.lower()} with the many words of a sentence that no form has."],
    "one word": lambda line: line.split()[:1],
}
"""What may become of any line."""


def texts_in(folder: Path) -> Mapping[str, list[str]]:
    """The lines of the texts in a folder, by name."""
    return {path.stem: path.read_text(encoding="utf-8").splitlines() for path in sorted(folder.glob("*.txt"))}


def changed(lines: list[str], changes: Mapping[str, Change] = CHANGES) -> Iterator[tuple[str, list[str]]]:
    """The text as it is, and with each line changed in each way, with a title; blank lines are only removed."""
    yield "as it is", lines
    for at, line in enumerate(lines):
        for name, change in changes.items():
            if line.strip() or name == "removed":
                yield f"{at + 1} {name}", [*lines[:at], *change(line), *lines[at + 1 :]]


def hold(path: Path, found: str, *, accept: bool) -> None:
    """Compare with the file at `path` what was found, or write it there if `accept`."""
    if accept:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")
