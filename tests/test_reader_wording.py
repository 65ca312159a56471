"""The wording of features: a phrase for each feature that exists, and for no others."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from convert.readers.text.explain.value_words import LABEL_WORDS
from convert.readers.text.explain.wording import FORMS, MEASURE_WORDS, values, wordings
from convert.readers.text.fields import byline_ranker, date_ranker, headline_ranker, ranking
from convert.readers.text.labels import crf_features, feature_groups
from convert.readers.text.labels.analysis import analyze
from convert.readers.text.labels.copy_features import extract_copy_features
from convert.readers.text.labels.crf import FILE, LABELS, MEASURES, load_model
from convert.readers.text.labels.density import collect_content_words
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lines.decode import decode
from convert.readers.text.lines.language import detect_language
from convert.readers.text.lines.units import build_units

READERS = Path(__file__).parent / "readers"
COPIES = [*sorted((READERS / "corpus").glob("*.txt")), *sorted((READERS / "text").glob("*/input.txt"))]


@cache
def weighted() -> dict[str, set[str]]:
    """The names of features that have weights, by ranker."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    return {"": set(data["features"]), **{name: set(row) for name, row in data["rankers"].items()}}


@cache
def existing() -> dict[str, set[str]]:
    """The names of features that occur in the invented copies or have weights, by ranker."""
    names = {ranker: set(known) for ranker, known in weighted().items()}
    for path in COPIES:
        for ranker, row in _features_of(path):
            names[ranker].update(row)
    return names


def _features_of(path: Path) -> Iterator[tuple[str, list[str]]]:
    units = build_units(decode(path.read_bytes()).lines)
    language = detect_language(unit.text for unit in units)
    lexicon = load_lexicon("en", language.primary)
    features = extract_copy_features(units, lexicon, language)
    content_words = collect_content_words(
        features.lines, features.dense_span.first, features.dense_span.end, features.extract_words
    )
    rows = list(crf_features.extract_crf_features(features, content_words, lexicon, language))
    yield from (("", [feature for group in row for feature in group]) for row in rows)
    analysis = analyze(features, load_model().marginals(rows))
    yield from (
        ("headline", row)
        for row in headline_ranker.headline_features(analysis, headline_ranker.headline_candidates(analysis))
    )
    lines = byline_ranker.byline_candidates(analysis, analysis.lead, lexicon)
    yield from (("byline", row) for row in byline_ranker.byline_features(analysis, lines, analysis.lead, lexicon))
    yield from (
        ("date", row)
        for row in date_ranker.date_features(
            analysis, date_ranker.date_candidates(analysis, analysis.lead), analysis.lead
        )
    )


def test_every_feature_has_a_phrase() -> None:
    assert set(FORMS) == set(weighted())
    assert [
        (ranker, names - set(wordings(ranker))) for ranker, names in existing().items() if names - set(wordings(ranker))
    ] == []
    assert set(LABEL_WORDS) == set(LABELS)
    assert set(MEASURE_WORDS) == set(MEASURES)


def test_every_phrase_is_used() -> None:
    """Each form, and each value in it but rare steps, makes the name of an existing feature."""
    used: set[tuple[str, str]] = set()
    known: set[tuple[str, str]] = set()
    for ranker, subjects in FORMS.items():
        for form, _ in (row for forms in subjects.values() for row in forms.items()):
            is_used = False
            for tokens in values(form):
                places = {(field.rstrip("_"), token) for field, token in tokens.items()}
                known |= places
                if form.format_map(tokens) in existing()[ranker]:
                    used |= places
                    is_used = True
            assert is_used, (ranker, form)
    assert sorted(value for value in known - used if value[0] not in ("sure", "from headline", "between")) == []


def test_a_name_has_one_form() -> None:
    """A name of two features has a form of its own."""
    for subjects in FORMS.values():
        forms = [form for forms in subjects.values() for form in forms]
        general = [form.format_map(tokens) for form in forms if "{" in form for tokens in values(form)]
        assert len(general) == len(set(general))
        assert len(forms) == len(set(forms))


def test_phrases_are_plain_english() -> None:
    ours = re.compile(r"\b(?:trait|noise|mass|broad|glance|odds|label|token|unit)s?\b")
    for ranker in FORMS:
        for name, words in wordings(ranker).items():
            assert re.fullmatch(r"[a-z0-9][a-zA-Z0-9 ,.'’%|/›()-]{3,120}", words.phrase), (name, words.phrase)
            assert not ours.search(words.phrase), (name, words.phrase)
            assert words.phrase != name
            assert not re.search(r"\b0 (?:to|or) \d+ %", words.phrase), words.phrase


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6, 8, 9, 12, 13, 17, 18, 25, 26, 40, 41, 80, 81, 500])
def test_numbers_in_phrases_match_their_steps(number: int) -> None:
    """The span in a phrase includes each number that gives the feature."""
    size = bisect_right(feature_groups.SIZE_BOUNDS, number)
    away = bisect_right(feature_groups.DISTANCE_BOUNDS, number)
    near = bisect_right(feature_groups.BROAD_SIZE_BOUNDS, size)
    few = bisect_right(feature_groups.PROSE_COUNT_BOUNDS, number)
    step = bisect_right(ranking.DISTANCES, number)
    length = bisect_right(ranking.LENGTHS, number)
    for ranker, name in (
        ("", f"size {size}"),
        ("", f"known {size}"),
        ("", f"closed {min(size, 7)}"),
        ("", f"> {away}"),
        ("", f"-1 {near}."),
        ("", f"prose {few}-0"),
        ("headline", f"lead -{step}"),
        ("headline", f"length {length}"),
    ):
        phrase = wordings(ranker)[name].phrase
        least, most, *_ = [*map(int, re.findall(r"\d+", phrase)), *re.findall(r"\d+", phrase)]
        assert least <= number
        assert number <= int(most) or "or more" in phrase or number == least, phrase
        assert number == least or "or" in phrase or " to " in phrase, phrase


def _rows(ranker: str) -> Iterator[str]:
    """Each phrase of a form, with each value of its fields once while its other fields keep their first."""
    for subject, forms in FORMS[ranker].items():
        for form in forms:
            kinds = list(values(form))
            for tokens in kinds:
                if sum(tokens[field] != kinds[0][field] for field in tokens) <= 1:
                    name = form.format_map(tokens)
                    yield f"{subject.format_map(tokens)} | {name} | {wordings(ranker)[name].phrase}"


@pytest.mark.parametrize("ranker", FORMS)
def test_phrases_are_as_they_were_read(ranker: str, accept: bool) -> None:
    """The steps of numbers and the words of values are as a person last read them."""
    path = READERS / "phrases" / f"{ranker or 'labels'}.txt"
    found = "".join(f"{row}\n" for row in _rows(ranker))
    if accept:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")
