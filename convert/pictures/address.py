"""The address of pictures that users name, which the names of files complete."""

from __future__ import annotations

from convert.errors import ModelError, UsageError
from convert.model.values import require_link


def refuse_url(url: str) -> str:
    """The address, which ends in `/` or `=`. Raises UsageError (INP073) for any other."""
    base = url if url.endswith(("/", "=")) else f"{url}/"
    try:
        require_link("the address of pictures", base)
    except ModelError as e:
        raise UsageError("INP073", e.message, _EXAMPLE) from None
    if not base.lower().startswith(("http://", "https://")) or "#" in base:
        raise UsageError("INP073", f"the address of pictures {url!r} is not the web address of a folder", _EXAMPLE)
    return base


_EXAMPLE = "Example: https://pictures.example.org/2016/."
