"""The references of a publication: where documents refer to, and whether each target is what the reference needs.

Every document is walked once; each attribute that names a resource gives a `Reference` of a kind. All references are
checked at the end, when all targets are known (EPUB 3.3, 3.3 to 3.8 and 4.2.5).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from convert.checks.epub import faults, media, urls
from convert.checks.epub.package import vocabularies
from convert.checks.epub.package.manifest import Fallbacks
from convert.checks.epub.publication import OPF, PACKAGE_TYPE, XHTML, Item, Publication, place
from convert.checks.epub.reference import Kind, Reference, short, url_faults
from convert.checks.epub.schemes import SCHEMES
from convert.checks.epub.urls import Url
from convert.findings import Finding

SVG = "{http://www.w3.org/2000/svg}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
XLINK = "{http://www.w3.org/1999/xlink}"


_OUTSIDE = frozenset({Kind.CITE, Kind.LINK, Kind.HYPERLINK})
"""The kinds whose targets are no resources of the publication."""

_WITH_FALLBACK = frozenset({Kind.IMAGE, Kind.AUDIO, Kind.VIDEO, Kind.GENERIC})
"""The kinds whose targets need a fallback if reading systems need not support them."""


class References:
    """The references of a publication, collected and then checked."""

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
        self._all: list[Reference] = []

    def add(self, reference: Reference) -> None:
        """Add a reference."""
        self._all.append(reference)
        self._referenced.add(reference.url.target)
        if reference.kind is Kind.HYPERLINK:
            self._linked.add(reference.url.target)

    def faults(self) -> Iterator[Finding]:
        """Every fault of the references, and of items that nothing refers to as it must."""
        for reference in self._all:
            url = reference.url
            if url.invalid or url.has_query or url.scheme:
                yield from url_faults(reference, may_leak=True)
            if not url.is_unusable:
                yield from self._fault(reference)
        if self.version != "2":
            yield from self._items()

    # ----------------------------------------------------------------------------------------------------------------
    # Single references

    def _fault(self, reference: Reference) -> Iterator[Finding]:
        """The first fault of the target of a reference."""
        kind, url = reference.kind, reference.url
        item = self.items.get(url.target)
        if item is None and url.target == self.publication.package_path and not url.scheme:
            if kind in _WITH_FALLBACK and not reference.intrinsic:
                message = f"{short(url.text)} refers to the package document"
                yield faults.FOREIGN_RESOURCE.at(reference.place, message)
            finding = self._of_kind(reference, None, PACKAGE_TYPE)
            yield from () if finding is None else (finding,)
            return
        if url.is_remote and (finding := self._remote(reference, item)) is not None:
            yield finding
            if finding.code == faults.REMOTE_RESOURCE.code:
                return
        if item is None and url.scheme != "data":
            yield from self._undeclared(reference)
            return
        if url.leaks:
            yield faults.REFERENCE_OUTSIDE.at(reference.place, f"{url.text} leads out of the container")
        type = url.media_type or "text/plain" if item is None else item.media_type
        has_fallback = reference.intrinsic or (item is not None and item.id in self._chains.core)
        if kind in _WITH_FALLBACK and not has_fallback and not media.is_core(type):
            message = f"{short(url.text)} refers to a resource of the type {type} without fallback"
            yield faults.FOREIGN_RESOURCE.at(reference.place, message)
        finding = self._of_kind(reference, item, type)
        if finding is not None:
            yield finding
            return
        if item is not None and url.fragment and not url.scheme:
            yield from self._fragment(reference, type)

    def _remote(self, reference: Reference, item: Item | None) -> Finding | None:
        """Whether a resource may be outside the EPUB (3.6)."""
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
            return faults.REMOTE_RESOURCE.at(reference.place, message, epubcheck=ids)
        if is_new and kind not in (Kind.LINK, Kind.HYPERLINK) and url.scheme not in ("https", "file"):
            return faults.NOT_HTTPS.at(reference.place, f"{short(url.text)} is not https")
        return None

    def _undeclared(self, reference: Reference) -> Iterator[Finding]:
        """A reference to a file that is missing, or not in the manifest."""
        kind, url = reference.kind, reference.url
        if not url.scheme and url.member not in self.publication.files:
            message = f"{url.text} refers to a file that is missing"
            if url.leaks:
                ids = "RSC-026" if kind is Kind.LINK and self.version != "2" else "RSC-007, RSC-026"
                message = f"{url.text} leads out of the container"
                yield faults.REFERENCE_OUTSIDE.at(reference.place, message, epubcheck=ids)
            elif kind is Kind.LINK and self.version != "2":
                yield faults.LINK_MISSING.at(reference.place, message)
            else:
                yield faults.REFERENCE_MISSING.at(reference.place, message)
        elif kind is not Kind.LINK and not (url.scheme and kind in _OUTSIDE):
            if url.fragment is None or url.scheme:
                if url.target in self._unlisted:
                    return
                self._unlisted.add(url.target)
            # EPUBCheck calls the file missing if the reference has a fragment.
            ids = "RSC-008" if url.fragment is None or url.scheme else "RSC-007"
            message = f"{short(url.text)} refers to a file that is not in the manifest"
            yield faults.REFERENCE_UNLISTED.at(reference.place, message, epubcheck=ids)

    def _of_kind(self, reference: Reference, item: Item | None, type: str) -> Finding | None:
        """Whether the target is what the kind of reference needs."""
        kind, url = reference.kind, reference.url
        is_cfi = (url.fragment or "").startswith("epubcfi(")
        in_spine = item is not None and item.target in self._in_spine
        is_content = media.is_content(type, self.version)
        if kind is Kind.HYPERLINK and not is_cfi:
            is_shown = is_content or type in media.OLD_DOCUMENT_TYPES
            if not is_shown and (item is None or item.id not in self._chains.content):
                message = f"{short(url.text)} links to a resource of the type {type}"
                return faults.LINK_NOT_CONTENT.at(reference.place, message)
            if not in_spine:
                message = f"{short(url.text)} links to a resource that is not in the spine"
                return faults.LINK_NOT_IN_SPINE.at(reference.place, message)
        elif kind is Kind.OVERLAY_TEXT and not is_content:
            message = f"{short(url.text)} links to a resource of the type {type}"
            return faults.LINK_NOT_CONTENT.at(reference.place, message)
        elif kind is Kind.IMAGE and url.fragment is not None and type != media.SVG_TYPE and not is_cfi:
            message = f"{short(url.text)} has a fragment, but is no SVG"
            return faults.IMAGE_FRAGMENT.at(reference.place, message)
        elif kind is Kind.SEARCH_KEY and not is_cfi and not in_spine:
            message = f"{short(url.text)} refers to a document that is not in the spine"
            return faults.SEARCH_KEYS_TARGET.at(reference.place, message)
        elif kind is Kind.STYLESHEET and url.fragment is not None:
            return faults.STYLE_FRAGMENT.at(reference.place, f"{short(url.text)} has a fragment")
        elif kind in (Kind.PAINT, Kind.SYMBOL) and url.fragment is None:
            return faults.FRAGMENT_REQUIRED.at(reference.place, f"{short(url.text)} has no fragment")
        return None

    def _fragment(self, reference: Reference, type: str) -> Iterator[Finding]:
        """Whether a fragment names an element, of the kind that the reference needs."""
        kind, url = reference.kind, reference.url
        fragment = url.fragment or ""
        id = fragment_id(fragment, type)
        if kind is Kind.OVERLAY_TEXT:
            if type == media.XHTML_TYPE and not id:
                yield faults.OVERLAY_FRAGMENT.at(reference.place, f"#{fragment} names no element")
            elif type == media.SVG_TYPE and not id and not _SVG_FRAGMENT.fullmatch(fragment):
                yield faults.OVERLAY_SVG_FRAGMENT.at(reference.place, f"#{fragment} is no fragment of SVG")
        if not id or type not in (media.XHTML_TYPE, media.SVG_TYPE):
            return
        kinds = self._kinds(url.member)
        if id not in kinds:
            if not self._is_examined(url.member):
                return
            yield faults.FRAGMENT_MISSING.at(reference.place, f"{url.text} refers to an id that is missing")
            return
        wanted = {Kind.PAINT: "paint", Kind.SYMBOL: "symbol"}.get(kind, "")
        found = kinds[id]
        if kind is Kind.PAINT:
            is_wrong = found != "paint"
        elif kind in (Kind.SYMBOL, Kind.CITE, Kind.HYPERLINK, Kind.OVERLAY_TEXT):
            is_wrong = found not in ("", wanted)
        else:
            is_wrong = False
        if is_wrong:
            message = f"{url.text} refers to an element of another kind than is needed"
            yield faults.FRAGMENT_OTHER_KIND.at(reference.place, message)

    def _is_examined(self, member: str) -> bool:
        """Whether the ids of a document are known, of one that cannot be parsed up to the error."""
        broken = self.publication.broken.get(member)
        return broken is None or bool(broken.line)

    def _kinds(self, member: str) -> Mapping[str, str]:
        """The ids of a document, each with the kind of its element: paint, clip, symbol, or empty for any other."""
        return {id: kind for id, (kind, _) in self.ids(member).items()}

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


# --------------------------------------------------------------------------------------------------------------------
# Collection


_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_EVENTS = frozenset(
    {
        *("onafterprint", "onbeforeprint", "onbeforeunload", "onerror", "onhaschange", "onload", "onmessage"),
        *("onoffline", "onpagehide", "onpageshow", "onpopstate", "onredo", "onresize", "onstorage", "onundo"),
        *("onunload", "onblur", "onchange", "oncontextmenu", "onfocus", "onformchange", "onforminput", "oninput"),
        *("oninvalid", "onreset", "onselect", "onsubmit", "onkeydown", "onkeypress", "onkeyup", "onabort"),
        *("oncanplay", "oncanplaythrough", "ondurationchange", "onemptied", "onended", "onloadeddata"),
        *("onloadedmetadata", "onloadstart", "onpause", "onplay", "onplaying", "onprogress", "onratechange"),
        *("onreadystatechange", "onseeked", "onseeking", "onstalled", "onsuspend", "ontimeupdate"),
        *("onvolumechange", "onwaiting", "onclick", "ondblclick", "ondrag", "ondragend", "ondragenter"),
        *("ondragleave", "ondragover", "ondragstart", "ondrop", "onmousedown", "onmousemove", "onmouseout"),
        *("onmouseover", "onmouseup", "onmousewheel", "onscroll"),
    }
)
"""The attributes whose values are scripts (HTML, 8.1.8.2)."""

_SOURCE = re.compile(r"\s*,?\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+[^,]*)?(?:,|$)")
_STYLE_TOKEN = re.compile(r"/\*|[\"']|url\(|@import\b|@namespace\b|@font-face\b|[;}]", re.IGNORECASE)
_IN_STRING = {
    '"': re.compile(r'(?:[^"\\\n]|\\.)*', re.DOTALL),
    "'": re.compile(r"(?:[^'\\\n]|\\.)*", re.DOTALL),
}
_UNQUOTED = re.compile(r"(?:[^)\\]|\\.)*", re.DOTALL)
_BLANK = re.compile(r"\s*")
_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})\s?|(.))", re.DOTALL)


def _unescaped(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def urls_of_style(style: str) -> Iterator[tuple[Kind, str, int]]:
    """The URLs of a stylesheet or style attribute: what each is for, and where it is."""
    if "url(" not in style.lower() and "@import" not in style.lower():
        return
    kind = Kind.GENERIC
    is_import = is_namespace = False
    at = 0
    while found := _STYLE_TOKEN.search(style, at):
        token, at = found[0].lower(), found.end()
        if token == "/*":
            end = style.find("*/", at)
            if end < 0:
                return
            at = end + 2
        elif token in _IN_STRING:
            text, at = _string(style, at, token)
            if is_import and text is not None:
                yield Kind.STYLESHEET, text, found.start()
                is_import = False
        elif token == "url(":
            text, at = _address(style, at)
            if text is not None and not is_namespace:
                yield (Kind.STYLESHEET if is_import else kind), text, found.start()
                is_import = False
        elif token == "@font-face":
            kind = Kind.FONT
        elif token in (";", "}"):
            is_import = is_namespace = False
            if token == "}":
                kind = Kind.GENERIC
        else:
            is_import, is_namespace = is_import or token == "@import", is_namespace or token == "@namespace"


def _string(style: str, at: int, quote: str) -> tuple[str | None, int]:
    """The string whose content is at a place, None if it does not end; and the place after it."""
    found = _IN_STRING[quote].match(style, at)
    text, end = (found[0], found.end()) if found else ("", at)
    is_closed = style.startswith(quote, end)
    return (_ESCAPE.sub(_unescaped, text), end + 1) if is_closed else (None, end)


def _address(style: str, at: int) -> tuple[str | None, int]:
    """The address of `url(` whose content is at a place, None if it does not end; and the place after it."""
    at = _after_space(style, at)
    quote = style[at : at + 1]
    text: str | None
    if quote in _IN_STRING:
        text, at = _string(style, at + 1, quote)
    else:
        found = _UNQUOTED.match(style, at)
        written, at = (found[0].rstrip(), found.end()) if found else ("", at)
        text = None if {'"', "'"} & set(written) else _ESCAPE.sub(_unescaped, written)
    at = _after_space(style, at)
    return (text, at + 1) if style.startswith(")", at) else (None, at)


def _after_space(style: str, at: int) -> int:
    found = _BLANK.match(style, at)
    return found.end() if found else at


class Collector:
    """The references of one content document, with the properties that they and its elements need."""

    def __init__(self, references: References, item: Item, member: str) -> None:
        self._references = references
        self._publication = references.publication
        self._item = item
        self._member = member
        self._is_svg = item.media_type == media.SVG_TYPE
        self._html_base = member
        self._has_bases = False
        if item.media_type != media.CSS_TYPE:
            elements = self._publication.elements(member)
            bases = [each.get("href") for each in elements.get(f"{XHTML}base", ()) if each.get("href") is not None]
            self._html_base = urls.base(member, bases[0]) if bases else member
            self._has_bases = bool(bases) or _XML_BASE in self._publication.attributes(member)
        self.needed: set[str] = set()
        self.allowed: set[str] = set()
        self.findings: list[Finding] = []

    def url(self, address: str | None, element: Any) -> Url | None:
        """The URL in an attribute of an element, None without one."""
        return None if address is None else urls.parse(self.base(element), address)

    def base(self, element: Any) -> str:
        """The member, or the address, that the URLs of an element are relative to."""
        if not self._has_bases:
            return self._member
        base = self._html_base
        for above in reversed([element, *element.iterancestors()]):
            stated = above.get(_XML_BASE)
            if stated is not None:
                base = urls.base(base, stated)
        return base

    def add(self, kind: Kind, url: Url | None, element: Any, *, intrinsic: bool = False, line: int = 0) -> None:
        """Add a reference from an element."""
        if url is not None:
            self._references.add(Reference(kind, url, self._member, element, intrinsic, line))

    def resource(self, address: str | None, element: Any) -> Url | None:
        """The URL of a resource that an element shows; one outside the EPUB needs a property."""
        if address is None or not address.strip():
            return None
        url = urls.parse(self.base(element), address)
        if url.is_remote and not url.is_unusable:
            self.needed.add("remote-resources")
        if not self._is_svg and self.type_of(url) == media.SVG_TYPE:
            self.allowed.add("svg")
        return url

    def type_of(self, url: Url | None) -> str | None:
        """The media type of a resource by the manifest, None if it is not listed."""
        if url is None:
            return None
        if url.scheme == "data":
            return url.media_type
        item = self._references.items.get(url.target)
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
                self.findings.append(faults.TYPE_DIFFERS.at(place(self._member, element), message))
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
            url = urls.parse(self._member if element is None else self.base(element), address)
            self.add(kind, url, element, line=line)
            if kind is not Kind.STYLESHEET and url.is_remote and not url.is_unusable:
                self.needed.add("remote-resources")


Step = Callable[[Collector, Any], None]


def _hyperlink(collector: Collector, element: Any, address: str | None) -> None:
    if address is None:
        return
    address = address.strip()
    if address in ("", "."):
        return
    url = urls.parse(collector.base(element), address)
    if url.is_remote:
        for finding in url_faults(Reference(Kind.HYPERLINK, url, collector._member, element)):
            collector.findings.append(finding)
        if url.scheme not in SCHEMES:
            message = f"the scheme of {short(url.text)} is not registered"
            collector.findings.append(faults.SCHEME_UNKNOWN.at(place(collector._member, element), message))
        return
    if url.scheme == "data" and collector._references.version != "2":
        collector.findings.append(faults.DATA_URL.at(place(collector._member, element), "a link has a data URL"))
    collector.add(Kind.HYPERLINK, url, element)


def _anchor(collector: Collector, element: Any) -> None:
    _hyperlink(collector, element, element.get("href"))


def _svg_anchor(collector: Collector, element: Any) -> None:
    _hyperlink(collector, element, element.get(f"{XLINK}href"))


def _image_2(collector: Collector, element: Any) -> None:
    collector.add(Kind.IMAGE, collector.url(element.get("src"), element), element)


def _object_2(collector: Collector, element: Any) -> None:
    collector.add(Kind.GENERIC, collector.url(element.get("data"), element), element)


def _link(collector: Collector, element: Any) -> None:
    url = collector.url(element.get("href"), element)
    if url is None:
        return
    if "stylesheet" in (element.get("rel") or "").lower():
        collector.add(Kind.STYLESHEET, url, element)
    else:
        collector.findings += url_faults(Reference(Kind.LINK, url, collector._member, element))


def _image(collector: Collector, element: Any) -> None:
    picture = next(element.iterancestors(f"{XHTML}picture"), None)
    addresses = {element.get("src"), *_sources(element.get("srcset"))} - {None}
    for address in sorted(address for address in addresses if address is not None):
        url = collector.resource(address, element)
        if url is None:
            continue
        if picture is not None:
            _in_picture(collector, element, url)
        collector.add(Kind.IMAGE, url, element, intrinsic=picture is not None)


def _in_picture(collector: Collector, element: Any, url: Url) -> None:
    type = collector.type_of(url)
    if type is None:
        return
    where = collector._member
    if element.tag == f"{XHTML}img":
        if not media.is_core_image(type):
            message = f"img in picture refers to {short(url.text)} of the type {type}"
            collector.findings.append(faults.PICTURE_IMAGE.at(place(where, element), message))
    elif not (stated := (element.get("type") or "").strip()) and not media.is_core_image(type):
        message = f"source in picture refers to {short(url.text)} of the type {type}, without stating it"
        collector.findings.append(faults.PICTURE_SOURCE.at(place(where, element), message))
    elif stated:
        collector.stated_type(url, stated, element)


def _sources(value: str | None) -> Iterator[str]:
    """The addresses of a srcset."""
    for part in re.split(r",\s+|,(?=\s*$)", value or ""):
        if words := part.split():
            yield words[0]


def _object(collector: Collector, element: Any) -> None:
    url = collector.resource(element.get("data"), element)
    collector.stated_type(url, element.get("type"), element)
    collector.add(Kind.GENERIC, url, element, intrinsic=_is_palpable(element))


_PALPABLE = frozenset(
    f"{XHTML}{name}" for name in ("audio", "canvas", "embed", "iframe", "img", "object", "picture", "video")
) | {f"{SVG}svg", f"{MATHML}math"}


def _is_palpable(element: Any) -> bool:
    """Whether an element contains something to show besides itself: text, or an embedded resource (HTML, 3.2.5.2.8)."""
    pending = [element]
    while pending:
        above = pending.pop()
        if above.text and not above.text.isspace():
            return True
        for child in above:
            if child.tail and not child.tail.isspace():
                return True
            if not isinstance(child.tag, str) or child.get("hidden") is not None:
                continue
            if child.tag in _PALPABLE:
                return True
            if child.tag.startswith(XHTML):
                pending.append(child)
    return False


def _media(collector: Collector, element: Any) -> None:
    if element.tag == f"{XHTML}video":
        collector.add(Kind.IMAGE, collector.resource(element.get("poster"), element), element)
    url = collector.resource(element.get("src"), element)
    _sound(collector, element, url, collector.type_of(url), intrinsic=False)
    found: dict[Url, tuple[Any, str | None]] = {}
    for source in element.iter(f"{XHTML}source"):
        if source.getparent().tag in (f"{XHTML}audio", f"{XHTML}video"):
            url = collector.resource(source.get("src"), source)
            type = collector.stated_type(url, source.get("type"), source)
            if url is not None:
                found[url] = (source, type)
    has_core = any(type is not None and media.is_core(type) for _, type in found.values())
    for url, (source, type) in found.items():
        _sound(collector, source, url, type, intrinsic=has_core)


def _sound(collector: Collector, element: Any, url: Url | None, type: str | None, *, intrinsic: bool) -> None:
    if (type or "").startswith("audio/"):
        collector.add(Kind.AUDIO, url, element, intrinsic=intrinsic)
    else:
        collector.add(Kind.VIDEO, url, element)


def _source(collector: Collector, element: Any) -> None:
    if element.getparent().tag == f"{XHTML}picture":
        _image(collector, element)


def _generic(collector: Collector, element: Any) -> None:
    collector.add(Kind.GENERIC, collector.resource(element.get("src"), element), element)


def _embed(collector: Collector, element: Any) -> None:
    url = collector.resource(element.get("src"), element)
    collector.stated_type(url, element.get("type"), element)
    collector.add(Kind.GENERIC, url, element)


def _track(collector: Collector, element: Any) -> None:
    collector.add(Kind.TRACK, collector.resource(element.get("src"), element), element)


def _cite(collector: Collector, element: Any) -> None:
    collector.add(Kind.CITE, collector.url(element.get("cite"), element), element)


def _script(collector: Collector, element: Any) -> None:
    type = element.get("type")
    if type is None or type.lower() in media.SCRIPT_TYPES:
        collector.needed.add("scripted")
        collector._references.has_scripts = True
    if collector._references.version != "2":
        _generic(collector, element)


def _form(collector: Collector, element: Any) -> None:
    collector.needed.add("scripted")


def _math(collector: Collector, element: Any) -> None:
    collector.needed.add("mathml")
    collector.add(Kind.IMAGE, collector.url(element.get("altimg"), element), element)


def _switch(collector: Collector, element: Any) -> None:
    collector.needed.add("switch")


def _svg(collector: Collector, element: Any) -> None:
    if not collector._is_svg:
        collector.needed.add("svg")


def _symbol(collector: Collector, element: Any) -> None:
    collector.add(Kind.SYMBOL, collector.url(element.get(f"{XLINK}href"), element), element)


def _svg_image(collector: Collector, element: Any) -> None:
    address = element.get(f"{XLINK}href")
    is_old = collector._references.version == "2"
    collector.add(
        Kind.IMAGE, collector.url(address, element) if is_old else collector.resource(address, element), element
    )


def _font(collector: Collector, element: Any) -> None:
    url = collector.url(element.get(f"{XLINK}href"), element)
    collector.add(Kind.FONT, url, element)
    if url is not None and url.is_remote:
        collector.needed.add("remote-resources")


def _style(collector: Collector, element: Any) -> None:
    collector.styles("".join(element.itertext()), element)


_STEPS_2: Mapping[str, Step] = {
    f"{XHTML}a": _anchor,
    f"{XHTML}area": _anchor,
    f"{XHTML}img": _image_2,
    f"{XHTML}object": _object_2,
    f"{XHTML}link": _link,
    f"{XHTML}script": _script,
    f"{XHTML}style": _style,
    f"{SVG}a": _svg_anchor,
    f"{SVG}use": _symbol,
    f"{SVG}image": _svg_image,
    f"{SVG}font-face-uri": _font,
    f"{SVG}script": _script,
    f"{SVG}style": _style,
}
_OPS_SWITCH = "{http://www.idpf.org/2007/ops}switch"
_STEPS_3: Mapping[str, Step] = {
    **_STEPS_2,
    f"{XHTML}img": _image,
    f"{XHTML}object": _object,
    f"{XHTML}audio": _media,
    f"{XHTML}video": _media,
    f"{XHTML}source": _source,
    f"{XHTML}iframe": _generic,
    f"{XHTML}input": _generic,
    f"{XHTML}embed": _embed,
    f"{XHTML}track": _track,
    f"{XHTML}blockquote": _cite,
    f"{XHTML}q": _cite,
    f"{XHTML}ins": _cite,
    f"{XHTML}del": _cite,
    f"{XHTML}form": _form,
    f"{MATHML}math": _math,
    f"{SVG}svg": _svg,
    _OPS_SWITCH: _switch,
}
"""What each element refers to, and which properties its document needs for it."""

_STYLE_TYPES = re.compile(r"\btype\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_STYLE_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_UNDETECTED = frozenset({"nav", "data-nav", "cover-image", "remote-resources"})
_DETECTED = frozenset({"glossary", "index", "mathml", "scripted", "svg", "switch", "dictionary", "search-key-map"})


def collect(references: References, item: Item, member: str, root: Any) -> Iterator[Finding]:
    """Add the references of a content document; yield what is wrong with the properties of its item.

    Without a root the document cannot be parsed, and its beginning alone is known.
    """
    publication, version = references.publication, references.version
    collector = Collector(references, item, member)
    elements, attributes = publication.elements(member), publication.attributes(member)
    steps = _STEPS_2 if version == "2" else _STEPS_3
    for tag in elements.keys() & steps.keys():
        step = steps[tag]
        for element in elements[tag]:
            step(collector, element)
    for element, style in attributes.get("style", ()):
        if style and element.tag.startswith(XHTML):
            collector.styles(style, element)
    for name in ("fill", "stroke"):
        for element, paint in attributes.get(name, ()):
            if paint.startswith("url(") and paint.endswith(")") and element.tag.startswith(SVG):
                collector.add(Kind.PAINT, collector.url(paint[4:-1], element), element)
    if item.media_type == media.SVG_TYPE and root is not None:
        for address in stylesheets_before(root):
            collector.add(Kind.STYLESHEET, collector.url(address, root), root)
    if any(name.lower() in _EVENTS for name in attributes if name.startswith(("on", "ON", "On", "oN"))):
        collector.needed.add("scripted")
        references.has_scripts = True
    yield from collector.findings
    if version != "2" and root is not None:
        has_prefixes = root.tag == f"{XHTML}html"
        yield from vocabularies.types(member, root, attributes.get(_TYPE, ()), has_prefixes=has_prefixes)
        yield from _properties(collector, item, attributes)
        for element, stated in attributes.get(_TYPE, ()):
            is_region = "region-based" in stated and "region-based" in stated.split()
            if is_region and not ("data-nav" in item.properties and element.tag.rpartition("}")[2] == "nav"):
                message = "the type region-based is not on nav of a Data Navigation Document"
                yield faults.REGION_ELSEWHERE.at(place(member, element), message)


def stylesheets_before(root: Any) -> Iterator[str]:
    """The addresses of the stylesheets that processing instructions before the root name."""
    node = root.getprevious()
    while node is not None:
        if getattr(node, "target", "") == "xml-stylesheet":
            data = node.text or ""
            type, href = _STYLE_TYPES.search(data), _STYLE_HREF.search(data)
            if href and (type is None or (type[1] or type[2] or "") == media.CSS_TYPE):
                yield href[1] or href[2] or ""
        node = node.getprevious()


_TYPE = "{http://www.idpf.org/2007/ops}type"


def _properties(
    collector: Collector, item: Item, attributes: Mapping[str, Sequence[tuple[Any, str]]]
) -> Iterator[Finding]:
    """The properties of an item that its document needs, or does not need (5.6.2.1)."""
    path = collector._publication.package_path
    where = None
    for property in sorted(collector.needed - item.properties):
        where = where or place(path, item.element)
        yield faults.PROPERTY_MISSING.at(where, f"the item of {item.href} has no property {property}")
    needless = item.properties - collector.needed - collector.allowed
    if not needless:
        return
    where = where or place(path, item.element)
    if "remote-resources" in needless and "scripted" not in collector.needed:
        message = f"the item of {item.href} has the property remote-resources, but the document refers to none"
        yield faults.REMOTE_NEEDLESS.at(where, message)
    types = {type for _, value in attributes.get(_TYPE, ()) for type in value.split()}
    for property in sorted((needless & _DETECTED) - ({"index", "glossary"} & types)):
        message = f"the item of {item.href} has the property {property}, which its document does not need"
        yield faults.PROPERTY_NEEDLESS.at(where, message)


def collect_style(references: References, item: Item, member: str, style: str) -> Iterator[Finding]:
    """Add the references of a stylesheet; yield what is wrong with the properties of its item."""
    collector = Collector(references, item, member)
    collector.styles(style, None, 1)
    yield from collector.findings
    if references.version == "2":
        return
    path = collector._publication.package_path
    if "remote-resources" in collector.needed - item.properties:
        message = f"the item of {item.href} has no property remote-resources"
        yield faults.PROPERTY_MISSING.at(place(path, item.element), message)
    elif "remote-resources" in item.properties - collector.needed:
        message = f"the item of {item.href} has the property remote-resources, but the stylesheet refers to none"
        yield faults.REMOTE_NEEDLESS.at(place(path, item.element), message)


def collect_package(references: References) -> None:
    """Add the references of the package document: its links and its guide."""
    publication = references.publication
    path = publication.package_path
    elements = publication.elements(path)
    if references.version != "2":
        for link in elements.get(f"{OPF}link", ()):
            if link.get("href") is not None:
                url = urls.parse(path, link.get("href"))
                if url.scheme != "data" and not (url.fragment and not url.scheme and url.member == path):
                    references.add(Reference(Kind.LINK, url, path, link))
    for reference in elements.get(f"{OPF}reference", ()):
        if reference.get("href") is not None:
            references.add(Reference(Kind.GENERIC, urls.parse(path, reference.get("href")), path, reference))
