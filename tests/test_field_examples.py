"""Documents in the manner of agencies are valid, have no error, and mostly nothing to report in the default profile."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import sections
from conftest import ARTICLE_NAMES
from field_examples import DOCUMENTS
from lxml import etree
from test_newsml_g2_agreement import ODRL, PLAIN, judges
from test_ninjs import official_schema

from convert import checks, pipeline
from convert.checks.engine.facts import Fact, Facts
from convert.checks.registry import checks_of
from convert.model import Article

pytestmark = pytest.mark.sampled(2)

LOUD = {
    # A rendition for pages that cannot be printed with the name of the photographer.
    "text-2.31-italian.newsml.xml": {"NWS113"},
    # ISO 8601 has the form, but not RFC 3339, which the standard refers to; browsers and databases refuse it.
    "superdesk-1.1-colonless.ninjs.json": {"NWS104"},
    # A bare number as identifier, and HTML that is called XHTML: both are mistakes.
    "camel-3.1-careless.ninjs.json": {"NWS101", "NJS105"},
}
"""The documents with warnings in the default profile, the codes, and why the sender would agree."""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_of_an_agency_is_valid_and_has_no_error(name: str, accept: bool) -> None:
    report = checks.check(DOCUMENTS[name], path=name)
    sections.hold("field_examples", name, sections.shown(report.findings), accept=accept)
    loud = {finding.code for finding in report.findings if finding.severity.value != "notice"}
    assert report.schema_valid
    assert [finding for finding in report.findings if finding.severity.value == "error"] == []
    assert loud == LOUD.get(name, set())


def test_four_of_five_are_silent() -> None:
    assert len(DOCUMENTS) == 60
    assert len(LOUD) <= len(DOCUMENTS) // 5


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name.endswith(".xml")])
def test_newsml_g2_is_valid_by_the_newest_official_schemas_and_its_own(name: str, official: Path) -> None:
    tree = etree.fromstring(DOCUMENTS[name])
    for variant in (PLAIN, ODRL):
        schema = judges(variant, official).theirs
        assert schema.validate(tree), schema.error_log
    stated = next(iter(tree.xpath("//@standardversion")))
    found = sorted((official / "newsml-g2/schema_versions").glob(f"NewsML-G2_{stated}-spec-*-Power.xsd"))
    if found and "NewsItem" not in found[0].name:  # one that has news items alone
        own = etree.XMLSchema(etree.parse(found[0]))
        assert own.validate(tree), own.error_log


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name.endswith(".json")])
def test_ninjs_is_valid_by_the_official_schema_of_its_version(name: str, official: Path) -> None:
    version = checks.check(DOCUMENTS[name]).version
    assert official_schema(official, version)(json.loads(DOCUMENTS[name]))


def _facts(found: Facts, indent: str = "") -> Iterator[str]:
    """Each fact with its name in the format and its place; of texts and times the names and places alone."""
    for field in dataclasses.fields(found):
        value = getattr(found, field.name)
        if field.name == "items":
            for item in value:
                yield f"{indent}item\n"
                yield from _facts(item, f"{indent}  ")
        elif field.name == "printed":
            yield f"{indent}printed: {' '.join(value.split())[:60]}\n"
        elif field.name in ("texts", "times", "languages"):
            yield f"{indent}{field.name}: {' '.join(f'{fact.name}:{fact.location.pointer}' for fact in value)}\n"
        elif field.name == "bodies":
            for body in value:
                shown = " ".join(body.text.split())[:40]
                yield f"{indent}body: {shown}, {body.words}, {body.characters} @ {body.location.pointer}\n"
        elif isinstance(value, Fact):
            yield f"{indent}{field.name}: {value.name} = {value.value} @ {value.location}{value.location.pointer}\n"
        elif isinstance(value, tuple):
            for fact in value:
                yield f"{indent}{field.name}: {getattr(fact, 'name', '')} = {getattr(fact, 'value', fact)}\n"
        elif value != field.default:
            yield f"{indent}{field.name}: {value}\n"


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_facts_of_a_document_are_as_before(name: str, accept: bool) -> None:
    """All that rules for all formats look at: names, values and places."""
    format = "newsml-g2" if name.endswith(".xml") else "ninjs"
    module = checks_of(format)
    found = "".join(_facts(module.facts(module.open(DOCUMENTS[name]))))
    sections.hold("facts", name, found, accept=accept)


@pytest.mark.sampled(6)
@pytest.mark.parametrize("name", [name for name in ARTICLE_NAMES if name != "embargoed-open-ended"])  # has no EPUB
def test_the_facts_of_our_epubs_are_as_before(name: str, articles: Mapping[str, Article], accept: bool) -> None:
    data = pipeline.write(articles[name], "epub").data
    assert data is not None
    module = checks_of("epub")
    sections.hold("facts_of_epubs", name, "".join(_facts(module.facts(module.open(data)))), accept=accept)
