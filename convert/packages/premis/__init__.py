"""PREMIS 3 at the level of packages: agents, events and objects, written as XML and as JSON, and verified."""

from __future__ import annotations

from convert.packages.premis.verification import findings
from convert.packages.premis.writing import (
    PRONOM,
    Agent,
    Entity,
    Event,
    Format,
    Object,
    object_json,
    object_xml,
    written_json,
    written_xml,
)

__all__ = [
    "PRONOM",
    "Agent",
    "Entity",
    "Event",
    "Format",
    "Object",
    "findings",
    "object_json",
    "object_xml",
    "written_json",
    "written_xml",
]
