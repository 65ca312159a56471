"""Grammars of content documents, made from tables; `validator` validates documents against them.

A table has a row for each element: its name, the clause that defines it, the categories that it belongs to, its
content, its attributes, and its roles, separated by `|`. Rows of one name are alternatives; a name after a colon tells
elements by their parent. Clark names are made of the prefixes in `PREFIXES`; a name without prefix is of the table's
namespace.

Content is `empty`, `text`, `any`, or a list of elements and categories (`%flow`) in any order: `?` permits one at most,
`!` requires exactly one, `a+b!` exactly one of both. After `=` it is a regular expression over them, with `/` and `;`
between alternatives. Categories of mixed content have text, too. `%transparent` is the parent's content (3.2.5.3).

An attribute is `name` (text), `name=type` or, if required, `name!=type` or `name!`, with types as in `values`; `@group`
stands for a group of attributes, `*` for any other without a namespace, `any(a,b)` requires at least one, `one(a,b)`
exactly one, and `both(a,b)` both or none. Roles are those that may be stated, `*` for all; `~name` are the states and
properties that an element without role may have. A `?` after a role makes its required states optional.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from convert.checks.epub.content.values import Test, test_of

PREFIXES = {
    "h": "http://www.w3.org/1999/xhtml",
    "svg": "http://www.w3.org/2000/svg",
    "m": "http://www.w3.org/1998/Math/MathML",
    "epub": "http://www.idpf.org/2007/ops",
    "ssml": "http://www.w3.org/2001/10/synthesis",
    "ev": "http://www.w3.org/2001/xml-events",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
"""The namespaces with attributes that a grammar judges; attributes of all others are ignored."""

KNOWN = frozenset(PREFIXES.values())


class Child(NamedTuple):
    """What an element is to its parent: a letter in the parent's content, and the key of its rows."""

    letter: str
    key: str


@dataclass(slots=True)
class Content:
    """The content of an element: the permitted children by Clark name, and what is demanded of their sequence.

    `other` is what elements of any other name are, `foreign` those that are neither XHTML nor MathML, `custom` what
    custom elements of HTML are; None forbids them. `at_least` and `at_most` limit the number of a letter; `sequence`
    matches all letters, with `t` for text.
    """

    children: dict[str, Child] = field(default_factory=dict)
    text: bool = False
    letter_of_text: str = ""
    sequence: re.Pattern[str] | None = None
    at_most: str = ""
    at_least: str = ""
    other: Child | None = None
    foreign: Child | None = None
    custom: Child | None = None
    anything: bool = False


@dataclass(slots=True)
class Row:
    """One alternative of an element. A `lax` one has any other attribute, but for those in the namespace of EPUB."""

    name: str
    clause: str
    content: Content
    attributes: dict[str, Test | None]
    required: tuple[str, ...] = ()
    demands: tuple[tuple[str, tuple[str, ...]], ...] = ()
    any_other: bool = False
    lax: bool = False
    aria: Roles | None = None


def clark(name: str, namespace: str) -> str:
    """The Clark name of an element or attribute in a table."""
    prefix, colon, local = name.partition(":")
    if colon and prefix in PREFIXES:
        return f"{{{PREFIXES[prefix]}}}{local}"
    return f"{{{namespace}}}{name}" if namespace else name


def written(name: str) -> str:
    """A Clark name as people write it, with the usual prefix of its namespace but for XHTML."""
    namespace, brace, local = name.rpartition("}")
    prefix = next((p for p, uri in PREFIXES.items() if brace and uri == namespace[1:]), "")
    return f"{prefix}:{local}" if prefix not in ("", "h") else local


_TOKEN = re.compile(r"[%#]?[\w\-]+(?::[\w\-]+)?|\*\+|\+\+|\?\+|[()/;?*+!]")
_LETTERS = "abcdefghijklmnopqrsuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Grammar:
    """The rows of one kind of document by key, each made when it is needed. `add` reads a table.

    A `strict` one permits no attributes of foreign namespaces, and none for data.
    """

    def __init__(self, groups: Mapping[str, str], aria: AriaTables | None = None, *, strict: bool = False) -> None:
        self.strict = strict
        self.groups = dict(groups)
        self.made: dict[str, list[Row]] = {}
        self.categories: dict[str, dict[str, str]] = {}
        self.custom = ""
        self.aria = aria
        self._written: dict[str, list[tuple[str, str, str, str, str]]] = {}
        self._known_attributes: dict[str, _Attributes] = {}
        self._known_contents: dict[tuple[str, str], Content] = {}

    def add(self, table: str, namespace: str, categories: Mapping[str, str]) -> None:
        """Read a table whose elements are in `namespace`; `categories` are their letters in it."""
        for line in table.strip().splitlines():
            key, clause, letters, *cells = map(str.strip, _BAR.split(line))
            content, attributes, roles = (*cells, "", "")[:3]
            self._written.setdefault(key, []).append((clause, namespace, content, attributes, roles))
            tag = _tag(key, namespace)
            for letter in letters:
                name = categories[letter]
                form = "~" if name == "phrasing" and "%transparent" in content else ""
                self.categories.setdefault(name, {})[tag] = key + form
                if whole := _PARTS.get(name):
                    self.categories.setdefault(whole, {})[tag] = key

    def rows(self, key: str) -> list[Row]:
        """The alternatives of an element; a key that ends in `~` has phrasing content where it is transparent."""
        if key not in self.made:
            self.made[key] = [self._row(key, *cells) for cells in self._written[key.rstrip("~")]]
        return self.made[key]

    def _row(self, key: str, clause: str, namespace: str, content: str, attributes: str, roles: str) -> Row:
        found = self._attributes(attributes)
        return Row(
            name=written(_tag(key.rstrip("~"), namespace)),
            clause=clause,
            content=self.content(
                content.replace("%transparent", "%phrasing" if key.endswith("~") else "%flow"), namespace
            ),
            attributes=found.tests,
            required=tuple(found.required),
            demands=tuple(found.demands),
            any_other=found.any_other,
            aria=self.aria.of(roles) if self.aria and namespace == PREFIXES["h"] else None,
        )

    # ----------------------------------------------------------------------------------------------------------------

    def _attributes(self, cell: str) -> _Attributes:
        if cell in self._known_attributes:
            return self._known_attributes[cell]
        found = self._known_attributes[cell] = _Attributes({}, [], [], "*" in cell.split())
        for word in cell.split():
            if word.startswith("@"):
                group = self._attributes(self.groups[word[1:]])
                found.tests.update(group.tests)
                found.required.extend(group.required)
                found.demands.extend(group.demands)
            elif match := _DEMAND.fullmatch(word):
                found.demands.append((match[1], tuple(match[2].split(","))))
            elif match := _ATTRIBUTE.fullmatch(word):
                name = clark(match["name"], "")
                found.tests[name] = test_of(match["type"] or "text", match["name"].rpartition(":")[2])
                if match["sign"].startswith("!"):
                    found.required.append(name)
        return found

    def content(self, cell: str, namespace: str) -> Content:
        """The content that a cell of a table describes."""
        known = self._known_contents.get((cell, namespace))
        if known is None:
            known = self._known_contents[cell, namespace] = self._content(cell, namespace)
        return known

    def _content(self, cell: str, namespace: str) -> Content:
        if cell in ("", "empty"):
            return Content()
        if cell == "text":
            return Content(text=True)
        if cell == "foreign":
            made = Content(foreign=Child("f", "foreign"))
            self._permit(made, "%flow", "a", namespace)
            return made
        if cell == "any":
            return Content(text=True, anything=True)
        made = Content()
        letters = iter(_LETTERS)
        if not cell.startswith("="):
            for part in cell.split(","):
                word = part.strip()
                sign = word[-1] if word[-1] in "?!" else ""
                letter = next(letters)
                for name in word.rstrip("?!").split("+"):
                    self._permit(made, name, letter, namespace)
                made.at_most += letter if sign else ""
                made.at_least += letter if sign == "!" else ""
            return made
        pattern = ""
        known: dict[str, str] = {}
        for token in _TOKEN.findall(cell[1:]):
            if token in "()*+?" or token in ("*+", "++", "?+"):
                pattern += "(?:" if token == "(" else token
            elif token in "/;":
                pattern += "|"
            else:
                if token not in known:
                    known[token] = next(letters)
                    self._permit(made, token, known[token], namespace)
                letter = known[token]
                pattern += f"[{letter}t]" if made.letter_of_text == letter else letter
        made.sequence = re.compile(pattern)
        made.text = bool(made.letter_of_text)
        return made

    def _permit(self, content: Content, name: str, letter: str, namespace: str) -> None:
        if name == "#text":
            content.text = True
            return
        if not name.startswith("%"):
            content.children.setdefault(_tag(name, namespace), Child(letter, name))
            return
        category = name[1:]
        for tag, key in self.categories.get(category, {}).items():
            content.children.setdefault(tag, Child(letter, key))
        if category in _MIXED:
            content.text = True
            content.letter_of_text = letter
            if self.custom:
                content.custom = Child(letter, self.custom + ("~" if category == "phrasing" else ""))


_DEMAND = re.compile(r"(any|one|both)\((.*)\)")
_ATTRIBUTE = re.compile(r"(?P<name>[^=!*]+)(?P<sign>!?=?)(?P<type>.*)")
_BAR = re.compile(r"\s\|(?=\s|$)")
_MIXED = frozenset({"flow", "phrasing", "inline", "mixed"})
_PARTS = {"phrasing": "flow", "inline": "mixed", "block": "mixed"}
"""The categories that others are a part of."""


class _Attributes(NamedTuple):
    """The attributes of a row, as in `Row`."""

    tests: dict[str, Test | None]
    required: list[str]
    demands: list[tuple[str, tuple[str, ...]]]
    any_other: bool


def _tag(key: str, namespace: str) -> str:
    prefix = key.partition(":")[0]
    return clark(key, "") if prefix != key and prefix in PREFIXES else f"{{{namespace}}}{prefix}"


class Roles(NamedTuple):
    """The roles that an element may have, each with whether its required states are required, and the sets of states
    and properties that it may have without role.
    """

    named: Mapping[str, bool]
    implicit: tuple[frozenset[str], ...]


class AriaTables:
    """Roles with their states and properties, and what elements without role may have."""

    def __init__(self, values: Mapping[str, str], roles: Mapping[str, str], implicit: Mapping[str, str]) -> None:
        self.tests = {f"aria-{name}": test_of(type, f"aria-{name}") for name, type in values.items()}
        self.roles = {
            role: (
                frozenset(f"aria-{word.rstrip('!')}" for word in words.split()),
                frozenset(f"aria-{word[:-1]}" for word in words.split() if word.endswith("!")),
            )
            for role, words in roles.items()
        }
        self._implicit = {name: frozenset(f"aria-{word}" for word in words.split()) for name, words in implicit.items()}
        self._known: dict[str, Roles] = {}

    def of(self, cell: str) -> Roles:
        """The roles that a cell of a table describes."""
        if cell not in self._known:
            words = cell.split()
            named = dict.fromkeys(self.roles, True) if "*" in words else {}
            named |= {w.rstrip("?"): not w.endswith("?") for w in words if w[0] not in "*~"}
            self._known[cell] = Roles(named, tuple(self._implicit[w[1:]] for w in words if w[0] == "~"))
        return self._known[cell]

    def faults(self, name_of: str, known: Roles, stated: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
        """Kind, name and message for what is wrong with role, states and properties of the element `name_of`."""
        roles, implicit = known
        role = stated.get("role")
        names = [name for name in stated if name != "role"]
        for name in names:
            test = self.tests[name]
            if test is not None and not test(stated[name]):
                yield "value", name, f"the value {stated[name][:60]!r} is not permitted"
        if role is None:
            if names and not any(permitted.issuperset(names) for permitted in implicit):
                yield "aria", names[0], f"{names[0]} is not permitted on {name_of} without a role that has it"
        elif role not in roles:
            yield "role", "role", f"the role {role[:60]!r} is not permitted on {name_of}"
        else:
            permitted, required = self.roles[role]
            for name in names:
                if name not in permitted:
                    yield "aria", name, f"{name} is not permitted with the role {role}"
            for name in required.difference(names) if roles[role] else ():
                yield "missing", name, f"the role {role} requires {name}"
