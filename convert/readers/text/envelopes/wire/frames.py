"""The byte frame of a wire: SOH header STX text ETX trailer, as IPTC 7901 and ANPA 1312 send it.

The frame is opened before the bytes are decoded, as control characters and the national sets of ISO 646 are of the
wire and not of the text. What it leaves is plain lines in the encoding of the copy, so decoding goes on as for other
copy; a frame that is damaged or that several stories share is left to be read as plain copy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from convert.findings import Finding, Location, Severity
from convert.limits import MAX_INPUT
from convert.readers.text.lines.language import detect_language

MAX_HEADER_BYTES = 1_000
MAX_TRAILER_BYTES = 200
"""How many bytes a header and a trailer have at most; with more they are text."""

NATIONAL_SETS: Mapping[str, Mapping[str, str]] = {
    "de": dict(zip("[\\]{|}~", "ÄÖÜäöüß", strict=True)),
    "sv": dict(zip("[\\]{|}", "ÄÖÅäöå", strict=True)),
    "fi": dict(zip("[\\]{|}", "ÄÖÅäöå", strict=True)),
    "da": dict(zip("[\\]{|}", "ÆØÅæøå", strict=True)),
    "no": dict(zip("[\\]{|}", "ÆØÅæøå", strict=True)),
    "fr": dict(zip("@\\{|}", "àçéùè", strict=True)),
    "it": dict(zip("\\]`{|}~", "çéùàòèì", strict=True)),
    "es": dict(zip("\\|}", "Ññç", strict=True)),
    "hu": dict(zip("@[\\]`{|}", "ÁÉÖÜáéöü", strict=True)),
}
"""The letters of the national sets of ISO 646 in place of ASCII's signs (ISO-IR 21, 10, 60, 69, 15, 17, 86), by the
language of the text.
"""

MIN_NATIONAL_WORDS = 2
"""How many words with a national letter inside show that the text is in a national set."""

MAX_CONTROLS = 0.02
"""The greatest share of control characters in a text that are not of the frame; with more the data is binary."""

_SOH, _STX, _ETX = b"\x01", b"\x02", b"\x03"
_START = re.compile(rb"(?:\xef\xbb\xbf)?[\x16\x7f\s]*\x01")
_BREAK = re.compile(rb"\r+\n|[\r\x0b\x0c]")
_IN_HEADER = bytes.maketrans(b"\x11\x12\x13\x14\x1f\t", b"      ")
_OF_THE_FRAME = b"\x01\x02\x03\x04\x07\x08\x10\x11\x12\x13\x14\x16\x17\x7f"
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\x0b\x0c\x1b")
_WORD = re.compile(rb"[A-Za-z\x80-\xff]{2}")
_SLUG = re.compile(rb"\x02\s*\^?(?P<slug>(?:BC|AM|PM|AP|US)-[^,<\r\n]{1,80})")
_TAKE = re.compile(_SLUG.pattern + rb",\s?(?:\d{1,2}(?:st|nd|rd|th)\s?(?:Add|Take)|Take\s?\d{1,2})\b", re.IGNORECASE)
_WIDE = ("utf16", "utf32")


class Frame(NamedTuple):
    """A frame without its control characters: its lines in `data`, separated by LF.

    The first `header` lines are the header, 0 if its end is not marked; `has_start` is whether its start is. From the
    line `trailer` on, counted from 0, is what follows the text. `lines` is the number of all lines. `findings` report
    how the bytes were read.
    """

    data: bytes
    header: int
    has_start: bool
    trailer: int
    lines: int
    findings: tuple[Finding, ...] = ()

    @property
    def encoding(self) -> str | None:
        """The encoding of `data` where the frame has decoded it, else None."""
        return "utf-8" if self.findings else None


def open_frame(data: bytes, encoding: str | None = None) -> Frame | None:
    """Open the frame around one story in `data`, whose encoding the user may have named; None if there is none."""
    if (_SOH not in data and _STX not in data) or b"\x00" in data or len(data) > MAX_INPUT:
        return None
    if encoding and encoding.lower().replace("-", "").replace("_", "").startswith(_WIDE):
        return None
    if (data.count(_SOH) > 1 or data.count(_STX) > 1) and not _are_takes(data):
        return None
    if not (_START.match(data) or _STX in data[:MAX_HEADER_BYTES]):
        return None
    header, text, trailer = _parts(data)
    strange = text.translate(None, _OF_THE_FRAME)
    if not _WORD.search(text) or len(strange) - len(strange.translate(None, _CONTROLS)) > len(text) * MAX_CONTROLS:
        return None
    header = header.translate(_IN_HEADER)
    parts = [_lines(part) for part in (header, text, trailer)]
    # A trailer is of its own lines, also where ETX closes a line of the text.
    header, text, trailer = (
        part + b"\n" if part and not part.endswith(b"\n") and any(parts[at + 1 :]) else part
        for at, part in enumerate(parts)
    )
    whole = header + text + trailer
    findings: tuple[Finding, ...] = ()
    if encoding is None:
        whole, findings = _read_national_set(whole)
    return Frame(
        data=whole,
        header=header.count(b"\n"),
        has_start=_START.match(data) is not None,
        trailer=(header + text).count(b"\n") if trailer else _count(whole),
        lines=_count(whole),
        findings=findings,
    )


def opens_take(data: bytes, before: int, at: int) -> bool:
    """Whether the text that STX opens at `at` goes on from the story of the text that STX opens at `before`.

    Its slug line says so: it has the slug of the other, and is an add or a later take.
    """
    first, take = _SLUG.match(data, before), _TAKE.match(data, at)
    return first is not None and take is not None and first["slug"].strip() == take["slug"].strip()


def _are_takes(data: bytes) -> bool:
    """Whether several frames in `data` are the takes of one story."""
    texts = [found.start() for found in re.finditer(_STX, data)]
    if not len(texts) == data.count(_SOH) == data.count(_ETX):
        return False
    return all(opens_take(data, texts[0], at) for at in texts[1:])


def _parts(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Header, text and trailer; what has no mark, or is too long, belongs to the text."""
    header, stx, rest = data.partition(_STX)
    if not stx or len(header) > MAX_HEADER_BYTES:
        header, rest = b"", data
    text, etx, trailer = rest.rpartition(_ETX)
    if not etx or len(trailer.translate(None, _OF_THE_FRAME).strip()) > MAX_TRAILER_BYTES:
        return header, rest, b""
    return header, text, trailer


def _lines(part: bytes) -> bytes:
    return _BREAK.sub(b"\n", part).replace(b"\x1f", b" ").translate(None, _OF_THE_FRAME)


def _count(data: bytes) -> int:
    return data.count(b"\n") + (not data.endswith(b"\n"))


def _read_national_set(data: bytes) -> tuple[bytes, tuple[Finding, ...]]:
    """`data` with the letters of the national set that its words show, in UTF-8, and what to report; else as it is."""
    if not data.isascii():
        return data, ()
    text = data.decode("ascii")
    language = detect_language(text.split("\n")).primary
    letters = NATIONAL_SETS.get(language)
    if letters is None:
        return data, ()
    signs = re.escape("".join(letters))
    if len(re.findall(rf"[a-zA-Z][{signs}]+[a-zA-Z]", text)) < MIN_NATIONAL_WORDS:
        return data, ()
    word = re.compile(rf"(?<![^\s(\"'«»/,;.:>_*-])[A-Za-z{signs}]*[{signs}][A-Za-z{signs}]*")
    read = re.sub(r"[^\s(]+", lambda run: _national_words(run[0], word, letters), text)
    first = next(at for at, (old, new) in enumerate(zip(text, read, strict=True)) if old != new)
    finding = Finding(
        code="TXT019",
        severity=Severity.WARNING,
        message=f"the text is 7-bit; it was read in the national character set (ISO 646) of its language, {language}",
        advice="Look at letters with accents; if they are wrong, convert the file to UTF-8.",
        location=Location(line=text.count("\n", 0, first) + 1, column=first - text.rfind("\n", 0, first)),
    )
    return read.encode(), (finding,)


def _national_words(run: str, word: re.Pattern[str], letters: Mapping[str, str]) -> str:
    """A run of characters without spaces with its national letters; addresses keep their signs."""
    if "://" in run or run.startswith("www.") or re.search(r"\w@\w+\.\w", run):
        return run
    return word.sub(lambda found: _national_word(found[0], letters), run)


def _national_word(word: str, letters: Mapping[str, str]) -> str:
    """`word` with its national letters, if that gives the shape of a word; signs around it may stay signs."""
    for start, end in ((0, len(word)), (1, len(word)), (0, len(word) - 1), (1, len(word) - 1)):
        read = "".join(letters.get(character, character) for character in word[start:end])
        if read and (read.islower() or read.istitle() or read.isupper()) and re.search(r"[A-Za-z]", word[start:end]):
            return word[:start] + read + word[end:]
    return word
