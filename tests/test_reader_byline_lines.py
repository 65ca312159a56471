"""Lines that name who wrote the story in other forms than "By Jane Doe", and lines that resemble them."""

from __future__ import annotations

import pytest

from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.bylines import Byline, read_byline
from convert.readers.text.lexicon.datelines import read_whole_dateline
from convert.readers.text.lexicon.name_lines import read_name_line
from convert.readers.text.lexicon.people import is_person

pytestmark = pytest.mark.sampled(3)


def named(byline: Byline | None) -> list[str]:
    """The names in a byline; of organisations in angle brackets."""
    authors = byline.authors if byline else ()
    return [who.name if who.kind == "person" else f"<{who.name}>" for who in authors]


BYLINES = [
    ("en", "By Anna Feld (she/her)", ["Anna Feld"]),
    ("en", "By Anna Feld [They/Them] and Tom Aker (he/him/his)", ["Anna Feld", "Tom Aker"]),
    ("de", "Von Anna Feld (sie/ihr)", ["Anna Feld"]),
    ("en", "Exclusive by Anna Feld", ["Anna Feld"]),
    ("en", "Match report by Anna Feld", ["Anna Feld"]),
    ("en", "Anna Feld reports", ["Anna Feld"]),
    ("en", "Anna Feld reports from Osted", ["Anna Feld"]),
    ("de", "Aus Rom berichtet Anna Feld", ["Anna Feld"]),
    ("de", "Aus Rom berichten Anna Feld und Peter Aker", ["Anna Feld", "Peter Aker"]),
    ("es", "Ana Feld informa desde Osted", ["Ana Feld"]),
    ("sv", "Anna Feld rapporterar från Osted", ["Anna Feld"]),
    ("de", "Das Gespräch führte Anna Feld", ["Anna Feld"]),
    ("de", "Das Interview führten Anna Feld und Peter Aker", ["Anna Feld", "Peter Aker"]),
    ("de", "Aufgezeichnet von Anna Feld", ["Anna Feld"]),
    ("de", "Von unserer Mitarbeiterin Anna Feld", ["Anna Feld"]),
    ("nl", "Door onze verslaggever Anna Feld", ["Anna Feld"]),
    ("fr", "De notre envoyée spéciale Anne Feld", ["Anne Feld"]),
    ("fr", "De notre correspondante à Rome, Anne Feld", ["Anne Feld"]),
    ("en", "By political editor, Anna Feld", ["Anna Feld"]),
    ("pt", "Do nosso correspondente João Feld", ["João Feld"]),
    ("it", "dalla nostra inviata Anna Feld", ["Anna Feld"]),
    ("fi", "Anna Feld, teksti", ["Anna Feld"]),
    ("de", "Anna Feld (Text)", ["Anna Feld"]),
    ("de", "Anna Feld (Text und Fotos)", ["Anna Feld"]),
    ("en", "By the Osted Courier editorial board", ["<Osted Courier editorial board>"]),
    ("en", "By the news team", ["<news team>"]),
    ("it", "di N. F.", ["N. F."]),
]

NAME_LINES = [
    ("da", "Anna Feld/ritzau/", ["Anna Feld", "<ritzau>"]),
    ("fr", "Anne Feld (avec AFP)", ["Anne Feld", "<AFP>"]),
    ("de", "Anna Feld (mit dpa)", ["Anna Feld", "<dpa>"]),
    ("en", "Anna Feld (Reuters)", ["Anna Feld", "<Reuters>"]),
    ("en", "Ebbo English", ["Ebbo English"]),
    ("tr", "Ayşe Şahin / OSTED", ["Ayşe Şahin"]),
    ("tr", "Ayşe Şahin / Osted, (DHA)", ["Ayşe Şahin", "<DHA>"]),
]

NO_BYLINES = [
    ("en", "Reuters reports from Osted"),
    ("en", "Anna Feld reports record profit"),
    ("en", "Anna Feld reports from Osted, where the bridge is closed."),
    ("en", "The mayor reports from Osted"),
    ("de", "Aus Rom berichtet die Polizei"),
    ("de", "Das Gespräch führte zu nichts."),
    ("de", "Aufgezeichnet von der Polizei"),
    ("es", "Informa la Policía"),
    ("en", "Exclusive by nature"),
    ("en", "Investigation by police"),
    ("en", "Anna Feld, text messages"),
    ("en", "By the home team"),
    ("en", "By the sea, Anna Feld"),
    ("en", "By Friday, Anna Feld"),
    ("fr", "Par ailleurs, Anne Feld"),
    ("nl", "Door onze verslaggever"),
    ("fr", "De notre correspondant à Rome"),
]

NO_NAME_LINES = [
    ("en", "Anna Feld / AFP"),
    ("en", "Anna Feld/AFP"),
    ("en", "(Anna Feld/AFP)"),
    ("de", "Anna Feld / SPD"),
    ("en", "Santa Clara (AFP)"),
    ("en", "Victoria Falls (Reuters)"),
    ("en", "Osted (Reuters)"),
    ("en", "Osted / BERLIN"),
]


@pytest.mark.parametrize(("language", "line", "names"), BYLINES)
def test_a_line_with_an_opening_names_its_authors(language: str, line: str, names: list[str]) -> None:
    assert named(read_byline(line, load_lexicon("en", language))) == names


@pytest.mark.parametrize(("language", "line", "names"), NAME_LINES)
def test_a_line_of_names_with_their_agency_or_place_names_its_authors(
    language: str, line: str, names: list[str]
) -> None:
    lexicon = load_lexicon("en", language)
    assert named(read_name_line(line, lexicon)) == names
    assert read_whole_dateline(line, lexicon) is None


@pytest.mark.parametrize(("language", "line"), NO_BYLINES)
def test_a_line_that_resembles_a_byline_names_nobody(language: str, line: str) -> None:
    assert read_byline(line, load_lexicon("en", language)) is None


@pytest.mark.parametrize(("language", "line"), NO_NAME_LINES)
def test_a_credit_or_dateline_names_nobody(language: str, line: str) -> None:
    assert read_name_line(line, load_lexicon("en", language)) is None


@pytest.mark.parametrize("place", ["Ada Beach", "Santa Clara", "Osted", "Anna", "New York"])
def test_names_of_places_are_of_no_person(place: str) -> None:
    assert not is_person(place, load_lexicon("en"))


def test_the_agency_behind_an_author_is_a_source_and_the_author_no_place() -> None:
    text = (
        "Le conseil municipal d'Osted a décidé mardi de reconstruire le vieux pont sur la rivière, fermé depuis un an."
    )
    for line, byline in (("Anne Feld (avec AFP)", "AFP"), ("Anne Feld/ritzau/", "ritzau"), ("Anne Feld, AFP", "AFP")):
        data = f"Le vieux pont sera reconstruit\n\n{line}\n\n{text}\n\nLes travaux commencent au printemps.\n"
        article = read(Source(name="a.txt", data=data.encode(), moment=Moment("2027-01-01T00:00:00Z"))).article
        assert [who.name for who in article.authors] == ["Anne Feld"]
        assert [source.name for source in article.sources] == [byline]
        assert (article.byline, article.dateline) == (line, None)
