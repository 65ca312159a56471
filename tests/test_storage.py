"""Storage: objects behind URLs are whole, failures are bounded, secrets are not shown."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import absent
from hypothesis import example, given
from hypothesis import strategies as st

from convert import cli
from convert.batch import storage
from convert.batch.inputs import Inputs, load
from convert.batch.storage import RemoteStorage, remote_storage_for
from convert.batch.urls import has_secret, is_url, shown
from convert.errors import ConvertError, InputError, OutputError, UsageError

REFUSED = (
    *("zip://a.txt::s3://bucket/x.zip", "s3::s3://bucket/x", "simplecache::s3://bucket/x", "file:///etc/passwd"),
    *("local:///etc/passwd", "memory://x", "github://org:repo@main/x", "ftp://host/x", "data://x", "dir://x"),
    *("reference://x", "s3://KEY:secret@bucket/x", "https://user:secret@host/x", "https://token-secret@host/x"),
    *(
        "sftp://user:secret@host/x",
        "s3://secret@bucket/x",
        "s3://KEY:sec/ret@bucket/x",
        "s3://bucket/a::file:///etc/passwd",
        "FILE:///etc/passwd",
    ),
)


@pytest.mark.parametrize("url", REFUSED)
def test_refused_locations(url: str) -> None:
    """By name, and by whatever loads them later; the secret is in no message."""
    assert is_url(url)
    for action in (lambda: remote_storage_for(url), lambda: load(url)):
        with pytest.raises(UsageError) as caught:
            action()
        assert caught.value.code == "INP033"
        assert "secret" not in str(caught.value)
        assert "://" not in caught.value.message
    [item] = Inputs([url])
    assert item.error
    assert item.error.code == "INP033"
    assert "secret" not in repr(item)
    assert ".." not in item.stem


@pytest.mark.parametrize("url", ["https://host/x", "http://host/x", "sftp://user@host/x"])
def test_documents_are_written_to_object_stores_alone(url: str) -> None:
    assert isinstance(remote_storage_for(url), RemoteStorage)
    with pytest.raises(UsageError, match="are not written"):
        remote_storage_for(url, write=True)
    assert isinstance(remote_storage_for("s3://bucket/x", write=True), RemoteStorage)


@pytest.mark.parametrize("name", ["a.txt", "/a/b.txt", "C:/a.txt", "C://a.txt", "a::b.txt", "a:b", "x/s3://b", ""])
def test_paths_are_not_urls(name: str) -> None:
    assert not is_url(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("s3://bucket/a b.txt", "s3://bucket/a b.txt"),
        ("https://u:p@host:80/a.txt", "https://host:80/a.txt"),
        ("https://host/a.txt?token=p&x=1#f", "https://host/a.txt?…"),
        ("cannot connect to 'https://u:p@host/?k=p' now", "cannot connect to 'https://host/?… now"),
        ("s3://KEY:p/p@bucket/x", "s3://bucket/x"),
        ("s3://@:p?@bucket/x", "s3://bucket/x"),
        ("https://host:8080/a:b@c", "https://host:8080/a:b@c"),
        ("no address, user@example.org?", "no address, user@example.org?"),
        ("https://host/a@b.txt", "https://host/a@b.txt"),
    ],
)
def test_secrets_are_not_shown(text: str, expected: str) -> None:
    assert shown(text) == expected
    assert shown(expected) == expected
    assert has_secret(text) == (text != expected)


@given(st.text("ab:@&= '", max_size=9), st.text("ab:@/?#&= '", max_size=9), st.booleans())
@example("u", "?w@host", True)
@example("KEY", "/key@bucket", True)
def test_no_secret_is_shown(before: str, after: str, alone: bool) -> None:
    """Whatever is around it: a password, also one with a slash, and the token of a query."""
    assert "SECRET" not in shown(f"s3://{before.replace(' ', '')}:SECRET{after.replace(' ', '')}@host/x")
    url = f"https://host/{after}?key=SECRET"
    assert "SECRET" not in shown(url if alone else f"failed: {url.replace(' ', '')} and so on")


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[RemoteStorage, str]]:
    """A storage and an empty folder in it."""
    fsspec = pytest.importorskip("fsspec")
    monkeypatch.setitem(storage.READABLE, "memory", "fsspec")
    monkeypatch.setattr(storage, "WRITABLE", storage.WRITABLE | {"memory"})
    yield remote_storage_for("memory://top"), "memory://top"
    fsspec.filesystem("memory").store.clear()
    fsspec.filesystem("memory").pseudo_dirs[:] = [""]


def test_objects(place: tuple[RemoteStorage, str]) -> None:
    store, top = place
    for name in ("b/c.txt", "b.txt", "b-1.txt"):
        store.put(f"{top}/{name}", name.encode())
    assert [(e.path.removeprefix(top), e.is_folder) for e in store.list(top)] == [
        ("/b-1.txt", False),
        ("/b.txt", False),
        ("/b", True),
    ]
    entry = store.entry(f"{top}/b/c.txt")
    assert entry
    assert (entry.path, entry.is_folder, entry.size) == (f"{top}/b/c.txt", False, 7)
    assert entry.modified
    folder = store.entry(f"{top}/b")
    assert folder
    assert folder.is_folder
    assert store.entry(f"{top}/gone.txt") is None
    assert store.read(f"{top}/b.txt") == b"b.txt"
    assert store.digest(f"{top}/b.txt") == hashlib.sha256(b"b.txt").hexdigest()
    store.put(f"{top}/b.txt", b"b.txt", replace=False)
    with pytest.raises(OutputError) as caught:
        store.put(f"{top}/b.txt", b"other", replace=False)
    assert caught.value.code == "INP009"
    store.put(f"{top}/b.txt", b"other")
    assert store.read(f"{top}/b.txt") == b"other"
    for _ in range(2):
        store.delete(f"{top}/b.txt")
    assert store.entry(f"{top}/b.txt") is None
    for action in (store.read, store.digest, lambda path: list(store.list(path))):
        with pytest.raises(InputError) as missing:
            action(f"{top}/gone")
        assert missing.value.code == "INP001"


def test_large_objects_are_refused(place: tuple[RemoteStorage, str], monkeypatch: pytest.MonkeyPatch) -> None:
    store, top = place
    monkeypatch.setattr(storage, "MAX_INPUT", 10)
    store.put(f"{top}/a.txt", b"x" * 10)
    assert len(store.read(f"{top}/a.txt")) == 10
    store.put(f"{top}/a.txt", b"x" * 11)
    with pytest.raises(InputError) as caught:
        store.read(f"{top}/a.txt")
    assert caught.value.code == "INP005"


def test_folders_behind_urls(place: tuple[RemoteStorage, str]) -> None:
    """The items of a folder, with the metadata files there; a name that is hostile stays below the output folder."""
    store, top = place
    files = {
        "in/a.txt": "a",
        "in/n/c.txt": "c",
        "in/n/c.meta.toml": 'headline = "Ferry"',
        "in/n/c-2.meta.toml": 'headline = "Bridge"',
        "in/n/.h.txt": "x",
        "in/d.md": "",
    }
    files |= {"in/x/b.txt": "b", "in/x/b.meta.json": "{", "in/.h/a.txt": "x", "in/n/CON.txt": "con"}
    for name, text in files.items():
        store.put(f"{top}/{name}", text.encode())
    for url in (f"{top}/in", f"{top}/in/"):
        items = list(Inputs([url]))
        assert [(item.identity, item.stem, item.error and item.error.code) for item in items] == [
            ("a.txt", "a", None),
            ("n/CON.txt", "n/_CON", None),
            ("n/c.txt", "n/c", None),
            ("x/b.txt", "x/b", None),
        ]
        own = {number: file.parsed().values for number, file in items[2].sidecars.items()}
        assert own == {0: {"headline": "Ferry"}, 2: {"headline": "Bridge"}}
        with pytest.raises(InputError, match=r"b\.meta\.json:1:2: not valid JSON"):
            items[3].sidecars[0].parsed()
        assert load(items[2].path)[0] == b"c"
    before = items[2].revision
    store.put(f"{top}/in/n/c-2.meta.toml", b'headline = "Bridge shut"')
    assert list(Inputs([f"{top}/in"]))[2].revision != before  # the input has to be converted again
    assert [item.error and item.error.code for item in Inputs([f"{top}/in/n/.h"])] == [None]
    store.put(f"{top}/empty/a.md", b"")
    [item] = Inputs([f"{top}/empty"])
    assert item.error
    assert item.error.code == "INP007"


def test_keys_that_look_like_chains_open_nothing(place: tuple[RemoteStorage, str], tmp_path: Path) -> None:
    """fsspec would open the local file that such a key names."""
    import fsspec.implementations.memory

    store, top = place
    (tmp_path / "private.txt").write_text("private")
    hostile = f"/top/in/x::file://{tmp_path}/private.txt"
    fsspec.filesystem("memory").store[hostile] = fsspec.implementations.memory.MemoryFile(None, hostile, b"x")
    store.put(f"{top}/in/z.txt", b"z")
    found = [(item.identity, item.error) for item in Inputs([f"{top}/in"])]
    assert [code and code.code for _, code in found] == ["INP033", None]
    with pytest.raises(UsageError):
        store.read(f"{top}/in/x::file://{tmp_path}/private.txt")


class Flaky:
    """A file system whose operations fail some times before they succeed."""

    def __init__(self, real: Any, errors: list[Exception]) -> None:
        self._real = real
        self._errors = errors
        self.calls = 0

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._real, name)

        @functools.wraps(real)
        def call(*args: Any, **kwargs: Any) -> Any:
            self.calls += 1
            if self._errors:
                raise self._errors.pop(0)
            return real(*args, **kwargs)

        return call


class Answer(Exception):
    """An error of aiohttp, by its status."""

    def __init__(self, status: int) -> None:
        super().__init__(f"{status}, url='https://host/x?token=SECRET'")
        self.status = status


@pytest.mark.parametrize(
    ("errors", "calls", "code"),
    [
        ([ConnectionResetError("reset")] * 2, 3, None),
        ([OSError(16, "Slow down")] * 3, 4, None),
        ([TimeoutError()] * 4, 4, "INP034"),
        ([PermissionError(13, "Forbidden")], 1, "INP034"),
        ([FileNotFoundError("x")], 1, "INP001"),
        ([Answer(503)], 2, None),
        ([Answer(429)], 2, None),
        ([Answer(403)], 1, "INP034"),
        ([ValueError("a fault of ours")], 1, "INP034"),
    ],
)
def test_attempts_are_bounded(
    place: tuple[RemoteStorage, str],
    monkeypatch: pytest.MonkeyPatch,
    errors: list[Exception],
    calls: int,
    code: str | None,
) -> None:
    """What may pass is tried four times in all, with growing pauses; what is final is tried once."""
    store, top = place
    store.put(f"{top}/a.txt", b"hello")
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    real = RemoteStorage._file_system
    flaky: list[Flaky] = []

    def file_system(self: RemoteStorage, url: str) -> tuple[Any, str]:
        fs, path = real(self, url)
        flaky.append(Flaky(fs, list(errors)))
        return flaky[-1], path

    monkeypatch.setattr(RemoteStorage, "_file_system", file_system)
    if code:
        with pytest.raises(ConvertError) as caught:
            list(store.list(top))
        assert caught.value.code == code
        assert "SECRET" not in str(caught.value)
    else:
        assert [entry.size for entry in store.list(top)] == [5]
    assert [each.calls for each in flaky] == [calls]
    assert pauses == [0.2, 0.4, 0.8][: calls - 1]


def test_packages_that_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("fsspec", "fsspec.core"):
        monkeypatch.setitem(sys.modules, name, None)
    for url, package in (("s3://bucket/x", "'wirecopy[remote]'"), ("gs://bucket/x", "gcsfs")):
        with pytest.raises(UsageError) as caught:
            load(url)
        assert (caught.value.code, caught.value.advice) == ("INP035", f"Install it: pip install {package}.")


# --------------------------------------------------------------------------------------------------------------------
# A real server


@functools.cache
def scenario(name: str, fault: str = "") -> tuple[dict[str, Any], int]:
    """What a scenario found, and how many requests were made to fail."""
    if not all(map(importlib.util.find_spec, ("moto", "s3fs", "flask"))):
        absent("moto[server] and s3fs are not installed (pip install -e '.[remote-tests]')")
    program = Path(__file__).with_name("s3_scenarios.py")
    environment = {**os.environ, "PYTHONPATH": str(program.parent.parent)}
    command = [sys.executable, str(program), name, fault]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "topsecret" not in done.stdout
    answer = json.loads(done.stdout)
    return answer["found"], answer["failed"]


OTHER = (
    "OutputError: s3://bucket/in/{}.txt exists with different content (INP009). Replace it with --force, or choose "
    "another output with -o."
)

FAULTS = ["", "503", "drop", "lost answer", "cut answer"]


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_s3_objects(fault: str) -> None:
    """Whatever fails once, all operations give what they give on a quiet server."""
    found, failed = scenario("objects", fault)
    assert bool(failed) == bool(fault)
    assert found.pop("parts") >= 3
    assert found == {
        "entry": [5, False, True],
        "folders": [True, True, True],
        "absent": [None, None, None],
        "no bucket": None,
        "list": [
            ["/in/a.txt", False, 5],
            ["/in/e", True, 0],
            ["/in/n.md", False, 1],
            ["/in/n", True, 0],
            ["/in/x y", True, 0],
        ],
        "read": "hello",
        "digest": True,
        "same": "None",
        "other": OTHER.format("a"),
        "kept": "hello",
        "new": "None",
        "replaced": ["None", "other"],
        "raced": ["None", OTHER.format("new")],
        "won": "new",
        "put without bucket": "OutputError: s3://gone/x cannot be written: no such bucket (INP008). Create it first.",
        "read absent": "InputError: no such object (INP001). Check the name.",
        "list absent": "InputError: no such object (INP001). Check the name.",
        "deleted": ["None", "None", None],
        "large": True,
    }


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_s3_inputs(fault: str) -> None:
    """Folders and containers have the same items as on a disk."""
    found, failed = scenario("inputs", fault)
    assert bool(failed) == bool(fault)
    assert found.pop("in")[1] == [
        ["a.txt", "a", "a.txt", "hello", "{}", None],
        ["::", "e/__", "e/::/", None, "{}", "INP033"],
        ["c.txt", "n/c", "n/c.txt", "Zürich", "{'headline': 'Ferry'}", None],
        ["ä?.txt", "x y/ä_", "x y/ä?.txt", "odd", "{}", None],
    ]
    refused, allowed = found.pop("list, False"), found.pop("list, True")
    assert refused == ["a.txt", None, "URLs in a list are not read (INP033). Allow them with --remote."]
    assert allowed == ["a.txt", "hello", "None"]
    assert {name: len(items[0]) for name, items in found.items()} == {
        "day.jsonl": 50,
        "day.jsonl.gz": 50,
        "a.zip": 4,
        "a.tgz": 4,
    }
    for local, remote in found.values():
        assert remote == local


@pytest.mark.slow
def test_s3_that_is_down() -> None:
    """Four attempts, a clear error for each, no secret, and the object as it was."""
    found, _ = scenario("permanent")
    assert found.pop("kept") == "old"
    for fault, each in found.items():
        assert all("INP034" in text for text in each["texts"])
        assert each["requests"] == {"503": 16, "drop": each["requests"], "403": 4}[fault]
        assert each["requests"] <= 32  # aiohttp makes a second attempt of its own on a connection that it had
        assert each["seconds"] < 20


@pytest.mark.slow
def test_s3_to_which_nothing_can_be_written() -> None:
    """One error says so, and not one for each input; who may not look at the bucket may still write objects."""
    found, _ = scenario("unreachable")
    assert found.pop("permissions") == [0, []]
    reasons = {
        "bucket": "no such bucket (INP008)",
        "server": "127.0.0.1:9",
        "credentials": "locate credentials (INP034)",
    }
    assert found.keys() == reasons.keys()
    for name, reason in reasons.items():
        code, [line] = found[name]
        assert code == 3
        assert reason in line


@pytest.mark.slow
def test_s3_parts_that_fail() -> None:
    """An object of which a part is never written is as before, and no part is left."""
    found, _ = scenario("multipart")
    assert found["text"].startswith("OutputError: s3://bucket/large cannot be written: ")
    assert (found["kept"], found["uploads"]) == ("old", 0)


@pytest.mark.slow
def test_web_servers() -> None:
    """A token in an address is used and not shown; sizes are bounded also where none is stated."""
    found, _ = scenario("web")
    assert found.pop("down").startswith("LocationError: it cannot be read: ")
    time = "2016-11-24T15:06:40Z"
    assert found == {
        "a.txt": [["/a.txt", None, "a.txt", "hello", None]],
        "a.txt?token=…": [["/a.txt?…", time, "a.txt", "hello", None]],
        "a.txt?token=wrong": [["/a.txt?…", None, "a.txt", None, "INP034"]],
        "gone.txt": [["/gone.txt", None, "gone.txt", None, "INP001"]],
        "private.txt": [["/private.txt", None, "private.txt", None, "INP034"]],
        "flaky/a.txt": [["/flaky/a.txt", None, "a.txt", "hello", None]],
        "endless/a.txt": [["/endless/a.txt", None, "a.txt", "hello", None]],
        "moved.txt": [["/moved.txt", None, "moved.txt", "hello", None]],
        "day.jsonl.gz": [["/day.jsonl.gz:1", time, "day.jsonl.gz#1", "one", None]],
        "day.jsonl.gz?token=…": [["/day.jsonl.gz?…:1", time, "day.jsonl.gz#1", "one", None]],
        "large.txt": [["/large.txt", None, "large.txt", None, "INP005"]],
        "endless/large.txt": [["/endless/large.txt", None, "large.txt", None, "INP005"]],
    }


@pytest.mark.slow
def test_workers_load_objects() -> None:
    """Also those that are forked from a process with connections; an object that has changed has another revision."""
    found, _ = scenario("workers")
    assert found.pop("revisions") == [1, 1, 1]
    assert found.pop("changes") == [False, False, True]
    assert found == {key: [f"story {number}" for number in range(8)] for key in ("fork", "spawn", "forkserver")}


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["", "503", "drop"])
def test_the_command_converts_a_bucket(fault: str) -> None:
    """The documents are those of the same texts on a disk, whatever fails once."""
    found, failed = scenario("convert", fault)
    assert bool(failed) == bool(fault)
    local, remote, parallel = found.values()
    assert local[0] == 0
    assert sorted(local[2]) == [f"{number % 2}/{number}.ninjs.json" for number in (0, 2, 4, 1, 3, 5)]
    assert remote == parallel == local


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_documents_in_a_bucket(fault: str) -> None:
    found, failed = scenario("outputs", fault)
    assert bool(failed) == bool(fault)
    assert [code for code, _ in found["refused"]] == [2, 2]
    assert all("INP016" in text for _, text in found["refused"])
    assert found["dry"] == [0, "12 documents would be written\n", "None"]
    assert found["first"] == [0, "12 documents written\n"]
    assert found["same"]
    assert found["second"] == found["verified"] == [0, "0 documents written, 12 unchanged\n", []]
    code, text, _ = found["kept"]
    assert code == 3
    assert "s3://bucket/out/1/1.epub exists with different content" in text
    assert found["still"] == "somebody else's"
    assert found["forced"] == [0, "1 document written, 11 unchanged\n", ["1.epub"]]
    assert found["again"]
    assert found["without"] == [0, "0 documents written, 12 unchanged\n", []]
    assert found["paths"][0] == "0/0.epub"
    assert len(found["paths"]) == 12
    assert not found["secret"]


@pytest.mark.slow
def test_a_story_that_cannot_all_be_put_has_no_document() -> None:
    found, _ = scenario("partly")
    code, text, names = found["failed"]
    assert code == 3
    assert "INP034" in text
    assert sorted({name.split(".")[0] for name in names}) == ["0", "2"]
    assert len(names) == 6
    assert "DELETE /bucket/out/1.newsml.xml" in [request.split("?")[0] for request in found["removed"]]
    whole = sorted([*names, *(name.replace("0", "1", 1) for name in names[:3])])
    assert found["resumed"] == [0, "3 documents written, 6 unchanged\n", whole]


@pytest.mark.parametrize(
    ("url", "code"),
    [("ftp://h/x", "INP033"), ("https://h/x", "INP033"), ("s3://K:topsecret@b/x", "INP033"), ("s3://b/x?a", "INP033")],
)
def test_outputs_that_are_refused(url: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(SystemExit) as ended:
        cli.main(["convert", str(tmp_path / "a.txt"), "-o", url, "--no-journal"])
    assert ended.value.code == 2
    text = capsys.readouterr().err
    assert f"({code})" in text
    assert "topsecret" not in text


@pytest.mark.parametrize("option", ["--shard-size=2", "--name={id}"])
def test_what_a_bucket_cannot_hold_is_refused(option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(SystemExit) as ended:
        cli.main(["convert", str(tmp_path / "a.txt"), "-o", "s3://bucket/out/", "--no-journal", option])
    assert ended.value.code == 2
    assert "are for folders (INP016)" in capsys.readouterr().err
