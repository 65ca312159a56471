"""Fit the weights of the reader's model and write them to `convert/readers/text/labels/weights.json`.

    python benchmarks/fit_reader.py            needs `pip install -e '.[fit]'` and the corpus

CRFsuite fits the chain; scikit-learn the forest, which reranks the lines that the chain leaves uncertain; maximum
likelihood the rankers, which score the candidates for a field. Forest and rankers are fitted on marginals from chains
that were not fitted on the same texts. The same corpus and the same versions of the libraries give the same file.
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
from reader_corpus import FOLDS, Case, corpus_records, own_records, read_case, variants
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.ensemble import GradientBoostingClassifier

from convert.readers.text.fields import byline_ranker, date_ranker, headline_ranker
from convert.readers.text.labels.analysis import analyze
from convert.readers.text.labels.crf import FILE, LABELS, MEASURES, Marginals, Model, parse_model
from convert.readers.text.labels.forest import measure_uncertain_lines, rerank_uncertain_lines

CHAIN_SMOOTHING = 14.0
"""The L2 regularization of the chain's weights."""

CHAIN_ROUNDS = 150
"""The greatest number of iterations that fit a chain."""

OWN_WEIGHT = 2
"""How often an invented text counts: only these cover the languages that the corpus lacks."""

MAX_UNITS = 1500
"""Texts with more units are left out: one live blog would outweigh twenty stories."""

RANKER_SMOOTHING = {"headline": 25.0, "byline": 20.0, "date": 2.0}
"""The L2 regularization of each ranker's weights."""

TREES = 120
"""The number of trees in the forest."""

MAX_UNCERTAIN = 20
"""The uncertain lines of a text together count as at most this many: a live blog has hundreds."""

MIN_WEIGHT = 5
"""Features whose weights are all below this many thousandths are left out."""

HeldOutCase: TypeAlias = tuple[Case, Sequence[Marginals]]
"""A case and its marginals from a chain that was not fitted on it."""

_EMPTY = {
    "labels": LABELS,
    "measures": MEASURES,
    "features": {},
    "transitions": [[0] * len(LABELS)] * len(LABELS),
    "rankers": {},
}


def training_cases() -> list[Case]:
    """The cases to fit on: the corpus and the invented texts."""
    return [read_case(record) for record in (*corpus_records(), *own_records())]


# --------------------------------------------------------------------------------------------------------------------
# The chain


def fit_chain(known: Iterable[Case]) -> dict[str, Any]:
    """The weights of a chain fitted on the cases of whole texts, as `to_json` takes them."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for one in known:
        if one.record.is_whole and len(one.units) <= MAX_UNITS:
            for _ in range(OWN_WEIGHT if one.record.style == "own" else 1):
                rows = [list(chain.from_iterable(groups)) for groups in one.rows]
                trainer.append(pycrfsuite.ItemSequence(rows), one.labels)
    trainer.set_params({"c1": 0.0, "c2": CHAIN_SMOOTHING, "max_iterations": CHAIN_ROUNDS, "feature.minfreq": 3})
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
    kept = {feature: row for feature, row in sorted(features.items()) if max(map(abs, row)) >= MIN_WEIGHT}
    return {"labels": list(LABELS), "measures": list(MEASURES), "features": kept, "transitions": transitions}


# --------------------------------------------------------------------------------------------------------------------
# The forest


def fit_forest(known: Iterable[HeldOutCase]) -> list[Any]:
    """The trees of a forest fitted on uncertain lines of whole texts.

    Parts of texts are left out, because their measures of the copy differ from those of the whole.
    """
    rows: list[list[float]] = []
    answers: list[bool] = []
    weights: list[float] = []
    for one, marginals in known:
        if one.record.is_whole and not one.is_cut and len(one.units) <= MAX_UNITS:
            found = list(measure_uncertain_lines(one.features, marginals, one.content_words))
            rows += [measures for _, measures in found]
            answers += [one.labels[at] in ("body", "heading") for at, _ in found]
            weights += [min(1.0, MAX_UNCERTAIN / max(1, len(found)))] * len(found)
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
    """The tree from `node` on, as `to_json` takes it."""
    left, right = int(tree.children_left[node]), int(tree.children_right[node])
    if left < 0:
        return round(1000 * rate * float(tree.value[node, 0, 0]))
    parts = _tree(tree, left, rate), _tree(tree, right, rate)
    sizes = [float(tree.weighted_n_node_samples[child]) for child in (left, right)]
    means = [part if isinstance(part, int) else part[2] for part in parts]
    mean = round(float(np.average(means, weights=sizes)))
    return [int(tree.feature[node]), float(f"{tree.threshold[node]:.4g}"), mean, *parts]


def rerank_cases(known: Iterable[HeldOutCase], forests: Mapping[int, Any]) -> list[HeldOutCase]:
    """The cases with marginals reranked by the forest of their fold."""
    models = {fold: parse_model(json.dumps({**_EMPTY, "forest": trees})) for fold, trees in forests.items()}
    return [
        (one, rerank_uncertain_lines(models[one.record.fold], one.features, marginals, one.content_words))
        for one, marginals in known
    ]


# --------------------------------------------------------------------------------------------------------------------
# The rankers


def _matrix(rows: Sequence[Sequence[str]]) -> tuple[csr_matrix, list[str]]:
    numbers: dict[str, int] = {}
    columns = [numbers.setdefault(feature, len(numbers)) for row in rows for feature in row]
    offsets = np.cumsum([0, *map(len, rows)])
    matrix = csr_matrix((np.ones(len(columns)), columns, offsets), shape=(len(rows), len(numbers)))
    return matrix, list(numbers)


def _minimize(loss: Callable[[Any], tuple[float, Any]], names: list[str]) -> dict[str, int]:
    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {
        name: round(1000 * weight) for name, weight in sorted(zip(names, found, strict=True)) if abs(weight) >= 0.01
    }


class CandidateGroup(NamedTuple):
    """The candidates for a field in one text: their features, the indexes of the right ones, and their prior scores."""

    rows: Sequence[Sequence[str]]
    right: Set[int]
    prior_scores: Sequence[float] = ()


def fit_choice(groups: Sequence[CandidateGroup], smoothing: float) -> dict[str, int]:
    """The weights that maximize the likelihood of the right candidates within their groups."""
    matrix, names = _matrix([row for one in groups for row in one.rows])
    group = np.repeat(np.arange(len(groups)), [len(one.rows) for one in groups])
    right = np.array([number in one.right for one in groups for number in range(len(one.rows))], float)
    prior_scores = np.array(
        [prior_score for one in groups for prior_score in one.prior_scores or [0.0] * len(one.rows)]
    )

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights + prior_scores
        most = np.full(len(groups), -np.inf)
        np.maximum.at(most, group, scores)
        factors = np.exp(scores - most[group])
        total = np.bincount(group, factors, len(groups))
        good = np.bincount(group, factors * right, len(groups))
        gradient = matrix.T @ (factors / total[group] - factors * right / good[group])
        return float(np.log(total / good).sum() + smoothing * weights @ weights / 2), gradient + smoothing * weights

    return _minimize(loss, names)


def fit_binary(rows: Sequence[Sequence[str]], answers: Sequence[bool], smoothing: float) -> dict[str, int]:
    """The weights of a logistic regression of `answers` on the features in `rows`."""
    matrix, names = _matrix(rows)
    truth = np.array(answers, float)

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        marginals = 1 / (1 + np.exp(-scores))
        value = np.logaddexp(0, scores).sum() - (truth * scores).sum() + smoothing * weights @ weights / 2
        return float(value), matrix.T @ (marginals - truth) + smoothing * weights

    return _minimize(loss, names)


def fit_rankers(known: Sequence[HeldOutCase]) -> dict[str, dict[str, int]]:
    """The weights of the rankers, fitted on cases with held-out marginals."""
    headlines: list[CandidateGroup] = []
    dates: list[CandidateGroup] = []
    names: list[list[str]] = []
    answers: list[bool] = []
    for one, marginals in known:
        analysis = analyze(one.features, marginals)
        titled = headline_ranker.headline_candidates(analysis)
        right = {number for number, at in enumerate(titled) if one.is_headline(at)} or {len(titled)}
        prior_scores = [*map(headline_ranker.prior_score, titled.values()), 0.0]
        headlines.append(CandidateGroup(headline_ranker.headline_features(analysis, titled), right, prior_scores))
        head = analysis.lead if one.headline is None else one.headline
        if one.record.truth.get("published_day"):
            days = date_ranker.date_candidates(analysis, head)
            right = {number for number, line in enumerate(days) if one.is_day(line)} or {len(days)}
            dates.append(CandidateGroup(date_ranker.date_features(analysis, days, head), right))
        if one.record.truth_from.get("authors") in ("gold", "none", "meta", "silver"):
            lines = byline_ranker.byline_candidates(analysis, head, one.lexicon)
            names += byline_ranker.byline_features(analysis, lines, head, one.lexicon)
            answers += [one.is_author_line(line) for line in lines]
    return {
        "headline": fit_choice(headlines, RANKER_SMOOTHING["headline"]),
        "byline": fit_binary(names, answers, RANKER_SMOOTHING["byline"]),
        "date": fit_choice(dates, RANKER_SMOOTHING["date"]),
    }


# --------------------------------------------------------------------------------------------------------------------
# The whole model


@cache
def _all() -> tuple[list[Case], list[Case]]:
    known = training_cases()
    return known, list(variants(known))


def _held_out(fold: int) -> tuple[int, dict[str, Any]]:
    known, more = _all()
    return fold, fit_chain(one for one in chain(known, more) if one.record.fold != fold)


def _whole(_: int) -> tuple[int, dict[str, Any]]:
    known, more = _all()
    return -1, fit_chain(chain(known, more))


def fit_folds(workers: int) -> tuple[dict[int, dict[str, Any]], list[HeldOutCase]]:
    """For each fold a chain fitted on the other folds, and every case with the marginals of its fold's chain."""
    _all()  # before the processes fork, so that they share it
    with ProcessPoolExecutor(workers) as pool:
        chains = dict(pool.map(_held_out, range(FOLDS)))
    return chains, held_out_cases(chains)


def held_out_cases(chains: Mapping[int, Mapping[str, Any]]) -> list[HeldOutCase]:
    """Every case with the marginals of its fold's chain."""
    known, more = _all()
    models = {fold: parse_model(json.dumps({**_EMPTY, **data, "forest": []})) for fold, data in chains.items()}
    return [(one, models[one.record.fold].marginals(one.rows)) for one in (*known, *more)]


def models_by_fold(chains: Mapping[int, Mapping[str, Any]], held_out: Sequence[HeldOutCase]) -> dict[int, Model]:
    """For each fold a model that was fitted without its texts, given its chain."""

    def others(rows: Sequence[HeldOutCase], fold: int) -> list[HeldOutCase]:
        return [row for row in rows if row[0].record.fold != fold]

    forests = {fold: fit_forest(others(held_out, fold)) for fold in chains}
    reranked = rerank_cases(held_out, forests)
    return {
        fold: parse_model(json.dumps({**data, "forest": forests[fold], "rankers": fit_rankers(others(reranked, fold))}))
        for fold, data in chains.items()
    }


def cross_validated(workers: int = 2) -> dict[int, Model]:
    """For each fold a model that was fitted without its texts."""
    return models_by_fold(*fit_folds(workers))


def main() -> int:
    if not corpus_records():
        print("the corpus was not found; set WIRECOPY_CORPUS to its folder", file=sys.stderr)
        return 3
    chains, held_out = fit_folds(2)
    forests = {fold: fit_forest(row for row in held_out if row[0].record.fold != fold) for fold in chains}
    data = _whole(0)[1] | {"forest": fit_forest(held_out), "rankers": fit_rankers(rerank_cases(held_out, forests))}
    FILE.write_text(to_json(data), encoding="utf-8")
    rankers = sum(map(len, data["rankers"].values()))
    print(f"{len(data['features'])} features, {rankers} weights of rankers, {FILE.stat().st_size} bytes")
    return 0


def to_json(data: Mapping[str, Any]) -> str:
    """The weights as JSON, one feature a line."""

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
    features = f'"features":{{\n{lines(data["features"])}\n}}'
    return f'{{{heads},\n"forest":[\n{trees}\n],\n{features},\n"rankers":{{\n{rankers}\n}}}}\n'


if __name__ == "__main__":
    sys.exit(main())
