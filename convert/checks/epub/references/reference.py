"""A reference from a document to a resource, and what may be wrong with its URL, wherever it leads."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any, NamedTuple

from convert.checks.epub import faults
from convert.checks.epub.faults import Fault
from convert.checks.epub.publication import place
from convert.checks.epub.urls import Url
from convert.findings import Finding, Location


class Kind(Enum):
    """What a reference is for, by which its target is judged."""

    LINK = "link"
    GENERIC = "resource"
    STYLESHEET = "stylesheet"
    HYPERLINK = "hyperlink"
    FONT = "font"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    TRACK = "track"
    CITE = "citation"
    PAINT = "paint"
    SYMBOL = "symbol"
    SEARCH_KEY = "search key"
    OVERLAY_TEXT = "text of an overlay"


class Reference(NamedTuple):
    """A reference in a member, at an element or, in a stylesheet, at a line.

    With `intrinsic` fallback, the element itself offers something else.
    """

    kind: Kind
    url: Url
    member: str
    element: Any = None
    intrinsic: bool = False
    line: int = 0

    @property
    def place(self) -> Location:
        """Where the reference is."""
        if self.element is None:
            return Location(member=self.member, line=self.line)
        return place(self.member, self.element)


def short(text: str) -> str:
    """A URL as a message quotes it."""
    return text if len(text) <= 100 else f"{text[:100]}…"


def url_problems(url: Url, *, may_leak: bool = False) -> Iterator[tuple[Fault, str]]:
    """What is wrong with a URL itself, wherever it leads: each fault with its message."""
    if url.text.startswith("file:"):
        yield faults.FILE_URL, f"{short(url.text)} is a file URL"
    if url.invalid:
        yield faults.URL_INVALID, f"{short(url.text)!r} is no valid URL: {url.invalid}"
    if url.has_query:
        yield faults.URL_QUERY, f"{short(url.text)} has a query"
    if url.leaks and not may_leak:
        yield faults.REFERENCE_OUTSIDE, f"{url.text} leads out of the container"


def url_faults(reference: Reference, *, may_leak: bool = False) -> Iterator[Finding]:
    """What is wrong with the URL of a reference itself, wherever it leads."""
    for fault, message in url_problems(reference.url, may_leak=may_leak):
        yield fault.at(reference.place, message)
