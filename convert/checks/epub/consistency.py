"""The examination of a publication: container, package documents, navigation, overlays, files and their references.

One function for each part, in the order in which each needs what the one before has found; each yields its faults as
findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.checks.epub import container, faults, navigation, ncx, overlays, package, resources
from convert.checks.epub.package import collections
from convert.checks.epub.profiles import faults_of as profile_faults
from convert.checks.epub.publication import CONTAINER, DC, Publication, place
from convert.checks.epub.references import References, collect_package
from convert.findings import Finding, Location

PREFIX_DECLARATION = re.compile(r"([A-Za-z_][\w.\-]*):\s+(\S+)")
"""A prefix and its URI in the attribute `prefix` of a package document (EPUB 3.3, D.1.4)."""

_VERSIONS = ("2.0", "3.0")


def inconsistencies(publication: Publication, version: str) -> Iterator[Finding]:
    """Every fault of the publication; what applies to EPUB 3 alone is skipped for older versions."""
    major = version[:1]
    root = publication.root(publication.package_path)
    is_known = root is None or root.get("version", "").strip() in _VERSIONS
    yield from container.faults_of(publication, major if is_known else "")
    paths = publication.package_paths
    if all(path in publication.files for path in paths):
        known = frozenset(paths)
        others = [publication.rendition(path) for path in paths[1:]]
        for rendition in (publication, *others):
            shared = known.union(*(other.members.keys() for other in (publication, *others) if other is not rendition))
            yield from _rendition(rendition, major, shared)
    for item in publication.items:
        if item.member and item.media_type in ("application/xhtml+xml", "image/svg+xml"):
            publication.document(item.member)
    yield from _broken(publication)


def _broken(publication: Publication) -> Iterator[Finding]:
    """The documents that cannot be parsed, of those that were opened so far (3.9)."""
    for member, error in publication.broken.items():
        where = Location(member=member, line=error.line, column=error.column)
        is_before_rootfile = member == CONTAINER and b"<rootfile " not in _above(publication.files[member], error.line)
        ids = "RSC-016, RSC-003" if is_before_rootfile else ""
        yield faults.BROKEN_XML.at(where, error.message, advice=error.advice, epubcheck=ids)


def _above(data: bytes, line: int) -> bytes:
    """The lines above a line."""
    return b"\n".join(data.split(b"\n", line - 1)[: line - 1])


def _rendition(publication: Publication, version: str, declared: frozenset[str]) -> Iterator[Finding]:
    """The faults of the publication by one of its package documents."""
    path = publication.package_path
    if path not in publication.files:
        return
    yield from _encoding(publication, path)
    root = publication.root(path)
    if root is None:
        return
    stated = root.get("version")
    if root.tag.rpartition("}")[2] == "package" and (stated or "").strip() not in _VERSIONS:
        message = "package has no version" if stated is None else f"the version {stated!r} is not known"
        yield faults.OTHER_VERSION.at(place(path, root), message)
        return
    if publication.package is None:
        yield from _other_root(publication, version)
        return
    profiles = collections.profiles_of(publication) if version != "2" else frozenset()
    found, chains = package.faults_of(publication, version, profiles, declared)
    yield from found
    references = References(publication, version, chains)
    collect_package(references)
    if version != "2":
        yield from overlays.faults_of(publication, references)
    yield from ncx.faults_of(publication, references)
    yield from _document_types(publication, version)
    yield from resources.faults_of(publication, version, references)
    if version != "2":
        yield from navigation.faults_of(publication, references)
        yield from profile_faults(publication, profiles)
    yield from references.faults()


_MATHML = ("-//W3C//DTD MathML 3.0//EN", "http://www.w3.org/Math/DTD/mathml3/mathml3.dtd")
_PUBLIC = {
    "image/svg+xml": ("-//W3C//DTD SVG 1.1//EN", "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"),
    "application/mathml+xml": _MATHML,
    "application/mathml-content+xml": _MATHML,
    "application/mathml-presentation+xml": _MATHML,
    "application/x-dtbncx+xml": ("-//NISO//DTD ncx 2005-1//EN", "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"),
}
"""The identifiers that a document type declaration of EPUB 3 may have (3.9)."""

_OEB = ("+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN", "http://openebook.org/dtds/oeb-1.2/oebpkg12.dtd")


def _document_types(publication: Publication, version: str) -> Iterator[Finding]:
    """The document type declarations, of the documents that were opened so far; XHTML has rules of its own."""
    items = publication.items
    types = {item.member: item.media_type for item in items if item.member and item.media_type.endswith("+xml")}
    types[publication.package_path] = "opf"
    for member, type in types.items():
        root = publication.root(member) if type != "application/xhtml+xml" else None
        if root is None:
            continue
        declared = root.getroottree().docinfo
        found = (declared.public_id, declared.system_url)
        if found == (None, None):
            continue
        message = "the document type declaration has a public or system identifier"
        if version != "2" and found != _PUBLIC.get(type):
            yield faults.EXTERNAL_DTD.at(place(member, root), message)
        elif version == "2" and type == "opf" and any(a not in (b, None) for a, b in zip(found, _OEB, strict=True)):
            yield faults.EXTERNAL_DTD.at(place(member, root), message, epubcheck="HTM-009")


_OEBPS = "{http://openebook.org/namespaces/oeb-package/1.0/}"


def _other_root(publication: Publication, version: str) -> Iterator[Finding]:
    """A package document in another namespace, or of another vocabulary (5.4)."""
    path = publication.package_path
    root = publication.root(path)
    where = place(path, root)
    name = root.tag.rpartition("}")[2]
    id = root.get("unique-identifier", "").strip()
    is_named = root.tag.startswith(("package", _OEBPS)) and any(
        (each.get("id") or "").strip() == id for each in root.iter(f"{DC}identifier")
    )
    ids = "OPF-001" if name != "package" else "RSC-005" if is_named else "OPF-030, RSC-005"
    message = "the root element is not package, in the namespace of EPUB"
    yield faults.OTHER_PACKAGE_ROOT.at(where, message, epubcheck=ids)
    if not root.tag.startswith(("package", _OEBPS)) or version != "2":
        return
    for item in root.iter("{*}item"):
        type = item.get("media-type", "").strip()
        old = {"text/html": "OPF-038", "application/xhtml+xml": "OPF-038", "text/css": "OPF-039"}.get(type)
        if old and item.get("fallback") is None:
            where = place(path, item)
            yield faults.OLD_TYPE.at(where, f"the type {type} is not that of a package of OEBPS 1.2", epubcheck=old)


_DECLARED = re.compile(rb"<\?xml[^>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9._\-]+)[\"']")


def _encoding(publication: Publication, member: str) -> Iterator[Finding]:
    """The encoding of a package document, which is UTF-8, or at least UTF-16 (3.9)."""
    data = publication.files[member]
    where = Location(member=member, line=1)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:2] in (b"<\0", b"\0<"):
        yield faults.XML_UTF16.at(where, "the document is encoded in UTF-16")
    elif (declared := _DECLARED.match(data[:200])) and declared[1].upper() not in (b"UTF-8", b"UTF8"):
        yield faults.XML_ENCODING.at(where, f"the document is encoded in {declared[1].decode()}")
