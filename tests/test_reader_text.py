"""The reader of raw copy: the seed to the letter, every case folder, and what no input may do to it."""

from __future__ import annotations

import re
from pathlib import Path

from convert.model import Figure, Moment, Paragraph, Text, inline_text, words
from convert.readers import Parsed, Source
from convert.readers.text import read

ROOT = Path(__file__).parent.parent
MOMENT = Moment("2020-01-01T00:00:00Z")


def parse(data: bytes | str, **given: object) -> Parsed:
    raw = data if isinstance(data, bytes) else data.encode()
    return read(Source(name="story.txt", data=raw, moment=MOMENT, given=given))


def letters(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def is_subsequence(few: list[str], many: list[str]) -> bool:
    rest = iter(many)
    return all(word in rest for word in few)


def test_seed_reads_exactly() -> None:
    data = (ROOT / "seeds" / "east-aleppo-civilians.txt").read_bytes()
    lines = data.decode().split("\n")
    parsed = parse(data)
    article = parsed.article
    assert article.headline == lines[2]
    assert article.reading_time == 4
    assert article.dateline == "AMMAN"
    assert article.language == "en"
    assert article.direction == "ltr"
    assert (article.authors, article.byline, article.published, article.provider) == ((), None, None, None)
    assert article.updated == MOMENT
    lead = article.body[0]
    assert isinstance(lead, Paragraph)
    assert inline_text(lead.content) == lines[6].removeprefix("AMMAN: ")
    figures = [block for block in article.body if isinstance(block, Figure)]
    assert figures == [
        Figure(
            caption=(Text("Transporting the injured in east Aleppo via wheelchair on December 1."),),
            credit="the Aleppo Media Center",
            credit_label="Photo courtesy of",
        )
    ]
    dropped = {line.text.strip(): line.role for line in parsed.trace if not line.kept and line.role != "blank"}
    assert dropped == {"4 min read": "reading-time", lines[4].strip(): "teaser", "Share this article": "share"}
    kept = [word for line in parsed.trace if line.kept for word in letters(line.text)]
    assert kept == letters(" ".join(words(article)))
    assert parsed.findings == ()
