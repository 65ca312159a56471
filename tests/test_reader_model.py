"""The reader's model: its marginals follow from its weights, and its file of weights is intact."""

from __future__ import annotations

import itertools
import json
import random
import re
from math import exp, isclose
from pathlib import Path
from typing import Any

import pytest

from convert.errors import InstallationError
from convert.readers.text.labels import crf
from convert.readers.text.labels.crf import FILE, LABELS, MEASURES, Marginals, WeightSums, load_model, parse_model
from convert.readers.text.labels.trees import Forest

SIZE = len(LABELS)
RANDOM = random.Random(4)


def weights(*names: str) -> dict[str, list[int]]:
    return {name: [RANDOM.randrange(-4000, 4000) for _ in LABELS] for name in names}


def test_marginals_are_sums_over_all_sequences() -> None:
    """The forward and backward passes give what summing over every sequence of labels gives."""
    features = weights("a", "b", "c")
    transitions = [[RANDOM.randrange(-3000, 3000) for _ in LABELS] for _ in LABELS]
    small = parse_model(
        json.dumps(
            {
                "labels": LABELS,
                "measures": MEASURES,
                "transitions": transitions,
                "forest": [],
                "features": features,
                "rankers": {},
            }
        )
    )
    rows = [[("a",)], [("b", "c"), ("unknown",)], [("c",), ("a",)]]
    own = [[sum(features.get(t, [0] * SIZE)[label] for g in row for t in g) for label in range(SIZE)] for row in rows]
    totals = [[0.0] * SIZE for _ in rows]
    for path in itertools.product(range(SIZE), repeat=len(rows)):
        steps = sum(transitions[one][other] for one, other in itertools.pairwise(path))
        value = exp((steps + sum(own[at][label] for at, label in enumerate(path))) / 1000)
        for at, label in enumerate(path):
            totals[at][label] += value
    for marginals, total in zip(small.marginals(rows), totals, strict=True):
        whole = sum(total)
        assert all(isclose(got, wanted / whole, rel_tol=1e-9) for got, wanted in zip(marginals, total, strict=True))


def test_packed_sums_are_sums() -> None:
    """Sums of weights far greater than fitted ones, of both signs, are unpacked without error."""
    features = {str(n): [RANDOM.randrange(-100_000, 100_000) for _ in LABELS] for n in range(60)}
    sums = WeightSums(features)
    groups = [tuple(RANDOM.sample(sorted(features), 5)) for _ in range(12)]
    raised = sums.unpack(groups)
    plain = [sum(features[feature][label] for group in groups for feature in group) for label in range(SIZE)]
    assert len({one - other for one, other in zip(raised, plain, strict=True)}) == 1


def test_marginals_do_not_depend_on_how_often_states_are_normalized(monkeypatch: pytest.MonkeyPatch) -> None:
    """Transitions far greater and smaller than fitted ones neither overflow nor vanish."""
    features = weights("a", "b", "c")
    transitions = [[RANDOM.choice((-12_000, 0, 12_000)) for _ in LABELS] for _ in LABELS]
    small = parse_model(
        json.dumps(
            {
                "labels": LABELS,
                "measures": MEASURES,
                "transitions": transitions,
                "forest": [],
                "features": features,
                "rankers": {},
            }
        )
    )
    rows = [[(RANDOM.choice("abc"),)] for _ in range(3000)]
    found = small.marginals(rows)
    assert all(isclose(sum(marginals), 1) for marginals in found)
    monkeypatch.setattr(crf, "_NORMALIZE_EVERY", 1)
    for one, other in zip(found, small.marginals(rows), strict=True):
        assert all(isclose(a, b, rel_tol=1e-9) for a, b in zip(one, other, strict=True))


def test_no_units_have_no_marginals() -> None:
    assert load_model().marginals([]) == []


def test_features_have_no_words_of_any_corpus() -> None:
    """Every name in the weights consists of words from the names of features, labels and roles."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    sources = [
        (FILE.parent.parent / name).read_text(encoding="utf-8")
        for name in (
            "labels/feature_groups.py",
            "labels/crf_features.py",
            "fields/headline_ranker.py",
            "fields/byline_ranker.py",
            "fields/date_ranker.py",
            "roles.py",
        )
    ]
    ours = set(re.findall(r"[a-z]+", " ".join((*sources, *LABELS)).lower()))
    names = [*data["features"], *(name for ranker in data["rankers"].values() for name in ranker)]
    assert len(names) > 1000
    assert {word for name in names for word in re.findall(r"[^\W\d_]+", name.lower())} <= ours


@pytest.mark.parametrize("damage", ["labels", "measures", "features", "transitions", "no forest", "no JSON"])
def test_damaged_file_of_weights_is_an_installation_error(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = json.loads(FILE.read_text(encoding="utf-8"))
    match damage:
        case "labels":
            data["labels"].pop()
        case "measures":
            data["measures"].reverse()
        case "no forest":
            del data["forest"]
        case "features":
            next(iter(data["features"].values())).pop()
        case "transitions":
            data["transitions"][3].pop()
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(data)[: None if damage != "no JSON" else 100], encoding="utf-8")
    monkeypatch.setattr(crf, "FILE", path)
    load_model.cache_clear()
    try:
        with pytest.raises(InstallationError):
            load_model()
    finally:
        load_model.cache_clear()


def walk(tree: Any, measures: list[float]) -> int:
    while isinstance(tree, list):
        tree = tree[3] if measures[tree[0]] <= tree[1] else tree[4]
    return int(tree)


@pytest.mark.parametrize("depth", [0, 1, 3, 4, 5, 6])
def test_a_forest_scores_the_leaves_that_measures_reach(depth: int) -> None:
    """Trees as bits give what a walk down each tree gives, also where a measure equals the value of a split."""
    chance = random.Random(depth)
    values = [-1, 0, 0.25, 0.5, 1, True, 7]

    def grow(depth: int) -> Any:
        if not depth or not chance.randrange(9):
            return chance.randrange(-900, 900)
        return [chance.randrange(5), chance.choice(values), 0, grow(depth - 1), grow(depth - 1)]

    trees = [grow(depth) for _ in range(40)]
    forest = Forest(trees)
    for _ in range(300):
        measures = [chance.choice(values) for _ in range(5)]
        assert forest.total(measures) == sum(walk(tree, measures) for tree in trees)
    assert Forest().total([0.5]) == 0


def test_marginals_have_the_labels_in_their_order() -> None:
    assert tuple(field.replace("_", " ") for field in Marginals._fields) == LABELS
