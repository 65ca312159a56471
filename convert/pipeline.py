"""The pipeline: read bytes, write documents, verify each document. It uses no files, output or clock.

Every document is verified before it is returned: against its schema, the body profile and all rules, and its printed
text against the words of the article. A document that fails is a bug in wirecopy and is withheld; so is a document
whose format does not hold the embargo or status of the story.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from operator import contains
from typing import TYPE_CHECKING, Any

from lxml import etree

from convert import checks
from convert.checks.engine import json_schemas
from convert.checks.engine.damage import damage_in
from convert.checks.engine.facts import Facts
from convert.codes import is_schema_stage
from convert.documents import (
    LIMITS,
    MAX_JSON,
    DocumentError,
    Json,
    Limits,
    compression_of,
    is_pointer,
    open_epub,
    open_json,
    open_xml,
)
from convert.errors import InputError
from convert.findings import Finding, Location, Severity, sort_findings
from convert.formats import TRACE, Format, by_suffix, named, written_as
from convert.mapping import Carriage, set_leaves
from convert.model import Article, asides, body_words, make_id, pictures, split_words, words
from convert.readers import Explanation, Parsed, Source, TraceLine, reader
from convert.writers import render, rows_of

if TYPE_CHECKING:
    from convert.pictures.files import Picture
    from convert.pictures.placing import Pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A verified document in one format.

    `format` is the name of a format, or `trace`, `version` the one that was written. `data` is None if the document is
    withheld: it failed verification, or does not hold the embargo or status of the story (LOS003). `schema_valid` is
    the result of the schema stage alone, None if there is no schema.
    """

    format: str
    version: str = ""
    data: bytes | None
    schema_valid: bool | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """The result of one input: the article, a document for each format, the findings of the reader, the trace of all
    lines, and the explanations if they were requested.

    `files` and `has_computed_id` are those of `Parsed`.
    """

    article: Article
    outputs: tuple[Output, ...]
    files: tuple[Picture, ...] = ()
    has_computed_id: bool | None = None
    findings: tuple[Finding, ...] = ()
    trace: tuple[TraceLine, ...] = ()
    explanations: tuple[Explanation, ...] = ()


def source_format(name: str) -> Format:
    """The format of an input by its name: raw copy, unless the name has the suffix of another format."""
    return by_suffix(name) or named("text")


_MARKUP = re.compile(
    rb"[\s\xef\xbb\xbf]*(?:<(?:!doctype|html|\?xml|[a-z]+[^<>]* xmlns"
    rb"|(?:article|body|div|figure|h[1-6]|head|header|main|ol|p|section|table|ul)(?:\s[^<>]*)?>)"
    rb'|\{\s*"|\{\\rtf\d|WARC/\d\.\d\s|PK\x03\x04)',
    re.IGNORECASE,
)


def is_markup(data: bytes) -> bool:
    """Whether `data` begins like HTML, XML, JSON, RTF or an archive: raw copy only if the user says so."""
    return _MARKUP.match(data) is not None


_BINARY = (
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "a document of Word or Excel"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"GIF87a", "a picture (GIF)"),
    (b"GIF89a", "a picture (GIF)"),
)


def _binary_kind(data: bytes) -> str:
    """What data are that begin as a common binary format does, empty for others."""
    return next((kind for start, kind in _BINARY if data.startswith(start)), "")


_PACKED = (
    (b"word/", "a document of Word"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument"),
    (b"xl/", "a spreadsheet"),
    (b"application/epub+zip", "an EPUB that cannot be read"),
)


def _markup_kind(data: bytes) -> str:
    """What markup or data are that are no copy."""
    start = data[:1000].lstrip(b"\xef\xbb\xbf\t\n\r ").lower()
    if start.startswith(b"pk"):
        return next((kind for name, kind in _PACKED if name in data), "a zip archive")
    if start.startswith(b"{\\rtf"):
        return "RTF"
    if start.startswith((b"<!doctype html", b"<html")):
        return "a page in HTML"
    return "markup or data"


def input_format(name: str, data: bytes) -> Format:
    """The format of an input: that of a document by its content, else that of its name."""
    found = checks.recognise(data) if is_markup(data) else None
    return found if found and found.reads else source_format(name)


def split(source: Source, *, format: str | None = None, by_separators: bool = False) -> tuple[Source, ...]:
    """The stories of an input that is read as `format`, each a source with its number; `source` itself if it is one.

    Raw copy is divided where envelopes repeat, and with `by_separators` at separators before titles, too; a newsMessage
    into its items, and an edition into its stories. Raises InputError (INP024) for too much copy.
    """
    chosen = named(format) if format else input_format(source.name, source.data)
    if chosen.name == "newsml-g2":
        from convert.readers.newsml_g2 import items

        return items(source)
    if chosen.name == "epub":
        from convert.readers.epub import stories

        return stories(source)
    if chosen.name != "text" or (format is None and (is_markup(source.data) or _binary_kind(source.data))):
        return (source,)
    from convert.readers.text.split import split

    return split(source, by_separators=by_separators)


def read(source: Source, *, format: str | None = None) -> Parsed:
    """Read one input as `format`, by default the format of its content or name.

    Raises InputError, also for markup without an explicit format, and UsageError for an unknown format.
    """
    chosen = named(format) if format else input_format(source.name, source.data)
    if not chosen.reads:
        raise InputError("INP012", f"{chosen.title} is written and checked, but cannot be read", "Convert its source.")
    if format is None and chosen.name == "text" and not source.story and is_markup(source.data):
        advice = "Give its text as plain text (.txt), or name the format text if this is the copy."
        raise InputError("INP019", f"the input is {_markup_kind(source.data)}, not copy", advice)
    if (compression := compression_of(source.data)) and chosen.name == "text":
        raise InputError("INP003", f"the input is {compression.name}, not text", compression.advice)
    if format is None and chosen.name == "text" and not source.story and (kind := _binary_kind(source.data)):
        advice = "Save its text as plain text (.txt) in the program that it comes from, and convert that."
        raise InputError("INP003", f"the input is {kind}, not text", advice)
    if is_pointer(source.data):
        raise InputError("INP019", "the input is a pointer of Git LFS, not copy", "Fetch the copy: git lfs pull.")
    parsed = _with_id_noticed(reader(chosen.name).read(source), source, is_copy=chosen.name == "text")
    if chosen.name == "text":
        parsed = _illustrated(parsed, source)
    of_edition = chosen.name == "epub" and source.data.startswith(b"{")  # its stories are Article JSON
    if chosen.name not in ("newsml-g2", "ninjs", "epub") or of_edition:
        return parsed
    plain = reader(chosen.name).read(replace(source, metadata={})) if source.metadata else parsed
    for version in _possible_versions(source.data, chosen):
        if is_same_document(source.data, render(plain.article, chosen.name, version=version).data, chosen.name):
            return _with_files(parsed, source)
    return _with_files(replace(parsed, findings=(*parsed.findings, _OTHERWISE)), source)


def _with_files(parsed: Parsed, source: Source) -> Parsed:
    """The story of a document with the bytes of its pictures, as far as their files are beside it."""
    if source.pictures is None or not any(image.sha256 for _, image in pictures(parsed.article.body)):
        return parsed
    from convert.pictures.placing import with_files

    article, files, _ = with_files(parsed.article, source.pictures.shelf)
    return replace(parsed, article=article, files=files)


def _illustrated(parsed: Parsed, source: Source) -> Parsed:
    """The story with the pictures that its copy names, and that belong to it by their names."""
    article, files, findings = illustrate(parsed.article, source.pictures, source.story)
    return replace(parsed, article=article, files=files, findings=(*parsed.findings, *findings))


def illustrate(
    article: Article, shelf: Pictures | None, story: int = 0
) -> tuple[Article, tuple[Picture, ...], tuple[Finding, ...]]:
    """The article with its pictures, the files that are published, and what was found; `story` is its number."""
    if shelf is None and not any(image for _, image in pictures(article.body)):
        return article, (), ()
    from convert.pictures.placing import illustrated

    return illustrated(article, shelf and replace(shelf, shelf=shelf.shelf.of_story(story)))


def _possible_versions(data: bytes, format: Format) -> tuple[str, ...]:
    """The versions that a document of ours may be of; an object of ninjs states its own."""
    if format.name == "ninjs":
        from convert.readers.ninjs import version_of

        stated = version_of(open_json(data).value)
        return (stated,) if stated else ()
    return (format.write_version, *format.also_writes)


def _with_id_noticed(parsed: Parsed, source: Source, *, is_copy: bool) -> Parsed:
    """The story, and whether its id is computed, as that of copy is unless the user gives one.

    With a finding if its metadata count its versions then (INP066).
    """
    article = parsed.article
    if is_copy and "id" not in source.metadata:
        is_computed = True
    else:
        provider = article.provider.name if article.provider else None
        is_possible = article.id.startswith("urn:uuid:")
        is_computed = is_possible and article.id == make_id(provider, article.headline, article.body)
    parsed = replace(parsed, has_computed_id=is_computed)
    if "version" not in source.metadata or "id" in source.metadata or article.version == 1 or not is_computed:
        return parsed
    return replace(parsed, findings=(*parsed.findings, _VERSION_WITHOUT_ID))


_VERSION_WITHOUT_ID = Finding(
    code="INP066",
    severity=Severity.WARNING,
    message="the story has a version, but its id is computed from its words, which a correction changes",
    advice="Give the id of the earlier version, too, so that receivers replace it: --meta id=… --meta version=….",
)

_OTHERWISE = Finding(
    code="INP062",
    severity=Severity.NOTICE,
    message="wirecopy would write this document otherwise: it was changed since, or written by another version",
    advice="Only what the table of the mapping names is read; what repeats it, such as counts of words, is not.",
)


def is_same_document(data: bytes, other: bytes, format: str) -> bool:
    """Whether two documents of a format are the same but for how they are encoded."""
    return data == other or _canonical(data, format) == _canonical(other, format)


def _canonical(data: bytes, format: str) -> object:
    if format == "ninjs":
        return open_json(data).value
    if format == "epub":
        members = open_epub(data).members
        xml = (".opf", ".svg", ".xhtml", ".xml")
        return {name: _canonical_xml(member) if name.endswith(xml) else member for name, member in members.items()}
    return _canonical_items(data)


def _canonical_items(data: bytes) -> object:
    """The items of a newsMessage, each in its canonical form; any other XML as a whole."""
    try:
        items = open_xml(data).root.iterfind(_ITEMS)
        return [_canonical_xml(etree.tostring(item, with_tail=False)) for item in items] or _canonical_xml(data)
    except (etree.LxmlError, DocumentError, ValueError):
        return data


_ITEMS = "{http://iptc.org/std/nar/2006-10-01/}itemSet/*"


def _canonical_xml(data: bytes) -> bytes:
    """XML in its canonical form, or as it is if it has none."""
    try:
        # Without its declarations, so that nothing else is read.
        text: str = etree.canonicalize(etree.tostring(open_xml(data).root, encoding="unicode"))
        return text.encode()
    except (etree.LxmlError, DocumentError, ValueError):
        return data


def write(article: Article, format: str, *, allow: Collection[str] = (), archive: bool = False) -> Output:
    """Write the article in one format and verify it; `format`, `allow` and `archive` as for `convert_bytes`."""
    return _write(article, format, _Expected.of(article), allow, archive)


def convert_bytes(
    source: Source,
    formats: Iterable[str],
    *,
    source_format: str | None = None,
    allow: Collection[str] = (),
    archive: bool = False,
) -> Converted:
    """Read one input, write it in each of `formats`, and verify every document. Raises as `read` does.

    `formats` are names, with `@` and a version where that is not the usual one: `ninjs@3.2`. `allow` are codes of
    losses that do not withhold a document; their findings become warnings. `archive` withholds an EPUB that is not fit
    for preservation.
    """
    parsed = read(source, format=source_format)
    expected = _Expected.of(parsed.article)
    outputs = tuple(_write(parsed.article, format, expected, allow, archive) for format in formats)
    findings, outputs = _of_the_story(parsed, source.metadata, outputs)
    return Converted(
        article=parsed.article,
        outputs=outputs,
        files=parsed.files,
        has_computed_id=parsed.has_computed_id,
        findings=(*parsed.findings, *findings),
        trace=parsed.trace,
        explanations=parsed.explanations,
    )


def _of_the_story(
    parsed: Parsed, metadata: Mapping[str, object], outputs: tuple[Output, ...]
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


_DAMAGED = "NWS116"


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


def write_trace(read: Parsed | Converted) -> Output:
    """The trace of raw copy as JSON, verified against its schema: the role of every line, and any explanations.

    Raises InputError (INP012) for what has no lines because it was not raw copy.
    """
    from convert import traces

    if read.article.origin is None or not read.trace:
        message = "the input is not raw copy and has no lines to trace"
        raise InputError("INP012", message, "Convert it without --trace.")
    data = traces.dumps(read.article.origin, read.trace, read.explanations)
    violations = json_schemas.json_violations(f"trace/{TRACE.write_version}/trace.json", Json(data, json.loads(data)))
    bugs = tuple(
        _bug("BUG001", f"the trace is not valid: {v.message}", Location(pointer=v.pointer)) for v in violations
    )
    return Output(
        format=TRACE.name,
        version=TRACE.write_version,
        data=None if bugs else data,
        schema_valid=not bugs,
        findings=bugs,
    )


@dataclass(frozen=True, slots=True)
class _Expected:
    """What a document must hold: the printed words in order, the words of the body, the other texts by leaf, and the
    leaves that are set.
    """

    printed: tuple[str, ...]
    body: tuple[str, ...]
    asides: tuple[tuple[str, str], ...]
    leaves: frozenset[str]

    @classmethod
    def of(cls, article: Article) -> _Expected:
        return cls(words(article), body_words(article.body), tuple(asides(article)), set_leaves(article))


def _write(article: Article, name: str, expected: _Expected, allow: Collection[str], archive: bool = False) -> Output:
    format, version = written_as(name)
    rendered = render(article, format, version=version, present=expected.leaves)
    losses = [_allowed(finding) if finding.code in allow else finding for finding in rendered.findings]
    stated = version.partition("+")[0]
    chosen = "" if stated == named(format).write_version else stated
    # Article JSON has the bytes of pictures, which are within limits of their own.
    limits = Limits(size=max(MAX_JSON, len(rendered.data))) if format == "article" else LIMITS
    report, facts = checks.examine(rendered.data, format, profile="ours", version=chosen, limits=limits)
    verified = [*map(_as_ours, report.findings), *(_lost_words(facts, expected, format, version) if facts else ())]
    if archive and format == "epub":
        losses += checks.obstacles(rendered.data)
    withheld = any(finding.withholds for finding in losses) or any(
        finding.code.startswith("BUG") for finding in verified
    )
    return Output(
        format=format,
        version=stated,
        data=None if withheld else rendered.data,
        schema_valid=report.schema_valid,
        findings=sort_findings([*losses, *verified]),
    )


def _allowed(finding: Finding) -> Finding:
    """A loss that the user allows, as a warning at most."""
    return replace(finding, severity=finding.severity.at_most(Severity.WARNING))


def _as_ours(finding: Finding) -> Finding:
    """A finding on a document that we wrote: a schema violation is a bug, any other finding comes from the story."""
    if not is_schema_stage(finding.code):
        return finding
    return _bug("BUG001", f"the document is not valid: {finding.message} ({finding.code})", finding.location)


def _lost_words(facts: Facts, expected: _Expected, format: str, version: str) -> Iterator[Finding]:
    """A finding for words missing from the printed text or from other renditions of the body, and for each other text
    that the format carries but the document does not have.
    """
    title = named(format).title
    renditions = [(expected.printed, facts.printed, facts.printed_runs)]
    renditions += [(expected.body, body.text, body.runs) for body in facts.bodies[1:]]
    for wanted, printed, runs in renditions:
        missing = _first_missing(wanted, printed, runs)
        if missing is not None:
            yield _bug("BUG002", f"the word {missing!r} is lost or out of order in the {title} document")
    rows = rows_of(format, version)
    carried = [text for leaf, text in expected.asides if rows[leaf].carriage is not Carriage.LOST]
    for text in _missing_texts(carried, facts):
        yield _bug("BUG002", f"the text {text[:60]!r} is lost in the {title} document")


def _missing_texts(wanted: Sequence[str], facts: Facts) -> Iterator[str]:
    """The `wanted` texts that no text of the document contains; a run of white space counts as one space."""
    found = {fact.value for fact in facts.texts} if wanted else set()
    missing = [text for text in wanted if text not in found]
    if missing:
        whole = "\n".join(map(_one_line, found))
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


def _first_missing(expected: Sequence[str], printed: str, runs: Sequence[str]) -> str | None:
    """The first expected word that does not follow the ones before it in `printed`, None if all do.

    `runs` are those of `printed` without white space.
    """
    if _are_in(expected, runs):
        return None
    # Some scripts have no spaces.
    found = split_words(printed)
    if _are_in(expected, found):
        return None
    # A format may separate a sign from its word. Both sides compare equal if words are split into letters and signs.
    return _first_not_in(_parts(expected), _parts(found))


def _parts(words: Iterable[str]) -> list[str]:
    return _PART.findall(" ".join(words))


def _are_in(expected: Sequence[str], found: Sequence[str]) -> bool:
    """Whether `found` has all `expected` words in their order; faster than to find the first that it lacks."""
    if expected == found:
        return True
    rest: Any = iter(found)
    return all(map(contains, repeat(rest), expected))  # `contains` consumes `rest` through the word


def _first_not_in(expected: Iterable[str], found: Iterable[str]) -> str | None:
    rest = iter(found)
    return next((word for word in expected if word not in rest), None)  # `in` consumes `rest` through the word
