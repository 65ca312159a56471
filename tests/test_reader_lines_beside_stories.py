"""What is below a title and no dek (the title again, who pays, how to listen), or below a story and no author."""

from __future__ import annotations

import pytest

from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.keys import line_key

pytestmark = pytest.mark.sampled(2)

TITLE = "Ferry: “Lund” resumes trips"
STORY = """\
The ferry between Osted and the island of Lund resumed on Tuesday after four months of repairs, the county said.

About 300 people waited at the quay when the “Maren” left at 7.15 with forty cars on board, most islanders.
"""


def _dek(line: str) -> str | None:
    text = f"{TITLE}\n\n{line}\n\n{STORY}"
    article = read(Source(name="a.txt", data=text.encode(), moment=Moment("2026-11-29T00:00:00Z"))).article
    assert article.headline == TITLE
    return article.subheadline


@pytest.mark.parametrize(
    "again",
    [
        "Ferry “Lund” resumes – trips",
        "Ferry Lund resumes trips",
        "FERRY: LUND RESUMES TRIPS",
        "Ferry: 'Lund' resumes trips!",
    ],
)
def test_the_title_with_other_marks_is_no_dek(again: str) -> None:
    assert _dek(again) is None


@pytest.mark.parametrize("dek", ["Ferry from Lund resumes trips", "Trips cost four million crowns"])
def test_a_line_with_other_words_is_the_dek(dek: str) -> None:
    assert _dek(dek) == dek


@pytest.mark.parametrize(
    "line",
    [
        *("In partnership with Lund Ferries", "Brought to you by Lund Ferries", "Sponsored by Lund Ferries"),
        *("Sign in to listen to this article", "To listen to this article, please sign in."),
    ],
)
def test_a_sponsor_is_no_dek(line: str) -> None:
    assert _dek(line) is None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "In Kooperation mit der Hafenstiftung"),
        ("fr", "En partenariat avec la Fondation du port"),
        ("es", "En colaboración con la Fundación del Puerto"),
        ("it", "In collaborazione con la Fondazione del porto"),
        ("nl", "In samenwerking met de Havenstichting"),
        ("pl", "We współpracy z Fundacją Portową"),
        ("ru", "При поддержке Портового фонда"),
    ],
)
def test_sponsors_are_furniture_in_many_languages(language: str, line: str) -> None:
    found = load_lexicon("en", language).furniture.role(line_key(line))
    assert found is not None
    assert found[0] == "advert"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        *(
            (line, ())
            for line in (
                "Champions League",
                "Galaxy Fold",
                "Lund Ferries",
                "Stock Market",
                "Olive Oil",
                "Crystal Tower",
            )
        ),
        *((name, (name,)) for name in ("Jane Doe", "J. Aalke", "Maria Aalke Feld")),
    ],
)
def test_two_words_with_capitals_below_the_story_are_no_author_unless_named(
    line: str, authors: tuple[str, ...]
) -> None:
    text = f"{TITLE}\n\n{STORY}\n{line}\n"
    article = read(Source(name="a.txt", data=text.encode(), moment=Moment("2026-11-29T00:00:00Z"))).article
    assert tuple(author.name for author in article.authors) == authors
