"""Performing jobs: read one input, make and prove its documents, place them all or none."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from convert.atomic_write import WrittenFile, place
from convert.batch.inputs import STDIN, load, sidecar
from convert.batch.plan import Job, Settings
from convert.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_INPUT, EXIT_OK, ConvertError, ModelError
from convert.findings import FileReport, Finding, Location, Severity
from convert.formats import TRACE, named


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one job: the exit code that it alone would give, what is said of the input and of each document,
    what was placed.

    `data` is the document itself, for the one job of a run that has no target.
    """

    path: str
    exit_code: int
    reports: tuple[FileReport, ...]
    placed: tuple[WrittenFile, ...] = ()
    data: bytes | None = None


def run(
    jobs: Iterable[Job], settings: Settings, executor: Executor | None = None, *, ahead: int = 32
) -> Iterator[Outcome]:
    """The outcome of each job, in the order of the jobs; with an executor at most `ahead` are under way at once."""
    if executor is None:
        yield from (perform(job, settings) for job in jobs)
        return
    under_way: deque[Future[Outcome]] = deque()
    for job in jobs:
        under_way.append(executor.submit(perform, job, settings))
        if len(under_way) >= ahead:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


def perform(job: Job, settings: Settings) -> Outcome:
    """Read one input, make and prove its documents, place them all or none. Never raises, but when interrupted."""
    try:
        return _perform(job, settings)
    except Exception as e:  # the edge of a worker: a bug must not take the batch with it
        return failure(job.path, e)


def _perform(job: Job, settings: Settings) -> Outcome:
    from convert import pipeline
    from convert.model import Moment
    from convert.readers import Source

    if job.error is not None:
        raise job.error
    data, modified = (job.data, job.moment) if job.data is not None and job.moment else load(job.path)
    # What all stories share is not for a document that was made before and says all of itself.
    shared = job.metadata if (settings.read_as or pipeline.source_format(job.name).name) == "text" else {}
    source = Source(
        name=job.name,
        data=data,
        moment=Moment(settings.epoch or modified),
        metadata={**shared, **(sidecar(job.path) if job.path != STDIN else {}), **settings.metadata},
        encoding=settings.encoding,
        keep_furniture=settings.keep_furniture,
        site_lines=job.site_lines,
        explanations=settings.explanations,
        converted=Moment(settings.epoch) if settings.epoch else None,
    )
    converted = pipeline.convert_bytes(source, settings.formats, source_format=settings.read_as, allow=settings.allow)
    targets = dict(job.targets)
    made = [*converted.outputs, *([pipeline.write_trace(converted)] if TRACE.name in targets else [])]
    outputs = [o for o in made if o.data is not None]
    documents = [(targets[o.format], o.data, o.format) for o in outputs if o.data is not None and targets]
    placed = place(documents, force=settings.force, dry_run=settings.dry_run, durable=settings.durable)
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
        placed=placed,
        data=outputs[0].data if outputs and not targets else None,
    )


_CLOCK = Finding(
    code="INP018",
    severity=Severity.NOTICE,
    message="the story shows no time, so the time of reading it stands in",
    advice="Give it with --meta updated=…, or set SOURCE_DATE_EPOCH.",
)


def _exit_code(reports: Iterable[FileReport]) -> int:
    errors = [f for report in reports for f in report.findings if f.severity is Severity.ERROR]
    if any(f.code.startswith("BUG") for f in errors):
        return EXIT_BUG
    if any(f.code.startswith("LOS") for f in errors):
        return EXIT_INPUT
    return EXIT_FINDINGS if errors else EXIT_OK


def problem(path: str, error: ConvertError) -> FileReport:
    """The report on a file that could not be worked on."""
    place = Location(path=path)
    finding = Finding(
        code=error.code, severity=Severity.ERROR, message=error.message, advice=error.advice, location=place
    )
    return FileReport(path=path, findings=(finding,))


def failure(path: str, error: Exception) -> Outcome:
    """The outcome of work that `error` stopped. An error that is not ours, or that the model raised, is a bug."""
    if isinstance(error, ConvertError) and not isinstance(error, ModelError):
        return Outcome(path=path, exit_code=error.exit_code, reports=(problem(path, error),))
    advice = "This is a bug in wirecopy; please report it with the input."
    bug = ConvertError("BUG000", f"{type(error).__name__}: {error}", advice)
    return Outcome(path=path, exit_code=EXIT_BUG, reports=(problem(path, bug),))
