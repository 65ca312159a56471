"""What traits mean: a phrase for each that there is, and none for others."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from convert.readers.text.explain.wording import FORMS, LABEL_WORDS, MEASURE_WORDS, values, wordings
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
def weighed() -> dict[str, set[str]]:
    """The names of traits that weigh something, by scale."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    return {"": set(data["features"]), **{name: set(row) for name, row in data["rankers"].items()}}


@cache
def made() -> dict[str, set[str]]:
    """The names of traits that are made of the invented copies, or weigh something."""
    names = {scale: set(known) for scale, known in weighed().items()}
    for path in COPIES:
        for scale, row in _made(path):
            names[scale].update(row)
    return names


def _made(path: Path) -> Iterator[tuple[str, list[str]]]:
    units = build_units(decode(path.read_bytes()).lines)
    language = detect_language(unit.text for unit in units)
    lexicon = load_lexicon("en", language.primary)
    seen = extract_copy_features(units, lexicon, language)
    told = collect_content_words(seen.lines, seen.dense_span.first, seen.dense_span.end, seen.extract_words)
    rows = list(crf_features.extract_crf_features(seen, told, lexicon, language))
    yield from (("", [feature for group in row for feature in group]) for row in rows)
    view = analyze(seen, load_model().marginals(rows))
    yield from (
        ("headline", row) for row in headline_ranker.headline_features(view, headline_ranker.headline_candidates(view))
    )
    lines = byline_ranker.byline_candidates(view, view.lead, lexicon)
    yield from (("byline", row) for row in byline_ranker.byline_features(view, lines, view.lead, lexicon))
    yield from (
        ("date", row)
        for row in date_ranker.date_features(view, date_ranker.date_candidates(view, view.lead), view.lead)
    )


def test_every_trait_has_a_phrase() -> None:
    assert set(FORMS) == set(weighed())
    assert [
        (scale, names - set(wordings(scale))) for scale, names in made().items() if names - set(wordings(scale))
    ] == []
    assert set(LABEL_WORDS) == set(LABELS)
    assert set(MEASURE_WORDS) == set(MEASURES)


def test_no_phrase_is_for_what_is_never_made() -> None:
    """Each form makes a name that there is, and so does each value in it, but for steps that are seldom met."""
    used: set[tuple[str, str]] = set()
    known: set[tuple[str, str]] = set()
    for scale, subjects in FORMS.items():
        for form, _ in (row for forms in subjects.values() for row in forms.items()):
            is_made = False
            for tokens in values(form):
                places = {(field.rstrip("_"), token) for field, token in tokens.items()}
                known |= places
                if form.format_map(tokens) in made()[scale]:
                    used |= places
                    is_made = True
            assert is_made, (scale, form)
    assert sorted(value for value in known - used if value[0] not in ("sure", "from headline")) == []


def test_a_name_has_one_form() -> None:
    """Or else a form of its own, for what two traits are called by."""
    for subjects in FORMS.values():
        forms = [form for forms in subjects.values() for form in forms]
        general = [form.format_map(tokens) for form in forms if "{" in form for tokens in values(form)]
        assert len(general) == len(set(general))
        assert len(forms) == len(set(forms))


def test_phrases_are_plain_english() -> None:
    ours = re.compile(r"\b(?:trait|noise|mass|broad|glance|odds|label|token|unit)s?\b")
    for scale in FORMS:
        for name, words in wordings(scale).items():
            assert re.fullmatch(r"[a-z0-9][a-zA-Z0-9 ,.'’%|/›()-]{3,120}", words.phrase), (name, words.phrase)
            assert not ours.search(words.phrase), (name, words.phrase)
            assert words.phrase != name


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6, 8, 9, 12, 13, 17, 18, 25, 26, 40, 41, 80, 81, 500])
def test_numbers_in_phrases_hold_what_they_are_said_of(number: int) -> None:
    """Whatever the bounds are, a phrase's span holds each number that gives its trait."""
    size = bisect_right(feature_groups.SIZE_BOUNDS, number)
    away = bisect_right(feature_groups.DISTANCE_BOUNDS, number)
    near = bisect_right(feature_groups.BROAD_SIZE_BOUNDS, size)
    few = bisect_right(feature_groups.PROSE_COUNT_BOUNDS, number)
    step = bisect_right(ranking.DISTANCES, number)
    length = bisect_right(ranking.LENGTHS, number)
    for scale, name in (
        ("", f"size {size}"),
        ("", f"known {size}"),
        ("", f"closed {min(size, 7)}"),
        ("", f"> {away}"),
        ("", f"-1 {near}."),
        ("", f"prose {few}-0"),
        ("headline", f"lead -{step}"),
        ("headline", f"length {length}"),
    ):
        phrase = wordings(scale)[name].phrase
        least, most, *_ = [*map(int, re.findall(r"\d+", phrase)), *re.findall(r"\d+", phrase)]
        assert least <= number
        assert number <= int(most) or "or more" in phrase or number == least, phrase
        assert number == least or "or" in phrase or " to " in phrase, phrase
