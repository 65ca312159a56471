"""Project configuration, for checks and for metadata shared by all stories: `wirecopy.toml`, or `[tool.wirecopy]` in
`pyproject.toml`.

As in ruff, only the nearest configuration applies to a document, and the files above it are ignored. In one folder
`wirecopy.toml` has priority over `pyproject.toml`; a `pyproject.toml` without `[tool.wirecopy]` is skipped, and the
search continues up to the root of the file system. The command line, which this module does not know, overrides the
configuration.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any, NamedTuple

from convert.codes import refuse_unknown
from convert.errors import UsageError
from convert.formats import FORMATS, by_suffix, checked_as, named
from convert.levels import EPUB_PROFILES, PROFILES, SEVERITIES, Severity

FILES = ("wirecopy.toml", "pyproject.toml")
"""File names of configurations; of two in one folder the first applies."""

MAX_BYTES = 2**20
"""Maximum size of a configuration in bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The validated content of one file.

    `file` is its path; `folder` is the folder that its patterns are relative to. `settings` are fields of a
    `batch.CheckPolicy` by name. `ignored` are pairs of a file pattern and the codes ignored in matching files,
    `formats` pairs of a pattern and the format that matching files are checked as. `meta` is metadata of every story as
    parsed from the file, `meta_line` its line and `text` that of the file if it has some. `splits` is
    whether raw copy is divided at separators.
    `images` is the folder of all pictures, None for that of each story, `images_url` their address, and
    `keeps_picture_metadata` whether they are published as they are.
    """

    file: str = ""
    folder: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    ignored: tuple[tuple[str, tuple[str, ...]], ...] = ()
    formats: tuple[tuple[str, str], ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)
    meta_line: int = 0
    text: str = ""
    splits: bool = False
    images: str | None = None
    images_url: str = ""
    keeps_picture_metadata: bool = False

    @property
    def encoding(self) -> str | None:
        """The encoding of raw copy, None if the file names none."""
        return self.settings.get("encoding")

    @property
    def timezone(self) -> str | None:
        """The zone of times in raw copy that show none, None if the file names none."""
        return self.settings.get("timezone")

    def metadata(self, notes: list[str] | None = None) -> dict[str, object]:
        """Return the metadata of every story, as values of the model; what was understood is added to `notes`.

        Raises UsageError.

        Converted on demand, because checking NewsML-G2 does not need the model.
        """
        if not self.meta:
            return {}
        from convert.metadata import supplied

        try:
            found = supplied(self.meta, timezone=self.timezone)
        except UsageError as e:
            raise UsageError(e.code, f"{self.file}:{self._line_of(e)}: meta: {e.message}", e.advice) from None
        if notes is not None:
            notes += (f"{self.file}:{self.meta_line}: meta: {note}" for note in found.notes)
        return found.values

    def _line_of(self, error: UsageError) -> int:
        """Return the line of the metadata that an error is about, or that of all metadata."""
        about = [key for key in self.meta if re.search(rf"\b{re.escape(key)}\b", error.message)]
        above = ("tool", "wirecopy") if os.path.basename(self.file) == "pyproject.toml" else ()
        return (_line(self.text, (*above, "meta", max(about, key=len))) if about else 0) or self.meta_line

    def policy_fields(self, path: str, options: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields of the `CheckPolicy` for the file `path`.

        `options` are the fields given on the command line. They override the configuration, except `per-file-ignores`.
        """
        settings = {**self.settings, **({"images": self.images} if self.images else {}), **options}
        if "select" in options and "ignore" not in options:
            settings.pop("ignore", None)  # a code selected on the command line must be reported
        if formats := [format for pattern, format in self.formats if self._matches(pattern, path)]:
            settings.setdefault("format", formats[0])
        codes = [code for pattern, codes in self.ignored if self._matches(pattern, path) for code in codes]
        if codes:
            settings["ignore"] = (*settings.get("ignore", ()), *codes)
        if self.meta and (settings.get("format") == "text" or by_suffix(path) is named("text")):
            settings["metadata"] = self.metadata()
        return settings

    def _matches(self, pattern: str, path: str) -> bool:
        """Return whether `pattern` matches the file name of `path`, or its path relative to the configuration."""
        path = _absolute(path)
        relative = os.path.relpath(path, self.folder).replace(os.sep, "/") if _same_drive(path, self.folder) else path
        patterns = (pattern, pattern.replace("**/", ""))  # ** also matches no folder
        return any(fnmatch(name, p) for p in patterns for name in (relative, os.path.basename(path)))


def _same_drive(path: str, other: str) -> bool:
    return os.path.splitdrive(path)[0] == os.path.splitdrive(other)[0]


class Configurations:
    """Finds the configurations of many files; each folder is searched once."""

    def __init__(self) -> None:
        self._found: dict[str, Configuration] = {}

    def of(self, path: str) -> Configuration:
        """Return the configuration of the file `path`; standard input, `-`, counts as a file in the working folder.

        Raises UsageError.
        """
        folder = os.path.dirname(_absolute(path))
        searched = []
        while folder not in self._found:
            searched.append(folder)
            above = os.path.dirname(folder)
            configured = _in_folder(folder)
            if configured is not None or above == folder:
                self._found[folder] = configured or Configuration()
                break
            folder = above
        self._found |= dict.fromkeys(searched, self._found[folder])
        return self._found[folder]


def _in_folder(folder: str) -> Configuration | None:
    for name in FILES:
        file = _relative(os.path.join(folder, name))
        data = _bytes(file)
        # Most projects do not configure wirecopy; do not even parse theirs.
        if data is not None and (name != "pyproject.toml" or b"wirecopy" in data):
            text, table = _parsed(file, data)
            if (own := _own(file, text, table)) is not None:
                return _checked(file, text, own, folder)
    return None


def _relative(file: str) -> str:
    """Return the path of a file relative to the working folder if it is below it."""
    return file.removeprefix(os.path.join(_absolute("."), ""))


def _absolute(path: str) -> str:
    """Return the absolute path, or `path` itself if the working folder was deleted."""
    try:
        return os.path.abspath(path)
    except FileNotFoundError:
        return path


def load(file: str) -> Configuration:
    """Return the configuration in `file`, with patterns relative to the working folder.

    Raises UsageError, also for a `pyproject.toml` without `[tool.wirecopy]`.
    """
    data = _bytes(file)
    if data is None:
        raise UsageError("INP020", f"{file}: no such file", "Check the name.")
    text, table = _parsed(file, data)
    own = _own(file, text, table)
    if own is None:
        raise UsageError("INP020", f"{file}: no [tool.wirecopy] table", "Add one, or name another file.")
    return _checked(file, text, own, _absolute("."))


def _bytes(file: str) -> bytes | None:
    """Return the content of `file`, None if there is no such file."""
    try:
        with open(file, "rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as e:
        reason = (e.strerror or str(e)).lower()
        raise UsageError("INP020", f"{file}: the file cannot be read: {reason}", "Check its permissions.") from None
    if len(data) > MAX_BYTES:
        message = f"{file}: the file is larger than {MAX_BYTES:,} bytes"
        raise UsageError("INP020", message, "Check that it is a configuration.")
    return data


def _parsed(file: str, data: bytes) -> tuple[str, dict[str, Any]]:
    import tomllib

    try:
        text = data.decode("utf-8-sig")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as e:
        line = data.count(b"\n", 0, e.start) + 1
        raise UsageError("INP020", f"{file}:{line}: not UTF-8", "Save it as UTF-8.") from None
    except (tomllib.TOMLDecodeError, RecursionError) as e:
        reason, _, position = str(e).removesuffix(")").partition(" (at ")
        last = f"line {text.rstrip().count(chr(10)) + 1}"  # the parser's position is "end of document"
        position = (position if position.startswith("line ") else last).removeprefix("line ").replace(", column ", ":")
        message, advice = f"{file}:{position}: not valid TOML: {reason}", "Put strings in quotes and lists in brackets."
        raise UsageError("INP020", message, advice) from None


def _own(file: str, text: str, table: dict[str, Any]) -> dict[str, Any] | None:
    """Return our table in a file: all of it, or `[tool.wirecopy]` of a `pyproject.toml`, None without one."""
    if os.path.basename(file) != "pyproject.toml":
        return table
    tool = table.get("tool")
    own = tool.get("wirecopy") if isinstance(tool, dict) else None
    if own is not None and not isinstance(own, dict):
        error = _InvalidValue("[tool.wirecopy] must be a table", "Write [tool.wirecopy] on a line of its own.")
        raise error.at(file, text, ("tool", "wirecopy"))
    return own


# --------------------------------------------------------------------------------------------------------------------
# Values


class _InvalidValue(Exception):
    """An invalid value; `below` is the path from the configuration's key to the invalid part of its value."""

    def __init__(self, message: str, advice: str = "", code: str = "INP020", below: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message, self.advice, self.code, self.below = message, advice, code, below

    def at(self, file: str, text: str, path: Sequence[str]) -> UsageError:
        """Return the error with the file and the line of the value at `path`."""
        line = _line(text, (*path, *self.below))
        return UsageError(self.code, f"{file}{f':{line}' if line else ''}: {self.message}", self.advice)


def _checked(file: str, text: str, table: dict[str, Any], folder: str) -> Configuration:
    above = ("tool", "wirecopy") if os.path.basename(file) == "pyproject.toml" else ()
    values: dict[str, Any] = {}
    for key, value in table.items():
        try:
            if key == "tool" and isinstance(value, dict) and "wirecopy" in value:
                advice = "Leave the line [tool.wirecopy] out, or name the file pyproject.toml."
                raise _InvalidValue(
                    f"[tool.wirecopy] is for pyproject.toml; {FILES[0]} has its keys at the top", advice
                )
            if key not in _KEYS:
                raise _InvalidValue(f"unknown key {key!r}", _nearest(key))
            values[key] = _KEYS[key].read(key, value)
        except _InvalidValue as e:
            raise e.at(file, text, (*above, key)) from None
    ignored, formats = values.pop("per-file-ignores", ()), values.pop("per-file-format", ())
    meta = values.pop("meta", {})
    splits = values.get("split", False)
    images, images_url = values.pop("images", None), values.pop("images-url", "")
    keeps_picture_metadata = values.pop("keep-picture-metadata", False)
    settings = {key.replace("-", "_"): value for key, value in values.items()}
    return Configuration(
        file=file,
        folder=folder,
        settings=settings,
        ignored=ignored,
        formats=formats,
        meta=meta,
        meta_line=_line(text, (*above, "meta")) if meta else 0,
        text=text if meta else "",
        splits=splits,
        images=images and os.path.join(folder, images),
        images_url=images_url,
        keeps_picture_metadata=keeps_picture_metadata,
    )


def _nearest(key: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key.replace("_", "-"), _KEYS, n=1, cutoff=0.5)
    known = f"Known keys: {', '.join(_KEYS)}."
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
        raise _InvalidValue(f"{key}: {e.message}", e.advice, e.code) from None


def _encoding(key: str, value: Any) -> str:
    from codecs import lookup

    try:
        lookup(value)
    except (TypeError, LookupError, ValueError):
        raise _mismatch(key, value, "the name of an encoding", 'Example: "windows-1252".') from None
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


_UNIQUE = ("headline", "id")
"""The metadata that no two stories share."""


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
    for unique in sorted(value.keys() & set(_UNIQUE)):
        message = f"{key}: {unique} cannot be shared by all stories"
        raise _InvalidValue(message, "Put it into the story's <stem>.meta.toml.", below=(unique,))
    return value


def _per_file(read: Callable[[str, Any], Any], example: str) -> Callable[[str, Any], tuple[tuple[str, Any], ...]]:
    def each(key: str, value: Any) -> tuple[tuple[str, Any], ...]:
        if not isinstance(value, dict):
            raise _mismatch(key, value, "a table whose keys are file patterns", f"Example: {example}.")
        pairs = []
        for pattern, pattern_value in value.items():
            try:
                pairs.append((pattern, read(f"{key} of {pattern!r}", pattern_value)))
            except _InvalidValue as e:
                raise _InvalidValue(e.message, e.advice, e.code, (pattern,)) from None
        return tuple(pairs)

    return each


def _mismatch(key: str, value: Any, expected: str, advice: str) -> _InvalidValue:
    shown = str(value).lower() if isinstance(value, bool) else repr(value)
    shown = shown if len(shown) <= 40 else shown[:39] + "…"
    return _InvalidValue(f"{key} is {shown}, but must be {expected}", advice)


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

_KEYS: dict[str, _Key] = {
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


def keys() -> tuple[str, ...]:
    """Return the keys of a configuration."""
    return tuple(_KEYS)


def schema(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema of a configuration; `metadata` is that of the metadata of one story.

    What a schema cannot say, such as which codes, encodings and time zones exist, it accepts.
    """
    shared = {"allOf": [metadata, {"not": {"anyOf": [{"required": [name]} for name in _UNIQUE]}}]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://w3id.org/wirecopy/schemas/configuration/1",
        "title": "wirecopy.toml, or [tool.wirecopy] in pyproject.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": {key: {"description": row.meaning, **row.schema} for key, row in _KEYS.items()},
        "$defs": {"metadata": shared},
    }


# --------------------------------------------------------------------------------------------------------------------
# Positions


def _line(text: str, path: Sequence[str]) -> int:
    """Return the line of the TOML `text` on which the value at `path` starts, 0 if unknown.

    The parser gives no positions. So growing prefixes of the text are parsed until the value exists; it starts after
    the longest shorter prefix that is valid TOML.
    """
    lines = text.splitlines(keepends=True)
    hint = next((n for n, line in enumerate(lines) if path[-1] in line), 0)
    for end in range(hint + 1, len(lines) + 1):
        if _has("".join(lines[:end]), path):
            whole = (n for n in range(end - 1, 0, -1) if _has("".join(lines[:n]), ()))
            return next(whole, 0) + 1
    return 0


def _has(text: str, path: Sequence[str]) -> bool:
    """Return whether `text` is valid TOML and has a value at `path`."""
    import tomllib

    try:
        node: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    for key in path:
        if not isinstance(node, dict) or key not in node:
            return False
        node = node[key]
    return True
