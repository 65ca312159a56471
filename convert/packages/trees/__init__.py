"""The files of a package, in a folder or in an archive that may be hostile: nothing is unpacked or followed."""

from __future__ import annotations

import os
import stat

from convert.documents import compression_of
from convert.errors import InputError
from convert.packages.trees.archives import DamagedError, ZipTree
from convert.packages.trees.bags import BagFiles, open_bag
from convert.packages.trees.directory import NotPlain
from convert.packages.trees.files import (
    SUFFIXES,
    Entry,
    Refused,
    Tree,
    folded,
    grouped_by_form,
    leaves,
    suffix_of,
    unreadable,
)
from convert.packages.trees.folder import Folder
from convert.packages.trees.salvage import SalvagedZip
from convert.packages.trees.tar import TarTree

__all__ = [
    "SUFFIXES",
    "BagFiles",
    "DamagedError",
    "Entry",
    "NotPlain",
    "Refused",
    "Tree",
    "folded",
    "grouped_by_form",
    "leaves",
    "open_bag",
    "open_tree",
    "suffix_of",
]


_BLOCK = 512
"""The size of a header of tar, whose fields end in zeros."""


def open_tree(path: str, *, salvage: bool = False) -> Tree:
    """Open a package. Raises InputError if it cannot be read.

    With `salvage` the files of a damaged archive are those that can be found in it.
    """
    if os.path.isdir(path):
        return Folder(path)
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise InputError("PKG000", f"{path} is neither a folder nor a regular file", "Name the package.")
        file = open(path, "rb")  # noqa: SIM115  (closed with the tree)
    except FileNotFoundError:
        raise InputError("INP001", f"{path}: no such file", "Check the name.") from None
    except OSError as e:
        raise unreadable(path, e) from None
    try:
        start = file.read(_BLOCK)
        file.seek(0)
        if compression := compression_of(start):
            raise InputError("PKG000", f"{path} is {compression.name}, which is not read", compression.advice)
        if start[:2] not in (b"PK", b"\x1f\x8b") and b"\0" not in start:
            raise InputError("PKG000", f"{path} is neither a folder nor a zip or tar archive", "Name the package.")
        if start[:2] != b"PK":
            return TarTree(file, is_gzip=start[:2] == b"\x1f\x8b", salvage=salvage)
        try:
            return ZipTree(file)
        except DamagedError:
            if not salvage:
                raise
            return SalvagedZip(file)
    except OSError as e:
        file.close()
        raise unreadable(path, e) from None
    except BaseException:
        file.close()
        raise
