"""Stories out of press databases and chat assistants are read without what these add; stories like them stay."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.envelopes.programs.press_records import open_press_record

TITLE = "Orchard growers bet on late-flowering pears"
FIRST = "Three frosts in four springs have persuaded growers along the Medlar valley to pull up their early pears."
SECOND = "Bank loans for replanting have doubled in two years, according to the association of the growers."

FACTIVA = f"""\
HD  {TITLE}
BY  By Constance Abiola
WC  512 words
PD  9 March 2026
SN  The Tidewater Gazette
SC  TDWGZ
LA  English
CY  (c) 2026 The Tidewater Gazette

LP
{FIRST}

TD
{SECOND}

AN  Document TDWGZ00020260309em390001p
"""

NEXIS = f"""\
1 of 3 DOCUMENTS

The Tidewater Gazette

March 9, 2026 Monday

{TITLE}

BYLINE: Constance Abiola
SECTION: LOCAL; Pg. 7
LENGTH: 512 words

{FIRST}

{SECOND}

LOAD-DATE: March 10, 2026
LANGUAGE: ENGLISH
PUBLICATION-TYPE: Newspaper
Copyright 2026 Tidewater Press
All Rights Reserved
"""


def parse(text: str) -> Parsed:
    return read(Source(name="story.txt", data=text.encode(), moment=Moment("2020-01-01T00:00:00Z")))


def shown(parsed: Parsed) -> list[str]:
    return [parsed.article.headline, *block_texts(parsed.article.body)]


@pytest.mark.parametrize("text", [FACTIVA, NEXIS])
def test_fields_of_a_database_become_metadata(text: str) -> None:
    parsed = parse(text)
    article = parsed.article
    assert shown(parsed) == [TITLE, FIRST, SECOND]
    assert [author.name for author in article.authors] == ["Constance Abiola"]
    assert article.published == Moment("2026-03-09")
    assert [source.name for source in article.sources] == ["The Tidewater Gazette"]
    assert article.rights is not None


@pytest.mark.parametrize(
    "line",
    [
        "HD was the name of the poet who planted the first of them, and nobody knew her by another.",
        "LENGTH: 512 yards, says the sign at the end of the orchard.",
        "TD stands for touchdown, the boys told the growers.",
        "AN old tree fell on Monday, and nobody was hurt.",
        "SECTION: nine, row four, tree eleven is where the last of the old pears stands.",
    ],
)
def test_a_sentence_that_opens_like_a_field_stays(line: str) -> None:
    assert shown(parse(f"{TITLE}\n\n{FIRST}\n\n{line}\n\n{SECOND}\n")) == [TITLE, FIRST, line, SECOND]


@pytest.mark.parametrize(
    "box",
    [
        ("LENGTH: 98 minutes", "LANGUAGE: French", "COMPANY: Moulin Films"),
        ("LENGTH: 12 km", "UPDATE: The hut is closed in winter", "GRAPHIC: The map is on page 7"),
        ("LÄNGE: 14 Kilometer", "RUBRIK: Wandern", "SPRACHE: Deutsch"),
        ("LONGUEUR : 90 minutes", "LANGUE : français", "RUBRIQUE : cinéma"),
        ("LONGITUD: 3 metros", "IDIOMA: español", "SECCIÓN: viajes"),
    ],
)
def test_a_box_in_capitals_does_not_make_a_database(box: tuple[str, ...]) -> None:
    parsed = parse("\n\n".join((TITLE, "By Jane Roe", FIRST, *box, SECOND)))
    assert parsed.article.headline == TITLE
    assert [author.name for author in parsed.article.authors] == ["Jane Roe"]
    assert {FIRST, SECOND} <= set(shown(parsed))


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Certainly! Here is a cleaned-up version of your story:", "Would you like me to shorten it?"),
        ("Natürlich! Hier ist die überarbeitete Fassung:", "Soll ich den Text noch kürzen?"),
        ("Voici une version corrigée de votre article :", "Souhaitez-vous que je propose un autre titre ?"),
        ("¡Claro! Aquí tienes el texto revisado:", "¿Quieres que proponga otro titular?"),
        ("Here is the edited article:", "Let me know if you would like other headlines."),
    ],
)
def test_words_of_an_assistant_are_not_published(above: str, below: str) -> None:
    assert shown(parse(f"{above}\n\n**{TITLE}**\n\n{FIRST}\n\n{SECOND}\n\n{below}\n")) == [TITLE, FIRST, SECOND]
    assert shown(parse(f"{above}\n\n## {TITLE}\n\n{FIRST}\n\n{SECOND}\n")) == [TITLE, FIRST, SECOND]


@pytest.mark.parametrize(
    "line",
    [
        "Here is the text of the letter that the growers sent:",
        "Certainly the growers have a story to tell:",
        "Of course: how a word lost its meaning",
        "Voici le texte de la lettre des agriculteurs :",
        "Hier ist der Text, den niemand lesen sollte:",
        "Sure, said the growers, and told their story.",
        "Read the revised text of the treaty:",
        "Here is the corrected text of the treaty on pears:",
        "Der überarbeitete Entwurf im Wortlaut:",
        "Hier der korrigierte Text des Beschlusses:",
        "Le texte corrigé de l’accord :",
        "El texto revisado del acuerdo:",
        "Il testo corretto della delibera:",
        "Исправленный текст соглашения:",
    ],
)
def test_a_first_line_that_announces_a_text_stays(line: str) -> None:
    parsed = parse(f"{line}\n\n{FIRST}\n\n{SECOND}\n")
    assert line.rstrip(" :") in str(parsed.article)
    assert SECOND in shown(parsed)


def test_an_offer_below_a_story_that_nobody_announced_stays() -> None:
    offer = "Would you like me to shorten it? asks the sign on the pear tree."
    assert offer in shown(parse(f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{offer}\n"))


LEAD = "The mill at Ostby turned again on Tuesday after nine years, and ground a whole sack of rye for bread."
MORE = "Nobody in the village had expected it, the miller said on Tuesday, and children were given the day off."

NEXIS_UNI = f"""\
Old mill turns again
The Ostby Post
March 3, 2026 Tuesday

Copyright 2026 The Ostby Post All Rights Reserved

Section: LOCAL; Pg. 5
Length: 214 words
Byline: Ann Marsh
Body

{LEAD}

{MORE}
Graphic

The mill.

Classification

Language: ENGLISH
Publication-Type: Newspaper
Load-Date: March 4, 2026
End of Document
"""
PROQUEST = f"""\
____________________________________________________________

Old mill turns again

Author: Marsh, Ann

Publication info: The Ostby Post ; Ostby [Ostby]. 03 Mar 2026: 5.

https://www.proquest.com/docview/3044?accountid=12

Full text: {LEAD}

{MORE}

Subject: Mills

Title: Old mill turns again

Publication title: The Ostby Post

Source type: Newspapers

ProQuest document ID: 3044

Database: Global Newsstream
"""
GALE = f"""\
Title: Old mill turns again
Author(s): Ann Marsh
Source: The Ostby Post (Ostby), March 3, 2026, p5.
Document Type: Article

Full Text:
{LEAD}

{MORE}

Copyright: COPYRIGHT 2026 The Ostby Post
Source Citation (MLA 9th Edition)
Marsh, Ann. "Old mill turns again." The Ostby Post, 3 Mar. 2026, p. 5. Accessed 3 Apr. 2026.
Gale Document Number: GALE|A77
"""
NEWSBANK = f"""\
The Ostby Post (Ostby)

March 3, 2026
Edition: Final
Section: Local
Page: 5

Old mill turns again

Author: Ann Marsh; Staff Writer

Article Text:

{LEAD}

{MORE}

Copyright 2026 The Ostby Post
Record Number: 1C4F
"""
GENIOS = f"""\
Old mill turns again
The Ostby Post vom 03.03.2026 / Lokales

Quelle: The Ostby Post vom 03.03.2026, S. 5
Ressort: Lokales
Autor: Ann Marsh
Dokumentnummer: OP_20260303

{LEAD}

{MORE}

Dauerhafte Adresse des Dokuments: https://wiso.example/OP
Alle Rechte vorbehalten: (c) The Ostby Post GmbH
"""
EUROPRESSE = f"""\
The Ostby Post
Local, mardi 3 mars 2026, p. 5

Old mill turns again

Ann Marsh

{LEAD}

{MORE}

Cet article est paru dans The Ostby Post

© 2026 The Ostby Post. Tous droits réservés.

Certificat émis le 3 avril 2026 à UNIVERSITE à des fins de visualisation personnelle et temporaire.
news·20260303·OP·0042
"""
INFOMEDIA = f"""\
Old mill turns again
3. marts 2026 | The Ostby Post | Side 5 | 214 ord | artikel-id: e9a1b2c3

Ann Marsh

{LEAD}

{MORE}

Artiklen må ikke videredistribueres uden aftale med The Ostby Post.

Alt materiale i Infomedia er omfattet af lov om ophavsret og må ikke kopieres uden særlig tilladelse.
"""
RETRIEVER = f"""\
Old mill turns again
The Ostby Post. 2026-03-03 05:00
Sida: 5
Publicerat i print.

Ann Marsh

{LEAD}

{MORE}

© The Ostby Post eller artikelförfattaren.

Alla artiklar är skyddade av upphovsrättslagen. De får inte distribueras vidare utan godkännande från Retriever.

Läs hela artikeln på http://ret.nu/abc123
"""
KINDS = ["infomedia", "retriever", "nexis-uni", "proquest", "gale", "newsbank", "genios", "europresse"]
RECORDS = [INFOMEDIA, RETRIEVER, NEXIS_UNI, PROQUEST, GALE, NEWSBANK, GENIOS, EUROPRESSE]


@pytest.mark.parametrize("text", RECORDS, ids=KINDS)
def test_records_of_databases_become_metadata(text: str) -> None:
    article = parse(text).article
    assert article.headline == "Old mill turns again"
    assert [author.name for author in article.authors] == ["Ann Marsh"]
    assert article.published is not None
    assert article.published.text == "2026-03-03"
    assert [text for text in block_texts(article.body) if text != "The mill."] == [LEAD, MORE]
    if text is not EUROPRESSE:
        assert [source.name for source in article.sources] == ["The Ostby Post"]


@pytest.mark.parametrize(
    "text",
    [
        f"Old mill turns again\n\nSource: a miller\nLocation: Ostby\nDate: Tuesday\nPage: 5\n\n{LEAD}\n\n{MORE}\n",
        f"Title: Old mill\nAuthor: Ann Marsh\nDate: 2026-03-03\nLanguage: en\nTags: mills\n\n{LEAD}\n\n{MORE}\n",
        f"{LEAD}\n\nSubject: mills\n\n{MORE}\n\nIndustry: bread\n\nCompany: none\n\n{LEAD}\n",
        f"Record number: 3\n\n{LEAD}\n\n{MORE}\n\nCredit: Ann Marsh\n",
        f"Titel: Alte Mühle\nOrt: Ostby\nDatum: 3. März 2026\nLänge: 3 km\nQuelle: Wanderverein\n\n{LEAD}\n\n{MORE}\n",
        f"La vieja aceña\n\nTema: molinos\nIdioma: español\nFecha: 3 de marzo\nPágina: 5\n\n{LEAD}\n\n{MORE}\n",
        f"Le moulin\n\nCertificat émis le 3 mars à Ostby, dit le meunier.\n\n{LEAD}\n\n{MORE}\n",
    ],
)
def test_labels_that_other_copy_has_show_no_record(text: str) -> None:
    assert open_press_record(tuple(text.split("\n"))) is None
