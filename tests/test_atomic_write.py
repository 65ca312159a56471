"""Files are complete or unchanged: what is there, what fails, what is removed and what is told."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from convert import atomic_write
from convert.atomic_write import (
    Part,
    Placement,
    WrittenFile,
    make_folders,
    open_part,
    part_in,
    part_path,
    place_parts,
    refuse_link,
    refuse_report,
    remove_temporaries,
    sync_folders,
    whole_file,
    whole_folder,
    write_files,
    write_report,
)
from convert.atomic_write import parts as parts_of
from convert.errors import OutputError, UsageError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locks and links of POSIX")
OTHER = "Choose another output with -o."
ROOM = "Make room, or choose another output with -o."
FORCE = "Replace it with --force, or choose another output with -o."
REPORT = "Choose another --report-file."
DAY = 86_400


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(parts_of, "_swept", set())
    return tmp_path


def names(folder: str | Path = ".") -> list[str]:
    return sorted(os.listdir(folder))


@contextlib.contextmanager
def refused(code: str, message: str, advice: str) -> Iterator[None]:
    """Expect an output that is refused with this message."""
    with pytest.raises(OutputError) as caught:
        yield
    assert (caught.value.code, caught.value.message, caught.value.advice) == (code, message, advice)


def synced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of files and folders that are synced from now on."""
    found: list[str] = []

    def fsync(descriptor: int) -> None:
        name = os.path.basename(os.readlink(f"/proc/self/fd/{descriptor}"))
        found.append("part" if name.startswith(".wirecopy-") else name)

    monkeypatch.setattr(os, "fsync", fsync)
    return found


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# --------------------------------------------------------------------------------------------------------------------
# Documents of a story


def test_what_is_written_is_told(here: Path) -> None:
    Path("b").write_bytes(b"same")
    os.utime("b", ns=(5, 7))
    first, second = write_files([("n/m/a", b"xy", "ninjs"), ("b", b"same", "text")], Placement())
    modified = os.stat("n/m/a").st_mtime_ns
    assert first == WrittenFile(format="ninjs", path="n/m/a", size=2, sha256=digest(b"xy"), new=True, modified=modified)
    assert second == WrittenFile(format="text", path="b", size=4, sha256=digest(b"same"), new=False, modified=7)
    assert (first.item, first.items, first.name, first.id) == (0, 0, "", "")
    assert names("n/m") == ["a"]
    if os.umask(0o022) == 0o022:
        assert stat.S_IMODE(os.stat("n/m/a").st_mode) == 0o644


def test_a_dry_run_writes_nothing(here: Path) -> None:
    Path("b").write_bytes(b"same")
    found = write_files([("n/a", b"x", "f"), ("b", b"same", "f")], Placement(dry_run=True))
    assert [(file.new, file.modified > 0) for file in found] == [(True, False), (False, True)]
    assert names() == ["b"]
    with refused("INP009", "b exists with different content", FORCE):
        write_files([("b", b"else", "f")], Placement(dry_run=True))


@pytest.mark.parametrize("data", [b"else", b"longer"])
def test_other_content_stays_without_force(here: Path, data: bytes) -> None:
    Path("b").write_bytes(b"same")
    with refused("INP009", "b exists with different content", FORCE):
        write_files([("a", b"x", "f"), ("b", data, "f")], Placement())
    assert (names(), Path("b").read_bytes()) == (["b"], b"same")
    [file] = write_files([("b", data, "f")], Placement(force=True))
    assert (file.new, Path("b").read_bytes(), names()) == (True, data, ["b"])


def test_what_is_no_file_is_not_replaced(here: Path) -> None:
    Path("n").mkdir()
    os.mkfifo("pipe")
    for name, kind in (("n", "a folder"), ("pipe", "not a regular file")):
        with refused("INP008", f"{name} is {kind}", OTHER):
            write_files([(name, b"x", "f")], Placement(force=True))


def test_a_rename_that_fails_leaves_all_as_it_was(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """But what was replaced before it."""
    Path("b").write_bytes(b"old")
    real = os.replace

    def fails(source: str, target: str) -> None:
        if target.endswith("c"):
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", fails)
    with refused("INP008", f"{here}/c cannot be written: no space left on device", ROOM):
        write_files([("a", b"x", "f"), ("b", b"new", "f"), ("c", b"z", "f"), ("d", b"z", "f")], Placement(force=True))
    assert (names(), Path("b").read_bytes()) == (["b"], b"new")


def test_a_file_that_cannot_be_written_leaves_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("b").write_bytes(b"")
    with refused("INP008", "b/c cannot be written: file exists", OTHER):
        write_files([("a", b"x", "f"), ("b/c", b"x", "f")], Placement())
    assert names() == ["b"]

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_files([("a", b"x", "f")], Placement())
    assert names() == ["b"]


def test_durable_documents_wait_for_all_new_names(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = synced(monkeypatch)
    write_files([("n/m/a", b"x", "f"), ("n/m/b", b"x", "f"), ("c", b"x", "f")], Placement(durable=True))
    assert found == ["part"] * 3 + ["m", here.name, "n"]
    found.clear()
    write_files([("n/m/a", b"x", "f")], Placement(durable=True))
    write_files([("d", b"x", "f")], Placement())
    assert found == []


def test_temporary_files_may_have_a_folder_of_their_own(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a file can be renamed from there: on one file system."""
    renamed: list[str] = []
    real = os.replace
    monkeypatch.setattr(os, "replace", lambda source, target: (renamed.append(source), real(source, target)))
    write_files([("n/a", b"x", "f")], Placement(parts="parts/own"))
    write_files([("n/b", b"x", "f")], Placement())
    assert [os.path.dirname(path) for path in renamed] == ["parts/own", f"{here}/n"]
    assert all(re.fullmatch(r"\.wirecopy-[0-9a-f]{24}\.part", os.path.basename(path)) for path in renamed)
    status = os.stat
    monkeypatch.setattr(os, "stat", lambda path, **_: status("/proc/self" if path == "parts/own" else path))
    assert os.path.dirname(part_path("n/c", "parts/own")) == "n"


def test_where_temporary_files_are(here: Path) -> None:
    assert os.path.dirname(part_path("a")) == "."
    assert os.path.dirname(part_path("n/m/a")) == "n/m"
    assert names("n") == ["m"]
    assert len({part_in("x") for _ in range(3)}) == 3


# --------------------------------------------------------------------------------------------------------------------
# Temporary files that become documents


def parts(*contents: bytes, known: str = "") -> list[Part]:
    made = []
    for number, content in enumerate(contents):
        Path(f"{number}.part").write_bytes(content)
        made.append(Part(format=f"f{number}", path=f"{number}", temporary=f"{number}.part", known=known))
    return made


def test_parts_become_documents(here: Path) -> None:
    Path("1").write_bytes(b"two")
    found = place_parts(parts(b"one", b"two"), Placement())
    assert found == (
        WrittenFile(format="f0", path="0", size=3, sha256=digest(b"one"), new=True, modified=os.stat("0").st_mtime_ns),
        WrittenFile(format="f1", path="1", size=3, sha256=digest(b"two"), new=False, modified=os.stat("1").st_mtime_ns),
    )
    assert names() == ["0", "1"]


@pytest.mark.parametrize(("known", "force", "replaced"), [("", False, False), ("old", False, True), ("", True, True)])
def test_a_part_replaces_what_is_known(here: Path, known: str, force: bool, replaced: bool) -> None:
    Path("1").write_bytes(b"old")
    made = parts(b"one", b"new", known=digest(b"old") if known else "")
    if replaced:
        assert [file.new for file in place_parts(made, Placement(force=force))] == [True, True]
        assert (names(), Path("1").read_bytes()) == (["0", "1"], b"new")
    else:
        with refused("INP009", "1 exists with different content", FORCE):
            place_parts(made, Placement(force=force))
        assert (names(), Path("1").read_bytes()) == (["1"], b"old")


def test_parts_that_cannot_be_placed_are_removed(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, message in (("link", "1 is a link"), ("folder", "1 is a folder")):
        if name == "link":
            Path("1").symlink_to("0")
        else:
            Path("1").mkdir()
        with refused("INP008", message, OTHER):
            place_parts(parts(b"one", b"two"), Placement(force=True))
        assert names() == ["1"]
        Path("1").unlink() if name == "link" else Path("1").rmdir()
    made = parts(b"one", b"two")
    Path("1.part").unlink()
    with refused("INP008", "1 cannot be written: no such file or directory", OTHER):
        place_parts(made, Placement())
    assert names() == []
    Path("1").write_bytes(b"old")
    real = os.replace

    def fails(source: str, target: str) -> None:
        real(source, target)
        if target == "1":
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(KeyboardInterrupt):
        place_parts(parts(b"one", b"two", b"three"), Placement(force=True))
    assert names() == ["1"]


def test_parts_of_a_dry_run_are_removed(here: Path) -> None:
    found = place_parts(parts(b"one"), Placement(dry_run=True))
    assert [(file.new, file.modified) for file in found] == [(True, 0)]
    assert names() == []


def test_durable_parts_are_synced(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = synced(monkeypatch)
    place_parts(parts(b"one", b"two"), Placement(durable=True))
    assert found == ["0.part", "1.part", here.name]


# --------------------------------------------------------------------------------------------------------------------
# One file or folder as a whole


def test_a_file_that_is_written_as_a_whole(here: Path) -> None:
    """In a folder that is made; it can be read again while it is written, and is not there before."""
    with whole_file("n/a") as file:
        assert re.fullmatch(r"\.wirecopy-[0-9a-f]{24}\.part", os.path.basename(file.name))
        assert os.path.dirname(file.name) == f"{here}/n"
        file.write(b"hello")
        file.seek(0)
        assert file.read() == b"hello"
        assert not os.path.exists("n/a")
    assert (names("n"), Path("n/a").read_bytes()) == (["a"], b"hello")


@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt()])
def test_a_file_that_fails_vanishes(here: Path, error: BaseException) -> None:
    with pytest.raises(type(error)), whole_file("a"):
        raise error
    assert names() == []
    with refused("INP008", "a cannot be written: no space left on device", ROOM), whole_file("a"):
        raise OSError(28, "No space left on device")
    assert names() == []


def test_what_is_there_is_replaced_with_force(here: Path) -> None:
    Path("a").write_bytes(b"old")
    with refused("INP009", "a exists with different content", FORCE), whole_file("a") as file:
        file.write(b"new")
    assert (names(), Path("a").read_bytes()) == (["a"], b"old")
    with whole_file("a") as file:
        file.write(b"old")
    with whole_file("a", force=True) as file:
        file.write(b"new")
    assert (names(), Path("a").read_bytes()) == (["a"], b"new")
    Path("n").mkdir()
    with refused("INP008", "n is a folder", OTHER), whole_file("n", force=True):
        raise AssertionError
    Path("link").symlink_to("a")
    with refused("INP008", "link is a link", OTHER), whole_file("link", force=True):
        raise AssertionError
    with refused("INP008", "link is a link", OTHER), whole_folder("link", force=True):
        raise AssertionError
    with refused("INP008", "link is a link", OTHER):
        refuse_link("link")
    refuse_link("none")


def test_a_folder_that_is_filled_as_a_whole(here: Path) -> None:
    with whole_folder("n/out") as folder:
        assert os.path.dirname(folder) == f"{here}/n"
        assert re.fullmatch(r"\.wirecopy-[0-9a-f]{24}\.part", os.path.basename(folder))
        Path(folder, "a").write_bytes(b"x")
        assert not os.path.exists("n/out")
    assert (names("n"), names("n/out")) == (["out"], ["a"])
    with refused("INP009", "n/out is there and is not empty", FORCE), whole_folder("n/out"):
        raise AssertionError
    with whole_folder("n/out", force=True) as folder:
        Path(folder, "b").write_bytes(b"x")
    assert (names("n"), names("n/out")) == (["out"], ["b"])
    Path("empty").mkdir()
    with whole_folder("empty") as folder:
        Path(folder, "c").write_bytes(b"x")
    assert names("empty") == ["c"]
    Path("file").write_bytes(b"")
    with refused("INP008", "file is not a folder", OTHER), whole_folder("file", force=True):
        raise AssertionError


@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt()])
def test_a_folder_that_fails_vanishes(here: Path, error: BaseException) -> None:

    def fill() -> None:
        with whole_folder("out") as folder:
            Path(folder, "a").write_bytes(b"x")
            raise error

    with pytest.raises(type(error)):
        fill()
    assert names() == []
    with refused("INP008", "out cannot be written: no space left on device", ROOM), whole_folder("out"):
        raise OSError(28, "No space left on device")
    Path("file").write_bytes(b"")
    with refused("INP008", "file/out cannot be written: file exists", OTHER), whole_folder("file/out"):
        raise AssertionError
    assert names() == ["file"]


# --------------------------------------------------------------------------------------------------------------------
# What runs that were killed left


def test_parts_of_the_same_target_are_removed_unless_their_run_is_alive(here: Path) -> None:
    with open_part("a", ".") as alive:
        left = alive.name.replace(".part", "0.part")
        Path(left).write_bytes(b"")
        Path(left.replace(".part", "1.part")).mkdir()
        Path(left.replace(".part", "1.part"), "x").write_bytes(b"")
        Path(left.replace(".part", "2.part")).symlink_to("somewhere")
        Path(f"{left}.txt").write_bytes(b"")
        with open_part("b", ".") as other:
            other.close()
            with open_part("./a", ".", buffering=0) as again:
                link = left.removeprefix("./").replace(".part", "2.part")
                expected = [link, f"{left}.txt", alive.name, other.name, again.name]
                assert names() == sorted(os.path.basename(path) for path in expected)
                assert (again.name[:23], other.name[:23] != again.name[:23]) == (alive.name[:23], True)
                assert again.mode == "xb+"


def test_a_part_that_another_run_took_is_made_anew(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = parts_of._lock
    taken: list[str] = []

    def lock(descriptor: int) -> None:
        if not taken:
            taken.append(os.readlink(f"/proc/self/fd/{descriptor}"))
            os.rmdir(taken[0]) if os.path.isdir(taken[0]) else os.unlink(taken[0])
        real(descriptor)

    monkeypatch.setattr(parts_of, "_lock", lock)
    with open_part("a", ".") as file:
        assert os.path.basename(file.name) != os.path.basename(taken[0])
        assert os.path.exists(file.name)
    taken.clear()
    with contextlib.ExitStack() as held:
        path = parts_of.new_folder_part(f"{here}/b", held)
        assert path != taken[0]
        assert os.path.isdir(path)


def test_a_system_without_locks_makes_parts(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unable(descriptor: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(parts_of, "_lock", unable)
    with open_part("a", ".") as file:
        assert os.path.exists(file.name)
        parts_of._remove_left(file.name)
        assert os.path.exists(file.name)
    with whole_folder("out"):
        pass
    assert "out" in names()


def test_a_lock_is_held_by_one(here: Path) -> None:
    descriptors = [os.open(".", os.O_RDONLY) for _ in range(2)]
    try:
        parts_of._lock(descriptors[0])
        with pytest.raises(BlockingIOError):
            parts_of._lock(descriptors[1])
    finally:
        for descriptor in descriptors:
            os.close(descriptor)


OLD, OWN, FOREIGN = ".wirecopy-{}aaaa.part", ".wirecopy-bbbb.part", ".wirecopy-cccc.part.txt"


def test_siblings_of_a_day_before_are_removed(here: Path) -> None:
    """Files and folders, once for each folder; not links, nor what has another name."""
    Path("new").write_bytes(b"")
    now = 1_480_000_000
    os.utime("new", (now, now))
    ages = {0: DAY - 1, 1: DAY, 2: DAY + 1, 3: 10 * DAY}
    for number, age in ages.items():
        Path(OLD.format(number)).mkdir() if number == 3 else Path(OLD.format(number)).write_bytes(b"")
        if number == 3:
            Path(OLD.format(number), "x").write_bytes(b"")
        os.utime(OLD.format(number), (now - age, now - age))
    Path(FOREIGN).write_bytes(b"")
    os.utime(FOREIGN, (0, 0))
    Path(".wirecopy-dddd.part").symlink_to("new")
    os.utime(".wirecopy-dddd.part", (0, 0), follow_symlinks=False)
    parts_of.remove_old_siblings(".", "new")
    assert names() == sorted([OLD.format(0), OLD.format(1), FOREIGN, ".wirecopy-dddd.part", "new"])
    assert parts_of._swept == {"."}
    parts_of.remove_old_siblings("none", "new")
    parts_of.remove_old_siblings(".", "none")


def test_documents_rid_their_folder_of_old_parts_once(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    swept: list[tuple[str, str]] = []

    def sweep(folder: str, temporary: str) -> None:
        swept.append((folder, os.path.dirname(temporary)))
        parts_of._swept.add(folder)

    monkeypatch.setattr(parts_of, "remove_old_siblings", sweep)
    write_files([("a", b"x", "f"), ("b", b"x", "f"), ("n/c", b"x", "f")], Placement())
    write_files([("m/c", b"x", "f")], Placement(parts="parts"))
    assert swept == [(str(here), str(here)), (f"{here}/n", f"{here}/n")]
    swept.clear()
    parts_of.write_part("z", b"")
    assert swept == [(".", ".")]


def test_the_folders_that_are_remembered_are_bounded(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_of, "_MAX_SWEPT", 2)
    for folder in ("a", "b", "c"):
        parts_of.remove_old_siblings(folder, "none")
    assert parts_of._swept == {"c"}


def test_the_temporary_files_of_a_run_are_removed_with_their_folder(here: Path) -> None:
    for folder in ("one", "two"):
        Path(folder).mkdir()
        Path(folder, OWN).write_bytes(b"")
        Path(folder, ".wirecopy-0000.part").mkdir()
        if folder == "one":
            Path(folder, ".wirecopy-0000.part").rmdir()
        remove_temporaries(folder)
    remove_temporaries("none")
    assert (names(), names("two")) == (["two"], [".wirecopy-0000.part"])
    Path("two", FOREIGN).write_bytes(b"")
    remove_temporaries("two")
    assert FOREIGN in names("two")


@pytest.mark.parametrize("fails", ["write", "fsync", "close"])
def test_a_temporary_file_that_fails_is_removed(here: Path, monkeypatch: pytest.MonkeyPatch, fails: str) -> None:
    import builtins

    real = open

    class File:
        def __init__(self, path: str, mode: str) -> None:
            assert mode == "xb"
            self.file: Any = real(path, mode)

        def __enter__(self) -> File:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()
            if fails == "close":
                raise OSError(28, "No space left on device")

        def __getattr__(self, name: str) -> Any:
            return getattr(self.file, name)

        def writelines(self, lines: object) -> None:
            if fails == "write":
                raise OSError(28, "No space left on device")
            self.file.writelines(lines)

    def fsync(descriptor: int) -> None:
        assert os.fstat(descriptor).st_size == 1
        if fails == "fsync":
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(builtins, "open", File)
    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="No space"):
        parts_of.write_part("a", b"x", durable=True)
    assert names() == []


# --------------------------------------------------------------------------------------------------------------------
# Folders and reports


def test_folders_that_have_new_names_in_them(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert make_folders("a/b/c") == ["a/b", "a", ""]
    assert make_folders("a/b/c") == make_folders("") == make_folders("/") == []
    assert make_folders(f"{here}/a/d") == [f"{here}/a"]
    assert names("a") == ["b", "d"]
    found = synced(monkeypatch)
    sync_folders(["a", "", "a", "a/b"])
    assert found == ["a", here.name, "b"]
    real = os.open

    def refuse(path: str, flags: int, *rest: int) -> int:
        if path == "a":
            raise PermissionError(13, "Permission denied")
        return real(path, flags, *rest)

    monkeypatch.setattr(os, "open", refuse)
    found.clear()
    sync_folders(["a", "a/b"])
    assert found == ["b"]


def test_a_report_replaces_an_earlier_one(here: Path) -> None:
    write_report("n/r", b"one")
    write_report("n/r", iter([b"t", b"wo"]))
    assert (names("n"), Path("n/r").read_bytes()) == (["r"], b"two")
    Path("link").symlink_to("n/r")
    write_report("link", b"three")
    assert (os.path.islink("link"), Path("n/r").read_bytes(), names()) == (True, b"three", ["link", "n"])
    with refused("INP008", "n/r/x cannot be written: file exists", REPORT):
        write_report("n/r/x", b"")
    with refused("INP008", "n cannot be written: is a directory", REPORT):
        write_report("n", b"")


def test_a_report_is_refused_before_any_work(here: Path) -> None:
    Path("n").mkdir()
    Path("a").write_bytes(b"old")
    Path("link").symlink_to("a")
    refuse_report("r", ["a"])
    refuse_report("a", [])
    assert (names(), Path("a").read_bytes()) == (["a", "link", "n"], b"old")
    for name in ("a", "./a", "link", "n/../a"):
        with pytest.raises(UsageError) as caught:
            refuse_report(name, ["b", "a"])
        assert (caught.value.code, caught.value.advice) == ("INP015", REPORT)
        assert caught.value.message == f"the report would replace {name}"
    with refused("INP008", "n is not a regular file", REPORT):
        refuse_report("n", [])
    with refused("INP008", "a/x cannot be written: file exists", REPORT):
        refuse_report("a/x", [])


def test_why_a_file_cannot_be_written() -> None:
    assert atomic_write.not_writable("a", OSError("Odd")).message == "a cannot be written: odd"
    error = atomic_write.not_writable("a", OSError(13, "Permission denied"), REPORT)
    assert (error.code, error.message, error.advice) == ("INP008", "a cannot be written: permission denied", REPORT)


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, ROOM),
        (errno.EDQUOT, ROOM),
        (errno.ENAMETOOLONG, "Shorten the name; `convert` makes others with --name."),
        (errno.EACCES, OTHER),
        (errno.EROFS, OTHER),
    ],
)
def test_advice_is_for_what_went_wrong(number: int, advice: str) -> None:
    """Another output does not help where names are too long."""
    assert atomic_write.not_writable("a", OSError(number, os.strerror(number))).advice == advice
    assert atomic_write.not_writable("a", OSError(number, "x"), "Wait.").advice == "Wait."
