"""The keys of a configuration: how the value of each is read, what it means, and the JSON Schema of its values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from convert.codes import refuse_unknown
from convert.configuration.lines import line_of
from convert.errors import UsageError
from convert.formats import FORMATS, checked_as
from convert.levels import EPUB_PROFILES, PROFILES, SEVERITIES, Severity

UNIQUE = ("headline", "id")
"""The metadata that no two stories share, which a configuration cannot give."""


class InvalidValue(Exception):
    """An invalid value; `below` is the path from the configuration's key to the invalid part of its value."""

    def __init__(self, message: str, advice: str = "", code: str = "INP020", below: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message, self.advice, self.code, self.below = message, advice, code, below

    def at(self, file: str, text: str, path: Sequence[str]) -> UsageError:
        """Return the error with the file and the line of the value at `path`."""
        line = line_of(text, (*path, *self.below))
        return UsageError(self.code, f"{file}{f':{line}' if line else ''}: {self.message}", self.advice)


def nearest(key: str) -> str:
    """Advice for an unknown key: the nearest known one, and all."""
    from difflib import get_close_matches

    close = get_close_matches(key.replace("_", "-"), KEYS, n=1, cutoff=0.5)
    known = f"Known keys: {', '.join(KEYS)}."
    return f"Did you mean {close[0]}? {known}" if close else known


def _one_of(*words: str) -> Callable[[str, Any], str]:
    def one(key: str, value: Any) -> str:
        if not isinstance(value, str) or value not in words:
            raise _mismatch(key, value, f"one of {', '.join(words)}", f'Write {key} = "{words[0]}".')
        return value

    return one


def _boolean(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _mismatch(key, value, "true or false", f"Write {key} = true.")
    return value


def _severity(key: str, value: Any) -> Severity:
    return Severity(_one_of(*SEVERITIES)(key, value))


def _codes(key: str, value: Any) -> Any:
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise _mismatch(key, value, "a list of codes", 'Example: ["NWS104", "NML1"].')
    return _parse(key, value, refuse_unknown)


def _format(key: str, value: Any) -> Any:
    if not isinstance(value, str):
        raise _mismatch(key, value, "the name of a format", 'Example: "ninjs", or "ninjs@2.1".')
    return _parse(key, value, checked_as)


def _parse(key: str, value: Any, parse: Callable[[Any], Any]) -> Any:
    """Return a value as parsed by `parse`, which the command line also uses."""
    try:
        return parse(value)
    except UsageError as e:
        raise InvalidValue(f"{key}: {e.message}", e.advice, e.code) from None


def is_text_encoding(name: Any) -> bool:
    """Return whether a name is that of an encoding of text that is known here."""
    try:
        b"    ".decode(name)
    except UnicodeDecodeError:  # no text in this one
        return True
    except (TypeError, LookupError, ValueError):
        return False
    return True


def _encoding(key: str, value: Any) -> str:
    if not is_text_encoding(value):
        raise _mismatch(key, value, "the name of an encoding", 'Example: "windows-1252".')
    return str(value)


def _size(key: str, value: Any) -> int:
    from convert.limits import size_of

    try:
        return size_of(value if isinstance(value, str) else "" if isinstance(value, bool) else str(value))
    except ValueError:
        raise _mismatch(key, value, "a size in bytes", 'Example: "100M".') from None


def _timezone(key: str, value: Any) -> str:
    from convert.zones import load_zone

    if not isinstance(value, str):
        raise _mismatch(key, value, "the name of a time zone", 'Example: "Europe/Berlin".')
    _parse(key, value, load_zone)
    return value


def _folder(key: str, value: Any) -> str:
    if not isinstance(value, str) or not value or "\0" in value:
        raise _mismatch(key, value, "the name of a folder", 'Example: "pictures".')
    return value


def _address(key: str, value: Any) -> Any:
    from convert.pictures.address import refuse_url

    if not isinstance(value, str):
        raise _mismatch(key, value, "a web address", 'Example: "https://pictures.example.org/".')
    return _parse(key, value, refuse_url)


def _meta(key: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _mismatch(key, value, "a table", 'Example: meta = {provider = "The Daily Example"}.')
    for unique in sorted(value.keys() & set(UNIQUE)):
        message = f"{key}: {unique} cannot be shared by all stories"
        raise InvalidValue(message, "Put it into the story's <stem>.meta.toml.", below=(unique,))
    return value


def _per_file(read: Callable[[str, Any], Any], example: str) -> Callable[[str, Any], tuple[tuple[str, Any], ...]]:
    def each(key: str, value: Any) -> tuple[tuple[str, Any], ...]:
        if not isinstance(value, dict):
            raise _mismatch(key, value, "a table whose keys are file patterns", f"Example: {example}.")
        pairs = []
        for pattern, pattern_value in value.items():
            try:
                pairs.append((pattern, read(f"{key} of {pattern!r}", pattern_value)))
            except InvalidValue as e:
                raise InvalidValue(e.message, e.advice, e.code, (pattern,)) from None
        return tuple(pairs)

    return each


def _mismatch(key: str, value: Any, expected: str, advice: str) -> InvalidValue:
    shown = str(value).lower() if isinstance(value, bool) else repr(value)
    shown = shown if len(shown) <= 40 else shown[:39] + "…"
    return InvalidValue(f"{key} is {shown}, but must be {expected}", advice)


class _Key(NamedTuple):
    """A key: how its value is read, what it means, and the JSON Schema of its values."""

    read: Callable[[str, Any], Any]
    meaning: str
    schema: Mapping[str, Any]


def _words(*words: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


_CODE_LIST = {"type": "array", "items": {"type": "string", "pattern": "^[A-Za-z]{1,3}[0-9]{0,3}$"}}
_FORMATS = _words(*(name for f in FORMATS if f.checks for name in (f.name, *(f"{f.name}@{v}" for v in f.versions))))
_SIZE = {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": "^0*[1-9][0-9]*[KMGkmg]?$"}]}

KEYS: dict[str, _Key] = {
    "profile": _Key(_one_of(*PROFILES), "How strictly rules judge.", _words(*PROFILES)),
    "fail-on": _Key(_severity, "The mildest severity that makes the exit code 1.", _words(*SEVERITIES)),
    "select": _Key(_codes, "Only codes that begin so are reported.", _CODE_LIST),
    "ignore": _Key(_codes, "Codes that begin so are not reported.", _CODE_LIST),
    "encoding": _Key(_encoding, "The encoding of raw copy.", {"type": "string", "minLength": 1}),
    "timezone": _Key(_timezone, "The zone of times that show none.", {"type": "string", "minLength": 1}),
    "split": _Key(_boolean, "Whether raw copy is divided at separators.", {"type": "boolean"}),
    "images": _Key(
        _folder,
        "The folder of the pictures of all stories, relative to that of this file; that of each story if omitted.",
        {"type": "string", "minLength": 1},
    ),
    "images-url": _Key(
        _address,
        "The address of pictures, which the name of each completes.",
        {"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"},
    ),
    "keep-picture-metadata": _Key(
        _boolean, "Whether pictures are published with positions and what tells of devices.", {"type": "boolean"}
    ),
    "max-size": _Key(_size, "The largest file and document to check, in bytes or as 100M.", _SIZE),
    "deep": _Key(_boolean, "Whether EPUBs are also checked by EPUBCheck itself.", {"type": "boolean"}),
    "epub-profile": _Key(
        _one_of(*EPUB_PROFILES), "The profile of EPUB that publications are checked against.", _words(*EPUB_PROFILES)
    ),
    "per-file-ignores": _Key(
        _per_file(_codes, 'per-file-ignores = {"archive/*" = ["NWS107"]}'),
        "Codes that are not reported in files that match a pattern.",
        {"type": "object", "additionalProperties": _CODE_LIST},
    ),
    "per-file-format": _Key(
        _per_file(_format, 'per-file-format = {"feeds/*.json" = "ninjs@2.1"}'),
        "The format that files which match a pattern are checked as.",
        {"type": "object", "additionalProperties": _FORMATS},
    ),
    "meta": _Key(_meta, "Metadata of every story that is converted.", {"$ref": "#/$defs/metadata"}),
}
"""The keys, in the order of the documentation."""


def schema(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema of a configuration; `metadata` is that of the metadata of one story.

    What a schema cannot say, such as which codes, encodings and time zones exist, it accepts.
    """
    shared = {"allOf": [metadata, {"not": {"anyOf": [{"required": [name]} for name in UNIQUE]}}]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://w3id.org/wirecopy/schemas/configuration/1",
        "title": "wirecopy.toml, or [tool.wirecopy] in pyproject.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": {key: {"description": row.meaning, **row.schema} for key, row in KEYS.items()},
        "$defs": {"metadata": shared},
    }
