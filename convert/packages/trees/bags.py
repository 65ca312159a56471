"""The files of a bag of which those of the payload are not kept by name, so that memory does not grow with them.

The manifests of a bag name them all, mostly in the order of the package, so hashes of the names are enough. Bags that
have anything unusual are not plain, and are read as other packages.
"""

from __future__ import annotations

import os
import stat
from abc import abstractmethod
from array import array
from collections.abc import Collection, Iterable, Iterator
from typing import BinaryIO, Protocol

from convert.batch.inputs.tars import tar_entries
from convert.errors import InputError
from convert.packages.trees.archives import Archive, stored_blocks
from convert.packages.trees.directory import NotPlain, stored_files
from convert.packages.trees.files import Tree, leaves
from convert.packages.trees.folder import Folder
from convert.packages.trees.tar import placed_blocks, without_dots

_PAYLOAD = b"data/"
_MAX_TAG_FILES = 1000
_SMALL = 2**16
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


class BagFiles(Tree, Protocol):
    """The tag files of a bag, and its payload.

    `hashes` are those of the names in the payload as bytes. `has_order` if files of the payload are found by their
    places, in the order of `hashes`; else by their names.
    """

    has_order: bool

    @property
    def hashes(self) -> array[int]: ...

    def payload_size(self) -> int:
        """Return the size of the payload in bytes."""

    def payload_file(self, place: int, name: str) -> Iterable[bytes]:
        """Return the bytes of a file of the payload, in one block if it is small. Raises NotPlain, InputError."""


def open_bag(path: str) -> BagFiles | None:
    """Open a bag that is plain; return None for any other package, also if it cannot be read."""
    try:
        if os.path.isdir(path):
            return _FolderBag(path) if os.path.isfile(os.path.join(path, "bagit.txt")) else None
        if not stat.S_ISREG(os.stat(path).st_mode):
            return None
        file = open(path, "rb")  # noqa: SIM115  (closed with the tree)
    except (NotPlain, InputError, OSError):
        return None
    opened: BagFiles | None = None
    try:
        start = file.read(512)
        if start[:2] == b"PK":
            opened = _ZipBag(file)
        elif start[257:262] == b"ustar":
            opened = _TarBag(file)
    except (NotPlain, InputError, OSError):
        opened = None
    if opened is None:
        file.close()
    return opened


class _Names:
    """The names of the files of a bag, those of the payload as hashes; `beginning` is the folder that has them all."""

    def __init__(self) -> None:
        self.beginning: bytes | None = None
        self.hashes = array("q")
        self.tags: dict[str, int] = {}
        self._payload = self._folder = b""
        self._folders: set[int] = set()

    def add(self, name: bytes, size: int) -> str:
        """Add a file; return its name if it is a tag file, else "". Raises NotPlain."""
        if self.beginning is None:
            has_folder = b"/" in name and not name.startswith(_PAYLOAD)
            self.beginning = name.partition(b"/")[0] + b"/" if has_folder else b""
            self._payload = self.beginning + _PAYLOAD
        if name.startswith(self._payload):
            inner = name[len(self.beginning) :]
            self.hashes.append(hash(inner))
            folder = inner.rpartition(b"/")[0]
            if folder != self._folder:  # files of one folder mostly follow one another
                self._folder = folder
                while folder:
                    self._folders.add(hash(folder))
                    folder = folder.rpartition(b"/")[0]
            return ""
        tag = os.fsdecode(name[len(self.beginning) :])
        if not name.startswith(self.beginning) or not tag or leaves(tag) or tag in self.tags:
            raise NotPlain
        if len(self.tags) >= _MAX_TAG_FILES:
            raise NotPlain
        self.tags[tag] = size
        return tag

    def refuse_other(self) -> None:
        """Raise NotPlain if the files are not those of a bag that is complete here."""
        is_folder_a_file = not self._folders.isdisjoint(self.hashes)
        if "bagit.txt" not in self.tags or "fetch.txt" in self.tags or is_folder_a_file:
            raise NotPlain


class _ArchiveBag(Archive):
    """What zip and tar have in common: the places and sizes of files."""

    has_order = True

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self._places = array("Q")
        self._sizes = array("Q")
        names = _Names()
        self._collect(names)
        names.refuse_other()
        self.hashes, self.files = names.hashes, names.tags
        self._beginning = names.beginning or b""
        self.name = os.fsdecode(self._beginning[:-1])

    @abstractmethod
    def _collect(self, names: _Names) -> None: ...

    def contents(self, only: Collection[str] | None = None) -> Iterator[tuple[str, Iterable[bytes]]]:
        for name in self.files if only is None else only:
            yield name, self.blocks(name)

    def payload_size(self) -> int:
        return sum(self._sizes)

    def close(self) -> None:
        self._file.close()


class _ZipBag(_ArchiveBag):
    """A zip whose files are all stored as they are."""

    def _collect(self, names: _Names) -> None:
        self._checksums = array("I")
        self._tags: dict[str, tuple[int, int, int]] = {}
        for name, offset, size, checksum in stored_files(self._file, None):
            if tag := names.add(name, size):
                self._tags[tag] = offset, size, checksum
                continue
            self._places.append(offset)
            self._sizes.append(size)
            self._checksums.append(checksum)

    def _stored(self, name: str, offset: int, size: int, checksum: int) -> Iterable[bytes]:
        found = stored_blocks(self._file, self._beginning + name.encode(), offset, size, checksum)
        if found is None:
            raise NotPlain
        return found

    def blocks(self, name: str) -> Iterable[bytes]:
        return self._stored(name, *self._tags[name])

    def payload_file(self, place: int, name: str) -> Iterable[bytes]:
        return self._stored(name, self._places[place], self._sizes[place], self._checksums[place])


class _TarBag(_ArchiveBag):
    """A tar that is not compressed and has nothing but files and folders."""

    def _collect(self, names: _Names) -> None:
        self._tags: dict[str, int] = {}
        self._file.seek(0)
        for member in tar_entries(self._file, os.fstat(self._file.fileno()).st_size):
            if member.kind == "folder":
                continue
            if member.kind != "file" or member.refusal:
                raise NotPlain
            at = self._file.tell()
            if tag := names.add(without_dots(member.name).encode("utf-8", "surrogateescape"), member.size):
                self._tags[tag] = at
                continue
            self._places.append(at)
            self._sizes.append(member.size)

    def blocks(self, name: str) -> Iterable[bytes]:
        return placed_blocks(self._file, self._tags[name], self.files[name])

    def payload_file(self, place: int, name: str) -> Iterable[bytes]:
        return placed_blocks(self._file, self._places[place], self._sizes[place])


class _FolderBag(Folder):
    """A folder with nothing but files and folders."""

    has_order = False

    def __init__(self, path: str) -> None:
        super().__init__(path)
        names = _Names()
        names.beginning, names._payload = b"", _PAYLOAD
        for name, entry in _files_below(os.fsencode(path)):
            if name.startswith(_PAYLOAD):
                names.hashes.append(hash(name))
            else:
                names.add(name, entry.stat(follow_symlinks=False).st_size)
        names.refuse_other()
        self.hashes = names.hashes
        self._walked = dict(sorted(names.tags.items())), [], []

    def payload_size(self) -> int:
        files = _files_below(os.path.join(os.fsencode(self._path), b"data"))
        return sum(entry.stat(follow_symlinks=False).st_size for _, entry in files)

    def payload_file(self, place: int, name: str) -> Iterable[bytes]:
        file = os.open(f"{self._path}/{name}", _READ)
        try:
            data = os.read(file, _SMALL)
        finally:
            os.close(file)
        return (data,) if len(data) < _SMALL else self.blocks(name)


def _files_below(folder: bytes) -> Iterator[tuple[bytes, os.DirEntry[bytes]]]:
    """Yield all files below a folder, each with its name from there. Raises NotPlain for what is neither."""
    waiting = [b""]
    while waiting:
        below = waiting.pop()
        with os.scandir(os.path.join(folder, below)) as entries:
            for entry in entries:
                if entry.is_file(follow_symlinks=False):
                    yield below + entry.name, entry
                elif entry.is_dir(follow_symlinks=False):
                    waiting.append(below + entry.name + b"/")
                else:
                    raise NotPlain
