"""Each rule finds what is bad, at its place, and leaves alone what is good."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import HERE

from convert import checks
from convert.checks.engine.session import CheckSession

FOLDERS = sorted(path for path in (HERE / "rules").iterdir() if path.is_dir())
NOW = datetime(2020, 1, 1, tzinfo=UTC)
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
    """A bad example gets its own rule's code, a good one does not; where it is a folder, the last of its files does."""
    code = example.parent.name
    session = CheckSession(NOW)
    files = sorted(example.iterdir()) if example.is_dir() else [example]
    *before, report = [checks.check(f.read_bytes(), path=f.name, profile="strict", session=session) for f in files]
    assert all(r.format for r in (*before, report)), "the example is not recognised"
    assert code not in {finding.code for earlier in before for finding in earlier.findings}
    found = {finding.code for finding in report.findings}
    if example.name.startswith("bad-"):
        assert code in found
    else:
        assert code not in found
