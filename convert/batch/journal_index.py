"""Where the lines of an input are in a journal: reading the lines, and an index of them in SQLite.

The index finds the last lines of an input among ten million. It is brought up to date when the journal is opened, and
made anew where it is missing, damaged, or of another journal.

Lines that cannot be read, such as those that lost their bytes with the power, are passed over and counted (`Damage`): a
journal that is partly lost still says what the rest of it has.
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
from convert.findings import counted

VERSION = 1
"""The version of the journal."""


DONE_AGAIN = "The next run does again what they said was done; all else is as it was."
"""The advice on lines of a journal that cannot be read."""


class Damage:
    """How many lines of journals cannot be read, and where the first of them is: the journal and an offset in bytes."""

    def __init__(self) -> None:
        self.count = 0
        self.journal = ""
        self.offset = 0

    def add(self, journal: str, offset: int) -> None:
        """Count a line of a journal."""
        if not self.count:
            self.journal, self.offset = journal, offset
        self.count += 1

    def __str__(self) -> str:
        first = "" if self.count == 1 else ", the first"
        return f"{counted(self.count, 'line')} of the journal cannot be read{first} at byte {self.offset:,}"


class JournalIndex:
    """Where the last lines of each input are in a journal; kept in the file `path`, or only while it is open.

    `damage` has the lines that could not be read since it was opened.
    """

    def __init__(self, path: str, journal: BinaryIO) -> None:
        self._journal = journal
        self.damage = Damage()
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
        self.damage = Damage()
        for at, line in lines_from(self._journal, start, self.damage):
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
        read = [readable(data, self._journal) for data in self._journal.read(found[1]).split(b"\n") if data.strip()]
        lines = [line for line in read if line is not None and line["input"] == name]
        if len(lines) < len(read) and (not lines or len(lines) < lines[0]["stories"]):
            self.damage.add(self._journal.name, int(found[0]))
        return lines

    def close(self) -> None:
        self._database.close()


def refuse_other_index(path: str) -> None:
    """Refuse another file where the index of a new journal goes. Raises UsageError (INP015)."""
    if os.path.isfile(path) and os.path.getsize(path) and not _is_index(path):
        raise UsageError("INP015", f"{path} would be replaced and is no index of a journal", "Name another --journal.")


def _is_index(path: str) -> bool:
    """Return whether a file is the index of a journal."""
    if not os.path.isfile(path):
        return False
    try:
        with contextlib.closing(sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)) as database:
            tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:
        return False
    return {"place", "covered"} <= tables


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


def lines_from(journal: BinaryIO, start: int = 0, damage: Damage | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the offset of each line of a journal from the offset `start`, and the line.

    Lines that cannot be read are passed over and counted in `damage`; an incomplete last line, as a killed run leaves
    it, is no damage. Raises InputError (INP051) if the file is no journal, or of another version.
    """
    damage = damage or Damage()
    if not start:
        refuse_other(journal)
    at, rest, is_counted = start, b"", False
    while True:
        journal.seek(at + len(rest))
        block = journal.read(2**14 if not rest else max(2**17, len(rest)))
        *complete, rest = (rest + block).split(b"\n")
        for data in complete:
            if (line := readable(data, journal)) is not None:
                yield at, line
            is_damaged = data[:1] == b"\0" or (line is None and bool(data.strip()))
            if is_damaged and not is_counted:  # null bytes stand where other lines were
                damage.add(journal.name, at)
            at, is_counted = at + len(data) + 1, False
        if not block:
            if is_lost(rest) and not is_counted:
                damage.add(journal.name, at)
            return
        if len(rest) > _LONGEST_LINE:
            if not is_counted:
                damage.add(journal.name, at)
            at, rest, is_counted = at + len(rest), b"", True  # there may be a line behind null bytes


def is_lost(data: bytes) -> bool:
    """Return whether the end of a journal has null bytes, which no run writes: its bytes were lost with the power."""
    return b"\0" in data


def refuse_other(journal: BinaryIO) -> None:
    """Raise InputError (INP051) for a file other than a journal of this version.

    One whose first lines cannot be read is a journal if one of those behind them is a line of a journal. One of null
    bytes alone is if it is where we keep journals, or has an index of ours beside it.
    """
    journal.seek(0)
    first, end, _ = journal.read(2**16).partition(b"\n")
    if not end and (_BEGIN.startswith(first) or first.startswith(_BEGIN)):
        return
    try:
        parsed(first, journal)
    except InputError:
        if not _has_line(journal):
            raise
        readable(first, journal)


_BEGIN = f'{{"journal":{VERSION},'.encode()
"""What the lines of a run begin with."""


def _has_line(journal: BinaryIO) -> bool:
    """Return whether a journal whose beginning is lost has a line, or nothing but null bytes in a place of ours."""
    start = journal.seek(0)
    while (block := journal.read(2**20)) and not (rest := block.lstrip(b"\0")):
        start += len(block)
    if not block:
        is_ours = os.path.basename(os.path.dirname(os.path.abspath(journal.name))) == ".wirecopy"
        return bool(start) and (is_ours or _is_index(f"{journal.name}.index"))
    journal.seek(start + len(block) - len(rest))
    return any(_version_of(data) and readable(data, journal) for data in journal.read(_LOOK_INTO).split(b"\n")[:-1])


_LOOK_INTO = 2**20
"""How many bytes behind the null bytes of a damaged journal are searched for a line, of which several fit in."""

_OTHER_JOURNAL = "Name another file with --journal, or move this one away."
_LONGEST_LINE = 2**24
"""The maximum size of a line in bytes: what a dump of something else has instead of lines is not read to its end."""


def readable(data: bytes, journal: BinaryIO) -> dict[str, Any] | None:
    """Return a line of an open journal, without null bytes around it, None if it cannot be read.

    Raises InputError (INP051) for the line of a later version, which says more than this one knows.
    """
    try:
        return parsed(data.strip(b"\0 \t\r"), journal)
    except InputError:
        if _version_of(data) not in (None, VERSION):
            raise
        return None


def _version_of(data: bytes) -> object:
    """Return the version of a line of a journal, None for other data."""
    try:
        line = json.loads(data.strip(b"\0 \t\r"))
    except (ValueError, RecursionError):
        return None
    return line.get("journal") if isinstance(line, dict) else None


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
