"""A press release while it is read: the lines, whether they show a release, and what the whole of it says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.model import Moment
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import TakenLine
from convert.readers.text.envelopes.status.embargoes import read_embargo
from convert.readers.text.lexicon import Lexicon, languages, load_lexicon
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.keys import fold_word
from convert.readers.text.scripts import WORD

HEAD = 8
"""Among how many first lines a label is, and among how many first units the title and the dateline."""

HEADLINE_WORDS = range(3, 26)
"""How many words a line has that is the title by its place alone."""

MAX_DATELINE = 90
"""How many characters of a paragraph may be a dateline."""

MARKS = " \t:：–—-*#_.!>|=•[]()【】■●◆▪<"
"""Characters that surround labels and headings."""

ISSUED = TakenLine("day of the release", role="date")
DATELINE = TakenLine("dateline on a line of its own", role="dateline")
DEK = TakenLine("line below the title of a release", role="subheadline")
ISSUER = TakenLine("issuer of the release")
ADDRESS_OF_ISSUER = TakenLine("address of the issuer", is_private=True)
CONTACT = TakenLine("press contact", is_private=True)

_DATELINE_ENDS = re.compile(r"\s?[–—]\s?|\s-\s|--|\.\s?-|[.:)](?=\s)|$")
_FACT = re.compile(r"(?!(?:datum|date|data|fecha|dato)\b)[^\W\d_]+(?: [^\W\d_]+)?\s?:\s+\S", re.IGNORECASE)
"""A label before when an announced event takes place ("WHEN: Thursday, March 12"), which no dateline has."""


class Release(Draft):
    """The parts of a release found so far.

    `filled` are the lines that are not blank. `outer_sent` is when an outer envelope was sent. `is_labeled` is whether
    a label or a distributor shows a release, and `is_held` whether an embargo does; `language` is that of the label.
    """

    def __init__(
        self, lines: Sequence[str], filled: Sequence[int], outer_sent: Moment | None, *, is_held: bool
    ) -> None:
        super().__init__(lines)
        self.filled = filled
        self.outer_sent = outer_sent
        self.is_held = is_held
        self.is_labeled = False
        self.language = "en"

    @property
    def is_release(self) -> bool:
        """Whether lines show that the copy is a release, or that it is held as releases are."""
        return self.is_labeled or self.is_held

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon of the language of the label."""
        return load_lexicon("en", self.language)

    def set_label(self, language: str) -> None:
        """Note that a label in `language` shows a release; the first label that is not English gives the language."""
        self.is_labeled = True
        if self.language == "en":
            self.language = known_language(language)

    def set_issued(self, moment: Moment | None, at: int) -> None:
        """Set the moment of issue, which the line `at` shows, unless it is known."""
        if self.issued is None and moment is not None:
            self.issued = moment
            self.stated["published"] = at

    def set_embargo(self, text: str, at: int) -> None:
        """Set the embargo that the line `at` states behind the label, unless another one is known."""
        stated = read_embargo(text, self.language, self.outer_sent)
        self.is_held = True
        self.notes.append(text)
        if "embargo" not in self.metadata:
            self.state_embargo(stated, at, text)


def key_of(text: str) -> str:
    """A label or heading in its form for comparison, without the marks around it."""
    return fold_word(text).strip(MARKS)


def known_language(language: str) -> str:
    """The language if there is a lexicon of it, else English."""
    return language if language in languages() else "en"


def read_issued(text: str, lexicon: Lexicon) -> tuple[Moment, int] | None:
    """The day in the dateline that a paragraph opens with or a line is, and where that ends; None if there is none."""
    if _FACT.match(text):
        return None
    for end in _DATELINE_ENDS.finditer(text[:MAX_DATELINE]):
        head = text[: end.start()]
        if end.start() == len(text[:MAX_DATELINE]) < len(text):
            break
        found = read_date(head, lexicon) if len(head) > 5 else None
        moment = found.in_given_zone().moment if found else None
        if found and moment:
            place = [word for word in WORD.findall(found.rest) if len(word) > 2]
            is_place = len(place) <= 4 and all(word[0].isupper() or not word[0].islower() for word in place)
            return (moment, end.end()) if is_place and (not place or head.find(place[0]) <= 1) else None
    return None
