"""Signs of emphasis around words, as light markup has them: `**bold**`, `*bold*`, `_slanted_`, `//slanted//`."""

from __future__ import annotations

import re
from functools import cache

from convert.readers.text.envelopes.envelope import Envelope, filled_lines, whole_text

MIN_LINES = 2
"""How many lines that emphasis encloses or opens show that stars and bars are signs of emphasis."""

_STRONG = re.compile(r"\s{0,3}(\*\*|__)(?=[^\s*_])[^*\n]{1,300}(?<=[^\s*_])\1")
_WHOLE = re.compile(r"\s{0,3}([*_])(?=[^\s*_])[^*_\n]{1,300}(?<=[^\s*_])\1\s*")


_TITLE = re.compile(r"\s{0,3}(\*{1,2})(?=[^\s*_])[^*\n]{1,300}(?<=[^\s*_])\1\s*")
"""A first line that stars enclose, as messengers show a bold title."""


def without_emphasis(line: str, signs: str) -> str:
    """`line` without pairs of `signs`, doubled ones, too, that stand around words."""
    for sign in signs:
        if line.count(sign) > 1:
            line = _pair(sign).sub(r"\g<text>", line)
    return line


@cache
def _pair(sign: str) -> re.Pattern[str]:
    mark = re.escape(sign)
    inner = rf"(?=[^\s{mark}])(?P<text>[^{mark}\n]{{1,300}})(?<=[^\s{mark}])"
    return re.compile(rf"(?<![\w:/{mark}])(?P<open>{mark}{{1,3}}){inner}(?P=open)(?![\w{mark}])")


def open_emphasis(lines: tuple[str, ...]) -> Envelope | None:
    """Take the signs of emphasis from copy that shows them by strong words that open lines, or by a title between
    stars; None if it does not.
    """
    text = whole_text(lines)
    if "*" not in text:
        return None
    filled = filled_lines(lines)
    has_title = len(filled) > 1 and _TITLE.fullmatch(lines[filled[0]]) is not None
    if "**" not in text and not has_title:
        return None
    strong = [at for at in filled if _STRONG.match(lines[at])]
    whole = [at for at in filled if _WHOLE.fullmatch(lines[at])]
    if not has_title and (not strong or len(strong) + len(whole) < MIN_LINES):
        return None
    rewritten = {at: without_emphasis(lines[at], "*_") for at in filled if not {"*", "_"}.isdisjoint(lines[at])}
    return Envelope(lines=lines, rewritten={at: text for at, text in rewritten.items() if text != lines[at]})
