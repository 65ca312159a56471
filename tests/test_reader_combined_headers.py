"""Bylines and days in all the ways in which headers of pages combine them: each name and each day is read in each."""

from __future__ import annotations

from itertools import product

import pytest
from story_pages import END, TEXT, TITLE, TOP

from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(12)

NAMES = {
    "en": {
        "By Nora Feld": ["Nora Feld"],
        "BY NORA FELD": ["NORA FELD"],
        "Nora Feld": ["Nora Feld"],
        "Written by Nora Feld": ["Nora Feld"],
        "Nora Feld, Staff Writer": ["Nora Feld"],
        "By Nora Feld and Tom Roe": ["Nora Feld", "Tom Roe"],
        "Nora Feld, Tom Roe": ["Nora Feld", "Tom Roe"],
        "By Nora Feld @norafeld": ["Nora Feld"],
        "Nora Feld | Reporter": ["Nora Feld"],
    },
    "de": {
        "Von Nora Feld": ["Nora Feld"],
        "Nora Feld": ["Nora Feld"],
        "Von Nora Feld (Osted)": ["Nora Feld"],
        "Von Nora Feld, Osted": ["Nora Feld"],
        "Von Nora Feld und Tom Roth": ["Nora Feld", "Tom Roth"],
        "Autorin: Nora Feld": ["Nora Feld"],
        "Ein Kommentar von Nora Feld": ["Nora Feld"],
        "Von unserer Redakteurin Nora Feld": ["Nora Feld"],
        "Nora Feld, Redakteurin": ["Nora Feld"],
    },
    "fr": {
        "Par Nora Feld": ["Nora Feld"],
        "Nora Feld": ["Nora Feld"],
        "Par Nora Feld et Tom Rey": ["Nora Feld", "Tom Rey"],
        "Par Nora Feld, à Osted": ["Nora Feld"],
        "Propos recueillis par Nora Feld": ["Nora Feld"],
        "Nora Feld, journaliste": ["Nora Feld"],
    },
    "es": {
        "Por Nora Feld": ["Nora Feld"],
        "Nora Feld": ["Nora Feld"],
        "Por Nora Feld y Tom Rey": ["Nora Feld", "Tom Rey"],
        "Texto: Nora Feld": ["Nora Feld"],
        "Nora Feld | Osted": ["Nora Feld"],
        "Nora Feld, corresponsal": ["Nora Feld"],
    },
}
"""Bylines, each with the names in it."""

DAYS = {
    "en": (
        *(
            "March 3, 2026",
            "Mar 3, 2026, 10:15 AM",
            "Published: March 3, 2026 10:15 a.m. EST",
            "Tuesday, March 3, 2026",
        ),
        *("Posted: Mar 3, 2026 / 10:15 AM EST", "3 March 2026", "03/03/2026", "2026-03-03", "03-03-2026"),
        *("10:15 AM EST, Tue March 3, 2026", "Published 10:15 GMT, 3 March 2026"),
    ),
    "de": (
        *("3. März 2026", "03.03.2026, 10:15 Uhr", "Di, 03.03.2026", "Dienstag, 3. März 2026, 10:15 Uhr"),
        *("Veröffentlicht am 3. März 2026", "Stand: 03.03.2026, 10:15 Uhr", "03.03.2026 | 10:15 Uhr"),
        *("3. März 2026 um 10:15 Uhr", "Publiziert: 03.03.2026"),
    ),
    "fr": (
        *("3 mars 2026", "03/03/2026", "Publié le 3 mars 2026", "Publié le 03/03/2026 à 10:15", "mardi 3 mars 2026"),
        *("Publié le 3 mars 2026 à 10h15, mis à jour le 4 mars 2026 à 9h00", "Publié : 3 mars 2026 à 10h15"),
    ),
    "es": (
        *("3 de marzo de 2026", "03/03/2026 10:15", "martes, 3 de marzo de 2026", "03-03-2026"),
        *("Publicado: 03/03/2026 10:15", "03 MAR 2026 - 10:15 CET", "3 de marzo de 2026 a las 10:15"),
    ),
}
"""The same day as pages write it."""

FORMS = ("{0}\n{1}", "{1}\n{0}", "{0} | {1}", "{0} · {1}", "{0} - {1}", "{0}, {1}", "{0} {1}", "{1} | {0}", "{1} {0}")
"""How a byline and a day are beside each other, on one line or two."""

CASES = [
    (language, byline, day, form)
    for language in NAMES
    for byline, day, form in product(NAMES[language], DAYS[language], FORMS)
]


def parse(language: str, header: str) -> tuple[str, list[str], str]:
    """The title, the authors and the day that are read from a page with that header."""
    lines = [*TOP[language], TITLE[language], *header.split("\n"), *TEXT[language], *END[language]]
    source = Source(name="story.txt", data="\n".join(lines).encode(), moment=Moment("2026-11-29T00:00:00Z"))
    article = read(source).article
    published = article.published.text[:10] if article.published else ""
    return article.headline, [author.name for author in article.authors], published


@pytest.mark.slow
@pytest.mark.parametrize("language", NAMES)
def test_every_byline_beside_every_day_is_read(language: str) -> None:
    cases = [case for case in CASES if case[0] == language]
    found = {case: parse(language, case[3].format(case[1], case[2])) for case in cases}
    assert found == {case: (TITLE[language], NAMES[language][case[1]], "2026-03-03") for case in cases}


@pytest.mark.parametrize(("language", "byline", "day", "form"), CASES[:: len(FORMS) + 4])
def test_byline_beside_a_day_is_read(language: str, byline: str, day: str, form: str) -> None:
    expected = TITLE[language], NAMES[language][byline], "2026-03-03"
    assert parse(language, form.format(byline, day)) == expected
