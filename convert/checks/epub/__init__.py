"""The checks of EPUB: recognition, schemas, and the facts that a publication states about its story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from convert.checks.engine import xml_schemas
from convert.checks.engine.facts import Body, Fact, Facts, is_dateline, is_responsible, xhtml_text
from convert.checks.epub.consistency import inconsistencies
from convert.checks.epub.content import content_faults
from convert.checks.epub.faults import LANGUAGES_DIFFER, PROFILE_VIOLATION
from convert.checks.epub.namespaces import XHTML, XML_LANG
from convert.checks.epub.publication import CONTAINER, Publication, Statement, place, text
from convert.documents import LIMITS, Limits, open_epub
from convert.findings import Finding, Location

FAMILY = "EPB"

_NAMESPACE = re.compile(r"\{[^{}]*\}")


def recognise(data: bytes) -> bool:
    """Whether `data` is a zip that declares itself an EPUB, or at least has a container document."""
    if data[:2] != b"PK":
        return False
    return data[30:58] == b"mimetypeapplication/epub+zip" or CONTAINER.encode() in data


def open(data: bytes, limits: Limits = LIMITS) -> Publication:
    """Open the container. Raises DocumentError."""
    return Publication(open_epub(data, limits, salvage=True))


def version(document: Publication) -> str:
    """3.3 for every EPUB 3, as their documents do not differ; else the version that the package states."""
    root = document.root(document.package_path)
    stated = "" if root is None else root.get("version", "").strip()
    return stated if stated.startswith("2") else "3.3"


def violations(document: Publication, version: str) -> Iterator[Finding]:
    """Every fault of the publication: what its documents violate, and how they do not fit together."""
    yield from content_faults(document, version)
    yield from inconsistencies(document, version)


_ADVICE = "See EPUB 3.3 (https://www.w3.org/TR/epub-33/) for what is allowed here."


def _violations(
    document: Publication, schema: str, member: str, element: Any, code: str = "EPB001"
) -> Iterator[Finding]:
    """The violations of a schema in the tree below `element` of a member; none without an element."""
    if element is None:
        return
    whole = document.document(member)
    small = whole is not None and xml_schemas.is_small(whole)
    for violation in xml_schemas.element_violations(schema, element, small=small):
        outside = "outside the body profile: " if code == PROFILE_VIOLATION else ""
        message = outside + _NAMESPACE.sub("", violation.message)
        detail = () if code == PROFILE_VIOLATION else (("epubcheck", "RSC-005"),)
        yield violation.finding(code, _ADVICE, message=message, member=member, detail=detail)


def profile(document: Publication) -> Iterator[Finding]:
    """The violations of the body profile of our own output in the story's body."""
    for member, body in document.story_bodies:
        yield from _violations(document, "xhtml/body.xsd", member, body, PROFILE_VIOLATION)
        for element, language in document.attributes(member).get("lang", ()):
            xml_language = element.get(XML_LANG, language)
            if xml_language != language and (element is body or body in element.iterancestors()):
                message = f"outside the body profile: lang is {language!r}, xml:lang {xml_language!r}"
                yield LANGUAGES_DIFFER.at(place(member, element), message)


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
_FOR_MACHINES = (None, "", "xa:history", "xa:checksum", "xa:generator", "tdm:reservation", "plus:DataMining")


def facts(document: Publication) -> Facts:
    """The facts about the story; where no story is marked, the pages are its bodies."""
    package = document.package_path
    times = {p: _stated(p, s, package) for p in _TIMES for s in document.meta(p)[:1]}
    published = [_stated("dc:date", s, package) for s in document.dublin("date")[:1]]
    versions = [_stated("schema:version", s, package) for s in document.meta("schema:version")[:1]]
    status = document.meta("schema:creativeWorkStatus")
    updated = times.get("schema:dateModified") or times.get("dcterms:modified")
    identifier = document.identifier
    bodies = _bodies(document)
    known = {body.root: _with_dateline(body) for body in bodies if body.root is not None}
    pages = [Fact("page", _page_text(root, known), _line(member, root)) for member, root in document.pages]
    of_stories = {member for member, _ in document.stories}
    read = [page for page, (member, _) in zip(pages, document.pages, strict=True) if member in of_stories]
    return Facts(
        guid=None if identifier is None else _stated("dc:identifier", identifier, package),
        version=versions[0] if versions else None,
        status=status[0].text if status else "usable",
        headline=_headline(document),
        published=published[0] if published else None,
        provider=next((_stated("dc:publisher", named, package) for named in document.dublin("publisher")), None),
        updated=updated,
        content_created=times.get("schema:dateCreated"),
        embargo=times.get("dcterms:available") or _open_ended(document),
        expires=times.get("schema:expires"),
        rights=tuple(_rights(document)),
        digital_source_type=next(
            (_stated("schema:digitalSourceType", s, package) for s in document.meta("schema:digitalSourceType")), None
        ),
        responsible=tuple(_responsible(document)),
        times=(*published, *times.values(), *_printed_times(document)),
        languages=tuple(_languages(document)),
        bodies=bodies,
        texts=(*_texts(document), *pages),
        printed=" ".join(page.value for page in read or pages),
        is_news=document.story is not None,
    )


def _open_ended(document: Publication) -> Fact | None:
    """An embargo without an end, as our own publications state it."""
    stated = document.meta("xa:embargo")
    return Fact("xa:embargo", "", _line(document.package_path, stated[0].element)) if stated else None


_RIGHTS = (
    *("schema:copyrightHolder", "schema:copyrightNotice", "plus:DataMining"),
    *("dcterms:accessRights", "dcterms:license", "dcterms:rights"),
)


def _rights(document: Publication) -> Iterator[Fact]:
    package = document.package_path
    for property in _RIGHTS:
        yield from (_stated(property, meta, package) for meta in document.meta(property) if meta.text)
    yield from (_stated("dc:rights", right, package) for right in document.dublin("rights") if right.text)
    for link in document.named.get("link", ()):
        if (link.element.get("rel") or "").endswith("license"):
            yield Fact("link", link.element.get("href") or "", _line(package, link.element))


def _responsible(document: Publication) -> Iterator[Fact]:
    """The byline, the creators, and contributors with the role of an editor."""
    package = document.package_path
    yield from (_stated("xa:byline", meta, package) for meta in document.meta("xa:byline"))
    yield from (_stated("dc:creator", creator, package) for creator in document.dublin("creator"))
    for contributor in document.dublin("contributor"):
        id = contributor.element.get("id")
        roles = [s.text for name in ("role", "xa:role") for s in (document.meta(name, id) if id else ())]
        if any(map(is_responsible, roles)):
            yield _stated("dc:contributor", contributor, package)


def _stated(name: str, statement: Statement, package: str) -> Fact:
    return Fact(name, statement.text, _line(package, statement.element))


def _line(member: str, element: Any) -> Location:
    """Member and line, which cost nothing; facts are many, and few get a finding."""
    return _location(member, element.sourceline or 0)


@lru_cache(maxsize=1024)
def _location(member: str, line: int) -> Location:
    """The location, shared between documents: most have the same members, and facts in the same lines."""
    return Location(member=member, line=line)


def _page_text(root: Any, known: Mapping[Any, str]) -> str:
    body = root.find(f"{XHTML}body")
    return "" if body is None else xhtml_text(body, known)


def _with_dateline(body: Body) -> str:
    """The text of a body after the dateline that is in its first paragraph."""
    spans = () if body.root is None else body.root.iter(f"{XHTML}span")
    dateline = next((span[0].text for span in spans if is_dateline(span)), None)
    return f" {dateline} {body.text}" if dateline else body.text


def _headline(document: Publication) -> Fact | None:
    """The first h1 of the page of the story, or of all pages if they have none or several."""
    of_stories = {member for member, _ in document.stories}
    for member, root in document.pages:
        if len(of_stories) == 1 and member not in of_stories:
            continue
        for heading in root.iter(f"{XHTML}h1"):
            return Fact("h1", text(heading), _line(member, heading))
    return None


def _printed_times(document: Publication) -> Iterator[Fact]:
    for member, _ in document.pages:
        for element, time in document.attributes(member).get("datetime", ()):
            property = element.get("property") or ""
            if time and element.tag == f"{XHTML}time" and property.startswith("schema:date"):
                yield Fact("time", time, _line(member, element))


def _languages(document: Publication) -> Iterator[Fact]:
    package = document.package_path
    for statement in document.dublin("language"):
        yield _stated("dc:language", statement, package)
    if document.package is not None and document.package.get(XML_LANG):
        yield Fact("xml:lang", document.package.get(XML_LANG), _line(package, document.package))
    for member, _ in document.pages:
        for name, written in (("lang", "lang"), (XML_LANG, "xml:lang")):
            for element, language in document.attributes(member).get(name, ()):
                if language:
                    yield Fact(written, language, _line(member, element))


def _bodies(document: Publication) -> tuple[Body, ...]:
    found = document.story_bodies
    if not found:
        pages = ((member, root.find(f"{XHTML}body")) for member, root in document.pages)
        return tuple(Body(place=_line(member, body), root=body) for member, body in pages if body is not None)
    words = _count(document, "schema:wordCount") if len(found) == 1 else None
    characters = _count(document, "xa:charCount") if len(found) == 1 else None
    return tuple(
        Body(place=_line(member, body), root=body, words=words, characters=characters) for member, body in found
    )


def _count(document: Publication, property: str) -> int | None:
    stated = "".join(statement.text for statement in document.meta(property)[:1])
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 10 else None


def _texts(document: Publication) -> Iterator[Fact]:
    package = document.package_path
    for element, name, value, property, _ in document.metadata:
        if name.startswith("dc:") or (name == "meta" and property not in _FOR_MACHINES):
            yield Fact(property or name, value, _line(package, element))
