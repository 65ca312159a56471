"""The stories and parts that the journals of a conversion name, each compared with what they recorded."""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Sequence
from itertools import islice
from typing import Any, BinaryIO, NamedTuple

from convert.batch.history import inputs_of
from convert.batch.inputs import Inputs, reason_of
from convert.batch.inputs.pictures import PICTURE
from convert.batch.journal_index import parsed
from convert.checks.engine import schemas
from convert.errors import InputError
from convert.formats import TRACE
from convert.packages.contents.described import stated_in
from convert.packages.contents.names import media_type_of, text_of
from convert.packages.contents.notices import Notices
from convert.packages.contents.parts import Story, StoryDocument, changed, gone
from convert.packages.contents.record import encoded
from convert.packages.contents.store import CHUNK, Store
from convert.packages.sources import package_items

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

        Raises InputError for a journal that cannot be read.
        """
        self._read_journals(journals)
        for read, text in self._database.execute("SELECT read, text FROM line ORDER BY input, story"):
            file.write(text)
            line, run = marshal.loads(read)
            self._add_line(line, _Run(*run))
        self._store.flush()
        self._compare_containers()
        self._database.execute("DROP TABLE line")

    def _read_journals(self, journals: Sequence[str]) -> None:
        """Take the last lines of each input from the journals."""
        add = "INSERT OR REPLACE INTO line VALUES (?, ?, ?, ?, ?)"
        if len(journals) != 1:
            for lines in inputs_of(journals):
                self._database.executemany(add, map(_row_of, lines))
            return
        try:
            file = open(journals[0], "rb")  # noqa: SIM115  (closed below)
        except OSError as e:
            raise InputError("INP001", f"{journals[0]} cannot be read: {reason_of(e)}", "Check the name.") from None
        with file:
            has_several = False
            for chunk in iter(lambda: list(islice(file, CHUNK)), []):
                complete = [data for data in chunk if data.endswith(b"\n")]
                lines = list(map(parsed, complete))
                has_several = has_several or any(line["story"] for line in lines)
                if not has_several:
                    self._database.executemany(add, map(_row_of, lines, complete))
                    continue
                for line, data in zip(lines, complete, strict=True):
                    if line["story"] <= 1:
                        self._database.execute("DELETE FROM line WHERE input = ?", (line["input"],))
                    self._database.execute(add, _row_of(line, data))

    def _add_line(self, line: dict[str, Any], run: _Run) -> None:
        """Add the story of a line of the journal, and its parts."""
        self.count += 1
        source = self._add_source(line, run)
        metadata = [name for sidecar in run.sidecars if (name := self._add_beside(line["input"], *sidecar))]
        pictures = [
            name
            for place, size, modified in run.pictures
            if size >= 0 and not os.path.islink(place)
            if (name := self._add_beside(line["input"], place, size, modified))
        ]
        if run.configuration:
            self._add_configuration(*run.configuration)
        documents = []
        for document in line["documents"]:
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
            documents.append(StoryDocument(name, format, document["version"], document["schema_valid"], shared))
        if documents and "id" not in line:
            line |= stated_in(self._store.places_of(documents))
        self._store.add_story(
            Story(
                number=self.count,
                identity=line["input"],
                story=line["story"],
                documents=tuple(documents),
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

    def _add_source(self, line: dict[str, Any], run: _Run) -> str:
        """Add the source of a line, or the file that contains it, and return its name; empty if there is none."""
        if run.container:
            place, size, modified = run.container
            name = line["container"]
            if not self._store.shared(place):
                if not self._is_unchanged(name, place, size, modified):
                    return ""
                self._database.execute("INSERT OR IGNORE INTO container VALUES (?, ?, 0)", (os.fsencode(place), name))
            if line["sha256"] and line["story"] <= 1:
                row = (os.fsencode(place),)
                self._database.execute("UPDATE container SET members = members + 1 WHERE place = ?", row)
            return self._store.add("source", name, place, size=size)
        place = run.source
        if not place:
            if line["sha256"]:
                message = f"the journal does not say where the source {line['input']} is: it was no file"
                self._notices.add("PKG018", message, "Convert from files, and pack then.")
            return ""
        size, modified = run.state
        if not line["sha256"] and not os.path.isfile(place):
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

    def _compare_containers(self) -> None:
        """Compare the members of archives and the lines of JSON Lines with the digests in the journal."""
        for place, name, count in self._database.execute("SELECT * FROM container").fetchall():
            path = os.fsdecode(place)
            try:
                with open(path, "rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError:
                digest = ""
            self._store.set_digest(path, digest)
            base = len(os.path.basename(path))
            same = 0
            for item in Inputs([path], packages=package_items):
                query = "SELECT sha256 FROM line WHERE input = ? ORDER BY story LIMIT 1"
                [expected] = self._database.execute(query, (text_of(name + item.identity[base:]),)).fetchone() or ("",)
                same += bool(expected) and expected == hashlib.sha256(item.data or b"").hexdigest()
            if same != count:
                error = changed("source", name)
                self._notices.add(error.code, error.message, error.advice)


class _Run(NamedTuple):
    """What the journal says of the files around an input on the machine that converted it."""

    source: str
    state: Sequence[int]
    sidecars: Sequence[tuple[str, int, int]]
    pictures: Sequence[tuple[str, int, int]]
    container: tuple[str, int, int] | None
    configuration: tuple[str, int, int] | None


def _row_of(line: dict[str, Any], data: bytes = b"") -> tuple[str, int, str, bytes, bytes]:
    """Return a line of a journal for the database, as read, and as text without its run; `data` is the whole line."""
    run = line.pop("run")
    beside = (run["sidecars"], run.get("pictures", ()))
    kept = (run["source"], run["state"], *beside, run.get("container"), run.get("configuration"))
    end = data.rfind(b',"run":{')
    is_last = end > 0 and data.endswith(b"]}}\n") and data.isascii()
    text = data[:end] + b"}\n" if is_last else encoded(line).encode() + b"\n"
    return line["input"], line["story"], line["sha256"], marshal.dumps((line, kept)), text
