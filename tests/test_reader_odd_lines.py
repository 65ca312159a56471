"""No word is lost in silence: a line of any kind between two paragraphs of a story that shows no page stays, and is
taken for nothing else. `readers/odd_lines.toml` has the lines.
"""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

import pytest

from convert.model import Moment, words
from convert.readers import Parsed, Source
from convert.readers.text import read
from tests.generated_copy import Writer

ROWS = tomllib.loads((Path(__file__).parent / "readers/odd_lines.toml").read_text(encoding="utf-8"))
LANGUAGES = sorted(ROWS.keys() - {"all"})
KINDS = sorted({kind for rows in ROWS.values() for kind in rows})
LAST_KINDS = ("answers", "dialogs", "openings", "prices", "questions", "quotes", "reactions", "tickets")
"""Kinds of which a line stays at the story's end, too."""


def parse(text: str) -> Parsed:
    return read(Source(name="a.txt", data=text.encode(), moment=Moment("2026-01-01T00:00:00Z")))


def squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def hold(language: str, line: str, *, is_last: bool) -> None:
    """Hold a story with the odd `line` to be whole, and to have no other fields by it."""
    w = Writer(random.Random(f"{language} {line}"), language)
    title, byline = w.title(), w.tongue.byline.format(w.tongue.author)
    parts = [f"{w.sentence()}{w.space}{w.sentence()}" for _ in range(5)]
    parts.insert(5 if is_last else 3, line)
    parsed = parse("\n\n".join((title, byline, *parts)) + "\n")
    article = parsed.article
    published = squeezed(" ".join(words(article)))
    assert [part for part in (w.tongue.author, *parts, *line.split("\n")) if squeezed(part) not in published] == []
    assert article.headline == title
    assert {author.name for author in article.authors} <= {w.tongue.author}
    assert (article.published, article.embargo, article.status) == (None, None, "usable")
    assert "TXT020" not in {finding.code for finding in parsed.findings}


@pytest.mark.sampled(16)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_between_two_paragraphs_stays(language: str, kind: str) -> None:
    for line in (*ROWS["all"].get(kind, ()), *ROWS[language].get(kind, ())):
        hold(language, line, is_last=False)


@pytest.mark.sampled(12)
@pytest.mark.parametrize("kind", LAST_KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_last_line_stays(language: str, kind: str) -> None:
    for line in ROWS[language].get(kind, ()):
        hold(language, line, is_last=True)
