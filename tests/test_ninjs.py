"""ninjs: our schemas agree with the standard's at every version, versions are detected, and bodies are read."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from conftest import ROOT, absent
from ninjs_mutants import mutants
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT3
from yardsticks import GEOJSON

from convert import checks
from convert.checks import check
from convert.checks.engine import json_schemas, schemas
from convert.documents import Json
from convert.errors import UsageError
from convert.formats import named
from convert.levels import Severity
from convert.model import Article, Figure, Image, Text
from convert.writers import render

VERSIONS = named("ninjs").versions


def generator() -> ModuleType:
    """The module that generates the schemas."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "schemas" / "ninjs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_schemas_are_generated_from_the_table() -> None:
    """The files in the repository equal the output of the generator, one for each version that can be checked."""
    files = generator().files()
    assert tuple(path.parent.name for path in files) == VERSIONS
    for path, text in files.items():
        assert path.read_text(encoding="utf-8") == text


def official_schema(official: Path, version: str) -> Callable[[Any], bool]:
    """The verdict of the standard's schema at a version; 1.0 uses a draft that only jsonschema supports."""
    folder = official / "ninjs" / "specification"
    name = f"ninjs-schema_{version}.json"
    path = next((path for path in (folder / name, official / "newest" / name) if path.exists()), None)
    if path is None:
        absent(f"{name} is not among the official files")
    schema = json.loads(path.read_bytes())
    if version == "1.0":
        resource = Resource.from_contents(schema, default_specification=DRAFT3)
        registry: Registry[Any] = Registry().with_resource(schema["id"], resource)
        slow = jsonschema.validators.validator_for(schema)(schema, registry=registry)
        return lambda document: bool(slow.is_valid(document))
    geojson = json.loads((folder / "GeoJSON-schema.json").read_bytes())
    quick = jsonschema_rs.validator_for(
        schema, registry=jsonschema_rs.Registry([(GEOJSON, geojson)]), validate_formats=False
    )
    return lambda document: bool(quick.is_valid(document))


def documents(official: Path) -> list[Any]:
    """All JSON objects in IPTC's tests and examples, of all versions."""
    found = []
    for path in sorted((official / "ninjs").rglob("*.json")):
        if "specification" not in path.parts:
            try:
                found.append(json.loads(path.read_bytes()))
            except ValueError:
                continue  # some of the failing files are not JSON
    return [document for document in found if isinstance(document, dict)]


def property_names(version: str) -> list[str]:
    """All names of properties at a version, and some that only match patterns."""
    schema = json.loads((schemas.folder() / f"ninjs/{version}/ninjs.json").read_bytes())
    known = {name for part in schema["$defs"].values() for name in part.get("properties", ())}
    return sorted(known | {"body_a-b", "body_", "headline_x", "description_", "geometry_x", "more", "Uri"})


def agree(official: Path, version: str, seed: int, count: int) -> None:
    """Compare our verdicts with the standard's, on all documents and on mutants of them."""
    verdict = official_schema(official, version)
    everything = documents(official)
    valid = [document for document in everything if verdict(document)]
    assert valid
    assert len(valid) < len(everything)
    tried = [*everything, *mutants(valid, property_names(version), seed, count)]
    wrong = [d for d in tried if json_schemas.json_valid(f"ninjs/{version}/ninjs.json", d) != verdict(d)]
    assert not wrong, json.dumps(wrong[0])[:2000]


@pytest.mark.sampled(6)
@pytest.mark.parametrize("version", VERSIONS)
def test_verdicts_agree_with_the_standard(official: Path, version: str) -> None:
    """On every file of IPTC's and on some hundred mutants."""
    agree(official, version, seed=3, count=300)


@pytest.mark.slow
@pytest.mark.parametrize("version", VERSIONS)
def test_verdicts_on_mutants_agree_with_the_standard(
    official: Path, version: str, request: pytest.FixtureRequest
) -> None:
    """On four thousand mutants a version, of any seed."""
    agree(official, version, seed=request.config.getoption("--mutation-seed"), count=4000)


@pytest.mark.slow
@pytest.mark.parametrize("version", VERSIONS)
def test_the_two_schema_engines_agree(official: Path, version: str) -> None:
    """jsonschema has violations for exactly the documents that the fast engine rejects."""
    name = f"ninjs/{version}/ninjs.json"
    for document in mutants(documents(official), property_names(version), 11, 400):
        data = json.dumps(document).encode()
        explained = list(json_schemas.json_violations(name, Json(data, document)))
        assert bool(explained) != json_schemas.json_valid(name, document)
        assert [v.message for v in explained] != ["the document does not conform to the schema"]


@pytest.mark.parametrize(
    ("pointer", "value", "message"),
    [
        ("/renditions/0/duration", "1E400", "the number is larger than computers usually hold"),
        ("/renditions/0/width", "1E400", "the number is larger than computers usually hold"),
        ("/eventDetails/dates/expectedEndDate", '"2016-12-07\\n"', "'2016-12-07\\n' does not match"),
    ],
)
def test_what_the_fast_engine_refuses_has_a_place(pointer: str, value: str, message: str) -> None:
    """Also where Python would take the value: infinity as a number, a line break before the end of a pattern."""
    *parents, name = pointer.strip("/").split("/")
    text = f'{{"{name}": {value}}}'
    for parent in reversed(parents):
        text = f"[{text}]" if parent == "0" else f'{{"{parent}": {text}}}'
    data = f'{{"uri": "urn:x:1", {text[1:]}'.replace('[{"', '[{"name": "x", "')
    [finding] = [f for f in checks.check(data.encode(), format="ninjs@3.1").findings if f.code == "NJS001"]
    assert finding.location.pointer == pointer
    assert finding.message.startswith(message)


def suite(official: Path) -> list[tuple[str, str, bool, bytes]]:
    """The tests of the released versions: name, version, whether the document should pass, bytes."""
    folder = official / "ninjs" / "test_suite"
    return [
        (str(path.relative_to(folder)), path.parts[-3], path.parts[-2] == "should_pass", path.read_bytes())
        for path in sorted(folder.glob("*/should_*/*.json"))
        if path.parts[-3] in VERSIONS
    ]


def test_verdicts_on_the_suite_are_those_of_its_folders(official: Path) -> None:
    """Every file of IPTC's test suite passes or fails at its version as its folder requires; null is a failure."""
    tests = suite(official)
    assert len(tests) == 200
    for name, version, passes, data in tests:
        assert (checks.check(data, format=f"ninjs@{version}").schema_valid is True) == passes, name


SUCCESSORS = {"1.x_dev": "1.6", "2.x_dev": "2.2"}
"""The release that adopted the additions of each development schema: trust indicators, alternative ids, rights."""

NOT_RELEASED = frozenset({"001_advice_simple.json", "002_advice_complex.json", "003_advice_anyvalue.json"})
"""Files with a property, `advices`, that should pass, but that no release adopted; all releases reject it."""


@pytest.mark.parametrize("folder", SUCCESSORS)
def test_verdicts_on_development_suites_are_those_of_the_release(folder: str, official: Path) -> None:
    """Files for development schemas get the verdict of the release that followed, which is that of their folder
    except for what the release did not adopt.
    """
    version = SUCCESSORS[folder]
    verdict = official_schema(official, version)
    files = sorted((official / "ninjs" / "test_suite" / folder).glob("should_*/*.json"))
    assert len(files) == 14
    differing = set()
    for path in files:
        data = path.read_bytes()
        ours = checks.check(data, format=f"ninjs@{version}").schema_valid
        assert ours == verdict(json.loads(data)), path.name
        if ours != (path.parent.name == "should_pass"):
            differing.add(path.name)
    assert differing == NOT_RELEASED
    for name in NOT_RELEASED:
        data = (official / "ninjs" / "test_suite" / folder / "should_pass" / name).read_bytes()
        assert not any(checks.check(data, format=f"ninjs@{each}").schema_valid for each in VERSIONS if each >= version)


def test_the_version_is_detected_in_the_document(official: Path) -> None:
    """Files that are valid at their own version are valid at the detected version."""
    for name, _, passes, data in suite(official):
        report = checks.check(data, format="ninjs")
        if passes:
            assert report.schema_valid, f"{name}, detected as {report.version}"


DETECTED: Mapping[str, tuple[dict[str, Any], str]] = {
    "standard.version": ({"standard": {"name": "ninjs", "version": "2.1"}}, "2.1"),
    "standard.schema": ({"standard": {"schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json#"}}, "3.0"),
    "$standard": ({"$standard": {"version": "1.4"}}, "1.4"),
    "a version that does not exist": ({"standard": {"version": "3.9"}, "pubStatus": "usable"}, "3.2"),
    "standard that is not an object": ({"standard": "3.0", "bodies": []}, "2.3"),
    "camelCase": ({"versionCreated": "2016-12-07T18:30:00Z"}, "3.2"),
    "camelCase below": ({"renditions": [{"name": "a", "contentType": "image/png"}]}, "3.2"),
    "lower case and arrays": ({"versioncreated": "2016-12-07T18:30:00Z", "bodies": []}, "2.3"),
    "body_text": ({"body_text": "x", "versioncreated": "2016-12-07T18:30:00Z"}, "1.7"),
    "headline": ({"headline": "x"}, "1.7"),
    "nothing": ({}, "3.2"),
    "names of renditions": (
        {"byline": "x", "renditions": {"viewImage": {"href": "http://x.org/"}}, "associations": {"featureMedia": {}}},
        "1.7",
    ),
    "renditions that are named": ({"renditions": {"viewImage": {"mimeType": "image/png"}}}, "3.2"),
    "an urgency of earlier versions": ({"headline": "x", "urgency": 0}, "1.6"),
    "an urgency of earlier versions, with arrays": ({"bodies": [], "urgency": 2.5}, "2.2"),
    "an urgency that is no number": ({"headline": "x", "urgency": "2"}, "1.7"),
}


@pytest.mark.parametrize("name", DETECTED)
def test_each_hint_of_the_version(name: str) -> None:
    """Each hint alone determines the version."""
    properties, version = DETECTED[name]
    data = json.dumps({"uri": "urn:x:1", **properties}).encode()
    assert checks.check(data, format="ninjs").version == version


def test_a_version_can_be_pinned() -> None:
    """The user's choice overrides the document; versions that do not exist are rejected."""
    data = b'{"uri": "urn:x:1", "headline": "x"}'
    assert checks.check(data, format="ninjs@1.0").schema_valid is True
    assert checks.check(data, format="ninjs@2.0").schema_valid is False
    for wrong in ("ninjs@4.0", "article@2", "text@1"):
        with pytest.raises(UsageError):
            checks.check(data, format=wrong)


def test_the_bytes_of_pictures_are_no_loss(articles: Mapping[str, Article]) -> None:
    """They are beside the document, which states their size and digest."""
    assert render(dataclasses.replace(articles["everything"], accessibility=None), "ninjs").findings == ()


# --------------------------------------------------------------------------------------------------------------------
# Bodies in HTML


def _findings_on_html(value: str) -> list[str]:
    item = {
        "uri": "urn:newsml:example.org:20161207:ferry",
        "headlines": [{"value": "Ferry resumes"}],
        "bodies": [{"contentType": "text/html", "value": value}],
    }
    return [finding.code for finding in checks.check(json.dumps(item).encode(), format="ninjs@3.1").findings]


@pytest.mark.parametrize("value", ["", " ", "<!-- no words -->", "<p><br>", "\x00", "<div>" * 100_000, '<x"y>' * 100])
def test_html_without_words_is_an_empty_body(value: str) -> None:
    assert "NWS110" in _findings_on_html(value)


def test_repeated_problems_are_reported_up_to_the_limit() -> None:
    found = _findings_on_html('<p>It sails.<a href="javascript:x()">x</a><a onclick="y()">y</a>' * 3000)
    assert found.count("NWS111") == 2  # one for each message at the place of the body
    item = {"uri": "urn:x:1", "subjects": [{"rel": "about"}] * (checks.MAX_PROBLEMS + 1)}
    report = checks.check(json.dumps(item).encode(), format="ninjs@3.1")
    assert [f.code for f in report.findings].count("NJS109") == checks.MAX_PROBLEMS + 1


@pytest.mark.parametrize(("width", "height"), [(471, None), (None, 300), (471, 300), (None, None)])
def test_a_rendition_has_both_sides_or_none(
    width: int | None, height: int | None, articles: Mapping[str, Article]
) -> None:
    image = Image(href="https://example.org/a.jpg", alt="A pier.", width=width, height=height)
    article = dataclasses.replace(articles["english"], body=(Figure(image=image, caption=(Text("The pier."),)),))
    document = render(article, "ninjs").data
    [picture] = [each for each in json.loads(document)["associations"] if each["type"] == "picture"]
    sides = {side for side in ("width", "height") if side in picture["renditions"][0]}
    assert sides == ({"width", "height"} if width and height else set())
    assert all(finding.severity is Severity.NOTICE for finding in checks.check(document).findings)


@pytest.mark.parametrize("line", [1, 2, 3])
def test_the_line_in_a_value_that_is_not_well_formed_is_named(line: int) -> None:
    value = "<div>" + "\n" * (line - 1) + "<p>&harbor;</p></div>"
    document = {
        "uri": "urn:x:1",
        "standard": {"name": "ninjs", "version": "3.1"},
        "bodies": [{"role": "main", "contentType": "application/xhtml+xml", "value": value}],
    }
    found = check(json.dumps(document).encode(), path="a.ninjs.json").findings
    (message,) = [finding.message for finding in found if finding.code == "NJS105"]
    assert message.endswith(f"not defined, in line {line} of the value" if line > 1 else "not defined")
