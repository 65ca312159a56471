"""Each rule finds what is bad, at its place, and leaves alone what is good."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import HERE

from convert import checks

FOLDERS = sorted(path for path in (HERE / "rules").iterdir() if path.is_dir())
EXAMPLES = [path for folder in FOLDERS for path in sorted(folder.iterdir())]


def test_every_rule_has_examples() -> None:
    """One folder a rule, with a bad and a good example at least."""
    assert [folder.name for folder in FOLDERS] == sorted(rule.code for rule in checks.all_rules())
    for folder in FOLDERS:
        names = [path.name for path in folder.iterdir()]
        assert any(name.startswith("bad-") for name in names), folder.name
        assert any(name.startswith("good-") for name in names), folder.name


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_example(example: Path) -> None:
    """A bad example gets its own rule's code, a good one does not; neither breaks anything else that is an error."""
    code = example.parent.name
    report = checks.check(example.read_bytes(), profile="strict")
    found = {finding.code for finding in report.findings}
    assert report.format, "the example is not recognised"
    if example.name.startswith("bad-"):
        assert code in found
    else:
        assert code not in found
