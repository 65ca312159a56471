"""Decision trees that are scored all at once, by bits: QuickScorer (Lucchese and others, 2015).

A split that a row of measures fails rules out the leaves on its left. The first leaf of a tree that is left is the one
that the row reaches. The leaves of all trees are bits of one integer, so that one operation rules leaves out in all.
The weights of the leaves are added by bits as well: for each binary digit, the leaves whose weight has it are counted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

Tree: TypeAlias = "int | list[Any]"
"""A leaf's weight in thousandths, or a split: the index of a measure, its greatest value that goes left, the mean
weight of the split's leaves, and the left and right trees.
"""


class _Bits(NamedTuple):
    """The trees as bits, one for each leaf.

    `splits` are the splits by their measure: its index, the values of all splits in order, and for each number of
    splits that fail, the leaves that stay. `first` has the first bit of each tree, `whole` all bits. The weight of a
    leaf is `least`, plus each of the `digits` whose bits have it.
    """

    splits: Sequence[tuple[int, Sequence[float], Sequence[int]]]
    first: int
    whole: int
    least: int
    digits: Sequence[tuple[int, int]]


class Forest(tuple[Tree, ...]):
    """Decision trees."""

    def total(self, measures: Sequence[float]) -> int:
        """The sum of the weights of the leaves that a row of measures reaches, in thousandths."""
        splits, first, reached, least, digits = self._bits
        for measure, values, stay in splits:
            reached &= stay[bisect_left(values, measures[measure])]
        # Below the first set bit of each tree, subtraction changes all bits; no tree is without one, so none borrows.
        reached &= ~(reached - first)
        return least * len(self) + sum([digit * (reached & bits).bit_count() for digit, bits in digits])

    @cached_property
    def _bits(self) -> _Bits:
        weights: list[int] = []
        failing: dict[int, list[tuple[float, int]]] = {}
        first = 0
        for tree in self:
            first |= 1 << len(weights)
            _collect_splits(tree, len(weights), failing)
            weights += _weights(tree)
        whole = (1 << len(weights)) - 1
        splits = []
        for measure, rows in sorted(failing.items()):
            rows.sort(key=lambda row: row[0])
            stay = [whole]
            for _, ruled_out in rows:
                stay.append(stay[-1] & ~ruled_out)
            splits.append((measure, tuple(value for value, _ in rows), tuple(stay)))
        least = min(weights, default=0)
        places = range((max(weights, default=0) - least).bit_length())
        digits = [
            (1 << place, sum(1 << at for at, weight in enumerate(weights) if weight - least >> place & 1))
            for place in places
        ]
        return _Bits(splits, first, whole, least, digits)


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
