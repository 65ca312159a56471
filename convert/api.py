"""The functions that Python programs call: text, bytes or a file in; documents by format name out.

They accept what a Python program has at hand (a `str` is text, `bytes` are a document, a `pathlib.Path` is a file;
metadata are plain values), refuse everything else with a `ConvertError`, and leave the work to the pipeline and the
checks. Only `arguments` and the command line look at the clock.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

from convert import article_codec, checks, pipeline
from convert.arguments import (
    NAME,
    Content,
    Images,
    MomentLike,
    bytes_of,
    checked_format,
    format_names,
    loss_codes_of,
    metadata_of,
    moment_of,
    names_of,
    path_of,
    pictures_of,
    refuse_other_than_text,
    refuse_unknown,
    source_of,
    unfit,
)
from convert.atomic_write import Placement
from convert.batch.check import check_shard
from convert.batch.inputs import is_read_once, stem_of
from convert.batch.inputs.sidecars import sidecar
from convert.checks import shards
from convert.documents import Limits
from convert.errors import ConvertError, InputError, ModelError, UsageError
from convert.findings import FileReport, Finding, Location, Report, sort_findings
from convert.formats import DEFAULT_FORMATS, named
from convert.levels import EPUB_PROFILES, PROFILES, Profile, Severity
from convert.model import Article, Moment
from convert.pipeline import Converted, Output
from convert.readers import Explanation, Parsed, Source, TraceLine

if TYPE_CHECKING:
    from convert.checks.custom_schema import CustomSchema
    from convert.checks.engine.session import CheckSession
    from convert.model import Accessibility
    from convert.packages import Mode
    from convert.packages.editions import Beside, Bound, Order
    from convert.pictures.placing import Pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What `convert` returns: the article, a document for each format, and all findings.

    `result["ninjs"]` is the document in that format, as bytes; iteration gives the names of the formats. `outputs`
    holds each document with its own findings, `findings` those of the input and of all documents, with the names of
    files that the command line would give them. `trace` says what became of each line of raw copy. `pictures` are the
    published files of pictures by name, which NewsML-G2 and ninjs state by name, size and digest.
    """

    article: Article
    outputs: tuple[Output, ...]
    findings: tuple[Finding, ...] = ()
    trace: tuple[TraceLine, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def documents(self) -> dict[str, bytes]:
        """The documents by the names of their formats, without those that were withheld."""
        return {output.format: output.data for output in self.outputs if output.data is not None}

    def __getitem__(self, format: str) -> bytes:
        """The document in `format`.

        Raises UsageError for a format that was not asked for, and ConvertError for a document that was withheld: it
        does not hold the embargo or status (LOS003), or failed its proof (BUG001, BUG002).
        """
        output = next((output for output in self.outputs if output.format == format), None)
        if output is None:
            written = ", ".join(self) or "none"
            raise UsageError("INP012", f"there is no document in the format {format!r}", f"Formats written: {written}.")
        if output.data is None:
            reason = max(output.findings, key=lambda finding: finding.severity.rank)
            raise ConvertError(reason.code, reason.message, reason.advice)
        return output.data

    def __iter__(self) -> Iterator[str]:
        return (output.format for output in self.outputs)

    def __contains__(self, format: object) -> bool:
        return any(output.format == format for output in self.outputs)

    def __len__(self) -> int:
        return len(self.outputs)


def convert(
    content: Content | Article,
    /,
    *,
    to: str | Iterable[str] = DEFAULT_FORMATS,
    allow: str | Iterable[str] = (),
    archive: bool = False,
    source_format: str | None = None,
    name: str | None = None,
    encoding: str | None = None,
    timezone: str | None = None,
    moment: MomentLike | None = None,
    repair_encoding: bool = False,
    keep_furniture: bool = False,
    keep_private: bool = False,
    explanations: bool = False,
    images: Images | None = None,
    images_url: str | None = None,
    keep_picture_metadata: bool = False,
    metadata: Mapping[str, object] | None = None,
    **fields: object,
) -> Result:
    """Convert one story into documents, each proven against its schema, the rules and the words of the story.

    `content` is raw copy as `str` or `bytes`, the `Path` of a file, a `Source`, or an `Article` that was read before.
    `to` names the formats, by default NewsML-G2, ninjs and EPUB; `ninjs@3.2` names a version, too. `allow` are codes
    of losses that do not withhold a document: LOS003, the embargo or status. `archive` withholds an EPUB that is not
    fit for preservation.

    All other keywords are metadata and override what is read: the keys of `--meta` (`provider`, `author`, `language`,
    `published` …) with plain values: text, numbers, lists, dicts, `date` and `datetime`, or values of the model. Keys
    with a dot (`provider.uri`) go into `metadata`. None means not given. Metadata beside a file
    (`<stem>.meta.toml`) applies too; the keywords win.

    `source_format` is the format of the input, `text` or that of a document, detected if None. `name` is the name of an
    input other than a file, `encoding` that of its bytes, detected if None. `moment` is the time of a story that shows
    none; by default the file's modification time, or the clock, which a notice (INP018) reports. `timezone`,
    `repair_encoding`, `keep_furniture`, `keep_private` and `explanations` are those of `Source`.

    `images` are the pictures that the story can have: a dict of bytes or paths by file name, which all belong to it, or
    the path of a folder; by default the folder of a file. Their addresses are `images_url` and their names, or else
    URNs of their bytes. `keep_picture_metadata` publishes them as they are, also with positions.

    Raises InputError where the input cannot be read or has several stories (INP025, see `stories`), UsageError where an
    argument is wrong.
    """
    formats = format_names(to)
    allowed = loss_codes_of(allow)
    supplied = metadata_of(metadata, fields, timezone)
    if isinstance(content, Article):
        shelf = pictures_of(content, images, images_url, keeps_metadata=keep_picture_metadata)
        article, files, noticed = pipeline.illustrate(_with_metadata(content, supplied), shelf)
        outputs = tuple(pipeline.write(article, format, allow=allowed, archive=archive) for format in formats)
        pictures = {file.name: file.data for file in files}
        return Result(article=article, outputs=outputs, findings=_all(noticed, outputs, NAME), pictures=pictures)
    source, clock = source_of(
        content,
        format=source_format,
        name=name,
        encoding=encoding,
        timezone=timezone,
        moment=moment,
        repair_encoding=repair_encoding,
        keep_furniture=keep_furniture,
        keep_private=keep_private,
        explanations=explanations,
        images=images,
        images_url=images_url,
        keep_picture_metadata=keep_picture_metadata,
        metadata=supplied,
    )
    read_as = checked_format(source, source_format)
    _refuse_several(source, read_as)
    converted = pipeline.convert_bytes(source, formats, source_format=read_as, allow=allowed, archive=archive)
    findings = converted.findings
    if clock and converted.article.updated == source.moment:
        findings = (*findings, _CLOCK)
    return Result(
        article=converted.article,
        outputs=converted.outputs,
        findings=_all(findings, converted.outputs, source.name, source.story),
        trace=converted.trace,
        explanations=converted.explanations,
        pictures={file.name: file.data for file in converted.files},
    )


def read(
    content: Content,
    /,
    *,
    format: str | None = None,
    name: str | None = None,
    encoding: str | None = None,
    timezone: str | None = None,
    moment: MomentLike | None = None,
    repair_encoding: bool = False,
    keep_furniture: bool = False,
    keep_private: bool = False,
    explanations: bool = False,
    images: Images | None = None,
    images_url: str | None = None,
    keep_picture_metadata: bool = False,
    metadata: Mapping[str, object] | None = None,
    **fields: object,
) -> Parsed:
    """Read one story. The arguments are those of `convert`; `format` is the format of the input, detected if None.

    Raises InputError where the input cannot be read or has several stories (INP025, see `stories`), UsageError where an
    argument is wrong.
    """
    source, _ = source_of(
        content,
        format=format,
        name=name,
        encoding=encoding,
        timezone=timezone,
        moment=moment,
        repair_encoding=repair_encoding,
        keep_furniture=keep_furniture,
        keep_private=keep_private,
        explanations=explanations,
        images=images,
        images_url=images_url,
        keep_picture_metadata=keep_picture_metadata,
        metadata=metadata_of(metadata, fields, timezone),
    )
    read_as = checked_format(source, format)
    _refuse_several(source, read_as)
    return pipeline.read(source, format=read_as)


def stories(
    content: Content,
    /,
    *,
    split: bool = False,
    format: str | None = None,
    name: str | None = None,
    encoding: str | None = None,
    moment: MomentLike | None = None,
    keep_furniture: bool = False,
    explanations: bool = False,
    metadata: Mapping[str, object] | None = None,
    **fields: object,
) -> tuple[Source, ...]:
    """The stories of one input, each a `Source` for `read` and `convert`; `story` is its number, 0 for a single one.

    Frames of wires, mboxes, mails and items of feeds are always divided; with `split`, so is raw copy with separators
    before titles. The other arguments are those of `read`. `<stem>-1.meta.toml` beside a file applies to its first
    story.

    Raises InputError where the input cannot be read, UsageError where an argument is wrong.
    """
    supplied = metadata_of(metadata, fields)
    source, _ = source_of(
        content,
        format=format,
        name=name,
        encoding=encoding,
        moment=moment,
        keep_furniture=keep_furniture,
        explanations=explanations,
        metadata=supplied,
    )
    found = pipeline.split(source, format=checked_format(source, format), by_separators=split)
    if not isinstance(content, os.PathLike) or len(found) == 1:
        return found
    own = (sidecar(path_of(content), story.story) for story in found)
    return tuple(
        replace(story, metadata={**story.metadata, **{k: v for k, v in values.items() if k not in supplied}})
        for story, values in zip(found, own, strict=True)
    )


def _refuse_several(source: Source, format: str | None) -> None:
    """Raise InputError (INP025) for an input of several stories."""
    count = len(pipeline.split(source, format=format))
    if count > 1:
        message = f"the input has {count:,} stories"
        raise InputError("INP025", message, "Divide it with convert.stories, and read each story.")


def write(article: Article, format: str, *, allow: str | Iterable[str] = ()) -> Output:
    """Write the article in one format and prove the document. `allow` is that of `convert`.

    Raises UsageError for a format that does not exist, ModelError for an article with values of wrong types.
    """
    if not isinstance(article, Article):
        raise unfit("the article", article, "an Article")
    article_codec.refuse_wrong_types(article)
    if not isinstance(format, str):
        raise unfit("the format", format, "a name")
    return pipeline.write(article, format, allow=loss_codes_of(allow))


def convert_bytes(
    source: Source,
    formats: str | Iterable[str],
    *,
    source_format: str | None = None,
    allow: str | Iterable[str] = (),
) -> Converted:
    """Read one `Source` and write it in each of `formats`, every document proven. Raises as `convert` does."""
    if not isinstance(source, Source):
        raise unfit("the source", source, "a Source", "Call convert.convert with text, bytes or a Path.")
    names, allowed = format_names(formats), loss_codes_of(allow)
    source, _ = source_of(source, format=source_format)
    read_as = checked_format(source, source_format)
    _refuse_several(source, read_as)
    return pipeline.convert_bytes(source, names, source_format=read_as, allow=allowed)


def bind(
    stories: Iterable[Content | Article],
    path: os.PathLike[str],
    /,
    *,
    order: Order = "section",
    title: str | None = None,
    date: str | None = None,
    identifier: str | None = None,
    publisher: str | None = None,
    editors: str | Iterable[str] = (),
    rights: str | None = None,
    language: str | None = None,
    newsml: Beside | None = None,
    archive: bool = False,
    modified: MomentLike | None = None,
    allow: str | Iterable[str] = (),
    metadata: Mapping[str, object] | None = None,
    force: bool = False,
) -> Bound:
    """Bind many stories into one EPUB at `path`, an edition with cover, contents and colophon, proven as a whole.

    `stories` are inputs as for `convert`, or Articles; they are taken one after the other, so that an iterator needs no
    memory for all. An input with several stories is divided. Of several versions of a story the newest is bound.

    `order` is that of the stories, and of the headings of the contents: `section` (the first subject), `date`, or
    `given`. What is None comes from the stories: `title` is publisher and date, `date` that of the newest story,
    `identifier` a UUID of the stories' identifiers, `publisher` and `rights` what all stories have in common,
    `language` that of most stories, and `modified` the newest update. `editors` are names. The edition makes the claims
    of accessibility that `metadata` gives, and states the contact and exemption that all stories have in common.

    `newsml` writes a packageItem (`package`), or a newsMessage with it and all stories (`message`), beside the EPUB, as
    `<stem>.newsml.xml`. `archive` withholds an edition that is not fit for preservation. `allow` and `metadata`, which
    applies to all stories, are those of `convert`. `force` replaces other content at `path`.

    Raises ConvertError where a story cannot be bound or the edition is withheld, UsageError where an argument is wrong.
    """
    from convert.packages import editions

    if isinstance(stories, str | bytes | os.PathLike | Article) or not isinstance(stories, Iterable):
        raise unfit("the stories", stories, "a list of texts, bytes, paths or Articles")
    if not isinstance(path, os.PathLike):
        raise unfit("the path", path, "a pathlib.Path")
    refuse_other_than_text(
        title=title, date=date, identifier=identifier, publisher=publisher, rights=rights, language=language
    )
    refuse_unknown("order", order, editions.ORDERS)
    if newsml is not None:
        refuse_unknown("newsml", newsml, editions.BESIDE)
    options = editions.EditionOptions(
        order=order,
        title=title,
        date=date,
        id=identifier,
        publisher=publisher,
        editors=names_of("editor", editors),
        rights=rights,
        language=language,
        accessibility=cast("Accessibility | None", metadata_of(metadata, {}).get("accessibility")),
        modified=None if modified is None else moment_of(modified, "modified").utc,
        archive=archive,
        beside=newsml,
    )
    editions.refuse_name(path_of(path))
    findings: list[Finding] = []
    with editions.Binder(options) as binder:
        for story in _each_story(stories, metadata):
            result = convert(story, to=options.formats, allow=allow, metadata=metadata)
            where = Location(path=story.name, story=story.story) if isinstance(story, Source) else Location(path=NAME)
            findings += (finding for finding in result.findings if finding.code.startswith(("BUG", "LOS")))
            added = tuple(binder.add({format: result[format] for format in options.formats}, where))
            _raise_worst(added)
            findings += added
        bound = binder.bind(path_of(path), Placement(force=force))
    if not bound.files:
        _raise_worst(finding for report in bound.reports for finding in report.findings)
    return replace(bound, reports=(*bound.reports, FileReport(path=path_of(path), findings=sort_findings(findings))))


def _each_story(contents: Iterable[Content | Article], metadata: Mapping[str, object] | None) -> Iterator[Any]:
    for content in contents:
        if isinstance(content, Article):
            yield content
        else:
            yield from stories(content, metadata=metadata)


def _raise_worst(findings: Iterable[Finding]) -> None:
    """Raise ConvertError for the first error among findings, if there is one."""
    for finding in findings:
        if finding.severity is Severity.ERROR:
            raise ConvertError(finding.code, finding.message, finding.advice)


def check(
    content: str | bytes | os.PathLike[str],
    /,
    *,
    path: str = "",
    format: str | None = None,
    profile: Profile = "foreign",
    session: CheckSession | None = None,
    selected: Callable[[str], bool] | None = None,
    schema: CustomSchema | os.PathLike[str] | None = None,
    max_size: int | None = None,
    epub_profile: str = "",
) -> FileReport:
    """Check one document, or each of a file of many: a `Path` is a file, `bytes` or `str` are the document itself.

    The format is detected by content, or else by the name in `path`, unless `format` gives it, perhaps with a version
    ("ninjs@2.1"). `text` is raw copy. `profile` is how strictly rules judge: `foreign`, `ours` or `strict`. A `session`
    compares documents with one another; only rules whose codes are `selected` run. `schema` replaces the schema
    that is shipped: a custom schema, or the `Path` of one.

    A file of many documents is a newsMessage, JSON Lines of ninjs or Article JSON, or a zip of documents; its report
    has their number in `documents`. `max_size` replaces the limits of files and of documents, in bytes. An
    `epub_profile` (`dict`, `edupub`, `idx`, `preview`) adds the rules of such a kind of EPUB.

    The findings of raw copy with several stories have the number of the story in their location.

    A document in no known format gives a report without a format, and with the finding INP014. Raises InputError where
    a file cannot be read, UsageError where an argument is wrong.
    """
    refuse_other_than_text(path=path, format=format)
    refuse_unknown("profile", profile, PROFILES)
    if epub_profile:
        refuse_unknown("EPUB profile", epub_profile, EPUB_PROFILES)
    if max_size is not None and (not isinstance(max_size, int) or max_size < 1):
        raise unfit("max_size", max_size, "a number of bytes")
    if session is not None and not hasattr(session, "earlier"):
        raise unfit("the session", session, "a CheckSession")
    if selected is not None and not callable(selected):
        raise unfit("selected", selected, "a function of a code")
    is_file = isinstance(content, os.PathLike)
    path = path or (path_of(content) if is_file else "")
    data = None if is_file and not is_read_once(path_of(content)) else bytes_of(content, max_size)
    limits = Limits(size=max_size)
    if schema is None:
        options = shards.ShardOptions(
            format=format,
            profile=profile,
            session=session,
            selected=selected,
            limits=limits,
            epub_profile=epub_profile,
        )
        file = path_of(content) if is_file else None
        report = check_shard(path, data, options, max_size=max_size, file=file)
        if report is not None:
            return report
    if data is None:
        data = bytes_of(content, max_size)
    if isinstance(schema, os.PathLike):
        from convert.checks import custom_schema

        schema = custom_schema.load(path_of(schema))
    elif schema is not None and not hasattr(schema, "violations"):
        raise unfit("the schema", schema, "a pathlib.Path")
    is_copy = format == "text" or (not format and path.lower().endswith(named("text").suffix))
    if is_copy and not schema and (format or checks.recognise(data) is None):
        pictures = pictures_of(content, None)
        return _check_copy(data, path, profile, format, sidecar(path) if is_file else {}, pictures)
    return checks.check(
        data,
        path=path,
        format=format,
        profile=profile,
        session=session,
        selected=selected,
        schema=schema,
        limits=limits,
        epub_profile=epub_profile,
    )


def verify(package: os.PathLike[str], /, *, mode: Mode = "fixity") -> Report:
    """Verify the package of an archive at a path: a bag, an OCFL object or storage root, or an E-ARK package.

    `mode` is how much is verified: `complete` the files with their number and size, `fixity` also their digests,
    `contents` also each document, as `check` does. The report has the findings on the package first, then those on its
    documents; a path without a package, or that cannot be read, is a finding. Nothing is fetched or unpacked.

    Raises UsageError where an argument is wrong.
    """
    from convert import packages

    if not isinstance(package, os.PathLike):
        raise unfit("the package", package, "a pathlib.Path")
    refuse_unknown("mode", mode, packages.MODES)
    return Report(files=packages.verify(path_of(package), mode).reports)


def _check_copy(
    data: bytes,
    path: str,
    profile: Profile,
    format: str | None,
    metadata: Mapping[str, object],
    pictures: Pictures | None,
) -> FileReport:
    from convert import copy_checks
    from convert.batch.perform import problem

    # No document is made of the copy, so its time does not matter.
    name = os.path.basename(path) or NAME
    source = Source(name=name, data=data, moment=_EPOCH, metadata=metadata, pictures=pictures)
    reports = []
    for story in pipeline.split(source, format=format):
        try:
            reports.append(copy_checks.check(story, path=path, profile=profile, format=format))
        except InputError as e:
            reports.append(problem(path, e, story))
    if len(reports) == 1:
        return reports[0]
    return FileReport(
        path=path, format="text", findings=sort_findings(f for report in reports for f in report.findings)
    )


def dumps(article: Article) -> bytes:
    """The article as Article JSON, in UTF-8. Raises UsageError for anything else, ModelError for wrong types in it."""
    if not isinstance(article, Article):
        raise unfit("the article", article, "an Article")
    article_codec.refuse_wrong_types(article)
    return article_codec.dumps(article)


def loads(content: str | bytes | os.PathLike[str], /) -> Article:
    """The Article that Article JSON holds; a `Path` is a file. Raises InputError (ART000, ART001)."""
    return article_codec.loads(bytes_of(content))


# --------------------------------------------------------------------------------------------------------------------
# Arguments


_EPOCH = Moment("1970-01-01T00:00:00Z")

_CLOCK = Finding(
    code="INP018",
    severity=Severity.NOTICE,
    message="the story shows no time, so the time of the conversion is used",
    advice="Give updated=… or moment=….",
)


def _with_metadata(article: Article, metadata: Mapping[str, Any]) -> Article:
    try:
        article = dataclasses.replace(article, **metadata)
    except ModelError as e:
        raise UsageError("INP011", f"metadata: {e.message}") from None
    article_codec.refuse_wrong_types(article)
    return article


def _all(findings: Iterable[Finding], outputs: Iterable[Output], name: str, story: int = 0) -> tuple[Finding, ...]:
    """The findings of an input, or of its story with that number, and of its documents, at the names of their files."""
    stem = stem_of(name) + (f"-{story}" if story else "")
    located = [finding.at(name, story) for finding in findings]
    for output in outputs:
        located += (finding.at(stem + named(output.format).suffix) for finding in output.findings)
    return sort_findings(located)
