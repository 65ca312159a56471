"""Packages: bags of others get the verdict of the conformance suite, and no change of a bag goes unseen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from official import folder as official_folder

from convert.packages import verify

SUITE = official_folder() / "bagit"
CASES = sorted(path for path in SUITE.glob("v*/*/*") if path.is_dir())


def severities(path: Path | str) -> set[str]:
    return {finding.severity.value for report in verify(str(path)).reports for finding in report.findings}


def codes(path: Path | str) -> set[str]:
    found = {f.code for report in verify(str(path)).reports for f in report.findings if f.severity.value != "notice"}
    return found - {"PKG012"}


@pytest.mark.skipif(not CASES, reason="there is no folder of official yardsticks")
@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(case.parts[-3:]))
def test_every_case_of_the_conformance_suite_gets_its_verdict(case: Path, tmp_path: Path) -> None:
    if case.name == "special-system-files":  # copies of the suite lose its empty hidden file
        case = Path(shutil.copytree(case, tmp_path / "bag", copy_function=shutil.copyfile))
        (case / "data").chmod(0o755)
        (case / "data" / ".DS_Store").touch()
        found = severities(case)
        assert "warning" in found
        assert "error" not in found
        return
    found = severities(case)
    assert ("error" in found) == (case.parent.name in ("invalid", "linux-only", "windows-only"))
    assert "warning" in found or case.parent.name != "warning"


def test_there_is_the_whole_suite(official: Path) -> None:
    assert len(list((official / "bagit").glob("v*/*/*/bagit.txt"))) >= 50
