"""Rules: their subjects, the problems that they find, and the severity of these."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from convert.checks.engine.facts import Body, Facts
from convert.checks.engine.pointers import named_path
from convert.checks.engine.session import Edition
from convert.findings import Location, Severity
from convert.formats import FORMATS
from convert.levels import Profile as Profile

DOCUMENTS = tuple(f.name for f in FORMATS if f.checks and f.name != "text")
"""The formats of documents: all that can be checked, but not raw copy. Rules about facts apply to them, and are silent
where a document does not state the fact.
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """The input of a rule: the opened document, its facts, and the instant to compare times with, None to compare with
    none.
    """

    format: str
    version: str
    document: Any
    facts: Facts
    now: datetime | None = None

    def place_in(self, body: Body, element: Any) -> Location:
        """The place of an element of the body; in ninjs, where the body is a string, the place of the string."""
        if self.format == "ninjs":
            return body.location
        return Location(member=body.location.member, line=element.sourceline or 0, pointer=named_path(element))


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One violation of a rule.

    `severity` is set if it is lower than that of the rule. `detail` is that of the finding.
    """

    message: str
    location: Location = field(default_factory=Location)
    advice: str = ""
    severity: Severity | None = None
    detail: tuple[tuple[str, str], ...] = ()


def no_problems(*subjects: object) -> Iterable[Any]:
    """No problems: the default of rules that do not look at single documents, or do not compare."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule beyond the schemas.

    `severity` applies to our own output; `foreign` is the maximum for documents of others, of which sound ones break
    the rule, too. `formats` are format names, `clause` is the place in the standard, or the reason. `find` yields the
    problems of a subject; `compare` yields the faults of a document, given an earlier edition of the same story in the
    session. With `each_item`, `find` is called for each item of a document that has several. The docstring of the
    rule's module explains it: what, why, a failing example, the remedy.
    """

    code: str
    title: str
    severity: Severity
    formats: tuple[str, ...]
    clause: str
    find: Callable[[Subject], Iterable[Problem]] = no_problems
    compare: Callable[[Edition, Edition], Iterable[str]] = no_problems
    advice: str = ""
    foreign: Severity = Severity.WARNING
    each_item: bool = False
