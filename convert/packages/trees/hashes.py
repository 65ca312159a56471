"""Hashes of names, which take less memory than the names."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

_GROUPS = 256


class Hashes:
    """Hashes of names, of any number, and whether any two are the same."""

    def __init__(self) -> None:
        self._groups = [array("q") for _ in range(_GROUPS)]

    def add(self, number: int) -> None:
        """Add a hash."""
        self._groups[number % _GROUPS].append(number)

    def update(self, numbers: Iterable[int]) -> None:
        """Add hashes."""
        groups = self._groups
        for number in numbers:
            groups[number % _GROUPS].append(number)

    def are_distinct(self) -> bool:
        """Return whether no two hashes are the same; if so, no two names are."""
        return all(len(set(group)) == len(group) for group in self._groups)
