"""The line numbers of results: those of the whole input, where what was read is a part of it or its pages restored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from convert.findings import Finding
from convert.readers import Parsed, TraceLine
from convert.readers.text.fields.article import PRIVATE


def in_whole_input(parsed: Parsed, above: int) -> Parsed:
    """The result with the line numbers of the whole input, of which `above` lines are above the story."""
    return _renumbered(
        parsed,
        lambda numbers: tuple(number + above for number in numbers),
        tuple(line._replace(number=line.number + above) for line in parsed.trace),
        tuple(finding.below(above) for finding in parsed.findings),
    )


def in_pages(parsed: Parsed, pieces: Sequence[Sequence[tuple[int, str]]], lines: Sequence[str]) -> Parsed:
    """The result with the line numbers of the input, whose `lines` were restored from pages: each line that was read is
    of `pieces`, which have the index of the input's line and its text. A line of several columns is in the trace once
    for each.
    """
    own = [tuple(at + 1 for at, _ in of_line) for of_line in pieces]

    def find(numbers: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(sorted({place for number in numbers for place in own[number - 1]}))

    trace = [
        line._replace(number=at + 1, text=PRIVATE if line.text == PRIVATE else text)
        for line in parsed.trace
        for at, text in pieces[line.number - 1]
    ]
    read = {line.number for line in trace}
    blank = [
        TraceLine(number, text, "blank", "blank line", 1.0, kept=False)
        for number, text in enumerate(lines, 1)
        if number not in read
    ]
    return _renumbered(
        parsed,
        find,
        tuple(sorted((*trace, *blank), key=lambda line: line.number)),
        tuple(_moved(finding, own) for finding in parsed.findings),
    )


def _moved(finding: Finding, own: Sequence[tuple[int, ...]]) -> Finding:
    line = finding.location.line
    places = own[line - 1] if 0 < line <= len(own) else ()
    return finding.below(min(places) - line) if places else finding


def _renumbered(
    parsed: Parsed,
    find: Callable[[tuple[int, ...]], tuple[int, ...]],
    trace: tuple[TraceLine, ...],
    findings: tuple[Finding, ...],
) -> Parsed:
    """The result with other numbers of lines, which `find` gives."""
    article = parsed.article
    if article.origin is not None:
        inferences = tuple(replace(inference, lines=find(inference.lines)) for inference in article.origin.inferences)
        article = replace(article, origin=replace(article.origin, inferences=inferences))
    return Parsed(
        article=article,
        findings=findings,
        trace=trace,
        explanations=tuple(
            replace(explanation, lines=find(explanation.lines), other_lines=find(explanation.other_lines))
            for explanation in parsed.explanations
        ),
    )
