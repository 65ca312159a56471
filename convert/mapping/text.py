"""Where plain text holds the leaves of the Article: it has the printed words and nothing else.

The places are regular expressions on the whole text; the first group is the value.
"""

from __future__ import annotations

from convert.mapping import ORIGIN, Rows, carried, leaves, lost

_WORDS = r"^(.+)$"

_PRINTED: Rows = {
    "headline": carried(r"\A(.+)"),
    "subheadline": carried(_WORDS),
    "byline": carried(_WORDS),
    "summary": carried(_WORDS),
    "dateline": carried(_WORDS),
    "Paragraph.content": carried(_WORDS),
    "Heading.content": carried(_WORDS),
    "Quote.content": carried("^> (.+)$"),
    "Quote.attribution": carried("^— (.+)$"),
    "Items.items": carried("^• (.+)$"),
    "Items.ordered": carried(r"^\d+\. (.+)$"),
    "Items.start": carried(r"^(\d+)\. "),
    "Table.body": carried(_WORDS),
    "Table.head": carried(_WORDS),
    "Table.caption": carried(_WORDS),
    "Figure.caption": carried(_WORDS),
    "Figure.credit": carried(_WORDS),
    "Figure.credit_label": carried(_WORDS),
    "Embed.text": carried(_WORDS),
    "Note.content": carried(_WORDS),
    "Verbatim.text": carried(_WORDS),
    "Rule": carried(r"^(\* \* \*)$"),
    "Text.value": carried(_WORDS),
    "Styled.content": carried(_WORDS),
    "Link.content": carried(_WORDS),
    "LineBreak": carried(r"(\n)"),
    "Mention.content": carried(_WORDS),
    "NoteRef.label": carried(r"\[(.+?)\]"),
    "Item.content": carried("^• (.+)$"),
    "Item.nested": carried("^  • (.+)$"),
    "Row.cells": carried(_WORDS),
    "Cell.content": carried(_WORDS),
}

ROWS: Rows = {**{leaf: lost(by_nature=True) for leaf in leaves()}, **_PRINTED, **ORIGIN}
