"""The findings on a bag while it is verified, of which a report has a limited number."""

from __future__ import annotations

from collections import Counter

from convert.findings import FileReport, Finding, Location, Severity, sort_findings

MAX_FINDINGS = 1000
"""How many findings on one bag are reported."""


class BagFindings:
    """The findings on the bag at `path`; beyond `MAX_FINDINGS` they are only counted."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._findings: list[Finding] = []
        self._dropped: Counter[Severity] = Counter()

    def add(
        self, code: str, message: str, advice: str = "", *, member: str = "", line: int = 0, least: str = "error"
    ) -> None:
        """Add a finding, at a line of the file `member` of the bag."""
        if len(self._findings) >= MAX_FINDINGS:
            self._dropped[Severity(least)] += 1
            return
        location = Location(path=self._path, member=member, line=line)
        self._findings.append(
            Finding(code=code, severity=Severity(least), message=message, advice=advice, location=location)
        )

    def report(self, version: str, summary: str) -> FileReport:
        """Return the report on the bag, of that version; `summary` is what was verified."""
        found = list(self._findings)
        if self._dropped:
            most = max(self._dropped, key=lambda severity: severity.rank)
            found.append(self._whole("PKG024", most, f"there are {self._dropped.total():,} more findings"))
        found.append(self._whole("PKG016", Severity.NOTICE, summary))
        return FileReport(path=self._path, format="bagit", version=version, findings=sort_findings(found))

    def _whole(self, code: str, severity: Severity, message: str) -> Finding:
        """Return a finding on the whole bag."""
        return Finding(code=code, severity=severity, message=message, advice="", location=Location(path=self._path))
