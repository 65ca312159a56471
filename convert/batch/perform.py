"""Performing jobs: read one input, make and verify its documents, write all of them or none."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from convert.atomic_write import WrittenFile, write_files
from convert.batch.inputs import STDIN, load, sidecar
from convert.batch.plan import Job, Settings
from convert.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_INPUT, EXIT_OK, ConvertError, ModelError
from convert.findings import FileReport, Finding, Location, Severity
from convert.formats import TRACE, named


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Result of one job.

    `exit_code` is the exit code of a run of this job alone. `reports` are on the input and on each document. `written`
    are its documents, also those that were up to date or that a dry run did not write. `data` is the document itself,
    for the single job of a run without targets.
    """

    path: str
    exit_code: int
    reports: tuple[FileReport, ...]
    written: tuple[WrittenFile, ...] = ()
    data: bytes | None = None


def run(
    jobs: Iterable[Job], settings: Settings, executor: Executor | None = None, *, ahead: int = 32
) -> Iterator[Outcome]:
    """Yield the outcome of each job, in the order of the jobs.

    With an executor, at most `ahead` jobs are submitted and not yet yielded; `jobs` is consumed no faster.
    """
    if executor is None:
        yield from (perform(job, settings) for job in jobs)
        return
    pending: deque[Future[Outcome]] = deque()
    for job in jobs:
        pending.append(executor.submit(perform, job, settings))
        if len(pending) >= ahead:
            yield pending.popleft().result()
    while pending:
        yield pending.popleft().result()


def perform(job: Job, settings: Settings) -> Outcome:
    """Read one input, make and verify its documents, write all of them or none. Never raises, except if interrupted."""
    try:
        return _perform(job, settings)
    except Exception as e:  # the edge of a worker: a bug must not end the batch
        return failure(job.path, e)


def _perform(job: Job, settings: Settings) -> Outcome:
    from convert import pipeline
    from convert.model import Moment
    from convert.readers import Source

    if job.error is not None:
        raise job.error
    data, modified = (job.data, job.moment) if job.data is not None and job.moment else load(job.path)
    # Metadata shared by all stories does not apply to Article JSON, which is complete.
    shared = job.metadata if (settings.read_as or pipeline.source_format(job.name).name) == "text" else {}
    source = Source(
        name=job.name,
        data=data,
        moment=Moment(settings.epoch or modified),
        metadata={**shared, **(sidecar(job.path) if job.path != STDIN else {}), **settings.metadata},
        encoding=settings.encoding,
        timezone=settings.timezone or job.timezone,
        repair_encoding=settings.repair_encoding,
        keep_furniture=settings.keep_furniture,
        keep_private=settings.keep_private,
        site_lines=job.site_lines,
        explanations=settings.explanations,
        converted=Moment(settings.epoch) if settings.epoch else None,
    )
    converted = pipeline.convert_bytes(source, settings.formats, source_format=settings.read_as, allow=settings.allow)
    targets = dict(job.targets)
    made = [*converted.outputs, *([pipeline.write_trace(converted)] if TRACE.name in targets else [])]
    outputs = [o for o in made if o.data is not None]
    documents = [(targets[o.format], o.data, o.format) for o in outputs if o.data is not None and targets]
    written = write_files(documents, force=settings.force, dry_run=settings.dry_run, durable=settings.durable)
    findings = list(converted.findings)
    if job.path == STDIN and not settings.epoch and converted.article.updated == source.moment:
        findings.append(_CLOCK)
    reports = [FileReport(path=job.path, findings=tuple(f.at(job.path) for f in findings))]
    for output in made:
        path = targets.get(output.format, job.path)
        report = FileReport(
            path=path,
            format=output.format,
            version=(TRACE if output.format == TRACE.name else named(output.format)).write_version,
            schema_valid=output.schema_valid,
            findings=tuple(f.at(path) for f in output.findings),
        )
        reports.append(report)
    return Outcome(
        path=job.path,
        exit_code=_exit_code(reports),
        reports=tuple(reports),
        written=written,
        data=outputs[0].data if outputs and not targets else None,
    )


_CLOCK = Finding(
    code="INP018",
    severity=Severity.NOTICE,
    message="the story has no time; the time of reading is used",
    advice="Set it with --meta updated=…, or set SOURCE_DATE_EPOCH.",
)


def _exit_code(reports: Iterable[FileReport]) -> int:
    errors = [f for report in reports for f in report.findings if f.severity is Severity.ERROR]
    if any(f.code.startswith("BUG") for f in errors):
        return EXIT_BUG
    if any(f.is_unsafe_loss for f in errors):
        return EXIT_INPUT
    return EXIT_FINDINGS if errors else EXIT_OK


def problem(path: str, error: ConvertError) -> FileReport:
    """Return the report on a file that could not be processed."""
    finding = Finding(
        code=error.code,
        severity=Severity.ERROR,
        message=error.message,
        advice=error.advice,
        location=Location(path=path),
    )
    return FileReport(path=path, findings=(finding,))


def failure(path: str, error: Exception) -> Outcome:
    """The outcome of work that `error` stopped. An error that is not ours, or that the model raised, is a bug."""
    if isinstance(error, ConvertError) and not isinstance(error, ModelError):
        return Outcome(path=path, exit_code=error.exit_code, reports=(problem(path, error),))
    advice = "This is a bug in wirecopy; please report it with the input."
    bug = ConvertError("BUG000", f"{type(error).__name__}: {error}", advice)
    return Outcome(path=path, exit_code=EXIT_BUG, reports=(problem(path, bug),))
