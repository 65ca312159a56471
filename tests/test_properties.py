"""What holds for every Article in every format, and for every input of the reader.

Slow runs draw more articles, and hand some of the EPUBs to EPUBCheck.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
import strategies
from conftest import ARTICLE_NAMES
from hypothesis import given, settings
from lxml import etree
from referencing import Registry, Resource

from convert import checks
from convert.errors import ConvertError
from convert.formats import FORMATS
from convert.model import Article, Moment, split_words, words
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.writers import Rendered

WRITTEN = tuple(f.name for f in FORMATS if f.writes)
CHECKED = tuple(f.name for f in FORMATS if f.writes and f.checks)


def _write(article: Article, format: str) -> bytes:
    module = next(f.module for f in FORMATS if f.name == format)
    rendered: Rendered = import_module(f"convert.writers.{module}").write(article)
    return rendered.data


@cache
def _power_schema(official: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(official / "newsml-g2/specification/NewsML-G2_2.35-spec-All-Power.xsd"))


def _newsml_g2_errors(data: bytes, official: Path) -> list[str]:
    schema = _power_schema(official)
    return [] if schema.validate(etree.fromstring(data)) else [str(e) for e in schema.error_log]


@cache
def _ninjs_schemas(official: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    folder = official / "ninjs/specification"
    names = ("ninjs-schema_3.1.json", "GeoJSON-schema.json")
    schema, geojson = (json.loads((folder / name).read_bytes()) for name in names)
    return schema, geojson


GEOJSON = "https://geojson.org/schema/GeoJSON.json"


@cache
def _ninjs_explainer(official: Path) -> Any:
    schema, geojson = _ninjs_schemas(official)
    registry: Registry[Any] = Registry().with_resource(GEOJSON, Resource.from_contents(geojson))
    return jsonschema.validators.validator_for(schema)(schema, registry=registry)


@cache
def _ninjs_strict(official: Path) -> Any:
    """A second engine, which takes `format` at its word (the official schema leaves it an annotation)."""
    schema, geojson = _ninjs_schemas(official)
    registry = jsonschema_rs.Registry([(GEOJSON, geojson)])
    return jsonschema_rs.validator_for(schema, registry=registry, validate_formats=True)


def _ninjs_errors(data: bytes, official: Path) -> list[str]:
    value = json.loads(data)
    errors = [f"{e.json_path}: {e.message}" for e in _ninjs_explainer(official).iter_errors(value)]
    return errors + [f"with formats: {e.message}" for e in _ninjs_strict(official).iter_errors(value)]


OFFICIAL: Mapping[str, Callable[[bytes, Path], list[str]]] = {"newsml-g2": _newsml_g2_errors, "ninjs": _ninjs_errors}

ATOM = re.compile(r"\w+|[^\w\s]")


def atoms(text: str) -> list[str]:
    """The words of `text` taken apart: letters and digits, each other sign, each character of a spaceless script."""
    return [atom for word in split_words(text) for atom in ATOM.findall(word)]


def lost(article: Article, printed: str) -> str | None:
    """The first part of a word of `article` that `printed` lacks at its place."""
    found = iter(atoms(printed))
    return next((atom for atom in atoms(" ".join(words(article))) if atom not in found), None)


def printed(data: bytes, format: str) -> str:
    module = checks.checks_of(format)
    return module.facts(module.open(data)).printed


def prove(article: Article, format: str) -> None:
    """Hold one document against everything that every document must be."""
    data = _write(article, format)
    assert _write(article, format) == data
    report = checks.check(data, format=format, profile="ours")
    assert [f for f in report.findings if f.code[3:] in ("000", "001")] == []
    assert report.schema_valid is True
    assert lost(article, printed(data, format)) is None


@pytest.mark.parametrize("format", CHECKED)
@pytest.mark.parametrize("name", ARTICLE_NAMES)
def test_shared_article_is_proven(name: str, format: str, articles: Mapping[str, Article]) -> None:
    prove(articles[name], format)


@pytest.mark.parametrize("format", CHECKED)
@given(article=strategies.articles())
def test_any_article_is_proven(format: str, article: Article) -> None:
    prove(article, format)


@pytest.mark.slow
@pytest.mark.parametrize("format", CHECKED)
@given(article=strategies.articles())
def test_many_articles_are_proven(format: str, article: Article) -> None:
    prove(article, format)


@pytest.mark.parametrize("format", OFFICIAL)
@given(article=strategies.articles())
def test_any_article_is_officially_valid(format: str, official: Path, article: Article) -> None:
    assert OFFICIAL[format](_write(article, format), official) == []


@pytest.mark.slow
@pytest.mark.parametrize("format", OFFICIAL)
@given(article=strategies.articles())
def test_many_articles_are_officially_valid(format: str, official: Path, article: Article) -> None:
    assert OFFICIAL[format](_write(article, format), official) == []


def test_every_checked_format_is_also_written() -> None:
    assert set(OFFICIAL) < set(CHECKED) <= set(WRITTEN)


@pytest.mark.parametrize("expected", ["a, b", "b", "“b”", "c d", "b a, c"])
def test_lost_words_would_be_noticed(expected: str) -> None:
    """The comparison that the properties rest on sees words that are lost, altered or out of order."""
    story = Article(id="urn:x:y", headline="a b “c” d", body=(), updated=Moment("2024-01-01T00:00:00Z"))
    assert lost(story, "a b “c” d") is None
    assert lost(story, "x a y b z “ c ” d x") is None
    assert lost(story, expected) is not None


# --------------------------------------------------------------------------------------------------------------------
# The reader

NOW = Moment("2024-01-01T00:00:00Z")


def outcome(data: bytes) -> Parsed | ConvertError:
    try:
        return read(Source(name="copy.txt", data=data, moment=NOW))
    except ConvertError as e:
        return e


def read_anything(data: bytes) -> None:
    match outcome(data):
        case ConvertError(code=code, message=message):
            assert code
            assert message
        case Parsed(article=article, trace=trace):
            assert article.updated.is_instant
            assert [line.number for line in trace] == list(range(1, len(trace) + 1))


@given(data=strategies.bytes_of_copy())
@settings(max_examples=max(100, settings().max_examples))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_anything(data)


@pytest.mark.slow
@given(data=strategies.bytes_of_copy())
@settings(max_examples=2000)
def test_many_bytes_are_read_or_refused(data: bytes) -> None:
    read_anything(data)
