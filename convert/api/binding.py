"""Many stories into one EPUB: `bind`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from convert.api.arguments import (
    NAME,
    Content,
    MomentLike,
    metadata_of,
    moment_of,
    names_of,
    path_of,
    refuse_other_than_text,
    refuse_unknown,
    unfit,
)
from convert.api.converting import convert, stories
from convert.atomic_write import Placement
from convert.errors import ConvertError
from convert.findings import FileReport, Finding, Location, sort_findings
from convert.levels import Severity
from convert.model import Article
from convert.readers import Source

if TYPE_CHECKING:
    from convert.model import Accessibility
    from convert.packages.editions import Beside, Bound, Order


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
