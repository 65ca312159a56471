"""What an input is, and the notes on disk that keep memory flat however many there are."""

from __future__ import annotations

import os
import sqlite3
import weakref
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from convert.batch.inputs.files import stem_of
from convert.batch.inputs.packed_pictures import PackedShelf
from convert.batch.inputs.sidecars import SidecarFile
from convert.errors import ConvertError, InputError, UsageError
from convert.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One input of a batch.

    `path` is where it is, as messages show it: `day.jsonl:12` for a line, `a.zip/b/c.txt` for a member. `name` is its
    file name, which decides the format. `stem` is the path of its documents below the output folder, without suffix,
    with `/`, and never leads out of it. `identity` is its path relative to what the user named, the same in every run
    and on every machine. `data` and `moment`, always both, are its bytes and modification time if they are not to be
    loaded from `path`. `given` are the metadata that came with it, as values of the model, and `noticed` what was
    noticed while reading those. `sidecars` are its metadata files if they are not beside it in a folder, by the number
    of the story. `pictures` are those beside it in an archive. `encoding` is that of `data` if it is known. `revision`
    is another if a remote object has changed: its size, time and tag; empty for files. `container` is the file that
    contains it, and what the journal calls that. `error` is why it cannot be read.
    """

    path: str
    name: str
    stem: str
    identity: str
    data: bytes | None = None
    moment: str | None = None
    given: Mapping[str, object] = field(default_factory=dict)
    noticed: tuple[Finding, ...] = ()
    sidecars: Mapping[int, SidecarFile] = field(default_factory=dict)
    pictures: PackedShelf | None = None
    encoding: str | None = None
    revision: str = ""
    container: tuple[str, str] | None = None
    error: ConvertError | None = None


def mirrored(name: str) -> str:
    """Return a path as it is below an output folder: without drive, root, `.` and `..`."""
    parts = os.path.splitdrive(name)[1].replace(os.sep, "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def file_item(path: str, identity: str) -> Item:
    """Return the item for a file whose bytes are to be loaded from `path`."""
    below = mirrored(identity) or "_"
    return Item(path=path, name=below.rpartition("/")[2], stem=stem_of(below), identity=identity)


def failed(path: str, identity: str, error: ConvertError) -> Item:
    """Return the item for an input that cannot be read; its error says that the rest was done, not that nothing was."""
    if isinstance(error, UsageError):
        error = InputError(error.code, error.message, error.advice)
    return replace(file_item(path, identity), error=error)


class Notes:
    """Bytes under names, held in a temporary database on disk that vanishes with the object."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._database.close)
        self._database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
            "CREATE TABLE note (name BLOB PRIMARY KEY, data BLOB) WITHOUT ROWID;"
        )

    def add(self, name: str, data: bytes = b"") -> bool:
        """Add a note; return False, and change nothing, if there already is one of this name."""
        row = (_key(name), data)
        return bool(self._database.execute("INSERT OR IGNORE INTO note VALUES (?, ?)", row).rowcount)

    def put(self, name: str, data: bytes) -> None:
        """Add a note, or change the one of this name."""
        self._database.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (_key(name), data))

    def get(self, name: str) -> bytes | None:
        """Return the note of this name, None if there is none."""
        found = self._database.execute("SELECT data FROM note WHERE name = ?", (_key(name),)).fetchone()
        return bytes(found[0]) if found else None

    def has(self, name: str) -> bool:
        """Return whether there is a note of this name."""
        return self.get(name) is not None

    def names(self) -> Iterator[str]:
        """Yield all names, sorted by their bytes; none may be added meanwhile."""
        rows = self._database.execute("SELECT name FROM note ORDER BY name")
        return (bytes(name).decode("utf-8", "surrogatepass") for (name,) in rows)

    def starting(self, prefix: str) -> Iterator[str]:
        """Yield the names that begin so, sorted by their bytes."""
        start = _key(prefix)
        rows = self._database.execute("SELECT name FROM note WHERE name >= ? AND name < ?", (start, start + b"\xff"))
        return (bytes(name).decode("utf-8", "surrogatepass") for (name,) in rows.fetchall())

    def close(self) -> None:
        """Remove the notes."""
        self._database.close()


def _key(name: str) -> bytes:
    return name.encode("utf-8", "surrogatepass")
