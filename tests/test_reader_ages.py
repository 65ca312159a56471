"""Ages of stories, jobs of Korean names and captions of events, none of which is a standfirst or an author."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read

MOMENT = Moment("2020-01-01T00:00:00Z")
COPIES = {
    "en": (
        "Weighing house becomes library",
        (
            "The old weighing house in Osted will be a library from April on, the town council decided on Tuesday "
            "after four years of debate. It had been closed since the last grain ship left the harbor."
        ),
        "The scales stay where they are, the council said, and readers may have their books weighed if they want to.",
    ),
    "ro": (
        "Casa cântarului devine bibliotecă",
        (
            "Consiliul local din Osted a hotărât marți, după patru ani de dezbateri, că vechea casă a cântarului din "
            "port va fi bibliotecă din aprilie. Casa era închisă de când plecase ultima navă cu grâne."
        ),
        "Cântarele rămân la locul lor, a spus consiliul, iar cititorii își pot cântări cărțile dacă vor.",
    ),
    "es": (
        "La casa del peso será biblioteca",
        (
            "La vieja casa del peso de Osted será una biblioteca desde abril, decidió el martes el ayuntamiento tras "
            "cuatro años de debate. Estaba cerrada desde que zarpó el último barco de grano."
        ),
        "Las balanzas se quedan donde están, dijo el ayuntamiento, y los lectores podrán pesar sus libros si quieren.",
    ),
    "ko": (
        "낡은 계량소가 도서관으로",
        "오스테드 시의회는 화요일 항구의 낡은 계량소를 4월부터 도서관으로 바꾸기로 했습니다. 계량소는 닫혀 있었습니다.",
        "저울은 그대로 남는다고 시의회는 밝혔습니다.",
    ),
}


def parse(language: str, line: str, *, gap: str = "\n\n") -> Parsed:
    title, *texts = COPIES[language]
    return read(Source(name="story.txt", data=gap.join((title, line, *texts)).encode(), moment=MOMENT))


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ro", "Publicat acum 6 ore si 51 minute"),
        ("ro", "acum 12 ore"),
        ("en", "Updated 3 hours ago"),
        ("en", "Published 2 days ago"),
        ("es", "hace 3 horas y 12 minutos"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_age_of_a_story_is_no_standfirst(language: str, line: str, gap: str) -> None:
    article = parse(language, line, gap=gap).article
    assert line not in (article.subheadline, *block_texts(article.body))
    assert article.published is None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "The house was built 90 years ago"),
        ("en", "4 years of debate are over"),
        ("en", "Ago 4, a hotel, closes"),
        ("ro", "Acum 90 de ani a fost zidită casa"),
        ("es", "Hace 90 años que existe la casa"),
    ],
)
def test_a_line_about_time_stays(language: str, line: str) -> None:
    article = parse(language, line).article
    assert line in (article.subheadline, *block_texts(article.body))


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("이혜원 작가, 이성훈 기자", ["이혜원", "이성훈"]),
        ("박하늘 PD, 김바다 기자", ["김바다"]),
        ("김하늘, 이바다 기자", ["김하늘", "이바다"]),
        ("홍길동 기자", ["홍길동"]),
    ],
)
def test_a_job_between_korean_names_is_no_author(line: str, authors: list[str]) -> None:
    assert [author.name for author in parse("ko", line).article.authors] == authors


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("es", "Presentación del Libro del Puerto. Osted, 19 de septiembre de 2024."),
        ("ro", "Lansarea Cărții Portului. Osted, 19 septembrie 2024."),
    ],
)
def test_the_event_of_a_caption_wrote_nothing(language: str, line: str) -> None:
    assert parse(language, line).article.authors == ()


MENU = ("Home", "Sport", "Contact us")


@pytest.mark.parametrize(
    ("today", "day", "published"),
    [
        ("Monday, December 22, 2025", "June 18", None),
        ("22 December 2025", "18 June, 10:15", None),
        ("Wednesday, June 18, 2025", "June 18", "2025-06-18"),
        ("Monday, December 22, 2025", "June 18, 2025", "2025-06-18"),
        ("Monday, December 22, 2025", "By Jane Doe, June 18, 2025", "2025-06-18"),
        ("Monday, December 22, 2025", "10:15", "2025-12-22"),
        ("Monday, December 22, 2025", "Saturday, January 3, 2026", "2025-12-22"),
        ("Published December 22, 2025", "June 18, 2025", "2025-12-22"),
        ("December 22, 2025, 10:15", "June 18, 2025", "2025-12-22"),
        (
            "December 22, 2025",
            "The house was closed on June 18, 2021, when the ship left the harbor of Osted.",
            "2025-12-22",
        ),
    ],
)
def test_the_day_of_a_page_is_not_that_of_a_story_with_another_day(today: str, day: str, published: str | None) -> None:
    title, *texts = COPIES["en"]
    data = "\n\n".join((*MENU, today, title, day, *texts)).encode()
    parsed = read(Source(name="story.txt", data=data, moment=MOMENT))
    article = parsed.article
    assert article.headline == title
    assert (article.published.text[:10] if article.published else None) == published
    assert published or "TXT006" in {finding.code for finding in parsed.findings}
