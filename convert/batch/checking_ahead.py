"""Checks of many files in several processes, with the results of one process in the order of the files.

The processes are forks, which share what the first files made this process load. Each checks its part of the files
without the others and sends the outcomes with the editions of stories that it met. This process takes them in order; a
file whose edition contradicts an earlier one is checked again here, where all editions are known, as is whatever a
process that died did not send. So the outcomes do not depend on the number of processes.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import stat
import struct
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import IO, TYPE_CHECKING, NamedTuple, NoReturn

from convert.batch.check import SHORT, CheckPolicy, check
from convert.batch.perform import Outcome

if TYPE_CHECKING:
    from convert.checks.engine.session import CheckSession, Edition
    from convert.checks.epub.epubcheck import Checker

_WORTHWHILE = 64
"""How many files each process must have at least to be worth its start."""

_PART = 8
"""How many files a process checks in a row."""

_FIRST = 4
"""How many files are checked in this process before the forks, unless they are large: a story in each format."""

_SIZE = struct.Struct("<Q")


class _Result(NamedTuple):
    """The outcome of a file that was checked alone, and the editions in it with their guids."""

    outcome: Outcome
    editions: Sequence[tuple[str, Edition]]


def check_all(
    documents: Sequence[tuple[str, CheckPolicy]],
    loaded: Mapping[str, bytes],
    *,
    session: CheckSession,
    jobs: int | None = None,
    epubcheck: Checker | None = None,
) -> Iterator[Outcome]:
    """Yield the outcome of the check of each file, in order; `loaded` has the bytes of those read already.

    `jobs` is the number of processes, None for one a processor, unless these are busy. `epubcheck` examines the EPUBs
    whose policy is deep, all in this process. Raises only UsageError.
    """
    alone = [
        number
        for number, (file, policy) in enumerate(documents)
        if not policy.deep and file not in loaded and _is_short(file)
    ]
    processes = _processes(jobs, len(alone))
    first = _first(alone)
    ahead: _Ahead | None = None
    try:
        for number, (file, policy) in enumerate(documents):
            if number == first:
                ahead = _Ahead(documents, alone[first:], session, processes)
            result = ahead.result(number) if ahead else None
            if result is not None and _agrees(result, session):
                yield result.outcome
                continue
            yield check(file, loaded.get(file), policy=policy, session=session, epubcheck=epubcheck)
    finally:
        if ahead:
            ahead.close()


def _first(alone: Sequence[int]) -> int:
    """The number of the file before which processes are forked; those before it are all checked alone."""
    return next((at for at, number in enumerate(alone[:_FIRST]) if at != number), min(len(alone), _FIRST))


def _is_short(file: str) -> bool:
    try:
        status = os.stat(file)
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size <= SHORT


def _processes(jobs: int | None, files: int) -> int:
    """The number of processes for a number of files; one where processes cannot be forked safely.

    If the user names none, it is that of the processors; one where these have more work than they can do at once.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    processors = len(os.sched_getaffinity(0))
    wanted = jobs or (min(processors, 16) if os.getloadavg()[0] <= processors else 1)
    return max(min(wanted, files // _WORTHWHILE), 1)


def _agrees(result: _Result, session: CheckSession) -> bool:
    """Whether a file has no edition that must be compared with others; its edition is then known to the session."""
    from convert.checks.registry import comparing_rules

    if len(result.editions) > 1:
        return False
    for guid, edition in result.editions:
        for earlier in session.earlier(guid, edition):
            if any(True for rule in comparing_rules() for _ in rule.compare(earlier, edition)):
                return False
        session.add(guid, edition)
    return True


class _Ahead:
    """Processes that check files ahead; process k of n has the parts k, k + n, k + 2n …"""

    def __init__(
        self, documents: Sequence[tuple[str, CheckPolicy]], alone: Sequence[int], session: CheckSession, processes: int
    ) -> None:
        self._owner: dict[int, int] = {}
        self._pipes: list[IO[bytes] | None] = []
        self._children: list[int] = []
        self._waiting: dict[int, _Result] = {}
        if processes < 2:
            return
        parts = [alone[at : at + _PART] for at in range(0, len(alone), _PART)]
        gc.freeze()  # so that collections in the forks do not copy what is loaded
        for k in range(processes):
            own = parts[k::processes]
            try:
                self._fork(documents, own, session)
            except OSError:  # too many processes or open files
                break
            self._owner.update((number, k) for part in own for number in part)
        gc.unfreeze()

    def _fork(
        self, documents: Sequence[tuple[str, CheckPolicy]], parts: Sequence[Sequence[int]], session: CheckSession
    ) -> None:
        reading, writing = os.pipe()
        try:
            child = os.fork()
        except OSError:
            os.close(reading)
            os.close(writing)
            raise
        if child == 0:
            _work(documents, parts, session, writing)
        os.close(writing)
        self._children.append(child)
        self._pipes.append(os.fdopen(reading, "rb"))

    def result(self, number: int) -> _Result | None:
        """The result for a file by its number, None if no process has one."""
        owner = self._owner.get(number)
        if owner is None:
            return None
        while number not in self._waiting and (pipe := self._pipes[owner]) is not None:
            try:
                size = pipe.read(_SIZE.size)
                content = pipe.read(*_SIZE.unpack(size))
                self._waiting.update(pickle.loads(content))
            except (EOFError, struct.error, pickle.UnpicklingError):
                pipe.close()
                self._pipes[owner] = None
        return self._waiting.pop(number, None)

    def close(self) -> None:
        """End the processes."""
        for pipe in self._pipes:
            if pipe is not None:
                pipe.close()
        for child in self._children:
            with suppress(OSError):
                os.kill(child, signal.SIGKILL)
            with suppress(OSError):
                os.waitpid(child, 0)


def _work(
    documents: Sequence[tuple[str, CheckPolicy]], parts: Sequence[Sequence[int]], session: CheckSession, writing: int
) -> NoReturn:
    """Check the files in a fork, and end it."""
    from convert.checks.engine.session import RecordingSession

    with suppress(BaseException):  # whatever is not sent is checked again
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with os.fdopen(writing, "wb") as pipe:
            for part in parts:
                results = {}
                for number in part:
                    recording = RecordingSession(session.now)
                    file, policy = documents[number]
                    outcome = check(file, policy=policy, session=recording)
                    results[number] = _Result(outcome, recording.editions)
                content = pickle.dumps(results, pickle.HIGHEST_PROTOCOL)
                pipe.write(_SIZE.pack(len(content)) + content)
                pipe.flush()
    os._exit(0)
