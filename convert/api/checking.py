"""Documents and packages into findings: `check` and `verify`."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from convert import checks, pipeline
from convert.api.arguments import NAME, bytes_of, path_of, pictures_of, refuse_other_than_text, refuse_unknown, unfit
from convert.batch.check import check_shard
from convert.batch.inputs import is_read_once
from convert.batch.inputs.sidecars import sidecar
from convert.checks import shards
from convert.documents import Limits
from convert.errors import InputError
from convert.findings import FileReport, Report, sort_findings
from convert.formats import named
from convert.levels import EPUB_PROFILES, PROFILES, Profile
from convert.model import Moment
from convert.readers import Source

if TYPE_CHECKING:
    from convert.checks.custom_schema import CustomSchema
    from convert.checks.engine.session import CheckSession
    from convert.packages import Mode
    from convert.pictures.placing import Pictures


_EPOCH = Moment("1970-01-01T00:00:00Z")


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
