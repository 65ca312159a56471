"""The report as workflow commands of GitHub Actions, which become annotations of a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from convert.findings import FileReport, Finding, Location, Report, Severity
from convert.reports.text import one_line


def as_github(report: Report, *, least: Severity = Severity.NOTICE) -> str:
    """The report as annotations: a command for each finding of severity `least` or above."""
    return "".join(github_parts(report.files, least=least))


def github_parts(files: Iterable[FileReport], *, least: Severity = Severity.NOTICE) -> Iterator[str]:
    """Yield the report as annotations, one by one."""
    return (
        f"::{finding.severity.value} {','.join(_properties(finding, file.path))}::{_data(_message(finding))}\n"
        for file in files
        for finding in file.findings
        if finding.severity.rank >= least.rank
    )


def _properties(finding: Finding, path: str) -> Iterator[str]:
    place = finding.location
    if place.path or path:
        yield f"file={_property(PurePath(place.path or path).as_posix())}"
    if place.line and not place.member:
        yield f"line={place.line}"
        if place.column:
            yield f"col={place.column}"
    yield f"title={_property(finding.code)}"


def _message(finding: Finding) -> str:
    """The message, the place inside the file, and the advice."""
    place = finding.location
    within = f"{Location(path=place.member, line=place.line, column=place.column)}: " if place.member else ""
    within = f"story {place.story}: {within}" if place.story else within
    at = f"at {place.pointer}" if place.pointer else ""
    return "\n".join(line for line in (within + finding.message, at, finding.advice) if line)


def _data(text: str) -> str:
    """`text`, escaped as the message of a command."""
    return one_line(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    """`text`, escaped as the value of a property."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
