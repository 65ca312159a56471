"""The vocabularies of a NewsML-G2 document: the schemes of its catalogs, and its QCodes; for the rules about them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from lxml import etree

from convert.checks.engine import schemas
from convert.checks.newsml_g2 import NAR, items
from convert.checks.newsml_g2.schema_files import XS, roots
from convert.documents import Index, Xml

IPTC_CATALOG = re.compile(
    r"https?://(?:www\.)?iptc\.org/std/catalog/catalog\.IPTC-G2-Standards_(?P<number>[0-9]+)\.xml"
)


@cache
def catalog() -> dict[str, Any]:
    """The newest known catalog of IPTC: its number, the URIs of its schemes by alias, and the dates of retirement."""
    found: dict[str, Any] = json.loads((schemas.folder() / "newsml-g2" / "catalogs" / "41.json").read_bytes())
    return found


@cache
def _iptc() -> Mapping[str, tuple[str, ...]]:
    return {alias: (uri,) for alias, uri in catalog()["schemes"].items()}


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of a document with catalogs of its own: an item, or the header of a message.

    `index` is that of the part. `aliases` has the URIs of each alias in its catalogs, `unknown` is whether it refers to
    catalogs that we do not know, and `qcodes` are its QCodes by alias, each with its element and attribute; one without
    a colon has the alias "".
    """

    root: etree._Element
    index: Index
    aliases: Mapping[str, tuple[str, ...]]
    unknown: bool
    qcodes: Mapping[str, Sequence[tuple[Any, str, str]]]


_URIS = 5
"""How many URIs of one alias are kept; more than one is a fault already."""


@lru_cache(maxsize=1)
def scopes(document: Xml) -> tuple[Scope, ...]:
    """The scopes of the document, cached for the next rules."""
    header = next(document.root.iterchildren(f"{NAR}header"), None)
    roots = [*([header] if header is not None else []), *items(document)]
    return tuple(_scope(root, document.index if root is document.root else Index(root)) for root in roots)


def declared_schemes(root: etree._Element) -> Iterator[Any]:
    """The schemes that the catalogs inside the part declare, as elements."""
    for catalog in root.iterchildren(f"{NAR}catalog"):
        yield from catalog.iterchildren(f"{NAR}scheme")


def _scope(root: etree._Element, index: Index) -> Scope:
    """The scope of `root`; every catalog of IPTC counts as the newest, since older ones have fewer schemes."""
    references = [reference.get("href", "").strip() for reference in root.iterchildren(f"{NAR}catalogRef")]
    known = [reference for reference in references if IPTC_CATALOG.fullmatch(reference)]
    of_iptc: Mapping[str, tuple[str, ...]] = _iptc() if known else {}
    own: dict[str, tuple[str, ...]] = {}
    for scheme in declared_schemes(root):
        alias, uri = scheme.get("alias", ""), scheme.get("uri", "")
        uris = own.get(alias) or of_iptc.get(alias, ())
        if len(uris) < _URIS and uri not in uris:
            own[alias] = (*uris, uri)
    aliases = {**of_iptc, **own} if own else of_iptc
    return Scope(root, index, aliases, len(known) < len(references), _qcodes(index))


@cache
def _qcode_attributes() -> frozenset[str]:
    """The names of the attributes whose values are QCodes, from our schema."""
    declared = (attribute for root in roots() for attribute in root.iter(f"{XS}attribute"))
    return frozenset(each.get("name", "") for each in declared if each.get("type") in ("qcode", "qcodes"))


def _qcodes(index: Index) -> Mapping[str, Sequence[tuple[Any, str, str]]]:
    found: dict[str, list[tuple[Any, str, str]]] = {}
    for element, name in index.having(_qcode_attributes()):
        # The `rel` of an `a` is HTML's, and the `role` of a header's timestamp is any word.
        tag = element.tag
        if tag.startswith(NAR) and not (name in _RARELY and (tag, name) in _NO_QCODES):
            for code in element.get(name).split():
                alias, colon, _ = code.partition(":")
                alias = alias if colon else ""
                if alias in found:
                    found[alias].append((element, name, code))
                else:
                    found[alias] = [(element, name, code)]
    return found


_NO_QCODES = frozenset({(NAR + "a", "rel"), (NAR + "timestamp", "role")})
_RARELY = frozenset(name for _, name in _NO_QCODES)
