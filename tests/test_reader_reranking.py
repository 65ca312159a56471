"""Reranking of the lines that the chain leaves uncertain."""

from __future__ import annotations

import itertools
import zlib
from pathlib import Path

import pytest
import sections

from convert.readers.text.fields.byline_ranker import byline_candidates, byline_features
from convert.readers.text.fields.date_ranker import date_candidates, date_features
from convert.readers.text.fields.headline_ranker import headline_candidates, headline_features
from convert.readers.text.labels.analysis import analyze
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
BODY_LABELS = LABELS.index("body"), LABELS.index("heading")


def chain_reading(data: bytes) -> tuple[CopyFeatures, list[Marginals], frozenset[str]]:
    units = build_units(decode(data).lines)
    language = detect_language(unit.text for unit in units)
    words = load_lexicon("en", language.primary)
    features = extract_copy_features(units, words, language)
    content_words = frozenset(
        collect_content_words(
            features.lines, features.dense_span.first, features.dense_span.end, features.extract_words
        )
    )
    return (
        features,
        load_model().marginals(extract_crf_features(features, content_words, words, language)),
        content_words,
    )


def body(marginals: Marginals) -> float:
    return sum(marginals[label] for label in BODY_LABELS)


@pytest.mark.sampled(9)
@pytest.mark.parametrize("path", COPIES, ids=lambda path: path.stem)
def test_only_uncertain_lines_are_reranked(path: Path) -> None:
    features, marginals, content_words = chain_reading(path.read_bytes())
    reranked = rerank_uncertain_lines(load_model(), features, marginals, content_words)
    measures = dict(measure_uncertain_lines(features, marginals, content_words))
    assert set(measures) == {at for at, row in enumerate(marginals) if CERTAINLY_NOT_BODY < body(row) < CERTAINLY_BODY}
    for at, (before, after) in enumerate(zip(marginals, reranked, strict=True)):
        assert sum(after) == pytest.approx(1)
        if at not in measures:
            assert after == before
        else:
            assert len(measures[at]) == len(MEASURES)
            # The probabilities of the labels of the body keep their ratio.
            one, other = BODY_LABELS
            assert after[one] * before[other] == pytest.approx(after[other] * before[one])


def test_reranking_changes_some_lines() -> None:
    readings = [chain_reading(path.read_bytes()) for path in COPIES[::3]]
    moved = 0
    for features, marginals, content_words in readings:
        for before, after in zip(
            marginals, rerank_uncertain_lines(load_model(), features, marginals, content_words), strict=True
        ):
            moved += (body(before) > 0.5) != (body(after) > 0.5)
    assert moved > 3


def test_measures_are_of_the_whole_copy() -> None:
    line = (
        "The harbour of Osted was closed on Monday, the mayor said, because the old bridge had to be mended reranked."
    )
    copy = "\n".join(["Bridge closed", *[line] * 6, "What now?", "Share this", "Who pays?", line, "Why now?"])
    features, marginals, content_words = chain_reading(copy.encode())
    unsure = [Marginals._make(1 / len(LABELS) for _ in LABELS) for _ in marginals]
    rows = dict(measure_uncertain_lines(features, unsure, content_words))
    questions = [at for at, one in enumerate(features.lines) if one.unit.text.endswith("?")]
    likes = MEASURES.index("likes")
    assert [rows[at][likes] for at in questions] == [len(questions)] * len(questions)
    assert {rows[at][MEASURES.index("since sure")] for at in rows} == {MAX_DISTANCE}
    assert [rows[at][MEASURES.index("question")] for at in questions] == [True] * len(questions)


def test_certain_lines_are_not_measured() -> None:
    features, marginals, content_words = chain_reading(b"Bridge closed")
    certain = [Marginals._make(float(label == 0) for label in range(len(LABELS))) for _ in marginals]
    assert list(measure_uncertain_lines(features, certain, content_words)) == []
    assert rerank_uncertain_lines(load_model(), features, certain, content_words) == certain


@pytest.mark.sampled(16)
@pytest.mark.parametrize("path", COPIES, ids=lambda path: path.stem)
def test_features_are_as_before(path: Path, accept: bool) -> None:
    """Of the chain, the forest and the rankers: those of the last line, and a checksum of all."""
    data = path.read_bytes()
    features, marginals, content_words = chain_reading(data)
    units = build_units(decode(data).lines)
    language = detect_language(unit.text for unit in units)
    words = load_lexicon("en", language.primary)
    chain = [[*itertools.chain(*groups)] for groups in extract_crf_features(features, content_words, words, language)]
    measures = [
        (at, [round(float(value), 4) for value in row])
        for at, row in measure_uncertain_lines(features, marginals, content_words)
    ]
    analysis = analyze(features, rerank_uncertain_lines(load_model(), features, marginals, content_words))
    candidates = headline_candidates(analysis)
    head = next(iter(candidates), 0)
    dates, bylines = date_candidates(analysis, head), byline_candidates(analysis, head, words)
    ranked = {
        "headlines": headline_features(analysis, candidates),
        "dates": date_features(analysis, dates, head),
        "bylines": byline_features(analysis, bylines, head, words),
    }
    shown = f"lines: {', '.join(chain[-1])}\n"
    shown += "".join(f"{name}: {', '.join(rows[-1]) if rows else 'none'}\n" for name, rows in ranked.items())
    shown += f"all: {zlib.crc32(repr((chain, measures, ranked)).encode()):08x}\n"
    sections.hold("features", path.stem, shown, accept=accept, folder=path.parent.parent)
