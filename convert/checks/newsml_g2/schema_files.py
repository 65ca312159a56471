"""Our schema of NewsML-G2: its version, and what its files declare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from convert.checks.engine import schemas

NEWEST = "2.36"
"""The version of our schema."""

SCHEMA = f"newsml-g2/{NEWEST}/newsml-g2-odrl.xsd"
"""Its main file, in the folder of schemas."""

XS = "{http://www.w3.org/2001/XMLSchema}"
"""The namespace of what the files declare."""


def roots() -> Iterator[Any]:
    """The root of each file of the schema, whose children are what the standard declares for all items."""
    for file in (schemas.folder() / SCHEMA).parent.glob("*.xsd"):
        yield etree.parse(str(file)).getroot()
