"""Lines of the copy that name its pictures: `[image: ferry.jpg]`, or `[image: ferry.jpg | A ferry at the pier]`.

What follows the bar describes the picture to those who cannot see it; a second bar divides it from a caption. If the
line opens a block, the lines below in it are the caption and credit of the picture; if there are more than a few, they
are text of copy without blank lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import unquote

from convert.pictures.limits import SUFFIXES
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, one_line

MAX_BELOW = 3
"""How many lines below its name are a picture's caption and credit at most."""

_MARK = re.compile(
    r"\s*\[\s*image\s*:(?P<name>[^\[\]|\n]{1,255})(?:\|(?P<alt>[^\[\]|\n]{0,2000}))?"
    r"(?:\|(?P<caption>[^\[\]|\n]{0,2000}))?\]\s*",
    re.IGNORECASE,
)


class PictureMark(NamedTuple):
    """A picture that the copy names, the text that describes it, and its caption, both perhaps empty."""

    name: str
    alt: str
    caption: str = ""

    def __str__(self) -> str:
        """The line that names the picture."""
        texts = (" ".join(re.sub(r"[\[\]|]", " ", text).split()) for text in (self.alt, self.caption))
        return f"[image: {' | '.join((self.name, *texts))}]"


def picture_mark(line: str) -> PictureMark | None:
    """The picture that a line names, None if it names none."""
    if "[" not in line or not (found := _MARK.fullmatch(line)):
        return None
    name = found["name"].strip()
    texts = (one_line(found[group] or "") for group in ("alt", "caption"))
    return PictureMark(name, *texts) if name.lower().endswith(SUFFIXES) else None


_NAMED = re.compile(r"(?:\[\s*image\s*:|\]\(\s*<?|\]:\s*<?)([^\[\]|<>\n]{1,765})", re.IGNORECASE)
_ENDING = re.compile("|".join(map(re.escape, sorted(SUFFIXES, key=len, reverse=True))), re.IGNORECASE)


def possible_names(text: str) -> Iterator[str]:
    """Yield what may be names of pictures where copy can name one, in a line of its own or in Markdown.

    Whoever has the files needs no reading of the copy to know which of them it may ask for.
    """
    for found in _NAMED.finditer(text):
        for ending in _ENDING.finditer(found[1]):
            name = found[1][: ending.end()].strip()
            yield name
            if (plain := unquote(name.removeprefix("./"))) != name:
                yield plain


def take_pictures(envelope: Envelope) -> Envelope:
    """The envelope with the lines that name pictures, and with those of their captions."""
    lines = envelope.story_lines
    marks = [at for at, line in enumerate(lines) if picture_mark(line)]
    if not marks:
        return envelope
    taken: dict[int, TakenLine] = {}
    for at in marks:
        taken[at] = TakenLine("names a picture", "picture")
        is_first = at == 0 or not lines[at - 1].strip() or at - 1 in taken
        below = _block_below(lines, at) if is_first else []
        if len(below) <= MAX_BELOW:
            taken |= {line: TakenLine("below the name of a picture", "caption") for line in below}
    found = replace(envelope, taken={**envelope.taken, **taken})
    return found if any(map(str.strip, found.story_lines)) else envelope


def _block_below(lines: Sequence[str], at: int) -> list[int]:
    """The indexes of the lines right below one, up to a blank line or the next picture."""
    found: list[int] = []
    for below in range(at + 1, len(lines)):
        if not lines[below].strip() or picture_mark(lines[below]) or len(found) > MAX_BELOW:
            break
        found.append(below)
    return found
