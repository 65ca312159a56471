"""Documents behind URLs are placed all or none; what is there is compared, and what cannot be looked at is refused."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from convert.atomic_write import Placement, WrittenFile
from convert.batch import placing, storage
from convert.batch.inputs import remote
from convert.batch.placing import Placed, below, digest_of, place, placed, refuse_output, refuse_unreachable_output
from convert.batch.storage import Entry, RemoteStorage
from convert.errors import InputError, OutputError, UsageError

pytestmark = pytest.mark.sampled(3)

TIME = "2026-11-28T12:00:00Z"
NANOSECONDS = 1795867200 * 10**9


class Bucket(RemoteStorage):
    """Objects in memory. `failing` are the errors of the next writes, by URL, `broken` that of every look."""

    def __init__(self) -> None:
        super().__init__("s3")
        self.objects: dict[str, bytes] = {}
        self.calls: list[tuple[object, ...]] = []
        self.failing: dict[str, Exception] = {}
        self.broken: Exception | None = None

    def entry(self, path: str) -> Entry | None:
        if self.broken:
            raise self.broken
        if any(name.startswith(f"{path}/") for name in self.objects):
            return Entry(path, is_folder=True)
        data = self.objects.get(path)
        return None if data is None else Entry(path, is_folder=False, size=len(data), modified=TIME)

    def digest(self, path: str) -> str:
        self.calls.append(("digest", path))
        return hashlib.sha256(self.objects[path]).hexdigest()

    def put(self, path: str, data: bytes, *, replace: bool = True) -> None:
        self.calls.append(("put", path, replace))
        if error := self.failing.get(path):
            raise error
        self.objects[path] = data

    def delete(self, path: str) -> None:
        self.calls.append(("delete", path))
        if self.objects.pop(path, None) == b"stuck":
            raise OutputError("INP034", "it cannot be removed", "Try again.")

    def refuse_unreachable(self, path: str) -> None:
        self.calls.append(("reach", path))


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Bucket:
    made = Bucket()

    def opened(url: str, *, write: bool = False) -> Bucket:
        made.calls.append(("open", url, write))
        return made

    monkeypatch.setattr(placing, "remote_storage_for", opened)
    return made


A, B, C = "s3://b/out/a.txt", "s3://b/out/b.txt", "s3://b/out/c.txt"


def documents(*urls: str) -> list[tuple[str, bytes, str]]:
    return [(url, url[-5:].encode(), f"f{number}") for number, url in enumerate(urls)]


def file(url: str, number: int, *, new: bool, modified: int = NANOSECONDS) -> WrittenFile:
    data = url[-5:].encode()
    digest = hashlib.sha256(data).hexdigest()
    return WrittenFile(format=f"f{number}", path=url, size=5, sha256=digest, new=new, modified=modified)


@pytest.mark.parametrize("force", [False, True])
def test_objects_are_placed_one_after_the_other(bucket: Bucket, force: bool) -> None:
    """One that is there already is not written again."""
    bucket.objects[B] = B[-5:].encode()
    found = place(documents(A, B, C), Placement(force=force))
    assert found == (file(A, 0, new=True), file(B, 1, new=False), file(C, 2, new=True))
    assert bucket.calls == [("open", A, True), ("digest", B), ("put", A, force), ("put", C, force)]


def test_a_dry_run_places_nothing(bucket: Bucket) -> None:
    bucket.objects[B] = B[-5:].encode()
    found = place(documents(A, B), Placement(dry_run=True))
    assert found == (file(A, 0, new=True, modified=0), file(B, 1, new=False, modified=0))
    assert list(bucket.objects) == [B]


@pytest.mark.parametrize("other", [b"other", b"longer than it"])
def test_other_content_is_replaced_only_with_force(bucket: Bucket, other: bytes) -> None:
    bucket.objects[B] = other
    with pytest.raises(OutputError) as caught:
        place(documents(A, B), Placement())
    assert (caught.value.code, caught.value.message) == ("INP009", f"{B} exists with different content")
    assert caught.value.advice == "Replace it with --force, or choose another output with -o."
    assert bucket.objects == {B: other}
    assert place(documents(A, B), Placement(force=True)) == (file(A, 0, new=True), file(B, 1, new=True))
    assert bucket.objects[B] == B[-5:].encode()


def test_a_folder_of_the_name_is_no_document(bucket: Bucket) -> None:
    bucket.objects[f"{A}/x"] = b""
    assert placing._known(bucket, A, b"x", force=False) is None
    assert placed(A) is None


FAILED = OutputError("INP034", "it cannot be written", "Try again.")
THERE = OutputError("INP009", f"{C} exists with different content", "Replace it.")


@pytest.mark.parametrize(
    ("error", "removed"), [(FAILED, [A, C]), (KeyboardInterrupt(), [A, C]), (THERE, [A])], ids=["", "key", "other"]
)
def test_if_one_fails_those_that_were_new_are_removed(bucket: Bucket, error: BaseException, removed: list[str]) -> None:
    """What somebody else placed meanwhile stays, as does what was replaced; what cannot be removed stops nothing."""
    bucket.objects[B] = b"other"
    bucket.failing[C] = error  # type: ignore[assignment]
    docs = documents(A, B, C)
    docs[0] = (A, b"stuck", "f0")
    with pytest.raises(type(error)):
        place(docs, Placement(force=True))
    assert [call[1] for call in bucket.calls if call[0] == "delete"] == removed
    assert B in bucket.objects


def test_what_cannot_be_looked_at_is_an_output_that_fails(bucket: Bucket) -> None:
    bucket.broken = InputError("INP034", "it cannot be read: odd", "Check the address.")
    with pytest.raises(OutputError) as caught:
        place(documents(A), Placement())
    error = caught.value
    assert (error.code, error.advice) == ("INP034", "Check the address.")
    assert error.message == "the output cannot be looked at: it cannot be read: odd"
    assert placed(A) is None


def test_files_are_placed_in_folders(tmp_path: Path, bucket: Bucket) -> None:
    assert place([], Placement()) == ()
    path = str(tmp_path / "a.txt")
    [written] = place([(path, b"x", "text")], Placement())
    assert (written.path, written.new, bucket.calls) == (path, True, [])
    assert placed(path) == Placed(1, os.stat(path).st_mtime_ns)
    assert placed(str(tmp_path / "none")) is None
    assert placed("a\0") is None
    assert digest_of(path) == hashlib.sha256(b"x").hexdigest()
    assert digest_of(str(tmp_path / "none")) == digest_of(str(tmp_path)) == ""


def test_the_state_of_an_object(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    bucket.objects[A] = b"12345"
    assert placed(A) == Placed(5, NANOSECONDS)
    assert placed(B) is None
    assert digest_of(A) == hashlib.sha256(b"12345").hexdigest()
    assert bucket.calls == [("open", A, False), ("open", B, False), ("open", A, False), ("digest", A)]
    assert placing._nanoseconds(None) == 0
    assert placing._time_of(bucket, B) == 0

    def gone(path: str) -> str:
        raise InputError("INP001", "no such object", "Check the name.")

    monkeypatch.setattr(bucket, "digest", gone)
    assert digest_of(A) == ""


def test_names_below_an_output(tmp_path: Path) -> None:
    assert below("s3://b/out/n/a.txt", "s3://b/out") == below("s3://b/out/n/a.txt", "s3://b/out/") == "n/a.txt"
    assert below("s3://b/out//a.txt", "s3://b/out/") == "a.txt"
    assert below(str(tmp_path / "n" / "a.txt"), str(tmp_path)) == "n/a.txt"


def test_outputs_that_are_looked_at_before_any_work(bucket: Bucket) -> None:
    refuse_output("s3://b/out")
    with pytest.raises(UsageError) as caught:
        refuse_output("s3://b/out?key=x")
    error = caught.value
    assert (error.code, error.message) == ("INP033", "the URL of an output has a query")
    assert error.advice == "Name the folder alone; give credentials in the environment."
    refuse_unreachable_output("s3://b/out")
    assert bucket.calls == [
        ("open", "s3://b/out", True),
        ("open", "s3://b/out?key=x", True),
        ("open", "s3://b/out", True),
        ("reach", "s3://b/out"),
    ]


# --------------------------------------------------------------------------------------------------------------------
# What is read behind URLs


class Files:
    """Stands for a file system of fsspec: notes the calls, and gives or raises what is next."""

    def __init__(self, *results: object) -> None:
        self.results = list(results)
        self.calls: list[tuple[object, ...]] = []
        self.retries = 5

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: object, **named: object) -> object:
            self.calls.append((name, *arguments, *named.items()))
            result = self.results.pop(0)
            if isinstance(result, Exception):
                raise result
            return result

        return call


def opened(monkeypatch: pytest.MonkeyPatch, protocol: str, *results: object) -> tuple[RemoteStorage, Files]:
    files = Files(*results)
    monkeypatch.setattr(RemoteStorage, "_file_system", lambda self, url: (files, url.partition("://")[2]))
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    return RemoteStorage(protocol), files


class Content:
    """An open file that gives these parts, one at a time; an error is raised instead."""

    def __init__(self, *parts: bytes | Exception) -> None:
        self.parts = list(parts)
        self.at = 0
        self.sizes: list[int] = []
        self.sought: list[tuple[int, ...]] = []
        self.is_closed = False

    def __enter__(self) -> Content:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, size: int) -> bytes:
        self.sizes.append(size)
        part = self.parts.pop(0) if self.parts else b""
        if isinstance(part, Exception):
            self.at += 3
            raise part
        self.at += len(part)
        return part

    def seek(self, *place: int) -> int:
        self.sought.append(place)
        self.at = place[0]
        return 70 + self.at

    def seekable(self) -> int:
        return 1

    def tell(self) -> int:
        return self.at

    def close(self) -> None:
        self.is_closed = True


@pytest.mark.parametrize(
    ("info", "entry"),
    [
        ({"type": "file", "size": 7}, Entry("s3://b/a", False, 7)),
        ({"type": "directory"}, Entry("s3://b/a", True)),
        (
            {"size": None, "LastModified": None, "mtime": 1480000000.5},
            Entry("s3://b/a", False, 0, "2016-11-24T15:06:40Z"),
        ),
        ({"ETag": '"x"', "etag": "y"}, Entry("s3://b/a", False, tag="x")),
        ({"etag": 'W/"y"'}, Entry("s3://b/a", False, tag='W/"y')),
        (
            {"Last-Modified": "Thu, 24 Nov 2016 17:06:40 +0200", "created": 0},
            Entry("s3://b/a", False, 0, "2016-11-24T15:06:40Z"),
        ),
        ({"last_modified": 1480000000, "created": 5}, Entry("s3://b/a", False, 0, "2016-11-24T15:06:40Z")),
        ({"created": "soon"}, Entry("s3://b/a", False)),
        ({"created": 1e30}, Entry("s3://b/a", False)),
        ({"created": [1]}, Entry("s3://b/a", False)),
    ],
)
def test_what_a_store_says_of_an_object(monkeypatch: pytest.MonkeyPatch, info: object, entry: Entry) -> None:
    store, files = opened(monkeypatch, "s3", info)
    assert store.entry("s3://b/a") == entry
    assert files.calls == [("info", "b/a")]


def test_times_of_a_store_are_in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert storage._modified(1480000000) == "2016-11-24T15:06:40Z"
        assert storage._modified(datetime(2016, 11, 24, 15, tzinfo=UTC)) == "2016-11-24T15:00:00Z"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_folder_that_is_empty_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of stores; at a web server an address that ends so is a page."""
    store, files = opened(monkeypatch, "s3", [], [{"name": "b/in/a", "type": "file"}])
    assert store.entry("s3://b/in/") is None
    assert store.entry("s3://b/in/") == Entry("s3://b/in/", is_folder=True)
    assert files.calls == [("ls", "b/in", ("detail", True))] * 2
    store, files = opened(monkeypatch, "https", {"size": 3})
    assert store.entry("https://h/in/") == Entry("https://h/in/", False, 3)
    for error in (PermissionError(13, "Forbidden"), ValueError("odd")):
        store, _ = opened(monkeypatch, "s3", error)
        with pytest.raises(InputError, match="INP034"):
            store.entry("s3://b/a")
    store, _ = opened(monkeypatch, "s3", FileNotFoundError("x"))
    assert store.entry("s3://b/a") is None


def test_what_a_folder_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the object that marks it, sorted with the slashes of folders."""
    names = ["b/in/n", "b/in/n.txt", "b/in/n-1", "b/in", "b/in/"]
    infos = [{"name": name, "type": "directory" if name == "b/in/n" else "file", "size": 1} for name in names]
    store, files = opened(monkeypatch, "s3", infos)
    assert list(store.list("s3://b/in/")) == [
        Entry("s3://b/in/n-1", False, 1),
        Entry("s3://b/in/n.txt", False, 1),
        Entry("s3://b/in/n", True, 1),
    ]
    assert files.calls == [("ls", "b/in", ("detail", True))]
    for protocol in ("http", "https"):
        store, _ = opened(monkeypatch, protocol)
        with pytest.raises(UsageError) as caught:
            list(store.list("https://h/in"))
        error = caught.value
        assert (error.code, error.message) == ("INP033", "folders of web servers are not listed")
        assert error.advice == "Name the files, or list them in a file."


def test_an_object_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole, but from a web server, which may send more than it announced, in blocks."""
    monkeypatch.setattr(storage, "MAX_INPUT", 5)
    for size in (5, 0):
        store, files = opened(monkeypatch, "s3", {"size": size, "mtime": 1480000000}, b"hello")
        assert store.load("s3://b/a") == (b"hello", "2016-11-24T15:06:40Z")
        assert files.calls == [("info", "b/a"), ("cat_file", "b/a")]
    store, _ = opened(monkeypatch, "s3", {"size": 5}, b"hello")
    assert store.load("s3://b/a") == (b"hello", "1970-01-01T00:00:00Z")
    store, files = opened(monkeypatch, "s3", {"size": 6})
    with pytest.raises(InputError) as caught:
        store.load("s3://b/a")
    assert (caught.value.code, caught.value.message) == ("INP005", "the object has 6 bytes; the limit is 5")
    assert caught.value.advice == "Split it into one file per story."
    store, _ = opened(monkeypatch, "s3", FileNotFoundError("x"))
    with pytest.raises(InputError) as caught:
        store.load("s3://b/a")
    assert (caught.value.message, caught.value.advice) == ("no such object", "Check the name.")
    content = Content(b"hel", b"lo")
    store, files = opened(monkeypatch, "https", {}, content)
    assert store.read("https://h/a") == b"hello"
    assert files.calls[1] == ("open", "h/a", "rb", ("block_size", 0))
    assert (content.sizes, content.is_closed) == ([6, 3, 1], True)
    store, _ = opened(monkeypatch, "http", {}, Content(b"hel", b"lo!"))
    with pytest.raises(InputError) as caught:
        store.read("http://h/a")
    assert (caught.value.code, caught.value.message) == ("INP005", "it is larger than 5 bytes")


def test_the_digest_of_an_object_is_made_of_its_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    content = Content(b"hel", b"lo")
    store, files = opened(monkeypatch, "s3", content)
    assert store.digest("s3://b/a") == hashlib.sha256(b"hello").hexdigest()
    assert files.calls == [("open", "b/a", "rb", ("block_size", 8 * 2**20))]
    assert content.sizes == [8 * 2**20] * 3


def test_an_object_that_is_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A read that failed is tried again from the same place."""
    content = Content(b"hello", ConnectionResetError("reset"), b" world", TimeoutError(), *[OSError("odd")] * 4)
    store, files = opened(monkeypatch, "s3", content)
    with store.open("s3://b/a") as file:
        assert files.calls == [("open", "b/a", "rb", ("block_size", 8 * 2**20))]
        assert file.readable()
        assert file.seekable()
        assert file.read(11) == b"hello world"
        assert (content.sizes[0], len(content.sizes)) == (2**20, 3)
        assert content.sought == [(5,)]
        assert file.tell() == 11
        with pytest.raises(InputError) as caught:
            file.read(1)
        assert (caught.value.code, caught.value.message) == ("INP034", "it cannot be read: odd")
        raw: Any = file.raw  # type: ignore[attr-defined]
        assert (raw.seek(3), content.sought[-1]) == (73, (3, 0))
        assert raw.seek(2, 1) == 72
        assert content.sought[-1] == (2, 1)
    assert content.is_closed
    raw.close()


@pytest.mark.parametrize(
    ("protocol", "size", "replace", "options", "retries"),
    [
        ("s3", 9, True, {"chunksize": 10, "mode": "overwrite"}, 1),
        ("s3", 19, False, {"chunksize": 10, "mode": "create"}, 1),
        ("s3", 20, True, {"chunksize": 10, "mode": "overwrite"}, 4),
        ("gs", 20, True, {}, 5),
    ],
)
def test_how_an_object_is_written(
    monkeypatch: pytest.MonkeyPatch, protocol: str, size: int, replace: bool, options: dict[str, object], retries: int
) -> None:
    monkeypatch.setattr(storage, "_PART", 10)
    store, files = opened(monkeypatch, protocol, *([] if replace else [FileNotFoundError("x")]), None)
    store.put(f"{protocol}://b/a", b"x" * size, replace=replace)
    assert files.calls[-1] == ("pipe_file", "b/a", b"x" * size, *options.items())
    assert files.retries == retries


def test_an_object_that_is_there_already(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where it comes to be while it is written, perhaps by an attempt whose answer was lost."""
    for results in ([{"size": 5}], [FileNotFoundError("x"), FileExistsError("b/a")]):
        store, files = opened(monkeypatch, "s3", *results, Content(b"hello"))
        store.put("s3://b/a", b"hello", replace=False)
        assert files.results == []
        store, _ = opened(monkeypatch, "s3", *results, Content(b"other"))
        with pytest.raises(OutputError) as caught:
            store.put("s3://b/a", b"hello", replace=False)
        assert (caught.value.code, caught.value.message) == ("INP009", "s3://b/a exists with different content")
        assert caught.value.advice == "Replace it with --force, or choose another output with -o."


def test_what_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    store, files = opened(monkeypatch, "s3", FileNotFoundError("x"))
    with pytest.raises(OutputError) as caught:
        store.put("s3://b/a", b"x")
    error = caught.value
    assert (error.code, error.message) == ("INP008", "s3://b/a cannot be written: no such bucket")
    assert error.advice == "Create it first."
    store, files = opened(monkeypatch, "s3", PermissionError(13, "Forbidden"))
    with pytest.raises(OutputError) as caught:
        store.delete("s3://b/a?key=SECRET")
    error = caught.value
    assert (error.code, error.message) == ("INP034", "s3://b/a?… cannot be written: Forbidden")
    assert error.advice == "Check the address, the credentials and the network; then run it again."
    assert len(files.calls) == 1
    store, files = opened(monkeypatch, "s3", FileNotFoundError("x"))
    store.delete("s3://b/a")
    assert files.calls == [("rm_file", "b/a?key=SECRET".partition("?")[0])]


def test_a_bucket_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may not look at it may still write to it."""
    store, files = opened(monkeypatch, "s3", {}, PermissionError(13, "Forbidden"))
    for _ in range(2):
        store.refuse_unreachable("s3://b/in/a")
    assert files.calls == [("info", "b")] * 2
    store, _ = opened(monkeypatch, "s3", FileNotFoundError("x"))
    with pytest.raises(OutputError, match="no such bucket"):
        store.refuse_unreachable("s3://b/in/a")


class Answer(Exception):
    """An error of aiohttp, by its status."""

    def __init__(self, status: object) -> None:
        super().__init__(str(status))
        self.status = status


Answer.__module__ = "aiohttp.client"


def missing(status: object) -> FileNotFoundError:
    """What fsspec makes of an answer of a web server."""
    error = FileNotFoundError("https://h/a")
    error.__cause__ = Answer(status)
    return error


class NoCredentialsError(Exception):
    """As botocore's."""


@pytest.mark.parametrize(
    ("error", "attempts", "code"),
    [
        (missing(404), 1, "INP001"),
        (missing(410), 1, "INP001"),
        (missing(403), 1, "INP034"),
        (missing(499), 1, "INP034"),
        (missing(500), 4, "INP034"),
        (missing(408), 4, "INP034"),
        (missing(425), 4, "INP034"),
        (missing(429), 4, "INP034"),
        (missing(None), 4, "INP034"),
        (FileNotFoundError("x"), 1, "INP001"),
        (Answer("503"), 4, "INP034"),
        (Answer(401), 1, "INP034"),
        (NoCredentialsError("x"), 1, "INP034"),
        (ImportError("x"), 1, "INP034"),
        (NotADirectoryError("x"), 1, "INP034"),
        (RuntimeError("x"), 4, "INP034"),
    ],
)
def test_what_is_tried_again(monkeypatch: pytest.MonkeyPatch, error: Exception, attempts: int, code: str) -> None:
    store, files = opened(monkeypatch, "https", *[error] * 4)
    with pytest.raises(InputError) as caught:
        store.digest("https://h/a")
    assert (caught.value.code, len(files.calls)) == (code, attempts)
    if code == "INP034":
        assert caught.value.message.startswith("it cannot be read: ")
        assert caught.value.advice == "Check the address, the credentials and the network; then run it again."


def test_errors_of_ours_are_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    error = UsageError("INP033", "folders of web servers are not listed", "Name the files.")
    store, files = opened(monkeypatch, "s3", error, error)
    with pytest.raises(UsageError):
        store.digest("s3://b/a")
    with pytest.raises(UsageError):
        store.put("s3://b/a", b"")
    assert len(files.calls) == 2


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(5, "Input/output\n error"), "Input/output error"),
        (ValueError("odd  one"), "odd one"),
        (ValueError(), "ValueError"),
        (ValueError("at s3://k:SECRET@b/x?y now"), "at s3://b/x?… now"),
        (ValueError("x" * 400), "x" * 300),
    ],
)
def test_reasons_are_short_and_without_secrets(error: Exception, reason: str) -> None:
    assert storage._reason(error) == reason


@pytest.mark.parametrize(
    ("url", "write", "message", "advice"),
    [
        (
            "ftp://h/x",
            False,
            "URLs of 'ftp' are not read",
            "Inputs can be paths, or URLs of s3, gs, az, abfs, https, http, sftp.",
        ),
        (
            "HTTPS://h/x?key",
            True,
            "HTTPS://h/x?…: URLs of 'https' are not written",
            "Outputs can be paths, or URLs of s3, gs, az, abfs.",
        ),
        ("s3://b/x::y", True, "s3://b/x::y: chained URLs are not opened", "Name the object itself."),
        ("s3::s3://b/x", False, "chained URLs are not opened", "Name the object itself."),
        (
            "s3://b:SECRET@b/x",
            True,
            "s3://b/x: the URL has credentials in it",
            "Give credentials in the environment, or in the configuration of the object store.",
        ),
        (
            "gs://token@b/x",
            False,
            "the URL has credentials in it",
            "Give credentials in the environment, or in the configuration of the object store.",
        ),
    ],
)
def test_why_a_url_is_refused(url: str, write: bool, message: str, advice: str) -> None:
    with pytest.raises(UsageError) as caught:
        storage.remote_storage_for(url, write=write)
    error = caught.value
    assert (error.code, error.message, error.advice) == ("INP033", message, advice)


@pytest.mark.parametrize("url", ["az://account@b/x", "abfs://c@account/x", "sftp://user@h/x", "S3://b/x"])
def test_names_before_a_host_that_are_no_secrets(url: str) -> None:
    found = storage.remote_storage_for(url)
    assert found._protocol == url.partition("://")[0].lower()


def test_how_a_file_system_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    import fsspec.core

    files, calls = Files(), []

    def url_to_fs(url: str, **options: object) -> tuple[Files, str]:
        calls.append((url, options))
        return files, "inner"

    monkeypatch.setattr(fsspec.core, "url_to_fs", url_to_fs)
    assert RemoteStorage("gs")._file_system("gs://b/a") == (files, "inner")
    assert (calls, files.retries) == ([("gs://b/a", {"use_listings_cache": False})], 5)
    RemoteStorage("s3")._file_system("s3://b/a")
    config = {"connect_timeout": 10, "read_timeout": 60, "retries": {"total_max_attempts": 1}}
    assert calls[1][1] == {
        "use_listings_cache": False,
        "default_cache_type": "readahead",
        "config_kwargs": config,
    }
    assert files.retries == 1

    def absent(url: str, **options: object) -> object:
        raise ImportError("x")

    monkeypatch.setattr(fsspec.core, "url_to_fs", absent)
    for protocol, package, wanted in (
        ("s3", "s3fs", "'wirecopy[remote]'"),
        ("https", "aiohttp", "'wirecopy[remote]'"),
        ("az", "adlfs", "adlfs"),
        ("sftp", "paramiko", "paramiko"),
    ):
        with pytest.raises(UsageError) as caught:
            RemoteStorage(protocol)._file_system(f"{protocol}://b/a")
        error = caught.value
        assert (error.code, error.advice) == ("INP035", f"Install it: pip install {wanted}.")
        assert error.message == f"locations of {protocol}:// need the package {package}"


# --------------------------------------------------------------------------------------------------------------------
# Items behind URLs


class Store(RemoteStorage):
    """A storage with these folders; a folder that is an error cannot be read."""

    def __init__(self, folders: dict[str, list[Entry] | InputError], found: Entry | None) -> None:
        super().__init__("s3")
        self.folders, self.found = folders, found
        self.loaded: list[str] = []

    def entry(self, path: str) -> Entry | None:
        return self.found

    def list(self, path: str) -> Iterator[Entry]:
        listed = self.folders[path]
        if isinstance(listed, InputError):
            raise listed
        return iter(listed)

    def load(self, path: str) -> tuple[bytes, str]:
        self.loaded.append(path)
        if "gone" in path:
            raise InputError("INP001", "no such object", "Check the name.")
        return b"hello", TIME

    def read(self, path: str) -> bytes:
        return b"headline = 'x'"


def test_a_folder_that_cannot_be_read_is_an_item(monkeypatch: pytest.MonkeyPatch) -> None:
    error = InputError("INP034", "it cannot be read: odd", "Check the address.")
    top = [
        Entry("s3://b/in/a.TXT", False, 3, TIME, "t"),
        Entry("s3://b/in/a.meta.toml", False, 4),
        Entry("s3://b/in/n", True),
    ]
    top += [Entry("s3://b/in/.h", True), Entry("s3://b/in/b.txt", False, 2)]
    store = Store({"s3://b/in": top, "s3://b/in/n": error}, Entry("s3://b/in/", True))
    items = list(remote.objects(store, "s3://b/in/", "in"))
    assert [(item.path, item.name, item.stem, item.identity, item.revision) for item in items] == [
        ("s3://b/in/a.TXT", "a.TXT", "a", "a.TXT", f"3 {TIME} t; 4"),
        ("s3://b/in/n", "n", "n", "n/", ""),
        ("s3://b/in/b.txt", "b.txt", "b", "b.txt", "2"),
    ]
    assert items[1].error is error
    assert items[0].sidecars[0].parsed().values == {"headline": "x"}
    store = Store({"s3://b/in": error}, Entry("s3://b/in", True))
    [item] = remote.objects(store, "s3://b/in", "in")
    assert (item.identity, item.name, item.error) == ("in/", "in", error)
    with pytest.raises(InputError) as caught:
        list(remote.objects(Store({"s3://b/in": []}, Entry("s3://b/in", True)), "s3://b/in", "in"))
    assert caught.value.code == "INP007"


def test_an_object_with_a_secret_in_its_address_is_loaded_at_once() -> None:
    store = Store({}, None)
    [item] = remote.objects(store, "https://h/a.txt?key=SECRET", "a.txt")
    assert (item.path, item.data, item.moment, item.revision) == ("https://h/a.txt?…", b"hello", TIME, "")
    [item] = remote.objects(store, "https://h/gone.txt?key=SECRET", "n/gone.txt")
    assert (item.name, item.stem, item.identity, item.data) == ("gone.txt", "n/gone", "n/gone.txt", None)
    assert item.error
    assert item.error.code == "INP001"
    assert store.loaded == ["https://h/a.txt?key=SECRET", "https://h/gone.txt?key=SECRET"]
    [item] = remote.objects(store, "https://h/a.txt", "a.txt")
    assert (item.data, len(store.loaded)) == (None, 2)


@pytest.mark.parametrize(
    ("url", "name"),
    [("s3://b/n/a.txt", "a.txt"), ("https://h/n/?key=x", "n"), ("s3://b", "b"), ("https://h/a:b", "a_b")],
)
def test_the_name_of_a_url(url: str, name: str) -> None:
    assert remote.name_of(url) == name


def test_names_that_begin_alike() -> None:
    beside = remote._Beside([Entry(f"s3://b/{name}", False) for name in ("b", "a-2.x", "a", "a-1.x", "c")])
    assert list(beside.starting("a-")) == ["a-1.x", "a-2.x"]
    assert list(beside.starting("d")) == []
