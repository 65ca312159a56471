"""No word is lost in silence: a line of any kind between two paragraphs of a story that shows no page stays, and is
taken for nothing else; on a page a line that is dropped only for its place is in a finding. `readers/odd_lines.toml`
has the lines, `readers/page_lines.toml` those of pages.
"""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

import pytest

from convert.model import Moment, words
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.fields.keep import GUESSES
from tests.generated_copy import Writer, lines_in_detail

ROWS = tomllib.loads((Path(__file__).parent / "readers/odd_lines.toml").read_text(encoding="utf-8"))
PAGES = tomllib.loads((Path(__file__).parent / "readers/page_lines.toml").read_text(encoding="utf-8"))
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


PLACES = {"below the title": 1, "between paragraphs": 2, "below the text": 4}
"""Where a line is among the title and three paragraphs."""

DIVIDED = {("de", "runs"), ("ru", "poems")}
"""Runs of which a line is read as a name ("Der Hafen") or the title: those above it are further from the text."""


def hold_on_page(language: str, line: str, at: int, *, has_menu: bool) -> None:
    """Hold a short page with `line` at a place to publish each line, to know its kind, or to name it in a finding."""
    w, page = Writer(random.Random(f"{language} {line} {at}"), language), PAGES[language]
    parts = [w.title(), *(f"{w.sentence()}{w.space}{w.sentence()}" for _ in range(3))]
    parts.insert(at, line)
    blocks = (
        ["\n".join(page["menu"]), *parts, f"{page['button']}\n{page['notice']}"]
        if has_menu
        else [*parts, page["button"]]
    )
    text = "\n\n".join(blocks) + "\n"
    parsed = parse(text)
    named = {number for finding in parsed.findings if finding.code == "TXT020" for number in lines_in_detail(finding)}
    own, lines = set("\n".join(parts).split("\n")), text.split("\n")
    guessed = [taken.number for taken in parsed.trace if taken.rule in GUESSES and lines[taken.number - 1] in own]
    assert [lines[number - 1] for number in guessed if number not in named] == []


@pytest.mark.sampled(48)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_on_a_page_is_lost_in_no_silence(language: str, kind: str, place: str) -> None:
    if (language, kind) in DIVIDED:
        return
    for line in (*ROWS["all"].get(kind, ()), *ROWS[language].get(kind, ())):
        for has_menu in (False, True):
            hold_on_page(language, line, PLACES[place], has_menu=has_menu)
