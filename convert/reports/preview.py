"""The article as it will be published, as a fragment of a web page for people who compare it with its copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import assert_never

from convert.model import (
    Article,
    Block,
    Embed,
    Figure,
    Heading,
    Items,
    Note,
    Paragraph,
    Quote,
    Row,
    Rule,
    Table,
    Verbatim,
    inline_text,
)


def preview(article: Article) -> str:
    """The headlines, the byline, the dateline and the body of `article` as HTML, without links, pictures or ids."""
    kickers = [other.text for other in article.other_headlines if other.role == "kicker"]
    head = [
        *(_paragraph(text, "kicker") for text in kickers),
        f'<p class="headline">{escape(article.headline)}</p>\n',
        *(_paragraph(text, "dek") for text in (article.subheadline, article.summary) if text),
        *(_paragraph(text, "pale") for text in (article.byline, article.dateline) if text),
    ]
    direction = f' dir="{article.direction}"' if article.direction else ""
    inside = "".join((*head, *_blocks(article.body)))
    return f'<article lang="{escape(article.language)}"{direction}>\n{inside}</article>\n'


def _paragraph(text: str, kind: str = "") -> str:
    attribute = f' class="{kind}"' if kind else ""
    return f"<p{attribute}>{escape(text)}</p>\n"


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _paragraph(inline_text(block.content))
        case Heading():
            yield f"<h3>{escape(inline_text(block.content))}</h3>\n"
        case Quote():
            yield "<blockquote>\n"
            yield from _blocks(block.content)
            if block.attribution:
                yield _paragraph(inline_text(block.attribution))
            yield "</blockquote>\n"
        case Items():
            yield _items(block)
        case Table():
            yield "<table>\n"
            if block.caption:
                yield f"<caption>{escape(inline_text(block.caption))}</caption>\n"
            yield from (_row(row, "th") for row in block.head)
            yield from (_row(row, "td") for row in block.body)
            yield "</table>\n"
        case Figure():
            shown = " ".join(filter(None, (inline_text(block.caption), block.credit_label, block.credit)))
            yield _paragraph(shown or (block.image.alt if block.image else None) or "", "caption")
        case Embed():
            yield _paragraph(block.text, "caption")
        case Note():
            yield '<div class="pale">\n'
            yield from _blocks(block.content)
            yield "</div>\n"
        case Verbatim():
            yield f"<pre>{escape(block.text)}</pre>\n"
        case Rule():
            yield "<hr>\n"
        case _:
            assert_never(block)


def _items(items: Items) -> str:
    tag = "ol" if items.ordered else "ul"
    rows = (
        f"<li>{escape(inline_text(item.content))}{_items(item.nested) if item.nested else ''}</li>\n"
        for item in items.items
    )
    return f"<{tag}>\n{''.join(rows)}</{tag}>\n"


def _row(row: Row, tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(inline_text(cell.content))}</{tag}>' for cell in row.cells)}</tr>\n"
