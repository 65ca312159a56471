"""The second look at lines that the chain left open."""

from __future__ import annotations

from pathlib import Path

import pytest

from convert.readers.text.labels.copy_features import CopyFeatures, extract_copy_features
from convert.readers.text.labels.crf import LABELS, MEASURES, Marginals, load_model
from convert.readers.text.labels.crf_features import extract_crf_features
from convert.readers.text.labels.density import collect_content_words
from convert.readers.text.labels.forest import (
    CERTAINLY_BODY,
    CERTAINLY_NOT_BODY,
    MAX_DISTANCE,
    measure_uncertain_lines,
    rerank_uncertain_lines,
)
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lines.decode import decode
from convert.readers.text.lines.language import detect_language
from convert.readers.text.lines.units import build_units

COPIES = sorted((Path(__file__).parent / "readers" / "corpus").glob("*.txt"))
OF_BODY = LABELS.index("body"), LABELS.index("heading")


def first_look(data: bytes) -> tuple[CopyFeatures, list[Marginals], frozenset[str]]:
    units = build_units(decode(data).lines)
    language = detect_language(unit.text for unit in units)
    words = load_lexicon("en", language.primary)
    seen = extract_copy_features(units, words, language)
    told = frozenset(collect_content_words(seen.lines, seen.dense_span.first, seen.dense_span.end, seen.extract_words))
    return seen, load_model().marginals(extract_crf_features(seen, told, words, language)), told


def body(marginals: Marginals) -> float:
    return sum(marginals[label] for label in OF_BODY)


@pytest.mark.parametrize("path", COPIES, ids=lambda path: path.stem)
def test_only_what_is_open_is_looked_at_again(path: Path) -> None:
    seen, marginals, told = first_look(path.read_bytes())
    again = rerank_uncertain_lines(load_model(), seen, marginals, told)
    measures = dict(measure_uncertain_lines(seen, marginals, told))
    assert set(measures) == {at for at, row in enumerate(marginals) if CERTAINLY_NOT_BODY < body(row) < CERTAINLY_BODY}
    for at, (before, after) in enumerate(zip(marginals, again, strict=True)):
        assert sum(after) == pytest.approx(1)
        if at not in measures:
            assert after == before
        else:
            assert len(measures[at]) == len(MEASURES)
            # What kind of body or furniture it is stays as likely beside the others of its side.
            one, other = OF_BODY
            assert after[one] * before[other] == pytest.approx(after[other] * before[one])


def test_some_lines_are_looked_at_again() -> None:
    looks = [first_look(path.read_bytes()) for path in COPIES]
    moved = 0
    for seen, marginals, told in looks:
        for before, after in zip(marginals, rerank_uncertain_lines(load_model(), seen, marginals, told), strict=True):
            moved += (body(before) > 0.5) != (body(after) > 0.5)
    assert moved > 10


def test_measures_are_of_the_whole_copy() -> None:
    line = "The harbour of Osted was closed on Monday, the mayor said, because the old bridge had to be mended again."
    copy = "\n".join(["Bridge closed", *[line] * 6, "What now?", "Share this", "Who pays?", line, "Why now?"])
    seen, marginals, told = first_look(copy.encode())
    unsure: list[Marginals] = [tuple(1 / len(LABELS) for _ in LABELS) for _ in marginals]
    rows = dict(measure_uncertain_lines(seen, unsure, told))
    questions = [at for at, one in enumerate(seen.lines) if one.unit.text.endswith("?")]
    likes = MEASURES.index("likes")
    assert [rows[at][likes] for at in questions] == [len(questions)] * len(questions)
    assert {rows[at][MEASURES.index("since sure")] for at in rows} == {MAX_DISTANCE}
    assert [rows[at][MEASURES.index("question")] for at in questions] == [True] * len(questions)


def test_nothing_open_is_nothing_measured() -> None:
    seen, marginals, told = first_look(b"Bridge closed")
    as_confidence: list[Marginals] = [tuple(float(label == 0) for label in range(len(LABELS))) for _ in marginals]
    assert list(measure_uncertain_lines(seen, as_confidence, told)) == []
    assert rerank_uncertain_lines(load_model(), seen, as_confidence, told) == as_confidence
