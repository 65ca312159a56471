"""The checks of NewsML-G2: recognition, schema, and the facts that a document states.

A document is one of six kinds of items, or a newsMessage with items; a part of one, such as a catalog, can be a
document, too. Every version is validated against the newest schema, which allows everything that older ones allow; the
stated version does not matter. Of the standard's two schemas ours is the one with ODRL: the other refuses every
`rightsExpressionXML`, correct or not, as it has no schema for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cache, partial
from itertools import chain
from typing import Any, TypeAlias

from lxml import etree

from convert.checks.engine import schemas, xml_schemas
from convert.checks.engine.facts import Body, Fact, Facts, is_responsible, xhtml_text
from convert.checks.engine.pointers import named_path
from convert.checks.newsml_g2.messages import plain
from convert.checks.newsml_g2.schema_files import NEWEST, SCHEMA, XS, roots
from convert.documents import (
    LIMITS,
    XHTML,
    XML_LANG,
    DocumentError,
    Index,
    Limits,
    Xml,
    local_name,
    open_html,
    open_xml,
)
from convert.findings import Finding, Location, Severity

FAMILY = "NML"

NAR = "{http://iptc.org/std/nar/2006-10-01/}"
ITEMS = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
_MESSAGE = "newsMessage"
_KINDS = frozenset({*ITEMS, _MESSAGE})
_ITEM_TAGS = frozenset(NAR + name for name in ITEMS)
_WITH_HEADLINE = frozenset(NAR + name for name in ("newsItem", "packageItem"))

_START = re.compile(
    r"<(?:(?P<prefix>[^\s:<>/=]+):)?(?P<name>[^\s:<>/=]+)(?P<rest>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
)
_DECLARED = re.compile(r"\sxmlns(?::(?P<prefix>[^\s=]+))?\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')")


def recognise(data: bytes) -> bool:
    """Whether the root of `data` is an element that the standard declares, with any prefix."""
    name = _root_name(data)
    return name in _KINDS or (bool(name) and name in _elements())


def is_message(data: bytes) -> bool:
    """Whether the root of `data` is a newsMessage, with any prefix."""
    return _root_name(data) == _MESSAGE


def _root_name(data: bytes) -> str:
    """The name of the root, empty if it is not in the namespace of the standard."""
    name, namespace = root_element(data)
    return name if namespace.rstrip("/") == NAR.strip("{}/") else ""


def root_element(data: bytes) -> tuple[str, str]:
    """The name and the namespace of the root of XML, empty where there is none."""
    start = _START.match(text := _decoded(data), _after_prolog(text))
    if not start:
        return "", ""
    for declared in _DECLARED.finditer(start["rest"]):
        if declared["prefix"] == start["prefix"]:
            uri = declared["double"] if declared["double"] is not None else declared["single"]
            return start["name"], uri
    return start["name"], ""


@cache
def _elements() -> frozenset[str]:
    """The names of the elements that can be the root of a document, from our schema."""
    return frozenset(element.get("name", "") for root in roots() for element in root.iterchildren(f"{XS}element"))


def _decoded(data: bytes) -> str:
    """The beginning of `data`, longer than any prolog; in UTF-16 if the byte order mark or the first `<` shows it."""
    head = data[: 256 * 1024]
    for mark, encoding in (
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"<\0", "utf-16-le"),
        (b"\0<", "utf-16-be"),
    ):
        if head.startswith(mark):
            return head.decode(encoding, "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _after_prolog(text: str) -> int:
    """The offset after white space, comments, processing instructions and the doctype."""
    at = 0
    while True:
        while at < len(text) and text[at].isspace():
            at += 1
        for opening, closing in (("<?", "?>"), ("<!--", "-->"), ("<!DOCTYPE", ">")):
            if text.startswith(opening, at):
                end = text.find(closing, at + len(opening))
                if end < 0:
                    return len(text)
                at = end + len(closing)
                break
        else:
            return at


def open(data: bytes, limits: Limits = LIMITS) -> Xml:
    """Parse the document. Raises DocumentError."""
    return open_xml(data, limits=limits)


def version(document: Xml) -> str:
    """The version to check against: the newest, since each allows what older ones allow."""
    return NEWEST


def newer(document: Xml) -> Finding | None:
    """A warning if an item states a version newer than that of our schema."""
    for item in items(document):
        stated = item.get("standardversion", "")
        if is_newer(stated):
            return Finding(
                code="NML002",
                severity=Severity.WARNING,
                message=f"the item states NewsML-G2 {stated}, newer than {NEWEST}; what is not known may be right",
                advice="Look for a newer wirecopy, or validate with the schema of that version.",
                location=place(item, "standardversion"),
            )
    return None


def is_newer(stated: str) -> bool:
    """Return whether a version is newer than that of our schema."""
    numbers = _VERSION.fullmatch(stated)
    return numbers is not None and tuple(map(int, numbers.groups())) > tuple(map(int, NEWEST.split(".")))


_VERSION = re.compile("([0-9]{1,3})[.]([0-9]{1,3})")


def violations(document: Xml, version: str) -> Iterator[Finding]:
    """The violations of the newest schema, in plain language."""
    yield from _findings(xml_schemas.xml_violations(SCHEMA, document), "")


def profile(document: Xml) -> Iterator[Finding]:
    """The violations of the body profile of our own output in XHTML bodies."""
    path = f"{NAR}contentSet/{NAR}inlineXML/{XHTML}html/{XHTML}body"
    for body in chain.from_iterable(item.iterfind(path) for item in items(document)):
        if xml_schemas.is_small(document) and xml_schemas.conforms("xhtml/body.xsd", body):
            continue
        # The copy is a document of its own, so that paths begin at `body`.
        above: Any = body.getparent()
        yield from _findings(xml_schemas.element_violations("xhtml/body.xsd", deepcopy(body)), named_path(above))


def _located(violations: Iterator[schemas.Violation]) -> Iterator[schemas.Violation]:
    """The violations; one without a place for those that cannot be located."""
    try:
        yield from violations
    except etree.XPathEvalError:
        # libxml2 gives places as XPath with the prefixes of the document, which the look-up does not have.
        yield schemas.Violation(pointer="", line=0, message="an element with a prefix violates the schema")


def _findings(violations: Iterator[schemas.Violation], above: str) -> Iterator[Finding]:
    for violation in _located(violations):
        message, advice = plain(violation.message)
        message = f"outside the body profile: {message}" if above else message
        yield violation.finding("NML001", advice, message=message, above=above)


_TIME_ELEMENTS = tuple(
    NAR + name
    for name in (
        *("versionCreated", "firstCreated", "embargoed", "expires", "contentCreated", "contentModified", "timestamp"),
        *("sent", "start", "end", "rDate", "exDate", "scheduled"),
    )
)
"""In this order, so that findings on several times begin with the same one on every run."""

_TIME_ATTRIBUTES = frozenset(
    {
        *("timestamp", "modified", "generated", "validfrom", "validto", "schemecreated", "schememodified"),
        *("schemeretired", "created", "retired", "until", "approxstart", "approxend", "coversfrom", "coversto"),
    }
)
_LANGUAGE_ATTRIBUTES = frozenset({XML_LANG, "lang", "hreflang", "language", "tag"})


_UNKNOWN = "https://w3id.org/wirecopy/terms/unknown"
_TERMS = ("qcode", "uri", "literal", "href", "residref")
_TEXT_ELEMENTS = tuple(
    NAR + name
    for name in (
        *("headline", "slugline", "dateline", "by", "creditline", "description", "keyword", "name", "title", "edNote"),
        *("definition", "note", "copyrightNotice", "usageTerms", "registration"),
    )
)


def items(document: Xml) -> list[etree._Element]:
    """The items of the document: itself, or those of the message; none if it is only a part of an item."""
    root = document.root
    if root.tag in _ITEM_TAGS:
        return [root]
    return [item for item in root.iterfind(f"{NAR}itemSet/*") if item.tag in _ITEM_TAGS]


def facts(document: Xml) -> Facts:
    """The facts that the document states.

    Those of a message are those of its first item, but the bodies, times, languages and texts of all; `items` has the
    facts of each item.
    """
    of_items = items(document)
    first, *others = [tuple(_bodies(item)) for item in of_items] or [()]
    bodies = sum(others, first)
    texts = [_text(element) for element in document.index.named(*_TEXT_ELEMENTS)]
    texts += [Fact("body", body.text, body.place) for body in bodies]
    separate = zip(of_items, (first, *others), strict=True) if others else ()
    return Facts(
        times=tuple(_times(document.index)),
        languages=tuple(_languages(document.index)),
        bodies=bodies,
        texts=tuple(fact for fact in texts if fact.value),
        has_body=any(map(_has_text, of_items)),
        items=tuple(Facts(bodies=own, **_of_item(item, own)) for item, own in separate),
        **(_of_item(of_items[0], first) if of_items else {"has_headline": False}),
    )


def place(element: Any, attribute: str = "") -> Location:
    """The place of `element`, or of its attribute."""
    pointer = named_path(element)
    return Location(line=element.sourceline or 0, pointer=f"{pointer}/@{attribute}" if attribute else pointer)


def _of_item(item: etree._Element, bodies: Sequence[Body]) -> dict[str, Any]:
    """The facts of a single item; `bodies` are its own."""
    parts = _children(item)
    management = _children(*parts.get("itemMeta", ())[:1])
    content = _children(*parts.get("contentMeta", ())[:1])
    headlines = content.get("headline", ())
    headline = _main_headline(headlines)
    printed = [
        headline,
        _by_role(headlines, "subheadline"),
        _first(content, "by"),
        _by_role(content.get("description", ()), "summary"),
        _first(content, "dateline"),
    ]
    is_content = item.tag in _WITH_HEADLINE
    return {
        "guid": _attribute(item, "guid"),
        "version": _attribute(item, "version"),
        "status": _status(management),
        "headline": headline,
        "provider": _provider(item, management),
        "published": _first(management, "firstCreated") or _published(item),
        "updated": _first(management, "versionCreated"),
        "content_created": _first(content, "contentCreated"),
        "embargo": _first(management, "embargoed"),
        "expires": _first(management, "expires"),
        "rights": tuple(_rights(parts.get("rightsInfo", ()))) if is_content else None,
        "digital_source_type": _digital_source_type(content),
        "responsible": tuple(_responsible(content)),
        "printed": " ".join([*(fact.value for fact in printed if fact), *(body.text for body in bodies[:1])]),
        "has_headline": is_content and not _is_of_media(management),
    }


_Children: TypeAlias = Mapping[str, Sequence[Any]]


def _children(*parents: Any) -> _Children:
    """The children of the elements in the standard's namespace, by name."""
    found: dict[str, list[Any]] = {}
    for parent in parents:
        for child in parent.iterchildren(f"{NAR}*"):
            found.setdefault(child.tag.removeprefix(NAR), []).append(child)
    return found


def _text(element: etree._Element) -> Fact:
    value = _characters(element) if len(element) else element.text or ""
    return Fact(local_name(element), value, partial(place, element))


def _attribute(element: Any, name: str) -> Fact | None:
    value = element.get(name)
    if value is None:
        return None
    label = "xml:lang" if name == XML_LANG else name
    return Fact(label, value, partial(place, element, label))


def _first(children: _Children, name: str) -> Fact | None:
    found = children.get(name)
    return _text(found[0]) if found else None


def _by_role(elements: Iterable[Any], role: str) -> Fact | None:
    """The first element whose role, by QCode or URI, ends in the code `role`."""
    for element in elements:
        if role in _codes(element):
            return _text(element)
    return None


def _main_headline(headlines: Iterable[Any]) -> Fact | None:
    """The headline of lowest rank: of those without a role, else of those with the role main, else of all."""
    all_of_them = list(headlines)
    unassigned = [e for e in all_of_them if not e.get("role") and not e.get("roleuri")]
    main = [e for e in all_of_them if "main" in _codes(e)]
    chosen = unassigned or main or all_of_them
    return _text(min(chosen, key=lambda e: _rank(e.get("rank")))) if chosen else None


def _codes(element: Any) -> set[str]:
    """The codes of the roles of an element, by QCode or URI."""
    roles = element.get("role", "").split() + element.get("roleuri", "").split()
    return {re.split("[:/#]", each)[-1] for each in roles}


def _is_of_media(management: _Children) -> bool:
    """Whether the item is a picture, audio or video, which needs no headline."""
    stated = management.get("itemClass", ())[:1]
    terms = (term for kind in stated for term in (kind.get("qcode"), kind.get("uri")) if term)
    return any(re.split("[:/#]", term)[-1] in ("picture", "graphic", "audio", "video", "animated") for term in terms)


def _published(item: etree._Element) -> Fact | None:
    stamp = item.find(f"{NAR}pubHistory/{NAR}published/{NAR}timestamp")
    return _text(stamp) if stamp is not None else None


def _provider(item: etree._Element, management: _Children) -> Fact | None:
    """The provider of the item, None if it is the term for unknown in our vocabulary."""
    if "provider" not in management:
        return None
    provider = management["provider"][0]
    alias, _, code = provider.get("qcode", "").partition(":")
    schemes = (s.get("uri", "") for s in item.iterfind(f"{NAR}catalog/{NAR}scheme") if s.get("alias") == alias)
    value = _name(provider)
    if not value or _UNKNOWN in (value, *(scheme + code for scheme in schemes)):
        return None
    return Fact("provider", value, partial(place, provider))


def _digital_source_type(content: _Children) -> Fact | None:
    stated = content.get("digitalSourceType", ())[:1]
    return next((Fact("digitalSourceType", value, partial(place, e)) for e in stated if (value := _term(e))), None)


def _responsible(content: _Children) -> Iterator[Fact]:
    """The byline, the creators, and contributors with the role of an editor; by their names, else by their terms."""
    if byline := _first(content, "by"):
        yield byline
    editors = (e for e in content.get("contributor", ()) if any(map(is_responsible, _codes(e))))
    for person in chain(content.get("creator", ()), editors):
        names = filter(None, map(_characters, person.iterchildren(f"{NAR}name")))
        if name := next(names, "") or _term(person):
            yield Fact(person.tag.removeprefix(NAR), name, partial(place, person))


def _rights(infos: Iterable[Any]) -> Iterator[Fact]:
    """The statements in `rightsInfo`."""
    for statement in chain.from_iterable(info.iterchildren("*") for info in infos):
        if value := _name(statement):
            yield Fact(local_name(statement), value, partial(place, statement))


def _name(element: etree._Element) -> str:
    """The text of an element, or the term that it names."""
    return " ".join(_characters(element).split()) or _term(element)


def _term(element: etree._Element) -> str:
    """The term that an element names by code, URI or literal; empty if none."""
    return next(filter(None, map(element.get, _TERMS)), "")


def _times(index: Index) -> Iterator[Fact]:
    for element in index.named(*_TIME_ELEMENTS):
        # A day or month without a year, which events can have (--12-24), is not a point in time.
        if not (element.text or "").lstrip().startswith("-"):
            yield _text(element)
    for element, name in index.having(_TIME_ATTRIBUTES):
        if element.tag.startswith(NAR) and (fact := _attribute(element, name)):
            yield fact


def _languages(index: Index) -> Iterator[Fact]:
    for element, name in index.having(_LANGUAGE_ATTRIBUTES):
        if _is_language(element, name):
            fact = _attribute(element, name)
            if fact and fact.value:
                yield fact


def _bodies(item: etree._Element) -> Iterator[Body]:
    """The renditions inside the item; XHTML as its root element, all others as text, HTML without its markup."""
    contents = item.iterchildren(f"{NAR}contentSet")
    for rendition in chain.from_iterable(content.iterchildren("*") for content in contents):
        if rendition.tag not in (NAR + "inlineXML", NAR + "inlineData"):
            continue
        first = next(rendition.iterchildren("*"), None)
        markup = first if first is not None and first.tag.startswith(XHTML) else None
        yield Body(
            place=partial(place, rendition),
            root=markup,
            text="" if markup is not None else _text_of_rendition(rendition),
            words=_count(rendition.get("wordcount")),
            characters=_count(rendition.get("charcount")),
        )


def _text_of_rendition(rendition: etree._Element) -> str:
    text = _characters(rendition, " ")
    is_html = rendition.tag == NAR + "inlineData" and rendition.get("contenttype", "").startswith("text/html")
    try:
        return xhtml_text(open_html(text)) if is_html else text
    except DocumentError:
        return text


def _has_text(item: etree._Element) -> bool:
    """Whether `item` has its content as text; pictures, data and external content are not."""
    if item.tag != NAR + "newsItem":
        return False
    renditions = item.findall(f"{NAR}contentSet/{NAR}*")
    if renditions:
        return any(map(_is_story, renditions))
    nature = item.find(f"{NAR}itemMeta/{NAR}itemClass")
    term = nature.get("qcode") or nature.get("uri") if nature is not None else None
    return not term or re.split("[:/]", term)[-1] == "text"


def _is_story(rendition: etree._Element) -> bool:
    """Whether a rendition is, or should be, text: XHTML, NITF, or plain; other markup may be mere data."""
    match rendition.tag.removeprefix(NAR):
        case "inlineXML":
            markup = next(rendition.iterchildren("*"), None)
            return markup is None or markup.tag.startswith(XHTML) or local_name(markup) == "nitf"
        case "inlineData":
            return not rendition.get("contenttype", "").startswith(("image/", "audio/", "video/", "application/"))
    return False


def _is_language(element: etree._Element, attribute: str) -> bool:
    """Whether the value of `attribute` is a language tag on this element."""
    match attribute:
        case "tag":
            return element.tag == NAR + "language"
        case "language":
            return element.tag in (NAR + "remoteContent", NAR + "channel")
        case "lang":
            return element.tag.startswith(XHTML)
        case "hreflang":
            return element.tag in (XHTML + "a", NAR + "a")
    return True


def _characters(element: etree._Element, between: str = "") -> str:
    """The characters below `element`, without those of comments and processing instructions."""
    return between.join(map(str, element.itertext(etree.Element)))


def _rank(rank: str | None) -> int:
    return int(rank) if rank and re.fullmatch("[0-9]{1,9}", rank) else 10**9


def _status(management: _Children) -> str:
    if "pubStatus" not in management:
        return "usable"
    status = management["pubStatus"][0]
    return re.split("[:/]", status.get("qcode") or status.get("uri") or "usable")[-1]


def _count(stated: str | None) -> int | None:
    return int(stated) if stated and re.fullmatch("[0-9]{1,12}", stated) else None
