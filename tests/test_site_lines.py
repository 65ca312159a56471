"""Site lines: what many pages of one site share is furniture, unless it is part of the story or a field."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
import tracemalloc
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from math import isclose, log
from pathlib import Path

import pytest
from conftest import ROOT, examples
from hypothesis import given
from hypothesis import strategies as st

from convert import batch, copy_checks, errors, learn
from convert.configuration import Configurations
from convert.model import Figure, Moment, body_words, words
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.lexicon import exact_line_key
from convert.readers.text.lines.decode import decode
from convert.readers.text.lines.units import build_units
from convert.readers.text.roles import DROPPED
from convert.readers.text.site import lines as site_lines
from convert.readers.text.site.lines import SiteLineCounter, SiteLines
from convert.readers.text.site.reread import PLAIN_HEADING

BATCHES = ROOT / "tests" / "readers" / "batches"
MOMENT = Moment("2021-04-30T12:00:00Z")


def pages(site: str) -> dict[str, bytes]:
    """The invented pages of a site."""
    return {path.stem: path.read_bytes() for path in sorted((BATCHES / site).glob("*.txt"))}


def parsed(data: bytes, shared_lines: SiteLines | None = None, **options: bool) -> Parsed:
    """How a page is read."""
    return read(Source(name="page.txt", data=data, moment=MOMENT, site_lines=shared_lines, **options))


def kept(result: Parsed) -> list[str]:
    """The lines whose words are in the article."""
    return [line.text for line in result.trace if line.kept]


def codes_of(result: Parsed) -> list[str]:
    """The codes of the reader's findings."""
    return [finding.code for finding in result.findings]


def numbers(ranges: str) -> list[int]:
    """The numbers in ranges such as `3 5-8`."""
    pairs = [part.partition("-") for part in ranges.split()]
    return [number for first, _, last in pairs for number in range(int(first), int(last or first) + 1)]


def site_lines_of(*lines: str, times: int = 3, documents: int = 3) -> SiteLines:
    """Site lines that occur in `times` of the documents."""
    return SiteLines(documents=documents, lines={site_lines._digest(exact_line_key(line))[0]: times for line in lines})


@pytest.mark.sampled(3)
@pytest.mark.parametrize("site", sorted(path.name for path in BATCHES.iterdir()))
def test_each_story_keeps_its_own_lines_and_no_others(site: str) -> None:
    """Of running text what stands on one page alone is kept, and nothing that stands on three, wherever it stands; no
    lexicon knows any of it, and of one of the sites not even the language.
    """
    copies = pages(site)
    shared_lines = learn(copies.values())
    on = Counter(line for data in copies.values() for line in set(data.decode().split("\n")) if line)
    for data in copies.values():
        result = parsed(data, shared_lines)
        own = [line for line in data.decode().split("\n") if on[line] == 1 and len(line) > 60]
        body = [line for line in kept(result) if len(line) > 60]
        assert body == own
        without = parsed(data).article
        article = result.article
        same = ("headline", "authors", "byline", "published")
        assert [getattr(article, name) for name in same] == [getattr(without, name) for name in same]
    assert any(on[line] >= 3 and len(line) > 60 for data in copies.values() for line in kept(parsed(data)))


def test_the_rule_has_the_number_of_documents() -> None:
    """The rule counts documents; the finding counts the lines that were kept before, and names them."""
    copies = pages("observer")
    data = copies["06-hal"]
    result = parsed(data, learn(copies.values()))
    rules = {line.text: (line.role, line.rule, line.confidence) for line in result.trace}
    [box] = [rules[text] for text in rules if text.startswith("Orla Penhale has walked")]
    assert box == ("navigation", "occurs in 4 of 8 documents of this batch", 0.99)
    [appeal] = [rules[text] for text in rules if text.startswith("The Observer belongs")]
    assert appeal[1] == "occurs in 7 of 8 documents of this batch"
    [finding] = [f for f in result.findings if f.code == "TXT008"]
    before = {line.number for line in parsed(data).trace if line.kept}
    lost = [line.number for line in result.trace if line.number in before and not line.kept]
    detail = dict(finding.detail)
    assert (numbers(detail["lines"]), detail["standing"], detail["documents"]) == (lost, str(len(lost)), "8")
    assert finding.location.line == lost[0]
    assert f"{len(lost)} lines were dropped as furniture, in view of 8 documents" in finding.message


def test_each_line_is_explained() -> None:
    """A reading with a batch explains each line and the headline, and the contributions add up."""
    copies = pages("observer")
    shared_lines = learn(copies.values())
    for data in copies.values():
        result = parsed(data, shared_lines, explanations=True)
        of_lines = [explanation for explanation in result.explanations if explanation.field is None]
        assert [n for a in of_lines for n in a.lines] == [line.number for line in result.trace if line.role != "blank"]
        for explanation in result.explanations:
            total = sum(reason.weight for reason in explanation.reasons)
            assert isclose(total, log(explanation.confidence / explanation.against), rel_tol=1e-9, abs_tol=0.002)
        sought = {explanation.lines for explanation in result.explanations if explanation.field == "headline"}
        assert len(sought) == 1
        assert sought < {(), tuple(line.number for line in result.trace if line.role == "headline")}
        usual = parsed(data, shared_lines)
        assert (result.article, result.trace, result.findings) == (usual.article, usual.trace, usual.findings)
        rules = {line.number: line.rule for line in result.trace}
        assert all(
            explanation.reasons[0].what == f"it {rules[explanation.lines[0]]}"
            for explanation in of_lines
            if explanation.taken == "a site line"
        )


def test_a_page_without_site_lines_is_read_as_without_a_batch() -> None:
    """Its reading is the same in every field."""
    copies = pages("observer")
    assert parsed(copies["08-tide-table"], learn(copies.values())) == parsed(copies["08-tide-table"])


@pytest.mark.sampled(13)
@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "readers" / "corpus").glob("*.txt")), ids=lambda p: p.stem)
def test_an_empty_batch_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without site lines the copy is read once, with the same result."""
    import convert.readers.text as reader

    data = path.read_bytes()
    without = parsed(data)
    only_once = iter([reader.read_story])
    monkeypatch.setattr(reader, "read_story", lambda *copy, **options: next(only_once)(*copy, **options))
    assert parsed(data, learn([data, data, data])) == without
    with pytest.raises(StopIteration):
        parsed(data)


def test_keeping_furniture_keeps_every_word() -> None:
    """No site line is lost where furniture is kept."""
    copies = pages("vitinn")
    shared_lines = learn(copies.values())
    for data in copies.values():
        article = parsed(data, shared_lines, keep_furniture=True).article
        assert sorted(set(data.decode().split()) - set(" ".join(words(article)).split())) == []


def test_fields_may_occur_in_many_documents() -> None:
    """A byline, a date and a credit that other stories share are still fields."""
    page = (
        "Lighthouse keeper counts the geese\n\nBy Orla Penhale\n\n3 March 2021\n\n"
        "The keeper of the lighthouse has counted four thousand geese on the mud since Monday, and named each.\n\n"
        "Photo: Wilf Anstey\n\n"
        "They will fly on when the wind turns, she thinks, and take most of the names with them to the north.\n"
    )
    shared_lines = site_lines_of("By Orla Penhale", "3 March 2021", "Photo: Wilf Anstey")
    assert parsed(page.encode(), shared_lines) == parsed(page.encode())
    article = parsed(page.encode(), shared_lines).article
    assert [author.name for author in article.authors] == ["Orla Penhale"]
    assert article.published == Moment("2021-03-03")
    assert [block.credit for block in article.body if isinstance(block, Figure)] == ["Wilf Anstey"]


def test_a_headline_among_the_most_read_is_a_headline() -> None:
    """A story that all pages of its site point to keeps its headline, with the confidence that it had."""
    copies = pages("observer")
    title = "Swing bridge to stay shut until the oysters are in"
    pointing = [data + f"\n{title}\n".encode() for data in copies.values()]
    shared_lines = learn(pointing)
    assert title in [unit.text for unit in build_units((title,)) if shared_lines.among([unit])]
    result = parsed(pointing[0], shared_lines)
    assert result.article.headline == title
    first = parsed(pointing[0])
    as_confidence = [
        [i.confidence for i in r.article.origin.inferences if i.field == "headline"]
        for r in (result, first)
        if r.article.origin
    ]
    assert as_confidence[0] == as_confidence[1]
    assert [line.role for line in result.trace].count("headline") == 1
    other = parsed(pointing[1], shared_lines)
    assert title not in kept(other)


def test_the_name_of_a_site_is_not_the_headline() -> None:
    """What stands above every story, and is not what any of them is about, gives way to the story's own headline."""
    page = (
        "Notes from the Northern Islands\n\n{}\n\n"
        "The {} of the islands was brought home on Monday, after three days at sea and a night in a wrong harbour.\n\n"
        "Those who had waited at the quay went home at midnight, said the harbour master, and came back at dawn.\n"
    )
    whats = ("bell", "piano", "mailbag", "organ")
    copies = [page.format(f"Island {what} home at last", what).encode() for what in whats]
    shared_lines = learn(copies)
    for what, data in zip(whats, copies, strict=True):
        assert parsed(data, shared_lines).article.headline == f"Island {what} home at last"
        assert "Notes from the Northern Islands" not in kept(parsed(data, shared_lines))


def test_headings_that_all_stories_have_stay() -> None:
    """Recipes of one kitchen have the same headings above their parts; these head each recipe's own text."""
    copies = pages("kitchen")
    shared_lines = learn(copies.values())
    as_confidence = [
        line.confidence for d in copies.values() for line in parsed(d).trace if line.text == "How it is made"
    ]
    for data, confidence in zip(copies.values(), as_confidence, strict=True):
        result = parsed(data, shared_lines)
        assert ("How it is made" in kept(result)) is (confidence >= PLAIN_HEADING)
        assert set(kept(parsed(data))) - set(kept(result)) <= {"How it is made", "What you need", TIN_SPOON}
    assert max(as_confidence) >= PLAIN_HEADING


TIN_SPOON = "The Tin Spoon cooks behind the bakery on Thursdays, and whoever brings a chair may stay and eat."


# --------------------------------------------------------------------------------------------------------------------
# Versions


PARAGRAPHS = [f"Sentence {word} of the story about the ferry is long enough to be running text for anybody." for word in
              ("one", "two", "three", "four", "five", "six", "seven", "eight")]  # fmt: skip


def version(number: int) -> bytes:
    """A version of a story, with a first paragraph of its own."""
    lead = f"The ferry is late by {'some more ' * number}hours today, which nobody had thought to be possible before."
    return "\n\n".join(["Ferry late again, operator says", lead, *PARAGRAPHS]).encode()


@pytest.mark.sampled(3)
@pytest.mark.parametrize("others", [0, 3, 8])
def test_versions_of_one_story_are_not_furniture(others: int) -> None:
    """What most of a story shares with its other versions stays, among the pages of its site or alone; it is said."""
    copies = [version(number) for number in range(1, 5)] + [*pages("observer").values()][:others]
    shared_lines = learn(copies)
    for data in copies[:4]:
        result = parsed(data, shared_lines)
        assert kept(result) == kept(parsed(data))
        assert codes_of(result) == [*codes_of(parsed(data)), "TXT009"]


def test_documents_with_the_same_text_count_once() -> None:
    """Copies of one page, to the byte or in their running text, are one document."""
    copies = [*pages("observer").values()]
    page = copies[0]
    again = [page, page.replace(b"Tides", b"Tide tables"), b"Mon 4 May\n\n" + page]
    assert learn([*copies, *again]) == learn([*copies])
    assert learn([page] * 9) == SiteLines(documents=1, lines={})


@examples(quick=6, slow=200)
@given(st.data())
def test_site_lines_never_empty_a_story(data: st.DataObject) -> None:
    """Whatever of a page is said to stand in other documents, text is left where there was text, none inside the story
    is lost but what stands there, and no line is lost without a word.
    """
    path = data.draw(st.sampled_from(sorted((ROOT / "tests" / "readers" / "corpus").glob("*.txt"))))
    copy = path.read_bytes()
    units = build_units(decode(copy).lines)
    chosen = data.draw(st.sets(st.sampled_from([unit.text for unit in units])))
    times = data.draw(st.integers(3, 9))
    result, first = parsed(copy, site_lines_of(*chosen, times=times, documents=9)), parsed(copy)
    texts = {"paragraph", "quote", "item"}
    had = any(line.role in texts for line in first.trace)
    assert not had or any(line.role in texts for line in result.trace)
    assert body_words(result.article.body)
    lost = [b.number for a, b in zip(first.trace, result.trace, strict=True) if _is_lost(a.role, b.role)]
    kept_texts = [line.number for line in result.trace if line.role in texts]
    others = [line for line in result.trace if line.number in lost and not line.rule.startswith("occurs in")]
    inside = [line for line in others if kept_texts[0] < line.number < kept_texts[-1]]
    roles = {line.number: line.role for line in first.trace}
    assert not {roles[line.number] for line in inside} & (texts | {"heading"})
    reported = [numbers(dict(f.detail)["lines"]) for f in result.findings if f.code == "TXT008"]
    assert reported == ([lost] if lost else [])


def _is_lost(before: str, after: str) -> bool:
    return before not in DROPPED and after in DROPPED


# --------------------------------------------------------------------------------------------------------------------
# Counting

LINE = st.sampled_from(
    [*"abcdefgh", *(f"{letter} {'long enough to be running text ' * 2}" for letter in "ijklmnop"), "7", "No 7", "No 8"]
)


@examples(quick=15, slow=500)
@given(st.lists(st.lists(LINE, min_size=1, max_size=12), max_size=14), st.randoms(use_true_random=False))
def test_the_sketch_counts_exactly(batches: list[list[str]], chance: object) -> None:
    """Counts are those of documents, exact, in whatever order they come."""
    copies = ["\n\n".join(lines).encode() for lines in batches]
    bodies = {}
    for lines in batches:
        words_of = {line.strip() for line in lines if any(map(str.isalpha, line))}
        running = frozenset(line for line in words_of if len(line) >= site_lines.RUNNING_TEXT_BYTES)
        if words_of:
            bodies.setdefault(running or frozenset(words_of), words_of)
    counts = Counter(line for words_of in bodies.values() for line in words_of)
    for order in (copies, copies[::-1]):
        shared_lines = learn(order)
        assert shared_lines.documents == len(bodies)
        if len(bodies) == len(copies):  # else it matters which of two copies came first
            for line, times in counts.items():
                digest = site_lines._digest(exact_line_key(line))[0]
                is_many = times >= max(3, len(bodies) / 4)
                assert shared_lines.lines.get(digest, 0) == (times if is_many else 0)


def test_short_lines_must_occur_in_more_documents() -> None:
    """A third of the documents is many for a paragraph, and few for two words."""
    long = "A paragraph that is long enough to be taken for running text, with 12 words and more."
    short = "Short line"
    units = build_units((long, short))
    assert [*site_lines_of(long, short, times=3, documents=9).among(units)] == [0]
    assert [*site_lines_of(long, short, times=5, documents=9).among(units)] == [0, 1]


def test_other_numbers_make_another_line() -> None:
    """What daily reports say with other figures each day is theirs, and no site's."""
    page = (
        "Tides on day {0}\n\nBy Mara Lindqvist\n\n"
        "Low water is at {0}:40 in the morning and at {0}:55 in the evening, both a little lower than yesterday.\n\n"
        "The slipway is open for {0} hours from then, and the ferry goes every {0} minutes until it is dark.\n\n"
        "The figures are for the bridge. Whoever needs those for the bar may ask the harbour master for his book.\n"
    )
    copies = [page.format(day).encode() for day in range(2, 9)]
    shared_lines = learn(copies)
    assert shared_lines.documents == 7
    for data in copies:
        lines = data.decode().split("\n\n")
        assert [line for line in kept(parsed(data, shared_lines)) if len(line) > 60] == lines[2:4]


@pytest.mark.slow
@pytest.mark.parametrize("pages", [400, 5_000])
def test_a_large_batch_takes_no_more_memory(pages: int) -> None:
    """What is kept of all pages is hardly more than what is kept of a tenth of them."""
    menu = "\n\n".join(f"Menu {letter}" for letter in "abcdefghij")

    def page(number: int) -> bytes:
        text = "\n\n".join(
            f"Line {part} of page {number:x} and of no other: {hash((number, part)):x}" for part in "xyz"
        )
        return f"{menu}\n\n{text}".encode()

    tally = SiteLineCounter()
    tracemalloc.start()
    sizes = []
    for number in range(pages):
        tally.add(page(number))
        if number + 1 in (pages // 10, pages):
            gc.collect()  # which also frees the tuples that Python keeps for reuse
            sizes.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    shared_lines = tally.site_lines()
    assert (shared_lines.documents, len(shared_lines.lines)) == (pages, 10)
    assert sizes[1] - sizes[0] < 50_000 + 190 * pages
    assert len(tally._frequent) < 100


# --------------------------------------------------------------------------------------------------------------------
# Batches


def placed(folder: Path) -> dict[str, bytes]:
    """What was written, but for the trace of time."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def of_one_site(jobs: Iterable[batch.Job], options: batch.Settings) -> list[batch.Job]:
    """The jobs, with the lines learned from all of them."""
    jobs = list(jobs)
    lines = batch.learn_jobs(jobs, options, lambda job: "")
    return [replace(job, site_lines=lines[""]) for job in jobs]


@pytest.mark.parametrize("workers", [0, pytest.param(2, marks=pytest.mark.slow)])
def test_order_and_workers_make_no_difference(tmp_path: Path, workers: int) -> None:
    """The documents are the same to the byte whichever file comes first and whoever does the work."""
    options = batch.Settings(formats=("article", "text"), epoch="2021-04-30T12:00:00Z")
    names = [str(path) for path in sorted((BATCHES / "observer").glob("*.txt"))]
    found = []
    for number, order in enumerate((names, names[::-1], names)):
        out = tmp_path / str(number)
        jobs = of_one_site(batch.plan(order, options.formats, str(out), trace=True), options)
        if workers and number:
            with ProcessPoolExecutor(workers) as executor:
                outcomes = list(batch.run(jobs, options, executor))
        else:
            outcomes = list(batch.run(jobs, options))
        assert {outcome.exit_code for outcome in outcomes} == {0}
        found.append(placed(out))
    assert len(found[0]) == 24
    assert all(other == found[0] for other in found[1:])
    rules = [line["rule"] for line in json.loads(found[0]["06-hal.trace.json"])["lines"]]
    assert rules.count("occurs in 7 of 8 documents of this batch") > 8


def test_unreadable_inputs_are_skipped(tmp_path: Path) -> None:
    """A missing file, one of bytes and one of markup are reported later; lines are learned from the others."""
    for name, data in pages("observer").items():
        (tmp_path / f"{name}.txt").write_bytes(data)
    whole = batch.learn([batch.SitePage(str(path)) for path in tmp_path.iterdir()])
    (tmp_path / "a.txt").write_bytes(b"\0\1\2")
    (tmp_path / "b.txt").write_bytes(b"<!DOCTYPE html><title>The 1890 Room</title>")
    (tmp_path / "c.article.json").write_bytes(b"{}")
    names = [*map(str, tmp_path.iterdir()), str(tmp_path / "missing.txt")]
    options = batch.Settings(formats=("text",), epoch="2021-04-30T12:00:00Z", dry_run=True)
    jobs = of_one_site(batch.plan(names, ["text"], str(tmp_path / "out")), options)
    assert {id(job.site_lines) for job in jobs} == {id(jobs[0].site_lines)}
    assert jobs[0].site_lines == whole
    codes = {f.code for outcome in batch.run(jobs, options) for r in outcome.reports for f in r.findings}
    assert codes >= {"INP001", "INP003", "INP019", "TXT008"}


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    """Lines are learned from a pipe, which is then converted."""
    names = [str(path) for path in sorted((BATCHES / "observer").glob("*.txt"))]
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes(Path(names[0]).read_bytes()))
    writer.start()
    options = batch.Settings(formats=("text",), epoch="2021-04-30T12:00:00Z")
    jobs = of_one_site(batch.plan([*names[1:], str(pipe)], ["text"], str(tmp_path / "out")), options)
    writer.join()
    assert jobs[-1].site_lines == learn(Path(name).read_bytes() for name in names)
    assert batch.perform(jobs[-1], options)[0].exit_code == errors.EXIT_OK
    assert b"belongs to nine hundred" not in (tmp_path / "out" / "pipe.txt").read_bytes()


@pytest.mark.slow
def test_each_configuration_is_a_site_of_its_own(tmp_path: Path) -> None:
    """Where a configuration asks for it, the files that it holds for are one batch, and no others; the command line
    may say otherwise.
    """
    for site in ("observer", "vitinn"):
        (tmp_path / site).mkdir()
        (tmp_path / site / "wirecopy.toml").write_text("learn-furniture = true\n")
        for name, data in pages(site).items():
            (tmp_path / site / f"{name}.txt").write_bytes(data)
    assert Configurations().of(str(tmp_path / "observer" / "x.txt")).learns

    def said(*arguments: str) -> str:
        command = [sys.executable, "-m", "convert", "convert", ".", "-t", "text", "-o", "out", "--dry-run", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60).stderr

    assert "learned 16 site lines from 8 different documents\nlearned 12 site lines from 6" in said()
    assert "from 14 different documents" in said("--learn-furniture")
    assert "learned" not in said("--no-learn-furniture")
    (tmp_path / "vitinn" / "wirecopy.toml").write_text("learn-furniture = 'yes'\n")
    with pytest.raises(errors.UsageError, match="must be true or false"):
        Configurations().of(str(tmp_path / "vitinn" / "x.txt"))


def test_copy_checks_name_site_lines(tmp_path: Path) -> None:
    """Site lines are not reported as menus."""
    copies = pages("observer")
    source = Source(name="a.txt", data=copies["06-hal"], moment=MOMENT, site_lines=learn(copies.values()))
    messages = [f.message for f in copy_checks.check(source, path="a.txt").findings if f.code == "TXT007"]
    assert len(messages) == 3
    assert all(copy_checks.SITE_LINES in message and "menus" not in message for message in messages)
