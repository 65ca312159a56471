"""Archives and JSON Lines in an archive: opened one level deep, within limits that hold for all of them together."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO, Protocol, TypeAlias

from convert.batch.inputs.files import reason_of, stem_of_container
from convert.batch.inputs.items import Item
from convert.batch.inputs.leftovers import Tell, suffix_of_copy
from convert.batch.names import safe_path
from convert.documents import MAX_RATIO
from convert.errors import InputError, OutputError
from convert.findings import FileReport, Finding, Severity

MAX_NESTED = 2**31
"""The maximum size in bytes of an archive in an archive, which is kept in a temporary file while it is read."""

_IN_MEMORY = 2**22
_FREE = 2**24
_MOST_REPORTS = 50
"""How many archives in an archive are reported on one by one."""

_SUFFIXES = (".jsonl", ".jsonl.gz", ".zip", ".tar", ".tar.gz", ".tgz")


class Budget:
    """How many bytes all archives in an archive may unpack to, however they are nested: as many times what was read of
    that as one archive may.
    """

    def __init__(self, consumed: Callable[[], int]) -> None:
        """`consumed` returns how many bytes were read of the file that contains all of them."""
        self._consumed = consumed
        self._taken = 0

    def take(self, size: int) -> None:
        """Count bytes that were unpacked. Raises InputError (INP036)."""
        self._taken += size
        if self._taken > _FREE and self._taken > MAX_RATIO * self._consumed():
            message = f"the archives in it unpack to more than {MAX_RATIO} times its size"
            raise InputError("INP036", message, "Unpack the archive yourself if you trust it.")


Contents: TypeAlias = Callable[[BinaryIO, str, str, str, Tell], Iterator[Item]]
"""Returns the stories of a container, from its file, path, identity and time; the last argument takes its report."""

Opener: TypeAlias = Callable[[str, Budget], Contents]
"""Returns what yields the stories of a container of this name, which takes what it unpacks from a budget."""


class Packed(Protocol):
    """A member of an archive, to be read in blocks."""

    @property
    def blocks(self) -> Callable[[], Iterator[bytes]]: ...


def is_nested(name: str) -> bool:
    """Return whether a member of an archive is JSON Lines or an archive of its own."""
    return name.lower().endswith(_SUFFIXES) and bool(suffix_of_copy(name.rpartition("/")[2]))


def nested_items(
    member: Packed, inner: str, opener: Opener, budget: Budget, path: str, identity: str, moment: str, tell: Tell
) -> Iterator[Item]:
    """Yield the stories of the container `inner` in the archive at `path`; nothing if it has none.

    Their documents are in a folder with its whole name, as there may be a folder with its stem. Raises InputError
    (INP036) if it unpacks to too much, OutputError (INP008) if there is no room for it.
    """
    place, name = f"{path}/{inner}", f"{identity}/{inner}"
    folder = f"{stem_of_container(identity)}/{safe_path(inner.split('/'))}"
    before = stem_of_container(name)
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spool:
        file: Any = spool
        for block in member.blocks():
            budget.take(len(block))
            try:
                file.write(block)
            except OSError as e:
                advice = "Make room in the folder of temporary files, or name another one with TMPDIR."
                message = f"a file in {os.path.abspath(tempfile.gettempdir())} cannot be written: {reason_of(e)}"
                raise OutputError("INP008", message, advice) from None
        file.seek(0)
        for item in opener(inner, budget)(file, place, name, moment, tell):
            if item.error is not None and item.error.code == "INP007":
                continue  # an archive of other things is none of texts
            budget.take(len(item.data or b""))
            yield replace(item, stem=folder + item.stem.removeprefix(before))


class NestedReports:
    """The reports on archives in an archive: the first ones as they are, the others counted."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._count = 0

    def take(self, report: FileReport) -> None:
        """Take the report on an archive in the archive."""
        self._count += 1
        if self._count <= _MOST_REPORTS:
            self._tell(report)

    def findings(self) -> Iterator[Finding]:
        """Yield the finding on those that were only counted, if there are such."""
        if self._count > _MOST_REPORTS:
            more = self._count - _MOST_REPORTS
            message = f"{more:,} more archives in the archive have files that no story has, or that may be copy"
            advice = "Unpack the archive, and convert the archives in it by a pattern: 'day/**/*.zip'."
            yield Finding(code="INP074", severity=Severity.WARNING, message=message, advice=advice)
