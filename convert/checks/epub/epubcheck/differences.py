"""Our report on a publication, completed by what EPUBCheck says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from convert.checks.epub.epubcheck import Checker, Message, Unexamined
from convert.checks.epub.faults import FOUND_BY_EPUBCHECK, NOT_EXAMINED_BY_EPUBCHECK, NOT_FOUND_BY_EPUBCHECK
from convert.findings import FileReport, Finding, Location, Severity, sort_findings

_SEVERITIES = {"fatal": Severity.ERROR, "error": Severity.ERROR, "warning": Severity.WARNING}
"""The severities of EPUBCheck that make findings; usage and info are advice."""

_BROAD = frozenset({"RSC-005", "RSC-017"})
"""The ids of violations of schemas, each of hundreds of faults."""

_MOST = 200
"""How many messages of EPUBCheck's become findings for one publication."""

_Key: TypeAlias = tuple[str, str]


def completed(
    report: FileReport,
    data: bytes,
    checker: Checker,
    *,
    profile: str = "",
) -> FileReport:
    """Return a report on the publication `data` with what EPUBCheck says, and where it differs from our findings."""
    try:
        messages = checker.examine(data, path=report.path, profile=profile)
    except Unexamined as e:
        message = f"this file was not examined by EPUBCheck: {e.reason}"
        place = Location(path=report.path)
        return _with(report, [NOT_EXAMINED_BY_EPUBCHECK.at(place, message, advice=e.advice)])
    relevant = [message for message in messages if message.severity in _SEVERITIES]
    ours = {_key(id, finding.location.member) for finding in report.findings for id in _ids(finding)}
    theirs = {_key(message.id, message.member) for message in relevant}
    found = [*_alone(relevant, ours), *_without_message(report.findings, theirs)]
    return _with(report, [finding.at(report.path) for finding in found])


def _with(report: FileReport, found: Sequence[Finding]) -> FileReport:
    if not found:
        return report
    refused = any(f.code == FOUND_BY_EPUBCHECK.code and f.severity is Severity.ERROR for f in found)
    schema_valid = False if refused and report.schema_valid is not None else report.schema_valid
    return replace(report, schema_valid=schema_valid, findings=sort_findings([*report.findings, *found]))


def _key(id: str, member: str) -> _Key:
    """What makes two findings the same: the id, and for broad ids the member; of others, the places often differ."""
    return id, member if id in _BROAD else ""


def _ids(finding: Finding) -> Sequence[str]:
    """EPUBCheck's ids for a finding of ours."""
    stated = dict(finding.detail).get("epubcheck")
    return stated.split(", ") if stated else ()


def _alone(messages: Iterable[Message], ours: set[_Key]) -> Iterator[Finding]:
    """Yield the messages that none of our findings says."""
    unsaid = list(dict.fromkeys(m for m in messages if _key(m.id, m.member) not in ours))
    for message in unsaid[:_MOST]:
        yield replace(
            FOUND_BY_EPUBCHECK.at(
                Location(member=message.member, line=message.line, column=message.column),
                f"EPUBCheck {message.id}: {message.text}",
                detail=(("epubcheck", message.id),),
            ),
            severity=_SEVERITIES[message.severity],
        )
    if len(unsaid) > _MOST:
        yield FOUND_BY_EPUBCHECK.at(Location(), "EPUBCheck: there are more of these")


def _without_message(findings: Iterable[Finding], theirs: set[_Key]) -> Iterator[Finding]:
    """Yield a notice for each id of our errors and warnings that EPUBCheck does not give, at the first place."""
    reported: set[_Key] = set()
    for finding in findings:
        if finding.severity is Severity.NOTICE:
            continue
        for id in _ids(finding):
            key = _key(id, finding.location.member)
            if key in theirs or key in reported:
                continue
            reported.add(key)
            message = f"EPUBCheck does not report {id} here, as {finding.code} does"
            yield NOT_FOUND_BY_EPUBCHECK.at(
                finding.location, message, epubcheck=id, detail=(("differs", finding.code),)
            )
