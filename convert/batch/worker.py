"""A worker process of `batch.pool`: calls what arrives on standard input, and answers on standard output.

Messages are pickles, one after the other: the memory limit, what to call first, then pairs of a function and its
arguments.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import threading
from queue import SimpleQueue
from typing import Any

from convert.batch.pool import BEGUN, Answer


def main() -> None:
    """Serve the parent until it closes the pipe, or ends."""
    for name in ("SIGINT", "SIGHUP"):  # they reach all processes of a terminal; the parent says what is done
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_IGN)
    _die_with_parent()
    answers = os.fdopen(os.dup(1), "wb")
    calls = sys.stdin.buffer
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)  # what a library prints must not get among the answers
    limit = pickle.load(calls)
    used = limit_memory(limit) if limit else 0
    import convert.pipeline  # noqa: F401  (a worker that is killed early has not begun a call)

    if (prepare := pickle.load(calls)) is not None:
        answered(prepare, ())
    _send(answers, "ready")
    received: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_receive, args=(calls, received), daemon=True).start()
    while True:
        function, arguments = received.get()
        _send(answers, BEGUN)
        answer = answered(function, arguments)
        retires = bool(limit) and address_space() > used + limit // 2
        _send(answers, answer._replace(retires=retires))


def answered(function: Any, arguments: tuple[Any, ...]) -> Answer:
    """Return the answer to a call; an exception that cannot be sent as it is becomes its words."""
    try:
        return Answer(result=function(*arguments))
    except Exception as e:
        try:
            pickle.loads(pickle.dumps(e))
        except Exception:
            return Answer(error=RuntimeError(f"{type(e).__name__}: {e}"))
        return Answer(error=e)


def _send(answers: Any, answer: object) -> None:
    """Send an answer; a result that cannot be sent becomes an exception."""
    try:
        data = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except Exception as e:
        error = RuntimeError(f"the result cannot be sent: {type(e).__name__}: {e}")
        data = pickle.dumps(Answer(error=error, retires=isinstance(answer, Answer) and answer.retires))
    answers.write(data)
    answers.flush()


def _die_with_parent() -> None:
    """Have Linux kill this process when its parent ends, also while other code does not let threads run."""
    if sys.platform == "linux":
        with contextlib.suppress(Exception):
            import ctypes

            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


_PR_SET_PDEATHSIG = 1


def _receive(calls: Any, received: SimpleQueue[Any]) -> None:
    """Pass calls on; end the process, even in the middle of work, when the parent closes the pipe or ends."""
    try:
        while True:
            received.put(pickle.load(calls))
    finally:
        os._exit(0)


def limit_memory(limit: int) -> int:
    """Limit the address space to what the process has now and `limit` bytes; return what it has now.

    Does nothing where the system has no such limit.
    """
    try:
        import resource
    except ImportError:  # Windows
        return 0
    used = address_space()
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = used + limit
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))
    return used


def address_space() -> int:
    """Return the size of the address space in bytes, 0 if the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0
