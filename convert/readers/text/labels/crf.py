"""The model that decides what each unit of the copy is: all of them together, from their traits.

A linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001): each trait weighs for or against each
label, each pair of neighbouring labels too, and what comes out is the probability of each label for each unit, given
the whole copy. Beside it stand log-linear scales, which weigh candidates for one field against each other, and a forest
of decision trees (Friedman, 2001), which judges from measures of the whole copy where the chain is not sure.

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
from struct import Struct
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

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

NEIGHBOR_OFFSETS = (1, 2, -1, -2)
"""Which neighbours of a unit the forest asks for."""

MEASURES: tuple[str, ...] = (
    *(f"odds of {label}" for label in LABELS),
    *("words", "ends", "furniture", "bullet", "apart", "weight", "capital", "colon", "question", "repeated"),
    *("share of words told", "words told"),
    *(f"{offset} {what}" for offset in NEIGHBOR_OFFSETS for what in ("odds", "words", "ends")),
    *("since sure", "until sure", "body before", "place", "after first", "before last", "likes", "likes' odds"),
    *("copy's odds", "copy's furniture", "copy's units", "short lines' odds", "sure short lines"),
)
"""What the forest asks of a unit that the chain leaves open, in the order of the numbers."""

FILE = Path(__file__).parent / "weights.json"

Marginals: TypeAlias = tuple[float, ...]
"""The probability of each label, in the order of LABELS."""


FeatureGroup: TypeAlias = tuple[str, ...]
"""Traits that are made together, from a few sizes or shapes, so that the same ones come again and again."""

_LANES = Struct(f"<{len(LABELS)}I")
_MIDDLE = 1 << 31
_MIDDLES = int.from_bytes(_LANES.pack(*[_MIDDLE] * len(LABELS)), "little")


class WeightSums(dict[FeatureGroup, int]):
    """The sums of weights of groups of traits, each worked out when first asked for.

    `weights` has those of each trait by label, in thousandths.

    The weights for all labels stand in one number, 32 bits apart: such numbers are added with one addition, and
    `lanes` takes the sums out again. A unit has some forty traits, whose weights sum up to nowhere near 2^31.
    """

    def __init__(self, weights: Mapping[str, Sequence[int]]) -> None:
        super().__init__()
        self.weights = weights

    def __missing__(self, group: FeatureGroup) -> int:
        known = [self.weights[feature] for feature in group if feature in self.weights]
        totals = map(sum, zip(*known, strict=True)) if known else [0] * len(LABELS)
        packed = int.from_bytes(_LANES.pack(*[total + _MIDDLE for total in totals]), "little") - _MIDDLES
        self[group] = packed
        return packed

    def lanes(self, groups: Iterable[FeatureGroup]) -> tuple[int, ...]:
        """For each label the sum of the weights of all traits in `groups`, all raised by the same number."""
        return _LANES.unpack(sum(map(self.__getitem__, groups), _MIDDLES).to_bytes(_LANES.size, "little"))


Tree: TypeAlias = "int | list[Any]"
"""A leaf's weight in thousandths, or a fork: the number of a measure, the greatest value of it that goes left, the mean
weight of the fork's leaves, and the trees to the left and right.
"""


class Model(NamedTuple):
    """Sums of the weights of traits, in thousandths, for each label; weights of each label before each other one (as
    factors, by the second), and of the traits of candidates for a field; the trees of the forest.
    """

    sums: WeightSums
    transitions: tuple[tuple[float, ...], ...]
    rankers: Mapping[str, Mapping[str, float]]
    forest: Sequence[Tree] = ()

    def marginals(self, rows: Iterable[Iterable[FeatureGroup]]) -> list[Marginals]:
        """The odds of each unit, of which `rows` are the traits."""
        return self._smooth(self._factors(rows))

    def _factors(self, rows: Iterable[Iterable[FeatureGroup]]) -> list[list[float]]:
        factors: list[list[float]] = []
        for row in rows:
            totals = self.sums.lanes(row)
            most = max(totals)
            factors.append([exp((total - most) / 1000) for total in totals])
        return factors

    def forest_contributions(self, measures: Sequence[float]) -> tuple[float, list[float]]:
        """What `forest_score` says, in parts: what the trees say before anything is measured, and what each measure adds: at
        each fork that asks for it, how far the mean weight goes up or down.
        """
        parts = [0.0] * len(measures)
        before = 0.0
        for tree in self.forest:
            before += _mean(tree)
            while isinstance(tree, list):
                measure, most, mean, left, right = tree
                tree = left if measures[measure] <= most else right
                parts[measure] += (_mean(tree) - mean) / 1000
        return before / 1000, parts

    def messages(self, rows: Iterable[Iterable[FeatureGroup]]) -> list[tuple[list[float], list[float]]]:
        """For each unit what those above and those below it say of each label: the odds of a label are the exponential
        of its traits' weights times both, brought to the sum 1.
        """
        factors = self._factors(rows)
        said = []
        for transitions, order in (
            (self.transitions, factors),
            (tuple(zip(*self.transitions, strict=True)), factors[::-1]),
        ):
            message, heard = [1.0] * len(LABELS), []
            for factor in order:
                heard.append(message)
                message = _through(transitions, list(map(mul, factor, message)))
                total = sum(message)
                message = [value / total for value in message]
            said.append(heard)
        return list(zip(said[0], reversed(said[1]), strict=True))

    def _smooth(self, factors: list[list[float]]) -> list[Marginals]:
        """Forward and backward over the chain; every few steps the weights are brought to the sum 1."""
        if not factors:
            return []
        forward: list[list[float]] = []
        state = [1.0] * len(LABELS)
        for at, factor in enumerate(factors):
            state = list(map(mul, factor, _through(self.transitions, state) if at else state))
            if not at % _SCALED:
                state = _scaled(state)
            forward.append(state)
        leaving = tuple(zip(*self.transitions, strict=True))
        marginals: list[Marginals] = [()] * len(factors)
        state = [1.0] * len(LABELS)
        for at in range(len(factors) - 1, -1, -1):
            marginals[at] = tuple(_scaled(list(map(mul, forward[at], state))))
            state = _through(leaving, list(map(mul, factors[at], state)))
            if not at % _SCALED:
                state = _scaled(state)
        return marginals

    def score(self, scale: str, features: Iterable[str]) -> float:
        """How much the traits of a candidate speak for it."""
        weights = self.rankers[scale]
        return sum([weights[feature] for feature in features if feature in weights])

    def forest_score(self, measures: Sequence[float]) -> float:
        """How much the forest's trees speak for a unit with these measures, as log-odds."""
        total = 0
        for tree in self.forest:
            while isinstance(tree, list):
                measure, most, _, left, right = tree
                tree = left if measures[measure] <= most else right
            total += tree
        return total / 1000


_SCALED = 16
"""After how many steps of the chain weights are scaled; in one they grow or sink by no more than a move's factors."""


def _scaled(weights: Sequence[float]) -> list[float]:
    """The weights, brought to the sum 1."""
    total = sum(weights)
    return [weight / total for weight in weights]


def _mean(tree: Tree) -> float:
    return float(tree[2] if isinstance(tree, list) else tree)


def _through(transitions: Iterable[tuple[float, ...]], state: Sequence[float]) -> list[float]:
    """The products of `state` with each row of `transitions`, summed; written out, as it is most of the model's work."""
    a, b, c, d, e, f, g, h, i, j, k, l = state  # noqa: E741
    reached = []
    for ma, mb, mc, md, me, mf, mg, mh, mi, mj, mk, ml in transitions:
        first = a * ma + b * mb + c * mc + d * md + e * me + f * mf
        reached.append(first + g * mg + h * mh + i * mi + j * mj + k * mk + l * ml)
    return reached


def parse_model(text: str) -> Model:
    """The model that `text` holds as JSON: traits, moves, scales and forest as numbers in thousandths. Raises
    ValueError or KeyError where it is none.
    """
    data = json.loads(text)
    if tuple(data["labels"]) != LABELS:
        raise ValueError("the labels are others")
    if tuple(data["measures"]) != MEASURES:
        raise ValueError("the measures are others")
    if any(len(row) != len(LABELS) for row in (*data["features"].values(), *data["transitions"])):
        raise ValueError("a row has more or fewer weights than there are labels")
    return Model(
        sums=WeightSums(data["features"]),
        transitions=tuple(zip(*([exp(w / 1000) for w in row] for row in data["transitions"]), strict=True)),
        rankers={name: {feature: w / 1000 for feature, w in row.items()} for name, row in data["rankers"].items()},
        forest=data["forest"],
    )


@cache
def load_model() -> Model:
    """The model as it was shipped."""
    try:
        return parse_model(FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError) as e:
        raise InstallationError("INP013", f"the reader's weights cannot be read: {e}", "Install again.") from None
