"""Dumped pages made copy again: lines without the breaks and the marks of the program that wrote them.

What reads copy after that sees what a browser would have shown. Each new line knows of which lines of the input it is,
so that traces and findings name these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.readers.text.envelopes.dumps.browsers import read_browser_page
from convert.readers.text.envelopes.dumps.dumped_lines import DumpedLine
from convert.readers.text.envelopes.dumps.fragments import read_fragments
from convert.readers.text.envelopes.dumps.markdown_pages import find_title, read_markdown_page
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, whole_text
from convert.readers.text.envelopes.print.columns import Part
from convert.readers.text.envelopes.print.restoring import RestoredCopy

MIN_ADDRESSES, MIN_OF_SITE = 3, 2
"""How many addresses the text has at least, and how many of them are paths within a site, which no writer gives."""

MOST_WORDS = 8
"""How many words a line has at most that is a link alone, as one is at least."""

_ADDRESS = re.compile(r"(?<=\S) \((?:(?P<path>/(?:[\w%.~/-][^\s()]*)?|#[\w-]*)|https?://[^\s()]+|mailto:[^\s()]+)\)")


def restore_dump(lines: tuple[str, ...]) -> RestoredCopy | None:
    """The copy of which `lines` are the dump of a web page; None where nothing shows that a program dumped them."""
    filled = filled_lines(lines)
    title = None
    if made := read_markdown_page(lines, filled):
        title = find_title(lines)
    else:
        readers = (read_browser_page, _read_link_addresses, read_fragments)
        made = next((found for reader in readers if (found := reader(lines, filled))), None)
    return _restored(lines, made, title) if made and not all(line.rule for line in made) else None


def _restored(lines: Sequence[str], made: Sequence[DumpedLine], title: int | None) -> RestoredCopy:
    """The copy with the lines `made`; the index of its title in `lines` is `title`, where the dump shows that."""
    headline = next((line.text for line in made if title in line.sources and not line.rule), None)
    new: list[str] = []
    pieces: list[tuple[Part, ...]] = []
    taken: dict[int, TakenLine] = {}
    for line in made:
        if line.is_apart and new:
            new.append("")
            pieces.append(())
        if line.rule:
            taken[len(new)] = TakenLine(line.rule)
        new.append(line.text)
        pieces.append(tuple(Part(at, lines[at]) for at in line.sources))
    whole = tuple(new)
    return RestoredCopy(whole, tuple(pieces), Envelope(lines=whole, taken=taken, headline=headline, layout="explicit"))


def _read_link_addresses(lines: tuple[str, ...], filled: Sequence[int]) -> list[DumpedLine] | None:
    """The lines without the addresses that are behind links in brackets, as Resiliparse gives them: "the harbor
    (/news/harbor)"; None where the text has none. `filled` are the indexes of
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
