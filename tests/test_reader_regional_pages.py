"""Pages of regional papers, broadcasters and towns in smaller languages: bylines, days, captions and what is beside."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(3)

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


def shown(parsed: Parsed) -> list[str]:
    article = parsed.article
    others = [title.text for title in article.other_headlines]
    return [article.headline, article.subheadline or "", *others, *block_texts(article.body)]


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
LEAD_SV = (
    "Den gamla vågen i Osted blir bibliotek från april, beslutade kommunfullmäktige på tisdagen efter fyra års strid. "
    "Huset har varit stängt sedan det sista spannmålsfartyget lämnade hamnen."
)
LEAD_PL = (
    "Stara waga w Osted od kwietnia będzie biblioteką, zdecydowała we wtorek rada miasta po czterech latach sporów. "
    "Budynek był zamknięty, odkąd ostatni statek ze zbożem opuścił port."
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
LEAD_UK = (
    "Стара вагова в Остеді з квітня стане бібліотекою, вирішила у вівторок міська рада після чотирьох років суперечок."
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
        "1. Navigation\n  2. Inhalt\nInhalt",
        "Fußgänger schwer verletzt - Zeugen gesucht",
        "Medieninformation: 480/2024\nVerantwortlich: Anja Leutner\nStand: 21.12.2024, 12:00 Uhr",
        "Fußgänger schwer verletzt - Zeugen gesucht",
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


@pytest.mark.parametrize(
    "line",
    [
        "Utgiver: Havnedepartementet i Osted",
        "Herausgeber: Stadt Osted, Presseamt",
        "Uitgever: Gemeente Osted",
        "Wydawca: Urząd Miasta Osted",
        "Издатель: администрация города Остед",
        "Landeskorrespondenz Nr. 279 vom 4. Dezember 2007",
        "Telefon (+43 732) 55 50-0",
    ],
)
def test_a_line_of_an_imprint_is_no_title(line: str) -> None:
    assert parse(line, TITLE_DE, LEAD_DE, SECOND_DE).article.headline == TITLE_DE


@pytest.mark.parametrize(
    "title",
    [
        "Herausgeber der Osteder Glocke gestorben",
        "Hit Nr. 1 kommt aus Osted",
        "Telefon: Wer heute noch eines hat",
        "Verantwortlich ist niemand",
        "Bus Nr. 12 fährt wieder bis zur Waage",
        "Notruf 112 war in Osted zwei Stunden tot",
    ],
)
def test_a_title_that_resembles_an_imprint_stays(title: str) -> None:
    assert parse(title, LEAD_DE, SECOND_DE).article.headline == title


LETTERHEAD = "Amt der Stadt Osted\nTelefon (+43 732) 55 50-0\nFax (+43 732) 55 50-2116\nE-Mail post@osted.example"


def test_a_letterhead_is_no_title_and_its_contacts_are_not_published() -> None:
    parsed = parse(LETTERHEAD, "Zeitplan für die Waage", LEAD_DE, SECOND_DE)
    article = parsed.article
    assert article.headline == "Zeitplan für die Waage"
    assert not any("55 50" in text or "post@" in text for text in shown(parsed))
    assert any("in contacts above the story" in finding.message for finding in parsed.findings)


def test_a_title_above_one_number_stays() -> None:
    parsed = parse(TITLE_DE, "Karten unter Telefon 0732 555 0444", LEAD_DE, SECOND_DE)
    assert parsed.article.headline == TITLE_DE
    assert "Karten unter Telefon 0732 555 0444" in shown(parsed)


def test_a_name_that_the_line_above_has_is_no_title() -> None:
    parsed = parse("mit Petra Fels\nPetra Fels", "Das war der Samstag in Osted", LEAD_DE, SECOND_DE)
    assert parsed.article.headline == "Das war der Samstag in Osted"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Parlament: TOP im Nationalrat am 30. März 2017",
            "Reform der Waagen, neues Gesetz für Gänse, Verzögerung des Registers um ein halbes Jahr",
        ),
        (
            "Gemeinderat: Tagesordnung der Sitzung vom 4. Mai 2021",
            "Neue Waage, alte Brücke, ein Haushalt für zwei Jahre",
        ),
    ],
)
def test_a_first_line_with_a_day_is_the_title_of_a_release(first: str, second: str) -> None:
    article = parse(first, second, f"Osted (OTS) - {LEAD_DE}", SECOND_DE, SECOND_DE).article
    assert (article.headline, article.subheadline, article.published) == (first, second, None)


@pytest.mark.parametrize("day", ["Dienstag, 4. Mai 2021", "Osteder Glocke, Dienstag, 4. Mai 2021"])
def test_a_day_above_a_title_is_none(day: str) -> None:
    article = parse(day, TITLE_DE, f"Osted (OTS) - {LEAD_DE}", SECOND_DE).article
    assert (article.headline, article.published) == (TITLE_DE, Moment("2021-05-04"))


def test_a_service_for_releases_signs_a_dateline_before_a_quotation() -> None:
    text = "Wien (OTS/RK) „Wir haben gut gearbeitet und freuen uns darüber“, sagt Stadträtin Fels der Rathauspost."
    assert parse(TITLE_DE, text, SECOND_DE).article.dateline == "Wien (OTS/RK)"


@pytest.mark.parametrize(
    ("label", "role"),
    [("Veröffentlicht am", "date"), ("Publicerad:", "date"), ("Opublikowano:", "date")],
)
def test_the_label_of_a_day_without_one_is_not_published(label: str, role: str) -> None:
    lead = {"V": LEAD_DE, "P": LEAD_SV, "O": LEAD_PL}[label[0]]
    parsed = parse(TITLE_DE, label, lead, lead.split(". ")[1])
    assert roles(parsed)[label] == role


@pytest.mark.parametrize("kicker", ["Online", "Am Hafen", "Letzte Meldung", "Stand der Dinge"])
def test_a_kicker_with_words_of_days_stays(kicker: str) -> None:
    assert kicker in shown(parse(kicker, TITLE_DE, LEAD_DE, SECOND_DE))


def test_the_label_of_a_credit_without_one_is_not_published() -> None:
    parsed = parse(TITLE_DE, LEAD_DE, SECOND_DE, "Foto:")
    assert "Foto:" not in shown(parsed)


@pytest.mark.parametrize("label", ["Quelle:", "Und dann:", "Foto: Petra Fels"])
def test_other_labels_stay(label: str) -> None:
    parsed = parse(TITLE_DE, LEAD_DE, label, SECOND_DE)
    assert roles(parsed)[label] in ("paragraph", "heading", "credit", "caption")


@pytest.mark.parametrize("dash", ["–", "—"])
def test_question_and_answer_behind_dashes_are_no_list(dash: str) -> None:
    lines = [
        f"{dash} Сколько лифтов сейчас обслуживает ваша компания?",
        f"{dash} Почти три тысячи, большинство в домах.",
    ]
    lead = "О лифтах старого Остеда газете рассказал директор компании, которая обслуживает их сорок лет подряд."
    parsed = parse("Лифты Остеда", lead, *lines)
    assert [roles(parsed)[line] for line in lines] == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    "items",
    [
        ["– Wie viele Aufzüge gibt es?", "– Wer prüft sie?"],
        ["– drei Aufzüge im Rathaus", "– zwei in der Waage"],
    ],
)
def test_a_list_with_dashes_stays_one(items: list[str]) -> None:
    parsed = parse(TITLE_DE, LEAD_DE, "\n".join(items), SECOND_DE)
    assert [roles(parsed)[item] for item in items] == ["item", "item"]


FURNITURE = {
    "de": ["Sie haben 27% des Artikels gelesen", "Fehler entdeckt? Schreiben Sie uns", "Archivartikel"],
    "nl": ["Dit artikel is alleen voor abonnees", "Exclusief voor abonnees"],
    "sv": ["Så jobbar vi med nyheter Läs mer här!", "Artikeln är endast för prenumeranter"],
    "fi": ["Huomasitko virheen? Kerro siitä toimitukselle", "Tämä artikkeli on vain tilaajille"],
    "pl": ["Ten artykuł jest dostępny tylko dla prenumeratorów", "Zauważyłeś błąd? Napisz"],
    "tr": ["8002 kez okundu", "Bu habere yorum yapılmamış"],
    "bg": ["Видяхте грешка? Пишете ни", "Виж още новини"],
}


@pytest.mark.parametrize(
    ("language", "line"), [(language, line) for language in FURNITURE for line in FURNITURE[language]]
)
def test_notes_to_readers_below_a_story_are_not_published(language: str, line: str) -> None:
    lead = {"de": LEAD_DE, "nl": LEAD_NL, "sv": LEAD_SV, "fi": LEAD_FI, "pl": LEAD_PL, "tr": LEAD_TR, "bg": LEAD_BG}
    text = lead[language]
    assert line not in shown(parse(TITLE_DE, text, text.split(". ")[1], line))


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Sie haben lange gewartet, und nun lesen sie endlich in der alten Waage."),
        ("sv", "Så jobbar vi vidare med vågen, säger Petra Fels till tidningen."),
        ("fi", "Vain tilaajille ei ole luvassa paikkoja, sanoo johtaja Leena Korpi."),
        ("pl", "Artykuł o wadze czytało w Osted ponad dwieście osób, mówi Anna Fels."),
        ("tr", "Kitap iki bin kez okundu, dedi müdür Ayşe Kaya."),
    ],
)
def test_sentences_that_resemble_such_notes_stay(language: str, line: str) -> None:
    lead = {"de": LEAD_DE, "sv": LEAD_SV, "fi": LEAD_FI, "pl": LEAD_PL, "tr": LEAD_TR}[language]
    assert line in shown(parse(TITLE_DE, lead, line, lead.split(". ")[1]))


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Pressemitteilung des Polizeireviers Osted", "Polizeirevier Osted"),
        ("Pressemitteilung des Landkreises Osted", "Landkreis Osted"),
        ("Pressemitteilung des Landratsamtes Osted", "Landratsamt Osted"),
        ("Pressemitteilung der Stadt Osted", "Stadt Osted"),
        ("Pressemitteilung des Theaters Osted", "Theater Osted"),
        ("Pressemitteilung des Hans-Fels-Hauses", "Hans-Fels-Hauses"),
    ],
)
def test_who_issues_a_release_is_named_without_the_case(label: str, name: str) -> None:
    provider = parse(label, TITLE_DE, LEAD_DE, SECOND_DE).article.provider
    assert provider is not None
    assert provider.name == name


@pytest.mark.parametrize("office", ["Пресслужба міської ради", "Прес-служба громади Остед"])
def test_a_press_office_below_the_text_has_written_it(office: str) -> None:
    lead = LEAD_UK
    parsed = parse(
        "Вагова стане бібліотекою", lead, "Будинок стояв зачинений, відколи порт покинув останній корабель.", office
    )
    assert [(who.name, who.kind) for who in parsed.article.authors] == [(office, "organisation")]


@pytest.mark.parametrize(
    "line",
    ["Пресслужба міської ради повідомила про це у вівторок.", "Пресслужба: 044 555 04 44", "Міська рада Остеда"],
)
def test_other_lines_about_a_press_office_name_no_author(line: str) -> None:
    lead = LEAD_UK
    assert authors(parse("Вагова стане бібліотекою", lead, line)) == []


def test_a_count_below_the_day_is_no_text() -> None:
    parsed = parse("Osted kantarı kütüphane oluyor", LEAD_TR, LEAD_TR.split(". ")[1], "18:25 / 29.11.2025", "3592")
    assert "3592" not in shown(parsed)


@pytest.mark.parametrize("tail", [["3592"], ["18:25 / 29.11.2025", "3592 TL"]])
def test_a_number_that_is_no_count_stays(tail: list[str]) -> None:
    parsed = parse("Osted kantarı kütüphane oluyor", LEAD_TR, LEAD_TR.split(". ")[1], *tail)
    assert tail[-1] in shown(parsed)


REPORTS = (
    "Zeugen gesucht\nOsted – Am gestrigen Nachmittag ereignete sich gegen 16:15 Uhr auf der Bundesstraße ein Unfall.\n"
    "Knoten gelöst\nSandeyk, Hafen – Ein Bus blockierte Freitagmorgen die Straße vor der alten Waage in Sandeyk.\n"
    "Wildunfall\nMoorbach – Kurz nach 4 Uhr sprang ein Reh auf die Fahrbahn und lief in den Wald zurück."
)


def test_the_title_of_the_first_of_several_reports_is_a_heading() -> None:
    head = "Pressemitteilung des Polizeireviers Osted\nKriminalitäts- und Verkehrslage\nDie Meldungen vom Freitag:"
    parsed = parse(f"{head}\n{REPORTS}")
    assert parsed.article.subheadline is None
    assert [roles(parsed)[title] for title in ("Zeugen gesucht", "Knoten gelöst", "Wildunfall")] == ["heading"] * 3


def test_a_dek_above_one_report_stays() -> None:
    parsed = parse(
        TITLE_DE, "Rat entscheidet nach vier Jahren Streit über das alte Haus am Hafen", f"Osted – {LEAD_DE}"
    )
    assert parsed.article.subheadline == "Rat entscheidet nach vier Jahren Streit über das alte Haus am Hafen"


LETTER = (
    "Ich habe soeben den Artikel über die Waage gelesen. Es steckt so viel Wahrheit in diesen Worten, dass ich mich "
    "zum Teil selbst darin wiederfinde, und ich danke der Zeitung dafür."
)


@pytest.mark.parametrize(
    "lines",
    [
        ["Wahre Worte", "Leserbriefe / 16.01.2020 • 17:30 Uhr", LETTER, SECOND_DE, "Maria-Luise Tönn, Osted"],
        ["Leserbrief", "Wahre Worte", LETTER, SECOND_DE, "Maria-Luise Tönn, Osted"],
        ["Wahre Worte", f"Liebes Redaktionsteam, {LETTER}", SECOND_DE, "Maria-Luise Tönn, Osted"],
    ],
)
def test_the_name_below_a_letter_to_the_editor_is_its_author(lines: list[str]) -> None:
    parsed = parse(*lines)
    assert authors(parsed) == ["Maria-Luise Tönn"]
    assert lines[-1] in shown(parsed)


@pytest.mark.parametrize("line", ["Maria-Luise Tönn, Osted", "Rathaus, Osted", "Waage, Hafen, Markt"])
def test_a_line_with_a_comma_below_other_copy_is_no_author(line: str) -> None:
    assert authors(parse(TITLE_DE, LEAD_DE, SECOND_DE, line)) == []


@pytest.mark.parametrize(
    ("age", "lead"),
    [
        ("vor 2 Stunden", LEAD_DE),
        ("1 maand geleden", LEAD_NL),
        ("för 2 timmar sedan", LEAD_SV),
        ("2 saat önce", LEAD_TR),
    ],
)
def test_the_age_of_a_story_is_neither_kicker_nor_dek(age: str, lead: str) -> None:
    for lines in ([age, TITLE_DE, lead], [TITLE_DE, age, lead]):
        parsed = parse(*lines, lead.split(". ")[1])
        assert (parsed.article.headline, age in shown(parsed)) == (TITLE_DE, False)


@pytest.mark.parametrize("kicker", ["2 Stunden Stau", "24 Stunden", "Vor 2 Jahren in Osted"])
def test_a_kicker_with_a_number_of_years_stays(kicker: str) -> None:
    assert kicker in shown(parse(kicker, TITLE_DE, LEAD_DE, SECOND_DE))


def test_the_host_of_a_site_is_no_title() -> None:
    parsed = parse("Glocke.de", LEAD_DE, SECOND_DE, SECOND_DE)
    assert any(finding.code == "TXT003" for finding in parsed.findings)


def test_links_that_are_run_together_are_no_title() -> None:
    lead = LEAD_PL
    links = "Przejdź do głównych treściPrzejdź do wyszukiwarkiPrzejdź do głównego menu"
    parsed = parse(
        f"{links}\nsobota, 11 maja 2024 04:46\nReklama", "Waga zostanie biblioteką", lead, lead.split(". ")[1]
    )
    assert parsed.article.headline == "Waga zostanie biblioteką"


def test_a_box_for_mail_above_the_title_is_none() -> None:
    title = "Twee arrestaties om brandstichting bij opvang Osted"
    parsed = parse("Webmail", "Kies je webmail", title, title, f"OSTED (ANP) - {LEAD_NL}", LEAD_NL.split(". ")[1])
    assert parsed.article.headline == title


def test_what_a_picture_shows_twice_below_the_title_is_its_caption() -> None:
    parsed = parse(
        "Waga zostanie biblioteką po czterech latach",
        "29. 5. 2019 09:57\nDyrektorka Anna Fels.\nDyrektorka Anna Fels.",
        LEAD_PL,
        LEAD_PL.split(". ")[1],
        "Czytaj także",
    )
    assert [line.role for line in parsed.trace if line.text == "Dyrektorka Anna Fels."] == ["repeat", "caption"]


@pytest.mark.parametrize("sign", ["yb", "dpa/lno", "red"])
def test_the_sign_of_a_reporter_is_no_cut(sign: str) -> None:
    parsed = parse(TITLE_DE, LEAD_DE, f"{SECOND_DE} Die Kripo wurde eingeschaltet. {sign}")
    assert not any(finding.code == "TXT005" for finding in parsed.findings)


def test_a_text_without_its_last_words_is_cut() -> None:
    parsed = parse(TITLE_DE, LEAD_DE, f"{LEAD_DE} {SECOND_DE} Die Kripo wurde am gestrigen Abend vor dem")
    assert any(finding.code == "TXT005" for finding in parsed.findings)


@pytest.mark.parametrize(
    ("line", "lead"),
    [("Door Ostedse Courant", LEAD_NL), ("Av Osted Tidning", LEAD_SV), ("Von Osteder Anzeiger", LEAD_DE)],
)
def test_the_name_of_a_paper_is_no_person(line: str, lead: str) -> None:
    parsed = parse(TITLE_DE, line, lead, lead.split(". ")[1])
    assert {who.kind for who in parsed.article.authors} <= {"organisation"}


def test_a_line_with_a_mail_address_is_no_dek() -> None:
    line = "OstedDirekt Södra - HEJ OSTED - ARVID FORS Reporter arvid.fors@example.org"
    article = parse("Låt oss som älskar vågen få ha den här sommaren", line, LEAD_SV, LEAD_SV.split(". ")[1]).article
    assert "@" not in (article.subheadline or "")


@pytest.mark.parametrize(
    "line", ["← Vanha satama saa uuden nosturin", "Kirjaston aukioloajat muuttuvat syksyllä →", "⟵ Forrige"]
)
def test_an_arrow_to_another_page_is_no_text(line: str) -> None:
    assert line not in shown(parse("Vaakahuoneesta tulee kirjasto", LEAD_FI, LEAD_FI.split(". ")[1], line))


@pytest.mark.parametrize("line", ["Nord → Süd: So fährt der Bus", "→ neue Waage", "A → B"])
def test_an_arrow_inside_a_line_stays(line: str) -> None:
    assert any(line.strip("→ ") in text for text in shown(parse(TITLE_DE, LEAD_DE, line, SECOND_DE)))
