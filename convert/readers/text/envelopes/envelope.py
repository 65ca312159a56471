"""What an envelope is: the lines around a story that carry it, and what they say about it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from convert.findings import Finding
from convert.model import Moment
from convert.readers.text.roles import Role


class TakenLine(NamedTuple):
    """A line that an envelope takes from the story, with the rule that took it.

    `role` is `envelope`, `desk-note` for a note to editors, or that of the field which it becomes. A private line (an address, a message id) does not show
    its text in traces.
    """

    rule: str
    role: Role = "envelope"
    is_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What carries a story, opened.

    `lines` are all lines of the copy, the envelope's among them; `taken` are those that are not the story's, by their
    index from 0. `metadata` are values of the Article's fields, each with the index of the line that states it in
    `stated`. `rewritten` are lines of the story without their marks, such as a title without its label. `headline` is
    the title where the form of the envelope shows its line. `sent` is when the story was transmitted; `issued` is the
    day, or instant, of a release that states it. `notes` are notes to editors.
    """

    lines: tuple[str, ...]
    taken: Mapping[int, TakenLine] = field(default_factory=dict)
    metadata: Mapping[str, object] = field(default_factory=dict)
    stated: Mapping[str, int] = field(default_factory=dict)
    rewritten: Mapping[int, str] = field(default_factory=dict)
    headline: str | None = None
    sent: Moment | None = None
    issued: Moment | None = None
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def story_lines(self) -> tuple[str, ...]:
        """The story's lines, rewritten; those that the envelope took are blank, so that line numbers stay."""
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
            rewritten={**outer.rewritten, **self.rewritten},
            headline=self.headline or outer.headline,
            sent=self.sent or outer.sent,
            issued=self.issued or outer.issued,
            notes=(*outer.notes, *self.notes),
            findings=(*outer.findings, *self.findings),
        )
