"""Lines beside the text of a page: what stays, with look-alikes that are of the page."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

import pytest

from convert.model import Article, Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.fields.beside_text import BETWEEN_TEXT
from tests.generated_copy import Writer

PAGES = tomllib.loads((Path(__file__).parent / "readers/page_lines.toml").read_text(encoding="utf-8"))


def page(language: str, line: str, at: int, *, below: str = "") -> tuple[str, str]:
    """The title and the copy of a page with `line` among its title and paragraphs, and a line `below` the text."""
    w, furniture = Writer(random.Random(f"beside {language}"), language), PAGES[language]
    parts = [w.title(), *(f"{w.sentence()}{w.space}{w.sentence()}" for _ in range(3))]
    title = parts[0]
    parts.insert(at, line)
    blocks = [
        "\n".join(furniture["menu"]),
        *parts,
        *([below] if below else []),
        furniture["button"],
        furniture["notice"],
    ]
    return title, "\n\n".join(blocks) + "\n"


def parsed(text: str) -> Parsed:
    return read(Source(name="a.txt", data=text.encode(), moment=Moment("2026-01-01T00:00:00Z")))


def parse(text: str) -> Article:
    return parsed(text).article


KEPT_BELOW = [
    ("en", "Tickets: 01632 960118"),
    ("de", "Karten unter Telefon 04231 556677"),
    ("fr", "Réservations : 01 99 00 12 34"),
    ("es", "Entradas: 955 010 203"),
    ("pl", "Bilety: 22 990 00 12"),
    ("ru", "Билеты: 495 990-00-12"),
    ("ja", "チケット 03-9900-0012"),
    ("ar", "التذاكر: 0990012"),
]
OF_THE_PAGE = [
    ("en", "Newsroom: 01632 960118"),
    ("en", "Buy tickets now"),
    ("en", "Press tickets: 01632 960118, press office"),
    ("de", "Tickets jetzt sichern"),
    ("de", "Redaktion: 04231 556677"),
    ("fr", "Billets à prix réduit"),
    ("es", "Redacción: 955 010 203"),
    ("pl", "Kup bilety taniej"),
    ("ru", "Телефон редакции: 495 990-00-12"),
]


@pytest.mark.parametrize(("language", "line"), KEPT_BELOW)
def test_numbers_for_tickets_below_the_text_stay(language: str, line: str) -> None:
    assert line in block_texts(parse(page(language, line, 4)[1]).body)


@pytest.mark.parametrize(("language", "line"), OF_THE_PAGE)
def test_other_numbers_and_offers_below_the_text_do_not(language: str, line: str) -> None:
    assert line not in block_texts(parse(page(language, line, 4)[1]).body)


KEPT_BETWEEN = [
    ("en", "Bread\nSalt\nOil\nFlour"),
    ("en", "Tom Field, 61\nJane Dale, 58\nPeter Hill, 70"),
    ("de", "SV Asten – FC Tal 2:1 (1:0)"),
    ("fr", "Le sol\nLe toit\nLa roue"),
    ("pt", "A roda parou,\no rio baixou,\nninguém perguntou\nquem aqui ficou."),
    ("nl", "Asten–Dal 2-1"),
]
LINKS_BETWEEN = [
    ("en", "Storm closes the harbour at the coast for two whole days"),
    ("en", "pic.twitter.com/a1B2c3"),
    ("en", "Explore charts >>"),
    ("en", "From $4.99 a month"),
    ("de", "Sturm schließt den Hafen an der Küste für zwei ganze Tage"),
    ("fr", "La tempête ferme le port de la côte pour deux jours entiers"),
    ("es", "El temporal cierra el puerto de la costa durante dos días"),
]


@pytest.mark.parametrize(("language", "lines"), KEPT_BETWEEN)
def test_short_lines_between_paragraphs_of_a_page_stay(language: str, lines: str) -> None:
    published = "\n".join(block_texts(parse(page(language, lines, 3)[1]).body))
    assert [line for line in lines.split("\n") if line not in published] == []


@pytest.mark.parametrize(("language", "line"), LINKS_BETWEEN)
def test_links_between_paragraphs_are_left_to_the_model(language: str, line: str) -> None:
    assert BETWEEN_TEXT not in {taken.rule for taken in parsed(page(language, line, 3)[1]).trace}


DEKS = [
    ("en", "Nine years, one roof and a hundred volunteers"),
    ("de", "Neun Jahre und ein Dach für alle"),
    ("fr", "Neuf ans et un toit"),
    ("es", "Nueve años y un techo"),
    ("it", "Nove anni, un tetto e una ruota"),
    ("sv", "Nio år och ett tak"),
]
NO_DEKS = [
    ("en", "Author of the article:"),
    ("en", "New, 6 comments"),
    ("en", "(Updated 4:30 am)"),
    ("en", "Jane Doe and Richard Roe"),
    ("en", "Valley Post Online"),
    ("de", "Von unserer Redaktion"),
    ("de", "Anna Feld / Paul Berg"),
    ("de", "Text: Anna Feld"),
    ("fr", "Publié à 12:10"),
    ("es", "Texto y fotos:"),
    ("ja", "時事通信 社会部"),
]


@pytest.mark.parametrize(("language", "line"), DEKS)
def test_a_phrase_right_below_the_title_of_a_page_is_its_dek(language: str, line: str) -> None:
    title, text = page(language, line, 1)
    article = parse(text)
    assert (article.headline, article.subheadline) == (title, line)


@pytest.mark.parametrize(("language", "line"), NO_DEKS)
def test_labels_names_and_hours_below_the_title_are_none(language: str, line: str) -> None:
    assert parse(page(language, line, 1)[1]).subheadline != line


@pytest.mark.parametrize(
    ("address", "name", "place"),
    [
        ("To the editor:", "Jane Dale", "Port Asten"),
        ("Dear Sir,", "Peter Hill", "Osted"),
        ("Sehr geehrte Redaktion,", "Hanna Keller", "Astenhafen"),
    ],
)
def test_who_wrote_a_letter_on_a_page_stays_below_it(address: str, name: str, place: str) -> None:
    language = "de" if "Sehr" in address else "en"
    copy = parse(page(language, address, 1, below=f"{name}\n{place}")[1])
    published = " ".join(block_texts(copy.body))
    assert address in published
    assert name in published or name in [author.name for author in copy.authors]
    assert place in published


def test_a_name_and_a_place_below_another_story_are_left_to_the_model() -> None:
    assert "of a letter to the editor" not in {
        taken.rule for taken in parsed(page("en", "Nine years, one roof", 1, below="Jane Dale\nPort Asten")[1]).trace
    }
