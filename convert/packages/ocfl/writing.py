"""Writing of OCFL 1.1: an object for each story and one for the batch, in a storage root that grows.

An object appears, or gets a new version, by one rename: it is made in a workspace beside the storage root, which is
locked for this run and removed at its end.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
import weakref
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

from convert.atomic_write import not_writable, refuse_link
from convert.errors import InputError
from convert.findings import Finding, Location, Severity, counted, sort_findings
from convert.packages.contents import Contents
from convert.packages.contents.parts import Part, Story, copy
from convert.packages.contents.record import RECORD_VERSION
from convert.packages.ocfl.ids import (
    ADDRESS,
    STORY,
    Earlier,
    Index,
    age_in,
    age_of,
    as_line,
    batch_of,
    record_of,
    shared_words,
    telling,
    text_in,
    urn,
)
from convert.packages.ocfl.inventories import NAME, Inventory
from convert.packages.ocfl.layouts import OBJECT
from convert.packages.ocfl.package import MAX_FINDINGS
from convert.packages.ocfl.storage import (
    as_json,
    link_tree,
    move_below,
    open_root,
    replace_object,
    workspace,
    write_new,
)
from convert.packages.ocfl.verification import inspect
from convert.packages.payload import RECORD
from convert.packages.targets import Packed, Refused
from convert.version import __version__

OBJECTS = "objects.jsonl"
"""The file of the object of a batch that says which object each story has."""

_USER = {"name": f"wirecopy {__version__}", "address": ADDRESS}

_NAMED = 0.8
_NUMBERED = 0.4
"""How many of their words versions of a story share: where its input has the same name, and where its number has."""

_RECORDED = ("story", "provider", "wire", "id", "id_from", "version", "status", "updated", "source", "sha256")


def write_ocfl(contents: Contents, root: str, layout: str = "") -> Packed:
    """Add the stories of `contents` to the storage root, which is made, with `layout`, if it is not there.

    What cannot be added is among the findings. Raises Refused if a part is gone or changed, OutputError if another run
    is writing the storage root (PKG040) or it cannot be written (INP008), and InputError if it is none that can be
    added to (PKG042).
    """
    refuse_link(root)
    if contents.problems:
        raise Refused(contents.problems)
    try:
        with workspace(os.path.abspath(root)) as parts:
            packing = _Packing(contents, root, parts, layout)
            packing.pack()
    except OSError as e:
        raise not_writable(root, e) from None
    return packing.packed()


class _Chosen(NamedTuple):
    """The id of the object of a story, and why it has that: given, computed, document, input, wire or failed."""

    id: str
    id_from: str


class _Draft(NamedTuple):
    """What is to be a version of an object: its parts, the record of a story, why, and the story's version and time."""

    id: str
    parts: Sequence[Part]
    record: dict[str, Any] | None
    message: str
    age: tuple[int, str] = (0, "")


class _Packing:
    def __init__(self, contents: Contents, root: str, parts: str, layout: str) -> None:
        self._contents = contents
        self._shown = root
        self._root = os.path.abspath(root)
        self._parts = parts
        self._findings: list[Finding] = []
        self._counts: Counter[str] = Counter()
        self._batch = batch_of(contents)
        self._place, self.specification = open_root(self._root, parts, layout)
        self._index = Index(self._root, parts)
        self._earlier = Earlier(contents.journals)
        self._chosen = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._chosen.close)

    def _add(self, code: str, severity: Severity, message: str, advice: str = "", member: str = "") -> None:
        location = Location(path=self._shown, member=member)
        if len(self._findings) >= MAX_FINDINGS and severity is not Severity.ERROR:
            return  # the number of such stories is in the line on what was done
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
        for key, word in (("input", "input"), ("wire", "provider and number of the wire")):
            if counts[key]:
                story = "1 story is" if counts[key] == 1 else f"{counts[key]:,} stories are"
                what += f"; {story} in the object of the same {word}"
        done = f"{self._shown}: storage root of OCFL {self.specification}: objects: {what}"
        return Packed(done, sort_findings(self._findings))

    def pack(self) -> None:
        """Add all stories, those with one id in the order of their versions, and then the batch."""
        with contextlib.closing(self._index), contextlib.closing(self._earlier), contextlib.closing(self._chosen):
            self._chosen.executescript(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
                "CREATE TABLE text (id TEXT PRIMARY KEY, path TEXT);"
                "CREATE TABLE chosen (number INTEGER PRIMARY KEY, id TEXT, id_from TEXT, version TEXT);"
                "CREATE INDEX by_id ON chosen (id);"
            )
            self._pack_stories()
            self._pack_batch()

    def _pack_stories(self) -> None:
        for story in self._contents.stories:
            if story.wire and (path := self._text(story)):
                self._chosen.execute("INSERT OR IGNORE INTO text VALUES (?, ?)", (story.id, os.fsencode(path)))
        for story in self._contents.stories:
            self._chosen.execute("INSERT INTO chosen VALUES (?, ?, ?, '')", (story.number, *self._choose(story)))
        query = "SELECT id FROM chosen GROUP BY id HAVING count(*) > 1"
        several = {id for [id] in self._chosen.execute(query)}
        waiting: dict[str, list[tuple[Story, _Chosen]]] = {}
        for story in self._contents.stories:
            query = "SELECT id, id_from FROM chosen WHERE number = ?"
            found = _Chosen(*self._chosen.execute(query, (story.number,)).fetchone())
            if found.id in several:
                waiting.setdefault(found.id, []).append((story, found))
            else:
                self._pack_story(story, found)
        for group in waiting.values():
            for story, found in sorted(group, key=lambda item: (*age_of(item[0]), item[0].number)):
                self._pack_story(story, found)

    def _pack_story(self, story: Story, found: _Chosen) -> None:
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
            self._counts[found.id_from] += 1
            self._add("PKG041", Severity.NOTICE, message, "Give it another id if it is another story.")
        if found.id_from == "copy":
            message = f"{what} has the words of another story, whose id is {story.id}; its object is {found.id}"
            self._add("PKG046", Severity.NOTICE, message, "Remove one of them if both are the same.")
        message = f"{what}, version {story.version}" if story.version else what
        true_names = {part.name: part.true_name for part in parts if part.name.partition("/")[2] != part.true_name}
        record = {
            "record": RECORD_VERSION,
            "kind": "story",
            "input": story.identity,
            **{name: value for name in _RECORDED if (value := getattr(story, name))},
            "object": {"id": found.id, "id_from": found.id_from, "batch": self._batch},
            **({"true_names": true_names} if true_names else {}),
            "metadata": list(story.metadata),
            **({"pictures": list(story.pictures)} if story.pictures else {}),
            "documents": [document._asdict() for document in story.documents],
            "codes": dict(story.codes),
            "errors": [{"code": code, "message": message} for code, message in story.errors],
            "exit_code": story.exit_code,
            "program": story.program,
            "options": story.options,
        }
        version = self._store(_Draft(found.id, parts, record, message, age_of(story)))
        self._chosen.execute("UPDATE chosen SET version = ? WHERE number = ?", (version, story.number))

    def _is_own(self, part: Part, story: Story) -> bool:
        """Whether a part belongs into the object of a story; what several stories share is in that of the batch."""
        return part.story == story.number or part.name in story.beside

    def _pack_batch(self) -> None:
        """Add the object of the batch: what several stories share, the journal, the record and the settings."""
        own = {name for story in self._contents.stories for name in story.beside}
        parts = [part for part in self._contents.parts if not part.story and part.name not in own]

        path = os.path.join(self._parts, OBJECTS)
        with open(path, "xb") as file:
            query = "SELECT number, id, id_from, version FROM chosen WHERE version != '' ORDER BY number"
            for row in self._chosen.execute(query):
                file.write(as_line(dict(zip(("number", "id", "id_from", "version"), row, strict=True))))
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
        message = f"a batch of {counted(len(self._contents.stories), 'story')}"
        self._store(_Draft(self._batch, parts, None, message))

    # ----------------------------------------------------------------------------------------------------------------
    # Ids

    def _choose(self, story: Story) -> _Chosen:
        """Return the id of the object that a story belongs to, and note it for later stories."""
        own = _Chosen(story.id, story.id_from)
        if not story.id:
            own = _Chosen(urn(f"{self._batch} {story.identity} {story.story}"), "failed")
        elif story.id_from == "computed" and (id := self._earlier.own(story.id, story)) != story.id:
            own = _Chosen(id, "copy")
        found = own
        if own.id_from != "given":
            candidates = [*self._known(story), own]
            there = [each for each in candidates if os.path.isdir(self._folder(each.id))]
            found = (there or candidates)[0]
            if found.id == own.id:
                found = own
        self._index.add(story, found.id, self._batch)
        return found

    def _known(self, story: Story) -> Iterator[_Chosen]:
        """Yield the ids that the journal or the storage root has for the same input or number of the wire."""
        for id in self._earlier.by_input(story):
            yield _Chosen(id, "input")
        others = [(id, "input") for id in self._index.by_input(story)]
        others += [(id, "wire") for ids in (self._earlier, self._index) for id in ids.by_wire(story)]
        for id, id_from in dict.fromkeys(others):
            least = _NUMBERED if id_from == "wire" and story.provider else _NAMED
            if id != story.id and self._shared_words(id, story) >= least:
                yield _Chosen(id, id_from)

    def _shared_words(self, id: str, story: Story) -> float:
        """Return how many words a story shares with the object of an id, or with the story that is to be it."""
        other = ""
        if os.path.isdir(folder := self._folder(id)):
            inventory, _ = inspect(folder)
            other = text_in(folder, inventory) if inventory and inventory.head else ""
        elif found := self._chosen.execute("SELECT path FROM text WHERE id = ?", (id,)).fetchone():
            other = os.fsdecode(found[0])
        return shared_words(self._text(story), other) if other else 0.0

    def _text(self, story: Story) -> str:
        """Return the path of the file that tells most of a story, empty if none does."""
        parts = {part.name: part for part in self._contents.parts_of(story) if part.story == story.number}
        name = telling(parts)
        return parts[name].place if name else ""

    def _folder(self, id: str) -> str:
        """Return the path to the object of an id, one that is never there if the layout has no place for it."""
        place = self._place(id)
        return os.path.join(self._root, place) if place else os.path.join(self._parts, "none")

    # ----------------------------------------------------------------------------------------------------------------
    # Objects

    def _store(self, draft: _Draft) -> str:
        """Store a version of an object, unless the object has it; return the version, empty if it was not added."""
        place = self._place(draft.id)
        target = os.path.join(self._root, place)
        staging = os.path.join(self._parts, "object")
        try:
            if not place:
                message = f"the layout of the storage root has no place for the object {draft.id}"
                raise InputError("PKG043", message, "Use a storage root of another layout.")
            if os.path.exists(target):
                return self._next(draft, target, staging)
            return self._new(draft, target, staging)
        except InputError as e:
            self._add(e.code, Severity.ERROR, e.message, e.advice, place)
            self._counts["refused"] += 1
            return ""
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def _new(self, draft: _Draft, target: str, staging: str) -> str:
        """Make an object."""
        os.mkdir(staging)
        inventory = Inventory(id=draft.id, specification=self.specification, algorithm="sha512")
        self._write_version(staging, inventory, draft)
        move_below(staging, target, self._root, os.path.join(self._parts, "folders"))
        self._counts["new"] += 1
        return inventory.head

    def _next(self, draft: _Draft, target: str, staging: str) -> str:
        """Make the next version of an object, unless it has one with the same parts."""
        inventory = self._inspected(draft.id, target)
        state = {part.name: copy(part, _nowhere).sha512 for part in draft.parts}
        known = {
            version: {path: digest for path, digest in logical.items() if path != STORY}
            for version, logical in inventory.states.items()
        }
        same = [version for version, logical in known.items() if logical == state]
        record = record_of(target, inventory, inventory.head)
        age, there = draft.age, age_in(record)
        is_back = draft.record is not None and draft.record["input"] == record.get("input")
        if inventory.head in same or (same and (age < there or (age == there and not is_back))):
            self._counts["same"] += 1
            return same[-1]
        if age[0] < there[0]:
            message = f"{draft.message} is older than version {there[0]}, which {draft.id} has; it was not added"
            self._add("PKG044", Severity.WARNING, message, "Pack versions in their order.", self._place(draft.id))
            self._counts["older"] += 1
            return ""
        link_tree(target, staging, without=(NAME, f"{NAME}.sha512"))
        self._write_version(staging, inventory, draft)
        self._inspected(draft.id, staging)
        replace_object(staging, target, inventory.head, self._parts)
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

    def _write_version(self, folder: str, inventory: Inventory, draft: _Draft) -> None:
        """Write the next version into the folder of an object: its content, then its inventories with their digests."""
        version = f"v{len(inventory.versions) + 1}"
        content = os.path.join(folder, version, "content")
        known = set(inventory.manifest.values())
        state: dict[str, str] = {}
        made: set[str] = set()
        dropped: list[str] = []

        def opened(name: str) -> BinaryIO:
            path = os.path.join(content, *name.split("/"))
            above = os.path.dirname(path)
            if above not in made:
                os.makedirs(above, exist_ok=True)
                made.add(above)
            return open(path, "xb")

        def keep(name: str, digest: str) -> None:
            state[name] = digest
            if digest in known:
                os.unlink(os.path.join(content, *name.split("/")))
                dropped.append(name)
            else:
                known.add(digest)
                inventory.manifest[f"{version}/content/{name}"] = digest

        for part in draft.parts:
            with opened(part.name) as file:
                copied = copy(part, file.write)
            keep(part.name, copied.sha512)
        if draft.record is not None:
            data = as_json(draft.record)
            with opened(STORY) as file:
                file.write(data)
            keep(STORY, hashlib.sha512(data).hexdigest())
        if dropped:
            _remove_empty(os.path.join(folder, version))
        inventory.versions.append(version)
        inventory.head = version
        inventory.states[version] = state
        inventory.blocks[version] = {
            "created": self._contents.time,
            "message": draft.message,
            "user": _USER,
            "state": _by_digest(state),
        }
        name = f"{OBJECT}{inventory.specification}"
        if version == "v1":
            write_new(os.path.join(folder, name), f"{name[2:]}\n".encode())
        self._write_inventories((os.path.join(folder, version), folder), inventory)

    def _write_inventories(self, folders: Sequence[str], inventory: Inventory) -> None:
        """Write an inventory, and then the file with its digest, into each folder."""
        data = as_json(
            {
                "id": inventory.id,
                "type": f"https://ocfl.io/{inventory.specification}/spec/#inventory",
                "digestAlgorithm": inventory.algorithm,
                "head": inventory.head,
                "manifest": _by_digest(inventory.manifest),
                "versions": inventory.blocks,
            }
        )
        digest = f"{hashlib.sha512(data).hexdigest()} {NAME}\n".encode()
        for folder in folders:
            os.makedirs(folder, exist_ok=True)
            write_new(os.path.join(folder, NAME), data)
            write_new(os.path.join(folder, f"{NAME}.sha512"), digest)


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
