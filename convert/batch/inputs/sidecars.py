"""Metadata files ("sidecars"): `<stem>.meta.toml` or `<stem>.meta.json` in the folder of a story.

The metadata of the story with a number, in an input that has several, are in `<stem>-<number>.meta.toml` or `.json`.
Metadata files in archives, packages and object stores are found by the names in these, and come with their input.
"""

from __future__ import annotations

import errno
import json
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from convert.batch.inputs.files import reason_of, stem_of
from convert.errors import ConvertError, InputError, UsageError
from convert.findings import FileReport, Finding, Severity
from convert.formats import FORMATS, TRACE
from convert.limits import parser_reason, same_json_error

SUFFIXES = (".meta.toml", ".meta.json")
"""The suffixes of metadata files; of two files the first applies."""

MAX_BYTES = 2**20
"""Maximum size of a metadata file in bytes."""

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NUMBERED = re.compile(r"(?P<stem>.+)-(?P<number>[1-9][0-9]*)")
_WRITTEN = tuple(f.suffix for f in (*FORMATS, TRACE) if f.default or f is TRACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """The metadata of an input, as values of the model, and what was noticed while reading them.

    `file` is the path of the metadata file, empty if there is none.
    """

    file: str = ""
    values: dict[str, object]
    findings: tuple[Finding, ...] = ()


class SidecarFile(NamedTuple):
    """A metadata file of an input in a container: its path as messages show it, and its bytes or why there are none.

    `unused` is the path of the second file for the same story, empty if there is none.
    """

    path: str
    content: bytes | ConvertError
    unused: str = ""

    def parsed(self, *, timezone: str | None = None) -> Sidecar:
        """Return the metadata in it; `timezone` is the zone of times that show none. Raises ConvertError (INP010)."""
        if isinstance(self.content, ConvertError):
            raise self.content
        found = parsed_sidecar(self.path, self.content, timezone=timezone)
        return _with_unused(found, self.unused) if self.unused else found


def sidecar(path: str, story: int = 0, *, timezone: str | None = None) -> dict[str, object]:
    """Return the metadata of an input, or of the story of it with a number. Raises InputError (INP010)."""
    return read_sidecar(path, story, timezone=timezone).values


def read_sidecar(path: str, story: int = 0, *, timezone: str | None = None) -> Sidecar:
    """Return the metadata file of an input, or of the story of it with a number; an empty one if there is none.

    `timezone` is the zone of times that show none. Bidirectional controls are removed from values, as from copy, with a
    finding (INP043). Raises InputError (INP010).
    """
    first, second = sidecar_names(path, story)
    if (data := _bytes(first)) is not None:
        found = parsed_sidecar(first, data, timezone=timezone)
        return _with_unused(found, second) if os.path.isfile(second) else found
    data = _bytes(second)
    return Sidecar(values={}) if data is None else parsed_sidecar(second, data, timezone=timezone)


def _with_unused(sidecar: Sidecar, unused: str) -> Sidecar:
    """Return the metadata of a story with the finding that its second file does not apply (INP077)."""
    message = f"{unused} is not used, because {os.path.basename(sidecar.file)} is there, too"
    finding = Finding(
        code="INP077",
        severity=Severity.WARNING,
        message=message,
        advice="Remove one of them, or put all metadata into one.",
    )
    return replace(sidecar, findings=(*sidecar.findings, finding))


def sidecar_names(path: str, story: int = 0) -> list[str]:
    """Return the paths that the metadata file of an input, or of one of its stories, can have; the first one counts."""
    stem = os.path.join(os.path.dirname(path), stem_of(os.path.basename(path)))
    return [f"{stem}{f'-{story}' if story else ''}{ending}" for ending in SUFFIXES]


MAX_TOGETHER = 16 * MAX_BYTES
"""Maximum size of all metadata files of one input in a container in bytes; they are in memory with it."""


def files_of(
    member: str,
    is_there: Callable[[str], bool],
    starting: Callable[[str], Iterable[str]],
    read: Callable[[str], bytes],
    shown: Callable[[str], str],
) -> Mapping[int, SidecarFile]:
    """Return the metadata files of an input of a container, by the number of its story; 0 is the input as a whole.

    `member` is its name in the container, with `/`. `is_there` is whether there is a file of some name, `starting` are
    the names of metadata files that begin so, `read` has the bytes of one, and `shown` its path for messages. What
    `read` raises is raised by `SidecarFile.parsed`.
    """
    folder, slash, base = member.rpartition("/")
    stem = f"{folder}{slash}{stem_of(base)}"
    names, unused = {}, {}
    first, second = (stem + ending for ending in SUFFIXES)
    if is_there(first):
        names[0] = first
        if is_there(second):
            unused[0] = shown(second)
    elif is_there(second):
        names[0] = second
    for name in starting(f"{stem}-"):
        numbered = _NUMBERED.fullmatch(_without_suffix(name)) if name.endswith(SUFFIXES) else None
        if numbered and numbered["stem"] == stem and len(numbered["number"]) < 10:
            number = int(numbered["number"])
            if number in names:
                name, other = sorted((names[number], name), key=lambda file: not file.endswith(SUFFIXES[0]))
                unused[number] = shown(other)
            names[number] = name
    found: dict[int, SidecarFile] = {}
    total = 0
    for number, name in sorted(names.items()):
        content: bytes | ConvertError
        try:
            content = read(name)
            if len(content) > MAX_BYTES:
                raise too_large(shown(name))
            total += len(content)
            if total > MAX_TOGETHER:
                raise InputError(
                    "INP010", f"the metadata files of {member} have more than {MAX_TOGETHER:,} bytes", "Shorten them."
                )
        except ConvertError as e:
            content = e
        found[number] = SidecarFile(shown(name), content, unused.get(number, ""))
    return found


def _without_suffix(file: str) -> str:
    """The path of a metadata file without its suffix."""
    return next(file.removesuffix(suffix) for suffix in SUFFIXES if file.endswith(suffix))


def _bytes(file: str) -> bytes | None:
    """Return the content of `file`, None if there is none, or it is a folder. Raises InputError (INP010)."""
    try:
        mode = os.stat(file).st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        if not os.path.islink(file):
            return None
        raise InputError("INP010", f"{file} is a link to nothing", "Copy the file itself.") from None
    except OSError as e:
        if e.errno == errno.ENAMETOOLONG:
            return None
        raise InputError("INP010", f"{file} cannot be read: {reason_of(e)}", "Check its permissions.") from None
    if stat.S_ISDIR(mode):
        return None
    if not stat.S_ISREG(mode):
        message = f"{file} is a pipe, a socket or a device, not a file"
        raise InputError("INP010", message, "Copy its content into a file.")
    try:
        with open(file, "rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as e:
        raise InputError("INP010", f"{file} cannot be read: {reason_of(e)}", "Check its permissions.") from None
    if len(data) > MAX_BYTES:
        raise too_large(file)
    return data


def too_large(file: str) -> InputError:
    """Return the error of a metadata file that is too large."""
    message = f"{file} is larger than {MAX_BYTES:,} bytes"
    return InputError("INP010", message, "Check that it holds the metadata of one story.")


def parsed_sidecar(file: str, data: bytes, *, timezone: str | None = None) -> Sidecar:
    """Return the metadata in the bytes of the metadata file with that name. Raises InputError (INP010)."""
    from convert.metadata import findings, supplied

    try:
        encoding = json.detect_encoding(data)
        text = data.decode(encoding)
        values = _toml(text) if file.endswith("toml") else _json(text)
        controls: dict[str, set[str]] = {}
        plain = {key: _without_controls(value, key, controls) for key, value in values.items()}
        found = supplied(plain, timezone=timezone)
        noticed = (*_findings(file, encoding, controls), *findings(found.notes, file))
        return Sidecar(file=file, values=found.values, findings=noticed)
    except UsageError as e:
        advice = e.advice or "See `wirecopy explain INP010`."
        raise InputError("INP010", f"{file}: {e.message}", advice) from None
    except _Refused as e:
        raise InputError("INP010", f"{file}:{e.line}: {e.message}", e.advice) from None
    except UnicodeDecodeError as e:
        line = data.count(b"\n", 0, e.start) + 1
        raise InputError("INP010", f"{file}:{line}: the file is not {encoding.upper()}", "Save it as UTF-8.") from None
    except RecursionError:
        raise InputError("INP010", f"{file}: values are nested too deeply", "Metadata are a few records.") from None
    except ValueError as e:
        e = same_json_error(e) if isinstance(e, json.JSONDecodeError) else e
        raise InputError(
            "INP010", f"{file}{_where(text, e)}: not valid {_kind(file)}: {_why(e)}", _form(file)
        ) from None


def _kind(file: str) -> str:
    return "TOML" if file.endswith("toml") else "JSON"


def _form(file: str) -> str:
    """How a metadata file is written."""
    if file.endswith("toml"):
        return 'A line is a key, = and a value; text is in quotes: headline = "Ferry resumes".'
    return 'It is an object, with keys and texts in double quotes and no last comma: {"headline": "Ferry resumes"}.'


def _where(text: str, error: ValueError) -> str:
    """The line and column of an error of a parser, each after a colon; the last line if it is the end."""
    if isinstance(error, json.JSONDecodeError):
        return f":{error.lineno}:{error.colno}"
    place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    return f":{place[1]}:{place[2]}" if place else f":{text.rstrip().count(chr(10)) + 1}"


def _why(error: ValueError) -> str:
    message = error.msg if isinstance(error, json.JSONDecodeError) else parser_reason(error).partition(" (at ")[0]
    return message[:1].lower() + message[1:]


class _Refused(Exception):
    """A metadata file is ambiguous on a line."""

    def __init__(self, message: str, line: int, advice: str) -> None:
        super().__init__(message)
        self.message, self.line, self.advice = message, line, advice


def _toml(text: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(text.replace("\r\n", "\n"))


def _json(text: str) -> dict[str, Any]:
    values = json.loads(text)
    if not isinstance(values, dict):
        advice = 'It is an object with metadata: {"headline": "Ferry resumes"}.'
        raise _Refused(f"the file is {_JSON_TYPES[type(values)]}, not an object", 1, advice)
    if repeated := _repeated_key(text):
        key, line = repeated
        raise _Refused(f"the key {key!r} occurs twice in one object", line, "Remove one of them; TOML refuses it, too.")
    return values


_JSON_TYPES = {list: "a list", str: "a text", int: "a number", float: "a number", bool: "a truth value"} | {
    type(None): "null"
}

_TOKEN = re.compile(r'"(?P<text>[^"\\]*+(?:\\.[^"\\]*+)*+)"(?P<colon>\s*+:)?|[{}]', re.DOTALL)


def _repeated_key(text: str) -> tuple[str, int] | None:
    """Return the first key that occurs twice in an object of well-formed JSON, and the line of its second place."""
    objects: list[set[str]] = []
    for token in _TOKEN.finditer(text):
        if token[0] == "{":
            objects.append(set())
        elif token[0] == "}":
            objects.pop()
        elif token["colon"]:
            key = json.loads(f'"{token["text"]}"')
            if key in objects[-1]:
                return key, text.count("\n", 0, token.start()) + 1
            objects[-1].add(key)
    return None


def _without_controls(value: Any, key: str, found: dict[str, set[str]]) -> Any:
    """Return the value without bidirectional controls, which are added to those `found` below the key."""
    if isinstance(value, str):
        if controls := _BIDI.findall(value):
            found.setdefault(key, set()).update(controls)
            return _BIDI.sub("", value)
        return value
    if isinstance(value, list):
        return [_without_controls(entry, key, found) for entry in value]
    if isinstance(value, dict):
        return {name: _without_controls(entry, f"{key}.{name}", found) for name, entry in value.items()}
    return value


def _findings(file: str, encoding: str, controls: dict[str, set[str]]) -> Iterator[Finding]:
    if encoding != "utf-8":
        kind = "TOML" if file.endswith("toml") else "JSON"
        form = "UTF-8 with a byte order mark" if encoding == "utf-8-sig" else encoding[:6].upper()
        message, advice = f"{file} is {form}, {kind} is plain UTF-8", "Save it as UTF-8 without a byte order mark."
        yield Finding(code="INP045", severity=Severity.NOTICE, message=message, advice=advice)
    for key, characters in controls.items():
        names = ", ".join(f"U+{ord(character):04X}" for character in sorted(characters))
        yield Finding(
            code="INP043",
            severity=Severity.WARNING,
            message=f"{file}: {key} has controls of the writing direction, which are removed: {names}",
            advice="Remove them; set the direction of the story with language or direction.",
        )


def orphans(names: Iterable[str]) -> list[str]:
    """Return those of the names of files in one folder that are metadata files without their story, sorted.

    A story is any file with the stem, but a document of a format that is written unless others are chosen. A file whose
    suffix is not in lower case is of no story.
    """
    stems, files = set(), []
    for name in names:
        if name.lower().endswith(SUFFIXES):
            files.append(name)
        elif not is_written(name):
            stems.add(stem_of(name))
    return sorted(file for file in files if not owners_of(file) & stems)


def is_written(name: str) -> bool:
    """Whether a file has the name of a document of a format that is written unless others are chosen."""
    return name.lower().endswith(_WRITTEN)


def owners_of(file: str) -> set[str]:
    """Return the stems of the inputs that a metadata file may belong to; none if its suffix is not in lower case."""
    if not file.endswith(SUFFIXES):
        return set()
    stem = _without_suffix(file)
    numbered = _NUMBERED.fullmatch(stem)
    return {stem, numbered["stem"]} if numbered else {stem}


def orphans_below(folder: str) -> Iterator[str]:
    """Yield the paths of metadata files without their story below `folder`, except hidden ones, sorted by folder."""
    for base, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in orphans(n for n in names if not n.startswith(".")):
            stem, suffix = name[: -len(SUFFIXES[0])], name[-len(SUFFIXES[0]) :]
            if suffix.islower() or not os.path.exists(os.path.join(base, stem + suffix.lower())):
                yield os.path.join(base, name)  # else the file system takes both names for one


def orphan_report(path: str) -> FileReport:
    """Return the report on a metadata file without its story (INP042)."""
    return FileReport(path=path, format="text", findings=(orphan_sidecar("no story has this metadata file").at(path),))


def orphan_sidecar(message: str) -> Finding:
    """Return the finding for metadata files without their story."""
    advice = "Name it as the story is, with .meta.toml or .meta.json after the stem, or remove it."
    return Finding(code="INP042", severity=Severity.WARNING, message=message, advice=advice)
