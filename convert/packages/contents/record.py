"""The record of a package, `stories.jsonl`: a line on the package, one on each story, and on each other file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator

from convert.checks.engine import schemas
from convert.packages.contents.parts import Part, Story, StoryDocument
from convert.version import __version__

RECORD_VERSION = 1
"""The version of the record, whose schema is `schemas/package/1/story.json`."""

_RECORDED = (
    *("story", "provider", "wire", "id", "id_from", "version", "status", "updated", "source", "metadata"),
    *("pictures", "sha256", "program", "options"),
)

encoded = json.JSONEncoder(separators=(",", ":")).encode


def package_line(time: str, stories: int, folders: Iterable[str]) -> str:
    """Return the first line of the record; `folders` are those of the schemas of its documents."""
    return encoded(
        {
            "record": RECORD_VERSION,
            "kind": "package",
            "wirecopy": __version__,
            "time": time,
            "stories": stories,
            "schemas": dict(schema_digests(folders)),
        }
    )


def story_line(story: Story) -> str:
    """Return the line of the record on a story."""
    return encoded(
        {
            "record": RECORD_VERSION,
            "kind": "story",
            "number": story.number,
            "input": story.identity,
            **{name: value for name in _RECORDED if (value := getattr(story, name))},
            "exit_code": story.exit_code,
            "codes": story.codes,
            "documents": [document._asdict() for document in story.documents],
            "errors": [{"code": code, "message": message} for code, message in story.errors],
        }
    )


def story_from(line: str) -> Story:
    """Return the story that a line of the record describes."""
    found = json.loads(line)
    return Story(
        number=found["number"],
        identity=found["input"],
        documents=tuple(StoryDocument(**document) for document in found["documents"]),
        errors=tuple((error["code"], error["message"]) for error in found["errors"]),
        metadata=tuple(found.get("metadata", ())),
        pictures=tuple(found.get("pictures", ())),
        exit_code=found["exit_code"],
        codes=found["codes"],
        **{name: found[name] for name in _RECORDED if name in found and name not in ("metadata", "pictures")},
    )


def file_line(part: Part) -> str:
    """Return the line of the record on a file that no story names."""
    return encoded(
        {
            "record": RECORD_VERSION,
            "kind": "file",
            "name": part.name,
            "true_name": part.true_name,
            "role": part.role,
            "size": part.size,
            "media_type": part.media_type,
        }
    )


def schema_digests(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the SHA-256 of each schema file in these folders of schemas, by its path."""
    for name in sorted(names):
        folder = schemas.folder() / name
        for file in sorted(folder.iterdir()) if folder.is_dir() else ():
            if file.is_file():
                yield f"{name}/{file.name}", hashlib.sha256(file.read_bytes()).hexdigest()
