"""Tar archives of texts (ustar, GNU, pax): their `.txt` members, one at a time.

They are read by code of our own, because `tarfile` keeps the headers of all members, and reads the names and sparse
maps of hostile ones as long as they claim to be.
"""

from __future__ import annotations

import io
import math
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Literal, NamedTuple

from convert.batch.inputs.archives import BLOCK, Member, damaged, inner_name, items_of, path_of
from convert.batch.inputs.items import Item, Notes, failed
from convert.batch.inputs.leftovers import Leftovers, Tell, untold
from convert.batch.inputs.nested import Opener, is_nested
from convert.batch.inputs.picture_index import PictureIndex
from convert.batch.inputs.pictures import is_picture
from convert.batch.inputs.sidecars import MAX_BYTES as MAX_SIDECAR
from convert.batch.inputs.sidecars import SUFFIXES, too_large
from convert.batch.inputs.unpacking import packed_size
from convert.errors import ConvertError, InputError
from convert.pictures.limits import MAX_BYTES

_MAX_HEADER = 2**20
"""The maximum size of a long name or extended header in bytes."""

_SIZE = 512
_REGULAR = (b"0", b"\0", b"7")
_WITHOUT_DATA = (b"1", b"2", b"3", b"4", b"5", b"6")
_HARD = b"1"
_LINKS = (_HARD, b"2")


def tar_members(
    file: BinaryIO, path: str, identity: str, moment: str, tell: Tell = untold, *, opener: Opener | None = None
) -> Iterator[Item]:
    """Yield the texts in a tar archive, in its order. It is read twice, first for what is beside them, wherever it is.

    `tell` gets the report on what else is in it, when all are yielded. `opener` opens the archives in it.
    """
    sidecars, large = Notes(), Notes()
    place = path_of(file)
    pictures = PictureIndex((lambda _, offset, size: InTar(place, offset, size)) if place else None)
    leftovers = Leftovers(pictures, is_nested) if opener else Leftovers(pictures)

    def read(name: str) -> bytes:
        if large.get(name) is not None:
            raise too_large(f"{path}/{name}")
        return sidecars.get(name) or b""

    try:
        _collect(file, sidecars, large, leftovers, is_kept=not place)
        file.seek(0)
        yield from items_of(
            tar_entries(file),
            sidecars,
            read,
            leftovers,
            path,
            identity,
            moment,
            tell,
            opener=opener,
            consumed=lambda: packed_size(file),
        )
    except ConvertError as e:
        yield failed(path, identity, e)
    except OSError as e:
        yield failed(path, identity, damaged(e))
    finally:
        sidecars.close()
        large.close()


def tar_entries(file: BinaryIO, total: int | None = None) -> Iterator[Member]:
    """Yield the members of a tar archive (ustar, GNU, pax), each to be read before the next. Raises InputError.

    `total` is the size of a file in which what is not read can be leapt over; while a member is yielded, the file is
    where its bytes begin.
    """
    long_name: str | None = None
    long_link: str | None = None
    extended: dict[str, str] = {}
    while header := file.read(_SIZE):
        if not header[0] and header.count(0) == len(header) == _SIZE:
            return
        _refuse_header(header)
        type, size = header[156:157], _number(header[124:136])
        if type in (b"L", b"K", b"x", b"g"):
            data = _read_exactly(file, size) if size <= _MAX_HEADER else b""
            if size > _MAX_HEADER:
                raise damaged(f"a header has {size:,} bytes")
            _skip(file, -size % _SIZE, total)
            if type == b"L":
                long_name = _text(data)
            elif type == b"K":
                long_link = _text(data)
            elif type == b"x":
                extended = _extended(data)
            continue
        name = extended.get("path") or long_name or _name(header)
        size = int(extended["size"]) if extended.get("size", "").isdecimal() else size
        is_sparse = type == b"S" or (extended and any(key.startswith("GNU.sparse.") for key in extended))
        left = 0 if type in _WITHOUT_DATA else size
        taken = False

        def read(size: int = size) -> bytes:
            nonlocal taken
            taken = True
            return _read_exactly(file, size)

        def blocks(size: int = size) -> Iterator[bytes]:
            nonlocal taken
            taken = True
            while size:
                block = file.read(min(size, BLOCK))
                if not block:
                    raise damaged("it ends inside a member")
                size -= len(block)
                yield block

        yield Member(
            name=name,
            kind=_kind(type, name, is_sparse=bool(is_sparse)),
            size=size,
            seconds=_seconds(extended.get("mtime"), header),
            read=read,
            blocks=blocks,
            target="" if type != _HARD else extended.get("linkpath") or long_link or _text(header[157:257]),
        )
        _skip(file, (0 if taken else left) + -left % _SIZE, total)
        long_name, long_link, extended = None, None, {}


def _kind(type: bytes, name: str, *, is_sparse: bool) -> Literal["file", "folder", "link", "special"]:
    if type == b"5" or (type == b"\0" and name.endswith("/")):
        return "folder"
    if type in _LINKS:
        return "link"
    return "file" if type in _REGULAR and not is_sparse else "special"


def _refuse_header(header: bytes) -> None:
    """Raise InputError (INP036) for a header that is cut off or whose sum is wrong."""
    if len(header) < _SIZE:
        raise damaged("it ends inside a header")
    stated = _number(header[148:154] + b"\0" if header[154:156] == b"\0 " else header[148:156])
    blank = b"%b        %b" % (header[:148], header[156:])
    # The lower half of this checksum is the sum of up to 256 bytes, and 1; it is faster than `sum`.
    if stated == (zlib.adler32(blank[:256]) & 0xFFFF) + (zlib.adler32(blank[256:]) & 0xFFFF) - 2:
        return
    if stated != sum(byte - 256 * (byte > 127) for byte in (*header[:148], *b" " * 8, *header[156:])):
        raise damaged("the sum of a header is wrong; it is not a tar archive, or it is cut off")


def _number(field: bytes) -> int:
    """Return a number in octal digits, or in base 256 if the first bit is set. Raises InputError (INP036)."""
    if field[0] == 0x80:
        number = int.from_bytes(field[1:], "big")
    elif not field[-1] and field[:-1].isdigit():
        try:
            return int(field[:-1], 8)
        except ValueError:
            number = -1
    else:
        digits = field.split(b"\0", 1)[0].strip()
        try:
            number = int(digits, 8) if digits else 0
        except ValueError:
            number = -1
    if not 0 <= number < 2**63:
        raise damaged("a number of a header is invalid")
    return number


def _name(header: bytes) -> str:
    name = _text(header[:100])
    return f"{_text(header[345:500])}/{name}" if header[345] and header[257:263] == b"ustar\0" else name


def _text(data: bytes) -> str:
    return data.split(b"\0", 1)[0].decode("utf-8", "surrogateescape")


def _extended(data: bytes) -> dict[str, str]:
    """Return the records of an extended header of pax, each `LENGTH KEY=VALUE` and a line break."""
    found = {}
    at = 0
    while at < len(data):
        digits, space, _ = data[at : at + 20].partition(b" ")
        length = int(digits) if digits.isdigit() else 0
        record = data[at + len(digits) + 1 : at + length]
        key, equals, value = record.partition(b"=")
        if not space or not equals or not value.endswith(b"\n"):
            raise damaged("an extended header is invalid")
        found[key.decode("utf-8", "replace")] = value[:-1].decode("utf-8", "surrogateescape")
        at += length
    return found


def _seconds(extended: str | None, header: bytes) -> float | None:
    """Return the modification time of a member, None for 0, which is what archives without times have."""
    try:
        seconds = float(extended or _number(header[136:148]))
    except (ValueError, InputError):
        return None
    return seconds if seconds and math.isfinite(seconds) else None


class InTar(NamedTuple):
    """A picture of `size` bytes at an offset in the tar at `path`."""

    path: str
    offset: int
    size: int

    def read(self) -> bytes:
        """The bytes. Raises OSError."""
        with open(self.path, "rb") as file:
            file.seek(self.offset)
            return file.read(self.size)


def _collect(file: BinaryIO, sidecars: Notes, large: Notes, leftovers: Leftovers, *, is_kept: bool) -> None:
    """Remember what is beside the texts of a tar archive, as far as it can be read.

    The contents of metadata files are kept in `sidecars`, the names of those too large in `large`; the bytes of
    pictures are kept if they are not found again by their offset.
    """
    try:
        for member in tar_entries(file):
            name = inner_name(member.name)
            if member.kind == "folder" or not name:
                continue
            leftovers.add(name)
            if is_picture(name.rpartition("/")[2]):
                _add_picture(leftovers.pictures, member, name, file, is_kept=is_kept)
            elif member.kind == "file" and name.endswith(SUFFIXES):
                if member.size > MAX_SIDECAR:
                    large.add(name)
                    sidecars.add(name)
                else:
                    sidecars.add(name, member.read())
    except InputError:
        return  # and reported when the members are read


def _add_picture(pictures: PictureIndex, member: Member, name: str, file: BinaryIO, *, is_kept: bool) -> None:
    if member.kind != "file":
        refusal = "is a link" if member.kind == "link" else "is no regular file"
        pictures.add(name, member.size, refusal=refusal)
    elif member.size > MAX_BYTES:
        pictures.add(name, member.size)
    elif is_kept:
        pictures.add_bytes(name, member.read())
    else:
        offset, checksum = file.tell(), 0
        for block in member.blocks():
            checksum = zlib.crc32(block, checksum)
        pictures.add(name, member.size, checksum=checksum, offset=offset)


def _read_exactly(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) < size:
        raise damaged("it ends inside a member")
    return data


def _skip(file: BinaryIO, size: int, total: int | None) -> None:
    """Pass over bytes: by a leap if the size of the file is known. Raises InputError if there are not as many."""
    if not size:
        return
    if total is not None:
        if size > total - file.tell():
            raise damaged("it ends inside a member")
        file.seek(size, io.SEEK_CUR)
        return
    while size:
        block = file.read(min(size, BLOCK))
        if not block:
            raise damaged("it ends inside a member")
        size -= len(block)
