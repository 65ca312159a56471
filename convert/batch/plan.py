"""Planning a batch: which documents are made from which inputs, and where they go, decided from names alone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from convert.batch.inputs import STDIN, files_below, format_of, stem_of
from convert.errors import ConvertError, InputError, UsageError
from convert.formats import FORMATS, TRACE, Format, named

if TYPE_CHECKING:
    from convert.readers.text.site.lines import SiteLines


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for a whole run.

    `metadata` is metadata for every input, by field name, as values of the model. `epoch` is the moment of
    SOURCE_DATE_EPOCH as text, where it is set. `read_as` is the format of all inputs, None to tell by name.
    `keep_furniture` leaves in the body what raw copy has besides its story; `explanations` says in traces what decided.
    `allow` are codes of losses that do not withhold a document.
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
    allow: tuple[str, ...] = ()
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
            jobs.append((stdin, stem_of(stdin.name)))
        elif os.path.isdir(name):
            jobs.extend(_below(name))
        else:
            jobs.append((Job(path=name, name=os.path.basename(name)), stem_of(os.path.basename(name))))
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
        if (read_as or format_of(job.name)) != "text":
            message = f"{job.path} is no raw copy, and has no lines to trace"
            raise UsageError("INP012", message, "Convert it without --trace.")


def _without_ending(out: str, format: str) -> str:
    """The name of a document of this format without its ending."""
    return next(out[: -len(ending)] for ending in _endings(named(format)) if out.lower().endswith(ending))


def _below(folder: str) -> Iterator[tuple[Job, str]]:
    """Every `.txt` file below `folder` but sidecars, hidden files and links, with its stem relative to the folder."""
    paths = files_below(folder, (".txt",))
    if not paths:
        error = InputError("INP007", f"no .txt file stands below {folder}", "Name the files, or another folder.")
        yield Job(path=folder, name=os.path.basename(folder.rstrip(os.sep)) or folder, error=error), "nothing"
    for path in paths:
        yield Job(path=path, name=os.path.basename(path)), stem_of(os.path.relpath(path, folder))


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
