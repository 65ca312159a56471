"""Text of tags, each on a line of its own, as `get_text("\\n")` of Beautiful Soup gives it.

Every link and every word in emphasis breaks its sentence there: what follows it opens with a small letter, or with the
comma or full stop behind the link. Such pieces are joined where they make sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from convert.readers.text.envelopes.dumps.dumped_lines import DumpedLine, one_spaced
from convert.readers.text.envelopes.envelope import opening_signs, openings, whole_text
from convert.readers.text.lines.language import detect_language, stop_words
from convert.readers.text.lines.units import has_fixed_width
from convert.readers.text.scripts import count_unspaced, joins_without_space
from convert.readers.text.sentences import ENDS_WRAPPED_LINE

FEWEST_ROWS = 8
"""How many lines with text the copy has at least."""

MIN_SENTENCES, MIN_PIECES, MIN_SIGNS = 2, 4, 2
"""How many sentences are in pieces at least, how many pieces go on from the line above, and how many lines show that:
those that open with the mark behind a link, and links between two pieces of a sentence.
"""

LINES_TO_SIGN = 40
"""Of how many lines one shows that at least."""

LONG_PIECE, LONG_UNSPACED, SHORT_LINK = 40, 20, 0.6
"""How many columns wide the line above such a link is at least, in scripts without spaces, too, and how long the link
is at most, beside that line.
"""

MOST_PIECES, MOST_LINKED = 40, 14
"""How many pieces a paragraph has at most, and how many words a link in it that opens with a capital letter."""

FEWEST_WORDS, FEWEST_UNSPACED = 3, 8
"""How many words the first piece of a paragraph has at least; how many characters in scripts without spaces."""

_CLOSING = re.compile(r"[,.;:!?…)\]»”’](?=[\s\d]|$|[”’»)\"'])|[、。，．；：！？）」』]|['’](?:s|re|ll|ve|t)\b")
_SPACED_MARKS = re.compile(r"\w[ \u00a0\u202f][:;!?»](?:\s|$)")
_HIRAGANA = re.compile("[\u3041-\u309f]")
_OPEN_ENDS = ",、はがをにのでとへ"
"""Marks and particles with which no title ends."""

_GOES_ON = ",.;:!?…)]»”’'(、。，．；：！？）」』（"
_OPENING = "„“«([‘「『（"
_BY = re.compile(r"(?:By|Von|Par|Por|Di|Da|Door|Av|Af|Text|Words|Texte?|Autor|Автор|Від|Της?|Του)\s?:?", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_a-zß-ÿ][\w.'’-]*(?: [\w.'’-]+){1,3}")
_LIST_MARK = re.compile(r"(?:[•‣◦▪●○■□·*–-]|\d{1,3}[.)])\s")


class _Piece:
    """A line with text: its index, its text, whether a blank line is above it, and whether a space is at its end."""

    __slots__ = ("at", "ends_open", "is_apart", "text")

    def __init__(self, at: int, line: str, is_apart: bool) -> None:
        self.at = at
        self.text = line.strip()
        self.is_apart = is_apart
        self.ends_open = line[-1:] in " \u00a0"


def read_fragments(lines: tuple[str, ...], filled: Sequence[int]) -> list[DumpedLine] | None:
    """The lines of the page of whose tags `lines` are the text, those of each paragraph joined; None where nothing
    shows that links broke its sentences. `filled` are the indexes of those with text.
    """
    if len(filled) < FEWEST_ROWS:
        return None
    going_on = {sign for sign in opening_signs(lines) if _may_go_on(sign)}
    first = openings(lines)
    found = [number for number, at in enumerate(filled) if first[at] in going_on] if going_on else []
    least = max(MIN_SIGNS, len(filled) // LINES_TO_SIGN)
    if len(found) < least or _count_signs(lines, filled, found) < least:
        return None
    if has_fixed_width(lines):
        return None
    pieces: list[_Piece] = []
    above = -2
    for at in filled:
        is_apart = any(not lines[between] for between in range(above + 1, at)) if at - above <= 3 else True
        pieces.append(_Piece(at, lines[at], is_apart))
        above = at
    groups = [*_groups(pieces, stop_words(detect_language(lines[at] for at in filled).primary))]
    broken = [group for group in groups if len(group) > 1]
    if len(broken) < MIN_SENTENCES or sum(len(group) - 1 for group in broken) < MIN_PIECES:
        return None
    has_spaced_marks = _SPACED_MARKS.search(whole_text(lines)) is not None
    return [_joined(group, has_spaced_marks) for group in groups]


def _may_go_on(first: str) -> bool:
    """Whether a line that opens with that character may go on from the one above."""
    return first.islower() or (first != "" and first in _GOES_ON) or "\u3041" <= first <= "\u309f"


def _count_signs(lines: Sequence[str], filled: Sequence[int], found: Sequence[int]) -> int:
    """How many lines open with the mark behind a link, or are links between two pieces of a sentence, of which the
    second is `found` by its first character.
    """
    count = 0
    for number in found:
        text, above = lines[filled[number]].strip(), lines[filled[number - 1]].strip() if number else ""
        if above and not text[0].isalnum() and text[0] not in "(（":
            count += bool(_CLOSING.match(text)) and above[-1].isalnum() and not _LIST_MARK.match(text)
        elif number > 1 and not ENDS_WRAPPED_LINE.search(above):
            first = lines[filled[number - 2]].strip()
            is_link = above[0].isalnum() and len(above) <= SHORT_LINK * len(first)
            count += is_link and _is_long(first) and not ENDS_WRAPPED_LINE.search(first)
    return count


def _is_long(text: str) -> bool:
    """Whether a piece is longer than titles and lines of verse, so that it may be of a paragraph."""
    unspaced = count_unspaced(text)
    return len(text) + unspaced >= (LONG_UNSPACED if unspaced * 2 > len(text) else LONG_PIECE)


def _groups(pieces: Sequence[_Piece], stops: Set[str]) -> Iterator[list[_Piece]]:
    """The pieces of each paragraph; lines that are no pieces alone."""
    at = 0
    while at < len(pieces):
        end = _end(pieces, at, stops)
        yield list(pieces[at:end])
        at = end


def _end(pieces: Sequence[_Piece], first: int, stops: Set[str]) -> int:
    """Where the paragraph that opens at `first` ends; the next one where it is not in pieces, or makes no sentence."""
    opening = pieces[first].text
    if first + 1 < len(pieces) and _BY.fullmatch(opening) and _NAME.fullmatch(pieces[first + 1].text):
        return first + 2
    if not _may_open(opening):
        return first + 1
    end = first + 1
    last = first + 1
    while end < len(pieces) and end - first < MOST_PIECES:
        step = _step(pieces, end, stops, is_opening=end == first + 1)
        if not step:
            break
        end += step
        if ENDS_WRAPPED_LINE.search(pieces[end - 1].text):
            last = end
    return last


def _may_open(text: str) -> bool:
    """Whether a line may be the first piece of a paragraph: it has several words, and opens with no small letter."""
    if _LIST_MARK.match(text) or text[0].islower():
        return False
    if joins_without_space(text[0]):
        return len(text) >= FEWEST_UNSPACED
    return text.count(" ") + 1 >= FEWEST_WORDS


def _step(pieces: Sequence[_Piece], at: int, stops: Set[str], *, is_opening: bool) -> int:
    """How many pieces from `at` on go on from those above: one that shows it itself, or a link and the one below that
    does; else 0. A short line above that opens the paragraph may be a title, unless its last word shows that it is not.
    """
    above, piece = pieces[at - 1], pieces[at]
    if _goes_on(above, piece):
        return 1
    if piece.is_apart or ENDS_WRAPPED_LINE.search(above.text) or _LIST_MARK.match(piece.text):
        return 0
    if ENDS_WRAPPED_LINE.search(piece.text):
        return int(_ends_open(above.text, stops))
    if is_opening and not _is_long(above.text) and not _ends_open(above.text, stops):
        return 0
    if piece.text.count(" ") >= MOST_LINKED or at + 1 >= len(pieces):
        return 0
    below = pieces[at + 1]
    if not below.is_apart and _goes_on(piece, below) and not below.text[0].isdigit():
        return 2
    return int(above.ends_open and _ends_open(above.text, stops))


def _goes_on(above: _Piece, piece: _Piece) -> bool:
    """Whether a piece shows by its first letter or mark that it goes on from the one above."""
    if _CLOSING.match(piece.text):
        return above.text[-1] not in ".!?。！？" or piece.text[0] in ")]»”’"
    if piece.is_apart or ENDS_WRAPPED_LINE.search(above.text):
        return False
    return piece.text[0].islower() or piece.text[0] in "(（" or _HIRAGANA.match(piece.text) is not None


def _ends_open(text: str, stops: Set[str]) -> bool:
    """Whether the last word shows that a sentence goes on, as no title ends with it."""
    return text[-1] in _OPEN_ENDS or text.rpartition(" ")[2] in stops


def _joined(group: Sequence[_Piece], has_spaced_marks: bool) -> DumpedLine:
    text = group[0].text
    for above, piece in pairwise(group):
        mark = piece.text[0]
        if _CLOSING.match(piece.text):
            gap = " " if has_spaced_marks and mark in ":;!?»" else ""
        elif above.text[-1] in _OPENING or joins_without_space(above.text[-1]) or joins_without_space(mark):
            gap = ""
        else:
            gap = " "
        text += gap + piece.text
    return DumpedLine(one_spaced(text), tuple(piece.at for piece in group), "", group[0].is_apart)
