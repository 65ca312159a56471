"""The container of an EPUB, byte by byte: which zips are plain, what else is read, salvaged or refused, and why."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from convert.documents import DocumentError, Limits, container
from convert.documents.container import is_safe_name, open_epub
from convert.documents.limits import MAX_RATIO

pytestmark = pytest.mark.sampled(3)

DAY = (2016, 12, 7, 16, 0, 0)


def info(name: str, method: int = zipfile.ZIP_DEFLATED, **fields: Any) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, DAY)
    made.compress_type = method
    made.create_version = made.extract_version = 20
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def packed(*members: tuple[zipfile.ZipInfo, bytes]) -> bytearray:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for each, data in members:
            archive.writestr(each, data)
    return bytearray(buffer.getvalue())


STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED


def plain_zip() -> bytearray:
    return packed(
        (info("mimetype", STORED), b"application/epub+zip"),
        (info("EPUB/a-1.xhtml"), b"<p>x</p>" * 40),
        (info("c"), b""),
    )


def plain(data: bytes, **limits: int) -> tuple[dict[str, bytes], set[str]] | None:
    return container._plain_members(bytes(data), Limits(**limits))


def error_of(action: Callable[[], object]) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        action()
    return caught.value


def test_the_members_of_a_plain_zip() -> None:
    members = {"mimetype": b"application/epub+zip", "EPUB/a-1.xhtml": b"<p>x</p>" * 40, "c": b""}
    assert plain(plain_zip()) == (members, {"mimetype"})
    opened = open_epub(bytes(plain_zip()))
    assert (dict(opened.members), opened.stored, opened.folders, opened.damaged) == (
        members,
        {"mimetype"},
        (),
        frozenset(),
    )
    assert plain(packed()) == ({}, set())
    assert plain(packed((info("a"), bytes(2**20)))) is not None


def directory(data: bytes) -> int:
    """Where the first entry of the directory is."""
    return data.index(b"PK\1\2")


CHANGES: dict[str, Callable[[bytearray], None]] = {}


def _change(name: str, at: Callable[[bytearray], int], value: bytes) -> None:
    def change(data: bytearray) -> None:
        start = at(data)
        data[start : start + len(value)] = value

    CHANGES[name] = change


for _name, _offset, _value in (
    ("signature of the end", 0, b"pk"),
    ("number of the disk", 4, b"\1"),
    ("first disk", 6, b"\1"),
    ("entries here", 8, b"\2"),
    ("entries", 10, b"\2"),
    ("size of the directory", 12, b"\1"),
    ("place of the directory", 16, b"\1"),
    ("length of the comment", 20, b"\1"),
):
    _change(_name, lambda data, offset=_offset: len(data) - 22 + offset, _value)  # type: ignore[misc]
for _name, _offset, _value in (
    ("signature of an entry", 0, b"pk"),
    ("version needed", 6, b"\x15"),
    ("flags", 8, b"\1"),
    ("method", 10, b"\x0c"),
    ("time", 12, b"\7\7"),
    ("checksum", 16, b"\7"),
    ("packed size", 20, b"\7"),
    ("unpacked size", 24, b"\7"),
    ("length of the name", 28, b"\7"),
    ("extra fields", 30, b"\1"),
    ("length of a comment", 32, b"\1"),
    ("mode of a link", 41, b"\xa0"),
    ("place", 42, b"\7"),
    ("name", 46, b"!"),
):
    _change(_name, lambda data, offset=_offset: directory(data) + offset, _value)  # type: ignore[misc]
for _name, _offset, _value in (
    ("signature of a member", 0, b"pk"),
    ("facts of a member", 14, b"\7"),
    ("extra fields of a member", 28, b"\1"),
    ("name of a member", 30, b"!"),
    ("content of a member", 40, b"!"),
):
    _change(_name, lambda data, offset=_offset: offset, _value)  # type: ignore[misc]


@pytest.mark.parametrize("name", CHANGES)
def test_a_zip_of_which_anything_disagrees_is_not_plain(name: str) -> None:
    data = plain_zip()
    CHANGES[name](data)
    assert data != plain_zip()
    assert plain(data) is None


def test_zips_that_are_not_plain() -> None:
    """They are left to `zipfile`."""
    deflated = plain_zip()
    at = deflated.index(b"EPUB/a-1.xhtml") + len("EPUB/a-1.xhtml")
    assert plain(deflated[:10]) is None
    locator = packed()
    assert plain(bytes(20) + locator) is None
    large = bytearray(b"PK\6\7" + bytes(16)) + locator
    large[-6:-2] = (20).to_bytes(4, "little")
    assert plain(large) is None
    other = bytearray(b"pk\6\7" + bytes(16)) + locator
    other[-6:-2] = (20).to_bytes(4, "little")
    assert plain(other) is None, "there is something before the directory"
    for name in ("../a", "/a", "a//b", ".a", "a b", "ä", "a/", "a\\b"):
        assert plain(packed((info(name), b"x"))) is None
    for name in ("a", "A_-.b", "a/b/c.d", "-a", "9"):
        assert plain(packed((info(name), b"x"))) is not None
    twice = packed((info("a"), b"x"), (info("b"), b"y"))
    for _ in range(2):
        twice[twice.index(b"b", 31)] = ord("a")
    assert plain(twice) is None
    assert plain(packed((info("a", zipfile.ZIP_BZIP2), b"x"))) is None
    damaged = plain_zip()
    damaged[at] ^= 0xFF
    assert plain(damaged) is None
    assert plain(packed((info("a", external_attr=0o120777 << 16), b"x"))) is None
    assert plain(packed((info("a", external_attr=0o100644 << 16), b"x"))) is not None
    assert plain(packed((info("a", STORED), bytes(2**20 + 1)))) is None
    many = packed(*((info(f"{n}", STORED), bytes(2**20)) for n in range(17)))
    assert plain(many) is None, "together they are too large"
    assert plain(packed(*((info(f"{n}", STORED), bytes(2**20)) for n in range(16)))) is not None


def test_the_number_of_members_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytes(packed(*((info(str(n)), b"") for n in range(3))))
    monkeypatch.setattr(container, "MAX_MEMBERS", 3)
    assert plain(data) is not None
    monkeypatch.setattr(container, "MAX_MEMBERS", 2)
    assert plain(data) is None
    assert error_of(lambda: open_epub(data)).message == "the container has 3 members, more than 2"


def test_a_member_is_unpacked_to_its_stated_size_alone() -> None:
    """Where both records agree on a size that is not that of its content."""
    for stated in (319, 321):
        data = plain_zip()
        at, entry = data.index(b"PK\3\4", 4), data.index(b"PK\1\2", directory(data) + 4)
        for place in (at + 22, entry + 24):
            data[place : place + 4] = stated.to_bytes(4, "little")
        assert plain(data) is None
        if stated == 319:
            error_of(lambda data=data: open_epub(bytes(data)))  # type: ignore[misc]


def alone(
    method: int = DEFLATED, content: bytes = b"hello" * 9, **fields: Any
) -> tuple[bytearray, zipfile.ZipInfo, int]:
    """A zip of a member, what its directory says of it, and where the member ends."""
    data = packed((info("a", method, **fields), content))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return data, archive.infolist()[0], archive.start_dir


@pytest.mark.parametrize("method", [DEFLATED, STORED])
def test_a_member_of_which_both_records_agree(method: int) -> None:
    data, found, end = alone(method)

    def read(**changes: Any) -> bytes | None:
        other = info("a")
        for name in (
            "orig_filename",
            "flag_bits",
            "compress_type",
            "CRC",
            "compress_size",
            "file_size",
            "header_offset",
        ):
            setattr(other, name, changes.get(name, getattr(found, name)))
        return container._plain_member(bytes(changes.get("data", data)), other, changes.get("end", end))

    assert read() == b"hello" * 9
    for changes in (
        {"flag_bits": 1},
        {"flag_bits": 0x800},
        {"header_offset": -1},
        {"header_offset": 1},
        {"header_offset": len(data)},
        {"orig_filename": "b"},
        {"orig_filename": "ab"},
        {"compress_type": STORED if method == DEFLATED else DEFLATED},
        {"CRC": 1},
        {"compress_size": found.compress_size - 1},
        {"file_size": 46},
        {"end": end - 1},
        {"end": 29},
        {"data": b"pk" + data[2:]},
        {"data": data[:34] + b"!!!" + data[37:]},
    ):
        assert read(**changes) is None, changes
    assert read(end=end + 5) == b"hello" * 9
    named, ascii_name, end = alone(method)
    assert container._plain_member(bytes(named), ascii_name, end) is not None
    umlaut = packed((info("ä", method), b"x"))
    with zipfile.ZipFile(io.BytesIO(umlaut)) as archive:
        assert container._plain_member(bytes(umlaut), archive.infolist()[0], archive.start_dir) is None
    odd, other, end = alone(zipfile.ZIP_BZIP2)
    assert container._plain_member(bytes(odd), other, end) is None
    strange = info("\udcff")
    strange.header_offset = strange.CRC = 0
    assert container._plain_member(bytes(data), strange, len(data)) is None


def test_where_the_space_of_members_ends() -> None:
    def at(*places: int) -> list[zipfile.ZipInfo]:
        return [info(str(place), header_offset=place) for place in places]

    assert container._ends(at(0, 50, 20), 70) == {0: 20, 20: 50, 50: 70}
    assert container._ends(at(0, 0, 20), 70) == {}
    assert container._ends([], 70) == {}


def test_what_can_be_unpacked_of_a_damaged_member() -> None:
    for method in (DEFLATED, STORED):
        data, found, _ = alone(method)
        assert container._salvaged(bytes(data), found) == b"hello" * 9
        assert container._salvaged(b"pk" + bytes(data[2:]), found) == b""
        assert container._salvaged(bytes(data[:29]), found) == b""
    data, found, _ = alone(STORED)
    found.file_size = 7
    assert container._salvaged(bytes(data), found) == b"hellohe"
    data, found, _ = alone(DEFLATED)
    found.file_size = 44
    error = error_of(lambda: container._salvaged(bytes(data), found))
    assert (error.message, error.member) == ("a member has more bytes than stated", "a")
    data[31] = 0xFF
    assert container._salvaged(bytes(data), found) == b""
    data, found, _ = alone(zipfile.ZIP_BZIP2)
    assert container._salvaged(bytes(data), found) == b""
    data, found, _ = alone(DEFLATED)
    found.compress_size -= 4
    assert (b"hello" * 9).startswith(container._salvaged(bytes(data), found))
    data, found, _ = alone(STORED, extra=struct.pack("<HH", 7, 2) + b"xy")
    assert container._salvaged(bytes(data), found) == b"hello" * 9


def damaged(name: str) -> bytes:
    data = packed((info("mimetype", STORED), b"x"), (info(name, STORED), b"hello" * 9))
    data[data.rindex(b"hello", 0, directory(data))] ^= 0xFF
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "is_salvaged"),
    [("EPUB/a.xhtml", True), ("a", True), ("META-INF/x.xml", False), ("a.opf", False), ("EPUB/a.opf", False)],
)
def test_files_that_an_epub_does_not_need_are_salvaged(name: str, is_salvaged: bool) -> None:
    data = damaged(name)
    error = error_of(lambda: open_epub(data))
    assert error.message == f"not a readable zip container: Bad CRC-32 for file {name!r}"
    assert error.detail == (("epubcheck", "PKG-008"),)
    if is_salvaged:
        opened = open_epub(data, salvage=True)
        assert (opened.damaged, opened.stored) == ({name}, {"mimetype", name})
        assert opened.members[name] == b"hello" * 8 + b"\x97ello"
    else:
        error_of(lambda: open_epub(data, salvage=True))


@pytest.mark.parametrize(
    ("members", "message", "member", "detail"),
    [
        ([info("../a")], "the name of a member leads out of the container", "../a", ()),
        ([info("a\\b")], "the name of a member leads out of the container", "a\\b", (("epubcheck", "PKG-009"),)),
        ([info("a", external_attr=0o120777 << 16)], "a member is a symbolic link", "a", ()),
        ([info("é"), info("é")], "two members have the same name", "é", (("epubcheck", "OPF-060"),)),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_that_are_refused(
    members: list[zipfile.ZipInfo], message: str, member: str, detail: tuple[tuple[str, str], ...]
) -> None:
    error = error_of(lambda: open_epub(bytes(packed(*((each, b"x") for each in members)))))
    assert (error.message, error.member, error.detail) == (message, member, detail)


def test_members_that_are_encrypted_or_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed((info("ä"), b"x"))
    data[directory(data) + 8] |= 1
    error = error_of(lambda: open_epub(bytes(data)))
    assert (error.message, error.member) == ("a member is encrypted by the zip format", "ä")
    zeros = bytes(packed((info("ä"), bytes(2**20 + 1))))
    error = error_of(lambda: open_epub(zeros))
    assert (error.message, error.member) == ("a member unpacks to an excessive size", "ä")
    assert len(open_epub(bytes(packed((info("ä"), bytes(2**20))))).members["ä"]) == 2**20
    monkeypatch.setattr(container, "MAX_RATIO", 2 * MAX_RATIO * 100)
    assert open_epub(zeros).members
    some = bytes(packed((info("ä", STORED), bytes(60)), (info("b", STORED), bytes(60))))
    for limits, refused in (
        ({"member": 60, "unpacked": 120}, ""),
        ({"member": 59, "unpacked": 120}, "ä"),
        ({"member": 60, "unpacked": 119}, "b"),
    ):
        monkeypatch.setattr(Limits, "member", property(lambda self, limits=limits: limits["member"]))
        monkeypatch.setattr(Limits, "unpacked", property(lambda self, limits=limits: limits["unpacked"]))
        if not refused:
            assert len(open_epub(some).members) == 2
            continue
        error = error_of(lambda: open_epub(some))
        assert (error.message, error.member) == ("the unpacked container is too large", refused)


def test_a_container_is_of_a_limited_size(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytes(plain_zip())
    monkeypatch.setattr(Limits, "container", property(lambda self: len(data)))
    assert open_epub(data).members
    monkeypatch.setattr(Limits, "container", property(lambda self: len(data) - 1))
    assert error_of(lambda: open_epub(data)).message.startswith("the container ")


def test_folders_are_told() -> None:
    opened = open_epub(bytes(packed((info("EPUB/"), b""), (info("EPUB/a", STORED), b"x"))))
    assert (opened.folders, dict(opened.members), opened.stored) == (("EPUB/",), {"EPUB/a": b"x"}, {"EPUB/a"})


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (b"PK" + bytes(55), "PKG-003, PKG-008"),
        (b"PK" + bytes(56), "PKG-008"),
        (b"pk" + bytes(56), "PKG-004, PKG-008"),
        (b"", "PKG-003, PKG-008"),
    ],
)
def test_zips_that_cannot_be_read(data: bytes, ids: str) -> None:
    error = error_of(lambda: open_epub(data))
    assert (error.message, error.detail) == (
        "not a readable zip container: File is not a zip file",
        (("epubcheck", ids),),
    )


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        *((name, True) for name in ("a", "a/b", "a/b/", "a:b"[1:] + "x", "a/b:c", "..a", "a..")),
        *((name, False) for name in ("/a", "a\\b", "a\0", "C:a", "a/../b", "..", "a//b")),
    ],
)
def test_names_that_lead_to_a_file(name: str, safe: bool) -> None:
    assert is_safe_name(name) == (safe and not name.startswith(":"))


def test_a_member_that_has_more_bytes_than_stated() -> None:
    archive: Any = SimpleNamespace(open=lambda info: io.BytesIO(b"123456"))
    assert container._member(archive, info("a", file_size=6)) == b"123456"
    error = error_of(lambda: container._member(archive, info("a", file_size=5)))
    assert (error.message, error.member) == ("a member has more bytes than stated", "a")


def test_a_zip_without_members_is_opened() -> None:
    """With and without a comment; what it lacks is for the rules to say."""
    for comment in (b"", b"none"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.comment = comment
        opened = open_epub(buffer.getvalue())
        assert (dict(opened.members), opened.folders) == ({}, ())
