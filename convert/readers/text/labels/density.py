"""The densest span of running text in a copy, and the content words of that text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence, Set
from functools import lru_cache, partial
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lines.language import Language, stop_words
from convert.readers.text.scripts import UNSPACED_RUN

_CONTENT = re.compile(r"[^\W\d_]{3,}|\d{2,}")
_ASCII_CONTENT = re.compile("[a-z]{3,}|[0-9]{2,}")
"""The same in folded ASCII, faster."""

_MAX_EXAMINED = 2000
"""How many characters of a unit are examined."""

_STEM = itemgetter(slice(7))
"""The first letters of a word: words count as the same if they share them, whatever their inflection."""

_MAX_PROSE_UNITS = 25
"""Content words are collected from at most this many units of running text."""


WordExtractor: TypeAlias = Callable[[str], Set[str]]
"""A function that returns the content words of a text."""


class DenseSpan(NamedTuple):
    """The span of units, from `first` up to but not including `end`, in which running text is densest."""

    first: int
    end: int


def find_dense_span(lines: Sequence[LineFeatures]) -> DenseSpan:
    """The span of `lines` with the greatest sum of prose weights; all lines if no sum is positive."""
    best, found = 0.0, DenseSpan(0, len(lines))
    total, start = 0.0, 0
    for at, line in enumerate(lines):
        if total <= 0:
            total, start = 0.0, at
        total += line.prose_weight
        if total > best:
            best, found = total, DenseSpan(start, at + 1)
    return found


def collect_content_words(lines: Sequence[LineFeatures], first: int, end: int, extract: WordExtractor) -> Set[str]:
    """The content words of the first prose units among `lines[first:end]`."""
    running = (line.unit.text[:_MAX_EXAMINED] for line in itertools.islice(lines, first, end) if line.is_prose)
    return frozenset().union(*map(extract, itertools.islice(running, _MAX_PROSE_UNITS)))


def word_extractor(language: Language) -> WordExtractor:
    """The extractor of content words in `language`: words that are no stop words, or pairs of characters in scripts
    without spaces. It caches its results, because the same units are looked up again.
    """
    return lru_cache(maxsize=256)(
        partial(_content_words, stops=stop_words(language.primary)) if language.is_spaced else _pairs
    )


def _content_words(text: str, stops: frozenset[str]) -> frozenset[str]:
    """The first letters of the words of `text`, without short words and stop words."""
    folded = text.casefold()
    words = (_ASCII_CONTENT if folded.isascii() else _CONTENT).findall(folded)
    return frozenset(map(_STEM, words)) - stops


def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighboring characters of scripts without spaces, and the words in Latin letters or digits."""
    folded = text.casefold()
    pairs = (pair for run in re.findall(UNSPACED_RUN, folded) for pair in itertools.pairwise(run))
    return frozenset([*map("".join, pairs), *re.findall(r"[a-z0-9]{2,}", folded)])
