"""Whether a file is a report, which a later one may replace."""

from __future__ import annotations

import re
from typing import BinaryIO

_HEAD = 2**12
"""How many bytes of a file show whether it is a report."""

_JSON = re.compile(r'\{\s*"report": \d+,\s*"wirecopy": ')
_SARIF = re.compile(r'\{\s*"\$schema": "[^"]*sarif[^{]*"runs": \[[\s{]*"tool": \{\s*"driver": \{\s*"name": "wirecopy"')
_JUNIT = re.compile(r'<\?xml [^>]*>\s*<testsuites name="wirecopy" ')
_GITHUB = re.compile(r"::(?:error|warning|notice) [^\n]*title=[A-Z]{3}[0-9]{3}::")
_FINDING = re.compile(r"[^\n]*: (?:error|warning|notice) [A-Z]{3}[0-9]{3}: ")
_GROUP = re.compile(r"[0-9,]+ (?:error|warning|notice)s [A-Z]{3}[0-9]{3} in ")
_SUMMARY = re.compile(
    r"[0-9]+ files?(?:, [0-9]+ (?:stor|document)\w+)*: (?:nothing to report|[0-9]+ (?:error|warning|notice))"
)
_FORMS = (_JSON, _SARIF, _JUNIT, _GITHUB, _FINDING, _GROUP, _SUMMARY)
"""How the reports of this package begin, each in its form; a report without findings may be empty."""


def is_report(file: BinaryIO) -> bool:
    """Whether an open file, of which nothing was read, begins as a report does, or is empty."""
    head = file.read(_HEAD).decode("utf-8", "replace")
    return not head or any(form.match(head) for form in _FORMS)
