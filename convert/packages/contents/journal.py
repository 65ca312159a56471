"""The stories and parts that the journals of a conversion name, each compared with what they recorded."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from typing import Any, BinaryIO

from convert.batch.history import inputs_of
from convert.batch.inputs import Inputs, reason_of
from convert.batch.inputs.pictures import PICTURE
from convert.batch.journal_index import Damage, is_lost, readable, refuse_other
from convert.batch.urls import is_url
from convert.checks.engine import schemas
from convert.errors import InputError
from convert.formats import TRACE
from convert.packages.contents.described import stated_in
from convert.packages.contents.names import media_type_of, text_of
from convert.packages.contents.notices import Notices
from convert.packages.contents.parts import Story, StoryDocument, changed, gone, open_regular
from convert.packages.contents.record import encoded
from convert.packages.contents.store import Store
from convert.packages.sources import package_items

_CHUNK = 2**18
_STATED = ("provider", "wire", "id", "id_from", "status", "updated")


class JournalReader:
    """Adds to a store what journals name; `count` is the number of stories."""

    def __init__(self, store: Store, notices: Notices) -> None:
        self._store = store
        self._database = store.database
        self._notices = notices
        self.count = 0

    def add(self, journals: Sequence[str], file: BinaryIO) -> None:
        """Add what the journals name, and write their lines to a file, without times and sorted.

        Lines that cannot be read are a warning. Raises InputError for a journal that cannot be read.
        """
        damage = Damage()
        with _opened(journals[0]) as journal:
            if len(journals) == 1:
                refuse_other(journal)
                journal.seek(0)
                self._find_lines(journal, damage)
            else:
                for lines in inputs_of(journals, damage):
                    rows = ((line["input"], line["story"], encoded(line).encode(), 0, 0) for line in lines)
                    self._database.executemany(_ADD_LINE, rows)
            for row in self._database.execute("SELECT * FROM line ORDER BY input, story"):
                data = _data_of(row, journal).lstrip(b"\0")
                line = readable(data, journal)
                if line is None:
                    damage.add(journal.name, row[3])
                    continue
                run = line.pop("run")
                file.write(_without_run(line, data))
                self._add_line(line, run)
            self._store.flush()
            self._compare_containers(journal)
        if damage.count:
            self._notices.add("INP078", str(damage), _CONVERT_BEFORE, "warning")
        self._database.execute("DROP TABLE line")

    def _find_lines(self, journal: BinaryIO, damage: Damage) -> None:
        """Find the last lines of each input in a journal; an incomplete last line is passed over."""
        has_several = False
        at = 0
        while chunk := journal.readlines(_CHUNK):
            rows = []
            for data in chunk:
                is_whole = data.endswith(b"\n")
                key = _key_of(data, journal) if is_whole and data.strip() else None
                if key:
                    rows.append((*key, None, at, len(data)))
                if data[:1] == b"\0" or (is_whole and not key and data.strip()) or (not is_whole and is_lost(data)):
                    damage.add(journal.name, at)
                at += len(data)
            has_several = has_several or any(row[1] for row in rows)
            if not has_several:
                self._database.executemany(_ADD_LINE, rows)
                continue
            for row in rows:
                if row[1] <= 1:
                    self._database.execute("DELETE FROM line WHERE input = ?", (row[0],))
                self._database.execute(_ADD_LINE, row)

    def _add_line(self, line: dict[str, Any], run: dict[str, Any]) -> None:
        """Add the story of a line of the journal, and its parts; `run` says where they are."""
        self.count += 1
        source = self._add_source(line, run)
        metadata = [
            name
            for place, size, modified in run["sidecars"]
            if os.path.isabs(place)  # else it is in the container of the source
            and (name := self._add_beside(line["input"], place, size, modified))
        ]
        pictures = [
            name
            for place, size, modified in run.get("pictures", ())
            if os.path.isabs(place) and size >= 0 and not os.path.islink(place)
            if (name := self._add_beside(line["input"], place, size, modified))
        ]
        if "configuration" in run:
            self._add_configuration(*run["configuration"])
        documents = tuple(map(self._add_document, line["documents"]))
        if documents and "id" not in line:
            line |= stated_in(self._store.places_of(documents))
        self._store.add_story(
            Story(
                number=self.count,
                identity=line["input"],
                story=line["story"],
                documents=documents,
                source=source,
                metadata=tuple(metadata),
                pictures=tuple(pictures),
                sha256=line["sha256"],
                codes=line["codes"],
                errors=tuple((error["code"], error["message"]) for error in line.get("errors", ())),
                exit_code=line["exit"],
                program=line["wirecopy"],
                options=line["options"],
                version=str(line.get("version", "")),
                **{name: line[name] for name in _STATED if name in line},
            )
        )

    def _add_document(self, document: dict[str, Any]) -> StoryDocument:
        """Add a document of the last story."""
        format, shared = document["format"], document.get("item", 0)
        name = self._store.add(
            "trace" if format == TRACE.name else "document",
            document["path"],
            f"{self._store.folder}/{document['path']}",
            size=document["size"],
            sha256=document["sha256"],
            media_type=media_type_of(document["path"], format),
            story=0 if shared else self.count,
        )
        if format != PICTURE:
            self._store.schemas.add(schemas.name_of(format, document["version"]))
        return StoryDocument(name, format, document["version"], document["schema_valid"], shared)

    def _add_source(self, line: dict[str, Any], run: dict[str, Any]) -> str:
        """Add the source of a line, or the file that contains it, and return its name; empty if there is none."""
        if "container" in run:
            place, name = run["container"][0], line["container"]
            size = _size_of(place)
            if not self._store.shared(place):
                if size is None:
                    error = gone("source", name)
                    self._notices.add(error.code, error.message, error.advice)
                    return ""
                self._database.execute("INSERT OR IGNORE INTO container VALUES (?, ?, 0)", (os.fsencode(place), name))
            if line["sha256"] and line["story"] <= 1:
                row = (os.fsencode(place),)
                self._database.execute("UPDATE container SET members = members + 1 WHERE place = ?", row)
            return self._store.add("source", name, place, size=size or 0)
        place = run["source"]
        if not place or is_url(place):
            if line["sha256"]:
                message = f"the journal does not say where the source {line['input']} is: it was no file"
                self._notices.add("PKG018", message, "Convert from files, and pack then.")
            return ""
        size, modified = run["state"][:2]
        if not line["sha256"] and (size < 0 or not os.path.isfile(place)):
            return ""  # it could not be read, which the findings of the story say
        if line["sha256"]:
            size, modified = line["size"], -1
        if not self._is_unchanged(line["input"], place, size, modified):
            return ""
        return self._store.add(
            "source",
            line["input"],
            place,
            size=size,
            sha256=line["sha256"] or None,
            story=0 if line["story"] else self.count,
        )

    def _add_beside(self, source: str, place: str, size: int, modified: int) -> str:
        """Add a metadata file or picture of a source, and return its name; empty if it is not as it was."""
        if known := self._store.shared(place):
            return known
        folder = source.rpartition("/")[0]
        name = f"{folder}/{os.path.basename(place)}".lstrip("/")
        return (
            self._store.add("source", name, place, size=size) if self._is_unchanged(name, place, size, modified) else ""
        )

    def _add_configuration(self, place: str, size: int, modified: int) -> None:
        if self._store.shared(place):
            return
        try:
            status = os.stat(place)
        except OSError:
            status = None
        if status is None or (status.st_size, status.st_mtime_ns) != (size, modified):
            message = f"the configuration {os.path.basename(place)} {'changed' if status else 'was removed'} since"
            self._notices.add("PKG020", message, "Convert again if what it says now matters.", "warning")
        if status is not None:
            self._store.add("configuration", os.path.basename(place), place, size=status.st_size)

    def _is_unchanged(self, name: str, place: str, size: int, modified: int) -> bool:
        """Whether a source has the size, and the modification time unless it is -1, that the journal recorded."""
        try:
            status = os.stat(place)
        except (OSError, ValueError):
            error = gone("source", name)
        else:
            if status.st_size == size and modified in (-1, status.st_mtime_ns):
                return True
            error = changed("source", name)
        self._notices.add(error.code, error.message, error.advice)
        return False

    def _compare_containers(self, journal: BinaryIO) -> None:
        """Compare the members of archives and the lines of JSON Lines with the digests in the journal.

        The file itself may be another one since: with more stories, which were converted, or packed anew.
        """
        for place, name, count in self._database.execute("SELECT * FROM container").fetchall():
            path = os.fsdecode(place)
            try:
                with open(path, "rb", opener=open_regular) as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError:
                digest = ""
            self._store.set_digest(path, digest)
            base = len(os.path.basename(path))
            same, new = 0, 0
            for item in Inputs([path], packages=package_items):
                query = "SELECT * FROM line WHERE input = ? ORDER BY story LIMIT 1"
                row = self._database.execute(query, (text_of(name + item.identity[base:]),)).fetchone()
                line = readable(_data_of(row, journal), journal) if row else None
                expected = line["sha256"] if line else ""
                new += row is None and item.error is None
                same += bool(expected) and expected == hashlib.sha256(item.data or b"").hexdigest()
            if same != count or new:
                error = changed("source", name)
                self._notices.add(error.code, error.message, error.advice)


_CONVERT_BEFORE = "If nothing was converted since, convert once more before packing: what they said is done again."
_ADD_LINE = "INSERT OR REPLACE INTO line VALUES (?, ?, ?, ?, ?)"
_KEY = re.compile(rb'\{"journal":1,"input":"([ !#-\[\]-~]*)","story":([0-9]{1,9}),')
"""How we write the beginning of a line of the journal, of an input whose name has no escapes."""


def _size_of(path: str) -> int | None:
    """Return the size of a file, None if there is none."""
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):
        return None


def _opened(path: str) -> BinaryIO:
    """Open a journal. Raises InputError."""
    try:
        return open(path, "rb", opener=open_regular)
    except OSError as e:
        raise InputError("INP001", f"{path} cannot be read: {reason_of(e)}", "Check the name.") from None


def _key_of(data: bytes, journal: BinaryIO) -> tuple[str, int] | None:
    """Return the input and story of a line of a journal, None if it cannot be read. Raises InputError (INP051)."""
    if found := _KEY.match(data):
        return found[1].decode("ascii"), int(found[2])
    line = readable(data, journal)
    return (line["input"], line["story"]) if line else None


def _data_of(row: tuple[str, int, bytes | None, int, int], journal: BinaryIO) -> bytes:
    """Return the line of a journal that a row has, or has the place of."""
    _, _, data, begin, length = row
    if data is None:
        journal.seek(begin)
        data = journal.read(length)
    return data


def _without_run(line: dict[str, Any], data: bytes) -> bytes:
    """Return a line of a journal without what it says of its run; `data` is the whole line."""
    end = data.rfind(b',"run":{')
    is_last = end > 0 and data.endswith(b"]}}\n") and data.isascii()
    return data[:end] + b"}\n" if is_last else encoded(line).encode() + b"\n"
