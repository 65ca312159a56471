"""What an envelope is: the lines around a story that carry it, and what they say about it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from convert.findings import Finding
from convert.model import Moment
from convert.readers.text.lexicon.keys import fold_word
from convert.readers.text.lines.units import Layout
from convert.readers.text.roles import Role

USUAL_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl")
"""The languages in which names and days are read where nothing shows the language of the copy."""


class TakenLine(NamedTuple):
    """A line that an envelope takes from the story, with the rule that took it.

    `role` is `envelope`, `desk-note` for a note to editors, or that of the field which it becomes. A private line (an
    address, a message id) does not show its text in traces.
    """

    rule: str
    role: Role = "envelope"
    is_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What carries a story, opened.

    `lines` are all lines of the copy, the envelope's among them; `taken` are those that are not the story's, by their
    index from 0. `metadata` are values of the Article's fields, each with the index of the line that states it in
    `stated`. `headline` is the title where the form of the envelope shows its line; that line is not taken. `sent` is
    when the story was transmitted, only the day if its zone is not certain; `stated` has its line as that of
    `published`. `issued` is the day, or the instant, that a release states. `notes` are notes to editors.

    `layout` is how the lines of the story make paragraphs; those in `continued` go on from the line above. `rewritten`
    are lines of the story without the marks that are the envelope's. `roles` are those of lines whose role the
    envelope's form shows. `is_whole` is whether all lines that are left belong to the story, so that none is furniture.
    """

    lines: tuple[str, ...]
    taken: Mapping[int, TakenLine] = field(default_factory=dict)
    metadata: Mapping[str, object] = field(default_factory=dict)
    stated: Mapping[str, int] = field(default_factory=dict)
    headline: str | None = None
    sent: Moment | None = None
    issued: Moment | None = None
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    rewritten: Mapping[int, str] = field(default_factory=dict)
    layout: Layout = "detected"
    continued: frozenset[int] = frozenset()
    roles: Mapping[int, Role] = field(default_factory=dict)
    is_whole: bool = False

    @property
    def story_lines(self) -> tuple[str, ...]:
        """The lines as the story has them; those that the envelope took are blank, so that line numbers stay."""
        if not self.taken and not self.rewritten:
            return self.lines
        return tuple("" if at in self.taken else self.rewritten.get(at, line) for at, line in enumerate(self.lines))

    def within(self, outer: Envelope) -> Envelope:
        """This envelope together with the `outer` one that carried it; what the inner one says goes first."""
        return dataclasses.replace(
            self,
            taken={**self.taken, **outer.taken},
            metadata={**outer.metadata, **self.metadata},
            stated={**outer.stated, **self.stated},
            headline=self.headline or outer.headline,
            sent=self.sent or outer.sent,
            issued=self.issued or outer.issued,
            notes=(*outer.notes, *self.notes),
            findings=(*outer.findings, *self.findings),
            rewritten={**outer.rewritten, **self.rewritten},
            layout=self.layout if self.layout != "detected" else outer.layout,
            continued=self.continued | outer.continued,
            roles={**outer.roles, **self.roles},
            is_whole=self.is_whole or outer.is_whole,
        )


def filled_lines(lines: tuple[str, ...]) -> tuple[int, ...]:
    """The indexes of the lines that are not blank."""
    return _filled_lines(lines)


@lru_cache(maxsize=1)
def _filled_lines(lines: tuple[str, ...]) -> tuple[int, ...]:
    """Those indexes; kept, as all openers ask for those of the same lines."""
    return tuple([at for at, line in enumerate(lines) if line and not line.isspace()])


@lru_cache(maxsize=1)
def whole_text(lines: tuple[str, ...]) -> str:
    """All lines in one text, where openers look for what no line of theirs lacks before they read any; kept, too."""
    return "\n".join(lines)


@lru_cache(maxsize=1)
def openings(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The character with which each line opens behind white space, empty for a blank one; kept, too."""
    return tuple([line.lstrip()[:1] for line in lines])


@lru_cache(maxsize=1)
def opening_signs(lines: tuple[str, ...]) -> frozenset[str]:
    """The characters with which the lines open behind white space; kept, too."""
    return frozenset(openings(lines))


@lru_cache(maxsize=1)
def lines_with_colon(lines: tuple[str, ...]) -> tuple[int, ...]:
    """The indexes of the lines with a colon, as every label has one; kept, too."""
    return tuple([at for at, line in enumerate(lines) if ":" in line])


@lru_cache(maxsize=1)
def count_small(lines: tuple[str, ...]) -> int:
    """How many lines open with a small letter behind white space; kept, too."""
    return sum(map(str.islower, openings(lines)))


def one_line(text: str) -> str:
    """`text` with single spaces, as values of an Article have them."""
    return " ".join(text.split())


def bare_line(line: str) -> str:
    """A line with single spaces, without the signs that wires put around it."""
    return one_line(line.strip(" \t^<="))


def quoted(line: str) -> str:
    """The start of a line, as messages quote it."""
    text = bare_line(line)
    return text if len(text) <= 60 else text[:59] + "…"


def text_behind(text: str, count: int) -> str:
    """The part of `text` behind what `fold_word` makes its first `count` characters."""
    at = min(count, len(text))
    while at and len(fold_word(text[:at])) > count:
        at -= 1
    while at < len(text) and len(fold_word(text[:at])) < count:
        at += 1
    return text[at:]
