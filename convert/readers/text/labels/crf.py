"""The model that labels the units of the copy, all together, from their features.

A linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001): emission weights of features for each
label and transition weights between neighboring labels give the marginal probability of each label for each unit, given
the whole copy. The model also has log-linear rankers, which score the candidates for a field, and a forest of decision
trees (Friedman, 2001), which decides from measures of the whole copy where the chain is uncertain.

`benchmarks/fit_reader.py` fits the weights and writes `weights.json`; nothing is fitted at run time, and the same copy
gives the same numbers everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import exp, fsum
from operator import mul
from pathlib import Path
from struct import Struct
from typing import Literal, NamedTuple, TypeAlias, get_args

from convert.errors import InstallationError
from convert.readers.text.labels.trees import Forest, Tree

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
"""The neighbors of a unit that the forest measures."""

MEASURES: tuple[str, ...] = (
    *(f"odds of {label}" for label in LABELS),
    *("words", "ends", "furniture", "bullet", "apart", "weight", "capital", "colon", "question", "repeated"),
    *("share of words told", "words told"),
    *(f"{offset} {what}" for offset in NEIGHBOR_OFFSETS for what in ("odds", "words", "ends")),
    *("since sure", "until sure", "body before", "place", "after first", "before last", "likes", "likes' odds"),
    *("copy's odds", "copy's furniture", "copy's units", "short lines' odds", "sure short lines"),
)
"""The forest's measures of an uncertain unit, in order. `weights.json` has these names, so they never change alone."""

FILE = Path(__file__).parent / "weights.json"


class Marginals(NamedTuple):
    """The marginal probability of each label, in the order of `LABELS`."""

    body: float
    heading: float
    dek: float
    caption: float
    headline: float
    byline: float
    date: float
    dated_byline: float
    above: float
    between: float
    inside: float
    after: float


FeatureGroup: TypeAlias = tuple[str, ...]
"""Features that are made together from a few sizes or shapes, so that the same groups recur."""

_PACKED = Struct(f"<{len(LABELS)}I")
_OFFSET = 1 << 31
_PACKED_OFFSETS = int.from_bytes(_PACKED.pack(*[_OFFSET] * len(LABELS)), "little")


class WeightSums(dict[FeatureGroup, int]):
    """The summed emission weights of each group of features, computed when first needed.

    `weights` has the weights of each feature by label, in thousandths.

    The sums for all labels are packed into one integer, 32 bits each, so that one addition adds all of them; `unpack`
    separates them again. A unit has about forty features, whose weights stay far below 2^31.
    """

    def __init__(self, weights: Mapping[str, Sequence[int]]) -> None:
        super().__init__()
        self.weights = weights

    def __missing__(self, group: FeatureGroup) -> int:
        known = [self.weights[feature] for feature in group if feature in self.weights]
        totals = map(sum, zip(*known, strict=True)) if known else [0] * len(LABELS)
        packed = int.from_bytes(_PACKED.pack(*[total + _OFFSET for total in totals]), "little") - _PACKED_OFFSETS
        self[group] = packed
        return packed

    def unpack(self, groups: Iterable[FeatureGroup]) -> tuple[int, ...]:
        """For each label the sum of the weights of all features in `groups`, plus a constant."""
        return _PACKED.unpack(sum(map(self.__getitem__, groups), _PACKED_OFFSETS).to_bytes(_PACKED.size, "little"))


class Model(NamedTuple):
    """The weights of the reader's model.

    `emissions` are in thousandths; `transitions[second][first]` are factors; `rankers` have the weights of the features
    of candidates by field; `forest` has the trees.
    """

    emissions: WeightSums
    transitions: tuple[tuple[float, ...], ...]
    rankers: Mapping[str, Mapping[str, float]]
    forest: Forest = Forest()

    def marginals(self, rows: Iterable[Iterable[FeatureGroup]]) -> list[Marginals]:
        """The marginals of each unit; `rows` are the units' features."""
        return self._forward_backward(self._emission_factors(rows))

    def _emission_factors(self, rows: Iterable[Iterable[FeatureGroup]]) -> list[list[float]]:
        factors: list[list[float]] = []
        for row in rows:
            totals = self.emissions.unpack(row)
            most = max(totals)
            factors.append([exp((total - most) / 1000) for total in totals])
        return factors

    def forest_contributions(self, measures: Sequence[float]) -> tuple[float, list[float]]:
        """The parts of `forest_score`: the trees' mean weights, and the contribution of each measure.

        A measure contributes the change of the mean weight at each split that tests it.
        """
        parts = [0.0] * len(measures)
        before = 0.0
        for tree in self.forest:
            before += _mean_weight(tree)
            while isinstance(tree, list):
                measure, most, mean, left, right = tree
                tree = left if measures[measure] <= most else right
                parts[measure] += (_mean_weight(tree) - mean) / 1000
        return before / 1000, parts

    def messages(self, rows: Iterable[Iterable[FeatureGroup]]) -> list[tuple[list[float], list[float]]]:
        """For each unit the forward and backward messages: a factor for each label from the units above and below.

        The marginal of a label is the exponential of its emission weights times both factors, normalized.
        """
        factors = self._emission_factors(rows)
        above = [message for message, _ in _propagate(self.transitions, enumerate(factors), every=1)]
        below = [message for message, _ in _propagate(_transposed(self.transitions), _upward(factors), every=1)]
        return list(zip(above, reversed(below), strict=True))

    def _forward_backward(self, factors: list[list[float]]) -> list[Marginals]:
        """The marginals by forward and backward passes over the chain."""
        forward = [state for _, state in _propagate(self.transitions, enumerate(factors), normalizes_states=True)]
        marginals: list[Marginals] = []
        for message, _ in _propagate(_transposed(self.transitions), _upward(factors)):
            weights = list(map(mul, forward.pop(), message))
            total = fsum(weights)
            marginals.append(Marginals._make([weight / total for weight in weights]))
        marginals.reverse()
        return marginals

    def score(self, ranker: str, features: Iterable[str]) -> float:
        """The score of a candidate with these features, in log-odds."""
        weights = self.rankers[ranker]
        return fsum([weights[feature] for feature in features if feature in weights])

    def forest_score(self, measures: Sequence[float]) -> float:
        """The forest's score for a unit with these measures to be of the body, in log-odds."""
        return self.forest.total(measures) / 1000


_Matrix: TypeAlias = tuple[tuple[float, ...], ...]
_State: TypeAlias = list[float]
"""A number for each label."""

_NORMALIZE_EVERY = 16
"""After this many steps the state is normalized, before it can overflow or vanish."""


def _propagate(
    matrix: _Matrix,
    factors: Iterable[tuple[int, _State]],
    *,
    every: int = _NORMALIZE_EVERY,
    normalizes_states: bool = False,
) -> Iterator[tuple[_State, _State]]:
    """For each unit the message from those before it, and its state: its `factors` times that message.

    The message to the next unit is the state times `matrix`; unrolled, as the model spends most of its time here. At
    each unit whose index is a multiple of `every` it is normalized, or else the state is.
    """
    (
        (aa, ba, ca, da, ea, fa, ga, ha, ja, ka, ma, na),
        (ab, bb, cb, db, eb, fb, gb, hb, jb, kb, mb, nb),
        (ac, bc, cc, dc, ec, fc, gc, hc, jc, kc, mc, nc),
        (ad, bd, cd, dd, ed, fd, gd, hd, jd, kd, md, nd),
        (ae, be, ce, de, ee, fe, ge, he, je, ke, me, ne),
        (af, bf, cf, df, ef, ff, gf, hf, jf, kf, mf, nf),
        (ag, bg, cg, dg, eg, fg, gg, hg, jg, kg, mg, ng),
        (ah, bh, ch, dh, eh, fh, gh, hh, jh, kh, mh, nh),
        (aj, bj, cj, dj, ej, fj, gj, hj, jj, kj, mj, nj),
        (ak, bk, ck, dk, ek, fk, gk, hk, jk, kk, mk, nk),
        (am, bm, cm, dm, em, fm, gm, hm, jm, km, mm, nm),
        (an, bn, cn, dn, en, fn, gn, hn, jn, kn, mn, nn),
    ) = matrix
    message = [1.0] * len(LABELS)
    for at, factor in factors:
        state = list(map(mul, factor, message))
        is_normalized = not at % every
        if is_normalized and normalizes_states:
            state = _normalize(state)
        yield message, state
        a, b, c, d, e, f, g, h, j, k, m, n = state
        message = [
            a * aa + b * ba + c * ca + d * da + e * ea + f * fa + g * ga + h * ha + j * ja + k * ka + m * ma + n * na,
            a * ab + b * bb + c * cb + d * db + e * eb + f * fb + g * gb + h * hb + j * jb + k * kb + m * mb + n * nb,
            a * ac + b * bc + c * cc + d * dc + e * ec + f * fc + g * gc + h * hc + j * jc + k * kc + m * mc + n * nc,
            a * ad + b * bd + c * cd + d * dd + e * ed + f * fd + g * gd + h * hd + j * jd + k * kd + m * md + n * nd,
            a * ae + b * be + c * ce + d * de + e * ee + f * fe + g * ge + h * he + j * je + k * ke + m * me + n * ne,
            a * af + b * bf + c * cf + d * df + e * ef + f * ff + g * gf + h * hf + j * jf + k * kf + m * mf + n * nf,
            a * ag + b * bg + c * cg + d * dg + e * eg + f * fg + g * gg + h * hg + j * jg + k * kg + m * mg + n * ng,
            a * ah + b * bh + c * ch + d * dh + e * eh + f * fh + g * gh + h * hh + j * jh + k * kh + m * mh + n * nh,
            a * aj + b * bj + c * cj + d * dj + e * ej + f * fj + g * gj + h * hj + j * jj + k * kj + m * mj + n * nj,
            a * ak + b * bk + c * ck + d * dk + e * ek + f * fk + g * gk + h * hk + j * jk + k * kk + m * mk + n * nk,
            a * am + b * bm + c * cm + d * dm + e * em + f * fm + g * gm + h * hm + j * jm + k * km + m * mm + n * nm,
            a * an + b * bn + c * cn + d * dn + e * en + f * fn + g * gn + h * hn + j * jn + k * kn + m * mn + n * nn,
        ]
        if is_normalized and not normalizes_states:
            message = _normalize(message)


def _upward(factors: Sequence[_State]) -> Iterator[tuple[int, _State]]:
    """The factors of each unit with its index, from the last unit to the first."""
    return zip(range(len(factors) - 1, -1, -1), reversed(factors), strict=True)


@cache
def _transposed(matrix: _Matrix) -> _Matrix:
    return tuple(zip(*matrix, strict=True))


def _normalize(weights: Sequence[float]) -> list[float]:
    """The weights divided by their sum."""
    total = fsum(weights)
    return [weight / total for weight in weights]


def _mean_weight(tree: Tree) -> float:
    return float(tree[2] if isinstance(tree, list) else tree)


def parse_model(text: str) -> Model:
    """The model in the JSON `text`: features, transitions, rankers and forest, as numbers in thousandths.

    Raises ValueError or KeyError if it is not a model of these labels and measures.
    """
    data = json.loads(text)
    if tuple(data["labels"]) != LABELS:
        raise ValueError("its labels are not those of this version")
    if tuple(data["measures"]) != MEASURES:
        raise ValueError("its measures are not those of this version")
    if any(len(row) != len(LABELS) for row in (*data["features"].values(), *data["transitions"])):
        raise ValueError("a row does not have one weight for each label")
    return Model(
        emissions=WeightSums(data["features"]),
        transitions=tuple(zip(*([exp(w / 1000) for w in row] for row in data["transitions"]), strict=True)),
        rankers={name: {feature: w / 1000 for feature, w in row.items()} for name, row in data["rankers"].items()},
        forest=Forest(data["forest"]),
    )


@cache
def load_model() -> Model:
    """The installed model. Raises InstallationError (INP013) if its file cannot be read."""
    try:
        return parse_model(FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError) as e:
        raise InstallationError(
            "INP013", f"the reader's weights ({FILE.name}) cannot be read: {e}", "Install again."
        ) from None
