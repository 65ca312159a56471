"""What changes the reading of copy changes it alike, in whichever way: as an option, by configuration, in a batch."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from convert import cli

STORY = "Ferry resumes after storm\n\n{}\n\nThe ferry between the islands resumed on Tuesday, the operator said.\n"


class Way(NamedTuple):
    """Options of `convert`, what a configuration says instead of them, and copy whose Article they change.

    `always` are options without which they change nothing.
    """

    options: tuple[str, ...]
    configuration: str
    copy: bytes
    always: tuple[str, ...] = ()


_TWO = STORY.format("By Ann Smith") + "\n###\n\n" + STORY.replace("Ferry", "Train").format("By Jane Doe")

WAYS = {
    "metadata": Way(("-m", "provider=Island Daily"), 'meta = {provider = "Island Daily"}', STORY.format("").encode()),
    "time zone": Way(
        ("--timezone", "Asia/Tokyo"), 'timezone = "Asia/Tokyo"', STORY.format("12 March 2026, 14:30").encode()
    ),
    "encoding": Way(
        ("--encoding", "cp1251"), 'encoding = "cp1251"', STORY.format("Паром снова ходит").encode("cp1251")
    ),
    "stories": Way(("--split",), "split = true", _TWO.encode()),
    "furniture": Way(("--keep-furniture",), "", STORY.format("Share this article").encode()),
    "private lines": Way(
        ("--keep-private",),
        "",
        b"From: Ann Smith <ann@example.org>\nTo: desk@example.org\nDate: Tue, 6 Dec 2016 10:00:00 +0000\n"
        b"Subject: Ferry resumes after storm\n\n" + STORY.format("By Ann Smith").encode(),
        ("--keep-furniture",),
    ),
    "format": Way(("--from", "text"), "", b'{"article": 1, "headline": "Ferry resumes after the storm"}\n'),
}


def _articles(folder: Path, *options: str) -> list[Any]:
    """The Articles that a run writes into a new folder, without what names the run."""
    out = folder / f"out{len(list(folder.glob('out*')))}"
    code = cli._run(["convert", str(folder / "in"), "-t", "article", "-q", "-o", str(out), *options])
    found = [json.loads(path.read_bytes()) for path in sorted(out.rglob("*.article.json"))] if out.exists() else []
    assert found or code
    return found


@pytest.mark.parametrize("name", WAYS)
def test_an_option_and_the_configuration_mean_the_same(name: str, tmp_path: Path) -> None:
    """In a batch, with workers, of one file, and as configuration; and not at all without."""
    way = WAYS[name]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "story.txt").write_bytes(way.copy)
    plain = _articles(tmp_path, "--isolated", *way.always)
    expected = _articles(tmp_path, "--isolated", *way.always, *way.options)
    assert expected != plain
    assert _articles(tmp_path, "--isolated", "-j", "2", *way.always, *way.options) == expected
    if way.configuration:
        (tmp_path / "wirecopy.toml").write_text(way.configuration + "\n", encoding="utf-8")
        assert _articles(tmp_path) == expected
        assert _articles(tmp_path, "--isolated") == plain


@pytest.mark.parametrize("name", [name for name in WAYS if name != "stories"])
def test_one_document_on_standard_output_is_that_of_a_batch(
    name: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    way = WAYS[name]
    (tmp_path / "in").mkdir()
    (path := tmp_path / "in" / "story.txt").write_bytes(way.copy)
    [expected] = _articles(tmp_path, "--isolated", *way.always, *way.options)
    capfdbinary.readouterr()
    cli._run(["convert", str(path), "-t", "article", "-q", "--isolated", *way.always, *way.options])
    assert json.loads(capfdbinary.readouterr().out) == expected


@pytest.mark.parametrize("name", ["time zone", "encoding"])
def test_explain_obeys_the_configuration(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As its option, and as `convert`."""
    way = WAYS[name]
    (path := tmp_path / "story.txt").write_bytes(way.copy)

    def explained(*options: str) -> str:
        capsys.readouterr()
        assert cli._run(["explain", str(path), "--html", *options]) == 0
        return capsys.readouterr().out

    plain, expected = explained(), explained(*way.options)
    (tmp_path / "wirecopy.toml").write_text(way.configuration + "\n", encoding="utf-8")
    assert explained() == expected != plain
