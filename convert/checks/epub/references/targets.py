"""The targets of references, each judged when it is found: whether it exists, and is what the reference needs.

EPUB 3.3, 3.3 to 3.8 and 4.2.5. Nothing is kept of a sound reference but its target, as a book may have a hundred
thousand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from convert.checks.epub import faults, media
from convert.checks.epub.faults import Fault
from convert.checks.epub.namespaces import SVG
from convert.checks.epub.package.manifest import Fallbacks
from convert.checks.epub.publication import PACKAGE_TYPE, Item, Publication, place
from convert.checks.epub.references.reference import Kind, Reference, short, url_problems
from convert.findings import Finding

_OUTSIDE = frozenset({Kind.CITE, Kind.LINK, Kind.HYPERLINK})
"""The kinds whose targets are no resources of the publication."""

_WITH_FALLBACK = frozenset({Kind.IMAGE, Kind.AUDIO, Kind.VIDEO, Kind.GENERIC})
"""The kinds whose targets need a fallback if reading systems need not support them."""


_MOST = 201
"""How many findings of one fault are kept; more are not reported."""


class References:
    """The references of a publication, each judged when it is added."""

    def __init__(self, publication: Publication, version: str, chains: Fallbacks) -> None:
        self.publication = publication
        self.version = version
        self.items: Mapping[str, Item] = publication.targets
        self.has_scripts = False
        self._chains = chains
        self._in_spine = {item.target for item in publication.spine}
        self._ids_known: dict[str, Mapping[str, tuple[str, int]]] = {}
        self._referenced: set[str] = set()
        self._linked: set[str] = set()
        self._unlisted: set[str] = set()
        self._found: list[Finding] = []
        self._counts: Counter[tuple[Fault, str]] = Counter()

    def add(self, reference: Reference) -> None:
        """Add a reference, and judge it."""
        url = reference.url
        self._referenced.add(url.target)
        if reference.kind is Kind.HYPERLINK:
            self._linked.add(url.target)
        if url.invalid or url.has_query or url.scheme:
            for fault, message in url_problems(url, may_leak=True):
                self._report(fault, reference, message)
        if not url.is_unusable:
            self._judge(reference)

    def faults(self) -> Iterator[Finding]:
        """Every fault of the references, and of items that nothing refers to as it must."""
        yield from self._found
        if self.version != "2":
            yield from self._items()

    def _report(self, fault: Fault, reference: Reference, message: str, *, epubcheck: str = "") -> None:
        """Keep a fault of a reference; its place is computed for the first of them only."""
        self._counts[fault, epubcheck] += 1
        if self._counts[fault, epubcheck] <= _MOST:
            self._found.append(fault.at(reference.place, message, epubcheck=epubcheck))

    # ----------------------------------------------------------------------------------------------------------------
    # Single references

    def _judge(self, reference: Reference) -> None:
        """Report the first fault of the target of a reference."""
        kind, url = reference.kind, reference.url
        item = self.items.get(url.target)
        if item is None and url.target == self.publication.package_path and not url.scheme:
            if kind in _WITH_FALLBACK and not reference.intrinsic:
                self._report(faults.FOREIGN_RESOURCE, reference, f"{short(url.text)} refers to the package document")
            self._is_of_kind(reference, None, PACKAGE_TYPE)
            return
        if url.is_remote and not self._may_be_remote(reference, item):
            return
        if item is None and url.scheme != "data":
            self._undeclared(reference)
            return
        if url.leaks:
            self._report(faults.REFERENCE_OUTSIDE, reference, f"{url.text} leads out of the container")
        type = url.media_type or "text/plain" if item is None else item.media_type
        has_fallback = reference.intrinsic or (item is not None and item.id in self._chains.core)
        if kind in _WITH_FALLBACK and not has_fallback and not media.is_core(type):
            message = f"{short(url.text)} refers to a resource of the type {type} without fallback"
            self._report(faults.FOREIGN_RESOURCE, reference, message)
        if self._is_of_kind(reference, item, type) and item is not None and url.fragment and not url.scheme:
            self._fragment(reference, type)

    def _may_be_remote(self, reference: Reference, item: Item | None) -> bool:
        """Return whether a resource may be outside the EPUB (3.6); report it if not."""
        kind, url = reference.kind, reference.url
        is_new = self.version != "2"
        may = kind in _OUTSIDE or (is_new and item is not None and item.target in self._in_spine)
        if is_new and not may:
            may = kind in (Kind.FONT, Kind.AUDIO, Kind.VIDEO)
            may |= item is not None and media.may_be_remote(item.media_type)
        if not may:
            message = f"{short(url.text)} refers to a resource outside the EPUB"
            is_style = not is_new and reference.element is None
            ids = "OPF-014, RSC-006" if is_style else "RSC-006"
            self._report(faults.REMOTE_RESOURCE, reference, message, epubcheck=ids)
            return False
        if is_new and kind not in (Kind.LINK, Kind.HYPERLINK) and url.scheme not in ("https", "file"):
            self._report(faults.NOT_HTTPS, reference, f"{short(url.text)} is not https")
        return True

    def _undeclared(self, reference: Reference) -> None:
        """Report a reference to a file that is missing, or not in the manifest."""
        kind, url = reference.kind, reference.url
        if not url.scheme and url.member not in self.publication.files:
            message = f"{url.text} refers to a file that is missing"
            if url.leaks:
                ids = "RSC-026" if kind is Kind.LINK and self.version != "2" else "RSC-007, RSC-026"
                message = f"{url.text} leads out of the container"
                self._report(faults.REFERENCE_OUTSIDE, reference, message, epubcheck=ids)
            elif kind is Kind.LINK and self.version != "2":
                self._report(faults.LINK_MISSING, reference, message)
            else:
                self._report(faults.REFERENCE_MISSING, reference, message)
        elif kind is not Kind.LINK and not (url.scheme and kind in _OUTSIDE):
            if url.fragment is None or url.scheme:
                if url.target in self._unlisted:
                    return
                self._unlisted.add(url.target)
            # EPUBCheck calls the file missing if the reference has a fragment.
            ids = "RSC-008" if url.fragment is None or url.scheme else "RSC-007"
            message = f"{short(url.text)} refers to a file that is not in the manifest"
            self._report(faults.REFERENCE_UNLISTED, reference, message, epubcheck=ids)

    def _is_of_kind(self, reference: Reference, item: Item | None, type: str) -> bool:
        """Return whether the target is what the kind of reference needs; report it if not."""
        problem = self._problem_of_kind(reference, item, type)
        if problem is not None:
            self._report(problem[0], reference, problem[1])
        return problem is None

    def _problem_of_kind(self, reference: Reference, item: Item | None, type: str) -> tuple[Fault, str] | None:
        """The fault of a target that is not what the kind of reference needs, with its message."""
        kind, url = reference.kind, reference.url
        is_cfi = (url.fragment or "").startswith("epubcfi(")
        in_spine = item is not None and item.target in self._in_spine
        is_content = media.is_content(type, self.version)
        if kind is Kind.HYPERLINK and not is_cfi:
            is_shown = is_content or type in media.OLD_DOCUMENT_TYPES
            if not is_shown and (item is None or item.id not in self._chains.content):
                message = f"{short(url.text)} links to a resource of the type {type}"
                return faults.LINK_NOT_CONTENT, message
            if not in_spine:
                message = f"{short(url.text)} links to a resource that is not in the spine"
                return faults.LINK_NOT_IN_SPINE, message
        elif kind is Kind.OVERLAY_TEXT and not is_content:
            message = f"{short(url.text)} links to a resource of the type {type}"
            return faults.LINK_NOT_CONTENT, message
        elif kind is Kind.IMAGE and url.fragment is not None and type != media.SVG_TYPE and not is_cfi:
            message = f"{short(url.text)} has a fragment, but is no SVG"
            return faults.IMAGE_FRAGMENT, message
        elif kind is Kind.SEARCH_KEY and not is_cfi and not in_spine:
            message = f"{short(url.text)} refers to a document that is not in the spine"
            return faults.SEARCH_KEYS_TARGET, message
        elif kind is Kind.STYLESHEET and url.fragment is not None:
            return faults.STYLE_FRAGMENT, f"{short(url.text)} has a fragment"
        elif kind in (Kind.PAINT, Kind.SYMBOL) and url.fragment is None:
            return faults.FRAGMENT_REQUIRED, f"{short(url.text)} has no fragment"
        return None

    def _fragment(self, reference: Reference, type: str) -> None:
        """Report a fragment that names no element of the kind that the reference needs."""
        kind, url = reference.kind, reference.url
        fragment = url.fragment or ""
        id = fragment_id(fragment, type)
        if kind is Kind.OVERLAY_TEXT:
            if type == media.XHTML_TYPE and not id:
                self._report(faults.OVERLAY_FRAGMENT, reference, f"#{fragment} names no element")
            elif type == media.SVG_TYPE and not id and not _SVG_FRAGMENT.fullmatch(fragment):
                self._report(faults.OVERLAY_SVG_FRAGMENT, reference, f"#{fragment} is no fragment of SVG")
        if not id or type not in (media.XHTML_TYPE, media.SVG_TYPE):
            return
        kinds = self.ids(url.member)
        if id not in kinds:
            if not self._is_examined(url.member):
                return
            self._report(faults.FRAGMENT_MISSING, reference, f"{url.text} refers to an id that is missing")
            return
        wanted = {Kind.PAINT: "paint", Kind.SYMBOL: "symbol"}.get(kind, "")
        found, _ = kinds[id]
        if kind is Kind.PAINT:
            is_wrong = found != "paint"
        elif kind in (Kind.SYMBOL, Kind.CITE, Kind.HYPERLINK, Kind.OVERLAY_TEXT):
            is_wrong = found not in ("", wanted)
        else:
            is_wrong = False
        if is_wrong:
            message = f"{url.text} refers to an element of another kind than is needed"
            self._report(faults.FRAGMENT_OTHER_KIND, reference, message)

    def _is_examined(self, member: str) -> bool:
        """Whether the ids of a document are known, of one that cannot be parsed up to the error."""
        broken = self.publication.broken.get(member)
        return broken is None or bool(broken.line)

    def ids(self, member: str) -> Mapping[str, tuple[str, int]]:
        """The ids of a document in order, each with the kind of its element, and its position from 1."""
        if member not in self._ids_known:
            found: dict[str, tuple[str, int]] = {}
            for element, id in self.publication.attributes(member).get("id", ()):
                if id not in found:
                    found[id] = (_ELEMENT_KINDS.get(element.tag, ""), len(found) + 1)
            self._ids_known[member] = found
        return self._ids_known[member]

    # ----------------------------------------------------------------------------------------------------------------
    # Items

    def _items(self) -> Iterator[Finding]:
        """The items that are outside the EPUB without need, and documents of the spine that nothing leads to."""
        publication = self.publication
        linear = {
            reference.get("idref", "").strip()
            for reference in publication.references
            if reference.get("linear", "").strip() == "no"
        }
        for item in publication.items:
            in_spine = item.target in self._in_spine
            is_unused = item.target not in self._referenced and not self.has_scripts
            if item.url.is_remote and not _is_tolerated(item.media_type) and (in_spine or is_unused):
                where = place(publication.package_path, item.element)
                yield faults.REMOTE_RESOURCE.at(where, f"{item.href} is outside the EPUB")
            if item.id in linear and item.target not in self._linked and not self.has_scripts:
                where = place(publication.package_path, item.element)
                yield faults.NOT_REACHABLE.at(where, f"no link leads to {item.href}, which is not linear")


def _is_tolerated(type: str) -> bool:
    return media.may_be_remote(type) or type == "application/x-shockwave-flash"


_ELEMENT_KINDS = {
    f"{SVG}linearGradient": "paint",
    f"{SVG}radialGradient": "paint",
    f"{SVG}pattern": "paint",
    f"{SVG}clipPath": "clip",
    f"{SVG}symbol": "symbol",
}

_SCHEME_FRAGMENT = re.compile(r"\w[\w:+\-.]*\(.*\)", re.DOTALL)
_PAIRS = re.compile(r"\w+=.*", re.DOTALL)
_SVG_FRAGMENT = re.compile(r"svgView\(.+\)|(?:t|xywh)=.+")


def fragment_id(fragment: str, type: str) -> str:
    """The id that a fragment names, empty if it names something else: a place by CFI, a time, a view, a text."""
    fragment = fragment.split(":~:", 1)[0]
    if _SCHEME_FRAGMENT.fullmatch(fragment) or (type != media.SVG_TYPE and _PAIRS.fullmatch(fragment)):
        return ""
    if type == media.SVG_TYPE and "=" in fragment:
        return ""
    return unquote(fragment)
