"""Lists of inputs: one name a line, or names that end in NUL, as `find -print0` writes them."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator
from typing import BinaryIO

from convert.errors import InputError

_BLOCK = 2**16

MAX_NAME = 2**15
"""The maximum length of a name in bytes; paths have 4,096 at most, URLs seldom 2,000."""


def names(file: BinaryIO) -> Iterator[tuple[int, str | InputError]]:
    """Yield the number of each entry, from 1, and its name, or the error for one that is too long.

    Empty names are left out. Names end in NUL if there is one among the first 65,536 bytes, else in line breaks. A list
    in UTF-16 or UTF-32 is one error: its names would be letters, of which `/` is all files of the machine.
    """
    block = file.read(_BLOCK).removeprefix(b"\xef\xbb\xbf")
    if _is_wide(block):
        yield 1, InputError("INP029", "the list is in UTF-16 or UTF-32", "Save it as UTF-8.")
        return
    end = b"\0" if b"\0" in block else b"\n"
    number, rest, overlong = 1, b"", False
    while block:
        *entries, rest = (rest + block).split(end)
        for entry in entries:
            yield from _entry(number, entry, overlong=overlong, end=end)
            number, overlong = number + 1, False
        if len(rest) > MAX_NAME:
            rest, overlong = b"", True
        block = file.read(_BLOCK)
    yield from _entry(number, rest, overlong=overlong, end=end)


def anchored(name: str) -> tuple[str, str]:
    """Return a name of a list, and the part of it that is below the output folder: what is behind `/./`, else all of
    it, as for `rsync --relative`.
    """
    folder, anchor, relative = name.partition(f"{os.sep}.{os.sep}")
    return (folder + os.sep + relative, relative) if anchor and relative else (name, name)


def _is_wide(block: bytes) -> bool:
    """Whether a list has two or four bytes for a letter, by its mark or by its first four letters."""
    if block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return True
    halves = block[0:8:2], block[1:8:2]
    return len(block) >= 8 and any(half.count(0) == 4 for half in halves)


def _entry(number: int, entry: bytes, *, overlong: bool, end: bytes) -> Iterator[tuple[int, str | InputError]]:
    if end == b"\n":
        entry = entry.removesuffix(b"\r")
    if overlong or len(entry) > MAX_NAME:
        message = f"name {number} of the list has more than {MAX_NAME:,} bytes"
        yield number, InputError("INP029", message, "Write one name a line, or end each with NUL.")
    elif entry:
        yield number, os.fsdecode(entry)
