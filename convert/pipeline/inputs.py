"""What an input is, by its first bytes and its name: raw copy, a document that can be read, or something else."""

from __future__ import annotations

import re

from convert import checks
from convert.documents import as_utf8, compression_of, open_json
from convert.errors import InputError
from convert.formats import Format, by_suffix, named
from convert.readers import Source

_MARKUP = re.compile(
    rb"[\s\xef\xbb\xbf]*(?:<(?:!doctype|html|\?xml|[a-z]+[^<>]* xmlns"
    rb"|(?:article|body|div|figure|h[1-6]|head|header|main|ol|p|section|table|ul|nitf|newsml|rss|topic)(?:\s[^<>]*)?>)"
    rb'|(?:\[\s*)?\{\s*"|\{\\rtf\d|WARC/\d\.\d\s|PK\x03\x04'
    rb"|(?:--\s{0,3})?-- (?:mysql|mariadb|phpmyadmin|postgresql|adminer)[^\n]{0,80} dump\b|pragma foreign_keys ?= ?off;"
    rb"|insert into [`\"\w.]{1,80}\s?(?:\([`\"\w\s,]{1,600}\)\s?)?values\b)",
    re.IGNORECASE,
)

_JSON = "JSON without a story's title and text"
_ADVICE = "Give its text as plain text (.txt), or name the format text if this is the copy."
_JSON_ADVICE = (
    "Give stories as JSON Lines (.jsonl), each line an object with “text”, or as JSON Feed, ninjs, or schema.org's "
    "NewsArticle with its “articleBody”."
)

_BINARY = (
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "a document of Word or Excel"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"GIF87a", "a picture (GIF)"),
    (b"GIF89a", "a picture (GIF)"),
)
_PACKED = (
    (b"word/", "a document of Word"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument"),
    (b"xl/", "a spreadsheet"),
    (b"application/epub+zip", "an EPUB that cannot be read"),
)


def input_format(name: str, data: bytes) -> Format:
    """The format of an input: that of a document by its content, else that of its name.

    Stories in JSON are raw copy, and so is ninjs that wirecopy did not write.
    """
    found = checks.recognise(data) if is_markup(data) else None
    if found and found.name == "ninjs" and holds_stories(data):
        from convert.readers.ninjs import version_of

        if version_of(open_json(data).value) is None:
            return named("text")
    return found if found and found.reads else format_of_name(name)


def format_of_name(name: str) -> Format:
    """The format of an input by its name: raw copy, unless the name has the suffix of another format."""
    return by_suffix(name) or named("text")


def is_markup(data: bytes) -> bool:
    """Whether `data` begins like HTML, XML, JSON, RTF or an archive: raw copy only if the user says so."""
    return _MARKUP.match(as_utf8(data)) is not None


def holds_stories(data: bytes) -> bool:
    """Whether `data` is JSON or XML with stories, as services answer with it and archives keep it."""
    data = as_utf8(data)
    if data[:1] not in (b"{", b"[", b"<") and data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"[", b"<"):
        return False
    from convert.readers.text.envelopes.web.json_stories import find_stories

    return bool(find_stories(data))


def is_scan(data: bytes) -> bool:
    """Whether `data` is recognized text of scanned pages, such as ALTO."""
    data = as_utf8(data)
    if data[:1] != b"<" and data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
        return False
    from convert.readers.text.envelopes.print.scan_pages import is_scan

    return is_scan(data)


def _binary_kind(data: bytes) -> str:
    """What data are that begin as a common binary format does, empty for others."""
    return next((kind for start, kind in _BINARY if data.startswith(start)), "")


def _markup_kind(data: bytes) -> str:
    """What markup or data are that are no copy."""
    start = as_utf8(data)[:1000].lstrip(b"\xef\xbb\xbf\t\n\r ").lower()
    if start.startswith(b"pk"):
        return next((kind for name, kind in _PACKED if name in data), "a zip archive")
    if start.startswith(b"{\\rtf"):
        return "RTF"
    if start.startswith((b"<!doctype html", b"<html")):
        return "a page in HTML"
    if start.startswith((b"{", b"[")):
        return _JSON
    if start.startswith((b"--", b"pragma", b"insert into")):
        return "a dump of a database"
    return "markup or data"


def is_other_than_copy(data: bytes) -> bool:
    """Whether `data` begins like markup, data or a common binary format, and has neither stories in JSON nor recognized
    text: raw copy only if the user says so.
    """
    return _is_markup_only(data) or bool(_binary_kind(data))


def _is_markup_only(data: bytes) -> bool:
    """Whether `data` is markup that is not copy."""
    return is_markup(data) and not holds_stories(data) and not is_scan(data)


def refuse_other_than_copy(source: Source, *, is_sure: bool) -> None:
    """Raise InputError (INP003, INP019) for markup and data, which are copy only if the user says so (`is_sure`)."""
    is_open = not is_sure and not source.story
    if is_open and _is_markup_only(source.data):
        kind = _markup_kind(source.data)
        raise InputError("INP019", f"the input is {kind}, not copy", _JSON_ADVICE if kind == _JSON else _ADVICE)
    if compression := compression_of(source.data, of_text=True):
        raise InputError("INP003", f"the input is {compression.name}, not text", compression.advice)
    if is_open and (kind := _binary_kind(source.data)):
        advice = "Save its text as plain text (.txt) in the program that it comes from, and convert that."
        raise InputError("INP003", f"the input is {kind}, not text", advice)
