"""The zip container of an EPUB: bytes in, the bytes of its members out."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from struct import Struct
from types import MappingProxyType
from typing import Any

from convert.documents.limits import LIMITS, MAX_MEMBERS, MAX_RATIO, DocumentError, Limits, too_large


@dataclass(frozen=True, slots=True)
class Epub:
    """An opened EPUB container: the bytes of its members by name, in the order of the zip, the names of those that are
    stored without compression, the names of folders, and the names of those whose data are damaged.
    """

    data: bytes
    members: Mapping[str, bytes]
    stored: frozenset[str]
    limits: Limits = LIMITS
    folders: tuple[str, ...] = ()
    damaged: frozenset[str] = frozenset()


_lzma: Any = getattr(zipfile, "lzma", None)  # not on every system

ZIP_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, *((_lzma.LZMAError,) if _lzma else ()))
"""What `zipfile` raises for members whose bytes are not what their method of compression makes."""


def is_safe_name(name: str) -> bool:
    """Return whether the name of a member of an archive leads to a file in it."""
    parts = name.split("/")
    return not (
        name.startswith("/") or "\\" in name or "\0" in name or ":" in parts[0] or ".." in parts or "" in parts[:-1]
    )


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as member:
        # Limited by the stated size: a member of ten stated bytes can unpack to a gigabyte.
        content = member.read(info.file_size)
        if member.read(1):
            raise DocumentError("a member has more bytes than stated", member=info.filename)
    return content


_LOCAL_HEADER = Struct("<4s5H3L2H")
"""The fixed part of the record before each member (APPNOTE 6.3.10, 4.3.7)."""

_UTF_8_NAME = 0x800


def _ends(infos: Sequence[zipfile.ZipInfo], directory: int) -> Mapping[int, int]:
    """Where the space of each member ends, by where it begins; none if two begin at the same place."""
    starts = sorted({info.header_offset for info in infos})
    are_apart = len(starts) == len(infos)
    return dict(zip(starts, [*starts[1:], directory], strict=True)) if starts and are_apart else {}


def _plain_member(data: bytes, info: zipfile.ZipInfo, end: int) -> bytes | None:
    """The bytes of a member of which both records agree; None for any other, which zipfile reads or refuses.

    Most members are small, and zipfile takes longer to open one than to unpack it.
    """
    at = info.header_offset
    if info.flag_bits & ~_UTF_8_NAME or not 0 <= at <= min(end, len(data)) - _LOCAL_HEADER.size:
        return None
    signature, _, flags, method, _, _, *facts, name_length, extra_length = _LOCAL_HEADER.unpack_from(data, at)
    at += _LOCAL_HEADER.size
    name = info.orig_filename.encode("utf-8", "replace")
    if (signature, flags, method) != (b"PK\3\4", info.flag_bits, info.compress_type) or not name.isascii():
        return None
    if facts != [info.CRC, info.compress_size, info.file_size] or data[at : at + name_length] != name:
        return None
    at += name_length + extra_length
    content = data[at : at + info.compress_size]
    if at + info.compress_size > end:
        return None
    if method == zipfile.ZIP_DEFLATED:
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        with suppress(zlib.error):
            content = unpacking.decompress(content, info.file_size + 1)
        if not unpacking.eof or unpacking.unused_data:
            return None
    elif method != zipfile.ZIP_STORED:
        return None
    return content if len(content) == info.file_size and zlib.crc32(content) == info.CRC else None


_END = Struct("<4s4H2LH")
_ENTRY = Struct("<4s4B2H2H3L3H2H2L")
"""The end of the directory of a zip without a comment, and the fixed part of its entries (4.3.16 and 4.3.12)."""

_PLAIN_NAME = re.compile(rb"[A-Za-z0-9_\-][A-Za-z0-9_\-.]*(?:/[A-Za-z0-9_\-][A-Za-z0-9_\-.]*)*")
_NEWEST = 20
"""The version of APPNOTE with all that plain members need."""


def _plain_members(data: bytes, limits: Limits) -> tuple[dict[str, bytes], set[str]] | None:
    """The members of a plain zip, and the names of those that are stored; None for any other, which zipfile opens.

    In a plain zip members of plain names are one after the other in the order of the directory, each with two records
    that agree, and the directory is after them; there are no folders, comments, extra fields or encryption, and all is
    within limits. Most are so, and zipfile takes longer to read their directory than to unpack them.
    """
    start = len(data) - _END.size
    if start < 0 or data[start - 20 : start - 16] == b"PK\6\7":  # the locator of a large zip
        return None
    signature, disk, first_disk, here, count, size, directory, comment = _END.unpack_from(data, start)
    if signature != b"PK\5\6" or disk or first_disk or comment or directory + size != start:
        return None
    if here != count or count > MAX_MEMBERS:
        return None
    members: dict[str, bytes] = {}
    stored: set[str] = set()
    at, total, offset = directory, 0, 0
    for _ in range(count):
        if at + _ENTRY.size > start:
            return None
        entry = _ENTRY.unpack_from(data, at)
        signature, _, _, needed, _, flags, method, _, _, crc, packed, unpacked, length, extra, comment = entry[:15]
        mode, place = entry[17] >> 16, entry[18]
        written = data[at + _ENTRY.size : at + _ENTRY.size + length]
        begins = offset + _LOCAL_HEADER.size + length
        total += unpacked
        is_plain = (
            signature == b"PK\1\2"
            and needed <= _NEWEST
            and not (flags & ~_UTF_8_NAME or extra or comment)
            and place == offset
            and not stat.S_ISLNK(mode)
            and _PLAIN_NAME.fullmatch(written)
            and data[offset : offset + 4] == b"PK\3\4"
            and data[offset + 4 : offset + 30] == data[at + 6 : at + 32]
            and data[offset + 30 : begins] == written
            and begins + packed <= directory
            and unpacked <= min(limits.member, 2**20)
            and total <= min(limits.unpacked, 2**24)
        )
        if not is_plain:
            return None
        content = data[begins : begins + packed]
        name = written.decode()
        if method == zipfile.ZIP_DEFLATED:
            unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                content = unpacking.decompress(content, unpacked + 1)
            except zlib.error:
                return None
            if not unpacking.eof or unpacking.unused_data:
                return None
        elif method == zipfile.ZIP_STORED:
            stored.add(name)
        else:
            return None
        if len(content) != unpacked or zlib.crc32(content) != crc or name in members:
            return None
        members[name] = content
        at += _ENTRY.size + length
        offset = begins + packed
    return (members, stored) if (at, offset) == (start, directory) else None


def _salvaged(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """What can be unpacked of a member whose data are damaged."""
    at = info.header_offset
    record = data[at : at + _LOCAL_HEADER.size]
    if len(record) < _LOCAL_HEADER.size or not record.startswith(b"PK\3\4"):
        return b""
    *_, name_length, extra_length = _LOCAL_HEADER.unpack(record)
    at += _LOCAL_HEADER.size + name_length + extra_length
    content = data[at : at + info.compress_size]
    if info.compress_type == zipfile.ZIP_DEFLATED:
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = unpacking.decompress(content, info.file_size + 1)
        except zlib.error:
            return b""
        if len(content) > info.file_size:
            raise DocumentError("a member has more bytes than stated", member=info.filename)
        return content
    return content[: info.file_size] if info.compress_type == zipfile.ZIP_STORED else b""


_NEEDED = ("mimetype", "META-INF/")


def open_epub(data: bytes, limits: Limits = LIMITS, *, salvage: bool = False) -> Epub:
    """Open an EPUB's zip container and unpack it in memory, within limits. Raises DocumentError.

    With `salvage`, files whose data are damaged are named in the result; without, they are refused.
    """
    if len(data) > limits.container:
        raise too_large("the container", len(data), limits.container)
    if plain := _plain_members(data, limits):
        return Epub(data, MappingProxyType(plain[0]), frozenset(plain[1]), limits)
    members: dict[str, bytes] = {}
    stored = set()
    folders: list[str] = []
    damaged: set[str] = set()
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_MEMBERS:
                raise DocumentError(f"the container has {len(infos)} members, more than {MAX_MEMBERS}")
            ends = _ends(infos, archive.start_dir)
            for info in infos:
                name = info.filename
                if not is_safe_name(name):
                    detail = _BACKSLASH if "\\" in name else ()
                    raise DocumentError("the name of a member leads out of the container", member=name, detail=detail)
                if stat.S_ISLNK(info.external_attr >> 16):
                    raise DocumentError("a member is a symbolic link", member=name)
                if info.flag_bits & 0x1:
                    raise DocumentError("a member is encrypted by the zip format", member=name)
                if name in members:
                    raise DocumentError("two members have the same name", member=name, detail=_SAME_NAME)
                total += info.file_size
                excessive = total > 2**24 and total > MAX_RATIO * len(data)
                if info.file_size > limits.member or total > limits.unpacked or excessive:
                    raise DocumentError("the unpacked container is too large", member=name)
                if info.file_size > 2**20 and info.file_size > MAX_RATIO * max(info.compress_size, 1):
                    raise DocumentError("a member unpacks to an excessive size", member=name)
                if info.is_dir():
                    folders.append(name)
                    continue
                content = _plain_member(data, info, ends.get(info.header_offset, 0))
                if content is None:
                    try:
                        content = _member(archive, info)
                    except ZIP_DAMAGE:
                        if not salvage or name.startswith(_NEEDED) or name.endswith(".opf"):
                            raise
                        damaged.add(name)
                        content = _salvaged(data, info)
                members[name] = content
                if info.compress_type == zipfile.ZIP_STORED:
                    stored.add(name)
    except (*ZIP_DAMAGE, NotImplementedError, ValueError, OverflowError) as e:
        raise DocumentError(f"not a readable zip container: {e}", detail=_unreadable(data)) from None
    return Epub(data, MappingProxyType(members), frozenset(stored), limits, tuple(folders), frozenset(damaged))


_SAME_NAME = (("epubcheck", "OPF-060"),)
_BACKSLASH = (("epubcheck", "PKG-009"),)
_SMALLEST = 58
"""The size of the first record of an EPUB, with its name and content."""


def _unreadable(data: bytes) -> tuple[tuple[str, str], ...]:
    """The ids of EPUBCheck for a zip that cannot be read."""
    ids = "PKG-003, PKG-008" if len(data) < _SMALLEST else "PKG-008" if data[:2] == b"PK" else "PKG-004, PKG-008"
    return (("epubcheck", ids),)
