"""File names made from data: any text becomes one component of a path that is safe on every file system."""

from __future__ import annotations

import hashlib
import re
import string
import unicodedata
from collections.abc import Iterable, Mapping

from convert.errors import UsageError

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


NAME_FIELDS = ("stem", "id", "date", "slugline", "headline", "language")
"""The fields of templates: the stem of the input, and what the story has."""


def refuse_template(template: str) -> None:
    """Refuse a template that gives no names. Raises UsageError (INP055)."""
    known = "Fields: " + ", ".join(f"{{{name}}}" for name in NAME_FIELDS) + "; / separates folders."
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as e:
        raise UsageError("INP055", f"--name {template!r} is not a template: {e}", known) from None
    fields = [field for _, field, _, _ in parts if field is not None]
    for _, field, spec, conversion in parts:
        if field is not None and (field not in NAME_FIELDS or spec or conversion):
            raise UsageError("INP055", f"--name {template!r} has an unknown field: {{{field}}}", known)
    if not fields:
        raise UsageError("INP055", f"--name {template!r} would give all stories one name", known)
    if "" in template.split("/"):
        message = f"--name {template!r} has an empty part between /"
        raise UsageError("INP055", message, "Write it relative to the output folder, such as '{date}/{id}'.")


def filled(template: str, values: Mapping[str, str]) -> str:
    """Return the path that a template gives; each part between its own `/` becomes one safe component."""
    return safe_path(part.format_map(values) for part in template.split("/"))
