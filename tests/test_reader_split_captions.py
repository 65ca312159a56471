"""Captions above their credits, names below labels of credits, and what only looks like them."""

from __future__ import annotations

import pytest
from story_pages import BYLINE, CAPTION, CREDIT, LANGUAGES, TEXT, body, captions, credits, page

from convert.model import Figure, Moment
from convert.readers import Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(3)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("inside", [False, True])
def test_a_line_above_a_credit_is_its_caption(language: str, *, inside: bool) -> None:
    picture, text = [CAPTION[language], CREDIT[language]], TEXT[language]
    lines = [*text[:2], *picture, *text[2:]] if inside else [*picture, *text]
    article = page(language, text=lines)
    assert captions(article) == [CAPTION[language]]
    assert len(credits(article)) == len([block for block in article.body if isinstance(block, Figure)]) == 1
    assert body(article) == text
    assert article.subheadline is None


@pytest.mark.parametrize("credit", ["Getty Images", "Mary Poole / Getty Images", "Shutterstock"])
def test_an_agency_for_pictures_below_a_caption_is_its_credit(credit: str) -> None:
    article = page("en", text=[CAPTION["en"], credit, *TEXT["en"]])
    assert captions(article)[:1] == [CAPTION["en"]]
    assert [author.name for author in article.authors] == ["Jane Doe"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_below_the_label_of_a_credit_is_no_author(language: str) -> None:
    label, name = CREDIT[language].split(": ", 1)
    header = [*BYLINE[language], CAPTION[language], f"{label}:", name]
    article = page(language, header=header)
    assert len(article.authors) == 1
    assert article.authors[0].name in BYLINE[language][0]
    assert credits(article) == [name]
    assert captions(article) == [CAPTION[language]]


LOOK_ALIKES = [
    ("en", "The museum keeps a list of everyone who has ever looked for the hole.", "Source: Osted Museum"),
    ("de", "Das Museum führt eine Liste aller, die das Loch je gesucht haben.", "Quelle: Museum Osted"),
    ("fr", "Le musée tient la liste de tous ceux qui ont cherché le trou.", "Source : musée d'Osted"),
    ("es", "El museo guarda la lista de todos los que han buscado el agujero.", "Fuente: Museo de Osted"),
    ("en", "The next pilots will learn to bail before they learn to row, as all the others did.", "Photo: Mary Poole"),
    ("de", "Neue Lotsen lernen erst das Schöpfen und dann das Rudern, wie alle vor ihnen.", "Foto: Karla Stein"),
]


@pytest.mark.parametrize(("language", "line", "credit"), LOOK_ALIKES)
def test_text_above_a_source_or_a_picture_stays_text(language: str, line: str, credit: str) -> None:
    text = TEXT[language]
    article = page(language, text=[*text[:2], line, credit, *text[2:]])
    assert line not in captions(article)
    assert line in body(article)


@pytest.mark.parametrize("credit", ["Photo: Ann Lee", "(Getty Images)", "Ann Lee / Reuters"])
def test_a_name_above_the_credit_of_a_picture_is_the_author(credit: str) -> None:
    copy = f"""Harbor pilots retire their last rowing boat

Jane Doe

{credit}

The harbor pilots of Osted retired their last rowing boat on Sunday, after a hundred and four years of service.

It was built by two brothers who had never seen the sea, the museum said, and it leaked from the first day on.
"""
    parsed = read(Source(name="copy.txt", data=copy.encode(), moment=Moment("2024-05-12T00:00:00Z")))
    assert [author.name for author in parsed.article.authors] == ["Jane Doe"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sign", [":", "：", "?", "？"])
def test_a_question_or_an_introduction_above_a_credit_is_no_caption(language: str, sign: str) -> None:
    """The sign is its last one; a colon inside the line says nothing."""
    text, caption = TEXT[language], CAPTION[language].rstrip(".")
    above = f"{caption}{sign}"
    assert above not in captions(page(language, text=[*text[:2], above, CREDIT[language], *text[2:]]))
    inside = f"{caption}{sign}1"
    assert sign in "?？" or captions(page(language, text=[*text[:2], inside, CREDIT[language], *text[2:]])) == [inside]
