"""IPTC 7901: header, keyword line, title lines up to one that ends with " =", text, notes to editors, and a stamp.

The frame marks the parts with control characters; where these are gone, the syntax of the header and of the keyword
line shows the same. Everything below the mark "not for publication" is private.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from convert.model import InfoSource, OtherHeadline, Party
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, one_line, opening_signs
from convert.readers.text.envelopes.wire.end import END_MARK, INITIALS
from convert.readers.text.envelopes.wire.frames import Frame
from convert.readers.text.envelopes.wire.habits import Habits, agency_name, day_of, is_advisory, load_habits, sent_on

MAX_HEADER = 6
"""How many lines a header with its keywords has at most."""

MAX_SERVICE, SERVICE_WORDS = 2, 5
"""How many lines that name a service are at most above a header, and how many words each has."""

MAX_LINE = 400
"""How many characters a line of the wire has at most; a longer one is text."""

MAX_TITLE_LINES, MAX_TITLE = 4, 300
"""How many lines and characters a title has at most."""

MAX_BYLINE = 160
"""How many characters a line of authors has at most."""

MAX_ABOVE_TEXT = 12
"""How many lines there are at most between the keyword line and the text."""

MIN_BELOW_TITLE = 4
"""How many lines there are at least with a title above a header: these two, the keywords, and text."""

MOST_CODES = 9
"""How many codes a header below a title has at most."""

TITLE_WORDS = 25
"""How many words such a title has at most."""

_HEADER = re.compile(
    r"\s*(?P<service>[A-Za-z]{2,4})\s?(?P<number>\d{3,4})\s+(?P<priority>[1-9])\s+(?P<desk>[A-Za-z]{1,3})"
    r"\s+(?P<words>\d{1,5})(?:\s+(?P<rest>\S(?:.*\S)?))?\s*"
)
_UNKNOWN_HEADER = re.compile(r".{0,79}[^.!?]\s*")
_AGENCY = re.compile(r"(?<![\w/-])(?P<code>[^\W\d_]{2,6})\s*\d{2,5}\s*$|(?:^|\s)/?(?P<slash>[^\W\d_]{2,5})-\S*\s*$")
_KEYWORDS = re.compile(r"\s*[^\s/.!?][^/!?]{0,60}(?:/[^/!?]{1,60}){0,9}/?\s*")
_TOPICS = re.compile(r"\s*(?P<topics>[^\W\d_]+(?:-[^\W_]+)+)(?:,(?P<version>[\w .-]{2,40}))?\s*")
_IN_BRACKETS = re.compile(r"\s*\((?P<note>.*\S)\s*\)\s*=?\s*")
_DATELINE = re.compile(r"[^()]{2,60}\([\w/., -]{2,30}\)\s?[-–—=]")
_GOES_ON = re.compile(r"\s*(?:\./?\.?|[.(]{0,2}/+\.{0,2}\)?)\s*")
"""A sign that the story goes on or ends, made of full stops and slashes ("./.")."""

_STARS = re.compile(r"\s*\*(?:\s?\*){2,}\s*")
_HEADING = re.compile(r"\s*#{1,4}\s+(?P<text>\S(?:.*\S)?)\s*")
_ITEM = re.compile(r"\s*[-*•]\s+")
_LINK = re.compile(r"\[(?P<label>[^\]]*)\]\([^)]*\)")
_ADDRESS = re.compile(r"<?\b[\w.+-]+@[\w.-]+\w>?|https?://\S+|\bwww\.\S+|\+?\d[\d ()/-]{6,}\d")
_CONTACT = re.compile(r"[\w.+-]+@[\w.-]+\w|\+\d[\d ()/-]{5,}\d")
_SIGN_OFF = re.compile(r"\s*(?P<agency>[^\W\d_]{2,5})(?:/[^\W\d_]{2,5})*(?:\s+[^\W_]{1,6}){1,7}\s*")
_SLASHED = re.compile(r"\s*[a-z]{2,3}(?:-[a-z]{2,3})?(?:/[a-z]{2,3}){1,4}\s*")
_REMNANT = re.compile(r"(?=.*\d)[^.!?]{1,40}|[^.!?]{1,120}/\s*")
_SUBTITLE = re.compile(r"\s*(?:Utl|Untertitel|Unterzeile)\.?\s?:\s+(?P<text>\S.*)")
"""The line below a title that APA and others label."""

_TRAILER = re.compile(r"(?=.*\d)[^.!?]{1,40}")
_STAMP = re.compile(
    r"\s*(?:[A-Za-z]{2,5}\s+)?(?P<day>[0-3]\d)(?P<clock>[0-2]\d[0-5]\d)\s+(?:(?P<zone>[A-Z]{1,5})\s+)?"
    r"(?P<month>[^\W\d_]{3,10})\.?\s+(?P<year>\d\d|\d{4})\s*"
)


def is_header(lines: Sequence[str], at: int) -> bool:
    """Whether a header opens at the line `at`: its codes, and a line of keywords below it."""
    header = _HEADER.fullmatch(lines[at]) if len(lines[at]) <= MAX_LINE else None
    below = lines[at + 1] if header and at + 1 < len(lines) else ""
    if header is None or not below.strip() or len(below) > MAX_LINE or not _KEYWORDS.fullmatch(below):
        return False
    return "/" in below or _names_topics(header, below) is not None


def open_iptc7901(lines: tuple[str, ...], frame: Frame | None = None) -> Envelope | None:
    """Open the wire format in `lines`, which `frame` carried; None if they do not show it."""
    filled: Sequence[int] = filled_lines(lines)
    if frame:
        filled = [at for at in filled if at < frame.trailer]
    if not filled:
        return None
    service = [] if frame else _service_lines(lines, filled)
    filled = filled[len(service) :]
    title = None if frame or service else _title_above(lines, filled)
    filled = filled if title is None else filled[1:]
    header = _HEADER.fullmatch(lines[filled[0]]) if len(lines[filled[0]]) <= MAX_LINE else None
    above = _header_lines(lines, filled, header, frame)
    copy = _Copy(lines, is_whole=bool(frame or above))
    copy.layout = "wrapped" if copy.is_whole else "detected"
    copy.taken.update(dict.fromkeys(service, TakenLine("wire header")))
    copy.read_header(above, header if above else None)
    rest: Sequence[int] = [at for at in filled if at not in copy.taken]
    rest = copy.take_trailer(rest, range(frame.trailer, len(lines)) if frame else range(0))
    rest = copy.take_notebook(rest, is_sure=bool(frame or above))
    if frame or above:
        copy.read_top([at for at in rest if not frame or at >= frame.header])
        if title is not None and copy.headline is None:
            copy.headline = one_line(lines[title])
        elif title is not None:
            copy.state("other_headlines", (OtherHeadline(role="kicker", text=one_line(lines[title])),), title)
            copy.taken[title] = TakenLine("title above the header", "kicker")
    elif not any(taken.is_private for taken in copy.taken.values()):
        return None
    return copy.envelope()


def _service_lines(lines: Sequence[str], filled: Sequence[int]) -> Sequence[int]:
    """The lines above a header that name the service or count its stories ("dpa-Regio-Kurier")."""
    for number, at in enumerate(filled[: MAX_SERVICE + 1]):
        below = lines[filled[number + 1]] if number + 1 < len(filled) else ""
        is_spaced = "/" in below and len(below) <= MAX_LINE and _KEYWORDS.fullmatch(below) is not None
        if is_header(lines, at) or (is_spaced and _HEADER.fullmatch(lines[at][:MAX_LINE])):
            return filled[:number]
        if len(lines[at].split()) > SERVICE_WORDS or not _names_service(lines[at]):
            break
    return ()


def _title_above(lines: Sequence[str], filled: Sequence[int]) -> int | None:
    """The first line where it is a title that somebody put above the header; None if there is no such title."""
    if len(filled) < MIN_BELOW_TITLE:
        return None
    first, header, below = (lines[at] for at in filled[:3])
    is_spaced = "/" in below and len(below) <= MAX_LINE and _KEYWORDS.fullmatch(below) is not None
    is_title = 1 < len(first.split()) <= TITLE_WORDS and first.rstrip()[-1] not in ".:;,/" and "/" not in first
    is_coded = len(header.split()) <= MOST_CODES and header.rstrip()[-1] not in ".!?" and _HEADER.fullmatch(header)
    return filled[0] if is_title and is_spaced and is_coded and not _HEADER.fullmatch(first) else None


def _names_service(line: str) -> bool:
    """Whether a line has the name of an agency or a number, and is no sentence; a title above a header has neither."""
    agencies = load_habits().agencies
    has_name = any(word.casefold() in agencies for word in re.findall(r"[^\W\d_]+", line))
    return (has_name or any(map(str.isdigit, line))) and line.rstrip()[-1] not in ".!?:"


def _header_lines(
    lines: Sequence[str], filled: Sequence[int], header: re.Match[str] | None, frame: Frame | None
) -> Sequence[int]:
    """The lines of the header with its keywords; none if they do not show one."""
    marked = tuple(at for at in filled if frame and at < frame.header)
    if header is None:
        if frame and frame.has_start and len(marked) <= MAX_HEADER:
            is_header = all(_UNKNOWN_HEADER.fullmatch(lines[at]) for at in marked)
        else:
            is_header = all(_REMNANT.fullmatch(lines[at]) for at in marked)
        return marked if is_header else ()
    if marked:
        return (marked[0], *_keyword_lines(lines, marked[1:]))
    below = tuple(_keyword_lines(lines, filled[1:2]))
    shows_keywords = bool(below) and ("/" in lines[below[0]] or _names_topics(header, lines[below[0]]) is not None)
    return (filled[0], *below) if shows_keywords else ()


def _names_topics(header: re.Match[str], line: str) -> re.Match[str] | None:
    """The topics between hyphens in a line of keywords, below a header whose reference has a slash."""
    named = _AGENCY.search(header["rest"] or "")
    return _TOPICS.fullmatch(line) if named and named["slash"] else None


def _keyword_lines(lines: Sequence[str], above: Sequence[int]) -> Iterator[int]:
    """The lines of keywords below the header's first line; a slash shows that they go on."""
    goes_on = True
    for at in above:
        if not _KEYWORDS.fullmatch(lines[at]) or not (goes_on or "/" in lines[at]):
            return
        goes_on = lines[at].rstrip().endswith("/")
        yield at


class _Copy(Draft):
    """The copy as far as it has been read."""

    def __init__(self, lines: Sequence[str], *, is_whole: bool) -> None:
        super().__init__(lines, is_whole=is_whole)
        self.habits: Habits = load_habits()
        self.agency = ""

    def read_header(self, above: Sequence[int], header: re.Match[str] | None) -> None:
        """Read the header and the keywords below it."""
        for at in above:
            self.taken[at] = TakenLine("wire header")
        keywords = [at for at in above if self.lines[at].rstrip().endswith("/")]
        if header:
            keywords = list(above[1:])
            self.state("urgency", int(header["priority"]), above[0])
            self.state_wire_number(self.lines[above[0]], above[0])
            if named := _AGENCY.search(header["rest"] or ""):
                self.agency = named["code"] or named["slash"]
                self.state("provider", Party(name=agency_name(self.agency)), above[0])
        if keywords:
            self._read_keywords(keywords, header)

    def _read_keywords(self, lines: Sequence[int], header: re.Match[str] | None) -> None:
        line = one_line(" ".join(self.lines[at] for at in lines)).strip("/ ")
        parts = line.split("/")
        if header and (topics := _names_topics(header, line)):
            line, parts = topics["topics"], topics["topics"].split("-")
            self.notes += [one_line(topics["version"])] if topics["version"] else []
        keywords = tuple(dict.fromkeys(one_line(part) for part in parts if part.strip()))
        if keywords:
            for at in lines:
                self.taken[at] = TakenLine("keywords of the wire header")
            self.state("slugline", line, lines[0])
            self.state("keywords", keywords, lines[0])

    def take_trailer(self, filled: Sequence[int], trailer: range) -> Sequence[int]:
        """Take the stamp and the sign-off above it; the lines that are left."""
        for at in trailer:
            if _TRAILER.fullmatch(self.lines[at]):
                self.taken[at] = TakenLine("trailer of the wire")
        own = [at for at in trailer if at in self.taken]
        stamped = next(((at, found) for at in own if (found := _STAMP.fullmatch(self.lines[at]))), None)
        if not stamped and filled and (found := _STAMP.fullmatch(self.lines[filled[-1]])):
            stamped, filled = (filled[-1], found), filled[:-1]
        if stamped:
            at, found = stamped
            self.taken[at] = TakenLine("stamp of transmission")
            self.stated["published"] = at
            self.sent = sent_on(day_of(found["year"], found["month"], found["day"]), found["clock"], found["zone"])
        while filled and (rule := self._end_rule(self.lines[filled[-1]])):
            self.taken[filled[-1]] = TakenLine(rule)
            filled = filled[:-1]
        return filled

    def _end_rule(self, line: str) -> str:
        """The rule that takes a line below the story, empty if none does."""
        if END_MARK.fullmatch(line) or self.habits.end.fullmatch(line) or _GOES_ON.fullmatch(line):
            return "end mark"
        return "sign-off" if INITIALS.fullmatch(line) or self._is_sign_off(line) else ""

    def _is_sign_off(self, line: str) -> bool:
        """Whether a line is an agency's code and initials in small letters ("dpa ab xx cd"), or only initials."""
        codes = {self.agency.casefold(), *self.habits.agencies}
        if _SLASHED.fullmatch(line):
            return not codes.issuperset(line.strip().split("/"))
        found = _SIGN_OFF.fullmatch(line)
        return found is not None and line.islower() and found["agency"] in codes

    def take_notebook(self, filled: Sequence[int], *, is_sure: bool) -> Sequence[int]:
        """Take the notes below the story, and all that is not for publication; the lines of the story.

        Where it is not sure that the copy is of a wire, only the mark "not for publication" shows such notes. Lines
        below a stamp of transmission are no notes: somebody joined other copy to it.
        """
        may_have_notes = not opening_signs(tuple(self.lines)).isdisjoint("#*")
        numbers = range(1, len(filled) if may_have_notes else 1)
        start = next((n for n in numbers if self._opens_notebook(filled, n, is_sure)), len(filled))
        private = next((n for n in range(start, len(filled)) if self._is_private_mark(filled, n)), len(filled))
        if private == len(filled) and not (is_sure or self._is_named_notebook(filled[start:])):
            return filled
        end = private
        while end > start and _STARS.fullmatch(self.lines[filled[end - 1]]):
            end -= 1
        stamps = (number for number in range(private, len(filled)) if _STAMP.fullmatch(self.lines[filled[number]]))
        stamp = next(stamps, len(filled))
        for number in range(end, stamp):
            self.taken[filled[number]] = TakenLine("not for publication", is_private=number > private)
        for at in filled[stamp : stamp + 1]:
            self.taken[at] = TakenLine("stamp of transmission")
        for at in filled[start:end]:
            is_private = len(self.lines[at]) > MAX_LINE or _CONTACT.search(self.lines[at]) is not None
            self.taken[at] = TakenLine("notes below the story", role="desk-note", is_private=is_private)
        self.notes += self._notes(filled[start:end])
        return (*filled[:start], *filled[stamp + 1 :])

    def _is_named_notebook(self, below: Sequence[int]) -> bool:
        """Whether lines open with the heading of an agency's own notebook ("# dpa-Notizblock"), above others."""
        heading = _HEADING.fullmatch(self.lines[below[0]]) if below else None
        name = re.match(r"[^\W\d_]+(?=[- ])", heading["text"]) if heading else None
        is_named = name is not None and name[0].casefold() in self.habits.agencies
        return is_named and any(_HEADING.fullmatch(self.lines[at]) for at in below[1:])

    def _opens_notebook(self, filled: Sequence[int], number: int, is_sure: bool) -> bool:
        """Whether the notes below the story begin here: with their heading, or with stars and the private mark."""
        line = self.lines[filled[number]]
        if len(line) > MAX_LINE:
            return False
        if _HEADING.fullmatch(line):
            below = self.lines[filled[number + 1]] if number + 1 < len(filled) else ""
            is_above_heading = is_sure and below.lstrip().startswith("##")
            return is_above_heading or self.habits.notebook.fullmatch(line) is not None
        return _STARS.fullmatch(line) is not None and any(
            self._is_private_mark(filled, at) for at in range(number + 1, min(number + 3, len(filled)))
        )

    def _is_private_mark(self, filled: Sequence[int], number: int) -> bool:
        """Whether a line below a heading or stars says that what follows is not for publication."""
        line = self.lines[filled[number]]
        return len(line) <= 120 and self.habits.private.search(line) is not None

    def _notes(self, filled: Sequence[int]) -> Iterator[str]:
        """The notes in the lines, each with the heading above it, without addresses."""
        section = ""
        items: list[str] = []
        for at in filled:
            line = self.lines[at][:MAX_LINE]
            if heading := _HEADING.fullmatch(line):
                section = "" if self.habits.notebook.fullmatch(line) else heading["text"]
            elif _ITEM.match(line) or not items or filled[0] == at or not items[-1].startswith(section):
                items.append(f"{section}: {_ITEM.sub('', line, count=1)}" if section else line)
            else:
                items[-1] += f" {line.strip()}"
        for item in items:
            note = one_line(_ADDRESS.sub("", _LINK.sub(r"\g<label>", item))).rstrip(" ,;-")
            if re.search(r"\w", note) and not note.endswith(":"):
                yield note

    def read_top(self, filled: Sequence[int]) -> None:
        """Read what is between the header and the text: notes, versions, the title and the authors."""
        top = list(self._top(filled))
        titles: list[int] = []
        closed = any(_ends(self.lines[at]) for at in top)
        is_below_title = False
        for at in top:
            line = self.lines[at]
            bare = _without_end(line)
            if bare != line:
                self.rewritten[at] = bare
            if len(line) > MAX_LINE:
                break
            if is_advisory(line):
                continue
            if titles and (subtitle := _SUBTITLE.fullmatch(bare)):
                self.state("subheadline", one_line(subtitle["text"]), at)
                self.taken[at] = TakenLine("line below the title", "subheadline")
                is_below_title = True
            elif note := _IN_BRACKETS.fullmatch(line):
                self._take_note(at, one_line(note["note"]))
            elif self.habits.version.fullmatch(bare):
                self._take_note(at, one_line(bare))
            elif note := self.habits.note.fullmatch(bare):
                self._take_note(at, one_line(note["note"]))
            elif titles and self._is_byline(line):
                is_below_title = True
                self._read_byline(at, bare)
            elif not is_below_title and not _ITEM.match(line) and (not titles or (closed and at == titles[-1] + 1)):
                titles.append(at)
            is_below_title = is_below_title or bare != line
        title = one_line(" ".join(_without_end(self.lines[at]) for at in titles))
        if not titles or len(titles) > MAX_TITLE_LINES or len(title) > MAX_TITLE:
            titles, title = titles[:1], one_line(_without_end(self.lines[titles[0]])) if titles else ""
        if label := self.habits.label.match(title):
            self.notes.append(label["label"])
            title = title[label.end() :]
            self.rewritten[titles[0]] = _without_end(self.lines[titles[0]]).lstrip()[label.end() :]
        if title:
            self.headline = title
            self.continued.update(titles[1:])

    def _top(self, filled: Sequence[int]) -> Iterator[int]:
        """The lines down to the first blank or indented one, or to the dateline; none if they are too many."""
        found: list[int] = []
        for at in filled:
            line = self.lines[at]
            if found and (at != found[-1] + 1 or line[:2].isspace() or _DATELINE.match(line)):
                break
            found.append(at)
        return iter(found if len(found) <= MAX_ABOVE_TEXT else ())

    def _take_note(self, at: int, note: str) -> None:
        self.taken[at] = TakenLine("note to editors", role="desk-note")
        self.notes.append(note)

    def _is_byline(self, line: str) -> bool:
        agency = re.escape(self.agency) or "(?!)"
        names_agency = re.search(rf"[,(]\s?{agency}\)?\s*=\s*$", line, re.IGNORECASE) is not None
        return names_agency or (
            self.habits.byline.match(line) is not None and line.lstrip()[0].isupper() and len(line) <= MAX_BYLINE
        )

    def _read_byline(self, at: int, byline: str) -> None:
        """Leave the authors without their agency, which the header names.

        Their line is indented, so that it does not go on from the title.
        """
        names, comma, last = byline.rpartition(",")
        if comma and self.agency and last.strip().casefold() == self.agency.casefold():
            byline = names
            self.state("sources", (InfoSource(name=agency_name(self.agency)),), at)
        self.rewritten[at] = f"\t{byline.lstrip()}"


def _ends(line: str) -> bool:
    """Whether a line has the mark of the last line above the text."""
    return line.rstrip().endswith(" =")


def _without_end(line: str) -> str:
    return line.rstrip()[:-1].rstrip() if _ends(line) else line
