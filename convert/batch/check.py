"""Checking one document or one file of raw copy, under a policy."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from convert.batch.inputs import STDIN, instant, read_file, sidecar
from convert.batch.perform import Outcome, failure
from convert.errors import EXIT_FINDINGS, EXIT_INPUT, EXIT_OK, InputError, UsageError
from convert.findings import FileReport, Severity
from convert.formats import named

if TYPE_CHECKING:
    from convert.checks import Profile
    from convert.checks.custom_schema import CustomSchema
    from convert.checks.engine.run import Run
    from convert.readers.text.site.lines import SiteLines


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPolicy:
    """How documents are checked and what counts.

    `format` is a format's name, perhaps with `@` and a version, None to tell by content. Findings at least as grave
    as `fail_on` make the exit code 1. `select` and `ignore` are codes or their beginnings: only selected findings are
    reported, and no ignored ones. `skip_unknown` passes over files of no known format in silence. `encoding` is that of
    raw copy, None to find out. `schema` is one of the user's, in the place of ours.
    `metadata` is metadata of raw copy, where none stands beside it, and `site_lines` what was learnt from a batch of it.
    """

    format: str | None = None
    profile: Profile = "foreign"
    fail_on: Severity = Severity.ERROR
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    skip_unknown: bool = False
    encoding: str | None = None
    schema: CustomSchema | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)
    site_lines: SiteLines | None = None

    def reports(self, code: str) -> bool:
        """Whether findings of a code are to be reported; what could not be read or is a bug of ours always is."""
        if code.startswith(("INP", "BUG")):
            return True
        selected = not self.select or code.startswith(self.select)
        return selected and not (self.ignore and code.startswith(self.ignore))


def _is_copy(path: str, data: bytes, policy: CheckPolicy) -> bool:
    """Whether a document is to be checked as raw copy: it is said to be, or is named so and looks like no other."""
    if policy.schema:
        return False
    if policy.format:
        return policy.format == "text"
    from convert import checks

    return path.lower().endswith(named("text").suffix) and checks.recognise(data) is None


def _check_copy(path: str, data: bytes, policy: CheckPolicy) -> FileReport:
    from convert import copy_checks
    from convert.model import Moment
    from convert.readers import Source

    source = Source(
        name=os.path.basename(path),
        data=data,
        moment=Moment(instant(0)),  # nothing is made of the copy, so its time plays no part
        metadata={**policy.metadata, **(sidecar(path) if path != STDIN else {})},
        encoding=policy.encoding,
        site_lines=policy.site_lines,
    )
    return copy_checks.check(source, path=path, profile=policy.profile, format=policy.format)


def check(path: str, data: bytes | None = None, *, policy: CheckPolicy, run: Run | None = None) -> Outcome:
    """Check one document, which is read from `path` where its bytes are not given. Raises UsageError alone.

    A `run` joins the checks of many documents, as `checks.check` has it.
    """
    from convert import checks

    try:
        if os.path.isdir(path):
            advice = "Name the files; those that end in .txt are looked for with --format text."
            raise InputError("INP007", "no document stands below this folder", advice)
        data = read_file(path)[0] if data is None else data
        if _is_copy(path, data, policy):
            report = _check_copy(path, data, policy)
        else:
            report = checks.check(
                data,
                path=path,
                format=policy.format,
                profile=policy.profile,
                run=run,
                wanted=policy.reports if policy.select or policy.ignore else None,
                schema=policy.schema,
            )
    except UsageError:
        raise
    except Exception as e:  # the edge of one check: a bug must not take the reports on other files with it
        return failure(path, e)
    if not report.format:
        skip = policy.skip_unknown
        return Outcome(path=path, exit_code=EXIT_OK if skip else EXIT_INPUT, reports=() if skip else (report,))
    if policy.select or policy.ignore:
        report = replace(report, findings=tuple(f for f in report.findings if policy.reports(f.code)))
    failed = any(finding.severity.rank >= policy.fail_on.rank for finding in report.findings)
    return Outcome(path=path, exit_code=EXIT_FINDINGS if failed else EXIT_OK, reports=(report,))
