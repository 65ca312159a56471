"""The lines of values in TOML, which its parser does not give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def line_of(text: str, path: Sequence[str]) -> int:
    """Return the line of the TOML `text` on which the value at `path` starts, 0 if unknown.

    The parser gives no positions. So growing prefixes of the text are parsed until the value exists; it starts after
    the longest shorter prefix that is valid TOML.
    """
    lines = text.splitlines(keepends=True)
    hint = next((n for n, line in enumerate(lines) if path[-1] in line), 0)
    for end in range(hint + 1, len(lines) + 1):
        if _has("".join(lines[:end]), path):
            whole = (n for n in range(end - 1, 0, -1) if _has("".join(lines[:n]), ()))
            return next(whole, 0) + 1
    return 0


def _has(text: str, path: Sequence[str]) -> bool:
    """Return whether `text` is valid TOML and has a value at `path`."""
    import tomllib

    try:
        node: Any = tomllib.loads(text)
    except ValueError:
        return False
    for key in path:
        if not isinstance(node, dict) or key not in node:
            return False
        node = node[key]
    return True
