"""What the user names becomes items: files, folders, patterns, lists, pipes; each iteration gives the same."""

from __future__ import annotations

import errno
import gzip
import io
import itertools
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.batch.inputs import Inputs, Item, files_below, load
from convert.batch.inputs.folders import matches, prefix_of
from convert.errors import EXIT_INPUT, ConvertError, InputError, OutputError, UsageError


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*names: str, text: str = "hello") -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def read(*names: str, **options: object) -> list[Item]:
    """The items, which are the same when they are enumerated again."""
    inputs = Inputs(names, **options)  # type: ignore[arg-type]
    items = list(inputs)
    assert [_comparable(item) for item in inputs] == [_comparable(item) for item in items]
    for item in items:
        parts = item.stem.split("/")
        assert not {"", ".", ".."} & set(parts)
    return items


def _comparable(item: Item) -> tuple[object, ...]:
    return (item.path, item.name, item.stem, item.identity, item.data, item.moment, item.given, str(item.error))


def places(items: list[Item]) -> list[tuple[str, str, str]]:
    assert [item.error for item in items] == [None] * len(items)
    return [(item.path, item.stem, item.identity) for item in items]


def codes(items: list[Item]) -> list[str]:
    """For each item its code, or its identity if it can be read."""
    return [item.error.code if item.error else item.identity for item in items]


def test_files_and_folders(here: Path) -> None:
    """A file is called by its name, those below a folder by their path in it; hidden files and links are left out."""
    write("x/a.txt", "in/b/c.txt", "in/b.txt", "in/b-2.txt", "in/.h/y.txt", "in/.y.txt", "in/d.md", "in/E.TXT")
    Path("in/link.txt").symlink_to("b.txt")
    Path("in/loop").symlink_to(".")
    assert places(read("x/a.txt", "in", "gone.txt")) == [
        ("x/a.txt", "a", "a.txt"),
        ("in/E.TXT", "E", "E.TXT"),
        ("in/b-2.txt", "b-2", "b-2.txt"),
        ("in/b.txt", "b", "b.txt"),
        ("in/b/c.txt", "b/c", "b/c.txt"),
        ("gone.txt", "gone", "gone.txt"),
    ]


@given(st.lists(st.lists(st.sampled_from(["a", "b", "a-", "a.b", "B", "ä", "a0"]), min_size=1, max_size=3), max_size=9))
def test_order_is_that_of_paths(tmp_path_factory: pytest.TempPathFactory, paths: list[list[str]]) -> None:
    """Folders are walked one by one, and yet the order is that of all whole paths."""
    folder = tmp_path_factory.mktemp("order")
    for parts in paths:
        path = folder.joinpath(*(f"{part}_" for part in parts[:-1]), f"{parts[-1]}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = files_below(str(folder), (".txt",))
    assert found == sorted(map(str, folder.rglob("*.txt")))


def test_walk_is_lazy(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the folders on the way to an item are listed."""
    for number in range(5):
        write(f"in/{number}/a.txt")
    listed = []
    scan = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: listed.append(path) or scan(path))
    assert [item.path for item in itertools.islice(Inputs(["in"]), 2)] == ["in/0/a.txt", "in/1/a.txt"]
    assert listed == ["in", "in/0", "in/1"]


def test_folders_that_cannot_be_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without permission is an item of its own, and the others go on; so is one without a text."""
    write("in/a.txt", "in/b/c.txt", "in/d.txt", "none/a.md")
    scan = os.scandir

    def refused(path: str) -> Iterator[os.DirEntry[str]]:
        if path in ("in/b", "closed"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refused)
    Path("closed").mkdir()
    items = read("in", "none", "closed")
    assert codes(items) == ["a.txt", "INP030", "d.txt", "INP007", "INP030"]
    assert (items[1].path, items[1].identity, items[1].stem) == ("in/b", "b/", "b")
    assert str(items[1].error).startswith("the folder cannot be read: permission denied")
    assert [(item.path, item.identity, item.stem) for item in items[3:]] == [
        ("none", "none", "none"),
        ("closed", "closed", "closed"),
    ]


def test_special_files_are_refused(here: Path) -> None:
    """Pipes and sockets are not opened below folders, in patterns and in lists; a device is refused by name, too."""
    write("in/a.txt", "list", text="in/p.txt\n")
    os.mkfifo("in/p.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("in/s.txt")
        os.mkfifo("in/pipe")
        assert codes(read("in", "in/*.txt", files_from="list")) == 2 * ["a.txt", "INP031", "INP031"] + ["INP031"]
        assert codes(read("/dev/null", "in/s.txt")) == ["INP031", "INP031"]
        for path in ("/dev/null", "in/s.txt"):
            with pytest.raises(InputError) as caught:
                load(path)
            assert caught.value.code == "INP031"


def test_a_pipe_without_a_writer_does_not_hang(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convert.batch.inputs.files._LOOKS", 2)
    os.mkfifo("p.txt")
    [item] = read("p.txt")
    assert item.error
    assert (item.error.code, item.error.message) == ("INP031", "this is a pipe that nobody writes into")


@pytest.mark.slow
def test_pipes_are_read_once_and_kept(here: Path) -> None:
    """A slow writer is waited for, and an empty pipe is empty; the second iteration has the same content."""
    os.mkfifo("slow.txt")
    os.mkfifo("empty.txt")
    writers = [
        subprocess.Popen(["sh", "-c", "exec >slow.txt; sleep 0.3; echo one; sleep 0.3; echo two"]),
        subprocess.Popen(["sh", "-c", ": >empty.txt"]),
    ]
    slow, empty = read("slow.txt", "empty.txt")
    assert (slow.data, slow.name, slow.stem) == (b"one\ntwo\n", "slow.txt", "slow")
    assert slow.moment is not None
    assert (empty.data, empty.error) == (b"", None)
    assert [writer.wait(10) for writer in writers] == [0, 0]


def test_process_substitution(here: Path) -> None:
    """`<(command)` works, also where the command has ended, as an input and as a list."""
    write("a.txt")
    code = (
        "import sys, time; from convert.batch.inputs import Inputs; time.sleep(0.2)\n"
        "inputs = Inputs(sys.argv[1:2], files_from=sys.argv[2])\n"
        "for _ in range(2): print([(item.path, item.data) for item in inputs][1:], list(inputs)[0].data)"
    )
    script = f'"{sys.executable}" -c "$0" <(printf hello) <(printf a.txt)'
    done = subprocess.run(["bash", "-c", script, code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines() == 2 * ["[('a.txt', None)] b'hello'"]


# --------------------------------------------------------------------------------------------------------------------
# Patterns


def test_patterns(here: Path) -> None:
    """A pattern that the shell left is expanded, and its matches are called by their path below its fixed folder."""
    write("n/1/a.txt", "n/1/b.txt", "n/2/x/a.txt", "n/2/c.md", "n/.h/a.txt", "n/a.txt", "[x].txt", "n/z/.a.txt")
    assert places(read("n/*/a.txt")) == [("n/1/a.txt", "1/a", "1/a.txt")]
    assert [item.identity for item in read("n/**/*.txt")] == ["1/a.txt", "1/b.txt", "2/x/a.txt", "a.txt"]
    assert [item.identity for item in read("n/**/a.*")] == ["1/a.txt", "2/x/a.txt", "a.txt"]
    assert [item.identity for item in read("n/[12]")] == ["1/a.txt", "1/b.txt", "2/x/a.txt"]
    assert [item.identity for item in read(f"{here}/n/2/**")] == ["c.md", "x/a.txt"]
    assert [item.path for item in read("n/.h/*.txt", "n/z/.*")] == ["n/.h/a.txt", "n/z/.a.txt"]
    assert [item.path for item in read("[x].txt")] == ["[x].txt"]
    assert codes(read("n/*.rst", "??")) == ["INP038", "INP038"]


def test_patterns_follow_no_links_to_any_depth(here: Path) -> None:
    write("n/a.txt", "m/b.txt")
    Path("n/loop").symlink_to(".")
    Path("n/m").symlink_to("../m")
    Path("n/gone.txt").symlink_to("nowhere")
    Path("n/self").symlink_to("self")
    Path("n/c.txt").symlink_to("a.txt")
    assert [item.path for item in read("n/**/*.txt")] == ["n/a.txt", "n/c.txt"]
    assert [item.path for item in read("n/m/*.txt", "n/*/b.txt")] == ["n/m/b.txt", "n/m/b.txt"]


@given(
    st.lists(st.sampled_from(["a", "b", "*", "**", "?", "[ab]", "a*"]), min_size=1, max_size=4).filter(
        lambda parts: any(set(part) & set("*?[") for part in parts)
    )
)
def test_patterns_match_as_pathlib_does(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    root = tmp_path_factory.getbasetemp() / "patterns"
    for names in itertools.product(("a", "b", "ab"), repeat=3):
        root.joinpath(*(f"{name}" for name in names[:2])).mkdir(parents=True, exist_ok=True)
        root.joinpath(*names).touch()
    pattern = os.path.join(root, *parts)
    found = [match.path for match in matches(pattern) if os.path.isfile(match.path)]
    # pathlib's ** is folders alone.
    expected = {str(path) for path in root.glob("/".join([*parts, "*"] if parts[-1] == "**" else parts))}
    assert found == sorted(path for path in expected if os.path.isfile(path))
    assert all(match.path.startswith(prefix_of(pattern)) for match in matches(pattern))


# --------------------------------------------------------------------------------------------------------------------
# Lists


def test_lists(here: Path) -> None:
    """Names are relative to the current folder and keep their folders; empty ones are left out."""
    write("n/a.txt", "n/m/b.txt", "-")
    Path("day.jsonl").write_text('{"id": "x", "text": "t"}\n', encoding="utf-8")
    lines = ["n/a.txt", "", "n/m", "./n/../n/a.txt", f"{here}/n/a.txt", "-", "day.jsonl", "n/*.txt", "gone/c.txt"]
    root = str(here).lstrip("/")
    expected = [
        *("n/a.txt", "n/m/b.txt", "n/n/a.txt", f"{root}/n/a.txt", "-", "day.jsonl#x", "n/a.txt", "gone/c.txt"),
    ]
    Path("lines").write_text("\ufeff" + "\r\n".join(lines), encoding="utf-8")
    Path("nuls").write_bytes(b"\0".join(map(os.fsencode, lines)) + b"\0")
    for name in ("lines", "nuls"):
        items = read(files_from=name)
        assert [item.identity for item in items] == expected
        assert [item.error for item in items] == [None] * len(items)
        assert [item.stem for item in items][:3] == ["n/a", "n/m/b", "n/n/a"]
        assert items[4].path == "./-"
        stream = io.BytesIO(Path(name).read_bytes())
        assert [item.identity for item in read("n/a.txt", files_from="-", stream=stream)] == ["a.txt", *expected]


def test_lists_that_are_no_regular_files(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device was copied until the disk was full, and a pipe that nobody writes into was waited for without end."""
    monkeypatch.setattr("convert.batch.inputs.files._LOOKS", 1)
    os.mkfifo("pipe")
    advice = "Copy its content into a file, or pass it to standard input"
    for name, reason in (("pipe", "this is a pipe that nobody writes into"), ("/dev/zero", "it is a device")):
        with pytest.raises(InputError, match=rf"the list {name} cannot be read: {reason} .INP029.. {advice}"):
            read(files_from=name)
    assert read(files_from=os.devnull) == []
    reading, writing = os.pipe()
    os.write(writing, b"a.txt\nb.txt\n")
    os.close(writing)
    assert [item.identity for item in read(files_from=f"/dev/fd/{reading}")] == ["a.txt", "b.txt"]
    os.close(reading)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("n/./m/b.txt", ["m/b.txt"]),
        ("{here}/n/./m/b.txt", ["m/b.txt"]),
        ("{here}/./n", ["n/a.txt", "n/m/b.txt"]),
        ("n/./m", ["m/b.txt"]),
        ("n/.", ["n/a.txt", "n/m/b.txt"]),
        ("./n/a.txt", ["n/a.txt"]),
        ("./n/./a.txt", ["a.txt"]),
        ("n/./*/*.txt", ["m/b.txt"]),
        ("n/./**/*.txt", ["a.txt", "m/b.txt"]),
        ("n/./m/*.txt", ["m/b.txt"]),
        ("n/../n/./m/b.txt", ["m/b.txt"]),
        ("n/./../n/a.txt", ["n/a.txt"]),
    ],
)
def test_a_name_of_a_list_is_mirrored_from_its_anchor_on(here: Path, name: str, expected: list[str]) -> None:
    """As by `rsync --relative`: what is behind `/./` is the path below the output folder."""
    write("n/a.txt", "n/m/b.txt")
    Path("list").write_text(name.format(here=Path.cwd()) + "\n")
    items = read(files_from="list")
    assert [item.identity for item in items] == expected
    assert [item.error for item in items] == [None] * len(items)
    assert all(Path(item.path).read_bytes() for item in items)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_a_list_in_a_wide_encoding_is_one_error(here: Path, encoding: str) -> None:
    """Windows writes such. Its bytes look like names of one letter that end in NUL, of which / is the root of all."""
    write("in/a.txt", "i")
    Path("list").write_text("in/a.txt\nin/b.txt\n", encoding=encoding)
    items = read(files_from="list")
    assert [(item.path, item.error and item.error.code) for item in items] == [("list:1", "INP029")]
    assert "the list is in UTF-16 or UTF-32" in str(items[0].error)


def test_names_of_one_letter_may_end_in_nul(here: Path) -> None:
    write("a", "b", "c")
    Path("list").write_bytes(b"a\0b\0c\0")
    assert codes(read(files_from="list")) == ["a", "b", "c"]
    Path("list").write_bytes(b"./a\0./b\0./c\0")
    assert codes(read(files_from="list")) == ["a", "b", "c"]


def test_names_with_line_breaks_need_nul(here: Path) -> None:
    write("a\nb.txt")
    Path("list").write_bytes(b"a\nb.txt\0")
    assert places(read(files_from="list")) == [("a\nb.txt", "a\nb", "a\nb.txt")]


def test_names_that_are_too_long(here: Path) -> None:
    """One of them is an item, however long, in bounded memory."""
    write("a.txt")
    Path("list").write_bytes(b"x" * 2**25 + b"\na.txt\n" + b"y" * 40_000)
    inputs = Inputs([], files_from="list")
    tracemalloc.start()
    items = list(inputs)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert codes(items) == ["INP029", "a.txt", "INP029"]
    assert [item.path for item in items] == ["list:1", "a.txt", "list:3"]
    assert peak < 2**21


def test_lists_that_cannot_be_read(here: Path) -> None:
    for name in ("gone", ".", "a\0b"):
        with pytest.raises(InputError) as caught:
            Inputs([], files_from=name)
        assert caught.value.code == "INP029"
    for options in ({"files_from": "-"}, {}):
        with pytest.raises(UsageError):
            Inputs(["-"], **options)  # type: ignore[arg-type]
    write("list", text="a.txt")
    inputs = Inputs([], files_from="list")
    os.unlink("list")
    assert codes(list(inputs)) == ["INP029"]


@pytest.mark.parametrize("remote", [False, True])
def test_urls_in_lists_need_permission(here: Path, remote: bool) -> None:
    """Chained URLs and protocols that read local things are refused with and without it, and no secret is shown."""
    urls = ["zip://a.txt::s3://b/x.zip", "file:///etc/passwd", "simplecache::s3://b/x", "http://u:secret@b/x?k=secret"]
    write("list", text="\n".join(urls))
    items = read(files_from="list", remote=remote)
    assert codes(items) == ["INP033"] * 4
    assert remote != any("--remote" in str(item.error) for item in items)
    assert "secret" not in str(items)
    assert {item.error.exit_code for item in items if item.error} == {EXIT_INPUT}


# --------------------------------------------------------------------------------------------------------------------
# Standard input, and what it may be


def test_standard_input(here: Path) -> None:
    """It is one story, or a container by the name that is given for it, read as a stream or from its bytes."""
    story = Item(
        path="-", name="stdin.txt", stem="stdin", identity="stdin.txt", data=b"x", moment="2020-01-01T00:00:00Z"
    )
    assert read("-", stdin=story) == [story]
    line = json.dumps({"id": 7, "text": "Hello"}).encode()
    for name, data in (("day.jsonl", line), ("day.jsonl.gz", gzip.compress(line))):
        for item, stream in (
            (Item(path="-", name=name, stem="day", identity=name), io.BytesIO(data)),
            (Item(path="-", name=name, stem="day", identity=name, data=data, moment="2020-01-01T00:00:00Z"), None),
        ):
            [record] = read("-", stdin=item, stream=stream)
            assert (record.path, record.stem, record.identity) == ("-:1", "day/7", f"{name}#7")
            assert (record.data, record.moment) == (b"Hello", item.moment or "1970-01-01T00:00:00Z")
    failed = Item(path="-", name="day.jsonl", stem="day", identity="day.jsonl", error=InputError("INP005", "too large"))
    assert read("-", stdin=failed) == [failed]


def test_a_format_for_all_inputs_opens_no_container(here: Path) -> None:
    """What --from calls raw copy is raw copy, whatever its name."""
    write("day.jsonl", text='{"text": "x"}')
    assert [item.identity for item in read("day.jsonl")] == ["day.jsonl:1"]
    assert [item.identity for item in read("day.jsonl", read_as="text")] == ["day.jsonl"]


@pytest.mark.slow
def test_memory_does_not_grow(here: Path) -> None:
    """A list and JSON Lines of 8,000 stories need as little as those of 2,000."""
    peaks = []
    for count in (2_000, 8_000):
        Path("day.jsonl").write_text(
            "".join(f'{{"id": {n}, "text": "{"t" * 99}"}}\n' for n in range(count)), encoding="utf-8"
        )
        Path("list").write_text("".join(f"gone/{n:099}.txt\n" for n in range(count)), encoding="utf-8")
        inputs = Inputs(["day.jsonl"], files_from="list")
        tracemalloc.start()
        assert sum(item.error is None for item in inputs) == 2 * count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 2**17


def test_items_cross_processes(here: Path) -> None:
    """Items, with their errors, can be pickled."""
    import pickle

    write("day.jsonl", text='{"id": "urn:x:1", "text": "x", "provider": "X"}\nbad\n')
    items = read("day.jsonl")
    again = pickle.loads(pickle.dumps(items))
    assert [_comparable(item) for item in again] == [_comparable(item) for item in items]
    assert isinstance(items[1].error, ConvertError)


def test_threads_may_enumerate_at_once(here: Path) -> None:
    """Iterations do not disturb each other."""
    write("list", text="\n".join(f"{n}.txt" for n in range(500)))
    inputs = Inputs([], files_from="list")
    found: list[list[str]] = [[], []]
    threads = [threading.Thread(target=lambda each=each: each.extend(item.path for item in inputs)) for each in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found[0] == found[1] == [f"{n}.txt" for n in range(500)]


@pytest.mark.parametrize("fails", ["make", "write"])
def test_a_stream_that_cannot_be_kept_is_told(here: Path, monkeypatch: pytest.MonkeyPatch, fails: str) -> None:
    """A full disk of temporary files passed for one of standard output, or for a list that cannot be read."""

    class Full(io.FileIO):
        def write(self, data: Any) -> int:
            if self.tell():
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().write(data[:5])

    def made(**options: Any) -> Full:
        assert options == {"buffering": 0}
        if fails == "make":
            raise OSError(errno.ENOSPC, "No space left on device")
        return Full("spool", "w+")

    write("day.jsonl")
    monkeypatch.setattr(tempfile, "TemporaryFile", made)
    message = "temporary files cannot be written: no space left on device .INP008.. Make room in the folder"
    stdin = Item(path="-", name="day.jsonl", stem="day", identity="day.jsonl")
    with pytest.raises(OutputError, match=message):
        list(Inputs(["-"], stdin=stdin, stream=io.BytesIO(b"x" * 20)))
    with pytest.raises(OutputError, match=message):
        Inputs([], files_from="-", stream=io.BytesIO(b"x" * 20))
