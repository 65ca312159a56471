"""Entries of live coverage and chronicles: a time, perhaps a title, and text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout.runs import Run
from convert.readers.text.layout.times import MOST_WORDS, Time, is_ago, read_time
from convert.readers.text.lexicon import Lexicon, exact_line_key
from convert.readers.text.roles import Role
from convert.readers.text.scripts import has_digit

MIN_ENTRIES, MIN_NAMED_ENTRIES = 3, 2
"""How many entries with times of a clock are live coverage, and how many with a word or zone beside the time."""

REACH = 4
"""How many units may be between a time and the text of its entry."""

LONGEST_ENTRY = 40
"""How many units an entry has at most."""

MIN_SENTENCE = 3
"""How many words a sentence of an entry has at least."""

MIN_TITLE_WORDS = 3
"""How many words a title behind a time on the same line has at least; fewer are a name."""

MOST_TITLE_WORDS = 20
"""How many words the title of an entry has at most."""

RULE = "entry of live coverage"


def find_entries(lines: Sequence[LineFeatures], lexicon: Lexicon) -> Iterator[Run]:
    """The runs of entries among `lines`."""
    heads: dict[int, Time] = {}
    for at, line in enumerate(lines):
        text = line.unit.text
        if line.unit.bullet[:1].isdigit() and (time := read_time(f"{line.unit.bullet}{text}", lexicon)):
            heads[at] = time
        elif time := read_time(text, lexicon):
            if time.rest or len(text.split()) <= MOST_WORDS:
                heads[at] = time
        elif line.words <= MOST_WORDS and "#" in line.key and is_ago(text, lexicon):
            heads[at] = Time(None, "", False)
    alone = [
        at
        for at, time in heads.items()
        if (not time.rest or _is_titled(lines[at], time)) and _text_below(lines, at, heads) is not None
    ]
    opening = [at for at, time in heads.items() if time.rest and _is_entry(lines[at], time)]
    if not alone and not opening:
        return
    entries = sorted({*alone, *opening})
    group = [entries[0]]
    for at in entries[1:]:
        if at - group[-1] > LONGEST_ENTRY:
            yield from _run(lines, heads, group)
            group = []
        group.append(at)
    yield from _run(lines, heads, group)


def _is_entry(line: LineFeatures, time: Time) -> bool:
    """Whether a line with a time at its head has the text of its entry behind it."""
    return line.ends_sentence and line.words > MIN_SENTENCE and (time.is_separate or time.minutes is not None)


def _is_titled(line: LineFeatures, time: Time) -> bool:
    """Whether a time of a clock has the title of its entry behind it; a day, a name or a price is none."""
    if time.minutes is None or line.ends_sentence or line.words > MOST_TITLE_WORDS or has_digit(time.rest):
        return False
    return len(time.rest.split()) >= MIN_TITLE_WORDS and line.unit.text.endswith(" " + time.rest)


def _text_below(lines: Sequence[LineFeatures], at: int, heads: dict[int, Time]) -> int | None:
    """The unit of the first sentence below a time, before the next time; None if there is none near."""
    for below in range(at + 1, min(len(lines), at + 1 + REACH)):
        if below in heads and (not heads[below].rest or _is_titled(lines[below], heads[below])):
            return None
        line = lines[below]
        if line.ends_sentence and line.words >= MIN_SENTENCE and not line.furniture:
            return below
    return None


def _run(lines: Sequence[LineFeatures], heads: dict[int, Time], entries: Sequence[int]) -> Iterator[Run]:
    """The run of `entries`, with the summary of their titles above."""
    clocked = [heads[at] for at in entries if heads[at].minutes is not None]
    least = MIN_NAMED_ENTRIES if sum(time.is_named and not time.rest for time in clocked) > 1 else MIN_ENTRIES
    if len(clocked) < least or not _is_in_order([time.minutes for time in clocked if time.minutes is not None]):
        return
    roles: dict[int, Role] = {}
    undated: set[int] = set()
    last = entries[-1]
    for at, following in zip(entries, (*entries[1:], len(lines)), strict=True):
        undated.add(at)
        if heads[at].rest and not _is_titled(lines[at], heads[at]):
            roles[at] = "paragraph"
            last = at
            continue
        roles[at] = "paragraph"
        text = _text_below(lines, at, heads)
        if text is None:
            continue
        last = text
        for between in range(at + 1, text):
            line = lines[between]
            undated.add(between)
            if not line.furniture and line.has_alphanumeric and line.words <= MOST_TITLE_WORDS:
                roles[between] = "heading" if not line.ends_sentence and between == text - 1 else "paragraph"
        roles[text] = "paragraph"
        if following < len(lines):
            last = following
    for at in _end_of_last(lines, last):
        roles.setdefault(at, "paragraph")
        last = at
    summary = _summary(lines, heads, entries)
    yield Run(
        first=entries[0],
        last=last,
        rule=RULE,
        roles={**summary, **roles},
        sure=frozenset(at for at in entries if heads[at].minutes is not None and not heads[at].rest),
        undated=frozenset(undated | summary.keys()),
        keeps_all=True,
    )


def _is_in_order(minutes: Sequence[int]) -> bool:
    """Whether times rise or fall, but for a few: midnight, and entries that were moved."""
    rises = sum(one < other for one, other in pairwise(minutes))
    falls = sum(one > other for one, other in pairwise(minutes))
    return rises + falls > 0 and min(rises, falls) <= (len(minutes) > 3) + len(minutes) // 10


def _end_of_last(lines: Sequence[LineFeatures], last: int) -> Iterator[int]:
    """The units directly below the last entry's text that are sentences, too."""
    for at in range(last + 1, min(len(lines), last + LONGEST_ENTRY)):
        line = lines[at]
        if (
            line.furniture
            or line.ends_story
            or not line.ends_sentence
            or line.words < MIN_SENTENCE
            or line.unit.after_blank
        ):
            return
        yield at


def _summary(lines: Sequence[LineFeatures], heads: dict[int, Time], entries: Sequence[int]) -> dict[int, Role]:
    """The lines above the entries that have the time and the title of one of them."""
    titles = {exact_line_key(lines[at + 1].unit.text) for at in entries if not heads[at].rest and at + 1 < len(lines)}
    return {
        at: "repeat"
        for at, time in heads.items()
        if at < entries[0] and time.rest and exact_line_key(time.rest) in titles
    }
