"""The rules of EPUB Indexes 1.0, 3, on what documents contain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from convert.checks.epub.namespaces import XHTML
from convert.checks.epub.profiles.typed import (
    ENTRY,
    HEADINGS,
    LINK,
    LIST,
    SECTIONS,
    TYPE,
    Problem,
    count_of,
    elements_of,
    nearest_typed,
    typed_children,
    types_of,
)
from convert.documents import local_name

_PHRASING = frozenset(
    f"{XHTML}{name}"
    for name in [
        "a",
        "abbr",
        "area",
        "audio",
        "b",
        "bdi",
        "bdo",
        "br",
        "button",
        "canvas",
        "cite",
        "code",
        "data",
        "datalist",
        "del",
        "dfn",
        "em",
        "embed",
        "i",
        "iframe",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "map",
        "mark",
        "math",
        "meter",
        "noscript",
        "object",
        "output",
        "progress",
        "q",
        "ruby",
        "s",
        "samp",
        "script",
        "select",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "svg",
        "textarea",
        "time",
        "u",
        "var",
        "video",
    ]
)
_IN_ENTRY = ("index-editor-note", "index-locator-list", "index-xref-related", "index-xref-preferred")
_ON: Mapping[str, frozenset[str]] = {
    "index": frozenset({f"{XHTML}body", *SECTIONS}),
    "index-headnotes": frozenset({f"{XHTML}header", *SECTIONS}),
    "index-legend": frozenset({f"{XHTML}dl", *SECTIONS}),
    "index-group": SECTIONS,
    "index-entry-list": frozenset({LIST}),
    "index-entry": frozenset({ENTRY}),
    "index-term": _PHRASING,
    "index-locator-list": frozenset({LIST}),
    "index-locator": frozenset({LINK}),
    "index-term-category": frozenset({LINK}),
}
"""The elements that may have a type."""

_BELOW: Mapping[str, str] = {"index-headnotes": "index", "index-legend": "index-headnotes", "index-group": "index"}
"""The type of the nearest ancestor with any."""


def _is_list(element: Any) -> bool:
    """Whether an element is a list of entries, stated or implied."""
    if element is None:
        return False
    if "index-entry-list" in types_of(element):
        return True
    if element.tag != LIST or element.get(TYPE) is not None:
        return False
    above = {type for ancestor in element.iterancestors() for type in types_of(ancestor)}
    return "index" in above and "index-headnotes" not in above


def _is_entry(element: Any) -> bool:
    """Whether an element is an entry, stated or implied."""
    return element is not None and element.tag == ENTRY and _is_list(element.getparent())


def index_problems(root: Any) -> Iterator[Problem]:
    """What is wrong with the indexes in a document."""
    for type, tags in _ON.items():
        for element in elements_of(root, type):
            if element.tag not in tags:
                yield element, f"the type {type} is on {local_name(element)}"
            if type in _BELOW:
                above = nearest_typed(element)
                if above is None or _BELOW[type] not in types_of(above):
                    yield element, f"the type {type} is not in one of the type {_BELOW[type]}"
    for element in elements_of(root, "index"):
        yield from _group(element, "index")
    for element in elements_of(root, "index-group"):
        yield from _group(element, "index-group")
    for element in root.iter(f"{XHTML}*"):
        if _is_list(element):
            yield from _entries(element)
        if "index-entry" in types_of(element) or _is_entry(element):
            yield from _entry(element)
    yield from _parts(root)


def _group(element: Any, type: str) -> Iterator[Problem]:
    below = typed_children(element, LIST)
    if sum(each.tag in HEADINGS for each in below) > 1:
        yield element, f"an {type} has more than one heading"
    lists = sum(each.tag == LIST or "index-entry-list" in types_of(each) for each in below)
    if type == "index":
        if count_of(below, "index-headnotes") > 1:
            yield element, "an index has more than one index-headnotes"
        if (lists != 0) if count_of(below, "index-group") else (lists != 1):
            yield element, "an index has not one list of entries, nor groups alone"
    elif sum(each.tag == LIST for each in below) != 1:
        yield element, "an index-group has not one list of entries"


def _entries(element: Any) -> Iterator[Problem]:
    above = nearest_typed(element)
    is_placed = above is not None and {"index", "index-group", "index-entry"}.intersection(types_of(above))
    if not is_placed and not any(_is_entry(ancestor) for ancestor in element.iterancestors(ENTRY)):
        yield element, "a list of entries is in no index, group or entry"
    if element.find(ENTRY) is None:
        yield element, "a list of entries has no entry"


def _entry(element: Any) -> Iterator[Problem]:
    if not _is_list(element.getparent()):
        yield element, "an entry is in no list of entries"
    below = typed_children(element, ENTRY)
    references = ("index-xref-related", "index-xref-preferred")
    terms = sum("index-term" in types_of(each) and not set(references).intersection(types_of(each)) for each in below)
    if terms != 1:
        yield element, f"an entry has {terms} terms, not one"
    lists = sum((each.tag == LIST and each.get(TYPE) is None) or "index-entry-list" in types_of(each) for each in below)
    locators = count_of(below, "index-locator", "index-locator-range")
    located = count_of(below, "index-locator-list")
    notes = count_of(below, "index-editor-note")
    if not (lists or locators or located or notes or count_of(below, *references)):
        yield element, "an entry leads nowhere: it has no locator, list, note or cross reference"
    if lists > 1 or located > 1 or notes > 1:
        yield element, "an entry has more than one list of entries, list of locators or note"
    if located and locators:
        yield element, "an entry has a list of locators, and locators beside it"
    if all(count_of(below, reference) for reference in references):
        yield element, "an entry has a preferred and a related cross reference"


def _parts(root: Any) -> Iterator[Problem]:
    """The parts of entries."""

    def is_in_entry(element: Any) -> bool:
        above = nearest_typed(element, ENTRY)
        return above is not None and ("index-entry" in types_of(above) or _is_entry(above))

    def is_below(element: Any, *types: str) -> bool:
        return any(set(types).intersection(types_of(ancestor)) for ancestor in element.iterancestors())

    for type in _IN_ENTRY:
        for element in elements_of(root, type):
            if not is_in_entry(element):
                yield element, f"the type {type} is in no entry"
    for element in elements_of(root, "index-term"):
        parent = types_of(element.getparent())
        if not {"index-entry", "index-xref-related", "index-xref-preferred"}.intersection(parent):
            above = nearest_typed(element, ENTRY)
            if not _is_entry(above):
                yield element, "a term is in no entry or cross reference"
    for element in elements_of(root, "index-locator-list"):
        links = element.iterdescendants(LINK)
        if not any(link.get(TYPE) is None or "index-locator" in types_of(link) for link in links):
            yield element, "a list of locators has no locator"
    for element in elements_of(root, "index-locator"):
        is_listed = is_below(element, "index-locator-list", "index-locator-range")
        if not is_listed and not _is_entry(nearest_typed(element, ENTRY)):
            yield element, "a locator is in no entry"
    for element in elements_of(root, "index-locator-range"):
        if not is_below(element, "index-locator-list") and not _is_entry(nearest_typed(element, ENTRY)):
            yield element, "a range of locators is in no entry"
        if not 1 <= len(list(element.iterdescendants(LINK))) <= 2:
            yield element, "a range of locators has not one or two links"
    for element in elements_of(root, "index-xref-preferred", "index-xref-related"):
        own = {type for each in element.iter(f"{XHTML}*") for type in types_of(each)}
        if not own.intersection({"index-term", "index-term-category"}):
            yield element, "a cross reference has no term"
    for element in elements_of(root, "index-term-category"):
        own = set(types_of(element))
        references = {"index-xref-related", "index-xref-preferred"}
        if not own & references and not is_below(element, *references):
            yield element, "a category of terms is in no cross reference"


def whole_index_problems(root: Any) -> Iterator[Problem]:
    """What is wrong with a document that is an index."""
    """A document that is declared as an index has one; a body with nothing else says so."""
    body = root.find(f"{XHTML}body")
    indexes = set(elements_of(root, "index"))
    if not indexes:
        yield root, "a document that is declared as an index has none"
    if body is None or "index" in types_of(body):
        return
    for element in body.iterdescendants(f"{XHTML}*"):
        if (element.text or "").strip() and not indexes.intersection(element.iterancestors()):
            return
    yield body, "a document has nothing but an index, but its body has not the type index"
