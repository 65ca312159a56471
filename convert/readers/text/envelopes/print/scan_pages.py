"""Recognized text of scanned pages made copy: blocks with their places become titles and paragraphs.

A title is lines of letters of one size, larger than those of the text. A paragraph ends with a sentence, and the next
one is indented, apart, or in a line for which the last one had room; it may go on in the next block or page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise
from math import inf
from typing import NamedTuple

from convert.readers.text.envelopes.envelope import Envelope, TakenLine
from convert.readers.text.envelopes.print.broken_lines import BYLINE
from convert.readers.text.envelopes.print.columns import MIN_ROWS, Part, divide_columns
from convert.readers.text.envelopes.print.page_frames import is_head
from convert.readers.text.envelopes.print.pages import HEAD, issue_day
from convert.readers.text.envelopes.print.scan_files import ScanBlock, ScanLine, ScanPage, read_scan
from convert.readers.text.envelopes.print.specks import SPECK, ends_sentence, is_speck, opens_small
from convert.readers.text.lines.units import Vocabulary, join_lines

LARGER, ONE_SIZE, ALIKE, GOING_ON = 1.25, 1.2, 1.4, 2.0
"""How much larger than those of the text the letters of a title are at least; by how much sizes differ at most of lines
of a paragraph, of lines of a title, and of lines of which one goes on with a small letter.
"""

NEAR, CLOSE, APART, INDENT, ROOM = 1.2, 0.8, 1.0, 0.5, 2.5
"""In letters' heights: how far below each other the lines of a title are at most, and by how much more than others
those of a paragraph in two blocks; by how much more than others its first line is apart, or indented, at least; and how
much room a line has at least that ends early.
"""

WIDER, LOOSE, ENDS_EARLY, MOST_IN_COLUMN = 1.3, 1.3, 0.3, 400
"""How much wider than most a line of a column is at most; how many times the width of a word, and of itself, is the
room that a line has at least which ends early; and among how many lines the edge of its column is.
"""

CLEARLY_LARGER = 1.15
"""How much larger than others above the text the title is at least."""

MOST_LINES = 1_000
"""How many lines a paragraph has at most that goes on in another block."""

MOST_HEAD_WORDS, MOST_NAME = 14, 5
"""How many words the head of a page has at most, and the name of a paper above its first page."""

RULES = ("|", "¦", "||")
"""What programs make of a line between columns."""

EDGES, LEAST_GUTTER, GUTTER = 4, 0.5, 1.2
"""In letters' heights: how far apart the edges of blocks are at most in which columns go on; how much white is between
columns at least, and in most lines.
"""

MOST_CHARACTERS, NARROW = 600, 0.75
"""How many characters wide a page is at most, and the share of the width of letters that each of them has, so that
words leave more white between them than on the page.
"""

DROP_CAP = 1.6
"""How much larger than the text a letter is at least that begins a word which goes on in the next line."""


class ScannedCopy(NamedTuple):
    """The text of scanned pages in UTF-8, with a form feed before each page after the first; its lines that frame pages
    or have no words, by their indexes; and that of the title above the first text, -1 where no size shows it.
    """

    text: bytes
    taken: Mapping[int, TakenLine]
    title: int

    def envelope(self, lines: tuple[str, ...]) -> Envelope:
        """What the file says of the `lines` of its text."""
        headline = lines[self.title].strip() if self.title >= 0 else None
        return Envelope(lines=lines, taken=self.taken, headline=headline, is_whole=True)


class _Paragraph(NamedTuple):
    """Lines that make one paragraph or title; `page` is where it begins, and `size` that of the letters there."""

    lines: tuple[ScanLine, ...]
    page: int
    size: float
    is_frame: bool = False

    def joined(self, other: _Paragraph) -> _Paragraph:
        """This paragraph, and the `other` one that goes on from it."""
        return self._replace(lines=(*self.lines, *other.lines))


def decode_scan(data: bytes) -> ScannedCopy | None:
    """The copy in a file of recognized text (ALTO, hOCR, PAGE XML, TSV of Tesseract); None if `data` has none."""
    pages = [_with_columns(page) for page in read_scan(data)]
    text_size = _usual([(line.size, len(line.text)) for page in pages for block in page for line in block.lines])
    paragraphs = _without_masthead([*_paragraphs(pages, text_size)], text_size)
    if not paragraphs:
        return None
    vocabulary = Vocabulary((line.text for part in paragraphs for line in part.lines), is_column=True)
    lines: list[str] = []
    page = 0
    for paragraph in paragraphs:  # those between the parts of one that goes on are below it
        text = join_lines([line.text for line in paragraph.lines], vocabulary)
        lines += ["\f" * (paragraph.page > page) + text, ""]
        page = max(page, paragraph.page)
    title = _title(paragraphs, text_size)
    taken = {
        at * 2: SPECK if is_speck(paragraph.lines[0].text) else HEAD
        for at, paragraph in enumerate(paragraphs)
        if paragraph.is_frame
    }
    return ScannedCopy("\n".join(lines).encode("utf-8", "replace"), taken, 2 * title if title >= 0 else -1)


def _with_columns(page: ScanPage) -> ScanPage:
    """The page, with blocks for each column that stand side by side in the lines of a block, or of several below each
    other.
    """
    found: list[ScanBlock] = []
    group: list[ScanBlock] = []
    for block in page:
        if group and not _is_as_wide(group[-1], block):
            found += _columns_of(group)
            group = []
        group.append(block)
    return (*found, *_columns_of(group))


def _is_as_wide(above: ScanBlock, block: ScanBlock) -> bool:
    """Whether a block is below another one, and has its edges and the size of its letters."""
    one, other = (max(each.lines, key=lambda line: line.right - line.left) for each in (above, block))
    slack = EDGES * one.size
    return (
        above.is_frame == block.is_frame
        and _are_alike(one.size, other.size)
        and abs(one.left - other.left) <= slack
        and abs(one.right - other.right) <= slack
        and block.lines[0].top >= above.lines[-1].top
    )


def _columns_of(group: Sequence[ScanBlock]) -> Iterator[ScanBlock]:
    """The columns that a program took for one, as the white between their words shows; the blocks if there are none."""
    lines = [
        line._replace(words=tuple(word for word in line.words if word[0] not in RULES))
        for block in group
        for line in block.lines
    ]
    if len(lines) < MIN_ROWS or not all(line.words for line in lines):
        yield from group
        return
    first = min(line.left for line in lines)
    letter = _usual([((line.right - line.left) / len(line.text), len(line.text)) for line in lines]) * NARROW or 1
    parts = divide_columns([Part(at, _laid_out(line, first, letter)) for at, line in enumerate(lines)])
    if all(one.at < two.at for one, two in pairwise(parts)) or not _are_apart(parts, lines):
        yield from group
        return
    owners = [block for block in group for _ in block.lines]
    taken = [0] * len(lines)
    column: list[ScanLine] = []
    above = 0
    for at, text in parts:
        if column and (at <= above or owners[at] is not owners[above]):
            yield owners[above]._replace(lines=tuple(column))
            column = []
        above = at
        words = lines[at].words[taken[at] : taken[at] + len(text.split())]
        taken[at] += len(words)
        if words:
            text = " ".join(word for word, _, _ in words)
            column.append(lines[at]._replace(text=text, left=words[0][1], right=words[-1][2], words=words))
    if column:
        yield owners[above]._replace(lines=tuple(column))


def _are_apart(parts: Sequence[Part], lines: Sequence[ScanLine]) -> bool:
    """Whether as much white is between the parts of the lines as between columns, and not only as between words."""
    taken = [0] * len(lines)
    gaps: list[float] = []
    for at, text in parts:
        if taken[at] and text.strip():
            _, _, right = lines[at].words[taken[at] - 1]
            _, left, _ = lines[at].words[taken[at]]
            gaps.append((left - right) / lines[at].size)
        taken[at] += len(text.split())
    return bool(gaps) and min(gaps) >= LEAST_GUTTER and _usual([(gap, 1) for gap in gaps]) >= GUTTER


def _laid_out(line: ScanLine, first: float, letter: float) -> str:
    """The words of a line at the columns of characters where they are on the page."""
    text = ""
    for word, left, _ in line.words:
        gap = min(round((left - first) / letter), MOST_CHARACTERS) - len(text)
        text += " " * (max(gap, 1) if text else max(gap, 0)) + word
    return text


def is_scan(data: bytes) -> bool:
    """Whether `data` is a file of recognized text."""
    return any(map(len, read_scan(data)))


def _without_masthead(paragraphs: list[_Paragraph], text_size: float) -> list[_Paragraph]:
    """The paragraphs of which the name of the paper and the day below it are frames, if a title follows them."""
    above = [at for at in _above_text(paragraphs, text_size) if not paragraphs[at].is_frame]
    if len(above) < 3 or not text_size:
        return paragraphs
    name, dated, *rest = above
    text = " ".join(line.text for line in paragraphs[dated].lines)
    is_named = paragraphs[name].size >= LARGER * text_size and len(paragraphs[name].lines[0].text.split()) <= MOST_NAME
    is_dated = len(text.split()) <= MOST_HEAD_WORDS and issue_day(text) is not None
    if is_named and is_dated and any(paragraphs[at].size >= LARGER * text_size for at in rest):
        for at in (name, dated):
            paragraphs[at] = paragraphs[at]._replace(is_frame=True)
    return paragraphs


def _above_text(paragraphs: Sequence[_Paragraph], text_size: float) -> Sequence[int]:
    """The indexes of the paragraphs above the first one of the text, which has several lines that are not large."""
    is_text = (len(part.lines) > 1 and part.size < LARGER * text_size and not part.is_frame for part in paragraphs)
    return range(next((at for at, found in enumerate(is_text) if found), 0))


def _title(paragraphs: Sequence[_Paragraph], text_size: float) -> int:
    """The index of the largest paragraph above the text, which is larger than any other; -1 where there is none."""
    sizes = sorted(
        (paragraphs[at].size, at) for at in _above_text(paragraphs, text_size) if not paragraphs[at].is_frame
    )
    if not text_size or not sizes or sizes[-1][0] < LARGER * text_size:
        return -1
    is_clear = len(sizes) == 1 or sizes[-1][0] >= CLEARLY_LARGER * sizes[-2][0]
    return sizes[-1][1] if is_clear else -1


def _paragraphs(pages: Sequence[ScanPage], text_size: float) -> Iterator[_Paragraph]:
    """The paragraphs and titles of the pages, in order; one that goes on over a column or page is where it begins."""
    group: list[_Paragraph] = []
    for number, page in enumerate(pages):
        joiner = _Joiner(page, text_size)
        frames = _edge_frames(page, text_size)
        for at, block in enumerate(page):
            for lines in joiner.divided(block):
                is_frame = block.is_frame or at in frames or (len(lines) == 1 and is_speck(lines[0].text))
                paragraph = _Paragraph(lines, number, _usual([(line.size, 1) for line in lines]), is_frame)
                if group and not group[0].is_frame:
                    if paragraph.is_frame:
                        group.append(paragraph)
                        continue
                    if (joined := joiner.joined(group[0], paragraph)) is not None:
                        group[0] = joined
                        continue
                yield from group
                group = [paragraph]
    yield from group


def _usual(weighted: Sequence[tuple[float, int]]) -> float:
    """The weighted median of values with their weights; 0 where there are none."""
    half = sum(weight for _, weight in weighted) / 2
    for value, weight in sorted(weighted):
        half -= weight
        if half <= 0:
            return value
    return 0


def _edge_frames(page: ScanPage, text_size: float) -> Set[int]:
    """The indexes of the blocks at the top and at the bottom of a page that are its head or foot: side by side, not
    larger than the text, with the number of the page or the day.
    """
    alone = [(block.lines[0], at) for at, block in enumerate(page) if len(block.lines) == 1 and block.lines[0].size]
    lines = [line for block in page for line in block.lines]
    found: set[int] = set()
    if not alone or len(lines) <= len(alone):
        return found
    for edge in (min(lines, key=lambda line: line.top), max(lines, key=lambda line: line.bottom)):
        slack = INDENT * text_size  # a page that is not straight
        row: list[tuple[float, ScanLine, int]] = []
        for line, at in sorted(alone, key=lambda each: abs(each[0].top - edge.top)):
            is_beside = line.top < edge.bottom + slack and edge.top < line.bottom + slack
            if is_beside and not any(line.left < other.right and other.left < line.right for _, other, _ in row):
                row.append((line.left, line, at))
        row.sort()
        parts = [line.text for _, line, _ in row]
        is_large = any(line.size > LARGER * text_size for _, line, _ in row)
        if not is_large and sum(len(part.split()) for part in parts) <= MOST_HEAD_WORDS and is_head(parts):
            found.update(at for _, _, at in row)
    return found


class _Joiner:
    """Says which lines of a `page` make paragraphs and titles; most of the text has letters of `text_size`."""

    def __init__(self, page: ScanPage, text_size: float) -> None:
        self._text_size = text_size
        lines = [line for block in page for line in block.lines]
        self._width = _usual([(line.right - line.left, len(line.text)) for line in lines]) * WIDER
        of_text = [line for line in lines if self._is_of_column(line)]
        self._edges = sorted((line.left, line.right) for line in of_text)
        gaps = [below.top - above.bottom for block in page for above, below in pairwise(block.lines)]
        self._gap = _usual([(gap, 1) for gap in gaps])

    def divided(self, block: ScanBlock) -> Iterator[tuple[ScanLine, ...]]:
        """The lines of each paragraph of a block."""
        left = min(line.left for line in block.lines)
        right = max(line.right for line in block.lines)
        start = 0
        for at, (above, below) in enumerate(pairwise(block.lines), 1):
            size = min(above.size, below.size) or self._text_size
            has_room = right - above.right > ROOM * size
            is_indented = below.left - max(left, above.left if at - 1 > start else left) > INDENT * size
            is_apart = below.top - above.bottom - self._gap > APART * size and not opens_small(below.text)
            differs = max(above.size, below.size) > LARGER * self._text_size and not _are_alike(above.size, below.size)
            is_byline = has_room and BYLINE.match(above.text) is not None
            if size and (differs or is_apart or is_byline or (ends_sentence(above.text) and (has_room or is_indented))):
                yield block.lines[start:at]
                start = at
        yield block.lines[start:]

    def joined(self, above: _Paragraph, below: _Paragraph) -> _Paragraph | None:
        """Both as one where the second goes on from the first; None where it does not."""
        last, first = above.lines[-1], below.lines[0]
        if len(above.lines) > MOST_LINES:
            return None
        if self._is_drop_cap(above, first):
            return below._replace(
                lines=(first._replace(text=last.text + first.text), *below.lines[1:]), page=above.page
            )
        is_next = above.page == below.page and _is_below(last, first)
        is_small = opens_small(first.text)
        sizes = above.size, below.size
        are_large = is_next and min(sizes) >= LARGER * self._text_size > 0
        if are_large and is_small and _are_alike(*sizes, GOING_ON):
            return above.joined(below)
        if ends_sentence(last.text) or BYLINE.match(first.text) or (len(above.lines) == 1 and BYLINE.match(last.text)):
            return None
        if are_large and _are_alike(*sizes):
            return above.joined(below)
        if is_small and _are_alike(*sizes, GOING_ON):
            goes_on = self._room(last) <= ENDS_EARLY * (last.right - last.left)
        else:
            is_of_text = is_next and _are_alike(*sizes, ONE_SIZE) and not self._is_apart(last, first)
            goes_on = is_of_text and self._room(last) <= _width(last, len(first.text.partition(" ")[0]) + 1) * LOOSE
        return above.joined(below) if goes_on else None

    def _is_drop_cap(self, above: _Paragraph, first: ScanLine) -> bool:
        """Whether a paragraph is one large letter with which a word of the next line begins."""
        letter = above.lines[0]
        is_large = letter.bottom - letter.top >= DROP_CAP * self._text_size > 0
        is_letter = len(above.lines) == 1 and len(letter.text) == 1 and letter.text.isupper()
        return is_letter and is_large and first.text[0].islower()

    def _is_of_column(self, line: ScanLine) -> bool:
        """Whether a line is as large and as wide as those of the text."""
        return line.right - line.left <= self._width and _are_alike(line.size, self._text_size)

    def _is_apart(self, above: ScanLine, line: ScanLine) -> bool:
        """Whether more is between two lines than between those of a paragraph."""
        return line.top - above.bottom - self._gap > CLOSE * line.size

    def _room(self, line: ScanLine) -> float:
        """How much room a line has in its column; all there is for one that is not of the text."""
        if not line.size:
            return 0
        if not self._is_of_column(line):
            return inf
        reach = bisect_left(self._edges, (line.left + 2 * line.size, 0))
        near = (right for _, right in self._edges[max(0, reach - MOST_IN_COLUMN) : reach] if right > line.left)
        return max(near, default=line.right) - line.right


def _width(line: ScanLine, letters: int) -> float:
    """How wide so many letters are in a line."""
    return (line.right - line.left) / len(line.text) * letters


def _is_below(above: ScanLine, line: ScanLine) -> bool:
    """Whether a line is the next one below another."""
    is_near = -above.size < line.top - above.bottom <= NEAR * above.size
    return is_near and line.left < above.right and above.left < line.right


def _are_alike(one: float, other: float, most: float = ALIKE) -> bool:
    return max(one, other) <= most * min(one, other)
