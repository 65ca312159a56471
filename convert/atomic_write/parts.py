"""Temporary files and folders that become others when they are complete.

They are in the folder `parts` of a run, if it has one on the file system of the target, else in the folder of the
target. Their names are random: neither a process id nor a counter is unique across containers. Those of runs that were
killed are removed: by the lock that a run holds on its own, or by their age.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import sys
from collections.abc import Iterable
from typing import BinaryIO

_PART = re.compile(r"\.wirecopy-[0-9a-f]{4,}\.part")
"""The names of temporary files."""

_DAY = 86_400
_swept: set[str] = set()
"""The folders of documents that this process has rid of old temporary files."""

_MAX_SWEPT = 10_000


def write_part(target: str, data: bytes | Iterable[bytes], *, parts: str = "", durable: bool = False) -> str:
    """Write `data` to a new temporary file with default permissions, and return its path.

    Next to documents, old ones are removed: those of runs that were killed.
    """
    temporary = part_path(target, parts)
    file = open(temporary, "xb")  # noqa: SIM115  (a file that another run has is not removed)
    try:
        with file:
            file.writelines((data,) if isinstance(data, bytes) else data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
    except BaseException:  # also if closing the file fails, which writes the rest of its buffer
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    folder = os.path.dirname(target) or "."
    if os.path.dirname(temporary) == folder and folder not in _swept:
        remove_old_siblings(folder, temporary)
    return temporary


def part_path(target: str, parts: str = "") -> str:
    """Return the path of a new temporary file that can be renamed to `target`, below folders that are made."""
    folder = os.path.dirname(target) or "."
    os.makedirs(folder, exist_ok=True)
    if parts:
        os.makedirs(parts, exist_ok=True)
    if not parts or os.stat(parts).st_dev != os.stat(folder).st_dev:  # a rename works inside one file system
        parts = folder
    return part_in(parts)


def part_in(folder: str) -> str:
    """Return the path of a new temporary file in a folder that exists."""
    return os.path.join(folder, f".wirecopy-{os.urandom(12).hex()}.part")


def _swept_beginning(target: str, folder: str) -> str:
    """Return how the names of temporary files for `target` begin; remove those that killed runs left in a folder."""
    beginning = f".wirecopy-{hashlib.sha256(os.fsencode(os.path.abspath(target))).hexdigest()[:12]}"
    for name in os.listdir(folder):
        if name.startswith(beginning) and _PART.fullmatch(name):
            _remove_left(os.path.join(folder, name))
    return beginning


def new_folder_part(target: str, held: contextlib.ExitStack) -> str:
    """Return a new temporary folder for `target`, as `open_part` does; it is locked until `held` is closed."""
    beginning = os.path.join(os.path.dirname(target), _swept_beginning(target, os.path.dirname(target)))
    while True:
        path = f"{beginning}{os.urandom(6).hex()}.part"
        os.mkdir(path)
        if sys.platform == "win32":
            return path
        with contextlib.suppress(OSError):  # some file systems have no locks
            descriptor = os.open(path, os.O_RDONLY)
            held.callback(os.close, descriptor)
            _lock(descriptor)
        if os.path.exists(path):  # else another run took it for one that was left
            return path


def open_part(target: str, folder: str, *, buffering: int = -1) -> BinaryIO:
    """Open a new temporary file in a folder for `target`, and remove those that killed runs left there for it.

    It is locked until it is closed, so that no other run takes it for one that was left.
    """
    beginning = _swept_beginning(target, folder)
    while True:
        path = os.path.join(folder, f"{beginning}{os.urandom(6).hex()}.part")
        file: BinaryIO = open(path, "x+b", buffering)  # noqa: SIM115  (closed by the caller)
        with contextlib.suppress(OSError):  # some file systems have no locks
            _lock(file.fileno())
        if os.path.exists(path):  # else another run took it for one that was left
            return file
        file.close()


def _remove_left(path: str) -> None:
    """Remove a temporary file or folder unless the run that made it is alive."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            os.unlink(path)  # fails for a file that is open
            return
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            _lock(descriptor)
            if os.path.isdir(path):
                shutil.rmtree(path, ignore_errors=True)
            else:
                os.unlink(path)
        finally:
            os.close(descriptor)


def _lock(descriptor: int) -> None:
    """Lock a file or folder where the system can. Raises OSError if another process has locked it."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def remove_temporaries(folder: str) -> None:
    """Remove the temporary files that a killed run left in its folder, and the folder itself if it is empty then."""
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            if _PART.fullmatch(name):
                with contextlib.suppress(OSError):
                    os.unlink(os.path.join(folder, name))
        os.rmdir(folder)


def remove_old_siblings(folder: str, temporary: str) -> None:
    """Remove the temporary files in a folder of documents that are a day older than the one just written.

    No run that is alive has such a file, as one is written at once and renamed soon; both times are of the same clock.
    """
    if len(_swept) >= _MAX_SWEPT:
        _swept.clear()
    _swept.add(folder)
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        now = os.stat(temporary).st_mtime
        for entry in entries:
            if _PART.fullmatch(entry.name) and not entry.is_symlink():
                with contextlib.suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_mtime < now - _DAY:
                        _remove(entry)


def _remove(entry: os.DirEntry[str]) -> None:
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path, ignore_errors=True)
    else:
        os.unlink(entry.path)
