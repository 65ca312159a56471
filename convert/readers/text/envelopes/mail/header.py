"""The header of a mail in lines: fields with known words, up to a blank line; when it was sent; its attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import NamedTuple

from convert.errors import ModelError
from convert.findings import Finding, Location, Severity
from convert.model import Moment
from convert.readers.text.envelopes.contacts import has_contact
from convert.readers.text.envelopes.mail import words as mail_words
from convert.readers.text.envelopes.mail.mime import KNOWN_FIELDS, NEWS_FIELDS
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.keys import fold_word

MAX_VALUE = 2_000
"""How many characters a field of a header has at most."""

MAX_FIELDS = 300
"""How many lines a header has at most."""

FORWARDED_SUBJECT = re.compile(rf"\s*(?:{mail_words.FORWARD_MARKS})\s?(?:\[\d+\])?\s?[:：]\s*", re.IGNORECASE)
REPLIED_SUBJECT = re.compile(rf"\s*(?:{mail_words.REPLY_MARKS})\s?(?:\[\d+\]|\(\d+\))?\s?[:：]\s*", re.IGNORECASE)
_FIELD = re.compile(
    r"[*_]{0,2}(?P<name>[^\W\d_*:：](?:[^:：*\n]{0,28}[^\s:：*])?)\s?[*_]{0,2}\s?[:：][*_]{0,2}(?:\s+|$)(?P<value>.*)"
)
_NEWS_VALUES = {
    "path": re.compile(r"\S+!\S+$"),
    "xref": re.compile(r"\S+ (?:[a-z0-9.+-]+:\d+ ?)+$"),
    "newsgroups": re.compile(r"[a-z0-9+-]+(?:\.[a-z0-9+-]+)+(?:,[a-z0-9.+-]+)*$"),
}
"""Fields that may open the header of an article of Usenet, with the form of their values."""

_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,60}")


class Field(NamedTuple):
    """A field of a header: its kind, value, the languages of its word, and its lines."""

    kind: mail_words.FieldKind
    value: str
    languages: tuple[str, ...]
    lines: tuple[int, ...]


class Header(NamedTuple):
    """A header, and the first line below it."""

    fields: tuple[Field, ...]
    end: int

    def first(self, kind: mail_words.FieldKind) -> Field | None:
        return next((field for field in self.fields if field.kind == kind), None)

    @property
    def kinds(self) -> set[str]:
        return {str(field.kind) for field in self.fields} - {"other"}

    @property
    def language(self) -> str:
        """The language of most of its words, English if that is one of them."""
        names = [name for field in self.fields for name in field.languages]
        return max(dict.fromkeys(names), key=lambda name: (names.count(name), name == "en"), default="en")


def read_header(lines: Sequence[str], start: int) -> Header | None:
    """The header that opens at line `start` and ends at a blank line; None if there is none.

    If a blank line follows the first field, one stands between all.
    """
    fields: list[Field] = []
    is_spaced = start + 1 < len(lines) and not lines[start + 1].strip()
    at = start
    while at < min(len(lines), start + MAX_FIELDS):
        line = lines[at]
        if not line.strip():
            following = read_field(lines[at + 1], at + 1, is_open=bool(fields)) if at + 1 < len(lines) else None
            known = {field.kind for field in fields} - {"other"}
            if not is_spaced or following is None or following.kind in known:
                break
            at += 1
            continue
        field = read_field(line, at, is_open=bool(fields))
        if field:
            fields.append(field)
        elif fields and len(line) <= MAX_VALUE and (line[:1].isspace() or has_contact(line)):
            last = fields[-1]
            fields[-1] = last._replace(value=f"{last.value} {line.strip()}", lines=(*last.lines, at))
        elif len({field.kind for field in fields} & {"from", "to", "subject", "date"}) >= 3:
            break
        else:
            return None
        at += 1
    header = Header(tuple(fields), at)
    return header if len(header.kinds) >= 2 else None


def read_field(line: str, at: int, *, is_open: bool) -> Field | None:
    """The field of a header that a line is; after the first one a field may have any name of RFC 5322's form."""
    match = _FIELD.fullmatch(line) if len(line) <= MAX_VALUE else None
    if match is None or line[:1].isspace():
        return None
    name = fold_word(match["name"])
    if found := mail_words.HEADER_WORDS.get(name):
        return Field(found[0], match["value"].strip(), found[1], (at,))
    is_of_news = name in _NEWS_VALUES and _NEWS_VALUES[name].match(match["value"]) is not None
    is_known = name in KNOWN_FIELDS or name.startswith("x-") or is_of_news
    if is_open:
        is_known = is_known or name in NEWS_FIELDS or ("-" in name and _TOKEN.fullmatch(name) is not None)
    return Field("other", match["value"].strip(), (), (at,)) if is_known else None


_UNKNOWN_ZONE = "-0000"
"""The zone of a date in UTC whose sender's zone is not stated (RFC 5322, 3.3)."""


def read_sent(header: Header) -> Moment | None:
    """When a mail was sent, from its date in the form of RFC 5322, or else as programs show it; the day alone where the
    date shows no zone and the user has named none.
    """
    from email.utils import parsedate_to_datetime

    date = header.first("date")
    if date is None:
        return None
    sent = None
    try:
        sent = parsedate_to_datetime(date.value)
        if sent.tzinfo is None and _UNKNOWN_ZONE in date.value:
            sent = sent.replace(tzinfo=UTC)
        if sent.tzinfo is not None:
            return Moment(sent.isoformat(timespec="seconds").replace("+00:00", "Z"))
    except (ValueError, TypeError, IndexError, OverflowError, ModelError):
        pass
    found = read_date(date.value.strip(), load_lexicon("en", header.language))
    if found and (shown := found.in_given_zone().moment):
        return shown
    return Moment(sent.date().isoformat()) if sent else None


def attachment_findings(headers: Sequence[Header]) -> Iterator[Finding]:
    """The finding about attachments that a pasted header names."""
    for header in headers:
        if (named := header.first("attachments")) and named.value:
            yield Finding(
                code="TXT016",
                severity=Severity.NOTICE,
                message=f"the mail has attachments that were not read: {named.value[:200]}",
                advice="See whether the story needs them.",
                location=Location(line=named.lines[0] + 1, column=1),
            )
