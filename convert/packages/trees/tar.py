"""Packages in tar archives, plain or of gzip, that may be hostile: nothing is unpacked to disk or followed."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from array import array
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import Any, BinaryIO

from convert.batch.inputs.archives import UNPACK_YOURSELF, Member
from convert.batch.inputs.tars import tar_entries
from convert.documents import MAX_RATIO
from convert.errors import InputError
from convert.packages.trees.archives import Archive, DamagedError, damaged, read_at
from convert.packages.trees.files import leaves

_BLOCK = 2**20
_FREE = 2**24


class TarTree(Archive):
    """A tar, gone through once for the names of all files.

    Those of a plain one are then read from their places. One of gzip is read again as a whole for the bytes of its
    files; its tag files are held on disk, up to `_HELD` bytes. A hard link is another file with the bytes of the one
    before it that it names. With `salvage` the files before the first damage are all that there are, the last of them
    perhaps not whole.
    """

    _HELD = 2**30

    def __init__(self, file: BinaryIO, *, is_gzip: bool, salvage: bool = False) -> None:
        super().__init__()
        self._file = file
        self._salvage = salvage
        self._size = os.fstat(file.fileno()).st_size
        self._offsets: array[int] | None = None if is_gzip else array("Q")
        self._tags: dict[str, tuple[int, int]] = {}
        self._links: dict[str, str] = {}  # of gzip, with the first name of each file
        self._linked: dict[str, int] = {}
        self._linked_size = 0
        self._known: dict[str, int] = {}
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
            if member.target and self._is_added_link(name, without_dots(member.target)):
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

    def _is_added_link(self, name: str, target: str) -> bool:
        """Add a hard link to a file before it; return whether it can be read. Raises InputError for a bomb."""
        if name in self.files or target not in self.files or leaves(name):
            return False
        size = self.files[target]
        if self._offsets is None:
            first = self._links.get(target, target)
            self._linked[first] = size
            if self._salvage or sum(self._linked.values()) > self._HELD:
                return False
            self._links[name] = first
            if first in self._tags:
                self._tags[name] = self._tags[first]
        else:
            if len(self._known) < len(self.files):  # files were added since
                begin = len(self._known)
                self._known.update(zip(islice(self.files, begin, None), self._offsets[begin:], strict=True))
            self._known[name] = self._known[target]
            self._offsets.append(self._known[name])
        self.files[name] = size
        self._linked_size += size
        if self._linked_size > max(_FREE, MAX_RATIO * self._size):
            raise _too_large()
        return True

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
        targets = {target for name, target in self._links.items() if name.removeprefix(self._root) in wanted}
        seen = set()
        with ExitStack() as stack:
            held = _Held(stack, self._HELD)
            places: dict[str, tuple[int, int]] = {}
            for member in self._entries():
                full = without_dots(member.name)
                name = full.removeprefix(self._root)
                if member.target and self._links.get(full) in places and name in wanted and name not in seen:
                    seen.add(name)
                    yield name, held.blocks(*places[self._links[full]])
                    continue
                if member.kind != "file" or name not in self.files or name in seen:
                    continue
                if full in targets:
                    places[full] = _kept(member, held)
                if name in wanted:
                    seen.add(name)
                    yield name, held.blocks(*places[full]) if full in places else _blocks_of(member)

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
            raise _too_large()
        return data


def _too_large() -> InputError:
    return InputError("PKG000", f"the archive unpacks to more than {MAX_RATIO} times its size", UNPACK_YOURSELF)


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


def _kept(member: Member, held: _Held) -> tuple[int, int]:
    """Keep a file; return its place and size. Raises InputError for damage."""
    try:
        return held.add(member)
    except InputError as e:
        raise _of_package(e) from None


def _of_package(error: InputError) -> InputError:
    """Return the error of a tar as that of a package (PKG000)."""
    return (DamagedError if _is_damage(error) else InputError)("PKG000", error.message, error.advice)


def _is_damage(error: InputError) -> bool:
    """Whether an archive is damaged, as opposed to too large (INP036 is how tar archives of inputs say it)."""
    return isinstance(error, DamagedError) or error.code == "INP036"
