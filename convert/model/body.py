"""The body of a story: blocks and the inlines in them.

The list of types is closed. A writer matches all of them and ends in `assert_never`, so that mypy finds a missing one.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from convert.errors import ModelError
from convert.model.values import (
    DigitalSourceType,
    Direction,
    require_between,
    require_choice,
    require_language,
    require_line,
    require_link,
    require_media_type,
    require_run,
    require_sha256,
    require_text,
    require_token,
    require_uri,
)

MAX_DEPTH = 32
"""The greatest depth of nested blocks and inlines, counted together."""

Style: TypeAlias = Literal["em", "strong", "code", "sub", "sup", "q", "cite", "span"]
Scope: TypeAlias = Literal["col", "row"]


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters. White space is kept, but reading systems may show any run of it as one space."""

    value: str

    def __post_init__(self) -> None:
        require_run("text", self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Styled:
    """Inlines with a meaning: emphasis, strong importance, code, sub- or superscript, a quotation, a work's title.

    `span` has no other meaning than its `language` or `direction`, and needs one of them; other styles may have both.
    """

    style: Style
    content: tuple[Inline, ...]
    language: str | None = None
    direction: Direction | None = None

    def __post_init__(self) -> None:
        require_choice("style", self.style, Style)
        require_language("language", self.language)
        if self.direction is not None:
            require_choice("direction", self.direction, Direction)
        if self.style == "span" and self.language is None and self.direction is None:
            raise ModelError("styled: a span needs a language or a direction")
        if not self.content:
            raise ModelError("styled: has no content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link to another document; it contains no link or note reference."""

    href: str
    content: tuple[Inline, ...]
    title: str | None = None

    def __post_init__(self) -> None:
        require_link("href", self.href)
        require_line("title", self.title)
        require_printable("link", self.content)
        if any(isinstance(inline, Link | NoteRef) for inline in inlines_within(self.content)):
            raise ModelError("link: contains a link or note reference")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBreak:
    """A meaningful line break, as in verse or an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Inlines that name the thing `uri`: a person, organization, place or anything else (schema.org `mentions`)."""

    uri: str
    content: tuple[Inline, ...]

    def __post_init__(self) -> None:
        require_uri("uri", self.uri)
        require_printable("mention", self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRef:
    """A reference to the `Note` whose id is `note`, shown as `label` ("1", "*")."""

    note: str
    label: str

    def __post_init__(self) -> None:
        require_token("note id", self.note)
        require_line("label", self.label)


Inline: TypeAlias = Text | Styled | Link | LineBreak | Mention | NoteRef


def inlines_within(content: Iterable[Inline]) -> Iterator[Inline]:
    """All inlines of `content`, at any depth, in reading order."""
    stack = list(content)[::-1]
    while stack:
        inline = stack.pop()
        yield inline
        if isinstance(inline, Styled | Link | Mention):
            stack.extend(reversed(inline.content))


def inline_text(content: Sequence[Inline]) -> str:
    """The text of `content`: a line break is a newline, and a note's label has spaces around it."""
    if len(content) == 1 and isinstance(content[0], Text):
        return content[0].value
    parts = []
    for inline in inlines_within(content):
        if isinstance(inline, Text):
            parts.append(inline.value)
        elif isinstance(inline, LineBreak):
            parts.append("\n")
        elif isinstance(inline, NoteRef):
            parts.append(f" {inline.label} ")
    return "".join(parts)


def require_printable(what: str, content: tuple[Inline, ...]) -> None:
    """Refuse content without a visible character: empty headings, links and list items are not accessible.

    Raises ModelError; `what` names the content.
    """
    if not any(map(is_visible, inline_text(content))):
        raise ModelError(f"{what}: has no visible text")


def is_visible(character: str) -> bool:
    """Whether a character is seen: it is no white space, control, format or combining character."""
    return not character.isspace() and unicodedata.category(character) not in ("Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    content: tuple[Inline, ...]

    def __post_init__(self) -> None:
        require_printable("paragraph", self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside the body; `level` is 2 to 6, as the headline is level 1."""

    level: int
    content: tuple[Inline, ...]

    def __post_init__(self) -> None:
        require_between("heading level", self.level, 2, 6)
        require_printable("heading", self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A block quotation with its `attribution`, and the address of its source (`cite`)."""

    content: tuple[Passage, ...]
    attribution: tuple[Inline, ...] = ()
    cite: str | None = None

    def __post_init__(self) -> None:
        if not self.content:
            raise ModelError("quote: has no content")
        if self.attribution:
            require_printable("attribution", self.attribution)
        if self.cite is not None:
            require_link("cite", self.cite)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a list: its text, and perhaps a nested list after it."""

    content: tuple[Inline, ...]
    nested: Items | None = None

    def __post_init__(self) -> None:
        require_printable("list item", self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list; an `ordered` list is numbered from `start`."""

    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1

    def __post_init__(self) -> None:
        if not self.items:
            raise ModelError("items: has no items")
        if self.start != 1 and not self.ordered:
            raise ModelError("items: only an ordered list has a start")
        require_between("start", self.start, 0, 1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table. A cell with a `scope` is the header of its column or row; other cells may be empty."""

    content: tuple[Inline, ...] = ()
    scope: Scope | None = None
    colspan: int = 1
    rowspan: int = 1

    def __post_init__(self) -> None:
        if self.scope is not None:
            require_choice("scope", self.scope, Scope)
            require_printable("header cell", self.content)
        require_between("colspan", self.colspan, 1, 1000)
        require_between("rowspan", self.rowspan, 1, 1000)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; its cells are in reading direction."""

    cells: tuple[Cell, ...]

    def __post_init__(self) -> None:
        if not self.cells:
            raise ModelError("row: has no cells")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its caption, header rows and body rows."""

    body: tuple[Row, ...]
    head: tuple[Row, ...] = ()
    caption: tuple[Inline, ...] = ()

    def __post_init__(self) -> None:
        if not self.body:
            raise ModelError("table: has no rows")
        if self.caption:
            require_printable("table caption", self.caption)


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture: its address, and its bytes if they are available.

    `alt` describes the picture to those who cannot see it; empty means that it is decoration. `width` and `height` are
    in pixels. `digital_source_type` is how the picture was made, `file_name` what its file is called. `rights_notice`
    and `usage_terms` are those of the picture, not of the story. `size` (in bytes) and `sha256` are those of bytes that
    are elsewhere; bytes in `data` have their own.
    """

    href: str
    alt: str
    media_type: str | None = None
    width: int | None = None
    height: int | None = None
    digital_source_type: DigitalSourceType | None = None
    file_name: str | None = None
    rights_notice: str | None = None
    usage_terms: str | None = None
    size: int | None = None
    sha256: str | None = None
    data: bytes | None = None

    def __post_init__(self) -> None:
        require_link("image href", self.href)
        if self.alt:
            require_line("image alt", self.alt)
        require_media_type("media type", self.media_type)
        require_between("width", self.width, 1, 1_000_000)
        require_between("height", self.height, 1, 1_000_000)
        if self.data is not None and not self.data:
            raise ModelError("image: has no bytes")
        require_line("file name", self.file_name)
        require_line("rights notice", self.rights_notice)
        require_line("usage terms", self.usage_terms)
        require_between("size", self.size, 1, 2**40)
        require_sha256("sha256", self.sha256)
        if self.data is not None and (self.size, self.sha256) != (None, None):
            raise ModelError("image: has its bytes, and the size or digest of bytes elsewhere")
        if self.digital_source_type is not None:
            require_choice("digital source type", self.digital_source_type, DigitalSourceType)

    @property
    def is_file(self) -> bool:
        """Whether more is known of the picture than its address, so that it can be an item of its own."""
        return any((self.data, self.size, self.sha256, self.file_name, self.rights_notice, self.usage_terms))

    def without_data(self) -> Image:
        """The picture with the size and digest of its bytes, which are elsewhere."""
        return replace(self, data=None, size=self.bytes_size, sha256=self.digest)

    def with_data(self, data: bytes) -> Image:
        """The picture with its bytes."""
        return replace(self, data=data, size=None, sha256=None)

    @property
    def bytes_size(self) -> int | None:
        """The size of the picture's bytes, here or elsewhere; None if it is not known."""
        return len(self.data) if self.data else self.size

    @property
    def digest(self) -> str | None:
        """The SHA-256 of the picture's bytes, here or elsewhere; None if it is not known."""
        return hashlib.sha256(self.data).hexdigest() if self.data else self.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture with its caption and credit; without a picture if only these are known.

    `credit` is the credited name; `credit_label` is the wording before it ("Photo courtesy of"), kept so that no word
    of the copy is lost.
    """

    image: Image | None = None
    caption: tuple[Inline, ...] = ()
    credit: str | None = None
    credit_label: str | None = None

    def __post_init__(self) -> None:
        if self.image is None and not self.caption and self.credit is None:
            raise ModelError("figure: has no image, caption or credit")
        if self.caption:
            require_printable("caption", self.caption)
        require_line("credit", self.credit)
        require_line("credit label", self.credit_label)
        if self.credit_label is not None and self.credit is None:
            raise ModelError("figure: has a credit label without a credit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """An embedded object of the page (a film, a post), carried as a link with the text `text`."""

    href: str
    text: str
    media_type: str | None = None

    def __post_init__(self) -> None:
        require_link("embed href", self.href)
        require_line("embed text", self.text)
        require_media_type("media type", self.media_type)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote; a `NoteRef` of the body refers to its `id`."""

    id: str
    content: tuple[Passage, ...]

    def __post_init__(self) -> None:
        require_token("note id", self.id)
        if not self.content:
            raise ModelError("note: has no content")


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Preformatted text: its lines and spaces are kept."""

    text: str

    def __post_init__(self) -> None:
        require_text("verbatim", self.text)
        require_printable("verbatim", (Text(self.text),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A thematic break between parts of the body."""


Passage: TypeAlias = Paragraph | Items | Quote | Verbatim
"""The blocks that a quotation or a note may contain."""

Block: TypeAlias = Paragraph | Heading | Quote | Items | Table | Figure | Embed | Note | Verbatim | Rule


def pictures(body: Iterable[Block]) -> Iterator[tuple[Figure, Image]]:
    """Every figure of `body` that has an image, with that image, in order; an address may occur more than once."""
    return ((block, block.image) for block in body if isinstance(block, Figure) and block.image)


def with_images(body: Iterable[Block], change: Callable[[Image], Image]) -> tuple[Block, ...]:
    """The blocks of `body` with each of its images changed."""
    return tuple(
        replace(block, image=change(block.image)) if isinstance(block, Figure) and block.image else block
        for block in body
    )


_CHILDREN: Mapping[type, Callable[[Any], tuple[object, ...]]] = {
    **dict.fromkeys((Styled, Link, Mention, Paragraph, Heading, Cell, Note), lambda node: node.content),
    Item: lambda node: (*node.content, node.nested) if node.nested else node.content,
    Quote: lambda node: (*node.content, *node.attribution),
    Items: lambda node: node.items,
    Table: lambda node: (*node.caption, *node.head, *node.body),
    Row: lambda node: node.cells,
    Figure: lambda node: node.caption,
}
"""The blocks, rows, cells and inlines directly inside a node of each type that has any, in reading order."""


def walk(body: Iterable[Block]) -> Iterator[object]:
    """Every block, row, cell and inline of `body`, in reading order. Raises ModelError if nesting exceeds MAX_DEPTH."""
    stack: list[tuple[object, int]] = []
    stack.extend((node, 1) for node in reversed(tuple(body)))
    while stack:
        node, depth = stack.pop()
        if depth > MAX_DEPTH:
            raise ModelError(f"body: nesting exceeds {MAX_DEPTH}")
        yield node
        inside = _CHILDREN.get(type(node))
        if inside and (children := inside(node)):
            stack.extend([(child, depth + 1) for child in reversed(children)])
