"""Buttons, counts and sections on the line of a byline: no part of the name, and the day is read beside them."""

from __future__ import annotations

from itertools import product

import pytest
from story_pages import END, TEXT, TITLE

from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.buttons_behind import is_furniture_run, split_buttons
from convert.readers.text.lexicon.bylines import read_byline

pytestmark = pytest.mark.sampled(12)

BUTTONS = {
    "en": (
        *(
            "Share",
            "Share with a friend:",
            "Share on Facebook",
            "Tweet",
            "Print",
            "Comments",
            "0 comments",
            "1,204 views",
        ),
        *("Share Tweet Email", "Save", "Leave a comment", "384 Shares", "Gift this article", "Views: 23", "Subscribe"),
        *("Share by email", "Follow us on Google News", "3 min read", "Reading time: 3 minutes", "Politics", "Opinion"),
    ),
    "de": (
        *("Teilen", "Drucken", "Merken", "0 Kommentare", "Auf Facebook teilen", "Teilen Merken Drucken", "Speichern"),
        *(
            "Jetzt kommentieren",
            "Kommentare: 3",
            "Lesezeit: 3 Minuten",
            "Artikel anhören",
            "Per Mail teilen",
            "Politik",
        ),
    ),
    "fr": (
        *("Partager", "Imprimer", "3 commentaires", "Partager sur Facebook", "Partager Imprimer", "Écouter l'article"),
        *("Réagir", "Temps de lecture : 3 min", "Ajouter aux favoris", "S'abonner", "Lire plus tard", "Économie"),
    ),
    "es": (
        *("Compartir", "Imprimir", "3 comentarios", "Compartir en Facebook", "Guardar artículo", "Escuchar"),
        *("Tiempo de lectura: 3 min", "Enviar por correo", "Deja un comentario", "Compartir Imprimir", "Deportes"),
    ),
}

LINES = {
    "en": (
        *("By Nora Feld {}", "By Nora Feld, March 3, 2026 {}", "By Nora Feld March 3, 2026 | {}"),
        *("March 3, 2026 By Nora Feld {}", "Nora Feld March 3, 2026 {}", "{} By Nora Feld March 3, 2026"),
        *("March 3, 2026 {} By Nora Feld", "By Nora Feld, Staff Writer {}"),
    ),
    "de": (
        *("Von Nora Feld {}", "Von Nora Feld | 03.03.2026, 17:45 Uhr {}", "03.03.2026, 17:45 Uhr Von Nora Feld {}"),
        *("Nora Feld 03.03.2026 {}", "{} Von Nora Feld 03.03.2026"),
    ),
    "fr": (
        *("Par Nora Feld {}", "Par Nora Feld, le 3 mars 2026 {}", "Publié le 3 mars 2026 à 17h45 par Nora Feld {}"),
        *("Nora Feld 03/03/2026 {}", "{} Par Nora Feld, le 3 mars 2026"),
    ),
    "es": (
        *("Por Nora Feld {}", "Por Nora Feld, 3 de marzo de 2026 {}", "3 de marzo de 2026 Por Nora Feld {}"),
        *("Nora Feld 03/03/2026 {}", "{} Por Nora Feld, 3 de marzo de 2026"),
    ),
}


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (language, line.format(button))
        for language, lines in LINES.items()
        for line, button in product(lines, BUTTONS[language])
    ],
)
def test_buttons_are_no_part_of_names(language: str, line: str) -> None:
    text = "\n\n".join((TITLE[language], line, *TEXT[language], *END[language]))
    article = read(Source(name="page.txt", data=text.encode(), moment=Moment("2026-11-29T00:00:00Z"))).article
    assert article.headline == TITLE[language]
    assert [author.name for author in article.authors] == ["Nora Feld"]
    assert (article.published is not None and article.published.text[:10] == "2026-03-03") is ("2026" in line)


@pytest.mark.parametrize("button", ["Share Tweet", "Comments Off", "Print", "3 comments", "Copy link"])
@pytest.mark.parametrize("line", ["March 3, 2026 {}", "{} March 3, 2026", "Published March 3, 2026 at 5:45 PM {}"])
def test_buttons_beside_a_day_are_no_names(line: str, button: str) -> None:
    lines = (TITLE["en"], line.format(button), *TEXT["en"], *END["en"])
    text = "\n\n".join(lines)
    article = read(Source(name="page.txt", data=text.encode(), moment=Moment("2026-11-29T00:00:00Z"))).article
    assert (article.headline, article.authors, article.published) == (TITLE["en"], (), Moment("2026-03-03"))


@pytest.mark.parametrize(
    ("line", "header", "buttons"),
    [
        ("By Nora Feld 4 min read Share", "By Nora Feld", ("Share", "4 min read")),
        ("By Nora Feld | Share | Print", "By Nora Feld", ("Print", "Share")),
        ("By Nora Feld March 3, 2026 Share", "By Nora Feld March 3, 2026", ("Share",)),
        ("By Ana Maria Line", "By Ana Maria Line", ()),
        ("By Anna Maria Print", "By Anna Maria Print", ()),
        ("By Nora Feld, +49 0000 4471", "By Nora Feld, +49 0000 4471", ()),
        ("By Tom Messenger", "By Tom Messenger", ()),
        ("Nora Share", "Nora Share", ()),
        ("Published by Feld Harbor Games", "Published by Feld Harbor Games", ()),
        ("By Nora Feld, OBC Business", "By Nora Feld, OBC Business", ()),
        ("The harbor of Osted is a place that few share.", "The harbor of Osted is a place that few share.", ()),
        ("The ferry has a 2026 share", "The ferry has a 2026", ("share",)),
        ("Published on 03.03.2026", "Published on 03.03.2026", ()),
    ],
)
def test_what_is_cut_behind_a_byline(line: str, header: str, buttons: tuple[str, ...]) -> None:
    assert split_buttons(line, load_lexicon("en")) == (header, buttons)


def test_names_in_vietnamese_end_with_words_of_buttons() -> None:
    assert split_buttons("Nguyễn Văn Lưu", load_lexicon("vi")) == ("Nguyễn Văn Lưu", ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Share Tweet Email", True), ("Politics", True), ("Politics in Osted", False), ("The harbor", False)],
)
def test_run_of_furniture(text: str, *, expected: bool) -> None:
    assert is_furniture_run(text, load_lexicon("en")) is expected


@pytest.mark.parametrize(
    ("language", "line", "is_byline"),
    [
        ("en", "Politics By Nora Feld", True),
        ("en", "Read more By Nora Feld", True),
        ("de", "Panorama Von Anna Feld", True),
        ("en", "Photos By Nora Feld", False),
        ("en", "Music By Nora Feld", False),
        ("de", "Bilder Von Anna Feld", False),
        ("en", "Politics By Other Means", False),
        ("de", "Kultur Von A Bis Z", False),
        ("fr", "Sport Par Temps De Pluie", False),
    ],
)
def test_sections_before_a_byline_and_titles_of_that_form(language: str, line: str, is_byline: bool) -> None:
    found = read_byline(line, load_lexicon(language))
    assert [author.name for author in (found.authors if found else ())] == [" ".join(line.split()[-2:])] * is_byline
