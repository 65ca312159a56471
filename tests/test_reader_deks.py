"""Deks above the byline or the day, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable

import growth
import pytest
from story_pages import BYLINE, DEK, LANGUAGES, TEXT, TITLE, body, page

from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dated", [False, True])
def test_the_sentence_above_the_byline_is_the_dek(language: str, *, dated: bool) -> None:
    byline, day = BYLINE[language]
    article = page(language, header=[day, DEK[language], byline] if dated else [DEK[language], byline, day])
    assert article.subheadline == DEK[language]
    assert body(article) == TEXT[language]
    assert len(article.authors) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_on_the_author_is_no_dek(language: str) -> None:
    byline, day = BYLINE[language]
    name = byline.split(" ", 1)[1]
    note = {
        "en": f"{name} writes about harbors and has lived on a houseboat for thirty years.",
        "de": f"{name} schreibt über Häfen und lebt seit dreißig Jahren auf einem Hausboot.",
        "fr": f"{name} écrit sur les ports et vit sur une péniche depuis trente ans.",
        "es": f"{name} escribe sobre puertos y vive desde hace treinta años en una barcaza.",
    }[language]
    assert page(language, header=[byline, note, day]).subheadline != note


def test_several_sentences_above_a_byline_are_no_dek() -> None:
    points = ["The boat stays at its berth for now.", "The museum gets a copy of it.", "The hole remains unknown."]
    article = page("en", header=[*points, *BYLINE["en"]])
    assert article.subheadline not in points


def test_a_story_whose_byline_is_below_it_keeps_its_text() -> None:
    copy = "\n\n".join([TITLE["en"], TEXT["en"][0], "Jane Doe", "12 May 2024"])
    article = read(Source(name="story.txt", data=copy.encode(), moment=Moment("2020-01-01T00:00:00Z"))).article
    assert TEXT["en"][0] in body(article)
    assert article.subheadline is None


def test_the_first_sentence_below_the_byline_is_text() -> None:
    article = page("en")
    assert body(article)[0] == TEXT["en"][0]
    assert article.subheadline is None


def test_the_work_of_finding_a_dek_grows_with_the_lines_above_the_text() -> None:
    paragraph = "The harbor pilots of Osted retired their last rowing boat on Sunday, after a hundred years of service."

    def reading(number: int) -> Callable[[], object]:
        above = (f"He said so {at}." for at in range(number))
        copy = "\n\n".join(("Harbor pilots retire their last boat", *above, *[f"{paragraph} {paragraph}"] * 12))
        source = Source(name="copy.txt", data=copy.encode(), moment=Moment("2024-01-01T00:00:00Z"))
        return lambda: read(source)

    reading(10)()
    assert growth.calls(reading(400)) < 4.2 * growth.calls(reading(100))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headline_once_more_is_no_dek(language: str) -> None:
    article = page(language, header=[TITLE[language], DEK[language], *BYLINE[language]])
    assert article.headline == TITLE[language]
    assert article.subheadline == DEK[language]
    assert page(language, header=[TITLE[language], *BYLINE[language]]).subheadline is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_above_the_byline_is_the_dek_rather_than_one_below(language: str) -> None:
    other = {
        "en": "Mayor opens new floor of the town hall without shoes",
        "de": "Bürgermeisterin eröffnet neuen Boden des Rathauses barfuß",
        "fr": "La maire inaugure pieds nus le parquet de la mairie",
        "es": "La alcaldesa inaugura descalza el suelo del ayuntamiento",
    }[language]
    article = page(language, header=[DEK[language], *BYLINE[language], TITLE[language], other])
    assert article.subheadline == DEK[language]
