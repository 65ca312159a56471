"""The files of a user's schema: reading them, and the errors for unusable ones."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from convert.errors import UsageError

MAX_BYTES = 16 * 2**20
"""The maximum size of a schema file in bytes."""

MAX_FILES = 200
"""The maximum number of files of a schema."""


def read(name: str) -> bytes:
    """The content of the file `name`. Raises UsageError."""
    try:
        with open(name, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as e:
        reason = (getattr(e, "strerror", None) or str(e)).lower()
        raise broken(name, f"the schema cannot be read: {reason}", "Check the name.") from None
    if len(data) > MAX_BYTES:
        raise broken(name, f"the schema has more than {MAX_BYTES} bytes", "Is this the right file?")
    return data


def broken(name: str, message: str, advice: str = "", line: int = 0, column: int = 0) -> UsageError:
    """The error that the schema file `name` cannot be used, with the place."""
    place = f":{line}:{column}" if line and column else f":{line}" if line else ""
    return UsageError("INP021", f"{name}{place}: {message}", advice)


def refused(name: str, reference: str, line: int = 0, column: int = 0) -> UsageError:
    """The error that `reference` in the file `name` leads to no schema on this machine."""
    scheme, path = _split(reference)
    last = path.rpartition("/")[2]
    if not scheme:
        return broken(name, f"it refers to {reference}, and there is no such file", "Check the name.", line, column)
    return broken(
        name,
        f"it refers to {reference}, which is not on this machine, and nothing is fetched",
        f"Save that schema beside this one, as {last}." if last else "Remove the reference.",
        line,
        column,
    )


def local(name: str, reference: str) -> str | None:
    """The file that `reference` in the schema file `name` leads to; None if there is none.

    For an address on the web it is the file of that name beside the schema, if it exists.
    """
    scheme, path = _split(reference)
    if scheme in ("http", "https", "ftp"):
        candidates = [os.path.basename(path)]
    elif scheme == "file":
        candidates = [url2pathname(path)]
    else:
        bare = reference.partition("#")[0]
        candidates = [bare, unquote(bare)]
    for candidate in filter(None, candidates):
        file = os.path.normpath(os.path.join(os.path.dirname(name), candidate))
        if os.path.isfile(file):
            return file
    return None


def _split(reference: str) -> tuple[str, str]:
    """The scheme and the path of a reference, both empty if it is not a valid one."""
    try:
        parts = urlsplit(reference)
    except ValueError:
        return "", ""
    return parts.scheme, parts.path


def same(name: str) -> str:
    """The canonical path of a file, the same for all of its names."""
    return str(Path(name).resolve())
