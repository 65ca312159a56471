"""A package in a folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from convert.packages.trees.files import Entry, Kind, Refused, Tree, read_whole, unreadable

_BLOCK = 2**20
_SMALL = 2**16
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class Folder:
    is_sequential = False

    def __init__(self, path: str) -> None:
        self._path = path
        self.name = os.path.basename(os.path.abspath(path))

    @cached_property
    def _walked(self) -> tuple[dict[str, int], list[Refused], list[str]]:
        files: dict[str, int] = {}
        refused: list[Refused] = []
        empty: list[str] = []
        waiting: list[tuple[str, Iterator[os.DirEntry[str]]]] = [("", iter(self._scan("")))]
        while waiting:
            folder, entries = waiting[-1]
            entry = next(entries, None)
            if entry is None:
                waiting.pop()
                continue
            name = f"{folder}{entry.name}"
            try:
                if entry.is_file(follow_symlinks=False):
                    files[name] = entry.stat(follow_symlinks=False).st_size
                elif entry.is_symlink():
                    refused.append(Refused(name, "is a link"))
                elif entry.is_dir(follow_symlinks=False):
                    inside = self._scan(f"{name}/")
                    waiting.append((f"{name}/", iter(inside)))
                    if not inside:
                        empty.append(f"{name}/")
                else:
                    refused.append(Refused(name, "is no regular file"))
            except OSError as e:
                raise unreadable(os.path.join(self._path, name), e) from None
        return files, refused, empty

    @property
    def files(self) -> dict[str, int]:
        return self._walked[0]

    @cached_property
    def places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.files)}

    @property
    def refused(self) -> list[Refused]:
        return self._walked[1]

    @property
    def empty(self) -> list[str]:
        return self._walked[2]

    def _scan(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(os.path.join(self._path, folder)) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError as e:
            raise unreadable(os.path.join(self._path, folder), e) from None

    def has(self, name: str) -> bool:
        try:
            return stat.S_ISREG(os.lstat(os.path.join(self._path, name)).st_mode)
        except (OSError, ValueError):
            return False

    def entries(self, folder: str) -> list[Entry]:
        def kind(entry: os.DirEntry[str]) -> Kind:
            if entry.is_dir(follow_symlinks=False):
                return "folder"
            return "file" if entry.is_file(follow_symlinks=False) else "refused"

        return [Entry(entry.name, kind(entry)) for entry in self._scan(folder)]

    def below(self, folder: str) -> Tree:
        return Folder(os.path.join(self._path, folder))

    def contents(self, only: Collection[str] | None = None) -> Iterator[tuple[str, Iterable[bytes]]]:
        for name in self.files if only is None else only:
            yield name, self._small(name, self.files[name]) or self._blocks(name)

    def _small(self, name: str, size: int) -> tuple[bytes] | None:
        """Return the bytes of a small file in one block; None for others, and where reading its blocks says why not.

        A block that does not depend on the size is read faster: the allocator has one ready.
        """
        if size >= _SMALL:
            return None
        try:
            file = os.open(f"{self._path}/{name}", _READ)
            try:
                data = os.read(file, _SMALL)
            finally:
                os.close(file)
        except OSError:
            return None
        return (data,) if len(data) == size else None

    def _blocks(self, name: str) -> Iterator[bytes]:
        path = os.path.join(self._path, name)
        try:
            with open(path, "rb", buffering=0) as file:
                while block := file.read(_BLOCK):
                    yield block
        except OSError as e:
            raise unreadable(path, e) from None

    def blocks(self, name: str) -> Iterable[bytes]:
        return self._blocks(name)

    def read(self, name: str, limit: int) -> bytes:
        return read_whole(self._blocks(name), name, limit)

    def close(self) -> None:
        return
