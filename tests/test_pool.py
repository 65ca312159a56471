"""The worker pool survives the death of its workers, and ends with its parent."""

from __future__ import annotations

import io
import mmap
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
import types
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import pytest

from convert.batch import pool as pool_module
from convert.batch import worker as worker_module
from convert.batch.pool import Answer, DocumentTimeout, PoolBroken, WorkerDied, WorkerPool
from convert.errors import InputError, UsageError

HERE = Path(__file__).parent


def die(number: int) -> None:
    """Let the signal end this process."""
    os.kill(os.getpid(), number)
    time.sleep(60)


def die_once(marker: str) -> str:
    """End this process the first time."""
    if not os.path.exists(marker):
        Path(marker).touch()
        os._exit(3)
    return "done"


def leave(code: int) -> None:
    os._exit(code)


def refuse() -> None:
    raise UsageError("INP011", "no", "advice")


class Unpicklable(Exception):
    def __init__(self, one: int, two: int) -> None:
        super().__init__("odd")


def raise_unpicklable() -> None:
    raise Unpicklable(1, 2)


def take(size: int) -> int:
    return len(bytearray(size))


def print_something() -> str:
    os.write(1, b"noise on standard output\n")
    return "quiet"


class Forked:
    """Stands for `subprocess.Popen`: runs the program of a worker in a fork, where all is loaded already."""

    started: ClassVar[list[Forked]] = []

    def __init__(self, command: list[str], **options: Any) -> None:
        *python, program = command
        assert python == [sys.executable, "-P", "-c"]
        names = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        assert options == {**names, "start_new_session": True}
        (ours_in, self._in), (self._out, ours_out) = os.pipe(), os.pipe()
        self.returncode: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            os.dup2(ours_in, 0)
            os.dup2(ours_out, 1)
            os.closerange(2, 512)
            sys.stdin = os.fdopen(0)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            try:
                exec(program, {})  # noqa: S102
            finally:
                os._exit(9)
        os.close(ours_in)
        os.close(ours_out)
        self.stdin, self.stdout = os.fdopen(self._in, "wb"), os.fdopen(self._out, "rb")
        self.started.append(self)

    def wait(self, timeout: float | None = None) -> int:
        ends = time.monotonic() + (timeout or 60)
        while self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > ends:
                raise subprocess.TimeoutExpired("worker", timeout or 60)
            else:
                time.sleep(0.002)
        return self.returncode

    def kill(self) -> None:
        if self.returncode is None:
            os.kill(self.pid, signal.SIGKILL)


def _with(monkeypatch: pytest.MonkeyPatch, popen: object) -> None:
    names = {name: getattr(subprocess, name) for name in ("PIPE", "DEVNULL", "TimeoutExpired")}
    monkeypatch.setattr(pool_module, "subprocess", types.SimpleNamespace(Popen=popen, **names))


@pytest.fixture(params=[pytest.param("forked"), pytest.param("started", marks=pytest.mark.slow)])
def workers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let workers be forks, and in slow tests new processes; return which."""
    monkeypatch.syspath_prepend(str(HERE))
    if request.param == "forked":
        if sys.platform == "win32":
            pytest.skip("forks of POSIX")
        monkeypatch.setattr(Forked, "started", [])
        _with(monkeypatch, Forked)
    return str(request.param)


def failed(future: Future[object]) -> BaseException:
    error = future.exception(timeout=60)
    assert error is not None
    return error


@pytest.mark.sampled(4)
@pytest.mark.usefixtures("workers")
@pytest.mark.parametrize(
    ("call", "number", "code", "message", "advice"),
    [
        (die, signal.SIGKILL, "INP053", "the worker process was killed (SIGKILL), 2 times", "Start the batch again"),
        (die, signal.SIGTERM, "INP053", "the worker process was killed (SIGTERM), 2 times", "Start the batch again"),
        (die, signal.SIGSEGV, "INP047", "the worker process died (SIGSEGV), 2 times", "Convert it alone"),
        (leave, 7, "INP047", "the worker process died (exit code 7), 2 times", "Convert it alone"),
    ],
)
def test_only_the_call_that_ends_workers_fails(
    call: Callable[[int], None], number: int, code: str, message: str, advice: str
) -> None:
    """Calls before and after it, and beside it, have their results."""
    with WorkerPool(2) as pool:
        before = [pool.submit(abs, -n) for n in range(5)]
        deadly = pool.submit(call, int(number))
        after = [pool.submit(abs, -n) for n in range(5)]
        assert [future.result(timeout=60) for future in (*before, *after)] == [*range(5), *range(5)]
        error = failed(deadly)
    assert isinstance(error, WorkerDied)
    assert (error.code, error.message) == (code, message)
    assert error.advice.startswith(advice)


@pytest.mark.usefixtures("workers")
def test_a_call_is_tried_again_once(tmp_path: Path) -> None:
    with WorkerPool(1) as pool:
        assert pool.submit(die_once, str(tmp_path / "marker")).result(timeout=60) == "done"


def test_calls_of_one_worker_are_done_by_one_process(workers: str) -> None:
    with WorkerPool(1) as pool:
        assert len({pool.submit(os.getpid).result(timeout=60) for _ in range(4)}) == 1
        if workers == "forked":
            assert len(Forked.started) == 1
    if workers == "forked":
        assert Forked.started[0].returncode == 0


def _limit(workers: str, seconds: float) -> float:
    """A limit of time, which is short for workers that are there at once."""
    return seconds / 5 if workers == "forked" else seconds


def test_a_time_limit_ends_one_call(workers: str) -> None:
    limit = _limit(workers, 1.5)
    with WorkerPool(1, timeout=limit) as pool:
        slow, quick = pool.submit(time.sleep, 60), pool.submit(abs, -1)
        error = failed(slow)
        assert isinstance(error, DocumentTimeout)
        assert (error.code, error.message) == ("INP048", f"the work took longer than {limit:g} seconds")
        assert error.advice == "Raise --document-timeout, or divide the input."
        assert quick.result(timeout=60) == 1


def test_a_function_without_a_limit_of_time(workers: str) -> None:
    limit = _limit(workers, 1)
    with WorkerPool(1, timeout=limit, unlimited=(time.sleep,)) as pool:
        assert pool.submit(abs, -1).result(timeout=60) == 1
        assert pool.submit(time.sleep, limit * 1.5).result(timeout=60) is None


def test_what_a_worker_does_first_takes_no_time_of_a_call(workers: str) -> None:
    """A worker takes longer to load all that it needs than for most inputs, and each input that is late has a new one:
    a limit below that time failed all inputs of a batch.
    """
    limit = _limit(workers, 1)
    with WorkerPool(1, timeout=limit, prepare=partial(time.sleep, limit * 1.5)) as pool:
        slow, quick = pool.submit(time.sleep, 60), pool.submit(abs, -1)
        assert isinstance(failed(slow), DocumentTimeout)
        assert quick.result(timeout=60) == 1
    with WorkerPool(1, prepare=refuse) as pool:
        assert pool.submit(abs, -1).result(timeout=60) == 1


@pytest.mark.usefixtures("workers")
def test_a_call_that_cannot_begin_in_time_is_late() -> None:
    """And nobody else has killed its workers."""
    with WorkerPool(1, timeout=1e-9) as pool:
        assert isinstance(failed(pool.submit(time.sleep, 60)), DocumentTimeout)


@pytest.mark.usefixtures("workers")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit of the address space is one of Linux")
def test_a_memory_limit_ends_one_call() -> None:
    with WorkerPool(1, memory=200 * 2**20) as pool:
        small, large = pool.submit(take, 2**20), pool.submit(take, 400 * 2**20)
        again = pool.submit(take, 2**20)
        assert isinstance(failed(large), MemoryError)
        assert small.result(timeout=60) == again.result(timeout=60) == 2**20


@pytest.mark.usefixtures("workers")
@pytest.mark.any_findings
def test_exceptions_and_noise_do_not_disturb() -> None:
    with WorkerPool(1) as pool:
        assert isinstance(failed(pool.submit(refuse)), UsageError)
        assert str(failed(pool.submit(raise_unpicklable))) == "Unpicklable: odd"
        assert pool.submit(print_something).result(timeout=60) == "quiet"


@pytest.mark.usefixtures("workers")
def test_cancelling_ends_what_is_under_way() -> None:
    pool = WorkerPool(1)
    assert pool.submit(abs, -1).result(timeout=60) == 1
    slow, waiting = pool.submit(time.sleep, 600), pool.submit(abs, -1)
    while not slow.running():
        time.sleep(0.01)
    pool.shutdown(cancel_futures=True)
    assert isinstance(failed(slow), WorkerDied)
    assert waiting.cancelled()
    with pytest.raises(RuntimeError):
        pool.submit(abs, -1)


PARENT = """
import os, sys, time
from convert.batch.pool import WorkerPool
pool = WorkerPool(2)
for future in [pool.submit(os.getpid) for _ in range(8)]:
    print(future.result(), flush=True)
pool.submit(time.sleep, 600)
pool.submit(time.sleep, 600)
print("ready", flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_workers_end_with_a_killed_parent_and_hold_none_of_its_pipes() -> None:
    """A parent killed in the middle of work leaves no process; its standard output and error then end."""
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert parent.stdout is not None
    workers = set()
    while (line := parent.stdout.readline()) != b"ready\n":
        workers.add(int(line))
    parent.kill()
    parent.wait()
    assert parent.stdout.read() == b"", "the pipe ends although the workers were busy"
    parent.stdout.close()
    deadline = time.monotonic() + 30
    while alive := {pid for pid in workers if is_running(pid)}:
        assert time.monotonic() < deadline, alive
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except (OSError, IndexError):
        return False


# --------------------------------------------------------------------------------------------------------------------
# What a pool makes of what workers send, without any


class Played:
    """Stands for `subprocess.Popen`: a worker that has sent some messages and ended with a code.

    Without a code it is silent after its messages, until it is killed.
    """

    def __init__(self, code: int | None, *messages: object) -> None:
        self.code = code
        self.ended = threading.Event()
        self.stdin: Any = io.BytesIO()
        self.stdout: Any = io.BufferedReader(_Sent(self, b"".join(map(pickle.dumps, messages))))
        self.waits: list[float | None] = []

    def wait(self, timeout: float | None = None) -> int:
        self.waits.append(timeout)
        if self.code is None and not self.ended.is_set():
            raise subprocess.TimeoutExpired("worker", 5)
        return -9 if self.code is None else self.code

    def kill(self) -> None:
        self.ended.set()


class _Sent(io.RawIOBase):
    def __init__(self, worker: Played, data: bytes) -> None:
        self._worker, self._data = worker, data

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._data and self._worker.code is None:
            assert self._worker.ended.wait(60)
        size = min(len(buffer), len(self._data))
        buffer[:size], self._data = self._data[:size], self._data[size:]
        return size


def _play(monkeypatch: pytest.MonkeyPatch, *workers: Played | OSError) -> list[Played | OSError]:
    """Let workers be these, one after the other; return those that were not started yet."""
    left = list(workers)

    def start(*_: object, **__: object) -> Played:
        worker = left.pop(0)
        if isinstance(worker, OSError):
            raise worker
        return worker

    _with(monkeypatch, start)
    return left


def _dies(code: int, *, begun: bool = False) -> Played:
    return Played(code, "ready", *(["begun"] if begun else []))


def _answers(*results: int, retires: bool = False) -> Played:
    replies = (("begun", Answer(result=result, retires=retires)) for result in results)
    return Played(0, "ready", *(message for reply in replies for message in reply))


KILLED = "the worker process was killed (SIGKILL), {} times"
CODE_3 = "the worker process died (exit code 3), {} times"

PLAYED: dict[str, tuple[Callable[[], list[Played | OSError]], object]] = {
    "an answer": (lambda: [_answers(5)], 5),
    "ended before it began, four times": (lambda: [*(_dies(3) for _ in range(4)), _answers(5)], 5),
    "ended before it began, five times": (lambda: [_dies(3) for _ in range(5)], CODE_3.format(5)),
    "ended of the call, once": (lambda: [_dies(3, begun=True), _answers(5)], 5),
    "ended of the call, twice": (lambda: [_dies(3, begun=True), _dies(3, begun=True)], CODE_3.format(2)),
    "both": (lambda: [_dies(3), _dies(3, begun=True), _dies(3), _dies(-9, begun=True)], KILLED.format(4)),
    "both, then an answer": (lambda: [_dies(3), _dies(3), _dies(3, begun=True), _answers(5)], 5),
    "a signal without a name": (
        lambda: [_dies(-33, begun=True), _dies(-33, begun=True)],
        "the worker process died (signal 33), 2 times",
    ),
    "no answer but noise": (lambda: [Played(3, "ready", "begun", "noise") for _ in range(2)], CODE_3.format(2)),
    "an answer that is cut off": (lambda: [Played(3, "ready", "begun"), _answers(5)], 5),
    "noise before the answer": (lambda: [Played(0, "ready", "noise", Answer(result=5))], 5),
    "not ready": (lambda: [Played(3, "odd"), Played(3), _answers(5)], 5),
    "never ready": (lambda: [Played(3, "odd") for _ in range(5)], "no worker process can be started: exit code 3"),
    "no memory, once": (lambda: [OSError(12, "Cannot allocate memory"), _answers(5)], 5),
    "no memory": (
        lambda: [OSError(12, "Cannot allocate memory") for _ in range(5)],
        "no worker process can be started: Cannot allocate memory",
    ),
    "a reason without a number": (
        lambda: [OSError("odd") for _ in range(5)],
        "no worker process can be started: odd",
    ),
    "late before it began, then in time": (lambda: [Played(None, "ready"), _answers(5)], 5),
    "late before it began, five times": (
        lambda: [Played(None, "ready") for _ in range(5)],
        "the work took longer than 0.03 seconds",
    ),
    "late": (lambda: [Played(None, "ready", "begun")], "the work took longer than 0.03 seconds"),
}


@pytest.mark.parametrize("case", PLAYED)
def test_what_is_made_of_what_workers_send(monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    make, expected = PLAYED[case]
    workers = make()
    left = _play(monkeypatch, *workers)
    with WorkerPool(1, timeout=0.03 if "late" in case else None) as pool:
        future = pool.submit(abs, -5)
        if isinstance(expected, int):
            assert future.result(timeout=60) == expected
        else:
            error = failed(future)
            assert (error.message if isinstance(error, InputError) else str(error)) == expected
            assert isinstance(error, PoolBroken) == str(error).startswith("no worker")
            assert isinstance(error, DocumentTimeout) == ("took longer" in str(error))
    assert left == []
    for worker in workers:
        if isinstance(worker, Played):
            assert worker.stdin.closed
            assert worker.stdout.closed
            assert worker.waits[0] == 5


def test_a_limit_of_one_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a limit of what is sent, too: a worker that does not read is late."""
    asked = []

    def timer(seconds: float, function: Callable[[], object]) -> threading.Timer:
        asked.append(seconds)
        return threading.Timer(0.01, function)

    names = {"Timer": timer, "Lock": threading.Lock, "Thread": threading.Thread}
    monkeypatch.setattr(pool_module, "threading", types.SimpleNamespace(**names))
    _play(monkeypatch, Played(None, "ready", "begun"), Played(None, "ready", "begun"))
    with WorkerPool(1, timeout=1) as pool:
        assert "longer than 1 second (" in str(failed(pool.submit(abs, -5)))
    with WorkerPool(1, timeout=2) as pool:
        assert "longer than 2 seconds (" in str(failed(pool.submit(abs, -5)))
    assert asked == [1, 2]


def test_what_is_sent_to_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    worker = _answers(5, 6)
    sent = bytearray()
    worker.stdin = types.SimpleNamespace(write=sent.extend, flush=lambda: None, close=lambda: None)
    _play(monkeypatch, worker)
    with WorkerPool(1, memory=7, prepare=refuse) as pool:
        assert [pool.submit(max, 1, n).result(timeout=60) for n in (2, 3)] == [5, 6]
    read = io.BytesIO(bytes(sent))
    assert [pickle.load(read) for _ in range(5)] == [sys.path, 7, refuse, (max, (1, 2)), (max, (1, 3))]


def test_a_worker_that_does_not_read_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes) -> None:
        raise BrokenPipeError

    workers = [_dies(3), _answers(5)]
    workers[0].stdin = types.SimpleNamespace(write=broken, flush=lambda: None, close=lambda: broken(b""))
    left = _play(monkeypatch, *workers)
    with WorkerPool(1) as pool:
        assert pool.submit(abs, -5).result(timeout=60) == 5
    assert left == []


def test_a_worker_that_retires_has_a_successor(monkeypatch: pytest.MonkeyPatch) -> None:
    left = _play(monkeypatch, _answers(1, 2), _answers(3, 4, retires=True), _answers(5))
    with WorkerPool(1) as pool:
        assert [pool.submit(abs, 0).result(timeout=60) for _ in range(3)] == [1, 2, 3]
        assert len(left) == 1
        assert pool.submit(abs, 0).result(timeout=60) == 5


def test_calls_that_cannot_be_sent_or_were_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    """They end no worker, and start none."""
    left = _play(monkeypatch, _answers(5))
    with WorkerPool(1) as pool:
        assert isinstance(failed(pool.submit(lambda: 1)), (pickle.PicklingError, AttributeError))
        assert len(left) == 1
        with pytest.raises(TypeError, match=r"^keyword arguments are not supported$"):
            pool.submit(abs, x=1)
        assert pool.submit(abs, -5).result(timeout=60) == 5
    with pytest.raises(RuntimeError, match=r"^the pool is shut down$"):
        pool.submit(abs, -5)
    pool.shutdown()


def test_what_waits_is_cancelled_with_the_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Played(None, "ready", "begun")
    left = _play(monkeypatch, first, _answers(5))
    pool = WorkerPool(1)
    under_way, waiting, given_up = (pool.submit(abs, number) for number in (1, 2, 3))
    given_up.cancel()
    while not under_way.running():
        time.sleep(0.001)
    pool.shutdown(wait=False, cancel_futures=True)
    assert first.ended.is_set()
    assert "was killed (SIGKILL), 1 times" in str(failed(under_way))
    with pytest.raises(CancelledError):
        waiting.result(timeout=60)
    pool.shutdown()
    assert len(left) == 1


def test_a_pool_that_is_not_cancelled_does_what_was_scheduled(monkeypatch: pytest.MonkeyPatch) -> None:
    _play(monkeypatch, _answers(1, 2, 3))
    pool = WorkerPool(1)
    futures = [pool.submit(abs, 0) for _ in range(3)]
    pool.shutdown(wait=False)
    assert [future.result(timeout=60) for future in futures] == [1, 2, 3]


class _OfOneProcess:
    """An object that can be unpickled in the process that made it alone."""

    def __reduce__(self) -> tuple[object, ...]:
        return _here, (os.getpid(),)


def _here(number: int) -> None:
    if number != os.getpid():
        raise ZeroDivisionError(number)


@pytest.mark.usefixtures("workers")
def test_an_answer_that_cannot_be_read_ends_its_worker_alone() -> None:
    with WorkerPool(1) as pool:
        first = pool.submit(os.getpid).result(timeout=60)
        assert isinstance(failed(pool.submit(_OfOneProcess)), ZeroDivisionError)
        assert pool.submit(os.getpid).result(timeout=60) != first


@pytest.mark.usefixtures("workers")
@pytest.mark.any_findings
def test_a_result_that_cannot_be_sent_is_told() -> None:
    with WorkerPool(1) as pool:
        first = pool.submit(os.getpid).result(timeout=60)
        assert str(failed(pool.submit(_unsendable))).startswith("the result cannot be sent: ")
        assert pool.submit(os.getpid).result(timeout=60) == first


def _unsendable() -> Callable[[], int]:
    return lambda: 1


_HELD: list[mmap.mmap] = []


def hold(size: int) -> int:
    """Take more of the address space; bytes of a forked process may fit into what its parent has freed."""
    _HELD.append(mmap.mmap(-1, size))
    return os.getpid()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit of the address space is one of Linux")
def test_a_worker_that_has_taken_half_its_memory_retires(workers: str) -> None:
    with WorkerPool(1, memory=400 * 2**20) as pool:
        pids = [pool.submit(hold, 90 * 2**20).result(timeout=60) for _ in range(4)]
    if workers == "forked":
        assert pids[0] == pids[1] == pids[2] != pids[3]
    else:  # what it loads counts, too
        assert len(set(pids)) > 1
    with WorkerPool(1) as pool:
        assert len({pool.submit(hold, 90 * 2**20).result(timeout=60) for _ in range(4)}) == 1


@pytest.mark.usefixtures("workers")
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interrupt_of_the_terminal_does_not_end_workers() -> None:
    with WorkerPool(1) as pool:
        worker = pool.submit(os.getpid).result(timeout=60)
        os.kill(worker, signal.SIGINT)
        assert pool.submit(os.getpid).result(timeout=60) == worker


# --------------------------------------------------------------------------------------------------------------------
# The parts of a worker


@pytest.mark.any_findings
def test_answers_to_calls() -> None:
    assert worker_module.answered(max, (1, 2)) == Answer(result=2)
    error = worker_module.answered(refuse, ()).error
    assert isinstance(error, UsageError)
    odd = worker_module.answered(raise_unpicklable, ()).error
    assert (type(odd), str(odd)) == (RuntimeError, "Unpicklable: odd")
    assert Answer() == (None, None, False)


@pytest.mark.parametrize("answer", [Answer(result=1), Answer(error=ValueError("x")), "ready"])
def test_answers_are_sent(answer: object) -> None:
    sent = io.BytesIO()
    buffer = io.BufferedWriter(sent)  # type: ignore[arg-type]
    worker_module._send(buffer, answer)
    assert repr(pickle.loads(sent.getvalue())) == repr(answer)
    buffer.detach()


@pytest.mark.parametrize("retires", [False, True])
def test_an_answer_that_cannot_be_sent_is_one_of_its_own(retires: bool) -> None:
    sent = io.BytesIO()
    worker_module._send(sent, Answer(result=_unsendable(), retires=retires))
    answer = pickle.loads(sent.getvalue())
    assert (answer.result, answer.retires, type(answer.error)) == (None, retires, RuntimeError)
    assert "the result cannot be sent: " in str(answer.error)
    worker_module._send(sent := io.BytesIO(), _unsendable())
    assert pickle.loads(sent.getvalue()).retires is False


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize(("hard", "expected"), [(-1, 1050), (2000, 1050), (1049, 1049), (0, 0)])
def test_a_limit_of_memory_is_what_is_used_and_more(monkeypatch: pytest.MonkeyPatch, hard: int, expected: int) -> None:
    import resource

    limits = []
    monkeypatch.setattr(worker_module, "address_space", lambda: 1000)
    monkeypatch.setattr(resource, "getrlimit", {resource.RLIMIT_AS: (-1, hard)}.__getitem__)
    monkeypatch.setattr(resource, "setrlimit", lambda *limit: limits.append(limit))
    assert worker_module.limit_memory(50) == 1000
    assert limits == [(resource.RLIMIT_AS, (expected, hard))]
    monkeypatch.setitem(sys.modules, "resource", None)
    assert worker_module.limit_memory(50) == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="files of Linux")
def test_the_address_space_is_what_the_system_says(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    with open("/proc/self/status", encoding="ascii") as file:
        [size] = (int(line.split()[1]) * 1024 for line in file if line.startswith("VmSize"))
    assert abs(worker_module.address_space() - size) < 2**24
    for text in (b"x", OSError()):

        def opened(*_: object, text: bytes | OSError = text) -> Iterator[bytes]:
            if isinstance(text, OSError):
                raise text
            return io.BytesIO(text)

        with monkeypatch.context() as patch:
            patch.setattr(builtins, "open", opened)
            assert worker_module.address_space() == 0
