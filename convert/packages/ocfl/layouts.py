"""Storage roots of OCFL: the names of declarations and extensions, and where layouts put objects."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from convert.packages.ocfl.inventories import ALGORITHMS

LAYOUT = "0004-hashed-n-tuple-storage-layout"
"""The layout of a storage root of ours."""

OBJECT = "0=ocfl_object_"
ROOT = "0=ocfl_"
"""What the names of declarations begin with."""

EXTENSIONS = frozenset(
    {
        "initial",
        "0001-digest-algorithms",
        "0002-flat-direct-storage-layout",
        "0003-hash-and-id-n-tuple-storage-layout",
        LAYOUT,
        "0005-mutable-head",
        "0006-flat-omit-prefix-storage-layout",
        "0007-n-tuple-omit-prefix-storage-layout",
        "0008-schema-registry",
        "0009-digest-algorithms",
        "0010-differential-n-tuple-omit-prefix-storage-layout",
        "0011-direct-clean-path-layout",
        "0012-hash-and-no-prefix-id-n-tuple-storage-layout",
    }
)
"""The registered extensions."""

_Place = Callable[[str], str]


def layout_of(extension: object, config: Mapping[str, Any]) -> _Place | None:
    """Return where a layout with this configuration puts the object of an id, "" where it has no place for the id.

    None if the layout is not among `LAYOUTS`, or no layout can be so.
    """
    if not isinstance(extension, str) or extension not in LAYOUTS:
        return None
    if config.get("extensionName", extension) != extension:
        return None
    return LAYOUTS[extension](config)


def _flat_direct(config: Mapping[str, Any]) -> _Place | None:
    """0002: the id is the name of the folder."""
    return _named


def _hash_and_id(config: Mapping[str, Any]) -> _Place | None:
    """0003: folders of a digest's digits, and in them one named by the id."""
    if (digested := _digest_of(config)) is None:
        return None

    def place(id: str) -> str:
        digest, folders = digested(id)
        name = re.sub("[^A-Za-z0-9_-]", lambda found: "".join(f"%{byte:02x}" for byte in found[0].encode()), id)
        return "/".join((*folders, name if len(name) <= _MAX_ENCODED else f"{name[:_MAX_ENCODED]}-{digest}"))

    return place


def _hashed(config: Mapping[str, Any]) -> _Place | None:
    """0004: folders of a digest's digits, and in them one named by all of them, or by the others."""
    is_short = config.get("shortObjectRoot", False)
    if (digested := _digest_of(config)) is None or not isinstance(is_short, bool):
        return None
    cut = len("".join(digested("")[1])) if is_short else 0
    if cut == len(digested("")[0]):
        return None

    def place(id: str) -> str:
        digest, folders = digested(id)
        return "/".join((*folders, digest[cut:]))

    return place


def _flat_without_prefix(config: Mapping[str, Any]) -> _Place | None:
    """0006: the id from the last delimiter on is the name of the folder."""
    section = _section_of(config)
    return None if section is None else lambda id: _named(section(id))


def _tuples_without_prefix(config: Mapping[str, Any]) -> _Place | None:
    """0007: folders of the characters of the id from the last delimiter on, and in them one named by all of these."""
    section = _section_of(config)
    size, count = config.get("tupleSize", 3), config.get("numberOfTuples", 3)
    padding, is_reversed = config.get("zeroPadding", "left"), config.get("reverseObjectRoot", False)
    is_number = all(type(number) is int and 1 <= number <= _MAX_TUPLE for number in (size, count))
    if section is None or not is_number or padding not in ("left", "right") or not isinstance(is_reversed, bool):
        return None

    def place(id: str) -> str:
        if not (name := _named(section(id))) or not name.isascii():
            return ""
        shown = name[::-1] if is_reversed else name
        length = size * count
        padded = shown.rjust(length, "0") if padding == "left" else shown.ljust(length, "0")
        folders = [padded[at : at + size] for at in range(0, length, size)]
        return "/".join((*folders, name)) if all(map(_named, folders)) else ""

    return place


_MAX_TUPLE = 32
_MAX_ENCODED = 100
_MAX_NAME = 255


def _digest_of(config: Mapping[str, Any]) -> Callable[[str], tuple[str, list[str]]] | None:
    """Return what gives the digest of an id and the names of folders, None if the configuration is invalid."""
    algorithm = config.get("digestAlgorithm", "sha256")
    size, count = config.get("tupleSize", 3), config.get("numberOfTuples", 3)
    if (
        algorithm not in ALGORITHMS
        or not all(type(number) is int and 0 <= number <= _MAX_TUPLE for number in (size, count))
        or (size == 0) != (count == 0)
        or size * count > 2 * ALGORITHMS[algorithm]().digest_size
    ):
        return None

    def digested(id: str) -> tuple[str, list[str]]:
        made = ALGORITHMS[algorithm]()
        made.update(id.encode())
        digest = made.hexdigest()
        return digest, [digest[size * n : size * (n + 1)] for n in range(count)]

    return digested


def _section_of(config: Mapping[str, Any]) -> Callable[[str], str] | None:
    """Return what gives the part of an id behind its last delimiter, None if the configuration is invalid."""
    delimiter = config.get("delimiter")
    if not isinstance(delimiter, str) or not delimiter:
        return None
    pattern = re.compile(f".*{re.escape(delimiter)}", re.IGNORECASE | re.DOTALL)
    return lambda id: pattern.sub("", id, count=1)


def _named(name: str) -> str:
    """Return a name if a folder of it can be in a storage root beside what OCFL puts there, else ""."""
    is_other = name in ("", ".", "..", "extensions", "ocfl_layout.json") or name.startswith("0=")
    return "" if is_other or "/" in name or "\0" in name or len(name.encode()) > _MAX_NAME else name


LAYOUTS: Mapping[str, Callable[[Mapping[str, Any]], _Place | None]] = {
    "0002-flat-direct-storage-layout": _flat_direct,
    "0003-hash-and-id-n-tuple-storage-layout": _hash_and_id,
    LAYOUT: _hashed,
    "0006-flat-omit-prefix-storage-layout": _flat_without_prefix,
    "0007-n-tuple-omit-prefix-storage-layout": _tuples_without_prefix,
}
"""The layouts that are verified and added to."""
