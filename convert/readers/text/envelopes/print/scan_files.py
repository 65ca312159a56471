"""Files that programs write which recognize the letters of scanned pages: ALTO, hOCR, PAGE XML, and Tesseract's TSV.

Each says which words make a line, which lines a block, and where on the page they are. The blocks keep the order of
the file, which is that in which the program reads them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape
from io import BytesIO
from typing import Any, NamedTuple

from lxml import etree

from convert.documents import as_utf8, local_name
from convert.limits import MAX_INPUT

MAX_PAGES, MAX_WORDS = 2_000, 400_000
"""How many pages and words a file has at most whose text is read."""

HEAD = 8_192
"""Within how many bytes a file shows what it is."""

_ALTO = re.compile(rb"<(?:\w+:)?alto[\s>]")
_HOCR = re.compile(rb"""class\s*=\s*["']?ocr_page\b|name\s*=\s*["']ocr-(?:system|capabilities)["']""")
_PAGE = re.compile(rb"<(?:\w+:)?PcGts[\s>]")
_TSV = b"level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
_SUBSET = re.compile(rb"<!ENTITY|<!DOCTYPE[^>\[]*\[")
_BOX = re.compile(r"\bbbox\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)")
_SIZE = re.compile(r"\bx_size\s+(\d+(?:\.\d+)?)")
_POINT = re.compile(r"(-?\d+),(-?\d+)")
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?")

_MARGINS = frozenset({"TopMargin", "BottomMargin", "LeftMargin", "RightMargin"})
_FRAME_REGIONS = frozenset({"header", "footer", "page-number", "signature-mark", "catch-word"})
_PART_CLASSES = frozenset({"ocr_par", "ocr_carea", "ocrx_block"})
_LINE_CLASSES = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat"})
_WORD_CLASSES = frozenset({"ocrx_word", "ocr_word"})
_FRAME_CLASSES = frozenset({"ocr_pageno", "ocrx_pageno"})


class ScanLine(NamedTuple):
    """A line of recognized text with its place on the page, in the unit of the file; `size` is the height of its
    letters. All are 0 where the file does not say them. `words` are its words with their left and right edges, none
    where these are not known.
    """

    text: str
    left: float = 0
    top: float = 0
    right: float = 0
    bottom: float = 0
    size: float = 0
    words: tuple[tuple[str, float, float], ...] = ()


class ScanBlock(NamedTuple):
    """Lines that the program took for one block; `is_frame` where it is of a margin, as heads and folios are."""

    lines: tuple[ScanLine, ...]
    is_frame: bool = False


ScanPage = tuple[ScanBlock, ...]


def read_scan(data: bytes) -> tuple[ScanPage, ...]:
    """The pages of a file of recognized text; none where `data` is no such file, is not well-formed, has entities, or
    is larger than what is read.
    """
    data = as_utf8(data)
    return _read_scan(data) if len(data) <= MAX_INPUT and _reader_of(data) else ()


@lru_cache(maxsize=1)
def _read_scan(data: bytes) -> tuple[ScanPage, ...]:
    """Those pages; kept, as several steps ask for those of the same input."""
    reader = _reader_of(data)
    assert reader is not None
    try:
        return tuple(reader(data))
    except (etree.XMLSyntaxError, _TooLarge):
        return ()


def _reader_of(data: bytes) -> Callable[[bytes], Iterator[ScanPage]] | None:
    """What reads the file, by the name of its outermost element or its first line."""
    if data.startswith(_TSV):
        return _tsv_pages
    head = data[:HEAD]
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
        return None
    found = ((_ALTO, _alto_pages), (_PAGE, _xml_pages), (_HOCR, _hocr_pages))
    reader = next((reader for form, reader in found if form.search(head)), None)
    return None if reader is None or _SUBSET.search(head) else reader


class _TooLarge(Exception):
    """The file has more pages or words than are read."""


class _Pages:
    """The pages of a file while its lines are read."""

    def __init__(self) -> None:
        self._blocks: list[ScanBlock] = []
        self._lines: list[ScanLine] = []
        self._pages = self._words = 0

    def add(self, line: ScanLine) -> None:
        """Add a line to the block."""
        self._words += line.text.count(" ") + 1
        if self._words > MAX_WORDS:
            raise _TooLarge
        if line.text:
            self._lines.append(line)

    def end_block(self, *, is_frame: bool = False) -> None:
        """End the block; one without lines is none."""
        if self._lines:
            self._blocks.append(ScanBlock(tuple(self._lines), is_frame))
            self._lines = []

    def end_page(self) -> ScanPage:
        """End the page, and return it."""
        self.end_block()
        self._pages += 1
        if self._pages > MAX_PAGES:
            raise _TooLarge
        page, self._blocks = tuple(self._blocks), []
        return page


def _events(data: bytes, *, is_html: bool = False) -> Iterator[tuple[str, str, Any]]:
    """The starts and ends of the elements, with their names without namespace."""
    safe: dict[str, Any] = {"no_network": True, "huge_tree": False}
    if is_html:
        safe |= {"html": True, "recover": True}
    else:
        safe |= {"resolve_entities": False, "load_dtd": False}
    for event, element in etree.iterparse(BytesIO(data), events=("start", "end"), **safe):
        yield event, local_name(element), element


def _alto_pages(data: bytes) -> Iterator[ScanPage]:
    """The pages of ALTO (versions 1 to 4), whose TextBlocks have TextLines of Strings.

    A word that is divided at a line's end is whole in SUBS_CONTENT; it goes to the line where it begins.
    """
    pages = _Pages()
    margin = ""
    words: list[tuple[str, float, float]] = []
    sizes: list[float] = []
    whole = ""
    for event, name, element in _events(data):
        if event == "start":
            margin = name if name in _MARGINS else margin
        elif name == "String":
            kind, full = element.get("SUBS_TYPE", ""), _plain(element.get("SUBS_CONTENT", ""))
            text = _plain(element.get("CONTENT", ""))
            if kind == "HypPart2" and full and full == whole:
                text = ""
            whole = full if kind == "HypPart1" else ""
            place = _number(element, "HPOS")
            words.append((whole or text, place, place + _number(element, "WIDTH")))
            sizes.append(_number(element, "HEIGHT") if len(text) > 1 else 0)
        elif name == "HYP" and words and not whole:
            words[-1] = (f"{words[-1][0].rstrip(_DIVIDING)}-", *words[-1][1:])
        elif name == "TextLine":
            left, top = _number(element, "HPOS"), _number(element, "VPOS")
            box = left, top, left + _number(element, "WIDTH"), top + _number(element, "HEIGHT")
            pages.add(_line_of(words, box, _usual(sizes)))
            words, sizes = [], []
            element.clear()
        elif name == "TextBlock":
            pages.end_block(is_frame=bool(margin))
        elif name == margin:
            margin = ""
        elif name == "Page":
            yield pages.end_page()
            element.clear()


_DIVIDING = "-\xad\xac\u2010"


def _hocr_pages(data: bytes) -> Iterator[ScanPage]:
    """The pages of hOCR 1.2: HTML whose classes say what an element is, and whose titles where."""
    pages = _Pages()
    words: list[tuple[str, float, float]] = []
    has_page = False
    for event, _, element in _events(data, is_html=True):
        if event == "start":
            continue
        kinds = frozenset(element.get("class", "").split()) if len(element.attrib) else frozenset()
        if not kinds:
            continue
        if kinds & _WORD_CLASSES:
            box = _BOX.search(element.get("title", ""))
            left, right = (float(box[1]), float(box[3])) if box else (0.0, 0.0)
            words.append((_plain("".join(element.itertext())), left, right))
        elif kinds & _LINE_CLASSES:
            text = _plain("".join(element.itertext()))
            title = element.get("title", "")
            box, size = _BOX.search(title), _SIZE.search(title)
            left, top, right, bottom = map(float, box.groups() if box else "0000")
            height = float(size[1]) if size else bottom - top
            place = left, top, right, bottom
            pages.add(_line_of(words, place, height) if words else ScanLine(text, *place, height))
            words = []
        elif kinds & (_PART_CLASSES | _FRAME_CLASSES):
            pages.end_block(is_frame=bool(kinds & _FRAME_CLASSES))
        elif "ocr_page" in kinds:
            has_page = True
            yield pages.end_page()
            element.clear()
    if not has_page:
        yield pages.end_page()


def _xml_pages(data: bytes) -> Iterator[ScanPage]:
    """The pages of PAGE XML: TextRegions of TextLines with their text, in the order that ReadingOrder gives."""
    pages = _Pages()
    regions: list[tuple[str, bool, list[ScanLine]]] = []
    order: list[str] = []
    kinds: list[bool] = []
    text = points = ""
    for event, name, element in _events(data):
        if event == "start":
            if name == "TextRegion":
                kinds.append(element.get("type", "") in _FRAME_REGIONS)
                regions.append((element.get("id", ""), kinds[-1], []))
        elif name in ("RegionRefIndexed", "RegionRef"):
            order.append(element.get("regionRef", ""))
        elif name == "Coords" and _parent(element) == "TextLine":
            points = element.get("points", "")
        elif name == "TextEquiv" and _parent(element) == "TextLine" and not text:
            text = _plain("".join(element.itertext()))
        elif name == "TextLine" and regions:
            regions[-1][2].append(_line_within(text, points))
            text = points = ""
            element.clear()
        elif name == "TextRegion":
            kinds.pop()
        elif name == "Page":
            places = {key: place for place, key in enumerate(order)}
            for _, is_frame, lines in sorted(regions, key=lambda region: places.get(region[0], len(places))):
                for line in lines:
                    pages.add(line)
                pages.end_block(is_frame=is_frame)
            regions, order = [], []
            yield pages.end_page()


def _parent(element: Any) -> str:
    parent = element.getparent()
    return "" if parent is None else local_name(parent)


def _line_within(text: str, points: str) -> ScanLine:
    """The line in the polygon of `points`."""
    found = [(float(x), float(y)) for x, y in _POINT.findall(points)]
    if not found:
        return ScanLine(text)
    across, down = zip(*found, strict=True)
    return ScanLine(text, min(across), min(down), max(across), max(down), max(down) - min(down))


def _tsv_pages(data: bytes) -> Iterator[ScanPage]:
    """The pages of Tesseract's TSV: a row for each page, block, paragraph, line (level 4) and word (level 5)."""
    pages = _Pages()
    page = paragraph = ""
    left, top, width, height = 0.0, 0.0, 0.0, 0.0
    words: list[tuple[str, float, float]] = []
    sizes: list[float] = []

    def end_line() -> None:
        if words:
            pages.add(_line_of(words, (left, top, left + width, top + height), _usual(sizes)))
            words.clear()
            sizes.clear()

    for row in data.decode("utf-8", "replace").split("\n")[1:]:
        cells = row.rstrip("\r").split("\t", 11)
        if len(cells) < 11 or not all(map(_NUMBER.fullmatch, cells[6:10])):
            continue
        if cells[0] != "5":
            end_line()
        if cells[0] == "1" and page:
            yield pages.end_page()
        if cells[0] == "3" and paragraph:
            pages.end_block()
        page, paragraph = cells[1], cells[0]
        if cells[0] == "4":
            left, top, width, height = map(float, cells[6:10])
        elif cells[0] == "5" and (word := _plain(cells[11] if len(cells) > 11 else "")):
            words.append((word, float(cells[6]), float(cells[6]) + float(cells[8])))
            sizes.append(float(cells[9]) if len(word) > 1 else 0)
    end_line()
    yield pages.end_page()


def _line_of(words: list[tuple[str, float, float]], box: tuple[float, float, float, float], size: float) -> ScanLine:
    """The line of words with their edges, in its box."""
    shown = tuple(word for word in words if word[0])
    is_placed = size > 0 and all(right > left for _, left, right in shown)
    return ScanLine(" ".join(text for text, _, _ in shown), *box, size, shown if is_placed else ())


def _plain(text: str) -> str:
    """The text of a word or line with single spaces; references that a program escaped twice are resolved."""
    text = " ".join(text.replace("\xac", "-").split())
    return unescape(text) if "&" in text else text


def _number(element: Any, name: str) -> float:
    """The number in an attribute; 0 where there is none."""
    value = element.get(name, "")
    return float(value) if _NUMBER.fullmatch(value) else 0


def _usual(sizes: list[float]) -> float:
    """The height of most words with capitals or long letters of a line: that of three in four words, if it has any."""
    known = sorted(size for size in sizes if size)
    return known[len(known) * 3 // 4] if known else 0
