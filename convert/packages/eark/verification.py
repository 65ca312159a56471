"""Verification of E-ARK packages against the requirements of CSIP 2.2.0, by whomever they were made."""

from __future__ import annotations

import contextlib
import tempfile
from array import array
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import BinaryIO, cast

from convert.documents import DocumentError
from convert.errors import InputError
from convert.findings import FileReport, Finding, counted, sort_findings
from convert.packages import mets, premis
from convert.packages.eark.digests import ALGORITHMS, Digest, new_hash
from convert.packages.eark.documents import DocumentCheck
from convert.packages.eark.package import ASK, KEPT_EMPTY, METS_NAME, Package
from convert.packages.payload import check_documents
from convert.packages.trees import Tree, folded
from convert.packages.verified import AGAIN, SYSTEM_FILES, Mode, Verified

VERSION = "2.2.0"
"""The version of the Common Specification for Information Packages."""

MAX_METS = 2**30
"""The maximum size of a METS or PREMIS document in bytes."""

_HELD = 2**20


def recognise(tree: Tree) -> bool:
    """Return whether the files are those of an E-ARK package, whole or damaged."""
    names = tree.files
    return METS_NAME in names or any(
        name.startswith("representations/") or (name.startswith("metadata/") and name.count("/") > 1) for name in names
    )


def verify(path: str, tree: Tree, mode: Mode) -> Verified:
    """Verify the E-ARK package in `tree`, which was opened at `path`. Raises InputError if it cannot be read."""
    verification = _Verification(path, tree)
    verification.verify(mode)
    return Verified((verification.report(), *verification.documents), verification.done(mode))


class _Verification:
    """The verification of a package: its folders, its METS and PREMIS documents, digests, and documents."""

    def __init__(self, path: str, tree: Tree) -> None:
        self._path = path
        self._tree = tree
        self._name = tree.name
        self._package = Package(path, tree)
        self._read = 0
        self.documents: list[FileReport] = []

    def report(self) -> FileReport:
        """Return the report on the package."""
        return FileReport(
            path=self._path, format="e-ark", version=VERSION, findings=sort_findings(self._package.findings)
        )

    def verify(self, mode: str) -> None:
        """Verify the package as far as `mode` says."""
        for refused in self._tree.refused:
            code = "PKG006" if "leads out" in refused.reason else "PKG011"
            self._package.add(code, f"{refused.name} {refused.reason}", "It is not read.", member=refused.name)
        self._compare_forms()
        self._check_folders()
        if METS_NAME in self._tree.files:
            self._check_mets("", self._name)
        for name in sorted(self._package.representations()):
            if f"representations/{name}/{METS_NAME}" in self._tree.files:
                self._check_mets(f"representations/{name}/", name)
        self._check_unknown()
        for name in self._package.records:
            self._check_record(name)
        if mode != "complete":
            self._compare_digests()
        if mode == "contents":
            self.documents += check_documents(self._tree, self._path, _is_data, self._package.add)
        self._package.finish()
        self._package.add("PKG016", self.done(mode).partition(": ")[2], least="notice")

    def done(self, mode: str) -> str:
        """Return one line on what was verified."""
        if mode == "complete":
            what = f"{len(self._tree.files):,} files present, METS and PREMIS read"
        else:
            what = f"{self._read:,} files read and compared by {', '.join(sorted(self._package.used)) or 'nothing'}"
        if mode == "contents":
            what += f", {counted(len(self.documents), 'document')} checked"
        return f"{self._path}: E-ARK CSIP {VERSION}, mode {mode}: {what}"

    def _compare_forms(self) -> None:
        forms = array("q", sorted(hash(folded(name)) for name in self._tree.files))
        twice = {one for one, other in pairwise(forms) if one == other}
        for name in self._tree.files if twice else ():
            other = self._package.by_form[folded(name)] if hash(folded(name)) in twice else name
            if other != name:
                message = f"{other!a} and {name!a} differ only in case or normal form"
                advice = "Elsewhere only one of them can exist; rename one."
                self._package.add("PKG008", message, advice, member=name, least="warning")

    def _check_folders(self) -> None:
        if not self._name:
            self._package.add("PKG065", "the archive has no folder that has all files", ASK, requirement="CSIPSTR1")
        if METS_NAME not in self._tree.files:
            similar = sorted(name for name in self._tree.files if "/" not in name and name.lower().endswith(".xml"))
            message = f"the package has no {METS_NAME}" + (f", but {similar[0]}" if similar else "")
            self._package.add("PKG060", message, ASK, requirement="CSIPSTR4")
        self._expect_folder("metadata", "CSIPSTR5")
        if "metadata" in self._package.folders:
            self._expect_folder("metadata/preservation", "CSIPSTR6")
            self._expect_folder("metadata/descriptive", "CSIPSTR7")
        self._expect_folder("representations", "CSIPSTR9")
        representations = sorted(self._package.representations())
        if "representations" in self._package.folders and not representations:
            message = "the folder representations has no folder of a representation"
            self._package.add("PKG065", message, requirement="CSIPSTR10", least="warning")
        for name in representations:
            folder = f"representations/{name}"
            self._expect_folder(f"{folder}/data", "CSIPSTR11")
            if f"{folder}/{METS_NAME}" not in self._tree.files:
                message = f"the representation {name} has no {METS_NAME}"
                self._package.add("PKG065", message, requirement="CSIPSTR12", member=folder, least="warning")
            self._expect_folder(f"{folder}/metadata", "CSIPSTR13")
        for name, requirement in (("schemas", "CSIPSTR15"), ("documentation", "CSIPSTR16")):
            places = (name, *(f"representations/{each}/{name}" for each in representations))
            if not self._package.folders.intersection(places):
                message = f"the package has no folder {name}"
                self._package.add("PKG065", message, requirement=requirement, least="warning")

    def _expect_folder(self, name: str, requirement: str) -> None:
        if name not in self._package.folders:
            advice = "Folders have these names, in small letters."
            self._package.add("PKG065", f"there is no folder {name}", advice, requirement=requirement, least="warning")

    def _check_unknown(self) -> None:
        for name in self._package.places:
            last = name.rpartition("/")[2]
            if last.lower() in SYSTEM_FILES:
                message = f"{name} was made by the system, and changes by itself"
                self._package.add("PKG015", message, "Leave it out of the package.", member=name, least="warning")
            elif not self._package.is_known(name) and name != METS_NAME and last not in KEPT_EMPTY:
                message = f"{name} is in no METS document"
                self._package.add("PKG005", message, ASK, requirement="CSIP58", member=name, least="warning")

    @contextlib.contextmanager
    def _source(self, name: str) -> Iterator[BinaryIO]:
        """Yield a file of the package, held on disk if it is large."""
        with tempfile.SpooledTemporaryFile(_HELD) as file:
            for block in self._tree.blocks(name):
                file.write(block)
                if file.tell() > MAX_METS:
                    raise InputError("PKG000", f"{name} has more than {MAX_METS:,} bytes", "Make smaller packages.")
            file.seek(0)
            yield cast(BinaryIO, file)

    def _check_mets(self, base: str, name: str) -> None:
        member = base + METS_NAME
        checked = DocumentCheck(self._package, base, name)
        with self._source(member) as source:
            try:
                document = mets.read(source, checked.file)
            except DocumentError as e:
                self._package.add("PKG060", e.message, e.advice or ASK, member=member, line=e.line)
                return
            for violation in mets.violations(source, has_twins=bool(document.repeated)):
                self._package.findings.append(_moved(violation.finding("PKG061", ASK), self._path, member))
        checked.document(document)

    def _check_record(self, name: str) -> None:
        def on_digest(path: str, algorithm: str, digest: str, line: int) -> None:
            if path in self._tree.files and algorithm in ALGORITHMS:
                stated = Digest(ALGORITHMS[algorithm], digest.lower(), "", name, line)
                self._package.digests.add(self._package.places[path], stated)

        def on_size(path: str, size: str, line: int) -> None:
            if path in self._tree.files and size != str(self._tree.files[path]):
                message = f"{path} has {self._tree.files[path]} bytes, not {size} as PREMIS says"
                self._package.add("PKG070", message, AGAIN, member=name, line=line)

        try:
            with self._source(name) as source:
                for finding in premis.findings(source, on_digest, on_size):
                    self._package.findings.append(_moved(finding, self._path, name))
        except InputError as e:
            self._package.add("PKG004", f"{name} cannot be read: {e.message}", AGAIN, member=name)

    def _compare_digests(self) -> None:
        for name, blocks in self._tree.contents():
            stated = self._package.digests.get(self._package.places[name])
            if not stated:
                continue
            hashes = {each.algorithm: new_hash(each.algorithm) for each in stated}
            try:
                for block in blocks:
                    for running in hashes.values():
                        running.update(block)
            except InputError as e:
                self._package.add("PKG004", f"{name} cannot be read: {e.message}", AGAIN, member=name)
                continue
            self._read += 1
            for each in stated:
                if hashes[each.algorithm].hexdigest() != each.digest:
                    message = f"{name} is not what it was: its {each.algorithm} differs"
                    self._package.add(
                        "PKG004", message, AGAIN, requirement=each.requirement, member=each.member, line=each.line
                    )


def _is_data(name: str) -> bool:
    return "/data/" in name


def _moved(finding: Finding, path: str, member: str) -> Finding:
    return replace(finding, location=replace(finding.location, path=path, member=member))
