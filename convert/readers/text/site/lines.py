"""Finds the lines that many documents of one site share: boilerplate that no lexicon knows.

A `SiteLineCounter` counts in how many documents of a batch each line occurs. It keeps no text, and its memory does not
grow with the batch. The result, `SiteLines`, is further evidence for the reader. Lines are compared by their keys, so
case and outer punctuation do not matter.
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

MIN_DOCUMENTS = 3
"""In how many documents a site line occurs at least."""

MIN_SHARE, MIN_SHARE_SHORT = 0.25, 0.5
"""In what share of a batch's documents a site line occurs at least: running text, and a short line, which stories may
share by chance ("Background").
"""

RUNNING_TEXT_BYTES = 60
"""From how many bytes on a line is running text: ten words in Latin letters, five in others, twenty Han characters."""

_ROWS, _WIDTH = 4, 1 << 18
_PARTS = Struct(f"<{_ROWS}I")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLines:
    """The lines that many documents of a batch share.

    `documents` is the number of documents, those with the same text counted once; `lines` maps the digest of a line's
    key to the number of documents that have it.
    """

    documents: int
    lines: Mapping[int, int]

    def among(self, units: Sequence[Unit]) -> dict[int, int]:
        """The site lines among `units`: the index of each, and the number of documents that have it."""
        found = {}
        for at, unit in enumerate(units):
            key = exact_line_key(unit.text)
            times = self.lines.get(_digest(key)[0], 0)
            if times >= _min_times(self.documents, MIN_SHARE if _is_running_text(key) else MIN_SHARE_SHORT):
                found[at] = times
        return found


class SiteLineCounter:
    """Counts lines in a count-min sketch (Cormode and Muthukrishnan, 2005), and keeps the digests of frequent lines.

    A line counts as frequent by its count when it last occurred; few lines can occur in a given share of all documents.
    A count is too high where digests collide in all rows of the sketch; none is ever too low.
    """

    def __init__(self) -> None:
        self._counts = array("I", bytes(array("I").itemsize * _ROWS * _WIDTH))
        self._frequent: dict[int, tuple[int, ...]] = {}
        self._bodies: set[bytes] = set()

    def add(self, data: bytes, encoding: str | None = None) -> None:
        """Count the lines of a document, each once; documents with the same running text count once.

        Raises InputError where the document cannot be read.
        """
        units = build_units(decode(data, encoding).lines)
        keys = {key for key in (exact_line_key(unit.text) for unit in units) if any(map(str.isalpha, key))}
        running = filter(_is_running_text, keys)
        body = blake2b("\n".join(sorted(running) or sorted(keys)).encode(), digest_size=16).digest()
        if not keys or body in self._bodies:
            return
        self._bodies.add(body)
        least = _min_times(len(self._bodies), MIN_SHARE)
        for key in keys:
            digest, cells = _digest(key)
            for cell in cells:
                self._counts[cell] += 1
            if self._times(cells) >= least:
                self._frequent[digest] = cells

    def site_lines(self) -> SiteLines:
        """The lines that many of the counted documents share."""
        documents = len(self._bodies)
        times = {digest: self._times(cells) for digest, cells in sorted(self._frequent.items())}
        least = _min_times(documents, MIN_SHARE)
        return SiteLines(documents=documents, lines={d: count for d, count in times.items() if count >= least})

    def _times(self, cells: tuple[int, ...]) -> int:
        return min([self._counts[cell] for cell in cells])


def learn(copies: Iterable[bytes], encoding: str | None = None) -> SiteLines:
    """The lines that many of `copies`, pages of one site, share; copies that cannot be read are skipped."""
    counter = SiteLineCounter()
    for data in copies:
        try:
            counter.add(data, encoding)
        except InputError:
            continue
    return counter.site_lines()


def site_rule(times: int, documents: int) -> str:
    """The rule of a line that occurs in `times` of the documents."""
    return f"{_OCCURS} in {times} of {documents} documents of this batch"


def is_site_rule(rule: str) -> bool:
    """Whether `rule` is the rule of a site line."""
    return rule.startswith(f"{_OCCURS} in ")


_OCCURS = "occurs"


def _min_times(documents: int, share: float) -> int:
    """In how many of `documents` a site line occurs at least."""
    return max(MIN_DOCUMENTS, ceil(documents * share))


def _is_running_text(key: str) -> bool:
    """Whether a line is long enough to be running text."""
    return len(key.encode()) >= RUNNING_TEXT_BYTES


def _digest(key: str) -> tuple[int, tuple[int, ...]]:
    """The digest of a key, and its cells in the sketch, one a row."""
    digest = blake2b(key.encode(), digest_size=4 * _ROWS).digest()
    cells = tuple(row * _WIDTH + part % _WIDTH for row, part in enumerate(_PARTS.unpack(digest)))
    return int.from_bytes(digest[:8], "little"), cells
