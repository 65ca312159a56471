"""What checks of a batch are given and make of it: every field of the policy, every limit, every exit code."""

from __future__ import annotations

import io
import os
import pickle
import struct
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from convert import batch, checks, copy_checks, pipeline
from convert.batch import checking_ahead
from convert.batch.inputs.sidecars import Sidecar
from convert.batch.perform import Outcome
from convert.checks import shards
from convert.checks.engine.session import CheckSession, Edition, RecordingSession
from convert.documents import Limits
from convert.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_INPUT, EXIT_OK, EXIT_USAGE, InputError, UsageError
from convert.findings import FileReport, Finding, Severity
from convert.model import Moment

pytestmark = pytest.mark.any_findings
module: Any = import_module("convert.batch.check")
CheckPolicy = batch.CheckPolicy
SESSION: Any = CheckSession()
EPUBCHECK: Any = object()
REPORT = FileReport(path="a.xml", format="newsml-g2", schema_valid=True)
STRICT = CheckPolicy(
    format="newsml-g2@2.35",
    profile="strict",
    select=("NML", "NWS"),
    ignore=("NWS101",),
    skip_unknown=True,
    max_size=70,
    epub_profile="dict",
    deep=True,
)


def finding(code: str = "NWS101", severity: Severity = Severity.WARNING) -> Finding:
    return Finding(code=code, severity=severity, message="A sentence.")


def answers(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, *results: object) -> list[tuple[Any, ...]]:
    """Let a function return these results, and return the list of its calls: arguments and named ones."""
    calls: list[tuple[Any, ...]] = []
    left = list(results)

    def call(*arguments: object, **named: object) -> object:
        calls.append((arguments, named))
        result = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(result, Exception):
            raise result
        return result

    monkeypatch.setattr(owner, name, call)
    return calls


# --------------------------------------------------------------------------------------------------------------------
# One document


def test_a_document_is_checked_as_the_policy_says(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = answers(monkeypatch, checks, "check", REPORT)
    outcome = batch.check("a.xml", b"<a/>", policy=STRICT, session=SESSION, epubcheck=EPUBCHECK)
    assert outcome == Outcome(path="a.xml", exit_code=EXIT_OK, reports=(REPORT,))
    [(arguments, named)] = calls
    selected = named.pop("selected")
    assert [selected(code) for code in ("NML001", "NWS102", "NWS101", "NJS001")] == [True, True, False, False]
    assert arguments == (b"<a/>",)
    assert named == {
        "path": "a.xml",
        "format": "newsml-g2@2.35",
        "profile": "strict",
        "session": SESSION,
        "schema": None,
        "limits": Limits(size=70),
        "epub_profile": "dict",
        "epubcheck": EPUBCHECK,
    }
    batch.check("a.xml", b"<a/>", policy=CheckPolicy(), epubcheck=EPUBCHECK)
    assert calls[-1][1] == {
        "path": "a.xml",
        "format": None,
        "profile": "foreign",
        "session": None,
        "selected": None,
        "schema": None,
        "limits": Limits(),
        "epub_profile": "",
        "epubcheck": None,
    }


@pytest.mark.parametrize(("select", "ignore"), [(("NML",), ()), ((), ("NML",))])
def test_either_list_of_codes_selects_rules(
    monkeypatch: pytest.MonkeyPatch, select: tuple[str, ...], ignore: tuple[str, ...]
) -> None:
    policy = CheckPolicy(select=select, ignore=ignore)
    calls = answers(monkeypatch, checks, "check", REPORT)
    batch.check("a.xml", b"<a/>", policy=policy)
    assert calls[0][1]["selected"] == policy.reports
    options = module._shard_options(policy, None, None)
    assert options.selected == policy.reports


def test_a_schema_of_a_user_is_for_any_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also for one whose name is that of raw copy or of many documents."""
    calls = answers(monkeypatch, checks, "check", REPORT)
    schema: Any = object()
    for name in ("a.txt", "a.ninjs.jsonl"):
        batch.check(name, b"{}\n{}\n", policy=CheckPolicy(schema=schema, format="text"))
    assert [(arguments, named["schema"], named["path"]) for arguments, named in calls] == [
        ((b"{}\n{}\n",), schema, "a.txt"),
        ((b"{}\n{}\n",), schema, "a.ninjs.jsonl"),
    ]


def test_the_documents_of_a_file_are_checked_as_the_policy_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    report = FileReport(path="x", format="ninjs", documents=2, findings=(finding("NJS001", Severity.ERROR),))
    calls = answers(monkeypatch, shards, "check", report)
    path = tmp_path / "a.ninjs.jsonl"
    path.write_bytes(b"{}\n{}\n")
    for data in (None, b"{}\n{}\n"):
        outcome = batch.check(str(path), data, policy=CheckPolicy(), session=SESSION)
        assert outcome == Outcome(path=str(path), exit_code=EXIT_FINDINGS, reports=(report,))
    [(arguments, named), _] = calls
    assert named == {}
    shard, options = arguments
    assert (shard.path, shard.kind, shard.format, shard.size) == (str(path), "lines", "ninjs", 6)
    assert options == shards.ShardOptions(session=SESSION)
    options = module._shard_options(STRICT, SESSION, EPUBCHECK)
    assert options == shards.ShardOptions(
        format="newsml-g2@2.35",
        profile="strict",
        session=SESSION,
        selected=options.selected,
        skip_unknown=True,
        limits=Limits(size=70),
        epub_profile="dict",
        epubcheck=EPUBCHECK,
    )
    assert options.selected
    assert options.selected("NML001")
    assert not options.selected("NWS101")


def test_the_size_of_a_file_of_many_documents_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, shards, "check", REPORT)
    data = b"{}\n{}\n"
    for limit in (6, None):
        outcome = batch.check("a.ninjs.jsonl", data, policy=CheckPolicy(max_size=limit))
        assert outcome.exit_code == EXIT_OK
    outcome = batch.check("a.ninjs.jsonl", data, policy=CheckPolicy(max_size=5))
    [report] = outcome.reports
    [found] = report.findings
    assert (outcome.exit_code, found.code) == (EXIT_INPUT, "INP005")
    assert found.message == "the file has 6 bytes; the limit is 5"
    assert found.advice == "Split it, or raise the limit with --max-size."
    monkeypatch.setattr(module, "MAX_SHARD", 5)
    [report] = batch.check("a.ninjs.jsonl", data, policy=CheckPolicy()).reports
    assert [found.code for found in report.findings] == ["INP005"]


@pytest.mark.parametrize(("size", "is_shard"), [(99, False), (100, False), (101, True)])
def test_a_short_message_is_one_document(monkeypatch: pytest.MonkeyPatch, size: int, is_shard: bool) -> None:
    answers(monkeypatch, shards, "check", REPORT)
    monkeypatch.setattr(shards, "MESSAGE_IN_ONE", 100)
    asked: list[tuple[bytes, str, str | None]] = []
    kind: Any = "message"

    def shard(file: io.BytesIO, path: str, format: str | None) -> shards.Shard:
        asked.append((file.read(), path, format))
        return shards.Shard(file=file, size=size, kind=kind)

    monkeypatch.setattr(shards, "shard", shard)
    options = shards.ShardOptions(format="newsml-g2")
    assert (module.check_shard("a.xml", b"x", options) is REPORT) == is_shard
    kind = "lines"
    assert module.check_shard("a.xml", b"x", options) is REPORT
    assert asked == [(b"x", "a.xml", "newsml-g2")] * 2


def test_what_is_no_file_of_many_documents(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Texts, single documents and what cannot be opened; a file may have another name than it is told by."""
    calls = answers(monkeypatch, shards, "check", REPORT)
    options = shards.ShardOptions()
    (tmp_path / "many").write_bytes(b"{}\n{}\n")
    assert module.check_shard("a.TXT", b"{}\n{}\n", options) is None
    assert module.check_shard("a.ninjs.json", b"{}", options) is None
    assert module.check_shard(str(tmp_path / "none.ninjs.jsonl"), None, options) is None
    assert module.check_shard("a\0.ninjs.jsonl", None, options) is None
    assert calls == []
    assert module.check_shard("a.ninjs.jsonl", None, options, file=str(tmp_path / "many")) is REPORT
    assert calls[0][0][0].path == "a.ninjs.jsonl"


def test_short_files_are_read_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file that is longer may have many documents, of which one is read at a time."""
    monkeypatch.setattr(module, "SHORT", 4)
    answers(monkeypatch, checks, "check", REPORT)
    read: list[tuple[str, int | None]] = []

    def read_file(path: str, limit: int | None = None) -> tuple[bytes, float]:
        read.append((os.path.basename(path), limit))
        return b"<a/>", 0.0

    monkeypatch.setattr(module, "read_file", read_file)
    given: list[bytes | None] = []
    monkeypatch.setattr(module, "check_shard", lambda path, data, *_, **__: given.append(data))
    for size in (4, 5):
        (tmp_path / f"{size}.xml").write_bytes(b"x" * size)
        batch.check(str(tmp_path / f"{size}.xml"), policy=CheckPolicy(max_size=9))
    batch.check(str(tmp_path / "none.xml"), policy=CheckPolicy())
    assert given == [b"<a/>", None, None]
    assert read == [("4.xml", 9), ("5.xml", 9), ("none.xml", None)]
    monkeypatch.setattr(module, "is_read_once", lambda path: True)
    batch.check(str(tmp_path / "5.xml"), policy=CheckPolicy())
    assert given[-1] == b"<a/>"
    assert not module._is_short("a\0.xml")


def test_a_file_that_is_too_large_says_how_to_raise_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.ninjs.json"
    path.write_bytes(b"{    }")
    [report] = batch.check(str(path), policy=CheckPolicy(max_size=5)).reports
    [found] = report.findings
    assert (found.code, found.message) == ("INP005", "the file has 6 bytes; the limit is 5")
    assert found.advice == "Split it, or raise the limit with --max-size."
    [report] = batch.check(str(tmp_path / "none.json"), policy=CheckPolicy()).reports
    assert [(found.code, found.message) for found in report.findings] == [("INP001", "no such file")]


def test_what_stops_a_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder and an error of before are inputs that fail; wrong usage ends all."""
    outcome = batch.check(str(tmp_path), policy=CheckPolicy())
    [found] = outcome.reports[0].findings
    assert (outcome.exit_code, outcome.path, found.code) == (EXIT_INPUT, str(tmp_path), "INP007")
    assert found.message == "no document below this folder"
    assert found.advice == "Name the files, or use --format text to check .txt files."
    error = InputError("INP001", "no such file", "Check the name.")
    outcome = batch.check("a.xml", b"<a/>", policy=CheckPolicy(), error=error)
    assert [f.code for f in outcome.reports[0].findings] == ["INP001"]
    answers(monkeypatch, checks, "check", UsageError("INP012", "unknown format 'x'", "Known formats: a."))
    with pytest.raises(UsageError):
        batch.check("a.xml", b"<a/>", policy=CheckPolicy())
    answers(monkeypatch, checks, "check", ZeroDivisionError("odd"))
    outcome = batch.check("a.xml", b"<a/>", policy=CheckPolicy())
    assert (outcome.exit_code, outcome.reports[0].findings[0].message) == (EXIT_BUG, "ZeroDivisionError: odd")


# --------------------------------------------------------------------------------------------------------------------
# Raw copy

COPY = b"Ferry sails again\n\nThe ferry sailed at noon, its operator said.\n"


@pytest.mark.parametrize(
    ("path", "data", "policy", "expected"),
    [
        ("a.txt", COPY, CheckPolicy(), True),
        ("A.TXT", COPY, CheckPolicy(), True),
        ("a.txt", b"<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'/>", CheckPolicy(), False),
        ("a.md", COPY, CheckPolicy(), False),
        ("a.md", COPY, CheckPolicy(format="text"), True),
        ("a.txt", COPY, CheckPolicy(format="ninjs"), False),
        ("a.txt", COPY, CheckPolicy(format="text", schema=object()), False),  # type: ignore[arg-type]
    ],
)
def test_what_is_checked_as_raw_copy(path: str, data: bytes, policy: batch.CheckPolicy, expected: bool) -> None:
    assert module._is_copy(path, data, policy) is expected


def test_raw_copy_is_read_as_the_policy_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With the metadata of the file above those of the policy, and those of a story above both."""
    path = tmp_path / "a.txt"
    path.write_bytes(COPY)
    (tmp_path / "a.meta.toml").write_text('headline = "Of the file"\nslugline = "file"\n')
    (tmp_path / "a-2.meta.toml").write_text('headline = "Of the story"\n')
    policy = CheckPolicy(
        format="text",
        profile="strict",
        encoding="utf-8",
        timezone="Europe/Berlin",
        metadata={"slugline": "policy", "edition": "late"},
        split=True,
        images=str(tmp_path),
    )
    split: list[tuple[Any, dict[str, Any]]] = []

    def divided(source: Any, **options: Any) -> Iterator[Any]:
        from dataclasses import replace

        split.append((source, options))
        yield replace(source, story=1)
        yield replace(source, story=2)

    monkeypatch.setattr(pipeline, "split", divided)
    checked = answers(monkeypatch, copy_checks, "check", FileReport(path="a", format="text"))
    reports = batch.check(str(path), policy=policy).reports
    [(source, options)] = split
    assert options == {"format": "text", "by_separators": True}
    assert (source.name, source.data, source.encoding, source.timezone) == ("a.txt", COPY, "utf-8", "Europe/Berlin")
    assert source.moment == Moment("1970-01-01T00:00:00Z")
    assert source.metadata == {"headline": "Of the file", "slugline": "file", "edition": "late"}
    assert source.pictures.shelf.folder == str(tmp_path)
    assert [(arguments[0].story, arguments[0].metadata["headline"], named) for arguments, named in checked] == [
        (1, "Of the file", {"path": str(path), "profile": "strict", "format": "text"}),
        (2, "Of the story", {"path": str(path), "profile": "strict", "format": "text"}),
    ]
    assert len(reports) == 2


def test_standard_input_has_no_files_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answers(monkeypatch, module, "read_sidecar", Sidecar(values={}))
    split = answers(monkeypatch, pipeline, "split", ())
    module._check_copy("-", COPY, CheckPolicy())
    [((source,), options)] = split
    assert (source.pictures, source.name, asked) == (None, "-", [])
    assert options == {"format": None, "by_separators": False}
    module._check_copy("a.txt", COPY, CheckPolicy(timezone="UTC"))
    assert asked == [(("a.txt",), {"timezone": "UTC"})]


def test_what_was_noticed_in_metadata_files_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """That of the file of all stories is told with the first."""
    notice, own = finding("INP065", Severity.NOTICE), finding("INP066", Severity.NOTICE)
    sidecars = [Sidecar(values={}, findings=(notice,)), *(Sidecar(values={}, findings=(own,)) for _ in range(2))]
    asked = answers(monkeypatch, module, "read_sidecar", *sidecars)

    def divided(source: Any, **_: Any) -> Iterator[Any]:
        from dataclasses import replace

        return (replace(source, story=number) for number in (1, 2))

    monkeypatch.setattr(pipeline, "split", divided)
    answers(monkeypatch, copy_checks, "check", FileReport(path="a", format="text", findings=(finding(),)))
    reports = module._check_copy("a.txt", COPY, CheckPolicy(timezone="UTC"))
    codes = [[(f.code, f.location.path, f.location.story) for f in report.findings] for report in reports]
    assert codes == [
        [("INP065", "a.txt", 1), ("INP066", "a.txt", 1), ("NWS101", "", 0)],
        [("INP066", "a.txt", 2), ("NWS101", "", 0)],
    ]
    assert [call[0] for call in asked] == [("a.txt",), ("a.txt", 1), ("a.txt", 2)]
    assert all(call[1] == {"timezone": "UTC"} for call in asked)


def test_a_story_that_cannot_be_read_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    def divided(source: Any, **_: Any) -> Iterator[Any]:
        return (replace(source, story=number, first_line=10 * number) for number in numbers)

    monkeypatch.setattr(pipeline, "split", divided)
    error = InputError("INP002", "no story", "Check it.")
    answers(monkeypatch, copy_checks, "check", error, FileReport(path="a", format="text"))
    numbers = [1, 2]
    outcome = batch.check("a.txt", COPY, policy=CheckPolicy())
    assert [(r.story, [(f.code, f.location.line) for f in r.findings]) for r in outcome.reports] == [
        (1, [("INP002", 10)]),
        (0, []),
    ]
    assert outcome.exit_code == EXIT_INPUT
    numbers = [0]
    answers(monkeypatch, copy_checks, "check", error)
    outcome = batch.check("a.txt", COPY, policy=CheckPolicy())
    assert (outcome.exit_code, len(outcome.reports)) == (EXIT_INPUT, 1)


# --------------------------------------------------------------------------------------------------------------------
# What becomes of reports

ERROR, WARNING, NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE


@pytest.mark.parametrize("fail_on", Severity)
@pytest.mark.parametrize("found", Severity)
def test_the_exit_code_of_findings(fail_on: Severity, found: Severity) -> None:
    reports = tuple(
        FileReport(path="a", format="ninjs", findings=(finding(severity=severity),)) for severity in (NOTICE, found)
    )
    outcome = module._outcome("a", reports, CheckPolicy(fail_on=fail_on))
    assert outcome.exit_code == (EXIT_FINDINGS if found.rank >= fail_on.rank or fail_on is NOTICE else EXIT_OK)
    assert (outcome.path, outcome.reports) == ("a", reports)


@pytest.mark.parametrize(
    ("story", "skip_unknown", "code", "count"),
    [(0, False, EXIT_INPUT, 1), (0, True, EXIT_OK, 0), (1, False, EXIT_INPUT, 1), (1, True, EXIT_INPUT, 1)],
)
def test_what_is_in_no_known_format(story: int, skip_unknown: bool, code: int, count: int) -> None:
    report = FileReport(path="a", story=story, findings=(finding("INP006", ERROR),))
    outcome = module._outcome("a", (report,), CheckPolicy(skip_unknown=skip_unknown, ignore=("NML",)))
    assert (outcome.path, outcome.exit_code, len(outcome.reports)) == ("a", code, count)


def test_findings_that_are_not_selected_are_left_out() -> None:
    codes = ("NML001", "NML002", "INP006", "BUG000", "NWS101")
    reports = (
        FileReport(path="a", format="ninjs", findings=tuple(finding(code, NOTICE) for code in codes)),
        FileReport(path="a", story=2, findings=(finding("NML001", NOTICE), finding("INP002", ERROR))),
    )
    rows = [
        (CheckPolicy(select=("NML",)), [["NML001", "NML002", "INP006", "BUG000"], ["NML001", "INP002"]]),
        (CheckPolicy(ignore=("NML",)), [["INP006", "BUG000", "NWS101"], ["INP002"]]),
        (CheckPolicy(select=("NML",), ignore=("NML002",)), [["NML001", "INP006", "BUG000"], ["NML001", "INP002"]]),
        (CheckPolicy(), [list(codes), ["NML001", "INP002"]]),
    ]
    for policy, expected in rows:
        outcome = module._outcome("a", reports, policy)
        assert [[f.code for f in report.findings] for report in outcome.reports] == expected
        assert outcome.exit_code == EXIT_INPUT


def test_metadata_without_a_story_and_what_cannot_be_read() -> None:
    outcome = batch.check_orphan("a.meta.toml", CheckPolicy(fail_on=WARNING))
    assert (outcome.path, [f.code for r in outcome.reports for f in r.findings]) == ("a.meta.toml", ["INP042"])
    from convert.batch.inputs.folders import Found

    error = InputError("INP030", "the folder cannot be read: x", "Check its permissions.")
    outcome = batch.unreadable(Found("in", "", error))
    assert (outcome.path, outcome.exit_code) == ("in", EXIT_INPUT)
    assert [f.code for r in outcome.reports for f in r.findings] == ["INP030"]


@pytest.mark.parametrize(
    ("error", "code", "shown", "message", "advice"),
    [
        (InputError("INP002", "no story", "Check."), EXIT_INPUT, "INP002", "no story", "Check."),
        (UsageError("INP011", "no", "Check."), EXIT_USAGE, "INP011", "no", "Check."),
        (
            MemoryError(),
            EXIT_INPUT,
            "INP049",
            "there is not enough memory for this input",
            "Raise --document-memory, use fewer --jobs, or divide the input.",
        ),
        (
            KeyError("x"),
            EXIT_BUG,
            "BUG000",
            "KeyError: 'x'",
            "This is a bug in wirecopy; please report it with the input.",
        ),
    ],
)
@pytest.mark.parametrize("story", [None, 0, 3])
def test_what_stopped_work(
    error: Exception, code: int, shown: str, message: str, advice: str, story: int | None
) -> None:
    from convert.batch.perform import failure
    from convert.readers import Source

    source = None
    if story is not None:
        source = Source(name="a.txt", data=b"", moment=Moment("1970-01-01T00:00:00Z"), story=story, first_line=7)
    outcome = failure("a.txt", error, source)
    assert (outcome.path, outcome.exit_code, outcome.story) == ("a.txt", code, story or 0)
    [report] = outcome.reports
    [found] = report.findings
    assert (report.path, report.story, report.format) == ("a.txt", story or 0, "")
    assert (found.code, found.severity, found.message, found.advice) == (shown, ERROR, message, advice)
    place = found.location
    assert (place.path, place.story, place.line) == ("a.txt", story or 0, 7 if story else 0)


# --------------------------------------------------------------------------------------------------------------------
# Checks ahead


def test_files_of_exactly_the_limit_are_short(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(checking_ahead, "SHORT", 5)
    for size, expected in ((4, True), (5, True), (6, False)):
        (tmp_path / "a").write_bytes(b"x" * size)
        assert checking_ahead._is_short(str(tmp_path / "a")) is expected
    assert not checking_ahead._is_short("a\0")


@pytest.mark.parametrize(
    ("alone", "first"),
    [
        ([], 0),
        ([0], 1),
        ([0, 1, 2, 3], 4),
        ([0, 1, 2, 3, 4, 5], 4),
        ([0, 1, 3, 4, 5], 2),
        ([1, 2, 3, 4, 5], 0),
        ([0, 1, 2, 3, 7], 4),
    ],
)
def test_the_first_files_are_checked_here(alone: list[int], first: int) -> None:
    assert checking_ahead._first(alone) == first


@pytest.mark.parametrize(
    ("jobs", "files", "processors", "load", "expected"),
    [
        (None, 10**6, 40, 1.0, 16),
        (None, 10**6, 8, 8.0, 8),
        (None, 10**6, 8, 8.1, 1),
        (3, 10**6, 8, 9.0, 3),
        (20, 10**6, 8, 9.0, 20),
        (3, 127, 8, 0.0, 1),
        (3, 128, 8, 0.0, 2),
        (3, 0, 8, 0.0, 1),
    ],
)
def test_how_many_processes_check(
    monkeypatch: pytest.MonkeyPatch, jobs: int | None, files: int, processors: int, load: float, expected: int
) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(checking_ahead.sys, "platform", "linux")
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(range(processors)), raising=False)
    monkeypatch.setattr(os, "getloadavg", lambda: (load, 0.0, 0.0))
    assert checking_ahead._processes(jobs, files) == expected
    monkeypatch.setattr(checking_ahead.sys, "platform", "darwin")
    assert checking_ahead._processes(jobs, files) == 1


def edition(path: str, version: int, words: bytes = b"w") -> Edition:
    moment = datetime(2026, 1, version, tzinfo=UTC)
    return Edition(
        path=path, format="ninjs", version=str(version), number=version, updated=moment, words=words, printed=b""
    )


def test_editions_that_contradict_are_compared_here() -> None:
    session = CheckSession()

    def agrees(*editions: tuple[str, Edition]) -> bool:
        outcome = Outcome(path="a", exit_code=0, reports=())
        return checking_ahead._agrees(checking_ahead._Result(outcome, editions), session)

    assert agrees()
    assert agrees(("g", edition("a", 1)))
    assert agrees(("g", edition("b", 2)))
    assert agrees(("h", edition("b", 1, b"other")))
    assert not agrees(("g", edition("c", 1, b"other"))), "it is another text of the same version"
    assert not agrees(("i", edition("a", 1)), ("j", edition("a", 1))), "those of one file are compared here"
    assert list(session.earlier("i", edition("z", 1))) == []
    assert [e.path for e in session.earlier("g", edition("z", 2))] == ["a", "b"]


def test_what_a_process_sends(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its parts, one after the other: the outcomes of checks without other documents, and the editions."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    policies = [CheckPolicy(ignore=(f"NML{n}",)) for n in range(3)]
    documents = [(f"{n}.xml", policy) for n, policy in enumerate(policies)]
    sessions = []

    def check(file: str, *, policy: object, session: RecordingSession) -> Outcome:
        assert (file, policy) in documents
        assert session.now is now
        sessions.append(session)
        session.add("g", edition(file, 1))
        return Outcome(path=file, exit_code=0, reports=())

    class Ended(Exception):
        pass

    def end(code: int) -> None:
        raise Ended(code)

    signals: list[tuple[int, object]] = []
    monkeypatch.setattr(checking_ahead, "check", check)
    monkeypatch.setattr(checking_ahead.os, "_exit", end)
    monkeypatch.setattr(checking_ahead.signal, "signal", lambda *pair: signals.append(pair))
    path = tmp_path / "pipe"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    with pytest.raises(Ended, match=r"^0$"):
        checking_ahead._work(documents, [[0, 2], [1]], CheckSession(now), descriptor)
    with open(path, "rb") as sent:
        parts = []
        while size := sent.read(8):
            parts.append(pickle.loads(sent.read(struct.unpack("<Q", size)[0])))
    assert [list(part) for part in parts] == [[0, 2], [1]]
    for number, result in ((number, result) for part in parts for number, result in part.items()):
        assert (result.outcome.path, [(g, e.path) for g, e in result.editions]) == (
            f"{number}.xml",
            [("g", f"{number}.xml")],
        )
    assert len(set(map(id, sessions))) == 3
    default = checking_ahead.signal.SIG_DFL
    assert signals == [(checking_ahead.signal.SIGINT, default), (checking_ahead.signal.SIGTERM, default)]

    def fails(*_: object, **__: object) -> Outcome:
        raise KeyboardInterrupt

    monkeypatch.setattr(checking_ahead, "check", fails)
    with pytest.raises(Ended, match=r"^0$"):
        checking_ahead._work(documents, [[0]], CheckSession(now), os.open(path, os.O_WRONLY | os.O_CREAT))


def test_files_that_are_deep_or_read_already_are_checked_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The bytes that are loaded, and the checker of EPUBs, are passed on."""
    counts = []
    monkeypatch.setattr(checking_ahead, "_processes", lambda jobs, files: counts.append((jobs, files)) or 1)
    given: list[tuple[object, ...]] = []

    def check(file: str, data: bytes | None = None, **named: object) -> Outcome:
        given.append((os.path.basename(file), data, named["policy"], named["session"], named["epubcheck"]))
        return Outcome(path=file, exit_code=0, reports=())

    monkeypatch.setattr(checking_ahead, "check", check)
    plain, deep = CheckPolicy(), CheckPolicy(deep=True)
    names = [str(tmp_path / name) for name in ("a", "b", "c", "none")]
    for name in names[:3]:
        Path(name).write_bytes(b"x")
    documents = list(zip(names, (plain, plain, deep, plain), strict=True))
    loaded = {names[1]: b"read"}
    outcomes = batch.check_all(documents, loaded, session=SESSION, jobs=5, epubcheck=EPUBCHECK)
    assert [outcome.path for outcome in outcomes] == names
    assert given == [
        ("a", None, plain, SESSION, EPUBCHECK),
        ("b", b"read", plain, SESSION, EPUBCHECK),
        ("c", None, deep, SESSION, EPUBCHECK),
        ("none", None, plain, SESSION, EPUBCHECK),
    ]
    assert counts == [(5, 1)]


def test_what_is_left_of_processes_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where one is gone already."""
    ended: list[tuple[str, int, int]] = []

    def end(name: str) -> Callable[[int, int], None]:
        def call(process: int, option: int) -> None:
            ended.append((name, process, option))
            raise OSError

        return call

    monkeypatch.setattr(checking_ahead.os, "kill", end("kill"))
    monkeypatch.setattr(checking_ahead.os, "waitpid", end("wait"))
    ahead = checking_ahead._Ahead([], [], SESSION, 1)
    pipe: Any = io.BytesIO(b"")
    ahead._children, ahead._pipes = [7, 8], [None, pipe]
    ahead.close()
    assert pipe.closed
    assert ended == [(name, process, option) for process in (7, 8) for name, option in (("kill", 9), ("wait", 0))]


@pytest.mark.parametrize("sent", [b"", b"\1", struct.pack("<Q", 3) + b"abc", struct.pack("<Q", 9) + b"ab"])
def test_what_a_process_did_not_send_is_none(sent: bytes) -> None:
    ahead = checking_ahead._Ahead([], [], SESSION, 1)
    whole = {3: "three", 4: "four"}
    data = pickle.dumps(whole)
    pipe: Any = io.BytesIO(struct.pack("<Q", len(data)) + data + sent)
    ahead._pipes, ahead._owner = [pipe], {3: 0, 4: 0, 5: 0}
    found: list[Any] = [ahead.result(number) for number in (9, 3, 4, 4, 5)]
    assert found == [None, "three", "four", None, None]
    assert pipe.closed
    assert ahead._pipes == [None]
