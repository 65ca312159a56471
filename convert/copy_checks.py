"""The copy desk: what is wrong with raw copy, before anything is made of it.

The reader says what it could not tell or had to leave out, and the rules for every news document look at the text. It
joins the two as the pipeline does, and stands beside it because nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from convert import checks, pipeline
from convert.checks import Profile
from convert.findings import FileReport, Finding, Location, Severity, sort_findings
from convert.readers import Source, TraceLine
from convert.readers.text.site.lines import is_said

LEFT_IN = {
    "share": "share buttons",
    "subscribe": "offers of subscriptions",
    "related": "links to other stories",
    "comment": "readers' comments",
    "advert": "advertising",
    "legal": "legal notices",
    "navigation": "menus of the page",
    "teaser": "a teaser that repeats the text",
    "repeat": "lines that stand there twice",
}
"""The roles of lines that are no part of a story, and what they are called."""

STANDING = "lines of the site, which stand on many of its pages"


def check(source: Source, *, path: str, profile: Profile = "foreign", format: str | None = None) -> FileReport:
    """What the reader and the rules have to say of the raw copy `source`, with its own lines.

    `format` is the user's word that it is copy. Raises InputError where there is no story to be read in it.
    """
    parsed = pipeline.read(source, format=format)
    text = "\n".join(line.text for line in parsed.trace)
    report, _ = checks.examine(text.encode(), "text", path=path, profile=profile)
    findings = [*parsed.findings, *_left_in(parsed.trace), *report.findings]
    return FileReport(path=path, format="text", findings=sort_findings(finding.at(path) for finding in findings))


def _left_in(trace: Iterable[TraceLine]) -> Iterator[Finding]:
    """A finding for each run of lines that are no part of the story, with nothing but blank lines between them."""
    run: list[TraceLine] = []
    for line in trace:
        if line.role in LEFT_IN and not line.kept:
            run.append(line)
        elif line.text.strip():
            yield from _told(run)
            run = []
    yield from _told(run)


def _told(run: list[TraceLine]) -> Iterator[Finding]:
    if not run:
        return
    first, last = run[0], run[-1]
    roles = dict.fromkeys(line.role for line in run)
    called = dict.fromkeys(STANDING if is_said(line.rule) else LEFT_IN[line.role] for line in run)
    lines = f"lines {first.number} to {last.number} are" if len(run) > 1 else "this line is"
    shown = " ".join(first.text.split())
    shown = f"“{shown if len(shown) <= 60 else shown[:59] + '…'}”{' …' if len(run) > 1 else ''}"
    yield Finding(
        code="TXT007",
        severity=Severity.WARNING,
        message=f"{lines} no part of the story but {_listed([*called])}: {shown}",
        advice="Take them out, if that is so; they are left out of what the copy is converted to.",
        location=Location(line=first.number, column=1),
        detail=(
            ("lines", f"{first.number}-{last.number}" if len(run) > 1 else str(first.number)),
            ("roles", " ".join(roles)),
            ("confidence", f"{min(line.confidence for line in run):.2f}"),
        ),
    )


def _listed(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
