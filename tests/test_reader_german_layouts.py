"""Layouts of German pages: paths to a title, names below a story, and boxes inside it."""

from __future__ import annotations

import pytest

from convert.model import Article, Moment, block_texts
from convert.readers import Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(3)

MOMENT = Moment("2027-01-01T00:00:00Z")
MENU = "Zum Inhalt springen\nMenü\nSuche\nOster Bote\nLokales\nSport\nAnmelden"
TITLE = "Osted baut die alte Brücke am Hafen neu"
DEK = "Nach drei Jahren Sperrung gibt der Gemeinderat grünes Licht für den Neubau."
BYLINE = "Von Nora Feld\n12.03.2026, 14:30 Uhr"
FIRST = (
    "Die alte Brücke über die Aa ist seit drei Jahren gesperrt, nun bekommt die Gemeinde eine neue. Das hat der "
    "Gemeinderat am Donnerstagabend mit großer Mehrheit beschlossen."
)
SECOND = (
    "„Wir haben lange genug gewartet“, sagte Bürgermeisterin Ines Holm nach der Sitzung. Die Kosten von vier Millionen "
    "Euro übernimmt zur Hälfte das Land."
)
THIRD = (
    "Die Händler am Hafen freuen sich, denn seit der Sperrung kommen weniger Kunden. Viele fahren lieber nach Vastrup, "
    "wo der Markt ohne Umweg zu erreichen ist."
)
TEXT = (FIRST, SECOND, THIRD)
END = "Mehr zum Thema\nWo im Kreis gebaut wird\nKontakt\nImpressum\nDatenschutz"


def parse(*blocks: str) -> Article:
    return read(Source(name="story.txt", data="\n\n".join(blocks).encode(), moment=MOMENT)).article


def names(article: Article) -> list[str]:
    return [author.name for author in article.authors]


@pytest.mark.parametrize(
    "path",
    [
        f"Presse | Meldungen | {TITLE}",
        "Presse | Meldungen | Osted baut die alte Brücke",
        "Start > Meldungen > Osted baut die alte …",
        f"Startseite\nLokales\n{TITLE}",
    ],
)
@pytest.mark.parametrize("dek", [DEK, "Neue Querung über die Aa soll ab dem Herbst den Weg zum Markt kürzen"])
def test_a_path_that_ends_with_the_title_or_its_first_words_is_not_the_headline(path: str, dek: str) -> None:
    article = parse(f"{MENU}\n{path}\n{TITLE}\n{dek}\n12.03.2026", *TEXT, END)
    assert article.headline == TITLE


def test_a_title_below_the_path_to_its_section_is_the_headline_though_a_kicker_is_above() -> None:
    title = "Warum die alte Brücke am Hafen erst im Herbst neu gebaut wird"
    article = parse(
        f"{MENU}\nLokales\nStadt Osted\nKarnevalsauftakt auf dem Marktplatz\n{title}\n{BYLINE}\n{DEK}", *TEXT, END
    )
    assert article.headline == title


@pytest.mark.parametrize("job", ["Redakteurin", "Redakteurin Lokales", "Freie Journalistin"])
@pytest.mark.parametrize("name", ["Nora Feld", "Hedda Aalborg"])
def test_a_name_above_the_job_of_a_writer_below_the_text_is_the_author(name: str, job: str) -> None:
    note = f"{name}\n{job}\nSeit 2019 bei uns, schreibt über Häfen und Küste.\nAlle Artikel"
    assert names(parse(MENU, f"{TITLE}\n{DEK}\n12.03.2026", *TEXT, note, END)) == [name]


@pytest.mark.parametrize(
    "below",
    [
        "Pressestelle\nNora Feld\nPressesprecherin",
        "V.i.S.d.P.:\nNora Feld\nGewerkschaft Hafen",
        "Ansprechpartnerin:\nNora Feld",
        "Pressekontakt\nNora Feld\nHafenstraße 3",
        "Ines Holm\nBürgermeisterin",
        "Ihre Redaktion\nRedakteurin",
    ],
)
def test_a_name_below_the_text_of_whom_to_ask_is_no_author(below: str) -> None:
    assert names(parse(MENU, f"{TITLE}\n{DEK}\n12.03.2026", *TEXT, below, END)) == []


def test_a_name_above_a_job_below_the_text_is_no_author_where_a_byline_is_above() -> None:
    note = "Hedda Aalborg\nRedakteurin\nSchreibt den Newsletter."
    assert names(parse(MENU, f"{TITLE}\n{DEK}\n{BYLINE}", *TEXT, note, END)) == ["Nora Feld"]


def test_texts_stay_whole() -> None:
    assert tuple(block_texts(parse(MENU, f"{TITLE}\n{DEK}\n{BYLINE}", *TEXT, END).body)) == TEXT
