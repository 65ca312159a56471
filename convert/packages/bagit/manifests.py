"""Manifests of bags, held in little memory, and the digests that are compared with them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
WEAK = frozenset({"md5", "sha1"})


class Manifest:
    """A manifest: digests of the files of the bag by their places in it, and of others by their names."""

    def __init__(self, name: str, algorithm: str, places: Mapping[str, int], *, is_tag: bool) -> None:
        self.name = name
        self.algorithm = algorithm
        self.is_tag = is_tag
        self.size = hashlib.new(algorithm, usedforsecurity=False).digest_size
        self.others: dict[str, bytes] = {}
        self._places = places
        self._digests = bytearray(self.size * len(places))
        self.is_listed = bytearray(len(places))

    def get(self, name: str) -> bytes | None:
        """Return the digest of a file, None if it is not listed."""
        place = self._places.get(name)
        if place is None:
            return self.others.get(name)
        return bytes(self._digests[place * self.size : (place + 1) * self.size]) if self.is_listed[place] else None

    def has(self, name: str) -> bool:
        """Whether a file of the bag is listed."""
        return bool(self.is_listed[self._places[name]])

    def add_new(self, name: str, digest: str) -> bool:
        """List a file of the bag that is not listed yet; return whether it is one."""
        place = self._places.get(name)
        if place is None or self.is_listed[place]:
            return False
        self.is_listed[place] = 1
        self._digests[place * self.size : (place + 1) * self.size] = bytes.fromhex(digest)
        return True

    def add_lines(self, lines: Sequence[str], beginning: str) -> bool:
        """List the files of lines of the usual form, whose paths begin so, or none of them and return False."""
        width = 2 * self.size
        names = [line[width + 2 :] for line in lines]
        places = [place for name in names if (place := self._places.get(name)) is not None]
        digits = "".join([line[:width] for line in lines])
        if len(places) != len(lines) or len(digits) != width * len(lines) or digits != digits.lower():
            return False
        if any(line[width : width + 2] != "  " for line in lines) or not all(n.startswith(beginning) for n in names):
            return False
        first = places[0]
        is_row = places == list(range(first, first + len(places)))
        if not is_row and (len(set(places)) != len(places)):
            return False
        if any(map(self.is_listed.__getitem__, places)):
            return False
        try:
            digests = bytes.fromhex(digits)
        except ValueError:
            return False
        if len(digests) != self.size * len(lines):  # white space among the digits
            return False
        if is_row:
            self.is_listed[first : first + len(places)] = b"\1" * len(places)
            self._digests[first * self.size : (first + len(places)) * self.size] = digests
            return True
        for start, place in zip(range(0, len(digests), self.size), places, strict=True):
            self.is_listed[place] = 1
            self._digests[place * self.size : (place + 1) * self.size] = digests[start : start + self.size]
        return True

    def is_digest(self, place: int, digest: bytes) -> bool:
        """Whether a digest is that of the file at a place, which is listed."""
        start = place * self.size
        return self._digests.startswith(digest, start) and len(digest) == self.size

    def add(self, name: str, digest: bytes) -> None:
        """List a file."""
        place = self._places.get(name)
        if place is None:
            self.others[name] = digest
        else:
            self.is_listed[place] = 1
            self._digests[place * self.size : (place + 1) * self.size] = digest


def digests_of(blocks: Iterable[bytes], kinds: Sequence[Callable[..., Any]]) -> list[bytes]:
    """Return the digests of all blocks, one of each kind. Raises InputError for blocks that cannot be read."""
    if isinstance(blocks, tuple) and len(blocks) == 1:
        return [new(blocks[0], usedforsecurity=False).digest() for new in kinds]
    hashes: list[Any] = []
    for block in blocks:
        if hashes:
            for each in hashes:
                each.update(block)
        else:
            hashes = [new(block, usedforsecurity=False) for new in kinds]
    return [each.digest() for each in hashes or [new(usedforsecurity=False) for new in kinds]]
