"""Lines whose breaks are the author's: verse, and code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

MIN_VERSE, MIN_PLAIN_VERSE, MIN_CODE = 2, 4, 3
"""How many indented lines are verse, how many lines without an indent, and how many lines are code."""

LONGEST_VERSE = 64
"""The greatest length of a line of verse, in characters."""

_INDENTS = " \t\u3000"
_SENTENCE_ENDS = (".", "!", "?", "…")
_DIGIT = re.compile(r"\d")
_BULLET = re.compile(r"\s*(?:[•‣◦▪●○■□·*–—>-]|\d{1,3}[.)])\s")
_CODE_CHARACTER = re.compile(r"[{};)\]=>/]")
_CODE_SIGN = re.compile(r"[{};]\s*$|^\s*[}{)\]]|=>|->|</|/>|==|!=|\+=|:=|\w\(.*\)\s*[;{:]?\s*$")
_CODE_OPENING = re.compile(
    r"\s*(?:#include|import |from \w+ import|def |class "
    r"|return\b|function |const |let |var |public |private |if \(|for \(|while \(|\$ |>>> |//|/\*|SELECT |INSERT )"
)
_ASSIGNED = re.compile(r"^\s*[\w.\[\]\"']+\s*=\s*\S")


class KeptLines(NamedTuple):
    """The indexes, from 0, of consecutive lines whose breaks are the author's."""

    lines: tuple[int, ...]
    is_code: bool = False


def find_verse_and_code(lines: Sequence[str]) -> tuple[KeptLines, ...]:
    """The verse and code in `lines`, in order."""
    if not any(map(str.strip, lines)):
        return ()
    blocks = list(_blocks(lines))
    if len(blocks) < 2:
        return ()
    base = _paragraph_indents(lines, blocks)
    found = []
    for block in blocks:
        if _is_code(lines, block):
            found.append(KeptLines(tuple(block), is_code=True))
        elif _is_indented_verse(lines, block, base):
            found.append(KeptLines(tuple(block)))
    return tuple(found)


def _blocks(lines: Sequence[str]) -> Iterator[list[int]]:
    block: list[int] = []
    for at, line in enumerate(lines):
        if line.strip():
            block.append(at)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(_INDENTS))


def _paragraph_indents(lines: Sequence[str], blocks: Sequence[Sequence[int]]) -> int:
    """The greatest indent with which paragraphs open here."""
    return max(
        (
            _indent(lines[block[0]])
            for block in blocks
            if len(block) > 1 and lines[block[0]][0] in _INDENTS and _indent(lines[block[0]]) > _indent(lines[block[1]])
        ),
        default=0,
    )


def _is_indented_verse(lines: Sequence[str], block: Sequence[int], base: int) -> bool:
    """Whether every line of a block is short and more indented than paragraphs are, and most are cut mid-sentence."""
    if lines[block[0]][0] not in _INDENTS or not MIN_VERSE <= len(block) <= 200:
        return False
    rows = [lines[at] for at in block]
    if min(map(_indent, rows)) < max(2, base + 1) or any(
        _BULLET.match(row) or len(row.strip()) > LONGEST_VERSE for row in rows
    ):
        return False
    if sum(bool(_DIGIT.search(row)) for row in rows) * 2 > len(rows) or any("  " in row.strip() for row in rows):
        return False
    first = [row.strip()[0] for row in rows]
    return sum(character.isupper() or not character.islower() for character in first) >= len(rows) * 0.7


def _is_code(lines: Sequence[str], block: Sequence[int]) -> bool:
    """Whether most lines of a block have the signs of code."""
    if not MIN_CODE <= len(block) <= 500:
        return False
    rows = [lines[at][:300] for at in block]
    if sum(row.rstrip().endswith(_SENTENCE_ENDS) for row in rows) * 4 > len(rows):
        return False
    misses = 0
    for row in rows:
        has_sign = _CODE_CHARACTER.search(row) and (_CODE_SIGN.search(row) or _ASSIGNED.match(row))
        misses += not (has_sign or _CODE_OPENING.match(row))
        if len(rows) - misses < len(rows) * 0.6:
            return False
    return True
