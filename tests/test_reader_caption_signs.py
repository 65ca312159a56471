"""Captions without a credit: by their wording, or because the page has them twice; and stories that resemble them."""

from __future__ import annotations

import pytest
from story_pages import BYLINE, CAPTION, LANGUAGES, TEXT, page

from convert.model import Article, Figure, Paragraph, inline_text
from convert.readers.text.fields.caption_signs import shows_picture
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.captions import read_caption

ARCHIVED = {
    "en": "In this May 2, 2023, file photo, the harbor pilots of Osted bail out their last rowing boat at its berth.",
    "de": "Dieses Archivbild zeigt die Hafenlotsen von Osted, die ihr letztes Ruderboot am Liegeplatz ausschöpfen.",
    "fr": "Sur cette photo d'archives, les pilotes du port d'Osted vident leur dernière barque à son poste.",
    "es": "En esta foto de archivo, los prácticos del puerto de Osted achican su último bote en el amarre.",
}
PLACED = {
    "en": "The oldest pilot, left, hands his bucket to the mayor of Osted, who has never bailed before.",
    "de": "Der älteste Lotse (links) reicht der Bürgermeisterin von Osted seinen Eimer.",
    "fr": "Le doyen des pilotes (à gauche) tend son seau à la maire d'Osted.",
    "es": "El práctico más viejo (izquierda) entrega su cubo a la alcaldesa de Osted.",
}


def captions(article: Article) -> list[str]:
    return [inline_text(block.caption) for block in article.body if isinstance(block, Figure)]


def paragraphs(article: Article) -> list[str]:
    """The text of a story; its first sentence may be read as the dek."""
    text = [inline_text(block.content) for block in article.body if isinstance(block, Paragraph)]
    return [article.subheadline, *text] if article.subheadline else text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lines", [ARCHIVED, PLACED])
@pytest.mark.parametrize("place", [0, 2])
def test_wording_of_captions_shows_one(language: str, lines: dict[str, str], place: int) -> None:
    text = TEXT[language]
    article = page(language, text=[*text[:place], lines[language], *text[place:]])
    assert captions(article) == [lines[language]]
    assert paragraphs(article) == text


@pytest.mark.parametrize(
    "line",
    [
        "This photo shows nothing that the court had not known before, the judge said on Tuesday.",
        "In this picture book the pilots row to the moon, and the moon leaks.",
        "The party of the left, right after the vote, asked for a recount.",
        "He turned left, right into the arms of the police.",
        "Das Archivbild hängt heute im Rathaus, und niemand weiß, wen es zeigt.",
        "Links von der Brücke liegt das Boot, rechts der Eimer.",
        "La izquierda, derecha y centro votaron a favor de la moción.",
        "À gauche de la barque, le seau ; à droite, le doyen.",
        "La gauche (écologistes compris) a voté contre le projet.",
    ],
)
def test_sentences_with_such_words_are_none(line: str) -> None:
    assert not shows_picture(line)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("credit", [" Mary Poole for The Osted Bell", " © Mary Poole", " / Mary Poole"])
@pytest.mark.parametrize("is_below", [False, True])
def test_a_line_with_its_repeat_and_a_name_is_one_caption(language: str, credit: str, is_below: bool) -> None:
    caption = CAPTION[language] + "."
    lines = [caption, caption + credit][:: 1 if is_below else -1]
    article = page(language, text=[*TEXT[language][:2], *lines, *TEXT[language][2:]])
    assert [caption.rstrip(".") for caption in captions(article)] == [CAPTION[language]]
    assert paragraphs(article) == TEXT[language]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_sentence_of_the_story_that_is_there_twice_is_kept_once(language: str, at: int) -> None:
    text = TEXT[language]
    article = page(language, text=[*text[: at + 1], *text[at:]])
    assert captions(article) == []
    assert paragraphs(article) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_that_goes_on_in_the_next_is_no_caption(language: str) -> None:
    text = TEXT[language]
    longer = text[2] + " " + text[3]
    article = page(language, text=[*text[:3], longer])
    assert captions(article) == []
    assert paragraphs(article) == [*text[:3], longer]


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("The last rowing boat of the pilots leaves its berth Jane Doe/AP", "its berth", "Jane Doe/AP"),
        ("Das letzte Ruderboot der Lotsen von Osted läuft aus. Anna Berger/dpa", "läuft aus.", "Anna Berger/dpa"),
        ("La dernière barque du port d'Osted à la fête Luc Morel/AFP", "à la fête", "Luc Morel/AFP"),
        ("El último bote de los prácticos en su amarre Ana García/Getty Images", "amarre", "Ana García/Getty Images"),
        ("The last rowing boat leaves its berth on Sunday AP Photo/Jane Doe", "on Sunday", "Jane Doe"),
        ("The boat at the Osted Regatta in May Edgar H. Poole/GC Images", "in May", "Edgar H. Poole/GC Images"),
    ],
)
def test_a_name_with_an_agency_at_the_end_of_a_line_is_its_credit(line: str, caption: str, credit: str) -> None:
    found = read_caption(line, load_lexicon("en", "de", "fr", "es"))
    assert found
    assert found.caption.endswith(caption)
    assert found.credit == credit


@pytest.mark.parametrize(
    "line",
    [
        "Jane Doe/AP",
        "By Jane Doe/AP",
        "The pilots asked him to choose Port Osted/Starboard",
        "They read it in the Osted Bell and in the wire of Jane Doe/AP.",
        "He won the mixed doubles with Mary Poole/Ann Lee",
        "Der Vertrag gilt für Nord Osted/Süd Osted",
        "Les deux villes fusionnent sous le nom de Saint Osted/Saint Paul",
    ],
)
def test_names_with_a_slash_are_no_credit_otherwise(line: str) -> None:
    assert read_caption(line, load_lexicon("en", "de", "fr")) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_byline_with_an_agency_names_the_author(language: str) -> None:
    line = f"{BYLINE[language][0]}/AFP"
    article = page(language, header=[line, BYLINE[language][1]])
    assert [author.name for author in article.authors][:1] == [BYLINE[language][0].split(" ", 1)[1]]
    assert captions(article) == []


AGENCY = {"en": "AP", "de": "dpa", "fr": "AFP", "es": "EFE"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_with_an_agency_in_brackets_above_the_story_is_a_caption(language: str) -> None:
    article = page(language, header=[*BYLINE[language], f"{CAPTION[language]} ({AGENCY[language]})"])
    assert [block.credit for block in article.body if isinstance(block, Figure)] == [AGENCY[language]]
    assert captions(article) == [CAPTION[language]]
    assert paragraphs(article) == TEXT[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_that_an_agency_signs_stay_text(language: str) -> None:
    first, *others = TEXT[language]
    signed = [first, *others[:-1], f"{others[-1]} ({AGENCY[language]})"]
    article = page(language, text=signed)
    assert captions(article) == []
    assert "".join(paragraphs(article)).startswith(first)
    opened = [f"{first} ({AGENCY[language]})", *others]
    assert captions(page(language, text=opened)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bracket", ["(Osted)", "(Nord)", "(2024)", "(APO)"])
def test_other_brackets_above_the_story_are_no_credit(language: str, bracket: str) -> None:
    article = page(language, header=[*BYLINE[language], f"{CAPTION[language]} {bracket}"])
    assert bracket.strip("()") not in [block.credit for block in article.body if isinstance(block, Figure)]
