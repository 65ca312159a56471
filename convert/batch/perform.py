"""Performing jobs: read one input, make and verify its documents, write all of them or none."""

from __future__ import annotations

import hashlib
import os
import time
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from convert.atomic_write import WrittenFile
from convert.batch.inputs import STDIN, load, stem_of
from convert.batch.inputs.packed_pictures import PackedShelf
from convert.batch.inputs.pictures import FOLDER, PICTURE, FolderShelf, orphan
from convert.batch.inputs.sidecars import Sidecar, SidecarFile, read_sidecar, sidecar_names
from convert.batch.names import filled, safe_component, safe_path
from convert.batch.placing import place
from convert.batch.plan import Job, Settings
from convert.batch.urls import is_complete, is_url
from convert.errors import (
    EXIT_BUG,
    EXIT_FINDINGS,
    EXIT_INPUT,
    EXIT_OK,
    ConvertError,
    InputError,
    ModelError,
    OutputError,
    UsageError,
)
from convert.findings import FileReport, Finding, Location, Severity
from convert.formats import TRACE, named

if TYPE_CHECKING:
    from convert.model import Article
    from convert.pictures.files import Picture
    from convert.pipeline.results import Output
    from convert.readers import Source


class FileState(NamedTuple):
    """What tells whether a file is unchanged: absolute path, size in bytes, and modification time in nanoseconds."""

    path: str
    size: int
    modified: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InputState:
    """An input as it was read.

    `sha256` and `size` are those of its bytes, "" and 0 if they were not read. `file` is its file, with the size -1 if
    it was gone, None if its bytes came another way, `inode` its number in the file system; `url` is where the bytes are
    then, if it has no secret, `moment` their modification time, or the revision of a remote object. `container` is the
    file that contains it, and `container_name` what the journal calls that. `sidecars` are its metadata files,
    `pictures` are the files that were looked for as its pictures, with the size -1 where there is none. In a container
    these have names instead of absolute paths, and a CRC-32 instead of a time. `configuration` is the configuration
    that applied. `stories` is the number of its stories, 0 if unknown. `seconds` is the time that all its work took.
    """

    sha256: str = ""
    size: int = 0
    file: FileState | None = None
    inode: int = 0
    url: str = ""
    moment: str = ""
    container: FileState | None = None
    container_name: str = ""
    sidecars: tuple[FileState, ...] = ()
    pictures: tuple[FileState, ...] = ()
    configuration: FileState | None = None
    stories: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """The documents of a story that the run is to name and place: pairs of a format's name, or `trace`, and bytes.

    `name` is their path below the output folder, without suffix. `id` is that of the story, `updated` its time in UTC.
    `pictures` are pairs of a file name and bytes.
    """

    name: str
    id: str
    updated: str
    documents: tuple[tuple[str, bytes], ...]
    pictures: tuple[tuple[str, bytes], ...] = ()


class Identity(NamedTuple):
    """What a story is: its id, version, status, and the time of its update in UTC.

    `id_from` is "given" if the input or the user gave the id, "computed" if it was made from the words. `provider` is
    the name of the provider, `wire` the number that the wire gave the story, both empty without one.
    """

    id: str
    id_from: str
    version: int
    status: str
    updated: str
    provider: str
    wire: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Result of one story: of a job, or of one of the stories of its input, whose number is `story`.

    `exit_code` is the exit code of a run of this job alone. `reports` are on the input and on each document. `written`
    are its documents, also those that were up to date or that a dry run did not write. `data` is the document itself,
    for the single job of a run without targets. `drafts` are documents that the run is to place. `state` is the input,
    `identity` what its story is, None if it could not be read or an earlier run did the work, which `is_earlier` says;
    then the reports tell only whether it had errors. `has_file_time` is whether the story is dated by its file, because
    the copy states no time.
    """

    path: str
    exit_code: int
    reports: tuple[FileReport, ...]
    written: tuple[WrittenFile, ...] = ()
    data: bytes | None = None
    drafts: Drafts | None = None
    story: int = 0
    state: InputState = InputState()
    identity: Identity | None = None
    is_earlier: bool = False
    has_file_time: bool = False


def perform(job: Job, settings: Settings, listing: str = "") -> tuple[Outcome, ...]:
    """Read one input, and make and verify the documents of each of its stories; write all of a story's or none.

    One outcome for each story. `listing` is that of `FolderShelf`. Never raises, except if interrupted.
    """
    began = time.perf_counter()
    state = input_state(job)
    shelf = shelf_of(job, settings, listing)
    try:
        data, sources, noticed = _sources(job, settings, shelf)
        state = replace(state, sha256=hashlib.sha256(data).hexdigest(), size=len(data), stories=len(sources))
        if len(sources) > 1:
            state = replace(state, sidecars=sidecar_states(job, len(sources)))
        outcomes = tuple(_outcome(job, settings, source, noticed if source.story <= 1 else ()) for source in sources)
    except Exception as e:  # the edge of a worker: a bug must not end the batch
        outcomes = (failure(job.path, e),)
    pictures = tuple(FileState(*seen) for seen in shelf.states()) if shelf else ()
    state = replace(state, pictures=pictures, seconds=time.perf_counter() - began)
    return tuple(replace(outcome, state=state) for outcome in outcomes)


_SAMPLE = (
    b"Ferry sails again\n\nBy Jane Doe\n\nPORT ELLERY, May 5 - The ferry sailed at noon, its operator said on Monday.\n"
)


def warm_up(settings: Settings) -> None:
    """Convert a short story into nothing, so that what is loaded on first use is no time of an input."""
    perform(Job(path="story.txt", name="story.txt", data=_SAMPLE, moment="2025-05-05T12:00:00Z"), settings)


def shelf_of(job: Job, settings: Settings, listing: str = "") -> FolderShelf | PackedShelf | None:
    """Return where the pictures of an input are: in the folder named for them, else beside it in its folder or archive;
    None for one that has neither.
    """
    images = settings.images or job.images
    if job.pictures and not images:
        return job.pictures.fresh()
    has_folder = job.data is None and not job.revision and job.error is None
    if not (has_folder or images):
        return None
    folder = os.path.dirname(job.path)
    stem = stem_of(os.path.basename(job.path) if has_folder else job.name)
    return FolderShelf(images or folder, stem, folder if has_folder else None, listing=listing)


def input_state(job: Job) -> InputState:
    """Return what is known of an input without reading it."""
    configuration = file_state(job.configuration) if job.configuration else None
    container, name = job.container or ("", "")
    around = InputState(
        url=job.path if is_url(job.path) and not container and is_complete(job.path) else "",
        container=file_state(container) if container else None,
        container_name=name,
        configuration=configuration,
    )
    if job.data is not None:
        digest = hashlib.sha256(job.data).hexdigest()
        sidecars = sidecar_states(job)
        return replace(around, sha256=digest, size=len(job.data), moment=job.moment or "", sidecars=sidecars)
    if job.revision:
        return replace(around, moment=job.revision)
    file = file_state(job.path)
    if file is None and job.error is None:
        file = FileState(os.path.abspath(job.path), -1, 0)
    size = max(file.size, 0) if file else 0
    return replace(around, size=size, file=file, inode=inode_of(job.path), sidecars=sidecar_states(job))


def file_state(path: str) -> FileState | None:
    """Return the state of a file, None if there is none."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return FileState(path if os.path.isabs(path) else os.path.abspath(path), status.st_size, status.st_mtime_ns)


def inode_of(path: str) -> int:
    """Return the number of a file in its file system, 0 if there is none. Another file has another, also by a link."""
    try:
        return os.stat(path).st_ino
    except (OSError, ValueError):
        return 0


def sidecar_states(job: Job, stories: int = 0) -> tuple[FileState, ...]:
    """Return the metadata files of an input, and those of each of its stories if it has several.

    Those that came with it have no path, but a name, and a CRC-32 instead of a time.
    """
    if job.revision:
        return ()
    if job.data is not None:
        return tuple(_came_with(file) for _, file in sorted(job.sidecars.items()))
    numbers = range(stories + 1 if stories > 1 else 1)
    names = (name for number in numbers for name in sidecar_names(job.path, number))
    return tuple(state for name in names if (state := file_state(name)))


def _came_with(file: SidecarFile) -> FileState:
    content = file.content if isinstance(file.content, bytes) else file.content.message.encode(errors="replace")
    return FileState(file.path.rpartition("/")[2], len(content), zlib.crc32(content))


def _outcome(job: Job, settings: Settings, source: Source, noticed: tuple[Finding, ...]) -> Outcome:
    try:
        return _perform(job, settings, source, noticed)
    except Exception as e:  # a story that cannot be read must not end the others
        return failure(job.path, e, source)


def _sources(
    job: Job, settings: Settings, shelf: FolderShelf | PackedShelf | None
) -> tuple[bytes, tuple[Source, ...], tuple[Finding, ...]]:
    """Return the bytes of the input, its stories, and what was noticed about its metadata file."""
    from convert import pipeline
    from convert.model import Moment
    from convert.pictures.placing import Pictures
    from convert.pipeline.inputs import input_format
    from convert.readers import Source

    if job.error is not None:
        raise job.error
    data, modified = (job.data, job.moment) if job.data is not None and job.moment else load(job.path)
    # Metadata shared by all stories does not apply to documents, which are complete.
    shared = job.metadata if (settings.read_as or input_format(job.name, data).name) == "text" else {}
    zone = settings.timezone or job.timezone
    own = _own_metadata(job, 0, zone)
    source = Source(
        name=job.name,
        data=data,
        moment=Moment(settings.epoch or modified),
        metadata={**shared, **job.given, **own.values, **settings.metadata},
        encoding=settings.encoding or job.encoding,
        timezone=zone,
        repair_encoding=settings.repair_encoding,
        keep_furniture=settings.keep_furniture,
        keep_private=settings.keep_private,
        explanations=settings.explanations,
        converted=Moment(settings.epoch) if settings.epoch else None,
    )
    if shelf:
        pictures = Pictures(
            shelf=shelf,
            url=settings.images_url or job.images_url,
            keeps_metadata=settings.keep_picture_metadata or job.keeps_picture_metadata,
        )
        source = replace(source, pictures=pictures)
    sources = pipeline.split(source, format=settings.read_as, by_separators=job.split)
    if len(sources) > 1 and not job.targets:
        message = f"the input has {len(sources):,} stories, which need an output folder"
        raise UsageError("INP016", message, "Name a folder with -o.")
    left = map(_without_story, shelf.left_over(len(sources))) if shelf and len(sources) > 1 else ()
    return data, sources, (*job.noticed, *own.findings, *left)


def _without_story(name: str) -> Finding:
    advice = "Put the number of its story before its own: briefs-2-1.jpg."
    return orphan(f"none of the stories has the picture {name}", advice)


def _own_metadata(job: Job, story: int, timezone: str | None) -> Sidecar:
    """Return the metadata file of an input (0), or of one of its stories. Raises ConvertError (INP010)."""
    if job.data is None and not job.revision:
        return read_sidecar(job.path, story, timezone=timezone)
    file = job.sidecars.get(story)
    return file.parsed(timezone=timezone) if file else Sidecar(values={})


def _perform(job: Job, settings: Settings, source: Source, noticed: tuple[Finding, ...]) -> Outcome:
    from convert import pipeline

    story, targets = source.story, dict(job.targets_of(source.story))
    if story:
        sidecar = _own_metadata(job, story, source.timezone)
        own = {name: value for name, value in sidecar.values.items() if name not in settings.metadata}
        source = replace(source, metadata={**source.metadata, **own})
        noticed = (*noticed, *sidecar.findings)
    formats = [f"{name}@{settings.versions[name]}" if name in settings.versions else name for name in settings.formats]
    converted = pipeline.convert_bytes(
        source,
        formats,
        source_format=settings.read_as,
        allow=settings.allow,
        archive=settings.profile == "archive",
    )
    made = [*converted.outputs, *([pipeline.write_trace(converted)] if TRACE.name in targets else [])]
    outputs = [o for o in made if o.data is not None]
    documents = [(targets[o.format], o.data, o.format) for o in outputs if o.data is not None and targets]
    if any(finding.code.startswith("BUG") for output in made for finding in output.findings):
        documents = []  # all or none: a story without one of its documents would pass for complete
    pictures = _files(converted.files, [format for _, _, format in documents])
    drafts = None
    if settings.delivers:
        drafts = Drafts(
            name=_name(job, settings, story, converted.article),
            id=converted.article.id,
            updated=converted.article.updated.utc,
            documents=tuple((format, data) for _, data, format in documents),
            pictures=pictures,
        )
        documents = []
    elif pictures:
        format, path = next((format, path) for path, _, format in documents if format in _BESIDE)
        documents += [(picture_path(path, format, name), data, PICTURE) for name, data in pictures]
    _refuse_sources([path for path, _, _ in documents], job, source)
    written = place(documents, settings)
    findings = [*noticed, *converted.findings]
    if job.path == STDIN and not settings.epoch and converted.article.updated == source.moment:
        findings.append(_CLOCK)
    of_input = FileReport(path=job.path, story=story, findings=tuple(f.at(job.path, story) for f in findings))
    reports = (of_input, *(_report_on(output, targets.get(output.format, job.path), story) for output in made))
    return Outcome(
        path=job.path,
        exit_code=_exit_code(reports),
        reports=reports,
        written=written,
        data=outputs[0].data if outputs and not targets else None,
        drafts=drafts,
        story=story,
        identity=_identity(converted.article, is_computed=bool(converted.has_computed_id)),
        has_file_time=not settings.epoch and _has_file_time(converted.article, source),
    )


def _report_on(output: Output, path: str, story: int) -> FileReport:
    return FileReport(
        path=path,
        story=story,
        format=output.format,
        version=output.version,
        schema_valid=output.schema_valid,
        findings=tuple(f.at(path) for f in output.findings),
    )


def _refuse_sources(targets: Iterable[str], job: Job, source: Source) -> None:
    """Refuse to replace, through links, what the story was made from. Raises OutputError (INP015)."""
    present = [path for path in targets if not is_url(path) and os.path.lexists(path)]
    if not present:
        return
    shelf: Any = source.pictures.shelf if source.pictures else None
    own = [job.path, *(job.container[:1] if job.container else ()), *(state[0] for state in sidecar_states(job, 1))]
    own += (seen[0] for seen in shelf.states()) if shelf else ()
    known = {os.path.realpath(path) for path in own if not is_url(path)}
    for path in present:
        if os.path.realpath(path) in known:
            message = f"{path} leads to a file of the input, which would be replaced"
            raise OutputError("INP015", message, "Choose another folder.")


_BESIDE = ("newsml-g2", "ninjs")
"""The formats that state the names and digests of pictures, whose files are placed beside them."""


def _files(files: Sequence[Picture], formats: Sequence[str]) -> tuple[tuple[str, bytes], ...]:
    """Return the names and bytes of the pictures to place beside documents of these formats."""
    return tuple((file.name, file.data) for file in files) if not set(_BESIDE).isdisjoint(formats) else ()


def picture_path(document: str, format: str, name: str) -> str:
    """Return the path of a picture beside a document of a format."""
    suffix = named(format).suffix
    base = document[: -len(suffix)] if document.lower().endswith(suffix) else os.path.splitext(document)[0]
    return f"{base}{FOLDER}{'/' if is_url(base) else os.sep}{safe_component(name)}"


def _has_file_time(article: Article, source: Source) -> bool:
    """Whether the time of a story that was read from raw copy is that of its file."""
    return article.origin is not None and article.updated == source.moment and "updated" not in source.metadata


_WIRE = frozenset({"wire", "story-number", "transmission"})
"""The roles of other ids that are the number of a story on the wire."""


def _identity(article: Article, *, is_computed: bool) -> Identity:
    return Identity(
        id=article.id,
        id_from="computed" if is_computed else "given",
        version=article.version,
        status=article.status,
        updated=article.updated.utc,
        provider=article.provider.name if article.provider else "",
        wire=next((other.value for other in article.other_ids if other.role in _WIRE), ""),
    )


def _name(job: Job, settings: Settings, story: int, article: Article) -> str:
    """Return the name of a story; what it does not have is replaced by the stem of its input."""
    stem = f"{job.stem}-{story}" if story else job.stem
    if not settings.name:
        return safe_path(stem.split("/"))
    base = stem.rpartition("/")[2]
    values = {
        "stem": base,
        "id": article.id,
        "date": (article.published or article.updated).text[: len("2016-12-07")],
        "slugline": article.slugline or base,
        "headline": article.headline,
        "language": article.language,
    }
    return filled(settings.name, values)


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
    if any(f.withholds for f in errors):
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

    An error that is not ours, or that the model raised, is a bug; memory that is not there is none.
    """
    exit_code, story = EXIT_BUG, source.story if source else 0
    if isinstance(error, MemoryError):
        advice = "Raise --document-memory, use fewer --jobs, or divide the input."
        error = InputError("INP049", "there is not enough memory for this input", advice)
    if isinstance(error, ConvertError) and not isinstance(error, ModelError):
        exit_code = error.exit_code
    else:
        advice = "This is a bug in wirecopy; please report it with the input."
        error = ConvertError("BUG000", f"{type(error).__name__}: {error}", advice)
    return Outcome(path=path, exit_code=exit_code, reports=(problem(path, error, source),), story=story)
