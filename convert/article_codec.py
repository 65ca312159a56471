"""Article JSON: lossless encoding and decoding of an Article, and decoding of metadata that users supply.

The JSON follows the model field by field and omits defaults. A block or inline is an object whose `type` is the name
of its class in lower case; a text is a string, and content of a single text is that string. The schema is
`schemas/article/1/article.json`; a test compares it with the model.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import difflib
import json
import re
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal

from convert import model
from convert.errors import InputError, ModelError, UsageError
from convert.mapping import qcodes
from convert.model import Article, Moment, Row, Text

VERSION = 1
"""The version of Article JSON: the value of `article` in the document."""

NOT_GIVEN = frozenset({"body", "origin"})
"""The fields of the Article that users cannot supply, because a reader determines them."""

NO_EMBARGO = "none"
"""What a user gives as the embargo of a story that has none."""

OPEN_EMBARGO = "open"
"""What a user gives as the embargo of a story that is not to be published until further notice."""

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


class _Mismatch(Exception):
    """A JSON value that does not fit the model at its place."""

    def __init__(self, pointer: str, message: str) -> None:
        super().__init__(pointer, message)
        self.pointer = pointer
        self.message = message


# --------------------------------------------------------------------------------------------------------------------
# Article → JSON


def dumps(article: Article) -> bytes:
    """The article as JSON in UTF-8, indented by two spaces, with a newline at the end."""
    document = {"article": VERSION, **_record(article)}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _record(value: Any) -> dict[str, Any]:
    return {
        field.name: _encode(getattr(value, field.name))
        for field in dataclasses.fields(value)
        if field.default is dataclasses.MISSING or getattr(value, field.name) != field.default
    }


def _encode(value: Any) -> Any:
    match value:
        case Text():
            return value.value
        case Moment():
            return value.text
        case Row():
            return _encode(value.cells)
        case tuple():
            if len(value) == 1 and isinstance(value[0], Text):
                return value[0].value
            return [_encode(v) for v in value]
        case bytes():
            return base64.b64encode(value).decode("ascii")
    if dataclasses.is_dataclass(value):
        kind = _type_names().get(type(value))
        return {"type": kind, **_record(value)} if kind else _record(value)
    return value


@cache
def _type_names() -> dict[type, str]:
    classes = {*typing.get_args(model.Block), *typing.get_args(model.Inline)} - {Text}
    return {c: c.__name__.lower() for c in classes}


# --------------------------------------------------------------------------------------------------------------------
# JSON → Article


def loads(data: bytes) -> Article:
    """The article in `data`. Raises InputError (ART000: not JSON, ART001: not an Article) with the place in its
    message.
    """
    try:
        value = json.loads(data)
    except ValueError as e:
        raise InputError("ART000", f"not JSON: {e}") from None
    except RecursionError:
        raise InputError("ART000", "not JSON: values are nested too deeply") from None
    version = value.pop("article", None) if isinstance(value, dict) else None
    if version != VERSION or isinstance(version, bool):
        raise InputError("ART001", f'not Article JSON: the top level has no "article": {VERSION}')
    try:
        article: Article = _decoder(Article)(value, "", False)
    except _Mismatch as e:
        raise InputError("ART001", f"{e.pointer or '/'}: {e.message}") from None
    except RecursionError:
        raise InputError("ART001", "objects are nested too deeply") from None
    return article


def metadata(values: Mapping[str, object]) -> dict[str, object]:
    """Metadata that a user supplies, as values of the Article's fields.

    Keys are names of fields, or the singular of a plural name ("author"); a dot leads into a record ("provider.uri").
    The name alone may stand for a record, a code of a known scheme (`medtop:16000000`) for a term and for a URI, a
    number may be text, and a single value may stand for a list. The embargo "none" is None, which clears one that the
    copy states, and "open" is one without an end. Raises UsageError (INP011).
    """
    fields = {f.name: f for f in dataclasses.fields(Article) if f.name not in NOT_GIVEN}
    hints = field_types(Article)
    whole: dict[str, Any] = {}
    parts: dict[str, dict[str, Any]] = {}
    for key, value in values.items():
        name, _, inner = key.replace("-", "_").partition(".")
        name = name if name in fields else name + "s"
        if name not in fields:
            raise UsageError("INP011", f"unknown metadata {key!r}", _nearest_fields(key))
        if name in whole and not inner:
            raise UsageError("INP011", f"metadata {name!r} is given under two names")
        if inner:
            _put(parts.setdefault(name, {}), name, inner, value)
        else:
            whole[name] = value
    if (embargo := whole.get("embargo")) in (NO_EMBARGO, OPEN_EMBARGO):
        whole["embargo"] = None if embargo == NO_EMBARGO else model.Embargo()
    if both := whole.keys() & parts.keys():
        raise UsageError("INP011", f"metadata {min(both)!r} is given both whole and in parts")
    try:
        decoded = {name: _decoder(hints[name])(value, name, True) for name, value in {**whole, **parts}.items()}
        Article(**{**_ANY_STORY, **decoded})
    except _Mismatch as e:
        raise UsageError("INP011", f"metadata {e.pointer}: {e.message}", _advice(e.pointer)) from None
    except ModelError as e:
        raise UsageError("INP011", f"metadata {e.message}", _advice(e.message.partition(":")[0])) from None
    return decoded


_ANY_STORY: Mapping[str, Any] = {
    "id": "urn:x:y",
    "headline": "-",
    "body": (),
    "updated": Moment("2000-01-01T00:00:00Z"),
}
"""What an Article needs for its constructor to check all other fields."""


def _advice(place: str) -> str:
    """A sentence with where the field at a place is explained."""
    name = place.partition("/")[0].replace(" ", "_")
    if name == "language":
        return "Write it as en, en-GB or zh-Hant; `wirecopy fields language` shows an example."
    return f"`wirecopy fields {name}` shows examples." if name in field_types(Article) else ""


def _put(record: dict[str, Any], name: str, path: str, value: Any) -> None:
    """Put a value into the record `name` at the end of a dotted path. Raises UsageError if another one is there."""
    *above, last = path.split(".")
    for step in above:
        record = record.setdefault(step, {})
        name = f"{name}.{step}"
        if not isinstance(record, dict):
            raise UsageError("INP011", f"metadata {name!r} is given both whole and in parts")
    if last in record:
        raise UsageError("INP011", f"metadata '{name}.{last}' is given both whole and in parts")
    record[last] = value


def _nearest_fields(key: str) -> str:
    """A sentence with the fields that may be meant by a key, or where all are listed."""
    fields = [f.name for f in dataclasses.fields(Article) if f.name not in NOT_GIVEN]
    wanted = key.replace("-", "_").lower()
    near = list(_OTHER_WORDS.get(wanted, ())) or [f for f in fields if wanted in (f, f[:-1])]
    near = near or difflib.get_close_matches(wanted, fields, n=3)
    if near:
        return f"Perhaps {' or '.join(near)} is meant; `wirecopy fields` lists all."
    return "`wirecopy fields` lists all keys."


_OTHER_WORDS: Mapping[str, tuple[str, ...]] = {
    "title": ("headline",),
    "subtitle": ("subheadline",),
    "dek": ("subheadline",),
    "description": ("summary", "teaser"),
    "abstract": ("summary", "teaser"),
    "date": ("published", "updated"),
    "created": ("published", "content_created"),
    "modified": ("updated",),
    "creator": ("authors",),
    "writer": ("authors",),
    "editor": ("contributors",),
    "publisher": ("provider",),
    "agency": ("provider",),
    "copyright": ("rights",),
    "license": ("rights.usage_terms", "rights.policy"),
    "lang": ("language",),
    "tags": ("keywords",),
    "tag": ("keywords",),
    "topic": ("subjects",),
    "topics": ("subjects",),
    "category": ("subjects", "genres"),
    "section": ("subjects",),
    "location": ("located",),
    "place": ("located", "dateline"),
    "city": ("located", "dateline"),
    "url": ("original_url",),
    "link": ("original_url",),
    "guid": ("id",),
    "slug": ("slugline",),
    "priority": ("urgency",),
    "note": ("editor_notes",),
    "credit": ("credit_line",),
    "kicker": ("other_headlines",),
}
"""Words of other formats and programs for fields of the Article."""


def refuse_wrong_types(article: Article) -> None:
    """Raise ModelError, with the place, if a value of the article has a type that its field does not allow.

    The constructors do not check types.
    """
    _refuse_wrong_type(article, Article, "")


def _refuse_wrong_type(value: Any, hint: Any, pointer: str) -> None:
    classes, hints_within = _types_of(hint)
    if not isinstance(value, classes) or (isinstance(value, bool) and bool not in classes):
        wanted = " or ".join(cls.__name__ for cls in classes if cls is not types.NoneType)
        raise ModelError(f"{pointer or 'the article'} is {type(value).__name__} {str(value)[:40]!r}, not {wanted}")
    if isinstance(value, tuple):
        for at, item in enumerate(value):
            _refuse_wrong_type(item, hints_within, f"{pointer}/{at}")
    elif dataclasses.is_dataclass(value):
        for name, inner in field_types(value.__class__).items():
            _refuse_wrong_type(getattr(value, name), inner, f"{pointer}/{name}" if pointer else name)


@cache
def _types_of(hint: Any) -> tuple[tuple[type, ...], Any]:
    """The classes of the values that `hint` allows, and what it allows within a tuple."""
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        options = [_types_of(option) for option in typing.get_args(hint)]
        return tuple(cls for classes, _ in options for cls in classes), next((w for _, w in options if w), None)
    if origin is tuple:
        return (tuple,), typing.get_args(hint)[0]
    if origin is Literal:
        return (str,), None
    return ((int, float) if hint is float else (hint,)), None


@cache
def field_types(cls: type) -> dict[str, Any]:
    """The types of a class's fields by name."""
    return typing.get_type_hints(cls)


_Decode = Callable[[Any, str, bool], Any]
"""Creates a model value from a JSON value, its pointer, and whether the short forms for users are allowed."""


@cache
def _decoder(hint: Any) -> _Decode:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        options = [a for a in typing.get_args(hint) if a is not type(None)]
        inner = _decoder(options[0]) if len(options) == 1 else _tagged(tuple(options))
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
        raise _Mismatch(pointer, str(e)) from None
    except TypeError:
        required = [f.name for f in dataclasses.fields(cls) if f.default is f.default_factory is dataclasses.MISSING]
        missing = [name for name in required if name not in arguments]
        raise _Mismatch(pointer, f"missing: {', '.join(missing)}") from None


def _optional(inner: _Decode) -> _Decode:
    return lambda value, pointer, short: None if value is None else inner(value, pointer, short)


def _many(hint: Any) -> _Decode:
    item = _decoder(hint)
    holds_text = Text in typing.get_args(hint)

    def decode(value: Any, pointer: str, short: bool) -> tuple[Any, ...]:
        if isinstance(value, str) and holds_text:
            value = [value]
        if short and isinstance(value, tuple):
            value = list(value)
        if short and not isinstance(value, list):
            value = [value]
        if not isinstance(value, list):
            raise _Mismatch(pointer, "must be a list")
        return tuple(item(v, f"{pointer}/{i}", short) for i, v in enumerate(value))

    return decode


def _one_of(choices: tuple[Any, ...], prefixes: tuple[str, ...]) -> _Decode:
    def decode(value: Any, pointer: str, short: bool) -> Any:
        word = value
        for prefix in prefixes if short and isinstance(value, str) else ():
            word = word.removeprefix(prefix)
        if not isinstance(word, str) or word not in choices:
            raise _Mismatch(pointer, f"{value!r} is not one of {', '.join(map(repr, choices))}")
        return word

    return decode


def _built(cls: Any, what: str) -> _Decode:
    def decode(value: Any, pointer: str, short: bool) -> Any:
        if short and isinstance(value, cls):
            return value
        # TOML and Python have types for dates and times; Moment takes their ISO form.
        text = value.isoformat() if short and hasattr(value, "isoformat") else value
        if not isinstance(text, str):
            raise _Mismatch(pointer, f"must be {what}, as text")
        try:
            return cls(text)
        except ModelError as e:
            raise _Mismatch(pointer, str(e)) from None

    return decode


def _tagged(options: tuple[type, ...]) -> _Decode:
    by_type = {_type_names()[c]: c for c in options if c is not Text}

    def decode(value: Any, pointer: str, short: bool) -> Any:
        if isinstance(value, str) and Text in options:
            return _make(Text, pointer, value=value)
        named = value.get("type") if isinstance(value, dict) else None
        cls = by_type.get(named) if isinstance(named, str) else None
        if cls is None:
            raise _Mismatch(pointer, f"must be an object whose type is one of {', '.join(sorted(by_type))}")
        return _decoder(cls)(value, pointer, short)

    return decode


def _fields_of(cls: type) -> _Decode:
    hints = typing.get_type_hints(cls)
    kind = _type_names().get(cls)
    decoders: dict[str, _Decode] = {}

    def decode(value: Any, pointer: str, short: bool) -> Any:
        if not decoders:
            decoders.update((name, _decoder(hint)) for name, hint in hints.items())
        if short and isinstance(value, cls):
            return value
        if short and cls in (model.Concept, model.Subject):
            value = _term(value, pointer)
        if short and cls in SHORT and not isinstance(value, dict):
            value = {SHORT[cls]: value}
        if short and cls in _URIS and isinstance(value, dict):
            value = {k: _uris(v, f"{pointer}/{k}") if k in _URIS[cls] else v for k, v in value.items()}
        if not isinstance(value, dict):
            raise _Mismatch(pointer, "must be an object")
        if kind is not None:
            if value.get("type") != kind:
                raise _Mismatch(pointer, f"must be an object of the type {kind!r}")
            value = {k: v for k, v in value.items() if k != "type"}
        unknown = [key for key in value if key not in decoders]
        if unknown:
            raise _Mismatch(pointer, f"unknown key {unknown[0]!r}; known: {', '.join(decoders)}")
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
        raise _Mismatch(pointer, f"{value!r} {e}") from None


def _string(value: Any, pointer: str, short: bool) -> str:
    if not isinstance(value, str):
        raise _Mismatch(pointer, "takes one text, not a list" if isinstance(value, list) else "must be text")
    return value


def _whole(value: Any, pointer: str, short: bool) -> int:
    if short and isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 12:
        return int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise _Mismatch(pointer, "must be a whole number")
    return value


def _number(value: Any, pointer: str, short: bool) -> float:
    if short and isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            pass
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _Mismatch(pointer, "must be a number")
    try:
        return float(value)
    except OverflowError:
        raise _Mismatch(pointer, "the number is too large") from None


def _truth(value: Any, pointer: str, short: bool) -> bool:
    if not isinstance(value, bool):
        raise _Mismatch(pointer, "must be true or false")
    return value


def _octets(value: Any, pointer: str, short: bool) -> bytes:
    try:
        return base64.b64decode(_string(value, pointer, short), validate=True)
    except (binascii.Error, ValueError):
        raise _Mismatch(pointer, "must be bytes in base64") from None


_SCALARS: dict[Any, _Decode] = {str: _string, int: _whole, float: _number, bool: _truth, bytes: _octets}
