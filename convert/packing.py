"""Deterministic zip files, for EPUBs and archives of results: the bytes depend only on the packed files.

All members have the same time, attributes and compression, whatever the clock, file system and platform.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
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


def _deflated(data: bytes) -> bytes:
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush()


_shared = lru_cache(maxsize=8)(_deflated)
