"""Deterministic zip files, for EPUBs and archives of results: the bytes depend only on the packed files.

All members have the same time, attributes and compression, whatever the clock, file system and platform.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_REGULAR_FILE = 0o100644
_LEVEL = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file to pack: its name, with `/` between folders, its bytes, and whether to store it uncompressed."""

    name: str
    data: bytes
    stored: bool = False


_LARGE = 2**20
_SUSPICIOUS_RATIO = 100
"""Readers refuse a large member that packs to a much smaller size than text does: it may be an attack on them."""


def _is_suspicious(data: bytes) -> bool:
    return len(data) > _LARGE and len(data) > _SUSPICIOUS_RATIO * len(zlib.compress(data, _LEVEL))


def pack(members: Sequence[Member]) -> bytes:
    """Return a zip of `members` in the given order, with `mimetype` first and stored (OCF 3.3, 4.2.2)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member in sorted(members, key=lambda m: m.name != "mimetype"):
            info = zipfile.ZipInfo(member.name, _EPOCH)
            info.create_system = _UNIX
            info.external_attr = _REGULAR_FILE << 16
            stored = member.stored or member.name == "mimetype" or _is_suspicious(member.data)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, member.data, compresslevel=None if stored else _LEVEL)
    return buffer.getvalue()
