"""Days that the words of a title or a sentence say, and lines that only show when the story was published."""

from __future__ import annotations

import pytest

from convert.model import Article, Moment, block_texts
from convert.readers import Source
from convert.readers.text import read

TEXTS = {
    "de": "Der Rat von Osted hat am Montag und am Dienstag über die Glocken beraten, wie er mitteilte.\n\n"
    "Er tagte sieben Stunden. Niemand verließ den Saal, bevor abgestimmt war, und es war knapp.",
    "en": "The council of Osted met on Monday and again on Tuesday to decide about the bells, its clerk said.\n\n"
    "It sat for 7 hours. Nobody left the hall before the vote was over, and the vote was close.",
    "fr": "Le conseil d'Osted a siégé lundi et mardi pour décider du sort des cloches, a dit son secrétaire.\n\n"
    "Il a siégé sept heures. Personne n'a quitté la salle avant le vote, qui fut serré.",
    "ru": "Совет Остеда заседал в понедельник и во вторник, чтобы решить судьбу колоколов, сообщил его секретарь.\n\n"
    "Он заседал семь часов. Никто не вышел из зала до конца голосования, и исход был неясен.",
}
BYLINES = {"de": "Von Karin Holt", "en": "By Karen Holt", "fr": "Par Karine Holt", "ru": "Карина Хольт"}
pytestmark = pytest.mark.sampled(3)

EIGHTH = Moment("2026-10-08")


def article_of(copy: str) -> Article:
    moment = Moment("2026-10-09T00:00:00Z")
    return read(Source(name="story.txt", data=copy.encode(), moment=moment, converted=moment)).article


@pytest.mark.parametrize("has_byline", [True, False])
@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Vote on 8 October 2026"),
        ("en", "Trams stop 8 October 2026"),
        ("en", "Open Day Osted October 8, 2026"),
        ("en", "Council sat on 8 October 2026 until midnight"),
        ("de", "Rat tagte am 8. Oktober 2026"),
        ("fr", "Grève du 8 octobre 2026"),
        ("ru", "Выборы пройдут 8 октября 2026"),
    ],
)
def test_a_day_that_a_title_says_is_not_that_of_publication(language: str, title: str, has_byline: bool) -> None:
    article = article_of("\n\n".join((title, *[BYLINES[language]] * has_byline, TEXTS[language])))
    assert (article.headline, article.published) == (title, None)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Morning briefing, 8 October 2026"),
        ("en", "Council notes – 8 October 2026"),
        ("de", "Polizeibericht vom 8. Oktober 2026"),
    ],
)
def test_a_title_with_the_day_of_an_edition_keeps_both(language: str, line: str) -> None:
    article = article_of(f"{line}\n\n{TEXTS[language]}")
    assert (article.headline, article.published) == (line, EIGHTH)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Published on 8 October 2026"),
        ("en", "Osted, 8 October 2026"),
        ("en", "October 8, 2026, 5 p.m."),
        ("de", "Wien, am 8. Oktober 2026"),
        ("de", "Donnerstag, den 8. Oktober 2026"),
        ("fr", "Publié le 8 octobre 2026"),
        ("ru", "8 октября 2026 года"),
    ],
)
@pytest.mark.parametrize("is_above", [True, False])
def test_lines_of_a_day_are_no_titles(language: str, line: str, is_above: bool) -> None:
    title = {
        "de": "Rat rettet Glocken",
        "en": "Council saves bells",
        "fr": "Les cloches sauvées",
        "ru": "Колокола спасены",
    }
    head = (line, title[language]) if is_above else (title[language], line)
    article = article_of("\n\n".join((*head, BYLINES[language], TEXTS[language])))
    assert (article.headline, article.published) == (title[language], EIGHTH)


@pytest.mark.parametrize(
    ("language", "line", "said"),
    [
        ("en", "Osted, 8 October 2026 – It rains.", "It rains."),
        ("en", "8 October 2026: Nobody came.", "Nobody came."),
        ("en", "October 8, 2026 - Three bells rang!", "Three bells rang!"),
        ("en", "Osted – 8 October 2026. It rains.", "It rains."),
        ("de", "Osted, 8. Oktober 2026 – Es regnet.", "Es regnet."),
        ("de", "08.10.2026 – Drei Glocken läuten.", "Drei Glocken läuten."),
        ("fr", "Osted, 8 octobre 2026 – Il pleut.", "Il pleut."),
        ("ru", "Остед, 8 октября 2026 года – Идёт дождь.", "Идёт дождь."),
    ],
)
def test_a_sentence_behind_a_day_is_kept(language: str, line: str, said: str) -> None:
    title = "Колокола спасены" if language == "ru" else "Council saves the bells"
    article = article_of(f"{title}\n\n{BYLINES[language]}\n\n{line}\n\n{TEXTS[language]}")
    assert next(iter(block_texts(article.body))).endswith(said)
    assert article.published == EIGHTH


@pytest.mark.parametrize("verb", ["sat", "met", "wed"])
def test_words_that_are_no_weekdays_contradict_no_day(verb: str) -> None:
    copy = f"Council saves bells\n\nMinutes, council {verb} on 8 October 2026\n\n{TEXTS['en']}"
    moment = Moment("2026-10-09T00:00:00Z")
    parsed = read(Source(name="story.txt", data=copy.encode(), moment=moment, converted=moment))
    assert "TXT023" not in {finding.code for finding in parsed.findings}
