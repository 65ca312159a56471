"""What a package holds, as opposed to what describes it: the names of its files as they were packed."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from convert.batch.names import safe_component, safe_path
from convert.packages.inventories import NAME, parse_json, read_inventory
from convert.packages.trees import Tree, leaves

RECORD = "stories.jsonl"
"""The name of the file of our own packages that says which source became which documents."""

_BAG = ("data/objects/", "data/metadata/submissionDocumentation/", "data/")
"""Where bags have what was packed; the first two are those for Archivematica."""

_MAX_RECORD = 2**30
_MAX_NAME = 1000
_MAX_COMPONENT = 255
_MAX_DEPTH = 64


STORY = "record.json"
"""The name of the file of our own OCFL objects that says what the story is."""

_OBJECT = "0=ocfl_object_"
_DECLARATIONS = ("bagit.txt", "0=ocfl_")
"""What the names of files begin with that say what a package is."""


def is_package(names: Iterable[str]) -> bool:
    """Return whether files of these names are those of a package whose payload is known."""
    return any(name.startswith(_DECLARATIONS) and "/" not in name for name in names)


class _Object(NamedTuple):
    """An OCFL object: where it is, where its files go, and its files in the last version by what they were called."""

    place: str
    shown: str
    files: Mapping[str, str]


class Payload:
    """The names of the files of a package as they were packed.

    Those of an OCFL object are the names in its last version; in a storage root they are in a folder for each object,
    which has the object's id.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._beginnings = _BAG if "bagit.txt" in tree.files else ("",)
        self._objects = [] if "bagit.txt" in tree.files else list(_objects(tree))
        self._names: dict[str, tuple[str, ...]] = {}
        for each in self._objects:
            for name, path in each.files.items():
                self._names[each.place + path] = (*self._names.get(each.place + path, ()), each.shown + name)

    def names_of(self, name: str) -> tuple[str, ...]:
        """Return what a file of the package was called, nothing for one that only describes the package."""
        if self._objects:
            return self._names.get(name, ())
        found = next((name.removeprefix(start) for start in self._beginnings if name.startswith(start)), "")
        return (found,) if found else ()

    def record(self) -> Iterator[dict[str, object]]:
        """Yield the lines of the record of one of our packages; none of other packages, or of one that is broken."""
        for each in self._objects:
            yield from self._record_of(each)
        for name in self._tree.files if not self._objects else ():
            if RECORD in self.names_of(name):
                yield from self._lines(name)

    def _lines(self, name: str) -> Iterator[dict[str, object]]:
        for line in self._tree.read(name, _MAX_RECORD).splitlines():
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                return
            if isinstance(value, dict):
                yield value

    def _record_of(self, of: _Object) -> Iterator[dict[str, object]]:
        """Yield the lines of the record about the files of an object, with the names that these have here."""
        if STORY in of.files:
            try:
                value = parse_json(self._tree.read(of.place + of.files[STORY], _MAX_RECORD))
            except ValueError:
                return
            lines = [value] if isinstance(value, dict) else []
            true_names = lines[0].get("true_names", {}) if lines else {}
            for name, true_name in true_names.items() if isinstance(true_names, dict) else ():
                lines.append({"kind": "file", "name": name, "true_name": true_name})
        else:
            lines = list(self._lines(of.place + of.files[RECORD])) if RECORD in of.files else []
        for line in lines:
            source, name = line.get("source"), line.get("name")
            if isinstance(source, str) and source in of.files:
                yield {**line, "source": f"{of.shown}{source}"}
            elif isinstance(name, str) and name in of.files:
                true_name = str(line.get("true_name"))
                role = f"{name.partition('/')[0]}/" if of.shown else ""
                yield {**line, "name": f"{of.shown}{name}", "true_name": f"{role}{true_name}"}


def _objects(tree: Tree) -> Iterator[_Object]:
    """Yield the OCFL objects in a package that have an inventory."""
    for name in tree.files:
        place, slash, last = name.rpartition("/")
        place += slash
        if not last.startswith(_OBJECT) or f"{place}{NAME}" not in tree.files:
            continue
        inventory = read_inventory(tree.read(f"{place}{NAME}", _MAX_RECORD), lambda *_: None)
        if inventory is None or not inventory.head:
            continue
        paths = {digest: path for path, digest in reversed(inventory.manifest.items()) if place + path in tree.files}
        state = inventory.states[inventory.head]
        shown = f"{safe_component(inventory.id)}/" if place else ""
        yield _Object(place, shown, {name: paths[digest] for name, digest in state.items() if digest in paths})


def is_safe(name: str) -> bool:
    """Whether a file of this name can be made below a folder, and nowhere else."""
    parts = name.split("/")
    if leaves(name) or not {"", ".", ".."}.isdisjoint(parts) or len(parts) > _MAX_DEPTH:
        return False
    if os.name == "nt" and safe_path(parts) != name:
        return False
    sizes = [len(part.encode("utf-8", "surrogatepass")) for part in parts]
    return max(sizes) <= _MAX_COMPONENT and sum(sizes) + len(sizes) <= _MAX_NAME


def without_controls(name: str) -> str:
    """Return the name, each part of which that has line breaks or other controls is made safe."""
    parts = name.split("/")
    return "/".join(safe_component(part) if any(map(_is_control, part)) else part for part in parts)


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Zl", "Zp")
