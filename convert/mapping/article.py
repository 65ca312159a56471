"""Where Article JSON holds the leaves of the Article: under their own names.

The places are paths of keys; `..` finds a key of the body at any depth. A table row is an array of cells, and a text
is a string.
"""

from __future__ import annotations

from convert.mapping import Rows, carried, leaves


def _place(leaf: str) -> str:
    if leaf[0].islower():
        return leaf
    kind, _, name = leaf.partition(".")
    return f"..{name}" if name else f"..[type={kind.lower()}]"


ROWS: Rows = {leaf: carried(_place(leaf)) for leaf in leaves()} | {
    "Row.cells": carried("..body"),
    "Text.value": carried("..content"),
}
