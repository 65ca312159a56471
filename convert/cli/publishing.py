"""Publishing the reports of a run: to people as they come, to machines at the end; none is kept in memory."""

from __future__ import annotations

import io
import os
import pickle
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO

from convert.cli.terminal import publish
from convert.errors import OutputError
from convert.findings import FileReport


class Publisher:
    """The report of a run, in the form and to the file that the user chose.

    Reports for people go to standard error at once, unless they go to a file.
    """

    def __init__(self, form: str, file: str | None, *, quiet: bool, verbose: bool) -> None:
        self._form = form
        self._file = file
        self.is_quiet = quiet
        self.is_verbose = verbose
        self.is_for_people = form == "text" and not quiet
        self._spool = None if form == "text" and file is None else _Spool()

    def add(self, reports: Iterable[FileReport]) -> None:
        """Publish reports, or keep them on disk until the end."""
        if self._spool is not None:
            for report in reports:
                self._spool.add(report)
        else:
            self._publish(tuple(reports))

    def end(self) -> None:
        """Publish what was kept. Raises OutputError."""
        if self._spool is not None:
            self._publish(self._spool)

    def __enter__(self) -> Publisher:
        return self

    def __exit__(self, *_: object) -> None:
        if self._spool is not None:
            self._spool.close()

    def _publish(self, reports: Iterable[FileReport]) -> None:
        publish(reports, self._form, self._file, quiet=self.is_quiet, verbose=self.is_verbose, to_stderr=True)


_IN_MEMORY = 2**22
"""How many bytes of reports are kept in memory; more are in a temporary file."""


class _Spool:
    """Reports in a temporary file, in memory while they are few; can be gone through several times."""

    def __init__(self) -> None:
        self._file: io.BytesIO | io.FileIO = io.BytesIO()

    def add(self, report: FileReport) -> None:
        """Keep a report. Raises OutputError (INP008) if there is no room; those that were kept stay."""
        data = pickle.dumps(report, pickle.HIGHEST_PROTOCOL)
        end = self._file.seek(0, os.SEEK_END)
        try:
            if isinstance(self._file, io.BytesIO) and end + len(data) > _IN_MEMORY:
                self._file = _on_disk(self._file.getvalue())
            _write(self._file, data)
        except OSError as e:
            self._file.truncate(end)
            advice = "Make room in the folder of temporary files, or name another one with TMPDIR; then run it again."
            message = f"the report cannot be kept: {(e.strerror or str(e)).lower()}"
            raise OutputError("INP008", message, advice) from None

    def close(self) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[FileReport]:
        self._file.seek(0)
        if isinstance(self._file, io.BytesIO):
            yield from _reports(self._file)
        else:
            with open(self._file.fileno(), "rb", closefd=False) as file:
                yield from _reports(file)


def _on_disk(data: bytes) -> io.FileIO:
    """Return a temporary file without a name that has these bytes. Raises OSError."""
    file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  (closed with the spool)
    try:
        _write(file, data)
    except OSError:
        file.close()
        raise
    return file


def _write(file: io.BytesIO | io.FileIO, data: bytes) -> None:
    """Write all of the bytes: a disk that becomes full takes a part of them. Raises OSError."""
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]


def _reports(file: IO[bytes]) -> Iterator[FileReport]:
    while True:
        try:
            yield pickle.load(file)
        except EOFError:
            return
