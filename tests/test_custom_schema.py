"""Custom schemas: verdicts are those of the engines themselves, errors in schemas have their place, and nothing is
fetched (no test has a network).
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree
from referencing import Registry, Resource

from convert import batch, checks, errors
from convert.checks import custom_schema
from convert.checks.custom_schema import files
from convert.errors import UsageError
from convert.findings import FileReport

pytestmark = pytest.mark.sampled(3)

XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
XML = "http://www.w3.org/XML/1998/namespace"


def put(folder: Path, files: Mapping[str, Any]) -> Path:
    """Write the files below `folder`, values that are not text as JSON. Returns the first file."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return folder / next(iter(files))


def validated(schema: Path, document: Any) -> FileReport:
    """The report on a document that is validated against the schema."""
    data = document.encode() if isinstance(document, str) else document
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    return checks.check(data, path="doc", schema=custom_schema.load(str(schema)))


def findings_of(report: FileReport) -> list[tuple[str, str, str]]:
    """Code, place and pointer of each finding."""
    return [(f.code, str(f.location), f.location.pointer) for f in report.findings]


def refusal(schema: Path) -> str:
    """The error for a schema that cannot be used."""
    with pytest.raises(UsageError) as caught:
        custom_schema.load(str(schema))
    assert (caught.value.code, caught.value.exit_code) == ("INP021", errors.EXIT_USAGE)
    return str(caught.value)


# --------------------------------------------------------------------------------------------------------------------
# Official schemas


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "G2-multi-schema-2.35.xsd",
        pytest.param("NewsML-G2_2.35-spec-All-Power.xsd", marks=pytest.mark.slow),
        pytest.param("NewsML-G2_2.9-spec-All-Power.xsd", marks=pytest.mark.slow),
        pytest.param("NAR_1.9-spec-All-Core.xsd", marks=pytest.mark.slow),
    ],
)
def test_verdicts_of_official_xml_schemas(official: Path, name: str) -> None:
    """For every file of IPTC's tests and examples, the verdict is that of libxml2 with the schema itself."""
    path = official / "newsml-g2" / "schema_versions" / name
    theirs, ours = etree.XMLSchema(etree.parse(str(path))), custom_schema.load(str(path))
    files = [*(official / "newsml-g2").glob("unit_test_files/**/*.xml"), *official.glob("newsml-g2/examples/**/*.xml")]
    assert len(files) > 150
    for file in files:
        report = checks.check(file.read_bytes(), path=str(file), schema=ours)
        assert report.schema_valid is theirs.validate(etree.parse(str(file)))
        assert all(f.location.line and f.location.column for f in report.findings if f.code == "SCH001")


@pytest.mark.slow
@pytest.mark.parametrize(
    "version",
    [
        "3.1",
        *(
            pytest.param(version, marks=pytest.mark.slow)
            for version in ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2.0", "2.1", "2.2", "3.0")
        ),
    ],
)
def test_verdicts_of_official_json_schemas(official: Path, version: str) -> None:
    """For every file of IPTC's suite and examples, the verdict is that of jsonschema with the schema itself and the
    official GeoJSON, which ours replaces.
    """
    path = official / "ninjs" / "specification" / f"ninjs-schema_{version}.json"
    schema = json.loads(path.read_bytes())
    geojson = json.loads((path.parent / "GeoJSON-schema.json").read_bytes())
    registry: Any = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", Resource.from_contents(geojson))
    theirs, ours = jsonschema.validators.validator_for(schema)(schema, registry=registry), custom_schema.load(str(path))
    files = [*(official / "ninjs").glob("test_suite/**/*.json"), *official.glob("ninjs/examples/**/*.json")]
    assert len(files) > 200
    for file in files:
        report = checks.check(file.read_bytes(), path=str(file), schema=ours)
        assert bool(report.schema_valid) is (_is_json(file) and theirs.is_valid(json.loads(file.read_bytes()))), file
        assert all(f.location.line and f.location.column for f in report.findings if f.code == "SCH001")


def _is_json(file: Path) -> bool:
    try:
        return json.loads(file.read_bytes()) is not None
    except ValueError:
        return False


# --------------------------------------------------------------------------------------------------------------------
# XML Schema

ORDER = f'<xs:schema {XS}>\n<xs:include schemaLocation="{{}}"/>\n<xs:element name="a" type="day"/></xs:schema>'
DAY = f'<xs:schema {XS}>\n<xs:simpleType name="day">\n<xs:restriction base="xs:date"/></xs:simpleType></xs:schema>'


@pytest.mark.parametrize(
    ("location", "file"),
    [
        ("day.xsd", "day.xsd"),
        ("./parts/../day.xsd", "day.xsd"),
        ("parts/the%20day.xsd", "parts/the day.xsd"),
        ("täg%41.xsd", "täg%41.xsd"),
        ("https://example.org/schemas/day.xsd", "day.xsd"),
    ],
)
def test_included_files_are_found(tmp_path: Path, location: str, file: str) -> None:
    """By its relative path, escaped or not; one from the web by its file name beside the schema."""
    schema = put(tmp_path / "ä b", {"order.xsd": ORDER.format(location), file: DAY, "parts/x": ""})
    assert findings_of(validated(schema, "<a>2016-12-07</a>")) == []
    report = validated(schema, "\n <a>7 December</a>")
    assert findings_of(report) == [("SCH001", "doc:2:2", "/a")]
    assert (report.format, report.schema_valid) == ("xml", False)
    assert report.findings[0].message == "'7 December' is not a valid value of a"
    assert report.findings[0].advice == "It must be of the schema's type day."
    assert report.findings[0].detail == (("schema", str(schema)), ("keyword", "cvc-datatype-valid.1.2.1"))


def test_schemas_may_include_one_another(tmp_path: Path) -> None:
    """Each file is read once, however many refer to it, itself included."""
    day = DAY.replace("<xs:simpleType", '<xs:include schemaLocation="order.xsd"/><xs:simpleType', 1)
    schema = put(tmp_path, {"order.xsd": ORDER.format("day.xsd"), "day.xsd": day})
    assert findings_of(validated(schema, "<a>2016-12-07</a>")) == []


@pytest.mark.parametrize("location", [' schemaLocation="http://www.w3.org/2001/xml.xsd"', ""])
def test_attributes_of_xml_are_built_in(tmp_path: Path, location: str) -> None:
    """xml:lang and the others need no file, but a file beside the schema has priority."""
    text = f"""<xs:schema {XS}><xs:import namespace="{XML}"{location}/><xs:element name="a"><xs:complexType>
        <xs:attribute ref="xml:lang"/></xs:complexType></xs:element></xs:schema>"""
    schema = put(tmp_path, {"a.xsd": text})
    assert validated(schema, '<a xml:lang="de"/>').schema_valid is True
    assert validated(schema, '<a xml:lang="d e"/>').schema_valid is False
    if location:
        own = f'<xs:schema {XS} targetNamespace="{XML}"><xs:attribute name="lang" type="xs:int"/></xs:schema>'
        put(tmp_path, {"xml.xsd": own})
        assert validated(schema, '<a xml:lang="de"/>').schema_valid is False


@pytest.mark.parametrize(
    ("text", "line", "message_part"),
    [
        (f'<xs:schema {XS}>\n<xs:element\n name="a"\n type="xs:dat"/></xs:schema>', "4", "does not resolve"),
        (f'<xs:schema {XS}>\n\n<xs:include schemaLocation="b.xsd"/></xs:schema>', "3", "there is no such file"),
        (
            f'<xs:schema {XS}>\n<xs:import namespace="u" schemaLocation="http://example.org/b.xsd"/></xs:schema>',
            "2",
            "nothing is fetched (INP021). Save that schema beside this one, as b.xsd.",
        ),
        (f"<xs:schema {XS}>\n<xs:element></xs:schema>", "2:", "not well-formed"),
        ('\n<grammar xmlns="http://relaxng.org/ns/structure/1.0"/>', "2", "its root is"),
    ],
)
def test_an_error_in_an_xml_schema_has_its_line(tmp_path: Path, text: str, line: str, message_part: str) -> None:
    """File and line are those of the broken file, named or included."""
    schema = put(
        tmp_path, {"a.xsd": text, "outer.xsd": f'<xs:schema {XS}><xs:include schemaLocation="a.xsd"/></xs:schema>'}
    )
    for name in ("a.xsd", "outer.xsd"):
        message = refusal(tmp_path / name)
        assert message.startswith(f"{schema}:{line}")
        assert message_part in message


def test_hostile_xml_schemas(tmp_path: Path) -> None:
    """Entities of a schema's own are expanded up to a limit; external ones, and too many files, are refused."""
    bomb = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
    )
    body = f"<xs:schema {XS}><xs:annotation><xs:documentation>{{}}</xs:documentation></xs:annotation></xs:schema>"
    started = time.process_time()
    assert "amplification" in refusal(put(tmp_path, {"bomb.xsd": f"<!DOCTYPE x [{bomb}]>{body.format('&k;')}"}))
    assert time.process_time() - started < 2
    secret = put(tmp_path, {"secret": "x"})
    outside = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret}">]>{body.format("&a;")}'
    assert "Entity 'a' not defined" in refusal(put(tmp_path, {"outside.xsd": outside}))
    element = '<xs:element name="a" type="&t;"/>'
    own = f'<!DOCTYPE x SYSTEM "x.dtd" [<!ENTITY t "xs:date">]><xs:schema {XS}>{element}</xs:schema>'
    assert validated(put(tmp_path, {"own.xsd": own}), "<a>x</a>").schema_valid is False
    many = {
        f"{n}.xsd": f'<xs:schema {XS}><xs:include schemaLocation="{n + 1}.xsd"/></xs:schema>'
        for n in range(files.MAX_FILES + 1)
    }
    assert "more than 200 files" in refusal(put(tmp_path / "many", many))


# --------------------------------------------------------------------------------------------------------------------
# JSON Schema

DRAFT_7 = "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize(
    ("draft", "schema", "good", "bad"),
    [
        ("http://json-schema.org/draft-03/schema#", {"properties": {"a": {"required": True}}}, {"a": 1}, {}),
        ("http://json-schema.org/draft-04/schema#", {"maximum": 3, "exclusiveMaximum": True}, 2, 3),
        ("http://json-schema.org/draft-06/schema#", {"exclusiveMaximum": 3}, 2, 3),
        ("http://json-schema.org/draft-07/schema#", {"if": {"minimum": 9}, "then": False}, 8, 9),
        ("https://json-schema.org/draft/2019-09/schema", {"items": [{"type": "string"}]}, ["a"], [1]),
        ("https://json-schema.org/draft/2020-12/schema", {"prefixItems": [{"type": "string"}]}, ["a"], [1]),
        (None, {"prefixItems": [{"type": "string"}]}, ["a"], [1]),
    ],
)
def test_the_draft_is_the_one_that_the_schema_names(
    tmp_path: Path, draft: str | None, schema: dict[str, Any], good: Any, bad: Any
) -> None:
    """Keywords have the meaning of that draft; the newest is the default."""
    path = put(tmp_path, {"a.json": {"$schema": draft, **schema} if draft else schema})
    assert (validated(path, good).schema_valid, validated(path, bad).schema_valid) == (True, False)


def test_a_part_without_a_draft_is_of_that_of_the_schema(tmp_path: Path) -> None:
    """A file without `$schema` is of the draft of the schema that refers to it."""
    draft = "http://json-schema.org/draft-04/schema#"
    part = {"minimum": 1, "exclusiveMinimum": True}
    path = put(tmp_path, {"a.json": {"$schema": draft, "properties": {"a": {"$ref": "b.json"}}}, "b.json": part})
    assert validated(path, {"a": 2}).schema_valid is True
    assert findings_of(validated(path, {"a": 1})) == [("SCH001", "doc:1:7", "/a")]


@pytest.mark.parametrize(
    ("id", "reference", "file"),
    [
        (None, "b.json", "b.json"),
        (None, "parts/b.json#/$defs/day", "parts/b.json"),
        (None, "the%20b.json", "the b.json"),
        (None, "https://example.org/b.json", "b.json"),
        ("https://example.org/schemas/a.json", "b.json", "b.json"),
        ("https://example.org/schemas/a.json", "parts/b.json", "parts/b.json"),
        ("https://example.org/schemas/a.json", "../other/b.json", "b.json"),
        ("a.json", "b.json", "b.json"),
        ("urn:example:a", "https://example.org/b.json", "b.json"),
    ],
)
def test_referenced_files_are_found(tmp_path: Path, id: str | None, reference: str, file: str) -> None:
    """By its path from the schema, or from its id; one from the web by its file name beside the schema."""
    schema = {"properties": {"a": {"$ref": reference}}, **({"$id": id} if id else {})}
    inner = {"type": "string", "$defs": {"day": {"type": "string"}}}
    path = put(tmp_path / "ä b", {"a.json": schema, file: inner})
    assert validated(path, {"a": "x"}).schema_valid is True
    assert findings_of(validated(path, {"a": 1})) == [("SCH001", "doc:1:7", "/a")]


def test_references_of_many_kinds(tmp_path: Path) -> None:
    """To itself, to ids and anchors inside, to the schema of its draft, and from file to file to file."""
    schema = {
        "$id": "https://example.org/a",
        "properties": {
            "again": {"$ref": "#"},
            "inner": {"$ref": "inner"},
            "anchor": {"$ref": "#here"},
            "schema": {"$ref": "https://json-schema.org/draft/2020-12/schema"},
            "far": {"$ref": "b.json#/$defs/x"},
            "place": {"$ref": "https://geojson.org/schema/GeoJSON.json"},
            "data": {"enum": [{"$ref": "https://nowhere.example/"}]},
        },
        "$defs": {"i": {"$id": "inner", "type": "string"}, "h": {"$anchor": "here", "type": "integer"}},
    }
    path = put(
        tmp_path,
        {"a.json": schema, "b.json": {"$defs": {"x": {"$ref": "c.json"}}}, "c.json": {"type": "array"}},
    )
    point = {"type": "Point", "coordinates": [1, 2]}
    good = {"again": {"inner": "x"}, "inner": "x", "anchor": 1, "schema": {"type": "null"}, "far": [], "place": point}
    bad = {"again": {"inner": 1}, "inner": 1, "anchor": "", "schema": {"type": 1}, "far": 1, "place": {}, "data": 1}
    assert findings_of(validated(path, good)) == []
    for key, value in bad.items():
        assert validated(path, {key: value}).schema_valid is False, key


@pytest.mark.parametrize(
    ("text", "place", "message_part"),
    [
        ('{\n "type": "object" "x"}', "2:19", "not JSON"),
        ('{\n "type": "strin"}', "2:10", "it is not a JSON Schema: 'strin'"),
        (
            '{\n "$schema": "https://json-schema.org/draft-07/schema#"}',
            "2:13",
            "Perhaps http://json-schema.org/draft-07",
        ),
        ('{\n "$schema": 7}', "2:13", "The known drafts"),
        ('{\n "items": {"$ref": "#/$defs/x"}}', "2:20", "has no target"),
        ('{\n "items": {"$ref": "#x"}}', "2:20", "has no target"),
        ('{\n "items": {"$ref": "b.json"}}', "2:20", "there is no such file"),
        ('{\n "items": {"$ref": "https://example.org/x/b.json#/y"}}', "2:20", "as b.json."),
        ('{\n "items": {"$dynamicRef": "https://example.org/"}}', "2:27", "Remove the reference."),
        ('{\n "items": {"pattern": "["}}', "2:23", "regex"),
        ("[]", "1", "is an object"),
        ("", "", "the schema is empty"),
    ],
)
def test_an_error_in_a_json_schema_has_its_place(tmp_path: Path, text: str, place: str, message_part: str) -> None:
    """The error names the broken file, with line and column, also if another refers to it."""
    path = put(tmp_path, {"a.json": text})
    message = refusal(path)
    assert message.startswith(f"{path}:{place}: " if place else f"{path}: ")
    assert message_part in message
    if text and "pattern" not in text:  # errors that only the engine finds are placed in the named schema
        outer = put(tmp_path, {"outer.json": {"$ref": "a.json"}})
        assert refusal(outer).startswith(f"{path}:{place}")


@pytest.mark.parametrize(
    "schema",
    [
        {"$id": 7},
        {"$id": "http://["},
        {"properties": {"a": {"$id": "http://["}}},
        {"$ref": "http://["},
        {"$ref": 7},
        {"$ref": "#/required", "required": ["a"]},
        {"$ref": "\0.json"},
        {"$ref": "\ud800"},
        {"$schema": DRAFT_7, "properties": {"a": {"$ref": "#/properties"}, "b": 1}},
        {"$ref": "#/x", "x": {"properties": "y"}},
    ],
)
def test_awkward_ids_and_references_are_refused(tmp_path: Path, schema: Any) -> None:
    """Any value in the place of a URI makes the schema unusable, without an internal error."""
    assert refusal(put(tmp_path, {"a.json": schema}))
    assert refusal(put(tmp_path, {"a.xsd": ORDER.format("http://[")}))


@pytest.mark.parametrize("keyword", [{"type": ".."}, {"pattern": "["}])
def test_errors_that_draft_3_allows_are_found_in_use(tmp_path: Path, keyword: dict[str, str]) -> None:
    """Types and patterns that do not exist are errors of the schema, not of the document."""
    schema = {"$schema": "http://json-schema.org/draft-03/schema#", "properties": {"a": keyword}}
    with pytest.raises(UsageError, match="cannot be used"):
        validated(put(tmp_path, {"a.json": schema}), {"a": "x"})


def test_patterns_are_those_of_ecmascript(tmp_path: Path) -> None:
    """A pattern that Python does not support is checked all the same, and its violation has a place."""
    path = put(tmp_path, {"a.json": {"properties": {"a": {"pattern": "^\\p{L}+$"}}}})
    assert validated(path, {"a": "été"}).schema_valid is True
    report = validated(path, {"a": "1"})
    assert findings_of(report) == [("SCH001", "doc:1:7", "/a")]
    assert report.findings[0].detail == (("schema", str(path)), ("keyword", "pattern"))


def test_hostile_json(tmp_path: Path) -> None:
    """Schemas and documents that are endless or far too deep soon give a verdict or an error."""
    started = time.process_time()
    assert validated(put(tmp_path, {"a.json": {"$ref": "#", "type": "string"}}), {}).schema_valid is False
    assert "too deeply" in refusal(put(tmp_path, {"b.json": '{"not":' * 5000 + "true" + "}" * 5000}))
    lists = {"type": ["array", "string"], "items": {"$ref": "#"}}
    assert validated(put(tmp_path, {"c.json": lists}), "[" * 200 + "1" + "]" * 200).schema_valid is False
    assert [c for c, *_ in findings_of(validated(tmp_path / "c.json", "[" * 200_000))] == ["SCH000"]
    assert validated(put(tmp_path, {"d.json": {"items": {"maxLength": 1}}}), '["\\ud800\\ud800"]').schema_valid is False
    assert time.process_time() - started < 4


def test_a_finding_does_not_quote_the_whole_document(tmp_path: Path) -> None:
    """The message on an object or a long text does not quote all of it."""
    path = put(tmp_path, {"a.json": {"required": ["b"], "not": {}, "properties": {"a": {"enum": ["x"]}}}})
    for finding in validated(path, {"a": "y" * 10_000, "c": ["z"] * 1000}).findings:
        assert len(finding.message) < 200


# --------------------------------------------------------------------------------------------------------------------
# Together with everything else


def test_rules_apply_with_a_custom_schema(tmp_path: Path) -> None:
    """The rules apply to documents of known formats, as with our own schema; for others the schema is all."""
    schema = put(tmp_path, {"any.json": {"required": ["x"]}})
    ninjs = {"uri": "no iri", "versionCreated": "2016-12-07T18:30:00Z", "headlines": [], "standard": {"version": "3.1"}}
    report = validated(schema, ninjs)
    assert (report.format, report.version, report.schema_valid) == ("ninjs", "3.1", False)
    assert {"SCH001", "NWS101"} <= {f.code for f in report.findings}
    assert "NJS001" not in {f.code for f in validated(schema, {**ninjs, "x": 1, "colour": "red"}).findings}
    report = validated(schema, {"colour": "red"})
    assert (report.format, report.version, [f.code for f in report.findings]) == ("json", "", ["SCH001"])


@pytest.mark.parametrize("format", [None, "epub", "text", "ninjs@2.1", "newsml-g2"])
def test_any_format_and_any_file(tmp_path: Path, format: str | None) -> None:
    """In any stated format, the report says whether the file can be validated against the schema."""
    xsd = put(tmp_path, {"a.xsd": f'<xs:schema {XS}><xs:element name="a" type="xs:date"/></xs:schema>'})
    any_json = put(tmp_path, {"a.json": {"type": "object"}})
    for schema, data, valid in (
        (xsd, b"<a>2016-12-07</a>", True),
        (xsd, b"{}", None),
        (any_json, b"{}", True),
        (any_json, b"<a/>", None),
        (any_json, b"PK\x03\x04", None),
    ):
        policy = batch.CheckPolicy(schema=custom_schema.load(str(schema)), format=format)
        outcome = batch.check("x.txt", data, policy=policy)
        [report] = outcome.reports
        assert report.schema_valid is valid
        assert ("SCH000" in {f.code for f in report.findings}) is (valid is None)
        assert outcome.exit_code in (errors.EXIT_OK, errors.EXIT_FINDINGS)


def test_hostile_documents_are_refused_as_elsewhere(tmp_path: Path) -> None:
    """Entities and external references of documents are refused with a custom schema, too."""
    xsd = put(tmp_path, {"a.xsd": f'<xs:schema {XS}><xs:element name="a"/></xs:schema>'})
    report = validated(xsd, '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')
    assert [c for c, *_ in findings_of(report)] == ["SCH000"]
    hint = f'<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:noNamespaceSchemaLocation="{tmp_path}/b.xsd"/>'
    put(tmp_path, {"b.xsd": "not even XML"})
    assert validated(xsd, hint).schema_valid is True


def test_a_schema_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing file, a folder, or a file that is too large is refused before any work."""
    assert "no such file" in refusal(tmp_path / "none.xsd")
    assert "cannot be read" in refusal(tmp_path)
    big = tmp_path / "big.json"
    big.touch()
    os.truncate(big, 2**30)
    assert "more than" in refusal(big)
