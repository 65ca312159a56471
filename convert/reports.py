"""A Report in the forms that people and machines read. It gets all it says from the findings, and prints nothing
itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from convert.findings import FileReport, Finding, Report, Severity

VERSION = 1
"""The version of the JSON report, which is a contract; its schema stands in `schemas/report/1/`."""


def as_json(report: Report, *, wirecopy: str) -> str:
    """The report as JSON; `wirecopy` is the version of the program."""
    document = {"report": VERSION, "wirecopy": wirecopy, "files": [_file(file) for file in report.files]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _file(file: FileReport) -> dict[str, Any]:
    return {
        "path": file.path,
        "format": file.format,
        "version": file.version,
        "schema_valid": file.schema_valid,
        "findings": [_finding(finding) for finding in file.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.location
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "member": place.member,
        "line": place.line,
        "column": place.column,
        "pointer": place.pointer,
        "message": finding.message,
        "advice": finding.advice,
        "detail": dict(finding.detail),
    }


Paint = Callable[[str, Severity], str]
"""Colours a word by severity, or does not."""


def as_text(report: Report, *, paint: Paint = lambda word, severity: word, least: Severity = Severity.NOTICE) -> str:
    """The report for people: a line per finding at least as grave as `least`, its place in the document and the
    remedy below it.
    """
    lines: list[str] = []
    for file in report.files:
        for finding in file.findings:
            if finding.severity.rank >= least.rank:
                lines.extend(_lines(finding, paint))
    return "".join(line + "\n" for line in lines)


def _lines(finding: Finding, paint: Paint) -> Iterator[str]:
    place = finding.location
    word = paint(finding.severity.value, finding.severity)
    yield f"{place}: {word} {finding.code}: {_one_line(finding.message)}"
    if place.pointer:
        yield f"    at {_one_line(place.pointer)}"
    if finding.advice:
        yield f"    {_one_line(finding.advice)}"


def _one_line(text: str) -> str:
    """`text` without line breaks and control characters, which could forge a report or drive a terminal."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text)


def summary(report: Report) -> str:
    """How much was found, in one line."""
    counts = [(report.count(severity), severity.value) for severity in Severity]
    found = [f"{n} {word}{'s' if n != 1 else ''}" for n, word in counts if n]
    files = len(report.files)
    return f"{files} file{'s' if files != 1 else ''}: {', '.join(found) or 'nothing to report'}"
