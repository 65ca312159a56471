"""Checks of large EPUBs in files, such as editions of many stories: one page at a time, so that memory stays flat."""

from __future__ import annotations

import zipfile
from collections import deque
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from convert.checks import epub
from convert.checks.epub import preservation
from convert.checks.epub.namespaces import XHTML
from convert.checks.epub.publication import Publication
from convert.documents import LIMITS, Epub, Xml
from convert.findings import Finding

_KEPT = 2


def violations(file: BinaryIO) -> Iterator[Finding]:
    """The violations that `checks.epub` finds in the EPUB in `file`, which was written by us."""
    with zipfile.ZipFile(file) as archive:
        yield from epub.violations(StreamedPublication(archive, file), "3.3")


def obstacles(file: BinaryIO) -> Iterator[Finding]:
    """What keeps the EPUB in `file`, which was written by us, from being preserved."""
    with zipfile.ZipFile(file) as archive:
        yield from preservation.obstacles(StreamedPublication(archive, file))


class StreamedPublication(Publication):
    """A publication of which only the package and the last pages in use are in memory."""

    def __init__(self, archive: zipfile.ZipFile, file: BinaryIO) -> None:
        file.seek(0)
        stored = {info.filename for info in archive.infolist() if info.compress_type == zipfile.ZIP_STORED}
        super().__init__(Epub(file.read(64), _Members(archive), frozenset(stored), LIMITS))
        self._pages: deque[str] = deque()

    def document(self, member: str) -> Xml | None:
        """The XML document in `member`, None if there is none or it cannot be parsed."""
        document = super().document(member)
        if document is not None and document.root.tag == f"{XHTML}html" and member not in self._pages:
            self._pages.append(member)
            if len(self._pages) > _KEPT:
                self._forget(self._pages.popleft())
        return document


class _Members(Mapping[str, bytes]):
    """The members of an archive, each unpacked when it is needed."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = dict.fromkeys(archive.namelist())

    def __getitem__(self, name: str) -> bytes:
        return self._archive.read(name)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
