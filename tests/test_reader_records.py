"""Damaged records and labels of the corpora that the model is fitted on are refused by file, line and key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

ROW = {"id": "1", "text": "A", "style": "page", "url": "https://news.example/1", "truth_kind": "full"}


@pytest.fixture
def reader_corpus(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    return pytest.importorskip("reader_corpus")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "not JSON"),
        ("[]", "not an object"),
        (json.dumps(ROW | {"truth": {}}), "truth_from is missing"),
        (json.dumps(ROW | {"truth": {}, "truth_from": []}), "truth_from is of another type"),
        (json.dumps(ROW | {"truth": {"authors": "Jane"}, "truth_from": {}}), "truth.authors is not a list of strings"),
    ],
)
def test_damaged_record_is_named(
    reader_corpus: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, fault: str
) -> None:
    pytest.importorskip("tldextract")
    path = tmp_path / "news.jsonl"
    path.write_text(f"{json.dumps(ROW | {'truth': {}, 'truth_from': {}})}\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(reader_corpus, "CORPUS", path)
    with pytest.raises(reader_corpus.RecordError, match=rf"^news\.jsonl, line 2: {fault}"):
        reader_corpus.corpus_records()


@pytest.mark.parametrize(
    ("labels", "fault"),
    [
        ("headline = ", "cannot be read: "),
        ('headline = "A"', "body is missing"),
        ('body = "A"', "body is not a list of strings"),
        ("body = []\nauthors = [3]", "authors is not a list of strings"),
        (None, "cannot be read: "),
    ],
)
def test_damaged_labels_are_named(
    reader_corpus: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, labels: str | None, fault: str
) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "da-skole.txt").write_text("A\n", encoding="utf-8")
    if labels is not None:
        (folder / "da-skole.truth.toml").write_text(labels, encoding="utf-8")
    monkeypatch.setattr(reader_corpus, "OWN_FOLDER", tmp_path)
    with pytest.raises(reader_corpus.RecordError, match=rf"^da-skole\.truth\.toml: {fault}"):
        reader_corpus.own_records()
