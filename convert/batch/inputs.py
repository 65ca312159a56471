"""Reading inputs: the bytes of a file, the metadata beside it, and the files below a folder."""

from __future__ import annotations

import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from convert.errors import InputError, UsageError
from convert.formats import FORMATS, by_suffix

STDIN = "-"
"""The name of standard input among inputs."""


MAX_INPUT = 64 * 2**20
"""How many bytes an input may have; the collected works of a newspaper's day fit in a hundredth of it."""


_SIDECARS = (".meta.toml", ".meta.json")


def stem_of(name: str) -> str:
    lower = name.lower()
    for suffix in sorted((f.suffix for f in FORMATS if f.reads), key=len, reverse=True):
        if lower.endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return os.path.splitext(name)[0] or name


def files_below(folder: str, suffixes: tuple[str, ...]) -> list[str]:
    """The paths of all files below `folder` that end in one of `suffixes`, sorted; hidden files and links apart."""
    found: list[str] = []
    for base, folders, names in os.walk(folder, followlinks=False):
        folders[:] = [f for f in folders if not f.startswith(".")]
        paths = (os.path.join(base, n) for n in names if n.lower().endswith(suffixes) and not n.startswith("."))
        found.extend(path for path in paths if not os.path.islink(path))
    return sorted(found)


def is_read_once(path: str) -> bool:
    """Whether what stands in the file `path` is gone once it was read, as from a pipe."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def format_of(name: str) -> str:
    """The name of the format that an input of this name is read as."""
    return getattr(by_suffix(name), "name", "text")


def load(path: str) -> tuple[bytes, str]:
    """The bytes of a file, and its modification time as an instant in UTC. Raises InputError."""
    data, modified = read_file(path)
    return data, instant(min(max(int(modified), 0), 253_402_300_799))


def read_file(path: str) -> tuple[bytes, float]:
    """The bytes of a file, and its modification time in seconds since 1970. Raises InputError."""
    try:
        with open(path, "rb") as file:
            status = os.fstat(file.fileno())
            if status.st_size > MAX_INPUT:
                message = f"the file has {status.st_size} bytes; at most {MAX_INPUT} are read"
                raise InputError("INP005", message, "Split it into its stories.")
            # Room is made for as much as is asked for, and 64 MB of it for each small file take their time.
            data = file.read(status.st_size + 1)
            if len(data) > status.st_size:
                data += file.read(MAX_INPUT + 1 - len(data))
    except FileNotFoundError:
        raise InputError("INP001", "there is no such file", "Check the name.") from None
    except IsADirectoryError:
        raise InputError("INP000", "this is a folder, and a file is wanted", "Name the files in it.") from None
    except (OSError, ValueError) as e:
        raise InputError("INP000", f"the file cannot be read: {reason_of(e)}", "Check its permissions.") from None
    if len(data) > MAX_INPUT:
        raise InputError("INP005", f"the file has more than {MAX_INPUT} bytes", "Split it into its stories.")
    return data, status.st_mtime


def instant(seconds: int) -> str:
    """Seconds since 1970 as an instant in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def reason_of(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


def sidecar(path: str) -> dict[str, object]:
    """The metadata that stands beside an input, in `<stem>.meta.toml` or `.meta.json`, as values of the model. Raises
    InputError (INP010).
    """
    stem = os.path.join(os.path.dirname(path), stem_of(os.path.basename(path)))
    for ending in _SIDECARS:
        beside = Path(stem + ending)
        if beside.is_file():
            from convert import article_codec

            try:
                return article_codec.metadata(_parsed(beside.read_bytes(), ending))
            except UsageError as e:
                raise InputError("INP010", f"{beside}: {e.message}", e.advice) from None
            except (OSError, ValueError, RecursionError) as e:
                raise InputError("INP010", f"{beside} cannot be read: {e}", "Mend it or take it away.") from None
    return {}


def _parsed(data: bytes, ending: str) -> dict[str, Any]:
    values = _toml(data) if ending.endswith("toml") else json.loads(data)
    if not isinstance(values, dict):
        raise ValueError("an object with metadata is wanted")
    return values


def _toml(data: bytes) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(data.decode())
