"""What the functions of the package make of their arguments: each default, limit and refusal, and what is passed on."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import convert
from convert import checks, pipeline
from convert.api import arguments, binding, checking, converting
from convert.api.arguments import (
    bytes_of,
    format_names,
    loss_codes_of,
    metadata_of,
    moment_of,
    names_of,
    pictures_of,
    refuse_other_than_text,
    refuse_unknown,
    source_of,
    unfit,
)
from convert.batch.inputs.pictures import FolderShelf
from convert.checks import shards
from convert.documents import Limits
from convert.errors import ConvertError, InputError, UsageError
from convert.findings import FileReport, Finding, Location, Report, Severity
from convert.model import Accessibility, Article, Moment, Paragraph, Text
from convert.pictures.placing import NamedPictures
from convert.readers import Parsed, Source

pytestmark = pytest.mark.any_findings
COPY = "Ferry sails again\n\nThe ferry sailed at noon, its operator said on Monday.\n"
MOMENT = Moment("2016-12-07T16:00:00Z")
OFFSET = "Give it with its offset: 2016-12-07T18:30:00+02:00."


def refused(action: Callable[[], object], kind: type[ConvertError] = UsageError) -> tuple[str, str, str]:
    with pytest.raises(kind) as caught:
        action()
    return caught.value.code, caught.value.message, caught.value.advice


def article(**fields: Any) -> Article:
    given = {"id": "urn:x:y", "headline": "Ferry sails", "updated": MOMENT, "language": "en"}
    return Article(**(given | {"body": (Paragraph((Text("The ferry sailed at noon."),)),)} | fields))


def finding(code: str = "NWS101", severity: Severity = Severity.WARNING, **place: Any) -> Finding:
    return Finding(code=code, severity=severity, message="x", advice="Check.", location=Location(**place))


# --------------------------------------------------------------------------------------------------------------------
# Arguments


def test_values_that_are_unfit() -> None:
    assert str(unfit("the x", 7, "text")) == "the x must be text, not int 7 (INP022)"
    assert unfit("the x", object(), "text", "Check.").message == "the x must be text, not object"
    assert unfit("the x", object(), "text", "Check.").advice == "Check."
    assert unfit("the x", "a" * 38, "b").message.endswith(f"not str '{'a' * 38}'")
    assert unfit("the x", "a" * 39, "b").message.endswith(f"not str '{'a' * 38}…")
    refuse_other_than_text(a=None, b="x")
    assert refused(lambda: refuse_other_than_text(a=None, b_c=7))[1] == "the b c must be text, not int 7"
    refuse_unknown("order", "a", ("a", "b"))
    assert refused(lambda: refuse_unknown("order", "c", ("a", "b"))) == (
        *("INP022", "there is no order 'c'", "Choose one of a, b."),
    )
    assert refused(lambda: refuse_unknown("order", 7, ("a", "b"))) == (
        *("INP022", "the order must be a word, not int 7", "Choose one of a, b."),
    )


@pytest.mark.parametrize(
    ("content", "data"),
    [("ä", "ä".encode()), (b"x", b"x"), (bytearray(b"x"), b"x"), (memoryview(b"x"), b"x"), ("a.txt\n", b"a.txt\n")],
)
def test_bytes_of_contents(content: object, data: bytes) -> None:
    assert bytes_of(content) == bytes_of(content, len(data)) == data
    split = "Split it into its stories."
    expected = ("INP005", f"the input has more than {len(data) - 1} bytes", split)
    assert refused(lambda: bytes_of(content, len(data) - 1), InputError) == expected


def test_contents_that_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"hello")
    assert bytes_of(tmp_path / "a", 5) == b"hello"
    assert refused(lambda: bytes_of(tmp_path / "a", 4), InputError)[1] == "the file has 5 bytes; the limit is 4"
    for name in ("a.txt", "b/A.XML", "a.json", "a.epub"):
        expected = ("INP022", f"the text {name!r} is the name of a file", f"A file is a path: pathlib.Path({name!r}).")
        assert refused(lambda name=name: bytes_of(name)) == expected  # type: ignore[misc]
    for text in ("a.txt\r", "a.md", "x" * 4092 + ".txt", "a\n.txt"):
        assert bytes_of(text) == text.encode()
    assert refused(lambda: bytes_of("x" * 4091 + ".txt"))[0] == "INP022"
    message = "the text has half a surrogate pair at character 3"
    assert refused(lambda: bytes_of("ab\ud800"), InputError) == ("INP003", message, "")
    assert refused(lambda: bytes_of(7))[1] == "the input must be text, bytes or a pathlib.Path, not int 7"


def test_instants() -> None:
    assert moment_of("2016-12-07T16:00:00Z") == moment_of(MOMENT) == MOMENT
    zone = timezone(timedelta(hours=2))
    assert moment_of(datetime(2016, 12, 7, 18, tzinfo=zone)).text == "2016-12-07T18:00:00+02:00"
    for value, message in (
        ("2016-12-07", "the moment must be an instant, not str '2016-12-07'"),
        (7, "the moment must be an instant, not int 7"),
        (datetime(2016, 12, 7).date(), "the moment must be an instant, not str '2016-12-07'"),
    ):
        assert refused(lambda value=value: moment_of(value)) == ("INP022", message, OFFSET)  # type: ignore[misc]
    assert refused(lambda: moment_of(7, "modified"))[1].startswith("the modified must be")
    assert refused(lambda: moment_of("soon"))[::2] == ("INP022", OFFSET)
    assert abs(datetime.fromisoformat(arguments.now()) - datetime.now(UTC)) < timedelta(minutes=1)
    assert len(arguments.now()) == 20


def test_names() -> None:
    assert (names_of("x", "a"), names_of("x", ["a", "b"]), names_of("x", ())) == (("a",), ("a", "b"), ())
    assert refused(lambda: names_of("x", b"a"))[1] == "the x must be a name, or a list of names, not bytes b'a'"
    assert refused(lambda: names_of("x", 7))[1] == "the x must be a name, or a list of names, not int 7"
    assert refused(lambda: names_of("x", ["a", 7]))[1] == "the x must be a name, not int 7"
    assert format_names(["ninjs", "text", "ninjs"]) == ("ninjs@3.1", "text")
    assert refused(lambda: format_names(7))[1].startswith("the format must be a name")
    assert (loss_codes_of(()), loss_codes_of("los003")) == ((), ("LOS003",))
    assert refused(lambda: loss_codes_of(7))[1].startswith("the loss must be a name")
    assert metadata_of({"slugline": "a", "urgency": None}, {"slugline": "b"}) == {"slugline": "b"}
    assert metadata_of(None, {}) == {}
    assert refused(lambda: metadata_of(7, {}))[1] == "the metadata must be a dict, not int 7"
    assert refused(lambda: metadata_of({7: "x"}, {}))[1] == "a name of metadata must be text, not int 7"
    zoned: Any = metadata_of({"published": "2016-12-07 16:00"}, {}, "UTC")["published"]
    assert zoned.text == "2016-12-07T16:00:00Z"


# --------------------------------------------------------------------------------------------------------------------
# Sources


def test_a_source_of_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arguments, "now", lambda: "2020-01-01T00:00:00Z")
    source, clock = source_of("ä")
    assert (source.name, source.data, source.encoding, source.moment.text, clock) == (
        *("copy.txt", "ä".encode(), "utf-8", "2020-01-01T00:00:00Z", True),
    )
    assert (source.metadata, source.pictures, source.timezone) == ({}, None, None)
    flags = (source.repair_encoding, source.keep_furniture, source.keep_private, source.explanations)
    assert flags == (False,) * 4
    source, clock = source_of(b"x", moment=MOMENT, name="n.md", encoding="latin-1", timezone="UTC", metadata={"a": 1})
    assert (source.name, source.encoding, source.moment, clock) == ("n.md", "latin-1", MOMENT, False)
    assert (source.timezone, source.metadata) == ("UTC", {"a": 1})
    assert source_of(b"x")[0].encoding is None
    json = b'{"article": 1}'
    names = [source_of(json, **options)[0].name for options in ({}, {"format": "text"}, {"name": "x"})]  # type: ignore[arg-type]
    assert names == ["copy.article.json", "copy.txt", "x"]
    for name in ("name", "encoding", "timezone"):
        assert refused(lambda name=name: source_of("x", **{name: 7}))[1] == f"the {name} must be text, not int 7"  # type: ignore[misc]


@pytest.mark.parametrize("name", ["repair_encoding", "keep_furniture", "keep_private", "explanations"])
def test_what_a_source_says_stays(name: str) -> None:
    source = source_of("x", **{name: True})[0]  # type: ignore[arg-type]
    assert [
        getattr(source, other) for other in ("repair_encoding", "keep_furniture", "keep_private", "explanations")
    ] == [other == name for other in ("repair_encoding", "keep_furniture", "keep_private", "explanations")]
    assert getattr(source_of(source)[0], name) is True
    assert getattr(source_of(replace(source, **{name: False}), **{name: True})[0], name) is True  # type: ignore[arg-type]


def test_a_source_of_a_source_and_of_a_file(tmp_path: Path) -> None:
    given = Source(name="n", data=b"x", moment=MOMENT, metadata={"slugline": "a", "urgency": 3}, story=2)
    source, clock = source_of(given, metadata={"slugline": "b"})
    assert (source.name, source.data, source.moment, source.story, clock) == ("n", b"x", MOMENT, 2, False)
    assert source.metadata == {"slugline": "b", "urgency": 3}
    assert source_of(given, moment="2020-01-01T00:00:00Z")[0].moment.text == "2020-01-01T00:00:00Z"
    path = tmp_path / "a.txt"
    path.write_text("hello")
    (tmp_path / "a.meta.toml").write_text("slugline = 'a'\nurgency = 3")
    os.utime(path, (1_480_000_000, 1_480_000_000))
    source, clock = source_of(path, metadata={"slugline": "b"})
    assert (source.name, source.data, source.moment.text, clock) == ("a.txt", b"hello", "2016-11-24T15:06:40Z", False)
    assert source.metadata == {"slugline": "b", "urgency": 3}
    assert source_of(path, moment=MOMENT)[0].moment == MOMENT
    pictures: Any = source.pictures
    assert (pictures.shelf.folder, pictures.shelf.stem, pictures.shelf.stories) == (str(tmp_path), "a", str(tmp_path))


def test_pictures_that_a_story_can_have(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "a.png").write_bytes(b"file")
    assert pictures_of("x", None) is None
    made: Any = pictures_of(tmp_path / "n" / "a.txt", None, "https://h.example/p/", keeps_metadata=True)
    assert made.shelf == FolderShelf(str(tmp_path / "n"), "a", str(tmp_path / "n"))
    assert (made.url, made.keeps_metadata) == ("https://h.example/p/", True)
    made = pictures_of(tmp_path / "a.txt", tmp_path / "p")
    assert made.shelf == FolderShelf(str(tmp_path / "p"), "a", str(tmp_path))
    assert (made.url, made.keeps_metadata) == ("", False)
    assert pictures_of("x", tmp_path / "p").shelf == FolderShelf(str(tmp_path / "p"), "copy", None)  # type: ignore[union-attr]
    made = pictures_of("x", {"a": b"bytes", "b": tmp_path / "a.png"})
    assert isinstance(made.shelf, NamedPictures)
    message = f"the images: {tmp_path}/none is not a folder"
    assert refused(lambda: pictures_of("x", tmp_path / "none")) == (
        "INP073",
        message,
        "Name the folder with the pictures.",
    )
    for images, message in (
        ("p", "the images must be a dict of bytes by name, or the pathlib.Path of a folder, not str 'p'"),
        ({"a": "p"}, "an image must be bytes or a pathlib.Path, not str 'p'"),
        ({7: b""}, "the name of an image must be text, not int 7"),
    ):
        assert refused(lambda images=images: pictures_of("x", images))[1] == message  # type: ignore[misc]
    assert refused(lambda: pictures_of("x", None, 7))[1] == "images_url must be text, not int 7"


# --------------------------------------------------------------------------------------------------------------------
# Converting


def test_an_article_is_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    file: Any = SimpleNamespace(name="a.png", data=b"x")

    def illustrate(given: Article, shelf: Any) -> Any:
        asked.append((given.slugline, shelf.url, shelf.keeps_metadata))
        return given, (file,), (finding(),)

    monkeypatch.setattr(pipeline, "illustrate", illustrate)
    result = convert.convert(
        article(), to="text", images={}, images_url="https://h.example/", keep_picture_metadata=True, slugline="a"
    )
    assert asked == [("a", "https://h.example/", True)]
    assert (result.article.slugline, result.pictures) == ("a", {"a.png": b"x"})
    assert ("NWS101", "copy.txt") in [(f.code, f.location.path) for f in result.findings]
    assert ("LOS001", "copy.txt") in [(f.code, f.location.path) for f in result.findings]
    code, message, _ = refused(lambda: convert.convert(article(), to="text", metadata={"id": "x"}))
    assert (code, message[:9]) == ("INP011", "metadata ")
    monkeypatch.setattr(converting, "metadata_of", lambda *_: {"headline": ""})
    assert refused(lambda: convert.convert(article(), to="text")) == ("INP011", "metadata: headline: is empty", "")


def test_findings_are_at_their_files() -> None:
    outputs: Any = [SimpleNamespace(format="ninjs", findings=(finding("NJS101", path="x", line=2),))]
    for name, story, path in (("n/a.txt", 0, "n/a.ninjs.json"), ("a.md", 3, "a-3.ninjs.json")):
        found = converting._all([finding(line=1)], outputs, name, story)
        assert {(f.code, f.location.path, f.location.line, f.location.story) for f in found} == {
            ("NWS101", name, 1, story),
            ("NJS101", path, 2, 0),
        }


def test_the_clock_is_told_where_it_counts() -> None:
    result = convert.convert(COPY, to="text")
    [told] = [f for f in result.findings if f.code == "INP018"]
    assert told.message == "the story shows no time, so the time of the conversion is used"
    assert (told.severity, told.advice) == (Severity.NOTICE, "Give updated=… or moment=….")
    for options in ({"moment": MOMENT}, {"updated": "2016-12-07T16:00:00Z"}):
        codes = [f.code for f in convert.convert(COPY, to="text", **options).findings]  # type: ignore[arg-type]
        assert "INP018" not in codes


def test_an_input_of_several_stories(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source = Source(name="a", data=b"x", moment=MOMENT)
    monkeypatch.setattr(pipeline, "split", lambda source, **options: (source,) * 1200)
    expected = ("INP025", "the input has 1,200 stories", "Divide it with convert.stories, and read each story.")
    for action in (convert.read, convert.convert):
        assert refused(lambda action=action: action(source), InputError) == expected  # type: ignore[misc]
    asked: list[Any] = []

    def split(source: Source, **options: Any) -> Any:
        asked.append(options)
        return tuple(replace(source, story=number) for number in (1, 2)) if options.get("by_separators") else (source,)

    monkeypatch.setattr(pipeline, "split", split)
    path = tmp_path / "a.txt"
    path.write_text("hello")
    (tmp_path / "a-2.meta.toml").write_text("slugline = 'own'\nurgency = 4")
    assert [s.metadata for s in convert.stories(path, split=True, slugline="b", format="text")] == [
        {"slugline": "b"},
        {"slugline": "b", "urgency": 4},
    ]
    assert [s.metadata for s in convert.stories("x", split=True, slugline="b")] == [{"slugline": "b"}] * 2
    assert len(convert.stories(path)) == 1
    assert asked == [
        {"format": "text", "by_separators": True},
        {"format": None, "by_separators": True},
        {"format": None, "by_separators": False},
    ]


def test_what_a_story_is_read_with(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(
        pipeline, "read", lambda source, **options: asked.append((source, options)) or Parsed(article=article())
    )
    convert.read(
        b"x",
        format="text",
        name="n",
        encoding="latin-1",
        timezone="UTC",
        moment=MOMENT,
        repair_encoding=True,
        keep_furniture=True,
        keep_private=True,
        explanations=True,
        images={},
        images_url="https://h.example/",
        keep_picture_metadata=True,
        metadata={"slugline": "a"},
        urgency=3,
    )
    [(source, options)] = asked
    assert (source.name, source.encoding, source.timezone, source.moment) == ("n", "latin-1", "UTC", MOMENT)
    assert (source.repair_encoding, source.keep_furniture, source.keep_private, source.explanations) == (True,) * 4
    assert (source.pictures.url, source.pictures.keeps_metadata) == ("https://h.example/", True)
    assert (source.metadata, options) == ({"slugline": "a", "urgency": 3}, {"format": "text"})


def test_documents_of_other_arguments() -> None:
    source = Source(name="a", data=COPY.encode(), moment=MOMENT)
    assert convert.convert_bytes(source, "text", allow="LOS003").outputs[0].data
    advice = "Call convert.convert with text, bytes or a Path."
    assert refused(lambda: convert.convert_bytes("x", "text")) == (  # type: ignore[arg-type]
        *("INP022", "the source must be a Source, not str 'x'", advice),
    )
    assert refused(lambda: convert.write("x", "text"))[1] == "the article must be an Article, not str 'x'"  # type: ignore[arg-type]
    assert refused(lambda: convert.write(article(), 7))[1] == "the format must be a name, not int 7"  # type: ignore[arg-type]
    assert refused(lambda: convert.dumps("x"))[1] == "the article must be an Article, not str 'x'"  # type: ignore[arg-type]
    assert convert.loads(convert.dumps(article())) == article()
    named = replace(source, name=7)  # type: ignore[arg-type]
    assert refused(lambda: convert.read(named))[1] == "the name must be text, not int 7"


# --------------------------------------------------------------------------------------------------------------------
# Checking


def test_how_a_document_is_checked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[Any] = []
    report = FileReport(path="x")
    monkeypatch.setattr(checks, "check", lambda data, **options: asked.append((data, options)) or report)
    monkeypatch.setattr(
        checking, "check_shard", lambda path, data, options, **o: asked.append((path, data, options, o))
    )
    session: Any = SimpleNamespace(earlier=None)
    selected = str.isupper
    (tmp_path / "a.xml").write_bytes(b"<a/>")
    options: dict[str, Any] = {
        "path": "p",
        "format": "ninjs",
        "profile": "strict",
        "session": session,
        "selected": selected,
        "max_size": 9,
        "epub_profile": "dict",
    }
    for content, data, file in ((b"<a/>", b"<a/>", None), (tmp_path / "a.xml", None, str(tmp_path / "a.xml"))):
        assert convert.check(content, **options) is report
        (path, given, shard_options, more), (checked, named) = asked
        assert (path, given, more) == ("p", data, {"max_size": 9, "file": file})
        assert shard_options == shards.ShardOptions(
            format="ninjs",
            profile="strict",
            session=session,
            selected=selected,
            limits=Limits(size=9),
            epub_profile="dict",
        )
        assert checked == b"<a/>"
        expected = {name: value for name, value in options.items() if name != "max_size"}
        assert named == {**expected, "schema": None, "limits": Limits(size=9)}
        asked.clear()
    convert.check(tmp_path / "a.xml")
    assert asked[0][0] == asked[1][1]["path"] == str(tmp_path / "a.xml")
    asked.clear()
    monkeypatch.setattr(checking, "is_read_once", lambda path: True)
    convert.check(tmp_path / "a.xml")
    assert asked[0][1] == b"<a/>"
    asked.clear()
    schema: Any = SimpleNamespace(violations=None)
    convert.check(b"<a/>", schema=schema)
    assert [call[1]["schema"] for call in asked] == [schema]
    monkeypatch.setattr(checking, "check_shard", lambda *_, **__: report)
    asked.clear()
    assert convert.check(b"<a/>") is report
    assert asked == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"path": 7}, "the path must be text, not int 7"),
        ({"format": 7}, "the format must be text, not int 7"),
        ({"profile": "x"}, "there is no profile 'x'"),
        ({"epub_profile": "x"}, "there is no EPUB profile 'x'"),
        ({"max_size": 0}, "max_size must be a number of bytes, not int 0"),
        ({"max_size": "1"}, "max_size must be a number of bytes, not str '1'"),
        ({"session": 7}, "the session must be a CheckSession, not int 7"),
        ({"selected": 7}, "selected must be a function of a code, not int 7"),
        ({"schema": 7}, "the schema must be a pathlib.Path, not int 7"),
    ],
)
def test_wrong_arguments_of_check(options: dict[str, Any], message: str) -> None:
    assert refused(lambda: convert.check(b"<a/>", **options))[:2] == ("INP022", message)
    convert.check(b"<a/>", max_size=4)


def test_copy_is_checked_by_stories(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from convert import copy_checks

    asked: list[Any] = []
    error = InputError("INP002", "no story", "Check it.")

    def split(source: Source, **options: Any) -> Any:
        asked.append((source.name, source.metadata, source.moment.text, source.pictures, options))
        return tuple(replace(source, story=number, first_line=9) for number in numbers)

    def check(story: Source, **options: Any) -> FileReport:
        asked.append(options)
        if story.story == 2:
            raise error
        return FileReport(path="p", story=story.story, format="text", findings=(finding(path="z"), finding(path="b")))

    monkeypatch.setattr(pipeline, "split", split)
    monkeypatch.setattr(copy_checks, "check", check)
    numbers = [0]
    report = convert.check(COPY, format="text", profile="strict", path="n/p.txt")
    assert (report.story, report.format) == (0, "text")
    assert asked == [
        ("p.txt", {}, "1970-01-01T00:00:00Z", None, {"format": "text"}),
        {"path": "n/p.txt", "profile": "strict", "format": "text"},
    ]
    numbers = [1, 2]
    report = convert.check(COPY, format="text")
    assert (report.path, report.format, report.story) == ("", "text", 0)
    assert [(f.code, f.location.path) for f in report.findings] == [("INP002", ""), ("NWS101", "b"), ("NWS101", "z")]
    asked.clear()
    (tmp_path / "a.TXT").write_text(COPY)
    (tmp_path / "a.meta.toml").write_text("slugline = 'x'")
    numbers = [0]
    convert.check(tmp_path / "a.TXT")
    name, metadata, _, pictures, _ = asked[0]
    assert (name, metadata, pictures.shelf.stem) == ("a.TXT", {"slugline": "x"}, "a")
    asked.clear()
    (tmp_path / "b.txt").write_text('{"uri": "urn:x:1", "standard": {"name": "ninjs", "version": "3.1"}}')
    assert convert.check(tmp_path / "b.txt").format == "ninjs"
    assert asked == []


def test_a_package_is_verified_as_it_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from convert import packages

    asked: list[Any] = []
    reports = (FileReport(path="x"),)
    monkeypatch.setattr(packages, "verify", lambda *a: asked.append(a) or SimpleNamespace(reports=reports))
    assert convert.verify(tmp_path) == convert.verify(tmp_path, mode="complete") == Report(files=reports)
    assert asked == [(str(tmp_path), "fixity"), (str(tmp_path), "complete")]
    assert refused(lambda: convert.verify("x"))[1] == "the package must be a pathlib.Path, not str 'x'"  # type: ignore[arg-type]
    assert refused(lambda: convert.verify(tmp_path, mode="x"))[1] == "there is no mode 'x'"  # type: ignore[arg-type]


# --------------------------------------------------------------------------------------------------------------------
# Binding


class Binder:
    """Stands for the binder of editions: notes how it is used."""

    made: Any = None
    added: tuple[Finding, ...] = ()
    bound: Any = None

    def __init__(self, options: Any) -> None:
        type(self).made = self
        self.options, self.calls = options, []

    def __enter__(self) -> Binder:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def add(self, documents: Any, where: Any) -> tuple[Finding, ...]:
        self.calls.append((sorted(documents), where))
        return self.added

    def bind(self, path: str, placing: Any) -> Any:
        self.calls.append((path, placing.force))
        return self.bound


@pytest.fixture
def binder(monkeypatch: pytest.MonkeyPatch) -> type[Binder]:
    from convert.packages import editions

    monkeypatch.setattr(editions, "Binder", Binder)
    monkeypatch.setattr(Binder, "bound", editions.Bound(files=("f",), reports=(FileReport(path="r"),)))
    monkeypatch.setattr(Binder, "added", ())
    return Binder


def test_how_stories_are_bound(binder: type[Binder], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    real = converting.convert
    monkeypatch.setattr(
        binding, "convert", lambda story, **o: asked.append((type(story).__name__, o)) or real(story, **o)
    )
    claims: Any = {"accessibility": {"contact_email": "a@b.example"}}
    binding.bind(
        [article(), COPY],
        tmp_path / "a.epub",
        order="date",
        title="T",
        date="2016-12-07",
        identifier="urn:x:y",
        publisher="P",
        editors=["E"],
        rights="R",
        language="en",
        modified=MOMENT,
        newsml="package",
        archive=True,
        allow=("LOS003",),
        metadata=claims,
        force=True,
    )
    options = binder.made.options
    assert (options.order, options.title, options.date, options.id, options.publisher) == (
        *("date", "T", "2016-12-07", "urn:x:y", "P"),
    )
    assert (options.editors, options.rights, options.language, options.modified) == (
        *(("E",), "R", "en", "2016-12-07T16:00:00Z"),
    )
    assert (options.accessibility, options.archive, options.beside) == (
        *(Accessibility(contact_email="a@b.example"), True, "package"),
    )
    assert [name for name, _ in asked] == ["Article", "Source"]
    assert all(o == {"to": options.formats, "allow": ("LOS003",), "metadata": claims} for _, o in asked)
    first, second, last = binder.made.calls
    assert (first[1].path, second[1].path, second[1].story) == ("copy.txt", "copy.txt", 0)
    assert first[0] == sorted(options.formats)
    assert last == (str(tmp_path / "a.epub"), True)
    binding.bind([article()], tmp_path / "a.epub")
    options = binder.made.options
    assert (options.modified, options.accessibility, options.editors, options.beside) == (None, None, (), None)
    assert binder.made.calls[-1] == (str(tmp_path / "a.epub"), False)


def test_stories_that_cannot_be_bound(binder: type[Binder], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.epub"
    unlisted = "the stories must be a list of texts, bytes, paths or Articles, not "
    for stories in ("x", b"x", path, article(), 7):
        assert refused(lambda stories=stories: binding.bind(stories, path))[1].startswith(unlisted)  # type: ignore[arg-type, misc]
    assert refused(lambda: binding.bind([], "a.epub"))[1] == "the path must be a pathlib.Path, not str 'a.epub'"  # type: ignore[arg-type]
    assert refused(lambda: binding.bind([], path, title=7))[1] == "the title must be text, not int 7"  # type: ignore[arg-type]
    assert refused(lambda: binding.bind([], path, order="x"))[1] == "there is no order 'x'"  # type: ignore[arg-type]
    assert refused(lambda: binding.bind([], path, newsml="x"))[1] == "there is no newsml 'x'"  # type: ignore[arg-type]
    assert refused(lambda: binding.bind([], path, modified=7))[1].startswith("the modified must be")  # type: ignore[arg-type]
    monkeypatch.setattr(Binder, "added", (finding(), finding("PKG001", Severity.ERROR)))
    assert refused(lambda: binding.bind([article()], path), ConvertError) == ("PKG001", "x", "Check.")
