"""What the first bytes of a file show: compression, a pointer to a file that is elsewhere, UTF-16."""

from __future__ import annotations

import re
from typing import NamedTuple


class Compression(NamedTuple):
    """A kind of compressed files: what one is, and the command that unpacks it."""

    name: str
    command: str

    @property
    def advice(self) -> str:
        """What to do with a file of this kind."""
        return f"Unpack it with `{self.command}`; folders, .zip, .tar and .tar.gz are read."


_KINDS = (
    (b"\xfd7zXZ\0", Compression("a file compressed with xz", "xz -dk")),
    (b"BZh", Compression("a file compressed with bzip2", "bzip2 -dk")),
    (b"\x28\xb5\x2f\xfd", Compression("a file compressed with Zstandard", "zstd -d")),
    (b"\x04\x22\x4d\x18", Compression("a file compressed with LZ4", "lz4 -d")),
    (b"\x1f\x9d", Compression("a file compressed with compress", "gzip -dk")),
    (b"7z\xbc\xaf\x27\x1c", Compression("a 7z archive", "7z x")),
    (b"Rar!\x1a\x07", Compression("a RAR archive", "unrar x")),
)
"""By the formats' own specifications, the first bytes of each."""

_GZIP = ((b"\x1f\x8b\x08", Compression("a file compressed with gzip", "gzip -dk")),)


def compression_of(data: bytes, *, of_text: bool = False) -> Compression | None:
    """Return the kind of a compressed file that begins so; None for others, and for zip and gzip, which are read.

    Gzip is read of archives and JSON Lines alone, not of other texts (`of_text`).
    """
    kinds = _KINDS + _GZIP if of_text else _KINDS
    found = next((kind for magic, kind in kinds if data.startswith(magic)), None)
    # Copy may begin with "BZh"; bzip2 has the size of its blocks and a number behind it.
    if found and data.startswith(b"BZh") and data[4:10] != b"1AY&SY":
        return None
    return found


def is_pointer(data: bytes) -> bool:
    """Return whether these are the bytes that Git LFS leaves in place of a file."""
    return data.startswith(b"version https://git-lfs.github.com/spec/")


_START = {
    "utf-16-le": re.compile(rb"(?:\xff\xfe)?(?:[\t\n\r ]\0)*[<{\[]\0"),
    "utf-16-be": re.compile(rb"(?:\xfe\xff)?(?:\0[\t\n\r ])*\0[<{\[]"),
}
_ENCODING = re.compile(rb"""\s*(<\?xml\b[^>]{0,200}?)\s+encoding\s*=\s*(?:"[^"]{0,40}"|'[^']{0,40}')""")
"""The encoding that the declaration of XML names (XML 1.0, 4.3.3)."""


def as_utf8(data: bytes) -> bytes:
    """`data` in UTF-8, if they are markup or JSON in UTF-16, without the encoding that a declaration names."""
    if b"\0" not in data[:4]:
        return data
    encoding = next((name for name, start in _START.items() if start.match(data)), None)
    if encoding is None:
        return data
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    return _ENCODING.sub(rb"\1", text.encode("utf-8", "replace"), count=1)
