"""Layouts of German pages: paths to a title, names below a story, and boxes inside it."""

from __future__ import annotations

import pytest

from convert.model import Article, Figure, Heading, Moment, block_texts, inline_text
from convert.readers import Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(3)

MOMENT = Moment("2027-01-01T00:00:00Z")
MENU = "Zum Inhalt springen\nMenü\nSuche\nOster Bote\nLokales\nSport\nAnmelden"
TITLE = "Osted baut die alte Brücke am Hafen neu"
DEK = "Nach drei Jahren Sperrung gibt der Gemeinderat grünes Licht für den Neubau."
BYLINE = "Von Nora Feld\n12.03.2026, 14:30 Uhr"
FIRST = (
    "Die alte Brücke über die Aa ist seit drei Jahren gesperrt, nun bekommt die Gemeinde eine neue. Das hat der "
    "Gemeinderat am Donnerstagabend mit großer Mehrheit beschlossen."
)
SECOND = (
    "„Wir haben lange genug gewartet“, sagte Bürgermeisterin Ines Holm nach der Sitzung. Die Kosten von vier Millionen "
    "Euro übernimmt zur Hälfte das Land."
)
THIRD = (
    "Die Händler am Hafen freuen sich, denn seit der Sperrung kommen weniger Kunden. Viele fahren lieber nach Vastrup, "
    "wo der Markt ohne Umweg zu erreichen ist."
)
TEXT = (FIRST, SECOND, THIRD)
END = "Mehr zum Thema\nWo im Kreis gebaut wird\nKontakt\nImpressum\nDatenschutz"


def parse(*blocks: str) -> Article:
    return read(Source(name="story.txt", data="\n\n".join(blocks).encode(), moment=MOMENT)).article


def names(article: Article) -> list[str]:
    return [author.name for author in article.authors]


@pytest.mark.parametrize(
    "path",
    [
        f"Presse | Meldungen | {TITLE}",
        "Presse | Meldungen | Osted baut die alte Brücke",
        "Start > Meldungen > Osted baut die alte …",
        f"Startseite\nLokales\n{TITLE}",
    ],
)
@pytest.mark.parametrize("dek", [DEK, "Neue Querung über die Aa soll ab dem Herbst den Weg zum Markt kürzen"])
def test_a_path_that_ends_with_the_title_or_its_first_words_is_not_the_headline(path: str, dek: str) -> None:
    article = parse(f"{MENU}\n{path}\n{TITLE}\n{dek}\n12.03.2026", *TEXT, END)
    assert article.headline == TITLE


def test_a_title_below_the_path_to_its_section_is_the_headline_though_a_kicker_is_above() -> None:
    title = "Warum die alte Brücke am Hafen erst im Herbst neu gebaut wird"
    article = parse(
        f"{MENU}\nLokales\nStadt Osted\nKarnevalsauftakt auf dem Marktplatz\n{title}\n{BYLINE}\n{DEK}", *TEXT, END
    )
    assert article.headline == title


@pytest.mark.parametrize("job", ["Redakteurin", "Redakteurin Lokales", "Freie Journalistin"])
@pytest.mark.parametrize("name", ["Nora Feld", "Hedda Aalborg"])
def test_a_name_above_the_job_of_a_writer_below_the_text_is_the_author(name: str, job: str) -> None:
    note = f"{name}\n{job}\nSeit 2019 bei uns, schreibt über Häfen und Küste.\nAlle Artikel"
    assert names(parse(MENU, f"{TITLE}\n{DEK}\n12.03.2026", *TEXT, note, END)) == [name]


@pytest.mark.parametrize(
    "below",
    [
        "Pressestelle\nNora Feld\nPressesprecherin",
        "V.i.S.d.P.:\nNora Feld\nGewerkschaft Hafen",
        "Ansprechpartnerin:\nNora Feld",
        "Pressekontakt\nNora Feld\nHafenstraße 3",
        "Ines Holm\nBürgermeisterin",
        "Ihre Redaktion\nRedakteurin",
    ],
)
def test_a_name_below_the_text_of_whom_to_ask_is_no_author(below: str) -> None:
    assert names(parse(MENU, f"{TITLE}\n{DEK}\n12.03.2026", *TEXT, below, END)) == []


def test_a_name_above_a_job_below_the_text_is_no_author_where_a_byline_is_above() -> None:
    note = "Hedda Aalborg\nRedakteurin\nSchreibt den Newsletter."
    assert names(parse(MENU, f"{TITLE}\n{DEK}\n{BYLINE}", *TEXT, note, END)) == ["Nora Feld"]


def test_texts_stay_whole() -> None:
    assert tuple(block_texts(parse(MENU, f"{TITLE}\n{DEK}\n{BYLINE}", *TEXT, END).body)) == TEXT


LAST = (
    "Gebaut wird ab dem Herbst, die Arbeiten dauern ein Jahr. Bis dahin bleibt die Fähre der einzige Weg über die Aa."
)


def body(article: Article) -> tuple[str, ...]:
    return tuple(block_texts(article.body))


@pytest.mark.parametrize(
    "box",
    [
        "Weiterlesen nach der Anzeige",
        "OB+\nWeiterlesen mit dem Digitalabo",
        "Loading...\nSymbolbild für eingebettete Inhalte\nEmbed",
        "Tipp der Redaktion\nWo im Kreis noch gebaut wird",
        "Reklame",
        "Box aufklappen",
    ],
)
def test_a_box_inside_a_story_does_not_end_it(box: str) -> None:
    article = parse(f"{MENU}\n{TITLE}\n{DEK}\n{BYLINE}", FIRST, SECOND, box, THIRD, LAST, END)
    assert body(article) == (*TEXT, LAST)


@pytest.mark.parametrize("sign", ["(Nora Feld, 12.3.2026)", "(nf)", "(Nora Feld, Timo Brandt, dpa, 12.3.2026)"])
def test_a_last_paragraph_that_is_signed_in_brackets_stays(sign: str) -> None:
    article = parse(f"{MENU}\n{TITLE}\n{DEK}\n{BYLINE}", *TEXT, f"{LAST} {sign}", END)
    assert body(article)[-1].startswith(LAST)


def test_a_teaser_in_the_block_of_its_title_is_no_text() -> None:
    below = "Tipp der Redaktion\nWandern mit Kindern\nDie schönsten Wege im Kreis führen durch Wald und Moor."
    assert body(parse(f"{MENU}\n{TITLE}\n{DEK}\n{BYLINE}", *TEXT, below, END)) == TEXT


CAPTION = "Die alte Brücke am Hafen von Osted ist seit drei Jahren gesperrt"


@pytest.mark.parametrize(
    ("credit", "is_inside"),
    [("Karin Holm / OB", False), ("Karin Holm/OB", False), ("Karin Holm", False), ("Land Osted/Holm", True)],
)
def test_a_line_above_a_name_below_the_header_or_in_a_block_is_a_caption(credit: str, is_inside: bool) -> None:
    shown = f"{CAPTION}\n{credit}"
    header = f"{MENU}\n{TITLE}\n{DEK}\n{BYLINE}\nTeilen"
    blocks = (header, FIRST, shown, *TEXT[1:]) if is_inside else (f"{header}\n{shown}\n{FIRST}", *TEXT[1:])
    article = parse(*blocks, END)
    figures = [block for block in article.body if isinstance(block, Figure)]
    assert [(inline_text(figure.caption), figure.credit) for figure in figures] == [(CAPTION, credit)]
    assert names(article) == ["Nora Feld"]


@pytest.mark.parametrize("line", ["Wien/Graz", "Montag/Dienstag 10 bis 12 Uhr", "Und/oder"])
def test_a_line_with_a_slash_below_a_paragraph_is_no_credit(line: str) -> None:
    article = parse(f"{MENU}\n{TITLE}\n{DEK}\n{BYLINE}", *TEXT, f"{LAST}\n{line}", FIRST.replace("alte", "neue"), END)
    assert not any(isinstance(block, Figure) for block in article.body)


def kickers(article: Article) -> list[str]:
    return [other.text for other in article.other_headlines]


@pytest.mark.parametrize("path", ["", "Streit um die Brücke\n"])
@pytest.mark.parametrize("kicker", ["Streit um die Brücke:", "Verkehrspolitik:"])
def test_a_line_with_a_colon_above_the_title_is_its_kicker(kicker: str, path: str) -> None:
    article = parse(f"{MENU}\nLokales\n{path}{kicker}\n{TITLE}\n{BYLINE}\n{DEK}", *TEXT, END)
    assert (article.headline, kickers(article)) == (TITLE, [kicker])


@pytest.mark.parametrize(
    "line",
    ["Aktuelle Seite:", "Sprache:", "Sie sind hier:", "Teilen:", "Autor:", "Osted - Das Beste am Hafen - Nachrichten"],
)
def test_a_label_above_the_title_is_no_kicker(line: str) -> None:
    assert kickers(parse(f"{MENU}\nLokales\n{line}\n{TITLE}\n{BYLINE}\n{DEK}", *TEXT, END)) == []


def test_the_last_step_of_the_path_that_opens_a_page_is_no_kicker() -> None:
    header = f"Startseite\nLokales\nBad Osted\n{TITLE}\nStand: 12.03.2026, 14:30 Uhr\nVon: Nora Feld\nDrucken\nTeilen"
    assert kickers(parse(f"{header}\n{DEK}", *TEXT, END)) == []


def test_a_sentence_that_a_caption_divides_from_the_text_is_the_dek() -> None:
    caption = "Die Brücke ist seit drei Jahren gesperrt. (Archivbild)\nFoto: Karin Holm"
    short = "Das Land zahlt die Hälfte, der Rest kommt aus Osted."
    long = f"{DEK} Die Händler hoffen, dass damit die Kunden aus Vastrup wieder über die Aa zum Markt am Hafen finden."
    for dek in (short, long):
        article = parse(f"{MENU}\n{TITLE}\nvon Nora Feld\n|\n12.03.2026 | 15:48\n|\n{dek}", caption, *TEXT, END)
        assert (article.subheadline, body(article)[-3:]) == (dek, TEXT)


@pytest.mark.parametrize("label", ["Zugriffe: 418", "Kategorie: Lokales, Hafen", "Rubrik: Aktuelles"])
def test_what_a_program_labels_below_the_title_is_no_dek(label: str) -> None:
    article = parse(f"{TITLE}\nVeröffentlicht: 12. März 2026\nGeschrieben von Nora Feld\n{label}", *TEXT)
    assert (article.subheadline, body(article)) == (None, TEXT)


HEADINGS = ("Kosten von vier Millionen", "Weniger Kunden am Markt", "Gebaut wird ab Herbst")


def headings(article: Article) -> list[str]:
    return [inline_text(block.content) for block in article.body if isinstance(block, Heading)]


@pytest.mark.parametrize("label", ["Auf dieser Seite:\n", "Inhaltsverzeichnis\n", f"Inhalt\n{TITLE}\n", ""])
def test_headings_that_a_list_above_the_text_names_are_read(label: str) -> None:
    first, second, third = HEADINGS
    texts = (first, SECOND, second, THIRD, third, LAST)
    header = f"{MENU}\n{TITLE}\n{DEK}\n{BYLINE}\n{label}" + "\n".join(HEADINGS)
    article = parse(header, FIRST, *texts, END)
    assert headings(article) == list(HEADINGS)
    assert [text for text in body(article) if text not in HEADINGS] == [*TEXT, LAST]


def test_lines_that_come_again_above_no_text_are_no_list_of_headings() -> None:
    refrain = "Wir bauen eine Brücke\nfür dich und auch für mich\nund gehen dann hinüber"
    article = parse(f"{MENU}\n{TITLE}\n{DEK}\n{BYLINE}", FIRST, refrain, SECOND, refrain, END)
    assert headings(article) == []


@pytest.mark.parametrize("credit", ["(Bild: Karin Holm)", "Foto: Karin Holm", "© Karin Holm"])
def test_a_sentence_above_its_credit_is_a_caption_where_a_dek_is_below(credit: str) -> None:
    shown = "Die Brücke blieb drei Jahre lang leer."
    article = parse(f"{MENU}\n{TITLE}\n{shown}\n{credit}\nNora Feld\n12.03.2026 14:30\nDrucken\n{DEK}", *TEXT, END)
    figures = [block for block in article.body if isinstance(block, Figure)]
    assert [inline_text(figure.caption) for figure in figures] == [shown]
    assert (article.subheadline, body(article)[-3:]) == (DEK, TEXT)


def test_a_sentence_above_a_credit_is_the_dek_where_no_other_is() -> None:
    article = parse(f"{MENU}\n{TITLE}\n{DEK}\nFoto: Karin Holm\nNora Feld\n12.03.2026 14:30\nDrucken", *TEXT, END)
    assert (article.subheadline, body(article)[-3:]) == (DEK, TEXT)


def test_a_name_below_the_source_and_the_day_of_a_story_is_the_author() -> None:
    below = "Quelle: Universität Osted\n12. März 2026\n- Nora Feld"
    assert names(parse(f"{MENU}\n{TITLE}\n{DEK}\n12. März 2026, Lesezeit: 3 Min.", *TEXT, below, END)) == ["Nora Feld"]


@pytest.mark.parametrize("button", ["Facebook", "Teilen"])
def test_a_title_between_a_phrase_and_its_byline_is_the_headline_where_a_dek_is_below(button: str) -> None:
    header = f"Beschwichtigen war immer falsch\n{TITLE}\nVon Nora Feld\n12.03.2026\n{DEK}\n{button}"
    article = parse(f"{MENU}\n{header}", *TEXT, END)
    assert (article.headline, names(article)) == (TITLE, ["Nora Feld"])


@pytest.mark.parametrize("label", ["Werbung", "Anzeige"])
def test_a_label_of_adverts_is_no_headline(label: str) -> None:
    article = parse(label, "12. März 2026", "12:30", "Foto: Karin Holm", "Brücke am Hafen wird neu gebaut", *TEXT)
    assert article.headline == "Brücke am Hafen wird neu gebaut"
