"""What is noticed while the contents of a package are collected."""

from __future__ import annotations

from dataclasses import replace

from convert.findings import Finding, Location, Severity

_MAX_FINDINGS = 100


class Notices:
    """Findings on the output folder at `path`: `problems` are why there can be no package of it; both are bounded.

    With `without_lost` sources that are gone are no problem.
    """

    def __init__(self, path: str, *, without_lost: bool) -> None:
        self.problems: list[Finding] = []
        self.notices: list[Finding] = []
        self._path = path
        self._without_lost = without_lost

    def clear(self) -> None:
        """Forget all findings."""
        self.problems.clear()
        self.notices.clear()

    def add(self, code: str, message: str, advice: str = "", severity: str = "error") -> None:
        finding = Finding(
            code=code,
            severity=Severity(severity),
            message=message,
            advice=advice,
            location=Location(path=self._path),
        )
        if code == "PKG018" and self._without_lost:
            finding = replace(finding, severity=Severity.WARNING, advice="The package is made without it.")
        found = self.problems if finding.severity is Severity.ERROR else self.notices
        if len(found) < _MAX_FINDINGS and finding not in found:
            found.append(finding)
