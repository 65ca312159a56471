"""Archives and JSON Lines in archives: one level is read, within limits that hold for all of it."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from convert import cli, errors
from convert.batch.inputs import Inputs, Item, nested
from convert.batch.journal_index import lines_from

STORY = "Bridge opens in Osted\n\nBy Nora Feld\n\nOSTED, May 5, 2025 - The bridge opened on Monday, its mayor said.\n"


def packed(suffix: str, members: Mapping[str, str | bytes]) -> bytes:
    """The bytes of a container with this suffix."""
    raw = {name: text if isinstance(text, bytes) else text.encode() for name, text in members.items()}
    file = io.BytesIO()
    if suffix.endswith(".zip"):
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in raw.items():
                archive.writestr(name, data)
    elif ".jsonl" in suffix:
        file.write(
            b"".join(json.dumps({"id": name, "text": data.decode()}).encode() + b"\n" for name, data in raw.items())
        )
    else:
        with tarfile.open(fileobj=file, mode="w") as tar:
            for name, data in raw.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
    return gzip.compress(file.getvalue()) if suffix.endswith("gz") else file.getvalue()


def read(tmp_path: Path, suffix: str, members: Mapping[str, str | bytes]) -> tuple[list[Item], Inputs]:
    path = tmp_path / f"year{suffix}"
    path.write_bytes(packed(suffix, members))
    inputs = Inputs([str(path)])
    return list(inputs), inputs


def codes(items: list[Item]) -> list[str]:
    return [item.error.code if item.error else item.identity.partition("/")[2] for item in items]


OUTER = [".zip", ".tar", ".tar.gz", ".tgz"]


@pytest.mark.sampled(6)
@pytest.mark.parametrize("outer", OUTER)
@pytest.mark.parametrize("inner", [*OUTER, ".jsonl", ".jsonl.gz", ".ZIP"])
def test_a_container_in_an_archive_is_read(tmp_path: Path, outer: str, inner: str) -> None:
    """Its documents are in a folder with its whole name: beside it may be a folder with its stem."""
    is_archive = "json" not in inner
    names = ["a.txt", "b/c.txt"] if is_archive else ["a", "b"]
    members: dict[str, str | bytes] = {name: STORY + name for name in names}
    members |= {"a.meta.toml": "urgency = 3", "b/d.pdf": "x"} if is_archive else {}
    data = packed(inner.lower(), members)
    items, inputs = read(tmp_path, outer, {"day/a.txt": STORY, f"day{inner}": data, "z.txt": STORY})
    joint = "/" if is_archive else "#"
    found = [(item.identity, item.stem) for item in items]
    stems = [f"year/day{inner}/{name.removesuffix('.txt')}" for name in names]
    assert found == [
        (f"year{outer}/day/a.txt", "year/day/a"),
        *((f"year{outer}/day{inner}{joint}{name}", stem) for name, stem in zip(names, stems, strict=True)),
        (f"year{outer}/z.txt", "year/z"),
    ]
    assert [item.data for item in items[1:3]] == [(STORY + name).encode() for name in names]
    assert all(item.container == (str(tmp_path / f"year{outer}"), f"year{outer}") for item in items)
    if is_archive:
        assert items[1].sidecars[0].parsed().values == {"urgency": 3}
    assert inputs.reports == ()


def test_pictures_are_those_of_the_inner_archive(tmp_path: Path) -> None:
    day = packed(".zip", {"a.txt": STORY, "a.jpg": b"inner"})
    path = tmp_path / "year.tar"
    path.write_bytes(packed(".tar", {"a.txt": STORY, "a.jpg": b"outer", "day.zip": day}))
    found = [item.pictures.load("a.jpg") for item in Inputs([str(path)]) if item.pictures]
    assert found == [b"outer", b"inner"]


def test_what_is_deeper_or_has_no_story_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive of other things is no failure; many reports are counted."""
    other = packed(".zip", {"a.png": "x", "b.css": "x"})
    deep = packed(".tar", {"a.txt": STORY, "e.zip": packed(".zip", {"f.txt": STORY}), "g.jsonl": "{}"})
    members: dict[str, str | bytes] = {
        "other.zip": other,
        "1.tar": deep,
        "2.tar": deep,
        "3.tar": deep,
        "h.ninjs.jsonl": "x",
        "README.zip": "x",
    }
    monkeypatch.setattr(nested, "_MOST_REPORTS", 3)
    items, inputs = read(tmp_path, ".zip", members)
    assert codes(items) == ["1.tar/a.txt", "2.tar/a.txt", "3.tar/a.txt"]
    told = {report.path.partition("year.zip")[2]: [f.message for f in report.findings] for report in inputs.reports}
    unread = "the archive has files that may be copy and are not read: 1 .jsonl, 1 .zip"
    assert told == {
        "/other.zip": ["the archive has pictures that no story has, 1: a.png"],
        "/1.tar": [unread],
        "/2.tar": [unread],
        "": ["1 more archives in the archive have files that no story has, or that may be copy"],
    }
    [item], _ = read(tmp_path, ".zip", {"other.zip": other})
    assert item.error is not None
    assert (item.error.code, item.identity) == ("INP007", "year.zip")


@pytest.mark.sampled(4)
@pytest.mark.parametrize("outer", OUTER)
@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("day.zip", b"PK\3\4 cut", ["INP036", "z.txt"]),
        ("day.tgz", packed(".tgz", {"a.txt": STORY * 99})[:-30], ["INP036", "z.txt"]),
        ("day.jsonl", b"{]\n", ["INP032", "z.txt"]),
        ("../day.zip", packed(".zip", {"a.txt": STORY}), ["INP037", "z.txt"]),
        ("day.zip", packed(".zip", {"../a.txt": STORY, "b.txt": STORY}), ["INP037", "day.zip/b.txt", "z.txt"]),
        (".day.zip", packed(".zip", {"a.txt": STORY}), ["z.txt"]),
    ],
)
def test_a_damaged_or_hostile_one_costs_no_others(
    tmp_path: Path, outer: str, name: str, data: bytes, expected: list[str]
) -> None:
    items, _ = read(tmp_path, outer, {name: data, "z.txt": STORY})
    assert codes(items) == expected


@pytest.mark.sampled(4)
@pytest.mark.parametrize("outer", OUTER)
@pytest.mark.parametrize("inner", [".zip", ".tar.gz", ".jsonl.gz"])
def test_bombs_in_bombs_end(tmp_path: Path, outer: str, inner: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither level alone unpacks to too much; both together do."""
    monkeypatch.setattr(nested, "_FREE", 2**16)
    monkeypatch.setattr(nested, "MAX_RATIO", 20)
    day = packed(inner, {f"{number}.txt": ("x" * 99 + "\n") * 100 for number in range(30)})
    items, _ = read(tmp_path, outer, {f"{number}{inner}": day for number in range(30)} | {"z.txt": STORY})
    assert codes(items)[-1] == "INP036"
    assert sum(len(item.data or b"") for item in items) < 500_000
    message = items[-1].error.message if items[-1].error else ""
    assert message == "the archives in it unpack to more than 20 times its size"


def test_an_archive_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convert.batch.inputs.archives.MAX_NESTED", 100)
    items, _ = read(tmp_path, ".tar", {"a.zip": packed(".zip", {"a.txt": STORY}), "z.txt": STORY})
    assert codes(items) == ["INP037", "z.txt"]


def test_no_room_for_an_archive_is_an_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def __init__(self, limit: int) -> None:
            super().__init__()

        def write(self, data: Any) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", Full)
    items, _ = read(tmp_path, ".tar", {"a.zip": packed(".zip", {"a.txt": STORY}), "z.txt": STORY})
    assert codes(items) == ["INP008", "z.txt"]


def test_pictures_of_a_hostile_zip_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convert.batch.inputs.zips._FREE", 1000)
    monkeypatch.setattr("convert.batch.inputs.zips.MAX_RATIO", 5)
    day = packed(".zip", {"a.txt": STORY} | {f"{number}.png": b"x" * 2000 for number in range(9)})
    items, _ = read(tmp_path, ".tar", {"day.zip": day, "z.txt": STORY})
    assert codes(items) == ["INP036", "z.txt"]


def test_a_batch_of_nested_archives_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The journal has each story; a second run does what is new, in several processes, too."""
    day = {f"{number}.txt": STORY.replace("Monday", f"day {number}") for number in range(3)}
    path = tmp_path / "year.zip"
    out = tmp_path / "out"
    convert = ["convert", str(path), "-t", "text", "-o", str(out), "--isolated"]
    path.write_bytes(packed(".zip", {"day.tar": packed(".tar", day), "z.txt": STORY}))
    assert cli._run([*convert, "-j", "2"]) == errors.EXIT_OK
    assert "4 documents written" in capsys.readouterr().err
    path.write_bytes(packed(".zip", {"day.tar": packed(".tar", day | {"new.txt": STORY}), "z.txt": STORY}))
    assert cli._run(convert) == errors.EXIT_OK
    assert "1 document written, 4 unchanged" in capsys.readouterr().err
    with open(out / ".wirecopy" / "journal.jsonl", "rb") as file:
        names = [line["input"] for _, line in lines_from(file)]
    assert names[:4] == [f"year.zip/day.tar/{number}.txt" for number in range(3)] + ["year.zip/z.txt"]
    assert (out / "year" / "day.tar" / "new.txt").is_file()
