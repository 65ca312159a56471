"""Pages that a text browser printed: `lynx -dump`, `links -dump`, `elinks -dump`, `w3m -dump`, and `pandoc -t plain`.

They break lines at a width, indent text and less so headings, number links and list their addresses at the end, and
write what they cannot show, such as buttons, pictures and frames, with marks of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from convert.readers.text.envelopes.dumps.dumped_lines import DumpedLine, Row, one_spaced, rows_of, without_repeat
from convert.readers.text.envelopes.envelope import opening_signs, whole_text
from convert.readers.text.lines.units import Vocabulary, has_fixed_width, join_lines
from convert.readers.text.sentences import ENDS_WRAPPED_LINE

FEWEST_ROWS = 10
"""How many lines with text a dump has at least."""

MIN_ADDRESSES, MIN_NUMBERS = 3, 3
"""How many addresses are listed and how many links are numbered at least, where a dump numbers them."""

INDENT, MIN_INDENTED, MIN_ITEMS = 3, 0.6, 3
"""By how much lynx and its like indent text, the share of lines at least that are so or deeper, and how many items of
lists a page has at least.
"""

MIN_ROWS, MIN_CELLS = 2, 2
"""How many rows a table has at least, and how many cells a row."""

NARROWEST, WIDEST, MOST_WIDER = 56, 104, 30
"""The widths to which dumps are broken, and of how many lines one may be wider."""

MIN_JOINED, MIN_RUNS_ON = 3, 0.5
"""How many lines go on in the one below at least, and the share of them at least that end no sentence."""

MOST_SKIPPED = 40
"""By how much the number of a link is above that of the one before it at most, as hidden links have some."""

_REFERENCES = re.compile(
    r"\s*(?:References|Visible links|Hidden links|Links?|Verweise|Références|Referencias|Riferimenti|Ссылки):?\s*"
)
_ADDRESS = re.compile(r"\s*(\d{1,5})\.\s+(?:[a-z][a-z0-9+.-]{1,12}:\S*|\S+/\S*|)\s*")
_NUMBER = re.compile(r"\[(\d{1,5})\]\s?")
_ITEM = re.compile(r"(?:[*+•◦▪■□○o#@-]|\d{1,3}\.)\s+(?=\S)")
_OTHER_BULLET = re.compile(r"[+o#@◦▪■□○-]\s+(?=\S)")
_BUTTON = re.compile(r"(?:\((?:BUTTON|\*|\s)\)|_{5,}|\[[\s_]{4,}\]|\[(?:BUTTON|Submit|_+)\]|\(_\))")
_PICTURE = re.compile(
    r"\[(?:IMG|INLINE|IMAGE|LINK|image|\S+\.(?:jpe?g|png|gif|webp|svg|avif)(?:\?\S*)?)\]\s?", re.IGNORECASE
)
_LINK_ELEMENT = re.compile(r"(?:IFRAME|FRAME|EMBED|OBJECT):\s\S+.*")
_RULE = re.compile(r"[-_=━─*]{5,}")
_GAP = re.compile(r"(?<=\S)(?: {2,}|\t+)(?=\S)")


def read_browser_page(lines: tuple[str, ...], filled: Sequence[int]) -> list[DumpedLine] | None:
    """The lines of the page that `lines` are the dump of; None where they do not show that a text browser made them.
    `filled` are the indexes of those with text.
    """
    if len(filled) < FEWEST_ROWS:
        return None
    end, numbers = _find_addresses(lines, filled)
    indented = sum(lines[at].startswith("   ") for at in filled) if "   " in whole_text(lines) else 0
    is_indented = indented >= MIN_INDENTED * len(filled)
    if not (numbers or is_indented or _may_be_wrapped(lines, filled)):
        return None
    rows = rows_of(lines, end)
    items = sum(_ITEM.match(row.text) is not None for row in rows)
    if not numbers and (len(rows) < FEWEST_ROWS or items < MIN_ITEMS):
        return None
    width = _width(rows)
    if width > WIDEST and (numbers or is_indented):
        rows = rows_of(lines, end, counts_columns=False)
        width = _width(rows)
    joined = _find_continued(rows, width)
    if not numbers and not _is_broken(rows, joined):
        return None
    if not numbers and not is_indented and has_fixed_width(lines):
        return None
    made = [*_made(rows, joined - _find_ends_of_sentences(rows, joined), numbers)]
    made += [
        DumpedLine(lines[at].strip(), (at,), "address of a link", at == end)
        for at in range(end, len(lines))
        if lines[at].strip()
    ]
    return made


def _find_addresses(lines: Sequence[str], filled: Sequence[int]) -> tuple[int, int]:
    """Where the list of addresses at the end begins, and the greatest number of a link; 0 where there is no such list,
    or the text does not number its links.
    """
    end, count = len(filled), 0
    while end and (
        is_address := bool(_ADDRESS.fullmatch(lines[filled[end - 1]]))
        or bool(_REFERENCES.fullmatch(lines[filled[end - 1]]))
    ):
        end -= 1
        count += is_address
    if count < MIN_ADDRESSES or not any(_REFERENCES.fullmatch(lines[at]) for at in filled[end : end + 2]):
        return len(lines), 0
    numbers = [int(found[1]) for at in filled[:end] for found in _NUMBER.finditer(lines[at])]
    if len(numbers) < MIN_NUMBERS or sum(two > one for one, two in pairwise(numbers)) < 0.8 * (len(numbers) - 1):
        return len(lines), 0
    listed = (_ADDRESS.fullmatch(lines[at]) for at in filled[end:])
    return filled[end], max(int(found[1]) for found in listed if found)


def _may_be_wrapped(lines: tuple[str, ...], filled: Sequence[int]) -> bool:
    """Whether no line is wider than a dump is, and some are items of lists."""
    if opening_signs(lines).isdisjoint("•*-+") or any(len(lines[at]) > WIDEST for at in filled):
        return False
    return sum(lines[at].lstrip()[:2] in ("• ", "* ", "- ", "+ ") for at in filled) >= MIN_ITEMS


def _width(rows: Sequence[Row]) -> int:
    """The width to which the lines were broken: that of the widest, but for few titles and rows of tables."""
    ends = sorted(row.end for row in rows if not _GAP.search(row.text))
    return ends[-1 - len(ends) // MOST_WIDER] if ends else 0


def _find_continued(rows: Sequence[Row], width: int) -> set[int]:
    """The places among `rows` of those that go on from the one above."""
    if not NARROWEST <= width <= WIDEST:
        return set()
    found: set[int] = set()
    hanging = -1
    for number in range(1, len(rows)):
        above, row = rows[number - 1], rows[number]
        if number - 1 not in found:
            item = _ITEM.match(above.text)
            hanging = above.indent + item.end() if item else above.indent
        if row.is_apart or _ITEM.match(row.text) or _GAP.search(row.text) or _GAP.search(above.text):
            continue
        is_centered = number - 1 not in found and above.indent != row.indent and above.indent + row.indent > 2 * INDENT
        if not (row.indent == hanging or row.indent == above.indent or is_centered):
            continue
        if _BUTTON.match(row.text) or _BUTTON.match(above.text):
            continue
        if not (any(map(str.isalnum, row.text)) and any(map(str.isalnum, above.text))):
            continue
        if above.is_full(row, width):
            found.add(number)
    return found


def _find_ends_of_sentences(rows: Sequence[Row], found: set[int]) -> set[int]:
    """Those of the places `found` at which a sentence ends above, in blocks whose paragraphs have no blank lines
    between: there a full line that ends a sentence is rather the last one of its paragraph.
    """
    starts = [number for number, row in enumerate(rows) if row.is_apart]
    ends: set[int] = set()
    for first, end in pairwise((*starts, len(rows))):
        inside = range(first + 1, end)
        at_ends = [number for number in inside if ENDS_WRAPPED_LINE.search(rows[number - 1].text)]
        opens = [number for number in at_ends if number not in found and not _ITEM.match(rows[number].text)]
        if any(_is_sentence(rows, found, number, end) for number in opens):
            ends |= {number for number in at_ends if not rows[number].text[0].islower()}
    return ends


def _is_sentence(rows: Sequence[Row], found: set[int], first: int, end: int) -> bool:
    """Whether the rows from `first` on, joined at the places `found`, end a sentence in a block that ends at `end`."""
    last = first
    while last + 1 < end and last + 1 in found:
        last += 1
    return ENDS_WRAPPED_LINE.search(rows[last].text) is not None


def _is_broken(rows: Sequence[Row], joined: set[int]) -> bool:
    """Whether the lines that go on in the one below show that a width broke them, and not that they are long."""
    if len(joined) < MIN_JOINED:
        return False
    runs_on = sum(not ENDS_WRAPPED_LINE.search(rows[number - 1].text) for number in joined)
    return runs_on >= len(joined) * MIN_RUNS_ON


class _LinkNumbers:
    """Removes the numbers of links, which count up; other numbers in brackets stay."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._last = 0

    def remove_from(self, text: str) -> str:
        """`text` without the numbers of links; texts are given in the order of the page."""
        return _NUMBER.sub(self._replace, text) if self._most and "[" in text else text

    def _replace(self, found: re.Match[str]) -> str:
        number = int(found[1])
        if not self._last < number <= min(self._most, self._last + MOST_SKIPPED):
            return found[0]
        self._last = number
        return ""


def _made(rows: Sequence[Row], joined: set[int], most: int) -> Iterator[DumpedLine]:
    """The lines of the `rows`, those in `joined` with the ones above; `most` is the greatest number of a link."""
    numbers = _LinkNumbers(most)
    cells = _cells_of_tables(rows, joined)
    vocabulary = Vocabulary(row.text for row in rows)
    group: list[Row] = []
    for number, row in enumerate((*rows, None)):
        if row is not None and number in joined:
            group.append(row)
            continue
        if group:
            first = group[0].at
            yield _row(group[0], cells[first], numbers) if first in cells else _line(group, vocabulary, numbers)
        group = [row] if row else []


def _cells_of_tables(rows: Sequence[Row], joined: set[int]) -> dict[int, list[str]]:
    """The cells of the rows of tables, by the index of the line; a table has blank lines above and below it."""
    found: dict[int, list[str]] = {}
    starts = [number for number, row in enumerate(rows) if row.is_apart]
    for first, end in pairwise((*starts, len(rows))):
        block = rows[first:end]
        if joined.isdisjoint(range(first, end)) and not any(_ITEM.match(row.text) for row in block):
            found |= {row.at: cells for row, cells in zip(block, _cells_of(block) or (), strict=False)}
    return found


def _row(row: Row, cells: Sequence[str], numbers: _LinkNumbers) -> DumpedLine:
    """The line of a row of a table, with its cells."""
    return DumpedLine("\t".join(map(numbers.remove_from, cells)), (row.at,), "", row.is_apart)


def _line(group: Sequence[Row], vocabulary: Vocabulary, numbers: _LinkNumbers) -> DumpedLine:
    sources = tuple(row.at for row in group)
    first = group[0]
    text = first.text if len(group) == 1 else join_lines([row.text for row in group], vocabulary)
    is_apart = first.is_apart
    text = numbers.remove_from(text)
    if _BUTTON.match(text):
        return DumpedLine(text, sources, "button or field of a form", is_apart)
    if _LINK_ELEMENT.fullmatch(text):
        return DumpedLine(text, sources, "frame of the page", is_apart)
    if _RULE.fullmatch(text):
        return DumpedLine(text, sources, "rule of the page", is_apart)
    plain = _PICTURE.sub("", text)
    if not plain.strip():
        return DumpedLine(first.text, sources, "picture without words", is_apart)
    if _GAP.search(plain) and len(group) == 1:
        return DumpedLine(" " * first.indent + plain, sources, "", is_apart)
    item = _ITEM.match(plain)
    if item and _OTHER_BULLET.match(plain):
        plain = "• " + plain[item.end() :]
    return DumpedLine(without_repeat(one_spaced(plain)), sources, "", is_apart)


def _cells_of(block: Sequence[Row]) -> list[list[str]] | None:
    """The cells of the rows of a `block` of lines without blank ones between; None where they are no table, or it is
    not certain where a cell ends.
    """
    if len(block) < MIN_ROWS or not any(_GAP.search(row.text) for row in block):
        return None
    own = [_GAP.split(row.text) for row in block]
    count = max(map(len, own))
    if count < MIN_CELLS:
        return None
    starts = next(_starts(row) for row, cells in zip(block, own, strict=True) if len(cells) == count)
    found = [cells if len(cells) == count else _cells_at(row, starts) for row, cells in zip(block, own, strict=True)]
    return found if all(len(cells) == count and all(cells) for cells in found) else None


def _starts(row: Row) -> list[int]:
    """Where the cells of a row begin, by its gaps."""
    return [row.indent, *(row.indent + gap.end() for gap in _GAP.finditer(row.text))]


def _cells_at(row: Row, starts: Sequence[int]) -> list[str]:
    """The cells of a row, each from the start of one column to that of the next; none where a word is across one."""
    line = " " * row.indent + row.text
    if any(start > row.indent and line[start - 1 : start] not in ("", " ") for start in starts):
        return []
    return [line[start:end].strip() for start, end in pairwise((*starts, len(line)))]
