"""Zips that are written, record by record: each field, each limit, and what readers make of them."""

from __future__ import annotations

import io
import os
import random
import struct
import zipfile
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest

from convert import packing
from convert.packing import Member, PackedZip, StoredFiles, StoredZip, pack

TEXT = b"The ferry resumed on Tuesday. " * 20
DAY = 1 << 5 | 1


class Entry(NamedTuple):
    """What the directory of a zip says of a member (APPNOTE 6.3.10, 4.3.12)."""

    version: int
    system: int
    needed: int
    flags: int
    method: int
    time: int
    day: int
    checksum: int
    packed: int
    size: int
    name: bytes
    extra: bytes
    comment: int
    disk: int
    internal: int
    external: int
    place: int


def entries(data: bytes, at: int, count: int) -> list[Entry]:
    found = []
    for _ in range(count):
        signature, *fields = struct.unpack_from("<4s2B5H3L5H2L", data, at)
        assert signature == b"PK\1\2"
        version, system, needed, flags, method, time, day, checksum, packed, size, length, extra = fields[:12]
        comment, disk, internal, external, place = fields[12:]
        at += 46
        found.append(
            Entry(
                *(version, system, needed, flags, method, time, day, checksum, packed, size),
                *(data[at : at + length], data[at + length : at + length + extra]),
                *(comment, disk, internal, external, place),
            )
        )
        at += length + extra + comment
    return found


def end(data: bytes) -> tuple[int, ...]:
    """The end of the directory: disks, numbers, its size and place, and the length of the comment."""
    signature, *fields = struct.unpack("<4s4H2LH", data[-22:])
    assert signature == b"PK\5\6"
    return tuple(fields)


def local(data: bytes, at: int) -> tuple[tuple[int, ...], bytes, bytes]:
    """The fields of the record before a member, its name and its extra field."""
    signature, *fields = struct.unpack_from("<4s5H3L2H", data, at)
    assert signature == b"PK\3\4"
    *_, length, extra = fields
    at += 30
    return tuple(fields), data[at : at + length], data[at + length : at + length + extra]


MEMBERS = (
    Member(name="EPUB/ä.xhtml", data=TEXT),
    Member(name="a", data=b"raw", stored=True),
    Member(name="mimetype", data=b"application/epub+zip"),
    Member(name="style.css", data=TEXT, shared=True),
)


@pytest.mark.parametrize("by", ["records", "zipfile"])
def test_the_records_of_a_zip(by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of both ways to write one, which give the same bytes."""
    whole = pack(MEMBERS)
    if by == "zipfile":
        monkeypatch.setattr(packing, "_MAX_MEMBERS", 4)
        monkeypatch.setattr(packing, "_packed", None)
        assert pack(MEMBERS) == whole
        monkeypatch.setattr(packing, "_MAX_MEMBERS", 5)
        monkeypatch.setattr(packing, "_MAX_SIZE", 2 * len(TEXT) + 22)
        assert pack(MEMBERS) == whole
    compressor = zlib.compressobj(6, zlib.DEFLATED, -15)
    deflated = compressor.compress(TEXT) + compressor.flush()
    disk, first, here, count, size, place, comment = end(whole)
    assert (disk, first, here, count, size + place + 22, comment) == (0, 0, 4, 4, len(whole), 0)
    expected = [
        (b"mimetype", 0, 0, b"application/epub+zip", b"application/epub+zip"),
        ("EPUB/ä.xhtml".encode(), 0x800, 8, TEXT, deflated),
        (b"a", 0, 0, b"raw", b"raw"),
        (b"style.css", 0, 8, TEXT, deflated),
    ]
    at = 0
    for entry, (name, flags, method, data, written) in zip(entries(whole, place, count), expected, strict=True):
        facts = (20, flags, method, 0, DAY, zlib.crc32(data), len(written), len(data))
        assert entry == Entry(20, 3, *facts, name, b"", 0, 0, 0, 0o100644 << 16, at)
        assert local(whole, at) == ((*facts, len(name), 0), name, b"")
        at += 30 + len(name)
        assert whole[at : at + len(written)] == written
        at += len(written)
    assert at == place


def test_large_zips_are_left_to_zipfile(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(packing, "_packed_by_zipfile", lambda members: asked.append(members) or b"")
    monkeypatch.setattr(packing, "_MAX_MEMBERS", 3)
    monkeypatch.setattr(packing, "_MAX_SIZE", 10)
    pack([Member(name="a", data=bytes(10))])
    pack([Member(name="a", data=b""), Member(name="b", data=b"")])
    assert asked == []
    pack([Member(name="a", data=bytes(11))])
    pack([Member(name=name, data=b"") for name in ("a", "mimetype", "c")])
    assert [[member.name for member in members] for members in asked] == [["a"], ["mimetype", "a", "c"]]
    assert (packing._MAX_MEMBERS, packing._MAX_SIZE) != (2**16 - 1, 2**31)


def test_a_member_that_readers_would_suspect_is_stored() -> None:
    """A large one that packs to less than a hundredth."""
    noise = random.Random(1).randbytes(20_000)
    for size, ratio, stored in ((2**20, 0, False), (2**20 + 1, 0, True), (2**20 + 1, 20_000, False)):
        data = (noise[:ratio] + bytes(size))[:size]
        assert packing._is_stored(Member(name="a", data=data)) is stored, (size, ratio)
    assert packing._is_stored(Member(name="mimetype", data=b""))
    assert packing._is_stored(Member(name="a", data=b"", stored=True))
    assert not packing._is_stored(Member(name="a", data=b""))


def test_zips_that_are_written_member_by_member() -> None:
    files = (("mimetype", b"application/epub+zip"), ("ä", TEXT))
    for kind, expected in (
        (PackedZip, pack([Member(name=name, data=data) for name, data in files])),
        (StoredZip, pack([Member(name=name, data=data, stored=True) for name, data in files])),
    ):
        file = io.BytesIO()
        made = kind(file)
        for name, data in files:
            made.add(name, data)
        made.close()
        assert file.getvalue() == expected


# --------------------------------------------------------------------------------------------------------------------
# Files of any size

MOMENT = datetime(2016, 12, 7, 18, 30, 59, tzinfo=UTC)
TIME, DATE = 18 << 11 | 30 << 5 | 29, 36 << 9 | 12 << 5 | 7


def stored(
    files: Iterable[tuple[str, bytes]], *, start: int = 0, moment: datetime = MOMENT, opened: bool = False
) -> bytes:
    file = io.BytesIO(bytes(start))
    file.seek(start)
    with StoredFiles(file, moment) as made:
        for name, data in files:
            if opened:
                with made.open(name, len(data)) as write:
                    for at in range(0, len(data), 3):
                        write(data[at : at + 3])
            else:
                made.add(name, data)
    return file.getvalue()


@pytest.mark.parametrize("opened", [False, True])
def test_the_records_of_stored_files(opened: bool) -> None:
    files = (("a", b"hello world"), ("ä/b", b""))
    data = stored(files, start=7, opened=opened)
    disk, first, here, count, size, place, comment = end(data)
    assert (disk, first, here, count, size + place + 22, comment) == (0, 0, 2, 2, len(data), 0)
    at = 7
    for entry, (name, content) in zip(entries(data, place, count), files, strict=True):
        flags = 0 if name.isascii() else 0x800
        facts = (20, flags, 0, TIME, DATE, zlib.crc32(content), len(content), len(content))
        encoded = name.encode()
        assert entry == Entry(20, 3, *facts, encoded, b"", 0, 0, 0, 0o100644 << 16, at)
        assert local(data, at) == ((*facts, len(encoded), 0), encoded, b"")
        at += 30 + len(encoded)
        assert data[at : at + len(content)] == content
        at += len(content)
    assert at == place


@pytest.mark.parametrize(
    ("moment", "date"),
    [
        (datetime(1979, 2, 3, tzinfo=UTC), (1980, 2, 3)),
        (datetime(1980, 2, 3, tzinfo=UTC), (1980, 2, 3)),
        (datetime(2107, 2, 3, tzinfo=UTC), (2107, 2, 3)),
        (datetime(2108, 2, 3, tzinfo=UTC), (2107, 2, 3)),
    ],
)
def test_times_that_a_zip_cannot_hold(moment: datetime, date: tuple[int, int, int]) -> None:
    with zipfile.ZipFile(io.BytesIO(stored([("a", b"")], moment=moment))) as archive:
        assert archive.infolist()[0].date_time == (*date, 0, 0, 0)


def test_a_directory_is_written_unless_the_files_failed() -> None:
    file = io.BytesIO()

    def fail() -> None:
        with StoredFiles(file, MOMENT) as made:
            made.add("a", b"hello")
            raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        fail()
    assert b"PK\1\2" not in file.getvalue()
    assert file.getvalue().endswith(b"hello")


@pytest.mark.parametrize("opened", [False, True])
def test_a_member_that_is_large(monkeypatch: pytest.MonkeyPatch, opened: bool) -> None:
    """Its sizes are in an extra field (APPNOTE 4.5.3) of both records."""
    monkeypatch.setattr(packing, "_LARGE_FILE", 1000)
    data = stored([("ä", bytes(1000)), ("b", bytes(999))], opened=opened)
    place = data.index(b"PK\1\2")
    first, second = entries(data, place, 2)
    sizes = struct.pack("<2H2Q", 1, 16, 1000, 1000)
    facts = (45, 0x800, 0, TIME, DATE, zlib.crc32(bytes(1000)), 1000, 1000)
    assert first == Entry(45, 3, *facts, "ä".encode(), sizes, 0, 0, 0, 0o100644 << 16, 0)
    assert local(data, 0) == ((*facts, 2, 20), "ä".encode(), sizes)
    assert data[52:1052] == bytes(1000)
    # The second begins beyond the limit: only its place is in an extra field.
    place = struct.pack("<2HQ", 1, 8, 1052)
    facts = (45, 0, 0, TIME, DATE, zlib.crc32(bytes(999)), 999, 999)
    assert second == Entry(45, 3, *facts, b"b", place, 0, 0, 0, 0o100644 << 16, 1000)
    assert local(data, 1052) == ((*facts, 1, 0), b"b", b"")


def test_a_member_that_is_large_and_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "_LARGE_FILE", 1000)
    data = stored([("a", bytes(1000))], start=1000)
    [entry] = entries(data, data.index(b"PK\1\2"), 1)
    assert entry.extra == struct.pack("<2H3Q", 1, 24, 1000, 1000, 1000)
    assert (entry.packed, entry.size, entry.place) == (1000, 1000, 1000)
    assert local(data, 1000)[2] == struct.pack("<2H2Q", 1, 16, 1000, 1000)
    [near] = entries(stored([("a", b"x")], start=999), 999 + 32, 1)
    assert (near.extra, near.place, near.version) == (b"", 999, 20)


def end_64(data: bytes) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The end of a large directory and its locator (APPNOTE 4.3.14 and 4.3.15)."""
    return struct.unpack("<4sQ2H2L4Q", data[-98:-42]), struct.unpack("<4sLQL", data[-42:-22])


def test_the_end_of_a_large_zip(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the number of its members, the size of its directory, or the place of that."""
    monkeypatch.setattr(packing, "_MAX_MEMBERS", 3)
    data = stored((str(number), b"") for number in range(3))
    place, size = 3 * 31, 3 * 47
    assert end_64(data) == (
        (b"PK\6\6", 44, 3 << 8 | 45, 45, 0, 0, 3, 3, size, place),
        (b"PK\6\7", 0, place + size, 1),
    )
    assert end(data) == (0, 0, 3, 3, size, place, 0)
    assert end_64(stored((str(number), b"") for number in range(5)))[0][6:8] == (5, 5)
    assert end(stored((str(number), b"") for number in range(5)))[2:4] == (3, 3)
    assert data[-98:-94] == b"PK\6\6"
    assert b"PK\6\6" not in stored((str(number), b"") for number in range(2))
    monkeypatch.setattr(packing, "_MAX_MEMBERS", 100)
    monkeypatch.setattr(packing, "_LARGE_FILE", size)
    data = stored((str(number), b"") for number in range(3))
    assert end_64(data)[0][-2:] == (size, place)
    assert end(data) == (0, 0, 3, 3, size, place, 0)
    monkeypatch.setattr(packing, "_LARGE_FILE", size + 1)
    assert b"PK\6\6" not in stored((str(number), b"") for number in range(3))
    monkeypatch.setattr(packing, "_LARGE_FILE", 40)
    data = stored([("a", b"123456789")])
    assert end_64(data)[0][-2:] == (47, 40)
    assert end(data)[4:6] == (40, 40)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("a") == b"123456789"


def test_zips_of_files_are_read_by_others() -> None:
    data = stored([("a", os.urandom(70)), ("ä", b"x" * 5)], opened=True)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a", "ä"]
        assert archive.infolist()[0].date_time == (2016, 12, 7, 18, 30, 58)
