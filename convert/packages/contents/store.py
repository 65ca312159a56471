"""The parts and stories of a package, kept in a temporary database on disk and read one at a time."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
import weakref
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from convert.packages.contents.names import distinct_name, media_type_of, safe_name, text_of
from convert.packages.contents.parts import Part, Role, Story, StoryDocument
from convert.packages.contents.record import file_line, package_line, story_from, story_line
from convert.packages.trees import folded
from convert.packages.trees.hashes import Hashes

_CHUNK = 500
"""How many rows are written at once."""

_STORIES = "stories.part"
_BLOCK = 2**20
_FOLDERS: Mapping[str, str] = {
    "source": "sources",
    "document": "documents",
    "trace": "documents",
    "report": "reports",
    "configuration": "configuration",
}
_COMMON_SCHEMAS = ("xhtml", "xml", "odrl/2.2", "geojson/1", "newsml-g2/catalogs", "journal/1", "package/1")
_TABLES = """
DROP TABLE IF EXISTS line;
DROP TABLE IF EXISTS container;
DROP TABLE IF EXISTS shared;
DROP TABLE IF EXISTS part;
CREATE TABLE line (
    input TEXT, story INT, data BLOB, begin INT, length INT, PRIMARY KEY (input, story)
) WITHOUT ROWID;
CREATE TABLE container (place BLOB PRIMARY KEY, name TEXT, members INT);
CREATE TABLE part (
    number INTEGER PRIMARY KEY, name TEXT, true_name TEXT, role TEXT, size INT, sha256 TEXT, media_type TEXT, story INT,
    place, name_key INT
);
CREATE TABLE shared (place BLOB PRIMARY KEY, name TEXT) WITHOUT ROWID;
BEGIN;
"""
_INSERT = (
    "INSERT INTO part (name, true_name, role, size, sha256, media_type, story, place, name_key)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_PARTS = "SELECT name, true_name, role, size, sha256, media_type, story, place FROM part"
_OTHER_FILES = (
    f"{_PARTS} WHERE story = 0 OR name NOT IN ('sources/' || true_name, 'documents/' || true_name) ORDER BY number"
)


class Parts:
    """The parts in the database, in the order in which they were added; each iteration reads them anew."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __iter__(self) -> Iterator[Part]:
        return map(_part, self._database.execute(f"{_PARTS} ORDER BY number"))

    def __len__(self) -> int:
        [count] = self._database.execute("SELECT count(*) FROM part").fetchone()
        return int(count)


class Stories:
    """The stories in a file of lines of the record; each iteration reads them anew."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.count = 0

    def __iter__(self) -> Iterator[Story]:
        with open(self._path, encoding="ascii") as file:
            yield from map(story_from, file)

    def __len__(self) -> int:
        return self.count


class Store:
    """The parts and stories of a package in a temporary database on disk, and the record of them as it grows.

    `folder` is the output folder. `newest` is the time of the newest story, `schemas` are the folders of the schemas of
    documents, `places` the hashes of the paths of all files in the folder.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.newest = ""
        self.schemas: set[str] = set()
        self.places = array("q")
        self._is_careful = False
        self._temporary = tempfile.TemporaryDirectory(prefix="wirecopy-")
        self.database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self.database.close)
        self.database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        self.stories = Stories(self.own(_STORIES))
        self.parts = Parts(self.database)

    def close(self) -> None:
        """Remove what was kept on disk."""
        self.database.close()
        self._temporary.cleanup()

    def own(self, name: str) -> str:
        """Return the path of a file that is removed at the end."""
        return os.path.join(self._temporary.name, name)

    @contextlib.contextmanager
    def filled(self, *, is_careful: bool) -> Iterator[None]:
        """Empty the store, to be filled in the block; be careful about names that differ in case or form alone.

        Raises NameTaken if there are any and it is not careful.
        """
        self.database.executescript(_TABLES)
        self._has_index = False
        if is_careful:
            self._make_index()
        self._rows: list[tuple[Any, ...]] = []
        self._keys = Hashes()
        self.stories.count = 0
        self.places = array("q")
        self.newest = ""
        self.schemas = set(_COMMON_SCHEMAS)
        self._is_careful = is_careful
        with open(self.own(_STORIES), "wb") as self._stories:
            yield
            self.flush()
        if not self._keys.are_distinct():
            raise NameTaken

    def part(self, name: str) -> Part:
        """Return the part of this name. Raises KeyError."""
        self.flush()
        self._make_index()
        query = f"{_PARTS} WHERE name_key = ? AND name = ?"
        row = self.database.execute(query, (hash(folded(name)), name)).fetchone()
        if row is None:
            raise KeyError(name)
        return _part(row)

    def _make_index(self) -> None:
        """Make the index of parts by their names, which few packages need."""
        if not self._has_index:
            self.database.execute("CREATE INDEX part_name ON part (name_key)")
            self._has_index = True

    def places_of(self, documents: Iterable[StoryDocument]) -> dict[str, str]:
        """Return the files of the documents of a story that it shares with no other one, by format."""
        return {document.format: self.part(document.name).place for document in documents if not document.item}

    def add_story(self, story: Story) -> None:
        """Add a story."""
        self.newest = max(self.newest, story.updated)
        self._stories.write(story_line(story).encode() + b"\n")
        self.stories.count += 1

    def add(
        self,
        role: Role,
        true_name: str,
        place: str,
        *,
        size: int,
        sha256: str | None = None,
        media_type: str = "",
        story: int = 0,
        name: str = "",
    ) -> str:
        """Add a part and return its name. Of a file that several stories have, there is one part."""
        if not story and (known := self.shared(place)):
            return known
        chosen = name or safe_name(_FOLDERS[role], true_name)
        if place.startswith(self.folder):
            self.places.append(hash(place if os.sep == "/" else place.replace(os.sep, "/")))
        if self._is_careful:
            chosen = self._free_name(chosen, true_name)
        key = hash(folded(chosen))
        self._keys.add(key)
        kind = media_type or media_type_of(true_name)
        path = place if place.isascii() else os.fsencode(place)
        self._rows.append((chosen, text_of(true_name), role, size, sha256, kind, story, path, key))
        if len(self._rows) >= _CHUNK or self._is_careful:
            self.flush()
        if not story:
            self.database.execute("INSERT INTO shared VALUES (?, ?)", (os.fsencode(place), chosen))
        return chosen

    def shared(self, place: str) -> str:
        """Return the name of the part of a file that several stories may have, "" if there is none yet."""
        found = self.database.execute("SELECT name FROM shared WHERE place = ?", (os.fsencode(place),)).fetchone()
        return str(found[0]) if found else ""

    def _free_name(self, name: str, true_name: str) -> str:
        """Return a name that no part has, not even in another case or form."""
        chosen, number = name, 0
        query = "SELECT 1 FROM part WHERE name_key = ?"
        while self.database.execute(query, (hash(folded(chosen)),)).fetchone():
            number += 1
            chosen = distinct_name(name, f"{number} {true_name}")
        return chosen

    def flush(self) -> None:
        """Write the parts that wait."""
        rows, self._rows = self._rows, []
        self.database.executemany(_INSERT, rows)

    def set_digest(self, place: str, digest: str) -> None:
        """State the digest of a file that is a part."""
        key = hash(folded(self.shared(place)))
        self._make_index()
        self.database.execute("UPDATE part SET sha256 = ? WHERE name_key = ?", (digest, key))

    def write_record(self, file: BinaryIO, time: str) -> None:
        """Write the record of all that was added; `time` is that of the package."""
        file.write(package_line(time, len(self.stories), self.schemas).encode() + b"\n")
        with open(self.own(_STORIES), "rb") as stories:
            shutil.copyfileobj(stories, file, _BLOCK)
        for row in self.database.execute(_OTHER_FILES):
            file.write(file_line(_part(row)).encode() + b"\n")


class NameTaken(Exception):
    """Two parts have the same name, or names that differ in case or normal form alone."""


def _part(row: Sequence[Any]) -> Part:
    place = row[-1]
    return Part._make(row) if type(place) is str else Part._make((*row[:-1], os.fsdecode(place)))
