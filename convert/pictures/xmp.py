"""XMP (ISO 16684-1): what a packet states of a picture, and the packet without what identifies places and devices.

A packet is XML that may be hostile: it is parsed as documents are, without entities and declarations, within limits.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree

from convert.documents import XML_LANG, DocumentError, open_xml
from convert.pictures.limits import MAX_PACKET
from convert.pictures.stated import Stated, joined, one_line, source_type

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
_CORE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
_EXTENSION = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_PLUS = "http://ns.useplus.org/ldf/xmp/1.0/"

_KEPT = frozenset({_DC, _PHOTOSHOP, _RIGHTS, _CORE, _EXTENSION, _PLUS, "http://creativecommons.org/ns#"})
"""The namespaces of what people state of a picture. All others are of programs and devices: tiff, exif, aux, xmpMM …"""

_HISTORY = frozenset({f"{{{_PHOTOSHOP}}}{name}" for name in ("History", "DocumentAncestors", "TextLayers")})
_GRAMMAR = frozenset({_RDF, "http://www.w3.org/XML/1998/namespace"})


def stated_in(packet: bytes, language: str = "") -> Stated:
    """What a packet states, in a language if it states it in that, too; nothing if it cannot be read."""
    descriptions = _descriptions(packet)

    def text(space: str, name: str) -> str | None:
        return next(iter(_texts(descriptions, f"{{{space}}}{name}", language)), None)

    creators = joined(_texts(descriptions, f"{{{_DC}}}creator", language, has_all=True))
    return Stated(
        caption=text(_DC, "description"),
        credit=text(_PHOTOSHOP, "Credit") or creators,
        alt=text(_CORE, "AltTextAccessibility"),
        rights_notice=text(_DC, "rights"),
        usage_terms=text(_RIGHTS, "UsageTerms"),
        digital_source_type=source_type(text(_EXTENSION, "DigitalSourceType")),
    )


def without_devices(packet: bytes) -> bytes:
    """The packet with what people state of the picture alone; empty if that is nothing, or it cannot be read.

    Coordinates are removed also from the places that people name.
    """
    kept = etree.Element(f"{{{_RDF}}}RDF", nsmap={"rdf": _RDF})
    for description in _descriptions(packet):
        one = etree.SubElement(kept, f"{{{_RDF}}}Description")
        one.set(f"{{{_RDF}}}about", "")
        for name, value in description.attrib.items():
            if _is_kept(str(name)):
                one.set(name, value)
        for child in description:
            if isinstance(child.tag, str) and _is_kept(child.tag):
                one.append(_cleaned(child))
        if len(one) == 0 and len(one.attrib) == 1:
            kept.remove(one)
    if len(kept) == 0:
        return b""
    etree.cleanup_namespaces(kept, keep_ns_prefixes=["rdf"])
    root = etree.tostring(kept, encoding="UTF-8").partition(b"?>\n")[2] or etree.tostring(kept, encoding="UTF-8")
    begin = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    return begin + b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + root + b'</x:xmpmeta><?xpacket end="w"?>'


def _is_kept(name: str) -> bool:
    return etree.QName(name).namespace in _KEPT and name not in _HISTORY


def _cleaned(element: etree._Element) -> etree._Element:
    """A copy of a property without what is in it of other namespaces, such as coordinates of Exif."""
    copied = deepcopy(element)
    copied.tail = None
    allowed = _KEPT | _GRAMMAR
    for inner in [*copied.iter()]:
        if not isinstance(inner.tag, str) or etree.QName(inner.tag).namespace not in allowed:
            parent = inner.getparent()
            if parent is not None:
                parent.remove(inner)
            continue
        for name in [name for name in inner.attrib if etree.QName(name).namespace not in allowed]:
            del inner.attrib[name]
    return copied


def _descriptions(packet: bytes) -> list[etree._Element]:
    """The descriptions of the picture; none if the packet cannot be read."""
    if not packet or len(packet) > MAX_PACKET:
        return []
    try:
        root: Any = open_xml(packet.strip(b"\0 \r\n\t")).root
    except DocumentError:
        return []
    return [one for rdf in root.iter(f"{{{_RDF}}}RDF") for one in rdf.iterchildren(f"{{{_RDF}}}Description")]


def _texts(descriptions: list[etree._Element], name: str, language: str, *, has_all: bool = False) -> list[str]:
    """The values of a property: an attribute, a text, or the items of an array, of alternatives the best one first."""
    found: list[str | None] = []
    for description in descriptions:
        found.append(one_line(description.get(name)))
        for element in description.iterchildren(name):
            items = list(element.iter(f"{{{_RDF}}}li"))
            if not items:
                found.append(one_line(element.text or element.get(f"{{{_RDF}}}resource")))
                continue
            if not has_all:
                items.sort(key=lambda item: _distance(item.get(XML_LANG, ""), language))
            found += [one_line("".join(map(str, item.itertext()))) for item in items]
    return [text for text in found if text]


def _distance(tag: str, language: str) -> int:
    """How far a language tag is from the one that is wanted."""
    tag, language = tag.lower(), language.lower()
    if language and tag == language:
        return 0
    if language and tag.partition("-")[0] == language.partition("-")[0]:
        return 1
    return 2 if tag == "x-default" else 3
