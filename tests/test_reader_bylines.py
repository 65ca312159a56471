"""Lines that resemble bylines: those that address readers, and sentences that open with a byline's word."""

from __future__ import annotations

import pytest

from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.name_lines import read_name_line

pytestmark = pytest.mark.sampled(3)

TEXT = "The old ferry to Holm will sail again from Monday, the harbor office said, after its engine was mended."


@pytest.mark.parametrize(
    "line",
    [
        "Dear Agnes,",
        "Dear Readers,",
        "Szanowni Czytelnicy,",
        "Liebe Marta,",
        "Sehr geehrte Damen,",
        "Chère Anne,",
        "Madame la Préfète,",
        "Señora Alcaldesa,",
        "Estimados Lectores,",
        "Caro Direttore,",
        "Prezado Carlos,",
        "Beste Marieke,",
        "Vážení Čtenáři,",
        "Kära Anna,",
        "Уважаемый Иван,",
    ],
)
def test_who_a_letter_addresses_is_no_author(line: str) -> None:
    for language in ("en", "pl", "de", "fr"):
        assert read_name_line(line, load_lexicon("en", language)) is None
    article = read(
        Source(
            name="a.txt",
            data=f"The ferry sails again\n\n{line}\n\n{TEXT}\n".encode(),
            moment=Moment("2027-01-01T00:00:00Z"),
        )
    ).article
    assert article.authors == ()


@pytest.mark.parametrize("line", ["Jane Doe, John Roe", "Anna Dear", "Cara Delgado", "Hedwig Werte", "Agnes Dear,"])
def test_names_of_people_stay_names(line: str) -> None:
    assert read_name_line(line, load_lexicon("en", "es")) is not None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Na Zawadi Kimaro", ["Zawadi Kimaro"]),
        ("Na Zawadi Mrope, Mwanza", ["Zawadi Mrope"]),
        ("Imeandikwa na Juma Hamisi", ["Juma Hamisi"]),
        ("Mwandishi: Neema Otieno", ["Neema Otieno"]),
    ],
)
def test_bylines_in_swahili(line: str, names: list[str]) -> None:
    found = read_byline(line, load_lexicon("en", "sw"))
    assert found is not None
    assert [author.name for author in found.authors] == names


@pytest.mark.parametrize(
    "line",
    [
        "Na Rais Samia akaondoka bila kusema neno lolote.",
        "Na hivyo ndivyo mashua ilivyozama, alisema mvuvi huyo.",
        "Na Serikali ya wilaya imeahidi kulipia mafuta hadi mwisho wa mwaka.",
        "Na Watu Wengi Zaidi",
        "Na Kila Siku",
        "Mashua na Vitabu",
    ],
)
def test_sentences_in_swahili_that_open_with_and_are_no_bylines(line: str) -> None:
    found = read_byline(line, load_lexicon("en", "sw"))
    assert found is None


@pytest.mark.parametrize(
    ("language", "line", "name"),
    [
        ("pl", "Z Haliną Okrasą, leśniczką z puszczy, rozmawia Marek Zieliński", "Marek Zieliński"),
        ("pl", "Rozmawiała Anna Wilk", "Anna Wilk"),
        ("hu", "Kocsis Márta interjúja", "Kocsis Márta"),
        ("hu", "Orbán Hedvig írása", "Orbán Hedvig"),
        ("ru", "Беседовала Анна Орлова", "Анна Орлова"),
        ("uk", "Розмовляла Олеся Гриценко", "Олеся Гриценко"),
    ],
)
def test_who_had_the_conversation_is_its_author(language: str, line: str, name: str) -> None:
    found = read_byline(line, load_lexicon("en", language))
    assert found is not None
    assert [author.name for author in found.authors] == [name]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("pl", "Burmistrz rozmawia Z Łosiem O Biletach"),
        ("pl", "W Zalesiu rozmawia się szeptem, bo prom śpi."),
        ("hu", "A harang írása"),
        ("hu", "Kézzel készült az írása, mondta a harangozó."),
        ("ru", "Мэр беседовал с тюленем на причале."),
        ("uk", "Капітан розмовляв із чаплею, і та слухала."),
    ],
)
def test_sentences_about_conversations_are_no_bylines(language: str, line: str) -> None:
    assert read_byline(line, load_lexicon("en", language)) is None


@pytest.mark.parametrize(
    ("language", "line", "name"),
    [
        ("tr", "Röportaj: Deniz Kaya", "Deniz Kaya"),
        ("cs", "Rozhovor vedla Jana Malá", "Jana Malá"),
        ("sk", "Rozhovor viedol Peter Novák", "Peter Novák"),
        ("nl", "Interview door Femke Dijkstra", "Femke Dijkstra"),
        ("sv", "Intervju av Lena Höök", "Lena Höök"),
        ("pl", "Wywiad przeprowadziła Anna Wilk", "Anna Wilk"),
        ("ru", "Беседу вела Анна Орлова", "Анна Орлова"),
        ("uk", "Розмову вела Олеся Гриценко", "Олеся Гриценко"),
        ("pt", "Entrevista conduzida por Rui Lemos", "Rui Lemos"),
        ("hr", "Razgovarala Ana Kovač", "Ana Kovač"),
    ],
)
def test_who_led_an_interview_is_its_author(language: str, line: str, name: str) -> None:
    found = read_byline(line, load_lexicon("en", language))
    assert found is not None
    assert [author.name for author in found.authors] == [name]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("sv", "Intervju: den sista fyrvaktaren"),
        ("nl", "Interview: de man van de brug"),
        ("pl", "Pytała o mosty i o łosia"),
        ("ru", "Записал на диктофон крик чайки"),
        ("cs", "Ptala se na cestu k mostu"),
        ("hr", "Razgovarala je s galebom"),
        ("pt", "Entrevista por telefone com o faroleiro"),
    ],
)
def test_titles_about_interviews_are_no_bylines(language: str, line: str) -> None:
    found = read_byline(line, load_lexicon("en", language))
    assert found is None or found.authors == ()


@pytest.mark.parametrize("byline", ["Av Pia Ek", "Av Lars Hall", "Pia Ekdahl"])
def test_a_name_below_the_title_is_without_what_opens_the_byline(byline: str) -> None:
    copy = (
        f"Veckans quiz: hur väl kan du din skärgård?\n\n{byline}\n\n1. Hur många öar har Stockholms skärgård?\n"
        "a) 12 000\nb) 24 000\n\n2. Vad heter fyren på Söderarm?\na) Söderarm\nb) Armen\n\nRätt svar: 1b, 2a\n"
    )
    article = read(Source(name="a.txt", data=copy.encode(), moment=Moment("2026-01-01T00:00:00Z"))).article
    assert [who.name for who in article.authors] == [" ".join(byline.split()[-2:])]


@pytest.mark.parametrize("button", ["Haberin Devamı", "Share this article", "Advertisement"])
def test_a_short_last_sentence_below_a_button_stays(button: str) -> None:
    copy = (
        "Home\nNews\nSport\nSign in\n\nThe ferry sails again\n\nBy Jane Doe\n\nShare this article\n\n"
        f"{TEXT}\n\nIt had been in the dock since March, and nobody knew how long it would be.\n\n{button}\n\n"
        "It is expected to leave on time.\n\nComments (8)\nMost read\nSign up for our newsletter\n"
    )
    parsed = read(Source(name="a.txt", data=copy.encode(), moment=Moment("2026-01-01T00:00:00Z")))
    kept = [line.text for line in parsed.trace if line.kept]
    assert "It is expected to leave on time." in kept
    assert "Comments (8)" not in kept
