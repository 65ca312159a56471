"""An Article for each leaf of the mapping, with a sentinel there, and all values of an Article at a leaf.

The types of the model determine them, so that a new field has its specimen at once; `VALUES` has the leaves whose
values need a special form.
"""

from __future__ import annotations

import base64
import dataclasses
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from convert import mapping, model
from convert.model import PLUS, Article, Embargo, Moment, Position, Text

PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")
SENTINEL = "Sentinel wolverine"
_URI = "https://example.org/sentinel/wolverine"
_ROLE = "https://example.org/roles/wolverine"
_DAY = Moment("2016-12-07")
_INSTANT = Moment("2016-12-07T18:30:00+02:00")
FILLER_MOMENT = Moment("2001-01-01T00:00:00Z")
_POSITIONS = tuple(Position(latitude=lat, longitude=lon) for lat, lon in ((47.11, 8.15), (0, 0), (-90, 180)))

VALUES: dict[str, tuple[Any, ...]] = {
    "id": ("urn:uuid:6ba7b811-9dad-11d1-80b4-00c04fd430c8",),
    "updated": (_INSTANT,),
    "version": (17, 2**31 - 1),
    "language": ("pt-BR",),
    "published": (_INSTANT, _DAY, Moment("2016-12")),
    "content_created": (_INSTANT, _DAY, Moment("2016")),
    "history.timestamp": (_INSTANT, _DAY, Moment("2016-12")),
    "expires": (_INSTANT,),
    "embargo.until": (_INSTANT,),
    "urgency": (3, 1, 9),
    "reading_time": (7, 1, 100_000),
    "other_headlines.role": ("wolverine",),
    "other_ids.role": ("wolverine",),
    "history.action": ("wolverine",),
    "history.party": (_URI,),
    "authors.roles": ((_ROLE,),),
    "contributors.roles": ((_ROLE,),),
    "sources.role": (_ROLE,),
    "mentions.position": _POSITIONS,
    "located.position": _POSITIONS,
    "subjects.relevance": (37, 0, 100),
    "subjects.confidence": (38, 0, 100),
    "rights.policy": (_URI,),
    "rights.data_mining": (PLUS + "DMI-PROHIBITED", PLUS + "DMI-ALLOWED"),
    "original_url": (_URI,),
    "accessibility.contact_email": ("wolverine@example.org",),
    "accessibility.conforms_to": ("none", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA", _URI),
    "accessibility.certifier_report": (_URI,),
    "derived_from": (_URI,),
    "checksum": ("c0ffee" + "0" * 58,),
    "origin.sha256": ("c0ffee" + "0" * 58,),
    "origin.inferences.confidence": (0.25, 0, 1),
    "origin.inferences.lines": ((4711,),),
    "Heading.level": (4, 2, 6),
    "Quote.cite": (_URI,),
    "Items.ordered": (True,),
    "Items.start": (4711, 0, 1_000_000),
    "Embed.href": (_URI,),
    "Embed.media_type": ("video/x-wolverine",),
    "Note.id": ("wolverine",),
    "Styled.language": ("pt-BR",),
    "Link.href": (_URI,),
    "Mention.uri": (_URI,),
    "NoteRef.note": ("wolverine",),
    "NoteRef.label": ("47w",),
    "Image.href": ("https://example.org/sentinel/wolverine.png",),
    "Image.media_type": ("image/png",),
    "Image.width": (471, 1, 1_000_000),
    "Image.height": (472, 1, 1_000_000),
    "Image.size": (4711, 1, 2**40),
    "Image.sha256": ("c0ffee" + "1" * 58,),
    "Image.data": (PNG,),
    "Cell.colspan": (7, 1000),
    "Cell.rowspan": (8, 1000),
}
"""The values to try for leaves that need a special form; of numbers, those at the model's limits are among them.

A leaf of one of several words takes each but the default. All other leaves take a line of text, or an address if their
name ends in `uri`.
"""

_HEADER = {"scope": "col", "content": (Text("Head"),)}

_WITH: dict[str, tuple[dict[str, Any], ...]] = {
    "mentions.position": ({"kind": "place"},),
    **{
        f"accessibility.{name}": ({"certified_by": "Filler"},)
        for name in ("conforms_to", "certifier_credential", "certifier_report")
    },
    "Items.start": ({"ordered": True},),
    "Figure.credit_label": ({"credit": "Ann"},),
    "Styled.style=span": ({"language": "pt-BR"},),
    "Styled.language": ({"style": "span"}, {"style": "em"}),
    "Styled.direction": ({"style": "span"}, {"style": "em"}),
    "Cell.scope": ({"content": (Text("Head"),)},),
    "Cell.colspan": ({}, _HEADER),
    "Cell.rowspan": ({}, _HEADER),
}
"""Other fields that must be set with a leaf, or with one value of it; several for several ways to set it."""

_FILLERS: dict[str, Any] = {
    "sha256": "0" * 64,
    "uri": "https://example.org/filler",
    "href": "https://example.org/filler",
    "kind": "person",
    "role": "filler",
    "action": "transformed",
    "level": 2,
    "style": "em",
    "confidence": 0.5,
    "lines": (),
    "note": "filler",
    "id": "filler",
    "label": "1",
}
"""Values of required fields beside a leaf, by name; all others are a line of text."""


_BEFORE: dict[str, Any] = {
    "authors.roles": model.RELATORS + "edt",
    "contributors.roles": model.RELATORS + "edt",
    "origin.inferences.lines": 1,
}
"""The first of two values, for leaves that need a special form."""


_NONE: Mapping[str, Any] = {}


class Specimen(NamedTuple):
    """An Article that has `leaf` set, and the value as text; bytes as they are."""

    leaf: str
    article: Article
    value: str | bytes


class Value(NamedTuple):
    """A value of an Article as text, and the number of its record among those of the field, from 0."""

    record: int
    text: str


def values_at(article: Article, leaf: str) -> tuple[Value, ...]:
    """Every value that an Article has at a leaf outside of the body, in order; defaults are among them."""
    name, _, inner = leaf.partition(".")
    value = getattr(article, name)
    records = value if isinstance(value, tuple) else (value,)
    return tuple(Value(number, text) for number, record in enumerate(records) for text in _texts(record, inner))


hints_of = cache(typing.get_type_hints)
"""The types of a record's fields by name."""


@cache
def default_at(leaf: str) -> tuple[str, ...]:
    """The values, as text, that the leaf has by default."""
    return tuple(_texts(field_of(leaf)[1].default, ""))


def field_of(leaf: str) -> tuple[type, dataclasses.Field[Any], Any]:
    """The class and the field of a leaf, and the type of its values. The leaf is not a class without fields."""
    record: Any = Article
    if leaf[0].isupper():
        kind, _, leaf = leaf.partition(".")
        record = next(cls for cls in mapping.body_classes() if cls.__name__ == kind)
    for name in leaf.split("."):
        cls, record = record, mapping._inner(hints_of(record)[name])
    return cls, next(field for field in dataclasses.fields(cls) if field.name == name), record


@cache
def choices(leaf: str) -> tuple[str, ...]:
    """The words of which a leaf has one; none for other leaves."""
    if "." not in leaf and leaf[0].isupper():
        return ()
    *_, hint = field_of(leaf)
    return typing.get_args(hint) if typing.get_origin(hint) is typing.Literal else ()


def _texts(value: Any, path: str) -> Iterator[str]:
    """The texts of what is at `path` below a record or value."""
    if isinstance(value, tuple):
        for one in value:
            yield from _texts(one, path)
    elif value is None or value is dataclasses.MISSING:
        return
    elif path:
        name, _, inner = path.partition(".")
        yield from _texts(getattr(value, name), inner)
    elif isinstance(value, Embargo):
        yield from () if value.until else ("true",)
    else:
        yield str(_shown(value))


def specimens(leaf: str, values: Iterable[Any] | None = None) -> Iterator[Specimen]:
    """The specimens of a leaf, one for each value that is tried, or for each of `values`."""
    for value in values_of(leaf) if values is None else values:
        for others in _WITH.get(f"{leaf}={value}") or _WITH.get(leaf) or ({},):
            first = _article_with(leaf, value, (), others)
            shown = "true" if leaf == "Figure.image" else _shown(value)
            yield Specimen(leaf, first, shown)
            second = _article_with(leaf, value, ("filler",), others)
            if second != first:
                yield Specimen(leaf, second, shown)


def values_of(leaf: str) -> tuple[Any, ...]:
    """The values that are tried for a leaf."""
    if words := choices(leaf):
        return tuple(word for word in words if (word,) != default_at(leaf))
    return VALUES.get(leaf) or (_default(leaf),)


def _default(leaf: str) -> Any:
    if leaf.endswith("uri"):
        return _URI
    if leaf.endswith("position"):
        return Position(latitude=47.11, longitude=8.15)
    if leaf == "embargo" or ("." not in leaf and leaf[0].isupper()):
        return True
    return SENTINEL


def _shown(value: Any) -> str | bytes:
    match value:
        case bytes():
            return value
        case bool():
            return "true"
        case tuple():
            return str(value[0])
        case Moment():
            return value.text
        case Position():
            return f"{value.latitude} {value.longitude}"
    return str(value)


def _article_with(leaf: str, value: Any, before: tuple[str, ...], others: dict[str, Any]) -> Article:
    """An Article with `value` at the leaf, behind a filler where there may be several and something is `before`; the
    record of the leaf has the fields `others`, too.
    """
    if leaf[0].islower():
        fields = {"id": "urn:x:1", "headline": "Filler", "body": (), "updated": FILLER_MOMENT}
        name, _, inner = leaf.partition(".")
        hint = hints_of(Article)[name]
        return Article(**{**fields, name: _value(hint, inner, value, leaf, before, others)})
    kind, _, name = leaf.partition(".")
    cls = next(c for c in mapping.body_classes() if c.__name__ == kind)
    node = record_with(cls, name, value, leaf, before=before, others=others)
    return Article(id="urn:x:1", headline="Filler", body=body_with(node), updated=FILLER_MOMENT)


def _value(
    hint: Any, path: str, value: Any, leaf: str, before: tuple[str, ...] = (), others: Mapping[str, Any] = _NONE
) -> Any:
    """A value of the type `hint`, in which the leaf at `path` has `value`."""
    origin = typing.get_origin(hint)
    options = [option for option in typing.get_args(hint) if option not in (type(None), Ellipsis)]
    if origin is tuple:
        inner = options[0]
        if isinstance(value, tuple) and not path:
            return (*(_BEFORE.get(leaf, "Filler") for _ in before), *value)
        one = _value(inner, path, value, leaf, others=others)
        return (*(_filler(inner, leaf) for _ in before), one)
    if origin in (typing.Union, types.UnionType) and len(options) == 1:
        return _value(options[0], path, value, leaf, before, others)
    if hint is Embargo and not path:
        return Embargo()
    if origin in (typing.Union, types.UnionType):
        return _content(options, value)
    if dataclasses.is_dataclass(hint) and hint not in (Moment, Position) and isinstance(hint, type):
        if path:
            name, _, inner = path.partition(".")
            return record_with(hint, name, value, leaf, inner, before, others)
        return _content([hint], value)
    return value


def _content(options: list[type], value: Any) -> Any:
    """A block, inline, row, cell or item of one of the classes `options`, which holds the text `value`."""
    text = (Text(value),)
    for cls, made in (
        (Text, lambda: Text(value)),
        (model.Paragraph, lambda: model.Paragraph(text)),
        (model.Row, lambda: model.Row((model.Cell(content=text),))),
        (model.Cell, lambda: model.Cell(content=text)),
        (model.Item, lambda: model.Item(content=text)),
        (model.Items, lambda: model.Items(items=(model.Item(content=text),))),
        (model.Image, lambda: model.Image(href=_FILLERS["href"], alt="Filler", data=PNG)),
    ):
        if cls in options:
            return made()
    raise NotImplementedError(f"tests/specimens.py has no value for {options}")


def _filler(hint: Any, leaf: str) -> Any:
    """The record or value before that of a leaf."""
    if dataclasses.is_dataclass(hint) and isinstance(hint, type) and hint not in mapping.body_classes():
        made = record_with(hint, "", None, "")
        return dataclasses.replace(made, role="first") if isinstance(made, model.OtherHeadline) else made
    return _value(hint, "", _BEFORE.get(leaf, "Filler"), "")


def record_with(
    cls: type,
    name: str,
    value: Any,
    leaf: str = "",
    inner: str = "",
    before: tuple[str, ...] = (),
    others: Mapping[str, Any] = _NONE,
) -> Any:
    """An object of `cls` whose field `name` has the value, and whose other fields are filled as they must be."""
    hints = hints_of(cls)
    fields: dict[str, Any] = {} if inner else dict(others)
    for field in dataclasses.fields(cls):
        if field.name == name:
            fields[name] = _value(hints[name], inner, value, leaf, before, others)
        elif field.default is dataclasses.MISSING and field.name not in fields:
            filler = _FILLERS.get(field.name, "Filler")
            fields[field.name] = _value(hints[field.name], "", filler, "")
    if cls is model.Image and name not in ("size", "sha256"):
        fields.setdefault("data", PNG)
    return cls(**fields)


def body_with(node: Any) -> tuple[model.Block, ...]:
    """A body with `node` at a place that allows its class."""
    paragraph = model.Paragraph
    match node:
        case model.NoteRef():
            return (paragraph((Text("See "), node)), model.Note(id=node.note, content=(paragraph((Text("Filler"),)),)))
        case model.Note():
            return (paragraph((Text("See "), model.NoteRef(note=node.id, label="1"))), node)
        case model.LineBreak():
            return (paragraph((Text("Filler"), node, Text("filler"))),)
        case Text() | model.Styled() | model.Link() | model.Mention():
            return (paragraph((node,)),)
        case model.Item():
            return (model.Items(items=(node,)),)
        case model.Row():
            return (model.Table(body=(node,)),)
        case model.Cell():
            return (model.Table(body=(model.Row((node,)),)),)
        case model.Image():
            return (model.Figure(image=node),)
    return (node,)


class Place(NamedTuple):
    """A field of a class of the model."""

    kind: str
    field: str

    def __str__(self) -> str:
        return f"{self.kind}.{self.field}"


def changed(node: Any, place: Place, change: Callable[[Any], Any]) -> Any:
    """A part of an Article in which each field at `place` is changed."""
    if isinstance(node, tuple):
        return tuple(changed(one, place, change) for one in node)
    if not dataclasses.is_dataclass(node) or isinstance(node, type):
        return node
    values = {field.name: changed(getattr(node, field.name), place, change) for field in dataclasses.fields(node)}
    if type(node).__name__ == place.kind and place.field in values:
        values[place.field] = change(values[place.field])
    return type(node)(**values)
