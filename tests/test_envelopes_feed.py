"""Items of feeds: rows become metadata, title, description and content the story; addresses and GUIDs stay out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert import pipeline
from convert.model import Article, Moment, block_texts, words
from convert.readers import Parsed, Source
from convert.readers.text import read

AT = Moment("2026-01-01T00:00:00Z")

LEAD = "Fishermen at Ardlow have found a bell from the church that the sea took in 1790, the museum said on Monday."
MORE = "It weighs 300 kilos and still rings, according to its finder."
DEK = "A museum will show it from Friday."

LABELED = f"""\
Title: Sea gives back the bell of Ardlow
Link: https://coast.example/2026/bell
GUID: coast-4711
PubDate: Thu, 13 Nov 2025 11:37:00 GMT
Creator: Finn Corrie
Category: Coast
Category: Museums, Bells
Description: {DEK}
Content:
{LEAD}

{MORE}

The post Sea gives back the bell of Ardlow appeared first on Coast Weekly.
"""

JSON = f"""\
[
  {{
    "title": "Sea gives back the bell of Ardlow",
    "link": "https://coast.example/2026/bell",
    "pubDate": "2025-11-13T11:37:00.000Z",
    "dc:creator": "Finn Corrie",
    "categories": ["Coast", "Museums", "Bells"],
    "guid": "coast-4711",
    "summary": "{DEK}",
    "content": "{LEAD} {MORE}"
  }}
]
"""

XML = f"""\
<item>
<title>Sea gives back the bell of Ardlow</title>
<link>https://coast.example/2026/bell</link>
<pubDate>Thu, 13 Nov 2025 11:37:00 GMT</pubDate>
<dc:creator><![CDATA[Finn Corrie]]></dc:creator>
<category><![CDATA[Coast]]></category>
<category><![CDATA[Museums]]></category>
<category><![CDATA[Bells]]></category>
<guid isPermaLink="false">https://coast.example/?p=4711</guid>
<description><![CDATA[{DEK}]]></description>
<content:encoded><![CDATA[<p>{LEAD}</p>
<p>{MORE}</p>
]]></content:encoded>
</item>
"""

GERMAN = f"""\
Titel: Sea gives back the bell of Ardlow
Link: https://coast.example/2026/bell
GUID: coast-4711
Veröffentlicht: Thu, 13 Nov 2025 11:37:00 GMT
Autor: Finn Corrie
Schlagworte: Coast, Museums, Bells
Beschreibung: {DEK}
Inhalt: {LEAD}
{MORE}
Weiterlesen: https://coast.example/2026/bell
Der Beitrag Sea gives back the bell of Ardlow erschien zuerst auf Coast Weekly.
"""

BARE = f"""\
Sea gives back the bell of Ardlow
https://coast.example/2026/bell
coast-4711
Thu, 13 Nov 2025 11:37:00 GMT
{LEAD}
{MORE}
"""


def parse(text: str) -> Parsed:
    return read(Source(name="feed.txt", data=text.encode(), moment=AT))


def published(article: Article) -> str:
    return " ".join((article.headline, *words(article), article.byline or "", *article.keywords))


@pytest.mark.parametrize("text", [LABELED, JSON, XML, GERMAN, BARE], ids=["labels", "json", "xml", "german", "bare"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_rows_are_metadata(text: str, newline: str) -> None:
    parsed = parse(text.replace("\n", newline))
    article = parsed.article
    assert article.headline == "Sea gives back the bell of Ardlow"
    assert article.published == Moment("2025-11-13T11:37:00Z")
    assert article.original_url == "https://coast.example/2026/bell"
    assert LEAD in " ".join(words(article))
    assert MORE in " ".join(words(article))
    for never in ("coast-4711", "GUID", "https", "first on", "zuerst auf", "CDATA", "Titel", "Title", "{"):
        assert never not in published(article)
    if text != BARE:
        assert [author.name for author in article.authors] == ["Finn Corrie"]
        assert article.keywords == ("Coast", "Museums", "Bells")
        assert (article.subheadline or article.summary) == DEK
    if text in (LABELED, GERMAN):
        assert article.provider is not None
        assert article.provider.name == "Coast Weekly"


@pytest.mark.parametrize("creator", ["admin", "newsdesk", "info@coast.example", "Redaktion", ""])
def test_no_account_is_an_author(creator: str) -> None:
    assert parse(LABELED.replace("Finn Corrie", creator)).article.authors == ()


def test_the_name_beside_an_address_is_the_author() -> None:
    article = parse(LABELED.replace("Finn Corrie", "desk@coast.example (Finn Corrie)")).article
    assert [author.name for author in article.authors] == ["Finn Corrie"]


def test_a_cut_description_is_no_line_of_its_own() -> None:
    parsed = parse(LABELED.replace(DEK, LEAD[:60] + " […]"))
    assert parsed.article.subheadline is None
    assert next(line.role for line in parsed.trace if "Description" in line.text) == "teaser"


def test_a_description_alone_is_the_text() -> None:
    article = parse(LABELED[: LABELED.index("Content:")].replace(DEK, LEAD)).article
    assert LEAD in " ".join(words(article))


def test_the_feed_itself_gives_the_provider() -> None:
    channel = "Title: Coast Weekly\nLink: https://coast.example/\nLanguage: en\nGenerator: Press 6\n\n"
    article = parse(channel + LABELED).article
    assert article.headline == "Sea gives back the bell of Ardlow"
    assert article.provider is not None
    assert article.provider.name == "Coast Weekly"


def test_a_line_of_the_text_that_looks_like_a_row_stays() -> None:
    text = LABELED.replace(MORE, f"Source: the museum's own report.\n\n{MORE}")
    assert "Source: the museum's own report." in " ".join(words(parse(text).article))


def test_each_item_is_a_story() -> None:
    second = LABELED.replace("Sea gives back", "Museum shows").replace("4711", "4712")
    for separator in ("", "\n", "---\n", "\nItem 2:\n"):
        found = pipeline.split(Source(name="feed.txt", data=(LABELED + separator + second).encode(), moment=AT))
        assert [read(story).article.headline for story in found] == [
            "Sea gives back the bell of Ardlow",
            "Museum shows the bell of Ardlow",
        ]
        assert all("Item" not in published(read(story).article) for story in found)


@pytest.mark.parametrize(
    "text",
    [
        f"Sea gives back the bell\n\nDate: 13 November 2025\nTitle: Bells\n\n{LEAD}\n",
        f"Sea gives back the bell\n\n{LEAD}\n\nLink: https://coast.example/\nTags: Coast, Bells\n",
        f"Sea gives back the bell\nhttps://coast.example/2026/bell\n\n{LEAD}\n\n{MORE}\n",
    ],
)
def test_other_copy_is_no_feed(text: str) -> None:
    parsed = parse(text)
    assert not any(line.rule.endswith("of a feed") for line in parsed.trace)


@given(st.integers(0, len(LABELED)), st.integers(0, len(LABELED)))
def test_no_cut_loses_the_story(first: int, end: int) -> None:
    text = LABELED[first:end]
    if any(line in text for line in (LEAD, MORE)):
        article = parse(text).article
        assert all(line in published(article) for line in (LEAD, MORE) if line in text)


@given(st.lists(st.sampled_from([*LABELED.splitlines(), *JSON.splitlines(), *XML.splitlines(), ""]), min_size=1))
def test_lines_in_any_order_are_read(lines: list[str]) -> None:
    text = "\n".join([*lines, LEAD])
    for story in pipeline.split(Source(name="feed.txt", data=text.encode(), moment=AT)):
        assert read(story).trace


def test_rows_of_json_without_known_labels_are_rows() -> None:
    text = """\
  "title": "Ferry stays in port",
  "url": "https://harbor.example/ferry",
  "urlToImage": "https://harbor.example/ferry.jpg",
  "priority": 4,
  "publishedAt": "2026-03-03T09:12:00Z",
  "content": "The ferry stayed in port on Tuesday. Its engine had failed at dawn, the operator said."
"""
    article = parse(text).article
    assert article.headline == "Ferry stays in port"
    assert list(block_texts(article.body)) == [
        "The ferry stayed in port on Tuesday. Its engine had failed at dawn, the operator said."
    ]


def test_quoted_words_and_a_colon_in_the_text_of_a_feed_stay() -> None:
    text = """\
title: Ferry stays in port
link: https://harbor.example/ferry
pubDate: Tue, 03 Mar 2026 09:12:00 GMT

The ferry stayed in port on Tuesday, and the operator gave a reason.

"Engine fault": that is how the captain put it.

"Nobody": "was hurt", he wrote on the door.
"""
    assert [line for line in block_texts(parse(text).article.body) if line.startswith('"')] == [
        '"Engine fault": that is how the captain put it.',
        '"Nobody": "was hurt", he wrote on the door.',
    ]
