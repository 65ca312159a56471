"""Files: their bytes, their metadata files, and the files below a folder."""

from __future__ import annotations

import errno
import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from convert.batch.storage import is_url, remote_storage_for
from convert.errors import InputError, UsageError
from convert.formats import FORMATS, by_suffix
from convert.limits import MAX_INPUT

STDIN = "-"
"""Name of standard input among inputs."""

_READ = tuple(sorted((f.suffix for f in FORMATS if f.reads), key=len, reverse=True))
"""The suffixes of formats that can be read, the longest first."""

_SIDECARS = (".meta.toml", ".meta.json")


def stem_of(name: str) -> str:
    """Return a file name without its suffix: that of a format which can be read, else its last extension."""
    lower = name.lower()
    for suffix in _READ:
        if lower.endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return os.path.splitext(name)[0] or name


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
    """Return a time of the file system as an instant, the nearest one with a year of four digits since 1970."""
    return instant(min(max(int(seconds), 0), 253_402_300_799))


def read_file(path: str) -> tuple[bytes, float]:
    """Return the bytes of a file, and its modification time in seconds since 1970.

    A pipe is read to its end, and refused (INP031) if nobody opens its other end; sockets and devices are refused.
    Raises InputError.
    """
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            status = os.fstat(file.fileno())
            begin = b""
            if stat.S_ISFIFO(status.st_mode):
                begin = _await_writer(path, file.fileno())
            elif not stat.S_ISREG(status.st_mode):
                raise special_file()
            if status.st_size > MAX_INPUT:
                raise _too_large(f"the file has {status.st_size:,} bytes; the limit is {MAX_INPUT:,}")
            # read() allocates its whole argument; reading up to the limit would be slow for small files.
            data = begin + file.read(status.st_size + 1)
            if len(data) > status.st_size:
                data += file.read(MAX_INPUT + 1 - len(data))
    except FileNotFoundError:
        raise InputError("INP001", "no such file", "Check the name.") from None
    except IsADirectoryError:
        raise InputError("INP000", "this is a folder, not a file", "Name the files in it.") from None
    except (OSError, ValueError) as e:
        if getattr(e, "errno", None) == errno.ENXIO:  # a socket
            raise special_file() from None
        raise InputError("INP000", f"the file cannot be read: {reason_of(e)}", "Check its permissions.") from None
    return _within_limit(data, "the file"), status.st_mtime


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


def read_stream(stream: BinaryIO, name: str) -> bytes:
    """Return all bytes of `stream`, called `name` in messages. Raises InputError (INP005) above `MAX_INPUT`."""
    return _within_limit(stream.read(MAX_INPUT + 1), name)


def _within_limit(data: bytes, name: str) -> bytes:
    if len(data) > MAX_INPUT:
        raise _too_large(f"{name} is larger than {MAX_INPUT:,} bytes")
    return data


def _too_large(message: str) -> InputError:
    return InputError("INP005", message, "Split it into one file per story.")


def instant(seconds: int) -> str:
    """Return seconds since 1970 as an instant in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def reason_of(error: Exception) -> str:
    """Return the reason of a failed system call in lower case."""
    return (getattr(error, "strerror", None) or str(error)).lower()


def sidecar_names(path: str, story: int = 0) -> list[str]:
    """Return the paths that the metadata file of an input, or of one of its stories, can have; the first one counts."""
    stem = os.path.join(os.path.dirname(path), stem_of(os.path.basename(path)))
    return [f"{stem}{f'-{story}' if story else ''}{ending}" for ending in _SIDECARS]


def sidecar(path: str, story: int = 0) -> dict[str, object]:
    """Return the metadata of an input from `<stem>.meta.toml` or `<stem>.meta.json`, as values of the model.

    The metadata of the `story` with that number are in `<stem>-<number>.meta.toml` or `.json`. Raises InputError
    (INP010).
    """
    for name in sidecar_names(path, story):
        file = Path(name)
        if file.is_file():
            try:
                data = file.read_bytes()
            except OSError as e:
                raise InputError("INP010", f"{file} cannot be read: {e}", "Fix or remove it.") from None
            return parsed_metadata(data, str(file))
    return {}


def parsed_metadata(data: bytes, path: str) -> dict[str, object]:
    """Return the metadata in the bytes of a metadata file, as values of the model. Raises InputError (INP010)."""
    from convert import article_codec

    try:
        return article_codec.metadata(_parsed(data, path))
    except UsageError as e:
        advice = e.advice or "See `wirecopy explain INP010`."
        raise InputError("INP010", f"{path}: {e.message}", advice) from None
    except (ValueError, RecursionError) as e:
        raise InputError("INP010", f"{path} cannot be read: {e}", "Fix or remove it.") from None


def _parsed(data: bytes, ending: str) -> dict[str, Any]:
    values = _toml(data) if ending.endswith("toml") else json.loads(data)
    if not isinstance(values, dict):
        raise ValueError("not an object with metadata")
    return values


def _toml(data: bytes) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(data.decode(json.detect_encoding(data)))
