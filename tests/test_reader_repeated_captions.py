"""Captions that a page shows twice, credits in brackets, videos beside the title, titles shown again below, and what
is alike.
"""

from __future__ import annotations

import pytest
from harbor_pages import END, LAST, LEAD, MENU, MOMENT, SECOND, TITLE

from convert.model import Article, Figure, block_texts, inline_text
from convert.readers import Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(3)

HEADER = "By Nora Feld\nMarch 14, 2024"
CAPTION = "Boats at the east pier in Osted on Thursday."


def parse(*parts: str) -> Article:
    text = "\n\n".join((MENU, *parts, END))
    return read(Source(name="story.txt", data=text.encode(), moment=MOMENT)).article


def captions(article: Article) -> list[str]:
    figures = [block for block in article.body if isinstance(block, Figure)]
    return [" ".join(filter(None, (inline_text(figure.caption), figure.credit))) for figure in figures]


@pytest.mark.parametrize(
    ("lines", "credit"),
    [
        (f"{CAPTION}\nRUBY LINDT/BELL\n{CAPTION}", " RUBY LINDT/BELL"),
        (f"{CAPTION}\n{CAPTION}\nJAMEL LINDT FOR THE BELL", " JAMEL LINDT FOR THE BELL"),
        (f"{CAPTION}\n+4\nView gallery\n{CAPTION}", ""),
        (f"{CAPTION}\n{CAPTION}\nEFE", " EFE"),
        (f"{CAPTION}\n{CAPTION}(WZLT)", " WZLT"),
        (f"{CAPTION} (Osted County Sheriff's Office)", " Osted County Sheriff's Office"),
        (f"{CAPTION} (Submitted by Joan Picco)", " Submitted by Joan Picco"),
    ],
)
def test_a_caption_above_the_story_is_known_by_its_repeat_or_its_credit(lines: str, credit: str) -> None:
    article = parse(TITLE, HEADER, lines, LEAD, SECOND, LAST)
    assert captions(article) == [f"{CAPTION}{credit}"]
    assert article.subheadline is None


def test_a_caption_in_the_story_is_known_by_its_repeat() -> None:
    article = parse(TITLE, HEADER, LEAD, f"{CAPTION}\n+4\nView gallery\n{CAPTION}", SECOND, LAST)
    assert captions(article) == [CAPTION]


def test_the_photographer_is_named_once_and_authors_twice() -> None:
    dek = "Owners of small boats say that they cannot pay, and the council offers them twelve months."
    header = f"{dek}\n\n{CAPTION}\nROLF CASTAN\nNora Feld\nAnn Lee\nNORA FELD\nANN LEE\nMarch 14, 2024"
    article = parse(TITLE, header, LEAD, SECOND, LAST)
    assert [author.name for author in article.authors] == ["Nora Feld", "Ann Lee"]
    assert (article.subheadline, captions(article)) == (dek, [f"{CAPTION} ROLF CASTAN"])


@pytest.mark.parametrize(
    "quote",
    [
        "“Nobody likes a bill that grows,” said Mayor Petra Lindqvist.",
        "The vote was the first since the storm.",
    ],
)
def test_a_sentence_that_the_text_has_far_below_again_is_no_caption(quote: str) -> None:
    article = parse(TITLE, HEADER, LEAD, quote, SECOND, LAST, quote)
    assert captions(article) == []
    assert quote in block_texts(article.body)


@pytest.mark.parametrize("dek", ["The council voted 7 to 4. (Video)", "The council voted 7 to 4 on Thursday night."])
def test_a_dek_without_a_credit_stays(dek: str) -> None:
    assert parse(TITLE, dek, HEADER, LEAD, SECOND, LAST).subheadline == dek


def test_a_video_below_the_title_is_neither_title_nor_dek() -> None:
    video = "Lindqvist defends the new fees (1:12)\nThe mayor explains what boat owners will pay. (1:12)"
    article = parse(f"{TITLE}\nplay\n{video}\n{HEADER}", LEAD, SECOND, LAST)
    assert (article.headline, article.subheadline) == (TITLE, None)


def test_a_video_alone_keeps_its_title() -> None:
    title = "Osted harbor fees to rise by a third (1:12)"
    assert parse(title, HEADER, LEAD, SECOND, LAST).headline == title


def test_a_blog_shows_its_title_once_more_below() -> None:
    above = "Osted Rambles\nOdds and ends from the history of a small harbour town\nThursday, 14 March 2024"
    title = "The lost tram of Osted"
    text = "\n\n".join((f"{above}\n{title}", LEAD, SECOND, LAST, f"Blog Archive\n{title}\nA bell with no tower"))
    assert read(Source(name="story.txt", data=text.encode(), moment=MOMENT)).article.headline == title


def test_a_sentence_below_a_title_that_is_shown_again_is_its_dek() -> None:
    header = f"Lanternfall Review\nLight in the dark, for a while.\n{HEADER}"
    article = parse(header, LEAD, SECOND, LAST, "In This Article\nLanternfall\nLanternfall Review")
    assert (article.headline, article.subheadline) == ("Lanternfall Review", "Light in the dark, for a while.")


@pytest.mark.parametrize("kicker", ["Harbor News", "Osted"])
def test_a_section_that_is_linked_below_is_no_title(kicker: str) -> None:
    assert parse(f"{kicker}\n{TITLE}\n{HEADER}", LEAD, SECOND, LAST, f"More\n{kicker}").headline == TITLE


def test_the_title_of_another_story_that_is_there_twice_is_no_caption() -> None:
    teaser = "Column: Boat owners fear the new rules will ruin them"
    assert captions(parse(TITLE, HEADER, LEAD, f"{teaser}\n{teaser}", SECOND, LAST, f"{teaser}\n{teaser}")) == []


@pytest.mark.parametrize(
    ("title", "dek"),
    [
        (
            "Osted council loses case against a pensioner and the sun that he asked for",
            "He had demanded the light that an awning of the neighbors took from him",
        ),
        ("Osted council spent £3.2m on a system that nobody can log into", "Audit finds 11 managers, zero passwords"),
    ],
)
def test_a_long_title_stays_above_a_dek_without_full_stop(title: str, dek: str) -> None:
    header = f"{title}\n{dek}\n{CAPTION}\n{CAPTION}J. LINDT / BELL\n{HEADER}"
    assert parse(header, LEAD, SECOND, LAST).headline == title


def test_names_of_sections_in_a_row_are_no_title() -> None:
    menu = "Home Stuff We Love Expert Product Reviews Buying Guides"
    assert parse(f"{menu}\n{TITLE}\n{HEADER}", LEAD, SECOND, LAST).headline == TITLE
