"""Safe parsing of documents that may be hostile: bytes in, a parsed document out, within limits.

Nothing external is ever loaded, and declarations of entities are refused. `DocumentError` has the reason and the place;
the checks of a format turn it into a finding.
"""

from __future__ import annotations

import io
import json
import re
import stat
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import repeat
from struct import Struct
from types import MappingProxyType
from typing import Any

from lxml import etree

from convert.limits import MAX_INPUT

MAX_XML = 16 * 2**20
MAX_JSON = 16 * 2**20
"""The maximum size of a document in bytes."""

MAX_TAGS = 200_000
MAX_ATTRIBUTES = 150_000
MAX_VALUES = 200_000
"""The maximum number of tags and attributes, or of values and keys; each takes some hundred bytes of memory."""

MAX_DEPTH = 256
"""The maximum depth of objects and arrays; libxml2 has the same limit for elements."""

MAX_CONTAINER = MAX_INPUT
MAX_MEMBER = 64 * 2**20
MAX_MEMBERS = 10_000
MAX_UNPACKED = 96 * 2**20
MAX_RATIO = 200
"""The maximum ratio of unpacked to packed size of a member over 1 MB; that of text is 3 to 20."""

_TEXT_NODE = 10**7
"""The maximum size of a text in XML in bytes, which is the default of libxml2."""

_BYTES_PER_TAG = 80
_BYTES_PER_VALUE = 32
"""How many bytes a large document has for each tag, or for each value or key, at least."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a document may be.

    `size` is the maximum size in bytes of a document in XML or JSON, None for the default. The number of tags,
    attributes, values and keys may grow in proportion to the size of the document, and all limits with `size`.
    """

    size: int | None = None

    @property
    def xml(self) -> int:
        """The maximum size of XML in bytes."""
        return MAX_XML if self.size is None else self.size

    @property
    def json(self) -> int:
        """The maximum size of JSON in bytes."""
        return MAX_JSON if self.size is None else self.size

    def tags(self, size: int) -> int:
        """The maximum number of tags in XML of `size` bytes."""
        return max(MAX_TAGS, self._raised(MAX_TAGS, MAX_XML), size // _BYTES_PER_TAG)

    def attributes(self, size: int) -> int:
        """The maximum number of attributes in XML of `size` bytes."""
        return max(MAX_ATTRIBUTES, self._raised(MAX_ATTRIBUTES, MAX_XML), size // _BYTES_PER_TAG)

    def values(self, size: int) -> int:
        """The maximum number of values and keys in JSON of `size` bytes."""
        return max(MAX_VALUES, self._raised(MAX_VALUES, MAX_JSON), size // _BYTES_PER_VALUE)

    @property
    def container(self) -> int:
        """The maximum size of an EPUB in bytes."""
        return max(MAX_CONTAINER, self.size or 0)

    @property
    def member(self) -> int:
        """The maximum unpacked size of a file in an EPUB in bytes."""
        return max(MAX_MEMBER, self._raised(MAX_MEMBER, MAX_CONTAINER))

    @property
    def unpacked(self) -> int:
        """The maximum unpacked size of an EPUB in bytes."""
        return max(MAX_UNPACKED, self._raised(MAX_UNPACKED, MAX_CONTAINER))

    def _raised(self, limit: int, size: int) -> int:
        """The limit `limit`, which belongs to the default `size`, in proportion to the size of these limits."""
        return limit * (self.size or 0) // size


LIMITS = Limits()
"""The limits of documents whose sizes nobody has raised."""


class DocumentError(Exception):
    """Bytes that cannot be parsed as the expected kind of document, or one that is too large, too deep or not safe.

    `line` and `column` count from 1 and are 0 where unknown; `member` is the file inside an EPUB. `detail` holds
    further facts for machines.
    """

    def __init__(
        self,
        message: str,
        *,
        line: int = 0,
        column: int = 0,
        member: str = "",
        advice: str = "",
        detail: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.member = member
        self.advice = advice
        self.detail = detail


class Index:
    """The elements of a tree by their names and by those of their attributes, in document order.

    It takes one pass over the tree, which is slow, for the look-ups of many rules.
    """

    __slots__ = ("_places", "attributes", "elements")

    def __init__(self, root: etree._Element) -> None:
        elements: defaultdict[str, list[Any]] = defaultdict(list)
        attributes: defaultdict[str, list[Any]] = defaultdict(list)
        # By name, the number of each attribute among all attributes.
        places: defaultdict[str, list[int]] = defaultdict(list)
        at = 0
        for element in root.iter("*"):
            elements[element.tag].append(element)
            for name in element.keys():  # noqa: SIM118 - what yields them one by one is slower
                attributes[name].append(element)  # type: ignore[index]
                places[name].append(at)  # type: ignore[index]
                at += 1
        self.elements: Mapping[str, Sequence[Any]] = elements
        self.attributes: Mapping[str, Sequence[Any]] = attributes
        self._places: Mapping[str, Sequence[int]] = places

    def named(self, *names: str) -> Iterator[Any]:
        """The elements with these names, name by name."""
        for name in names:
            yield from self.elements.get(name, ())

    def having(self, names: AbstractSet[str]) -> Sequence[tuple[Any, str]]:
        """The elements with one of these attributes, each with the name of the attribute, in document order; an element
        occurs once for each attribute.
        """
        present = [name for name in self.attributes if name in names]
        if len(present) < 2:
            return [(element, name) for name in present for element in self.attributes[name]]
        # No two places are the same, so that elements are not compared.
        found = [place for name in present for place in zip(self._places[name], self.attributes[name], repeat(name))]
        found.sort()
        return [(element, name) for _, element, name in found]


@dataclass(frozen=True, eq=False)
class Xml:
    """A parsed XML document."""

    data: bytes
    root: etree._Element
    limits: Limits = LIMITS

    @cached_property
    def index(self) -> Index:
        """The index of the document's elements."""
        return Index(self.root)


@dataclass(frozen=True, slots=True, eq=False)
class Json:
    """A parsed JSON document."""

    data: bytes
    value: Any
    ambiguity: str = ""
    """The first thing that parsers read differently, a duplicate key or NaN and the like; empty if there is none."""
    limits: Limits = LIMITS


@dataclass(frozen=True, slots=True)
class Epub:
    """An opened EPUB container: the bytes of its members by name, in the order of the zip, the names of those that are
    stored without compression, the names of folders, and the names of those whose data are damaged.
    """

    data: bytes
    members: Mapping[str, bytes]
    stored: frozenset[str]
    limits: Limits = LIMITS
    folders: tuple[str, ...] = ()
    damaged: frozenset[str] = frozenset()


# A prolog is white space, comments and processing instructions, then perhaps a document type declaration; an internal
# subset begins with a bracket in it, outside the quoted identifiers (XML 1.0, 2.8).
# Possessive quantifiers (`*+`) do not backtrack, which would take unlimited memory on a hostile prolog.
_PROLOG = re.compile(r"\ufeff?(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE(?:[^\[<>'\"]++|'[^']*+'|\"[^\"]*+\")*+(?P<end>[\[>]?)")


def _refuse_internal_subset(data: bytes) -> None:
    data = data.removeprefix(b"\xef\xbb\xbf")
    head = data[:4]
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1"
    if head[:2] == b"<\0":
        encoding = "utf-16-le"
    elif head[:2] == b"\0<":
        encoding = "utf-16-be"
    at = data.find("<!DOCTYPE".encode("utf-16-le" if encoding != "latin-1" else "ascii"))
    if at < 0 and (encoding == "latin-1" or b"\0D\0O\0C\0T\0Y\0P\0E" not in data):
        return
    text = data.decode(encoding, "replace")
    prolog = _PROLOG.match(text)
    doctype = _DOCTYPE.match(text, prolog.end() if prolog else 0)
    if doctype and doctype["end"] != ">":
        raise DocumentError(
            "the document type declaration has an internal subset",
            line=text.count("\n", 0, doctype.end()) + 1,
            advice=_WITHOUT_SUBSET,
        )


def _refuse_declarations(root: etree._Element, *, subset: bool) -> None:
    """Refuse declarations in an internal subset that an encoding hid before parsing, unless it is permitted, and
    references to external entities.
    """
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is None:
        return
    if not subset and (any(dtd.iterentities()) or any(dtd.iterelements())):
        raise DocumentError("the document type declaration has an internal subset", advice=_WITHOUT_SUBSET)
    if (entity := next(root.iter(etree.Entity), None)) is not None:
        line: Any = entity.sourceline
        raise DocumentError(
            f"the entity {entity.text} is not declared here", line=line or 0, advice="Write entities as characters."
        )


_WITHOUT_SUBSET = "Remove everything between [ and ] in <!DOCTYPE …>; write entities as characters."


@cache
def _parser(huge: bool, subset: bool = False) -> etree.XMLParser:
    """The parser, cached as its set-up takes longer than parsing most documents. With `subset` it expands the entities
    of an internal subset, to five times the size of the document or a million bytes at most.
    """
    resolve: Any = "internal" if subset else False
    return etree.XMLParser(
        resolve_entities=resolve, no_network=True, load_dtd=False, huge_tree=huge, remove_blank_text=False
    )


_WELL_FORMED = frozenset(
    {"WAR_NS_URI", "WAR_NS_URI_RELATIVE", "WAR_SPACE_VALUE", "DTD_XMLID_VALUE", "DTD_ID_REDEFINED"}
)
"""What libxml2 reports in documents that are well-formed: names of namespaces that are no URIs, ids of `xml:id`."""


def _tolerated(data: bytes) -> etree._Element | None:
    """The root of a document that libxml2 refuses, but that is well-formed; None for any other."""
    parser = _recovering()
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    log: Any = parser.error_log
    return root if all(entry.type_name in _WELL_FORMED for entry in log) else None


def recovered(data: bytes) -> etree._Element | None:
    """The root of what can be read of a document that is not well-formed; None if nothing can."""
    try:
        return etree.fromstring(data, _recovering())
    except etree.XMLSyntaxError:
        return None


def _recovering() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)


def is_pointer(data: bytes) -> bool:
    """Return whether these are the bytes that Git LFS leaves in place of a file."""
    return data.startswith(b"version https://git-lfs.github.com/spec/")


def open_xml(data: bytes, *, member: str = "", limits: Limits = LIMITS, subset: bool = False) -> Xml:
    """Parse XML; with `subset`, its document type declaration may have an internal one. Raises DocumentError."""
    if len(data) > limits.xml:
        raise _too_large("the document", len(data), limits.xml, member)
    if len(data) > MAX_ATTRIBUTES:
        tags, attributes = limits.tags(len(data)), limits.attributes(len(data))
        if data.count(b"<") > tags or data.count(b"=") > attributes:
            message = f"the document has more than {tags} tags or {attributes} attributes"
            raise DocumentError(message, member=member, advice=_RAISE)
    # Only whoever raises the limits gets texts over 10 MB, since libxml2 then allows more depth, too.
    huge = limits.xml > MAX_XML and len(data) > _TEXT_NODE
    try:
        if not subset:
            _refuse_internal_subset(data)
        root = etree.fromstring(data, _parser(huge, subset))
        _refuse_declarations(root, subset=subset)
        if huge and _is_deep(root):
            raise DocumentError(f"elements are nested too deeply, in more than {MAX_DEPTH} levels")
    except DocumentError as e:
        e.member = member
        raise
    except etree.XMLSyntaxError as e:
        if subset and (tolerated := _tolerated(data)) is not None:
            return Xml(data, tolerated, limits)
        line, column = e.position
        raise DocumentError(
            f"not well-formed XML: {fault_of(e)}", line=line or 0, column=column or 0, member=member
        ) from None
    return Xml(data, root, limits)


def fault_of(error: etree.XMLSyntaxError) -> str:
    """Return what libxml2 says is wrong, without the place, which the error has besides."""
    return str(error.msg).partition(", line ")[0]


_RAISE = "Split it, or raise the limit with --max-size."


def _too_large(what: str, size: int, limit: int, member: str = "") -> DocumentError:
    return DocumentError(f"{what} has {size} bytes, more than {limit}", member=member, advice=_RAISE)


@cache
def _below_the_limit() -> etree.XPath:
    """The path that selects elements below the maximum depth."""
    return etree.XPath(f"boolean({'/*' * (MAX_DEPTH + 1)})")


def _is_deep(root: etree._Element) -> bool:
    return bool(_below_the_limit()(root))


def open_html(text: str) -> etree._Element:
    """The body of a page or fragment of HTML, parsed as leniently as in browsers.

    Its elements are in the namespace of XHTML. Raises DocumentError if there is no content.
    """
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "surrogatepass"), parser)
    except (etree.XMLSyntaxError, ValueError) as e:
        raise DocumentError(f"not HTML: {e}") from None
    if root is None:  # not in the type stubs
        raise DocumentError("not HTML: there is no content")
    # Declared once at the top: each element would search its ancestors for the namespace, in quadratic time.
    nsmap: Any = {None: _XHTML.strip("{}")}
    outer = etree.Element(f"{_XHTML}div", nsmap=nsmap)
    outer.append(root)
    for element in root.iter("*"):
        with suppress(ValueError):  # browsers accept names that XML does not allow
            element.tag = _XHTML + element.tag
    body = root.find(f"{_XHTML}body")
    return root if body is None else body


_XHTML = "{http://www.w3.org/1999/xhtml}"


def _duplicate_key(pairs: list[tuple[str, Any]]) -> str:
    counts = Counter(key for key, _ in pairs)
    return f"the key {next(key for key in counts if counts[key] > 1)!r} occurs twice in one object"


_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)


def _has_more_values(data: bytes, limit: int) -> bool:
    return len(data) > limit and sum(map(data.count, (b"[", b"{", b",", b":"))) > limit


def open_json(data: bytes, *, strict: bool = False, limits: Limits = LIMITS) -> Json:
    """Parse JSON in UTF-8, 16 or 32 (RFC 8259).

    Raises DocumentError; if `strict`, for duplicate keys and NaN, too.
    """
    if len(data) > limits.json:
        raise _too_large("the document", len(data), limits.json)
    most = limits.values(len(data))
    if _has_more_values(data, most) and _has_more_values(_STRING.sub(b"", data), most):
        raise DocumentError(f"the document has more than {most} values and keys", advice=_RAISE)
    try:
        text = data.decode(json.detect_encoding(data))
        ambiguous: list[str] = []

        def paired(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
            found = dict(pairs)
            if len(found) != len(pairs) and not ambiguous:
                ambiguous.append(_duplicate_key(pairs))
            return found

        def constant(name: str) -> float:
            if not ambiguous:
                ambiguous.append(f"{name} is not a JSON number")
            return float(name)

        value = json.loads(text, object_pairs_hook=paired, parse_constant=constant)
    except json.JSONDecodeError as e:
        raise DocumentError(f"not JSON: {e.msg}", line=e.lineno, column=e.colno) from None
    except UnicodeDecodeError as e:
        raise DocumentError(f"not {e.encoding} at byte {e.start}", line=data.count(b"\n", 0, e.start) + 1) from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError as e:
        raise DocumentError(str(e)) from None
    if text.count("{") + text.count("[") > MAX_DEPTH:  # fewer cannot exceed the depth
        _refuse_depth(value)
    if strict and ambiguous:
        raise DocumentError(ambiguous[0])
    return Json(data, value, "".join(ambiguous), limits)


def _refuse_depth(value: Any) -> None:
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [inner for outer in level for inner in _inner(outer) if isinstance(inner, list | dict)]
        if not level:
            return
    raise _too_deep()


def _inner(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _too_deep() -> DocumentError:
    return DocumentError(f"objects or arrays are nested too deeply, in more than {MAX_DEPTH} levels")


def is_safe_name(name: str) -> bool:
    """Return whether the name of a member of an archive leads to a file in it."""
    parts = name.split("/")
    return not (
        name.startswith("/") or "\\" in name or "\0" in name or ":" in parts[0] or ".." in parts or "" in parts[:-1]
    )


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as member:
        # Limited by the stated size: a member of ten stated bytes can unpack to a gigabyte.
        content = member.read(info.file_size)
        if member.read(1):
            raise DocumentError("a member has more bytes than stated", member=info.filename)
    return content


_LOCAL_HEADER = Struct("<4s5H3L2H")
"""The fixed part of the record before each member (APPNOTE 6.3.10, 4.3.7)."""

_UTF_8_NAME = 0x800


def _ends(infos: Sequence[zipfile.ZipInfo], directory: int) -> Mapping[int, int]:
    """Where the space of each member ends, by where it begins; none if two begin at the same place."""
    starts = sorted({info.header_offset for info in infos})
    return dict(zip(starts, [*starts[1:], directory], strict=True)) if len(starts) == len(infos) else {}


def _plain_member(data: bytes, info: zipfile.ZipInfo, end: int) -> bytes | None:
    """The bytes of a member of which both records agree; None for any other, which zipfile reads or refuses.

    Most members are small, and zipfile takes longer to open one than to unpack it.
    """
    at = info.header_offset
    if info.flag_bits & ~_UTF_8_NAME or not 0 <= at <= min(end, len(data)) - _LOCAL_HEADER.size:
        return None
    signature, _, flags, method, _, _, *facts, name_length, extra_length = _LOCAL_HEADER.unpack_from(data, at)
    at += _LOCAL_HEADER.size
    name = info.orig_filename.encode("utf-8", "replace")
    if (signature, flags, method) != (b"PK\3\4", info.flag_bits, info.compress_type) or not name.isascii():
        return None
    if facts != [info.CRC, info.compress_size, info.file_size] or data[at : at + name_length] != name:
        return None
    at += name_length + extra_length
    content = data[at : at + info.compress_size]
    if at + info.compress_size > end:
        return None
    if method == zipfile.ZIP_DEFLATED:
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        with suppress(zlib.error):
            content = unpacking.decompress(content, info.file_size + 1)
        if not unpacking.eof or unpacking.unused_data:
            return None
    elif method != zipfile.ZIP_STORED:
        return None
    return content if len(content) == info.file_size and zlib.crc32(content) == info.CRC else None


def _salvaged(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """What can be unpacked of a member whose data are damaged."""
    at = info.header_offset
    record = data[at : at + _LOCAL_HEADER.size]
    if len(record) < _LOCAL_HEADER.size or not record.startswith(b"PK\3\4"):
        return b""
    *_, name_length, extra_length = _LOCAL_HEADER.unpack(record)
    at += _LOCAL_HEADER.size + name_length + extra_length
    content = data[at : at + info.compress_size]
    if info.compress_type == zipfile.ZIP_DEFLATED:
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = unpacking.decompress(content, info.file_size + 1)
        except zlib.error:
            return b""
        if len(content) > info.file_size:
            raise DocumentError("a member has more bytes than stated", member=info.filename)
        return content
    return content[: info.file_size] if info.compress_type == zipfile.ZIP_STORED else b""


_NEEDED = ("mimetype", "META-INF/")


def open_epub(data: bytes, limits: Limits = LIMITS, *, salvage: bool = False) -> Epub:
    """Open an EPUB's zip container and unpack it in memory, within limits. Raises DocumentError.

    With `salvage`, files whose data are damaged are named in the result; without, they are refused.
    """
    if len(data) > limits.container:
        raise _too_large("the container", len(data), limits.container)
    members: dict[str, bytes] = {}
    stored = set()
    folders: list[str] = []
    damaged: set[str] = set()
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_MEMBERS:
                raise DocumentError(f"the container has {len(infos)} members, more than {MAX_MEMBERS}")
            ends = _ends(infos, archive.start_dir)
            for info in infos:
                name = info.filename
                if not is_safe_name(name):
                    detail = _BACKSLASH if "\\" in name else ()
                    raise DocumentError("the name of a member leads out of the container", member=name, detail=detail)
                if stat.S_ISLNK(info.external_attr >> 16):
                    raise DocumentError("a member is a symbolic link", member=name)
                if info.flag_bits & 0x1:
                    raise DocumentError("a member is encrypted by the zip format", member=name)
                if name in members:
                    raise DocumentError("two members have the same name", member=name, detail=_SAME_NAME)
                total += info.file_size
                excessive = total > 2**24 and total > MAX_RATIO * len(data)
                if info.file_size > limits.member or total > limits.unpacked or excessive:
                    raise DocumentError("the unpacked container is too large", member=name)
                if info.file_size > 2**20 and info.file_size > MAX_RATIO * max(info.compress_size, 1):
                    raise DocumentError("a member unpacks to an excessive size", member=name)
                if info.is_dir():
                    folders.append(name)
                    continue
                content = _plain_member(data, info, ends.get(info.header_offset, 0))
                if content is None:
                    try:
                        content = _member(archive, info)
                    except (zipfile.BadZipFile, zlib.error):
                        if not salvage or name.startswith(_NEEDED) or name.endswith(".opf"):
                            raise
                        damaged.add(name)
                        content = _salvaged(data, info)
                members[name] = content
                if info.compress_type == zipfile.ZIP_STORED:
                    stored.add(name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OverflowError) as e:
        raise DocumentError(f"not a readable zip container: {e}", detail=_unreadable(data)) from None
    return Epub(data, MappingProxyType(members), frozenset(stored), limits, tuple(folders), frozenset(damaged))


_SAME_NAME = (("epubcheck", "OPF-060"),)
_BACKSLASH = (("epubcheck", "PKG-009"),)
_SMALLEST = 58
"""The size of the first record of an EPUB, with its name and content."""


def _unreadable(data: bytes) -> tuple[tuple[str, str], ...]:
    """The ids of EPUBCheck for a zip that cannot be read."""
    ids = "PKG-003, PKG-008" if len(data) < _SMALLEST else "PKG-008" if data[:2] == b"PK" else "PKG-004, PKG-008"
    return (("epubcheck", ids),)
