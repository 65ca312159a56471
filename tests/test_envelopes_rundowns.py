"""Fields and cues of newsroom systems are not published; stories whose lines only resemble them stay as they are."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.envelopes.programs.rundowns import open_rundown
from convert.readers.text.envelopes.programs.scripts import open_script

HEARD = [
    "The mill at Ostby turned again on Tuesday after nine years, and ground a sack of rye.",
    "“Nobody had expected wind,” the miller said on Tuesday.",
    "Bread from the first sack will be sold on Sunday at the harbor.",
]


def parse(text: str) -> Parsed:
    return read(Source(name="story.txt", data=text.encode(), moment=Moment("2020-01-01T00:00:00Z")))


INEWS = (
    "Page: B02\nSlug: OLD MILL\nFormat: VO/SOT\nAnchor: KEMI\nWriter: tfield\nModified: 03/03/2026 16:41:07\n"
    "Backtime: 18:04:30\n\n((KEMI))\n{0}\n((TAKE SOT))\n[CG: NAME\\ANN MARSH\\MILLER]\n{1}\n"
    "OUTCUE: ...EXPECTED WIND.\nTRT: :12\n((KEMI ON CAM))\n{2}\n"
)
ENPS = (
    "SLUG: OLD MILL\nREPORTER: ANN MARSH\nTRT: 1:20\n\n<LEAD-IN>\n{0}\n\n<TAKE PKG>\n<SUPER: Ann Marsh REPORTING>\n"
    "<RUNS: 1:20>\n\n<NATS UP: SAILS>\n<SOT: MILLER>\n{1}\n<STANDUP>\n{2}\n"
)
STARS = "OLD MILL TURNS\n\n*ANCHOR ON CAM*\n{0}\n\n*TAKE VO*\n*CG: OSTBY*\n{1}\n\n*TAKE SOT FULL*\nRUNS: 12\n{2}\n"
ROWS = (
    "PAGE   SLUG        TAL    FORMAT   EST  ACT  BACKTIME\n"
    "A01    OPEN   --   SOT   0:15   0:15   17:59:45\n"
    "A02    OLD MILL    KEMI   VO       0:30   0:28   18:00:00\n\n"
    "A02 OLD MILL\n[KEMI]\n{0}\n[TAKE SOT]\n[RUNS :21]\n{1}\n"
    "[KEMI TAG]\n{2}\n"
)


@pytest.mark.parametrize("form", [INEWS, ENPS, STARS, ROWS], ids=["inews", "enps", "stars", "rows"])
def test_what_the_audience_hears_is_all_that_is_published(form: str) -> None:
    article = parse(form.format(*HEARD)).article
    assert article.headline in ("OLD MILL", "OLD MILL TURNS")
    assert list(block_texts(article.body)) == HEARD
    assert article.published is None
    assert [author.name for author in article.authors] == (["Ann Marsh"] if form is ENPS else [])


DE = """\
Sendung: Nordblick 18.00 Uhr
Datum: 23.02.2026
Thema: {t}
Autorin: Hanna Reuß
Kamera: P. Feld

MOD (On):
{0}

MAZ ab / 1'45
Insert 00:05: Ostby
Bauchbinde 00:21: Ann Marsh, Müllerin

OFF-TEXT:
{1}

O-TON Ann Marsh (Müllerin):
{2}
"""
FR = """\
JT 20H – 23/02/2026
SUJET : {t}
Durée : 1'50
Journaliste : Anne Kerner
Image : P. Dorval – Montage : L. K.

LANCEMENT PLATEAU
{0}

ITW Ann Marsh, meunière (00:34)
{1}

SONORE AMBIANCE
PIED
{2}
"""
ES = """\
TELEDIARIO 2ª EDICIÓN
FECHA: 23/02/2026
TÍTULO: {t}
REDACTORA: Inés Olmos

ENTRADILLA
{0}

ENTRA VTR
RÓTULO: Ostby
OFF
{1}

TOTAL Ann Marsh, molinera
{2}

COLEO
"""
IT = """\
TG REGIONE 14.00
SERVIZIO: {t}
GIORNALISTA: Marta Conti
DATA: 23/02/2026

LANCIO IN STUDIO
{0}

RVM
SOTTOPANCIA: Ostby
SPEAKER
{1}

INTERVISTA: Ann Marsh, mugnaia
{2}

CODA IN STUDIO
"""


@pytest.mark.parametrize(
    ("form", "author"),
    [(DE, "Hanna Reuß"), (FR, "Anne Kerner"), (ES, "Inés Olmos"), (IT, "Marta Conti")],
    ids=["de", "fr", "es", "it"],
)
def test_fields_of_scripts_name_the_reporter_and_the_day(form: str, author: str) -> None:
    article = parse(form.format(*HEARD, t="Die alte Mühle")).article
    assert article.headline == "Die alte Mühle"
    assert [name.name for name in article.authors] == [author]
    assert article.published is not None
    assert article.published.text == "2026-02-23"
    assert list(block_texts(article.body)) == HEARD


@pytest.mark.parametrize(
    "lines",
    [
        "Title: Old mill turns\nAuthor: Ann Marsh\nDate: 3 March 2026\nStatus: final\nLength: 300 words\n\n{0}\n",
        "Old mill turns\n\n[MUSIC]\n{0}\n[LIVE]\n{1}\n(INTRO)\n{2}\n",
        "Old mill turns\n\n(INTRO)\n{0}\n(BREAK)\n{1}\n(OUT)\n{2}\n",
        "Old mill turns\n\n[1] {0}\n[2] {1}\n[3] {2}\n",
        "Slug: old mill\nPage: 4\n\n{0}\n\n{1}\n",
        "IN: bread\nOUT: cake\n\n{0}\n\nCUE: the music\n\n{1}\n",
        "Die Mühle dreht sich\n\n(LIVE) {0}\n\n[Video] {1}\n\n*Namen geändert*\n",
        "El molino gira\n\nTOTAL ECLIPSE\n\n{0}\n\nCONTROL: la policía mira\n\n{1}\n",
        "Le moulin tourne\n\nImage : Anne Kerner\nTitre : Moulin\n\n{0}\n\nPIED DE PORC\n\n{1}\n",
        "Il mulino gira\n\nINTERVISTA: Ann Marsh, mugnaia\n\n{0}\n\n{1}\n",
    ],
)
def test_a_story_that_resembles_a_script_is_none(lines: str) -> None:
    copy = tuple(lines.format(*HEARD).split("\n"))
    assert open_rundown(copy) is None
    assert open_script(copy) is None
