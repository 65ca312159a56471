"""What the schemas of an EPUB cannot say: whether container, package, navigation and pages fit together.

One function for each part of the standard that is looked at; each yields what is wrong, and where.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from lxml import etree

from convert.checks.epub.publication import (
    CONTAINER,
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
from convert.findings import Location, Severity

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
"""The prefixes that need no declaration in a package document (EPUB 3.3, D.1.5.2; msv and prism from EPUB 3.0)."""

_MIMETYPE = b"application/epub+zip"
_MODIFIED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_PREFIX = re.compile(r"([A-Za-z_][\w.\-]*):\s+(\S+)")
_WITH_PREFIXES = ("property", "rel", "properties", "scheme")
_SELF_CONTAINED = ("mimetype", "META-INF/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inconsistency:
    """Something that does not fit."""

    message: str
    location: Location
    severity: Severity = Severity.ERROR
    advice: str = ""


def inconsistencies(publication: Publication, version: str) -> Iterator[Inconsistency]:
    """Everything that does not fit; what only EPUB 3 asks for is left out for older versions."""
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


def _broken(publication: Publication) -> Iterator[Inconsistency]:
    for member, error in publication.broken.items():
        where = Location(member=member, line=error.line, column=error.column)
        yield Inconsistency(message=error.message, location=where, advice=error.advice)


def _container(publication: Publication) -> Iterator[Inconsistency]:
    """The zip and its container document (EPUB 3.3, 4.2 and 4.3)."""
    epub = publication.epub
    mimetype = publication.files.get("mimetype")
    where = Location(member="mimetype")
    if mimetype is None:
        yield Inconsistency(message="the file mimetype is missing", location=where)
    elif mimetype != _MIMETYPE:
        yield Inconsistency(message=f"mimetype does not hold exactly {_MIMETYPE.decode()}", location=where)
    elif next(iter(publication.files)) != "mimetype" or epub.data[30:38] != b"mimetype":
        yield Inconsistency(message="mimetype is not the first file of the zip", location=where)
    elif epub.data[28:30] != b"\0\0":
        yield Inconsistency(message="mimetype has an extra field in the zip", location=where)
    elif "mimetype" not in epub.stored:
        yield Inconsistency(message="mimetype is compressed", location=where, severity=Severity.WARNING)
    root = publication.root(CONTAINER)
    if CONTAINER not in publication.files:
        yield Inconsistency(message=f"{CONTAINER} is missing", location=Location(member=CONTAINER))
    elif root is None:
        yield from _broken(publication)
        return
    path = publication.package_path
    if root is not None and not path:
        message = f"no rootfile has the media type {PACKAGE_TYPE}"
        yield Inconsistency(message=message, location=place(CONTAINER, root))
    elif path and path not in publication.files:
        message = f"the package document {path} is missing"
        yield Inconsistency(message=message, location=place(CONTAINER, root))
    elif path and publication.package is None:
        yield from _broken(publication)
        if path not in publication.broken:
            message = "the root element is not package"
            yield Inconsistency(message=message, location=place(path, publication.root(path)))


def _identity(publication: Publication) -> Iterator[Inconsistency]:
    """The unique identifier (5.4.1), and ids that stand once."""
    package, path = publication.package, publication.package_path
    if publication.identifier is None:
        named = package.get("unique-identifier", "")
        yield Inconsistency(message=f"no dc:identifier has the id {named!r}", location=place(path, package))
    ids = Counter(value.strip() for _, value in publication.attributes(path).get("id", ()))
    for id, count in ids.items():
        if count > 1:
            yield Inconsistency(message=f"the id {id!r} stands {count} times", location=place(path, package))


def _manifest(publication: Publication) -> Iterator[Inconsistency]:
    """Every item a file and every file an item (5.6.1)."""
    path = publication.package_path
    seen: set[str] = set()
    for item in publication.items:
        member = item.member
        if member is None or not item.href:
            continue
        if member == path:
            yield Inconsistency(message="the package document lists itself", location=place(path, item.element))
        elif member.startswith(".."):
            yield Inconsistency(message=f"{item.href} leads out of the container", location=place(path, item.element))
        elif member not in publication.files:
            yield Inconsistency(message=f"the file {member} is missing", location=place(path, item.element))
        if member in seen:
            yield Inconsistency(message=f"the file {member} is listed twice", location=place(path, item.element))
        seen.add(member)
    for member in publication.files:
        if member not in seen and member != path and not member.startswith(_SELF_CONTAINED):
            yield Inconsistency(
                message=f"the file {member} is not in the manifest",
                location=Location(member=member),
                severity=Severity.NOTICE,
            )


def _spine(publication: Publication) -> Iterator[Inconsistency]:
    """The reading order (5.7)."""
    path = publication.package_path
    ids = {item.id for item in publication.items}
    seen: set[str] = set()
    for reference in publication.references:
        id = reference.get("idref", "").strip()
        if id not in ids:
            yield Inconsistency(
                message=f"the spine names {id!r}, which is not in the manifest", location=place(path, reference)
            )
        if id in seen:
            yield Inconsistency(message=f"the spine names {id!r} twice", location=place(path, reference))
        seen.add(id)


def _metadata(publication: Publication) -> Iterator[Inconsistency]:
    """What every publication says of itself (5.5.3.1 and 5.5.5)."""
    path = publication.package_path
    modified, dates = publication.meta("dcterms:modified"), publication.dublin("date")
    wrong = [f"dc:{name} is missing" for name in ("identifier", "title", "language") if not publication.dublin(name)]
    if len(modified) != 1:
        wrong.append(f"dcterms:modified stands {len(modified)} times, not once")
    if len(dates) > 1:
        wrong.append("dc:date stands more than once")
    for message in wrong:
        yield Inconsistency(message=message, location=place(path, publication.package.find(f"{OPF}metadata")))
    for statement in modified:
        if not _MODIFIED.fullmatch(statement.text):
            message = f"dcterms:modified {statement.text!r} is no time in UTC to the second"
            yield Inconsistency(message=message, location=place(path, statement.element))
    for statement in publication.metadata:
        if statement.name == "meta" and not (statement.property and statement.text):
            yield from _incomplete(path, statement)


def _incomplete(path: str, statement: Statement) -> Iterator[Inconsistency]:
    """A meta without property or value, which only the one of EPUB 2, of name and content, goes without."""
    if statement.property is None:
        if not {"name", "content"} <= set(statement.element.keys()):
            yield Inconsistency(message="meta has no property", location=place(path, statement.element))
    elif not statement.text:
        yield Inconsistency(message="meta has no value", location=place(path, statement.element))


def _prefixes(publication: Publication) -> Iterator[Inconsistency]:
    """Each prefix in use is reserved or declared (D.1.4)."""
    known = RESERVED.keys() | {name for name, _ in _PREFIX.findall(publication.package.get("prefix", ""))}
    attributes = publication.attributes(publication.package_path)
    for element, values in chain.from_iterable(attributes.get(name, ()) for name in _WITH_PREFIXES):
        for value in values.split() if ":" in values else ():
            prefix, colon, _ = value.partition(":")
            if colon and prefix not in known and "//" not in value:
                yield Inconsistency(
                    message=f"the prefix of {value} is not declared",
                    location=place(publication.package_path, element),
                    advice="Declare it in the prefix attribute of package.",
                )


def _refinements(publication: Publication) -> Iterator[Inconsistency]:
    """What is refined exists, and refines not itself (5.3.10)."""
    path = publication.package_path
    ids = {value.strip() for _, value in publication.attributes(path).get("id", ())} - {""}
    refined: dict[str, str] = {}
    for statement in publication.metadata:
        target = (statement.refines or "").strip()
        if not target.startswith("#"):
            continue
        if target[1:] not in ids:
            yield Inconsistency(message=f"{target} refers to nothing", location=place(path, statement.element))
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
            message = f"the metadata #{node} refines itself"
            yield Inconsistency(message=message, location=place(path, publication.package))
        done |= path_here


def _navigation(publication: Publication) -> Iterator[Inconsistency]:
    """One navigation document with one table of contents (7)."""
    path = publication.package_path
    found = [item for item in publication.items if "nav" in item.properties]
    if len(found) != 1:
        message = f"the manifest has {len(found)} items with the property nav, not one"
        yield Inconsistency(message=message, location=place(path, publication.package.find(f"{OPF}manifest")))
        return
    item = found[0]
    if item.media_type != XHTML_TYPE:
        yield Inconsistency(message="the navigation document is not XHTML", location=place(path, item.element))
    root = publication.root(item.member) if item.member else None
    if root is None or not item.member:
        return
    kinds: list[str] = []
    for nav in root.iter(f"{XHTML}nav"):
        kind = (nav.get(f"{OPS}type") or "").split()
        kinds += kind
        if {"toc", "page-list", "landmarks"}.intersection(kind):
            yield from _entries(item.member, nav)
    if kinds.count("toc") != 1:
        message = f"there are {kinds.count('toc')} tables of contents (nav of type toc), not one"
        yield Inconsistency(message=message, location=place(item.member, root))
    for kind in ("page-list", "landmarks"):
        if kinds.count(kind) > 1:
            yield Inconsistency(message=f"there is more than one nav of type {kind}", location=place(item.member, root))


def _entries(member: str, nav: Any) -> Iterator[Inconsistency]:
    for element in nav.iter(f"{XHTML}a", f"{XHTML}span"):
        if element.getparent().tag == f"{XHTML}li" and not _has_label(element):
            yield Inconsistency(message="an entry has no text", location=place(member, element))


_LABELS: Any = etree.XPath(".//@alt | .//@title | @title | .//@aria-label")


def _has_label(element: Any) -> bool:
    return bool(text(element) or any(label.strip() for label in _LABELS(element)))


# --------------------------------------------------------------------------------------------------------------------
# References from page to page

_HREF = "{http://www.w3.org/1999/xlink}href"
_REFERENCES = ("href", "src", "poster", "data", _HREF)
_REFERRING = (XHTML, "{http://www.w3.org/2000/svg}")
_MEDIA_FRAGMENT = re.compile(r"[(=]")


def _references(publication: Publication) -> Iterator[Inconsistency]:
    """Every reference inside the container leads somewhere (5.6.1, 4.2.5)."""
    for _, member, root in publication.contents:
        if next(root.iter(f"{XHTML}base"), None) is not None:
            continue
        attributes = publication.attributes(member)
        for name in _REFERENCES:
            for element, value in attributes.get(name, ()):
                if element.tag.startswith(_REFERRING) and (name != "data" or element.tag == f"{XHTML}object"):
                    yield from _reference(publication, member, element, value)


def _reference(publication: Publication, member: str, element: Any, value: str) -> Iterator[Inconsistency]:
    target = resolve(member, value)
    if target is None:
        return
    path, fragment = target
    if path.startswith(".."):
        yield Inconsistency(message=f"{value} leads out of the container", location=place(member, element))
    elif path not in publication.files:
        yield Inconsistency(message=f"{value} refers to a file that is missing", location=place(member, element))
    elif path not in publication.members and path not in (member, publication.package_path):
        yield Inconsistency(
            message=f"{value} refers to a file that is not in the manifest", location=place(member, element)
        )
    elif fragment and not _MEDIA_FRAGMENT.search(fragment):
        item = publication.members.get(path)
        known = item and item.media_type in (XHTML_TYPE, SVG_TYPE) and publication.root(path) is not None
        if known and fragment not in publication.ids(path):
            yield Inconsistency(message=f"{value} refers to an id that is missing", location=place(member, element))
