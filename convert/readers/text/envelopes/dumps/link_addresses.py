"""Text with the address of each link in brackets behind it, as Resiliparse gives it: "the harbor (/news/harbor)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.readers.text.envelopes.dumps.dumped_lines import DumpedLine
from convert.readers.text.envelopes.envelope import whole_text

MIN_ADDRESSES, MIN_OF_SITE = 3, 2
"""How many addresses the text has at least, and how many of them are paths within a site, which no writer gives."""

MOST_WORDS = 8
"""How many words a line has at most that is a link alone, as one is at least."""

_ADDRESS = re.compile(r"(?<=\S) \((?:(?P<path>/(?:[\w%.~/-][^\s()]*)?|#[\w-]*)|https?://[^\s()]+|mailto:[^\s()]+)\)")


def read_link_addresses(lines: tuple[str, ...], filled: Sequence[int]) -> list[DumpedLine] | None:
    """The lines without the addresses behind their links; None where the text has none. `filled` are the indexes of
    those with text.
    """
    text = whole_text(lines)
    if " (/" not in text and " (#" not in text:
        return None
    found = [address for at in filled for address in _ADDRESS.finditer(lines[at])]
    if len(found) < MIN_ADDRESSES or sum(address["path"] is not None for address in found) < MIN_OF_SITE:
        return None
    if not any(lines[at].endswith(")") and _is_link(lines[at]) for at in filled):
        return None
    made, above = [], -2
    for at in filled:
        made.append(DumpedLine(_ADDRESS.sub("", lines[at]), (at,), "", at - above > 1))
        above = at
    return made


def _is_link(line: str) -> bool:
    """Whether a line is a link alone, with a path within the site behind it."""
    address = _ADDRESS.search(line)
    is_alone = address is not None and address["path"] is not None and address.end() == len(line)
    return is_alone and len(line.split()) <= MOST_WORDS
