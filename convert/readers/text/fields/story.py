"""The state of a reading: the roles of the units and the fields found so far, before they become an Article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from convert.findings import Finding, Location, Severity
from convert.model import Contributor, Inference, InfoSource, Moment, Related
from convert.readers import Explanation
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout import Blocks
from convert.readers.text.lexicon import fold_word
from convert.readers.text.lexicon.captions import Caption
from convert.readers.text.lexicon.dateline import Dateline
from convert.readers.text.lines.units import Unit
from convert.readers.text.roles import AssignedRole, Role

InputLines: TypeAlias = Callable[[int], Sequence[int]]
"""The numbers of the lines of the input, in order, that a line of the copy is of."""


def one_line(line: int) -> Sequence[int]:
    """The line of the input where the copy is all of it."""
    return (line,)


@dataclass(slots=True)
class Inferred:
    """The confidence of a field, the lines that it was inferred from, in order, and the rule."""

    confidence: float
    lines: dict[int, None]
    rule: str


@dataclass(slots=True)
class Story:
    """A story found in its units.

    `lead` is the first unit of the body. `blocks` are its tables, verse and code. `related` holds links by their
    address, `captions` and `attributions` what was found at a unit. `shows_page` is whether the copy has
    signs of a page. `input_lines` numbers lines for findings and explanations.
    """

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
    blocks: Blocks = field(default_factory=Blocks)
    attributions: set[int] = field(default_factory=set)
    inferred: dict[str, Inferred] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    explanations: tuple[Explanation, ...] = ()
    shows_page: bool = True
    input_lines: InputLines = one_line

    def assign(self, at: int, role: Role, rule: str, confidence: float) -> None:
        """Assign a role to the unit `at`, unless it has one."""
        if self.roles[at] is None:
            self.roles[at] = AssignedRole(role, rule, confidence)

    def infer(self, name: str, confidence: float, units: Sequence[int], rule: str) -> None:
        """Record that the field `name` was inferred from `units`; later calls add units and may lower confidence."""
        found = self.inferred.setdefault(name, Inferred(confidence, {}, rule))
        found.confidence = min(found.confidence, confidence)
        found.lines.update(dict.fromkeys(line for at in units for line in self.units[at].lines))

    @property
    def inferences(self) -> tuple[Inference, ...]:
        """The inferences as the Article records them."""
        return tuple(
            Inference(field=name, confidence=found.confidence, lines=tuple(found.lines), rule=found.rule)
            for name, found in self.inferred.items()
        )

    def among(self, units: tuple[Unit, ...], places: Sequence[int]) -> Story:
        """This story, which was read from the units at `places` of `units`, with all of `units`; the others have no
        role yet.
        """
        roles: list[AssignedRole | None] = [None] * len(units)
        for at, assigned in zip(places, self.roles, strict=True):
            roles[at] = assigned
        return replace(
            self,
            units=units,
            roles=roles,
            lead=places[self.lead],
            dateline_unit=places[self.dateline_unit] if self.dateline else -1,
            captions={places[at]: caption for at, caption in self.captions.items()},
            attributions={places[at] for at in self.attributions},
        )

    def add_source(self, name: str) -> None:
        """Add an agency as a source unless it is there in another spelling."""
        if all(fold_word(source.name) != fold_word(name) for source in self.sources):
            self.sources.append(InfoSource(name=name))

    def report(
        self,
        code: str,
        severity: Severity,
        at: int,
        message: str,
        advice: str,
        detail: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Add a finding at the unit `at`."""
        location = Location(line=self.input_lines(self.units[at].lines[0])[0], column=1)
        self.findings.append(
            Finding(code=code, severity=severity, message=message, advice=advice, location=location, detail=detail)
        )


def as_confidence(probability: float) -> float:
    """A probability as a confidence: two decimals, from 0.01 to 0.99."""
    rounded = round(probability, 2)
    return 0.01 if rounded < 0.01 else 0.99 if rounded > 0.99 else rounded


def furniture_role(line: LineFeatures) -> tuple[Role, str, float]:
    """The role, rule and confidence of a line that the lexicon knows as furniture."""
    assert line.furniture is not None
    role, confidence = line.furniture
    return role, f"{role} wording", confidence
