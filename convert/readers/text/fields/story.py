"""The story as it is read from the copy's units, before it becomes an Article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from convert.findings import Finding, Location, Severity
from convert.model import Contributor, Inference, InfoSource, Moment, Related
from convert.readers import Explanation
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon.captions import Caption
from convert.readers.text.lexicon.datelines import Dateline
from convert.readers.text.lines.units import Unit
from convert.readers.text.roles import AssignedRole, Role


@dataclass(slots=True)
class Inferred:
    """How surely a field was concluded, from which lines, in order, and by which rule."""

    confidence: float
    lines: dict[int, None]
    rule: str


@dataclass(slots=True)
class Story:
    """A story as it is found in its units, before it becomes an Article; `related` has links by their address."""

    units: tuple[Unit, ...]
    roles: list[AssignedRole | None]
    lead: int = 0
    headline: str = ""
    subheadline: str | None = None
    kicker: str | None = None
    byline: str | None = None
    authors: tuple[Contributor, ...] = ()
    published: Moment | None = None
    updated: Moment | None = None
    dateline: Dateline | None = None
    dateline_unit: int = -1
    reading_time: int | None = None
    keywords: list[str] = field(default_factory=list)
    related: dict[str, Related] = field(default_factory=dict)
    editor_notes: list[str] = field(default_factory=list)
    contributors: list[Contributor] = field(default_factory=list)
    sources: list[InfoSource] = field(default_factory=list)
    credit_line: str | None = None
    captions: dict[int, Caption] = field(default_factory=dict)
    attributions: set[int] = field(default_factory=set)
    inferred: dict[str, Inferred] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    explanations: tuple[Explanation, ...] = ()

    def assign(self, at: int, role: Role, rule: str, confidence: float) -> None:
        """Give the unit `at` its role, unless it has one."""
        if self.roles[at] is None:
            self.roles[at] = AssignedRole(role, rule, confidence)

    def infer(self, name: str, confidence: float, units: Sequence[int], rule: str) -> None:
        """Record that the field `name` was concluded, or from what besides."""
        found = self.inferred.setdefault(name, Inferred(confidence, {}, rule))
        found.confidence = min(found.confidence, confidence)
        found.lines.update(dict.fromkeys(line for at in units for line in self.units[at].lines))

    @property
    def inferences(self) -> tuple[Inference, ...]:
        """What was concluded, as the Article records it."""
        return tuple(
            Inference(field=name, confidence=found.confidence, lines=tuple(found.lines), rule=found.rule)
            for name, found in self.inferred.items()
        )

    def find(self, code: str, severity: Severity, at: int, message: str, advice: str) -> None:
        """Report a finding at the unit `at`."""
        location = Location(line=self.units[at].lines[0], column=1)
        self.findings.append(Finding(code=code, severity=severity, message=message, advice=advice, location=location))


def as_confidence(marginals: float) -> float:
    """A probability as a mark or an inference shows it: with two digits, never wholly sure of anything."""
    return max(0.01, min(0.99, round(marginals, 2)))


def as_furniture(line: LineFeatures) -> tuple[Role, str, float]:
    assert line.furniture is not None
    role, confidence = line.furniture
    return role, f"{role} wording", confidence
