"""The body as readable plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from convert.model import (
    Block,
    Embed,
    Figure,
    Heading,
    Inline,
    Items,
    LineBreak,
    Note,
    NoteRef,
    Paragraph,
    Quote,
    Row,
    Rule,
    Table,
    Text,
    Verbatim,
    inlines_within,
)
from convert.writers._xhtml import note_labels


def body_plain(body: Iterable[Block]) -> str:
    """The text of the body: a blank line between blocks, one line for each item and table row, tabs between cells."""
    blocks = tuple(body)
    labels = note_labels(blocks)
    texts = ("\n".join(_block(block, labels)) for block in blocks)
    return "\n\n".join(text for text in texts if text)


def _block(block: Block, labels: dict[str, str]) -> Iterator[str]:
    match block:
        case Paragraph() | Heading():
            yield _line(block.content)
        case Quote():
            for passage in block.content:
                for line in _block(passage, labels):
                    yield f"> {line}"
            if block.attribution:
                yield f"— {_line(block.attribution)}"
        case Items():
            yield from _items(block, "")
        case Table():
            if block.caption:
                yield _line(block.caption)
            yield from map(_row, (*block.head, *block.body))
        case Figure():
            yield " ".join(filter(None, (_line(block.caption), block.credit_label, block.credit))) or _image(block)
        case Embed():
            yield block.text
        case Note():
            lines = [line for passage in block.content for line in _block(passage, labels)]
            yield f"[{labels[block.id]}] {lines[0]}"
            yield from lines[1:]
        case Verbatim():
            yield block.text
        case Rule():
            yield "* * *"
        case _:
            assert_never(block)


def _items(items: Items, indent: str) -> Iterator[str]:
    for number, item in enumerate(items.items, items.start):
        marker = f"{number}." if items.ordered else "•"
        yield f"{indent}{marker} {_line(item.content)}"
        if item.nested:
            yield from _items(item.nested, indent + "  ")


def _row(row: Row) -> str:
    return "\t".join(_line(cell.content) for cell in row.cells)


def _image(figure: Figure) -> str:
    return figure.image.alt if figure.image else ""


def _line(content: Sequence[Inline]) -> str:
    """The text of inlines with white space folded as XHTML renders it; a line break is a newline."""
    if len(content) == 1 and isinstance(content[0], Text):
        return _folded(content[0].value).strip(" ")
    parts = []
    for inline in inlines_within(content):
        match inline:
            case Text():
                parts.append(_folded(inline.value))
            case LineBreak():
                parts.append("\n")
            case NoteRef():
                parts.append(f"[{inline.label}]")
    return "\n".join(_folded(line).strip(" ") for line in "".join(parts).split("\n"))


_RUN = re.compile("[ \t\r\n]+")


def _folded(text: str) -> str:
    unfolded = "  " in text or "\n" in text or "\t" in text or "\r" in text
    return _RUN.sub(" ", text) if unfolded else text
