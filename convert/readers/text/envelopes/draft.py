"""An envelope while a wire format is read: what its lines have given so far."""

from __future__ import annotations

from collections.abc import Sequence

from convert.model import Moment
from convert.readers.text.envelopes.envelope import Envelope, TakenLine
from convert.readers.text.lines.units import Layout
from convert.readers.text.roles import Role


class Draft:
    """The parts of an `Envelope` found so far in `lines`; see there for what they mean."""

    def __init__(self, lines: Sequence[str], *, is_whole: bool) -> None:
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
        self.headline: str | None = None
        self.sent: Moment | None = None

    def state(self, name: str, value: object, at: int) -> None:
        """Set the value of a field that the line `at` states."""
        self.metadata[name] = value
        self.stated[name] = at

    def envelope(self) -> Envelope:
        """The envelope."""
        return Envelope(
            lines=tuple(self.lines),
            taken=self.taken,
            metadata=self.metadata,
            stated=self.stated,
            headline=self.headline,
            sent=self.sent,
            notes=tuple(self.notes),
            layout=self.layout,
            continued=frozenset(self.continued),
            rewritten=self.rewritten,
            roles=self.roles,
            is_whole=self.is_whole,
        )
