"""Zips whose directory cannot be read, such as one that was cut off: their files are found by the header of each."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from struct import Struct
from typing import BinaryIO, NamedTuple

from convert.batch.inputs.archives import UNPACK_YOURSELF
from convert.batch.inputs.zips import unicode_name
from convert.documents import MAX_RATIO
from convert.errors import InputError
from convert.packages.trees.archives import Archive, damaged

_HEADER = Struct("<4s5H3L2H")
_LOCAL = b"PK\3\4"
_DESCRIPTOR = b"PK\7\x08"
"""The records before and behind the bytes of a file (APPNOTE 6.3.10, 4.3.7 and 4.3.9)."""

_UTF_8 = 0x800
_ENCRYPTED = 1
_HAS_DESCRIPTOR = 8
_ZIP_64 = 1
_SENTINEL = 2**32 - 1
_BLOCK = 2**18
_FREE = 2**24


class _Found(NamedTuple):
    """A file of a zip: where its bytes begin, and what its header says of them.

    `packed` and `size` are None where the header leaves them to the record behind the file, which has the checksum.
    """

    name: str
    start: int
    method: int
    packed: int | None
    size: int | None
    checksum: int | None
    is_encrypted: bool


class SalvagedZip(Archive):
    """The files of a zip up to the first place that is damaged, in their order; the last may not be whole.

    A file that cannot be read to its end, or has another checksum, raises DamagedError behind what can be read of it.
    """

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self._end = file.seek(0, os.SEEK_END)
        self._limit = max(_FREE, MAX_RATIO * self._end)
        self._found: dict[str, _Found] = {}
        total = 0
        for found, size in self._headers():
            refusal = "is encrypted" if found.is_encrypted else ""
            if self._is_taken(found.name, "file", size, refusal):
                self._found[found.name] = found
                total += size
                self._refuse_bomb(total)
        self._cut_root()

    def _headers(self) -> Iterator[tuple[_Found, int]]:
        """Yield the files with their sizes, up to the first header that is none."""
        at = 0
        while (found := self._header(at)) is not None:
            packed, size = found.packed, found.size
            if packed is None or size is None:
                if found.method != zipfile.ZIP_DEFLATED or found.is_encrypted:
                    return  # where it ends is not to be seen
                size, packed = self._measured(found)
            at = found.start + packed
            if found.packed is None:
                length, checksum = self._descriptor(at)
                found = found._replace(checksum=checksum)
                at += length
            if found.name and not found.name.endswith("/"):
                yield found, size

    def _header(self, at: int) -> _Found | None:
        """Return the file whose header is at a place, None if there is no whole one."""
        self._file.seek(at)
        data = self._file.read(_HEADER.size)
        if len(data) < _HEADER.size or not data.startswith(_LOCAL):
            return None
        _, _, flags, method, _, _, checksum, packed, size, name_length, extra_length = _HEADER.unpack(data)
        rest = self._file.read(name_length + extra_length)
        if len(rest) < name_length + extra_length:
            return None
        try:
            raw = rest[:name_length]
            name = raw.decode() if flags & _UTF_8 else unicode_name(raw, rest[name_length:])
        except UnicodeDecodeError:
            return None
        if _SENTINEL in (packed, size):
            large = _large_sizes(rest[name_length:])
            if large is None:
                return None
            size, packed = large
        is_open = bool(flags & _HAS_DESCRIPTOR) and not packed
        return _Found(
            name=name,
            start=at + _HEADER.size + len(rest),
            method=method,
            packed=None if is_open else packed,
            size=None if is_open else size,
            checksum=None if is_open else checksum,
            is_encrypted=bool(flags & _ENCRYPTED),
        )

    def _measured(self, found: _Found) -> tuple[int, int]:
        """Return the size of a compressed file whose end only its bytes show, and of what it is packed in."""
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        size = packed = 0
        while block := self._read_at(found.start + packed, _BLOCK):
            packed += len(block)
            while block:
                try:
                    size += len(unpacking.decompress(block, _BLOCK))
                except zlib.error:
                    return size, packed
                self._refuse_bomb(size)
                if unpacking.eof:
                    return size, packed - len(unpacking.unused_data)
                block = unpacking.unconsumed_tail
        return size, packed

    def _descriptor(self, at: int) -> tuple[int, int | None]:
        """Return the length of the record behind a file, and the checksum in it, None if it is cut off."""
        data = self._read_at(at, 28)
        mark = 4 if data.startswith(_DESCRIPTOR) else 0
        lengths = (mark + 12, mark + 20)
        length = next((length for length in lengths if data[length : length + 2] == b"PK"), lengths[0])
        return length, int.from_bytes(data[mark : mark + 4], "little") if len(data) >= lengths[0] else None

    def _refuse_bomb(self, total: int) -> None:
        if total > self._limit:
            raise InputError("PKG000", f"the archive unpacks to more than {MAX_RATIO} times its size", UNPACK_YOURSELF)

    def _read_at(self, at: int, size: int) -> bytes:
        self._file.seek(at)
        return self._file.read(size)

    def contents(self, only: Collection[str] | None = None) -> Iterator[tuple[str, Iterable[bytes]]]:
        names = self.files if only is None else [name for name in self.files if name in only]
        for name in names:
            yield name, self.blocks(name)

    def blocks(self, name: str) -> Iterator[bytes]:
        found = self._found[self._root + name]
        checksum = size = 0
        for block in self._unpacked(found):
            size += len(block)
            if found.size is not None and size > found.size:
                raise damaged("a file has more bytes than stated")
            checksum = zlib.crc32(block, checksum)
            yield block
        if found.size is not None and size < found.size:
            raise damaged("it ends inside a file")
        if found.checksum is not None and checksum != found.checksum:
            raise damaged("the checksum of a file is another")

    def _unpacked(self, found: _Found) -> Iterator[bytes]:
        packed = self._packed(found)
        if found.method == zipfile.ZIP_STORED:
            yield from packed
            return
        if found.method != zipfile.ZIP_DEFLATED:
            raise damaged(f"a file is packed in a way that is not known ({found.method})")
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        for block in packed:
            while block and not unpacking.eof:
                try:
                    yield unpacking.decompress(block, _BLOCK)
                except zlib.error as e:
                    raise damaged(e) from None
                block = unpacking.unconsumed_tail
        if not unpacking.eof:
            raise damaged("it ends inside a file")

    def _packed(self, found: _Found) -> Iterator[bytes]:
        end = self._end if found.packed is None else min(self._end, found.start + found.packed)
        for at in range(found.start, end, _BLOCK):
            yield self._read_at(at, min(_BLOCK, end - at))

    def close(self) -> None:
        self._file.close()


def _large_sizes(extra: bytes) -> tuple[int, int] | None:
    """Return the size of a large file and of what it is packed in (4.5.3), None if they are not there."""
    while len(extra) >= 4:
        tag, length = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if tag == _ZIP_64 and length >= 16:
            return int.from_bytes(extra[4:12], "little"), int.from_bytes(extra[12:20], "little")
        extra = extra[4 + length :]
    return None
