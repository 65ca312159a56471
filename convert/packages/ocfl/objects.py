"""Verification of an object of OCFL: its structure and inventories, then its content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from convert.errors import InputError
from convert.formats import FORMATS
from convert.packages.ocfl.inventories import ALGORITHMS, NAME, SPECIFICATIONS, Inventory, read_inventory
from convert.packages.ocfl.layouts import EXTENSIONS, OBJECT
from convert.packages.ocfl.package import Package
from convert.packages.trees import Tree, grouped_by_form
from convert.packages.verified import AGAIN

_MAX_INVENTORY = 256 * 2**20
_SIDECAR = re.compile(rb"(?P<digest>[0-9A-Za-z]+)(?P<space>[ \t]+)inventory\.json(?P<end>\r?\n)?")


@dataclass(slots=True)
class _Expected:
    """What a file of content must be: digests in small letters by algorithm, and the rules that say so."""

    digests: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)

    def add(self, algorithm: str, digest: str, spec: str, where: str) -> None:
        self.digests.setdefault(algorithm, {}).setdefault(digest, (spec, where))


class ObjectVerification:
    """The verification of one object: first its structure and inventories, then its content."""

    def __init__(self, package: Package, prefix: str, tree: Tree) -> None:
        self.prefix = prefix
        self.inventory: Inventory | None = None
        self.specification = ""
        self.expected: dict[str, _Expected] = {}
        self._package = package
        self._tree = tree
        self._sidecars: dict[str, re.Match[bytes]] = {}

    def _add(self, spec: str, message: str, member: str = "", pointer: str = "", code: str = "") -> None:
        self._package.add(spec, message, member=f"{self.prefix}{member}", pointer=pointer, code=code)

    def structure(self) -> None:
        """Verify everything but the bytes of content."""
        for refused in self._tree.refused:
            code = "PKG006" if "leads out" in refused.reason else ""
            self._add("E090", f"{refused.name} {refused.reason}", refused.name, code=code)
        self._declaration()
        data = self._read(NAME)
        if data is None:
            self._add("E063", "the object has no inventory", NAME)
            return
        self.inventory = self._inventory(NAME, data)
        inventory = self.inventory
        if inventory is None:
            return
        if inventory.specification and self.specification and inventory.specification != self.specification:
            message = f"the inventory is of OCFL {inventory.specification}, the declaration of {self.specification}"
            self._add("E038", message, NAME)
        self.specification = self.specification or inventory.specification
        self._top(inventory)
        self._expect(inventory, NAME)
        present = self._version_folders(inventory)
        self._copies(inventory, data, present)
        self._same_sidecars()
        self._content(inventory)
        self._twins()

    def _read(self, name: str) -> bytes | None:
        return self._tree.read(name, _MAX_INVENTORY) if name in self._tree.files else None

    def _declaration(self) -> None:
        names = [name for name in self._tree.files if name.startswith("0=") and "/" not in name]
        ours = [name for name in names if name.startswith(OBJECT)]
        if not ours:
            self._add("E003", "the object has no declaration of its OCFL version")
        if len(ours) > 1:
            self._add("E003", f"the object has {len(ours)} declarations of its OCFL version", ours[0])
        for name in names:
            if name not in ours:
                self._add("E006", f"the declaration {name!a} is not that of an object", name)
        for name in ours:
            version = name.removeprefix(OBJECT)
            if version in SPECIFICATIONS:
                self.specification = max(self.specification, version)
            else:
                self._add("E004", f"the OCFL version {version!a} is not known", name)
            if self._tree.read(name, 2**16) != f"{name[2:]}\n".encode():
                self._add("E007", "the declaration does not have its name and a line break as its text", name)

    def _inventory(self, name: str, data: bytes) -> Inventory | None:
        """Return an inventory, and report what is wrong with it and with the digest beside it."""
        self._package.counts["inventories"] += 1

        def report(spec: str, message: str, pointer: str) -> None:
            self._add(spec, message, name, pointer)

        found = read_inventory(data, report)
        self._sidecar(name, data, found.algorithm if found else "")
        return found

    def _sidecar(self, name: str, data: bytes, algorithm: str) -> None:
        """Compare an inventory with the digest beside it, of the algorithm that it names if it can be read."""
        there = [a for a in ("sha512", "sha256") if f"{name}.{a}" in self._tree.files]
        algorithm = algorithm or (there[0] if there else "")
        sidecar = f"{name}.{algorithm}"
        if not algorithm or sidecar not in self._tree.files:
            what = f"no file {sidecar.rpartition('/')[2]}" if algorithm else "no file of a known algorithm"
            self._add("E058", f"the inventory has {what} beside it, which states its digest", name)
            return
        match = _SIDECAR.fullmatch(self._tree.read(sidecar, 2**16))
        if match is None:
            self._add("E061", "the file is not a digest, white space and inventory.json", sidecar)
            return
        self._sidecars[sidecar] = match
        if match["digest"].decode().lower() != hashlib.new(algorithm, data).hexdigest():
            self._add("E060", f"{name} does not have the digest that {sidecar} states", name)

    def _same_sidecars(self) -> None:
        """Compare how the digests of inventories are written: a form that differs may be a changed byte."""
        forms = {(match["space"], match["end"] or b"") for match in self._sidecars.values()}
        if len(forms) > 1:
            names = ", ".join(sorted(self._sidecars))
            message = f"{names} are not written alike, so one may have been changed"
            self._package.add_own("PKG013", message, AGAIN, member=f"{self.prefix}{sorted(self._sidecars)[0]}")
        for name, match in self._sidecars.items():
            digest = match["digest"].decode()
            if digest not in (digest.lower(), digest.upper()):
                message = "the file has a digest in small and capital letters"
                self._package.add_own("PKG013", message, AGAIN, member=f"{self.prefix}{name}")

    def _top(self, inventory: Inventory) -> None:
        allowed = {NAME, f"{NAME}.{inventory.algorithm}"}
        for name, kind in self._tree.entries(""):
            if kind == "file" and name not in allowed and not name.startswith("0="):
                self._add("E001", f"the file {name!a} does not belong in an object", name)
            elif kind == "folder" and name == "extensions":
                self._extensions()
            elif kind == "folder" and name not in (*inventory.versions, "logs"):
                is_version = re.fullmatch(r"v\d+", name, re.ASCII)
                what = "is not in the inventory" if is_version else "does not belong in an object"
                self._add("E046" if is_version else "E001", f"the folder {name!a} {what}", name)

    def _extensions(self) -> None:
        for name, kind in self._tree.entries("extensions/"):
            if kind == "file":
                self._add("E067", f"the file {name!a} is not in the folder of an extension", f"extensions/{name}")
            elif kind == "folder" and name not in EXTENSIONS:
                self._add("W013", f"the extension {name!a} is not registered", f"extensions/{name}")

    def _expect(self, inventory: Inventory, where: str) -> None:
        for path, digest in inventory.manifest.items():
            self.expected.setdefault(path, _Expected()).add(inventory.algorithm, digest, "E092", where)
        for algorithm, path, digest in inventory.fixity:
            self.expected.setdefault(path, _Expected()).add(algorithm, digest, "E093", where)

    # ----------------------------------------------------------------------------------------------------------------
    # Versions

    def _version_folders(self, inventory: Inventory) -> list[str]:
        """Verify the folders of versions; return the versions that have one."""
        folders = {entry.name for entry in self._tree.entries("") if entry.kind == "folder"}
        present = [version for version in inventory.versions if version in folders]
        for version in inventory.versions:
            if version not in folders:
                self._add("E046", f"the version {version} has no folder", version)
                if version != inventory.versions[-1]:
                    self._add("E010", f"the folders of versions have a gap where {version} should be", version)
        for version in present:
            for name, kind in self._tree.entries(f"{version}/"):
                member = f"{version}/{name}"
                is_ours = name == NAME or name in (f"{NAME}.sha512", f"{NAME}.sha256")
                if kind == "file" and not is_ours:
                    self._add("E015", f"the file {name!a} does not belong in the folder of a version", member)
                elif kind == "folder" and name != inventory.content_directory:
                    self._add("W002", f"the folder {name!a} does not belong in that of a version", member)
        self._empty_folders(inventory, present)
        return present

    def _empty_folders(self, inventory: Inventory, present: Sequence[str]) -> None:
        contents = {f"{version}/{inventory.content_directory}/" for version in present}
        for folder in self._tree.empty:
            if folder in contents:
                self._add("W003", "the content folder is empty", folder)
            elif any(folder.startswith(content) for content in contents):
                self._add("E024", f"the folder {folder!a} is empty", folder)

    def _copies(self, root: Inventory, data: bytes, present: Sequence[str]) -> None:
        """Verify the inventories in the folders of versions against that of the object."""
        earlier: list[tuple[str, Inventory]] = []
        for version in present:
            name = f"{version}/{NAME}"
            copy = self._read(name)
            if copy is None:
                self._add("W010", f"the version {version} has no inventory of its own", version)
                self._stray_sidecars(version, "")
                continue
            if version == root.versions[-1] and copy == data:
                self._package.counts["inventories"] += 1
                self._sidecar(name, copy, root.algorithm)
                self._stray_sidecars(version, root.algorithm)
                earlier.append((version, root))
                continue
            if version == root.versions[-1]:
                self._add("E064", f"{name} is not the same as the inventory of the object", name)
            found = self._inventory(name, copy)
            self._stray_sidecars(version, found.algorithm if found else "sha512 sha256")
            if found is None:
                continue
            self._prior(root, found, version, name)
            earlier.append((version, found))
            self._expect(found, name)
        self._in_sequence(root, earlier)

    def _stray_sidecars(self, version: str, algorithms: str) -> None:
        for algorithm in ("sha512", "sha256"):
            member = f"{version}/{NAME}.{algorithm}"
            if member in self._tree.files and algorithm not in algorithms.split():
                self._add("E015", "the file states the digest of no inventory", member)

    def _prior(self, root: Inventory, prior: Inventory, version: str, name: str) -> None:
        """Compare the inventory of a version with that of the object."""
        if prior.id and root.id and prior.id != root.id:
            self._add("E037", f"the id is {prior.id!a}, that of the object {root.id!a}", name, "/id", code="PKG037")
        if prior.head and prior.head != version:
            self._add("E040", f"head is {prior.head}, but the inventory is that of {version}", name, "/head")
        if prior.content_directory != root.content_directory:
            message = f"the content folder is {prior.content_directory!a}, later {root.content_directory!a}"
            self._add("E020", message, name, "/contentDirectory")
            if version == root.versions[0]:
                self._add("E019", message, name, "/contentDirectory")
        elif root.names_directory and not prior.names_directory and version == root.versions[0]:
            message = "the first version does not name the content folder as later ones do"
            self._add("E019", message, name)
        for each in prior.versions:
            if each not in root.blocks:
                self._add("E066", f"the version {each} is not in the inventory of the object", name)
                continue
            self._same_state(root, prior, each, name)
            for key in ("created", "message", "user"):
                if prior.blocks[each].get(key) != root.blocks[each].get(key):
                    message = f"{key} of {each} is not what the inventory of the object says"
                    self._add("W011", message, name, f"/versions/{each}/{key}")

    def _same_state(self, root: Inventory, prior: Inventory, version: str, name: str) -> None:
        ours, theirs = root.states[version], prior.states[version]
        pointer = f"/versions/{version}/state"
        for path in sorted(ours.keys() ^ theirs.keys()):
            where = "only here" if path in theirs else "only in the inventory of the object"
            self._add("E066", f"{path!a} is in the state of {version} {where}", name, pointer)
        if root.algorithm == prior.algorithm:
            differing = [path for path in sorted(ours.keys() & theirs.keys()) if ours[path] != theirs[path]]
        else:
            paths = {inventory.algorithm: _paths_by_digest(inventory) for inventory in (root, prior)}
            differing = [
                path
                for path in sorted(ours.keys() & theirs.keys())
                if not paths[prior.algorithm].get(theirs[path], set()) <= paths[root.algorithm].get(ours[path], set())
            ]
        for path in differing:
            message = f"{path!a} has other content in {version} than the inventory of the object says"
            self._add("E066", message, name, pointer)

    def _in_sequence(self, root: Inventory, inventories: Sequence[tuple[str, Inventory]]) -> None:
        """Verify that each inventory has all content paths of the one before it, and is of no older specification."""
        known: set[str] = set()
        last = ""
        chain = [*inventories, ("", root)] if not inventories or inventories[-1][1] is not root else inventories
        for version, inventory in chain:
            name = f"{version}/{NAME}" if version else NAME
            for path in sorted(known - inventory.manifest.keys()):
                message = f"the manifest has no {path!a}, which an earlier version has"
                self._add("E023", message, name, "/manifest", code="PKG037")
            known |= inventory.manifest.keys()
            if inventory.specification and inventory.specification < last:
                message = f"the inventory is of OCFL {inventory.specification}, an earlier one of {last}"
                self._add("E103", message, name, "/type")
            last = max(last, inventory.specification)

    # ----------------------------------------------------------------------------------------------------------------
    # Content

    def _content(self, inventory: Inventory) -> None:
        places = tuple(f"{version}/{inventory.content_directory}/" for version in inventory.versions)
        for name in self._tree.files:
            if name.startswith(places):
                self._package.counts["files"] += 1
                if name not in inventory.manifest:
                    self._add("E023", f"{name} is in no manifest", name)
        for path in list(self.expected):
            if path in self._tree.files:
                continue
            specs = {spec: where for each in self.expected.pop(path).digests.values() for spec, where in each.values()}
            for spec, where in sorted(specs.items()):
                self._add(spec, f"{path} is missing, which {where} lists", path, code="PKG003")

    def _twins(self) -> None:
        for group in grouped_by_form(self._tree.files).values():
            if len(group) > 1:
                first, second = sorted(group)[:2]
                message = f"{first!a} and {second!a} differ only in case or normal form"
                advice = "Elsewhere only one of them can exist."
                self._package.add_own("PKG008", message, advice, member=f"{self.prefix}{first}")

    def compare(self, name: str, blocks: Iterable[bytes]) -> None:
        """Compare a file of content with all digests that inventories state."""
        expected = self.expected[name].digests
        hashes = {algorithm: ALGORITHMS[algorithm]() for algorithm in expected}
        try:
            for block in blocks:
                for each in hashes.values():
                    each.update(block)
        except InputError as e:
            self._add("E092", f"{name} cannot be read: {e.message}", name, code="PKG004")
            return
        self._package.counts["read"] += 1
        self._package.used.update(hashes)
        for algorithm, digests in expected.items():
            actual = hashes[algorithm].hexdigest()
            for digest, (spec, where) in digests.items():
                if digest != actual:
                    message = f"{name} is not what it was: its {algorithm} is not that of {where}"
                    self._add(spec, message, name, code="PKG004")

    def documents(self) -> Iterator[str]:
        """Yield the content paths that have the name of a document, here or in a version."""
        if self.inventory is None:
            return
        named: dict[str, set[str]] = {}
        for state in self.inventory.states.values():
            for path, digest in state.items():
                named.setdefault(digest, set()).add(path)
        suffixes = tuple(s for f in FORMATS if f.name != "text" for s in (f.suffix, f.shard_suffix) if s)
        for path, digest in self.inventory.manifest.items():
            names = (path, *named.get(digest, ()))
            if path in self._tree.files and any(name.lower().endswith(suffixes) for name in names):
                yield path


def _paths_by_digest(inventory: Inventory) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path, digest in inventory.manifest.items():
        found.setdefault(digest, set()).add(path)
    return found
