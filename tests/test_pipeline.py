"""The stages of the pipeline: what an input is, what is proven, what is withheld, and what is told of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from convert import checks, pipeline
from convert.checks.engine.facts import Facts
from convert.errors import InputError
from convert.findings import FileReport, Finding, Location, Severity
from convert.model import Article, Contributor, Embargo, Moment, Origin, Paragraph, Party, Text, make_id
from convert.pipeline import comparison, inputs, proof, story_findings
from convert.pipeline.proof import Expected
from convert.readers import Parsed, Source, TraceLine
from convert.writers import Rendered

pytestmark = pytest.mark.any_findings
MOMENT = Moment("2016-12-07T16:00:00Z")
COPY = b"Ferry sails again\n\nThe ferry sailed at noon, its operator said on Monday.\n"
ERROR, WARNING, NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE
NAR = "http://iptc.org/std/nar/2006-10-01/"


def source(data: bytes = COPY, name: str = "a.txt", **fields: Any) -> Source:
    return Source(name=name, data=data, moment=MOMENT, **fields)


def article(**fields: Any) -> Article:
    given = {"id": "urn:x:y", "headline": "Ferry sails", "updated": MOMENT, "language": "en"}
    return Article(**(given | {"body": (Paragraph((Text("The ferry sailed at noon."),)),)} | fields))


def refused(action: Callable[[], object]) -> tuple[str, str, str]:
    with pytest.raises(InputError) as caught:
        action()
    return caught.value.code, caught.value.message, caught.value.advice


def finding(code: str = "NWS101", severity: Severity = WARNING, message: str = "x", **place: Any) -> Finding:
    return Finding(code=code, severity=severity, message=message, location=Location(**place))


# --------------------------------------------------------------------------------------------------------------------
# What an input is

AS_TEXT = "Give its text as plain text (.txt), or name the format text if this is the copy."
SAVE = "Save its text as plain text (.txt) in the program that it comes from, and convert that."
AS_JSON = (
    "Give stories as JSON Lines (.jsonl), each line an object with “text”, or as JSON Feed, ninjs, or schema.org's "
    "NewsArticle with its “articleBody”."
)


@pytest.mark.parametrize(
    ("data", "code", "kind", "advice"),
    [
        (b"<!DOCTYPE html><p>x", "INP019", "a page in HTML, not copy", AS_TEXT),
        (b"\xef\xbb\xbf \n<html>", "INP019", "a page in HTML, not copy", AS_TEXT),
        (b"<ARTICLE class='x'>", "INP019", "markup or data, not copy", AS_TEXT),
        (b"<?xml version='1.0'?>", "INP019", "markup or data, not copy", AS_TEXT),
        (b"<a xmlns='x'/>", "INP019", "markup or data, not copy", AS_TEXT),
        (b"{\\rtf1 x}", "INP019", "RTF, not copy", AS_TEXT),
        (b'\t{"a": 1}', "INP019", "JSON without a story's title and text, not copy", AS_JSON),
        (b'[{"a": 1}]', "INP019", "JSON without a story's title and text, not copy", AS_JSON),
        (b"-- MySQL dump 10.13  Distrib 8.0.36\n", "INP019", "a dump of a database, not copy", AS_TEXT),
        (b"--\n-- PostgreSQL database dump\n--\n", "INP019", "a dump of a database, not copy", AS_TEXT),
        (
            b"INSERT INTO `wp_posts` (`ID`, `post_title`) VALUES\n(1,",
            "INP019",
            "a dump of a database, not copy",
            AS_TEXT,
        ),
        (b"PRAGMA foreign_keys=OFF;\nBEGIN", "INP019", "a dump of a database, not copy", AS_TEXT),
        (b"WARC/1.0 ", "INP019", "markup or data, not copy", AS_TEXT),
        (b"PK\3\4word/", "INP019", "a document of Word, not copy", AS_TEXT),
        (b"PK\3\4 application/vnd.oasis.opendocument", "INP019", "an OpenDocument, not copy", AS_TEXT),
        (b"PK\3\4xl/", "INP019", "a spreadsheet, not copy", AS_TEXT),
        (b"PK\3\4 application/epub+zip", "INP019", "an EPUB that cannot be read, not copy", AS_TEXT),
        (b"PK\3\4", "INP019", "a zip archive, not copy", AS_TEXT),
        (b"%PDF-1.7", "INP003", "a PDF, not text", SAVE),
        (b"\xd0\xcf\x11\xe0x", "INP003", "a document of Word or Excel, not text", SAVE),
        (b"\xff\xd8\xffx", "INP003", "a picture (JPEG), not text", SAVE),
        (b"\x89PNG\r\nx", "INP003", "a picture (PNG), not text", SAVE),
        (b"GIF87ax", "INP003", "a picture (GIF), not text", SAVE),
        (b"GIF89ax", "INP003", "a picture (GIF), not text", SAVE),
        (b"\x1f\x8b\x08x", "INP003", None, None),
    ],
)
def test_what_is_other_than_copy(data: bytes, code: str, kind: str | None, advice: str | None) -> None:
    found = refused(lambda: inputs.refuse_other_than_copy(source(data), is_sure=False))
    assert found[0] == code
    assert found[1].startswith("the input is ")
    if kind:
        assert found[1:] == (f"the input is {kind}", advice)
        assert inputs.is_other_than_copy(data)
        inputs.refuse_other_than_copy(source(data), is_sure=True)
        inputs.refuse_other_than_copy(source(data, story=1), is_sure=False)
    else:
        assert not inputs.is_other_than_copy(data)
        assert refused(lambda: inputs.refuse_other_than_copy(source(data), is_sure=True)) == found


STORY = json.dumps({"title": "Ferry", "content_text": "The ferry sailed at noon, its operator said."}).encode()


@pytest.mark.parametrize(
    "data",
    [
        COPY,
        b"",
        b"<3 words",
        b"{a}",
        b"Insert into each bell a clapper.",
        b"-- Osted, by mail",
        STORY,
        b"\xef\xbb\xbf\n" + STORY,
        b"[" + STORY + b"]",
    ],
)
def test_what_is_copy(data: bytes) -> None:
    assert not inputs.is_other_than_copy(data)
    inputs.refuse_other_than_copy(source(data), is_sure=False)
    assert inputs.holds_stories(data) == (b"title" in data)


def test_formats_of_inputs() -> None:
    ninjs = {"uri": "urn:x:1", "standard": {"name": "ninjs", "version": "3.1"}, "headlines": [{"value": "Ferry"}]}
    rows: list[tuple[str, bytes, str]] = [
        ("a.txt", COPY, "text"),
        ("a.md", COPY, "text"),
        ("a.ninjs.json", b"x", "ninjs"),
        ("a.txt", f"<newsItem xmlns='{NAR}'/>".encode(), "newsml-g2"),
        ("a.txt", json.dumps(ninjs).encode(), "ninjs"),
        ("a.txt", STORY, "text"),
        ("a.txt", b'{"article": 1}', "article"),
    ]
    assert [inputs.input_format(name, data).name for name, data, _ in rows] == [format for *_, format in rows]
    assert inputs.format_of_name("A.EPUB").name == "epub"


def test_what_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    expected = ("INP019", "the input is a pointer of Git LFS, not copy", "Fetch the copy: git lfs pull.")
    assert refused(lambda: pipeline.read(source(pointer))) == expected
    unread = SimpleNamespace(name="text", title="X", reads=False)
    monkeypatch.setattr(pipeline, "named", lambda name: unread)
    message = "X is written and checked, but cannot be read"
    assert refused(lambda: pipeline.read(source(), format="text")) == ("INP012", message, "Convert its source.")


def test_how_an_input_is_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    import convert.readers.epub as epub
    import convert.readers.newsml_g2 as newsml
    import convert.readers.text.split as text

    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(newsml, "items", lambda source: asked.append(("items", source.name)) or ("items",))
    monkeypatch.setattr(epub, "stories", lambda source: asked.append(("stories", source.name)) or ("stories",))
    monkeypatch.setattr(text, "split", lambda source, **options: asked.append((source.name, options)) or ("text",))
    item = f"<newsItem xmlns='{NAR}'/>".encode()
    assert pipeline.split(source(item, "n")) == pipeline.split(source(name="n"), format="newsml-g2") == ("items",)
    assert pipeline.split(source(name="e"), format="epub") == ("stories",)
    assert pipeline.split(source(), by_separators=True) == pipeline.split(source()) == ("text",)
    assert asked[3:] == [("a.txt", {"by_separators": True}), ("a.txt", {"by_separators": False})]
    page = source(b"<html>", "p")
    assert pipeline.split(page) == (page,)
    assert pipeline.split(page, format="text") == ("text",)
    document = source(b'{"article": 1}')
    assert pipeline.split(document) == (document,)


# --------------------------------------------------------------------------------------------------------------------
# What is read


def test_ids_that_are_computed() -> None:
    """Of copy unless one is given, of documents if it is that of their words; a version needs one that is given."""
    computed = make_id("Wire", "Ferry sails", article().body)
    own = article(id=computed, provider=Party(name="Wire"))

    def noticed(made: Article, *, is_copy: bool, **metadata: object) -> tuple[bool | None, list[str]]:
        found = pipeline._with_id_noticed(Parsed(article=made), source(metadata=metadata), is_copy=is_copy)
        return found.has_computed_id, [f.code for f in found.findings]

    assert noticed(article(), is_copy=True) == (True, [])
    assert noticed(article(), is_copy=True, id="urn:x:y") == (False, [])
    assert noticed(own, is_copy=True, id=computed) == noticed(own, is_copy=False) == (True, [])
    assert noticed(article(), is_copy=False) == (False, [])
    assert noticed(replace(own, provider=None), is_copy=False) == (False, [])
    assert noticed(replace(own, headline="Ferry stops"), is_copy=False) == (False, [])
    second = replace(own, version=2)
    assert noticed(second, is_copy=True, version=2) == (True, ["INP066"])
    assert noticed(second, is_copy=False, version=2) == (True, ["INP066"])
    assert noticed(second, is_copy=True) == (True, [])
    assert noticed(second, is_copy=True, version=2, id=computed) == (True, [])
    assert noticed(own, is_copy=True, version=1) == (True, [])
    assert noticed(article(version=2), is_copy=False, version=2) == (False, [])


@pytest.mark.parametrize("format", ["newsml-g2", "ninjs", "epub"])
def test_a_document_that_was_changed_is_told(format: str) -> None:
    """With metadata, too, which are no change of the document; documents of ours in any version are as they were."""
    versions = {"newsml-g2": ("2.35", "2.36"), "ninjs": ("3.1", "2.1"), "epub": ("3.3",)}[format]
    for version in versions:
        data = pipeline.write(article(), f"{format}@{version}").data
        assert data
        for metadata in ({}, {"slugline": "ferry"}):
            parsed = pipeline.read(source(data, "a", metadata=metadata))
            assert [f.code for f in parsed.findings] == []
            assert parsed.article.slugline == metadata.get("slugline")
    if format == "epub":
        return
    other = re.sub(rb"(?i)(wordcount\W+)\d", rb"\g<1>7", data)
    assert other != data
    [told] = pipeline.read(source(other, "a")).findings
    assert (told.code, told.severity) == ("INP062", NOTICE)
    assert (
        told.message
        == "wirecopy would write this document otherwise: it was changed since, or written by another version"
    )


def test_versions_that_a_document_may_have() -> None:
    from convert.formats import named

    assert pipeline._possible_versions(b"", named("epub")) == ("3.3",)
    assert pipeline._possible_versions(b"", named("newsml-g2")) == ("2.35", "2.36", "2.35+superdesk")
    ours = pipeline.write(article(), "ninjs@2.1").data or b""
    assert pipeline._possible_versions(ours, named("ninjs")) == ("2.1",)
    assert pipeline._possible_versions(b'{"uri": "urn:x:1"}', named("ninjs")) == ()


def test_pictures_of_documents_and_of_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    from convert.pictures import placing

    shelf: Any = SimpleNamespace(of_story=lambda number: f"shelf {number}")
    pictures: Any = placing.Pictures(shelf=shelf)
    asked: list[object] = []

    def illustrated(given: Article, found: Any) -> tuple[object, ...]:
        asked.append((given.id, found and found.shelf))
        return given, ("file",), (finding(),)

    monkeypatch.setattr(placing, "illustrated", illustrated)
    parsed = Parsed(article=article(), findings=(finding("NWS102"),))
    assert pipeline.illustrate(article(), None) == (article(), (), ())
    found = pipeline._illustrated(parsed, source(pictures=pictures, story=7))
    assert (found.files, [f.code for f in found.findings]) == (("file",), ["NWS102", "NWS101"])
    assert asked == [("urn:x:y", "shelf 7")]
    monkeypatch.setattr(placing, "with_files", lambda given, shelf: asked.append(shelf) or (given, ("bytes",), ()))
    assert pipeline._with_files(parsed, source(pictures=pictures)) is parsed
    image = SimpleNamespace(sha256="0" * 64)
    monkeypatch.setattr(pipeline, "pictures", lambda body: [(None, image)])
    assert pipeline._with_files(parsed, source()) is parsed
    assert pipeline._with_files(parsed, source(pictures=pictures)).files == ("bytes",)
    assert asked[1:] == [shelf]
    image.sha256 = ""
    assert pipeline._with_files(parsed, source(pictures=pictures)) is parsed


# --------------------------------------------------------------------------------------------------------------------
# What is written


def written(
    monkeypatch: pytest.MonkeyPatch, *, losses: Any = (), report: Any = None, lost: Any = (), **options: Any
) -> Any:
    """The output of `_write` where writer, checks and proof say this; and how the checks were called."""
    asked: list[Any] = []

    def examine(data: bytes, format: str, **named: Any) -> tuple[object, object]:
        asked.append((data, format, named))
        return report or FileReport(path="", schema_valid=True), "facts"

    monkeypatch.setattr(
        pipeline, "render", lambda *a, **k: asked.append((a, k)) or Rendered(data=b"data", findings=tuple(losses))
    )
    monkeypatch.setattr(checks, "examine", examine)
    monkeypatch.setattr(checks, "obstacles", lambda data: [finding("PKG105", ERROR)])
    monkeypatch.setattr(pipeline, "lost_words", lambda *a: asked.append(a) or lost)
    expected = Expected.of(article())
    return pipeline._write(
        article(), options.pop("name", "ninjs"), expected, options.pop("allow", ()), **options
    ), asked


def test_how_a_document_is_examined(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = Expected.of(article())
    output, (render, examined, lost) = written(monkeypatch)
    assert render == ((article(), "ninjs"), {"version": "3.1", "present": expected.leaves})
    data, format, named = examined
    assert (data, format, named["profile"], named["version"]) == (b"data", "ninjs", "ours", "")
    assert named["limits"] is pipeline.LIMITS
    assert lost == ("facts", expected, "ninjs", "3.1")
    assert (output.format, output.version, output.data, output.schema_valid) == ("ninjs", "3.1", b"data", True)
    output, (render, examined, lost) = written(monkeypatch, name="newsml-g2@2.35+superdesk")
    assert (render[1]["version"], examined[2]["version"], lost[3], output.version) == (
        *("2.35+superdesk", "", "2.35+superdesk", "2.35"),
    )
    assert written(monkeypatch, name="ninjs@2.1")[1][1][2]["version"] == "2.1"
    limits = written(monkeypatch, name="article")[1][1][2]["limits"]
    assert limits == pipeline.Limits(size=pipeline.MAX_JSON)


def test_what_withholds_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    loss = finding("LOS003", ERROR)
    assert written(monkeypatch, losses=[loss])[0].data is None
    allowed = written(monkeypatch, losses=[loss, finding("LOS001", NOTICE)], allow=("LOS003", "LOS001"))[0]
    assert allowed.data == b"data"
    assert [(f.code, f.severity) for f in allowed.findings] == [("LOS001", NOTICE), ("LOS003", WARNING)]
    report = FileReport(path="", schema_valid=False, findings=(finding("NJS001", ERROR, "it is odd", line=3),))
    output = written(monkeypatch, report=report)[0]
    [bug] = output.findings
    assert (output.data, output.schema_valid, bug.code, bug.severity) == (None, False, "BUG001", ERROR)
    assert (bug.message, bug.location.line) == ("the document is not valid: it is odd (NJS001)", 3)
    assert bug.advice == "This is a bug in wirecopy; the document was withheld. Please report it with the input."
    assert written(monkeypatch, lost=[finding("BUG002", ERROR)])[0].data is None
    report = FileReport(path="", schema_valid=True, findings=(finding("NWS101", ERROR),))
    assert written(monkeypatch, report=report)[0].data == b"data"
    for name, archive, is_withheld in (("epub", True, True), ("epub", False, False), ("ninjs", True, False)):
        output = written(monkeypatch, name=name, archive=archive)[0]
        assert (output.data is None, "PKG105" in [f.code for f in output.findings]) == (is_withheld, is_withheld)


def test_an_embargo_is_not_written_where_it_is_lost() -> None:
    held = article(embargo=Embargo(until=Moment("2099-01-01T00:00:00Z")))
    output = pipeline.write(held, "text")
    assert output.data is None
    assert any(f.code == "LOS003" and f.severity is ERROR for f in output.findings)
    assert pipeline.write(held, "text", allow=("LOS003",)).data


def test_a_trace_is_of_raw_copy() -> None:
    line = TraceLine(number=1, text="x", role="headline", rule="title", confidence=0.5, kept=True)
    origin = Origin(name="a", sha256="0" * 64, reader="text")
    expected = ("INP012", "the input is not raw copy and has no lines to trace", "Convert it without --trace.")
    for parsed in (Parsed(article=article(), trace=(line,)), Parsed(article=article(origin=origin))):
        assert refused(lambda parsed=parsed: pipeline.write_trace(parsed)) == expected  # type: ignore[misc]
    output = pipeline.write_trace(Parsed(article=article(origin=origin), trace=(line,)))
    assert (output.format, output.version, output.schema_valid, output.findings) == ("trace", "1", True, ())
    assert json.loads(output.data or b"")["lines"][0]["text"] == "x"
    output = pipeline.write_trace(Parsed(article=article(origin=origin), trace=(line._replace(role="odd"),)))
    [bug] = output.findings
    assert (output.data, output.schema_valid, bug.code, bug.location.pointer) == (
        None,
        False,
        "BUG001",
        "/lines/0/role",
    )
    assert bug.message.startswith("the trace is not valid: ")


def test_what_a_conversion_has(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = Parsed(
        article=article(),
        findings=(finding("NWS102"),),
        trace=("line",),
        explanations=("why",),
        files=("file",),  # type: ignore[arg-type]
        has_computed_id=True,
    )
    asked: list[Any] = []
    monkeypatch.setattr(pipeline, "read", lambda source, **options: asked.append(options) or parsed)
    monkeypatch.setattr(pipeline, "_write", lambda *a: asked.append(a[1:2] + a[3:]) or a[1])
    monkeypatch.setattr(pipeline, "take_story_findings", lambda parsed, metadata, outputs: ((finding(),), outputs))
    found = pipeline.convert_bytes(source(), ["a", "b"], source_format="text", allow=("LOS001",), archive=True)
    assert asked == [{"format": "text"}, ("a", ("LOS001",), True), ("b", ("LOS001",), True)]
    assert (found.article, found.outputs, found.files, found.trace) == (article(), ("a", "b"), ("file",), ("line",))
    assert (found.has_computed_id, found.explanations) == (True, ("why",))
    assert [f.code for f in found.findings] == ["NWS102", "NWS101"]


# --------------------------------------------------------------------------------------------------------------------
# Proof


def facts(printed: str, *bodies: str, texts: tuple[str, ...] = ()) -> Facts:
    made: Any = SimpleNamespace(
        printed=printed,
        printed_runs=printed.split(),
        bodies=[SimpleNamespace(text=body, runs=body.split()) for body in ("", *bodies)],
        texts=[SimpleNamespace(value=text) for text in texts],
    )
    found: Facts = made
    return found


def test_words_that_are_lost() -> None:
    made = article(authors=(Contributor(name="Jane Doe", job="Chief Editor"),))
    expected = Expected.of(made)
    printed = " ".join(expected.printed)
    texts = tuple(text for _, text in expected.asides)

    def lost(*given: Any, **options: Any) -> list[str]:
        return [f.message for f in proof.lost_words(facts(*given, **options), expected, "ninjs", "3.1")]

    body = "The ferry sailed at noon."
    assert lost(printed, body, texts=texts) == []
    assert lost(printed.replace("noon", ""), body, texts=texts) == [
        "the word 'noon' is lost or out of order in the IPTC ninjs document"
    ]
    assert lost(printed, body, "The ferry sailed.", texts=texts) == [
        "the word 'at' is lost or out of order in the IPTC ninjs document"
    ]
    assert lost(printed, "The ferry at noon sailed.", texts=texts)[0].startswith("the word '")
    [found] = proof.lost_words(facts("", texts=texts), expected, "epub", "3.3")
    assert (found.code, found.severity) == ("BUG002", ERROR)
    assert "in the EPUB 3 document" in found.message


def test_texts_that_are_lost() -> None:
    def missing(wanted: list[str], *texts: str) -> list[str]:
        return list(proof._missing_texts(wanted, facts("", texts=texts)))

    assert missing([]) == []
    assert missing(["a b", "c"], "a b", "c") == []
    assert missing(["a  b"], "x a\nb y") == []
    assert missing(["a b", "c", "d"], "a", "b", "c") == ["a b", "d"]
    expected = Expected(printed=(), body=(), asides=(("keywords", "k" * 70), ("checksum", "x")), leaves=frozenset())
    found = [f.message for f in proof.lost_words(facts(""), expected, "text", "")]
    assert found == []
    found = [f.message for f in proof.lost_words(facts(""), expected, "ninjs", "3.1")]
    assert f"the text {'k' * 60!r} is lost in the IPTC ninjs document" in found


@pytest.mark.parametrize(
    ("expected", "printed", "missing"),
    [
        (["a", "b"], "a b", None),
        (["a", "b"], "x a y b z", None),
        (["a", "b"], "b a", "b"),
        (["a", "a"], "a", "a"),
        (["東", "京"], "東京", None),
        (["one,", "two"], "one , two", None),
        (["one", "two"], "onetwo", "one"),
        ([], "", None),
        (["a"], "", "a"),
    ],
)
def test_the_first_word_that_is_missing(expected: list[str], printed: str, missing: str | None) -> None:
    assert proof.first_missing(expected, printed, printed.split()) == missing


def test_the_place_of_a_bug() -> None:
    assert proof.bug("BUG001", "x").location == Location()
    assert proof.bug("BUG001", "x", Location(line=3)).location.line == 3


# --------------------------------------------------------------------------------------------------------------------
# Findings of stories


def output(*findings: Finding) -> Any:
    return pipeline.Output(format="ninjs", version="", data=b"", schema_valid=True, findings=findings)


def taken(*outputs: Any, trace: Any = (), metadata: Any = None) -> tuple[list[Finding], list[list[str]]]:
    parsed = Parsed(article=article(), trace=trace)
    found, rest = story_findings.take_story_findings(parsed, metadata or {}, outputs)
    return list(found), [[f"{f.code} {f.message}" for f in each.findings] for each in rest]


def test_what_all_documents_show_is_told_once() -> None:
    first = output(finding("NWS101", line=3), finding("NWS102"), finding("NJS101"))
    second = output(finding("NWS101", line=9), finding("NWS102", message="y"), finding("NJS101"))
    found, rest = taken(first, second)
    assert found == [finding("NWS101")]
    assert rest == [["NWS102 x", "NJS101 x"], ["NWS102 y", "NJS101 x"]]
    assert taken(first) == ([], [["NWS101 x", "NWS102 x", "NJS101 x"]])
    twice = output(finding("NWS101", line=1), finding("NWS101", line=2))
    assert taken(twice)[1] == [["NWS101 x", "NWS101 x"]]


def test_damage_is_told_where_it_is() -> None:
    from convert.checks.engine.damage import damage_in

    bad = "Der Z\N{REPLACEMENT CHARACTER}g fuhr."
    damage = damage_in(bad)
    assert damage
    shown = finding("NWS116", message=f"{damage.kind}: around it")
    other = finding("NWS116", message="another kind: around it")
    line = TraceLine(number=4, text=bad, role="paragraph", rule="x", confidence=0.5, kept=True)
    lines = (line, line._replace(number=5, kept=False), line._replace(number=6, text="fine"))
    found, rest = taken(output(shown), trace=lines, metadata={"slugline": bad, "teaser": "fine"})
    assert [(f.code, f.message, f.location) for f in found] == [
        ("NWS116", str(damage), Location(line=4, column=damage.column)),
        ("NWS116", f"metadata slugline: {damage}", Location()),
    ]
    assert rest == [[]]
    found, rest = taken(output(other), trace=lines)
    assert (found, rest) == ([other], [[]])
    assert taken(output(), trace=lines) == ([], [[]])
    assert story_findings._cause(shown) == f"NWS116 {damage.kind}"
    assert story_findings._cause(finding(message="a: b")) == "NWS101 a: b"


# --------------------------------------------------------------------------------------------------------------------
# Documents that are the same


@pytest.mark.parametrize(
    ("one", "two", "format", "same"),
    [
        (b'{"a": 1, "b": 2}', b'{"b": 2, "a": 1}', "ninjs", True),
        (b'{"a": 1}', b'{"a": 2}', "ninjs", False),
        (b"<a b='1' c='2'/>", b'<?xml version="1.0"?>\n<a c="2" b="1"></a>', "newsml-g2", True),
        (b"<a b='1'/>", b"<a b='2'/>", "newsml-g2", False),
        (b"<a>\n</a>", b"<a></a>", "newsml-g2", False),
        (b"<a", b"<a", "newsml-g2", True),
        (b"<a", b"<b", "newsml-g2", False),
    ],
)
def test_the_same_document(one: bytes, two: bytes, format: str, same: bool) -> None:
    assert comparison.is_same_document(one, two, format) is same


def test_the_same_message_has_the_same_items() -> None:
    def message(header: str, *items: str) -> bytes:
        itemset = f"<itemSet>{''.join(items)}</itemSet>"
        return f"<newsMessage xmlns='{NAR}'><header>{header}</header>{itemset}</newsMessage>".encode()

    one = message("x", "<newsItem a='1' b='2'/>", "<newsItem/>")
    assert comparison.is_same_document(one, message("y", "<newsItem b='2' a='1'/>", "\n<newsItem/>\n"), "newsml-g2")
    assert not comparison.is_same_document(one, message("x", "<newsItem/>", "<newsItem a='1' b='2'/>"), "newsml-g2")
    assert not comparison.is_same_document(message("x"), message("y"), "newsml-g2")


def test_the_same_epub_has_the_same_members() -> None:
    from convert.packing import Member, pack

    def book(page: bytes, other: bytes) -> bytes:
        return pack([Member(name="a.xhtml", data=page), Member(name="b.css", data=other)])

    one = book(b"<a b='1' c='2'/>", b"<a b='1' c='2'/>")
    assert comparison.is_same_document(one, book(b'<a c="2" b="1"/>', b"<a b='1' c='2'/>"), "epub")
    assert not comparison.is_same_document(one, book(b"<a b='1' c='2'/>", b'<a c="2" b="1"/>'), "epub")
    for name in ("a.opf", "a.svg", "a.xml"):
        pair = [pack([Member(name=name, data=data)]) for data in (b"<a b='1' c='2'/>", b"<a c='2' b='1'/>")]
        assert comparison.is_same_document(*pair, "epub")
