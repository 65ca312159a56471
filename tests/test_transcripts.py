"""The command line prints what its transcripts and the README show."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from transcripts import run

HERE = Path(__file__).parent
ROOT = HERE.parent
TRANSCRIPTS = [ROOT / "README.md", *sorted((HERE / "cli").glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def _id(path: Path) -> str:
    return f"docs-{path.stem}" if path.is_relative_to(ROOT / "docs") else path.stem


@pytest.mark.sampled(5)
@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=_id)
def test_transcript(transcript: Path, tmp_path: Path, forked: Path, accept: bool) -> None:
    """Every command prints what the transcript shows, and exits with its code."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    actual = run(transcript, tmp_path, forked, in_process=True)
    if accept:
        transcript.write_text(actual, encoding="utf-8")
    assert transcript.read_text(encoding="utf-8") == actual


@pytest.mark.slow
@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=_id)
def test_transcript_of_the_installed_program(transcript: Path, tmp_path: Path) -> None:
    """The same in processes that begin with nothing loaded."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    assert transcript.read_text(encoding="utf-8") == run(transcript, tmp_path, Path(sys.executable).parent)


def test_accepting_keeps_wildcards(tmp_path: Path, forked: Path) -> None:
    """Where another line of the output changed, lines that match a wildcard keep it."""
    transcript = tmp_path / "t.md"
    transcript.write_text("```console\n$ echo 1 2 3; echo new\n1 … 3\nold\n```\n", encoding="utf-8")
    assert run(transcript, tmp_path, forked) == "```console\n$ echo 1 2 3; echo new\n1 … 3\nnew\n```\n"
