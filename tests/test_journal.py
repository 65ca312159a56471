"""The journal of a batch: what is done is not done again, and it tells the truth about what is not."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import jsonschema
import picture_files
import pytest
from conftest import ROOT

from convert import batch, cli, errors
from convert.batch.history import History, inputs_of, source_of
from convert.batch.journal_index import lines_from, parsed

STORY = "Ferry resumes after storm\n\nThe ferry between the islands resumed on Tuesday, the operator said.\n"
SCHEMA = json.loads((ROOT / "schemas" / "journal" / "1" / "journal.json").read_text(encoding="utf-8"))
SETTINGS = batch.Settings(formats=("article", "text"), epoch="2016-12-07T16:00:00Z")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with four inputs, one of which is empty."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(STORY.replace("Tuesday", f"day {number}"))
    (folder / "bad.txt").write_bytes(b"")
    return folder


class Worked(list[str]):
    """The inputs that were worked on, by name."""


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> Worked:
    names = Worked()

    def watched(job: batch.Job, settings: batch.Settings, listing: str) -> tuple[batch.Outcome, ...]:
        names.append(job.identity)
        return batch.perform(job, settings, listing)

    monkeypatch.setattr("convert.batch.runs.perform", watched)
    return names


def run(folder: Path, settings: batch.Settings = SETTINGS, **options: Any) -> list[batch.Outcome]:
    """Convert a folder with a journal."""
    out = folder.parent / "out"
    jobs = options.pop("jobs", None) or batch.plan([str(folder)], settings.formats, str(out))
    place = str(out / ".wirecopy" / "journal.jsonl")
    with batch.Journal(place, out=str(out), settings=settings, clock=lambda: 0, **options) as journal:
        return [outcome for outcomes in batch.Run(jobs, settings, records=journal) for outcome in outcomes]


def lines(folder: Path) -> list[dict[str, Any]]:
    with open(folder.parent / "out" / ".wirecopy" / "journal.jsonl", "rb") as file:
        return [line for _, line in lines_from(file)]


def test_what_is_done_is_not_done_again(copy: Path, worked: Worked) -> None:
    first = run(copy)
    assert worked == ["0.txt", "1.txt", "2.txt", "bad.txt"]
    worked.clear()
    second = run(copy)
    assert worked == []
    assert [o.exit_code for o in second] == [o.exit_code for o in first] == [0, 0, 0, 3]
    assert [o.is_earlier for o in second] == [True] * 4
    for earlier, now in zip(first, second, strict=True):
        assert [replace(file, new=False) for file in earlier.written] == list(now.written)
    assert [f.code for o in second for r in o.reports for f in r.findings] == ["INP054"]
    assert "INP002" in second[-1].reports[0].findings[0].message
    assert len(lines(copy)) == 4
    run(copy, retry_failed=True)
    assert worked == ["bad.txt"]


def test_what_an_earlier_run_did_is_told_as_it_was(tmp_path: Path, worked: Worked) -> None:
    """Of every kind of input: what is where, of which story, with which exit code; and which codes it reported."""
    folder = tmp_path / "in"
    folder.mkdir()
    other = STORY.replace("Ferry", "Bridge")
    (folder / "a.txt").write_text(STORY)
    (folder / "bad.txt").write_bytes(b"")
    (folder / "damaged.txt").write_text(STORY.replace("islands", "FÃ¤hren"), encoding="utf-8")
    (folder / "pictured.txt").write_text(STORY)
    (folder / "pictured.png").write_bytes(picture_files.PNG)
    (folder / "several.txt").write_text(f"{STORY}\n###\n\n{other}")
    lines = [json.dumps({"id": f"urn:x:{text[:5]}", "text": text}) for text in (STORY, other, "")]
    (folder / "day.jsonl").write_text("".join(f"{line}\n" for line in lines))
    with zipfile.ZipFile(folder / "day.zip", "w") as packed:
        packed.writestr(zipfile.ZipInfo("one.txt"), STORY)
        packed.writestr(zipfile.ZipInfo("two.txt"), other)
    out = tmp_path / "out"
    names = [str(folder), str(folder / "day.jsonl"), str(folder / "day.zip")]

    def outcomes() -> list[batch.Outcome]:
        jobs = [replace(job, split=True) for job in batch.plan(names, SETTINGS.formats, str(out))]
        return run(folder, jobs=jobs)

    first, second = outcomes(), outcomes()
    assert len(first) == 11
    assert {outcome.exit_code for outcome in first} == {0, 1, 3}
    assert not any(outcome.is_earlier for outcome in first)
    assert all(outcome.is_earlier for outcome in second)
    for before, after in zip(first, second, strict=True):
        assert (after.path, after.story, after.exit_code) == (before.path, before.story, before.exit_code)
        assert after.written == tuple(replace(file, new=False) for file in before.written)
        for name in ("sha256", "size", "stories", "pictures"):
            assert getattr(after.state, name) == getattr(before.state, name), name
        told = [finding for report in after.reports for finding in report.findings]
        reported = Counter(finding.code for report in before.reports for finding in report.findings)
        if not before.exit_code:
            assert told == []
            continue
        [finding] = told
        assert (finding.code, finding.severity.value) == ("INP054", "error")
        assert (finding.location.path, finding.location.story) == (before.path, before.story)
        assert {f"{count} {code}" for code, count in reported.items()} == set(
            finding.message.removeprefix("unchanged since an earlier run, which reported ").split(", ")
        )


def test_the_journal_says_what_a_story_is_and_why_it_failed(copy: Path) -> None:
    run(copy)
    first, *_, failed = lines(copy)
    identity = {name: first[name] for name in ("id_from", "version", "status", "updated")}
    assert identity == {
        "id_from": "computed",
        "version": 1,
        "status": "usable",
        "updated": "2016-12-07T16:00:00Z",
    }
    assert first["id"].startswith("urn:uuid:")
    assert "errors" not in first
    assert [error["code"] for error in failed["errors"]] == ["INP002"]
    assert "id" not in failed


def changed_input(folder: Path) -> None:
    (folder / "1.txt").write_text(STORY.replace("Tuesday", "Friday"))


def touched_input(folder: Path) -> None:
    os.utime(folder / "1.txt", (1, 1))


def new_sidecar(folder: Path) -> None:
    (folder / "1.meta.toml").write_text("urgency = 3\n")


def missing_document(folder: Path) -> None:
    (folder.parent / "out" / "1.txt").unlink()


def cut_document(folder: Path) -> None:
    os.truncate(folder.parent / "out" / "1.txt", 5)


def other_document(folder: Path) -> None:
    path = folder.parent / "out" / "1.txt"
    path.write_bytes(path.read_bytes().swapcase())


CHANGES = (changed_input, touched_input, new_sidecar, missing_document, cut_document, other_document)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_changed_is_done_again(copy: Path, worked: Worked, change: Any) -> None:
    run(copy)
    worked.clear()
    change(copy)
    run(copy, replace(SETTINGS, force=True))
    assert worked == ["1.txt"]
    worked.clear()
    assert [o.is_earlier for o in run(copy, replace(SETTINGS, force=True))] == [True] * 4


@pytest.mark.parametrize("how", ["link", "move", "nothing"])
def test_another_file_of_the_same_size_and_time_is_noticed(copy: Path, worked: Worked, how: str) -> None:
    """A link that leads elsewhere, or another file in its place, passed for done; some stores set all times alike."""
    stored = [copy.parent / f"stored-{number}" for number in range(2)]
    for number, path in enumerate(stored):
        path.write_text(STORY.replace("Tuesday", f"day {number}"))
        os.utime(path, ns=(10**18, 10**18))
    place = copy / "0.txt"
    place.unlink()
    if how == "move":
        stored[0].rename(place)
    else:
        place.symlink_to(stored[0])
    jobs = batch.plan([str(place)], SETTINGS.formats, str(copy.parent / "out"))
    run(copy, jobs=jobs)
    worked.clear()
    if how == "move":
        stored[1].rename(place)
    elif how == "link":
        place.unlink()
        place.symlink_to(stored[1])
    run(copy, replace(SETTINGS, force=True), jobs=jobs)
    assert worked == ([] if how == "nothing" else ["0.txt"])


def test_a_document_that_is_not_ours_is_not_replaced(copy: Path, worked: Worked) -> None:
    run(copy)
    other_document(copy)
    found = run(copy)[1]
    assert (found.exit_code, found.reports[0].findings[0].code) == (errors.EXIT_INPUT, "INP009")
    worked.clear()
    run(copy)
    assert worked == ["1.txt"], "what stands in the way may be gone next time"


OPTIONS: Mapping[str, Any] = {
    "formats": ("article",),
    "versions": {"ninjs": "3.2"},
    "metadata": {"urgency": 2},
    "encoding": "utf-8",
    "epoch": "2017-01-01T00:00:00Z",
    "read_as": "text",
    "timezone": "Europe/Berlin",
    "repair_encoding": True,
    "keep_furniture": True,
    "keep_private": True,
    "explanations": True,
    "allow": ("LOS003",),
    "profile": "archive",
    "images": "elsewhere",
    "images_url": "https://pictures.example.org/",
    "keep_picture_metadata": True,
}
"""Another value of each setting that decides what documents an input gives."""

PLACING = {"force", "dry_run", "durable", "parts", "shard_size", "name"}
"""The settings that decide how documents are placed; the last two have tests of their own."""


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", OPTIONS)
def test_other_options_mean_work_again(copy: Path, worked: Worked, name: str) -> None:
    run(copy)
    worked.clear()
    run(copy, replace(SETTINGS, force=True, **{name: OPTIONS[name]}))
    assert len(worked) == 4


def test_every_option_is_one_that_means_work_again() -> None:
    assert {field.name for field in fields(batch.Settings)} == {*OPTIONS, *PLACING}


def test_how_documents_are_placed_means_no_work(copy: Path, worked: Worked) -> None:
    run(copy)
    worked.clear()
    run(copy, replace(SETTINGS, force=True, durable=True, parts=str(copy.parent / "parts")))
    assert worked == []


def test_another_version_means_work_again(copy: Path, worked: Worked, monkeypatch: pytest.MonkeyPatch) -> None:
    run(copy)
    worked.clear()
    monkeypatch.setattr("convert.batch.journal.__version__", "99")
    run(copy)
    assert len(worked) == 4


def test_documents_are_trusted_by_digest_on_request(copy: Path, worked: Worked) -> None:
    """A document changed in place within its size and time is found with `verify` alone."""
    run(copy)
    path = copy.parent / "out" / "1.txt"
    status = path.stat()
    path.write_bytes(path.read_bytes().swapcase())
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    worked.clear()
    run(copy)
    assert worked == []
    run(copy, replace(SETTINGS, force=True), verify=True)
    assert worked == ["1.txt"]


def test_a_copied_tree_is_trusted_by_digest(copy: Path, worked: Worked) -> None:
    """Documents whose times a copy changed are compared by content, not made again."""
    run(copy)
    for path in (copy.parent / "out").glob("*.*"):
        os.utime(path, (5, 5))
    worked.clear()
    run(copy)
    assert worked == []


@pytest.mark.parametrize("cut", [1, 10, 400])
def test_a_line_that_is_not_complete_is_cut_off(copy: Path, worked: Worked, cut: int) -> None:
    run(copy)
    place = copy.parent / "out" / ".wirecopy" / "journal.jsonl"
    whole = place.read_bytes()
    place.write_bytes(whole[:-cut])
    worked.clear()
    run(copy)
    assert worked == ["bad.txt"]
    assert [line["input"] for line in lines(copy)] == ["0.txt", "1.txt", "2.txt", "bad.txt"]


def damage(index: Path) -> None:
    index.write_bytes(b"no database at all" * 500)


def of_another_journal(index: Path) -> None:
    place = index.with_suffix("")
    place.write_bytes(place.read_bytes().replace(b'"size":93', b'"size":93 ', 1))


@pytest.mark.parametrize("harm", [Path.unlink, damage, lambda index: os.truncate(index, 2048), of_another_journal])
def test_the_index_is_made_anew(copy: Path, worked: Worked, harm: Any) -> None:
    run(copy)
    harm(copy.parent / "out" / ".wirecopy" / "journal.jsonl.index")
    worked.clear()
    assert [o.is_earlier for o in run(copy)] == [True] * 4


def test_the_last_lines_of_an_input_hold(copy: Path, worked: Worked) -> None:
    """An index that covers a part of the journal is brought up to date with the rest."""
    run(copy)
    changed_input(copy)
    run(copy, replace(SETTINGS, force=True))
    changed = [line["sha256"] for line in lines(copy) if line["input"] == "1.txt"]
    assert len(set(changed)) == 2
    worked.clear()
    run(copy)
    assert worked == []


TWO = (("Ferry resumes after storm", "Monday"), ("Bridge opens to traffic", "Friday"))


def test_stories_are_done_when_all_have_a_line(copy: Path, worked: Worked) -> None:
    for path in copy.iterdir():
        path.unlink()
    stories = [
        f"{title}\n\nThe {title.split()[0].lower()} was there on {day}, the operator said.\n" for title, day in TWO
    ]
    (copy / "wire.txt").write_text("\n###\n\n".join(stories))
    jobs = [replace(job, split=True) for job in batch.plan([str(copy)], SETTINGS.formats, str(copy.parent / "out"))]
    assert [outcome.story for outcome in run(copy, jobs=jobs)] == [1, 2]
    assert [(line["story"], line["stories"]) for line in lines(copy)] == [(1, 2), (2, 2)]
    worked.clear()
    assert [outcome.story for outcome in run(copy, jobs=jobs)] == [1, 2]
    assert worked == []
    (copy / "wire-2.meta.toml").write_text("urgency = 3\n")
    run(copy, replace(SETTINGS, force=True), jobs=jobs)
    assert worked == ["wire.txt"]
    place = copy.parent / "out" / ".wirecopy" / "journal.jsonl"
    place.write_bytes(b"".join(place.read_bytes().splitlines(keepends=True)[:-1]))
    worked.clear()
    run(copy, jobs=jobs)
    assert worked == ["wire.txt"]


def test_every_line_is_valid_and_the_same_anywhere(copy: Path, tmp_path: Path) -> None:
    """Without the facts of the run, the journals of two machines are the same."""
    run(copy)
    for line in lines(copy):
        jsonschema.validate(line, SCHEMA)
    other = tmp_path / "elsewhere"
    shutil.copytree(copy, other / "in")
    run(other / "in")
    assert [{**line, "run": None} for line in lines(copy)] == [{**line, "run": None} for line in lines(other / "in")]


def test_a_second_run_is_kept_out(copy: Path) -> None:
    place = str(copy.parent / "out" / ".wirecopy" / "journal.jsonl")
    with batch.Journal(place, out="out", settings=SETTINGS, clock=lambda: 0):
        with pytest.raises(errors.OutputError) as caught:
            run(copy)
        assert caught.value.code == "INP050"
    assert len(run(copy)) == 4


NO_JOURNALS = [
    *(b"no json\n", b'{"journal":99}\n', b"[]\n", b'{"journal":1}\n', b'{"journal":1,"input":"a.txt"}\n'),
    *(b"no end", b"two\nlines", b'{"id": 1, "text": "x"}', b'{"journal"\n', b"\n", b"\xff\xfe"),
]


@pytest.mark.parametrize("content", NO_JOURNALS)
def test_what_is_no_journal_is_left_as_it_is(copy: Path, content: bytes) -> None:
    place = copy.parent / "out" / ".wirecopy" / "journal.jsonl"
    place.parent.mkdir(parents=True)
    place.write_bytes(content)
    with pytest.raises(errors.InputError) as caught:
        run(copy)
    assert caught.value.code == "INP051"
    assert place.read_bytes() == content


def places_of(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where each value of a line of a journal is."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*place, key)
            yield from places_of(inner, (*place, key))


def test_a_line_that_was_changed_by_hand_is_no_bug(copy: Path) -> None:
    """Whatever is missing or of another kind: the journal is refused, or the input is done again."""
    (copy / "0.meta.toml").write_text("urgency = 3")
    run(copy)
    whole = json.dumps(lines(copy)[0])
    assert '"sidecars": [[' in whole
    out = str(copy.parent / "out")
    job = next(iter(batch.plan([str(copy)], SETTINGS.formats, out)))
    refused = 0
    with (
        open(os.devnull, "rb") as file,
        batch.Journal(str(copy.parent / "j"), out=out, settings=SETTINGS, clock=lambda: 0) as journal,
    ):
        assert journal._unchanged(job, [json.loads(whole)])
        for at in list(places_of(json.loads(whole))):
            for value in ("", None, "x", -1, [1, 2, 3], {}):
                line = json.loads(whole)
                inner = line
                for key in at[:-1]:
                    inner = inner[key]
                inner[at[-1]] = value
                if value == "" and isinstance(inner, dict):
                    del inner[at[-1]]
                try:
                    line = parsed(json.dumps(line).encode(), file)
                except errors.InputError:
                    refused += 1
                    continue
                journal._unchanged(job, [line])
                history = History()
                history.add([line])
                assert history.as_data()["inputs"] == 1
                assert isinstance(source_of(line)[0], str)
    assert refused > 100


def test_a_full_disk_leaves_whole_lines(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of which only a part fits is taken back, and the run ends with the reason."""
    real = batch.Journal.record
    calls = 0

    def record(self: batch.Journal, job: batch.Job, outcomes: tuple[batch.Outcome, ...]) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            file = self._file

            class Full:
                taken = 0

                def write(self, data: bytes) -> int:
                    if self.taken:
                        raise OSError(28, "No space left on device")
                    self.taken = file.write(data[:20])
                    return self.taken

                def __getattr__(self, name: str) -> Any:
                    return getattr(file, name)

            self._file = Full()  # type: ignore[assignment]
        real(self, job, outcomes)

    monkeypatch.setattr(batch.Journal, "record", record)
    with pytest.raises(errors.OutputError, match="no space left") as caught:
        run(copy)
    assert caught.value.code == "INP008"
    assert [line["input"] for line in lines(copy)] == ["0.txt", "1.txt"]
    monkeypatch.setattr(batch.Journal, "record", real)
    assert [o.is_earlier for o in run(copy)] == [True, True, False, False]


def test_the_command_keeps_a_journal_in_its_folder(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = copy.parent / "out"
    arguments = ["convert", str(copy), "-t", "text", "-o", str(out)]
    assert cli._run(arguments) == errors.EXIT_INPUT
    assert sorted(os.listdir(out / ".wirecopy")) == ["journal.jsonl", "journal.jsonl.index"]
    capsys.readouterr()
    assert cli._run(arguments) == errors.EXIT_INPUT
    said = capsys.readouterr().err
    assert "0 documents written, 3 unchanged, 1 of 4 inputs failed" in said
    assert "INP054" in said
    assert cli._run([*arguments, "--no-journal"]) == errors.EXIT_INPUT
    assert "INP002" in capsys.readouterr().err
    other = copy.parent / "other.jsonl"
    assert cli._run(["convert", str(copy / "0.txt"), "-t", "text", "-o", str(out), "--journal", str(other)]) == 0
    assert len(other.read_text().splitlines()) == 1
    assert cli._run(["convert", str(copy), "-t", "text", "-o", str(out / "new"), "--dry-run"]) == errors.EXIT_INPUT
    assert not (out / "new").exists()


@pytest.mark.parametrize("lost", [(1,), (0,), (3,), (0, 1, 2, 3)])
def test_a_power_cut_does_not_stop_a_batch(
    copy: Path, lost: tuple[int, ...], worked: Worked, capsys: pytest.CaptureFixture[str]
) -> None:
    """Inputs whose lines are lost are done again, to the same documents; all commands tell of it and go on."""
    out = copy.parent / "out"
    arguments = ["convert", str(copy), "-t", "text", "-o", str(out)]
    names = sorted(path.name for path in copy.iterdir())
    cli._run(arguments)
    documents = {path.name: path.read_bytes() for path in out.glob("*.txt")}
    place = out / ".wirecopy" / "journal.jsonl"
    rows = place.read_bytes().splitlines(keepends=True)
    place.write_bytes(b"".join(b"\0" * len(row) if at in lost else row for at, row in enumerate(rows)))
    capsys.readouterr()
    assert cli._run(["journal", str(out)]) == 0
    left = capsys.readouterr()
    assert f"inputs     {len(rows) - len(lost)}" in left.out
    assert (
        f"warning INP078: 1 line of the journal cannot be read at byte {sum(map(len, rows[: lost[0]])):,}" in left.err
    )
    cli._run(["pack", str(out), "-o", str(copy.parent / "p.zip")])
    assert "warning INP078" in capsys.readouterr().err
    worked.clear()
    cli._run(arguments)
    assert worked == [name for at, name in enumerate(names) if at in lost]
    assert "warning INP078" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in out.glob("*.txt")} == documents
    worked.clear()
    cli._run([*arguments, "--quiet"])
    assert worked == []


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [
        (("--name", "{stem}-{language}"), (), ["0-en.txt", "1-en.txt", "2-en.txt"]),
        (("-t", "article"), (), ["0.article.json", "1.article.json", "2.article.json"]),
        (
            ("-t", "article", "--shard-size", "2"),
            ("-t", "article"),
            ["shard-000001.article.jsonl", "shard-000002.article.jsonl"],
        ),
        (
            ("-t", "article"),
            ("-t", "article", "--shard-size", "2"),
            ["0.article.json", "1.article.json", "2.article.json"],
        ),
        (("--shard", "1/1", "--trace"), (), ["0.trace.json", "1.trace.json", "2.trace.json"]),
        ((), ("--name", "{stem}"), []),
        ((), ("-m", "slugline=x", "--force"), []),
    ],
)
def test_documents_of_earlier_runs_are_told(
    copy: Path, first: tuple[str, ...], second: tuple[str, ...], left: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """They stay; the report names the first of them, `--superseded` all, but for those that somebody changed."""
    out = copy.parent / "out"

    def convert(*options: str) -> str:
        formats = () if "-t" in options else ("-t", "text")
        cli._run(["convert", *map(str, sorted(copy.iterdir())), "-o", str(out), *formats, *options])
        return capsys.readouterr().err

    def superseded() -> list[str]:
        assert cli._run(["journal", str(out), "--superseded", str(out), "-0"]) == 0
        return sorted(os.path.relpath(path, out) for path in capsys.readouterr().out.split("\0")[:-1])

    assert "INP079" not in convert(*first)
    assert superseded() == []
    told = convert(*second)
    assert told.count("warning INP079") == bool(left)
    assert superseded() == left
    assert all(name in told for name in left)
    assert "INP079" not in convert(*second)
    for name in left[:1]:
        (out / name).write_text("ours")
        assert superseded() == left[1:]


def test_documents_of_inputs_that_failed_are_not_superseded(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They come back when the input does."""
    out = copy.parent / "out"
    convert = ["convert", str(copy / "0.txt"), str(copy / "1.txt"), "-t", "text", "-o", str(out)]
    cli._run(convert)
    (copy / "0.txt").write_bytes(b"")
    cli._run([*convert, "--name", "{stem}-{language}"])
    assert "a document of earlier runs is still there, and the journal names other ones now: 1.txt" in (
        capsys.readouterr().err
    )
    assert cli._run(["journal", str(out), "--superseded", str(out)]) == 0
    assert capsys.readouterr().out == f"{out / '1.txt'}\n"
    for options in (["--failed"], ["--json"], ["--join", "x"]):
        assert cli._run(["journal", str(out), "--superseded", str(out), *options]) == errors.EXIT_USAGE


def test_a_file_of_stories_may_grow(copy: Path, worked: Worked, capsys: pytest.CaptureFixture[str]) -> None:
    """Stories without a time have that of their file: what was added is done, the others stay and can be packed."""
    day, out = copy.parent / "day.jsonl", copy.parent / "out"

    def write(count: int, seconds: int) -> None:
        rows = [json.dumps({"id": str(number), "text": f"{STORY} {number}"}) for number in range(count)]
        day.write_text("".join(f"{row}\n" for row in rows))
        os.utime(day, (seconds, seconds))

    pack = ["pack", str(out), "-o", str(copy.parent / "p.zip"), "--force"]
    arguments = ["convert", str(day), "-t", "article", "-o", str(out), "--isolated"]
    write(2, 1_700_000_000)
    assert cli._run(arguments) == errors.EXIT_OK
    write(3, 1_700_000_100)
    worked.clear()
    assert cli._run(pack) == errors.EXIT_INPUT, "a story was not converted"
    capsys.readouterr()
    assert cli._run(arguments) == errors.EXIT_OK
    assert worked == ["day.jsonl#2"]
    assert "1 document written, 2 unchanged" in capsys.readouterr().err
    assert cli._run(pack) == errors.EXIT_OK
    write(1, 1_700_000_200)
    assert cli._run(pack) == errors.EXIT_INPUT, "stories are gone"


def test_stopping_at_the_first_failure(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.move(copy / "bad.txt", copy / "00.txt")
    arguments = ["convert", str(copy), "-t", "text", "-o", str(copy.parent / "out"), "--fail-fast"]
    assert cli._run(arguments) == errors.EXIT_INPUT
    assert "stopped at the first failure: 2 of 4 inputs are done" in capsys.readouterr().err


def test_inputs_in_whose_place_others_come_are_counted(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As many new ones hid that they were gone."""
    planned = batch.plan

    def plan(*args: object, **options: object) -> object:
        found = planned(*args, **options)
        (copy / "bad.txt").rename(copy / "another.txt")
        (copy / "0.txt").rename(copy / "other.txt")
        return found

    monkeypatch.setattr(batch, "plan", plan)
    command = ["convert", str(copy), "-t", "text", "-o", str(copy.parent / "out"), "--isolated"]
    assert cli._run(command) == errors.EXIT_INPUT
    assert "the inputs: error INP075: 2 of 4 inputs are gone" in capsys.readouterr().err
    monkeypatch.undo()
    assert cli._run([*command, "--shard", "1/2"]) in (0, errors.EXIT_INPUT)
    assert "INP075" not in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["list", "folder", "jsonl", "nothing"])
@pytest.mark.parametrize("more", [False, True])
def test_inputs_that_vanish_before_their_turn_are_counted(
    kind: str, more: bool, copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They were passed over with exit code 0, and with words on a first failure; more of them do no harm."""
    (copy / "bad.txt").unlink()
    texts = {path: path.read_text() for path in sorted(copy.glob("*.txt"))}
    listed, lines = copy.parent / "list", copy.parent / "day.jsonl"
    whole = [json.dumps({"text": text}) + "\n" for text in texts.values()]

    def write(count: int) -> None:
        listed.write_text("".join(f"{path}\n" for path in list(texts)[:count]))
        lines.write_text("".join(whole[:count]))
        if kind == "folder" and not more:
            for path in list(texts)[count:]:
                path.unlink()

    planned = batch.plan

    def plan(*args: object, **options: object) -> object:
        found = planned(*args, **options)
        write(len(texts) if more else 1)
        return found

    write(1 if more and kind != "folder" else len(texts))
    if kind != "nothing":
        monkeypatch.setattr(batch, "plan", plan)
    inputs = {"list": ["--files-from", str(listed)], "jsonl": [str(lines)]}.get(kind, [str(copy)])
    code = cli._run(["convert", *inputs, "-t", "text", "-o", str(copy.parent / "out"), "--isolated"])
    printed = capsys.readouterr().err
    vanished = kind != "nothing" and not more
    assert code == (errors.EXIT_INPUT if vanished else 0)
    assert ("the inputs: error INP075: 2 of 3 inputs are gone" in printed) == vanished
    assert "stopped" not in printed


def test_temporary_files_of_a_killed_run_are_removed(copy: Path) -> None:
    parts = copy.parent / "out" / ".wirecopy" / "journal.parts"
    parts.mkdir(parents=True)
    (parts / ".wirecopy-0123.part").write_bytes(b"half")
    assert cli._run(["convert", str(copy / "0.txt"), "-t", "text", "-o", str(copy.parent / "out"), "-q"]) == 0
    assert not parts.exists()


@pytest.fixture
def journals(copy: Path) -> list[str]:
    run(copy)
    changed_input(copy)
    run(copy, replace(SETTINGS, force=True))
    return [str(copy.parent / "out")]


def test_the_summary_counts_the_last_lines(journals: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli._run(["journal", *journals, "--json"]) == 0
    numbers = json.loads(capsys.readouterr().out)
    assert (numbers["inputs"], numbers["failed"], numbers["documents"]) == (4, 1, 6)
    assert numbers["exits"] == {"0": 3, "3": 1}
    assert numbers["formats"] == {"article": 3, "text": 3}
    assert cli._run(["journal", *journals]) == 0
    said = capsys.readouterr().out
    assert "inputs     4, 1 failed" in said
    assert "1 INP002" in said
    assert cli._run(["journal", *journals, "--failed"]) == 0
    assert capsys.readouterr().out.endswith("in/./bad.txt\n")


def test_inputs_that_failed_are_converted_again_to_the_same_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the list of --failed: it had absolute paths, whose documents went elsewhere, and members of archives."""
    monkeypatch.chdir(tmp_path)
    Path("in/below").mkdir(parents=True)
    Path("in/below/bad.txt").write_text("")
    Path("in/gone.txt").write_text("")
    Path("in/line\nbreak.txt").write_text("")
    Path("day.jsonl").write_text('{"text": ""}\n{"text": ""}\n')
    arguments = ["-t", "text", "-o", "out", "-q", "--isolated"]
    assert cli._run(["convert", "in", "day.jsonl", *arguments]) == errors.EXIT_INPUT
    Path("in/below/bad.txt").write_text(STORY)
    Path("day.jsonl").write_text(f'{{"text": {json.dumps(STORY)}}}\n')
    Path("in/gone.txt").unlink()
    capsys.readouterr()
    assert cli._run(["journal", "out", "--failed"]) == 0
    listed = capsys.readouterr()
    assert listed.out == f"{tmp_path}/in/./below/bad.txt\n{tmp_path}/./day.jsonl\n".replace("/", os.sep)
    assert listed.err.splitlines() == [
        "failed inputs left out: 2 (not there)",
        "failed inputs left out: 1 (a line break in the name: use --null)",
    ]
    assert cli._run(["journal", "out", "--failed", "--null"]) == 0
    broken = f"{tmp_path}/in/./line\nbreak.txt".replace("/", os.sep)
    whole = capsys.readouterr().out
    assert set(whole.split("\0")) == {"", broken, *listed.out.splitlines()}
    Path("list").write_text(listed.out)
    assert cli._run(["convert", "--files-from", "list", *arguments, "--retry-failed"]) == 0
    assert sorted(path.as_posix() for path in Path("out").rglob("*.txt")) == ["out/below/bad.txt", "out/day/1.txt"]


def test_what_failed_and_has_no_file_is_counted_and_not_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files that vanished before they were read were listed by a name that led nowhere, as was standard input."""
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("bad.txt").write_text("")
    for name in ("gone.txt", "later.txt", "no*.md", "empty", "bad.txt", "ftp://example.org/a.txt?token=1"):
        assert cli._run(["convert", name, "-t", "text", "-o", "out/", "-q", "--isolated"]) == errors.EXIT_INPUT
    monkeypatch.setattr("convert.cli.stories.read_standard_input", lambda: b"")
    assert cli._run(["convert", "-", "-t", "text", "-o", "out/", "-q", "--isolated"]) == errors.EXIT_INPUT
    Path("later.txt").write_text(STORY)
    capsys.readouterr()
    assert cli._run(["journal", "out", "--failed"]) == 0
    listed = capsys.readouterr()
    assert listed.out.splitlines() == [
        f"{tmp_path}/./{name}".replace("/", os.sep) for name in ("later.txt", "empty", "bad.txt")
    ]
    assert listed.err.splitlines() == [
        "failed inputs left out: 1 (not there)",
        "failed inputs left out: 3 (no file of their own)",
    ]


def test_journals_are_joined(journals: list[str], copy: Path, tmp_path: Path) -> None:
    """Of several lines on an input the last ones stay, in the order of the inputs."""
    joined = str(tmp_path / "joined.jsonl")
    assert len(lines(copy)) == 5
    place = str(copy.parent / "out" / ".wirecopy" / "journal.jsonl")
    assert cli._run(["journal", place, place, "--join", joined]) == 0
    found = [line for [line] in inputs_of([joined])]
    assert [line["input"] for line in found] == ["0.txt", "1.txt", "2.txt", "bad.txt"]
    assert found[1] == lines(copy)[-1]
    assert cli._run(["journal", str(tmp_path / "missing")]) == errors.EXIT_INPUT
    before = Path(joined).read_bytes()
    assert cli._run(["journal", place, "--join", joined]) == 0  # the same again
    assert Path(joined).read_bytes() == before


@pytest.mark.parametrize("content", ["A story\n\nof two lines", "without an end", '{"id": 1}\n', ""])
def test_a_file_that_is_no_journal_is_not_replaced_by_one(
    content: str, journals: list[str], copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Such as a source, by a name that was written in a hurry."""
    place = tmp_path / "other"
    place.write_text(content)
    code = cli._run(["journal", str(copy.parent / "out"), "--join", str(place)])
    assert code == (errors.EXIT_USAGE if content else 0)
    assert (place.read_text() == content) == bool(content)
    assert ("would be replaced and is no journal (INP015)" in capsys.readouterr().err) == bool(content)


def _hear_hangups() -> None:
    """Undo what `nohup` did to the tests themselves."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
def test_a_run_ends_with_its_terminal(tmp_path: Path) -> None:
    """A terminal that closes ends the run after what is under way, although nothing can be said any more.

    Not what was started under `nohup`.
    """
    import fcntl
    import pty
    import termios

    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number:03}.txt").write_text(STORY.replace("Tuesday", f"day {number}"))
    command = [sys.executable, "-m", "convert", "convert", "in", "-t", "text", "-j", "2", "-o"]
    for ignoring, expected in (([], errors.EXIT_HUNG_UP), (["nohup"], 0)):
        out = tmp_path / f"out{expected}"
        place = out / ".wirecopy" / "journal.jsonl"
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [*ignoring, *command, out.name],
            cwd=tmp_path,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=lambda terminal=theirs: (_hear_hangups(), fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)),
        )
        os.close(theirs)
        while not (place.exists() and place.stat().st_size) and process.poll() is None:
            time.sleep(0.005)
        os.close(ours)
        assert process.wait(60) == expected
        done = len(place.read_bytes().splitlines())
        assert (done == 200) is (expected == 0)
        assert len(list(out.glob("*.txt"))) == done
        assert not list(tmp_path.rglob("*.part"))


_AS_FIRST = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"]
"""Starts a command as the first process of a container does: signals that it does not handle never reach it."""


@pytest.mark.slow
@pytest.mark.parametrize(("name", "code"), [("INT", 130), ("TERM", 143)])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_signal_ends_the_first_process_of_a_container(tmp_path: Path, name: str, code: int, jobs: str) -> None:
    """As `podman stop` and `docker stop` do, without waiting for the kill that follows."""
    if not shutil.which("unshare") or subprocess.run([*_AS_FIRST, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no process of this user can be the first of a container here")
    (tmp_path / "in").mkdir()
    for number in range(300):
        (tmp_path / "in" / f"{number:03}.txt").write_text(STORY.replace("Tuesday", f"day {number}"))
    command = [sys.executable, "-m", "convert", "convert", "in", "-t", "text", "-o", "out", "-j", jobs]
    starter = subprocess.Popen([*_AS_FIRST, *command], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    place = tmp_path / "out" / ".wirecopy" / "journal.jsonl"
    while not (place.exists() and place.stat().st_size) and starter.poll() is None:
        time.sleep(0.005)
    children = Path(f"/proc/{starter.pid}/task/{starter.pid}/children").read_text().split()
    os.kill(int(children[0]), getattr(signal, f"SIG{name}"))
    said = starter.communicate(timeout=60)[1]
    assert starter.returncode == code
    done = len(place.read_bytes().splitlines())
    assert f"interrupted: {done} of 300 inputs are done; run it again to go on" in said
    subprocess.run([*command, "-q"], cwd=tmp_path, check=True, timeout=120)
    assert len(list((tmp_path / "out").glob("*.txt"))) == 300


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("name", ["HUP", "INT", "TERM"])
def test_a_signal_ends_a_run_with_its_summary(tmp_path: Path, name: str) -> None:
    """What is under way is finished and recorded; the next run does the rest, and the tree is as without a signal."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number:03}.txt").write_text(STORY.replace("Tuesday", f"day {number}"))
    command = [sys.executable, "-m", "convert", "convert", "in", "-t", "text", "-o", "out", "-j", "2"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, preexec_fn=_hear_hangups)
    place = tmp_path / "out" / ".wirecopy" / "journal.jsonl"
    while not (place.exists() and place.stat().st_size) and process.poll() is None:
        pass
    process.send_signal(getattr(__import__("signal"), f"SIG{name}"))
    said = process.communicate(timeout=60)[1]
    assert process.returncode == {"HUP": 129, "INT": 130, "TERM": 143}[name]
    done = len(place.read_bytes().splitlines())
    assert f"interrupted: {done} of 300 inputs are done; run it again to go on" in said
    assert f"{done} documents written" in said
    assert len(list((tmp_path / "out").glob("*.txt"))) == done
    assert not list(tmp_path.rglob("*.part"))
    subprocess.run([*command, "-q"], cwd=tmp_path, check=True, timeout=120)
    assert len(place.read_bytes().splitlines()) == 300
    assert len(list((tmp_path / "out").glob("*.txt"))) == 300
