"""Facts: what every news document says of itself, whatever its format, for the rules that hold for all of them.

A format's checks read the facts from the opened document with code of their own, never a writer's: the examiner
shares nothing with the examined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from lxml import etree

from convert.documents import Index
from convert.findings import Location


class Fact(NamedTuple):
    """A value that stands in a document, by the name that the format gives it, and its place: where it stands, or
    what finds that out. Facts are many, and few are ever complained of.
    """

    name: str
    value: str
    place: Location | Callable[[], Location]

    @property
    def location(self) -> Location:
        """Where the value stands."""
        return self.place if isinstance(self.place, Location) else self.place()


@dataclass(frozen=True, kw_only=True)
class Body:
    """A rendition of the story's body: its `text` as read, and where it is XHTML, the element `root` that the text is
    taken from.

    `words` and `characters` are the counts that the document states, None where it states none. `place` is where it
    stands, or what finds that out.
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
        """Where the body stands."""
        return self.place if isinstance(self.place, Location) else self.place()

    @cached_property
    def runs(self) -> list[str]:
        """The text without its white space, in the pieces that stood between it; several rules ask."""
        return self.text.split()

    @property
    def counts(self) -> tuple[int, int]:
        """How many words and characters the text has, as `count` counts them."""
        return _counts(self.text, self.runs, self.compact)

    @cached_property
    def compact(self) -> str:
        """The text without its white space."""
        return "".join(self.runs)

    @cached_property
    def index(self) -> Index | None:
        """The elements of the body, by what they are asked for; None where it is no XHTML."""
        return Index(self.root) if self.root is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of one news document; absent ones are None or empty.

    `times` and `languages` are all that the document states, wherever it states them; `texts` is every text meant for
    people. `printed` is what a reader gets to read, in this order: headline, subheadline, byline, summary, dateline,
    body, with white space wherever a word ends. `has_body` and `has_headline` say whether a document of this kind has
    one at all: a concept has neither, and the content of a picture is no text.

    `provider` is whoever is named as such. An `embargo` without an end has no text. `rights` is what says who holds the
    rights or what may be done, None where a document of this kind needs to say nothing. `is_news` says whether the
    document shows that it is news, as not every publication does, `is_whole` whether it is more than an excerpt.
    `items` are the facts of each item, where a document carries several; all else is then said of the first, or of all
    together.
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


def instant(value: str) -> datetime | None:
    """The instant that is written, None where it is none: a date alone, or a time without an offset."""
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return moment if moment.utcoffset() is not None else None


XHTML = "{http://www.w3.org/1999/xhtml}"

# Elements at whose edges no word ends; the parts of a caption and references to notes stand apart all the same.
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
_UNSEEN = frozenset(XHTML + name for name in ("head", "script", "style", "template"))


def xhtml_text(root: etree._Element, without: Container[etree._Element] = ()) -> str:
    """The characters below `root` as read, with a space wherever an element ends a word, and those below the elements
    `without` left out.
    """
    pieces: list[str] = []
    _gather(root, root.tag, without, pieces.append)
    return "".join(pieces)


def _gather(element: Any, tag: str, without: Container[etree._Element], add: Callable[[str], None]) -> None:
    """Add the text of `element` and of all below it; libxml2 lets no document be so deep that this were too deep."""
    apart = tag not in _INLINE or element.get("role") == "doc-noteref" or element.get("property") in _APART
    if apart:
        add(" ")
    if tag not in _UNSEEN and element not in without:
        if text := element.text:
            add(text)
        for child in element:
            tag = child.tag
            if isinstance(tag, str):
                _gather(child, tag, without, add)
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
"""All bytes of UTF-8 but those that those scripts' characters begin with; taking them out is quicker than a search."""


def count(text: str) -> tuple[int, int]:
    """How many words and characters `text` has.

    Words are runs without white space, and in scripts written without spaces, characters. Any run of white space is one
    character, and none at the ends.
    """
    return _counts(text, runs := text.split(), "".join(runs))


def _counts(text: str, runs: list[str], compact: str) -> tuple[int, int]:
    """The counts of a text that is known in its runs without white space, and without any."""
    characters = len(compact) + max(len(runs) - 1, 0)
    if not text.encode("utf-8", "replace").translate(None, _BEFORE_SPACELESS) or not _SPACELESS_RUN.search(text):
        return len(runs), characters
    alone = sum(map(len, _SPACELESS_RUN.findall(text)))
    return len(_SPACELESS_RUN.sub(" ", text).split()) + alone, characters


def count_words(text: str) -> int:
    """How many words `text` has, as `count` counts them."""
    return count(text)[0]


def count_characters(text: str) -> int:
    """How many characters `text` has, as `count` counts them."""
    return count(text)[1]
