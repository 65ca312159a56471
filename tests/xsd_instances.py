"""Documents made from a schema: for any declaration of an element, global or local, the least that it accepts and
about the most.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import cache
from typing import Any

import xsd
from lxml import etree

FOREIGN = "{urn:example:other}thing"
KNOWN_FOREIGN = "{http://www.w3.org/ns/odrl/2/}action"
"""An element of another namespace that NewsML-G2 has a use for, for wildcards that want to know what they take."""

_WORDS = {
    "string": "some text",
    "anySimpleType": "anything",
    "anyURI": "https://example.org/a",
    "NMTOKEN": "token",
    "NMTOKENS": "one two",
    "NCName": "name",
    "QName": "name",
    "ID": "id",
    "IDREF": "id",
    "IDREFS": "id id",
    "language": "en-GB",
    "boolean": "true",
    "integer": "7",
    "nonNegativeInteger": "7",
    "positiveInteger": "7",
    "decimal": "7.5",
    "double": "7.5e1",
    "duration": "PT4M",
    "dateTime": "2026-11-01T08:30:00+01:00",
    "date": "2026-11-01",
    "gYear": "2026",
    "gYearMonth": "2026-11",
    "gMonth": "--11",
    "gMonthDay": "--11-01",
    "gDay": "---01",
}
_BY_PATTERN = {
    r"[^\s:]+:[^\s]+": "alias:code",
    r"[\S ]*": "a line",
    r"[0-9]+\.[0-9]+": "2.35",
    r"(\-|\+)?([0-9]){0,2}(MO|TU|WE|TH|FR|SA|SU)": "-1FR",
}


@cache
def good_value(kind: xsd.Simple) -> str:
    """A value that the simple type has."""
    match kind:
        case ("builtin", name):
            return _WORDS[name]
        case ("list", item):
            return good_value(item)
        case ("union", one, *_):
            return good_value(one)
        case ("restriction", base, facets):
            known = dict(facets)
            if "enumeration" in known:
                return str(known["enumeration"])
            if "pattern" in known:
                return _BY_PATTERN[known["pattern"]]
            return str(known.get("minInclusive") or good_value(base))
    raise NotImplementedError(kind)


class Instances:
    """Makes documents of a schema; ids are unique in each."""

    def __init__(self, schema: xsd.Schema) -> None:
        self._schema = schema
        self._ids = 0

    def document(self, declaration: xsd.Declaration, *, most: bool = False, turn: int = 0) -> tuple[Any, Any]:
        """A document with an element so declared, as its root where it is global; and that element.

        With `most`, it has every attribute and every child that can stand together; where one excludes another, `turn`
        chooses.
        """
        self._ids = 0
        outer = self._schema.elements()[declaration.path[0]]
        root = element = self._least(outer) if len(declaration.path) > 1 else etree.Element(outer.name)
        at = outer
        for name in declaration.path[1:]:
            inner = self._schema.type_of(at).elements[name]
            for child in list(element):
                element.remove(child)
            for child_name in self._word(at, name):
                element.append(self._child(at, child_name))
            at, element = inner, element.find(name)
        assert at.node is declaration.node
        self._fill(element, at, most, turn)
        return root, element

    def _least(self, declaration: xsd.Declaration) -> Any:
        element = etree.Element(declaration.name)
        self._fill(element, declaration, most=False, turn=0)
        return element

    def _child(self, above: xsd.Declaration, name: str) -> Any:
        inner = self._schema.type_of(above).elements.get(name)
        return self._least(inner) if inner else etree.Element(name)

    def _fill(self, element: Any, declaration: xsd.Declaration, most: bool, turn: int) -> None:
        kind = self._schema.type_of(declaration)
        for name, attribute in kind.attributes.items():
            if most or attribute.use == "required":
                element.set(name, attribute.fixed or self._value(attribute.type))
        if kind.text:
            element.text = self._value(kind.text)
        elif kind.mixed and most:
            element.text = "text"
        for child in list(element):
            element.remove(child)
        names = _longest(kind.content, turn) if most else _shortest(kind.content)
        for name in names:
            element.append(self._child(declaration, name))

    def _value(self, kind: xsd.Simple) -> str:
        if kind == ("builtin", "ID"):
            self._ids += 1
            return f"id{self._ids}"
        return good_value(kind)

    def _word(self, above: xsd.Declaration, name: str) -> tuple[str, ...]:
        """The shortest content of `above` in which the child `name` stands."""
        start = self._schema.type_of(above).content
        waiting: deque[tuple[xsd.Content, tuple[str, ...]]] = deque([(start, ())])
        seen = {(start, False)}
        while waiting:
            content, way = waiting.popleft()
            if name in way and xsd.may_end(content):
                return way
            for symbol in sorted(xsd.first(content)):
                rest = (xsd.after(content, symbol), (*way, _name(symbol)))
                if (rest[0], name in rest[1]) not in seen:
                    seen.add((rest[0], name in rest[1]))
                    waiting.append(rest)
        raise AssertionError(name)


def _name(symbol: xsd.Symbol) -> str:
    if symbol[0] == "element":
        return symbol[1]
    if not symbol[1].startswith("##"):
        return f"{{{symbol[1]}}}unheard-of"
    return KNOWN_FOREIGN if symbol[2] == "strict" else FOREIGN


def _shortest(content: xsd.Content) -> tuple[str, ...]:
    match content:
        case ("seq", *parts):
            return tuple(name for part in parts for name in _shortest(part))
        case ("alt", *parts):
            return min(map(_shortest, parts), key=len)
        case ("repeat", inner, least, _):
            return _shortest(inner) * int(least)
        case ("element" | "any", *_):
            return (_name(content),)
    return ()


def _longest(content: xsd.Content, turn: int) -> tuple[str, ...]:
    """Each child once, or twice where it may repeat."""
    match content:
        case ("seq", *parts):
            return tuple(name for part in parts for name in _longest(part, turn))
        case ("repeat", ("alt", *parts), _, most) if most > 1:
            return tuple(name for part in parts for name in _longest(part, turn))
        case ("alt", *parts):
            return _longest(parts[turn % len(parts)], turn)
        case ("repeat", inner, _, most):
            return _longest(inner, turn) * min(int(most), 2)
        case ("element" | "any", *_):
            return (_name(content),)
    return ()


def declarations(schema: xsd.Schema) -> Iterator[xsd.Declaration]:
    """Each declaration that can be reached in the schema, once."""
    return (one for one, _ in xsd.pairs(schema, schema))
