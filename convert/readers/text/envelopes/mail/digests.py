"""Digests of mailing lists (RFC 1153, as Mailman writes them): what is above, between and below their messages.

The preamble ends with a row of 70 dashes, each message with one of 30, and the last line says that the digest ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, opening_signs, whole_text

_TOPICS = re.compile(
    r"\s*(?:Today's Topics|Meldungen des Tages|Thèmes du jour|Asuntos del día|Argomenti del giorno)\s?:\s*"
)
_PREAMBLE_END = re.compile(r"\s*-{70}\s*")
_MESSAGE_END = re.compile(r"\s*-{30}\s*")
_NUMBER = re.compile(r"\s*(?:Message|Nachricht|Mensaje|Messaggio)\s?:\s?\d{1,4}\s*")
_FIELD = re.compile(r"[A-Z][A-Za-z-]{1,30}:(?:\s.*)?")
_FOOTER = re.compile(r"\s*Subject: Digest Footer\s*|\s*End of .{1,80} Digest\b.{0,60}")

_FRAME = TakenLine("frame of a digest")
_PRIVATE = TakenLine("frame of a digest", is_private=True)


def digest_starts(lines: Sequence[str]) -> list[int]:
    """Where the messages of a digest begin, each below a row of dashes; none if the lines are no digest."""
    ends = [at for at, line in enumerate(lines) if line.lstrip()[:2] == "--" and _PREAMBLE_END.fullmatch(line)]
    if not ends or not any(_TOPICS.fullmatch(line) for line in lines[: ends[0]]):
        return []
    rows = [ends[0], *(at for at in range(ends[0] + 1, len(lines)) if _MESSAGE_END.fullmatch(lines[at]))]
    below = [next((at for at in range(row + 1, len(lines)) if lines[at].strip()), len(lines)) for row in rows]
    return [at for at in below if at < len(lines) and _FIELD.fullmatch(lines[at]) and not _FOOTER.fullmatch(lines[at])]


def open_digest(lines: tuple[str, ...]) -> Envelope | None:
    """Take the frame of a digest around one of its messages, None if there is none."""
    if "-" not in opening_signs(lines) or "-" * 30 not in whole_text(lines):
        return None
    filled = filled_lines(lines)
    starts = digest_starts(lines)
    first = starts[0] if starts else filled[0]
    is_numbered = _NUMBER.fullmatch(lines[first]) is not None
    last = next((at for at in filled if at > first and _MESSAGE_END.fullmatch(lines[at])), -1)
    if last < 0 or not (starts or is_numbered):
        return None
    if not all(_is_footer(lines, at) for at in filled if at > last):
        return None
    taken = {at: _PRIVATE for at in filled if at < first or at > last} | {last: _FRAME}
    if is_numbered:
        taken[first] = _FRAME
    return Envelope(lines=lines, taken=taken)


def _is_footer(lines: Sequence[str], at: int) -> bool:
    """Whether a line below a message is of the digest's end: all are from the first one that says so."""
    return any(_FOOTER.fullmatch(line) for line in lines[max(0, at - 12) : at + 1])
