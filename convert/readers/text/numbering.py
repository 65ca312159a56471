"""The line numbers of results: those of the whole input, where what was read is a part of it or its pages restored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from convert.findings import Finding
from convert.readers import Explanation, Parsed, TraceLine
from convert.readers.text.fields.article import PRIVATE
from convert.readers.text.fields.story import InputLines

Pieces: TypeAlias = Sequence[Sequence[tuple[int, str]]]
"""For each line that was restored from pages, the indexes of the input's lines that it is of, and their texts."""


def number_lines(pieces: Pieces | None, above: int) -> InputLines:
    """What numbers the lines of copy as the input does, of which `above` lines are above the story, and `pieces` are
    those of pages, if they were restored; blank lines between their paragraphs are of the line above.
    """
    if pieces is None:
        return lambda line: (line + above,)
    numbers: list[Sequence[int]] = [(above + 1,)]
    for of_line in pieces:
        numbers.append([at + 1 + above for at, _ in of_line] or numbers[-1][-1:])
    return lambda line: numbers[min(line, len(pieces))]


def number_findings(findings: Iterable[Finding], input_lines: InputLines) -> Iterator[Finding]:
    """The findings about lines of copy with the numbers that these have in the input."""
    return (finding.renumbered(lambda line: input_lines(line)[0]) for finding in findings)


def in_whole_input(parsed: Parsed, above: int) -> Parsed:
    """The result with the line numbers of the whole input, of which `above` lines are above the story; the findings
    have them already.
    """
    return _renumbered(
        parsed,
        lambda numbers: tuple(number + above for number in numbers),
        tuple(line._replace(number=line.number + above) for line in parsed.trace),
    )


def in_pages(parsed: Parsed, pieces: Pieces, lines: Sequence[str]) -> Parsed:
    """The result with the line numbers of the input, whose `lines` were restored from pages: each line that was read is
    of `pieces`. A line of several columns is in the trace once for each; the findings have their numbers already.
    """
    counts = Counter(at for of_line in pieces for at, _ in of_line)
    seen: Counter[int] = Counter()
    own: list[list[tuple[int, int]]] = []
    for of_line in pieces:
        seen.update(at for at, _ in of_line)
        own.append([(at + 1, seen[at] if counts[at] > 1 else 0) for at, _ in of_line])

    def find(numbers: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(sorted({place for number in numbers for place, _ in own[number - 1]}))

    trace = [
        line._replace(number=place, column=column, text=PRIVATE if line.text == PRIVATE else text)
        for line in parsed.trace
        for (place, column), (_, text) in zip(own[line.number - 1], pieces[line.number - 1], strict=True)
    ]
    read = {line.number for line in trace}
    blank = [
        TraceLine(number, text, "blank", "blank line", 1.0, kept=False)
        for number, text in enumerate(lines, 1)
        if number not in read
    ]
    moved = _renumbered(
        parsed,
        find,
        tuple(sorted((*trace, *blank), key=lambda line: (line.number, line.column))),
    )
    pairs = zip(moved.explanations, parsed.explanations, strict=True)
    return replace(moved, explanations=tuple(_with_columns(new, old.lines, own) for new, old in pairs))


def _with_columns(
    explanation: Explanation, numbers: Iterable[int], own: Sequence[Sequence[tuple[int, int]]]
) -> Explanation:
    """The explanation of the lines `numbers` with their columns; as it is where no line is shared."""
    places = sorted({place for number in numbers for place in own[number - 1]})
    columns = tuple(column for _, column in places)
    if not any(columns):
        return explanation
    return replace(explanation, lines=tuple(line for line, _ in places), columns=columns)


def _renumbered(
    parsed: Parsed,
    find: Callable[[tuple[int, ...]], tuple[int, ...]],
    trace: tuple[TraceLine, ...],
) -> Parsed:
    """The result with other numbers of lines, which `find` gives."""
    article = parsed.article
    if article.origin is not None:
        inferences = tuple(replace(inference, lines=find(inference.lines)) for inference in article.origin.inferences)
        article = replace(article, origin=replace(article.origin, inferences=inferences))
    return Parsed(
        article=article,
        findings=parsed.findings,
        trace=trace,
        explanations=tuple(
            replace(explanation, lines=find(explanation.lines), other_lines=find(explanation.other_lines))
            for explanation in parsed.explanations
        ),
    )
