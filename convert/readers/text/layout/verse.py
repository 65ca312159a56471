"""Lines whose breaks are the author's: verse, and code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convert.readers.text.scripts import DIGIT

MIN_VERSE, MIN_PLAIN_VERSE, MIN_CODE, MIN_INDENTED_CODE = 2, 4, 3, 2
"""How many indented lines are verse, how many lines without an indent, and how many lines are code, also indented."""

CODE_INDENT = 4
"""By how many characters code is indented at least, where it is."""

MOST_STANZA, LONGEST_STANZA_LINE = 24, 56
"""How many lines a stanza without an indent has at most, and how many characters each."""

MIN_ALIKE, LONGEST_LOOSE_LINE = 2, 44
"""How many stanzas of one length show verse without capitals, and how many characters each line has at most."""

MOST_PAUSES = 0.6
"""The share of the lines of such a stanza that end with a pause or a sentence."""

LONGEST_VERSE = 64
"""The greatest length of a line of verse, in characters."""

_INDENTS = " \t\u3000"
_SENTENCE_ENDS = (".", "!", "?", "…")
_BULLET = re.compile(r"\s*(?:[•‣◦▪●○■□·*–—>-]|\d{1,3}[.)])\s")
_CODE_CHARACTER = re.compile(r"[{};)\]=>/]")
_CODE_SIGN = re.compile(r"[{};]\s*$|^\s*[}{)\]]|=>|->|</|/>|==|!=|\+=|:=|\w\(.*\)\s*[;{:]?\s*$")
_CODE_OPENING = re.compile(
    r"\s*(?:#include|import |from \w+ import|def |class "
    r"|return\b|function |const |let |var |public |private |if \(|for \(|while \(|\$ |>>> |//|/\*|SELECT |INSERT )"
)
_ASSIGNED = re.compile(r"^\s*[\w.\[\]\"']+\s*=\s*\S")


_COMMAND = re.compile(
    r"^\s*(?:#|\$|%) |\s--?[a-zA-Z][\w-]*(?=[\s=]|$)|\s\|\s?[a-z]+(?=\s|$)|\s>>?\s?[\w./-]+$|^\s*\./\w"
)
"""The signs of a command of a shell: a prompt, an option, a pipe, a file that is written; or a comment."""

_DAY_AND_HOUR = re.compile(r"(?<!\d)\d{1,4}[./-]\d{1,2}[./-]\d{2,4}[\s,–-]{1,4}\d{1,2}[:.]\d\d(?!\d)")
"""A day and an hour in numbers, as headers of pages have them."""


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
    stanzas = _plain_stanzas(lines, blocks)
    for number, block in enumerate(blocks):
        if _is_code(lines, block):
            found.append(KeptLines(tuple(block), is_code=True))
        elif number in stanzas or _is_indented_verse(lines, block, base):
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
    if _DAY_AND_HOUR.search(rows[0]):
        return False
    if min(map(_indent, rows)) < max(2, base + 1) or any(
        _BULLET.match(row) or len(row.strip()) > LONGEST_VERSE for row in rows
    ):
        return False
    if sum(bool(DIGIT.search(row)) for row in rows) * 2 > len(rows) or any("  " in row.strip() for row in rows):
        return False
    first = [row.strip()[0] for row in rows]
    return sum(character.isupper() or not character.islower() for character in first) >= len(rows) * 0.7


def _plain_stanzas(lines: Sequence[str], blocks: Sequence[Sequence[int]]) -> frozenset[int]:
    """The blocks without an indent that are stanzas; one beside another needs no comma at the end of a line."""
    sure = {number for number, block in enumerate(blocks) if _is_plain_verse(lines, block)}
    for numbers in (range(len(blocks) - 1, -1, -1), range(len(blocks))) if sure else ():
        for number in numbers:
            if {number - 1, number + 1} & sure and _is_plain_verse(lines, blocks[number], has_pause=True):
                sure.add(number)
    if not sure:
        loose = [number for number, block in enumerate(blocks) if _is_loose_stanza(lines, block)]
        sizes = Counter(len(blocks[number]) for number in loose)
        sure = {number for number in loose if sizes[len(blocks[number])] >= MIN_ALIKE}
    return frozenset(sure)


def _is_loose_stanza(lines: Sequence[str], block: Sequence[int]) -> bool:
    """Whether a block is a stanza whose lines may open with small letters: short, and most with a pause at their ends.

    Lines of a column have few pauses there. Such stanzas count only if several have the same number of lines.
    """
    if not MIN_PLAIN_VERSE <= len(block) <= MOST_STANZA or lines[block[0]][0] in _INDENTS:
        return False
    rows = [lines[at].strip() for at in block]
    if any(DIGIT.search(row) or _BULLET.match(row) or ":" in row or len(row) > LONGEST_LOOSE_LINE for row in rows):
        return False
    if not rows[-1].rstrip("\"'”’»“)").endswith(_SENTENCE_ENDS) or min(len(row.split()) for row in rows) < 2:
        return False
    above = rows[:-1]
    if all(row.endswith(_SENTENCE_ENDS) for row in above) or not any(row[-1] in ",;—–" for row in above):
        return False
    return sum(row[-1] in ",;.!?…—–" for row in rows) >= MOST_PAUSES * len(rows)


def _is_plain_verse(lines: Sequence[str], block: Sequence[int], *, has_pause: bool = False) -> bool:
    """Whether a block without an indent is a stanza: short lines with capitals that run on and end as a sentence does.

    Lists and menus do not end as sentences do and have no commas at the ends of lines; wrapped text goes on in small
    letters; and short paragraphs without blank lines between end with full stops.
    """
    if not MIN_PLAIN_VERSE <= len(block) <= MOST_STANZA or lines[block[0]][0] in _INDENTS:
        return False
    rows = [lines[at].strip() for at in block]
    if not rows[-1].rstrip("\"'”’»“)").endswith((*_SENTENCE_ENDS, "—", "–", *(",;:" if has_pause else ""))):
        return False
    if any(DIGIT.search(row) or _BULLET.match(row) or "\t" in row or len(row) > LONGEST_STANZA_LINE for row in rows):
        return False
    if any(":" in row[:24] or "@" in row or row.isupper() for row in rows):
        return False
    words = sum(len(row.split()) for row in rows)
    above = rows[:-1]
    stops = sum(row.endswith(_SENTENCE_ENDS) for row in above)
    pauses = sum(row[-1] in ",;:—–" for row in above)
    capitals = sum(row.lstrip("\"'“„«‘—–- ")[:1].isupper() for row in rows)
    return (
        3 * len(rows) <= words <= 10 * len(rows)
        and capitals >= len(rows) * 0.8
        and (has_pause or pauses >= 1)
        and stops <= len(above) * 0.5
    )


def _is_code(lines: Sequence[str], block: Sequence[int]) -> bool:
    """Whether most lines of a block have the signs of code."""
    rows = [lines[at][:300] for at in block[:501]]
    is_indented = min(map(_indent, rows)) >= CODE_INDENT or all(row[0] == "\t" for row in rows)
    if not (MIN_INDENTED_CODE if is_indented else MIN_CODE) <= len(block) <= 500:
        return False
    if sum(row.rstrip().endswith(_SENTENCE_ENDS) for row in rows) * 4 > len(rows):
        return False
    misses = 0
    for row in rows:
        has_sign = _CODE_CHARACTER.search(row) and (_CODE_SIGN.search(row) or _ASSIGNED.match(row))
        misses += not (has_sign or _CODE_OPENING.match(row) or (is_indented and _COMMAND.search(row)))
        if len(rows) - misses < len(rows) * 0.6:
            return False
    return True
