"""Verification of a storage root of OCFL around its objects: its declaration, its layout, and what lies in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from convert.packages.ocfl.inventories import SPECIFICATIONS, parse_json
from convert.packages.ocfl.layouts import EXTENSIONS, LAYOUTS, OBJECT, ROOT, layout_of
from convert.packages.ocfl.objects import ObjectVerification
from convert.packages.ocfl.package import Package
from convert.packages.trees import Entry, Tree


class RootVerification:
    """The verification of a storage root: its declaration and layout, then each object where it is found."""

    def __init__(self, package: Package, verify_object: Callable[[str, Tree], ObjectVerification]) -> None:
        self._package = package
        self._verify_object = verify_object
        self._tree = package.tree
        self._layout: Callable[[str], str] | None = None
        self._depths: set[bool] = set()
        package.is_root = True

    def verify(self) -> None:
        self._declaration()
        self._read_layout()
        for name, kind in self._tree.entries(""):
            if kind == "folder" and name == "extensions":
                self._extensions()
            elif kind == "folder":
                self._folder(f"{name}/")
            elif kind == "refused":
                self._package.add("E090", f"{name!a} is a link or no regular file", member=name)
        if len(self._depths) > 1:
            self._package.add("W015", "some objects are in the storage root itself, others in folders of it")

    def _declaration(self) -> None:
        names = [entry.name for entry in self._tree.entries("") if entry.name.startswith("0=")]
        if len(names) > 1:
            self._package.add("E076", f"the storage root has {len(names)} declarations", member=names[0])
        for name in names:
            version = name.removeprefix(ROOT)
            if version not in SPECIFICATIONS:
                self._package.add("E079", f"the declaration {name!a} is not of OCFL 1.0 or 1.1", member=name)
                continue
            self._package.specification = max(version, self._package.specification)
            if self._tree.read(name, 2**16) != f"{name[2:]}\n".encode():
                message = "the declaration does not have its name and a line break as its text"
                self._package.add("E080", message, member=name)

    def _extensions(self) -> None:
        for name, kind in self._tree.entries("extensions/"):
            member = f"extensions/{name}"
            if kind == "file":
                message = f"the file {name!a} is not in the folder of an extension"
                self._package.add("E112", message, member=member)
            elif kind == "folder" and name not in EXTENSIONS:
                self._package.add("W016", f"the extension {name!a} is not registered", member=member)

    def _json(self, name: str, spec: str) -> dict[str, Any] | None:
        try:
            found = parse_json(self._tree.read(name, 2**20))
        except ValueError as e:
            self._package.add(spec, f"{name} is not JSON: {e}", member=name)
            return None
        if not isinstance(found, dict):
            self._package.add(spec, f"{name} is not a JSON object", member=name)
            return None
        return found

    def _read_layout(self) -> None:
        name = "ocfl_layout.json"
        if not _has(self._tree, name) or (found := self._json(name, "E070")) is None:
            return
        missing = [key for key in ("extension", "description") if not isinstance(found.get(key), str)]
        if missing:
            self._package.add("E070", f"{name} has no {' and no '.join(missing)}", member=name)
        extension = found.get("extension")
        if isinstance(extension, str) and extension not in EXTENSIONS:
            self._package.add("E071", f"the layout {extension!a} is not registered", member=name)
        if extension not in LAYOUTS:
            return
        config: dict[str, Any] | None = {}
        name = f"extensions/{extension}/config.json"
        if _has(self._tree, name):
            config = self._json(name, "E070")
        if config is not None:
            self._layout = layout_of(extension, config)
            if self._layout is None:
                self._package.add("E070", f"the layout {extension} cannot be that of {name}", member=name)

    def _folder(self, folder: str) -> None:
        waiting = [folder]
        while waiting:
            folder = waiting.pop()
            entries = self._tree.entries(folder)
            if any(entry.kind == "file" and entry.name.startswith(OBJECT) for entry in entries):
                self._object(folder)
                continue
            if not entries:
                self._package.add("E073", f"the folder {folder!a} is empty", member=folder)
            for name, kind in entries:
                if kind == "folder":
                    waiting.append(f"{folder}{name}/")
                elif kind == "file":
                    message = f"{folder}{name} is not part of an object"
                    self._package.add("E072", message, member=f"{folder}{name}")
                else:
                    message = f"{folder}{name} is a link or no regular file"
                    self._package.add("E090", message, member=f"{folder}{name}")

    def _object(self, folder: str) -> None:
        package = self._package
        self._depths.add(folder.count("/") > 1)
        found = self._verify_object(folder, self._tree.below(folder))
        if found.specification > package.specification:
            message = f"the object is of OCFL {found.specification}, the storage root of {package.specification}"
            package.add("E081", message, member=folder)
        if found.inventory is None or not (id := found.inventory.id):
            return
        key = hashlib.sha256(id.encode()).digest()[:16]
        if key in package.ids:
            package.add("E037", f"another object has the same id {id!a}", member=folder, code="PKG039")
        package.ids.add(key)
        if self._layout is not None and (place := self._layout(id)) != folder[:-1]:
            message = (
                f"the layout puts the object {id!a} at {place}" if place else f"the layout has no place for {id!a}"
            )
            package.add("E083", message, member=folder)


def _has(tree: Tree, name: str) -> bool:
    """Return whether there is a file of this name, and no link on the way."""
    *folders, last = name.split("/")
    above = ""
    for folder in folders:
        if Entry(folder, "folder") not in tree.entries(above):
            return False
        above += f"{folder}/"
    return Entry(last, "file") in tree.entries(above)
