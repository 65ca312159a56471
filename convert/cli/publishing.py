"""Publishing the reports of a run: to people as they come, to machines at the end; none is kept in memory."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO

from convert.cli.terminal import publish
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


class _Spool:
    """Reports in a temporary file, in memory while they are few; can be gone through several times."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=2**22)  # noqa: SIM115  (closed with the object)

    def add(self, report: FileReport) -> None:
        pickle.dump(report, self._file, pickle.HIGHEST_PROTOCOL)

    def close(self) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[FileReport]:
        self._file.seek(0)
        while True:
            try:
                yield pickle.load(self._file)
            except EOFError:
                return
