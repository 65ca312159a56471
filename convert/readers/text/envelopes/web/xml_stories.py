"""Stories in XML as agencies, archives and sites keep it: NITF, NewsML 1, RSS, Atom, WordPress, Evernote, DITA.

Each becomes an object with the keys that services use in JSON (`json_stories`), its text as HTML. What these formats
state of a story's release is among them: `management-status` and `date.release` of NITF, `Status` of NewsML 1, and
`wp:status`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from html import escape
from html.entities import html5
from typing import TYPE_CHECKING, Any

from convert.documents import XML_LANG, local_name, open_xml
from convert.readers.text.envelopes.envelope import one_line
from convert.readers.text.envelopes.web.block_trees import CAPTION

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOT = re.compile(
    rb"[\s\xef\xbb\xbf]*(?:<(?:\?xml|!)[^>]{0,2000}>\s*){0,8}"
    rb"<(?P<name>(?:\w{1,20}:)?(?:nitf|NewsML|rss|feed|RDF|topic|concept|reference|en-export))[\s>]"
)
"""The root element, behind the prolog of a document."""

_REFERENCE = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_NOTE = re.compile(r"<\?xml[^<>]{0,200}\?>|<!DOCTYPE[^<>]{0,300}>|</?en-(?:note|media|todo|crypt)\b[^<>]{0,500}>")
"""What is around the XHTML of a note of Evernote, and its own elements."""

_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(?:[.,]\d+)?\s?(Z|[+-]\d\d:?\d\d)?)?")
"""A moment of ISO 8601 without its signs, as NITF and NewsML 1 have them."""

_TITLES = ("hl2", "subhead", "title")
_HEADING = re.compile(r"hl\d|h[1-6]|subhead|crosshead")
_AS_PARAGRAPH = frozenset({"p", "lq", "tagline", "media-caption", "fig", "caption", "note", "bibliography"})
_CAPTIONS = frozenset({"media-caption", "caption"})
_KEPT = frozenset({"ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th", "blockquote", "br"})
_SKIPPED = frozenset({"script", "style", "media-metadata", "media-reference", "media-object", "prolog", "img", "image"})
_STATUS = {
    "draft": "withheld",
    "pending": "withheld",
    "private": "withheld",
    "future": "withheld",
    "embargoed": "withheld",
    "trash": "canceled",
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
}
"""What the words of these formats for the status of a story mean."""


def may_be_xml_story(data: bytes) -> bool:
    """Whether `data` begin as XML of these formats does."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" and _ROOT.match(data) is not None


def xml_stories(data: bytes) -> Iterator[Mapping[str, Any]]:
    """The stories in XML as objects. Raises DocumentError where it cannot be read."""
    root = open_xml(_REFERENCE.sub(_as_number, data)).root
    match local_name(root):
        case "nitf":
            yield _nitf(root)
        case "NewsML":
            sent = {"published": _moment(_text(_first(_first(root, "NewsEnvelope"), "DateAndTime")))}
            for each in _all(root, "NewsItem"):
                values = _newsml(each)
                yield values if values["published"] else values | sent
        case "rss" | "RDF":
            channel = _first(root, "channel")
            outer = {"provider": _text(_first(channel, "title")), "language": _text(_first(channel, "language"))}
            for item in _all(root, "item"):
                if _text(_first(item, "post_type")) in ("", "post", "page"):
                    yield outer | _item(item)
        case "feed":
            outer = {"provider": _text(_child(root, "title"))}
            yield from (outer | _entry(entry) for entry in _all(root, "entry"))
        case "en-export":
            yield from map(_note, _all(root, "note"))
        case _:
            yield _topic(root)


def _as_number(found: re.Match[bytes]) -> bytes:
    """A reference to a character of HTML by its number, which needs no declaration."""
    name = found[1].decode()
    character = html5.get(name + ";", "")
    if name in _XML_ENTITIES or not character:
        return found[0]
    return "".join(f"&#{ord(each)};" for each in character).encode()


def _nitf(root: _Element) -> dict[str, Any]:
    """NITF 3: `docdata`, `body.head` and `body.content`; the tag line of `body.end` is the last paragraph."""
    head, docdata = _first(root, "body.head"), _first(root, "docdata")
    issued = _moment(_attribute(docdata, "date.issue", "norm"))
    release = _moment(_attribute(docdata, "date.release", "norm"))
    content = _first(root, "body.content")
    values: dict[str, Any] = {
        "headline": _text(_first(head, "hl1")) or _text(_first(_first(root, "head"), "title")),
        "subheadline": _text(_first(head, "hl2")),
        "byline": _text(_first(head, "byline")),
        "dateline": _text(_first(head, "dateline")),
        "summary": _text(_first(head, "abstract")),
        "published": issued or _moment(_attribute(head, "story.date", "norm")),
        "source": _attribute(docdata, "doc.copyright", "holder") or _text(_first(head, "distributor")),
        "keywords": [key for keyword in _all(docdata, "keyword") if (key := keyword.get("key"))],
        "slugline": _attribute(docdata, "du-key", "key"),
        "articleBody": _html(content) + _html(_first(root, "body.end")),
        "pubStatus": _status("" if docdata is None else docdata.get("management-status", "")),
        "embargoed": release if issued and _is_later(release, issued) else "",
    }
    return values | _urgency(_attribute(docdata, "urgency", "ed-urg"))


def _newsml(item: _Element) -> dict[str, Any]:
    """An item of NewsML 1: `NewsLines`, `NewsManagement`, and the first `DataContent` that has text."""
    lines, management = _first(item, "NewsLines"), _first(item, "NewsManagement")
    contents = [each for each in _all(item, "DataContent") if _text(each)]
    content = contents[0] if contents else None
    inner = _first(content, "body.content")
    body = inner if inner is not None else _first(content, "body")
    values: dict[str, Any] = {
        "headline": _text(_first(lines, "HeadLine")) or _text(_first(content, "hl1")),
        "subheadline": _text(_first(lines, "SubHeadLine")),
        "byline": _text(_first(lines, "ByLine")) or _text(_first(content, "byline")),
        "dateline": _text(_first(lines, "DateLine")) or _text(_first(content, "dateline")),
        "slugline": _text(_first(lines, "SlugLine")),
        "keywords": [text for each in _all(lines, "KeywordLine") if (text := _text(each))],
        "published": _moment(_text(_first(management, "FirstCreated"))),
        "updated": _moment(_text(_first(management, "ThisRevisionCreated"))),
        "source": _text(_first(lines, "CreditLine")),
        "language": _attribute(item, "Language", "FormalName"),
        "articleBody": _html(body if body is not None else content),
        "pubStatus": _status(_attribute(management, "Status", "FormalName")),
    }
    return values | _urgency(_attribute(management, "Urgency", "FormalName"))


def _urgency(stated: str) -> dict[str, int]:
    return {"urgency": int(stated)} if re.fullmatch("[1-9]", stated) else {}


def _item(item: _Element) -> dict[str, Any]:
    """An item of RSS 1 or 2, or of an export of WordPress: `content:encoded` is its text, else the description."""
    encoded = next((text for each in _all(item, "encoded") if (text := _raw(each))), "")
    description = _raw(_child(item, "description"))
    date = _text(_child(item, "pubDate")) or _text(_child(item, "date"))
    return {
        "title": _text(_child(item, "title")),
        "author": [text for each in item if local_name(each) in ("creator", "author") and (text := _text(each))],
        "published": date,
        "content_html": encoded or description,
        "description": description if encoded else "",
        "link": _text(_child(item, "link")),
        "keywords": [text for each in item if local_name(each) == "category" and (text := _text(each))],
        "pubStatus": _status(_text(_child(item, "status"))),
    }


def _entry(entry: _Element) -> dict[str, Any]:
    """An entry of Atom (RFC 4287)."""
    content, summary = _child(entry, "content"), _child(entry, "summary")
    links = [each for each in entry if local_name(each) == "link" and each.get("rel", "alternate") == "alternate"]
    return {
        "title": _text(_child(entry, "title")),
        "author": [text for each in entry if local_name(each) == "author" and (text := _text(_child(each, "name")))],
        "published": _text(_child(entry, "published")) or _text(_child(entry, "updated")),
        "updated": _text(_child(entry, "updated")),
        "content_html": _markup(content) or _markup(summary),
        "summary": _markup(summary) if _markup(content) else "",
        "link": links[0].get("href", "") if links else "",
        "keywords": [term for each in entry if local_name(each) == "category" and (term := each.get("term"))],
    }


def _note(note: _Element) -> dict[str, Any]:
    """A note of Evernote, in which somebody keeps a page; when it was made and by whom says nothing of the story."""
    return {
        "title": _text(_child(note, "title")),
        "content_html": _NOTE.sub("", _raw(_child(note, "content"))),
        "link": _text(_first(note, "source-url")),
        "keywords": [text for each in note if local_name(each) == "tag" and (text := _text(each))],
    }


def _topic(root: _Element) -> dict[str, Any]:
    """A topic of DITA."""
    body = next((each for each in root if local_name(each).endswith("body")), None)
    return {
        "headline": _text(_child(root, "title")),
        "summary": _text(_child(root, "shortdesc")),
        "author": [text for each in _all(root, "author") if (text := _text(each))],
        "published": _attribute(root, "created", "date"),
        "language": root.get(XML_LANG, ""),
        "articleBody": _html(body),
    }


def _all(element: _Element | None, name: str) -> Sequence[_Element]:
    """The elements with a local name inside `element`, in order."""
    return [] if element is None else [each for each in element.iter(f"{{*}}{name}") if each is not element]


def _first(element: _Element | None, name: str) -> _Element | None:
    """The first element with a local name inside `element`."""
    if element is None:
        return None
    return next((each for each in element.iter(f"{{*}}{name}") if each is not element), None)


def _child(element: _Element | None, name: str) -> _Element | None:
    """The first child of `element` with a local name."""
    return None if element is None else next((each for each in element if local_name(each) == name), None)


def _attribute(element: _Element | None, name: str, attribute: str) -> str:
    """An attribute of the first element with a local name inside `element`."""
    found = _first(element, name)
    return "" if found is None else found.get(attribute, "").strip()


def _raw(element: _Element | None) -> str:
    """The text of an element as it is."""
    return "" if element is None else "".join(map(str, element.itertext("{*}*"))).strip()


def _text(element: _Element | None) -> str:
    """The text of an element on one line."""
    return one_line(_raw(element))


def _markup(element: _Element | None) -> str:
    """The text of a construct of Atom as HTML, which is escaped unless its type is `xhtml`."""
    if element is None or element.get("type") != "xhtml":
        return _raw(element)
    return _html(element)


def _html(element: _Element | None) -> str:
    """The blocks inside `element` as HTML, with the names that HTML has for them."""
    if element is None:
        return ""
    parts: list[str] = [escape(element.text or "", quote=False)]
    for child in element:
        name = local_name(child).lower()
        if name and name not in _SKIPPED:
            inner = _html(child)
            if name in _CAPTIONS and inner.strip() and "<p>" not in inner:
                parts.append(f"<p>{CAPTION}{inner.strip()}</p>\n")
            elif name in _AS_PARAGRAPH:
                parts.append(f"<p>{inner}</p>\n")
            elif _HEADING.fullmatch(name) or name in _TITLES:
                parts.append(f"<h2>{inner}</h2>\n")
            elif name in _KEPT:
                parts.append(f"<{name}>{inner}</{name}>" if name != "br" else "<br>")
            elif name in ("block", "section", "div", "media", "body.end", "bq", "media-producer"):
                parts.append(f"<div>{inner}</div>\n")
            else:
                parts.append(inner)
        parts.append(escape(child.tail or "", quote=False))
    return "".join(parts)


def _moment(value: str) -> str:
    """A moment with the signs of ISO 8601."""
    found = _BASIC.fullmatch(value.strip())
    if not found:
        return value
    year, month, day, hour, minute, second, zone = found.groups()
    date = f"{year}-{month}-{day}"
    return f"{date}T{hour}:{minute}:{second or '00'}{zone or ''}" if hour and zone else date


def _is_later(one: str, other: str) -> bool:
    """Whether a moment is after another one: instants are compared in UTC."""
    try:
        first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
        return first > second
    except (TypeError, ValueError):  # one of them has no zone, or is none
        return one > other


def _status(word: str) -> str:
    return _STATUS.get(word.strip().lower(), "")
