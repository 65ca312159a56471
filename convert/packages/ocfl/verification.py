"""Verification of OCFL objects and storage roots, versions 1.0 and 1.1, by whomever they were made.

Findings have the code of the specification's validation codes as `ocfl` in `detail`, and in brackets in the message.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from convert.batch import CheckPolicy, check
from convert.errors import ConvertError, InputError
from convert.findings import FileReport, Finding, sort_findings
from convert.limits import MAX_INPUT
from convert.packages.ocfl.inventories import NAME, Inventory
from convert.packages.ocfl.layouts import OBJECT, ROOT
from convert.packages.ocfl.objects import ObjectVerification
from convert.packages.ocfl.package import Package
from convert.packages.ocfl.roots import RootVerification
from convert.packages.trees import Tree, open_tree
from convert.packages.verified import AGAIN, Mode, Verified

_MAX_HELD = 56 * 2**20
"""The size of all inventories in a tar, which are held in memory."""


def recognise(tree: Tree) -> bool:
    """Return whether files that are no bag are those of an OCFL object or storage root, also of a damaged one."""
    names = {entry.name for entry in tree.entries("") if entry.kind == "file"}
    return NAME in names or any(name.startswith(ROOT) for name in names)


def verify(path: str, tree: Tree, mode: Mode) -> Verified:
    """Verify the OCFL object or storage root in `tree`, which was opened at `path`.

    Raises InputError if it cannot be read.
    """
    package = Package(path, tree, mode)
    verification = _Verification(package)
    if tree.is_sequential and sum(size for name, size in tree.files.items() if name.endswith(NAME)) > _MAX_HELD:
        advice = "Unpack the archive, and verify the folder."
        raise InputError("PKG000", f"the archive has inventories of more than {_MAX_HELD:,} bytes", advice)
    names = {entry.name for entry in tree.entries("") if entry.kind == "file"}
    is_root = any(name.startswith(ROOT) and not name.startswith(OBJECT) for name in names) and NAME not in names
    if is_root:
        RootVerification(package, verification.verify_object).verify()
    else:
        verification.verify_object("", tree)
    verification.finish()
    report = FileReport(
        path=path, format="ocfl", version=package.specification, findings=sort_findings(package.findings)
    )
    return Verified((report, *package.documents), f"{path}: {package.done}")


def inspect(path: str) -> tuple[Inventory | None, list[Finding]]:
    """Return the inventory of the object in a folder, and what is wrong with the object, its content unread."""
    tree = open_tree(path)
    package = Package(path, tree, "complete")
    return _Verification(package).verify_object("", tree).inventory, package.findings


class _Verification:
    """The verification of the objects in a package: their structure, and their content, in one read of an archive."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._waiting: list[ObjectVerification] = []

    def verify_object(self, prefix: str, tree: Tree) -> ObjectVerification:
        """Verify the object whose files are in a tree, and have a prefix in the package."""
        package = self._package
        found = ObjectVerification(package, prefix, tree)
        found.structure()
        package.counts["objects"] += 1
        package.counts["versions"] += len(found.inventory.versions) if found.inventory else 0
        if not package.is_root:
            package.specification = found.specification
        if package.tree.is_sequential:
            self._waiting.append(found)
        else:
            self._compare([found])
        return found

    def finish(self) -> None:
        """Compare what waits for it, and say what was done."""
        self._compare(self._waiting)
        self._package.finish()

    def _compare(self, objects: Sequence[ObjectVerification]) -> None:
        if self._package.mode == "complete" or not objects:
            return
        owners = {f"{each.prefix}{name}": (each, name) for each in objects for name in each.expected}
        for full, blocks in self._package.tree.contents(owners):
            each, name = owners[full]
            each.compare(name, blocks)
        if self._package.mode == "contents":
            names = {f"{each.prefix}{name}" for each in objects for name in each.documents()}
            for full, blocks in self._package.tree.contents(sorted(names)) if names else ():
                self._check(full, blocks)

    def _check(self, name: str, blocks: Iterable[bytes]) -> None:
        package = self._package
        data = bytearray()
        for block in blocks:
            data += block
            if len(data) > MAX_INPUT:
                break
        if len(data) > MAX_INPUT:
            message = f"{name} has more than {MAX_INPUT:,} bytes and was not checked"
            package.add_own("PKG017", message, "Unpack it, and check it alone.", member=name)
            return
        try:
            package.documents += check(
                f"{package.path}/{name}", bytes(data), policy=CheckPolicy(skip_unknown=True)
            ).reports
        except ConvertError as e:
            package.add_own("PKG004", f"{name} cannot be read: {e.message}", AGAIN, member=name, least="error")
