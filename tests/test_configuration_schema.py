"""The JSON Schema of configurations is made from the reader's own table, and agrees with the reader."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import ROOT

from convert import configuration, fields
from convert.configuration.keys import KEYS, UNIQUE, schema
from convert.errors import UsageError

pytestmark = pytest.mark.sampled(3)

FILE = ROOT / "schemas" / "configuration" / "1" / "configuration.json"


def test_the_schema_is_generated(accept: bool) -> None:
    text = json.dumps(schema(fields.schema()), indent=1, ensure_ascii=False) + "\n"
    if accept:
        FILE.parent.mkdir(parents=True, exist_ok=True)
        FILE.write_text(text, encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == text
    jsonschema.Draft202012Validator.check_schema(json.loads(text))


def verdicts(text: str, folder: Path) -> tuple[bool, bool]:
    """Whether the schema and the reader accept a configuration."""
    file = folder / "wirecopy.toml"
    file.write_text(text, encoding="utf-8")
    validator = jsonschema.Draft202012Validator(json.loads(FILE.read_text(encoding="utf-8")))
    try:
        configuration.load(str(file)).metadata()
    except UsageError:
        read = False
    else:
        read = True
    return validator.is_valid(_as_json(tomllib.loads(text))), read


def _as_json(value: Any) -> Any:
    """A value of TOML as editors hand it to a schema: dates as text."""
    if isinstance(value, dict):
        return {key: _as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_json(inner) for inner in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


ACCEPTED = {
    "profile": ['"foreign"', '"strict"', '"ours"'],
    "fail-on": ['"error"', '"notice"'],
    "select": ["[]", '["NWS"]', '["NML101", "nws1"]'],
    "ignore": ['["NWS107"]'],
    "encoding": ['"windows-1252"'],
    "timezone": ['"Europe/Berlin"', '"+05:30"'],
    "deep": ["true", "false"],
    "epub-profile": ['"edupub"'],
    "split": ["true"],
    "images": ['"pictures"', '"../photos"'],
    "images-url": ['"https://pictures.example.org/2016/"', '"HTTP://example.org/?file="'],
    "keep-picture-metadata": ["true", "false"],
    "max-size": ["1000", '"100M"', '"5k"'],
    "per-file-ignores": ["{}", '{"a/*" = ["NML1"]}'],
    "per-file-format": ['{"a/*" = "ninjs@2.1", "b" = "text"}'],
    "meta": [
        "{}",
        '{provider = "A"}',
        '{provider = {name = "A", uri = "urn:x:a"}}',
        '{authors = ["A", {name = "B", job = "C"}]}',
        '{author = "A", keywords = ["a"], version = 2, published = 2016-12-07, "rights.holder.name" = "B"}',
        '{content-created = "2016-12-07", editor-note = "a", embargo = {}, subjects = "medtop:16000000"}',
    ],
}

REFUSED = {
    "profile": ['"lax"', "true", '["strict"]'],
    "fail-on": ['"fatal"', "1"],
    "select": ['"NWS"', "[1]", '["?"]'],
    "ignore": ["{}"],
    "encoding": ["8", '""'],
    "timezone": ["1", '""'],
    "split": ['"###"'],
    "images": ["true", '""'],
    "images-url": ['"ftp://example.org/"', '"pictures/"', "7"],
    "keep-picture-metadata": ['"yes"'],
    "deep": ['"yes"'],
    "epub-profile": ['"book"', "true"],
    "max-size": ["0", "-1", '"huge"', "true", "1.5"],
    "per-file-ignores": ['["NML1"]', '{"a" = "NML1"}'],
    "per-file-format": ['{"a" = "pdf"}', '{"a" = "ninjs@9"}', '{"a" = ["ninjs"]}'],
    "meta": [
        '"x"',
        '{colour = "red"}',
        '{id = "urn:x:a"}',
        '{headline = "A"}',
        '{status = "dead"}',
        '{provider = {colour = "red"}}',
        "{slugline = 7}",
        '{urgency = "high"}',
        "{urgency = true}",
        "{keywords = [1]}",
        "{language = 1}",
    ],
}


@pytest.mark.parametrize("key", KEYS)
def test_the_schema_and_the_reader_agree(key: str, tmp_path: Path) -> None:
    for value in ACCEPTED[key]:
        assert verdicts(f"{key} = {value}\n", tmp_path) == (True, True), value
    for value in REFUSED[key]:
        assert verdicts(f"{key} = {value}\n", tmp_path) == (False, False), value
    assert verdicts(f"{key.replace('-', '_')}_ = true\n", tmp_path) == (False, False)


@pytest.mark.parametrize("field", fields.fields(), ids=lambda field: field.leaf)
def test_examples_of_metadata_are_valid(field: fields.Field, tmp_path: Path) -> None:
    """But for those of single stories."""
    is_shared = not {key.partition(".")[0] for key in field.values} & set(UNIQUE)
    assert verdicts(f"[meta]\n{field.sidecar}", tmp_path) == (is_shared, is_shared)


def test_the_example_of_the_readme_is_valid(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [example] = re.findall(r"^```toml\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert set(tomllib.loads(example)) == set(KEYS)
    assert verdicts(example, tmp_path) == (True, True)
