"""Reranking of uncertain lines: those that the chain leaves open to be of the body or not.

The chain relates each unit to its neighbors. Whether short lines belong to the story or the page often depends on the
whole copy: on other lines of the same appearance, on the distance to the next certain paragraph, on how much of the
copy is body at all. A forest of decision trees (Friedman, 2001) scores such measures of the few uncertain lines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from itertools import accumulate
from math import exp, fsum
from typing import TypeAlias

from convert.readers.text.labels.copy_features import CopyFeatures
from convert.readers.text.labels.crf import NEIGHBOR_OFFSETS, Marginals, Model
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.scripts import first_sign
from convert.readers.text.sentences import QUESTIONS

CERTAINLY_NOT_BODY, CERTAINLY_BODY = 0.02, 0.98
"""A unit whose probability of being body is between these is uncertain."""

_SURE_BODY = 0.9
"""A unit more likely than this to be body counts as certain when others are measured."""

MAX_DISTANCE = 99
"""Distances, in units, count as at most this."""

_MAX_WORDS = 60
"""Sizes, in words, count as at most this."""

_SHORT_LINE = 8
"""Units with fewer words are short lines."""

_APPEARANCE_BOUNDS = (2, 4, 8, 16, 32)
"""Sizes, in words, by which appearances differ."""


_Appearance: TypeAlias = tuple[int, bool, str, bool, str]
"""The size of a line, whether it ends a sentence, its last character, whether it opens with a capital, its mark."""

MeasuredUnit: TypeAlias = tuple[int, list[float]]
"""A unit's index and its measures, in the order of `crf.MEASURES`."""


def rerank_uncertain_lines(
    model: Model, features: CopyFeatures, marginals: Sequence[Marginals], content_words: Set[str]
) -> list[Marginals]:
    """The chain's `marginals` with those of uncertain units rescored by the forest.

    The probabilities of the labels of the body keep their ratios, and so do those of the other labels.
    `content_words` are those of the copy's running text.
    """
    reranked = list(marginals)
    for at, measures in measure_uncertain_lines(features, marginals, content_words):
        body = 1 / (1 + exp(-model.forest_score(measures)))
        row = marginals[at]
        before = row.body + row.heading
        rise, fall = body / before, (1 - body) / (1 - before)
        scaled = Marginals._make([value * fall for value in row])
        reranked[at] = scaled._replace(body=row.body * rise, heading=row.heading * rise)
    return reranked


def measure_uncertain_lines(
    features: CopyFeatures, marginals: Sequence[Marginals], content_words: Set[str]
) -> Iterator[MeasuredUnit]:
    """The measures of each unit of which it is uncertain whether it belongs to the body, headings included."""
    body = [row.body + row.heading for row in marginals]
    uncertain = [at for at, value in enumerate(body) if CERTAINLY_NOT_BODY < value < CERTAINLY_BODY]
    if not uncertain:
        return
    lines, counts = features.lines, features.key_counts
    count = len(lines)
    words = [min(_MAX_WORDS, line.words) for line in lines]
    since_body, until_body = _distances_to_body(body), _distances_to_body(body[::-1])[::-1]
    appearances = [_appearance(line) for line in lines]
    same_appearance: dict[_Appearance, tuple[int, float]] = {}
    for appearance, value in zip(appearances, body, strict=True):
        number, total = same_appearance.get(appearance, (0, 0.0))
        same_appearance[appearance] = number + 1, total + value
    mass = list(accumulate(value * size for value, size in zip(body, words, strict=True)))
    likely = [at for at, value in enumerate(body) if value > 0.5] or [0]
    short = [value for value, size in zip(body, words, strict=True) if size < _SHORT_LINE]
    of_copy = (
        fsum(body) / count,
        sum(line.furniture is not None for line in lines) / count,
        count,
        fsum(short) / max(1, len(short)),
        sum(value > _SURE_BODY for value in short),
    )
    for at in uncertain:
        line = lines[at]
        text = line.unit.text
        content = features.extract_words(text)
        shared = len(content & content_words)
        row: list[float] = [
            *marginals[at],
            words[at],
            line.ends_sentence,
            line.furniture is not None,
            bool(line.unit.bullet),
            line.unit.after_blank,
            line.prose_weight,
            first_sign(text).isupper(),
            text[-1] == ":",
            text[-1] in QUESTIONS,
            bool(line.key) and counts[line.key] > 1,
            shared / max(1, len(content)),
            shared,
        ]
        for offset in NEIGHBOR_OFFSETS:
            other = at + offset
            row += (body[other], words[other], lines[other].ends_sentence) if 0 <= other < count else (-1, -1, -1)
        number, total = same_appearance[appearances[at]]
        row += (
            since_body[at],
            until_body[at],
            mass[at] / max(1, mass[-1]),
            at / count,
            at - likely[0],
            likely[-1] - at,
        )
        row += (number, (total - body[at]) / max(1, number - 1), *of_copy)
        yield at, row


def _appearance(line: LineFeatures) -> _Appearance:
    """What lines of the same appearance share: questions, items of a list, rows of a table."""
    text = line.unit.text
    last = text[-1]
    size = bisect_right(_APPEARANCE_BOUNDS, line.words)
    return size, line.ends_sentence, "a" if last.isalnum() else last, first_sign(text).isupper(), line.unit.bullet[:1]


def _distances_to_body(body: Sequence[float]) -> list[int]:
    """For each unit the number of units up to the last one before it that is certainly of the body."""
    distance, distances = MAX_DISTANCE, []
    for value in body:
        distance = min(MAX_DISTANCE, distance + 1)
        distances.append(distance)
        if value > _SURE_BODY:
            distance = 0
    return distances
