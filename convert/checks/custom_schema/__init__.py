"""Schemas that the user has: any XML Schema 1.0 or JSON Schema, held against any XML or JSON document.

Whatever a schema refers to must stand on this machine: a file, one of that name beside the schema, or one of our own
schemas for what no official schema brings along. Nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Protocol

from convert.checks.custom_schema import files as files
from convert.documents import Json, Xml
from convert.findings import Finding


class CustomSchema(Protocol):
    """A schema, compiled; `name` is the file as the user named it, `kind` the name of what it describes."""

    name: str
    kind: Literal["xml", "json"]

    def open(self, data: bytes) -> Xml | Json:
        """Parse a document to be held against the schema. Raises DocumentError."""

    def violations(self, document: Xml | Json) -> Iterator[Finding]:
        """Where the document breaks the schema: findings SCH001."""


def load(name: str) -> CustomSchema:
    """Read and compile the schema in the file `name`, and all that it refers to. Raises UsageError (INP021)."""
    data = files.read(name)
    if not data.strip():
        raise files.broken(name, "the schema is empty", "Is this the right file?")
    if _is_markup(data):
        from convert.checks.custom_schema.xml_schema import XmlSchema

        return XmlSchema(name, data)
    from convert.checks.custom_schema.json_schema import JsonSchema

    return JsonSchema(name, data)


def _is_markup(data: bytes) -> bool:
    """Whether the first thing in `data` but white space, in UTF-8 or UTF-16, is a `<`."""
    return data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")
