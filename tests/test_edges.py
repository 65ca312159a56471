"""What the command does where its surroundings fail: streams, folders and names; its exit code stays true."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from convert import cli
from convert.errors import OutputError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the shell and its streams are those of POSIX")

BAD = '{"uri": "urn:x:1", "headline": 1, "standard": {"name": "ninjs", "version": "3.1"}}'
STORY = "Ferry resumes\n\nThe ferry resumed on Tuesday.\n"


class Done(NamedTuple):
    code: int
    output: str
    errors: str


def shell(command: str, folder: Path) -> Done:
    """What a command of the shell does, where `wirecopy` is this one; `code` is that of the first one in a pipe."""
    wirecopy = f'wirecopy() {{ {sys.executable} -m convert "$@"; }}'
    path = os.pathsep.join(filter(None, (str(Path(cli.__file__).parents[2]), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        ["bash", "-c", f"{wirecopy}; {command}; exit ${{PIPESTATUS[0]}}"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
        timeout=60,
    )
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert "BUG000" not in done.stderr + done.stdout
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a bad document and a good story."""
    folder = tmp_path_factory.mktemp("edges")
    (folder / "bad.ninjs.json").write_text(BAD)
    (folder / "a.txt").write_text(STORY)
    return folder


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        ("wirecopy check bad.ninjs.json | true", 1, ""),
        ("wirecopy check bad.ninjs.json --report json | head -c 1 >/dev/null", 1, ""),
        ("wirecopy check a.txt -v | true", 0, ""),
        ("wirecopy check missing.xml | true", 3, ""),
        ("wirecopy --help | true", 0, ""),
        ("wirecopy explain NWS101 | true", 0, ""),
        ("wirecopy check a.txt -q >&-", 0, ""),
        ("wirecopy check bad.ninjs.json >&-", 3, "standard output cannot be written: bad file descriptor (INP008)"),
        ("wirecopy --version >&-", 3, "standard output cannot be written"),
        ("wirecopy check - <&-", 3, "standard input is closed (INP000)"),
        ("wirecopy check bad.ninjs.json >&- 2>&-", 3, ""),
        ("wirecopy check bad.ninjs.json <&- 2>&-", 1, ""),
    ],
)
def test_a_closed_stream(folder: Path, command: str, code: int, says: str) -> None:
    """The code is that of the work where a reader has had enough, and 3 where the output is lost."""
    done = shell(command, folder)
    assert done.code == code
    assert says in done.errors
    assert bool(done.errors) == bool(says)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no device that is full")
@pytest.mark.parametrize("arguments", ["check bad.ninjs.json", "check -v a.txt", "--version", "formats"])
def test_a_full_standard_output(folder: Path, arguments: str) -> None:
    done = shell(f"wirecopy {arguments} >/dev/full", folder)
    assert done.code == 3
    assert "standard output cannot be written: no space left on device (INP008)" in done.errors


def test_a_deleted_working_folder(folder: Path) -> None:
    """Files elsewhere are checked."""
    command = f"mkdir gone && cd gone && rmdir ../gone; wirecopy check {folder}/bad.ninjs.json"
    done = shell(command, folder)
    assert (done.code, done.errors) == (1, "")
    assert "NJS001" in done.output
    done = shell("mkdir gone && cd gone && rmdir ../gone; wirecopy check bad.ninjs.json", folder)
    assert done.code == 3
    assert "INP001" in done.output


def test_a_name_that_is_too_long(folder: Path) -> None:
    done = shell(f"wirecopy check {'a' * 256}.txt", folder)
    assert done.code == 3
    assert "file name too long" in done.output


def test_a_report_that_cannot_be_written_goes_to_standard_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """After the work, as the disk was not full before."""

    def full(path: str, data: bytes) -> None:
        raise OutputError("INP008", f"{path} cannot be written: no space left on device")

    monkeypatch.setattr("convert.atomic_write.write_report", full)
    code = cli._run(["check", str(folder / "bad.ninjs.json"), "--report-file", str(folder / "report.txt")])
    printed = capsys.readouterr()
    assert (code, printed.out) == (3, "")
    assert "error NJS001" in printed.err
    assert "report.txt cannot be written: no space left on device (INP008)" in printed.err
