"""From lines to units: a unit is one line, or the lines into which a mail program or a wire broke one paragraph.

All later modules decide about units, never about lines. Lines are joined only if their breaks are clearly those of a
fixed width; a page's lines are its blocks and stay separate.
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from convert.readers.text.scripts import FIRST_CJK, WORD, count_unspaced, is_small, joins_without_space
from convert.readers.text.sentences import ENDS_WRAPPED_LINE

_WIDE_CHARACTER = re.compile(f"[{FIRST_CJK}-\U0010ffff]")
_SPACES = re.compile(r"[ \t]+")
_BULLET = re.compile(r"(?:(?P<bullet>[•‣◦▪●○■□·・*]|[-–](?=\s))\s*|(?P<number>\d{1,3})[.)]\s+)(?=\S)")
_SYMBOL = re.compile(r"\s*(?P<letter>[lqnüØ§])\s+(?=[^\W\d_a-zß-ÿ])")
"""A letter that was a bullet in a font of symbols, before a capital letter."""

MIN_SYMBOLS = 2
"""How many lines open with the same letter at least where it was a bullet."""

_QUOTED = re.compile(r"(?:>\s?)+")

MAX_JOINED = 100_000
"""The greatest length of a joined unit, in characters; no paragraph comes near it."""

_NARROW, _WIDE = 40, 100
"""The smallest and greatest width to which mail programs, wires and typewriters break text."""

_COLUMN, _WIDEST_COLUMN = 24, 46
"""The smallest and greatest width of the columns of print."""

MIN_COLUMN_LINES = 5
"""How many lines a block of a column has at least."""

MOST_INDENT = 8
"""How far the first line of a paragraph is indented at most."""

MIN_OPENED = 2
"""How many indented lines are above lines without an indent at least if their indent opens paragraphs."""

MIN_EXACT = 3
"""How many lines show a width to which only some paragraphs were broken."""

MIN_DIVIDED = 2
"""How many words are divided at the ends of lines at least in copy that divides words."""

_HANGING = frozenset(["and", "or", "und", "oder", "et", "ou", "y", "o", "e", "en", "og", "och", "i", "ja", "ve"])
"""Words before which a hyphen at a line's end belongs to its word: "Ost- und Westteil"."""


Layout: TypeAlias = Literal["detected", "wrapped", "indented", "explicit"]
"""How lines make paragraphs: as their lengths show; in lines of a fixed width, however few there are; each opened by an
indented line, which those without an indent go on; or each line one, but those that are known to go on.
"""


class Unit(NamedTuple):
    """A part of the copy that gets one label and one role.

    `lines` are the numbers of its input lines, from 1; `after_blank` is whether a blank line precedes it; `bullet` is
    the marker of a list item ("•", or "1." for a number), which `text` then lacks; `quoted` is whether ">" quoted it.
    """

    lines: tuple[int, ...]
    text: str
    after_blank: bool = True
    bullet: str = ""
    quoted: bool = False


_DATELINE = re.compile(r"(?:[^\W\d_a-z][^()a-z]{1,40}\s)?\([A-Za-z][\w/ -]{1,24}\)\s?(?:[-–—]{1,2}|_)\s")
"""A dateline with an agency in brackets, behind a place in capitals or none ("(ANSA) - …", "OSTED (AP) _ …")."""


_BYLINE = re.compile(r"(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|Door|DOOR|Av|Af)(?: [^\W\d_a-zß-ÿ][\w.'’-]*){2,4}")
"""A line that is only a byline: no line inside a paragraph is."""


class _Line(NamedTuple):
    """A line, with its width in columns, and that of the part with which it opens, which no break divides."""

    number: int
    text: str
    indent: int
    size: int
    opening: int

    def fits_above(self, line: _Line, width: int) -> bool:
        """Whether the part with which this line opens would fit at the end of the `line` above, with the indent of a
        paragraph's first line.
        """
        indent = line.indent - self.indent
        return line.size + (indent if 0 < indent <= MOST_INDENT else 0) + 1 + self.opening <= width


def _line(number: int, text: str, indent: int) -> _Line:
    space = text.find(" ")
    opening = len(text) if space < 0 else space
    if text.isascii() or _WIDE_CHARACTER.search(text) is None:
        return _Line(number, text, indent, len(text), opening)
    opening = 1 if joins_without_space(text[0]) else opening
    return _Line(number, text, indent, len(text) + count_unspaced(text), opening)


def build_units(
    lines: tuple[str, ...],
    layout: Layout = "detected",
    continued: Set[int] = frozenset(),
    apart: Set[int] = frozenset(),
) -> tuple[Unit, ...]:
    """The units of `lines`; blank lines are of none. Those at the indices `continued` go on from the line above, those
    at the indices `apart` never do.
    """
    if layout == "detected" and not continued:
        blocks, width = _broken_blocks(tuple(lines))
    else:
        blocks = list(_blocks(lines, continued))
        width = _width(blocks, layout)
    opening = _opening_indent(blocks) if width or (blocks and layout == "wrapped") else 0
    if opening and not width:
        width = max(line.size for block in blocks for line in block)
    is_column = 0 < width <= _WIDEST_COLUMN or (width > 0 and _divides_words(blocks))
    vocabulary = Vocabulary(_texts(blocks), is_column=is_column) if width or layout == "indented" or continued else None
    units: list[Unit] = []
    for block in blocks:
        after_blank = True
        for group in _groups(block, width, opening, layout, continued, apart):
            units.append(_unit(group, after_blank, vocabulary))
            after_blank = False
    return tuple(units)


def has_fixed_width(lines: tuple[str, ...]) -> bool:
    """Whether the lengths of `lines` show that they were broken at a fixed width."""
    return _broken_blocks(lines)[1] > 0


@lru_cache(maxsize=1)
def _broken_blocks(lines: tuple[str, ...]) -> tuple[list[list[_Line]], int]:
    """The blocks of `lines`, and the width to which they were broken, or 0; kept, as envelopes ask for it, too."""
    blocks = list(_blocks(lines, frozenset()))
    return blocks, _width(blocks, "detected")


def _divides_words(blocks: list[list[_Line]]) -> bool:
    """Whether the text divides words at the ends of its lines, and none of their parts is a word elsewhere in it."""
    pairs = [pair for block in blocks for pair in itertools.pairwise(block) if _is_divided(*pair)]
    if len(pairs) < MIN_DIVIDED:
        return False
    words = Counter(word for block in blocks for line in block for word in WORD.findall(line.text.lower()))
    ends = [(line.text[:-1].lower().rpartition(" ")[2], following.text.lower()) for line, following in pairs]
    parts = [(first, WORD.match(second)) for first, second in ends]
    return not any(words[first] > 1 or (second and words[second.group()] > 1) for first, second in parts)


def _blocks(lines: tuple[str, ...], continued: Set[int]) -> Iterator[list[_Line]]:
    block: list[_Line] = []
    symbols = Counter(found["letter"] for line in lines if (found := _SYMBOL.match(line)))
    for number, raw in enumerate(lines, 1):
        text = raw.strip()
        if symbols and (found := _SYMBOL.match(text)) and symbols[found["letter"]] >= MIN_SYMBOLS:
            text = f"• {text[found.end() :]}"
        if text and not _is_invisible(text):
            if "\t" in text or "  " in text:
                text = _SPACES.sub(" ", text)
            block.append(_line(number, text, len(raw) - len(raw.lstrip())))
        elif block and {number - 1, number} <= continued:
            block.append(_line(number, "", 0))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _is_invisible(text: str) -> bool:
    """Whether nothing in `text` is visible: it consists of combining marks without a letter."""
    if text.isascii() or text[0].isalnum():
        return False
    return not any(c.isprintable() and not c.isspace() and not _is_combining(c) for c in text)


def _is_combining(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me", "Cf")


def _width(blocks: list[list[_Line]], layout: Layout) -> int:
    """The width, in columns, to which the text was broken; 0 if its lines are its paragraphs."""
    if layout in ("indented", "explicit"):
        return 0
    sizes = sorted(line.size for block in blocks for line in block)
    if not sizes:
        return 0
    width = sizes[-1 - len(sizes) // 50]
    if _NARROW <= width <= _WIDE and (found := _width_of(blocks, width, layout)):
        return found
    return _column_width(blocks) or _exact_width(blocks)


def _column_width(blocks: list[list[_Line]]) -> int:
    """The width of narrow columns, as print has them; 0 if the text has none."""
    sizes = sorted(line.size for block in blocks if len(block) >= MIN_COLUMN_LINES for line in block)
    width = sizes[-1 - len(sizes) // 25] if sizes else 0
    if not _COLUMN <= width <= _WIDEST_COLUMN:
        return 0
    pairs = [pair for block in blocks if len(block) >= MIN_COLUMN_LINES for pair in itertools.pairwise(block)]
    full = [pair for pair in pairs if not pair[1].fits_above(pair[0], width - 4)]
    is_column = len(full) >= MIN_COLUMN_LINES and len(full) >= len(pairs) * 0.7
    return width if is_column and _runs_on(full, 0.75) else 0


def _exact_width(blocks: list[list[_Line]]) -> int:
    """The width at which each line above another one is broken, though other paragraphs are lines of any length; else
    0.
    """
    pairs = [
        (line, following)
        for block in blocks
        for line, following in itertools.pairwise(block)
        if following.indent <= line.indent and not _BULLET.match(following.text)
    ]
    if len(pairs) < MIN_EXACT:
        return 0
    width = max(line.size for line, _ in pairs)
    full = [pair for pair in pairs if not pair[1].fits_above(pair[0], width)]
    is_exact = _COLUMN <= width <= _WIDE and len(full) >= max(MIN_EXACT, len(pairs) * 0.8)
    return width if is_exact and _runs_on(full, 0.6) else 0


def _runs_on(full: list[tuple[_Line, _Line]], share: float) -> bool:
    """Whether that share of the `full` lines ends no sentence, and many of the next ones open with no capital."""
    runs_on = sum(not ENDS_WRAPPED_LINE.search(line.text) for line, _ in full)
    goes_on = sum(not following.text[0].isupper() and following.text[0].isalpha() for _, following in full)
    return runs_on >= len(full) * share and goes_on >= len(full) * 0.4


def _width_of(blocks: list[list[_Line]], width: int, layout: Layout) -> int:
    """`width` if the text was broken to it, else 0."""
    full = runs_on = goes_on = 0
    for block in blocks:
        for line, following in itertools.pairwise(block):
            if not following.fits_above(line, width - 3):
                full += 1
                runs_on += not ENDS_WRAPPED_LINE.search(line.text)
                goes_on += is_small(following.text[0])
    if layout == "wrapped":
        return width if full and runs_on >= full * 0.6 else 0
    within = sum(len(block) - 1 for block in blocks)
    if 2 <= full == within == runs_on == goes_on:
        return width
    return width if full >= 3 and full >= within * 0.4 and runs_on >= full * 0.6 else 0


def _groups(
    block: list[_Line], width: int, opening: int, layout: Layout, continued: Set[int], apart: Set[int]
) -> Iterator[list[_Line]]:
    """The groups of lines of `block` that make one unit each; single lines if the text was not broken. Lines with the
    indent `opening` open paragraphs, if it is not 0.
    """
    if not width and not continued and layout != "indented":
        for line in block:
            yield [line]
        return
    group = [block[0]]
    size = 0
    for line, following in itertools.pairwise(block):
        size += len(line.text)
        if following.number - 1 in continued:
            is_apart = False
        elif following.number - 1 in apart:
            is_apart = True
        elif layout == "indented":
            is_apart = following.indent > 0
        else:
            is_apart = not width or _is_apart(line, following, group[0], width) or following.indent == opening > 0
        if is_apart or size > MAX_JOINED:
            yield group
            group, size = [], 0
        group.append(following)
    yield group


def _opening_indent(blocks: list[list[_Line]]) -> int:
    """The indent with which paragraphs open, as most lines that have it are above one without any; else 0."""
    indents = Counter(line.indent for block in blocks for line in block)
    indent = max(indents)
    if len(indents) != 2 or 0 not in indents or indent > MOST_INDENT:
        return 0
    above = sum(
        line.indent == indent and following.indent == 0 and not _BULLET.match(line.text)
        for block in blocks
        for line, following in itertools.pairwise(block)
    )
    return indent if above >= MIN_OPENED and above * 2 >= indents[indent] else 0


def _is_apart(line: _Line, following: _Line, first: _Line, width: int) -> bool:
    """Whether `following` opens a unit of its own and does not go on from `line`, in the unit that `first` opens."""
    ends_short = following.fits_above(line, math.ceil(width * 0.8) - 1) and not _is_divided(line, following)
    starts_anew = (
        (following.indent > line.indent and following.indent - line.indent < 12 and not _BULLET.match(first.text))
        or _BULLET.match(following.text)
        or (following.text[0] == ">") != (line.text[0] == ">")
        or _DATELINE.match(following.text)
        or (following.size < width * 0.8 and _BYLINE.fullmatch(following.text))
    )
    return ends_short or bool(starts_anew)


def _is_divided(line: _Line, following: _Line) -> bool:
    """Whether a word is divided between two lines ("hol-", "le Leitung")."""
    first = following.text.partition(" ")[0]
    return (
        len(line.text) > 2
        and line.text[-1] in "-\u00ad\u2010"
        and line.text[-2].islower()
        and first[:1].islower()
        and first.lower() not in _HANGING
    )


def _unit(group: list[_Line], after_blank: bool, vocabulary: Vocabulary | None) -> Unit:
    if len(group) == 1:
        (line,) = group
        numbers: tuple[int, ...] = (line.number,)
        texts = [line.text]
    else:
        numbers = tuple([line.number for line in group])
        texts = [line.text for line in group if line.text]
    quoted = texts[0][0] == ">"
    if quoted:
        stripped = (_QUOTED.sub("", text, count=1).strip() for text in texts)
        texts = [text for text in stripped if text and not _is_invisible(text)]
        if not texts:
            return Unit(numbers, group[0].text, after_blank)
    text = texts[0] if len(texts) == 1 else join_lines(texts, vocabulary)
    match = _BULLET.match(text)
    if match and not quoted and not _is_invisible(text[match.end() :]):
        bullet = match["bullet"] or match["number"] + "."
        return Unit(numbers, text[match.end() :], after_blank, bullet)
    return Unit(numbers, text, after_blank, "", quoted)


def _texts(blocks: list[list[_Line]]) -> Iterator[str]:
    return (line.text for block in blocks for line in block)


def join_lines(texts: list[str], vocabulary: Vocabulary | None) -> str:
    """The lines `texts` as one; a word that is divided between two of them becomes whole as the `vocabulary` says."""
    parts = [texts[0]]
    for before, after in itertools.pairwise(texts):
        if before.endswith("-") and len(before) > 1 and before[-2].isalpha() and vocabulary:
            first, second = before.rpartition(" ")[2][:-1], after.partition(" ")[0]
            if is_hanging(second) or not second[:1].isalpha():
                parts.append(" ")
            elif vocabulary.prefers_whole(first, second):
                parts[-1] = parts[-1][:-1]
        elif not (joins_without_space(before[-1]) and joins_without_space(after[0])):
            parts.append(" ")
        parts.append(after)
    return "".join(parts)


def is_hanging(word: str) -> bool:
    """Whether a word stands between two parts of words of which the first ends with a hyphen ("Vor- und Nachteile")."""
    return word.lower() in _HANGING


class Vocabulary:
    """The words of the `texts`, by which a hyphen at a line's end is kept or dropped; in a column it is dropped unless
    they have the word with it.
    """

    def __init__(self, texts: Iterable[str], *, is_column: bool = False) -> None:
        self._texts = texts
        self._is_column = is_column
        self._words: frozenset[str] | None = None

    def prefers_whole(self, first: str, second: str) -> bool:
        """Whether the text has the word elsewhere without the hyphen between its two parts."""
        if self._words is None:
            text = " ".join(self._texts).lower()
            self._words = frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text))
        core = re.match(r"[^\W\d_]+", second)
        start = re.search(r"[^\W\d_]+$", first)
        if not core or not start:
            return False
        if self._is_column and f"{start.group()}-{core.group()}".lower() not in self._words:
            return core.group()[0].islower()
        return (start.group() + core.group()).lower() in self._words
