"""What the rankers of headline, byline and date share: probabilities, and the steps of their features.

A ranker scores the candidates for one field. The model's marginals say what each unit looks like in its place; a
candidate's features add what matters for the field alone. No candidate is chosen where "none" scores higher.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import exp, fsum
from typing import NamedTuple

from convert.readers.text.labels.analysis import Analysis

MOST_LINES = 60
"""How many candidates for a byline or a date are ranked."""

PROBABILITIES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97)
"""Where a feature of a probability goes from one value to the next."""

DISTANCES = (1, 2, 3, 4, 5, 7, 10, 16, 31)
"""Where a feature of a distance goes from one value to the next, in units."""

LENGTHS = (2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32)
"""Where a feature of a length goes from one value to the next, in words."""


class Reach(NamedTuple):
    """How far candidates may be from the story, in units: around headline and lead, and around the body's last unit."""

    above_headline: int
    below_lead: int
    before_end: int
    after_end: int


def softmax(scores: Sequence[float]) -> list[float]:
    """The probabilities of candidates with these scores, exactly one of which is right."""
    most = max(scores)
    factors = [exp(score - most) for score in scores]
    total = fsum(factors)
    return [factor / total for factor in factors]


def probability_level(probability: float) -> int:
    """Which step of `PROBABILITIES` a probability is on, from 0."""
    return bisect_right(PROBABILITIES, probability)


def distance(units: int) -> str:
    """A distance as a feature's value: its sign, "-" above, and its step of `DISTANCES`."""
    return f"{'-' if units < 0 else '+'}{bisect_right(DISTANCES, abs(units))}"


def units_near_story(analysis: Analysis, head: int, reach: Reach) -> list[int]:
    """The units around the headline `head` and the lead, and around the body's end, within `reach`."""
    low, high = min(head, analysis.lead), max(head, analysis.lead)
    count = len(analysis.features.lines)
    near = range(max(0, low - reach.above_headline), min(count, high + reach.below_lead))
    end = range(max(0, analysis.last - reach.before_end), min(count, analysis.last + reach.after_end))
    return sorted({*near[:MOST_LINES], *near[-reach.below_lead :], *end})
