"""The directory of a zip whose files are stored as they are, read in a stream: `zipfile` keeps an object for each.

Zips that have anything else, such as compressed files, links, folders or comments, are left to `zipfile`.
"""

from __future__ import annotations

import os
import stat
import struct
import zipfile
from collections.abc import Iterator
from struct import Struct
from typing import BinaryIO, NamedTuple

_CENTRAL = Struct("<4s2x3H4x3L4H2x2L")
_END = Struct("<4s4H2LH")
_END_64 = Struct("<4sQ2H2L4Q")
_LOCATOR_64 = Struct("<4sLQL")
"""The records of APPNOTE 6.3.10, 4.3.12, 4.3.16, 4.3.14 and 4.3.15, without what does not matter here."""

_UTF_8 = 0x800
_MAX_VERSION = 63
_SENTINEL = 2**32 - 1
_BLOCK = 2**20
_MAX_ENTRY = 46 + 3 * 2**16
"""More than the largest entry has, with its name and what follows."""


class NotPlain(Exception):
    """A package has something that is read in another, more general way."""


class Stored(NamedTuple):
    """A file of a zip: its name, where its header begins, its size, and its checksum."""

    name: bytes
    offset: int
    size: int
    checksum: int


def stored_files(file: BinaryIO, limit: int | None) -> Iterator[Stored]:
    """Yield the files in the directory of a zip, in its order. Raises NotPlain, also after some of them.

    `limit` is the maximum size of the directory in bytes.
    """
    count, at, end = _place(file)
    if limit is not None and end - at > limit:
        raise NotPlain
    file.seek(at)
    held = b""
    start = 0
    left = end - at
    unpack = _CENTRAL.unpack_from
    for _ in range(count):
        if left and len(held) - start < _MAX_ENTRY:
            held, start = held[start:] + file.read(min(_BLOCK, left)), 0
            left = end - file.tell()
        if len(held) - start < _CENTRAL.size:
            raise NotPlain
        magic, version, flags, method, checksum, packed, size, *lengths, disk, attributes, offset = unpack(held, start)
        length, extra, comment = lengths
        start += _CENTRAL.size
        name = held[start : start + length]
        start += length
        if magic != b"PK\1\2" or method != zipfile.ZIP_STORED or version > _MAX_VERSION or flags & ~_UTF_8:
            raise NotPlain
        if packed != size or comment or disk or stat.S_ISLNK(attributes >> 16):
            raise NotPlain
        if extra:
            size, offset = _extended(held[start : start + extra], size, offset)
            start += extra
        if size == _SENTINEL or offset == _SENTINEL or not (flags or name.isascii()):
            raise NotPlain
        if not name or name.endswith(b"/") or b"\0" in name:
            raise NotPlain
        yield Stored(name, offset, size, checksum)
    if left or start != len(held):
        raise NotPlain


def _extended(extra: bytes, size: int, offset: int) -> tuple[int, int]:
    """Return size and offset of a file, of which the extra field of zip64 has those that are too large for an entry.

    Raises NotPlain for any other extra field (APPNOTE 6.3.10, 4.5.3).
    """
    wanted = 2 * (size == _SENTINEL) + (offset == _SENTINEL)
    if len(extra) != 4 + 8 * wanted or extra[:4] != struct.pack("<2H", 1, 8 * wanted):
        raise NotPlain
    numbers = struct.unpack_from(f"<{wanted}Q", extra, 4)
    if size == _SENTINEL:
        if numbers[0] != numbers[1]:
            raise NotPlain
        size = numbers[0]
    return size, numbers[-1] if offset == _SENTINEL else offset


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
