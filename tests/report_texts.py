"""Reports in each of their forms, as one text."""

from __future__ import annotations

from collections.abc import Callable

from convert.findings import Report, Severity
from convert.reports.github import github_parts
from convert.reports.json import json_parts
from convert.reports.junit import junit_parts
from convert.reports.sarif import sarif_parts
from convert.reports.text import Paint, text_parts


def as_text(report: Report, *, paint: Paint = lambda word, severity: word, least: Severity = Severity.NOTICE) -> str:
    return "".join(text_parts(report.files, paint=paint, least=least))


def as_json(report: Report, *, wirecopy: str) -> str:
    return "".join(json_parts(report.files, wirecopy=wirecopy))


def as_junit(report: Report) -> str:
    return "".join(junit_parts(report.files))


def as_github(report: Report, *, least: Severity = Severity.NOTICE, grouped: bool = False) -> str:
    return "".join(github_parts(report.files, least=least, grouped=grouped))


def as_sarif(report: Report, *, wirecopy: str, explanations: Callable[[str], str]) -> str:
    return "".join(sarif_parts(report.files, wirecopy=wirecopy, explanations=explanations))
