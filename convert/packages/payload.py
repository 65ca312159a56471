"""What a package holds, as opposed to what describes it: the names of its files as they were packed."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing

from convert.batch import CheckPolicy, check
from convert.batch.names import safe_component, safe_path
from convert.errors import ConvertError, InputError
from convert.findings import FileReport
from convert.formats import FORMATS
from convert.limits import MAX_INPUT
from convert.packages.trees import Tree, leaves, open_tree
from convert.packages.verified import AGAIN

RECORD = "stories.jsonl"
"""The name of the file of our own packages that says which source became which documents."""

_BAG = ("data/objects/", "data/metadata/submissionDocumentation/", "data/")
"""Where bags have what was packed; the first two are those for Archivematica."""

_REPRESENTATIONS = "representations/"
_OBJECT = "0=ocfl_object_"
_INVENTORY = "inventory.json"
_MAX_INVENTORY = 2**26

_MARKS = ("bagit.txt", "METS.xml", "0=ocfl_")
"""How the names of files begin of which one is at the top of each package."""

_OURS = (f"/{RECORD}", "wirecopy-stories.jsonl")
"""How the names of files end of which one is in each package of ours."""

_STORY_RECORD = re.compile(r"record\.json|records/[^/]+\.json")
_MAX_RECORD = 2**30
_MAX_NAME = 1000
_MAX_COMPONENT = 255
_MAX_DEPTH = 64


def is_package(tree: Tree) -> bool:
    """Return whether the files are those of a bag, of an E-ARK package, or of OCFL."""
    if "METS.xml" in tree.files:
        return any(name.startswith(_REPRESENTATIONS) for name in tree.files)
    return "bagit.txt" in tree.files or any(name.startswith("0=ocfl_") for name in tree.files)


def has_mark(folder: str) -> bool:
    """Return whether a folder may be a package by the names in it. Raises OSError."""
    return any(name.startswith(_MARKS) for name in os.listdir(folder))


def is_our_package(path: str) -> bool:
    """Return whether a folder or archive is a package that wirecopy made; False also if it cannot be read."""
    try:
        if os.path.isdir(path) and not has_mark(path):
            return False
        with closing(open_tree(path)) as tree:
            return is_package(tree) and any(name.endswith(_OURS) for name in tree.files)
    except (InputError, OSError):
        return False


class Payload:
    """The names of the files of a package as they were packed, of OCFL those of the newest version of each object.

    With `salvage` the files that say what the package is may be missing; where nothing shows it, all files are meant.
    """

    def __init__(self, tree: Tree, *, salvage: bool = False) -> None:
        self._tree = tree
        self._stored: dict[str, tuple[str, ...]] | None = None
        folders = _data_folders(tree.files)
        if "bagit.txt" in tree.files:
            self._beginnings: tuple[str, ...] = _BAG
        elif "METS.xml" in tree.files or (salvage and folders):
            self._beginnings = (*folders, "documentation/")
        elif salvage and not any(name.rpartition("/")[2].startswith(_OBJECT) for name in tree.files):
            has_data = any(name.startswith("data/") for name in tree.files)
            self._beginnings = _BAG if has_data else ("",)
        else:
            self._stored = _stored(tree, salvage=salvage)

    def names_of(self, name: str) -> tuple[str, ...]:
        """Return what a file of the package was called, nothing for one that only describes the package."""
        if self._stored is not None:
            return self._stored.get(name, ())
        found = next((name.removeprefix(start) for start in self._beginnings if name.startswith(start)), "")
        return (found,) if found else ()

    def other_name(self, name: str, packed: str) -> str:
        """Return a name for a file that was called like one of another object; that name itself in other packages."""
        if self._stored is None:
            return packed
        folder = re.sub(r"/?v\d+/content/.*", "", name, flags=re.DOTALL).rpartition("/")[2] or "object"
        return f"objects/{safe_component(folder, maximum=100)}/{packed}"

    def record(self) -> Iterator[dict[str, object]]:
        """Yield the lines of the record of one of our packages; none of other packages, or of one that is broken."""
        for name in self._tree.files:
            for packed in self.names_of(name):
                if packed == RECORD:
                    yield from _objects(self._tree.read(name, _MAX_RECORD).splitlines())
                elif _STORY_RECORD.fullmatch(packed):
                    yield from _with_true_names(_objects([self._tree.read(name, _MAX_INVENTORY)]))


def check_documents(
    tree: Tree, path: str, is_payload: Callable[[str], bool], add: Callable[..., None]
) -> Iterator[FileReport]:
    """Check the documents in the payload of the package at `path`; `add` adds a finding on one that is not checked."""
    suffixes = tuple(s for f in FORMATS if f.name != "text" for s in (f.suffix, f.shard_suffix) if s)
    for name, blocks in tree.contents():
        if not is_payload(name) or not name.lower().endswith(suffixes):
            continue
        if tree.files[name] > MAX_INPUT:
            message = f"{name} has more than {MAX_INPUT:,} bytes and was not checked"
            add("PKG017", message, "Unpack it, and check it alone.", member=name, least="warning")
            continue
        try:
            yield from check(f"{path}/{name}", b"".join(blocks), policy=CheckPolicy(skip_unknown=True)).reports
        except ConvertError as e:
            add("PKG004", f"{name} cannot be read: {e.message}", AGAIN, member=name)


def _objects(texts: Iterable[bytes]) -> Iterator[dict[str, object]]:
    """Yield the objects of the record in texts, up to the first that is not JSON."""
    for text in texts:
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            return
        if isinstance(value, dict) and isinstance(value.get("record"), int):
            yield value


def _with_true_names(records: Iterable[dict[str, object]]) -> Iterator[dict[str, object]]:
    """Yield the records of stories, and the names of files that each of them has, as lines of the record do."""
    for record in records:
        yield record
        names = record.get("true_names")
        for name, true_name in names.items() if isinstance(names, dict) else ():
            yield {"kind": "file", "name": name, "true_name": true_name}


def _data_folders(names: Iterable[str]) -> tuple[str, ...]:
    """Return the folders with the data of the representations of an E-ARK package."""
    found = (re.match(r"representations/[^/]+/data/", name) for name in names)
    return tuple(dict.fromkeys(match[0] for match in found if match))


def _stored(tree: Tree, *, salvage: bool) -> dict[str, tuple[str, ...]]:
    """Return the logical paths in the newest version of each object of OCFL, by the file that has the content.

    With `salvage` the content of an object whose inventory cannot be read keeps its names in the package.
    """
    roots = [name.rpartition("/")[0] for name in tree.files if name.rpartition("/")[2].startswith(_OBJECT)]
    wanted = {f"{root}/{_INVENTORY}".lstrip("/"): root for root in roots}
    found: dict[str, tuple[str, ...]] = {}
    known = set()
    for name, blocks in tree.contents():
        if name in wanted and tree.files[name] <= _MAX_INVENTORY:
            try:
                inventory = json.loads(b"".join(blocks))
                manifest = {digest.lower(): paths for digest, paths in inventory["manifest"].items()}
                for digest, logical in inventory["versions"][inventory["head"]]["state"].items():
                    names = (_of_object(path, inventory["id"], len(roots)) for path in logical)
                    found[f"{wanted[name]}/{manifest[digest.lower()][0]}".lstrip("/")] = tuple(names)
                known.add(wanted[name])
            except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
                continue  # what verification finds, too
            except InputError:
                if not salvage:
                    raise
    if salvage:
        for name in tree.files:
            if "/content/" in f"/{name}" and known.isdisjoint(_above(name)):
                found[name] = (name,)
    return found


def _above(name: str) -> Iterator[str]:
    """Yield the folders that a name is in, the last of which is "", the package."""
    while name:
        name = name.rpartition("/")[0]
        yield name


def _of_object(path: str, id: str, count: int) -> str:
    """Return a logical path of an object; the record of a story is called after it where there are several objects."""
    return f"records/{safe_component(id)}.json" if path == "record.json" and count > 1 else path


def is_safe(name: str) -> bool:
    """Whether a file of this name can be made below a folder, and nowhere else."""
    parts = name.split("/")
    if leaves(name) or not {"", ".", ".."}.isdisjoint(parts) or len(parts) > _MAX_DEPTH:
        return False
    if os.name == "nt" and safe_path(parts) != name:
        return False
    sizes = [len(part.encode("utf-8", "surrogatepass")) for part in parts]
    return max(sizes) <= _MAX_COMPONENT and sum(sizes) + len(sizes) <= _MAX_NAME


def without_controls(name: str) -> str:
    """Return the name, each part of which that has line breaks or other controls is made safe."""
    parts = name.split("/")
    return "/".join(safe_component(part) if any(map(_is_control, part)) else part for part in parts)


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Zl", "Zp")
