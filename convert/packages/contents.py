"""What a package holds: the parts and stories of a conversion's output folder and its journal, or of any folder.

The journal says which source became which documents, and what their digests were. Parts and stories are kept in a
temporary database on disk and read one at a time, so that memory does not grow with their number.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import os
import re
import shutil
import sqlite3
import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC
from itertools import groupby, islice
from pathlib import Path
from typing import Any, BinaryIO, Generic, Literal, NamedTuple, TypeVar

from convert.batch.history import inputs_of
from convert.batch.inputs import Inputs, read_file, reason_of
from convert.batch.journal import parsed
from convert.batch.names import safe_component
from convert.checks import checks_of
from convert.checks.engine import schemas
from convert.checks.engine.facts import Facts, instant
from convert.documents import DocumentError
from convert.errors import InputError
from convert.findings import Finding, Location, Severity
from convert.formats import FORMATS, TRACE, by_shard_suffix, by_suffix
from convert.packages.payload import RECORD
from convert.packages.sources import package_items
from convert.packages.trees import folded
from convert.version import __version__

Role = Literal["source", "document", "trace", "report", "journal", "configuration", "record", "documentation"]

RECORD_VERSION = 1
"""The version of the record, whose schema is `schemas/package/1/story.json`."""

JOURNAL = "journal.jsonl"
READING = "READING.md"
_STORIES = "stories.part"
"""The names of the parts that say what the others are, and how they are read."""

MAX_NAME = 200
"""The maximum length of the name of a part in bytes."""

NO_TIME = "1980-01-01T00:00:00Z"
"""The time of a package none of whose stories has one."""

_BLOCK = 2**20
_FOLDERS: Mapping[str, str] = {
    "source": "sources",
    "document": "documents",
    "trace": "documents",
    "report": "reports",
    "configuration": "configuration",
}
_MEDIA_TYPES: Mapping[str, str] = {
    ".txt": "text/plain",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".sarif": "application/sarif+json",
    ".xml": "application/xml",
    ".toml": "application/toml",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".html": "text/html",
    ".zip": "application/zip",
    ".gz": "application/gzip",
    ".tgz": "application/gzip",
    ".tar": "application/x-tar",
    ".epub": "application/epub+zip",
}
_LEARN_FROM = ("ninjs", "article", "newsml-g2", "epub")
"""The formats whose documents say what a story is where the journal does not, the fastest to read first."""


class Part(NamedTuple):
    """A file of a package.

    `name` is its safe name, relative and the same on every system: in NFC, without `%`, `:` and controls, at most
    `MAX_NAME` bytes, different from all others also when case-folded. `true_name` is what it was called. `sha256` is
    the digest that the journal recorded, None if it recorded none. `story` is the number of its story, 0 if it is of
    none or of several. `place` is the file that has its bytes now.
    """

    name: str
    true_name: str
    role: Role
    size: int
    sha256: str | None
    media_type: str
    story: int
    place: str

    def open(self) -> BinaryIO:
        """Open the bytes. Raises OSError."""
        return open(self.place, "rb", buffering=0)


class StoryDocument(NamedTuple):
    """A document of a story: the name of its part, and what the journal says of it; `item` is its number in a shard."""

    name: str
    format: str
    version: str
    schema_valid: bool | None
    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story of a package, also one that failed and has no documents.

    `number` is its number in the package, from 1; `identity` is what the journal calls its input, and `story` its
    number there. `provider` is the name of its provider, `wire` the number that the wire gave it. `id_from` is "given"
    if the input or the user gave the id, "computed" if it was made from the words, "document" if only a document says
    it. `version` and `status` are those of the news, `updated` its time in UTC; all are empty if they are not known.
    `source` is the name of its source's part, or of the archive that contains it, `metadata` are those of its metadata
    files.
    `codes` counts its findings; `errors` are pairs of a code and a message; `exit_code` is that of its conversion.
    `program` is the version of wirecopy, `options` the digest of its options.
    """

    number: int
    identity: str
    story: int = 0
    provider: str = ""
    wire: str = ""
    id: str = ""
    id_from: str = ""
    version: str = ""
    status: str = ""
    updated: str = ""
    documents: tuple[StoryDocument, ...] = ()
    source: str = ""
    metadata: tuple[str, ...] = ()
    sha256: str = ""
    codes: Mapping[str, int] = field(default_factory=dict)
    errors: tuple[tuple[str, str], ...] = ()
    exit_code: int = 0
    program: str = ""
    options: str = ""


class Copied(NamedTuple):
    """A part that was copied: its size in bytes and its digests by algorithm."""

    size: int
    digests: Mapping[str, str]

    @property
    def sha256(self) -> str:
        """Its SHA-256."""
        return self.digests["sha256"]

    @property
    def sha512(self) -> str:
        """Its SHA-512."""
        return self.digests["sha512"]


ALGORITHMS = ("sha256", "sha512")
"""The algorithms of the digests in our packages."""


def copy(part: Part, write: Callable[[bytes], object], algorithms: Sequence[str] = ALGORITHMS) -> Copied:
    """Pass the bytes of a part to `write`, and return their digests, all in one read.

    Raises InputError if the part is gone (PKG018) or not what the journal recorded (PKG019); what was written until
    then must not be used.
    """
    size = 0
    try:
        file = os.open(part.place, _READ)
        try:
            block = os.read(file, part.size + 1 if part.size < _BLOCK else _BLOCK)
            hashes = {name: _HASHES[name](block, usedforsecurity=False) for name in algorithms}
            recorded = hashes.get("sha256") or hashlib.sha256(block, usedforsecurity=False)
            updates = [each.update for each in {id(each): each for each in (*hashes.values(), recorded)}.values()]
            while block:
                size += len(block)
                write(block)
                if size == part.size < _BLOCK:  # a byte more was asked for
                    break
                block = os.read(file, _BLOCK)
                for update in updates:
                    update(block)
        finally:
            os.close(file)
    except FileNotFoundError:
        raise gone(part.role, part.true_name) from None
    except OSError as e:
        message = f"the {part.role} {part.true_name} cannot be read: {reason_of(e)}"
        raise InputError("PKG018", message, _CONVERT_AGAIN) from None
    if size != part.size or part.sha256 not in (None, recorded.hexdigest()):
        raise changed(part.role, part.true_name)
    return Copied(size, {name: each.hexdigest() for name, each in hashes.items()})


_HASHES = {name: getattr(hashlib, name) for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")}
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_CONVERT_AGAIN = "Convert again, with the sources in their places, and pack then."


def gone(role: str, name: str) -> InputError:
    """Return the error for a file that the journal names and that is not there."""
    return InputError("PKG018", f"the {role} {name} is gone", _CONVERT_AGAIN)


def changed(role: str, name: str) -> InputError:
    """Return the error for a file that is not what the journal recorded."""
    return InputError("PKG019", f"the {role} {name} is not what the journal recorded", _CONVERT_AGAIN)


_T = TypeVar("_T")


class _Rows(Generic[_T]):
    """Rows of the database as objects; each iteration reads them anew."""

    def __init__(self, database: sqlite3.Connection, table: str, made: Callable[[Any], _T]) -> None:
        self._database = database
        self._table = table
        self._made = made

    def __iter__(self) -> Iterator[_T]:
        return map(self._made, self._database.execute(f"SELECT * FROM {self._table} ORDER BY number"))

    def __len__(self) -> int:
        [count] = self._database.execute(f"SELECT count(*) FROM {self._table}").fetchone()
        return int(count)


class Contents:
    """The contents of a package, to be closed after use.

    `folder` is the output folder, `journals` are its journals. `stories` and `parts` can be iterated any number of
    times, in an order that only the contents decide. `time` is SOURCE_DATE_EPOCH, else that of the newest story, in
    UTC. `problems` are why there can be no package of it, `notices` what else was noticed; both are bounded.
    """

    def __init__(
        self,
        folder: str,
        *,
        epoch: str | None = None,
        journals: Sequence[str] | None = None,
        excluded: Iterable[str] = (),
        without_lost: bool = False,
    ) -> None:
        """Collect the contents of `folder`; `journals` are those in it if they are None.

        `excluded` are files and folders in it that do not belong to the package, such as the package itself. With
        `without_lost` sources that are gone are no problem. Raises InputError (INP000, INP001, INP051).
        """
        self._shown = folder
        self._without_lost = without_lost
        self.folder = os.path.abspath(folder)
        if not os.path.isdir(self.folder):
            raise InputError("INP001", f"{folder}: no such folder", "Name the output folder of a conversion.")
        self.problems: list[Finding] = []
        self.notices: list[Finding] = []
        self._excluded = {os.path.realpath(name) for name in excluded}
        self.journals = tuple(_journals_in(self.folder) if journals is None else journals)
        self._excluded_names = {os.path.basename(name) for name in self._excluded}
        self._is_careful = False
        self._temporary = tempfile.TemporaryDirectory(prefix="wirecopy-")
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        self.stories: _Rows[Story] = _Rows(self._database, "story", _story)
        self.parts: _Rows[Part] = _Rows(self._database, "part", _part)
        try:
            try:
                self._collect(self.journals)
            except _NameTaken:  # names that differ in case or form alone are rare
                self._is_careful = True
                self._collect(self.journals)
            if not self.journals:
                message = "there is no journal of a conversion, so the sources are not known and not packed"
                self._notice("PKG023", message, "Name the journal with --journal if there is one.", "notice")
            if not len(self.stories) and not len(self.parts):
                self._notice("PKG025", "there is nothing to pack", "Name the output folder of a conversion.")
            self.time = epoch or self._newest or NO_TIME
            self._add_own_parts()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Contents:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove what was kept on disk."""
        self._database.close()
        self._temporary.cleanup()

    def part(self, name: str) -> Part:
        """Return the part of this name. Raises KeyError."""
        self._flush()
        row = self._database.execute("SELECT * FROM part WHERE name_key = ?", (hash(folded(name)),)).fetchone()
        if row is None or row[1] != name:
            raise KeyError(name)
        return _part(row)

    def parts_of(self, story: Story) -> Iterator[Part]:
        """Yield the source, metadata files, documents and trace of a story, also those that other stories share."""
        names = (story.source, *story.metadata, *(document.name for document in story.documents))
        yield from map(self.part, dict.fromkeys(filter(None, names)))

    def _notice(self, code: str, message: str, advice: str = "", severity: str = "error") -> None:
        finding = Finding(
            code=code,
            severity=Severity(severity),
            message=message,
            advice=advice,
            location=Location(path=self._shown),
        )
        if code == "PKG018" and self._without_lost:
            finding = replace(finding, severity=Severity.WARNING, advice="The package is made without it.")
        found = self.problems if finding.severity is Severity.ERROR else self.notices
        if len(found) < _MAX_FINDINGS and finding not in found:
            found.append(finding)

    # ----------------------------------------------------------------------------------------------------------------
    # From the journal

    def _collect(self, journals: Sequence[str]) -> None:
        self._database.executescript(_TABLES)
        self._rows: list[tuple[Any, ...]] = []
        self._story_rows: list[tuple[int, str]] = []
        self._places = array("q")  # the hashes of the paths of all files in the folder
        self._newest = ""
        self._count = 0
        self._schemas: set[str] = set(_COMMON_SCHEMAS)
        self.problems.clear()
        self.notices.clear()
        with open(self._own(_STORIES), "wb") as self._stories:
            self._read_journals(journals)
            if journals:
                with open(self._own(JOURNAL), "wb") as file:
                    for read, text in self._database.execute("SELECT read, text FROM line ORDER BY input, story"):
                        file.write(text)
                        line, run = marshal.loads(read)
                        self._add_line(line, _Run(*run))
            self._flush()
            self._compare_containers()
            self._add_others(self.folder, array("q", sorted(self._places)), has_journal=bool(journals))
            self._flush()
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
            for chunk in iter(lambda: list(islice(file, _CHUNK)), []):
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
        self._count += 1
        source = self._add_source(line, run)
        metadata = [name for sidecar in run.sidecars if (name := self._add_sidecar(line["input"], *sidecar))]
        if run.configuration:
            self._add_configuration(*run.configuration)
        documents = []
        for document in line["documents"]:
            format, shared = document["format"], document.get("item", 0)
            name = self._add(
                "trace" if format == TRACE.name else "document",
                document["path"],
                f"{self.folder}/{document['path']}",
                size=document["size"],
                sha256=document["sha256"],
                media_type=_media_type(document["path"], format),
                story=0 if shared else self._count,
            )
            self._schemas.add(schemas.name_of(format, document["version"]))
            documents.append(StoryDocument(name, format, document["version"], document["schema_valid"], shared))
        if documents and "id" not in line:
            line |= self._stated_in(documents)
        self._add_story(
            Story(
                number=self._count,
                identity=line["input"],
                story=line["story"],
                documents=tuple(documents),
                source=source,
                metadata=tuple(metadata),
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

    def _stated_in(self, documents: Iterable[StoryDocument]) -> dict[str, str]:
        """Return what the documents of a story say of it, where the journal does not."""
        own = {document.format: document.name for document in documents if not document.item}
        for format in _LEARN_FROM:
            if format in own and (found := _facts(self.part(own[format]).place, format)):
                return found
        return {}

    def _add_source(self, line: dict[str, Any], run: _Run) -> str:
        """Add the source of a line, or the file that contains it, and return its name; empty if there is none."""
        if run.container:
            place, size, modified = run.container
            name = line["container"]
            if not self._shared(place):
                if not self._is_unchanged(name, place, size, modified):
                    return ""
                self._database.execute("INSERT OR IGNORE INTO container VALUES (?, ?, 0)", (os.fsencode(place), name))
            if line["sha256"] and line["story"] <= 1:
                row = (os.fsencode(place),)
                self._database.execute("UPDATE container SET members = members + 1 WHERE place = ?", row)
            return self._add("source", name, place, size=size)
        place = run.source
        if not place:
            if line["sha256"]:
                message = f"the journal does not say where the source {line['input']} is: it was no file"
                self._notice("PKG018", message, "Convert from files, and pack then.")
            return ""
        size, modified = run.state
        if not line["sha256"] and not os.path.isfile(place):
            return ""  # it could not be read, which the findings of the story say
        if line["sha256"]:
            size, modified = line["size"], -1
        if not self._is_unchanged(line["input"], place, size, modified):
            return ""
        return self._add(
            "source",
            line["input"],
            place,
            size=size,
            sha256=line["sha256"] or None,
            story=0 if line["story"] else self._count,
        )

    def _add_sidecar(self, source: str, place: str, size: int, modified: int) -> str:
        if known := self._shared(place):
            return known
        folder = source.rpartition("/")[0]
        name = f"{folder}/{os.path.basename(place)}".lstrip("/")
        return self._add("source", name, place, size=size) if self._is_unchanged(name, place, size, modified) else ""

    def _add_configuration(self, place: str, size: int, modified: int) -> None:
        if self._shared(place):
            return
        try:
            status = os.stat(place)
        except OSError:
            status = None
        if status is None or (status.st_size, status.st_mtime_ns) != (size, modified):
            message = f"the configuration {os.path.basename(place)} {'changed' if status else 'was removed'} since"
            self._notice("PKG020", message, "Convert again if what it says now matters.", "warning")
        if status is not None:
            self._add("configuration", os.path.basename(place), place, size=status.st_size)

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
        self._notice(error.code, error.message, error.advice)
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
            key = hash(folded(self._shared(path)))
            self._database.execute("UPDATE part SET sha256 = ? WHERE name_key = ?", (digest, key))
            base = len(os.path.basename(path))
            same = 0
            for item in Inputs([path], packages=package_items):
                query = "SELECT sha256 FROM line WHERE input = ? ORDER BY story LIMIT 1"
                [expected] = self._database.execute(query, (_text(name + item.identity[base:]),)).fetchone() or ("",)
                same += bool(expected) and expected == hashlib.sha256(item.data or b"").hexdigest()
            if same != count:
                error = changed("source", name)
                self._notice(error.code, error.message, error.advice)

    # ----------------------------------------------------------------------------------------------------------------
    # Files that the journal does not name

    def _add_others(self, folder: str, known: Sequence[int], *, has_journal: bool) -> None:
        """Add the files below a folder; without a journal they make stories.

        `known` are the hashes, sorted, of the paths of files that are there already.
        """
        try:
            with os.scandir(folder) as entries:
                found = [entry for entry in entries if not entry.name.startswith(".")]
            found = [entry for entry in found if self._is_packed(entry)]
        except OSError as e:
            raise InputError("INP000", f"{folder} cannot be read: {reason_of(e)}", "Check its permissions.") from None
        files = [(_stem(entry.name), entry) for entry in found if entry.is_file()]
        for stem, group in groupby(sorted(files, key=lambda file: (file[0], file[1].name)), key=lambda file: file[0]):
            others = [entry for _, entry in group if not _has(known, hash(entry.path.replace(os.sep, "/")))]
            if others:
                self._add_other_files(stem, others, has_journal=has_journal)
        for entry in sorted((e for e in found if e.is_dir(follow_symlinks=False)), key=lambda entry: entry.name):
            self._add_others(entry.path, known, has_journal=has_journal)

    def _is_packed(self, entry: os.DirEntry[str]) -> bool:
        """Return whether a file or folder is packed; what is neither is noticed."""
        if entry.name in self._excluded_names and os.path.realpath(entry.path) in self._excluded:
            return False
        if entry.is_symlink() or not (entry.is_file() or entry.is_dir()):
            path = os.path.relpath(entry.path, self.folder)
            kind = "a link" if entry.is_symlink() else "no regular file"
            self._notice("PKG011", f"{path} is {kind} and is not packed", "Copy the file itself.", "warning")
            return False
        return True

    def _add_other_files(self, stem: str, entries: Sequence[os.DirEntry[str]], *, has_journal: bool) -> None:
        """Add files whose names have one stem."""
        formats = {entry.name: _format_of(entry.name) for entry in entries}
        is_story = not has_journal and any(formats.values())
        self._count += is_story
        documents = []
        for entry in entries:
            format = formats[entry.name]
            path = os.path.relpath(entry.path, self.folder).replace(os.sep, "/")
            role: Role = "report" if not format else "trace" if format == TRACE.name else "document"
            if has_journal:
                self._notice("PKG021", f"{path} is not in the journal; it is packed", severity="notice")
            size, media_type = entry.stat().st_size, _media_type(entry.name, format)
            story = self._count if is_story and format else 0
            name = self._add(role, path, entry.path, size=size, media_type=media_type, story=story)
            if story:
                documents.append(StoryDocument(name, format, "", None, 0))
        if is_story:
            folder = os.path.relpath(os.path.dirname(entries[0].path), self.folder).replace(os.sep, "/")
            common = _text(stem if folder == "." else f"{folder}/{stem}")
            stated: dict[str, Any] = self._stated_in(documents)
            self._add_story(Story(number=self._count, identity=common, documents=tuple(documents), **stated))

    # ----------------------------------------------------------------------------------------------------------------
    # Rows

    def _add_story(self, story: Story) -> None:
        self._newest = max(self._newest, story.updated)
        data = _encoded(
            {
                "record": RECORD_VERSION,
                "kind": "story",
                "number": story.number,
                "input": story.identity,
                **{name: value for name in _RECORDED if (value := getattr(story, name))},
                "exit_code": story.exit_code,
                "codes": story.codes,
                "documents": [document._asdict() for document in story.documents],
                "errors": [{"code": code, "message": message} for code, message in story.errors],
            }
        )
        self._stories.write(data.encode() + b"\n")
        self._story_rows.append((story.number, data))
        if len(self._story_rows) >= _CHUNK:
            self._flush()

    def _add(
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
        if not story and (known := self._shared(place)):
            return known
        chosen = name or safe_name(_FOLDERS[role], true_name)
        if place.startswith(self.folder):
            self._places.append(hash(place if os.sep == "/" else place.replace(os.sep, "/")))
        if self._is_careful:
            chosen = self._free_name(chosen, true_name)
        key = hash(folded(chosen))
        kind = media_type or _media_type(true_name)
        self._rows.append((chosen, _text(true_name), role, size, sha256, kind, story, os.fsencode(place), key))
        if len(self._rows) >= _CHUNK or self._is_careful:
            self._flush()
        if not story:
            self._database.execute("INSERT INTO shared VALUES (?, ?)", (os.fsencode(place), chosen))
        return chosen

    def _shared(self, place: str) -> str:
        """Return the name of the part of a file that several stories may have, "" if there is none yet."""
        found = self._database.execute("SELECT name FROM shared WHERE place = ?", (os.fsencode(place),)).fetchone()
        return str(found[0]) if found else ""

    def _free_name(self, name: str, true_name: str) -> str:
        """Return a name that no part has, not even in another case or form."""
        chosen, number = name, 0
        query = "SELECT 1 FROM part WHERE name_key = ?"
        while self._database.execute(query, (hash(folded(chosen)),)).fetchone():
            number += 1
            chosen = _distinct(name, f"{number} {true_name}")
        return chosen

    def _flush(self) -> None:
        """Write the parts that wait. Raises _NameTaken."""
        rows, self._rows = self._rows, []
        stories, self._story_rows = self._story_rows, []
        self._database.executemany("INSERT INTO story VALUES (?, ?)", stories)
        try:
            self._database.executemany(_INSERT, rows)
        except sqlite3.IntegrityError:
            raise _NameTaken from None

    def _own(self, name: str) -> str:
        return os.path.join(self._temporary.name, name)

    def _add_own_parts(self) -> None:
        """Add the journal without its times, the record, and how a package is read."""
        if os.path.exists(self._own(JOURNAL)):
            self._add_own("journal", JOURNAL)
        with open(self._own(RECORD), "wb") as file:
            file.write(_encoded(self._described()).encode() + b"\n")
            with open(self._own(_STORIES), "rb") as stories:
                shutil.copyfileobj(stories, file, _BLOCK)
            for row in self._database.execute(_OTHER_FILES):
                file.write(_encoded(_recorded(_part(row))).encode() + b"\n")
        self._add_own("record", RECORD)
        with open(self._own(READING), "wb") as file:
            file.write(guide())
        self._add_own("documentation", READING)
        self._flush()

    def _add_own(self, role: Role, name: str) -> None:
        place = self._own(name)
        with open(place, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self._add(role, name, place, size=os.path.getsize(place), sha256=digest, name=name)

    def _described(self) -> dict[str, Any]:
        """Return the first line of the record."""
        return {
            "record": RECORD_VERSION,
            "kind": "package",
            "wirecopy": __version__,
            "time": self.time,
            "stories": len(self.stories),
            "schemas": dict(_schema_digests(self._schemas)),
        }


def guide() -> bytes:
    """Return the page that says how a package is read without wirecopy."""
    return (Path(__file__).parent / "README.md").read_bytes()


class _Run(NamedTuple):
    """What the journal says of the files around an input on the machine that converted it."""

    source: str
    state: Sequence[int]
    sidecars: Sequence[tuple[str, int, int]]
    container: tuple[str, int, int] | None
    configuration: tuple[str, int, int] | None


def _row_of(line: dict[str, Any], data: bytes = b"") -> tuple[str, int, str, bytes, bytes]:
    """Return a line of a journal for the database, as read, and as text without its run; `data` is the whole line."""
    run = line.pop("run")
    kept = (run["source"], run["state"], run["sidecars"], run.get("container"), run.get("configuration"))
    end = data.rfind(b',"run":{')
    is_last = end > 0 and data.endswith(b"]}}\n") and data.isascii()
    text = data[:end] + b"}\n" if is_last else _encoded(line).encode() + b"\n"
    return line["input"], line["story"], line["sha256"], marshal.dumps((line, kept)), text


def _recorded(part: Part) -> dict[str, Any]:
    """Return the line of the record on a file that no story names."""
    return {
        "record": RECORD_VERSION,
        "kind": "file",
        "name": part.name,
        "true_name": part.true_name,
        "role": part.role,
        "size": part.size,
        "media_type": part.media_type,
    }


class _NameTaken(Exception):
    """Two parts have the same name, or names that differ in case or normal form alone."""


_TABLES = """
DROP TABLE IF EXISTS line;
DROP TABLE IF EXISTS story;
DROP TABLE IF EXISTS container;
DROP TABLE IF EXISTS shared;
DROP TABLE IF EXISTS part;
CREATE TABLE line (input TEXT, story INT, sha256 TEXT, read BLOB, text BLOB, PRIMARY KEY (input, story)) WITHOUT ROWID;
CREATE TABLE story (number INTEGER PRIMARY KEY, data TEXT);
CREATE TABLE container (place BLOB PRIMARY KEY, name TEXT, members INT);
CREATE TABLE part (
    number INTEGER PRIMARY KEY, name TEXT, true_name TEXT, role TEXT, size INT, sha256 TEXT, media_type TEXT, story INT,
    place BLOB, name_key INT UNIQUE
);
CREATE TABLE shared (place BLOB PRIMARY KEY, name TEXT) WITHOUT ROWID;
BEGIN;
"""
_INSERT = (
    "INSERT INTO part (name, true_name, role, size, sha256, media_type, story, place, name_key)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_OTHER_FILES = (
    "SELECT * FROM part"
    " WHERE story = 0 OR name NOT IN ('sources/' || true_name, 'documents/' || true_name) ORDER BY number"
)
_encoded = json.JSONEncoder(separators=(",", ":")).encode
_MAX_FINDINGS = 100
_STATED = ("provider", "wire", "id", "id_from", "status", "updated")
_CHUNK = 500
_RECORDED = (
    *("story", "provider", "wire", "id", "id_from", "version", "status", "updated", "source", "metadata", "sha256"),
    *("program", "options"),
)
_COMMON_SCHEMAS = ("xhtml", "xml", "odrl/2.2", "geojson/1", "newsml-g2/catalogs", "journal/1", "package/1")


def _part(row: Sequence[Any]) -> Part:
    return Part._make((*row[1:8], os.fsdecode(row[8])))


def _story(row: Sequence[Any]) -> Story:
    line = json.loads(row[1])
    return Story(
        number=line["number"],
        identity=line["input"],
        documents=tuple(StoryDocument(**document) for document in line["documents"]),
        errors=tuple((error["code"], error["message"]) for error in line["errors"]),
        metadata=tuple(line.get("metadata", ())),
        exit_code=line["exit_code"],
        codes=line["codes"],
        **{name: line[name] for name in _RECORDED if name in line and name != "metadata"},
    )


def _journals_in(folder: str) -> list[str]:
    """Return the journals of an output folder, sorted; none if it has none."""
    hidden = os.path.join(folder, ".wirecopy")
    try:
        return [os.path.join(hidden, name) for name in sorted(os.listdir(hidden)) if name.endswith(".jsonl")]
    except OSError:
        return []


def _text(name: str) -> str:
    """Return a name whose bytes that are not UTF-8 are escapes, as in the journal."""
    return name if name.isascii() else name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


_COMPONENT = r"(?!con|prn|aux|nul|com\d|lpt\d)[a-z0-9_](?:[\w .,+=@()-]*[\w+=@()-])?"
_PLAIN = re.compile(rf"{_COMPONENT}(?:/{_COMPONENT})*", re.ASCII | re.IGNORECASE)
"""Paths that are safe as they are; others may be, too."""


def safe_name(folder: str, true_name: str) -> str:
    """Return the name in a package of a file called `true_name`, below a folder; different files may get the same."""
    name = f"{folder}/{true_name}"
    if len(name) <= MAX_NAME and _PLAIN.fullmatch(true_name):
        return name
    parts = [part for part in true_name.split("/") if part not in ("", ".", "..")] or ["_"]
    name = "/".join((folder, *map(safe_component, parts)))
    if len(name.encode()) <= MAX_NAME and max(len(part.encode()) for part in parts) <= MAX_NAME:
        return name
    stem, suffix = _divided(parts[-1])
    digest = hashlib.sha256(true_name.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return f"{folder}/{digest}/{safe_component(stem, maximum=MAX_NAME - len(folder) - 40)}{suffix}"


def _divided(name: str) -> tuple[str, str]:
    """Return the stem of a file name and its suffix, which is safe."""
    found = re.search(r"(?:\.[A-Za-z0-9]{1,8}){1,2}\Z", name)
    return (name[: found.start()], found[0]) if found and found.start() else (name, "")


def _distinct(name: str, seed: str) -> str:
    """Return another name for a file whose name is that of another one but for case and normal form."""
    stem, suffix = _divided(name)
    digest = hashlib.sha256(seed.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return f"{stem.encode()[: MAX_NAME - len(suffix) - 17].decode('utf-8', 'ignore')}~{digest}{suffix}"


def _format_of(name: str) -> str:
    """Return the name of the format of a document, or `trace`, by its file name; empty for other files."""
    format = TRACE if name.lower().endswith(TRACE.suffix) else by_suffix(name) or by_shard_suffix(name)
    return format.name if format else ""


_SUFFIXES = tuple(sorted((f.suffix for f in (*FORMATS, TRACE)), key=len, reverse=True))


def _stem(name: str) -> str:
    return next((name[: -len(suffix)] for suffix in _SUFFIXES if name.lower().endswith(suffix)), name)


def _media_type(path: str, format: str = "") -> str:
    suffix, media_type = _OWN_MEDIA_TYPES.get(format, ("", ""))
    if suffix and path.lower().endswith(suffix):
        return media_type
    return _MEDIA_TYPES.get(os.path.splitext(path)[1].lower(), "application/octet-stream")


_OWN_MEDIA_TYPES = {format.name: (format.suffix, format.media_type) for format in (*FORMATS, TRACE)}


def _has(numbers: Sequence[int], number: int) -> bool:
    """Whether a number is among sorted numbers."""
    at = bisect_left(numbers, number)
    return at < len(numbers) and numbers[at] == number


class Description(NamedTuple):
    """What a document says of its story, for catalogs; empty where it says nothing."""

    title: str = ""
    language: str = ""
    publisher: str = ""


def described(contents: Contents, story: Story) -> Description:
    """Return the description of a story, read from one of its documents."""
    own = {document.format: document.name for document in story.documents if not document.item}
    for format in _LEARN_FROM:
        if format in own and (facts := _read_facts(contents.part(own[format]).place, format)):
            return Description(
                title=facts.headline.value if facts.headline else "",
                language=facts.languages[0].value if facts.languages else "",
                publisher=facts.provider.value if facts.provider else "",
            )
    return Description()


def _read_facts(place: str, format: str) -> Facts | None:
    """Return the facts in a document, None if it cannot be read."""
    try:
        data, _ = read_file(place)
        checks = checks_of(format)
        return checks.facts(checks.open(data))
    except (DocumentError, InputError):
        return None


def _facts(place: str, format: str) -> dict[str, str]:
    """Return what a document says of its story; nothing if it cannot be read."""
    facts = _read_facts(place, format)
    if facts is None or facts.guid is None or facts.items:
        return {}
    updated = instant(facts.updated.value) if facts.updated else None
    return {
        "id": facts.guid.value,
        "id_from": "document",
        "version": facts.version.value if facts.version else "",
        "status": facts.status,
        "updated": updated.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if updated else "",
    }


def _schema_digests(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the SHA-256 of each schema file in these folders of schemas, by its path."""
    for name in sorted(names):
        folder = schemas.folder() / name
        for file in sorted(folder.iterdir()) if folder.is_dir() else ():
            if file.is_file():
                yield f"{name}/{file.name}", hashlib.sha256(file.read_bytes()).hexdigest()
