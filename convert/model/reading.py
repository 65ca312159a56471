"""The text and the words of the body in reading order.

All writers and counts use this definition of a word; the checks have one of their own, which tests compare with it.
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

_CHARACTER_WORDS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Hiragana, Katakana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
_HAS_CHARACTER_WORD = re.compile(f"[{_CHARACTER_WORDS}]")
_WORD = re.compile(f"[{_CHARACTER_WORDS}]|[^\\s{_CHARACTER_WORDS}]+")


def split_words(text: str) -> list[str]:
    """The words of `text`: runs without white space, and single characters of scripts written without spaces.

    Those scripts are Han, Kana, Thai, Lao, Khmer and Burmese.
    """
    return _WORD.findall(text) if _HAS_CHARACTER_WORD.search(text) else text.split()


def block_texts(body: Iterable[Block]) -> Iterator[str]:
    """The texts of `body` in reading order; no word extends over two of them."""
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
    """A body with its text and words. The last one is cached, because each writer needs those of the same body."""

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
    if isinstance(body, tuple):  # immutable, so safe to cache
        _last[0] = read
    return read


def body_text(body: Iterable[Block]) -> str:
    """The text of the body as one line, with runs of white space as one space; its length is the character count."""
    return _read(body).text


def body_words(body: Iterable[Block]) -> tuple[str, ...]:
    """The words of the body, including captions and notes; their number is the word count that writers state."""
    return _read(body).words
