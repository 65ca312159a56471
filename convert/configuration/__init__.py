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
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any

from convert.configuration.keys import KEYS, InvalidValue, nearest
from convert.configuration.lines import line_of
from convert.errors import UsageError
from convert.formats import by_suffix, named
from convert.limits import parser_reason

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
        return (line_of(self.text, (*above, "meta", max(about, key=len))) if about else 0) or self.meta_line

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
    except (ValueError, RecursionError) as e:
        shown = "values are nested too deeply" if isinstance(e, RecursionError) else parser_reason(e)
        reason, _, position = shown.removesuffix(")").partition(" (at ")
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
        error = InvalidValue("[tool.wirecopy] must be a table", "Write [tool.wirecopy] on a line of its own.")
        raise error.at(file, text, ("tool", "wirecopy"))
    return own


def _checked(file: str, text: str, table: dict[str, Any], folder: str) -> Configuration:
    above = ("tool", "wirecopy") if os.path.basename(file) == "pyproject.toml" else ()
    values: dict[str, Any] = {}
    for key, value in table.items():
        try:
            if key == "tool" and isinstance(value, dict) and "wirecopy" in value:
                advice = "Leave the line [tool.wirecopy] out, or name the file pyproject.toml."
                raise InvalidValue(f"[tool.wirecopy] is for pyproject.toml; {FILES[0]} has its keys at the top", advice)
            if key not in KEYS:
                raise InvalidValue(f"unknown key {key!r}", nearest(key))
            values[key] = KEYS[key].read(key, value)
        except InvalidValue as e:
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
        meta_line=line_of(text, (*above, "meta")) if meta else 0,
        text=text if meta else "",
        splits=splits,
        images=images and os.path.join(folder, images),
        images_url=images_url,
        keeps_picture_metadata=keeps_picture_metadata,
    )
