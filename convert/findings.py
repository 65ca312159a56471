"""Findings about documents, their locations, and reports on files.

Knows no format and no rule: it defines only the structure and order of findings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from convert.levels import Severity as Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Location of a finding.

    `path` is the file as the user named it, `member` a file inside an EPUB or package. `line` and `column` (in code
    points) start at 1 and are 0 if unknown. `pointer` is a JSON Pointer (RFC 6901), or an XPath with
    names and positions. `story` is the number of the story in a file that has several, else 0.
    """

    path: str = ""
    member: str = ""
    line: int = 0
    column: int = 0
    pointer: str = ""
    story: int = 0

    def __str__(self) -> str:
        place = self.path
        if self.member:
            place += f"!{self.member}"
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return f"{place} (story {self.story})" if self.story else place


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One result about one location: a code of the catalogue, its severity, a message, and advice on how to fix it.

    `detail` holds further facts for machines, as pairs of a name and a value; those named "lines" are numbers of lines.
    """

    code: str
    severity: Severity
    message: str
    advice: str = ""
    location: Location = field(default_factory=Location)
    detail: tuple[tuple[str, str], ...] = ()

    @property
    def withholds(self) -> bool:
        """Whether a document is withheld for this: an unsafe loss in writing, or what keeps it from being preserved."""
        return self.severity is Severity.ERROR and (self.code.startswith("LOS") or self.code in ("PKG105", "PKG106"))

    def at(self, path: str, story: int = 0) -> Finding:
        """Return the finding with its location in the file `path`, and in the story of that number."""
        return replace(self, location=replace(self.location, path=path, story=story))

    def below(self, lines: int) -> Finding:
        """Return the finding with the lines of its location and detail moved down by a number of lines."""
        return self.renumbered(lambda line: line + lines)

    def renumbered(self, number: Callable[[int], int]) -> Finding:
        """Return the finding with other numbers of lines in its location and detail."""
        line = self.location.line
        detail = tuple(
            (name, re.sub("[0-9]+", lambda found: str(number(int(found[0]))), value) if name == "lines" else value)
            for name, value in self.detail
        )
        return replace(self, location=replace(self.location, line=number(line) if line else 0), detail=detail)


def _order(finding: Finding) -> tuple[str, str, int, int, str, str, str]:
    place = finding.location
    return place.path, place.member, place.line, place.column, finding.code, place.pointer, finding.message


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in the document's reading order, without duplicates."""
    return tuple(sorted(dict.fromkeys(findings), key=_order))


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """All findings about one file.

    `format` and `version` are empty if the file was not recognised. `schema_valid` is the result of the schema stage
    alone, None if there was none. `story` is the number of the story in a file that has several, else 0. `documents` is
    the number of documents in a file that has many and one report, else 0.
    """

    path: str
    story: int = 0
    format: str = ""
    version: str = ""
    schema_valid: bool | None = None
    documents: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def worst(self) -> Severity | None:
        """The highest severity among the findings, None without findings."""
        return max((f.severity for f in self.findings), key=lambda s: s.rank, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The findings of one run, by file."""

    files: tuple[FileReport, ...] = ()

    def count(self, severity: Severity) -> int:
        """Return the number of findings with this severity."""
        return sum(f.severity is severity for file in self.files for f in file.findings)


def counted(count: int, noun: str) -> str:
    """A count with its noun, as messages have it."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural}"
