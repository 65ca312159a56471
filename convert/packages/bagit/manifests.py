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
        self._is_listed = bytearray(len(places))

    def get(self, name: str) -> bytes | None:
        """Return the digest of a file, None if it is not listed."""
        place = self._places.get(name)
        if place is None:
            return self.others.get(name)
        return bytes(self._digests[place * self.size : (place + 1) * self.size]) if self._is_listed[place] else None

    def has(self, name: str) -> bool:
        """Whether a file of the bag is listed."""
        return bool(self._is_listed[self._places[name]])

    def add_new(self, name: str, digest: str) -> bool:
        """List a file of the bag that is not listed yet; return whether it is one."""
        place = self._places.get(name)
        if place is None or self._is_listed[place]:
            return False
        self._is_listed[place] = 1
        self._digests[place * self.size : (place + 1) * self.size] = bytes.fromhex(digest)
        return True

    def at(self, place: int) -> bytearray | None:
        """Return the digest of the file at a place, None if it is not listed."""
        return self._digests[place * self.size : (place + 1) * self.size] if self._is_listed[place] else None

    def add(self, name: str, digest: bytes) -> None:
        """List a file."""
        place = self._places.get(name)
        if place is None:
            self.others[name] = digest
        else:
            self._is_listed[place] = 1
            self._digests[place * self.size : (place + 1) * self.size] = digest


def digests_of(blocks: Iterable[bytes], kinds: Sequence[Callable[..., Any]]) -> list[bytes]:
    """Return the digests of all blocks, one of each kind. Raises InputError for blocks that cannot be read."""
    hashes: list[Any] = []
    for block in blocks:
        if hashes:
            for each in hashes:
                each.update(block)
        else:
            hashes = [new(block, usedforsecurity=False) for new in kinds]
    return [each.digest() for each in hashes or [new(usedforsecurity=False) for new in kinds]]
