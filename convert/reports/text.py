"""The report as plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from convert.findings import FileReport, Finding, Report, Severity

Paint = Callable[[str, Severity], str]
"""Colors a word by severity, or returns it as it is."""


def as_text(report: Report, *, paint: Paint = lambda word, severity: word, least: Severity = Severity.NOTICE) -> str:
    """The report as text: for each finding of severity `least` or above its message, place and advice."""
    return "".join(text_parts(report.files, paint=paint, least=least))


def text_parts(files: Iterable[FileReport], *, paint: Paint, least: Severity) -> Iterator[str]:
    """Yield the report as text, line by line."""
    for file in files:
        for finding in file.findings:
            if finding.severity.rank >= least.rank:
                yield from (f"{line}\n" for line in lines_of(finding, paint))


FEW = 50
"""A report with at most so many findings is printed whole and by file."""


def grouped_parts(files: Iterable[FileReport], *, paint: Paint, least: Severity) -> Iterator[str]:
    """Yield a report that a person can read: if it is long, errors first, then other findings by their code.

    A code of which there are more than a few has one line with its numbers and its first finding. Every error is
    printed. `files` can be gone through several times.
    """
    kinds: dict[tuple[int, str], _Kind] = {}
    for file in files:
        for finding in file.findings:
            if finding.severity.rank >= least.rank:
                kinds.setdefault((-finding.severity.rank, finding.code), _Kind(finding)).add(finding)
    if sum(kind.count for kind in kinds.values()) <= FEW:
        yield from text_parts(files, paint=paint, least=least)
        return
    for file in files:
        for finding in file.findings:
            if finding.severity is Severity.ERROR:
                yield from (f"{line}\n" for line in lines_of(finding, paint))
    for (rank, _), kind in sorted(kinds.items()):
        if -rank != Severity.ERROR.rank:
            yield from (f"{line}\n" for line in kind.lines(paint))
    yield "-v prints every finding.\n"


class _Kind:
    """The findings with one code and severity: how many, in how many files, and the first few of them."""

    def __init__(self, first: Finding) -> None:
        self.count = 0
        self._files = 0
        self._last = ""
        self._first: list[Finding] = []
        self._severity, self._code = first.severity, first.code

    def add(self, finding: Finding) -> None:
        self.count += 1
        self._files += not self.count - 1 or finding.location.path != self._last
        self._last = finding.location.path
        if len(self._first) < _SHOWN:
            self._first.append(finding)

    def lines(self, paint: Paint) -> Iterator[str]:
        """Yield the lines on these findings: all of them, or the numbers and an example."""
        if self.count <= _SHOWN:
            for finding in self._first:
                yield from lines_of(finding, paint)
            return
        example = self._first[0]
        word = paint(f"{self.count:,} {self._severity.value}s", self._severity)
        place = f"in {self._files:,} files" if self._files > 1 else "in one file"
        yield f"{word} {self._code} {place}, such as {one_line(str(example.location))}: {one_line(example.message)}"
        if example.advice:
            yield f"    {one_line(example.advice)}"


_SHOWN = 3
"""So many findings with one code are printed one by one."""


def lines_of(finding: Finding, paint: Paint = lambda word, severity: word) -> Iterator[str]:
    """The lines of one finding: message, place in the document, advice."""
    place = finding.location
    word = paint(finding.severity.value, finding.severity)
    yield f"{one_line(str(place))}: {word} {finding.code}: {one_line(finding.message)}"
    if place.pointer:
        yield f"    at {one_line(place.pointer)}"
    if finding.advice:
        yield f"    {one_line(finding.advice)}"


def one_line(text: str) -> str:
    """`text` without line breaks and control characters, which could forge a report or drive a terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text)


def summary(report: Report) -> str:
    """The numbers of files, of stories or documents where files have several, and of findings, in one line."""
    counts = [(report.count(severity), severity.value) for severity in Severity]
    found = [f"{n} {word}{'s' if n != 1 else ''}" for n, word in counts if n]
    files = sum(file.story <= 1 for file in report.files)
    stories = sum(file.story > 0 for file in report.files)
    many = any(file.documents for file in report.files)
    documents = sum(file.documents or file.story <= 1 for file in report.files) if many else 0
    several = f", {stories} stories" if stories else ""
    several += f", {documents} document{'s' if documents != 1 else ''}" if many else ""
    noun = f"file{'s' if files != 1 else ''}{several}"
    return f"{files} {noun}: {', '.join(found) or 'nothing to report'}"
