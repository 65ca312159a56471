"""Menus and paths of a page that are run together with a title, and titles that resemble them."""

from __future__ import annotations

import pytest
from story_pages import BYLINE, TEXT, TITLE

from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.fields.menu_before import LONGEST, menu_before
from convert.readers.text.lexicon import load_lexicon

MENUS = [
    ("en", "HomeNewsSport"),
    ("en", "Home > News > "),
    ("en", "Home News Sport "),
    ("en", "News | Sport | "),
    ("de", "StartPolitikSport"),
    ("de", "Startseite » Politik » "),
    ("fr", "Accueil / Monde / "),
    ("fr", "AccueilMondeSports"),
    ("es", "Inicio Mundo Deportes "),
    ("es", "Inicio › Mundo › "),
]
TITLES = [
    ("en", "Home > Away: how the club wins abroad"),
    ("en", "HomeNews wins the cup of small papers"),
    ("en", "Sport / Culture: a town fights over money"),
    ("en", "News Sport Culture Home: four doors of one house"),
    ("en", "News, sport and weather come from one tower now"),
    ("de", "SportKultur gewinnt den Preis des Tals"),
    ("de", "Kultur / Sport: Wer bekommt das Geld?"),
    ("de", "Politik Sport"),
    ("fr", "Sports » le mot qui fâche"),
    ("es", "Cultura | Deportes"),
]


def headline(language: str, title: str) -> str:
    copy = "\n".join([title, *BYLINE[language], *TEXT[language]]) + "\n"
    return read(Source(name="a.txt", data=copy.encode(), moment=Moment("2026-01-01T00:00:00Z"))).article.headline


@pytest.mark.parametrize(("language", "menu"), MENUS)
def test_a_menu_is_no_part_of_the_title_behind_it(language: str, menu: str) -> None:
    assert headline(language, menu + TITLE[language]) == TITLE[language]


@pytest.mark.parametrize(("language", "title"), TITLES)
def test_a_title_with_words_of_menus_has_no_menu(language: str, title: str) -> None:
    assert menu_before(title, load_lexicon("en", language)) == ""


def test_a_menu_has_sections_and_a_title_with_words_behind_it() -> None:
    lexicon = load_lexicon("en")
    assert menu_before("Home > News > Old mill reopens", lexicon) == "Home > News > "
    assert menu_before("Home > News > Old mill", lexicon) == ""
    assert menu_before("Home > Old mill reopens soon", lexicon) == ""
    assert menu_before("Home News Old mill reopens", lexicon) == ""
    assert menu_before("Home > News > old mill reopens soon", lexicon) == ""
    title = "Old mill reopens "
    whole = "Home > News > " + title + "a" * (LONGEST - 14 - len(title))
    assert menu_before(whole, lexicon)
    assert not menu_before(whole + "a", lexicon)
