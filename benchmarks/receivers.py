"""What of a story arrives in the software that receives it: IPTC's reader, and Superdesk by the rules that it reads by.

The stories are 40 article texts of the development corpus, by a seed. IPTC's reader is run itself (`newsmlg2`).
Superdesk's rules are stated here, as facts, in a few lines for each of its parsers:

NewsML-G2: the headline, slugline and byline are the texts of the first `headline`, `slugline` and `by`; the day is
that of `firstCreated`, else of `contentCreated`. Of each child of the XHTML body only the text before its first child
is read. An `inlineData` replaces what was read. A genre is a name whose `xml:lang` is English; subjects are those with
the alias `subj`; authors are names of `creator`.

ninjs: the properties of 1.x, by their names: `headline`, `byline`, `body_html`, else `body_xhtml`, `firstcreated` and
`versioncreated` (in UTC without a fraction of a second; other times stop the import), `subject` and `genre` by name and
`code`, and `associations` as an object (a list stops the import).

    .venv/bin/python benchmarks/receivers.py [--seed 16] [--stories 40]

It prints shares only. Run it in a checkout of another commit with `PYTHONPATH` to compare.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree, html

from convert.formats import named
from convert.model import Article, Moment, body_text
from convert.readers import Source
from convert.readers.text import read
from convert.writers import render

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "news-text-dev.jsonl"
MOMENT = Moment("2026-11-01T08:00:00Z")
_G2 = "{http://iptc.org/std/nar/2006-10-01/}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Arrived(NamedTuple):
    """What a receiver has of a story."""

    headline: str = ""
    byline: str = ""
    day: str = ""
    body: str = ""
    topics: frozenset[str] = frozenset()
    genres: frozenset[str] = frozenset()
    authors: tuple[str, ...] = ()


def superdesk_newsml(data: bytes) -> Arrived:
    """What Superdesk's parser of NewsML-G2 reads of an item, or of the first one of a newsMessage."""
    item = _story_item(data)
    meta, content = item.find(f"{_G2}itemMeta"), item.find(f"{_G2}contentMeta")
    if meta is None or content is None:
        return Arrived()
    genres = (name for name in content.iterfind(f"{_G2}genre/{_G2}name") if name.get(_LANG, "").startswith("en"))
    subjects = (subject.get("qcode", "") for subject in content.iterfind(f"{_G2}subject"))
    return Arrived(
        headline=content.findtext(f"{_G2}headline", ""),
        byline=content.findtext(f"{_G2}by", ""),
        day=(meta.findtext(f"{_G2}firstCreated") or content.findtext(f"{_G2}contentCreated") or "")[:10],
        body=_superdesk_body(item),
        topics=frozenset(code.removeprefix("subj:") for code in subjects if code.startswith("subj:")),
        genres=frozenset(name.text or "" for name in genres),
        authors=tuple(content.findtext(f"{_G2}name", "") for content in content.iterfind(f"{_G2}creator")),
    )


def _story_item(data: bytes) -> etree._Element:
    """The item itself, or the first one of a newsMessage."""
    root = etree.fromstring(data)
    found = root.find(f"{_G2}itemSet/{_G2}newsItem")
    return root if found is None else found


def _superdesk_body(item: etree._Element) -> str:
    text = ""
    for rendition in item.iterfind(f"{_G2}contentSet/*"):
        if rendition.tag == f"{_G2}inlineXML":
            body = rendition.find(f"{_XHTML}html/{_XHTML}body")
            text = "\n".join(block.text or "" for block in (() if body is None else body))
        elif rendition.tag == f"{_G2}inlineData":
            text = _text_of_html(rendition.text or "")
    return text


def _text_of_html(markup: str) -> str:
    return "".join(html.fragment_fromstring(markup, create_parent=True).itertext())


_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|\+00:?00)")


def superdesk_ninjs(data: bytes) -> Arrived:
    """What Superdesk's parser of ninjs reads of an object; nothing of one that stops it."""
    item = json.loads(data)
    times = [item[name] for name in ("firstcreated", "versioncreated", "embargoed") if item.get(name)]
    if not all(map(_UTC.fullmatch, times)) or not isinstance(item.get("associations", {}), dict):
        return Arrived()
    markup = item.get("body_html") or item.get("body_xhtml") or ""
    return Arrived(
        headline=item.get("headline", ""),
        byline=item.get("byline", ""),
        day=item.get("firstcreated", "")[:10],
        body=_text_of_html(re.sub(r' xmlns="[^"]*"', "", markup)) if markup else item.get("body_text", ""),
        topics=frozenset(one.get("name") or "" for one in item.get("subject", ())),
        genres=frozenset(one.get("name") or "" for one in item.get("genre", ())),
    )


def iptc(data: bytes) -> Arrived:
    """What IPTC's reader has of an item."""
    from NewsMLG2 import NewsMLG2Document

    # It reads no items of a message, so whoever uses it takes them out.
    item = NewsMLG2Document(etree.tostring(_story_item(data))).get_item()
    meta, content = item.itemmeta, item.contentmeta
    topics = [str(keyword) for keyword in content.keyword] + [str(s.name[0]) for s in content.subject if len(s.name)]
    bodies = [inline._xs_any_content for inline in item.contentset.inlinexml]
    texts = ("\n".join(block.itertext()) for root in bodies[0][:1] for block in root.iterfind(f"{_XHTML}body/*"))
    return Arrived(
        headline=str(content.headline[0]),
        byline=str(content.by[0]) if len(content.by) else "",
        day=(_text(meta.firstcreated) or _text(content.contentcreated))[:10],
        body="\n".join(texts),
        topics=frozenset(topics),
        genres=frozenset(str(genre.name[0]) for genre in content.genre if len(genre.name)),
        authors=tuple(str(creator.name[0]) for creator in content.creator if len(creator.name)),
    )


def _text(value: Any) -> str:
    return str(getattr(value, "_text", "") or "")


Receiver = Callable[[bytes], Arrived]
RECEIVERS: Mapping[str, tuple[str, Receiver]] = {
    "IPTC's reader": ("newsml-g2", iptc),
    "Superdesk": ("newsml-g2", superdesk_newsml),
    "Superdesk, --for superdesk": ("newsml-g2@2.35+superdesk", superdesk_newsml),
    **{f"Superdesk, ninjs {version}": (f"ninjs@{version}", superdesk_ninjs) for version in named("ninjs").versions},
}


def stories(seed: int, count: int) -> list[Article]:
    """Article texts of the corpus, by the seed, as they are read."""
    with CORPUS.open(encoding="utf-8") as lines:
        records = [record for record in map(json.loads, lines) if record["style"] == "article"]
    chosen = random.Random(seed).sample(records, count)
    sources = (Source(name="story.txt", data=one["text"].encode(), moment=MOMENT) for one in chosen)
    return [read(source).article for source in sources]


def shares(articles: list[Article], format: str, receiver: Receiver) -> Iterator[str]:
    """The share of the stories that have a field of which it arrives, or of their characters."""
    name, _, version = format.partition("@")
    found = [receiver(render(article, name, version=version).data) for article in articles]
    pairs = list(zip(articles, found, strict=True))
    for wanted, arrived in (
        ([a.headline for a in articles], [f.headline for f in found]),
        ([a.byline or "" for a in articles], [f.byline for f in found]),
        ([a.published.text[:10] if a.published else "" for a in articles], [f.day for f in found]),
    ):
        right = [one == other for one, other in zip(wanted, arrived, strict=True) if one]
        yield _percent(sum(right), len(right))
    whole = sum(len(_solid(body_text(article.body))) for article in articles)
    yield _percent(sum(min(len(_solid(f.body)), len(_solid(body_text(a.body)))) for a, f in pairs), whole)
    topics = [(topic, f) for a, f in pairs for topic in (*a.keywords, *(subject.name for subject in a.subjects))]
    yield _percent(sum(topic in f.topics for topic, f in topics), len(topics))


def _solid(text: str) -> str:
    return "".join(text.split())


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=16)
    parser.add_argument("--stories", type=int, default=40)
    given = parser.parse_args()
    articles = stories(given.seed, given.stories)
    dated = sum(bool(a.published and not a.published.is_instant) for a in articles)
    print(f"seed {given.seed}, {given.stories} stories, {dated} with a day without an hour")
    print("| receiver | headline | byline | day | body, characters | topics |\n|---|---|---|---|---|---|")
    formats = [named(name) for name in ("newsml-g2", "ninjs")]
    written = {f"{f.name}@{version}" for f in formats for version in (f.write_version, *f.also_writes)}
    for name, (format, receiver) in RECEIVERS.items():
        if format in written | {"newsml-g2"}:
            print(f"| {name} | {' | '.join(shares(articles, format, receiver))} |")


if __name__ == "__main__":
    main()
