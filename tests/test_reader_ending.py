"""The end of a story on a page: what is known to follow stories ends it, and nothing else does."""

from __future__ import annotations

import pytest

from convert.model import Moment
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.fields import ending
from convert.readers.text.fields.story import Story
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lines.units import build_units

TOP = ["Skip to content", "Home", "Subscribe", "Log in", "Harbor pilots retire their last rowing boat"]
STORY = [
    "The harbor pilots of Osted retired their last rowing boat on Sunday, after a hundred and four years of service.",
    "It was built by two brothers who had never seen the sea, the museum said, and it leaked from the first day on.",
    "“We bailed more than we rowed,” said the oldest pilot, who took the boat out for the last time on Sunday.",
    "The boat will be shown in the town hall, where it will be filled with water once a year.",
]
BELOW = [
    "I rowed that boat in the summer of 1968, and I can confirm that every word of this story is true and then some.",
    "My grandfather was one of the two brothers, and he always said that the leak was there to keep the pilots awake.",
]
NOTE = "Jane Doe is the maritime correspondent of the Osted Bell, and she has lived on a houseboat for thirty years."
FEED = "About us\nPrivacy policy\n© 2024 The Osted Bell. All rights reserved."


def parse(*lines: str) -> Parsed:
    source = Source(name="story.txt", data="\n\n".join(lines).encode(), moment=Moment("2020-01-01T00:00:00Z"))
    return read(source)


def page(*below: str) -> Parsed:
    return parse(*TOP, "By Jane Doe", "12 May 2024", "Share", *STORY, *below, FEED)


def kept(parsed: Parsed, lines: list[str]) -> list[bool]:
    by_text = {line.text: line.kept for line in parsed.trace}
    return [by_text[line] for line in lines]


def rules(parsed: Parsed, lines: list[str]) -> set[str]:
    return {line.rule for line in parsed.trace if line.text in lines}


@pytest.mark.parametrize("label", ["Comments", "2 comments", "Leave a comment"])
def test_text_below_the_label_of_comments_is_not_of_the_story(label: str) -> None:
    parsed = page(label, *BELOW)
    assert all(kept(parsed, STORY))
    assert not any(kept(parsed, BELOW))


def test_text_below_an_appeal_is_not_of_the_story() -> None:
    parsed = page("Sign up for our newsletter", BELOW[0])
    assert kept(parsed, [*STORY, BELOW[0]]) == [True] * 4 + [False]


def test_a_note_on_the_author_ends_the_story() -> None:
    parsed = page(NOTE)
    assert [author.name for author in parsed.article.authors] == ["Jane Doe"]
    assert kept(parsed, [*STORY, NOTE]) == [True] * 4 + [False]
    assert rules(parsed, [NOTE]) == {"note on the author"}


def test_an_author_who_speaks_is_no_note() -> None:
    asked = "Jane Doe: And what will happen to the oars, which have been in the care of the town for so many years now?"
    parsed = page(asked, "“We will burn them on the beach, at midsummer, and the whole town may come,” the pilot said.")
    assert kept(parsed, [asked]) == [True]


def test_an_appeal_within_the_story_does_not_end_it() -> None:
    parsed = parse(*TOP, "By Jane Doe", "12 May 2024", *STORY[:2], "Sign up for our newsletter", *STORY[2:], FEED)
    assert all(kept(parsed, STORY))


@pytest.mark.parametrize(
    "box",
    [
        ["Sign up for our newsletter"],
        ["Advertisement", "Sign up for our newsletter"],
        ["Get the latest news from Osted in your inbox", "Read more: Gulls take the pier"],
        ["Sign up for our newsletter", "What happens next"],
    ],
)
def test_the_last_paragraph_below_a_box_is_of_the_story_if_it_has_its_words(box: list[str]) -> None:
    lines = [*TOP, "By Jane Doe", "12 May 2024", *STORY[:3]]
    last = (
        "The museum said that the boat would be shown in the town hall, and that the pilots would fill it with water."
    )
    assert all(kept(parse(*lines, *box, last, FEED), [*STORY[:3], last]))
    promise = "The best stories of the week, chosen by people who know, arrive every Friday before breakfast."
    assert kept(parse(*lines, *box, promise, FEED), [*STORY[:3], promise]) == [True] * 3 + [False]


def test_an_appeal_before_the_last_quarter_does_not_end_it() -> None:
    pilots = ("Anna", "Bertil", "Carin", "David", "Eskil", "Frida", "Gustav", "Helmi", "Ivar")
    more = [
        f"{pilot} rowed it for {year} years and remembers them all, above all the winter of {1940 + year}, when "
        f"the harbor froze and the pilots pulled the boat over the ice to a ship from the north."
        for year, pilot in enumerate(pilots, 11)
    ]
    parsed = parse(*TOP, "By Jane Doe", "12 May 2024", *STORY, *more[:6], "Sign up for our newsletter", *more[6:], FEED)
    assert all(kept(parsed, [*STORY, *more]))


def test_copy_that_shows_no_page_keeps_its_note_on_the_author() -> None:
    parsed = parse(TOP[-1], "By Jane Doe", *STORY, NOTE)
    assert kept(parsed, [*STORY, NOTE]) == [True] * 5


@pytest.mark.parametrize("words", [8, 15, 16, 17, 40])
def test_a_line_that_is_only_a_long_name_tells_nothing_of_its_bearer(words: int) -> None:
    name = " ".join(f"name{number}" for number in range(words))
    units = build_units([name])
    assert not ending.tells_of(Story(units, [None]), load_lexicon("en"), 0, [name])


LOGIN = ["Log in", "Register", "Report comment", "Subscribe"]


def _with_comments(above: int, label: list[str], comments: int) -> list[bool]:
    """Whether a page keeps the comments, of which there are more than paragraphs of its story."""
    texts = [f"{text[:-1]}, says number {at}." for at in range(comments) for text in BELOW]
    lines = [*TOP, *STORY[:above], *label, *texts, *FEED.split("\n")]
    source = Source(name="a.txt", data="\n\n".join(lines).encode(), moment=Moment("2024-01-01T00:00:00Z"))
    kept = {line.text for line in read(source).trace if line.kept}
    assert {*STORY[:above]} <= kept
    return [text in kept for text in texts]


@pytest.mark.parametrize("label", ["12 comments", "3 Comments", "Comments (7)"])
def test_there_may_be_more_comments_than_text(label: str) -> None:
    assert not any(_with_comments(4, [label, *LOGIN], 4))


@pytest.mark.parametrize(
    "label",
    [
        ["12 comments"],  # nothing of comments below it
        ["12 comments", "Log in"],
        ["12 comments", *LOGIN, "12 comments", *LOGIN],  # one for each part of a list
        ["Osted has 12 comments on this"],
    ],
)
def test_a_count_of_comments_above_most_of_the_text_ends_it_not(label: list[str]) -> None:
    assert all(_with_comments(4, label, 4))


def test_a_count_of_comments_above_the_story_ends_nothing() -> None:
    assert all(_with_comments(2, ["12 comments", *LOGIN], 3))
