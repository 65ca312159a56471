"""Severities of findings and profiles of checks: the scales that the command line, configuration and checks share."""

from __future__ import annotations

from enum import Enum
from typing import Literal, TypeAlias, get_args


class Severity(Enum):
    """Severity of a finding: an error breaks a standard or loses content, a warning will trouble a consumer."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def rank(self) -> int:
        """Severity as a number, from 2 for an error down to 0 for a notice."""
        return {"error": 2, "warning": 1, "notice": 0}[self.value]

    def at_most(self, ceiling: Severity) -> Severity:
        """The lower of this severity and `ceiling`."""
        return self if self.rank <= ceiling.rank else ceiling


SEVERITIES = tuple(severity.value for severity in Severity)
"""Names of all severities, highest first."""

Profile: TypeAlias = Literal["foreign", "ours", "strict"]
"""Strictness of the rules: `foreign` caps them at warning, `strict` uses their full severity, and `ours` also requires
the body profile.
"""

PROFILES: tuple[str, ...] = get_args(Profile)
"""Names of all profiles, the default first."""

EPUB_PROFILES = ("dict", "edupub", "idx", "preview")
"""Names of the kinds of EPUB whose rules apply on demand: EPUBCheck's profiles, by its names."""
