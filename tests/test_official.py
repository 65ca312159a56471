"""The seed and the shared articles are valid by the official schemas; and how the official files are fetched."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import official as official_files
import pytest
from conftest import ARTICLE_NAMES, ROOT
from yardsticks import OFFICIAL

from convert.errors import ConvertError
from convert.findings import Severity
from convert.formats import DEFAULT_FORMATS
from convert.model import Article, Moment
from convert.pipeline import Converted, convert_bytes, write
from convert.readers import Source

SEEDS = tuple(sorted((ROOT / "seeds").glob("*.txt")))


def _converted(seed: Path) -> Converted:
    source = Source(name=seed.name, data=seed.read_bytes(), moment=Moment("2016-12-07T18:30:00Z"))
    return convert_bytes(source, DEFAULT_FORMATS)


def _written(article: Article, format: str) -> bytes:
    data = write(article, format, allow=("LOS003",)).data
    assert data is not None, "withheld"
    return data


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_seed_is_valid(seed: Path, official: Path) -> None:
    converted = _converted(seed)
    assert [f for output in converted.outputs for f in output.findings if f.severity is Severity.ERROR] == []
    data = {output.format: output.data for output in converted.outputs}
    assert set(data) == set(DEFAULT_FORMATS)
    for format, errors in OFFICIAL.items():
        assert errors(data[format] or b"", official) == []


@pytest.mark.sampled(3)
@pytest.mark.parametrize("format", OFFICIAL)
@pytest.mark.parametrize("name", ARTICLE_NAMES)
def test_shared_article_is_valid(name: str, format: str, articles: Mapping[str, Article], official: Path) -> None:
    assert OFFICIAL[format](_written(articles[name], format), official) == []


@pytest.mark.parametrize("format", OFFICIAL)
def test_yardstick_finds_fault(format: str, articles: Mapping[str, Article], official: Path) -> None:
    """The official schemas are really asked: a document with one name misspelt is refused."""
    data = _written(articles["minimal"], format)
    damaged = data.replace(b"versionCreated", b"versionCreate")
    assert damaged != data
    assert OFFICIAL[format](damaged, official) != []


@pytest.mark.parametrize("name", ["hostile-text", "arabic", "everything"])
def test_articles_own_json_converts_like_the_article(name: str, articles: Mapping[str, Article]) -> None:
    """What stands in Article JSON is written as the Article itself is."""
    data = _written(articles[name], "article")
    source = Source(name=f"{name}.article.json", data=data, moment=Moment("2000-01-01T00:00:00Z"))
    outputs = convert_bytes(source, DEFAULT_FORMATS).outputs
    assert {o.format: o.data for o in outputs} == {f: _written(articles[name], f) for f in DEFAULT_FORMATS}


def test_what_is_no_copy_is_refused() -> None:
    with pytest.raises(ConvertError):
        convert_bytes(Source(name="a.txt", data=b"", moment=Moment("2000-01-01T00:00:00Z")), DEFAULT_FORMATS)


# --------------------------------------------------------------------------------------------------------------------
# Fetching the official files


def git(folder: Path, *arguments: str) -> str:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    command = ["git", "-C", str(folder), *identity, *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()


def published(folder: Path, files: Mapping[str, str]) -> str:
    """A commit with these files, in a repository that is made if there is none; returns its id."""
    folder.mkdir(exist_ok=True)
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet")
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    git(folder, "add", "-A")
    git(folder, "commit", "--quiet", "-m", "Publish")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def standards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Two standards in miniature, whose digests SOURCES.toml is made to name; their addresses, and no files yet."""
    wanted = ("newsml-g2/specification/NewsML-G2_2.1-spec-All-Power.xsd", "ninjs/specification/GeoJSON-schema.json")
    hashes = {path: hashlib.sha256(FETCHED[path].encode()).hexdigest() for path in wanted}
    monkeypatch.setattr(official_files, "digests", lambda of: {p: h for p, h in hashes.items() if p.startswith(of)})
    monkeypatch.setenv("WIRECOPY_OFFICIAL", str(tmp_path / "official"))
    return {of: f"file://{tmp_path / of}" for of in ("newsml-g2", "ninjs")}


def publish_both(tmp_path: Path) -> list[str]:
    """Both standards, each followed by a release that is not known; returns the commits that fit."""
    g2, ninjs = tmp_path / "newsml-g2", tmp_path / "ninjs"
    published(g2, {"specification/NewsML-G2_2.1-spec-All-Power.xsd": "older"})
    fitting = [
        published(
            g2,
            {
                "specification/NewsML-G2_2.1-spec-All-Power.xsd": "g2",
                "tests/unit_test_files/2.1/should_pass/a.xml": "test",
                "examples/LISTING 1 Item.xml": "example",
                "documentation/readme.md": "not wanted",
            },
        ),
        published(
            ninjs,
            {
                "specification/GeoJSON-schema.json": "geo",
                "validation/3.1/should_fail/b.json": "test",
                "documentation/includes/examples/3.1/c.json": "example",
            },
        ),
    ]
    published(g2, {"specification/NewsML-G2_2.2-spec-All-Power.xsd": "newer"})
    published(ninjs, {"specification/ninjs-schema_9.9.json": "newer"})
    return fitting


def files_in(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


FETCHED = {
    "newsml-g2/specification/NewsML-G2_2.1-spec-All-Power.xsd": "g2",
    "newsml-g2/unit_test_files/2.1/should_pass/a.xml": "test",
    "newsml-g2/examples/LISTING_1_Item.xml": "example",
    "ninjs/specification/GeoJSON-schema.json": "geo",
    "ninjs/test_suite/3.1/should_fail/b.json": "test",
    "ninjs/examples/3.1/c.json": "example",
}


@pytest.mark.slow
def test_official_files_are_cloned(standards: dict[str, str], tmp_path: Path) -> None:
    """From the newest commit that has the files by their digests and no later release; the README names it."""
    fitting = publish_both(tmp_path)
    official_files.main(["--newsml-g2", standards["newsml-g2"], "--ninjs", standards["ninjs"]])
    found = files_in(tmp_path / "official")
    readme = found.pop("README.md")
    assert found == FETCHED
    assert [commit in readme for commit in fitting] == [True, True]


def test_official_files_are_copied(standards: dict[str, str], tmp_path: Path) -> None:
    for path, text in FETCHED.items():
        (tmp_path / "mine" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "mine" / path).write_text(text)
    official_files.main(["--from", str(tmp_path / "mine")])
    assert {**FETCHED, "README.md": f"# Official files\n\n- copied from {tmp_path / 'mine'}\n"} == files_in(
        tmp_path / "official"
    )
    with pytest.raises(SystemExit, match="is not empty"):
        official_files.main(["--from", str(tmp_path / "mine")])


@pytest.mark.slow
def test_other_files_are_refused(standards: dict[str, str], tmp_path: Path) -> None:
    """Files with other digests are not placed, whether found, named by a commit, or copied."""
    publish_both(tmp_path)
    first = git(tmp_path / "newsml-g2", "rev-list", "--max-parents=0", "HEAD")
    urls = ["--newsml-g2", standards["newsml-g2"], "--ninjs", standards["ninjs"]]
    with pytest.raises(SystemExit, match=r"not the files that schemas/SOURCES\.toml names: newsml-g2"):
        official_files.main([*urls, "--newsml-g2-commit", first])
    published(tmp_path / "empty", {"a": "b"})
    with pytest.raises(SystemExit, match="no commit has the files"):
        official_files.main([*urls, "--ninjs", f"file://{tmp_path / 'empty'}"])
    (tmp_path / "none").mkdir()
    with pytest.raises(SystemExit, match="not the files"):
        official_files.main(["--from", str(tmp_path / "none")])
    assert not (tmp_path / "official").exists()


def test_the_official_layout_is_the_one_that_is_fetched(official: Path) -> None:
    """Every official file of the two standards has a place that a pattern leads to."""
    for of, repository in official_files.REPOSITORIES.items():
        folders = {path.relative_to(official / of).parts[0] for path in (official / of).rglob("*.*") if path.is_file()}
        assert folders <= {*repository.files.values(), "LICENSE"}


@pytest.mark.slow
def test_a_run_without_official_files_says_so_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "tests/test_official.py", "-k", "valid", "-p", "no:cacheprovider"]
    environment = {**os.environ, "WIRECOPY_OFFICIAL": str(tmp_path), "WIRECOPY_CI": ""}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=120)
    [line] = [line for line in done.stdout.splitlines() if "official files" in line]
    assert re.fullmatch(r"\d+ tests skipped: no official files; `python -m tests.official` fetches them", line)


@pytest.mark.slow
def test_the_module_runs_from_the_root() -> None:
    command = [sys.executable, "-m", "tests.official", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert "--from FOLDER" in done.stdout
    assert "https://github.com/iptc/newsml-g2" in done.stdout
