"""What sites add below their stories: where a text appeared first, whose copy it is, that more follows, who wrote."""

from __future__ import annotations

import pytest
from harbor_pages import LAST, LEAD, MENU, MOMENT, SECOND, TITLE

from convert.model import block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.lexicon.closing_lines import closing_role

pytestmark = pytest.mark.sampled(6)

CLOSING = [
    "The post Harbor fees to rise appeared first on The Osted Bell.",
    "Der Beitrag Hafengebühren steigen erschien zuerst auf Osteder Glocke.",
    "L’article Les taxes montent est apparu en premier sur La Cloche.",
    "Het bericht Havengeld omhoog verscheen eerst op De Klok.",
    "(Except for the headline, this story has not been edited by Bell staff and is published from a syndicated feed.)",
    "This story has been published from a wire agency feed without modifications to the text.",
    "The views expressed are her own.",
    "The opinions expressed here are those of the author and not of the Osted Bell.",
    "More to follow...",
    "This is a developing story. Check back here for updates.",
    "This is a breaking news story; more details will be added.",
    "This story will be updated.",
    "Q9 News will continue providing updates to this story as information becomes available.",
    "Mehr in Kürze.",
    "Share or comment on this article: Harbor fees to rise",
    "Leave your comment",
    "Share your opinions on",
    "Page generated in 0.0948 seconds.",
    "Help us report the news that matters to Osted. Our newsroom lives on what readers give.",
    "Have a question or a tip for our newsroom? Write to tips@bell.example.",
    "-- Nora Feld",
    "By Nora Feld",
]

TEXT = [
    "The post at the harbor office appeared first on the list of those that the council wants to cut next year.",
    "The views expressed in the hall were those of people who own boats, Mayor Petra Lindqvist said on Friday.",
    "More to follow was the only word on the board outside the harbor office until late on Thursday night.",
    "This is a developing story of two towns and one pier, and neither of them has the money to end it soon.",
    "This story will be told in Osted for as long as there are boats that nobody can pay the mooring for.",
    "Nora Fisk is a reporter at the Osted Bell, and her boat is one of those that have to leave the basin.",
    "Share your opinions on the pier with the council by Friday, the mayor asked the owners of the boats.",
    "Have a tip for the man at the crane, a sign says, and most of the owners have a coin for him.",
    "A page was generated in the books of the harbor in 1912, and nobody has written another one since.",
]


def parse(*parts: str) -> Parsed:
    return read(Source(name="story.txt", data="\n\n".join(parts).encode(), moment=MOMENT))


@pytest.mark.parametrize("is_page", [False, True])
@pytest.mark.parametrize("line", CLOSING)
def test_what_a_site_adds_below_a_story_is_no_text(line: str, is_page: bool) -> None:
    above = (MENU,) if is_page else ()
    parsed = parse(*above, TITLE, "By Nora Feld", "March 14, 2024", LEAD, SECOND, LAST, line)
    assert [*block_texts(parsed.article.body)][-1] == LAST
    assert [author.name for author in parsed.article.authors] == ["Nora Feld"]


@pytest.mark.parametrize(("below", "is_kept"), [((), True), ((CLOSING[6],), False), ((CLOSING[8], CLOSING[0]), False)])
def test_a_note_on_the_author_above_such_lines_is_dropped_with_them(below: tuple[str, ...], is_kept: bool) -> None:
    note = "Nora Feld is a reporter at the Osted Bell and covers the harbor."
    parsed = parse(TITLE, "By Nora Feld", LEAD, SECOND, LAST, note, *below)
    assert [*block_texts(parsed.article.body)][-1] == (note if is_kept else LAST)


@pytest.mark.parametrize("line", TEXT)
def test_a_last_paragraph_that_is_like_such_a_line_stays(line: str) -> None:
    assert closing_role(line) is None
    parsed = parse(TITLE, "By Nora Feld", "March 14, 2024", LEAD, SECOND, LAST, line)
    assert [*block_texts(parsed.article.body)][-1] == line


def test_an_hour_of_today_below_the_title_is_no_dek() -> None:
    parsed = parse(TITLE, "By Nora Feld\nThis article was published today at 6:41 a.m.", LEAD, SECOND, LAST)
    assert parsed.article.subheadline is None
    assert next(line.role for line in parsed.trace if line.text.startswith("This article")) == "date"


def test_a_link_to_another_story_below_the_title_is_no_dek() -> None:
    line = "SEE MORE: Woman who hid coins in a cake walks free"
    parsed = parse(TITLE, line, "By Nora Feld", "March 14, 2024", LEAD, SECOND, LAST)
    assert parsed.article.subheadline is None
    assert next(row.role for row in parsed.trace if row.text == line) == "related"
