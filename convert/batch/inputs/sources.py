"""All inputs that a user names: files, folders, patterns, lists, JSON Lines, archives and URLs."""

from __future__ import annotations

import io
import os
import stat
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from typing import Any, BinaryIO

from convert.batch.inputs import folders, lists
from convert.batch.inputs.archives import ENDS
from convert.batch.inputs.files import STDIN, load, moment_of, opened_pipe, reason_of, special_file
from convert.batch.inputs.items import Item, Notes, failed, file_item, mirrored
from convert.batch.inputs.json_lines import records
from convert.batch.inputs.leftovers import Tell, suffix_of_copy, untold
from convert.batch.inputs.nested import Budget, Contents
from convert.batch.inputs.remote import name_of, objects
from convert.batch.inputs.tars import tar_members
from convert.batch.inputs.unpacking import unpacked
from convert.batch.inputs.zips import epub_members, zip_members
from convert.batch.refusals import LocationError, Refusals, SlowError
from convert.batch.storage import READABLE, remote_storage_for
from convert.batch.urls import is_url, shown
from convert.errors import ConvertError, InputError, OutputError, UsageError
from convert.findings import FileReport, Finding, Severity

_BLOCK = 2**20
_BUFFER = 2**16

Packages = Callable[[str, str], Iterator[Item] | None]
"""Returns the sources in the package with a path and an identity, None for what is not a package."""


def _zipped(contents: Contents, take: Callable[[int], None] = lambda _: None) -> Contents:
    return lambda file, path, identity, moment, tell: contents(unpacked(file, take), path, identity, moment, tell)


def _of_lines(file: BinaryIO, path: str, identity: str, moment: str, _: Tell) -> Iterator[Item]:
    return records(file, path, identity, moment)


def _opener(name: str, budget: Budget) -> Contents:
    """Return what yields the stories of a container in an archive; archives in it are passed over."""
    lower = name.lower()
    contents: Contents = _of_lines if lower.endswith((".jsonl", ".jsonl.gz")) else tar_members
    if lower.endswith(".zip"):
        return zip_members
    return _zipped(contents, budget.take) if lower.endswith((".gz", ".tgz")) else contents


_ZIP: Contents = partial(zip_members, opener=_opener)
_TAR: Contents = partial(tar_members, opener=_opener)

_CONTAINERS: tuple[tuple[str, Contents], ...] = (
    (".jsonl", _of_lines),
    (".jsonl.gz", _zipped(_of_lines)),
    (".epub.zip", epub_members),
    (".zip", _ZIP),
    (".tar", _TAR),
    (".tar.gz", _zipped(_TAR)),
    (".tgz", _zipped(_TAR)),
)
"""The suffixes of files that have many stories, and what yields these."""


def is_container(name: str) -> bool:
    """Return whether a file of this name is JSON Lines or an archive."""
    return contents_of(name) is not None


def contents_of(name: str) -> Contents | None:
    """Return what yields the stories of a container of this name, from the file, its path, identity and time.

    The last argument takes the report on what no story has.
    """
    lower = name.lower()
    return next((contents for suffix, contents in _CONTAINERS if lower.endswith(suffix)), None)


def identities_in(path: str, identity: str, packages: Packages) -> Iterator[str]:
    """Yield the identities of all stories in a container. Raises InputError if not all of it can be read."""
    contents = contents_of(path)
    for item in packages(path, identity) or (_contained(contents, path, identity, untold) if contents else ()):
        if item.error and (item.identity == identity or item.error.code in ENDS):
            raise item.error
        yield item.identity


class Inputs:
    """The inputs that a user named, in order. Each iteration enumerates them anew and lazily; memory does not grow."""

    def __init__(
        self,
        names: Sequence[str],
        *,
        files_from: str | None = None,
        stdin: Item | None = None,
        stream: BinaryIO | None = None,
        read_as: str | None = None,
        remote: bool = False,
        packages: Packages | None = None,
    ) -> None:
        """`names` are files, folders, glob patterns, containers and URLs; `files_from` is a file with more of them.

        `stream` is standard input: the list if `files_from` is `-`, else a container called `stdin.name` whose `data`
        is None. `stdin` is what the name `-` stands for. With `read_as`, the format of all inputs, containers are not
        opened. URLs in a list count only with `remote`. `packages` opens the packages of archives. Raises InputError
        (INP029) and UsageError.
        """
        if files_from == STDIN and STDIN in names:
            message = "standard input is both an input and the list of inputs"
            raise UsageError("INP029", message, "Write the list to a file, or leave out -.")
        if STDIN in names and stdin is None:
            raise UsageError("INP012", "standard input is not available here", "Name a file instead of -.")
        self._names = tuple(names)
        self._stdin = stdin
        self._stream = stream
        self._remote = remote
        self._packages = packages
        self._opens_containers = read_as is None
        self._pipes: dict[str, Item] = {}
        self._piped: dict[str, tuple[_Spool, str]] = {}
        self._folders, self._besides = Notes(), Notes()
        self._reports: dict[str, FileReport] = {}
        self._refusals = Refusals()
        self._container: _Spool | None = None
        self._list: str | _Spool | None = None
        if files_from is not None:
            self._prepare_list(files_from)

    @property
    def reports(self) -> Sequence[FileReport]:
        """The reports on containers whose inputs were enumerated: what no story of them has."""
        return tuple(self._reports.values())

    @property
    def listed(self) -> str:
        """The file with more names, empty if there is none or it is a pipe."""
        return self._list if isinstance(self._list, str) else ""

    @property
    def folders(self) -> Iterator[str]:
        """The folders whose `.txt` files were enumerated, as they were named, sorted; of one in another, the outer."""
        outer = "\0"
        for path in self._folders.names():
            if not path.startswith(outer):
                outer = path
                yield os.fsdecode(self._folders.get(path) or b"")

    def names_file(self, path: str) -> bool:
        """Return whether a file that may be copy, but is not read below a folder, was enumerated by its own name."""
        return self._besides.has(os.path.abspath(path))

    def around(self, path: str, *, is_folder: bool) -> str | None:
        """The named folder or pattern because of which a file, or the `.txt` files below a folder, would be read, too;
        None if there is none.
        """
        real = os.path.realpath(path)
        for name in self._every_name():
            if is_url(name):
                continue
            if not os.path.isdir(name):
                if (
                    folders.is_pattern(name)
                    and not os.path.lexists(name)
                    and folders.takes(name, real, is_folder=is_folder)
                ):
                    return name
                continue
            above = os.path.join(os.path.realpath(name), "")
            is_hidden = any(part.startswith(".") for part in real[len(above) :].split(os.sep))
            if real.startswith(above) and not is_hidden:
                return name
        return None

    def _tell(self, report: FileReport) -> None:
        self._reports[report.path] = report

    def __iter__(self) -> Iterator[Item]:
        self._refusals = Refusals()
        for name in self._names:
            if name == STDIN and self._stdin is not None:
                yield from self._standard_input(self._stdin)
            else:
                yield from self._named(name, None)
        yield from self._listed()

    # ----------------------------------------------------------------------------------------------------------------
    # Lists

    def _prepare_list(self, name: str) -> None:
        """Check that the list can be read; copy one that can be read only once."""
        try:
            if name == STDIN:
                if self._stream is None:
                    raise UsageError("INP012", "standard input is not available here", "Name a file instead of -.")
                self._list = _Spool(self._stream)
                return
            if stat.S_ISFIFO(os.stat(name).st_mode):
                with opened_pipe(name) as (begin, pipe, _):
                    self._list = _Spool(pipe, begin)
                return
            with open(name, "rb") as file:
                if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    self._list = name
                elif file.isatty() or os.path.samefile(name, os.devnull):
                    self._list = _Spool(file)
                else:  # which may have no end
                    raise special_file("it is a device")
        except InputError as e:
            raise InputError("INP029", f"the list {name} cannot be read: {e.message}", e.advice) from None
        except (OSError, ValueError) as e:
            message = f"the list {name} cannot be read: {reason_of(e)}"
            raise InputError("INP029", message, "Check its name and its permissions.") from None

    def _every_name(self) -> Iterator[str]:
        """Yield all names, those of the list behind the others."""
        yield from self._names
        if self._list is not None:
            with suppress(OSError), closing(self._opened(self._list)) as file:
                yield from (name for _, name in lists.names(file) if isinstance(name, str))

    def _listed(self) -> Iterator[Item]:
        if self._list is None:
            return
        path = self._list if isinstance(self._list, str) else "the list"
        try:
            with closing(self._opened(self._list)) as file:
                yield from self._of_list(file, path)
        except OSError as e:
            error = InputError("INP029", f"the list cannot be read: {reason_of(e)}", "Run the command again.")
            yield failed(path, os.path.basename(path), error)

    @staticmethod
    def _opened(listed: str | _Spool) -> BinaryIO:
        return open(listed, "rb") if isinstance(listed, str) else listed.open()

    def _of_list(self, file: BinaryIO, path: str) -> Iterator[Item]:
        is_empty = True
        for number, name in lists.names(file):
            is_empty = False
            if isinstance(name, InputError):
                yield failed(f"{path}:{number}", f"{os.path.basename(path)}:{number}", name)
            elif is_url(name) and self._remote:
                yield from self._at_url(name)
            elif is_url(name):
                error = InputError("INP033", "URLs in a list are not read", "Allow them with --remote.")
                untried = self._refusals.untried(name)
                if untried is None:
                    self._refusals.add(name, error)
                yield failed(shown(name), name_of(name), untried or error)
            else:
                # A file called - must not be taken for standard input.
                yield from self._named(*lists.anchored(os.path.join(os.curdir, name) if name == STDIN else name))
        if is_empty:
            self._tell(_empty_list(path))

    # ----------------------------------------------------------------------------------------------------------------
    # Names

    def _standard_input(self, stdin: Item) -> Iterator[Item]:
        contents = contents_of(stdin.name) if self._opens_containers else None
        if contents is None or stdin.error is not None:
            yield stdin
            return
        if stdin.data is not None:
            file: BinaryIO = io.BytesIO(stdin.data)
        else:
            self._container = self._container or _Spool(self._stream or io.BytesIO())
            file = self._container.open()
        yield from contents(file, stdin.path, stdin.name, stdin.moment or moment_of(0), self._tell)

    def _named(self, name: str, listed: str | None) -> Iterator[Item]:
        """Yield what a name stands for. `listed` is what is mirrored in the output folder of a name that is from a list
        or pattern.
        """
        base = os.path.basename(name.rstrip(os.sep)) or name
        identity = base if listed is None else mirrored(listed)
        if is_url(name):
            yield from self._at_url(name)
            return
        try:
            mode = os.stat(name).st_mode
        except (OSError, ValueError):
            if folders.is_pattern(name):
                yield from self._matching(name, listed)
            else:  # it is tried again when it is its turn
                yield file_item(name, identity)
            return
        if suffix_of_copy(base):
            self._besides.add(os.path.abspath(name))
        if stat.S_ISDIR(mode):
            yield from self._packed(name, identity) or self._below(name, None if listed is None else identity)
        elif stat.S_ISREG(mode):
            contents = contents_of(name) if self._opens_containers else None
            if contents is None:
                yield file_item(name, identity)
            else:
                yield from self._packed(name, identity) or _contained(contents, name, identity, self._tell)
        elif listed is not None:
            yield failed(name, identity, special_file())
        elif (contents := contents_of(name) if self._opens_containers else None) is not None:
            yield from self._contained_once(contents, name, identity)
        else:
            yield self._read_once(name, identity)

    def _contained_once(self, contents: Contents, name: str, identity: str) -> Iterator[Item]:
        """Yield the stories in a pipe that has many; its content is kept for the next iteration."""
        if name not in self._piped and name not in self._pipes:
            try:
                with opened_pipe(name) as (begin, file, seconds):
                    self._piped[name] = _Spool(file, begin), moment_of(seconds)
            except ConvertError as e:
                self._pipes[name] = failed(name, identity, e)
        if name in self._pipes:
            yield self._pipes[name]
        else:
            spool, moment = self._piped[name]
            yield from contents(spool.open(), name, identity, moment, self._tell)

    def _packed(self, name: str, identity: str) -> Iterator[Item] | None:
        """Return the sources in a package, None for what is not a package."""
        return self._packages(name, identity) if self._packages and self._opens_containers else None

    def _read_once(self, name: str, identity: str) -> Item:
        """Return the item for a pipe, with its content, which is kept for the next iteration."""
        if name not in self._pipes:
            item = file_item(name, identity)
            try:
                data, moment = load(name)
            except ConvertError as e:
                self._pipes[name] = replace(item, error=e)
            else:
                self._pipes[name] = replace(item, data=data, moment=moment)
        return self._pipes[name]

    def _matching(self, pattern: str, listed: str | None) -> Iterator[Item]:
        prefix = "" if listed is None else mirrored(folders.prefix_of(listed))
        is_empty = True
        for found in folders.matches(pattern):
            is_empty = False
            identity = f"{prefix}/{found.relative}".lstrip("/")
            if found.error:
                yield failed(found.path, identity, found.error)
            else:
                yield from self._named(found.path, identity)
        if is_empty:
            advice = "Check the name; ** stands for any number of folders."
            yield failed(pattern, mirrored(pattern), InputError("INP038", "nothing matches this pattern", advice))

    def _at_url(self, url: str) -> Iterator[Item]:
        identity = name_of(url)
        try:
            if untried := self._refusals.untried(url):
                raise untried
            storage = remote_storage_for(url)
            contents = contents_of(identity) if self._opens_containers else None
            if contents is None:
                for item in objects(storage, url, identity):
                    self._refusals.answered(url)
                    yield item
                return
            found = storage.entry(url)
            self._refusals.answered(url)
            moment = (found and found.modified) or moment_of(0)
            with closing(storage.open(url)) as stream:
                # What cannot be read twice is kept: what belongs to a story may be behind it in an archive.
                file = stream if stream.seekable() or contents is _of_lines else _Spool(stream).open()
                yield from contents(file, shown(url), identity, moment, self._tell)
        except ConvertError as e:
            has_protocol = url.partition("://")[0].lower() in READABLE
            if isinstance(e, LocationError | SlowError) or e.code == "INP035" or not has_protocol:
                self._refusals.add(url, e)
            yield failed(shown(url), identity, e)

    def _below(self, folder: str, listed: str | None) -> Iterator[Item]:
        """Yield the `.txt` files below a folder."""
        self._folders.add(os.path.join(os.path.abspath(folder), ""), os.fsencode(folder))
        yield from _texts_below(folder, listed)


def _empty_list(path: str) -> FileReport:
    """Return the report on a list without names, as a search that found nothing leaves it: no failure."""
    advice = "Was there nothing to do? Else look at what writes the list."
    finding = Finding(code="INP029", severity=Severity.WARNING, message="the list has no names", advice=advice)
    return FileReport(path=path, format="text", findings=(finding.at(path),))


def _texts_below(folder: str, listed: str | None) -> Iterator[Item]:
    prefix = f"{listed}/" if listed else ""
    is_empty = True
    for found in folders.walk(folder, (folders.TEXT_SUFFIX,)):
        is_empty = False
        identity = prefix + found.relative
        if found.error:
            base = os.path.basename(folder.rstrip(os.sep)) or folder
            yield failed(found.path, identity or base, found.error)
        else:
            yield file_item(found.path, identity)
    if is_empty:
        base = os.path.basename(folder.rstrip(os.sep)) or folder
        yield failed(folder, listed or base, folders.empty_folder(folder))


def _contained(contents: Contents, path: str, identity: str, tell: Tell) -> Iterator[Item]:
    """Yield the stories of a file that has many."""
    try:
        with open(path, "rb") as file:
            for item in contents(file, path, identity, moment_of(os.fstat(file.fileno()).st_mtime), tell):
                yield replace(item, container=(path, identity))
    except OSError as e:
        error = InputError("INP000", f"the file cannot be read: {reason_of(e)}", "Check its permissions.")
        yield failed(path, identity, error)


class _Spool:
    """The content of a stream in a temporary file without a name. Each file that is opened on it reads all of it."""

    def __init__(self, stream: BinaryIO, begin: bytes = b"") -> None:
        """`begin` is what was read of the stream before. Raises OutputError (INP008) if it cannot be kept."""
        self._lock = threading.Lock()
        try:
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed with this object
        except OSError as e:
            raise _not_kept(e) from None
        weakref.finalize(self, self._file.close)
        block = begin or stream.read(_BLOCK)
        while block:
            self._keep(block)
            block = stream.read(_BLOCK)

    def _keep(self, block: bytes) -> None:
        left = memoryview(block)
        try:
            while left:
                left = left[self._file.write(left) :]
        except OSError as e:
            raise _not_kept(e) from None

    def open(self) -> BinaryIO:
        return io.BufferedReader(_SpoolReader(self), _BUFFER)

    def read(self, at: int, size: int) -> bytes:
        with self._lock:
            self._file.seek(at)
            return self._file.read(size)

    def size(self) -> int:
        with self._lock:
            return self._file.seek(0, io.SEEK_END)


def _not_kept(error: OSError) -> OutputError:
    advice = "Make room in the folder of temporary files, or name another one with TMPDIR."
    return OutputError("INP008", f"temporary files cannot be written: {reason_of(error)}", advice)


class _SpoolReader(io.RawIOBase):
    def __init__(self, spool: _Spool) -> None:
        self._spool = spool
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at}
        self._at = offset + (base[whence] if whence in base else self._spool.size())
        return self._at

    def readinto(self, buffer: Any) -> int:
        data = self._spool.read(self._at, len(buffer))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
