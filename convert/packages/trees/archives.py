"""Packages in archives, zip and tar, that may be hostile: nothing is unpacked to disk or followed."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from abc import ABC, abstractmethod
from array import array
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import BinaryIO

from convert.batch.inputs import reason_of
from convert.batch.inputs.archives import UNPACK_YOURSELF
from convert.batch.inputs.zips import DAMAGE, Guarded, open_zip, zip_blocks, zip_name
from convert.documents import MAX_RATIO
from convert.errors import InputError
from convert.packages.trees.directory import NotPlain, stored_files
from convert.packages.trees.files import Entry, Kind, Refused, Tree, leaves, read_whole

MAX_DIRECTORY = 64 * 2**20
"""The maximum size of the directory of a zip in bytes, some 600,000 files; those of inputs have fewer."""

_BLOCK = 2**20
_FREE = 2**24
_LOCAL_HEADER = 30


class Archive(ABC):
    """What zip and tar have in common: names that leave the package, links and twins are refused, a root is cut off."""

    is_sequential = False

    def __init__(self) -> None:
        self.name = ""
        self.files: dict[str, int] = {}
        self.refused: list[Refused] = []
        self.empty: list[str] = []
        self._root = ""

    def _is_taken(self, name: str, kind: str, size: int, refusal: str) -> bool:
        reason = refusal
        if kind in ("link", "special"):
            reason = "is a link" if kind == "link" else "is no regular file"
        elif leaves(name):
            reason = "has a name that leads out of the package"
        elif name in self.files:
            reason = "occurs twice in the archive"
        if reason:
            self.refused.append(Refused(name, reason))
            return False
        self.files[name] = size
        return True

    def _cut_root(self) -> None:
        """Take the folder that all files share for the package, as the serialization of bags says."""
        folders = {
            above[:-1] for folder in {name.rpartition("/")[0] for name in self.files} for above in _above(f"{folder}/")
        }
        self.refused += (
            Refused(name, "is a file, and a folder of others") for name in sorted(folders & self.files.keys())
        )
        if "bagit.txt" in self.files:
            return
        roots = {name.partition("/")[0] for name in self.files if "/" in name}
        if len(roots) == 1 and all("/" in name for name in self.files):
            self.name = roots.pop()
            self._root = f"{self.name}/"
            self.files = {name.removeprefix(self._root): size for name, size in self.files.items()}

    def _find_empty(self, folders: Collection[str]) -> None:
        """Keep those of the archive's folders, named with a slash at their ends, that have nothing in them."""
        if not folders:
            return
        used = {above for name in (*self.files, *(r.name for r in self.refused)) for above in _above(name)}
        inside = {f.removeprefix(self._root) for f in folders if f != self._root and not leaves(f)} - used
        parents = {above for folder in inside for above in _above(folder[:-1])}
        self.empty = sorted(inside - parents - {"", "./"})

    @cached_property
    def places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.files)}

    @cached_property
    def _by_folder(self) -> dict[str, set[Entry]]:
        found: dict[str, set[Entry]] = {}

        def put(name: str, kind: Kind) -> None:
            for above in _above(name):
                is_known = above in found
                found.setdefault(above, set()).add(Entry(name[len(above) :], kind))
                name, kind = above[:-1], "folder"
                if is_known:
                    return
            found.setdefault("", set()).add(Entry(name, kind))

        for name in self.files:
            put(name, "file")
        for folder in self.empty:
            put(folder[:-1], "folder")
        for refused in self.refused:
            put(refused.name.removeprefix(self._root), "refused")
        return found

    def _by_offset(self, offsets: array[int], only: Collection[str] | None) -> Iterable[str]:
        """Return the names of all files, or of some, in the order of their places in the archive."""
        if only is None and all(one <= other for one, other in pairwise(offsets)):
            return self.files
        return sorted(self.files if only is None else only, key=lambda name: offsets[self.places[name]])

    def has(self, name: str) -> bool:
        return name in self.files

    def entries(self, folder: str) -> list[Entry]:
        return sorted(self._by_folder.get(folder, ()))

    def below(self, folder: str) -> Tree:
        return _Below(self, folder)

    @abstractmethod
    def contents(self, only: Collection[str] | None = None) -> Iterator[tuple[str, Iterable[bytes]]]: ...

    @abstractmethod
    def blocks(self, name: str) -> Iterable[bytes]: ...

    def read(self, name: str, limit: int) -> bytes:
        return read_whole(self.blocks(name), name, limit)

    @abstractmethod
    def close(self) -> None: ...


class _Below:
    """A folder of an archive."""

    def __init__(self, tree: Tree, folder: str) -> None:
        self._tree = tree
        self._folder = folder
        self.name = folder.rstrip("/").rpartition("/")[2]
        self.is_sequential = tree.is_sequential
        self.files: dict[str, int] = {}
        self.refused = [Refused(r.name[len(folder) :], r.reason) for r in tree.refused if r.name.startswith(folder)]
        self.empty = [name[len(folder) :] for name in tree.empty if name.startswith(folder) and name != folder]
        folders = [folder]
        while folders:
            above = folders.pop()
            for name, kind in tree.entries(above):
                if kind == "folder":
                    folders.append(f"{above}{name}/")
                elif kind == "file":
                    self.files[f"{above}{name}"[len(folder) :]] = tree.files[f"{above}{name}"]

    @cached_property
    def places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.files)}

    def has(self, name: str) -> bool:
        return name in self.files

    def entries(self, folder: str) -> list[Entry]:
        return self._tree.entries(self._folder + folder)

    def below(self, folder: str) -> Tree:
        return _Below(self._tree, self._folder + folder)

    def contents(self, only: Collection[str] | None = None) -> Iterator[tuple[str, Iterable[bytes]]]:
        names = self.files if only is None else only
        for name, blocks in self._tree.contents([self._folder + name for name in names]):
            yield name[len(self._folder) :], blocks

    def blocks(self, name: str) -> Iterable[bytes]:
        return self._tree.blocks(self._folder + name)

    def read(self, name: str, limit: int) -> bytes:
        return self._tree.read(self._folder + name, limit)

    def close(self) -> None:
        return


class ZipTree(Archive):
    """A zip; of one whose files are all stored as they are, places and checksums are kept, not what `zipfile` has."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self._offsets: array[int] | None = array("Q")
        self._checksums = array("Q")
        try:
            self._collect_stored()
        except NotPlain:
            self.files.clear()
            self.refused.clear()
            self._offsets = None
            self._collect()

    def _collect_stored(self) -> None:
        """Collect the files of a zip that has nothing but files that are stored as they are. Raises NotPlain."""
        assert self._offsets is not None
        total = 0
        for encoded, offset, size, checksum in stored_files(self._file, MAX_DIRECTORY):
            try:
                name = encoded.decode()
            except UnicodeDecodeError:
                raise NotPlain from None
            if self._is_taken(name, "file", size, ""):
                self._offsets.append(offset)
                self._checksums.append(checksum)
                total += size
        self._refuse_bomb(total)
        self._cut_root()

    def _collect(self) -> None:
        taken: dict[str, zipfile.ZipInfo] = {}
        total = 0
        folders = set()
        for info in self._archive.infolist():
            name, refusal = zip_name(info), ""
            if info.is_dir():
                folders.add(name)
                continue
            if info.flag_bits & 1:
                refusal = "is encrypted"
            elif info.file_size > _BLOCK and info.file_size > MAX_RATIO * max(info.compress_size, 1):
                refusal = f"unpacks to more than {MAX_RATIO} times its size"
            kind = "link" if stat.S_ISLNK(info.external_attr >> 16) else "file"
            if self._is_taken(name, kind, info.file_size, refusal):
                taken[name] = info
                total += info.file_size
        self._infos = taken
        self._refuse_bomb(total)
        self._cut_root()
        self._find_empty(folders)

    def _refuse_bomb(self, total: int) -> None:
        if total > _FREE and total > MAX_RATIO * self._file.seek(0, os.SEEK_END):
            raise InputError("PKG000", f"the archive unpacks to more than {MAX_RATIO} times its size", UNPACK_YOURSELF)

    @cached_property
    def _archive(self) -> zipfile.ZipFile:
        try:
            return open_zip(Guarded(self._file, MAX_DIRECTORY))
        except (*DAMAGE, OSError) as e:
            raise damaged(e) from None

    @cached_property
    def _infos(self) -> dict[str, zipfile.ZipInfo]:
        """The files by their names in the archive; of files with one name the first."""
        return {zip_name(info): info for info in reversed(self._archive.infolist())}

    def contents(self, only: Collection[str] | None = None) -> Iterator[tuple[str, Iterable[bytes]]]:
        if self._offsets is not None:
            yield from self._stored_contents(self._offsets, only)
            return
        names = self._infos if only is None else [self._root + name for name in only]
        for name in sorted(names, key=lambda name: self._infos[name].header_offset):
            info = self._infos[name]
            data = None
            if info.compress_type == zipfile.ZIP_STORED and info.file_size == info.compress_size:
                data = self._stored(name, info.header_offset, info.file_size, info.CRC)
            yield name.removeprefix(self._root), (data,) if data is not None else zip_blocks(self._archive, info)

    def _stored_contents(
        self, offsets: array[int], only: Collection[str] | None
    ) -> Iterator[tuple[str, Iterable[bytes]]]:
        for name in self._by_offset(offsets, only):
            yield name, self._blocks(name, offsets)

    def _blocks(self, name: str, offsets: array[int]) -> Iterable[bytes]:
        """Return the bytes of a file that is stored, in one block if it is small and whole."""
        place = self.places[name]
        full, size = self._root + name, self.files[name]
        found = stored_blocks(self._file, full.encode(), offsets[place], size, self._checksums[place])
        if isinstance(found, tuple):
            return found
        return zip_blocks(self._archive, self._infos[full]) if found is None else self._large(full, found)

    def _large(self, name: str, blocks: Iterator[bytes]) -> Iterator[bytes]:
        """Yield the blocks of a large file that is stored. Raises InputError, as for other files, if it is damaged."""
        try:
            yield from blocks
        except NotPlain:
            for _ in zip_blocks(self._archive, self._infos[name]):
                continue  # until it raises the error

    def _stored(self, name: str, offset: int, size: int, checksum: int) -> bytes | None:
        """Return the bytes of a small file that is not compressed and not damaged; None for others."""
        if size > _BLOCK or offset < 0:
            return None
        found = stored_blocks(self._file, name.encode("utf-8", "surrogateescape"), offset, size, checksum)
        return found[0] if isinstance(found, tuple) else None

    def blocks(self, name: str) -> Iterable[bytes]:
        if self._offsets is not None:
            return self._blocks(name, self._offsets)
        return zip_blocks(self._archive, self._infos[self._root + name])

    def close(self) -> None:
        if "_archive" in vars(self):
            self._archive.close()
        self._file.close()


def read_at(file: BinaryIO, at: int, size: int) -> bytes:
    """Return bytes of an archive, fewer where it ends. Raises DamagedError if the disk does not give them."""
    try:
        if hasattr(os, "pread"):
            return os.pread(file.fileno(), size, at)
        file.seek(at)
        return file.read(size)
    except OSError as e:
        raise damaged(reason_of(e)) from None


def stored_blocks(
    file: BinaryIO, name: bytes, offset: int, size: int, checksum: int
) -> tuple[bytes] | Iterator[bytes] | None:
    """Return the bytes of a file of a zip that is stored: one block if it is small, else blocks.

    None if its local header is not the usual one or, of a small file, its checksum differs; blocks of a large file
    whose checksum differs raise NotPlain at their end.
    """
    start = _LOCAL_HEADER + len(name)
    data = read_at(file, offset, start + size if size <= _BLOCK else start)
    if data[26:start] != len(name).to_bytes(4, "little") + name or not data.startswith(b"PK\3\4"):
        return None
    if size > _BLOCK:
        return _large_blocks(file, offset + start, size, checksum)
    found = data[start:]
    return (found,) if len(found) == size and zlib.crc32(found) == checksum else None


def _large_blocks(file: BinaryIO, start: int, size: int, checksum: int) -> Iterator[bytes]:
    found = 0
    for at in range(start, start + size, _BLOCK):
        block = read_at(file, at, min(_BLOCK, start + size - at))
        found = zlib.crc32(block, found)
        yield block
    if found != checksum:
        raise NotPlain


def _above(name: str) -> Iterator[str]:
    """Yield the folders that a name is in, each with a slash at its end."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield f"{name}/"


class DamagedError(InputError):
    """An archive is damaged, so that what is behind this place, or in this file, cannot be read."""


def damaged(reason: object) -> DamagedError:
    """Return the error of an archive that is damaged (PKG000)."""
    return DamagedError("PKG000", f"the archive cannot be read: {reason}", "Fetch it again.")
