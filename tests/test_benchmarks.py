"""The benchmarks run, and what they measure on is what they say."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import growth
import pytest
from conftest import ROOT

from convert import checks
from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read

BENCHMARKS = ROOT / "benchmarks"


def _defined(module: Path) -> set[str]:
    """The names that a script defines or imports."""
    names: set[str] = set()
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names.update(alias.asname or alias.name for alias in node.names)
        else:
            names.update(part.id for part in ast.walk(node) if isinstance(part, ast.Name))
    return names


@pytest.mark.parametrize("script", sorted(BENCHMARKS.glob("*.py")), ids=lambda path: path.stem)
def test_scripts_define_what_others_import_from_them(script: Path) -> None:
    imports = [node for node in ast.walk(ast.parse(script.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    others = {node: BENCHMARKS / f"{node.module}.py" for node in imports}
    for node, other in others.items():
        if other.is_file():
            assert {alias.name for alias in node.names} <= _defined(other)


def test_packages_are_measured_on_what_a_conversion_leaves(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import packages

    from convert.packages.contents import Contents
    from convert.packages.contents.parts import copy

    with Contents(str(packages.converted(tmp_path, 3))) as contents:
        assert contents.problems == contents.notices == []
        assert [len(list(contents.parts_of(story))) for story in contents.stories] == [4, 4, 4]
        assert sum(copy(part, lambda block: None).size > 0 for part in contents.parts) == 15


@pytest.mark.slow
def test_the_newsroom_is_varied(monkeypatch: pytest.MonkeyPatch) -> None:
    """No two documents are alike, the same number gives the same one again, and one in ten has a fault."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import newsroom

    for format in ("newsml-g2", "ninjs"):
        documents = [newsroom.document(number, format) for number in range(10)]
        assert documents[7] == newsroom.document(7, format)
        sizes = sorted(map(len, documents))
        assert len(set(documents)) == len(documents)
        assert sizes[-1] > 4 * sizes[0]
        reports = [checks.check(data, format=format) for data in documents]
        faulty = [n for n, report in enumerate(reports) if report.schema_valid is not True]
        assert faulty == [9]


@pytest.mark.slow
def test_validation_is_measured() -> None:
    """The benchmark of checking runs through on a few files."""
    command = [sys.executable, str(BENCHMARKS / "validation.py"), "--files", "20", "--rounds", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    assert "20 NewsML-G2 files: wirecopy check" in done.stdout
    assert "20 ninjs files: wirecopy check" in done.stdout


def calls_to_read(text: str) -> int:
    """The number of function calls that reading `text` takes, when all that is loaded once is loaded."""
    source = Source(name="copy.txt", data=text.encode(), moment=Moment("2024-01-01T00:00:00Z"))
    read(source)
    return growth.calls(partial(read, source))


KINDS = (
    "lists after colons",
    "links in Markdown",
    "pieces of sentences",
    "indented lines",
    "words of menus",
    "recurring lines",
    "speakers in brackets",
    "paths to titles",
    "lines between sentences",
    "names said twice",
    "addresses before places",
    "sources with editors",
    "reporters with labels",
    "titles glued to labels",
    "labels of pictures",
    "places with a stop and a dash",
    "numbers for tickets",
    "pages",
    "columns",
    "letters before words",
    "stories below",
    "pairs of players",
    "lines broken by a page",
    "marks of scans",
    "columns in one line",
    "letters from left to right",
    "bylines",
    "dates",
    "captions",
    "shortened lines",
    "links",
    "keywords",
    "notes to editors",
    "corrections",
    "drop caps",
    "glued furniture",
    "one letter",
    "quoted posts",
    "marks of trims",
    "directions",
    "contacts of reporters",
    "edited messages",
    "cues of scripts",
    "marks",
    "notes on writers",
    "captions by wording",
    "messages of a channel",
    "blocks of a listing",
    "sentences on locks",
    "commands",
    "names twice",
    "letterheads",
    "ages",
    "reports",
    "agencies before names",
    "chronicles",
    "rankings",
    "names of files",
    "newsrooms",
    "credits in brackets",
    "shortcodes",
    "letters for bullets",
    "places alone",
    "dated links",
    "questions",
    "countdowns",
    "labels of lists",
    "credits to outlets",
    "contributors",
    "counts of comments",
    "sentences above buttons",
    "labels behind names",
    "glued credits",
    "lines of clippings",
    "places named again",
    "initials",
    "cells below each other",
    "labels of records",
    "cues in brackets",
    "columns under dashes",
    "marks of wikis",
    "marks of Textile",
    "emphasis",
    "speakers with times",
)


@pytest.mark.slow
@pytest.mark.parametrize("lines", [75, 300])
@pytest.mark.parametrize("kind", KINDS)
def test_the_work_of_reading_hostile_lines_grows_with_their_number(
    kind: str, lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import reading

    assert set(reading.HOSTILE) == set(KINDS)
    few, many = (calls_to_read(reading.hostile(kind, number)) for number in (lines, 4 * lines))
    assert few > lines
    assert many < 4.2 * few


@pytest.mark.slow
@pytest.mark.parametrize("size", [10_000, pytest.param(60_000, marks=pytest.mark.slow)])
def test_the_work_of_reading_news_grows_with_its_size(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import reading

    few, many = (calls_to_read(reading.news(each)) for each in (size, 4 * size))
    assert many < 4.2 * few


@pytest.mark.slow
def test_reading_is_measured_without_the_corpus_or_others(tmp_path: Path) -> None:
    """The benchmark of reading runs on the project's own texts where nothing else is at hand."""
    command = [sys.executable, str(BENCHMARKS / "reading.py"), "--small", "--rounds", "1", "--texts", "3"]
    where = {**os.environ, "WIRECOPY_CORPUS": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, env=where)
    assert "the project's own texts" in done.stdout
    assert "3 texts, own: 1,000 words" in done.stdout
    assert "jusText" in done.stdout


@pytest.mark.slow
def test_speed_is_measured_on_real_copy_and_against_another_checkout(tmp_path: Path) -> None:
    """The benchmark of speed converts the texts of the corpus where it is found, and says so where it is not."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    command = [sys.executable, str(BENCHMARKS / "speed.py"), "--rounds", "1", "--starts", "1", "--texts", "3"]
    run = partial(subprocess.run, capture_output=True, text=True, timeout=120, check=False)
    where = {**os.environ, "WIRECOPY_CORPUS": str(tmp_path)}
    alone = run(command, env=where)
    assert "text → three validated documents" in alone.stdout
    assert "the corpus was not found" in alone.stdout
    (tmp_path / "news-text-dev.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    compared = run([*command, "--against", str(ROOT)], env=where)
    assert "3 real texts: → three validated documents" in compared.stdout
    assert re.search(r"the other checkout: writing +\d+\.\d\d ms +\d+\.\d\d × its time", compared.stdout)
    refused = run([*command, "--against", str(tmp_path)], env=where)
    assert "has no package convert" in refused.stderr


def test_every_part_has_its_mutants_and_its_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mutation testing covers every module of the package once, and the tests that it names are there."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import mutation

    covered = [path for package in mutation.PACKAGES for path in mutation.sources(package)]
    assert sorted(covered) == sorted((ROOT / "convert").rglob("*.py"))
    named = {file for package in mutation.PACKAGES for file in mutation.test_files(package)}
    others = {f"tests/test_{name}.py" for name in mutation.NO_PACKAGE}
    assert named | others == {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").glob("test_*.py")}
    assert not named & others


def test_equivalent_mutants_are_of_lines_that_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import mutation

    for (path, before, after), why in mutation.equivalents().items():
        lines = [line.strip() for line in (ROOT / path).read_text(encoding="utf-8").splitlines()]
        assert set(before.splitlines()) <= set(lines), (path, before)
        assert before != after
        assert why.strip()


@pytest.mark.slow
def test_mutants_are_tried() -> None:
    """One mutant of a package is made, tried and counted; the sources stay as they are."""
    pytest.importorskip("mutmut", reason="mutmut is not installed")
    before = {path: path.read_bytes() for path in (ROOT / "convert").rglob("*.py")}
    command = [sys.executable, str(BENCHMARKS / "mutation.py"), "--package", "reports", "--count", "1", "--own"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    assert re.search(r"^ *1 +reports +[01] +1 +[01] +(?:(?:0|100)%)?$", done.stdout, re.MULTILINE)
    assert {path: path.read_bytes() for path in (ROOT / "convert").rglob("*.py")} == before


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "size"), [("news", 5_120_000), ("bylines", 100_000), ("dates", 100_000)])
def test_five_megabytes_and_a_hundred_thousand_lines_are_read_in_bounded_memory(kind: str, size: int) -> None:
    """What the reader holds is a multiple of the text and of its lines."""
    command = [sys.executable, str(BENCHMARKS / "reading.py"), "--cost", kind, str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    _, memory, refused = json.loads(done.stdout)
    assert not refused
    if memory is None:
        pytest.skip("the system does not tell what a process held")
    assert 1_000_000 < memory < 400_000_000


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["--texts", "6", "--few", "4"], ["--json-lines", "5"]])
def test_batches_are_measured(arguments: list[str]) -> None:
    """The benchmark of batches runs, and prints a row for each of its figures."""
    command = [sys.executable, str(BENCHMARKS / "batch.py"), *arguments]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout
    wanted = ("memory of the parent", "a second") if "--json-lines" in arguments else ("the same again", "over one")
    assert all(words in said for words in wanted)
