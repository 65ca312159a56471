"""The phrases of lines about a story's status, and how lines are compared with them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from convert.readers.text.envelopes.envelope import one_line
from convert.readers.text.envelopes.status import words as status_words
from convert.readers.text.lexicon.keys import fold_word
from convert.readers.text.scripts import WORD

MARKS = " \t^*#>()[]{}<=_-–—.!¡:;,|/\"'„“”«»+~•【】"
"""Characters around such a line that are no part of what it says."""

OUTER_MARKS = "".join(mark for mark in MARKS if mark not in "\"'„“”«»")
"""The `MARKS` without those of quotations."""

_QUOTES = ('"', "'", "„", "“", "«", "»", "‘", "”")

SEPARATOR = re.compile(r"\s*(?:[:：.!！;,(（/|]|[-–—]|$)")
"""What is between a phrase and more, or the end of the line."""


@lru_cache(maxsize=4)
def key_of(text: str) -> str:
    """A line in its form for comparison; kept, as each kind of note looks at the same line."""
    return fold_word(one_line(text))


def opening_of(key: str, phrases: tuple[str, ...]) -> str | None:
    """The longest of the phrases that `key` begins with, up to the end of a word."""
    if not key.startswith(phrases):
        return None
    found = (
        phrase for phrase in phrases if key.startswith(phrase) and not key[len(phrase) : len(phrase) + 1].isalpha()
    )
    return max(found, key=len, default=None)


@cache
def phrases_of(table: str) -> tuple[str, ...]:
    """The phrases of a table of `words` in all languages."""
    rows = getattr(status_words, table).values()
    return tuple(dict.fromkeys(fold_word(phrase) for phrases in rows for phrase in phrases))


@cache
def _reported() -> re.Pattern[str]:
    """A comma and one of the `REPORTS`, at most two words behind it."""
    verbs = "|".join(map(re.escape, status_words.REPORTS))
    return re.compile(rf",[\"'“”’»]?\s(?:[\w-]+\s){{0,2}}?(?:[\w]+-)?(?:{verbs})\b", re.IGNORECASE)


def reports_words(line: str) -> bool:
    """Whether a line tells what somebody says or what is written somewhere: speech, or words before "…, it says"."""
    text = line.strip(OUTER_MARKS)
    if text[:1] in _QUOTES and (closing := re.search(r"[\"“”»’](?=[\s,.–—-])", text[1:])):
        return len(WORD.findall(text[closing.end() + 1 :])) > 1
    return _reported().search(text) is not None
