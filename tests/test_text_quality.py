"""Raw copy is read no worse than it was: the scores on the corpus, cross-validated, stay above their floors."""

from __future__ import annotations

import importlib
import importlib.util
import os
import statistics
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORPUS = Path(os.environ.get("WIRECOPY_CORPUS", ROOT.parent / "shared" / "corpus"))


def _run(*options: str) -> str:
    """What the benchmark prints; it must find no score below its floor."""
    lacking = [name for name in ("numpy", "scipy", "pycrfsuite", "tldextract") if not importlib.util.find_spec(name)]
    if lacking or not (CORPUS / "news-text-dev.jsonl").is_file():
        reason = f"{', '.join(lacking)} not installed (extra: fit)" if lacking else "the corpus is not at hand"
        if os.environ.get("WIRECOPY_CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    command = [sys.executable, str(ROOT / "benchmarks" / "text_quality.py"), *options]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "style=page" in answer.stdout
    return answer.stdout


@pytest.mark.slow
def test_scores_stay_above_their_floors() -> None:
    assert "by confidence" in _run()


@pytest.mark.slow
def test_scores_of_texts_that_nobody_read_stay_above_their_floors() -> None:
    """They are of other sites, and the model that is shipped reads them."""
    assert "Standard errors" in _run("--scored")


@pytest.mark.slow
def test_a_passage_of_the_corpus_in_an_own_text_is_found(tmp_path: Path) -> None:
    """With other marks and letter case, too; ten words in a row are one, nine are none. The passage is not printed."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    text_quality = importlib.import_module("text_quality")
    words = "one two three four five six seven eight nine ten"
    record = text_quality.Record("1", "a.example", f"Before. {words} after.", "article", True, {})
    for name, text in {"a": words.title().replace(" ", ", "), "b": words.removesuffix(" ten") + " eleven"}.items():
        (tmp_path / f"{name}.txt").write_text(f"Other {text}.")
        (tmp_path / f"{name}.py").write_text(f'TEXT = [\n    "{text[:20]}"\n    "{text[20:]}",\n]\n')
        (tmp_path / f"{name}.toml").write_text(f'[furniture]\nshare = ["other", "{text}…"]\n')
    (tmp_path / "phrases.toml").write_text('share = ["one two three four five", "six seven eight nine ten"]')
    found = [*text_quality.borrowed([record], [tmp_path])]
    assert [line.partition(" has a passage")[0] for line in found] == ["a.py", "a.toml", "a.txt"]
    assert not any("three four" in line for line in found)


@pytest.mark.slow
def test_the_standard_error_of_domains_is_that_of_a_mean_where_each_has_one_text() -> None:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    text_quality = importlib.import_module("text_quality")
    records = [
        text_quality.Record(str(number), f"{number}.example", "", "article", True, {}) for number in range(len(VALUES))
    ]
    found = text_quality.Scores({}, {record.id: {"D": value} for record, value in zip(records, VALUES, strict=True)})
    spread = statistics.stdev(VALUES) / len(VALUES) ** 0.5
    assert text_quality.standard_errors(records, found)["style=article"]["D"] == pytest.approx(100 * spread)
    together = [replace(record, group="one.example" if int(record.id) < 3 else record.group) for record in records]
    assert text_quality.standard_errors(together, found)["style=article"]["D"] > 100 * spread


VALUES = (1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0)
