"""The checks of every format refuse a document that lacks what it must have, and read the facts that it states."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

import pytest
from conftest import read_articles
from lxml import etree
from specimens import Specimen, specimens

from convert import checks, writers
from convert.checks.engine.facts import Fact, Facts
from convert.checks.registry import FormatChecks
from convert.codes import is_schema_stage
from convert.findings import Finding, Severity
from convert.formats import FORMATS
from convert.mapping import SAFETY, Carriage
from convert.model import Article, asides

CHECKED = [f.name for f in FORMATS if f.writes and f.checks]
WITH_SCHEMA = [name for name in CHECKED if is_schema_stage(checks.checks_of(name).FAMILY + "001")]

# --------------------------------------------------------------------------------------------------------------------
# Violations


def without(data: bytes, value: str) -> bytes:
    """The document without the elements, attributes and keys whose value is `value`."""
    if data.startswith(b"PK"):
        return _zip_without(data, value)
    if data.lstrip().startswith(b"{"):
        return json.dumps(_json_without(json.loads(data), value)).encode()
    root = etree.fromstring(data)
    for element in list(root.iter("*")):
        for name in [name for name, text in element.attrib.items() if text == value]:
            del element.attrib[name]
        above = element.getparent()
        if above is not None and (element.text or "").strip() == value:
            above.remove(element)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _json_without(node: Any, value: str) -> Any:
    if isinstance(node, dict):
        return {key: _json_without(inner, value) for key, inner in node.items() if inner != value}
    return [_json_without(inner, value) for inner in node] if isinstance(node, list) else node


def _zip_without(data: bytes, value: str) -> bytes:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            new.writestr(member, without(content, value) if value.encode() in content else content)
    return changed.getvalue()


def is_refused(module: FormatChecks, data: bytes) -> bool:
    """Whether the schema stage of the checks finds a violation."""
    document = module.open(data)
    return any(is_schema_stage(finding.code) for finding in module.violations(document, module.version(document)))


@dataclass(frozen=True, slots=True)
class Blind:
    """The checks of a format, whose schema allows anything."""

    checks: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.checks, name)

    def violations(self, document: Any, version: str) -> Iterator[Finding]:
        return iter(())


@pytest.mark.parametrize("format", WITH_SCHEMA)
def test_a_document_without_its_id_violates_the_schema(format: str) -> None:
    """The schema is there, is applied, and requires something; checks that find nothing are noticed."""
    article = read_articles()["minimal"]
    module, data = checks.checks_of(format), writers.writer(format).write(article).data
    assert not is_refused(module, data)
    assert is_refused(module, without(data, article.id)), "violations() is empty, or the schema requires too little"
    assert not is_refused(Blind(module), without(data, article.id))


# --------------------------------------------------------------------------------------------------------------------
# Facts

_One = Callable[[Facts], Fact | None]

STATED: Mapping[str, _One] = {
    "id": lambda facts: facts.guid,
    "version": lambda facts: facts.version,
    "headline": lambda facts: facts.headline,
    "provider.name": lambda facts: facts.provider,
    "published": lambda facts: facts.published,
    "updated": lambda facts: facts.updated,
    "content_created": lambda facts: facts.content_created,
    "expires": lambda facts: facts.expires,
    "embargo.until": lambda facts: facts.embargo,
}
"""The facts that are the value of one leaf."""

AMONG: Mapping[str, Callable[[Facts], Iterable[Fact]]] = {
    "language": lambda facts: facts.languages,
    "rights.holder.name": lambda facts: facts.rights or (),
    "rights.notice": lambda facts: facts.rights or (),
    "rights.usage_terms": lambda facts: facts.rights or (),
    "digital_source_type": lambda facts: filter(None, (facts.digital_source_type,)),
    "authors.name": lambda facts: facts.responsible,
}
"""The facts that have the values of several leaves."""

ASIDES = {leaf for leaf, _ in asides(read_articles()["everything"])}
"""The texts that are not printed, and are among the texts of the facts."""

_TIMES = ("published", "updated", "content_created", "expires", "embargo.until")


def unstated(one: Specimen, facts: Facts) -> Iterator[str]:
    """The facts that lack the value of a specimen, one line each."""
    leaf, value = one.leaf, str(one.value)
    fact = STATED[leaf](facts) if leaf in STATED else None
    if leaf in STATED and (fact is None or fact.value != value):
        yield f"{leaf}: facts() states {fact.value if fact else 'nothing'!r}, not {value!r}"
    if leaf in AMONG and not any(value in fact.value for fact in AMONG[leaf](facts)):
        yield f"{leaf}: {value!r} is not among the facts"
    if leaf == "status" and facts.status != value:
        yield f"status: facts() states {facts.status!r}, not {value!r}"
    if leaf == "embargo" and (facts.embargo is None or facts.embargo.value):
        yield "embargo: facts() states no embargo without an end"
    if leaf in _TIMES and "T" in value and value not in {fact.value for fact in facts.times}:
        yield f"{leaf}: {value!r} is not among the times"
    texts = "\n".join(" ".join(fact.value.split()) for fact in facts.texts)
    if leaf in ASIDES and value not in texts:
        yield f"{leaf}: {value!r} is not among the texts"


def carried(format: str) -> Iterator[Specimen]:
    """The specimens of facts that a format carries in a place of the standard; of texts and safety also in our own."""
    for leaf in (*STATED, *AMONG, *SAFETY, *ASIDES):
        row = writers.writer(format).MAPPING[leaf]
        if row.carriage is Carriage.CARRIED or (leaf in SAFETY | ASIDES and row.carriage is Carriage.EXTENSION):
            # The other place of a time is for dates, where the standard has instants.
            yield from (one for one in specimens(leaf) if not row.other or leaf not in _TIMES or "T" in str(one.value))


def facts_of(format: str, article: Article) -> Facts:
    """What the checks of a format read from the article as our writer writes it."""
    module = checks.checks_of(format)
    return module.facts(module.open(writers.writer(format).write(article).data))


@pytest.mark.parametrize("format", CHECKED)
def test_facts_state_what_the_format_carries(format: str) -> None:
    """The rules of the family NWS see the id, times, embargo, status and texts of a document."""
    wrong = [line for one in carried(format) for line in unstated(one, facts_of(format, one.article))]
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


NOTICED = {f.name: f.default for f in fields(Facts) if f.name not in ("bodies", "printed", "items")}
NOTICED = {name: default for name, default in NOTICED.items() if not name.startswith(("has_", "is_"))}


class Newer(NamedTuple):
    """What a document of a known version has, and what one of a newer version has instead."""

    code: str
    version: tuple[bytes, bytes]
    unknown: tuple[bytes, bytes]
    wrong: tuple[bytes, bytes]


NEWER: Mapping[str, Newer] = {
    "newsml-g2": Newer(
        "NML002",
        (b'"2.35"', b'"2.99"'),
        (b"<itemMeta", b'<itemMeta unheard="1"'),
        (b"<versionCreated>", b"<versionCreated>x"),
    ),
    "ninjs": Newer(
        "NJS002", (b'"3.1"', b'"3.99"'), (b'"type"', b'"unheard": 1, "type"'), (b'"type": "text"', b'"type": "novel"')
    ),
}


@pytest.mark.parametrize("format", NEWER)
def test_a_newer_version_is_told_first_and_has_no_verdict(format: str, articles: Mapping[str, Article]) -> None:
    """What is not known is a warning then, and an error where the version is known; a wrong value is an error."""
    case = NEWER[format]
    family = case.code[:3]
    data = writers.render(articles["english"], format).data or b""

    def found(*changes: tuple[bytes, bytes]) -> tuple[bool | None, list[tuple[str, str]]]:
        changed = data
        for old, new in changes:
            assert old in changed
            changed = changed.replace(old, new, 1)
        report = checks.check(changed, path="a")
        return report.schema_valid, [(f.code, f.severity.value) for f in report.findings if f.code[:4] == f"{family}0"]

    told, fault = (case.code, "warning"), (f"{family}001", "error")
    assert found(case.version) == (None, [told])
    assert found(case.unknown) == (False, [fault])
    assert found(case.unknown, case.version) == (None, [told, (f"{family}001", "warning")])
    assert found(case.wrong, case.version) == (None, [told, fault])


def test_a_fact_that_is_not_stated_is_noticed() -> None:
    """For each fact of a story, checks that leave it out are refused."""
    found = [(one, facts_of("article", one.article)) for one in carried("article")]
    for fact, default in NOTICED.items():
        assert any([*unstated(one, replace(facts, **{fact: default}))] for one, facts in found), fact


def test_what_is_no_object_is_told_as_what_it_is() -> None:
    """A list of stories and a pointer of Git LFS have one finding with the remedy."""
    for data, code, remedy in (
        (b'[{"uri": "urn:x:1"}, {"uri": "urn:x:2"}]', "NJS001", "JSON Lines"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "NJS000", "git lfs pull"),
    ):
        [finding] = [f for f in checks.check(data, path="a.ninjs.json").findings if f.severity is not Severity.NOTICE]
        assert finding.code == code
        assert remedy in finding.advice
