"""The text and the words of a body, in reading order.

All formats and counts use this definition of a word. The checks have their own, so that each can test the other.
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

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Hiragana, Katakana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_LEADS = {0xE0, 0xE1, *range(0xE3, 0xEA), 0xEF, *range(0xF0, 0xF4)}
"""The bytes of UTF-8 that a character of these scripts can begin with."""
_OTHERS = bytes(set(range(256)) - _LEADS)
_WORD = re.compile(f"[{_UNSPACED}]|[^\\s{_UNSPACED}]+")


def split_words(text: str) -> list[str]:
    """The words of `text`: runs without white space, and each character of a script without spaces.

    These scripts are Han, Kana, Thai, Lao, Khmer and Burmese.
    """
    return _WORD.findall(text) if _has_unspaced(text) else text.split()


def _has_unspaced(text: str) -> bool:
    """Whether `text` has a character of a script without spaces."""
    # Most texts have no such byte, and removing all others is faster than the search.
    if text.isascii() or not text.encode("utf-8", "replace").translate(None, _OTHERS):
        return False
    return _HAS_UNSPACED.search(text) is not None


def block_texts(body: Iterable[Block]) -> Iterator[str]:
    """The texts of `body` in reading order; a word always ends between two of them."""
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


class _BodyText:
    """A body with its text and words, kept because all writers need those of the same body."""

    __slots__ = ("body", "text", "words")

    def __init__(self, body: Iterable[Block]) -> None:
        self.body = body
        text = "\n".join(block_texts(body))
        runs = text.split()
        self.text = " ".join(runs)
        self.words = tuple(_WORD.findall(text) if _has_unspaced(text) else runs)


_last = [_BodyText(())]


def _text_of(body: Iterable[Block]) -> _BodyText:
    last = _last[0]
    if last.body is body:
        return last
    current = _BodyText(body)
    if isinstance(body, tuple):  # a list could change while it is kept
        _last[0] = current
    return current


def body_text(body: Iterable[Block]) -> str:
    """The text of the body as one line, with runs of white space as one space; its length is the character count."""
    return _text_of(body).text


def body_words(body: Iterable[Block]) -> tuple[str, ...]:
    """The words of the body, including captions and notes; their number is the word count that writers state."""
    return _text_of(body).words
