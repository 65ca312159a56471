"""Bytes in, verified bytes out: read, write, prove. No files, no printing, no clock.

Every document is proven before it leaves: against its schema, the body profile and all rules, and its printed text
against the words of the article. What fails that proof is a bug of ours and is withheld.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from convert import checks
from convert.checks.engine import schemas
from convert.checks.engine.facts import Facts
from convert.codes import is_schema_stage
from convert.documents import Json
from convert.errors import InputError
from convert.findings import Finding, Location, Severity, sort_findings
from convert.formats import TRACE, Format, by_suffix, named
from convert.model import Article, asides, body_words, split_words, words
from convert.readers import Explanation, Parsed, Source, TraceLine, reader
from convert.writers import writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A document in one format, proven; `data` is None where it was withheld because the proof failed.

    `format` is the name of one, or `trace`. `schema_valid` is the schema stage's verdict alone, None where there was
    none to give.
    """

    format: str
    data: bytes | None
    schema_valid: bool | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """What became of one input: the article, a document for each format asked for, and everything there is to say."""

    article: Article
    outputs: tuple[Output, ...]
    findings: tuple[Finding, ...] = ()
    trace: tuple[TraceLine, ...] = ()
    explanations: tuple[Explanation, ...] = ()


def source_format(name: str) -> Format:
    """The format that an input of this name is read as: raw copy, unless the name ends as another format's does."""
    return by_suffix(name) or named("text")


_MARKUP = re.compile(
    rb'[\s\xef\xbb\xbf]*(?:<(?:!doctype|html|\?xml|[a-z]+[^<>]* xmlns)|\{\s*"|PK\x03\x04)', re.IGNORECASE
)


def is_markup(data: bytes) -> bool:
    """Whether `data` begins as HTML, XML, JSON or an archive does, and is no copy unless somebody says so."""
    return _MARKUP.match(data) is not None


def read(source: Source, *, format: str | None = None) -> Parsed:
    """Read one input; `format` is the user's word on what it is, else its name tells.

    Raises InputError, also for markup that is not said to be raw copy, and UsageError for a format that cannot be read.
    """
    chosen = named(format) if format else source_format(source.name)
    if not chosen.reads:
        raise InputError("INP012", f"{chosen.title} is written and checked, but cannot be read", "Convert its source.")
    if format is None and chosen.name == "text" and is_markup(source.data):
        advice = "Give the text of the page, or name the format text if this is the copy."
        raise InputError("INP019", "the input is markup or data, not copy", advice)
    return reader(chosen.name).read(source)


def write(article: Article, format: str) -> Output:
    """Write the article in one format and prove it."""
    return _write(article, format, _Expected.of(article))


def convert_bytes(source: Source, formats: Iterable[str], *, source_format: str | None = None) -> Converted:
    """Read one input and write it in each of `formats`, every document proven. Raises as `read` does."""
    parsed = read(source, format=source_format)
    expected = _Expected.of(parsed.article)
    outputs = tuple(_write(parsed.article, format, expected) for format in formats)
    return Converted(
        article=parsed.article,
        outputs=outputs,
        findings=parsed.findings,
        trace=parsed.trace,
        explanations=parsed.explanations,
    )


def write_trace(read: Parsed | Converted) -> Output:
    """What became of every line of an input of raw copy, and why where there are accounts of it, as JSON that is proven
    against its schema.
    """
    from convert import traces

    assert read.article.origin is not None
    data = traces.dumps(read.article.origin, read.trace, read.explanations)
    violations = schemas.json_violations(f"trace/{TRACE.write_version}/trace.json", Json(data, json.loads(data)))
    bugs = tuple(
        _bug("BUG001", f"what we wrote is not valid: {v.message}", Location(pointer=v.pointer)) for v in violations
    )
    return Output(format=TRACE.name, data=None if bugs else data, schema_valid=not bugs, findings=bugs)


@dataclass(frozen=True, slots=True)
class _Expected:
    """What a document must have: the words that are printed, in order, those of the body, and the texts beside them."""

    printed: tuple[str, ...]
    body: tuple[str, ...]
    beside: tuple[str, ...]

    @classmethod
    def of(cls, article: Article) -> _Expected:
        return cls(tuple(words(article)), body_words(article.body), tuple(asides(article)))


def _write(article: Article, format: str, expected: _Expected) -> Output:
    rendered = writer(format).write(article)
    report, facts = checks.examine(rendered.data, format, profile="ours")
    proof = [*map(_as_ours, report.findings), *(_losses(facts, expected, format) if facts else ())]
    withheld = any(finding.code.startswith("BUG") for finding in proof)
    return Output(
        format=format,
        data=None if withheld else rendered.data,
        schema_valid=report.schema_valid,
        findings=sort_findings([*rendered.findings, *proof]),
    )


def _as_ours(finding: Finding) -> Finding:
    """A finding on a document that we wrote: what breaks its standard is a bug, all else came with the story."""
    if not is_schema_stage(finding.code):
        return finding
    return _bug("BUG001", f"what we wrote is not valid: {finding.message} ({finding.code})", finding.location)


def _losses(facts: Facts, expected: _Expected, format: str) -> Iterator[Finding]:
    """What is missing from the printed text, from further renditions of the body, and from what is said beside it."""
    renditions = [(expected.printed, facts.printed), *((expected.body, body.text) for body in facts.bodies[1:])]
    for wanted, printed in renditions:
        missing = _first_missing(wanted, printed)
        if missing is not None:
            yield _bug("BUG002", f"the word {missing!r} is lost or out of order in the {named(format).title} document")
    for text in _unsaid(expected.beside, facts) if named(format).has_metadata else ():
        yield _bug("BUG002", f"the text {text[:60]!r} is lost in the {named(format).title} document")


def _unsaid(wanted: Sequence[str], facts: Facts) -> Iterator[str]:
    """Those of the `wanted` texts that no text of the document has, any run of white space being one space."""
    said = {fact.value for fact in facts.texts} if wanted else set()
    missing = [text for text in wanted if text not in said]
    if missing:
        whole = "\n".join(map(_one_line, said))
        yield from (text for text in missing if _one_line(text) not in whole)


def _one_line(text: str) -> str:
    return " ".join(text.split())


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
    if _first_not_in(expected, printed.split()) is None:
        return None
    # A format may set a sign off from its word, and some scripts have no spaces to split at; letters and digits apart
    # from signs, and such scripts character by character, both come out the same.
    return _first_not_in(_parts(expected), _parts(split_words(printed)))


def _parts(words: Iterable[str]) -> Iterator[str]:
    return (part for word in words for part in _PART.findall(word))


def _first_not_in(expected: Iterable[str], found: Iterable[str]) -> str | None:
    rest = iter(found)
    return next((word for word in expected if word not in rest), None)  # `in` consumes `rest` up to the word
