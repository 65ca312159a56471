"""What arrives in the software that receives news: IPTC's reader is run itself, Superdesk's rules are stated.

The rules are facts of Superdesk's parsers, which `benchmarks/receivers.py` states again in a few lines.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from conftest import ARTICLE_NAMES, ROOT

from convert import cli, pipeline
from convert.errors import UsageError
from convert.formats import RECEIVERS, named, written_versions
from convert.model import (
    Article,
    Concept,
    Embargo,
    Heading,
    Item,
    Items,
    Moment,
    Paragraph,
    Quote,
    Styled,
    Text,
    body_text,
)
from convert.readers import Source, reader
from convert.writers import render

FOR_SUPERDESK = named("newsml-g2").receivers["superdesk"]


@pytest.fixture
def receivers(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import receivers

    return receivers


def solid(text: str) -> str:
    return "".join(text.split())


def written(article: Article, format: str, version: str = "") -> bytes:
    return render(article, format, version=version).data


# --------------------------------------------------------------------------------------------------------------------
# IPTC's reader


def test_an_open_ended_embargo_stops_iptcs_reader(receivers: ModuleType, articles: Mapping[str, Article]) -> None:
    """A fault of its version 1.1, not of the document: the standard has an empty `embargoed`."""
    with pytest.raises(AttributeError):
        receivers.iptc(written(articles["embargoed-open-ended"], "newsml-g2"))


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", [name for name in ARTICLE_NAMES if name != "embargoed-open-ended"])
@pytest.mark.parametrize("version", ["2.35", "2.36", FOR_SUPERDESK])
def test_every_story_arrives_in_iptcs_reader(
    name: str, version: str, receivers: ModuleType, articles: Mapping[str, Article]
) -> None:
    article = articles[name]
    found = receivers.iptc(written(article, "newsml-g2", version))
    assert found.headline == " ".join(article.headline.split())
    assert found.byline == " ".join((article.byline or "").split())
    assert solid(found.body) == solid(body_text(article.body))
    topics = {*article.keywords, *(subject.name for subject in article.subjects)}
    assert topics <= found.topics
    assert found.genres == {genre.name for genre in article.genres}
    assert found.authors == tuple(author.name for author in article.authors)


def test_a_day_without_an_hour_arrives(receivers: ModuleType, articles: Mapping[str, Article]) -> None:
    day = dataclasses.replace(
        articles["minimal"], published=Moment("2016-11-01"), updated=Moment("2016-12-07T18:30:00Z")
    )
    for read in (receivers.iptc, receivers.superdesk_newsml):
        assert read(written(day, "newsml-g2")).day == "2016-11-01"


# --------------------------------------------------------------------------------------------------------------------
# Superdesk


def _item(body: str, more: str = "") -> bytes:
    return (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta/><contentMeta/><contentSet><inlineXML>'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html></inlineXML>{more}</contentSet></newsItem>'
    ).encode()


RULES: Mapping[str, tuple[bytes, str]] = {
    "a paragraph": (_item("<p>Six ferries.</p>"), "Six ferries."),
    "the text before an element": (_item("<p>Six <em>ferries</em> sailed.</p>"), "Six "),
    "no text before an element": (_item("<ul><li>Six</li></ul>"), ""),
    "a quotation of its own text": (_item("<blockquote>Six ferries.</blockquote>"), "Six ferries."),
    "the last rendition": (
        _item("<p>Six</p>", "<inlineData>&lt;p&gt;Six &lt;em&gt;ferries&lt;/em&gt;</inlineData>"),
        "Six ferries",
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_superdesk_reads_the_text_before_the_first_element(name: str, receivers: ModuleType) -> None:
    data, text = RULES[name]
    assert receivers.superdesk_newsml(data).body == text


@pytest.mark.parametrize("name", ARTICLE_NAMES)
def test_the_whole_body_arrives_in_superdesk(name: str, receivers: ModuleType, articles: Mapping[str, Article]) -> None:
    """As HTML in NewsML-G2 that is written for it, and in ninjs 1.x."""
    article = articles[name]
    for format in ("newsml-g2", "ninjs"):
        output = pipeline.write(article, f"{format}@{named(format).receivers['superdesk']}", allow=["LOS003"])
        assert output.data is not None
        read = receivers.superdesk_newsml if format == "newsml-g2" else receivers.superdesk_ninjs
        found = read(output.data)
        assert solid(found.body) == solid(body_text(article.body))
        assert (found.headline, found.byline) == (article.headline, article.byline or "")


def test_a_quotation_of_one_paragraph_arrives(receivers: ModuleType, articles: Mapping[str, Article]) -> None:
    """Its text comes first; those of several passages and of somebody who is named have elements first."""
    one, two = Paragraph((Text("One "), Styled(style="em", content=(Text("more"),)))), Paragraph((Text("Two"),))
    for quote, arrives in (
        (Quote(content=(one,)), "One "),
        (Quote(content=(two,), cite="https://a.example/"), "Two"),
        (Quote(content=(one, two)), ""),
        (Quote(content=(two,), attribution=(Text("Ann"),)), ""),
    ):
        story = dataclasses.replace(articles["minimal"], body=(quote,))
        data = written(story, "newsml-g2")
        assert receivers.superdesk_newsml(data).body == arrives
        read = pipeline.read(Source(name="story", data=data, moment=story.updated))
        assert (read.article, read.findings) == (story, ())
        assert pipeline.write(story, "newsml-g2").findings == ()


def test_instants_in_ninjs_1_are_in_utc(receivers: ModuleType, articles: Mapping[str, Article]) -> None:
    """Others stop the import of a story; the offset is kept in our description."""
    east = Moment("2016-12-07T01:30:00+02:00")
    story = dataclasses.replace(articles["minimal"], published=east, updated=east)
    data = written(story, "ninjs", "1.6")
    assert receivers.superdesk_ninjs(data).day == "2016-12-06"
    assert json.loads(json.loads(data)["description_json"])["ninjs"]["firstCreated"] == east.text
    assert receivers.superdesk_ninjs(data.replace(b"2016-12-06T23:30:00Z", east.text.encode())) == receivers.Arrived()


def test_an_embargo_in_ninjs_1_never_ends_early(articles: Mapping[str, Article]) -> None:
    """Its time is a whole second: the one after a fraction."""
    for until, shown in (("17:00:00.25+01:00", "16:00:01Z"), ("17:00:00+01:00", "16:00:00Z")):
        moment = Moment(f"2016-12-07T{until}")
        story = dataclasses.replace(articles["minimal"], embargo=Embargo(until=moment))
        data = written(story, "ninjs", "1.6")
        assert json.loads(data)["embargoed"] == f"2016-12-07T{shown}"
        assert reader("ninjs").read(Source(name="s", data=data, moment=story.updated)).article.embargo == story.embargo


def test_topics_and_genres_arrive_in_superdesk(receivers: ModuleType, articles: Mapping[str, Article]) -> None:
    story = articles["everything"]
    found = receivers.superdesk_ninjs(written(story, "ninjs", "1.6"))
    assert found.topics == {*story.keywords, *(subject.name for subject in story.subjects)}
    assert found.genres == {genre.name for genre in story.genres}
    english = receivers.superdesk_newsml(written(story, "newsml-g2"))
    assert english.genres == {genre.name for genre in story.genres}
    assert english.authors == tuple(author.name for author in story.authors)
    coded = dataclasses.replace(
        story.subjects[0], name="arts", uri="http://cv.iptc.org/newscodes/subjectcode/01000000", relevance=None
    )
    old = dataclasses.replace(story, subjects=(coded,))
    assert receivers.superdesk_newsml(written(old, "newsml-g2")).topics == {"01000000"}


def test_a_genre_states_the_language_of_the_item() -> None:
    story = Article(
        id="urn:x:y",
        headline="h",
        body=(Paragraph((Text("t"),)),),
        updated=Moment("2016-12-07T18:30:00Z"),
        language="de",
        genres=(Concept(name="Reportage"),),
    )
    assert b'<name xml:lang="de">Reportage</name>' in written(story, "newsml-g2")


def test_what_is_written_for_superdesk_is_read_back(articles: Mapping[str, Article]) -> None:
    body = (
        Heading(level=2, content=(Text("A & B <c>"),)),
        Items(items=(Item(content=(Text("one"),)),)),
        Quote(content=(Paragraph((Text("two"),)),), attribution=(Text("Ann"),)),
    )
    story = dataclasses.replace(articles["english"], body=body)
    data = written(story, "newsml-g2", FOR_SUPERDESK)
    parsed = pipeline.read(Source(name="story", data=data, moment=story.updated))
    assert (parsed.article, parsed.findings) == (story, ())
    changed = data.replace(b"&lt;li&gt;one", b"&lt;li&gt;two")
    assert changed != data
    parsed = pipeline.read(Source(name="story", data=changed, moment=story.updated))
    assert [finding.code for finding in parsed.findings] == ["INP062"]


def test_formats_are_written_for_a_receiver() -> None:
    """A version that is named is that version; a format without a version for the receiver is written as usual."""
    assert RECEIVERS == ("superdesk",)
    assert written_versions(["newsml-g2", "ninjs", "epub"], "superdesk") == {
        "newsml-g2": "2.35+superdesk",
        "ninjs": "1.6",
        "epub": "3.3",
    }
    assert written_versions(["ninjs@2.2"], "superdesk") == {"ninjs": "2.2"}
    with pytest.raises(UsageError):
        written_versions(["newsml-g2@2.35+nobody"])


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ([], {"copy.newsml.xml": b"<inlineData ", "copy.ninjs.json": b'"version": "1.6"', "copy.epub": b"PK"}),
        (["-t", "ninjs@2.2"], {"copy.ninjs.json": b'"version": "2.2"'}),
    ],
)
def test_the_command_line_writes_for_a_receiver(
    tmp_path: Path, options: list[str], wanted: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text(
        "Ferry resumes after storm\n\nThe ferry between the islands resumed on Tuesday, the operator said.\n"
    )
    assert cli._run(["convert", str(copy), "-o", str(tmp_path / "out"), "--for", "superdesk", *options]) == 0
    found: dict[str, Any] = {path.name: path.read_bytes() for path in (tmp_path / "out").glob("copy.*")}
    assert set(found) == set(wanted)
    assert all(part in found[name] for name, part in wanted.items())
    capsys.readouterr()
