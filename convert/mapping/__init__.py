"""The mapping: for each leaf of the Article and each format, the place where the format carries it, or its loss.

A leaf is a field with a value of its own. Leaves of the Article are dotted paths (`rights.holder.uri`); leaves of the
body are a class and its field (`Cell.scope`). Each writer module has the rows of its format as `MAPPING`, from a
module of this package; `ninjs_versions` has those of the other versions of ninjs. The losses of a document are
computed from these rows, the tests read each leaf back from the place in its row, and the table in `README.md` is
generated from them.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any, TypeAlias

from convert.findings import Finding, Severity
from convert.model import TERMS, Article, Block, Embargo, Figure, Moment, Position, walk

_VALUES = (Moment, Position)
"""Records that are values: each is one leaf."""

_MARKERS = (Embargo,)
"""Records that have a meaning without any of their fields (an open-ended embargo), and are leaves themselves."""

SAFETY = frozenset({"embargo", "embargo.until", "status"})
"""The leaves that can prevent publication. An extension does not count as carrying them, because other software does
not read it; a document that loses one is withheld.
"""


class Carriage(Enum):
    """How a format holds a leaf."""

    CARRIED = "carried"  # in a place that the standard defines
    EXTENSION = "extension"  # in a place for extensions, under a name of our own
    LOST = "lost"
    APART = "apart"  # not part of the document; in the trace and Article JSON, or a file beside it


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """How a format holds one leaf.

    `where` is the place in a query language that the format's module documents; `inside` is a second path inside the
    value found there: an XPath in markup, a path in JSON. `by_nature` marks a loss that is in the nature of the
    format, such as metadata in plain text, and is only a notice. `other` is the place of values that `where` cannot
    hold.
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
    """A row for a leaf that has a place in the standard."""
    return Row(Carriage.CARRIED, where, inside)


def extension(where: str, inside: str = "") -> Row:
    """A row for a leaf that is carried under a name of our own."""
    return Row(Carriage.EXTENSION, where, inside)


def either(row: Row, other: Row) -> Row:
    """A row for a leaf with a second place for some values, such as a date where the format requires an instant."""
    return dataclasses.replace(row, other=other)


def lost(*, by_nature: bool = False) -> Row:
    """A row for a leaf that the format does not hold."""
    return Row(Carriage.LOST, by_nature=by_nature)


def apart() -> Row:
    """A row for a leaf that is beside the document: the bytes of pictures, of which it states name, size and digest."""
    return Row(Carriage.APART)


# --------------------------------------------------------------------------------------------------------------------
# Leaves


@cache
def leaves(article: type[Article] = Article) -> tuple[str, ...]:
    """All leaves of the model in the order of the fields, those of the Article before those of the body."""
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
    """The type of a value or of a member: `Party` for `Party | None`, `Hop` for `tuple[Hop, ...]`."""
    while (origin := typing.get_origin(hint)) is tuple or origin in (typing.Union, types.UnionType):
        options = [option for option in typing.get_args(hint) if option not in (type(None), Ellipsis)]
        if len(options) != 1:
            return hint
        hint = options[0]
    return hint


@cache
def body_classes() -> tuple[type, ...]:
    """All classes of the body: blocks, inlines, and the rows, cells, items and images inside them."""
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
    """The leaves that `article` sets to a value other than the default."""
    found: set[str] = set()
    _add_set(article, "", found)
    _add_set_in_body(article.body, found)
    return frozenset(found)


@cache
def _fields(record: type, prefix: str) -> tuple[tuple[str, str, Any], ...]:
    """The name, leaf and default of each field of a class, except the body of an article, which has its own leaves."""
    fields = ((field.name, prefix + field.name, field.default) for field in dataclasses.fields(record))
    return tuple((name, leaf, default) for name, leaf, default in fields if leaf != "body")


def _add_set(record: Any, prefix: str, found: set[str]) -> bool:
    """Add the leaves that a record sets; return whether it sets any."""
    sets_any = False
    kind: Any = type(record)
    for name, leaf, default in _fields(kind, prefix):
        value = getattr(record, name)
        if value is None or value == () or value == default:
            continue
        for one in value if isinstance(value, tuple) else (value,):
            if not hasattr(one, "__dataclass_fields__") or isinstance(one, _VALUES):
                found.add(leaf)
                sets_any = True
            elif _add_set(one, leaf + ".", found):
                sets_any = True
            elif isinstance(one, _MARKERS):
                found.add(leaf)
                sets_any = True
    return sets_any


def _add_set_in_body(body: Iterable[Block], found: set[str]) -> None:
    missing: dict[type, Sequence[tuple[str, str, Any]]] = {}
    for node in walk(body):
        for one in (node, node.image) if isinstance(node, Figure) and node.image else (node,):
            kind: Any = type(one)
            if kind not in missing:
                missing[kind] = _fields(kind, f"{kind.__name__}.")
                if not missing[kind]:
                    found.add(kind.__name__)
            if fields := missing[kind]:
                here = {leaf for name, leaf, default in fields if getattr(one, name) not in (None, (), default)}
                if here:
                    missing[kind] = [field for field in fields if field[1] not in here]
                    found |= here


ORIGIN: Rows = {leaf: Row(Carriage.APART) for leaf in leaves() if leaf.startswith("origin.")}
"""The rows of `origin`, the record of how the Article was read, in all formats except Article JSON."""

ACCESSIBILITY: Rows = {leaf: lost(by_nature=True) for leaf in leaves() if leaf.startswith("accessibility.")}
"""The rows of what is stated of publications, in formats that are none."""


# --------------------------------------------------------------------------------------------------------------------
# Losses


def losses(present: frozenset[str], rows: Rows, title: str) -> tuple[Finding, ...]:
    """The losses of a document: LOS003 for embargo and status, LOS001 for all other leaves together.

    `present` are the leaves that the Article sets; `rows` and `title` are those of the format. LOS003 is an error,
    except if the document carries a status that prevents publication by itself.
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


def demotions(present: frozenset[str], rows: Rows, usual: Rows, title: str) -> tuple[Finding, ...]:
    """A notice (LOS001) of the leaves that an older version of a format, unlike the usual one, has no property for.

    They are in an extension, which only our reader reads.
    """
    fields = sorted(
        leaf
        for leaf in present
        if rows[leaf].carriage is Carriage.EXTENSION and usual[leaf].carriage is Carriage.CARRIED
    )
    if not fields:
        return ()
    finding = Finding(
        code="LOS001",
        severity=Severity.NOTICE,
        message=f"{title} has no property for {', '.join(fields)}: kept in a description that only wirecopy reads",
        advice="Write a newer version if the receiver reads one.",
        detail=(("kept", " ".join(fields)),),
    )
    return (finding,)


# --------------------------------------------------------------------------------------------------------------------
# Documentation

_TABLE = """\
# Where each format holds each field

One row for each leaf of the Article and its body. Each format has its own query language for places, which its module
in this folder describes; `→` leads to a path inside the value found. *extension*: in a place for extensions, under a
name of our own. *lost*: reported when a document is written (LOS001, LOS003). *apart*: not part of the document: the
record of how copy was read is in the trace and in Article JSON, the bytes of a picture are a file beside the document,
which states its name, size and digest. `xa:` is our own vocabulary, `https://w3id.org/wirecopy/terms/`.

Whatever is not lost is read back from NewsML-G2, ninjs and EPUB (`wirecopy convert story.newsml.xml`), except where
writing reports a loss of values: a picture that an EPUB does not embed keeps its address, media type and description
(LOS002); of one address with several media types or bytes, and of a place that is mentioned with several positions,
one is kept (LOS001). Texts that follow one another without markup are one text, and rights or a statement of
accessibility without any field are none.

This page is generated from the rows. Tests compare the rows with the output of the writers.
"""

_VERSIONS = """\
## Other versions of ninjs

The newest version of each branch, where its place is not that of the usual version. *since*: older versions of the
branch have no property for the leaf, and keep it where extensions are; writing them reports that (LOS001). What is in
the XHTML of the body is there in all versions, in 1.x in `body_xhtml`.
"""


def table(formats: Mapping[str, Rows], others: Mapping[str, Mapping[str, Rows]], usual: Rows) -> str:
    """The rows of several formats, by title, as a page with a table in Markdown.

    `others` are the rows of other versions of a format, by branch and version, oldest first, and `usual` those of its
    usual version.
    """
    lines = [*_TABLE.splitlines(), "", f"| leaf | {' | '.join(formats)} |", f"|---|{'---|' * len(formats)}"]
    lines += [_line(leaf, (str(rows[leaf]) for rows in formats.values())) for leaf in leaves()]
    newest = [[*versions][-1] for versions in others.values()]
    lines += ["", *_VERSIONS.splitlines(), "", f"| leaf | {' | '.join(newest)} |", f"|---|{'---|' * len(newest)}"]
    for leaf in leaves():
        cells = [_versioned(leaf, versions) for versions in others.values()]
        is_in_markup = leaf[0].isupper() and usual[leaf].inside
        if not is_in_markup and any(cell != str(usual[leaf]) for cell in cells):
            lines.append(_line(leaf, cells))
    return "\n".join([*lines, ""])


def _line(leaf: str, cells: Iterable[str]) -> str:
    return f"| {leaf} | {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _versioned(leaf: str, versions: Mapping[str, Rows]) -> str:
    """The place of a leaf in the newest of several versions, and the first one that has it."""
    carried_by = [version for version, rows in versions.items() if rows[leaf].carriage is Carriage.CARRIED]
    place = str([*versions.values()][-1][leaf])
    return f"{place} (since {carried_by[0]})" if carried_by and carried_by[0] != next(iter(versions)) else place
