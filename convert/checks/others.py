"""Documents of other formats of news, which are often sent under the names of ours: what each is, and what to do."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import NamedTuple

from convert.checks import newsml_g2


class Other(NamedTuple):
    """A format that is not checked here: its name, and what to do with a document of it."""

    name: str
    advice: str


_WITH_ITS_SCHEMA = "Validate it against its own schema: --schema FILE."
_IN_AN_ITEM = "Put it into inlineXML of a newsItem; alone, it is validated with --schema FILE."
_FEED = "Check the stories, not the feed; to convert them, give the text of each."

_ROOTS: Mapping[str, Other] = {
    "nitf": Other("NITF", _IN_AN_ITEM),
    "sports-content": Other("SportsML", _IN_AN_ITEM),
    "sports-content-codes": Other("SportsML", _IN_AN_ITEM),
    "NewsML": Other("NewsML 1, the standard before NewsML-G2", f"Ask for NewsML-G2. {_WITH_ITS_SCHEMA}"),
    "NewsItem": Other("a part of NewsML 1, the standard before NewsML-G2", f"Ask for NewsML-G2. {_WITH_ITS_SCHEMA}"),
    "rss": Other("an RSS feed", _FEED),
    "RDF": Other("RDF, perhaps an RSS 1.0 feed", _FEED),
    "feed": Other("an Atom feed", _FEED),
    "entry": Other("an Atom entry", _FEED),
    "urlset": Other("a sitemap", "Check the stories that it lists."),
    "message": Other("a message of another standard, such as PRISM", _WITH_ITS_SCHEMA),
    "article": Other("an article of another standard, such as JATS or DocBook", _WITH_ITS_SCHEMA),
    "html": Other("a page", "Give its text to wirecopy convert, or put it into a newsItem, ninjs or an EPUB."),
}
"""The formats by the local names of their roots, which are in several namespaces or none."""

_ITEM_OUTSIDE = Other(
    "an item without the namespace of NewsML-G2", 'Declare xmlns="http://iptc.org/std/nar/2006-10-01/" on the root.'
)

_HEAD = re.compile(r"\s*\{")


def other_format(data: bytes) -> Other | None:
    """Return the other format of news that a document is in, None if it is in none that is known."""
    name, namespace = newsml_g2.root_element(data)
    if not name:
        return _other_json(data)
    if namespace.rstrip("/") == newsml_g2.NAR.strip("{}/"):
        return None
    return _ITEM_OUTSIDE if name in newsml_g2.ITEMS or name == "newsMessage" else _ROOTS.get(name)


def _other_json(data: bytes) -> Other | None:
    try:
        text = data.decode(json.detect_encoding(data))
        value = json.loads(text) if _HEAD.match(text) and len(text) <= _LONGEST else None
    except (ValueError, RecursionError):
        return None
    return _other_object(value) if isinstance(value, dict) else None


_LONGEST = 2**20
"""How many characters of JSON are read for this."""


def _other_object(value: Mapping[str, object]) -> Other | None:
    """Return the format of an object that the names of its properties show."""
    if str(value.get("version", "")).startswith("https://jsonfeed.org/"):
        return Other("a JSON Feed", _FEED)
    if "@context" in value and ("@type" in value or "@graph" in value):
        return Other("JSON-LD", "Send ninjs; terms of schema.org are in the head of pages.")
    if "data" in value and ("api_version" in value or "params" in value):
        return Other("the answer of an agency's interface", "Take the story out of `data`, in ninjs if it is offered.")
    if {"_id", "_etag"} & value.keys() and {"guid", "family_id", "unique_name"} & value.keys():
        return Other("Superdesk's own record of a story", "Send what its ninjs formatter makes of the story.")
    if "dpa_id" in value or {"urn", "article_html"} <= value.keys():
        return Other("dpa's JSON of digital wires", "Send ninjs; its properties have other names there.")
    if "uri" not in value and "guid" in value and {"versioncreated", "body_html", "headline"} & value.keys():
        return Other("Superdesk's dialect of ninjs", "Write the identifier as `uri`, not as `guid`.")
    return None
