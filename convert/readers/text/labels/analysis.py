"""The analysis of one copy: its features, the marginals and likeliest label of each unit, and where the body is."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from convert.readers.text.labels.copy_features import CopyFeatures
from convert.readers.text.labels.crf import LABELS, Label, Marginals
from convert.readers.text.labels.density import collect_content_words

BODY_PROBABILITY = 0.45
"""The story begins and ends with units that are at least this likely to be body text."""


class Analysis(NamedTuple):
    """The analysis of one copy.

    `marginals` and `labels` are those of each unit, the labels the likeliest ones; `lead` and `last` are the first and
    last unit of the body; `content_words` are those of the body's running text.
    """

    features: CopyFeatures
    marginals: Sequence[Marginals]
    labels: Sequence[Label]
    lead: int
    last: int
    content_words: Set[str]


def analyze(features: CopyFeatures, marginals: Sequence[Marginals]) -> Analysis:
    """The analysis of a copy with these features and marginals; without body text, the likeliest unit is the lead."""
    labels = [LABELS[row.index(max(row))] for row in marginals]
    bodies = [at for at, row in enumerate(marginals) if row.body >= BODY_PROBABILITY]
    lead = next((at for at in bodies if features.lines[at].words >= 8), None)
    if lead is None:
        lead = max(range(len(marginals)), key=lambda at: (features.lines[at].has_alphanumeric, marginals[at].body))
    last = max(lead, bodies[-1]) if bodies else lead
    return Analysis(
        features,
        marginals,
        labels,
        lead,
        last,
        collect_content_words(features.lines, lead, last + 1, features.extract_words),
    )
