"""Checks of what METS documents say of the files that they refer to, and of these files."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple
from urllib.parse import unquote

from convert.packages.eark.digests import Digest
from convert.packages.eark.package import DocumentReport, Package, path_of
from convert.packages.eark.vocabulary import MEDIA_TYPE
from convert.packages.mets import Reference
from convert.packages.trees import leaves
from convert.packages.verified import AGAIN


class Requirements(NamedTuple):
    """The requirements about what a METS document says of a file that it refers to."""

    location_type: str = ""
    link_type: str = ""
    href: str = ""
    metadata_type: str = ""
    media_type: str = ""
    size: str = ""
    created: str = ""
    checksum: str = ""
    algorithm: str = ""


REFERENCES = {
    "dmdSec": Requirements(*(f"CSIP{number}" for number in range(22, 31))),
    "digiprovMD": Requirements(*(f"CSIP{number}" for number in range(36, 45))),
    "rightsMD": Requirements(*(f"CSIP{number}" for number in range(49, 58))),
    "file": Requirements("CSIP77", "CSIP78", "CSIP79", "", "CSIP68", "CSIP69", "CSIP70", "CSIP71", "CSIP72"),
    "mptr": Requirements("CSIP112", "CSIP111", "CSIP110"),
}
_ATTRIBUTES = {
    "location_type": "LOCTYPE",
    "link_type": "xlink:type",
    "href": "xlink:href",
    "metadata_type": "MDTYPE",
    "media_type": "MIMETYPE",
    "size": "SIZE",
    "created": "CREATED",
    "checksum": "CHECKSUM",
    "algorithm": "CHECKSUMTYPE",
}


class References:
    """The references of one METS document, in the folder `base` of the package; `located` are the files they name."""

    def __init__(self, package: Package, report: DocumentReport, base: str) -> None:
        self._package = package
        self._report = report
        self._base = base
        self.located: set[str] = set()

    def check(self, reference: Reference, requirements: Requirements) -> None:
        """Check what a document says of a file, and the file."""
        line, element = reference.line, "FLocat" if reference.element == "file" else "mdRef"
        for name, requirement in zip(Requirements._fields, requirements, strict=True):
            if requirement and not getattr(reference, name):
                of = element if name.endswith(("_type", "href")) and name != "media_type" else reference.element
                self._report.missing(f"{of}/@{_ATTRIBUTES[name]}", requirement, line)
        if reference.location_type not in ("", "URL") and requirements.location_type:
            message = f"@LOCTYPE is {reference.location_type}, not URL"
            self._report.add("PKG063", message, requirements.location_type, line=line)
        if reference.link_type not in ("", "simple") and requirements.link_type:
            message = f"@xlink:type is {reference.link_type}, not simple"
            self._report.add("PKG063", message, requirements.link_type, line=line)
        if reference.media_type and requirements.media_type:
            self._check_media_type(reference.media_type, requirements.media_type, line)
        if reference.href:
            self._check_file(reference, requirements)

    def _check_media_type(self, media_type: str, requirement: str, line: int) -> None:
        if len(media_type) > 255:
            message = f"@MIMETYPE has {len(media_type)} characters, more than 255"
            self._report.add("PKG063", message, requirement, line=line, least="warning")
        elif not MEDIA_TYPE.fullmatch(media_type):
            message = f"@MIMETYPE is {media_type}, not a media type"
            self._report.add("PKG063", message, requirement, line=line, least="warning")

    def _check_file(self, reference: Reference, requirements: Requirements) -> None:
        href, line = reference.href, reference.line
        if re.match(r"(?!file:)[A-Za-z][A-Za-z0-9+.-]+:", href):
            message = f"{href} is not in the package; nothing is ever fetched"
            self._report.add("PKG066", message, requirements.href, line=line, least="warning")
            return
        if leaves(posixpath.normpath(self._base + unquote(path_of(href)))):
            self._report.add("PKG006", f"{href} leads out of the package", requirements.href, line=line)
            return
        name = self._package.found(href, self._base)
        if name is None:
            self._report.add("PKG003", f"{href} is missing", requirements.href, line=line, advice=AGAIN)
            return
        if name.rpartition("/")[2] != unquote(href).replace("\\", "/").rpartition("/")[2] and name not in href:
            message = f"{href} is there as {name!a}, which differs in case or normal form"
            self._report.add("PKG008", message, requirements.href, line=line, least="warning")
        if "\\" in href:
            message = f"{href} has backslashes, which separate folders on Windows alone"
            self._report.add("PKG063", message, requirements.href, line=line, least="warning")
        self._package.know(name)
        self.located.add(name)
        if reference.metadata_type.startswith("PREMIS"):
            self._package.record(name)
        if reference.size and reference.size != str(self._package.size(name)):
            message = f"{name} has {self._package.size(name)} bytes, not {reference.size}"
            self._report.add("PKG004", message, requirements.size, line=line, advice=AGAIN)
        if reference.checksum and reference.algorithm:
            self._package.expect(
                name, Digest(reference.algorithm, reference.checksum, requirements.checksum, self._report.member, line)
            )
