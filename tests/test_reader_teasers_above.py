"""Titles of German pages below teasers of other stories, events, key points and texts of pictures."""

from __future__ import annotations

import pytest

from convert.model import Article, Moment
from convert.readers import Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(3)

MOMENT = Moment("2027-01-01T00:00:00Z")
MENU = "Startseite\nVeranstaltungen\nVereine\nBranchenbuch\nKleinanzeigen"
TITLE = "Störche in Osted haben Nachwuchs und einen Livestream"
FIRST = (
    "Drei Schnäbel, sechs Flügel, viel Hunger: Auf dem Dach des Rathauses von Osted sind Störche geschlüpft. Das "
    "bestätigte Storchenbetreuer Timo Vogt am Mittwoch."
)
SECOND = (
    "Erstmals kann man den Störchen im Netz zusehen, denn die Gemeinde hat für den Nachwuchs einen Livestream "
    "eingerichtet. Bis zu 1.400 Menschen schauten gleichzeitig zu."
)
THIRD = (
    "Dass die Vögel da sind, ist nicht selbstverständlich. Das alte Nest war nach einem Blitzschlag abgebrannt, die "
    "Zimmerei Wendt baute ein neues, ehrenamtlich und an einem Samstag."
)
TEXT = (FIRST, SECOND, THIRD)
END = "Vorheriger Artikel\nPolizei warnt vor Dieben\nNächster Artikel\nStadtlauf startet\nImpressum\nDatenschutz"


def parse(*blocks: str) -> Article:
    return read(Source(name="story.txt", data="\n\n".join((*blocks, *TEXT, END)).encode(), moment=MOMENT)).article


SIGNED = (
    "Neues Eiscafé am Markt eröffnet\nVon Nora Feld\nvor 2 Tagen\nNach zwei Jahren gibt es am Markt wieder Eis.\n"
    "Freibad verlängert die Saison\nVon Timo Brandt\nvor 3 Tagen\nBis Mitte September ist das Waldbad geöffnet."
)
DATED = (
    "Neues Eiscafé am Markt eröffnet\n17.11.2025 in Stadt, Gastronomie\nFreibad verlängert die Saison bis September\n"
    "in Sport, Freizeit\nWeniger Geld für den Bau der neuen Halle\n16.11.2025 in Stadt"
)
EVENTS = "Termine\n20.11.2025 20:00 Stammtisch\n13.11.2025 20:00 Vorstandssitzung\n06.11.2025 20:00 Stammtisch"
DAYS = (
    "23.11.2025 10:00\nWebinar: Nester richtig bauen\n26.11.2025 14:00\nMitgliederversammlung der Gruppe Nord\n"
    "02.12.2025\nSommerfest der jungen Vogelfreunde"
)


@pytest.mark.parametrize("teasers", [SIGNED, DATED, EVENTS, DAYS])
@pytest.mark.parametrize("header", ["Von\nHanna Holm\n-\n19. November 2025\nTeilen", "19.11.2025\nVon Hanna Holm"])
def test_a_title_below_teasers_or_events_is_the_headline(teasers: str, header: str) -> None:
    article = parse(f"{MENU}\n{teasers}\n{TITLE}\n{header}")
    assert article.headline == TITLE
    assert article.published == Moment("2025-11-19")
    assert [author.name for author in article.authors] == ["Hanna Holm"]


@pytest.mark.parametrize(
    "header",
    [
        "Seit Mittwoch leben drei junge Störche auf dem Rathaus.\nDas Nest auf dem Dach\nVon Hanna Holm\n19.11.2025",
        "Von Hanna Holm\n19.11.2025\nDas neue Nest auf dem Dach des Rathauses von Osted\nTeilen",
        "19.11.2025\nVon Hanna Holm\nIn Kürze\nDie Störche sind gesund\nEine Kamera zeigt das Nest\nTeilen",
    ],
)
def test_a_title_above_its_own_header_is_the_headline(header: str) -> None:
    assert parse(f"{MENU}\n{TITLE}\n{header}").headline == TITLE


@pytest.mark.parametrize("label", ["Darum gehts", "In Kürze:", "Auf einen Blick"])
def test_key_points_below_the_title_are_not_the_headline(label: str) -> None:
    points = (
        f"{label}\nStörche in Osted bekommen einen Livestream, der den Nachwuchs zeigt\nDie Gemeinde zahlt die Kamera"
    )
    article = parse(f"{MENU}\nRathaus\n{TITLE}\n1/4\nDas Nest.\nFoto: Karin Holm\n{points}\n19.11.2025\nHanna Holm")
    assert article.headline == TITLE


@pytest.mark.parametrize("above", ["SV Osted – TuS Vastrup 1:4", "TuS Vastrup - SV Osted 0:2 (0:1)"])
def test_a_result_above_the_title_is_not_the_headline(above: str) -> None:
    assert parse(f"{MENU}\nLetztes Ergebnis\n{above}\nNews\n{TITLE}\n19.11.2025").headline == TITLE


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("Ein Storch sitzt auf einem Nest\n", TITLE),
        ("Nachwuchs auf dem Rathaus: Störche in Osted haben Nachwuchs\n", f"{TITLE} – ganz Osted schaut zu"),
    ],
)
def test_the_text_of_a_picture_or_a_title_of_the_path_is_not_the_headline(above: str, title: str) -> None:
    dek = "Auf dem Dach des Rathauses von Osted leben drei junge Störche. Eine Kamera zeigt, wie sie wachsen."
    article = parse(f"{MENU}\n{above}\n{title}\nStand: 19.11.2025, 16:01 Uhr\n{dek}", "Von Hanna Holm")
    assert article.headline == title


def test_a_title_that_is_a_result_is_the_headline_where_no_other_is() -> None:
    result = "SV Osted – TuS Vastrup 1:4"
    assert parse(f"{MENU}\n{result}\nVon Hanna Holm\n19.11.2025").headline == result


@pytest.mark.parametrize("day", ["Osted, 19. November 2025", "19.11.2025"])
def test_the_day_right_above_the_title_is_that_of_the_story_below_days_of_events(day: str) -> None:
    article = parse(f"{MENU}\n{DAYS}\nPresse\n{day}\n{TITLE}")
    assert (article.headline, article.published) == (TITLE, Moment("2025-11-19"))
