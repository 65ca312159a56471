"""Deterministic zip files, for EPUBs and archives of results: the bytes depend only on the packed files.

All members have the same time, attributes and compression, whatever the clock, file system and platform.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from struct import Struct
from typing import BinaryIO

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_REGULAR_FILE = 0o100644
_LEVEL = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file to pack: its name, with `/` between folders, its bytes, and whether to store it uncompressed.

    The compressed bytes of a `shared` member, which many zips have, are kept.
    """

    name: str
    data: bytes
    stored: bool = False
    shared: bool = False


_LARGE = 2**20
_SUSPICIOUS_RATIO = 100
"""Readers refuse a large member that packs to a much smaller size than text does: it may be an attack on them."""


def _is_suspicious(data: bytes) -> bool:
    return len(data) > _LARGE and len(data) > _SUSPICIOUS_RATIO * len(zlib.compress(data, _LEVEL))


def _is_stored(member: Member) -> bool:
    return member.stored or member.name == "mimetype" or _is_suspicious(member.data)


def pack(members: Sequence[Member]) -> bytes:
    """Return a zip of `members` in the given order, with `mimetype` first and stored (OCF 3.3, 4.2.2)."""
    ordered = sorted(members, key=lambda m: m.name != "mimetype")
    if len(ordered) >= _MAX_MEMBERS or sum(len(member.data) for member in ordered) > _MAX_SIZE:
        return _packed_by_zipfile(ordered)
    return _packed(ordered)


def _packed_by_zipfile(members: Sequence[Member]) -> bytes:
    """The zip by Python's own module, which knows the extensions for large ones; it takes longer for small ones."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member in members:
            _write(archive, member)
    return buffer.getvalue()


def _write(archive: zipfile.ZipFile, member: Member) -> None:
    info = _info(member.name)
    stored = _is_stored(member)
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    archive.writestr(info, member.data, compresslevel=None if stored else _LEVEL)


class StoredZip:
    """A zip of members that are not compressed, written one after the other to a file that can be sought."""

    def __init__(self, file: BinaryIO) -> None:
        self._archive = zipfile.ZipFile(file, "w")

    def add(self, name: str, data: bytes) -> None:
        """Write a member."""
        self._archive.writestr(_info(name), data)

    def close(self) -> None:
        """Write the directory; the file stays open."""
        self._archive.close()


class PackedZip(StoredZip):
    """A zip as `pack` makes it, written one member after the other."""

    def add(self, name: str, data: bytes) -> None:
        """Write a member; `mimetype` has to be the first."""
        _write(self._archive, Member(name=name, data=data))


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = _UNIX
    info.external_attr = _REGULAR_FILE << 16
    return info


# --------------------------------------------------------------------------------------------------------------------
# The records of a zip (APPNOTE 6.3.10, 4.3.7, 4.3.12 and 4.3.16)

_MAX_MEMBERS = 2**16 - 1
_MAX_SIZE = 2**31
"""Above these a zip needs the extensions of APPNOTE 4.3.14."""

_VERSION = 20
_UTF_8 = 0x800
_DAY = 1 << 5 | 1  # 1 January 1980

_LOCAL = Struct("<4s5H3L2H")
_CENTRAL = Struct("<4s2B5H3L5H2L")
_END = Struct("<4s4H2LH")


def _packed(members: Sequence[Member]) -> bytes:
    parts: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for member in members:
        name = member.name.encode()
        stored = _is_stored(member)
        written = member.data if stored else _shared(member.data) if member.shared else _deflated(member.data)
        flags = 0 if name.isascii() else _UTF_8
        # Version, flags, method, time, day, checksum, sizes and the lengths of name and extra field, in both records.
        method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        sizes = (len(written), len(member.data), len(name), 0)
        common = (_VERSION, flags, method, 0, _DAY, zlib.crc32(member.data), *sizes)
        parts += (_LOCAL.pack(b"PK\3\4", *common), name, written)
        directory += (
            _CENTRAL.pack(b"PK\1\2", _VERSION, _UNIX, *common, 0, 0, 0, _REGULAR_FILE << 16, at),
            name,
        )
        at += _LOCAL.size + len(name) + len(written)
    size = sum(map(len, directory))
    count = len(members)
    return b"".join((*parts, *directory, _END.pack(b"PK\5\6", 0, 0, count, count, size, at, 0)))


_LARGE_FILE = 2**32 - 1
_VERSION_64 = 45
_LARGE_EXTRA = Struct("<2H2Q")
_PLACE_EXTRA = Struct("<2HQ")
_END_64 = Struct("<4sQ2H2L4Q")
_LOCATOR_64 = Struct("<4sLQL")


_FACTS = Struct("<5H3L2H")
"""What both records of a member have behind their first bytes."""

_ENTRY = b"PK\1\2" + bytes((_VERSION, _UNIX))
_ENTRY_END = Struct("<3H2L")
_ATTRIBUTES = _REGULAR_FILE << 16


class StoredFiles:
    """A zip of any number of files of any size that are not compressed, written to a file that can be sought.

    Its directory is kept on disk until the end of the context writes it, so that memory does not grow.
    """

    def __init__(self, file: BinaryIO, time: datetime) -> None:
        """`time` is that of all members, in UTC."""
        self._file = file
        self._at = file.tell()
        self._directory = tempfile.TemporaryFile(buffering=2**18)  # noqa: SIM115  (open until the end of the context)
        self._count = 0
        year = min(max(time.year, 1980), 2107)
        self._day = (year - 1980) << 9 | time.month << 5 | time.day
        self._time = time.hour << 11 | time.minute << 5 | time.second // 2

    def __enter__(self) -> StoredFiles:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        with self._directory:
            if kind is None:
                self._end()

    def add(self, name: str, data: bytes) -> None:
        """Write a member."""
        header = self._noted(name.encode(), zlib.crc32(data), len(data))
        self._file.write(header)
        self._file.write(data)
        self._at += len(header) + len(data)

    @contextlib.contextmanager
    def open(self, name: str, size: int) -> Iterator[Callable[[bytes], object]]:
        """Yield what writes the bytes of a member of this size."""
        checksum = 0

        def write(data: bytes) -> None:
            nonlocal checksum
            checksum = zlib.crc32(data, checksum)
            self._file.write(data)

        start, encoded = self._at, name.encode()
        length = _LOCAL.size + len(encoded) + (_LARGE_EXTRA.size if size >= _LARGE_FILE else 0)
        self._file.write(bytes(length))
        yield write
        end = self._file.tell()
        self._file.seek(start)
        self._file.write(self._noted(encoded, checksum, size))
        self._file.seek(end)
        self._at = end

    def _noted(self, name: bytes, checksum: int, size: int) -> bytes:
        """Note a member that begins here for the directory, and return its header."""
        if size >= _LARGE_FILE or self._at >= _LARGE_FILE:
            return self._noted_large(name, checksum, size)
        flags = 0 if name.isascii() else _UTF_8
        length = len(name)
        facts = _FACTS.pack(_VERSION, flags, zipfile.ZIP_STORED, self._time, self._day, checksum, size, size, length, 0)
        self._directory.write(b"%b%b%b%b" % (_ENTRY, facts, _ENTRY_END.pack(0, 0, 0, _ATTRIBUTES, self._at), name))
        self._count += 1
        return b"PK\3\4%b%b" % (facts, name)

    def _noted_large(self, name: bytes, checksum: int, size: int) -> bytes:
        """Note a member that is large or far from the beginning, which takes extensions."""
        flags = 0 if name.isascii() else _UTF_8
        is_large, is_far = size >= _LARGE_FILE, self._at >= _LARGE_FILE
        stated = _LARGE_FILE if is_large else size
        extra = _LARGE_EXTRA.pack(1, 16, size, size) if is_large else b""
        common = (_VERSION_64, flags, zipfile.ZIP_STORED, self._time, self._day, checksum, stated, stated, len(name))
        header = _LOCAL.pack(b"PK\3\4", *common, len(extra)) + name + extra
        if is_far:
            extra = extra + self._at.to_bytes(8, "little") if is_large else _PLACE_EXTRA.pack(1, 8, self._at)
            extra = extra[:2] + (len(extra) - 4).to_bytes(2, "little") + extra[4:]
        place = _LARGE_FILE if is_far else self._at
        entry = _CENTRAL.pack(b"PK\1\2", _VERSION_64, _UNIX, *common, len(extra), 0, 0, 0, _ATTRIBUTES, place)
        self._directory.write(entry + name + extra)
        self._count += 1
        return header

    def _end(self) -> None:
        """Write the directory."""
        size = self._directory.tell()
        self._directory.seek(0)
        shutil.copyfileobj(self._directory, self._file, 2**20)
        count, place = self._count, self._at
        if count >= _MAX_MEMBERS or size >= _LARGE_FILE or place >= _LARGE_FILE:
            end = place + size
            versions = (_UNIX << 8 | _VERSION_64, _VERSION_64)
            self._file.write(_END_64.pack(b"PK\6\6", 44, *versions, 0, 0, count, count, size, place))
            self._file.write(_LOCATOR_64.pack(b"PK\6\7", 0, end, 1))
            count = min(count, _MAX_MEMBERS)
            size, place = min(size, _LARGE_FILE), min(place, _LARGE_FILE)
        self._file.write(_END.pack(b"PK\5\6", 0, 0, count, count, size, place, 0))


def _deflated(data: bytes) -> bytes:
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush()


_shared = lru_cache(maxsize=8)(_deflated)
