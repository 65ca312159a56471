"""The files in an output folder that no journal names; without a journal they make stories."""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from convert.batch.inputs import reason_of
from convert.errors import InputError
from convert.formats import TRACE
from convert.packages.contents.described import stated_in
from convert.packages.contents.names import format_of, media_type_of, stem_of, text_of
from convert.packages.contents.notices import Notices
from convert.packages.contents.parts import Role, Story, StoryDocument
from convert.packages.contents.store import Store
from convert.packages.payload import is_our_package
from convert.packages.trees import suffix_of


class FolderReader:
    """Adds to a store the files in its folder that are not in it, but for those at `excluded` paths."""

    def __init__(self, store: Store, notices: Notices, excluded: Iterable[str], *, has_journal: bool) -> None:
        self._store = store
        self._notices = notices
        self._excluded = {os.path.realpath(name) for name in excluded}
        self._excluded_names = {os.path.basename(name) for name in self._excluded}
        self._has_journal = has_journal
        self._count = 0

    def add(self) -> None:
        """Add the files. Raises InputError for a folder that cannot be read."""
        self._add_folder(self._store.folder, array("q", sorted(self._store.places)))

    def _add_folder(self, folder: str, known: Sequence[int]) -> None:
        """Add the files below a folder; without a journal they make stories.

        `known` are the hashes, sorted, of the paths of files that are there already.
        """
        try:
            with os.scandir(folder) as entries:
                found = [entry for entry in entries if not entry.name.startswith(".")]
            found = [entry for entry in found if self._is_packed(entry, known)]
        except OSError as e:
            raise InputError("INP000", f"{folder} cannot be read: {reason_of(e)}", "Check its permissions.") from None
        files = [(stem_of(entry.name), entry) for entry in found if entry.is_file() and not _has(known, entry.path)]
        for stem, group in groupby(sorted(files, key=lambda file: (file[0], file[1].name)), key=lambda file: file[0]):
            self._add_other_files(stem, [entry for _, entry in group])
        for entry in sorted((e for e in found if e.is_dir(follow_symlinks=False)), key=lambda entry: entry.name):
            self._add_folder(entry.path, known)

    def _is_packed(self, entry: os.DirEntry[str], known: Sequence[int]) -> bool:
        """Return whether a file or folder is packed; what is neither, and packages of ours, are noticed."""
        if entry.name in self._excluded_names and os.path.realpath(entry.path) in self._excluded:
            return False
        if entry.is_symlink() or not (entry.is_file() or entry.is_dir()):
            path = os.path.relpath(entry.path, self._store.folder)
            kind = "a link" if entry.is_symlink() else "no regular file"
            self._notices.add("PKG011", f"{path} is {kind} and is not packed", "Copy the file itself.", "warning")
            return False
        may_be_package = entry.is_dir() or (suffix_of(entry.name) and not _has(known, entry.path))
        if may_be_package and is_our_package(entry.path):
            path = os.path.relpath(entry.path, self._store.folder)
            advice = "Keep packages elsewhere, or unpack it if its files are wanted."
            self._notices.add("PKG026", f"{path} is a package that wirecopy made, and is not packed", advice, "warning")
            return False
        return True

    def _add_other_files(self, stem: str, entries: Sequence[os.DirEntry[str]]) -> None:
        """Add files whose names have one stem."""
        formats = {entry.name: format_of(entry.name) for entry in entries}
        is_story = not self._has_journal and any(formats.values())
        self._count += is_story
        documents = []
        for entry in entries:
            format = formats[entry.name]
            path = os.path.relpath(entry.path, self._store.folder).replace(os.sep, "/")
            role: Role = "report" if not format else "trace" if format == TRACE.name else "document"
            if self._has_journal:
                self._notices.add("PKG021", f"{path} is not in the journal; it is packed", severity="notice")
            size, media_type = entry.stat().st_size, media_type_of(entry.name, format)
            story = self._count if is_story and format else 0
            name = self._store.add(role, path, entry.path, size=size, media_type=media_type, story=story)
            if story:
                documents.append(StoryDocument(name, format, "", None, 0))
        if is_story:
            folder = os.path.relpath(os.path.dirname(entries[0].path), self._store.folder).replace(os.sep, "/")
            common = text_of(stem if folder == "." else f"{folder}/{stem}")
            stated: dict[str, Any] = stated_in(self._store.places_of(documents))
            self._store.add_story(Story(number=self._count, identity=common, documents=tuple(documents), **stated))


def _has(hashes: Sequence[int], path: str) -> bool:
    """Whether the hash of a path is among sorted hashes."""
    number = hash(path if os.sep == "/" else path.replace(os.sep, "/"))
    at = bisect_left(hashes, number)
    return at < len(hashes) and hashes[at] == number
