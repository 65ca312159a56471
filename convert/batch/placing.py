"""Placing documents: all of a story or none, in folders or behind the URLs of object stores."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from convert.atomic_write import Placing, WrittenFile, write_files
from convert.batch.storage import RemoteStorage, remote_storage_for
from convert.batch.urls import has_secret, is_url
from convert.errors import ConvertError, InputError, OutputError, UsageError


class Placed(NamedTuple):
    """What tells whether a document is as it was placed: its size in bytes, and its time in nanoseconds."""

    size: int
    modified: int


def place(documents: Sequence[tuple[str, bytes, str]], placing: Placing) -> tuple[WrittenFile, ...]:
    """Write all documents, each a path or URL, bytes and the name of a format, or none of them. Raises OutputError.

    An object store has no operation for several objects. Each is written whole, one after the other; if one fails,
    those that were new are removed again. What `placing.force` replaced is not brought back, and a process that dies
    between two objects leaves the first, which a later run finds with the same content.
    """
    if not documents or not is_url(documents[0][0]):
        return write_files(documents, placing)
    storage = remote_storage_for(documents[0][0], write=True)
    try:
        known = [_known(storage, url, data, force=placing.force) for url, data, _ in documents]
        if not placing.dry_run:
            _put(storage, documents, known, force=placing.force)
        return tuple(
            WrittenFile(
                format=format,
                path=url,
                size=len(data),
                sha256=hashlib.sha256(data).hexdigest(),
                new=is_same is not True,
                modified=0 if placing.dry_run else _time_of(storage, url),
            )
            for (url, data, format), is_same in zip(documents, known, strict=True)
        )
    except InputError as e:
        raise OutputError(e.code, f"the output cannot be looked at: {e.message}", e.advice) from None


def _known(storage: RemoteStorage, url: str, data: bytes, *, force: bool) -> bool | None:
    """Return whether an object has this content, None if there is none. Raises OutputError (INP009) and InputError."""
    found = storage.entry(url)
    if found is None or found.is_folder:
        return None
    is_same = found.size == len(data) and storage.digest(url) == hashlib.sha256(data).hexdigest()
    if not is_same and not force:
        message = f"{url} exists with different content"
        raise OutputError("INP009", message, "Replace it with --force, or choose another output with -o.")
    return is_same


def _put(
    storage: RemoteStorage, documents: Sequence[tuple[str, bytes, str]], known: Sequence[bool | None], *, force: bool
) -> None:
    """Write the objects that are not there; if one fails, remove those that were new."""
    begun = []
    try:
        for (url, data, _), is_same in zip(documents, known, strict=True):
            if is_same:
                continue
            if is_same is None:
                begun.append(url)
            storage.put(url, data, replace=force)
    except BaseException as e:
        # Somebody else has written an object that was not there before, and it stays.
        is_foreign = isinstance(e, OutputError) and e.code == "INP009"
        for url in begun[:-1] if is_foreign else begun:
            with contextlib.suppress(ConvertError):
                storage.delete(url)
        raise


def placed(path: str) -> Placed | None:
    """Return the state of a document; None if there is none, or it cannot be looked at."""
    if is_url(path):
        try:
            found = remote_storage_for(path).entry(path)
        except ConvertError:
            return None
        return Placed(found.size, _nanoseconds(found.modified)) if found and not found.is_folder else None
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return Placed(status.st_size, status.st_mtime_ns)


def digest_of(path: str) -> str:
    """Return the SHA-256 of a document or input in hexadecimal digits, "" if it cannot be read."""
    try:
        if is_url(path):
            return remote_storage_for(path).digest(path)
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ConvertError):
        return ""


def below(path: str, folder: str) -> str:
    """Return the path of a document relative to the output folder, with `/`."""
    if is_url(path):
        return path.removeprefix(folder).lstrip("/")
    return os.path.relpath(path, folder).replace(os.sep, "/")


def refuse_output(url: str) -> None:
    """Refuse a URL that documents are not written to. Raises UsageError (INP033, INP035)."""
    remote_storage_for(url, write=True)
    if has_secret(url):
        advice = "Name the folder alone; give credentials in the environment."
        raise UsageError("INP033", "the URL of an output has a query", advice)


def refuse_unreachable_output(url: str) -> None:
    """Look once, before any work, whether anything can be written to a URL. Raises OutputError (INP008, INP034)."""
    remote_storage_for(url, write=True).refuse_unreachable(url)


def _time_of(storage: RemoteStorage, url: str) -> int:
    found = storage.entry(url)
    return _nanoseconds(found.modified) if found else 0


def _nanoseconds(instant: str | None) -> int:
    return int(datetime.fromisoformat(instant).timestamp()) * 10**9 if instant else 0
