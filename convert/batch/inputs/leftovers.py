"""What an archive has beside its texts: metadata files without their story, pictures, and what may be copy; and what a
folder has beside its `.txt` files that may be copy.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from convert.batch.inputs.files import stem_of
from convert.batch.inputs.folders import TEXT_SUFFIX
from convert.batch.inputs.items import Notes
from convert.batch.inputs.picture_index import PictureIndex
from convert.batch.inputs.pictures import is_picture, orphan
from convert.batch.inputs.sidecars import SUFFIXES, is_written, orphan_sidecar, owners_of
from convert.findings import FileReport, Finding, Severity
from convert.formats import by_shard_suffix

Tell: TypeAlias = Callable[[FileReport], None]
"""Takes the report on a file that has many stories."""

_NAMED = 5
"""How many names a message has."""


def untold(_: FileReport) -> None:
    """Take no notice of a report."""


class Leftovers:
    """Collects the members of an archive that are no texts; their names are held on disk."""

    def __init__(self, pictures: PictureIndex, is_read: Callable[[str], bool] = lambda _: False) -> None:
        """`pictures` has the pictures among them, `is_read` says which others are read, by name."""
        self.pictures = pictures
        self._is_read = is_read
        self._sidecars = Notes()
        self._unread: Counter[str] = Counter()

    def add(self, name: str) -> None:
        """Take note of a file of the archive, by its path with `/`."""
        folder, slash, base = name.rpartition("/")
        if (suffix := suffix_of_copy(base)) and not self._is_read(name):
            self._unread[suffix] += 1
        if is_picture(base):
            return
        if base.lower().endswith(SUFFIXES):
            self._sidecars.add(name)
        elif not is_written(base):
            self.pictures.add_stem(f"{folder}{slash}{stem_of(base)}")

    def tell(self, path: str, tell: Tell, more: Iterable[Finding] = ()) -> None:
        """Report what no story has in the archive at `path`, if there is such, and `more`, and forget all names."""
        if findings := tuple(finding.at(path) for finding in (*self._findings(), *more)):
            tell(FileReport(path=path, format="text", findings=findings))
        self._sidecars.close()
        self.pictures.close()

    def _findings(self) -> Iterator[Finding]:
        sidecars, pictures = _Named(), _Named()
        for name in self._sidecars.names():
            if not any(map(self.pictures.has_stem, owners_of(name))):
                sidecars.add(name)
        if sidecars.count:
            yield orphan_sidecar(f"the archive has metadata files without their story, {sidecars}")
        for name in self.pictures.orphans():
            pictures.add(name)
        if pictures.count:
            advice = "Name each as its story is, or name it in the story: [image: NAME]. Or remove it."
            yield orphan(f"the archive has pictures that no story has, {pictures}", advice)
        if self._unread:
            what = "the archive has files that may be copy and are not read"
            yield _unread_copy(what, self._unread, _ADVICE_ON_UNREAD)


_ADVICE_ON_UNREAD = (
    "In an archive, .txt files, JSON Lines and archives of .txt files are read. Unpack the others, and name them."
)

_READ_IF_NAMED = (
    *(".md", ".markdown", ".text", ".eml", ".mbox"),
    *(".jsonl", ".jsonl.gz", ".zip", ".tar", ".tar.gz", ".tgz"),
)
"""The suffixes of files that are read if they are named, but not below a folder or in an archive."""

_LINK_TO_TEXT = ".txt (link)"
_LINK_TO_FOLDER = "folder (link)"

_PACKED = (
    *(f".{what}.{how}" for what in ("txt", "jsonl", "tar") for how in ("bz2", "xz", "zst")),
    *(".txt.gz", ".txt.zip", ".tbz2", ".txz", ".7z", ".rar"),
)
"""The suffixes of files that have to be unpacked before they are read."""

_MAY_BE_COPY = tuple(sorted((*_PACKED, *_READ_IF_NAMED), key=len, reverse=True))


def suffix_of_copy(name: str) -> str:
    """Return the suffix of a file that may be copy, but is not read below a folder or in an archive; "" for others.

    Hidden files, a README, and files of many documents that we write are no such files.
    """
    lower = name.lower()
    if not lower.endswith(_MAY_BE_COPY) or lower.startswith((".", "readme")) or by_shard_suffix(lower):
        return ""
    return next(suffix for suffix in _MAY_BE_COPY if lower.endswith(suffix))


def passed_over(folder: str, is_named: Callable[[str], bool]) -> Iterator[FileReport]:
    """Yield the report on the files below a folder that may be copy and are not read (INP074), if there are such.

    `is_named` says of a path whether the user named that file, too.
    """
    counts: Counter[str] = Counter()
    real = os.path.join(os.path.realpath(folder), "")
    for base, folders, names in os.walk(folder, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if (suffix := suffix_of_copy(name)) and not is_named(os.path.join(base, name)):
                counts[suffix] += 1
            elif name.lower().endswith(TEXT_SUFFIX) and not name.startswith("."):
                counts[_LINK_TO_TEXT] += _leads_out(os.path.join(base, name), real)
        for name in folders:
            counts[_LINK_TO_FOLDER] += _leads_out(os.path.join(base, name), real)
    if counts := +counts:
        advice = "Below a folder, .txt files are read. Name the others, too, or a pattern such as 'copy/**/*.md'."
        if _LINK_TO_TEXT in counts or _LINK_TO_FOLDER in counts:
            advice = f"{advice} Links are not followed: name what they lead to."
        if not counts.keys().isdisjoint(_PACKED):
            advice = f"{advice} Unpack what is compressed, but for .jsonl.gz and .tar.gz."
        finding = _unread_copy("files that may be copy are not read", counts, advice)
        yield FileReport(path=folder, format="text", findings=(finding.at(folder),))


def _leads_out(path: str, folder: str) -> bool:
    """Return whether a path is a link to something other than what is below `folder`, where it has its own name."""
    return os.path.islink(path) and not (
        os.path.exists(path) and os.path.join(os.path.realpath(path), "").startswith(folder)
    )


def _unread_copy(what: str, counts: Mapping[str, int], advice: str) -> Finding:
    by_suffix = ", ".join(f"{count:,} {suffix}" for suffix, count in sorted(counts.items()))
    return Finding(code="INP074", severity=Severity.WARNING, message=f"{what}: {by_suffix}", advice=advice)


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
