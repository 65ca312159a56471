"""Streams that are unpacked while they are read, within limits."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

from convert.documents import MAX_RATIO
from convert.errors import InputError

_FREE = 2**24
"""Bytes that may be unpacked before the ratio counts; a short text of one letter has a high one."""


def unpacked(file: BinaryIO, take: Callable[[int], None] = lambda _: None) -> BinaryIO:
    """Return what a gzip file contains, as a stream whose reading raises InputError (INP036) for damage and bombs.

    `take` is called with the number of bytes that were unpacked, and may refuse more.
    """
    return io.BufferedReader(_Unpacked(file, take), 2**17)


def packed_size(file: BinaryIO) -> int:
    """Return how many bytes were read of a file, or of the gzip file that it is unpacked from."""
    raw = getattr(file, "raw", None)
    return raw.packed.tell() if isinstance(raw, _Unpacked) else file.tell()


class _Unpacked(io.RawIOBase):
    def __init__(self, file: BinaryIO, take: Callable[[int], None]) -> None:
        self.packed = file
        self._take = take
        self._file = gzip.GzipFile(fileobj=file, mode="rb")
        self._size = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self.packed.seekable()

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._size = 0
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: Any) -> int:
        try:
            length = self._file.readinto(buffer)
        except (EOFError, zlib.error, gzip.BadGzipFile) as e:
            raise InputError("INP036", f"the file is damaged: {e}", "Fetch it again.") from None
        self._size += length
        self._take(length)
        if self._size > _FREE and self._size > MAX_RATIO * self.packed.tell():
            message = f"the file unpacks to more than {MAX_RATIO} times its size"
            raise InputError("INP036", message, "Unpack it yourself if you trust it.")
        return length
