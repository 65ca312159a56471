"""Folders and glob patterns: files in the order of their paths, while only the listings on the way are held."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple, Protocol

from convert.batch.inputs.files import reason_of, special_file
from convert.errors import InputError

TEXT_SUFFIX = ".txt"
"""The suffix of the files that are read below folders and in archives."""

_MAGIC = re.compile(r"[*?\[]")


class Found(NamedTuple):
    """A path, and the same relative to the folder where the walk began, with `/`; `error` is why it cannot be read."""

    path: str
    relative: str
    error: InputError | None = None


def walk(folder: str, suffixes: tuple[str, ...]) -> Iterator[Found]:
    """Yield all files below `folder` with one of `suffixes`, sorted by path, except hidden files and links.

    Folders that cannot be read (INP030) and files that are no regular ones (INP031) have an error.
    """
    return _walked(folder, _Suffixes(suffixes))


def files_below(folder: str, suffixes: tuple[str, ...], on_error: Callable[[Found], object] | None = None) -> list[str]:
    """Return the sorted paths of all files below `folder` with one of `suffixes`, except hidden files and links.

    `on_error` gets each folder and file that cannot be read.
    """
    paths = []
    for found in walk(folder, suffixes):
        if found.error is None:
            paths.append(found.path)
        elif on_error:
            on_error(found)
    return paths


def expand(name: str) -> list[str]:
    """Return the `.txt` files below the folder `name`, or `name` itself if it is not a folder.

    Raises InputError (INP007) for a folder without such files.
    """
    if not os.path.isdir(name):
        return [name]
    if paths := files_below(name, (TEXT_SUFFIX,)):
        return paths
    raise empty_folder(name)


def empty_folder(name: str) -> InputError:
    """Return the error for a folder or archive without inputs."""
    return InputError("INP007", f"no .txt file below {name}", "Name the files, or another folder.")


def is_pattern(name: str) -> bool:
    """Return whether a name has characters of a glob pattern."""
    return bool(_MAGIC.search(name))


def prefix_of(pattern: str) -> str:
    """Return the folder of a pattern above its first component with characters of a pattern, or of a file above its
    name; empty for the current.
    """
    parts = pattern.split(os.sep)
    first = next((at for at, part in enumerate(parts) if is_pattern(part)), len(parts) - 1)
    return os.sep.join(parts[:first]) or (os.sep if first else "")


def matches(pattern: str) -> Iterator[Found]:
    """Yield the files and folders that match a glob pattern, sorted by path, relative to `prefix_of(pattern)`.

    `**` is any number of folders that are neither hidden nor links; a pattern with it matches no folders. Hidden names
    match only a component that begins with a dot.
    """
    prefix = prefix_of(pattern)
    if prefix and not os.path.isdir(prefix):
        return iter(())
    return _walked(prefix, _pattern(pattern))


def _pattern(pattern: str) -> _Pattern:
    parts = pattern[len(prefix_of(pattern)) :].split(os.sep)
    return _Pattern(tuple(part for part in parts if part not in ("", os.curdir)))


def takes(pattern: str, path: str, *, is_folder: bool) -> bool:
    """Return whether `path` is read because of a glob pattern, once it is there.

    A file is if it matches, or a folder above it does. A folder is if it matches, one above it does, or `.txt` files at
    any depth below it do.
    """
    above = os.path.join(os.path.realpath(prefix_of(pattern)), "")
    real = os.path.realpath(path)
    if not real.startswith(above):
        return False
    rule = _pattern(pattern)
    states = rule.start
    names = real[len(above) :].split(os.sep)
    for at, name in enumerate(names):
        following = rule.advance(name, states)
        if following is None:
            return False
        states = following
        if rule.yields_folder(states) and (is_folder or at < len(names) - 1):
            return not any(below.startswith(".") for below in names[at + 1 :])
    return rule.takes_texts_below(states) if is_folder else rule.is_complete(states)


_States = frozenset[int]
"""The numbers of the components of a pattern that may come next; several, because `**` is any number of folders."""

_Kind = Literal["", "file", "folder"]


class _Rule(Protocol):
    """Which names a walk yields and which folders it enters."""

    start: _States

    def advance(self, name: str, states: _States) -> _States | None:
        """Return the states below a folder or file of this name, None to pass it over."""

    def kind(self, entry: os.DirEntry[str], states: _States) -> _Kind:
        """Return whether to yield an entry as a file, to enter it or yield it as a folder, or neither."""

    def yields_folder(self, states: _States) -> bool:
        """Return whether to yield a folder rather than to enter it."""


class _Suffixes:
    """All files with a suffix, except hidden ones and links."""

    start: _States = frozenset()

    def __init__(self, suffixes: tuple[str, ...]) -> None:
        self._suffixes = suffixes

    def advance(self, name: str, states: _States) -> _States | None:
        return None if name.startswith(".") else states

    def kind(self, entry: os.DirEntry[str], states: _States) -> _Kind:
        if entry.is_dir(follow_symlinks=False):
            return "folder"
        return "file" if entry.name.lower().endswith(self._suffixes) and not entry.is_symlink() else ""

    def yields_folder(self, states: _States) -> bool:
        return False


class _Pattern:
    """What matches the components of a glob pattern."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        # At the end, ** stands for what is in the folders, too.
        self._parts = (*parts, "*") if parts[-1] == "**" else parts
        self._deep = "**" in parts
        self.start = self._closed({0})

    def advance(self, name: str, states: _States) -> _States | None:
        found = set()
        for at in states:
            part = self._parts[at] if at < len(self._parts) else ""
            if part == "**" and not name.startswith("."):
                found.add(at)
            elif fnmatchcase(name, part) and (not name.startswith(".") or part.startswith(".")):
                found.add(at + 1)
        return self._closed(found) if found else None

    def kind(self, entry: os.DirEntry[str], states: _States) -> _Kind:
        if _is_folder(entry, follow=not self._deep):
            return "folder" if not self._deep or min(states) < len(self._parts) else ""
        is_broken_link = entry.is_symlink() and not os.path.isfile(entry.path)
        return "file" if self.is_complete(states) and not is_broken_link else ""

    def yields_folder(self, states: _States) -> bool:
        return not self._deep and self.is_complete(states)

    def is_complete(self, states: _States) -> bool:
        """Return whether what led to these states matches the whole pattern."""
        return len(self._parts) in states

    def takes_texts_below(self, states: _States) -> bool:
        """Return whether `.txt` files match at any depth below what led to these states."""
        last = self._parts[-1]
        has_texts = last.endswith(TEXT_SUFFIX) or fnmatchcase(f"story{TEXT_SUFFIX}", last)
        return has_texts and any(part == "**" for at in states for part in self._parts[at:])

    def _closed(self, states: set[int]) -> _States:
        """Return the states, and those reached because `**` may be no folder at all."""
        waiting = list(states)
        while waiting:
            at = waiting.pop()
            if at < len(self._parts) and self._parts[at] == "**" and at + 1 not in states:
                states.add(at + 1)
                waiting.append(at + 1)
        return frozenset(states)


def _is_folder(entry: os.DirEntry[str], *, follow: bool) -> bool:
    try:
        return entry.is_dir(follow_symlinks=follow)
    except OSError:  # a link to itself
        return False


class _Listing:
    """What is left of a folder: its names in reverse order, those of folders with a `/`, and those of special files."""

    __slots__ = ("error", "names", "path", "relative", "special", "states")

    def __init__(self, path: str, relative: str, states: _States, rule: _Rule) -> None:
        self.path = path
        self.relative = relative
        self.states = states
        self.names: list[str] = []
        self.special: set[str] = set()
        self.error: InputError | None = None
        try:
            with os.scandir(path or os.curdir) as entries:
                for entry in entries:
                    reached = rule.advance(entry.name, states)
                    kind = rule.kind(entry, reached) if reached is not None else ""
                    if kind:
                        self.names.append(f"{entry.name}/" if kind == "folder" else entry.name)
                    if kind == "file" and not (entry.is_file(follow_symlinks=False) or entry.is_symlink()):
                        self.special.add(entry.name)
        except OSError as e:
            advice = "Check its permissions, or name the files in it."
            self.error = InputError("INP030", f"the folder cannot be read: {reason_of(e)}", advice)
        self.names.sort(reverse=True)


def _walked(folder: str, rule: _Rule) -> Iterator[Found]:
    """Yield what a rule wants below a folder, in the order of whole paths: a folder sorts as its name with a `/`."""
    open_folders = [_Listing(folder, "", rule.start, rule)]
    while open_folders:
        listing = open_folders[-1]
        if listing.error:
            yield Found(listing.path, listing.relative, listing.error)
            listing.error = None
        if not listing.names:
            open_folders.pop()
            continue
        name, is_folder, _ = listing.names.pop().partition("/")
        path, relative = os.path.join(listing.path, name), listing.relative + name
        if not is_folder:
            yield Found(path, relative, special_file() if name in listing.special else None)
            continue
        reached = rule.advance(name, listing.states) or frozenset()
        if rule.yields_folder(reached):
            yield Found(path, relative)
        else:
            open_folders.append(_Listing(path, f"{relative}/", reached, rule))
