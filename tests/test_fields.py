"""The page of metadata fields is what the mapping says, and each of its examples is true."""

from __future__ import annotations

import dataclasses
import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT

from convert import cli, configuration, fields, pipeline
from convert.article_codec import NOT_GIVEN
from convert.batch.inputs.sidecars import parsed_sidecar
from convert.cli.stories import given_metadata
from convert.configuration.keys import UNIQUE
from convert.errors import UsageError
from convert.fields import Field, pages
from convert.formats import FORMATS
from convert.mapping import Carriage, leaves, set_leaves
from convert.metadata import supplied
from convert.model import Article, Moment, Paragraph, Text
from convert.readers import Source
from convert.writers import writer

pytestmark = pytest.mark.sampled(3)

PAGE = ROOT / "convert" / "mapping" / "FIELDS.md"
STORY = Article(
    id="urn:x:story",
    headline="Ferry resumes",
    body=(Paragraph(content=(Text("The ferry resumed on Tuesday."),)),),
    updated=Moment("2016-12-07T16:00:00Z"),
)
ALL = pytest.mark.parametrize("field", fields.fields(), ids=lambda field: field.leaf)


def test_the_page_is_generated(accept: bool) -> None:
    if accept:
        PAGE.write_text(pages.page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == pages.page()


def test_every_leaf_that_metadata_can_set_has_its_field() -> None:
    """In the order of the mapping; a key, or another name of it, belongs to one leaf."""
    metadata = [leaf for leaf in leaves() if leaf[0].islower() and not leaf.startswith(("origin.", "body"))]
    assert [field.leaf for field in fields.fields()] == metadata
    keys = [key for field in fields.fields() for key in (field.key, *field.other_keys)]
    assert len(set(keys)) == len(keys)


def _metadata(options: str) -> dict[str, object]:
    """Metadata of the options of a command line."""
    words = shlex.split(options)
    assert set(words[::2]) == {"-m"}
    return given_metadata(words[1::2])


@ALL
def test_examples_set_their_field(field: Field) -> None:
    """On the command line, in metadata files and in a configuration alike."""
    given = _metadata(field.command_line)
    assert field.leaf in set_leaves(dataclasses.replace(STORY, **given))
    for name, text in (("x.meta.toml", field.sidecar), ("x.meta.json", json.dumps(field.values))):
        assert parsed_sidecar(name, text.encode()).values == given
    for key in (field.key, *field.other_keys) if len(field.options) == 1 else ():
        assert supplied({key: field.options[0][1]}).values == given


@ALL
def test_examples_are_true_in_a_configuration(field: Field, tmp_path: Path) -> None:
    file = tmp_path / "wirecopy.toml"
    file.write_text(f"[meta]\n{field.sidecar}", encoding="utf-8")
    if {key.partition(".")[0] for key, _ in field.options} & set(UNIQUE):
        with pytest.raises(UsageError, match="cannot be shared by all stories"):
            configuration.load(str(file))
    else:
        assert configuration.load(str(file)).metadata() == _metadata(field.command_line)


@ALL
def test_the_shape_of_a_field_is_that_of_its_values(field: Field) -> None:
    """A value of another shape is refused; text can be anything on one line."""
    shape = field.shape
    wrong = "one line\nand another" if shape.startswith(("text", "claim")) else "not so, surely: 4711!"
    if "latitude" in shape:
        wrong = "north"
    options = [
        (key, wrong if field.leaf in (key, *field.other_keys, field.key) and at == len(field.options) - 1 else value)
        for at, (key, value) in enumerate(field.options)
    ]
    if "latitude" in shape:
        options[-1] = options[-1][0], wrong
    assert options != list(field.options)
    with pytest.raises(UsageError) as caught:
        given_metadata([f"{key}={value}" for key, value in options])
    assert caught.value.code == "INP011"


@pytest.mark.parametrize("format", [f.name for f in FORMATS if f.reads and f.name != "text"])
def test_examples_arrive_in_documents(format: str) -> None:
    """Where a place is named, another conversion of the document has the value of the example again."""
    rows = writer(format).MAPPING
    groups: dict[str, dict[str, object]] = {}
    for field in fields.fields():
        groups.setdefault(field.leaf.partition(".")[0], {}).update(_metadata(field.command_line))
    given = {key: value for values in groups.values() for key, value in values.items()}
    output = pipeline.write(dataclasses.replace(STORY, **given), format, allow=["LOS003"])
    assert output.data is not None
    assert output.schema_valid
    read = pipeline.read(Source(name="x", data=output.data, moment=STORY.updated)).article
    may_be_given = [leaf for leaf in leaves() if leaf[0].islower() and leaf.partition(".")[0] not in NOT_GIVEN]
    held = {leaf for leaf in may_be_given if rows[leaf].carriage is not Carriage.LOST}
    for name, value in given.items():
        if all(leaf in held for leaf in may_be_given if leaf.partition(".")[0] == name):
            assert getattr(read, name) == value, name


def test_every_command_on_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is printed, and so does a metadata file with the last lines."""
    monkeypatch.chdir(tmp_path)
    text = "Ferry resumes\n\nBy Jane Doe\n\nThe ferry resumed on Tuesday after three days of storm.\n"
    (tmp_path / "story.txt").write_text(text, encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    commands = re.findall(r"^wirecopy (convert story\.txt .*)$", page, re.MULTILINE)
    assert len(commands) == len(fields.fields())
    options = ["--dry-run", "-t", "article", "--isolated"]
    for command, field in zip(commands, fields.fields(), strict=True):
        assert cli._run([*shlex.split(command), *options]) == 0
        assert field.sidecar in page
    (tmp_path / "story.meta.toml").write_text(field.sidecar, encoding="utf-8")
    assert cli._run(["convert", "story.txt", "-o", "out", *options]) == 0


def test_fields_for_machines(capfd: pytest.CaptureFixture[str]) -> None:
    """`wirecopy fields --json` has all that the page has; a key or a record chooses."""
    assert cli._run(["fields", "--json"]) == 0
    data = json.loads(capfd.readouterr().out)
    assert [row["key"] for row in data] == [field.key for field in fields.fields()]
    for row, field in zip(data, fields.fields(), strict=True):
        assert tomllib.loads(field.sidecar) == row["sidecar"]
        assert set(row["places"]) == {f.name for f in FORMATS if f.writes}
        assert given_metadata(row["options"]) == supplied(row["sidecar"]).values
    assert [row["key"] for row in data if not row["configuration"]] == ["id", "headline"]
    assert cli._run(["fields", "--json", "rights", "author"]) == 0
    chosen = [row["key"] for row in json.loads(capfd.readouterr().out)]
    assert chosen == [f.key for f in fields.fields() if f.leaf.startswith("rights.")] + ["author"]


def test_formats_and_rules_for_machines(capfd: pytest.CaptureFixture[str]) -> None:
    from convert.checks import all_rules

    assert cli._run(["formats", "--json"]) == 0
    formats = json.loads(capfd.readouterr().out)
    assert [row["name"] for row in formats] == [f.name for f in FORMATS]
    assert [row["writes"][:6] for row in formats if row["name"] == "ninjs"] == [
        ["3.1", "3.2", "3.0", "2.3", "2.2", "2.1"]
    ]
    assert cli._run(["rules", "--json"]) == 0
    rules = json.loads(capfd.readouterr().out)
    assert [row["code"] for row in rules["rules"]] == [rule.code for rule in all_rules()]
    assert {row["code"][:3] for row in rules["copy"]} == {"TXT"}
