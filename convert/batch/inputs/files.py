"""Files: their bytes, their metadata files, and the files below a folder."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import BinaryIO

from convert.batch.storage import remote_storage_for, too_large
from convert.batch.urls import is_url
from convert.errors import InputError
from convert.formats import FORMATS, by_shard_suffix, by_suffix
from convert.limits import MAX_INPUT

STDIN = "-"
"""Name of standard input among inputs."""

_READ = tuple(sorted((f.suffix for f in FORMATS if f.reads), key=len, reverse=True))
"""The suffixes of formats that can be read, the longest first."""


def stem_of(name: str) -> str:
    """Return a file name without its suffix: that of a format which can be read, else its last extension."""
    lower = name.lower()
    for suffix in _READ:
        if lower.endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return os.path.splitext(name)[0] or name


def stem_of_container(name: str) -> str:
    """Return the name of a file of many stories without its suffix, that of a format of its documents included."""
    name = name.removesuffix(".gz")
    format = by_shard_suffix(name)
    return name[: -len(format.shard_suffix)] if format and len(name) > len(format.shard_suffix) else stem_of(name)


def is_read_once(path: str) -> bool:
    """Return whether the content of `path` can be read only once, as from a pipe."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def format_of(name: str) -> str:
    """Return the name of the format that an input of this file name is read as."""
    return getattr(by_suffix(name), "name", "text")


def load(path: str) -> tuple[bytes, str]:
    """Return the bytes of a file, or of the object at a URL, and its modification time. Raises InputError."""
    if is_url(path):
        return remote_storage_for(path).load(path)
    data, modified = read_file(path)
    return data, moment_of(modified)


def moment_of(seconds: float) -> str:
    """Return a time of the file system as an instant."""
    return instant(int(seconds))


def read_file(path: str, limit: int | None = None) -> tuple[bytes, float]:
    """Return the bytes of a file, and its modification time in seconds since 1970.

    A pipe is read to its end, and refused (INP031) if nobody opens its other end; sockets and devices are refused.
    Raises InputError, also (INP005) for a file of more bytes than `limit`, or `MAX_INPUT` if it is None.
    """
    limit = MAX_INPUT if limit is None else limit
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            status = os.fstat(file.fileno())
            begin = b""
            if stat.S_ISFIFO(status.st_mode):
                begin = _await_writer(path, file.fileno())
            elif not stat.S_ISREG(status.st_mode):
                raise special_file()
            if status.st_size > limit:
                raise too_large(f"the file has {status.st_size:,} bytes; the limit is {limit:,}")
            # read() allocates its whole argument; reading up to the limit would be slow for small files.
            data = begin + file.read(status.st_size + 1)
            if len(data) > status.st_size:
                data += file.read(limit + 1 - len(data))
            if stat.S_ISREG(status.st_mode) and _has_changed(status, os.fstat(file.fileno())):
                raise InputError("INP000", "the file changed while it was read", "Convert it when it is complete.")
    except FileNotFoundError:
        if os.path.islink(path):
            message = f"this is a link to {os.readlink(path)}, which is not there"
            raise InputError("INP001", message, "Bring the file back, or remove the link.") from None
        raise InputError("INP001", "no such file", near_names(path)) from None
    except IsADirectoryError:
        raise InputError("INP000", "this is a folder, not a file", "Name the files in it.") from None
    except (OSError, ValueError) as e:
        if getattr(e, "errno", None) == errno.ENXIO:  # a socket
            raise special_file() from None
        raise InputError("INP000", f"the file cannot be read: {reason_of(e)}", "Check its permissions.") from None
    return _within_limit(data, "the file", limit), status.st_mtime


def near_names(path: str) -> str:
    """Return a sentence with the files that may be meant by the name of one that does not exist."""
    from difflib import get_close_matches

    folder, name = os.path.split(path.rstrip("/" + os.sep))
    try:
        names = sorted(os.listdir(folder or os.curdir))
    except OSError:
        return f"There is no folder {folder} either." if folder and not os.path.lexists(folder) else "Check the name."
    near = get_close_matches(name, names, n=2, cutoff=0.7)
    near = near or [other for other in names if os.path.splitext(other)[0] == os.path.splitext(name)[0]][:2]
    found = " or ".join(os.path.join(folder, other) for other in near)
    return f"Perhaps {found} is meant." if found else "Check the name."


@contextmanager
def opened_pipe(path: str) -> Iterator[tuple[bytes, BinaryIO, float]]:
    """Open a pipe whose content may be of any size: the first bytes, the file with the others, and its time.

    Raises InputError (INP031) for sockets and devices, and if nobody opens the other end of the pipe.
    """
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISFIFO(status.st_mode):
                raise special_file()
            yield _await_writer(path, file.fileno()), file, status.st_mtime
    except OSError as e:
        if e.errno == errno.ENXIO:  # a socket
            raise special_file() from None
        raise InputError("INP000", f"the file cannot be read: {reason_of(e)}", "Check its permissions.") from None


def _has_changed(before: os.stat_result, after: os.stat_result) -> bool:
    return (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)


def special_file(message: str = "this is a pipe, a socket or a device, not a file") -> InputError:
    """Return the error for what is neither a regular file nor a folder."""
    return InputError("INP031", message, "Copy its content into a file, or pass it to standard input.")


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; a pipe without waiting for whoever writes into it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


_LOOKS = 50
_BETWEEN_LOOKS = 100
"""How often and after how many milliseconds to look whether a pipe has a writer."""


def _await_writer(path: str, descriptor: int) -> bytes:
    """Wait until somebody writes into a pipe; from then on, reading waits. Return what was read while looking.

    Raises InputError (INP031) if nobody opens its other end for five seconds.
    """
    import select

    # Who writes into a pipe of this process, as of `<(command)`, may have gone and left everything in it.
    begin, has_writer = b"", os.path.realpath(path).startswith(("/dev/fd/", "/proc/"))
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    for _ in range(0 if has_writer else _LOOKS):
        has_writer = bool(poll.poll(_BETWEEN_LOOKS))
        if not has_writer:
            try:
                begin = os.read(descriptor, 1)
            except BlockingIOError:  # somebody has opened it and has not written yet
                has_writer = True
        if has_writer or begin:
            break
    else:
        if not has_writer:
            raise special_file("this is a pipe that nobody writes into")
    os.set_blocking(descriptor, True)
    return begin


def read_stream(stream: BinaryIO, name: str, limit: int | None = None) -> bytes:
    """Return all bytes of `stream`, called `name` in messages.

    Raises InputError (INP005) for more bytes than `limit`, or `MAX_INPUT` if it is None.
    """
    limit = MAX_INPUT if limit is None else limit
    return _within_limit(stream.read(limit + 1), name, limit)


def _within_limit(data: bytes, name: str, limit: int) -> bytes:
    if len(data) > limit:
        raise too_large(f"{name} is larger than {limit:,} bytes")
    return data


def instant(seconds: int) -> str:
    """Return seconds since 1970 as an instant in UTC, the nearest one with a year of four digits since 1970.

    The clock of a machine, and the times of its files, may be any.
    """
    return datetime.fromtimestamp(min(max(seconds, 0), _LAST), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_LAST = 253_402_300_799
"""The last second of the year 9999."""


def reason_of(error: Exception) -> str:
    """Return the reason of a failed system call in lower case, the same under all versions of Python."""
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    return "embedded null byte" if "embedded null" in reason else reason
