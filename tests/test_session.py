"""Editions of one story are compared in a session, whatever their formats and number."""

from __future__ import annotations

import tracemalloc
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import combinations
from types import ModuleType

import pytest
import strategies
from conftest import ARTICLE_NAMES
from hypothesis import given
from hypothesis import strategies as st

from convert.checks import checks_of
from convert.checks.engine.session import CheckSession, Edition, contradict
from convert.formats import named
from convert.model import Article

GUID = "urn:newsml:example.org:20161207:ferry"
NOON = datetime(2016, 12, 7, 12, tzinfo=UTC)


def edition(number: int | None, minutes: int | None, words: bytes = b"") -> Edition:
    return Edition(
        path=f"{number}-{minutes}",
        format="ninjs",
        version=str(number),
        number=number,
        updated=NOON + timedelta(minutes=minutes) if minutes is not None else None,
        words=words,
        printed=words,
    )


_EDITIONS = st.builds(edition, st.none() | st.integers(1, 6), st.none() | st.integers(0, 6))


@given(st.lists(_EDITIONS, max_size=12))
def test_a_contradiction_is_found_whatever_the_order(editions: list[Edition]) -> None:
    """A contradiction is reported exactly if two editions contradict each other."""
    session, found = CheckSession(), 0
    firsts: dict[int | None, Edition] = {}
    for one in editions:
        compared = list(session.earlier(GUID, one))
        assert len(compared) <= 5
        found += sum(contradict(earlier, one) for earlier in compared)
        session.add(GUID, one)
        firsts.setdefault(one.number, one)
    # Only the first edition of each version counts.
    if any(contradict(a, b) for a, b in combinations(firsts.values(), 2)):
        assert found
    if found:
        assert any(contradict(a, b) for a, b in combinations(editions, 2))


@given(st.lists(_EDITIONS, max_size=12))
def test_editions_of_one_version_are_compared(editions: list[Edition]) -> None:
    """An edition is compared with the first one of its version."""
    session = CheckSession()
    firsts: dict[str, Edition] = {}
    for one in editions:
        if first := firsts.get(one.version):
            assert any(earlier is first for earlier in session.earlier(GUID, one))
        session.add(GUID, one)
        firsts.setdefault(one.version, one)


def test_the_first_edition_of_a_folder_is_compared_with_those_beside_it() -> None:
    """Though there is an earlier one of the same version in another folder."""
    session = CheckSession()
    elsewhere, here, there = (replace(edition(1, 1), path=path) for path in ("a/1.xml", "b/1.xml", "c/1.xml"))
    for one in (elsewhere, here, there):
        session.add(GUID, one)
    assert list(session.earlier(GUID, replace(edition(1, 1), path="b/2.xml"))) == [elsewhere, here]
    assert list(session.earlier(GUID, replace(edition(1, 1), path="a/2.xml"))) == [elsewhere]


def test_the_nearest_editions_are_compared() -> None:
    """Those of the nearest older and newer version, and the first of the same version."""
    session = CheckSession()
    first, third, fifth = edition(1, 1), edition(3, 3), edition(5, 5)
    for one in (fifth, first, third):
        session.add(GUID, one)
    assert list(session.earlier(GUID, edition(2, 4))) == [first, third]
    assert list(session.earlier(GUID, edition(4, 4))) == [third, fifth]
    assert list(session.earlier(GUID, edition(3, 6))) == [first, third, fifth]
    assert list(session.earlier(GUID, edition(6, 6))) == [fifth]
    assert list(session.earlier(GUID, edition(0, 0))) == [first]
    assert list(session.earlier("urn:x:other", edition(3, 6))) == []


def same_edition(article: Article) -> None:
    """Assert that `article` is the same edition in every format."""
    found = set()
    for format in ("newsml-g2", "ninjs", "epub", "article"):
        checked = checks_of(format)
        facts = checked.facts(checked.open(writer(format).write(article).data))
        one = Edition.of("", format, facts)
        assert one is not None
        found.add((one.number, one.updated, one.words))
    assert len(found) == 1


def writer(format: str) -> ModuleType:
    return import_module(f"convert.writers.{named(format).module}")


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", ARTICLE_NAMES)
def test_formats_share_the_words(name: str, articles: Mapping[str, Article]) -> None:
    same_edition(articles[name])


@given(article=strategies.articles())
def test_formats_share_the_words_of_any_article(article: Article) -> None:
    same_edition(article)


@pytest.mark.parametrize("count", [1_000, pytest.param(20_000, marks=pytest.mark.slow)])
def test_memory_stays_small(count: int) -> None:
    """A document takes well under a kilobyte, however long it is, also if all are editions of one story."""
    tracemalloc.start()
    try:
        session = CheckSession()
        for number in range(count):
            guid = f"urn:newsml:example.org:20161207:{number}" if number % 2 else GUID
            one = edition(number + 1, number, number.to_bytes(16, "big"))
            list(session.earlier(guid, one))
            session.add(guid, one)
        size, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size / count < 1000
