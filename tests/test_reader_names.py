"""Bylines as pages show them, each with its authors; all of them are invented."""

from __future__ import annotations

import time

import pytest

from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.bylines import is_opening_alone, read_byline
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.name_lines import read_name_line

pytestmark = pytest.mark.sampled(2)

BYLINES = [
    ("en", "By Jane Doe in Paris and John Roe, science editor", ["Jane Doe", "John Roe"]),
    ("en", "ByJane DoeSenior Writer", ["Jane Doe"]),
    ("en", "By Marian OakesSenior ReporterandTobias RennPhotographs by the author", ["Marian Oakes", "Tobias Renn"]),
    ("en", "BY JANE DOE AND JOHN ROE", ["JANE DOE", "JOHN ROE"]),
    ("en", "By Jane Doe And John Roe For The Evening Bell", ["Jane Doe", "John Roe"]),
    ("en", "By Sofia Quill December 2, 2025", ["Sofia Quill"]),
    ("de", "von Lars Feld Lesezeit", ["Lars Feld"]),
    ("de", "von Lars Feld Lesezeit: 4 Min.", ["Lars Feld"]),
    ("zh", "撰文:林穎琛", ["林穎琛"]),
    ("en", "By April May", ["April May"]),
    ("en", "By Paul Stern Jul. 19, 2026 9:45 am", ["Paul Stern"]),
    ("en", "By Alex Villar Last updated Nov 8, 2023 Share with a friend and read on", ["Alex Villar"]),
    ("en", "by Ahiza Flint @ahizaflint February 1, 2016: 12:41 PM ET", ["Ahiza Flint"]),
    ("en", "By Jane Doe (jane.doe@paper.example), Staff Writer", ["Jane Doe"]),
    ("en", "Wednesday January 18, 2017 10:44 am PST by Julie Clovis", ["Julie Clovis"]),
    ("en", "March 15, 2022 · 3 min read · By Jane Doe", ["Jane Doe"]),
    ("en", "By Jane Doe, PhD, and John Roe, MD", ["Jane Doe", "John Roe"]),
    ("en", "By Jane Doe | Harbour Media for Harbour.example", ["Jane Doe"]),
    ("en", "By Ben Ashcroft", ["Ben Ashcroft"]),
    ("en", "By Al Rowan", ["Al Rowan"]),
    ("en", "by Eleanor Ainge (reporting) and Adrian Mallow (photography)", ["Eleanor Ainge"]),
    ("en", 'By Nora "Lena May" Feld May 12, 2026 9:41 pm', ['Nora "Lena May" Feld']),
    ("en", "By Reporter Jane Doe", ["Jane Doe"]),
    ("en", "written by Marwen", ["Marwen"]),
    ("en", "Guide by Nora Feld", ["Nora Feld"]),
    ("en", "Words and pictures by Nora White", ["Nora White"]),
    ("en", "by[Nora Feld]", ["Nora Feld"]),
    ("en", "By Nora FeldCNN", ["Nora Feld"]),
    ("en", "By Nora FeldReuters", ["Nora Feld"]),
    ("fr", "Une enquête de Nora Feld", ["Nora Feld"]),
    ("sv", "Recension av Nora Feld", ["Nora Feld"]),
    ("de", "Von Jane Doe und John Roe", ["Jane Doe", "John Roe"]),
    ("de", "Von Sina Zeller Landespolitische Korrespondentin", ["Sina Zeller"]),
    ("de", "Text: Jane Doe | Fotos: Max Muster", ["Jane Doe"]),
    ("de", "Wir können alles - nur nicht lahm! Ein Kommentar von Jan Seller", ["Jan Seller"]),
    ("de", "Autor: Rechtsanwalt Sebastian Einbaum", ["Sebastian Einbaum"]),
    ("de", "1.11.23 20:19 von Lars Sobek Lesezeit: 4 Min.", ["Lars Sobek"]),
    ("de", "von Sonia Mewes Erstellt am 12.05.26 um 09:41, geändert am 12.05.26 um 09:58", ["Sonia Mewes"]),
    ("de", "Von John v. Berenhorst und Mia von der Au", ["John v. Berenhorst", "Mia von der Au"]),
    ("fr", "Par Étienne Marchandeau et Zoé Le Goff", ["Étienne Marchandeau", "Zoé Le Goff"]),
    ("es", "Por María de la O y José Ortega y Gasset", ["María de la O", "José Ortega y Gasset"]),
    ("it", "di Giulia Ferrante", ["Giulia Ferrante"]),
    ("pt", "Por Helena Moutinho e Rui Salgado", ["Helena Moutinho", "Rui Salgado"]),
    ("nl", "Door Pieter van 't Hof", ["Pieter van 't Hof"]),
    ("da", "AF RASMUS KJÆRGÅRD OG IDA THORUP", ["RASMUS KJÆRGÅRD", "IDA THORUP"]),
    ("pl", "Autor: Agnieszka Wrona", ["Agnieszka Wrona"]),
    ("hi", "रिपोर्ट: संजना वर्मा", ["संजना वर्मा"]),
    ("ar", "بقلم: رنا العبدالله", ["رنا العبدالله"]),
    ("he", "מאת: נועה ברזילי", ["נועה ברזילי"]),
    ("he", "מאת: נועה ברזילי ואיתי שחם", ["נועה ברזילי", "איתי שחם"]),
    ("ar", "كتب: محمد حداد وسامي درويش", ["محمد حداد", "سامي درويش"]),
    ("zh", "记者 林晓禾 周启明", ["林晓禾", "周启明"]),
    ("zh", "記者許芷晴／雲林報導", ["許芷晴"]),
    ("zh", "文/林晓禾", ["林晓禾"]),
    ("ja", "文・桐谷真帆", ["桐谷真帆"]),
    ("ja", "桐谷真帆記者", ["桐谷真帆"]),
    ("ko", "한지우 기자", ["한지우"]),
    ("ko", "서울=한지우·오민재 기자", ["한지우", "오민재"]),
]

NAME_LINES = [
    ("en", "Jane Doe", ["Jane Doe"]),
    ("en", "Steve Porter, Ap National Security Writer", ["Steve Porter"]),
    ("en", "Marcus De GordonView More Articles", ["Marcus De Gordon"]),
    ("en", "Alex Perrin 1 day ago", ["Alex Perrin"]),
    ("en", "Xavier Young0,", ["Xavier Young"]),
    ("de", "Arne Sjöberg | 29. Dezember 2022", ["Arne Sjöberg"]),
    ("de", "04.02.2022 | 15:33 Uhr | Dennis Steiner", ["Dennis Steiner"]),
    ("tr", "Elif KARACA", ["Elif KARACA"]),
    ("hi", "संजना वर्मा", ["संजना वर्मा"]),
    ("hi", "संजना वर्मा, रामगढ़ी", ["संजना वर्मा"]),
    ("en", "Jane Doe | Harbour Gazette", ["Jane Doe"]),
    ("en", "NORA FELD", ["NORA FELD"]),
    ("en", "Nora White and Mark May", ["Nora White", "Mark May"]),
    ("en", "Nora Feld Parliamentary editor", ["Nora Feld"]),
    ("en", "Nora Feld Religious Affairs Correspondent", ["Nora Feld"]),
    ("en", "Nora Feld Content Writer", ["Nora Feld"]),
    ("en", "Nora Feld Meteorologist", ["Nora Feld"]),
    ("de", "Nora Feld Sportredakteurin", ["Nora Feld"]),
    ("de", "Nora Feld Hauptstadtkorrespondent", ["Nora Feld"]),
    ("nl", "Nora Feld Sportverslaggever", ["Nora Feld"]),
    ("de", "Nora Feld ARD-Korrespondentin", ["Nora Feld"]),
    ("de", "Nora Feld Social-Media-Redakteurin", ["Nora Feld"]),
    ("de", "Nora Redak", ["Nora Redak"]),
    ("en", "Nora FeldBBC News", ["Nora Feld"]),
    ("en", "Nora Feld • 3 comments", ["Nora Feld"]),
    ("de", "Nora Feld | Kommentare: 12", ["Nora Feld"]),
    ("en", "[Nora Feld]", ["Nora Feld"]),
    ("en", "Nora Feld / Tom Black", ["Nora Feld", "Tom Black"]),
    ("en", "Nora MacDonald", ["Nora MacDonald"]),
]

NOT_BYLINES = [
    ("ja", "AUTHORS山田太郎記者"),
    ("en", "By The Numbers"),
    ("en", "From Our Partners"),
    ("en", "Author Rosa Narden, from Kenton, said she started reading romance because it was closest to home for her."),
    ("en", "(Reporting by Tom Hale; Editing by Sue Park)"),
    ("de", "Von Montag an gilt der neue Fahrplan"),
    ("ja", "著者一覧"),
]

NOT_NAMES = [
    ("en", "Share Tweet"),
    ("en", "Latest News"),
    ("en", "LBCI News"),
    ("en", "The Beach, Where It Rained 3 Times"),
    ("de", "NDR Info"),
    ("en", "Name\tAge\tTown"),
    ("en", "ORANGE HARBOUR"),
    ("en", "(Nick Merrow / Harbour Coast Guard)"),
    ("en", "Nick Merrow/Daily Sample"),
    ("en", "Charlotte Daily News"),
    ("en", "Anna Merrow / Kevin Voss/HarbourImages"),
    ("en", "Copy Link Copied"),
    ("en", "Get Started"),
]


@pytest.mark.parametrize(("language", "line", "names"), BYLINES, ids=[row[1][:40] for row in BYLINES])
def test_byline_names_its_people(language: str, line: str, names: list[str]) -> None:
    byline = read_byline(line, load_lexicon("en", language))
    assert byline is not None
    assert [author.name for author in byline.authors if author.kind == "person"] == names
    assert byline.is_explicit


@pytest.mark.parametrize(("language", "line", "names"), NAME_LINES, ids=[row[1][:40] for row in NAME_LINES])
def test_line_of_names_names_its_people(language: str, line: str, names: list[str]) -> None:
    byline = read_name_line(line, load_lexicon("en", language))
    assert byline is not None
    assert [author.name for author in byline.authors if author.kind == "person"] == names
    assert not byline.is_explicit


@pytest.mark.parametrize(("language", "line"), NOT_BYLINES)
def test_line_that_only_opens_like_a_byline_is_none(language: str, line: str) -> None:
    assert read_byline(line, load_lexicon("en", language)) is None


@pytest.mark.parametrize(("language", "line"), NOT_NAMES)
def test_line_without_a_name_is_no_byline(language: str, line: str) -> None:
    assert read_name_line(line, load_lexicon("en", language)) is None


@pytest.mark.parametrize(
    ("language", "line", "is_alone"),
    [
        ("en", "By", True),
        ("en", "Author:", True),
        ("en", "9 May 2026 by", True),
        ("de", "10.12.2022 18:27 von", True),
        ("fr", "Propos recueillis par", True),
        ("en", "By Nora Feld", False),
        ("en", "The bridge stands by", False),
        ("en", "", False),
        ("de", "Blick von", False),
    ],
)
def test_opening_of_a_byline_whose_names_are_on_the_next_line(language: str, line: str, is_alone: bool) -> None:
    assert is_opening_alone(line, load_lexicon("en", language)) is is_alone


def test_newsrooms_and_agencies_are_organizations() -> None:
    for line in ("By ASU Online", "By Staff Reports", "By Nation News Bureau", "By Reuters"):
        byline = read_byline(line, load_lexicon("en"))
        assert byline is not None, line
        assert [author.kind for author in byline.authors] == ["organisation"]
        assert byline.confidence <= 0.6
    both = read_byline("By Jane Doe, CNN", load_lexicon("en"))
    assert both is not None
    assert [author.name for author in both.authors if author.kind == "person"] == ["Jane Doe"]


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "line", ["By " + "Aa " * 70, "By " + "aB" * 100, "by " * 70, "By A B, " * 27, "1 by " * 44, "| " * 100, "((((" * 50]
)
def test_hostile_bylines_are_read_fast(line: str) -> None:
    lexicon = load_lexicon("en")
    started = time.process_time()
    for _ in range(200):
        read_byline(line, lexicon)
        read_name_line(line, lexicon)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("day", ["3. März 2026", "03.03.2026, 10:15 Uhr", "03.03.2026 | 10:15 Uhr"])
@pytest.mark.parametrize("form", ["{} | {}", "{} · {}", "{}, {}", "{} {}", "{1} | {0}"])
@pytest.mark.parametrize("names", ["Von Nora Feld (Osted)", "Von Nora Feld (dpa)", "Nora Feld (Osted)"])
def test_what_is_in_brackets_behind_a_name_is_no_part_of_it_beside_a_day(names: str, form: str, day: str) -> None:
    dated = read_date(form.format(names, day), load_lexicon("en", "de"))
    assert dated is not None
    assert dated.rest == names


def test_reading_times_are_no_names() -> None:
    byline = read_byline("Von Nora Feld, Osted Lesezeit", load_lexicon("en", "de"))
    assert byline is not None
    assert [author.name for author in byline.authors] == ["Nora Feld"]


@pytest.mark.parametrize("line", ["Nora Feld | Social Media Editor", "Nora Feld, Social Media Editor"])
def test_a_beat_with_words_of_newsrooms_is_no_organization(line: str) -> None:
    byline = read_name_line(line, load_lexicon("en"))
    assert byline is not None
    assert [author.name for author in byline.authors] == ["Nora Feld"]
