"""Days as headings of a log or a diary: "Monday, March 9" above what happened on it, and the next day below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout.runs import Run
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.scripts import WORD, YEAR

MIN_DAYS = 2
"""How many days there are at least."""

MOST_WORDS, MIN_SENTENCE = 5, 4
"""How many words a day has at most, and the sentence below it at least."""

RULE = "day above its text"

_CLOCK = re.compile(r"\d[:.h]\d\d")


def find_days(lines: Sequence[LineFeatures], lexicon: Lexicon) -> Iterator[Run]:
    """The run of days with their texts, none if fewer than two days count on.

    Each has a sentence directly below it, and one above it, but for the first: the day of a comment has a name above.
    """
    days = [at for at in range(1, len(lines) - 1) if _is_sentence(lines[at + 1]) and is_day(lines[at], lexicon)]
    while days and not all(_is_sentence(lines[at - 1]) for at in days[1:]):
        days = days[: next(number for number, at in enumerate(days) if number and not _is_sentence(lines[at - 1]))]
    if len(days) < MIN_DAYS or len({fold_word(lines[at].unit.text) for at in days}) < len(days):
        return
    found = frozenset(days)
    yield Run(
        first=days[0],
        last=days[-1] + 1,
        rule=RULE,
        roles=dict.fromkeys(days, "heading"),
        sure=found,
        undated=found,
    )


def is_day(line: LineFeatures, lexicon: Lexicon) -> bool:
    """Whether a line is only a day without a year, or a weekday."""
    text = line.unit.text
    if line.words > MOST_WORDS or line.ends_sentence or line.furniture or YEAR.search(text) or _CLOCK.search(text):
        return False
    words = [fold_word(word) for word in WORD.findall(text)]
    is_named = any(word in lexicon.months or word in lexicon.weekdays for word in words)
    others = [word for word in words if len(word) > 3 and word not in lexicon.months and word not in lexicon.weekdays]
    return is_named and not others


def _is_sentence(line: LineFeatures) -> bool:
    return line.ends_sentence and line.words >= MIN_SENTENCE
