"""What comes before the root element of an XML document: its version, encoding, document type and entities."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

from convert.checks.epub import faults
from convert.findings import Finding, Location

_DECLARATION = re.compile(
    rb"""<\?xml\s+version\s*=\s*["']([^"']*)["'](?:\s+encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._\-]*)["'])?"""
)
_DOCTYPE = re.compile(
    r"""<!DOCTYPE\s+(?P<root>[^\s\[>]+)\s*"""
    r"""(?:PUBLIC\s+(?P<public>"[^"]*"|'[^']*')\s*|SYSTEM\s+)?(?P<system>"[^"]*"|'[^']*')?\s*(?P<subset>\[)?"""
)
_EXTERNAL = re.compile(
    r"""<!ENTITY\s+(?P<parameter>%\s+)?(?P<name>[^\s"'>]+)\s+(?:SYSTEM|PUBLIC\s+(?:"[^"]*"|'[^']*'))\s+["']"""
)
_COMMENT = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)

_XHTML_11 = ("-//W3C//DTD XHTML 1.1//EN", "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd")
_WIDE_NAMES = ("", "UTF-16", "UTF-16LE", "UTF-16BE", "ISO-10646-UCS-2")
_READABLE = (
    *("", "about:legacy-compat", "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd"),
    *(f"http://www.w3.org/TR/xhtml1/DTD/xhtml1-{kind}.dtd" for kind in ("strict", "transitional")),
    "http://openebook.org/dtds/oeb-1.2/oebdoc12.dtd",
    "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd",
    "http://www.daisy.org/z3986/2005/dtbook-2005-2.dtd",
    "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd",
)
"""The document type definitions that EPUBCheck has for EPUB 2; it reads no other."""
_LEGACY = "about:legacy-compat"
_PROLOG_SIZE = 100_000
"""How many characters of a document are searched for its document type declaration."""


def prolog_faults(member: str, data: bytes, *, is_html: bool, version: str) -> Iterator[Finding]:
    """The faults in the prolog of a document; `version` is that of EPUB."""
    where = Location(member=member, line=1)
    text = yield from _encoding(where, data, is_html=is_html)
    declared = _DOCTYPE.search(text)
    if declared is None:
        return
    place = Location(member=member, line=text.count("\n", 0, declared.start()) + 1)
    public = " ".join((declared["public"] or "").strip("\"'").split())
    system = (declared["system"] or "").strip("\"'")
    if is_html and declared["root"] == "html":
        old = version != "3.3"
        if (public, system) != _XHTML_11 if old else (public or system not in ("", _LEGACY)):
            stated = public or system or "no identifier"
            yield faults.DOCTYPE_IRREGULAR.at(place, f"the document type declaration has {stated[:100]!r}")
    if version != "3.3" and system not in _READABLE:
        yield faults.DOCTYPE_UNREADABLE.at(place, f"the document type definition {system[:100]!r} is not known")
    if declared["subset"] and version == "3.3":
        for entity in _EXTERNAL.finditer(text, declared.end(), len(text)):
            line = text.count("\n", 0, entity.start()) + 1
            message = f"the entity {entity['name'][:60]} is external"
            yield faults.ENTITY_EXTERNAL.at(Location(member=member, line=line), message)


def _encoding(where: Location, data: bytes, *, is_html: bool) -> Generator[Finding, None, str]:
    """The faults of version and encoding; returns the beginning of the text, without comments."""
    wide = _is_wide(data)
    head = data[:_PROLOG_SIZE]
    plain = head.replace(b"\0", b"") if wide else head
    declaration = _DECLARATION.match(plain.lstrip(b"\xef\xbb\xbf\xff\xfe"))
    version, encoding = (declaration[1], (declaration[2] or b"").decode()) if declaration else (b"1.0", "")
    if version == b"1.1":
        yield faults.XML_VERSION.at(where, "the document is XML 1.1")
    elif version != b"1.0":
        yield faults.BROKEN_XML.at(where, f"the version of XML is {version[:20].decode('latin-1')}")
    if encoding.upper() == "UTF8" or (wide and encoding.upper() not in _WIDE_NAMES):
        yield faults.BROKEN_XML.at(where, f"the declared encoding is {encoding[:60]}, which the document does not have")
    if wide or encoding.upper() in ("UTF-16", "UTF-32"):
        fault = faults.HTML_UTF16 if is_html else faults.XML_UTF16
        yield fault.at(where, "the document is encoded in UTF-16")
    elif encoding and encoding.upper() != "UTF-8":
        yield faults.XML_ENCODING.at(where, f"the document is encoded in {encoding[:60]}")
    return _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), _before_root(plain).decode("utf-8", "replace"))


def _is_wide(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0<", b"<\0"))


def _before_root(text: bytes) -> bytes:
    """The bytes up to the first tag, which may be in a comment or an entity; enough for the document type."""
    start = text.find(b"<!DOCTYPE")
    if start < 0:
        return b""
    end = text.find(b">", start)
    subset = text.find(b"[", start, max(end, start))
    if subset >= 0:
        end = text.find(b"]>", subset)
    return text[: end + 2 if end >= 0 else len(text)]
