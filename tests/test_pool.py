"""The worker pool survives the death of its workers, and ends with its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import pytest

from convert.batch.pool import DocumentTimeout, WorkerDied, WorkerPool
from convert.errors import UsageError

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


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(HERE))


def failed(future: Future[object]) -> BaseException:
    error = future.exception(timeout=60)
    assert error is not None
    return error


@pytest.mark.slow
@pytest.mark.slow
@pytest.mark.parametrize(
    ("call", "number", "code", "says"),
    [
        (die, signal.SIGKILL, "INP053", "SIGKILL"),
        (die, signal.SIGSEGV, "INP047", "SIGSEGV"),
        (leave, 7, "INP047", "exit code 7"),
    ],
)
def test_only_the_call_that_ends_workers_fails(call: Callable[[int], None], number: int, code: str, says: str) -> None:
    """Calls before and after it, and beside it, have their results."""
    with WorkerPool(2) as pool:
        before = [pool.submit(abs, -n) for n in range(5)]
        deadly = pool.submit(call, int(number))
        after = [pool.submit(abs, -n) for n in range(5)]
        assert [future.result(timeout=60) for future in (*before, *after)] == [*range(5), *range(5)]
        error = failed(deadly)
    assert isinstance(error, WorkerDied)
    assert error.code == code
    assert says in str(error)


@pytest.mark.slow
def test_a_call_is_tried_again_once(tmp_path: Path) -> None:
    with WorkerPool(1) as pool:
        assert pool.submit(die_once, str(tmp_path / "marker")).result(timeout=60) == "done"


@pytest.mark.slow
def test_a_time_limit_ends_one_call() -> None:
    with WorkerPool(1, timeout=1.5) as pool:
        slow, quick = pool.submit(time.sleep, 60), pool.submit(abs, -1)
        assert isinstance(failed(slow), DocumentTimeout)
        assert quick.result(timeout=60) == 1


@pytest.mark.slow
def test_what_a_worker_does_first_takes_no_time_of_a_call() -> None:
    """A worker takes longer to load all that it needs than for most inputs, and each input that is late has a new one:
    a limit below that time failed all inputs of a batch.
    """
    with WorkerPool(1, timeout=1, prepare=partial(time.sleep, 1.5)) as pool:
        slow, quick = pool.submit(time.sleep, 60), pool.submit(abs, -1)
        assert isinstance(failed(slow), DocumentTimeout)
        assert quick.result(timeout=60) == 1
    with WorkerPool(1, prepare=refuse) as pool:
        assert pool.submit(abs, -1).result(timeout=60) == 1


@pytest.mark.slow
def test_a_call_that_cannot_begin_in_time_is_late() -> None:
    """And nobody else has killed its workers."""
    with WorkerPool(1, timeout=1e-9) as pool:
        assert isinstance(failed(pool.submit(time.sleep, 60)), DocumentTimeout)


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit of the address space is one of Linux")
def test_a_memory_limit_ends_one_call() -> None:
    with WorkerPool(1, memory=200 * 2**20) as pool:
        small, large = pool.submit(take, 2**20), pool.submit(take, 400 * 2**20)
        again = pool.submit(take, 2**20)
        assert isinstance(failed(large), MemoryError)
        assert small.result(timeout=60) == again.result(timeout=60) == 2**20


@pytest.mark.any_findings
def test_exceptions_and_noise_do_not_disturb() -> None:
    with WorkerPool(1) as pool:
        assert isinstance(failed(pool.submit(refuse)), UsageError)
        assert "Unpicklable: odd" in str(failed(pool.submit(raise_unpicklable)))
        assert pool.submit(print_something).result(timeout=60) == "quiet"


@pytest.mark.slow
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
