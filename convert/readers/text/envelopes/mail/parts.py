"""A mail in lines while it is opened: what is taken of it, what it says, and the text that holds the story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from convert.model import Moment
from convert.readers.text.envelopes.contacts import has_contact
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import Envelope, TakenLine
from convert.readers.text.envelopes.mail import words as mail_words
from convert.readers.text.envelopes.mail.header import (
    FORWARDED_SUBJECT,
    REPLIED_SUBJECT,
    Header,
    attachment_findings,
    read_sent,
)
from convert.readers.text.lexicon.keys import fold_word
from convert.readers.text.lines.units import Unit, build_units

COVER_WORDS = 120
"""How many words a note above a story has at most where only a greeting shows it."""

COVER = TakenLine("note above the story", role="desk-note", is_private=True)
SIGNATURE = TakenLine("mail signature", is_private=True)

_GREETING = re.compile(
    rf"(?:(?:{mail_words.GREETINGS})\b|(?:{mail_words.UNSPACED_GREETINGS}))[^.?!:;。：]{{0,60}}[,!.:，、。：،]?",
    re.IGNORECASE,
)
_CLOSING = " \t,.!;–—-*"


class Mail(Draft):
    """The parts of a mail found so far; `start` and `end` are those of the text that holds the story."""

    def __init__(self, lines: Sequence[str], header: Header) -> None:
        super().__init__(lines)
        self.headers = [header]
        self.start = header.end
        self.end = len(lines)
        subject = header.first("subject")
        text = subject.value if subject else ""
        self.is_forward = FORWARDED_SUBJECT.match(text) is not None
        self.is_reply = REPLIED_SUBJECT.match(text) is not None

    def take(self, lines: range | Sequence[int], taken: TakenLine) -> None:
        """Take the lines that are not blank or taken."""
        for at in lines:
            if self.lines[at].strip():
                self.taken.setdefault(at, taken)

    def filled(self) -> list[int]:
        """The lines of the story's text that are not taken, in order."""
        return [at for at in range(self.start, self.end) if at not in self.taken and self.lines[at].strip()]

    def units(self) -> tuple[Unit, ...]:
        """The paragraphs and titles of the story's text."""
        inside = range(self.start, self.end)
        return build_units(
            tuple(self.text(at) if at in inside and at not in self.taken else "" for at in range(len(self.lines)))
        )

    def add_cover(self, lines: Sequence[int]) -> None:
        """Take lines above the story; what they say goes to the editors, without greetings and names."""
        texts = []
        is_closed = False
        for at in lines:
            text = self.lines[at].strip()
            is_closed = is_closed or is_closing(text)
            if text and not (is_closed or at in self.taken or text[0] == ">" or is_greeting(text) or has_contact(text)):
                texts.append(text)
        self.take(lines, COVER)
        if texts:
            self.notes.append(" ".join(texts))

    def sent_by_headers(self) -> Moment | None:
        """When the mail was sent, by the first header that says so."""
        return next((moment for header in self.headers if (moment := read_sent(header))), None)

    def envelope(self) -> Envelope:
        """The envelope, with what the headers say."""
        sent = self.sent_by_headers()
        if sent and (date := next(filter(None, (header.first("date") for header in self.headers)), None)):
            self.stated.setdefault("published", date.lines[0])
        opened = super().envelope()
        return replace(
            opened,
            sent=sent if sent and sent.is_instant else None,
            issued=sent if sent and not sent.is_instant else None,
            findings=(*opened.findings, *attachment_findings(self.headers)),
        )


def count_own_words(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines if not line.lstrip().startswith(">"))


def is_closing(text: str) -> bool:
    return len(text) <= 60 and fold_word(text).strip(_CLOSING) in mail_words.CLOSINGS


def is_greeting(text: str) -> bool:
    return len(text.split()) <= 9 and text[-1] in ",!.:，、。：،" and _GREETING.fullmatch(text) is not None
