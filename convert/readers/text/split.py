"""Divides an input that carries several stories, so that `read` has one story in and one Article out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from convert.errors import InputError
from convert.limits import MAX_INPUT
from convert.readers import Source
from convert.readers.text.envelopes.print.scan_pages import is_scan
from convert.readers.text.envelopes.story_starts import (
    divide_bytes,
    divide_lines,
    separated_stories,
    unescape_mail,
)
from convert.readers.text.envelopes.web.json_stories import divide_records
from convert.readers.text.lines.decode import decode

MAX_STORIES = 10_000
"""How many stories an input has at most."""

_BREAK = re.compile(rb"\r\r?\n|[\r\n\x0b]|\xc2\x85|\xe2\x80[\xa8\xa9]")
"""A line break in UTF-8 and in the encodings of 8 bits."""


def split(source: Source, *, by_separators: bool = False) -> tuple[Source, ...]:
    """The stories of `source`, each with its number, its bytes and its first line; `source` itself if it is one.

    Envelopes that repeat are always divided, separators before titles only with `by_separators`. Raises InputError
    (INP024) if there are more stories than are read.
    """
    if source.story or len(source.data) > MAX_INPUT or is_scan(source.data):
        return (source,)
    if objects := divide_records(source.data):
        return _stories(source, objects, "utf-8") if len(objects) > 1 else (source,)
    starts = divide_bytes(source.data)
    if starts:
        return _stories(source, _parts(source.data, starts), source.encoding)
    try:
        lines = decode(source.data, source.encoding).lines
    except InputError:
        return (source,)  # which `read` reports
    starts = divide_lines(lines) or (separated_stories(lines, source.name) if by_separators else [])
    if len(starts) < 2:
        return (source,)
    offsets = [0, *(found.end() for found in _BREAK.finditer(source.data))]
    if b"\x00" not in source.data and len(offsets) - len(lines) in (0, 1):
        parts = _parts(source.data, [0, *(offsets[at] for at in starts[1:])])
        return _stories(source, parts, source.encoding)
    ends = [0, *starts[1:], len(lines)]
    texts = ["\n".join((*lines[start:end], "")).encode() for start, end in pairwise(ends)]
    return _stories(source, texts, "utf-8")


def _parts(data: bytes, starts: Sequence[int]) -> list[bytes]:
    """The bytes of `data` from each start to the next one; what is above the first start belongs to the first part."""
    return [data[start:end] for start, end in pairwise((0, *starts[1:], len(data)))]


def _stories(source: Source, parts: Sequence[bytes], encoding: str | None) -> tuple[Source, ...]:
    if len(parts) > MAX_STORIES:
        message = f"the input has {len(parts):,} stories; at most {MAX_STORIES:,} are read"
        raise InputError("INP024", message, "Divide it into several files.")
    checksum = hashlib.sha256(source.data).hexdigest()
    first_line = 1
    stories = []
    for number, data in enumerate(parts, 1):
        stories.append(
            replace(
                source,
                data=unescape_mail(data) if data.startswith(b"From ") else data,
                encoding=encoding,
                metadata=_with_own_id(source, number),
                story=number,
                first_line=first_line,
                checksum=checksum,
            )
        )
        first_line += sum(1 for _ in _BREAK.finditer(data))
    return tuple(stories)


def _with_own_id(source: Source, number: int) -> dict[str, object]:
    """The metadata of a story; an id that was supplied for the whole input gets the number of the story."""
    metadata = dict(source.metadata)
    if isinstance(given := metadata.get("id"), str):
        metadata["id"] = f"{given}-{number}"
    return metadata
