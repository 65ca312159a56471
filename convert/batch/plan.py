"""Planning a batch: which documents are made from which inputs, and their paths, decided from names alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from convert.batch.inputs import STDIN, expand, format_of, stem_of
from convert.errors import ConvertError, InputError, UsageError
from convert.formats import FORMATS, TRACE, Format, named

if TYPE_CHECKING:
    from convert.readers.text.site.lines import SiteLines


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of a whole run.

    `formats` are the names of the output formats. `metadata` applies to every input, by field name, as values of the
    model. `encoding` is that of the inputs, None to detect it. `epoch` is the instant of SOURCE_DATE_EPOCH as text, if
    set. `read_as` is the format of all inputs, None to decide by name. `timezone`, `repair_encoding`, `keep_furniture`,
    `keep_private` and `explanations` are those of `Source`. `allow` are codes of losses that do not withhold a
    document. `force` replaces targets that have other content. `dry_run` does everything except write. `durable` waits
    until the bytes are on disk.
    """

    formats: tuple[str, ...]
    metadata: Mapping[str, object] = field(default_factory=dict)
    encoding: str | None = None
    epoch: str | None = None
    read_as: str | None = None
    timezone: str | None = None
    repair_encoding: bool = False
    keep_furniture: bool = False
    keep_private: bool = False
    explanations: bool = False
    allow: tuple[str, ...] = ()
    force: bool = False
    dry_run: bool = False
    durable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One input and the paths of its documents.

    `path` is the input as the user named it, `name` its file name. `targets` are pairs of a format's name, or `trace`,
    and a path; without targets the outcome contains the single document. `data` and `moment`, always both, are the
    bytes and modification time of an input that was already read, such as standard input. `error` is a failure that is
    already known. `metadata` applies to raw copy, with lower priority than its metadata file and the run's metadata.
    `timezone` applies if the run names none. `site_lines` are the lines learned from the batch that the input belongs
    to. `split` divides raw copy at separators before titles. `reserved` are the real paths of inputs and of other
    targets that have the form of this job's targets with the number of a story.
    """

    path: str
    name: str
    targets: tuple[tuple[str, str], ...] = ()
    data: bytes | None = None
    moment: str | None = None
    error: ConvertError | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)
    timezone: str | None = None
    site_lines: SiteLines | None = None
    split: bool = False
    reserved: frozenset[str] = frozenset()

    def targets_of(self, story: int) -> tuple[tuple[str, str], ...]:
        """Return the targets for the story with that number, `<stem>-<number>` each, or as they are for 0.

        Raises UsageError (INP015) if one is reserved.
        """
        if not story:
            return self.targets
        targets = tuple((format, _numbered(format, path, story)) for format, path in self.targets)
        for _, target in targets:
            if self.reserved and _real(target) in self.reserved:
                message = f"{target} is an input or another input's document and would be replaced"
                raise UsageError("INP015", message, "Choose another folder.")
        return targets


def plan(
    inputs: Sequence[str],
    formats: Sequence[str],
    out: str | None,
    *,
    stdin: Job | None = None,
    read_as: str | None = None,
    trace: bool = False,
) -> list[Job]:
    """Return the jobs for `inputs`, in order: files as named, and the sorted `.txt` files below folders, whose tree is
    mirrored below `out`.

    `stdin` is the job for standard input, without targets. `out` is a folder, unless there is exactly one document and
    `out` ends in the suffix of its format. With `trace`, each input, which must be raw copy by its name or by `read_as`
    (the format of all inputs), also gets a trace. Raises UsageError if two documents have the same path, a document
    would replace an input, or a document has no path.
    """
    jobs: list[tuple[Job, str]] = []
    for name in inputs:
        if name == STDIN:
            if stdin is None:
                raise UsageError("INP012", "standard input is not available here", "Name a file instead of -.")
            jobs.append((stdin, stem_of(stdin.name)))
        else:
            jobs.extend(_jobs_of(name))
    if trace:
        _refuse_traces_without_lines((job for job, _ in jobs), read_as)
    single = len(jobs) == 1 and len(formats) == 1
    if out is None:
        if not single:
            message = "several documents need an output folder"
            raise UsageError("INP016", message, "Name a folder with -o.")
        if trace:
            message = "a trace needs an output file or folder"
            raise UsageError("INP016", message, "Name a file or a folder with -o.")
        return [job for job, _ in jobs]
    if single and _is_document_name(out, formats[0]):
        traces = ((TRACE.name, _without_ending(out, formats[0]) + TRACE.suffix),) if trace else ()
        planned = [replace(jobs[0][0], targets=((formats[0], out), *traces))]
    else:
        outputs = [*map(named, formats), *([TRACE] if trace else [])]
        planned = [
            replace(job, targets=tuple((f.name, os.path.join(out, stem + f.suffix)) for f in outputs))
            for job, stem in jobs
        ]
    _refuse_collisions(planned)
    return _with_reserved(planned)


def _jobs_of(name: str) -> Iterator[tuple[Job, str]]:
    """Yield a job and its stem for the file `name`, or for each `.txt` file below it, relative to the folder."""
    try:
        paths = expand(name)
    except InputError as e:
        yield Job(path=name, name=os.path.basename(name.rstrip(os.sep)) or name, error=e), "nothing"
        return
    is_folder = os.path.isdir(name)
    for path in paths:
        file_name = os.path.basename(path)
        yield Job(path=path, name=file_name), stem_of(os.path.relpath(path, name) if is_folder else file_name)


def _is_document_name(out: str, format: str) -> bool:
    """Return whether `out` names one document of this format rather than a folder.

    Raises UsageError if it ends in the suffix of another format.
    """
    if os.path.isdir(out) or out.endswith(os.sep):
        return False
    if out.lower().endswith(_endings(named(format))):
        return True
    if out.lower().endswith(tuple(ending for f in FORMATS for ending in _endings(f))):
        message = f"{out} is not a file name for {named(format).title}"
        raise UsageError("INP016", message, f"Use the suffix {named(format).suffix}, or name a folder.")
    return False


def _endings(format: Format) -> tuple[str, str]:
    """Return the whole suffix of a format, and its last part."""
    return format.suffix, "." + format.suffix.rpartition(".")[2]


def _refuse_traces_without_lines(jobs: Iterable[Job], read_as: str | None) -> None:
    """Raise UsageError for a trace of an input that is not raw copy and has no lines to trace."""
    for job in jobs:
        if (read_as or format_of(job.name)) != "text":
            message = f"{job.path} is not raw copy and has no lines to trace"
            raise UsageError("INP012", message, "Convert it without --trace.")


def _without_ending(out: str, format: str) -> str:
    """Return the file name of a document of this format without its suffix."""
    return next(out[: -len(ending)] for ending in _endings(named(format)) if out.lower().endswith(ending))


def _refuse_collisions(jobs: Iterable[Job]) -> None:
    """Raise UsageError (INP015) if two targets, or a target and an input, are the same file, also through links."""
    jobs = [job for job in jobs if job.error is None]
    inputs = {_real(job.path) for job in jobs if job.data is None}
    sources: dict[str, str] = {}
    for job in jobs:
        for _, target in job.targets:
            real = _real(target)
            if real in inputs:
                raise UsageError("INP015", f"{target} is an input and would be replaced", "Choose another folder.")
            if real in sources:
                message = f"{job.path} and {sources[real]} would both be written to {target}"
                raise UsageError("INP015", message, "Convert them into different folders.")
            sources[real] = job.path


def _numbered(format: str, path: str, story: int) -> str:
    """Return the path of a document with the number of a story before its suffix."""
    suffix = (TRACE if format == TRACE.name else named(format)).suffix
    if not path.lower().endswith(suffix):
        suffix = os.path.splitext(path)[1]
    return f"{path[: len(path) - len(suffix)]}-{story}{suffix}"


_NUMBERED_NAME = re.compile(r"(?P<stem>.*)-[1-9]\d{0,5}(?P<suffix>\.[^/\\]*)", re.DOTALL)


def _with_reserved(jobs: Sequence[Job]) -> list[Job]:
    """Return the jobs, each with the paths that it may not write to if its input has several stories."""
    owners = {_real(target): i for i, job in enumerate(jobs) for _, target in job.targets}
    reserved: dict[int, set[str]] = {}
    for path in {*owners, *(_real(job.path) for job in jobs if job.data is None)}:
        found = _NUMBERED_NAME.fullmatch(path)
        if found and (owner := owners.get(found["stem"] + found["suffix"])) is not None:
            reserved.setdefault(owner, set()).add(path)
    return [replace(job, reserved=frozenset(reserved[i])) if i in reserved else job for i, job in enumerate(jobs)]


def _real(path: str) -> str:
    return os.path.normcase(os.path.realpath(path))
