"""Text in UTF-16 that lost or gained single bytes on its way, which moves all that follows by one byte.

Line feeds and spaces show where characters begin. Between two of them that do not agree a byte is left out, where the
characters around it are then most like those of the rest of the text.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Mapping
from itertools import accumulate, pairwise
from math import log
from typing import NamedTuple

SMOOTHING = 0.1
"""How often each block of 256 characters counts before any is seen."""

MAX_SPAN = 20_001
"""Among how many bytes above a line feed or space the one that must be left out is looked for."""

LEAST_GAIN = 6.0
"""By how much more probable (a logarithm) the text must be without the bytes that are left out."""

SAMPLE = 4096
"""How many bytes are looked at where no byte order mark tells the encoding."""

MIN_ZEROS, MAX_ZEROS = 0.4, 0.02
"""The share of zero bytes among the high ones in such a text, at least, and among the low ones, at most."""

_SPACES = {"utf-16-le": re.compile(rb"[\n\r ]\0"), "utf-16-be": re.compile(rb"\0[\n\r ]")}
_MARKS = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
_BREAKS = (b"\r", b"\n", b"")
_SURROGATE = re.compile("[\ud800-\udfff]")


class AlignedText(NamedTuple):
    """A text, how many bytes were left out of it or became U+FFFD, those of line breaks not counted, and the number of
    the first line that had one.
    """

    text: str
    bad: int
    line: int


def utf16_encoding(data: bytes) -> str | None:
    """The UTF-16 encoding of `data`: by the byte order mark, or else by the places of the zero bytes; None if none."""
    for encoding, mark in _MARKS.items():
        if data.startswith(mark):
            return encoding
    sample = data[:SAMPLE]
    if len(sample) < 8:
        return None
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if second > half * MIN_ZEROS and first < half * MAX_ZEROS:
        return "utf-16-le"
    if first > half * MIN_ZEROS and second < half * MAX_ZEROS:
        return "utf-16-be"
    return None


def decode_utf16(data: bytes, encoding: str) -> AlignedText:
    """`data` in a UTF-16 `encoding`, without its byte order mark and the bytes that move the others."""
    data = data.removeprefix(_MARKS[encoding])
    cuts = _cuts(data, encoding)
    ends = [*cuts, len(data) - (len(data) - len(cuts)) % 2]
    parts = [data[begin:end].decode(encoding, "surrogatepass") for begin, end in zip(_starts(cuts), ends, strict=True)]
    text = "".join(parts)
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    sizes = list(accumulate(map(len, parts)))
    left_out = [size for size, end in zip(sizes, ends, strict=True) if data[end : end + 1] not in _BREAKS]
    halves = [found.start() for found in _SURROGATE.finditer(text)]
    first = min((*left_out, *halves), default=0)
    return AlignedText(_SURROGATE.sub("\ufffd", text), len(left_out) + 2 * len(halves), text.count("\n", 0, first) + 1)


def _starts(cuts: list[int]) -> list[int]:
    return [0, *(cut + 1 for cut in cuts)]


def _cuts(data: bytes, encoding: str) -> list[int]:
    """The bytes that must be left out so that all characters begin where the line feeds and spaces show."""
    spaces = [0, *(found.start() for found in _SPACES[encoding].finditer(data))]
    if not any((space - spaces[0]) % 2 for space in spaces):
        return []
    high = 1 if encoding == "utf-16-le" else 0
    counts: Counter[int] = Counter()
    for begin, end in pairwise(spaces):
        if (end - begin) % 2 == 0:
            counts.update(data[begin + high : end : 2])
    total = counts.total() + 256 * SMOOTHING
    costs = {byte: log(total / (counts[byte] + SMOOTHING)) for byte in range(256)}
    spans = [(begin, end) for begin, end in pairwise(spaces) if (end - begin) % 2]
    cuts = [_cut(data, begin, end, high, costs) for begin, end in spans]
    whole = sum(costs[byte] for byte in data[high::2])
    aligned = sum(
        costs[byte]
        for begin, end in zip(_starts(cuts), (*cuts, len(data)), strict=True)
        for byte in data[begin + high : end : 2]
    )
    return cuts if whole - aligned >= LEAST_GAIN else []


def _cut(data: bytes, begin: int, end: int, high: int, costs: Mapping[int, float]) -> int:
    """The byte between `begin` and `end`, at both of which a character begins, without which the text is likeliest."""
    begin = max(begin, end - MAX_SPAN)  # of an odd number of bytes, as between `begin` and `end`
    before = list(accumulate((costs[byte] for byte in data[begin + high : end - 1 : 2]), initial=0.0))
    after = list(accumulate((costs[byte] for byte in reversed(data[begin + 1 + high : end : 2])), initial=0.0))
    sums = [one + other for one, other in zip(before, reversed(after), strict=True)]
    return begin + 2 * sums.index(min(sums))
