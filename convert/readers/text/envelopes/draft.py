"""An envelope while its lines are read: what they have given so far."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.findings import Finding
from convert.model import Embargo, Moment, OtherId
from convert.readers.text.envelopes.embargoes import embargo_finding
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, one_line
from convert.readers.text.lines.units import Layout
from convert.readers.text.roles import Role

WIRE = "wire"
"""The role of a story's number on the wire. The wires count anew each day, so that it says which story only with the
provider and the day.
"""

_WIRE_NUMBER = re.compile(r"\s*(?P<service>[A-Za-z]{1,4})\s?(?P<number>\d{3,4})\b")


class Draft:
    """The parts of an `Envelope` found so far in `lines`; see there for what they mean."""

    def __init__(self, lines: Sequence[str], *, is_whole: bool = False) -> None:
        self.lines = lines
        self.is_whole = is_whole
        self.taken: dict[int, TakenLine] = {}
        self.metadata: dict[str, object] = {}
        self.stated: dict[str, int] = {}
        self.layout: Layout = "detected"
        self.continued: set[int] = set()
        self.rewritten: dict[int, str] = {}
        self.roles: dict[int, Role] = {}
        self.notes: list[str] = []
        self.findings: list[Finding] = []
        self.headline: str | None = None
        self.sent: Moment | None = None
        self.issued: Moment | None = None

    def text(self, at: int) -> str:
        """The line `at` as the story has it, without the space around it."""
        return self.rewritten.get(at, self.lines[at]).strip()

    def state(self, name: str, value: object, at: int) -> None:
        """Set the value of a field that the line `at` states."""
        self.metadata[name] = value
        self.stated[name] = at

    def state_first(self, name: str, value: object, at: int) -> None:
        """Set the value of a field that the line `at` states, unless another line was read that states it."""
        if name not in self.metadata:
            self.state(name, value, at)

    def state_embargo(self, embargo: Embargo, at: int, line: str) -> None:
        """Set the embargo that the line `at` states, which says `line`; an open-ended one withholds the story."""
        self.state("embargo", embargo, at)
        if embargo.until is None:
            self.state("status", "withheld", at)
        self.findings.append(embargo_finding(line, at, embargo))

    def state_wire_number(self, line: str, at: int) -> None:
        """Set the number of the story on the wire, with which the line `at` opens: a4869, abc0268 or PAR 0412."""
        if number := _WIRE_NUMBER.match(line):
            value = f"{number['service']}{number['number']}"
            self.state("other_ids", (OtherId(role=WIRE, value=value),), at)

    def envelope(self) -> Envelope:
        """The envelope."""
        return Envelope(
            lines=tuple(self.lines),
            taken=self.taken,
            metadata=self.metadata,
            stated=self.stated,
            headline=self.headline,
            sent=self.sent,
            issued=self.issued,
            notes=tuple(map(one_line, self.notes)),
            findings=tuple(self.findings),
            layout=self.layout,
            continued=frozenset(self.continued),
            rewritten=self.rewritten,
            roles=self.roles,
            is_whole=self.is_whole,
        )
