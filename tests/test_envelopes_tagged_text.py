"""Tagged text of layout programs loses its tags; its styles show what a paragraph is."""

from __future__ import annotations

import pytest

from convert.model import Article, Figure, Heading, Moment, block_texts
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.envelopes.markup.tagged_text import open_tagged_text

pytestmark = pytest.mark.sampled(2)

TITLE = "Glockenturm in Osted läutet wieder"
DEK = "Der Blitz hatte ihn 2023 getroffen"
PARAGRAPHS = [
    "Der Glockenturm in Osted hat am Sonntag zum ersten Mal geläutet, seit ihn 2023 der Blitz getroffen hatte.",
    "Etwa 200 Menschen kamen auf den Platz – und viele von ihnen hatten ihre Kinder mitgebracht, sagte die Küsterin.",
    "Eine Gießerei in Skarvik hat die größte Glocke für 90.000 Kronen neu gegossen, teilte die Gemeinde mit.",
]
HEADING = "Neu gegossen"
CAPTION = "Die neue Glocke hängt."

CODED = PARAGRAPHS[1].replace("–", r"<\#8211>")

INDESIGN = f"""\
<UNICODE-WIN>
<Version:18.2><FeatureSet:InDesign-Roman><ColorTable:=<Black:COLOR:CMYK:Process:0,0,0,1>>
<DefineParaStyle:Titel=<Nextstyle:Titel><cSize:32.000000>>
<DefineCharStyle:Kursiv=<cTypeface:Italic>>
<ParaStyle:Titel>{TITLE}
<ParaStyle:Vorspann>{DEK}
<ParaStyle:Autor>Von Nora Feld
<ParaStyle:Text>{PARAGRAPHS[0].replace("Osted", "<cTypeface:Italic>Osted<cTypeface:>")}
{PARAGRAPHS[1].replace("–", "<0x2013>")}
<ParaStyle:Zwischentitel>{HEADING}
<ParaStyle:Text>{PARAGRAPHS[2]}
<ParaStyle:Bildunterschrift>{CAPTION}
"""
SHORT = INDESIGN.replace("ParaStyle:", "pstyle:").replace("<UNICODE-WIN>", "<ASCII-MAC>")
QUARK = f"""\
<v8.00><e9>
@Headline=<Ps100t0h100z32k0b0cKf"Times">
@Headline:{TITLE}
@Vorspann:{DEK}
@Autor:Von Nora Feld
@Grundtext:{PARAGRAPHS[0].replace("Osted", "<I>Osted<$>")}
{CODED}
@Zwischentitel:{HEADING}
@Grundtext:{PARAGRAPHS[2]}
@Bildtext:{CAPTION}
"""


def article(text: str) -> Article:
    return read(Source(name="story.txt", data=text.encode(), moment=Moment("2026-11-01T00:00:00Z"))).article


@pytest.mark.parametrize("text", [INDESIGN, SHORT, QUARK], ids=["InDesign", "short tags", "QuarkXPress"])
def test_tags_go_and_styles_show_roles(text: str) -> None:
    found = article(text)
    assert (found.headline, found.subheadline) == (TITLE, DEK)
    assert [author.name for author in found.authors] == ["Nora Feld"]
    kinds = [type(block) for block in found.body]
    assert kinds.count(Heading) == kinds.count(Figure) == 1
    assert [text for text in block_texts(found.body) if text not in (HEADING, CAPTION, "")] == PARAGRAPHS


@pytest.mark.parametrize(
    "lines",
    [
        ("<html>", "<ParaStyle:Titel>Die Glocke", PARAGRAPHS[0]),
        (TITLE, "<UNICODE-WIN>", PARAGRAPHS[0]),
        ("<v8.00> heißt das Boot", PARAGRAPHS[0]),
        ("@Headline:", PARAGRAPHS[0]),
        (),
    ],
)
def test_other_text_is_not_opened(lines: tuple[str, ...]) -> None:
    assert open_tagged_text(lines) is None


def test_signs_that_are_no_tags_stay() -> None:
    text = INDESIGN.replace("90.000 Kronen", r"3 < 4 und 5 > 4, \<so\>")
    assert "3 < 4 und 5 > 4, <so>" in list(block_texts(article(text).body))[3]
