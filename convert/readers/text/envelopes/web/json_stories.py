"""Stories in data: JSON as services answer with it (JSON Feed, schema.org's NewsArticle, ninjs of others, WordPress,
search and scraping services), and XML and tables, which `xml_stories` and `table_stories` make objects of that kind.

A story is an object with a title, a text and a fact that only stories have, by the names of its keys; it may be
anywhere in the document. Its title and text are the copy, and what else it states is metadata.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any, NamedTuple

from convert.documents import MAX_JSON, DocumentError, as_utf8, open_json
from convert.errors import InputError, ModelError
from convert.model import Embargo, Moment, Party
from convert.model.values import require_uri
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import Envelope, one_line
from convert.readers.text.envelopes.mail.mime import html_lines
from convert.readers.text.envelopes.markup.named_fields import unknown_finding
from convert.readers.text.envelopes.status.holds import kill_finding
from convert.readers.text.envelopes.web.block_trees import CAPTION, LOCALE, blocks_as_html
from convert.readers.text.envelopes.web.feed import read_authors, read_moment
from convert.readers.text.envelopes.web.table_stories import UNREAD, may_be_table, table_stories
from convert.readers.text.envelopes.web.xml_stories import may_be_xml_story, xml_stories
from convert.readers.text.scripts import count_words

MAX_DEPTH = 5
"""How deep in the document an object is at most."""

MAX_START = 200
"""Among how many first bytes the data of a script begin."""

MIN_TEXT = 8
"""How many words the text of a story has at least."""

MAX_SUMMARY = 600
"""How many characters a summary has at most."""

_START = re.compile(rb'[\s\xef\xbb\xbf]*(?:\[\s*)?\{\s*"')
_SCRIPT = re.compile(rb"<script\b[^<>]{0,500}>(?P<json>(?:(?!</script).)*)</script\s*>", re.IGNORECASE | re.DOTALL)
_NAMED = re.compile(
    rb"[\s\xef\xbb\xbf]*(?:(?:var|let|const) )?[A-Za-z_$][\w.$]{2,60} ?(?:= ?|(?P<call>\())(?=[\[{]\s*[\[{\"])"
)
"""What gives data a name in a script of a page ("window.__INITIAL_STATE__ = "), or hands them to it ("callback(")."""

_ADDED = re.compile(
    r"<div\b[^<>]{0,200}?class=[\"'][^\"'<>]{0,200}?\b(?:sharedaddy|jp-relatedposts|addtoany_[a-z_]+|essb_links|post-views"
    r"|heateor_[a-z_]+|yarpp-related|wpulike|molongui-[a-z-]+)\b"
)
"""What plugins of WordPress add below a text: buttons to share it, and links to other stories."""

_TAG = re.compile(r"</?(?:p|br|div|h[1-6]|ul|ol|li|a|b|i|em|strong|span|figure|blockquote|img)\b[^<>]*>", re.IGNORECASE)
_NO_ZONE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?")

_TITLES = ("headline", "headlines", "title", "webTitle", "name")
_SURE_TEXTS = (
    "articleBody",
    "bodies",
    "body_text",
    "body_xhtml",
    "body_html",
    "content_text",
    "content_html",
    "maintext",
)
_TEXTS = (
    *_SURE_TEXTS,
    *("fields.bodyText", "bodyText", "fields.body", "content", "body", "text", "fullText", "full_text"),
    *("content_elements", "components", "blocks", "paragraphs", "html", "plaintext", "article_body", "article_text"),
)
_PUBLISHED = (
    *(
        "datePublished",
        "date_published",
        "published_at",
        "publishedAt",
        "published",
        "webPublicationDate",
        "firstCreated",
    ),
    *("firstcreated", "date_publish", "pubDate", "dateTime", "date_gmt", "date"),
    *("display_date", "first_publish_date", "publish_date", "publishDate", "published_date", "publication_date"),
    *("publicationDate", "metadata.datePublished", "meta.first_published_at"),
)
_UPDATED = (
    *("dateModified", "date_modified", "updated_at", "updatedAt", "updated", "versionCreated", "versioncreated"),
    *("modified_gmt", "last_updated_date", "metadata.dateModified", "meta.last_published_at"),
)
_CREATED = ("created", "created_at", "createdAt", "_createdAt", "sys.createdAt")
"""When somebody began to write, which shows a story, and not when it was published."""

_IN_UTC = frozenset({"date_gmt", "modified_gmt"})
_AUTHORS = (
    "author",
    "authors",
    "creator",
    "dc:creator",
    "byline",
    "fields.byline",
    "credits.by",
    "metadata.authors",
    "_embedded.author",
)
_SUMMARIES = ("description", "abstract", "summary", "excerpt", "description_text")
_KEYWORDS = ("keywords", "tags", "categories")
_PROVIDERS = ("publisher", "source", "provider")
_LANGUAGES = ("inLanguage", "language", "lang")
_LINES: Mapping[str, tuple[str, ...]] = {
    "subheadline": ("alternativeHeadline", "subheadline", "subheadlines", "subtitle", "dek"),
    "byline": ("byline",),
    "dateline": ("dateline",),
    "slugline": ("slugline",),
}
"""Fields of one line of text."""

_STATUS = ("pubStatus", "pubstatus")
_CANCELED, _WITHHELD = ("canceled", "cancelled"), ("withheld", "withhold")
_EMBARGOES = ("embargoed", "embargo", "embargoedUntil", "embargo_until", "embargoUntil")
_LINKS = ("url", "link", "webUrl", "external_url")
_TYPE = re.compile(r"(?:\w*NewsArticle|Article|BlogPosting|LiveBlogPosting|Report)")


class StoryRecord(NamedTuple):
    """A story in data: its title, a blank line and its text, in UTF-8, and the object that states the rest. `captions`
    are the indexes of the lines that are captions of pictures.
    """

    text: bytes
    values: Mapping[str, Any]
    captions: frozenset[int] = frozenset()

    def envelope(self, lines: tuple[str, ...]) -> Envelope:
        """What carries the story, the lines of which are `lines`."""
        draft = Draft(lines, is_whole=True)
        draft.headline = lines[0].strip()
        draft.roles.update((at, "caption") for at in self.captions if at < len(lines))
        for name, value in _metadata(self.values, draft.headline):
            draft.state(name, value, 0)
        if (stated := _first(self.values, _EMBARGOES)) not in (None, "", False):
            until = read_moment(str(stated))
            is_instant = until is not None and until.is_instant
            draft.state_embargo(Embargo(until=until) if is_instant else Embargo(), 0, f"embargo: {stated}")
        status = str(_first(self.values, _STATUS)).lower()
        if status.rpartition(":")[2] in _CANCELED:
            draft.state("status", "canceled", 0)
            draft.findings.append(kill_finding(f"status: {status}", 0))
        elif status.rpartition(":")[2] in _WITHHELD:
            draft.state_embargo(Embargo(), 0, f"status: {status}")
        if isinstance(unread := self.values.get(UNREAD), list) and unread:
            draft.findings.append(unknown_finding(map(str, unread), 0, "columns of the table"))
        return draft.envelope()


def decode_record(data: bytes) -> StoryRecord | None:
    """The story in JSON, XML or a table, None if `data` has none.

    Raises InputError (INP025) for several stories, which `divide_records` divides.
    """
    found = find_stories(data)
    if len(found) > 1:
        message = f"the input has {len(found):,} stories"
        raise InputError("INP025", message, "Divide it with convert.stories, and read each story.")
    return _story(found[0]) if found else None


def divide_records(data: bytes) -> Sequence[bytes]:
    """The objects of the stories in data as JSON; of one story, the data as they are."""
    found = find_stories(data)
    if len(found) == 1:
        return [data]
    return [json.dumps(story, ensure_ascii=False).encode("utf-8", "replace") for story in found]


def find_stories(data: bytes) -> Sequence[Mapping[str, Any]]:
    """The objects of JSON, XML or a table that are stories, in the order of the document."""
    data = _without_script(as_utf8(data))
    if len(data) > MAX_JSON or not (_START.match(data) or may_be_xml_story(data) or may_be_table(data)):
        return ()
    return _find_stories(data)


def _without_script(data: bytes) -> bytes:
    """The JSON that scripts of a page hold, as it was copied with their tags or the name that it is given there."""
    start = data[:MAX_START].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:7].lower() == b"<script":
        found = [one["json"].strip() for one in _SCRIPT.finditer(data)]
        if found and not _SCRIPT.sub(b"", data).strip(b"\xef\xbb\xbf \t\r\n"):
            return found[0] if len(found) == 1 else b"[%b]" % b",".join(found)
    elif start[:1].isalpha() and (named := _NAMED.match(data)):
        rest = data[named.end() :].strip().removesuffix(b";")
        return rest.removesuffix(b")") if named["call"] else rest
    return data


@lru_cache(maxsize=1)
def _find_stories(data: bytes) -> Sequence[Mapping[str, Any]]:
    """Those objects; kept, as several steps ask for those of the same input."""
    try:
        if _START.match(data):
            return tuple(_stories(open_json(data).value, MAX_DEPTH))
        found = xml_stories(data) if may_be_xml_story(data) else table_stories(data)
        return tuple(filter(is_story, found))
    except DocumentError:
        return ()


def _stories(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        if is_story(value):
            yield value
            return
        value = list(value.values())
    if isinstance(value, list) and depth:
        for inner in value:
            if isinstance(inner, Mapping | list):
                yield from _stories(inner, depth - 1)


def is_story(values: Mapping[str, Any]) -> bool:
    """Whether an object is a story: it has a title, a text, and a fact that only stories have."""
    if not _title(values) or count_words(_text(values)) < MIN_TEXT:
        return False
    is_article = any(_TYPE.fullmatch(str(kind)) for kind in _listed(values.get("@type")))
    has_day = any(read_moment(str(_first(values, (key,)) or "")) for key in (*_PUBLISHED, *_UPDATED, *_CREATED))
    return is_article or has_day or any(_first(values, (key,)) for key in (*_SURE_TEXTS, *_AUTHORS))


def _story(values: Mapping[str, Any]) -> StoryRecord:
    title, text = _title(values), _text(values)
    if "<div" in text and (added := _ADDED.search(text)) and "<p" not in text[added.end() :]:
        text = text[: added.start()]
    lines = (html_lines(text) if _TAG.search(text) else None) or text.splitlines()
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    below = lines[first + 1 :] if one_line(lines[first]) == title else lines
    captions = frozenset(at for at, line in enumerate(below, 2) if line.startswith(CAPTION))
    below = [line.removeprefix(CAPTION) for line in below]
    return StoryRecord("\n".join((title, "", *below, "")).encode("utf-8", "replace"), values, captions)


def _first(values: Mapping[str, Any], keys: Sequence[str]) -> Any:
    """The first value under `keys` that is not empty; a dot is between the keys of objects inside one another."""
    for key in keys:
        value: Any = values
        for part in key.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        if value:
            return value
    return None


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


_AROUND_NAME = ("data", "attributes", "node", "nodes", "fields", "displayName", "display_name", "fullName", "full_name")
_TWO_NAMES = (("firstName", "lastName"), ("first_name", "last_name"))
_WORDINGS = ("rendered", "value", "basic", "name", "text")
"""Keys under which an object has its text."""


def _string(value: object) -> str:
    """The text of a value: a text, that of an object under one of `_WORDINGS`, or of the first such
    object in a list, the main one first.
    """
    if isinstance(value, list):
        ordered = sorted(value, key=lambda one: isinstance(one, Mapping) and one.get("role") not in (None, "main"))
        return next((text for text in map(_string, ordered) if text), "")
    if isinstance(value, Mapping):
        if value and all(isinstance(key, str) and LOCALE.fullmatch(key) for key in value):
            return next((text for text in map(_string, value.values()) if text), "")
        return next((text for key in _WORDINGS if (text := _string(value.get(key)))), "")
    return value.strip() if isinstance(value, str) else ""


def _name_of(value: object) -> str:
    """The name of a person, also of one who is below the objects that services put around it."""
    for _ in range(MAX_DEPTH):
        if isinstance(value, Mapping) and not _string(value):
            parts = [value.get(key) for pair in _TWO_NAMES for key in pair]
            if all(isinstance(part, str) and part for part in parts[:2]):
                return f"{parts[0]} {parts[1]}"
            if all(isinstance(part, str) and part for part in parts[2:]):
                return f"{parts[2]} {parts[3]}"
            value = next((value[key] for key in _AROUND_NAME if value.get(key)), "")
        elif isinstance(value, list) and len(value) == 1:
            value = value[0]
    return _string(value)


def _plain(text: str) -> str:
    """`text` on one line, without tags and references of HTML."""
    if _TAG.search(text) or "&" in text:
        text = " ".join(html_lines(text) or [text])
    return one_line(text)


def _title(values: Mapping[str, Any]) -> str:
    return next((title for key in _TITLES if (title := _plain(_string(values.get(key))))), "")


def _text(values: Mapping[str, Any]) -> str:
    found = (_first(values, (key,)) for key in _TEXTS)
    return next((text for value in found if value and (text := blocks_as_html(value) or _string(value))), "")


def _metadata(values: Mapping[str, Any], title: str) -> Iterator[tuple[str, object]]:
    """The fields of the Article that an object states, besides its embargo and status."""
    for name, keys in _LINES.items():
        if (text := _plain(_string(_first(values, keys)))) and text != title:
            yield name, text
    stated = (_listed(_first(values, (key,))) for key in _AUTHORS)
    named = ([name for one in several if (name := _name_of(one))] for several in stated)
    authors = [one for name in next(filter(None, named), ()) for one in read_authors(name)]
    if authors:
        yield "authors", tuple({author.name: author for author in authors}.values())
    for name, keys in (("published", _PUBLISHED), ("updated", _UPDATED)):
        moment = next((found for key in keys if (found := _moment(values, key))), None)
        if moment and (name == "published" or moment.is_instant):
            yield name, moment
    summary = _plain(_string(_first(values, _SUMMARIES)))
    if (
        summary
        and len(summary) <= MAX_SUMMARY
        and not one_line(_plain(_text(values))).startswith(summary.rstrip(" .…[]"))
    ):
        yield "summary", summary
    words = [part for value in _listed(_first(values, _KEYWORDS)) for part in _string(value).split(",")]
    if keywords := tuple(dict.fromkeys(one_line(word) for word in words if word.strip())):
        yield "keywords", keywords
    provider = _plain(_string(_first(values, _PROVIDERS)))
    if provider and "://" not in provider and "@" not in provider:
        yield "provider", Party(name=provider)
    language = _string(_first(values, _LANGUAGES)).replace("_", "-")
    if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", language):
        yield "language", language
    if isinstance(urgency := values.get("urgency"), int) and 1 <= urgency <= 9:
        yield "urgency", urgency
    if address := _string(_first(values, ("uri", "@id"))):
        with suppress(ModelError):
            require_uri("derived_from", address)
            yield "derived_from", address
    link = _string(_first(values, _LINKS))
    if re.fullmatch(r"https?://[^\s\"<>\\^`{}|]{4,2000}", link) and link.isascii():
        yield "original_url", link


def _moment(values: Mapping[str, Any], key: str) -> Moment | None:
    value = _string(_first(values, (key,)))
    if key in _IN_UTC and _NO_ZONE.fullmatch(value):
        value += "Z"
    return read_moment(value) if value else None
