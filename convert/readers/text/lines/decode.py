"""From bytes to clean lines: encodings, newlines, and characters that no document can carry.

The module knows nothing of news. The lines are Unicode in NFC, and XML 1.0 can carry all their characters; findings
report the characters that were removed.
"""

from __future__ import annotations

import codecs
import contextlib
import re
import unicodedata
from typing import AnyStr, NamedTuple

from convert.errors import InputError, UsageError
from convert.findings import Finding, Location, Severity
from convert.limits import MAX_INPUT, MAX_LINES, MAX_STORY
from convert.model.body import is_visible
from convert.readers.text.lines.markup import resolve_markup
from convert.readers.text.lines.mixed import BAD, count_bad, decode_mixed
from convert.readers.text.lines.symbols import show_bullets
from convert.readers.text.lines.utf16 import decode_utf16, utf16_encoding
from convert.readers.text.lines.visual_order import FORMS, turn_visual_order

MAX_LINE = 1_000_000
"""The greatest length of a line, in characters; a paragraph of the model can be no longer."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
)
_MAGIC = (
    b"PK\x03\x04", b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"BZh9", b"\x7fELF", b"7z\xbc\xaf",
    b"\xd0\xcf\x11\xe0", b"RIFF", b"SQLite format 3",
)  # fmt: skip
_PLAIN = re.compile("[\t\n -~\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20cf]*")
"""Characters that are copied unchanged, as normalization does not change them; a text of only these is clean."""

_BREAKS = "\r\x0b\x85\u2028\u2029"
_NEWLINE = re.compile(f"\r\r?\n|[{_BREAKS}]")
"""A newline; two returns before it are one, as a program wrote that translated newlines twice."""
# Few texts need these patterns; `re` compiles and caches them when one does.
_PAGE_BREAK = "(?m)^\x0c+|\x0c+$"
_SPACE = "[\xa0\u2000-\u200a\u202f\u205f]"
_CONTROL = (
    "[\x00-\x08\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff9-\ufffc\ufffe\uffff"
    "\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U0010ffff]"
)
# After Arabic, Indic and related scripts and symbols a joiner changes how the text reads.
_JOINER = "(?<![\u0600-\u0dff\u1000-\u109f\u1780-\u18ff\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
_DIVIDED = r"\xad+(?=\n[ \t]*[^\W\d_A-ZÀ-ÖØ-Þ])"
"""Soft hyphens at the end of a line that goes on below: they are shown, as the word is divided there."""
_PRINT_FORMS = "[\u2e80-\u2fd5\ufb00-\ufb06]"
"""Radicals that stand for whole characters, and ligatures, as programs extract them from PDF."""
_INVISIBLE = "[\xad\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff]"
_DIRECTION_MARK = "[\u200e\u200f]"
_RTL = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
MAX_COMBINING_MARKS = 16
"""How many combining marks one letter keeps."""

_MARKS = r"[^\x00-\x7f\w\s]{17,}"
"""Runs that may have more marks on one letter than any script uses; normalizing these takes quadratic time."""


class DecodedCopy(NamedTuple):
    """The clean lines of an input, and the findings about its characters. `pages` are the indexes of the lines with
    which pages begin, after the first, as form feeds show.
    """

    lines: tuple[str, ...]
    findings: tuple[Finding, ...]
    pages: tuple[int, ...] = ()


def decode(data: bytes, encoding: str | None = None, *, repairs: bool = False) -> DecodedCopy:
    """The lines of `data`, decoded as `encoding` or, if that is None, as the bytes suggest.

    With `repairs`, text that was decoded wrongly before it came is mended; a finding names the lines.

    Raises InputError: INP002 nothing to read, INP003 not text, INP004 not in its encoding, INP005 too large, INP006 a
    line too long, INP023 too many lines, INP026 in no known encoding.
    """
    if len(data) > MAX_INPUT:
        raise InputError(
            "INP005",
            f"the input has {len(data):,} bytes; at most {MAX_INPUT:,} are read",
            "Split it into one file a story.",
        )
    text, findings = decode_text(data, encoding)
    _refuse_large_text(text)
    if any(character in text for character in _BREAKS):
        text = _NEWLINE.sub("\n", text)
    _refuse_many_lines(text)
    _refuse_long_lines(text)
    text, repaired = _repair(text) if repairs else (text, ())
    text, resolved = resolve_markup(text)
    starts = _page_starts(text) if "\x0c" in text else ()
    text, dropped = _clean(text)
    lines = without_indent(text.split("\n"), " \t")
    if lines and not lines[-1]:
        lines.pop()
    if not re.search(r"\w", text) and not any(map(is_visible, text)):
        raise InputError("INP002", "there is nothing to read in the input", "Is this the right file?")
    pages = tuple(start for start in starts if start <= len(lines))
    return DecodedCopy(tuple(lines), (*findings, *repaired, *resolved, *dropped), pages)


def _page_starts(text: str) -> tuple[int, ...]:
    """The indexes of the lines above or behind which a form feed is."""
    starts = set()
    for at, line in enumerate(text.split("\n")):
        if line.startswith("\x0c"):
            starts.add(at)
        if line.rstrip("\r").endswith("\x0c") and len(line) > 1:
            starts.add(at + 1)
    return tuple(sorted(starts - {0}))


def without_indent(lines: list[AnyStr], spaces: AnyStr) -> list[AnyStr]:
    """`lines` without the `spaces` that all of them open with, as in copy that was pasted as a block."""
    first = next((line for line in lines if line.strip()), spaces[:0])
    indent = first[: len(first) - len(first.lstrip(spaces))]
    for line in lines:
        if not indent:
            return lines
        if line.strip() and not line.startswith(indent):
            shared = min(len(indent), len(line))
            pairs = enumerate(zip(indent, line, strict=False))
            indent = indent[: next((at for at, (one, other) in pairs if one != other), shared)]
    return [line[len(indent) :] for line in lines]


def decode_text(data: bytes, encoding: str | None = None) -> tuple[str, tuple[Finding, ...]]:
    """The text of `data`, decoded as `encoding` or, if that is None, as the bytes suggest, with what was found.

    Raises InputError: INP003 not text, INP004 not in its encoding, INP026 in no known encoding.
    """
    if encoding is not None:
        return _decode_named(data, encoding), ()
    if b"\x1b$" in data and (shifted := _decode_shifted(data.removeprefix(codecs.BOM_UTF8))):
        return shifted
    for bom, name in _BOMS:
        if data.startswith(bom):
            if name == "utf-8" and (rescued := _decode_nearly_utf8(data)):
                return rescued
            return _decode_strictly(data, name), ()
    if wide := utf16_encoding(data):
        return _decode_wide(data, wide)
    if data.startswith(_MAGIC) or b"\x00" in data:
        raise InputError("INP003", "the input is binary data, not text", "Give the story's plain text.")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as e:
        return _decode_nearly_utf8(data) or _decode_legacy(data, e.start)


MAX_BAD_SHARE = 0.02
"""The greatest share of bytes of a UTF-8 text that may be invalid."""

MAX_LISTED = 20
"""How many lines a finding lists at most."""

_LENGTHS = ((range(0xC2, 0xE0), 2), (range(0xE0, 0xF0), 3), (range(0xF0, 0xF5), 4))
"""How many bytes a character of UTF-8 has, by its first byte."""


def _decode_nearly_utf8(data: bytes) -> tuple[str, tuple[Finding, ...]] | None:
    """UTF-8 that has lines in another encoding, a few invalid bytes, or ends inside a character; None where another
    encoding is as likely for all of it.

    Each run of invalid bytes becomes U+FFFD. A character that is cut off at the end is dropped.
    """
    text, findings = _mixed_text(data)
    bad = count_bad(text)
    if not bad:
        return (text, findings) if findings else None
    valid = _count_valid(text)
    body = text.rstrip()
    torn = _torn_end(body)
    if not (valid >= bad and bad <= max(4, len(data) * MAX_BAD_SHARE)) and not (bad == torn > 1):
        return None
    if torn:
        line, column = _place(_NEWLINE.sub("\n", body[:-torn]), None)
        message = f"the last character is cut off after {torn} {'byte' if torn == 1 else 'bytes'}; it was left out"
        findings = (*findings, _encoding_finding("TXT010", message, _CUT_OFF, line, column, torn))
        text = body[:-torn]
    if first := BAD.search(text):
        line, column = _place(_NEWLINE.sub("\n", text[: first.start()]), None)
        count = bad - torn
        message = f"{count} {'byte is' if count == 1 else 'bytes are'} not UTF-8 and became U+FFFD"
        findings = (*findings, _encoding_finding("TXT011", message, _WHERE_BAD, line, column, count))
        text = BAD.sub("\ufffd", text)
    return text, findings


def _mixed_text(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    """`data` as UTF-8, in which invalid bytes are escaped as surrogates, but lines in another encoding as in that."""
    from convert.readers.text.lines.encodings import encoding_name

    mixed = decode_mixed(data)
    if mixed is None:
        return data.decode("utf-8", "surrogateescape"), ()
    lines = [str(at + 1) for at in mixed.foreign]
    named = ", ".join(lines[:MAX_LISTED]) + (" …" if len(lines) > MAX_LISTED else "")
    count = "a line is" if len(lines) == 1 else f"{len(lines)} lines are"
    finding = Finding(
        code="TXT029",
        severity=Severity.WARNING,
        message=f"{count} in another encoding than the UTF-8 of the others: {encoding_name(mixed.encoding)}",
        advice="Compare the letters with accents with their source; or name the encoding of the whole text.",
        location=Location(line=mixed.foreign[0] + 1, column=1),
        detail=(("lines", named),),
    )
    return mixed.text, (finding,)


def _count_valid(text: str) -> int:
    """How many characters of `text` have several bytes in UTF-8."""
    return sum(character > "\x7f" for character in text) - count_bad(text)


_CUT_OFF = "Was the text cut off when it was copied? Compare it with its source."
_WHERE_BAD = "Look for the sign � in the text and write what was there; or name the encoding of the whole text."


def _torn_end(text: str) -> int:
    """How many bytes of a character that is cut off `text` ends with; the bytes are escaped as surrogates."""
    run = re.search("[\udc80-\udcff]{1,3}$", text)
    if run is None:
        return 0
    first, *rest = (ord(character) - 0xDC00 for character in run.group())
    wanted = next((length for leads, length in _LENGTHS if first in leads), 0)
    return len(rest) + 1 if len(rest) + 1 < wanted and all(byte < 0xC0 for byte in rest) else 0


def _encoding_finding(code: str, message: str, advice: str, line: int, column: int, count: int) -> Finding:
    return Finding(
        code=code,
        severity=Severity.WARNING,
        message=message,
        advice=advice,
        location=Location(line=line, column=column),
        detail=(("bytes", str(count)),),
    )


def _decode_wide(data: bytes, encoding: str) -> tuple[str, tuple[Finding, ...]]:
    """`data` in UTF-16; bytes that move the others are left out, as where a program took it for one byte a letter."""
    text, bad, line = decode_utf16(data, encoding)
    if not bad:
        return text, ()
    message = (
        f"{bad} {'byte is' if bad == 1 else 'bytes are'} not UTF-16; {'it was' if bad == 1 else 'they were'} left out"
    )
    advice = "Compare the words there with their source."
    return text, (_encoding_finding("TXT011", message, advice, line, 1, bad),)


def _decode_shifted(data: bytes) -> tuple[str, tuple[Finding, ...]] | None:
    """`data` in the encoding of seven bits whose escape sequence it has; None where it is no text in that.

    Damage stays on its line, as each line begins in ASCII (RFC 1468).
    """
    from convert.readers.text.lines.encodings import shifted_encoding

    encoding = shifted_encoding(data)
    if encoding is None:
        return None
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode(encoding), ()
    lines = [line.decode(encoding, "replace") for line in data.split(b"\n")]
    bad = [at for at, line in enumerate(lines) if "\ufffd" in line]
    if len(bad) * 2 > sum(not line.isascii() for line in lines):
        return None
    text = "\n".join(lines)
    count = text.count("\ufffd")
    message = f"{count} {'byte is' if count == 1 else 'bytes are'} not {encoding.upper()} and became U+FFFD"
    return text, (
        _encoding_finding("TXT011", message, _WHERE_BAD, bad[0] + 1, lines[bad[0]].index("\ufffd") + 1, count),
    )


def _decode_legacy(data: bytes, position: int) -> tuple[str, tuple[Finding, ...]]:
    """`data`, whose byte at `position` is not UTF-8, in the encoding in which it reads like a language."""
    from convert.readers.text.lines.encodings import can_be_western, detect_encoding, encoding_name

    sample = data[:100_000]
    if sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1b" for byte in sample) * 50 > len(sample):
        raise InputError("INP003", "the input is binary data, not text", "Give the story's plain text.")
    encoding = detect_encoding(data) or ("cp1252" if can_be_western(data) else None)
    if encoding is None:
        raise InputError(
            "INP026",
            "the input is not UTF-8, and in no known encoding are its words those of a language",
            "Name its encoding with --encoding, such as cp1251, koi8-r, gb18030 or shift_jis.",
        )
    text = _decode_strictly(data, encoding)
    line, column = _place(_NEWLINE.sub("\n", data[:position].decode(encoding, "replace")), None)
    finding = Finding(
        code="TXT001",
        severity=Severity.WARNING,
        message=f"the text is not UTF-8; it was read as {encoding_name(encoding)}",
        advice="Look at letters with accents, quotation marks and dashes; if they are wrong, name the encoding.",
        location=Location(line=line, column=column),
    )
    return text, (finding,)


def _repair(text: str) -> tuple[str, tuple[Finding, ...]]:
    """`text` with the lines mended that were UTF-8 and were decoded as something else, and the finding about them."""
    try:
        from ftfy import fix_encoding
    except ImportError:
        raise UsageError(
            "INP028", "repairing encodings needs the package ftfy", "Install it: pip install 'wirecopy[repair]'."
        ) from None
    lines = text.split("\n")
    mended = [line if line.isascii() else fix_encoding(line) for line in lines]
    changed = [number for number, (line, other) in enumerate(zip(lines, mended, strict=True), 1) if line != other]
    if not changed:
        return text, ()
    numbers = ", ".join(map(str, changed[:MAX_LISTED])) + (" …" if len(changed) > MAX_LISTED else "")
    count = f"{len(changed)} {'line' if len(changed) == 1 else 'lines'}"
    finding = Finding(
        code="TXT028",
        severity=Severity.WARNING,
        message=f"{count} decoded wrongly before; the letters were mended",
        advice="Compare these lines with their source.",
        location=Location(line=changed[0], column=1),
        detail=(("lines", numbers),),
    )
    return "\n".join(mended), (finding,)


def _decode_named(data: bytes, encoding: str) -> str:
    try:
        codecs.lookup(encoding)
    except (LookupError, ValueError):
        raise InputError(
            "INP004",
            f"the encoding “{encoding}” is unknown",
            "Common ones: utf-8, utf-16, cp1252, iso-8859-2, shift_jis.",
        ) from None
    return _decode_strictly(data, encoding)


def _decode_strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise InputError(
            "INP004", f"“{encoding}” is not a text encoding", "Name one such as utf-8 or cp1252."
        ) from None
    except UnicodeDecodeError as e:
        raise InputError(
            "INP004",
            f"byte {e.start + 1} of the input ({data[e.start : e.start + 1].hex()}) is invalid in {encoding}",
            "Name the actual encoding of the text, or save it as UTF-8.",
        ) from None
    except ValueError as e:
        raise InputError("INP004", f"the input cannot be read as {encoding}: {e}", "Save it as UTF-8.") from None


_ESCAPES = (("&", 4), ("<", 3), (">", 3), ('"', 1), ("\\", 1))
"""Characters that documents escape, with the number of bytes that this adds."""


def _refuse_large_text(text: str) -> None:
    if len(text) * 5 <= MAX_STORY:
        return
    size = len(text.encode("utf-8", "surrogatepass")) + sum(text.count(sign) * added for sign, added in _ESCAPES)
    if size > MAX_STORY:
        raise InputError(
            "INP005",
            f"the text has {size:,} bytes in documents; a story can have {MAX_STORY:,}",
            "Split it into one file a story.",
        )


def _refuse_many_lines(text: str) -> None:
    if (number := text.count("\n")) >= MAX_LINES:
        raise InputError(
            "INP023",
            f"the input has {number:,} lines; at most {MAX_LINES:,} are read",
            "Split it into one file a story; if it is data and no copy, omit it.",
        )


def _refuse_long_lines(text: str) -> None:
    start, number = 0, 1
    while len(text) - start > MAX_LINE:
        end = text.rfind("\n", start, start + MAX_LINE + 1)
        if end < 0:
            raise InputError(
                "INP006",
                f"line {number} is over {MAX_LINE:,} characters long",
                "No story has such a line. Is the file a dump of data, or has it lost its line breaks?",
            )
        number += text.count("\n", start, end + 1)
        start = end + 1


def _clean(text: str) -> tuple[str, tuple[Finding, ...]]:
    findings: tuple[Finding, ...] = ()
    text = text.replace("\xa0", " ")
    if not _PLAIN.fullmatch(text):
        text = re.sub(_SPACE, " ", text)
        if "\u200c" in text or "\u200d" in text:
            text = re.sub(_JOINER, "", text)
        if "\xad" in text:
            text = re.sub(_DIVIDED, "-", text)
        text = re.sub(_INVISIBLE, "", text)
        text = re.sub(_PRINT_FORMS, lambda found: _as_written(found.group()), text)
        if re.search(_RTL, text):
            text, turned = turn_visual_order(text)
            text = re.sub(FORMS, lambda found: _as_written(found.group()), text)
            findings = (_turned_finding(turned),) if turned else ()
        else:
            text = re.sub(_DIRECTION_MARK, "", text)
        text = re.sub(_MARKS, _thin_out, text)
        if "\x0c" in text:
            text = re.sub(_PAGE_BREAK, "", text)
        text = show_bullets(text)
        if first := re.search(_CONTROL, text):
            line, column = _place(text, first.start())
            text, count = re.subn(_CONTROL, lambda found: " " if found.group() == "\x0c" else "", text)
            findings = (
                *findings,
                Finding(
                    code="TXT002",
                    severity=Severity.WARNING,
                    message=f"{count} control or private characters were removed",
                    advice="They mean nothing in a document; see whether something that should show is missing here.",
                    location=Location(line=line, column=column),
                    detail=(("count", str(count)),),
                ),
            )
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
            _refuse_long_lines(text)
    return text, findings


def _turned_finding(lines: int) -> Finding:
    return Finding(
        code="TXT031",
        severity=Severity.WARNING,
        message=f"{lines} {'line' if lines == 1 else 'lines'} in visual order, from left to right, turned around",
        advice="Compare numbers and brackets with the source; pdftotext writes lines in the order of reading.",
        location=Location(line=1, column=1),
        detail=(("lines", str(lines)),),
    )


def _as_written(character: str) -> str:
    """A radical or a ligature as the characters that writers use."""
    return _RADICALS.get(character) or unicodedata.normalize("NFKC", character)


_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻚⻛⻜⻝⻢⻤⻥⻦⻨⻩⻫⻭⻯⻰⻲",
        "母民虎西见角贝车長长门青页风飞食马鬼鱼鸟麦黄斉歯竜龙亀",
        strict=True,
    )
)
"""Radicals without a decomposition, and the characters that they stand for."""


def _thin_out(run: re.Match[str]) -> str:
    """A run of marks with at most 16 combining marks in a row."""
    kept: list[str] = []
    marks = 0
    for character in run.group():
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MAX_COMBINING_MARKS:
            kept.append(character)
    return "".join(kept)


def _place(text: str, position: int | None) -> tuple[int, int]:
    """The line and column, from 1, of `position`, or of the end if that is None."""
    position = len(text) if position is None else position
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
