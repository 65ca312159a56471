"""Which object of OCFL a story has: by its input and by its number of the wire.

A file `wirecopy-stories.jsonl` in the storage root has it; it is made anew from the objects if it is missing. Names of
files and numbers are used again for other stories, so words must agree, too, but for the same input of one journal.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sqlite3
import uuid
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO, NamedTuple

from convert.batch.journal_index import lines_from
from convert.packages.contents import Contents
from convert.packages.contents.parts import Story
from convert.packages.ocfl.inventories import NAME, Inventory, parse_json, read_inventory
from convert.packages.ocfl.layouts import OBJECT

STORY = "record.json"
"""The file of an object that says what the story is."""

INDEX = "wirecopy-stories.jsonl"
"""The file of a storage root that says which object a story has."""

ADDRESS = "https://w3id.org/wirecopy/"

_MAX_SAME = 3
_MAX_READ = 2**18
_SAME_DAY = 12 * 3600
"""How many seconds after a story another one with its number of the wire can be; the wires begin anew each day."""


class Known(NamedTuple):
    """What is known of a story: the id of its object, by its input and by its number of the wire."""

    batch: str
    identity: str
    story: int
    provider: str
    wire: str
    updated: str
    id: str

    def values(self) -> dict[str, str | int]:
        """Return what a line of JSON says of it."""
        return {_KEYS.get(name, name): value for name, value in self._asdict().items() if value}


class Ids:
    """Ids of objects by inputs and by numbers of the wire, kept on disk."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._database.close)
        self._database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
            "CREATE TABLE input (identity TEXT, story INT, id TEXT, UNIQUE (identity, story, id));"
            "CREATE TABLE wire (provider TEXT, wire TEXT, updated TEXT, identity TEXT, id TEXT,"
            " PRIMARY KEY (provider, wire, updated));"
        )

    def close(self) -> None:
        self._database.close()

    def note(self, known: Known) -> bool:
        """Note the id of an object; return whether it says anything new."""
        _, identity, story, provider, wire, updated, id = known
        row: tuple[str | int, ...] = identity, story, id
        is_new = self._database.execute("INSERT OR IGNORE INTO input VALUES (?, ?, ?)", row).rowcount > 0
        if wire and updated:
            row = provider, wire, updated, identity, id
            is_new |= self._database.execute("INSERT OR IGNORE INTO wire VALUES (?, ?, ?, ?, ?)", row).rowcount > 0
        return is_new

    def by_input(self, story: Story) -> list[str]:
        """Return the ids of objects of inputs that are called as that of a story, the last ones first."""
        query = "SELECT id FROM input WHERE identity = ? AND story = ? ORDER BY rowid DESC LIMIT ?"
        return [str(id) for [id] in self._database.execute(query, (story.identity, story.story, _MAX_SAME))]

    def by_wire(self, story: Story) -> list[str]:
        """Return the ids of objects with the same provider and number of the wire, of about the same time.

        Stories of one input are never versions of one another.
        """
        if not story.wire or not story.updated:
            return []
        query = "SELECT updated, id FROM wire WHERE provider = ? AND wire = ? AND identity != ? ORDER BY updated"
        rows = self._database.execute(query, (story.provider, story.wire, story.identity))
        return [str(id) for updated, id in rows if abs(_seconds(updated) - _seconds(story.updated)) <= _SAME_DAY]


class Earlier(Ids):
    """The ids that the journals of a batch recorded first for each input and number of the wire."""

    def __init__(self, journals: Sequence[str]) -> None:
        super().__init__()
        self._database.execute("CREATE TABLE first (id TEXT PRIMARY KEY, identity TEXT, story INT)")
        for path in journals:
            with open(path, "rb") as file:
                for _, line in lines_from(file):
                    if line.get("id"):
                        known = known_from(line)
                        self.note(known)
                        row = known.id, known.identity, known.story
                        self._database.execute("INSERT OR IGNORE INTO first VALUES (?, ?, ?)", row)

    def own(self, id: str, story: Story) -> str:
        """Return an id that was computed, or another one if the journals recorded it first for another input.

        The same words from two inputs are two stories.
        """
        found = self._database.execute("SELECT identity, story FROM first WHERE id = ?", (id,)).fetchone()
        if found in (None, (story.identity, story.story)):
            return id
        return urn(f"{id} {story.identity} {story.story}")

    def by_input(self, story: Story) -> list[str]:
        """Return the id that was recorded first for the input of a story, as a list."""
        query = "SELECT id FROM input WHERE identity = ? AND story = ? ORDER BY rowid LIMIT 1"
        return [self.own(id, story) for [id] in self._database.execute(query, (story.identity, story.story))]


class Index(Ids):
    """The index in a storage root, which grows by a line before an object appears."""

    def __init__(self, root: str, parts: str) -> None:
        super().__init__()
        path = os.path.join(root, INDEX)
        if not os.path.exists(path):
            made = os.path.join(parts, INDEX)
            with open(made, "xb") as file:
                file.writelines(as_line(known_from(line).values()) for line in _scanned(root))
            if os.path.getsize(made):
                os.replace(made, path)
        if os.path.exists(path):
            for line in _lines(path):
                self.note(known_from(line))
        self._file: BinaryIO = open(path, "ab", buffering=0)  # noqa: SIM115  (open until `close`)

    def add(self, story: Story, id: str, batch: str) -> None:
        """Append a line on a story unless there is one."""
        known = Known(batch, story.identity, story.story, story.provider, story.wire, story.updated, id)
        if self.note(known):
            self._file.write(as_line(known.values()))

    def close(self) -> None:
        self._file.close()
        super().close()


_KEYS = {"identity": "input"}
"""What JSON calls a field, if it has another name there."""


def known_from(line: Mapping[str, Any]) -> Known:
    """Return what a line of JSON says of a story."""
    values = {name: line.get(_KEYS.get(name, name)) for name in Known._fields}
    return Known(
        **{name: value if isinstance(value, str) else "" for name, value in values.items() if name != "story"},
        story=story if isinstance(story := values["story"], int) else 0,
    )


def as_line(value: Mapping[str, Any]) -> bytes:
    """Return an object as a line of JSON."""
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"


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
            record = record_of(folder, inventory, version)
            if isinstance(record.get("object"), dict):
                yield {**record, **record["object"]}


def record_of(folder: str, inventory: Inventory, version: str) -> dict[str, Any]:
    """Return the record in a version of an object, nothing if it has none."""
    paths = inventory.paths_of(inventory.states[version].get(STORY, ""))
    try:
        with open(os.path.join(folder, *paths[0].split("/")), "rb") as file:
            found = parse_json(file.read())
    except (OSError, ValueError, IndexError):
        return {}
    return found if isinstance(found, dict) else {}


def batch_of(contents: Contents) -> str:
    """Return the id of the object of a batch: it depends on how its first journal begins, else on its stories."""
    for path in contents.journals:
        with open(path, "rb") as file:
            for _, line in lines_from(file):
                seed = json.dumps([line["input"], line["story"], line["sha256"]])
                return urn(f"batch {seed}")
    digest = hashlib.sha256()
    for story in contents.stories:
        digest.update(f"{story.identity}\0{story.id}\0".encode())
    return urn(f"batch {digest.hexdigest()}")


def urn(name: str) -> str:
    """Return an id that depends on a name alone."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ADDRESS + name)}"


def age_of(story: Story) -> tuple[int, str]:
    """Return the version and time of a story."""
    return (int(story.version) if story.version.isdecimal() else 0), story.updated


def age_in(record: Mapping[str, Any]) -> tuple[int, str]:
    """Return the version and time of the story of a record."""
    version = str(record.get("version", ""))
    return (int(version) if version.isdecimal() else 0), str(record.get("updated", ""))


def _seconds(text: str) -> float:
    try:
        return datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError):
        return 0.0


_TELLING = (".article.json", ".ninjs.json", ".newsml.xml", ".txt")
"""The suffixes of files that are compared, the best ones first: documents do not have what surrounds a story."""


def telling(names: Iterable[str]) -> str:
    """Return the name of the file that tells most of a story, empty if none does."""
    ranks = {suffix: rank for rank, suffix in enumerate(_TELLING)}
    found = [(ranks[suffix], name) for name in names for suffix in _TELLING if name.lower().endswith(suffix)]
    return min(found)[1] if found else ""


def shared_words(first: str, second: str) -> float:
    """Return how many of the words in the file that has fewer are in the other one, from 0 to 1."""
    words = [_words(path) for path in (first, second)]
    least = min(map(len, words))
    return len(words[0] & words[1]) / least if least else 0.0


def _words(path: str) -> set[str]:
    """Return the words of a story in a file: of JSON those in sentences, of XML those outside of tags."""
    try:
        with open(path, "rb") as file:
            text = file.read(_MAX_READ).decode("utf-8", "replace")
    except OSError:
        return set()
    if path.lower().endswith(".json"):
        with contextlib.suppress(ValueError, RecursionError):
            text = " ".join(_sentences(json.loads(text)))
    return set(re.findall(r"\w{3,}", re.sub(r"<[^>]*>", " ", text.lower())))


def _sentences(value: Any) -> Iterator[str]:
    """Yield the texts in a value of JSON that have several words."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case str(text) if " " in text:
                yield text
            case dict(found):
                waiting += found.values()
            case list(found):
                waiting += found


def text_in(folder: str, inventory: Inventory) -> str:
    """Return the path of the file that tells most of the story in the last version of an object, empty if none does."""
    state = inventory.states[inventory.head]
    path = next(iter(inventory.paths_of(state.get(telling(name for name in state if name != STORY), ""))), "")
    return os.path.join(folder, *path.split("/")) if path else ""
