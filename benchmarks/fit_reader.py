"""Fit the weights of the reader's model and write them to `convert/readers/text/weights.json`.

    python benchmarks/fit_reader.py            needs `pip install -e '.[fit]'` and the corpus

The chain is fitted by CRFsuite; the forest, which looks again at what chains leave open, by scikit-learn; the scales,
by which candidates for one field are weighed against each other, by maximum likelihood. Forest and scales are fitted on
what chains say of texts that they were not fitted on. The same corpus and the same versions give the same file.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pycrfsuite
from reader_corpus import FOLDS, Case, case, corpus, own, variants
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.ensemble import GradientBoostingClassifier

from convert.readers.text.fields import byline_ranker, date_ranker, headline_ranker
from convert.readers.text.labels.analysis import analyze
from convert.readers.text.labels.crf import FILE, LABELS, MEASURES, Marginals, Model, parse_model
from convert.readers.text.labels.forest import measure_uncertain_lines, rerank_uncertain_lines

SMOOTHING = 14.0
"""How strongly the weights of the chain are drawn to zero."""

ROUNDS = 150
OWN_WEIGHT = 2
"""How often an invented text counts: it is what the reader must get right in languages that the corpus lacks."""

LONGEST = 1500
"""Longer texts are not fitted on: one live blog would outweigh twenty stories."""

SCALES = {"headline": 25.0, "byline": 3.0, "date": 2.0}
"""How strongly the weights of each scale are drawn to zero."""

TREES = 120
"""How many trees the forest has."""

MOST_OPEN = 20
"""How many open lines of one text count fully: a live blog has hundreds."""

LEAST = 5
"""A trait whose weights are all below so many thousandths is left out."""


Told: TypeAlias = tuple[Case, Sequence[Marginals]]
"""A case and what a chain says of it that was not fitted on it."""

_EMPTY = {
    "labels": LABELS,
    "measures": MEASURES,
    "features": {},
    "transitions": [[0] * len(LABELS)] * len(LABELS),
    "rankers": {},
}


def cases() -> list[Case]:
    """What is fitted on: the corpus and the invented texts."""
    return [case(record) for record in (*corpus(), *own())]


# --------------------------------------------------------------------------------------------------------------------
# The chain


def fit_chain(known: Iterable[Case]) -> dict[str, Any]:
    """The weights of a chain fitted on whole cases, as they are written."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for one in known:
        if one.record.is_whole and len(one.units) <= LONGEST:
            for _ in range(OWN_WEIGHT if one.record.style == "own" else 1):
                rows = [list(chain.from_iterable(groups)) for groups in one.rows]
                trainer.append(pycrfsuite.ItemSequence(rows), one.labels)
    trainer.set_params({"c1": 0.0, "c2": SMOOTHING, "max_iterations": ROUNDS, "feature.minfreq": 3})
    with tempfile.TemporaryDirectory() as folder:
        name = str(Path(folder) / "chain")
        trainer.train(name)
        tagger = pycrfsuite.Tagger()
        tagger.open(name)
        info = tagger.info()
    features: dict[str, list[int]] = {}
    for (feature, label), weight in info.state_features.items():
        features.setdefault(feature, [0] * len(LABELS))[LABELS.index(label)] = round(1000 * weight)
    transitions = [[round(1000 * info.transitions.get((one, other), 0.0)) for other in LABELS] for one in LABELS]
    kept = {feature: row for feature, row in sorted(features.items()) if max(map(abs, row)) >= LEAST}
    return {"labels": list(LABELS), "measures": list(MEASURES), "features": kept, "transitions": transitions}


# --------------------------------------------------------------------------------------------------------------------
# The forest


def fit_forest(known: Iterable[Told]) -> list[Any]:
    """The trees that judge what chains leave open of texts that they were not fitted on; of whole texts alone, as parts
    of them speak otherwise of the whole.
    """
    rows: list[list[float]] = []
    answers: list[bool] = []
    weights: list[float] = []
    for one, marginals in known:
        if one.record.is_whole and not one.is_cut and len(one.units) <= LONGEST:
            found = list(measure_uncertain_lines(one.seen, marginals, one.told))
            rows += [measures for _, measures in found]
            answers += [one.labels[at] in ("body", "heading") for at, _ in found]
            weights += [min(1.0, MOST_OPEN / max(1, len(found)))] * len(found)
    fitted = GradientBoostingClassifier(
        n_estimators=TREES,
        learning_rate=0.06,
        max_leaf_nodes=12,
        max_depth=None,
        min_samples_leaf=30,
        subsample=0.5,
        max_features=0.3,
        random_state=7,
    ).fit(np.array(rows, np.float32), answers, weights)
    share = np.average(answers, weights=weights)
    trees = [_tree(row[0].tree_, 0, fitted.learning_rate) for row in fitted.estimators_]
    return [round(1000 * float(np.log(share / (1 - share)))), *trees]


def _tree(tree: Any, node: int, rate: float) -> Any:
    """A tree from `node` on, as it is written."""
    left, right = int(tree.children_left[node]), int(tree.children_right[node])
    if left < 0:
        return round(1000 * rate * float(tree.value[node, 0, 0]))
    parts = _tree(tree, left, rate), _tree(tree, right, rate)
    sizes = [float(tree.weighted_n_node_samples[child]) for child in (left, right)]
    means = [part if isinstance(part, int) else part[2] for part in parts]
    mean = round(float(np.average(means, weights=sizes)))
    return [int(tree.feature[node]), float(f"{tree.threshold[node]:.4g}"), mean, *parts]


def reviewed(known: Iterable[Told], forests: Mapping[int, Any]) -> list[Told]:
    """The odds that are told of cases, looked at again, each by the forest of its fold."""
    models = {fold: parse_model(json.dumps({**_EMPTY, "forest": trees})) for fold, trees in forests.items()}
    return [
        (one, rerank_uncertain_lines(models[one.record.fold], one.seen, marginals, one.told))
        for one, marginals in known
    ]


# --------------------------------------------------------------------------------------------------------------------
# The scales


def _matrix(rows: Sequence[Sequence[str]]) -> tuple[csr_matrix, list[str]]:
    numbers: dict[str, int] = {}
    columns = [numbers.setdefault(feature, len(numbers)) for row in rows for feature in row]
    starts = np.cumsum([0, *map(len, rows)])
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(numbers)))
    return matrix, list(numbers)


def _least(loss: Callable[[Any], tuple[float, Any]], names: list[str]) -> dict[str, int]:
    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {
        name: round(1000 * weight) for name, weight in sorted(zip(names, found, strict=True)) if abs(weight) >= 0.01
    }


class Choice(NamedTuple):
    """Candidates of which some are right: the traits of each, the numbers of the right ones, and what each has before
    its traits are weighed.
    """

    rows: Sequence[Sequence[str]]
    right: Set[int]
    starts: Sequence[float] = ()


def fit_choice(groups: Sequence[Choice], smoothing: float) -> dict[str, int]:
    """The weights by which the right ones of each group get the greatest share."""
    matrix, names = _matrix([row for one in groups for row in one.rows])
    group = np.repeat(np.arange(len(groups)), [len(one.rows) for one in groups])
    right = np.array([number in one.right for one in groups for number in range(len(one.rows))], float)
    starts = np.array([start for one in groups for start in one.starts or [0.0] * len(one.rows)])

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights + starts
        most = np.full(len(groups), -np.inf)
        np.maximum.at(most, group, scores)
        factors = np.exp(scores - most[group])
        total = np.bincount(group, factors, len(groups))
        good = np.bincount(group, factors * right, len(groups))
        gradient = matrix.T @ (factors / total[group] - factors * right / good[group])
        return float(np.log(total / good).sum() + smoothing * weights @ weights / 2), gradient + smoothing * weights

    return _least(loss, names)


def fit_yes_or_no(rows: Sequence[Sequence[str]], answers: Sequence[bool], smoothing: float) -> dict[str, int]:
    """The weights by which each row that is right gets more than one that is not."""
    matrix, names = _matrix(rows)
    truth = np.array(answers, float)

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        marginals = 1 / (1 + np.exp(-scores))
        value = np.logaddexp(0, scores).sum() - (truth * scores).sum() + smoothing * weights @ weights / 2
        return float(value), matrix.T @ (marginals - truth) + smoothing * weights

    return _least(loss, names)


def fit_scales(known: Sequence[Told]) -> dict[str, dict[str, int]]:
    """The scales, fitted on cases with the odds that a chain gives which was not fitted on them."""
    titles: list[Choice] = []
    dates: list[Choice] = []
    names: list[list[str]] = []
    answers: list[bool] = []
    for one, marginals in known:
        view = analyze(one.seen, marginals)
        titled = headline_ranker.headline_candidates(view)
        right = {number for number, at in enumerate(titled) if one.is_title(at)} or {len(titled)}
        starts = [*map(headline_ranker.prior_score, titled.values()), 0.0]
        titles.append(Choice(headline_ranker.headline_features(view, titled), right, starts))
        head = view.lead if one.headline is None else one.headline
        if one.record.truth.get("published_day"):
            days = date_ranker.date_candidates(view, head)
            right = {number for number, line in enumerate(days) if one.is_day(line)} or {len(days)}
            dates.append(Choice(date_ranker.date_features(view, days, head), right))
        if one.record.truth_from.get("authors") in ("gold", "none", "meta", "silver"):
            lines = byline_ranker.byline_candidates(view, head, one.lexicon)
            names += byline_ranker.byline_features(view, lines, head, one.lexicon)
            answers += [one.is_author_line(line) for line in lines]
    return {
        "headline": fit_choice(titles, SCALES["headline"]),
        "byline": fit_yes_or_no(names, answers, SCALES["byline"]),
        "date": fit_choice(dates, SCALES["date"]),
    }


# --------------------------------------------------------------------------------------------------------------------
# All of it


@cache
def _all() -> tuple[list[Case], list[Case]]:
    known = cases()
    return known, list(variants(known))


def _held_out(fold: int) -> tuple[int, dict[str, Any]]:
    known, more = _all()
    return fold, fit_chain(one for one in chain(known, more) if one.record.fold != fold)


def _whole(_: int) -> tuple[int, dict[str, Any]]:
    known, more = _all()
    return -1, fit_chain(chain(known, more))


def fit_folds(workers: int) -> tuple[dict[int, dict[str, Any]], list[Told]]:
    """For each fold a chain that was fitted on the others, and every case with what that chain says of it."""
    _all()  # before the processes part, which then share it
    with ProcessPoolExecutor(workers) as pool:
        chains = dict(pool.map(_held_out, range(FOLDS)))
    return chains, told_by(chains)


def told_by(chains: Mapping[int, Mapping[str, Any]]) -> list[Told]:
    """Every case with what the chain of its fold says of it."""
    known, more = _all()
    models = {fold: parse_model(json.dumps({**_EMPTY, **data, "forest": []})) for fold, data in chains.items()}
    return [(one, models[one.record.fold].marginals(one.rows)) for one in (*known, *more)]


def on_top(chains: Mapping[int, Mapping[str, Any]], told: Sequence[Told]) -> dict[int, Model]:
    """For each fold the model that knows nothing of its texts, on its chain."""

    def others(rows: Sequence[Told], fold: int) -> list[Told]:
        return [row for row in rows if row[0].record.fold != fold]

    forests = {fold: fit_forest(others(told, fold)) for fold in chains}
    again = reviewed(told, forests)
    return {
        fold: parse_model(json.dumps({**data, "forest": forests[fold], "rankers": fit_scales(others(again, fold))}))
        for fold, data in chains.items()
    }


def cross_validated(workers: int = 2) -> dict[int, Model]:
    """For each fold the model that knows nothing of its texts."""
    return on_top(*fit_folds(workers))


def main() -> int:
    if not corpus():
        print("the corpus is not at hand; say where it is with WIRECOPY_CORPUS", file=sys.stderr)
        return 3
    chains, told = fit_folds(2)
    forests = {fold: fit_forest(row for row in told if row[0].record.fold != fold) for fold in chains}
    data = _whole(0)[1] | {"forest": fit_forest(told), "rankers": fit_scales(reviewed(told, forests))}
    FILE.write_text(written(data), encoding="utf-8")
    rankers = sum(map(len, data["rankers"].values()))
    print(f"{len(data['traits'])} traits, {rankers} weights of scales, {FILE.stat().st_size} bytes")
    return 0


def written(data: Mapping[str, Any]) -> str:
    """The weights as JSON, a trait a line."""

    def lines(rows: Mapping[str, Any]) -> str:
        return ",\n".join(
            f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
            for name, row in rows.items()
        )

    rankers = ",\n".join(f'"{name}":{{\n{lines(row)}\n}}' for name, row in data["rankers"].items())
    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in data["forest"])
    heads = ",\n".join(
        f'"{name}":{json.dumps(data[name], separators=(",", ":"))}' for name in ("labels", "measures", "transitions")
    )
    return f'{{{heads},\n"forest":[\n{trees}\n],\n"features":{{\n{lines(data["features"])}\n}},\n"rankers":{{\n{rankers}\n}}}}\n'


if __name__ == "__main__":
    sys.exit(main())
