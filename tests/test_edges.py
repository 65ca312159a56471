"""What the command does where its surroundings fail: streams, folders and names; its exit code stays true."""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest

from convert import atomic_write, cli, errors
from convert.cli import checking
from convert.errors import OutputError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the shell and its streams are those of POSIX")


_ROOM = "Make room in the folder of temporary files, or name another one with TMPDIR."


def test_what_fails_around_a_command_is_told(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Failures of the system are no bugs; bugs ask for a report, and show their traceback only if that is wanted."""
    full = OSError(errno.ENOSPC, "No space left on device")
    named = OSError(errno.EIO, "Input/output error", "a.txt")
    cases: list[tuple[Exception, int, str]] = [
        (full, 3, "wirecopy: standard output cannot be written: no space left on device (INP008)\n"),
        (named, 3, "wirecopy: a.txt: input/output error (INP000). Check the disk and the folder.\n"),
        (OSError("Odd"), 3, "wirecopy: odd (INP000). Check the disk and the folder.\n"),
        (
            sqlite3.OperationalError("disk is full"),
            3,
            f"wirecopy: temporary files cannot be written: disk is full (INP008). {_ROOM}\n",
        ),
        (
            ValueError("x"),
            70,
            f"wirecopy: ValueError: x (BUG000). {cli._BUG_PLEA}\n",
        ),
        (KeyboardInterrupt(), 130, "\nwirecopy: interrupted\n"),
        (click.Abort(), 130, "wirecopy: interrupted\n"),
        (OutputError("INP008", "it is full", "Make room."), 3, "wirecopy: it is full (INP008). Make room.\n"),
        (BrokenPipeError(), 0, ""),
    ]
    for error, code, printed in cases:

        def fail(*_: object, error: BaseException = error, **__: object) -> None:
            raise error

        with monkeypatch.context() as patch:
            patch.setattr("convert.codes.is_code", fail)
            patch.setattr(cli, "_discard_output", lambda: None)
            assert cli._run(["explain", "NWS104"]) == code, error
        assert capfd.readouterr().err == printed
    for error in (ValueError("x"), named):
        with monkeypatch.context() as patch:
            patch.setenv("WIRECOPY_DEBUG", "1")
            patch.setattr("convert.codes.is_code", lambda *_, error=error: (_ for _ in ()).throw(error))
            with pytest.raises(type(error)):
                cli._run(["explain", "NWS104"])


BAD = '{"uri": "urn:x:1", "headline": 1, "standard": {"name": "ninjs", "version": "3.1"}}'
STORY = "Ferry resumes\n\nThe ferry resumed on Tuesday.\n"


class Done(NamedTuple):
    code: int
    output: str
    errors: str


class Shell(NamedTuple):
    """A shell in a folder, with `wirecopy` on its path."""

    programs: Path

    def __call__(self, command: str, folder: Path) -> Done:
        """What a command does; `code` is that of the first one in a pipe."""
        done = subprocess.run(
            ["bash", "-c", f"{command}; exit ${{PIPESTATUS[0]}}"],
            cwd=folder,
            capture_output=True,
            text=True,
            env={**os.environ, "PATH": os.pathsep.join((str(self.programs), os.environ["PATH"]))},
            timeout=60,
        )
        assert "Traceback" not in done.stderr
        assert "Exception ignored" not in done.stderr
        assert "BUG000" not in done.stderr + done.stdout
        return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def shell(programs: Path) -> Shell:
    """The shell of these tests."""
    return Shell(programs)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a bad document and a good story."""
    folder = tmp_path_factory.mktemp("edges")
    (folder / "bad.ninjs.json").write_text(BAD)
    (folder / "a.txt").write_text(STORY)
    return folder


@pytest.mark.sampled(3)
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
def test_a_closed_stream(shell: Shell, folder: Path, command: str, code: int, says: str) -> None:
    """The code is that of the work where a reader has had enough, and 3 where the output is lost."""
    done = shell(command, folder)
    assert done.code == code
    assert says in done.errors
    assert bool(done.errors) == bool(says)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no device that is full")
@pytest.mark.parametrize("arguments", ["check bad.ninjs.json", "check -v a.txt", "--version", "formats"])
def test_a_full_standard_output(shell: Shell, folder: Path, arguments: str) -> None:
    done = shell(f"wirecopy {arguments} >/dev/full", folder)
    assert done.code == 3
    assert "standard output cannot be written: no space left on device (INP008)" in done.errors


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no device that is full")
@pytest.mark.parametrize(("options", "code"), [("--report json", 3), ("--report sarif", 3), ("", 0), ("-v", 0)])
def test_a_full_standard_error(shell: Shell, folder: Path, options: str, code: int) -> None:
    """A report for machines that is lost is told by the exit code; what people read on the way is not missed."""
    done = shell(f"wirecopy convert a.txt -t text -o out {options} 2>/dev/full", folder)
    assert (done.code, (folder / "out" / "a.txt").exists()) == (code, True)
    assert shell("wirecopy convert a.txt -t text -o other --report json 2>&1 >/dev/null | true", folder).code == 0


def test_a_deleted_working_folder(shell: Shell, folder: Path) -> None:
    """Files elsewhere are checked."""
    command = f"mkdir gone && cd gone && rmdir ../gone; wirecopy check {folder}/bad.ninjs.json"
    done = shell(command, folder)
    assert (done.code, done.errors) == (1, "")
    assert "NJS001" in done.output
    done = shell("mkdir gone && cd gone && rmdir ../gone; wirecopy check bad.ninjs.json", folder)
    assert done.code == 3
    assert "INP001" in done.output


@pytest.mark.sampled(2)
@pytest.mark.parametrize("length", [246, 248, 250, 251, 255])
def test_a_long_file_name(shell: Shell, tmp_path: Path, length: int) -> None:
    """Its metadata file would have a name that no file can have."""
    copy = f"{'a' * (length - 4)}.txt"
    document = f"{'b' * (length - 11)}.ninjs.json"
    (tmp_path / copy).write_text(STORY)
    (tmp_path / document).write_text(BAD)
    done = shell(f"wirecopy check {copy} {document} --report-file {'r' * length} -q", tmp_path)
    assert (done.code, done.errors) == (1, "")
    assert "NJS001" in (tmp_path / ("r" * length)).read_text()


def test_a_name_that_is_too_long(shell: Shell, folder: Path) -> None:
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


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a document, and one inside that cannot be read, by root either."""
    (tmp_path / "a.ninjs.json").write_text(BAD)
    (tmp_path / "locked").mkdir()
    (tmp_path / "locked" / "b.ninjs.json").write_text(BAD)
    scan: Callable[..., Any] = os.scandir

    def refusing(path: Any = ".") -> Iterator[Any]:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        entries: Iterator[Any] = scan(path)
        return entries

    monkeypatch.setattr(os, "scandir", refusing)
    return tmp_path


def test_an_unreadable_folder_is_reported(locked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And the documents outside are checked."""
    assert cli._run(["check", str(locked)]) == 3
    printed = capsys.readouterr().out
    assert f"{locked / 'locked'}: error INP030: the folder cannot be read: permission denied" in printed
    assert "NJS001" in printed
    assert cli._run(["check", str(locked / "locked")]) == 3
    printed = capsys.readouterr().out
    assert printed.count("error") == 2  # the finding and the summary
    assert "INP007" not in printed


def test_files_of_a_folder_that_may_be_copy_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They were passed over without a word; not so documents, a README, and what is named besides."""
    copy = tmp_path / "copy"
    (copy / "below").mkdir(parents=True)
    (copy / ".hidden").mkdir()
    story = "Ferry sails\n\nThe ferry sailed at noon, its operator said.\n"
    (copy / "a.txt").write_text(story)
    (copy / "day.jsonl").write_text('{"text": "Bridge shut"}\n')
    names = [
        "b.md",
        "below/c.MD",
        "d.eml",
        "e.tar.gz",
        "f.pdf",
        "README.md",
        "g.ninjs.jsonl",
        "h.epub.zip",
        ".hidden/i.md",
    ]
    for name in names:
        (copy / name).write_text(story)

    def convert(*inputs: object) -> str:
        arguments = [*map(str, inputs), "-t", "text", "-o", str(tmp_path / "out"), "--isolated", "--no-journal"]
        assert cli._run(["convert", *arguments]) == 0
        return capsys.readouterr().err

    says = "warning INP074: files that may be copy are not read: "
    assert f"{copy}: {says}1 .eml, 1 .jsonl, 2 .md, 1 .tar.gz\n" in convert(copy)
    assert f"{copy}: {says}1 .eml, 1 .md, 1 .tar.gz\n" in convert(copy, copy / "day.jsonl", copy / "b.md")
    assert f"{copy}: {says}1 .eml, 1 .jsonl, 1 .tar.gz\n" in convert(copy, copy / "**/*.md", copy / "**/*.MD")
    assert "INP074" not in convert(copy / "*.txt")
    (copy / "below" / "a.txt").write_text(story)
    (tmp_path / "list").write_text(f"{copy}\n{copy / 'below'}\n{copy / 'b.md'}\n")
    printed = convert("--files-from", tmp_path / "list")
    assert f"{copy}: {says}1 .eml, 1 .jsonl, 1 .md, 1 .tar.gz\n" in printed
    assert printed.count("INP074: ") == 1, "of a folder in another one, the outer one has the report"
    assert f"{copy}: {says}1 .eml, 1 .jsonl, 2 .md, 1 .tar.gz\n" in convert(tmp_path / "cop*")


def test_links_below_a_folder_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those to what is not read in their place anyway: outside, or gone."""
    copy, other = tmp_path / "copy", tmp_path / "other"
    for folder in (copy / "below", other):
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text(STORY)
    links = {
        "self": copy,
        "same": copy / "below",
        "same.txt": copy / "below" / "a.txt",
        ".hidden.txt": other / "a.txt",
        "note.pdf": other / "a.txt",
    }
    for name, target in links.items():
        (copy / name).symlink_to(target)
    convert = ["convert", str(copy), "-t", "text", "-o", str(tmp_path / "out"), "--isolated"]
    assert cli._run(convert) == 0
    assert "INP074" not in capsys.readouterr().err
    for name, target in {"b.txt": other / "a.txt", "dead.txt": copy / "none", "folder": other}.items():
        (copy / name).symlink_to(target)
    assert cli._run(convert) == 0
    printed = capsys.readouterr().err
    assert f"{copy}: warning INP074: files that may be copy are not read: 2 .txt (link), 1 folder (link)\n" in printed
    assert "Links are not followed: name what they lead to." in printed
    assert cli._run(["convert", str(copy / "dead.txt"), *convert[2:]]) == errors.EXIT_INPUT
    assert f"INP001: this is a link to {copy / 'none'}, which is not there" in capsys.readouterr().err


def test_a_list_without_names_is_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What lists failed inputs may find none."""
    arguments = ["--files-from", str(tmp_path / "list"), "-t", "text", "-o", str(tmp_path / "out")]
    for content in ("", "\n\n", "\0"):
        (tmp_path / "list").write_text(content)
        assert cli._run(["convert", *arguments]) == 0
        assert capsys.readouterr().err.count("warning INP029: the list has no names") == 1
    (tmp_path / "list").write_text("none.txt\n")
    assert cli._run(["convert", *arguments]) == errors.EXIT_INPUT
    assert "INP029" not in capsys.readouterr().err


def test_an_empty_template_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a variable gives it that a script has not set."""
    (tmp_path / "a.txt").write_text(STORY)
    out = tmp_path / "out"
    assert cli._run(["convert", str(tmp_path / "a.txt"), "-o", str(out), "--name", ""]) == errors.EXIT_USAGE
    assert "INP055" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_run_ends_when_there_is_no_room(
    tmp_path: Path, reason: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would read all the rest in vain; a folder that is closed to it says nothing of the others."""
    for number in range(9):
        (tmp_path / f"{number}.txt").write_text(STORY)
    monkeypatch.setattr("convert.cli.converting._MOST_WITHOUT_ROOM", 3)
    fails = True
    real = atomic_write.write_part

    def full(*arguments: Any, **options: Any) -> str:
        if fails:
            raise OSError(reason, os.strerror(reason))
        return real(*arguments, **options)

    monkeypatch.setattr(atomic_write, "write_part", full)
    arguments = ["convert", str(tmp_path), "-t", "article", "-o", str(tmp_path / "out"), "--isolated"]
    assert cli._run(arguments) == errors.EXIT_INPUT
    printed = capsys.readouterr().err
    ends = "stopped, as there is no room for documents: 3 of 9 inputs are done; run it again to go on"
    assert (ends in printed) == (reason != errno.EACCES)
    assert printed.count("error INP008") == (9 if reason == errno.EACCES else 3)
    fails = False
    assert cli._run(arguments) == 0


def test_a_metadata_file_without_its_story_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where raw copy in the folder is checked."""
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.meta.toml").write_text("")
    assert cli._run(["check", "--format", "text", str(tmp_path)]) == 0
    assert f"{tmp_path / 'b.meta.toml'}: warning INP042: no story has this metadata file" in capsys.readouterr().out
    assert cli._run(["check", "--format", "text", "--fail-on", "warning", str(tmp_path)]) == 1
    capsys.readouterr()
    assert cli._run(["check", "--format", "text", str(tmp_path / "a.txt")]) == 0
    assert "INP042" not in capsys.readouterr().out
    assert list(checking._orphans([str(tmp_path / "a.txt")])) == []


def test_a_file_whose_name_begins_as_an_option_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Hooks pass names as they are; an option that does not exist is refused, and one that does is no file."""
    monkeypatch.chdir(tmp_path)
    for name in ("-x.article.json", "--broken=1.article.json", "-q", "--strict"):
        (tmp_path / name).write_text("{")
    assert cli._run(["check", "-x.article.json", "--broken=1.article.json"]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith("./-x.article.json:1:2: error")
    assert "\n./--broken=1.article.json:1:2: error" in printed
    assert cli._run(["check", "-q", "-x.article.json"]) == 1
    assert "./-q" not in capsys.readouterr().out
    with pytest.raises(click.UsageError, match="No such option"):
        cli.commands.main(["check", "--bogus", "-x.article.json"], standalone_mode=False)


@pytest.mark.parametrize("command", ["convert a.txt -t text -o out", "bind a.txt -o day.epub"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGHUP, 129), (signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_was_stopped_says_by_what(
    command: str, number: int, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def stopped(run: object) -> Iterator[list[int]]:
        yield [number]

    (tmp_path / "a.txt").write_text(STORY)
    monkeypatch.chdir(tmp_path)
    for module in ("converting", "binding"):
        monkeypatch.setattr(f"convert.cli.{module}.stopping", stopped)
    assert cli._run(command.split()) == code
