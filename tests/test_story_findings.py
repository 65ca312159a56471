"""What all documents of a story show is one finding of the story; what is of a format stays with its document."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from convert.findings import Finding, Location, Severity
from convert.model import Moment
from convert.pipeline.results import Output
from convert.pipeline.story_findings import take_story_findings
from convert.readers import Source
from convert.readers.text import read

FAULTS = (
    Finding(code="NWS104", severity=Severity.WARNING, message="one time", advice="Correct it."),
    Finding(code="NWS104", severity=Severity.WARNING, message="another time", advice="Correct it."),
    Finding(code="NML101", severity=Severity.WARNING, message="a rule of a format", advice="Correct it."),
    Finding(code="NWS116", severity=Severity.ERROR, message="a kind of damage: 'a'", advice="Correct it."),
)


def test_a_fault_found_in_several_formats_is_one_finding_of_the_story() -> None:
    """Of three documents, none to all show each fault; damage is the story's even if one shows it."""
    parsed = read(
        Source(name="a.txt", data=b"Ferry resumes\n\nIt resumed on Tuesday.\n", moment=Moment("2026-01-01T00:00:00Z"))
    )
    formats = ("ninjs", "newsml-g2", "epub")
    for seen in product(range(len(formats) + 1), repeat=len(FAULTS)):
        shown = list(zip(FAULTS, seen, strict=True))
        outputs = [
            Output(format=format, data=b"", findings=tuple(_in(format, at, fault) for fault, n in shown if at < n))
            for at, format in enumerate(formats)
        ]
        expected = [
            replace(_in("ninjs", 0, fault), location=Location())
            for fault, count in shown
            if count > (fault.code != "NWS116") and fault.code != "NML101"
        ]
        taken, rest = take_story_findings(parsed, {}, outputs)
        assert sorted(taken, key=str) == sorted(expected, key=str)
        moved = {_kind(finding) for finding in expected}
        assert rest == tuple(
            replace(output, findings=tuple(each for each in output.findings if _kind(each) not in moved))
            for output in outputs
        )


def _in(format: str, at: int, fault: Finding) -> Finding:
    """The fault as a document of the format shows it; around damage it has other characters."""
    return replace(fault, location=Location(line=at + 1), message=fault.message.replace("'a'", repr(format)))


def _kind(finding: Finding) -> str:
    return finding.message.partition(":")[0]
