"""What keeps an EPUB from being preserved as a file: what needs a network, a program or a key to be read, and metadata
that it lacks. After the draft of ISO/IEC TS 22424, which may change; a publication without obstacles is prepared for
preservation, not certified.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from convert.checks.epub.namespaces import OCF, OPF, SVG, XHTML, XLINK
from convert.checks.epub.publication import CONTAINER, ENCRYPTION, Publication, place
from convert.findings import Finding, Location, Severity

_RIGHTS_FILE = "META-INF/rights.xml"
_REMOTE = re.compile(r"\s*(?:[a-z][a-z0-9+.\-]*:)?//", re.IGNORECASE)
_REMOTE_STYLE = re.compile(rb"(?:url\(|@import)\s*[\"']?\s*(?:https?:)?//", re.IGNORECASE)
_XLINK = f"{XLINK}href"
_FORMS = frozenset(f"{XHTML}{name}" for name in ("form", "input", "button", "select", "textarea"))
_SCRIPTS = frozenset({f"{XHTML}script", f"{SVG}script"})
_HTML_LOADING = ("audio", "embed", "iframe", "img", "input", "object", "source", "track", "video")
_SVG_LOADING = ("feImage", "image", "use")
_LOADING = frozenset((*(XHTML + name for name in _HTML_LOADING), *(SVG + name for name in _SVG_LOADING)))
_ADDRESSES = ("src", "srcset", "data", "poster", "href", _XLINK)


def obstacles(publication: Publication) -> Iterator[Finding]:
    """Yield what keeps a publication from being preserved: PKG106 what it has, PKG105 what it lacks."""
    if publication.package is None:
        return
    yield from _locks(publication)
    yield from _renditions(publication)
    yield from _items(publication)
    for _, member, root in publication.contents:
        yield from _page(member, root)
    for item in publication.items:
        if item.media_type == "text/css" and _REMOTE_STYLE.search(publication.files.get(item.member or "", b"")):
            yield _forbidden(Location(member=item.member or ""), "the stylesheet loads from a network")
    yield from _lacks(publication)


def _forbidden(where: Location, message: str) -> Finding:
    return Finding(
        code="PKG106",
        severity=Severity.ERROR,
        message=message,
        advice="Remove it, or put what is needed into the EPUB.",
        location=where,
    )


def _locks(publication: Publication) -> Iterator[Finding]:
    if ENCRYPTION in publication.files:
        yield _forbidden(Location(member=ENCRYPTION), "files are encrypted, or fonts obfuscated")
    if _RIGHTS_FILE in publication.files:
        yield _forbidden(Location(member=_RIGHTS_FILE), "the publication has digital rights management")


def _renditions(publication: Publication) -> Iterator[Finding]:
    root = publication.root(CONTAINER)
    found = [] if root is None else list(root.iter(f"{OCF}rootfile"))
    if len(found) > 1:
        yield _forbidden(place(CONTAINER, found[1]), f"there are {len(found)} renditions, not one")
    for collection in publication.package.iterchildren(f"{OPF}collection"):
        yield _forbidden(place(publication.package_path, collection), "the package has a collection")


def _items(publication: Publication) -> Iterator[Finding]:
    for item in publication.items:
        where = place(publication.package_path, item.element)
        if item.member is None:
            yield _forbidden(where, f"the resource {item.href} is not in the EPUB")
        for property in ("scripted", "remote-resources"):
            if property in item.properties:
                yield _forbidden(where, f"the item {item.id} is marked as {property}")


def _page(member: str, root: Any) -> Iterator[Finding]:
    for element in root.iter("*"):
        tag = element.tag
        if tag in _SCRIPTS:
            yield _forbidden(place(member, element), "the page has a script")
        elif tag in _FORMS:
            yield _forbidden(place(member, element), "the page has a form")
        for name, value in element.items():
            if name.lower().startswith("on"):
                yield _forbidden(place(member, element), f"the attribute {name} runs code")
            elif name in _ADDRESSES and _REMOTE.match(value) and (tag in _LOADING or _is_stylesheet(element)):
                yield _forbidden(place(member, element), f"{value[:60]!r} is loaded from a network")


def _is_stylesheet(element: Any) -> bool:
    return element.tag == f"{XHTML}link" and "stylesheet" in (element.get("rel") or "").lower().split()


_REQUIRED = ("identifier", "creator", "date", "publisher", "rights")


def _lacks(publication: Publication) -> Iterator[Finding]:
    missing = [f"dc:{n}" for n in _REQUIRED if not any(statement.text for statement in publication.dublin(n))]
    if missing:
        yield Finding(
            code="PKG105",
            severity=Severity.ERROR,
            message=f"the package lacks {', '.join(missing)}",
            advice="Supply what is missing, or leave out --profile archive.",
            location=place(publication.package_path, publication.package.find(f"{OPF}metadata")),
        )
