"""XML for the writers: elements as values, serialised with stable indentation.

Attributes keep their order; an attribute that is None is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_IN_ATTRIBUTE = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;"}
_ATTRIBUTE_SPECIAL = re.compile('[&<>"\r\t\n]')


def escape(text: str) -> str:
    """`text` as character data, in which a carriage return survives parsing (XML 1.0, 2.11)."""
    # Most texts have none of these, and four searches for a character are far faster than one for a class.
    if "&" in text or "<" in text or ">" in text or "\r" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return text


def attribute(name: str, value: str | int | None) -> str:
    """One attribute with a space before it, or an empty text if the value is None; white space in the value survives
    parsing (XML 1.0, 3.3.3).
    """
    if value is None:
        return ""
    written = str(value)
    if _ATTRIBUTE_SPECIAL.search(written):
        written = _ATTRIBUTE_SPECIAL.sub(lambda m: _IN_ATTRIBUTE[m.group()], written)
    return f' {name}="{written}"'


@lru_cache(maxsize=256)
def _attribute_name(keyword: str) -> str:
    """The attribute name for a keyword argument: `xml_lang` is `xml:lang`, any other `_` is a hyphen (`data_level`).

    A trailing `_`, which avoids a keyword of Python (`class_`), is dropped.
    """
    name = keyword.rstrip("_")
    return "xml:" + name[4:] if name.startswith("xml_") else name.replace("_", "-")


def tag(name: str, inner: str, /, **attributes: str | int | None) -> str:
    """An element around finished markup; attributes may be called `name`."""
    written = "".join([attribute(_attribute_name(key), value) for key, value in attributes.items()])
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


@dataclass(frozen=True, slots=True)
class Element:
    """An element: attributes as pairs of name and value, and as content either child elements or text.

    `markup` is finished markup, written unchanged instead of children and text. An attribute that is None is left out.
    """

    name: str
    attributes: tuple[tuple[str, str | int | None], ...] = ()
    children: tuple[Element, ...] = ()
    text: str = ""
    markup: str = ""


def element(
    name: str,
    text: str | None = None,
    /,
    *children: Element | None,
    markup: str = "",
    **attributes: str | int | None,
) -> Element:
    """An Element from its parts; children and attributes that are None are left out.

    Attributes may be called `name` or `text`.
    """
    pairs = [(_attribute_name(key), value) for key, value in attributes.items() if value is not None]
    return Element(name, tuple(pairs), tuple([c for c in children if c is not None]), text or "", markup)


def serialise(root: Element) -> bytes:
    """The document in UTF-8 with an XML declaration; elements without text are indented on lines of their own."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    _append(lines, root, "")
    lines.append("")
    return "\n".join(lines).encode()


def _append(lines: list[str], node: Element, indent: str) -> None:
    start = indent + "<" + node.name
    for name, value in node.attributes:
        start += attribute(name, value)
    inner = node.markup or (escape(node.text) if node.text else "")
    if inner:
        lines.append(f"{start}>{inner}</{node.name}>")
    elif node.children:
        lines.append(start + ">")
        deeper = indent + "  "
        for child in node.children:
            _append(lines, child, deeper)
        lines.append(f"{indent}</{node.name}>")
    else:
        lines.append(start + "/>")
