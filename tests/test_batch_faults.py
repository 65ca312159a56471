"""A batch survives what happens to it: kills, full disks, lost permissions, odd names; its outcome stays true."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any, NamedTuple

import batch_faults
import pytest
from batch_faults import ROOT, disagreements, documents, lines, temporaries

from convert import batch, cli, errors
from convert.atomic_write import Placement, write_files
from convert.batch import pool as pools
from convert.batch.claims import comparable
from convert.batch.pool import WorkerDied, WorkerPool

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes and mounts of Linux")

STORY = "Ferry resumes after storm\n\nThe ferry between the islands resumed on Tuesday, the operator said.\n"
HERE = Path(__file__).parent

# --------------------------------------------------------------------------------------------------------------------
# Kills and failing calls


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_a_batch_that_is_killed_goes_on(tmp_path: Path, seed: int) -> None:
    """Whatever is killed, at a random moment: the tree is as undisturbed, and nothing done is done again."""
    kinds = [batch_faults.KINDS[number % 5] for number in range(seed, seed + 7)]
    seen = batch_faults.disturbed(tmp_path / "batch", count=200, kinds=kinds, seed=seed)
    assert seen.total() >= 2, "the disturbances came too early or too late to meet the batch at work"


def _fail_calls(tmp_path: Path, act: str, options: list[str], every: int) -> None:
    """In a process of its own, which forks: this one may have threads."""
    program = f"import batch_faults, pathlib; batch_faults.inject(pathlib.Path({str(tmp_path)!r}), {act!r}, {options!r}"
    environment = {**os.environ, "PYTHONPATH": f"{HERE}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-c", f"{program}, every={every})"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("act", batch_faults.ACTS)
def test_a_few_calls_that_fail_do_no_harm(tmp_path: Path, act: str) -> None:
    _fail_calls(tmp_path, act, ["--durable"], 13)


@pytest.mark.slow
@pytest.mark.parametrize("options", [[], ["--durable"]], ids=["", "durable"])
@pytest.mark.parametrize("act", batch_faults.ACTS)
def test_no_call_that_fails_does_harm(tmp_path: Path, act: str, options: list[str]) -> None:
    """Each rename, fsync, write and journal write is failed or never returned from, one a run."""
    _fail_calls(tmp_path, act, options, 1)


# --------------------------------------------------------------------------------------------------------------------
# Surroundings


class Done(NamedTuple):
    """What a command did, and the exit codes and codes of its journal by input."""

    code: int
    errors: str
    journal: dict[str, tuple[int, list[str]]]


def journal(out: Path) -> dict[str, tuple[int, list[str]]]:
    if not (out / ".wirecopy" / "journal.jsonl").exists():
        return {}
    lossless = {name: [code for code in last[0]["codes"] if code != "LOS001"] for name, last in lines(out).items()}
    return {name: (last[0]["exit"], lossless[name]) for name, last in lines(out).items()}


def convert(*arguments: object, capsys: pytest.CaptureFixture[str], out: Path) -> Done:
    """Convert in this process."""
    capsys.readouterr()
    code = cli._run(["convert", *map(str, arguments), "-t", "text", "-o", str(out), "--isolated"])
    said = capsys.readouterr().err
    assert "BUG" not in said
    if (out / ".wirecopy" / "journal.jsonl").exists():
        assert disagreements(out)[0] == []
    return Done(code, said, journal(out))


def shell(command: str, folder: Path, programs: Path) -> subprocess.CompletedProcess[str]:
    """Do a command of the shell, with `wirecopy` from `programs`; the exit code is that of the first one in a pipe."""
    done = subprocess.run(
        ["bash", "-c", f"{command}; exit ${{PIPESTATUS[0]}}"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": os.pathsep.join((str(programs), os.environ["PATH"]))},
        timeout=100,
    )
    for bad in ("Traceback", "Exception ignored", "BUG"):
        assert bad not in done.stderr
    return done


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with three inputs, the first of which is empty."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "0.txt").write_bytes(b"")
    for number in (1, 2):
        (folder / f"{number}.txt").write_text(STORY.replace("Tuesday", f"day {number}"))
    return folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for a few documents."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(place)]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small file system can be mounted only by root")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.slow
@pytest.mark.slow
def test_a_full_disk(tmp_path: Path, small_disk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What does not fit is an outcome; no temporary is left, and after room was made the rest is done."""
    folder, out = tmp_path / "in", small_disk / "out"
    folder.mkdir()
    for number in range(16):
        (folder / f"{number:02}.txt").write_text(STORY * 100)
    done = convert(folder, capsys=capsys, out=out)
    assert done.code == errors.EXIT_INPUT
    assert "no space left on device (INP008)" in done.errors or "error INP008" in done.errors
    assert not temporaries(out)
    held = documents(out)
    assert 1 < len(held) < 16
    assert len(set(held.values())) == 1, "all are whole"
    assert "documents written" in done.errors
    subprocess.run(["mount", "-o", "remount,size=4m", str(small_disk)], check=True)
    assert convert(folder, capsys=capsys, out=out).code == 0
    assert len(documents(out)) == 16
    assert disagreements(out) == ([], set())


def test_a_removed_target_folder(copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    """The journal cannot be kept, so the run ends; the next one does all of it."""
    out = copy.parent / "out"
    real = batch.perform

    def removing(job: batch.Job, settings: batch.Settings, listing: str) -> tuple[batch.Outcome, ...]:
        if job.name == "2.txt":
            shutil.rmtree(out)
        return real(job, settings, listing)

    monkeypatch.setattr("convert.batch.runs.perform", removing)
    done = convert(copy, capsys=capsys, out=out)
    assert done.code == errors.EXIT_INPUT
    assert "journal.jsonl cannot be written: it was removed (INP008)" in done.errors
    assert done.journal == {}
    monkeypatch.undo()
    assert len(convert(copy, capsys=capsys, out=out).journal) == 3
    assert disagreements(out) == ([], set())


def gone(path: Path) -> None:
    path.unlink()


def unreadable(path: Path) -> None:
    """What root cannot read either."""
    path.unlink()
    path.mkdir()


def endless_link(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("change", "code"), [(gone, "INP001"), (unreadable, "INP000"), (endless_link, "INP000"), (pipe, "INP031")]
)
def test_an_input_that_changes_after_planning(
    copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any, change: Any, code: str
) -> None:
    """It is an outcome, which is tried again."""
    out = copy.parent / "out"
    real = batch.perform

    def changing(job: batch.Job, settings: batch.Settings, listing: str) -> tuple[batch.Outcome, ...]:
        if job.name == "2.txt":
            change(copy / "2.txt")
        return real(job, settings, listing)

    monkeypatch.setattr("convert.batch.runs.perform", changing)
    monkeypatch.setattr("convert.batch.inputs.files._LOOKS", 2)
    done = convert(copy, capsys=capsys, out=out)
    assert done.code == errors.EXIT_INPUT
    assert done.journal["2.txt"] == (3, [code])
    assert done.journal["1.txt"] == (0, [])
    monkeypatch.undo()
    shutil.rmtree(copy / "2.txt") if (copy / "2.txt").is_dir() else (copy / "2.txt").unlink(missing_ok=True)
    (copy / "2.txt").write_text(STORY)
    assert convert(copy, capsys=capsys, out=out).journal["2.txt"] == (0, [])


def test_an_input_that_changes_while_it_is_read(
    copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    """Half of the old and half of the new is no story."""
    out = copy.parent / "out"
    real = os.fstat
    sized = 0

    def fstat(number: int) -> os.stat_result:
        nonlocal sized
        status = real(number)
        if os.readlink(f"/proc/self/fd/{number}") == str(copy / "2.txt") and not sized:
            sized = status.st_size
            with open(copy / "2.txt", "a") as file:
                file.write("And another paragraph came while it was read.\n")
        return status

    monkeypatch.setattr(os, "fstat", fstat)
    done = convert(copy, capsys=capsys, out=out)
    assert (done.code, done.journal["2.txt"]) == (3, (3, ["INP000"]))
    assert "the file changed while it was read" in done.errors
    monkeypatch.undo()
    assert convert(copy, capsys=capsys, out=out).journal["2.txt"] == (0, [])


def test_two_runs_into_one_folder(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second is kept out before it does anything."""
    out = copy.parent / "out"
    settings = batch.Settings(formats=("text",))
    place = str(out / ".wirecopy" / "journal.jsonl")
    with batch.Journal(place, out=str(out), settings=settings, clock=time.time):
        done = convert(copy, capsys=capsys, out=out)
        assert (done.code, documents(out)) == (3, {})
        assert "another run is writing" in done.errors
        assert "INP050" in done.errors
    assert convert(copy, capsys=capsys, out=out).journal["1.txt"] == (0, [])


NOBODY = 65_534


_AS_NOBODY = """
import os, sys
from convert import cli
cli._run(["convert", sys.argv[1], "-t", "text", "-o", sys.argv[2], "-q"])
os.setgroups([])
os.setgid(65_534)
os.setuid(65_534)
sys.exit(cli._run(["convert", "in", "-t", "text", "-o", "out"]))
"""


def as_nobody(shared: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Convert `in` to `out` as a user without rights; the program was loaded by one who can read it."""
    if os.geteuid():
        pytest.skip("only root can become another user")
    (story := tmp_path / "warm.txt").write_text(STORY)
    command = [sys.executable, "-c", _AS_NOBODY, str(story), str(tmp_path / "warm")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=shared, capture_output=True, text=True, env=environment, timeout=100)
    assert "BUG" not in done.stderr
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that everybody can enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    (folder / "in").mkdir()
    for number in (1, 2):
        (folder / "in" / f"{number}.txt").write_text(STORY)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.mark.slow
def test_a_user_without_rights(shared: Path, tmp_path: Path) -> None:
    """A folder that cannot be written is told before any work; an input that cannot be read is an outcome."""
    done = as_nobody(shared, tmp_path)
    assert done.returncode == 3
    assert "the folder out cannot be made: permission denied (INP008)" in done.stderr
    (shared / "out").mkdir()
    os.chown(shared / "out", NOBODY, NOBODY)
    (shared / "in" / "2.txt").chmod(0)
    done = as_nobody(shared, tmp_path)
    assert (done.returncode, journal(shared / "out")) == (3, {"1.txt": (0, []), "2.txt": (3, ["INP000"])})
    (shared / "in" / "2.txt").chmod(0o644)
    done = as_nobody(shared, tmp_path)
    assert (done.returncode, journal(shared / "out")) == (0, {"1.txt": (0, []), "2.txt": (0, [])})


@pytest.mark.slow
def test_permissions_lost_between_runs(shared: Path, tmp_path: Path) -> None:
    """The documents that cannot be written are outcomes in the journal, which is open; they are tried again."""
    out = shared / "out"
    (out / "in").mkdir(parents=True)
    for folder in (out, out / "in"):
        os.chown(folder, NOBODY, NOBODY)
    (out / "2.txt").mkdir()  # what only this run finds there
    os.chmod(out / "2.txt", 0)
    done = as_nobody(shared, tmp_path)
    assert (done.returncode, journal(out)) == (3, {"1.txt": (0, []), "2.txt": (3, ["INP008"])})
    (out / "2.txt").rmdir()
    (out / "1.txt").unlink()
    os.chown(out, 0, 0)  # the journal's folder is still writable, the documents' folder is not
    done = as_nobody(shared, tmp_path)
    assert (done.returncode, journal(out)) == (3, {"1.txt": (3, ["INP008"]), "2.txt": (3, ["INP008"])})
    os.chown(out, NOBODY, NOBODY)
    done = as_nobody(shared, tmp_path)
    assert (done.returncode, journal(out)) == (0, {"1.txt": (0, []), "2.txt": (0, [])})
    assert not temporaries(shared)


@pytest.mark.slow
def test_permissions_lost_during_a_run(shared: Path, tmp_path: Path) -> None:
    """What was written stays, what cannot be is an outcome in the journal, and the next run makes it."""
    out = shared / "out"
    (out / "in").mkdir(parents=True)
    for folder in (out, out / "in"):
        os.chown(folder, NOBODY, NOBODY)
    for number in range(3, 500):
        (shared / "in" / f"{number:03}.txt").write_text(STORY)

    def take_away() -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and len(documents(out)) < 5:
            time.sleep(0.005)
        os.chown(out, 0, 0)

    thief = threading.Thread(target=take_away)
    thief.start()
    done = as_nobody(shared, tmp_path)
    thief.join()
    found = journal(out)
    assert done.returncode == 3
    assert {(code, *codes) for code, codes in found.values()} == {(0,), (3, "INP008")}
    assert {name for name, (code, _) in found.items() if not code} == set(documents(out))
    os.chown(out, NOBODY, NOBODY)
    done = as_nobody(shared, tmp_path)
    assert (done.returncode, len(documents(out))) == (0, 499)
    assert not temporaries(shared)


def test_special_files_and_loops(copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    """Pipes below a folder are outcomes, links to folders are not followed, and a link to itself is an outcome."""
    monkeypatch.setattr("convert.batch.inputs.files._LOOKS", 2)
    os.mkfifo(copy / "pipe.txt")
    (copy / "loop").symlink_to(copy)
    (copy / "self.txt").symlink_to("self.txt")
    out = copy.parent / "out"
    done = convert(copy, capsys=capsys, out=out)
    assert done.code == 3
    assert done.journal == {"0.txt": (3, ["INP002"]), "1.txt": (0, []), "2.txt": (0, []), "pipe.txt": (3, ["INP031"])}
    done = convert(copy / "self.txt", copy / "1.txt", capsys=capsys, out=copy.parent / "other")
    assert (done.code, done.journal) == (3, {"1.txt": (0, []), "self.txt": (3, ["INP000"])})


ODD_NAMES = (
    "new\nline",
    "a\ttab",
    os.fsdecode(b"not-utf-8-\xff\xfe"),
    "n" * 241,
    "-t",
    "--help",
    "trailing dot.",
    "trailing space ",
    " leading space",
    unicodedata.normalize("NFC", "caf\u00e9"),
    "\N{FERRY}\N{WATER WAVE}",
    "rtl\u202eoverride",
    "percent%0A%2F",
    "quote\"and'quote",
    "star*[a-z]?",
    "CON",
    "COM1",
    "back\\slash",
    "colon:name",
    "$(touch x)",
    "a;b&c|d",
    "~",
    "zero\u200bwidth",
    "bell\x07escape\x1b[31m",
    "dots..and..more",
)


def test_odd_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All are converted, recorded and done; what is printed has no control characters."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in ODD_NAMES:
        (folder / f"{name}.txt").write_text(STORY)
    done = convert(folder, "-v", capsys=capsys, out=out)
    assert done.code == 0
    assert {os.fsencode(path) for path in documents(out)} == {os.fsencode(f"{name}.txt") for name in ODD_NAMES}
    assert len(done.journal) == len(ODD_NAMES) == 25
    assert not set(done.errors) & {"\x07", "\x1b", "\t", "\u202e"}
    assert done.errors.count("\n") == 27 + 2 * done.errors.count("LOS001")
    done = convert(folder, capsys=capsys, out=out)
    assert "0 documents written, 25 unchanged" in done.errors
    assert cli._run(["journal", str(out / ".wirecopy" / "journal.jsonl")]) == 0


def test_a_name_that_is_too_long_for_its_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name of 250 bytes has no room for `.ninjs.json`."""
    (tmp_path / f"{'n' * 246}.txt").write_text(STORY)
    (tmp_path / "a.txt").write_text(STORY)
    out = tmp_path / "out"
    assert cli._run(["convert", str(tmp_path), "-t", "ninjs", "-o", str(out)]) == 3
    assert "file name too long" in capsys.readouterr().err
    assert journal(out) == {"a.txt": (0, []), f"{'n' * 246}.txt": (3, ["INP008"])}
    assert not temporaries(out)


@pytest.mark.parametrize(
    "names",
    [("Ferry", "ferry"), ("caf\u00e9", "cafe\u0301"), ("STRASSE", "stra\u00dfe"), ("\u00c9t\u00e9", "e\u0301te\u0301")],
)
def test_twins_are_refused_before_any_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], names: tuple[str, str]
) -> None:
    """Names that are one where case or normal form does not count; so every tree survives a copy to such a disk."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in names:
        (folder / f"{name}.txt").write_text(STORY)
    done = convert(folder, capsys=capsys, out=out)
    assert done.code == errors.EXIT_USAGE
    assert "INP015" in done.errors
    differ = "differ in upper and lower case alone" if names[0].casefold() == names[1].casefold() else "look alike"
    assert f", whose names {differ}" in done.errors
    assert not out.exists()
    (folder / f"{names[0]}.txt").rename(folder / f"other {names[0]}.txt")
    assert convert(folder, capsys=capsys, out=out).code == 0
    assert len({comparable(path) for path in documents(out)}) == 2


def test_a_folder_that_ignores_case(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On such a disk a renamed input meets the document of its old name, as a link of the new name to it does here."""
    out = copy.parent / "out"
    convert(copy / "1.txt", capsys=capsys, out=out)
    (copy / "1.txt").rename(copy / "A.txt")
    (out / "1.txt").rename(out / "a.txt")
    shutil.rmtree(out / ".wirecopy")
    (out / "A.txt").symlink_to("a.txt")
    assert convert(copy / "A.txt", capsys=capsys, out=out).code == 0
    (copy / "A.txt").write_text(STORY.replace("Tuesday", "Monday"))
    done = convert(copy / "A.txt", capsys=capsys, out=out)
    assert (done.code, done.journal["A.txt"]) == (3, (3, ["INP009"]))
    assert b"day 1" in (out / "a.txt").read_bytes()


# --------------------------------------------------------------------------------------------------------------------
# Streams


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("command", "code", "count"),
    [
        ("wirecopy convert in -t text -o out 2>&1 | true", 3, 2),
        ("wirecopy convert in -t text -o out 2>/dev/full", 3, 2),
        ("wirecopy convert in -t text -o out <&- >&- 2>&-", 3, 2),
        pytest.param("wirecopy convert in -t text -o out -j 2 <&- >&- 2>&-", 3, 2, marks=pytest.mark.slow),
        ("wirecopy convert in -t text -o out >/dev/full", 3, 2),
        ("wirecopy convert in/1.txt in/2.txt -t text -o out >&-", 0, 2),
        ("wirecopy convert in/1.txt -t text | true", 0, 0),
        ("wirecopy convert in/0.txt -t text | true", 3, 0),
        ("wirecopy convert in/1.txt -t text >/dev/full", 3, 0),
        ("wirecopy convert in/1.txt -t text >&-", 3, 0),
        ("mkdir gone; cd gone; rmdir ../gone; wirecopy convert $OLDPWD/in -t text -o $OLDPWD/out", 3, 2),
        pytest.param(
            "mkdir gone; cd gone; rmdir ../gone; wirecopy convert $OLDPWD/in -t text -o $OLDPWD/out -j 2",
            *(3, 2),
            marks=pytest.mark.slow,
        ),
        ("mkdir gone; cd gone; rmdir ../gone; wirecopy convert in -t text -o out", 3, 0),
        ("wirecopy convert in -t text -o out --report-file in", 2, 0),
        ("wirecopy convert in -t text -o out --report-file /dev/full", 3, 0),
        ("wirecopy convert in -t text -o out --report json --report-file /proc/none/report", 3, 0),
    ],
)
def test_streams_and_folders_that_are_gone(programs: Path, copy: Path, command: str, code: int, count: int) -> None:
    """The work is done and the exit code is that of the work, unless the result itself is lost."""
    done = shell(command, copy.parent, programs)
    assert done.returncode == code
    out = copy.parent / "out"
    assert len(documents(out) if out.exists() else ()) == count
    if count:
        assert len(journal(out)) in (2, 3)
        assert disagreements(out) == ([], set())


def test_a_report_that_cannot_be_written(copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    """It goes to standard error, and the summary is printed all the same."""

    def full(path: str, data: bytes) -> None:
        raise errors.OutputError("INP008", f"{path} cannot be written: no space left on device")

    monkeypatch.setattr("convert.atomic_write.write_report", full)
    done = convert(copy, "--report-file", copy.parent / "report", capsys=capsys, out=copy.parent / "out")
    assert done.code == 3
    assert "error INP002" in done.errors
    assert "2 documents written, 1 of 3 inputs failed" in done.errors
    assert "report cannot be written" in done.errors
    assert len(done.journal) == 3


def test_metadata_files_with_faults(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One without its story, with controls of the writing direction, with a byte order mark, and with a wrong key."""
    (copy / "gone.meta.toml").write_text("")
    (copy / "1.meta.toml").write_text('provider = "Islands \u202eDaily"')
    (copy / "2.meta.json").write_bytes(b'\xef\xbb\xbf{"provider": "Islands Daily"}')
    (copy / "3.txt").write_text(STORY)
    (copy / "3.meta.json").write_text("[]")
    out = copy.parent / "out"
    done = convert(copy, "-v", capsys=capsys, out=out)
    assert done.code == 3
    assert "gone.meta.toml: warning INP042" in done.errors
    assert done.journal["3.txt"] == (3, ["INP010"])
    assert (done.journal["1.txt"][0], done.journal["2.txt"][0]) == (0, 0)
    assert "INP043" in done.journal["1.txt"][1]
    assert "INP045" in done.journal["2.txt"][1]
    (copy / "3.meta.json").write_text("{}")
    assert convert(copy, capsys=capsys, out=out).journal["3.txt"] == (0, [])


def test_full_space_for_temporary_files(copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    """It is no bug that the notes of a large plan do not fit."""
    import sqlite3

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("convert.batch.claims.Claims.claim", full)
    done = convert(copy, capsys=capsys, out=copy.parent / "out")
    assert (done.code, done.journal) == (3, {})
    assert "temporary files cannot be written: database or disk is full (INP008)" in done.errors


# --------------------------------------------------------------------------------------------------------------------
# Temporaries


def test_old_temporaries_next_to_documents_are_removed(tmp_path: Path) -> None:
    """Those of a run without a journal that was killed, after a day; nothing else, and none of a run that is alive."""
    old, young = tmp_path / f".wirecopy-{'a' * 24}.part", tmp_path / f".wirecopy-{'b' * 24}.part"
    mine = tmp_path / ".wirecopy-notes.part"
    for path in (old, young, mine):
        path.write_text("half")
    for path in (old, mine):
        os.utime(path, (time.time() - 90_000,) * 2)
    (tmp_path / "a.txt").write_text(STORY)
    target = tmp_path / "b.article.json"
    assert cli._run(["convert", str(tmp_path / "a.txt"), "-t", "article", "-o", str(target), "-q"]) == 0
    assert (old.exists(), young.exists(), mine.exists()) == (False, True, True)


def test_names_of_temporaries_do_not_collide(tmp_path: Path, monkeypatch: Any) -> None:
    """Their names are random; if one were taken, the file that has it would be left alone."""
    names = []
    real = os.replace
    monkeypatch.setattr(os, "replace", lambda source, target: (names.append(source), real(source, target)))
    for number in range(50):
        write_files([(str(tmp_path / f"{number}"), b"x", "text")], Placement())
    assert len(set(names)) == 50
    monkeypatch.setattr(os, "urandom", lambda size: bytes(size))
    taken = tmp_path / f".wirecopy-{'0' * 24}.part"
    taken.write_bytes(b"another's")
    with pytest.raises(errors.OutputError, match="file exists"):
        write_files([(str(tmp_path / "new"), b"x", "text")], Placement())
    assert taken.read_bytes() == b"another's"


# --------------------------------------------------------------------------------------------------------------------
# Memory

PEAK = """
import resource, sys
from convert import cli
cli._run(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.slow
@pytest.mark.parametrize("options", [["--dry-run"], []], ids=["dry-run", "journal"])
def test_memory_does_not_grow_with_the_batch(tmp_path: Path, options: list[str]) -> None:
    """The parent's peak for 2,000 inputs is within a tenth of that for 200, also for a repeat."""
    peaks = []
    for count in (200, 2000):
        folder = tmp_path / f"in{count}"
        folder.mkdir()
        for number in range(count):
            (folder / f"{number}.txt").write_text(f"Ferry {number} resumes\n\nThe ferry resumed on day {number}.\n")
        arguments = ["convert", str(folder), "-t", "ninjs", "-j", "2", "-q", "-o", str(tmp_path / f"out{count}")]
        command = [sys.executable, "-c", PEAK, *arguments, *options]
        runs = (subprocess.run(command, cwd=ROOT, stdout=-1, check=True, timeout=100) for _ in range(2 - bool(options)))
        peaks.extend(int(run.stdout) for run in runs)
    assert max(peaks) < 1.1 * min(peaks), peaks


# --------------------------------------------------------------------------------------------------------------------
# Workers


@pytest.fixture
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(HERE))


def make_function() -> object:
    """Return what cannot be pickled."""
    return lambda: None


class OnlyHere:
    """What can be pickled, and unpickled only in the process where it was made."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def __reduce__(self) -> tuple[Any, ...]:
        return refuse_elsewhere, (os.getpid(),)


def refuse_elsewhere(pid: int) -> OnlyHere:
    if pid != os.getpid():
        raise ValueError("not here")
    return OnlyHere(pid)


def make_only_here() -> OnlyHere:
    return OnlyHere(os.getpid())


def hold_the_lock() -> None:
    """Run code in C that does not let other threads of Python run."""
    import ctypes

    ctypes.PyDLL(None).sleep(300)


def worker_of(pool: WorkerPool) -> int:
    return int(pool.submit(os.getpid).result(timeout=60))


@pytest.mark.slow
@pytest.mark.usefixtures("_importable")
def test_results_that_cannot_be_sent() -> None:
    """They are errors of their calls, which are not done again; a large result is none."""
    with WorkerPool(1) as pool:
        first = worker_of(pool)
        for call, says in ((make_function, "the result cannot be sent"), (make_only_here, "not here")):
            error = pool.submit(call).exception(timeout=60)
            assert says in str(error)
        assert len(pool.submit(bytes, 20 * 2**20).result(timeout=60)) == 20 * 2**20
        assert pool.submit(len, bytes(20 * 2**20)).result(timeout=60) == 20 * 2**20
        assert worker_of(pool) != first, "after an answer that could not be read, there is a new worker"


@pytest.mark.slow
def test_a_worker_killed_between_two_calls_counts_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if no call may be tried again."""
    monkeypatch.setattr(pools, "_TRIES", 1)
    with WorkerPool(1) as pool:
        for _ in range(2):
            os.kill(worker_of(pool), signal.SIGKILL)
            assert pool.submit(abs, -1).result(timeout=60) == 1


@pytest.mark.slow
@pytest.mark.usefixtures("_importable")
def test_a_stopped_worker() -> None:
    """Stopped between calls, it is replaced; stopped in a call, the call takes too long."""
    with WorkerPool(1, timeout=3) as pool:
        os.kill(worker_of(pool), signal.SIGSTOP)
        assert pool.submit(abs, -1).result(timeout=60) == 1
        pid = worker_of(pool)
        slow: Future[Any] = pool.submit(time.sleep, 30)
        time.sleep(0.5)
        os.kill(pid, signal.SIGSTOP)
        assert isinstance(slow.exception(timeout=60), pools.DocumentTimeout)
        assert pool.submit(abs, -1).result(timeout=60) == 1


@pytest.mark.slow
def test_a_worker_that_holds_the_lock_ends_with_its_parent() -> None:
    program = (
        f"import sys, time; sys.path[:0] = [{str(HERE)!r}, {str(ROOT)!r}]\n"
        "import os, test_batch_faults as t\n"
        "pool = t.WorkerPool(1)\nprint(t.worker_of(pool), flush=True)\npool.submit(t.hold_the_lock)\n"
        "time.sleep(1)\nprint('held', flush=True)\ntime.sleep(300)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    assert parent.stdout.readline() == b"held\n"
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 60
    while os.path.exists(f"/proc/{worker}") and _state(worker) != "Z":
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _state(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return "Z"


@pytest.mark.slow
def test_workers_do_not_import_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of the user's folder must not take the place of one of Python."""
    (tmp_path / "pickle.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    with WorkerPool(1) as pool:
        assert pool.submit(abs, -1).result(timeout=60) == 1


@pytest.mark.slow
def test_256_workers() -> None:
    """Each gets work; the calls of those that are killed are done by others."""
    with WorkerPool(256) as pool:
        futures = [pool.submit(time.sleep, 0.01) for _ in range(512)]
        assert [future.result(timeout=300) for future in futures] == [None] * 512


@pytest.mark.slow
@pytest.mark.usefixtures("_importable")
def test_a_call_that_ends_every_worker_fails() -> None:
    with WorkerPool(2) as pool:
        error = pool.submit(os._exit, 5).exception(timeout=60)
        assert isinstance(error, WorkerDied)
        assert "exit code 5), 2 times" in str(error)


def test_what_is_written_is_stated(tmp_path: Path) -> None:
    """Its size, digest and time; whether it is new; of a dry run no time, and no file."""
    path, data = tmp_path / "sub" / "a", b"abc"
    files = [(str(path), data, "text")]
    digest = hashlib.sha256(data).hexdigest()
    [planned] = write_files(files, Placement(dry_run=True))
    assert not path.parent.exists()
    [written] = write_files(files, Placement())
    [again] = write_files(files, Placement(durable=True))
    modified = path.stat().st_mtime_ns
    assert [(file.size, file.sha256, file.new, file.modified) for file in (planned, written, again)] == [
        *((3, digest, True, 0), (3, digest, True, modified), (3, digest, False, modified))
    ]
