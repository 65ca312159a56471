"""Where the body profile, the XHTML that all formats share, holds the leaves of the body.

The places are XPaths from the element that contains the blocks; `h:` is the namespace of XHTML.
"""

from __future__ import annotations

from collections.abc import Mapping

from convert.mapping import Row, carried

_PLACES: Mapping[str, str] = {
    "Paragraph.content": "h:p",
    "Heading.level": "substring(local-name(*), 2)",
    "Heading.content": "*[starts-with(local-name(), 'h')]",
    "Quote.content": ".//h:blockquote/h:p",
    "Quote.attribution": "h:figure[@class='quote']/h:figcaption",
    "Quote.cite": ".//h:blockquote/@cite",
    "Items.items": "h:ul/h:li",
    "Items.ordered": "boolean(h:ol)",
    "Items.start": "h:ol/@start",
    "Table.body": "h:table/h:tbody/h:tr/h:td",
    "Table.head": "h:table/h:thead/h:tr/*",
    "Table.caption": "h:table/h:caption",
    "Figure.image": "boolean(h:figure[@class='image']/h:img)",
    "Figure.caption": "h:figure[@class='image']//h:span[@property='schema:caption']",
    "Figure.credit": "h:figure[@class='image']//h:span[@property='schema:creditText']",
    "Figure.credit_label": "h:figure[@class='image']//h:small/text()",
    "Embed.href": "h:figure[@class='embed']/h:a/@href",
    "Embed.text": "h:figure[@class='embed']/h:a",
    "Embed.media_type": "h:figure[@class='embed']/h:a/@type",
    "Note.id": "substring-after(h:aside[@role='doc-footnote']/@id, 'note-')",
    "Note.content": "h:aside[@role='doc-footnote']/h:p",
    "Verbatim.text": "h:pre",
    "Rule": "boolean(h:hr)",
    "Text.value": "h:p",
    "Styled.style": "local-name(h:p/*)",
    "Styled.content": "h:p/*",
    "Styled.language": "h:p/*/@xml:lang",
    "Styled.direction": "h:p/*/@dir",
    "Link.href": "h:p/h:a/@href",
    "Link.content": "h:p/h:a",
    "Link.title": "h:p/h:a/@title",
    "LineBreak": "boolean(h:p/h:br)",
    "Mention.uri": "h:p/h:span[@property='schema:mentions']/@resource",
    "Mention.content": "h:p/h:span[@property='schema:mentions']",
    "NoteRef.note": "substring-after(h:p/h:a[@role='doc-noteref']/@href, '#note-')",
    "NoteRef.label": "h:p/h:a[@role='doc-noteref']",
    "Item.content": "h:ul/h:li",
    "Item.nested": "h:ul/h:li/h:ul/h:li",
    "Row.cells": "h:table/h:tbody/h:tr/h:td",
    "Cell.content": "h:table/h:tbody/h:tr/*",
    "Cell.scope": "h:table/h:tbody/h:tr/h:th/@scope",
    "Cell.colspan": "h:table/h:tbody/h:tr/*/@colspan",
    "Cell.rowspan": "h:table/h:tbody/h:tr/*/@rowspan",
    "Image.href": "h:figure[@class='image']/h:img/@src",
    "Image.alt": "h:figure[@class='image']/h:img/@alt",
    "Image.width": "h:figure[@class='image']/h:img/@width",
    "Image.height": "h:figure[@class='image']/h:img/@height",
}


def body_rows(where: str) -> dict[str, Row]:
    """The rows of all leaves that the body profile holds; the element with the blocks is at `where`."""
    return {leaf: carried(where, xpath) for leaf, xpath in _PLACES.items()}
