"""What holds for every XML document of a publication, whatever its vocabulary: it is well-formed, in UTF-8, and names
nothing outside the EPUB in its document type declaration (EPUB 3.3, 3.9).

XHTML and SVG have further rules for what is above their root element, in `content.prolog`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from convert.checks.epub import faults, media
from convert.checks.epub.namespaces import OPF
from convert.checks.epub.publication import (
    CONTAINER,
    ENCRYPTION,
    METADATA,
    PACKAGE_TYPE,
    SIGNATURES,
    Publication,
    place,
)
from convert.findings import Finding, Location, Severity

_MATHML = ("-//W3C//DTD MathML 3.0//EN", "http://www.w3.org/Math/DTD/mathml3/mathml3.dtd")
_PUBLIC = {
    media.SVG_TYPE: ("-//W3C//DTD SVG 1.1//EN", "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"),
    "application/mathml+xml": _MATHML,
    "application/mathml-content+xml": _MATHML,
    "application/mathml-presentation+xml": _MATHML,
    media.NCX_TYPE: ("-//NISO//DTD ncx 2005-1//EN", "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"),
}
"""The identifiers that a document type declaration of EPUB 3 may have."""

_OEB = ("+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN", "http://openebook.org/dtds/oeb-1.2/oebpkg12.dtd")
_META_INF = (CONTAINER, ENCRYPTION, SIGNATURES, METADATA)
_OF_EPUB_2 = frozenset({media.SVG_TYPE, media.DTBOOK_TYPE, PACKAGE_TYPE})
_OF_EPUB_3 = _OF_EPUB_2 | {media.OVERLAY_TYPE, media.SEARCH_KEYS_TYPE}
"""The types of XML documents, beside XHTML and NCX, that reading systems and EPUBCheck parse."""

_MESSAGE = "the document type declaration has a public or system identifier"


def broken(publication: Publication) -> Iterator[Finding]:
    """The documents that cannot be parsed, of those that were opened so far; a warning for resources that reading
    systems need not open.
    """
    for member, error in publication.broken.items():
        where = Location(member=member, line=error.line, column=error.column)
        ids = "RSC-016, RSC-003" if member == CONTAINER and not publication.rootfiles else ""
        finding = faults.BROKEN_XML.at(where, error.message, advice=error.advice, epubcheck=ids)
        if member in publication.members and not _is_document(publication, member):
            finding = replace(finding, severity=Severity.WARNING, detail=(("clause", faults.BROKEN_XML.source),))
        yield finding


def _is_document(publication: Publication, member: str) -> bool:
    """Whether a member of the manifest is a document, and no resource that happens to be XML."""
    type = publication.members[member].media_type
    package = publication.package
    is_old = package is not None and package.get("version", "").strip().startswith("2")
    if type == media.NCX_TYPE:
        return member == _ncx(publication)
    known = {media.XHTML_TYPE, *media.OLD_DOCUMENT_TYPES} | (_OF_EPUB_2 if is_old else _OF_EPUB_3)
    return type in known or not type.endswith("+xml")


def _ncx(publication: Publication) -> str | None:
    """The member with the NCX that the spine names, None if there is none."""
    spine = publication.package.find(f"{OPF}spine")
    named = "" if spine is None else spine.get("toc", "").strip()
    return next((item.member for item in publication.items if item.id == named), None)


def prologs(publication: Publication, version: str) -> Iterator[Finding]:
    """Encodings and document type declarations; XHTML has rules of its own."""
    path = publication.package_path
    types = {item.member: item.media_type for item in publication.items if item.member}
    for member, type in types.items():
        if type.endswith("+xml") and type != media.XHTML_TYPE and (root := publication.root(member)) is not None:
            if not _is_document(publication, member):
                continue
            if type != media.SVG_TYPE:
                yield from encoding(publication, member)
            if version != "2" and _declared(root) not in (None, _PUBLIC.get(type)):
                yield faults.EXTERNAL_DTD.at(place(member, root), _MESSAGE)
            elif version == "2" and type == media.NCX_TYPE:
                yield from _old_ncx(member, root)
    found = _declared(publication.root(path))
    if found is None:
        return
    if version != "2":
        yield faults.EXTERNAL_DTD.at(place(path, publication.root(path)), _MESSAGE)
    elif any(a not in (b, None) for a, b in zip(found, _OEB, strict=True)):
        yield faults.EXTERNAL_DTD.at(place(path, publication.root(path)), _MESSAGE, epubcheck="HTM-009")


def _old_ncx(member: str, root: Any) -> Iterator[Finding]:
    """The document type declaration of an NCX of EPUB 2, which is none or that of the standard."""
    declared = root.getroottree().docinfo
    if declared.doctype and _declared(root) != _PUBLIC[media.NCX_TYPE]:
        is_known = declared.system_url in (None, _PUBLIC[media.NCX_TYPE][1])
        message = "the document type declaration is not that of an NCX"
        yield faults.DOCTYPE_IRREGULAR.at(
            place(member, root), message, epubcheck="" if is_known else "HTM-004, PKG-008"
        )


def prologs_of_meta_inf(publication: Publication, version: str) -> Iterator[Finding]:
    """Encodings and document type declarations of the files of META-INF."""
    for member in _META_INF:
        if member in publication.files:
            yield from encoding(publication, member)
        root = publication.root(member)
        if root is not None and _declared(root) is not None:
            # EPUBCheck does not get behind the declaration of the container document, and of others in EPUB 2.
            ids = "PKG-008, RSC-003" if member == CONTAINER else "PKG-008" if version == "2" else ""
            yield faults.EXTERNAL_DTD.at(place(member, root), _MESSAGE, epubcheck=ids)


def _declared(root: Any) -> tuple[str | None, str | None] | None:
    """The public and system identifier above a root element, None if there are none."""
    declared = root.getroottree().docinfo
    found = (declared.public_id, declared.system_url)
    return None if found == (None, None) else found


_DECLARED = re.compile(rb"<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"'<>]+)[\"']")


def encoding(publication: Publication, member: str) -> Iterator[Finding]:
    """The encoding of a document, which is UTF-8, or at least UTF-16."""
    data = publication.files[member]
    where = Location(member=member, line=1)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:2] in (b"<\0", b"\0<"):
        yield faults.XML_UTF16.at(where, "the document is encoded in UTF-16")
    elif (declared := _DECLARED.match(data[:200])) and declared[1].upper() not in (b"UTF-8", b"UTF8"):
        yield faults.XML_ENCODING.at(where, f"the document is encoded in {declared[1].decode('ascii', 'replace')}")
