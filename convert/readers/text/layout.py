"""Where the story stands in its copy: the headline, the header, the body, and what belongs to neither.

The whole document decides: the body is the stretch of lines that speak most for running text, the headline the line
before it that says what the body says. No language is known here but through signs and lexicon.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence, Set
from typing import NamedTuple

from convert.readers.text.language import Tongue, stop_words
from convert.readers.text.lexicon import Lexicon, fold
from convert.readers.text.signs import Sign

_CONTENT = re.compile(r"[^\W\d_]{3,}|\d{2,}")
_UNSPACED = r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+"
"""Scripts without spaces; compiled when first met, because such a class costs as much as a short text's reading."""


_REACH = 60
"""How many units before the body a headline is looked for in."""

_AFTER = 4
"""How many units of the body a headline is looked for in."""

_TELLERS = 25
"""How many units of running text are asked what the story says."""

HEADLINE_FLOOR = 0.35


class Layout(NamedTuple):
    """The story's place: the unit of its headline (None where none can be told), and the units from `first` up to,
    not including, `end` that its body stands in.
    """

    headline: int | None
    confidence: float
    first: int
    end: int


def lay_out(signs: Sequence[Sign], busy: Sequence[bool], lexicon: Lexicon, tongue: Tongue, known: str | None) -> Layout:
    """Where the story stands among `signs`.

    `busy` says which units are date lines, bylines or captions and so no headline; `known` is the headline where it
    was given.
    """
    first, end = _densest(signs)
    headline, confidence = _headline(signs, busy, first, end, tongue, known)
    return Layout(headline, confidence, first, end)


def _densest(signs: Sequence[Sign]) -> tuple[int, int]:
    """The stretch with the greatest sum of weights; the whole where nothing is prose."""
    best, best_range = 0.0, (0, len(signs))
    total, start = 0.0, 0
    for at, sign in enumerate(signs):
        if total <= 0:
            total, start = 0.0, at
        total += sign.weight
        if total > best:
            best, best_range = total, (start, at + 1)
    return best_range


def _headline(
    signs: Sequence[Sign], busy: Sequence[bool], first: int, end: int, tongue: Tongue, known: str | None
) -> tuple[int | None, float]:
    if known is not None:
        key = fold(known)
        for at in range(max(0, first - _REACH), min(len(signs), first + 6)):
            if signs[at].key == key:
                return at, 0.99
    said = _said(signs, first, end, tongue)
    best: tuple[float, int] | None = None
    for at in range(max(0, first - _REACH), min(len(signs), first + _AFTER)):
        if busy[at]:
            continue
        score = _promise(signs, busy, at, first, said, tongue)
        if score is not None and (best is None or score > best[0]):
            best = score, at
    if best is None:
        return None, 0.0
    best = best[0], _without_trail(signs, busy, best[1], range(max(0, first - _REACH), min(len(signs), first + _AFTER)))
    confidence = max(0.0, min(0.97, 0.3 + best[0] * 0.22))
    return (best[1], round(confidence, 2)) if confidence >= HEADLINE_FLOOR else (None, confidence)


def _is_title(sign: Sign) -> bool:
    """Whether a line by its shape alone could be a headline."""
    return 4 <= sign.words <= 20 and not sign.furniture and sign.unit.text[-1] not in ".。:;," and not sign.unit.bullet


def _without_trail(signs: Sequence[Sign], busy: Sequence[bool], best: int, reach: range) -> int:
    """The unit that repeats the end of the headline line `best`, where a site's path was glued before it."""
    text = signs[best].unit.text
    for at in reach:
        other = signs[at].unit.text
        if 20 <= len(other) < len(text) and not busy[at] and text.endswith(other):
            return at
    return best


def _promise(
    signs: Sequence[Sign], busy: Sequence[bool], at: int, first: int, said: tuple[Set[str], Set[str]], tongue: Tongue
) -> float | None:
    """How much the unit `at` looks like the headline of what follows; None where it cannot be one."""
    sign = signs[at]
    text = sign.unit.text
    if sign.furniture or sign.void or sign.shortened or sign.closes or not 2 <= sign.words <= 40 or len(text) < 8:
        return None
    if text[-1] in ":;,":
        return None
    content = contents(text, tongue)
    shared = len(content & said[at >= first and sign.is_prose])
    share = shared / len(content) if content else 0.0
    score = 2.6 * share + min(shared, 5) * 0.12
    score += 0.5 if 5 <= sign.words <= 18 else 0.2 if 4 <= sign.words <= 24 else -0.5
    if text[-1] in ".。।":
        score -= 0.9 if sign.words < 10 else 1.8
    if sign.unit.bullet or sign.unit.quoted:
        score -= 0.8
    score -= 0.02 * max(0, first - at)
    if at > first:
        score -= 0.8 * (at - first)
    if at == 0:
        score += 0.7
    if any(busy[at + 1 : at + 5]):
        score += 0.5
    if at and busy[at - 1]:
        score += 0.2
    if at + 1 < len(signs) and signs[at + 1].words > sign.words >= 4:
        score += 0.4
    if at and _is_title(signs[at - 1]) and not busy[at - 1]:
        score -= 0.6
    return score


def _said(signs: Sequence[Sign], first: int, end: int, tongue: Tongue) -> tuple[Set[str], Set[str]]:
    """The words that the body's running text says from its beginning, and those that two of its units say; the units
    after which no headline is looked for speak as one.
    """
    running = (sign.unit.text[:2000] for sign in itertools.islice(signs, first, end) if sign.is_prose)
    told = list(itertools.islice(running, _TELLERS))
    once: set[str] = set()
    twice: set[str] = set()
    for text in (*told[:_AFTER], "\n".join(told[_AFTER:])):
        words = _words(text, tongue.is_spaced)
        twice |= once & words
        once |= words
    return once, twice


def contents(text: str, tongue: Tongue) -> Set[str]:
    """The words of `text` that carry meaning; pairs of characters where words do not stand apart."""
    words = _words(text, tongue.is_spaced)
    return words - stop_words(tongue.primary) if tongue.is_spaced else words


def _words(text: str, spaced: bool) -> Set[str]:
    folded = text.casefold()
    if not spaced:
        pairs = (pair for run in re.findall(_UNSPACED, folded) for pair in itertools.pairwise(run))
        return {*map("".join, pairs), *re.findall(r"[a-z0-9]{2,}", folded)}
    runs = set(folded.split())
    # Most runs are a word and no more, which is cheaper to see than to search for.
    whole = set(filter(str.isalpha, runs))
    words = {word[:7] for word in whole if len(word) > 2}
    words.update(word[:7] for word in _CONTENT.findall(" ".join(runs - whole)))
    return words
