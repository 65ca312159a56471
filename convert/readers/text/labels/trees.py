"""Decision trees that are scored all at once, by bits: QuickScorer (Lucchese and others, 2015).

A split that a row of measures fails rules out the leaves on its left. The first leaf of a tree that is left is the one
that the row reaches. The leaves of all trees are bits of one integer, so that one operation rules leaves out in all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import getitem
from struct import Struct
from typing import Any, NamedTuple, TypeAlias

Tree: TypeAlias = "int | list[Any]"
"""A leaf's weight in thousandths, or a split: the index of a measure, its greatest value that goes left, the mean
weight of the split's leaves, and the left and right trees.
"""

_SIZES: Mapping[int, str] = {8: "B", 16: "H", 32: "I", 64: "Q"}
"""How many leaves a tree may have, and how `struct` calls integers of as many bits."""

MOST_LEAVES = max(_SIZES)
"""How many leaves a tree has at most."""


class _Bits(NamedTuple):
    """The trees as bits, as many for each tree.

    `splits` are the splits by their measure: its index, the values of all splits in order, and for each number of
    splits that fail, the leaves that stay. `first` has the first bit of each tree, `whole` all bits of leaves. `leaves`
    are the weights of each tree's leaves by their bit, and `layout` separates the trees.
    """

    splits: Sequence[tuple[int, Sequence[float], Sequence[int]]]
    first: int
    whole: int
    leaves: Sequence[Mapping[int, int]]
    layout: Struct


class Forest(tuple[Tree, ...]):
    """Decision trees."""

    def total(self, measures: Sequence[float]) -> int:
        """The sum of the weights of the leaves that a row of measures reaches, in thousandths."""
        splits, first, reached, leaves, layout = self._bits
        for measure, values, stay in splits:
            reached &= stay[bisect_left(values, measures[measure])]
        # Below the first set bit of each tree, subtraction changes all bits; no tree is without one, so none borrows.
        reached &= ~(reached - first)
        return sum(map(getitem, leaves, layout.unpack(reached.to_bytes(layout.size, "little"))))

    @cached_property
    def _bits(self) -> _Bits:
        counts = [count_leaves(tree) for tree in self]
        width = next(size for size in _SIZES if size >= max(counts, default=1))
        failing: dict[int, list[tuple[float, int]]] = {}
        for at, tree in enumerate(self):
            _collect_splits(tree, at * width, failing)
        first = sum(1 << at * width for at in range(len(self)))
        whole = sum(((1 << count) - 1) << at * width for at, count in enumerate(counts))
        splits = []
        for measure, rows in sorted(failing.items()):
            rows.sort(key=lambda row: row[0])
            stay = [whole]
            for _, ruled_out in rows:
                stay.append(stay[-1] & ~ruled_out)
            splits.append((measure, tuple(value for value, _ in rows), tuple(stay)))
        leaves = [{1 << number: weight for number, weight in enumerate(_weights(tree))} for tree in self]
        return _Bits(splits, first, whole, leaves, Struct(f"<{len(self)}{_SIZES[width]}"))


def count_leaves(tree: Tree) -> int:
    """The number of leaves of a tree."""
    return count_leaves(tree[3]) + count_leaves(tree[4]) if isinstance(tree, list) else 1


def _weights(tree: Tree) -> list[int]:
    """The weights of the leaves, from left to right."""
    return [*_weights(tree[3]), *_weights(tree[4])] if isinstance(tree, list) else [tree]


def _collect_splits(tree: Tree, bit: int, failing: dict[int, list[tuple[float, int]]]) -> int:
    """Add to `failing`, by measure, the value of each split and the leaves that it rules out; `bit` is that of the
    tree's first leaf. Returns the bit after its last leaf.
    """
    if not isinstance(tree, list):
        return bit + 1
    measure, most, _, left, right = tree
    middle = _collect_splits(left, bit, failing)
    failing.setdefault(measure, []).append((most, (1 << middle) - (1 << bit)))
    return _collect_splits(right, middle, failing)
