"""Heads and ends of German pages: which line is the title, whose the byline is, and what is below the story."""

from __future__ import annotations

import pytest

from convert.model import Article, Moment, block_texts
from convert.readers import Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(3)

MOMENT = Moment("2027-01-01T00:00:00Z")
TITLE = "Osted baut die alte Brücke neu"
FIRST = (
    "Die alte Brücke über die Aa ist seit drei Jahren gesperrt, nun bekommt die Gemeinde eine neue. Das hat der "
    "Gemeinderat am Donnerstagabend mit großer Mehrheit beschlossen."
)
SECOND = (
    "„Wir haben lange genug gewartet“, sagte Bürgermeisterin Ines Holm nach der Sitzung. Die Kosten von vier Millionen "
    "Euro übernimmt zur Hälfte das Land."
)
BODY = [FIRST, SECOND]
DAY = "2026-03-12"


def parse(*blocks: str) -> Article:
    return read(Source(name="story.txt", data="\n\n".join(blocks).encode(), moment=MOMENT)).article


def authors(article: Article) -> list[str]:
    return [author.name for author in article.authors]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (("Interview zum Brückenbau", "„Wir haben lange genug gewartet“"), "„Wir haben lange genug gewartet“"),
        (
            ("20 Jahre Osted Kurier", "13. Februar 2026 17:11", "«Plötzlich kannten mich alle»"),
            "«Plötzlich kannten mich alle»",
        ),
        (
            ("Vastrup\nKommentar: Busse fallen aus", "Das Rathaus muss jetzt endlich handeln"),
            "Das Rathaus muss jetzt endlich handeln",
        ),
        # The quotation is longer than a title or part of a line; the line above it is a title of its own.
        (("Ines Holm verteidigt den Neubau der Brücke in Osted", "„Wir haben lange genug gewartet“"), None),
        ((TITLE, "„Lange genug gewartet“: Land zahlt die Hälfte der Kosten"), TITLE),
        ((TITLE, "Land zahlt die Hälfte der Kosten"), TITLE),
        (("Lokales", TITLE), TITLE),
    ],
)
def test_the_title_is_below_its_kicker(head: tuple[str, ...], title: str | None) -> None:
    assert parse(*head, *BODY).headline == (title or head[0])


@pytest.mark.parametrize(
    ("line", "title", "day"),
    [
        (f"12.03.2026 | {TITLE}", TITLE, DAY),
        (f"12.03.2026, 09:30 Uhr | {TITLE}", TITLE, DAY),
        ("12.03.2026 | Osted", "12.03.2026 | Osted", None),
        ("Am 12.03.2026 eröffnet die Brücke in Osted", "Am 12.03.2026 eröffnet die Brücke in Osted", None),
    ],
)
def test_the_day_before_the_title_is_no_part_of_it(line: str, title: str, day: str | None) -> None:
    article = parse("Im Überblick", line, *BODY) if day is None else parse(line, *BODY)
    if day:
        assert (article.headline, article.published and article.published.text) == (title, day)
    else:
        assert article.headline in (title, "Im Überblick")


@pytest.mark.parametrize(
    ("line", "names", "sources"),
    [
        ("Von dpa, jd", [], ["dpa"]),
        ("Von dpa/jd", [], ["dpa"]),
        ("Von jd, dpa", [], ["dpa"]),
        ("Von dpa", ["dpa"], []),
        ("Von Nora Feld, dpa", ["Nora Feld"], ["dpa"]),
        ("Von Nora Feld", ["Nora Feld"], []),
    ],
)
def test_initials_beside_an_agency_are_of_who_edited_its_report(
    line: str, names: list[str], sources: list[str]
) -> None:
    article = parse(TITLE, line, *BODY)
    assert (authors(article), [source.name for source in article.sources], article.byline, article.subheadline) == (
        names,
        sources,
        line,
        None,
    )


@pytest.mark.parametrize("line", ["• NORA FELD, DPA", "  • Nora Feld", "Nora Feld, dpa"])
def test_a_name_below_the_day_is_the_author(line: str) -> None:
    dek = "Nach drei Jahren Sperrung gibt der Gemeinderat grünes Licht. Das Land zahlt mit."
    for above in ((), (dek,)):
        article = parse(TITLE, *above, f"12.03.2026\n{line}", *BODY)
        assert [name.title() for name in authors(article)] == ["Nora Feld"]


def test_the_newsroom_is_apart_from_its_paper() -> None:
    assert "RedaktionOsted" not in " ".join(authors(parse(TITLE, "von RedaktionOsted Bote", *BODY)))


@pytest.mark.parametrize(
    ("line", "dateline"),
    [("Stuttgart-Mühlhausen.", "Stuttgart-Mühlhausen"), ("Stuttgart.", "Stuttgart"), ("Endlich.", None)],
)
def test_a_district_alone_above_the_text_is_its_place(line: str, dateline: str | None) -> None:
    assert parse(f"{TITLE}\n{line}\n{FIRST}\n{SECOND}").dateline == dateline


@pytest.mark.parametrize(
    ("last", "is_kept"),
    [
        (
            "Erneut waren viele Helfer da. Gegen Mittag wurde die Sitzung geschlossen. Mehr ist nicht bekannt. Fe/Ho",
            True,
        ),
        ("Über dieses Thema im Programm wurde auch im Gemeinderat lange gestritten.", True),
        ("Dieses Thema im Programm: Radio Osted | Regional | 12.03.2026 | 07:30 Uhr", False),
        (
            "Unter Umständen sammelt LeseTon personenbezogene Daten für eigene Zwecke und verarbeitet diese dort.",
            False,
        ),
        ("Unter Umständen sammelt die Gemeinde Daten von allen, die über die neue Brücke fahren.", True),
    ],
)
def test_what_is_below_the_story(last: str, is_kept: bool) -> None:
    assert (last in block_texts(parse(TITLE, *BODY, last, "Kommentare").body)) == is_kept
