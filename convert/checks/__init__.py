"""The checks: bytes in, findings out. They know nothing of readers, writers or articles.

`registry` lists the checks of each format and the rules; `engine` has their common parts: schemas, facts, positions
and sessions over many documents. The rules are in `rules`, one a file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from convert.checks.engine.facts import Facts
from convert.checks.engine.rule import Problem, Profile, Rule, Subject, no_problems
from convert.checks.engine.session import CheckSession, Edition
from convert.checks.registry import all_rules, checks_of, rules_of, versioned
from convert.documents import LIMITS, DocumentError, Json, Limits, Xml, is_pointer, open_epub
from convert.findings import FileReport, Finding, Location, Severity, sort_findings
from convert.formats import FORMATS, Format, by_suffix, checked_as, named

if TYPE_CHECKING:
    from convert.checks.custom_schema import CustomSchema
    from convert.checks.epub.epubcheck import Checker

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
    "obstacles",
    "recognise",
]

MAX_PROBLEMS = 200
"""How many problems of one rule are reported for one document; with more, it breaks the rule throughout."""


def recognise(data: bytes) -> Format | None:
    """The format of `data` by its content, None where no format with checks recognises it."""
    return next((f for f in FORMATS if f.checks and f.name != "text" and checks_of(f.name).recognise(data)), None)


def _named_like(path: str) -> Format | None:
    """The format of a file by its name, for documents too broken to be recognised."""
    claimed = by_suffix(path)
    return claimed if claimed and claimed.checks and claimed.name != "text" else None


def check(
    data: bytes,
    *,
    path: str = "",
    format: str | None = None,
    profile: Profile = "foreign",
    session: CheckSession | None = None,
    selected: Callable[[str], bool] | None = None,
    schema: CustomSchema | None = None,
    limits: Limits = LIMITS,
    epub_profile: str = "",
    epubcheck: Checker | None = None,
) -> FileReport:
    """Check one document against its schema, then by every rule, if it can be opened.

    `format` is detected from the content, then from the name, if omitted; "ninjs@2.1" names a version, too. A `session`
    joins the checks of many documents, which are then compared with one another and with its time. Only rules whose
    codes are `selected` run. A `schema` of the user's replaces ours, and applies to documents of unknown formats, too;
    without it, those get the finding INP014 in a report without format. Documents that exceed the `limits` are not
    opened. An `epub_profile` (`dict`, `edupub`, `idx` or `preview`) adds the rules for such a publication to those for
    what an EPUB says that it is. `epubcheck` examines EPUBs, too, and completes their reports. Raises UsageError for a
    format or version that does not exist.
    """
    name, _, version = (checked_as(format) if format else "").partition("@")
    options = _Options(
        path=path,
        profile=profile,
        version=version,
        session=session,
        selected=selected,
        limits=limits,
        epub_profile=epub_profile,
    )
    if schema:
        return _check_with_schema(schema, data, named(name) if name else recognise(data), options)
    known = named(name) if name else recognise(data) or _named_like(path)
    if known is None:
        from convert.checks.others import other_format

        other = other_format(data)
        unknown = Finding(
            code="INP014",
            severity=Severity.ERROR,
            message=f"this is {other.name}, which is not checked" if other else "this document is in no known format",
            advice=other.advice if other else "Name the format with --format, or see `wirecopy formats`.",
        )
        return FileReport(path=path, findings=(unknown.at(path),))
    report = _examine(data, known.name, options)[0]
    if epubcheck is None or known.name != "epub":
        return report
    from convert.checks.epub.epubcheck.differences import completed

    return completed(report, data, epubcheck, profile=epub_profile)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """The options of `check` and `examine`, as these explain them."""

    path: str
    profile: Profile
    version: str
    session: CheckSession | None
    selected: Callable[[str], bool] | None
    limits: Limits = LIMITS
    epub_profile: str = ""


def _check_with_schema(schema: CustomSchema, data: bytes, known: Format | None, options: _Options) -> FileReport:
    """Check a document against a schema of the user's, and by the rules of its format if that is known."""
    path = options.path
    try:
        document = schema.open(data, options.limits)
    except DocumentError as e:
        return FileReport(
            path=path, format=known.name if known else schema.kind, findings=(_unopened("SCH000", path, e),)
        )
    violations = list(schema.violations(document))
    if known and known.suffix.endswith(f".{schema.kind}"):
        return _examine(data, known.name, options, violations)[0]
    return FileReport(
        path=path,
        format=schema.kind,
        schema_valid=not violations,
        findings=sort_findings(f.at(path) for f in _located(violations, document)),
    )


def _unopened(code: str, path: str, error: DocumentError) -> Finding:
    where = Location(path=path, member=error.member, line=error.line, column=error.column)
    return Finding(
        code=code,
        severity=Severity.ERROR,
        message=error.message,
        advice=error.advice,
        location=where,
        detail=error.detail,
    )


def obstacles(data: bytes) -> Iterator[Finding]:
    """What keeps an EPUB from being preserved as a file. Raises DocumentError for one that cannot be opened."""
    from convert.checks.epub import preservation
    from convert.checks.epub.publication import Publication

    return preservation.obstacles(Publication(open_epub(data)))


def examine(
    data: bytes,
    format: str,
    *,
    path: str = "",
    profile: Profile = "foreign",
    version: str = "",
    limits: Limits = LIMITS,
) -> tuple[FileReport, Facts | None]:
    """The report on a document of a known format, and the facts that it states; no facts if it cannot be opened.

    Without a `version` the document is checked against the one that it states or shows.
    """
    options = _Options(path=path, profile=profile, version=version, session=None, selected=None, limits=limits)
    return _examine(data, format, options)


def _examine(
    data: bytes, format: str, options: _Options, violations: list[Finding] | None = None
) -> tuple[FileReport, Facts | None]:
    """The report, and the facts if the document can be opened and a rule is selected.

    Without a version the document is checked against the one that it states or shows; `violations` replace those of
    our own schema.
    """
    checks, path, profile = checks_of(format), options.path, options.profile
    try:
        if is_pointer(data):
            raise DocumentError("this is a pointer of Git LFS, not the document", line=1, advice=_FETCH)
        document = checks.open(data, options.limits)
        if options.epub_profile and format == "epub":
            document.profile = options.epub_profile
    except DocumentError as e:
        return FileReport(path=path, format=format, findings=(_unopened(f"{checks.FAMILY}000", path, e),)), None
    version = options.version or checks.version(document)
    if violations is None and not checks.recognise(data) and (foreign := _foreign(data, checks.FAMILY, format)):
        return FileReport(
            path=path, format=format, version=version, schema_valid=False, findings=(foreign.at(path),)
        ), None
    if violations is None:
        violations = _distinct_findings(_bounded(checks.violations(document, version)))
    stating = None if options.version else versioned(format)
    newer = stating.newer(document) if stating else None
    if newer:
        violations = [newer, *map(_possibly_right, violations)]
    findings = [*violations, *(checks.profile(document) if profile == "ours" else ())]
    selected = options.selected
    rules = rules_of(format) if selected is None else tuple(rule for rule in rules_of(format) if selected(rule.code))
    facts = checks.facts(document) if rules or selected is None else None
    if facts:
        session = options.session
        subject = Subject(format, version, document, facts, session.now if session else None)
        findings += _apply_rules(subject, rules, profile)
        if session:
            findings += _compare_editions(subject, rules, path, profile, session)
    findings = _without_repeated(findings)
    report = FileReport(
        path=path,
        format=format,
        version=version,
        schema_valid=None if newer else not any(f.severity is Severity.ERROR for f in violations),
        findings=sort_findings(f.at(path) for f in _located(findings, document)),
    )
    return report, facts


def _foreign(data: bytes, family: str, format: str) -> Finding | None:
    """An error if a document that is taken for one of a format is in another format of news."""
    from convert.checks.others import other_format

    other = other_format(data)
    if other is None:
        return None
    message = f"this is {other.name}, not {named(format).title.removeprefix('IPTC ')}"
    return Finding(code=f"{family}001", severity=Severity.ERROR, message=message, advice=other.advice)


_REPEATED = {"NWS104": "001", "NWS107": "001", "NWS110": "NML110", "NML121": "001"}
"""The codes of rules that repeat what a finding at the same place says, with the end of the code of that finding."""


def _without_repeated(findings: list[Finding]) -> list[Finding]:
    """Return the findings without those of rules about a value that the schema, or a more exact rule, refuses."""
    if not any(finding.code in _REPEATED for finding in findings):
        return findings
    refused: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        if dict(finding.detail).get("keyword") not in _UNKNOWN:
            refused[finding.location.member, finding.location.pointer].append(finding)

    def is_repeated(finding: Finding) -> bool:
        element, _, attribute = finding.location.pointer.partition("/@")
        attribute = attribute.rpartition(":")[2]
        return any(
            other.code.endswith(_REPEATED[finding.code])
            and (not attribute or f"attribute {attribute} " in other.message)
            for other in refused[finding.location.member, element]
        )

    return [finding for finding in findings if finding.code not in _REPEATED or not is_repeated(finding)]


_UNKNOWN = frozenset(
    {"unevaluatedProperties", "additionalProperties", "cvc-complex-type.2.4", "cvc-complex-type.3.2.2"}
)
"""The keywords of violations by what a schema does not know: a property, an element, an attribute."""


def _possibly_right(violation: Finding) -> Finding:
    """Return the violation by a document of a newer version, as a warning if that version may allow it."""
    is_unknown = dict(violation.detail).get("keyword") in _UNKNOWN
    return replace(violation, severity=violation.severity.at_most(Severity.WARNING)) if is_unknown else violation


_FETCH = "Fetch the document: git lfs pull."


def _distinct_findings(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those that differ from an earlier one in their detail alone."""
    return list({replace(f, detail=()): f for f in reversed(list(findings))}.values())[::-1]


def _located(findings: list[Finding], document: Any) -> list[Finding]:
    """The findings, with line and column wherever their pointers lead to a place in the source."""
    requested: defaultdict[str, set[str]] = defaultdict(set)
    for finding in findings:
        if finding.location.pointer and not finding.location.column:
            requested[finding.location.member].add(finding.location.pointer)
    if not requested:
        return findings
    found = {member: _positions(document, member, pointers) for member, pointers in requested.items()}
    return [_at_position(finding, found.get(finding.location.member, {})) for finding in findings]


def _positions(document: Any, member: str, pointers: set[str]) -> Mapping[str, tuple[int, int]]:
    """Line and column of each pointer into the document, or into a member of one that has `files`."""
    from convert.checks.engine import positions

    if isinstance(document, Json):
        return positions.json_positions(document.data, pointers, document.value if type(document.value) is dict else ())
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
    """The first findings, as many as a person may read, with messages that do not quote half the document."""
    for number, finding in enumerate(findings):
        if number > MAX_PROBLEMS:
            yield replace(finding, message="there are more of these", location=Location(), detail=())
            return
        long = len(finding.message) > _LONGEST
        yield replace(finding, message=f"{finding.message[:_LONGEST]} …") if long else finding


def _apply_rules(subject: Subject, rules: Iterable[Rule], profile: Profile) -> Iterator[Finding]:
    """The problems that the rules find in a document, with the severity that the profile sets."""
    items = [replace(subject, facts=facts) for facts in subject.facts.items]
    problems: Iterator[Problem]
    for rule in rules:
        if items and rule.each_item:
            problems = chain.from_iterable(_distinct(rule.find(each)) for each in items)
        else:
            # Most rules find nothing in most documents.
            found = iter(rule.find(subject))
            first = next(found, None)
            if first is None:
                continue
            problems = _distinct(chain((first,), found))
        yield from _bounded(_finding(rule, problem, profile) for problem in problems)


def _distinct(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, each once, up to a number; one more reports that there are more."""
    found: set[Problem] = set()
    for problem in problems:
        if problem in found:
            continue
        if len(found) == MAX_PROBLEMS:
            yield Problem(message=f"there are more than {MAX_PROBLEMS} such places")
            return
        found.add(problem)
        yield problem


def _compare_editions(
    subject: Subject, rules: Sequence[Rule], path: str, profile: Profile, session: CheckSession
) -> Iterator[Finding]:
    """The problems of a document that show in comparison with earlier ones of the session."""
    comparing = [rule for rule in rules if rule.compare is not no_problems]
    for facts in (subject.facts.items or (subject.facts,)) if comparing else ():
        edition, guid = Edition.of(path, subject.format, facts), facts.guid
        if edition is None or guid is None:
            continue
        stated = facts.version or guid
        for earlier in session.earlier(guid.value, edition):
            for rule in comparing:
                for message in rule.compare(earlier, edition):
                    yield _finding(rule, Problem(message=message, location=stated.location), profile)
        session.add(guid.value, edition)


def _finding(rule: Rule, problem: Problem, profile: Profile) -> Finding:
    severity = rule.severity.at_most(problem.severity or rule.severity)
    if profile == "foreign":
        severity = severity.at_most(rule.foreign)
    return Finding(
        code=rule.code,
        severity=severity,
        message=problem.message,
        advice=problem.advice or rule.advice,
        location=problem.location,
        detail=problem.detail,
    )
