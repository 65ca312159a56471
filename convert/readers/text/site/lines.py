"""What stands in many documents of one site is the site's own, and no story's: furniture that no lexicon knows.

A `SiteLineCounter` counts in how many documents of a batch each line stands. It keeps no words, and takes no more memory for a
large batch than for a small one. What it settles on is a `SiteLines`, which the reader takes as evidence beside all
other. A line is told by its key, so that case and outer punctuation do not matter.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from math import ceil
from struct import Struct

from convert.errors import InputError
from convert.readers.text.lexicon import exact_line_key
from convert.readers.text.lines.decode import decode
from convert.readers.text.lines.units import Unit, build_units

FEWEST = 3
"""In how many documents a line stands at least that is standing."""

SHARE, SHARE_SHORT = 0.25, 0.5
"""In what share of a batch's documents running text stands at least, and a short line, which two stories may well have
each for itself ("Background").
"""

RUNNING = 60
"""From how many bytes on a line is running text: ten words in Latin letters, five in others, twenty Han characters."""

_ROWS, _WIDTH = 4, 1 << 18
_PARTS = Struct(f"<{_ROWS}I")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLines:
    """The lines that stand in many documents of a batch.

    `documents` is how many documents there were, those that say the same counted once; `lines` says for the digest of
    a line's key in how many of them it stands.
    """

    documents: int
    lines: Mapping[int, int]

    def among(self, units: Sequence[Unit]) -> dict[int, int]:
        """Which of `units` are standing, by their places, and in how many documents."""
        found = {}
        for at, unit in enumerate(units):
            key = exact_line_key(unit.text)
            times = self.lines.get(_digest(key)[0], 0)
            if times >= _least(self.documents, SHARE if _is_running(key) else SHARE_SHORT):
                found[at] = times
        return found


class SiteLineCounter:
    """Counts of lines, in a count-min sketch (Cormode and Muthukrishnan, 2005), and the digests of those lines that
    were many when they last came: in a share of all documents there is room for a few only.

    Where the digests of lines meet in all rows of the sketch a count is too high; none is ever too low.
    """

    def __init__(self) -> None:
        self._counts = array("I", bytes(array("I").itemsize * _ROWS * _WIDTH))
        self._many: dict[int, tuple[int, ...]] = {}
        self._bodies: set[bytes] = set()

    def add(self, data: bytes, encoding: str | None = None) -> None:
        """Count the lines of a document, each once; of documents with the same running text only one counts.

        Raises InputError where it cannot be read.
        """
        units = build_units(decode(data, encoding).lines)
        keys = {key for key in (exact_line_key(unit.text) for unit in units) if any(map(str.isalpha, key))}
        running = filter(_is_running, keys)
        body = blake2b("\n".join(sorted(running) or sorted(keys)).encode(), digest_size=16).digest()
        if not keys or body in self._bodies:
            return
        self._bodies.add(body)
        least = _least(len(self._bodies), SHARE)
        for key in keys:
            digest, cells = _digest(key)
            for cell in cells:
                self._counts[cell] += 1
            if self._times(cells) >= least:
                self._many[digest] = cells

    def settle(self) -> SiteLines:
        """What stands in many of the documents that were counted."""
        documents = len(self._bodies)
        times = {digest: self._times(cells) for digest, cells in sorted(self._many.items())}
        least = _least(documents, SHARE)
        return SiteLines(documents=documents, lines={d: count for d, count in times.items() if count >= least})

    def _times(self, cells: tuple[int, ...]) -> int:
        return min([self._counts[cell] for cell in cells])


def learn(copies: Iterable[bytes], encoding: str | None = None) -> SiteLines:
    """What stands in many of `copies`, which are pages of one site; what cannot be read teaches nothing."""
    tally = SiteLineCounter()
    for data in copies:
        try:
            tally.add(data, encoding)
        except InputError:
            continue
    return tally.settle()


def said(times: int, documents: int) -> str:
    """What is said of a line that stands in so many of the documents."""
    return f"{_STANDS} in {times} of {documents} documents of this batch"


def is_said(rule: str) -> bool:
    """Whether a line was taken for what it is because it stands in many documents."""
    return rule.startswith(f"{_STANDS} in ")


_STANDS = "stands"


def _least(documents: int, share: float) -> int:
    """In how many of so many documents a line is standing."""
    return max(FEWEST, ceil(documents * share))


def _is_running(key: str) -> bool:
    return len(key.encode()) >= RUNNING


def _digest(key: str) -> tuple[int, tuple[int, ...]]:
    """The digest of a key, and its cells in the sketch, one a row."""
    digest = blake2b(key.encode(), digest_size=4 * _ROWS).digest()
    cells = tuple(row * _WIDTH + part % _WIDTH for row, part in enumerate(_PARTS.unpack(digest)))
    return int.from_bytes(digest[:8], "little"), cells
