"""Inputs behind URLs: one object, or all `.txt` objects below a folder of an object store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from convert.batch.inputs.files import stem_of
from convert.batch.inputs.folders import TEXT_SUFFIX, empty_folder
from convert.batch.inputs.items import Item
from convert.batch.inputs.sidecars import SUFFIXES, parsed_sidecar
from convert.batch.names import safe_component, safe_path
from convert.batch.storage import Entry, RemoteStorage, has_secret, shown
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
        yield _object(storage, url, identity, {}, found)
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


def _walked(storage: RemoteStorage, folder: Entry) -> Iterator[tuple[Entry, dict[str, str] | ConvertError]]:
    """Yield the `.txt` objects below a folder, each with the metadata files of its folder: URLs by their names.

    A folder that cannot be read comes with the error.
    """
    try:
        entries = [entry for entry in storage.list(folder.path) if not _base(entry.path).startswith(".")]
    except ConvertError as e:
        yield folder, e
        return
    beside = {_base(e.path): e.path for e in entries if not e.is_folder and e.path.endswith(SUFFIXES)}
    for entry in entries:
        if entry.is_folder:
            yield from _walked(storage, entry)
        elif entry.path.lower().endswith(TEXT_SUFFIX):
            yield entry, beside


def _object(storage: RemoteStorage, url: str, identity: str, beside: dict[str, str], entry: Entry | None) -> Item:
    """Return the item for an object; its bytes are read here only if its URL must not be shown."""
    item = _named(url, identity)
    if entry:
        item = replace(item, revision=" ".join(filter(None, (str(entry.size), entry.modified, entry.tag))))
    base = item.name
    try:
        for ending in SUFFIXES:
            if (sidecar := beside.get(stem_of(base) + ending)) is not None:
                own = parsed_sidecar(shown(sidecar), storage.read(sidecar))
                item = replace(item, metadata=own.values, noticed=own.findings)
                break
        if has_secret(url):
            data, moment = storage.load(url)
            item = replace(item, data=data, moment=moment)
    except ConvertError as e:
        return replace(item, error=e)
    return item


def _named(url: str, identity: str) -> Item:
    *folders, base = identity.split("/")
    return Item(path=shown(url), name=base, stem=safe_path([*folders, stem_of(base)]), identity=identity)


def _base(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]
