"""The findings on a story that each of its documents shows: reported once, at the line of the copy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from convert.checks.engine.damage import damage_in
from convert.findings import Finding, Location
from convert.pipeline.results import Output
from convert.readers import Parsed

_DAMAGED = "NWS116"


def take_story_findings(
    parsed: Parsed, metadata: Mapping[str, object], outputs: Sequence[Output]
) -> tuple[tuple[Finding, ...], tuple[Output, ...]]:
    """The findings that come from the story and not from a format, each once, and the outputs without them.

    They are what rules for all formats find in several documents alike, and damaged characters, on their lines of the
    copy or in their metadata.
    """
    first: dict[str, Finding] = {}
    times: Counter[str] = Counter()
    for output in outputs:
        rules = {_cause(finding): finding for finding in output.findings if finding.code.startswith("NWS")}
        times.update(rules.keys())
        first = rules | first
    damaged = tuple(_damaged(parsed, metadata, [finding for finding in first.values() if finding.code == _DAMAGED]))
    moved = {cause for cause, f in first.items() if times[cause] > 1 or f.code == _DAMAGED}
    shared = (f for cause, f in first.items() if cause in moved and not (damaged and f.code == _DAMAGED))
    rest = (replace(o, findings=tuple(f for f in o.findings if _cause(f) not in moved)) for o in outputs)
    return (*damaged, *(replace(finding, location=Location()) for finding in shared)), tuple(rest)


def _cause(finding: Finding) -> str:
    """What is the same in findings on one fault: what is around a damaged character differs from format to format."""
    message = finding.message.partition(": ")[0] if finding.code == _DAMAGED else finding.message
    return f"{finding.code} {message}"


def _damaged(parsed: Parsed, metadata: Mapping[str, object], findings: Sequence[Finding]) -> Iterator[Finding]:
    """A finding for each line of the copy and each field of the metadata with damage of a kind that documents have."""
    if not findings:
        return
    kinds = {_cause(finding): finding for finding in findings}
    for line in parsed.trace:
        if line.kept and (damage := damage_in(line.text)) and (found := kinds.get(f"{_DAMAGED} {damage.kind}")):
            yield replace(found, message=str(damage), location=Location(line=line.number, column=damage.column))
    for key, value in metadata.items():
        if (damage := damage_in(str(value))) and (found := kinds.get(f"{_DAMAGED} {damage.kind}")):
            yield replace(found, message=f"metadata {key}: {damage}", location=Location())
