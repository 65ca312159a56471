"""The Python API: what the README shows, what each function takes, and that it refuses all else with a ConvertError."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib
import inspect
import json
import os
import pickle
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Set
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import picture_files
import pytest
from conftest import ROOT

import convert
from convert import cli, errors, model, packages
from convert.checks.engine.session import CheckSession

pytestmark = pytest.mark.sampled(2)

STORY = """Ferry resumes after storm

By Jane Doe

The ferry resumed on Tuesday after three days of storm, its operator said. Nobody was hurt.

Passengers had waited in the harbour for two nights, and were given blankets and tea.
"""
AT = "2016-12-07T18:30:00Z"


def ninjs(result: convert.Result) -> Any:
    return json.loads(result["ninjs"])


# --------------------------------------------------------------------------------------------------------------------
# What is shown


def test_the_readme_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """The Python of the README, run as it is, gives what its text and comments say; three lines convert a story."""
    blocks = re.findall(r"^```python\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    assert len([line for line in blocks[0].splitlines() if line]) == 3
    document = convert.convert(STORY, to="ninjs", provider="The Daily Example")["ninjs"]
    (tmp_path / "story.ninjs.json").write_bytes(document)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"text": STORY}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)  # noqa: S102 - our own README
    sources = json.loads(names["ninjs"])["infoSources"]
    assert {source["name"] for source in sources} == {"The Daily Example", "Jane Doe"}
    assert names["epub"].startswith(b"PK")
    assert capsys.readouterr().out.splitlines() == re.findall(r"# prints (.*)$", "".join(blocks), re.M) != []


def test_the_public_names_are_those_that_are_listed_and_loaded_on_use() -> None:
    """`__all__`, `dir` and the lazy table agree; importing the package loads neither the model nor lxml."""
    assert sorted(convert.__all__) == convert.__all__
    assert set(convert.__all__) == {*convert._HOMES, "__version__"}
    assert set(convert.__all__) <= set(dir(convert))
    for name in convert.__all__:
        assert getattr(convert, name) is not None
        assert name == "__version__" or (getattr(convert, name).__doc__ or "").strip()
    with pytest.raises(AttributeError, match="nonsense"):
        _ = convert.nonsense
    code = "import sys, convert; dir(convert); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/").stdout
    assert {"lxml", "convert.model", "convert.api", "jsonschema"} & set(loaded.split()) == set()


def test_the_map_of_the_package_names_every_module() -> None:
    """The docstring of the package lists all modules at its top and no others, and every public function."""
    text = convert.__doc__ or ""
    listed = set(re.findall(r"(?:^    |  )([a-z_]+)  +\S", text.partition("The map of the package:")[2], re.M))
    there = {
        path.stem
        for path in (ROOT / "convert").iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").is_file()) and not path.stem.startswith("__")
    }
    assert listed == there - {"version"}
    for name in convert.__all__:
        if inspect.isfunction(getattr(convert, name)):
            assert re.search(rf"\b{name}\b", text.partition("The map")[0])


# --------------------------------------------------------------------------------------------------------------------
# What goes in


@pytest.mark.parametrize("of", [str, str.encode, lambda text: bytearray(text.encode())])
def test_text_and_bytes_are_read_alike(of: Callable[[str], Any]) -> None:
    """A story is the same from text and from bytes."""
    result = convert.convert(of(STORY), to="ninjs", moment=AT)
    assert result.article.headline == "Ferry resumes after storm"
    assert [author.name for author in result.article.authors] == ["Jane Doe"]
    assert ninjs(result)["versionCreated"] == AT
    assert convert.read(of(STORY), moment=AT).article == result.article
    assert list(result) == ["ninjs"]
    assert "ninjs" in result
    assert "epub" not in result
    assert len(result) == 1
    assert result.documents == {"ninjs": result["ninjs"]}
    assert result.trace[0].role == "headline"


def test_a_path_is_a_file_with_its_time_and_the_metadata_beside_it(tmp_path: Path, programs: Path) -> None:
    """A file gives what the command makes of it; keywords win over what stands beside it."""
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    os.utime(path, (1481126400, 1481126400))
    (tmp_path / "story.meta.toml").write_text('provider = "Beside"\nkeywords = ["storm", "ferry"]\n')
    result = convert.convert(path, to=["ninjs", "text"], keywords=["sea"])
    assert (result.article.updated.text, result.article.provider) == (
        "2016-12-07T16:00:00Z",
        model.Party(name="Beside"),
    )
    assert result.article.keywords == ("sea",)
    assert result.article.origin is not None
    assert result.article.origin.name == "story.txt"
    assert {f.location.path for f in result.findings} <= {"story.txt", "story.ninjs.json"}
    command = [str(programs / "wirecopy"), "convert", "story.txt", "-t", "ninjs", "-m", "keywords=sea", "-q"]
    environment = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert done.stdout == result["ninjs"]


def test_a_story_without_a_time_gets_the_clock_and_a_notice() -> None:
    """The clock's time is reported, unless the caller gives one."""
    before = datetime.now(UTC).replace(microsecond=0)
    result = convert.convert(STORY, to=[])
    assert before <= result.article.updated.instant <= datetime.now(UTC)
    assert [f.code for f in result.findings] == ["INP018"]
    for given in (AT, datetime(2016, 12, 7, 18, 30, tzinfo=UTC), convert.Moment(AT)):
        result = convert.convert(STORY, to=[], moment=given)
        assert result.article.updated.instant == datetime(2016, 12, 7, 18, 30, tzinfo=UTC)
        assert result.findings == ()


def test_metadata_are_plain_values() -> None:
    """Text, lists, dicts, dates and values of the model all do, under the keys of --meta; None means not given."""
    zone = timezone(timedelta(hours=2))
    result = convert.convert(
        STORY,
        to=["ninjs"],
        provider="The Daily Example",
        author=["Ann Lee", {"name": "Sam Poe", "job": "editor"}],
        published=datetime(2016, 12, 7, 18, 30, tzinfo=zone),
        content_created=date(2016, 12, 6),
        updated="2016-12-08T00:00:00Z",
        keywords=("storm", "ferry"),
        located=model.Place(name="Calais"),
        urgency=3,
        summary=None,
        metadata={"rights.holder": "The Daily Example", "provider": "keywords win"},
    )
    article = result.article
    assert article.provider == model.Party(name="The Daily Example")
    assert [(a.name, a.job) for a in article.authors] == [("Ann Lee", None), ("Sam Poe", "editor")]
    assert (article.published, article.content_created) == (
        convert.Moment("2016-12-07T18:30:00+02:00"),
        convert.Moment("2016-12-06"),
    )
    assert article.keywords == ("storm", "ferry")
    assert article.located == model.Place(name="Calais")
    assert article.rights is not None
    assert article.rights.holder == model.Party(name="The Daily Example")
    assert article.summary is None
    assert convert.read(STORY, moment=AT, author=None).article.authors[0].name == "Jane Doe"
    assert convert.read(STORY, metadata={"authors": article.authors}).article.authors == article.authors


def test_an_article_is_written_again_and_is_json() -> None:
    """An Article goes in where raw copy does, with new metadata; Article JSON is recognized."""
    article = convert.read(STORY, moment=AT).article
    result = convert.convert(article, to=["text"], headline="Ferries run")
    assert result["text"].startswith(b"Ferries run\n")
    data = convert.dumps(article)
    assert convert.loads(data) == convert.loads(data.decode()) == article
    assert convert.convert(data, to=["text"])["text"] == convert.write(article, "text").data
    assert convert.convert(data, to=["text"], name="a.article.json", headline="Ferries run")["text"] == result["text"]


def test_a_source_keeps_working_and_takes_plain_values() -> None:
    """`Source` and `convert_bytes` do what they did; what a source holds need not be values of the model."""
    source = convert.Source(name="a.txt", data=STORY.encode(), moment=convert.Moment(AT))
    converted = convert.convert_bytes(source, ["ninjs"])
    assert isinstance(converted, convert.Converted)
    assert [output.format for output in converted.outputs] == ["ninjs"]
    assert convert.read(source).article == converted.article
    loose: Any = dataclasses.replace(source, moment=AT, data=STORY, metadata={"provider": "X"})  # type: ignore[arg-type]
    assert convert.convert_bytes(loose, "ninjs").article.provider == model.Party(name="X")
    assert convert.read(loose, provider="Y").article.provider == model.Party(name="Y")
    assert convert.convert(loose, to="ninjs").article.provider == model.Party(name="X")


def test_documents_are_checked_as_text_bytes_and_files(tmp_path: Path) -> None:
    """A document has the same findings however it comes; raw copy is checked as the command does."""
    data = convert.convert(STORY, to="ninjs", moment=AT)["ninjs"]
    path = tmp_path / "a.ninjs.json"
    path.write_bytes(data)
    reports = [convert.check(data), convert.check(data.decode()), convert.check(path)]
    assert {(r.format, r.version, r.schema_valid, len(r.findings)) for r in reports} == {
        ("ninjs", "3.1", True, len(reports[0].findings))
    }
    assert reports[2].path == str(path)
    assert [f.code for f in convert.check(b"?").findings] == ["INP014"]
    assert [f.code for f in convert.check("", format="text").findings] == ["INP002"]
    copy = STORY + "\nShare this article\n"
    (tmp_path / "a.txt").write_text(copy, encoding="utf-8")
    for report in (convert.check(copy, format="text"), convert.check(tmp_path / "a.txt")):
        assert (report.format, [f.code for f in report.findings]) == ("text", ["TXT007"])
    schema = tmp_path / "schema.json"
    schema.write_text('{"required": ["nothing"]}')
    assert [f.code for f in convert.check(b"{}", schema=schema).findings] == ["SCH001"]


# --------------------------------------------------------------------------------------------------------------------
# What is refused


SOURCE: Any = convert.Source(name="a.txt", data=STORY.encode(), moment=convert.Moment(AT))
ARTICLE: Any = convert.read(STORY, moment=AT).article
API: Any = convert

REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "a file name as text": (lambda: API.read("story.txt"), "pathlib.Path('story.txt')"),
    "a file name to check": (lambda: API.check("x.xml"), "pathlib.Path('x.xml')"),
    "a file name to load": (lambda: API.loads("x.article.json"), "pathlib.Path"),
    "a number": (lambda: API.convert(3), "must be text, bytes or a pathlib.Path, not int 3"),
    "nothing": (lambda: API.check(None), "not NoneType None"),
    "no such format": (lambda: API.write(ARTICLE, "nonsense"), "unknown format 'nonsense'"),
    "no such format to read": (lambda: API.read(STORY, format="nonsense"), "unknown format"),
    "copy as a document": (lambda: API.read(STORY, format="epub"), "not a readable zip container"),
    "a number as format": (lambda: API.convert(STORY, to=3), "the format must be"),
    "bytes as format": (lambda: API.convert(STORY, to=b"ninjs"), "the format must be"),
    "numbers as formats": (lambda: API.convert(STORY, to=[3]), "the format must be a name, not int 3"),
    "formats in write": (lambda: API.write(ARTICLE, ["ninjs"]), "the format must be a name"),
    "text as an article": (lambda: API.write(STORY, "ninjs"), "the article must be an Article"),
    "text as JSON": (lambda: API.dumps("x"), "the article must be an Article"),
    "an article of wrong values": (
        lambda: API.write(dataclasses.replace(ARTICLE, provider="X"), "ninjs"),
        "provider is str 'X', not Party",
    ),
    "an article of wrong inner values": (
        lambda: API.dumps(dataclasses.replace(ARTICLE, authors=("X",))),
        "authors/0 is str 'X', not Contributor",
    ),
    "a list in an article": (
        lambda: API.convert(dataclasses.replace(ARTICLE, keywords=["X"]), to="text"),
        "keywords is list",
    ),
    "bytes as a source": (lambda: API.convert_bytes(STORY.encode(), ["ninjs"]), "the source must be a Source"),
    "a source of wrong bytes": (
        lambda: API.convert_bytes(dataclasses.replace(SOURCE, data=3), []),
        "the input must be",
    ),
    "a source of a wrong name": (lambda: API.read(dataclasses.replace(SOURCE, name=3)), "the name must be text"),
    "a source of wrong metadata": (lambda: API.read(dataclasses.replace(SOURCE, metadata=["x"])), "must be a dict"),
    "a source of wrong time": (lambda: API.read(dataclasses.replace(SOURCE, moment=3)), "the moment must be"),
    "a time without offset": (lambda: API.convert(STORY, moment="2016-12-07T18:30:00"), "offset"),
    "a naive time": (lambda: API.convert(STORY, moment=datetime(2016, 12, 7)), "offset"),
    "a day as a time": (lambda: API.convert(STORY, moment=date(2016, 12, 7)), "the moment must be an instant"),
    "unknown metadata": (lambda: API.convert(STORY, colour="red"), "unknown metadata 'colour'"),
    "a number as provider": (lambda: API.convert(STORY, provider=3), "metadata provider/name: must be text"),
    "metadata that are no dict": (lambda: API.convert(STORY, metadata="x"), "the metadata must be a dict"),
    "numbers as keys": (lambda: API.convert(STORY, metadata={3: "x"}), "a name of metadata must be text"),
    "wrong metadata of an article": (lambda: API.convert(ARTICLE, updated="2016-12-07"), "an instant"),
    "no such loss": (lambda: API.convert(STORY, allow=["NWS101"]), "there is no loss 'NWS101'"),
    "a number as loss": (lambda: API.write(ARTICLE, "text", allow=3), "the loss must be a name"),
    "no such encoding": (lambda: API.convert(STORY.encode(), encoding="nonsense"), "nonsense"),
    "a number as encoding": (lambda: API.convert(STORY.encode(), encoding=8), "the encoding must be text"),
    "a number as name": (lambda: API.convert(STORY, name=3), "the name must be text"),
    "no text": (lambda: API.convert(""), "nothing to read"),
    "half a surrogate pair": (lambda: API.convert("\ud800"), "surrogate"),
    "no such file": (lambda: API.convert(Path("/nonexistent/story.txt")), "no such file"),
    "no such file to check": (lambda: API.check(Path("/nonexistent/story.txt")), "no such file"),
    "a folder": (lambda: API.convert(Path("/")), "folder"),
    "no such profile": (lambda: API.check(b"{}", profile="lax"), "there is no profile"),
    "no such version": (lambda: API.check(b"{}", format="ninjs@9"), "cannot be checked"),
    "a schema as text": (lambda: API.check(b"{}", schema="x.xsd"), "must be a pathlib.Path"),
    "a document not asked for": (lambda: API.convert(STORY, to="text")["epub"], "Formats written: text"),
    "a value no format carries": (lambda: API.Moment("yesterday"), "neither a date nor an instant"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_refused_with_its_reason(name: str) -> None:
    """Each is a ConvertError with a code of the catalogue and a sentence that names the fault."""
    from convert import codes

    call, said = REFUSED[name]
    with pytest.raises(convert.ConvertError) as caught:
        call()
    assert said in str(caught.value)
    assert caught.value.code in codes.all_codes()
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again), again.code) == (type(caught.value), str(caught.value), caught.value.code)


FIRST: dict[str, tuple[object, ...]] = {
    "bind": ([STORY], Path("edition.epub")),
    "check": (b'{"uri": "urn:x:1"}',),
    "convert": (STORY,),
    "convert_bytes": (SOURCE, ["ninjs"]),
    "read": (STORY,),
    "stories": (STORY,),
    "verify": (Path("news.zip"),),
    "write": (ARTICLE, "ninjs"),
}
"""What each function is called with before the arguments that have names."""

CALLED_OTHERWISE = {"to": "format", "source_format": "format", "allow": "loss", "editors": "editor"}
"""How a message names an argument, if not by its name."""


def arguments() -> Iterator[tuple[str, str]]:
    """Every named argument of the public functions, except flags, which take any truth value."""
    for function in (name for name in API.__all__ if inspect.isfunction(getattr(API, name))):
        for name, parameter in inspect.signature(getattr(API, function)).parameters.items():
            if parameter.kind is parameter.KEYWORD_ONLY and parameter.annotation != "bool":
                yield function, name


@pytest.mark.parametrize(("function", "name"), list(arguments()))
def test_a_wrong_argument_is_refused_by_name(
    function: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever has no use there is a UsageError that names the argument, never an error of Python's."""
    monkeypatch.chdir(tmp_path)
    said = CALLED_OTHERWISE.get(name, name).replace("epub_profile", "profile").replace("_", "[_ ]")
    with pytest.raises(errors.UsageError, match=rf"\b{said}\b"):
        getattr(API, function)(*FIRST[function], **{name: object()})


def test_a_withheld_document_is_an_error_when_it_is_asked_for() -> None:
    """A document that failed its proof raises what it failed for."""
    finding = convert.Finding(
        code="BUG002", severity=convert.Severity.ERROR, message="a word is lost", advice="Report."
    )
    output = convert.Output(format="ninjs", data=None, findings=(finding,))
    result = convert.Result(article=ARTICLE, outputs=(output,))
    with pytest.raises(convert.ConvertError, match=r"a word is lost \(BUG002\)"):
        _ = result["ninjs"]
    assert result.documents == {}


def test_a_format_that_cannot_hold_an_embargo_withholds_the_document() -> None:
    """It raises LOS003 when it is asked for, unless the loss is allowed; other formats are there."""
    story = {"moment": AT, "embargo": "2016-12-09T00:00:00Z"}
    result = convert.convert(STORY, to=["text", "newsml-g2"], **story)
    assert list(result.documents) == ["newsml-g2"]
    with pytest.raises(convert.ConvertError, match=r"embargo.*LOS003"):
        _ = result["text"]
    allowed = convert.convert(STORY, to=["text"], allow="los003", **story)
    assert allowed["text"].startswith(b"Ferry")
    assert {f.severity for f in allowed.findings if f.code == "LOS003"} == {convert.Severity.WARNING}
    assert convert.write(result.article, "text").data is None
    assert convert.write(result.article, "text", allow=["LOS003"]).data == allowed["text"]
    source = dataclasses.replace(SOURCE, metadata={"embargo": story["embargo"]})
    assert convert.convert_bytes(source, ["text"], allow=["LOS003"]).outputs[0].data == allowed["text"]


def test_results_and_errors_survive_pickling() -> None:
    result = convert.convert(STORY, moment=AT)
    assert pickle.loads(pickle.dumps(result)) == result
    assert isinstance(errors.ModelError("x"), ValueError)
    assert all(issubclass(e, convert.ConvertError) for e in (errors.ModelError, errors.OutputError, errors.InputError))


CLIENT = """
from pathlib import Path
from typing import assert_type
import convert
from convert import Article, ConvertError, Parsed, Result

def documents(text: str) -> bytes:
    result = convert.convert(text, to=["ninjs"], provider="The Daily Example")
    assert_type(result, Result)
    assert_type(convert.read(Path("a.txt"), author=["Jane Doe"]), Parsed)
    article: Article = convert.loads(convert.dumps(result.article))
    assert_type(convert.check(result["ninjs"]).schema_valid, bool | None)
    try:
        return result["ninjs"]
    except ConvertError as e:
        assert_type(e.code, str)
        raise
"""


@pytest.mark.slow
def test_clients_are_type_checked(tmp_path: Path) -> None:
    """mypy --strict sees the types of the package from outside, and what is wrong in a client."""
    good, bad = tmp_path / "good.py", tmp_path / "bad.py"
    good.write_text(CLIENT)
    bad.write_text("import convert\nconvert.write('x', 3)\nconvert.nonsense\n")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file=", "good.py", "bad.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)
    found = [line.partition(": error")[0] for line in done.stdout.splitlines() if ": error" in line]
    assert found == ["bad.py:2", "bad.py:2", "bad.py:3"], done.stdout


@pytest.mark.parametrize(
    ("format", "stated"), [("ninjs@3.2", b'"version": "3.2"'), ("newsml-g2@2.36", b'standardversion="2.36"')]
)
def test_a_version_is_written_by_choice(format: str, stated: bytes) -> None:
    """The document states it, and is proven against the schema of that version."""
    result = convert.convert("Ferry sails\n\nThe ferry sailed at noon.", to=format, moment="2016-12-07T18:30:00Z")
    [output] = result.outputs
    name, _, version = format.partition("@")
    assert (output.format, output.version, output.schema_valid) == (name, version, True)
    assert output.data is not None
    assert stated in output.data
    report = convert.check(output.data)
    assert (report.version, report.schema_valid) == (version, True)
    usual = convert.convert(result.article, to=name)[name]
    assert usual != output.data
    assert len(usual.splitlines()) == len(output.data.splitlines())


def test_one_version_of_a_format_is_written() -> None:
    with pytest.raises(errors.UsageError, match=r"as 3\.1 and as 3\.2"):
        convert.convert("Ferry sails\n\nIt did.", to=["ninjs", "ninjs@3.2"])
    with pytest.raises(errors.UsageError, match=r"9\.9 cannot be written"):
        convert.convert("Ferry sails\n\nIt did.", to="ninjs@9.9")


def test_a_package_is_verified_as_by_the_command(tmp_path: Path) -> None:
    """A whole one has no errors; a changed, an unknown and a missing one have, and none raises."""
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "a.txt").write_text(STORY)
    bag = tmp_path / "bag"
    assert cli._run(["convert", str(tmp_path / "copy"), "-o", str(tmp_path / "out"), "-q"]) == 0
    assert cli._run(["pack", str(tmp_path / "out"), "-o", str(bag), "-q"]) == 0
    for mode in packages.MODES:
        report = convert.verify(bag, mode=mode)  # type: ignore[arg-type]
        assert report.count(convert.Severity.ERROR) == 0
        assert any(file.format == "epub" for file in report.files) == (mode == "contents")
    (bag / "data" / "sources" / "a.txt").write_text(STORY + "\n")
    for path, code in ((bag, "PKG004"), (tmp_path / "copy", "PKG000"), (tmp_path / "none", "INP001")):
        assert code in {finding.code for file in convert.verify(path).files for finding in file.findings}
    for wrong in ("bag", b"bag", None):
        with pytest.raises(convert.UsageError):
            convert.verify(wrong)  # type: ignore[arg-type]
    with pytest.raises(convert.UsageError, match="complete, fixity, contents"):
        convert.verify(bag, mode="all")  # type: ignore[arg-type]


_TYPES: dict[str, type | tuple[type, ...]] = {"tuple": tuple, "Mapping": Mapping, "frozenset": frozenset, "Set": Set}
_TYPES |= {"bool": bool, "int": int, "float": (int, float), "str": str, "bytes": bytes}


def test_values_left_out_are_of_their_type() -> None:
    """What a record has by default can be used like what is given: an empty tuple is no None."""
    names = [info.name for info in pkgutil.walk_packages(convert.__path__, "convert.") if "__main__" not in info.name]
    for module in map(importlib.import_module, names):
        for record in vars(module).values():
            if not (inspect.isclass(record) and record.__module__ == module.__name__):
                continue
            for name, annotation in getattr(record, "__annotations__", {}).items():
                wanted = _TYPES.get(re.split(r"[\[ ]", str(annotation))[0]) if "|" not in str(annotation) else None
                default = getattr(record, "__dataclass_fields__", {}).get(name)
                value = getattr(default, "default", dataclasses.MISSING)
                if wanted and value is not dataclasses.MISSING:
                    assert isinstance(value, wanted), (record, name)


# --------------------------------------------------------------------------------------------------------------------
# Every keyword

COPY = (
    "From: Jane Doe <jane@example.org>\nSubject: Café reopens\n\nCafé reopens in the harbor\n\nBy Jane Doe\n\n"
    "Dec. 5, 2016 10:00 p.m.\n\nThe café in the harbor reopened on Tuesday after three days of storm, said Ann.\n\n"
    "Share this article\n\n###\n\nMill reopens\n\nThe old mill in the valley will open again in May, its owner said.\n"
).encode("cp1252")
EMBARGO = {"embargo": "2100-01-01T00:00:00Z"}
CHECKED = '{"uri": "urn:x:1", "headline": "A", "standard": {"name": "ninjs", "version": "3.1"}}'
SHOWN = {"a.png": picture_files.PNG}

_READING: Mapping[str, tuple[dict[str, Any], Any]] = {
    "name": ({}, "story.txt"),
    "encoding": ({}, "cp1251"),
    "timezone": ({}, "Europe/Berlin"),
    "moment": ({}, "2020-01-01T00:00:00Z"),
    "repair_encoding": ({"content": "Färe nach Köln\n\nDas sagte Jörg.\n".encode().decode("cp1252")}, True),
    "keep_furniture": ({}, True),
    "keep_private": ({"keep_furniture": True}, True),
    "explanations": ({}, True),
    "images": ({"content": "Café\n\n[image: a.png | A café]\n\nIt reopened on Tuesday.\n"}, SHOWN),
    "images_url": (
        {"content": "Café\n\n[image: a.png | A café]\n\nIt reopened on Tuesday.\n", "images": SHOWN},
        "https://pictures.example.org/",
    ),
    "keep_picture_metadata": (
        {
            "content": "Café\n\n[image: a.jpg | A café]\n\nIt reopened on Tuesday.\n",
            "images": {"a.jpg": picture_files.jpeg(comment=b"made by a device")},
        },
        True,
    ),
    "metadata": ({}, {"language": "fr"}),
    "slugline": ({}, "cafe"),
}
KEYWORDS: Mapping[str, Mapping[str, tuple[dict[str, Any], Any]]] = {
    "read": {**_READING, "format": ({}, "article")},
    "convert": {
        **_READING,
        "to": ({}, ["text"]),
        "allow": ({"to": "text", "metadata": EMBARGO}, "LOS003"),
        "archive": ({"to": "epub"}, True),
        "source_format": ({}, "article"),
    },
    "stories": {
        **{
            key: _READING[key]
            for key in ("name", "encoding", "moment", "keep_furniture", "explanations", "metadata", "slugline")
        },
        "split": ({}, True),
        "format": ({"split": True}, "article"),
    },
    "check": {
        "path": ({}, "a.ninjs.json"),
        "format": ({}, "ninjs@3.2"),
        "profile": ({}, "strict"),
        "session": ({"content": CHECKED}, None),
        "selected": ({}, lambda code: code.startswith("NWS")),
        "schema": ({}, None),
        "max_size": ({}, 20),
        "epub_profile": ({}, "dict"),
    },
    "bind": {
        "order": ({}, "date"),
        "title": ({}, "The Day"),
        "date": ({}, "2016-12-07"),
        "identifier": ({}, "urn:x:1"),
        "publisher": ({}, "The Daily Example"),
        "editors": ({}, ["Ann Lee"]),
        "rights": ({}, "Free to use"),
        "language": ({}, "de"),
        "newsml": ({}, "package"),
        "archive": ({}, True),
        "modified": ({}, "2020-01-01T00:00:00Z"),
        "metadata": ({}, {"section": "Sea"}),
        "force": ({"twice": True}, True),
    },
    "verify": {"mode": ({}, "complete")},
    "write": {"allow": ({}, "LOS003")},
}
"""For each keyword of each public function arguments with which it matters, and a value."""
WITHOUT_EXAMPLE = {
    "bind allow": "as for the command (test_options)",
    "convert_bytes source_format": "as in convert",
    "convert_bytes allow": "as in convert",
}


def _called(function: str, folder: Path, arguments: dict[str, Any]) -> str:
    """What a function returns or raises, with the bytes of files that it wrote."""
    arguments = (
        {"moment": "2016-12-06T00:00:00Z", **arguments} if function in ("read", "convert", "stories") else {**arguments}
    )
    given = arguments.pop("content", COPY)
    try:
        if function == "bind":
            if arguments.pop("twice", False):
                convert.bind(["Mill\n\nIt opens again.\n"], folder / "day.epub", modified="2016-12-07T00:00:00Z")
            arguments.setdefault("modified", "2016-12-07T00:00:00Z")
            found: object = convert.bind([COPY], folder / "day.epub", **arguments)
        elif function == "check":
            found = convert.check(CHECKED if given is COPY else given, **arguments)
        elif function == "verify":
            (folder / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
            (folder / "manifest-sha256.txt").write_text("")
            (folder / "data").mkdir()
            found = convert.verify(folder, **arguments)
        elif function == "write":
            article = convert.read(COPY, moment="2016-12-06T00:00:00Z", metadata=EMBARGO).article
            found = convert.write(article, "text", **arguments)
        else:
            found = getattr(convert, function)(given, **arguments)
    except errors.ConvertError as e:
        found = e
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("day.*"))}
    return re.sub(r"0x[0-9a-f]+", "", f"{found!r} {files}").replace(str(folder), "")


@pytest.mark.sampled(8)
@pytest.mark.parametrize(
    ("function", "keyword"), [(function, keyword) for function, each in KEYWORDS.items() for keyword in each]
)
def test_a_keyword_changes_what_is_returned(function: str, keyword: str, tmp_path: Path) -> None:
    arguments, value = KEYWORDS[function][keyword]
    (tmp_path / "own.json").write_text('{"type": "array"}')
    if keyword == "schema":
        value = tmp_path / "own.json"
    if keyword == "epub_profile":
        arguments = {"content": convert.convert(COPY, to="epub", moment=AT)["epub"]}
    if keyword == "session":
        value = CheckSession(datetime(2016, 12, 7, tzinfo=UTC))
        convert.check(CHECKED.replace('"A"', '"B"'), session=value)
    for name in ("without", "with"):
        (tmp_path / name).mkdir()
    plain = _called(function, tmp_path / "without", arguments)
    assert _called(function, tmp_path / "with", {**arguments, keyword: value}) != plain


def test_every_keyword_has_an_example() -> None:
    for name in convert.__all__:
        if inspect.isfunction(function := getattr(convert, name)):
            kinds = {key: each.kind for key, each in inspect.signature(function).parameters.items()}
            keywords = {key for key, kind in kinds.items() if kind is inspect.Parameter.KEYWORD_ONLY}
            assert {key for key in keywords if f"{name} {key}" not in WITHOUT_EXAMPLE} <= set(KEYWORDS.get(name, {}))


def test_a_larger_size_lifts_the_limit_of_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convert.documents.limits.MAX_JSON", 50)
    assert [finding.code for finding in convert.check(CHECKED).findings] == ["NJS000"]
    assert "NJS000" not in {finding.code for finding in convert.check(CHECKED, max_size=1000).findings}


def test_a_larger_size_lifts_the_limit_of_the_documents_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convert.documents.limits.MAX_JSON", 50)
    lines = json.dumps(json.loads(CHECKED)) + "\n"
    found = {
        max_size: {finding.code for finding in convert.check(2 * lines, path="a.jsonl", max_size=max_size).findings}
        for max_size in (None, 10_000)
    }
    assert ("NJS000" in found[None], "NJS000" in found[10_000]) == (True, False)
