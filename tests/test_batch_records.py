"""What a batch remembers and delivers: every member of a line, every reason to work again, every place of a shard."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import pickle
import sqlite3
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from convert.atomic_write import WrittenFile
from convert.batch import delivering, history, journal, journal_file, journal_index, runs, shards
from convert.batch.history import History, inputs_of, source_of
from convert.batch.inputs.pictures import FOLDER
from convert.batch.journal import Entry, Journal
from convert.batch.journal_index import Damage, JournalIndex, OtherIndex, indexes_of, lines_from, parsed
from convert.batch.perform import Drafts, FileState, Identity, InputState, Outcome
from convert.batch.placing import Placed, digest_of
from convert.batch.plan import Job, Settings
from convert.batch.shards import Sealed, Unsealed
from convert.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_INPUT, InputError, OutputError
from convert.findings import FileReport, Finding, Location, Severity
from convert.version import __version__

pytestmark = pytest.mark.any_findings
SETTINGS = Settings(formats=("ninjs", "text"))
ERROR, WARNING = Severity.ERROR, Severity.WARNING
DIGEST = "a" * 64


def error_of(action: Callable[[], object], kind: type[Exception] = InputError) -> tuple[str, str, str]:
    with pytest.raises(kind) as caught:
        action()
    error: Any = caught.value
    return error.code, error.message, error.advice


def finding(code: str = "NWS101", severity: Severity = WARNING, message: str = "A sentence.") -> Finding:
    return Finding(code=code, severity=severity, message=message)


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def opened(out: Path, settings: Settings = SETTINGS, **options: Any) -> Journal:
    return Journal(str(out / "j.jsonl"), out=str(out), settings=settings, clock=lambda: 1_480_000_000.9, **options)


def recorded(out: Path, outcome: Outcome, job: Job | Entry, **options: Any) -> dict[str, Any]:
    """The line of an outcome."""
    with opened(out, **options) as made:
        made.record(job, (outcome,))
    line: dict[str, Any] = json.loads((out / "j.jsonl").read_bytes().splitlines()[-1])
    return line


def written(path: str, **fields: Any) -> WrittenFile:
    given = {"format": "ninjs", "size": 5, "sha256": DIGEST, "new": True, "modified": 7}
    return WrittenFile(path=path, **(given | fields))


# --------------------------------------------------------------------------------------------------------------------
# The lines of a journal


def test_the_line_of_an_input_of_which_all_is_known(out: Path) -> None:
    files = (
        written(f"{out}/n/a-2.ninjs.json", item=3, items=9, name="n/a", id="urn:x"),
        written(f"{out}/a.txt", format="text", size=6, modified=8),
    )
    findings = (finding(), finding("NWS102", ERROR, "One."), finding("NWS102", ERROR, "Two."))
    outcome = Outcome(
        path="in/a.txt",
        exit_code=EXIT_FINDINGS,
        reports=(
            FileReport(path="in/a.txt", findings=findings),
            FileReport(path=files[0].path, format="ninjs", version="3.1", schema_valid=True, findings=(finding(),)),
        ),
        written=files,
        story=2,
        state=InputState(
            sha256="b" * 64,
            size=70,
            file=FileState("/in/a.txt", 71, 72),
            inode=73,
            moment="2016-12-07T16:00:00Z",
            container=FileState("/in/day.zip", 1, 2),
            container_name="day.zip",
            sidecars=(FileState("/in/a.meta.toml", 3, 4),),
            pictures=(FileState("/in/a.jpg", 5, 6),),
            configuration=FileState("/wirecopy.toml", 7, 8),
            stories=4,
            seconds=1.23456789,
        ),
        identity=Identity("urn:x", "given", 2, "usable", "2016-12-07T16:00:00Z", "", "A123"),
    )
    line = recorded(out, outcome, Entry("a.txt", "digest"), host="desk")
    assert line == {
        "journal": 1,
        "input": "a.txt",
        "story": 2,
        "stories": 4,
        "sha256": "b" * 64,
        "size": 70,
        "options": "digest",
        "wirecopy": __version__,
        "exit": 1,
        "codes": {"NWS101": 2, "NWS102": 2},
        "id": "urn:x",
        "id_from": "given",
        "version": 2,
        "status": "usable",
        "updated": "2016-12-07T16:00:00Z",
        "wire": "A123",
        "container": "day.zip",
        "errors": [{"code": "NWS102", "message": "One."}, {"code": "NWS102", "message": "Two."}],
        "documents": [
            {
                "format": "ninjs",
                "version": "3.1",
                "schema_valid": True,
                "path": "n/a-2.ninjs.json",
                "size": 5,
                "sha256": DIGEST,
                "item": 3,
                "items": 9,
                "name": "n/a",
                "id": "urn:x",
            },
            {"format": "text", "version": "", "schema_valid": None, "path": "a.txt", "size": 6, "sha256": DIGEST},
        ],
        "run": {
            "at": "2016-11-24T15:06:40Z",
            "seconds": 1.234568,
            "host": "desk",
            "source": "/in/a.txt",
            "state": [71, 72, 73],
            "moment": "2016-12-07T16:00:00Z",
            "container": ["/in/day.zip", 1, 2],
            "sidecars": [["/in/a.meta.toml", 3, 4]],
            "pictures": [["/in/a.jpg", 5, 6]],
            "configuration": ["/wirecopy.toml", 7, 8],
            "documents": [7, 8],
        },
    }
    # What is written is the same everywhere: keys in this order, ASCII, no spaces.
    raw = (out / "j.jsonl").read_bytes()
    assert raw == (json.dumps(line, separators=(",", ":")) + "\n").encode()


def test_the_line_of_an_input_of_which_nothing_is_known(out: Path) -> None:
    job = Job(path="in/ä.txt", name="ä.txt", targets=(("ninjs", "x"),))
    line = recorded(out, Outcome(path="in/ä.txt", exit_code=3, reports=()), job)
    assert line == {
        "journal": 1,
        "input": "ä.txt",
        "story": 0,
        "stories": 0,
        "sha256": "",
        "size": 0,
        "options": journal.Options(SETTINGS).digest(job),
        "wirecopy": __version__,
        "exit": 3,
        "codes": {},
        "documents": [],
        "run": {
            "at": "2016-11-24T15:06:40Z",
            "seconds": 0.0,
            "host": "",
            "source": "",
            "state": [],
            "moment": "",
            "sidecars": [],
            "documents": [],
        },
    }
    assert b"\\u00e4" in (out / "j.jsonl").read_bytes()
    assert len(line["options"]) == 32


def test_the_first_errors_are_kept() -> None:
    findings = (finding(), *(finding("NWS102", ERROR, str(number)) for number in range(11)))
    kept = journal._errors([FileReport(path="a"), FileReport(path="a", findings=findings)])
    assert kept == [{"code": "NWS102", "message": str(number)} for number in range(10)]


def test_what_an_earlier_run_did_is_told(out: Path) -> None:
    line = {
        "story": 2,
        "stories": 3,
        "sha256": "b" * 64,
        "size": 70,
        "exit": 3,
        "codes": {"INP002": 1, "NWS101": 2},
        "documents": [
            {
                "format": "ninjs",
                "version": "3.1",
                "schema_valid": True,
                "path": "a.ninjs.json",
                "size": 5,
                "sha256": "?",
            },
            {"format": "picture", "version": "", "schema_valid": None, "path": "a.jpg", "size": 5, "sha256": "?"},
        ],
        "run": {"documents": [0, 0], "pictures": [["/in/a.jpg", 5, 6]]},
    }
    modified = []
    for number, document in enumerate(line["documents"]):  # type: ignore[arg-type]
        (out / document["path"]).write_bytes(b"12345")
        document["sha256"] = digest_of(str(out / document["path"]))
        modified.append(os.stat(out / document["path"]).st_mtime_ns)
        if number == 1:
            document.update(item=3, items=9, name="n/a", id="urn:x")
    line["run"]["documents"] = modified  # type: ignore[index]
    job = Job(path="in/a.txt", name="a.txt")
    with opened(out) as made:
        found = made._outcome(job, line)
        assert found
        paths = [str(out / name) for name in ("a.ninjs.json", "a.jpg")]
        digests = [document["sha256"] for document in line["documents"]]  # type: ignore[attr-defined]
        assert found.written == (
            WrittenFile(format="ninjs", path=paths[0], size=5, sha256=digests[0], new=False, modified=modified[0]),
            WrittenFile(
                format="picture",
                path=paths[1],
                size=5,
                sha256=digests[1],
                new=False,
                modified=modified[1],
                item=3,
                items=9,
                name="n/a",
                id="urn:x",
            ),
        )
        assert (found.path, found.exit_code, found.story, found.is_earlier) == ("in/a.txt", 3, 2, True)
        assert found.state == InputState(sha256="b" * 64, size=70, stories=3, pictures=(FileState("/in/a.jpg", 5, 6),))
        first, second = found.reports
        assert (first.path, first.story, first.format) == ("in/a.txt", 2, "")
        [told] = first.findings
        assert (told.code, told.severity, told.location) == ("INP054", ERROR, Location(path="in/a.txt", story=2))
        assert told.message == "unchanged since an earlier run, which reported 1 INP002, 2 NWS101"
        assert told.advice == "See it again with --no-journal, or try it again with --retry-failed."
        assert second == FileReport(path=paths[0], story=2, format="ninjs", version="3.1", schema_valid=True)
        Path(paths[1]).write_bytes(b"1234")
        assert made._outcome(job, line) is None
        Path(paths[1]).unlink()
        assert made._outcome(job, line) is None


@pytest.mark.parametrize("verify", [False, True])
def test_when_a_document_is_as_it_was(out: Path, verify: bool) -> None:
    """Where its size is; and its time, or its digest, which alone counts with `verify`."""
    path = out / "a.txt"
    path.write_bytes(b"12345")
    modified, digest = os.stat(path).st_mtime_ns, digest_of(str(path))

    def line(time: int, sha256: str) -> dict[str, Any]:
        document = {"format": "text", "path": "a.txt", "size": 5, "sha256": sha256, "version": "", "schema_valid": None}
        run = {"documents": [time]}
        return {
            "story": 0,
            "stories": 1,
            "sha256": "",
            "size": 1,
            "exit": 0,
            "codes": {},
            "documents": [document],
            "run": run,
        }

    job = Job(path="in/a.txt", name="a.txt")
    with opened(out, verify=verify) as made:
        same = [
            made._outcome(job, line(*row)) is not None
            for row in ((modified, digest), (modified, "?"), (modified + 1, digest), (modified + 1, "?"))
        ]
    assert same == [True, not verify, True, False]


def test_digests_of_documents_are_kept(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(journal, "digest_of", lambda path: asked.append(path) or DIGEST)
    monkeypatch.setattr(journal, "_KEPT_DIGESTS", 2)
    state = Placed(1, 0)
    with opened(out) as made:
        for path in ("a", "a", "b", "a", "c", "c", "a"):
            assert made._digest(path, state) == DIGEST
        assert asked == ["a", "b", "c", "a"]
        made._digest("a", Placed(2, 0))
    assert asked[-1] == "a"


@pytest.mark.parametrize(
    ("exit", "codes", "retry", "again"),
    [
        (0, {"INP001": 1}, True, False),
        (1, {"INP001": 1}, True, False),
        (3, {"INP002": 1}, False, False),
        (3, {"INP002": 1}, True, True),
        (2, {}, True, True),
        *((3, {"INP002": 1, code: 1}, False, True) for code in ("INP000", "INP007", "INP010", "INP034", "INP053")),
    ],
)
def test_what_is_tried_again(out: Path, exit: int, codes: dict[str, int], retry: bool, again: bool) -> None:
    with opened(out, retry_failed=retry) as made:
        assert made._is_to_be_tried_again({"exit": exit, "codes": codes}) is again


def test_when_an_input_is_the_same(out: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"hello")
    digest = digest_of(str(path))
    state = [5, os.stat(path).st_mtime_ns, os.stat(path).st_ino]
    plain = Job(path="a.txt", name="a.txt")
    given = Job(path="-", name="a.txt", data=b"hello", moment="2016")
    remote = Job(path="s3://b/a.txt", name="a.txt", revision="1")

    def line(**changes: Any) -> dict[str, Any]:
        run = {"sidecars": [], "source": str(path), "state": state, "moment": "2016"}
        sha256 = changes.pop("sha256", digest)
        return {"stories": 1, "sha256": sha256, "run": run | changes}

    with (
        opened(out) as made,
        Journal(str(out / "k.jsonl"), out=str(out), settings=SETTINGS, clock=lambda: 0, verify=True) as strict,
    ):
        for job, changes, expected, verified in (
            (plain, {}, True, True),
            (plain, {"sha256": "?"}, True, False),
            (plain, {"source": "/elsewhere/a.txt"}, True, True),
            (plain, {"source": "/elsewhere/a.txt", "sha256": "?"}, False, False),
            (plain, {"source": ""}, False, False),
            (plain, {"state": [5, 1, state[2]]}, False, False),
            (plain, {"state": [4, *state[1:]]}, False, False),
            (plain, {"state": [*state[:2], 1]}, True, True),
            (plain, {"state": [*state[:2], 1], "sha256": "?"}, False, False),
            (plain, {"state": state[:2], "sha256": "?"}, False, False),
            (plain, {"sidecars": [["/a.meta.toml", 1, 2]]}, False, False),
            (replace(plain, path="none.txt"), {}, False, False),
            (given, {}, True, True),
            (given, {"moment": "2017"}, False, False),
            (given, {"sha256": "?"}, False, False),
            (replace(given, moment=None), {"moment": ""}, True, True),
            (remote, {"moment": "1"}, True, True),
            (remote, {"moment": "2"}, False, False),
        ):
            assert made._is_same_input(job, line(**changes)) is expected, (job, changes)
            assert strict._is_same_input(job, line(**changes)) is verified, (job, changes)
        fixed = replace(SETTINGS, epoch="2016-12-07T16:00:00Z")
        made._settings = fixed
        assert made._is_same_input(given, line(moment="2017"))
    (tmp_path / "a.meta.toml").write_text("")
    with opened(out) as made:
        assert not made._is_same_input(plain, line())


def test_when_work_is_done(out: Path, tmp_path: Path) -> None:
    """All stories have a line, of this version, with these options."""
    (tmp_path / "a.txt").write_bytes(b"hello")
    job = Job(path="a.txt", name="a.txt")
    with opened(out) as made:
        options = made._options.digest(job)
        run = {
            "sidecars": [],
            "source": str(tmp_path / "a.txt"),
            "moment": "",
            "documents": [],
            "at": "2025-05-05T12:00:00Z",
            "state": [5, os.stat(tmp_path / "a.txt").st_mtime_ns, os.stat(tmp_path / "a.txt").st_ino],
        }
        line = {
            "story": 0,
            "stories": 1,
            "sha256": "",
            "size": 5,
            "exit": 0,
            "codes": {},
            "documents": [],
            "options": options,
            "wirecopy": __version__,
            "run": run,
        }
        rows: list[tuple[dict[str, Any], bool]] = [
            ({}, True),
            ({"stories": 0}, True),
            ({"stories": 2}, False),
            ({"wirecopy": "0.0"}, False),
            ({"options": "?"}, False),
            ({"run": run | {"source": ""}}, False),
        ]
        for changes, expected in rows:
            assert (made._unchanged(job, [line | changes]) is not None) is expected, changes
        two = [line | {"stories": 2, "story": 1}, line | {"stories": 2, "story": 2}]
        assert [outcome.story for outcome in made._unchanged(job, two) or ()] == [1, 2]
        assert made._unchanged(job, [two[0], two[1] | {"exit": 3, "codes": {"INP001": 1}}]) is None
        assert made._unchanged(job, [two[0], two[1] | {"story": 3}]) is None
        assert made._unchanged(job, [two[0], two[1] | {"run": run | {"at": "2025-05-05T12:00:01Z"}}]) is None
        assert made.finished(job) is None
        assert made.finished(replace(job, error=InputError("INP001", "no such file"))) is None


def test_options_that_mean_work_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one job; of the settings `test_journal` has them all. What is asked again is not made again."""
    monkeypatch.chdir(tmp_path)
    job = Job(path="a.txt", name="a.txt", targets=(("text", "out/a.txt"),))
    options = journal.Options(SETTINGS)
    first = options.digest(job)
    assert options.digest(replace(job, path="b.txt", targets=(("text", "out/b.txt"),))) == first
    changes: list[dict[str, Any]] = [
        {"targets": (("ninjs", "out/a.txt"),)},
        {"metadata": {"urgency": 3}},
        {"given": {"urgency": 3}},
        {"encoding": "utf-8"},
        {"timezone": "UTC"},
        {"split": True},
        {"images": "p"},
        {"images_url": "https://h/"},
        {"keeps_picture_metadata": True},
    ]
    digests = [options.digest(replace(job, **change)) for change in changes]
    assert len({first, *digests}) == len(changes) + 1
    assert options.digest(job) == first
    assert options.digest(replace(job, images="./p")) == options.digest(replace(job, images=str(tmp_path / "p")))
    two = {"a": 1, "b": 2}
    assert options.digest(replace(job, metadata=two)) == options.digest(
        replace(job, metadata=dict(reversed(two.items())))
    )
    monkeypatch.setattr(journal.hashlib, "sha256", None)
    last = replace(job, metadata={"b": 2, "a": 1})
    assert options.digest(last) == options.digest(last)


def test_names_of_inputs() -> None:
    names = [
        journal._name(Job(path="p", name=name, identity=identity))
        for name, identity in (("a.txt", ""), ("a.txt", "n/a.txt"), ("ä", ""), ("\udcff.txt", ""))
    ]
    assert names == ["a.txt", "n/a.txt", "ä", "\\xff.txt"]


def test_journals_beside_one(out: Path) -> None:
    for name in ("b.jsonl", "a.jsonl", "a.jsonl.index", "c.txt"):
        (out / name).touch()
    assert journal_file.journals_beside(str(out / "a.jsonl")) == [str(out / "b.jsonl")]
    assert journal_file.journals_beside(str(out / "x.jsonl")) == [str(out / "a.jsonl"), str(out / "b.jsonl")]
    os.chdir(out)
    assert journal_file.journals_beside("a.jsonl") == ["b.jsonl"]
    assert journal_file.journals_beside("none/a.jsonl") == []


@pytest.mark.parametrize(
    ("data", "left"),
    [
        (b"", b""),
        (b"a", b""),
        (b"a\n", b"a\n"),
        (b"a\nb", b"a\n"),
        (b"\nb", b"\n"),
        (b"a\n" + b"b" * 65536, b"a\n"),
        (b"a\n" + b"b" * 65535, b"a\n"),
        (b"a\n" + b"b" * 140_000, b"a\n"),
        (b"b" * 140_000, b""),
    ],
)
def test_a_line_without_an_end_is_removed(data: bytes, left: bytes) -> None:
    file = io.BytesIO(data)
    assert journal.cut_off_partial_line(file) is None
    assert file.getvalue() == left
    file = io.BytesIO(data + b"\0")
    assert journal.cut_off_partial_line(file) == len(left)
    assert file.getvalue() == left


@pytest.mark.parametrize(
    ("path", "error", "message", "advice"),
    [
        (
            "j.jsonl",
            OSError(28, "No space left on device"),
            "the journal j.jsonl cannot be written: no space left on device",
            "Make room or name another file with --journal; the batch can be started again and goes on.",
        ),
        (
            "j.jsonl",
            OSError("Odd"),
            "the journal j.jsonl cannot be written: odd",
            (
                "See whether this user may write there, or name another file with --journal; "
                "the batch can be started again and goes on."
            ),
        ),
        (
            "none/j.jsonl",
            OSError(13, "Permission denied"),
            "the folder none cannot be made: permission denied",
            "Choose another one with -o.",
        ),
        ("none/.wirecopy/j.jsonl", OSError(13, "Odd"), "the folder none cannot be made: odd", None),
        ("out/.wirecopy/j.jsonl", OSError(13, "Odd"), "the journal out/.wirecopy/j.jsonl cannot be written: odd", None),
    ],
)
def test_why_a_journal_cannot_be_written(
    out: Path, path: str, error: OSError, message: str, advice: str | None
) -> None:
    found = journal.not_writable(path, error)
    assert (found.code, found.message) == ("INP008", message)
    assert advice is None or found.advice == advice


def test_a_journal_that_was_removed_or_is_another_run_s(out: Path) -> None:
    with opened(out) as made:
        advice = "Wait until it has ended, or choose another output with -o."
        found = error_of(lambda: opened(out), OutputError)
        assert found == ("INP050", f"another run is writing {out}/j.jsonl", advice)
        (out / "j.jsonl").unlink()
        outcome = Outcome(path="a", exit_code=0, reports=())
        code, message, _ = error_of(lambda: made.record(Entry("a", ""), (outcome,)), OutputError)
        assert (code, message) == ("INP008", f"the journal {out}/j.jsonl cannot be written: it was removed")
        assert made.placed(str(out / "x")) == ""
    Path("file").touch()
    found = error_of(lambda: Journal("file/j", out="out", settings=SETTINGS, clock=lambda: 0), OutputError)
    assert found[:2] == ("INP008", "the folder file cannot be made: file exists")


def test_a_line_that_cannot_be_written_whole_is_taken_back(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = Outcome(path="a", exit_code=0, reports=())
    with opened(out) as made:
        made.record(Entry("a", ""), (outcome,))
        before = (out / "j.jsonl").read_bytes()
        real: Any = made._file

        class File:
            def __getattr__(self, name: str) -> Any:
                return getattr(real, name)

            def write(self, data: bytes) -> int:
                if len(data) < 50:
                    raise OSError(27, "File too large")
                return int(real.write(data[:-20]))

        monkeypatch.setattr(made, "_file", File())
        message = error_of(lambda: made.record(Entry("b", ""), (outcome,)), OutputError)[1]
        assert message.endswith("cannot be written: file too large")
        monkeypatch.setattr(made, "_file", real)
        assert (out / "j.jsonl").read_bytes() == before


def test_a_durable_journal_is_synced(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.readlink(f"/proc/self/fd/{descriptor}")))
    outcome = Outcome(path="a", exit_code=0, reports=())
    durable = replace(SETTINGS, durable=True)
    place = str(out / "n" / "j.jsonl")
    for expected in ([f"{out}/n", str(out), place], [place]):
        with Journal(place, out=str(out), settings=durable, clock=lambda: 0) as made:
            made.record(Entry("a", ""), (outcome,))
        assert synced == expected
        synced.clear()
    with Journal(place, out=str(out), settings=SETTINGS, clock=lambda: 0) as made:
        made.record(Entry("a", ""), (outcome,))
    assert synced == []


# --------------------------------------------------------------------------------------------------------------------
# The index of a journal


def row(name: str, story: int = 0, **fields: Any) -> bytes:
    documents = fields.get("documents", [])
    run = {"at": "2016", "seconds": 0, "source": "", "state": [], "moment": "", "sidecars": []}
    line = {"journal": 1, "input": name, "story": story, "stories": 1, "sha256": "", "size": 0, "options": ""}
    line |= {"wirecopy": "", "exit": 0, "codes": {}, "documents": []}
    fields["run"] = run | {"documents": [0] * len(documents)} | fields.get("run", {})
    return json.dumps(line | fields).encode() + b"\n"


def document(path: str, sha256: str = "d", format: str = "ninjs", **fields: Any) -> dict[str, Any]:
    return {"path": path, "sha256": sha256, "format": format, "version": "", "schema_valid": None, "size": 1, **fields}


@contextlib.contextmanager
def index(tmp_path: Path, *rows: bytes, kept: bool = True) -> Iterator[JournalIndex]:
    path = tmp_path / "j.jsonl"
    path.write_bytes(b"".join(rows))
    with open(path, "rb") as file, contextlib.closing(JournalIndex(f"{path}.index" if kept else "", file)) as made:
        yield made


def stories(found: list[dict[str, Any]]) -> list[tuple[str, int, Any]]:
    return [(line["input"], line["story"], line.get("x")) for line in found]


@pytest.mark.parametrize("kept", [True, False])
def test_the_last_lines_of_each_input_are_found(tmp_path: Path, kept: bool) -> None:
    rows = [row("a", x=1), row("b", 1), row("b", 2), row("a", x=2), row("a", x=3)]
    rows += [row("c", 1), row("c", 2), row("c", 3), row("b", 1, x=9), row("b", 2, x=9)]
    with index(tmp_path, *rows, kept=kept) as made:
        assert stories(made.lines("a")) == [("a", 0, 3)]
        assert stories(made.lines("b")) == [("b", 1, 9), ("b", 2, 9)]
        assert stories(made.lines("c")) == [("c", 1, None), ("c", 2, None), ("c", 3, None)]
        assert made.lines("d") == []
    assert (tmp_path / "j.jsonl.index").exists() == kept


def test_an_index_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It reads what is new; of another or a shorter journal it is made anew, as where it is damaged."""
    rows = [row("a", x=1), row("b", documents=[document("s1", item=1)])]
    with index(tmp_path, *rows):
        pass
    read: list[int] = []
    real = journal_index.lines_from

    def watched(journal: Any, start: int = 0, damage: Any = None) -> Iterator[tuple[int, dict[str, Any]]]:
        read.append(start)
        return real(journal, start, damage)

    monkeypatch.setattr(journal_index, "lines_from", watched)
    with index(tmp_path, *rows, row("a", x=2)) as made:
        assert (stories(made.lines("a")), stories(made.lines("b"))) == ([("a", 0, 2)], [("b", 0, None)])
        assert made.placed("s1") == "d"
    assert read == [len(b"".join(rows))]
    with index(tmp_path, *rows, row("a", x=2)):
        assert len(read) == 1
    with index(tmp_path, row("z", x=1), row("b"), row("a", x=5), row("y", x="y" * 100)) as made:
        assert (read[1:], stories(made.lines("a")), made.placed("s1")) == ([0], [("a", 0, 5)], "")
        assert made.lines("z")
    with index(tmp_path, row("z", x=1)) as made:
        assert (read[2:], made.lines("a")) == ([0], [])
    (tmp_path / "j.jsonl.index").write_bytes(b"damaged" * 1000)
    with index(tmp_path, row("z", x=1)) as made:
        assert made.lines("z")
    (tmp_path / "j.jsonl.index").unlink()
    (tmp_path / "j.jsonl.index").mkdir()
    with index(tmp_path, row("z", x=1)) as made:
        assert made.lines("z")


def test_an_index_that_fails_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[sqlite3.Connection] = []
    real = sqlite3.connect

    class Watched:
        def __init__(self, database: sqlite3.Connection) -> None:
            self.database = database

        def __getattr__(self, name: str) -> Any:
            if name == "close":
                closed.append(self.database)
            return getattr(self.database, name)

    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: Watched(real(*a, **k)))
    with pytest.raises(InputError, match="INP051"), index(tmp_path, b"{}\n"):
        raise AssertionError
    assert len(closed) == 1


def test_files_of_many_documents_are_noted(tmp_path: Path) -> None:
    """The last digest of each path; other documents are none."""
    rows = [
        row("a", documents=[document("s1", "1", item=1), document("t1", "1", "text", item=1), document("x", "1")]),
        row("b", documents=[document("s1", "1", item=2), document("t1", "2", "text", item=2)]),
        row("c", documents=[document("s2", "3", item=1)]),
        row("d", documents=[document("s1", "4", item=1)]),
    ]
    with index(tmp_path, *rows) as made:
        assert [made.placed(path) for path in ("s1", "t1", "s2", "x", "none")] == ["4", "2", "3", "", ""]


def test_lines_are_read_in_blocks() -> None:
    """From any line on; a line without an end is none."""
    rows = [row(str(number), x="y" * 9000) for number in range(40)]
    file: Any = io.BytesIO(b"".join(rows) + b'{"journal"')
    file.name = "j"
    found = list(lines_from(file))
    assert [line["input"] for _, line in found] == [str(number) for number in range(40)]
    places = [sum(map(len, rows[:number])) for number in range(40)]
    assert [at for at, _ in found] == places
    assert [line["input"] for _, line in lines_from(file, places[38])] == ["38", "39"]
    long: Any = io.BytesIO(row("a", x="y" * 400_000) + row("b"))
    long.name = "j"
    assert [line["input"] for _, line in lines_from(long)] == ["a", "b"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", "j has a line that is not JSON"),
        (b"[" * 100_000, "j has a line that is not JSON"),
        (b"[]", "j is not a journal of version 1"),
        (b"{}", "j is not a journal of version 1"),
        (b'{"journal": 2}', "j is not a journal of version 1"),
        (b'{"journal": 1}', "j has a line that lacks what a journal says of an input"),
    ],
)
def test_lines_that_are_no_journal_s(data: bytes, message: str) -> None:
    file: Any = io.BytesIO()
    file.name = "j"
    advice = "Name another file with --journal, or move this one away."
    assert error_of(lambda: parsed(data, file)) == ("INP051", message, advice)


ROWS = [row("a", x=1), row("b", 1), row("b", 2), row("c", x=3), row("b", 1, x=4), row("b", 2, x=4), row("d")]


@pytest.mark.sampled(4)
@pytest.mark.parametrize("index_is_kept", [True, False])
@pytest.mark.parametrize(
    ("lost", "counts"),
    [
        ({0}, [0, 2, 1, 1]),
        ({1}, [1, 2, 1, 1]),
        ({4}, [1, 1, 1, 1]),
        ({5}, [1, 1, 1, 1]),
        ({4, 5}, [1, 2, 1, 1]),
        ({6}, [1, 2, 1, 0]),
        ({0, 1, 2, 3, 4, 5}, [0, 0, 0, 1]),
        ({3, 4, 5, 6}, [1, 2, 0, 0]),
    ],
)
@pytest.mark.parametrize("how", ["null", "joined", "other", "foreign"])
def test_lines_that_are_lost_cost_no_others(
    tmp_path: Path, lost: set[int], counts: list[int], how: str, *, index_is_kept: bool
) -> None:
    """What a file system leaves of a journal when the power goes; `counts` are the lines that are left of each input.

    An index that was made before finds none of the lines that are lost.
    """
    path = tmp_path / "j.jsonl"
    path.write_bytes(b"".join(ROWS))
    if index_is_kept:
        with index(tmp_path, *ROWS):
            pass
    fillers = {
        "null": lambda data: b"\0" * len(data),
        "joined": lambda data: b"\0" * (len(data) - 1) + b"\n",
        "other": lambda data: b"?" * (len(data) - 1) + b"\n",
        "foreign": lambda data: (b'{"id": "4"}' + b" " * len(data))[: len(data) - 1] + b"\n",
    }
    path.write_bytes(b"".join(fillers[how](data) if number in lost else data for number, data in enumerate(ROWS)))
    with open(path, "rb") as file, contextlib.closing(JournalIndex(f"{path}.index", file)) as made:
        assert [len(made.lines(name)) for name in "abcd"] == counts
        assert made.damage.count > 0
    damage = Damage()
    found = {lines[0]["input"]: len(lines) for lines in inputs_of([str(path)], damage)}
    assert [found.get(name, 0) for name in "abcd"] == counts
    assert damage.count > 0
    assert (damage.journal, f"at byte {damage.offset:,}" in str(damage)) == (str(path), True)


def test_a_journal_that_lost_its_beginning(tmp_path: Path) -> None:
    """One of null bytes alone is a journal only in a place of ours."""
    lost = b"\0" * 3_000_000
    for data in (lost + row("a"), lost[:50] + b"\n" + row("a"), b"x\n" + row("a"), lost + b"\n" + row("a") + lost):
        with index(tmp_path, data, kept=False) as made:
            assert stories(made.lines("a")) == [("a", 0, None)] or data.startswith(lost + b"{")
    for data in (lost, lost + b"x\ny\n", b"x\n\0\0\n", b"x\n" + row("a").replace(b'"journal": 1', b'"journal": 9')):
        with pytest.raises(InputError, match="INP051"), index(tmp_path, data, kept=False):
            raise AssertionError
    with index(tmp_path):
        pass
    with index(tmp_path, lost) as made:
        assert (made.lines("a"), made.damage.count) == ([], 1)
    (tmp_path / ".wirecopy").mkdir()
    with index(tmp_path / ".wirecopy", lost, kept=False) as made:
        assert made.damage.count == 1


@pytest.mark.parametrize("filler", [b"x" * 400_000 + b"\n", b"\0" * 400_000 + b"\n", b"\0" * 400_000])
def test_a_line_that_is_too_long_is_counted_once_where_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filler: bytes
) -> None:
    monkeypatch.setattr(journal_index, "_LONGEST_LINE", 1000)
    path = tmp_path / "journal.jsonl"
    path.write_bytes(row("a") + filler + row("b"))
    damage = Damage()
    with open(path, "rb") as file:
        assert [line["input"] for _, line in lines_from(file, damage=damage)] == ["a", "b"]
    assert (damage.count, damage.offset) == (1, len(row("a")))


def test_a_line_of_a_later_version_is_not_passed_over(tmp_path: Path) -> None:
    data = [row("a"), b"\0" * 20 + b"\n", b'{"journal": 2, "more": 1}\n']
    with pytest.raises(InputError, match="INP051"), index(tmp_path, *data, kept=False):
        raise AssertionError


def test_journals_of_other_runs(tmp_path: Path) -> None:
    """Those that cannot be read are passed over, and their lines that are not complete."""
    for name, data in (("a", row("x", x=1)), ("b", b"{}\n"), ("c", row("x", x=2) + row("y") + b'{"journ')):
        (tmp_path / name).write_bytes(data)
    names = [str(tmp_path / name) for name in ("a", "none", "b", "c")]
    found = list(indexes_of(names))
    assert [stories(each.lines("x")) for each in found] == [[("x", 0, 1)], [("x", 0, 2)]]
    (tmp_path / "a").write_bytes(b"!" * len(row("x", x=1)))
    assert found[0].lines("x") == []
    assert not (tmp_path / "a.index").exists()
    for each in found:
        assert isinstance(each, OtherIndex)
        each.close()
        assert each._journal.closed


# --------------------------------------------------------------------------------------------------------------------
# What journals say


def test_numbers_of_inputs() -> None:
    made = History()
    assert (made.exit_code, made.as_data()["began"]) == (0, "")
    made.add(
        [
            {
                "input": "a",
                "exit": 0,
                "codes": {"B": 2},
                "run": {"seconds": 1.00049, "at": "2017"},
                "documents": [{"format": "text", "size": 5}, {"format": "ninjs", "size": 7}],
            },
            {
                "input": "a",
                "exit": 3,
                "codes": {"A": 1, "B": 1},
                "run": {"seconds": 9, "at": "2099"},
                "documents": [{"format": "text", "size": 1}],
            },
        ]
    )
    made.add([{"input": "b", "exit": 1, "codes": {}, "documents": [], "run": {"seconds": 0.5, "at": "2016"}}])
    made.add([{"input": "c", "exit": 2, "codes": {}, "documents": [], "run": {"seconds": 0.25, "at": "2018"}}])
    assert made.as_data() == {
        "journal": 1,
        "inputs": 3,
        "stories": 4,
        "failed": 1,
        "documents": 3,
        "size": 13,
        "seconds": 1.75,
        "began": "2016",
        "ended": "2018",
        "exits": {"0": 1, "1": 1, "2": 1, "3": 1},
        "codes": {"A": 1, "B": 3},
        "formats": {"ninjs": 1, "text": 2},
        "slowest": [
            {"input": "a", "seconds": 1.00049},
            {"input": "b", "seconds": 0.5},
            {"input": "c", "seconds": 0.25},
        ],
    }
    assert list(made.as_data()["exits"]) == ["0", "1", "2", "3"]
    assert list(made.as_data()["codes"]) == ["A", "B"]
    assert made.exit_code == 3
    for number in range(20):
        made.add(
            [{"input": str(number), "exit": 0, "codes": {}, "documents": [], "run": {"seconds": number, "at": "2016"}}]
        )
    assert [slow["seconds"] for slow in made.as_data()["slowest"]] == list(range(19, 9, -1))


def test_the_latest_lines_of_several_journals(tmp_path: Path) -> None:
    def line(name: str, at: str, story: int = 0, **fields: Any) -> bytes:
        return row(name, story, **fields, run={"at": at})

    contents = (
        line("a", "2", x=1) + line("b", "5", 1) + line("b", "5", 2) + line("c", "1", x=1) + line("c", "3", x=2),
        line("d", "1") + line("a", "1", x=2) + line("b", "5", 1, x=9) + line("c", "3", x=3),
    )
    names = []
    for number, data in enumerate(contents):
        (tmp_path / str(number)).write_bytes(data)
        names.append(str(tmp_path / str(number)))
    assert [stories(found) for found in inputs_of(names)] == [
        [("a", 0, 1)],
        [("b", 1, 9)],
        [("c", 0, 3)],
        [("d", 0, None)],
    ]
    assert [stories(found) for found in inputs_of(names[:1])][1] == [("b", 1, None), ("b", 2, None)]


@pytest.mark.parametrize(
    ("before", "clock", "expected"),
    [
        ("2016-11-24T15:06:40Z", 1_480_000_000.9, "2016-11-24T15:06:41Z"),  # in the same second
        ("2016-11-24T15:06:39Z", 1_480_000_000.9, "2016-11-24T15:06:40Z"),
        ("2026-12-31T23:59:59Z", 1_480_000_000.9, "2027-01-01T00:00:00Z"),
        ("2026-12-31T23:59:59Z", -5.0, "2027-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59Z", 1e15, "9999-12-31T23:59:59Z"),
        ("yesterday", 1e15, "9999-12-31T23:59:59Z"),
        ("", -1e15, "1970-01-01T00:00:00Z"),
    ],
)
def test_lines_are_later_than_those_that_they_replace(before: str, clock: float, expected: str, out: Path) -> None:
    """Of several journals the latest lines count, and clocks are set back; a clock that is far off was a bug."""
    job = Job(path="in/a.txt", name="a.txt", identity="a.txt")
    outcome = Outcome(path="in/a.txt", exit_code=0, reports=(), written=(), story=0, state=InputState())
    if before:
        (out / "0.jsonl").write_bytes(row("a.txt", run={"at": before}))
    others = [str(out / "0.jsonl")]
    given = {"out": str(out), "settings": SETTINGS, "clock": lambda: clock, "others": others}
    with Journal(str(out / "1.jsonl"), **given) as made:  # type: ignore[arg-type]
        assert made.finished(job) is None
        made.record(job, (outcome,))
        assert not made._before
    (line,) = [json.loads(data) for data in (out / "1.jsonl").read_bytes().splitlines()]
    assert line["run"]["at"] == expected
    ((found,),) = inputs_of([str(out / "1.jsonl"), *(others if "-" in before else ())])
    assert found == line or expected == before


def test_failed_inputs_that_are_no_longer_in_their_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They were listed again and again, in vain."""
    from convert import cli

    def pack(**names: str) -> None:
        with zipfile.ZipFile("day.zip", "w") as archive:
            for name, text in names.items():
                archive.writestr(f"{name}.txt", text)

    monkeypatch.chdir(tmp_path)
    pack(a="The ferry returned.", b="", c="")
    lines = ['{"id": "d", "text": "The ferry returned."}', '{"id": "e"}', '{"id": "f", "text": ""}']
    Path("lines.jsonl").write_text("\n".join(lines))
    command = ["convert", "day.zip", "lines.jsonl", "-t", "text", "-o", "out", "-q", "--isolated"]
    assert cli._run(command) == EXIT_INPUT

    def failed() -> tuple[list[str], str]:
        capsys.readouterr()
        assert cli._run(["journal", "out", "--failed"]) == 0
        listed = capsys.readouterr()
        return [os.path.basename(path) for path in listed.out.splitlines()], listed.err

    assert failed() == (["day.zip", "lines.jsonl"], "")
    pack(a="The ferry returned.", c="")
    assert failed() == (["day.zip", "lines.jsonl"], "failed inputs left out: 1 (not there)\n")
    pack(a="The ferry returned.")
    Path("lines.jsonl").write_text(lines[0])
    assert failed() == ([], "failed inputs left out: 4 (not there)\n")
    Path("day.zip").write_bytes(Path("day.zip").read_bytes()[:-30])  # it cannot be said what is in it
    assert failed() == (["day.zip"], "failed inputs left out: 2 (not there)\n")


def test_journals_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    assert error_of(lambda: list(inputs_of(["/none"]))) == ("INP001", "/none: no such file", "Check the name.")

    def refused(*_: object, **__: object) -> object:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.chdir(tmp_path)
    Path("j").touch()
    monkeypatch.setattr(builtins, "open", refused)
    found = error_of(lambda: list(inputs_of(["j"])))
    assert found == ("INP000", "j cannot be read: permission denied", "Check its permissions.")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"input": "n/a.txt", "run": {"source": "/in/n/a.txt"}}, ("/in/n/a.txt", "/in/./n/a.txt")),
        ({"input": "b.txt", "run": {"source": "/in/n/a.txt"}}, ("/in/n/a.txt", "/in/n/a.txt")),
        ({"input": "a.txt", "run": {"source": "/in/aa.txt"}}, ("/in/aa.txt", "/in/aa.txt")),
        ({"input": "day:1", "run": {"source": ""}}, ("", "")),
        ({"input": "a.txt", "run": {"source": "s3://b/n/a.txt"}}, ("s3://b/n/a.txt", "s3://b/n/a.txt")),
        ({"input": "n/a.txt", "run": {"source": "s3://b/n/a.txt"}}, ("s3://b/n/a.txt", "")),
        (
            {"input": "day.zip/a", "container": "day.zip", "run": {"source": "", "container": ["/in/day.zip", 1, 2]}},
            ("/in/day.zip", "/in/./day.zip"),
        ),
    ],
)
def test_where_an_input_came_from(line: dict[str, Any], expected: tuple[str, str]) -> None:
    assert source_of(line) == expected
    assert history.as_line({"a": "ä", "b": [1]}) == '{"a":"\\u00e4","b":[1]}\n'


# --------------------------------------------------------------------------------------------------------------------
# Runs


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (BrokenExecutor("no  route\nat all"), "the workers are gone: no route at all"),
        (BrokenExecutor(), "the workers are gone"),
    ],
)
def test_workers_that_are_gone(error: Exception, message: str) -> None:
    found = runs.workers_gone(error)
    assert (found.code, found.message, found.advice) == ("INP052", message, "Start the batch again; it goes on.")


class KilledWorker(Exception):
    """As Dask's."""


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OSError("no  route\nat all"), "the worker died: OSError: no route at all"),
        (KilledWorker("key"), "every worker that worked on it died"),
    ],
)
def test_an_input_that_ended_its_worker(error: Exception, message: str) -> None:
    found = runs.as_ours(error)
    assert (found.code, found.message) == ("INP047", message)
    assert found.advice == "Convert it alone to see why, or leave it out."
    own = InputError("INP002", "no story")
    assert runs.as_ours(own) is own


class Waiting(Executor):
    """Does each call when its result is asked for; the third call stops the run."""

    def __init__(self) -> None:
        self.run: Any = None
        self.begun: list[str] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.begun.append(args[0].path)
        future: Future[Any] = Future()
        future.set_result((Outcome(path=args[0].path, exit_code=0, reports=(), written=()),))
        if len(self.begun) == 3:
            self.run.stop()
        return future


@pytest.mark.parametrize("shard_size", [0, 2])
def test_what_is_under_way_when_a_run_stops_is_told(tmp_path: Path, shard_size: int) -> None:
    """But for shards that are not complete."""
    executor = Waiting()
    jobs = [Job(path=str(number), name="a.txt") for number in range(5)]
    settings = Settings(formats=("text",), shard_size=shard_size)
    if shard_size:
        executor.run = delivering.ShardedRun(jobs, settings, executor, folder=str(tmp_path), claim=lambda *_: None)
    else:
        executor.run = runs.Run(jobs, settings, executor)
    found = [outcomes[0].path for outcomes in executor.run]
    assert executor.begun == ["0", "1", "2"]
    assert found == (["0", "1"] if shard_size else ["0", "1", "2"])


# --------------------------------------------------------------------------------------------------------------------
# Shards


def test_names_of_shards(tmp_path: Path) -> None:
    formats = ["newsml-g2", "ninjs", "epub", "article", "trace"]
    assert shards.shard_paths("out", 7, formats) == {
        "newsml-g2": "out/shard-000007.newsml.xml",
        "ninjs": "out/shard-000007.ninjs.jsonl",
        "epub": "out/shard-000007.epub.zip",
        "article": "out/shard-000007.article.jsonl",
        "trace": "out/shard-000007.trace.jsonl",
    }
    names = ("shard-000001.ninjs.jsonl", "shard-000002.ninjs.jsonl", "shard-10.ninjs.jsonl", "shard-000003.epub.zip")
    for name in (*names, "shard-x.ninjs.jsonl", "other-000009.ninjs.jsonl", "shard-000004.txt", "9.ninjs.jsonl"):
        (tmp_path / name).touch()
    expected = [str(tmp_path / name) for name in names[1:3]]
    assert shards.shards_after(str(tmp_path), 1, ["ninjs"]) == expected
    assert shards.shards_after(str(tmp_path), 2, ["ninjs", "epub"]) == [str(tmp_path / names[3]), expected[1]]
    assert shards.shards_after(str(tmp_path / "none"), 0, ["ninjs"]) == []


def test_a_shard_that_is_left_over() -> None:
    report = shards.left_over("out/shard-000007.epub.zip")
    [found] = report.findings
    assert report.path == found.location.path == "out/shard-000007.epub.zip"
    assert (found.code, found.severity, found.advice) == ("INP056", WARNING, "Remove it if nobody needs it.")
    assert found.message == "this file is left from an earlier run; its stories are in other files now, or nowhere"


def unsealed(folder: Path, *drafts: Drafts, **fields: Any) -> Unsealed:
    spool = folder / "spool"
    spool.write_bytes(b"".join(map(pickle.dumps, drafts)))
    paths = shards.shard_paths(str(folder / "out"), 1, ["ninjs", "article"])
    return Unsealed(spool=str(spool), paths=paths, sent="2016-12-07T16:00:00Z", **fields)


NINJS = json.dumps(
    {
        "uri": "urn:x:1",
        "standard": {
            "name": "ninjs",
            "version": "3.1",
            "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
        },
        "version": "1",
    }
).encode()
BAD = b'{"uri": 7, "standard": {"name": "ninjs", "version": "3.1"}}'


def drafts(name: str, *data: bytes) -> Drafts:
    documents = tuple(("ninjs", each) for each in data)
    return Drafts(name=name, id=name, updated="", documents=documents)


def test_a_shard_is_sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(formats=("ninjs",), parts=str(tmp_path / "parts"))
    asked: list[object] = []
    real: Any = shards.place_parts

    def place(parts: Any, placing: Settings) -> object:
        asked.extend((part.format, part.path, os.path.dirname(part.temporary), part.known) for part in parts)
        return real(parts, placing)

    monkeypatch.setattr(shards, "place_parts", place)
    path = str(tmp_path / "out" / "shard-000001.ninjs.jsonl")
    made = shards.seal(unsealed(tmp_path, drafts("a", NINJS), drafts("b", NINJS), known={path: DIGEST}), settings)
    [file] = made.files
    assert made.findings == ()
    assert (file.format, file.path, file.items, file.new) == ("ninjs", path, 2, True)
    assert asked == [("ninjs", path, str(tmp_path / "parts"), DIGEST)]
    assert len(Path(path).read_bytes().splitlines()) == 2
    asked.clear()
    dry = replace(settings, dry_run=True)
    shards.seal(unsealed(tmp_path, drafts("a", NINJS), drafts("b", NINJS)), dry)
    assert asked == [("ninjs", path, tempfile.gettempdir(), "")]


def test_a_shard_with_faults_is_withheld(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(formats=("ninjs",))
    made = shards.seal(unsealed(tmp_path, drafts("a", BAD)), settings)
    assert made.files == ()
    assert {found.code for found in made.findings} == {"BUG001"}
    first = made.findings[0]
    assert (first.severity, first.location.line) == (ERROR, 1)
    assert first.message.startswith("the document is not valid: ")
    assert first.message.endswith("(NJS001)")
    assert first.advice == "This is a bug in wirecopy; the shard was withheld. Please report it with the input."
    assert not (tmp_path / "out" / "shard-000001.ninjs.jsonl").exists()
    made = shards.seal(unsealed(tmp_path, *[drafts("a", BAD)] * 30), settings)
    assert len(made.findings) == 10
    part = shards.Part(format="ninjs", path="p", temporary=str(tmp_path / "x"))
    (tmp_path / "x").write_bytes(NINJS + b"\n")
    [found] = shards._faults(part, 1_002)
    assert found.message == "p has 1 documents instead of 1,002"
    assert (found.code, found.location) == ("BUG001", Location(path="p"))
    assert list(shards._faults(part, 1)) == []


def test_what_stops_a_seal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(formats=("ninjs",))
    given = unsealed(tmp_path, drafts("a", NINJS))
    errors: list[Exception] = [
        OSError(28, "No space left on device"),
        InputError("INP057", "x", "y"),
        MemoryError(),
        ZeroDivisionError("odd"),
    ]

    def place(parts: Any, placing: Settings) -> object:
        raise errors[0]

    monkeypatch.setattr(shards, "place_parts", place)
    path = str(tmp_path / "out" / "shard-000001.ninjs.jsonl")
    found = error_of(lambda: shards.seal(given, settings), OutputError)
    assert found[:2] == ("INP008", f"{path} cannot be written: no space left on device")
    errors.pop(0)
    assert error_of(lambda: shards.seal(given, settings))[0] == "INP057"
    errors.pop(0)
    with pytest.raises(MemoryError):
        shards.seal(given, settings)
    errors.pop(0)
    [bug] = shards.seal(given, settings).findings
    assert (bug.code, bug.message, bug.location) == ("BUG000", "ZeroDivisionError: odd", Location(path=path))
    assert os.listdir(tmp_path / "out") == []
    gone = replace(given, spool=str(tmp_path / "gone"))
    found = error_of(lambda: shards.seal(gone, settings), OutputError)
    assert found[1] == f"{tmp_path}/gone cannot be written: no such file or directory"


def test_a_shard_that_is_too_large_to_prove(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from convert.checks import shards as checked

    report = FileReport(path="p", story=1, findings=(finding("INP040", ERROR, "it has too many"),))
    asked: list[Any] = []
    monkeypatch.setattr(checked, "check_each", lambda shard, options: asked.append((shard, options)) or [report])
    (tmp_path / "x").write_bytes(NINJS + b"\n")
    for format, expected in (("ninjs", "ninjs"), ("trace", None)):
        part = shards.Part(format=format, path="p", temporary=str(tmp_path / "x"))
        found = error_of(lambda part=part: list(shards._faults(part, 1)))  # type: ignore[misc]
        assert found == ("INP057", "p: it has too many", "Choose a smaller --shard-size.")
        shard, options = asked[-1]
        assert (shard.path, shard.kind, shard.size) == ("p", "lines", len(NINJS) + 1)
        assert (options.format, options.profile) == (expected, "ours")


# --------------------------------------------------------------------------------------------------------------------
# Documents that a run places itself

IN = "in/a.txt"
OUTCOME = Outcome(
    path=IN,
    exit_code=1,
    reports=(FileReport(path=IN, findings=(finding(),)), FileReport(path=IN, format="ninjs", findings=(finding(),))),
    story=2,
)


@pytest.mark.parametrize(
    ("before", "error", "code"), [(1, InputError("INP015", "no"), 3), (70, InputError("X", ""), 70)]
)
def test_a_story_whose_documents_cannot_be_placed(before: int, error: Exception, code: int) -> None:
    outcome = replace(OUTCOME, exit_code=before, written=(written("x"),), drafts=drafts("a"))
    found = delivering._refused(outcome, error)
    assert (found.exit_code, found.written, found.drafts) == (code, (), None)
    assert [(report.path, report.story, report.format) for report in found.reports] == [(IN, 0, ""), (IN, 2, "")]
    [told] = found.reports[1].findings
    assert told.location == Location(path=IN, story=2)


def test_reports_on_documents_that_move() -> None:
    report = FileReport(path="a", story=1, format="ninjs", findings=(finding(),))
    for item in (0, 7):
        moved = delivering._moved(report, "out/b", item) if item else delivering._moved(report, "out/b")
        assert (moved.path, moved.story, moved.format) == ("out/b", item, "ninjs")
        assert moved.findings[0].location == Location(path="out/b", story=item)


def named(out: Path, outcome: Outcome, refusal: InputError | None = None) -> tuple[Outcome, list[tuple[str, str]]]:
    claims: list[tuple[str, str]] = []

    def claim(name: str, owner: str) -> InputError | None:
        claims.append((name, owner))
        return refusal

    run = delivering.NamedRun([], SETTINGS, folder=str(out), claim=claim)
    return run._placed(outcome), claims


def test_a_document_with_a_name_from_data(out: Path) -> None:
    made = Drafts(
        name="2016/ferry",
        id="urn:x",
        updated="",
        documents=(("ninjs", b"one"), ("trace", b"two")),
        pictures=(("a:b.jpg", b"picture"),),
    )
    found, claims = named(out, replace(OUTCOME, drafts=made))
    assert claims == [("2016/ferry", f"{IN} (story 2)")]
    base = f"{out}/2016/ferry"
    assert [(file.format, file.path) for file in found.written] == [
        ("ninjs", f"{base}.ninjs.json"),
        ("trace", f"{base}.trace.json"),
        ("picture", f"{base}{FOLDER}/a_b.jpg"),
    ]
    assert Path(found.written[2].path).read_bytes() == b"picture"
    assert [(report.path, report.story) for report in found.reports] == [(IN, 0), (f"{base}.ninjs.json", 0)]
    assert found.drafts is None
    assert named(out, OUTCOME) == (OUTCOME, [])
    _, claims = named(out, replace(OUTCOME, story=0, drafts=replace(made, name="b")))
    assert claims == [("b", IN)]
    found, _ = named(out, replace(OUTCOME, drafts=made), InputError("INP015", "it is taken", "Choose another."))
    assert [f.code for f in found.reports[-1].findings] == ["INP015"]
    os.remove(f"{base}.ninjs.json")
    os.symlink("elsewhere", f"{base}.ninjs.json")
    found, _ = named(out, replace(OUTCOME, drafts=made))
    assert [f.code for f in found.reports[-1].findings] == ["INP008"]


def shard(tmp_path: Path, **options: Any) -> Any:
    paths = {"ninjs": "out/s.ninjs.jsonl", "text": "out/s.txt"}
    return delivering._Shard(paths, str(tmp_path / "spool"), is_unchanged=options.pop("is_unchanged", False))


def test_documents_wait_in_a_shard(tmp_path: Path) -> None:
    made = shard(tmp_path)
    first = Drafts(name="n/a", id="urn:a", updated="2016", documents=(("ninjs", b"1"), ("text", b"2")))
    second = Drafts(name="b", id="urn:b", updated="2015", documents=(("ninjs", b"3"),))
    kept = [file for each in (first, second) for file in made.keep(each)]
    fields = {"size": 0, "sha256": "", "new": False}
    ninjs, text = "out/s.ninjs.jsonl", "out/s.txt"
    assert kept == [
        WrittenFile(format="ninjs", path=ninjs, item=1, name="n/a", id="urn:a", **fields),  # type: ignore[arg-type]
        WrittenFile(format="text", path=text, item=1, name="n/a", id="urn:a", **fields),  # type: ignore[arg-type]
        WrittenFile(format="ninjs", path=ninjs, item=2, name="b", id="urn:b", **fields),  # type: ignore[arg-type]
    ]
    assert made.counts == Counter(ninjs=2, text=1)
    for sent, epoch in (("2016", None), ("2020", "2020")):
        unsealed = made.unsealed(epoch, {"p": "d"})
        assert (unsealed.paths, unsealed.sent, unsealed.known) == (made.paths, sent, {"p": "d"})
    with open(unsealed.spool, "rb") as spool:
        assert list(shards._drafts(spool)) == [first, second]
    assert os.path.dirname(unsealed.spool) == str(tmp_path / "spool")
    made.add("entry", (OUTCOME,))
    made.size = 1
    assert not made.is_complete
    made.is_closed = True
    assert made.is_complete
    made.is_unchanged = True
    assert not made.is_complete
    assert list(made.outcomes(Sealed())) == [("entry", (OUTCOME,))]
    made.close()
    assert os.listdir(tmp_path / "spool") == []


def test_a_shard_that_is_as_an_earlier_run_left_it(tmp_path: Path) -> None:
    made = shard(tmp_path, is_unchanged=True)

    def outcome(item: int, items: int = 2, path: str = "out/s.txt") -> Outcome:
        file = written(path, format="text", item=item, items=items, name=f"n{item}")
        return replace(OUTCOME, story=0, written=(file,), is_earlier=True)

    assert made.continues((outcome(1), outcome(2)))
    assert not made.continues((outcome(2),))
    assert not made.continues((outcome(1, path="out/t.txt"),))
    job = Job(path="a.txt", name="a.txt", data=b"hello", moment="2016")
    other = Job(path="b.txt", name="b.txt")
    empty = Job(path="c.txt", name="c.txt", data=b"", moment="2016")
    made.hold(job, (outcome(1),))
    assert (made.counts, made.names, made.is_whole()) == (Counter(text=1), [("n1", IN)], False)
    assert made.continues((outcome(2),))
    assert not made.continues((outcome(2, items=3),))
    made.hold(other, (outcome(2),))
    made.hold(empty, ())
    assert made.is_whole()
    assert [entry for entry, _ in made.outcomes(Sealed())] == [None] * 3
    assert list(made.released()) == [job, other, empty]
    assert (made.counts, list(made.outcomes(Sealed())), list(made.released())) == (Counter(), [], [])
    made.close()


def test_outcomes_of_a_shard_that_is_sealed() -> None:
    """Or withheld, or not; what was done earlier, and what has no documents, is as it was."""
    draft = written("out/s.txt", format="text", item=2, name="n", id="urn:n", size=0, sha256="", new=False)
    outcome = replace(OUTCOME, written=(draft,))
    sealed = Sealed(files=(written("out/s.txt", format="text", items=9, size=70),))
    [file] = delivering._finished(outcome, sealed).written
    assert (file.size, file.sha256, file.item, file.items, file.name, file.id) == (70, DIGEST, 2, 9, "n", "urn:n")
    withheld = delivering._finished(outcome, Sealed(findings=(finding("BUG001", ERROR),)))
    assert (withheld.exit_code, withheld.written) == (EXIT_BUG, ())
    assert [(report.path, report.story, report.format) for report in withheld.reports] == [(IN, 0, ""), (IN, 2, "")]
    refused = delivering._finished(outcome, InputError("INP057", "too large"))
    assert (refused.exit_code, refused.reports[-1].findings[0].code) == (EXIT_INPUT, "INP057")
    for same in (OUTCOME, replace(outcome, is_earlier=True)):
        assert delivering._finished(same, sealed) is same


def test_what_becomes_of_sealing() -> None:
    sealed = Sealed()
    future: Future[Sealed] = Future()
    future.set_result(sealed)
    assert delivering._result(sealed) is delivering._result(future) is sealed
    memory, own = MemoryError(), InputError("INP057", "too large")
    assert delivering._result(memory) is memory
    assert delivering._result(own) is own
    died: Any = delivering._result(OSError("reset"))
    assert (died.code, died.message) == ("INP047", "the worker died: OSError: reset")
    code, message, _ = error_of(lambda: delivering._result(BrokenExecutor("no route")), OutputError)
    assert (code, message) == ("INP052", "the workers are gone: no route")


def test_where_shards_wait(tmp_path: Path) -> None:
    def folder(**options: Any) -> str:
        settings = Settings(formats=("text",), shard_size=2, **options)
        return delivering.ShardedRun([], settings, folder="out", claim=lambda *_: None)._spool_folder()

    assert (folder(), folder(parts="p"), folder(parts="p", dry_run=True)) == ("out", "p", tempfile.gettempdir())


def test_a_run_of_shards_without_room(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = Settings(formats=("text",), shard_size=2, epoch="2016-12-07T16:00:00Z")
    job = Job(
        path="a.txt", name="a.txt", data=b"Ferry\n\nThe ferry sailed at noon, it said.\n", moment="2016-12-07T16:00:00Z"
    )
    run = delivering.ShardedRun([job], settings, folder=str(tmp_path), claim=lambda *_: None)

    def full(self: object, drafts: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(delivering._Shard, "keep", full)
    monkeypatch.setattr("tempfile.gettempdir", lambda: "/scratch")
    assert error_of(lambda: list(run), OutputError) == (
        "INP008",
        f"a temporary file in {tmp_path} or /scratch cannot be written: no space left on device",
        "Make room; the batch can be started again and goes on.",
    )


def test_files_left_over_are_told_with_the_last_input(tmp_path: Path) -> None:
    settings = Settings(formats=("ninjs",), shard_size=2)
    run = delivering.ShardedRun([], settings, folder=str(tmp_path), claim=lambda *_: None)
    run._count = 1
    made = delivering._Shard(
        {"ninjs": str(tmp_path / "s"), "text": str(tmp_path / "t")}, str(tmp_path), is_unchanged=False
    )
    made.size = 2
    first, second = replace(OUTCOME, story=1), OUTCOME
    made.add("a", (first,))
    made.add("b", (first, second))
    made.counts["ninjs"] = 1
    for name in ("s", "t"):
        (tmp_path / name).touch()
    (tmp_path / "shard-000002.ninjs.jsonl").touch()
    found = list(run._finished(made, Sealed()))
    assert found[0] == ("a", (first,))
    entry, outcomes = found[1]
    assert (entry, outcomes[0]) == ("b", first)
    assert [report.path for report in outcomes[1].reports] == [IN, IN, str(tmp_path / "t")]
    made.is_last = True
    made.paths = {"ninjs": str(tmp_path / "s")}
    outcomes = list(run._finished(made, Sealed()))[1][1]
    assert [report.path for report in outcomes[1].reports][2:] == [str(tmp_path / "shard-000002.ninjs.jsonl")]
    made.close()


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, []), (1, [(1, True)]), (2, [(2, True)]), (3, [(2, False), (1, True)]), (4, [(2, False), (2, True)])],
)
def test_the_last_shard_alone_is_the_last(
    count: int, expected: list[tuple[int, bool]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left over behind it is told with its last input; it was not behind a shard that was full."""
    settings = Settings(formats=("text",), shard_size=2)
    error = InputError("INP001", "no such file", "Check the name.")
    jobs = [Job(path=f"{n}.txt", name=f"{n}.txt", error=error) for n in range(count)]
    seen: list[tuple[int, bool]] = []
    real = delivering.ShardedRun._finished

    def watched(self: Any, shard: Any, sealed: Any) -> Any:
        seen.append((shard.size, shard.is_last))
        return real(self, shard, sealed)

    monkeypatch.setattr(delivering.ShardedRun, "_finished", watched)
    run = delivering.ShardedRun(jobs, settings, folder=str(tmp_path), claim=lambda *_: None)
    assert [outcomes[0].path for outcomes in run] == [job.path for job in jobs]
    assert seen == expected
