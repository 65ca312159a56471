"""Where the story stands in its copy, at a glance: the stretch of lines that speak most for running text, and what it
says.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence, Set
from functools import lru_cache, partial
from typing import NamedTuple, TypeAlias

from convert.readers.text.language import Tongue, stop_words
from convert.readers.text.signs import Sign

_CONTENT = re.compile(r"[^\W\d_]{3,}|\d{2,}")
_UNSPACED = r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+"
"""Scripts without spaces; compiled when first met, because such a class costs as much as a short text's reading."""

_TELLERS = 25
"""How many units of running text are asked what the story says."""


Contents: TypeAlias = Callable[[str], Set[str]]
"""What tells the words of a text that carry meaning."""


class Layout(NamedTuple):
    """Where the copy's running text is densest: the units from `first` up to, not including, `end`."""

    first: int
    end: int


def lay_out(signs: Sequence[Sign]) -> Layout:
    """The stretch of `signs` with the greatest sum of weights; the whole where nothing is prose."""
    best, found = 0.0, Layout(0, len(signs))
    total, start = 0.0, 0
    for at, sign in enumerate(signs):
        if total <= 0:
            total, start = 0.0, at
        total += sign.weight
        if total > best:
            best, found = total, Layout(start, at + 1)
    return found


def said(signs: Sequence[Sign], first: int, end: int, contents: Contents) -> Set[str]:
    """What the running text of the units from `first` to `end` says, from its beginning."""
    running = (sign.unit.text[:2000] for sign in itertools.islice(signs, first, end) if sign.is_prose)
    return frozenset().union(*map(contents, itertools.islice(running, _TELLERS)))


def contents_in(tongue: Tongue) -> Contents:
    """How the words that carry meaning are told in `tongue`; pairs of characters where words do not stand apart. Those
    of some texts are remembered, because what the story says is asked more than once.
    """
    return lru_cache(maxsize=256)(partial(_words, stops=stop_words(tongue.primary)) if tongue.is_spaced else _pairs)


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
    pairs = (pair for run in re.findall(_UNSPACED, folded) for pair in itertools.pairwise(run))
    return frozenset([*map("".join, pairs), *re.findall(r"[a-z0-9]{2,}", folded)])
