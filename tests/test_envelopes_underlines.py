"""Underlines of titles are layout: they are taken, and what they underline is a title."""

from __future__ import annotations

import pytest

from convert.model import Heading, Moment, Rule, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read

AT = Moment("2026-01-01T00:00:00Z")

LEAD = "The mill at Tarrow will open its gates again in May, its owner said on Friday, after six years of quarrel."
MORE = "The council is to vote on the road to the mill in the autumn, and expects no dissent, its chairman said."


def parse(text: str) -> Parsed:
    return read(Source(name="a.txt", data=text.encode(), moment=AT))


@pytest.mark.parametrize("sign", "=-_~^*═")
def test_an_underlined_title_is_the_headline_and_a_later_one_a_heading(sign: str) -> None:
    title, heading = "THE MILL AT TARROW OPENS ITS GATES", "The road to the mill"
    text = f"{title}\n{sign * len(title)}\n\n{LEAD}\n\n{heading}\n{sign * len(heading)}\n\n{MORE}\n"
    parsed = parse(text)
    assert parsed.article.headline == title
    assert [list(block_texts([block])) for block in parsed.article.body] == [[LEAD], [heading], [MORE]]
    assert isinstance(parsed.article.body[1], Heading)
    assert [line.rule for line in parsed.trace if set(line.text) == {sign}] == ["underline of a title"] * 2


def test_lines_above_and_below_a_title_are_taken() -> None:
    parsed = parse(f"==========\nTHE MILL OPENS AGAIN\n==========\n\n{LEAD}\n\n{MORE}\n")
    assert parsed.article.headline == "THE MILL OPENS AGAIN"
    assert [line.role for line in parsed.trace[:3]] == ["envelope", "headline", "envelope"]


def test_a_wrapped_story_keeps_its_title_apart() -> None:
    title = "MILL AT TARROW TO OPEN ITS GATES AGAIN AFTER SIX YEARS"
    wrapped = "\n".join(
        [
            "     The mill at Tarrow will open its gates again in May, its owner",
            "said on Friday, after a quarrel of six years over the weir and the",
            "road that leads to it from the harbour, which is to be mended too.",
            "     The council is to vote on the road to the mill in the autumn,",
            "and expects no dissent, its chairman said when he was asked for it.",
        ]
    )
    assert parse(f"{title}\n{'=' * len(title)}\n\n{wrapped}\n").article.headline == title


def test_a_row_between_parts_is_no_underline() -> None:
    article = parse(f"The mill at Tarrow opens\n\n{LEAD}\n\n-----\n\n{MORE}\n").article
    assert isinstance(article.body[1], Rule)
    article = parse(f"The mill at Tarrow opens\n\n{LEAD}\n---\n{MORE}\n").article
    assert LEAD in list(block_texts(article.body))
