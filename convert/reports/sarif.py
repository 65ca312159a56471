"""The report as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from convert.findings import FileReport, Finding, Location, Severity
from convert.reports.grouping import by_severity
from convert.reports.json import array_parts, dump
from convert.reports.text import one_line

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}
_FINGERPRINT = "wirecopyFinding/v1"
_PART = re.compile(r"^(What|Why|Fails|Mend): ", re.MULTILINE)


def sarif_parts(files: Iterable[FileReport], *, wirecopy: str, explanations: Callable[[str], str]) -> Iterator[str]:
    """Yield the report as SARIF, finding by finding, errors first, as code hosts show only the first thousands.

    `wirecopy` is the program's version, `explanations` returns the explanation of a code. `files` are gone through
    several times; what is held are their names and the digests of the findings.
    """
    codes = sorted({finding.code for file in files for finding in file.findings})
    paths = chain((file.path for file in files), (finding.location.path for _, finding in by_severity(files)))
    artifacts = {uri: n for n, uri in enumerate(dict.fromkeys(_uri(path) for path in paths if path))}
    driver = {"name": "wirecopy", "version": wirecopy, "rules": [_rule(code, explanations(code)) for code in codes]}
    head = dump({"tool": {"driver": driver}, "columnKind": "unicodeCodePoints"})
    yield f'{{\n  "$schema": "{_SCHEMA}",\n  "version": "2.1.0",\n  "runs": [\n    '
    yield head.removesuffix("\n}\n").replace("\n", _IN_RUN[:-2])
    yield f',{_IN_RUN}"artifacts": '
    yield from array_parts(({"location": {"uri": uri}, "roles": ["analysisTarget"]} for uri in artifacts), _IN_RUN)
    yield f',{_IN_RUN}"results": '
    rules = {code: number for number, code in enumerate(codes)}
    counts: Counter[str] = Counter()
    found = by_severity(files)
    yield from array_parts((_result(f, path, rules[f.code], artifacts, counts) for path, f in found), _IN_RUN)
    yield "\n    }\n  ]\n}\n"


_IN_RUN = "\n      "
"""The line break and indent of what is in the run."""


def _rule(code: str, explanation: str) -> dict[str, Any]:
    """A code as a SARIF rule: title, first paragraph and whole explanation."""
    title, _, rest = explanation.partition("\n\n")
    title = title.removeprefix(f"{code}: ").strip()
    rest = rest.strip() or title
    first = " ".join(rest.partition("\n\n")[0].removeprefix("What: ").split())
    return {
        "id": code,
        "shortDescription": {"text": title},
        "fullDescription": {"text": title if first.startswith("Mend: ") else first[0].upper() + first[1:]},
        "help": {"text": rest, "markdown": _PART.sub(r"**\1:** ", rest)},
    }


def _result(finding: Finding, path: str, rule: int, artifacts: dict[str, int], counts: Counter[str]) -> dict[str, Any]:
    place = finding.location
    uri = _uri(place.path or path)
    digest = _fingerprint(finding, uri)
    counts[digest] += 1
    result = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "partialFingerprints": {_FINGERPRINT: f"{digest}:{counts[digest]}"},
    }
    location = _location(place, uri, artifacts)
    return result | {"locations": [location]} if location else result


def _location(place: Location, uri: str, artifacts: dict[str, int]) -> dict[str, Any]:
    """The place in SARIF. A line inside a member is not a line of its archive, so the message has it."""
    location: dict[str, Any] = {}
    if uri:
        physical: dict[str, Any] = {"artifactLocation": {"uri": uri, "index": artifacts[uri]}}
        if place.line >= 1 and not place.member:
            physical["region"] = {"startLine": place.line}
            if place.column >= 1:
                physical["region"]["startColumn"] = place.column
        location["physicalLocation"] = physical
    logical = []
    if place.pointer:
        logical.append({"fullyQualifiedName": place.pointer})
    if place.member:
        logical.append({"name": place.member, "fullyQualifiedName": place.member, "kind": "resource"})
    if place.story:
        logical.append({"name": f"story {place.story}"})
    if logical:
        location["logicalLocations"] = logical
    return location


def _message(finding: Finding) -> str:
    """The message and the advice as plain text, with link syntax escaped."""
    place = finding.location
    within = f"{Location(path=place.member, line=place.line, column=place.column)}: " if place.member else ""
    lines = [within + finding.message, finding.advice]
    return "\n".join(one_line(line).replace("](", "\\](") for line in lines if line)


def _fingerprint(finding: Finding, uri: str) -> str:
    """A digest that stays the same while the lines of the document move."""
    place = finding.location
    parts = (finding.code, uri, place.member, place.pointer, finding.message)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()


def _uri(path: str) -> str:
    """A file name as a URI, relative where the name is."""
    if not path:
        return ""
    pure = PurePath(path)
    name = quote(_bytes(pure.as_posix()))
    return f"file://{'' if name.startswith('/') else '/'}{name}" if pure.is_absolute() else name


def _bytes(name: str) -> bytes:
    """The bytes of a name, in the system's form where they are not UTF-8."""
    try:
        return name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a lone surrogate, which names on Windows may have
        return name.encode("utf-8", "surrogatepass")
