"""The vocabularies of a NewsML-G2 item: what its catalogs declare, and the QCodes in it; for the rules about them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from lxml import etree

from convert.checks import schemas
from convert.checks.newsml_g2 import NAR
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


def declared(document: Xml) -> tuple[dict[str, tuple[str, ...]], bool]:
    """The URIs that the item gives each alias, and whether it refers to catalogs that we do not know.

    All of IPTC's catalogs count as the newest; older ones have the same schemes, fewer of them.
    """
    references = [reference.get("href", "").strip() for reference in document.root.iterfind(f"{NAR}catalogRef")]
    known = [reference for reference in references if IPTC_CATALOG.fullmatch(reference)]
    aliases = dict(_iptc()) if known else {}
    for scheme in document.root.iterfind(f"{NAR}catalog/{NAR}scheme"):
        alias, uri = scheme.get("alias", ""), scheme.get("uri", "")
        if uri not in aliases.get(alias, ()):
            aliases[alias] = (*aliases.get(alias, ()), uri)
    return aliases, len(known) < len(references)


@cache
def _qcode_attributes() -> frozenset[str]:
    """The names of the attributes whose values are QCodes, as our schema has them."""
    names = set()
    for module in (schemas.folder() / "newsml-g2" / "2.35").glob("*.xsd"):
        for attribute in etree.parse(str(module)).iter("{http://www.w3.org/2001/XMLSchema}attribute"):
            if attribute.get("type") in ("qcode", "qcodes"):
                names.add(attribute.get("name", ""))
    return frozenset(names)


@lru_cache(maxsize=1)
def qcodes(document: Xml) -> tuple[tuple[etree._Element, str, str], ...]:
    """Each QCode of the item with the element and the attribute it stands in; several rules ask in a row."""
    names = _qcode_attributes()
    return tuple(
        (element, name, code)
        for element in document.root.iter(NAR + "*")
        if element.tag != NAR + "a"  # whose `rel` is HTML's
        for name in map(str, element.keys())
        if name in names
        for code in element.get(name, "").split()
    )
