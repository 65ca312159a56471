"""Safe parsing of documents that may be hostile: bytes in, a parsed document out, within limits.

Nothing external is ever loaded, and declarations of entities are refused. `DocumentError` has the reason and the place;
the checks of a format turn it into a finding.
"""

from __future__ import annotations

from convert.documents.container import ZIP_DAMAGE, Epub, is_safe_name, open_epub
from convert.documents.first_bytes import Compression, as_utf8, compression_of, is_pointer
from convert.documents.json import Json, open_json
from convert.documents.limits import (
    LIMITS,
    MAX_ATTRIBUTES,
    MAX_CONTAINER,
    MAX_DEPTH,
    MAX_JSON,
    MAX_MEMBER,
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_TAGS,
    MAX_UNPACKED,
    MAX_VALUES,
    MAX_XML,
    DocumentError,
    Limits,
)
from convert.documents.xml import XHTML, XML_LANG, Index, Xml, fault_of, local_name, open_html, open_xml, recovered

__all__ = [
    "LIMITS",
    "MAX_ATTRIBUTES",
    "MAX_CONTAINER",
    "MAX_DEPTH",
    "MAX_JSON",
    "MAX_MEMBER",
    "MAX_MEMBERS",
    "MAX_RATIO",
    "MAX_TAGS",
    "MAX_UNPACKED",
    "MAX_VALUES",
    "MAX_XML",
    "XHTML",
    "XML_LANG",
    "ZIP_DAMAGE",
    "Compression",
    "DocumentError",
    "Epub",
    "Index",
    "Json",
    "Limits",
    "Xml",
    "as_utf8",
    "compression_of",
    "fault_of",
    "is_pointer",
    "is_safe_name",
    "local_name",
    "open_epub",
    "open_html",
    "open_json",
    "open_xml",
    "recovered",
]
