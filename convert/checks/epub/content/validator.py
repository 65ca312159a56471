"""Validation of content documents against a grammar, in one pass over the tree of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from convert.checks.epub.content.grammar import KNOWN, Child, Content, Grammar, Row, written
from convert.checks.epub.namespaces import MATHML, OPS, XHTML

_MAX = 100_000
"""How many violations of one document are looked for."""


_UNKNOWN_NAMES = "name align hspace vspace href role aria-expanded aria-required aria-grabbed aria-dropeffect"
_UNKNOWN = frozenset(_UNKNOWN_NAMES.split())
"""The attributes that `*` does not stand for."""

_JUDGED = (XHTML, MATHML)


class Violation(NamedTuple):
    """One place where a document violates its grammar; `kind` says how, `name` is what is wrong there."""

    kind: str
    element: Any
    name: str
    message: str
    clause: str


class Validator:
    """Validates documents against a grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._made = grammar.made
        self._is_strict = grammar.strict
        self._aria = aria = grammar.aria
        self._aria_names = frozenset(aria.tests) | {"role"} if aria else frozenset()

    def rows(self, key: str) -> list[Row]:
        """The alternatives of an element."""
        return self._grammar.rows(key)

    def violations(self, root: Any, key: str) -> Iterator[Violation]:
        """The violations in the tree below `root`, which is what the rows with this key describe."""
        pending = [(root, key)]
        found = 0
        while pending:
            element, key = pending.pop()
            rows = self._made.get(key) or self._grammar.rows(key)
            row = rows[0]
            children: list[tuple[Any, str]] = []
            violations = self._judge(element, row, children)
            if violations and len(rows) > 1:
                for other in rows[1:]:
                    inside: list[tuple[Any, str]] = []
                    fewer = self._judge(element, other, inside)
                    if _weight(fewer) < _weight(violations):
                        violations, children = fewer, inside
                        if not fewer:
                            break
            if violations:
                yield from violations
                found += len(violations)
                if found > _MAX:
                    return
            children.reverse()
            pending += children

    def _judge(self, element: Any, row: Row, below: list[tuple[Any, str]]) -> list[Violation]:
        """The violations of one row in one element; the children that it permits go to `below`."""
        found: list[Violation] = []
        self._attributes(element, row, found)
        content = row.content
        if not content.anything:
            self._content(element, row, content, below, found)
        return found

    def _attributes(self, element: Any, row: Row, found: list[Violation]) -> None:
        attributes = row.attributes
        aria: dict[str, str] = {}
        names = element.items()
        for name, value in names:
            if name not in attributes:
                if name in self._aria_names and not (row.lax or (row.any_other and name not in _UNKNOWN)):
                    aria[name] = value
                elif not self._is_ignored(name, row):
                    found.append(
                        _violation("attribute", element, name, row, f"{written(name)} is not permitted on {row.name}")
                    )
            elif (test := attributes[name]) is not None and not test(value):
                message = f"the value {value[:60]!r} of {written(name)} is not permitted on {row.name}"
                found.append(_violation("value", element, name, row, message))
        if aria:
            if row.aria is None or self._aria is None:
                name = next(iter(aria))
                found.append(_violation("attribute", element, name, row, f"{name} is not permitted on {row.name}"))
            else:
                found += [
                    _violation(kind, element, name, row, message)
                    for kind, name, message in self._aria.faults(row.name, row.aria, aria)
                ]
        if row.required or row.demands:
            stated = {name for name, _ in names}
            for name in row.required:
                if name not in stated:
                    found.append(
                        _violation("missing", element, name, row, f"{row.name} lacks the attribute {written(name)}")
                    )
            for kind, group in row.demands:
                count = sum(name in stated for name in group)
                if not (count if kind == "any" else count == 1 if kind == "one" else count in (0, len(group))):
                    message = f"{row.name} has {count} of the attributes {', '.join(group)}, not {_DEMANDED[kind]}"
                    found.append(_violation("missing", element, group[0], row, message))

    def _is_ignored(self, name: str, row: Row) -> bool:
        """Whether an attribute is no concern of the grammar: a custom one, or one of a foreign namespace."""
        if row.lax:
            return not name.startswith(OPS)
        if self._is_strict:
            return False
        if name[0] == "{":
            return name[1 : name.index("}")] not in KNOWN
        if name.startswith(("data-", "its-")):
            return True
        return row.any_other and name not in _UNKNOWN

    def _content(
        self, element: Any, row: Row, content: Content, below: list[tuple[Any, str]], found: list[Violation]
    ) -> None:
        children = content.children
        letters: list[str] | None = [] if content.sequence or content.at_most else None
        text = content.text
        if (written_text := element.text) and not (text and letters is None) and not written_text.isspace():
            if not text:
                found.append(_violation("text", element, "", row, f"text is not permitted in {row.name}"))
            elif letters is not None:
                letters.append("t")
        for child in element:
            tag = child.tag
            permitted = children.get(tag)
            if permitted is None and isinstance(tag, str):
                permitted = _otherwise(content, tag)
            if permitted is not None:
                below.append((child, permitted.key))
                if letters is not None:
                    letters.append(permitted.letter)
            elif isinstance(tag, str):
                message = f"{written(tag)} is not permitted in {row.name}"
                found.append(_violation("element", child, written(tag), row, message))
                if len(found) > _MAX:
                    return
            if (tail := child.tail) and not (text and letters is None) and not tail.isspace():
                if not text:
                    found.append(_violation("text", element, "", row, f"text is not permitted in {row.name}"))
                    text = True
                    letters = None
                elif letters is not None and letters[-1:] != ["t"]:
                    letters.append("t")
        if letters is None or found:
            return
        order = "".join(letters)
        if content.sequence is not None:
            if not content.sequence.fullmatch(order):
                message = f"the content of {row.name} is incomplete or out of order"
                found.append(_violation("order", element, row.name, row, message))
            return
        for letter in content.at_most:
            count = order.count(letter)
            if count > 1 or (count == 0 and letter in content.at_least):
                names = " or ".join(sorted(written(tag) for tag, child in children.items() if child.letter == letter))
                message = (
                    f"{row.name} has {count} {names}, not {'one' if letter in content.at_least else 'at most one'}"
                )
                found.append(_violation("order", element, row.name, row, message))


def _weight(violations: Sequence[Violation]) -> int:
    """How far an alternative is from what is written: an attribute with a wrong value is nearer than a strange one."""
    return sum(2 if violation.kind in ("attribute", "element") else 1 for violation in violations)


_DEMANDED = {"any": "at least one", "one": "one", "both": "all or none"}


def _otherwise(content: Content, tag: str) -> Child | None:
    if content.custom and "-" in tag and tag.startswith(XHTML):
        return content.custom
    if content.foreign and not tag.startswith(_JUDGED):
        return content.foreign
    return content.other


def _violation(kind: str, element: Any, name: str, row: Row, message: str) -> Violation:
    return Violation(kind, element, written(name), message, row.clause)
