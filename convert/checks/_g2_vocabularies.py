"""The vocabularies of a NewsML-G2 item: what its catalogs declare, and the QCodes in it; for the rules about them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import etree

from convert.checks import schemas
from convert.checks.newsml_g2 import NAR
from convert.documents import Xml


@cache
def catalog() -> dict[str, Any]:
    """IPTC's catalog: its number, the URI of each scheme by alias, and when schemes were retired."""
    found: dict[str, Any] = json.loads((schemas.folder() / "newsml-g2" / "catalog.json").read_bytes())
    return found


IPTC_CATALOG = re.compile(
    r"https?://(?:www\.)?iptc\.org/std/catalog/catalog\.IPTC-G2-Standards_(?P<number>[0-9]+)\.xml"
)


def declared(document: Xml) -> tuple[dict[str, list[str]], bool]:
    """The URIs that the item gives each alias, and whether it refers to catalogs that we do not know."""
    aliases: dict[str, list[str]] = {}
    for scheme in document.root.iterfind(f"{NAR}catalog/{NAR}scheme"):
        uris = aliases.setdefault(scheme.get("alias", ""), [])
        if (uri := scheme.get("uri", "")) not in uris:
            uris.append(uri)
    unknown = False
    for reference in document.root.iterfind(f"{NAR}catalogRef"):
        if not IPTC_CATALOG.fullmatch(reference.get("href", "").strip()):
            unknown = True
            continue
        for alias, uri in catalog()["schemes"].items():
            uris = aliases.setdefault(alias, [])
            if uri not in uris:
                uris.append(uri)
    return aliases, unknown


@cache
def _qcode_attributes() -> frozenset[str]:
    """The names of the attributes whose values are QCodes, as our schema has them."""
    names = set()
    for module in (schemas.folder() / "newsml-g2" / "2.35").glob("*.xsd"):
        for attribute in etree.parse(str(module)).iter("{http://www.w3.org/2001/XMLSchema}attribute"):
            if attribute.get("type") in ("qcode", "qcodes"):
                names.add(attribute.get("name", ""))
    return frozenset(names)


def qcodes(document: Xml) -> Iterator[tuple[etree._Element, str, str]]:
    """Each QCode of the item with the element and the attribute it stands in."""
    names = _qcode_attributes()
    for element in document.root.iter(NAR + "*"):
        if element.tag == NAR + "a":  # whose `rel` is HTML's
            continue
        for name, value in element.attrib.items():
            if name in names:
                for code in str(value).split():
                    yield element, name, code


def resolved(document: Xml, code: str) -> str | None:
    """The URI that a QCode stands for, None where its alias is not known."""
    alias, _, rest = code.partition(":")
    uris = declared(document)[0].get(alias)
    return uris[0] + rest if uris else None
