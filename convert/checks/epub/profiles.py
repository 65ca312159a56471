"""The rules of indexes, dictionaries and publications for education on what their documents contain.

EPUB Indexes 1.0, 3; EPUB Dictionaries and Glossaries 1.0, 2; EPUB for Education, 4 and 5. They apply to documents that
a publication, an item or a collection declares to be of such a kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from convert.checks.epub import faults, media, urls
from convert.checks.epub.navigation import is_fixed
from convert.checks.epub.publication import OPF, OPS, XHTML, Publication, place, text
from convert.findings import Finding

_TYPE = f"{OPS}type"
_HEADINGS = frozenset(f"{XHTML}h{level}" for level in range(1, 7))
_SECTIONS = frozenset(f"{XHTML}{name}" for name in ("section", "article", "aside", "nav"))
_LIST, _ENTRY, _LINK = f"{XHTML}ul", f"{XHTML}li", f"{XHTML}a"

Problem = tuple[Any, str]


def faults_of(publication: Publication, profiles: frozenset[str]) -> Iterator[Finding]:
    """Every fault of the documents of such publications, but for the navigation document."""
    linear = {id(e): e.get("linear", "").strip() != "no" for e, _ in publication.named_items}
    non_linear = {item.id for e, item in publication.named_items if item is not None and not linear[id(e)]}
    indexes = _in_indexes(publication)
    for item in publication.distinct_items:
        if item.media_type != media.XHTML_TYPE or item.member is None or "nav" in item.properties:
            continue
        is_index = "idx" in profiles or "index" in item.properties or item.member in indexes
        is_education = "edupub" in profiles and item.id not in non_linear and not is_fixed(publication, item)
        if not (is_index or is_education or "dict" in profiles):
            continue
        root = publication.root(item.member)
        if root is None:
            continue
        problems: list[Problem] = []
        if is_index or is_education:
            problems += _index(root)
        if is_index:
            problems += _whole_index(root)
        if is_education:
            problems += _structure(root)
            problems += _semantics(root)
        if "dict" in profiles:
            problems += _dictionary(root)
        for element, message in problems:
            yield faults.PROFILE_RULE.at(place(item.member, element), message)
    if "edupub" in profiles:
        yield from _microdata(publication)


def _microdata(publication: Publication) -> Iterator[Finding]:
    """A publication for education with microdata, and without RDFa, at the first place."""
    where = None
    for _, member, _ in publication.contents:
        attributes = publication.attributes(member)
        if "property" in attributes:
            return
        if where is None and (stated := attributes.get("itemscope")):
            where = place(member, stated[0][0])
    if where is not None:
        yield faults.MICRODATA_ALONE.at(where, "the publication has microdata, and no RDFa")


def _in_indexes(publication: Publication) -> frozenset[str]:
    """The members that collections with the role `index` link to."""
    found: set[str] = set()
    for collection in publication.package.iter(f"{OPF}collection"):
        if "index" in (collection.get("role") or "").split():
            links = collection.iterdescendants(f"{OPF}link")
            found.update(urls.parse(publication.package_path, link.get("href") or "").member for link in links)
    return frozenset(found)


def _types(element: Any) -> list[str]:
    return (element.get(_TYPE) or "").split()


def _of(root: Any, *types: str) -> Iterator[Any]:
    """The elements of XHTML with one of these types."""
    wanted = set(types)
    for element in root.iter(f"{XHTML}*"):
        if element.get(_TYPE) is not None and wanted.intersection(_types(element)):
            yield element


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _children(element: Any, tag: str = "") -> list[Any]:
    """The descendants with no other between them and `element` that has a type, or the tag."""
    found: list[Any] = []
    pending = list(element.iterchildren("*"))
    while pending:
        each = pending.pop()
        found.append(each)
        if each.get(_TYPE) is None and each.tag != tag:
            pending += each.iterchildren("*")
    return found


def _nearest(element: Any, tag: str = "") -> Any:
    """The nearest ancestor that has a type, or the tag; None if there is none."""
    return next((e for e in element.iterancestors() if e.get(_TYPE) is not None or e.tag == tag), None)


def _has(elements: Sequence[Any], *types: str) -> int:
    return sum(bool(set(types).intersection(_types(element))) for element in elements)


# --------------------------------------------------------------------------------------------------------------------
# Indexes

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
    "index": frozenset({f"{XHTML}body", *_SECTIONS}),
    "index-headnotes": frozenset({f"{XHTML}header", *_SECTIONS}),
    "index-legend": frozenset({f"{XHTML}dl", *_SECTIONS}),
    "index-group": _SECTIONS,
    "index-entry-list": frozenset({_LIST}),
    "index-entry": frozenset({_ENTRY}),
    "index-term": _PHRASING,
    "index-locator-list": frozenset({_LIST}),
    "index-locator": frozenset({_LINK}),
    "index-term-category": frozenset({_LINK}),
}
"""The elements that may have a type."""

_BELOW: Mapping[str, str] = {"index-headnotes": "index", "index-legend": "index-headnotes", "index-group": "index"}
"""The type of the nearest ancestor with any."""


def _is_list(element: Any) -> bool:
    """Whether an element is a list of entries, stated or implied."""
    if element is None:
        return False
    if "index-entry-list" in _types(element):
        return True
    if element.tag != _LIST or element.get(_TYPE) is not None:
        return False
    above = {type for ancestor in element.iterancestors() for type in _types(ancestor)}
    return "index" in above and "index-headnotes" not in above


def _is_entry(element: Any) -> bool:
    """Whether an element is an entry, stated or implied."""
    return element is not None and element.tag == _ENTRY and _is_list(element.getparent())


def _index(root: Any) -> Iterator[Problem]:
    for type, tags in _ON.items():
        for element in _of(root, type):
            if element.tag not in tags:
                yield element, f"the type {type} is on {_name(element)}"
            if type in _BELOW:
                above = _nearest(element)
                if above is None or _BELOW[type] not in _types(above):
                    yield element, f"the type {type} is not in one of the type {_BELOW[type]}"
    for element in _of(root, "index"):
        yield from _group(element, "index")
    for element in _of(root, "index-group"):
        yield from _group(element, "index-group")
    for element in root.iter(f"{XHTML}*"):
        if _is_list(element):
            yield from _entries(element)
        if "index-entry" in _types(element) or _is_entry(element):
            yield from _entry(element)
    yield from _parts(root)


def _group(element: Any, type: str) -> Iterator[Problem]:
    below = _children(element, _LIST)
    if sum(each.tag in _HEADINGS for each in below) > 1:
        yield element, f"an {type} has more than one heading"
    lists = sum(each.tag == _LIST or "index-entry-list" in _types(each) for each in below)
    if type == "index":
        if _has(below, "index-headnotes") > 1:
            yield element, "an index has more than one index-headnotes"
        if (lists != 0) if _has(below, "index-group") else (lists != 1):
            yield element, "an index has not one list of entries, nor groups alone"
    elif sum(each.tag == _LIST for each in below) != 1:
        yield element, "an index-group has not one list of entries"


def _entries(element: Any) -> Iterator[Problem]:
    above = _nearest(element)
    is_placed = above is not None and {"index", "index-group", "index-entry"}.intersection(_types(above))
    if not is_placed and not any(_is_entry(ancestor) for ancestor in element.iterancestors(_ENTRY)):
        yield element, "a list of entries is in no index, group or entry"
    if element.find(_ENTRY) is None:
        yield element, "a list of entries has no entry"


def _entry(element: Any) -> Iterator[Problem]:
    if not _is_list(element.getparent()):
        yield element, "an entry is in no list of entries"
    below = _children(element, _ENTRY)
    references = ("index-xref-related", "index-xref-preferred")
    terms = sum("index-term" in _types(each) and not set(references).intersection(_types(each)) for each in below)
    if terms != 1:
        yield element, f"an entry has {terms} terms, not one"
    lists = sum((each.tag == _LIST and each.get(_TYPE) is None) or "index-entry-list" in _types(each) for each in below)
    locators = _has(below, "index-locator", "index-locator-range")
    located = _has(below, "index-locator-list")
    notes = _has(below, "index-editor-note")
    if not (lists or locators or located or notes or _has(below, *references)):
        yield element, "an entry leads nowhere: it has no locator, list, note or cross reference"
    if lists > 1 or located > 1 or notes > 1:
        yield element, "an entry has more than one list of entries, list of locators or note"
    if located and locators:
        yield element, "an entry has a list of locators, and locators beside it"
    if all(_has(below, reference) for reference in references):
        yield element, "an entry has a preferred and a related cross reference"


def _parts(root: Any) -> Iterator[Problem]:
    """The parts of entries."""

    def is_in_entry(element: Any) -> bool:
        above = _nearest(element, _ENTRY)
        return above is not None and ("index-entry" in _types(above) or _is_entry(above))

    def is_below(element: Any, *types: str) -> bool:
        return any(set(types).intersection(_types(ancestor)) for ancestor in element.iterancestors())

    for type in _IN_ENTRY:
        for element in _of(root, type):
            if not is_in_entry(element):
                yield element, f"the type {type} is in no entry"
    for element in _of(root, "index-term"):
        parent = _types(element.getparent())
        if not {"index-entry", "index-xref-related", "index-xref-preferred"}.intersection(parent):
            above = _nearest(element, _ENTRY)
            if not _is_entry(above):
                yield element, "a term is in no entry or cross reference"
    for element in _of(root, "index-locator-list"):
        links = element.iterdescendants(_LINK)
        if not any(link.get(_TYPE) is None or "index-locator" in _types(link) for link in links):
            yield element, "a list of locators has no locator"
    for element in _of(root, "index-locator"):
        is_listed = is_below(element, "index-locator-list", "index-locator-range")
        if not is_listed and not _is_entry(_nearest(element, _ENTRY)):
            yield element, "a locator is in no entry"
    for element in _of(root, "index-locator-range"):
        if not is_below(element, "index-locator-list") and not _is_entry(_nearest(element, _ENTRY)):
            yield element, "a range of locators is in no entry"
        if not 1 <= len(list(element.iterdescendants(_LINK))) <= 2:
            yield element, "a range of locators has not one or two links"
    for element in _of(root, "index-xref-preferred", "index-xref-related"):
        own = {type for each in element.iter(f"{XHTML}*") for type in _types(each)}
        if not own.intersection({"index-term", "index-term-category"}):
            yield element, "a cross reference has no term"
    for element in _of(root, "index-term-category"):
        own = set(_types(element))
        references = {"index-xref-related", "index-xref-preferred"}
        if not own & references and not is_below(element, *references):
            yield element, "a category of terms is in no cross reference"


def _whole_index(root: Any) -> Iterator[Problem]:
    """A document that is declared as an index has one; a body with nothing else says so."""
    body = root.find(f"{XHTML}body")
    indexes = set(_of(root, "index"))
    if not indexes:
        yield root, "a document that is declared as an index has none"
    if body is None or "index" in _types(body):
        return
    for element in body.iterdescendants(f"{XHTML}*"):
        if (element.text or "").strip() and not indexes.intersection(element.iterancestors()):
            return
    yield body, "a document has nothing but an index, but its body has not the type index"


# --------------------------------------------------------------------------------------------------------------------
# Education


def _is_heading(element: Any) -> bool:
    return element.tag in _HEADINGS or element.get("role") == "heading"


def _rank(heading: Any) -> float:
    if heading.get("role") != "heading":
        return float(_name(heading)[1:])
    try:
        return float(heading.get("aria-level", "2"))
    except ValueError:
        return float("nan")


def _structure(root: Any) -> Iterator[Problem]:
    """Each section has one heading, of the rank that its depth demands."""
    body = root.find(f"{XHTML}body")
    if body is None:
        return
    owned: dict[Any, list[Any]] = {}
    headings: list[tuple[Any, list[Any]]] = []
    for heading in body.iterdescendants("*"):
        if not isinstance(heading.tag, str) or not heading.tag.startswith(XHTML) or not _is_heading(heading):
            continue
        sections = [ancestor for ancestor in heading.iterancestors() if ancestor.tag in _SECTIONS]
        owned.setdefault(sections[0] if sections else body, []).append(heading)
        headings.append((heading, sections))
    children = {child.tag for child in body.iterchildren(f"{XHTML}*")}
    if children - _SECTIONS:
        yield from _section(body, owned.get(body, []))
    for section in body.iterdescendants(f"{XHTML}section", f"{XHTML}article"):
        yield from _section(section, owned.get(section, []))
    yield from _ranks(body, headings, bool(children - {f"{XHTML}section", f"{XHTML}article"}))
    yield from _order(body)


def _section(section: Any, headings: Sequence[Any]) -> Iterator[Problem]:
    label = section.get("aria-label")
    if label is not None and not label.strip():
        yield section, "aria-label is empty"
    if not (label or "").strip() and not headings:
        yield section, f"{_name(section)} has no heading"
    if len(headings) > 1:
        yield section, f"{_name(section)} has more than one heading"
    if len(headings) == 1:
        heading = headings[0]
        labels = [each.get("aria-label") for each in heading.iter("*")]
        labels += [image.get("alt") for image in heading.iterchildren(f"{XHTML}img")]
        if not text(heading) and not any((each or "").strip() for each in labels):
            yield heading, "a heading is empty"
        if label is not None and text(heading) == " ".join(label.split()):
            yield section, "aria-label is the same as the heading"


def _ranks(body: Any, headings: Sequence[tuple[Any, Sequence[Any]]], is_section: bool) -> Iterator[Problem]:
    outer = frozenset({f"{XHTML}aside", f"{XHTML}nav"})
    top = next(((h, s) for h, s in headings if len(s) <= 1 and not outer.intersection(e.tag for e in s)), None)
    has_label = bool((body.get("aria-label") or "").strip())
    rank = 1.0 if has_label or top is None else _rank(top[0])
    depth = 0 if has_label or top is None or not top[1] else 1
    for heading, sections in headings:
        if any(ancestor.tag in (f"{XHTML}figure", f"{XHTML}blockquote") for ancestor in heading.iterancestors()):
            yield heading, "a heading is in figure or blockquote"
        expected = rank - depth + len(sections) if is_section else rank + len(sections) - 1
        actual = _rank(heading)
        if (expected < 6 and actual != expected) or (expected > 5 and actual < 6):
            yield heading, f"the rank of the heading is {actual:g}, not {min(expected, 6):g}"


def _order(body: Any) -> Iterator[Problem]:
    section = f"{XHTML}section"
    for parent in (body, *body.iterdescendants(section)):
        is_after = False
        for child in parent.iterchildren("*"):
            if child.tag == section:
                is_after = True
            elif is_after:
                yield child, f"{_name(child)} follows a section"
    for subtitle in body.iterdescendants(f"{XHTML}p"):
        if subtitle.get(_TYPE) == "subtitle":
            is_titled = any(each.tag in _HEADINGS for each in subtitle.itersiblings(preceding=True))
            if is_titled and not any(True for _ in subtitle.iterancestors(f"{XHTML}header")):
                yield subtitle, "a subtitle is in no header"


_PROBLEMS = ("fill-in-the-blank-problem", "general-problem", "match-problem", "multiple-choice", "true-false-problem")
_NEEDED: Mapping[str, str] = {
    **{
        f"{name}s": name
        for name in [
            "answer",
            "assessment",
            "credit",
            "footnote",
            "keyword",
            "learning-objective",
            "learning-outcome",
            "learning-resource",
            "learning-standard",
            "practice",
            "rearnote",
        ]
    },
    "bibliography": "biblioentry",
    **dict.fromkeys(_PROBLEMS, "question"),
}
"""The type that one of the descendants of an element with a type has."""


def _semantics(root: Any) -> Iterator[Problem]:
    for element in root.iter("*"):
        type = element.get(_TYPE)
        if type in _NEEDED:
            below = [each.get(_TYPE) for each in element.iterdescendants("*")]
            if _NEEDED[type] not in below:
                yield element, f"an element of the type {type} has none of the type {_NEEDED[type]}"
            if type in _PROBLEMS and below.count("answer") > 1:
                yield element, f"an element of the type {type} has more than one answer"
        elif type == "ordinal" and any(each.get(_TYPE) == type for each in element.iterdescendants("*")):
            yield element, "an ordinal is in another"


# --------------------------------------------------------------------------------------------------------------------
# Dictionaries

_ON_IN_DICTIONARY: Mapping[str, frozenset[str]] = {
    type: frozenset(f"{XHTML}{name}" for name in names.split())
    for type, names in {
        "dictionary": "body section",
        "dictentry": "article",
        "condensed-entry": "aside",
        "part-of-speech-list": "ol",
        "sense-list": "ol",
        "idiom": "dfn",
        "phrase-list": "ol ul",
    }.items()
}


def _dictionary(root: Any) -> Iterator[Problem]:
    article = f"{XHTML}article"
    for type, tags in _ON_IN_DICTIONARY.items():
        for element in _of(root, type):
            if element.tag not in tags:
                yield element, f"the type {type} is on {_name(element)}"
    for element in _of(root, "dictionary"):
        if element.find(article) is None:
            yield element, "a dictionary has no article"
    for element in root.iter(f"{XHTML}*"):
        types, parent = _types(element), element.getparent()
        above = [] if parent is None else _types(parent)
        if "dictentry" in types or (element.tag == article and "dictionary" in above):
            words = element.iterdescendants(f"{XHTML}dfn")
            is_condensed: Callable[[Any], bool] = lambda e: any(  # noqa: E731
                "condensed-entry" in _types(ancestor) for ancestor in e.iterancestors()
            )
            if all(is_condensed(word) for word in words):
                yield element, "an entry has no dfn"
        if "condensed-entry" in types:
            outer = None if parent is None else parent.getparent()
            if parent is None or parent.tag != article or outer is None or "dictionary" not in _types(outer):
                yield element, "a condensed entry is not in an article of a dictionary"
            if (element.get("hidden", "no")).lower() not in ("", "hidden"):
                yield element, "a condensed entry is not hidden"
        is_in_list = parent is not None and parent.tag == f"{XHTML}ol" and "part-of-speech-list" in above
        is_group = "part-of-speech-group" in types or (element.tag == _ENTRY and is_in_list)
        if is_group and not _has(_children(element, _ENTRY), "part-of-speech"):
            yield element, "a group has no part of speech"
        if "tran-info" in types and parent is not None and not _has(list(parent.iterchildren("*")), "tran"):
            yield element, "a tran-info has no tran beside it"
        is_phrases = "phrase-group" in types or (element.tag == _ENTRY and "phrase-list" in above)
        if is_phrases and not _has(list(element.iterdescendants(f"{XHTML}*")), "example", "idiom"):
            yield element, "a group of phrases has no example or idiom"
