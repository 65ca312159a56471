"""What changes the reading of copy changes it alike, in whichever way: as an option, by configuration, in a batch."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import picture_files
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


# --------------------------------------------------------------------------------------------------------------------
# Explaining

READING: Mapping[str, tuple[Mapping[str, str | bytes], Sequence[str], str]] = {
    "plain": ({}, [], ""),
    "metadata beside the file": ({"story.meta.toml": 'language = "fr"\nheadline = "Other"\n'}, [], ""),
    "metadata of the folder": ({"wirecopy.toml": '[meta]\nlanguage = "fr"\n'}, [], ""),
    "encoding": ({"wirecopy.toml": 'encoding = "cp1250"\n'}, [], ""),
    "an encoding that is named": ({"wirecopy.toml": 'encoding = "cp1252"\n'}, ["--encoding", "cp1250"], ""),
    "time zone": ({"wirecopy.toml": 'timezone = "Asia/Tokyo"\n'}, [], ""),
    "a zone that is named": ({"wirecopy.toml": 'timezone = "Asia/Tokyo"\n'}, ["--timezone", "Europe/Berlin"], ""),
    "furniture": ({}, ["--keep-furniture"], ""),
    "private lines": ({}, ["--keep-private"], ""),
    "a picture": ({"story.png": picture_files.PNG}, [], ""),
    "pictures elsewhere": ({"wirecopy.toml": 'images = "."\n', "story.png": picture_files.PNG}, [], ""),
    "the first of two": ({}, ["--split"], "1"),
    "the second of two": ({}, ["--split"], "2"),
    "divided by the folder": ({"wirecopy.toml": "split = true\n"}, [], "2"),
    "not divided": ({"wirecopy.toml": "split = true\n"}, ["--no-split"], ""),
    "metadata of one of two": (
        {"story-1.meta.toml": 'headline = "One"\n', "story-2.meta.toml": 'language = "fr"\n'},
        ["--split"],
        "2",
    ),
}
"""What bears on how a story is read: files beside it, options, and which story of the input is meant."""


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", READING)
def test_explain_shows_what_convert_does(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """The trace is that of `convert --trace --evidence`, byte for byte, whatever bears on reading."""
    files, options, story = READING[name]
    copy = (
        "From: Jane Doe <jane@example.org>\nTo: desk@example.org\nDate: Mon, 5 Dec 2016 10:00:00 -0000\n"
        "Subject: Café reopens\n\nCafé reopens in the harbor\n\nBy Jane Doe\n\nDec. 5, 2016 10:00 p.m.\n\nThe café in"
        " the harbor reopened on Tuesday after three days of storm, its owner said.\n\nShare this article\n\n###\n\n"
        "Mill reopens\n\nThe old mill in the valley will open again in May, its owner said on Friday.\n"
    )
    for file, content in {"story.txt": copy.encode("cp1252"), **files}.items():
        (tmp_path / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1481126400")
    assert cli._run(["convert", "story.txt", "-t", "text", "-o", "out", "--trace", "--evidence", *options]) in (0, 1)
    capfdbinary.readouterr()
    chosen = ["--story", story] if story else []
    assert cli._run(["explain", "story.txt", "--json", *options, *chosen]) in (0, 1)
    shown = capfdbinary.readouterr().out
    assert shown == (tmp_path / "out" / f"story{f'-{story}' if story else ''}.trace.json").read_bytes()
    galley = [f for f in (tmp_path / "out").iterdir() if f.suffix == ".txt"]
    assert len(galley) == (2 if story else 1)
