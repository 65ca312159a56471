"""The vocabularies of a NewsML-G2 document: what its catalogs declare, and its QCodes; for the rules about them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from lxml import etree

from convert.checks import schemas
from convert.checks.newsml_g2 import NAR, items
from convert.documents import Xml

IPTC_CATALOG = re.compile(
    r"https?://(?:www\.)?iptc\.org/std/catalog/catalog\.IPTC-G2-Standards_(?P<number>[0-9]+)\.xml"
)


@cache
def catalog() -> dict[str, Any]:
    """IPTC's newest catalog that we know: its number, its schemes' URIs by alias, and which were retired when."""
    found: dict[str, Any] = json.loads((schemas.folder() / "newsml-g2" / "catalogs" / "41.json").read_bytes())
    return found


@cache
def _iptc() -> Mapping[str, tuple[str, ...]]:
    return {alias: (uri,) for alias, uri in catalog()["schemes"].items()}


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of a document with catalogs of its own: an item, or the header of a message.

    `aliases` has the URIs that its catalogs give each alias, `unknown` says whether it refers to catalogs that we do
    not know, and `qcodes` are the QCodes in it, each with the element and the attribute it stands in.
    """

    root: etree._Element
    aliases: Mapping[str, tuple[str, ...]]
    unknown: bool
    qcodes: tuple[tuple[etree._Element, str, str], ...]


@lru_cache(maxsize=1)
def scopes(document: Xml) -> tuple[Scope, ...]:
    """The scopes of the document; several rules ask in a row."""
    header = document.root.find(f"{NAR}header")
    return tuple(_scope(root) for root in [*([header] if header is not None else []), *items(document)])


def _scope(root: etree._Element) -> Scope:
    """What is declared for `root`; all of IPTC's catalogs count as the newest, since older ones have fewer schemes."""
    references = [reference.get("href", "").strip() for reference in root.iterfind(f"{NAR}catalogRef")]
    known = [reference for reference in references if IPTC_CATALOG.fullmatch(reference)]
    aliases = dict(_iptc()) if known else {}
    for scheme in root.iterfind(f"{NAR}catalog/{NAR}scheme"):
        alias, uri = scheme.get("alias", ""), scheme.get("uri", "")
        if uri not in aliases.get(alias, ()):
            aliases[alias] = (*aliases.get(alias, ()), uri)
    return Scope(root, aliases, len(known) < len(references), tuple(_qcodes(root)))


@cache
def _qcode_attributes() -> frozenset[str]:
    """The names of the attributes whose values are QCodes, as our schema has them."""
    names = set()
    for module in (schemas.folder() / "newsml-g2" / "2.35").glob("*.xsd"):
        for attribute in etree.parse(str(module)).iter("{http://www.w3.org/2001/XMLSchema}attribute"):
            if attribute.get("type") in ("qcode", "qcodes"):
                names.add(attribute.get("name", ""))
    return frozenset(names)


def _qcodes(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    names = _qcode_attributes()
    for element in root.iter(NAR + "*"):
        for name in map(str, element.keys()):
            # The `rel` of an `a` is HTML's, and the `role` of a header's timestamp any word.
            if name in names and (element.tag, name) not in _NO_QCODES:
                for code in element.get(name, "").split():
                    yield element, name, code


_NO_QCODES = frozenset({(NAR + "a", "rel"), (NAR + "timestamp", "role")})
