"""Signals that end a command: what each makes of the run under way, and the exit code that tells it."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from convert.errors import EXIT_HUNG_UP, EXIT_INTERRUPTED, EXIT_TERMINATED

if TYPE_CHECKING:
    from convert.batch import Run

_HANGUP = getattr(signal, "SIGHUP", None)  # Windows has none

EXIT_CODES: dict[int, int] = {
    signal.SIGINT: EXIT_INTERRUPTED,
    signal.SIGTERM: EXIT_TERMINATED,
    **({_HANGUP: EXIT_HUNG_UP} if _HANGUP else {}),
}
"""The exit code of a command that a signal ends: from the keyboard, from the system, or because the terminal closed."""


def end_by_signal() -> None:
    """Let each signal end the program with its exit code, so that what has to be cleaned up is.

    An interrupt is Python's own KeyboardInterrupt. A hangup that the program was started to ignore, as `nohup` does,
    stays ignored.
    """
    for number in EXIT_CODES:
        if number != signal.SIGINT and _is_heard(number):
            signal.signal(number, _end)


def _end(number: int, frame: object) -> None:
    sys.exit(EXIT_CODES[number])


@contextmanager
def stopping(run: Run) -> Iterator[list[int]]:
    """Let a signal end a run after the inputs under way; a second one ends it at once.

    Yields the signals that arrived.
    """
    arrived: list[int] = []

    def stop(number: int, frame: object) -> None:
        if arrived:
            raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(EXIT_CODES[number])
        arrived.append(number)
        run.stop()

    if threading.current_thread() is not threading.main_thread():
        yield arrived
        return
    usual = {number: signal.signal(number, stop) for number in EXIT_CODES if _is_heard(number)}
    try:
        yield arrived
    finally:
        for number, handler in usual.items():
            signal.signal(number, handler)


def _is_heard(number: int) -> bool:
    return number != _HANGUP or signal.getsignal(number) is not signal.SIG_IGN
