"""Lines that papers print beside their stories, where fields are; and titles, names and places that resemble them."""

from __future__ import annotations

import pytest

from convert.model import Article, Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.datelines import read_dateline
from convert.readers.text.lexicon.side_lines import is_company, is_side_line, names_no_person

TITLE = "Ferry resumes after three days of storm"
TEXT = (
    "The ferry between Norwick and the islands resumed on Tuesday after three days of storm, its operator said.",
    "Nobody was hurt, and the passengers who had waited in the harbor for two nights were given blankets and tea.",
)


def read_copy(*lines: str) -> Parsed:
    copy = "\n\n".join(lines)
    return read(Source(name="a.txt", data=copy.encode(), moment=Moment("2026-01-01T00:00:00Z")))


def article_of(*lines: str) -> Article:
    return read_copy(*lines).article


SIDE_LINES = (
    "4.5 out of 5 stars",
    "4,5 von 5 Sternen",
    "5 üzerinden 4,5 yıldız",
    "$24.99 per month",
    "24,99 zł miesięcznie",
    "Ayda 249 TL",
    "Norwick 14°C, light rain",
    "Norvico 14 °C, pioggia debole",
    "20:15 Harbor Lights (drama, part 2)",
    "20.15 Uhr Hafenlichter",
    "14:58 Schwimmbad bleibt bis Dezember zu",
    "Gesucht: Decksmann (m/w/d), Nordwick",
    "Wanted: deck hand, full time, Norwick",
)

NO_SIDE_LINES = (
    "$24 million lost in storm",
    "24 € par mois : le nouveau prix du bac",
    "9 out of 10 ferries late",
    "3 von 5 Stimmen",
    "40 °C in Osted: schools close",
    "12.50 Euro mehr für Rentner",
    "1.000 Fahrgäste warten",
    "5.25 percent rate stays",
    "Work part-time, live full-time",
    "Teilzeit, Vollzeit, gar keine Zeit",
    "Norwick 14",
    "20:15",
)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("line", SIDE_LINES)
def test_a_side_line_is_no_field_of_the_story(line: str) -> None:
    assert is_side_line(line)
    below = article_of(TITLE, line, *TEXT)
    assert (below.headline, below.subheadline, below.authors) == (TITLE, None, ())
    assert line in " ".join(block_texts(below.body))
    assert article_of(line, TITLE, "By Nora Feld", *TEXT).headline == TITLE


@pytest.mark.parametrize("line", NO_SIDE_LINES)
def test_a_title_that_resembles_a_side_line_is_none(line: str) -> None:
    assert not is_side_line(line)


@pytest.mark.parametrize(
    "line", ["Reader offer: two cruises for the price of one", "Leserangebot: Reisen zum Preis von einer"]
)
def test_an_offer_above_the_title_is_an_advertisement(line: str) -> None:
    assert article_of(line, TITLE, "By Nora Feld", *TEXT).headline == TITLE


def test_a_rating_above_the_title_is_no_kicker_and_is_reported() -> None:
    parsed = read_copy("4.5 out of 5 stars", TITLE, "By Nora Feld", *TEXT)
    assert (parsed.article.headline, parsed.article.other_headlines) == (TITLE, ())
    assert "TXT020" in [finding.code for finding in parsed.findings]


def test_copy_with_no_other_title_keeps_it() -> None:
    assert article_of("19.30 Uhr Lesung im Hafen", *TEXT).headline == "19.30 Uhr Lesung im Hafen"


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Hollumer Seedienst GmbH", True),
        ("Hollums Sjötjänst AB", True),
        ("Serviços Marítimos Hollum Ltda.", True),
        ("ООО «Холлумские морские услуги»", True),
        ("Streit um die AG", False),
        ("Osted verklagt Hollum AG", False),
        ("The story of AB", False),
        ("NORA FELD SA", False),
    ],
)
def test_names_of_companies(line: str, is_one: bool) -> None:
    assert is_company(line) == is_one
    assert not is_one or article_of(TITLE, line, *TEXT).authors == ()


@pytest.mark.parametrize("line", ["Prêmio Regional 2024", "Vinnare av Regionpriset 2024"])
def test_a_name_with_a_year_is_no_author(line: str) -> None:
    assert names_no_person(line)
    assert article_of(TITLE, line, *TEXT).authors == ()


def test_a_known_name_stays_an_author() -> None:
    assert [who.name for who in article_of(TITLE, "Nora Feld, 12 June 2024", *TEXT).authors] == ["Nora Feld"]
    assert not names_no_person("Tomaž Kovač, 12. junij 2026")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("READER OFFER: TWO CRUISES FOR THE PRICE OF ONE - The ferry resumed on Tuesday.", None),
        ("OSTED - NORVICO 2-1 - Il traghetto è ripartito martedì.", None),
        ("MEHR ÜBER DIE INSELFÄHREN - Die Fähre fährt seit Dienstag wieder.", None),
        ("OFERTA PARA LECTORES - El ferry volvió a navegar el martes.", None),
        ("OSTED - US officials said the ferry resumed on Tuesday.", "OSTED"),
        ("OSTED AM SEE - Die Fähre fährt seit Dienstag wieder.", "OSTED AM SEE"),
        ("OSTED - THE FERRY RESUMED ON TUESDAY.", "OSTED"),
        ("LONDON - BREAKING NEWS travels fast, the harbor master said.", "LONDON"),
    ],
)
def test_capitals_of_a_title_are_no_place(text: str, place: str | None) -> None:
    found = read_dateline(text, load_lexicon("en", "de", "es", "it"))
    assert (found.text if found else None) == place
