"""What an archive has beside its texts: metadata files without their story, and unread pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from convert.batch.inputs.files import stem_of
from convert.batch.inputs.items import Notes
from convert.batch.inputs.pictures import is_picture, orphan
from convert.batch.inputs.sidecars import SUFFIXES, is_written, orphan_sidecar, owners_of
from convert.findings import FileReport, Finding

Tell: TypeAlias = Callable[[FileReport], None]
"""Takes the report on a file that has many stories."""

_NAMED = 5
"""How many names a message has."""


def untold(_: FileReport) -> None:
    """Take no notice of a report."""


class Leftovers:
    """Collects the members of an archive; their names are held on disk."""

    def __init__(self) -> None:
        self._stems, self._sidecars = Notes(), Notes()
        self._pictures = _Named()

    def add(self, name: str) -> None:
        """Take note of a file of the archive, by its path with `/`."""
        folder, slash, base = name.rpartition("/")
        if is_picture(base):
            self._pictures.add(name)
        elif base.endswith(SUFFIXES):
            self._sidecars.add(name)
        elif not is_written(base):
            self._stems.add(f"{folder}{slash}{stem_of(base)}")

    def tell(self, path: str, tell: Tell) -> None:
        """Report what no story has in the archive at `path`, if there is such, and forget all names."""
        if findings := tuple(finding.at(path) for finding in self._findings()):
            tell(FileReport(path=path, format="text", findings=findings))
        self._stems.close()
        self._sidecars.close()

    def _findings(self) -> Iterator[Finding]:
        sidecars = _Named()
        for name in self._sidecars.names():
            if not any(map(self._stems.has, owners_of(name))):
                sidecars.add(name)
        if sidecars.count:
            yield orphan_sidecar(f"the archive has metadata files without their story, {sidecars}")
        if self._pictures.count:
            message = f"pictures are not read from archives; this one has {self._pictures}"
            yield orphan(message, "Unpack it and convert the folder, or name the folder of the pictures with --images.")


class _Named:
    """A number of files, of which the first are named."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self.count = 0

    def add(self, name: str) -> None:
        """Count a file, and remember its name if it is one of the first."""
        self.count += 1
        if self.count <= _NAMED:
            self._names.append(name)

    def __str__(self) -> str:
        """The number, and the names: `6: a.jpg, b.jpg, c.jpg, d.jpg, e.jpg and 1 more`."""
        more = f" and {self.count - _NAMED:,} more" if self.count > _NAMED else ""
        return f"{self.count:,}: {', '.join(self._names)}{more}"
