"""The newsMessage of NewsML-G2: a frame around items, each of which has the bytes of a document of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from convert.mapping.qcodes import NAMESPACE
from convert.writers._xml import escape

_DECLARATION = re.compile(rb"\s*<\?xml\s[^>]*\?>\s*")
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="{}">
  <header>
    <sent>{}</sent>
  </header>
  <itemSet>
"""
TAIL = b"  </itemSet>\n</newsMessage>\n"
"""What follows the last item."""

_SET = b"\n  <itemSet>\n"
_END = b"\n</newsItem>\n"


def head(sent: str) -> bytes:
    """What is before the first item; `sent` is an instant."""
    return _HEAD.format(NAMESPACE, escape(sent)).encode()


def as_item(document: bytes) -> bytes:
    """A document of one item as it is in a message: without the XML declaration, and with one line break at its end."""
    declaration = _DECLARATION.match(document)
    return document[declaration.end() if declaration else 0 :].rstrip() + b"\n"


def message(items: Iterable[bytes], sent: str) -> bytes:
    """A message of documents of one item each."""
    return b"".join((head(sent), *map(as_item, items), TAIL))


def items_in(document: bytes) -> list[bytes]:
    """The items of a document that `message` or the writer of items made, as they are in a message."""
    start = document.find(_SET)
    if start < 0 or not document.endswith(TAIL):
        return [as_item(document)]
    inside = document[start + len(_SET) : -len(TAIL)]
    return [item + _END for item in inside.split(_END) if item]  # a line of a body never begins so: `<` is escaped
