"""Whether two documents of a format are the same but for how they are encoded."""

from __future__ import annotations

from lxml import etree

from convert.documents import DocumentError, open_epub, open_json, open_xml

_ITEMS = "{http://iptc.org/std/nar/2006-10-01/}itemSet/*"


def is_same_document(data: bytes, other: bytes, format: str) -> bool:
    """Whether two documents of a format are the same but for how they are encoded."""
    return data == other or _canonical(data, format) == _canonical(other, format)


def _canonical(data: bytes, format: str) -> object:
    """What a document says, in a form that is equal for the same documents."""
    if format == "ninjs":
        return open_json(data).value
    if format == "epub":
        members = open_epub(data).members
        xml = (".opf", ".svg", ".xhtml", ".xml")
        return {name: _canonical_xml(member) if name.endswith(xml) else member for name, member in members.items()}
    return _canonical_items(data)


def _canonical_items(data: bytes) -> object:
    """The items of a newsMessage, each in its canonical form; any other XML as a whole."""
    try:
        items = open_xml(data).root.iterfind(_ITEMS)
        return [_canonical_xml(etree.tostring(item, with_tail=False)) for item in items] or _canonical_xml(data)
    except (etree.LxmlError, DocumentError, ValueError):
        return data


def _canonical_xml(data: bytes) -> bytes:
    """XML in its canonical form, or as it is if it has none."""
    try:
        # Without its declarations, so that nothing else is read.
        text: str = etree.canonicalize(etree.tostring(open_xml(data).root, encoding="unicode"))
        return text.encode()
    except (etree.LxmlError, DocumentError, ValueError):
        return data
