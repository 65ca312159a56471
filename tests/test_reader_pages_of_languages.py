"""Pages in languages of Europe: credits without a label, bylines, places, appeals to readers, and links in the text."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.appeals import is_appeal
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.captions import read_caption
from convert.readers.text.lexicon.datelines import read_dateline
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.name_lines import read_name_line

pytestmark = pytest.mark.sampled(4)

MOMENT = Moment("2027-01-01T00:00:00Z")
TITLE = "Osted reconstruirá el puente viejo tras tres años"
DEK = "El pleno aprueba una obra de cuatro millones de euros que empezará en septiembre."
BYLINE = "Por Nuria Feldal"
DAY = "12 de marzo de 2026"
TEXT = (
    "El pleno de Osted aprobó el jueves por la noche la reconstrucción del puente viejo, cerrado desde hace tres años.",
    "«Ya hemos esperado bastante», dijo la alcaldesa Inés Holm al terminar la sesión, entre aplausos de los vecinos.",
    "Las obras costarán cuatro millones de euros y la mitad la pagará la diputación, que las empezará en septiembre.",
    "La oposición se abstuvo porque el proyecto no incluye un carril bici, una promesa de todos los programas.",
)
MENU = ("Ir al contenido", "Menú", "Buscar", "Portada", "Política", "Deportes", "Iniciar sesión")
FOOT = ("Aviso legal", "Política de privacidad")


def parse(*lines: str) -> Parsed:
    return read(Source(name="story.txt", data="\n\n".join(lines).encode(), moment=MOMENT))


def body(parsed: Parsed) -> list[str]:
    return list(block_texts(parsed.article.body))


@pytest.mark.parametrize(
    ("language", "text", "credit"),
    [
        ("fr", "Le pont est fermé depuis trois ans. HUGO TAVERNIER POUR « L'ÉCHO »", "HUGO TAVERNIER POUR « L'ÉCHO »"),
        ("fr", "Le pont est fermé depuis trois ans. - HUGO TAVERNIER / BELL", "HUGO TAVERNIER / BELL"),
        ("fr", "Le pont est fermé depuis trois ans. | Hugo Tavernier / Ouest Bell", "Hugo Tavernier / Ouest Bell"),
        ("fr", "Le pont d'Osted. [Hugo Tavernier - Radio Bell]", "Hugo Tavernier - Radio Bell"),
        ("es", "El puente está cerrado desde hace tres años.Tomás Brando", "Tomás Brando"),
        ("es", "El puente está cerrado desde hace tres años. EFE/ Tomás Brando", "EFE/ Tomás Brando"),
        ("es", "El puente viejo, cerrado desde hace tres años / TOMÁS BRANDO", "TOMÁS BRANDO"),
        ("it", "Il ponte è chiuso da tre anni - Foto Bell", "Bell"),
        ("pt", "A ponte está fechada há três anos - Rui Sardoal/Sino", "Rui Sardoal/Sino"),
        ("nl", "De brug is al drie jaar dicht. Foto Jens Aalders", "Jens Aalders"),
        ("no", "Broen har vært stengt i tre år. Vis mer Foto: Jens Ahlvik", "Jens Ahlvik"),
        ("fi", "Silta on ollut suljettuna kolme vuotta. JANI AALTO", "JANI AALTO"),
        ("pl", "Most w Osted (East News, Jan Alski)", "East News, Jan Alski"),
    ],
)
def test_credits_by_their_form_alone(language: str, text: str, credit: str) -> None:
    found = read_caption(text, load_lexicon("en", language))
    assert found is not None
    assert found.credit == credit
    assert found.caption == text[: len(found.caption)]
    assert "Vis mer" not in found.caption


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "« Nous avons assez attendu. » – Hugo Tavernier"),
        ("fr", "Le pont d'Osted sera reconstruit - L'Écho"),
        ("es", "Cerca del puente vive desde hace años Tomás Brando"),
        ("es", "El alcalde saluda a la Policía Local"),
        ("it", "Una nuova linea collega Osted con la Spagna"),
        ("nl", "De brug is dicht. Wat nu, Oosteind?"),
        ("de", "Die Brücke ist gesperrt. Das freut die SPD"),
        ("no", "Broen er stengt. Det sier Jens"),
        ("pl", "Most jest zamknięty. Mieszkańcy pytają: kiedy koniec"),
    ],
)
def test_lines_that_end_with_a_name_and_credit_nobody(language: str, text: str) -> None:
    assert read_caption(text, load_lexicon("en", language)) is None


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("fr", "Par Solène Marchetti (Osted, correspondante)", ["Solène Marchetti"]),
        ("fr", "Timothée RICARD.", ["Timothée RICARD"]),
        ("fr", "Solène Marchetti - L'Écho d'Osted", ["Solène Marchetti"]),
        ("es", "Tomás Brando / Corresponsal", ["Tomás Brando"]),
        ("fi", "Noora Peltola HS", ["Noora Peltola"]),
        ("nl", "Tekst Nora Velders Foto's Jens Aalders", ["Nora Velders"]),
        ("da", "Foto: Jens Ahl. Tekst: Nora Felding", ["Nora Felding"]),
        ("pl", "Dodał: Jan Polny", ["Jan Polny"]),
        ("cs", "Připravila Nora Polanská", ["Nora Polanská"]),
        ("pt", "Do Sino, em Osted", []),
        ("it", "Dalla Redazione", []),
        ("fr", "Ministre (Osted, Vastrup)", []),
        ("es", "Madrid / Barcelona", []),
        ("fi", "Noora Peltola Helsinki", ["Noora Peltola Helsinki"]),
        ("cs", "Připravila obec Osted", []),
        ("pt", "Cidades | Thaís Brandão, do Sino", ["Thaís Brandão"]),
        ("pt", "Esportes | Rio Grande", []),
        ("pl", "Autorka/Autor: Bogna Polna", ["Bogna Polna"]),
    ],
)
def test_bylines_of_the_languages(language: str, line: str, names: list[str]) -> None:
    lexicon = load_lexicon("en", language)
    found = read_byline(line, lexicon) or read_name_line(line, lexicon)
    assert [author.name for author in (found.authors if found else ())] == names


@pytest.mark.parametrize(
    ("language", "text", "dateline"),
    [
        ("es", f"Osted.- El Ayuntamiento de {TEXT[0][12:]}", "Osted"),
        ("es", f"Vastrup.- {TEXT[0]}", None),
        ("es", f"Primero.- {TEXT[0]}", None),
        ("es", f"Justicia. {TEXT[0]}", None),
        ("it", "Osted. Il consiglio comunale di Osted ha approvato giovedì sera la ricostruzione del ponte.", "Osted"),
        ("it", "Sport. Il consiglio comunale di Osted ha approvato giovedì sera la ricostruzione del ponte.", None),
    ],
)
def test_places_that_open_the_text(language: str, text: str, dateline: str | None) -> None:
    found = read_dateline(text, load_lexicon("en", language))
    assert (found.text if found else None) == dateline


def test_a_place_between_byline_and_day_is_the_dateline() -> None:
    parsed = parse(TITLE, DEK, BYLINE, "Osted", DAY, *(text.replace("de Osted", "en Osted") for text in TEXT))
    assert (parsed.article.dateline, parsed.article.subheadline) == ("Osted", DEK)
    assert parse(TITLE, DEK, BYLINE, "Sociedad", DAY, *TEXT).article.dateline is None


def test_days_with_dashes_are_read_in_dutch_beside_their_hour() -> None:
    dutch, spanish = load_lexicon("en", "nl"), load_lexicon("en", "es")
    dated = read_date("12-03-26, 21:45", dutch)
    assert dated is not None
    assert dated.moment is not None
    assert dated.moment.text[:10] == "2026-03-12"
    assert read_date("12-03-26", dutch) is None
    assert read_date("12-03-26, 21:45", spanish) is None


@pytest.mark.parametrize(
    "line",
    [
        "Suivez toute l'actualité d'Osted sur notre chaîne WhatsApp.",
        "Pour ne rien manquer, inscrivez-vous à notre newsletter.",
        "Puedes seguir a EL SINO en Facebook, o apuntarte aquí para recibir nuestra newsletter.",
        "Hai trovato un errore in questo articolo? Segnalacelo.",
        "Quer receber notícias no seu celular? Entre no nosso canal.",
        "Meld je aan voor onze nieuwsbrief en ontvang elke ochtend het nieuws.",
        "Hent vores app og få nyhederne først.",
        "Har du hittat ett fel? Hör av dig till redaktionen.",
        "Følg oss på Facebook og få de siste nyhetene.",
        "Tilaa uutiskirjeemme ja saat uutiset joka aamu.",
        "Dziękujemy, że przeczytałaś nasz artykuł do końca.",
        "Stáhněte si naši aplikaci a čtěte zprávy jako první.",
    ],
)
def test_appeals_below_the_text_are_dropped(line: str) -> None:
    assert is_appeal(line)
    assert body(parse("\n".join(MENU), TITLE, DEK, BYLINE, DAY, *TEXT, line, *FOOT)) == list(TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "« Abonnez-vous à la newsletter », répète la maire.",
        "La nouvelle application de la mairie sera disponible en avril.",
        "Hanno trovato un errore nel bilancio del comune.",
        "La app costará dos euros al mes.",
        "El canal que dará el partido es el 7. Si deseas verlo en el celular, entra al sitio, sigue la app y disfruta.",
        "De gemeente heeft een fout gemaakt, zegt de burgemeester.",
        "Kommunen følger saken på Facebook.",
        "Last year, Facebook had two thousand users in Osted.",
        "Entre 2010 et 2015, Google avait payé la moitié.",
        "Scarica di responsabilità tra i due comuni.",
    ],
)
def test_sentences_of_the_story_are_no_appeals(line: str) -> None:
    assert not is_appeal(line)


def test_an_appeal_inside_the_text_stays() -> None:
    line = "Suscríbete al boletín del ayuntamiento, dice un cartel junto al puente desde hace años."
    assert line in body(parse(TITLE, DEK, BYLINE, DAY, TEXT[0], line, *TEXT[1:]))


@pytest.mark.parametrize("links", [("Feria aplazada por la lluvia",), ("Un perro en el tren", "Feria aplazada")])
def test_text_below_links_inside_the_story_is_kept(links: tuple[str, ...]) -> None:
    parsed = parse("\n".join(MENU), TITLE, DEK, BYLINE, DAY, *TEXT[:2], "LEE TAMBIÉN:", *links, *TEXT[2:], *FOOT)
    assert body(parsed) == list(TEXT)


@pytest.mark.parametrize(
    ("caption", "kind"),
    [
        ("Le pont d'Osted est fermé", "(photo d'illustration)"),
        ("Broen har været spærret i tre år.", "Arkivfoto."),
        ("Silta on ollut suljettuna kolme vuotta.", "Arkistokuva."),
        ("Most jest zamknięty od trzech lat.", "Zdjęcie ilustracyjne"),
    ],
)
def test_what_a_picture_is_ends_its_caption(caption: str, kind: str) -> None:
    parsed = parse("\n".join(MENU), TITLE, DEK, f"{caption} {kind}", BYLINE, DAY, *TEXT, *FOOT)
    assert {line.text: line.role for line in parsed.trace}[f"{caption} {kind}"] == "caption"


def test_a_name_beside_the_day_above_the_title_is_the_author() -> None:
    parsed = parse("\n".join(MENU), "\n".join((DAY, "Nuria Feldal")), TITLE, DEK, *TEXT, *FOOT)
    assert [author.name for author in parsed.article.authors] == ["Nuria Feldal"]


def test_a_label_above_a_name_is_part_of_the_byline() -> None:
    parsed = parse(TITLE, DEK, DAY, "Texto:", "Nuria Feldal", *TEXT)
    assert [author.name for author in parsed.article.authors] == ["Nuria Feldal"]
    assert body(parsed) == list(TEXT)


@pytest.mark.parametrize(
    ("language", "text", "caption", "credit"),
    [
        ("cs", "Pokladna v Osted | Foto: Jan Albrecht | Zdroj: Zvon", "Pokladna v Osted", "Jan Albrecht | Zdroj: Zvon"),
        ("fr", "Le pont d'Osted est fermé. - H. Tavernier / 15 Cloches", "", "H. Tavernier / 15 Cloches"),
    ],
)
def test_two_credits_and_initials_of_a_name(language: str, text: str, caption: str, credit: str) -> None:
    found = read_caption(text, load_lexicon("en", language))
    assert found is not None
    assert (found.caption, found.credit) == (caption or text.partition(" - ")[0], credit)


def test_what_forbids_to_copy_the_story_is_no_caption() -> None:
    assert read_caption("Riproduzione riservata © Copyright Il Suono", load_lexicon("en", "it")) is None


def test_a_place_in_capitals_with_a_stop_and_a_dash_is_a_dateline() -> None:
    found = read_dateline(f"VASTRUP.- {TEXT[0]}", load_lexicon("en", "es"))
    assert found is not None
    assert found.text == "VASTRUP"


def test_a_name_with_the_day_below_the_text_is_the_author() -> None:
    parsed = parse("\n".join(MENU), TITLE, DEK, *TEXT, f"Nuria Feldal {DAY}", *FOOT)
    assert [author.name for author in parsed.article.authors] == ["Nuria Feldal"]
    assert body(parsed)[-1] == TEXT[-1]


def test_the_day_in_a_caption_is_not_that_of_the_story() -> None:
    caption = "El puente viejo de Osted el 4 de marzo de 2026. - T. Brando / 15 Campanas"
    parsed = parse(TITLE, DEK, caption, BYLINE, "Publicado el 12/03/2026 a las 21:45", *TEXT)
    assert parsed.article.published is not None
    assert parsed.article.published.text[:10] == "2026-03-12"
    assert {line.text: line.role for line in parsed.trace}[caption] == "caption"


@pytest.mark.parametrize("line", ["Agencias", "EFE / nf", "EFE, AFP"])
def test_agencies_beside_the_day_are_the_byline(line: str) -> None:
    parsed = parse(TITLE, DEK, line, DAY, *TEXT)
    assert body(parsed) == list(TEXT)


def test_a_day_without_a_year_below_the_title_is_no_text() -> None:
    parsed = parse("\n\n".join((TITLE, "17.3. 18:10")), *TEXT)
    assert body(parsed) == list(TEXT)


def test_two_days_that_end_with_a_stop_are_no_text() -> None:
    parsed = parse(TITLE, DEK, BYLINE, "Publicado el 17 de marzo de 2026. Actualizado el 18 de marzo de 2026.", *TEXT)
    assert body(parsed) == list(TEXT)


def test_a_picture_that_says_what_it_is_is_no_title() -> None:
    line = "El puente de Osted cerrado hace años (foto de archivo)"
    assert parse("\n".join(MENU), TITLE, line, DEK, DAY, *TEXT, *FOOT).article.headline == TITLE
