"""Where packages are written: a folder, a zip or a tar, which appears whole or not at all, the same to the byte."""

from __future__ import annotations

import contextlib
import gzip
import os
import re
import tarfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, BinaryIO, NamedTuple, Protocol

from convert.atomic_write import whole_file, whole_folder
from convert.errors import InputError, OutputError
from convert.findings import Finding
from convert.packages.contents.parts import ALGORITHMS, SMALL, Copied, Part, copy, read_small
from convert.packages.trees import open_tree, suffix_of
from convert.packing import StoredFiles

_SIZE = 512


class Packed(NamedTuple):
    """A package that was written: one line on what is in it, and what was found on the way."""

    done: str
    findings: tuple[Finding, ...] = ()


class Refused(Exception):
    """There is no package, for the reasons in `findings`."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(*findings)
        self.findings = tuple(findings)


class Target(Protocol):
    """A package that is being written: its files are added one after the other, each name once."""

    def add(self, name: str, data: bytes) -> None:
        """Add a file."""

    def copy(self, name: str, part: Part, algorithms: Sequence[str] = ALGORITHMS) -> Copied:
        """Add a part and return its digests. Raises InputError; the package must then be given up."""


def media_type(path: str) -> str:
    """Return the media type of a package with this name, empty for a folder."""
    return {".zip": "application/zip", ".tar": "application/x-tar"}.get(suffix_of(path), "application/gzip")


def is_archive(path: str) -> bool:
    """Return whether a package with this name is an archive."""
    return bool(suffix_of(path)) and not os.path.isdir(path)


def root_of(path: str) -> str:
    """Return the name of the folder that a package with this name is, or has in it if it is an archive."""
    name = os.path.basename(os.path.abspath(path))
    return name[: len(name) - len(suffix_of(name))] or name


@contextlib.contextmanager
def open_target(path: str, *, time: str, force: bool = False) -> Iterator[Target]:
    """Yield the package at `path`, which is there after the block has ended well, and else is not.

    An archive, which the suffix of `path` shows, has one folder with its name. `time` is that of its members. Raises
    OutputError.
    """
    if not is_archive(path):
        _refuse_other_folder(path)
        with whole_folder(path, force=force) as folder:
            yield _Folder(folder)
        return
    if force:
        _refuse_other_file(path)
    root = f"{root_of(path)}/"
    moment = datetime.fromisoformat(time)
    with whole_file(path, force=force) as file:
        if suffix_of(path) == ".zip":
            with StoredFiles(file, moment) as files:
                yield _Zip(files, root)
        else:
            is_packed = suffix_of(path) != ".tar"
            stream: Any = gzip.GzipFile("", "wb", 6, file, mtime=0) if is_packed else file
            tar = _Tar(stream, root, moment)
            try:
                yield tar
                tar.close()
                if is_packed:
                    stream.close()
            except BaseException:
                with contextlib.suppress(OSError):
                    if is_packed:
                        stream.close()
                raise


_MARKS = ("bagit.txt", "METS.xml", "0=ocfl_1.0", "0=ocfl_1.1", "0=ocfl_object_1.0", "0=ocfl_object_1.1")
"""The files that show that a folder is a package."""


def _refuse_other_folder(path: str) -> None:
    """Refuse a folder with other files, also with `force`, which replaces packages. Raises OutputError (INP008)."""
    is_package = any(os.path.isfile(os.path.join(path, name)) for name in _MARKS)
    if os.path.isdir(path) and os.listdir(path) and not is_package:
        advice = "Choose another output with -o, or remove the folder yourself."
        raise OutputError("INP008", f"{path} is a folder with other files than those of a package", advice)


def _refuse_other_file(path: str) -> None:
    """Refuse a file other than a package, such as a source, also with `force`. Raises OutputError (INP015)."""
    if not os.path.isfile(path) or not os.path.getsize(path):
        return
    try:
        with contextlib.closing(open_tree(path)) as tree:
            is_package = any(map(tree.has, _MARKS))
    except InputError:
        is_package = False
    if not is_package:
        advice = "Choose another output with -o, or remove the file yourself."
        raise OutputError("INP015", f"{path} would be replaced and is no package", advice)


class _Folder:
    def __init__(self, path: str) -> None:
        self._path = path
        self._made = {""}

    def _open(self, name: str) -> int:
        folder = name.rpartition("/")[0]
        if folder not in self._made:
            os.makedirs(os.path.join(self._path, folder), exist_ok=True)
            if len(self._made) > _MANY:
                self._made.clear()
            self._made.add(folder)
        return os.open(f"{self._path}/{name}", _WRITE, 0o666)

    def add(self, name: str, data: bytes) -> None:
        with open(self._open(name), "wb") as file:
            file.write(data)

    def copy(self, name: str, part: Part, algorithms: Sequence[str] = ALGORITHMS) -> Copied:
        if part.size < SMALL:
            data, copied = read_small(part, algorithms)
            descriptor = self._open(name)
            try:
                _written(descriptor, data)
            finally:
                os.close(descriptor)
            return copied
        descriptor = self._open(name)
        try:
            return copy(part, lambda block: _written(descriptor, block), algorithms)
        finally:
            os.close(descriptor)


_MANY = 10_000
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def _written(descriptor: int, data: bytes) -> None:
    while (count := os.write(descriptor, data)) < len(data):
        data = data[count:]


class _Zip:
    def __init__(self, files: StoredFiles, root: str) -> None:
        self._files = files
        self._root = root

    def add(self, name: str, data: bytes) -> None:
        self._files.add(self._root + name, data)

    def copy(self, name: str, part: Part, algorithms: Sequence[str] = ALGORITHMS) -> Copied:
        if part.size < SMALL:
            data, copied = read_small(part, algorithms)
            self._files.add(self._root + name, data)
            return copied
        with self._files.open(self._root + name, part.size) as write:
            return copy(part, write, algorithms)


class _Tar:
    """A tar of ustar headers, with extended headers of pax for names that these cannot hold."""

    def __init__(self, file: BinaryIO, root: str, time: datetime) -> None:
        self._file = file
        self._root = root
        self._time = max(0, int(time.timestamp()))
        # Mode, owner and group; time; kind, link and version, names and numbers of owners and devices.
        self._before_size = b"0000644\0" + 2 * b"0000000\0"
        self._after_size = b"\0%011o\0" % self._time
        self._after_sum = b"\0 0" + bytes(100) + b"ustar\00000" + bytes(64) + 2 * b"0000000\0"
        fixed = self._before_size + self._after_size + self._after_sum[2:]
        self._sum = sum(fixed) + sum(b" " * 8)

    def add(self, name: str, data: bytes) -> None:
        self._file.write(self._header(name, len(data)))
        self._file.write(data)
        self._file.write(bytes(-len(data) % _SIZE))

    def copy(self, name: str, part: Part, algorithms: Sequence[str] = ALGORITHMS) -> Copied:
        if part.size < SMALL:
            data, copied = read_small(part, algorithms)
            self.add(name, data)
            return copied
        self._file.write(self._header(name, part.size))
        copied = copy(part, self._file.write, algorithms)
        self._file.write(b"\0" * (-part.size % _SIZE))
        return copied

    def _header(self, name: str, size: int) -> bytes:
        full = (self._root + name).encode()
        begin, end = (b"", full) if len(full) <= 100 else _divided(full)
        if not end or not full.isascii() or size >= 8**11:
            return self._extended_header(full.decode(), size)
        digits = b"%011o" % size
        before = b"%b%b%b%b" % (end.ljust(100, b"\0"), self._before_size, digits, self._after_size)
        checksum = self._sum + sum(begin) + sum(end) + sum(digits)
        return b"%b%06o%b%b" % (before, checksum, self._after_sum, begin.ljust(167, b"\0"))

    def _extended_header(self, name: str, size: int) -> bytes:
        member = tarfile.TarInfo(name)
        member.size, member.mtime = size, self._time
        return member.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")

    def close(self) -> None:
        self._file.write(bytes(2 * _SIZE))


def _divided(name: bytes) -> tuple[bytes, bytes]:
    """Return a name in two parts for a ustar header, empty ones if it cannot be divided so."""
    found = re.fullmatch(rb"(.{1,155})/([^\0]{1,100})", name, re.DOTALL)
    return (found[1], found[2]) if found else (b"", b"")
