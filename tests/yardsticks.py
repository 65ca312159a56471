"""The official schemas as functions: a document's bytes in, what is wrong with it out.

They read the standards' own files from the folder of yardsticks, and load nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
from lxml import etree
from referencing import Registry, Resource


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
"""By format: what its official schema holds against a document, with the folder of yardsticks."""
