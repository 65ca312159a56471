"""What a project says of its stories and of how documents are checked: `wirecopy.toml`, or `[tool.wirecopy]` in
`pyproject.toml`.

The nearest file upward of a document holds for it, alone and whole, as users of ruff expect: a folder's own file does
not add to those above it, `wirecopy.toml` comes before `pyproject.toml`, a `pyproject.toml` without a
`[tool.wirecopy]` is passed over, and the search goes on up to the root of the file system. The module knows nothing of
the command line, which wins over all of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any

from convert.codes import refuse_unknown
from convert.errors import UsageError
from convert.findings import Severity
from convert.formats import by_suffix, checked_as, named

FILES = ("wirecopy.toml", "pyproject.toml")
"""The names that a configuration goes by; of two in one folder the first holds."""

MAX_BYTES = 2**20
"""How large a configuration may be."""

PROFILES = ("foreign", "ours", "strict")


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What one file says, checked.

    `folder` is what its patterns are relative to. `settings` are fields of a `batch.CheckPolicy` by name.
    `ignored` is which codes are ignored in the files that a pattern fits, `formats` what such files are checked as.
    `meta` is metadata of every story, as it is written, and `meta_line` where. `learns` is whether raw copy is read in
    view of all that this file holds for, as pages of one site.
    """

    file: str = ""
    folder: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    ignored: tuple[tuple[str, tuple[str, ...]], ...] = ()
    formats: tuple[tuple[str, str], ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)
    meta_line: int = 0
    learns: bool = False

    def metadata(self) -> dict[str, object]:
        """The metadata of every story, as values of the model. Raises UsageError.

        It is made of what is written only when there are stories: whoever checks NewsML-G2 need not load the model.
        """
        if not self.meta:
            return {}
        from convert import article_codec

        try:
            return article_codec.metadata(self.meta)
        except UsageError as e:
            raise UsageError(e.code, f"{self.file}:{self.meta_line}: meta: {e.message}", e.advice) from None

    def judging(self, path: str, told: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of the `CheckPolicy` for the file `path`, where `told` is what the command line says.

        Codes that are ignored in some files stay so whatever is told.
        """
        settings = {**self.settings, **told}
        if "select" in told and "ignore" not in told:
            settings.pop("ignore", None)  # whoever asks for a code wants to see it
        if formats := [format for pattern, format in self.formats if self._fits(pattern, path)]:
            settings.setdefault("format", formats[0])
        codes = [code for pattern, codes in self.ignored if self._fits(pattern, path) for code in codes]
        if codes:
            settings["ignore"] = (*settings.get("ignore", ()), *codes)
        if self.meta and (settings.get("format") == "text" or by_suffix(path) is named("text")):
            settings["metadata"] = self.metadata()
        return settings

    def _fits(self, pattern: str, path: str) -> bool:
        """Whether `pattern` is for `path`: for its name, or for its way from the folder of the configuration."""
        path = os.path.abspath(path)
        way = os.path.relpath(path, self.folder).replace(os.sep, "/") if _same_drive(path, self.folder) else path
        patterns = (pattern, pattern.replace("**/", ""))  # no folder between is a way, too
        return any(fnmatch(name, p) for p in patterns for name in (way, os.path.basename(path)))


def _same_drive(path: str, other: str) -> bool:
    return os.path.splitdrive(path)[0] == os.path.splitdrive(other)[0]


class Configurations:
    """The configurations of many files, each folder looked at once."""

    def __init__(self) -> None:
        self._found: dict[str, Configuration] = {}

    def of(self, path: str) -> Configuration:
        """The configuration that holds for the file `path`; standard input, `-`, stands in the working folder.

        Raises UsageError.
        """
        folder = os.path.dirname(os.path.abspath(path))
        passed = []
        while folder not in self._found:
            passed.append(folder)
            above = os.path.dirname(folder)
            configured = _in_folder(folder)
            if configured is not None or above == folder:
                self._found[folder] = configured or Configuration()
                break
            folder = above
        self._found |= dict.fromkeys(passed, self._found[folder])
        return self._found[folder]


def _in_folder(folder: str) -> Configuration | None:
    for name in FILES:
        file = _as_seen(os.path.join(folder, name))
        data = _bytes(file)
        # Most projects do not configure us; theirs need not even be parsed.
        if data is not None and (name != "pyproject.toml" or b"wirecopy" in data):
            text, table = _parsed(file, data)
            if (own := _own(file, text, table)) is not None:
                return _checked(file, text, own, folder)
    return None


def _as_seen(file: str) -> str:
    """The name of a file as seen from the working folder, where it stands in it or below."""
    here = os.path.join(os.path.abspath("."), "")
    return file.removeprefix(here)


def load(file: str) -> Configuration:
    """The configuration that stands in `file`, whatever documents it is for; its patterns are relative to the working
    folder.

    Raises UsageError, also where the file is a `pyproject.toml` without a `[tool.wirecopy]`.
    """
    data = _bytes(file)
    if data is None:
        raise UsageError("INP020", f"{file}: there is no such file", "Check the name.")
    text, table = _parsed(file, data)
    own = _own(file, text, table)
    if own is None:
        raise UsageError("INP020", f"{file}: there is no [tool.wirecopy] in it", "Add one, or name another file.")
    return _checked(file, text, own, os.path.abspath("."))


def _bytes(file: str) -> bytes | None:
    """What stands in `file`, None where there is none."""
    try:
        with open(file, "rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as e:
        reason = (e.strerror or str(e)).lower()
        raise UsageError("INP020", f"{file}: it cannot be read: {reason}", "Check its permissions.") from None
    if len(data) > MAX_BYTES:
        raise UsageError("INP020", f"{file}: it has more than {MAX_BYTES} bytes", "No configuration is so long.")
    return data


def _parsed(file: str, data: bytes) -> tuple[str, dict[str, Any]]:
    import tomllib

    try:
        text = data.decode("utf-8-sig")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as e:
        line = data.count(b"\n", 0, e.start) + 1
        raise UsageError("INP020", f"{file}:{line}: it is not UTF-8", "Save it as UTF-8.") from None
    except (tomllib.TOMLDecodeError, RecursionError) as e:
        said, _, place = str(e).removesuffix(")").partition(" (at ")
        last = f"line {text.rstrip().count(chr(10)) + 1}"  # where the parser says "end of document"
        where = (place if place.startswith("line ") else last).removeprefix("line ").replace(", column ", ":")
        message, advice = f"{file}:{where}: it is no TOML: {said}", "Put strings in quotes and lists in brackets."
        raise UsageError("INP020", message, advice) from None


def _own(file: str, text: str, table: dict[str, Any]) -> dict[str, Any] | None:
    """Our table in a file: all of it, or `[tool.wirecopy]` of a `pyproject.toml`."""
    if os.path.basename(file) != "pyproject.toml":
        return table
    tool = table.get("tool")
    own = tool.get("wirecopy") if isinstance(tool, dict) else None
    if own is not None and not isinstance(own, dict):
        raise _Wrong("[tool.wirecopy] must be a table", "Write [tool.wirecopy] on a line of its own.").at(
            file, text, ("tool", "wirecopy")
        )
    return own


# --------------------------------------------------------------------------------------------------------------------
# Values


class _Wrong(Exception):
    """A value that will not do; `below` leads from the key to the place that is wrong, where it has further keys."""

    def __init__(self, message: str, advice: str = "", code: str = "INP020", below: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message, self.advice, self.code, self.below = message, advice, code, below

    def at(self, file: str, text: str, path: Sequence[str]) -> UsageError:
        line = _line(text, (*path, *self.below))
        return UsageError(self.code, f"{file}{f':{line}' if line else ''}: {self.message}", self.advice)


def _checked(file: str, text: str, table: dict[str, Any], folder: str) -> Configuration:
    above = ("tool", "wirecopy") if os.path.basename(file) == "pyproject.toml" else ()
    values: dict[str, Any] = {}
    for key, value in table.items():
        try:
            if key not in _KEYS:
                raise _Wrong(f"there is no key {key!r}", _nearest(key))
            values[key] = _KEYS[key](key, value)
        except _Wrong as e:
            raise e.at(file, text, (*above, key)) from None
    ignored, formats = values.pop("per-file-ignores", ()), values.pop("per-file-format", ())
    meta, learns = values.pop("meta", {}), values.pop("learn-furniture", False)
    settings = {key.replace("-", "_"): value for key, value in values.items()}
    return Configuration(
        file=file,
        folder=folder,
        settings=settings,
        ignored=ignored,
        formats=formats,
        meta=meta,
        meta_line=_line(text, (*above, "meta")) if meta else 0,
        learns=learns,
    )


def _nearest(key: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key.replace("_", "-"), _KEYS, n=1, cutoff=0.5)
    known = f"The keys: {', '.join(_KEYS)}."
    return f"Perhaps {close[0]} is meant. {known}" if close else known


def _one_of(*words: str) -> Callable[[str, Any], str]:
    def one(key: str, value: Any) -> str:
        if not isinstance(value, str) or value not in words:
            raise _Wrong(
                f"{key} is {_shown(value)}, and must be one of {', '.join(words)}", f'Write {key} = "{words[0]}".'
            )
        return value

    return one


def _truth(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong(f"{key} is {_shown(value)}, and must be true or false", f"Write {key} = true.")
    return value


def _severity(key: str, value: Any) -> Severity:
    return Severity(_one_of(*(severity.value for severity in Severity))(key, value))


def _codes(key: str, value: Any) -> Any:
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise _Wrong(f"{key} is {_shown(value)}, and must be a list of codes", 'Such as ["NWS104", "NML1"].')
    return _taken(key, value, refuse_unknown)


def _format(key: str, value: Any) -> Any:
    if not isinstance(value, str):
        raise _Wrong(f"{key} is {_shown(value)}, and must be the name of a format", 'Such as "ninjs", or "ninjs@2.1".')
    return _taken(key, value, checked_as)


def _taken(key: str, value: Any, take: Callable[[Any], Any]) -> Any:
    """What `take` makes of a value, which is the same on the command line."""
    try:
        return take(value)
    except UsageError as e:
        raise _Wrong(f"{key}: {e.message}", e.advice, e.code) from None


def _encoding(key: str, value: Any) -> str:
    from codecs import lookup

    try:
        lookup(value)
    except (TypeError, LookupError, ValueError):
        raise _Wrong(f"{key} is {_shown(value)}, and must be the name of one", 'Such as "windows-1252".') from None
    return str(value)


def _meta(key: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _Wrong(
            f"{key} is {_shown(value)}, and must be a table", 'Such as meta = {provider = "The Daily Example"}.'
        )
    for of_one in value.keys() & {"id", "headline"}:
        raise _Wrong(f"{key}: no two stories have the same {of_one}", "Give it beside the story.", below=(of_one,))
    return value


def _per_file(read: Callable[[str, Any], Any], example: str) -> Callable[[str, Any], tuple[tuple[str, Any], ...]]:
    def each(key: str, value: Any) -> tuple[tuple[str, Any], ...]:
        if not isinstance(value, dict):
            raise _Wrong(
                f"{key} is {_shown(value)}, and must be a table by patterns of file names", f"Such as {example}."
            )
        found = []
        for pattern, of_pattern in value.items():
            try:
                found.append((pattern, read(f"{key} of {pattern!r}", of_pattern)))
            except _Wrong as e:
                raise _Wrong(e.message, e.advice, e.code, (pattern,)) from None
        return tuple(found)

    return each


def _shown(value: Any) -> str:
    said = str(value).lower() if isinstance(value, bool) else repr(value)
    return said if len(said) <= 40 else said[:39] + "…"


_KEYS: dict[str, Callable[[str, Any], Any]] = {
    "profile": _one_of(*PROFILES),
    "fail-on": _severity,
    "select": _codes,
    "ignore": _codes,
    "encoding": _encoding,
    "learn-furniture": _truth,
    "per-file-ignores": _per_file(_codes, 'per-file-ignores = {"archive/*" = ["NWS107"]}'),
    "per-file-format": _per_file(_format, 'per-file-format = {"feeds/*.json" = "ninjs@2.1"}'),
    "meta": _meta,
}


# --------------------------------------------------------------------------------------------------------------------
# Places


def _line(text: str, path: Sequence[str]) -> int:
    """The line of `text`, which is TOML, on which the value at `path` begins to be written; 0 where none is told.

    Values have no places once they are parsed. So ever more lines are parsed until the value is there; it begins after
    the most lines before that which are TOML by themselves.
    """
    lines = text.splitlines(keepends=True)
    hint = next((n for n, line in enumerate(lines) if path[-1] in line), 0)
    for end in range(hint + 1, len(lines) + 1):
        if _has("".join(lines[:end]), path):
            whole = (n for n in range(end - 1, 0, -1) if _has("".join(lines[:n]), ()))
            return next(whole, 0) + 1
    return 0


def _has(text: str, path: Sequence[str]) -> bool:
    """Whether `text` is TOML, and has a value at `path`."""
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
