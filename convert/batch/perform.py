"""Performing jobs: read one input, make and verify its documents, write all of them or none."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from convert.atomic_write import WrittenFile, write_files
from convert.batch.inputs import STDIN, load
from convert.batch.plan import Job, Settings
from convert.batch.sidecars import sidecar
from convert.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_INPUT, EXIT_OK, ConvertError, ModelError, UsageError
from convert.findings import FileReport, Finding, Location, Severity
from convert.formats import TRACE, named

if TYPE_CHECKING:
    from convert.readers import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Result of one story: of a job, or of one of the stories of its input, whose number is `story`.

    `exit_code` is the exit code of a run of this job alone. `reports` are on the input and on each document. `written`
    are its documents, also those that were up to date or that a dry run did not write. `data` is the document itself,
    for the single job of a run without targets.
    """

    path: str
    exit_code: int
    reports: tuple[FileReport, ...]
    written: tuple[WrittenFile, ...] = ()
    data: bytes | None = None
    story: int = 0


def run(
    jobs: Iterable[Job], settings: Settings, executor: Executor | None = None, *, ahead: int = 32
) -> Iterator[Outcome]:
    """Yield the outcomes of each job, in the order of the jobs.

    With an executor, at most `ahead` jobs are submitted and not yet yielded; `jobs` is consumed no faster.
    """
    if executor is None:
        for job in jobs:
            yield from perform(job, settings)
        return
    pending: deque[Future[tuple[Outcome, ...]]] = deque()
    for job in jobs:
        pending.append(executor.submit(perform, job, settings))
        if len(pending) >= ahead:
            yield from pending.popleft().result()
    while pending:
        yield from pending.popleft().result()


def perform(job: Job, settings: Settings) -> tuple[Outcome, ...]:
    """Read one input, and make and verify the documents of each of its stories; write all of a story's or none.

    One outcome for each story. Never raises, except if interrupted.
    """
    try:
        sources = _sources(job, settings)
    except Exception as e:  # the edge of a worker: a bug must not end the batch
        return (failure(job.path, e),)
    return tuple(_outcome(job, settings, source) for source in sources)


def _outcome(job: Job, settings: Settings, source: Source) -> Outcome:
    try:
        return _perform(job, settings, source)
    except Exception as e:  # a story that cannot be read must not end the others
        return failure(job.path, e, source)


def _sources(job: Job, settings: Settings) -> tuple[Source, ...]:
    """Return the stories of the input."""
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
    sources = pipeline.split(source, format=settings.read_as, by_separators=job.split)
    if len(sources) > 1 and not job.targets:
        message = f"the input has {len(sources):,} stories, which need an output folder"
        raise UsageError("INP016", message, "Name a folder with -o.")
    return sources


def _perform(job: Job, settings: Settings, source: Source) -> Outcome:
    from convert import pipeline

    targets = dict(job.targets_of(source.story))
    if source.story and job.path != STDIN:
        own = sidecar(job.path, source.story)
        own = {name: value for name, value in own.items() if name not in settings.metadata}
        source = replace(source, metadata={**source.metadata, **own})
    converted = pipeline.convert_bytes(source, settings.formats, source_format=settings.read_as, allow=settings.allow)
    made = [*converted.outputs, *([pipeline.write_trace(converted)] if TRACE.name in targets else [])]
    outputs = [o for o in made if o.data is not None]
    documents = [(targets[o.format], o.data, o.format) for o in outputs if o.data is not None and targets]
    written = write_files(documents, force=settings.force, dry_run=settings.dry_run, durable=settings.durable)
    findings = list(converted.findings)
    if job.path == STDIN and not settings.epoch and converted.article.updated == source.moment:
        findings.append(_CLOCK)
    story = source.story
    findings = [finding.at(job.path, story) for finding in findings]
    reports = [FileReport(path=job.path, story=story, findings=tuple(findings))]
    for output in made:
        path = targets.get(output.format, job.path)
        report = FileReport(
            path=path,
            story=story,
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
        story=story,
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


def problem(path: str, error: ConvertError, source: Source | None = None) -> FileReport:
    """Return the report on a file, or on the story `source` of it, that could not be processed."""
    story = source.story if source else 0
    finding = Finding(
        code=error.code,
        severity=Severity.ERROR,
        message=error.message,
        advice=error.advice,
        location=Location(path=path, line=source.first_line if source and story else 0, story=story),
    )
    return FileReport(path=path, story=story, findings=(finding,))


def failure(path: str, error: Exception, source: Source | None = None) -> Outcome:
    """The outcome of work on a file, or on the story `source` of it, that `error` stopped.

    An error that is not ours, or that the model raised, is a bug.
    """
    exit_code, story = EXIT_BUG, source.story if source else 0
    if isinstance(error, ConvertError) and not isinstance(error, ModelError):
        exit_code = error.exit_code
    else:
        advice = "This is a bug in wirecopy; please report it with the input."
        error = ConvertError("BUG000", f"{type(error).__name__}: {error}", advice)
    return Outcome(path=path, exit_code=exit_code, reports=(problem(path, error, source),), story=story)
