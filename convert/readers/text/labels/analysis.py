"""The analysis of one copy: its features, the marginals and likeliest label of each unit, and where the body is."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from convert.readers.text.labels.copy_features import CopyFeatures
from convert.readers.text.labels.crf import LABELS, Label, Marginals
from convert.readers.text.labels.density import collect_content_words

BODY_PROBABILITY = 0.45
"""How probable it must be that a unit is text of the story for the story to begin or end with it."""

_BODY = LABELS.index("body")


class Analysis(NamedTuple):
    """The copy as the model sees it: evidence, the odds and the likeliest label of each unit, the first and last unit
    of the body, the words that the body says.
    """

    features: CopyFeatures
    marginals: Sequence[Marginals]
    labels: Sequence[Label]
    lead: int
    last: int
    content_words: Set[str]


def analyze(features: CopyFeatures, marginals: Sequence[Marginals]) -> Analysis:
    """What the model makes of the copy."""
    labels = [LABELS[row.index(max(row))] for row in marginals]
    bodies = [at for at, row in enumerate(marginals) if row[_BODY] >= BODY_PROBABILITY]
    lead = next((at for at in bodies if features.lines[at].words >= 8), None)
    if lead is None:
        lead = max(range(len(marginals)), key=lambda at: (features.lines[at].has_alphanumeric, marginals[at][_BODY]))
    last = max(lead, bodies[-1]) if bodies else lead
    return Analysis(
        features,
        marginals,
        labels,
        lead,
        last,
        collect_content_words(features.lines, lead, last + 1, features.extract_words),
    )
