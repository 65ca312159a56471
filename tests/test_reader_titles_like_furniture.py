"""Titles with words that furniture has, too, in copy that has no other title."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(4)

TEXT = (
    "The bells of Osted rang again on Thursday after eleven years of silence, and many stood in the rain.\n\n"
    "The other half heard them at home, the mayor told reporters in front of the town hall.\n"
)
GERMAN = (
    "Die Glocken von Osted läuteten am Donnerstag nach elf Jahren Stille wieder, und alle standen im Regen.\n\n"
    "Die andere Hälfte hörte sie zu Hause, sagte die Bürgermeisterin am Abend vor dem Rathaus.\n"
)
MENU = "Home\nNews\nSport\nSubscribe\n\n"
FOOT = "\nRelated articles\nFerry sails again\nPrivacy policy\nTerms of use\n"


def parse(copy: str) -> Parsed:
    moment = Moment("2026-10-09T00:00:00Z")
    return read(Source(name="story.txt", data=copy.encode(), moment=moment, converted=moment))


@pytest.mark.parametrize("byline", ["", "By Karen Holt\n\n"])
@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Copyright law changed", TEXT),
        ("Related problems", TEXT),
        ("Sign in the tower", TEXT),
        ("Anzeige gegen Bürgermeister", GERMAN),
        ("Lesen Sie das", GERMAN),
    ],
)
def test_the_first_line_of_copy_may_have_words_of_furniture(title: str, text: str, byline: str) -> None:
    parsed = parse(f"{title}\n\n{byline}{text}")
    assert parsed.article.headline == title
    assert list(block_texts(parsed.article.body)) == text.rstrip().split("\n\n")


def test_such_a_title_is_doubtful() -> None:
    assert [finding.code for finding in parse(f"Copyright law changed\n\n{TEXT}").findings] == ["TXT003"]


@pytest.mark.parametrize("title", ["Copyright law changed", "Log in river blocks ferry"])
def test_the_line_right_above_the_byline_of_a_page_may_have_words_of_furniture(title: str) -> None:
    assert parse(f"{MENU}{title}\n\nBy Karen Holt\n\n{TEXT}{FOOT}").article.headline == title


@pytest.mark.parametrize("line", ["Advertisement", "Page 2 of 3", "Share this article", "Read more:", "Menu\n\nHome"])
def test_furniture_above_the_text_is_no_title(line: str) -> None:
    assert parse(f"{line}\n\n{TEXT}").article.headline not in line


@pytest.mark.parametrize("above", ["", "Startseite\nNachrichten\nSport\n\n"])
def test_a_day_of_the_month_that_opens_a_title_is_no_number_of_a_list(above: str) -> None:
    title = "12. Oktober: Glocken läuten"
    assert parse(f"{above}{title}\n\nVon Karin Holt\n\n{GERMAN}").article.headline == title
