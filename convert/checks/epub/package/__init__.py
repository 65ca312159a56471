"""The package document: its elements, its metadata, its manifest and spine, and its collections."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from convert.checks.epub import faults, models
from convert.checks.epub.container import matched, unique_ids
from convert.checks.epub.grammar import Grammar, Mismatch
from convert.checks.epub.namespaces import DC, OPF
from convert.checks.epub.package import collections, manifest, metadata, vocabularies
from convert.checks.epub.package.manifest import Fallbacks
from convert.checks.epub.publication import Publication
from convert.checks.epub.shapes import SOUND
from convert.findings import Finding

_REQUIRED = frozenset({f"{DC}identifier", f"{DC}title", f"{DC}language"})


def _fault(mismatch: Mismatch) -> faults.Fault | None:
    """The fault of a place where the package document does not match its table, for those that have a code."""
    tag, kind, name = mismatch.element.tag, mismatch.kind, mismatch.name
    if kind == "missing" and name in _REQUIRED:
        return faults.METADATA_MISSING
    if kind == "repeated" and tag == f"{DC}date":
        return faults.DATE_REPEATED
    if tag == f"{OPF}meta":
        if kind in ("missing", "text") and mismatch.element.get("property") is None:
            return faults.META_WITHOUT_PROPERTY
        if kind == "value" and not name:
            return faults.META_WITHOUT_VALUE
    return None


def faults_of(
    publication: Publication, version: str, profiles: frozenset[str], declared: frozenset[str]
) -> tuple[list[Finding], Fallbacks]:
    """Every fault of the package document, and the fallbacks of its items; `declared` are the files that other
    renditions list.
    """
    chains, found = manifest.fallbacks(publication, version)
    found += _all(publication, version, profiles, chains, declared)
    return found, chains


def _all(
    publication: Publication, version: str, profiles: frozenset[str], chains: Fallbacks, declared: frozenset[str]
) -> Iterator[Finding]:
    path, package = publication.package_path, publication.package
    shape = publication.shape(path) if version != "2" else ""
    yield from SOUND.unless_sound("package", shape, partial(_of_elements, publication, version))
    prefixes, wrong = vocabularies.Prefixes(path, {}), list[Finding]()
    if version != "2":
        prefixes, wrong = vocabularies.declared(path, package, "prefix", "package")
    yield from wrong
    yield from metadata.faults_of(publication, version, prefixes)
    yield from manifest.faults_of(publication, version, prefixes, chains, declared)
    if version != "2":
        yield from collections.faults_of(publication, profiles)


def _of_elements(publication: Publication, version: str) -> Iterator[Finding]:
    """What the table of elements and the ids show; of texts it matters only whether they are blank."""
    path = publication.package_path
    yield from matched(path, publication.package, _table(publication, version), version, _fault)
    yield from unique_ids(publication, path)


def _table(publication: Publication, version: str) -> Grammar:
    if version != "2":
        return models.PACKAGE_3
    nested = publication.package.find(f"{OPF}metadata/{OPF}dc-metadata")
    return models.PACKAGE_2 if nested is None else models.PACKAGE_2_NESTED
