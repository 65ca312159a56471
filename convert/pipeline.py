"""Bytes in, verified bytes out: read, write, prove. No files, no printing, no clock.

Every document is proven before it leaves: against its schema, the body profile and all rules, and its printed text
against the words of the article. What fails that proof is a bug of ours and is withheld.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType

from convert import checks
from convert.errors import UsageError
from convert.findings import Finding, Location, Severity, sort_findings
from convert.formats import Format, by_suffix, named
from convert.model import Article, split_words, words
from convert.readers import Parsed, Source, TraceLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A document in one format, proven; `data` is None where it was withheld because the proof failed."""

    format: str
    data: bytes | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """What became of one input: the article, a document for each format asked for, and everything there is to say."""

    article: Article
    outputs: tuple[Output, ...]
    findings: tuple[Finding, ...] = ()
    trace: tuple[TraceLine, ...] = ()


@cache
def _reader(format: str) -> ModuleType:
    return import_module(f"convert.readers.{named(format).module}")


@cache
def _writer(format: str) -> ModuleType:
    return import_module(f"convert.writers.{named(format).module}")


def source_format(name: str) -> Format:
    """The format that an input of this name is read as: raw copy, but for names that end in another readable format's
    suffix.
    """
    known = by_suffix(name)
    return known if known and known.reads else named("text")


def read(source: Source, *, format: str | None = None) -> Parsed:
    """Read one input. Raises InputError, and UsageError for a format that cannot be read."""
    chosen = named(format) if format else source_format(source.name)
    if not chosen.reads:
        raise UsageError("INP012", f"{chosen.title} cannot be read")
    parsed: Parsed = _reader(chosen.name).read(source)
    return parsed


def write(article: Article, format: str) -> Output:
    """Write the article in one format and prove it."""
    return _write(article, format, tuple(words(article)))


def _write(article: Article, format: str, expected: Sequence[str]) -> Output:
    rendered = _writer(format).write(article)
    proof = list(_proof(rendered.data, format, expected))
    withheld = any(finding.code.startswith("BUG") for finding in proof)
    return Output(
        format=format,
        data=None if withheld else rendered.data,
        findings=sort_findings([*rendered.findings, *proof]),
    )


def convert_bytes(source: Source, formats: Iterable[str], *, source_format: str | None = None) -> Converted:
    """Read one input and write it in each of `formats`, every document proven. Raises as `read` does."""
    parsed = read(source, format=source_format)
    expected = tuple(words(parsed.article))
    outputs = tuple(_write(parsed.article, format, expected) for format in formats)
    return Converted(article=parsed.article, outputs=outputs, findings=parsed.findings, trace=parsed.trace)


def _proof(data: bytes, format: str, expected: Sequence[str]) -> Iterator[Finding]:
    """What the checks find in our own document; a broken schema or a lost word becomes a bug of ours."""
    report, facts = checks.examine(data, format, profile="ours")
    for finding in report.findings:
        if finding.code[3:] in ("000", "001"):
            yield _bug(
                "BUG001", f"{named(format).title} as we wrote it is not valid: {finding.message}", finding.location
            )
        else:
            yield finding
    if facts is not None:
        missing = _first_missing(expected, facts.printed)
        if missing is not None:
            yield _bug("BUG002", f"the word {missing!r} is lost or out of order in the {named(format).title} document")


def _bug(code: str, message: str, location: Location | None = None) -> Finding:
    return Finding(
        code=code,
        severity=Severity.ERROR,
        message=message,
        advice="This is a bug in wirecopy; the document was withheld. Please report it with the input.",
        location=location or Location(),
    )


_PART = re.compile(r"\w+|[^\w\s]")


def _first_missing(expected: Sequence[str], printed: str) -> str | None:
    """The first of the expected words that does not follow the ones before it in `printed`, None where all do."""
    found = split_words(printed)
    if _first_not_in(expected, found) is None:
        return None
    # A format may set a sign off from its word; letters and digits apart from signs, both come out the same.
    return _first_not_in(_parts(expected), _parts(found))


def _parts(words: Iterable[str]) -> Iterator[str]:
    return (part for word in words for part in _PART.findall(word))


def _first_not_in(expected: Iterable[str], found: Iterable[str]) -> str | None:
    rest = iter(found)
    return next((word for word in expected if word not in rest), None)  # `in` consumes `rest` up to the word
