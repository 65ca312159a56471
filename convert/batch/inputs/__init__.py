"""Inputs of a batch: what the user names, enumerated as items, and the bytes of each.

`Inputs` takes names of files, folders, glob patterns, lists, JSON Lines, archives and URLs, and yields an `Item` for
each file, record and member; what cannot be read is an item with an error. `load` reads the bytes that an item does not
have.
"""

from convert.batch.inputs.files import (
    STDIN,
    format_of,
    instant,
    is_read_once,
    load,
    read_file,
    read_stream,
    reason_of,
    stem_of,
)
from convert.batch.inputs.folders import expand, files_below
from convert.batch.inputs.items import Item
from convert.batch.inputs.sources import Inputs, Packages, contents_of, is_container

__all__ = [
    "STDIN",
    "Inputs",
    "Item",
    "Packages",
    "contents_of",
    "expand",
    "files_below",
    "format_of",
    "instant",
    "is_container",
    "is_read_once",
    "load",
    "read_file",
    "read_stream",
    "reason_of",
    "stem_of",
]
