"""Stories into articles and documents: `convert`, `read`, `stories`, `write`, `convert_bytes`, `dumps` and `loads`."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from convert import article_codec, pipeline
from convert.api.arguments import (
    NAME,
    Content,
    Images,
    MomentLike,
    bytes_of,
    checked_format,
    format_names,
    loss_codes_of,
    metadata_of,
    path_of,
    pictures_of,
    source_of,
    unfit,
)
from convert.batch.inputs import stem_of
from convert.batch.inputs.sidecars import sidecar
from convert.errors import ConvertError, InputError, ModelError, UsageError
from convert.findings import Finding, sort_findings
from convert.formats import DEFAULT_FORMATS, named
from convert.levels import Severity
from convert.model import Article
from convert.pipeline import Converted, Output
from convert.readers import Explanation, Parsed, Source, TraceLine

_CLOCK = Finding(
    code="INP018",
    severity=Severity.NOTICE,
    message="the story shows no time, so the time of the conversion is used",
    advice="Give updated=… or moment=….",
)


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
    read_as = _format_of_one_story(source, source_format)
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
    return pipeline.read(source, format=_format_of_one_story(source, format))


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


def _format_of_one_story(source: Source, format: str | None) -> str | None:
    """The format of an input as it was given. Raises InputError (INP025) for an input of several stories."""
    chosen = checked_format(source, format)
    count = len(pipeline.split(source, format=chosen))
    if count > 1:
        message = f"the input has {count:,} stories"
        raise InputError("INP025", message, "Divide it with convert.stories, and read each story.")
    return chosen


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
    read_as = _format_of_one_story(source, source_format)
    return pipeline.convert_bytes(source, names, source_format=read_as, allow=allowed)


def dumps(article: Article) -> bytes:
    """The article as Article JSON, in UTF-8. Raises UsageError for anything else, ModelError for wrong types in it."""
    if not isinstance(article, Article):
        raise unfit("the article", article, "an Article")
    article_codec.refuse_wrong_types(article)
    return article_codec.dumps(article)


def loads(content: str | bytes | os.PathLike[str], /) -> Article:
    """The Article that Article JSON holds; a `Path` is a file. Raises InputError (ART000, ART001)."""
    return article_codec.loads(bytes_of(content))


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
