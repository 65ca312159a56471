"""Many inputs: plan what is to be made from what, perform each, place the results.

`plan` looks at names only and refuses what cannot go well before any work is done; `run` performs the jobs in their
order, over any `concurrent.futures.Executor` or none. This is the only module that reads inputs and places documents;
it prints nothing.
"""

from __future__ import annotations

import json
import os
import stat
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from convert.atomic_write import WrittenFile, place
from convert.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_INPUT, EXIT_OK, ConvertError, InputError, UsageError
from convert.findings import FileReport, Finding, Location, Severity
from convert.formats import FORMATS, TRACE, Format, by_suffix, named

if TYPE_CHECKING:
    from convert.checks import Profile
    from convert.checks.custom_schema import CustomSchema
    from convert.checks.engine.run import Run
    from convert.readers.text.site.lines import SiteLines

STDIN = "-"
"""The name of standard input among inputs."""

MAX_INPUT = 64 * 2**20
"""How many bytes an input may have; the collected works of a newspaper's day fit in a hundredth of it."""

_SIDECARS = (".meta.toml", ".meta.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for a whole run.

    `metadata` is metadata for every input, by field name, as values of the model. `epoch` is the moment of
    SOURCE_DATE_EPOCH as text, where it is set. `read_as` is the format of all inputs, None to tell by name.
    `keep_furniture` leaves in the body what raw copy has besides its story; `explanations` says in traces what decided.
    `force` replaces targets with other content; `dry_run` does everything but place; `durable` waits until the disk has
    the bytes.
    """

    formats: tuple[str, ...]
    metadata: Mapping[str, object] = field(default_factory=dict)
    encoding: str | None = None
    epoch: str | None = None
    read_as: str | None = None
    keep_furniture: bool = False
    explanations: bool = False
    force: bool = False
    dry_run: bool = False
    durable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One input and where its documents go.

    `path` is the input as the user named it. `targets` are pairs of a format's name, or `trace`, and a path; without
    them the one document is handed back in the outcome. `data` and `moment`, both, are set for what was read already,
    such as standard input. `error` is what is already known to be wrong. `metadata` is metadata of raw copy that holds
    where none stands beside the input and none is given for the run. `site_lines` is what was learnt from the batch that
    it is one of.
    """

    path: str
    name: str
    targets: tuple[tuple[str, str], ...] = ()
    data: bytes | None = None
    moment: str | None = None
    error: ConvertError | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)
    site_lines: SiteLines | None = None


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


# --------------------------------------------------------------------------------------------------------------------
# Plan


def plan(
    inputs: Sequence[str],
    formats: Sequence[str],
    out: str | None,
    *,
    stdin: Job | None = None,
    read_as: str | None = None,
    trace: bool = False,
) -> list[Job]:
    """The jobs for `inputs`, in order: files as named, and every `.txt` file below folders, sorted, the tree mirrored
    below `out`.

    `stdin` is the job for standard input, without targets. `out` is a folder, unless there is exactly one document
    and `out` ends in the suffix of a format. With `trace`, a trace stands beside the documents of each input, which is
    raw copy by its name or by `read_as`, the format of all inputs. Raises UsageError where documents would meet in one
    place, would replace an input, or have no place to go.
    """
    jobs: list[tuple[Job, str]] = []
    for name in inputs:
        if name == STDIN:
            if stdin is None:
                raise UsageError("INP012", "standard input is not at hand here")
            jobs.append((stdin, _stem(stdin.name)))
        elif os.path.isdir(name):
            jobs.extend(_below(name))
        else:
            jobs.append((Job(path=name, name=os.path.basename(name)), _stem(os.path.basename(name))))
    if trace:
        _refuse_without_lines((job for job, _ in jobs), read_as)
    single = len(jobs) == 1 and len(formats) == 1
    if out is None:
        if not single:
            message = "there is more than one document and no place for them"
            raise UsageError("INP016", message, "Name a folder with -o.")
        if trace:
            message = "a trace is a file beside the document, and there is no place for it"
            raise UsageError("INP016", message, "Name a file or a folder with -o.")
        return [job for job, _ in jobs]
    if single and _names_a_document(out, formats[0]):
        beside = ((TRACE.name, _without_ending(out, formats[0]) + TRACE.suffix),) if trace else ()
        targeted = [_with_targets(jobs[0][0], ((formats[0], out), *beside))]
    else:
        wanted = [*map(named, formats), *([TRACE] if trace else [])]
        targeted = [
            _with_targets(job, tuple((f.name, os.path.join(out, stem + f.suffix)) for f in wanted))
            for job, stem in jobs
        ]
    _refuse_collisions(targeted)
    return targeted


def _with_targets(job: Job, targets: tuple[tuple[str, str], ...]) -> Job:
    return Job(path=job.path, name=job.name, targets=targets, data=job.data, moment=job.moment, error=job.error)


def _names_a_document(out: str, format: str) -> bool:
    """Whether `out` is the name of one document of this format and not of a folder.

    Raises UsageError where it ends as documents of another format do.
    """
    if os.path.isdir(out) or out.endswith(os.sep):
        return False
    if out.lower().endswith(_endings(named(format))):
        return True
    if out.lower().endswith(tuple(ending for f in FORMATS for ending in _endings(f))):
        message = f"{out} is no name for {named(format).title}"
        raise UsageError("INP016", message, f"End it in {named(format).suffix}, or name a folder.")
    return False


def _endings(format: Format) -> tuple[str, str]:
    """The whole suffix of a format, and its last part alone."""
    return format.suffix, "." + format.suffix.rpartition(".")[2]


def _refuse_without_lines(jobs: Iterable[Job], read_as: str | None) -> None:
    """Refuse a trace of what is no raw copy, and has no lines to tell of. Raises UsageError."""
    for job in jobs:
        if (read_as or _format_of(job.name)) != "text":
            message = f"{job.path} is no raw copy, and has no lines to trace"
            raise UsageError("INP012", message, "Convert it without --trace.")


def _without_ending(out: str, format: str) -> str:
    """The name of a document of this format without its ending."""
    return next(out[: -len(ending)] for ending in _endings(named(format)) if out.lower().endswith(ending))


def _stem(name: str) -> str:
    lower = name.lower()
    for suffix in sorted((f.suffix for f in FORMATS if f.reads), key=len, reverse=True):
        if lower.endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return os.path.splitext(name)[0] or name


def _below(folder: str) -> Iterator[tuple[Job, str]]:
    """Every `.txt` file below `folder` but sidecars, hidden files and links, with its stem relative to the folder."""
    paths = files_below(folder, (".txt",))
    if not paths:
        error = InputError("INP007", f"no .txt file stands below {folder}", "Name the files, or another folder.")
        yield Job(path=folder, name=os.path.basename(folder.rstrip(os.sep)) or folder, error=error), "nothing"
    for path in paths:
        yield Job(path=path, name=os.path.basename(path)), _stem(os.path.relpath(path, folder))


def files_below(folder: str, suffixes: tuple[str, ...]) -> list[str]:
    """The paths of all files below `folder` that end in one of `suffixes`, sorted; hidden files and links apart."""
    found: list[str] = []
    for base, folders, names in os.walk(folder, followlinks=False):
        folders[:] = [f for f in folders if not f.startswith(".")]
        paths = (os.path.join(base, n) for n in names if n.lower().endswith(suffixes) and not n.startswith("."))
        found.extend(path for path in paths if not os.path.islink(path))
    return sorted(found)


def _refuse_collisions(jobs: Iterable[Job]) -> None:
    jobs = [job for job in jobs if job.error is None]
    inputs = {os.path.realpath(job.path) for job in jobs if job.data is None}
    taken: dict[str, str] = {}
    for job in jobs:
        for _, target in job.targets:
            real = os.path.normcase(os.path.realpath(target))
            if real in inputs:
                raise UsageError("INP015", f"{target} is an input and would be replaced", "Choose another folder.")
            if real in taken:
                message = f"{job.path} and {taken[real]} would both become {target}"
                raise UsageError("INP015", message, "Convert them into two folders.")
            taken[real] = job.path


# --------------------------------------------------------------------------------------------------------------------
# Learn


class SitePage(NamedTuple):
    """Raw copy to learn from: its path, its bytes where they are at hand, its encoding where that is known, and whether
    the user said that it is raw copy; what looks like markup is none otherwise.
    """

    path: str
    data: bytes | None = None
    encoding: str | None = None
    is_told: bool = False


def learn(lessons: Iterable[SitePage]) -> SiteLines:
    """What stands in many of the `lessons`, which are pages of one site.

    They are read one at a time, in the order of their names. What is no raw copy, or cannot be read, teaches nothing;
    what is wrong with it is told when it is worked on.
    """
    from convert import pipeline
    from convert.readers.text.site.lines import SiteLineCounter

    tally = SiteLineCounter()
    for lesson in sorted(lessons, key=lambda lesson: lesson.path):
        if not lesson.is_told and _format_of(lesson.path) != "text":
            continue
        try:
            data = _bytes(lesson.path)[0] if lesson.data is None else lesson.data
            if lesson.is_told or not pipeline.is_markup(data):
                tally.add(data, lesson.encoding)
        except InputError:
            continue
    return tally.settle()


def with_site_lines(jobs: Iterable[Job], settings: Settings) -> list[Job]:
    """The jobs, whose inputs are pages of one site, each with what was learnt from all of them."""
    jobs = [_held(job) for job in jobs]
    lessons = [
        SitePage(job.path if job.path != STDIN else job.name, job.data, settings.encoding, settings.read_as == "text")
        for job in jobs
        if job.error is None and settings.read_as in (None, "text")
    ]
    site_lines = learn(lessons)
    return [replace(job, site_lines=site_lines) for job in jobs]


def _held(job: Job) -> Job:
    """The job, with its bytes where its input could not be read a second time."""
    if job.error or job.data is not None or not is_read_once(job.path):
        return job
    try:
        data, moment = load(job.path)
    except InputError as e:
        return replace(job, error=e)
    return replace(job, data=data, moment=moment)


def is_read_once(path: str) -> bool:
    """Whether what stands in the file `path` is gone once it was read, as from a pipe."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _format_of(name: str) -> str:
    """The name of the format that an input of this name is read as."""
    return getattr(by_suffix(name), "name", "text")


# --------------------------------------------------------------------------------------------------------------------
# Perform


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
    except ConvertError as e:
        return Outcome(path=job.path, exit_code=e.exit_code, reports=(problem(job.path, e),))
    except Exception as e:  # the edge of a worker: a bug must not take the batch with it
        bug = _bug(e)
        return Outcome(path=job.path, exit_code=EXIT_BUG, reports=(problem(job.path, bug),))


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
    converted = pipeline.convert_bytes(source, settings.formats, source_format=settings.read_as)
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
    return EXIT_FINDINGS if errors else EXIT_OK


def load(path: str) -> tuple[bytes, str]:
    """The bytes of a file, and its modification time as an instant in UTC. Raises InputError."""
    data, modified = _bytes(path)
    return data, instant(min(max(int(modified), 0), 253_402_300_799))


def _bytes(path: str) -> tuple[bytes, float]:
    """The bytes of a file, and its modification time in seconds since 1970. Raises InputError."""
    try:
        with open(path, "rb") as file:
            status = os.fstat(file.fileno())
            if status.st_size > MAX_INPUT:
                message = f"the file has {status.st_size} bytes; at most {MAX_INPUT} are read"
                raise InputError("INP005", message, "Split it into its stories.")
            # Room is made for as much as is asked for, and 64 MB of it for each small file take their time.
            data = file.read(status.st_size + 1)
            if len(data) > status.st_size:
                data += file.read(MAX_INPUT + 1 - len(data))
    except FileNotFoundError:
        raise InputError("INP001", "there is no such file", "Check the name.") from None
    except IsADirectoryError:
        raise InputError("INP000", "this is a folder, and a file is wanted", "Name the files in it.") from None
    except (OSError, ValueError) as e:
        raise InputError("INP000", f"the file cannot be read: {_reason(e)}", "Check its permissions.") from None
    if len(data) > MAX_INPUT:
        raise InputError("INP005", f"the file has more than {MAX_INPUT} bytes", "Split it into its stories.")
    return data, status.st_mtime


def instant(seconds: int) -> str:
    """Seconds since 1970 as an instant in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


def sidecar(path: str) -> dict[str, object]:
    """The metadata that stands beside an input, in `<stem>.meta.toml` or `.meta.json`, as values of the model. Raises
    InputError (INP010).
    """
    stem = os.path.join(os.path.dirname(path), _stem(os.path.basename(path)))
    for ending in _SIDECARS:
        beside = Path(stem + ending)
        if beside.is_file():
            from convert import article_codec

            try:
                return article_codec.metadata(_parsed(beside.read_bytes(), ending))
            except UsageError as e:
                raise InputError("INP010", f"{beside}: {e.message}", e.advice) from None
            except (OSError, ValueError, RecursionError) as e:
                raise InputError("INP010", f"{beside} cannot be read: {e}", "Mend it or take it away.") from None
    return {}


def _parsed(data: bytes, ending: str) -> dict[str, Any]:
    values = _toml(data) if ending.endswith("toml") else json.loads(data)
    if not isinstance(values, dict):
        raise ValueError("an object with metadata is wanted")
    return values


def _toml(data: bytes) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(data.decode())


def problem(path: str, error: ConvertError) -> FileReport:
    """The report on a file that could not be worked on."""
    place = Location(path=path)
    finding = Finding(
        code=error.code, severity=Severity.ERROR, message=error.message, advice=error.advice, location=place
    )
    return FileReport(path=path, findings=(finding,))


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
        data = _bytes(path)[0] if data is None else data
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
    except ConvertError as e:
        return Outcome(path=path, exit_code=e.exit_code, reports=(problem(path, e),))
    except Exception as e:  # the edge of one check: a bug must not take the reports on other files with it
        return Outcome(path=path, exit_code=EXIT_BUG, reports=(problem(path, _bug(e)),))
    if not report.format:
        skip = policy.skip_unknown
        return Outcome(path=path, exit_code=EXIT_OK if skip else EXIT_INPUT, reports=() if skip else (report,))
    if policy.select or policy.ignore:
        report = replace(report, findings=tuple(f for f in report.findings if policy.reports(f.code)))
    failed = any(finding.severity.rank >= policy.fail_on.rank for finding in report.findings)
    return Outcome(path=path, exit_code=EXIT_FINDINGS if failed else EXIT_OK, reports=(report,))


def _bug(error: Exception) -> ConvertError:
    advice = "This is a bug in wirecopy; please report it with the input."
    return ConvertError("BUG000", f"{type(error).__name__}: {error}", advice)
