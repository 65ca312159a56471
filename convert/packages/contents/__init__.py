"""What a package holds: the parts and stories of a conversion's output folder and its journal, or of any folder.

The journal says which source became which documents, and what their digests were. Parts and stories are kept in a
temporary database on disk and read one at a time, so that memory does not grow with their number.

    parts       a part, a story, and the copying of a part
    names       names that are safe on every system
    record      the lines of `stories.jsonl`
    described   what documents say of their story
    store       the database
    journal     what journals name
    folder      what else is in the folder
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from convert.errors import InputError, OutputError
from convert.packages.contents.described import Description, description_in
from convert.packages.contents.folder import FolderReader
from convert.packages.contents.journal import JournalReader
from convert.packages.contents.notices import Notices
from convert.packages.contents.parts import Part, Role, Story
from convert.packages.contents.store import NameTaken, Store
from convert.packages.payload import RECORD
from convert.packages.sources import NO_TIME

JOURNAL = "journal.jsonl"
READING = "READING.md"
"""The names of the parts that say what the others are, and how they are read."""


class Contents:
    """The contents of a package, to be closed after use.

    `folder` is the output folder, `journals` are its journals. `stories` and `parts` can be iterated any number of
    times, in an order that only the contents decide. `time` is SOURCE_DATE_EPOCH, else that of the newest story, in
    UTC. `problems` are why there can be no package of it, `notices` what else was noticed; both are bounded.
    """

    def __init__(
        self,
        folder: str,
        *,
        epoch: str | None = None,
        journals: Sequence[str] | None = None,
        excluded: Iterable[str] = (),
        without_lost: bool = False,
    ) -> None:
        """Collect the contents of `folder`; `journals` are those in it if they are None.

        `excluded` are files and folders in it that do not belong to the package, such as the package itself. With
        `without_lost` sources that are gone are no problem. Raises InputError (INP000, INP001, INP051), and OutputError
        (INP008) if there is no room for temporary files.
        """
        self.folder = os.path.abspath(folder)
        if not os.path.isdir(self.folder):
            raise InputError("INP001", f"{folder}: no such folder", "Name the output folder of a conversion.")
        self._notices = Notices(folder, without_lost=without_lost)
        self.problems, self.notices = self._notices.problems, self._notices.notices
        self._excluded = tuple(excluded)
        self.journals = tuple(_journals_in(self.folder) if journals is None else journals)
        with _room_for_temporary_files():
            self._fill(epoch)

    def _fill(self, epoch: str | None) -> None:
        """Collect the parts and stories."""
        self._store = Store(self.folder)
        self.stories, self.parts = self._store.stories, self._store.parts
        try:
            try:
                self._collect(is_careful=False)
            except NameTaken:  # names that differ in case or form alone are rare
                self._collect(is_careful=True)
            if not self.journals:
                message = "there is no journal of a conversion, so the sources are not known and not packed"
                self._notices.add("PKG023", message, "Name the journal with --journal if there is one.", "notice")
            if not len(self.stories) and not len(self.parts):
                self._notices.add("PKG025", "there is nothing to pack", "Name the output folder of a conversion.")
            self.time = epoch or self._store.newest or NO_TIME
            self._add_own_parts()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Contents:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove what was kept on disk."""
        self._store.close()

    def part(self, name: str) -> Part:
        """Return the part of this name. Raises KeyError."""
        return self._store.part(name)

    def parts_of(self, story: Story) -> Iterator[Part]:
        """Yield the source, metadata files, documents and trace of a story, also those that other stories share."""
        names = (story.source, *story.beside, *(document.name for document in story.documents))
        yield from map(self.part, dict.fromkeys(filter(None, names)))

    def described(self, story: Story) -> Description:
        """Return the description of a story, read from one of its documents."""
        return description_in(self._store.places_of(story.documents))

    def _collect(self, *, is_careful: bool) -> None:
        self._notices.clear()
        with self._store.filled(is_careful=is_careful):
            if self.journals:
                with open(self._store.own(JOURNAL), "wb") as file:
                    JournalReader(self._store, self._notices).add(self.journals, file)
            FolderReader(self._store, self._notices, self._excluded, has_journal=bool(self.journals)).add()

    def _add_own_parts(self) -> None:
        """Add the journal without its times, the record, and how a package is read."""
        if os.path.exists(self._store.own(JOURNAL)):
            self._add_own("journal", JOURNAL)
        with open(self._store.own(RECORD), "wb") as file:
            self._store.write_record(file, self.time)
        self._add_own("record", RECORD)
        with open(self._store.own(READING), "wb") as file:
            file.write(guide())
        self._add_own("documentation", READING)
        self._store.flush()

    def _add_own(self, role: Role, name: str) -> None:
        place = self._store.own(name)
        with open(place, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self._store.add(role, name, place, size=os.path.getsize(place), sha256=digest, name=name)


@contextlib.contextmanager
def _room_for_temporary_files() -> Iterator[None]:
    """Raise OutputError (INP008) if the disk of temporary files is full in the block."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as e:
        if getattr(e, "errno", 0) not in _FULL and "full" not in str(e):
            raise
        message = "temporary files cannot be written: no space left in their folder"
        raise OutputError("INP008", message, "Name a folder with more room in the environment: TMPDIR=…") from None


_FULL = (errno.ENOSPC, errno.EDQUOT)


def guide() -> bytes:
    """Return the page that says how a package is read without wirecopy."""
    return (Path(__file__).parents[1] / "README.md").read_bytes()


def _journals_in(folder: str) -> list[str]:
    """Return the journals of an output folder, sorted; none if it has none."""
    hidden = os.path.join(folder, ".wirecopy")
    try:
        return [os.path.join(hidden, name) for name in sorted(os.listdir(hidden)) if name.endswith(".jsonl")]
    except OSError:
        return []
