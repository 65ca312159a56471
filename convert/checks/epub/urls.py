"""URLs in an EPUB: parsed as in the URL standard of WHATWG, and resolved inside the container (EPUB 3.3, 4.2.5)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urljoin

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_PLAIN = re.compile(r"([A-Za-z0-9_.~\-/]*)(?:#([A-Za-z0-9_.~\-]*))?")
"""Relative URLs that need no closer look; most are."""

_ILLEGAL = re.compile(r"%(?![0-9A-Fa-f]{2})|[\x00-\x20\"<>\[\\\]^`{|}\x7f-\x9f\ufffd-\uffff]")
"""What no part of a URL may have; other characters need no escape (URL standard, 4.3)."""

_SPECIAL = frozenset({"http", "https", "ftp", "ws", "wss", "file", "gopher"})
"""The schemes whose URLs have a host."""

_HOST_ALONE = re.compile(r"[a-z]+://[^/?#]+")
_HOST = re.compile(r"(?:[^\s/?#@\[\]\\%<>^|\"`{}]|%[0-9A-Fa-f]{2})+")
_IPV6 = re.compile(r"(?<=:)//(?:[^/?#]*@)?\[[0-9A-Fa-f:.]+\]")
_PORT = re.compile(r":([0-9]*)$")
_HOST_MALFORMED, _PORT_MALFORMED = "the host is malformed", "the port is malformed"
_PORT_TOO_LARGE, _NO_HOST = "the port is too large", "it has no host"
_FAILURES = frozenset({_HOST_MALFORMED, _PORT_MALFORMED, _PORT_TOO_LARGE, _NO_HOST})
"""What makes parsers give up (URL standard, 4.4: "return failure")."""


class Url(NamedTuple):
    """A URL as an attribute has it.

    `scheme` is empty for one relative to the container, whose file is `member`; else `address` is the URL without
    fragment. `fragment` is None without `#`. `invalid` says what is wrong with it, and is empty for a valid URL. A URL
    `leaks` that leads out of the container; `member` is then where reading systems end up. `media_type` is that of a
    data URL.
    """

    text: str
    scheme: str
    member: str
    address: str
    fragment: str | None
    has_query: bool
    leaks: bool
    invalid: str
    media_type: str = ""

    @property
    def is_unusable(self) -> bool:
        """Whether the URL is so wrong that it names nothing: its host or port cannot be told."""
        return self.invalid in _FAILURES

    @property
    def is_remote(self) -> bool:
        """Whether the URL leads out of the EPUB, and is no data URL."""
        return bool(self.scheme) and self.scheme != "data"

    @property
    def target(self) -> str:
        """The resource that the URL names: a member or an address."""
        return self.address if self.scheme else self.member


@lru_cache(maxsize=4096)
def parse(base: str, text: str) -> Url:
    """The URL `text` in the member `base`."""
    if "://" in base:
        return _of_address(base, text)
    if plain := _PLAIN.fullmatch(text):
        path, fragment = plain[1], plain[2]
        if not path:
            return Url(text, "", base, "", fragment, False, False, "")
        if not path.startswith("//"):
            member, leaks = _resolved(base, path)
            return Url(text, "", member, "", fragment, False, leaks, "")
    return _parsed(base, text)


def _of_address(base: str, text: str) -> Url:
    """The URL `text` in an element whose base is an address."""
    url = _parsed("", text)
    if url.scheme:
        return url
    address = urljoin(base, text.strip()).partition("#")[0]
    return url._replace(scheme=base.partition(":")[0], member="", address=address, has_query=False, leaks=False)


def base(base: str, text: str) -> str:
    """The base that `text`, in an element that changes the base, makes of `base`: a member or an address."""
    url = parse(base, text)
    return url.address if url.scheme else url.member


def _parsed(base: str, text: str) -> Url:
    address = text.strip(" \t\r\n\f")
    if text.startswith("data:"):
        address = re.sub(r"\s", "", text)
    invalid = "it has a tab or a line break" if re.search(r"[\t\r\n]", address) else ""
    address = re.sub(r"[\t\r\n]", "", address)
    rest, hash, fragment = address.partition("#")
    stated = _SCHEME.match(rest)
    scheme = stated[1].lower() if stated else ""
    if rest.startswith("//"):
        scheme, stated = "https", None
    elif scheme == "https" and stated and not rest.replace("\\", "/").startswith("//", stated.end()):
        # The container is at an https URL, to which one without a host is relative.
        invalid, rest, scheme = invalid or "the scheme is not followed by // and a host", rest[stated.end() :], ""
    invalid = invalid or _fault(rest, fragment, scheme)
    media_type = ""
    if scheme:
        if scheme == "data":
            media_type = re.split("[;,]", rest[5:], maxsplit=1)[0].strip().lower()
        normal = f"{scheme}:{rest[stated.end() :]}" if stated else f"https:{rest}"
        return Url(text, scheme, "", _normal(normal), fragment if hash else None, False, False, invalid, media_type)
    path, mark, _ = rest.partition("?")
    path = path.replace("\\", "/")
    member, leaks = _resolved(base, unquote(path)) if path else (base, False)
    return Url(text, "", member, "", fragment if hash else None, bool(mark), leaks, invalid)


def _normal(address: str) -> str:
    """An address for comparison: the empty path of one with a host is the root."""
    if address.startswith("file:"):
        return f"file:///{address[5:].lstrip('/')}"
    return f"{address}/" if _HOST_ALONE.fullmatch(address) else address


def _fault(rest: str, fragment: str, scheme: str) -> str:
    """What is wrong with a URL, empty if it is valid."""
    has_host = scheme in _SPECIAL and scheme != "file"
    host = _host_fault(rest[len(scheme) + 1 :] if not rest.startswith("//") else rest) if has_host else ""
    if host in _FAILURES:
        return host
    checked = _IPV6.sub("//", rest)
    if illegal := _ILLEGAL.search(checked) or _ILLEGAL.search(fragment):
        if illegal[0] == "%":
            return "% is not followed by two hexadecimal digits"
        return "it has a space" if illegal[0] == " " else f"it has the character {illegal[0]}"
    if "#" in fragment:
        return "it has # twice"
    return host


def _host_fault(rest: str) -> str:
    if not rest.startswith("//") or rest.startswith("///"):
        return "the scheme is not followed by // and a host"
    authority = re.split("[/?]", rest[2:], maxsplit=1)[0].rpartition("@")[2]
    if authority.startswith("["):
        return "" if re.fullmatch(r"\[[0-9A-Fa-f:.]+\](?::[0-9]*)?", authority) else _HOST_MALFORMED
    host, port = authority, _PORT.search(authority)
    if port:
        host = authority[: port.start()]
        if port[1] and int(port[1][-9:]) > 65535:
            return _PORT_TOO_LARGE
    if ":" in host:
        return _PORT_MALFORMED
    if not host:
        return _NO_HOST
    labels = host.split(".")
    return "" if _HOST.fullmatch(host) and all(labels[:-1]) else _HOST_MALFORMED


def _resolved(base: str, path: str) -> tuple[str, bool]:
    """The member that a path leads to from `base`, and whether it leads out of the container on the way."""
    leaks = path.startswith("/")
    steps = [] if leaks else base.split("/")[:-1]
    for step in path.split("/"):
        if step == "..":
            if steps:
                steps.pop()
            else:
                leaks = True
        elif step not in ("", "."):
            steps.append(step)
    member = "/".join(steps)
    if path.endswith(("/", "/.", "/..")) or path in (".", ".."):
        member += "/"
    return (member if member.isascii() else unicodedata.normalize("NFC", member)), leaks
