"""The Article: one news story, with one field for everything that the formats can say of it.

Readers make Articles, writers take them apart; this module knows neither, nor any format. The constructors refuse what no
format could carry, so that writers can trust what they are given: *parse, don't validate*. All values are frozen, and
all collections are tuples, so an Article can be hashed, compared, and sent to another process.
"""

from __future__ import annotations

import ipaddress
import math
import re
import unicodedata
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, TypeAlias, get_args

from convert.errors import ModelError

TERMS = "https://w3id.org/wirecopy/terms/"
"""The URI of the project's own vocabulary; every own role, relation and property name stands below it."""

RELATORS = "http://id.loc.gov/vocabulary/relators/"
"""The MARC relators, which name the part that a contributor had (`aut`, `edt`, `trl`) in all formats."""

AUTHOR = RELATORS + "aut"

MAX_DEPTH = 32
MAX_RUN = 1_000_000

Direction: TypeAlias = Literal["ltr", "rtl"]
Style: TypeAlias = Literal["em", "strong", "code", "sub", "sup", "q", "cite", "span"]
Status: TypeAlias = Literal["usable", "withheld", "canceled"]
PartyKind: TypeAlias = Literal["person", "organisation"]
EntityKind: TypeAlias = Literal["person", "organisation", "place"]
ItemKind: TypeAlias = Literal["text", "audio", "video", "picture", "graphic", "composite"]
Scope: TypeAlias = Literal["col", "row"]

# --------------------------------------------------------------------------------------------------------------------
# What a value must be

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]|  ")
_PCHAR = r"(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})"
_URI = re.compile(rf"[A-Za-z][A-Za-z0-9+.\-]*:{_PCHAR}+(?:#{_PCHAR}*)?")
_WEB = re.compile(r"(?i:https?)://(?:[^/?#@]*@)?(?P<host>[^/?#@:]+)(?::(?P<port>\d{1,5}))?(?:[/?#].*)?")
_HOST = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.?"
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*|[xX](?:-[A-Za-z0-9]{1,8})+")
_NOTE_ID = re.compile(r"[A-Za-z][A-Za-z0-9_\-]*")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+\-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+\-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def _refuse(what: str, value: object, why: str) -> ModelError:
    shown = repr(value)
    return ModelError(f"{what}: {shown if len(shown) <= 80 else shown[:77] + '...'} {why}")


def _text(what: str, value: str) -> None:
    """Refuse text that XML 1.0 cannot carry (Char, section 2.2), that is blank, or too long."""
    if len(value) > MAX_RUN:
        raise ModelError(f"{what}: a text of {len(value)} characters is over {MAX_RUN}")
    if bad := _ILLEGAL.search(value):
        raise _refuse(what, bad.group(), "is a character that XML cannot carry")
    if not value or value.isspace():
        raise _refuse(what, value, "is blank")


def _line(what: str, value: str | None) -> None:
    """Refuse text that is no single line with single spaces."""
    if value is None:
        return
    _text(what, value)
    if _BREAKS.search(value) or value != value.strip():
        raise _refuse(what, value, "is not one line, without outer or double spaces")


def _uri(what: str, value: str | None) -> None:
    """Refuse what is no absolute URI (RFC 3986, ASCII only), or a web address whose host cannot be one."""
    if value is None:
        return
    if len(value) > 8192 or not _URI.fullmatch(value):
        raise _refuse(what, value, "is no absolute URI (other characters than ASCII are written as %XX)")
    if value[:4].lower() == "http" and value.partition(":")[0].lower() in ("http", "https"):
        web = _WEB.fullmatch(value)
        if not web or not _is_host(web["host"]) or int(web["port"] or 0) > 65535:
            raise _refuse(what, value, "is no web address")


def _is_host(host: str) -> bool:
    if _HOST.fullmatch(host):
        return all(not label.lower().startswith("xn--") or _is_ace(label) for label in host.split("."))
    try:
        return bool(ipaddress.IPv4Address(host))
    except ValueError:
        return False


def _is_ace(label: str) -> bool:
    """Whether a label `xn--…` decodes and is what its own decoding encodes to (RFC 5891)."""
    try:
        plain = label.lower().encode().decode("idna")
        return not plain.startswith("xn--") and plain.encode("idna").decode() == label.lower()
    except UnicodeError:
        return False


def _link(what: str, value: str) -> None:
    """Refuse an address that may not stand behind a link: anything but http, https, mailto and urn."""
    _uri(what, value)
    if value.partition(":")[0].lower() not in ("http", "https", "mailto", "urn"):
        raise _refuse(what, value, "is not http, https, mailto or urn")


def _choice(what: str, value: object, kind: object) -> None:
    if value not in get_args(kind):
        raise _refuse(what, value, f"is none of {', '.join(map(str, get_args(kind)))}")


def _language(what: str, value: str | None) -> None:
    """Refuse what does not have the shape of a BCP 47 tag; whether it is registered, a rule checks (NWS107)."""
    if value is not None and (len(value) > 100 or not _LANGUAGE.fullmatch(value)):
        raise _refuse(what, value, "is no BCP 47 language tag")


def _between(what: str, value: float | None, low: float, high: float) -> None:
    if value is not None and not low <= value <= high:
        raise _refuse(what, value, f"is not between {low} and {high}")


# --------------------------------------------------------------------------------------------------------------------
# Time and place

_MOMENT = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
    r"(?P<fraction>\.\d{1,9})?(?:Z|(?P<sign>[+-])(?P<oh>\d\d):(?P<om>\d\d)))?)?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date ("2016", "2016-12", "2016-12-07") or an instant ("2016-12-07T18:30:00+02:00"), with its lexical form kept.

    An instant always has an offset, within ±14:00 (XML Schema 1.0 part 2, 3.2.7); time zones are never assumed.
    """

    text: str

    def __post_init__(self) -> None:
        match = _MOMENT.fullmatch(self.text)
        if not match:
            raise _refuse("moment", self.text, "is neither a date nor an instant with an offset")
        try:
            datetime(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
            if match["hour"] and int(match["oh"] or 0) * 60 + int(match["om"] or 0) > 14 * 60:
                raise ValueError("offset over 14:00")
            if match["hour"] and int(match["om"] or 0) > 59:
                raise ValueError("offset minutes over 59")
            if match["hour"]:
                _ = self.instant
        except (ValueError, OverflowError) as e:
            raise _refuse("moment", self.text, f"does not exist ({e})") from None

    @property
    def is_instant(self) -> bool:
        """Whether this names a time of day, not just a date."""
        return "T" in self.text

    @property
    def instant(self) -> datetime:
        """The instant in UTC, to the microsecond. Raises ValueError for a date."""
        if not self.is_instant:
            raise ValueError(f"{self.text} is a date, not an instant")
        head, dot, rest = self.text.partition(".")
        if dot:
            digits = re.match(r"\d+", rest)
            assert digits is not None
            head += "." + digits.group()[:6].ljust(6, "0") + rest[digits.end() :]
        return datetime.fromisoformat(head).astimezone(UTC)

    @property
    def utc(self) -> str:
        """The instant in UTC to the whole second, as EPUB's `dcterms:modified` wants it: "2016-12-07T16:30:00Z"."""
        return self.instant.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _instant(what: str, value: Moment | None) -> None:
    if value is not None and not value.is_instant:
        raise _refuse(what, value.text, "is a date; an instant with an offset is wanted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A point on the Earth (WGS 84), in decimal degrees."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        for what, value, limit in (("latitude", self.latitude, 90), ("longitude", self.longitude, 180)):
            if not math.isfinite(value):
                raise _refuse(what, value, "is no number")
            _between(what, value, -limit, limit)


# --------------------------------------------------------------------------------------------------------------------
# Inlines


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters. White space in it is kept, but readers may show any run of it as one space."""

    value: str

    def __post_init__(self) -> None:
        if len(self.value) > MAX_RUN:
            raise ModelError(f"text: a run of {len(self.value)} characters is over {MAX_RUN}")
        if not self.value:
            raise ModelError("text: a run is empty")
        if bad := _ILLEGAL.search(self.value):
            raise _refuse("text", bad.group(), "is a character that XML cannot carry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Styled:
    """A stretch with a meaning of its own: emphasis, strong importance, code, sub- or superscript, a quotation, a work's title.

    `span` has no meaning but its `language` or `direction`, of which it needs one; any other style may have them too.
    """

    style: Style
    content: tuple[Inline, ...]
    language: str | None = None
    direction: Direction | None = None

    def __post_init__(self) -> None:
        _choice("style", self.style, Style)
        _language("language", self.language)
        if self.direction is not None:
            _choice("direction", self.direction, Direction)
        if self.style == "span" and self.language is None and self.direction is None:
            raise ModelError("styled: a span needs a language or a direction")
        if not self.content:
            raise ModelError("styled: nothing is styled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link to another document; holds no link or note reference itself."""

    href: str
    content: tuple[Inline, ...]
    title: str | None = None

    def __post_init__(self) -> None:
        _link("href", self.href)
        _line("title", self.title)
        _printable("link", self.content)
        if any(isinstance(inline, Link | NoteRef) for inline in _inlines_within(self.content)):
            raise ModelError("link: a link or note reference stands inside a link")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBreak:
    """A line break that means something, as in verse or an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch that names the thing `uri`: a person, organisation, place or anything else (schema.org `mentions`)."""

    uri: str
    content: tuple[Inline, ...]

    def __post_init__(self) -> None:
        _uri("uri", self.uri)
        _printable("mention", self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRef:
    """A reference to the `Note` whose id is `note`, shown as `label` ("1", "*")."""

    note: str
    label: str

    def __post_init__(self) -> None:
        if not _NOTE_ID.fullmatch(self.note):
            raise _refuse("note", self.note, "is no note id (letters, digits, _ and -, a letter first)")
        _line("label", self.label)


Inline: TypeAlias = Text | Styled | Link | LineBreak | Mention | NoteRef


def _inlines_within(content: Iterable[Inline]) -> Iterator[Inline]:
    """Every inline of `content`, at any depth, in reading order."""
    stack = list(content)[::-1]
    while stack:
        inline = stack.pop()
        yield inline
        if isinstance(inline, Styled | Link | Mention):
            stack.extend(reversed(inline.content))


def inline_text(content: Iterable[Inline]) -> str:
    """The characters of `content` as read: a line break is a newline, a note's label stands apart from its neighbours."""
    parts = []
    for inline in _inlines_within(content):
        if isinstance(inline, Text):
            parts.append(inline.value)
        elif isinstance(inline, LineBreak):
            parts.append("\n")
        elif isinstance(inline, NoteRef):
            parts.append(f" {inline.label} ")
    return "".join(parts)


def _printable(what: str, content: tuple[Inline, ...]) -> None:
    """Refuse content without a visible character: an empty heading, link or list item breaks accessibility everywhere."""
    if not any(map(_is_visible, inline_text(content))):
        raise ModelError(f"{what}: there is nothing to read in it")


def _is_visible(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) not in ("Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me")


# --------------------------------------------------------------------------------------------------------------------
# Blocks


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    content: tuple[Inline, ...]

    def __post_init__(self) -> None:
        _printable("paragraph", self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside the body; `level` is 2 to 6, level 1 being the headline."""

    level: int
    content: tuple[Inline, ...]

    def __post_init__(self) -> None:
        _between("heading level", self.level, 2, 6)
        _printable("heading", self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A block quotation, with who said it (`attribution`) and the address of where it was said (`cite`)."""

    content: tuple[Passage, ...]
    attribution: tuple[Inline, ...] = ()
    cite: str | None = None

    def __post_init__(self) -> None:
        if not self.content:
            raise ModelError("quote: nothing is quoted")
        if self.attribution:
            _printable("attribution", self.attribution)
        if self.cite is not None:
            _link("cite", self.cite)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a list: its text, then perhaps a list below it."""

    content: tuple[Inline, ...]
    nested: Items | None = None

    def __post_init__(self) -> None:
        _printable("list item", self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list; `ordered` lists count from `start`."""

    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1

    def __post_init__(self) -> None:
        if not self.items:
            raise ModelError("items: a list without items")
        if self.start != 1 and not self.ordered:
            raise ModelError("items: only an ordered list has a start")
        _between("start", self.start, 0, 1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table. A cell with a `scope` heads its column or row; other cells may be empty."""

    content: tuple[Inline, ...] = ()
    scope: Scope | None = None
    colspan: int = 1
    rowspan: int = 1

    def __post_init__(self) -> None:
        if self.scope is not None:
            _choice("scope", self.scope, Scope)
            _printable("header cell", self.content)
        _between("colspan", self.colspan, 1, 1000)
        _between("rowspan", self.rowspan, 1, 1000)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, from first to last cell in reading direction."""

    cells: tuple[Cell, ...]

    def __post_init__(self) -> None:
        if not self.cells:
            raise ModelError("row: a row without cells")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its caption, its head rows and its body rows."""

    body: tuple[Row, ...]
    head: tuple[Row, ...] = ()
    caption: tuple[Inline, ...] = ()

    def __post_init__(self) -> None:
        if not self.body:
            raise ModelError("table: a table without rows")
        if self.caption:
            _printable("table caption", self.caption)


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture: where it came from, and its bytes where they are at hand.

    `alt` says what the picture shows, to those who cannot see it; empty means that it is mere decoration. `width` and `height` are pixels.
    """

    href: str
    alt: str
    media_type: str | None = None
    width: int | None = None
    height: int | None = None
    data: bytes | None = None

    def __post_init__(self) -> None:
        _link("image href", self.href)
        if self.alt:
            _line("image alt", self.alt)
        if self.media_type is not None and not _MEDIA_TYPE.fullmatch(self.media_type):
            raise _refuse("media type", self.media_type, "is no media type")
        _between("width", self.width, 1, 1_000_000)
        _between("height", self.height, 1, 1_000_000)
        if self.data is not None and not self.data:
            raise ModelError("image: no bytes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture with its caption and credit, or, where only these came through, a caption and credit alone.

    `credit` names who is credited; `credit_label` is the wording before the name ("Photo courtesy of"), kept so that no word
    of the copy is lost while the name stays clean.
    """

    image: Image | None = None
    caption: tuple[Inline, ...] = ()
    credit: str | None = None
    credit_label: str | None = None

    def __post_init__(self) -> None:
        if self.image is None and not self.caption and self.credit is None:
            raise ModelError("figure: neither image nor caption nor credit")
        if self.caption:
            _printable("caption", self.caption)
        _line("credit", self.credit)
        _line("credit label", self.credit_label)
        if self.credit_label is not None and self.credit is None:
            raise ModelError("figure: a credit label without a credit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """Something that stood embedded in the page (a film, a post), carried as a link named `text`."""

    href: str
    text: str
    media_type: str | None = None

    def __post_init__(self) -> None:
        _link("embed href", self.href)
        _line("embed text", self.text)
        if self.media_type is not None and not _MEDIA_TYPE.fullmatch(self.media_type):
            raise _refuse("media type", self.media_type, "is no media type")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote; some `NoteRef` of the body points to its `id`."""

    id: str
    content: tuple[Passage, ...]

    def __post_init__(self) -> None:
        if not _NOTE_ID.fullmatch(self.id):
            raise _refuse("note id", self.id, "is no note id (letters, digits, _ and -, a letter first)")
        if not self.content:
            raise ModelError("note: nothing is noted")


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Text whose lines and spaces are to be kept as they are."""

    text: str

    def __post_init__(self) -> None:
        _text("verbatim", self.text)
        _printable("verbatim", (Text(self.text),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A break between parts of the body that have no headings."""


Passage: TypeAlias = Paragraph | Items | Quote | Verbatim
"""What may stand in a quotation or a note."""

Block: TypeAlias = Paragraph | Heading | Quote | Items | Table | Figure | Embed | Note | Verbatim | Rule


def _nested(node: object) -> tuple[object, ...]:
    """The blocks, rows, cells and inlines directly inside `node`, in reading order."""
    match node:
        case Styled() | Link() | Mention() | Paragraph() | Heading() | Cell() | Note():
            return node.content
        case Item():
            return (*node.content, node.nested) if node.nested else node.content
        case Quote():
            return (*node.content, *node.attribution)
        case Items():
            return node.items
        case Table():
            return (*node.caption, *node.head, *node.body)
        case Row():
            return node.cells
        case Figure():
            return node.caption
    return ()


def _walk(body: Iterable[Block]) -> Iterator[object]:
    """Every block, row, cell and inline of `body`, in reading order. Raises ModelError where nesting is over MAX_DEPTH."""
    stack: list[tuple[object, int]] = [(node, 1) for node in body][::-1]
    while stack:
        node, depth = stack.pop()
        if depth > MAX_DEPTH:
            raise ModelError(f"body: nesting is over {MAX_DEPTH}")
        yield node
        stack.extend((inner, depth + 1) for inner in reversed(_nested(node)))


# --------------------------------------------------------------------------------------------------------------------
# What is said about the story


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person or organisation, named."""

    name: str
    uri: str | None = None

    def __post_init__(self) -> None:
        _line("name", self.name)
        _uri("uri", self.uri)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """Who made or helped to make the story; `roles` are URIs of MARC relators, `sort_name` is the form that catalogues file under ("Doe, Jane")."""

    name: str
    uri: str | None = None
    kind: PartyKind = "person"
    roles: tuple[str, ...] = (AUTHOR,)
    job: str | None = None
    sort_name: str | None = None

    def __post_init__(self) -> None:
        _line("name", self.name)
        _uri("uri", self.uri)
        _choice("kind", self.kind, PartyKind)
        for role in self.roles:
            _uri("role", role)
        if not self.roles or len(set(self.roles)) != len(self.roles):
            raise _refuse("roles", self.roles, "must be at least one, each once")
        _line("job", self.job)
        _line("sort name", self.sort_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class InfoSource:
    """Where the story's information or text came from; `role` is a URI or None."""

    name: str
    uri: str | None = None
    role: str | None = None

    def __post_init__(self) -> None:
        _line("name", self.name)
        _uri("uri", self.uri)
        _uri("role", self.role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A term of a vocabulary: a genre, a country."""

    name: str
    uri: str | None = None

    def __post_init__(self) -> None:
        _line("name", self.name)
        _uri("uri", self.uri)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the story is about. `relevance` and `confidence` are 0 to 100."""

    name: str
    uri: str | None = None
    relevance: int | None = None
    confidence: int | None = None

    def __post_init__(self) -> None:
        _line("name", self.name)
        _uri("uri", self.uri)
        _between("relevance", self.relevance, 0, 100)
        _between("confidence", self.confidence, 0, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, organisation or place that the story mentions; only a place has a position."""

    name: str
    kind: EntityKind
    uri: str | None = None
    position: Position | None = None

    def __post_init__(self) -> None:
        _line("name", self.name)
        _uri("uri", self.uri)
        _choice("kind", self.kind, EntityKind)
        if self.position is not None and self.kind != "place":
            raise ModelError("entity: only a place has a position")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place a story was written in, with its country."""

    name: str
    uri: str | None = None
    position: Position | None = None
    country: Concept | None = None

    def __post_init__(self) -> None:
        _line("name", self.name)
        _uri("uri", self.uri)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherHeadline:
    """Another headline for the same story, for the use that `role` names ("seo", "kicker")."""

    role: str
    text: str

    def __post_init__(self) -> None:
        _token("role", self.role)
        if self.role in ("main", "subheadline"):
            raise _refuse("role", self.role, "has a field of its own")
        _line("headline", self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherId:
    """Another identifier of the story; `role` names the system that it counts in."""

    role: str
    value: str

    def __post_init__(self) -> None:
        _token("role", self.role)
        _line("identifier", self.value)


def _token(what: str, value: str) -> None:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_\-]*", value):
        raise _refuse(what, value, "is no name (letters, digits, _ and -, a letter first)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Embargo:
    """The story is not to be published before `until`; without a moment, not before word is given."""

    until: Moment | None = None

    def __post_init__(self) -> None:
        _instant("embargo", self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """Who holds the rights and what may be done. `policy` is an address; `data_mining` a term of the PLUS vocabulary, as URI."""

    holder: Party | None = None
    notice: str | None = None
    usage_terms: str | None = None
    policy: str | None = None
    data_mining: str | None = None

    def __post_init__(self) -> None:
        _line("copyright notice", self.notice)
        _line("usage terms", self.usage_terms)
        _uri("policy", self.policy)
        _uri("data mining", self.data_mining)
        if self.data_mining is not None and not self.data_mining.startswith(PLUS + "DMI-"):
            raise _refuse("data mining", self.data_mining, f"is no term {PLUS}DMI-…")


PLUS = "http://ns.useplus.org/ldf/vocab/"
"""The vocabulary of the PLUS coalition, which has the terms for data mining."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another item worth seeing with this one."""

    title: str
    uri: str
    kind: ItemKind = "text"

    def __post_init__(self) -> None:
        _line("title", self.title)
        _uri("uri", self.uri)
        _choice("kind", self.kind, ItemKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A step in the story's history: what was done to its content (`action`, a term of IPTC's hop actions), by whom and when."""

    action: str
    party: str | None = None
    timestamp: Moment | None = None

    def __post_init__(self) -> None:
        _token("action", self.action)
        _uri("party", self.party)


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """The program that made the article."""

    name: str
    version: str

    def __post_init__(self) -> None:
        _line("generator", self.name)
        _line("generator version", self.version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """A field that was not given but concluded: how surely (0 to 1), from which input lines (from 1), by which rule."""

    field: str
    confidence: float
    lines: tuple[int, ...]
    rule: str

    def __post_init__(self) -> None:
        _line("field", self.field)
        _between("confidence", self.confidence, 0, 1)
        _line("rule", self.rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What the article was read from: the input's name and SHA-256, the reader, and all that was concluded."""

    name: str
    sha256: str
    reader: str
    inferences: tuple[Inference, ...] = ()

    def __post_init__(self) -> None:
        _line("name", self.name)
        if not _SHA256.fullmatch(self.sha256):
            raise _refuse("sha256", self.sha256, "is no SHA-256 in hexadecimal")
        _line("reader", self.reader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news story. Each field is a row of the mapping that every writer follows; empty means not known.

    `id` is the GUID, an absolute URI. `updated` is the one time that all formats require. `reading_time` is in whole minutes, `urgency`
    1 (most) to 9. `derived_from` and `original_url` name what the story was made from; `checksum` is the SHA-256 of that.
    """

    id: str
    headline: str
    body: tuple[Block, ...]
    updated: Moment
    version: int = 1
    other_ids: tuple[OtherId, ...] = ()
    profile: str | None = None
    provider: Party | None = None
    language: str = "und"
    direction: Direction = "ltr"
    subheadline: str | None = None
    other_headlines: tuple[OtherHeadline, ...] = ()
    slugline: str | None = None
    summary: str | None = None
    teaser: str | None = None
    byline: str | None = None
    authors: tuple[Contributor, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    dateline: str | None = None
    located: Place | None = None
    published: Moment | None = None
    content_created: Moment | None = None
    embargo: Embargo | None = None
    expires: Moment | None = None
    status: Status = "usable"
    urgency: int | None = None
    genres: tuple[Concept, ...] = ()
    subjects: tuple[Subject, ...] = ()
    keywords: tuple[str, ...] = ()
    mentions: tuple[Entity, ...] = ()
    rights: Rights | None = None
    sources: tuple[InfoSource, ...] = ()
    credit_line: str | None = None
    original_url: str | None = None
    derived_from: str | None = None
    history: tuple[Hop, ...] = ()
    generator: Generator | None = None
    checksum: str | None = None
    reading_time: int | None = None
    editor_notes: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    origin: Origin | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        _uri("id", self.id)
        _line("headline", self.headline)
        _printable("headline", (Text(self.headline),))
        for name in ("profile", "subheadline", "slugline", "summary", "teaser", "byline", "dateline", "credit_line"):
            _line(name, getattr(self, name))
        for name in ("original_url", "derived_from"):
            _uri(name, getattr(self, name))
        for what, lines in (("keyword", self.keywords), ("editor's note", self.editor_notes)):
            for line in lines:
                _line(what, line)
        _language("language", self.language)
        _choice("direction", self.direction, Direction)
        _choice("status", self.status, Status)
        _instant("updated", self.updated)
        _instant("expires", self.expires)
        _between("version", self.version, 1, 2**31 - 1)
        _between("urgency", self.urgency, 1, 9)
        _between("reading time", self.reading_time, 1, 100_000)
        if self.checksum is not None and not _SHA256.fullmatch(self.checksum):
            raise _refuse("checksum", self.checksum, "is no SHA-256 in hexadecimal")
        self._refuse_dangling_notes()

    def _refuse_dangling_notes(self) -> None:
        notes: list[str] = []
        references: set[str] = set()
        for node in _walk(self.body):
            if isinstance(node, Note):
                notes.append(node.id)
            elif isinstance(node, NoteRef):
                references.add(node.note)
        if len(set(notes)) != len(notes):
            raise _refuse("notes", sorted(notes), "are not unique")
        if references != set(notes):
            raise _refuse("notes", sorted(references ^ set(notes)), "are referred to but missing, or never referred to")


# --------------------------------------------------------------------------------------------------------------------
# Words

_ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_WORD = re.compile(f"[{_ALONE}]|[^\\s{_ALONE}]+")


def split_words(text: str) -> list[str]:
    """The words of `text`: runs without white space; each character of a script written without spaces (Han, Kana, Thai, Lao, Khmer, Burmese) is one."""
    return _WORD.findall(text)


def block_texts(body: Iterable[Block]) -> Iterator[str]:
    """The text of `body` in reading order, piece by piece; between two pieces a word always ends."""
    for block in body:
        match block:
            case Paragraph() | Heading():
                yield inline_text(block.content)
            case Quote():
                yield from block_texts(block.content)
                yield inline_text(block.attribution)
            case Items():
                for item in block.items:
                    yield inline_text(item.content)
                    if item.nested:
                        yield from block_texts((item.nested,))
            case Table():
                yield inline_text(block.caption)
                for row in (*block.head, *block.body):
                    for cell in row.cells:
                        yield inline_text(cell.content)
            case Figure():
                yield inline_text(block.caption)
                yield block.credit_label or ""
                yield block.credit or ""
            case Embed():
                yield block.text
            case Note():
                yield from block_texts(block.content)
            case Verbatim():
                yield block.text


def body_words(body: Iterable[Block]) -> list[str]:
    """The words of the body, captions and notes among them; their number is the word count that writers state."""
    return [word for text in block_texts(body) for word in split_words(text)]


def words(article: Article) -> Iterator[str]:
    """Every printable word in reading order: headline, subheadline, byline, summary, dateline, body."""
    for text in (article.headline, article.subheadline, article.byline, article.summary, article.dateline):
        yield from split_words(text or "")
    yield from body_words(article.body)


def make_id(provider: str | None, headline: str, body: Iterable[Block]) -> str:
    """The id of a story that was given none: the same for the same provider, headline and body words, everywhere and always.

    `urn:uuid:` version 5 (RFC 9562), in the namespace that version 5 gives the vocabulary's URI among URLs, over provider,
    headline and words, each in NFC, joined by U+001F.
    """
    parts = [provider or "", headline, *body_words(body)]
    name = "\x1f".join(unicodedata.normalize("NFC", part) for part in parts)
    return f"urn:uuid:{uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, TERMS), name)}"
