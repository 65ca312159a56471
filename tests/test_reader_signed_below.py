"""Pages that show below the story who wrote it, names that credit pictures in the header, and what is alike."""

from __future__ import annotations

import pytest
from harbor_pages import END, LAST, LEAD, MENU, MOMENT, SECOND, TITLE

from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.bylines import read_byline

pytestmark = pytest.mark.sampled(4)

DAY = "March 14, 2024"


def names(*parts: str, above: str = MENU) -> list[str]:
    text = "\n\n".join((above, *parts, END))
    article = read(Source(name="story.txt", data=text.encode(), moment=MOMENT)).article
    return [author.name for author in article.authors]


STORY = (LEAD, SECOND, LAST)


@pytest.mark.parametrize(
    "below",
    [
        "Quorra Feldane is a contributing writer based in Osted.",
        "Quorra Feldane Senior Harbor Editor",
        "Written by Quorra Feldane",
        "More from Quorra Feldane and The Bell",
        "© 2024 Quorra Feldane",
    ],
)
@pytest.mark.parametrize("header", ["Quorra Feldane\nQuorra Feldane", "QUORRA FELDANE", "Quorra Feldane"])
def test_a_name_that_is_signed_below_the_story_is_its_author(header: str, below: str) -> None:
    assert [name.casefold() for name in names(TITLE, header, DAY, *STORY, below)] == ["quorra feldane"]


def test_a_signed_name_above_the_title_is_its_author() -> None:
    below = "Quorra Feldane is a contributing writer based in Osted."
    above = f"{MENU}\nQUORRA FELDANE\nCULTURE\n{DAY}"
    assert [name.casefold() for name in names(TITLE, *STORY, below, above=above)] == ["quorra feldane"]


@pytest.mark.parametrize(
    ("header", "below"),
    [
        ("GRANITE HOLLOW", "Granite Hollow is a town"),  # no sentence, as titles are
        ("GRANITE HOLLOW", "Contact Granite Hollow"),
        ("GRANITE HOLLOW", "Copyright 2024 Granite Hollow Rowing Club"),
    ],
)
def test_what_is_below_the_story_for_another_reason_makes_no_author(header: str, below: str) -> None:
    assert names(TITLE, header, DAY, *STORY, below) == []


def test_who_the_last_sentence_is_about_is_no_author() -> None:
    assert names(TITLE, "QUORRA FELDANE", DAY, *STORY, "Quorra Feldane is to speak on Monday night.") == []


def test_a_person_in_the_story_is_no_author_of_it() -> None:
    mentioned = f"{SECOND} Quorra Feldane, who owns nine boats, left the hall before the vote."
    assert (
        names(TITLE, "QUORRA FELDANE", DAY, LEAD, mentioned, LAST, "Quorra Feldane is a boat owner from Osted.") == []
    )


@pytest.mark.parametrize("credit", ["Slate Labs", "Slate Labs\nSlate Labs", "Mira Holt"])
def test_a_name_below_byline_and_day_credits_the_picture(credit: str) -> None:
    assert names(TITLE, "Nora Feld\nSenior Editor", f"{DAY} at 9:00 AM EDT", credit, *STORY) == ["Nora Feld"]


def test_a_second_author_below_the_day_has_a_job() -> None:
    header = "Nora Feld\nSenior Editor", DAY, "Ann Lee\nStaff Writer"
    assert names(TITLE, *header, *STORY) == ["Nora Feld", "Ann Lee"]


def test_buttons_for_the_size_of_text_and_badges_are_no_authors() -> None:
    assert names(TITLE, DAY, "Share\nAA", *STORY) == []
    assert names(TITLE, "Nora Feld, Patch Staff\nVerified Patch Staff Badge", DAY, *STORY) == ["Nora Feld"]


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        ("en", "Osted Rural / By Nora Feld and Ann Lee", ["Nora Feld", "Ann Lee"]),
        ("en", "OffbeatWritten by: Nora FeldEdited by: Ann Lee", ["Nora Feld"]),
        ("en", "by Rowena, posted in Musings, Walking", ["Rowena"]),
        ("en", "by Nora Feld, filed under Walking", ["Nora Feld"]),
        ("en", "Photo / By the sea", []),
        ("zh", "云溪日报　作者：莫安娜", ["莫安娜"]),
        ("zh", "云溪日报 | 来源：网络", []),
        ("zh", "雲溪報／ 記者莫安娜／台北即時報導", ["莫安娜"]),
    ],
)
def test_bylines_behind_an_outlet_and_before_a_section(language: str, line: str, expected: list[str]) -> None:
    byline = read_byline(line, load_lexicon("en", language))
    assert ([author.name for author in byline.authors] if byline else []) == expected


@pytest.mark.parametrize("agency", ["TNN", "PTI"])
def test_a_name_with_its_agency_between_slashes_before_the_day_is_the_author(agency: str) -> None:
    assert names(TITLE, f"Pradnya Feld / {agency} / Mar 14, 2024, 21:05 IST", *STORY) == ["Pradnya Feld"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Rosalyn PetrieFinancial Services Reporter", ["Rosalyn Petrie"]),
        ("Nora FeldReal Estate Reporter", ["Nora Feld"]),
        ("Ann DeWitt Staff Writer", ["Ann DeWitt"]),
        ("Nora McDonald Senior Reporter", ["Nora McDonald"]),
    ],
)
def test_a_job_of_several_words_that_is_glued_to_a_name_is_no_part_of_it(line: str, expected: list[str]) -> None:
    assert names(TITLE, line, DAY, *STORY) == expected
