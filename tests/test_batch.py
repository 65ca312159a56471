"""Many inputs: placed all or none, in order, on any executor; what is ours to blame is withheld and said."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from convert import batch, errors, pipeline
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
)
from convert.pipeline import write
from convert.writers import Rendered

STORY = "Ferry resumes after storm\n\nThe ferry between the islands resumed on Tuesday, the operator said.\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A story in a file."""
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return path


def settings(*formats: str, **options: object) -> batch.Settings:
    """Settings for some formats."""
    return batch.Settings(formats=formats, epoch="2016-12-07T16:00:00Z", **options)  # type: ignore[arg-type]


def test_all_or_nothing(story: Path, tmp_path: Path) -> None:
    """Where one target may not be replaced, none is written, and nothing temporary stays."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "story.article.json").write_text("mine")
    [job] = batch.plan([str(story)], ["text", "article"], str(out))
    outcome = batch.perform(job, settings("text", "article"))
    assert outcome.exit_code == errors.EXIT_INPUT
    assert [f.code for r in outcome.reports for f in r.findings] == ["INP009"]
    assert sorted(os.listdir(out)) == ["story.article.json"]
    assert (out / "story.article.json").read_text() == "mine"


def test_a_full_disk_leaves_nothing(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the second of two documents cannot be put into place, it is said, and no part of it stays."""
    out = tmp_path / "out"
    [job] = batch.plan([str(story)], ["text", "article"], str(out))
    real = os.replace

    def full(source: str, target: str) -> None:
        if target.endswith(".json"):
            raise OSError(28, "No space left on device", target)
        real(source, target)

    monkeypatch.setattr(os, "replace", full)
    outcome = batch.perform(job, settings("text", "article"))
    assert [f.code for r in outcome.reports for f in r.findings] == ["INP008"]
    assert sorted(os.listdir(out)) == ["story.txt"]


def test_a_trace_is_placed_with_its_documents_or_not_at_all(story: Path, tmp_path: Path) -> None:
    """A trace stands beside the documents; other content in its place keeps all of them back."""
    out = tmp_path / "out"
    out.mkdir()
    [job] = batch.plan([str(story)], ["text", "article"], str(out), trace=True)
    (out / "story.trace.json").write_text("mine")
    outcome = batch.perform(job, settings("text", "article"))
    assert [f.code for r in outcome.reports for f in r.findings] == ["INP009"]
    assert os.listdir(out) == ["story.trace.json"]
    assert batch.perform(job, settings("text", "article", dry_run=True, force=True)).exit_code == errors.EXIT_OK
    assert os.listdir(out) == ["story.trace.json"]
    outcome = batch.perform(job, settings("text", "article", force=True))
    assert [p.format for p in outcome.placed if p.new] == ["text", "article", "trace"]
    assert [(r.format, r.version, r.schema_valid) for r in outcome.reports][-1] == ("trace", "1", True)
    trace = json.loads((out / "story.trace.json").read_bytes())
    assert trace["sha256"] == hashlib.sha256(STORY.encode()).hexdigest()
    assert [p.new for p in batch.perform(job, settings("text", "article")).placed] == [False] * 3


def test_a_trace_that_is_not_valid_is_withheld(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of no known role is a bug of ours; the document is written all the same."""
    real = pipeline.convert_bytes

    def strange(*args: object, **kwargs: object) -> pipeline.Converted:
        converted = real(*args, **kwargs)  # type: ignore[arg-type]
        lines = tuple(dataclasses.replace(line, role="gossip") for line in converted.trace)
        return dataclasses.replace(converted, trace=lines)

    monkeypatch.setattr(pipeline, "convert_bytes", strange)
    [job] = batch.plan([str(story)], ["text"], str(tmp_path / "out"), trace=True)
    outcome = batch.perform(job, settings("text"))
    assert outcome.exit_code == errors.EXIT_BUG
    findings = [f for r in outcome.reports for f in r.findings if f.code != "LOS001"]
    found = [(f.code, f.location.pointer) for f in findings]
    assert found == [("BUG001", f"/lines/{number}/role") for number in range(3)]
    assert os.listdir(tmp_path / "out") == ["story.txt"]


def test_traces_that_would_meet_something_are_refused(tmp_path: Path) -> None:
    """A trace needs a place of its own, beside a document that is named itself too, and raw copy to tell of."""

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
    # Read as text, what is called a trace is an input like any other.
    assert refused(["out/a.txt", "out/a.trace.json"], ["ninjs"], "out", read_as="text") == "INP015"


@pytest.mark.parametrize("executor", [None, ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_gives_the_same(tmp_path: Path, executor: type | None) -> None:
    """The outcomes come in the order of the plan, and are the same whoever does the work."""
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


def test_what_loses_a_word_is_withheld(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that loses the last word, or swaps two, is caught; its document is withheld, the others are written."""
    import convert.writers.text as writer

    real = writer.write

    def forgetful(article: Article) -> Rendered:
        data = real(article).data
        return Rendered(data=data.replace(b" the operator said", b" the said operator"))

    monkeypatch.setattr(writer, "write", forgetful)
    [job] = batch.plan([str(story)], ["text", "ninjs"], str(tmp_path / "out"))
    outcome = batch.perform(job, settings("text", "ninjs"))
    assert outcome.exit_code == errors.EXIT_BUG
    assert [f.code for r in outcome.reports for f in r.findings] == ["BUG002", "LOS001"]
    assert os.listdir(tmp_path / "out") == ["story.ninjs.json"]


@pytest.mark.parametrize("format", ["newsml-g2", "ninjs", "epub", "article"])
def test_what_loses_a_text_beside_the_story_is_withheld(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that loses a headline, a keyword, a note, a name or a title that is not printed is caught."""
    told = Article(
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
    assert not [f for f in write(told, format).findings if f.code.startswith("BUG")]
    for text in sorted({text for _, text in asides(told) if text.startswith("Short")}):
        less = replace(
            told,
            other_headlines=() if text == "Short kicker" else told.other_headlines,
            **{name: None for name in ("slugline", "teaser", "credit_line") if getattr(told, name) == text},
            **{
                name: tuple(who for who in getattr(told, name) if who.name != text)
                for name in ("authors", "contributors", "sources")
            },
            keywords=tuple(word for word in told.keywords if word != text),
            editor_notes=tuple(note for note in told.editor_notes if note != text),
            related=() if text == "Short title" else told.related,
        )
        monkeypatch.setattr(writer, "write", lambda article, less=less: real(less))
        output = write(told, format)
        assert [f.code for f in output.findings if f.code.startswith("BUG")] == ["BUG002"], text
        assert (output.data, text in output.findings[0].message) == (None, True)


def test_what_is_not_valid_is_withheld(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that breaks the schema is caught."""
    import convert.writers.ninjs as writer

    real = writer.write
    monkeypatch.setattr(
        writer, "write", lambda a: Rendered(data=real(a).data.replace(b'"type": "text"', b'"type": "tekst"'))
    )
    [job] = batch.plan([str(story)], ["ninjs"], None)
    outcome = batch.perform(job, settings("ninjs"))
    assert outcome.exit_code == errors.EXIT_BUG
    assert outcome.data is None
    assert [f.code for r in outcome.reports for f in r.findings] == ["BUG001"]


def test_a_failure_of_ours_does_not_end_the_batch(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any exception in the work on one input becomes a finding of that input."""

    def broken(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(pipeline, "convert_bytes", broken)
    [job] = batch.plan([str(story)], ["text"], None)
    outcome = batch.perform(job, settings("text"))
    assert outcome.exit_code == errors.EXIT_BUG
    assert [f.code for r in outcome.reports for f in r.findings] == ["BUG000"]


def test_a_damaged_text_is_reported_and_written(tmp_path: Path) -> None:
    """Damage that came with the copy is an error of the document, which is written all the same."""
    story = tmp_path / "story.txt"
    story.write_text(STORY.replace("operator", "operator\N{REPLACEMENT CHARACTER}"))
    [job] = batch.plan([str(story)], ["ninjs"], str(tmp_path / "out"))
    outcome = batch.perform(job, settings("ninjs"))
    assert outcome.exit_code == errors.EXIT_FINDINGS
    assert {f.code for r in outcome.reports for f in r.findings} == {"NWS116"}
    assert len(outcome.placed) == 1


def test_the_proof_compares_every_word() -> None:
    """Words that are missing, said once instead of twice, or in another order are told; added ones are not."""
    missing = pipeline._first_missing
    assert missing(["a", "b", "c"], "a x b c y") is None
    assert missing(["a", "b", "c"], "a c") == "b"
    assert missing(["a", "a"], "a b") == "a"
    assert missing(["a", "b"], "b a") == "b"
    assert missing(["advance", "1", ","], "advance[1],") is None
    assert missing(["東", "京"], "東京") is None


def test_errors_survive_pickling() -> None:
    """Errors come back from other processes as they were."""
    import pickle

    for error in (
        errors.InputError("INP001", "message", "advice"),
        errors.UsageError("INP011", "message"),
        errors.OutputError("INP008", "message", "advice"),
        errors.InstallationError("INP013", "message"),
    ):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), again.exit_code) == (type(error), str(error), error.exit_code)


def test_a_closed_pipe_is_silent(story: Path) -> None:
    """Whoever stops reading our output gets no traceback."""
    command = f"{sys.executable} -m convert explain {story} | true; echo ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stderr == ""
    assert ran.stdout == "0\n"


def test_being_terminated_is_143(tmp_path: Path) -> None:
    """SIGTERM ends the program with its exit code."""
    program = "import os, signal, convert.cli as c; c._run = lambda a: os.kill(os.getpid(), signal.SIGTERM); c.main()"
    ran = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, timeout=60, check=False)
    assert ran.returncode == errors.EXIT_TERMINATED


def test_models_of_any_size_are_proven() -> None:
    """The proof is linear: an article of 20,000 paragraphs is compared in one pass."""
    body = tuple(Paragraph((Text(f"word{i} and more words {i}"),)) for i in range(20_000))
    article = Article(
        id="urn:x:1",
        headline="Long",
        body=(Heading(level=2, content=(Text("Part"),)), *body),
        updated=Moment("2016-12-07T16:00:00Z"),
    )
    output = pipeline.write(article, "text")
    assert output.data is not None
    changed = dataclasses.replace(article, body=(*article.body, Paragraph((Text("last"),))))
    assert pipeline._first_missing([*pipeline.words(changed)], output.data.decode()) == "last"


def test_links_and_hidden_files_stay_apart(tmp_path: Path) -> None:
    """A folder gives its own files: no links, which may lead anywhere or in circles, and nothing hidden."""
    copy = tmp_path / "in"
    (copy / ".git").mkdir(parents=True)
    (copy / ".git" / "a.txt").write_text(STORY)
    (copy / "b.txt").write_text(STORY)
    (copy / "link.txt").symlink_to(copy / "b.txt")
    (copy / "circle").symlink_to(copy)
    (copy / "b.meta.toml").write_text("version = 2\n")
    jobs = batch.plan([str(copy)], ["text"], str(tmp_path / "out"))
    assert [job.name for job in jobs] == ["b.txt"]


def test_an_epub_is_not_for_a_terminal(tmp_path: Path) -> None:
    """A binary document is refused where a person would get to see its bytes; through a pipe it goes."""
    (tmp_path / "story.txt").write_text(STORY)
    command = [sys.executable, "-m", "convert", "convert", "story.txt", "-t", "epub"]
    terminal, other_end = os.openpty()
    try:
        ran = subprocess.run(command, cwd=tmp_path, stdout=other_end, stderr=subprocess.PIPE, timeout=60, check=False)
    finally:
        os.close(other_end)
        os.close(terminal)
    assert (ran.returncode, b"INP016" in ran.stderr) == (errors.EXIT_USAGE, True)
    piped = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=True)
    assert piped.stdout.startswith(b"PK")


def test_memory_stays_flat(tmp_path: Path) -> None:
    """Four hundred articles take hardly more memory than forty."""
    program = """
import resource, sys
from convert import batch
settings = batch.Settings(formats=("newsml-g2", "ninjs", "epub"), epoch="2016-12-07T16:00:00Z", dry_run=True)
used = []
for number in range(400):
    [job] = batch.plan(["story.txt"], settings.formats, "out")
    assert batch.perform(job, settings).exit_code == 0
    used.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
print(used[39], used[-1])
"""
    (tmp_path / "story.txt").write_text(STORY + "\n\n".join(f"Paragraph {n} of the story." for n in range(200)))
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=True
    )
    early, late = map(int, ran.stdout.split())
    assert late < early * 1.15


@pytest.mark.parametrize("stem", ["a" * 240, "\N{CJK UNIFIED IDEOGRAPH-65E5}" * 78])
def test_long_names(tmp_path: Path, stem: str) -> None:
    """Names as long as the system takes them are written, each to its own."""
    story = tmp_path / f"{stem}.txt"
    story.write_text(STORY)
    formats = ["text"] if len(stem) < 100 else ["text", "epub", "newsml-g2"]
    [job] = batch.plan([str(story)], formats, str(tmp_path / "out"))
    outcome = batch.perform(job, settings(*formats))
    assert outcome.exit_code == 0, outcome.reports
    assert len(os.listdir(tmp_path / "out")) == len(formats)


def test_a_link_keeps_leading_where_it_led(story: Path, tmp_path: Path) -> None:
    """A target that is a link is written through: the link stays, the file that it names is replaced."""
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "real.txt").write_text("old")
    (out / "story.txt").symlink_to(tmp_path / "real.txt")
    [job] = batch.plan([str(story)], ["text"], str(out))
    assert batch.perform(job, settings("text", force=True)).exit_code == 0
    assert (out / "story.txt").is_symlink()
    assert "resumed" in (tmp_path / "real.txt").read_text()


def test_every_rendition_of_the_body_is_proven(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plain text beside the XHTML in ninjs is held against the article's words, too."""
    import convert.writers.ninjs as writer

    monkeypatch.setattr(writer, "body_plain", lambda body: "Nothing left.")
    [job] = batch.plan([str(story)], ["ninjs"], None)
    outcome = batch.perform(job, settings("ninjs"))
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


def test_rules_that_nobody_selected_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the codes of the schema alone selected, no rule looks at the document, nor anything that only rules need."""
    data = b'{"uri": "urn:x:1", "pubStatus": "useable"}'

    def asked(document: object) -> None:
        raise AssertionError("the facts are for rules")

    monkeypatch.setattr("convert.checks.ninjs.facts", asked)
    outcome = batch.check("x.json", data, policy=batch.CheckPolicy(select=("NJS0",)))
    assert [f.code for r in outcome.reports for f in r.findings] == ["NJS001"]
    everything = batch.check("x.json", data, policy=batch.CheckPolicy())
    assert everything.exit_code == errors.EXIT_BUG
