"""Pages in German: the phrase above the title, kickers, bylines in their ways of writing, datelines, and paywalls."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.captions import read_caption
from convert.readers.text.lexicon.datelines import read_dateline
from convert.readers.text.lexicon.name_lines import read_name_line

pytestmark = pytest.mark.sampled(3)

LEXICON = load_lexicon("en", "de")
MOMENT = Moment("2027-01-01T00:00:00Z")
TITLE = "Osted baut die alte Brücke neu"
DEK = "Nach drei Jahren Sperrung gibt der Gemeinderat grünes Licht für den Neubau."
FIRST = (
    "Die alte Brücke über die Aa ist seit drei Jahren gesperrt, nun bekommt die Gemeinde eine neue. Das hat der "
    "Gemeinderat am Donnerstagabend mit großer Mehrheit beschlossen."
)
NAMED_AGAIN = FIRST.replace("die Gemeinde", "die Gemeinde Osted")
SECOND = (
    "„Wir haben lange genug gewartet“, sagte Bürgermeisterin Ines Holm nach der Sitzung. Die Kosten von vier Millionen "
    "Euro übernimmt zur Hälfte das Land."
)
MENU = ("Zum Inhalt springen", "Menü", "Suche", "Oster Bote", "Lokales", "Sport", "Anmelden")


def parse(*lines: str) -> Parsed:
    return read(Source(name="story.txt", data="\n\n".join(lines).encode(), moment=MOMENT))


def page(*block: str) -> Parsed:
    """A page whose header is a block of lines below its menu."""
    return parse("\n".join(MENU), "\n".join(block), FIRST, SECOND, "Impressum")


def kickers(parsed: Parsed) -> list[str]:
    return [other.text for other in parsed.article.other_headlines]


def authors(parsed: Parsed) -> list[str]:
    return [author.name for author in parsed.article.authors]


@pytest.mark.parametrize("kicker", ["Kommunalpolitik", "Streit um die Brücke", "Verkehr", "Rathaus Osted :"])
def test_the_first_line_of_the_block_of_a_title_is_its_kicker(kicker: str) -> None:
    parsed = page(kicker, TITLE, "Von Nora Feld", "12.03.2026, 14:30 Uhr")
    assert (parsed.article.headline, kickers(parsed)) == (TITLE, [kicker])


@pytest.mark.parametrize("line", ["Startseite", "Suche", "Politik Wirtschaft Sport Kultur", "Oster Bote"])
def test_a_line_of_the_menu_is_no_kicker(line: str) -> None:
    parsed = parse(
        "\n".join((*MENU, line, TITLE)), "Von Nora Feld", "12.03.2026, 14:30 Uhr", FIRST, SECOND, "Impressum"
    )
    assert (parsed.article.headline, kickers(parsed)) == (TITLE, [])


@pytest.mark.parametrize("section", ["Gesundheit", "Kommentar", "Feuilleton"])
def test_a_section_alone_is_a_kicker_beside_the_time_to_read_and_below_the_day(section: str) -> None:
    for lines in (
        (section, TITLE, "Von Nora Feld", "12.03.2026", "Lesezeit: 4 Minuten"),
        ("12.03.2026", section, TITLE, "Von Nora Feld"),
    ):
        parsed = parse(*lines, FIRST, SECOND)
        assert (parsed.article.headline, kickers(parsed)) == (TITLE, [section])


@pytest.mark.parametrize("button", [(), ("Teilen",)])
def test_a_phrase_above_the_title_is_its_kicker_where_a_dek_is_below(button: tuple[str, ...]) -> None:
    overline = "Nach drei Jahren Sperrung"
    parsed = parse(overline, TITLE, *button, DEK, "12.03.2026, 14:30 Uhr", FIRST, SECOND)
    article = parsed.article
    assert (article.headline, article.subheadline, kickers(parsed)) == (TITLE, DEK, [overline])


def test_a_phrase_below_the_title_is_its_dek_where_no_other_is() -> None:
    phrase = "Land zahlt die Hälfte der Kosten, Arbeiten beginnen im Herbst"
    for below in (("Von Nora Feld", "12.03.2026"), ()):
        parsed = parse(TITLE, phrase, *below, FIRST, SECOND)
        assert (parsed.article.headline, parsed.article.subheadline) == (TITLE, phrase)


@pytest.mark.parametrize(
    ("line", "title", "kicker"),
    [
        ("Brücke in Osted : Gemeinderat stimmt dem Neubau zu", "Gemeinderat stimmt dem Neubau zu", "Brücke in Osted :"),
        (
            "Brücke in Osted: Gemeinderat stimmt dem Neubau zu",
            "Brücke in Osted: Gemeinderat stimmt dem Neubau zu",
            None,
        ),
        ("SV Osted gewinnt 3 : 1 gegen den TuS Vastrup", "SV Osted gewinnt 3 : 1 gegen den TuS Vastrup", None),
    ],
)
def test_a_kicker_with_its_colon_apart_is_no_part_of_the_title(line: str, title: str, kicker: str | None) -> None:
    parsed = parse(line, DEK, "Von Nora Feld", "12.03.2026", FIRST, SECOND)
    assert (parsed.article.headline, kickers(parsed)) == (title, [kicker] if kicker else [])


@pytest.mark.parametrize("apart", ["\n", "\n\n"])
def test_a_title_that_ends_with_an_article_goes_on_below(apart: str) -> None:
    parsed = parse(f"Viel Beifall für die{apart}Feuerwehr von Osted", "8. März 2026", FIRST, SECOND)
    assert parsed.article.headline == "Viel Beifall für die Feuerwehr von Osted"


@pytest.mark.parametrize("title", ["Die neue Brücke kommt gut an", "Partei fällt bei der Wahl durch"])
def test_a_title_that_ends_with_part_of_its_verb_does_not_go_on(title: str) -> None:
    parsed = parse(title, "Bürger loben den Neubau", "8. März 2026", FIRST, SECOND)
    assert parsed.article.headline == title


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("AUS OSTED NORA FELD", ["NORA FELD"]),
        ("Aus Osted, Vastrup und Herlev Nora Feld", ["Nora Feld"]),
        ("Von Feld, Nora", ["Nora Feld"]),
        ("Kommunalpolitik Autor: Nora Feld", ["Nora Feld"]),
        ("Artikel von Nora Feld", ["Nora Feld"]),
        ("Beitrag von Nora Feld", ["Nora Feld"]),
        ("Kritik von Anselm Roth", ["Anselm Roth"]),
        ("Rezension: Anselm Roth", ["Anselm Roth"]),
        ("Text und Fotos: Nora Feld", ["Nora Feld"]),
        ("Autor / Redakteur: Sven Alt", ["Sven Alt"]),
        ("Aus Osted kommen neue Töne", []),
        ("Von Osted, Vastrup und Herlev", []),
        ("Über den Autor: Nora Feld", []),
        ("Unser Autor: Nora Feld", []),
        ("Kritik: Regierung plant neue Steuer", []),
    ],
)
def test_german_bylines(text: str, names: list[str]) -> None:
    byline = read_byline(text, LEXICON)
    assert [author.name for author in (byline.authors if byline else ()) if author.kind == "person"] == names


@pytest.mark.parametrize("text", ["Das Wichtigste in Kürze", "Heftige Vorwürfe", "Archivierter Artikel", "Neue Regeln"])
def test_german_headings_are_no_names(text: str) -> None:
    assert read_name_line(text, LEXICON) is None


@pytest.mark.parametrize("ending", ["Von Nora Feld", "Ein Kommentar von Nora Feld", "Von Nora Feld und Timo Brandt"])
def test_a_byline_that_ends_the_dek_names_the_author(ending: str) -> None:
    parsed = parse(TITLE, f"{DEK} {ending}", "12.03.2026", FIRST, SECOND)
    names = [name for name in ("Nora Feld", "Timo Brandt") if name in ending]
    assert (parsed.article.subheadline, parsed.article.byline, authors(parsed)) == (DEK, ending, names)


@pytest.mark.parametrize("ending", ["Von Anfang an war sie dafür.", "Von Nora Feld gibt es Lob."])
def test_a_dek_that_mentions_somebody_is_no_byline(ending: str) -> None:
    parsed = parse(TITLE, f"{DEK} {ending}", "12.03.2026", FIRST, SECOND)
    assert (parsed.article.byline, authors(parsed)) == (None, [])


@pytest.mark.parametrize("letters", ["nfe", "(red)", "dpa/nf", "Agenturen/red"])
def test_letters_of_an_author_are_no_dek(letters: str) -> None:
    parsed = parse(TITLE, letters, "14.3.2026 - 8.12 Uhr", FIRST, SECOND)
    assert parsed.article.subheadline is None
    assert next(iter(block_texts(parsed.article.body))) == FIRST


def test_the_time_of_an_update_may_be_on_the_next_line() -> None:
    header = ("• Aktualisiert: 15.03.2026", "• 19:03 Uhr", "• Nora Feld")
    assert parse(TITLE, "\n".join(header), FIRST, SECOND).article.published == Moment("2026-03-15")
    assert parse(TITLE, "Aktualisiert: 15.03.2026", "19 Jahre", FIRST, SECOND).article.published is None


@pytest.mark.parametrize(
    ("opening", "dateline"),
    [
        ("OSTED. ", "OSTED"),
        ("Osted (dpa/nf). ", "Osted (dpa/nf)"),
        ("Osted (nf). ", "Osted (nf)"),
        ("Osted taz | ", "Osted taz"),
        ("ACHTUNG. ", None),
        ("Stille. ", None),
        ("Nora (nf) ", None),
        ("Leute | ", None),
    ],
)
def test_german_datelines(opening: str, dateline: str | None) -> None:
    found = read_dateline(opening + NAMED_AGAIN, LEXICON)
    assert (found.text if found else None) == dateline


@pytest.mark.parametrize(
    "opening",
    ["TENNIS. ", "HANDBALL. ", "ENDLICH. ", "TIPP DES TAGES. ", "Tennis (red). ", "Handball (hb). ", "OSTED. "],
)
def test_what_is_neither_known_nor_named_again_is_no_german_place(opening: str) -> None:
    assert read_dateline(opening + FIRST, LEXICON) is None
    assert read_dateline("HAMBURG. " + FIRST, LEXICON) is not None


def test_a_sentence_above_a_dateline_is_the_dek() -> None:
    parsed = parse(TITLE, DEK, f"OSTED. {NAMED_AGAIN}", SECOND)
    assert (parsed.article.subheadline, parsed.article.dateline) == (DEK, "OSTED")


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("Foto: imago/Lars Emde", "imago/Lars Emde"),
        ("Foto: stock.adobe.com", "stock.adobe.com"),
        ("Bild: zVg", "zVg"),
        ("Der Verkehr staut sich auf der neuen Brücke / picture alliance", "picture alliance"),
        ("Foto: wie es damals war", None),
        ("Bei der Wahl in Osted gab es mehr Stimmen für Keystone / Osted", None),
    ],
)
def test_credits_with_names_in_small_letters(text: str, credit: str | None) -> None:
    found = read_caption(text, LEXICON)
    assert (found.credit if found else None) == credit


def test_a_line_above_its_credit_at_the_top_is_a_caption() -> None:
    caption = "Hanna Frey (links) und Ida Borg spielen die Schwestern"
    parsed = parse(caption, "Bildrechte: Stadttheater Osted/Mika Sand", "Bühne", TITLE, "Von Nora Feld", FIRST, SECOND)
    assert (parsed.article.headline, kickers(parsed)) == (TITLE, ["Bühne"])
    assert {line.text: line.role for line in parsed.trace}[caption] == "caption"


@pytest.mark.parametrize("label", ["Autor: Gemeinde Osted", "Redaktion: Kultur"])
def test_a_labeled_author_is_no_title(label: str) -> None:
    assert parse(label, TITLE, FIRST, SECOND).article.headline == TITLE


@pytest.mark.parametrize(
    "note",
    [
        "Um diesen Artikel vollständig lesen zu können, benötigen Sie ein Abo.",
        "Durch Klick auf „Akzeptieren“ geben Sie Ihre Einwilligung für die Datenübermittlung.",
        "Schon Abonnent? Melden Sie sich mit Ihren Zugangsdaten an.",
        "31 Postings",
        "Von der Redaktion empfohlen",
    ],
)
def test_german_furniture_is_dropped(note: str) -> None:
    parsed = parse("\n".join(MENU), TITLE, "Von Nora Feld", "12.03.2026", FIRST, SECOND, note, "Impressum")
    assert list(block_texts(parsed.article.body)) == [FIRST, SECOND]
