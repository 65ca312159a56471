"""The body as XHTML5: the body profile that all formats share.

The schema in `schemas/xhtml/` allows exactly the elements and attributes that are written here. Headings get the ids
h-1, h-2 …; notes get `note-` followed by their own id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, assert_never

from convert.model import (
    Block,
    Cell,
    Direction,
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
    inline_text,
    walk,
)
from convert.writers._xml import attribute, escape, tag

NAMESPACE = "http://www.w3.org/1999/xhtml"

STYLESHEET = "style.css"
"""The name of the stylesheet beside the content documents of an EPUB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyStyle:
    """What a format varies in the markup of the body.

    `epub_types` adds `epub:type` to notes (EPUB Structural Semantics Vocabulary). `images` maps the address of each
    image to the file that has its bytes; with `images_embedded`, an image that is not in it becomes a link. With
    `secure_cites`, the address of a quotation is in `data-cite` if it is not https: EPUBCheck treats `cite` as a
    loaded resource and warns (RSC-031). With `outlined`, headings skip no level (WCAG 2.2, 1.3.1), and a heading whose
    level changes keeps its own level in `data-level`. With `text_first`, a quotation of one paragraph has its text
    itself, without `p`: receivers of NewsML-G2 read of a block only the text before its first element. `isolated` is
    the direction of a story whose links, mentions, captions and credits are isolated if all their letters run the other
    way, so that a bracket or period at their ends stays with them.
    """

    epub_types: bool = False
    images: Mapping[str, str] = field(default_factory=dict)
    images_embedded: bool = False
    secure_cites: bool = False
    outlined: bool = False
    text_first: bool = False
    isolated: Direction | None = None


PLAIN = BodyStyle()


def body_xhtml(body: Iterable[Block], style: BodyStyle = PLAIN) -> str:
    """The blocks of the body as markup, each on lines of its own, without an enclosing element."""
    if not isinstance(body, tuple):  # a list could change while it is kept
        return _Rendering(tuple(body), style).markup()
    kept = _last[0]
    is_other = kept.style != style and (kept.is_varied or "rtl" in (kept.style.isolated, style.isolated))
    if kept.body is not body or is_other:
        rendering = _Rendering(body, style)
        kept = _Kept(body, style, rendering.markup(), rendering.is_varied)
        _last[0] = kept
    return kept.markup


class _Kept(NamedTuple):
    """The markup of the last body, kept because all formats write it; `is_varied` is whether their styles differ."""

    body: tuple[Block, ...]
    style: BodyStyle
    markup: str
    is_varied: bool


_last = [_Kept((), PLAIN, "", False)]


def publication_page(
    title: str,
    markup: str,
    language: str,
    direction: Direction,
    sheets: Iterable[str] = (STYLESHEET,),
    **attributes: str,
) -> bytes:
    """A content document of an EPUB: title, stylesheets, and finished markup as its body.

    `attributes` are further attributes of the root element. The body has the direction, too, if it runs from the
    right: MuPDF does not look for it at the root.
    """
    root = {"lang": language, "xml:lang": language, "dir": direction, **attributes}
    written = "".join(attribute(name, value) for name, value in root.items())
    linked = "".join(f'<link rel="stylesheet" type="text/css" href="{sheet}"/>\n' for sheet in sheets)
    body = '<body dir="rtl">' if direction == "rtl" else "<body>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="{NAMESPACE}" xmlns:epub="http://www.idpf.org/2007/ops"{written}>\n'
        f"<head>\n<title>{escape(title)}</title>\n{linked}</head>\n"
        f"{body}\n{markup}\n</body>\n</html>\n"
    ).encode()


_LEFTWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_RIGHTWARDS = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u058f\u0900-\u1fff\u3040-\ud7ff\U00020000-\U0003ffff]")


def isolated(markup: str, text: str, direction: Direction | None) -> str:
    """The markup of a text, isolated if all letters of the text run the other way than `direction`."""
    if direction == "ltr":
        is_foreign = not text.isascii() and _LEFTWARDS.search(text) and not _RIGHTWARDS.search(text)
        return f'<bdi dir="rtl">{markup}</bdi>' if is_foreign else markup
    if direction == "rtl" and _RIGHTWARDS.search(text) and not _LEFTWARDS.search(text):
        return f'<bdi dir="ltr">{markup}</bdi>'
    return markup


def heading_id(number: int) -> str:
    """The id of the body's heading with this number, counted from 1."""
    return f"h-{number}"


def outline(levels: Iterable[int]) -> Iterator[int]:
    """Heading levels as an outline without gaps below level 1: each is at most one deeper than the one before."""
    path = [1]
    for level in levels:
        while path[-1] >= level:
            path.pop()
        path.append(level)
        yield len(path)


def note_labels(body: Iterable[Block]) -> dict[str, str]:
    """The label of the first reference to each note, by the note's id."""
    blocks = tuple(body)
    labels: dict[str, str] = {}
    if any(isinstance(block, Note) for block in blocks):
        for node in walk(blocks):
            if isinstance(node, NoteRef):
                labels.setdefault(node.note, node.label)
    return labels


class _Rendering:
    """Renders one body and numbers its headings."""

    def __init__(self, body: tuple[Block, ...], style: BodyStyle) -> None:
        self._body = body
        self._given_style = style
        self._labels = note_labels(body)
        self._headings = 0
        levels = [block.level for block in body if isinstance(block, Heading)]
        outlined = list(outline(levels))
        self._levels = outlined if style.outlined else levels
        self.is_varied = outlined != levels
        """Whether the markup that was made could differ in another style."""

    @property
    def _style(self) -> BodyStyle:
        self.is_varied = True
        return self._given_style

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
                # HTML parsers drop a newline right after <pre>, so one is added.
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
        insecure = quote.cite and not quote.cite.lower().startswith("https:") and self._style.secure_cites
        source = {"data_cite" if insecure else "cite": quote.cite}
        match quote.content:
            case (Paragraph(content=text),) if self._style.text_first:
                inner = self._inlines(text)
            case _:
                inner = "".join(map(self._block, quote.content))
        quotation = tag("blockquote", inner, **source)
        if not quote.attribution:
            return quotation
        return tag("figure", quotation + tag("figcaption", self._inlines(quote.attribution)), class_="quote")

    def _items(self, items: Items) -> str:
        rendered = []
        for item in items.items:
            nested = self._items(item.nested) if item.nested else ""
            rendered.append(tag("li", self._inlines(item.content) + nested))
        start = items.start if items.ordered and items.start != 1 else None
        return tag("ol" if items.ordered else "ul", "".join(rendered), start=start)

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
            file = self._style.images.get(image.href)
            if file or not self._style.images_embedded:
                source = file or image.href
                parts.append(f'<img{_alt(image.alt)}{_size(image.width, image.height)} src="{escape(source)}"/>')
            else:
                parts.append(tag("a", escape(image.alt or image.href), href=image.href, type=image.media_type))
        lines = []
        if figure.caption:
            lines.append(tag("span", self._isolated(figure.caption), property="schema:caption"))
        if figure.credit:
            label = escape(figure.credit_label + " ") if figure.credit_label else ""
            name = tag("span", self._apart(escape(figure.credit), figure.credit), property="schema:creditText")
            lines.append(tag("small", label + name))
        if lines:
            parts.append(tag("figcaption", " ".join(lines)))
        return tag("figure", "".join(parts), class_="image")

    def _note(self, note: Note) -> str:
        inner = "".join(map(self._block, note.content))
        kind = ' epub:type="footnote"' if self._style.epub_types else ""
        label = escape(self._labels[note.id]).replace('"', "&quot;")
        return f'<aside id="note-{note.id}" role="doc-footnote"{kind} data-label="{label}">{inner}</aside>'

    def _inlines(self, content: Iterable[Inline]) -> str:
        return "".join([escape(i.value) if isinstance(i, Text) else self._inline(i) for i in content])

    def _isolated(self, content: tuple[Inline, ...]) -> str:
        return self._apart(self._inlines(content), inline_text(content))

    def _apart(self, markup: str, text: str) -> str:
        """The markup of a text, isolated in styles that isolate it."""
        apart = isolated(markup, text, self._given_style.isolated or "ltr")
        return apart if apart is markup or self._style.isolated else markup

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
                return tag("a", self._isolated(inline.content), href=inline.href, title=inline.title)
            case LineBreak():
                return "<br/>"
            case Mention():
                inner = self._isolated(inline.content)
                return tag("span", inner, property="schema:mentions", resource=inline.uri)
            case NoteRef():
                kind = ' epub:type="noteref"' if self._style.epub_types else ""
                return f'<a href="#note-{inline.note}" role="doc-noteref"{kind}>{escape(inline.label)}</a>'
            case _:
                assert_never(inline)


def _alt(alt: str) -> str:
    return ' alt="' + escape(alt).replace('"', "&quot;") + '"'


def _size(width: int | None, height: int | None) -> str:
    return (f' width="{width}"' if width else "") + (f' height="{height}"' if height else "")
