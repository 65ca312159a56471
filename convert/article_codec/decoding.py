"""Decoding of JSON values, and of those that users supply, as values of the model, by the types of its fields.

`decoder` returns what decodes the values of a type. What users supply may have shorter forms: the name alone for a
record, a code of a known scheme for a term, one value for a list.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import re
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal

from convert import model
from convert.errors import ModelError
from convert.mapping import qcodes
from convert.model import Moment, Row, Text

SHORT: Mapping[type, str] = {
    model.Party: "name",
    model.Contributor: "name",
    model.Concept: "name",
    model.Subject: "name",
    model.InfoSource: "name",
    model.Place: "name",
    model.Embargo: "until",
    model.Generator: "name",
    model.Rights: "notice",
}
"""The field that a plain value of a user sets in place of a record, by class."""
_URIS = {
    model.Party: ("uri",),
    model.Contributor: ("uri", "roles"),
    model.Concept: ("uri",),
    model.Subject: ("uri",),
    model.Entity: ("uri",),
    model.Place: ("uri",),
    model.InfoSource: ("uri", "role"),
    model.Rights: ("policy", "data_mining"),
    model.Related: ("uri",),
}
"""The fields whose URIs users can give as codes of a known scheme, by class."""

# The beginnings of terms that users can leave out.
_PREFIXES = {
    model.DigitalSourceType: (
        "digsrctype:",
        model.DIGITAL_SOURCE_TYPES,
        model.DIGITAL_SOURCE_TYPES.replace("http:", "https:"),
    ),
}


class Mismatch(Exception):
    """A JSON value that does not fit the model at its place."""

    def __init__(self, pointer: str, message: str) -> None:
        super().__init__(pointer, message)
        self.pointer = pointer
        self.message = message


@cache
def type_names() -> dict[type, str]:
    classes = {*typing.get_args(model.Block), *typing.get_args(model.Inline)} - {Text}
    return {c: c.__name__.lower() for c in classes}


@cache
def field_types(cls: type) -> dict[str, Any]:
    """The types of a class's fields by name."""
    return typing.get_type_hints(cls)


_Decode = Callable[[Any, str, bool], Any]
"""Creates a model value from a JSON value, its pointer, and whether the short forms for users are allowed."""


@cache
def decoder(hint: Any) -> _Decode:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        options = [a for a in typing.get_args(hint) if a is not type(None)]
        inner = decoder(options[0]) if len(options) == 1 else _tagged(tuple(options))
        return _optional(inner) if type(None) in typing.get_args(hint) else inner
    if origin is tuple:
        return _many(typing.get_args(hint)[0])
    if origin is Literal:
        return _one_of(typing.get_args(hint), _PREFIXES.get(hint, ()))
    if hint is Moment:
        return _built(Moment, "a date or an instant")
    if hint is Row:
        cells = _many(model.Cell)
        return lambda value, pointer, short: _make(Row, pointer, cells=cells(value, pointer, short))
    if dataclasses.is_dataclass(hint):
        return _fields_of(typing.cast(type, hint))
    return _SCALARS[hint]


def _make(cls: Any, pointer: str, **arguments: Any) -> Any:
    try:
        return cls(**arguments)
    except ModelError as e:
        raise Mismatch(pointer, str(e)) from None
    except TypeError:
        required = [f.name for f in dataclasses.fields(cls) if f.default is f.default_factory is dataclasses.MISSING]
        missing = [name for name in required if name not in arguments]
        raise Mismatch(pointer, f"missing: {', '.join(missing)}") from None


def _optional(inner: _Decode) -> _Decode:
    return lambda value, pointer, short: None if value is None else inner(value, pointer, short)


def _many(hint: Any) -> _Decode:
    item = decoder(hint)
    holds_text = Text in typing.get_args(hint)

    def decode(value: Any, pointer: str, short: bool) -> tuple[Any, ...]:
        if isinstance(value, str) and holds_text:
            value = [value]
        if short and isinstance(value, tuple):
            value = list(value)
        if short and not isinstance(value, list):
            value = [value]
        if not isinstance(value, list):
            raise Mismatch(pointer, "must be a list")
        return tuple(item(v, f"{pointer}/{i}", short) for i, v in enumerate(value))

    return decode


def _one_of(choices: tuple[Any, ...], prefixes: tuple[str, ...]) -> _Decode:
    def decode(value: Any, pointer: str, short: bool) -> Any:
        word = value
        for prefix in prefixes if short and isinstance(value, str) else ():
            word = word.removeprefix(prefix)
        if not isinstance(word, str) or word not in choices:
            raise Mismatch(pointer, f"{value!r} is not one of {', '.join(map(repr, choices))}")
        return word

    return decode


def _built(cls: Any, what: str) -> _Decode:
    def decode(value: Any, pointer: str, short: bool) -> Any:
        if short and isinstance(value, cls):
            return value
        # TOML and Python have types for dates and times; Moment takes their ISO form.
        text = value.isoformat() if short and hasattr(value, "isoformat") else value
        if not isinstance(text, str):
            raise Mismatch(pointer, f"must be {what}, as text")
        try:
            return cls(text)
        except ModelError as e:
            raise Mismatch(pointer, str(e)) from None

    return decode


def _tagged(options: tuple[type, ...]) -> _Decode:
    by_type = {type_names()[c]: c for c in options if c is not Text}

    def decode(value: Any, pointer: str, short: bool) -> Any:
        if isinstance(value, str) and Text in options:
            return _make(Text, pointer, value=value)
        named = value.get("type") if isinstance(value, dict) else None
        cls = by_type.get(named) if isinstance(named, str) else None
        if cls is None:
            raise Mismatch(pointer, f"must be an object whose type is one of {', '.join(sorted(by_type))}")
        return decoder(cls)(value, pointer, short)

    return decode


def _fields_of(cls: type) -> _Decode:
    hints = typing.get_type_hints(cls)
    kind = type_names().get(cls)
    decoders: dict[str, _Decode] = {}

    def decode(value: Any, pointer: str, short: bool) -> Any:
        if not decoders:
            decoders.update((name, decoder(hint)) for name, hint in hints.items())
        if short and isinstance(value, cls):
            return value
        if short and cls in (model.Concept, model.Subject):
            value = _term(value, pointer)
        if short and cls in SHORT and not isinstance(value, dict):
            value = {SHORT[cls]: value}
        if short and cls in _URIS and isinstance(value, dict):
            value = {k: _uris(v, f"{pointer}/{k}") if k in _URIS[cls] else v for k, v in value.items()}
        if not isinstance(value, dict):
            raise Mismatch(pointer, "must be an object")
        if kind is not None:
            if value.get("type") != kind:
                raise Mismatch(pointer, f"must be an object of the type {kind!r}")
            value = {k: v for k, v in value.items() if k != "type"}
        unknown = [key for key in value if key not in decoders]
        if unknown:
            raise Mismatch(pointer, f"unknown key {unknown[0]!r}; known: {', '.join(decoders)}")
        return _make(cls, pointer, **{k: decoders[k](v, f"{pointer}/{k}", short) for k, v in value.items()})

    return decode


def _term(text: Any, pointer: str) -> Any:
    """A code of a known scheme, alone or in brackets after its name, as a term with its name and URI; else the value.

    A record has its name and URI from a code that it has as one of them, and not the other.
    """
    if isinstance(text, dict):
        code = text.get("name" if "uri" not in text else "uri")
        found = _term(code, pointer) if isinstance(code, str) and not {"name", "uri"} <= text.keys() else code
        return {**text, **found} if isinstance(found, dict) else text
    if not isinstance(text, str):
        return text
    match = _NAMED_CODE.fullmatch(text)
    code = match["code"] if match else text
    uri = _uris(code, pointer)
    if uri == code:
        return text
    return {"name": match["name"] if match else qcodes.name_of(code), "uri": uri}


_NAMED_CODE = re.compile(r"(?P<name>\S.*\S|\S) \((?P<code>[\w-]+:[^\s()]+)\)")


def _uris(value: Any, pointer: str) -> Any:
    """A URI or a list of them, with codes of known schemes as the URIs that they stand for."""
    if isinstance(value, list | tuple):
        return [_uris(one, pointer) for one in value]
    if not isinstance(value, str):
        return value
    try:
        return qcodes.uri_of_written(value) or value
    except ValueError as e:
        raise Mismatch(pointer, f"{value!r} {e}") from None


def _string(value: Any, pointer: str, short: bool) -> str:
    if not isinstance(value, str):
        raise Mismatch(pointer, "takes one text, not a list" if isinstance(value, list) else "must be text")
    return value


def _whole(value: Any, pointer: str, short: bool) -> int:
    if short and isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 12:
        return int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Mismatch(pointer, "must be a whole number")
    return value


def _number(value: Any, pointer: str, short: bool) -> float:
    if short and isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            pass
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Mismatch(pointer, "must be a number")
    try:
        return float(value)
    except OverflowError:
        raise Mismatch(pointer, "the number is too large") from None


def _truth(value: Any, pointer: str, short: bool) -> bool:
    if not isinstance(value, bool):
        raise Mismatch(pointer, "must be true or false")
    return value


def _octets(value: Any, pointer: str, short: bool) -> bytes:
    try:
        return base64.b64decode(_string(value, pointer, short), validate=True)
    except (binascii.Error, ValueError):
        raise Mismatch(pointer, "must be bytes in base64") from None


_SCALARS: dict[Any, _Decode] = {str: _string, int: _whole, float: _number, bool: _truth, bytes: _octets}
