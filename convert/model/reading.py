"""The body as it is read: its text and its words, in reading order.

What a word is, all formats and counts agree on by asking here; the checks have a definition of their own, to be held
against this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from convert.model.body import (
    Block,
    Embed,
    Figure,
    Heading,
    Items,
    Note,
    Paragraph,
    Quote,
    Table,
    Verbatim,
    inline_text,
)

_ALONE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Hiragana, Katakana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
_STANDS_ALONE = re.compile(f"[{_ALONE}]")
_WORD = re.compile(f"[{_ALONE}]|[^\\s{_ALONE}]+")


def split_words(text: str) -> list[str]:
    """The words of `text`: runs without white space; each character of a script written without spaces is one.

    Those scripts are Han, Kana, Thai, Lao, Khmer and Burmese.
    """
    return _WORD.findall(text) if _STANDS_ALONE.search(text) else text.split()


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


class _Read:
    """The last body that was read, with its text and words: each writer asks for those of the same body."""

    __slots__ = ("body", "text", "words")

    def __init__(self, body: Iterable[Block]) -> None:
        self.body = body
        text = "\n".join(block_texts(body))
        self.text = " ".join(text.split())
        self.words = tuple(split_words(text))


_last = [_Read(())]


def _read(body: Iterable[Block]) -> _Read:
    last = _last[0]
    if last.body is body:
        return last
    read = _Read(body)
    if isinstance(body, tuple):  # what cannot change while it is remembered
        _last[0] = read
    return read


def body_text(body: Iterable[Block]) -> str:
    """The text of the body as one line, any run of white space being one space; its length is the character count."""
    return _read(body).text


def body_words(body: Iterable[Block]) -> tuple[str, ...]:
    """The words of the body, captions and notes among them; their number is the word count that writers state."""
    return _read(body).words
