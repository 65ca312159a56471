"""Pages of regional news in many languages: credited captions above titles, broken titles, and their look-alikes."""

from __future__ import annotations

import pytest

from convert.model import Figure, Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read

MOMENT = Moment("2020-01-01T00:00:00Z")
LEADS = {
    "de": [
        (
            "In Osterried arbeitet die Feuerwehr weiter an der alten Waage, die nach dem Sturm vom Mittwoch "
            "abgestützt werden musste. Nun hat der Gemeinderat beschlossen, dass sie erhalten bleibt."
        ),
        (
            "Die Kosten dafür sind noch nicht bekannt. Der Bürgermeister sagte, man habe sich die Entscheidung nicht "
            "leicht gemacht, aber niemand im Ort wolle auf das Gebäude verzichten."
        ),
    ],
    "sv": [
        (
            "I Österby pågår arbetet med att återställa den gamla vågen efter stormen i onsdags. Nu har kommunen "
            "beslutat att huset ska stå kvar, även om det blir dyrare än att riva det."
        ),
        (
            "Hur mycket det kostar vet ingen ännu. Kommunalrådet säger att beslutet inte var lätt, men att ingen i "
            "samhället vill vara utan huset vid hamnen."
        ),
    ],
    "nl": [
        (
            "In Oosterried werkt de brandweer nog aan de oude waag, die na de storm van woensdag moest worden gestut. "
            "De gemeenteraad heeft nu besloten dat het gebouw blijft staan."
        ),
        (
            "Wat dat kost is nog niet bekend. Volgens de wethouder was het geen makkelijk besluit, maar wil niemand "
            "in het dorp het gebouw aan de haven missen."
        ),
    ],
    "pl": [
        (
            "W Ostrzycach trwa zabezpieczanie starej wagi, którą po środowej burzy trzeba było podeprzeć. Radni "
            "postanowili, że budynek zostanie, choć będzie to droższe niż rozbiórka."
        ),
        (
            "Ile to będzie kosztować, jeszcze nie wiadomo. Burmistrz mówi, że decyzja nie była łatwa, ale nikt w "
            "mieście nie chce stracić budynku w porcie."
        ),
    ],
    "ru": [
        (
            "В Остреве продолжают укреплять старое здание весовой, которое после бури в среду пришлось подпереть. "
            "Депутаты решили, что здание сохранят, хотя это дороже сноса."
        ),
        (
            "Сколько это будет стоить, пока неизвестно. По словам мэра, решение было непростым, но никто в городе не "
            "хочет потерять здание в порту."
        ),
    ],
    "fi": [
        (
            "Itäkylässä jatketaan vanhan vaakahuoneen tukemista keskiviikon myrskyn jälkeen. Kunnanvaltuusto on nyt "
            "päättänyt, että rakennus säilytetään, vaikka se maksaa purkamista enemmän."
        ),
        (
            "Kustannuksia ei vielä tiedetä. Kunnanjohtajan mukaan päätös ei ollut helppo, mutta kukaan kylässä ei "
            "halua luopua sataman rakennuksesta."
        ),
    ],
    "tr": [
        (
            "Doğanköy'de çarşamba günkü fırtınadan sonra desteklenen eski kantar binasında çalışmalar sürüyor. "
            "Belediye meclisi yıkımdan daha pahalı olmasına rağmen binanın korunmasına karar verdi."
        ),
        (
            "Bunun ne kadara mal olacağı henüz bilinmiyor. Belediye başkanı kararın kolay olmadığını, ancak kasabada "
            "kimsenin limandaki binadan vazgeçmek istemediğini söyledi."
        ),
    ],
}
"""Two paragraphs of a story by language."""


def parse(*lines: str) -> Parsed:
    return read(Source(name="story.txt", data="\n\n".join(lines).encode(), moment=MOMENT))


def shown(parsed: Parsed) -> list[str]:
    article = parsed.article
    others = [other.text for other in article.other_headlines]
    return [article.headline, *others, article.subheadline or "", *block_texts(article.body)]


def captions(parsed: Parsed) -> list[tuple[str, str | None]]:
    figures = [block for block in parsed.article.body if isinstance(block, Figure)]
    return [("".join(block_texts((figure,))), figure.credit) for figure in figures]


@pytest.mark.parametrize(
    ("language", "link", "title"),
    [
        ("sv", "Gå till innehåll", "Österby behåller sin gamla våg"),
        ("nl", "Direct naar inhoud", "Oosterried houdt zijn oude waag"),
        ("ru", "Перейти к основному контенту", "Острев сохранит старую весовую"),
        ("fi", "Siirry suoraan sisältöön", "Itäkylä pitää vanhan vaakansa"),
        ("tr", "Ana içeriğe atla", "Doğanköy eski kantarını koruyor"),
    ],
)
def test_skip_links_are_not_shown(language: str, link: str, title: str) -> None:
    parsed = parse(link, title, *LEADS[language])
    assert parsed.article.headline == title
    assert link not in shown(parsed)


# --------------------------------------------------------------------------------------------------------------------
# Captions


@pytest.mark.parametrize(
    ("language", "above", "caption", "title", "credit"),
    [
        (
            "sv",
            "Gå till innehåll",
            "Vy från hamnen. Kommunen vill att huset vid kajen ska stå kvar. Foto: Vera Ahlberg",
            "Österby behåller sin gamla våg",
            "Vera Ahlberg",
        ),
        (
            "de",
            "Blog",
            "Musste nach dem Sturm abgestützt werden: die alte Waage am Hafen, hier im Frühjahr. - Foto: GVO",
            "Osterried behält seine alte Waage",
            "GVO",
        ),
        (
            "nl",
            "Direct naar inhoud",
            "De oude waag aan de haven moest na de storm worden gestut. Foto: Mirte Kuipers",
            "Oosterried houdt zijn oude waag",
            "Mirte Kuipers",
        ),
    ],
)
def test_a_credited_caption_above_the_title_is_kept(
    language: str, above: str, caption: str, title: str, credit: str
) -> None:
    parsed = parse(above, caption, title, *LEADS[language])
    assert parsed.article.headline == title
    assert [credited for _, credited in captions(parsed)] == [credit]
    assert caption[:30] in captions(parsed)[0][0]


@pytest.mark.parametrize(
    ("language", "kicker", "title", "caption", "credit"),
    [
        (
            "de",
            "„Eine Frage der Ehre“",
            "Osterried behält seine alte Waage",
            "Die Meinungen im Rat gingen weit auseinander: Die einen wollten das Haus, die anderen nicht. Foto: Klenke",
            "Klenke",
        ),
    ],
)
def test_a_credited_caption_above_its_text_in_one_block_is_no_heading(
    language: str, kicker: str, title: str, caption: str, credit: str
) -> None:
    parsed = parse(f"{kicker}\n{title}", "\n".join((caption, *LEADS[language])))
    assert captions(parsed)[0][1] == credit
    assert caption not in block_texts(parsed.article.body)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("de", "Streit ums Foto: Wem gehört die Waage im Hafen?"),
        ("de", "Das letzte Bild: Klenke und seine Waage im Hafen von Osterried"),
        ("nl", "Zijn laatste foto. Een waag zonder haven"),
        ("sv", "Nya bilden av Österby. Foto: ett yrke i kris"),
        ("pl", "Zagadka zdjęcia. Fot: kto był fotografem?"),
        ("ru", "Последнее фото. История весовой"),
        ("fi", "Viimeinen kuva: miksi vaaka jäi"),
    ],
)
def test_a_title_with_the_label_of_credits_stays(language: str, title: str) -> None:
    assert parse(title, *LEADS[language]).article.headline == title


# --------------------------------------------------------------------------------------------------------------------
# Broken titles


@pytest.mark.parametrize(
    ("language", "title", "rest"),
    [
        ("sv", "Österby vill att staten betalar", "räkningen för den gamla vågen"),
        ("de", "Osterried behält seine alte", "waage und sucht nun Geld"),
        ("pl", "Ostrzyce nie zburzą starej wagi", "mimo wysokich kosztów remontu"),
        ("ru", "Острев решил сохранить старую", "весовую в порту"),
        ("tr", "Doğanköy eski kantar binasını", "yıkmaktan vazgeçti"),
    ],
)
def test_a_broken_title_is_joined(language: str, title: str, rest: str) -> None:
    assert parse(f"{title}\n{rest}", *LEADS[language]).article.headline == f"{title} {rest}"


@pytest.mark.parametrize(
    ("language", "title", "below"),
    [
        ("de", "Osterried behält seine alte Waage", "von Vera Ahlberg"),
        ("de", "Osterried behält seine alte Waage", "dpa Osterried"),
        ("de", "Osterried behält seine alte Waage", "aktualisiert am 3. Mai 2021"),
        ("de", "Osterried behält seine alte Waage", "osterried-bote.de"),
        ("sv", "Österby behåller sin våg", "foto: Vera Ahlberg"),
        ("nl", "Oosterried houdt zijn oude waag", "door Mirte Kuipers"),
        ("nl", "Oosterried houdt zijn oude waag", "iPhone van wethouder gestolen bij debat"),
        ("pl", "Ostrzyce nie zburzą starej wagi", "oprac. Jan Nowak"),
        ("fi", "Itäkylä pitää vanhan vaakansa", "Rakennus maksaa kunnalle satojatuhansia"),
        ("ru", "Острев сохранит старую весовую", "Депутаты спорили четыре часа"),
        ("tr", "Doğanköy eski kantarını koruyor", "haber: Ayşe Yılmaz"),
    ],
)
def test_what_is_no_rest_of_a_title_is_not_joined(language: str, title: str, below: str) -> None:
    assert parse(f"{title}\n{below}", *LEADS[language]).article.headline in (title, below)


# --------------------------------------------------------------------------------------------------------------------
# Text above the text, and days of other stories

OVERVIEW = (
    "Berlin - In der letzten Sitzung vor dem Winter mussten der Bürgermeister und der Gemeinderat noch einmal eine "
    "umfangreiche Tagesordnung abarbeiten. Zahlreiche Vorhaben wurden beschlossen. Die wichtigsten Entscheidungen im "
    "Überblick:"
)


@pytest.mark.parametrize(
    "dek",
    [
        (
            "Zum letzten Mal vor Ostern hat sich der Gemeinderat im Rathaus getroffen. Die zahlreichen Beschlüsse "
            "betreffen unter anderem Wiegemeister und Eltern – aber auch den Storch."
        ),
        (
            "Die Räte haben sich im Rathaus von Osterried getroffen. Die zahlreichen Beschlüsse betreffen unter "
            "anderem Wiegemeister und Rentner – aber auch den Storch."
        ),
    ],
)
def test_several_sentences_above_the_text_are_no_title(dek: str) -> None:
    parsed = parse(f"{dek}\n17.12.2025 - 14:07 Uhr\n{OVERVIEW}")
    assert parsed.article.headline != dek
    assert dek in block_texts(parsed.article.body)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("de", "Er war der beste Wiegemeister am Hafen. Dann kam der Sturm, der alles veränderte."),
        ("de", "Die Waage steht wieder. Und nun?"),
        ("nl", "De waag blijft. Maar wie betaalt dat eigenlijk, en waarom?"),
        ("pl", "Ostrzyce. Waga zostaje. Trwa zbiórka pieniędzy"),
        ("ru", "Весовую сохранят. Кто заплатит?"),
        ("sv", "Vågen får stå kvar. Kommunen betalar."),
    ],
)
def test_a_title_of_two_sentences_stays(language: str, title: str) -> None:
    assert parse(title, *LEADS[language]).article.headline == title


def test_an_introduction_above_a_dateline_is_no_title() -> None:
    intro = (
        "Osterried – Die Polizei berichtet von Vorfällen aus dem Dienstbezirk. Werden Hinweise gesucht und ihr habt "
        "etwas gesehen, dann wendet euch bitte an die Dienststelle."
    )
    parsed = parse(
        f"{intro}\nSchwerer Unfall 25.04.2018, 11.30 Uhr\nOsterried (ots) – {LEADS['de'][0]}", LEADS["de"][1]
    )
    assert parsed.article.headline != intro


@pytest.mark.parametrize(
    ("language", "below"),
    [
        ("de", ["Quellen:", "- https://bote.example.org/news/2024-12/31/waage-am-hafen"]),
        ("ru", ["Отправить другу:", "Главное", "Аист вернулся на крышу весовой", "13.11.24 00:49", "9785"]),
        ("pl", ["Udostępnij", "Bocian wrócił na dach starej wagi", "13.11.2024 00:49", "Sto lat wagowego z portu"]),
    ],
)
def test_a_day_of_another_story_is_not_taken(language: str, below: list[str]) -> None:
    day = "13.11.24 00:49" if language == "ru" else "13.11.2024 00:49"
    more = ["Вторая весовая закрыта на ремонт", day] if language == "ru" else [day] if language == "pl" else []
    assert parse("\n".join([*LEADS[language], *below, *more])).article.published is None


@pytest.mark.parametrize(
    ("language", "below", "day"),
    [
        ("de", ["16.05.2023"], "2023-05-16"),
        ("de", ["Text: Pressestelle der Gemeinde Osterried", "16.05.2023"], "2023-05-16"),
        ("nl", ["Gepubliceerd: 16 mei 2023", "Bijgewerkt: 17 mei 2023"], "2023-05-16"),
        ("pl", ["Opublikowano: 16.05.2023", "Źródło: https://bote.example.org/2021/03/04/waga"], "2023-05-16"),
        (
            "sv",
            ["Publicerad: 2023-05-16", "Ansvarig: Kommunkansliet i Österby", "Uppdaterad: 2023-05-17"],
            "2023-05-16",
        ),
        ("ru", ["Пресс-служба администрации города Острев", "16.05.2023"], "2023-05-16"),
    ],
)
def test_a_day_below_the_story_stays(language: str, below: list[str], day: str) -> None:
    published = parse("Osterried 2", "\n".join([*LEADS[language], *below])).article.published
    assert published is not None
    assert published.text == day


# --------------------------------------------------------------------------------------------------------------------
# Signs below the text, doubled credits, and what introduces speech


@pytest.mark.parametrize(
    ("language", "sign"),
    [
        ("de", "soc"),
        ("de", "mpt"),
        ("de", "ha/mher"),
        ("nl", "jk"),
        ("pl", "jn"),
    ],
)
def test_initials_below_the_text_sign_it(language: str, sign: str) -> None:
    parsed = parse("\n".join([*LEADS[language], sign]))
    assert sign not in block_texts(parsed.article.body)
    assert parsed.article.credit_line == sign


@pytest.mark.parametrize("sign", ["OSTED.1 REGIONAL/dpa", "BOTE/dpa"])
def test_an_outlet_and_an_agency_sign_the_text(sign: str) -> None:
    article = parse("Osterried behält seine alte Waage", *LEADS["de"], sign).article
    assert sign not in block_texts(article.body)
    assert [source.name for source in article.sources] == ["dpa"]


@pytest.mark.parametrize(
    ("language", "last"),
    [
        ("de", "Und nun?"),
        ("de", "Ja."),
        ("de", "ENDE DER WAAGE"),
        ("nl", "Einde van de waag"),
        ("pl", "To koniec."),
        ("sv", "Slut på vågen"),
        ("ru", "Вот и всё."),
        ("fi", "Niin se on."),
        ("de", "Autor: unbekannt, sagt der Wiegemeister."),
    ],
)
def test_a_last_line_that_is_no_sign_stays(language: str, last: str) -> None:
    assert last in block_texts(parse("\n\n".join([*LEADS[language], last])).article.body)


@pytest.mark.parametrize(
    ("language", "title", "credit"),
    [
        ("ru", "Острев сохранит старую весовую", "Фото: Вера Алёхина"),
        ("sv", "Österby behåller sin gamla våg", "Foto: Vera Ahlberg"),
        ("de", "Osterried behält seine alte Waage", "Foto: Vera Ahlberg"),
    ],
)
def test_a_credit_that_is_there_twice_in_a_row_is_one(language: str, title: str, credit: str) -> None:
    lead, second = LEADS[language]
    assert len(captions(parse(title, f"{lead}\n{credit}\n{credit}", second))) == 1


def test_pictures_of_one_photographer_stay_two() -> None:
    lines = ["Die Waage im Sturm. Foto: Vera Ahlberg", "Die Waage danach. Foto: Vera Ahlberg"]
    parsed = parse("Osterried behält seine alte Waage", LEADS["de"][0], *lines, LEADS["de"][1])
    assert [credit for _, credit in captions(parsed)] == ["Vera Ahlberg", "Vera Ahlberg"]


def test_a_label_before_a_copyright_sign_is_no_caption() -> None:
    label, name = "Źródło zdjęć: ©", "PAP | Jan Nowak"
    parsed = parse("Ostrzyce nie zburzą wagi", LEADS["pl"][0], f"Stara waga w porcie\n{label} {name}", LEADS["pl"][1])
    assert captions(parsed)[0] == (f"Stara waga w porcie{label}{name}", name)


@pytest.mark.parametrize(
    ("section", "clause", "speech"),
    [
        (
            "nyheter",
            "Øysund politidistrikt omtaler tirsdag formiddag en pågående utrykning ved den gamle vekta:",
            "– Melding om brann i den gamle vekta på Øysund. Nødetatene rykker ut, og vi holder på å få oversikt.",
        ),
    ],
)
def test_what_introduces_speech_above_the_text_is_kept(section: str, clause: str, speech: str) -> None:
    parsed = parse(section, clause, speech, "Brannvesenet er ifølge politiet i gang med arbeid på stedet.")
    assert clause in block_texts(parsed.article.body)


@pytest.mark.parametrize("button", ["Del artikkelen med andre som liker vekter:", "Les også:", "Publisert:"])
def test_a_button_with_a_colon_above_the_text_is_not_kept(button: str) -> None:
    speech = "– Melding om brann i den gamle vekta på Øysund. Nødetatene rykker ut, og vi holder på å få oversikt."
    parsed = parse("nyheter", button, speech, "Brannvesenet er ifølge politiet i gang med arbeid på stedet.")
    assert button not in block_texts(parsed.article.body)


# --------------------------------------------------------------------------------------------------------------------
# Labels behind names, and clippings

LITHUANIAN = [
    (
        "Uostamiestyje trečiadienį per audrą pasviro senoji svarstyklių būdelė. Savivaldybės taryba nusprendė, kad "
        "pastatas liks, nors tai kainuos daugiau nei griovimas."
    ),
    (
        "Kiek tai kainuos, dar nežinoma. Mero teigimu, sprendimas nebuvo lengvas, tačiau niekas mieste nenori prarasti "
        "pastato prie uosto."
    ),
]
HUNGARIAN = [
    (
        "A kikötőben szerdán a vihar megdöntötte a régi mérlegházat. A képviselő-testület úgy döntött, hogy az épület "
        "megmarad, noha ez többe kerül, mint a bontás."
    ),
    (
        "Hogy mennyibe kerül, azt még nem tudni. A polgármester szerint a döntés nem volt könnyű, de a városban senki "
        "sem akarja elveszíteni a kikötői épületet."
    ),
]


@pytest.mark.parametrize(
    ("title", "texts", "line", "credit"),
    [
        ("Senoji svarstyklė lieka", LITHUANIAN, "Svarstyklių būdelė uoste / Veros Alberg nuotr.", "Veros Alberg"),
        ("Senoji svarstyklė lieka", LITHUANIAN, "Svarstyklių būdelė uoste / skaitytojo nuotr.", "skaitytojo"),
        ("Senoji svarstyklė lieka", LITHUANIAN, "Svarstyklių būdelė uoste. V. Albergo nuotr.", "V. Albergo"),
        ("Marad a régi mérlegház", HUNGARIAN, "A régi mérlegház a viharban. Kovács Vera felvétele", "Kovács Vera"),
    ],
)
def test_a_credit_with_its_label_behind_the_name(title: str, texts: list[str], line: str, credit: str) -> None:
    assert [name for _, name in captions(parse(title, texts[0], line, texts[1]))] == [credit]


@pytest.mark.parametrize(
    ("title", "texts"),
    [
        ("Ez a híres fotós utolsó felvétele", HUNGARIAN),
        ("A város legszebb fotói", HUNGARIAN),
        ("Kovács Vera fotói: egy mérlegház képei", HUNGARIAN),
        ("Gražiausios uosto nuotraukos", LITHUANIAN),
        ("Dingusi svarstyklių nuotrauka", LITHUANIAN),
    ],
)
def test_a_title_about_pictures_stays(title: str, texts: list[str]) -> None:
    assert parse(title, *texts).article.headline == title


@pytest.mark.parametrize(
    ("language", "title", "line", "names"),
    [
        ("sv", "Österby behåller sin gamla våg", "Österby Tidning - - NYHETER - VERA AHLBERG/ NILS BORG", 2),
        ("de", "Osterried behält seine alte Waage", "Osterrieder Bote - - Lokales - Von Vera Ahlberg", 1),
        ("de", "Osterried behält seine alte Waage", "Osterrieder Bote - - Einsatzbericht -", 0),
        ("nl", "Oosterried houdt zijn oude waag", "De Waagbode - - Voorpagina - Mirte Kuipers", 1),
    ],
)
def test_the_line_of_a_clipping_is_no_dek(language: str, title: str, line: str, names: int) -> None:
    article = parse(title, line, *LEADS[language]).article
    assert article.subheadline != line
    assert len(article.authors) == names
    assert line not in block_texts(article.body)


@pytest.mark.parametrize(
    ("language", "dek"),
    [
        ("de", "Sturm – Rat – Waage: eine Geschichte in drei Teilen"),
        ("de", "Waage - eine Rettung - und viele Fragen"),
        ("nl", "Storm - raad - waag: het verhaal"),
        ("sv", "Storm - kommun - våg"),
        ("pl", "Burza - rada - waga: co dalej"),
    ],
)
def test_a_dek_with_dashes_stays(language: str, dek: str) -> None:
    titles = {"de": "Osterried behält seine alte Waage", "nl": "Oosterried houdt zijn oude waag"}
    titles |= {"sv": "Österby behåller sin gamla våg", "pl": "Ostrzyce nie zburzą starej wagi"}
    assert dek in shown(parse(titles[language], dek, *LEADS[language]))


# --------------------------------------------------------------------------------------------------------------------
# Lines above the title that are no kicker


@pytest.mark.parametrize(
    ("language", "line", "title"),
    [
        ("ru", "Главная Общество Происшествия", "Острев сохранит старую весовую"),
        ("ru", "Радио Остров | 105,6 fm", "Острев сохранит старую весовую"),
        ("pl", "Radio Ostrzyce 98,4 FM", "Ostrzyce nie zburzą starej wagi"),
        ("de", "Startseite Lokales Osterried", "Osterried behält seine alte Waage"),
        ("fi", "Etusivu Uutiset Itäkylä", "Itäkylä pitää vanhan vaakansa"),
    ],
)
def test_a_path_or_station_is_no_kicker(language: str, line: str, title: str) -> None:
    article = parse(line, title, *LEADS[language]).article
    assert article.headline == title
    assert article.other_headlines == ()


def test_words_with_semicolons_above_the_title_are_keywords() -> None:
    article = parse("baleset;Tiszarév;mérleg;", "Marad a régi mérlegház", *HUNGARIAN).article
    assert article.other_headlines == ()
    assert article.keywords == ("baleset", "Tiszarév", "mérleg")


@pytest.mark.parametrize(
    ("language", "kicker", "title"),
    [
        ("de", "Hafen | Denkmal", "Osterried behält seine alte Waage"),
        ("de", "Gerettet; vorerst", "Osterried behält seine alte Waage"),
        ("de", "105,6 Meter Kai", "Osterried behält seine alte Waage"),
        ("ru", "Главная новость дня", "Острев сохранит старую весовую"),
        ("sv", "Hem till hamnen", "Österby behåller sin gamla våg trots kostnaderna"),
        ("pl", "Strona wagi i strona portu", "Ostrzyce nie zburzą starej wagi"),
    ],
)
def test_a_kicker_stays(language: str, kicker: str, title: str) -> None:
    article = parse(kicker, title, *LEADS[language]).article
    assert [other.text for other in article.other_headlines] == [kicker]


# --------------------------------------------------------------------------------------------------------------------
# Credits that are glued, lead a caption, name a site, or are that of the title's picture


@pytest.mark.parametrize(
    ("language", "line", "credit"),
    [
        ("de", "Die Waage im Hafen von OsterriedFoto: Vera Ahlberg", "Vera Ahlberg"),
        ("sv", "Vågen i hamnenBild: Vera Ahlberg", "Vera Ahlberg"),
        ("ru", "Фото: старая весовая в порту после бури (facebook.com/ostrev)", "facebook.com/ostrev"),
        ("pl", "Stara waga w porcie Źródło: Jan Nowak/ostrzyce.example.pl", "Jan Nowak/ostrzyce.example.pl"),
    ],
)
def test_a_credit_in_its_place_in_the_line(language: str, line: str, credit: str) -> None:
    lead, second = LEADS[language]
    assert [name for _, name in captions(parse("Osterried 2", lead, line, second))] == [credit]


@pytest.mark.parametrize(
    ("language", "line", "credits"),
    [
        ("de", "Der TSV im HafenCup: Wer gewinnt die Waage", []),
        ("de", "Foto: Vera Ahlberg (dpa)", ["Vera Ahlberg (dpa)"]),
        ("sv", "Det nya HamnBadet: en succé för Österby", []),
        ("ru", "Фото: Вера Алёхина (ТАСС)", ["Вера Алёхина (ТАСС)"]),
        ("nl", "WaagTest: welke weegt het best", []),
        ("pl", "Nowa WagaFon: aplikacja dla portu", []),
    ],
)
def test_a_line_that_is_no_caption_with_its_source(language: str, line: str, credits: list[str]) -> None:
    lead, second = LEADS[language]
    assert [name for _, name in captions(parse("Osterried 2", lead, line, second))] == credits


@pytest.mark.parametrize(
    ("language", "credit"),
    [("nl", "Foto: Mirte ten Kuip - tenkuipfotografie.nl"), ("de", "Foto: Vera Ahlberg / osterried-bote.de")],
)
def test_a_credit_with_a_site_is_no_title(language: str, credit: str) -> None:
    assert parse("nieuws", credit, *LEADS[language]).article.headline != credit


@pytest.mark.parametrize("label", ["Titelfoto", "Aufmacherbild", "Beitragsbild"])
def test_the_sentence_above_the_credit_of_the_title_picture_stays(label: str) -> None:
    last = "Seit März steht die Waage still."
    lines = "\n".join(["Osterried behält seine alte Waage", *LEADS["de"], last, f"{label}: Vera Ahlberg/dpa"])
    parsed = parse(lines)
    assert last in block_texts(parsed.article.body)
    assert f"{label}: Vera Ahlberg/dpa" not in block_texts(parsed.article.body)


@pytest.mark.parametrize(
    ("language", "notice", "title"),
    [
        ("sv", "Denna nyhet är äldre än 6 månader och är kanske inte aktuell längre.", "Österby behåller sin våg"),
        ("de", "Dieser Artikel ist älter als ein Jahr.", "Osterried behält seine alte Waage"),
        ("nl", "Dit artikel is ouder dan 2 jaar.", "Oosterried houdt zijn oude waag"),
        ("fi", "Tämä artikkeli on yli vuoden vanha", "Itäkylä pitää vanhan vaakansa"),
    ],
)
def test_a_notice_of_age_is_not_shown(language: str, notice: str, title: str) -> None:
    parsed = parse(notice, title, *LEADS[language])
    assert parsed.article.headline == title
    assert notice not in shown(parsed)


@pytest.mark.parametrize("line", ["ua en ru", "RU EN", "ru | en"])
def test_a_choice_of_languages_is_no_kicker(line: str) -> None:
    assert parse(line, "Острев сохранит старую весовую", *LEADS["ru"]).article.other_headlines == ()


# --------------------------------------------------------------------------------------------------------------------
# Titles below the agencies that sign the text, and lines that are no title

DANISH = [
    (
        "I Østerby fortsætter arbejdet med at støtte den gamle vægt efter stormen onsdag. Nu har byrådet besluttet, at "
        "huset skal blive stående, selv om det bliver dyrere end at rive det ned."
    ),
    (
        "Hvad det koster, ved ingen endnu. Borgmesteren siger, at beslutningen ikke var let, men at ingen i byen vil "
        "undvære huset ved havnen."
    ),
]
TITLES = [
    "Ny vægt får havnens mester til at fyre sin egen bror",
    "Bekræftet: Den gamle færge sælges til en privat køber",
    "Havnefoged udpeger den værste båd: ‘Den var altid for tung’",
    "Stor ros til byrådet efter fire timers møde om vægten",
]


def test_titles_below_the_sign_of_an_agency_are_not_of_the_story() -> None:
    texts = list(block_texts(parse("Østerby beholder sin vægt", *DANISH, "/ritzau/", *TITLES).article.body))
    assert not set(TITLES).intersection(texts)
    assert set(DANISH) <= set(texts)


@pytest.mark.parametrize(
    "below",
    [
        ["Fakta om vægten", "Den er bygget i 1890.", "Den vejer 12 ton."],
        ["Vægten i tal", "Højde: 12 meter", "Alder: 130 år", "Pris: 4 millioner"],
        ["Vera Ahlberg"],
        ["Rettelse", "En tidligere udgave af artiklen havde et forkert årstal."],
        ["1. Vera Ahlberg", "2. Nils Borg", "3. Mirte Kuipers"],
    ],
)
def test_what_is_below_the_sign_of_an_agency_else_stays(below: list[str]) -> None:
    parsed = parse("Østerby beholder sin vægt", *DANISH, "/ritzau/", *below)
    kept = " ".join(line.text for line in parsed.trace if line.kept)
    assert all(line in kept for line in below)


@pytest.mark.parametrize(
    ("language", "line", "title"),
    [
        ("pl", "Gmina Ostrzyce z@wsze po drodze!", "Ostrzyce nie zburzą starej wagi w porcie mimo kosztów"),
        ("pl", "Archiwalna wersja strony internetowej Urzędu Gminy", "Ostrzyce nie zburzą starej wagi w porcie"),
        ("sv", "Österby Tidning - Bilaga - - NYHETER -", "Österby behåller sin gamla våg"),
    ],
)
def test_a_line_of_the_site_is_no_title(language: str, line: str, title: str) -> None:
    assert parse(line, title, *LEADS[language]).article.headline == title


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("de", "Was @osterried über die Waage schreibt"),
        ("nl", "Storm - raad - waag: het verhaal"),
        ("pl", "Archiwalna waga wraca do portu"),
        ("sv", "Arkivet öppnas: vågen i tusen bilder"),
        ("ru", "Как @ostrev спас весовую"),
    ],
)
def test_a_title_like_a_line_of_the_site_stays(language: str, title: str) -> None:
    assert parse(title, *LEADS[language]).article.headline == title
