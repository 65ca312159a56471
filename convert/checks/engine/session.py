"""A session of checks over many documents: its time, and the editions of each story, to compare documents with.

Of each document only its identity and digests of its words are kept, so that memory stays flat over any number.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from unicodedata import normalize

from convert.checks.engine.facts import Body, Facts, instant, xhtml_text
from convert.documents import XHTML


@dataclass(frozen=True, slots=True)
class Edition:
    """A document as one of the editions of a story.

    `number` is the version if it is a number, `updated` the instant of the update if one is stated. `words` is a digest
    of the headline and the words of the body, which are the same in every format. `printed` is a digest of the other
    printed text, which is comparable within one format alone.
    """

    path: str
    format: str
    version: str
    number: int | None
    updated: datetime | None
    words: bytes
    printed: bytes

    @classmethod
    def of(cls, path: str, format: str, facts: Facts) -> Edition | None:
        """The document as an edition; None if it has no guid or is only a part of a story."""
        if facts.guid is None or not facts.guid.value or not facts.is_whole:
            return None
        body = next((b for b in facts.bodies if b.root is not None), facts.bodies[0] if facts.bodies else None)
        # Documents without a version are distinguished by their time.
        stated = facts.version or facts.updated
        version = stated.value.strip() if stated else ""
        return cls(
            path=path,
            format=format,
            version=version,
            number=int(version) if version.isascii() and version.isdigit() and len(version) < 19 else None,
            updated=instant(facts.updated.value) if facts.updated else None,
            words=_digest(_compact(facts.headline.value if facts.headline else ""), _compact_body(body)),
            printed=_digest(_compact(facts.printed.removesuffix(body.text if body else ""))),
        )


def _compact(text: str) -> str:
    """The text without white space, which formats set differently."""
    return "".join(text.split())


def _digest(*texts: str) -> bytes:
    """A digest of texts without white space."""
    text = normalize("NFC", "\n".join(texts))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _compact_body(body: Body | None) -> str:
    """The text of the body without white space.

    In an EPUB a link replaces each picture that is not embedded; its words do not count, as no other format has them.
    """
    if body is None or body.root is None or body.index is None:
        return body.compact if body else ""
    figures = (f for f in body.index.named(XHTML + "figure") if f.get("class") == "image")
    links = {link: "" for figure in figures for link in figure.iterchildren(XHTML + "a")}
    return _compact(xhtml_text(body.root, links)) if links else body.compact


class CheckSession:
    """The documents of one session, in the order of their checks.

    `now` is the instant that embargoes and other times are compared with, None to compare with none.
    """

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now
        # By guid, the first edition of each version, sorted by number. Their times never fall.
        self._in_order: dict[str, list[Edition]] = {}
        # By guid and version, the first editions that do not fit into that order.
        self._others: dict[tuple[str, str], Edition] = {}
        # By folder, guid and version, the first edition there, if it is not the first of all.
        self._beside: dict[tuple[str, str, str], Edition] = {}

    def earlier(self, guid: str, edition: Edition) -> Iterator[Edition]:
        """The known editions of the story `guid` to compare `edition` with: the first of the same version, also of
        those in its folder, and those of the nearest older and newer versions.
        """
        found = list(self._nearest(guid, edition))
        yield from found
        beside = self._beside.get((os.path.dirname(edition.path), guid, edition.version))
        if beside is not None and beside not in found:
            yield beside

    def _nearest(self, guid: str, edition: Edition) -> Iterator[Edition]:
        if other := self._others.get((guid, edition.version)):
            yield other
        ordered = self._in_order.get(guid)
        if ordered is None or edition.number is None:
            return
        at = bisect_left(ordered, edition.number, key=_number)
        if at:
            yield ordered[at - 1]
        if at < len(ordered):
            yield ordered[at]
            if ordered[at].number == edition.number and at + 1 < len(ordered):
                yield ordered[at + 1]

    def add(self, guid: str, edition: Edition) -> None:
        """Keep `edition` of the story `guid`, unless its version is known in its folder."""
        if any(other.version == edition.version for other in self._nearest(guid, edition)):
            self._beside.setdefault((os.path.dirname(edition.path), guid, edition.version), edition)
        if edition.number is None or edition.updated is None:
            self._others.setdefault((guid, edition.version), edition)
            return
        ordered = self._in_order.setdefault(guid, [])
        at = bisect_left(ordered, edition.number, key=_number)
        if at < len(ordered) and ordered[at].number == edition.number:
            return
        if any(contradict(other, edition) for other in ordered[max(at - 1, 0) : at + 1]):
            self._others.setdefault((guid, edition.version), edition)
        else:
            ordered.insert(at, edition)


class RecordingSession(CheckSession):
    """A session that knows no earlier documents, and keeps the editions of its own for another session."""

    def __init__(self, now: datetime | None = None) -> None:
        super().__init__(now)
        self.editions: list[tuple[str, Edition]] = []

    def earlier(self, guid: str, edition: Edition) -> Iterator[Edition]:
        return iter(())

    def add(self, guid: str, edition: Edition) -> None:
        self.editions.append((guid, edition))


def contradict(one: Edition, other: Edition) -> bool:
    """Whether the edition with the higher version was updated before the one with the lower."""
    if one.number is None or other.number is None or one.updated is None or other.updated is None:
        return False
    if one.number < other.number:
        return one.updated > other.updated
    return one.number > other.number and one.updated < other.updated


def _number(edition: Edition) -> int:
    return edition.number or 0
