"""Mail as bytes (RFC 5322 and MIME): decoded to lines, header first, as if it had been pasted as text.

`message` opens those lines. Header values are decoded here, without the parsers of `email.policy.default`: these raise
errors of many kinds on damaged headers.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from convert.documents import MAX_TAGS, DocumentError, local_name, open_html
from convert.errors import InputError
from convert.findings import Finding, Severity
from convert.limits import MAX_INPUT
from convert.readers.text.lexicon.keys import word_set
from convert.readers.text.lines.decode import decode_text, without_indent
from convert.readers.text.lines.mixed import BAD, decode_mixed
from convert.readers.text.scripts import count_words

if TYPE_CHECKING:
    from email.message import Message

MAX_HEADER = 256 * 2**10
"""The greatest length of a mail's header, in bytes."""

MAX_PARTS = 100
"""How many multiparts and messages a mail may have; each may be inside the one before."""

MAX_NAME = 100
"""How many characters of an attachment's name are shown."""

FORWARDED = "---------- Forwarded message ----------"
"""The line above a message that is a part of another one."""

KNOWN_FIELDS = word_set(
    "from to cc bcc date subject sender reply-to message-id in-reply-to references received return-path delivered-to "
    "mime-version content-type content-transfer-encoding dkim-signature authentication-results list-id "
    "list-unsubscribe user-agent importance thread-topic thread-index envelope-to errors-to precedence"
)
"""Fields of mail headers (RFC 5322, RFC 2045 and common ones), in lower case. Two of them make a header."""

NEWS_FIELDS = word_set(
    "newsgroups organization lines distribution path followup-to approved expires xref control keywords"
)
"""Fields that only articles of Usenet have, in lower case (RFC 5536). They are words, too, so they open no header."""

_SHOWN = ("From", "Date", "Subject", "To")
_FIELD = re.compile(rb"(?P<name>[!-9;-~]{1,80})[ \t]*:(?P<value>[^\r\n]*)")
_FIELD_START = re.compile(rb"(?:From [^\r\n]*\r?\n)?[!-9;-~]{1,80}[ \t]*:")
_INDENT = re.compile(rb"(?:[ \t]*\r?\n)*[ \t]+[!-9;-~]")
_TRANSFER = ("quoted-printable", "base64")
_NEWLINE = re.compile(rb"\r\r?\n|\r|\n")
TEXT_BELOW = 25
"""How many words the text below the last part has at least that is read; programs leave a few words there."""

FULL_BASE64 = 60
"""How many characters a full line of base64 has at least; a line between two such is damage."""

_BASE64 = re.compile(r"\s*[A-Za-z0-9+/]*={0,2}\s*")
_ENCODED = re.compile(r"=\?(?P<charset>[^?\s]{1,40})\?(?P<kind>[QqBb])\?(?P<text>[^?\s]*)\?=")
_BETWEEN_ENCODED = re.compile(r"(?<=\?=)\s+(?==\?[^?\s]+\?[QqBb]\?)")
_WINDOWS = frozenset({"iso8859-1", "ascii"})
"""Charsets that mails declare for text in Windows-1252, as Python names them."""

_SIZES = (("MB", 10**6), ("KB", 10**3))


class DecodedMail(NamedTuple):
    """A mail as the text of its header, a blank line and its body, in UTF-8, and the findings about its parts."""

    text: bytes
    findings: tuple[Finding, ...]


def decode_mail(data: bytes, encoding: str | None = None) -> DecodedMail | None:
    """The mail in `data`; None if it does not open with a mail's header.

    `encoding` is that of text whose charset is not declared or not known. Raises InputError: INP002 no text, INP005 too
    many parts, INP019 its text is JSON.
    """
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if is_wide and len(data) <= MAX_INPUT:
        data = decode_text(data)[0].encode("utf-8", "replace")
    data = data.removeprefix(codecs.BOM_UTF8)
    if len(data) <= MAX_INPUT and _INDENT.match(data):
        data = b"\n".join(without_indent(data.split(b"\n"), b" \t"))
    if len(data) > MAX_INPUT or not _FIELD_START.match(data.lstrip(b"\r\n"), 0):
        return None
    data = data.lstrip(b"\r\n").replace(b"\r\r\n", b"\r\n")
    if b"\r" in data and b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    fields = _read_fields(data)
    if fields is None:
        return None
    counted = data.lower()
    if counted.count(b"multipart/") + counted.count(b"message/rfc822") > MAX_PARTS:
        message = f"the mail has more than {MAX_PARTS} messages and groups of parts"
        raise InputError("INP005", message, "Save the story's text by itself.")
    del counted
    from email import message_from_bytes
    from email.policy import compat32

    body = _Body("utf-8" if is_wide else encoding, is_wide=is_wide)
    body.add(message_from_bytes(data, policy=compat32))
    header = [f"{name}: {_decode_words(value, body)}" for name, value in fields]
    lines = [*map(_one_line, header), "", *body.lines]
    has_text = any(map(str.strip, body.lines)) or any(name.lower() == "subject" and value for name, value in fields)
    if not has_text:
        raise InputError("INP002", "the mail has no text", "Give the story's text; attachments are not read.")
    if _is_json("\n".join(body.lines).strip()):
        advice = "If it has a title and a text, save it as a file and convert that; else save its text as plain text."
        raise InputError("INP019", "the mail's text is JSON, not copy", advice)
    text = "\n".join(lines).encode("utf-8", "replace") + b"\n"
    return DecodedMail(text, tuple(body.findings()))


def _is_json(text: str) -> bool:
    """Whether the text of a mail is one object of JSON, as forms of web pages send."""
    if not (text.startswith("{") and text.endswith("}") and '":' in text):
        return False
    import json

    try:
        return isinstance(json.loads(text, strict=False), dict)
    except (ValueError, RecursionError):
        return False


def _read_fields(data: bytes) -> list[tuple[str, str]] | None:
    """The fields of the header that `data` opens with, unfolded; None if there is none."""
    found: list[tuple[bytes, list[bytes]]] = []
    position = 0
    while position < min(len(data), MAX_HEADER):
        newline = _NEWLINE.search(data, position)
        end = newline.start() if newline else len(data)
        line = data[position:end]
        position = newline.end() if newline else len(data)
        if not line.strip():
            break
        if field := _FIELD.fullmatch(line):
            found.append((field["name"], [field["value"]]))
        elif line[:1] in b" \t" and found:
            found[-1][1].append(line.strip())
        elif found or not line.startswith(b"From "):
            return None
    else:
        return None
    known = {name.lower().decode("ascii") for name, _ in found} & KNOWN_FIELDS
    if len(known) < 2 or known <= {"subject", "date", "references", "importance", "precedence"}:
        return None
    return [(name.decode("ascii"), _decode_bytes(b" ".join(parts).strip(), None, None)[0]) for name, parts in found]


class _Body:
    """The lines of a mail's text, and what was found on the way to them."""

    def __init__(self, encoding: str | None, *, is_wide: bool = False) -> None:
        self.lines: list[str] = []
        self.attachments: list[tuple[str, str, int]] = []
        self.charsets: dict[str, None] = {}
        self._encoding = encoding
        self._is_wide = is_wide

    def add(self, message: Message) -> None:
        """Add the text of a message; its first attached text where it has no other."""
        lines = self._render(message)
        if not any(map(str.strip, lines)):
            attached = (part for part in message.walk() if part.get_content_type() == "text/plain")
            lines = next((self._text(part) for part in attached), lines)
        self.lines += lines

    def decode(self, data: bytes, charset: str | None) -> str:
        text, is_known = _decode_bytes(data, charset, self._encoding)
        if not is_known:
            self.charsets[" ".join(str(charset).split())[:40]] = None
        return text

    def _decode_part(self, part: Message) -> str:
        """The text of a part: in its charset, or else, also where it declares none, as its bytes suggest."""
        charset = part.get_content_charset()
        if self._is_wide and str(part.get("Content-Transfer-Encoding", "")).strip().lower() not in _TRANSFER:
            charset = "utf-8"
        text = self._decode_text(_payload(part), charset)
        if below := _behind_base64(part):
            return f"{text}\n\n{self._decode_text(below, None)}"
        return text

    def _decode_text(self, data: bytes, charset: str | None) -> str:
        if data.isascii():
            return self.decode(data, charset)
        if charset and (codec := _legacy_codec(charset)) and (mixed := decode_mixed(data, codec)):
            self.charsets[_one_line(charset)[:40]] = None
            return BAD.sub("\ufffd", mixed.text)
        if charset and _is_valid(data, charset):
            return self.decode(data, charset)
        try:
            text, _ = decode_text(data.replace(b"\0", b""), self._encoding)
        except InputError:
            return self.decode(data, charset)
        if charset and not _is_ascii(charset):
            self.charsets[_one_line(charset)[:40]] = None
        return text

    def findings(self) -> Iterator[Finding]:
        if self.attachments:
            shown = ", ".join(f"{name} ({kind}, {_size(size)})" for name, kind, size in self.attachments[:20])
            several = len(self.attachments) > 1
            yield Finding(
                code="TXT016",
                severity=Severity.NOTICE,
                message=f"the mail has {'attachments that were' if several else 'an attachment that was'} "
                f"not read: {shown}",
                advice="See whether the story needs them.",
                detail=tuple(("attachment", name) for name, _, _ in self.attachments[:20]),
            )
        for charset in self.charsets:
            yield Finding(
                code="TXT017",
                severity=Severity.WARNING,
                message=f"the mail's text is not in its charset “{charset}”, or that is unknown; another was tried",
                advice="Look at letters with accents; if they are wrong, name the encoding.",
            )

    def _render(self, part: Message) -> list[str]:
        kind = part.get_content_type()
        if kind == "message/rfc822":
            return self._forwarded(part)
        children = part.get_payload()
        if isinstance(children, list):
            inner = [child for child in children if not isinstance(child, str)]
            lines = self._alternative(inner) if kind == "multipart/alternative" else self._several(inner)
            below = _raw(part.epilogue or "").splitlines()
            return [*lines, "", *below] if _count_words(below) >= TEXT_BELOW else lines
        if part.get_content_disposition() == "attachment" or part.get_content_maintype() not in ("text", "multipart"):
            self._attach(part)
            return []
        if kind in ("text/plain", "text/html") or part.get_content_maintype() == "multipart":
            return self._html(part) if kind == "text/html" else self._text(part)
        self._attach(part)
        return []

    def _several(self, parts: list[Message]) -> list[str]:
        rendered = (self._render(part) for part in parts)
        return [line for lines in rendered if any(map(str.strip, lines)) for line in (*lines, "")]

    def _alternative(self, parts: list[Message]) -> list[str]:
        """The plain one of several forms of one text, unless it lacks most of the words."""
        plain: list[str] = []
        rich: list[str] = []
        for part in parts:
            lines = self._render(part)
            if part.get_content_type() == "text/plain":
                plain = plain or lines
            else:
                rich = lines or rich
        return rich if _count_words(plain) * 4 < _count_words(rich) else plain or rich

    def _forwarded(self, part: Message) -> list[str]:
        messages = part.get_payload()
        message = messages[0] if isinstance(messages, list) and messages else None
        if message is None or isinstance(message, str):
            return []
        shown = [
            _one_line(f"{name}: {_decode_words(_raw(str(value)), self)}")
            for name in _SHOWN
            if (value := message.get(name)) is not None
        ]
        return [FORWARDED, *shown, "", *self._render(message)]

    def _text(self, part: Message) -> list[str]:
        lines = self._decode_part(part).splitlines()
        if str(part.get_param("format", "")).lower() == "flowed":
            return list(_unflow(lines, keeps_space=str(part.get_param("delsp", "")).lower() != "yes"))
        return lines

    def _html(self, part: Message) -> list[str]:
        page, *others = _pages(self._decode_part(part))
        lines = html_lines(page)
        if lines is None:
            self._attach(part)
        lines = lines or []
        for other in others:
            below = (html_lines(other) or []) if _TAG.search(other) else other.splitlines()
            lines += ["", *below] if _count_words(below) >= TEXT_BELOW else []
        return lines

    def _attach(self, part: Message) -> None:
        filename = part.get_filename()
        shown = _one_line(_decode_words(_raw(str(filename)), self))[:MAX_NAME] if filename else "without a name"
        kind = re.sub(r"[^\w/.+-]", "", part.get_content_type())[:60]
        self.attachments.append((shown, kind, len(_payload(part))))


def _payload(part: Message) -> bytes:
    """The bytes of a part; without text below its base64, if it has any."""
    if divided := _base64_and_below(part):
        from base64 import b64decode

        data = "".join(divided[0].split()).rstrip("=")
        return b64decode(data[: len(data) - (len(data) % 4 == 1)] + "==")
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _base64_and_below(part: Message) -> tuple[str, str] | None:
    """The lines of base64 of a part, and text between and below them; None if all are base64, or the part is not."""
    payload = part.get_payload()
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() != "base64" or not isinstance(payload, str):
        return None
    lines = payload.splitlines()
    coded = [_BASE64.fullmatch(line) is not None for line in lines]
    if all(coded):
        return None
    last = max((at for at, line in enumerate(lines) if coded[at] and len(line) >= FULL_BASE64), default=-1)
    end = next((at for at in range(last + 1, len(lines)) if not coded[at]), len(lines))
    inside = [line for at, line in enumerate(lines[:end]) if coded[at]]
    others = [line for at, line in enumerate(lines[:end]) if not coded[at]]
    return "\n".join(inside), "\n".join([*others, *lines[end:]])


def _behind_base64(part: Message) -> bytes:
    divided = _base64_and_below(part)
    return divided[1].encode("utf-8", "surrogateescape") if divided else b""


def _raw(value: str) -> str:
    """A header value whose bytes beyond ASCII the parser escaped, decoded."""
    return _decode_bytes(value.encode("utf-8", "surrogateescape"), None, None)[0]


def _legacy_codec(charset: str) -> str:
    """The codec of a charset that mails declare for text in a legacy encoding; empty if it is UTF-8 or not known."""
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return ""
    return "" if name == "utf-8" or _is_ascii(name) else "cp1252" if name in _WINDOWS else name


def _is_valid(data: bytes, charset: str) -> bool:
    """Whether `data` is text in a charset."""
    return _decode_bytes(data, charset, None)[1] and not _is_ascii(charset)


def _decode_bytes(data: bytes, charset: str | None, fallback: str | None) -> tuple[str, bool]:
    """The text of `data`, and whether it is in the charset that is declared, if one is."""
    if charset:
        try:
            name = codecs.lookup(charset).name
            return data.decode("cp1252" if name in _WINDOWS and data.isascii() is False else name), True
        except (LookupError, ValueError):
            pass
    for other in (fallback, "utf-8", "cp1252"):
        try:
            if other:
                return data.decode(other), charset is None or _is_ascii(charset)
        except (LookupError, ValueError):
            continue
    return data.decode("latin-1"), charset is None


def _is_ascii(charset: str) -> bool:
    """Whether a charset is that of mails which declare none: text in it is often in another."""
    return charset.lower() in ("us-ascii", "ascii", "unknown-8bit", "x-unknown")


def _decode_words(value: str, body: _Body) -> str:
    """A header value with its encoded words (RFC 2047) decoded."""
    from binascii import Error, a2b_base64
    from quopri import decodestring

    def decoded(word: re.Match[str]) -> str:
        text = word["text"].encode("utf-8", "replace")
        try:
            data = a2b_base64(text + b"==") if word["kind"] in "Bb" else decodestring(text, header=True)
        except (Error, ValueError):
            return word.group()
        return body.decode(data, word["charset"].partition("*")[0])

    if "=?" not in value:
        return value
    return _ENCODED.sub(decoded, _BETWEEN_ENCODED.sub("", value))


def _one_line(text: str) -> str:
    """A value on one line, without control characters."""
    return " ".join(re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())


def _unflow(lines: list[str], *, keeps_space: bool) -> Iterator[str]:
    """The lines of flowed text (RFC 3676), each paragraph on one."""
    running = ""
    for line in lines:
        text = line.removeprefix(" ")
        if line.endswith(" ") and line not in ("-- ", " ") and not line.startswith(">"):
            running += text if keeps_space else text[:-1]
            continue
        if running and (line.startswith(">") or line == "-- "):
            yield running
            running = ""
        yield running + text if not line.startswith(">") else line
        running = ""
    if running:
        yield running


def _pages(text: str) -> list[str]:
    """The pages of HTML that were joined in `text`, and last the text below them."""
    starts = [0, *(found.end() for found in _PAGE_END.finditer(text))][:MAX_PARTS]
    return [text[start:end] for start, end in zip(starts, (*starts[1:], len(text)), strict=True)]


_PAGE_END = re.compile(r"</html\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:html|body|div|p|br|table|span)\b", re.IGNORECASE)
_BLOCKS = word_set("p h1 h2 h3 h4 h5 h6 ul ol table blockquote pre hr article section figure dl")
_LINES = word_set("div li tr br dt dd header footer main address center figcaption caption")
_SKIPPED = word_set("head style script title template noscript")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def html_lines(text: str) -> list[str] | None:
    """The visible lines of a page or fragment of HTML: blocks are lines, with blank lines around paragraphs.

    None if it cannot be read, or has more tags than are safe.
    """
    if text.count("<") > MAX_TAGS:
        return None
    try:
        body = open_html(text)
    except DocumentError:
        return None
    lines: list[str] = []
    running: list[str] = []
    quotes = skipped = 0

    def end_line(*, is_block: bool = False) -> None:
        line = " ".join("".join(running).split())
        running.clear()
        if line:
            lines.append("> " * quotes + line)
        if is_block and lines and lines[-1]:
            lines.append("")

    for event, element in etree.iterwalk(body, events=("start", "end", "comment")):
        if event == "comment":
            if not skipped:
                running.append(element.tail or "")
            continue
        name = local_name(element).lower()
        is_skipped = name in _SKIPPED or _HIDDEN.search(element.get("style") or "") is not None
        if event == "start":
            skipped += is_skipped
            if skipped:
                continue
            if name in _BLOCKS or name in _LINES:
                end_line(is_block=name in _BLOCKS)
            quotes += name == "blockquote"
            if name == "li":
                running.append("• ")
            running.append(element.text or "")
        else:
            if not skipped:
                if name in ("td", "th"):
                    running.append(" ")
                elif name in _BLOCKS or name in _LINES:
                    end_line(is_block=name in _BLOCKS)
                quotes -= name == "blockquote"
            skipped -= is_skipped
            if not skipped:
                running.append(element.tail or "")
    end_line()
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _count_words(lines: list[str]) -> int:
    return sum(map(count_words, lines))


def _size(count: int) -> str:
    return next((f"{count / unit:.1f} {name}" for name, unit in _SIZES if count >= unit), f"{count} bytes")
