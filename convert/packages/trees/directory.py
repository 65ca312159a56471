"""The directory of a zip whose files are stored as they are, read in a stream: `zipfile` keeps an object for each.

Zips that have anything else, such as compressed files, links, folders or comments, are left to `zipfile`.
"""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterator
from struct import Struct
from typing import BinaryIO, NamedTuple

_CENTRAL = Struct("<4s2B5H3L5H2L")
_LENGTHS = Struct("<3H")
_END = Struct("<4s4H2LH")
_END_64 = Struct("<4sQ2H2L4Q")
_LOCATOR_64 = Struct("<4sLQL")
"""The records of APPNOTE 6.3.10, 4.3.12, 4.3.16, 4.3.14 and 4.3.15."""

_UTF_8 = 0x800
_MAX_VERSION = 63
_SENTINEL = 2**32 - 1
_BLOCK = 2**18


class NotPlain(Exception):
    """The zip has something that only `zipfile` reads."""


class Stored(NamedTuple):
    """A file of a zip: its name, where its header begins, its size, and its checksum."""

    name: str
    offset: int
    size: int
    checksum: int


def stored_files(file: BinaryIO, limit: int) -> Iterator[Stored]:
    """Yield the files in the directory of a zip, in its order. Raises NotPlain, also after some of them.

    `limit` is the maximum size of the directory in bytes.
    """
    count, at, end = _place(file)
    if end - at > limit:
        raise NotPlain
    file.seek(at)
    held = b""
    start = 0
    left = end - at
    for _ in range(count):
        while len(held) - start < _CENTRAL.size or len(held) - start < (length := _length(held, start)):
            block = file.read(min(_BLOCK, left))
            if not block:
                raise NotPlain
            left -= len(block)
            held, start = held[start:] + block, 0
        yield _file(held, start)
        start += length
    if left or start != len(held):
        raise NotPlain


def _length(data: bytes, at: int) -> int:
    """Return the length of an entry that begins here, whose names and comments have their lengths in its record."""
    name, extra, comment = _LENGTHS.unpack_from(data, at + 28)
    return _CENTRAL.size + int(name + extra + comment)


def _file(data: bytes, at: int) -> Stored:
    """Return the file of an entry. Raises NotPlain."""
    record = _CENTRAL.unpack_from(data, at)
    magic, _, _, version, flags, method, _, _, checksum, packed, size, length, extra, comment = record[:14]
    disk, _, attributes, offset = record[14:]
    if magic != b"PK\1\2" or method != zipfile.ZIP_STORED or packed != size or version > _MAX_VERSION:
        raise NotPlain
    if flags & ~_UTF_8 or extra or comment or disk or _SENTINEL in (size, offset) or stat.S_ISLNK(attributes >> 16):
        raise NotPlain
    encoded = data[at + _CENTRAL.size : at + _CENTRAL.size + length]
    try:
        name = encoded.decode("utf-8" if flags else "ascii")
    except UnicodeDecodeError:
        raise NotPlain from None
    if not name or name.endswith("/") or "\0" in name:
        raise NotPlain
    return Stored(name, offset, size, checksum)


def _place(file: BinaryIO) -> tuple[int, int, int]:
    """Return the number of entries in the directory, and where it begins and ends. Raises NotPlain."""
    total = file.seek(0, os.SEEK_END)
    tail = min(total, _END_64.size + _LOCATOR_64.size + _END.size)
    file.seek(total - tail)
    data = file.read(tail)
    if tail < _END.size:
        raise NotPlain
    magic, disk, first, here, count, size, at, comment = _END.unpack(data[-_END.size :])
    end = total - _END.size
    if magic != b"PK\5\6" or disk or first or here != count or comment:
        raise NotPlain
    rest = data[: -_END.size]
    if len(rest) >= _LOCATOR_64.size and rest[-_LOCATOR_64.size :].startswith(b"PK\6\7"):
        if len(rest) < _END_64.size + _LOCATOR_64.size:
            raise NotPlain
        end -= _END_64.size + _LOCATOR_64.size
        _, disk, place, disks = _LOCATOR_64.unpack(rest[-_LOCATOR_64.size :])
        magic, length, _, _, one, other, here, count, size, at = _END_64.unpack(rest[: _END_64.size])
        if magic != b"PK\6\6" or length != _END_64.size - 12 or disk or one or other or here != count:
            raise NotPlain
        if disks != 1 or place != end:
            raise NotPlain
    if at + size != end:
        raise NotPlain
    return count, at, end
