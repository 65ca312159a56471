"""Wire copy as text: header block, slug line, notes to editors, end marks and the stamp of transmission.

The forms are those of ANPA 1312 (NAA 89-3) and of Reuters' news line after copying, when the control characters are
gone. A header is recognized by its syntax alone, so that a story about a wire service stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from convert.model import Moment
from convert.readers.text.envelopes.envelope import Envelope, TakenLine

PRIORITIES = {"f": 1, "b": 2, "u": 3, "r": 4, "s": 5, "d": 6}
"""Urgency by the priority letter of a header: flash, bulletin, urgent, regular, and deferred (ANPA 1312)."""

MAX_TITLE = 200
"""How many characters a title above a wire dateline has at most."""

MAX_HEADER = 8
"""Up to how many lines above the header's last one may be of the header."""

_CODES = re.compile(r"\s{0,6}(?:[A-Za-z]{1,3}(?: [A-Z]{1,3}){0,4}|[a-z]\d{4} \w{2,8})")
_NUMBER = re.compile(r"\s*[A-Za-z]{1,2}\d{3,4}(?:\s+\S{1,8}){0,3}\s*")
_HEADER = re.compile(r"(?P<priority>[a-z]) [a-z] (?P<slug>(?:BC|AM|PM|AP)-\S.*?)\s+\d\d-\d\d(?:\s+\d{3,4})?")
_SLUG_LINE = re.compile(r"(?P<slug>(?:BC|AM|PM|AP)-[A-Z].{2,60}?),(?:[^,]{2,30},)?\d{2,4}(?:\s*\(.{0,40}\))?")
_FLASHES = ("FLASH", "МОЛНИЯ")
_URGENT = (
    *("ALERT", "BULLETIN", "URGENT", "EILMELDUNG", "EIL", "DRINGEND", "URGENTE", "ÚLTIMA HORA", "ULTIM'ORA", "PILNE"),
    *("SÜRGŐS", "СРОЧНО", "ТЕРМІНОВО", "SON DAKİKA", "عاجل", "דחוף", "速報", "快讯", "급보"),
)
_URGENCY = re.compile(rf"\W{{0,6}}(?P<word>{'|'.join((*_FLASHES, *_URGENT))})\W{{0,6}}")
_DATELINE = re.compile(
    r"\s*[A-Z][A-Z .,'-]{2,40}(?:, [A-Z][\w.]+)?,"
    r" (?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z.]* \d{1,2}\s+-"
)
_BYLINE = re.compile(r"(?:By|BY|by|Von|Par|Por) \S")
_NOTE = re.compile(r"(?:\^|\s)*(?:Eds|EDS|Editors|EDITORS|Note to editors)(?: note)?:\s*\S")
END_MARK = re.compile(
    r"\s*(?:-\s?30\s?-|#{3,}|\(?MORE\)?|\(END\)|[-–—]\s?ENDS?\s?[-–—]|=)\s*"
    r"|\s*[(（](?:انتهى|終|끝|完)[)）]\s*"
)
_STAMP = re.compile(
    r"\s*\^?[A-Z]{2,6}-[A-Z]{2}-(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d) (?P<hour>\d\d)(?P<minute>\d\d)GMT<?\s*"
)
_TAKE = re.compile(r",\s?(?:\d{1,2}(?:st|nd|rd|th)\s)?(?:Add|Take)\b")
INITIALS = re.compile(
    r"\s*(?:[^\W\d_]{1,5}/\s+){0,3}[^\W\d_]{1,5}/\s*"
    r"|\s*(?:[^\W\d_]\.[^\W\d_]/){1,2}[^\W\d_]\.[^\W\d_]\s*"
)
"""Initials that close a story, each with a slash, or with full stops and slashes between; "dpa/afp" names agencies."""


def read_header_line(line: str) -> tuple[str, bool] | None:
    """The slug in the last line of a header, or in a slug line, and whether the line is of a take that goes on."""
    text = line.strip()
    found = _HEADER.fullmatch(text) or _SLUG_LINE.fullmatch(text)
    return (found["slug"].partition(",")[0], _TAKE.search(text) is not None) if found else None


def is_code_line(line: str) -> bool:
    """Whether a line may be of a header, above its last line."""
    return (_CODES.fullmatch(line.rstrip()) or _NUMBER.fullmatch(line)) is not None


def open_wire_text(lines: tuple[str, ...]) -> Envelope | None:
    """Open the frame of wire copy, None if the lines show none."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    if not filled:
        return None
    frame = _Frame(lines)
    rest = _take_header(frame, filled)
    _take_end(frame, rest)
    if frame.has_frame:
        _take_notes(frame, rest)
    headline = _headline(frame, rest)
    if not frame.taken and headline is None:
        return None
    return Envelope(
        lines=lines,
        taken=frame.taken,
        metadata=frame.metadata,
        stated=frame.stated,
        sent=frame.sent,
        headline=headline,
        notes=tuple(frame.notes),
    )


def _headline(frame: _Frame, filled: Sequence[int]) -> str | None:
    """The first line, which is the title below a header, and above a wire dateline with perhaps a byline between; not
    where it is indented as the story's paragraphs are.
    """
    following = [at for at in filled if at not in frame.taken][:3]
    if not following or frame.lines[following[0]][:1].isspace() or _BYLINE.match(frame.lines[following[0]]):
        return None
    first, *rest = (frame.lines[at] for at in following)
    if rest and _BYLINE.match(rest[0].strip()):
        rest = rest[1:]
    is_above_dateline = bool(rest) and _DATELINE.match(rest[0]) is not None and len(first) <= MAX_TITLE
    return first if frame.has_frame or is_above_dateline else None


class _Frame:
    """The parts of a frame found so far.

    `has_frame` is whether a header, a slug line or a stamp shows wire copy; a label of urgency or an end mark can be on
    any page.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.taken: dict[int, TakenLine] = {}
        self.metadata: dict[str, object] = {}
        self.stated: dict[str, int] = {}
        self.notes: list[str] = []
        self.sent: Moment | None = None
        self.has_frame = False

    def take(self, at: int, rule: str) -> None:
        self.taken[at] = TakenLine(rule)

    def state(self, name: str, value: object, at: int) -> None:
        self.metadata.setdefault(name, value)
        self.stated.setdefault(name, at)


def _take_header(frame: _Frame, filled: Sequence[int]) -> Sequence[int]:
    """Take the header block, the slug line and labels of urgency; the indices of the lines below them."""
    lines = frame.lines
    for number, at in enumerate(filled[:MAX_HEADER]):
        header = _HEADER.fullmatch(lines[at].strip())
        if header and all(_CODES.fullmatch(lines[above].rstrip()) for above in filled[:number]):
            for above in filled[: number + 1]:
                frame.take(above, "wire header")
            frame.has_frame = True
            frame.state("urgency", PRIORITIES.get(header["priority"], 5), at)
            frame.state("slugline", _one_line(header["slug"]), at)
            filled = filled[number + 1 :]
            break
    while filled:
        at = filled[0]
        text = lines[at].strip()
        if slug := _SLUG_LINE.fullmatch(text):
            frame.take(at, "wire slug line")
            frame.has_frame = True
            frame.state("slugline", _one_line(slug["slug"]), at)
        elif (label := _URGENCY.fullmatch(text)) and len(filled) > 1:
            frame.take(at, "label of urgency")
            frame.state("urgency", 1 if label["word"] in _FLASHES else 3, at)
        else:
            break
        filled = filled[1:]
    return filled


def _take_notes(frame: _Frame, filled: Sequence[int]) -> None:
    """Take the notes to editors among the first lines of a framed story."""
    for at in filled[:MAX_HEADER]:
        if at not in frame.taken and _NOTE.match(frame.lines[at]):
            frame.taken[at] = TakenLine("note to editors", role="desk-note")
            frame.notes.append(_one_line(frame.lines[at]))


def _take_end(frame: _Frame, filled: Sequence[int]) -> None:
    """Take what follows the story: end marks, sign-offs, the stamp of transmission; and `(MORE)` inside it."""
    for at in reversed(filled[1:]):
        text = frame.lines[at]
        if stamp := _STAMP.fullmatch(text):
            frame.take(at, "stamp of transmission")
            frame.has_frame = True
            frame.sent = _moment(stamp)
            if frame.sent:
                frame.stated["published"] = at
        elif END_MARK.fullmatch(text):
            frame.take(at, "end mark")
        elif INITIALS.fullmatch(text):
            frame.take(at, "sign-off")
        else:
            break
    for at in _takes(frame, filled):
        frame.take(at, "mark of a take")


def _takes(frame: _Frame, filled: Sequence[int]) -> Iterator[int]:
    return (at for at in filled if at not in frame.taken and frame.lines[at].strip() in ("(MORE)", "MORE"))


def _moment(stamp: re.Match[str]) -> Moment | None:
    """The instant of a stamp, None if it does not exist; its year has two digits of this century."""
    from convert.errors import ModelError

    try:
        return Moment(f"20{stamp['year']}-{stamp['month']}-{stamp['day']}T{stamp['hour']}:{stamp['minute']}:00Z")
    except ModelError:
        return None


def _one_line(text: str) -> str:
    return " ".join(text.split())
