"""The pipeline: read bytes, write documents, verify each document. It uses no files, output or clock.

Every document is verified before it is returned: against its schema, the body profile and all rules, and its printed
text against the words of the article. A document that fails is a bug in wirecopy and is withheld; so is a document
whose format does not hold the embargo or status of the story.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from convert import checks
from convert.checks.engine import json_schemas
from convert.codes import is_schema_stage
from convert.documents import LIMITS, MAX_JSON, Json, Limits, is_pointer, open_json
from convert.errors import InputError
from convert.findings import Finding, Location, Severity, sort_findings
from convert.formats import TRACE, Format, named, written_as
from convert.model import Article, make_id, pictures
from convert.pipeline.comparison import is_same_document
from convert.pipeline.inputs import input_format, is_other_than_copy, refuse_other_than_copy
from convert.pipeline.proof import Expected, bug, lost_words
from convert.pipeline.results import Converted as Converted
from convert.pipeline.results import Output as Output
from convert.pipeline.story_findings import take_story_findings
from convert.readers import Parsed, Source, reader
from convert.writers import render

if TYPE_CHECKING:
    from convert.pictures.files import Picture
    from convert.pictures.placing import Pictures

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
    if chosen.name != "text" or (format is None and is_other_than_copy(source.data)):
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
    if chosen.name == "text":
        refuse_other_than_copy(source, is_sure=format is not None)
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


def write(article: Article, format: str, *, allow: Collection[str] = (), archive: bool = False) -> Output:
    """Write the article in one format and verify it; `format`, `allow` and `archive` as for `convert_bytes`."""
    return _write(article, format, Expected.of(article), allow, archive)


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
    expected = Expected.of(parsed.article)
    outputs = tuple(_write(parsed.article, format, expected, allow, archive) for format in formats)
    findings, outputs = take_story_findings(parsed, source.metadata, outputs)
    return Converted(
        article=parsed.article,
        outputs=outputs,
        files=parsed.files,
        has_computed_id=parsed.has_computed_id,
        findings=(*parsed.findings, *findings),
        trace=parsed.trace,
        explanations=parsed.explanations,
    )


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
    bugs = tuple(bug("BUG001", f"the trace is not valid: {v.message}", Location(pointer=v.pointer)) for v in violations)
    return Output(
        format=TRACE.name,
        version=TRACE.write_version,
        data=None if bugs else data,
        schema_valid=not bugs,
        findings=bugs,
    )


def _write(article: Article, name: str, expected: Expected, allow: Collection[str], archive: bool = False) -> Output:
    format, version = written_as(name)
    rendered = render(article, format, version=version, present=expected.leaves)
    losses = [_allowed(finding) if finding.code in allow else finding for finding in rendered.findings]
    stated = version.partition("+")[0]
    chosen = "" if stated == named(format).write_version else stated
    # Article JSON has the bytes of pictures, which are within limits of their own.
    limits = Limits(size=max(MAX_JSON, len(rendered.data))) if format == "article" else LIMITS
    report, facts = checks.examine(rendered.data, format, profile="ours", version=chosen, limits=limits)
    verified = [*map(_as_ours, report.findings), *(lost_words(facts, expected, format, version) if facts else ())]
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
    return bug("BUG001", f"the document is not valid: {finding.message} ({finding.code})", finding.location)
