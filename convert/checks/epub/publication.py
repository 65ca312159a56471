"""An opened EPUB as a publication: package, manifest, spine, and every document in it, parsed once and walked once.

It reads what exists and checks nothing; missing or broken parts are absent, and the checks report them.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from html.entities import name2codepoint
from itertools import islice
from typing import Any, NamedTuple, TypeAlias, TypeVar
from urllib.parse import unquote

from lxml import etree

from convert.checks.engine.pointers import named_path
from convert.checks.epub import urls
from convert.checks.epub.namespaces import DC, OCF, OPF, XHTML
from convert.checks.epub.shapes import MAX_PACKAGE, MAX_SIZE, shape_of
from convert.checks.epub.urls import Url
from convert.documents import DocumentError, Epub, Xml, local_name, open_xml, recovered
from convert.findings import Location

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
METADATA = "META-INF/metadata.xml"
SIGNATURES = "META-INF/signatures.xml"
PACKAGE_TYPE = "application/oebps-package+xml"
XHTML_TYPE = "application/xhtml+xml"
SVG_TYPE = "image/svg+xml"


NAV_TYPES = frozenset({"toc", "page-list", "landmarks"})
"""The types of `nav` that EPUB 3.3 restricts (7.4)."""

T = TypeVar("T")

_SMALL = 2**22
"""The maximum size in bytes of a document whose beginning is looked at if it cannot be parsed."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


def resolve(base: str, href: str) -> tuple[str, str] | None:
    """The member and fragment that `href` in the member `base` names; None for an address outside the container. A path
    that leads out of the container keeps its leading `..`.
    """
    address = href.strip()
    if _SCHEME.match(address) or address.startswith("//"):
        return None
    path, _, fragment = address.partition("#")
    path = unquote(path.partition("?")[0])
    if not path:
        return base, unquote(fragment)
    joined = path.lstrip("/") if path.startswith("/") else base[: base.rfind("/") + 1] + path
    return _same_spelling(posixpath.normpath(joined)), unquote(fragment)


def _same_spelling(path: str) -> str:
    """A path for comparison: file systems store one name as Unicode NFC or NFD."""
    return unicodedata.normalize("NFC", path)


_DOCTYPE_OPS = re.compile(
    rb"""<!DOCTYPE\s+html\s+PUBLIC\s+(["'])-//W3C//DTD\s+XHTML\s+1\.1//EN\1\s+"""
    rb"""(["'])http://www\.w3\.org/TR/xhtml11/DTD/xhtml11\.dtd\2"""
)


def _has_misencoded_names(root: Any) -> bool:
    """Whether a replacement character is in the name of an element, attribute or instruction, which is not XML then."""
    first = root
    while first.getprevious() is not None:
        first = first.getprevious()
    for node in (first, *first.itersiblings(), *root.iter()):
        names = [getattr(node, "target", "")] if not isinstance(node.tag, str) else [node.tag, *node.keys()]
        if any("\ufffd" in name for name in names):
            return True
    return False


_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")


def mended(data: bytes, *, entities: bool) -> bytes | None:
    """A document as EPUBCheck reads it: with replacement characters for bytes that are not UTF-8 and, if `entities`,
    with those of XHTML 1.1 where that is its document type. None if neither changes anything.
    """
    changed = data
    if entities and _DOCTYPE_OPS.search(data, 0, 1000):
        changed = _ENTITY.sub(_as_number, changed)
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and not data[:2].count(b"\0"):
        changed = changed.decode("utf-8", "replace").encode()
    return changed if changed != data else None


def _as_number(match: re.Match[bytes]) -> bytes:
    code = name2codepoint.get(match[1].decode())
    return b"&#%d;" % code if code and match[1] not in (b"lt", b"gt", b"amp", b"quot") else match[0]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the manifest; `member` is the file it names, None for one outside the container."""

    id: str
    href: str
    media_type: str
    properties: frozenset[str]
    member: str | None
    element: Any
    url: Url
    fallback: str

    @property
    def target(self) -> str:
        """The resource that the item names: a member or an address."""
        return self.url.address if self.member is None else self.member


class Statement(NamedTuple):
    """An element of the package's metadata: its name (`dc:title`, `meta`, `link`), its text on one line, its property,
    and the target that it refines.
    """

    element: Any
    name: str
    text: str
    property: str | None
    refines: str | None


Attributes: TypeAlias = Mapping[str, Sequence[tuple[Any, str]]]
"""The attributes in a document by name: each element that has one with its value, in the document's order."""

Elements: TypeAlias = Mapping[str, Sequence[Any]]
"""The elements of a document by name, in the document's order."""


class Publication:
    """The content of an EPUB: `files` has the bytes of its members, `broken` the documents that cannot be parsed."""

    def __init__(self, epub: Epub) -> None:
        self.epub = epub
        spelled = {_same_spelling(name): name for name in epub.members}
        is_same = all(name == written for name, written in spelled.items())
        self.files: Mapping[str, bytes] = (
            epub.members if is_same else {name: epub.members[written] for name, written in spelled.items()}
        )
        self.broken: dict[str, DocumentError] = {}
        self.misencoded: set[str] = set()
        self.profile = ""
        """The kind of publication that this one is to be examined as, beside what it says that it is."""
        self._parsed: dict[str, Xml | None] = {}
        self._shapes: dict[str, str] = {}
        self._indexes: dict[str, tuple[Elements, Attributes]] = {}
        self._ids: dict[str, frozenset[str]] = {}

    def document(self, member: str) -> Xml | None:
        """The XML document in `member`, None if there is none or it cannot be parsed."""
        if member not in self._parsed:
            self._parsed[member] = self._parse(member)
        return self._parsed[member]

    def _forget(self, member: str) -> None:
        """Forget the document in `member`; it is parsed again if it is needed again."""
        self._parsed.pop(member, None)
        self._indexes.pop(member, None)

    def _parse(self, member: str) -> Xml | None:
        data = self.files.get(member)
        if data is None or member in self.encrypted or member in self.epub.damaged:
            return None
        try:
            return open_xml(data, member=member, limits=self.epub.limits, subset=True)
        except DocumentError as e:
            if (whole := self._before_trailer(member, e)) is not None:
                self.broken[member] = e
                return whole
            if (readable := mended(data, entities=self._has_entities(member))) is not None:
                with suppress(DocumentError):
                    document = open_xml(readable, member=member, limits=self.epub.limits, subset=True)
                    if "\ufffd".encode() in readable:
                        if _has_misencoded_names(document.root):
                            raise e
                        self.misencoded.add(member)
                    return document
            self.broken[member] = e
            return None

    def _before_trailer(self, member: str, error: DocumentError) -> Xml | None:
        """The document up to the end of its root element, if it has content after that; else None."""
        data = self.files[member]
        if "Extra content at the end" not in error.message or (root := recovered(data)) is None:
            return None
        name = f"{root.prefix}:{local}" if (local := etree.QName(root).localname) and root.prefix else local
        for end in islice(re.finditer(rb"</%s\s*>" % re.escape(name.encode()), data), 3):
            with suppress(DocumentError):
                return open_xml(data[: end.end()], member=member, limits=self.epub.limits, subset=True)
        return None

    def _has_entities(self, member: str) -> bool:
        """Whether a document may use the entities of XHTML 1.1: those of EPUB 2 may."""
        if member.startswith("META-INF/") or member == self.package_path or self.package is None:
            return False
        return bool(self.package.get("version", "").strip().startswith("2"))

    def root(self, member: str) -> Any:
        """The root element of the document in `member`, or None."""
        document = self.document(member)
        return None if document is None else document.root

    def shape(self, member: str) -> str:
        """The shape of the document in `member`, empty if it has none or was not parsed as it is."""
        if member not in self._shapes:
            document = self.document(member)
            is_plain = document is not None and document.data is self.files.get(member)
            limit = MAX_PACKAGE if member == self.package_path else MAX_SIZE
            self._shapes[member] = shape_of(self.files[member], limit) if is_plain else ""
        return self._shapes[member]

    def attributes(self, member: str) -> Attributes:
        """Every attribute in the document in `member`."""
        return self._index(member)[1]

    def elements(self, member: str) -> Elements:
        """Every element in the document in `member`."""
        return self._index(member)[0]

    def _index(self, member: str) -> tuple[Elements, Attributes]:
        if member not in self._indexes:
            root = self.root(member)
            self._indexes[member] = _indexed(self._beginning(member) if root is None else root)
        return self._indexes[member]

    def _beginning(self, member: str) -> Any:
        """The root of a document that cannot be parsed, with what is before the error; None if nothing is."""
        error = self.broken.get(member)
        if error is None or not error.line or len(self.files[member]) > _SMALL:
            return None
        lines = self.files[member].splitlines(keepends=True)[: error.line]
        if error.column and len(lines) == error.line:
            lines[-1] = lines[-1][: error.column]
        parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
        with suppress(etree.XMLSyntaxError):
            return etree.fromstring(b"".join(lines), parser)
        return None

    def ids(self, member: str) -> frozenset[str]:
        """The ids that a fragment can name in the document in `member`."""
        if member not in self._ids:
            attributes = self.attributes(member)
            anchors = (value for e, value in attributes.get("name", ()) if local_name(e) == "a")
            self._ids[member] = frozenset([*(value for _, value in attributes.get("id", ())), *anchors])
        return self._ids[member]

    @cached_property
    def encrypted(self) -> frozenset[str]:
        """The encrypted members, by META-INF/encryption.xml."""
        data = self.files.get(ENCRYPTION)
        if data is None:
            return frozenset()
        try:
            root: Any = open_xml(data, member=ENCRYPTION, limits=self.epub.limits).root
        except DocumentError as e:
            self.broken[ENCRYPTION] = e
            return frozenset()
        uris = root.xpath("//*[local-name() = 'CipherReference']/@URI")
        return frozenset(unquote(str(uri)) for uri in uris)

    @cached_property
    def rootfiles(self) -> tuple[Any, ...]:
        """The elements of the container document that name package documents."""
        self.document(CONTAINER)
        files = self.elements(CONTAINER).get(f"{OCF}rootfile", ())
        return tuple(f for f in files if f.get("media-type", "").strip() == PACKAGE_TYPE)

    @cached_property
    def package_paths(self) -> tuple[str, ...]:
        """The members with package documents, one for each rendition, that of the default rendition first."""
        stated = (f.get("full-path", "").strip() for f in self.rootfiles)
        return tuple(dict.fromkeys(urls.parse("", path).member for path in stated if path))

    @cached_property
    def package_path(self) -> str:
        """The member with the package document; empty if the container names none."""
        return self.package_paths[0] if self.package_paths else ""

    def rendition(self, path: str) -> Publication:
        """The publication as the rendition with the package document `path`; it shares what is parsed."""
        other = Publication(self.epub)
        other.package_path = path
        other.profile = self.profile
        other._parsed, other.broken, other._indexes = self._parsed, self.broken, self._indexes
        other.misencoded = self.misencoded
        return other

    @cached_property
    def package(self) -> Any:
        """The root of the package document, or None."""
        root = self.root(self.package_path)
        return root if root is not None and root.tag == f"{OPF}package" else None

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The manifest."""
        if self.package is None:
            return ()
        return tuple(self._item(e) for e in self.elements(self.package_path).get(f"{OPF}item", ()))

    def _item(self, element: Any) -> Item:
        href = element.get("href", "").strip()
        url = urls.parse(self.package_path, href)
        member = url.member if url.fragment is None else f"{url.member}#{url.fragment}"
        return Item(
            id=element.get("id", "").strip(),
            href=href,
            media_type=element.get("media-type", "").strip(),
            properties=frozenset(element.get("properties", "").split()),
            member=None if url.scheme else member,
            element=element,
            url=url,
            fallback=element.get("fallback", "").strip(),
        )

    @cached_property
    def members(self) -> dict[str, Item]:
        """The items of the manifest by the member that they name."""
        return {item.member: item for item in reversed(self.items) if item.member}

    @cached_property
    def targets(self) -> dict[str, Item]:
        """The items of the manifest by the resource that they name: a member or an address."""
        return {item.target: item for item in reversed(self.distinct_items)}

    @cached_property
    def distinct_items(self) -> tuple[Item, ...]:
        """The items of the manifest that have an id of their own and name a file; of several with one id, the last."""
        named = {item.id: item for item in self.items if item.id and item.element.get("href") is not None}
        return tuple(named.values())

    @property
    def linked(self) -> frozenset[str]:
        """The members that links of the metadata name, which are no resources of the publication (5.5.6)."""
        links = (statement.element.get("href", "") for statement in self.named.get("link", ()))
        return frozenset(target[0] for href in links if (target := resolve(self.package_path, href)))

    @property
    def references(self) -> Sequence[Any]:
        """The elements of the spine."""
        return self.elements(self.package_path).get(f"{OPF}itemref", ())

    @cached_property
    def named_items(self) -> tuple[tuple[Any, Item | None], ...]:
        """The elements of the spine in order, each with the item that it names, None if none before it has the id."""
        if self.package is None:
            return ()
        items, known = iter(self.items), dict[str, Item]()
        found: list[tuple[Any, Item | None]] = []
        for element in self.package.iter(f"{OPF}item", f"{OPF}itemref"):
            if element.tag == f"{OPF}itemref":
                found.append((element, known.get(element.get("idref", "").strip())))
            elif (item := next(items)).id and element.get("href") is not None:
                known[item.id] = item
        return tuple(found)

    @cached_property
    def spine(self) -> tuple[Item, ...]:
        """The items of the spine in order, those that exist."""
        return tuple(item for _, item in self.named_items if item)

    @cached_property
    def navigation(self) -> Item | None:
        """The item of the navigation document."""
        return next((item for item in self.items if "nav" in item.properties), None)

    @property
    def contents(self) -> Iterator[tuple[Item, str, Any]]:
        """The XHTML and SVG documents of the manifest that can be parsed: item, member and root."""
        for item in self.items:
            if item.media_type in (XHTML_TYPE, SVG_TYPE) and item.member:
                root = self.root(item.member)
                if root is not None:
                    yield item, item.member, root

    @cached_property
    def pages(self) -> tuple[tuple[str, Any], ...]:
        """The XHTML documents of the spine in reading order: member and root."""
        members = [item.member for item in self.spine if item.member and item.media_type == XHTML_TYPE]
        return tuple((member, root) for member in members if (root := self.root(member)) is not None)

    @cached_property
    def metadata(self) -> tuple[Statement, ...]:
        """The statements of the package's metadata, in order."""
        found = None if self.package is None else self.package.find(f"{OPF}metadata")
        return () if found is None else tuple(map(_statement, found.iterchildren("*")))

    @cached_property
    def properties(self) -> Mapping[str, Sequence[Statement]]:
        """The statements of the package's metadata, by property."""
        return _grouped((statement.property or "", statement) for statement in self.metadata)

    def meta(self, property: str, refines: str | None = None) -> list[Statement]:
        """The elements `meta` with this property that refine the element with this id, or the publication."""
        target = f"#{refines}" if refines else None
        return [s for s in self.properties.get(property, ()) if s.refines == target and s.name == "meta"]

    @cached_property
    def named(self) -> Mapping[str, Sequence[Statement]]:
        """The statements of the package's metadata, by the name of the element."""
        return _grouped((statement.name, statement) for statement in self.metadata)

    def dublin(self, name: str) -> Sequence[Statement]:
        """The elements `dc:name` of the metadata."""
        return self.named.get(f"dc:{name}", ())

    @cached_property
    def identifier(self) -> Statement | None:
        """The unique identifier, or None."""
        if self.package is None:
            return None
        id = self.package.get("unique-identifier", "").strip()
        return next((s for s in self.dublin("identifier") if id and s.element.get("id", "").strip() == id), None)

    @property
    def stories(self) -> Iterator[tuple[str, Any]]:
        """The elements marked as news stories, with their members."""
        for member, _ in self.pages:
            for element, types in self.attributes(member).get("typeof", ()):
                if element.tag == f"{XHTML}article" and types.endswith(":NewsArticle"):
                    yield member, element

    @cached_property
    def story(self) -> Any:
        """The first element marked as a news story, None if there is none."""
        return next((element for _, element in self.stories), None)

    @cached_property
    def story_bodies(self) -> tuple[tuple[str, Any], ...]:
        """The elements marked as the story's body, with their members."""
        return tuple(
            (member, element)
            for member, _ in self.pages
            for element, property in self.attributes(member).get("property", ())
            if property == "schema:articleBody" and element.tag == f"{XHTML}div"
        )

    @cached_property
    def story_page(self) -> str:
        """The member with the first news story; empty if there is none."""
        return next((member for member, _ in self.stories), "")


def _statement(element: Any) -> Statement:
    tag = element.tag
    name = f"dc:{tag[len(DC) :]}" if tag.startswith(DC) else tag.removeprefix(OPF)
    return Statement(element, name, text(element), element.get("property"), element.get("refines"))


def _indexed(root: Any) -> tuple[Elements, Attributes]:
    elements: defaultdict[str, list[Any]] = defaultdict(list)
    attributes: defaultdict[str, list[tuple[Any, str]]] = defaultdict(list)
    for element in () if root is None else root.iter("*"):
        elements[element.tag].append(element)
        for name, value in element.items():
            attributes[name].append((element, value))
    return elements, attributes


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, Sequence[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def text(element: Any) -> str:
    """The text of an element on one line."""
    whole = "".join(element.itertext()) if len(element) else element.text or ""
    return " ".join(whole.split())


def place(member: str, element: Any) -> Location:
    """The place of an element in a member; without an element, the member alone."""
    if element is None:
        return Location(member=member)
    return Location(member=member, line=element.sourceline or 0, pointer=named_path(element))
