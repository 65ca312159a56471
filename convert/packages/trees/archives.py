"""Packages in archives, zip and tar, that may be hostile: nothing is unpacked to disk or followed."""

from __future__ import annotations

import gzip
import io
import os
import stat
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from functools import cached_property
from typing import Any, BinaryIO

from convert.batch.inputs.archives import DAMAGE, Guarded, tar_entries, zip_blocks
from convert.documents import MAX_RATIO
from convert.errors import InputError
from convert.packages.trees.files import Entry, Kind, Refused, Tree, leaves, read_whole

MAX_DIRECTORY = 64 * 2**20
"""The maximum size of the directory of a zip in bytes, some 600,000 files; those of inputs have fewer."""

_BLOCK = 2**20
_FREE = 2**24
_LOCAL_HEADER = 30
_UNPACK = "Unpack the archive yourself if you trust it."


class _Archive(ABC):
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
        if "bagit.txt" in self.files:
            return
        roots = {name.partition("/")[0] for name in self.files if "/" in name}
        if len(roots) == 1 and all("/" in name for name in self.files):
            self.name = roots.pop()
            self._root = f"{self.name}/"
            self.files = {name.removeprefix(self._root): size for name, size in self.files.items()}

    def _find_empty(self, folders: Collection[str]) -> None:
        """Keep those of the archive's folders, named with a slash at their ends, that have nothing in them."""
        used = {above for name in (*self.files, *(r.name for r in self.refused)) for above in _above(name)}
        inside = {f.removeprefix(self._root) for f in folders if f != self._root and not leaves(f)} - used
        parents = {above for folder in inside for above in _above(folder[:-1])}
        self.empty = sorted(inside - parents - {"", "./"})

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

    def entries(self, folder: str) -> list[Entry]:
        return sorted(self._by_folder.get(folder, ()))

    def below(self, folder: str) -> Tree:
        return _Below(self, folder)

    @abstractmethod
    def contents(self, only: Collection[str] | None = None) -> Iterator[tuple[str, Iterable[bytes]]]: ...

    @abstractmethod
    def read(self, name: str, limit: int) -> bytes: ...

    @abstractmethod
    def close(self) -> None: ...


class _Below:
    """A folder of an archive."""

    def __init__(self, tree: Tree, folder: str) -> None:
        self.name = folder.rstrip("/").rpartition("/")[2]
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

    def entries(self, folder: str) -> list[Entry]:
        return self._tree.entries(self._folder + folder)

    def below(self, folder: str) -> Tree:
        return _Below(self._tree, self._folder + folder)

    def contents(self, only: Collection[str] | None = None) -> Iterator[tuple[str, Iterable[bytes]]]:
        names = self.files if only is None else only
        for name, blocks in self._tree.contents([self._folder + name for name in names]):
            yield name[len(self._folder) :], blocks

    def read(self, name: str, limit: int) -> bytes:
        return self._tree.read(self._folder + name, limit)

    def close(self) -> None:
        return


class ZipTree(_Archive):
    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        try:
            guarded: Any = Guarded(file, MAX_DIRECTORY)
            self._archive = zipfile.ZipFile(guarded)
            infos = self._archive.infolist()
        except (*DAMAGE, OSError) as e:
            raise _damaged(e) from None
        self._infos: dict[str, zipfile.ZipInfo] = {}
        total = 0
        folders = set()
        for info in infos:
            name, refusal = info.orig_filename, ""
            if info.is_dir():
                folders.add(name)
                continue
            if info.flag_bits & 1:
                refusal = "is encrypted"
            elif info.file_size > _BLOCK and info.file_size > MAX_RATIO * max(info.compress_size, 1):
                refusal = f"unpacks to more than {MAX_RATIO} times its size"
            kind = "link" if stat.S_ISLNK(info.external_attr >> 16) else "file"
            if self._is_taken(name, kind, info.file_size, refusal):
                self._infos[name] = info
                total += info.file_size
        if total > _FREE and total > MAX_RATIO * guarded.size:
            raise InputError("PKG000", f"the archive unpacks to more than {MAX_RATIO} times its size", _UNPACK)
        self._cut_root()
        self._find_empty(folders)

    def contents(self, only: Collection[str] | None = None) -> Iterator[tuple[str, Iterable[bytes]]]:
        names = self._infos if only is None else [self._root + name for name in only]
        for name in sorted(names, key=lambda name: self._infos[name].header_offset):
            info = self._infos[name]
            data = self._stored(info)
            yield name.removeprefix(self._root), (data,) if data is not None else zip_blocks(self._archive, info)

    def _stored(self, info: zipfile.ZipInfo) -> bytes | None:
        """Return the bytes of a small file that is not compressed and not damaged; None for others."""
        name = info.orig_filename.encode("utf-8", "surrogateescape")
        if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size or info.file_size > _BLOCK:
            return None
        start = _LOCAL_HEADER + len(name)
        data = _read_at(self._file, info.header_offset, start + info.file_size)
        if data[:4] != b"PK\3\4" or data[26:30] != len(name).to_bytes(4, "little") or data[30:start] != name:
            return None
        found = data[start:]
        return found if len(found) == info.file_size and zlib.crc32(found) == info.CRC else None

    def read(self, name: str, limit: int) -> bytes:
        return read_whole(zip_blocks(self._archive, self._infos[self._root + name]), name, limit)

    def close(self) -> None:
        self._archive.close()
        self._file.close()


def _read_at(file: BinaryIO, at: int, size: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(file.fileno(), size, at)
    file.seek(at)
    return file.read(size)


class TarTree(_Archive):
    """A tar, gone through once for the names and tag files, and again for the bytes of all files."""

    _HELD = 64 * 2**20

    is_sequential = True

    def __init__(self, file: BinaryIO, *, is_gzip: bool) -> None:
        super().__init__()
        self._file = file
        self._is_gzip = is_gzip
        self._limit = max(_FREE, MAX_RATIO * os.fstat(file.fileno()).st_size)
        self._tags: dict[str, bytes] = {}
        held = 0
        folders = set()
        for member in self._entries():
            name = _plain(member.name)
            if member.kind == "folder":
                folders.add(name.rstrip("/") + "/")
                continue
            if not self._is_taken(name, member.kind, member.size, member.refusal):
                continue
            if _is_tag_file(name) and held + member.size <= self._HELD:
                self._tags[name] = member.read()
                held += member.size
        self._cut_root()
        self._find_empty(folders)

    def _entries(self) -> Iterator[Any]:
        self._file.seek(0)
        with ExitStack() as stack:
            stream: Any = self._file
            if self._is_gzip:
                stream = stack.enter_context(gzip.GzipFile(fileobj=self._file))
            try:
                yield from tar_entries(_Counted(stream, self._limit))  # type: ignore[arg-type]
            except InputError as e:
                raise InputError("PKG000", e.message, e.advice) from None
            except (OSError, EOFError, zlib.error, ValueError) as e:
                raise _damaged(e) from None

    def contents(self, only: Collection[str] | None = None) -> Iterator[tuple[str, Iterable[bytes]]]:
        wanted = self.files.keys() if only is None else frozenset(only)
        seen = set()
        for member in self._entries():
            name = _plain(member.name).removeprefix(self._root)
            if member.kind == "file" and name in wanted and name in self.files and name not in seen:
                seen.add(name)
                yield name, member.blocks()

    def read(self, name: str, limit: int) -> bytes:
        full = self._root + name
        if full in self._tags:
            return self._tags[full]
        return next(read_whole(iter(blocks), name, limit) for found, blocks in self.contents() if found == name)

    def close(self) -> None:
        self._file.close()


class _Counted(io.RawIOBase):
    """A stream that ends with an error after `limit` bytes."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._left = limit

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._stream.read(size)
        except (OSError, EOFError, zlib.error) as e:
            raise _damaged(e) from None
        self._left -= len(data)
        if self._left < 0:
            raise InputError("PKG000", f"the archive unpacks to more than {MAX_RATIO} times its size", _UNPACK)
        return data


def _is_tag_file(name: str) -> bool:
    """Return whether a file of a tar is needed before others: those of bags at the top, those of OCFL anywhere."""
    last = name.rpartition("/")[2]
    if last == "inventory.json" or last.startswith(("inventory.json.", "0=ocfl")):
        return True
    return name.count("/") < 2 and name.endswith((".txt", "ocfl_layout.json"))


def _above(name: str) -> Iterator[str]:
    """Yield the folders that a name is in, each with a slash at its end."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield f"{name}/"


def _plain(name: str) -> str:
    while name.startswith("./"):
        name = name[2:]
    return name


def _damaged(reason: object) -> InputError:
    return InputError("PKG000", f"the archive cannot be read: {reason}", "Fetch it again.")
