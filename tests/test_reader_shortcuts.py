"""The cheap tests that parsers of lines make first never change a result, in any language."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from convert.model import values
from convert.readers.text.labels import crf_features
from convert.readers.text.labels.density import collect_content_words, word_extractor
from convert.readers.text.labels.line_features import extract_line_features
from convert.readers.text.layout import tables, times
from convert.readers.text.lexicon import bylines, captions, dates, languages, load_lexicon, name_lines, people
from convert.readers.text.lines.decode import decode
from convert.readers.text.lines.language import Language
from convert.readers.text.lines.units import Unit, build_units

pytestmark = pytest.mark.sampled(3)

ANYTHING = re.compile("")
"""A pattern that matches in every text, in place of a cheap test."""

LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc"])
MARKS = [*"|•·;–—-,/:.()[]（）。、？!@#'’\"“”>", " ", "  ", ". ", "… ", " - ", " -", "\u3000", "\n", "...", "://"]
SHAPES = [
    "2023", "12", "3.", "20232:23", "03/04/2016", "1.11.23", "31-septembrie-23", "12:30", "7h05", "令和5年",
    "1402/03/01",
    "Jane Doe", "JOHN ROE", "van Dijk", "Photographs", "Ελένη Ύδρα", "ΎΨΗΣ", "İnci", "ırmak", "i\u0307",
    "山田太郎記者",
    "김민수 기자", "ليلى", "doe@paper.example", "Lucas Roe22 Dec", "Jane DoeSenior Writer",
    "a well-known word", "©",
]  # fmt: skip


@cache
def words(language: str) -> list[str]:
    """Words of each kind in the lexicon of `language`."""
    lexicon = load_lexicon("en", language)
    kinds = (
        [word for rows in lexicon.byline_openings.values() for word in rows],
        [*lexicon.months, *lexicon.solar_months, *lexicon.weekdays, *lexicon.published_words, *lexicon.updated_words],
        sorted(lexicon.conjunctions),
        sorted(lexicon.job_titles)[:40],
        sorted(lexicon.given_names)[:40],
        sorted(lexicon.agencies)[:40],
        [*lexicon.credit_phrases, *sorted(lexicon.credit_labels)],
        [*sorted(lexicon.time_words), *sorted(lexicon.time_names)],
    )
    return [word for kind in kinds for word in kind]


@st.composite
def lines(draw: st.DrawFn) -> tuple[str, str]:
    """A line made of words and marks that the parsers of a language look for, and that language."""
    language = draw(st.sampled_from(sorted(languages())))
    known = st.sampled_from(words(language))
    piece = known | st.sampled_from(SHAPES) | st.sampled_from(MARKS) | st.text(LETTERS, max_size=6)
    cases = st.sampled_from([str, str.upper, str.title, str.capitalize])
    pieces = draw(st.lists(st.tuples(piece, cases), min_size=1, max_size=9))
    text = draw(st.sampled_from(["", " "])).join(case(text) for text, case in pieces)
    units = build_units(decode(f"{text}\nx".encode()).lines)
    return units[0].text, language


@given(lines())
def test_dates_are_the_same_without_first_looking_for_a_year(line: tuple[str, str]) -> None:
    text, lexicon = line[0], load_lexicon("en", line[1])
    found = dates.read_date(text, lexicon)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dates, "_HAS_YEAR", ANYTHING)
        assert dates.read_date(text, lexicon) == found


@given(lines())
def test_bylines_are_the_same_without_cheap_tests(line: tuple[str, str]) -> None:
    text, lexicon = line[0], load_lexicon("en", line[1])
    found = bylines.read_byline(text, lexicon), name_lines.read_name_line(text, lexicon)
    thorough = lexicon._replace(byline_stems=("",))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bylines, "MAY_BREAK", ANYTHING)
        patch.setattr(name_lines, "MAY_BREAK", ANYTHING)
        patch.setattr(people, "MAY_BREAK", ANYTHING)
        assert (bylines.read_byline(text, thorough), name_lines.read_name_line(text, thorough)) == found


@given(lines())
@example(("at the pierPHOTO: JANE DOE", "en"))
@example(("junto al viejo muelleFoto de Jane Doe", "es"))
def test_credits_are_the_same_without_cheap_tests(line: tuple[str, str]) -> None:
    text, lexicon = line[0], load_lexicon("en", line[1])
    found = captions.read_caption(text, lexicon)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(captions, "CREDIT_WORD", ANYTHING)
        assert captions.read_caption(text, lexicon._replace(credit_words=frozenset({""}))) == found


@given(lines())
def test_times_are_the_same_without_first_looking_at_the_opening(line: tuple[str, str]) -> None:
    text, lexicon = line[0], load_lexicon("en", line[1])
    found = times.read_time(text, lexicon)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(times, "_may_open_time", lambda *_: True)
        assert times.read_time(text, lexicon) == found


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_word_of_a_time_passes_the_look_at_the_opening(language: str) -> None:
    lexicon = load_lexicon("en", language)
    for word in lexicon.time_words | lexicon.time_names:
        for text in (word, word.upper(), f"{word}. 12", f"{word} 12", f"{word}12"):
            assert times._may_open_time(text[:2], lexicon.time_words, lexicon.time_names)


@pytest.mark.parametrize("leaders", ["....", " ... ", " . . . ", " ......", "\u00a0.\u00a0.\u00a0. "])
def test_leaders_divide_cells(leaders: str) -> None:
    found = tables.find_tables([f"Tea{leaders}2.50", f"Pie{leaders}3"])
    assert [table.rows for table in found] == [(("Tea", "2.50"), ("Pie", "3"))]


@pytest.mark.parametrize(
    "text", ["29-septembrie-23", "Publicat 29-septembrie-23 în ziarul de dimineață al orașului vechi"]
)
def test_date_in_a_long_line_is_read_as_in_a_short_one(text: str) -> None:
    found = dates.read_date(text, load_lexicon("en", "ro"))
    assert found
    assert found.moment
    assert found.moment.text == "2023-09-29"


@pytest.mark.parametrize("language", [Language("en", 1.0, "ltr"), Language("ja", 1.0, "ltr")])
def test_content_words_are_those_of_running_text(language: Language) -> None:
    """Cached words equal those extracted anew; only running text counts."""
    prose = (
        "The ferry to Port Ellery was sold on Monday, and nobody on the islands had been asked. 船は月曜日に売られた。"
    )
    texts = [prose, "Share", prose.upper() * 3, prose * 30]
    units = [Unit((number,), text) for number, text in enumerate(texts, 1)]
    lines = extract_line_features(units, load_lexicon("en", language.primary), language)
    extract = word_extractor(language)
    collected = collect_content_words(lines, 0, len(lines), extract)
    assert collected == word_extractor(language)("\n".join(text[:2000] for text in texts if text != "Share"))
    assert all(extract(text) == word_extractor(language)(text) for text in texts)


@given(st.text())
@example("The ZOO-keepers' jazz, sold_in 2024 (09) to abcdefghijklmnopqrstuvwxyz")
def test_content_words_of_ascii_are_found_as_in_other_text(text: str) -> None:
    extract = word_extractor(Language("en", 1.0, "ltr"))
    assert extract(text) == extract(f"é {text}")


def test_xml_can_carry_every_printable_character() -> None:
    assert not values._ILLEGAL.search("".join(filter(str.isprintable, map(chr, range(0x110000)))))


@given(st.text())
def test_digits_are_counted_in_all_scripts(text: str) -> None:
    assert crf_features.count_digits(text) == len(re.findall(r"\d", text))
    assert crf_features.count_digits(f"{text} 0123456789") == len(re.findall(r"\d", text)) + 10
