"""ninjs in every version: valid under the standard's schemas, with each field where the mapping says, and read back."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLE_NAMES, unshrunk
from hypothesis import Phase, given, settings
from specimens import specimens
from strategies import articles
from test_mapping import all_specimens, refuse, untrue
from test_ninjs import official_schema
from test_readback import BY_VALUES, differing, held

from convert import pipeline
from convert.checks.engine import json_schemas
from convert.checks.engine.facts import Body, Fact
from convert.checks.ninjs.bodies import xhtml_bodies
from convert.checks.ninjs.stated import facts
from convert.documents import Json
from convert.errors import InputError
from convert.formats import named
from convert.mapping import Carriage, Rows, leaves
from convert.mapping.ninjs_properties import properties
from convert.mapping.ninjs_versions import rows
from convert.model import Article, Moment
from convert.readers import Source, reader
from convert.writers import Rendered, render
from convert.writers.ninjs import write

VERSIONS = (named("ninjs").write_version, *named("ninjs").also_writes)
OLDER = tuple(version for version in VERSIONS if version < "3.1")
MOMENT = Moment("2001-01-01T00:00:00Z")


def test_every_version_that_is_checked_is_written() -> None:
    assert sorted(VERSIONS) == list(named("ninjs").versions)


def is_valid(document: Any, version: str) -> bool:
    return json_schemas.json_valid(f"ninjs/{version}/ninjs.json", document)


def read_back(data: bytes) -> Article:
    return reader("ninjs").read(Source(name="story", data=data, moment=MOMENT)).article


@pytest.mark.parametrize("version", VERSIONS)
def test_shared_articles_are_valid_under_the_official_schema(
    version: str, official: Path, articles: Mapping[str, Article]
) -> None:
    is_official = official_schema(official, version)
    documents = {name: json.loads(write(articles[name], version).data) for name in ARTICLE_NAMES}
    assert [name for name, document in documents.items() if not is_official(document)] == []
    assert [name for name, document in documents.items() if not is_valid(document, version)] == []


@given(article=articles())
@unshrunk
def test_any_article_is_valid_in_every_version_and_read_back(article: Article) -> None:
    """The only losses are those of 3.1."""
    for version in OLDER:
        data = write(article, version).data
        assert is_valid(json.loads(data), version), version
        assert differing(held(article, "ninjs"), read_back(data)) == {}, version


@pytest.mark.slow
@pytest.mark.parametrize("version", VERSIONS)
def test_any_article_is_valid_under_the_official_schema(version: str, official: Path) -> None:
    is_official = official_schema(official, version)

    @settings(max_examples=40, phases=[Phase.generate], database=None)
    @given(article=articles())
    def prove(article: Article) -> None:
        assert is_official(json.loads(write(article, version).data))

    prove()


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", BY_VALUES)
def test_articles_of_odd_values_are_read_back(name: str) -> None:
    article, _ = BY_VALUES[name]
    for version in OLDER:
        assert differing(held(article, "ninjs"), read_back(write(article, version).data)) == {}, version


@pytest.mark.sampled(3)
@pytest.mark.parametrize("version", OLDER)
def test_documents_are_verified_without_findings(version: str, articles: Mapping[str, Article]) -> None:
    """What is found in a document of an older version is found in one of 3.1."""
    for name in ARTICLE_NAMES:
        output = pipeline.write(articles[name], f"ninjs@{version}", allow=["LOS003"])
        usual = pipeline.write(articles[name], "ninjs", allow=["LOS003"])
        assert (output.version, output.schema_valid) == (version, True)
        assert {f.code for f in output.findings} <= {f.code for f in usual.findings} | {"LOS001"}, name


# --------------------------------------------------------------------------------------------------------------------
# The mapping


@dataclass(frozen=True, slots=True)
class Older:
    """The writer of one version, with its rows."""

    version: str

    @property
    def MAPPING(self) -> Rows:
        return rows(self.version)

    def write(self, article: Article) -> Rendered:
        return write(article, self.version)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("version", OLDER)
def test_every_row_is_true(version: str) -> None:
    assert set(rows(version)) == set(leaves())
    refuse(untrue(one, Older(version), "ninjs") for one in all_specimens())


@cache
def lacking(version: str) -> frozenset[str]:
    """The leaves that 3.1 has a property for, and `version` has not."""
    usual = rows("3.1")
    return frozenset(
        leaf
        for leaf, row in rows(version).items()
        if row.carriage is Carriage.EXTENSION and usual[leaf].carriage is Carriage.CARRIED
    )


LACKING: Mapping[str, set[str]] = {
    "3.0": {"digital_source_type", "Image.digital_source_type"},
    "2.3": set(),
    "2.2": set(),
    "2.1": {"digital_source_type", "Image.digital_source_type"},
    "1.7": set(),
    "1.6": set(),
    "1.5": {"digital_source_type", "Image.digital_source_type"},
}


@pytest.mark.parametrize("version", LACKING)
def test_the_table_says_what_a_version_lacks(version: str) -> None:
    assert lacking(version) == LACKING[version]


def test_a_newer_version_lacks_less() -> None:
    for branch in "123":
        of_branch = sorted(version for version in OLDER if version.startswith(branch))
        for older, newer in itertools.pairwise(of_branch):
            assert lacking(newer) <= lacking(older)
    assert {"urgency", "slugline", "published"} <= lacking("1.0")


def test_what_a_version_has_no_property_for_is_reported(articles: Mapping[str, Article]) -> None:
    [finding] = [f for f in render(articles["everything"], "ninjs", version="1.1").findings if "kept" in dict(f.detail)]
    assert finding.code == "LOS001"
    assert "ninjs 1.1 has no property for" in finding.message
    assert {"slugline", "published"} <= set(dict(finding.detail)["kept"].split())
    usual = render(articles["everything"], "ninjs").findings
    assert render(articles["everything"], "ninjs", version="1.6").findings == usual


# --------------------------------------------------------------------------------------------------------------------
# Reading back


def refusal(value: Any) -> str:
    with pytest.raises(InputError) as caught:
        read_back(json.dumps(value).encode())
    assert caught.value.code == "INP061"
    return caught.value.message


def added_everywhere(value: Any) -> list[Any]:
    """Copies of a document, each with one more key in one of its objects."""
    found = []

    def visit(node: Any) -> None:
        if isinstance(node, dict) and node is not value.get("altids"):  # whose names are roles
            node["added"] = "x"
            found.append(json.loads(json.dumps(value)))
            del node["added"]
        for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            visit(inner)

    visit(value)
    return found


@pytest.mark.parametrize("version", ["1.0", "1.6", "2.0", "2.2", "3.0"])
def test_a_document_with_anything_more_is_refused(version: str, articles: Mapping[str, Article]) -> None:
    documents = added_everywhere(json.loads(write(articles["everything"], version).data))
    assert len(documents) > 20
    for document in documents:
        refusal(document)


@pytest.mark.sampled(5)
@pytest.mark.parametrize("version", ["1.0", "1.6", "2.0", "2.2", "3.0"])
@pytest.mark.parametrize("odd", [None, 1, "x", [], {}, [1], {"a": 1}])
def test_a_property_of_another_type_is_refused_or_read(version: str, odd: Any, articles: Mapping[str, Article]) -> None:
    document = json.loads(write(articles["everything"], version).data)
    for name in document:
        with suppress(InputError):
            read_back(json.dumps({**document, name: odd}).encode())


def test_a_refusal_names_the_property(articles: Mapping[str, Article]) -> None:
    document = json.loads(write(articles["english"], "1.6").data)
    document["service"] = "x"
    assert refusal(document) == "/service: wirecopy does not write such a value in ninjs 1.6"


def test_objects_of_others_are_refused() -> None:
    theirs = {"uri": "urn:x:1", "$standard": {"name": "ninjs", "version": "1.6"}, "headline": "x", "version": "1"}
    assert "did not write it" in refusal(theirs)


def test_the_rest_is_of_older_versions_only(articles: Mapping[str, Article]) -> None:
    document = json.loads(write(articles["everything"], "3.1").data)
    extra = json.loads(document["descriptions"][-1]["value"])
    document["descriptions"][-1]["value"] = json.dumps({**extra, "ninjs": {"urgency": 1}})
    assert refusal(document).endswith("wirecopy does not write 'ninjs' here")


def test_every_property_that_is_written_is_in_the_table() -> None:
    """A leaf of a new property needs its spelling in all branches."""
    named_there = {one.name for one in properties("3.2", "item")}
    for leaf in leaves():
        for one in specimens(leaf):
            assert set(json.loads(write(one.article).data)) <= named_there


def _in_small_letters(value: Any) -> Any:
    """The value with its names spelled as branches before 3 spell them."""
    if isinstance(value, dict):
        names = {"embargoedUntil": "embargoed"}
        return {names.get(key, key.lower()): _in_small_letters(each) for key, each in value.items()}
    return [_in_small_letters(each) for each in value] if isinstance(value, list) else value


def test_facts_are_the_same_in_small_letters(articles: Mapping[str, Article]) -> None:
    for name in ("everything", "english"):
        data = pipeline.write(articles[name], "ninjs").data
        assert data is not None
        item = json.loads(data)
        item["infoSources"] = [
            *item.get("infoSources", ()),
            {"name": "Eve", "role": "http://id.loc.gov/vocabulary/relators/aut"},
        ]
        item["representationType"] = "partial"
        small = _in_small_letters(item)
        found, other = (facts(Json(b"", value)) for value in (item, small))
        for field in dataclasses.fields(found):
            before, after = (_plain(getattr(each, field.name)) for each in (found, other))
            # Texts have descriptions in JSON, which their type tells, and rights have names of encoded rights.
            if field.name not in ("texts", "rights"):
                assert before == after, field.name
        assert list(xhtml_bodies(small)) == list(xhtml_bodies(item)) != []
        single = small | {"infosource": small["infosources"]}
        del single["infosources"]
        assert "Eve" in [fact.value for fact in facts(Json(b"", single)).responsible]


def _plain(value: Any) -> Any:
    """The text of facts and bodies, wherever they are."""
    match value:
        case Fact():
            return value.value
        case Body():
            return value.text, value.words, value.characters
        case tuple():
            return [_plain(each) for each in value]
    return value
