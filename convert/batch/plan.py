"""Planning a batch: which documents are made from which inputs, and their paths, decided from names alone.

A plan is enumerated anew each time, one job after the other: once to find documents that would meet, before any work is
done, and once to do the work. Its memory does not grow with the batch.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import islice
from types import MappingProxyType

from convert.batch.claims import Claims, comparable
from convert.batch.inputs import Inputs, Item, format_of
from convert.batch.inputs.folders import TEXT_SUFFIX
from convert.batch.inputs.items import Notes
from convert.batch.inputs.pictures import is_picture
from convert.batch.inputs.sidecars import SUFFIXES as SIDECARS
from convert.batch.names import refuse_template
from convert.batch.share import Share
from convert.batch.urls import is_url
from convert.errors import InputError, UsageError
from convert.findings import FileReport, Finding, Severity
from convert.formats import FORMATS, TRACE, Format, named


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of a whole run.

    `formats` are the names of the output formats, `versions` the version of each that is not to be the usual one.
    `metadata` applies to every input, by field name, as values of the model. `encoding` is that of the inputs, None to
    detect it. `epoch` is the instant of SOURCE_DATE_EPOCH as text, if set. `read_as` is the format of all inputs, None
    to decide by name. `timezone`, `repair_encoding`, `keep_furniture`, `keep_private` and `explanations` are those of
    `Source`. `allow` are codes of losses that do not withhold a document. `force`, `dry_run`, `durable` and `parts`
    are those of `Placing`. `shard_size` is the number of inputs whose documents are in one file of each format, 0 for
    a file of each document. `name` is the template of file names, "" for the names of the inputs. `profile` is
    `archive` to withhold EPUBs that are not fit for preservation. `images` is the folder of the pictures, None for that
    of each story; `images_url` and `keep_picture_metadata` are those of `Pictures`.
    """

    formats: tuple[str, ...]
    versions: Mapping[str, str] = field(default_factory=dict)
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
    parts: str = ""
    shard_size: int = 0
    name: str = ""
    profile: str | None = None
    images: str | None = None
    images_url: str = ""
    keep_picture_metadata: bool = False

    @property
    def delivers(self) -> bool:
        """Whether whoever reads an input leaves it to the run to name and place its documents."""
        return bool(self.shard_size or self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Item):
    """One input and the paths of its documents.

    `targets` are pairs of a format's name, or `trace`, and a path; without targets the outcome contains the single
    document. `metadata` applies to raw copy, with lower priority than `given`, its metadata file and the run's
    metadata; `configuration` is the configuration that has it. `encoding` and `timezone` apply if the run names none.
    `split` divides raw copy at separators before titles. `images`, `images_url` and `keeps_picture_metadata` apply
    where the run's settings have none. `reserved` are the numbers of stories whose documents would replace an input or
    another input's document.
    """

    identity: str = ""
    stem: str = ""
    targets: tuple[tuple[str, str], ...] = ()
    metadata: Mapping[str, object] = field(default_factory=dict)
    configuration: str = ""
    timezone: str | None = None
    split: bool = False
    images: str | None = None
    images_url: str = ""
    keeps_picture_metadata: bool = False
    reserved: frozenset[int] = frozenset()

    def absolute(self) -> Job:
        """Return the job with absolute paths of the files to read and write, for a process in another folder."""
        is_file = self.data is None and self.error is None and not is_url(self.path)
        targets = tuple((format, path if is_url(path) else os.path.abspath(path)) for format, path in self.targets)
        path = os.path.abspath(self.path) if is_file else self.path
        images = self.images and os.path.abspath(self.images)
        return replace(self, path=path, targets=targets, images=images)

    def targets_of(self, story: int) -> tuple[tuple[str, str], ...]:
        """Return the targets for the story with that number, `<stem>-<number>` each, or as they are for 0.

        Raises UsageError (INP015) if one is reserved.
        """
        if not story:
            return self.targets
        targets = tuple((format, _numbered(format, path, story)) for format, path in self.targets)
        if story in self.reserved:
            message = f"{targets[0][1]} is an input or another input's document and would be replaced"
            raise UsageError("INP015", message, "Choose another folder.")
        return targets


_OF_ITEM = tuple(field.name for field in fields(Item))


class Plan:
    """The jobs of a batch, in order; each iteration enumerates the inputs anew.

    `count` is the number of jobs; if this is a share of a batch, of those in the share. `folder` is the output folder,
    None if the only document has a file name or no path. `has_targets` is whether documents have paths.
    """

    def __init__(
        self,
        inputs: Inputs,
        *,
        formats: Sequence[str],
        out: str | None,
        trace: bool,
        shard_size: int = 0,
        name: str = "",
        share: Share | None = None,
    ) -> None:
        """Refuse a batch that cannot succeed. Raises UsageError, as `plan` says."""
        if name:
            refuse_template(name)
        for format in map(named, formats if shard_size else ()):
            if not format.shard_suffix:
                advice = "Leave out --shard-size, or choose other formats."
                raise UsageError("INP012", f"{format.title} cannot be written in shards", advice)
        self._inputs = inputs
        self._formats = [*map(named, formats), *([TRACE] if trace else [])]
        self._out = out
        self._share = share
        self._single = _single_document(inputs, formats, out)
        if out is not None and not self._single:
            _refuse_file_name(out, formats)
        if self._single and (shard_size or name):
            option = "--shard-size" if shard_size else "--name"
            raise UsageError("INP016", f"{option} needs an output folder, not a file", "Name a folder with -o.")
        suffixes = tuple(format.suffix for format in self._formats)
        self._claims = Claims(suffixes)
        self._names = Claims(suffixes)
        self._is_named = bool(name)
        self._known, self._repeated = Notes(), Notes()
        self._linked: set[str] = set()
        """The real paths of documents whose places are links to other files."""
        self._shards = _shard_paths(out, self._formats) if shard_size and out is not None else None
        self.count = 0
        self._met = 0
        """How many of the inputs that were planned the last iteration has come to."""
        self.folder = None if self._single else out
        self.has_targets = out is not None

    def prepare(
        self,
        *,
        read_as: str | None,
        reserved: Mapping[str, str] = MappingProxyType({}),
        examine: Callable[[Job], object] | None = None,
    ) -> None:
        """Go through all inputs once. Raises UsageError, as `plan` says."""
        traced = any(format is TRACE for format in self._formats)
        kept = {os.path.realpath(name): option for option, name in reserved.items()}
        for job in self._jobs():
            if job.error is None and not self._known.add(_key(job)):
                self._repeated.add(_key(job))
                continue
            self.count += self._is_mine(job)
            if examine:
                examine(job)
            if traced and (read_as or format_of(job.name)) != "text":
                message = f"{job.path} is not raw copy and has no lines to trace"
                raise UsageError("INP012", message, "Convert it without --trace.")
            around = job.container[:1] if job.container else ()
            for name in (job.path, *around, *(path for _, path in job.targets)) if kept else ():
                if option := kept.get(os.path.realpath(name)):
                    raise UsageError("INP015", f"{option} would replace {name}", f"Choose another {option}.")
            if self._shards and self._shards.fullmatch(os.path.realpath(job.path)):
                raise UsageError("INP015", f"{job.path} is an input and would be replaced", "Choose another folder.")
            if job.targets and job.error is None:
                self._claim(job)
        for name in reserved.values():
            self._names.add_input(name)
        if replaced := self._claims.replaced_input():
            raise UsageError("INP015", f"{replaced} is an input and would be replaced", "Choose another folder.")
        for job in self._jobs() if self._linked else ():
            for name in (job.path, *(job.container[:1] if job.container else ())):
                if not is_url(name) and comparable(os.path.realpath(name)) in self._linked:
                    raise UsageError("INP015", f"{name} is an input and would be replaced", "Choose another folder.")

    def claim_name(self, name: str, owner: str) -> InputError | None:
        """Claim a name for a story, which is known only when it was read; return why it is refused, None if it is not.

        `name` is the path below the output folder, without suffix.
        """
        path = os.path.join(self._out or "", name)
        advice = "Choose another --name."
        if not self._shards and (replaced := self._names.input_at(path)):
            return InputError("INP015", f"{replaced} is an input or a report and would be replaced", advice)
        if (other := self._names.claim(path, owner)) is not None:
            return InputError("INP015", f"the name {name} is already that of the story from {other}", advice)
        return None

    def _claim(self, job: Job) -> None:
        if self._is_named:
            if job.data is None:
                self._names.add_input(job.path)
            return
        if job.data is None and not self._shards:
            self._claims.add_input(job.path)
        linked = [os.path.realpath(path) for _, path in job.targets if os.path.islink(path)]
        self._linked.update(map(comparable, linked))
        for path in (self._stem(job), *linked):
            if (other := self._claims.claim(path, job.path)) is not None:
                raise _meeting(job, other)
        if self._single and os.path.realpath(job.path) in (os.path.realpath(path) for _, path in job.targets):
            raise UsageError("INP015", f"{job.path} is an input and would be replaced", "Choose another folder.")

    def _stem(self, job: Job) -> str:
        format, path = job.targets[0]
        return _without_ending(path, format) if self._single else path.removesuffix(_format(format).suffix)

    def _is_mine(self, job: Job) -> bool:
        return self._share is None or self._share.has(job.identity)

    @property
    def gone(self) -> int:
        """How many inputs that were planned the last iteration did not come to, however many new ones there were."""
        return max(self.count - self._met, 0)

    def __iter__(self) -> Iterator[Job]:
        self._met = 0
        for job in filter(self._is_mine, self._numbered()):
            self._met += job.error is not None or self._known.has(_key(job))
            yield job

    def _numbered(self) -> Iterator[Job]:
        """Yield the jobs of the whole batch, each once, with the numbers of stories that are reserved."""
        done = Notes()
        for job in self._jobs():
            if job.error is None and self._repeated.has(_key(job)) and not done.add(_key(job)):
                continue
            if job.targets and not self._is_named and (reserved := self._claims.numbered(self._stem(job))):
                job = replace(job, reserved=reserved)
            yield job

    def _jobs(self) -> Iterator[Job]:
        for item in self._inputs:
            yield Job(targets=self._targets(item.stem), **{name: getattr(item, name) for name in _OF_ITEM})

    def _targets(self, stem: str) -> tuple[tuple[str, str], ...]:
        if self._out is None:
            return ()
        if self._single:
            first, *traces = self._formats
            whole = _without_ending(self._out, first.name)
            return ((first.name, self._out), *((trace.name, whole + trace.suffix) for trace in traces))
        base = os.path.join(self._out, stem)
        return tuple((format.name, base + format.suffix) for format in self._formats)


def plan(
    inputs: Sequence[str] | Inputs,
    formats: Sequence[str],
    out: str | None,
    *,
    stdin: Item | None = None,
    read_as: str | None = None,
    trace: bool = False,
    share: Share | None = None,
    reserved: Mapping[str, str] = MappingProxyType({}),
    examine: Callable[[Job], object] | None = None,
    shard_size: int = 0,
    name: str = "",
) -> Plan:
    """Return the jobs for `inputs`, in order: files as named, and the `.txt` files below folders, whose tree is
    mirrored below `out`.

    `stdin` is standard input. `out` is a folder, unless there is exactly one document and `out` ends in the suffix of
    its format. With `trace`, each input, which must be raw copy by its name or by `read_as` (the format of all inputs),
    also gets a trace. With `share` the plan has only the jobs of that share; documents that meet are found in all of
    the batch. `reserved` are files that must be neither input nor document, by the option that names them. `examine` is
    called with each job, also of other shares, and may refuse it. `shard_size` and `name` are those of the settings.
    Raises UsageError if two documents have the same path, a document would replace an input, or a document has no path.
    """
    given = inputs if isinstance(inputs, Inputs) else Inputs(inputs, stdin=stdin)
    if out is None:
        if len(formats) != 1 or _has_several(given):
            message = "several documents need an output folder"
            raise UsageError("INP016", message, "Name a folder with -o.")
        if trace:
            message = "a trace needs an output file or folder"
            raise UsageError("INP016", message, "Name a file or a folder with -o.")
        if shard_size or name:
            option = "--shard-size" if shard_size else "--name"
            raise UsageError("INP016", f"{option} needs an output folder", "Name a folder with -o.")
    if out is not None and "text" in formats and (around := given.around(out, is_folder=True)):
        message = f"{out} is in {_whose(around)}: the documents would be inputs, too"
        raise UsageError("INP015", message, "Choose a folder outside, or name the files by a pattern.")
    for option, file in reserved.items():
        if given.listed and os.path.realpath(given.listed) == os.path.realpath(file):
            message = f"{option} would replace {file}, the list of the inputs"
            raise UsageError("INP015", message, f"Choose another {option}.")
        if file.endswith(SIDECARS) or is_picture(os.path.basename(file)):
            message = f"{option} {file} has the name of a metadata file or picture"
            raise UsageError("INP015", message, f"Choose another {option}.")
        if file.lower().endswith(TEXT_SUFFIX) and (around := given.around(file, is_folder=False)):
            message = f"{option} {file} is in {_whose(around)}"
            raise UsageError("INP015", message, f"Choose another {option}.")
    planned = Plan(given, formats=formats, out=out, trace=trace, shard_size=shard_size, name=name, share=share)
    if share and planned.folder is None:
        raise UsageError("INP016", "a share of a batch needs an output folder", "Name a folder with -o.")
    planned.prepare(read_as=read_as, reserved=reserved, examine=examine)
    return planned


def _whose(around: str) -> str:
    """The folder or pattern whose files are read, in words."""
    is_folder = os.path.isdir(around)
    return f"the folder {around}, whose .txt files are read" if is_folder else f"what the pattern {around} reads"


def vanished(plan: Plan) -> FileReport:
    """Return the report on inputs that were there when the batch was planned, and not when it was their turn."""
    gone = f"{plan.gone:,} of {plan.count:,} inputs are gone"
    finding = Finding(
        code="INP075",
        severity=Severity.ERROR,
        message=f"{gone}: a list, folder or archive has changed meanwhile",
        advice="Run it again when nothing is removed; what is done is not done again.",
    )
    return FileReport(path="the inputs", format="text", findings=(finding.at("the inputs"),))


def _key(job: Job) -> str:
    """Return what an input has that is named twice, however its path is spelled: `copy/a.txt` and `./copy/a.txt`."""
    folder, name = os.path.split(job.path)
    return f"{job.identity}\0{folder if is_url(job.path) else os.path.realpath(folder)}\0{name}"


def _meeting(job: Job, other: str) -> UsageError:
    """Return the error of two inputs with the same documents; names that look alike are said to differ."""
    advice, difference = "Convert them into different folders.", ""
    if job.path.casefold() == other.casefold():
        advice, difference = "Rename one of them.", ", whose names differ in upper and lower case alone,"
    elif comparable(job.path) == comparable(other):
        advice, difference = "Rename one of them.", ", whose names look alike (Unicode normal forms),"
    if job.container and other.startswith(job.container[0]):  # both are in one file, where nobody renames them
        advice = "Name documents by what their stories have: --name '{id}'."
        difference = difference or ", whose ids make the same file name,"
    message = f"{job.path} and {other}{difference} would both be written to {job.targets[0][1]}"
    return UsageError("INP015", message, advice)


def _shard_paths(out: str, formats: Sequence[Format]) -> re.Pattern[str]:
    """Return what matches the real paths of shards in a folder, and of the inputs inside of them."""
    suffixes = "|".join(re.escape(format.shard_suffix) for format in formats)
    return re.compile(rf"{re.escape(os.path.join(os.path.realpath(out), SHARD))}\d+(?:{suffixes})(?:[:/\\].*)?", re.I)


SHARD = "shard-"
"""How the names of shards begin."""


def _has_several(inputs: Inputs) -> bool:
    return len(list(islice(inputs, 2))) > 1


def _single_document(inputs: Inputs, formats: Sequence[str], out: str | None) -> bool:
    """Return whether `out` is the file name of the only document. Raises UsageError for that of another format."""
    if out is None or len(formats) != 1 or _has_several(inputs):
        return False
    return _is_document_name(out, formats[0])


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


_FILES = (
    *("pdf", "doc", "docx", "odt", "rtf", "htm", "html", "xhtml", "xml", "json", "jsonl", "md", "txt", "csv", "mobi"),
    *("epub", "zip", "tar", "gz", "toml", "nitf"),
)
"""Suffixes of files that no folder has by accident."""


def _refuse_file_name(out: str, formats: Sequence[str]) -> None:
    """Raise UsageError for an output folder that is not there and has the name of a file."""
    if not is_url(out) and os.path.lexists(out) and not os.path.isdir(out):
        advice = "Name a folder with -o; a single document of one format (-t) can go into a file with its suffix."
        what = "a file, not a folder" if os.path.exists(out) else "a link that leads nowhere"
        raise UsageError("INP016", f"{out} is {what}", advice)
    name, dot, suffix = out.rpartition(".")
    if not (dot and name and suffix.lower() in _FILES) or is_url(out) or os.path.isdir(out):
        return
    written = sorted({ending for f in map(named, formats) for ending in _endings(f)})
    if f".{suffix.lower()}" in written:
        message, advice = f"{out} is one file and cannot hold several documents", "Choose one input and one format (-t)"
    else:
        message = f"is {out} to be a file or a folder? No document has the suffix .{suffix.lower()}"
        advice = f"Name a file that ends in {' or '.join(written)}" if len(formats) == 1 else "Choose formats with -t"
    raise UsageError("INP016", message, f"{advice}, or name the folder {out}{os.sep}.")


def _endings(format: Format) -> tuple[str, str]:
    """Return the whole suffix of a format, and its last part."""
    return format.suffix, "." + format.suffix.rpartition(".")[2]


def _without_ending(out: str, format: str) -> str:
    """Return the file name of a document of this format without its suffix."""
    return next(out[: -len(ending)] for ending in _endings(_format(format)) if out.lower().endswith(ending))


def _numbered(format: str, path: str, story: int) -> str:
    """Return the path of a document with the number of a story before its suffix."""
    suffix = _format(format).suffix
    if not path.lower().endswith(suffix):
        suffix = os.path.splitext(path)[1]
    return f"{path[: len(path) - len(suffix)]}-{story}{suffix}"


def _format(name: str) -> Format:
    return TRACE if name == TRACE.name else named(name)
