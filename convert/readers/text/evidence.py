"""What a story is gathered in: what each unit could be by itself, and the story as it is found.

Evidence is all that can be read from single lines; the rules of `header` and `story` decide which of it holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from convert.findings import Finding, Location, Severity
from convert.model import Contributor, Inference, InfoSource, Moment, Related
from convert.readers import Account
from convert.readers.text.captions import Credited, read_caption
from convert.readers.text.dateline import Dateline
from convert.readers.text.dates import Dated, read_date
from convert.readers.text.language import Tongue
from convert.readers.text.layout import Contents, Layout, contents_in, lay_out
from convert.readers.text.lexicon import Lexicon, fold, fold_word
from convert.readers.text.names import Byline, read_byline, read_name_line
from convert.readers.text.roles import Mark, Role
from convert.readers.text.signs import Sign, observe
from convert.readers.text.units import Unit


@dataclass(slots=True)
class Conclusion:
    """How surely a field was concluded, from which lines, in order, and by which rule."""

    confidence: float
    lines: dict[int, None]
    rule: str


@dataclass(slots=True)
class Story:
    """A story as it is found in its units, before it becomes an Article; `related` has links by their address."""

    units: tuple[Unit, ...]
    marks: list[Mark | None]
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
    captions: dict[int, Credited] = field(default_factory=dict)
    attributions: set[int] = field(default_factory=set)
    conclusions: dict[str, Conclusion] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    accounts: tuple[Account, ...] = ()

    def mark(self, at: int, role: Role, rule: str, confidence: float) -> None:
        """Give the unit `at` its role, unless it has one."""
        if self.marks[at] is None:
            self.marks[at] = Mark(role, rule, confidence)

    def conclude(self, name: str, confidence: float, units: Sequence[int], rule: str) -> None:
        """Record that the field `name` was concluded, or from what besides."""
        found = self.conclusions.setdefault(name, Conclusion(confidence, {}, rule))
        found.confidence = min(found.confidence, confidence)
        found.lines.update(dict.fromkeys(line for at in units for line in self.units[at].lines))

    @property
    def inferences(self) -> tuple[Inference, ...]:
        """What was concluded, as the Article records it."""
        return tuple(
            Inference(field=name, confidence=found.confidence, lines=tuple(found.lines), rule=found.rule)
            for name, found in self.conclusions.items()
        )

    def find(self, code: str, severity: Severity, at: int, message: str, advice: str) -> None:
        """Report a finding at the unit `at`."""
        location = Location(line=self.units[at].lines[0], column=1)
        self.findings.append(Finding(code=code, severity=severity, message=message, advice=advice, location=location))


class Evidence(NamedTuple):
    """What each unit could be by itself; the story decides which of it holds."""

    signs: tuple[Sign, ...]
    dates: Mapping[int, Dated]
    bylines: Mapping[int, Byline]
    captions: Mapping[int, Credited]
    minutes: Mapping[int, str]
    counts: Mapping[str, int]
    layout: Layout
    contents: Contents


def gather_evidence(units: tuple[Unit, ...], lexicon: Lexicon, tongue: Tongue) -> Evidence:
    """What can be read from each of `units` by itself."""
    signs = observe(units, lexicon, tongue)
    dates: dict[int, Dated] = {}
    bylines: dict[int, Byline] = {}
    captions: dict[int, Credited] = {}
    minutes: dict[int, str] = {}
    for at, sign in enumerate(signs):
        if is_embargo(sign, lexicon):
            continue
        unit = sign.unit
        text = f"{unit.bullet} {unit.text}" if unit.bullet[:1].isdigit() else unit.text
        dated = read_date(text, lexicon) if sign.words <= 24 else None
        if dated and dated.rest and (known_rest := lexicon.furniture.role(fold(dated.rest))):
            if known_rest[0] == "reading-time":
                minutes[at] = dated.rest
            dated = dated._replace(rest="")
        if dated:
            dates[at] = dated
        elif sign.furniture and sign.furniture[1] > 0.9:
            continue
        byline = read_byline(text, lexicon) if not dated else _beside_date(dated, lexicon)
        if at and _opens_byline(signs[at - 1], lexicon) and not (byline and byline.is_explicit) and at - 1 not in dates:
            rest = dated.rest if dated else text
            byline = (rest and read_byline(f"{signs[at - 1].unit.text} {rest}", lexicon)) or byline
        if byline:
            bylines[at] = byline
        if at not in dates and not byline and (caption := read_caption(text, lexicon)):
            captions[at] = caption
    counts = Counter(sign.key for sign in signs if sign.key)
    return Evidence(signs, dates, bylines, captions, minutes, counts, lay_out(signs), contents_in(tongue))


def is_embargo(sign: Sign, lexicon: Lexicon) -> bool:
    """Whether a line says until when the copy must not be published: its day is no day of publication."""
    if not lexicon.embargo or sign.words > 24:
        return False
    return fold_word(sign.unit.text[:60]).lstrip(" *-–—([").startswith(lexicon.embargo)


def _opens_byline(sign: Sign, lexicon: Lexicon) -> bool:
    """Whether a line is the opening of a byline alone, of which the names stand in the next one."""
    return sign.words <= 3 and fold_word(sign.unit.text.rstrip(" :")) in lexicon.bylines.get(sign.key[:1], ())


def _beside_date(dated: Dated, lexicon: Lexicon) -> Byline | None:
    """The byline that shares its line with a date ("Posted on 7 May 2024 by Jane Doe", "Jane Doe, 7 May 2024")."""
    if not dated.rest:
        return None
    return read_byline(dated.rest, lexicon) or read_name_line(dated.rest, lexicon)


def sure(odds: float) -> float:
    """A probability as a mark or an inference shows it: with two digits, never wholly sure of anything."""
    return max(0.01, min(0.99, round(odds, 2)))


def is_minutes(sign: Sign) -> bool:
    return sign.furniture is not None and sign.furniture[0] == "reading-time"


def as_furniture(sign: Sign) -> tuple[Role, str, float]:
    assert sign.furniture is not None
    role, confidence = sign.furniture
    return role, f"{role} wording", confidence
