"""Storage: whole objects behind the URLs of object stores and web servers.

It is reached through fsspec (`pip install 'wirecopy[remote]'`), and only for URLs that the user names. The
credentials of object stores come from the environment and their own configuration files. A URL with a secret in it is
never shown (`urls`).
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO, NamedTuple, TypeVar, cast

from convert.batch.connections import WEB, is_of_location, is_of_time, may_pass, options_of, status_of, web_cause
from convert.batch.refusals import LocationError, SlowError
from convert.batch.urls import credentials_of, shown
from convert.errors import ConvertError, InputError, OutputError, UsageError
from convert.limits import MAX_INPUT

READABLE = {
    "s3": "s3fs",
    "gs": "gcsfs",
    "az": "adlfs",
    "abfs": "adlfs",
    "https": "aiohttp",
    "http": "aiohttp",
    "sftp": "paramiko",
}
"""The protocols of URLs that are read, each with the package that it needs besides fsspec."""

WRITABLE = frozenset({"s3", "gs", "az", "abfs"})
"""The protocols that documents are written to: those of object stores, which replace an object as a whole."""

_ATTEMPTS = 4
_FIRST_PAUSE = 0.2
"""How often an operation is tried, and the seconds before the second attempt; each further pause is twice as long."""

_BLOCK = 2**20

_PART = 8 * 2**20
"""The size of the parts in which larger objects are written to S3; from 16 MiB on."""

_Result = TypeVar("_Result")


class Entry(NamedTuple):
    """An object or folder: its path, its size in bytes, and its modification time as an instant, if known.

    `tag` is another if the content is, if the storage has such tags.
    """

    path: str
    is_folder: bool
    size: int = 0
    modified: str | None = None
    tag: str = ""


def remote_storage_for(location: str, *, write: bool = False) -> RemoteStorage:
    """Return the storage for a URL.

    Raises UsageError (INP033) for one that is refused; the location is part of the message if it is to be written.
    """
    protocol = location.partition("://")[0].lower()
    where = f"{shown(location)}: " if write else ""
    if "::" in location:
        raise _chained(where)
    allowed = [p for p in READABLE if p in WRITABLE or not write]
    if protocol not in allowed:
        action = "written" if write else "read"
        advice = f"{'Outputs' if write else 'Inputs'} can be paths, or URLs of {', '.join(allowed)}."
        raise UsageError("INP033", f"{where}URLs of {protocol!r} are not {action}", advice)
    credentials = credentials_of(location)
    if ":" in credentials or (credentials and protocol in ("s3", "gs", *WEB)):
        advice = "Give credentials in the environment, or in the configuration of the object store."
        raise UsageError("INP033", f"{where}the URL has credentials in it", advice)
    return RemoteStorage(protocol)


class RemoteStorage:
    """Objects behind URLs of one protocol, which are their paths here.

    An operation that fails for a reason that may pass is tried again, four times in all.
    """

    def __init__(self, protocol: str) -> None:
        self._protocol = protocol

    def entry(self, path: str) -> Entry | None:
        """Return the object or folder at a URL, None if there is neither. Raises InputError."""
        try:
            if path.endswith("/") and self._protocol not in WEB:
                is_empty = next(self.list(path), None) is None
                return None if is_empty else Entry(path, is_folder=True)
            return self._entry(path, self._reading(path, lambda fs, inner: fs.info(inner)))
        except InputError as e:
            if e.code == "INP001":
                return None
            raise

    def load(self, path: str) -> tuple[bytes, str]:
        """Return the bytes of an object, and its modification time, 1970 if unknown. Raises InputError."""
        found = self.entry(path)
        if found is None:
            raise _missing()
        if found.size > MAX_INPUT:
            raise too_large(f"the object has {found.size:,} bytes; the limit is {MAX_INPUT:,}")
        return self._content(path), found.modified or "1970-01-01T00:00:00Z"

    def read(self, path: str) -> bytes:
        """Return the bytes of an object. Raises InputError."""
        return self.load(path)[0]

    def _content(self, path: str) -> bytes:
        """Return the bytes of an object whose size, if known, is within the limit."""

        def whole(fs: Any, inner: str) -> bytes:
            if self._protocol in WEB:  # a server may send more than it announced, or announce nothing
                with fs.open(inner, "rb", block_size=0) as file:
                    return _read_whole(file)
            return cast(bytes, fs.cat_file(inner))

        return self._reading(path, whole)

    def digest(self, path: str) -> str:
        """Return the SHA-256 of an object. Raises InputError."""

        def digest(fs: Any, inner: str) -> str:
            found = hashlib.sha256()
            with fs.open(inner, "rb", block_size=8 * _BLOCK) as file:
                while block := file.read(8 * _BLOCK):
                    found.update(block)
            return found.hexdigest()

        return self._reading(path, digest)

    def open(self, path: str) -> BinaryIO:
        """Return an object as a file that reads ahead, for those that are read in parts. Raises InputError."""
        opened = self._reading(path, lambda fs, inner: fs.open(inner, "rb", block_size=8 * _BLOCK))
        return io.BufferedReader(_RemoteFile(opened), _BLOCK)

    def list(self, path: str) -> Iterator[Entry]:
        """Yield what is directly below a folder, sorted. Raises InputError."""
        if self._protocol in WEB:
            raise UsageError(
                "INP033", "folders of web servers are not listed", "Name the files, or list them in a file."
            )
        folder = path.rstrip("/")

        def listed(fs: Any, inner: str) -> list[Entry]:
            inner = inner.rstrip("/")
            names = [(info, info["name"].rstrip("/").removeprefix(f"{inner}/")) for info in fs.ls(inner, detail=True)]
            # An object whose key is the folder's with a slash marks an empty folder.
            return [self._entry(f"{folder}/{name}", info) for info, name in names if name not in ("", inner)]

        yield from sorted(self._reading(path, listed), key=_order)

    def put(self, path: str, data: bytes, *, replace: bool = True) -> None:
        """Write an object in one request, or in parts of which the last step shows them all. Raises OutputError.

        Without `replace`, another writer between look and write is noticed on S3 alone.
        """
        if not replace and self.entry(path) is not None:
            self._refuse_other(path, data)
            return

        def write(fs: Any, inner: str) -> None:
            options: dict[str, Any] = {}
            if self._protocol == "s3":
                options = {"chunksize": _PART, "mode": "overwrite" if replace else "create"}
                fs.retries = _ATTEMPTS if len(data) >= 2 * _PART else 1  # of each part
            fs.pipe_file(inner, data, **options)

        try:
            self._writing(path, write)
        except FileExistsError:  # perhaps by an earlier attempt whose answer was lost
            self._refuse_other(path, data)

    def _refuse_other(self, path: str, data: bytes) -> None:
        """Raise OutputError (INP009) if the object at a URL has other content."""
        if self.digest(path) != hashlib.sha256(data).hexdigest():
            message = f"{shown(path)} exists with different content"
            advice = "Replace it with --force, or choose another output with -o."
            raise OutputError("INP009", message, advice) from None

    def refuse_unreachable(self, path: str) -> None:
        """Look at the bucket of a URL once, before any work. Raises OutputError if nothing at all can be written to it:
        there are no credentials, no answer (INP034), or no such bucket (INP008).

        Missing permissions, which may be those of single objects, are not looked for.
        """

        def look(fs: Any, inner: str) -> None:
            with contextlib.suppress(PermissionError):
                fs.info(inner.partition("/")[0])

        self._writing(path, look)

    def delete(self, path: str) -> None:
        """Remove an object; nothing happens if there is none. Raises OutputError."""

        def remove(fs: Any, inner: str) -> None:
            with contextlib.suppress(FileNotFoundError):
                fs.rm_file(inner)

        self._writing(path, remove)

    def _entry(self, path: str, info: dict[str, Any]) -> Entry:
        instant = next((_modified(info[key]) for key in _TIMES if info.get(key)), None)
        tag = str(info.get("ETag") or info.get("etag") or "").strip('"')
        return Entry(path, info.get("type") == "directory", int(info.get("size") or 0), instant, tag)

    def _reading(self, url: str, action: Callable[[Any, str], _Result]) -> _Result:
        try:
            return self._tried(url, action)
        except FileNotFoundError as e:
            cause = web_cause(e)
            raise (_unreadable(cause) if cause and status_of(cause) not in (404, 410) else _missing()) from None
        except ConvertError:
            raise
        except Exception as e:  # every package behind fsspec has exceptions of its own
            raise _unreadable(e) from None

    def _writing(self, url: str, action: Callable[[Any, str], _Result]) -> _Result:
        try:
            return self._tried(url, action)
        except (ConvertError, FileExistsError):
            raise
        except FileNotFoundError:
            raise OutputError("INP008", f"{shown(url)} cannot be written: no such bucket", "Create it first.") from None
        except Exception as e:  # as above
            advice = "Check the address, the credentials and the network; then run it again."
            raise OutputError("INP034", f"{shown(url)} cannot be written: {_reason(e)}", advice) from None

    def _tried(self, url: str, action: Callable[[Any, str], _Result]) -> _Result:
        """Return the result of an action on a file system of fsspec and a path in it."""
        fs, path = self._file_system(url)
        return _repeated(lambda: action(fs, path))

    def _file_system(self, url: str) -> tuple[Any, str]:
        """Return the file system of fsspec for a URL, and the URL's path in it. Raises UsageError (INP035)."""
        if "::" in url:  # fsspec would open what follows, such as a local file
            raise _chained("")
        try:
            from fsspec.core import url_to_fs

            fs, path = url_to_fs(url, use_listings_cache=False, **options_of(self._protocol))
        except ImportError:
            package = READABLE[self._protocol]
            wanted = "'wirecopy[remote]'" if package in ("s3fs", "aiohttp") else package
            message = f"locations of {self._protocol}:// need the package {package}"
            raise UsageError("INP035", message, f"Install it: pip install {wanted}.") from None
        if self._protocol == "s3":
            fs.retries = 1  # attempts would multiply with ours
        return fs, path


def _repeated(action: Callable[[], _Result]) -> _Result:
    """Return the result of an action, which is tried again after failures that may pass."""
    for attempt in range(1, _ATTEMPTS):
        try:
            return action()
        except Exception as e:
            if not may_pass(e):
                raise
        time.sleep(_FIRST_PAUSE * 2 ** (attempt - 1))
    return action()


class _RemoteFile(io.RawIOBase):
    """A file of fsspec whose reads are tried again, and whose failures are those of inputs."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._file.seekable())

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def readinto(self, buffer: Any) -> int:
        at = self._file.tell()

        def read() -> bytes:
            if self._file.tell() != at:
                self._file.seek(at)
            return cast(bytes, self._file.read(len(buffer)))

        try:
            data = _repeated(read)
        except Exception as e:  # as of every operation
            raise _unreadable(e) from None
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


def _read_whole(file: BinaryIO) -> bytes:
    blocks = []
    size = 0
    while block := file.read(min(_BLOCK, MAX_INPUT + 1 - size)):
        blocks.append(block)
        size += len(block)
        if size > MAX_INPUT:
            raise too_large(f"it is larger than {MAX_INPUT:,} bytes")
    return b"".join(blocks)


def _order(entry: Entry) -> str:
    return f"{entry.path}/" if entry.is_folder else entry.path


_TIMES = ("LastModified", "Last-Modified", "last_modified", "mtime", "created")
"""The keys under which file systems of fsspec have the time of modification."""


def _modified(value: object) -> str | None:
    """Return a time of modification as an instant, None if it is none."""
    try:
        if isinstance(value, str):
            from email.utils import parsedate_to_datetime  # takes long to import

            value = parsedate_to_datetime(value)
        if isinstance(value, int | float):
            value = datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return _instant(value) if isinstance(value, datetime) else None


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _reason(error: BaseException) -> str:
    """Return why an operation failed, in one line without secrets."""
    text = " ".join((getattr(error, "strerror", None) or str(error) or type(error).__name__).split())
    return shown(text)[:300]


def _unreadable(error: BaseException) -> InputError:
    advice = "Check the address, the credentials and the network; then run it again."
    kind = LocationError if is_of_location(error) else SlowError if is_of_time(error) else InputError
    return kind("INP034", f"it cannot be read: {_reason(error)}", advice)


def _chained(where: str) -> UsageError:
    return UsageError("INP033", f"{where}chained URLs are not opened", "Name the object itself.")


def _missing() -> InputError:
    return InputError("INP001", "no such object", "Check the name.")


def too_large(message: str) -> InputError:
    """Return the error of an input of too many bytes."""
    return InputError("INP005", message, "Split it into one file per story.")
