"""Wordings that open bylines: those that a lexicon's words make together, in each language, and their look-alikes."""

from __future__ import annotations

import pytest

from convert.model import Article, Moment
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.lexicon import languages, load_file, load_lexicon
from convert.readers.text.lexicon.byline_openings import byline_openings
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.name_lines import read_name_line

pytestmark = pytest.mark.sampled(25)

NAMES = {
    "de": "Katrin Seidel", "en": "Hannah Whitcombe", "fr": "Camille Fournel", "es": "Lucía Carrasco",
    "pt": "Beatriz Nogueira", "it": "Chiara Bellandi", "ca": "Marta Soler", "ro": "Ioana Munteanu",
    "nl": "Sanne de Wit", "sv": "Elin Sandgren",
    "da": "Mette Kragh", "no": "Ingrid Solberg", "pl": "Agnieszka Wrona", "cs": "Jana Horáčková", "hu": "Kocsis Márta",
    "ru": "Анна Белова", "tr": "Elif Demirci",
}  # fmt: skip


def read_text(text: str) -> Article:
    return read(Source(name="copy.txt", data=text.encode(), moment=Moment("2026-11-01T00:00:00Z"))).article


def made(language: str) -> list[str]:
    """Lines with each opening that the words of a language make, before a name."""
    words = load_file(language)["names"]
    name = NAMES[language]
    lines = [f"{writer.capitalize()}: {name}" for writer in words.get("writers", ())]
    for kind in words.get("kinds", ()):
        lines.append(f"{kind.capitalize()}: {name}")
        spaced = [by if by.endswith("'") else f"{by} " for by in words.get("by", ())]
        lines += [f"{kind.capitalize()} {by}{name}" for by in spaced]
    return lines


@pytest.mark.parametrize(("language", "line"), [(language, line) for language in NAMES for line in made(language)])
def test_kinds_of_text_and_words_for_who_writes_open_bylines(language: str, line: str) -> None:
    """A kind of text alone does where the lines around it show a byline."""
    lexicon = load_lexicon(language)
    found = read_byline(line, lexicon) or read_name_line(line, lexicon)
    assert found is not None
    assert [author.name for author in found.authors] == [NAMES[language]]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "By our correspondent Hannah Whitcombe"),
        ("en", "Guest post by Hannah Whitcombe"),
        ("en", "A long read by Hannah Whitcombe"),
        ("fr", "L’édito de Camille Fournel"),
        ("fr", "Texte : Camille Fournel"),
        ("fr", "Une analyse d’Camille Fournel"),
        ("it", "L’analisi di Chiara Bellandi"),
        ("nl", "Van een onzer verslaggevers Sanne de Wit"),
        ("nl", "Door Sanne de Wit 12 oktober 2026 14:05"),
        ("de", "Von unserer Redakteurin Katrin Seidel"),
        ("sv", "Debattartikel av Elin Sandgren"),
    ],
)
def test_openings_with_articles_elisions_and_our_own_people(language: str, line: str) -> None:
    found = read_byline(line, load_lexicon(language))
    assert found is not None
    assert [author.name for author in found.authors] == [NAMES[language]]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Analysis: Nights at the Harbour"),
        ("en", "Report: Council Vote Delayed"),
        ("de", "Reportage: Nachts im Hafen"),
        ("de", "Kommentar: Brücke Ohne Plan"),
        ("fr", "Édito : La Ville Attend"),
        ("sv", "Ledare: Staden väntar"),
        ("es", "Crónica: Noche De Puerto"),
        ("pl", "Źródło: Tomasz Borowiecki"),
    ],
)
def test_a_kind_of_text_before_a_title_and_a_source_open_no_byline(language: str, line: str) -> None:
    assert read_byline(line, load_lexicon(language)) is None


@pytest.mark.parametrize(
    ("language", "line"),
    [("de", "Porträt von Katrin Seidel"), ("fr", "Portrait de Camille Fournel"), ("it", "Ritratto di Chiara Bellandi")],
)
def test_what_shows_a_person_is_no_name(language: str, line: str) -> None:
    assert read_name_line(line, load_lexicon(language)) is None


@pytest.mark.parametrize("language", sorted(languages()))
def test_no_opening_is_listed_that_the_words_make(language: str) -> None:
    """Listed openings stay few: those that no kind of text, preposition or word for who writes makes."""
    names = load_file(language)["names"]
    others = byline_openings([{"names": {**names, "byline": []}}])
    made = {opening for openings in others.by_initial.values() for opening in openings}
    assert not [phrase for phrase in names["byline"] if phrase.casefold() in made]


BODY = [
    "Der Stadtrat von Osted hat am Montagabend mit großer Mehrheit den Bau einer neuen Brücke beschlossen.",
    "Die Stadt rechnet mit Kosten von 14 Millionen Euro, von denen das Land die Hälfte übernimmt.",
    "Anwohner der Uferstraße kündigten an, gegen den Beschluss zu klagen.",
]
TITLE, DAY = "Stadtrat beschließt neue Brücke über die Lauer", "12. Oktober 2026, 14:05 Uhr"


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (["Katrin Seidel mit dpa", DAY], ["Katrin Seidel"]),
        (["Von Katrin Seidel, ARD-Studio Osted", DAY], ["Katrin Seidel"]),
        (["Von Katrin Seidel, Ostedter Rundfunk", DAY], ["Katrin Seidel"]),
        (["Politik • Katrin Seidel", DAY], ["Katrin Seidel"]),
        ([DAY, "Anne-Kathrin Neuhaus-Lohr"], ["Anne-Kathrin Neuhaus-Lohr"]),
        (["Von", "Seezeichen", DAY], ["Seezeichen"]),
        (["- osteder-bote.example", DAY], ["osteder-bote.example"]),
        (["OstedNachrichten 12. Oktober 2026"], ["OstedNachrichten"]),
        (["Lokales", DAY], []),
        (["Von", "Redaktion", DAY], ["Redaktion"]),
        (["Wirtschaft 12. Oktober 2026"], []),
    ],
)
def test_authors_beside_the_day(lines: list[str], authors: list[str]) -> None:
    article = read_text("\n\n".join([TITLE, *lines, *BODY]))
    assert [author.name for author in article.authors] == authors


@pytest.mark.parametrize("name", ["Katrin Seidel", "- Katrin Seidel"])
def test_a_name_next_to_the_day_below_the_story(name: str) -> None:
    article = read_text("\n\n".join([TITLE, *BODY, "12. Oktober 2026", name]))
    assert [author.name for author in article.authors] == ["Katrin Seidel"]


@pytest.mark.parametrize(
    ("line", "authors", "sources"),
    [
        ("2024年04月24日23:52 | 来源：新华网", [], ["新华网"]),
        ("2024-04-24 23:52来源：中新网", [], ["中新网"]),
        ("2024-04-24 23:52 中新网", ["中新网"], ["中新网"]),
    ],
)
def test_a_labeled_source_beside_the_day_is_no_author(line: str, authors: list[str], sources: list[str]) -> None:
    text = [
        "奥斯特德市议会批准新桥建设方案",
        line,
        "奥斯特德市议会周一晚间以多数票通过了在劳尔河上修建新桥的方案，新桥将取代一九五八年建成的旧桥，工程预计耗资一千四百万欧元。",
        "沿岸居民表示将对这一决定提起诉讼，他们担心施工期间车辆将绕行居民区，孩子上学的道路不再安全，市长说会听取大家的意见。",
    ]
    article = read_text("\n\n".join(text))
    assert [author.name for author in article.authors] == authors
    assert [source.name for source in article.sources] == sources


TEASER = ["Sturm legt den Hafen von Vastrup lahm", "Nora Feld", "11. Oktober 2026"]
COMMENT = ["Nora Feld", "13. Oktober 2026", "Das ist doch hinausgeworfenes Geld, sage ich."]


@pytest.mark.parametrize(
    "below", [TEASER, ["Mehr zum Thema", *TEASER], ["2 Kommentare", *COMMENT], ["Teilen", *COMMENT]]
)
def test_a_name_next_to_the_day_of_another_text_below_the_story_is_no_author(below: list[str]) -> None:
    assert read_text("\n\n".join([TITLE, DAY, *BODY, *below])).authors == ()


@pytest.mark.parametrize(
    "title",
    ["Kommentar: Katrin Seidel", "Bericht: Katrin Seidel", "Nachruf: Katrin Seidel", "Porträt: Katrin Seidel"],
)
def test_a_kind_of_text_and_a_name_are_the_title_where_titles_are(title: str) -> None:
    article = read_text("\n\n".join([title, DAY, *BODY]))
    assert (article.headline, article.authors) == (title, ())


@pytest.mark.parametrize(
    "line", ["McDonald 12. Oktober 2026", "MacLeod | 12. Oktober 2026", "StadtRat 12. Oktober 2026"]
)
def test_a_surname_or_topic_beside_the_day_is_no_site(line: str) -> None:
    body = [*BODY[:2], f"{BODY[2]} Der StadtRat tagt wieder im November."]
    assert read_text("\n\n".join([TITLE, line, *body])).authors == ()


@pytest.mark.parametrize("line", ["Anzeige", "Teilen", "Politik"])
def test_furniture_below_the_opening_of_a_byline_is_no_author(line: str) -> None:
    assert read_text("\n\n".join([TITLE, "Von", line, DAY, *BODY])).authors == ()
