"""The parts that read containers, metadata files, pipes and lists: each field, limit, default and message of them."""

from __future__ import annotations

import gzip
import io
import json
import os
import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from convert.batch.inputs import archives, files, folders, json_lines, leftovers, lists, sidecars, sources, tars, zips
from convert.batch.inputs.archives import Member
from convert.batch.inputs.items import Item, Notes, failed, file_item, mirrored
from convert.batch.inputs.leftovers import Leftovers
from convert.batch.inputs.picture_index import PictureIndex
from convert.batch.inputs.unpacking import unpacked
from convert.documents import MAX_RATIO
from convert.errors import ConvertError, InputError, UsageError
from convert.findings import FileReport, Severity

pytestmark = pytest.mark.sampled(3)

TIME = 1_480_000_000
INSTANT = "2016-11-24T15:06:40Z"
DAMAGED = "the archive cannot be read: "
AGAIN = "Fetch or pack it again."
YOURSELF = "Unpack the archive yourself if you trust it."


def error_of(action: Callable[[], object], kind: type[ConvertError] = InputError) -> tuple[str, str, str]:
    """The code, message and advice of the error that an action raises."""
    with pytest.raises(kind) as caught:
        action()
    return caught.value.code, caught.value.message, caught.value.advice


# --------------------------------------------------------------------------------------------------------------------
# Tar archives


def header(
    name: str,
    size: int | bytes = 0,
    type: bytes = b"0",
    *,
    link: str = "",
    time: bytes = b"13015601000\0",
    prefix: str = "",
    magic: bytes = b"ustar\x0000",
) -> bytes:
    """A header of a tar archive."""
    field = size if isinstance(size, bytes) else b"%011o\0" % size
    made = name.encode().ljust(100, b"\0") + b"0000644\0" * 3 + field + time + b" " * 8 + type
    made = (made + link.encode().ljust(100, b"\0") + magic).ljust(345, b"\0") + prefix.encode()
    made = made.ljust(512, b"\0")
    return made[:148] + b"%06o\0 " % sum(made) + made[156:]


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 512)


def member(name: str, data: bytes = b"", type: bytes = b"0", **fields: Any) -> bytes:
    return header(name, len(data), type, **fields) + padded(data)


def record(key: str, value: str) -> bytes:
    """A record of an extended header."""
    text = f" {key}={value}\n".encode()
    length = len(text) + len(str(len(text)))
    return b"%d%b" % (length + (len(str(length)) + len(text) > length), text)


def entries(*parts: bytes, total: bool = False) -> list[Member]:
    data = b"".join(parts)
    return list(tars.tar_entries(io.BytesIO(data), len(data) if total else None))


END = bytes(1024)


@pytest.mark.parametrize("total", [False, True])
def test_members_of_a_tar(total: bool) -> None:
    """Each is where the one before it ends, whether it is read or leapt over."""
    parts = (member("a", b"x" * 513), member("b", b"y" * 512), member("n/", type=b"5"), member("c", b"z"), END, b"x")
    data = b"".join(parts)
    file = io.BytesIO(data)
    found = []
    for each in tars.tar_entries(file, len(data) if total else None):
        found.append((each.name, each.kind, each.size, each.seconds, each.target, each.refusal))
        if each.name == "b":
            assert each.read() == b"y" * 512
        if each.name == "c":
            assert list(each.blocks()) == [b"z"]
    assert found == [
        ("a", "file", 513, float(TIME), "", ""),
        ("b", "file", 512, float(TIME), "", ""),
        ("n/", "folder", 0, float(TIME), "", ""),
        ("c", "file", 1, float(TIME), "", ""),
    ]


def test_a_tar_ends_with_a_blank_block_or_the_file() -> None:
    assert [each.name for each in entries(member("a"), bytes(512), member("b"))] == ["a"]
    assert [each.name for each in entries(member("a"))] == ["a"]
    assert entries() == []
    ends = (DAMAGED + "it ends inside a header", DAMAGED + "it ends inside a member")
    assert error_of(lambda: entries(member("a"), bytes(511))) == ("INP036", ends[0], AGAIN)
    assert error_of(lambda: entries(member("a"), header("b")[:100])) == ("INP036", ends[0], AGAIN)
    for total in (False, True):
        assert error_of(lambda: entries(header("a", 5), b"1234", total=total)) == ("INP036", ends[1], AGAIN)  # noqa: B023
        assert len(entries(header("a", 512), bytes(512), total=total)) == 1

    def read(file: bytes) -> None:
        for each in tars.tar_entries(io.BytesIO(file)):
            each.read()

    def blocks(file: bytes) -> None:
        for each in tars.tar_entries(io.BytesIO(file)):
            list(each.blocks())

    for action in (read, blocks):
        assert error_of(lambda: action(header("a", 5) + b"1234")) == ("INP036", ends[1], AGAIN)  # noqa: B023


def test_a_member_is_read_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tars, "BLOCK", 4)
    [blocks] = [list(each.blocks()) for each in tars.tar_entries(io.BytesIO(member("a", b"123456789")))]
    assert blocks == [b"1234", b"5678", b"9"]
    assert [each.name for each in entries(member("a", b"123456789"), member("b"))] == ["a", "b"]


@pytest.mark.parametrize(
    ("type", "name", "kind"),
    [
        *((b"0", name, "file") for name in ("a", "a/")),
        (b"\0", "a", "file"),
        (b"\0", "a/", "folder"),
        (b"7", "a", "file"),
        (b"1", "a", "link"),
        (b"2", "a", "link"),
        *((type, "a", "special") for type in (b"3", b"4", b"6", b"S", b"V", b"9")),
        (b"5", "a", "folder"),
    ],
)
def test_kinds_of_members_of_a_tar(type: bytes, name: str, kind: str) -> None:
    [found] = entries(member(name, type=type))
    assert (found.name, found.kind) == (name, kind)


@pytest.mark.parametrize("type", [b"1", b"2", b"3", b"4", b"5", b"6"])
def test_members_without_bytes_may_state_a_size(type: bytes) -> None:
    assert [each.name for each in entries(header("a", 700, type), member("b"))] == ["a", "b"]


def test_long_names_and_extended_headers() -> None:
    """They are of the next member alone; those of all members are passed over."""
    long, other = "n/" + "x" * 150, "y" * 150
    found = entries(
        member("@LongLink", long.encode() + b"\0", b"L"),
        member("@LongLink", other.encode() + b"\0", b"K"),
        member("a", type=b"1", link="target"),
        member("b", type=b"1", link="target"),
        member("g", record("path", "other"), b"g"),
        member("c"),
        member("x", record("path", "päth") + record("linkpath", "link") + record("mtime", "7.5"), b"x"),
        member("d", type=b"1", link="target"),
        member("x", record("size", "3"), b"x"),
        header("e", 0) + padded(b"abc"),
        member("x", record("size", "x"), b"x"),
        member("f", b"ab"),
        member("x", record("GNU.sparse.major", "1"), b"x"),
        member("h"),
        member("i", link="target"),
        member("j", type=b"2", link="target"),
    )
    assert [(each.name, each.target, each.size, each.kind) for each in found] == [
        (long, other, 0, "link"),
        ("b", "target", 0, "link"),
        ("c", "", 0, "file"),
        ("päth", "link", 0, "link"),
        ("e", "", 3, "file"),
        ("f", "", 2, "file"),
        ("h", "", 0, "special"),
        ("i", "", 0, "file"),
        ("j", "", 0, "link"),
    ]
    assert [each.seconds for each in found[2:5]] == [TIME, 7.5, TIME]


def test_a_long_name_is_of_a_limited_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tars, "_MAX_HEADER", 10)
    assert [each.name for each in entries(member("@", b"x" * 10, b"L"), member("a"))] == ["x" * 10]
    expected = ("INP036", DAMAGED + "a header has 1,011 bytes", AGAIN)
    assert error_of(lambda: entries(member("@", b"x" * 1011, b"L"), member("a"))) == expected


@pytest.mark.parametrize(
    ("prefix", "magic", "name"),
    [
        ("n/m", b"ustar\x0000", "n/m/a"),
        ("", b"ustar\x0000", "a"),
        ("n/m", b"ustar  \0", "a"),
        ("ü", b"ustar\x0000", "ü/a"),
    ],
)
def test_a_name_may_have_two_parts(prefix: str, magic: bytes, name: str) -> None:
    assert [each.name for each in entries(member("a", prefix=prefix, magic=magic))] == [name]


@pytest.mark.parametrize(
    ("field", "number"),
    [
        (b"00000000017\0", 15),
        (b"        17 \0", 15),
        (b"17\0rubbish..", 15),
        (b"17 \0\0\0\0\0\0\0\0\0", 15),
        (b"000000000017", 15),
        (b"\0" * 12, 0),
        (b" " * 12, 0),
        (b"\x80" + b"\0" * 9 + b"\1\2", 258),
        (b"\x80" + b"\0" * 3 + b"\x7f" + b"\xff" * 7, 2**63 - 1),
        (b"\x80" + b"\0" * 3 + b"\x80" + b"\0" * 7, None),
        (b"00000000018\0", None),
        (b"        18 \0", None),
        (b"-0000000017\0", None),
        (b"\x81" + b"\0" * 11, None),
        (b"\xff" * 12, None),
        (b"x" * 12, None),
    ],
)
def test_numbers_of_headers(field: bytes, number: int | None) -> None:
    if number is not None:
        assert tars._number(field) == number
        return
    expected = ("INP036", DAMAGED + "a number of a header is invalid", AGAIN)
    assert error_of(lambda: tars._number(field)) == expected


def test_the_sum_of_a_header() -> None:
    """In the form of any program, also where it is a sum of signed bytes."""
    plain = header("ä" * 20)
    total = sum(plain[:148]) + 8 * 32 + sum(plain[156:])
    signed = sum(byte - 256 * (byte > 127) for byte in (*plain[:148], *b" " * 8, *plain[156:]))
    for field in (b"%06o\0 " % total, b"%07o\0" % total, b"%06o \0" % total, b"%06o\0 " % signed):
        tars._refuse_header(plain[:148] + field + plain[156:])
    message = DAMAGED + "the sum of a header is wrong; it is not a tar archive, or it is cut off"
    for wrong in (total + 1, total - 1, signed + 1, 0):
        made = plain[:148] + b"%06o\0 " % wrong + plain[156:]
        assert error_of(lambda made=made: tars._refuse_header(made)) == ("INP036", message, AGAIN)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", {}),
        (b"6 a=b\n", {"a": "b"}),
        (b"6 a=b\n8 c=d=e\n", {"a": "b", "c": "d=e"}),
        (b"5 a=\n", {"a": ""}),
        ("8 ü=ä\n".encode(), {"ü": "ä"}),
        (b"6 \xff=\xff\n", {"\N{REPLACEMENT CHARACTER}": "\udcff"}),
        (b"5 a=b\n", None),
        (b"6 a b\n", None),
        (b"6a=b\n\n", None),
        (b"x a=b\n", None),
        (b"0 a=b\n", None),
        (b"6 a=b\n0 c=d\n", None),
        (b"000000000000000000006 a=b\n", None),
    ],
)
def test_records_of_extended_headers(data: bytes, found: dict[str, str] | None) -> None:
    if found is not None:
        assert tars._extended(data) == found
    else:
        expected = ("INP036", DAMAGED + "an extended header is invalid", AGAIN)
        assert error_of(lambda: tars._extended(data)) == expected


@pytest.mark.parametrize(
    ("extended", "field", "seconds"),
    [
        (None, b"13015601000\0", float(TIME)),
        (None, b"00000000000\0", None),
        (None, b"x" * 12, None),
        ("7.5", b"13015601000\0", 7.5),
        ("-7", b"13015601000\0", -7.0),
        ("0", b"13015601000\0", None),
        ("", b"13015601000\0", float(TIME)),
        ("soon", b"13015601000\0", None),
        ("nan", b"13015601000\0", None),
        ("inf", b"13015601000\0", None),
    ],
)
def test_times_of_members_of_a_tar(extended: str | None, field: bytes, seconds: float | None) -> None:
    assert tars._seconds(extended, header("a", time=field)) == seconds


def test_texts_of_headers() -> None:
    assert tars._text(b"a\0b") == "a"
    assert tars._text(b"\xff\0") == "\udcff"


class Unseekable(io.BytesIO):
    def seekable(self) -> bool:
        return False


def items_of_tar(file: io.BytesIO) -> tuple[list[Item], list[FileReport]]:
    told: list[FileReport] = []
    return list(tars.tar_members(file, "in/a.tar", "a.tar", INSTANT, told.append)), told


def test_the_texts_of_a_tar_are_items(monkeypatch: pytest.MonkeyPatch) -> None:
    """Metadata files apply wherever they are."""
    monkeypatch.setattr(tars, "MAX_SIDECAR", 20)
    monkeypatch.setattr(sidecars, "MAX_BYTES", 20)
    archive = b"".join(
        (
            member("a.txt", b"hello", time=b"00000000000\0"),
            member("./n//a.meta.toml", b"urgency = 3".ljust(20)),
            member("n/a.txt", b"other"),
            member("b.txt"),
            member("b.meta.json", b"x" * 21),
            member("c.txt", type=b"2"),
            END,
        )
    )
    items, told = items_of_tar(io.BytesIO(archive))
    assert told == []
    assert [(item.path, item.identity, item.stem, item.name, item.data, item.moment) for item in items] == [
        ("in/a.tar/a.txt", "a.tar/a.txt", "a/a", "a.txt", b"hello", INSTANT),
        ("in/a.tar/n/a.txt", "a.tar/n/a.txt", "a/n/a", "a.txt", b"other", INSTANT),
        ("in/a.tar/b.txt", "a.tar/b.txt", "a/b", "b.txt", b"", INSTANT),
        ("in/a.tar/c.txt", "a.tar/c.txt", "a/c", "c.txt", None, None),
    ]
    assert items[1].sidecars[0].path == "in/a.tar/n/a.meta.toml"
    assert items[1].sidecars[0].parsed().values == {"urgency": 3}
    message = "in/a.tar/b.meta.json is larger than 20 bytes"
    advice = "Check that it holds the metadata of one story."
    assert error_of(lambda: items[2].sidecars[0].parsed()) == ("INP010", message, advice)
    assert items[3].error
    assert items[3].error.message == "the member is a link"


def test_a_tar_that_cannot_be_read_is_an_item() -> None:
    [item], _ = items_of_tar(io.BytesIO(b"x" * 600))
    assert (item.path, item.identity, item.error and item.error.code) == ("in/a.tar", "a.tar", "INP036")

    class Broken(Unseekable):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    [item], _ = items_of_tar(Broken())
    assert (item.path, item.identity) == ("in/a.tar", "a.tar")
    assert item.error
    assert (item.error.code, item.error.advice) == ("INP036", AGAIN)
    assert item.error.message == DAMAGED + "[Errno 5] Input/output error"


# --------------------------------------------------------------------------------------------------------------------
# Members of archives


def items(*members: Member, suffix: str = ".txt", told: list[FileReport] | None = None) -> list[Item]:
    seen: list[FileReport] = [] if told is None else told
    read: Callable[[str], bytes] = str.encode
    leftovers = Leftovers(PictureIndex())
    for member in members:
        if member.kind != "folder" and (name := archives.inner_name(member.name)):
            leftovers.add(name)
            if name.endswith(".jpg"):
                leftovers.pictures.add(name, 1)
    place = ("in/a.zip", "a.zip", INSTANT)
    return list(archives.items_of(iter(members), Notes(), read, leftovers, *place, seen.append, suffix))


def text(name: str, **fields: Any) -> Member:
    made = Member(name=name, kind="file", size=1, seconds=TIME + 1, read=lambda: b"x")
    return made._replace(**fields)


def test_a_member_has_no_blocks_but_its_own() -> None:
    assert list(text("a").blocks()) == []


def test_members_that_are_passed_over() -> None:
    told: list[FileReport] = []
    members = (
        *(
            text("n/", kind="folder"),
            text("n.eml/", kind="folder"),
            text("n/.h/a.txt"),
            text(".a.txt"),
            text("./b.txt"),
            text("a.md"),
            text("c.TXT"),
        ),
        text("b-x.jpg"),
    )
    found = items(*members, told=told)
    assert [(item.identity, item.moment) for item in found] == [
        ("a.zip/b.txt", "2016-11-24T15:06:41Z"),
        ("a.zip/c.TXT", "2016-11-24T15:06:41Z"),
    ]
    [report] = told
    assert (report.path, report.format) == ("in/a.zip", "text")
    assert [(f.code, f.severity, f.location.path) for f in report.findings] == [
        ("INP072", Severity.WARNING, "in/a.zip"),
        ("INP074", Severity.WARNING, "in/a.zip"),
    ]
    assert [f.message for f in report.findings] == [
        "the archive has pictures that no story has, 1: b-x.jpg",
        "the archive has files that may be copy and are not read: 1 .md",
    ]
    assert [f.advice for f in report.findings] == [
        "Name each as its story is, or name it in the story: [image: NAME]. Or remove it.",
        "In an archive, .txt files, JSON Lines and archives of .txt files are read. Unpack the others, and name them.",
    ]
    assert error_of(lambda: items(text("a.md"))) == (
        "INP007",
        "no .txt file below in/a.zip",
        "Name the files, or another folder.",
    )
    assert [item.identity for item in items(text("a.epub"), text("b.txt"), suffix=".epub")] == ["a.zip/a.epub"]


@pytest.mark.parametrize(
    ("changes", "message", "advice"),
    [
        *(
            ({"name": name}, "the name of the member leads out of the archive", YOURSELF)
            for name in ("/a.txt", "n/../a.txt", "n\\a.txt", "a\0.txt", "C:a.txt", "z:/a.txt")
        ),
        ({"kind": "link"}, "the member is a link", "Pack the file itself."),
        ({"kind": "special"}, "the member is not a regular file", "Pack the file itself."),
        ({"refusal": "it is odd"}, "it is odd", YOURSELF),
        (
            {"size": 64 * 2**20 + 1},
            "the member has 67,108,865 bytes; the limit is 67,108,864",
            "Split it into one file per story.",
        ),
    ],
)
def test_members_that_are_refused(changes: dict[str, Any], message: str, advice: str) -> None:
    first, second = items(text("a.txt")._replace(**changes), text("b.txt"))
    assert first.error
    assert (first.error.code, first.error.message, first.error.advice) == ("INP037", message, advice)
    assert (first.data, second.error, second.data) == (None, None, b"x")


def test_members_that_are_not_refused() -> None:
    names = ("1:a.txt", "n:/a.txt"[1:], "a:b.txt"[1:], "ab:c.txt")
    assert [item.error for item in items(*map(text, names), text("l.txt", size=64 * 2**20))] == [None] * 5


def test_a_second_member_of_a_name_is_refused() -> None:
    first, second = items(text("n/a.txt"), text("./n//a.txt"))
    assert first.error is None
    assert second.error
    assert (second.error.code, second.error.message) == ("INP037", "an earlier member has the same name")
    assert second.error.advice == "Give each member its own name."


@pytest.mark.parametrize(("code", "goes_on"), [("INP034", False), ("INP036", False), ("INP037", True)])
def test_damage_of_the_archive_ends_it(code: str, goes_on: bool) -> None:
    def fails() -> bytes:
        raise InputError(code, "it is odd", "Check it.")

    found = items(text("a.txt", read=fails), text("b.txt"))
    assert [item.error and item.error.code for item in found] == [code, None][: 1 + goes_on]


# --------------------------------------------------------------------------------------------------------------------
# Zip archives


def info(name: str = "a.txt", **fields: Any) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo("x", (2016, 11, 24, 15, 6, 40))
    made.filename = made.orig_filename = name
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def zipped(*infos: zipfile.ZipInfo, size: int = 1000) -> list[Member]:
    archive: Any = type("Archive", (), {"infolist": lambda self: infos})()
    return list(zips._zipped(archive, size, ".txt", has_nested=False))


@pytest.mark.parametrize(
    ("fields", "kind", "refusal"),
    [
        ({}, "file", ""),
        ({"name": "n/"}, "folder", ""),
        ({"external_attr": 0o120777 << 16}, "link", ""),
        ({"external_attr": 0o100644 << 16}, "file", ""),
        ({"flag_bits": 0x801}, "file", "the member is encrypted"),
        ({"flag_bits": 0x800}, "file", ""),
        ({"file_size": 2**20, "compress_size": 1}, "file", ""),
        (
            {"file_size": 2**20 + 1, "compress_size": 1},
            "file",
            f"the member unpacks to more than {MAX_RATIO} times its size",
        ),
        (
            {"file_size": 2**20 + 1, "compress_size": 0},
            "file",
            f"the member unpacks to more than {MAX_RATIO} times its size",
        ),
        ({"file_size": MAX_RATIO * 20_000, "compress_size": 20_000}, "file", ""),
        (
            {"file_size": MAX_RATIO * 20_000 + 1, "compress_size": 20_000},
            "file",
            f"the member unpacks to more than {MAX_RATIO} times its size",
        ),
    ],
)
def test_members_of_a_zip(fields: dict[str, Any], kind: str, refusal: str) -> None:
    [found] = zipped(info(**fields))
    assert (found.kind, found.refusal) == (kind, refusal)
    assert (found.name, found.size) == (fields.get("name", "a.txt"), fields.get("file_size", 0))
    assert found.seconds == TIME


def test_a_zip_unpacks_to_no_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """In all texts together, which are read one by one."""
    monkeypatch.setattr(zips, "_FREE", 1000)
    some = [info(f"{n}.TXT", file_size=600, compress_size=600) for n in range(2)]
    other = info("a.md", file_size=10**6, compress_size=10**6)
    assert len(zipped(*some, other, size=12)) == 3
    size = 1200 // MAX_RATIO
    assert len(zipped(*some, size=size)) == (2 if MAX_RATIO * size >= 1200 else 0)
    message = f"the archive unpacks to more than {MAX_RATIO} times its size"
    assert error_of(lambda: zipped(*some, size=size - 1)) == ("INP036", message, YOURSELF)
    assert len(zipped(info(file_size=1000, compress_size=1000), size=1)) == 1


def pack(*members: tuple[str, bytes], comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, (2016, 11, 24, 15, 6, 40)), data)
        archive.comment = comment
    return buffer.getvalue()


def test_a_member_of_a_zip_has_the_bytes_that_it_states(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "BLOCK", 4)
    data = pack(("a.txt", b"123456789"), ("b.txt", b""))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first, second = archive.infolist()
        assert list(zips.zip_blocks(archive, first)) == [b"1234", b"5678", b"9"]
        assert zips._unzipped(archive, second) == b""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        [first, _] = archive.infolist()

        class Longer:
            def __enter__(self) -> io.BytesIO:
                return io.BytesIO(b"1234567890")

            def __exit__(self, *_: object) -> None:
                pass

        monkeypatch.setattr(archive, "open", lambda info: Longer())
        message = "the member has more bytes than stated"
        assert error_of(lambda: zips._unzipped(archive, first)) == ("INP037", message, YOURSELF)
    broken = data.replace(b"123456789", b"123456780")
    with zipfile.ZipFile(io.BytesIO(broken)) as archive:
        code, message, advice = error_of(lambda: zips._unzipped(archive, archive.infolist()[0]))
        assert (code, advice) == ("INP037", "Fetch the archive again.")
        assert message == "the member is damaged: Bad CRC-32 for file 'a.txt'"
        archive.infolist()[0].flag_bits |= 1
        message = error_of(lambda: zips._unzipped(archive, archive.infolist()[0]))[1]
        assert message.startswith("the member is damaged: ")


def test_a_directory_is_of_a_limited_size(monkeypatch: pytest.MonkeyPatch) -> None:
    file = zips.Guarded(io.BytesIO(b"123456789"), 5)
    assert (file.size, file.seekable(), file.seek(2), file.tell()) == (9, True, 2, 2)
    assert (file.seek(-1, 2), file.read(5), file.seek(0), file.read()) == (8, b"9", 0, b"123456789")
    message = "the directory of the archive has more than 5 bytes"
    assert error_of(lambda: file.read(6)) == ("INP036", message, "Divide the archive, or use tar.")
    monkeypatch.setattr(zips, "MAX_DIRECTORY", 7)
    assert error_of(lambda: zips.Guarded(io.BytesIO(b"")).read(8))[1].endswith("7 bytes")
    assert zips.Guarded(io.BytesIO(b""), 0)._limit == 0


def test_a_zip_with_the_directory_of_another_inside_it_was_cut_off() -> None:
    inner = pack(("a.txt", b"hello"))
    cut = pack(("inner.zip", inner))[: -len(pack())]  # without the record of its end
    assert cut.count(b"PK\3\4") == 2
    start = cut.index(b"PK\1\2", cut.index(b"PK\5\6"))
    with pytest.raises(zipfile.BadZipFile, match="it has no directory but that of an archive inside it"):
        zips.open_zip(zips.Guarded(io.BytesIO(cut[:start])))
    for before in (b"", b"#!/bin/sh\n"):
        with zips.open_zip(zips.Guarded(io.BytesIO(before + inner))) as archive:
            assert archive.read("a.txt") == b"hello"
    assert zips.open_zip(zips.Guarded(io.BytesIO(pack()))).infolist() == []


def field(tag: int, data: bytes) -> bytes:
    return struct.pack("<HH", tag, len(data)) + data


@pytest.mark.parametrize(
    ("raw", "extra", "name"),
    [
        (b"a.txt", b"", "a.txt"),
        ("ü".encode(), b"", "ü"),
        ("ü".encode("cp437"), b"", "ü"),
        (b"x", field(0x7075, b"\1" + zlib.crc32(b"x").to_bytes(4, "little") + "東".encode()), "東"),
        (b"x", field(0x7075, b"\2" + zlib.crc32(b"x").to_bytes(4, "little") + "東".encode()), "x"),
        (b"y", field(0x7075, b"\1" + zlib.crc32(b"x").to_bytes(4, "little") + "東".encode()), "y"),
        (b"x", field(0x7076, b"\1" + zlib.crc32(b"x").to_bytes(4, "little") + "東".encode()), "x"),
        (b"x", field(1, b"12") + field(0x7075, b"\1" + zlib.crc32(b"x").to_bytes(4, "little") + b"z"), "z"),
        (b"x", field(0x7075, b"\1" + zlib.crc32(b"x").to_bytes(4, "little") + b"\xff"), "x"),
    ],
)
def test_names_that_are_not_said_to_be_in_utf_8(raw: bytes, extra: bytes, name: str) -> None:
    assert zips.unicode_name(raw, extra) == name


def test_names_of_members_of_a_zip() -> None:
    crc = zlib.crc32(b"x").to_bytes(4, "little")
    extra = field(0x7075, b"\1" + crc + "東".encode())
    assert zips.zip_name(info("x")) == "x"
    assert zips.zip_name(info("x", extra=extra)) == "東"
    assert zips.zip_name(info("x", extra=extra, flag_bits=0x800)) == "x"
    assert zips.zip_name(info("├╝")) == "ü"
    assert zips.zip_name(info("├╝", flag_bits=0x800)) == "├╝"
    assert zips.zip_name(info("├╝", flag_bits=0x8)) == "ü"
    assert list(zips._extra_fields(field(2, b""))) == [(2, b"")]
    assert list(zips._extra_fields(field(1, b"ab") + field(2, b"") + b"123")) == [(1, b"ab"), (2, b"")]
    assert zips._slashed(info("a\\b", create_system=0)) == "a/b"
    assert zips._slashed(info("a\\b/c", create_system=0)) == "a\\b/c"
    assert zips._slashed(info("a\\b", create_system=3)) == "a\\b"


@pytest.mark.parametrize(
    ("extra", "date", "seconds"),
    [
        (b"", (2016, 11, 24, 15, 6, 40), TIME),
        (b"", (1980, 1, 1, 0, 0, 0), None),
        (b"", (1980, 1, 1, 0, 0, 2), 315532802),
        (b"", (2016, 0, 24, 15, 6, 40), None),
        (field(0x5455, b"\1" + struct.pack("<i", 7)), (2016, 11, 24, 15, 6, 40), 7),
        (field(0x5455, b"\3" + struct.pack("<i", -7) + b"1234"), (2016, 11, 24, 15, 6, 40), -7),
        (field(0x5455, b"\2" + struct.pack("<i", 7)), (2016, 11, 24, 15, 6, 40), TIME),
        (field(0x5455, b"\1\0\0\0"), (2016, 11, 24, 15, 6, 40), TIME),
        (field(0x5456, b"\1" + struct.pack("<i", 7)), (2016, 11, 24, 15, 6, 40), TIME),
        (field(1, b"") + field(0x5455, b"\1" + struct.pack("<i", 7)), (1980, 1, 1, 0, 0, 0), 7),
    ],
)
def test_times_of_members_of_a_zip(extra: bytes, date: tuple[int, ...], seconds: float | None) -> None:
    assert zips._zip_time(info(extra=extra, date_time=date)) == seconds


def test_the_texts_of_a_zip_are_items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MAX_SIDECAR", 20)
    told: list[FileReport] = []
    data = pack(
        *(("a.txt", b"hello"), ("a.meta.toml", b"urgency = 3".ljust(20)), ("b.txt", b"x")),
        *(("b.meta.json", b"x" * 21), ("c.md", b"")),
    )
    first, second = zips.zip_members(io.BytesIO(data), "in/a.zip", "a.zip", INSTANT, told.append)
    assert (first.path, first.identity, first.stem, first.data) == ("in/a.zip/a.txt", "a.zip/a.txt", "a/a", b"hello")
    assert first.sidecars[0].parsed().values == {"urgency": 3}
    assert error_of(lambda: second.sidecars[0].parsed())[1].startswith("in/a.zip/b.meta.json is larger than")
    assert [f.code for report in told for f in report.findings] == ["INP074"]
    [item] = zips.zip_members(io.BytesIO(b"PK"), "in/a.zip", "a.zip", INSTANT)
    assert (item.path, item.identity) == ("in/a.zip", "a.zip")
    assert item.error
    assert (item.error.message, item.error.advice) == (DAMAGED + "File is not a zip file", AGAIN)
    [item] = zips.zip_members(io.BytesIO(pack()), "in/a.zip", "a.zip", INSTANT)
    assert (item.path, item.identity, item.error and item.error.code) == ("in/a.zip", "a.zip", "INP007")


def test_the_epubs_of_a_zip_are_items() -> None:
    told: list[FileReport] = []
    data = pack(("a.epub", b"one"), ("n/B.EPUB", b"two"), ("c.txt", b"x"), ("d.jpg", b"x"))
    found = list(zips.epub_members(io.BytesIO(data), "in/a.epub.zip", "a.epub.zip", INSTANT, told.append))
    assert [(item.path, item.identity, item.stem, item.moment) for item in found] == [
        ("in/a.epub.zip/a.epub", "a.epub.zip/a.epub", "a/a", INSTANT),
        ("in/a.epub.zip/n/B.EPUB", "a.epub.zip/n/B.EPUB", "a/n/B", INSTANT),
    ]
    assert [report.path for report in told] == ["in/a.epub.zip"]


# --------------------------------------------------------------------------------------------------------------------
# What is unpacked while it is read


def test_a_gzip_file_is_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    data = gzip.compress(b"hello" * 100)
    with unpacked(io.BytesIO(data)) as file:
        assert (file.readable(), file.seekable()) == (True, True)
        assert file.read(5) == b"hello"
        assert file.tell() == 5
        assert (file.seek(10), file.read(5)) == (10, b"hello")
        raw: Any = file.raw  # type: ignore[attr-defined]
        assert raw._size <= 500, "what is read again counts from its beginning"
        assert raw.seek(7) == 7
        assert raw.seek(2, os.SEEK_CUR) == 9
    assert not unpacked(Unseekable(data)).seekable()
    for broken, reason in ((data[:-3], "Compressed file ended"), (b"x" * 20, "Not a gzipped file")):
        code, message, advice = error_of(lambda broken=broken: unpacked(io.BytesIO(broken)).read())  # type: ignore[misc]
        assert (code, advice) == ("INP036", "Fetch it again.")
        assert message.startswith(f"the file is damaged: {reason}")


def test_a_gzip_file_unpacks_to_no_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    from convert.batch.inputs import unpacking

    data = gzip.compress(bytes(10**6))
    monkeypatch.setattr(unpacking, "_FREE", 10**6)
    assert len(unpacked(io.BytesIO(data)).read()) == 10**6
    monkeypatch.setattr(unpacking, "_FREE", 10**6 - 1)
    message = f"the file unpacks to more than {MAX_RATIO} times its size"
    advice = "Unpack it yourself if you trust it."
    assert error_of(lambda: unpacked(io.BytesIO(data)).read()) == ("INP036", message, advice)
    monkeypatch.setattr(unpacking, "MAX_RATIO", 10**6 / len(data))
    assert len(unpacked(io.BytesIO(data)).read()) == 10**6


# --------------------------------------------------------------------------------------------------------------------
# JSON Lines

ADVICE = 'A line is an object such as {"id": "4711", "text": "…", "headline": "…"}.'


def lines(*values: object) -> list[Item]:
    data = b"\n".join(value if isinstance(value, bytes) else json.dumps(value).encode() for value in values)
    return list(json_lines.records(io.BytesIO(data), "in/day.jsonl", "day.jsonl", INSTANT))


@pytest.mark.parametrize(
    ("line", "message", "advice"),
    [
        ([1], "the line is not an object", ADVICE),
        ({"id": 1}, "text is missing", ADVICE),
        ({"text": 1}, "text is not a string", ADVICE),
        (b'{"text": "\\ud800"}', "text has half of a surrogate pair", "Write it as UTF-8."),
        ({"text": "x", "id": True}, "id is neither text nor a whole number", ADVICE),
        ({"text": "x", "id": "x" * 1001}, "id has more than 1,000 characters", "Give a shorter one."),
        ({"text": "x", "id": "a"}, "the id 'a' is that of an earlier line", "Give each story its own id."),
        (
            {"text": "x", "id": "b" * 61},
            f"the id '{'b' * 59}…' is that of an earlier line",
            "Give each story its own id.",
        ),
        (
            {"text": "x", "id": "c" * 60},
            f"the id '{'c' * 60}' is that of an earlier line",
            "Give each story its own id.",
        ),
        (b"text", "not JSON: Expecting value at column 1", ADVICE),
        (
            {"text": "x", "body": "x"},
            "unknown metadata 'body'",
            "`wirecopy fields` lists all keys.",
        ),
    ],
)
def test_lines_that_are_no_story(line: object, message: str, advice: str) -> None:
    *_, bad, last = lines(*({"text": "x", "id": id} for id in ("a", "b" * 61, "c" * 60)), line, {"text": "y"})
    assert bad.error
    assert (bad.error.code, bad.error.message, bad.error.advice) == ("INP032", message, advice)
    assert (bad.path, bad.name, bad.stem, bad.identity) == ("in/day.jsonl:4", "4.txt", "day/4", "day.jsonl:4")
    assert (last.error, last.path) == (None, "in/day.jsonl:5")


def test_stories_of_lines() -> None:
    first, second, third = lines(
        {"id": "urn:x:y:1", "text": "hello", "urgency": 3, "published": "7 December 2016"},
        {"text": "other"},
        {"id": "x" * 1000, "text": ""},
    )
    assert (first.path, first.name, first.stem) == ("in/day.jsonl:1", "urn_x_y_1.txt", "day/urn_x_y_1")
    assert (first.identity, first.data, first.moment) == ("day.jsonl#urn:x:y:1", b"hello", INSTANT)
    assert (set(first.given), first.encoding) == ({"id", "urgency", "published"}, "utf-8")
    assert [(f.code, f.severity) for f in first.noticed] == [("INP065", Severity.NOTICE)]
    assert (second.path, second.name, second.stem) == ("in/day.jsonl:2", "2.txt", "day/2")
    assert (second.identity, second.given, second.noticed) == ("day.jsonl:2", {}, ())
    assert (third.error, third.given) == (None, {})


def test_documents_of_lines() -> None:
    """They are named by their ids, which may be those of no earlier one, else by the numbers of their lines."""
    article, ninjs = {"article": 1, "uri": "no"}, {"standard": {"name": "ninjs"}, "id": "no"}
    found = lines(
        article | {"id": "urn:a"},
        ninjs | {"uri": "urn:b"},
        ninjs | {"uri": "urn:b"},
        ninjs | {"uri": 7},
        article | {"id": ""},
        article | {"id": "x" * 1001},
        article | {"id": "x" * 1000},
    )
    assert [item.error for item in found] == [None] * 7
    assert [(item.path[-2:], item.name, item.stem, item.identity, item.moment) for item in found[:6]] == [
        (":1", "urn_a.article.json", "day/urn_a", "day.jsonl#urn:a", INSTANT),
        (":2", "urn_b.ninjs.json", "day/urn_b", "day.jsonl#urn:b", INSTANT),
        (":3", "3.ninjs.json", "day/3", "day.jsonl:3", INSTANT),
        (":4", "4.ninjs.json", "day/4", "day.jsonl:4", INSTANT),
        (":5", "5.article.json", "day/5", "day.jsonl:5", INSTANT),
        (":6", "6.article.json", "day/6", "day.jsonl:6", INSTANT),
    ]
    assert found[6].identity == f"day.jsonl#{'x' * 1000}"
    assert json.loads(found[0].data or b"") == article | {"id": "urn:a"}
    assert [json_lines._document_format(values) for values in ({"uri": 1}, {"standard": 1}, {"article": 1})] == [
        "",
        "",
        "article",
    ]


def test_stories_of_other_services_in_lines() -> None:
    story = {"title": "Ferry", "content_html": "<p>The ferry sailed at noon, its operator said.</p>"}
    blank, item = b"  ", lines(b"  ", story)[0]
    assert (item.path, item.name, item.stem, item.identity) == ("in/day.jsonl:2", "2.json", "day/2", "day.jsonl:2")
    assert (json.loads(item.data or b""), item.moment) == (story, INSTANT)
    [empty] = lines(blank)
    assert empty.error
    assert (empty.error.code, empty.error.message) == ("INP007", "no story in in/day.jsonl")


def test_a_line_is_of_a_limited_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "MAX_JSON", 20)
    whole = b'{"text": "1234567"}'
    assert len(whole) == 19
    found = lines(whole, whole[:-1] + b" }", b"x" * 100, b'{"text": "y"}')
    message, advice = "the line has more than 20 bytes", "Leave it out."
    assert [(item.error.message, item.error.advice) if item.error else item.data for item in found] == [
        # The line break counts.
        b"1234567",
        (message, advice),
        (message, advice),
        b"y",
    ]
    assert [item.identity for item in found] == [f"day.jsonl:{number}" for number in (1, 2, 3, 4)]
    read: list[int] = []

    class File(io.BytesIO):
        def readline(self, size: int | None = -1) -> bytes:
            read.append(size or 0)
            return super().readline(size)

    json_lines._skip_rest(File(b"x" * (2**20 + 5) + b"\nnext"), b"x")
    assert read == [2**20, 2**20]
    json_lines._skip_rest(File(b""), b"x\n")
    assert len(read) == 2


@pytest.mark.parametrize(
    ("encoding", "name"), [("utf-16", "UTF-16"), ("utf-16-be", "UTF-16"), ("utf-32", "UTF-32"), ("utf-32-le", "UTF-32")]
)
def test_lines_are_in_utf_8(encoding: str, name: str) -> None:
    [item] = lines('{"text": "a"}\n{"text": "b"}\n'.encode(encoding))
    assert (item.path, item.identity) == ("in/day.jsonl", "day.jsonl")
    assert item.error
    assert (item.error.code, item.error.advice) == ("INP032", "Save it as UTF-8.")
    assert item.error.message == f"the file is in {name}; JSON Lines are in UTF-8"
    assert [json_lines._wide_encoding(line) for line in (b"", b"{", b"{}", b"\xef\xbb\xbf{}", b"{\0}")] == [""] * 5
    assert lines('\ufeff{"text": "a"}'.encode())[0].error is None


@pytest.mark.parametrize(
    ("error", "message"),
    [(OSError(5, "Input/output error"), "Input/output error"), (OSError("odd"), "odd")],
)
def test_lines_that_cannot_be_read(error: OSError, message: str) -> None:
    class File(io.BytesIO):
        def readline(self, size: int | None = -1) -> bytes:
            raise error

    [item] = json_lines.records(File(), "in/day.jsonl", "n/day.jsonl", INSTANT)
    assert (item.path, item.identity, item.stem) == ("in/day.jsonl", "n/day.jsonl", "n/day")
    assert item.error
    assert (item.error.code, item.error.message) == ("INP000", f"the file cannot be read: {message}")


# --------------------------------------------------------------------------------------------------------------------
# Metadata files


@pytest.mark.parametrize(
    ("name", "data", "message", "advice"),
    [
        (
            "a.meta.json",
            b"[1]",
            ":1: the file is a list, not an object",
            'It is an object with metadata: {"headline": "Ferry resumes"}.',
        ),
        ("a.meta.json", b'"x"', ":1: the file is a text, not an object", None),
        ("a.meta.json", b"7", ":1: the file is a number, not an object", None),
        ("a.meta.json", b"7.5", ":1: the file is a number, not an object", None),
        ("a.meta.json", b"true", ":1: the file is a truth value, not an object", None),
        ("a.meta.json", b"null", ":1: the file is null, not an object", None),
        (
            "a.meta.json",
            b'{"a": 1,\n"a": 2}',
            ":2: the key 'a' occurs twice in one object",
            "Remove one of them; TOML refuses it, too.",
        ),
        (
            "a.meta.json",
            b'{"a": 1,\n}',
            ":1:8: not valid JSON: illegal trailing comma before end of object",
            'It is an object, with keys and texts in double quotes and no last comma: {"headline": "Ferry resumes"}.',
        ),
        (
            "a.meta.toml",
            b"a = 1\nb = x\n",
            ":2:5: not valid TOML: invalid value",
            'A line is a key, = and a value; text is in quotes: headline = "Ferry resumes".',
        ),
        ("a.meta.toml", b'a = 1\nb = """x\n\n\n', ":2: not valid TOML: unterminated string", None),
        ("a.meta.toml", b"\n\xff", ":2: the file is not UTF-8", "Save it as UTF-8."),
        ("a.meta.toml", b"\xff\n\n", ":1: the file is not UTF-8", None),
        ("a.meta.json", b'{"a": ' + b"[" * 100_000, ": values are nested too deeply", "Metadata are a few records."),
        ("a.meta.toml", b"colour = 1", ": unknown metadata 'colour'", "`wirecopy fields` lists all keys."),
        (
            "a.meta.toml",
            b"version = 'x'\nversions = 'y'",
            ": unknown metadata 'versions'",
            None,
        ),
        (
            "a.meta.toml",
            b"keyword = 'x'\nkeywords = 'y'",
            ": metadata 'keywords' is given under two names",
            "See `wirecopy explain INP010`.",
        ),
    ],
)
def test_metadata_files_that_are_refused(name: str, data: bytes, message: str, advice: str | None) -> None:
    found = error_of(lambda: sidecars.parsed_sidecar(name, data))
    assert found[:2] == ("INP010", name + message)
    assert advice is None or found[2] == advice


def test_a_metadata_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    file = tmp_path / "a.meta.toml"
    file.write_bytes(b"#" * sidecars.MAX_BYTES)
    assert sidecars.read_sidecar(str(tmp_path / "a.txt")) == sidecars.Sidecar(file=str(file), values={})
    file.write_bytes(b"#" * (sidecars.MAX_BYTES + 1))
    message = f"{file} is larger than 1,048,576 bytes"
    advice = "Check that it holds the metadata of one story."
    assert error_of(lambda: sidecars.read_sidecar(str(tmp_path / "a.txt"))) == ("INP010", message, advice)

    def refused(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(builtins, "open", refused)
    found = error_of(lambda: sidecars.read_sidecar(str(tmp_path / "a.txt")))
    assert found == ("INP010", f"{file} cannot be read: permission denied", "Check its permissions.")


def test_the_metadata_files_of_a_member() -> None:
    contents = {
        "n/a.meta.json": b"own",
        "n/a-2.meta.json": b"json",
        "n/a-2.meta.toml": b"toml",
        "n/a-3.meta.json": b"third",
        "n/a-03.meta.toml": b"",
        "n/a-1234567890.meta.toml": b"",
        "n/a-123456789.meta.toml": b"last",
        "n/a-2-3.meta.toml": b"",
        "n/a-4.txt": b"",
    }

    def found(member: str, names: dict[str, bytes]) -> dict[int, tuple[str, object]]:
        files = sidecars.files_of(
            member,
            names.__contains__,
            lambda prefix: [name for name in names if name.startswith(prefix)],
            names.__getitem__,
            lambda name: f"in/{name}",
        )
        return {number: (file.path, file.content) for number, file in files.items()}

    expected = {
        0: ("in/n/a.meta.json", b"own"),
        2: ("in/n/a-2.meta.toml", b"toml"),
        3: ("in/n/a-3.meta.json", b"third"),
        123456789: ("in/n/a-123456789.meta.toml", b"last"),
    }
    assert found("n/a.txt", contents) == expected
    assert list(found("n/a.txt", contents)) == list(expected)
    assert found("a.txt", contents) == {}
    assert found("n/a.txt", contents | {"n/a.meta.toml": b"toml"})[0] == ("in/n/a.meta.toml", b"toml")
    assert found("n/a.txt", dict(reversed(contents.items())))[2] == ("in/n/a-2.meta.toml", b"toml")


def test_the_metadata_files_of_a_member_are_of_a_limited_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sidecars, "MAX_BYTES", 5)
    monkeypatch.setattr(sidecars, "MAX_TOGETHER", 9)
    names = {"a.meta.toml": b"12345", "a-1.meta.toml": b"1234", "a-2.meta.toml": b"1", "a-3.meta.toml": b"123456"}
    files = sidecars.files_of(
        "a.txt", names.__contains__, lambda prefix: list(names)[1:], names.__getitem__, lambda name: f"in/{name}"
    )
    assert [files[number].content for number in (0, 1)] == [b"12345", b"1234"]
    message = "the metadata files of a.txt have more than 9 bytes"
    assert error_of(files[2].parsed) == ("INP010", message, "Shorten them.")
    assert error_of(files[3].parsed)[1] == "in/a-3.meta.toml is larger than 5 bytes"


def test_what_is_noticed_in_a_metadata_file() -> None:
    for encoding, form in (("utf-8-sig", "UTF-8 with a byte order mark"), ("utf-16", "UTF-16"), ("utf-32", "UTF-32")):
        data = 'slugline = "x"'.encode(encoding)
        [found] = sidecars.parsed_sidecar("a.meta.toml", data).findings
        assert (found.code, found.severity) == ("INP045", Severity.NOTICE)
        assert found.message == f"a.meta.toml is {form}, TOML is plain UTF-8"
        assert found.advice == "Save it as UTF-8 without a byte order mark."
    [found] = sidecars.parsed_sidecar("a.meta.json", '{"slugline": "a\u202eb\u202a"}'.encode()).findings
    assert (found.code, found.severity) == ("INP043", Severity.WARNING)
    assert found.message == (
        "a.meta.json: slugline has controls of the writing direction, which are removed: U+202A, U+202E"
    )
    assert found.advice == "Remove them; set the direction of the story with language or direction."
    report = sidecars.orphan_report("n/a.meta.toml")
    assert (report.path, report.format, len(report.findings)) == ("n/a.meta.toml", "text", 1)
    [found] = report.findings
    assert (found.code, found.severity, found.location.path) == ("INP042", Severity.WARNING, "n/a.meta.toml")
    assert found.message == "no story has this metadata file"
    assert found.advice == "Name it as the story is, with .meta.toml or .meta.json after the stem, or remove it."


# --------------------------------------------------------------------------------------------------------------------
# Files


def test_files_that_may_be_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("story.txt", "story2.txt", "story3.txt", "x.md", "x.rst", "x.org"):
        Path(name).touch()
    Path("n").mkdir()
    Path("n/ferry.txt").touch()
    assert files.near_names("storry.txt") == "Perhaps story.txt or story3.txt is meant."
    assert files.near_names("n/fery.txt") == "Perhaps n/ferry.txt is meant."
    assert files.near_names("n/fery.txt/") == "Perhaps n/ferry.txt is meant."
    assert files.near_names("x.text") == "Perhaps x.md or x.org is meant."
    assert files.near_names("quite-other") == "Check the name."
    assert files.near_names("none/a.txt") == "There is no folder none either."
    assert files.near_names("x.md/a.txt") == "Check the name."

    def refused(folder: str) -> list[str]:
        raise PermissionError(13, folder)

    monkeypatch.setattr(os, "listdir", refused)
    assert files.near_names("storry.txt") == "Check the name."


def test_a_time_of_a_file_is_an_instant(monkeypatch: pytest.MonkeyPatch) -> None:
    """In UTC, whatever zone the machine is in, within the years of four digits."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert files.instant(TIME) == files.moment_of(TIME + 0.9) == INSTANT
        assert zips._zip_time(info()) == TIME
    finally:
        monkeypatch.undo()
        time.tzset()
    assert files.moment_of(-1) == files.instant(0) == "1970-01-01T00:00:00Z"
    assert files.moment_of(10**12) == files.moment_of(253402300799) == "9999-12-31T23:59:59Z"


def test_a_file_that_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "a.txt")
    Path(path).write_bytes(b"hello")
    os.utime(path, (TIME, TIME))
    assert files.read_file(path) == files.read_file(path, 5) == (b"hello", TIME)
    assert files.load(path) == (b"hello", INSTANT)
    split = "Split it into one file per story."
    assert error_of(lambda: files.read_file(path, 4)) == ("INP005", "the file has 5 bytes; the limit is 4", split)
    assert error_of(lambda: files.read_file(str(tmp_path)))[:2] == ("INP000", "this is a folder, not a file")
    assert error_of(lambda: files.read_file(str(tmp_path)))[2] == "Name the files in it."
    found = error_of(lambda: files.read_file(str(tmp_path / "b.txt")))
    assert found == ("INP001", "no such file", f"Perhaps {path} is meant.")
    assert error_of(lambda: files.read_file("a\0"))[::2] == ("INP000", "Check its permissions.")

    def refused(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refused)
        found = error_of(lambda: files.read_file(path))
    assert found == ("INP000", "the file cannot be read: permission denied", "Check its permissions.")
    states = [os.stat(path)]
    real = os.fstat

    def grown(descriptor: int) -> object:
        states.append(real(descriptor))
        if len(states) == 2:
            with open(path, "ab") as file:
                file.write(b"!")
        return states[-1]

    monkeypatch.setattr(os, "fstat", grown)
    found = error_of(lambda: files.read_file(path))
    assert found == ("INP000", "the file changed while it was read", "Convert it when it is complete.")


def test_a_stream_that_is_read() -> None:
    assert files.read_stream(io.BytesIO(b"hello"), "it", 5) == files.read_stream(io.BytesIO(b"hello"), "it") == b"hello"
    split = "Split it into one file per story."
    found = error_of(lambda: files.read_stream(io.BytesIO(b"hello!!!"), "standard input", 5))
    assert found == ("INP005", "standard input is larger than 5 bytes", split)
    stream = io.BytesIO(b"hello!!!")
    error_of(lambda: files.read_stream(stream, "it", 0))
    assert stream.tell() == 1


@pytest.mark.parametrize(
    ("looks", "reads", "expected"),
    [
        ([True], [], b""),
        ([False, True], [b""], b""),
        ([False, False], [b"", b"x"], b"x"),
        ([False], [BlockingIOError()], b""),
        ([False] * 50, [b""] * 50, None),
        ([*[False] * 49, True], [b""] * 49, b""),
    ],
)
def test_how_the_writer_of_a_pipe_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, looks: list[bool], reads: list[object], expected: bytes | None
) -> None:
    import select

    asked: list[object] = []

    class Poll:
        def register(self, *arguments: object) -> None:
            asked.append(arguments)

        def poll(self, milliseconds: int) -> list[object]:
            asked.append(milliseconds)
            return [1] if looks.pop(0) else []

    def read(descriptor: int, size: int) -> bytes:
        asked.append((descriptor, size))
        result = reads.pop(0)
        if isinstance(result, Exception):
            raise result
        assert isinstance(result, bytes)
        return result

    monkeypatch.setattr(select, "poll", Poll)
    monkeypatch.setattr(files.os, "read", read)
    monkeypatch.setattr(files.os, "set_blocking", lambda *arguments: asked.append(arguments))
    if expected is None:
        found = error_of(lambda: files._await_writer("pipe", 7))
        message = "this is a pipe that nobody writes into"
        assert found == ("INP031", message, "Copy its content into a file, or pass it to standard input.")
        assert (len(looks), asked.count(100)) == (0, 50)
        return
    assert files._await_writer("pipe", 7) == expected
    assert (looks, reads) == ([], [])
    assert asked[:2] == [(7, select.POLLIN), 100]
    assert asked[-1] == (7, True)
    assert all(each == (7, 1) for each in asked[2:-1] if each != 100)
    asked.clear()
    for path in ("/dev/fd/7", "/proc/self/fd/7"):
        monkeypatch.setattr(files.os.path, "realpath", lambda path: path)
        assert files._await_writer(path, 7) == b""
    assert asked == [(7, select.POLLIN), (7, True)] * 2


def test_what_is_read_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a").touch()
    found = [files.is_read_once(str(tmp_path / name)) for name in ("pipe", "a", ".", "none", "a\0")]
    assert found == [True, False, False, False, False]
    assert stat.S_ISFIFO(os.stat(tmp_path / "pipe").st_mode)


@pytest.mark.parametrize(
    ("name", "stem", "of_container", "format"),
    [
        ("a.txt", "a", "a", "text"),
        ("A.NINJS.JSON", "A", "A", "ninjs"),
        ("a.article.json", "a", "a", "article"),
        (".txt", ".txt", ".txt", "text"),
        ("a.b.md", "a.b", "a.b", "text"),
        (".md", ".md", ".md", "text"),
        ("day.jsonl.gz", "day.jsonl", "day", "text"),
        ("day.ninjs.jsonl", "day.ninjs", "day", "text"),
        ("day.epub.zip", "day.epub", "day", "text"),
        (".ninjs.jsonl", ".ninjs", ".ninjs", "text"),
    ],
)
def test_names_without_their_suffix(name: str, stem: str, of_container: str, format: str) -> None:
    assert (files.stem_of(name), files.stem_of_container(name)) == (stem, of_container)
    assert files.format_of(name) == format


# --------------------------------------------------------------------------------------------------------------------
# Items, notes, folders, lists and sources


@pytest.mark.parametrize(
    ("name", "below"),
    [("/a/b.txt", "a/b.txt"), ("../a/./b//c.txt", "a/b/c.txt"), ("a.txt", "a.txt"), ("..", ""), ("aXX/b", "aXX/b")],
)
def test_paths_below_an_output_folder(name: str, below: str) -> None:
    assert mirrored(name) == below
    item = file_item("path", name)
    assert (item.path, item.identity, item.name, item.stem) == (
        "path",
        name,
        (below or "_").rpartition("/")[2],
        files.stem_of(below or "_"),
    )


def test_an_input_that_fails_is_one_of_several() -> None:
    item = failed("p", "n/a.txt", UsageError("INP033", "URLs are not read", "Name it."))
    error = item.error
    assert (type(error), item.path, item.stem) == (InputError, "p", "n/a")
    assert error
    assert (error.code, error.message, error.advice) == ("INP033", "URLs are not read", "Name it.")
    own = InputError("INP001", "no such file", "Check the name.")
    assert failed("p", "a", own).error is own


def test_notes_are_kept_by_name() -> None:
    notes = Notes()
    assert [notes.add("b", b"1"), notes.add("b", b"2"), notes.add("a-"), notes.add("a-\udcff")] == [
        True,
        False,
        True,
        True,
    ]
    assert (notes.get("b"), notes.get("a-"), notes.get("c")) == (b"1", b"", None)
    assert (notes.has("b"), notes.has("c")) == (True, False)
    assert list(notes.names()) == ["a-", "a-\udcff", "b"]
    assert list(notes.starting("a")) == ["a-", "a-\udcff"]
    assert list(notes.starting("b")) == ["b"]
    notes.close()


@pytest.mark.parametrize(
    ("pattern", "prefix"),
    [("a/b/c.txt", "a/b"), ("c.txt", ""), ("/c.txt", "/"), ("a/*/b", "a"), ("/*/b", "/"), ("*", ""), ("a/b*/c/d", "a")],
)
def test_the_folder_of_a_pattern(pattern: str, prefix: str) -> None:
    assert folders.prefix_of(pattern) == prefix


def test_times_of_a_metadata_file_are_of_the_zone_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.meta.toml").write_text("published = '2016-12-07 16:00'")
    found: Any = sidecars.sidecar(str(tmp_path / "a.txt"), timezone="Asia/Tokyo")["published"]
    assert found.text == "2016-12-07T16:00:00+09:00"


def test_the_files_of_a_folder_by_name(tmp_path: Path) -> None:
    (tmp_path / "n").mkdir()
    error = ("INP007", f"no .txt file below {tmp_path}", "Name the files, or another folder.")
    assert error_of(lambda: folders.expand(str(tmp_path))) == error
    (tmp_path / "n" / "a.txt").touch()
    assert folders.expand(str(tmp_path)) == [str(tmp_path / "n" / "a.txt")]
    assert folders.expand(str(tmp_path / "none")) == [str(tmp_path / "none")]


def test_a_name_of_a_list_is_of_a_limited_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MAX_NAME", 5)
    monkeypatch.setattr(lists, "_BLOCK", 8)

    def found(data: bytes) -> list[tuple[int, object]]:
        names = lists.names(io.BytesIO(data))
        return [(number, str(name) if isinstance(name, InputError) else name) for number, name in names]

    message = "name {} of the list has more than 5 bytes (INP029). Write one name a line, or end each with NUL."
    assert found(b"12345\n\n123456\r\n12345\r\nx") == [(1, "12345"), (3, message.format(3)), (4, "12345"), (5, "x")]
    assert found(b"a\n" + b"x" * 30 + b"\nb") == [(1, "a"), (2, message.format(2)), (3, "b")]
    assert found(b"a\r\0b\nc\0" + b"x" * 30) == [(1, "a\r"), (2, "b\nc"), (3, message.format(3))]
    wide = (1, "the list is in UTF-16 or UTF-32 (INP029). Save it as UTF-8.")
    monkeypatch.setattr(lists, "_BLOCK", 100)
    for encoding in ("utf-16", "utf-16-be", "utf-16-le", "utf-32", "utf-32-be", "utf-32-le"):
        assert found("abcd\n".encode(encoding)) == [wide]
    assert found("\ufeffabcd\n".encode()) == [(1, "abcd")]
    assert lists.anchored("a/./b/c") == ("a/b/c", "b/c")
    assert lists.anchored("a/./") == ("a/./", "a/./")
    assert lists.anchored("./a") == ("./a", "./a")


def test_a_spool_is_read_from_any_place() -> None:
    spool = sources._Spool(io.BytesIO(b"hello world"))
    with spool.open() as first, spool.open() as second:
        assert (first.readable(), first.seekable()) == (True, True)
        assert (first.read(5), second.read(), first.read()) == (b"hello", b"hello world", b" world")
        assert (first.seek(6), first.read(2)) == (6, b"wo")
        assert (first.seek(-3, io.SEEK_END), first.read()) == (8, b"rld")
        raw: Any = first.raw  # type: ignore[attr-defined]
        assert (raw.seek(2), raw.seek(3, io.SEEK_CUR)) == (2, 5)
    assert (spool.size(), spool.read(6, 2)) == (11, b"wo")


def test_inputs_that_cannot_be() -> None:
    message = "standard input is both an input and the list of inputs"
    both = error_of(lambda: sources.Inputs(["-"], files_from="-"), UsageError)
    assert both == ("INP029", message, "Write the list to a file, or leave out -.")
    absent = ("INP012", "standard input is not available here", "Name a file instead of -.")
    assert error_of(lambda: sources.Inputs(["-"]), UsageError) == absent
    assert error_of(lambda: sources.Inputs([], files_from="-"), UsageError) == absent
    found = error_of(lambda: sources.Inputs([], files_from="/none/x"))
    assert found == (
        "INP029",
        "the list /none/x cannot be read: no such file or directory",
        "Check its name and its permissions.",
    )
    [item] = sources.Inputs(["/none/*.txt"])
    assert item.error
    assert (item.path, item.identity) == ("/none/*.txt", "none/*.txt")
    assert (item.error.code, item.error.message) == ("INP038", "nothing matches this pattern")
    assert item.error.advice == "Check the name; ** stands for any number of folders."


def test_a_list_that_vanishes(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_text("s3://b/a.txt?key\n")
    inputs = sources.Inputs([], files_from=str(path))
    [item] = inputs
    assert (item.path, item.name) == ("s3://b/a.txt?…", "a.txt")
    assert item.error
    assert (item.error.code, item.error.message) == ("INP033", "URLs in a list are not read")
    assert item.error.advice == "Allow them with --remote."
    path.unlink()
    [item] = inputs
    assert (item.path, item.identity) == (str(path), "list")
    assert item.error
    assert (item.error.code, item.error.advice) == ("INP029", "Run the command again.")
    assert item.error.message == "the list cannot be read: no such file or directory"


def test_a_container_behind_a_url_and_one_that_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from convert.batch.storage import Entry

    class Store:
        found: Entry | None = Entry("x", False, modified=INSTANT)

        def entry(self, url: str) -> Entry | None:
            assert url == "https://h/n/day.jsonl?key"
            return self.found

        def open(self, url: str) -> io.BytesIO:
            assert url == "https://h/n/day.jsonl?key"
            return io.BytesIO(b'{"text": "x"}\n')

    monkeypatch.setattr(sources, "remote_storage_for", lambda url: Store())
    for moment in (INSTANT, "1970-01-01T00:00:00Z"):
        [item] = sources.Inputs(["https://h/n/day.jsonl?key"])
        assert (item.path, item.identity, item.moment) == ("https://h/n/day.jsonl?…:1", "day.jsonl:1", moment)
        Store.found = None
    path = tmp_path / "day.jsonl"
    path.write_text('{"text": "x"}\n')
    [item] = sources.Inputs([str(path)])
    assert item.container == (str(path), "day.jsonl")

    def refused(*_: object, **__: object) -> Iterator[object]:
        raise PermissionError(13, "Permission denied")

    import builtins

    monkeypatch.setattr(builtins, "open", refused)
    [item] = sources.Inputs([str(path)])
    assert (item.path, item.identity) == (str(path), "day.jsonl")
    assert item.error
    assert (item.error.code, item.error.advice) == ("INP000", "Check its permissions.")
    assert item.error.message == "the file cannot be read: permission denied"


def test_files_of_a_folder_that_may_be_copy(tmp_path: Path) -> None:
    for name in ("a.md", "b.MD", "c.tar.gz", "n/d.eml", ".h/e.md", "README.md", ".f.md", "g.ninjs.jsonl", "h.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    [report] = leftovers.passed_over(str(tmp_path), lambda path: path == str(tmp_path / "n" / "d.eml"))
    assert (report.path, report.format) == (str(tmp_path), "text")
    [found] = report.findings
    assert (found.code, found.severity, found.location.path) == ("INP074", Severity.WARNING, str(tmp_path))
    assert found.message == "files that may be copy are not read: 2 .md, 1 .tar.gz"
    assert found.advice == (
        "Below a folder, .txt files are read. Name the others, too, or a pattern such as 'copy/**/*.md'."
    )
    assert list(leftovers.passed_over(str(tmp_path), lambda path: True)) == []


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        *(("a.txt.gz", ".txt.gz"), ("a.TXT.BZ2", ".txt.bz2"), ("a.jsonl.zst", ".jsonl.zst"), ("a.tar.xz", ".tar.xz")),
        *(("a.7z", ".7z"), ("a.rar", ".rar"), ("a.txz", ".txz"), ("a.txt.zip", ".txt.zip"), ("a.zip", ".zip")),
        *(("a.jsonl.gz", ".jsonl.gz"), ("a.tar", ".tar"), ("a.gz", ""), ("a.txt", ""), ("a.pdf", "")),
        *(("a.ninjs.jsonl", ""), ("README.txt.gz", ""), (".a.7z", ""), ("a.epub.zip", "")),
    ],
)
def test_what_may_be_copy(name: str, suffix: str, tmp_path: Path) -> None:
    """Also what has to be unpacked first."""
    assert leftovers.suffix_of_copy(name) == suffix
    (tmp_path / name).touch()
    found = [report.findings[0].advice for report in leftovers.passed_over(str(tmp_path), lambda path: False)]
    is_packed = suffix not in ("", ".zip", ".jsonl.gz", ".tar")
    assert [("Unpack what is compressed" in advice) for advice in found] == ([is_packed] if suffix else [])


@pytest.mark.parametrize(("count", "words"), [(1, "1: 0"), (5, "5: 0, 1, 2, 3, 4"), (6, "6: 0, 1, 2, 3, 4 and 1 more")])
def test_some_names_of_many(count: int, words: str) -> None:
    named = leftovers._Named()
    for number in range(count):
        named.add(str(number))
    assert (str(named), named.count) == (words, count)
