"""Copy as it arrives, in small: what the reader did wrong with copy that nobody had tuned it on."""

from __future__ import annotations

import pytest

from convert.model import Article, Moment, block_texts
from convert.readers import Source
from convert.readers.text import read

AT = Moment("2026-01-01T00:00:00Z")


def parse(*lines: str) -> Article:
    return read(Source(name="story.txt", data="\n".join(lines).encode(), moment=AT)).article


def test_a_number_that_opens_the_copy_is_of_the_headline() -> None:
    text = "Der 1. FC Osted hat am Samstag gegen Karhula mit 3:2 gewonnen, und alle Tore fielen spät."
    assert parse("1. FC Osted dreht das Spiel", "", text).headline == "1. FC Osted dreht das Spiel"


def test_the_address_of_a_letter_is_no_headline() -> None:
    text = "Depuis que l'on a retiré les bancs de la place Carnot, les vieux restent debout ou restent chez eux."
    lines = ("Nos bancs", "", "Monsieur le rédacteur en chef,", "", text, "", "Josette Martel, Carcassonne")
    assert parse(*lines).headline == "Nos bancs"


@pytest.mark.parametrize(
    ("title", "text", "last", "below"),
    [
        (
            "Kedi oy kullandı",
            "Belediye meclisine giren kedi, oylamayı tekrarlattı ve üye Hasan Çelik buna uzun süre güldü.",
            "Oy geçersiz sayıldı.",
            "İlgili Haberler",
        ),
        (
            "Clock runs fast",
            "The town clock has been eight minutes fast since 1987, and nobody knows how to stop it now.",
            "So everybody here is early.",
            "142 comments",
        ),
        (
            "Rybak wyłowił z jeziora dzwon",
            "Dzwon z 1716 roku wyłowił w czwartek z jeziora Śniardwy rybak z Mikołajek, podała policja.",
            "Nie wiadomo.",
            "Komentarze (14)",
        ),
    ],
)
def test_a_short_sentence_above_furniture_closes_the_story(title: str, text: str, last: str, below: str) -> None:
    body = parse(title, "", text, "", last, "", below, "Facebook").body
    assert list(block_texts(body)) == [text, last]


def test_a_sentence_below_the_story_that_is_not_kept_is_reported() -> None:
    text = "Hirvi ui torstaina Saimaan selän yli ja yritti nousta laivaan Savonlinnan edustalla, kapteeni sanoo."
    lines = ("Hirvi ui Saimaan yli", "", text, "", "Matkustajat taputtivat.", "", "Jaa artikkeli", "Facebook")
    parsed = read(Source(name="story.txt", data="\n".join(lines).encode(), moment=AT))
    is_reported = any(found.code == "TXT020" and " 5" in found.message for found in parsed.findings)
    assert is_reported or "Matkustajat taputtivat." in block_texts(parsed.article.body)


def test_two_wrapped_lines_are_enough_where_all_go_on_in_small_letters() -> None:
    lines = (
        "A monastery near Leuven has started to sell its beer by the kilogram",
        "because a brother of the order had mislaid the measuring jug in 1788",
        "and nobody ever replaced it.",
    )
    article = parse("Abbey sells beer by the kilogram", "", *lines, "", "The abbot said that this is a large glass.")
    assert next(iter(block_texts(article.body))) == " ".join(lines)
