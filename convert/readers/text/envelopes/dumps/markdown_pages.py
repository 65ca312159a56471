"""Whole pages that a converter made Markdown: html2text, markdownify, pandoc, trafilatura.

A page is no story in Markdown: menus, share buttons and links to other stories are around it, so its headings do not
show what the title is. Its marks are removed, and the lines of each paragraph joined, so that it reads as its text does
in a browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from convert.readers.text.envelopes.dumps.dumped_lines import DumpedLine, one_spaced, without_repeat
from convert.readers.text.envelopes.envelope import opening_signs, whole_text
from convert.readers.text.envelopes.markup.markdown import MarkdownLines, parse_markdown
from convert.readers.text.lines.units import Vocabulary, join_lines
from convert.readers.text.scripts import count_words

MIN_LINKS, MIN_HEADINGS, MIN_ITEMS, MIN_EMPHASIZED = 3, 2, 3, 2
"""How many links show Markdown where it has any other mark, too; how many headings where it has items of lists or
words in emphasis; and how many of these.
"""

SETEXT_REACH = 3
"""By how many characters the underline of a heading differs in length from its text at most."""

TABLE_RULE = "rule of a table"
"""Why a line that only draws a table is taken."""

MIN_TITLE = 4
"""How many words the title of an article has at least; a site's name has fewer."""

NARROWEST = 72
"""The smallest width at which a converter breaks lines."""

_LINK = re.compile(r"\]\((?:<|https?://|/|#|\.|mailto:|[\w-]+[./])|\]\[\d{1,4}\]|^\s*\[\d{1,4}\]: ?\S|^\S.*\]\($")
_HEADING = re.compile(r"#{1,6} \S")
_UNDERLINE = re.compile(r"(?:=+|-+)\s*")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*\*?[^\s*][^*]{0,200}(?<=[^\s*])\*\*?(?!\w)|(?<!\w)_[^\s_][^_]{0,200}(?<=[^\s_])_(?!\w)"
)
_ITEM = re.compile(r"\s{0,6}[*+-] +\S")
_DIV = re.compile(r"\s*:{3,}(?:\s.*|\{.*)?")
_TABLE_RULE = re.compile(r"\s*-{2,}(?: +-{2,})+\s*")
_SPAN = re.compile(r"\[([^\[\]]{0,1000})\]\{[^{}]{0,500}\}")
_ATTRIBUTES = re.compile(r"\{(?:[.#][\w-]|[\w-]{1,20}=\")[^{}]{0,500}\}")
_PICTURE_LEFT = re.compile(r"!?\[\]\([^()\s]*\)")


def read_markdown_page(lines: tuple[str, ...], filled: Sequence[int]) -> list[DumpedLine] | None:
    """The lines of the page that `lines` are in Markdown; None where they do not show that. `filled` are the indexes of
    those with text.
    """
    if not _shows_page(lines, filled):
        return None
    taken, rows = _of_pandoc(lines)
    source = tuple("" if at in taken or at in rows else line for at, line in enumerate(lines))
    page = parse_markdown(source, "\t")
    return [*_with_rules_above(_made(lines, page, taken, rows))] if page else None


def _shows_page(lines: tuple[str, ...], filled: Sequence[int]) -> bool:
    """Whether the lines have marks of Markdown of several kinds."""
    text, signs = whole_text(lines), opening_signs(lines)
    has_links = "]" in text and ("](" in text or "][" in text)
    if not has_links and not ("#" in text and "# " in text) and not ("-" in signs and "\n---" in text):
        return False
    links = sum(bool(_LINK.search(lines[at])) for at in filled) if has_links else 0
    headings = sum(bool(_HEADING.match(lines[at])) for at in filled) if "# " in text else 0
    if "\n-" in text or "\n=" in text:
        headings += sum(_is_underline(lines[two], lines[one]) for one, two in pairwise(filled) if two == one + 1)
    if links < MIN_LINKS and headings < MIN_HEADINGS:
        return False
    items = sum(bool(_ITEM.match(lines[at])) for at in filled)
    emphasized = sum(bool(_EMPHASIS.search(lines[at])) for at in filled)
    others = (headings > 0) + (items >= MIN_ITEMS) + (emphasized > 0)
    if links >= MIN_LINKS:
        return others > 0
    return emphasized + links >= MIN_EMPHASIZED and items >= MIN_ITEMS


def find_title(lines: Sequence[str]) -> int | None:
    """The index of the only heading of the first level, if it has several words, as that of an article has."""
    found = [
        at
        for at, line in enumerate(lines)
        if line.startswith("# ")
        or (line[:1] == "=" and at and _UNDERLINE.fullmatch(line) and _is_underline(line, lines[at - 1]))
    ]
    if len(found) != 1:
        return None
    at = found[0] - (lines[found[0]][0] == "=")
    return at if count_words(lines[at].lstrip("# ")) >= MIN_TITLE else None


def _is_underline(line: str, above: str) -> bool:
    """Whether a line underlines the heading above it."""
    return (
        line[:1] in "=-"
        and bool(_UNDERLINE.fullmatch(line))
        and abs(len(line.strip()) - len(above.strip())) <= SETEXT_REACH
    )


def _of_pandoc(lines: Sequence[str]) -> tuple[dict[int, str], set[int]]:
    """The lines that only pandoc writes: the marks of its divisions, with their rules, and the rows of its tables."""
    taken: dict[int, str] = {}
    rows: set[int] = set()
    for at, line in enumerate(lines):
        if line.lstrip()[:3] == ":::" and _DIV.fullmatch(line):
            taken[at] = "division of the page"
        elif line.lstrip()[:2] == "--" and _TABLE_RULE.fullmatch(line):
            taken[at] = TABLE_RULE
            if at and lines[at - 1].strip() and at - 1 not in taken:
                rows.add(at - 1)
            below = at + 1
            while below < len(lines) and lines[below].strip() and not _TABLE_RULE.fullmatch(lines[below]):
                rows.add(below)
                below += 1
    return taken, rows


def _made(lines: Sequence[str], page: MarkdownLines, taken: dict[int, str], rows: set[int]) -> Iterator[DumpedLine]:
    """The lines of the page, each paragraph one."""
    vocabulary = Vocabulary(lines)
    rules = {**{at: line.rule for at, line in page.taken.items()}, **taken}
    is_apart = True
    group: list[int] = []
    for at, line in enumerate((*lines, "")):
        is_last = at == len(lines)
        if group and (is_last or not (at in page.continued or _is_broken_heading(lines, group[-1], at))):
            yield _paragraph(lines, group, page, vocabulary, is_apart)
            group, is_apart = [], False
        if is_last or not line.strip():
            is_apart = is_apart or not group
            continue
        if at in rules:
            yield DumpedLine(line.strip(), (at,), rules[at], is_apart)
        elif at in rows:
            yield DumpedLine(line.rstrip(), (at,), "", is_apart)
        else:
            group.append(at)
            continue
        is_apart = False


def _with_rules_above(made: Iterable[DumpedLine]) -> Iterator[DumpedLine]:
    """The lines, the rule of each table above it, so that nothing is between its rows."""
    above: DumpedLine | None = None
    for line in made:
        if above and line.rule == TABLE_RULE and not line.is_apart:
            yield line._replace(is_apart=above.is_apart)
            above = above._replace(is_apart=False)
            continue
        if above:
            yield above
        above = line
    if above:
        yield above


def _is_broken_heading(lines: Sequence[str], above: int, at: int) -> bool:
    """Whether the line at `at` goes on from a heading that was broken at a width, as html2text does."""
    heading, line = lines[above], lines[at].strip()
    if at != above + 1 or not line or not _HEADING.match(heading) or _HEADING.match(line) or _ITEM.match(lines[at]):
        return False
    return len(heading.strip()) + 1 + len(line.partition(" ")[0]) > NARROWEST


def _paragraph(
    lines: Sequence[str], group: Sequence[int], page: MarkdownLines, vocabulary: Vocabulary, is_apart: bool
) -> DumpedLine:
    texts = [text for at in group if (text := page.rewritten.get(at, lines[at].strip()))]
    if not texts:
        return DumpedLine(lines[group[0]].strip(), tuple(group), "marks of the page without words", is_apart)
    text = texts[0] if len(texts) == 1 else join_lines(texts, vocabulary)
    if "\t" in text:
        return DumpedLine(text, tuple(group), "", is_apart)
    if "{" in text:
        text = _ATTRIBUTES.sub("", _SPAN.sub(r"\1", text))
    text = without_repeat(one_spaced(_PICTURE_LEFT.sub("", text)))
    if not any(map(str.isalnum, text)):
        return DumpedLine(lines[group[0]].strip(), tuple(group), "marks of the page without words", is_apart)
    return DumpedLine(text, tuple(group), "", is_apart)
