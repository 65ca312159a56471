"""Checking one document or one file of raw copy under a policy."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from convert.batch.inputs import STDIN, instant, is_read_once, read_file
from convert.batch.inputs.folders import Found
from convert.batch.inputs.pictures import pictures_beside
from convert.batch.inputs.sidecars import Sidecar, orphan_report, read_sidecar
from convert.batch.perform import Outcome, failure, problem
from convert.codes import is_named
from convert.documents import Limits
from convert.documents.limits import RAISE
from convert.errors import EXIT_FINDINGS, EXIT_INPUT, EXIT_OK, ConvertError, InputError, UsageError
from convert.findings import FileReport
from convert.formats import named
from convert.levels import Profile, Severity
from convert.limits import MAX_SHARD

if TYPE_CHECKING:
    from convert.checks import shards
    from convert.checks.custom_schema import CustomSchema
    from convert.checks.engine.session import CheckSession
    from convert.checks.epub.epubcheck import Checker


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPolicy:
    """How documents are checked and which findings matter.

    `format` is a format's name, optionally with `@` and a version, None to detect it from the content. `profile` is the
    strictness of the rules. Findings of severity `fail_on` or higher make the exit code 1. `select` and `ignore` are
    codes or prefixes of codes: only selected findings are reported, and no ignored ones. `skip_unknown` silently skips
    files of no known format. `encoding` is that of raw copy, None to detect it. `schema` is a user's schema that
    replaces the built-in one. `metadata` applies to raw copy, with lower priority than its metadata file. `split`
    divides raw copy at separators before titles. `max_size` is the maximum size of a file, and of a document in it, in
    bytes, None for the usual limits. `images` is the folder of the pictures of raw copy, None for its own.
    `epub_profile` names a kind of EPUB whose rules apply to every EPUB. With `deep`, EPUBCheck examines EPUBs, too.
    """

    format: str | None = None
    profile: Profile = "foreign"
    fail_on: Severity = Severity.ERROR
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    skip_unknown: bool = False
    encoding: str | None = None
    timezone: str | None = None
    schema: CustomSchema | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)
    split: bool = False
    max_size: int | None = None
    images: str | None = None
    epub_profile: str = ""
    deep: bool = False

    def reports(self, code: str) -> bool:
        """Return whether findings with a code are reported; unreadable inputs (INP) and bugs (BUG) always are."""
        if code.startswith(("INP", "BUG")):
            return True
        selected = not self.select or is_named(code, self.select)
        return selected and not (self.ignore and is_named(code, self.ignore))


_NO_SIDECAR = Sidecar(values={})


def _is_copy(path: str, data: bytes, policy: CheckPolicy) -> bool:
    """Return whether to check as raw copy: the policy names that format, or the suffix does and no other fits."""
    if policy.schema:
        return False
    if policy.format:
        return policy.format == "text"
    from convert import checks

    return path.lower().endswith(named("text").suffix) and checks.recognise(data) is None


def _check_copy(path: str, data: bytes, policy: CheckPolicy) -> tuple[FileReport, ...]:
    """Return the reports on the stories of raw copy. Raises InputError if there is only one and it cannot be read."""
    from convert import copy_checks, pipeline
    from convert.model import Moment
    from convert.readers import Source

    shared = read_sidecar(path, timezone=policy.timezone) if path != STDIN else _NO_SIDECAR
    source = Source(
        name=os.path.basename(path),
        data=data,
        moment=Moment(instant(0)),  # no document is made, so the time does not matter
        metadata={**policy.metadata, **shared.values},
        encoding=policy.encoding,
        timezone=policy.timezone,
        pictures=pictures_beside(path, policy.images) if path != STDIN else None,
    )
    reports = []
    for story in pipeline.split(source, format=policy.format, by_separators=policy.split):
        try:
            has_own = story.story and path != STDIN
            own = read_sidecar(path, story.story, timezone=policy.timezone) if has_own else _NO_SIDECAR
            story = replace(story, metadata={**story.metadata, **own.values})
            report = copy_checks.check(story, path=path, profile=policy.profile, format=policy.format)
            noticed = [*(shared.findings if story.story <= 1 else ()), *own.findings]
            findings = [*(finding.at(path, story.story) for finding in noticed), *report.findings]
            reports.append(replace(report, findings=tuple(findings)))
        except InputError as e:
            if not story.story:
                raise
            reports.append(problem(path, e, story))
    return tuple(reports)


def check(
    path: str,
    data: bytes | None = None,
    *,
    policy: CheckPolicy,
    session: CheckSession | None = None,
    error: ConvertError | None = None,
    epubcheck: Checker | None = None,
) -> Outcome:
    """Check one document, or each story of raw copy, which is read from `path` unless its bytes are given.

    `session` connects the checks of several documents (see `checks.check`). `error` is an already known failure to
    read the document. `epubcheck` examines EPUBs, too, under a policy that is deep. Raises only UsageError.
    """
    from convert import checks

    epubcheck = epubcheck if policy.deep else None
    try:
        if error is not None:
            raise error
        if os.path.isdir(path):
            advice = "Name the files, or use --format text to check .txt files."
            raise InputError("INP007", "no document below this folder", advice)
        if data is None and (is_read_once(path) or _is_short(path)):
            data = _read(path, policy)
        if not policy.schema:
            options = _shard_options(policy, session, epubcheck)
            if (report := check_shard(path, data, options, max_size=policy.max_size)) is not None:
                return _outcome(path, (report,), policy)
        data = _read(path, policy) if data is None else data
        if _is_copy(path, data, policy):
            reports = _check_copy(path, data, policy)
        else:
            report = checks.check(
                data,
                path=path,
                format=policy.format,
                profile=policy.profile,
                session=session,
                selected=policy.reports if policy.select or policy.ignore else None,
                schema=policy.schema,
                limits=Limits(size=policy.max_size),
                epub_profile=policy.epub_profile,
                epubcheck=epubcheck,
            )
            reports = (report,)
    except UsageError:
        raise
    except Exception as e:  # the edge of one check: a bug must not end the run
        return failure(path, e)
    return _outcome(path, reports, policy)


def _is_short(path: str) -> bool:
    """Return whether a file is so short that it is read at once, whether it has one document or many."""
    try:
        return os.stat(path).st_size <= SHORT
    except (OSError, ValueError):
        return False  # reading it tells the reason


SHORT = 2**20
"""How large a file may be to be read at once, in bytes."""


def _read(path: str, policy: CheckPolicy) -> bytes:
    try:
        return read_file(path, policy.max_size)[0]
    except InputError as e:
        if e.code != "INP005":
            raise
        raise InputError("INP005", e.message, RAISE) from None


def check_shard(
    path: str,
    data: bytes | None,
    options: shards.ShardOptions,
    *,
    max_size: int | None = None,
    file: str | None = None,
) -> FileReport | None:
    """Return one report on a file with many documents, which is read from `file` or `path` unless its bytes are given.

    None if it is a single document, or cannot be opened. Raises InputError (INP005) for a file of more bytes than
    `max_size`, or `MAX_SHARD` if that is None.
    """
    if path.lower().endswith(named("text").suffix):
        return None
    from convert.checks import shards

    try:
        with open(file or path, "rb") if data is None else io.BytesIO(data) as opened:
            shard = shards.shard(opened, path, options.format)
            if shard is None or (shard.kind == "message" and shard.size <= shards.MESSAGE_IN_ONE):
                return None
            limit = max_size or MAX_SHARD
            if shard.size > limit:
                raise InputError("INP005", f"the file has {shard.size:,} bytes; the limit is {limit:,}", RAISE)
            return shards.check(shard, options)
    except (OSError, ValueError):
        return None  # reading it as a single document tells the reason


def _shard_options(policy: CheckPolicy, session: CheckSession | None, epubcheck: Checker | None) -> shards.ShardOptions:
    from convert.checks import shards

    return shards.ShardOptions(
        format=policy.format,
        profile=policy.profile,
        session=session,
        selected=policy.reports if policy.select or policy.ignore else None,
        skip_unknown=policy.skip_unknown,
        limits=Limits(size=policy.max_size),
        epub_profile=policy.epub_profile,
        epubcheck=epubcheck,
    )


def _outcome(path: str, reports: tuple[FileReport, ...], policy: CheckPolicy) -> Outcome:
    """Return the outcome of a check, with the findings that the policy reports."""
    if not any(report.format for report in reports):
        skip = policy.skip_unknown and not any(report.story for report in reports)
        return Outcome(path=path, exit_code=EXIT_OK if skip else EXIT_INPUT, reports=() if skip else reports)
    if policy.select or policy.ignore:
        reports = tuple(
            replace(report, findings=tuple(f for f in report.findings if policy.reports(f.code))) for report in reports
        )
    if not all(report.format for report in reports):
        return Outcome(path=path, exit_code=EXIT_INPUT, reports=reports)
    failed = any(finding.severity.rank >= policy.fail_on.rank for report in reports for finding in report.findings)
    return Outcome(path=path, exit_code=EXIT_FINDINGS if failed else EXIT_OK, reports=reports)


def check_orphan(path: str, policy: CheckPolicy) -> Outcome:
    """Return the outcome of the check of a metadata file without its story."""
    return _outcome(path, (orphan_report(path),), policy)


def unreadable(found: Found) -> Outcome:
    """Return the outcome of the check of a folder, or a file in it, that cannot be read."""
    assert found.error is not None
    return failure(found.path, found.error)
