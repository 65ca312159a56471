"""The frame of wire copy is opened: it gives metadata, and nothing of it is read as the story."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.model import Moment, words
from convert.readers import Parsed, Source
from convert.readers.text import read

UPDATED = Moment("2020-01-01T00:00:00Z")

STORY = """\
Ferry crews vote to end strike at Osted
By Maren Quill, Reuters
   OSTED, June 12 - Crews of the island ferries voted on Thursday to end a strike of nine days, their union said.
   The first boat is to leave the harbor at six on Friday morning, with fodder, mail and forty schoolchildren.
   The company said it would pay for two of the nine days and talk about the others in the autumn."""

REUTERS_HEADER = """\

   V RM
   f0412 reute
u f BC-FERRY-CREWS-VOTE-TO-E   06-12 0098

"""


def parse(text: str) -> Parsed:
    return read(Source(name="story.txt", data=text.encode(), moment=UPDATED))


def roles(parsed: Parsed) -> list[tuple[str, str]]:
    """Role and rule of each line that is not blank."""
    return [(line.role, line.rule) for line in parsed.trace if line.text.strip()]


PLAIN = parse(STORY).article


def test_a_story_alone_has_no_envelope() -> None:
    assert "envelope" not in {role for role, _ in roles(parse(STORY))}
    assert PLAIN.headline == "Ferry crews vote to end strike at Osted"
    assert [who.name for who in PLAIN.authors] == ["Maren Quill"]
    assert "Reuters" in [source.name for source in PLAIN.sources]


def test_a_header_block_gives_urgency_and_slugline() -> None:
    parsed = parse(REUTERS_HEADER + STORY)
    article = parsed.article
    assert roles(parsed)[:3] == [("envelope", "wire header")] * 3
    assert (article.urgency, article.slugline) == (3, "BC-FERRY-CREWS-VOTE-TO-E")
    assert (article.headline, article.body, article.authors) == (PLAIN.headline, PLAIN.body, PLAIN.authors)
    assert {row.field: row.lines for row in article.origin.inferences}["urgency"] == (4,)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("line", "slugline"),
    [
        ("BC-EU--Ferry Strike,3rd Ld-Writethru,0412", "BC-EU--Ferry Strike"),
        ("AM-EU--Ferry Strike, 1st Ld,150", "AM-EU--Ferry Strike"),
    ],
)
def test_a_slug_line_is_no_headline(line: str, slugline: str) -> None:
    article = parse(f"{line}\n{STORY}").article
    assert (article.slugline, article.headline) == (slugline, PLAIN.headline)


@pytest.mark.parametrize(("label", "urgency"), [("URGENT", 3), ("EILMELDUNG", 3), ("FLASH", 1), ("*** СРОЧНО ***", 3)])
def test_a_label_of_urgency_is_no_headline_and_no_place(label: str, urgency: int) -> None:
    article = parse(f"{label}\n\n{STORY}").article
    assert (article.urgency, article.headline) == (urgency, PLAIN.headline)
    assert label.strip("* ") not in " ".join(words(article))


def test_what_follows_the_story_is_not_published() -> None:
    end = "\n   (MORE)\n   The island has no bridge.\n   -30-\nQNS-WF-06-12-26 1522GMT\n"
    parsed = parse(STORY + end)
    article = parsed.article
    assert article.published == article.updated == Moment("2026-06-12T15:22:00Z")
    text = " ".join(words(article))
    assert "The island has no bridge." in text
    assert not [mark for mark in ("(MORE)", "-30-", "QNS-WF", "1522GMT") if mark in text]
    assert [rule for role, rule in roles(parsed) if role == "envelope"] == [
        "mark of a take",
        "end mark",
        "stamp of transmission",
    ]


def test_notes_to_editors_of_a_framed_story_are_not_published() -> None:
    first, rest = STORY.split("\n", 1)
    parsed = parse(f"BC-EU--Ferry Strike,0412\n{first}\nEds: Adds the company's offer.\n{rest}")
    assert parsed.article.editor_notes == ("Adds the company's offer.",)
    assert "Adds" not in " ".join(words(parsed.article))


def test_what_the_user_gives_wins() -> None:
    source = Source(
        name="story.txt",
        data=(REUTERS_HEADER + STORY).encode(),
        moment=UPDATED,
        metadata={"urgency": 7, "slugline": "x"},
    )
    article = read(source).article
    assert (article.urgency, article.slugline) == (7, "x")
    assert not {"urgency", "slugline"} & {row.field for row in article.origin.inferences}  # type: ignore[union-attr]


def test_initials_that_close_a_story_are_taken_and_agencies_are_not() -> None:
    assert roles(parse(f"{STORY}\n\nabc/ de/"))[-1] == ("envelope", "sign-off")
    assert roles(parse(f"{STORY}\n\ndpa/afp"))[-1][0] != "envelope"


@pytest.mark.parametrize(
    "line",
    ["URGENT care units are full, doctors say", "BC-based ferry firm buys two boats,2026 report shows", "The END"],
)
def test_a_story_about_such_words_keeps_them(line: str) -> None:
    parsed = parse(f"{line}\n\n{STORY.split(chr(10), 2)[2]}\n\n{line}")
    assert "envelope" not in {role for role, _ in roles(parsed)}


_FRAMED = (REUTERS_HEADER + STORY + "\n   (MORE)\n   The island has no bridge.\n REUTER\n").split("\n")
_STORY_LINES = frozenset(STORY.split("\n")) | {"   The island has no bridge."}


@given(st.integers(0, len(_FRAMED)), st.integers(0, len(_FRAMED)), st.sampled_from(["\n", "\r\n"]), st.integers(0, 30))
def test_a_damaged_frame_loses_no_line_of_the_story(start: int, end: int, newline: str, cut: int) -> None:
    """Whatever is cut off, at either end or inside the header, no line of the story is taken by an envelope."""
    lines = _FRAMED[min(start, end) : max(start, end)]
    if lines:
        lines = [lines[0][min(cut, len(lines[0])) :], *lines[1:]]
    text = newline.join(lines)
    if not text.strip():
        return
    for line in parse(text).trace:
        if line.role == "envelope":
            assert line.text not in _STORY_LINES
