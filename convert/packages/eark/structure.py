"""Checks of the structural map of a METS document against the requirements of CSIP 2.2.0."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from convert.documents import local_name
from convert.packages import mets
from convert.packages.eark.package import METS_NAME, DocumentReport, Package
from convert.packages.eark.references import REFERENCES, References
from convert.packages.eark.vocabulary import USES
from convert.packages.mets import XLINK, Document, attribute

_DIVISIONS = {
    "Metadata": "CSIP89",
    "Documentation": "CSIP94",
    "Schemas": "CSIP98",
    "Representations": "CSIP102",
}
_POINTERS = {
    "Documentation": ("CSIP93", "CSIP96 CSIP116"),
    "Schemas": ("CSIP97", "CSIP100 CSIP118"),
}


class StructureCheck:
    """The check of the structure of one METS document, in the folder `base` of the package."""

    def __init__(
        self, package: Package, report: DocumentReport, references: References, document: Document, base: str
    ) -> None:
        self._package = package
        self._references = references
        self._document = document
        self._base = base
        self._add, self._missing = report.add, report.missing

    def check(self) -> None:
        """Check the structure."""
        maps = [each for each in self._document.maps if attribute(each, "LABEL") == "CSIP"]
        if not maps:
            self._missing("the structMap with the label CSIP", "CSIP80 CSIP82", self._document.line)
            return
        if len(maps) > 1:
            line = maps[1].sourceline or 0
            self._add("PKG063", f"{len(maps)} structMap have the label CSIP, not one", "CSIP80", line=line)
        structure = maps[0]
        line = structure.sourceline or 0
        if attribute(structure, "TYPE") != "PHYSICAL":
            kind = attribute(structure, "TYPE")
            if kind:
                self._add("PKG063", f"structMap/@TYPE is {kind}, not PHYSICAL", "CSIP81", line=line)
            else:
                self._missing("structMap/@TYPE", "CSIP81", line)
        if not attribute(structure, "ID"):
            self._missing("structMap/@ID", "CSIP83", line)
        mains = _divisions(structure)
        if len(mains) != 1:
            self._add("PKG063", f"the structMap has {len(mains)} divisions, not one", "CSIP84", line=line)
        if mains:
            self._check_main(mains[0])

    def _check_main(self, main: Any) -> None:
        line = main.sourceline or 0
        if not attribute(main, "ID"):
            self._missing("the ID of the main division", "CSIP85", line)
        divisions: dict[str, list[Any]] = {}
        for division in _divisions(main):
            divisions.setdefault(attribute(division, "LABEL"), []).append(division)
        self._check_metadata(divisions.get("Metadata", []), line)
        for label, (about, pointers) in _POINTERS.items():
            found = divisions.get(label, [])
            groups = {group.id for group in self._document.groups if group.use == label}
            if not found and not self._base:
                self._missing(f"the division {label}", about, line, "warning")
            if len(found) > 1:
                self._add("PKG063", f"{len(found)} divisions have the label {label}, not one", about, line=line)
            self._check_pointers(label, found, groups, pointers, line)
        for label, found in divisions.items():
            if label.startswith("Representations") or label not in _DIVISIONS:
                for division in found:
                    self._check_representation(label, division)
            else:
                for division in found:
                    if not attribute(division, "ID"):
                        self._missing(f"the ID of the division {label}", _DIVISIONS[label], division.sourceline or 0)
        self._check_representations(main, divisions)

    def _check_metadata(self, found: list[Any], line: int) -> None:
        if not found:
            self._missing("the division Metadata", "CSIP88 CSIP90", line)
            return
        if len(found) > 1:
            message = f"{len(found)} divisions have the label Metadata, not one"
            self._add("PKG063", message, "CSIP88 CSIP90", line=line)
        line = found[0].sourceline or 0
        for attributes, requirement, names in (
            ("ADMID", "CSIP91", ("techMD", "rightsMD", "sourceMD", "digiprovMD")),
            ("DMDID", "CSIP92", ("dmdSec",)),
        ):
            sections = [section for section in self._document.sections if section.name in names and section.id]
            stated = set(attribute(found[0], attributes).split())
            current = {section.id for section in sections if section.status != "SUPERSEDED"}
            for identifier in sorted(current - stated):
                message = f"the division Metadata does not refer to {identifier} in @{attributes}"
                self._add("PKG064", message, requirement, line=line, least="warning")
            for identifier in sorted(stated - {section.id for section in sections} - self._containers(attributes)):
                message = f"the division Metadata refers to {identifier} in @{attributes}, not a section"
                self._add("PKG064", message, requirement, line=line)

    def _containers(self, attributes: str) -> set[str]:
        return self._document.administrative_ids if attributes == "ADMID" else set()

    def _check_pointers(self, label: str, found: list[Any], groups: set[str], requirement: str, line: int) -> None:
        """Check that the divisions of a label refer to the groups of that use, and to nothing else."""
        stated: set[str] = set()
        for division in found:
            for pointer in _pointers(division):
                identifier = attribute(pointer, "FILEID")
                stated.add(identifier)
                if identifier not in groups:
                    message = f"the division {label} refers to {identifier or 'nothing'}, not a group of that use"
                    self._add("PKG064", message, requirement, line=pointer.sourceline or 0)
        if not stated & groups and groups:
            message = f"the division {label} refers to none of the groups of that use"
            self._add("PKG064", message, requirement, line=line)

    def _check_representation(self, label: str, division: Any) -> None:
        """Check the division of a representation, or of all that have no METS document of their own."""
        line = division.sourceline or 0
        is_one = label.startswith("Representations/")
        if not attribute(division, "ID"):
            self._missing(f"the ID of the division {label}", "CSIP106" if is_one else "CSIP102", line)
        if not label.startswith("Representations"):
            message = f"the label of a division is {label or 'missing'}, not one of {', '.join(USES)}"
            self._add("PKG063", message, "CSIP90 CSIP95 CSIP99 CSIP103 CSIP107", line=line)
            return
        if is_one and not self._package.has_folder(label, self._base):
            message = f"the division {label} is of a folder that is not there"
            self._add("PKG063", message, "CSIP107", line=line)
        pointers = [child for child in division if local_name(child) == "mptr"]
        folder = "representations/" + "/".join(label.split("/")[1:2])
        own = f"{folder}/{METS_NAME}"
        if is_one and not self._base and not pointers and self._package.found(own, ""):
            self._missing(f"the mptr of the division {label} to {own}", "CSIP109", line)
        if len(pointers) > 1:
            self._add("PKG063", f"the division {label} has {len(pointers)} mptr, not one", "CSIP109", line=line)
        groups = {group.id for group in self._document.groups}
        for pointer in pointers:
            self._references.check(mets.pointer(pointer), REFERENCES["mptr"])
            title = attribute(pointer, "title", XLINK)
            if not title:
                self._missing("mptr/@xlink:title", "CSIP108", pointer.sourceline or 0)
            elif title not in groups:
                message = f"mptr/@xlink:title is {title}, not a group of files"
                self._add("PKG064", message, "CSIP108", line=pointer.sourceline or 0)

    def _check_representations(self, main: Any, divisions: dict[str, list[Any]]) -> None:
        """Check that the structure has each group of representations, and each METS document of one."""
        uses = {group.id: group.use for group in self._document.groups}
        stated: set[str] = set()
        for label, found in divisions.items():
            for division in found if label.startswith("Representations") else ():
                for pointer in division.iter():
                    if local_name(pointer) == "mptr":
                        stated.add(attribute(pointer, "title", XLINK))
                    elif local_name(pointer) == "fptr":
                        identifier = attribute(pointer, "FILEID")
                        stated.add(identifier)
                        above = attribute(pointer.getparent(), "LABEL").split("/")
                        is_content = len(above) < 3 or above[2].lower() == "data"
                        if identifier not in uses or (
                            is_content and not uses[identifier].startswith("Representations")
                        ):
                            message = f"the division {label} refers to {identifier}, not a group of content"
                            self._add("PKG064", message, "CSIP104 CSIP119", line=pointer.sourceline or 0)
        for group in self._document.groups:
            if group.use.startswith("Representations") and group.id not in stated:
                message = f"no division of the structMap refers to the group {group.id} of {group.use}"
                self._add("PKG064", message, "CSIP104 CSIP119", line=main.sourceline or 0)
        if self._base:
            return
        labels = {"/".join(label.lower().split("/")[:2]) for label in divisions}
        for name in sorted(self._package.representations()):
            own = f"representations/{name}"
            if self._package.found(f"{own}/{METS_NAME}", "") and own.lower() not in labels:
                message = f"the structMap has no division for the representation {name}"
                self._add("PKG064", message, "CSIP105", line=main.sourceline or 0, least="warning")


def _divisions(element: Any) -> list[Any]:
    return [child for child in element if local_name(child) == "div"]


def _pointers(division: Any) -> Iterator[Any]:
    return (element for element in division.iter() if local_name(element) == "fptr")
