"""Ordinary lines that resemble credits, appeals, bylines or broken titles stay what they are, on pages and in copy."""

from __future__ import annotations

import random

import pytest

from convert.model import Moment
from convert.readers import Parsed, Source
from convert.readers.text import read
from tests.generated_copy import Writer

pytestmark = pytest.mark.sampled(8)

PARAGRAPHS = [
    ("en", "The lighthouse, seen in May as a ruin, will go first, and the mayor said: “We will not miss it.”"),
    ("en", "The doubles went to the home pair after a long final on Sunday (Anna Berg/Lisa Holm)."),
    ("en", "Osted won silver in the two-woman boat behind the Danish crew (Anna Berg/Nora Feld)"),
    ("en", "The festival opens on Friday with a new film from Bell (Director: Jane Doe)."),
    ("en", "Tickets for the show are on sale at the harbor office (Contact: Nora Feld)."),
    ("en", "Fans may follow the team on the web and send questions there (Facebook: ostedclub)."),
    ("en", "EAST OSTED/BELL Shares in the ferry line fell by two percent on Tuesday after the vote was put off."),
    ("en", "[1/5] The board met for three hours, and at the end of it nobody knew what had been decided."),
    ("en", "Lisa Holm, the photographer, pictured with her camera, wrote: “I was there when the wave came.”"),
    ("en", "Stock photos of happy passengers were all that the ferry line had on its new page"),
    ("en", "In case you missed it, the council voted last week to keep the old pier for another ten years."),
    ("en", "Unlike many others, we have no bridge to the mainland, and so we need the ferry every day."),
    ("en", "Click here to get the ticket was all that the new page said, and it led to an error for weeks."),
    ("en", "The comments posted on the council’s page called for the chair to resign within the week."),
    ("en", "Before you go on board you have to show a ticket, and that will not change under the new plan."),
    ("de", "Im Finale siegte das Duo aus Osted nach hartem Kampf in drei Sätzen (Anna Berg/Lisa Holm)."),
    ("de", "Am Freitag läuft der neue Film aus Bell im Hafenkino (Regie: Jane Doe)."),
    ("de", "Bleiben Sie auf dem Laufenden, rief die Vorsitzende den Zuhörern zu, die schon gegangen waren."),
    ("de", "Unter Umständen sammelt die Reederei auch Daten der Pendler, wie aus dem Bericht hervorgeht."),
    ("fr", "Le double est revenu aux joueuses d’Osted après une longue finale (Anna Berg/Lisa Holm)."),
    ("es", "El doble fue para la pareja local tras una larga final (Anna Berg/Lisa Holm)."),
    ("pt", "Partilhar o cais com os barcos de recreio é a proposta que o conselho vai votar em junho."),
    ("pl", "Dalsze rozpowszechnianie się wirusa w porcie wymaga zamknięcia promu na dwa tygodnie."),
    ("ru", "Послушать старого капитана приходят на причал и дети, и взрослые, и туристы с других островов."),
    ("ru", "Любое использование материалов северного мола при строительстве новой дороги запрещено законом."),
    ("uk", "Поширити квитки на всі острови пропонує рада порту, яка збереться знову в червні цього року."),
]


def parse(*parts: str) -> Parsed:
    data = "\n\n".join(parts).encode()
    return read(Source(name="story.txt", data=data, moment=Moment("2026-01-01T00:00:00Z")))


@pytest.mark.parametrize("is_page", [False, True])
@pytest.mark.parametrize("at", [2, 4])
@pytest.mark.parametrize(("language", "line"), PARAGRAPHS)
def test_a_paragraph_that_resembles_something_else_stays(language: str, line: str, at: int, is_page: bool) -> None:
    w = Writer(random.Random(line), language)
    parts = [f"{w.sentence()} {w.sentence()}" for _ in range(4)]
    parts.insert(at, line)
    head = (w.title(), w.tongue.byline.format(w.tongue.author))
    below = ("Share this article", "Sign up for our newsletter") if is_page else ()
    roles = {row.text: row.role for row in parse(*head, *parts, *below).trace}
    assert roles[line] in ("paragraph", "heading", "navigation" if is_page and line[-1] not in ".”" else "paragraph")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "What dreams are made of"),
        ("en", "Aerial images of pier show damage"),
        ("de", "Wir schaffen das"),
        ("de", "Osted : Bell 2:1"),
        ("de", "Gastbeitrag: Der Hafen braucht Geld"),
        ("de", "Reportage: Nachts im Hafen"),
        ("fr", "Osted redevient numéro un"),
        ("es", "La cita es a la una"),
        ("it", "Non ne vale una"),
        ("nl", "Daar word je blij van"),
        ("nl", "Zo werkt het"),
        ("ru", "Оцените красоту"),
        ("ru", "Интервью: Анна Берг о море"),
    ],
)
def test_a_title_that_resembles_something_else_stays(language: str, title: str) -> None:
    w = Writer(random.Random(title), language)
    byline, parts = w.tongue.byline.format(w.tongue.author), [f"{w.sentence()} {w.sentence()}" for _ in range(4)]
    article = parse(f"{title}\n{byline}", *parts).article
    assert article.headline == title
    assert {who.name for who in article.authors} <= {w.tongue.author}
    dek = w.title()
    assert parse(f"{title}\n{dek}\n{byline}", *parts).article.headline in (title, dek)


@pytest.mark.parametrize("at", [1, 3, 5])
@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ar", "الفائز: أحمد علي"),
        ("ar", "رئيس المجلس: محمد أحمد"),
        ("he", "המנצח: דוד לוי"),
        ("he", "בימוי: יוסי כהן"),
    ],
)
def test_a_label_before_a_name_is_no_place(language: str, line: str, at: int) -> None:
    w = Writer(random.Random(line), language)
    parts = [w.title(), *(f"{w.sentence()} {w.sentence()}" for _ in range(4))]
    parts.insert(at, line)
    assert "byline wording" not in {row.rule for row in parse(*parts).trace}


@pytest.mark.parametrize("days", [("May 3, 2024, 10:23", "May 3, 2024, 11:40"), ("May 2, 2024", "May 1, 2024")])
def test_parts_of_a_live_report_and_letters_are_no_other_stories(days: tuple[str, str]) -> None:
    w = Writer(random.Random("live"), "en")
    texts = [f"{w.sentence()} {w.sentence()}" for _ in range(8)]
    first = ("Board breaks for coffee and talks go on", "By Anna Berg", days[0], *texts[4:6])
    second = ("Chair says no vote today in Osted", "By Lisa Roe", days[1], *texts[6:])
    head = (w.title(), "By Nora Feld", "May 3, 2024", *texts[:4])
    for below in (("Share this article", "Related stories"), ("Most Popular", "Contact Us", "Privacy Policy")):
        roles = {row.text: row.role for row in parse(*head, *first, *second, *below).trace}
        assert [roles[text] for text in texts] == ["paragraph"] * 8


@pytest.mark.parametrize("name", ["千葉大学", "山口県警", "石川県立", "福島第一", "佐藤商店", "山田商事"])
def test_an_office_with_a_surname_in_brackets_wrote_nothing(name: str) -> None:
    w = Writer(random.Random(name), "ja")
    parts = [w.title(), *(f"{w.sentence()}{w.sentence()}" for _ in range(4))]
    assert parse(*parts, f"（{name}）").article.authors == ()
    assert parse(*parts[:-1], f"{parts[-1]}（{name}）").article.authors == ()
    assert parse(*parts, "（山田太郎）").article.authors != ()
