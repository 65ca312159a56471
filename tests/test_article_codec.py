"""Article JSON and the Article are exact inverses; any other data is refused with its place."""

from __future__ import annotations

import base64
import copy
import dataclasses
import json
import types
import typing
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import jsonschema
import pytest
import strategies
from conftest import ARTICLE_NAMES, HERE, ROOT
from hypothesis import given

from convert import article_codec, model
from convert.errors import InputError, UsageError
from convert.model import (
    Accessibility,
    Article,
    Concept,
    Contributor,
    Embargo,
    Generator,
    Moment,
    Party,
    Place,
    Position,
    Rights,
    Subject,
)

pytestmark = pytest.mark.sampled(2)

SCHEMA: dict[str, Any] = json.loads((ROOT / "schemas/article/1/article.json").read_bytes())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def _same(one: Article, other: Article) -> bool:
    # Comparison of articles leaves out `origin`.
    return one == other and one.origin == other.origin


@pytest.mark.parametrize("name", ARTICLE_NAMES)
def test_shared_article_is_canonical(name: str) -> None:
    data = (HERE / "articles" / f"{name}.json").read_bytes()
    assert article_codec.dumps(article_codec.loads(data)) == data


@given(strategies.articles())
def test_round_trip(article: Article) -> None:
    data = article_codec.dumps(article)
    again = article_codec.loads(data)
    assert _same(again, article)
    assert article_codec.dumps(again) == data


def test_whole_numbers_as_coordinates_round_trip() -> None:
    place = Place(name="Null Island", position=Position(latitude=0, longitude=0))
    data = article_codec.dumps(_plain(located=place))
    assert article_codec.dumps(article_codec.loads(data)) == data


# --------------------------------------------------------------------------------------------------------------------
# The schema of Article JSON


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", ARTICLE_NAMES)
def test_schema_accepts_shared_article(name: str) -> None:
    VALIDATOR.validate(json.loads((HERE / "articles" / f"{name}.json").read_bytes()))


@given(strategies.articles())
def test_schema_accepts_every_article(article: Article) -> None:
    VALIDATOR.validate(json.loads(article_codec.dumps(article)))


def test_the_schema_is_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@cache
def _records() -> dict[str, type]:
    """Every record of the model by the name of its definition."""
    found: dict[str, type] = {}
    pending: list[Any] = [Article]
    while pending:
        hint = pending.pop()
        if dataclasses.is_dataclass(hint) and isinstance(hint, type):
            if hint not in found.values() and hint not in (model.Text, Moment, model.Row):
                found[hint.__name__.lower()] = hint
                pending.extend(typing.get_type_hints(hint).values())
            elif hint is model.Row:
                pending.append(model.Cell)
        else:
            pending.extend(typing.get_args(hint))
    return found


def _definition(name: str) -> dict[str, Any]:
    return SCHEMA if name == "article" else SCHEMA["$defs"][name]


@pytest.mark.parametrize("name", sorted(_records()))
def test_schema_has_the_fields_of_the_model(name: str) -> None:
    fields = dataclasses.fields(_records()[name])
    required = {f.name for f in fields if f.default is dataclasses.MISSING}
    kinds = {"article"} if name == "article" else {"type"} if name in _tags() else set()
    definition = _definition(name)
    assert set(definition["properties"]) == {f.name for f in fields} | kinds
    assert set(definition["required"]) == required | kinds
    assert definition["additionalProperties"] is False


def _tags() -> set[str]:
    union = (*typing.get_args(model.Block), *typing.get_args(model.Inline))
    return {cls.__name__.lower() for cls in union if cls is not model.Text}


def test_schema_has_no_other_definitions() -> None:
    helpers = {
        "line",
        "run",
        "uri",
        "address",
        "language",
        "token",
        "moment",
        "instant",
        "mediatype",
        "sha256",
        "sourcetype",
        "webaddress",
        "mail",
        "hundred",
    }
    shapes = {"inline", "block", "passage", "content", "body", "passages", "row", "rows"}
    assert set(SCHEMA["$defs"]) == set(_records()) - {"article"} | helpers | shapes


@pytest.mark.parametrize("name", sorted(_records()))
def test_schema_has_the_choices_of_the_model(name: str) -> None:
    for field, hint in typing.get_type_hints(_records()[name]).items():
        if choices := _choices(hint):
            assert set(_definition(name)["properties"][field]["enum"]) == set(choices), field


def _choices(hint: Any) -> tuple[Any, ...]:
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    return next((typing.get_args(o) for o in options if typing.get_origin(o) is typing.Literal), ())


@pytest.mark.parametrize(
    ("kind", "members"), [("inline", model.Inline), ("block", model.Block), ("passage", model.Passage)]
)
def test_schema_has_the_alternatives_of_the_model(kind: str, members: Any) -> None:
    classes = [cls for cls in typing.get_args(members) if cls is not model.Text]
    refs = [option["$ref"] for option in SCHEMA["$defs"][kind]["oneOf"] if "$ref" in option]
    expected = [f"#/$defs/{'run' if cls is model.Text else cls.__name__.lower()}" for cls in typing.get_args(members)]
    assert sorted(refs) == sorted(expected)
    assert len(refs) >= len(classes)


def _minimal() -> dict[str, Any]:
    return json.loads((HERE / "articles/minimal.json").read_bytes())


_Edit = Callable[[dict[str, Any]], Any]


def _block(**fields: Any) -> _Edit:
    return lambda d: d.update(body=[fields])


MISMATCHES: dict[str, tuple[_Edit, str]] = {
    "no id": (lambda d: d.pop("id"), "id"),
    "no headline": (lambda d: d.pop("headline"), "headline"),
    "no body": (lambda d: d.pop("body"), "body"),
    "no update time": (lambda d: d.pop("updated"), "updated"),
    "unknown field": (lambda d: d.update(colour="red"), "unknown key 'colour'"),
    "headline of a number": (lambda d: d.update(headline=7), "/headline: must be text"),
    "empty headline": (lambda d: d.update(headline=""), "headline"),
    "headline of two lines": (lambda d: d.update(headline="a\nb"), "headline"),
    "relative id": (lambda d: d.update(id="story/1"), "id"),
    "date as update time": (lambda d: d.update(updated="2024-01-01"), "updated"),
    "no moment": (lambda d: d.update(published="yesterday"), "/published"),
    "version of text": (lambda d: d.update(version="1"), "/version: must be a whole number"),
    "version nought": (lambda d: d.update(version=0), "version"),
    "urgency ten": (lambda d: d.update(urgency=10), "urgency"),
    "unknown status": (lambda d: d.update(status="dead"), "/status"),
    "unknown direction": (lambda d: d.update(direction="up"), "/direction"),
    "language of spaces": (lambda d: d.update(language="old English"), "language"),
    "keywords of text": (lambda d: d.update(keywords="a"), "/keywords: must be a list"),
    "author of text": (lambda d: d.update(authors=["Jane"]), "/authors/0: must be an object"),
    "author with an unknown key": (
        lambda d: d.update(authors=[{"name": "a", "age": 7}]),
        "/authors/0: unknown key 'age'",
    ),
    "author without roles": (lambda d: d.update(authors=[{"name": "a", "roles": []}]), "/authors/0: roles"),
    "latitude over 90": (
        lambda d: d.update(located={"name": "a", "position": {"latitude": 91, "longitude": 0}}),
        "/located/position: latitude",
    ),
    "block without type": (_block(content="a"), "/body/0: must be an object whose type"),
    "block of unknown type": (_block(type="marquee", content="a"), "/body/0"),
    "block whose type is a list": (_block(type=["paragraph"], content="a"), "/body/0"),
    "block of text": (lambda d: d.update(body=["a"]), "/body/0"),
    "heading of level one": (_block(type="heading", level=1, content="a"), "/body/0: heading level"),
    "list without items": (_block(type="items", items=[]), "/body/0: items"),
    "list of a list": (
        _block(type="items", items=[{"content": "a", "nested": {"type": "rule"}}]),
        "/body/0/items/0/nested",
    ),
    "empty table": (_block(type="table", body=[]), "/body/0: table"),
    "empty row": (_block(type="table", body=[[]]), "/body/0/body/0: row"),
    "scope of a page": (_block(type="table", body=[[{"content": "a", "scope": "page"}]]), "/body/0/body/0/0/scope"),
    "span without a reason": (
        _block(type="paragraph", content=[{"type": "styled", "style": "span", "content": "a"}]),
        "/body/0/content/0: styled: a span",
    ),
    "link to a script": (
        _block(type="paragraph", content=[{"type": "link", "href": "javascript:a", "content": "a"}]),
        "/body/0/content/0: href",
    ),
    "bytes not in base64": (
        _block(type="figure", image={"href": "https://a.example/", "alt": "", "data": "!"}),
        "/body/0/image/data: must be bytes",
    ),
    "a checksum in capitals": (lambda d: d.update(checksum="A" * 64), "checksum"),
    "data mining without a term": (
        lambda d: d.update(rights={"data_mining": "https://a.example/"}),
        "/rights: data mining",
    ),
    "a mail address without a domain": (
        lambda d: d.update(accessibility={"contact_email": "desk@localhost"}),
        "/accessibility: contact email",
    ),
    "an exemption by no law": (
        lambda d: d.update(accessibility={"exemption": "too-small"}),
        "/accessibility/exemption",
    ),
    "a claim in other words": (
        lambda d: d.update(accessibility={"conforms_to": "WCAG 2.2 AA", "certified_by": "a"}),
        "/accessibility: conforms to",
    ),
    "a claim by nobody": (
        lambda d: d.update(accessibility={"conforms_to": "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"}),
        "/accessibility: a claim",
    ),
    "a credential of nobody": (
        lambda d: d.update(accessibility={"certifier_credential": "a"}),
        "/accessibility: a claim",
    ),
    "a report that is a file": (
        lambda d: d.update(accessibility={"certified_by": "a", "certifier_report": "file:///a"}),
        "/accessibility: certifier report",
    ),
    "two other headlines for one use": (
        lambda d: d.update(other_headlines=[{"role": "seo", "text": "a"}, {"role": "seo", "text": "b"}]),
        "other headlines",
    ),
    "no such note": (
        _block(type="paragraph", content=["a", {"type": "noteref", "note": "n", "label": "1"}]),
        "notes: ",
    ),
    "version in the article's own place": (lambda d: d.update(article=2), '"article": 1'),
    "number too large for a float": (
        lambda d: d.update(located={"name": "a", "position": {"latitude": 10**400, "longitude": 0}}),
        "/located/position/latitude",
    ),
}

BEYOND_SCHEMA = {"no such note", "two other headlines for one use"}
"""The mismatches that a JSON Schema cannot express."""


@pytest.mark.parametrize("name", MISMATCHES)
def test_a_mismatch_is_refused_with_its_place(name: str) -> None:
    edit, place = MISMATCHES[name]
    document = _minimal()
    edit(document)
    with pytest.raises(InputError) as caught:
        article_codec.loads(json.dumps(document).encode())
    assert caught.value.code == "ART001"
    assert place in caught.value.message
    assert VALIDATOR.is_valid(document) == (name in BEYOND_SCHEMA)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe\xfd", b"[" * 100_000, b'{"article": 1,}', b"1" * 5000])
def test_data_that_is_not_json_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="ART000"):
        article_codec.loads(data)


@pytest.mark.parametrize("data", [b"[]", b"null", b"{}", b'{"article": "1"}', b'{"article": true}', b'"article"'])
def test_json_that_is_not_an_article_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="ART001"):
        article_codec.loads(data)


def _every_place(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, inner in children for place in _every_place(inner, (*path, key)))]


EVERYTHING: dict[str, Any] = json.loads((HERE / "articles/everything.json").read_bytes())


def _is_read(document: dict[str, Any]) -> bool:
    try:
        article_codec.loads(json.dumps(document).encode())
    except InputError:
        return False
    return True


WRONG: tuple[Any, ...] = (None, 3.5, [], {}, [[]], {"type": {}}, "\ud800", True)


@pytest.mark.parametrize("every", [32, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_a_wrong_value_at_any_place_is_refused_or_valid(wrong: Any, every: int) -> None:
    """One wrong value at every place of a full article, or at intervals: what can be read is valid by the schema."""
    refused = 0
    places = _every_place(EVERYTHING)[1:]
    for path in places[WRONG.index(wrong) % every :: every]:
        document = copy.deepcopy(EVERYTHING)
        holder: Any = document
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = wrong
        if not _is_read(document):
            refused += 1
        elif wrong is not None:  # null is read like an omitted value, but never written
            assert VALIDATOR.is_valid(document), path
    assert refused > 100 // every


# --------------------------------------------------------------------------------------------------------------------
# Metadata that users supply

METADATA: list[tuple[Mapping[str, object], Mapping[str, object]]] = [
    ({}, {}),
    ({"id": "urn:x:y"}, {"id": "urn:x:y"}),
    ({"author": "Jane Doe"}, {"authors": (Contributor(name="Jane Doe"),)}),
    ({"authors": ["Jane", "John"]}, {"authors": (Contributor(name="Jane"), Contributor(name="John"))}),
    ({"author": {"name": "Jane", "job": "Editor"}}, {"authors": (Contributor(name="Jane", job="Editor"),)}),
    ({"author.name": "J", "author.kind": "person"}, {"authors": (Contributor(name="J"),)}),
    ({"provider": "Wire"}, {"provider": Party(name="Wire")}),
    ({"provider.name": "Wire", "provider.uri": "urn:x:w"}, {"provider": Party(name="Wire", uri="urn:x:w")}),
    ({"keyword": "a"}, {"keywords": ("a",)}),
    ({"keywords": ["a", "b"]}, {"keywords": ("a", "b")}),
    ({"genre": "Feature"}, {"genres": (Concept(name="Feature"),)}),
    ({"subject": {"name": "x", "relevance": "40"}}, {"subjects": (Subject(name="x", relevance=40),)}),
    ({"version": "7", "urgency": 4}, {"version": 7, "urgency": 4}),
    ({"reading-time": "3"}, {"reading_time": 3}),
    ({"credit-line": "A / B"}, {"credit_line": "A / B"}),
    ({"published": "2016-12-07"}, {"published": Moment("2016-12-07")}),
    ({"published": date(2016, 12, 7)}, {"published": Moment("2016-12-07")}),
    ({"updated": datetime(2016, 12, 7, 1, tzinfo=UTC)}, {"updated": Moment("2016-12-07T01:00:00+00:00")}),
    ({"embargo": "2024-01-01T00:00:00Z"}, {"embargo": Embargo(until=Moment("2024-01-01T00:00:00Z"))}),
    ({"embargo": {}}, {"embargo": Embargo()}),
    ({"generator": {"name": "a", "version": "1"}}, {"generator": Generator(name="a", version="1")}),
    ({"rights.holder": "A", "rights.notice": "© A"}, {"rights": Rights(holder=Party(name="A"), notice="© A")}),
    (
        {"accessibility.contact-email": "a@b.example", "accessibility.exemption": "eaa-microenterprise"},
        {"accessibility": Accessibility(contact_email="a@b.example", exemption="eaa-microenterprise")},
    ),
    ({"located": "Amman"}, {"located": Place(name="Amman")}),
    (
        {"located": {"name": "a", "position": {"latitude": "1.5", "longitude": 2}}},
        {"located": Place(name="a", position=Position(latitude=1.5, longitude=2.0))},
    ),
    ({"status": "withheld", "direction": "rtl"}, {"status": "withheld", "direction": "rtl"}),
    *(
        (
            {"digital-source-type": f"{prefix}trainedAlgorithmicMedia"},
            {"digital_source_type": "trainedAlgorithmicMedia"},
        )
        for prefix in (
            "",
            "digsrctype:",
            *(f"{s}://cv.iptc.org/newscodes/digitalsourcetype/" for s in ("http", "https")),
        )
    ),
]


@pytest.mark.parametrize(
    ("values", "expected"), METADATA, ids=[", ".join(values) or "nothing" for values, _ in METADATA]
)
def test_metadata_is_decoded(values: Mapping[str, object], expected: Mapping[str, object]) -> None:
    assert article_codec.metadata(values) == expected


REFUSED_METADATA: dict[str, tuple[Mapping[str, object], str]] = {
    "unknown name": ({"colour": "red"}, "'colour'"),
    "body": ({"body": []}, "'body'"),
    "origin": ({"origin": {}}, "'origin'"),
    "whole, then in parts": ({"provider": "A", "provider.uri": "urn:x:a"}, "both whole and in parts"),
    "in parts, then whole": ({"provider.uri": "urn:x:a", "provider": "A"}, "both whole and in parts"),
    "unknown part": ({"provider.colour": "red"}, "'colour'"),
    "part missing": ({"provider.uri": "urn:x:a"}, "name"),
    "no date": ({"published": "soon"}, "published"),
    "time without offset": ({"updated": datetime(2016, 12, 7)}, "updated"),
    "no number": ({"version": "one"}, "version"),
    "number for text": ({"slugline": 7}, "slugline"),
    "true for a number": ({"urgency": True}, "urgency"),
    "unknown status": ({"status": "dead"}, "status"),
    "unknown source type": ({"digital_source_type": "digsrctype:dreamt"}, "'digsrctype:dreamt' is not one of"),
    "source type of another scheme": ({"digital_source_type": "stat:print"}, "'stat:print' is not one of"),
    "refused by the model": ({"author": " Jane"}, "authors/0"),
    "scheme of an address": ({"provider": {"name": "a", "uri": "a b"}}, "provider"),
}


@pytest.mark.parametrize("name", REFUSED_METADATA)
def test_metadata_that_does_not_fit_is_refused(name: str) -> None:
    values, part = REFUSED_METADATA[name]
    with pytest.raises(UsageError) as caught:
        article_codec.metadata(values)
    assert caught.value.code == "INP011"
    assert part in caught.value.message


def test_articles_have_codes_without_prefix() -> None:
    """Only users may write a digital source type as a QCode or URI; Article JSON has one form for it."""
    document = json.loads(article_codec.dumps(_plain(digital_source_type="print")))
    assert document["digital_source_type"] == "print"
    document["digital_source_type"] = "digsrctype:print"
    with pytest.raises(InputError, match="/digital_source_type"):
        article_codec.loads(json.dumps(document).encode())


def test_bytes_are_in_base64() -> None:
    image = model.Image(href="https://a.example/b.png", alt="", data=b"\0\xff")
    document = json.loads(article_codec.dumps(_plain(body=(model.Figure(image=image),))))
    assert base64.b64decode(document["body"][0]["image"]["data"]) == b"\0\xff"


def _plain(**fields: Any) -> Article:
    required: dict[str, Any] = {"id": "urn:x:y", "headline": "a", "body": (), "updated": Moment("2024-01-01T00:00:00Z")}
    return Article(**(required | fields))
