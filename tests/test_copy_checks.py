"""Checks of raw copy: findings of the reader and the rules, with the line numbers of the copy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
from conftest import ROOT

from convert import batch, copy_checks, errors
from convert.findings import FileReport, Finding
from convert.readers.text.roles import Role

STORY = """Ferry resumes after storm, operator says

By Jane Doe

The ferry resumed on Tuesday after three days of storm, its operator said. Nobody was hurt.

Passengers had waited in the harbour for two nights, and were given blankets and tea.
"""


def report_on(text: str | bytes, *, path: str = "story.txt", **policy: object) -> FileReport:
    """The report on `text` as raw copy."""
    data = text.encode() if isinstance(text, str) else text
    [report] = batch.check(path, data, policy=batch.CheckPolicy(**policy)).reports  # type: ignore[arg-type]
    return report


def codes_and_lines(report: FileReport) -> list[tuple[str, int]]:
    """The code and line of each finding."""
    return [(finding.code, finding.location.line) for finding in report.findings]


def test_copy_without_faults_has_no_findings() -> None:
    """No schema applies to raw copy."""
    assert report_on(STORY) == FileReport(path="story.txt", format="text", schema_valid=None)


def test_a_run_of_furniture_is_one_finding() -> None:
    """It has the lines and roles of the run, which may have blank lines in it; text ends a run."""
    page = "Home\nNews\n\n" + STORY + "\nShare this article\n\nTweet\n\nRead more: Lighthouse closes\n"
    first, last = (f for f in report_on(page).findings if f.code == "TXT007")
    assert (first.location.line, dict(first.detail)["lines"], dict(first.detail)["roles"]) == (1, "1-2", "navigation")
    assert (last.location.line, dict(last.detail)["lines"]) == (12, "12-16")
    assert dict(last.detail)["roles"] == "share related"
    assert "“Share this article” …" in last.message
    [one] = report_on(STORY + "\nShare this article\n").findings
    assert "this line is not part of the story (share buttons): “Share this article”" in one.message


def test_long_lines_are_shortened_in_messages() -> None:
    [finding] = report_on(STORY + "\nShare this article" + " " * 5 + "\t" * 500 + "\n").findings
    assert "“Share this article”" in finding.message
    assert len(finding.message) < 200


def test_every_reported_role_exists() -> None:
    """The roles are those of the reader."""
    assert set(copy_checks.LEFT_IN) <= set(get_args(Role))


@pytest.mark.parametrize(
    ("damage", "code"),
    [("ferry\u00e2\u20ac\u2122s", "NWS116"), ("ferry\ufffds", "NWS116"), ("ferry\x07s", "TXT002")],
)
def test_encoding_damage_has_its_line_and_column(damage: str, code: str) -> None:
    [finding] = report_on(STORY.replace("ferry", damage)).findings
    assert (finding.code, finding.location.line, finding.location.column) == (code, 5, 10)


def test_encodings_are_detected_as_in_conversion() -> None:
    """Windows-1252 is reported unless the user names it; UTF-16 has a byte order mark."""
    accented = STORY.replace("ferry", "férry")
    assert codes_and_lines(report_on(accented.encode("cp1252"))) == [("TXT001", 5)]
    assert codes_and_lines(report_on(accented.encode("cp1252"), encoding="cp1252")) == []
    assert codes_and_lines(report_on(accented.encode("utf-16"))) == []


def test_the_profile_sets_the_severity() -> None:
    """As with other documents, the strict profile makes errors of warnings."""
    damaged = STORY.replace("ferry", "ferry\ufffd")
    assert [f.severity.value for f in report_on(damaged).findings] == ["warning"]
    assert [f.severity.value for f in report_on(damaged, profile="strict").findings] == ["error"]


def test_unreadable_input_fails() -> None:
    """A file without a story counts as one that cannot be read."""
    for data, code in ((b"\0\1\2", "INP003"), (b" \n", "INP002"), (b"<html><p>x", "INP019")):
        outcome = batch.check("x.txt", data, policy=batch.CheckPolicy())
        assert outcome.exit_code == errors.EXIT_INPUT
        assert [f.code for r in outcome.reports for f in r.findings] == [code]


def test_content_goes_before_the_file_name() -> None:
    """ninjs in a `.txt` file is checked as ninjs, unless the user names the format."""
    ninjs = json.dumps({"uri": "urn:x:y", "type": "text", "headlines": [], "versionCreated": "2016-12-07T18:30:00Z"})
    assert report_on(ninjs).format == "ninjs"
    assert report_on(ninjs, format="text").format == "text"
    assert report_on(STORY, path="story.copy", format="text").format == "text"
    assert not report_on(STORY, path="story.copy").format


def test_metadata_next_to_the_copy_is_read(tmp_path: Path) -> None:
    """A fault in the metadata is reported."""
    (tmp_path / "story.txt").write_text(STORY)
    (tmp_path / "story.meta.toml").write_text("colour = 'red'\n")
    outcome = batch.check(str(tmp_path / "story.txt"), policy=batch.CheckPolicy())
    assert [f.code for r in outcome.reports for f in r.findings] == ["INP010"]


@pytest.mark.parametrize("seed", sorted((ROOT / "seeds").glob("*.txt")), ids=lambda path: path.stem)
def test_seeds_have_no_findings_but_furniture(seed: Path) -> None:
    """Every finding has its line."""
    findings: tuple[Finding, ...] = report_on(seed.read_bytes(), path=str(seed)).findings
    assert {finding.code for finding in findings} == {"TXT007"}
    assert all(finding.location.line and finding.location.path == str(seed) for finding in findings)
