"""The file of a journal: its lock, its end, the journals beside it, and why it cannot be written."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import BinaryIO

from convert.batch.journal_index import is_lost
from convert.errors import OutputError


def journals_beside(path: str) -> list[str]:
    """Return the other journals in the folder of a journal, sorted."""
    folder, own = os.path.split(path)
    try:
        names = sorted(os.listdir(folder or "."))
    except OSError:
        return []
    return [os.path.join(folder, name) for name in names if name.endswith(".jsonl") and name != own]


def cut_off_partial_line(file: BinaryIO) -> int | None:
    """Remove an incomplete last line, which a killed run or a full disk left.

    Return its offset if its bytes were lost with the power.
    """
    size = file.seek(0, os.SEEK_END)
    end, lost = size, False
    while end:
        start = max(0, end - 65536)
        file.seek(start)
        block = file.read(end - start)
        found = block.rfind(b"\n")
        lost = lost or is_lost(block[found + 1 :])
        if found >= 0:
            end = start + found + 1
            break
        end = start
    if end < size:
        file.truncate(end)
    return end if lost else None


def lock(file: BinaryIO, path: str) -> None:
    """Take the lock of a journal, which ends with the process. Raises OutputError (INP050) if another has it."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        take: Callable[[], object] = lambda: msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # noqa: E731
    else:
        take = lambda: fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)  # noqa: E731
    try:
        take()
    except (BlockingIOError, PermissionError):
        advice = "Wait until it has ended, or choose another output with -o."
        raise OutputError("INP050", f"another run is writing {path}", advice) from None


_REMEDIES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "Make room"),
    errno.EFBIG: "Raise the limit of the size of files (ulimit -f)",
    errno.ENOENT: "Leave the output folder alone while a batch runs,",
    errno.EROFS: "Mount the disk for writing",
    errno.EIO: "See whether the disk fails,",
}


def not_writable(path: str, error: OSError) -> OutputError:
    reason = (error.strerror or str(error)).lower()
    folder = os.path.dirname(path)
    if os.path.basename(folder) == ".wirecopy":
        folder = os.path.dirname(folder)
    if folder and not os.path.isdir(folder):
        return OutputError("INP008", f"the folder {folder} cannot be made: {reason}", "Choose another one with -o.")
    remedy = _REMEDIES.get(error.errno or 0, "See whether this user may write there,")
    advice = f"{remedy} or name another file with --journal; the batch can be started again and goes on."
    return OutputError("INP008", f"the journal {path} cannot be written: {reason}", advice)
