"""The digests and checksums that METS and PREMIS documents state of files, held in little memory."""

from __future__ import annotations

import hashlib
import re
import zlib
from array import array
from collections.abc import Callable
from typing import Any, NamedTuple

ALGORITHMS = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
    "CRC32": "crc32",
    "Adler-32": "adler32",
}
WEAK = frozenset({"md5", "sha1", "crc32", "adler32"})


class Digest(NamedTuple):
    """A digest that a document states of a file, and where."""

    algorithm: str
    digest: str
    requirement: str
    member: str
    line: int


class Digests:
    """The digests that documents state of files, by the places of the files; the first SHA-256 of each takes less room.

    A digest that is stated again is held once.
    """

    def __init__(self, files: int) -> None:
        self._first = bytearray(32 * files)
        self._lines = array("l", bytes(array("l").itemsize * files))
        self._sources = array("l", bytes(array("l").itemsize * files))
        self._known: list[tuple[str, str]] = [("", "")]
        self._numbers: dict[tuple[str, str], int] = {}
        self._others: dict[int, list[Digest]] = {}

    def add(self, place: int, stated: Digest) -> None:
        """Add a digest of the file at a place."""
        is_plain = stated.algorithm == "sha256" and re.fullmatch("[0-9a-f]{64}", stated.digest) is not None
        if is_plain and not self._sources[place]:
            source = (stated.requirement, stated.member)
            number = self._numbers.setdefault(source, len(self._known))
            if number == len(self._known):
                self._known.append(source)
            self._first[32 * place : 32 * place + 32] = bytes.fromhex(stated.digest)
            self._lines[place], self._sources[place] = stated.line, number
        elif all(each[:2] != stated[:2] for each in self.get(place)):
            self._others.setdefault(place, []).append(stated)

    def get(self, place: int) -> list[Digest]:
        """Return the digests of the file at a place."""
        others = self._others.get(place, [])
        if not self._sources[place]:
            return others
        digest = self._first[32 * place : 32 * place + 32].hex()
        return [Digest("sha256", digest, *self._known[self._sources[place]], self._lines[place]), *others]


class _Sum:
    """A running checksum of 32 bits that looks like a digest."""

    def __init__(self, function: Callable[[bytes, int], int], start: int) -> None:
        self._function = function
        self._value = start

    def update(self, data: bytes) -> None:
        self._value = self._function(data, self._value)

    def hexdigest(self) -> str:
        return f"{self._value & 0xFFFFFFFF:08x}"


def new_hash(algorithm: str) -> Any:
    """Return a running digest or checksum."""
    if algorithm == "crc32":
        return _Sum(zlib.crc32, 0)
    if algorithm == "adler32":
        return _Sum(zlib.adler32, 1)
    return hashlib.new(algorithm, usedforsecurity=False)
