"""The payload of a plain bag, compared with its manifests line by line: memory does not grow with the number of files.

A bag is plain if each manifest of its payload names exactly the files of the payload, in one order, which in an archive
is that of the archive, and in the form that almost all tools write. Whatever is unusual raises NotPlain, and the bag is
verified in the general way, which says what it is.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from convert.errors import InputError
from convert.packages.bagit.manifests import digests_of
from convert.packages.trees import BagFiles, NotPlain, folded
from convert.packages.trees.hashes import Hashes
from convert.packages.verified import SYSTEM_FILES

_PIECE = 2**16
_SYSTEM_LINES = tuple(f"/{name}\n".encode() for name in sorted(SYSTEM_FILES))
_UNUSUAL = (b"\r", b"\0", b"%", b"..")
"""What the names in a usual manifest do not have: line ends of others, encoded line breaks, and ways out."""


class _Listing(NamedTuple):
    """A manifest of the payload: its name, its algorithm, and how many digits a digest has."""

    name: str
    algorithm: str
    width: int


class PayloadStream:
    """The payload of a plain bag, and its manifests, given as pairs of a name and an algorithm.

    `count` is the number of its files. Raises NotPlain if the manifests do not name them all.
    """

    def __init__(self, files: BagFiles, manifests: Sequence[tuple[str, str]]) -> None:
        if not manifests:
            raise NotPlain
        self._files = files
        self._listings = [
            _Listing(name, algorithm, 2 * hashlib.new(algorithm, usedforsecurity=False).digest_size)
            for name, algorithm in manifests
        ]
        self._size: int | None = None
        self.count = len(files.hashes)
        self._compare_names()

    def size(self) -> int:
        """Return the size of the payload in bytes."""
        return self._files.payload_size() if self._size is None else self._size

    def names(self) -> Iterator[str]:
        """Yield the names of the files of the payload."""
        first = self._listings[0]
        for piece in self._pieces(first.name):
            yield from (line[first.width + 2 :] for line in piece.decode().split("\n"))

    def wrong(self) -> Iterator[tuple[str, list[str]]]:
        """Read all files; yield those whose digests differ, each with the algorithms. Raises NotPlain."""
        kinds = [(getattr(hashlib, each.algorithm), each) for each in self._listings]
        lines = [self._lines(each.name) for each in self._listings]
        begin = self._listings[0].width + 2
        size = 0
        count = 0
        for place, *rows in zip(range(self.count), *lines, strict=False):
            name = rows[0][begin:]
            count += 1
            blocks = self._files.payload_file(place, name)
            if type(blocks) is tuple:
                [data] = blocks
                size += len(data)
                found = [new(data, usedforsecurity=False).hexdigest() for new, _ in kinds]
            else:
                counted = _Counted(blocks)
                found = [digest.hex() for digest in digests_of(counted, [new for new, _ in kinds])]
                size += counted.size
            for row, digest, (_, listing) in zip(rows, found, kinds, strict=True):
                if row != f"{digest}  {name}":
                    _require_digest(row, listing.width, name)
            wrong = [
                listing.algorithm
                for row, digest, (_, listing) in zip(rows, found, kinds, strict=True)
                if not row.startswith(digest)
            ]
            if wrong:
                yield name, wrong
        if count != self.count:  # a manifest changed since its names were read
            raise NotPlain
        self._size = size

    def _compare_names(self) -> None:
        """Compare the names in the manifests with those of the files, by their hashes. Raises NotPlain."""
        hashes = self._files.hashes
        total = sum(hashes)
        folds = Hashes()
        for tag in self._files.files:
            folds.add(hash(folded(tag).encode("utf-8", "surrogateescape")))
        for number, (manifest, _, width) in enumerate(self._listings):
            begin = width + 2
            at = 0
            left = total
            for piece in self._pieces(manifest):
                lines = piece.split(b"\n")
                names = [line[begin:] for line in lines]
                if {line[width:begin] for line in lines} != {b"  "}:
                    raise NotPlain
                found = array("q", map(hash, names))
                if self._files.has_order and found != hashes[at : at + len(found)]:
                    raise NotPlain
                at += len(found)
                left -= sum(found)
                if not number:
                    folds.update(_folds(piece, names))
            if at != len(hashes) or left:
                raise NotPlain
        if not folds.are_distinct():
            raise NotPlain

    def _lines(self, manifest: str) -> Iterator[str]:
        for piece in self._pieces(manifest):
            yield from piece.decode().split("\n")

    def _pieces(self, manifest: str) -> Iterator[bytes]:
        """Yield a manifest in pieces of whole lines, without the last line break. Raises NotPlain."""
        rest = b""
        is_first = True
        try:
            for block in self._files.blocks(manifest):
                for at in range(0, len(block), _PIECE):
                    text = rest + block[at : at + _PIECE]
                    if is_first and text.startswith(codecs.BOM_UTF8):
                        raise NotPlain
                    is_first = False
                    end = text.rfind(b"\n")
                    if end >= 0:
                        yield _usual(text[:end])
                    rest = text[end + 1 :]
                    if len(rest) > _PIECE:
                        raise NotPlain
        except InputError:
            raise NotPlain from None
        if rest:
            yield _usual(rest)


class _Counted:
    """Blocks, and their size after they were read."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = blocks
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for block in self._blocks:
            self.size += len(block)
            yield block


def _require_digest(row: str, width: int, name: str) -> None:
    """Raise NotPlain if a line is not that of a file in the usual form, whatever its digest is."""
    if row[width:] != f"  {name}" or not re.fullmatch("[0-9a-f]+", row[:width], re.ASCII):
        raise NotPlain


def _usual(piece: bytes) -> bytes:
    """Return a piece of a manifest. Raises NotPlain if it is not in UTF-8 or has anything unusual."""
    if any(part in piece for part in _UNUSUAL):
        raise NotPlain
    try:
        piece.decode()
    except UnicodeDecodeError:
        raise NotPlain from None
    return piece


def _folds(piece: bytes, names: Sequence[bytes]) -> Iterable[int]:
    """Return hashes of names without their case and normal form. Raises NotPlain for the name of a system file."""
    lower = piece.lower() + b"\n"
    if any(line in lower for line in _SYSTEM_LINES):
        raise NotPlain
    if piece.isascii():
        return [hash(name.lower()) for name in names]
    return [hash(folded(name.decode()).encode()) for name in names]
