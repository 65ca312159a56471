"""Lists that a line with a colon introduces and below which the story goes on: their items, and what is between.

Statistics of pages know short lines in a row as menus and as links to other stories. Such a list is of the story
wherever running text is above and below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set

from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout.runs import Run
from convert.readers.text.lexicon import Lexicon, find_label
from convert.readers.text.roles import Role

MIN_ITEMS, MOST_ITEMS = 2, 30
"""How many items the list has."""

MOST_ITEM_WORDS, MOST_HEADING_WORDS = 20, 12
"""How many words an item, and a heading below the list, have at most."""

MIN_INTRODUCTION, MOST_INTRODUCTION = 3, 60
"""How many words the line with the colon has."""

MOST_BETWEEN = 16
"""How many short lines are between the list, or the table below it, and the text at most: a heading, and lines of a
table whose columns do not show.
"""

KNOWN = 0.9
"""From this confidence on, a line is known furniture."""

MIN_SENTENCE = 4
"""How many words a sentence below that text has at least to be of the story, too."""

PROSE_ABOVE = 3
"""Among how many units above the introduction is running text, if it is none itself."""

RULE = "short lines after a colon, text below"

_COLON = (":", "：")

_AS_FOLLOWS = ("次の通り。", "次のとおり。", "以下の通り。", "以下のとおり。", "次の通りだ。", "次の通りです。")
"""How a sentence ends in Japanese that introduces a list."""


def find_introduced_lists(lines: Sequence[LineFeatures], rows: Set[int], lexicon: Lexicon) -> Iterator[Run]:
    """The runs from the lines that introduce lists to the text below them; `rows` are the units of tables."""
    found = [at for at, line in enumerate(lines) if line.unit.text[-1] in ":：。" and _introduces(lines, at, lexicon)]
    counts = Counter(line.key for line in lines) if found else Counter[str]()
    for at in found:
        if run := _run(lines, at, rows, counts):
            yield run


def _introduces(lines: Sequence[LineFeatures], at: int, lexicon: Lexicon) -> bool:
    line = lines[at]
    if line.furniture or line.unit.bullet or not MIN_INTRODUCTION <= line.words <= MOST_INTRODUCTION:
        return False
    if line.unit.text[-1] == "。" and not line.unit.text.endswith(_AS_FOLLOWS):
        return False
    if find_label(line.key, lexicon):
        return False
    return line.is_prose or any(other.is_prose for other in lines[max(0, at - PROSE_ABOVE) : at])


def _run(lines: Sequence[LineFeatures], at: int, rows: Set[int], counts: Mapping[str, int]) -> Run | None:
    """The run that the unit `at` introduces; None where no text is below the list, or anything is between them that may
    be of the page, such as a line that it repeats; `counts` are those of the keys of all lines.
    """
    first = below = at + 1
    is_marked = first < len(lines) and bool(lines[first].unit.bullet)
    while below < len(lines) and below not in rows and _is_item(lines[below], is_marked):
        if below - first > 1 and lines[below].unit.after_blank != lines[first + 1].unit.after_blank:
            break
        below += 1
    end = below
    while below in rows:
        below += 1
    has_table, between = below > end, below
    while below < len(lines) and below - between < MOST_BETWEEN and _may_be_between(lines[below]):
        below += 1
    if not MIN_ITEMS <= end - first <= MOST_ITEMS or below >= len(lines):
        return None
    if sum(line.furniture is not None for line in lines[first:end]) * 2 >= end - first:
        return None
    text = lines[below]
    if not text.is_prose or not text.ends_sentence or text.furniture:
        return None
    own = Counter(line.key for line in lines[first:below] if line.words > 1)
    if any(counts[key] > count for key, count in own.items()):
        return None
    if not is_marked and below == end and not has_table and _may_be_heading(lines, first, end):
        end -= 1
    last = below
    while last + 1 < len(lines) and _goes_on(lines[last + 1]):
        last += 1
    roles: dict[int, Role] = {at: "paragraph", **dict.fromkeys(range(first, end), "item")}
    if not text.unit.quoted:
        roles[below] = "item" if text.unit.bullet else "paragraph"
    roles |= dict.fromkeys((between for between in range(end, below) if lines[between].furniture), "paragraph")
    if end < below and (is_marked or has_table) and _is_heading(lines[below - 1], below - 2 in rows):
        roles[below - 1] = "heading"
    return Run(
        first=at,
        last=last,
        rule=RULE,
        roles=roles,
        sure=frozenset(roles),
        undated=frozenset(range(at, below)),
        keeps_all=True,
        counts_on=True,
    )


def _is_item(line: LineFeatures, is_marked: bool) -> bool:
    if bool(line.unit.bullet) != is_marked or line.unit.quoted or _is_furniture(line) or line.ends_story:
        return False
    if not line.has_alphanumeric or line.words > MOST_ITEM_WORDS or line.unit.text.endswith(_COLON):
        return False
    return is_marked or (not line.ends_sentence and line.unit.text[0] not in "“„«\"'‘「—–")


def _may_be_heading(lines: Sequence[LineFeatures], first: int, end: int) -> bool:
    """Whether the last line in a row of short ones may be the heading of the text below, as only that is apart, or only
    that line opens with a capital.
    """
    if end - first <= MIN_ITEMS:
        return False
    if lines[end].unit.after_blank and not lines[end - 1].unit.after_blank:
        return True
    return lines[end - 1].unit.text[0].isupper() and all(line.unit.text[0].islower() for line in lines[first : end - 1])


def _is_heading(line: LineFeatures, is_below_table: bool) -> bool:
    """Whether the line right above the text is its heading: it is apart from what is above it, and no figures."""
    is_apart = line.unit.after_blank or is_below_table
    return is_apart and not line.may_have_digit and not line.unit.text.endswith(_COLON)


def _may_be_between(line: LineFeatures) -> bool:
    """Whether a line may be a heading between the list and the text, or draw a table."""
    if line.is_divider:
        return True
    if line.unit.bullet or _is_furniture(line) or line.ends_story or line.is_prose or not line.has_alphanumeric:
        return False
    return line.words <= MOST_HEADING_WORDS


def _goes_on(line: LineFeatures) -> bool:
    """Whether a line below the text is a sentence that goes on with it."""
    return line.ends_sentence and line.words >= MIN_SENTENCE and line.furniture is None and not line.unit.bullet


def _is_furniture(line: LineFeatures) -> bool:
    """Whether a line is known furniture: more than a phrase with which an item may open by chance, or a number, as both
    the cells of a table and the links to pages are.
    """
    return line.furniture is not None and line.furniture[1] >= KNOWN and any(map(str.isalpha, line.unit.text))
