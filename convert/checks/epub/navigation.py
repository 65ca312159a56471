"""The navigation document: its lists, their entries, and the order of these (EPUB 3.3, 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from lxml import etree

from convert.checks.epub import faults, media, urls
from convert.checks.epub.namespaces import OPS, XHTML
from convert.checks.epub.publication import NAV_TYPES, Item, Publication, place, text
from convert.checks.epub.references.targets import References, fragment_id
from convert.checks.epub.shapes import SOUND
from convert.documents import local_name
from convert.findings import Finding, Severity

_HEADINGS = tuple(f"{XHTML}h{level}" for level in range(1, 7))
_ADVICE = "See EPUB 3.3, 7.3 (https://www.w3.org/TR/epub-33/#sec-nav-def-model) for what a list of entries is."
_TYPE = f"{OPS}type"


def faults_of(publication: Publication, references: References) -> Iterator[Finding]:
    """Every fault of the navigation document."""
    links: list[tuple[str, Any]] = []
    for item in publication.distinct_items:
        if item.member is None or item.media_type != media.XHTML_TYPE or not item.properties & {"nav", "data-nav"}:
            continue
        root = publication.root(item.member)
        if root is not None and "nav" in item.properties:
            examine = partial(_document, publication, item.member, root)
            yield from SOUND.unless_sound("navigation", publication.shape(item.member), examine)
            links += _links(publication, item.member)
        if root is not None and "data-nav" in item.properties:
            yield from _regions(publication, item.member)
    yield from _order(publication, links, references)


def _document(publication: Publication, member: str, root: Any) -> Iterator[Finding]:
    """What is wrong with the lists, which depends on markup, and on which texts are blank, alone."""
    elements = publication.elements(member)
    types: Counter[str] = Counter()
    for nav in elements.get(f"{XHTML}nav", ()):
        stated = nav.get(_TYPE)
        if stated is None:
            continue
        types.update(set(stated.split()))
        yield from _nav(member, nav, stated.split())
    body = root.find(f"{XHTML}body")
    if body is not None:
        if types["toc"] != 1:
            message = f"there are {types['toc']} tables of contents (nav of type toc), not one"
            yield faults.TOC_NOT_ONE.at(place(member, root), message)
        for type in ("page-list", "landmarks"):
            if types[type] > 1:
                yield faults.NAV_REPEATED.at(place(member, root), f"there is more than one nav of type {type}")
    for tag in _HEADINGS:
        for heading in elements.get(tag, ()):
            if not has_label(heading):
                yield faults.NAV_RULE.at(place(member, heading), "a heading has no text")


def _regions(publication: Publication, member: str) -> Iterator[Finding]:
    """The lists of a data navigation document (EPUB Region-Based Navigation 1.0, 2)."""
    for nav in publication.elements(member).get(f"{XHTML}nav", ()):
        types = (nav.get(_TYPE) or "").split()
        if not types and not any(True for _ in nav.iterancestors(f"{XHTML}nav")):
            yield faults.PROFILE_RULE.at(place(member, nav), "a nav of a data navigation document has no epub:type")
        if "region-based" not in types:
            continue
        if [child.tag for child in nav.iterchildren("*")] != [f"{XHTML}ol"]:
            yield faults.PROFILE_RULE.at(place(member, nav), "a region-based nav has more or less than one ol")
        for entry in nav.iter(f"{XHTML}li"):
            tags = [child.tag for child in entry.iterchildren("*")]
            if not tags or tags[0] not in (f"{XHTML}a", f"{XHTML}span"):
                yield faults.PROFILE_RULE.at(place(member, entry), "li does not begin with a or span")
            if tags[1:] not in ([], [f"{XHTML}ol"]):
                yield faults.PROFILE_RULE.at(place(member, entry), "li has more than a label and one ol")
        for link in nav.iter(f"{XHTML}a"):
            if text(link):
                yield faults.PROFILE_ADVICE.at(place(member, link), "a link to a region has text")
            if not (href := link.get("href", "").strip()):
                continue
            url = urls.parse(member, href)
            target = publication.targets.get(url.target)
            if not url.scheme and (target is None or not is_fixed(publication, target)):
                yield faults.REGION_NAV.at(place(member, link), f"{url.text} leads to a document without fixed layout")
        for label in nav.iter(f"{XHTML}span"):
            if [child.tag for child in label.iterchildren("*")] != 2 * [f"{XHTML}a"]:
                yield faults.PROFILE_RULE.at(place(member, label), "span does not have two a")


def is_fixed(publication: Publication, item: Item) -> bool:
    """Whether a document of the spine has a fixed layout (8.2.2.1)."""
    named = next((element for element, each in publication.named_items if each is item), None)
    if named is None:
        return False
    stated = named.get("properties", "").split()
    if "rendition:layout-pre-paginated" in stated or "rendition:layout-reflowable" in stated:
        return "rendition:layout-pre-paginated" in stated
    return any(statement.text == "pre-paginated" for statement in publication.meta("rendition:layout"))


def _mismatch(member: str, element: Any, message: str) -> Finding:
    return Finding(
        code="EPB001",
        severity=Severity.ERROR,
        message=message,
        advice=_ADVICE,
        location=place(member, element),
        detail=(("schema", "navigation"), ("keyword", "element"), ("epubcheck", "RSC-005")),
    )


def _nav(member: str, nav: Any, types: list[str]) -> Iterator[Finding]:
    """A list of entries: an optional heading, then one list (7.3)."""
    children = list(nav.iterchildren("*"))
    first = children[0] if children else None
    is_headed = first is not None and first.tag in (*_HEADINGS, f"{XHTML}hgroup")
    lists = children[1:] if is_headed else children
    if _has_text(nav):
        yield _mismatch(member, nav, "nav has text")
    if not lists:
        yield _mismatch(member, nav, "nav has no ol")
    for number, child in enumerate(lists):
        if child.tag != f"{XHTML}ol":
            yield _mismatch(member, child, f"{local_name(child)} is not allowed in nav")
        elif number:
            yield _mismatch(member, child, "nav has more than one ol")
        else:
            yield from _list(member, child)
    if not NAV_TYPES.intersection(types) and (first is None or first.tag not in _HEADINGS):
        yield faults.NAV_RULE.at(place(member, nav), f"a nav of the type {' '.join(types)} has no heading")
    for entry in nav.iter(f"{XHTML}ol"):
        for element in entry.iterchildren(f"{XHTML}li"):
            for label in element.iterchildren(f"{XHTML}a", f"{XHTML}span"):
                yield from _label(member, label)
                for inner in _blocks(label):
                    yield _mismatch(member, inner, f"{local_name(inner)} is not allowed in an entry")
    is_flat = len(list(nav.iter(f"{XHTML}ol"))) == 1
    if {"page-list", "landmarks"} & set(types) and not is_flat:
        yield faults.NAV_NESTED.at(place(member, nav), f"the nav of the type {' '.join(types)} has nested lists")
    if "landmarks" in types:
        yield from _landmarks(member, nav)
    if NAV_TYPES.intersection(types):
        yield from _remote(member, nav, types)


def _has_text(element: Any) -> bool:
    if element.text and not element.text.isspace():
        return True
    return any(child.tail and not child.tail.isspace() for child in element)


def _list(member: str, outermost: Any) -> Iterator[Finding]:
    pending = [outermost]
    while pending:
        entries = pending.pop()
        if _has_text(entries):
            yield _mismatch(member, entries, "ol has text")
        found = False
        for entry in entries.iterchildren("*"):
            if entry.tag != f"{XHTML}li":
                yield _mismatch(member, entry, f"{local_name(entry)} is not allowed in ol")
                continue
            found = True
            yield from _entry(member, entry, pending)
        if not found:
            yield _mismatch(member, entries, "ol has no li")


def _entry(member: str, entry: Any, pending: list[Any]) -> Iterator[Finding]:
    """An entry: a link, perhaps with a list; or a heading with a list."""
    if _has_text(entry):
        yield _mismatch(member, entry, "li has text")
    children = list(entry.iterchildren("*"))
    if not children or children[0].tag not in (f"{XHTML}a", f"{XHTML}span"):
        yield _mismatch(member, entry, "li does not begin with a or span")
        return
    rest = children[1:]
    if not rest and children[0].tag == f"{XHTML}span":
        yield _mismatch(member, entry, "li has a span, but no ol")
    for number, child in enumerate(rest):
        if child.tag != f"{XHTML}ol" or number:
            yield _mismatch(member, child, f"{local_name(child)} is not allowed in li")
        else:
            pending.append(child)


_BLOCKS = frozenset(
    f"{XHTML}{name}"
    for name in (
        *("address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "fieldset", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "main", "menu", "nav"),
        *("ol", "p", "pre", "search", "section", "table", "ul"),
    )
)
_TRANSPARENT = tuple(f"{XHTML}{name}" for name in ("ins", "del", "map", "object", "noscript", "canvas"))


def _blocks(link: Any) -> Iterator[Any]:
    """The elements in a link that phrases do not have, as a link elsewhere may (7.3)."""
    if link.tag != f"{XHTML}a":
        return
    pending = [link]
    while pending:
        for child in pending.pop().iterchildren("*"):
            if child.tag in _BLOCKS:
                yield child
            elif child.tag in _TRANSPARENT:
                pending.append(child)


_LABELS: Any = etree.XPath(".//@alt | .//@aria-label")


def has_label(element: Any) -> bool:
    """Whether an element has text, or a text alternative."""
    return bool(text(element) or any(label.strip() for label in _LABELS(element)))


def _label(member: str, element: Any) -> Iterator[Finding]:
    for label in (element, *element.iterdescendants(f"{XHTML}a", f"{XHTML}span")):
        if not has_label(label):
            yield faults.ENTRY_WITHOUT_TEXT.at(place(member, label), "an entry has no text")


def _landmarks(member: str, nav: Any) -> Iterator[Finding]:
    """The landmarks, each of a type and place of its own (7.4.4)."""
    known: set[tuple[str, str]] = set()
    for entry in nav.iter(f"{XHTML}ol"):
        for link in entry.iterfind(f"{XHTML}li/{XHTML}a"):
            stated = link.get(_TYPE)
            if stated is None:
                yield faults.NAV_RULE.at(place(member, link), "a landmark has no epub:type")
                continue
            href = " ".join((link.get("href") or "").lower().split())
            for type in set(stated.lower().split()):
                if (type, href) in known:
                    yield faults.NAV_RULE.at(place(member, link), f"two landmarks of the type {type} lead to {href}")
                known.add((type, href))


def _remote(member: str, nav: Any, types: list[str]) -> Iterator[Finding]:
    for link in nav.iter(f"{XHTML}a"):
        href = link.get("href")
        url = None if href is None else urls.parse(member, href.strip())
        if url is not None and url.is_remote and not url.is_unusable:
            type = next(type for type in types if type in NAV_TYPES)
            yield faults.NAV_REMOTE.at(place(member, link), f"the {type} links to {href}, outside the EPUB")


def _links(publication: Publication, member: str) -> Iterator[tuple[str, Any]]:
    """The links of the table of contents in a member."""
    for nav in publication.elements(member).get(f"{XHTML}nav", ()):
        if "toc" in (nav.get(_TYPE) or "").split():
            yield from ((member, link) for link in nav.iter(f"{XHTML}a"))


def _order(publication: Publication, links: list[tuple[str, Any]], references: References) -> Iterator[Finding]:
    """The table of contents, in the order of the spine and of each document (7.4.2)."""
    positions = {item.target: number for number, item in reversed(list(enumerate(publication.spine)))}
    last_document, last_place = -1, -1
    for member, link in links:
        href = link.get("href")
        url = None if href is None else urls.parse(member, href.strip())
        if url is None or url.scheme or url.member not in positions:
            continue
        document = positions[url.member]
        if document < last_document:
            message = f"{href} is before the entry above it, in the order of the spine"
            yield faults.NAV_ORDER.at(place(member, link), message)
            last_document, last_place = document, -1
            continue
        if document > last_document:
            last_document, last_place = document, -1
        at = _position(publication, references, url)
        if at < 0:
            continue
        if at < last_place:
            message = f"{href} is before the entry above it, in the order of the document"
            yield faults.NAV_ORDER.at(place(member, link), message)
        last_place = at


def _position(publication: Publication, references: References, url: urls.Url) -> int:
    """The position of the element that a URL names among the ids of its document: 0 without one, -1 if missing."""
    if not url.fragment:
        return 0
    item = publication.members.get(url.member)
    id = fragment_id(url.fragment, "" if item is None else item.media_type)
    if not id:
        return 0
    return references.ids(url.member).get(id, ("", -1))[1]
