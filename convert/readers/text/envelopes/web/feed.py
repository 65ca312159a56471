"""Items of a feed that were copied as text: rows with labels, also of JSON or XML, or the bare values in their order.

An item is recognized by a row for its title and others that only feeds have: a link that is an address, a GUID, a date
in the form of RFC 822. Its rows become metadata; title, description and content are the story.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from html import unescape
from typing import NamedTuple

from convert.errors import ModelError
from convert.model import Contributor, Moment, Party
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import USUAL_LANGUAGES, Envelope, TakenLine, filled_lines, one_line
from convert.readers.text.envelopes.markup.named_fields import MAIL_ADDRESS
from convert.readers.text.envelopes.web import feed_words
from convert.readers.text.envelopes.web.feed_words import RowKind
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.people import read_people

HEAD = 16
"""Among how many first lines the first row of a feed is."""

MIN_KINDS = 3
"""How many kinds of rows an item has at least."""

MAX_LABEL, MAX_VALUE = 40, 100_000
"""How many characters a label and the value of a row have at most."""

MAX_TITLE = 300
"""How many characters a title has at most."""

DEK_WORDS = 60
"""How many words a description has at most that is the line below the title."""

CHANNEL_WORDS = 20
"""How many words a value of the feed itself has at most."""

SAME = 40
"""How many first characters a description and a text share where it repeats the text."""

_ROW = TakenLine("row of a feed")
_MARK = TakenLine("mark of a feed")

_LABELED = re.compile(
    rf"\s*(?:[-*•]\s+)?(?P<label>[^\W\d_][^:：=\t\"<>{{}}]{{1,{MAX_LABEL}}}?(?::[^\W\d_]{{2,20}})?)"
    r"\s?(?:[:：](?!//)|\s=\s|\t)(?P<value>.*)"
)
_JSON = re.compile(r"\s*[{\[]*\s*\"(?P<label>[\w:. -]{2,40})\"\s*:(?P<value>.*)")
_VALUE_OF_JSON = re.compile(
    r"\s*(?:\"(?:[^\"\\]|\\.){0,2000}\"|-?\d{1,20}(?:\.\d{1,20})?|true|false|null|[\[{].{0,2000}[\]}])\s*[,}]{0,3}\s*"
)
_XML = re.compile(r"\s*<(?P<label>[\w:.-]{2,40})(?:\s[^<>]{0,200})?(?:/>\s*|>(?P<value>.*))")
_TERM = re.compile(r"\s(?:label|term)\s?=\s?(?:\"(?P<term>[^\"<>]{1,80})\")")
_HREF = re.compile(r"<\w+(?!.*\srel=\"(?!alternate))(?:\s[^<>]*?)?\shref=\"(?P<href>https?://[^\"<>\s]{4,2000})\"")
_ATOM_NAME = re.compile(r"<(?:[\w-]{1,12}:)?name>(?P<name>[^<>]{2,80})</")
"""The name of a category, the address of the page, and the name of an author, as Atom writes them."""

_CDATA = re.compile(r"<!\[CDATA\[|\]\]>|</[\w:.-]{2,40}>\s*$")
_PLUMBING = re.compile(
    r"\s*(?:</?(?:item|entry|rss|channel|feed|items|entries|rdf:rdf)(?:\s[^<>]*)?>|<\?xml[^<>]*>|[{}\[\]],?|[}\]],?\s*[{\[]?"
    r"|[\]}]{1,3},?)\s*"
)
_ITEM_MARK = re.compile(
    rf"\s*(?:<(?:item|entry)(?:\s[^<>]*)?>|\{{|\[|[-=*#]{{2,5}}\s*(?:(?:{feed_words.ITEMS})\s*#?\d{{0,4}})?\s*[-=*#]{{0,5}}"
    rf"|(?:{feed_words.ITEMS})\s*#?\d{{1,4}}:?|[\[(#]?\d{{1,4}}[\])]?)\s*",
    re.IGNORECASE,
)
_URL = re.compile(r"\s*<?https?://[^\s<>]{4,2000}>?\s*")
_RFC_DATE = re.compile(
    r"\s*(?:[A-Z][a-z]{2},\s*)?\d{1,2}\s[A-Z][a-z]{2}\s\d{4}\s\d\d:\d\d(?::\d\d)?\s(?:[+-]\d{4}|[A-Z]{1,4})\s*"
)
_ISO_DATE = re.compile(r"\s*\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d)\s*")
_GUID = re.compile(r"\s*(?:https?://|tag:|urn:)?[\w./?=&#:,%+~-]*\d[\w./?=&#:,%+~-]*\s*")
_APPEARED = re.compile(rf"\s*(?:{feed_words.APPEARED})\s*[.。]?\s*", re.IGNORECASE)
_MORE = re.compile(
    rf"\s*[\[(]?(?:{feed_words.MORE})(?:\s?[:：]\s?\S.{{0,150}}|\s[^.]{{0,80}}?(?=[…»›→>]|\.\.\.))?"
    r"\s?[….»›→>\])]{0,6}\s*",
    re.IGNORECASE,
)
_MAIL_NAME = re.compile(r"\s*\S+@\S+\s*\((?P<name>[^()]{2,80})\)\s*")
_PART = r"(?:[^\W\d_a-z][\w.'’-]*|d[aei]|de[rl]?|van|von|zu|la|le|bin|al)"
_NAME = re.compile(rf"{_PART}(?:\s{_PART}){{1,4}}")
_CUT = re.compile(r"\s*(?:\[?\s?(?:…|\.\.\.)\s?\]?)\s*$")


class _Row(NamedTuple):
    """A row: its line, its kind, its value, and whether its label is one that only feeds have, or the feed's own."""

    at: int
    kind: RowKind
    value: str
    is_sure: bool = False
    is_channel: bool = False


def _read_row(line: str, at: int) -> _Row | None:
    if len(line) > MAX_VALUE or not line.strip():
        return None
    start = line.lstrip()[0]
    if start == "<":
        found = _XML.fullmatch(line)
    elif start in '"{[':
        found = _JSON.fullmatch(line)
    else:
        found = _LABELED.fullmatch(line) if re.search(r"[:：=\t]", line[:64]) else None
    if found is None:
        return None
    key = feed_words.label_key(found["label"])
    kind = feed_words.LABELS.get(key)
    is_data = start in '"{[' and _VALUE_OF_JSON.fullmatch(found["value"]) is not None
    if kind is None and key not in feed_words.CHANNEL and not is_data:
        return None
    value = _value(found["value"] or "", start)
    if start == "<" and kind == "category" and not value and (term := _TERM.search(line)):
        value = one_line(unescape(term["term"]))
    elif start == "<" and kind == "link" and not value and (linked := _HREF.search(line)):
        value = unescape(linked["href"])
    elif start == "<" and kind == "author":
        name = _ATOM_NAME.search(value)
        value = name["name"].strip() if name else value
    return _Row(at, kind or "other", value, key in feed_words.SURE or start in '"<', key in feed_words.CHANNEL)


def _value(text: str, start: str) -> str:
    """The value of a row that opens with the sign `start`."""
    text = text.strip()
    if start in '"{[':
        text = text.rstrip(", ")
        value: object = text.strip('",[]{} ')
        for shown in (text, text.rstrip("}, "), text.rstrip("}], ")):
            with suppress(ValueError, RecursionError):
                value = json.loads(shown)
                break
        if isinstance(value, list):
            return ", ".join(str(part) for part in value)
        return one_line(str(value)) if not isinstance(value, dict) else ""
    return _CDATA.sub("", text).strip() if start == "<" or "]]>" in text else text


def _read_rows(lines: Sequence[str]) -> list[_Row]:
    """All rows of the lines; none if the first lines do not show a feed."""
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return []
    rows: list[_Row] = []
    seen = 0
    for at, line in enumerate(lines[first:], first):
        if not rows:
            seen += bool(line.strip())
            if seen > HEAD:
                return []
        if row := _read_row(line, at):
            rows.append(row)
    return list(_outside_text(rows))


def _outside_text(rows: Sequence[_Row]) -> Iterator[_Row]:
    """The rows without lines inside the text of an item that only look like one, as they have no row beside them."""
    places = {row.at for row in rows}
    opening = next((row.kind for row in rows if not row.is_channel and row.kind != "other"), None)
    is_inside = False
    for row in rows:
        if is_inside and not (row.is_sure or row.kind in (opening, "guid")):
            is_alone = row.at - 1 not in places and row.at + 1 not in places
            if is_alone and not (_URL.fullmatch(row.value) or _is_date(row.value)):
                continue
        is_inside = row.kind == "content" or (is_inside and row.kind != opening)
        yield row


def _items(lines: tuple[str, ...]) -> list[list[_Row]]:
    """The rows of each item; none if the lines are no feed."""
    rows = _read_rows(lines)
    if not rows:
        return _bare_items(lines)
    opening = next((row.kind for row in rows if not row.is_channel and row.kind != "other"), None)
    items: list[list[_Row]] = []
    kinds: set[str] = set()
    for row in rows:
        if not items or (row.kind == opening and not row.is_channel and len(kinds) > 1):
            items.append([])
            kinds = set()
        items[-1].append(row)
        kinds.add(row.kind)
    while len(items) > 1 and not _is_item(items[-1]):
        items.pop()  # lines of the text that look like rows
    return items if items and all(map(_is_item, items[1 if _is_channel(items) else 0 :])) else _bare_items(lines)


def _kinds(rows: Sequence[_Row]) -> set[str]:
    return {row.kind for row in rows}


def _is_item(rows: Sequence[_Row]) -> bool:
    kinds = _kinds(rows)
    is_sure = any(
        row.is_sure or (row.kind == "link" and _URL.fullmatch(row.value)) or _RFC_DATE.fullmatch(row.value)
        for row in rows
        if row.kind in ("link", "guid", "published")
    )
    return "title" in kinds and is_sure and len(kinds) >= MIN_KINDS


def _is_channel(items: Sequence[Sequence[_Row]]) -> bool:
    """Whether the first rows are those of the feed itself."""
    first = items[0]
    if len(items) < 2 or _kinds(first) & {"published", "guid", "content", "author", "category"}:
        return False
    if any(len(row.value.split()) > CHANNEL_WORDS for row in first):
        return False
    return any(row.is_channel for row in first) or (
        _kinds(first) <= {"title", "link", "description", "other", "updated"}
        and any("published" in _kinds(item) or "guid" in _kinds(item) for item in items[1:])
    )


def _bare_items(lines: tuple[str, ...]) -> list[list[_Row]]:
    """The items whose values have no labels: title, address, perhaps a GUID, and a date as feeds have it."""
    filled = filled_lines(lines)
    items: list[list[_Row]] = []
    for number, at in enumerate(filled):
        if not number or "://" not in lines[at] or len(lines[at]) > 2_100 or not _URL.fullmatch(lines[at]):
            continue
        dated = filled[number - 1] if number > 1 and _is_date(lines[filled[number - 1]]) else None
        title = filled[number - 1 if dated is None else number - 2]
        if items and title <= items[-1][-1].at:
            continue
        if len(lines[title]) > MAX_TITLE or _is_date(lines[title]) or _URL.fullmatch(lines[title]):
            continue
        if not any(map(str.isalpha, lines[title])):
            continue
        rows = [_Row(title, "title", lines[title].strip()), _Row(at, "link", lines[at].strip(" <>\t"))]
        if dated is not None:
            rows.append(_Row(dated, "published", lines[dated].strip()))
        for below in filled[number + 1 : number + 6] if dated is None else ():
            line = lines[below]
            if len(line) < 60 and _is_date(line):
                rows.append(_Row(below, "published", line.strip()))
                break
            if len(line) < 300 and below == rows[-1].at + 1 and _GUID.fullmatch(line):
                rows.append(_Row(below, "guid", line.strip()))
        if rows[-1].kind != "published":
            continue
        if not items and number > HEAD:
            return []
        items.append(rows)
    return items


def _is_date(line: str) -> bool:
    return _RFC_DATE.fullmatch(line) is not None or _ISO_DATE.fullmatch(line) is not None


def feed_items(lines: tuple[str, ...]) -> list[int]:
    """The indices of the lines at which the items of a feed begin; none if there are not several."""
    items = _items(lines)
    if not items:
        return []
    first = next(at for at, line in enumerate(lines) if line.strip())
    starts = [first]
    for item in items[2 if _is_channel(items) else 1 :]:
        at = item[0].at
        while at > starts[-1] + 1 and _ITEM_MARK.fullmatch(lines[at - 1]):
            at -= 1
        starts.append(at)
    return starts if len(starts) > 1 else []


def open_feed(lines: tuple[str, ...]) -> Envelope | None:
    """Open the items of a feed, None if the lines show none. The titles of later items are headings."""
    items = _items(lines)
    if not items:
        return None
    feed = _Feed(lines)
    if _is_channel(items):
        feed.read_channel(items[0])
        items = items[1:]
    ends = [*(item[0].at for item in items[1:]), len(lines)]
    for number, (item, end) in enumerate(zip(items, ends, strict=True)):
        feed.read_item(item, end, is_first=not number)
    feed.take_marks(items[0][0].at)
    return feed.envelope()


class _Feed(Draft):
    """What is read of a feed."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(lines, is_whole=True)

    def read_channel(self, rows: Sequence[_Row]) -> None:
        for row in rows:
            self.taken[row.at] = TakenLine("row of a feed about itself", is_private="@" in row.value)
        title = next((row for row in rows if row.kind == "title" and row.value), None)
        if title:
            self.state("provider", Party(name=one_line(title.value)), title.at)

    def read_item(self, rows: Sequence[_Row], end: int, *, is_first: bool) -> None:
        """Read an item, whose rows and text end at the line `end`; only the first one gives metadata."""
        metadata, stated = dict(self.metadata), dict(self.stated)
        keywords: list[str] = []
        by_kind: dict[str, _Row] = {}
        for row in rows:
            by_kind.setdefault(row.kind, row)
            if row.kind == "title" and by_kind["title"] is row and row.value:
                self._read_title(row, is_first=is_first)
            elif row.kind not in ("description", "content"):
                self.taken[row.at] = TakenLine(_ROW.rule, is_private="@" in row.value)
                self._read_value(row, keywords)
        if keywords:
            at = by_kind["category"].at
            self.state("keywords", tuple(dict.fromkeys(keywords)), at)
        self._read_texts(rows, end, by_kind, is_first=is_first)
        self._take_footers(range(rows[0].at, end))
        if not is_first:
            self.metadata, self.stated = metadata, stated

    def _read_title(self, row: _Row, *, is_first: bool) -> None:
        title = one_line(row.value)
        self.rewritten[row.at] = title
        if is_first:
            self.headline = title
        else:
            self.roles[row.at] = "heading"

    def _read_value(self, row: _Row, keywords: list[str]) -> None:
        value = one_line(row.value)
        if not value:
            return
        match row.kind:
            case "published" | "updated" if row.kind not in self.metadata:
                moment = read_moment(value)
                if moment and (row.kind == "published" or moment.is_instant):
                    self.state(row.kind, moment, row.at)
            case "author" if "authors" not in self.metadata:
                if authors := read_authors(value):
                    self.state("authors", authors, row.at)
            case "category":
                keywords += [part for text in re.split(r"[,;|]", value) if (part := text.strip().lstrip("#"))]
            case "link" if "original_url" not in self.metadata and _URL.fullmatch(value) and value.isascii():
                if not re.search(r"[\"<>\\^`{}|\s]", value.strip("<>")):
                    self.state("original_url", value.strip("<>"), row.at)
            case "provider" if "provider" not in self.metadata and not _URL.fullmatch(value) and "@" not in value:
                self.state("provider", Party(name=value), row.at)

    def _read_texts(self, rows: Sequence[_Row], end: int, by_kind: dict[str, _Row], *, is_first: bool) -> None:
        """Keep the text below the rows for description and content, and tell what repeats it."""
        below = {row.at: following for row, following in zip(rows, [*(row.at for row in rows[1:]), end], strict=True)}
        blocks = {
            row.at: [at for at in range(row.at, below[row.at]) if at == row.at or self.lines[at].strip()]
            for row in rows
            if row.kind in ("description", "content")
        }
        content = by_kind.get("content")
        text = " ".join(self._text(content, blocks[content.at])) if content else ""
        for row in rows:
            if row.at not in blocks:
                continue
            block = blocks[row.at]
            parts = self._text(row, block)
            if not row.value:
                self.taken[row.at] = _ROW
            for at, part in zip(block if row.value else block[1:], parts, strict=True):
                if not part.strip():
                    self.taken[at] = _MARK
                elif part != self.lines[at]:
                    self.rewritten[at] = part
            if row.kind == "content" or not text or row is content:
                continue
            whole = one_line(" ".join(parts))
            stem = _CUT.sub("", whole)
            if (
                stem
                and one_line(text).startswith(stem[:SAME])
                and (_CUT.search(whole) or one_line(text).startswith(stem))
            ):
                for at in block:
                    self.taken[at] = TakenLine("description that the text repeats", role="teaser")
            elif is_first and whole and len(whole.split()) <= DEK_WORDS and "subheadline" not in self.metadata:
                for at in block:
                    self.taken[at] = TakenLine("description of a feed", role="subheadline")
                self.state("subheadline", whole, row.at)

    def _text(self, row: _Row, block: Sequence[int]) -> list[str]:
        """The texts of the lines of a block, the value of its row first."""
        below = [_CDATA.sub("", self.lines[at]) if "]]>" in self.lines[at] else self.lines[at] for at in block[1:]]
        return [row.value, *below] if row.value else below

    def _take_footers(self, span: range) -> None:
        for at in span:
            line = self.rewritten.get(at, self.lines[at])
            if at in self.taken or not line.strip() or len(line) > 700:
                continue
            if found := _APPEARED.fullmatch(line):
                self.taken[at] = TakenLine("footer of a feed")
                name = next((text for text in found.groupdict().values() if text), "").strip(' .«»"“”')
                if name and "provider" not in self.metadata:
                    self.state("provider", Party(name=one_line(name)), at)
            elif _MORE.fullmatch(line) or _URL.fullmatch(line):
                self.taken[at] = TakenLine("link of a feed")
            elif _PLUMBING.fullmatch(line):
                self.taken[at] = _MARK
        at = span.stop - 1
        while (
            span.stop < len(self.lines)
            and at > span.start
            and (not self.lines[at].strip() or _ITEM_MARK.fullmatch(self.lines[at]))
        ):
            if self.lines[at].strip():
                self.taken.setdefault(at, _MARK)
            at -= 1

    def take_marks(self, end: int) -> None:
        """Take the marks above the first item."""
        for at in range(end):
            if at not in self.taken and (_PLUMBING.fullmatch(self.lines[at]) or _ITEM_MARK.fullmatch(self.lines[at])):
                self.taken[at] = _MARK


def read_moment(value: str) -> Moment | None:
    """The moment in the value of a row: in the form of RFC 822 or ISO 8601, or as a date of a text."""
    from email.utils import parsedate_to_datetime

    try:
        if _ISO_DATE.fullmatch(value):
            day, clock = re.split(r"[T ]", value.strip(), maxsplit=1)
            found = re.fullmatch(r"(\d\d:\d\d)(:\d\d)?(?:\.\d+)?\s?(Z|[+-]\d\d):?(\d\d)?", clock)
            if found:
                zone = f"{found[3]}:{found[4] or '00'}" if found[3] != "Z" else "Z"
                return Moment(f"{day}T{found[1]}{found[2] or ':00'}{zone}")
        if _RFC_DATE.fullmatch(value):
            sent = parsedate_to_datetime(value)
            if sent.tzinfo:
                return Moment(sent.isoformat(timespec="seconds").replace("+00:00", "Z"))
            return Moment(sent.date().isoformat())
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return Moment(value)
    except (ValueError, TypeError, IndexError, OverflowError, ModelError):
        return None
    found_date = read_date(value, load_lexicon(*USUAL_LANGUAGES))
    return found_date.moment if found_date else None


def read_authors(value: str) -> tuple[Contributor, ...]:
    """The people that a row names; none for an address or the name of an account."""
    found = _MAIL_NAME.fullmatch(value)
    text = one_line(MAIL_ADDRESS.sub("", found["name"] if found else value))
    lexicon = load_lexicon(*USUAL_LANGUAGES)
    if (byline := read_byline(text, lexicon)) and byline.is_explicit:
        return byline.authors
    people = read_people(text, lexicon)
    if people:
        return people
    names = [name.strip() for name in re.split(r"[,;]| and | und | et | y | e ", text)]
    return tuple(Contributor(name=name) for name in names) if all(map(_NAME.fullmatch, names)) else ()
