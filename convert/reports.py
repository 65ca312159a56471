"""A Report in the forms that people and machines read. It gets all it says from the findings, and prints nothing
itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from convert.findings import FileReport, Finding, Report, Severity

if TYPE_CHECKING:
    from convert.readers import Parsed

VERSION = 1
"""The version of the JSON report, which is a contract; its schema stands in `schemas/report/1/`."""


def as_json(report: Report, *, wirecopy: str) -> str:
    """The report as JSON; `wirecopy` is the version of the program."""
    document = {"report": VERSION, "wirecopy": wirecopy, "files": [_file(file) for file in report.files]}
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    # Names of files may hold bytes that are not UTF-8, as half surrogates; JSON can escape them, UTF-8 cannot say them.
    return text if _is_unicode(text) else json.dumps(document, indent=2) + "\n"


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


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
    yield f"{one_line(str(place))}: {word} {finding.code}: {one_line(finding.message)}"
    if place.pointer:
        yield f"    at {one_line(place.pointer)}"
    if finding.advice:
        yield f"    {one_line(finding.advice)}"


def one_line(text: str) -> str:
    """`text` without line breaks and control characters, which could forge a report or drive a terminal."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text)


def summary(report: Report) -> str:
    """How much was found, in one line."""
    counts = [(report.count(severity), severity.value) for severity in Severity]
    found = [f"{n} {word}{'s' if n != 1 else ''}" for n, word in counts if n]
    files = len(report.files)
    return f"{files} file{'s' if files != 1 else ''}: {', '.join(found) or 'nothing to report'}"


Tint: TypeAlias = Literal["aside", "dropped"]


def galley(parsed: Parsed, *, paint: Callable[[str, Tint], str] = lambda text, tint: text) -> Iterator[str]:
    """How raw copy was read, for people: each line with its role, how sure that is, and why; `-` marks what was
    dropped.

    Then what was concluded, from which lines, and what the reader has to say.
    """
    wide = len(str(len(parsed.trace)))
    roles = max((len(line.role) for line in parsed.trace), default=0)
    rules = max((len(line.rule) for line in parsed.trace), default=0)
    for line in parsed.trace:
        dropped = not line.kept and bool(line.text.strip())
        mark = "-" if dropped else " "
        facts = f"{line.number:>{wide}} {mark} {line.role:<{roles}}  {line.confidence:.2f}  {line.rule:<{rules}}"
        text = one_line(" ".join(line.text.split()))
        shown = text if len(text) <= 100 else text[:99] + "…"
        yield paint(facts, "aside") + "  " + (paint(shown, "dropped") if dropped else shown)
    inferences = parsed.article.origin.inferences if parsed.article.origin else ()
    if inferences:
        yield ""
        yield "Concluded:"
    for inference in inferences:
        lines = ", ".join(map(str, inference.lines))
        where = f" from line{'s' if len(inference.lines) != 1 else ''} {lines}" if lines else ""
        why = f"{inference.confidence:.2f}, {inference.rule}{where}"
        yield f"  {inference.field}: {one_line(_value(parsed, inference.field))}  ({why})"
    for finding in parsed.findings:
        place = f" line {finding.location.line}" if finding.location.line else ""
        yield f"{finding.severity.value} {finding.code}{place}: {one_line(finding.message)}"


def _value(parsed: Parsed, field: str) -> str:
    value = getattr(parsed.article, field, None)
    if isinstance(value, tuple):
        return ", ".join(getattr(v, "name", str(v)) for v in value)
    return str(getattr(value, "text", value))
