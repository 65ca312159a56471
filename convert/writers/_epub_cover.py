"""The cover of a publication: a picture, which is also for shelves, and a page that has the same as text.

Both have the publisher, the title, and below it what is known of subtitle, byline and date. The picture is SVG, drawn
from the text alone; its fonts are those of the reading system, so lines are set by an estimate. The page shows it where
the reader knows new CSS, and elsewhere the text: MuPDF sets no Arabic in pictures. Who listens always hears the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from convert.model import Direction, Moment
from convert.writers._dates import time_element, written
from convert.writers._xhtml import isolated, publication_page
from convert.writers._xml import attribute, escape, tag

COVER = "cover.xhtml"
COVER_IMAGE = "cover.svg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What a cover shows; of the date, the day."""

    title: str
    language: str
    direction: Direction
    publisher: str | None = None
    subtitle: str | None = None
    byline: str | None = None
    date: Moment | None = None

    @property
    def day(self) -> Moment | None:
        """The date without its time of day."""
        return Moment(self.date.text[: len("2016-12-07")]) if self.date else None


def cover(front: Cover, *sheets: str) -> bytes:
    """The page of the cover; `sheets` are its stylesheets."""
    lines = []
    if front.publisher:
        lines.append(tag("p", _own(front.publisher, front), class_="nameplate"))
    lines.append(tag("h1", _own(front.title, front)))
    if front.subtitle:
        lines.append(tag("p", _own(front.subtitle, front), role="doc-subtitle"))
    if front.byline:
        lines.append(tag("p", _own(front.byline, front), class_="byline"))
    if front.day:
        lines.append(tag("p", time_element(front.day, front.language), class_="date"))
    text = tag("div", "\n" + "\n".join(lines) + "\n", class_="front")
    picture = f'<img alt="" class="shown" src="{COVER_IMAGE}"/>'
    markup = f'<section epub:type="cover" class="cover">\n{picture}\n{text}\n</section>'
    return publication_page(front.title, markup, front.language, front.direction, sheets)


def _own(text: str, front: Cover) -> str:
    return isolated(escape(text), text, front.direction)


# --------------------------------------------------------------------------------------------------------------------
# The picture

_WIDTH, _HEIGHT, _MARGIN = 1600, 2400, 140
_PAPER, _INK, _GRAY = "#f7f3e9", "#1d1b18", "#c9c2b2"
_DARK = (
    "<style>@media (prefers-color-scheme: dark) "
    "{ svg { fill: #e8e3d6 } .paper { fill: #1b1a18 } .gray { stroke: #4b4841 } }</style>"
)
_LARGEST, _SMALLEST = 190, 60
_MOST_LINES = 6
_FAMILIES = {"ar": "Noto Naskh Arabic,Geeza Pro,", "fa": "Noto Naskh Arabic,Geeza Pro,"}


def cover_image(front: Cover) -> bytes:
    """The cover as SVG, a front page; its title is that of the publication."""
    width = _WIDTH - 2 * _MARGIN
    size, lines = title_lines(front.title, width)
    drawn = [f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="{_PAPER}" class="paper"/>']
    y = 260
    if front.publisher:
        drawn.append(_text(_cut(front.publisher, 42), front, y, 60, weight="bold"))
    y += 70
    drawn.append(_rules((y, 8), (y + 16, 2)))
    y += 40
    for line in lines:
        y += round(size * 1.12)
        drawn.append(_text(line, front, y, size, weight="bold"))
    y += round(size * 0.45)
    for text, font, most in ((front.subtitle, 64, 3), (front.byline, 56, 1)):
        for line in _lines(text, width, font, most) if text else ():
            y += round(font * 1.25)
            drawn.append(_text(line, front, y, font))
        y += 36 if text else 0
    if front.day:
        day = written(front.day, front.language).date
        drawn += [_rules((y, 2), (y + 124, 2)), _text(day, front, y + 82, 56)]
        y += 126
    drawn.append(_columns(y + 80))
    direction = ' direction="rtl"' if front.direction == "rtl" else ""
    families = _FAMILIES.get(front.language.partition("-")[0].lower(), "") + "serif"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
        f'{attribute("xml:lang", front.language)}{direction} role="img" font-family="{families}" fill="{_INK}">'
    )
    title = tag("title", escape(front.title))
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, title, _DARK, *drawn, "</svg>", ""]).encode()


def _text(text: str, front: Cover, y: int, size: int, weight: str | None = None) -> str:
    is_foreign = isolated("", text, front.direction)
    direction = {"ltr": "rtl", "rtl": "ltr"}[front.direction] if is_foreign else None
    return tag(
        "text",
        escape(text),
        x=_WIDTH // 2,
        y=y,
        text_anchor="middle",
        font_size=size,
        font_weight=weight,
        direction=direction,
    )


def _rules(*rules: tuple[int, int]) -> str:
    """Lines across the page, each with its top and height."""
    width = _WIDTH - 2 * _MARGIN
    return "".join(f'<rect x="{_MARGIN}" y="{y}" width="{width}" height="{height}"/>' for y, height in rules)


@lru_cache(64)
def _columns(top: int) -> str:
    """Three columns of gray lines, which stand for text; every ninth ends early."""
    width = (_WIDTH - 2 * _MARGIN - 2 * 60) // 3
    path = []
    for column in range(3):
        x = _MARGIN + column * (width + 60)
        for number, y in enumerate(range(top, _HEIGHT - _MARGIN, 44)):
            is_last = (number + 3 * column) % 9 == 8
            path.append(f"M{x} {y}h{width * 3 // 5 if is_last else width}")
    return f'<path d="{"".join(path)}" stroke="{_GRAY}" stroke-width="14" class="gray"/>' if path else ""


def title_lines(text: str, width: int) -> tuple[int, list[str]]:
    """The size of type, and the lines, at which a title fits the width, by an estimate of the width of characters."""
    em = _WIDE_COLUMN if _is_wide(text[:40]) else _COLUMN
    columns = columns_of(text)
    words = _measured(text)
    for size in range(_LARGEST, _SMALLEST, -10):
        most, count = int(width / (em * size)), 2 + (_LARGEST - size) // 30
        lines = _wrapped(words, most) if columns <= most * count else None
        if lines is not None and len(lines) <= count:
            return size, _balanced(words, lines, most)
    most = int(width / (em * _SMALLEST))
    return _SMALLEST, _wrapped(_measured(_cut(text, most * (_MOST_LINES - 1))), most, breaks=True) or []


_COLUMN, _WIDE_COLUMN = 0.64, 0.54
"""The width of a column in em: a letter of a bold serif, and half a character of Chinese, Japanese or Korean."""


Words = list[tuple[str, int]]
"""The words of a text, each with the columns that it takes."""


def _measured(text: str) -> Words:
    return [(word, columns_of(word)) for word in text.split()]


def _balanced(words: Words, lines: list[str], most: int) -> list[str]:
    """The words in as many lines, of lengths that differ less."""
    least = most // 2
    while least < most:
        middle = (least + most) // 2
        tried = _wrapped(words, middle)
        if tried is None or len(tried) > len(lines):
            least = middle + 1
        else:
            lines, most = tried, middle
    return lines


def _lines(text: str, width: int, size: int, most: int) -> Iterator[str]:
    """At most so many lines of a text, the last of which is shortened."""
    columns = int(width / (0.56 * size))
    lines = _wrapped(_measured(text), columns, breaks=True) or []
    yield from lines[: most - 1]
    if rest := " ".join(lines[most - 1 :]):
        yield _cut(rest, columns)


def _wrapped(words: Words, most: int, *, breaks: bool = False) -> list[str] | None:
    """The words in lines of at most `most` columns; None if a word is longer, unless such words are broken."""
    lines: list[str] = []
    line, taken = "", 0
    for word, width in words:
        pieces = [(word, width)]
        if width > most:
            pieces = [(piece, columns_of(piece)) for piece in _pieces(word, most, breaks)]
        space = " " if line else ""
        for piece, columns in pieces:
            if taken + len(space) + columns <= most:
                line += space + piece
                taken += len(space) + columns
            elif columns > most:
                return None
            else:
                lines.append(line)
                line, taken = piece, columns
            space = ""
    return [*lines, line]


_WIDE = (
    "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003fffd"
)
_OPENING = "「『（〈《【〔［｛“‘("
_CLOSING = "、。，．・：；！？」』）〉》】〕］｝ー々…‥ぁぃぅぇぉっゃゅょァィゥェォッャュョ%°,.!?)"
_CLOSED = f"[{re.escape(_CLOSING)}]*"
_PIECE = re.compile(rf"[{_OPENING}]*(?:[{_WIDE}]|[^{_WIDE}]+)?{_CLOSED}")
"""A character of a script without spaces, or a run of others, with the brackets and marks that stay with it."""

_PHRASE = re.compile(
    rf"[{_OPENING}]*(?:[\u30a0-\u30ff]+|[\u3400-\u9fff々]{{1,4}}|[^{_WIDE}]+)?[\u3041-\u309f]*{_CLOSED}"
)
"""What stays on one line of Japanese: a word of Chinese characters, katakana or others, and the hiragana after it."""


def _pieces(word: str, most: int, breaks: bool) -> list[str]:
    """Where a word that is longer than a line may be broken: scripts without spaces break nearly anywhere."""
    pattern = _PHRASE if re.search("[\u3041-\u309f]", word) else _PIECE
    return [c for p in pattern.findall(word) if p for c in (p if breaks and columns_of(p) > most else [p])]


def _cut(text: str, most: int) -> str:
    """The text, or as much of its beginning as has an ellipsis behind it in that many columns."""
    if columns_of(text) <= most:
        return text
    left = most - 1
    for at, character in enumerate(text):
        left -= columns_of(character)
        if left < 0:
            return text[:at].rstrip() + "…"
    return text


def _is_wide(text: str) -> bool:
    """Whether at least half of the characters are wide."""
    return columns_of(text) * 2 >= 3 * len(text)


@lru_cache(1024)
def columns_of(text: str) -> int:
    """The columns that a text takes: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
