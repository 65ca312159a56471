"""What EPUB is to the checks: how to know it, which schemas hold, and what a publication says of its story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from convert.checks import schemas
from convert.checks._epub_consistency import inconsistencies
from convert.checks._epub_publication import (
    CONTAINER,
    DC,
    OPF,
    OPS,
    XHTML,
    XML_LANG,
    Publication,
    place,
    text,
)
from convert.checks.facts import Body, Fact, Facts, xhtml_text
from convert.documents import open_epub
from convert.findings import Finding, Location, Severity

FAMILY = "EPB"

_NAMESPACE = re.compile(r"\{[^{}]*\}")
_NAVIGATION_KINDS = frozenset({"toc", "page-list", "landmarks"})


def recognise(data: bytes) -> bool:
    """Whether `data` is a zip that says it is an EPUB, or at least has a container document."""
    if data[:2] != b"PK":
        return False
    return data[30:58] == b"mimetypeapplication/epub+zip" or CONTAINER.encode() in data


def open(data: bytes) -> Publication:
    """Open the container. Raises DocumentError."""
    return Publication(open_epub(data))


def version(document: Publication) -> str:
    """3.3 for every EPUB 3, whose versions differ in nothing that a document states; else what the package says."""
    stated = "" if document.package is None else document.package.get("version", "").strip()
    return stated if stated.startswith("2") else "3.3"


def violations(document: Publication, version: str) -> Iterator[Finding]:
    """Where container, package and navigation break their schemas, and what does not fit together."""
    yield from _against("epub/3.3/container.xsd", CONTAINER, document.root(CONTAINER))
    if version == "3.3":
        yield from _against("epub/3.3/package.xsd", document.package_path, document.package)
        yield from _navigations(document)
    for problem in inconsistencies(document, version):
        yield _finding(problem.message, problem.location, problem.severity, problem.advice)


def _finding(message: str, location: Location, severity: Severity = Severity.ERROR, advice: str = "") -> Finding:
    return Finding(
        code="EPB001",
        severity=severity,
        message=message,
        advice=advice or "See EPUB 3.3 (https://www.w3.org/TR/epub-33/) for what may stand here.",
        location=location,
    )


def _against(schema: str, member: str, element: Any, prefix: str = "") -> Iterator[Finding]:
    """Where the tree below `element` breaks a schema."""
    if element is None:
        return
    for violation in schemas.element_violations(schema, element):
        where = Location(member=member, line=violation.line, pointer=violation.pointer)
        yield _finding(prefix + _NAMESPACE.sub("", violation.message), where)


def _navigations(document: Publication) -> Iterator[Finding]:
    item = document.navigation
    root = document.root(item.member) if item and item.member else None
    if item is None or item.member is None or root is None:
        return
    for nav in root.iter(f"{XHTML}nav"):
        if _NAVIGATION_KINDS.intersection((nav.get(f"{OPS}type") or "").split()):
            yield from _against("epub/3.3/nav.xsd", item.member, nav)


def profile(document: Publication) -> Iterator[Finding]:
    """Where the story's body leaves the body profile that our own output keeps to."""
    for member, body in _story_bodies(document):
        yield from _against("xhtml/body.xsd", member, body, "outside the body profile: ")
        for element in body.iter("*"):
            language, xml_language = element.get("lang"), element.get(XML_LANG)
            if None not in (language, xml_language) and language != xml_language:
                message = f"outside the body profile: lang is {language!r}, xml:lang {xml_language!r}"
                yield _finding(message, place(member, element))


def _story_bodies(document: Publication) -> list[tuple[str, Any]]:
    return [
        (member, element)
        for member, root in document.pages
        for element in root.iter(f"{XHTML}div")
        if element.get("property") == "schema:articleBody"
    ]


# --------------------------------------------------------------------------------------------------------------------
# Facts

_TIMES = (
    "dcterms:modified",
    "dcterms:available",
    "schema:dateModified",
    "schema:dateCreated",
    "schema:datePublished",
    "schema:expires",
)
_FOR_MACHINES = ("xa:history", "xa:checksum", "xa:generator", "tdm:reservation", "plus:DataMining")


def facts(document: Publication) -> Facts:
    """What the publication says of its story; where none is marked, its pages are the bodies."""
    package = document.package_path
    times = {p: _fact(p, e, package) for p in _TIMES for e in document.meta(p)[:1]}
    published = [_fact("dc:date", e, package) for e in document.dublin("date")[:1]]
    versions = [_fact("schema:version", e, package) for e in document.meta("schema:version")[:1]]
    status = document.meta("schema:creativeWorkStatus")
    updated = times.get("schema:dateModified") or times.get("dcterms:modified")
    identifier = document.identifier
    pages = [Fact("page", _page_text(root), _line(member, root)) for member, root in document.pages]
    return Facts(
        guid=None if identifier is None else _fact("dc:identifier", identifier, package),
        version=versions[0] if versions else None,
        status=text(status[0]) if status else "usable",
        headline=_headline(document),
        published=published[0] if published else None,
        updated=updated,
        times=(*published, *times.values(), *_printed_times(document)),
        languages=tuple(_languages(document)),
        bodies=_bodies(document),
        texts=(*_texts(document), *pages),
        printed=" ".join(page.value for page in pages),
    )


def _fact(name: str, element: Any, member: str) -> Fact:
    return Fact(name, text(element), _line(member, element))


def _line(member: str, element: Any) -> Location:
    """Member and line, which cost nothing; facts are many, and few are ever complained of."""
    return Location(member=member, line=element.sourceline or 0)


def _page_text(root: Any) -> str:
    body = root.find(f"{XHTML}body")
    return "" if body is None else xhtml_text(body)


def _headline(document: Publication) -> Fact | None:
    for member, root in document.pages:
        for heading in root.iter(f"{XHTML}h1"):
            return _fact("h1", heading, member)
    return None


def _printed_times(document: Publication) -> Iterator[Fact]:
    for member, root in document.pages:
        for time in root.iter(f"{XHTML}time"):
            if (time.get("property") or "").startswith("schema:date") and time.get("datetime"):
                yield Fact("time", time.get("datetime"), _line(member, time))


def _languages(document: Publication) -> Iterator[Fact]:
    package = document.package_path
    for element in document.dublin("language"):
        yield _fact("dc:language", element, package)
    if document.package is not None and document.package.get(XML_LANG):
        yield Fact("xml:lang", document.package.get(XML_LANG), _line(package, document.package))
    for member, root in document.pages:
        for element in root.iter("*"):
            for name in ("lang", XML_LANG):
                if element.get(name):
                    yield Fact(name.replace(XML_LANG, "xml:lang"), element.get(name), _line(member, element))


def _bodies(document: Publication) -> tuple[Body, ...]:
    found = _story_bodies(document)
    if not found:
        pages = ((member, root.find(f"{XHTML}body")) for member, root in document.pages)
        return tuple(Body(location=_line(member, body), root=body) for member, body in pages if body is not None)
    words = _count(document, "schema:wordCount") if len(found) == 1 else None
    characters = _count(document, "xa:charCount") if len(found) == 1 else None
    return tuple(
        Body(location=_line(member, body), root=body, words=words, characters=characters) for member, body in found
    )


def _count(document: Publication, property: str) -> int | None:
    stated = [text(e) for e in document.meta(property)[:1]]
    return int(stated[0]) if stated and stated[0].isascii() and stated[0].isdigit() and len(stated[0]) < 10 else None


def _texts(document: Publication) -> Iterator[Fact]:
    for element in document.metadata:
        name = element.get("property") or ""
        if element.tag.startswith(DC) or (element.tag == f"{OPF}meta" and name and name not in _FOR_MACHINES):
            yield _fact(name or element.tag.replace(DC, "dc:"), element, document.package_path)
