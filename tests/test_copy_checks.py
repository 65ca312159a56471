"""Raw copy is checked as it stands: what the reader and the rules say of it, with its own lines."""

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


def desk(text: str | bytes, *, path: str = "story.txt", **policy: object) -> FileReport:
    """What is said of `text` as raw copy."""
    data = text.encode() if isinstance(text, str) else text
    [report] = batch.check(path, data, policy=batch.CheckPolicy(**policy)).reports  # type: ignore[arg-type]
    return report


def told(report: FileReport) -> list[tuple[str, int]]:
    """Code and line of each finding."""
    return [(finding.code, finding.location.line) for finding in report.findings]


def test_sound_copy_gives_nothing_to_report() -> None:
    """A story with headline, byline and text is in order, and no schema has judged it."""
    assert desk(STORY) == FileReport(path="story.txt", format="text", schema_valid=None)


def test_lines_that_stand_together_are_told_once() -> None:
    """A run of furniture, blank lines within it or not, is one finding with its lines and roles; text ends a run."""
    page = "Home\nNews\n\n" + STORY + "\nShare this article\n\nTweet\n\nRead more: Lighthouse closes\n"
    first, last = (f for f in desk(page).findings if f.code == "TXT007")
    assert (first.location.line, dict(first.detail)["lines"], dict(first.detail)["roles"]) == (1, "1-2", "navigation")
    assert (last.location.line, dict(last.detail)["lines"]) == (12, "12-16")
    assert dict(last.detail)["roles"] == "share related"
    assert "“Share this article” …" in last.message
    [one] = desk(STORY + "\nShare this article\n").findings
    assert "this line is no part of the story but share buttons: “Share this article”" in one.message


def test_long_lines_are_shown_in_short() -> None:
    """A report stays readable whatever the copy holds."""
    [finding] = desk(STORY + "\nShare this article" + " " * 5 + "\t" * 500 + "\n").findings
    assert "“Share this article”" in finding.message
    assert len(finding.message) < 200


def test_every_role_that_is_told_exists() -> None:
    """The desk speaks of roles that the reader gives."""
    assert set(copy_checks.LEFT_IN) <= set(get_args(Role))


@pytest.mark.parametrize(
    ("damage", "code"),
    [("ferry\u00e2\u20ac\u2122s", "NWS116"), ("ferry\ufffds", "NWS116"), ("ferry\x07s", "TXT002")],
)
def test_damage_of_encoding_has_its_line_and_column(damage: str, code: str) -> None:
    """What an encoding broke is told where it stands."""
    [finding] = desk(STORY.replace("ferry", damage)).findings
    assert (finding.code, finding.location.line, finding.location.column) == (code, 5, 10)


def test_other_encodings_are_read_as_they_are_when_converted() -> None:
    """Windows-1252 is told as such, unless it is named; UTF-16 says what it is itself."""
    accented = STORY.replace("ferry", "férry")
    assert told(desk(accented.encode("cp1252"))) == [("TXT001", 5)]
    assert told(desk(accented.encode("cp1252"), encoding="cp1252")) == []
    assert told(desk(accented.encode("utf-16"))) == []


def test_what_the_profile_changes() -> None:
    """As with other documents: rules warn on copy of others, and are as hard as they are when told to be strict."""
    damaged = STORY.replace("ferry", "ferry\ufffd")
    assert [f.severity.value for f in desk(damaged).findings] == ["warning"]
    assert [f.severity.value for f in desk(damaged, profile="strict").findings] == ["error"]


def test_what_is_no_copy_is_told() -> None:
    """Without a story to be read the file counts as one that cannot be read."""
    for data, code in ((b"\0\1\2", "INP003"), (b" \n", "INP002"), (b"<html><p>x", "INP019")):
        outcome = batch.check("x.txt", data, policy=batch.CheckPolicy())
        assert outcome.exit_code == errors.EXIT_INPUT
        assert [f.code for r in outcome.reports for f in r.findings] == [code]


def test_a_document_that_is_named_as_copy_is_none() -> None:
    """Content comes before the name: ninjs in a `.txt` file is checked as ninjs, unless it is said to be copy."""
    ninjs = json.dumps({"uri": "urn:x:y", "type": "text", "headlines": [], "versionCreated": "2016-12-07T18:30:00Z"})
    assert desk(ninjs).format == "ninjs"
    assert desk(ninjs, format="text").format == "text"
    assert desk(STORY, path="story.copy", format="text").format == "text"
    assert not desk(STORY, path="story.copy").format


def test_metadata_beside_the_copy_counts(tmp_path: Path) -> None:
    """What stands beside the copy is read, and what is wrong in it is told."""
    (tmp_path / "story.txt").write_text(STORY)
    (tmp_path / "story.meta.toml").write_text("colour = 'red'\n")
    outcome = batch.check(str(tmp_path / "story.txt"), policy=batch.CheckPolicy())
    assert [f.code for r in outcome.reports for f in r.findings] == ["INP010"]


@pytest.mark.parametrize("seed", sorted((ROOT / "seeds").glob("*.txt")), ids=lambda path: path.stem)
def test_seeds_are_told_what_their_pages_left(seed: Path) -> None:
    """Of real copy nothing is said but what was left in, and every finding has its line."""
    findings: tuple[Finding, ...] = desk(seed.read_bytes(), path=str(seed)).findings
    assert {finding.code for finding in findings} == {"TXT007"}
    assert all(finding.location.line and finding.location.path == str(seed) for finding in findings)
