"""Press releases: label, embargo, contacts, notes to editors, end mark, and who issued it.

A release is recognized by a label on a line of its own near the top, or by a heading of contacts for the press with an
address or number below it. In one with a label the title and the line below it are found by their place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from convert.model import Moment
from convert.readers.text.envelopes.contacts import has_contact
from convert.readers.text.envelopes.envelope import Envelope, filled_lines
from convert.readers.text.envelopes.press.draft import DEK, HEAD, HEADLINE_WORDS, Release, read_issued
from convert.readers.text.envelopes.press.head import (
    LETTERHEAD_WORDS,
    is_below_label,
    take_head,
    take_letterhead_above,
)
from convert.readers.text.envelopes.press.parts import find_parts, read_issuer, take_parts
from convert.readers.text.lines.units import Unit, build_units
from convert.readers.text.sentences import ENDS_SENTENCE

TITLE_WIDTH = 55
"""From how many characters on a title may be broken into two lines."""

MOST_LETTERHEAD = 3
"""How many lines above the label say who issued a release at most."""

DEK_ABOVE = 12
"""How many words the text below a dek has at least."""

_DAY_AND_HOUR = re.compile(r"\b(?:19|20)\d\d\b.{0,12}\b\d{1,2}[:.h]\d\d\b")
"""What a line with the time of issue has in every language."""


def open_press_release(lines: tuple[str, ...], sent: Moment | None = None, *, is_held: bool = False) -> Envelope | None:
    """Open what is around the story of a press release, None if the lines show nothing of it.

    `sent` is when an outer envelope was sent, which gives the year of an embargo that has none. `is_held` is whether a
    line that is taken already puts the copy under embargo.
    """
    filled = filled_lines(lines)
    release = Release(lines, filled, sent, is_held=is_held)
    take_head(release)
    parts = find_parts(release)
    if release.is_labeled or any(part.kind == "contacts" for part in parts.values()):
        take_parts(release, parts)
        read_issuer(release, parts)
        if release.is_labeled:
            _read_title(release)
    return release.envelope() if release.taken or release.rewritten or release.metadata else None


def _read_title(release: Release) -> None:
    """Read the title and the line below it by their place, and the day of issue from the first paragraph's dateline."""
    lines = tuple("" if at in release.taken else release.text(at) for at in range(len(release.lines)))
    units = build_units(lines)[:HEAD]
    if title := _title_below_label(release, units):
        take_letterhead_above(release, units[title].lines[0] - 1)
        units = units[title:]
    if units and _is_title(units[0]) and not _is_below_menu(release, units):
        release.headline = units[0].text
        release.roles.update((line - 1, "item") for unit in _key_points(units[1:]) for line in unit.lines)
        if len(units) > 2 and _is_dek(*units[:3]):
            release.state("subheadline", units[1].text, units[1].lines[0] - 1)
            release.taken.update((line - 1, DEK) for line in units[1].lines)
    for unit in units:
        if release.issued is None and (issued := read_issued(unit.text, release.lexicon)):
            release.set_issued(issued[0], unit.lines[0] - 1)


def _title_below_label(release: Release, units: Sequence[Unit]) -> int:
    """The place of the title among the units where it is the first one below the label, right above running text, and
    only short lines are above the label; else 0.
    """
    below = next((number for number, unit in enumerate(units) if is_below_label(release, unit.lines[0] - 1)), 0)
    if not 0 < below <= MOST_LETTERHEAD or below + 1 >= len(units) or not _is_title(units[below]):
        return 0
    has_dek = not units[below + 1].after_blank and below + 2 < len(units) and _is_title(units[below + 1])
    is_above_text = len(units[below + 1 + has_dek].text.split()) >= DEK_ABOVE
    is_letterhead = all(len(unit.text.split()) <= LETTERHEAD_WORDS for unit in units[:below])
    return below if is_above_text and is_letterhead else 0


def _is_below_menu(release: Release, units: Sequence[Unit]) -> bool:
    """Whether more lines are above the label than a letterhead has: the title of a page is found as others are."""
    below = next((number for number, unit in enumerate(units) if is_below_label(release, unit.lines[0] - 1)), 0)
    return below > MOST_LETTERHEAD


def _key_points(below: Sequence[Unit]) -> Sequence[Unit]:
    """The list between the title and the text of a release; a single bullet is none."""
    points = list(takewhile(lambda unit: unit.bullet and not unit.bullet[0].isalnum(), below))
    return points if 1 < len(points) < len(below) else ()


def _is_title(unit: Unit) -> bool:
    text = unit.text
    if len(text.split()) not in HEADLINE_WORDS or ENDS_SENTENCE.search(text) or text[-1] in ":,;":
        return False
    return not (unit.bullet or unit.quoted or has_contact(text))


def _is_dek(title: Unit, unit: Unit, below: Unit) -> bool:
    """Whether the line below a title is one, above running text, and not the rest of a title on two lines."""
    if _DAY_AND_HOUR.search(unit.text):
        return False
    if unit.after_blank or unit.text[:1].islower() or not _is_title(unit) or len(below.text.split()) < DEK_ABOVE:
        return False
    is_broken = len(title.text) >= TITLE_WIDTH
    names = sum(word[:1].isupper() for word in title.text.split())
    return not (is_broken and (names > len(title.text.split()) * 0.6 or len(unit.text) > len(title.text)))
