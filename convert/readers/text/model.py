"""The model that decides what each unit of the copy is: all of them together, from their traits.

A linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001): each trait weighs for or against each
label, each pair of neighbouring labels too, and what comes out is the probability of each label for each unit, given
the whole copy. Beside it stand log-linear scales, which weigh candidates for one field against each other.

The weights were fitted by `benchmarks/fit_reader.py` and stand in `weights.json`; nothing is fitted at run time, and
the same copy gives the same numbers everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import exp
from operator import mul
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, get_args

from convert.errors import InstallationError

Label: TypeAlias = Literal[
    "body",  # running text, items and quotations
    "heading",  # a heading inside the body
    "dek",  # the standfirst
    "caption",  # what a picture shows, or who took it
    "headline",
    "byline",
    "date",
    "dated byline",  # a byline and a date in one line
    "above",  # something else, above the headline
    "between",  # something else, from the headline to the body
    "inside",  # something else, inside the body
    "after",  # something else, below the body
]

LABELS: tuple[Label, ...] = get_args(Label)

FILE = Path(__file__).parent / "weights.json"

Odds: TypeAlias = tuple[float, ...]
"""The probability of each label, in the order of LABELS."""


class Model(NamedTuple):
    """Weights of traits for each label, of each label before each other one (as factors, by the second), and of the
    traits of candidates for a field.
    """

    traits: Mapping[str, tuple[float, ...]]
    moves: tuple[tuple[float, ...], ...]
    scales: Mapping[str, Mapping[str, float]]

    def label(self, rows: Iterable[Sequence[str]]) -> list[Odds]:
        """The odds of each unit, of which `rows` are the traits."""
        weights = self.traits
        nothing = (0.0,) * len(LABELS)
        factors: list[list[float]] = []
        for row in rows:
            known = [weights[trait] for trait in row if trait in weights] or [nothing]
            totals = list(map(sum, zip(*known, strict=True)))
            most = max(totals)
            factors.append([exp(total - most) for total in totals])
        return self._smooth(factors)

    def _smooth(self, factors: list[list[float]]) -> list[Odds]:
        """Forward and backward over the chain, each step brought to the sum 1."""
        if not factors:
            return []
        forward: list[list[float]] = []
        state = [1.0] * len(LABELS)
        for at, factor in enumerate(factors):
            reached = [sum(map(mul, state, move)) for move in self.moves] if at else state
            state = list(map(mul, factor, reached))
            total = sum(state)
            state = [value / total for value in state]
            forward.append(state)
        leaving = tuple(zip(*self.moves, strict=True))
        odds: list[Odds] = [()] * len(factors)
        state = [1.0] * len(LABELS)
        for at in range(len(factors) - 1, -1, -1):
            joint = list(map(mul, forward[at], state))
            total = sum(joint)
            odds[at] = tuple([value / total for value in joint])
            ahead = list(map(mul, factors[at], state))
            state = [sum(map(mul, ahead, move)) for move in leaving]
            total = sum(state)
            state = [value / total for value in state]
        return odds

    def weigh(self, scale: str, traits: Iterable[str]) -> float:
        """How much the traits of a candidate speak for it."""
        weights = self.scales[scale]
        return sum([weights[trait] for trait in traits if trait in weights])


def parse(text: str) -> Model:
    """The model that `text` holds as JSON: traits, moves and scales as numbers in thousandths. Raises ValueError or
    KeyError where it is none.
    """
    data = json.loads(text)
    if tuple(data["labels"]) != LABELS:
        raise ValueError("the labels are others")
    return Model(
        traits={trait: tuple([w / 1000 for w in row]) for trait, row in data["traits"].items()},
        moves=tuple(zip(*([exp(w / 1000) for w in row] for row in data["moves"]), strict=True)),
        scales={name: {trait: w / 1000 for trait, w in row.items()} for name, row in data["scales"].items()},
    )


@cache
def load() -> Model:
    """The model as it was shipped."""
    try:
        return parse(FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError) as e:
        raise InstallationError("INP013", f"the reader's weights cannot be read: {e}", "Install again.") from None
