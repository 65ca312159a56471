"""An envelope while its lines are read: what they have given so far."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.findings import Finding, Location, Severity
from convert.model import Embargo, Moment, OtherId
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, one_line, quoted
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

    def state_headline(self, headline: str, at: int) -> None:
        """Set the headline that the line `at` states; the line stays with the story, as no field of the story has it
        otherwise.
        """
        self.headline = self.rewritten[at] = headline
        self.taken.pop(at, None)

    def state_embargo(self, embargo: Embargo, at: int, line: str) -> None:
        """Set the embargo that the line `at` states, which says `line`; an open-ended one withholds the story."""
        self.state("embargo", embargo, at)
        if embargo.until is None:
            self.state("status", "withheld", at)
        self.findings.append(_embargo_finding(line, at, embargo))

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


def _embargo_finding(line: str, at: int, embargo: Embargo) -> Finding:
    """The finding that the line with index `at` states an embargo."""
    instant = "--meta embargo=2027-05-06T00:01:00Z"
    if embargo.until:
        until = f"to {embargo.until.text}"
        advice = f"Give the instant if it is another, {instant}, or --meta embargo=none."
    else:
        until = "without an end, and its status is withheld"
        advice = (
            f"Give the zone of its hour, --timezone Europe/Berlin, or its instant, {instant}, or --meta embargo=none."
        )
    return Finding(
        code="TXT015",
        severity=Severity.WARNING,
        message=f"“{quoted(line)}” holds the story back; an embargo is set {until}",
        advice=advice,
        location=Location(line=at + 1, column=1),
        detail=(("field", "embargo"), ("value", embargo.until.text if embargo.until else "open")),
    )
