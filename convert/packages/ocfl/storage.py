"""The storage root that objects of OCFL are written into: made, locked, and changed by one rename each."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from convert.errors import InputError, OutputError
from convert.packages.contents import READING, guide
from convert.packages.ocfl.inventories import NAME, SPECIFICATIONS, parse_json
from convert.packages.ocfl.layouts import LAYOUT, LAYOUTS, OBJECT, ROOT, layout_of


def open_root(root: str, parts: str, layout: str = "") -> tuple[Any, str]:
    """Return where a storage root puts objects and its version; make it if it is not there.

    `layout` is one of `NEW_LAYOUTS`, by default 0004 for a new one. Raises InputError, also if it has another layout.
    """
    advice = f"Name a new folder, or a storage root with one of the layouts {', '.join(sorted(LAYOUTS))}."
    if not os.path.exists(root) or (os.path.isdir(root) and _BEGUN.issuperset(os.listdir(root))):
        _make_root(root, parts, layout or LAYOUT)
    names = os.listdir(root) if os.path.isdir(root) else []
    versions = [name.removeprefix(ROOT) for name in names if name.startswith(ROOT) and not name.startswith(OBJECT)]
    if len(versions) != 1 or versions[0] not in SPECIFICATIONS:
        raise InputError("PKG042", f"{root} is not a storage root of OCFL 1.0 or 1.1", advice)
    try:
        with open(os.path.join(root, "ocfl_layout.json"), "rb") as file:
            extension = parse_json(file.read())["extension"]
        config: Any = {}
        path = os.path.join(root, "extensions", extension, "config.json")
        if extension in LAYOUTS and os.path.exists(path):
            with open(path, "rb") as file:
                config = parse_json(file.read())
        place = layout_of(extension, config) if isinstance(config, dict) else None
    except (OSError, ValueError, KeyError, TypeError):
        place = None
    if place is not None and layout not in ("", extension):
        raise InputError("PKG042", f"the storage root {root} has the layout {extension}", "Leave out --layout.")
    if place is None:
        raise InputError("PKG042", f"the storage root {root} does not have a layout that is known", advice)
    return place, versions[0]


_FOLDERS = (
    "the first nine digits of the SHA-256 of the id of an object, in UTF-8 and as small hexadecimal digits, three at a"
    " time, are the names of the folders above that of the object"
)
_ENCODED = (
    "The id of an object, with percent signs and digits for all but letters, digits, - and _, is the name of its"
    " folder; if it is longer than 100 characters, its first 100, - and the SHA-256 of the id are"
)
_DIGEST = (
    "The SHA-256 of the id of an object, in UTF-8 and as small hexadecimal digits, is the name of its folder; the first"
    " nine digits, three at a time, are the names of the folders above it."
)
_DIGITS = {"digestAlgorithm": "sha256", "tupleSize": 3, "numberOfTuples": 3}
NEW_LAYOUTS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "0002-flat-direct-storage-layout": ("The id of an object is the name of its folder.", {}),
    "0003-hash-and-id-n-tuple-storage-layout": (f"{_ENCODED}; {_FOLDERS}.", _DIGITS),
    LAYOUT: (_DIGEST, {**_DIGITS, "shortObjectRoot": False}),
}
"""The layouts of new storage roots: the description and parameters of each."""


_BEGUN = frozenset({"extensions", READING, "ocfl_layout.json"})
"""What can be in a folder that is to be a storage root, because a run was killed where it made one in its place."""


def _make_root(root: str, parts: str, layout: str) -> None:
    """Make a storage root by one rename; where its folder must stay, as that of a disk, with the declaration last."""
    staging = os.path.join(parts, "root")
    description, parameters = NEW_LAYOUTS[layout]
    folder = os.path.join(staging, "extensions", layout)
    os.makedirs(folder if parameters else staging)
    if parameters:
        write_new(os.path.join(folder, "config.json"), as_json({"extensionName": layout, **parameters}))
    write_new(os.path.join(staging, READING), guide())
    write_new(os.path.join(staging, "ocfl_layout.json"), as_json({"extension": layout, "description": description}))
    declaration = f"{ROOT}{SPECIFICATIONS[-1]}"
    write_new(os.path.join(staging, declaration), f"ocfl_{SPECIFICATIONS[-1]}\n".encode())
    if os.path.isdir(root):
        try:
            os.rmdir(root)
        except OSError:
            if parameters:
                shutil.copytree(
                    os.path.join(staging, "extensions"), os.path.join(root, "extensions"), dirs_exist_ok=True
                )
            for name in (READING, "ocfl_layout.json", declaration):
                os.replace(os.path.join(staging, name), os.path.join(root, name))
            return
    os.rename(staging, root)


@contextlib.contextmanager
def workspace(root: str) -> Iterator[str]:
    """Yield the folder for the parts of a storage root that are not complete, which no other run has until the end.

    It is beside the storage root, or among the extensions where that is on another file system. Raises OutputError.
    """
    above, name = os.path.split(root)
    os.makedirs(above, exist_ok=True)
    folder = os.path.join(above, f".{name}.wirecopy")
    is_apart = os.path.isdir(root) and os.stat(root).st_dev != os.stat(above).st_dev
    if is_apart or not os.access(above, os.W_OK):
        folder = os.path.join(root, "extensions", "wirecopy-work")
    try:
        with _locked(folder, root):
            parts = os.path.join(folder, "parts")
            _finish(parts, root)
            shutil.rmtree(parts, ignore_errors=True)
            os.makedirs(parts)
            yield parts
    finally:
        if folder.startswith(os.path.join(root, "")):
            with contextlib.suppress(OSError):
                os.rmdir(os.path.dirname(folder))


@contextlib.contextmanager
def _locked(folder: str, root: str) -> Iterator[None]:
    """Hold the lock in a folder, which ends with the process; the folder is removed at the end. Raises OutputError."""
    path = os.path.join(folder, "lock")
    while True:
        os.makedirs(folder, exist_ok=True)
        try:
            file = open(path, "ab")  # noqa: SIM115  (closed below)
        except FileNotFoundError:  # another run just removed the folder
            continue
        try:
            _lock(file, root)
            if os.path.exists(path) and os.path.samestat(os.stat(path), os.fstat(file.fileno())):
                break
        except FileNotFoundError:
            pass
        except BaseException:
            file.close()
            raise
        file.close()
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        file.close()


def _lock(file: BinaryIO, root: str) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        advice = "Wait until it has ended."
        raise OutputError("PKG040", f"another run is writing the storage root {root}", advice) from None


# --------------------------------------------------------------------------------------------------------------------
# Files


def as_json(value: object) -> bytes:
    return json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n"


def write_new(path: str, data: bytes) -> None:
    with open(path, "xb") as file:
        file.write(data)


def move_below(folder: str, target: str, root: str, spare: str) -> None:
    """Rename a folder to `target` in one step, together with the folders above it that are missing in `root`."""
    top = target
    while (above := os.path.dirname(top)) != root and not os.path.isdir(above):
        top = above
    if top != target:
        shutil.rmtree(spare, ignore_errors=True)
        inner = os.path.join(spare, os.path.relpath(target, top))
        os.makedirs(os.path.dirname(inner))
        os.rename(folder, inner)
        folder = spare
    os.rename(folder, top)


def link_tree(source: str, target: str, *, without: Sequence[str]) -> None:
    """Make a tree with the same files, as links where the file system has them, but for some at its top."""
    for folder, _, names in os.walk(source):
        to = os.path.normpath(os.path.join(target, os.path.relpath(folder, source)))
        os.makedirs(to)
        for name in names:
            if folder == source and name in without:
                continue
            try:
                os.link(os.path.join(folder, name), os.path.join(to, name))
            except OSError:
                shutil.copyfile(os.path.join(folder, name), os.path.join(to, name))


_PENDING = "pending.json"


def replace_object(folder: str, target: str, version: str, parts: str) -> None:
    """Put an object with a new version in the place of the one without.

    Where the system cannot exchange two folders in one step, the new version goes in first, then the inventory, then
    its digest; a run that is killed in between is finished by the next one.
    """
    if _exchange(folder, target):
        return
    write_new(os.path.join(parts, _PENDING), as_json({"object": target, "version": version}))
    os.rename(os.path.join(folder, version), os.path.join(target, version))
    for name in (NAME, f"{NAME}.sha512"):
        os.replace(os.path.join(folder, name), os.path.join(target, name))
    os.unlink(os.path.join(parts, _PENDING))


def _finish(parts: str, root: str) -> None:
    """Finish the new version of an object that a killed run began."""
    try:
        with open(os.path.join(parts, _PENDING), "rb") as file:
            pending = parse_json(file.read())
    except (OSError, ValueError):
        return
    target, version = pending["object"], os.path.join(pending["object"], pending["version"])
    if not target.startswith(os.path.join(root, "")) or not os.path.isdir(version):
        return
    for name in (NAME, f"{NAME}.sha512"):
        copied = os.path.join(parts, f"finished {name}")
        shutil.copyfile(os.path.join(version, name), copied)
        os.replace(copied, os.path.join(target, name))


def _exchange(first: str, second: str) -> bool:
    """Exchange two folders in one step; return whether the system can."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return bool(library.renamex_np(os.fsencode(first), os.fsencode(second), 2) == 0)
        return bool(library.renameat2(-100, os.fsencode(first), -100, os.fsencode(second), 2) == 0)
    except (OSError, AttributeError, TypeError):
        return False
