"""The checks: bytes in, findings out. They know nothing of readers, writers or articles.

`registry` names the checks of each format and the rules; `engine` holds what they share: schemas, facts, positions and
runs over many documents. The rules are in `rules`, one a file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from convert.checks.engine.facts import Facts
from convert.checks.engine.rule import Problem, Profile, Rule, Subject, no_problems
from convert.checks.engine.run import Edition, Run
from convert.checks.registry import all_rules, checks_of, rules_of
from convert.documents import DocumentError, Json, Xml
from convert.findings import FileReport, Finding, Location, Severity, sort_findings
from convert.formats import FORMATS, Format, by_suffix, checked_as, named

if TYPE_CHECKING:
    from convert.checks.custom_schema import CustomSchema

__all__ = [
    "MAX_PROBLEMS",
    "Problem",
    "Profile",
    "Rule",
    "Subject",
    "all_rules",
    "check",
    "checks_of",
    "examine",
    "recognise",
]

MAX_PROBLEMS = 200
"""How many places are told apart at which a document breaks one rule; one with more breaks it in one way throughout."""


def recognise(data: bytes) -> Format | None:
    """The format that `data` is in, by its content; None where it is none of those that can be checked."""
    return next((f for f in FORMATS if f.checks and f.name != "text" and checks_of(f.name).recognise(data)), None)


def _named_like(path: str) -> Format | None:
    """The format that a file's name claims; what is too broken to be recognised may still be told so."""
    claimed = by_suffix(path)
    return claimed if claimed and claimed.checks and claimed.name != "text" else None


def check(
    data: bytes,
    *,
    path: str = "",
    format: str | None = None,
    profile: Profile = "foreign",
    run: Run | None = None,
    wanted: Callable[[str], bool] | None = None,
    schema: CustomSchema | None = None,
) -> FileReport:
    """Check one document: schema first, then every rule, whenever it can be opened.

    `format` is found out from the content, or else the name, where it is not given; with `@` and a version it is held
    against that version ("ninjs@2.1"). A `run` joins the checks of many documents, which are then held against one
    another and its instant. Rules whose codes are not `wanted` are not asked. A `schema` of the user's takes the place
    of ours, and is held against documents of no known format, too; else one of those gives a report without format and
    the finding INP014. Raises UsageError for a format or version that does not exist.
    """
    name, _, version = (checked_as(format) if format else "").partition("@")
    told: dict[str, Any] = {"path": path, "profile": profile, "version": version, "run": run, "wanted": wanted}
    if schema:
        return _held_against(schema, data, named(name) if name else recognise(data), told)
    known = named(name) if name else recognise(data) or _named_like(path)
    if known is None:
        unknown = Finding(
            code="INP014",
            severity=Severity.ERROR,
            message="this is no document of a known format",
            advice="Name the format with --format, or see `wirecopy formats`.",
        )
        return FileReport(path=path, findings=(unknown.at(path),))
    return examine(data, known.name, **told)[0]


def _held_against(schema: CustomSchema, data: bytes, known: Format | None, told: dict[str, Any]) -> FileReport:
    """Check a document with a schema of the user's, and by the rules of its format if that is known."""
    path = told["path"]
    try:
        document = schema.open(data)
    except DocumentError as e:
        return FileReport(
            path=path, format=known.name if known else schema.kind, findings=(_unopened("SCH000", path, e),)
        )
    violations = list(schema.violations(document))
    if known and known.suffix.endswith(f".{schema.kind}"):
        return examine(data, known.name, violations=violations, **told)[0]
    return FileReport(
        path=path,
        format=schema.kind,
        schema_valid=not violations,
        findings=sort_findings(f.at(path) for f in _placed(violations, document)),
    )


def _unopened(code: str, path: str, error: DocumentError) -> Finding:
    where = Location(path=path, member=error.member, line=error.line, column=error.column)
    return Finding(code=code, severity=Severity.ERROR, message=error.message, advice=error.advice, location=where)


def examine(
    data: bytes,
    format: str,
    *,
    path: str = "",
    profile: Profile = "foreign",
    version: str = "",
    run: Run | None = None,
    wanted: Callable[[str], bool] | None = None,
    violations: list[Finding] | None = None,
) -> tuple[FileReport, Facts | None]:
    """Check a document of a known format, and say what it states; no facts where it cannot be opened, or no rule is
    `wanted` that reads them.

    Without a `version`, the document is held against the one that it claims or shows; with `violations`, those are what
    its schema has to say.
    """
    checks = checks_of(format)
    try:
        document = checks.open(data)
    except DocumentError as e:
        return FileReport(path=path, format=format, findings=(_unopened(f"{checks.FAMILY}000", path, e),)), None
    version = version or checks.version(document)
    if violations is None:
        violations = list(_bounded(checks.violations(document, version)))
    findings = [*violations, *(checks.profile(document) if profile == "ours" else ())]
    rules = rules_of(format) if wanted is None else tuple(rule for rule in rules_of(format) if wanted(rule.code))
    facts = checks.facts(document) if rules or wanted is None else None
    if facts:
        subject = Subject(format, version, document, facts, run.now if run else None)
        findings += _lint(subject, rules, profile)
        if run:
            findings += _compared(subject, rules, path, profile, run)
    report = FileReport(
        path=path,
        format=format,
        version=version,
        schema_valid=not any(f.severity is Severity.ERROR for f in violations),
        findings=sort_findings(f.at(path) for f in _placed(findings, document)),
    )
    return report, facts


def _placed(findings: list[Finding], document: Any) -> list[Finding]:
    """The findings, with line and column wherever their pointers lead to a place in the source."""
    sought: defaultdict[str, set[str]] = defaultdict(set)
    for finding in findings:
        if finding.location.pointer and not finding.location.column:
            sought[finding.location.member].add(finding.location.pointer)
    if not sought:
        return findings
    found = {member: _positions(document, member, pointers) for member, pointers in sought.items()}
    return [_at_position(finding, found.get(finding.location.member, {})) for finding in findings]


def _positions(document: Any, member: str, pointers: set[str]) -> Mapping[str, tuple[int, int]]:
    """Line and column of each pointer into the document, or into a member of one that has `files`."""
    from convert.checks.engine import positions

    if isinstance(document, Json):
        return positions.json_positions(document.data, pointers)
    data = document.data if isinstance(document, Xml) else getattr(document, "files", {}).get(member)
    return positions.xml_positions(data, pointers) if data is not None else {}


def _at_position(finding: Finding, positions: Mapping[str, tuple[int, int]]) -> Finding:
    position = positions.get(finding.location.pointer)
    if position is None or finding.location.column:
        return finding
    line, column = position
    return replace(finding, location=replace(finding.location, line=line, column=column))


_LONGEST = 1000


def _bounded(findings: Iterable[Finding]) -> Iterator[Finding]:
    """So many of the findings as somebody may read, without what quotes half the document."""
    for number, finding in enumerate(findings):
        if number > MAX_PROBLEMS:  # one more than are told apart says that there are more
            yield replace(finding, message="there is more of this, which is not told apart", location=Location())
            return
        long = len(finding.message) > _LONGEST
        yield replace(finding, message=f"{finding.message[:_LONGEST]} …") if long else finding


def _lint(subject: Subject, rules: Iterable[Rule], profile: Profile) -> Iterator[Finding]:
    """What the rules say of a document, as hard as the profile has it."""
    carried = [replace(subject, facts=facts) for facts in subject.facts.items]
    problems: Iterator[Problem]
    for rule in rules:
        if carried and rule.each_item:
            problems = chain.from_iterable(_distinct(rule.find(each)) for each in carried)
        else:
            # Most rules have nothing to say of most documents.
            found = iter(rule.find(subject))
            first = next(found, None)
            if first is None:
                continue
            problems = _distinct(chain((first,), found))
        yield from _bounded(_finding(rule, problem, profile) for problem in problems)


def _distinct(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, each once, and of too many that there are more."""
    seen: set[Problem] = set()
    for problem in problems:
        if problem in seen:
            continue
        if len(seen) == MAX_PROBLEMS:
            yield Problem(message=f"there are more than {MAX_PROBLEMS} such places")
            return
        seen.add(problem)
        yield problem


def _compared(subject: Subject, rules: Sequence[Rule], path: str, profile: Profile, run: Run) -> Iterator[Finding]:
    """What the rules say of a document beside those that came before it in the run."""
    comparing = [rule for rule in rules if rule.compare is not no_problems]
    for facts in (subject.facts.items or (subject.facts,)) if comparing else ():
        edition, guid = Edition.of(path, subject.format, facts), facts.guid
        if edition is None or guid is None:
            continue
        stated = facts.version or guid
        for earlier in run.earlier(guid.value, edition):
            for rule in comparing:
                for message in rule.compare(earlier, edition):
                    yield _finding(rule, Problem(message=message, location=stated.location), profile)
        run.add(guid.value, edition)


def _finding(rule: Rule, problem: Problem, profile: Profile) -> Finding:
    severity = rule.severity.at_most(problem.severity or rule.severity)
    if profile == "foreign":
        severity = severity.at_most(rule.foreign).at_most(problem.foreign or rule.foreign)
    return Finding(
        code=rule.code,
        severity=severity,
        message=problem.message,
        advice=problem.advice or rule.advice,
        location=problem.location,
    )
