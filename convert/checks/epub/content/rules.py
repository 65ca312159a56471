"""Rules of XHTML content documents that no grammar expresses: ids and references to them, nesting, and dependencies
between elements and attributes.

Each yields violations as a grammar does. The clauses are those of the HTML standard, where no other is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from convert.checks.epub.content.grammar import KNOWN, clark, written
from convert.checks.epub.content.validator import Violation
from convert.checks.epub.content.values import NCNAME
from convert.checks.epub.namespaces import MATHML, OPS, XHTML, XML_LANG
from convert.documents import local_name

_PH = clark("ssml:ph", "")
_OBSERVER = clark("ev:observer", "")

_INTERACTIVE = {
    # 3.2.5.2.7, with the attribute that makes an element interactive
    "a": "", "button": "", "details": "", "embed": "", "iframe": "", "label": "", "menu": "", "select": "",
    "textarea": "", "audio": "controls", "video": "controls", "img": "usemap", "object": "usemap", "input": "type",
}  # fmt: skip
_NOT_INSIDE: Mapping[str, tuple[str, ...]] = {
    "audio": ("audio", "video"),
    "video": ("audio", "video"),
    "address": ("address",),
    "header": ("address", "header", "footer"),
    "footer": ("address", "header", "footer"),
    "form": ("form",),
    "progress": ("progress",),
    "meter": ("meter",),
    "dfn": ("dfn",),
    "table": ("caption",),
    "label": ("label",),
}
"""Elements that others must not contain, at any depth, by the contained element."""

_NESTED = tuple(XHTML + name for name in {*_INTERACTIVE, *_NOT_INSIDE})
_OUTER_NAMES = ("a", "button", "audio", "video", "address", "header", "footer", "form", "progress", "meter", "dfn")
_OUTER = tuple(XHTML + name for name in (*_OUTER_NAMES, "caption", "label"))
_REFERRING = ("aria-describedby", "aria-flowto", "aria-labelledby", "aria-owns", "aria-controls")
_LABELED = frozenset(["button", "input", "meter", "output", "progress", "select", "textarea"])
_ENCODING = re.compile(r"text/html;\s*charset=utf-8", re.IGNORECASE)
_DEPRECATED_ROLES = frozenset({"doc-endnote", "doc-biblioentry"})

Attributes = Mapping[str, Sequence[tuple[Any, str]]]


def violations(root: Any, attributes: Attributes) -> Iterator[Violation]:
    """The violations in an XHTML document; `attributes` are all of it by name, with their elements."""
    yield from _head(root, attributes)
    yield from repeated_ids(attributes)
    yield from _references(attributes)
    yield from _nesting(root)
    yield from _maps(root, attributes)
    yield from _languages(attributes)
    yield from _microdata(attributes)
    yield from _media(root, attributes)
    yield from _speech(attributes)
    yield from empty_phonemes(attributes)
    yield from custom_attributes(attributes)


def deprecations(root: Any, attributes: Attributes) -> Iterator[Violation]:
    """What EPUBCheck warns of in an XHTML document: deprecated features, and a head without title."""
    for head in root.iterchildren(f"{XHTML}head"):
        if head.find(f"{XHTML}title") is None:
            yield Violation("untitled", head, "title", "the head has no title", "4.2.1")
    for element in root.iter(f"{OPS}switch", f"{OPS}trigger"):
        name = written(element.tag)
        yield Violation("deprecated", element, name, f"{name} is deprecated", "EPUB 3.2, A.2")
    for element, role in attributes.get("role", ()):
        for name in _DEPRECATED_ROLES.intersection(role.split()):
            if element.tag.startswith(XHTML):
                yield Violation("deprecated", element, name, f"the role {name} is deprecated", "DPUB-ARIA 1.1, 4")


_RESERVED_DOMAINS = ("w3.org", "idpf.org")
_DATA_NAME = re.compile(f"data-(?=[^A-Z]*$){NCNAME}")
_DOMAIN = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://([^/?#\[\]<>\s]*)(?:[/?#]|$)")


def custom_attributes(attributes: Attributes) -> Iterator[Violation]:
    """Attributes for data with names that HTML does not permit (3.2.6.6), and those of reserved namespaces (EPUB 3.3,
    6.1.4).
    """
    for name, places in attributes.items():
        if name.startswith("data-"):
            if not _DATA_NAME.fullmatch(name):
                message = f"{name[:60]} is no valid name of an attribute for data"
                yield Violation("data", places[0][0], name, message, "3.2.6.6")
        elif name[0] == "{" and (namespace := name[1 : name.index("}")]) not in KNOWN:
            domain = _DOMAIN.match(namespace)
            for reserved in _RESERVED_DOMAINS:
                if domain and reserved in domain[1]:
                    message = f"the namespace {namespace[:80]!r} of an attribute is in {reserved}"
                    yield Violation("reserved", places[0][0], name, message, "EPUB 3.3, 6.1.4")


def repeated_ids(attributes: Attributes, *, collapsed: bool = False) -> Iterator[Violation]:
    """Ids that occur more than once; if `collapsed`, without the white space around them."""
    ids = attributes.get("id", ())
    if len(ids) == len({value for _, value in ids}) and not collapsed:
        return
    counts = Counter(" ".join(value.split()) if collapsed else value for _, value in ids)
    seen: set[str] = set()
    for element, value in ids:
        id = " ".join(value.split()) if collapsed else value
        if counts[id] > 1 and id not in seen:
            seen.add(id)
            yield Violation("id", element, id, f"the id {id[:60]!r} occurs {counts[id]} times", "3.2.6")


def _head(root: Any, attributes: Attributes) -> Iterator[Violation]:
    for title in root.iter(f"{XHTML}title"):
        if not "".join(title.itertext()).strip(" \t\r\n"):
            yield Violation("title", title, "title", "the title is empty", "4.2.2")
    for meta, value in attributes.get("http-equiv", ()):
        if value.lower() != "content-type" or meta.tag != f"{XHTML}meta":
            continue
        if not _ENCODING.search(" ".join((meta.get("content") or "").split())):
            message = f"the content {meta.get('content', '')[:60]!r} is not text/html; charset=utf-8"
            yield Violation("encoding", meta, "meta", message, "4.2.5.3")
        if any(other.get("charset") is not None for other in meta.getparent().iterchildren(f"{XHTML}meta")):
            yield Violation("encoding", meta, "meta", "the encoding is declared twice", "4.2.5.4")
    declared = [meta for meta, _ in attributes.get("charset", ()) if meta.tag == f"{XHTML}meta"]
    for meta in declared[1:2]:
        yield Violation("encoding", meta, "meta", "there is more than one meta with charset", "4.2.5.4")
    for link, _ in attributes.get("sizes", ()):
        if link.tag == f"{XHTML}link" and link.get("rel") != "icon":
            yield Violation("dependency", link, "sizes", "link has sizes, but its rel is not icon", "4.2.4")


def _references(attributes: Attributes) -> Iterator[Violation]:
    """References to ids in the document."""
    elements: dict[str, list[Any]] = {}
    for element, id in attributes.get("id", ()):
        elements.setdefault(id, []).append(element)

    def missing(element: Any, name: str, id: str) -> Violation:
        message = f"{written(name)} refers to {id[:60]!r}, not an id that it may refer to"
        return Violation("reference", element, written(name), message, "3.2.6")

    def named(name: str, namespace: str = "") -> Iterator[tuple[Any, str]]:
        return ((e, value) for e, value in attributes.get(name, ()) if e.tag.startswith(namespace))

    def is_a(id: str, *tags: str) -> bool:
        return any(e.tag in tags for e in elements.get(id, ()))

    for name in _REFERRING:
        for element, value in named(name):
            yield from (missing(element, name, id) for id in value.split() if id not in elements)
    for element, value in named("for"):
        if element.tag == f"{XHTML}output":
            yield from (missing(element, "for", id) for id in value.split() if id not in elements)
        elif element.tag == f"{XHTML}label" and not any(map(_is_labelable, elements.get(value, ()))):
            yield missing(element, "for", value)
    for name in ("xref", "indenttarget"):
        yield from (missing(element, name, id) for element, id in named(name, MATHML) if id not in elements)
    for element, id in named("list", f"{XHTML}input"):
        if not is_a(id, f"{XHTML}datalist"):
            yield missing(element, "list", id)
    for element, id in named("form", XHTML):
        if not is_a(id, f"{XHTML}form"):
            yield missing(element, "form", id)
    for name in (_OBSERVER, "ref"):
        yield from (missing(element, name, id) for element, id in named(name, f"{OPS}trigger") if id not in elements)
    for element, id in named("aria-activedescendant"):
        if not any(element in inner.iterancestors() for inner in elements.get(id, ())[:8]):
            yield missing(element, "aria-activedescendant", id)
    for element, value in named("headers", XHTML):
        tables = set(element.iterancestors(f"{XHTML}table"))
        for id in value.split():
            cells = (e for e in elements.get(id, ())[:8] if e.tag == f"{XHTML}th")
            if not any(tables.intersection(cell.iterancestors(f"{XHTML}table")) for cell in cells):
                yield missing(element, "headers", id)


def _is_labelable(element: Any) -> bool:
    name = local_name(element)
    return name in _LABELED and (name != "input" or element.get("type") != "hidden")


def _nesting(root: Any) -> Iterator[Violation]:
    """Elements inside others that must not contain them."""
    if next(root.iter(*_OUTER), None) is None:
        return
    for element in root.iter(*_NESTED):
        name = element.tag[len(XHTML) :]
        outer: tuple[str, ...] = _NOT_INSIDE.get(name, ())
        if name in _INTERACTIVE and _is_interactive(name, element):
            outer = ("a", "button", *outer)
        if not outer:
            continue
        for ancestor in element.iterancestors(*[XHTML + each for each in outer]):
            above = written(ancestor.tag)
            yield Violation("nesting", element, name, f"{name} must not be inside {above}", "3.2.5.2")
            break


def nested_links(root: Any) -> Iterator[Violation]:
    """Links inside links."""
    for link in root.iter(f"{XHTML}a"):
        if next(link.iterancestors(f"{XHTML}a"), None) is not None:
            yield Violation("nesting", link, "a", "a must not be inside a", "OPS 2.0.1, 2.2")


def _is_interactive(name: str, element: Any) -> bool:
    attribute = _INTERACTIVE[name]
    if name == "input":
        return bool(element.get("type") != "hidden")
    return not attribute or element.get(attribute) is not None


def _maps(root: Any, attributes: Attributes) -> Iterator[Violation]:
    for area in root.iter(f"{XHTML}area"):
        if next(area.iterancestors(f"{XHTML}map"), None) is None:
            yield Violation("dependency", area, "area", "area is not inside map", "4.8.14")
    for image, _ in attributes.get("ismap", ()):
        if image.tag == f"{XHTML}img" and not any(a.get("href") is not None for a in image.iterancestors(f"{XHTML}a")):
            yield Violation("dependency", image, "ismap", "img has ismap, but is not inside a link", "4.8.3")
    names: Counter[str] = Counter()
    for element in root.iter(f"{XHTML}map"):
        name, id = element.get("name"), element.get("id")
        if name is None:
            continue
        names[name] += 1
        if names[name] == 2:
            yield Violation("id", element, "map", f"the name {name[:60]!r} of map occurs twice", "4.8.13")
        if id is not None and id != name:
            yield Violation("dependency", element, "map", "id and name of map differ", "4.8.13")
    for element in root.iter(f"{XHTML}bdo"):
        if element.get("dir") is None:
            yield Violation("missing", element, "dir", "bdo lacks the attribute dir", "4.5.25")


def _languages(attributes: Attributes) -> Iterator[Violation]:
    for element, language in attributes.get("lang", ()):
        other = element.get(XML_LANG)
        if other is not None and other.lower() != language.lower() and element.tag.startswith(XHTML):
            message = f"lang is {language[:60]!r}, xml:lang {other[:60]!r}"
            yield Violation("languages", element, "lang", message, "3.2.6.2")


_ITEM_SOURCES = {
    "a": "href", "area": "href", "iframe": "data", "embed": "data", "object": "data", "audio": "src", "video": "src",
}  # fmt: skip
"""The attribute that an element with `itemprop` has (5.2.4), as EPUBCheck demands it."""


def _microdata(attributes: Attributes) -> Iterator[Violation]:
    for element, _ in attributes.get("itemprop", ()):
        name = element.tag[len(XHTML) :] if element.tag.startswith(XHTML) else ""
        source = _ITEM_SOURCES.get(name)
        if source and element.get(source) is None:
            yield Violation("dependency", element, name, f"{name} has itemprop, but lacks {source}", "5.2.4")


def _media(root: Any, attributes: Attributes) -> Iterator[Violation]:
    for track, label in attributes.get("label", ()):
        if track.tag == f"{XHTML}track" and not label.strip():
            yield Violation("value", track, "label", "the label of track is empty", "4.8.10")
    defaults: set[Any] = set()
    for track, _ in attributes.get("default", ()):
        if track.tag != f"{XHTML}track":
            continue
        if track.getparent() in defaults:
            yield Violation("dependency", track, "default", "two tracks are the default", "4.8.10")
        defaults.add(track.getparent())
    chosen: Counter[Any] = Counter()
    for option, _ in attributes.get("selected", ()):
        if option.tag == f"{XHTML}option":
            chosen.update(select for select in option.iterancestors(f"{XHTML}select") if select.get("multiple") is None)
    for select, count in chosen.items():
        if count > 1:
            yield Violation("dependency", select, "select", f"select without multiple has {count} selected", "4.10.7")


def empty_phonemes(attributes: Attributes) -> Iterator[Violation]:
    """Attributes for the pronunciation of a text that have none (EPUB 3.2, 4.3)."""
    for element, phonemes in attributes.get(_PH, ()):
        if not phonemes.strip():
            yield Violation("phonemes", element, "ssml:ph", "ssml:ph is empty", "EPUB 3.2, 4.3")


def _speech(attributes: Attributes) -> Iterator[Violation]:
    speaking = attributes.get(_PH, ())
    outer = {element for element, _ in speaking}
    for element in outer if len(outer) > 1 else ():
        if not outer.isdisjoint(element.iterancestors()):
            yield Violation("nesting", element, "ssml:ph", "ssml:ph is inside an element with ssml:ph", "EPUB 3.2, 4.3")
