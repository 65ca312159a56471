"""The command line does what its transcripts and the README show."""

from __future__ import annotations

from pathlib import Path

import pytest
from transcripts import run

HERE = Path(__file__).parent
ROOT = HERE.parent
TRANSCRIPTS = [ROOT / "README.md", *sorted((HERE / "cli").glob("*.md"))]


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda path: path.stem)
def test_transcript(transcript: Path, tmp_path: Path, accept: bool) -> None:
    """Every command prints what the transcript shows, and exits as it says."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    really = run(transcript, tmp_path)
    if accept:
        transcript.write_text(really, encoding="utf-8")
    assert transcript.read_text(encoding="utf-8") == really
