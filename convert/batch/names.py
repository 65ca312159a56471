"""File names made from data: any text becomes one component of a path that is safe on every file system."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

MAX_COMPONENT = 200
"""The maximum length of a component in bytes: 255 is that of file systems, and documents add a number and a suffix."""

_FORBIDDEN = frozenset('/\\:*?"<>|%')
"""Characters that separate paths, that Windows does not allow, or that the manifests of BagIt encode."""

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
"""Categories of characters that a name must not have, such as line breaks, bidi controls and lone surrogates."""

_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
"""The names of devices on Windows, with any suffix."""


def safe_component(name: str, *, maximum: int = MAX_COMPONENT) -> str:
    """Return `name` as one safe component of a path, in NFC and at most `maximum` bytes of UTF-8 (at least 16).

    Characters that are not safe become `_`, so different names can become equal; a name that is cut ends in `~` and a
    part of its digest. A safe name stays as it is.
    """
    text = unicodedata.normalize("NFC", name)
    text = "".join("_" if c in _FORBIDDEN or unicodedata.category(c) in _INVISIBLE else c for c in text)
    text = text.strip().rstrip(". ")
    if text.startswith((".", "~")):
        text = f"_{text[1:]}"
    if _RESERVED.match(text):
        text = f"_{text}"
    if len(text.encode()) > maximum:
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        kept = text.encode()[: maximum - 9].decode("utf-8", "ignore")
        text = f"{kept}~{digest}"
    return text or "_"


def safe_path(components: Iterable[str]) -> str:
    """Return the components, each made safe, joined by `/`."""
    return "/".join(map(safe_component, components))
