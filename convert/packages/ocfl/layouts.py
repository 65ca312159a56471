"""Storage roots of OCFL: the names of declarations and extensions, and where the layout 0004 puts objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from convert.packages.ocfl.inventories import ALGORITHMS

LAYOUT = "0004-hashed-n-tuple-storage-layout"
"""The layout of a storage root that is verified, and that of ours."""

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


def layout_of(config: Mapping[str, Any]) -> Callable[[str], str] | None:
    """Return where the layout 0004 with this configuration puts an object, None if no layout can be so."""
    algorithm = config.get("digestAlgorithm", "sha256")
    size, count = config.get("tupleSize", 3), config.get("numberOfTuples", 3)
    is_short = config.get("shortObjectRoot", False)
    if (
        config.get("extensionName", LAYOUT) != LAYOUT
        or algorithm not in ALGORITHMS
        or not all(type(n) is int and 0 <= n <= 32 for n in (size, count))
        or (size == 0) != (count == 0)
        or not isinstance(is_short, bool)
    ):
        return None
    length = 2 * ALGORITHMS[algorithm]().digest_size
    if size * count > length or (is_short and size * count == length):
        return None

    def place(id: str) -> str:
        made = ALGORITHMS[algorithm]()
        made.update(id.encode())
        digest = made.hexdigest()
        tuples = [digest[size * n : size * (n + 1)] for n in range(count)]
        return "/".join((*tuples, digest[size * count :] if is_short else digest))

    return place
