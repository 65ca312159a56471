"""What the files of a package are, whether it is a folder or an archive, and names that are not safe."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import Literal, NamedTuple, Protocol

from convert.errors import InputError

SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz")
"""The suffixes of archives that can hold a package."""


_SUSPECT = re.compile(r"\A[/~\\%]|\A.:|\.\.|\0", re.DOTALL)
"""What a path that leads out of a package has; few others have it."""


class Refused(NamedTuple):
    """A member that is not a file of the package, and why."""

    name: str
    reason: str


Kind = Literal["file", "folder", "refused"]


class Entry(NamedTuple):
    """A name in a folder of a package."""

    name: str
    kind: Kind


class Tree(Protocol):
    """The files of a package: sizes and places by name, what was refused, empty folders, and the bytes of files.

    `name` is that of the package's folder, empty if an archive has none. In a sequential tree each call of `contents`
    reads the whole package.
    """

    name: str

    is_sequential: bool

    @property
    def files(self) -> dict[str, int]: ...
    @property
    def places(self) -> dict[str, int]: ...
    @property
    def refused(self) -> list[Refused]: ...
    @property
    def empty(self) -> list[str]: ...

    def has(self, name: str) -> bool:
        """Whether there is a file of this name; a folder is not gone through for it."""

    def entries(self, folder: str) -> list[Entry]:
        """Return what is in a folder, named with a slash at its end or "" for that of the package, by name."""

    def below(self, folder: str) -> Tree:
        """Return the tree of a folder, named with a slash at its end."""

    def contents(self, only: Collection[str] | None = None) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yield each file, or only some, with its blocks, to be read before the next. Raises InputError for damage."""

    def blocks(self, name: str) -> Iterable[bytes]:
        """Return the bytes of a file in blocks. Raises InputError for damage, here or while they are read."""

    def read(self, name: str, limit: int) -> bytes:
        """Return the bytes of a file. Raises InputError if they are more than `limit`."""

    def close(self) -> None:
        """Close what is open."""


def suffix_of(path: str) -> str:
    """Return the suffix of an archive, empty for a folder."""
    return next((suffix for suffix in (".tar.gz", ".tgz", ".tar", ".zip") if path.lower().endswith(suffix)), "")


def read_whole(blocks: Iterable[bytes], name: str, limit: int) -> bytes:
    found = bytearray()
    for block in blocks:
        found += block
        if len(found) > limit:
            raise InputError("PKG000", f"{name} has more than {limit:,} bytes", "Check the package by parts.")
    return bytes(found)


def leaves(name: str) -> bool:
    """Whether a path leads out of the package, on this system or another one."""
    if not _SUSPECT.search(name):
        return False
    parts = name.split("/")
    return (
        name.startswith(("/", "~", "\\"))
        or ".." in parts
        or "\0" in name
        or (len(name) > 1 and name[1] == ":" and name[0].isalpha())
        or (name.startswith("%") and "%\\" in name)
        or name.replace("\\", "/").startswith("../")
    )


def folded(name: str) -> str:
    """Return a name without its case and normal form; file systems may take two names that share it for one."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def grouped_by_form(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the names by what they are without their case and normal form."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(folded(name), []).append(name)
    return found


def unreadable(path: str, error: OSError) -> InputError:
    return InputError("INP000", f"{path} cannot be read: {(error.strerror or str(error)).lower()}", "Check the disk.")
