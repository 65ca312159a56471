"""Heads and ends of web pages in German and English: captions that the author's name credits, kickers below the day,
cards of authors, appeals to readers, and the short last sentences of stories.
"""

from __future__ import annotations

import pytest

from convert.model import Figure, Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.lexicon.appeals import is_appeal_for_own

pytestmark = pytest.mark.sampled(3)

MOMENT = Moment("2027-01-01T00:00:00Z")
TITLE = "School board votes to keep the four-day week"
FIRST = (
    "The Vastrup school board voted on Thursday to keep its four-day week through 2028. About 200 parents filled the "
    "gym for a meeting that lasted until nearly midnight."
)
SECOND = "Superintendent Wanda Holm said that attendance had improved since the change, and that buses now cost less."
GERMAN_TITLE = "Sägewerk in Grünzach baut 60 Stellen ab"
GERMAN_FIRST = (
    "Das Sägewerk in Grünzach baut 60 seiner 210 Stellen ab. Das hat die Leitung des Unternehmens der Belegschaft am "
    "Mittwoch mitgeteilt, nachdem sie lange geschwiegen hatte."
)
GERMAN_SECOND = "Grund seien die hohen Preise für Rundholz und die schwache Bauwirtschaft, sagte Leiter Alois Holm."
MENU = ("Skip to main content", "Home", "News", "Obituaries", "Log In")
GERMAN_MENU = ("Zum Inhalt springen", "Menü", "Suche", "Lokales", "Sport", "Anmelden")


def parse(*lines: str) -> Parsed:
    return read(Source(name="story.txt", data="\n\n".join(lines).encode(), moment=MOMENT))


def body(parsed: Parsed) -> list[str]:
    return [text for block in parsed.article.body if not isinstance(block, Figure) for text in block_texts((block,))]


def captions(parsed: Parsed) -> list[str]:
    return [" ".join(block_texts((block,))) for block in parsed.article.body if isinstance(block, Figure)]


def kickers(parsed: Parsed) -> list[str]:
    return [other.text for other in parsed.article.other_headlines]


def authors(parsed: Parsed) -> list[str]:
    return [author.name for author in parsed.article.authors]


@pytest.mark.parametrize(
    "credit",
    ["Nora Feld / Vastrup News", "NORA FELD FOR THE BELL", "Nora Feld/WVR", "20B/Nora Feld", "Source: Nora Feld"],
)
@pytest.mark.parametrize("byline", ["By Nora Feld", "Nora Feld"])
def test_a_line_with_the_authors_name_above_the_text_credits_the_caption_above_it(byline: str, credit: str) -> None:
    caption = "Board member Carl Holm speaks at the high school"
    parsed = parse("\n".join(MENU), TITLE, f"{byline}\nMarch 6, 2026\nShare\n{caption}\n{credit}", FIRST, SECOND)
    assert (authors(parsed), parsed.article.subheadline) == (["Nora Feld"], None)
    assert [caption in text for text in captions(parsed)] == [True]
    assert body(parsed) == [FIRST, SECOND]


@pytest.mark.parametrize("line", ["Nora Feld reported from Vastrup", "Nora Feld Political Correspondent"])
def test_a_line_on_what_the_author_is_credits_no_caption(line: str) -> None:
    dek = "Parents filled the gym for a meeting that lasted until midnight."
    parsed = parse("\n".join(MENU), TITLE, "By Nora Feld\nMarch 6, 2026", f"{dek}\n{line}", FIRST, SECOND)
    assert captions(parsed) == []


@pytest.mark.parametrize("above", ["3. März 2026, 10:22 Uhr", "14.02.2026\nLesedauer ca. 3 Minuten\nDrucken\nTeilen"])
@pytest.mark.parametrize("kicker", ["Feuerwehrball", "Streit im Wald", "Maschinenbau"])
def test_a_short_line_between_the_day_and_the_title_is_its_kicker(kicker: str, above: str) -> None:
    parsed = parse("\n".join((*GERMAN_MENU, above, kicker)), GERMAN_TITLE, "Von Nora Feld", GERMAN_FIRST, GERMAN_SECOND)
    assert (parsed.article.headline, kickers(parsed)) == (GERMAN_TITLE, [kicker])


@pytest.mark.parametrize("line", ["Wirtschaft", "Maschinenbau", "Drucken", "03.03.2026\nBildbeitrag"])
def test_a_line_of_the_menu_above_the_title_is_no_kicker(line: str) -> None:
    parsed = parse("\n".join((*GERMAN_MENU, line)), GERMAN_TITLE, "Von Nora Feld", GERMAN_FIRST, GERMAN_SECOND)
    assert (parsed.article.headline, kickers(parsed)) == (GERMAN_TITLE, [])


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [("Kategorie: Verein", False), ("Rubrik: News", False), ("Turnen: Vastrup holt Bronze beim Landesfinale", True)],
)
def test_a_label_with_one_word_is_no_title(line: str, is_kept: bool) -> None:
    parsed = parse(
        "\n".join((*GERMAN_MENU, line, "Veröffentlicht: 22. Februar 2026", "Zugriffe: 318")),
        GERMAN_FIRST,
        GERMAN_SECOND,
    )
    assert (parsed.article.headline == line) == is_kept


def test_what_an_author_is_at_a_university_is_no_title() -> None:
    title = "Why the soil in gardens smells after rain"
    parsed = parse(
        "Author\nNora Feld\nProfessor of Soil Science, University of Osted",
        title,
        "Published: March 3, 2026 5.41pm GMT",
        FIRST,
        SECOND,
    )
    assert (parsed.article.headline, authors(parsed)) == (title, ["Nora Feld"])
    title = "Professor quits, University of Osted confirms"
    assert parse(title, "By Nora Feld", FIRST, SECOND).article.headline == title


def test_the_title_of_a_release_on_a_page_is_not_the_first_line() -> None:
    dek = "Work starts this spring on new defences along the estuary."
    parsed = parse("\n".join((*MENU, "Environment", "Press release")), TITLE, dek, FIRST, SECOND)
    assert (parsed.article.headline, parsed.article.subheadline) == (TITLE, dek)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Nora Feld Countryside correspondent", ["Nora Feld"]),
        ("By Nora Feld Harbor reporter", ["Nora Feld"]),
        ("By Mary Ann Holm, reporter", ["Mary Ann Holm"]),
        ("By Mary Ann Dorsett reporter", ["Mary Ann Dorsett"]),
        ("Dr. Nora Feld Pressestelle", []),
    ],
)
def test_what_is_before_a_job_is_no_part_of_the_name(line: str, names: list[str]) -> None:
    assert authors(parse("\n".join(MENU), TITLE, f"{line}\n6 March 2026", FIRST, SECOND)) == names


@pytest.mark.parametrize(
    ("below", "names"),
    [
        (("Zelric Wray\nzelric@bell.example",), ["Zelric Wray"]),
        (("Recommended", "Zelric Wray joins the Bell"), []),
    ],
)
def test_a_name_that_a_card_below_the_story_shows_is_the_author(below: tuple[str, ...], names: list[str]) -> None:
    parsed = parse(
        "\n".join(MENU), TITLE, "6.05am, 15 Jan 2026\n14.2k\n37\nZelric Wray", FIRST, SECOND, "Share", *below
    )
    assert authors(parsed) == names


def test_whom_to_call_is_no_author() -> None:
    parsed = parse(GERMAN_TITLE, GERMAN_FIRST, GERMAN_SECOND, "Ansprechpartner", "Torben Lüdke", "Tel.: 04999 120-331")
    assert authors(parsed) == []


def test_a_station_below_the_byline_is_no_dek() -> None:
    for line in ("Radio Vastrup West", "Reporting from Osted, Ohio", "edited by Tom Berg, reviewed by Ines Holm"):
        parsed = parse(TITLE, f"By Nora Feld\n{line}", "March 6, 2026", FIRST, SECOND)
        assert (authors(parsed), parsed.article.subheadline, body(parsed)) == (["Nora Feld"], None, [FIRST, SECOND])


@pytest.mark.parametrize("below", ["Dokumente", "Ansprechpartner", "Auszug aus:", "Verwendete Quellen", "Zurück"])
@pytest.mark.parametrize("last", ["Die Stadtwerke bitten um Verständnis.", "Am Dienstag wird weiterverhandelt."])
def test_the_short_last_sentence_of_a_story_stays(last: str, below: str) -> None:
    parsed = parse(
        "\n".join(GERMAN_MENU), GERMAN_TITLE, "02.03.2026", GERMAN_FIRST, GERMAN_SECOND, last, below, "Impressum"
    )
    assert body(parsed) == [GERMAN_FIRST, GERMAN_SECOND, last]


@pytest.mark.parametrize("line", ["Noch nicht überzeugt?", "Weitere Karten …", "Jetzt Mitglied werden!"])
def test_a_short_appeal_below_a_story_is_not_of_it(line: str) -> None:
    parsed = parse(
        "\n".join(GERMAN_MENU), GERMAN_TITLE, "02.03.2026", GERMAN_FIRST, GERMAN_SECOND, line, "Dokumente", "AGB"
    )
    assert body(parsed) == [GERMAN_FIRST, GERMAN_SECOND]


APPEALS = (
    "Folgen Sie uns auf WhatsApp und verpassen Sie keine Nachricht aus der Region.",
    "Schick uns deinen News-Input!",
    "Hast du etwas gesehen oder gehört?",
    "Haben Sie einen Fehler entdeckt? Dann schreiben Sie unserer Redaktion.",
    "Mit unserem Newsletter bleiben Sie auf dem Laufenden.",
    "„Guten Morgen“: Der Newsletter kommt jeden Werktag um sechs. Hier geht's zur Anmeldung!",
    "Get the latest Vastrup stories straight to your inbox every morning.",
    "Follow us on Facebook and WhatsApp for more.",
    "Do you have a story for us? Email the newsdesk.",
    "The Opinion newsletter is a weekly wrap of views. Sign up here.",
)
ORDINARY = (
    "Die Stadt hat jetzt eine App, mit der man Schlaglöcher melden kann.",
    "Unsere App wird gut angenommen, sagt Bürgermeisterin Holm.",
    "Senden Sie Ihre Bewerbung per E-Mail bis zum 1. April.",
    "Folgen hat der Streit auch für uns: Der Newsletter der Gemeinde erscheint nicht mehr.",
    "Haben Sie etwas gegen Hunde?",
    "Get rid of us and the town will die, the captain of the ferry said.",
    "He joined our WhatsApp group in May.",
    "Facebook told us that the page was removed.",
    "Sign language is our inbox, she joked.",
    "“Follow us on WhatsApp”, the thief wrote.",
)


@pytest.mark.parametrize("line", APPEALS)
def test_an_appeal_for_what_is_the_pages_own_is_known(line: str) -> None:
    assert is_appeal_for_own(line)


@pytest.mark.parametrize("line", ORDINARY)
def test_ordinary_sentences_are_no_appeals(line: str) -> None:
    assert not is_appeal_for_own(line)


@pytest.mark.parametrize("line", [APPEALS[1], APPEALS[6]])
def test_an_appeal_between_paragraphs_is_dropped_and_the_story_goes_on(line: str) -> None:
    third = 'The sign, which went up on Thursday, reads: "This is a school, not an office."'
    parsed = parse("\n".join(MENU), TITLE, "By Nora Feld", FIRST, SECOND, line, third, "Comments", "Most Read")
    assert body(parsed) == [FIRST, SECOND, third]


def test_a_sentence_of_an_appeal_ends_no_story_that_goes_on() -> None:
    appeal = "Get breaking news from Vastrup on WhatsApp. Join here."
    third = "The board meets again in May, and will vote on the lunches of all schools in the county."
    parsed = parse("\n".join(MENU), TITLE, "By Nora Feld", FIRST, SECOND, appeal, third, "Comments", "Most Read")
    assert third in body(parsed)


def test_what_is_below_an_end_mark_on_a_page_is_not_of_the_story() -> None:
    note = "The union represents 14,000 workers in ports and warehouses, most of them in Vastrup."
    parsed = parse(
        "\n".join(MENU), "30 January 2026", TITLE, FIRST, SECOND, "ENDS", "Notes to editors", note, "Follow us"
    )
    assert body(parsed) == [FIRST, SECOND]


@pytest.mark.parametrize("day", ["8. Februar 2026", "08. Februar 2026, 05:00 Uhr"])
def test_the_number_of_a_day_is_no_number_of_a_list(day: str) -> None:
    dek = "Der Betrieb sollte ein Museum werden. Doch wer zahlt den Umbau?"
    parsed = parse(
        "\n".join(GERMAN_MENU), GERMAN_TITLE, f"{day}\n{dek}\nvon Nora Feld, MDR SACHSEN", GERMAN_FIRST, GERMAN_SECOND
    )
    article = parsed.article
    assert (article.subheadline, authors(parsed)) == (dek, ["Nora Feld"])
    assert article.published is not None
    assert article.published.text[:10] == "2026-02-08"


@pytest.mark.parametrize("text", [f"Grünzach – {GERMAN_FIRST}", f"Hallwang-Süd – {GERMAN_FIRST}"])
def test_a_sentence_between_caption_and_place_is_the_dek(text: str) -> None:
    dek = "Die Gewerkschaft spricht von einem Schock für die Region, das Land will helfen."
    head = (
        "Stand: 17.02.2026, 12:33 Uhr\nVon: Nora Feld\nKommentare\nTeilen\nDas Werk am Fluss wird kleiner. © Tom Berg"
    )
    parsed = parse("\n".join(GERMAN_MENU), GERMAN_TITLE, head, dek, text, GERMAN_SECOND)
    assert (parsed.article.subheadline, len(body(parsed))) == (dek, 2)


def test_text_that_opens_with_a_place_in_bold_is_no_dek() -> None:
    text = "Hollenrade In der Straße am Werk stehen seit Mittwoch sechs Kübel, und niemand will sie hingestellt haben."
    parsed = parse(
        "Streit im Dorf :", GERMAN_TITLE, "12.03.2026 , 17:04 Uhr\nTeilen", f"{text}\nVon Nora Feld", GERMAN_SECOND
    )
    assert (parsed.article.subheadline, body(parsed)) == (None, [text, GERMAN_SECOND])


def test_dek_and_kicker_beside_a_doubtful_title_are_read() -> None:
    parsed = parse(
        "Startseite der Universität Osted\nStudium\nForschung\nInternational\nUniversität\nSchnelleinstieg\n"
        "Universität Osted > Aktuelles > Meldungen\n12.02.2026|09:00 Uhr\nArchäologie",
        "Römisches Würfelspiel war manipuliert",
        "Ein Team der Universität Osted hat alte Würfel durchleuchtet",
        "Wer mit den Würfeln aus dem Lager von Vastrup spielte, verlor fast immer: Ein Tropfen Blei im Inneren sorgte "
        "dafür, dass die Sechs oben lag.",
        "Das zeigen Aufnahmen im Computertomographen, die Archäologin Ines Holm mit Kollegen gemacht hat.",
        "Kontakt:\nInstitut für Archäologie",
    )
    assert (kickers(parsed), parsed.article.subheadline) == (
        ["Archäologie"],
        "Ein Team der Universität Osted hat alte Würfel durchleuchtet",
    )


@pytest.mark.parametrize("kicker", ["Equal Pay Day", "Wohnungsnot"])
def test_labels_of_a_release_are_between_its_day_and_its_kicker(kicker: str) -> None:
    above = f"Datum: 28.02.2026\nTyp: Meldung\nNr.: 009\n{kicker}"
    parsed = parse(
        "\n".join((*GERMAN_MENU, above)), GERMAN_TITLE, GERMAN_FIRST, GERMAN_SECOND, "Nach oben", "Datenschutz"
    )
    assert (parsed.article.headline, kickers(parsed)) == (GERMAN_TITLE, [kicker])


@pytest.mark.parametrize("line", ["15:23 2019", "Nora Feld"])
def test_an_hour_or_a_name_below_the_day_is_no_kicker(line: str) -> None:
    parsed = parse(
        "\n".join((*GERMAN_MENU, "03.03.2026", line)), GERMAN_TITLE, GERMAN_FIRST, GERMAN_SECOND, "Impressum"
    )
    assert (parsed.article.headline, kickers(parsed)) == (GERMAN_TITLE, [])


@pytest.mark.parametrize(
    ("line", "is_credit"),
    [
        ("Text & Recherche: Nora Feld, Tom Berg", True),
        ("Faktencheck: Ines Holm", True),
        ("Graphics and translation: Ines Holm", True),
        ("Bürgermeisterin: Ines Holm", False),
        ("Foto und Bild: ein Unterschied", False),
    ],
)
def test_a_label_for_work_and_names_below_a_story_is_a_credit(line: str, is_credit: bool) -> None:
    parsed = parse(GERMAN_TITLE, "Von Nora Feld", "2. Februar 2026", GERMAN_FIRST, GERMAN_SECOND, line)
    assert (parsed.article.credit_line == line, line not in body(parsed)) == (is_credit, is_credit)
    assert authors(parsed) == ["Nora Feld"]


def test_who_edited_a_story_is_no_author_beside_its_byline() -> None:
    parsed = parse(
        GERMAN_TITLE, "Von Nora Feld", "2. Februar 2026", GERMAN_FIRST, GERMAN_SECOND, "Redaktion: Ines Holm"
    )
    assert authors(parsed) == ["Nora Feld"]


@pytest.mark.parametrize("above", ["Von Nora Feld\n17.02.2026, 12:33 Uhr", "17.02.2026\nTeilen"])
def test_a_short_opening_of_a_german_page_is_its_dek(above: str) -> None:
    dek = "Ein Investor will am Kanal bauen. Der Rat winkt ab – aus einem überraschenden Grund."
    parsed = parse("\n".join(GERMAN_MENU), GERMAN_TITLE, above, dek, GERMAN_FIRST, GERMAN_SECOND, "Impressum")
    assert (parsed.article.subheadline, body(parsed)) == (dek, [GERMAN_FIRST, GERMAN_SECOND])


@pytest.mark.parametrize(
    "opening",
    [
        "Osted (dpa). Ein Investor will am Kanal bauen. Der Rat winkt ab – aus einem überraschenden Grund.",
        "Osted In der Nacht ist am Kanal ein Haus verbrannt. Verletzt wurde niemand, wie die Feuerwehr meldet.",
        (
            "Ein Investor will am Kanal bauen, und zwar höher als alles, was dort bisher steht. Der Rat lehnt das ab, "
            "aber aus einem überraschenden Grund: Es fehlt an Plätzen für die Autos der Gäste, wie es hieß."
        ),
    ],
)
def test_an_opening_with_a_place_or_as_long_as_the_next_paragraph_is_no_dek(opening: str) -> None:
    parsed = parse(
        "\n".join(GERMAN_MENU), GERMAN_TITLE, "Von Nora Feld\n17.02.2026", opening, GERMAN_FIRST, GERMAN_SECOND
    )
    assert parsed.article.subheadline is None


def test_a_short_opening_in_english_is_text() -> None:
    opening = "The vote took four hours. Nobody was surprised by what came out of it."
    parsed = parse("\n".join(MENU), TITLE, "By Nora Feld\nMarch 6, 2026", opening, FIRST, SECOND)
    assert body(parsed) == [opening, FIRST, SECOND]


def test_a_dek_may_open_with_the_authors_name() -> None:
    dek = "Nora Feld hat einen Sommer mit der Belegschaft verbracht. Protokoll einer Annäherung."
    parsed = parse(
        "\n".join(GERMAN_MENU), GERMAN_TITLE, f"{dek}\nNora Feld\nPubliziert 11. März 2026, 06:00 Uhr", GERMAN_FIRST
    )
    assert (parsed.article.subheadline, authors(parsed)) == (dek, ["Nora Feld"])


def test_a_sentence_between_title_and_picture_is_the_dek() -> None:
    dek = "A vote of four hours has ended a dispute of nine years."
    notice = "When you buy through links on our site, the Osted Bell may earn a commission."
    caption = "The gym on Thursday. (Image credit: Tom Berg)"
    parsed = parse("\n".join(MENU), "By Nora Feld published 1 March 2026", TITLE, dek, notice, caption, FIRST, SECOND)
    assert (parsed.article.subheadline, body(parsed)) == (dek, [FIRST, SECOND])


def test_whom_to_call_below_a_release_is_no_author() -> None:
    parsed = parse(
        "FOR IMMEDIATE RELEASE", "February 20, 2026", TITLE, FIRST, SECOND, "###", "CONTACT:", "Dana Holm, 555-0144"
    )
    assert authors(parsed) == []


def test_the_last_sentence_above_the_credit_of_a_picture_is_text() -> None:
    last = "Die Kosten schätzt der Verband auf neun Milliarden Euro."
    parsed = parse(GERMAN_TITLE, "Von Nora Feld", GERMAN_FIRST, GERMAN_SECOND, last, "Bildquelle: AdobeStock")
    assert body(parsed)[-1] == last


@pytest.mark.parametrize(
    "line", ["Edith Calder † 3 May 2025", "Edith Calder (1931–2025)", "Edith Calder 1931 – 2025", "Edith Calder ✝ 2025"]
)
def test_who_has_died_is_no_author(line: str) -> None:
    assert authors(parse(TITLE, line, FIRST, SECOND)) == []
    assert authors(parse("\n".join(MENU), TITLE, f"{line}\n6 March 2026", FIRST, SECOND)) == []


def test_a_byline_below_captions_that_read_as_text_is_the_authors() -> None:
    shown = "A wooden boat lies at its berth in the old harbor while two pilots bail it with a bucket."
    caption = "The last rowing boat of the pilots of Osted at its berth on Tuesday, when the council met."
    parsed = parse(
        "\n".join(MENU), TITLE, shown, f"{caption}\nCredit...Joaquín Weir", "By Ines Holm and Tom Berg",
        "Ines Holm reported from Osted, and Tom Berg from the harbor.", "March 6, 2026", FIRST, SECOND,
    )  # fmt: skip
    assert authors(parsed) == ["Ines Holm", "Tom Berg"]


def test_one_of_another_story_in_the_text_is_not() -> None:
    link = "Bakers of Osted win a prize\nBy Ann Lentz\nMarch 5, 2026"
    parsed = parse("\n".join(MENU), TITLE, "By Ines Holm\nMarch 6, 2026", FIRST, link, SECOND)
    assert authors(parsed) == ["Ines Holm"]
