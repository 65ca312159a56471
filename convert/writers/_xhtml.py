"""The body as XHTML5: the one body profile that all formats carry.

The closed list of elements and attributes written here is what the schema `schemas/xhtml/` holds every body to.
Headings get the ids h-1, h-2 …, notes `note-` and their own id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from convert.model import (
    Article,
    Block,
    Cell,
    Embed,
    Figure,
    Heading,
    Inline,
    Items,
    LineBreak,
    Link,
    Mention,
    Note,
    NoteRef,
    Paragraph,
    Quote,
    Row,
    Rule,
    Styled,
    Table,
    Text,
    Verbatim,
    walk,
)
from convert.writers._xml import attribute, escape, tag

NAMESPACE = "http://www.w3.org/1999/xhtml"

STYLESHEET = "style.css"
"""The name of the stylesheet beside the content documents of an EPUB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyStyle:
    """How a format wants the body dressed.

    `epub_types` adds `epub:type` to notes (EPUB Structural Semantics Vocabulary). `images` maps the address of each
    image to where the format keeps its bytes; when `images_embedded`, an image that is not in it becomes a link. When
    `secure_cites`, a quotation's address that is not https stands in `data-cite`: EPUBCheck takes `cite` for a resource
    that is loaded, and warns (RSC-031). When `outlined`, headings skip no level (WCAG 2.2, 1.3.1), and one that had to
    move keeps its own level in `data-level`.
    """

    epub_types: bool = False
    images: Mapping[str, str] = field(default_factory=dict)
    images_embedded: bool = False
    secure_cites: bool = False
    outlined: bool = False


PLAIN = BodyStyle()


def body_xhtml(body: Iterable[Block], dress: BodyStyle = PLAIN) -> str:
    """The body's blocks as markup, one after the other on lines of their own, without an element around them."""
    return _Rendering(tuple(body), dress).markup()


def publication_page(article: Article, markup: str, **attributes: str) -> bytes:
    """A content document of an EPUB: the headline as its title, the stylesheet, and finished markup as its body.

    `attributes` are further attributes of the root element.
    """
    root = {"lang": article.language, "xml:lang": article.language, "dir": article.direction, **attributes}
    written = "".join(attribute(name, value) for name, value in root.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="{NAMESPACE}" xmlns:epub="http://www.idpf.org/2007/ops"{written}>\n'
        f"<head>\n<title>{escape(article.headline)}</title>\n"
        f'<link rel="stylesheet" type="text/css" href="{STYLESHEET}"/>\n</head>\n'
        f"<body>\n{markup}\n</body>\n</html>\n"
    ).encode()


def heading_id(number: int) -> str:
    """The id of the body's heading with this number, counted from 1."""
    return f"h-{number}"


def outline(levels: Iterable[int]) -> Iterator[int]:
    """The levels of headings below one of level 1 as an outline without gaps: each at most one below the last."""
    path = [1]
    for level in levels:
        while path[-1] >= level:
            path.pop()
        path.append(level)
        yield len(path)


def note_labels(body: Iterable[Block]) -> dict[str, str]:
    """The label that each note is first referred to by, by the note's id."""
    blocks = tuple(body)
    labels: dict[str, str] = {}
    if any(isinstance(block, Note) for block in blocks):
        for node in walk(blocks):
            if isinstance(node, NoteRef):
                labels.setdefault(node.note, node.label)
    return labels


class _Rendering:
    """One body on its way to markup; counts headings as it goes."""

    def __init__(self, body: tuple[Block, ...], dress: BodyStyle) -> None:
        self._body = body
        self._dress = dress
        self._labels = note_labels(body)
        self._headings = 0
        levels = [block.level for block in body if isinstance(block, Heading)]
        self._levels = tuple(outline(levels) if dress.outlined else levels)

    def markup(self) -> str:
        return "\n".join(map(self._block, self._body))

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return tag("p", self._inlines(block.content))
            case Heading():
                return self._heading(block)
            case Quote():
                return self._quote(block)
            case Items():
                return self._items(block)
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case Embed():
                link = tag("a", escape(block.text), href=block.href, type=block.media_type)
                return tag("figure", link, class_="embed")
            case Note():
                return self._note(block)
            case Verbatim():
                # HTML drops a newline right after <pre>, so one is put there for it to drop.
                return "<pre>\n" + escape(block.text) + "</pre>"
            case Rule():
                return "<hr/>"
            case _:
                assert_never(block)

    def _heading(self, heading: Heading) -> str:
        level = self._levels[self._headings]
        self._headings += 1
        own = heading.level if heading.level != level else None
        return tag(f"h{level}", self._inlines(heading.content), id=heading_id(self._headings), data_level=own)

    def _quote(self, quote: Quote) -> str:
        loose = self._dress.secure_cites and not (quote.cite or "").lower().startswith("https:")
        source = {"data_cite" if loose else "cite": quote.cite}
        quotation = tag("blockquote", "".join(map(self._block, quote.content)), **source)
        if not quote.attribution:
            return quotation
        return tag("figure", quotation + tag("figcaption", self._inlines(quote.attribution)), class_="quote")

    def _items(self, items: Items) -> str:
        written = []
        for item in items.items:
            nested = self._items(item.nested) if item.nested else ""
            written.append(tag("li", self._inlines(item.content) + nested))
        start = items.start if items.ordered and items.start != 1 else None
        return tag("ol" if items.ordered else "ul", "".join(written), start=start)

    def _table(self, table: Table) -> str:
        parts = [tag("caption", self._inlines(table.caption))] if table.caption else []
        if table.head:
            parts.append(tag("thead", "".join(map(self._row, table.head))))
        parts.append(tag("tbody", "\n".join(map(self._row, table.body))))
        return tag("table", "\n".join(parts))

    def _row(self, row: Row) -> str:
        return tag("tr", "".join(map(self._cell, row.cells)))

    def _cell(self, cell: Cell) -> str:
        colspan = cell.colspan if cell.colspan > 1 else None
        rowspan = cell.rowspan if cell.rowspan > 1 else None
        name = "th" if cell.scope else "td"
        return tag(name, self._inlines(cell.content), scope=cell.scope, colspan=colspan, rowspan=rowspan)

    def _figure(self, figure: Figure) -> str:
        parts = []
        image = figure.image
        if image:
            kept = self._dress.images.get(image.href)
            if kept or not self._dress.images_embedded:
                source = kept or image.href
                parts.append(f'<img{_alt(image.alt)}{_size(image.width, image.height)} src="{escape(source)}"/>')
            else:
                parts.append(tag("a", escape(image.alt or image.href), href=image.href, type=image.media_type))
        lines = []
        if figure.caption:
            lines.append(tag("span", self._inlines(figure.caption), property="schema:caption"))
        if figure.credit:
            label = escape(figure.credit_label + " ") if figure.credit_label else ""
            name = tag("span", escape(figure.credit), property="schema:creditText")
            lines.append(tag("small", label + name))
        if lines:
            parts.append(tag("figcaption", " ".join(lines)))
        return tag("figure", "".join(parts), class_="image")

    def _note(self, note: Note) -> str:
        inner = "".join(map(self._block, note.content))
        kind = ' epub:type="footnote"' if self._dress.epub_types else ""
        label = escape(self._labels[note.id]).replace('"', "&quot;")
        return f'<aside id="note-{note.id}" role="doc-footnote"{kind} data-label="{label}">{inner}</aside>'

    def _inlines(self, content: Iterable[Inline]) -> str:
        return "".join([escape(i.value) if isinstance(i, Text) else self._inline(i) for i in content])

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text():
                return escape(inline.value)
            case Styled():
                inner = self._inlines(inline.content)
                language = inline.language
                lang = f' lang="{language}" xml:lang="{language}"' if language else ""
                direction = f' dir="{inline.direction}"' if inline.direction else ""
                return f"<{inline.style}{lang}{direction}>{inner}</{inline.style}>"
            case Link():
                return tag("a", self._inlines(inline.content), href=inline.href, title=inline.title)
            case LineBreak():
                return "<br/>"
            case Mention():
                inner = self._inlines(inline.content)
                return tag("span", inner, property="schema:mentions", resource=inline.uri)
            case NoteRef():
                kind = ' epub:type="noteref"' if self._dress.epub_types else ""
                return f'<a href="#note-{inline.note}" role="doc-noteref"{kind}>{escape(inline.label)}</a>'
            case _:
                assert_never(inline)


def _alt(alt: str) -> str:
    return ' alt="' + escape(alt).replace('"', "&quot;") + '"'


def _size(width: int | None, height: int | None) -> str:
    return (f' width="{width}"' if width else "") + (f' height="{height}"' if height else "")
