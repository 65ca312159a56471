"""Documents in files of many, and names from data: whole shards or none, the same bytes however a run went."""

from __future__ import annotations

import io
import json
import os
import pickle
import signal
import subprocess
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import ROOT
from lxml import etree
from yardsticks import OFFICIAL

from convert import batch, cli, errors
from convert.batch import delivering, shards
from convert.batch.journal_index import lines_from
from convert.batch.names import filled, refuse_template
from convert.batch.perform import Drafts
from convert.batch.shards import Unsealed, seal

STORY = (
    "Ferry {number} resumes after storm\n\nBy Jane Doe\n\nThe ferry between the islands resumed on Tuesday, its "
    "operator said.\n\nPassengers had waited in the harbour for {number} nights, and were given blankets & tea.\n"
)
FORMATS = ("newsml-g2", "ninjs", "epub", "article")
SETTINGS = batch.Settings(formats=FORMATS, epoch="2016-12-07T16:00:00Z", shard_size=3)
FEW = replace(SETTINGS, formats=("ninjs", "article"))
"""The formats that are written fastest, where it does not matter which."""
SCHEMA = json.loads((ROOT / "schemas" / "journal" / "1" / "journal.json").read_text(encoding="utf-8"))
SUFFIXES = ("article.jsonl", "epub.zip", "newsml.xml", "ninjs.jsonl", "trace.jsonl")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with eight inputs, of which the fifth is empty."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.txt").write_text(STORY.format(number=number))
    (folder / "4.txt").write_bytes(b"")
    return folder


def run(source: Path | str, out: Path, settings: batch.Settings = FEW, **options: Any) -> list[batch.Outcome]:
    """Convert with a journal."""
    executor = options.pop("executor", None)
    trace = options.pop("trace", False)
    plan = batch.plan(
        [str(source)],
        settings.formats,
        str(out),
        trace=trace,
        shard_size=settings.shard_size,
        name=settings.name,
    )
    place = out / ".wirecopy" / "journal.jsonl"
    settings = replace(settings, parts=str(out / ".wirecopy" / "journal.parts"))
    kind = batch.ShardedRun if settings.shard_size else batch.NamedRun
    with batch.Journal(str(place), out=str(out), settings=settings, clock=lambda: 0, **options) as journal:
        made = kind(plan, settings, executor, folder=str(out), claim=plan.claim_name, records=journal)
        return [outcome for outcomes in made for outcome in outcomes]


def tree(out: Path) -> dict[str, bytes]:
    """The documents in a folder."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".wirecopy" not in path.relative_to(out).parts
    }


def lines(out: Path) -> list[dict[str, Any]]:
    with open(out / ".wirecopy" / "journal.jsonl", "rb") as file:
        return [line for _, line in lines_from(file)]


def codes(outcomes: list[batch.Outcome]) -> list[str]:
    return [f.code for o in outcomes for r in o.reports for f in r.findings if f.severity.rank > 1]


def no_parts(out: Path) -> bool:
    return not list(out.rglob("*.part"))


# --------------------------------------------------------------------------------------------------------------------
# What is in shards


def test_a_shard_has_the_documents_of_its_inputs(copy: Path, tmp_path: Path) -> None:
    """Inputs are counted, so that one that fails moves no other."""
    outcomes = run(copy, tmp_path / "out", SETTINGS, trace=True)
    assert [outcome.exit_code for outcome in outcomes] == [0, 0, 0, 0, 3, 0, 0, 0]
    made = tree(tmp_path / "out")
    assert list(made) == [f"shard-00000{n}.{suffix}" for n in (1, 2, 3) for suffix in SUFFIXES]
    for number, stories in ((1, [0, 1, 2]), (2, [3, 5]), (3, [6, 7])):
        headlines = [f"Ferry {story} resumes after storm" for story in stories]
        for name in ("article", "ninjs"):
            documents = [json.loads(line) for line in made[f"shard-00000{number}.{name}.jsonl"].splitlines()]
            found = [d["headline"] if name == "article" else d["headlines"][0]["value"] for d in documents]
            assert found == headlines
        root = etree.fromstring(made[f"shard-00000{number}.newsml.xml"])
        assert [e.text for e in root.iterfind(".//{*}newsItem//{*}headline")] == headlines
        with zipfile.ZipFile(io.BytesIO(made[f"shard-00000{number}.epub.zip"])) as archive:
            assert archive.namelist() == [f"{story}.epub" for story in stories]
        assert made[f"shard-00000{number}.trace.jsonl"].count(b"\n") == len(stories)


def test_documents_are_the_same_as_alone(copy: Path, tmp_path: Path) -> None:
    run(copy, tmp_path / "out", SETTINGS)
    assert cli._run(["convert", str(copy), "-o", str(tmp_path / "alone"), "-q", *formats(FORMATS)]) == 3
    alone, made = tree(tmp_path / "alone"), tree(tmp_path / "out")
    with zipfile.ZipFile(io.BytesIO(made["shard-000001.epub.zip"])) as archive:
        for number in range(3):
            assert archive.read(f"{number}.epub") == alone[f"{number}.epub"]
            assert archive.getinfo(f"{number}.epub").compress_type == zipfile.ZIP_STORED
    for number in range(3):
        item = alone[f"{number}.newsml.xml"].partition(b"?>\n")[2]
        assert item in made["shard-000001.newsml.xml"]
        for name in ("ninjs", "article"):
            line = made[f"shard-000001.{name}.jsonl"].splitlines()[number]
            assert json.loads(line) == json.loads(alone[f"{number}.{name}.json"])


def formats(names: tuple[str, ...]) -> list[str]:
    return [word for name in names for word in ("-t", name)]


@pytest.fixture(autouse=True)
def epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1481126400")


def test_a_message_is_valid_by_the_official_schema(copy: Path, tmp_path: Path, official: Path) -> None:
    run(copy, tmp_path / "out", SETTINGS)
    for name, data in tree(tmp_path / "out").items():
        if name.endswith(".newsml.xml"):
            assert OFFICIAL["newsml-g2"](data, official) == []
            assert OFFICIAL["newsml-g2"](data.replace(b"<sent>", b"<sent/><sent>"), official)
        elif name.endswith(".ninjs.jsonl"):
            for line in data.splitlines():
                assert OFFICIAL["ninjs"](line, official) == []


def test_a_message_was_sent_when_its_newest_story_was_updated(copy: Path, tmp_path: Path) -> None:
    """Or at the time of SOURCE_DATE_EPOCH; never when the program ran."""
    for number, seconds in ((0, 1_000_000), (1, 3_000_000), (2, 2_000_000)):
        os.utime(copy / f"{number}.txt", (seconds, seconds))
    run(copy, tmp_path / "out", replace(SETTINGS, formats=("newsml-g2",), epoch=None))
    assert b"<sent>1970-02-04T17:20:00Z</sent>" in tree(tmp_path / "out")["shard-000001.newsml.xml"]
    run(copy, tmp_path / "with", replace(SETTINGS, formats=("newsml-g2",)))
    assert b"<sent>2016-12-07T16:00:00Z</sent>" in tree(tmp_path / "with")["shard-000001.newsml.xml"]


def test_check_has_nothing_to_report(copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(copy, tmp_path / "out", SETTINGS, trace=True)
    assert cli._run(["check", *map(str, (tmp_path / "out").glob("shard-*"))]) == 0
    assert capsys.readouterr().out.startswith("15 files, ")


def test_the_journal_says_where_each_story_is(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(copy, out, SETTINGS, trace=True)
    made = tree(out)
    found = lines(out)
    assert [line["input"] for line in found] == [f"{n}.txt" for n in range(8)]
    for line in found:
        jsonschema.validate(line, SCHEMA)
        for document in line["documents"]:
            assert document["size"] == len(made[document["path"]])
            assert document["name"] == line["input"].removesuffix(".txt")
            if document["format"] == "article":
                stories = made[document["path"]].splitlines()
                assert json.loads(stories[document["item"] - 1])["id"] == document["id"]
                assert document["items"] == len(stories)
    assert [len(line["documents"]) for line in found] == [5, 5, 5, 5, 0, 5, 5, 5]


# --------------------------------------------------------------------------------------------------------------------
# However a run goes


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 3])
def test_workers_make_the_same_shards(copy: Path, tmp_path: Path, workers: int) -> None:
    alone = run(copy, tmp_path / "alone", trace=True)
    with batch.WorkerPool(workers, unlimited=(seal,)) as executor:
        outcomes = run(copy, tmp_path / "out", trace=True, executor=executor)
    assert tree(tmp_path / "out") == tree(tmp_path / "alone")
    assert [o.path for o in outcomes] == [o.path for o in alone]
    assert [{**line, "run": 0} for line in lines(tmp_path / "out")] == [
        {**line, "run": 0} for line in lines(tmp_path / "alone")
    ]
    assert no_parts(tmp_path / "out")


@pytest.mark.slow
def test_a_time_limit_is_for_inputs_not_for_shards() -> None:
    with batch.WorkerPool(1, timeout=0.2, unlimited=(time.sleep,)) as executor:
        assert executor.submit(time.sleep, 0.5).result() is None
    with batch.WorkerPool(1, timeout=0.2) as executor, pytest.raises(errors.InputError, match="longer than"):
        executor.submit(time.sleep, 5).result()


def deadly(job: batch.Job, settings: batch.Settings, listing: str) -> tuple[batch.Outcome, ...]:
    """Convert, or end the worker."""
    if job.name == "1.txt":
        os._exit(9)
    return batch.perform(job, settings, listing)


@pytest.mark.slow
def test_an_input_that_ends_its_workers_stays_alone(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("convert.batch.runs.perform", deadly)
    with batch.WorkerPool(2, unlimited=(seal,)) as executor:
        outcomes = run(copy, tmp_path / "out", SETTINGS, executor=executor)
    assert codes(outcomes) == ["INP047", "INP002"]
    made = tree(tmp_path / "out")
    assert [json.loads(line)["headline"][6] for line in made["shard-000001.article.jsonl"].splitlines()] == ["0", "2"]
    assert len(made) == 12


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []

    def watched(job: batch.Job, settings: batch.Settings, listing: str) -> tuple[batch.Outcome, ...]:
        names.append(job.identity)
        return batch.perform(job, settings, listing)

    monkeypatch.setattr("convert.batch.runs.perform", watched)
    return names


def test_what_is_done_is_not_done_again(copy: Path, tmp_path: Path, worked: list[str]) -> None:
    first = run(copy, tmp_path / "out")
    worked.clear()
    second = run(copy, tmp_path / "out")
    assert worked == []
    assert [o.is_earlier for o in second] == [True] * 8
    for earlier, now in zip(first, second, strict=True):
        assert [replace(file, new=False) for file in earlier.written] == list(now.written)
    assert len(lines(tmp_path / "out")) == 8


def changed_input(folder: Path) -> None:
    (folder / "3.txt").write_text(STORY.format(number="thirty"))


def removed_input(folder: Path) -> None:
    (folder / "5.txt").unlink()
    (folder / "5a.txt").write_text(STORY.format(number="fifty"))


def missing_shard(folder: Path) -> None:
    (folder.parent / "out" / "shard-000002.ninjs.jsonl").unlink()


CHANGES = (changed_input, removed_input, missing_shard)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_changed_shard_is_made_anew_as_a_whole(copy: Path, tmp_path: Path, worked: list[str], change: Any) -> None:
    """Without --force: nobody but us made the file that is replaced."""
    run(copy, tmp_path / "out")
    worked.clear()
    change(copy)
    outcomes = run(copy, tmp_path / "out")
    assert len(worked) == 3
    assert set(worked) & {"3.txt", "4.txt"} == {"3.txt", "4.txt"}
    assert [o.exit_code for o in outcomes] == [0, 0, 0, 0, 3, 0, 0, 0]
    run(copy, tmp_path / "fresh")
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")


def test_a_shard_with_a_story_too_many_is_made_anew(copy: Path, tmp_path: Path, worked: list[str]) -> None:
    """The last input is gone: all others are as they were, but the file is not."""
    run(copy, tmp_path / "out")
    worked.clear()
    (copy / "7.txt").unlink()
    run(copy, tmp_path / "out")
    assert worked == ["6.txt"]
    run(copy, tmp_path / "fresh")
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")


def test_another_size_means_other_shards(copy: Path, tmp_path: Path, worked: list[str]) -> None:
    run(copy, tmp_path / "out")
    worked.clear()
    run(copy, tmp_path / "out", replace(FEW, shard_size=2))
    assert len(worked) == 8
    run(copy, tmp_path / "fresh", replace(FEW, shard_size=2))
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")


@pytest.mark.sampled(3)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_file_that_is_not_ours_is_not_replaced(copy: Path, tmp_path: Path, is_first: bool) -> None:
    """All or none: the other files of its shard are not placed, either."""
    out = tmp_path / "out"
    out.mkdir()
    if not is_first:
        run(copy, out, SETTINGS)
        for path in out.glob("shard-000002*"):
            path.unlink()
    (out / "shard-000002.ninjs.jsonl").write_text("{}\n")
    outcomes = run(copy, out, SETTINGS)
    assert [o.exit_code for o in outcomes] == [0, 0, 0, 3, 3, 3, 0, 0]
    assert set(codes(outcomes)) == {"INP009", "INP002"} if is_first else {"INP009", "INP054"}
    made = tree(out)
    assert [name for name in made if "000002" in name] == ["shard-000002.ninjs.jsonl"]
    assert made["shard-000002.ninjs.jsonl"] == b"{}\n"
    assert no_parts(out)
    assert [o.exit_code for o in run(copy, out, replace(SETTINGS, force=True))] == [0, 0, 0, 0, 3, 0, 0, 0]
    assert len(tree(out)) == 12


def broken(kind: str) -> Callable[[batch.Job, batch.Settings, str], tuple[batch.Outcome, ...]]:
    """Work that gives a document of the fourth input which is not valid."""

    def perform(job: batch.Job, settings: batch.Settings, listing: str) -> tuple[batch.Outcome, ...]:
        outcomes = batch.perform(job, settings, listing)
        drafts = outcomes[0].drafts
        if job.name != "3.txt" or drafts is None:
            return outcomes
        documents = tuple(
            (format, data.replace(b"headline", b"hedline") if format == kind else data)
            for format, data in drafts.documents
        )
        return (replace(outcomes[0], drafts=replace(drafts, documents=documents)), *outcomes[1:])

    return perform


@pytest.mark.sampled(2)
@pytest.mark.parametrize("format", ["newsml-g2", "ninjs", "article"])
def test_a_shard_that_is_not_valid_is_withheld(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    monkeypatch.setattr("convert.batch.runs.perform", broken(format))
    outcomes = run(copy, tmp_path / "out", SETTINGS)
    assert [o.exit_code for o in outcomes] == [0, 0, 0, errors.EXIT_BUG, 3, errors.EXIT_BUG, 0, 0]
    assert "BUG001" in codes(outcomes)
    assert not [name for name in tree(tmp_path / "out") if "000002" in name]
    assert [len(line["documents"]) for line in lines(tmp_path / "out")] == [4, 4, 4, 0, 0, 0, 4, 4]
    assert no_parts(tmp_path / "out")


@pytest.mark.parametrize("format", ["newsml-g2", "ninjs", "article"])
def test_a_shard_of_one_document_is_checked_as_one_of_many(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    """Its only line looks like a document that is no line."""
    settings = replace(SETTINGS, formats=(format,))
    assert [o.exit_code for o in run(copy / "3.txt", tmp_path / "sound", settings, trace=True)] == [0]
    assert sorted(path.name.partition(".")[0] for path in (tmp_path / "sound").glob("shard-*")) == ["shard-000001"] * 2
    monkeypatch.setattr("convert.batch.runs.perform", broken(format))
    outcomes = run(copy / "3.txt", tmp_path / "broken", settings, trace=True)
    assert [o.exit_code for o in outcomes] == [errors.EXIT_BUG]
    found = [f for o in outcomes for r in o.reports for f in r.findings if f.code == "BUG001"]
    assert found
    for finding in found:
        assert finding.message.startswith("the document is not valid: ")
        assert finding.location.path.startswith(str(tmp_path / "broken" / "shard-000001."))
    assert not list((tmp_path / "broken").glob("shard-*"))


def test_a_shard_with_too_few_documents_is_withheld(tmp_path: Path, copy: Path) -> None:
    """A document that is no line of its own would be lost to whoever reads the file."""
    two_lines = replace(drafts_of(copy / "0.txt"), documents=(("article", b""),))
    found = sealed(tmp_path, [drafts_of(copy / "1.txt"), two_lines])
    assert [f.code for f in found.findings] == ["BUG001"]
    assert "1 documents instead of 2" in found.findings[0].message
    assert not list(tmp_path.glob("*.jsonl"))


def drafts_of(path: Path) -> Drafts:
    [job] = batch.plan([str(path)], ("article",), "out", shard_size=3)
    drafts = batch.perform(job, replace(SETTINGS, formats=("article",)))[0].drafts
    assert drafts is not None
    return drafts


def sealed(folder: Path, drafts: list[Drafts]) -> shards.Sealed:
    (folder / "spool").write_bytes(b"".join(map(pickle.dumps, drafts)))
    return seal(unsealed(folder), SETTINGS)


def unsealed(folder: Path) -> Unsealed:
    paths = {"article": str(folder / "shard-000001.article.jsonl")}
    return Unsealed(spool=str(folder / "spool"), paths=paths, sent="2016-12-07T16:00:00Z")


@pytest.mark.slow
def test_memory_does_not_grow_with_the_shard(tmp_path: Path, copy: Path) -> None:
    one = drafts_of(copy / "0.txt")
    [(format, data)] = one.documents
    assert data.count(b"blankets") == 1
    large = replace(one, documents=((format, data.replace(b"blankets", b"blankets " * 2_000)),))
    sealed(tmp_path, [large] * 2)  # what is loaded once
    peaks = []
    for count in (20, 200):
        folder = tmp_path / str(count)
        folder.mkdir()
        (folder / "spool").write_bytes(pickle.dumps(large) * count)
        tracemalloc.start()
        found = seal(unsealed(folder), SETTINGS)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert found.files[0].items == count
        assert found.files[0].size > count * 18_000
    assert peaks[1] < peaks[0] + 2**18


def test_a_dry_run_writes_nothing(copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["convert", str(copy), "-o", str(tmp_path / "out"), "--shard-size", "3", *formats(FORMATS)]
    assert cli._run([*arguments, "--dry-run"]) == 3
    assert "28 documents would be written in 12 files" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert cli._run(arguments) == 3
    assert "28 documents written in 12 files" in capsys.readouterr().err
    assert cli._run(arguments) == 3
    assert "0 documents written, 28 unchanged" in capsys.readouterr().err
    assert cli._run([*arguments, "--no-journal"]) == 3
    assert "0 documents written, 28 unchanged" in capsys.readouterr().err
    assert no_parts(tmp_path / "out")


def interrupted(journal: Any, after: int) -> Callable[..., None]:
    calls = 0

    def record(self: batch.Journal, job: Any, outcomes: tuple[batch.Outcome, ...]) -> None:
        nonlocal calls
        calls += 1
        if calls > after:
            raise KeyboardInterrupt
        journal(self, job, outcomes)

    return record


@pytest.mark.sampled(3)
@pytest.mark.parametrize("after", [0, 1, 3, 4, 7])
def test_a_run_that_ends_between_two_lines_goes_on(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """After a shard was placed, and before all its inputs have a line."""
    real = batch.Journal.record
    with monkeypatch.context() as patched:
        patched.setattr(batch.Journal, "record", interrupted(real, after))
        with pytest.raises(KeyboardInterrupt):
            run(copy, tmp_path / "out")
    outcomes = run(copy, tmp_path / "out")
    assert [o.is_earlier for o in outcomes] == [n < after // 3 * 3 for n in range(8)]
    run(copy, tmp_path / "fresh")
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")
    assert no_parts(tmp_path / "out")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_run_goes_on_to_the_same_shards(tmp_path: Path, number: signal.Signals) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for story in range(60):
        (folder / f"{story:03}.txt").write_text(STORY.format(number=story))
    command = [sys.executable, "-m", "convert", "convert", "in", "-t", "ninjs", "-t", "newsml-g2", "--shard-size", "4"]
    process = subprocess.Popen([*command, "-o", "out", "-j", "2", "-q"], cwd=tmp_path, stderr=subprocess.DEVNULL)
    while not (tmp_path / "out" / "shard-000003.ninjs.jsonl").exists() and process.poll() is None:
        time.sleep(0.002)
    process.send_signal(number)
    assert process.wait(timeout=60) in (-signal.SIGKILL, errors.EXIT_TERMINATED)
    assert len(tree(tmp_path / "out")) < 30
    subprocess.run([*command, "-o", "out", "-q"], cwd=tmp_path, check=True, timeout=120)
    subprocess.run([*command, "-o", "fresh", "-q"], cwd=tmp_path, check=True, timeout=120)
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")
    assert len(tree(tmp_path / "out")) == 30
    assert len({line["input"] for line in lines(tmp_path / "out")}) == 60
    assert no_parts(tmp_path / "out")


def left(outcomes: list[batch.Outcome]) -> list[str]:
    return [os.path.basename(r.path) for o in outcomes for r in o.reports for f in r.findings if f.code == "INP056"]


def test_files_that_are_left_over_are_reported(copy: Path, tmp_path: Path) -> None:
    """Fewer and larger shards, and a shard whose inputs all fail now."""
    out = tmp_path / "out"
    small = replace(SETTINGS, formats=("article", "ninjs"))
    assert left(run(copy, out, replace(small, shard_size=1))) == []
    outcomes = run(copy, out, small)
    assert left(outcomes) == [
        f"shard-00000{n}.{name}.jsonl" for n in range(4, 9) if n != 5 for name in ("article", "ninjs")
    ]
    assert [o.exit_code for o in outcomes] == [0, 0, 0, 0, 3, 0, 0, 0]
    for path in out.glob("shard-00000[4-8]*"):
        path.unlink()
    for name in ("6.txt", "7.txt"):
        (copy / name).write_bytes(b"")
    assert left(run(copy, out, small)) == ["shard-000003.article.jsonl", "shard-000003.ninjs.jsonl"]


def test_a_full_disk_is_the_outcome_of_the_shard(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = shards.part_path

    def full(target: str, parts: str = "") -> str:
        if "000002" in target:
            raise OSError(28, "No space left on device")
        return real(target, parts)

    with monkeypatch.context() as patched:
        patched.setattr(shards, "part_path", full)
        outcomes = run(copy, tmp_path / "out")
    assert codes(outcomes) == ["INP008", "INP002", "INP008"]
    assert no_parts(tmp_path / "out")
    assert [o.is_earlier for o in run(copy, tmp_path / "out")] == [True] * 3 + [False] * 3 + [True] * 2
    run(copy, tmp_path / "fresh")
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")


def test_a_shard_that_cannot_be_proven_is_withheld(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be a file that `check` refuses; the run says what to do."""
    with monkeypatch.context() as patched:
        patched.setattr("convert.checks.shards.FEW_DOCUMENTS", 1)
        patched.setattr("convert.checks.shards.BYTES_PER_DOCUMENT", 10**9)
        outcomes = run(copy, tmp_path / "out")
    assert {(o.exit_code, *codes([o])) for o in outcomes} == {(3, "INP057"), (3, "INP002")}
    assert tree(tmp_path / "out") == {}
    assert no_parts(tmp_path / "out")


def test_a_bug_in_sealing_withholds_the_shard(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "place_parts", lambda parts, placing: 1 / 0)
    outcomes = run(copy, tmp_path / "out")
    assert {o.exit_code for o in outcomes} == {errors.EXIT_BUG, 3}
    assert set(codes(outcomes)) == {"BUG000", "INP002"}
    assert tree(tmp_path / "out") == {}
    assert no_parts(tmp_path / "out")


# --------------------------------------------------------------------------------------------------------------------
# Inputs of many stories


def test_stories_of_one_input_are_in_one_shard(tmp_path: Path, worked: list[str]) -> None:
    """And inputs that are lines of a file keep their bytes while the shard seems unchanged."""
    records = [{"id": f"urn:x:{n}", "text": STORY.format(number=n)} for n in range(5)]
    source = tmp_path / "day.jsonl"
    source.write_text("".join(json.dumps(record) + "\n" for record in records))
    run(source, tmp_path / "out")
    worked.clear()
    run(source, tmp_path / "out")
    assert worked == []
    records[2]["text"] = STORY.format(number="new")
    source.write_text("".join(json.dumps(record) + "\n" for record in records))
    os.utime(source, (1_000, 1_000))
    run(source, tmp_path / "out")
    assert len(worked) == 3
    run(source, tmp_path / "fresh")
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")


TWO = (
    "From: A\nSent: 13 November 2025 11:30\nTo: News\nSubject: {} opens again\n\n"
    "It was shut for three days, {} said.\n\n"
)


def test_an_input_of_two_stories_counts_once(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(TWO.format("The ferry", name) + TWO.format("The bridge", name))
    outcomes = run(folder, tmp_path / "out", replace(SETTINGS, shard_size=2))
    assert [(o.story, o.exit_code) for o in outcomes] == [(1, 0), (2, 0)] * 3
    with zipfile.ZipFile(tmp_path / "out" / "shard-000001.epub.zip") as archive:
        assert archive.namelist() == ["a-1.epub", "a-2.epub", "b-1.epub", "b-2.epub"]
    assert [o.is_earlier for o in run(folder, tmp_path / "out", replace(SETTINGS, shard_size=2))] == [True] * 6


# --------------------------------------------------------------------------------------------------------------------
# Names from data

HOSTILE = {
    "urn:x:../../../etc/passwd": "urn_x_..",
    "../up": ".._up",
    "a/b\\c:d": "a_b_c_d",
    "con": "_con",
    "é" * 150: "é",
    "line\nbreak\u202e": "line_break_",
    ".hidden": "_hidden",
    " ": "_",
}


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_one_component(value: str) -> None:
    for template in ("{id}", "x/{id}", "{id}/{id}"):
        name = filled(template, {"id": value})
        assert name.count("/") == template.count("/")
        for part in name.split("/"):
            assert part not in ("", ".", "..")
            assert not part.startswith((".", "~")) or value.startswith("../")
            assert len(part.encode()) <= 200
            assert not set(part) & set('\\:*?"<>|\n\u202e')


WRONG = {
    "{nothing}": "unknown field",
    "{id.real}": "unknown field",
    "{id!r}": "unknown field",
    "{id:>9}": "unknown field",
    "{}": "unknown field",
    "{id": "not a template",
    "same": "one name",
    "": "one name",
    "/{id}": "empty part",
    "{id}/": "empty part",
    "a//{id}": "empty part",
}


@pytest.mark.parametrize("template", WRONG)
def test_a_template_without_names_is_refused(template: str) -> None:
    with pytest.raises(errors.UsageError, match=WRONG[template]) as caught:
        refuse_template(template)
    assert caught.value.code == "INP055"
    assert "{stem}, {id}, {date}, {slugline}" in caught.value.advice or "{date}/{id}" in caught.value.advice


def named(copy: Path, ids: list[str]) -> Path:
    """JSON Lines with these ids."""
    source = copy.parent / "day.jsonl"
    lines = [json.dumps({"id": id, "text": STORY.format(number=n)}) for n, id in enumerate(ids)]
    source.write_text("\n".join(lines) + "\n")
    return source


NAMED = batch.Settings(formats=("article", "text"), epoch="2016-12-07T16:00:00Z", name="{date}/{id}")


def test_names_from_data(copy: Path, tmp_path: Path) -> None:
    source = named(copy, ["urn:x:1", "urn:x:../../2", "urn:x:" + "3" * 300])
    outcomes = run(source, tmp_path / "out", NAMED)
    assert codes(outcomes) == []
    made = tree(tmp_path / "out")
    assert [name for name in made if name.endswith(".txt")][:2] == [
        "2016-12-07/urn_x_.._.._2.txt",
        "2016-12-07/urn_x_1.txt",
    ]
    assert len(made) == 6
    assert [o.is_earlier for o in run(source, tmp_path / "out", NAMED)] == [True] * 3


@pytest.mark.slow
def test_workers_give_the_same_names(copy: Path, tmp_path: Path) -> None:
    source = named(copy, ["urn:x:1", "urn:x:../../2", "urn:x:" + "3" * 300])
    assert codes(run(source, tmp_path / "out", NAMED)) == []
    with batch.WorkerPool(2) as executor:
        assert codes(run(source, tmp_path / "other", NAMED, executor=executor)) == []
    assert tree(tmp_path / "other") == tree(tmp_path / "out")


SAME = ["urn:x:Ab", "urn:x:b", "urn:x:aB"]


@pytest.mark.sampled(2)
@pytest.mark.parametrize("shard_size", [0, 2])
def test_of_two_stories_with_one_name_the_second_is_refused(copy: Path, tmp_path: Path, shard_size: int) -> None:
    """Names that differ in case alone are one name, as on some file systems; an earlier run's count, too."""
    settings = replace(NAMED, name="{id}", shard_size=shard_size, formats=("article",))
    source = named(copy, SAME)
    for _ in range(2):
        outcomes = run(source, tmp_path / "out", settings)
        assert [o.exit_code for o in outcomes] == [0, 0, errors.EXIT_INPUT]
        assert codes(outcomes) == ["INP015"]
        assert "day.jsonl:1" in outcomes[2].reports[-1].findings[0].message
        assert b"Ferry 2" not in b"".join(tree(tmp_path / "out").values())
    source = named(copy, ["urn:x:c", *SAME])
    assert codes(run(source, tmp_path / "out", replace(settings, force=True))) == ["INP015"]


def test_a_name_does_not_replace_an_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(STORY.format(number=name) + "\nSlugline: b\n")
    before = tree(tmp_path)
    slug = ["--meta", "slugline=b", "--name", "{slugline}", "-t", "text"]
    assert cli._run(["convert", str(tmp_path), "-o", str(tmp_path), "--force", "--no-journal", *slug]) == 3
    assert "is an input or a report and would be replaced" in capsys.readouterr().err
    assert tree(tmp_path) == before


def test_a_name_does_not_lead_through_a_link(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "urn_x_x.article.json").symlink_to(copy / "0.txt")
    before = tree(copy)
    outcomes = run(named(copy, ["urn:x:x"]), out, replace(NAMED, name="{id}", formats=("article",), force=True))
    assert codes(outcomes) == ["INP008"]
    (out / "shard-000001.article.jsonl").symlink_to(copy / "0.txt")
    outcomes = run(copy / "1.txt", out, replace(SETTINGS, formats=("article",), force=True))
    assert codes(outcomes) == ["INP008"]
    assert tree(copy) == before


def test_a_shard_does_not_replace_an_input(copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert cli._run(["convert", str(copy / "0.txt"), "-o", str(out), "--shard-size", "1", "-t", "article", "-q"]) == 0
    source = str(out / "shard-000001.article.jsonl")
    assert cli._run(["convert", source, "-o", str(out), "--shard-size", "1", "-t", "article", "--force"]) == 2
    assert "INP015" in capsys.readouterr().err


USAGE = (
    (["--shard-size", "2", "-t", "ninjs"], "INP016"),
    (["--name", "{id}", "-t", "ninjs"], "INP016"),
    (["--shard-size", "2", "-t", "ninjs", "-o", "x.ninjs.json"], "INP016"),
    (["--shard-size", "2", "-t", "text", "-o", "out"], "INP012"),
    (["--name", "{what}", "-o", "out"], "INP055"),
)


@pytest.mark.parametrize(("options", "code"), USAGE, ids=[" ".join(options) for options, _ in USAGE])
def test_wrong_usage(
    copy: Path, options: list[str], code: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copy.parent)
    assert cli._run(["convert", str(copy / "0.txt"), *options]) == errors.EXIT_USAGE
    assert code in capsys.readouterr().err
    assert os.listdir(copy.parent) == ["in"]


def test_a_stopped_run_places_no_part_of_a_shard(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    plan = batch.plan([str(copy)], FORMATS, str(out), shard_size=3)
    made = delivering.ShardedRun(plan, SETTINGS, None, folder=str(out), claim=plan.claim_name)
    seen = []
    for outcomes in made:
        seen += outcomes
        made.stop()
    assert [o.path[-5:] for o in seen] == ["0.txt", "1.txt", "2.txt"]
    assert len(tree(out)) == 4
    assert no_parts(out)


def test_a_placement_has_no_part_left_where_a_folder_is_in_the_way(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "shard-000001.newsml.xml").mkdir(parents=True)
    outcomes = run(copy, tmp_path / "out", SETTINGS)
    assert codes(outcomes) == ["INP008", "INP008", "INP008", "INP002"]
    assert no_parts(tmp_path / "out")
