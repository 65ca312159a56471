"""Validation of small XML vocabularies against tables: which attributes and which children an element has.

The tables are in `models`. A model is found by name, so that one element may have different models in different places.
Every table is deterministic: the name of a child alone decides what it matches, so that one pass over a document is
enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

MAX_MISMATCHES = 200
"""How many mismatches of one document are found; a document with more is broken in one way, not in thousands."""

Check: TypeAlias = Callable[[str], bool]


class Datatype(NamedTuple):
    """The values that an attribute or text may have: what they are called, and the check of a value."""

    title: str
    allows: Check


def matching(title: str, pattern: str) -> Datatype:
    """The datatype of values that match a pattern, after white space around them is removed."""
    compiled = re.compile(pattern)
    return Datatype(title, lambda value: compiled.fullmatch(value.strip(" \t\r\n")) is not None)


def one_of(*values: str) -> Datatype:
    """The datatype of an enumeration."""
    known = frozenset(values)
    return Datatype(f"one of {', '.join(values)}", lambda value: value.strip(" \t\r\n") in known)


ANYTHING = Datatype("text", lambda value: True)
NOT_EMPTY = Datatype("text that is not empty", lambda value: bool(value.strip()))


class Child(NamedTuple):
    """A child that a model allows: its name, the name of its model, and how often it occurs; `most` 0 has no limit."""

    name: str
    model: str
    least: int = 0
    most: int = 0


Names: TypeAlias = Callable[[str], bool]


@dataclass(frozen=True, eq=False)
class Model:
    """What an element may have and contain.

    `ordered` children occur in the order of the table, others in any. `foreign` decides which elements and attributes
    that the tables do not name are allowed, with any content. `text` is the datatype of its text, None where it has
    none but white space. `fewest` children are needed in all. An element has all attributes `together` or none of them.
    `variants` are models by attribute: an element with that attribute has that model instead.
    """

    required: Mapping[str, Datatype] = field(default_factory=dict)
    optional: Mapping[str, Datatype] = field(default_factory=dict)
    children: tuple[Child, ...] = ()
    ordered: bool = False
    fewest: int = 0
    text: Datatype | None = None
    foreign: Names | None = None
    foreign_attributes: bool = False
    together: tuple[str, ...] = ()
    variants: tuple[tuple[str, str], ...] = ()

    @cached_property
    def attributes(self) -> Mapping[str, Datatype]:
        """The attributes that are allowed, by name."""
        return {**self.required, **self.optional}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The places of the children in the table, by name."""
        return {child.name: place for place, child in enumerate(self.children)}

    @cached_property
    def needed(self) -> tuple[tuple[int, Child], ...]:
        """The children that must occur, with their places."""
        return tuple((place, child) for place, child in enumerate(self.children) if child.least)


class Grammar(NamedTuple):
    """The models of a vocabulary: the names of root elements with their models, and the models by name."""

    title: str
    roots: Mapping[str, str]
    models: Mapping[str, Model]


class Mismatch(NamedTuple):
    """A place where a document does not match: the element, what is wrong, the kind of fault, and the name concerned.

    The kind is `element`, `order`, `repeated`, `attribute`, `data`, `value`, `text` or `missing`; the name is that of
    an attribute or a child, empty where the element itself is concerned.
    """

    element: Any
    message: str
    kind: str
    name: str = ""


def local(name: str) -> str:
    """The name of an element or attribute as documents mostly write it: with the prefix of Dublin Core alone."""
    space, _, own = name.rpartition("}")
    return f"dc:{own}" if space == "{http://purl.org/dc/elements/1.1/" else own


def mismatches(root: Any, grammar: Grammar, *, data: bool = True) -> Iterator[Mismatch]:
    """Where the tree below `root` does not match the grammar, at most `MAX_MISMATCHES` places.

    With `data`, every element may have attributes for data, as in EPUB 3 (EPUB 3.3, 6.1.4).
    """
    model = grammar.roots.get(root.tag)
    if model is None:
        yield Mismatch(root, f"the root element is {local(root.tag)}, in {_space(root.tag)}", "element")
        return
    found = 0
    pending = [(root, grammar.models[model])]
    while pending:
        element, model_here = pending.pop()
        for variant, name in model_here.variants:
            if variant in element.keys():  # noqa: SIM118 - an element contains children
                model_here = grammar.models[name]
                break
        for mismatch in _of_element(element, model_here, grammar, pending, data=data):
            yield mismatch
            found += 1
            if found >= MAX_MISMATCHES:
                return


def _space(tag: str) -> str:
    return tag[1:].partition("}")[0] if tag.startswith("{") else "no namespace"


def _of_element(
    element: Any, model: Model, grammar: Grammar, pending: list[tuple[Any, Model]], *, data: bool
) -> Iterator[Mismatch]:
    """The mismatches of one element; its children are added to `pending`."""
    items = element.items()
    if items or model.required:
        yield from _attributes(element, items, model, data=data)
    if model.text is None:
        if _has_text(element):
            yield Mismatch(element, f"{local(element.tag)} has text", "text")
    elif model.text is not ANYTHING and not model.text.allows(_text(element)):
        message = f"{local(element.tag)} does not hold {model.text.title}"
        yield Mismatch(element, message, "value")
    if len(element) or model.children or model.fewest:
        yield from _children(element, model, grammar, pending)


def _attributes(element: Any, items: Iterable[tuple[str, str]], model: Model, *, data: bool) -> Iterator[Mismatch]:
    missing = dict.fromkeys(model.required)
    for name, value in items:
        datatype = model.attributes.get(name)
        if datatype is None:
            if data and name.startswith("data-"):
                if not _DATA_NAME.fullmatch(name):
                    yield Mismatch(element, f"{name[:60]} is no valid name of an attribute for data", "data", name)
            elif not model.foreign_attributes:
                yield Mismatch(
                    element, f"{local(element.tag)} has no attribute {_written(element, name)}", "attribute", name
                )
            continue
        missing.pop(name, None)
        if datatype is not ANYTHING and not datatype.allows(value):
            message = f"{local(name)}={value!r} of {local(element.tag)} is not {datatype.title}"
            yield Mismatch(element, message, "value", name)
    if model.together:
        absent = [name for name in model.together if name not in element.keys()]  # noqa: SIM118 - as above
        missing.update(dict.fromkeys(absent if len(absent) < len(model.together) else ()))
    for name in missing:
        yield Mismatch(element, f"{local(element.tag)} lacks the attribute {_written(element, name)}", "missing", name)


_DATA_NAME = re.compile(r"data-[^A-Z:]+")


def _written(element: Any, name: str) -> str:
    """The name of an attribute as a document writes it."""
    space, _, own = name.rpartition("}")
    prefixes = (prefix for prefix, uri in element.nsmap.items() if prefix and uri == space[1:])
    return f"{next(prefixes, 'xml' if space.endswith('/XML/1998/namespace') else '?')}:{own}" if space else own


def _text(element: Any) -> str:
    """The text of an element, without that of elements in it."""
    text = element.text or ""
    return text + "".join(child.tail or "" for child in element) if len(element) else text


def _has_text(element: Any) -> bool:
    text = element.text
    if text and not text.isspace():
        return True
    return any(child.tail and not child.tail.isspace() for child in element)


def _children(element: Any, model: Model, grammar: Grammar, pending: list[tuple[Any, Model]]) -> Iterator[Mismatch]:
    at = 0
    children = model.children
    places = model.places
    counts = [0] * len(children)
    for child in element.iterchildren("*"):
        place = places.get(child.tag)
        if place is None:
            if model.foreign is None or not model.foreign(child.tag):
                yield Mismatch(child, f"{local(child.tag)} is not allowed in {local(element.tag)}", "element")
            continue
        allowed = children[place]
        counts[place] += 1
        pending.append((child, grammar.models[allowed.model]))
        if model.ordered:
            if place < at:
                yield Mismatch(child, f"{local(child.tag)} comes after {local(children[at].name)}", "order")
            else:
                at = place
        if allowed.most and counts[place] == allowed.most + 1:
            times = "twice" if allowed.most == 1 else f"more than {allowed.most} times"
            yield Mismatch(child, f"{local(child.tag)} occurs {times} in {local(element.tag)}", "repeated")
    for place, allowed in model.needed:
        if counts[place] < allowed.least:
            yield Mismatch(
                element, f"{local(allowed.name)} is missing in {local(element.tag)}", "missing", allowed.name
            )
    if sum(counts) < model.fewest:
        names = ", ".join(local(child.name) for child in children)
        yield Mismatch(element, f"{local(element.tag)} has none of {names}", "missing")
