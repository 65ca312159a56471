"""Stories in JSON of other services become copy with metadata; other JSON is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from convert import pipeline
from convert.errors import InputError
from convert.model import Article, Embargo, Moment, block_texts
from convert.readers import Source
from convert.readers.text.envelopes.web.json_stories import find_stories

LEAD = "The ferry to Holm resumed on Tuesday after a storm had closed the harbor for three days."
MORE = "Nobody was hurt, the harbor master said."
BODY = f"{LEAD}\n\n{MORE}"
HTML = f"<p>The ferry to <b>Holm</b> resumed{LEAD.partition('resumed')[2]}</p>\n<p>{MORE}</p>"
AT = "2026-03-03T10:00:00Z"

NEWS_ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Ferry resumes",
    "alternativeHeadline": "Three days without milk",
    "datePublished": AT,
    "author": [{"@type": "Person", "name": "Ann Marsh"}, {"@type": "Person", "name": "Tom Field"}],
    "publisher": {"@type": "Organization", "name": "Holm Times"},
    "description": "The ferry runs again.",
    "articleBody": BODY,
    "keywords": ["ferry", "storm"],
    "inLanguage": "en",
}
NINJS_1 = {
    "uri": "http://holm.example/1",
    "type": "text",
    "versioncreated": AT,
    "headline": "Ferry resumes",
    "byline": "Ann Marsh",
    "body_html": HTML,
    "slugline": "ferry-holm",
    "urgency": 4,
}
NINJS_3 = {
    "uri": "http://holm.example/1",
    "standard": {"name": "ninjs", "version": "3.0"},
    "type": "text",
    "versionCreated": AT,
    "headlines": [{"role": "short", "value": "Ferry"}, {"role": "main", "value": "Ferry resumes"}],
    "bodies": [{"role": "main", "contentType": "text/plain", "value": BODY}],
}
ITEM = {"id": "1", "url": "https://holm.example/1", "title": "Ferry resumes", "content_text": BODY}
FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "Holm Times", "items": [ITEM]}
WORDPRESS = [
    {
        "id": 7,
        "date_gmt": "2026-03-03T10:00:00",
        "link": "https://holm.example/1",
        "title": {"rendered": "Ferry resumes"},
        "content": {"rendered": HTML},
        "author": 3,
    }
]
SEARCH = {"status": "ok", "articles": [{"title": "Ferry resumes", "publishedAt": AT, "content": BODY, "author": None}]}
SCRAPED = {"title": "Ferry resumes", "date": "2026-03-03", "text": BODY, "hostname": "holm.example"}


def read(value: object, **metadata: object) -> Article:
    data = json.dumps(value).encode()
    source = Source(name="story.json", data=data, moment=Moment("2026-04-01T00:00:00Z"), metadata=metadata)
    [story] = pipeline.split(source)
    return pipeline.read(story).article


@pytest.mark.parametrize("value", [NEWS_ARTICLE, NINJS_1, NINJS_3, FEED, WORDPRESS, SEARCH, SCRAPED])
def test_a_story_in_json_is_copy(value: Any) -> None:
    article = read(value)
    assert article.headline == "Ferry resumes"
    assert list(block_texts(article.body)) == [LEAD, MORE]
    assert (article.status, article.embargo) == ("usable", None)


def test_what_else_an_object_states_is_metadata() -> None:
    article = read(NEWS_ARTICLE)
    assert [author.name for author in article.authors] == ["Ann Marsh", "Tom Field"]
    assert article.provider
    assert article.published
    assert (article.provider.name, article.published.text, article.language) == ("Holm Times", AT, "en")
    assert (article.subheadline, article.summary) == ("Three days without milk", "The ferry runs again.")
    assert article.keywords == ("ferry", "storm")
    article = read(NINJS_1)
    assert (article.byline, article.slugline, article.urgency, article.updated.text) == (
        "Ann Marsh",
        "ferry-holm",
        4,
        AT,
    )
    assert article.derived_from == "http://holm.example/1"
    assert read(WORDPRESS).original_url == "https://holm.example/1"
    assert read(WORDPRESS).published == Moment(AT)


def test_given_metadata_win() -> None:
    article = read({**NINJS_1, "pubstatus": "canceled"}, status="usable", headline="Ferry sails")
    assert (article.status, article.headline) == ("usable", "Ferry sails")


@pytest.mark.parametrize(
    ("stated", "status", "embargo"),
    [
        ({"pubstatus": "canceled"}, "canceled", None),
        ({"pubStatus": "withheld"}, "withheld", Embargo()),
        ({"pubstatus": "stat:canceled"}, "canceled", None),
        ({"embargoed": "2026-05-01T06:00:00+02:00"}, "usable", Embargo(until=Moment("2026-05-01T06:00:00+02:00"))),
        ({"embargoed": "tomorrow noon"}, "withheld", Embargo()),
        ({"embargoed": ""}, "usable", None),
        ({"pubstatus": "usable"}, "usable", None),
    ],
)
def test_a_status_and_an_embargo_are_obeyed(stated: Any, status: str, embargo: Embargo | None) -> None:
    for value in (NINJS_1, NINJS_3):
        article = read({**value, **stated})
        assert (article.status, article.embargo) == (status, embargo)


def test_several_stories_are_divided() -> None:
    items = [{**ITEM, "title": title} for title in ("Ferry resumes", "Fähre fährt", "渡し船が再開")]
    source = Source(name="feed.json", data=json.dumps({**FEED, "items": items}).encode(), moment=Moment(AT))
    stories = pipeline.split(source)
    assert [pipeline.read(story).article.headline for story in stories] == [item["title"] for item in items]
    with pytest.raises(InputError, match="the input has 3 stories"):
        pipeline.read(source)


@pytest.mark.parametrize(
    "value",
    [
        {"name": "holm-site", "version": "1.0.0", "description": "The site of the Holm Times, a paper of ferries."},
        {"title": "Cookies", "text": "We use cookies to keep you logged in and to count our readers."},
        {"@type": "NewsArticle", "headline": "Ferry resumes", "datePublished": AT, "description": LEAD},
        {"@type": "Recipe", "name": "Soup", "recipeInstructions": LEAD, "datePublished": AT},
        {"uri": "http://holm.example/2", "type": "picture", "versioncreated": AT, "headline": "A ferry"},
        {"messages": [{"author": "ann", "content": LEAD, "date": AT}]},
        {"type": "FeatureCollection", "features": [{"properties": {"name": "Holm", "text": "Harbor"}}]},
        {"titel": "Fähre fährt", "datum": AT, "inhalt": BODY},
        [],
        {},
    ],
)
def test_other_json_is_no_copy(value: Any) -> None:
    data = json.dumps(value).encode()
    assert find_stories(data) == ()
    if value:
        source = Source(name="story.json", data=data, moment=Moment(AT))
        with pytest.raises(InputError) as refused:
            pipeline.read(source)
        assert refused.value.code in ("INP019", "INP061")


@pytest.mark.parametrize(
    "copy",
    [
        f"How a story became JSON\n\n{LEAD}\n\n```\n{json.dumps(ITEM)}\n```\n\n{MORE}\n",
        f'Klammern für alle\n\n{LEAD}\n\n{{"title": "Ferry"}}\n\n{MORE}\n',
        f"[Photo: Ann Marsh]\n\nFerry resumes\n\n{LEAD}\n\n{MORE}\n",
        f"{{Fähre}} fährt wieder\n\n{LEAD}\n\n{MORE}\n",
        f"L'objet « json »\n\n{LEAD}\n\n    {json.dumps({'headline': 'Bac'})}\n\n{MORE}\n",
    ],
)
def test_a_story_about_json_is_copy(copy: str) -> None:
    source = Source(name="story.txt", data=copy.encode(), moment=Moment(AT))
    [story] = pipeline.split(source)
    texts = " ".join(block_texts(pipeline.read(story).article.body))
    assert LEAD in texts
    assert MORE in texts


def test_text_behind_json_is_not_read_as_json() -> None:
    source = Source(name="story.txt", data=f"{json.dumps(ITEM)}\n\n{MORE}\n".encode(), moment=Moment(AT))
    with pytest.raises(InputError, match="JSON without"):
        pipeline.read(source)


def test_a_text_that_a_service_cut_off_is_reported() -> None:
    value = {**SEARCH, "articles": [{**SEARCH["articles"][0], "content": f"{LEAD} [+120 chars]"}]}  # type: ignore[dict-item]
    source = Source(name="story.json", data=json.dumps(value).encode(), moment=Moment(AT))
    assert "TXT005" in {finding.code for finding in pipeline.read(source).findings}


def test_depth_and_damage_are_no_stories() -> None:
    deep = b'{"a":' * 2000 + b"1" + b"}" * 2000
    for data in (deep, b'{"title": "Ferry', b'[{"title":', json.dumps(ITEM).encode("utf-16")[:-20]):
        assert find_stories(data) == ()
    assert find_stories(json.dumps(ITEM).encode("utf-16")) == (ITEM,)
