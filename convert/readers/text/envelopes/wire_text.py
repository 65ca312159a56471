"""Wire copy as text: header block, slug line, labels, notes to editors, marks of a version, end marks and the stamp.

The forms are those of ANPA 1312 (NAA 89-3), of AFP and of Reuters' news line after copying, when the control characters
are gone, and those that agencies of all languages share. A header is recognized by its syntax alone, so that a story
about a wire service stays as it is; without one, a title above a dateline with an agency shows wire copy. Words are in
`habits.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from convert.model import InfoSource, Party
from convert.readers.text.envelopes.contacts import has_contact
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, one_line
from convert.readers.text.envelopes.habits import (
    Habits,
    agency_name,
    day_of,
    is_advisory,
    load_habits,
    sent_on,
)
from convert.readers.text.lexicon import Lexicon, fold_word, load_lexicon
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.datelines import Dateline, read_dateline, read_whole_dateline
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lines.language import detect_language

PRIORITIES = {"f": 1, "b": 2, "u": 3, "r": 4, "s": 5, "d": 6}
"""Urgency by the priority letter of a header: flash, bulletin, urgent, regular, and deferred (ANPA 1312)."""

FLASH, URGENT = 1, 3
"""The urgency of labels."""

MAX_TITLE = 200
"""How many characters a title above a wire dateline has at most."""

MAX_HEADER = 8
"""Up to how many lines above the header's last one may be of the header."""

MAX_ABOVE = 14
"""Among how many first lines the dateline is."""

MAX_KEY_POINTS = 8
"""How many key points are at most between the title and the dateline."""

MAX_NOTE = 400
"""How many characters a note to editors has at most."""

MAX_STAMP = 70
"""How many characters a stamp of transmission has at most."""

MAX_BELOW = 8
"""How many lines below the story are looked at."""

MAX_PARAGRAPH = 5_000
"""How many characters a paragraph has at most whose end mark is cut off."""

SLUG_WORDS = 4
"""How many words a slug in capitals has at most, unless it has a colon."""

SLASHED_WORDS = 8
"""How many words a line of topics with slashes between them has at most."""

CONTACT_WORDS = 3
"""How many words a line has at most that holds nothing but an address or a number."""

EMPLOYER_WORDS = 5
"""How many words the line below a byline has at most that names whom the author writes for."""

FEWEST_INDENTED = 3
"""How many indented lines show that paragraphs are indented."""

SHORTEST_WRAPPED, LONGEST_WRAPPED = 45, 80
"""Between how many characters a line has that goes on below."""

_CODES = re.compile(r"\s{0,6}(?:[A-Za-z]{1,3}(?: [A-Z]{1,3}){0,4}|[a-z]\d{4} \w{2,8})")
_NUMBER = re.compile(r"\s*[A-Za-z]{1,2}\d{3,4}(?:\s+\S{1,8}){0,3}\s*")
_HEADER = re.compile(r"(?P<priority>[a-z]) [a-z] (?P<slug>(?:BC|AM|PM|AP)-\S.*?)\s+\d\d-\d\d(?:\s+\d{3,4})?")
_SLUG_LINE = re.compile(
    r"(?P<slug>(?:BC|AM|PM|AP)-[A-Z].{2,60}?),(?P<version>[^,]{2,30},)?\s?\d{2,4}(?:\s*\(.{0,40}\))?"
    r"|(?P<bare>(?:BC|AM|PM)-[A-Z][^,.!?]{2,50})(?:,\s?(?P<lead>\d?\w{2} [^,]{2,24}|[A-Z][\w-]{2,24}))?"
)
_TOPICS = re.compile(
    r"(?P<slug>[^\W\d_][\w'’.]{1,24}(?:-[\w'’.]{2,24}){1,7})(?:,(?P<version>\s?\w[\w -]{1,20})|/(?P<update>\w{2,12}))?"
)
_TOPIC_HEADER = re.compile(
    r"[A-Z]{3}\s?\d{3,4}\s+(?P<urgency>\d)\s+[A-Z]{1,3}\s+\d{2,5}(?:\s+[A-Z]{2,4})?\s*(?:/\s?(?P<agency>[A-Z]{2,5})-\S+)?"
)
_TELEPRINTER = re.compile(r"ZCZC.{0,40}")
_TELEPRINTER_CODES = re.compile(r"[A-Z0-9_./ -]{3,40}")
_INSTRUMENTS = re.compile(r"(?:\s*[<(][A-Z0-9.=^_]{2,12}(?:\.[A-Z]{1,3}|=)?[>)],?){1,12}\s*")
_DATELINE = re.compile(
    r"\s*[A-Z][A-Z .,'-]{2,40}(?:, [A-Z][\w.]+)?,"
    r" (?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z.]* \d{1,2}\s+-"
)
_MAY_BE_DATELINE = re.compile(r"[(（\[【〔［/].{1,40}[)）\]】〕］/]|\d日[电電讯訊]|\.\s[^\W\d_]{2,16}\.\s|[-–—]\s")
_BYLINE = re.compile(r"(?:By|BY|by|Von|Par|Por) \S")
_JOB = re.compile(r"(?:^|.*\s)(?:writer|reporter|correspondent|editor|columnist|critic|analyst|photographer)s?", re.I)
_IN_BRACKETS = re.compile(r"[(（\[](?P<note>[^()（）\[\]]{3,300})[)）\]][.]?")
_ITEM = re.compile(r"\s*[*•·▪◆■-]\s*(?=\S)")
_BRACKETED_END = re.compile(r"\s*\([^()]{1,24}\)$")
_SLASHES = re.compile(r"\s*/{2,4}\s*$")
END_MARK = re.compile(
    r"\s*(?:-\s?30\s?-|#{2,}|\(?MORE\)?|\(END\)|[-–—]\s?ENDS?\s?[-–—]|=|NNNN|-0-)\s*"
    r"|\s*[(（](?:انتهى|終|끝|完|了|终)[)）]\s*"
)
_STAMP = re.compile(
    r"\s*\^?(?P<agency>[A-Z]{2,6})-[A-Z]{2}-(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)\s+(?P<clock>\d{4})\s?"
    r"(?P<zone>[A-Z]{1,4})?<?\s*"
)
_DAY_FIRST_STAMP = re.compile(
    r"\s*(?:(?P<agency>[^\W\d_]{2,10})\s+)?(?P<day>[0-3]\d)(?P<clock>[0-2]\d[0-5]\d)\s*(?:(?P<zone>[A-Z]{1,5})\s+)?"
    r"(?P<month>[^\W\d_]{3,10})\.?\s+(?P<year>\d\d|\d{4})\s*"
)
_NAMED_STAMP = re.compile(
    r"\s*(?:(?P<agency>[^\W\d_]{2,10})\s+)?(?P<day>\d{1,2})-(?P<month>[^\W\d_]{3,4})-(?P<year>\d\d|\d{4})"
    r"\s+(?P<hour>\d\d)[:.]?(?P<minute>\d\d)(?:\s?(?P<zone>[A-Z]{1,5}))?(?:\s+NNN+)?\s*"
)
_CREDIT_STAMP = re.compile(
    r"\s*[（(\[〔/<＜]?\s?(?P<agency>[^\W\d_][^\d/|(（]{1,24}?)\s?[/|,、，:：＝=　 –-]*\s?"
    r"(?P<date>\d[^()（）]{5,40}?)\s?(?:송고|配信|发布|電)?\s?[)）\]〕/>＞]?\s*"
)
_TAKE = re.compile(r",\s?(?:\d{1,2}(?:st|nd|rd|th)\s)?(?:Add|Take)\b")
INITIALS = re.compile(
    r"\s*(?:[^\W\d_]{1,5}/\s*){0,4}[^\W\d_]{1,5}/\s*"
    r"|\s*(?:[^\W\d_]\.[^\W\d_]/){1,2}[^\W\d_]\.[^\W\d_]\s*"
)
"""Initials that close a story, each with a slash, or with full stops and slashes between; "dpa/afp" names agencies."""

_SLASHED = re.compile(
    r"\s*[\[(（]?(?P<signs>[^\W\d_.]{1,5}(?:(?:[-/]|\s?[/\\]{1,2}\s?)[^\W\d_.]{1,5}){1,5})[\])）]?\s*"
)
_DOTTED = re.compile(
    r"\s*(?:[^\W\d_]\.){1,3}\s?(?:[/-]\s?(?:[^\W\d_]\.){1,3}\s?){1,3}\s*"
    r"|\s*(?:[^\W\d_]{1,2}[./] ?){2,6}[^\W\d_]{0,2}\s*"
)
_SIGNED_FOR = re.compile(r"\s*[(（\[][^\W\d_]{2,4}/(?P<agency>[^\W\d_][\w -]{1,24})[)）\]]\s*")
_SERIAL = re.compile(
    r"\s*(?:ISSN\s\d{4}-\d{3}[\dXx]|[^\W\d_]{2,10}-\d{2,6}|[№#]\s?\d{1,6}|[A-Z]{2,4}\d{1,4}|[a-z]{3}\d{3,4}|\d)\s*"
)
_SLASHED_TOPICS = re.compile(r"\s*[^\W\d_][^/.!?:]{0,30}(?:/[^/.!?:]{2,30}){1,6}/?\s*")
_NUMBERED_TAKE = re.compile(
    r"\s*(?P<slug>[A-Z][^,.!?:]{2,50}), ?(?P<take>\d{1,2}(?:st|nd|rd|th) (?:take|add|ld|lead)\b.{0,20})", re.IGNORECASE
)
_COLUMN = re.compile(
    r"(?P<label>Xinhua [A-Z]\w+\s?[:|]|[（(](?:新华|新華|国际|國際)[^（）()]{1,6}[）)]"
    r"|(?:B?POL|FW|LPI|LKA|KPB|HZA|BPOLI)-[A-ZÄÖÜ]{1,6}:)\s?(?=\S)"
)
"""The label of a column or an office that agencies and distributors put before a title."""

_LETTERS = re.compile(r"\s*[a-zà-žа-яіїєґ]{2,3}(?:\s[a-zà-žа-яіїєґ]{2,3}){1,3}\s*")
_CODED = re.compile(r"\s*(?P<agency>[^\W\d_]{2,8})(?:\s+[^\W_]{1,6}){1,7}\s*")
_CAPITALS = re.compile(r"\s*[A-Z]{2,3}\s*")
_MORE = frozenset(
    {"(MORE)", "MORE", "(more)", "(à suivre)", "(suite)", "(sigue)", "(segue)", "(mehr)", "(続く)", "(계속)"}
)
_SLUG_OF_TAKE = re.compile(r"\s*SLUG:\s?\S.{0,60}|\s*[A-Z][A-Z .'-]{2,40}[ -]\d{1,2}(?:-\d{1,2}){1,2}\s*")


def read_header_line(line: str) -> tuple[str, bool] | None:
    """The slug in the last line of a header, or in a slug line, and whether the line is of a take that goes on."""
    text = line.strip()
    found = _HEADER.fullmatch(text) or _SLUG_LINE.fullmatch(text)
    if found is None or not found["slug"]:
        return None
    return found["slug"].partition(",")[0], _TAKE.search(text) is not None


def is_code_line(line: str) -> bool:
    """Whether a line may be of a header, above its last line."""
    return (_CODES.fullmatch(line.rstrip()) or _NUMBER.fullmatch(line)) is not None


def open_wire_text(lines: tuple[str, ...]) -> Envelope | None:
    """Open the frame of wire copy, None if the lines show none."""
    filled = filled_lines(lines)
    if not filled:
        return None
    copy = _Copy(lines, filled)
    copy.read_header()
    copy.find_dateline()
    copy.read_top()
    copy.read_end()
    copy.read_takes()
    copy.read_layout()
    copy.is_whole = copy.has_frame or copy.layout == "indented"
    found = copy.envelope()
    return found if found.taken or found.headline is not None or found.rewritten else None


class _Copy(Draft):
    """The copy as far as it has been read.

    `filled` are the lines that are not blank and not yet read as part of the envelope. `has_frame` is whether a header,
    a slug line or a stamp shows wire copy; a label of urgency or an end mark can be on any page. `dateline` is the
    index of the line with a dateline that names an agency or day, -1 if there is none.
    """

    def __init__(self, lines: Sequence[str], filled: Sequence[int]) -> None:
        super().__init__(lines, is_whole=False)
        self.filled = list(filled)
        self.habits: Habits = load_habits()
        self.has_frame = False
        self.dateline = -1
        self.found: Dateline | None = None
        self._lexicon: Lexicon | None = None

    @property
    def is_wire(self) -> bool:
        """Whether the copy shows that it is of a wire."""
        return self.has_frame or self.dateline >= 0

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon of the language of the copy, loaded when first needed."""
        if self._lexicon is None:
            self._lexicon = load_lexicon("en", detect_language(self.lines).primary)
        return self._lexicon

    def take(self, at: int, rule: str) -> None:
        self.taken[at] = TakenLine(rule)
        if at in self.filled:
            self.filled.remove(at)

    def note(self, at: int, text: str) -> None:
        """Take a line as a note to editors."""
        self.taken[at] = TakenLine("note to editors", role="desk-note")
        self.filled.remove(at)
        if text:
            self.notes.append(text)

    def state_first(self, name: str, value: object, at: int) -> None:
        """Set a value unless a line above states it."""
        if name not in self.metadata:
            self.state(name, value, at)

    # Above the title

    def read_header(self) -> None:
        """Take the header block."""
        for number, at in enumerate(self.filled[:MAX_HEADER]):
            text = self.lines[at].strip()
            header = _HEADER.fullmatch(text)
            if header and all(_CODES.fullmatch(self.lines[above].rstrip()) for above in self.filled[:number]):
                first = self.filled[0]
                for above in self.filled[: number + 1]:
                    self.take(above, "wire header")
                self.has_frame = True
                self.state("urgency", PRIORITIES.get(header["priority"], 5), at)
                self.state_wire_number(self.lines[first], first)
                self.state("slugline", one_line(header["slug"]), at)
                break
        if self.filled and (topics := _TOPIC_HEADER.fullmatch(self.lines[self.filled[0]].strip())):
            at = self.filled[0]
            self.has_frame = True
            self.state_first("urgency", int(topics["urgency"]) or 5, at)
            self.state_wire_number(self.lines[at], at)
            if topics["agency"]:
                self.state_first("provider", Party(name=agency_name(topics["agency"])), at)
            self.take(at, "wire header")
        if self.filled[3:] and _TELEPRINTER.fullmatch(self.lines[self.filled[0]].strip()):
            self.take(self.filled[0], "wire header")
            self.has_frame = True
            while self.filled[2:] and len(self.taken) < 4:
                text = self.lines[self.filled[0]].strip()
                if not (_TELEPRINTER_CODES.fullmatch(text) and any(c.isdigit() or c == "_" for c in text)):
                    break
                self.take(self.filled[0], "wire header")

    def find_dateline(self) -> None:
        """Find the first paragraph with a dateline that names an agency."""
        for at in self.filled[:MAX_ABOVE]:
            text = self.lines[at].strip()
            if _MAY_BE_DATELINE.search(text[:110]) is None:
                continue
            whole = read_whole_dateline(text, self.lexicon)
            found = whole or read_dateline(text, self.lexicon)
            if found and found.agency and (whole or len(text) > found.end + 20):
                self.dateline, self.found = at, found
                return

    def read_top(self) -> None:
        """Read what is above the text: slug lines, labels, notes, the title, key points and authors."""
        titles = 0
        above = 0
        for at in list(self.filled):
            if at not in self.filled:
                continue
            if at == self.dateline or (self.dateline < 0 and above >= MAX_HEADER) or above >= MAX_ABOVE:
                break
            above += 1
            if is_advisory(self.lines[at]) or self._take_furniture(at, has_title=titles > 0):
                continue
            if titles == 0:
                self._read_labels(at)
                if at in self.taken:
                    continue
            text = self._text(at)
            if titles == 0 and len(text) > MAX_TITLE:
                break
            titles += 1
        self._take_capitals()
        self.headline = self._find_headline()
        if self.headline is not None and self.dateline >= 0:
            self.roles.update(
                (at, "item") for at in self.filled[1:] if at < self.dateline and _ITEM.match(self.lines[at])
            )
        self._read_employer()

    def _take_capitals(self) -> None:
        """Take a slug in capitals above the title of copy with a dateline."""
        above = [at for at in self.filled[:3] if at < self.dateline and not _ITEM.match(self.lines[at])]
        if len(above) < 2 or self._is_byline(self.lines[above[1]]):
            return
        slug, title = (self.lines[at].strip() for at in above[:2])
        is_short = len(slug.split()) <= SLUG_WORDS or ":" in slug[:30]
        bare = _BRACKETED_END.sub("", slug)
        is_below_number = above[0] > 0 and any(
            taken.rule == "number of the wire" for at, taken in self.taken.items() if at < above[0]
        )
        capitals = sum(map(str.isupper, bare.split()))
        if (
            (bare.isupper() or (is_below_number and capitals * 2 > len(bare.split())))
            and is_short
            and len(slug) <= MAX_TITLE // 2
            and not title.isupper()
            and " " in title
        ):
            self.state_first("slugline", one_line(slug), above[0])
            self.take(above[0], "wire slug line")

    def _text(self, at: int) -> str:
        return self.rewritten.get(at, self.lines[at]).strip()

    def _take_furniture(self, at: int, *, has_title: bool) -> bool:
        """Take a slug line, a label of urgency, a count of words, codes, or a note to editors."""
        text = self.lines[at].strip()
        is_last = len(self.filled) < 2
        if is_last or len(text) > MAX_NOTE:
            return False
        if not has_title and self._take_slug(at, text):
            return True
        label = self.habits.label_of_urgency.fullmatch(text) or self.habits.common_label.fullmatch(text)
        if label and not has_title and label["alone"] is not None and _is_capital(label["word"]):
            self.state_first("urgency", self._urgency(label["word"]), at)
            self.take(at, "label of urgency")
            return True
        if note := self.habits.for_editors.fullmatch(text):
            rest = one_line(_SLASHES.sub("", note["note"])).rstrip(")）]")
            self.note(at, one_line(_SLASHES.sub("", text)).strip("^<") if rest else "")
            if not rest and self.filled and (following := self._line_below(at)) >= 0 and following != self.dateline:
                self.note(following, one_line(self.lines[following]))
            return True
        if not self.is_wire:
            return False
        if self.habits.word_count.fullmatch(text):
            self.take(at, "count of words")
        elif _INSTRUMENTS.fullmatch(text):
            self.take(at, "codes of instruments")
        elif (bracket := _IN_BRACKETS.fullmatch(text)) and self._is_above_dateline(at):
            self.note(at, one_line(bracket["note"]))
        elif self._is_above_dateline(at) and self._is_weak_note(text):
            self.note(at, one_line(_SLASHES.sub("", text)))
        elif has_title and self.habits.version.fullmatch(text):
            self.note(at, one_line(text))
        elif has_title and self.dateline > at and fold_word(text.strip(" ()")) in self.lexicon.agencies:
            self.state("sources", (InfoSource(name=text.strip(" ()")),), at)
            self.taken[at] = TakenLine("agency below the title", role="source")
            self.filled.remove(at)
        else:
            return False
        return True

    def _is_weak_note(self, text: str) -> bool:
        found = self.habits.weak_note.fullmatch(text)
        return found is not None and (_SLASHES.search(text) is not None or self.is_wire)

    def _is_above_dateline(self, at: int) -> bool:
        if self.dateline >= 0:
            return at < self.dateline
        return at in self.filled[:3] and at != self.filled[-1] and not self._is_agency(self.lines[at].strip(" ()"))

    def _line_below(self, at: int) -> int:
        return next((line for line in self.filled if line > at), -1)

    def _has_title_below(self, at: int) -> bool:
        """Whether a title may follow: the line below is neither a byline nor the text with its dateline."""
        below = self._line_below(at)
        if below < 0 or below == self.dateline or self._is_byline(self.lines[below]):
            return False
        return read_dateline(self.lines[below].strip(), self.lexicon) is None

    def _take_slug(self, at: int, text: str) -> bool:
        """Take a line of keywords, perhaps with a mark of the version and a count of words."""
        if slug := _SLUG_LINE.fullmatch(text):
            self.has_frame = True
            self.state_first("slugline", one_line(slug["slug"] or slug["bare"]), at)
            if version := (slug["version"] or slug["lead"] or "").strip(" ,"):
                self.notes.append(version)
            self.take(at, "wire slug line")
            return True
        if self.is_wire and _SERIAL.fullmatch(text):
            self.take(at, "number of the wire")
            return True
        if take := _NUMBERED_TAKE.fullmatch(text):
            self.has_frame = True
            self.state_first("slugline", one_line(take["slug"]), at)
            self.notes.append(one_line(take["take"]))
            self.take(at, "wire slug line")
            return True
        is_framed = self.has_frame or (self.is_wire and text.endswith("/"))
        is_short = len(text.split()) <= SLASHED_WORDS
        if is_framed and is_short and _SLASHED_TOPICS.fullmatch(text) and self._has_title_below(at):
            parts = tuple(dict.fromkeys(one_line(part) for part in text.strip("/ ").split("/")))
            self.state_first("slugline", one_line(text.strip("/ ")), at)
            self.state_first("keywords", parts, at)
            self.take(at, "wire slug line")
            return True
        topics = _TOPICS.fullmatch(text)
        is_sure = topics is not None and (topics["version"] or topics["update"] or text.count("-") > 1)
        if topics is None or not (self.is_wire or topics["version"]) or not (is_sure or self.has_frame):
            return False
        if not self.is_wire and self._line_below(at) < 0:
            return False
        self.state_first("slugline", topics["slug"], at)
        self.state_first("keywords", tuple(dict.fromkeys(topics["slug"].split("-"))), at)
        if version := (topics["version"] or topics["update"] or "").strip():
            self.notes.append(version)
        self.has_frame = True
        self.take(at, "wire slug line")
        return True

    def _urgency(self, word: str) -> int:
        return FLASH if fold_word(word) in self.habits.flashes else URGENT

    def _read_labels(self, at: int) -> None:
        """Cut labels of urgency and marks of a version off the title."""
        text = self._text(at)
        if len(text) > MAX_TITLE:
            return
        if self.is_wire and (column := _COLUMN.match(text)):
            self.notes.append(column["label"].strip(" :|()（）"))
            text = text[column.end() :]
        if self.is_wire:
            text = text.removesuffix(" =").rstrip()
        for _ in range(3):
            label = self.habits.label_of_urgency.match(text)
            if label is None and (self.has_frame or len(self.filled) == 1):
                label = self.habits.common_label.match(text)
            mark = self.habits.version_mark.match(text)
            if label and label["closed"] and self._is_label(label["word"]) and re.search(r"\w", text[label.end() :]):
                self.state_first("urgency", self._urgency(label["word"]), at)
                text = text[label.end() :].strip()
            elif mark and self._is_label(mark["mark"]) and re.search(r"\w", text[mark.end() :]):
                self.notes.append(mark["mark"])
                text = text[mark.end() :].strip()
            else:
                break
        if text and text != self.lines[at].strip():
            indent = self.lines[at][: len(self.lines[at]) - len(self.lines[at].lstrip())]
            self.rewritten[at] = indent + text

    def _is_label(self, word: str) -> bool:
        """Whether a word is in capitals; in copy that shows a wire, one that opens with a capital will do."""
        return _is_capital(word) or (self.is_wire and word[:1].isupper())

    def _find_headline(self) -> str | None:
        """The first line, which is the title below a header, and above a dateline with perhaps a byline or key points
        between; not where it is indented as the story's paragraphs are.
        """
        if not self.filled or self.filled[0] == self.dateline:
            return None
        first, *rest = self.filled[: MAX_KEY_POINTS + 4]
        title = self.rewritten.get(first, self.lines[first])
        if title[:1].isspace() or self._is_byline(title) or len(title) > MAX_TITLE:
            return None
        if self.has_frame:
            return title
        for at in rest:
            if at == self.dateline or _DATELINE.match(self.lines[at]):
                return title
            if not (self._is_byline(self.lines[at]) or _ITEM.match(self.lines[at]) or self._is_employer(at)):
                return None
        return None

    def _is_byline(self, line: str) -> bool:
        text = line.strip()
        if _BYLINE.match(text):
            return True
        if len(text) > 100 or not self.is_wire:
            return False
        return (self.habits.byline.match(text) is not None and text[:1].isupper()) or (
            read_byline(text, self.lexicon) is not None
        )

    def _is_employer(self, at: int) -> bool:
        """Whether a line below a byline names whom the author writes for, or what the author is."""
        text = self.lines[at].strip()
        above = next((line for line in reversed(range(at)) if self.lines[line].strip()), -1)
        return (
            above >= 0
            and self._is_byline(self.lines[above])
            and len(text.split()) <= EMPLOYER_WORDS
            and text[-1] not in ".!?:;,"
            and not any(map(str.isdigit, text))
        )

    def _read_employer(self) -> None:
        """Read the line between a byline and the dateline, or below a byline that names an agency and a job."""
        for number, at in enumerate(self.filled[1:4], 1):
            if at == self.dateline or not self._is_employer(at):
                continue
            text = one_line(self.lines[at])
            is_next = number + 1 < len(self.filled) and self.filled[number + 1] == self.dateline
            agency = self._agency_in(text)
            if agency or (is_next and _JOB.fullmatch(text) is None):
                self.state("sources", (InfoSource(name=agency or text),), at)
                self.taken[at] = TakenLine("whom the authors write for", role="source")
                self.filled.remove(at)
            return

    def _agency_in(self, text: str) -> str:
        """The name of the agency that a line opens with, alone or before a job ("Associated Press Writer")."""
        bare = re.sub(r"^the\s+", "", text, flags=re.IGNORECASE)
        for name in sorted((*self.habits.agencies.values(), "Reuters", "Associated Press"), key=len, reverse=True):
            rest = bare[len(name) :]
            if len(name) > 3 and bare.casefold().startswith(name.casefold()) and (not rest or _JOB.fullmatch(rest)):
                return name
        return ""

    # Below the story

    def read_end(self) -> None:
        """Take what follows the story: end marks, sign-offs, counts, notes to editors, the stamp of transmission."""
        for at in list(reversed(self.filled[1:]))[:MAX_BELOW]:
            text = self.lines[at]
            if len(text) > MAX_NOTE or at <= self.dateline:
                break
            if not (
                self._take_stamp(at)
                or self._take_end_mark(at)
                or self._take_sign_off(at)
                or self._take_note_below(at)
                or self._take_contact(at)
            ):
                break
        self._cut_end_mark()

    def _cut_end_mark(self) -> None:
        """Cut an end mark in brackets off the last paragraph."""
        if self.is_wire and self.filled[1:] and len(self.lines[self.filled[-1]]) <= MAX_PARAGRAPH:
            at = self.filled[-1]
            line = self.rewritten.get(at, self.lines[at])
            if (mark := self.habits.closing_mark.search(line[-MAX_STAMP:])) and mark.start():
                self.rewritten[at] = line[: len(line) - len(mark.group())]

    def _take_stamp(self, at: int) -> bool:
        text = self.lines[at].strip()
        if len(text) > MAX_STAMP:
            return False
        found = _STAMP.fullmatch(text)
        if found is None and (later := _DAY_FIRST_STAMP.fullmatch(text)) and (later["agency"] or self.is_wire):
            found = later
        if found:
            self._send(at, day_of(found["year"], found["month"], found["day"]), found["clock"], found["zone"])
            self._read_provider(at, found["agency"] or "")
            self.has_frame = True
            return True
        if (named := _NAMED_STAMP.fullmatch(text)) and (self.is_wire or self._is_agency(named["agency"] or "")):
            day = day_of(named["year"], named["month"], named["day"])
            if day:
                self._send(at, day, named["hour"] + named["minute"], named["zone"])
                self._read_provider(at, named["agency"] or "")
                return True
        return self._take_credit_stamp(at, text)

    def _take_credit_stamp(self, at: int, text: str) -> bool:
        """Take a line with a date that a known agency, or the one of the dateline, stands before."""
        named = _CREDIT_STAMP.fullmatch(text)
        agency = named["agency"].strip(" -–—/") if named else ""
        is_known = bool(agency) and (self._is_agency(agency) or self._is_of_dateline(agency))
        shown = named["date"] if named and is_known else text
        if not is_known and not (self.is_wire and text[:1] + text[1:2] and re.match(r"[（(\[〔]?\d", text)):
            return False
        parsed = read_date(shown, self.lexicon)
        if parsed is None or parsed.moment is None or parsed.rest.strip(" ()（）|/-") or parsed.kind == "updated":
            return False
        self.sent = self.sent or parsed.moment
        self.stated.setdefault("published", at)
        if is_known:
            self._read_provider(at, agency)
        self.take(at, "stamp of transmission")
        return True

    def _is_of_dateline(self, name: str) -> bool:
        """Whether brackets at the start of a line of the story end with this name."""
        opened = (
            re.match(r"[【〔［\[（(]([^】〕］\]）)]{2,30})[】〕］\]）)]", self.lines[at].strip())
            for at in self.filled[:6]
        )
        return any(match[1].endswith(name) and match[1] != name for match in opened if match)

    def _is_agency(self, name: str) -> bool:
        key = fold_word(name)
        is_own = self.found is not None and key == fold_word(self.found.agency)
        return is_own or key in self.habits.agencies or key in self.lexicon.agencies

    def _send(self, at: int, day: date | None, clock: str, zone: str | None) -> None:
        sent = sent_on(day, clock, zone)
        self.take(at, "stamp of transmission")
        if sent:
            self.sent = sent
            self.stated["published"] = at

    def _read_provider(self, at: int, agency: str) -> None:
        if agency and (self._is_agency(agency) or self._is_of_dateline(agency)):
            self.state_first("provider", Party(name=agency_name(agency)), at)

    def _take_end_mark(self, at: int) -> bool:
        text = self.lines[at]
        if END_MARK.fullmatch(text):
            self.take(at, "end mark")
            return True
        if self.habits.end.fullmatch(text) and self.is_wire:
            self.take(at, "end mark")
            return True
        before, slash, bare = text.rpartition("/")
        text = bare if slash and self._is_agency(before.strip(" (")) else text
        mark = self.habits.end_mark.fullmatch(text) if len(text) <= MAX_STAMP else None
        if slash and mark and text == bare:
            self.take(at, "end mark")
            return True
        if mark and ((mark["left"] and mark["right"]) or (self.is_wire and _is_capital(mark["word"]))):
            self.take(at, "end mark")
            return True
        if self.is_wire and self.habits.word_count.fullmatch(text):
            self.take(at, "count of words")
            return True
        if self.is_wire and _SERIAL.fullmatch(text):
            self.take(at, "number of the wire")
            return True
        if self.is_wire and self.habits.pictures.fullmatch(text):
            self.take(at, "mark of pictures")
            return True
        return False

    def _take_sign_off(self, at: int) -> bool:
        text = self.lines[at]
        before, bracket, rest = text.partition(")")
        if bracket and rest.strip() and self.habits.end_mark.fullmatch(before + bracket):
            text = rest
        is_initials = INITIALS.fullmatch(text) is not None or (self.is_wire and _CAPITALS.fullmatch(text) is not None)
        if not is_initials and self.is_wire and len(text) <= MAX_STAMP:
            signed, coded = _SLASHED.fullmatch(text), _CODED.fullmatch(text)
            if text.lstrip().startswith(("==", "/")):
                is_initials = self._is_agency(text.strip(" =/"))
            elif bracketed := _SIGNED_FOR.fullmatch(text):
                is_initials = self._is_agency(bracketed["agency"])
            elif signed:
                is_initials = not all(self._is_agency(part) for part in re.split(r"[-/\\\s]+", signed["signs"]))
            elif coded and text.strip().islower() and fold_word(coded["agency"]) in self.habits.agencies:
                is_initials = True
            else:
                is_initials = (_DOTTED.fullmatch(text) or _LETTERS.fullmatch(text)) is not None
        if is_initials:
            self.take(at, "sign-off")
        return is_initials

    def _take_contact(self, at: int) -> bool:
        """Take how to reach the reporters, in double brackets or on a line of its own."""
        text = self.lines[at].strip()
        is_alone = len(text.split()) <= CONTACT_WORDS or (text.startswith("((") and text.endswith("))"))
        if not (self.is_wire and is_alone and len(text) <= MAX_NOTE and has_contact(text)):
            return False
        self.taken[at] = TakenLine("contact of the reporters", is_private=True)
        self.filled.remove(at)
        return True

    def _take_note_below(self, at: int) -> bool:
        """Take a note to editors, with the lines below it that are left."""
        text = self.lines[at].strip()
        note = self.habits.for_editors.fullmatch(text)
        if note is None:
            return False
        self.note(at, one_line(text) if note["note"] else "")
        return True

    def read_layout(self) -> None:
        """Tell paragraphs by their indents where all have one, so that a byline does not run into the text.

        Such copy was typed below its title; no page is laid out so.
        """
        if self.headline is not None and self.layout == "detected" and _is_indented(self.lines, self.filled[1:]):
            self.layout = "indented"

    def read_takes(self) -> None:
        """Take the marks between the takes of a story."""
        for number, at in enumerate(self.filled):
            if self.lines[at].strip() in _MORE:
                self.taken[at] = TakenLine("mark of a take")
                following = self.filled[number + 1] if number + 1 < len(self.filled) else -1
                if following >= 0 and _SLUG_OF_TAKE.fullmatch(self.lines[following]):
                    self.taken[following] = TakenLine("slug of the next take")


def _is_indented(lines: Sequence[str], text_lines: Sequence[int]) -> bool:
    """Whether every paragraph opens with an indented line, and lines without an indent go on from wrapped lines."""
    known = frozenset(text_lines)
    plain = [at for at in text_lines if not lines[at][:1].isspace()]
    if not plain or len(text_lines) - len(plain) < FEWEST_INDENTED or text_lines[0] in plain:
        return False
    return all(at - 1 in known and SHORTEST_WRAPPED <= len(lines[at - 1]) <= LONGEST_WRAPPED for at in plain)


def _is_capital(text: str) -> bool:
    """Whether a word has no small letters, or is of a script without capitals."""
    return not any(map(str.islower, text))
