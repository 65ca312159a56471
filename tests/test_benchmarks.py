"""The benchmarks run, and what they measure on is what they say."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import ROOT

from convert import checks

BENCHMARKS = ROOT / "benchmarks"


def test_the_newsroom_is_varied(monkeypatch: pytest.MonkeyPatch) -> None:
    """No two documents are alike, the same number gives the same one again, and one in ten has a fault."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import newsroom

    for format in ("newsml-g2", "ninjs"):
        documents = [newsroom.document(number, format) for number in range(50)]
        assert documents[7] == newsroom.document(7, format)
        sizes = sorted(map(len, documents))
        assert len(set(documents)) == len(documents)
        assert sizes[-1] > 4 * sizes[0]
        reports = [checks.check(data, format=format) for data in documents]
        faulty = [n for n, report in enumerate(reports) if report.schema_valid is not True]
        assert faulty == [9, 19, 29, 39, 49]


@pytest.mark.slow
def test_validation_is_measured() -> None:
    """The benchmark of checking runs through on a few files."""
    command = [sys.executable, str(BENCHMARKS / "validation.py"), "--files", "20", "--rounds", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    assert "20 NewsML-G2 files: wirecopy check" in done.stdout
    assert "20 ninjs files: wirecopy check" in done.stdout
