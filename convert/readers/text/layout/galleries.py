"""Galleries: pictures that count on ("1/5", "2/5"), each with its caption."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout.runs import Run
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.captions import read_caption
from convert.readers.text.roles import Role

MIN_PICTURES = 3
"""How many counted pictures are a gallery."""

MOST_LINES = 4
"""How many units are below the number of a picture at most, and of the last one."""

RULE = "picture of a gallery"

_COUNTER = re.compile(
    r"(?:[^\W\d_]{3,12}\.?\s)?(?P<number>\d{1,3})\s?(?:/|of|von|sur|de|di|van|av|z|из|з)\s?(?P<total>\d{1,3})",
    re.IGNORECASE,
)


def find_galleries(lines: Sequence[LineFeatures], lexicon: Lexicon) -> Iterator[Run]:
    """The galleries among `lines`."""
    group: list[int] = []
    total = number = 0
    for at, line in enumerate(lines):
        found = _COUNTER.fullmatch(line.unit.text) if line.words <= 5 and "#" in line.key else None
        if found is None:
            continue
        counted, of = int(found["number"]), int(found["total"])
        if group and (counted, of) != (number + 1, total):
            yield from _gallery(lines, group, lexicon)
            group = []
        if group or counted == 1:
            group.append(at)
            number, total = counted, of
    yield from _gallery(lines, group, lexicon)


def _gallery(lines: Sequence[LineFeatures], counters: Sequence[int], lexicon: Lexicon) -> Iterator[Run]:
    if len(counters) < MIN_PICTURES:
        return
    roles: dict[int, Role] = dict.fromkeys(counters, "envelope")
    last = counters[-1]
    ends = [*counters[1:], min(len(lines), counters[-1] + 1 + MOST_LINES)]
    for counter, end in zip(counters, ends, strict=True):
        if end - counter > MOST_LINES + 1:
            return
        is_credited = False
        for at in range(counter + 1, end):
            caption = read_caption(lines[at].unit.text, lexicon)
            if lines[at].furniture or (end == ends[-1] and (is_credited or (at > counter + 1 and caption is None))):
                break
            is_credited = caption is not None
            if caption is None:
                roles[at] = "caption"
            last = at
    yield Run(
        first=counters[0],
        last=last,
        rule=RULE,
        roles=roles,
        sure=frozenset(counters),
        undated=frozenset(roles),
        counts_on=True,
    )
