"""Checks raw copy before it is converted.

The findings are those of the reader, one for each run of lines that are not part of the story, and those of the rules
for every news document. Nothing is written, so this is no part of the pipeline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from convert import checks, pipeline
from convert.checks import Profile
from convert.findings import FileReport, Finding, Location, Severity, sort_findings
from convert.readers import Source, TraceLine

LEFT_IN = {
    "share": "share buttons",
    "subscribe": "offers of subscriptions",
    "related": "links to other stories",
    "comment": "readers' comments",
    "advert": "advertising",
    "legal": "legal notices",
    "navigation": "menus of the page",
    "teaser": "a teaser that repeats the text",
    "repeat": "repeated lines",
}
"""A phrase for each role of lines that are not part of a story."""


def check(source: Source, *, path: str, profile: Profile = "foreign", format: str | None = None) -> FileReport:
    """Report the findings of the reader and of the rules on the raw copy `source`, with its line numbers.

    `format` is "text" where the user named the format. Raises InputError where it holds no story.
    """
    parsed = pipeline.read(source, format=format)
    text = "\n".join(line.text for line in parsed.trace)
    report, _ = checks.examine(text.encode(), "text", path=path, profile=profile)
    by_rules = (finding.below(source.first_line - 1) for finding in report.findings)
    findings = [*parsed.findings, *_left_in(parsed.trace), *by_rules]
    return FileReport(
        path=path,
        story=source.story,
        format="text",
        findings=sort_findings(finding.at(path, source.story) for finding in findings),
    )


def _left_in(trace: Iterable[TraceLine]) -> Iterator[Finding]:
    """A finding for each run of lines that are not part of the story; a run may have blank lines in it."""
    run: list[TraceLine] = []
    for line in trace:
        if line.role in LEFT_IN and not line.kept:
            run.append(line)
        elif line.text.strip():
            yield from _finding(run)
            run = []
    yield from _finding(run)


def _finding(run: list[TraceLine]) -> Iterator[Finding]:
    """The finding for `run`, none where it is empty."""
    if not run:
        return
    first, last = run[0], run[-1]
    roles = dict.fromkeys(line.role for line in run)
    phrases = [LEFT_IN[role] for role in roles]
    lines = f"lines {first.number} to {last.number} are" if len(run) > 1 else "this line is"
    shown = " ".join(first.text.split())
    shown = f"“{shown if len(shown) <= 60 else shown[:59] + '…'}”{' …' if len(run) > 1 else ''}"
    yield Finding(
        code="TXT007",
        severity=Severity.WARNING,
        message=f"{lines} not part of the story ({_listed(phrases)}): {shown}",
        advice="Remove them if so; conversion drops them.",
        location=Location(line=first.number, column=1),
        detail=(
            ("lines", f"{first.number}-{last.number}" if len(run) > 1 else str(first.number)),
            ("roles", " ".join(roles)),
            ("confidence", f"{min(line.confidence for line in run):.2f}"),
        ),
    )


def _listed(words: list[str]) -> str:
    """`words` with commas, and "and" before the last."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
