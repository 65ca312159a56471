"""Files of many documents are checked one document at a time, with the findings of documents on their own."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import ROOT

import convert
from convert import batch, checks, cli
from convert.checks import shards
from convert.checks.newsml_g2.stream import MAX_FRAME, Message
from convert.documents import DocumentError, Limits
from convert.findings import FileReport, Finding, Severity
from convert.limits import size_of

NAR = "http://iptc.org/std/nar/2006-10-01/"
XHTML = "http://www.w3.org/1999/xhtml"


def news_item(number: int, more: str = "", *, prefix: str = "", body: str = "<p>Hello there</p>") -> str:
    """A news item, with something more in its management metadata."""
    text = (
        f'<newsItem guid="urn:x:{number}" version="1" standard="NewsML-G2" standardversion="2.35" conformance="power" '
        f'xml:lang="en">\n<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/>'
        f'<itemMeta><itemClass qcode="ninat:text"/><provider literal="x"/><versionCreated>2020-01-01T00:00:00Z'
        f'</versionCreated><pubStatus qcode="stat:usable"/>{more}</itemMeta>\n<contentMeta><headline>Hello &#252;'
        f'</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml">'
        f'<html xmlns="{XHTML}"><head><title>x</title></head><body>{body}</body></html></inlineXML></contentSet>'
        f"</newsItem>"
    )
    if prefix:
        for name in ("newsItem", "catalogRef", "itemMeta", "itemClass", "provider", "versionCreated", "pubStatus"):
            text = text.replace(f"<{name}", f"<{prefix}:{name}").replace(f"</{name}", f"</{prefix}:{name}")
        for name in ("contentMeta", "headline", "contentSet", "inlineXML", "bogus"):
            text = text.replace(f"<{name}", f"<{prefix}:{name}").replace(f"</{name}", f"</{prefix}:{name}")
    return text


BOGUS = "<bogus/>"


def message(*items: str, header: str = "<sent>2020-01-01T00:00:00Z</sent>", between: str = "\n", end: str = "") -> str:
    return (
        f'<newsMessage xmlns="{NAR}"><header>{header}</header>\n<itemSet>{between.join(items)}</itemSet>{end}'
        "</newsMessage>"
    )


THREE = (news_item(1), news_item(2, BOGUS), news_item(3))
CONCEPT = (
    '<conceptItem guid="urn:x:9" version="1" standard="NewsML-G2" standardversion="1.0" conformance="power" '
    'xml:lang="en"><catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/><itemMeta>'
    '<itemClass qcode="cinat:concept"/><provider literal="x"/><versionCreated>2020-01-01T00:00:00Z</versionCreated>'
    '<pubStatus qcode="stat:usable"/></itemMeta><concept><conceptId qcode="foo:bar"/></concept></conceptItem>'
)
PREFIXED = (
    f'<n:newsMessage xmlns:n="{NAR}"><n:header><n:sent>2020-01-01T00:00:00Z</n:sent></n:header><n:itemSet>'
    f"{news_item(1, prefix='n')}{news_item(2, BOGUS, prefix='n')}</n:itemSet></n:newsMessage>"
)
MESSAGES: dict[str, bytes] = {
    "sound": message(news_item(1), news_item(2)).encode(),
    "a fault in an item": message(*THREE).encode(),
    "all on one line": message(*THREE, between="").replace("\n", "").encode(),
    "CRLF": message(*THREE).replace("\n", "\r\n").encode(),
    "UTF-16": ('<?xml version="1.0" encoding="utf-16"?>\n' + message(*THREE).replace("&#252;", "ü")).encode("utf-16"),
    "ISO 8859-1": (
        '<?xml version="1.0" encoding="iso-8859-1"?>\n<!-- ü -->' + message(*THREE).replace("&#252;", "ü")
    ).encode("latin-1"),
    "wide characters before a fault on the line": message(
        "<!-- \U0001f600ü -->" + news_item(1, BOGUS), CONCEPT
    ).encode(),
    "items of several kinds": message(news_item(1), CONCEPT, news_item(2), CONCEPT.replace("x:9", "x:8")).encode(),
    "comments and instructions between": message(*THREE, between="<!-- <newsItem> --><?x y?>\n").encode(),
    "a fault in the header": message(news_item(1), news_item(2), header="<bogus/>").encode(),
    "a fault after the items": message(news_item(1), news_item(2), end="<bogus/>").encode(),
    "an element that is no item": message(news_item(1), "<bogus/>", news_item(2)).encode(),
    "with prefixes": PREFIXED.encode(),
    "old version of one item": message(news_item(1), news_item(2).replace('"2.35"', '"2.9"')).encode(),
}


def ordered(findings: tuple[Finding, ...]) -> list[tuple[object, ...]]:
    places = ((f, f.location, f.location.pointer.replace("[1]", "")) for f in findings)
    return sorted((f.code, place.line, place.column, pointer, f.message) for f, place, pointer in places)


def check(data: bytes, path: str = "", **options: Any) -> FileReport:
    """The report on a shard as a whole."""
    found = shards.shard(io.BytesIO(data), path, options.get("format"))
    assert found is not None
    return shards.check(found, shards.ShardOptions(**options))


def each(data: bytes, path: str = "", **options: Any) -> list[FileReport]:
    found = shards.shard(io.BytesIO(data), path, options.get("format"))
    assert found is not None
    return list(shards.check_each(found, shards.ShardOptions(**options)))


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_has_the_same_findings_item_by_item(name: str) -> None:
    """With the same places in the file; only a sole item of its kind gets a position."""
    data = MESSAGES[name]
    whole = checks.check(data, profile="strict")
    streamed = check(data, profile="strict")
    assert ordered(streamed.findings) == ordered(whole.findings)
    assert (streamed.schema_valid, streamed.format) == (whole.schema_valid, whole.format)


def test_an_item_that_is_empty_or_repeats_an_id_is_the_one_that_is_reported() -> None:
    """Where the whole message would name none, or all."""
    data = message(news_item(1), "<newsItem/>", news_item(2, '<title id="a">x</title><title id="a">x</title>'))
    [unidentified] = [f for f in check(data.encode()).findings if f.code == "NWS101"]
    assert (unidentified.location.line, unidentified.location.pointer) == (5, "/newsMessage/itemSet/newsItem[2]")
    twice = [f for f in check(data.encode()).findings if f.code in ("NML001", "NWS112") and f.location.line > 5]
    assert {f.location.pointer.partition("]")[0] for f in twice} == {"/newsMessage/itemSet/newsItem[3"}


def test_ids_in_the_text_belong_to_their_item() -> None:
    """Each item is a document of its own, whether the message is read as a whole or item by item."""
    once, twice = '<p id="a">Hello</p>', '<p id="a">Hello</p><p id="a">there</p>'
    data = message(news_item(1, body=once), news_item(2, body=once), news_item(3, body=twice)).encode()
    for findings in (checks.check(data).findings, check(data).findings):
        [found] = [f for f in findings if f.code == "NWS112"]
        assert found.message == "the id 'a' occurs 2 times"
        assert "newsItem[3]" in found.location.pointer


def test_items_of_a_message_share_no_id_and_have_no_text_between() -> None:
    """As the schema says of the message as a whole."""
    data = message(*(news_item(n, '<title id="a">x</title>') for n in range(3)), between="\nstray").encode()
    found = [f for f in check(data).findings if f.code == "NML001"]
    whole = [f for f in checks.check(data).findings if f.code == "NML001"]
    assert {f.message for f in found} == {f.message for f in whole}
    repeated = [f.location for f in found if "'a'" in f.message]
    assert [(place.line, place.pointer[-13:]) for place in repeated] == [(6, "t/newsItem[2]"), (9, "t/newsItem[3]")]
    assert check(data).schema_valid is False


def test_a_message_that_breaks_off_is_reported_with_its_items_before() -> None:
    data = message(news_item(1), news_item(2, BOGUS), news_item(3)).encode()
    reports = each(data[:-200])
    assert [(r.story, r.schema_valid) for r in reports] == [(1, True), (2, False), (0, False)]
    assert [f.code for f in reports[-1].findings] == ["NML000"]


class Endless(io.RawIOBase):
    """A message of many items that exists nowhere as a whole."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        while len(self._left) < size and (part := next(self._parts, b"")):
            self._left += part
        data, self._left = self._left[:size], self._left[size:]
        return data


@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_items() -> None:
    """Six megabytes are read in two."""
    start, end = (part.encode() for part in message("|").split("|"))
    one = news_item(1).encode()

    def parts(count: int) -> Iterator[bytes]:
        yield start
        for _ in range(count):
            yield one
        yield end

    tracemalloc.start()
    try:
        count = sum(1 for _ in Message(Endless(parts(6 * 2**20 // len(one)))).items())  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count > 6_000
    assert peak < 2 * 2**20


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (message(*THREE, header=" " * (MAX_FRAME + 1)), "before its first item"),
        (message(*THREE, end=" " * (MAX_FRAME + 1)), "after its last item"),
        (message(*THREE, between=" " * 600_000), "between two items"),
        (message(news_item(1, body="x" * 600_000)), "an item has more than"),
        (message(), "no items"),
        (f'<!DOCTYPE newsMessage [<!ENTITY e "x">]>{message(*THREE)}', "internal subset"),
    ],
    ids=lambda value: value if len(value) < 40 else "",
)
def test_parts_of_a_message_are_bounded(data: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        list(Message(io.BytesIO(data.encode()), Limits(size=100_000)).items())


# --------------------------------------------------------------------------------------------------------------------
# JSON Lines


def ninjs(number: int, **more: Any) -> str:
    document = {
        "uri": f"urn:x:{number}",
        "standard": {"name": "ninjs", "version": "3.1"},
        "pubStatus": "usable",
        "headlines": [{"role": "main", "value": "Hello"}],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": "Hello there"}],
        **more,
    }
    return json.dumps(document)


def test_each_line_is_a_document_with_its_line_and_number() -> None:
    """Blank lines are passed over."""
    lines = [ninjs(1), "", ninjs(2, bogus=1), ninjs(3)[:-10], ninjs(4)]
    reports = each("\n".join(lines).encode(), "a.ninjs.jsonl")
    assert [(r.story, r.schema_valid, r.version) for r in reports] == [
        (1, True, "3.1"),
        (2, False, "3.1"),
        (3, None, ""),
        (4, True, "3.1"),
    ]
    [second] = [f for f in reports[1].findings if f.code == "NJS001"]
    at = lines[2].index("1", lines[2].index("bogus")) + 1
    assert (second.location.line, second.location.column, second.location.story) == (3, at, 2)
    assert second.location.pointer == "/bogus"
    [third] = [f for f in reports[2].findings if f.code == "NJS000"]
    assert (third.location.line, third.location.story) == (4, 3)


ARTICLE = json.dumps(
    {
        "article": 1,
        "id": "urn:x:1",
        "headline": "Ferry resumes",
        "body": [{"type": "paragraph", "content": "The ferry resumed."}],
        "updated": "2016-12-07T18:30:00+02:00",
        "language": "en",
    }
)


@pytest.mark.parametrize(
    ("path", "content", "kind", "format"),
    [
        ("a.ninjs.jsonl", "{}", "lines", "ninjs"),
        ("a.ARTICLE.JSONL", ARTICLE, "lines", "article"),
        ("a.trace.jsonl", "{}", "lines", "trace"),
        ("a.jsonl", ninjs(1), "lines", "ninjs"),
        ("a.jsonl", f"{ARTICLE}\n{ARTICLE}", "lines", "article"),
        ("-", f"{ninjs(1)}\r\n{ninjs(2)}\r\n", "lines", "ninjs"),
        ("a.ninjs.json", ninjs(1) + "\n", None, None),
        ("a.ninjs.json", json.dumps(json.loads(ninjs(1)), indent=1), None, None),
        ("a.jsonl", '{"id": 1, "text": "x"}\n', None, None),
        ("a.xml", message(*THREE), "message", "newsml-g2"),
        ("a.xml", PREFIXED, "message", "newsml-g2"),
        ("a.xml", f'<newsItem xmlns="{NAR}"/>', None, None),
        ("a.xml", "<newsMessage/>", None, None),
    ],
)
def test_a_shard_is_recognised(path: str, content: str, kind: str | None, format: str | None) -> None:
    """By its suffix, or its content."""
    found = shards.shard(io.BytesIO(content.encode()), path)
    assert (getattr(found, "kind", None), getattr(found, "format", None)) == (kind, format)
    assert shards.shard(io.BytesIO(content.encode()), path, "text") is None


def test_a_long_first_line_is_recognised_by_its_beginning() -> None:
    data = "\n".join(ninjs(n, edNote="x" * 500_000) for n in range(2)).encode()
    assert [r.story for r in each(data, "a.jsonl")] == [1, 2]


def test_the_directory_of_an_archive_has_the_stated_size() -> None:
    """Where zipfile finds it: also where a comment, or a field, looks like the end."""
    plain = archive(*((f"{n}", b"x") for n in range(10)))
    with zipfile.ZipFile(io.BytesIO(plain)) as opened:
        size = len(plain) - 22 - opened.start_dir
    buffer = io.BytesIO(plain)
    with zipfile.ZipFile(buffer, "a") as opened:
        opened.comment = b"PK\5\6" + bytes(40)
    fooled = len(buffer.getvalue()) - 44
    assert shards._directory_size(io.BytesIO(plain)) == size
    assert shards._directory_size(io.BytesIO(plain[:-6] + b"PK\5\6\0\0")) == size
    assert buffer.getvalue()[fooled : fooled + 4] == b"PK\5\6"
    assert shards._directory_size(buffer) == 0  # as zipfile reads it: an end of no members
    with zipfile.ZipFile(buffer) as opened:
        assert opened.namelist() == []
    assert shards._directory_size(io.BytesIO(b"PK")) == 0


def test_a_line_that_is_too_long_is_one_document() -> None:
    data = "\n".join([ninjs(1), ninjs(2, edNote="x" * 5000), ninjs(3)]).encode()
    reports = each(data, "a.ninjs.jsonl", limits=Limits(size=1000))
    assert [[f.code for f in r.findings if f.severity is Severity.ERROR] for r in reports] == [[], ["NJS000"], []]
    assert "--max-size" in reports[1].findings[0].advice


def test_a_line_in_no_known_format_is_an_unreadable_input(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{ninjs(1)}\n{ninjs(2)}\n[]\n")
    assert batch.check(str(path), policy=batch.CheckPolicy()).exit_code == 1  # it should be ninjs as the others are
    path.with_name("a.ninjs.jsonl").write_text("\n \n")
    outcome = batch.check(str(path.with_name("a.ninjs.jsonl")), policy=batch.CheckPolicy())
    assert ([f.code for f in outcome.reports[0].findings], outcome.exit_code) == (["INP040"], 3)


def test_traces_are_checked_against_their_schema() -> None:
    from convert import pipeline
    from convert.model import Moment
    from convert.readers import Source

    source = Source(name="a.txt", data=b"Hello\n\nThe ferry resumed.\n", moment=Moment("2020-01-01T00:00:00Z"))
    trace = pipeline.write_trace(pipeline.convert_bytes(source, ["ninjs"])).data
    assert trace
    line = json.dumps(json.loads(trace))
    broken = json.dumps({**json.loads(trace), "lines": 1})
    reports = each(f"{line}\n{broken}\n{line[:50]}\n".encode(), "a.trace.jsonl")
    assert [[(f.code, f.location.line) for f in r.findings] for r in reports] == [[], [("INP046", 2)], [("INP046", 3)]]


# --------------------------------------------------------------------------------------------------------------------
# Archives


def archive(*members: tuple[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as made:
        for name, data in members:
            made.writestr(name, data)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def epub() -> bytes:
    """A sound EPUB."""
    data = convert.convert("Ferry resumes\n\nThe ferry resumed on Tuesday.\n", to=["epub"], provider="x")["epub"]
    assert data is not None
    return data


def test_members_of_an_archive_are_documents(epub: bytes) -> None:
    """Named as members of it; folders and leftovers of a desktop are none."""
    data = archive(
        ("d/", b""),
        ("d/a.epub", epub),
        ("__MACOSX/x", b""),
        ("b.epub", epub[:-30]),
        ("c.ninjs.json", ninjs(1, x=1).encode()),
    )
    reports = each(data, "a.zip")
    assert [(r.path, r.format, r.story) for r in reports] == [
        ("a.zip!d/a.epub", "epub", 1),
        ("a.zip!b.epub", "epub", 2),
        ("a.zip!c.ninjs.json", "ninjs", 3),
    ]
    assert [str(f.location) for f in reports[1].findings] == ["a.zip!b.epub (story 2)"]
    [unexpected] = [f for f in reports[2].findings if f.code == "NJS001"]
    assert str(unexpected.location).startswith("a.zip!c.ninjs.json:1:")


def _link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o120777 << 16
    return info


HOSTILE: dict[str, Callable[[], bytes]] = {
    "leads out": lambda: archive(("../a.epub", b"x")),
    "symbolic link": lambda: archive((_link("a.epub"), b"/etc/passwd")),  # type: ignore[arg-type]
    "excessive size": lambda: archive(("a.epub", bytes(2**24)), compression=zipfile.ZIP_DEFLATED),
    "another method": lambda: archive(("a.epub", b"x" * 100), compression=zipfile.ZIP_LZMA),
    "not a readable zip": lambda: archive(("a.epub", b"x"))[:-10],
    "no documents": lambda: archive(),
    "too many members": lambda: archive(*((f"{n:0200}", b"") for n in range(18_000))),
}


@pytest.mark.sampled(4)
@pytest.mark.parametrize("reason", HOSTILE)
def test_a_hostile_archive_is_refused(reason: str, tmp_path: Path) -> None:
    """As an input that cannot be read."""
    path = tmp_path / "a.zip"
    path.write_bytes(HOSTILE[reason]())
    outcome = batch.check(str(path), policy=batch.CheckPolicy())
    [finding] = outcome.reports[0].findings
    assert (finding.code, outcome.exit_code) == ("INP040", 3)
    assert reason in finding.message


def test_an_epub_is_no_archive_of_documents(epub: bytes) -> None:
    """Whatever its name, also if it is broken; and an archive with a stored EPUB is no EPUB."""
    assert shards.shard(io.BytesIO(epub), "a.zip") is None
    assert shards.shard(io.BytesIO(epub[:-30]), "a.epub") is None
    found = shards.shard(io.BytesIO(archive(("a.epub", epub))), "a.zip")
    assert found is not None
    assert found.kind == "zip"


# --------------------------------------------------------------------------------------------------------------------
# Limits and reports


def test_one_report_has_a_limited_number_of_findings() -> None:
    """Of each code; the number of documents is that of the file."""
    report = check("\n".join(ninjs(n, bogus=1) for n in range(300)).encode(), "a.ninjs.jsonl")
    found = [f for f in report.findings if f.code == "NJS001"]
    assert len(found) == checks.MAX_PROBLEMS + 1
    assert [f.message for f in found if not f.location.line] == ["there are more of these"]
    assert (report.documents, report.schema_valid) == (300, False)


@pytest.mark.parametrize("line", [ninjs(1, bogus=1), "{", "[]"])
def test_a_file_of_broken_documents_is_not_checked_to_its_end(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setattr(shards, "MAX_BROKEN", 5)
    report = check("\n".join([line] * 300).encode(), "a.ninjs.jsonl")
    assert report.documents == 6
    assert "INP041" in {f.code for f in report.findings}


def test_a_file_has_as_many_documents_as_its_size_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "FEW_DOCUMENTS", 5)
    report = check(b'{"uri":"a"}\n' * 100, "a.ninjs.jsonl")
    assert [f.message for f in report.findings if f.code == "INP040"] == ["the file has more than 12 documents"]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("1", 1),
        ("10k", 10240),
        ("100M", 100 * 2**20),
        ("2G", 2**31),
        ("0", 0),
        ("", 0),
        ("M", 0),
        ("-1", 0),
        ("1.5M", 0),
        ("٣", 0),
    ],
)
def test_sizes(text: str, size: int) -> None:
    if size:
        assert size_of(text) == size
    else:
        with pytest.raises(ValueError, match="not a size"):
            size_of(text)


@pytest.mark.slow
def test_a_maximum_size_applies_to_files_and_documents(tmp_path: Path) -> None:
    """It lowers the limits, too."""
    single, many = tmp_path / "a.ninjs.json", tmp_path / "a.ninjs.jsonl"
    single.write_text(ninjs(1, edNote="x" * 2000))
    many.write_text(f"{ninjs(1)}\n{ninjs(2)}\n")
    for path, size in ((single, 1000), (many, 100)):
        outcome = batch.check(str(path), policy=batch.CheckPolicy(max_size=size))
        [finding] = outcome.reports[0].findings
        assert (finding.code, outcome.exit_code) == ("INP005", 3)
        assert "--max-size" in finding.advice
    large = ninjs(1, edNote="x" * 17 * 2**20)
    single.write_text(large)
    assert [f.code for f in batch.check(str(single), policy=batch.CheckPolicy()).reports[0].findings] == ["NJS000"]
    outcome = batch.check(str(single), policy=batch.CheckPolicy(max_size=2**25))
    assert outcome.exit_code == 0


def test_a_python_function_checks_a_file_of_many(tmp_path: Path) -> None:
    """By its path, or its bytes."""
    path = tmp_path / "a.ninjs.jsonl"
    path.write_text(f"{ninjs(1)}\n{ninjs(2, bogus=1)}\n")
    for report in (convert.check(path), convert.check(path.read_bytes(), path="a.ninjs.jsonl")):
        assert (report.documents, report.format, report.schema_valid) == (2, "ninjs", False)
    assert convert.check(path, path="other.jsonl").path == "other.jsonl"
    with pytest.raises(convert.InputError, match="INP005"):
        convert.check(path, max_size=100)
    with pytest.raises(convert.UsageError, match="max_size"):
        convert.check(path, max_size=0)


def test_a_file_of_many_in_a_folder_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By its suffix; the JSON report has the number of its documents, and a story's place in the line."""
    (tmp_path / "a.ninjs.jsonl").write_text(f"{ninjs(1)}\n{ninjs(2, bogus=1)}\n")
    (tmp_path / "b.ninjs.json").write_text(ninjs(3))
    (tmp_path / "c.jsonl").write_text(ninjs(4))
    assert cli._run(["check", "--report", "json", "--profile", "strict", str(tmp_path)]) == 1
    report = json.loads(capsys.readouterr().out)
    schema = json.loads((ROOT / "schemas" / "report" / "1" / "report.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, schema)
    assert [(Path(f["path"]).name, f.get("documents")) for f in report["files"]] == [
        ("a.ninjs.jsonl", 2),
        ("b.ninjs.json", None),
    ]
    assert [f["line"] for f in report["files"][0]["findings"] if f["code"] == "NJS001"] == [2]
    assert cli._run(["check", "-q", "--format", "article", str(tmp_path)]) == 3
    capsys.readouterr()
    assert cli._run(["check", str(tmp_path / "b.ninjs.json"), str(tmp_path / "a.ninjs.jsonl")]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "2 files, 3 documents: 1 error, 3 notices"


@pytest.mark.parametrize(
    ("lines", "valid"), [("0", True), ("01", False), ("12", False), ("21", False), ("02", None), ("012", False)]
)
def test_the_verdict_on_a_file_is_that_on_all_its_documents(lines: str, valid: bool | None) -> None:
    """Not valid if one is not, unknown if one cannot be opened, in any order."""
    kinds = (ninjs(1), ninjs(2, bogus=1), "{")
    assert check("\n".join(kinds[int(kind)] for kind in lines).encode(), "a.ninjs.jsonl").schema_valid is valid
