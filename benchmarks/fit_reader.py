"""Fit the weights of the reader's model and write them to `convert/readers/text/weights.json`.

    python benchmarks/fit_reader.py            needs `pip install -e '.[fit]'` and the corpus

The chain is fitted by CRFsuite; the scales, by which candidates for one field are weighed against each other, by
maximum likelihood over what chains say of texts that they were not fitted on. The same corpus and the same versions
give the same file.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite
from reader_corpus import FOLDS, Case, case, corpus, own, variants
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from convert.readers.text import choose
from convert.readers.text.model import FILE, LABELS, Model, Odds, parse

SMOOTHING = 14.0
"""How strongly the weights of the chain are drawn to zero."""

ROUNDS = 150
OWN_WEIGHT = 2
"""How often an invented text counts: it is what the reader must get right in languages that the corpus lacks."""

LONGEST = 1500
"""Longer texts are not fitted on: one live blog would outweigh twenty stories."""

SCALES = {"headline": 9.0, "byline": 3.0, "date": 2.0}
"""How strongly the weights of each scale are drawn to zero."""

LEAST = 5
"""A trait whose weights are all below so many thousandths is left out."""


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
    traits: dict[str, list[int]] = {}
    for (trait, label), weight in info.state_features.items():
        traits.setdefault(trait, [0] * len(LABELS))[LABELS.index(label)] = round(1000 * weight)
    moves = [[round(1000 * info.transitions.get((one, other), 0.0)) for other in LABELS] for one in LABELS]
    kept = {trait: row for trait, row in sorted(traits.items()) if max(map(abs, row)) >= LEAST}
    return {"labels": list(LABELS), "traits": kept, "moves": moves, "scales": {}}


# --------------------------------------------------------------------------------------------------------------------
# The scales


def _matrix(rows: Sequence[Sequence[str]]) -> tuple[csr_matrix, list[str]]:
    numbers: dict[str, int] = {}
    columns = [numbers.setdefault(trait, len(numbers)) for row in rows for trait in row]
    starts = np.cumsum([0, *map(len, rows)])
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(numbers)))
    return matrix, list(numbers)


def _least(loss: Callable[[Any], tuple[float, Any]], names: list[str]) -> dict[str, int]:
    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {
        name: round(1000 * weight) for name, weight in sorted(zip(names, found, strict=True)) if abs(weight) >= 0.01
    }


def fit_choice(groups: Sequence[tuple[Sequence[Sequence[str]], set[int]]], smoothing: float) -> dict[str, int]:
    """The weights by which the right ones of each group get the greatest share."""
    matrix, names = _matrix([row for rows, _ in groups for row in rows])
    group = np.repeat(np.arange(len(groups)), [len(rows) for rows, _ in groups])
    right = np.array([number in wanted for rows, wanted in groups for number in range(len(rows))], float)

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
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
        odds = 1 / (1 + np.exp(-scores))
        value = np.logaddexp(0, scores).sum() - (truth * scores).sum() + smoothing * weights @ weights / 2
        return float(value), matrix.T @ (odds - truth) + smoothing * weights

    return _least(loss, names)


def fit_scales(known: Sequence[tuple[Case, Sequence[Odds]]]) -> dict[str, dict[str, int]]:
    """The scales, fitted on cases with the odds that a chain gives which was not fitted on them."""
    titles: list[tuple[list[list[str]], set[int]]] = []
    dates: list[tuple[list[list[str]], set[int]]] = []
    names: list[list[str]] = []
    answers: list[bool] = []
    for one, odds in known:
        view = choose.view(one.seen, odds)
        candidates = choose.titles(view)
        right = {number for number, at in enumerate(candidates) if one.is_title(at)} or {len(candidates)}
        titles.append((choose.title_traits(view, candidates), right))
        head = view.lead if one.headline is None else one.headline
        days = choose.date_lines(view, head)
        right = {number for number, line in enumerate(days) if one.is_day(line)} or {len(days)}
        dates.append((choose.date_traits(view, days, head), right))
        if one.record.truth_from.get("authors") in ("gold", "none", "meta", "silver"):
            lines = choose.name_lines(view, head, one.lexicon)
            names += choose.name_traits(view, lines, head, one.lexicon)
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


def fit_folds(workers: int) -> tuple[dict[int, dict[str, Any]], list[tuple[Case, list[Odds]]]]:
    """For each fold a chain that was fitted on the others, and every case with what that chain says of it."""
    known, more = _all()
    with ProcessPoolExecutor(workers) as pool:
        chains = dict(pool.map(_held_out, range(FOLDS)))
    models = {fold: _model(data, {}) for fold, data in chains.items()}
    told = [(one, models[one.record.fold].label(one.rows)) for one in (*known, *more)]
    return chains, told


def _model(data: Mapping[str, Any], scales: Mapping[str, Any]) -> Model:
    return parse(json.dumps({**data, "scales": scales}))


def cross_validated(workers: int = 2) -> dict[int, Model]:
    """For each fold the model that knows nothing of its texts."""
    chains, told = fit_folds(workers)
    return {
        fold: _model(data, fit_scales([row for row in told if row[0].record.fold != fold]))
        for fold, data in chains.items()
    }


def main() -> int:
    if not corpus():
        print("the corpus is not at hand; say where it is with WIRECOPY_CORPUS", file=sys.stderr)
        return 3
    _, told = fit_folds(2)
    data = _whole(0)[1] | {"scales": fit_scales(told)}
    FILE.write_text(written(data), encoding="utf-8")
    scales = sum(map(len, data["scales"].values()))
    print(f"{len(data['traits'])} traits, {scales} weights of scales, {FILE.stat().st_size} bytes")
    return 0


def written(data: Mapping[str, Any]) -> str:
    """The weights as JSON, a trait a line."""

    def lines(rows: Mapping[str, Any]) -> str:
        return ",\n".join(
            f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
            for name, row in rows.items()
        )

    scales = ",\n".join(f'"{name}":{{\n{lines(row)}\n}}' for name, row in data["scales"].items())
    return (
        f'{{"labels":{json.dumps(data["labels"])},\n"moves":{json.dumps(data["moves"], separators=(",", ":"))},\n'
        f'"traits":{{\n{lines(data["traits"])}\n}},\n"scales":{{\n{scales}\n}}}}\n'
    )


if __name__ == "__main__":
    sys.exit(main())
