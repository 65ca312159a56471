"""Ordinary stories that resemble envelopes are published whole: `readers/lookalikes` has some for each folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from convert.model import Moment, words
from convert.readers import Source
from convert.readers.text import read

COPIES = sorted((Path(__file__).parent / "readers/lookalikes").glob("*.txt"))


def squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


@pytest.mark.parametrize("path", COPIES, ids=[path.stem for path in COPIES])
def test_a_story_that_resembles_an_envelope_is_published_whole(path: Path) -> None:
    parsed = read(Source(name="story.txt", data=path.read_bytes(), moment=Moment("2026-01-01T00:00:00Z")))
    article = parsed.article
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if squeezed(line)]
    published = squeezed(" ".join(words(article)))
    assert [line for line in lines if squeezed(line) not in published] == []
    assert article.headline == lines[0]
    assert (article.status, article.embargo, article.published, article.authors) == ("usable", None, None, ())
    assert "TXT020" not in {finding.code for finding in parsed.findings}
