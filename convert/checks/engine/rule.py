"""What a rule is: what it looks at, the problems that it finds, and how severe they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from convert.checks.engine.facts import Facts
from convert.checks.engine.session import Edition
from convert.findings import Location, Severity
from convert.levels import Profile as Profile


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule looks at: the opened document, the facts read from it, and the instant that its times are held
    against, None where nothing is to depend on one.
    """

    format: str
    version: str
    document: Any
    facts: Facts
    now: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One place where a rule is broken.

    `severity` and `foreign` are set where they are milder than those of the rule, which see.
    """

    message: str
    location: Location = field(default_factory=Location)
    advice: str = ""
    severity: Severity | None = None
    foreign: Severity | None = None


def no_problems(*looked_at: object) -> Iterable[Any]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule beyond the schemas.

    `severity` is for our own output; `foreign` is the most that it is on documents of others, where healthy files
    break it. `formats` are format names, `clause` is where the standard, or the reason, is found. `find` yields the
    problems of a subject; `compare` yields what is wrong with a document, given an earlier one of the same run that is
    an edition of the same story. Where a document carries several items, a rule that looks at what `each_item` says of
    itself is asked for each. The docstring of the rule's module explains it: what, why, a failing example, how to mend
    it.
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
