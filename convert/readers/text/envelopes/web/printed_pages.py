"""Pages that a browser printed: above each the day of printing and the title, below it the address and the number.

Programs that extract the text of a PDF give each as one line, or its two ends as two lines. Numbers that count the
pages show them; the day on which somebody printed a page is no day of publication.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from convert.readers.text.envelopes.envelope import filled_lines, one_line, whole_text
from convert.readers.text.lexicon.keys import line_key

MAX_LINE = 300
"""How many characters a line of the frame has at most."""

FIRST_LINES = 2
"""Among how many first lines the frame above the first page is, where no other page has it."""

TITLE_LINES, MIN_TITLE = 40, 8
"""Among how many first lines the title is that the frame has, too, and how many characters it has at least."""

_OF = r"(?: ?/ ?| of | von | sur | de | di | van | av | af | z | ze | из )"
_COUNT = re.compile(rf"(?:[^\W\d_]{{1,8}}\.? )?(?P<page>\d{{1,3}}){_OF}(?P<pages>\d{{1,3}})")
_ADDRESS = re.compile(r"(?:https?|file)://\S{4,290}|about:reader\?url=\S{4,290}")
_CLOCK = r"(?:[^\W\d_]{2} ?)?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?: ?[AaPp]\.? ?[Mm]\.?)?"
_DATE = r"\d{1,4} ?[./-] ?\d{1,2} ?[./-] ?\d{2,4}\.?"
_PRINTED = re.compile(rf"{_DATE},? {{1,3}}{_CLOCK}")
_APART = re.compile(r"\s{2,}")
_BEFORE_SITE = re.compile(r"\s[|–—·•:»-]\s")


class PrintedPages(NamedTuple):
    """The lines of the frames of printed pages, by their indexes, and the title that the frames have, if any."""

    frames: frozenset[int]
    title: str


def find_printed_pages(lines: tuple[str, ...]) -> PrintedPages | None:
    """The frames of the pages that a browser printed, None if the lines show none."""
    if "://" not in whole_text(lines):
        return None
    filled = [at for at in filled_lines(lines) if len(lines[at]) <= MAX_LINE]
    texts = {at: lines[at].strip() for at in filled}
    counted: list[tuple[int, int]] = []
    frames: set[int] = set()
    heads: list[tuple[str, tuple[int, ...]]] = []
    addresses = Counter(found.group() for text in texts.values() if "://" in text and (found := _ADDRESS.search(text)))
    for number, at in enumerate(filled):
        parts = _parts(texts[at])
        below = filled[number + 1] if number + 1 < len(filled) else -1
        if len(parts) == 1 and _ADDRESS.fullmatch(parts[0]) and below >= 0 and (page := _page(texts[below])):
            counted.append(page)
            frames.update((at, below))
        elif len(parts) == 2 and _is_foot(parts, addresses) and (page := _page(parts[0]) or _page(parts[1])):
            counted.append(page)
            frames.add(at)
        elif len(parts) == 2 and _PRINTED.fullmatch(parts[0]):
            heads.append((parts[1], (at,)))
        elif len(parts) == 2 and _ADDRESS.fullmatch(parts[1]):
            heads.append((parts[0], (at,)))
        elif len(parts) == 1 and _PRINTED.fullmatch(parts[0]) and below >= 0:
            heads.append((texts[below], (at, below)))
    pages = {of for _, of in counted}
    if len(pages) != 1 or [page for page, _ in counted] != [*range(1, len(counted) + 1)] or len(counted) > max(pages):
        return None
    titles = Counter(title for title, _ in heads)
    title = ""
    for text, places in heads:
        if titles[text] > 1 or places[0] in filled[:FIRST_LINES]:
            frames.update(places)
            title = title or one_line(text)
    return PrintedPages(frozenset(frames), title)


def title_line(lines: Sequence[str], printed: PrintedPages) -> int | None:
    """The index of the line that is the title which the frames have, perhaps with the name of the site behind it."""
    whole = line_key(printed.title)
    keys = {line_key(printed.title[: found.start()]) for found in _BEFORE_SITE.finditer(printed.title)} | {whole}
    for at in [at for at, line in enumerate(lines) if line.strip() and at not in printed.frames][:TITLE_LINES]:
        if len(lines[at]) <= MAX_LINE and len(key := line_key(lines[at])) >= MIN_TITLE and key in keys:
            return at
    return None


def _parts(text: str) -> list[str]:
    """The two ends of a line: far apart, or the day or the address before what one space divides from it."""
    parts = _APART.split(text)
    if len(parts) > 1:
        return parts
    if found := _PRINTED.match(text) or _ADDRESS.match(text):
        return [found.group(), rest] if (rest := text[found.end() :].strip()) else [text]
    return [text]


def _page(text: str) -> tuple[int, int] | None:
    found = _COUNT.fullmatch(text)
    return (int(found["page"]), int(found["pages"])) if found else None


def _is_foot(parts: Sequence[str], addresses: Counter[str]) -> bool:
    """Whether the ends of a line are the address or the day, and the number of the page."""
    other = parts[1] if _page(parts[0]) else parts[0]
    return bool(_ADDRESS.fullmatch(other)) or (bool(_PRINTED.fullmatch(other)) and bool(addresses))
