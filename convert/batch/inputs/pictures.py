"""Picture files beside a story: `<stem>.jpg`, `<stem>-N.jpg`, `<stem>_N.jpg`, and those that its copy names.

A picture belongs to the story with the longest stem: `a-1.jpg` to `a-1.txt` where that is there, else to `a.txt`. Those
of the story with a number, in an input that has several, are `<stem>-<number>.jpg`, `<stem>-<number>-N.jpg`. Only files
of one folder are read, and no symbolic links.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from convert.batch.inputs.files import reason_of, stem_of
from convert.batch.inputs.sidecars import SUFFIXES as SIDECARS
from convert.batch.inputs.sidecars import is_written
from convert.findings import FileReport, Finding, Severity
from convert.pictures.limits import MAX_BYTES, SUFFIXES, PictureError, missing

if TYPE_CHECKING:
    from convert.pictures.placing import Pictures

FOLDER = ".pictures"
"""What follows the stem of documents in the name of the folder with their pictures."""

PICTURE = "picture"
"""What stands for the format of pictures that are placed beside documents."""

_NUMBERED = re.compile(r"(?P<stem>.+)[-_](?P<number>\d{1,4})", re.DOTALL)

State: TypeAlias = tuple[str, int, int]
"""What tells whether a file is unchanged: path, size (-1 if there is none), modification time in nanoseconds."""


@dataclass(frozen=True, slots=True)
class FolderShelf:
    """The pictures of a story in a folder.

    `stories` is the folder of the story, None if it has none; its files say which stems there are. `story` is the
    number of the story, 0 for the only one of an input. `seen` collects the states of all files that were asked for.
    Shelves of the same `listing` list a folder once, whatever is written into it meanwhile; with none it is listed anew
    when it has changed.
    """

    folder: str
    stem: str
    stories: str | None
    story: int = 0
    seen: dict[str, State] = field(default_factory=dict)
    listing: str = ""

    def of_story(self, number: int) -> FolderShelf:
        """The shelf of the story with a number, which notes what it reads in the same place."""
        return replace(self, story=number)

    def own(self) -> Sequence[str]:
        """The names of the pictures that belong to the story, in the order of their numbers."""
        return numbered_names(self.all_own(), self.stem, self.story)

    def all_own(self) -> Sequence[str]:
        """The names of the pictures that belong to any story of the input."""
        states: list[object] = [self.listing]
        if not self.listing:
            folders = (self.folder, self.stories or self.folder)
            try:
                states = [os.stat(folder or os.curdir).st_mtime_ns for folder in folders]
            except (OSError, ValueError):
                return ()
        stems = None if self.stories is None else self.stories or os.curdir
        return _index(self.folder or os.curdir, stems, *states).get(self.stem, ())

    def load(self, name: str) -> bytes:
        """The bytes of a file. Raises PictureError."""
        for form in forms_of(name):
            path = os.path.join(self.folder, form)
            state = self.seen[path] = picture_state(path)
            if state[1] >= 0:
                return _read(path)
            if form != name:
                del self.seen[path]
        raise missing()

    def is_unchanged(self, states: Iterable[Sequence[object]]) -> bool:
        """Whether the pictures of the input are those of an earlier run, which has the states of all that it saw."""
        known = {str(state[0]): tuple(state) for state in states}
        own = {os.path.abspath(os.path.join(self.folder, name)) for name in self.all_own()}
        return own <= known.keys() and all(picture_state(path) == state for path, state in known.items())

    def states(self) -> tuple[State, ...]:
        """The states of all files that were asked for, and of the input's own ones, with absolute paths, sorted."""
        own = (os.path.join(self.folder, name) for name in self.all_own())
        seen = {path: picture_state(path) for path in own} | self.seen
        return tuple(sorted((os.path.abspath(path), size, time) for path, (_, size, time) in seen.items()))

    def left_over(self, stories: int) -> Iterator[str]:
        """Yield the names of the input's own pictures that none of its several stories has."""
        taken = {name for number in range(1, stories + 1) for name in self.of_story(number).own()}
        yield from (name for name in self.all_own() if name not in taken)

    def published(self, name: str) -> bytes:
        """The bytes of a picture that was published beside a document. Raises PictureError."""
        beside = self.folder if self.folder != self.stories else os.path.join(self.folder, self.stem + FOLDER)
        return replace(self, folder=beside).load(name)


def pictures_beside(path: str, images: str | None = None) -> Pictures:
    """Return the pictures of the story in a file, which are beside it or in the folder `images`."""
    from convert.pictures.placing import Pictures

    folder = os.path.dirname(path)
    return Pictures(shelf=FolderShelf(images or folder, stem_of(os.path.basename(path)), folder))


def picture_state(path: str) -> State:
    """The state of a file, not of what a link leads to."""
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return (path, -1, 0)
    return (path, status.st_size, status.st_mtime_ns)


def _read(path: str) -> bytes:
    try:
        status = os.lstat(path)
        if stat.S_ISLNK(status.st_mode):
            raise PictureError("is a symbolic link, which is not followed", "Copy the file itself.")
        if not stat.S_ISREG(status.st_mode):
            raise PictureError("is no regular file", "Copy its content into a file.")
        if status.st_size > MAX_BYTES:
            raise PictureError(f"is larger than {MAX_BYTES:,} bytes", "Give a smaller one.")
        with open(path, "rb", opener=_without_links) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise PictureError("is no regular file", "Copy its content into a file.")
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as e:
        raise PictureError(f"cannot be read: {reason_of(e)}", "Check its permissions.") from None


def _without_links(path: str, flags: int) -> int:
    """Open a file that is not a link, without waiting for whoever writes into a pipe."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


# --------------------------------------------------------------------------------------------------------------------
# Which picture belongs to which story


@lru_cache(maxsize=4)
def _index(folder: str, stories: str | None, *states: object) -> Mapping[str, tuple[str, ...]]:
    """The names of the pictures in a folder by the stem of their story, as of one listing or state of the folders."""
    pictures = sorted(name for name in _names(folder) if is_picture(name))
    if not pictures:
        return {}
    stems = None if stories is None else story_stems(_names(stories))
    found: dict[str, list[str]] = {}
    for name in pictures:
        for stem in possible_owners(name):
            if stems is None or stem in stems:
                found.setdefault(stem, []).append(name)
                if stems is not None:
                    break
    return {stem: tuple(names) for stem, names in found.items()}


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except (OSError, ValueError):
        return []


def numbered_names(names: Iterable[str], stem: str, story: int) -> tuple[str, ...]:
    """Those of the pictures of the input `stem` that belong to the story with a number, in the order of their own."""
    stem = f"{stem}-{story}" if story else stem
    found = []
    for name in names:
        base = os.path.splitext(name)[0]
        numbered = _NUMBERED.fullmatch(base)
        if base == stem:
            found.append((-1, name))
        elif numbered and numbered["stem"] == stem:
            found.append((int(numbered["number"]), name))
    return tuple(name for _, name in sorted(found))


def forms_of(name: str) -> Sequence[str]:
    """The forms in which a folder or archive may have a name: as it is, in NFC, and in NFD."""
    return tuple(dict.fromkeys((name, *(unicodedata.normalize(form, name) for form in ("NFC", "NFD")))))


def is_picture(name: str) -> bool:
    """Whether a name is that of a picture that may belong to a story."""
    return name.lower().endswith(SUFFIXES) and not name.startswith(".")


def story_stems(names: Iterable[str]) -> set[str]:
    """The stems of the files that may be stories: not of pictures, metadata files and documents."""
    others = (name for name in names if not is_picture(name) and not name.endswith(SIDECARS))
    return {stem_of(name) for name in others if not is_written(name)}


def possible_owners(name: str) -> Iterator[str]:
    """The stems that the story of a picture may have, the longest first: two numbers are those of story and picture."""
    stem = os.path.splitext(name)[0]
    yield stem
    for _ in range(2):
        if not (numbered := _NUMBERED.fullmatch(stem)):
            return
        stem = numbered["stem"]
        yield stem


def orphans_below(folder: str) -> Iterator[str]:
    """Yield the paths of pictures below `folder` that belong to no story by their names, sorted by folder.

    Hidden files and folders, and those that pictures were published into, are passed over.
    """
    for base, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not f.endswith(FOLDER))
        stems = story_stems(names)
        for name in sorted(filter(is_picture, names)):
            if stems.isdisjoint(possible_owners(name)):
                yield os.path.join(base, name)


class Orphans:
    """The pictures below folders that no story has: neither by their names, nor because its copy names them."""

    def __init__(self, folders: Iterable[str]) -> None:
        self._waiting = {os.path.abspath(path): path for folder in folders for path in orphans_below(folder)}

    def take(self, states: Iterable[State]) -> None:
        """Note the pictures of a story."""
        for path, _, _ in states if self._waiting else ():
            self._waiting.pop(path, None)

    def reports(self) -> Iterator[FileReport]:
        """Yield a report on each that is left."""
        return map(orphan_report, self._waiting.values())


def orphan_report(path: str) -> FileReport:
    """Return the report on a picture that is of no story (INP072)."""
    advice = "Name it as the story is, or name it in the story: [image: NAME]. Or remove it."
    return FileReport(path=path, format="text", findings=(orphan("no story has this picture", advice).at(path),))


def orphan(message: str, advice: str) -> Finding:
    """Return the finding for pictures that are of no story."""
    return Finding(code="INP072", severity=Severity.WARNING, message=message, advice=advice)
