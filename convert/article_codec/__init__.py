"""Article JSON: lossless encoding and decoding of an Article, and decoding of metadata that users supply.

The JSON follows the model field by field and omits defaults. A block or inline is an object whose `type` is the name
of its class in lower case; a text is a string, and content of a single text is that string. The schema is
`schemas/article/1/article.json`; a test compares it with the model.
"""

from __future__ import annotations

import base64
import dataclasses
import difflib
import json
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from convert import model
from convert.article_codec.decoding import SHORT as SHORT
from convert.article_codec.decoding import Mismatch, decoder, type_names
from convert.article_codec.decoding import field_types as field_types
from convert.errors import InputError, ModelError, UsageError
from convert.limits import parser_reason
from convert.model import Article, Moment, Row, Text

VERSION = 1
"""The version of Article JSON: the value of `article` in the document."""

NOT_GIVEN = frozenset({"body", "origin"})
"""The fields of the Article that users cannot supply, because a reader determines them."""

NO_EMBARGO = "none"
"""What a user gives as the embargo of a story that has none."""

OPEN_EMBARGO = "open"
"""What a user gives as the embargo of a story that is not to be published until further notice."""

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
        kind = type_names().get(type(value))
        return {"type": kind, **_record(value)} if kind else _record(value)
    return value


# --------------------------------------------------------------------------------------------------------------------
# JSON → Article


def loads(data: bytes) -> Article:
    """The article in `data`. Raises InputError (ART000: not JSON, ART001: not an Article) with the place in its
    message.
    """
    try:
        value = json.loads(data)
    except ValueError as e:
        raise InputError("ART000", f"not JSON: {parser_reason(e)}") from None
    except RecursionError:
        raise InputError("ART000", "not JSON: values are nested too deeply") from None
    version = value.pop("article", None) if isinstance(value, dict) else None
    if version != VERSION or isinstance(version, bool):
        raise InputError("ART001", f'not Article JSON: the top level has no "article": {VERSION}')
    try:
        article: Article = decoder(Article)(value, "", False)
    except Mismatch as e:
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
        decoded = {name: decoder(hints[name])(value, name, True) for name, value in {**whole, **parts}.items()}
        Article(**{**_ANY_STORY, **decoded})
    except Mismatch as e:
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
