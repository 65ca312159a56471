"""Digests of mailing lists are divided at their messages, and their frame is not published."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.envelopes.mail.digests import digest_starts, open_digest
from convert.readers.text.split import split

LEAD = "The mill at Ostby turned again on Tuesday after nine years, and ground a sack of rye."
MORE = "Nobody in the village had expected it, the miller said on Tuesday."
AT = Moment("2020-01-01T00:00:00Z")


def message(number: int, title: str) -> str:
    return (
        f"Message: {number}\nDate: Tue, 3 Mar 2026 10:00:00 +0000\nFrom: Ann Marsh <ann@ostby.example>\n"
        f"To: mills@lists.example\nSubject: {title}\nMessage-ID: <{number}@ostby.example>\n\n{LEAD}\n\n{MORE}\n\n"
    )


DIGEST = (
    "Send Mills mailing list submissions to\n\tmills@lists.example\n\nWhen replying, please edit your Subject line.\n\n"
    f"Today's Topics:\n\n   1. Old mill turns again (Ann Marsh)\n   2. Bread is sold (Ann Marsh)\n\n\n{'-' * 70}\n\n"
    f"{message(1, 'Old mill turns again')}\n{'-' * 30}\n\n{message(2, 'Bread is sold')}\n{'-' * 30}\n\n"
    "Subject: Digest Footer\n\n_______________\nMills mailing list\nMills@lists.example\n\n\n"
    f"{'-' * 30}\n\nEnd of Mills Digest, Vol 12, Issue 3\n************\n"
)


def test_each_message_of_a_digest_is_a_story() -> None:
    parts = split(Source(name="digest.txt", data=DIGEST.encode(), moment=AT))
    stories = [read(part).article for part in parts]
    assert [story.headline for story in stories] == ["Old mill turns again", "Bread is sold"]
    assert [list(block_texts(story.body)) for story in stories] == [[LEAD, MORE]] * 2


def test_articles_of_usenet_open_with_their_path() -> None:
    header = (
        "Path: news.example!not-for-mail\nFrom: Ann Marsh <ann@ostby.example>\nNewsgroups: misc.mills\n"
        "Subject: Old mill turns again\nDate: Tue, 3 Mar 2026 10:00:00 GMT\nLines: 3\n\n"
    )
    article = read(Source(name="post.txt", data=f"{header}{LEAD}\n\n{MORE}\n".encode(), moment=AT)).article
    assert article.headline == "Old mill turns again"
    assert list(block_texts(article.body)) == [LEAD, MORE]


@pytest.mark.parametrize(
    "text",
    [
        f"Old mill turns again\n\n{LEAD}\n\n{'-' * 30}\n\n{MORE}\n",
        f"Old mill turns again\n\n{'-' * 70}\n\n{LEAD}\n\n{'-' * 30}\n",
        f"Today's Topics:\n\nmills and bread\n\n{LEAD}\n\n{'-' * 30}\n\n{MORE}\n",
        f"Message: 1\n\n{LEAD}\n\n{'-' * 30}\n\n{MORE}\n",
        f"Path: to the mill!\n\n{LEAD}\n\n{MORE}\n\nEnd of Mills Digest\n",
        f"Meldungen des Tages:\n\n{LEAD}\n\n{'-' * 28}\n\n{MORE}\n",
    ],
)
def test_rows_of_dashes_are_of_a_digest_only_with_its_other_signs(text: str) -> None:
    lines = tuple(text.split("\n"))
    assert digest_starts(lines) == []
    assert open_digest(lines) is None
