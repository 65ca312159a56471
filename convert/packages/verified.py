"""What verification says, whatever the kind of package."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from convert.errors import EXIT_OK
from convert.findings import FileReport

Mode = Literal["complete", "fixity", "contents"]
MODES: tuple[str, ...] = get_args(Mode)
"""How much is verified: the files and their number and size alone; also their digests; also the documents."""

AGAIN = "Take the package again from where it came, or from another copy."
"""The advice for a package that is not whole."""

SYSTEM_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
"""The names of files that systems leave in folders, in small letters."""


class Verified(NamedTuple):
    """The reports on a package and the documents in it, one line on what was done, and the exit code."""

    reports: tuple[FileReport, ...]
    done: str
    exit_code: int = EXIT_OK
