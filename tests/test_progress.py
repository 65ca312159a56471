"""What a person sees of a batch: how far it is, and its summary, by what became of the inputs."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Any

import pytest

from convert.atomic_write import WrittenFile
from convert.batch import Outcome
from convert.cli import progress
from convert.findings import FileReport, Finding, Location, Severity

START = 1000.0


def outcome(code: int = 0, *, new: int = 1, same: int = 0, **fields: Any) -> tuple[Outcome, ...]:
    files = [WrittenFile(format="ninjs", path="x", size=1, sha256="0" * 64, new=at < new) for at in range(new + same)]
    return (Outcome(path="x", written=tuple(files), exit_code=code, **{"reports": (), **fields}),)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Sets the seconds since the start of the run."""
    now = [START]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return lambda seconds: now.__setitem__(0, START + seconds)


def shown(clock: Callable[[float], None], seconds: float, done: int, failed: int = 0, *, total: int = 6000) -> None:
    """Show a run of `total` inputs of which `done` are done after some seconds."""
    clock(0)
    shows, tally = progress.Progress(total, is_shown=True), progress.Tally()
    tally.inputs, tally.failed_inputs = done, failed
    clock(seconds)
    shows.show(tally)
    shows.show(tally)
    shows.end()


@pytest.mark.parametrize(
    ("seconds", "done", "failed", "line"),
    [
        (29.9, 1200, 0, ""),
        (30, 1200, 0, "1,200 of 6,000 inputs, 40 a second, 120 s left\n"),
        (60, 3000, 7, "3,000 of 6,000 inputs, 50 a second, 60 s left, 7 failed\n"),
        (100, 5000, 1200, "5,000 of 6,000 inputs, 50 a second, 20 s left, 1,200 failed\n"),
    ],
)
def test_a_line_says_how_far_the_run_is(
    seconds: float, done: int, failed: int, line: str, clock: Callable[[float], None], capsys: Any
) -> None:
    """Every half minute, once, where there is no terminal."""
    shown(clock, seconds, done, failed)
    assert capsys.readouterr().err == line


def test_one_input_and_quiet_runs_show_nothing(clock: Callable[[float], None], capsys: Any) -> None:
    shown(clock, 60, 1, total=1)
    progress.Progress(10, is_shown=False).show(progress.Tally())
    assert capsys.readouterr().err == ""


def test_a_terminal_has_a_bar(clock: Callable[[float], None], monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stderr", screen := Terminal())
    shown(clock, 60, 3000, 7)
    assert "/6000" in screen.getvalue()
    assert "50/s, 7 failed" in screen.getvalue()
    assert "a second" not in screen.getvalue()


def finding(code: str, severity: Severity = Severity.WARNING) -> FileReport:
    found = Finding(code=code, severity=severity, message="it is so", location=Location(path="x"))
    return FileReport(path="x", findings=(found,))


LOST = finding("LOS001", Severity.ERROR)
SUMMARIES: dict[str, tuple[list[tuple[Outcome, ...]], list[str], int]] = {
    "one": ([outcome()], ["1 document written"], 0),
    "nothing": ([], ["0 documents written"], 0),
    "unchanged": ([outcome(new=1, same=2), outcome(new=0, same=1)], ["1 document written, 3 unchanged"], 0),
    "failed": ([outcome(3, new=0), outcome()], ["1 document written, 1 of 2 inputs failed"], 3),
    "withheld": (
        [outcome(3, new=0, reports=(LOST,)), outcome(new=2)],
        ["2 documents written, 1 withheld", "findings: 1 LOS001"],
        3,
    ),
    "stories": (
        [(*outcome(story=1), *outcome(story=2), *outcome(3, new=0, story=3))],
        ["2 documents written from 3 stories in 1 input, 1 of 3 stories failed"],
        3,
    ),
    "findings": (
        [outcome(reports=(finding("NWS101"), finding("NWS102"))), outcome(reports=(finding("NWS102"),))],
        ["2 documents written", "findings: 2 NWS102, 1 NWS101"],
        0,
    ),
    "times of files": (
        [outcome(has_file_time=True), outcome()],
        ["2 documents written", "1 of 2 stories has the time of its file: the copy states no hour"],
        0,
    ),
    "times of all files": (
        [outcome(has_file_time=True)] * 2,
        ["2 documents written", "2 of 2 stories have the time of their file: the copy states no hour"],
        0,
    ),
    "an error": (
        [outcome(1)],
        ["1 document written", "1 story has errors, its documents were written all the same: exit 1"],
        1,
    ),
    "errors": (
        [outcome(1), outcome(1)],
        ["2 documents written", "2 stories have errors, their documents were written all the same: exit 1"],
        1,
    ),
    "an error and a failure": (
        [outcome(1), outcome(3, new=0)],
        ["1 document written, 1 of 2 inputs failed", "1 story has errors: exit 3"],
        3,
    ),
}


@pytest.mark.parametrize("name", SUMMARIES)
def test_the_summary_says_what_became_of_the_inputs(name: str) -> None:
    inputs, lines, code = SUMMARIES[name]
    tally = progress.Tally()
    for each in inputs:
        tally.add(each)
    assert (tally.summary(dry_run=False), tally.exit_code, tally.inputs) == (lines, code, len(inputs))
    dry = [line.partition(", its doc")[0].partition(", their doc")[0] for line in tally.summary(dry_run=True)]
    assert dry[0] == lines[0].replace(" written", " would be written", 1)
