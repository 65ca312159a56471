"""Runs that name and place documents themselves: under names from data, or in shards."""

from __future__ import annotations

import os
import pickle
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import replace
from itertools import chain, pairwise
from typing import IO, Any, BinaryIO, Protocol

from convert.atomic_write import WrittenFile, not_writable, part_in, refuse_link, write_files
from convert.batch.inputs.pictures import FOLDER, PICTURE
from convert.batch.names import safe_component
from convert.batch.perform import Drafts, Outcome, failure
from convert.batch.plan import Job, Settings
from convert.batch.runs import Records, Run, as_ours, workers_gone
from convert.batch.shards import Sealed, Unsealed, left_over, seal, shard_paths, shards_after
from convert.errors import EXIT_BUG, ConvertError, InputError
from convert.findings import FileReport
from convert.formats import TRACE, named

Claim = Callable[[str, str], InputError | None]
"""Claims a name for an owner; returns why it is refused, None if it is not."""


class ShardRecords(Records, Protocol):
    """What remembers shards between runs."""

    def entry(self, job: Job) -> Any:
        """Return what is needed to record the outcomes of a job later; it can be pickled."""
        ...

    def record(self, job: Any, outcomes: tuple[Outcome, ...]) -> None:
        """Remember the outcomes of a job, or of an entry."""
        ...

    def placed(self, path: str) -> str:
        """Return the SHA-256 of the shard that earlier runs last placed at a path, "" if there is none."""
        ...


def _refused(outcome: Outcome, error: Exception) -> Outcome:
    """Return the outcome of a story whose documents cannot be placed; what was found before is kept."""
    failed = failure(outcome.path, error)
    [report] = failed.reports
    findings = tuple(finding.at(outcome.path, outcome.story) for finding in report.findings)
    reports = [report for report in outcome.reports if not report.format]
    return replace(
        outcome,
        exit_code=max(outcome.exit_code, failed.exit_code),
        reports=(*reports, FileReport(path=outcome.path, story=outcome.story, findings=findings)),
        written=(),
        drafts=None,
    )


def _moved(report: FileReport, path: str, item: int = 0) -> FileReport:
    """Return the report on a document with its place in the output folder."""
    return replace(report, path=path, story=item, findings=tuple(f.at(path, item) for f in report.findings))


class NamedRun(Run):
    """A run whose documents have names from data; a name belongs to the first story that has it."""

    def __init__(
        self,
        jobs: Iterable[Job],
        settings: Settings,
        executor: Executor | None = None,
        *,
        folder: str,
        claim: Claim,
        ahead: int = 32,
        records: Records | None = None,
    ) -> None:
        """`folder` is the output folder, `claim` claims names below it."""
        super().__init__(jobs, settings, executor, ahead=ahead, records=records)
        self._folder = folder
        self._claim = claim

    def _begun(self, job: Job) -> Future[tuple[Outcome, ...]] | tuple[Outcome, ...]:
        work = super()._begun(job)
        if isinstance(work, tuple) and work[0].is_earlier:
            for outcome in work:
                for file in outcome.written[:1]:
                    name = os.path.relpath(file.path, self._folder).replace(os.sep, "/")
                    self._claim(name.removesuffix(_suffix(file.format)), job.path)
        return work

    def _recorded(self, job: Job, outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
        return super()._recorded(job, tuple(self._placed(outcome) for outcome in outcomes))

    def _placed(self, outcome: Outcome) -> Outcome:
        """Return the outcome with its documents placed."""
        if (drafts := outcome.drafts) is None:
            return outcome
        try:
            if refusal := self._claim(drafts.name, _owner(outcome)):
                raise refusal
            path = os.path.join(self._folder, *drafts.name.split("/"))
            documents = [(path + _suffix(format), data, format) for format, data in drafts.documents]
            documents += [
                (os.path.join(path + FOLDER, safe_component(name)), data, PICTURE) for name, data in drafts.pictures
            ]
            for place, _, _ in documents:
                refuse_link(place)
            written = write_files(documents, self._settings)
        except ConvertError as e:
            return _refused(outcome, e)
        reports = [_moved(r, path + _suffix(r.format), r.story) if r.format else r for r in outcome.reports]
        return replace(outcome, reports=tuple(reports), written=written, drafts=None)


def _suffix(format: str) -> str:
    return (TRACE if format == TRACE.name else named(format)).suffix


def _owner(outcome: Outcome) -> str:
    return f"{outcome.path} (story {outcome.story})" if outcome.story else outcome.path


class ShardedRun(Run):
    """A run that places the documents of every `shard_size` inputs as one file of each format.

    Inputs are counted, not stories, so that a failed input moves no other to another shard. A shard is sealed when all
    its inputs are done; only then are their outcomes recorded and yielded. It is left as it is if `records` has all its
    inputs as done and it has no other documents; else all of it is made again. After `stop()` shards that are not
    complete are not placed. Memory grows with the documents under way and, a little, with `shard_size`.
    """

    def __init__(
        self,
        jobs: Iterable[Job],
        settings: Settings,
        executor: Executor | None = None,
        *,
        folder: str,
        claim: Claim,
        ahead: int = 32,
        records: ShardRecords | None = None,
    ) -> None:
        """`folder` is the output folder, `claim` claims names of documents."""
        super().__init__(jobs, settings, executor, ahead=ahead)
        self._folder = folder
        self._claim = claim
        self._shard_records = records
        self._shards: deque[_Shard] = deque()
        self._underway: deque[_Shard] = deque()
        self._count = 0

    def __iter__(self) -> Iterator[tuple[Outcome, ...]]:
        try:
            current: _Shard | None = None
            for job, is_last in _with_last_marked(self._jobs):
                if self._is_stopping:
                    break
                if current is None:
                    current = self._new_shard(job)
                current.is_last = is_last
                yield from self._take(current, job)
                if current.size == self._settings.shard_size:
                    yield from self._close(current)
                    current = None
            if current is not None and not self._is_stopping:
                yield from self._close(current)
            while self._pending:
                self._collect()
                yield from self._ready(2)
            yield from self._ready(0)
        except OSError as e:
            folders = " or ".join(dict.fromkeys((self._spool_folder(), tempfile.gettempdir())))
            advice = "Make room; the batch can be started again and goes on."
            raise not_writable(f"a temporary file in {folders}", e, advice) from None
        finally:
            for shard in self._shards:
                shard.close()

    def _new_shard(self, first: Job) -> _Shard:
        self._count += 1
        paths = shard_paths(self._folder, self._count, [format for format, _ in first.targets])
        shard = _Shard(paths, self._spool_folder(), is_unchanged=self._shard_records is not None)
        self._shards.append(shard)
        return shard

    def _spool_folder(self) -> str:
        """Return the folder of the temporary files that workers read."""
        return tempfile.gettempdir() if self._settings.dry_run else self._settings.parts or self._folder

    def _take(self, shard: _Shard, job: Job) -> Iterator[tuple[Outcome, ...]]:
        """Begin the work on a job, or hold it back while the shard seems to be as an earlier run left it."""
        shard.size += 1
        if shard.is_unchanged and self._shard_records is not None:
            earlier = self._shard_records.finished(job)
            if earlier is not None and shard.continues(earlier):
                shard.hold(job, earlier)
                return
            yield from self._begin_held(shard)
        yield from self._begin(shard, job)

    def _begin_held(self, shard: _Shard) -> Iterator[tuple[Outcome, ...]]:
        shard.is_unchanged = False
        for held in shard.released():
            yield from self._begin(shard, held)

    def _begin(self, shard: _Shard, job: Job) -> Iterator[tuple[Outcome, ...]]:
        self._underway.append(shard)
        self._pending.append((job, self._work(job)))
        if len(self._pending) >= self._ahead or self._executor is None:
            self._collect()
        yield from self._ready(2)

    def _close(self, shard: _Shard) -> Iterator[tuple[Outcome, ...]]:
        """Note that all jobs of the shard were begun, or that it stays as it is."""
        if shard.is_unchanged and not shard.is_whole():
            yield from self._begin_held(shard)
        shard.is_closed = True
        for name, owner in shard.names if shard.is_unchanged else ():
            self._claim(name, owner)
        self._seal_if_complete(shard)
        yield from self._ready(2)

    def _collect(self) -> None:
        """Wait for the first job under way, and keep its documents for its shard."""
        job, work = self._pending.popleft()
        shard = self._underway.popleft()
        outcomes = work if isinstance(work, tuple) else self._awaited(job, work)
        if outcomes is None:
            return
        entry = self._shard_records.entry(job) if self._shard_records else None
        shard.add(entry, tuple(self._kept(shard, outcome) for outcome in outcomes))
        self._seal_if_complete(shard)

    def _kept(self, shard: _Shard, outcome: Outcome) -> Outcome:
        """Return the outcome of a story whose documents now wait in the spool of the shard."""
        if (drafts := outcome.drafts) is None:
            return outcome
        if refusal := self._claim(drafts.name, _owner(outcome)):
            return _refused(outcome, refusal)
        written = shard.keep(drafts)
        items = {file.format: file.item for file in written}
        reports = [
            _moved(report, shard.paths[report.format], items.get(report.format, 0)) if report.format else report
            for report in outcome.reports
        ]
        return replace(outcome, reports=tuple(reports), written=written, drafts=None)

    def _seal_if_complete(self, shard: _Shard) -> None:
        if not shard.is_complete or shard.sealing is not None:
            return
        if not shard.counts:
            shard.sealing = Sealed()
            return
        known = {path: self._shard_records.placed(path) for path in shard.paths.values()} if self._shard_records else {}
        unsealed = shard.unsealed(self._settings.epoch, known)
        if self._executor is not None:
            shard.sealing = self._executor.submit(seal, unsealed, self._settings)
            return
        try:
            shard.sealing = seal(unsealed, self._settings)
        except Exception as e:
            shard.sealing = e

    def _ready(self, waiting: int) -> Iterator[tuple[Outcome, ...]]:
        """Yield the outcomes of the first shards as far as they are sealed; wait if more than `waiting` are not."""
        while self._shards:
            shard = self._shards[0]
            if shard.is_closed and shard.is_unchanged:
                yield from (outcomes for _, outcomes in self._finished(shard, Sealed()))
            elif shard.sealing is None or (
                isinstance(shard.sealing, Future)
                and not shard.sealing.done()
                and sum(other.sealing is not None for other in self._shards) <= waiting
            ):
                return
            else:
                for entry, outcomes in self._finished(shard, _result(shard.sealing)):
                    if self._shard_records is not None:
                        self._shard_records.record(entry, outcomes)
                    yield outcomes
            self._shards.popleft().close()

    def _finished(self, shard: _Shard, sealed: Sealed | Exception) -> Iterator[tuple[Any, tuple[Outcome, ...]]]:
        """Yield the entry and the outcomes of each job; the last one has reports on files that are left over."""
        left = [path for format, path in shard.paths.items() if not shard.counts[format] and os.path.exists(path)]
        if shard.is_last:
            left += shards_after(self._folder, self._count, list(shard.paths))
        for number, (entry, outcomes) in enumerate(shard.outcomes(sealed), 1):
            if left and number == shard.size:
                reports = (*outcomes[-1].reports, *map(left_over, left))
                outcomes = (*outcomes[:-1], replace(outcomes[-1], reports=reports))
            yield entry, outcomes


def _with_last_marked(jobs: Iterable[Job]) -> Iterator[tuple[Job, bool]]:
    """Return each job, and whether it is the last one."""
    every: Iterator[Job | None] = chain(jobs, (None,))
    return ((job, following is None) for job, following in pairwise(every) if job is not None)


def _result(sealing: Sealed | Future[Sealed] | Exception) -> Sealed | Exception:
    """Return the files of a shard, or why it has none."""
    try:
        if isinstance(sealing, Exception):
            raise sealing
        return sealing.result() if isinstance(sealing, Future) else sealing
    except MemoryError as e:
        return e
    except BrokenExecutor as e:
        raise workers_gone(e) from None
    except Exception as e:
        return as_ours(e)


class _Shard:
    """The jobs and outcomes of a shard that is under way; what is large is on disk."""

    def __init__(self, paths: Mapping[str, str], folder: str, *, is_unchanged: bool) -> None:
        self.paths = paths
        self.is_unchanged = is_unchanged
        self.is_closed = False
        self.is_last = False
        self.size = 0
        self.counts: Counter[str] = Counter()
        self.sealing: Sealed | Future[Sealed] | Exception | None = None
        self.names: list[tuple[str, str]] = []  # of the documents that are held, with their owners
        self._folder = folder
        self._done = 0
        self._sent = ""
        self._spool: BinaryIO | None = None
        self._outcomes: IO[bytes] = tempfile.SpooledTemporaryFile(2**18)  # noqa: SIM115  (closed with the object)
        self._held: list[tuple[Job, int]] = []
        self._held_data: IO[bytes] | None = None
        self._wholes: dict[str, int] = {}

    # ----------------------------------------------------------------------------------------------------------------
    # A shard that seems to be as an earlier run left it

    def continues(self, outcomes: tuple[Outcome, ...]) -> bool:
        """Return whether the documents of these outcomes are the next ones in the files of this shard."""
        counts = self.counts.copy()
        for outcome in outcomes:
            for file in outcome.written:
                counts[file.format] += 1
                is_next = file.item == counts[file.format] and file.items == self._wholes.get(file.format, file.items)
                if not is_next or file.path != self.paths.get(file.format):
                    return False
        return True

    def hold(self, job: Job, outcomes: tuple[Outcome, ...]) -> None:
        """Keep a job that need not be done, and its outcomes."""
        for outcome in outcomes:
            self.names += [(file.name, _owner(outcome)) for file in outcome.written[:1]]
            for file in outcome.written:
                self.counts[file.format] += 1
                self._wholes[file.format] = file.items
        size = -1
        if job.data is not None:
            self._held_data = self._held_data or tempfile.TemporaryFile()  # noqa: SIM115  (closed with the object)
            self._held_data.write(job.data)
            size = len(job.data)
            job = replace(job, data=None)
        self._held.append((job, size))
        self.add(None, outcomes)

    def is_whole(self) -> bool:
        """Return whether the files have no further documents."""
        return dict(self.counts) == self._wholes

    def released(self) -> Iterator[Job]:
        """Yield the jobs that were held, which are to be done after all."""
        held, self._held = self._held, []
        self.counts.clear()
        self._done = 0
        self._outcomes.seek(0)
        self._outcomes.truncate()
        if self._held_data:
            self._held_data.seek(0)
        for job, size in held:
            yield replace(job, data=self._held_data.read(size)) if self._held_data and size >= 0 else job

    # ----------------------------------------------------------------------------------------------------------------
    # A shard that is made

    @property
    def is_complete(self) -> bool:
        """Whether all jobs are done, and it is known that there are no more."""
        return self.is_closed and not self.is_unchanged and self._done == self.size

    def keep(self, drafts: Drafts) -> tuple[WrittenFile, ...]:
        """Add documents to the spool; return where they will be, yet without size and digest."""
        if self._spool is None:
            os.makedirs(self._folder, exist_ok=True)
            self._spool = open(part_in(self._folder), "xb")  # noqa: SIM115  (closed with the object)
        pickle.dump(drafts, self._spool, pickle.HIGHEST_PROTOCOL)
        self._sent = max(self._sent, drafts.updated)
        kept = []
        for format, _ in drafts.documents:
            self.counts[format] += 1
            kept.append(
                WrittenFile(
                    format=format,
                    path=self.paths[format],
                    size=0,
                    sha256="",
                    new=False,
                    item=self.counts[format],
                    name=drafts.name,
                    id=drafts.id,
                )
            )
        return tuple(kept)

    def add(self, entry: object, outcomes: tuple[Outcome, ...]) -> None:
        """Add the outcomes of a job, and what they are recorded with."""
        pickle.dump((entry, outcomes), self._outcomes, pickle.HIGHEST_PROTOCOL)
        self._done += 1

    def unsealed(self, epoch: str | None, known: Mapping[str, str]) -> Unsealed:
        """Return what is to be sealed."""
        assert self._spool is not None
        self._spool.close()
        return Unsealed(spool=self._spool.name, paths=self.paths, sent=epoch or self._sent, known=known)

    def outcomes(self, sealed: Sealed | Exception) -> Iterator[tuple[Any, tuple[Outcome, ...]]]:
        """Yield the entry and the outcomes of each job, with the files that the documents are in."""
        self._outcomes.seek(0)
        for _ in range(self._done):
            entry, outcomes = pickle.load(self._outcomes)
            yield entry, tuple(_finished(outcome, sealed) for outcome in outcomes)

    def close(self) -> None:
        """Remove the temporary files."""
        self._outcomes.close()
        if self._held_data:
            self._held_data.close()
        if self._spool is not None:
            self._spool.close()
            os.unlink(self._spool.name)


def _finished(outcome: Outcome, sealed: Sealed | Exception) -> Outcome:
    """Return the outcome of a story whose shard is sealed, or withheld."""
    if outcome.is_earlier or not outcome.written:
        return outcome
    if isinstance(sealed, Exception):
        return _refused(outcome, sealed)
    if sealed.findings:
        withheld = FileReport(path=outcome.path, story=outcome.story, findings=sealed.findings)
        reports = [report for report in outcome.reports if not report.format]
        return replace(outcome, exit_code=EXIT_BUG, reports=(*reports, withheld), written=())
    files = {file.format: file for file in sealed.files}
    written = tuple(replace(files[file.format], item=file.item, name=file.name, id=file.id) for file in outcome.written)
    return replace(outcome, written=written)
