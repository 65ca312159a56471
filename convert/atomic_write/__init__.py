"""Atomic writing of files: each file is complete or unchanged, and other content is replaced only on request.

A file is written under a temporary name (`parts`) and renamed when complete; a reader of the target sees the old
content or the new, never a part.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, Protocol

from convert.atomic_write.parts import new_folder_part, remove_old_siblings, write_part
from convert.atomic_write.parts import open_part as open_part
from convert.atomic_write.parts import part_in as part_in
from convert.atomic_write.parts import part_path as part_path
from convert.atomic_write.parts import remove_temporaries as remove_temporaries
from convert.errors import OutputError, UsageError

_OTHER_OUTPUT = "Choose another output with -o."
_OTHER_REPORT = "Choose another --report-file."


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFile:
    """A document: its format, path, size in bytes, SHA-256, and modification time in nanoseconds (0 if not written).

    `new` is False if the path already had this content. In a file of `items` documents, `item` is the number of this
    one, from 1, `name` its name, and `id` that of its story; path, size, digest and time are those of the file.
    """

    format: str
    path: str
    size: int
    sha256: str
    new: bool
    modified: int = 0
    item: int = 0
    items: int = 0
    name: str = ""
    id: str = ""


class Placing(Protocol):
    """How files are placed, as the settings of a batch say.

    `force` replaces other content, `dry_run` does everything except write, `durable` waits until files and names are on
    disk (fsync), `parts` is the folder of temporary files, "" for the folders of the targets.
    """

    @property
    def force(self) -> bool: ...
    @property
    def dry_run(self) -> bool: ...
    @property
    def durable(self) -> bool: ...
    @property
    def parts(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A way of placing files, as `Placing` says."""

    force: bool = False
    dry_run: bool = False
    durable: bool = False
    parts: str = ""


@dataclass(slots=True)
class _Waiting:
    """A complete temporary file and its target; `fresh` if no file had that name."""

    temporary: str
    target: str
    fresh: bool
    placed: bool = False


def write_files(documents: Sequence[tuple[str, bytes, str]], placing: Placing) -> tuple[WrittenFile, ...]:
    """Write all documents, each a path, bytes and the name of a format, or none of them.

    All are first written under temporary names; only then are they renamed, one after the other. If a rename fails, the
    new files placed before it are removed again. Raises OutputError.
    """
    same = []
    waiting: list[_Waiting] = []
    made: list[str] = []
    path = ""
    try:
        for path, data, _ in documents:
            same.append(_has_content(path, data, force=placing.force))
            if not same[-1] and not placing.dry_run:
                target = os.path.realpath(path)
                made += make_folders(os.path.dirname(target))
                temporary = write_part(target, data, parts=placing.parts, durable=placing.durable)
                waiting.append(_Waiting(temporary, target, fresh=not os.path.exists(target)))
        _rename(waiting, placing, made)
    except BaseException as e:
        _withdraw(waiting)
        if isinstance(e, OSError):
            raise not_writable(path, e) from None
        raise
    return tuple(_written(documents, same))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A complete temporary file and the path of the document that it becomes.

    `known` is the SHA-256 of the content that may be replaced without `force`, "" if there is none.
    """

    format: str
    path: str
    temporary: str
    known: str = ""


def place_parts(parts: Sequence[Part], placing: Placing) -> tuple[WrittenFile, ...]:
    """Give all temporary files their names, or none; those that are not needed are removed. Raises OutputError."""
    written: list[WrittenFile] = []
    waiting: list[_Waiting] = []
    path = ""
    try:
        for part in parts:
            path = part.path
            size, digest = _size_and_digest(part.temporary)
            same = _may_become(path, digest, force=placing.force, known=part.known)
            if same or placing.dry_run:
                os.unlink(part.temporary)
            else:
                if placing.durable:
                    _sync_file(part.temporary)
                waiting.append(_Waiting(part.temporary, path, fresh=not os.path.exists(path)))
            written.append(WrittenFile(format=part.format, path=path, size=size, sha256=digest, new=not same))
        _rename(waiting, placing)
    except BaseException as e:
        _withdraw(waiting)
        for part in parts:
            with contextlib.suppress(OSError):
                os.unlink(part.temporary)
        if isinstance(e, OSError):
            raise not_writable(path, e) from None
        raise
    return tuple(replace(file, modified=_modified(file.path)) for file in written)


def _may_become(path: str, digest: str, *, force: bool, known: str) -> bool:
    """Return whether `path` already has the content with this digest.

    Raises OutputError if it is not a file, or has other content that must not be replaced.
    """
    refuse_link(path)
    if not os.path.exists(path):
        return False
    _refuse_other_than_file(path)
    found = _size_and_digest(path)[1]
    if found not in (digest, known) and not force:
        raise _other_content(path)
    return found == digest


def refuse_link(path: str) -> None:
    """Refuse to write through a link, which could lead to an input. Raises OutputError (INP008)."""
    if os.path.islink(path):
        raise OutputError("INP008", f"{path} is a link", _OTHER_OUTPUT)


def _size_and_digest(path: str) -> tuple[int, str]:
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return file.tell(), digest


def _sync_file(path: str) -> None:
    with open(path, "r+b") as file:
        os.fsync(file.fileno())


def _modified(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


def _rename(waiting: Sequence[_Waiting], placing: Placing, made: Sequence[str] = ()) -> None:
    """Give temporary files their names, one after the other; `made` are folders with new names in them.

    Raises OutputError.
    """
    for file in waiting:
        try:
            os.replace(file.temporary, file.target)
        except OSError as e:
            raise not_writable(file.target, e) from None
        file.placed = True
    if placing.durable:
        sync_folders((*(os.path.dirname(file.target) for file in waiting), *made))


def _written(documents: Sequence[tuple[str, bytes, str]], same: Sequence[bool]) -> Iterator[WrittenFile]:
    for (path, data, format), unchanged in zip(documents, same, strict=True):
        digest, modified = hashlib.sha256(data).hexdigest(), _modified(path)
        yield WrittenFile(format=format, path=path, size=len(data), sha256=digest, new=not unchanged, modified=modified)


def _withdraw(waiting: Iterable[_Waiting]) -> None:
    """Remove the temporary files, and the files that were placed under a new name."""
    for file in waiting:
        if not file.placed or file.fresh:
            with contextlib.suppress(OSError):
                os.unlink(file.target if file.placed else file.temporary)


def _has_content(path: str, data: bytes, *, force: bool) -> bool:
    """Return whether `path` already has this content.

    Raises OutputError if it is not a file, or has other content that must not be replaced.
    """
    if not os.path.exists(path):
        return False
    _refuse_other_than_file(path)
    with open(path, "rb") as file:
        same = os.fstat(file.fileno()).st_size == len(data) and file.read() == data
    if not same and not force:
        raise _other_content(path)
    return same


def _refuse_other_than_file(path: str) -> None:
    if not os.path.isfile(path):
        kind = "a folder" if os.path.isdir(path) else "not a regular file"
        raise OutputError("INP008", f"{path} is {kind}", _OTHER_OUTPUT)


def _other_content(path: str) -> OutputError:
    message = f"{path} exists with different content"
    return OutputError("INP009", message, "Replace it with --force, or choose another output with -o.")


@contextlib.contextmanager
def whole_file(path: str, *, force: bool = False) -> Iterator[BinaryIO]:
    """Yield a temporary file to write and read, which becomes `path` if the block ends well, else vanishes.

    A file with other content is replaced only with `force`. Raises OutputError.
    """
    refuse_link(path)
    target = os.path.abspath(path)
    if os.path.exists(target):
        _refuse_other_than_file(path)
    temporary = ""
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with contextlib.ExitStack() as held:
            with open_part(target, os.path.dirname(target), buffering=2**20) as file:
                temporary = file.name
                if sys.platform != "win32":  # the lock is held until the file has its name
                    held.callback(os.close, os.dup(file.fileno()))
                yield file
            if os.path.exists(target) and not force:
                _may_become(path, _size_and_digest(temporary)[1], force=force, known="")
            os.replace(temporary, target)
        remove_old_siblings(os.path.dirname(target), target)
    except BaseException as e:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        if isinstance(e, OSError):
            raise not_writable(path, e) from None
        raise


@contextlib.contextmanager
def whole_folder(path: str, *, force: bool = False) -> Iterator[str]:
    """Yield the path of a temporary folder to fill, which becomes `path` if the block ends well, else vanishes.

    A folder that is not empty is replaced only with `force`. Raises OutputError.
    """
    refuse_link(path)
    target = os.path.abspath(path)
    if os.path.exists(target):
        if not os.path.isdir(target):
            raise OutputError("INP008", f"{path} is not a folder", _OTHER_OUTPUT)
        if os.listdir(target) and not force:
            message = f"{path} is there and is not empty"
            raise OutputError("INP009", message, "Replace it with --force, or choose another output with -o.")
    temporary = ""
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with contextlib.ExitStack() as held:
            temporary = new_folder_part(target, held)
            yield temporary
            old = part_path(target)
            if os.path.exists(target):
                os.rename(target, old)
            os.rename(temporary, target)
        shutil.rmtree(old, ignore_errors=True)
        remove_old_siblings(os.path.dirname(target), target)
    except BaseException as e:
        shutil.rmtree(temporary, ignore_errors=True)
        if isinstance(e, OSError):
            raise not_writable(path, e) from None
        raise


def make_folders(folder: str) -> list[str]:
    """Make a folder and those above it that are missing; return the folders that have new names in them."""
    changed = []
    above = folder
    while above and not os.path.isdir(above) and (parent := os.path.dirname(above)) != above:
        changed.append(parent)
        above = parent
    if changed:
        os.makedirs(folder, exist_ok=True)
    return changed


def sync_folders(folders: Iterable[str]) -> None:
    """Wait until the names in these folders are on disk, where the system can do that."""
    for folder in dict.fromkeys(folders):
        try:
            descriptor = os.open(folder or ".", os.O_RDONLY)
        except PermissionError:  # a folder cannot be opened on Windows
            continue
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_report(path: str, data: bytes | Iterable[bytes]) -> None:
    """Write a report, whole or in pieces, which replaces an earlier one. Raises OutputError."""
    try:
        os.replace(write_part(os.path.realpath(path), data), os.path.realpath(path))
    except OSError as e:
        raise not_writable(path, e, _OTHER_REPORT) from None


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
        os.unlink(write_part(real, b""))
    except OSError as e:
        raise not_writable(path, e, _OTHER_REPORT) from None


_ADVICE = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "Make room, or choose another output with -o."),
    errno.ENAMETOOLONG: "Shorten the name; `convert` makes others with --name.",
}
"""What helps where another output is not the first thing to think of."""


def not_writable(path: str, error: OSError, advice: str = "") -> OutputError:
    """Return the error for a file that the system does not let us write."""
    reason = (error.strerror or str(error)).lower()
    advice = advice or _ADVICE.get(error.errno or 0, _OTHER_OUTPUT)
    return OutputError("INP008", f"{path} cannot be written: {reason}", advice)
