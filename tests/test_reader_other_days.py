"""Days that a label or a word before them says are not those of publication."""

from __future__ import annotations

import pytest

from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.dates import OTHER_DAY, read_date

DAYS = {
    "cs": "3. března 2026",
    "da": "3. marts 2026",
    "de": "3. März 2026",
    "en": "3 March 2026",
    "es": "3 de marzo de 2026",
    "fi": "3. maaliskuuta 2026",
    "fr": "3 mars 2026",
    "hu": "2026. március 3.",
    "id": "3 Maret 2026",
    "it": "3 marzo 2026",
    "nl": "3 maart 2026",
    "pl": "3 marca 2026",
    "pt": "3 de março de 2026",
    "ru": "3 марта 2026",
    "sk": "3. marca 2026",
    "sv": "3 mars 2026",
    "tr": "3 Mart 2026",
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
    "cs": ["Publikováno:", "Datum:", ""],
    "da": ["Publiceret:", "Dato:", "Oprettet: tirsdag"],
    "de": [
        "Erstellt:",
        "Datum:",
        "Veröffentlicht: Di,",
        "Osted,",
        "Artikel vom",
        "Nora Feld -",
        "Anna Feld:",
        "Kultur | Datum:",
    ],
    "en": [
        "Published:",
        "Date:",
        "First published:",
        "Posted: Tue,",
        "By Jane Doe |",
        "Film | Published:",
        "Jane Doe:",
        "Date -",
    ],
    "es": ["Publicado:", "Fecha:", "Fecha de publicación:", "Madrid,"],
    "fi": ["Julkaistu:", "Päivämäärä:"],
    "fr": ["Publié le :", "Date :", "Mise en ligne :", "Date de publication :"],
    "hu": ["Megjelent:", "Dátum:"],
    "id": ["Diterbitkan:", "Tanggal:"],
    "it": ["Pubblicato:", "Data:", "Data di pubblicazione:"],
    "nl": ["Gepubliceerd:", "Datum:"],
    "pl": ["Opublikowano:", "Data publikacji:"],
    "pt": ["Publicado em:", "Data:"],
    "ru": ["Опубликовано:", "Дата публикации:"],
    "sk": ["Publikované:", "Dátum:"],
    "sv": ["Publicerad:", "Datum:"],
    "tr": ["Yayınlanma tarihi:", "Tarih:"],
}


def day_in(text: str, language: str, *, of_any_day: bool = False) -> tuple[str | None, str, str]:
    """The day that a line shows, of what it is, and why there is none."""
    found = read_date(text, load_lexicon("en", language), of_any_day=of_any_day)
    assert found is not None
    return found.moment and found.moment.text, found.kind, found.uncertainty


@pytest.mark.parametrize("language", sorted(DAYS))
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
