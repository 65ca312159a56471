"""The paths that a batch reads and writes, held on disk, so that memory does not grow with the batch.

Paths are compared as a file system might that ignores case and Unicode normal forms: a tree made on Linux must survive
a copy to macOS or Windows. Links are followed.
"""

from __future__ import annotations

import os
import re
import sqlite3
import unicodedata
import weakref
from collections.abc import Iterator

_NUMBERED = re.compile(r"-[1-9]\d{0,5}", re.ASCII)
_ENDS_IN_NUMBER = re.compile(r"-[1-9]\d{0,5}\Z", re.ASCII)

_FOLDERS = 64
"""How many folders are remembered with their real paths."""


class Claims:
    """The stems that documents are written to and the inputs that a document could replace, each with its owner.

    A stem is the path of documents without the suffixes of their formats. Backed by a temporary database that vanishes
    with the object.
    """

    def __init__(self, suffixes: tuple[str, ...]) -> None:
        """`suffixes` are those of all documents, such as `.ninjs.json`."""
        self._suffixes = tuple(suffix.casefold() for suffix in suffixes)
        self._has_numbers = False
        self._folders: dict[str, str] = {}
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._database.close)
        self._database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
            "CREATE TABLE stem (key TEXT PRIMARY KEY, owner BLOB) WITHOUT ROWID;"
            "CREATE TABLE input (stem TEXT PRIMARY KEY, path BLOB) WITHOUT ROWID;"
        )

    def claim(self, stem: str, owner: str) -> str | None:
        """Claim a stem for the input `owner`; return the input that already has it, else None."""
        key = self._key(stem)
        self._has_numbers = self._has_numbers or bool(_ENDS_IN_NUMBER.search(key))
        added = self._database.execute("INSERT OR IGNORE INTO stem VALUES (?, ?)", (key, os.fsencode(owner))).rowcount
        if added:
            return None
        found = self._database.execute("SELECT owner FROM stem WHERE key = ?", (key,)).fetchone()
        return os.fsdecode(found[0])

    def add_input(self, path: str) -> None:
        """Remember an input whose name has the suffix of a document."""
        name = path.casefold()
        if not name.endswith(self._suffixes):
            return
        key = self._key(os.path.realpath(path) if os.path.islink(path) else path)
        for suffix in self._suffixes:
            if key.endswith(suffix):
                stem = key.removesuffix(suffix)
                self._has_numbers = self._has_numbers or bool(_ENDS_IN_NUMBER.search(stem))
                self._database.execute("INSERT OR IGNORE INTO input VALUES (?, ?)", (stem, os.fsencode(path)))

    def input_at(self, stem: str) -> str | None:
        """Return the input that a document with this stem would replace, None if there is none."""
        found = self._database.execute("SELECT path FROM input WHERE stem = ?", (self._key(stem),)).fetchone()
        return os.fsdecode(found[0]) if found else None

    def replaced_input(self) -> str | None:
        """Return an input that a document would replace, None if there is none."""
        found = self._database.execute("SELECT path FROM input JOIN stem ON stem.key = input.stem LIMIT 1").fetchone()
        return os.fsdecode(found[0]) if found else None

    def numbered(self, stem: str) -> frozenset[int]:
        """Return the numbers of stories, as in `<stem>-2`, whose documents would replace an input or a document."""
        if not self._has_numbers:
            return frozenset()
        key = self._key(stem)
        return frozenset(
            int(other[len(key) + 1 :])
            for table, column in (("stem", "key"), ("input", "stem"))
            for other in self._between(table, column, key)
            if _NUMBERED.fullmatch(other, len(key))
        )

    def _between(self, table: str, column: str, key: str) -> Iterator[str]:
        query = f"SELECT {column} FROM {table} WHERE {column} > ? AND {column} < ?"
        return (row[0] for row in self._database.execute(query, (key + "-", key + "-:")))

    def _key(self, path: str) -> str:
        """Return the path, with the real path of its folder, in the form in which paths are compared."""
        folder, name = os.path.split(path)
        if folder not in self._folders:
            if len(self._folders) >= _FOLDERS:
                self._folders.clear()
            self._folders[folder] = os.path.realpath(folder)
        return comparable(os.path.join(self._folders[folder], name))


def comparable(path: str) -> str:
    """Return a path with case and normal form folded, and with `/` between its parts."""
    if path.isascii():
        return path.casefold().replace(os.sep, "/")
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
    return folded.replace(os.sep, "/").encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
