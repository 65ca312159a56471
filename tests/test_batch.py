"""Batches: documents are written all or none, in order, on any executor; invalid documents are withheld."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import os
import stat
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from convert import batch, cli, errors, pipeline
from convert.model import (
    Article,
    Contributor,
    Heading,
    InfoSource,
    Moment,
    OtherHeadline,
    Paragraph,
    Related,
    Text,
    asides,
    words,
)
from convert.pipeline import proof, write
from convert.writers import Rendered

STORY = "Ferry resumes after storm\n\nThe ferry between the islands resumed on Tuesday, the operator said.\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Return the path of a file with a story."""
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return path


def settings(*formats: str, **options: object) -> batch.Settings:
    """Return settings with these formats."""
    return batch.Settings(formats=formats, epoch="2016-12-07T16:00:00Z", **options)  # type: ignore[arg-type]


def test_all_or_nothing(story: Path, tmp_path: Path) -> None:
    """If one target must not be replaced, no document is written, and no temporary file stays."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "story.article.json").write_text("mine")
    [job] = batch.plan([str(story)], ["text", "article"], str(out))
    [outcome] = batch.perform(job, settings("text", "article"))
    assert outcome.exit_code == errors.EXIT_INPUT
    assert [f.code for r in outcome.reports for f in r.findings] == ["INP009"]
    assert sorted(os.listdir(out)) == ["story.article.json"]
    assert (out / "story.article.json").read_text() == "mine"


def test_a_full_disk_leaves_nothing(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the second of two documents cannot be renamed, that is reported, and neither document stays."""
    out = tmp_path / "out"
    [job] = batch.plan([str(story)], ["text", "article"], str(out))
    real = os.replace

    def full(source: str, target: str) -> None:
        if target.endswith(".json"):
            raise OSError(28, "No space left on device", target)
        real(source, target)

    monkeypatch.setattr(os, "replace", full)
    [outcome] = batch.perform(job, settings("text", "article"))
    assert [f.code for r in outcome.reports for f in r.findings] == ["INP008"]
    assert os.listdir(out) == []


def test_a_trace_is_written_with_its_documents_or_not_at_all(story: Path, tmp_path: Path) -> None:
    """A trace belongs to the documents; other content at its path prevents all of them."""
    out = tmp_path / "out"
    out.mkdir()
    [job] = batch.plan([str(story)], ["text", "article"], str(out), trace=True)
    (out / "story.trace.json").write_text("mine")
    [outcome] = batch.perform(job, settings("text", "article"))
    assert [f.code for r in outcome.reports for f in r.findings] == ["INP009"]
    assert os.listdir(out) == ["story.trace.json"]
    assert batch.perform(job, settings("text", "article", dry_run=True, force=True))[0].exit_code == errors.EXIT_OK
    assert os.listdir(out) == ["story.trace.json"]
    [outcome] = batch.perform(job, settings("text", "article", force=True))
    assert [p.format for p in outcome.written if p.new] == ["text", "article", "trace"]
    assert [(r.format, r.version, r.schema_valid) for r in outcome.reports][-1] == ("trace", "1", True)
    trace = json.loads((out / "story.trace.json").read_bytes())
    assert trace["sha256"] == hashlib.sha256(STORY.encode()).hexdigest()
    assert [p.new for p in batch.perform(job, settings("text", "article"))[0].written] == [False] * 3


def test_a_trace_that_is_not_valid_is_withheld(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line with an unknown role is a bug; its trace is withheld, and with it the document."""
    real = pipeline.convert_bytes

    def strange(*args: object, **kwargs: object) -> pipeline.Converted:
        converted = real(*args, **kwargs)  # type: ignore[arg-type]
        lines = tuple(line._replace(role="gossip") for line in converted.trace)
        return dataclasses.replace(converted, trace=lines)

    monkeypatch.setattr(pipeline, "convert_bytes", strange)
    [job] = batch.plan([str(story)], ["text"], str(tmp_path / "out"), trace=True)
    [outcome] = batch.perform(job, settings("text"))
    assert outcome.exit_code == errors.EXIT_BUG
    findings = [f for r in outcome.reports for f in r.findings if f.code != "LOS001"]
    found = [(f.code, f.location.pointer) for f in findings]
    assert found == [("BUG001", f"/lines/{number}/role") for number in range(3)]
    assert not (tmp_path / "out").exists()


def test_traces_without_a_path_or_lines_are_refused(tmp_path: Path) -> None:
    """A trace needs a path of its own, also next to a document named with -o, and raw copy as input."""

    def refused(*arguments: object, **options: object) -> str:
        with pytest.raises(errors.UsageError) as caught:
            batch.plan(*arguments, trace=True, **options)  # type: ignore[arg-type]
        return caught.value.code

    [job] = batch.plan(["in/a.txt"], ["ninjs"], "out/b.ninjs.json", trace=True)
    assert job.targets == (("ninjs", "out/b.ninjs.json"), ("trace", "out/b.trace.json"))
    [job] = batch.plan(["in/a.txt"], ["ninjs"], "out/b.JSON", trace=True)
    assert dict(job.targets)["trace"] == "out/b.trace.json"
    assert refused(["a.txt"], ["ninjs"], None) == "INP016"
    assert refused(["a.article.json"], ["ninjs"], "out") == "INP012"
    assert refused(["a.txt"], ["ninjs"], "out", read_as="article") == "INP012"
    assert batch.plan(["a.article.json"], ["ninjs"], "out", read_as="text", trace=True)
    assert refused(["x/a.txt", "y/a.txt"], ["ninjs"], "out") == "INP015"
    # Read as text, a file named like a trace is an input like any other.
    assert refused(["out/a.txt", "out/a.trace.json"], ["ninjs"], "out", read_as="text") == "INP015"


@pytest.mark.parametrize("executor", [None, ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_gives_the_same(tmp_path: Path, executor: type | None) -> None:
    """The outcomes have the order of the plan and do not depend on the executor."""
    copy = tmp_path / "in"
    copy.mkdir()
    for number in range(12):
        (copy / f"{number:02}.txt").write_text(STORY.replace("Tuesday", f"day {number}"))
    (copy / "05.txt").write_bytes(b"")
    jobs = batch.plan([str(copy)], ["text"], str(tmp_path / "out"))
    if executor is None:
        outcomes = list(batch.run(jobs, settings("text")))
    else:
        with executor(2) as workers:
            outcomes = list(batch.run(jobs, settings("text"), workers, ahead=3))
    assert [os.path.basename(o.path) for o in outcomes] == [f"{n:02}.txt" for n in range(12)]
    assert [o.exit_code for o in outcomes] == [3 if n == 5 else 0 for n in range(12)]
    assert len(os.listdir(tmp_path / "out")) == 11


class CountingExecutor(Executor):
    """Runs each call when its result is requested, and counts the calls without a result."""

    def __init__(self) -> None:
        self.outstanding = 0
        self.most = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.outstanding += 1
        self.most = max(self.most, self.outstanding)
        executor = self

        class Pending(Future[Any]):
            def result(self, timeout: float | None = None) -> Any:
                executor.outstanding -= 1
                return fn(*args, **kwargs)

        return Pending()


@pytest.mark.parametrize("ahead", [1, 2, 5])
def test_the_job_window_is_bounded(tmp_path: Path, ahead: int) -> None:
    """At most `ahead` jobs are submitted and not yielded, all of them are used, and jobs are consumed no faster."""
    consumed = 0

    def jobs() -> Iterator[batch.Job]:
        nonlocal consumed
        for number in range(40):
            consumed += 1
            yield batch.Job(path=str(tmp_path / f"missing-{number}.txt"), name="missing.txt")

    executor = CountingExecutor()
    for yielded, outcome in enumerate(batch.run(jobs(), settings("text"), executor, ahead=ahead)):
        assert outcome.path.endswith(f"missing-{yielded}.txt")
        assert consumed - yielded <= ahead
    assert (consumed, executor.most, executor.outstanding) == (40, ahead, 0)


def test_without_an_executor_jobs_are_consumed_one_by_one(tmp_path: Path) -> None:
    """The next job is taken only after the outcome of the previous one was used."""
    jobs = (batch.Job(path=str(tmp_path / "missing.txt"), name="missing.txt") for _ in range(3))
    next(batch.run(jobs, settings("text")))
    assert len(list(jobs)) == 2


def test_the_command_line_bounds_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With N processes, a few jobs per process are under way: enough to keep all busy, and no more."""
    from convert import cli

    windows = []

    class Watched(batch.Run):
        def __init__(self, *arguments: Any, ahead: int = 0, **options: Any) -> None:
            windows.append(ahead)
            super().__init__((), *arguments[1:], ahead=ahead, **options)

    monkeypatch.setattr(batch, "Run", Watched)
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(STORY)
    # The run gets no jobs, so all inputs are counted as gone.
    assert cli._run(["convert", str(tmp_path), "-o", str(tmp_path / "out"), "--jobs", "3", "-q"]) == errors.EXIT_INPUT
    [ahead] = windows
    assert 3 < ahead <= 24


@pytest.mark.parametrize("durable", [True, False])
def test_durable_documents_are_synced_before_they_are_renamed(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, durable: bool
) -> None:
    """With --durable, and only then, each document is complete and synced (fsync) when it gets its name."""
    from convert import cli

    out = tmp_path / "out"
    events: list[tuple[str, int]] = []
    replace_file, sync = os.replace, os.fsync

    def fsync(descriptor: int) -> None:
        status = os.fstat(descriptor)
        events.append(("sync folder", 0) if stat.S_ISDIR(status.st_mode) else ("fsync", status.st_size))
        sync(descriptor)

    def rename(source: str, target: str) -> None:
        events.append(("rename", os.stat(source).st_size))
        replace_file(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", rename)
    arguments = ["convert", str(story), "-t", "text", "-t", "article", "-o", str(out), "-q"]
    assert cli._run([*arguments, *(["--durable"] if durable else [])]) == errors.EXIT_OK
    sizes = [(out / name).stat().st_size for name in ("story.txt", "story.article.json")]
    assert len(set(sizes)) == 2
    renames = [("rename", size) for size in sizes]
    if durable:
        journal = (out / ".wirecopy" / "journal.jsonl").stat().st_size
        new_names = [("sync folder", 0)] * 3  # of the journal, of its folder, and of the output folder
        documents = [*(("fsync", size) for size in sizes), *renames, ("sync folder", 0)]
        assert events == [*new_names, *documents, ("fsync", journal)]
    else:
        assert events == renames
    events.clear()
    assert cli._run([*arguments, "--durable"]) == errors.EXIT_OK
    assert events == [], "documents that are up to date are not written again"


def test_documents_that_meet_through_a_linked_folder_are_refused(tmp_path: Path) -> None:
    """Two targets that are one file, or a target that is an input, are refused also through a linked folder."""
    for folder in ("in/north", "in/south", "out/south"):
        (tmp_path / folder).mkdir(parents=True)
    for folder in ("north", "south"):
        (tmp_path / "in" / folder / "a.txt").write_text(STORY)
    arguments = [str(tmp_path / "in")], ["text"]
    assert batch.plan(*arguments, str(tmp_path / "out")).count == 2
    (tmp_path / "out" / "north").symlink_to(tmp_path / "out" / "south")
    with pytest.raises(errors.UsageError, match="would both be written to") as caught:
        batch.plan(*arguments, str(tmp_path / "out"))
    assert caught.value.code == "INP015"
    (tmp_path / "linked").symlink_to(tmp_path / "in")
    with pytest.raises(errors.UsageError, match="is an input and would be replaced") as caught:
        batch.plan(*arguments, str(tmp_path / "linked"))
    assert caught.value.code == "INP015"


def test_inputs_above_the_limit_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file, pipe or stream of more than the limit is INP005, one of exactly the limit is read."""
    from convert.batch.inputs import files

    monkeypatch.setattr(files, "MAX_INPUT", 10)
    file = tmp_path / "story.txt"
    for size in (10, 11):
        file.write_bytes(b"a" * size)
        pipe = tmp_path / f"pipe-{size}"
        os.mkfifo(pipe)
        writer = subprocess.Popen(["cp", str(file), str(pipe)])
        sources: list[Callable[[], bytes]] = [
            lambda: files.load(str(file))[0],
            lambda pipe=pipe: files.load(str(pipe))[0],  # type: ignore[misc]
            lambda size=size: files.read_stream(io.BytesIO(b"a" * size), "standard input"),  # type: ignore[misc]
        ]
        for source in sources:
            if size == 10:
                assert source() == b"a" * size
                continue
            with pytest.raises(errors.InputError) as caught:
                source()
            assert (caught.value.code, caught.value.advice) == ("INP005", "Split it into one file per story.")
        writer.wait(timeout=10)


def test_a_document_that_loses_a_word_is_withheld(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document whose words are swapped is withheld, and the other documents with it."""
    import convert.writers.text as writer

    real = writer.write

    def forgetful(article: Article) -> Rendered:
        data = real(article).data
        return Rendered(data=data.replace(b" the operator said", b" the said operator"))

    monkeypatch.setattr(writer, "write", forgetful)
    [job] = batch.plan([str(story)], ["text", "ninjs"], str(tmp_path / "out"))
    [outcome] = batch.perform(job, settings("text", "ninjs"))
    assert outcome.exit_code == errors.EXIT_BUG
    assert [f.code for r in outcome.reports for f in r.findings] == ["BUG002", "LOS001"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("format", ["newsml-g2", "ninjs", "epub", "article"])
def test_a_document_that_loses_metadata_text_is_withheld(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document without a kicker, keyword, note, name or title that is not printed is withheld."""
    article = Article(
        id="urn:x:1",
        headline="Mine collapses",
        body=(Paragraph((Text("Twelve miners are safe."),)),),
        updated=Moment("2024-05-03T10:00:00Z"),
        language="en",
        other_headlines=(OtherHeadline(role="kicker", text="Short kicker"),),
        slugline="Short slug",
        teaser="Short teaser",
        credit_line="Short credit",
        authors=(Contributor(name="Short Author"),),
        contributors=(Contributor(name="Short Helper"),),
        sources=(InfoSource(name="Short Source"),),
        keywords=("one", "Short word"),
        editor_notes=("one", "Short note"),
        related=(Related(title="Short title", uri="urn:x:2"),),
    )
    writer = import_module("convert.writers." + format.replace("-", "_"))
    real = writer.write
    assert not [f for f in write(article, format).findings if f.code.startswith("BUG")]
    for text in sorted({text for _, text in asides(article) if text.startswith("Short")}):
        less = replace(
            article,
            other_headlines=() if text == "Short kicker" else article.other_headlines,
            **{name: None for name in ("slugline", "teaser", "credit_line") if getattr(article, name) == text},
            **{
                name: tuple(who for who in getattr(article, name) if who.name != text)
                for name in ("authors", "contributors", "sources")
            },
            keywords=tuple(word for word in article.keywords if word != text),
            editor_notes=tuple(note for note in article.editor_notes if note != text),
            related=() if text == "Short title" else article.related,
        )
        monkeypatch.setattr(writer, "write", lambda _, less=less: real(less))
        output = write(article, format)
        assert [f.code for f in output.findings if f.code.startswith("BUG")] == ["BUG002"], text
        assert (output.data, text in output.findings[0].message) == (None, True)


def test_an_invalid_document_is_withheld(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that violates its schema is withheld."""
    import convert.writers.ninjs as writer

    real = writer.write
    monkeypatch.setattr(
        writer, "write", lambda a: Rendered(data=real(a).data.replace(b'"type": "text"', b'"type": "tekst"'))
    )
    [job] = batch.plan([str(story)], ["ninjs"], None)
    [outcome] = batch.perform(job, settings("ninjs"))
    assert outcome.exit_code == errors.EXIT_BUG
    assert outcome.data is None
    assert [f.code for r in outcome.reports for f in r.findings] == ["BUG001"]


def test_a_bug_does_not_end_the_batch(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any exception in the work on one input becomes a finding of that input."""

    def broken(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(pipeline, "convert_bytes", broken)
    [job] = batch.plan([str(story)], ["text"], None)
    [outcome] = batch.perform(job, settings("text"))
    assert outcome.exit_code == errors.EXIT_BUG
    assert [f.code for r in outcome.reports for f in r.findings] == ["BUG000"]


def test_damaged_text_is_reported_and_written(tmp_path: Path) -> None:
    """Damage in the copy is an error of the document, which is still written."""
    story = tmp_path / "story.txt"
    story.write_text(STORY.replace("operator", "operator\N{REPLACEMENT CHARACTER}"))
    [job] = batch.plan([str(story)], ["ninjs"], str(tmp_path / "out"))
    [outcome] = batch.perform(job, settings("ninjs"))
    assert outcome.exit_code == errors.EXIT_FINDINGS
    assert {f.code for r in outcome.reports for f in r.findings} == {"NWS116"}
    assert len(outcome.written) == 1


def test_the_verification_compares_every_word() -> None:
    """Missing, repeated and reordered words are found; added words are allowed."""

    def missing(expected: list[str], printed: str) -> str | None:
        return proof.first_missing(expected, printed, printed.split())

    assert missing(["a", "b", "c"], "a x b c y") is None
    assert missing(["a", "b", "c"], "a c") == "b"
    assert missing(["a", "a"], "a b") == "a"
    assert missing(["a", "b"], "b a") == "b"
    assert missing(["advance", "1", ","], "advance[1],") is None
    assert missing(["東", "京"], "東京") is None
    assert missing(["東", "京"], "京東") == "京"


DATED = "Ferry resumes\n\nBy Ann Lee\nPublished: 7 December 2016{hour}\n\nThe ferry resumed after the storm, it said.\n"


@pytest.mark.parametrize(
    ("hours", "summary"),
    [
        (("", "", " 18:30 UTC"), "2 of 3 stories have the time of their file: the copy states no hour"),
        (("", " 18:30 UTC"), "1 of 2 stories has the time of its file: the copy states no hour"),
        ((" 18:30 UTC", " 19:30 UTC"), None),
        (("",), None),
    ],
)
def test_a_batch_counts_stories_with_the_time_of_their_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], hours: tuple[str, ...], summary: str | None
) -> None:
    """One line in the summary of several stories, and no finding for each."""
    for number, hour in enumerate(hours):
        (tmp_path / f"{number}.txt").write_text(DATED.format(hour=hour))
    assert cli._run(["convert", str(tmp_path), "-o", str(tmp_path / "out"), "-t", "article"]) == 0
    said = capsys.readouterr().err.splitlines()
    assert said == [f"{len(hours)} document{'s' if len(hours) > 1 else ''} written", *([summary] if summary else [])]


def test_the_time_of_a_batch_or_of_the_user_is_not_that_of_a_file(story: Path) -> None:
    [job] = batch.plan([str(story)], ["article"], str(story.parent / "out"))
    given = {"updated": Moment("2016-12-07T16:00:00Z")}
    found = [
        batch.perform(job, chosen)[0].has_file_time
        for chosen in (
            batch.Settings(formats=("article",)),
            settings("article"),
            batch.Settings(formats=("article",), metadata=given),
        )
    ]
    assert found == [True, False, False]


@pytest.mark.any_findings
def test_errors_survive_pickling() -> None:
    """Errors keep type, message and exit code between processes."""
    import pickle

    for error in (
        errors.InputError("INP001", "message", "advice"),
        errors.UsageError("INP011", "message"),
        errors.OutputError("INP008", "message", "advice"),
        errors.InstallationError("INP013", "message"),
    ):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), again.exit_code) == (type(error), str(error), error.exit_code)


def test_a_closed_pipe_is_silent(story: Path, programs: Path) -> None:
    """A reader that closes the pipe gets no traceback."""
    command = f"{programs / 'wirecopy'} explain {story} | true; echo ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stderr == ""
    assert ran.stdout == "0\n"


def test_being_terminated_is_143(tmp_path: Path) -> None:
    """SIGTERM ends the program with its exit code."""
    program = "import os, signal, convert.cli as c; c._run = lambda a: os.kill(os.getpid(), signal.SIGTERM); c.main()"
    ran = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, timeout=60, check=False)
    assert ran.returncode == errors.EXIT_TERMINATED


def test_large_articles_are_verified() -> None:
    """The verification takes linear time: an article of 4,000 paragraphs is compared in one pass."""
    body = tuple(Paragraph((Text(f"word{i} and more words {i}"),)) for i in range(4_000))
    article = Article(
        id="urn:x:1",
        headline="Long",
        body=(Heading(level=2, content=(Text("Part"),)), *body),
        updated=Moment("2016-12-07T16:00:00Z"),
    )
    output = pipeline.write(article, "text")
    assert output.data is not None
    changed = dataclasses.replace(article, body=(*article.body, Paragraph((Text("last"),))))
    printed = output.data.decode()
    assert proof.first_missing(words(changed), printed, printed.split()) == "last"


def test_links_and_hidden_files_are_skipped(tmp_path: Path) -> None:
    """The inputs of a folder include no links, which may form cycles, and no hidden files."""
    copy = tmp_path / "in"
    (copy / ".git").mkdir(parents=True)
    (copy / ".git" / "a.txt").write_text(STORY)
    (copy / "b.txt").write_text(STORY)
    (copy / "link.txt").symlink_to(copy / "b.txt")
    (copy / "circle").symlink_to(copy)
    (copy / "b.meta.toml").write_text("version = 2\n")
    jobs = batch.plan([str(copy)], ["text"], str(tmp_path / "out"))
    assert [job.name for job in jobs] == ["b.txt"]


def test_an_epub_is_not_for_a_terminal(tmp_path: Path, programs: Path) -> None:
    """A binary document is refused on a terminal and allowed through a pipe."""
    (tmp_path / "story.txt").write_text(STORY)
    command = [str(programs / "wirecopy"), "convert", "story.txt", "-t", "epub"]
    terminal, other_end = os.openpty()
    try:
        ran = subprocess.run(command, cwd=tmp_path, stdout=other_end, stderr=subprocess.PIPE, timeout=60, check=False)
    finally:
        os.close(other_end)
        os.close(terminal)
    assert (ran.returncode, b"INP016" in ran.stderr) == (errors.EXIT_USAGE, True)
    piped = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=True)
    assert piped.stdout.startswith(b"PK")


@pytest.mark.slow
def test_memory_stays_flat(tmp_path: Path) -> None:
    """A hundred articles take less than 5 % more memory than twenty; keeping their documents would take 20 %."""
    program = """
import resource, sys
from convert import batch
settings = batch.Settings(formats=("newsml-g2", "ninjs", "epub"), epoch="2016-12-07T16:00:00Z", dry_run=True)
used = []
for number in range(100):
    [job] = batch.plan(["story.txt"], settings.formats, "out")
    assert batch.perform(job, settings)[0].exit_code == 0
    used.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
print(used[19], used[-1])
"""
    (tmp_path / "story.txt").write_text(STORY + "\n\n".join(f"Paragraph {n} of the story." for n in range(200)))
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=True
    )
    early, late = map(int, ran.stdout.split())
    assert late < early * 1.05


@pytest.mark.parametrize("stem", ["a" * 240, "\N{CJK UNIFIED IDEOGRAPH-65E5}" * 78])
def test_long_names(tmp_path: Path, stem: str) -> None:
    """File names of the maximum length are written."""
    story = tmp_path / f"{stem}.txt"
    story.write_text(STORY)
    formats = ["text"] if len(stem) < 100 else ["text", "epub", "newsml-g2"]
    [job] = batch.plan([str(story)], formats, str(tmp_path / "out"))
    [outcome] = batch.perform(job, settings(*formats))
    assert outcome.exit_code == 0, outcome.reports
    assert len(os.listdir(tmp_path / "out")) == len(formats)


def test_a_linked_target_is_written_through(story: Path, tmp_path: Path) -> None:
    """If a target is a link, the link stays and its file is replaced."""
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "real.txt").write_text("old")
    (out / "story.txt").symlink_to(tmp_path / "real.txt")
    [job] = batch.plan([str(story)], ["text"], str(out))
    assert batch.perform(job, settings("text", force=True))[0].exit_code == 0
    assert (out / "story.txt").is_symlink()
    assert "resumed" in (tmp_path / "real.txt").read_text()


def test_every_rendition_of_the_body_is_verified(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plain text of ninjs, next to the XHTML, is also compared with the article's words."""
    import convert.writers.ninjs as writer

    monkeypatch.setattr(writer, "body_plain", lambda body: "Nothing left.")
    [job] = batch.plan([str(story)], ["ninjs"], None)
    [outcome] = batch.perform(job, settings("ninjs"))
    assert (outcome.exit_code, outcome.data) == (errors.EXIT_BUG, None)
    [report] = [r for r in outcome.reports if r.format]
    assert report.schema_valid is True, "the schema's verdict is its own"


def test_a_check_that_fails_does_not_end_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any exception in the check of one file becomes a finding of that file."""
    from convert import checks

    def broken(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(checks, "check", broken)
    outcome = batch.check("some.xml", b"<a/>", policy=batch.CheckPolicy())
    assert outcome.exit_code == errors.EXIT_BUG
    assert [f.code for r in outcome.reports for f in r.findings] == ["BUG000"]


def test_unselected_rules_do_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """If only schema codes are selected, no rule runs, and nothing that only rules need."""
    data = b'{"uri": "urn:x:1", "pubStatus": "useable"}'

    def facts(document: object) -> None:
        raise AssertionError("only rules need facts")

    monkeypatch.setattr("convert.checks.ninjs.facts", facts)
    outcome = batch.check("x.json", data, policy=batch.CheckPolicy(select=("NJS0",)))
    assert [f.code for r in outcome.reports for f in r.findings] == ["NJS001"]
    everything = batch.check("x.json", data, policy=batch.CheckPolicy())
    assert everything.exit_code == errors.EXIT_BUG


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "options",
    [[], ["--no-journal"], ["-j", "2"], ["--shard-size", "2"], ["--name", "{id}"], ["--dry-run"]],
    ids=["", "no-journal", "two", "shards", "named", "dry-run"],
)
def test_an_input_that_is_named_twice_is_done_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    """However its path is spelled, as lists of several tools have it."""
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b"):
        Path("in", name).mkdir(parents=True)
        Path("in", name, f"{name}.txt").write_text(STORY.replace("Tuesday", name))
    Path("list").write_text("in/a/a.txt\n./in/a/a.txt\nin//a/a.txt\nin/a/a.txt\nin/b/b.txt\n")
    assert cli._run(["convert", "--files-from", "list", "-t", "article", "-o", "out", "--isolated", *options]) == 0
    assert capsys.readouterr().err.splitlines()[0].startswith("2 documents ")


def test_inputs_that_are_not_one_are_all_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links, twins in an archive, and a file with two places in the output are no repeats, but two files are."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for path in ("a.txt", "in/a.txt"):
        Path(path).write_text(STORY)
    Path("in/hard.txt").hardlink_to("in/a.txt")
    Path("in/soft.txt").symlink_to("a.txt")
    with zipfile.ZipFile("day.zip", "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("a.txt", STORY)
        archive.writestr("a.txt", STORY)
    Path("list").write_text("in/a.txt\nmissing\n")
    inputs = batch.Inputs(["in", "in/soft.txt", "./in/a.txt", "day.zip", "./day.zip", "missing"], files_from="list")
    planned = batch.plan(inputs, ["text"], "out")
    expected = [
        "a.txt",
        "hard.txt",
        "soft.txt",
        "day.zip/a.txt",
        "day.zip/a.txt",
        "day.zip/a.txt",
        "missing",
        "in/a.txt",
    ]
    for _ in range(2):
        jobs = list(planned)
        assert [job.identity for job in jobs] == expected
        assert [job.error is not None for job in jobs] == [False] * 4 + [True] * 2 + [False] * 2
    assert planned.count == len(expected)
    with pytest.raises(errors.UsageError, match="would both be written"):
        batch.plan(["in", "a.txt"], ["text"], "out")


@pytest.mark.parametrize("option", ["--journal", "--report-file"])
def test_a_journal_or_report_is_not_written_where_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    """The run itself read it, as an input more than it had counted, and the next one refused to work."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.txt").write_text(STORY)
    for name in ("in/day.txt", "in/sub/DAY.TXT"):
        with pytest.raises(errors.UsageError, match=rf"{option} {name} is in the folder in, whose .*INP015"):
            batch.plan(["in"], ["ninjs"], "out", reserved={option: name})
    for name in ("in/day.jsonl", "in/.day.txt", "day.txt"):
        assert batch.plan(["in"], ["ninjs"], "out", reserved={option: name}).count == 1


@pytest.mark.parametrize("option", ["--report-file", "--journal"])
def test_a_journal_or_report_replaces_no_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str) -> None:
    """Files with many inputs, and lists, were lost; names of metadata files and pictures would be read as such."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(STORY)
    Path("list").write_text("a.txt\n")
    Path("day.jsonl").write_text(json.dumps({"text": STORY}))
    with zipfile.ZipFile("day.zip", "w") as archive:
        archive.writestr("a.txt", STORY)
    for name in ("day.jsonl", "day.zip", "a.txt"):
        with pytest.raises(errors.UsageError, match=rf"{option} would replace {name} .INP015"):
            batch.plan([name], ["ninjs"], "out", reserved={option: f"./{name}"})
    with pytest.raises(errors.UsageError, match=r"would replace \./list, the list of the inputs"):
        batch.plan(batch.Inputs([], files_from="list"), ["ninjs"], "out", reserved={option: "./list"})
    for name in ("a.meta.toml", "b/c.meta.json", "a-2.JPG"):
        with pytest.raises(errors.UsageError, match="has the name of a metadata file or picture"):
            batch.plan(["a.txt"], ["ninjs"], "out", reserved={option: name})


@pytest.mark.parametrize("report", ["out/.wirecopy/journal.jsonl", "out/.wirecopy/journal.jsonl.index", "j"])
def test_a_report_does_not_replace_the_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], report: str
) -> None:
    """It was placed last, so that the next run did all the work again."""
    from convert import cli

    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(STORY)
    journal = ["--journal", "j"] if report == "j" else []
    command = ["convert", "a.txt", "-t", "text", "-o", "out/", "--report", "json", "--isolated", *journal]
    assert cli._run([*command, "--report-file", report]) == errors.EXIT_USAGE
    assert "INP015" in capsys.readouterr().err


def test_a_story_to_warm_up_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done: list[tuple[batch.Outcome, ...]] = []

    def performed(*arguments: Any) -> tuple[batch.Outcome, ...]:
        done.append(batch.perform(*arguments))
        return done[-1]

    monkeypatch.setitem(batch.warm_up.__globals__, "perform", performed)
    settings = batch.Settings(formats=("newsml-g2", "ninjs", "epub"))
    batch.warm_up(settings)
    batch.warm_up(replace(settings, name="{stem}", shard_size=2))
    assert [outcome.exit_code for outcomes in done for outcome in outcomes] == [0, 0]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("folder", "out"), [(".", "out"), ("in", "in/out"), ("in", "./in/b/out"), ("link", "in/out")])
def test_texts_are_not_written_where_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, out: str
) -> None:
    """The same run took what it wrote for an input, and the next one refused to work."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.txt").write_text(STORY)
    Path("link").symlink_to("in")
    with pytest.raises(errors.UsageError, match=r"is in the folder .* the documents would be inputs, too \(INP015\)"):
        batch.plan([folder], ["text"], out)
    Path("list").write_text(f"in/a.txt\n{folder}\n")
    with pytest.raises(errors.UsageError, match="INP015"):
        batch.plan(batch.Inputs([], files_from="list"), ["text"], out)
    assert batch.plan([folder], ["ninjs"], out).count == 1
    assert batch.plan(["in/*.txt"], ["text"], out).count == 1
    assert batch.plan(["in"], ["text"], "in-out").count == 1
    assert batch.plan(["in"], ["text"], "in/.hidden/out").count == 1


@pytest.mark.parametrize(
    ("pattern", "out", "file"),
    [  # the folder of texts, and a report, each whether it is read because of the pattern
        ("in/**/*.txt", ("in/out", True), ("in/r.txt", True)),
        ("in/**/*.txt", ("in/b/c/out", True), ("in/b/c/r.txt", True)),
        ("in/**/s*.txt", ("in/out", True), ("in/r.txt", False)),
        ("in/**", ("in/out", True), ("in/b/r.txt", True)),
        ("in/*/**/*.txt", ("in/out", True), ("in/r.txt", False)),
        ("in/**/*.md", ("in/out", False), ("in/r.txt", False)),
        ("in/**/.*.txt", ("in/out", True), ("in/r.txt", False)),
        ("in/*", ("in/b/out", True), ("in/r.txt", True)),
        ("in/*", ("in/b/.out", False), ("in/b/.r.txt", False)),
        ("in/b*", ("in/out", False), ("in/a/r.txt", False)),
        ("in/b*", ("in/b", True), ("in/b/c/r.txt", True)),
        ("in/*.txt", ("in/out", False), ("in/r.txt", True)),
        ("in/*.txt", ("out", False), ("in/b/r.txt", False)),
        ("./in/../in/**/*.txt", ("in/out", True), ("./in/r.txt", True)),
        ("**/*.txt", ("out", True), ("r.txt", True)),
        ("**/*.txt", ("../out", False), ("../r.txt", False)),
    ],
)
def test_nothing_is_written_where_a_pattern_reads_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pattern: str,
    out: tuple[str, bool],
    file: tuple[str, bool],
) -> None:
    """As for folders: each run took what the one before it wrote for inputs. The name of a list is one, too."""
    (tmp_path / "here" / "in" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    Path("list").write_text(f"{pattern}\n")
    for inputs in (batch.Inputs([pattern]), batch.Inputs([], files_from="list")):
        for (path, refused), is_folder in ((out, True), (file, False)):
            assert (inputs.around(path, is_folder=is_folder) is not None) == refused
    if out[1]:
        with pytest.raises(errors.UsageError, match=r"is in what the pattern .* reads: the documents would be inputs"):
            batch.plan([pattern], ["text"], out[0])
