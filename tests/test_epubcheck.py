"""W3C EPUBCheck has no messages on any EPUB that we write, and no errors on any body that our schema accepts."""

from __future__ import annotations

import re
from collections.abc import Mapping

import body_instances
import epub_examples
import epub_seed
import epubcheck
import pytest
from conftest import absent
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

from convert.checks.engine.schemas import element_violations
from convert.model import Article
from convert.writers.epub import write

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _yardstick() -> None:
    if reason := epubcheck.unavailable():
        absent(reason)


def test_epubcheck_has_no_messages(articles: Mapping[str, Article]) -> None:
    epubs = {name: write(article).data for name, article in (articles | epub_seed.articles()).items()}
    reported = {name: messages for name, messages in epubcheck.run(epubs).items() if messages}
    assert not reported


def test_epubcheck_reports_a_fault() -> None:
    """EPUBCheck itself works: a fault is reported with its place."""
    sound = epub_examples.SOUND
    broken = epub_examples.packed({**sound, "EPUB/article.xhtml": sound["EPUB/article.xhtml"].replace(b"<p>", b"<b>")})
    messages = epubcheck.run({"sound": epub_examples.packed(sound), "broken": broken})
    assert messages["sound"] == []
    assert {(message.severity, message.member) for message in messages["broken"]} >= {("fatal", "EPUB/article.xhtml")}


def test_epubcheck_accepts_what_the_body_schema_accepts() -> None:
    """Except for what the schema allows in other formats and our EPUBs never have: remote pictures, and addresses of
    quotations that are not https (a warning).
    """
    drawn: list[str] = []

    @settings(max_examples=80, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(body_instances.bodies())
    def draw(markup: str) -> None:
        assert not list(element_violations("xhtml/body.xsd", etree.fromstring(markup)))
        drawn.append(markup)

    draw()
    page = epub_examples.ARTICLE
    start, end = page.index("<div"), page.index("</div>") + len("</div>")
    navigation = re.sub(r"article\.xhtml#h-\d", "article.xhtml", epub_examples.NAVIGATION).encode()
    epubs = {}
    for markup in drawn:
        changed = (page[:start] + markup + page[end:]).encode()
        members = {"EPUB/article.xhtml": changed, "EPUB/nav.xhtml": navigation}
        epubs[markup] = epub_examples.packed({**epub_examples.SOUND, **members})
    messages = epubcheck.run(epubs)
    reported = {m: [s for s in messages[m] if s.severity in ("fatal", "error")] for m in drawn}
    assert not {markup: messages for markup, messages in reported.items() if messages}
