"""Reading inputs: the bytes of a file, its metadata file, and the files below a folder."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from convert.errors import ConvertError, InputError, UsageError
from convert.formats import FORMATS, by_suffix
from convert.limits import MAX_INPUT

STDIN = "-"
"""Name of standard input among inputs."""

_SIDECARS = (".meta.toml", ".meta.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One input of a batch.

    `path` is where it is, as messages show it; `name` its file name, `stem` the path of its documents below the output
    folder without suffix, `identity` its path relative to what the user named. `data` and `moment`, always both, are
    its bytes and modification time if they are not to be loaded from `path`. `metadata` is what came with it. `error`
    is why it cannot be read.
    """

    path: str
    name: str
    stem: str
    identity: str
    data: bytes | None = None
    moment: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)
    error: ConvertError | None = None


class Inputs:
    """The inputs that a user named, enumerated anew by each iteration."""

    def __init__(self, names: Sequence[str], *, stdin: Item | None = None) -> None:
        self._names = tuple(names)
        self._stdin = stdin

    def __iter__(self) -> Iterator[Item]:
        for name in self._names:
            if name == STDIN:
                if self._stdin is None:
                    raise UsageError("INP012", "standard input is not available here", "Name a file instead of -.")
                yield self._stdin
            else:
                yield from _items(name)


def _items(name: str) -> Iterator[Item]:
    base = os.path.basename(name.rstrip(os.sep)) or name
    try:
        paths = expand(name)
    except InputError as e:
        yield Item(path=name, name=base, stem="nothing", identity=base, error=e)
        return
    is_folder = os.path.isdir(name)
    for path in paths:
        relative = os.path.relpath(path, name) if is_folder else os.path.basename(path)
        yield Item(path=path, name=os.path.basename(path), stem=stem_of(relative), identity=relative)


def stem_of(name: str) -> str:
    """Return a file name without its suffix: that of a format which can be read, else its last extension."""
    lower = name.lower()
    for suffix in sorted((f.suffix for f in FORMATS if f.reads), key=len, reverse=True):
        if lower.endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return os.path.splitext(name)[0] or name


def files_below(folder: str, suffixes: tuple[str, ...]) -> list[str]:
    """Return the sorted paths of all files below `folder` with one of `suffixes`, except hidden files and links."""
    found: list[str] = []
    for base, folders, names in os.walk(folder, followlinks=False):
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


def read_file(path: str) -> tuple[bytes, float]:
    """Return the bytes of a file, and its modification time in seconds since 1970. Raises InputError."""
    try:
        with open(path, "rb") as file:
            status = os.fstat(file.fileno())
            if status.st_size > MAX_INPUT:
                raise _too_large(f"the file has {status.st_size:,} bytes; the limit is {MAX_INPUT:,}")
            # read() allocates its whole argument; reading up to the limit would be slow for small files.
            data = file.read(status.st_size + 1)
            if len(data) > status.st_size:
                data += file.read(MAX_INPUT + 1 - len(data))
    except FileNotFoundError:
        raise InputError("INP001", "no such file", "Check the name.") from None
    except IsADirectoryError:
        raise InputError("INP000", "this is a folder, not a file", "Name the files in it.") from None
    except (OSError, ValueError) as e:
        raise InputError("INP000", f"the file cannot be read: {reason_of(e)}", "Check its permissions.") from None
    return _within_limit(data, "the file"), status.st_mtime


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
        file, ending = Path(name), name[-5:]
        if file.is_file():
            from convert import article_codec

            try:
                return article_codec.metadata(_parsed(file.read_bytes(), ending))
            except UsageError as e:
                advice = e.advice or "See `wirecopy explain INP010`."
                raise InputError("INP010", f"{file}: {e.message}", advice) from None
            except (OSError, ValueError, RecursionError) as e:
                raise InputError("INP010", f"{file} cannot be read: {e}", "Fix or remove it.") from None
    return {}


def _parsed(data: bytes, ending: str) -> dict[str, Any]:
    values = _toml(data) if ending.endswith("toml") else json.loads(data)
    if not isinstance(values, dict):
        raise ValueError("not an object with metadata")
    return values


def _toml(data: bytes) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(data.decode(json.detect_encoding(data)))
