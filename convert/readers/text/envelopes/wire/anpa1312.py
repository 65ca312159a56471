"""ANPA 1312 (NAA 89-3): a header of codes, lines between "^" and "<" or "=", paragraphs after a tab, and a stamp.

The text keeps the typesetters' signs of the wire: "_" is a dash, two accents open a quotation, and rows of a table have
semicolons between their cells. The story gets these as everyone writes them today.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.model import InfoSource, Party
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, one_line
from convert.readers.text.envelopes.wire.frames import Frame
from convert.readers.text.envelopes.wire.habits import (
    JOB,
    STAMP,
    WIRE_NUMBER,
    Habits,
    agency_name,
    day_of,
    is_advisory,
    load_habits,
    sent_on,
)

URGENCIES = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 6}
"""Urgency by the priority letter: flash, bulletin, urgent, regular, deferred; every other letter is 5."""

MAX_HEADER = 6
"""How many lines a header has at most."""

MAX_CUT_LINES = 3
"""Among how many lines the first marked one is, where the copy is cut off above it."""

MAX_WRAPPED = 100
"""How many characters a line of a broken paragraph has at most."""

MAX_CODES = 80
"""How many characters a line of a header that is not understood has at most."""

MIN_EVIDENCE = 2
"""How many signs show the format without a frame: a header, a slug line, other marked lines, a stamp."""

MAX_MARKED_LINES = 8
"""Over how many lines a text between "^" and "<" or "=" goes at most."""

MAX_LINE, MAX_ROW = 400, 1_000
"""How many characters a line of the wire and a row of a table have at most; a longer one is text."""

_HEADER = re.compile(
    r"\s*(?P<priority>[a-z])\s+(?P<category>[a-z])\s+(?P<slug>\S.*?)"
    r"(?:\s+\d\d-\d\d(?:\s+\d{2,5})?|\s+\d{3,5})\s*"
)
_VERSION = re.compile(
    r"(?P<slug>.*\S)\s+(?:\d(?:st|nd|rd|th)\s?L(?:ea)?d(?:-\w+)?|Writethru|Correction|Advisory)", re.IGNORECASE
)
_SLUG = re.compile(
    r"(?P<slug>(?:BC|AM|PM|AP|US)-\S[^,]{1,60})(?:,\s?(?P<version>[^,\d][^,]{1,40}|\d\w\w [^,]{1,40}))?(?:,.*)?"
)
_PHOTOS = re.compile(r"(?:AP\s+)?(?:photos?|graphics?|videos?|audio|interactives?)\b", re.IGNORECASE)
_NO_NUMBER = frozenset({"ap", "photo", "photos", "graphic", "graphics", "video", "and"})
_BYLINE = re.compile(r"by\s+(?P<names>\S.*)", re.IGNORECASE)
_DASH = re.compile(r"(?<!\S)_(?!\S)")
_PARAGRAPH = re.compile(r"\t| {2,}")
_END = re.compile(r"\s*(?:-\s?30\s?-|#{3,}|\(?MORE\)?|\(END\)|-END-)\s*")
_DIVIDER = re.compile(r"_{3,}\s?=?")
_SLUG_LINE = TakenLine("wire slug line")
_GOES_ON = re.compile(r"[A-Z][A-Z .,'-]{1,40}: .{1,80}")
"""The line below the slug of an add: place, and the words above which it goes on ("GALVESTON: on Thursday.")."""

_NEXT_TAKE = re.compile(r"\s*[A-Z][A-Z .'-]{2,40}[ -]\d{1,2}(?:-\d{1,2}){0,2}\s*")
_FRACTION = re.compile(r"(?<=\d)\{(?![\w{])")


def open_anpa1312(lines: tuple[str, ...], frame: Frame | None = None) -> Envelope | None:
    """Open the wire format in `lines`, which `frame` carried; None if they do not show it."""
    filled = filled_lines(lines)
    above, header = _header(lines, filled[:MAX_HEADER], frame.header if frame else 0)
    below = filled[len(above) :]
    if not below:
        return None
    evidence = sum(lines[at].lstrip().startswith("^") and _is_closed(lines[at]) for at in below[:MAX_HEADER])
    evidence += bool(above) + _opens_with_slug(lines[below[0]])
    evidence += any(STAMP.fullmatch(lines[at]) for at in below[-3:])
    if evidence < MIN_EVIDENCE and not (frame and header):
        return None
    copy = _Copy(lines, is_whole=header is not None)
    copy.read_header(above, header)
    rest = copy.take_trailer(below)
    rest = copy.read_top(rest)
    copy.read_text(rest)
    return copy.envelope()


def _header(lines: Sequence[str], filled: Sequence[int], size: int) -> tuple[list[int], re.Match[str] | None]:
    """The lines of the header, of which a frame has marked `size`, with the match of its last one."""
    above: list[int] = []
    for at in filled:
        if size and at >= size:
            break
        above.append(at)
        if len(lines[at]) > MAX_LINE:
            break
        if header := _HEADER.fullmatch(lines[at]):
            return above, header
        if not WIRE_NUMBER.fullmatch(lines[at]):
            break
    for number, at in enumerate(filled[1:4], 1):
        if _opens_with_slug(lines[at]) and all(_is_code_line(lines[above]) for above in filled[:number]):
            return list(filled[:number]), None
    return [], None


def _is_code_line(line: str) -> bool:
    """Whether a line above the slug line may be of a header: it is short, has a digit, and is not marked."""
    return len(line) <= MAX_CODES and "^" not in line and any(map(str.isdigit, line)) and line.rstrip()[-1] not in ".!?"


def _opens_with_slug(line: str) -> bool:
    text = line.strip()
    return text.startswith("^") and text.endswith("<") and _SLUG.fullmatch(text[1:-1].rstrip()) is not None


def _is_marked(line: str) -> bool:
    """Whether a line is between the signs of the wire, of which the first may be cut off."""
    text = line.strip()
    return text.startswith("^") or (text.endswith("<") and len(text) <= MAX_LINE)


def _is_closed(line: str) -> bool:
    return line.rstrip().endswith(("<", "="))


class _Copy(Draft):
    """The copy as far as it has been read."""

    def __init__(self, lines: Sequence[str], *, is_whole: bool) -> None:
        super().__init__(lines, is_whole=is_whole)
        self.habits: Habits = load_habits()
        self.byline = -1
        self.has_byline = False

    def read_header(self, above: Sequence[int], header: re.Match[str] | None) -> None:
        for at in above:
            self.taken[at] = TakenLine("wire header")
        if header:
            self.state("urgency", URGENCIES.get(header["priority"], 5), above[-1])
            self.state_wire_number(self.lines[above[0]], above[0])
            version = _VERSION.fullmatch(header["slug"])
            self.state("slugline", one_line(version["slug"] if version else header["slug"]), above[-1])

    def take_trailer(self, filled: Sequence[int]) -> Sequence[int]:
        """Take the stamp, end marks and lone signs of the frame below the text; the lines that are left."""
        rest = list(filled)
        while rest[1:]:
            at = rest[-1]
            if stamp := STAMP.fullmatch(self.lines[at]):
                self.taken[at] = TakenLine("stamp of transmission")
                self.stated["published"] = at
                day = day_of(stamp["year"], stamp["month"], stamp["day"])
                self.sent = sent_on(day, stamp["clock"], stamp["zone"])
                if stamp["agency"].casefold() in self.habits.agencies:
                    self.state("provider", Party(name=agency_name(stamp["agency"])), at)
            elif _END.fullmatch(self.lines[at]):
                self.taken[at] = TakenLine("end mark")
            elif not re.search(r"\w", self.lines[at]) and not _DIVIDER.fullmatch(self.lines[at].strip()):
                self.taken[at] = TakenLine("sign of the wire")
            else:
                break
            rest.pop()
        return rest

    def read_top(self, filled: Sequence[int]) -> Sequence[int]:
        """Read the marked lines above the text; the lines of the text."""
        number = self._cut_lines(filled)
        while number < len(filled) and _is_marked(self.lines[filled[number]]):
            group = self._group(filled, number)
            number += len(group)
            following = self.lines[filled[number]] if number < len(filled) else ""
            self._read_marked(group, following)
        return filled[number:]

    def _cut_lines(self, filled: Sequence[int]) -> int:
        """How many lines above the first marked one have lost their mark; they are left to the story."""
        head = filled[:MAX_CUT_LINES]
        marked = next((number for number, at in enumerate(head) if _is_marked(self.lines[at])), 0)
        return marked if not any(_PARAGRAPH.match(self.lines[at]) for at in head[:marked]) else 0

    def _group(self, filled: Sequence[int], number: int) -> Sequence[int]:
        """A marked line with those over which its text goes on until a sign closes it."""
        for end in range(number, min(number + MAX_MARKED_LINES, len(filled))):
            line = self.lines[filled[end]]
            if end > number and (
                filled[end] != filled[end - 1] + 1 or line.lstrip().startswith("^") or _PARAGRAPH.match(line)
            ):
                break
            if _is_closed(line):
                return filled[number : end + 1]
        return filled[number : number + 1]

    def _read_marked(self, group: Sequence[int], following: str) -> None:
        """Read a marked line above the text, which is `following` or other marked lines."""
        at = group[0]
        text = self._text(group)
        if self._take_furniture(group, text) or self._read_byline(group, text):
            return
        if self.byline >= 0 and self._read_employer(group, text, following):
            return
        if is_advisory(text):
            self._keep(group)
        elif self.headline is None and text:
            self.headline = text
            self._keep(group)
        elif self.has_byline or not _is_marked(following):
            self._keep(group)
            self.roles[at] = "heading"
        else:
            self._keep(group)

    def _text(self, group: Sequence[int]) -> str:
        """What a marked line says, without its signs."""
        joined = " ".join(self.lines[at].strip() for at in group)
        return _modern(one_line(_without_end(joined.removeprefix("^"))))

    def _keep(self, group: Sequence[int]) -> None:
        """Leave a marked line to the story as a line of its own, without its signs."""
        parts = [self.lines[at].strip() for at in group]
        parts[0] = parts[0].removeprefix("^")
        parts[-1] = _without_end(parts[-1])
        for at, part in zip(group, parts, strict=True):
            self.rewritten[at] = _apart(_modern(part))
        self.continued.update(group[1:])

    def _take_furniture(self, group: Sequence[int], text: str) -> bool:
        """Take a slug line, the numbers of photos or a note to editors."""
        rule, role = "", "envelope"
        if slug := _SLUG.fullmatch(text):
            rule = "wire slug line"
            self.state("slugline", slug["slug"].strip(), group[0])
            if slug["version"]:
                self.notes.append(slug["version"].strip())
        elif _is_of_photos(text):
            rule = "numbers of photos"
        elif (note := self.habits.note.fullmatch(text)) and not is_advisory(text):
            rule, role = "note to editors", "desk-note"
            self.notes.append(one_line(note["note"]))
        for at in group if rule else ():
            self.taken[at] = TakenLine(rule, role="desk-note" if role == "desk-note" else "envelope")
        return bool(rule)

    def _read_byline(self, group: Sequence[int], text: str) -> bool:
        """Read a line of authors; an agency is the source."""
        byline = _BYLINE.fullmatch(text)
        if not byline or (self.headline is None and not self.lines[group[-1]].rstrip().endswith("=")):
            return False
        self.has_byline = True
        if agency := self._agency(byline["names"]):
            self._take_source(group, agency)
        else:
            self._keep(group)
            self.byline = group[-1]
        return True

    def _read_employer(self, group: Sequence[int], text: str, following: str) -> bool:
        """Read the line below the authors: whom they write for, or what they are."""
        byline, self.byline = self.byline, -1
        agency = self._agency(text)
        if not agency and (_is_row(following) or _is_marked(following)) and not JOB.fullmatch(text):
            return False
        if agency or not JOB.fullmatch(text):
            self._take_source(group, agency or text)
        else:
            self.rewritten[byline] += f", {text}"
            for at in group:
                self.taken[at] = TakenLine("what the author is", role="byline")
        return True

    def _agency(self, text: str) -> str:
        """The name of the agency that `text` opens with, perhaps before a job ("Associated Press Writer")."""
        bare = re.sub(r"^the\s+", "", text, flags=re.IGNORECASE)
        for name in self.habits.agencies.values():
            rest = bare[len(name) :]
            if bare.casefold().startswith(name.casefold()) and (not rest or JOB.fullmatch(rest)):
                return name
        return ""

    def _take_source(self, group: Sequence[int], name: str) -> None:
        self.state("sources", (InfoSource(name=name),), group[0])
        for at in group:
            self.taken[at] = TakenLine("whom the authors write for", role="source")

    def read_text(self, filled: Sequence[int]) -> None:
        """Read the lines of the text."""
        number = 0
        text_lines: list[int] = []
        while number < len(filled):
            group = self._group(filled, number) if _is_marked(self.lines[filled[number]]) else filled[number:][:1]
            at = group[0]
            line = self.lines[at]
            if len(group) > 1 or _is_marked(line):
                text = self._text(group)
                if _GOES_ON.fullmatch(text) and self.taken.get(filled[number - 1]) == _SLUG_LINE:
                    self.taken.update(dict.fromkeys(group, TakenLine("words that a take goes on from")))
                elif not self._take_furniture(group, text):
                    self._keep(group)
                    if not is_advisory(text):
                        self.roles[at] = "heading"
            elif STAMP.fullmatch(line):
                self.taken[at] = TakenLine("stamp of transmission")
            elif WIRE_NUMBER.fullmatch(line) and _HEADER.fullmatch(self._below(filled, number)):
                self.taken[at] = self.taken[filled[number + 1]] = TakenLine("header of the next take")
                number += 1
            elif _END.fullmatch(line):
                self.taken[at] = TakenLine("mark of a take")
                if number + 1 < len(filled) and _NEXT_TAKE.fullmatch(self.lines[filled[number + 1]]):
                    number += 1
                    self.taken[filled[number]] = TakenLine("slug of the next take")
            elif _is_row(line):
                self.rewritten[at] = _apart("\t".join(cell for part in line.split(";") if (cell := _cell(part))))
                self.roles[at] = "paragraph"
            elif _DIVIDER.fullmatch(line.strip()):
                self.rewritten[at] = _apart("___")
            else:
                self.rewritten[at] = line[: len(line) - len(line.lstrip())] + _modern(_without_end(line).lstrip())
                text_lines.append(at)
            number += len(group)
        if self._is_indented(text_lines):
            self.layout = "indented"

    def _below(self, filled: Sequence[int], number: int) -> str:
        return self.lines[filled[number + 1]] if number + 1 < len(filled) else ""

    def _is_indented(self, text_lines: Sequence[int]) -> bool:
        """Whether every paragraph opens with an indented line, and lines without an indent go on from wrapped lines."""
        known = frozenset(text_lines)
        plain = [at for at in text_lines if not self.lines[at][:1].isspace()]
        return len(plain) < len(text_lines) and all(
            at - 1 in known and len(self.lines[at - 1]) <= MAX_WRAPPED for at in plain if self.lines[at - 1].strip()
        )


def _is_of_photos(text: str) -> bool:
    """Whether a line has nothing but the numbers of photos ("AP Photo NY101, NY102")."""
    words = [word.strip(".,;-") for word in text[:MAX_LINE].split()]
    numbers = [word for word in words if word and word.casefold() not in _NO_NUMBER]
    is_numbers = all(word[0].isalnum() and any(map(str.isdigit, word)) for word in numbers)
    return _PHOTOS.match(text) is not None and bool(numbers) and is_numbers and len(text) <= MAX_LINE


def _apart(text: str) -> str:
    """`text` as a line that does not go on from the one above."""
    return f"\t{text}"


def _is_row(line: str) -> bool:
    """Whether a line is a row of a table: cells with semicolons between them, and no blanks after these."""
    return len(line) <= MAX_ROW and not line[:1].isspace() and line.count(";") >= 2 and "; " not in line.rstrip()


def _cell(text: str) -> str:
    bare = one_line(text)
    return "—" if bare == "_" else _modern(bare)


def _modern(text: str) -> str:
    """`text` with the dashes, quotation marks and fractions that the typesetters' signs mean."""
    text = _DASH.sub("—", text.replace("``", "“").replace("''", "”"))
    return _FRACTION.sub("½", text)


def _without_end(text: str) -> str:
    """`text` without the sign that closes it."""
    bare = text.rstrip()
    return bare[:-1].rstrip() if bare.endswith(("<", "=")) else bare
