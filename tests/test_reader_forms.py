"""What layout finds in copies of each form, as they are and with one line changed, as a person last read it.

Each row of `readers/forms/NAME.runs` is a change of one line of `NAME.txt` and the runs that are found then: the rule,
and for each unit from the first to the last one a letter of its role; in capitals where the run is sure of it, with ~
where its day is none of publication.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import one_change
import pytest

from convert.readers.text.labels.copy_features import extract_copy_features
from convert.readers.text.layout import find_blocks, find_runs
from convert.readers.text.layout.runs import Run
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lines.language import detect_language
from convert.readers.text.lines.units import build_units

FOLDER = Path(__file__).parent / "readers" / "forms"

FORMS = one_change.texts_in(FOLDER)
"""The lines of invented copies, one of each form that layout knows."""


def _letters(run: Run) -> Iterator[str]:
    for at in range(run.first, run.last + 1):
        letter = run.roles[at][0] if at in run.roles else "."
        letter = letter.upper() if at in run.sure and letter != "." else "!" if at in run.sure else letter
        yield letter + "~" * (at in run.undated)


def _shown(lines: list[str]) -> str:
    """The runs among the units of the lines."""
    blocks = find_blocks(lines)
    units = build_units(tuple(lines), "detected", frozenset(), blocks.apart)
    language = detect_language(unit.text for unit in units)
    lexicon = load_lexicon("en", language.primary)
    runs = find_runs(extract_copy_features(units, lexicon, language).lines, blocks, lexicon)
    shown = (
        f"{run.rule} {run.first}-{run.last} {''.join(_letters(run))}{' all' * run.keeps_all}"
        for run in sorted(runs, key=lambda run: (run.first, run.rule))
    )
    return "; ".join(shown) or "nothing"


@pytest.mark.sampled(4)
@pytest.mark.parametrize("form", FORMS)
def test_runs_are_found_as_before(form: str, accept: bool) -> None:
    found = "".join(f"{title}: {_shown(lines)}\n" for title, lines in one_change.changed(FORMS[form]))
    one_change.hold(FOLDER / f"{form}.runs", found, accept=accept)


def test_every_form_is_found() -> None:
    assert [form for form, lines in FORMS.items() if _shown(lines) == "nothing"] == []
    assert sorted(path.stem for path in FOLDER.glob("*.runs")) == sorted(FORMS)
