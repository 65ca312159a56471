"""Names of inputs and outputs that are URLs: telling them from paths, and showing them without secrets."""

from __future__ import annotations

import re

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+(?:::[A-Za-z0-9+.\-]*)*://")
_URL_IN_TEXT = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://\S*")


def is_url(name: str) -> bool:
    """Return whether a name is a URL, or looks like one to fsspec, rather than a path."""
    return bool(_URL.match(name))


def shown(text: str) -> str:
    """Return a URL, or a text with URLs, without credentials and the tokens of queries."""
    return _shown_url(text) if is_url(text) else _URL_IN_TEXT.sub(lambda found: _shown_url(found[0]), text)


def _shown_url(url: str) -> str:
    scheme, _, rest = url.partition("://")
    path, query, _ = rest[len(credentials_of(url)) :].partition("?")
    return f"{scheme}://{path}{_HIDDEN if query else ''}"


_HIDDEN = "?…"


def is_complete(url: str) -> bool:
    """Return whether a URL as it is shown can be read, which has no query that is hidden."""
    return not url.endswith(_HIDDEN)


def credentials_of(url: str) -> str:
    """Return what is before the host of a URL, with its `@`; also a password with a `/`, as those of S3 have."""
    rest = url.partition("://")[2]
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    is_host = re.fullmatch(r"[^:]*(?::\d*)?", authority.rpartition("@")[2])
    credentials, at, _ = (authority if is_host else rest).rpartition("@")
    return credentials + at


def has_secret(url: str) -> bool:
    """Return whether a URL has a part that must not be shown."""
    return shown(url) != url
