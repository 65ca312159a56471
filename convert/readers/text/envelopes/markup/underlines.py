"""Rows of one sign below a title, as typewriters and plain-text mails underline them: layout, not text."""

from __future__ import annotations

import re

from convert.readers.text.envelopes.envelope import Envelope, TakenLine, one_line
from convert.readers.text.roles import Role

MAX_TITLE = 120
"""The greatest length of an underlined title, in characters."""

MAX_LABEL = 4
"""How many words a line above the first title has at most that is the label of a column."""

_ROW = re.compile(r"\s*(?P<sign>[=\-_~^*#‾¯─━═–—])(?P=sign){2,}\s*")
_STRONG = "=~^‾¯═"
"""Signs that stand below a title alone; rows of the others divide parts, too."""


def open_underlines(lines: tuple[str, ...]) -> Envelope | None:
    """Take the underlines of titles, None if there are none.

    An underline stands directly below its title and is about as long, or is made of a sign that divides nothing. A
    title inside the story is a heading.
    """
    taken: dict[int, TakenLine] = {}
    roles: dict[int, Role] = {}
    headline: str | None = None
    seen = 0
    is_label = False
    for at, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        seen += 1
        if seen == 1:
            is_label = len(text.split()) <= MAX_LABEL and text[-1].isalnum()
        if not at or len(text) < 3 or text[0] != text[-1] or text[0].isalnum() or not (row := _ROW.fullmatch(line)):
            continue
        title = lines[at - 1].strip()
        length = len(title)
        if not 2 <= length <= MAX_TITLE or not any(map(str.isalnum, title)):
            continue
        above = lines[at - 2].strip() if at > 1 else ""
        is_even = abs(length - len(text)) <= max(2, length * 0.15)
        if (above and not _ROW.fullmatch(above)) or not (is_even or row["sign"] in _STRONG):
            continue
        if title[-1] in ".,;" and not is_even:
            continue
        taken[at] = TakenLine("underline of a title")
        if above:
            taken[at - 2] = TakenLine("line above a title")
        if seen - bool(above) <= 2 or (seen - bool(above) == 3 and headline is None and is_label):
            headline = one_line(title)
        else:
            roles[at - 1] = "heading"
    return Envelope(lines=lines, taken=taken, roles=roles, headline=headline) if taken else None
