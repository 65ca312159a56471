"""Zip and tar archives: their texts are items, hostile members are refused one by one, hostile archives end."""

from __future__ import annotations

import io
import json
import os
import socket
import struct
import tarfile
import threading
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert import cli
from convert.batch.inputs import Inputs, Item
from convert.errors import ConvertError

MEMBERS = {
    "b/c.txt": "hello",
    "b/c.meta.toml": 'headline = "Ferry"',
    "b/photo.png": "x",
    "b/.hidden.txt": "x",
    "__MACOSX/._c.txt": "x",
    "./d.TXT": "Zürich",
    "ä/e f.txt": "",
    "d.meta.json": '{"urgency": 3}',
}

EXPECTED = [
    ("b/c.txt", "c.txt", "b/c", b"hello", ["headline"]),
    ("d.TXT", "d.TXT", "d", "Zürich".encode(), ["urgency"]),
    ("ä/e f.txt", "e f.txt", "ä/e f", b"", []),
]

TIME = 1_480_000_000


def packed(path: Path, members: dict[str, str], format: int = tarfile.PAX_FORMAT) -> Path:
    """An archive of the kind of its suffix."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.mkdir("b")
            for name, text in members.items():
                archive.writestr(zipfile.ZipInfo(name, time.gmtime(TIME)[:6]), text)
        return path
    with tarfile.open(path, "w" if path.suffix == ".tar" else "w:gz", format=format) as tar:
        folder = tarfile.TarInfo("b")
        folder.type = tarfile.DIRTYPE
        tar.addfile(folder)
        for name, text in members.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(text.encode()), TIME
            tar.addfile(info, io.BytesIO(text.encode()))
    return path


def read(path: Path) -> list[Item]:
    return list(Inputs([str(path)]))


def codes(items: list[Item]) -> list[str]:
    """The code of the error of each item, or of its first metadata file that has one, else its identity."""
    found = []
    for item in items:
        contents = [file.content for file in item.sidecars.values()]
        error = item.error or next((content for content in contents if isinstance(content, ConvertError)), None)
        found.append(error.code if error else item.identity)
    return found


@pytest.mark.parametrize("name", ["day.zip", "day.tar", "day.tar.gz", "day.tgz", "DAY.ZIP"])
def test_texts_are_items(tmp_path: Path, name: str) -> None:
    """Other members are passed over as below folders; metadata files apply wherever they are in the archive."""
    path = packed(tmp_path / name.lower(), MEMBERS).rename(tmp_path / name)
    items = read(path)
    stem = name.split(".")[0]
    assert [item.error for item in items] == [None] * 3
    assert [(item.name, item.stem, item.identity) for item in items] == [
        (base, f"{stem}/{inner}", f"{name}/{member}") for member, base, inner, _, _ in EXPECTED
    ]
    assert [item.path for item in items] == [f"{path}/{member}" for member, *_ in EXPECTED]
    found = [(item.data, [key for file in item.sidecars.values() for key in file.parsed().values]) for item in items]
    assert found == [(data, keys) for *_, data, keys in EXPECTED]
    assert {item.moment for item in items} == {"2016-11-24T15:06:40Z"}


@pytest.mark.parametrize("format", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_tar_formats(tmp_path: Path, format: int) -> None:
    """Long names are read in each format, as `tarfile` reads them."""
    longest, umlauts = (90, 40) if format == tarfile.USTAR_FORMAT else (200, 60)
    members = {f"{'d' * longest}/{'f' * 90}.txt": "a", "x.txt": "b" * 1500, "ü" * umlauts + ".txt": "c" * 512}
    path = packed(tmp_path / "a.tar", members, format)
    with tarfile.open(path) as tar:
        expected = [info.name for info in tar.getmembers() if info.isreg()]
    items = read(path)
    assert [item.path.removeprefix(f"{path}/") for item in items] == expected == list(members)
    assert [item.data and item.data.decode() for item in items] == list(members.values())


@pytest.mark.parametrize(("wrong", "codes"), [(0, [None]), (1, ["INP036"])])
def test_sums_of_signed_bytes_are_taken_as_of_old(tmp_path: Path, wrong: int, codes: list[str | None]) -> None:
    """Some old programs took the bytes of a header for signed numbers."""
    path = packed(tmp_path / "a.tar", {"ä.txt": "x"}, tarfile.GNU_FORMAT)
    data = bytearray(path.read_bytes())
    header = data[512:1024]  # after that of the folder
    signed = sum(byte - 256 * (byte > 127) for byte in (*header[:148], *b" " * 8, *header[156:]))
    assert signed != int(header[148:154], 8)
    data[512 + 148 : 512 + 156] = b"%06o\0 " % (signed + wrong)
    path.write_bytes(data)
    assert [item.error.code if item.error else None for item in Inputs([str(path)])] == codes


def test_archives_of_the_tar_command(tmp_path: Path) -> None:
    """The names of `tar c .` begin with a dot."""
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "c.txt").write_text("hello")
    assert os.system(f"cd '{folder}' && tar czf ../a.tgz .") == 0
    assert codes(read(tmp_path / "a.tgz")) == ["a.tgz/b/c.txt"]


def test_members_without_a_time_have_that_of_the_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.txt"), "x")
        extended = zipfile.ZipInfo("b.txt", (2020, 1, 1, 0, 0, 0))
        extended.extra = struct.pack("<HHBi", 0x5455, 5, 1, TIME)
        archive.writestr(extended, "x")
        archive.writestr(zipfile.ZipInfo("c.txt", (2020, 0, 0, 0, 0, 0)), "x")
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        tar.addfile(tarfile.TarInfo("a.txt"))
    for name in ("a.zip", "a.tar"):
        os.utime(tmp_path / name, (0, 86_400))
    own = "1970-01-02T00:00:00Z"
    assert [item.moment for item in read(tmp_path / "a.zip")] == [own, "2016-11-24T15:06:40Z", own]
    assert [item.moment for item in read(tmp_path / "a.tar")] == [own]


UNSAFE = ("../a.txt", "b/../../a.txt", "/etc/a.txt", "b\\a.txt", "C:/a.txt", "C:a.txt")


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    """Nor do their documents leave the output folder."""
    items = read(packed(tmp_path / name, {**dict.fromkeys(UNSAFE, "x"), "z.txt": "x"}))
    assert codes(items) == ["INP037"] * len(UNSAFE) + [f"{name}/z.txt"]
    for item in items:
        assert item.stem.startswith("a/")
        assert not {"", ".", ".."} & set(item.stem.split("/"))
        assert not set(item.stem) & set("\\:")


def test_backslashes_of_windows_are_between_folders(tmp_path: Path) -> None:
    """Old programs there write them; on other systems they are a part of the name, which is refused."""
    path = tmp_path / "day.zip"
    names = ("a\\b.txt", "a\\b.meta.toml", "c.txt", "a\\", "..\\d.txt", "C:\\e.txt", "\\\\f\\g.txt", "h/i\\j.txt")
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            info = zipfile.ZipInfo("x")
            info.filename, info.create_system = name, 0
            archive.writestr(info, "urgency = 3")
    items = read(path)
    expected = ["day.zip/a/b.txt", "day.zip/c.txt", *4 * ["INP037"]]
    assert codes(items) == expected
    assert items[0].stem == "day/a/b"
    assert [item.sidecars.keys() for item in items[:2]] == [{0}, set()]


def test_twins_links_devices_and_encrypted_members_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("twin.txt", "a")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("twin.txt", "b")
        archive.writestr("secret.txt", "x")
        archive.writestr("z.txt", "z")
        for info in archive.infolist():
            if info.filename == "secret.txt":
                info.flag_bits |= 1
    items = read(tmp_path / "a.zip")
    assert codes(items) == ["INP037", "a.zip/twin.txt", "INP037", "INP037", "a.zip/z.txt"]
    assert [item.data for item in items] == [None, b"a", None, None, b"z"]
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        kinds = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.GNUTYPE_SPARSE)
        for number, kind in enumerate(kinds):
            info = tarfile.TarInfo(f"{number}.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            tar.addfile(info)
        for _ in range(2):
            tar.addfile(tarfile.TarInfo("twin.txt"))
    assert codes(read(tmp_path / "a.tar")) == ["INP037"] * 5 + ["a.tar/twin.txt", "INP037"]


def test_large_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convert.batch.inputs.archives.MAX_INPUT", 10)
    for kind in ("zips", "tars"):
        monkeypatch.setattr(f"convert.batch.inputs.{kind}.MAX_SIDECAR", 30)
    members = {"a.txt": "x" * 11, "b.txt": "x" * 10, "c.txt": "x", "c.meta.toml": "#" * 31, "z.txt": "x"}
    zip, tar = (codes(read(packed(tmp_path / name, members))) for name in ("a.zip", "a.tar"))
    assert zip == ["INP037", "a.zip/b.txt", "INP010", "a.zip/z.txt"]
    assert tar == ["INP037", "a.tar/b.txt", "INP010", "a.tar/z.txt"]


def bomb(path: Path) -> None:
    """A member of 8 MB in 8 KB, and one that states less than it has."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("a.txt", "a" * 2**23)
        archive.writestr("b.txt", "b" * 1000)
        archive.writestr("z.txt", "z")
    data = path.read_bytes()
    for signature, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        place = data.rindex(signature, 0, data.index(b"b.txt") if at == 22 else data.rindex(b"b.txt"))
        assert data[place : place + 4] == signature
        data = data[: place + at] + struct.pack("<I", 5) + data[place + at + 4 :]
    path.write_bytes(data)


def test_zip_bombs_are_refused(tmp_path: Path) -> None:
    bomb(tmp_path / "a.zip")
    tracemalloc.start()
    items = read(tmp_path / "a.zip")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert codes(items) == ["INP037", "INP037", "a.zip/z.txt"]
    assert "unpacks to more than 200 times its size" in str(items[0].error)
    assert peak < 3 * 2**20


def test_members_that_share_their_bytes_end_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What all members state together is bounded by the size of the archive, though each may be harmless."""
    monkeypatch.setattr("convert.batch.inputs.zips._FREE", 2**16)
    monkeypatch.setattr("convert.batch.inputs.zips.MAX_RATIO", 3)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"{number}.txt", "a" * 10_000)
    found = codes(read(tmp_path / "a.zip"))
    assert found == [*(f"a.zip/{number}.txt" for number in range(6)), "INP036"]


def test_directories_that_are_too_large_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "a.zip", {f"{number}.txt": "x" for number in range(40)})
    assert len(read(path)) == 40
    monkeypatch.setattr("convert.batch.inputs.zips.MAX_DIRECTORY", 1000)
    [item] = read(path)
    assert item.error
    assert (item.error.code, item.error.message) == ("INP036", "the directory of the archive has more than 1,000 bytes")


def test_zip64(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive, archive.open("a.txt", "w", force_zip64=True) as member:
        member.write(b"hello")
    [item] = read(tmp_path / "a.zip")
    assert item.data == b"hello"


def test_archives_without_a_text(tmp_path: Path) -> None:
    for name in ("a.zip", "a.tar", "a.tgz"):
        assert codes(read(packed(tmp_path / name, {"a.png": "x"}))) == ["INP007"]


def header(name: str, size: int, type: bytes = b"0", **fields: Any) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.type = size, type
    return info.tobuf(tarfile.GNU_FORMAT)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a long name of many gigabytes": lambda: header("x", 2**40, b"L"),
    "an extended header of many gigabytes": lambda: header("x", 2**40, b"x"),
    "an extended header without a length": lambda: header("x", 8, b"x") + b"path=a\n\n".ljust(512, b"\0"),
    "an extended header whose length is 0": lambda: header("x", 8, b"x") + b"0 path=a".ljust(512, b"\0"),
    "no tar at all": lambda: b"hello" * 300,
    "a header that is cut off": lambda: header("b.txt", 0)[:300],
    "a member that is cut off": lambda: header("b.txt", 2000) + b"x" * 512,
    "a skipped member that is cut off": lambda: header("b.png", 2**50) + b"x" * 512,
    "a negative size": lambda: _summed(header("b.txt", 0)[:124] + b"\xff" * 12 + header("b.txt", 0)[136:]),
    "a size that is not a number": lambda: _summed(header("b.txt", 0)[:124] + b"9" * 12 + header("b.txt", 0)[136:]),
}


def _summed(block: bytes) -> bytes:
    total = sum(block[:148]) + 256 + sum(block[156:512])
    return block[:148] + b"%06o\0 " % total + block[156:]


@pytest.mark.parametrize("reason", HOSTILE)
def test_hostile_and_damaged_tars_end(tmp_path: Path, reason: str) -> None:
    """What comes before the damage is read."""
    path = tmp_path / "a.tar"
    path.write_bytes(header("a.txt", 5) + b"hello".ljust(512, b"\0") + HOSTILE[reason]())
    first, last = read(path)
    assert first.data == b"hello"
    assert last.error
    assert last.error.code == "INP036"


@pytest.mark.parametrize("damage", ["cut", "middle", "no zip", "empty"])
def test_damaged_zips_are_told(tmp_path: Path, damage: str) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": "hello" * 100, "z.txt": "z"})
    data = path.read_bytes()
    at = data.index(b"a.txt") + 8
    damaged = {"cut": data[:-30], "middle": data[:at] + b"\xff\xff" + data[at + 2 :], "no zip": b"x", "empty": b""}
    path.write_bytes(damaged[damage])
    assert codes(read(path)) == (["INP037", "a.zip/z.txt"] if damage == "middle" else ["INP036"])


@pytest.mark.slow
def test_a_tar_of_many_members_takes_little_memory(tmp_path: Path) -> None:
    peaks = []
    for count in (300, 3_000):
        path = packed(tmp_path / f"{count}.tar", {f"{number}.txt": "x" for number in range(count)})
        tracemalloc.start()
        assert sum(item.error is None for item in Inputs([str(path)])) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 2**16


@pytest.mark.slow
def test_a_tar_that_unpacks_to_too_much_ends(tmp_path: Path) -> None:
    """A member of zeros that is not even read counts."""
    path = packed(tmp_path / "a.tgz", {"a.txt": "x", "b.png": "\0" * (16 * 2**20), "c.txt": "x"})
    assert codes(read(path)) == ["a.tgz/a.txt", "INP036"]


@given(st.sampled_from(["a.zip", "a.tar"]), st.data())
def test_any_damage_is_an_item(tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject) -> None:
    """Whatever bytes are changed, there are items and no other error."""
    path = packed(tmp_path_factory.mktemp("damage") / name, {"a.txt": "hello", "b/c.txt": "x" * 700})
    original = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        original[data.draw(st.integers(0, len(original) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(bytes(original))
    items = read(path)
    assert items
    assert {item.error.code for item in items if item.error} <= {"INP007", "INP036", "INP037"}


@pytest.mark.parametrize("name", ["day.zip", "day.tar", "day.tar.gz"])
def test_what_is_wrong_with_a_metadata_file_is_reported(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    members = {"a.txt": "Ferry sails\n\nIt did.\n", "a.meta.json": '{"slugline": "x\u202ey"}'}
    archive = packed(tmp_path / name, members)
    assert cli._run(["convert", str(archive), "-t", "text", "-o", str(tmp_path / "out"), "--isolated"]) == 0
    printed = capsys.readouterr().err
    assert "INP043: " in printed
    assert "a.meta.json: slugline has controls" in printed


@pytest.mark.parametrize("name", ["day.zip", "day.tar", "day.tar.gz", "day.jsonl"])
def test_a_pipe_is_read_as_what_its_name_says(name: str, tmp_path: Path) -> None:
    """It passed for a text of binary data; it is read once, and kept for the next iteration."""
    whole = tmp_path / "whole" / name
    whole.parent.mkdir()
    if name.endswith(".jsonl"):
        whole.write_text('{"id": "a", "text": "x"}\n')
    else:
        packed(whole, {"b/a.txt": "x" * 200_000, "b/a.meta.toml": "urgency = 3"})
    place = tmp_path / name
    os.mkfifo(place)
    writer = threading.Thread(target=lambda: place.write_bytes(whole.read_bytes()))
    writer.start()
    inputs = Inputs([str(place)])
    for _ in range(2):
        found = [(item.identity, item.data, item.error, len(item.sidecars)) for item in inputs]
        assert found == [(item.identity, item.data, None, len(item.sidecars)) for item in read(whole)]
    writer.join(10)


def test_a_pipe_of_an_archive_that_nobody_writes_into_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("convert.batch.inputs.files._LOOKS", 1)
    monkeypatch.setattr("convert.batch.inputs.files._BETWEEN_LOOKS", 1)
    os.mkfifo(tmp_path / "day.zip")
    inputs = Inputs([str(tmp_path / "day.zip")])
    assert [codes(list(inputs)) for _ in range(2)] == [["INP031"]] * 2
    with socket.socket(socket.AF_UNIX) as one:
        monkeypatch.chdir(tmp_path)
        one.bind("day.tar")
        assert codes(read(Path("day.tar"))) == ["INP031"]


BRIEFS = """Ferry sails

The ferry sailed at noon, its operator said.

###

Bridge shut

The bridge is shut, the council said.
"""


@pytest.mark.parametrize("name", ["day.zip", "day.tar", "day.tar.gz"])
def test_each_story_of_a_member_has_its_metadata(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As in a folder: by number, over those of the whole, with times in the zone of the run; what is wrong is told."""
    members = {
        "b/a.txt": BRIEFS,
        "b/a.meta.toml": 'slugline = "both"\nurgency = 3',
        "b/a-1.meta.toml": 'slugline = "one"\npublished = "2016-12-07 16:00"',
        "b/a-1.meta.json": '{"slugline": "not first"}',
        "b/a-2.meta.json": '{"slugline": "two\u202e"}',
        "b/a-02.meta.json": '{"slugline": "no number"}',
        "b/ab-1.meta.toml": 'slugline = "of another"',
        "a-1.meta.toml": 'slugline = "elsewhere"',
    }
    archive = packed(tmp_path / name, members)
    options = ["-t", "article", "-o", str(tmp_path / "out"), "--split", "--timezone", "Europe/Berlin", "--isolated"]
    assert cli._run(["convert", str(archive), *options]) == 0
    first, second = (
        json.loads((tmp_path / "out" / "day" / "b" / f"a-{number}.article.json").read_text()) for number in (1, 2)
    )
    assert (first["slugline"], first["urgency"], first["published"]) == ("one", 3, "2016-12-07T16:00:00+01:00")
    assert (second["slugline"], second["urgency"]) == ("two", 3)
    assert f"{archive}/b/a-2.meta.json: slugline has controls" in capsys.readouterr().err


def test_the_metadata_of_one_member_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them are in memory at once; the first that is too much fails its story alone."""
    monkeypatch.setattr("convert.batch.inputs.sidecars.MAX_TOGETHER", 100)
    members = {"a.txt": BRIEFS} | {f"a-{number}.meta.toml": "#" * 40 for number in range(1, 4)}
    [item] = read(packed(tmp_path / "day.tar", members))
    sizes = {number: file.content for number, file in item.sidecars.items()}
    assert [number for number, content in sizes.items() if isinstance(content, bytes)] == [1, 2]
    assert codes([item]) == ["INP010"]


def test_the_directory_of_a_zip_inside_a_cut_off_one_is_not_its_own(tmp_path: Path) -> None:
    """Its texts would pass for those of the whole."""
    inner = packed(tmp_path / "inner.zip", {"a.txt": "x"}).read_bytes()
    with zipfile.ZipFile(tmp_path / "day.zip", "w") as archive:
        archive.writestr("inner.zip", inner)
        archive.writestr("b.txt", "y" * 100)
        cut = archive.getinfo("b.txt").header_offset + 10
    data = (tmp_path / "day.zip").read_bytes()
    assert codes(read(tmp_path / "day.zip")) == ["day.zip/inner.zip/a.txt", "day.zip/b.txt"]
    (tmp_path / "day.zip").write_bytes(data[:cut])
    assert codes(read(tmp_path / "day.zip")) == ["INP036"]
    (tmp_path / "day.zip").write_bytes(b"#!/bin/sh\n" + data)  # what opens with a program is no damage
    assert codes(read(tmp_path / "day.zip")) == ["day.zip/inner.zip/a.txt", "day.zip/b.txt"]


@pytest.mark.parametrize("name", ["day.zip", "day.tar", "day.tar.gz"])
def test_what_no_story_has_in_an_archive_is_reported(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Metadata files without their story, and pictures, with the names of the first; in each run, also of a pipe."""
    members = {
        "b/a.txt": STORY,
        "b/a.meta.toml": "urgency = 3",
        "b/a-2.meta.toml": "urgency = 3",
        "a.meta.toml": "urgency = 3",
        "b/c.meta.json": "{}",
        "b/c.ninjs.json": "{}",
        "b/d.meta.toml": "",
        "b/d.pdf": "what may be a story",
        "b/.e.meta.toml": "",
        **{f"b/{number}.jpg": "x" for number in range(6)},
    }
    archive = packed(tmp_path / name, members)
    expected = [
        ("INP042", "the archive has metadata files without their story, 2: a.meta.toml, b/c.meta.json"),
        (
            "INP072",
            f"the archive has pictures that no story has, 6: {', '.join(FIRST)} and 1 more",
        ),
    ]
    inputs = Inputs([str(archive)])
    for _ in range(2):
        list(inputs)
        [report] = inputs.reports
        assert (report.path, report.format) == (str(archive), "text")
        assert [(finding.code, finding.message) for finding in report.findings] == expected
    for says in ("1 document written", "0 documents written, 1 unchanged"):
        assert cli._run(["convert", str(archive), "-t", "text", "-o", str(tmp_path / "out"), "--isolated"]) == 0
        printed = capsys.readouterr().err
        assert says in printed
        assert all(f"{archive}: warning {code}: {message}" in printed for code, message in expected)
    piped = Inputs(["-"], stdin=Item(path="-", name=name, stem="day", identity="-", data=archive.read_bytes()))
    list(piped)
    assert [finding.code for report in piped.reports for finding in report.findings] == ["INP042", "INP072"]


@pytest.mark.parametrize("name", ["day.zip", "day.tar.gz"])
def test_what_may_be_copy_in_an_archive_and_is_not_read_is_counted(name: str, tmp_path: Path) -> None:
    members = ["a.txt", "b.md", "c/d.EML", "c/e.7z", "f.txt.gz", "README.md", "g.pdf", ".h.md", "i.ninjs.jsonl"]
    inputs = Inputs([str(packed(tmp_path / name, dict.fromkeys(members, STORY)))])
    assert [item.name for item in inputs] == ["a.txt"]
    [report] = inputs.reports
    message = "the archive has files that may be copy and are not read: 1 .7z, 1 .eml, 1 .md, 1 .txt.gz"
    assert [(finding.code, finding.message) for finding in report.findings] == [("INP074", message)]


def test_an_archive_without_texts_says_why_it_is_empty(tmp_path: Path) -> None:
    inputs = Inputs([str(packed(tmp_path / "year.zip", {"day.7z": "x"}))])
    [item] = inputs
    assert item.error is not None
    assert item.error.code == "INP007"
    assert [finding.code for report in inputs.reports for finding in report.findings] == ["INP074"]


def test_an_archive_of_texts_and_their_metadata_has_no_report(tmp_path: Path) -> None:
    inputs = Inputs([str(packed(tmp_path / "day.zip", {"a.txt": STORY, "a-1.meta.toml": "", "c.epub": "x"}))])
    list(inputs)
    assert inputs.reports == ()


def test_a_report_on_an_archive_is_given_by_one_machine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = packed(tmp_path / "day.zip", {"a.txt": STORY, "b.png": "x"})
    printed = []
    for share in ("1/2", "2/2"):
        out = str(tmp_path / "out")
        assert cli._run(["convert", str(archive), "-t", "text", "-o", out, "--isolated", "--shard", share]) == 0
        printed.append("INP072" in capsys.readouterr().err)
    assert printed == [True, False]


FIRST = [f"b/{number}.jpg" for number in range(5)]
STORY = "Ferry sails\n\nThe ferry sailed at noon, its operator said.\n"
