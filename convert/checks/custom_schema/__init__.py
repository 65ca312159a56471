"""Schemas of the user: any XML Schema 1.0 or JSON Schema, to validate any XML or JSON document.

Schemas that a schema refers to must be on this machine: at the path, under that name beside the schema, or among ours
for those that no official schema comes with. Nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Protocol

from convert.checks.custom_schema import files as files
from convert.documents import LIMITS, Json, Limits, Xml
from convert.findings import Finding


class CustomSchema(Protocol):
    """A compiled schema; `name` is the file as the user named it, `kind` the kind of documents that it describes."""

    name: str
    kind: Literal["xml", "json"]

    def open(self, data: bytes, limits: Limits = LIMITS) -> Xml | Json:
        """Parse a document to be validated. Raises DocumentError."""

    def violations(self, document: Xml | Json) -> Iterator[Finding]:
        """The violations of the schema, as findings SCH001."""


def load(name: str) -> CustomSchema:
    """Read and compile the schema in the file `name`, with all that it refers to. Raises UsageError (INP021)."""
    data = files.read(name)
    if not data.strip():
        raise files.broken(name, "the schema is empty", "Is this the right file?")
    if _is_markup(data):
        from convert.checks.custom_schema.xml_schema import XmlSchema

        return XmlSchema(name, data)
    from convert.checks.custom_schema.json_schema import JsonSchema

    return JsonSchema(name, data)


def _is_markup(data: bytes) -> bool:
    """Whether the first character of `data` after white space, in UTF-8 or UTF-16, is `<`."""
    return data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")
