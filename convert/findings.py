"""What wirecopy has to say about a document: findings, where they are, and reports of many.

This module knows no format and no rule; it only gives findings their shape and order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum


class Severity(Enum):
    """How grave a finding is: an error breaks a standard or loses something, a warning will trouble a consumer."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def rank(self) -> int:
        """Gravity as a number, 2 for an error down to 0 for a notice."""
        return {"error": 2, "warning": 1, "notice": 0}[self.value]

    def at_most(self, ceiling: Severity) -> Severity:
        """The milder of this severity and `ceiling`."""
        return self if self.rank <= ceiling.rank else ceiling


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a finding is.

    `path` is the file as the user named it, `member` a file inside an EPUB or package. `line` and `column` count from
    1, in lines and code points, and are 0 where unknown. `pointer` is a JSON Pointer (RFC 6901), or an XPath with
    names and positions.
    """

    path: str = ""
    member: str = ""
    line: int = 0
    column: int = 0
    pointer: str = ""

    def __str__(self) -> str:
        place = self.path
        if self.member:
            place += f"!{self.member}"
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return place


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing said of one place: a code of the catalogue, how grave it is, what is the case and how to mend it.

    `detail` holds further facts as name and value, for machines.
    """

    code: str
    severity: Severity
    message: str
    advice: str = ""
    location: Location = field(default_factory=Location)
    detail: tuple[tuple[str, str], ...] = ()

    def at(self, path: str) -> Finding:
        """The same finding, in the file `path`."""
        return replace(self, location=replace(self.location, path=path))


def _order(finding: Finding) -> tuple[str, str, int, int, str, str, str]:
    place = finding.location
    return place.path, place.member, place.line, place.column, finding.code, place.pointer, finding.message


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in reading order of the document, each once."""
    return tuple(sorted(dict.fromkeys(findings), key=_order))


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """All that is said of one file.

    `format` and `version` are empty where the file was not recognised; `schema_valid` is the schema stage's verdict
    alone, None where there was none to give.
    """

    path: str
    format: str = ""
    version: str = ""
    schema_valid: bool | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def worst(self) -> Severity | None:
        """The gravest severity among the findings, None where there is none."""
        return max((f.severity for f in self.findings), key=lambda s: s.rank, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that is said in one run, file by file."""

    files: tuple[FileReport, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(f.severity is severity for file in self.files for f in file.findings)
