"""Explanations of the reader's decisions: their contributions add up to the log odds."""

from __future__ import annotations

import json
import random
from math import exp, isclose, log
from pathlib import Path
from typing import Any

import pytest
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st

from convert.model import Moment
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.explain import contributions
from convert.readers.text.explain.contributions import MIN_WEIGHT
from convert.readers.text.explain.value_words import LABEL_WORDS
from convert.readers.text.labels.crf import LABELS, MEASURES, load_model, parse_model
from convert.readers.text.labels.trees import Forest
from convert.readers.text.roles import FURNITURE

READERS = Path(__file__).parent / "readers"
COPIES = [*sorted((READERS / "corpus").glob("*.txt")), *sorted((READERS / "text").glob("*/input.txt"))]


def parsed(data: bytes, **options: object) -> Parsed:
    return read(Source(name="x.txt", data=data, moment=Moment("2024-01-01T00:00:00Z"), **options))  # type: ignore[arg-type]


def assert_adds_up(found: Parsed) -> None:
    for explanation in found.explanations:
        wanted = log(explanation.confidence / explanation.against)
        got = sum(reason.weight for reason in explanation.reasons)
        assert isclose(wanted, got, rel_tol=1e-9, abs_tol=2 * MIN_WEIGHT + 1e-9), explanation
        weights = [abs(reason.weight) for reason in explanation.reasons]
        assert weights == sorted(weights, reverse=True)
        assert all(reason.what.strip() for reason in explanation.reasons)


NOT_WEIGHED = ("agency below the title", "whom the authors write for")
"""Rules by which an envelope takes a line for certain, so that nothing is weighed."""


@pytest.mark.sampled(4)
@pytest.mark.parametrize("path", COPIES[::3], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_line_has_an_explanation_that_adds_up(path: Path) -> None:
    data = path.read_bytes()
    found = parsed(data, explanations=True)
    assert_adds_up(found)
    explained = [
        number for explanation in found.explanations if explanation.field is None for number in explanation.lines
    ]
    weighed = (line for line in found.trace if line.role not in ("blank", "envelope") and line.rule not in NOT_WEIGHED)
    assert explained == [line.number for line in weighed]
    usual = parsed(data)
    assert (found.article, found.trace, found.findings) == (usual.article, usual.trace, usual.findings)
    assert usual.explanations == ()


@given(st.lists(st.sampled_from(["Share", "By Jane Doe", "3 May 2019", "A line. " * 9, "Oh", "• a thing", "*", ""])))
@examples(quick=8, slow=200)
def test_explanations_of_any_copy_add_up(lines: list[str]) -> None:
    assert_adds_up(parsed("\n".join(["Some words", *lines]).encode(), explanations=True))


@pytest.mark.sampled(4)
@pytest.mark.parametrize("path", COPIES[::5], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_reranking_is_explained(path: Path) -> None:
    """The contributions of measures add up for any forest."""
    chance = random.Random(4)

    def tree(depth: int) -> Any:
        weight = chance.randrange(-900, 900)
        if not depth:
            return weight
        return [
            chance.randrange(len(MEASURES)),
            chance.choice([0, 0.3, 2, 9]),
            weight,
            tree(depth - 1),
            tree(depth - 1),
        ]

    grown = load_model()._replace(forest=Forest(tree(4) for _ in range(25)))
    source = Source(name="x.txt", data=path.read_bytes(), moment=Moment("2024-01-01T00:00:00Z"), explanations=True)
    found = read(source, grown)
    assert_adds_up(found)


def test_marginals_are_the_product_of_weights_and_messages() -> None:
    chance = random.Random(4)
    names = {name: [chance.randrange(-4000, 4000) for _ in LABELS] for name in "abc"}
    transitions = [[chance.randrange(-3000, 3000) for _ in LABELS] for _ in LABELS]
    small = parse_model(
        json.dumps(
            {
                "labels": LABELS,
                "measures": MEASURES,
                "transitions": transitions,
                "forest": [],
                "features": names,
                "rankers": {},
            }
        )
    )
    rows = [[("a",)], [("b", "c"), ("unknown",)], [("c",), ("a",)], [("b",)]]
    for row, marginals, (above, below) in zip(rows, small.marginals(rows), small.messages(rows), strict=True):
        own = [exp(sum(names[t][label] for g in row for t in g if t in names) / 1000) for label in range(len(LABELS))]
        softmax = [a * b * c for a, b, c in zip(own, above, below, strict=True)]
        assert all(isclose(share / sum(softmax), wanted) for share, wanted in zip(softmax, marginals, strict=True))


def test_the_alternative_of_a_line() -> None:
    """A dropped line is compared with text of the story, a kept line with its next likely label."""
    data = next(path for path in COPIES if path.stem.startswith("en")).read_bytes()
    found = parsed(data, explanations=True)
    roles = {line.number: line.role for line in found.trace}
    for explanation in found.explanations:
        if explanation.field is None:
            if roles[explanation.lines[0]] in FURNITURE:
                assert explanation.other == LABEL_WORDS["body"]
                assert explanation.taken.startswith("something else")
            elif roles[explanation.lines[0]] == "paragraph":
                assert explanation.taken == LABEL_WORDS["body"]
                assert explanation.other != LABEL_WORDS["body"]


PROSE = "Twelve miners were brought to the surface on Sunday after a shaft had collapsed, the service said. " * 2


def fields(text: str, **options: object) -> dict[str | None, tuple[tuple[int, ...], str]]:
    found = parsed(text.encode(), explanations=True, **options)
    assert_adds_up(found)
    return {
        explanation.field: (explanation.lines, explanation.taken)
        for explanation in found.explanations
        if explanation.field
    }


def test_fields_are_explained() -> None:
    text = f"Mine collapses near Osted\nBy Jane Doe\n3 May 2019\n\n{PROSE}\n\n{PROSE}\n"
    assert fields(text) == {
        "headline": ((1,), "line 1"),
        "authors": ((2,), "named in line 2"),
        "published": ((3,), "2019-05-03 in line 3"),
    }
    assert "headline" not in fields(text, metadata={"headline": "Mine collapses near Osted"})


def test_what_two_candidates_have_in_common_is_said_once() -> None:
    """What they differ in is said of both."""
    text = f"MINE ACCIDENT\nMine collapses near Osted after heavy rain\nBy Jane Doe\n3 May 2019\n\n{PROSE}\n\n{PROSE}\n"
    compared = [each for each in parsed(text.encode(), explanations=True).explanations if each.other_lines == (1,)]
    phrases = [reason.what for each in compared for reason in each.reasons]
    assert {"how likely a headline it is in its place", "the second line; line 1: the first line"} <= set(phrases)
    parts = [phrase.split("; line 1: ") for phrase in phrases if "; line 1: " in phrase]
    assert all(own != other for own, other in parts)


def test_explanations_are_made_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch without explanations does not pay for them."""
    monkeypatch.setattr(contributions, "explanations", lambda *anything: 1 / 0)
    assert parsed(PROSE.encode()).explanations == ()
    with pytest.raises(ZeroDivisionError):
        parsed(PROSE.encode(), explanations=True)
