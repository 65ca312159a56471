"""Days that a label or a word before them says are not those of publication."""

from __future__ import annotations

import pytest

from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.day_labels import OTHER_DAY

DAYS = {
    "bg": "3 март 2026",
    "ca": "3 de març de 2026",
    "cs": "3. března 2026",
    "da": "3. marts 2026",
    "de": "3. März 2026",
    "el": "3 Μαρτίου 2026",
    "en": "3 March 2026",
    "es": "3 de marzo de 2026",
    "et": "3. märts 2026",
    "fi": "3. maaliskuuta 2026",
    "fr": "3 mars 2026",
    "hr": "3. ožujka 2026.",
    "hu": "2026. március 3.",
    "id": "3 Maret 2026",
    "is": "3. mars 2026",
    "it": "3 marzo 2026",
    "lt": "2026 m. kovo 3 d.",
    "lv": "2026. gada 3. martā",
    "ms": "3 Mac 2026",
    "nl": "3 maart 2026",
    "no": "3. mars 2026",
    "pl": "3 marca 2026",
    "pt": "3 de março de 2026",
    "ro": "3 martie 2026",
    "ru": "3 марта 2026",
    "sk": "3. marca 2026",
    "sl": "3. marec 2026",
    "sr": "3. март 2026.",
    "sv": "3 mars 2026",
    "sw": "3 Machi 2026",
    "tr": "3 Mart 2026",
    "uk": "3 березня 2026",
    "vi": "3/3/2026",
}

OTHERS = {
    "cs": ["Datum akce:", "Premiéra:", "Příští jednání:", "Platí od", "Podepsáno"],
    "da": ["Dato for arrangement:", "Premiere:", "Næste møde:", "Gælder fra", "Underskrevet"],
    "de": [
        "Kinostart:",
        "Anpfiff:",
        "Einlass:",
        "Nächste Sitzung:",
        "Unterzeichnet am",
        "In Kraft ab",
        "Premiere: Di,",
    ],
    "en": [
        *(
            "Event date:",
            "Effective date:",
            "Kick-off:",
            "Funeral:",
            "Due date:",
            "Last visited:",
            "Opening date: Tuesday,",
        ),
        *("Effective", "Signed", "On sale", "In cinemas", "Festival | Kick-off:", "Film festival - Doors:"),
    ],
    "es": ["Fecha de nacimiento:", "Estreno:", "Próxima reunión:", "Firmado el", "A partir del"],
    "fi": ["Tapahtumapäivä:", "Ensi-ilta:", "Seuraava kokous:", "Voimassa alkaen"],
    "fr": ["Date de naissance :", "Coup d'envoi :", "Entrée en vigueur :", "En salles le", "Signé le"],
    "hu": ["Hatályos:", "Bemutató:", "Következő ülés:"],
    "id": ["Tanggal acara:", "Ditandatangani"],
    "it": ["Data di nascita:", "Prossima riunione:", "Apertura:", "Firmato il"],
    "nl": ["Geboortedatum:", "Volgende vergadering:", "Ondertekend op", "Vanaf"],
    "pl": ["Data wydarzenia:", "Otwarcie:", "Podpisano"],
    "pt": ["Data de nascimento:", "Estreia:", "Assinado em"],
    "ru": ["Дата рождения:", "Следующее заседание:", "Подписано"],
    "sk": ["Dátum podujatia:", "Otvorenie:", "Platí od"],
    "sv": ["Evenemangsdatum:", "Nästa möte:", "Gäller från"],
    "tr": ["Etkinlik tarihi:", "Açılış:", "Doğum tarihi:"],
}

OWN = {
    "bg": ["Дата на публикуване:", "Публикувано:", "Публикувана на:", "Изпратено:"],
    "ca": ["Data de publicació:", "Publicat:", "Enviat:"],
    "cs": [
        "Publikováno:",
        "Datum:",
        "",
        "Datum vydání:",
        "Datum zveřejnění:",
        "Odesláno:",
        "Datum publikace:",
        "Zveřejněno:",
    ],
    "da": [
        "Publiceret:",
        "Dato:",
        "Oprettet: tirsdag",
        "Udgivelsesdato:",
        "Publiceringsdato:",
        "Offentliggjort:",
        "Sendt:",
    ],
    "de": [
        "Erstellt:",
        "Datum:",
        "Veröffentlicht: Di,",
        "Osted,",
        "Artikel vom",
        "Nora Feld -",
        "Anna Feld:",
        "Kultur | Datum:",
        "Datum der Veröffentlichung:",
        "Veröffentlichungsdatum:",
        "Meldung vom:",
        "Pressemitteilung vom:",
        "Ausgabe vom:",
        "Gesendet:",
        "Eingestellt am:",
        "Datum/Uhrzeit:",
        "Erstellungsdatum:",
        "Erstellt am:",
        "Publikationsdatum:",
        "Mitteilung vom:",
        "Datum der Pressemitteilung:",
    ],
    "el": ["Ημερομηνία δημοσίευσης:", "Δημοσιεύθηκε:", "Δημοσίευση:", "Ημερομηνία:"],
    "en": [
        "Published:",
        "Date:",
        "First published:",
        "Posted: Tue,",
        "By Jane Doe |",
        "Film | Published:",
        "Jane Doe:",
        "Date -",
        "Publication date:",
        "Date of publication:",
        "Posted on:",
        "Date posted:",
        "Post date:",
        "Publish date:",
        "Pub date:",
        "Press release date:",
        "Dated:",
        "Date of release:",
        "Article date:",
        "Sent:",
        "Issued:",
        "Release date:",
        "Date line:",
        "Broadcast:",
        "Written:",
        "Blog post:",
        "Date Filed:",
        "News date:",
        "Web posted:",
        "Online:",
        "Print:",
        "In print:",
    ],
    "es": [
        "Publicado:",
        "Fecha:",
        "Fecha de publicación:",
        "Madrid,",
        "Fecha de emisión:",
        "Enviado:",
        "Fecha de creación:",
        "Fecha de la noticia:",
        "Emitido:",
    ],
    "et": ["Avaldatud:", "Avaldamise kuupäev:", "Kuupäev:", "Saadetud:"],
    "fi": ["Julkaistu:", "Päivämäärä:", "Julkaisupäivämäärä:", "Lähetetty:", "Päiväys:"],
    "fr": [
        "Publié le :",
        "Date :",
        "Mise en ligne :",
        "Date de publication :",
        "Date de parution :",
        "Mis en ligne :",
        "Date de mise en ligne :",
        "Envoyé :",
        "Date du communiqué :",
        "Diffusé le :",
        "Rédigé le :",
    ],
    "hr": ["Datum objave:", "Objavljeno:", "Poslano:"],
    "hu": ["Megjelent:", "Dátum:", "Megjelenés dátuma:", "Közzétéve:", "Publikálás dátuma:", "Elküldve:"],
    "id": ["Diterbitkan:", "Tanggal:", "Tanggal terbit:", "Tanggal publikasi:", "Dikirim:", "Tayang:"],
    "is": ["Birt:", "Birt þann:", "Dagsetning:", "Sent:"],
    "it": ["Pubblicato:", "Data:", "Data di pubblicazione:", "Pubblicato il:", "Inviato:", "Data comunicato:"],
    "lt": ["Paskelbimo data:", "Paskelbta:", "Data:", "Publikuota:", "Išsiųsta:"],
    "lv": ["Publicēšanas datums:", "Publicēts:", "Datums:", "Nosūtīts:"],
    "ms": ["Tarikh terbit:", "Diterbitkan:", "Tarikh:"],
    "nl": [
        "Gepubliceerd:",
        "Datum:",
        "Publicatiedatum:",
        "Datum publicatie:",
        "Gepubliceerd op:",
        "Verzonden:",
        "Datum van publicatie:",
        "Persbericht van:",
    ],
    "no": ["Publiseringsdato:", "Publisert dato:", "Sendt:", "Lagt ut:"],
    "pl": ["Opublikowano:", "Data publikacji:", "Data dodania:", "Wysłano:", "Data wydania:", "Dodano:", "Utworzono:"],
    "pt": ["Publicado em:", "Data:", "Data de publicação:", "Enviado:", "Data da notícia:", "Data de divulgação:"],
    "ro": ["Data publicării:", "Publicat:", "Publicat la:", "Data:", "Trimis:", "Postat:"],
    "ru": [
        "Опубликовано:",
        "Дата публикации:",
        "Отправлено:",
        "Дата:",
        "Время публикации:",
        "Добавлено:",
        "Размещено:",
    ],
    "sk": ["Publikované:", "Dátum:", "Dátum zverejnenia:", "Odoslané:"],
    "sl": ["Datum objave:", "Objavljeno:", "Poslano:"],
    "sr": ["Датум објаве:", "Објављено:", "Datum objave:", "Objavljeno:"],
    "sv": ["Publicerad:", "Datum:", "Publiceringsdatum:", "Datum för publicering:", "Skickat:", "Utgiven:", "Publ.:"],
    "sw": ["Tarehe ya kuchapishwa:", "Ilichapishwa:", "Tarehe:"],
    "tr": ["Yayınlanma tarihi:", "Tarih:", "Yayın tarihi:", "Giriş Tarihi:", "Gönderildi:", "Haber tarihi:"],
    "uk": ["Дата публікації:", "Опубліковано:", "Надіслано:", "Дата:", "Оприлюднено:", "Розміщено:"],
    "vi": ["Ngày đăng:", "Ngày xuất bản:", "Đăng ngày:", "Ngày:", "Thời gian:"],
}


def day_in(text: str, language: str, *, of_any_day: bool = False) -> tuple[str | None, str, str]:
    """The day that a line shows, of what it is, and why there is none."""
    found = read_date(text, load_lexicon("en", language), of_any_day=of_any_day)
    assert found is not None
    return found.moment and found.moment.text, found.kind, found.uncertainty


@pytest.mark.parametrize("language", sorted(OTHERS))
def test_a_day_with_a_label_of_its_own_is_not_that_of_publication(language: str) -> None:
    lines = [f"{label} {DAYS[language]}" for label in OTHERS[language]]
    assert {line: day_in(line, language)[::2] for line in lines} == dict.fromkeys(lines, (None, OTHER_DAY))
    assert {day_in(line, language, of_any_day=True)[0] for line in lines} == {"2026-03-03"}


@pytest.mark.parametrize("language", sorted(DAYS))
def test_a_day_with_a_label_of_publishing_or_none_is_that_of_publication(language: str) -> None:
    lines = [f"{label} {DAYS[language]}" for label in OWN[language]]
    expected = dict.fromkeys(lines, ("2026-03-03", "published"))
    assert {line: day_in(line, language)[:2] for line in lines} == expected


@pytest.mark.parametrize(
    ("line", "day", "kind"),
    [
        ("Published: 2 March 2026 | Kick-off: 3 March 2026", "2026-03-02", "published"),
        ("Kick-off: 3 March 2026 | Published: 2 March 2026", "2026-03-02", "published"),
        ("Kick-off: 3 March 2026 | Updated: 4 March 2026", "2026-03-04", "updated"),
    ],
)
def test_a_day_beside_another_is_judged_by_its_own_label(line: str, day: str, kind: str) -> None:
    assert day_in(line, "en")[:2] == (day, kind)
