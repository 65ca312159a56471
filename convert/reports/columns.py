"""Text in columns of a terminal, where East Asian characters take two."""

from __future__ import annotations

import re
from collections.abc import Iterator


def columns(text: str) -> int:
    """Return how many columns a text takes."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def _columns_of(character: str) -> int:
    from unicodedata import combining, east_asian_width

    return 0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1


def cut(text: str, room: int) -> str:
    """Return `text` in at most `room` columns, with … where it was cut; empty if there is no room."""
    if columns(text) <= room:
        return text
    taken = _fitting(text, room - 1)
    return f"{text[:taken]}…" if room > 0 else ""


def _fitting(text: str, room: int) -> int:
    """How many characters of `text` fit into `room` columns."""
    used = 0
    for at, character in enumerate(text):
        used += _columns_of(character)
        if used > room:
            return at
    return len(text)


def fold(text: str, width: int, indent: str = "") -> Iterator[str]:
    """Yield lines of at most `width` columns, divided at spaces where there are some; all but the first are indented.

    The beginning of the text keeps its own white space.
    """
    if columns(text) <= width:
        yield text
        return
    start = re.match(r"\s*", text)
    line, words = start[0] if start else "", text.split()
    is_empty = True
    for word in words:
        if not is_empty and columns(line) + 1 + columns(word) > width:
            yield line
            line, is_empty = indent, True
        while columns(line) + columns(word) + (not is_empty) > width:
            taken = max(1, _fitting(word, width - columns(line)))
            yield line + word[:taken]
            line, word = indent, word[taken:]
        if word:
            line, is_empty = (f"{line}{word}" if is_empty else f"{line} {word}"), False
    if not is_empty or not words:
        yield line


def filled(text: str, width: int) -> Iterator[str]:
    """Yield the lines of `text` with its paragraphs filled anew; indented lines, such as lists, keep their places."""
    for paragraph in re.split(r"\n{2,}", text.strip("\n")):
        lines = paragraph.split("\n")
        if any(line[:1] in (" ", "-", "|", "`" * 3) for line in lines):
            for line in lines:
                spaces = len(line) - len(line.lstrip())
                yield from fold(line, width, " " * (spaces + 2))
        else:
            yield from fold(" ".join(lines), width)
        yield ""
