"""Where the lines of an input are in a journal: reading the lines, and an index of them in SQLite.

The index finds the last lines of an input among ten million. It is brought up to date when the journal is opened, and
made anew where it is missing, damaged, or of another journal.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from convert.errors import InputError, UsageError

VERSION = 1
"""The version of the journal."""


class JournalIndex:
    """Where the last lines of each input are in a journal; kept in the file `path`, or only while it is open."""

    def __init__(self, path: str, journal: BinaryIO) -> None:
        self._journal = journal
        try:
            self._database = self._opened(path)
        except sqlite3.DatabaseError:  # damaged, or the disk is full
            with contextlib.suppress(OSError):
                os.unlink(path)
            try:
                self._database = self._opened(path)
            except sqlite3.DatabaseError:
                self._database = self._opened("")

    def _opened(self, path: str) -> sqlite3.Connection:
        database = sqlite3.connect(path, isolation_level=None)
        try:
            database.executescript(
                "BEGIN;"
                "CREATE TABLE IF NOT EXISTS place (key BLOB PRIMARY KEY, begin INT, length INT) WITHOUT ROWID;"
                "CREATE TABLE IF NOT EXISTS covered (size INT, tail BLOB);"
                "CREATE TABLE IF NOT EXISTS shard (path TEXT PRIMARY KEY, sha256 TEXT) WITHOUT ROWID;"
            )
            self._bring_up_to_date(database)
        except BaseException:
            database.close()
            raise
        return database

    def _bring_up_to_date(self, database: sqlite3.Connection) -> None:
        """End the transaction in which the tables were made: one that is kept has to reach the disk but once."""
        size = self._journal.seek(0, os.SEEK_END)
        covered, tail = database.execute("SELECT size, tail FROM covered").fetchone() or (0, b"")
        if covered > size or self._tail(covered) != tail:
            database.execute("DELETE FROM place")
            database.execute("DELETE FROM shard")
            covered = 0
        if covered < size:
            database.executemany("INSERT OR REPLACE INTO place VALUES (?, ?, ?)", self._entries(covered, database))
        database.execute("DELETE FROM covered")
        database.execute("INSERT INTO covered VALUES (?, ?)", (size, self._tail(size)))
        database.execute("COMMIT")

    def _tail(self, end: int) -> bytes:
        """Return the digest of the last bytes before `end`."""
        start = max(0, end - 4096)
        self._journal.seek(start)
        return hashlib.sha256(self._journal.read(end - start)).digest()

    def _entries(self, start: int, database: sqlite3.Connection) -> Iterator[tuple[bytes, int, int]]:
        """Yield the key of each input, and where its lines are; note the files of many documents on the way."""
        last, begin = "", start
        shards: dict[str, tuple[str, str]] = {}
        for at, line in lines_from(self._journal, start):
            for document in line["documents"]:
                row = document["path"], document["sha256"]
                if "item" in document and shards.get(document["format"]) != row:
                    shards[document["format"]] = row
                    database.execute("INSERT OR REPLACE INTO shard VALUES (?, ?)", row)
            if at > begin and (line["input"] != last or line["story"] <= 1):
                yield _key(last), begin, at - begin
                begin = at
            last = line["input"]
        end = self._journal.seek(0, os.SEEK_END)
        if end > begin:
            yield _key(last), begin, end - begin

    def placed(self, path: str) -> str:
        """Return the digest of the file of many documents at a path, "" if the journal has none."""
        found = self._database.execute("SELECT sha256 FROM shard WHERE path = ?", (path,)).fetchone()
        return str(found[0]) if found else ""

    def lines(self, name: str) -> list[dict[str, Any]]:
        """Return the last lines of an input, none if there are none."""
        found = self._database.execute("SELECT begin, length FROM place WHERE key = ?", (_key(name),)).fetchone()
        if not found:
            return []
        self._journal.seek(found[0])
        return [parsed(data, self._journal) for data in self._journal.read(found[1]).splitlines()]

    def close(self) -> None:
        self._database.close()


def refuse_other_index(path: str) -> None:
    """Refuse another file where the index of a new journal goes. Raises UsageError (INP015)."""
    if not os.path.isfile(path) or not os.path.getsize(path):
        return
    try:
        with contextlib.closing(sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)) as database:
            tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:
        tables = set()
    if not {"place", "covered"} <= tables:
        raise UsageError("INP015", f"{path} would be replaced and is no index of a journal", "Name another --journal.")


class OtherIndex(JournalIndex):
    """The index of a journal that another run may be writing."""

    def __init__(self, journal: BinaryIO) -> None:
        super().__init__("", journal)

    def lines(self, name: str) -> list[dict[str, Any]]:
        """Return the last lines of an input, none if there are none, or they are not complete."""
        try:
            return super().lines(name)
        except InputError:
            return []

    def close(self) -> None:
        super().close()
        self._journal.close()


def indexes_of(journals: Iterable[str]) -> Iterator[JournalIndex]:
    """Yield the indexes of journals, except of those that cannot be read."""
    for path in journals:
        try:
            file = open(path, "rb")  # noqa: SIM115  (open until the index is closed)
        except OSError:
            continue
        try:
            yield OtherIndex(file)
        except (OSError, InputError):
            file.close()


def lines_from(journal: BinaryIO, start: int = 0) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the offset of each line of a journal from the offset `start`, and the line.

    An incomplete last line, as a killed run leaves it, is passed over. Raises InputError (INP051).
    """
    at, rest = start, b""
    while True:
        journal.seek(at + len(rest))
        block = journal.read(2**14 if not rest else 2**17)
        *complete, rest = (rest + block).split(b"\n")
        if len(rest) > _LONGEST_LINE:
            raise InputError("INP051", f"{journal.name} has a line that is not JSON", _OTHER_JOURNAL)
        for data in complete:
            yield at, parsed(data, journal)
            at += len(data) + 1
        if not block:
            return


_OTHER_JOURNAL = "Name another file with --journal, or move this one away."
_LONGEST_LINE = 2**24
"""The maximum size of a line in bytes: what a dump of something else has instead of lines is not read to its end."""


def parsed(data: bytes, journal: BinaryIO) -> dict[str, Any]:
    """Return a line of an open journal. Raises InputError (INP051), which names the file."""
    advice = _OTHER_JOURNAL
    try:
        line = json.loads(data)
    except (ValueError, RecursionError):
        raise InputError("INP051", f"{journal.name} has a line that is not JSON", advice) from None
    if not (isinstance(line, dict) and line.get("journal") == VERSION):
        raise InputError("INP051", f"{journal.name} is not a journal of version {VERSION}", advice)
    if not _is_whole(line):
        raise InputError("INP051", f"{journal.name} has a line that lacks what a journal says of an input", advice)
    return line


_TYPES: dict[str, type] = {
    **dict.fromkeys(("input", "sha256", "options", "wirecopy"), str),
    **dict.fromkeys(("story", "stories", "size", "exit"), int),
    "codes": dict,
    "documents": list,
    "run": dict,
}
_TYPES_OF_RUN: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("at", "source", "moment"), str),
    **dict.fromkeys(("state", "sidecars", "documents"), list),
    "seconds": (int, float),
}
_TYPES_OF_DOCUMENT: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("format", "version", "path", "sha256"), str),
    "size": int,
    "schema_valid": (bool, type(None)),
}


def _is_whole(line: dict[str, Any]) -> bool:
    """Return whether a line has what is read of it, of the right kinds, as all lines have that a run has written."""
    try:
        run, documents, codes = line["run"], line["documents"], line["codes"]
        return (
            all(isinstance(line[name], kind) for name, kind in _TYPES.items())
            and all(isinstance(run[name], kind) for name, kind in _TYPES_OF_RUN.items())
            and all(
                isinstance(document[name], kind) for document in documents for name, kind in _TYPES_OF_DOCUMENT.items()
            )
            and len(documents) == len(run["documents"])
            and all(isinstance(number, int) for number in (*run["documents"], *run["state"], *codes.values()))
            and all(map(_is_file, (*run["sidecars"], *run.get("pictures", ()))))
            and ("container" not in run or (_is_file(run["container"]) and isinstance(line["container"], str)))
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


def _is_file(state: Any) -> bool:
    """Return whether a value is a path, a size and a time."""
    path, *numbers = state
    return isinstance(path, str) and len(numbers) == 2 and all(isinstance(number, int) for number in numbers)


def _key(name: str) -> bytes:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:16]
