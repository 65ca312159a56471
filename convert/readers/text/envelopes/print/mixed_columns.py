"""Columns that a program ran together line by line: sentences end and go on where no writer ends or continues one.

Nothing says where one column ends in such a line, so that the words stay as they are, and a finding says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.findings import Finding, Location, Severity
from convert.readers.text.envelopes.envelope import count_small, filled_lines, quoted
from convert.readers.text.envelopes.print.broken_lines import MIN_GOES_ON, WIDEST, WITHOUT_PAGES
from convert.readers.text.envelopes.print.specks import ends_sentence, opens_small
from convert.readers.text.lines.units import is_hanging

MIN_BREAKS, BREAKS, MOST_WIDE = 2, 0.12, 0.1
"""How many breaks of sentences mixed columns have at least; the share of lines that more breaks must be than; and the
share of lines at most that are wider than those of print.
"""

MIN_LINES, MIN_CAPITALS, SHORTEST = 8, 3, 20
"""How many lines with text, and sentences or lines that open with capitals, such copy has at least; and how many
characters a line has at least that ends a sentence.
"""

_ENDED_WITHIN = re.compile(r"(?<![^\W\d_])[a-zß-ÿа-яё][^\W\d_]{3,}[.!?][”»“\"]? +[a-zß-ÿа-яё][^\W\d_]{2,}")
"""A sentence that ends, and goes on with a small letter; the word before is no abbreviation."""

_CAPITAL_WITHIN = re.compile(r"[.!?…][”»“\"]? +[^\W\d_a-zß-ÿа-яё]")
_ITEM = re.compile(r"\w{1,2}[.)]|[-–—•*]\s")
_DIVIDED_WITHIN = re.compile(r"[^\W\d_]{2,}[-\u2010] +([^\W\d_]+)")


def may_be_columns(lines: tuple[str, ...]) -> bool:
    """Whether enough of the lines open with small letters for text that a page broke."""
    return count_small(lines) >= max(MIN_GOES_ON + 1, len(filled_lines(lines)) * WITHOUT_PAGES)


def find_mixed_columns(lines: Sequence[tuple[int, str]]) -> Finding | None:
    """The finding that columns are mixed in `lines`, which are in the order of reading and have their indexes."""
    rows = [(at, text.strip()) for at, text in lines if text and not text.isspace()]
    small = sum(text[0].islower() for _, text in rows)
    if len(rows) < MIN_LINES or small < max(MIN_GOES_ON + 1, len(rows) * WITHOUT_PAGES):
        return None
    if sum(len(text) > WIDEST for _, text in rows) > len(rows) * MOST_WIDE:
        return None
    breaks: list[int] = []
    for number, (at, text) in enumerate(rows):
        divided = [word for word in _DIVIDED_WITHIN.findall(text) if not is_hanging(word)]
        breaks += [at] * (len(divided) + len(_ENDED_WITHIN.findall(text)))
        if number and rows[number - 1][0] == at - 1 and _contradicts(rows[number - 1][1], text):
            breaks.append(at)
    if len(breaks) < MIN_BREAKS or len(breaks) <= len(rows) * BREAKS:
        return None
    capitals = sum(text[0].isupper() + len(_CAPITAL_WITHIN.findall(text)) for _, text in rows)
    if capitals < max(MIN_CAPITALS, len(breaks)):
        return None  # its author writes none
    text = next(text for at, text in rows if at == breaks[0])
    return Finding(
        code="TXT030",
        severity=Severity.WARNING,
        message=f"lines of columns seem to be mixed, as in “{quoted(text)}”",
        advice=(
            "Extract the text again so that columns come one after the other: pdftotext with or without -layout, "
            "Tesseract with --psm 1."
        ),
        location=Location(line=breaks[0] + 1, column=1),
        detail=(("lines", str(len(set(breaks)))),),
    )


def _contradicts(above: str, text: str) -> bool:
    """Whether a line ends a sentence, and the next one opens with a small letter and no mark of a list."""
    if _ITEM.match(text) or text[1:2].isupper():
        return False
    return len(above) >= SHORTEST and above[-1] not in ":：" and opens_small(text) and ends_sentence(above)
