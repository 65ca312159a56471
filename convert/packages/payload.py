"""What a package holds, as opposed to what describes it: the names of its files as they were packed."""

from __future__ import annotations

from collections.abc import Iterator

from convert.packages import bag
from convert.packages.trees import Tree

_BAG = ("data/objects/", "data/metadata/submissionDocumentation/", "data/")
"""Where bags have what was packed; the first two are those for Archivematica."""


class Payload:
    """The names of the files of a package as they were packed."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._beginnings = _BAG if bag.recognise(tree) else ("",)

    def names_of(self, name: str) -> tuple[str, ...]:
        """Return what a file of the package was called, nothing for one that only describes the package."""
        found = next((name.removeprefix(start) for start in self._beginnings if name.startswith(start)), "")
        return (found,) if found else ()

    def called(self, packed: str) -> Iterator[str]:
        """Yield the files of the package that had this name when they were packed."""
        return (name for name in self._tree.files if packed in self.names_of(name))
