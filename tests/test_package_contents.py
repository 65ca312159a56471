"""The contents of a package: which source became which documents, all that there is, and nothing that changed."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import jsonschema
import pytest
import sections
from conftest import ROOT

from convert import cli
from convert.errors import InputError, OutputError
from convert.packages import verify
from convert.packages.contents import JOURNAL, READING, Contents
from convert.packages.contents.names import MAX_NAME, safe_name
from convert.packages.contents.parts import copy
from convert.packages.payload import RECORD

pytestmark = pytest.mark.sampled(2)

STORY = "Ferry resumes after storm\n\nThe ferry between the islands resumed on Tuesday, the operator said.\n"
SCHEMA = json.loads((ROOT / "schemas" / "package" / "1" / "record.json").read_text(encoding="utf-8"))


@pytest.fixture
def converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An output folder: stories of files, of a zip, of JSON Lines and of an input with two; one that failed."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1481126400")
    source = tmp_path / "in"
    (source / "sub").mkdir(parents=True)
    (source / "a.txt").write_text(STORY)
    (source / "a.meta.toml").write_text('keywords = ["ferry"]\n')
    (source / "sub" / "Ü.txt").write_text(STORY.replace("Tuesday", "Monday"))
    (source / "bad.txt").write_text("<html>")
    (source / "wirecopy.toml").write_text('[meta]\nprovider = "The Daily Example"\n')
    with zipfile.ZipFile(tmp_path / "day.zip", "w") as archive:
        archive.writestr("x.txt", STORY.replace("Tuesday", "Friday"))
    lines = [{"id": f"urn:x:{day}", "text": STORY.replace("Tuesday", day)} for day in ("Sunday", "Monday")]
    (tmp_path / "day.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    inputs = [str(tmp_path / name) for name in ("in", "day.zip", "day.jsonl")]
    formats = ("-t", "ninjs", "-t", "article", "--trace")
    assert cli._run(["convert", *inputs, *formats, "-q", "-o", str(tmp_path / "out")]) == 3
    return tmp_path / "out"


@contextmanager
def contents(folder: Path, **options: object) -> Iterator[Contents]:
    with Contents(str(folder), **options) as found:  # type: ignore[arg-type]
        yield found


def content(found: Contents, name: str) -> bytes:
    with found.part(name).open() as file:
        return file.read()


def codes(folder: Path) -> list[str]:
    with contents(folder) as found:
        return [finding.code for finding in found.problems]


def test_a_story_has_its_source_its_documents_and_what_was_found(converted: Path) -> None:
    with contents(converted) as found:
        stories = {story.identity: story for story in found.stories}
        assert list(stories) == sorted(stories)
        assert set(stories) == {
            "a.txt",
            "sub/Ü.txt",
            "bad.txt",
            "day.zip/x.txt",
            "day.jsonl#urn:x:Sunday",
            "day.jsonl#urn:x:Monday",
        }
        first, failed, member = stories["a.txt"], stories["bad.txt"], stories["day.zip/x.txt"]
        assert [part.name for part in found.parts_of(first)] == [
            *("sources/a.txt", "sources/a.meta.toml", "documents/a.ninjs.json", "documents/a.article.json"),
            "documents/a.trace.json",
        ]
        assert (first.id[:9], first.id_from, first.version, first.status) == ("urn:uuid:", "computed", "1", "usable")
        assert stories["day.jsonl#urn:x:Sunday"].id_from == "given"
        assert first.codes
        assert (failed.source, failed.documents) == ("sources/bad.txt", ())
        assert failed.errors == (("INP019", "the input is a page in HTML, not copy"),)
        assert member.source == "sources/day.zip"
        assert found.part("sources/day.zip").true_name == "day.zip"
        assert found.problems == []
        roles = {part.name: part.role for part in found.parts}
        assert roles["configuration/wirecopy.toml"] == "configuration"
        assert [roles[name] for name in (JOURNAL, RECORD, READING)] == ["journal", "record", "documentation"]


def test_iterables_can_be_walked_twice_and_parts_give_their_bytes(converted: Path) -> None:
    with contents(converted) as found:
        assert list(found.parts) == list(found.parts)
        assert len(found.parts) == len(list(found.parts))
        assert len(found.stories) == 6
        for part in found.parts:
            data = io.BytesIO()
            copied = copy(part, data.write)
            expected = {name: hashlib.new(name, data.getvalue()).hexdigest() for name in ("sha256", "sha512")}
            assert copied == (part.size, expected)
            assert copy(part, lambda block: None, ["md5"]).digests == {"md5": hashlib.md5(data.getvalue()).hexdigest()}
            assert part.sha256 in (None, copied.sha256)


def test_the_record_keeps_to_its_schema_and_the_journal_has_no_times(converted: Path) -> None:
    with contents(converted) as found:
        record = [json.loads(line) for line in content(found, RECORD).splitlines()]
        journal = [json.loads(line) for line in content(found, JOURNAL).splitlines()]
    for line in record:
        jsonschema.validate(line, SCHEMA)
    assert record[0]["stories"] == sum(line["kind"] == "story" for line in record) == 6
    assert {"ninjs/3.1/ninjs.json", "trace/1/trace.json", "article/1/article.json"} <= set(record[0]["schemas"])
    assert all("run" not in line for line in journal)
    assert str(converted.parent) not in json.dumps((record, journal))


def test_the_same_input_gives_the_same_contents_in_any_order(converted: Path) -> None:
    def parts() -> list[object]:
        with contents(converted) as found:
            return [(part.name, part.size, part.sha256 or Path(part.place).read_bytes()) for part in found.parts]

    first = parts()
    journal = converted / ".wirecopy" / "journal.jsonl"
    lines = journal.read_text().splitlines(keepends=True)
    journal.write_text("".join(sorted(lines, reverse=True)))
    assert parts() == first


def test_the_time_is_that_of_the_epoch_else_of_the_newest_story(converted: Path, tmp_path: Path) -> None:
    with contents(converted) as found:
        assert found.time == "2016-12-07T16:00:00Z"
    with contents(converted, epoch="2020-01-01T00:00:00Z") as found:
        assert found.time == "2020-01-01T00:00:00Z"
    (tmp_path / "empty").mkdir()
    with contents(tmp_path / "empty") as found:
        assert found.time == "1980-01-01T00:00:00Z"


def test_what_is_gone_or_changed_is_a_problem(converted: Path) -> None:
    source = converted.parent / "in" / "a.txt"
    source.write_text(STORY.replace("storm", "flood!"))
    assert codes(converted) == ["PKG019"]
    source.unlink()
    assert codes(converted) == ["PKG018"]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", ["in/a.meta.toml", "day.zip", "day.jsonl"])
def test_a_changed_file_around_a_source_is_a_problem(converted: Path, name: str) -> None:
    path = converted.parent / name
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("x.txt", STORY.replace("storm", "flood"))
    else:
        path.write_bytes(path.read_bytes().replace(b"storm", b"flood") + b"\n")
    assert codes(converted) == ["PKG019"]
    path.unlink()
    assert codes(converted) == ["PKG018"]


def test_members_are_compared_by_digest(converted: Path) -> None:
    path = converted.parent / "day.jsonl"
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b"storm", b"flood"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert codes(converted) == ["PKG019"]


def test_a_part_that_changed_is_not_copied(converted: Path) -> None:
    with contents(converted) as found:
        document = converted / "a.ninjs.json"
        data = bytearray(document.read_bytes())
        data[-3] ^= 1
        document.write_bytes(data)
        with pytest.raises(InputError, match="is not what the journal recorded"):
            copy(found.part("documents/a.ninjs.json"), lambda block: None)
        document.unlink()
        with pytest.raises(InputError, match="is gone"):
            copy(found.part("documents/a.ninjs.json"), lambda block: None)


def test_a_source_that_was_no_file_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    assert cli._run(["convert", "-", "-t", "ninjs", "-q", "-o", str(tmp_path / "out") + "/"]) == 0
    assert codes(tmp_path / "out") == ["PKG018"]


def test_a_changed_configuration_is_noticed(converted: Path) -> None:
    (converted.parent / "in" / "wirecopy.toml").write_text("# none\n")
    with contents(converted) as found:
        assert [finding.code for finding in found.notices] == ["PKG020"]
        assert found.part("configuration/wirecopy.toml").size == 7


def test_files_that_the_journal_does_not_name_are_packed(converted: Path) -> None:
    (converted / "report.json").write_text("{}")
    (converted / "old.ninjs.json").write_text("{}")
    (converted / ".hidden").write_text("")
    with contents(converted, excluded=[str(converted / "old.ninjs.json")]) as found:
        assert [finding.code for finding in found.notices] == ["PKG021"]
        assert found.part("reports/report.json").role == "report"
        assert not [part for part in found.parts if "old" in part.name or "hidden" in part.name]


def test_links_are_not_packed_and_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.ninjs.json").write_text("{}")
    (tmp_path / "link.json").symlink_to("/etc/hostname")
    (tmp_path / "loop").symlink_to(tmp_path)
    with contents(tmp_path) as found:
        assert [finding.code for finding in found.notices] == ["PKG011", "PKG011", "PKG023"]
        assert [part.name for part in found.parts] == ["documents/a.ninjs.json", RECORD, READING]


def test_any_folder_of_documents_has_stories(converted: Path) -> None:
    with contents(converted) as found:
        known = {story.id for story in found.stories if story.documents}
    (converted / ".wirecopy" / "journal.jsonl").unlink()
    with contents(converted) as found:
        stories = list(found.stories)
        assert {story.id for story in stories} == known
        assert {story.id_from for story in stories} == {"document"}
        assert [document.format for document in stories[0].documents] == ["article", "ninjs", "trace"]
        assert found.time == "2016-12-07T16:00:00Z"
        assert JOURNAL not in {part.name for part in found.parts}
        assert not [part for part in found.parts if part.sha256 and part.role == "document"]


def test_documents_of_a_shard_share_its_part(converted: Path, tmp_path: Path) -> None:
    out = tmp_path / "sharded"
    arguments = ["convert", str(tmp_path / "day.jsonl"), "-t", "ninjs", "-q", "--shard-size", "9", "-o", str(out)]
    assert cli._run(arguments) == 0
    with contents(out) as found:
        first, second = found.stories
        assert {document.item for story in (first, second) for document in story.documents} == {1, 2}
        assert {part.name for story in (first, second) for part in found.parts_of(story)} == {
            *("sources/day.jsonl", "documents/shard-000001.ninjs.jsonl"),
        }


NAMES = [
    "a.txt",
    "A.TXT",
    "x/Ü:1%.txt",
    "con.txt",
    "e\u0301.txt",
    "é.txt",
    "x" * 300 + ".ninjs.json",
    "d/" * 150 + "z.xml",
    "a\nb",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_are_safe(name: str) -> None:
    safe = safe_name("documents", name)
    assert len(safe.encode()) <= MAX_NAME
    assert safe == unicodedata.normalize("NFC", safe)
    assert not set("%:\r\n\\") & set(safe)
    assert safe.startswith("documents/")
    assert safe.rpartition(".")[2] == name.rpartition(".")[2] or "." not in name


def test_names_that_would_be_one_elsewhere_are_made_different(tmp_path: Path) -> None:
    for name in ("a.ninjs.json", "A.ninjs.json", "e\u0301.ninjs.json", "é.ninjs.json"):
        (tmp_path / name).write_text("{}")
    if len(list(tmp_path.iterdir())) < 4:
        pytest.skip("the file system takes names for one")
    with contents(tmp_path) as found:
        names = [part.name for part in found.parts if part.role == "document"]
        assert len({unicodedata.normalize("NFC", name).casefold() for name in names}) == 4
        record = [json.loads(line) for line in content(found, RECORD).splitlines()]
        assert {line["true_name"] for line in record if line["kind"] == "file"} >= {"a.ninjs.json", "é.ninjs.json"}


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), sqlite3.OperationalError("database or disk is full")])
def test_a_full_disk_of_temporary_files_is_named(
    converted: Path, tmp_path: Path, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("convert.packages.contents.store.Store.flush", fail)
    with pytest.raises(OutputError, match="temporary files cannot be written: no space left"):
        Contents(str(converted))
    monkeypatch.setattr("convert.packages.contents.store.tempfile.TemporaryDirectory", fail)
    with pytest.raises(OutputError, match="temporary files"):
        Contents(str(converted))


def _changed(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


FAULTS: Mapping[str, Callable[[Path], object]] = {
    "nothing": lambda package: None,
    "a document changed": lambda package: _changed(next(package.rglob("a.ninjs.json"))),
    "a source missing": lambda package: next(package.rglob("a.txt")).unlink(),
    "a file added": lambda package: (next(package.rglob("a.ninjs.json")).parent / "b.ninjs.json").write_text("{}"),
    "a file of the record changed": lambda package: _changed(next(package.rglob("*stories.jsonl"))),
    "a document that is a folder": lambda package: _folder(next(package.rglob("a.article.json"))),
    "a document that is a link": lambda package: _link(next(package.rglob("a.article.json"))),
}


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/hostname")


@pytest.mark.sampled(7)
@pytest.mark.parametrize("kind", ["bagit", "eark", "ocfl"])
def test_what_is_wrong_with_a_package_is_said_as_before(
    kind: str, converted: Path, accept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of documents and files that are changed, missing or added, and of documents that are too large."""
    package = converted.parent / "package"
    assert cli._run(["pack", str(converted), "-o", str(package), "--as", kind, "-q"]) == 0
    for name, spoil in {**FAULTS, "large documents": FAULTS["nothing"]}.items():
        spoiled = converted.parent / "spoiled"
        shutil.copytree(package, spoiled)
        spoil(spoiled)
        with monkeypatch.context() as patch:
            if name == "large documents":
                module = "ocfl.verification" if kind == "ocfl" else "payload"
                patch.setattr(f"convert.packages.{module}.MAX_INPUT", 100)
            verified = verify(str(spoiled), "contents")
        report, *documents = verified.reports
        shown = f"exit {verified.exit_code}, {report.format} {report.version}, {len(documents)} documents\n"
        shown += sections.shown(report.findings, with_advice=True).replace(str(spoiled), "PACKAGE")
        shown = re.sub(r"\b[0-9a-f]{16,128}\b|\b\d+\.\d+(?=, but)|\b[\d,]+(?= bytes)", "…", shown)
        sections.hold("packages", f"{kind}: {name}", shown, accept=accept)
        shutil.rmtree(spoiled)
