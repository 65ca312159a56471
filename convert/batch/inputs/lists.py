"""Lists of inputs: one name a line, or names that end in NUL, as `find -print0` writes them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO

from convert.errors import InputError

_BLOCK = 2**16

MAX_NAME = 2**15
"""The maximum length of a name in bytes; paths have 4,096 at most, URLs seldom 2,000."""


def names(file: BinaryIO) -> Iterator[tuple[int, str | InputError]]:
    """Yield the number of each entry, from 1, and its name, or the error for one that is too long.

    Empty names are left out. Names end in NUL if there is one among the first 65,536 bytes, else in line breaks.
    """
    block = file.read(_BLOCK).removeprefix(b"\xef\xbb\xbf")
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


def _entry(number: int, entry: bytes, *, overlong: bool, end: bytes) -> Iterator[tuple[int, str | InputError]]:
    if end == b"\n":
        entry = entry.removesuffix(b"\r")
    if overlong or len(entry) > MAX_NAME:
        message = f"name {number} of the list has more than {MAX_NAME:,} bytes"
        yield number, InputError("INP029", message, "Write one name a line, or end each with NUL.")
    elif entry:
        yield number, os.fsdecode(entry)
