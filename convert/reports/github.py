"""The report as workflow commands of GitHub Actions, which become annotations of a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from convert.findings import FileReport, Finding, Location, Severity
from convert.reports.grouping import FEW, SHOWN, by_severity, groups
from convert.reports.text import one_line


def github_parts(files: Iterable[FileReport], *, least: Severity, grouped: bool) -> Iterator[str]:
    """Yield the report as annotations, errors first, as GitHub shows ten of each severity.

    If it is long and `grouped`, each code below an error has one annotation with its numbers, at its first place.
    """
    found = groups(files, least) if grouped else ()
    if sum(group.count for group in found) <= FEW:
        yield from (_command(finding, path, _message(finding)) for path, finding in by_severity(files, least))
        return
    yield from (_command(finding, path, _message(finding)) for path, finding in by_severity(files, Severity.ERROR))
    for group in found:
        for finding in (
            group.first[: SHOWN if group.count <= SHOWN else 1] if group.severity is not Severity.ERROR else ()
        ):
            message = _message(finding)
            if group.count > SHOWN:
                place = f"in {group.files:,} files" if group.files > 1 else "in one file"
                message = f"{group.count:,} {group.severity.value}s {place}, such as this:\n{message}"
            yield _command(finding, finding.location.path, message)


def _command(finding: Finding, path: str, message: str) -> str:
    return f"::{finding.severity.value} {','.join(_properties(finding, path))}::{_data(message)}\n"


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
