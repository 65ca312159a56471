"""Running a batch: jobs in order, on an executor or in this process, with a bounded number under way."""

from __future__ import annotations

import errno
import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, wait
from dataclasses import replace
from typing import Protocol, TypeAlias

from convert.batch.perform import Outcome, failure, input_state, perform
from convert.batch.plan import Job, Settings
from convert.errors import ConvertError, InputError, OutputError

_LOOK_EVERY = 0.1
"""Seconds after which waiting for a result looks whether the run is to stop."""


_Work: TypeAlias = Future[tuple[Outcome, ...]]


class Records(Protocol):
    """What remembers outcomes between runs, such as a journal."""

    def finished(self, job: Job) -> tuple[Outcome, ...] | None:
        """Return the outcomes of a job that an earlier run did, None if it is to be done."""
        ...

    def record(self, job: Job, outcomes: tuple[Outcome, ...]) -> None:
        """Remember the outcomes of a job."""
        ...


class Run:
    """The outcomes of each job, in the order of the jobs; those of a job come together.

    With an executor, at most `ahead` jobs are submitted and not yet yielded; `jobs` is consumed no faster. Jobs that
    `records` has are not done again; the others are recorded before they are yielded. After `stop()` no further job
    begins, and the iteration ends with those that are under way. An executor whose calls may never end because its
    workers are lost has a property `is_gone`; the run then ends with OutputError (INP052).
    """

    def __init__(
        self,
        jobs: Iterable[Job],
        settings: Settings,
        executor: Executor | None = None,
        *,
        ahead: int = 32,
        records: Records | None = None,
    ) -> None:
        self._jobs = jobs
        self._settings = settings
        self._executor = executor
        self._ahead = ahead
        self._records = records
        self._pending: deque[tuple[Job, _Work | tuple[Outcome, ...]]] = deque()
        self._is_stopping = False
        self._listing = f"{os.getpid()} {time.perf_counter_ns()}"

    def stop(self) -> None:
        """Begin no further job."""
        self._is_stopping = True

    def __iter__(self) -> Iterator[tuple[Outcome, ...]]:
        for job in self._jobs:
            if self._is_stopping:
                break
            self._pending.append((job, self._begun(job)))
            if len(self._pending) >= self._ahead or self._executor is None:
                yield from self._next()
        while self._pending:
            yield from self._next()

    def _begun(self, job: Job) -> _Work | tuple[Outcome, ...]:
        """Return the outcomes of an earlier run, or the work on the job."""
        if self._records and (earlier := self._records.finished(job)) is not None:
            return earlier
        work = self._work(job)
        return self._recorded(job, work) if isinstance(work, tuple) else work

    def _work(self, job: Job) -> Future[tuple[Outcome, ...]] | tuple[Outcome, ...]:
        """Return the work on a job, which is done already if there is no executor."""
        if self._executor is None:
            return perform(job, self._settings, self._listing)
        return self._submitted(job)

    def _submitted(self, job: Job) -> _Work:
        assert self._executor is not None
        try:
            return self._executor.submit(perform, job, self._settings, self._listing)
        except BrokenExecutor as e:
            raise workers_gone(e) from None

    def _next(self) -> Iterator[tuple[Outcome, ...]]:
        """Yield the outcomes of the first job that is under way, if it began before the run was stopped."""
        job, work = self._pending.popleft()
        if isinstance(work, tuple):
            yield work
        elif (outcomes := self._awaited(job, work)) is not None:
            yield self._recorded(job, outcomes)

    def _recorded(self, job: Job, outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
        if self._records:
            self._records.record(job, outcomes)
        return outcomes

    def _awaited(self, job: Job, work: _Work) -> tuple[Outcome, ...] | None:
        """Return the outcomes of a job, None if it was given up because the run is to stop.

        A cluster blames all work that a worker had when it died. So work that fails is done once more when nothing
        else is under way; what fails again is to blame.
        """
        for is_alone in (False, True):
            try:
                return self._result(work)
            except CancelledError as e:
                if self._is_stopping:
                    return None
                raise workers_gone(e) from None
            except BrokenExecutor as e:
                raise workers_gone(e) from None
            except Exception as e:  # the work itself never raises: what did its work is gone
                error = e
            if is_alone or self._is_stopping or isinstance(error, ConvertError):
                break
            try:
                for _, other in self._pending:
                    self._wait(other)
            except BrokenExecutor as e:
                raise workers_gone(e) from None
            work = self._submitted(job)
        return (replace(failure(job.path, as_ours(error)), state=input_state(job)),)

    def _result(self, work: _Work) -> tuple[Outcome, ...]:
        """Return the result of work when it is done; give up all work if the run is stopped meanwhile."""
        while True:
            try:
                return work.result(timeout=_LOOK_EVERY)
            except TimeoutError:
                if work.done():
                    raise
                self._give_up_if_stopping(work)
                self._refuse_if_gone()

    def _wait(self, work: _Work | tuple[Outcome, ...]) -> None:
        """Wait until other work is done, whatever becomes of it."""
        while isinstance(work, Future) and not work.done():
            wait([work], timeout=_LOOK_EVERY)
            self._give_up_if_stopping(work)
            self._refuse_if_gone()

    def _refuse_if_gone(self) -> None:
        """Raise BrokenExecutor if the executor knows that its workers are lost, whose calls may never end."""
        if getattr(self._executor, "is_gone", False):
            raise BrokenExecutor

    def _give_up_if_stopping(self, work: _Work) -> None:
        if self._is_stopping:
            for other in (work, *(other for _, other in self._pending if isinstance(other, Future))):
                other.cancel()


def workers_gone(error: BaseException) -> OutputError:
    """Return the error that ends a run whose executor is broken."""
    reason = " ".join(str(error).split())
    message = f"the workers are gone{f': {reason}' if reason else ''}"
    advice = "Start the batch again; it goes on."
    if reason.endswith(_SHORT):
        advice = f"Use fewer --jobs, or raise the limits of open files, processes or memory (ulimit -a). {advice}"
    return OutputError("INP052", message, advice)


_SHORT = tuple(os.strerror(number) for number in (errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ENOMEM))


def as_ours(error: Exception) -> ConvertError:
    """Return the error of an executor as one of ours: a cluster gives up on an input that ended several workers."""
    if isinstance(error, ConvertError):
        return error
    reason = f"{type(error).__name__}: {' '.join(str(error).split())}"
    is_killed = type(error).__name__ == "KilledWorker"  # of Dask, whose words name its keys
    message = "every worker that worked on it died" if is_killed else f"the worker died: {reason}"
    return InputError("INP047", message, "Convert it alone to see why, or leave it out.")


def run(
    jobs: Iterable[Job], settings: Settings, executor: Executor | None = None, *, ahead: int = 32
) -> Iterator[Outcome]:
    """Yield the outcomes of each job, in the order of the jobs; see `Run`."""
    for outcomes in Run(jobs, settings, executor, ahead=ahead):
        yield from outcomes
