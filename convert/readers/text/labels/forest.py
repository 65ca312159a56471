"""A second look at what the chain left open: lines that may be of the body or not.

The chain sees each line beside its neighbours. Whether short lines are the story's own or the page's is often told only
by all of them together: by other lines of the same look, by how far the next sure paragraph is, by how much of the copy
is body at all. A forest of decision trees (Friedman, 2001) weighs such measures, for the few lines that are open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from itertools import accumulate
from math import exp
from typing import TypeAlias

from convert.readers.text.labels.copy_features import CopyFeatures
from convert.readers.text.labels.crf import LABELS, NEIGHBOR_OFFSETS, Marginals, Model
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.sentences import QUESTIONS

CERTAINLY_NOT_BODY, CERTAINLY_BODY = 0.02, 0.98
"""What is less or more probable than these is not looked at again."""

MAX_DISTANCE = 99
"""More units than this are as good as none in sight."""

_MANY_WORDS = 60
_SHORT = 8
_BODY, _HEADING = LABELS.index("body"), LABELS.index("heading")

MeasuredUnit: TypeAlias = tuple[int, list[float]]
"""A unit and its measures."""


def rerank_uncertain_lines(
    model: Model, features: CopyFeatures, marginals: Sequence[Marginals], content_words: Set[str]
) -> list[Marginals]:
    """The chain's `marginals`, those of open lines weighed again; `content_words` are the words that the running text says."""
    found = list(marginals)
    for at, measures in measure_uncertain_lines(features, marginals, content_words):
        body = 1 / (1 + exp(-model.forest_score(measures)))
        row = marginals[at]
        before = row[_BODY] + row[_HEADING]
        rise, fall = body / before, (1 - body) / (1 - before)
        found[at] = tuple([value * (rise if label in (_BODY, _HEADING) else fall) for label, value in enumerate(row)])
    return found


def measure_uncertain_lines(
    features: CopyFeatures, marginals: Sequence[Marginals], content_words: Set[str]
) -> Iterator[MeasuredUnit]:
    """The measures of each unit of which it is open whether it is of the body, headings included."""
    body = [row[_BODY] + row[_HEADING] for row in marginals]
    again = [at for at, value in enumerate(body) if CERTAINLY_NOT_BODY < value < CERTAINLY_BODY]
    if not again:
        return
    lines, counts = features.lines, features.key_counts
    count = len(lines)
    words = [min(_MANY_WORDS, line.words) for line in lines]
    since, until = _steps(body), _steps(body[::-1])[::-1]
    looks = [_look(line) for line in lines]
    alike: dict[str, tuple[int, float]] = {}
    for look, value in zip(looks, body, strict=True):
        number, total = alike.get(look, (0, 0.0))
        alike[look] = number + 1, total + value
    mass = list(accumulate(value * size for value, size in zip(body, words, strict=True)))
    likely = [at for at, value in enumerate(body) if value > 0.5] or [0]
    short = [value for value, size in zip(body, words, strict=True) if size < _SHORT]
    whole = (
        sum(body) / count,
        sum(line.furniture is not None for line in lines) / count,
        count,
        sum(short) / max(1, len(short)),
        sum(value > 0.9 for value in short),
    )
    for at in again:
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
            text[0].isupper(),
            text[-1] == ":",
            text[-1] in QUESTIONS,
            bool(line.key) and counts[line.key] > 1,
            shared / max(1, len(content)),
            shared,
        ]
        for offset in NEIGHBOR_OFFSETS:
            other = at + offset
            row += (body[other], words[other], lines[other].ends_sentence) if 0 <= other < count else (-1, -1, -1)
        number, total = alike[looks[at]]
        row += (since[at], until[at], mass[at] / max(1, mass[-1]), at / count, at - likely[0], likely[-1] - at)
        row += (number, (total - body[at]) / max(1, number - 1), *whole)
        yield at, row


def _look(line: LineFeatures) -> str:
    """What lines share that look the same: questions, items of a list, rows of a table."""
    text = line.unit.text
    last = text[-1]
    size = bisect_right((2, 4, 8, 16, 32), line.words)
    return f"{size}{line.ends_sentence}{'a' if last.isalnum() else last}{text[0].isupper()}{line.unit.bullet[:1]}"


def _steps(body: Sequence[float]) -> list[int]:
    """How many units before each the last one stands that is of the body beyond doubt."""
    steps, found = MAX_DISTANCE, []
    for value in body:
        steps = min(MAX_DISTANCE, steps + 1)
        found.append(steps)
        if value > 0.9:
            steps = 0
    return found
