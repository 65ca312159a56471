"""Where the story stands in its copy, at a glance: the stretch of lines that speak most for running text, and what it
says.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence, Set
from functools import lru_cache, partial
from typing import NamedTuple, TypeAlias

from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lines.language import Language, stop_words
from convert.readers.text.scripts import UNSPACED_RUN

_CONTENT = re.compile(r"[^\W\d_]{3,}|\d{2,}")
_TELLERS = 25
"""How many units of running text are asked what the story says."""


WordExtractor: TypeAlias = Callable[[str], Set[str]]
"""What tells the words of a text that carry meaning."""


class DenseSpan(NamedTuple):
    """Where the copy's running text is densest: the units from `first` up to, not including, `end`."""

    first: int
    end: int


def find_dense_span(lines: Sequence[LineFeatures]) -> DenseSpan:
    """The stretch of `lines` with the greatest sum of weights; the whole where nothing is prose."""
    best, found = 0.0, DenseSpan(0, len(lines))
    total, start = 0.0, 0
    for at, line in enumerate(lines):
        if total <= 0:
            total, start = 0.0, at
        total += line.prose_weight
        if total > best:
            best, found = total, DenseSpan(start, at + 1)
    return found


def collect_content_words(lines: Sequence[LineFeatures], first: int, end: int, contents: WordExtractor) -> Set[str]:
    """What the running text of the units from `first` to `end` says, from its beginning."""
    running = (line.unit.text[:2000] for line in itertools.islice(lines, first, end) if line.is_prose)
    return frozenset().union(*map(contents, itertools.islice(running, _TELLERS)))


def word_extractor(language: Language) -> WordExtractor:
    """How the words that carry meaning are told in `language`; pairs of characters where words do not stand apart. Those
    of some texts are remembered, because what the story says is asked more than once.
    """
    return lru_cache(maxsize=256)(partial(_words, stops=stop_words(language.primary)) if language.is_spaced else _pairs)


def _words(text: str, stops: frozenset[str]) -> frozenset[str]:
    runs = set(text.casefold().split())
    # Most runs are a word and no more, which is cheaper to see than to search for.
    whole = set(filter(str.isalpha, runs))
    words = {word[:7] for word in whole if len(word) > 2}
    if len(whole) < len(runs):
        words.update([word[:7] for word in _CONTENT.findall(" ".join(runs - whole))])
    return frozenset(words - stops)


def _pairs(text: str) -> frozenset[str]:
    folded = text.casefold()
    pairs = (pair for run in re.findall(UNSPACED_RUN, folded) for pair in itertools.pairwise(run))
    return frozenset([*map("".join, pairs), *re.findall(r"[a-z0-9]{2,}", folded)])
