"""Atomic writing of files: each file is complete or unchanged, and other content is replaced only on request.

A file is written under a temporary name in the folder of its target and renamed when complete; a reader of the target
sees the old content or the new, never a part.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from convert.errors import OutputError, UsageError

_OTHER_OUTPUT = "Choose another output with -o."
_OTHER_REPORT = "Choose another --report-file."


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFile:
    """A document: its format, path, size in bytes and SHA-256.

    `new` is False if the path already had this content.
    """

    format: str
    path: str
    size: int
    sha256: str
    new: bool


def write_files(
    documents: Sequence[tuple[str, bytes, str]], *, force: bool = False, dry_run: bool = False, durable: bool = False
) -> tuple[WrittenFile, ...]:
    """Write all documents, each a path, bytes and the name of a format, or none of them.

    All are first written under temporary names; only then are they renamed, one after the other. `force` replaces other
    content, `dry_run` does everything except write, `durable` waits until the bytes are on disk (fsync). Raises
    OutputError.
    """
    written = []
    waiting: list[tuple[str, str]] = []
    path = ""
    try:
        for path, data, format in documents:
            same = _has_content(path, data, force=force)
            digest = hashlib.sha256(data).hexdigest()
            written.append(WrittenFile(format=format, path=path, size=len(data), sha256=digest, new=not same))
            if not same and not dry_run:
                target = os.path.realpath(path)
                waiting.append((_write_temporary(target, data, durable=durable), target))
        while waiting:
            path = waiting[0][1]
            os.replace(*waiting[0])
            waiting.pop(0)
    except OSError as e:
        raise _not_writable(path, e, _OTHER_OUTPUT) from None
    finally:
        for temporary, _ in waiting:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
    return tuple(written)


def _has_content(path: str, data: bytes, *, force: bool) -> bool:
    """Return whether `path` already has this content.

    Raises OutputError if it is not a file, or has other content that must not be replaced.
    """
    if not os.path.exists(path):
        return False
    if not os.path.isfile(path):
        kind = "a folder" if os.path.isdir(path) else "not a regular file"
        raise OutputError("INP008", f"{path} is {kind}", _OTHER_OUTPUT)
    with open(path, "rb") as file:
        same = os.fstat(file.fileno()).st_size == len(data) and file.read() == data
    if not same and not force:
        message = f"{path} exists with different content"
        raise OutputError("INP009", message, "Replace it with --force, or choose another output with -o.")
    return same


_number = count(1)


def _write_temporary(target: str, data: bytes, *, durable: bool = False) -> str:
    """Write `data` to a new file in the folder of `target`, with default permissions, and return its path."""
    folder = os.path.dirname(target) or "."
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
    """Write a report, which replaces an earlier one. Raises OutputError."""
    try:
        os.replace(_write_temporary(os.path.realpath(path), data), os.path.realpath(path))
    except OSError as e:
        raise _not_writable(path, e, _OTHER_REPORT) from None


def refuse_report(path: str, reserved: Iterable[str]) -> None:
    """Check, before any work, that a report can be written to `path` and replaces none of the files `reserved`.

    Raises OutputError and UsageError.
    """
    real = os.path.realpath(path)
    if real in map(os.path.realpath, reserved):
        raise UsageError("INP015", f"the report would replace {path}", _OTHER_REPORT)
    if os.path.exists(real) and not os.path.isfile(real):
        raise OutputError("INP008", f"{path} is not a regular file", _OTHER_REPORT)
    try:
        os.unlink(_write_temporary(real, b""))
    except OSError as e:
        raise _not_writable(path, e, _OTHER_REPORT) from None


def _not_writable(path: str, error: OSError, advice: str) -> OutputError:
    reason = (error.strerror or str(error)).lower()
    return OutputError("INP008", f"{path} cannot be written: {reason}", advice)
