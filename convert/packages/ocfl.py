"""Verification of OCFL objects and storage roots, versions 1.0 and 1.1, by whomever they were made.

Findings have the code of the specification's validation codes as `ocfl` in `detail`, and in brackets in the message.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from convert.batch import CheckPolicy, check
from convert.errors import ConvertError, InputError
from convert.findings import FileReport, Finding, Location, Severity, sort_findings
from convert.formats import FORMATS
from convert.limits import MAX_INPUT
from convert.packages.inventories import ALGORITHMS, NAME, SPECIFICATIONS, Inventory, parse_json, read_inventory
from convert.packages.trees import Tree, folded, open_tree
from convert.packages.verified import Mode, Verified

LAYOUT = "0004-hashed-n-tuple-storage-layout"
"""The layout of a storage root that is verified, and that of ours."""

OBJECT = "0=ocfl_object_"
ROOT = "0=ocfl_"
"""What the names of declarations begin with."""

EXTENSIONS = frozenset(
    {
        "initial",
        "0001-digest-algorithms",
        "0002-flat-direct-storage-layout",
        "0003-hash-and-id-n-tuple-storage-layout",
        LAYOUT,
        "0005-mutable-head",
        "0006-flat-omit-prefix-storage-layout",
        "0007-n-tuple-omit-prefix-storage-layout",
        "0008-schema-registry",
        "0009-digest-algorithms",
        "0010-differential-n-tuple-omit-prefix-storage-layout",
        "0011-direct-clean-path-layout",
        "0012-hash-and-no-prefix-id-n-tuple-storage-layout",
    }
)
"""The registered extensions."""

_MAX_INVENTORY = 256 * 2**20
_MAX_HELD = 56 * 2**20
"""The size of all inventories in a tar, which are held in memory."""

_SIDECAR = re.compile(rb"(?P<digest>[0-9A-Za-z]+)(?P<space>[ \t]+)inventory\.json(?P<end>\r?\n)?")
_AGAIN = "Take the package again from where it came, or from another copy."

_FAMILIES: Mapping[str, tuple[str, str]] = {
    "PKG003": ("", ""),
    "PKG004": ("E060", _AGAIN),
    "PKG005": ("E023", "Ask whoever made the object."),
    "PKG011": ("E090", "It is not read."),
    "PKG030": ("E002 E003 E004 E005 E006 E007 E069 E075 E076 E077 E078 E079 E080 E081", "Correct the declaration."),
    "PKG031": (
        "E033 E034 E036 E037 E038 E039 E041 E043 E044 E045 E063 E102 E106 W005",
        "Take the inventory of another copy.",
    ),
    "PKG032": ("E008 E009 E010 E011 E012 E013 E014 E040 E046 E104 E105 W001", _AGAIN),
    "PKG033": ("E058 E059 E061", "Take it from another copy; do not compute it anew unless the inventory is proven."),
    "PKG034": (
        "E001 E015 E016 E024 E067 E072 E073 E082 E084 E085 E088 E112 W002 W003 W013 W016",
        "Ask whoever made the object; what is there is not protected.",
    ),
    "PKG035": ("E047 E048 E049 E054 E094 W007 W008 W009", "Make the next version with a tool that states it."),
    "PKG036": ("E017 E018 E042 E051 E052 E053 E095 E099 E100 E101 E108", "Do not copy the object by its inventory."),
    "PKG037": ("E019 E020 E064 E066 E103 E110 W010 W011", _AGAIN),
    "PKG038": ("E025 E026 E050 E056 E057 E092 E093 E096 E097 E107 E111 W004", _AGAIN),
    "PKG039": ("E070 E071 E083 W014 W015", "Correct the layout, or move the object where it belongs."),
}
"""Our codes: the codes of the specification that they stand for, and the advice."""

_OURS = {spec: code for code, (specs, _) in _FAMILIES.items() for spec in specs.split()}


def recognise(tree: Tree) -> bool:
    """Return whether the files are those of an OCFL object or storage root, also of a damaged one."""
    names = {entry.name for entry in tree.entries("") if entry.kind == "file"}
    return "bagit.txt" not in names and (NAME in names or any(name.startswith(ROOT) for name in names))


def verify(path: str, tree: Tree, mode: Mode) -> Verified:
    """Verify the OCFL object or storage root in `tree`, which was opened at `path`.

    Raises InputError if it cannot be read.
    """
    package = _Package(path, tree, mode)
    if tree.is_sequential and sum(size for name, size in tree.files.items() if name.endswith(NAME)) > _MAX_HELD:
        advice = "Unpack the archive, and verify the folder."
        raise InputError("PKG000", f"the archive has inventories of more than {_MAX_HELD:,} bytes", advice)
    names = {entry.name for entry in tree.entries("") if entry.kind == "file"}
    is_root = any(name.startswith(ROOT) and not name.startswith(OBJECT) for name in names) and NAME not in names
    if is_root:
        _Root(package).verify()
    else:
        package.verify_object("", tree)
    package.finish()
    report = FileReport(
        path=path, format="ocfl", version=package.specification, findings=sort_findings(package.findings)
    )
    return Verified((report, *package.documents), f"{path}: {package.done}")


def inspect(path: str) -> tuple[Inventory | None, list[Finding]]:
    """Return the inventory of the object in a folder, and what is wrong with the object, its content unread."""
    tree = open_tree(path)
    package = _Package(path, tree, "complete")
    return package.verify_object("", tree).inventory, package.findings


class _Package:
    """What is found in a package, and what was done."""

    def __init__(self, path: str, tree: Tree, mode: Mode) -> None:
        self.path = path
        self.tree = tree
        self.mode = mode
        self.findings: list[Finding] = []
        self.documents: list[FileReport] = []
        self.specification = ""
        self.is_root = False
        self.ids: set[bytes] = set()
        self.counts: Counter[str] = Counter()
        self.used: set[str] = set()
        self.done = ""
        self._waiting: list[ObjectVerification] = []

    def add(
        self, spec: str, message: str, *, member: str = "", pointer: str = "", code: str = "", advice: str = ""
    ) -> None:
        """Add a finding about a rule of the specification; W rules are warnings."""
        code = code or _OURS[spec]
        self.findings.append(
            Finding(
                code=code,
                severity=Severity.WARNING if spec.startswith("W") else Severity.ERROR,
                message=f"{message} ({spec})",
                advice=advice or _FAMILIES[code][1] or _AGAIN,
                location=Location(path=self.path, member=member, pointer=pointer),
                detail=(("ocfl", spec),),
            )
        )

    def add_own(self, code: str, message: str, advice: str, *, member: str = "", least: str = "warning") -> None:
        """Add a finding that is not about a rule of the specification."""
        location = Location(path=self.path, member=member)
        self.findings.append(
            Finding(code=code, severity=Severity(least), message=message, advice=advice, location=location)
        )

    def verify_object(self, prefix: str, tree: Tree) -> ObjectVerification:
        """Verify the object whose files are in a tree, and have a prefix in the package."""
        found = ObjectVerification(self, prefix, tree)
        found.structure()
        self.counts["objects"] += 1
        self.counts["versions"] += len(found.inventory.versions) if found.inventory else 0
        if not self.is_root:
            self.specification = found.specification
        if self.tree.is_sequential:
            self._waiting.append(found)
        else:
            self._compare([found])
        return found

    def finish(self) -> None:
        """Compare what waits for it, and say what was done."""
        self._compare(self._waiting)
        counts = self.counts
        if self.is_root:
            what = f"OCFL storage root {self.specification}, mode {self.mode}: {_count(counts['objects'], 'object')}, "
        else:
            what = f"OCFL object {self.specification}, mode {self.mode}: "
        what += f"{_count(counts['versions'], 'version')}, {_inventories(counts['inventories'])} read and compared, "
        if self.mode == "complete":
            what += f"{_count(counts['files'], 'file')} of content present, none of them read"
        else:
            what += f"{_count(counts['read'], 'file')} of content read and compared"
            what += f" by {', '.join(sorted(self.used))}" if self.used else ""
        if self.mode == "contents":
            what += f", {_count(len(self.documents), 'document')} checked"
        self.done = what
        self.add_own("PKG016", what, "", least="notice")

    def _compare(self, objects: Sequence[ObjectVerification]) -> None:
        if self.mode == "complete" or not objects:
            return
        owners = {f"{each.prefix}{name}": (each, name) for each in objects for name in each.expected}
        for full, blocks in self.tree.contents(owners):
            each, name = owners[full]
            each.compare(name, blocks)
        if self.mode == "contents":
            names = {f"{each.prefix}{name}" for each in objects for name in each.documents()}
            for full, blocks in self.tree.contents(sorted(names)) if names else ():
                self._check(full, blocks)

    def _check(self, name: str, blocks: Iterable[bytes]) -> None:
        data = bytearray()
        for block in blocks:
            data += block
            if len(data) > MAX_INPUT:
                break
        if len(data) > MAX_INPUT:
            message = f"{name} has more than {MAX_INPUT:,} bytes and was not checked"
            self.add_own("PKG017", message, "Unpack it, and check it alone.", member=name)
            return
        try:
            self.documents += check(f"{self.path}/{name}", bytes(data), policy=CheckPolicy(skip_unknown=True)).reports
        except ConvertError as e:
            self.add_own("PKG004", f"{name} cannot be read: {e.message}", _AGAIN, member=name, least="error")


@dataclass(slots=True)
class _Expected:
    """What a file of content must be: digests in small letters by algorithm, and the rules that say so."""

    digests: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)

    def add(self, algorithm: str, digest: str, spec: str, where: str) -> None:
        self.digests.setdefault(algorithm, {}).setdefault(digest, (spec, where))


class ObjectVerification:
    """The verification of one object: first its structure and inventories, then its content."""

    def __init__(self, package: _Package, prefix: str, tree: Tree) -> None:
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
        self._same_sidecars(inventory)
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

    def _same_sidecars(self, inventory: Inventory) -> None:
        """Compare how the digests of inventories are written: a form that differs may be a changed byte."""
        forms = {(match["space"], match["end"] or b"") for match in self._sidecars.values()}
        if len(forms) > 1:
            names = ", ".join(sorted(self._sidecars))
            message = f"{names} are not written alike, so one may have been changed"
            self._package.add_own("PKG013", message, _AGAIN, member=f"{self.prefix}{sorted(self._sidecars)[0]}")
        for name, match in self._sidecars.items():
            digest = match["digest"].decode()
            if digest not in (digest.lower(), digest.upper()):
                message = "the file has a digest in small and capital letters"
                self._package.add_own("PKG013", message, _AGAIN, member=f"{self.prefix}{name}")

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
        groups: dict[str, list[str]] = {}
        for name in self._tree.files:
            groups.setdefault(folded(name), []).append(name)
        for group in groups.values():
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


class _Root:
    """The verification of a storage root: its declaration and layout, then each object where it is found."""

    def __init__(self, package: _Package) -> None:
        self._package = package
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
        if not _has(self._tree, "", name) or (found := self._json(name, "E070")) is None:
            return
        missing = [key for key in ("extension", "description") if not isinstance(found.get(key), str)]
        if missing:
            self._package.add("E070", f"{name} has no {' and no '.join(missing)}", member=name)
        extension = found.get("extension")
        if isinstance(extension, str) and extension not in EXTENSIONS:
            self._package.add("E071", f"the layout {extension!a} is not registered", member=name)
        if extension != LAYOUT:
            return
        config: dict[str, Any] | None = {}
        name = f"extensions/{LAYOUT}/config.json"
        if _has(self._tree, f"extensions/{LAYOUT}/", "config.json"):
            config = self._json(name, "E070")
        if config is not None:
            self._layout = layout_of(config)
            if self._layout is None:
                self._package.add("E070", f"the layout {LAYOUT} cannot be that of {name}", member=name)

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
        found = package.verify_object(folder, self._tree.below(folder))
        if found.specification > package.specification:
            message = f"the object is of OCFL {found.specification}, the storage root of {package.specification}"
            package.add("E081", message, member=folder)
        if found.inventory is None or not (id := found.inventory.id):
            return
        key = hashlib.sha256(id.encode()).digest()[:16]
        if key in package.ids:
            package.add("E037", f"another object has the same id {id!a}", member=folder, code="PKG039")
        package.ids.add(key)
        if self._layout is not None and self._layout(id) != folder[:-1]:
            message = f"the layout puts the object {id!a} at {self._layout(id)}"
            package.add("E083", message, member=folder)


def layout_of(config: Mapping[str, Any]) -> Callable[[str], str] | None:
    """Return where the layout 0004 with this configuration puts an object, None if no layout can be so."""
    algorithm = config.get("digestAlgorithm", "sha256")
    size, count = config.get("tupleSize", 3), config.get("numberOfTuples", 3)
    is_short = config.get("shortObjectRoot", False)
    if (
        config.get("extensionName", LAYOUT) != LAYOUT
        or algorithm not in ALGORITHMS
        or not all(type(n) is int and 0 <= n <= 32 for n in (size, count))
        or (size == 0) != (count == 0)
        or not isinstance(is_short, bool)
    ):
        return None
    length = 2 * ALGORITHMS[algorithm]().digest_size
    if size * count > length or (is_short and size * count == length):
        return None

    def place(id: str) -> str:
        made = ALGORITHMS[algorithm]()
        made.update(id.encode())
        digest = made.hexdigest()
        tuples = [digest[size * n : size * (n + 1)] for n in range(count)]
        return "/".join((*tuples, digest[size * count :] if is_short else digest))

    return place


def _paths_by_digest(inventory: Inventory) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path, digest in inventory.manifest.items():
        found.setdefault(digest, set()).add(path)
    return found


def _has(tree: Tree, folder: str, name: str) -> bool:
    return any(entry.name == name and entry.kind == "file" for entry in tree.entries(folder))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _inventories(number: int) -> str:
    return f"{number:,} inventor{'y' if number == 1 else 'ies'}"
