"""The order and the groups of findings, which all forms of the report share.

The groups of a report have the errors first, then warnings, then notices, each by code. A person reads them where
there are many findings; tools get every finding, and the groups as a summary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from convert.findings import FileReport, Finding, Severity

FEW = 50
"""A report with at most so many findings is printed whole and by file."""

SHOWN = 3
"""So many findings of one group are printed one by one."""


class Group:
    """The findings with one code and severity: how many, in how many files, and the first few of them."""

    def __init__(self, severity: Severity, code: str) -> None:
        self.severity = severity
        self.code = code
        self.count = 0
        self.files = 0
        self.first: list[Finding] = []
        self._last: FileReport | None = None

    def add(self, finding: Finding, file: FileReport) -> None:
        """Count a finding of the group; those of a file come in a row."""
        self.count += 1
        self.files += self._last is None or file.path != self._last.path
        self._last = file
        if len(self.first) < SHOWN:
            self.first.append(finding)


def groups(files: Iterable[FileReport], least: Severity = Severity.NOTICE) -> Sequence[Group]:
    """Return the groups of the findings of severity `least` or above, in their order."""
    found: dict[tuple[int, str], Group] = {}
    for file in files:
        for finding in file.findings:
            if finding.severity.rank >= least.rank:
                key = -finding.severity.rank, finding.code
                if key not in found:
                    found[key] = Group(finding.severity, finding.code)
                found[key].add(finding, file)
    return [group for _, group in sorted(found.items())]


def by_severity(files: Iterable[FileReport], least: Severity = Severity.NOTICE) -> Iterator[tuple[str, Finding]]:
    """Yield each finding with the path of its file: errors first, then warnings and notices, in the order of the files.

    `files` are gone through once for each severity, so that no list of all findings is held.
    """
    for severity in Severity:
        for file in files if severity.rank >= least.rank else ():
            yield from ((file.path, finding) for finding in file.findings if finding.severity is severity)
