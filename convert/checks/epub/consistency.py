"""The examination of a publication: container, package documents, navigation, overlays, files and their references.

One function for each part, in the order in which each needs what the one before has found; each yields its faults as
findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.checks.epub import container, faults, navigation, ncx, overlays, package, resources, xml_documents
from convert.checks.epub.namespaces import DC, OEB
from convert.checks.epub.package import collections
from convert.checks.epub.profiles import faults_of as profile_faults
from convert.checks.epub.publication import Publication, place
from convert.checks.epub.references.documents import collect_package
from convert.checks.epub.references.targets import References
from convert.documents import local_name
from convert.findings import Finding

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
    yield from xml_documents.broken(publication)


def _rendition(publication: Publication, version: str, declared: frozenset[str]) -> Iterator[Finding]:
    """The faults of the publication by one of its package documents."""
    path = publication.package_path
    if path not in publication.files:
        return
    yield from xml_documents.encoding(publication, path)
    root = publication.root(path)
    if root is None:
        return
    stated = root.get("version")
    if local_name(root) == "package" and (stated or "").strip() not in _VERSIONS:
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
    yield from xml_documents.prologs(publication, version)
    yield from resources.faults_of(publication, version, references)
    if version != "2":
        yield from navigation.faults_of(publication, references)
        yield from profile_faults(publication, profiles)
    yield from references.faults()


def _other_root(publication: Publication, version: str) -> Iterator[Finding]:
    """A package document in another namespace, or of another vocabulary (5.4)."""
    path = publication.package_path
    root = publication.root(path)
    where = place(path, root)
    name = local_name(root)
    id = root.get("unique-identifier", "").strip()
    is_named = root.tag.startswith(("package", OEB)) and any(
        (each.get("id") or "").strip() == id for each in root.iter(f"{DC}identifier")
    )
    ids = "OPF-001" if name != "package" else "RSC-005" if is_named else "OPF-030, RSC-005"
    message = "the root element is not package, in the namespace of EPUB"
    yield faults.OTHER_PACKAGE_ROOT.at(where, message, epubcheck=ids)
    if not root.tag.startswith(("package", OEB)) or version != "2":
        return
    for item in root.iter("{*}item"):
        type = item.get("media-type", "").strip()
        old = {"text/html": "OPF-038", "application/xhtml+xml": "OPF-038", "text/css": "OPF-039"}.get(type)
        if old and item.get("fallback") is None:
            where = place(path, item)
            yield faults.OLD_TYPE.at(where, f"the type {type} is not that of a package of OEBPS 1.2", epubcheck=old)
