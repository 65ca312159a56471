"""Datelines of regional papers whose places no lexicon has, and openings of stories that resemble them."""

from __future__ import annotations

import pytest

from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.datelines import read_dateline

REST = "wächst weiter, sagt die Bürgermeisterin, und braucht deshalb bald mehr Platz für die Waage und ihre Besucher."


@pytest.mark.parametrize(
    ("language", "text", "dateline"),
    [
        ("de", f"Osterried | Die Gemeinde Osterried {REST}", "Osterried"),
        ("de", f"Osterried. Der Hafen in Osterried {REST}", "Osterried"),
        ("de", f"Osterried/Hafenau. Der TV Hafenau {REST}", "Osterried/Hafenau"),
        ("de", f"Hamburg. Der Hafen {REST}", "Hamburg"),
        (
            "da",
            "Østerby. En ansat på vægten i Østerby er fredag formiddag blevet hjulpet ned fra taget af brandfolk.",
            "Østerby",
        ),
        (
            "nl",
            "Oosterried. De oude waag in Oosterried blijft staan, heeft de raad dinsdagavond na vier uur besloten.",
            "Oosterried",
        ),
        (
            "uk",
            "ОСТРІВ-КИЇВ. 9 січня. УНН. На острові, неподалік від порту, утворилася черга біля старої вагової.",
            "ОСТРІВ-КИЇВ. 9 січня. УНН",
        ),
        (
            "sk",
            "25.3.2021 (Ostrovnoviny.sk) - Stará váha v prístave zostane, rozhodli poslanci po štyroch hodinách.",
            "25.3.2021 (Ostrovnoviny.sk)",
        ),
    ],
)
def test_the_dateline_of_a_regional_paper(language: str, text: str, dateline: str) -> None:
    found = read_dateline(text, load_lexicon(language))
    assert found is not None
    assert found.text == dateline


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", f"Kommentar | Die Lage im Hafen von Osterried {REST}"),
        ("de", f"Klenke. Der Wiegemeister, so sagte Klenke, {REST}"),
        ("de", f"Montag. Am Montag {REST}"),
        ("de", f"Fußball/Handball. Der Verein für Fußball {REST}"),
        ("de", f"Vera Ahlberg | Die Autorin Vera Ahlberg {REST}"),
        ("de", f"Vera/Nils. Das Paar Vera und Nils {REST}"),
        ("de", "Osterried. In Osterried regnet es."),
        ("de", f"Osterried. Kein Ort {REST}"),
        ("nl", "Dinsdag. In de raad werd dinsdag vier uur lang over de oude waag aan de haven gesproken en gestemd."),
        (
            "da",
            "Vægten. Den står i havnen, og ingen i byen vil undvære den, siger borgmesteren efter fire timers møde.",
        ),
        ("sv", "Januari. I januari beslutade kommunen att den gamla vågen vid hamnen ska stå kvar."),
        (
            "pl",
            "Redakcja | Redakcja w porcie pracuje dalej, choć stara waga po burzy wymaga podparcia.",
        ),
        (
            "sk",
            "1.1.2021 (Nový rok) - Stará váha v prístave zostane, rozhodli poslanci po štyroch hodinách.",
        ),
        ("uk", "ВАГА. 9 січня. Люди прийшли до порту, щоб подивитися на стару вагову, яку мали знести."),
    ],
)
def test_an_opening_that_is_no_dateline_stays(language: str, text: str) -> None:
    assert read_dateline(text, load_lexicon(language)) is None


DEK = "Im Gemeinderat hat die Waage keine Mehrheit. Deshalb ist es fraglich, ob das Haus jemals erneuert wird."
BERLIN = "Berlin - Alte Waagen sollen besser geschützt werden. Das ist ein Ziel, das das Kabinett beschlossen hat."
NEXT = "Zweifel wies der Sprecher zurück: „Die Waage steht.“ Deshalb sei es das Recht der Regierung, sie zu schützen."


def dateline_of(*lines: str) -> str | None:
    moment = Moment("2020-01-01T00:00:00Z")
    return read(Source(name="story.txt", data="\n\n".join(lines).encode(), moment=moment)).article.dateline


def test_the_dateline_below_the_dek_is_read() -> None:
    assert dateline_of(DEK, BERLIN, NEXT) == "Berlin"


@pytest.mark.parametrize(
    "lines",
    [
        (DEK, BERLIN, BERLIN.replace("Berlin", "Hamburg"), NEXT),
        (f"{DEK} {NEXT} {DEK} {NEXT}", BERLIN, NEXT),
        (DEK, NEXT, BERLIN, NEXT),
    ],
)
def test_a_place_inside_the_text_is_no_dateline(lines: tuple[str, ...]) -> None:
    assert dateline_of(*lines) is None
