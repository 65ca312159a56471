"""A pool of worker processes that survives the death of any of them.

`concurrent.futures.ProcessPoolExecutor` fails all work when one worker dies. Here each worker has pipes of its own and
shares no lock, so that nothing is lost with it but the call it worked on, which is done once more by a fresh worker.
A call that ends two workers, takes too long, or needs too much memory fails alone.

A worker ends as soon as its parent does, because its input then ends, and it holds no other open file of the parent.
"""

from __future__ import annotations

import contextlib
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Collection
from concurrent.futures import BrokenExecutor, Executor, Future
from queue import SimpleQueue
from typing import Any, NamedTuple

from convert.errors import InputError

_BOOT = "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from convert.batch.worker import main; main()"
_READY = "ready"
BEGUN = "begun"
"""What a worker sends before it begins a call."""

_KILLED = frozenset({"SIGKILL", "SIGTERM"})
"""Signals that come from outside: from a person, or from a system whose memory is short."""

_TRIES = 2
"""How many workers a call may end before it fails."""

_STARTS = 5
"""How often in a row a worker may fail to start before the pool is broken, or to begin a call before it fails."""


class WorkerDied(InputError):
    """Every worker that tried a call died: it crashed (INP047), or was killed from outside (INP053)."""


class DocumentTimeout(InputError):
    """A call took longer than the limit (INP048)."""


class PoolBroken(BrokenExecutor):
    """No worker can be started, so that no further call can be done."""


class Answer(NamedTuple):
    """What a worker sends back: the result or the exception of a call. It is the worker's last with `retires`."""

    result: Any = None
    error: BaseException | None = None
    retires: bool = False


class _Call(NamedTuple):
    future: Future[Any]
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    is_limited: bool = True


class WorkerPool(Executor):
    """An executor with `workers` processes.

    `timeout` is the limit of a call in seconds, except for calls of the functions `unlimited`; `memory` that of the
    address space that a worker may take in addition to what it has at its start, in bytes; None for no limit. A worker
    calls `prepare`, which must be picklable, before it takes calls, without a limit of time.
    """

    def __init__(
        self,
        workers: int,
        *,
        timeout: float | None = None,
        memory: int | None = None,
        unlimited: Collection[Callable[..., Any]] = (),
        prepare: Callable[[], object] | None = None,
    ) -> None:
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        self._unlimited = unlimited
        self._slots = [_Slot(self._calls, timeout, memory, prepare) for _ in range(workers)]
        self._is_shut = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Schedule a call of `fn`, which must be importable, as its arguments must be picklable."""
        if self._is_shut:
            raise RuntimeError("the pool is shut down")
        if kwargs:
            raise TypeError("keyword arguments are not supported")
        future: Future[Any] = Future()
        self._calls.put(_Call(future, fn, args, is_limited=fn not in self._unlimited))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the workers end when the scheduled calls are done, or at once with `cancel_futures`."""
        if not self._is_shut:
            self._is_shut = True
            for _ in self._slots:
                self._calls.put(None)
        if cancel_futures:
            for slot in self._slots:
                slot.kill()
        if wait:
            for slot in self._slots:
                slot.thread.join()


class _Slot:
    """A thread that takes calls and the worker process that does them."""

    def __init__(
        self,
        calls: SimpleQueue[_Call | None],
        timeout: float | None,
        memory: int | None,
        prepare: Callable[[], object] | None,
    ) -> None:
        self._calls = calls
        self._timeout = timeout
        self._memory = memory
        self._prepare = prepare
        self._worker: subprocess.Popen[bytes] | None = None
        self._is_killed = False
        self._lock = threading.Lock()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while (call := self._calls.get()) is not None:
            if self._is_killed:
                call.future.cancel()
            elif call.future.set_running_or_notify_cancel():
                try:
                    call.future.set_result(self._done(call))
                except Exception as e:
                    call.future.set_exception(e)
        self._end()

    def _done(self, call: _Call) -> Any:
        """Return the result of a call, or raise its exception, WorkerDied, DocumentTimeout or PoolBroken."""
        message = pickle.dumps((call.function, call.arguments), pickle.HIGHEST_PROTOCOL)
        died = ""
        begun = unbegun = 0
        while begun < _TRIES and unbegun < _STARTS:
            asked = _Asked(self._started(), self._timeout if call.is_limited else None)
            try:
                answer = asked.answer(message)
            except Exception:  # an answer that cannot be unpickled here, after which the pipe is of no use
                self._end()
                raise
            if answer is not None:
                if answer.retires:
                    self._end()
                if answer.error is not None:
                    raise answer.error
                return answer.result
            died = self._end()
            begun += asked.has_begun
            unbegun += not asked.has_begun  # the worker died before, and not of this call
            if asked.is_late and (asked.has_begun or unbegun == _STARTS):
                limit = f"{self._timeout:g} second{'s' if self._timeout != 1 else ''}"
                raise DocumentTimeout(
                    "INP048", f"the work took longer than {limit}", "Raise --document-timeout, or divide the input."
                )
            if self._is_killed:
                break
        if died in _KILLED:
            advice = "Start the batch again, with fewer --jobs if memory was short."
            raise WorkerDied("INP053", f"the worker process was killed ({died}), {begun + unbegun} times", advice)
        what = f"the worker process died ({died}), {begun + unbegun} times"
        raise WorkerDied("INP047", what, "Convert it alone to see why, or leave it out.")

    def _started(self) -> subprocess.Popen[bytes]:
        """Return the worker, started if there is none. Raises PoolBroken if none can be started."""
        if self._worker is not None:
            return self._worker
        reason = ""
        for _ in range(_STARTS):
            try:
                worker = subprocess.Popen(
                    [sys.executable, "-P", "-c", _BOOT],  # -P: not the modules of the current folder
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,  # an interrupt at the terminal goes to the parent alone
                )
            except OSError as e:
                reason = str(e.strerror or e)
                continue
            with self._lock:
                self._worker = worker
                if self._is_killed:
                    worker.kill()
            assert worker.stdin is not None
            assert worker.stdout is not None
            with contextlib.suppress(OSError, EOFError, pickle.UnpicklingError):
                worker.stdin.write(b"".join(map(pickle.dumps, (sys.path, self._memory, self._prepare))))
                worker.stdin.flush()
                if pickle.load(worker.stdout) == _READY:
                    return worker
            reason = self._end()
            if self._is_killed:
                break
        raise PoolBroken(f"no worker process can be started: {reason}")

    def _end(self) -> str:
        """End the worker and return how it ended, in words."""
        worker, self._worker = self._worker, None
        if worker is None:
            return "ended"
        for pipe in (worker.stdin, worker.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            code = worker.wait(timeout=5)
        except subprocess.TimeoutExpired:
            worker.kill()
            code = worker.wait()
        if code < 0:
            try:
                return signal.Signals(-code).name
            except ValueError:
                return f"signal {-code}"
        return f"exit code {code}"

    def kill(self) -> None:
        """End the worker at once, and take no further calls."""
        with self._lock:
            self._is_killed = True
            if self._worker is not None:
                self._worker.kill()


class _Asked:
    """A worker that is to do one call, within a limit of `timeout` seconds if there is one.

    `has_begun` is whether it began, `is_late` whether it was ended because of the limit.
    """

    def __init__(self, worker: subprocess.Popen[bytes], timeout: float | None) -> None:
        self._worker = worker
        self._timeout = timeout
        self._lock = threading.Lock()
        self._is_over = False
        self.has_begun = False
        self.is_late = False

    def answer(self, message: bytes) -> Answer | None:
        """Return the answer of the worker, None if it died first or was late."""
        timer = threading.Timer(self._timeout, self._stop) if self._timeout else None
        if timer:
            timer.start()
        try:
            return self._exchanged(message)
        finally:
            if timer:
                timer.cancel()
            with self._lock:
                self._is_over = True

    def _exchanged(self, message: bytes) -> Answer | None:
        assert self._worker.stdin is not None
        assert self._worker.stdout is not None
        try:
            self._worker.stdin.write(message)
            self._worker.stdin.flush()
            self.has_begun = pickle.load(self._worker.stdout) == BEGUN
            answer = pickle.load(self._worker.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            return None
        return answer if isinstance(answer, Answer) else None

    def _stop(self) -> None:
        with self._lock:
            if not self._is_over:
                self.is_late = True
                self._worker.kill()
