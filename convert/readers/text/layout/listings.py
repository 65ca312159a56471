"""Listings: programs of television and calendars of events, whose blocks each open with an hour and a place.

"20.15 Uhr, NDF" or "19.30 uur | Balk, Dorpshuis" opens a block, and what is shown there is directly below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout.days import is_day
from convert.readers.text.layout.runs import Run
from convert.readers.text.layout.times import read_time
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.roles import Role

MIN_BLOCKS = 3
"""How many blocks there are at least."""

MOST_UNITS = 6
"""How many units are from one hour to the next at most."""

MOST_PLACE = 8
"""How many words the place or the channel behind an hour has at most."""

RULE = "entry of a listing"


def find_listings(lines: Sequence[LineFeatures], lexicon: Lexicon) -> Iterator[Run]:
    """The listings among `lines`."""
    group: list[int] = []
    for at in range(1, len(lines)):
        if not _opens_block(lines, at, lexicon):
            continue
        if group and at - group[-1] > MOST_UNITS:
            yield from _listing(lines, group, lexicon)
            group = []
        group.append(at)
    yield from _listing(lines, group, lexicon)


def _opens_block(lines: Sequence[LineFeatures], at: int, lexicon: Lexicon) -> bool:
    """Whether a unit is an hour with a place or channel, above what is shown there."""
    line = lines[at]
    if not line.unit.after_blank or line.ends_sentence or line.words > MOST_PLACE + 3 or at + 1 == len(lines):
        return False
    below = lines[at + 1]
    if below.unit.after_blank or below.furniture or not line.unit.text[:1].isdigit():
        return False
    time = read_time(line.unit.text, lexicon)
    if time is None or time.minutes is None:
        return False
    place = time.rest.removeprefix(",").strip()
    is_separate = time.is_separate or time.rest.startswith(",")
    return is_separate and any(map(str.isalpha, place)) and len(place.split()) <= MOST_PLACE


def _listing(lines: Sequence[LineFeatures], heads: Sequence[int], lexicon: Lexicon) -> Iterator[Run]:
    """The listing whose blocks open at `heads`, with the day above the first; none if there are too few."""
    if len(heads) < MIN_BLOCKS:
        return
    first, last = heads[0], heads[-1] + 1
    while last + 1 < len(lines) and not lines[last + 1].unit.after_blank and last - heads[-1] < MOST_UNITS:
        last += 1
    if first > 1 and is_day(lines[first - 1], lexicon):
        first -= 1
    if any(lines[at].furniture for at in range(first, last + 1)):
        return
    roles: dict[int, Role] = {
        at: "heading" if is_day(lines[at], lexicon) else "paragraph" for at in range(first, last + 1)
    }
    units = frozenset(roles)
    yield Run(first=first, last=last, rule=RULE, roles=roles, sure=units, undated=units, keeps_all=True)
