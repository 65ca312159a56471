"""Personal data in mail headers: only with `keep_private` in traces and in kept furniture, and never published."""

from __future__ import annotations

import pytest

from convert.model import Moment, body_words
from convert.readers import Parsed, Source
from convert.readers.text import read

AT = Moment("2026-01-01T00:00:00Z")

MAIL = """Received: from mx.example.net (mx.example.net [192.0.2.7]) by in.example.org
Message-ID: <20260312.4711@desk.example.org>
From: Harbour Office <press@harbour.example>
To: editors@daily.example
Subject: Ferry to Skarholm runs again
Date: Thu, 12 Mar 2026 14:30:00 +0100

The ferry to the island of Skarholm runs again after a pause of six weeks, the harbour office said on Thursday.

Passengers had waited for it since the storm of January, when its ramp broke and no crane was large enough.
"""

PRIVATE = ("192.0.2.7", "20260312.4711", "press@harbour.example", "editors@daily.example")


def parse(*, keep_private: bool, keep_furniture: bool) -> Parsed:
    return read(
        Source(name="a.eml", data=MAIL.encode(), moment=AT, keep_private=keep_private, keep_furniture=keep_furniture)
    )


@pytest.mark.parametrize("keep_furniture", [False, True])
def test_private_lines_are_hidden(keep_furniture: bool) -> None:
    parsed = parse(keep_private=False, keep_furniture=keep_furniture)
    shown = f"{[line.text for line in parsed.trace]} {parsed.article} {parsed.findings}"
    assert not [text for text in PRIVATE if text in shown]
    assert [line.text for line in parsed.trace].count("[private]") >= len(PRIVATE) - 1
    assert all(line.role != "blank" for line in parsed.trace if line.text == "[private]")


def test_private_lines_are_kept_where_the_user_says_so() -> None:
    parsed = parse(keep_private=True, keep_furniture=False)
    shown = [line.text for line in parsed.trace]
    assert all(any(text in line for line in shown) for text in PRIVATE)
    assert not [text for text in PRIVATE if text in str(parsed.article)]
    kept = " ".join(body_words(parse(keep_private=True, keep_furniture=True).article.body))
    assert "harbour.example" in kept


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Jane Doe (jane@paper.example)", "By Jane Doe"),
        ("By Jane Doe <jane.doe@paper.example>", "By Jane Doe"),
        ("By Jane Doe, jane@paper.example", "By Jane Doe"),
        ("Von Max Muster | muster@zeitung.example", "Von Max Muster"),
        ("By Jane Doe", "By Jane Doe"),
    ],
)
def test_the_address_of_an_author_is_not_published(line: str, byline: str) -> None:
    title, first, second = "Ferry to Skarholm runs again", *MAIL.strip().split("\n\n")[1:]
    copy = f"{title}\n\n{line}\n\n{first}\n\n{second}\n"
    article = read(Source(name="a.txt", data=copy.encode(), moment=AT)).article
    assert article.byline == byline
    assert len(article.authors) == 1
