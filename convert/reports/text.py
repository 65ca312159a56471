"""The report as plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from convert.findings import FileReport, Finding, Report, Severity

Paint = Callable[[str, Severity], str]
"""Colors a word by severity, or returns it as it is."""


def as_text(report: Report, *, paint: Paint = lambda word, severity: word, least: Severity = Severity.NOTICE) -> str:
    """The report as text: for each finding of severity `least` or above its message, place and advice."""
    return "".join(text_parts(report.files, paint=paint, least=least))


def text_parts(files: Iterable[FileReport], *, paint: Paint, least: Severity) -> Iterator[str]:
    """Yield the report as text, line by line."""
    for file in files:
        for finding in file.findings:
            if finding.severity.rank >= least.rank:
                yield from (f"{line}\n" for line in lines_of(finding, paint))


def lines_of(finding: Finding, paint: Paint = lambda word, severity: word) -> Iterator[str]:
    """The lines of one finding: message, place in the document, advice."""
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
    """The numbers of files, of stories or documents where files have several, and of findings, in one line."""
    counts = [(report.count(severity), severity.value) for severity in Severity]
    found = [f"{n} {word}{'s' if n != 1 else ''}" for n, word in counts if n]
    files = sum(file.story <= 1 for file in report.files)
    stories = sum(file.story > 0 for file in report.files)
    many = any(file.documents for file in report.files)
    documents = sum(file.documents or file.story <= 1 for file in report.files) if many else 0
    several = f", {stories} stories" if stories else ""
    several += f", {documents} document{'s' if documents != 1 else ''}" if many else ""
    noun = f"file{'s' if files != 1 else ''}{several}"
    return f"{files} {noun}: {', '.join(found) or 'nothing to report'}"
