"""Markup and data in UTF-16, whose first bytes do not show what they are."""

from __future__ import annotations

import re

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
