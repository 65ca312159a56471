"""Days of events, offers and people near a story, which are not its day of publication; and days of publication."""

from __future__ import annotations

import pytest

from convert.model import Article, Moment
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.dates import read_date

pytestmark = pytest.mark.sampled(4)

EVENTS = (
    ("en", "Concert on 12 June 2026"),
    ("en", "Tide table for 12 June 2026"),
    ("en", "Season opens 1 October 2026"),
    ("de", "Konzert am 12. Juni 2026"),
    ("de", "Gezeiten für den 12. Juni 2026"),
    ("de", "Preise vom 1. Mai 2026"),
    ("de", "Tag der offenen Tür am 9. April 2026"),
    ("es", "Entradas a la venta el 9 de abril de 2026"),
    ("fr", "Concert le 12 juin 2026"),
    ("fr", "Ouverture de la saison le 1er octobre 2026"),
    ("es", "La temporada empieza el 1 de octubre de 2026"),
    ("it", "Al cinema dal 14 maggio 2026"),
    ("nl", "Concert op 12 juni 2026"),
    ("nl", "12 mei 2025 t/m 30 juni 2025"),
    ("sv", "Grundat 1 maj 1901"),
    ("pl", "Koncert 12 czerwca 2026"),
    ("ru", "Концерт 12 июня 2026 года"),
    ("ru", "С 12 мая 2025 года по 30 июня 2025 года"),
)

PUBLICATION = (
    ("en", "Posted in Politics on 12 June 2026"),
    ("en", "Politics on 12 June 2026"),
    ("en", "Nora Feld on 12 June 2026"),
    ("en", "By our reporter on 12 June 2026"),
    ("en", "Concert review | 12 June 2026"),
    ("de", "Hochgeladen am 12. Juni 2026"),
    ("de", "Von Nora Feld am 12. Juni 2026"),
    ("de", "Pressemitteilung vom 12. Juni 2026"),
    ("de", "Osted, am 12. Juni 2026"),
    ("de", "dpa am 12. Juni 2026"),
    ("fr", "Ajouté le 12 juin 2026"),
    ("fr", "Communiqué du 12 juin 2026"),
    ("fr", "Pub le 12 juin 2026"),
    ("es", "Subido el 12 de junio de 2026"),
    ("it", "Inserito il 12 giugno 2026"),
    ("nl", "Vrijdag op 12 juni 2026"),
    ("sv", "Inlagd den 12 juni 2026"),
    ("da", "Lagt på nettet den 12. juni 2026"),
    ("pl", "Dodano dnia 12 czerwca 2026"),
    ("pt", "Enviada em 12 de junho de 2026"),
)


def article_of(*lines: str) -> Article:
    copy = "\n\n".join(lines)
    return read(Source(name="a.txt", data=copy.encode(), moment=Moment("2026-01-01T00:00:00Z"))).article


@pytest.mark.parametrize(("language", "line"), EVENTS)
def test_the_day_of_an_event_is_no_day_of_publication(language: str, line: str) -> None:
    found = read_date(line, load_lexicon("en", language))
    assert found is None or found.moment is None
    text = "The ferry between Norwick and the islands resumed on Tuesday after three days of storm, its operator said."
    assert (
        article_of("Ferry resumes after storm", line, "By Nora Feld", text, text.replace("ferry", "boat")).published
        is None
    )


@pytest.mark.parametrize(("language", "line"), PUBLICATION)
def test_the_day_of_publication_stays(language: str, line: str) -> None:
    found = read_date(line, load_lexicon("en", language))
    assert found is not None
    assert found.moment == Moment("2026-06-12")


def test_an_event_before_the_text_is_no_dateline() -> None:
    text = "The ferry between Norwick and the islands resumed on Tuesday, its operator said. Nobody was hurt."
    article = article_of("Ferry resumes after storm", f"Concert on 12 June 2026 – {text}")
    assert (article.dateline, article.published) == (None, None)
    article = article_of("Ferry resumes after storm", f"OSTED, 12 June 2026 – {text}")
    assert article.dateline == "OSTED, 12 June 2026"
