"""Putting files where they go: whole or not at all, never over other content unasked.

A file is written beside its target under another name and takes the target's name when it is whole; who reads the
target sees the old content or the new, never a part.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from convert.errors import OutputError, UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFile:
    """A document that was made: its format, where it went, its size and SHA-256, and whether that place has it now
    for the first time.
    """

    format: str
    path: str
    size: int
    sha256: str
    new: bool


def place(
    documents: Sequence[tuple[str, bytes, str]], *, force: bool = False, dry_run: bool = False, durable: bool = False
) -> tuple[WrittenFile, ...]:
    """Put all documents, each a path, bytes and the name of a format, where they go, or none.

    Each is first written beside its target; only when all are, they take their names, one after the other. `force`
    replaces other content; `dry_run` does everything but write; `durable` waits until the disk has the bytes. Raises
    PlaceError.
    """
    placed = []
    waiting: list[tuple[str, str]] = []
    path = ""
    try:
        for path, data, format in documents:
            same = _holds(path, data, force=force)
            digest = hashlib.sha256(data).hexdigest()
            placed.append(WrittenFile(format=format, path=path, size=len(data), sha256=digest, new=not same))
            if not same and not dry_run:
                target = os.path.realpath(path)
                waiting.append((_written_beside(target, data, durable=durable), target))
        while waiting:
            path = waiting[0][1]
            os.replace(*waiting[0])
            waiting.pop(0)
    except OSError as e:
        raise OutputError(
            "INP008", f"{path} cannot be written: {_reason(e)}", "Choose another place with -o."
        ) from None
    finally:
        for temporary, _ in waiting:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
    return tuple(placed)


def _holds(path: str, data: bytes, *, force: bool) -> bool:
    """Whether `path` has this content already.

    Raises PlaceError where it is no file, or has other content that is not to be replaced.
    """
    if not os.path.exists(path):
        return False
    if not os.path.isfile(path):
        kind = "a folder" if os.path.isdir(path) else "no file that could be replaced"
        raise OutputError("INP008", f"{path} is {kind}", "Choose another place with -o.")
    with open(path, "rb") as file:
        same = os.fstat(file.fileno()).st_size == len(data) and file.read() == data
    if not same and not force:
        message = f"{path} exists with other content"
        raise OutputError("INP009", message, "Replace it with --force, or choose another -o.")
    return same


_number = count(1)


def _written_beside(path: str, data: bytes, *, durable: bool = False) -> str:
    """The name of a new file beside `path` with this content, readable as the user's other files are."""
    folder = os.path.dirname(path) or "."
    os.makedirs(folder, exist_ok=True)
    temporary = os.path.join(folder, f".wirecopy-{os.getpid()}-{next(_number)}.part")
    with open(temporary, "xb") as file:
        try:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            os.unlink(temporary)
            raise
    return temporary


def write_report(path: str, data: bytes) -> None:
    """Write a report, in place of an earlier one. Raises PlaceError."""
    try:
        os.replace(_written_beside(os.path.realpath(path), data), os.path.realpath(path))
    except OSError as e:
        raise OutputError(
            "INP008", f"{path} cannot be written: {_reason(e)}", "Choose another --report-file."
        ) from None


def refuse_report(path: str, taken: Iterable[str]) -> None:
    """Refuse, before any work, a report that could not be written, or would replace one of the files `taken`.

    Raises PlaceError and UsageError.
    """
    real = os.path.realpath(path)
    if real in map(os.path.realpath, taken):
        raise UsageError("INP015", f"the report would replace {path}", "Choose another --report-file.")
    if os.path.exists(real) and not os.path.isfile(real):
        raise OutputError("INP008", f"{path} is no file that could be replaced", "Choose another --report-file.")
    try:
        os.unlink(_written_beside(real, b""))
    except OSError as e:
        raise OutputError(
            "INP008", f"{path} cannot be written: {_reason(e)}", "Choose another --report-file."
        ) from None


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
