"""What a document refers to: each is walked once, and what its elements name goes to `References` by kind."""

from __future__ import annotations

import re
from typing import Any

from convert.checks.epub import faults, media, urls
from convert.checks.epub.namespaces import XHTML, XML
from convert.checks.epub.publication import Item, place
from convert.checks.epub.references.reference import Kind, Reference, short
from convert.checks.epub.references.style_urls import urls_of_style
from convert.checks.epub.references.targets import References
from convert.checks.epub.urls import Url
from convert.findings import Finding

_XML_BASE = f"{XML}base"


class Collector:
    """The references of one content document, with the properties that they and its elements need."""

    def __init__(self, references: References, item: Item, member: str) -> None:
        self.references = references
        self.publication = references.publication
        self._item = item
        self.member = member
        self.is_svg = item.media_type == media.SVG_TYPE
        self._html_base = member
        self._has_bases = False
        if item.media_type != media.CSS_TYPE:
            elements = self.publication.elements(member)
            bases = [each.get("href") for each in elements.get(f"{XHTML}base", ()) if each.get("href") is not None]
            self._html_base = urls.base(member, bases[0]) if bases else member
            self._has_bases = bool(bases) or _XML_BASE in self.publication.attributes(member)
        self.needed: set[str] = set()
        self.allowed: set[str] = set()
        self.findings: list[Finding] = []

    def url(self, address: str | None, element: Any) -> Url | None:
        """The URL in an attribute of an element, None without one."""
        return None if address is None else urls.parse(self.base(element), address)

    def base(self, element: Any) -> str:
        """The member, or the address, that the URLs of an element are relative to."""
        if not self._has_bases:
            return self.member
        base = self._html_base
        for above in reversed([element, *element.iterancestors()]):
            stated = above.get(_XML_BASE)
            if stated is not None:
                base = urls.base(base, stated)
        return base

    def add(self, kind: Kind, url: Url | None, element: Any, *, intrinsic: bool = False, line: int = 0) -> None:
        """Add a reference from an element."""
        if url is not None:
            self.references.add(Reference(kind, url, self.member, element, intrinsic, line))

    def resource(self, address: str | None, element: Any) -> Url | None:
        """The URL of a resource that an element shows; one outside the EPUB needs a property."""
        if address is None or not address.strip():
            return None
        url = urls.parse(self.base(element), address)
        if url.is_remote and not url.is_unusable:
            self.needed.add("remote-resources")
        if not self.is_svg and self.type_of(url) == media.SVG_TYPE:
            self.allowed.add("svg")
        return url

    def type_of(self, url: Url | None) -> str | None:
        """The media type of a resource by the manifest, None if it is not listed."""
        if url is None:
            return None
        if url.scheme == "data":
            return url.media_type
        item = self.references.items.get(url.target)
        return None if item is None else item.media_type

    def stated_type(self, url: Url | None, type: str | None, element: Any) -> str | None:
        """The media type that an element states, else that of the manifest; a difference is a fault."""
        listed = self.type_of(url)
        if type is None:
            return listed
        stated = type.partition(";")[0].strip()
        if listed is not None and url is not None and url.fragment is None:
            known = "audio/ogg" if re.fullmatch(r"audio/ogg\s*;\s*codecs=opus", listed) else listed
            if known != stated:
                message = f"the type {stated} is stated of {short(url.text)}, which the manifest lists as {listed}"
                self.findings.append(faults.TYPE_DIFFERS.at(place(self.member, element), message))
        return stated

    def styles(self, style: str, element: Any, line: int = 0) -> None:
        """Add the references of a stylesheet; one outside the EPUB needs a property."""
        counted = 0
        for kind, address, at in urls_of_style(style):
            if element is None:
                line += style.count("\n", counted, at)
                counted = at
            if not address.strip() or address.startswith("#"):
                continue
            url = urls.parse(self.member if element is None else self.base(element), address)
            self.add(kind, url, element, line=line)
            if kind is not Kind.STYLESHEET and url.is_remote and not url.is_unusable:
                self.needed.add("remote-resources")
