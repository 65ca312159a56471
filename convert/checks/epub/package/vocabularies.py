"""Vocabularies of properties, and the prefixes by which package documents and overlays name them (EPUB 3.3, D)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from convert.checks.epub import faults
from convert.checks.epub.faults import Fault
from convert.checks.epub.models.names import NAME
from convert.checks.epub.namespaces import OPS
from convert.checks.epub.publication import place
from convert.findings import Finding

ITEM = "http://idpf.org/epub/vocab/package/item/#"
ITEMREF = "http://idpf.org/epub/vocab/package/itemref/#"
META = "http://idpf.org/epub/vocab/package/meta/#"
LINK = "http://idpf.org/epub/vocab/package/link/#"
STRUCTURE = "http://idpf.org/epub/vocab/structure/#"

RESERVED = {
    "a11y": "http://www.idpf.org/epub/vocab/package/a11y/#",
    "dcterms": "http://purl.org/dc/terms/",
    "marc": "http://id.loc.gov/vocabulary/",
    "media": "http://www.idpf.org/epub/vocab/overlays/#",
    "onix": "http://www.editeur.org/ONIX/book/codelists/current.html#",
    "rendition": "http://www.idpf.org/vocab/rendition/#",
    "schema": "http://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes that need no declaration in a package document (EPUB 3.3, D.1.5)."""

RESERVED_OF_CONTENT = {
    "msv": "http://www.idpf.org/epub/vocab/structure/magazine/#",
    "prism": "http://www.prismstandard.org/specifications/3.0/PRISM_CV_Spec_3.0.htm#",
}
"""The prefixes that need no declaration in content documents and overlays."""

SCRIPTED_COMPONENTS = "http://idpf.org/epub/vocab/sc/#"


class Vocabulary(NamedTuple):
    """The names of a vocabulary, and those of them that are deprecated; None for one whose names are not known."""

    names: frozenset[str] | None
    deprecated: frozenset[str] = frozenset()


_OPEN = Vocabulary(None)
_EMPTY = Vocabulary(frozenset())

_RENDERING = Vocabulary(
    frozenset({"layout", "orientation", "spread", "viewport", "flow"}), deprecated=frozenset({"viewport"})
)
_RENDERING_OF_SPINE = Vocabulary(
    frozenset(
        {
            *("layout-pre-paginated", "layout-reflowable", "orientation-auto", "orientation-landscape"),
            *("orientation-portrait", "spread-auto", "spread-both", "spread-landscape", "spread-none"),
            *("spread-portrait", "page-spread-center", "page-spread-left", "page-spread-right", "flow-paginated"),
            *("flow-scrolled-continuous", "flow-scrolled-doc", "flow-auto", "align-x-center"),
        }
    ),
    deprecated=frozenset({"spread-portrait"}),
)
_OVERLAYS = Vocabulary(frozenset({"active-class", "duration", "narrator", "playback-active-class"}))
_A11Y = Vocabulary(frozenset({"certifiedBy", "certifierCredential", "contactEmail", "exemption"}))
_A11Y_LINKS = Vocabulary(frozenset({"certifierCredential", "certifierReport"}))
_SCRIPTED = Vocabulary(frozenset({"network-access-required", "required-params", "storage-required", "version"}))
_METAS = Vocabulary(
    frozenset(
        {
            *("alternate-script", "authority", "belongs-to-collection", "collection-type", "display-seq"),
            *(
                "dictionary-type",
                "file-as",
                "group-position",
                "identifier-type",
                "meta-auth",
                "pageBreakSource",
                "role",
            ),
            *("source-language", "source-of", "target-language", "term", "title-type"),
        }
    )
)
_LINKS = Vocabulary(
    frozenset(
        {
            *("acquire", "alternate", "marc21xml-record", "mods-record", "onix-record", "record", "voicing"),
            *("xml-signature", "xmp-record"),
        }
    ),
    deprecated=frozenset({"marc21xml-record", "mods-record", "onix-record", "xml-signature", "xmp-record"}),
)

_KEYS_TYPE, _XHTML_TYPE, _SVG_TYPE = (
    "application/vnd.epub.search-key-map+xml",
    "application/xhtml+xml",
    "image/svg+xml",
)
ITEM_TYPES: Mapping[str, tuple[str, ...]] = {
    "cover-image": ("image/",),
    "data-nav": (_XHTML_TYPE,),
    "dictionary": (_KEYS_TYPE,),
    "glossary": (_KEYS_TYPE, _XHTML_TYPE),
    "index": (_XHTML_TYPE,),
    "mathml": (_XHTML_TYPE, _SVG_TYPE),
    "nav": (_XHTML_TYPE,),
    "remote-resources": (_XHTML_TYPE, "application/smil+xml", _SVG_TYPE, "text/css"),
    "scripted": (_XHTML_TYPE, _SVG_TYPE),
    "search-key-map": (_KEYS_TYPE,),
    "svg": (_XHTML_TYPE,),
    "switch": (_XHTML_TYPE, _SVG_TYPE),
}
"""The properties of items in the manifest, each with the media types of items that may have it (EPUB 3.3, D.6)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of attribute that names properties: its default vocabulary, and those of reserved prefixes and known URIs
    that are not open.
    """

    title: str
    default: Vocabulary
    prefixes: Mapping[str, Vocabulary]
    uris: Mapping[str, Vocabulary] = field(default_factory=dict)


def _kind(title: str, default: Vocabulary, **known: Vocabulary) -> Kind:
    closed = {name: known.get(name, _EMPTY) for name in ("a11y", "media", "rendition")}
    uris = {RESERVED[name]: vocabulary for name, vocabulary in closed.items()}
    return Kind(title, default, closed, {**uris, SCRIPTED_COMPONENTS: known.get("scripted", _EMPTY)})


PROPERTY = _kind("property", _METAS, a11y=_A11Y, media=_OVERLAYS, rendition=_RENDERING, scripted=_SCRIPTED)
ITEM_PROPERTIES = _kind("properties", Vocabulary(frozenset(ITEM_TYPES)))
ITEMREF_PROPERTIES = _kind(
    "properties", Vocabulary(frozenset({"page-spread-right", "page-spread-left"})), rendition=_RENDERING_OF_SPINE
)
LINK_RELATION = _kind("rel", _LINKS, a11y=_A11Y_LINKS)
LINK_PROPERTIES = _kind("properties", Vocabulary(frozenset({"onix"})))

_UNKNOWN_TO_ITEMS = ("a11y",)
"""The reserved prefix that items and itemrefs have no use for."""

_FORBIDDEN = {
    "package": frozenset({ITEM, ITEMREF, META, LINK}),
    "structure": frozenset({STRUCTURE}),
}


@dataclass(frozen=True, slots=True)
class Prefixes:
    """The prefixes of a document: the URI of each that it declares."""

    member: str
    declared: Mapping[str, str]

    def vocabulary(self, prefix: str, kind: Kind) -> Vocabulary | None:
        """The vocabulary that a prefix stands for, None if it is not declared."""
        if not prefix:
            return kind.default
        if prefix in self.declared:
            return kind.uris.get(self.declared[prefix], _OPEN)
        if prefix in kind.prefixes:
            if prefix in _UNKNOWN_TO_ITEMS and kind in (ITEM_PROPERTIES, ITEMREF_PROPERTIES):
                return None
            return kind.prefixes[prefix]
        return _OPEN if prefix in RESERVED else None

    def problems(self, element: Any, name: str, kind: Kind, *, single: bool = False) -> Iterator[Finding]:
        """What is wrong with the properties in the attribute `name` of an element."""
        value = element.get(name)
        if value is None:
            return
        properties = value.split()
        if single and len(properties) > 1:
            where = place(self.member, element)
            yield faults.PROPERTY_LIST.at(where, f"{name} has {len(properties)} values: {value}")
            return
        names, deprecated = kind.default
        for property in properties:
            if names is not None and property in names and property not in deprecated:
                continue
            prefix, colon, local = property.partition(":")
            if not colon:
                prefix, local = "", property
            elif not prefix or not local:
                yield faults.PROPERTY_MALFORMED.at(
                    place(self.member, element), f"{property} is not a prefix and a name"
                )
                continue
            vocabulary = self.vocabulary(prefix, kind)
            if vocabulary is None:
                yield faults.PREFIX_UNDECLARED.at(
                    place(self.member, element), f"the prefix of {property} is not declared"
                )
            elif vocabulary.names is not None and local not in vocabulary.names:
                where = place(self.member, element)
                yield faults.PROPERTY_UNKNOWN.at(where, f"{property} is no property for the attribute {name}")
            elif local in vocabulary.deprecated:
                yield faults.PROPERTY_DEPRECATED.at(
                    place(self.member, element), f"the property {property} is deprecated"
                )

    def known(self, value: str | None, kind: Kind) -> frozenset[str]:
        """The names of the default vocabulary that an attribute lists."""
        return frozenset(property for property in (value or "").split() if property in (kind.default.names or ()))


_XML_SPACE = " \t\r\n"


def declared(member: str, element: Any, attribute: str, kind: str) -> tuple[Prefixes, list[Finding]]:
    """The prefixes that an attribute of an element declares, with what is wrong with it (D.1.4).

    The `kind` is `package` or `structure`, by which default vocabularies and reserved prefixes differ.
    """
    stated = element.get(attribute)
    if stated is None:
        return Prefixes(member, {}), []
    prefixes, problems = (_kept_declaration if len(stated) <= _KEPT else _declaration)(stated, kind)
    if not problems:
        return Prefixes(member, prefixes), []
    where = place(member, element)
    return Prefixes(member, prefixes), [fault.at(where, message, epubcheck=id) for fault, message, id in problems]


_KEPT = 2**10
"""The maximum length of a declaration of prefixes that is kept: publications of one make have the same."""


def _declaration(stated: str, kind: str) -> tuple[Mapping[str, str], Sequence[tuple[Fault, str, str]]]:
    """The prefixes that a declaration has, and what is wrong with it: each fault with its message and EPUBCheck's id,
    empty for that of the fault.
    """
    mappings, wrong = _mappings(stated)
    found = [
        (faults.PREFIX_SPACING if id in _SPACING else faults.PREFIX_MALFORMED, message, id) for id, message in wrong
    ]
    prefixes: dict[str, str] = {}
    for prefix, uri in mappings:
        if prefix == "_":
            found.append((faults.PREFIX_FORBIDDEN, "_ is declared as a prefix", "OPF-007a"))
        elif uri in _FORBIDDEN[kind]:
            found.append((faults.PREFIX_FORBIDDEN, f"{prefix} is declared for a default vocabulary", ""))
        elif uri == "http://purl.org/dc/elements/1.1/":
            found.append((faults.PREFIX_OF_DC, f"{prefix} is declared for the elements of Dublin Core", ""))
        else:
            reserved = RESERVED if kind == "package" else RESERVED_OF_CONTENT
            if reserved.get(prefix, uri) != uri:
                message = f"the prefix {prefix} is reserved for {reserved[prefix]}"
                found.append((faults.PREFIX_RESERVED, message, ""))
            prefixes[prefix] = uri
    return MappingProxyType(prefixes), found


_kept_declaration = lru_cache(maxsize=32)(_declaration)


def types(member: str, root: Any, stated: Sequence[tuple[Any, str]], *, has_prefixes: bool) -> Iterator[Finding]:
    """What is wrong with the semantics that elements of a document state in `epub:type`, and with its prefixes (D.1).

    The attributes `stated` are those of the document; it `has_prefixes` if its root element may declare any.
    """
    prefixes = Prefixes(member, {})
    if has_prefixes:
        prefixes, found = declared(member, root, f"{OPS}prefix", "structure")
        yield from found
    known = prefixes.declared.keys() | RESERVED_OF_CONTENT.keys()
    for element, value in stated:
        if ":" not in value:
            continue
        for property in value.split():
            prefix, colon, local = property.partition(":")
            if colon and not (prefix and local):
                yield faults.PROPERTY_MALFORMED.at(place(member, element), f"{property} is not a prefix and a name")
            elif colon and prefix not in known:
                message = f"the prefix of {property} is not declared"
                yield faults.PREFIX_UNDECLARED.at(place(member, element), message)


_SPACING = frozenset({"OPF-004", "OPF-004e", "OPF-004f"})
_STEP = re.compile(
    r"(?P<prefix>[^:\s]*)(?P<before>\s*)(?P<colon>:?)(?P<space>\s*)(?P<uri>\S*)(?P<after>\s*)", re.UNICODE
)
_URI_ILLEGAL = re.compile(r"[\"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})|^[0-9+.\-][^/?#]*:|^:")


def _mappings(value: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The mappings in a declaration, and what is wrong with it, each with EPUBCheck's id."""
    mappings: list[tuple[str, str]] = []
    wrong: list[tuple[str, str]] = []
    if value != value.strip():
        wrong.append(("OPF-004", "the declaration of prefixes begins or ends with white space"))
    rest = value.strip()
    at = 0
    while at < len(rest):
        step = _STEP.match(rest, at)
        if step is None or step.end() == at:
            break
        at = step.end()
        prefix, uri = step["prefix"], step["uri"]
        is_usable = True
        if not prefix:
            wrong.append(("OPF-004a", "a prefix is empty"))
            is_usable = False
        elif not NAME.allows(prefix):
            wrong.append(("OPF-004b", f"the prefix {prefix} is no XML name"))
            is_usable = False
        if not step["colon"] or step["before"]:
            wrong.append(("OPF-004c", f"no colon follows the prefix {prefix}"))
            is_usable = False
            if not step["colon"]:
                uri = uri or ""
        if not uri:
            wrong.append(("OPF-005", f"the prefix {prefix} has no URI"))
            continue
        if step["colon"] and not step["space"]:
            wrong.append(("OPF-004d", f"no space follows the colon of the prefix {prefix}"))
            is_usable = False
        elif step["colon"] and step["space"].strip(" "):
            wrong.append(("OPF-004e", f"another white space than spaces follows the prefix {prefix}"))
        if step["after"].strip(_XML_SPACE):
            wrong.append(("OPF-004f", "an unusual white space is between mappings"))
        if _URI_ILLEGAL.search(uri):
            wrong.append(("OPF-006", f"{uri} is no valid URI"))
            continue
        if is_usable:
            mappings.append((prefix, uri))
    return mappings, wrong
