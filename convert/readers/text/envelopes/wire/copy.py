"""Wire copy while it is read: the lines that are left, and what shows that it is of a wire."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import TakenLine
from convert.readers.text.envelopes.wire.habits import Habits, load_habits
from convert.readers.text.lexicon import Lexicon, fold_word, load_lexicon
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.datelines import read_dateline, read_whole_dateline
from convert.readers.text.lines.language import detect_language
from convert.readers.text.roles import Role

MAX_ABOVE = 14
"""Among how many first lines the dateline is."""

MAX_NOTE = 400
"""How many characters a note to editors has at most."""

SERIAL = "number of the wire"
"""The rule that takes a line which is nothing but a number of the service."""

MAX_BYLINE = 100
"""How many characters a byline has at most that does not open with a preposition."""

_MAY_BE_DATELINE = re.compile(r"[(（\[【〔［/].{1,40}[)）\]】〕］/]|\d日[电電讯訊]|\.\s[^\W\d_]{2,16}\.\s|[-–—]\s")
_BYLINE = re.compile(r"(?:By|BY|by|Von|Par|Por) \S")
_ITEM = re.compile(r"\s*[*•·▪◆■-]\s*(?=\S)")
_SERIAL = re.compile(
    r"\s*(?:ISSN\s\d{4}\s?-\s?\d{3}[\dXx]|[^\W\d_]{2,10}-\d{2,6}|[№#]\s?\d{1,6}|[A-Z]{2,4}\d{1,4}|[a-z]{3}(?:\d{3,4})?|\d"
    r"|\d{6,8})\s*"
)


class WireCopy(Draft):
    """The copy as far as it has been read.

    `filled` are the lines that are not blank and not yet read as part of the envelope. `has_frame` is whether a header,
    a slug line or a stamp shows wire copy; a label of urgency or an end mark can be on any page. `dateline` is the
    index of the line with a dateline that names an agency or day, -1 if there is none, and `agency` the name in it.
    """

    def __init__(self, lines: Sequence[str], filled: Sequence[int]) -> None:
        super().__init__(lines)
        self.filled = list(filled)
        self.habits: Habits = load_habits()
        self.has_frame = False
        self.dateline = -1
        self.agency = ""

    @property
    def is_wire(self) -> bool:
        """Whether the copy shows that it is of a wire."""
        return self.has_frame or self.dateline >= 0

    @cached_property
    def lexicon(self) -> Lexicon:
        """The lexicon of the language of the copy, loaded when first needed."""
        return load_lexicon("en", detect_language(self.lines).primary)

    def find_dateline(self) -> None:
        """Find the first paragraph with a dateline that names an agency."""
        for at in self.filled[:MAX_ABOVE]:
            text = self.lines[at].strip()
            if _MAY_BE_DATELINE.search(text[:110]) is None:
                continue
            whole = read_whole_dateline(text, self.lexicon)
            found = whole or read_dateline(text, self.lexicon)
            if found and found.agency and (whole or len(text) > found.end + 20):
                self.dateline, self.agency = at, found.agency
                return

    def take(self, at: int, rule: str, role: Role = "envelope", *, is_private: bool = False) -> None:
        """Take a line from the story by a rule."""
        self.taken[at] = TakenLine(rule, role, is_private)
        if at in self.filled:
            self.filled.remove(at)

    def take_note(self, at: int, text: str) -> None:
        """Take a line as a note to editors that says `text`, or as the heading of one if that is empty."""
        self.take(at, "note to editors", "desk-note")
        if text:
            self.notes.append(text)

    def is_serial(self, text: str) -> bool:
        """Whether a line of a wire is nothing but a number of the service."""
        return self.is_wire and _SERIAL.fullmatch(text) is not None

    def line_below(self, at: int) -> int:
        """The index of the next line that is left, -1 if there is none."""
        return next((line for line in self.filled if line > at), -1)

    def is_agency(self, name: str) -> bool:
        """Whether a name is that of the agency in the dateline, or of one that is known."""
        key = fold_word(name)
        is_own = bool(self.agency) and key == fold_word(self.agency)
        return is_own or key in self.habits.agencies or key in self.lexicon.agencies

    def is_byline(self, line: str) -> bool:
        """Whether a line names the authors; in copy of a wire also without a preposition of that language."""
        text = line.strip()
        if _BYLINE.match(text):
            return True
        if len(text) > MAX_BYLINE or not self.is_wire:
            return False
        return (self.habits.byline.match(text) is not None and text[:1].isupper()) or (
            read_byline(text, self.lexicon) is not None
        )


def is_list_item(line: str) -> bool:
    """Whether a line opens with a bullet or dash, as key points above the text do."""
    return _ITEM.match(line) is not None
