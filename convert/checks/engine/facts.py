"""Facts: what a news document states about itself, in any format, for the rules that apply to all formats.

The checks of a format read the facts from the opened document with code of their own, never a writer's: checks and
writers share nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from lxml import etree

from convert.documents import XHTML, Index
from convert.findings import Location


class Fact(NamedTuple):
    """A value in a document, with its name in the format, and its place: a location, or a function that finds it, as
    few of the many facts get a finding.
    """

    name: str
    value: str
    place: Location | Callable[[], Location]

    @property
    def location(self) -> Location:
        """The place of the value."""
        return self.place if isinstance(self.place, Location) else self.place()


@dataclass(frozen=True, kw_only=True)
class Body:
    """A rendition of the story's body: its printed `text`, and for XHTML the element `root` that has the text.

    `words` and `characters` are the counts that the document states, None if it states none. `place` is its location,
    or a function that finds it.
    """

    place: Location | Callable[[], Location]
    root: etree._Element | None = None
    text: str = ""
    words: int | None = None
    characters: int | None = None

    def __post_init__(self) -> None:
        if self.root is not None:
            object.__setattr__(self, "text", xhtml_text(self.root))

    @property
    def location(self) -> Location:
        """The place of the body."""
        return self.place if isinstance(self.place, Location) else self.place()

    @property
    def runs(self) -> Sequence[str]:
        """The text split at white space."""
        return self._reading.runs

    @property
    def counts(self) -> tuple[int, int]:
        """The numbers of words and characters of the text.

        Words are runs without white space; in scripts without spaces, each character is a word. A run of white space
        is one character, and none at the ends.
        """
        return self._reading.counts

    @property
    def compact(self) -> str:
        """The text without its white space."""
        return self._reading.compact

    @cached_property
    def _reading(self) -> _Reading:
        # The white space around a body differs by format.
        return _kept_reading(text) if len(text := self.text.strip()) <= _KEPT else _Reading(text)

    @cached_property
    def index(self) -> Index | None:
        """The index of the body's elements; None if it is not XHTML."""
        return Index(self.root) if self.root is not None else None


class _Reading:
    """What several rules need of a text, each computed once."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def runs(self) -> Sequence[str]:
        return tuple(self._text.split())

    @cached_property
    def compact(self) -> str:
        return "".join(self.runs)

    @cached_property
    def counts(self) -> tuple[int, int]:
        text, characters = self._text, len(self.compact) + max(len(self.runs) - 1, 0)
        if not text.encode("utf-8", "replace").translate(None, _BEFORE_SPACELESS) or not _SPACELESS_RUN.search(text):
            return len(self.runs), characters
        alone = sum(map(len, _SPACELESS_RUN.findall(text)))
        return len(_SPACELESS_RUN.sub(" ", text).split()) + alone, characters


_KEPT = 50_000
"""How many characters a text may have for its reading to be kept."""

_kept_reading = lru_cache(maxsize=4)(_Reading)
"""The readings of the last texts: the documents of one story have the same, one after the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of one news document; absent ones are None or empty.

    `times` and `languages` are all that occur in the document; `texts` is every text for people. `printed` is the text
    that readers see, in this order: headline, subheadline, byline, summary, dateline, body, with white space wherever a
    word ends. `has_body` and `has_headline` are false for kinds of documents without one: a concept has neither, and
    the content of a picture is not text.

    `provider` is the named provider. An `embargo` without an end has an empty value. `rights` are the statements about
    holders and permitted uses, None for kinds of documents that need none. `digital_source_type` is how the text was
    made, by code or URI; `responsible` are the names of its authors and editors, the byline among them. `is_news` is
    whether the document is marked as news, as not every publication is, `is_whole` whether it is more than an excerpt.
    `items` are the facts of each item, if a document has several; the other fields are then those of the first item, or
    of all together.
    """

    guid: Fact | None = None
    version: Fact | None = None
    status: str = "usable"
    headline: Fact | None = None
    provider: Fact | None = None
    published: Fact | None = None
    updated: Fact | None = None
    content_created: Fact | None = None
    embargo: Fact | None = None
    expires: Fact | None = None
    rights: tuple[Fact, ...] | None = ()
    digital_source_type: Fact | None = None
    responsible: tuple[Fact, ...] = ()
    times: tuple[Fact, ...] = ()
    languages: tuple[Fact, ...] = ()
    bodies: tuple[Body, ...] = ()
    texts: tuple[Fact, ...] = ()
    printed: str = ""
    has_body: bool = True
    has_headline: bool = True
    is_news: bool = True
    is_whole: bool = True
    items: tuple[Facts, ...] = ()

    @property
    def printed_runs(self) -> Sequence[str]:
        """The printed text split at white space."""
        body = self.bodies[0] if self.bodies else None
        if body and body.text and self.printed.endswith(body.text):
            head = self.printed[: len(self.printed) - len(body.text)]
            if not head or head[-1].isspace() or body.text[0].isspace():
                return (*head.split(), *body.runs)
        return self.printed.split()


_RESPONSIBLE = re.compile(
    r"(?:^|[/:#])(?:author|writer|reporter|journalist|correspondent|creator|editor\w*|aut|cre|edt|edc|edd|red)$",
    re.IGNORECASE,
)


def is_responsible(role: object) -> bool:
    """Whether a role, by code or URI, is that of an author or editor, in the vocabularies of MARC, IPTC and others."""
    return isinstance(role, str) and _RESPONSIBLE.search(role) is not None


def instant(value: str) -> datetime | None:
    """The instant in ISO 8601, None for anything else, such as a date or a time without an offset."""
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return moment if moment.utcoffset() is not None else None


ABSOLUTE_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f]+")
"""An IRI with a scheme (RFC 3987, 2.2), without the characters that none may have."""

# Elements that do not end words. Parts of a caption and references to notes do, whatever their element.
_INLINE = frozenset(
    XHTML + name
    for name in [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "q",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_APART = ("schema:caption", "schema:creditText")
_SPAN, _BDI = XHTML + "span", XHTML + "bdi"
_UNSEEN = frozenset(XHTML + name for name in ("head", "script", "style", "template"))


def is_dateline(element: etree._Element) -> bool:
    """Whether a `span` has the dateline of our EPUBs, which is in the first paragraph and not of the body's words."""
    if element.get("class") != "dateline" or len(element) != 1:
        return False
    return element[0].tag == _BDI and element[0].get("property") == "schema:dateline"


def _is_label(element: etree._Element) -> bool:
    """Whether a `span` repeats the label of the note that it begins in our EPUBs."""
    if element.get("class") != "label":
        return False
    note: Any = next(element.iterancestors(XHTML + "aside"), None)
    return note is not None and note.get("data-label") == element.text


def xhtml_text(root: etree._Element, known: Mapping[etree._Element, str] = MappingProxyType({})) -> str:
    """The text below `root`, with a space wherever an element ends a word; the `known` texts of elements are taken as
    they are. The dateline and the labels of notes that our EPUBs have in paragraphs are left out.
    """
    pieces: list[str] = []
    _gather(root, root.tag, known, pieces.append)
    return "".join(pieces)


def _gather(element: Any, tag: str, known: Mapping[etree._Element, str], add: Callable[[str], None]) -> None:
    """Add the text of `element` and its descendants; libxml2 limits the depth of documents, and so the recursion."""
    if element in known:
        add(known[element])
        return
    if tag == _SPAN and (is_dateline(element) or _is_label(element)):
        return
    apart = tag not in _INLINE or element.get("role") == "doc-noteref" or element.get("property") in _APART
    if apart:
        add(" ")
    if tag not in _UNSEEN:
        if text := element.text:
            add(text)
        for child in element:
            tag = child.tag
            if isinstance(tag, str):
                _gather(child, tag, known, add)
            if text := child.tail:
                add(text)
    if apart:
        add(" ")


_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_SPACELESS_RUN = re.compile(f"[{_SPACELESS}]+")
_BEFORE_SPACELESS = bytes(byte for byte in range(256) if byte not in (0xE0, 0xE1) and not 0xE3 <= byte <= 0xF4)
"""All bytes of UTF-8 but the first ones of these scripts' characters; removing them is faster than a search."""
