"""The report as plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from convert.findings import FileReport, Finding, Report, Severity
from convert.reports.grouping import FEW, SHOWN, Group, by_severity, groups

Paint = Callable[[str, Severity], str]
"""Colors a word by severity, or returns it as it is."""


def text_parts(files: Iterable[FileReport], *, paint: Paint, least: Severity) -> Iterator[str]:
    """Yield the report as text, line by line."""
    for file in files:
        for finding in file.findings:
            if finding.severity.rank >= least.rank:
                yield from (f"{line}\n" for line in lines_of(finding, paint))


def grouped_parts(files: Iterable[FileReport], *, paint: Paint, least: Severity) -> Iterator[str]:
    """Yield a report that a person can read: if it is long, errors first, then other findings by their code.

    A code of which there are more than a few has one line with its numbers and its first finding. Every error is
    printed. `files` can be gone through several times.
    """
    found = groups(files, least)
    if sum(group.count for group in found) <= FEW:
        yield from text_parts(files, paint=paint, least=least)
        return
    for _, finding in by_severity(files, Severity.ERROR):
        yield from (f"{line}\n" for line in lines_of(finding, paint))
    for group in found:
        if group.severity is not Severity.ERROR:
            yield from (f"{line}\n" for line in _lines_of_group(group, paint))
    yield "-v prints every finding.\n"


def _lines_of_group(group: Group, paint: Paint) -> Iterator[str]:
    """Yield the lines on findings with one code: all of them, or the numbers and an example."""
    if group.count <= SHOWN:
        for finding in group.first:
            yield from lines_of(finding, paint)
        return
    example = group.first[0]
    word = paint(f"{group.count:,} {group.severity.value}s", group.severity)
    place = f"in {group.files:,} files" if group.files > 1 else "in one file"
    yield f"{word} {group.code} {place}, such as {one_line(str(example.location))}: {one_line(example.message)}"
    if example.advice:
        yield f"    {one_line(example.advice)}"


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
    """`text` without line breaks and control characters, which could forge a report or drive a terminal.

    The two joiners stay, without which Persian, Hindi and others are misspelled.
    """
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c in _JOINERS else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text
    )


_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"


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
