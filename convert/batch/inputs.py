"""Reading inputs: the bytes of a file, and the files below a folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from typing import BinaryIO

from convert.errors import InputError
from convert.formats import FORMATS, by_suffix
from convert.limits import MAX_INPUT

STDIN = "-"
"""Name of standard input among inputs."""


def stem_of(name: str) -> str:
    """Return a file name without its suffix: that of a format which can be read, else its last extension."""
    lower = name.lower()
    for suffix in sorted((f.suffix for f in FORMATS if f.reads), key=len, reverse=True):
        if lower.endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return os.path.splitext(name)[0] or name


def files_below(
    folder: str, suffixes: tuple[str, ...], on_error: Callable[[OSError], object] | None = None
) -> list[str]:
    """Return the sorted paths of all files below `folder` with one of `suffixes`, except hidden files and links.

    `on_error` gets the error of each folder that cannot be read.
    """
    found: list[str] = []
    for base, folders, names in os.walk(folder, onerror=on_error, followlinks=False):
        folders[:] = [f for f in folders if not f.startswith(".")]
        paths = (os.path.join(base, n) for n in names if n.lower().endswith(suffixes) and not n.startswith("."))
        found.extend(path for path in paths if not os.path.islink(path))
    return sorted(found)


def expand(name: str) -> list[str]:
    """Return the `.txt` files below the folder `name`, or `name` itself if it is not a folder.

    Raises InputError (INP007) for a folder without such files.
    """
    if not os.path.isdir(name):
        return [name]
    if paths := files_below(name, (".txt",)):
        return paths
    raise InputError("INP007", f"no .txt file below {name}", "Name the files, or another folder.")


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
    """Return the bytes of a file, and its modification time as an instant in UTC. Raises InputError."""
    data, modified = read_file(path)
    return data, instant(min(max(int(modified), 0), 253_402_300_799))


def read_file(path: str, limit: int | None = None) -> tuple[bytes, float]:
    """Return the bytes of a file, and its modification time in seconds since 1970.

    Raises InputError, also (INP005) for a file of more bytes than `limit`, or `MAX_INPUT` if it is None.
    """
    limit = MAX_INPUT if limit is None else limit
    try:
        with open(path, "rb") as file:
            status = os.fstat(file.fileno())
            if status.st_size > limit:
                raise _too_large(f"the file has {status.st_size:,} bytes; the limit is {limit:,}")
            # read() allocates its whole argument; reading up to the limit would be slow for small files.
            data = file.read(status.st_size + 1)
            if len(data) > status.st_size:
                data += file.read(limit + 1 - len(data))
    except FileNotFoundError:
        raise InputError("INP001", "no such file", "Check the name.") from None
    except IsADirectoryError:
        raise InputError("INP000", "this is a folder, not a file", "Name the files in it.") from None
    except (OSError, ValueError) as e:
        raise InputError("INP000", f"the file cannot be read: {reason_of(e)}", "Check its permissions.") from None
    return _within_limit(data, "the file", limit), status.st_mtime


def read_stream(stream: BinaryIO, name: str, limit: int | None = None) -> bytes:
    """Return all bytes of `stream`, called `name` in messages.

    Raises InputError (INP005) for more bytes than `limit`, or `MAX_INPUT` if it is None.
    """
    limit = MAX_INPUT if limit is None else limit
    return _within_limit(stream.read(limit + 1), name, limit)


def _within_limit(data: bytes, name: str, limit: int) -> bytes:
    if len(data) > limit:
        raise _too_large(f"{name} is larger than {limit:,} bytes")
    return data


def _too_large(message: str) -> InputError:
    return InputError("INP005", message, "Split it into one file per story.")


def instant(seconds: int) -> str:
    """Return seconds since 1970 as an instant in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def reason_of(error: Exception) -> str:
    """Return the reason of a failed system call in lower case."""
    return (getattr(error, "strerror", None) or str(error)).lower()
