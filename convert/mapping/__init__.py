"""The mapping: for each leaf of the Article and each format, where the format carries it, or that it loses it.

A leaf is a field that holds a value of its own. Leaves of the Article are dotted paths (`rights.holder.uri`); leaves of
the body are a class and its field (`Cell.scope`). Each writer module has the rows of its format as `MAPPING`, from a
module of this package. What a document loses is worked out from these rows, the tests read each leaf back from the
place that its row names, and the table in `README.md` is generated from them.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeAlias

from convert.findings import Finding, Severity
from convert.model import TERMS, Article, Block, Embargo, Figure, Moment, Position, walk

_VALUES = (Moment, Position)
"""Records that are values: a leaf each."""

_MARKERS = (Embargo,)
"""Records that mean something without any of their fields: an open-ended embargo. Such a record is a leaf, too."""

SAFETY = frozenset({"embargo", "embargo.until", "status"})
"""The leaves that keep a story from being published. A format that does not carry one in a place that others read does
not hold it, and a document without it is not placed.
"""


class Carriage(Enum):
    """How a format holds a leaf."""

    CARRIED = "carried"  # in a place of the standard, which others read
    EXTENSION = "extension"  # in a place that the standard leaves open, under a name of our own
    LOST = "lost"
    APART = "apart"  # no part of the story: the trace and Article JSON hold it


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """How a format holds one leaf.

    `where` is the place in the format's own query language (its module says which), `inside` the place inside of what
    is there: an XPath in markup, a path in JSON. `by_nature` is whether a loss is the nature of the format, such as
    metadata in plain text, and therefore no more than a notice. `other` is where values stand that the place cannot take.
    """

    carriage: Carriage
    where: str = ""
    inside: str = ""
    by_nature: bool = False
    other: Row | None = None

    def __str__(self) -> str:
        own = self._place().replace(TERMS, "xa:")
        return f"{own}, or {self.other}" if self.other else own

    def _place(self) -> str:
        place = f"`{self.where}`" + (f" → `{self.inside}`" if self.inside else "") if self.where else ""
        return (
            f"{place} ({self.carriage.value})" if self.carriage is Carriage.EXTENSION else place or self.carriage.value
        )


Rows: TypeAlias = Mapping[str, Row]
"""The rows of one format by leaf."""


def carried(where: str, inside: str = "") -> Row:
    """The row of a leaf that the standard has a place for."""
    return Row(Carriage.CARRIED, where, inside)


def extension(where: str, inside: str = "") -> Row:
    """The row of a leaf that is carried under a name of our own."""
    return Row(Carriage.EXTENSION, where, inside)


def either(row: Row, other: Row) -> Row:
    """The row of a leaf of which some values stand elsewhere: a day where the format wants an instant."""
    return dataclasses.replace(row, other=other)


def lost(*, by_nature: bool = False) -> Row:
    """The row of a leaf that the format does not hold."""
    return Row(Carriage.LOST, by_nature=by_nature)


# --------------------------------------------------------------------------------------------------------------------
# Leaves


@cache
def leaves(article: type[Article] = Article) -> tuple[str, ...]:
    """Every leaf of the model, those of the Article first, in the order of the fields."""
    return (*_article_leaves(article, ""), *(leaf for kind in body_classes() for leaf in _class_leaves(kind)))


def _article_leaves(record: type, prefix: str) -> Iterator[str]:
    hints = typing.get_type_hints(record)
    for field in dataclasses.fields(record):
        path = prefix + field.name
        inner = _inner(hints[field.name])
        if path == "body":
            continue
        if not dataclasses.is_dataclass(inner) or inner in _VALUES:
            yield path
            continue
        if inner in _MARKERS:
            yield path
        yield from _article_leaves(inner, path + ".")


def _inner(hint: Any) -> Any:
    """The type of a value, or of one of many: `Party` of `Party | None`, `Hop` of `tuple[Hop, ...]`."""
    while (origin := typing.get_origin(hint)) is tuple or origin in (typing.Union, types.UnionType):
        options = [option for option in typing.get_args(hint) if option not in (type(None), Ellipsis)]
        if len(options) != 1:
            return hint
        hint = options[0]
    return hint


@cache
def body_classes() -> tuple[type, ...]:
    """Every class that the body may be made of: blocks, inlines, and the rows, cells, items and images inside them."""
    found: dict[type, None] = {}
    waiting = [*typing.get_args(Block)]
    while waiting:
        kind = waiting.pop(0)
        if kind in found or kind in _VALUES:
            continue
        found[kind] = None
        waiting += [inner for hint in typing.get_type_hints(kind).values() for inner in _records_in(hint)]
    return tuple(found)


def _records_in(hint: Any) -> Iterator[type]:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        yield hint
    for part in typing.get_args(hint):
        yield from _records_in(part)


def _class_leaves(kind: type) -> Iterator[str]:
    fields = dataclasses.fields(kind)
    yield from (f"{kind.__name__}.{field.name}" for field in fields)
    if not fields:
        yield kind.__name__


def set_leaves(article: Article) -> frozenset[str]:
    """The leaves that `article` has set: those whose values are not the default."""
    return frozenset((*_set_in(article, ""), *_set_in_body(article.body)))


def _set_in(record: Any, prefix: str) -> Iterator[str]:
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        path = prefix + field.name
        if path == "body" or value is None or value == () or value == field.default:
            continue
        for one in value if isinstance(value, tuple) else (value,):
            if dataclasses.is_dataclass(one) and not isinstance(one, _VALUES):
                inner = tuple(_set_in(one, path + "."))
                yield from inner
                if not inner and isinstance(one, _MARKERS):
                    yield path
            else:
                yield path


def _set_in_body(body: Iterable[Block]) -> Iterator[str]:
    wanted = {kind: [(f.name, f.default) for f in dataclasses.fields(kind)] for kind in body_classes()}
    found = {leaf for leaf in wanted if not wanted[leaf]}
    yield from ()
    for node in walk(body):
        for one in (node, node.image) if isinstance(node, Figure) and node.image else (node,):
            kind = type(one)
            if kind in found:
                found.discard(kind)
                yield kind.__name__
            elif waiting := wanted[kind]:
                here = [name for name, default in waiting if getattr(one, name) not in (None, (), default)]
                if here:
                    wanted[kind] = [(name, default) for name, default in waiting if name not in here]
                    yield from (f"{kind.__name__}.{name}" for name in here)


ORIGIN: Rows = {leaf: Row(Carriage.APART) for leaf in leaves() if leaf.startswith("origin.")}
"""The record of how the Article was read, which is no part of a story: the rows of all formats but Article JSON."""


# --------------------------------------------------------------------------------------------------------------------
# Losses


def losses(present: frozenset[str], rows: Rows, title: str) -> tuple[Finding, ...]:
    """What a document loses of the leaves that are `present` in its Article, by the `rows` of its format, called
    `title`: LOS003 for an embargo or status, and LOS001 for all others together.

    LOS003 is an error, unless the document carries a status that holds the story back by itself.
    """
    return tuple(filter(None, (_unsafe(present, rows, title), _others(present, rows, title))))


def _is_held(leaf: str, row: Row) -> bool:
    if leaf in SAFETY:
        return row.carriage is Carriage.CARRIED
    return row.carriage is not Carriage.LOST


def _unsafe(present: frozenset[str], rows: Rows, title: str) -> Finding | None:
    fields = sorted(leaf for leaf in present & SAFETY if not _is_held(leaf, rows[leaf]))
    if not fields:
        return None
    if "status" in present and "status" not in fields:
        severity, result = Severity.WARNING, "only the status holds the story back"
    else:
        severity, result = Severity.ERROR, "the story would look free to publish"
    return Finding(
        code="LOS003",
        severity=severity,
        message=f"{title} does not hold {' and '.join(fields)}: {result}",
        advice="Leave this format out, or place the document all the same with --allow LOS003.",
        detail=(("fields", " ".join(fields)),),
    )


def _others(present: frozenset[str], rows: Rows, title: str) -> Finding | None:
    fields = sorted(leaf for leaf in present - SAFETY if not _is_held(leaf, rows[leaf]))
    if not fields:
        return None
    return Finding(
        code="LOS001",
        severity=Severity.NOTICE if all(rows[leaf].by_nature for leaf in fields) else Severity.WARNING,
        message=f"{title} does not hold {', '.join(fields)}",
        advice="Keep Article JSON (-t article), which holds everything.",
        detail=(("fields", " ".join(fields)),),
    )


# --------------------------------------------------------------------------------------------------------------------
# Documentation

_TABLE = """\
# Where each format holds each field

One row for each leaf of the Article and its body. A place is written in the format's own query language (`→` leads
inside what is there); the modules of this folder say how to read them. *extension* is a place that the standard leaves
open, under a name of our own; *lost* is reported when a document is written (LOS001, LOS003); *apart* is no part of a
story and is kept in the trace and in Article JSON. `xa:` is our own vocabulary, `https://w3id.org/wirecopy/terms/`.

This page is generated from the rows, which a test holds against what the writers write.
"""


def table(formats: Mapping[str, Rows]) -> str:
    """The rows of several formats, by their titles, as a table in Markdown."""
    lines = [*_TABLE.splitlines(), "", f"| leaf | {' | '.join(formats)} |", f"|---|{'---|' * len(formats)}"]
    for leaf in leaves():
        cells = (str(rows[leaf]).replace("|", "\\|") for rows in formats.values())
        lines.append(f"| {leaf} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])
