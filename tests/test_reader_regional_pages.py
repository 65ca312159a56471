"""Pages of regional papers, broadcasters and towns in smaller languages: bylines, days, captions and what is beside."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read

MOMENT = Moment("2020-01-01T00:00:00Z")
LEAD_IS = (
    "Vitinn á Sandeyri hefur ekki lýst skipum í fjörutíu ár en á laugardaginn var kveikt á honum aftur. Nú lýsir hann "
    "börnum sem lesa í stiganum."
)
SECOND_IS = "Ungmennafélagið í sveitinni keypti vitann fyrir eina krónu og málaði hann að innan í fyrravor."


def parse(*lines: str) -> Parsed:
    return read(Source(name="story.txt", data="\n\n".join(lines).encode(), moment=MOMENT))


def authors(parsed: Parsed) -> list[str]:
    return [author.name for author in parsed.article.authors]


def roles(parsed: Parsed) -> dict[str, str]:
    return {line.text: line.role for line in parsed.trace}


@pytest.mark.parametrize("byline", ["Hrefna Sandholt skrifar", "Hrefna Sandholt og Ari Freyr Torfason skrifa"])
def test_who_writes_in_icelandic_is_the_author(byline: str) -> None:
    parsed = parse("Gamli vitinn verður bókasafn", byline, LEAD_IS, SECOND_IS)
    assert authors(parsed) == [name for name in ("Hrefna Sandholt", "Ari Freyr Torfason") if name in byline]


@pytest.mark.parametrize(
    "title",
    [
        "Hrefna Sandholt skrifar um vitann",
        "Forsetinn skrifar undir lögin",
        "Enginn skrifar bréf lengur",
        "Hrefna skrifar: Hver á vitann?",
    ],
)
def test_a_title_about_writing_is_no_byline(title: str) -> None:
    parsed = parse(title, LEAD_IS, SECOND_IS)
    assert (parsed.article.headline, authors(parsed)) == (title, [])


@pytest.mark.parametrize("note", ["Fleiri fréttir", "Sjá meira", "Fréttin var síðast uppfærð klukkan 14:50"])
def test_icelandic_furniture_is_dropped(note: str) -> None:
    parsed = parse("Gamli vitinn verður bókasafn", LEAD_IS, SECOND_IS, note)
    assert note not in block_texts(parsed.article.body)


LEAD_DE = (
    "Die alte Waage in Osted wird von April an eine Bücherei, wie der Rat der Stadt am Dienstag nach vier Jahren "
    "Streit entschieden hat. Sie war geschlossen, seit das letzte Getreideschiff den Hafen verlassen hat."
)
SECOND_DE = (
    "Die Waagschalen bleiben, wo sie sind, und wer will, darf dort seine Bücher wiegen lassen, sagte Petra Fels."
)
TITLE_DE = "Osteds Waage wird Bücherei"
LEAD_NL = (
    "De oude waag van Osted wordt vanaf april een bibliotheek, heeft de gemeenteraad dinsdag na vier jaar besloten. "
    "Het gebouw was gesloten sinds het laatste graanschip de haven verliet."
)
LEAD_FI = (
    "Ostedin vanhasta vaakahuoneesta tulee huhtikuussa kirjasto, kertoo kaupunginvaltuusto neljän vuoden kiistan "
    "jälkeen. Talo on ollut suljettuna siitä asti, kun viimeinen viljalaiva lähti satamasta."
)
LEAD_EL = (
    "Η παλιά πλάστιγγα του Όστεντ γίνεται από τον Απρίλιο βιβλιοθήκη, αποφάσισε την Τρίτη το δημοτικό συμβούλιο ύστερα "
    "από τέσσερα χρόνια. Το κτίριο ήταν κλειστό από τότε που έφυγε το τελευταίο πλοίο."
)
LEAD_BG = (
    "Старата кантарна къща в Остед става библиотека от април, реши във вторник общинският съвет след четири години "
    "спорове. Сградата беше затворена, откакто последният кораб със зърно напусна пристанището."
)
LEAD_TR = (
    "Osted'in eski kantarı nisan ayından itibaren kütüphane olacak, belediye meclisi dört yıl sonra salı günü karar "
    "verdi. Bina, son tahıl gemisi limandan ayrıldığından beri kapalıydı."
)


@pytest.mark.parametrize(
    ("line", "lead", "names"),
    [
        ("Door Menno Wiers Kopieer naar klembord", LEAD_NL, ["Menno Wiers"]),
        ("Von Petra Fels Artikel teilen", LEAD_DE, ["Petra Fels"]),
        ("Petra Fels Autorin: Petra Fels", LEAD_DE, ["Petra Fels"]),
        ("Άρης Γρίβας Συντάκτης: Άρης Γρίβας", LEAD_EL, ["Άρης Γρίβας"]),
        (
            "STT–LEENA KORPI, MIKKO SALO 26.8.2019 10:33, muokattu 26.8.2019 18:15",
            LEAD_FI,
            ["LEENA KORPI", "MIKKO SALO"],
        ),
        ("Автор: БТА / Редактор: | 01 Септември 2025, 06:45 ч.", LEAD_BG, ["БТА"]),
    ],
)
def test_what_pages_put_around_a_name_is_no_part_of_it(line: str, lead: str, names: list[str]) -> None:
    assert authors(parse(TITLE_DE if lead == LEAD_DE else "Osted 2.0", line, lead, lead.split(". ")[1])) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Von Petra Fels Kreis", ["Petra Fels Kreis"]),
        ("Von Anna Maria Merken", ["Anna Maria Merken"]),
        ("Von Petra Fels und Karl-Heinz Otte", ["Petra Fels", "Karl-Heinz Otte"]),
        ("Von Petra Fels, dpa", ["Petra Fels"]),
    ],
)
def test_names_that_resemble_buttons_stay_whole(line: str, names: list[str]) -> None:
    assert authors(parse(TITLE_DE, line, LEAD_DE, SECOND_DE)) == names


def test_a_name_beside_day_and_hour_right_above_the_title_is_the_author() -> None:
    parsed = parse("25. Oktober 2024 - 21:18 - Johannes Kettner", TITLE_DE, LEAD_DE, SECOND_DE)
    article = parsed.article
    assert (article.headline, authors(parsed), article.published) == (
        TITLE_DE,
        ["Johannes Kettner"],
        Moment("2024-10-25"),
    )


@pytest.mark.parametrize("line", ["25. Oktober 2024 - Johannes Kettner", "25. Oktober 2024 - 21:18 - Kreis Osted"])
def test_without_an_hour_or_a_known_name_it_is_none(line: str) -> None:
    assert authors(parse(line, TITLE_DE, LEAD_DE, SECOND_DE)) == []


@pytest.mark.parametrize("line", ["Įvykiai Lietuvoje", "Naujienos Vilniuje", "Kultūra Kaune"])
def test_the_name_of_a_section_below_the_story_is_no_author(line: str) -> None:
    lead = (
        "Senoji Ostedo svarstyklių salė nuo balandžio taps biblioteka, antradienį po ketverių metų ginčų nusprendė "
        "miesto taryba. Pastatas buvo uždarytas, kai uostą paliko paskutinis grūdų laivas."
    )
    assert authors(parse("Ostedo svarstyklės taps biblioteka", "2021-04-02 14:07", lead, line)) == []


def test_the_day_in_the_authors_line_wins_over_one_above_the_title() -> None:
    parsed = parse(
        "Etusivu",
        "Uutiset",
        "Urheilu",
        "Asiakaspalvelu",
        "Haku",
        "Satama",
        "Vanha satama saa uuden nosturin ensi kesänä",
        "8.2.2023 22:00",
        "Lue lisää",
        "Vaakahuoneesta tulee kirjasto, kertoo kaupunginvaltuusto",
        "Talo on ollut suljettuna kymmenen vuotta",
        "STT–LEENA KORPI, MIKKO SALO 26.8.2019 10:33, muokattu 26.8.2019 18:15",
        LEAD_FI,
        LEAD_FI.split(". ")[1],
    )
    assert parsed.article.published == Moment("2019-08-26")


def test_days_of_a_list_below_the_story_are_not_its_own() -> None:
    tail = ["29 Kasım 2025SPOR", "29 Kasım 2025GÜNDEM", "28 Kasım 2025SPOR"]
    parsed = parse("Osted kantarı kütüphane oluyor", LEAD_TR, LEAD_TR.split(". ")[1], "\n".join(tail))
    assert parsed.article.published is None


def test_one_day_below_the_story_is_its_own() -> None:
    parsed = parse("Osted kantarı kütüphane oluyor", LEAD_TR, LEAD_TR.split(". ")[1], "18:25 / 29.11.2025")
    assert parsed.article.published == Moment("2025-11-29")


def test_the_day_of_a_releases_head_wins_over_the_day_of_the_accident() -> None:
    parsed = parse(
        "Medieninformation: 480/2024\nVerantwortlich: Anja Leutner\nStand: 21.12.2024, 12:00 Uhr",
        "Fußgänger schwer verletzt",
        "Osted, Mühlweg\n20.12.2024, 11:15 Uhr",
        LEAD_DE,
        SECOND_DE,
    )
    assert parsed.article.published == Moment("2024-12-21")


@pytest.mark.parametrize(
    ("picture", "credited"),
    [
        ("Ólöf Dalberg ráðherra.", "Ólöf Dalberg ráðherra. osted.is/Ari"),
        ("Intervjuu Halliki Sarapuuga", "Intervjuu Halliki Sarapuuga Foto: Andres Tamm"),
        ("Die Waage von Osted", "Die Waage von Osted Foto: Petra Fels"),
    ],
)
def test_a_picture_that_is_named_twice_is_shown_once(picture: str, credited: str) -> None:
    parsed = parse(TITLE_DE, f"{picture}\n{credited}", LEAD_DE, SECOND_DE)
    assert (roles(parsed)[picture], roles(parsed)[credited]) == ("repeat", "caption")
    assert authors(parsed) == []


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        (
            "Petra Fels spricht am Donnerstag in Osted zum Stand der Arbeiten. (KEYSTONE/Pia Hurni)",
            "KEYSTONE/Pia Hurni",
        ),
        ("Petra Fels, Leiterin der Bücherei, vor der Waage. (Pia Hurni/Keystone)", "Pia Hurni/Keystone"),
    ],
)
def test_an_agency_and_a_name_in_brackets_credit_a_picture(line: str, credit: str) -> None:
    parsed = parse(TITLE_DE, LEAD_DE, line, SECOND_DE, SECOND_DE.replace("Petra", "Anna"))
    assert roles(parsed)[line] == "caption"
    figure = next(block for block in parsed.article.body if type(block).__name__ == "Figure")
    assert credit in str(figure)


@pytest.mark.parametrize("sign", ["(dpa/lno)", "(apa/dpa)", "(SPD/Grüne)", "(Fels/Otte)"])
def test_other_words_in_brackets_with_a_slash_stay_text(sign: str) -> None:
    line = f"{SECOND_DE} {sign}"
    assert roles(parse(TITLE_DE, LEAD_DE, line, SECOND_DE.replace("Petra", "Anna")))[line] == "paragraph"


def test_a_person_of_the_story_right_above_a_credit_is_a_caption() -> None:
    parsed = parse(TITLE_DE, LEAD_DE, SECOND_DE, "Petra Fels\nFoto: Pia Hurni", SECOND_DE.replace("Petra Fels", "sie"))
    assert roles(parsed)["Petra Fels"] == "caption"


@pytest.mark.parametrize("label", ["Bildlegende:", "Bildunterschrift:", "Kuvateksti:", "Myndatexti:"])
def test_a_label_of_captions_shows_one(label: str) -> None:
    line = f"{label} Die Waage von Osted bleibt auch im Winter offen"
    assert roles(parse(TITLE_DE, LEAD_DE, line, SECOND_DE))[line] == "caption"
