"""XML and HTML: bytes in, a tree out; nothing external is loaded, and entities are refused."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import repeat
from typing import Any

from lxml import etree

from convert.documents.limits import LIMITS, MAX_ATTRIBUTES, MAX_DEPTH, MAX_XML, RAISE, DocumentError, Limits, too_large

_TEXT_NODE = 10**7
"""The maximum size of a text in XML in bytes, which is the default of libxml2."""


XHTML = "{http://www.w3.org/1999/xhtml}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def local_name(element: Any) -> str:
    """The name of an element without its namespace; empty for a comment and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


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


def open_xml(data: bytes, *, member: str = "", limits: Limits = LIMITS, subset: bool = False) -> Xml:
    """Parse XML; with `subset`, its document type declaration may have an internal one. Raises DocumentError."""
    if len(data) > limits.xml:
        raise too_large("the document", len(data), limits.xml, member)
    if len(data) > MAX_ATTRIBUTES:
        tags, attributes = limits.tags(len(data)), limits.attributes(len(data))
        if data.count(b"<") > tags or data.count(b"=") > attributes:
            message = f"the document has more than {tags} tags or {attributes} attributes"
            raise DocumentError(message, member=member, advice=RAISE)
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
    nsmap: Any = {None: XHTML.strip("{}")}
    outer = etree.Element(f"{XHTML}div", nsmap=nsmap)
    outer.append(root)
    for element in root.iter("*"):
        with suppress(ValueError):  # browsers accept names that XML does not allow
            element.tag = XHTML + element.tag
    body = root.find(f"{XHTML}body")
    return root if body is None else body
