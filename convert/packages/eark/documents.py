"""Checks of one METS document against the requirements of CSIP 2.2.0: root, header, metadata and groups of files."""

from __future__ import annotations

import re
from typing import Any

from convert.documents import local_name
from convert.packages.eark.package import METS_NAME, DocumentReport, Package
from convert.packages.eark.references import REFERENCES, References, Requirements
from convert.packages.eark.structure import StructureCheck
from convert.packages.eark.vocabulary import CONTENT_CATEGORIES, CONTENT_TYPES, PACKAGE_TYPES, STATUSES, USES
from convert.packages.mets import CSIP, Document, Group, Reference, attribute

_SECTIONS = {"dmdSec": ("CSIP18", "CSIP20", "CSIP21"), "digiprovMD": ("CSIP33", "CSIP34", "CSIP35")}
_SECTIONS["rightsMD"] = ("CSIP46", "CSIP47", "CSIP48")


class DocumentCheck:
    """The checks of one METS document, in the folder `base` of the package, whose name has to be `name`."""

    def __init__(self, package: Package, base: str, name: str) -> None:
        self._package = package
        self._base = base
        self._name = name
        self._report = DocumentReport(package, base + METS_NAME)
        self._references = References(package, self._report, base)
        self._add, self._missing = self._report.add, self._report.missing

    def document(self, document: Document) -> None:
        """Check a document whose files were checked."""
        self._document = document
        self._check_root()
        self._check_header()
        self._check_sections()
        self._check_groups()
        for identifier, line in document.repeated:
            self._add("PKG064", f"the ID {identifier} occurs twice", "", line=line)
        StructureCheck(self._package, self._report, self._references, document, self._base).check()

    def _check_root(self) -> None:
        attributes, line = self._document.attributes, self._document.line
        identifier = attributes.get("OBJID", "").strip()
        if not identifier:
            self._missing("mets/@OBJID", "CSIP1", line)
        elif self._name and identifier != self._name:
            message = f"mets/@OBJID is {identifier}, but the folder is {self._name}"
            self._add("PKG063", message, "CSIP1" if self._base else "CSIP1 CSIPSTR2", line=line, least="warning")
        category = attributes.get("TYPE", "").strip()
        other = attributes.get(f"{{{CSIP}}}OTHERTYPE", "").strip()
        if not category:
            self._missing("mets/@TYPE", "CSIP2", line)
        elif _plain(category) not in CONTENT_CATEGORIES:
            self._add("PKG063", f"mets/@TYPE is {category}, not a category of content", "CSIP2", line=line)
        elif category == "OTHER" and not other:
            self._missing("mets/@csip:OTHERTYPE", "CSIP2 CSIP3", line)
        if other and _plain(category) != "other":
            message = f"mets/@csip:OTHERTYPE is there, but mets/@TYPE is {category}, not OTHER"
            self._add("PKG063", message, "CSIP3", line=line, least="warning")
        elif other and _plain(other) in CONTENT_CATEGORIES - {"other"}:
            message = f"mets/@csip:OTHERTYPE is {other}, which belongs into mets/@TYPE"
            self._add("PKG063", message, "CSIP3", line=line, least="warning")
        kind = attributes.get(f"{{{CSIP}}}CONTENTINFORMATIONTYPE", "").strip()
        if not kind:
            least = "error" if self._base else "warning"
            self._missing("mets/@csip:CONTENTINFORMATIONTYPE", "CSIP4", line, least)
        other = attributes.get(f"{{{CSIP}}}OTHERCONTENTINFORMATIONTYPE", "").strip()
        self._check_content_type("mets", kind, other, "CSIP4", "CSIP4 CSIP5", line)
        profile = attributes.get("PROFILE", "").strip()
        if not profile:
            self._missing("mets/@PROFILE", "CSIP6", line)
        elif not re.match(r"https?://\S+$", profile):
            self._add("PKG063", f"mets/@PROFILE is {profile}, not a URL", "CSIP6", line=line)

    def _check_content_type(
        self, where: str, kind: str, other: str, requirement: str, about_other: str, line: int
    ) -> None:
        if kind and kind not in CONTENT_TYPES:
            message = f"{where}/@csip:CONTENTINFORMATIONTYPE is {kind}, which the vocabulary does not have"
            self._add("PKG063", message, requirement, line=line)
        if kind == "OTHER" and not other:
            self._missing(f"{where}/@csip:OTHERCONTENTINFORMATIONTYPE", about_other, line)
        elif other in CONTENT_TYPES:
            message = f"{where}/@csip:OTHERCONTENTINFORMATIONTYPE is {other}, which is a type of the vocabulary"
            self._add("PKG063", message, about_other, line=line)
        elif other and kind != "OTHER":
            message = f"{where}/@csip:OTHERCONTENTINFORMATIONTYPE is there, but the type is {kind or 'none'}, not OTHER"
            self._add("PKG063", message, about_other, line=line)

    def _check_header(self) -> None:
        header = self._document.header
        if header is None:
            self._missing("mets/metsHdr", "CSIP117", self._document.line)
            return
        line = header.sourceline or 0
        created, changed = attribute(header, "CREATEDATE"), attribute(header, "LASTMODDATE")
        if not created:
            self._missing("metsHdr/@CREATEDATE", "CSIP7", line)
        elif changed and changed[:10] < created[:10]:
            message = f"metsHdr/@LASTMODDATE {changed} is before @CREATEDATE {created}"
            self._add("PKG063", message, "CSIP8", line=line, least="warning")
        kind = attribute(header, "OAISPACKAGETYPE", CSIP)
        if not kind:
            self._missing("metsHdr/@csip:OAISPACKAGETYPE", "CSIP9", line)
        elif kind not in PACKAGE_TYPES:
            message = f"metsHdr/@csip:OAISPACKAGETYPE is {kind}, not one of {', '.join(PACKAGE_TYPES)}"
            self._add("PKG063", message, "CSIP9", line=line)
        agents = [child for child in header if local_name(child) == "agent"]
        if not agents:
            self._missing("metsHdr/agent", "CSIP10", line)
            return
        self._check_agent(agents)

    def _check_agent(self, agents: list[Any]) -> None:
        wanted = {"ROLE": ("CREATOR", "CSIP11"), "TYPE": ("OTHER", "CSIP12"), "OTHERTYPE": ("SOFTWARE", "CSIP13")}

        def faults(agent: Any) -> list[str]:
            return [name for name, (value, _) in wanted.items() if attribute(agent, name) != value]

        best = min(map(len, map(faults, agents)))
        nearest = [agent for agent in agents if len(faults(agent)) == best]
        agent = nearest[0]
        for name in dict.fromkeys(name for each in nearest for name in faults(each) if best):
            value, requirement = wanted[name]
            message = f"no agent is the software that made the package: metsHdr/agent/@{name} is not {value}"
            self._add("PKG062", message, requirement, line=agent.sourceline or 0)
        if best:
            return
        line = agent.sourceline or 0
        names = [child for child in agent if local_name(child) == "name"]
        if not any((name.text or "").strip() for name in names):
            self._missing("the name of the software, metsHdr/agent/name,", "CSIP14", line)
        notes = [child for child in agent if local_name(child) == "note"]
        if len(notes) > 1:
            self._add("PKG063", f"the agent has {len(notes)} notes, not one", "CSIP15", line=line)
        elif not notes or not (notes[0].text or "").strip():
            self._missing("the version of the software, metsHdr/agent/note,", "CSIP15", line)
        if notes and not any(attribute(note, "NOTETYPE", CSIP) == "SOFTWARE VERSION" for note in notes):
            message = "metsHdr/agent/note/@csip:NOTETYPE is not SOFTWARE VERSION"
            self._add("PKG063", message, "CSIP16", line=line)

    def _check_sections(self) -> None:
        document = self._document
        for section in document.sections:
            if section.name not in _SECTIONS:
                if section.reference is not None:
                    self._references.check(section.reference, Requirements())
                continue
            about_id, about_status, about_reference = _SECTIONS[section.name]
            if not section.id:
                self._missing(f"{section.name}/@ID", about_id, section.line)
            if section.name == "dmdSec" and not section.created:
                self._missing("dmdSec/@CREATED", "CSIP19", section.line)
            if section.status is None:
                self._missing(f"{section.name}/@STATUS", about_status, section.line, "warning")
            elif section.status not in STATUSES:
                message = f"{section.name}/@STATUS is {section.status}, not {' or '.join(STATUSES)}"
                self._add("PKG063", message, about_status, line=section.line)
            if section.reference is None:
                self._missing(f"{section.name}/mdRef", about_reference, section.line, "warning")
            else:
                self._references.check(section.reference, REFERENCES[section.name])
        descriptive = self._package.below(f"{self._base}metadata/descriptive/")
        preservation = self._package.below(f"{self._base}metadata/preservation/")
        has = {section.name for section in document.sections}
        if "dmdSec" not in has and (descriptive or not self._base):
            least = "error" if descriptive else "warning"
            self._missing("the description of the package, dmdSec,", "CSIP17", document.line, least)
        for name in descriptive if "dmdSec" in has else ():
            if name not in self._references.located:
                self._add("PKG062", f"no dmdSec has {name}", "CSIP21", line=document.line)
        if not document.administrative and (preservation or not self._base):
            least = "error" if preservation else "warning"
            self._missing("the record of preservation, amdSec,", "CSIP31", document.line, least)
        elif document.administrative and not preservation and not self._base:
            message = "there is an amdSec, but no file in metadata/preservation"
            self._add("PKG062", message, "CSIP31", line=document.line, least="warning")
        for name in preservation:
            if name not in self._references.located:
                self._add("PKG062", f"no digiprovMD has {name}", "CSIP32", line=document.line)
        if "digiprovMD" not in has and not self._base:
            self._missing("amdSec/digiprovMD", "CSIP32", document.line, "warning")
        elif "digiprovMD" in has and not preservation and not self._base:
            message = "there is a digiprovMD, but no file in metadata/preservation"
            self._add("PKG062", message, "CSIP32", line=document.line, least="warning")

    def file(self, reference: Reference, locations: int) -> None:
        """Check a file of a group."""
        if not reference.id:
            self._missing("file/@ID", "CSIP67", reference.line)
        if locations == 1:
            self._references.check(reference, REFERENCES["file"])
            return
        if locations:
            self._add("PKG063", f"a file has {locations} FLocat, not one", "CSIP76", line=reference.line)
        else:
            self._missing("file/FLocat", "CSIP76", reference.line)
        requirements = REFERENCES["file"]._replace(location_type="", link_type="", href="")
        self._references.check(reference, requirements)

    def _check_groups(self) -> None:
        document = self._document
        if not document.has_files:
            self._missing("mets/fileSec", "CSIP58", document.line, "warning")
            return
        if not document.files_id:
            self._missing("fileSec/@ID", "CSIP59", document.files_line)
        if not self._base:
            for use, requirement in (("Documentation", "CSIP60"), ("Schemas", "CSIP113")):
                if not any(group.use == use for group in document.groups):
                    self._missing(f"the group of files with the use {use}", requirement, document.files_line)
            if not any(group.use.startswith("Representations") for group in document.groups):
                what = "the group of files whose use begins with Representations"
                self._missing(what, "CSIP114", document.files_line)
        sections = {section.id for section in document.sections if section.name != "dmdSec"}
        sections |= document.administrative_ids
        for group in document.groups:
            self._check_group(group, sections)

    def _check_group(self, group: Group, sections: set[str]) -> None:
        line = group.line
        if not group.id:
            self._missing("fileGrp/@ID", "CSIP65", line)
        if not group.files:
            self._missing("fileGrp/file", "CSIP66", line)
        for identifier in group.administrative:
            if identifier not in sections:
                message = f"fileGrp/@ADMID {identifier} is not a section of metadata"
                self._add("PKG064", message, "CSIP61", line=line, least="warning")
        if not group.use:
            self._missing("fileGrp/@USE", "CSIP64", line)
        elif not group.use.startswith(USES) and not (self._base and group.use.lower() in ("data", "metadata")):
            message = f"fileGrp/@USE is {group.use}, which begins with none of {', '.join(USES)}"
            self._add("PKG063", message, "CSIP64", line=line)
        elif not self._package.has_folder(group.use, self._base):
            self._add("PKG063", f"fileGrp/@USE is {group.use}, but there is no such folder", "CSIP64", line=line)
        if group.use.startswith("Representations") and not group.content_type:
            self._missing("fileGrp/@csip:CONTENTINFORMATIONTYPE", "CSIP62", line)
        other = (group.other_content_type or "").strip()
        self._check_content_type("fileGrp", group.content_type, other, "CSIP62", "CSIP63", line)


def _plain(term: str) -> str:
    return term.replace("\u2013", "-").casefold()
