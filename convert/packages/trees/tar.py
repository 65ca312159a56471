"""Packages in tar archives, plain or of gzip, that may be hostile: nothing is unpacked to disk or followed."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from array import array
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from typing import Any, BinaryIO

from convert.batch.inputs.archives import Member, tar_entries
from convert.documents import MAX_RATIO
from convert.errors import InputError
from convert.packages.trees.archives import UNPACK_YOURSELF, Archive, DamagedError, damaged, read_at

_BLOCK = 2**20
_FREE = 2**24


class TarTree(Archive):
    """A tar, gone through once for the names of all files.

    Those of a plain one are then read from their places. One of gzip is read again as a whole for the bytes of its
    files; its tag files are held on disk, up to `_HELD` bytes. With `salvage` the files before the first damage are all
    that there are, the last of them perhaps not whole.
    """

    _HELD = 2**30

    def __init__(self, file: BinaryIO, *, is_gzip: bool, salvage: bool = False) -> None:
        super().__init__()
        self._file = file
        self._salvage = salvage
        self._size = os.fstat(file.fileno()).st_size
        self._offsets: array[int] | None = None if is_gzip else array("Q")
        self._tags: dict[str, tuple[int, int]] = {}
        self._closing = ExitStack()
        self.is_sequential = is_gzip
        try:
            self._collect()
        except BaseException:
            self._closing.close()
            raise

    def _collect(self) -> None:
        folders = set()
        held = _Held(self._closing, self._HELD)
        for member in self._entries():
            name = without_dots(member.name)
            if member.kind == "folder":
                folders.add(name.rstrip("/") + "/")
                continue
            if not self._is_taken(name, member.kind, member.size, member.refusal):
                continue
            if self._offsets is not None:
                self._offsets.append(self._file.tell())
            elif _is_tag_file(name) and held.has_room(member.size):
                try:
                    self._tags[name] = held.add(member)
                except InputError as e:
                    if not (self._salvage and _is_damage(e)):
                        raise _of_package(e) from None
                    break
        self._held = held
        self._cut_root()
        self._find_empty(folders)

    def _entries(self) -> Iterator[Member]:
        self._file.seek(0)
        with ExitStack() as stack:
            try:
                if self._offsets is not None:
                    yield from tar_entries(self._file, self._size)
                    return
                stream: Any = stack.enter_context(gzip.GzipFile(fileobj=self._file))
                limit = max(_FREE, MAX_RATIO * self._size)
                yield from tar_entries(_Counted(stream, limit, salvage=self._salvage))  # type: ignore[arg-type]
            except InputError as e:
                if not (self._salvage and _is_damage(e)):
                    raise _of_package(e) from None
            except (OSError, EOFError, zlib.error, ValueError) as e:
                if not self._salvage:
                    raise damaged(e) from None

    def contents(self, only: Collection[str] | None = None) -> Iterator[tuple[str, Iterable[bytes]]]:
        if self._offsets is not None:
            for name in self._by_offset(self._offsets, only):
                yield name, self._placed(name, self._offsets)
            return
        wanted = self.files.keys() if only is None else frozenset(only)
        seen = set()
        for member in self._entries():
            name = without_dots(member.name).removeprefix(self._root)
            if member.kind == "file" and name in wanted and name in self.files and name not in seen:
                seen.add(name)
                yield name, _blocks_of(member)

    def blocks(self, name: str) -> Iterable[bytes]:
        if self._offsets is not None:
            return self._placed(name, self._offsets)
        full = self._root + name
        return self._held.blocks(*self._tags[full]) if full in self._tags else self._scanned(name)

    def _placed(self, name: str, offsets: array[int]) -> Iterable[bytes]:
        return placed_blocks(self._file, offsets[self.places[name]], self.files[name])

    def _scanned(self, name: str) -> Iterator[bytes]:
        """Yield the blocks of a file that is not held."""
        for found, blocks in self.contents():
            if found == name:
                yield from blocks
                return

    def close(self) -> None:
        self._closing.close()
        self._file.close()


class _Held:
    """Files of an archive that can only be read in its order, kept in a file without a name, up to `limit` bytes."""

    def __init__(self, closing: ExitStack, limit: int) -> None:
        self._closing = closing
        self._left = limit
        self._end = 0
        self._file: BinaryIO | None = None

    def has_room(self, size: int) -> bool:
        return size <= self._left

    def add(self, member: Member) -> tuple[int, int]:
        """Keep a file; return its place and size. Raises InputError for damage."""
        if self._file is None:
            from tempfile import TemporaryFile

            self._file = TemporaryFile()  # noqa: SIM115  (closed with the tree)
            self._closing.callback(self._file.close)
        start = self._file.seek(self._end)
        for block in member.blocks():
            self._file.write(block)
        self._end = self._file.tell()
        self._left -= member.size
        return start, member.size

    def blocks(self, at: int, size: int) -> Iterator[bytes]:
        """Yield the bytes of a file that was kept."""
        assert self._file is not None
        for start in range(at, at + size, _BLOCK):
            self._file.seek(start)
            yield self._file.read(min(_BLOCK, at + size - start))


class _Counted(io.RawIOBase):
    """A stream that ends with an error after `limit` bytes; with `salvage` it gives all bytes before damage."""

    def __init__(self, stream: io.BufferedIOBase, limit: int, *, salvage: bool) -> None:
        self._stream = stream
        self._salvage = salvage
        self._left = limit

    def read(self, size: int = -1) -> bytes:
        data = b""
        try:
            if not self._salvage:
                data = self._stream.read(size)
            # `read` would lose what is before the damage in a compressed stream.
            while self._salvage and len(data) < size and (block := self._stream.read1(size - len(data))):
                data += block
        except (OSError, EOFError, zlib.error) as e:
            if not data:
                raise damaged(e) from None
        self._left -= len(data)
        if self._left < 0:
            raise InputError("PKG000", f"the archive unpacks to more than {MAX_RATIO} times its size", UNPACK_YOURSELF)
        return data


def _is_tag_file(name: str) -> bool:
    """Return whether a file of a tar is needed before others: those of bags at the top, those of OCFL anywhere."""
    last = name.rpartition("/")[2]
    if last == "inventory.json" or last.startswith(("inventory.json.", "0=ocfl")):
        return True
    return name.count("/") < 2 and name.endswith((".txt", "ocfl_layout.json"))


def placed_blocks(file: BinaryIO, at: int, size: int) -> Iterable[bytes]:
    """Return the bytes of a file of a plain tar, in one block if it is small and whole."""
    if size <= _BLOCK and len(data := read_at(file, at, size)) == size:
        return (data,)
    return _large_blocks(file, at, size)


def _large_blocks(file: BinaryIO, at: int, size: int) -> Iterator[bytes]:
    """Yield the blocks of a file of a plain tar. Raises DamagedError where the archive ends before its end."""
    while size:
        block = read_at(file, at, min(size, _BLOCK))
        if not block:
            raise damaged("it ends inside a member")
        yield block
        at += len(block)
        size -= len(block)


def without_dots(name: str) -> str:
    """Return the name of a member without what many tools put before it."""
    while name.startswith("./"):
        name = name[2:]
    return name


def _blocks_of(member: Member) -> Iterator[bytes]:
    """Yield the blocks of a file of a tar. Raises DamagedError where it ends before its end."""
    try:
        yield from member.blocks()
    except InputError as e:
        raise _of_package(e) from None


def _of_package(error: InputError) -> InputError:
    """Return the error of a tar as that of a package (PKG000)."""
    return (DamagedError if _is_damage(error) else InputError)("PKG000", error.message, error.advice)


def _is_damage(error: InputError) -> bool:
    """Whether an archive is damaged, as opposed to too large (INP036 is how tar archives of inputs say it)."""
    return isinstance(error, DamagedError) or error.code == "INP036"
