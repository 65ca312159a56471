"""Inputs behind URLs: one object, or all `.txt` objects below a folder of an object store."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from convert.batch.inputs.files import stem_of
from convert.batch.inputs.folders import TEXT_SUFFIX, empty_folder
from convert.batch.inputs.items import Item
from convert.batch.inputs.sidecars import SUFFIXES, files_of
from convert.batch.names import safe_component, safe_path
from convert.batch.storage import Entry, RemoteStorage
from convert.batch.urls import has_secret, shown
from convert.errors import ConvertError


def name_of(url: str) -> str:
    """Return the last part of the path of a URL as one safe component, which is its file name."""
    path = shown(url).removesuffix("?…").partition("://")[2].rstrip("/")
    return safe_component(path.rpartition("/")[2])


def objects(storage: RemoteStorage, url: str, identity: str) -> Iterator[Item]:
    """Yield the object at a URL, or the `.txt` objects below the folder there, sorted, except hidden ones.

    Metadata files beside the objects apply. Raises ConvertError if there is nothing or it cannot be reached.
    """
    found = storage.entry(url)
    if found is None or not found.is_folder:
        yield _object(storage, url, identity, _Beside(), found)
        return
    is_empty = True
    root = url.rstrip("/")
    for entry, beside in _walked(storage, Entry(root, is_folder=True)):
        is_empty = False
        path = entry.path
        relative = path.removeprefix(root).strip("/")
        if isinstance(beside, ConvertError):
            yield replace(_named(path, relative or identity), identity=f"{relative or identity}/", error=beside)
        else:
            yield _object(storage, path, relative, beside, entry)
    if is_empty:
        raise empty_folder(shown(url))


class _Beside:
    """The metadata files of a folder by their names."""

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        self.entries = {_base(entry.path): entry for entry in entries}
        self._names = sorted(self.entries)

    def starting(self, prefix: str) -> Iterator[str]:
        """Yield the names that begin so."""
        for name in self._names[bisect_left(self._names, prefix) :]:
            if not name.startswith(prefix):
                return
            yield name


def _walked(storage: RemoteStorage, folder: Entry) -> Iterator[tuple[Entry, _Beside | ConvertError]]:
    """Yield the `.txt` objects below a folder, each with the metadata files of its folder.

    A folder that cannot be read comes with the error.
    """
    try:
        entries = [entry for entry in storage.list(folder.path) if not _base(entry.path).startswith(".")]
    except ConvertError as e:
        yield folder, e
        return
    beside = _Beside([entry for entry in entries if not entry.is_folder and entry.path.endswith(SUFFIXES)])
    for entry in entries:
        if entry.is_folder:
            yield from _walked(storage, entry)
        elif entry.path.lower().endswith(TEXT_SUFFIX):
            yield entry, beside


def _object(storage: RemoteStorage, url: str, identity: str, beside: _Beside, entry: Entry | None) -> Item:
    """Return the item for an object; its bytes are read here only if its URL must not be shown."""
    item = _named(url, identity)
    entries = beside.entries
    sidecars = files_of(
        item.name,
        entries.__contains__,
        beside.starting,
        lambda name: storage.read(entries[name].path),
        lambda name: shown(entries[name].path),
    )
    item = replace(item, sidecars=sidecars)
    if entry:
        whole = (entry, *(entries[_base(file.path)] for file in sidecars.values()))
        item = replace(item, revision="; ".join(map(_revision, whole)))
    try:
        if has_secret(url):
            data, moment = storage.load(url)
            item = replace(item, data=data, moment=moment)
    except ConvertError as e:
        return replace(item, error=e)
    return item


def _revision(entry: Entry) -> str:
    """What is another if an object has changed."""
    return " ".join(filter(None, (str(entry.size), entry.modified, entry.tag)))


def _named(url: str, identity: str) -> Item:
    *folders, base = identity.split("/")
    return Item(path=shown(url), name=base, stem=safe_path([*folders, stem_of(base)]), identity=identity)


def _base(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]
