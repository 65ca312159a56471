"""How lines make units, in texts of each kind of break, as they are and with one line changed.

Each text of `readers/units` has its units in the file of that name: the lines of each, ¶ below a blank line, > where it
is quoted, its bullet, and its text.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import one_change
import pytest

from convert.readers.text.lines import units
from convert.readers.text.lines.units import Layout, Unit, build_units

FOLDER = Path(__file__).parent / "readers" / "units"
TEXTS = one_change.texts_in(FOLDER)
SETTINGS: Mapping[str, Mapping[str, frozenset[int]]] = {
    "continued": {"continued": frozenset({1, 3})},
    "continued below a blank line": {"continued": frozenset({1, 2})},
    "apart": {"apart": frozenset({1, 3})},
}
CHANGES: Mapping[str, one_change.Change] = {
    "blank above": one_change.CHANGES["blank above"],
    "bullet": one_change.CHANGES["bullet"],
    "removed": one_change.CHANGES["removed"],
    "number": lambda line: [f"12. {line}"],
    "quoted": lambda line: [f"> {line}"],
    "indented": lambda line: [f"    {line}"],
    "short": lambda line: [line[: len(line) // 2]],
    "a sentence": lambda line: [f"{line[:-1]}."],
    "hyphen": lambda line: [f"{line[:-1]}-"],
    "byline": lambda line: ["By Jane Doe"],
    "dateline": lambda line: [f"OSTED (AP) — {line}"],
}


def _unit(unit: Unit) -> str:
    first, last = unit.lines[0], unit.lines[-1]
    numbers = (
        f"{first}" if first == last else f"{first}-{last}" if last - first == len(unit.lines) - 1 else f"{unit.lines}"
    )
    return f"{numbers}{'¶' * unit.after_blank}{'>' * unit.quoted} {unit.bullet and f'[{unit.bullet}] '}{unit.text}"


def _numbers(found: tuple[Unit, ...]) -> str:
    return " ".join(_unit(unit).partition(" ")[0] + unit.bullet for unit in found)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", TEXTS)
def test_units_are_as_before(name: str, accept: bool) -> None:
    lines = tuple(TEXTS[name])
    found = ""
    for layout in get_args(Layout):
        found += f"== {layout} ==\n" + "".join(f"{_unit(unit)}\n" for unit in build_units(lines, layout))
    for title, settings in SETTINGS.items():
        found += f"== {title} ==\n{_numbers(build_units(lines, **settings))}\n"
    found += "== changed ==\n"
    for title, changed in one_change.changed(list(lines), CHANGES):
        found += f"{title}: {_numbers(build_units(tuple(changed)))}\n"
    one_change.hold(FOLDER / f"{name}.units", found, accept=accept)


def test_no_unit_is_longer_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """By more than the line that passes it."""
    lines = tuple(TEXTS["mail"])
    whole = max(build_units(lines), key=lambda unit: len(unit.text))
    sizes = [len(lines[number - 1]) for number in whole.lines]
    monkeypatch.setattr(units, "MAX_JOINED", sizes[0] + sizes[1])
    assert whole.lines[:2] not in [unit.lines for unit in build_units(lines)]
    assert whole.lines[:3] in [unit.lines for unit in build_units(lines)]
    monkeypatch.setattr(units, "MAX_JOINED", sizes[0] + sizes[1] - 1)
    assert whole.lines[:2] in [unit.lines for unit in build_units(lines)]
