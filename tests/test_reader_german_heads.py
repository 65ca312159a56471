"""Heads and ends of German pages: which line is the title, whose the byline is, and what is below the story."""

from __future__ import annotations

import pytest
from marginals import set_marginals

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
        (("Der Neubau der Brücke beschäftigt den Rat in Osted seit Jahren.\nSanierungen", TITLE), TITLE),
        (("Anzeige", TITLE, "eine Mehrheit stimmt für den Neubau"), TITLE),
    ],
)
def test_the_title_is_below_its_kicker(head: tuple[str, ...], title: str | None) -> None:
    assert parse(*head, *BODY).headline == (title or head[0])


@pytest.mark.parametrize(
    ("line", "title", "day"),
    [
        (f"12.03.2026 | {TITLE}", TITLE, DAY),
        (f"12.03.2026, 09:30 Uhr | {TITLE}", TITLE, DAY),
        (f"Stand: 12.03.2026 09:30 Uhr {TITLE}", TITLE, DAY),
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


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("von RedaktionOsted Bote", "Redaktion Osted Bote"),
        ("von Redaktion Oster Bote", "Redaktion Oster Bote"),
        ("Von Nora Feld", "Nora Feld"),
    ],
)
def test_a_newsroom_signs_with_the_name_of_its_paper(line: str, name: str) -> None:
    found = parse(TITLE, line, *BODY).authors
    assert [(author.name, author.kind == "organisation") for author in found] == [(name, "Redaktion" in name)]


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


@pytest.mark.parametrize("dek", ["eine Mehrheit stimmt für den Neubau", "Eine Mehrheit stimmt für den Neubau"])
def test_a_dek_may_go_on_with_the_title(dek: str) -> None:
    article = parse("Anzeige", TITLE, dek, *BODY, "Anzeige")
    assert (article.headline, article.subheadline) == (TITLE, dek)


def test_a_place_with_a_raised_dot_opens_the_dek() -> None:
    dek = "Nach drei Jahren Sperrung gibt der Gemeinderat grünes Licht. Nun ist das Land am Zug."
    article = parse(TITLE, f"Osted · {dek}", "12 Bilder", "Foto: Jan Feld", *BODY)
    assert (article.subheadline, article.dateline, next(block_texts(article.body))) == (dek, "Osted", "")
    below = parse(TITLE, FIRST, f"Osted · {dek}", SECOND)
    assert (below.subheadline, below.dateline) == (None, None)


@pytest.mark.parametrize(
    "caption",
    [
        "Ein Bagger an der Brücke in Osted: Die Arbeiten beginnen im Herbst (Archivbild).\nKeystone",
        "Ein Bagger an der Brücke in Osted. Foto: Jan Feld",
    ],
)
def test_a_caption_divides_the_dek_from_german_text(caption: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the model takes it for; the opening of a report names the weekday."""
    opening = "Heute berät der Gemeinderat über den Neubau. Das könnte die Gemeinde viel Geld kosten."
    report = "Am Freitag berät der Gemeinderat über den Neubau. Das könnte die Gemeinde viel Geld kosten."
    set_marginals(monkeypatch, {opening: {"dek": 0.02}, report: {"dek": 0.02}}, "body")
    assert parse(f"{TITLE}\n{opening}", caption, *BODY).subheadline == opening
    assert parse(f"{TITLE}\n{report}", caption, *BODY).subheadline is None


def test_an_agency_for_pictures_below_a_caption_is_its_credit() -> None:
    copy = "\n\n".join(
        (TITLE, *BODY, "Ein Bagger an der Brücke (Archivbild).\nKeystone", FIRST + " Nun folgt der Bau.")
    )
    trace = read(Source(name="story.txt", data=copy.encode(), moment=MOMENT)).trace
    assert trace[copy.split("\n").index("Keystone")].role == "credit"


@pytest.mark.parametrize(
    ("head", "names"),
    [
        (("Ines Holm\nWill bauen: Bürgermeisterin Holm Bildrechte: dpa",), []),
        (("Nora Feld\nNora Feld schreibt über Osted. Foto: Jan Ruhn", "Von Nora Feld"), ["Nora Feld"]),
        (("Der Osteder",), []),
        (("Sendung: Interview | 12.03.2026 | 07:05 Uhr | von Nora Feld",), ["Nora Feld"]),
        (("Autor/in: Nora Feld, Redaktion: Jan Ruhn",), ["Nora Feld"]),
        (("Redaktion: Jan Ruhn",), ["Jan Ruhn"]),
        (("Autorinnen: Nora Feld, Ines Holm",), ["Nora Feld", "Ines Holm"]),
    ],
)
def test_whose_the_byline_is(head: tuple[str, ...], names: list[str]) -> None:
    assert authors(parse(TITLE, *head, *BODY)) == names


@pytest.mark.parametrize(
    ("opening", "dateline"),
    [
        ("Osted/OB. - ", "Osted/OB"),
        ("Osted (Saale)/OB - ", "Osted (Saale)/OB"),
        ("Vastrup - ", "Vastrup"),
        ("Kritik - ", None),
    ],
)
def test_places_before_the_text(opening: str, dateline: str | None) -> None:
    article = parse("Neue Brücke in Vastrup kommt im Herbst", opening + FIRST, SECOND)
    assert article.dateline == dateline


def test_teasers_below_the_label_of_other_stories_are_no_text() -> None:
    teaser = (
        "Im April hat Jan Ruhn in Vastrup sein Geschäft mit einer eigenen Marke eröffnet. Der lange Winter "
        "bereitet dem Händler nun ganz besondere Probleme."
    )
    links = ("Unsere Empfehlung für Sie", f"Fahrradladen in Vastrup Auf zwei Rädern durch den Winter\n{teaser}")
    assert list(block_texts(parse(TITLE, *BODY, *links, f"Feuer in Vastrup\n{teaser[:90]}").body)) == BODY


@pytest.mark.parametrize("hour", ["| 02:44 Uhr", "17:38 Uhr", "9.30 Uhr"])
def test_an_hour_is_no_kicker(hour: str) -> None:
    assert parse(hour, TITLE, *BODY).other_headlines == ()


@pytest.mark.parametrize(
    "line",
    [
        "Jederzeit zum Nachhören 8 Min Nachrichten aus Osted Was wichtig ist, hören Sie im Mitschnitt. 8 Min",
        "Hier finden Sie den kompletten Artikel:",
        "Einen Überblick über die laufenden Debatten mit unseren Journalisten finden Sie hier. Machen Sie mit!",
    ],
)
def test_notices_below_the_story_are_no_text(line: str) -> None:
    program = "Dieses Thema im Programm: Radio Osted | Regional | 12.03.2026 | 07:30 Uhr"
    assert list(block_texts(parse(TITLE, *BODY, line, program).body)) == BODY


@pytest.mark.parametrize(
    ("block", "is_kept"),
    [
        ("Nora Feld\nPolizeihauptkommissarin\nPolizeiführerin vom Dienst\nEinsatzleitstelle Osted", False),
        ("Jan Ruhn\nPressesprecher", False),
        ("Nora Feld\nBürgermeisterin der Gemeinde Osted", True),
        ("Polizeihauptkommissarin Nora Feld sagt: Es war ein Unfall.\nDie Polizeiinspektion Osted ermittelt.", True),
    ],
)
def test_who_signs_a_police_report_is_no_text(block: str, is_kept: bool) -> None:
    found = list(
        block_texts(parse(TITLE, "Osted (ots)", *BODY, block, "Rückfragen bitte an:\n\nTelefon: 04321/12345").body)
    )
    assert (block.split("\n")[1] in found) == is_kept


def test_the_text_of_a_picture_is_no_title() -> None:
    picture = "Traktor landet in der Aa\nOPA/FF OSTED"
    article = parse(
        f"{picture}\nOPA/FF OSTED\nChronik", TITLE, *BODY, picture, FIRST.replace("drei", "vier"), SECOND[:80]
    )
    assert article.headline == TITLE
    shown = "Brand in der Altstadt von Osted.\nLegende: Wegen eines Brandes kamen 80 Feuerwehrleute. ZVG Polizei Osted"
    assert parse("Zum Inhalt springen", shown, TITLE, *BODY).headline == TITLE
    assert parse(TITLE, "Nora Feld/Osted", *BODY).headline == TITLE


@pytest.mark.parametrize(
    ("label", "role"), [("Bildlegende: ZVG", "caption"), ("Kosten: ZVG", "paragraph"), ("Bildlegende:", "paragraph")]
)
def test_a_label_with_a_credit_shows_the_caption_above(label: str, role: str) -> None:
    line = "Viele Helfer waren am frühen Samstagmorgen an der Brücke in Osted im Einsatz"
    copy = "\n\n".join((TITLE, *BODY, f"{line}\n{label}", FIRST.replace("drei", "vier"), SECOND[:80]))
    trace = read(Source(name="story.txt", data=copy.encode(), moment=MOMENT)).trace
    found = trace[copy.split("\n").index(line)].role
    assert (found == "caption") == (role == "caption")


@pytest.mark.parametrize(
    "line",
    [
        "Schon gelesen ?",
        "Push-Benachrichtigungen sind kurze Hinweise auf Ihrem Bildschirm mit den wichtigsten Nachrichten.",
    ],
)
def test_more_notices_below_the_story_are_no_text(line: str) -> None:
    assert list(block_texts(parse(TITLE, *BODY, "Schliessen", line, "Kommentare").body)) == BODY


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        ((FIRST, f"{SECOND} Nora Feld"), ["Nora Feld"]),
        ((f"Vastrup. {FIRST} Nora Feld", SECOND), ["Nora Feld"]),
        ((FIRST, f"{SECOND} Xerxia Feld"), []),  # no given name that is known
        ((FIRST, f"{SECOND} Ines Holm"), []),  # whom the text mentions
        (
            (
                FIRST,
                SECOND,
                "„Wir haben nun wirklich lange genug auf diese neue Brücke gewartet, liebe Leute.“ Nora Feld",
            ),
            [],
        ),
        ((FIRST, SECOND, "Mehr dazu weiß Nora Feld"), []),
        (("Von Jan Ruhn", FIRST, f"{SECOND} Nora Feld"), ["Jan Ruhn"]),
    ],
)
def test_a_name_behind_the_last_sentence_is_the_author(texts: tuple[str, ...], names: list[str]) -> None:
    assert authors(parse(TITLE, *texts)) == names


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("Kadaver in Osted gefunden", "Miss Osted 2018 ist tot"),
        ("Miss Osted 2018 ist tot", "Nora Feld"),  # a name below the day is no title
    ],
)
def test_a_day_may_be_between_a_phrase_and_the_title(above: str, title: str) -> None:
    dek = "Sina, die schöne Kuh, wurde zur Miss Osted gekürt. Nun wurde das Tier tot auf der Alp gefunden."
    article = parse(above, "23. September 2026 11:54", title, dek, "Bildstrecke im Grossformat »", "Zum Thema", *BODY)
    assert article.headline == (above if title == "Nora Feld" else title)


def test_the_size_of_a_picture_above_an_address_is_no_title() -> None:
    footer = "800 800\nhttps://radio.example/neue-bruecke/\n2026-08-28T14:31:45+02:00"
    assert parse(TITLE, *BODY, footer).headline == TITLE


def test_a_place_that_only_its_adjective_names_is_the_dateline() -> None:
    opening = f"Hildriz – {FIRST}".replace("Das hat der", "Das hat der Hildrizer Bürgermeister gesagt, und der")
    assert parse(TITLE, opening, SECOND).dateline == "Hildriz"
    assert parse(TITLE, f"Kritik – {FIRST}", SECOND).dateline is None


def test_what_a_paywall_asks_is_no_text() -> None:
    notices = (
        "Um diesen Artikel weiterzulesen, melden Sie sich bitte an.",
        "Falls Sie noch nicht registriert sind, finden Sie hier unsere Angebote.",
    )
    assert list(block_texts(parse(TITLE, *BODY, *notices).body)) == BODY
