"""The model of the reader: its odds are what its weights say, and its weights are what was shipped."""

from __future__ import annotations

import itertools
import json
import random
import re
from math import exp, isclose
from pathlib import Path

import pytest

from convert.errors import InstallationError
from convert.readers.text.labels import crf
from convert.readers.text.labels.crf import FILE, LABELS, MEASURES, WeightSums, load_model, parse_model

SIZE = len(LABELS)
CHANCE = random.Random(4)


def weights(*names: str) -> dict[str, list[int]]:
    return {name: [CHANCE.randrange(-4000, 4000) for _ in LABELS] for name in names}


def test_odds_are_those_of_all_paths_together() -> None:
    """Forward and backward give what summing over every sequence of labels gives."""
    features = weights("a", "b", "c")
    transitions = [[CHANCE.randrange(-3000, 3000) for _ in LABELS] for _ in LABELS]
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
    """Weights far above any that are fitted, of both signs, come out of one number as they went in."""
    features = {str(n): [CHANCE.randrange(-100_000, 100_000) for _ in LABELS] for n in range(60)}
    sums = WeightSums(features)
    groups = [tuple(CHANCE.sample(sorted(features), 5)) for _ in range(12)]
    raised = sums.lanes(groups)
    plain = [sum(features[feature][label] for group in groups for feature in group) for label in range(SIZE)]
    assert len({one - other for one, other in zip(raised, plain, strict=True)}) == 1


def test_long_copy_has_odds_however_often_weights_are_scaled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Moves far heavier and lighter than any that are fitted neither overflow nor vanish."""
    features = weights("a", "b", "c")
    transitions = [[CHANCE.choice((-12_000, 0, 12_000)) for _ in LABELS] for _ in LABELS]
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
    rows = [[(CHANCE.choice("abc"),)] for _ in range(3000)]
    found = small.marginals(rows)
    assert all(isclose(sum(marginals), 1) for marginals in found)
    monkeypatch.setattr(crf, "_SCALED", 1)
    for one, other in zip(found, small.marginals(rows), strict=True):
        assert all(isclose(a, b, rel_tol=1e-9) for a, b in zip(one, other, strict=True))


def test_no_units_have_no_odds() -> None:
    assert load_model().marginals([]) == []


def test_what_is_shipped_holds_no_word_but_ours() -> None:
    """Every name in the weights is made of the few words that traits, labels and roles are called by."""
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
    names = [*data["features"], *(name for scale in data["rankers"].values() for name in scale)]
    assert len(names) > 1000
    assert {word for name in names for word in re.findall(r"[^\W\d_]+", name.lower())} <= ours


@pytest.mark.parametrize("break_it", ["labels", "measures", "features", "transitions", "no forest", "no JSON"])
def test_a_broken_file_of_weights_is_an_installation_error(
    break_it: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = json.loads(FILE.read_text(encoding="utf-8"))
    match break_it:
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
    path.write_text(json.dumps(data)[: None if break_it != "no JSON" else 100], encoding="utf-8")
    monkeypatch.setattr(crf, "FILE", path)
    load_model.cache_clear()
    try:
        with pytest.raises(InstallationError):
            load_model()
    finally:
        load_model.cache_clear()
