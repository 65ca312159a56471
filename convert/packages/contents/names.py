"""Names of parts, safe on every system, and what the name of a file says of it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping

from convert.batch.names import safe_component
from convert.formats import FORMATS, TRACE, by_shard_suffix, by_suffix

MAX_NAME = 200
"""The maximum length of the name of a part in bytes."""

_MEDIA_TYPES: Mapping[str, str] = {
    ".txt": "text/plain",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".sarif": "application/sarif+json",
    ".xml": "application/xml",
    ".toml": "application/toml",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".html": "text/html",
    ".zip": "application/zip",
    ".gz": "application/gzip",
    ".tgz": "application/gzip",
    ".tar": "application/x-tar",
    ".epub": "application/epub+zip",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".jpe": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}


def text_of(name: str) -> str:
    """Return a name whose bytes that are not UTF-8 are escapes, as in the journal."""
    return name if name.isascii() else name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


_COMPONENT = r"(?!con|prn|aux|nul|com\d|lpt\d)[a-z0-9_](?:[\w .,+=@()-]*[\w+=@()-])?"
_PLAIN = re.compile(rf"{_COMPONENT}(?:/{_COMPONENT})*", re.ASCII | re.IGNORECASE)
"""Paths that are safe as they are; others may be, too."""


def safe_name(folder: str, true_name: str) -> str:
    """Return the name in a package of a file called `true_name`, below a folder; different files may get the same."""
    name = f"{folder}/{true_name}"
    if len(name) <= MAX_NAME and _PLAIN.fullmatch(true_name):
        return name
    parts = [part for part in true_name.split("/") if part not in ("", ".", "..")] or ["_"]
    name = "/".join((folder, *map(safe_component, parts)))
    longest = max(len(part.encode("utf-8", "surrogateescape")) for part in parts)
    if len(name.encode()) <= MAX_NAME and longest <= MAX_NAME:
        return name
    stem, suffix = _divided(parts[-1])
    digest = hashlib.sha256(true_name.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return f"{folder}/{digest}/{safe_component(stem, maximum=MAX_NAME - len(folder) - 40)}{suffix}"


def _divided(name: str) -> tuple[str, str]:
    """Return the stem of a file name and its suffix, which is safe."""
    found = re.search(r"(?:\.[A-Za-z0-9]{1,8}){1,2}\Z", name)
    return (name[: found.start()], found[0]) if found and found.start() else (name, "")


def distinct_name(name: str, seed: str) -> str:
    """Return another name for a file whose name is that of another one but for case and normal form."""
    stem, suffix = _divided(name)
    digest = hashlib.sha256(seed.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return f"{stem.encode()[: MAX_NAME - len(suffix) - 17].decode('utf-8', 'ignore')}~{digest}{suffix}"


def format_of(name: str) -> str:
    """Return the name of the format of a document, or `trace`, by its file name; empty for other files."""
    format = TRACE if name.lower().endswith(TRACE.suffix) else by_suffix(name) or by_shard_suffix(name)
    return format.name if format else ""


_SUFFIXES = tuple(sorted((f.suffix for f in (*FORMATS, TRACE)), key=len, reverse=True))


def stem_of(name: str) -> str:
    """Return the name of a document without the suffix of its format."""
    return next((name[: -len(suffix)] for suffix in _SUFFIXES if name.lower().endswith(suffix)), name)


def media_type_of(path: str, format: str = "") -> str:
    """Return the media type of a file, which may be a document of a format."""
    suffix, media_type = _OWN_MEDIA_TYPES.get(format, ("", ""))
    if suffix and path.lower().endswith(suffix):
        return media_type
    return _MEDIA_TYPES.get(os.path.splitext(path)[1].lower(), "application/octet-stream")


_OWN_MEDIA_TYPES = {format.name: (format.suffix, format.media_type) for format in (*FORMATS, TRACE)}
