"""What a package holds, as opposed to what describes it: the names of its files as they were packed."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterator

from convert.batch.names import safe_component, safe_path
from convert.packages.trees import Tree, leaves

RECORD = "stories.jsonl"
"""The name of the file of our own packages that says which source became which documents."""

_BAG = ("data/objects/", "data/metadata/submissionDocumentation/", "data/")
"""Where bags have what was packed; the first two are those for Archivematica."""

_MAX_RECORD = 2**30
_MAX_NAME = 1000
_MAX_COMPONENT = 255
_MAX_DEPTH = 64


def is_package(tree: Tree) -> bool:
    """Return whether the files are those of a package whose payload is known."""
    return "bagit.txt" in tree.files


class Payload:
    """The names of the files of a package as they were packed."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._beginnings = _BAG if "bagit.txt" in tree.files else ("",)

    def names_of(self, name: str) -> tuple[str, ...]:
        """Return what a file of the package was called, nothing for one that only describes the package."""
        found = next((name.removeprefix(start) for start in self._beginnings if name.startswith(start)), "")
        return (found,) if found else ()

    def record(self) -> Iterator[dict[str, object]]:
        """Yield the lines of the record of one of our packages; none of other packages, or of one that is broken."""
        for name in self._tree.files:
            if RECORD in self.names_of(name):
                for line in self._tree.read(name, _MAX_RECORD).splitlines():
                    try:
                        value = json.loads(line)
                    except (ValueError, RecursionError):
                        return
                    if isinstance(value, dict):
                        yield value


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
