"""NewsML-G2 documents with something changed, as many as wanted, the same for the same seed.

The operators know the names that the standard declares, and nothing of what is allowed where; that is for the schemas
to say.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import xsd
from lxml import etree
from xsd import XS
from xsd_instances import FOREIGN, KNOWN_FOREIGN, declarations, good_value

NAR = "{http://iptc.org/std/nar/2006-10-01/}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
XML = "{http://www.w3.org/XML/1998/namespace}"

VALUES = (
    *("", " ", "x", "a:b", "a:b c:d", ":b", "a:", "a:b:c", " a:b ", "https://x.example/y", "https://x.example/ y"),
    *("%%%", "http://[x", "1", "0", "-1", "+1", "1.0", "1.5", "1e3", "9", "10", "100", "101", "-32", "367", "007", "١"),
    *("true", "TRUE", "yes", "ltr", "rtl", "LTR", "en", "en-GB", "en_GB", "x-klingon", "1en", "progressive", "MO"),
    *("-1FR", "MO TU", "1 2", "60", "24", "DAILY", "2026", "2026-01", "2026-01-02", "2026-02-30", "--01-02", "---31"),
    *("2026-01-02T03:04:05Z", "2026-01-02T03:04:05", "2026-01-02T03:04:05.678+14:00", "2026-01-02T24:00:00Z"),
    *("2026-01-02T03:04:05+15:00", "2026-1-2", "PT4M", "P1Y", "4M", "DEPR", "RCONT", "NMSG", "DEPR-SCH", "2.35", "2"),
    *("a\tb", "a\nb", "a  b", "\u00a0", "\u202e", "x" * 3000, "a b", "id1", "1d", "Ünïcode", "INF", "NaN", "power"),
)
"""Values good for something, and hostile ones; each attribute and element gets any of them."""

TYPES = ("string", "token", "anyType", "anySimpleType", "anyURI", "date", "dateTime", "int", "language", "ID", "float")
"""Some types of XML Schema's own."""

_ODD_ATTRIBUTES = (
    "{urn:example:other}x",
    XML + "lang",
    XML + "space",
    XML + "base",
    XML + "id",
    XSI + "schemaLocation",
)
_ODD_ELEMENTS = (
    *(FOREIGN, KNOWN_FOREIGN, "nameless", NAR + "unheard-of", "{http://www.w3.org/1999/xhtml}p"),
    "{http://www.w3.org/2000/09/xmldsig#}Signature",
)


@dataclass(frozen=True)
class Names:
    """The names that the standard declares, and a good value for each attribute."""

    elements: Sequence[str]
    globals: Sequence[str]
    attributes: Sequence[str]
    types: Sequence[str]
    good: dict[str, str]


def names_of(schema: xsd.Schema) -> Names:
    """The names of `schema`."""
    known = list(declarations(schema))
    good = {
        name: attribute.fixed or good_value(attribute.type)
        for declaration in known
        for name, attribute in schema.type_of(declaration).attributes.items()
    }
    elements = sorted({declaration.name for declaration in known})
    types = [name.removeprefix(NAR) for name in schema.types() if name.startswith(NAR)]
    return Names(elements, sorted(schema.elements()), sorted(good), types, good)


def typed(element: Any, name: str) -> Any:
    """The element as one that says that it is of the type `name`; without a prefix, of the standard."""
    namespaces: Any = {"xs": XS[1:-1], None: NAR[1:-1]}
    copy = etree.Element(element.tag, dict(element.attrib), namespaces)
    copy.text, copy.tail = element.text, element.tail
    copy.extend([deepcopy(child) for child in element])
    copy.set(XSI + "type", name)
    if element.getparent() is not None:
        element.getparent().replace(element, copy)
    return copy


class Mutator:
    """Makes mutants of `documents` by the numbers that `seed` gives."""

    def __init__(self, documents: Sequence[Any], names: Names, seed: int) -> None:
        self._documents = documents
        self._names = names
        self._chance = random.Random(seed)

    def next(self) -> tuple[Any, str]:
        """A document with one to three things changed, and what was done."""
        root = deepcopy(self._chance.choice(self._documents))
        done = []
        for _ in range(self._chance.choice((1, 1, 1, 2, 3))):
            operator = self._chance.choice(OPERATORS)
            root = operator(self, root)
            done.append(operator.__name__)
        return root, " ".join(done)

    def _node(self, root: Any) -> Any:
        # Near the top stand few elements, and with plain chance most changes would be in the body.
        depth = self._chance.randrange(1, 8)
        node = root
        for _ in range(depth):
            children = list(node.iterchildren("*"))
            if not children:
                break
            node = self._chance.choice(children)
        return node

    def _element(self) -> Any:
        name = self._chance.choice(self._names.elements if self._chance.random() < 0.8 else _ODD_ELEMENTS)
        element = etree.Element(name)
        if self._chance.random() < 0.3:
            self._set_good(element)
        if self._chance.random() < 0.3:
            element.text = self._value()
        return element

    def _donor(self) -> Any:
        """A copy of some element of some document."""
        donor = deepcopy(self._node(self._chance.choice(self._documents)))
        donor.tail = None
        return donor

    def _set_good(self, element: Any) -> None:
        name = self._chance.choice(self._names.attributes)
        element.set(name, self._names.good[name])

    def _value(self) -> str:
        return self._chance.choice(VALUES)

    def _attribute(self, element: Any) -> str | None:
        return str(self._chance.choice(sorted(map(str, element.attrib)))) if element.attrib else None

    # The operators: each takes a document and returns it, or another, changed.

    def _delete(self, root: Any) -> Any:
        node = self._node(root)
        if node is not root:
            node.getparent().remove(node)
        return root

    def _duplicate(self, root: Any) -> Any:
        node = self._node(root)
        if node is not root:
            node.addnext(deepcopy(node))
        return root

    def _swap(self, root: Any) -> Any:
        node = self._node(root)
        follower = node.getnext()
        if node is not root and follower is not None:
            follower.addnext(node)
        return root

    def _rename(self, root: Any) -> Any:
        self._node(root).tag = self._chance.choice(self._names.elements)
        return root

    def _insert(self, root: Any) -> Any:
        node = self._node(root)
        node.insert(self._chance.randint(0, len(node)), self._element())
        return root

    def _transplant(self, root: Any) -> Any:
        node = self._node(root)
        node.insert(self._chance.randint(0, len(node)), self._donor())
        return root

    def _transplant_beside(self, root: Any) -> Any:
        """Beside an element of the same document stands one like those that stand there elsewhere."""
        node = self._node(root)
        if node is not root:
            node.addprevious(self._donor() if self._chance.random() < 0.5 else self._element())
        return root

    def _odd_child(self, root: Any) -> Any:
        node = self._node(root)
        node.insert(self._chance.randint(0, len(node)), etree.Element(self._chance.choice(_ODD_ELEMENTS)))
        return root

    def _drop_attribute(self, root: Any) -> Any:
        node = self._node(root)
        if name := self._attribute(node):
            del node.attrib[name]
        return root

    def _set_attribute(self, root: Any) -> Any:
        self._node(root).set(self._chance.choice(self._names.attributes), self._value())
        return root

    def _set_good_attribute(self, root: Any) -> Any:
        self._set_good(self._node(root))
        return root

    def _change_attribute(self, root: Any) -> Any:
        node = self._node(root)
        if name := self._attribute(node):
            node.set(name, self._value())
        return root

    def _rename_attribute(self, root: Any) -> Any:
        node = self._node(root)
        if name := self._attribute(node):
            value = node.attrib.pop(name)
            node.set(self._chance.choice(self._names.attributes), value)
        return root

    def _odd_attribute(self, root: Any) -> Any:
        self._node(root).set(self._chance.choice(_ODD_ATTRIBUTES), self._value())
        return root

    def _text(self, root: Any) -> Any:
        self._node(root).text = self._value()
        return root

    def _tail(self, root: Any) -> Any:
        node = self._node(root)
        if node is not root:
            node.tail = self._value()
        return root

    def _type(self, root: Any) -> Any:
        node = self._node(root)
        known = self._chance.choice((f"xs:{self._chance.choice(TYPES)}", self._chance.choice(self._names.types)))
        copy = typed(node, self._chance.choice((known, known, known, "unheard-of", "xs:unheard-of", "un:bound", "")))
        return copy if node is root else root

    def _nil(self, root: Any) -> Any:
        node = self._node(root)
        node.set(XSI + "nil", self._chance.choice(("true", "false", "1", "yes")))
        if self._chance.random() < 0.5:
            for child in list(node):
                node.remove(child)
            node.text = None
        return root

    def _move(self, root: Any) -> Any:
        node, goal = self._node(root), self._node(root)
        if node is not root and node is not goal and node not in goal.iterancestors():
            goal.insert(self._chance.randint(0, len(goal)), node)
        return root

    def _shuffle(self, root: Any) -> Any:
        node = self._node(root)
        children = list(node)
        self._chance.shuffle(children)
        node[:] = children
        return root

    def _empty(self, root: Any) -> Any:
        node = self._node(root)
        for child in list(node):
            node.remove(child)
        return root

    def _rename_root(self, root: Any) -> Any:
        root.tag = self._chance.choice(self._names.globals)
        return root

    def _other_root(self, root: Any) -> Any:
        """Only a part of the document, as one of its own."""
        node = deepcopy(self._node(root))
        node.tail = None
        return node

    def _comment(self, root: Any) -> Any:
        node = self._node(root)
        note = self._chance.choice((etree.Comment("x"), etree.ProcessingInstruction("x", "y")))
        node.insert(self._chance.randint(0, len(node)), note)
        return root


OPERATORS: Sequence[Callable[[Mutator, Any], Any]] = [
    Mutator._delete,
    Mutator._duplicate,
    Mutator._swap,
    Mutator._rename,
    Mutator._insert,
    Mutator._transplant,
    Mutator._transplant_beside,
    Mutator._odd_child,
    Mutator._drop_attribute,
    Mutator._set_attribute,
    Mutator._set_good_attribute,
    Mutator._change_attribute,
    Mutator._rename_attribute,
    Mutator._odd_attribute,
    Mutator._text,
    Mutator._tail,
    Mutator._type,
    Mutator._nil,
    Mutator._move,
    Mutator._shuffle,
    Mutator._empty,
    Mutator._rename_root,
    Mutator._other_root,
    Mutator._comment,
]
