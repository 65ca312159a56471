"""Writing of OCFL 1.1: an object for each story and one for the batch, in a storage root that grows.

An object appears, or gets a new version, by one rename: it is made in a workspace beside the storage root, which is
locked for this run and removed at its end. A file `wirecopy-stories.jsonl` in the storage root says which object a
story of an input or of a wire number has; it is made anew from the objects if it is missing.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import json
import os
import shutil
import sqlite3
import sys
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO, NamedTuple

from convert.atomic_write import not_writable, refuse_link
from convert.batch.journal import lines_from
from convert.errors import InputError, OutputError
from convert.findings import Finding, Location, Severity, sort_findings
from convert.packages.contents import RECORD, RECORD_VERSION, Contents, Part, Story, copy
from convert.packages.inventories import NAME, SPECIFICATIONS, Inventory, parse_json, read_inventory
from convert.packages.ocfl import LAYOUT, OBJECT, ROOT, inspect, layout_of
from convert.packages.targets import Packed, Refused
from convert.version import __version__

STORY = "record.json"
"""The file of an object that says what the story is."""

OBJECTS = "objects.jsonl"
"""The file of the object of a batch that says which object each story has."""

INDEX = "wirecopy-stories.jsonl"
"""The file of a storage root that says which object a story has."""

USER = {"name": "wirecopy", "address": "https://w3id.org/wirecopy/"}

_RECORDED = ("story", "provider", "wire", "id", "id_from", "version", "status", "updated", "source", "sha256")
_TIGHT = (",", ":")
_SAME_DAY = 12 * 3600
"""How many seconds after a story another one with its number of the wire can be; the wires begin anew each day."""


def write_ocfl(contents: Contents, root: str) -> Packed:
    """Add the stories of `contents` to the storage root, which is made if it is not there.

    What cannot be added is among the findings. Raises Refused if a part is gone or changed, OutputError if another run
    is writing the storage root (PKG040) or it cannot be written (INP008), and InputError if it is none that can be
    added to (PKG042).
    """
    refuse_link(root)
    if contents.problems:
        raise Refused(contents.problems)
    try:
        with _workspace(os.path.abspath(root)) as parts:
            packing = _Packing(contents, root, parts)
            packing.pack()
    except OSError as e:
        raise not_writable(root, e) from None
    return packing.packed()


class _Chosen(NamedTuple):
    """The id of the object of a story, and why it has that: given, computed, document, input, wire or failed."""

    id: str
    id_from: str


class _Packing:
    def __init__(self, contents: Contents, root: str, parts: str) -> None:
        self._contents = contents
        self._shown = root
        self._root = os.path.abspath(root)
        self._parts = parts
        self._findings: list[Finding] = []
        self._counts: Counter[str] = Counter()
        self._batch = _batch_of(contents)
        self._place, self.specification = _opened(self._root, parts)
        self._index = _Index(self._root, parts)
        self._earlier = _Earlier(contents.journals)

    def _add(self, code: str, severity: Severity, message: str, advice: str = "", member: str = "") -> None:
        location = Location(path=self._shown, member=member)
        self._findings.append(Finding(code=code, severity=severity, message=message, advice=advice, location=location))

    def packed(self) -> Packed:
        """Return what was done."""
        counts = self._counts
        what = ", ".join(
            f"{counts[key]:,} {word}"
            for key, word in (
                ("new", "new"),
                ("version", "with a new version"),
                ("same", "unchanged"),
                ("older", "older than what is there"),
                ("refused", "refused"),
            )
            if counts[key] or key in ("new", "version", "same")
        )
        done = f"{self._shown}: storage root of OCFL {self.specification}: objects: {what}"
        return Packed(done, sort_findings(self._findings))

    def pack(self) -> None:
        """Add all stories, those with one id in the order of their versions, and then the batch."""
        with contextlib.closing(self._index), contextlib.closing(self._earlier):
            chosen = sqlite3.connect("", isolation_level=None)
            with contextlib.closing(chosen):
                chosen.execute("CREATE TABLE chosen (number INTEGER PRIMARY KEY, id TEXT, id_from TEXT, version TEXT)")
                chosen.execute("CREATE INDEX by_id ON chosen (id)")
                self._pack_stories(chosen)
                self._pack_batch(chosen)

    def _pack_stories(self, chosen: sqlite3.Connection) -> None:
        for story in self._contents.stories:
            found = self._choose(story)
            chosen.execute("INSERT INTO chosen VALUES (?, ?, ?, '')", (story.number, *found))
        several = {id for [id] in chosen.execute("SELECT id FROM chosen GROUP BY id HAVING count(*) > 1")}
        waiting: dict[str, list[tuple[Story, _Chosen]]] = {}
        for story in self._contents.stories:
            row = chosen.execute("SELECT id, id_from FROM chosen WHERE number = ?", (story.number,)).fetchone()
            if row[0] in several:
                waiting.setdefault(row[0], []).append((story, _Chosen(*row)))
            else:
                self._pack_story(story, _Chosen(*row), chosen)
        for group in waiting.values():
            for story, found in sorted(group, key=lambda item: (*_age(item[0]), item[0].number)):
                self._pack_story(story, found, chosen)

    def _pack_story(self, story: Story, found: _Chosen, chosen: sqlite3.Connection) -> None:
        parts = [part for part in self._contents.parts_of(story) if self._is_own(part, story)]
        what = f"{story.identity}{f' (story {story.story})' if story.story else ''}"
        if not parts:
            message = f"{what} has no file of its own, so no object; the object of the batch says what became of it"
            self._add("PKG045", Severity.NOTICE, message)
            return
        if found.id_from in ("input", "wire") and story.id and story.id != found.id:
            same = "input" if found.id_from == "input" else f"wire number {story.wire}"
            message = (
                f"{what} is a version of the object {found.id}, which has the same {same}; its words give {story.id}"
            )
            self._add("PKG041", Severity.NOTICE, message, "Give it another id if it is another story.")
        message = f"{what}, version {story.version}" if story.version else what
        record = {
            "record": RECORD_VERSION,
            "kind": "story",
            "input": story.identity,
            **{name: value for name in _RECORDED if (value := getattr(story, name))},
            "object": {"id": found.id, "id_from": found.id_from, "batch": self._batch},
            "metadata": list(story.metadata),
            "documents": [document._asdict() for document in story.documents],
            "codes": dict(story.codes),
            "errors": [{"code": code, "message": message} for code, message in story.errors],
            "exit_code": story.exit_code,
            "program": story.program,
            "options": story.options,
        }
        version = self._store(found.id, parts, record, message, _age(story))
        chosen.execute("UPDATE chosen SET version = ? WHERE number = ?", (version, story.number))

    def _is_own(self, part: Part, story: Story) -> bool:
        """Whether a part belongs into the object of a story; what several stories share is in that of the batch."""
        return part.story == story.number or part.name in story.metadata

    def _pack_batch(self, chosen: sqlite3.Connection) -> None:
        """Add the object of the batch: what several stories share, the journal, the record and the settings."""
        own = {name for story in self._contents.stories for name in story.metadata}
        parts = [part for part in self._contents.parts if not part.story and part.name not in own]

        path = os.path.join(self._parts, OBJECTS)
        with open(path, "xb") as file:
            query = "SELECT number, id, id_from, version FROM chosen WHERE version != '' ORDER BY number"
            for row in chosen.execute(query):
                file.write(_line(dict(zip(("number", "id", "id_from", "version"), row, strict=True))))
            size = file.tell()
        parts.append(
            Part(
                name=OBJECTS,
                true_name=OBJECTS,
                role="record",
                size=size,
                sha256=None,
                media_type="application/jsonl",
                story=0,
                place=path,
            )
        )
        count = len(self._contents.stories)
        self._store(self._batch, parts, None, f"a batch of {count:,} stor{'y' if count == 1 else 'ies'}")

    # ----------------------------------------------------------------------------------------------------------------
    # Ids

    def _choose(self, story: Story) -> _Chosen:
        """Return the id of the object that a story belongs to, and note it for later stories."""
        own = _Chosen(story.id, story.id_from)
        if not story.id:
            own = _Chosen(_urn(f"{self._batch} {story.identity} {story.story}"), "failed")
        found = own
        if own.id_from != "given":
            candidates = [*self._known(story), own]
            there = [each for each in candidates if os.path.isdir(os.path.join(self._root, self._place(each.id)))]
            found = (there or candidates)[0]
            if found.id == own.id:
                found = own
        self._index.add(story, found.id, self._batch)
        return found

    def _known(self, story: Story) -> Iterator[_Chosen]:
        """Yield the ids that the journal or the storage root has for the same input or number of the wire."""
        for ids in (self._earlier, self._index):
            if id := ids.by_input(story, self._batch):
                yield _Chosen(id, "input")
            if id := ids.by_wire(story):
                yield _Chosen(id, "wire")

    # ----------------------------------------------------------------------------------------------------------------
    # Objects

    def _store(
        self,
        id: str,
        parts: Sequence[Part],
        record: dict[str, Any] | None,
        message: str,
        age: tuple[int, str] = (0, ""),
    ) -> str:
        """Store parts, and the record of a story, as a version of an object, unless it has them; return the version."""
        place = self._place(id)
        target = os.path.join(self._root, place)
        staging = os.path.join(self._parts, "object")
        shutil.rmtree(staging, ignore_errors=True)
        try:
            if not os.path.exists(target):
                version = self._new(id, target, staging, parts, record, message)
                self._counts["new"] += 1
                return version
            return self._next(id, target, staging, parts, record, message, age)
        except InputError as e:
            self._add(e.code, Severity.ERROR, e.message, e.advice, place)
            self._counts["refused"] += 1
            return ""
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def _new(
        self,
        id: str,
        target: str,
        staging: str,
        parts: Sequence[Part],
        record: dict[str, Any] | None,
        message: str,
    ) -> str:
        os.makedirs(staging)
        inventory = Inventory(id=id, specification=self.specification, algorithm="sha512")
        self._write_version(staging, inventory, parts, record, message)
        name = f"{OBJECT}{inventory.specification}"
        _write(os.path.join(staging, name), f"{name[2:]}\n".encode())
        self._write_inventory(staging, inventory)
        _move_below(staging, target, self._root, os.path.join(self._parts, "folders"))
        return inventory.head

    def _next(
        self,
        id: str,
        target: str,
        staging: str,
        parts: Sequence[Part],
        record: dict[str, Any] | None,
        message: str,
        age: tuple[int, str],
    ) -> str:
        inventory = self._inspected(id, target)
        state = {part.name: copy(part, _nowhere).sha512 for part in parts}
        known = {
            version: {path: digest for path, digest in logical.items() if path != STORY}
            for version, logical in inventory.states.items()
        }
        head = inventory.head
        if known[head] == state:
            self._counts["same"] += 1
            return head
        if age != (0, ""):
            there = _age_of(target, inventory)
            if age[0] < there[0] or (age < there and state in known.values()):
                if state in known.values():
                    self._counts["same"] += 1
                    return next(version for version, logical in known.items() if logical == state)
                text = f"{message} is older than version {there[0]}, which the object {id} has; it was not added"
                self._add("PKG044", Severity.WARNING, text, "Pack versions in their order.", self._place(id))
                self._counts["older"] += 1
                return ""
        _link_tree(target, staging, without=(NAME, f"{NAME}.sha512"))
        self._write_version(staging, inventory, parts, record, message)
        self._write_inventory(staging, inventory)
        _replace_object(staging, target, inventory.head, self._parts)
        self._counts["version"] += 1
        return inventory.head

    def _inspected(self, id: str, target: str) -> Inventory:
        """Return the inventory of an object that is whole and ours. Raises InputError (PKG043)."""
        inventory, findings = inspect(target)
        bad = [finding for finding in findings if finding.severity is Severity.ERROR]
        advice = "Verify the storage root, and take the object from another copy."
        if bad or inventory is None:
            reason = bad[0].message if bad else "it has no inventory"
            raise InputError("PKG043", f"the object {id} is damaged and was not changed: {reason}", advice)
        is_ours = any(name in inventory.states[inventory.head] for name in (STORY, RECORD))
        if inventory.id != id or not is_ours or inventory.algorithm != "sha512" or inventory.names_directory:
            message = f"the object {id} was made by another program and was not changed"
            raise InputError("PKG043", message, "Give the story another id, or choose another storage root.")
        return inventory

    def _write_version(
        self,
        folder: str,
        inventory: Inventory,
        parts: Sequence[Part],
        record: dict[str, Any] | None,
        message: str,
    ) -> None:
        """Write the content of the next version, and then its inventory, into the folder of an object."""
        version = f"v{len(inventory.versions) + 1}"
        known = set(inventory.manifest.values())
        state: dict[str, str] = {}

        def keep(name: str, path: str, digest: str) -> None:
            state[name] = digest
            if digest in known:
                os.unlink(path)
            else:
                known.add(digest)
                inventory.manifest[f"{version}/content/{name}"] = digest

        for part in parts:
            path = os.path.join(folder, version, "content", *part.name.split("/"))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "xb") as file:
                copied = copy(part, file.write)
            keep(part.name, path, copied.sha512)
        if record is not None:
            path = os.path.join(folder, version, "content", STORY)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            data = _json(record)
            _write(path, data)
            keep(STORY, path, hashlib.sha512(data).hexdigest())
        _remove_empty(os.path.join(folder, version))
        inventory.versions.append(version)
        inventory.head = version
        inventory.states[version] = state
        inventory.blocks[version] = {
            "created": self._contents.time,
            "message": message,
            "user": {**USER, "name": f"{USER['name']} {__version__}"},
            "state": _by_digest(state),
        }
        self._write_inventory(os.path.join(folder, version), inventory)

    def _write_inventory(self, folder: str, inventory: Inventory) -> None:
        """Write an inventory, and then the file with its digest."""
        os.makedirs(folder, exist_ok=True)
        data = _json(
            {
                "id": inventory.id,
                "type": f"https://ocfl.io/{inventory.specification}/spec/#inventory",
                "digestAlgorithm": inventory.algorithm,
                "head": inventory.head,
                "manifest": _by_digest(inventory.manifest),
                "versions": inventory.blocks,
            }
        )
        _write(os.path.join(folder, NAME), data)
        _write(os.path.join(folder, f"{NAME}.sha512"), f"{hashlib.sha512(data).hexdigest()} {NAME}\n".encode())


# --------------------------------------------------------------------------------------------------------------------
# Which object a story has


class _Known(NamedTuple):
    """What is known of a story: the id of its object, by its input and by its number of the wire."""

    batch: str
    identity: str
    story: int
    provider: str
    wire: str
    updated: str
    id: str

    def as_line(self) -> dict[str, str | int]:
        """Return what a line of JSON says of it."""
        return {_KEYS.get(name, name): value for name, value in self._asdict().items() if value}


class _Ids:
    """Ids of objects by inputs and by numbers of the wire, kept on disk."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
            "CREATE TABLE input (batch TEXT, identity TEXT, story INT, id TEXT, PRIMARY KEY (batch, identity, story));"
            "CREATE TABLE wire (provider TEXT, wire TEXT, updated TEXT, identity TEXT, id TEXT,"
            " PRIMARY KEY (provider, wire, updated));"
        )

    def close(self) -> None:
        self._database.close()

    def note(self, known: _Known) -> bool:
        """Note the id of an object; return whether it says anything new. The first one counts."""
        batch, identity, story, provider, wire, updated, id = known
        changed = self._database.execute(
            "INSERT OR IGNORE INTO input VALUES (?, ?, ?, ?)", (batch, identity, story, id)
        )
        is_new = changed.rowcount > 0
        if wire and updated:
            row = (provider, wire, updated, identity, id)
            is_new |= self._database.execute("INSERT OR IGNORE INTO wire VALUES (?, ?, ?, ?, ?)", row).rowcount > 0
        return is_new

    def by_input(self, story: Story, batch: str) -> str:
        """Return the id of the object of a story's input, empty if there is none."""
        query = "SELECT id FROM input WHERE batch = ? AND identity = ? AND story = ?"
        found = self._database.execute(query, (batch, story.identity, story.story)).fetchone()
        return str(found[0]) if found else ""

    def by_wire(self, story: Story) -> str:
        """Return the id of an object with the same provider and number of the wire, on the same day; empty if none.

        Stories of one input are never versions of one another.
        """
        if not story.wire or not story.updated:
            return ""
        query = "SELECT updated, id FROM wire WHERE provider = ? AND wire = ? AND identity != ? ORDER BY updated"
        for updated, id in self._database.execute(query, (story.provider, story.wire, story.identity)):
            if abs((_instant(updated) - _instant(story.updated)).total_seconds()) <= _SAME_DAY:
                return str(id)
        return ""


class _Earlier(_Ids):
    """The ids that the journals of a batch recorded first for each input and number of the wire."""

    def __init__(self, journals: Sequence[str]) -> None:
        super().__init__()
        for path in journals:
            with open(path, "rb") as file:
                for _, line in lines_from(file):
                    if line.get("id"):
                        self.note(_known({**line, "batch": ""}))

    def by_input(self, story: Story, batch: str) -> str:
        return super().by_input(story, "")


class _Index(_Ids):
    """The index in a storage root, which grows by a line before an object appears."""

    def __init__(self, root: str, parts: str) -> None:
        super().__init__()
        path = os.path.join(root, INDEX)
        if not os.path.exists(path):
            made = os.path.join(parts, INDEX)
            with open(made, "xb") as file:
                file.writelines(_line(_known(line).as_line()) for line in _scanned(root))
            if os.path.getsize(made):
                os.replace(made, path)
        if os.path.exists(path):
            for line in _lines(path):
                self.note(_known(line))
        self._file: BinaryIO = open(path, "ab", buffering=0)  # noqa: SIM115  (open until `close`)

    def add(self, story: Story, id: str, batch: str) -> None:
        """Append a line on a story unless there is one."""
        known = _Known(batch, story.identity, story.story, story.provider, story.wire, story.updated, id)
        if self.note(known):
            self._file.write(_line(known.as_line()))

    def close(self) -> None:
        self._file.close()
        super().close()


_KEYS = {"identity": "input"}
"""What JSON calls a field, if it has another name there."""


def _known(line: Mapping[str, Any]) -> _Known:
    """Return what a line of JSON says of a story."""
    values = {name: line.get(_KEYS.get(name, name)) for name in _Known._fields}
    return _Known(
        **{name: value if isinstance(value, str) else "" for name, value in values.items() if name != "story"},
        story=story if isinstance(story := values["story"], int) else 0,
    )


def _line(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, separators=_TIGHT).encode() + b"\n"


def _lines(path: str) -> Iterator[dict[str, Any]]:
    """Yield the lines of the index; an incomplete one, which a killed run left, is cut off."""
    end = 0
    with open(path, "rb") as file:
        for data in file:
            if not data.endswith(b"\n"):
                break
            end += len(data)
            with contextlib.suppress(ValueError):
                if isinstance(line := json.loads(data), dict):
                    yield line
    if end < os.path.getsize(path):
        os.truncate(path, end)


def _scanned(root: str) -> Iterator[dict[str, Any]]:
    """Yield what the index says of the objects in a storage root, by their records."""
    for folder, folders, names in os.walk(root):
        folders.sort()
        if not any(name.startswith(OBJECT) for name in names):
            continue
        folders.clear()
        try:
            with open(os.path.join(folder, NAME), "rb") as file:
                inventory = read_inventory(file.read(), lambda *_: None)
        except OSError:
            continue
        if inventory is None:
            continue
        for version in inventory.versions:
            record = _record_of(folder, inventory, version)
            if isinstance(record.get("object"), dict):
                yield {**record, **record["object"]}


def _record_of(folder: str, inventory: Inventory, version: str) -> dict[str, Any]:
    """Return the record in a version of an object, nothing if it has none."""
    paths = inventory.paths_of(inventory.states[version].get(STORY, ""))
    try:
        with open(os.path.join(folder, *paths[0].split("/")), "rb") as file:
            found = parse_json(file.read())
    except (OSError, ValueError, IndexError):
        return {}
    return found if isinstance(found, dict) else {}


def _batch_of(contents: Contents) -> str:
    """Return the id of the object of a batch: it depends on how its first journal begins, else on its stories."""
    for path in contents.journals:
        with open(path, "rb") as file:
            for _, line in lines_from(file):
                seed = json.dumps([line["input"], line["story"], line["sha256"]])
                return _urn(f"batch {seed}")
    digest = hashlib.sha256()
    for story in contents.stories:
        digest.update(f"{story.identity}\0{story.id}\0".encode())
    return _urn(f"batch {digest.hexdigest()}")


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, USER['address'] + name)}"


def _age(story: Story) -> tuple[int, str]:
    return (int(story.version) if story.version.isdecimal() else 0), story.updated


def _age_of(folder: str, inventory: Inventory) -> tuple[int, str]:
    """Return the version and time of the story in the last version of an object."""
    record = _record_of(folder, inventory, inventory.head)
    version = str(record.get("version", ""))
    return (int(version) if version.isdecimal() else 0), str(record.get("updated", ""))


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return datetime.fromisoformat("0001-01-01T00:00:00+00:00")


# --------------------------------------------------------------------------------------------------------------------
# The storage root


def _opened(root: str, parts: str) -> tuple[Any, str]:
    """Return where a storage root puts objects and its version; make it if it is not there. Raises InputError."""
    advice = f"Name a new folder, or a storage root with the layout {LAYOUT}."
    if not os.path.exists(root) or (os.path.isdir(root) and not os.listdir(root)):
        _make_root(root, parts)
    names = os.listdir(root) if os.path.isdir(root) else []
    versions = [name.removeprefix(ROOT) for name in names if name.startswith(ROOT) and not name.startswith(OBJECT)]
    if len(versions) != 1 or versions[0] not in SPECIFICATIONS:
        raise InputError("PKG042", f"{root} is not a storage root of OCFL 1.0 or 1.1", advice)
    try:
        with open(os.path.join(root, "ocfl_layout.json"), "rb") as file:
            layout = parse_json(file.read())
        config: Any = {}
        path = os.path.join(root, "extensions", LAYOUT, "config.json")
        if os.path.exists(path):
            with open(path, "rb") as file:
                config = parse_json(file.read())
        place = layout_of(config) if layout["extension"] == LAYOUT and isinstance(config, dict) else None
    except (OSError, ValueError, KeyError, TypeError):
        place = None
    if place is None:
        raise InputError("PKG042", f"the storage root {root} does not have the layout {LAYOUT}", advice)
    return place, versions[0]


_DESCRIPTION = (
    "The SHA-256 of the id of an object, in UTF-8 and as small hexadecimal digits, is the name of its folder; the first"
    " nine digits, three at a time, are the names of the folders above it."
)


def _make_root(root: str, parts: str) -> None:
    staging = os.path.join(parts, "root")
    config = {
        "extensionName": LAYOUT,
        "digestAlgorithm": "sha256",
        "tupleSize": 3,
        "numberOfTuples": 3,
        "shortObjectRoot": False,
    }
    folder = os.path.join(staging, "extensions", LAYOUT)
    os.makedirs(folder)
    _write(os.path.join(folder, "config.json"), _json(config))
    _write(os.path.join(staging, "ocfl_layout.json"), _json({"extension": LAYOUT, "description": _DESCRIPTION}))
    _write(os.path.join(staging, f"{ROOT}{SPECIFICATIONS[-1]}"), f"ocfl_{SPECIFICATIONS[-1]}\n".encode())
    if os.path.isdir(root):
        os.rmdir(root)
    os.rename(staging, root)


@contextlib.contextmanager
def _workspace(root: str) -> Iterator[str]:
    """Yield the folder for the parts of a storage root that are not complete, which no other run has until the end.

    It is beside the storage root, or among the extensions where that is on another file system. Raises OutputError.
    """
    above, name = os.path.split(root)
    os.makedirs(above, exist_ok=True)
    folder = os.path.join(above, f".{name}.wirecopy")
    is_apart = os.path.isdir(root) and os.stat(root).st_dev != os.stat(above).st_dev
    if is_apart or not os.access(above, os.W_OK):
        folder = os.path.join(root, "extensions", "wirecopy-work")
    with _locked(folder, root):
        parts = os.path.join(folder, "parts")
        _finish(parts, root)
        shutil.rmtree(parts, ignore_errors=True)
        os.makedirs(parts)
        try:
            yield parts
        finally:
            shutil.rmtree(parts, ignore_errors=True)


@contextlib.contextmanager
def _locked(folder: str, root: str) -> Iterator[None]:
    """Hold the lock in a folder, which ends with the process; the folder is removed at the end. Raises OutputError."""
    path = os.path.join(folder, "lock")
    while True:
        os.makedirs(folder, exist_ok=True)
        try:
            file = open(path, "ab")  # noqa: SIM115  (closed below)
        except FileNotFoundError:  # another run just removed the folder
            continue
        try:
            _lock(file, root)
            if os.path.exists(path) and os.path.samestat(os.stat(path), os.fstat(file.fileno())):
                break
        except FileNotFoundError:
            pass
        except BaseException:
            file.close()
            raise
        file.close()
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        file.close()


def _lock(file: BinaryIO, root: str) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        advice = "Wait until it has ended."
        raise OutputError("PKG040", f"another run is writing the storage root {root}", advice) from None


# --------------------------------------------------------------------------------------------------------------------
# Files


def _json(value: object) -> bytes:
    return json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n"


def _write(path: str, data: bytes) -> None:
    with open(path, "xb") as file:
        file.write(data)


def _nowhere(data: bytes) -> int:
    return len(data)


def _by_digest(digests: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, digest in sorted(digests.items()):
        found.setdefault(digest, []).append(path)
    return found


def _remove_empty(folder: str) -> None:
    """Remove the empty folders below a folder, and itself if it is empty then."""
    for path, _, _ in os.walk(folder, topdown=False):
        with contextlib.suppress(OSError):
            os.rmdir(path)


def _move_below(folder: str, target: str, root: str, spare: str) -> None:
    """Rename a folder to `target` in one step, together with the folders above it that are missing in `root`."""
    top = target
    while (above := os.path.dirname(top)) != root and not os.path.isdir(above):
        top = above
    if top != target:
        shutil.rmtree(spare, ignore_errors=True)
        inner = os.path.join(spare, os.path.relpath(target, top))
        os.makedirs(os.path.dirname(inner))
        os.rename(folder, inner)
        folder = spare
    os.rename(folder, top)


def _link_tree(source: str, target: str, *, without: Sequence[str]) -> None:
    """Make a tree with the same files, as links where the file system has them, but for some at its top."""
    for folder, _, names in os.walk(source):
        to = os.path.normpath(os.path.join(target, os.path.relpath(folder, source)))
        os.makedirs(to)
        for name in names:
            if folder == source and name in without:
                continue
            try:
                os.link(os.path.join(folder, name), os.path.join(to, name))
            except OSError:
                shutil.copyfile(os.path.join(folder, name), os.path.join(to, name))


_PENDING = "pending.json"


def _replace_object(folder: str, target: str, version: str, parts: str) -> None:
    """Put an object with a new version in the place of the one without.

    Where the system cannot exchange two folders in one step, the new version goes in first, then the inventory, then
    its digest; a run that is killed in between is finished by the next one.
    """
    if _exchange(folder, target):
        return
    _write(os.path.join(parts, _PENDING), _json({"object": target, "version": version}))
    os.rename(os.path.join(folder, version), os.path.join(target, version))
    for name in (NAME, f"{NAME}.sha512"):
        os.replace(os.path.join(folder, name), os.path.join(target, name))
    os.unlink(os.path.join(parts, _PENDING))


def _finish(parts: str, root: str) -> None:
    """Finish the new version of an object that a killed run began."""
    try:
        with open(os.path.join(parts, _PENDING), "rb") as file:
            pending = parse_json(file.read())
    except (OSError, ValueError):
        return
    target, version = pending["object"], os.path.join(pending["object"], pending["version"])
    if not target.startswith(os.path.join(root, "")) or not os.path.isdir(version):
        return
    for name in (NAME, f"{NAME}.sha512"):
        copied = os.path.join(parts, f"finished {name}")
        shutil.copyfile(os.path.join(version, name), copied)
        os.replace(copied, os.path.join(target, name))


def _exchange(first: str, second: str) -> bool:
    """Exchange two folders in one step; return whether the system can."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return bool(library.renamex_np(os.fsencode(first), os.fsencode(second), 2) == 0)
        return bool(library.renameat2(-100, os.fsencode(first), -100, os.fsencode(second), 2) == 0)
    except (OSError, AttributeError, TypeError):
        return False
