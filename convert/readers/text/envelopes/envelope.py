"""What an envelope is: the lines around a story that carry it, and what they say about it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from convert.findings import Finding
from convert.model import Moment
from convert.readers.text.lines.units import Layout
from convert.readers.text.roles import Role


class TakenLine(NamedTuple):
    """A line that an envelope takes from the story, with the rule that took it.

    `role` is `envelope`, or `desk-note` for a note to editors. A private line (an address, a message id) does not show
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
    `stated`. `headline` is the title where the form of the envelope shows its line. `sent` is when the story was
    transmitted, only the day if its zone is not certain. `notes` are notes to editors.

    `layout` is how the lines of the story make paragraphs; those in `goes_on` go on from the line above.
    `reworded` are lines of the story without what is the envelope's in them, such as the mark at a headline's end.
    `roles` are those of lines whose role the envelope's form shows. `is_whole` is whether all lines that are left
    belong to the story, so that none of them is furniture.
    """

    lines: tuple[str, ...]
    taken: Mapping[int, TakenLine] = field(default_factory=dict)
    metadata: Mapping[str, object] = field(default_factory=dict)
    stated: Mapping[str, int] = field(default_factory=dict)
    headline: str | None = None
    sent: Moment | None = None
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    layout: Layout = "detected"
    goes_on: frozenset[int] = frozenset()
    reworded: Mapping[int, str] = field(default_factory=dict)
    roles: Mapping[int, Role] = field(default_factory=dict)
    is_whole: bool = False

    @property
    def story_lines(self) -> tuple[str, ...]:
        """The lines as the story has them; those that the envelope took are blank, so that line numbers stay."""
        return tuple("" if at in self.taken else self.reworded.get(at, line) for at, line in enumerate(self.lines))

    def within(self, outer: Envelope) -> Envelope:
        """This envelope together with the `outer` one that carried it; what the inner one says goes first."""
        return dataclasses.replace(
            self,
            taken={**self.taken, **outer.taken},
            metadata={**outer.metadata, **self.metadata},
            stated={**outer.stated, **self.stated},
            headline=self.headline or outer.headline,
            sent=self.sent or outer.sent,
            notes=(*outer.notes, *self.notes),
            findings=(*outer.findings, *self.findings),
            layout=self.layout if self.layout != "detected" else outer.layout,
            goes_on=self.goes_on | outer.goes_on,
            reworded={**outer.reworded, **self.reworded},
            roles={**outer.roles, **self.roles},
            is_whole=self.is_whole or outer.is_whole,
        )
