"""The sources in a package as inputs of a batch, under the names that they had when they were converted.

Of a package without sources, such as one that was made of a folder of documents, each story's document that holds most
is the input. Of other people's packages, the texts in them are.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, TypeGuard

from convert.batch.inputs import Item, contents_of, stem_of
from convert.batch.inputs.folders import TEXT_SUFFIX
from convert.batch.inputs.items import Notes, failed, mirrored
from convert.batch.inputs.leftovers import untold
from convert.batch.inputs.sidecars import MAX_BYTES as MAX_SIDECAR
from convert.batch.inputs.sidecars import SUFFIXES, SidecarFile, files_of
from convert.batch.names import safe_path
from convert.errors import ConvertError, InputError
from convert.formats import named
from convert.limits import MAX_INPUT
from convert.packages.payload import Payload, has_mark, is_package, is_safe, without_controls
from convert.packages.trees import SUFFIXES as ARCHIVES
from convert.packages.trees import Tree, open_tree

_DOCUMENTS = tuple(
    suffix
    for format in map(named, ("article", "epub", "newsml-g2", "ninjs"))
    for suffix in dict.fromkeys((format.suffix, format.shard_suffix))
)
"""The suffixes of documents that can be read, those first that hold most."""

_CONVERTED = "documents/"
_REPORTS = "reports/"
"""Where our packages have documents, and what is not known to be of a story."""


def package_items(path: str, identity: str) -> Iterator[Item] | None:
    """Return the inputs in the package at `path`, a folder or an archive; None if it is not a package."""
    try:
        if not os.path.isdir(path) and not path.lower().endswith(ARCHIVES):
            return None
        if os.path.isdir(path) and not has_mark(path):
            return None
        tree = open_tree(path)
    except (InputError, OSError):
        return None  # and reported where it is read as another kind of input
    if not is_package(tree):
        tree.close()
        return None
    return _items(tree, path, identity)


def _items(tree: Tree, path: str, identity: str) -> Iterator[Item]:
    with closing(tree), closing(Notes()) as sidecars:
        try:
            package = _Package(tree, path, identity, sidecars)
            package.prepare()
            is_empty = True
            for item in package.items():
                is_empty = False
                yield item
            if is_empty:
                advice = "See what is in it with `wirecopy unpack`."
                raise InputError("INP007", "the package has no sources and no documents that can be read", advice)
        except ConvertError as e:
            yield failed(path, identity, e)


def is_package_folder(path: str) -> bool:
    """Return whether an input is a folder that is a package, whose files are not those of other folders."""
    try:
        if not os.path.isdir(path) or not has_mark(path):
            return False
        with closing(open_tree(path)) as tree:
            return is_package(tree)
    except (InputError, OSError):
        return False  # and reported where it is read


class _Known(NamedTuple):
    """What the record says of an input: the digests that it may have, and the time of its first story."""

    digests: set[str]
    updated: str


class _Package:
    """A package; `sidecars` has its metadata files, by the names in the package."""

    def __init__(self, tree: Tree, path: str, identity: str, sidecars: Notes) -> None:
        self._tree = tree
        self._path = path
        self._identity = identity
        self._payload = Payload(tree)
        self._wanted: dict[str, _Known] = {}
        self._true_names: dict[str, str] = {}
        self._sidecars = sidecars
        self._wants_texts = False
        self._container = None if os.path.isdir(path) else (path, identity)

    def prepare(self) -> None:
        """Note which files are inputs, and read the metadata files. Raises InputError."""
        is_ours = False
        for line in self._payload.record():
            is_ours = True
            name, source = line.get("name"), line.get("source")
            if line.get("kind") == "story" and isinstance(source, str):
                self._want(source, line)
            elif line.get("kind") == "file" and isinstance(name, str):
                self._true_names[name] = str(line.get("true_name"))
        if not self._wanted:
            self._want_others(is_ours=is_ours)
        self._collect_sidecars()

    def _want(self, name: str, line: Mapping[str, object]) -> None:
        updated, digest = line.get("updated"), line.get("sha256")
        known = self._wanted.setdefault(name, _Known(set(), updated if _is_instant(updated) else NO_TIME))
        if isinstance(digest, str):
            known.digests.add(digest)

    def _want_others(self, *, is_ours: bool) -> None:
        """Note the texts as inputs, or of each stem the document that holds most, in our packages a text the last."""
        names = sorted(inner for name in self._tree.files for inner in self._payload.names_of(name))
        texts = [] if is_ours else [name for name in names if name.lower().endswith(TEXT_SUFFIX)]
        best: dict[str, str] = {}
        for suffix in (*_DOCUMENTS, TEXT_SUFFIX):
            for name in names if not texts else ():
                if name.lower().endswith(suffix) and (suffix != TEXT_SUFFIX or name.startswith(_CONVERTED)):
                    best.setdefault(name[: -len(suffix)], name)
        self._wants_texts = is_ours and any(name.endswith(TEXT_SUFFIX) for name in best.values())
        for name in texts or best.values():
            if not any(part.startswith(".") for part in name.split("/")):
                self._want(name, {})

    def _collect_sidecars(self) -> None:
        for name, blocks in self._tree.contents() if self._has_sidecars() else ():
            for inner in self._payload.names_of(name):
                if inner.endswith(SUFFIXES) and self._tree.files[name] <= MAX_SIDECAR:
                    self._sidecars.add(self._beside(inner), b"".join(blocks))

    def _beside(self, name: str) -> str:
        """Return the name of a metadata file beside the text that it is of: without a journal it is a report."""
        other = _CONVERTED + name.removeprefix(_REPORTS)
        return other if name.startswith(_REPORTS) and self._wants_texts else name

    def _has_sidecars(self) -> bool:
        return any(name.endswith(SUFFIXES) for name in self._tree.files)

    def items(self) -> Iterator[Item]:
        """Yield the inputs in the order of the package. Raises InputError for damage."""
        for name, blocks in self._tree.contents():
            for inner in self._payload.names_of(name):
                if (known := self._wanted.get(inner)) is not None:
                    yield from self._input(inner, blocks, known)

    def _input(self, name: str, blocks: Iterable[bytes], known: _Known) -> Iterator[Item]:
        true_name = self._true_name(name)
        item = Item(
            path=f"{self._path}/{name}",
            name=true_name.rpartition("/")[2],
            stem=stem_of(true_name),
            identity=f"{self._identity}/{true_name}",
            moment=known.updated,
            container=self._container,
        )
        try:
            if (contents := contents_of(true_name)) is not None:
                with tempfile.TemporaryFile() as file:
                    for block in blocks:
                        file.write(block)
                    file.seek(0)
                    for inside in contents(file, item.path, true_name, known.updated, untold):
                        yield replace(inside, identity=f"{self._identity}/{inside.identity}", container=self._container)
                return
            data = _read(blocks)
            if known.digests and hashlib.sha256(data).hexdigest() not in known.digests:
                message = "the source is not what the record of the package says"
                raise InputError("PKG004", message, "Verify the package, and take it from another copy.")
            yield replace(item, data=data, sidecars=self._sidecars_of(name))
        except ConvertError as e:
            yield replace(item, moment=None, error=e)

    def _true_name(self, name: str) -> str:
        """Return what a source was called when it was converted; it never leads out of a folder."""
        known = self._true_names.get(name)
        below = name.partition("/")[2] if name.partition("/")[0] in ("sources", "documents") else name
        true_name = mirrored(below if known is None else known) or "_"
        is_true = is_safe(true_name) and true_name == without_controls(true_name)
        return true_name if is_true else safe_path(true_name.split("/"))

    def _sidecars_of(self, name: str) -> Mapping[int, SidecarFile]:
        notes = self._sidecars
        return files_of(
            name, notes.has, notes.starting, lambda file: notes.get(file) or b"", lambda file: f"{self._path}/{file}"
        )


_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
NO_TIME = "1980-01-01T00:00:00Z"
"""The time of what has none."""


def _is_instant(value: object) -> TypeGuard[str]:
    """Whether a value is an instant in UTC, as records have it."""
    try:
        return isinstance(value, str) and bool(_INSTANT.fullmatch(value) and datetime.fromisoformat(value))
    except ValueError:
        return False


def _read(blocks: Iterable[bytes]) -> bytes:
    found = bytearray()
    for block in blocks:
        found += block
        if len(found) > MAX_INPUT:
            message = f"the source has more than {MAX_INPUT:,} bytes"
            raise InputError("INP005", message, "Split it into one file per story.")
    return bytes(found)
