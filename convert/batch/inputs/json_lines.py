"""JSON Lines: one story a line, `{"id": …, "text": …}` with metadata under the keys of `--meta`, a document in ninjs
or Article JSON, as files of many documents have them, or a story in JSON of another service.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from convert.batch.inputs.files import stem_of_container
from convert.batch.inputs.items import Item, Notes, failed
from convert.batch.names import safe_component
from convert.documents import MAX_JSON, DocumentError, open_json
from convert.errors import ConvertError, InputError, ModelError, UsageError
from convert.findings import Finding
from convert.formats import named

MAX_ID = 1000
"""The maximum length of an id in characters."""

_ADVICE = 'A line is an object such as {"id": "4711", "text": "…", "headline": "…"}.'


def records(file: BinaryIO, path: str, identity: str, moment: str) -> Iterator[Item]:
    """Yield the stories of JSON Lines, each as raw copy in UTF-8; blank lines are left out.

    The id, or else the number of the line, names the documents, in a folder with the stem of the file. An id that is a
    URI is that of the story, too. A bad line is an item with an error (INP032), and the others go on.
    """
    ids = Notes()
    folder = stem_of_container(identity)
    line = b""
    number = 0
    is_empty = True
    try:
        while line := file.readline(MAX_JSON + 1):
            number += 1
            if number == 1 and (encoding := _wide_encoding(line)):
                message = f"the file is in {encoding}; JSON Lines are in UTF-8"
                yield failed(path, identity, InputError("INP032", message, "Save it as UTF-8."))
                return
            if line.isspace():
                continue
            is_empty = False
            bad = Item(
                path=f"{path}:{number}",
                name=f"{number}.txt",
                stem=f"{folder}/{number}",
                identity=f"{identity}:{number}",
            )
            if len(line) > MAX_JSON:
                _skip_rest(file, line)
                error = InputError("INP032", f"the line has more than {MAX_JSON:,} bytes", "Leave it out.")
                yield replace(bad, error=error)
                continue
            try:
                yield _record(line, bad, folder, identity, moment, ids)
            except ConvertError as e:
                yield replace(bad, error=e)
        if is_empty:
            yield failed(path, identity, InputError("INP007", f"no story in {path}", "Is it whole? Fetch it again."))
    except ConvertError as e:  # of reading
        yield failed(path, identity, e)
    except OSError as e:
        yield failed(path, identity, InputError("INP000", f"the file cannot be read: {e.strerror or e}"))
    finally:
        ids.close()


def _wide_encoding(line: bytes) -> str:
    """Return the name of the encoding of a first line of which each character has two or four bytes, else ""."""
    encoding = json.detect_encoding(line[:4])
    return "" if encoding.startswith("utf-8") else encoding[: len("utf-16")].upper()


def _skip_rest(file: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = file.readline(2**20)


def _record(line: bytes, plain: Item, folder: str, identity: str, moment: str, ids: Notes) -> Item:
    """Return the story of a line; `plain` is named by the number of the line. Raises InputError."""
    values = _object(line)
    if "text" not in values and (format := _document_format(values)):
        return _document(line, values, plain, folder, identity, moment, ids, format)
    if ("text" not in values or "title" in values) and _is_story(values):
        return replace(plain, name=f"{plain.name.removesuffix('.txt')}.json", data=line, moment=moment)
    id, text = values.pop("id", None), values.pop("text", None)
    if not isinstance(text, str):
        raise InputError("INP032", "text is missing" if text is None else "text is not a string", _ADVICE)
    name = _name(id)
    if name and not ids.add(name):
        raise InputError("INP032", f"the id {_short(name)} is that of an earlier line", "Give each story its own id.")
    try:
        data = text.encode()
    except UnicodeEncodeError:
        raise InputError("INP032", "text has half of a surrogate pair", "Write it as UTF-8.") from None
    if isinstance(id, str) and _is_uri(id):
        values["id"] = id
    safe = safe_component(name) if name else ""
    values, noticed = _metadata(values)
    return Item(
        path=plain.path,
        name=f"{safe}.txt" if name else plain.name,
        stem=f"{folder}/{safe}" if name else plain.stem,
        identity=f"{identity}#{name}" if name else plain.identity,
        data=data,
        moment=moment,
        given=values,
        noticed=noticed,
        encoding="utf-8",
    )


def _is_story(values: Mapping[str, Any]) -> bool:
    """Return whether a line is a story as another service writes it."""
    from convert.readers.text.envelopes.web.json_stories import is_story

    return is_story(values)


def _document_format(values: Mapping[str, Any]) -> str:
    """Return the format of the document that a line is, empty for a line that is copy or something else."""
    if "article" in values:
        return "article"
    return "ninjs" if "uri" in values and "standard" in values else ""


def _document(
    line: bytes,
    values: Mapping[str, Any],
    plain: Item,
    folder: str,
    identity: str,
    moment: str,
    ids: Notes,
    format: str,
) -> Item:
    """Return the document of a line; `plain` is named by the number of the line. Raises InputError."""
    id = values.get("id" if format == "article" else "uri")
    name = id if isinstance(id, str) and 0 < len(id) <= MAX_ID and ids.add(id) else ""  # else by its number
    stem = safe_component(name) if name else plain.stem.rpartition("/")[2]
    return replace(
        plain,
        name=f"{stem}{named(format).suffix}",
        stem=f"{folder}/{stem}",
        identity=f"{identity}#{name}" if name else plain.identity,
        data=line,
        moment=moment,
    )


def _object(line: bytes) -> dict[str, Any]:
    try:
        value = open_json(line, strict=True).value
    except DocumentError as e:
        at = f" at column {e.column}" if e.column else ""
        raise InputError("INP032", f"{e.message}{at}", _ADVICE) from None
    if not isinstance(value, dict):
        raise InputError("INP032", "the line is not an object", _ADVICE)
    return value


def _name(id: object) -> str:
    """Return the id of a story as text, empty if it has none. Raises InputError."""
    if id is None:
        return ""
    if isinstance(id, int) and not isinstance(id, bool):
        id = str(id)
    if not isinstance(id, str) or not id.strip():
        raise InputError("INP032", "id is neither text nor a whole number", _ADVICE)
    if len(id) > MAX_ID:
        raise InputError("INP032", f"id has more than {MAX_ID:,} characters", "Give a shorter one.")
    return id


def _is_uri(id: str) -> bool:
    from convert.model.values import require_uri

    try:
        require_uri("id", id)
    except ModelError:
        return False
    return True


def _metadata(values: Mapping[str, object]) -> tuple[dict[str, object], tuple[Finding, ...]]:
    """Return metadata as values of the model, and what was understood of them. Raises InputError."""
    if not values:
        return {}, ()
    from convert.metadata import findings, supplied

    try:
        found = supplied(values)
    except UsageError as e:
        raise InputError("INP032", e.message, e.advice or _ADVICE) from None
    return found.values, findings(found.notes)


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:59]}…")
