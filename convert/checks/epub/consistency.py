"""What the schemas of an EPUB cannot express: whether container, package, navigation and pages fit together.

One function for each part of the standard; each yields its faults as findings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any

from lxml import etree

from convert.checks.epub import faults
from convert.checks.epub.publication import (
    CONTAINER,
    NAV_TYPES,
    OPF,
    OPS,
    PACKAGE_TYPE,
    SVG_TYPE,
    XHTML,
    XHTML_TYPE,
    Publication,
    Statement,
    place,
    resolve,
    text,
)
from convert.findings import Finding, Location

RESERVED = {
    "a11y": "http://www.idpf.org/epub/vocab/package/a11y/#",
    "dcterms": "http://purl.org/dc/terms/",
    "marc": "http://id.loc.gov/vocabulary/",
    "media": "http://www.idpf.org/epub/vocab/overlays/#",
    "msv": "http://www.idpf.org/epub/vocab/structure/magazine/#",
    "onix": "http://www.editeur.org/ONIX/book/codelists/current.html#",
    "prism": "http://www.prismstandard.org/specifications/3.0/PRISM_CV_Spec_3.0.htm#",
    "rendition": "http://www.idpf.org/vocab/rendition/#",
    "schema": "http://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes that need no declaration in a package document (EPUB 3.3, D.1.5; msv and prism from EPUB 3.0)."""

PREFIX_DECLARATION = re.compile(r"([A-Za-z_][\w.\-]*):\s+(\S+)")
"""A prefix and its URI in the attribute `prefix` of a package document (EPUB 3.3, D.1.4)."""

_MIMETYPE = b"application/epub+zip"
_MODIFIED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_WITH_PREFIXES = ("property", "rel", "properties", "scheme")
_SELF_CONTAINED = ("mimetype", "META-INF/")


def inconsistencies(publication: Publication, version: str) -> Iterator[Finding]:
    """Every fault of the publication; requirements of EPUB 3 alone are skipped for older versions."""
    yield from _container(publication)
    if publication.package is None:
        return
    yield from _identity(publication)
    yield from _manifest(publication)
    yield from _spine(publication)
    if version == "3.3":
        yield from _metadata(publication)
        yield from _prefixes(publication)
        yield from _refinements(publication)
        yield from _navigation(publication)
        yield from _references(publication)
    for item in publication.items:
        if item.member and item.media_type in (XHTML_TYPE, SVG_TYPE):
            publication.document(item.member)
    yield from _broken(publication)


def _broken(publication: Publication) -> Iterator[Finding]:
    """The documents that cannot be parsed, of those that were opened so far (3.9)."""
    for member, error in publication.broken.items():
        where = Location(member=member, line=error.line, column=error.column)
        yield faults.BROKEN_XML.at(where, error.message, advice=error.advice)


def _container(publication: Publication) -> Iterator[Finding]:
    """The zip and its container document (4.2 and 4.3)."""
    yield from _mimetype(publication)
    if CONTAINER not in publication.files:
        yield faults.NO_CONTAINER.at(Location(member=CONTAINER), f"{CONTAINER} is missing")
        return
    root = publication.root(CONTAINER)
    if root is None:
        yield from _broken(publication)
        return
    path = publication.package_path
    if not path:
        message = f"no rootfile has the media type {PACKAGE_TYPE}"
        yield faults.NO_ROOTFILE.at(place(CONTAINER, root), message)
    elif path not in publication.files:
        yield faults.NO_PACKAGE.at(place(CONTAINER, root), f"the package document {path} is missing")
    elif publication.package is None:
        yield from _broken(publication)
        if path not in publication.broken:
            where = place(path, publication.root(path))
            yield faults.OTHER_PACKAGE_ROOT.at(where, "the root element is not package")


def _mimetype(publication: Publication) -> Iterator[Finding]:
    """The first file of the zip, by which programs recognise an EPUB (4.3.3)."""
    epub = publication.epub
    mimetype = publication.files.get("mimetype")
    where = Location(member="mimetype")
    if mimetype is None:
        yield faults.NO_MIMETYPE.at(where, "the file mimetype is missing")
    elif mimetype != _MIMETYPE:
        yield faults.OTHER_MIMETYPE.at(where, f"mimetype does not hold exactly {_MIMETYPE.decode()}")
    elif next(iter(publication.files)) != "mimetype" or epub.data[30:38] != b"mimetype":
        yield faults.MIMETYPE_NOT_FIRST.at(where, "mimetype is not the first file of the zip")
    elif epub.data[28:30] != b"\0\0":
        yield faults.MIMETYPE_EXTRA_FIELD.at(where, "mimetype has an extra field in the zip")
    elif "mimetype" not in epub.stored:
        yield faults.MIMETYPE_COMPRESSED.at(where, "mimetype is compressed")


def _identity(publication: Publication) -> Iterator[Finding]:
    """The unique identifier (5.4), and ids, each of which occurs once (5.3.3)."""
    package, path = publication.package, publication.package_path
    if publication.identifier is None:
        named = package.get("unique-identifier", "")
        yield faults.NO_UNIQUE_IDENTIFIER.at(place(path, package), f"no dc:identifier has the id {named!r}")
    ids = Counter(value.strip() for _, value in publication.attributes(path).get("id", ()))
    for id, count in ids.items():
        if count > 1:
            yield faults.REPEATED_ID.at(place(path, package), f"the id {id!r} occurs {count} times")


def _manifest(publication: Publication) -> Iterator[Finding]:
    """The manifest, which has one item for each file (5.6.1)."""
    path = publication.package_path
    listed: set[str] = set()
    for item in publication.items:
        member = item.member
        if member is None or not item.href:
            continue
        if member == path:
            yield faults.PACKAGE_IN_MANIFEST.at(place(path, item.element), "the manifest lists the package document")
        elif member.startswith(".."):
            yield faults.ITEM_OUTSIDE.at(place(path, item.element), f"{item.href} leads out of the container")
        elif member not in publication.files:
            yield faults.ITEM_MISSING.at(place(path, item.element), f"the file {member} is missing")
        if member in listed:
            yield faults.ITEM_REPEATED.at(place(path, item.element), f"the file {member} is listed twice")
        listed.add(member)
    listed |= publication.linked
    for member in publication.files:
        if member not in listed and member != path and not member.startswith(_SELF_CONTAINED):
            yield faults.FILE_UNLISTED.at(Location(member=member), f"the file {member} is not in the manifest")


def _spine(publication: Publication) -> Iterator[Finding]:
    """The reading order (5.7)."""
    path = publication.package_path
    ids = {item.id for item in publication.items}
    named: set[str] = set()
    for reference in publication.references:
        id = reference.get("idref", "").strip()
        if id not in ids:
            yield faults.SPINE_UNKNOWN.at(
                place(path, reference), f"the spine names {id!r}, which is not in the manifest"
            )
        if id in named:
            yield faults.SPINE_REPEATED.at(place(path, reference), f"the spine names {id!r} twice")
        named.add(id)


def _metadata(publication: Publication) -> Iterator[Finding]:
    """The metadata that every publication has (5.5.3.1, 5.5.4 and 5.5.5)."""
    path = publication.package_path
    modified, dates = publication.meta("dcterms:modified"), publication.dublin("date")
    metadata = publication.package.find(f"{OPF}metadata")
    for name in ("identifier", "title", "language"):
        if not publication.dublin(name):
            yield faults.METADATA_MISSING.at(place(path, metadata), f"dc:{name} is missing")
    if len(modified) != 1:
        message = f"dcterms:modified occurs {len(modified)} times, not once"
        yield faults.MODIFIED_NOT_ONCE.at(place(path, metadata), message)
    if len(dates) > 1:
        yield faults.DATE_REPEATED.at(place(path, metadata), "dc:date occurs more than once")
    for statement in modified:
        if not _MODIFIED.fullmatch(statement.text):
            message = f"dcterms:modified {statement.text!r} is not a time in UTC to the second"
            yield faults.MODIFIED_MALFORMED.at(place(path, statement.element), message)
    for statement in publication.metadata:
        if statement.name == "meta" and not (statement.property and statement.text):
            yield from _incomplete(path, statement)


def _incomplete(path: str, statement: Statement) -> Iterator[Finding]:
    """The fault of a meta without property or value; that of EPUB 2, with name and content, has none."""
    if statement.property is None:
        if not {"name", "content"} <= set(statement.element.keys()):
            yield faults.META_WITHOUT_PROPERTY.at(place(path, statement.element), "meta has no property")
    elif not statement.text:
        yield faults.META_WITHOUT_VALUE.at(place(path, statement.element), "meta has no value")


def _prefixes(publication: Publication) -> Iterator[Finding]:
    """The prefixes in use, each of which is reserved or declared (D.1.4)."""
    declared = PREFIX_DECLARATION.findall(publication.package.get("prefix", ""))
    known = RESERVED.keys() | {name for name, _ in declared}
    attributes = publication.attributes(publication.package_path)
    for element, values in chain.from_iterable(attributes.get(name, ()) for name in _WITH_PREFIXES):
        for value in values.split() if ":" in values else ():
            prefix, colon, _ = value.partition(":")
            if colon and prefix not in known and "//" not in value:
                where = place(publication.package_path, element)
                yield faults.PREFIX_UNDECLARED.at(where, f"the prefix of {value} is not declared")


def _refinements(publication: Publication) -> Iterator[Finding]:
    """The targets of refines, which exist and form no circle (5.3.6)."""
    path = publication.package_path
    ids = {value.strip() for _, value in publication.attributes(path).get("id", ())} - {""}
    refined: dict[str, str] = {}
    for statement in publication.metadata:
        target = (statement.refines or "").strip()
        if not target.startswith("#"):
            continue
        if target[1:] not in ids:
            yield faults.REFINES_NOTHING.at(place(path, statement.element), f"{target} refers to nothing")
        if id := statement.element.get("id"):
            refined[id.strip()] = target[1:]
    done: set[str] = set()
    for start in refined:
        node = start
        path_here: set[str] = set()
        while node in refined and node not in done and node not in path_here:
            path_here.add(node)
            node = refined[node]
        if node in path_here:
            yield faults.REFINES_ITSELF.at(place(path, publication.package), f"the metadata #{node} refines itself")
        done |= path_here


def _navigation(publication: Publication) -> Iterator[Finding]:
    """The one navigation document, with one table of contents (7)."""
    path = publication.package_path
    found = [item for item in publication.items if "nav" in item.properties]
    if len(found) != 1:
        where = place(path, publication.package.find(f"{OPF}manifest"))
        message = f"the manifest has {len(found)} items with the property nav, not one"
        yield faults.NAVIGATION_NOT_ONE.at(where, message)
        return
    item = found[0]
    if item.media_type != XHTML_TYPE:
        yield faults.NAVIGATION_NOT_XHTML.at(place(path, item.element), "the navigation document is not XHTML")
    root = publication.root(item.member) if item.member else None
    if root is None or not item.member:
        return
    types: list[str] = []
    for nav in root.iter(f"{XHTML}nav"):
        stated = (nav.get(f"{OPS}type") or "").split()
        types += stated
        if NAV_TYPES.intersection(stated):
            yield from _entries(item.member, nav)
    if types.count("toc") != 1:
        message = f"there are {types.count('toc')} tables of contents (nav of type toc), not one"
        yield faults.TOC_NOT_ONE.at(place(item.member, root), message)
    for type in ("page-list", "landmarks"):
        if types.count(type) > 1:
            yield faults.NAV_REPEATED.at(place(item.member, root), f"there is more than one nav of type {type}")


def _entries(member: str, nav: Any) -> Iterator[Finding]:
    for element in nav.iter(f"{XHTML}a", f"{XHTML}span"):
        if element.getparent().tag == f"{XHTML}li" and not _has_label(element):
            yield faults.ENTRY_WITHOUT_TEXT.at(place(member, element), "an entry has no text")


_LABELS: Any = etree.XPath(".//@alt | .//@title | @title | .//@aria-label")


def _has_label(element: Any) -> bool:
    return bool(text(element) or any(label.strip() for label in _LABELS(element)))


# --------------------------------------------------------------------------------------------------------------------
# References from page to page

_HREF = "{http://www.w3.org/1999/xlink}href"
_REFERENCES = ("href", "src", "poster", "data", _HREF)
_REFERRING = (XHTML, "{http://www.w3.org/2000/svg}")
_MEDIA_FRAGMENT = re.compile(r"[(=]")


def _references(publication: Publication) -> Iterator[Finding]:
    """The references inside the container, each of which has a target (3.6 and 4.2.5)."""
    for _, member, root in publication.contents:
        if next(root.iter(f"{XHTML}base"), None) is not None:
            continue
        attributes = publication.attributes(member)
        for name in _REFERENCES:
            for element, value in attributes.get(name, ()):
                if element.tag.startswith(_REFERRING) and (name != "data" or element.tag == f"{XHTML}object"):
                    yield from _reference(publication, member, element, value)


def _reference(publication: Publication, member: str, element: Any, value: str) -> Iterator[Finding]:
    target = resolve(member, value)
    if target is None:
        return
    path, fragment = target
    if path.startswith(".."):
        yield faults.REFERENCE_OUTSIDE.at(place(member, element), f"{value} leads out of the container")
    elif path not in publication.files:
        yield faults.REFERENCE_MISSING.at(place(member, element), f"{value} refers to a file that is missing")
    elif path not in publication.members and path not in (member, publication.package_path):
        message = f"{value} refers to a file that is not in the manifest"
        yield faults.REFERENCE_UNLISTED.at(place(member, element), message)
    elif fragment and not _MEDIA_FRAGMENT.search(fragment):
        item = publication.members.get(path)
        known = item and item.media_type in (XHTML_TYPE, SVG_TYPE) and publication.root(path) is not None
        if known and fragment not in publication.ids(path):
            yield faults.FRAGMENT_MISSING.at(place(member, element), f"{value} refers to an id that is missing")
