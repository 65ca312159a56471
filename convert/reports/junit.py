"""The report as JUnit XML, the test results of CI systems: each file is a test case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from convert.findings import FileReport, Finding, Severity
from convert.reports.text import lines_of, one_line


def junit_parts(files: Iterable[FileReport]) -> Iterator[str]:
    """Yield the report as JUnit XML, line by line. `files` are gone through twice, to count them first."""
    number = failed = 0
    for file in files:
        number += 1
        failed += file.worst is Severity.ERROR
    counts = f'tests="{number}" failures="{failed}" errors="0" skipped="0"'
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="wirecopy" {counts}>\n'
    yield f'  <testsuite name="wirecopy" {counts}>\n'
    yield from (f"{line}\n" for file in files for line in _case(file))
    yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _case(file: FileReport) -> Iterator[str]:
    errors = [f for f in file.findings if f.severity is Severity.ERROR]
    others = sorted((f for f in file.findings if f.severity is not Severity.ERROR), key=lambda f: -f.severity.rank)
    name = f"{file.path} (story {file.story})" if file.story else file.path
    start = f'    <testcase name="{_safe(name)}" classname="{_safe(file.format or "file")}"'
    if not file.findings:
        yield start + "/>"
        return
    yield start + ">"
    if errors:
        first, more = errors[0], f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        message = _safe(f"{first.code}: {first.message}{more}")
        yield f'      <failure type="{_safe(first.code)}" message="{message}">{_output(errors)}</failure>'
    if others:
        yield f"      <system-out>{_output(others)}</system-out>"
    yield "    </testcase>"


def _output(findings: Iterable[Finding]) -> str:
    return "\n".join(escape(line, quote=False) for finding in findings for line in lines_of(finding))


def _safe(text: str) -> str:
    """`text`, escaped as the value of an attribute, without control characters and lone surrogates."""
    return escape(one_line(text))
