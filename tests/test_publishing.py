"""Reports that are kept until the end of a run: in memory, on disk, and on a disk that becomes full."""

from __future__ import annotations

import errno
import io
import tempfile
from pathlib import Path
from typing import Any

import pytest

from convert import cli, errors
from convert.cli import publishing
from convert.findings import FileReport, Finding, Severity


def report(number: int) -> FileReport:
    finding = Finding(code="INP002", severity=Severity.ERROR, message="x" * 100, advice="Is this the right file?")
    return FileReport(path=f"{number}.txt", findings=(finding,))


@pytest.mark.parametrize("in_memory", [0, 1000, 2**22])
def test_reports_come_as_they_were_kept(in_memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several times, wherever they are."""
    monkeypatch.setattr(publishing, "_IN_MEMORY", in_memory)
    spool = publishing._Spool()
    expected = [report(number) for number in range(20)]
    for one in expected[:10]:
        spool.add(one)
    assert list(spool) == expected[:10]
    for one in expected[10:]:
        spool.add(one)
    assert [list(spool) for _ in range(2)] == [expected, expected]
    assert isinstance(spool._file, io.BytesIO) == (in_memory > 1000)
    spool.close()


class Full(io.FileIO):
    """A file of which each block is written in parts, on a disk with room for `room` bytes."""

    room = 0

    def write(self, data: Any) -> int:
        left = self.room - self.tell()
        if left <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(bytes(data)[: min(left, 70)])


@pytest.mark.parametrize("room", [0, 100, 1000, 1001, 1500])
def test_what_was_kept_on_a_full_disk_stays(room: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report that was kept in part made the whole unreadable, which passed for a bug of ours."""
    monkeypatch.setattr(publishing, "_IN_MEMORY", 600)
    monkeypatch.setattr(Full, "room", room)
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: Full(tmp_path / "spool", "w+"))
    spool = publishing._Spool()
    kept, found = [], []
    for number in range(20):
        try:
            spool.add(report(number))
        except errors.OutputError as e:
            found.append((e.code, e.message))
        else:
            kept.append(report(number))
    assert set(found) == {("INP008", "the report cannot be kept: no space left on device")}
    assert len(kept) < 10
    assert list(spool) == kept
    spool.close()


def test_a_run_whose_report_cannot_be_kept_ends_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was kept is published, and the journal has what was done, so that the run can go on."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(publishing, "_IN_MEMORY", 0)
    monkeypatch.setattr(Full, "room", 800)
    (tmp_path / "day.jsonl").write_text('{"id": 1}\n' * 20)
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: Full(tmp_path / "spool", "w+"))
    command = ["convert", "day.jsonl", "-t", "text", "-o", "out", "--report", "json", "--isolated"]
    assert cli._run([*command, "--report-file", "r.json"]) == errors.EXIT_INPUT
    assert "the report cannot be kept: no space left on device (INP008)" in capsys.readouterr().err
    assert 0 < (tmp_path / "r.json").read_text().count("text is missing") < 20
