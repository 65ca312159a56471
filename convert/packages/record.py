"""The PREMIS record of a package that is being written: its files, and what was done to make them."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any, NamedTuple

from convert.checks.engine import schemas
from convert.findings import counted
from convert.formats import TRACE, by_shard_suffix, by_suffix
from convert.packages import premis
from convert.packages.contents import Contents
from convert.packages.contents.parts import Part, Role
from convert.packages.contents.record import schema_digests
from convert.packages.premis import PRONOM, Agent, Entity, Event, Format, Object
from convert.version import __version__

_MAX_LISTED = 20


class Layout(NamedTuple):
    """Where a kind of package has what: `kind` is its name, `beginnings` go before the names of parts, by their
    roles; `original` and `converted` are the folders of the sources and of what was made from them.
    """

    kind: str
    beginnings: Mapping[Role, str]
    other: str
    original: str
    converted: str

    def place(self, role: Role, name: str) -> str:
        """Return the path of a part in the package."""
        return self.beginnings.get(role, self.other) + name


class Record:
    """A record that grows with the package; `formats` counts its files, `submitter` is the organization, if known.

    Its files are kept on disk, until `stack` is closed.
    """

    def __init__(self, contents: Contents, package: str, layout: Layout, folder: str, stack: ExitStack) -> None:
        self._contents = contents
        self._package = package
        self._layout = layout
        self._objects = lines(os.path.join(folder, "objects.xml"), stack)
        self._json = lines(os.path.join(folder, "objects.json"), stack)
        self._roles: Counter[Role] = Counter()
        self.counts = _counted(contents)
        self.formats: Counter[str] = Counter()
        self.submitter = ""

    def add(self, part: Part, path: str, size: int, sha256: str) -> None:
        """Add a part that is in the package at a path."""
        format = self._format_of(part)
        self.formats[f"{format.name} {format.version}".strip()] += 1
        self._roles[part.role] += 1
        original = "" if part.name.endswith(part.true_name) else part.true_name
        self._add(Object(path, size, sha256, format, original))

    def add_own(self, path: str, size: int, sha256: str) -> None:
        """Add a file of ours that the contents do not have."""
        self._add(Object(path, size, sha256, _by_suffix(path)))

    def _add(self, made: Object) -> None:
        self._objects.write(premis.object_xml(made))
        self._json.write(json.dumps(premis.object_json(made), ensure_ascii=False, separators=(",", ":")) + "\n")

    def _format_of(self, part: Part) -> Format:
        """Return the format of a part: of our documents by its name, of all else by the suffix."""
        known = _by_suffix(part.name)
        format = by_suffix(part.name) or by_shard_suffix(part.name) if part.role == "document" else None
        if part.role == "trace":
            format = TRACE
        if format is None or format.name == "text":
            return known
        found = self.counts.versions.get(format.name, set())
        return Format(format.title, next(iter(found)) if len(found) == 1 else "", known.pronom)

    def xml(self, folder: str) -> Iterator[str]:
        """Yield the record in XML in pieces; `folder` is the path to the folder of schemas, empty if there is none."""
        yield from premis.written_xml(self._entities(), read(self._objects), self._events(), self._agents(), folder)

    def json(self) -> Iterator[str]:
        """Yield the record in JSON in pieces."""
        yield from premis.written_json(self._entities(), read(self._json), self._events(), self._agents())

    # ----------------------------------------------------------------------------------------------------------------
    # What was done

    def _has(self, folder: str) -> bool:
        roles: tuple[Role, ...] = ("source",) if folder == self._layout.original else ("document", "trace")
        return any(self._roles[role] for role in roles)

    def _entities(self) -> Iterator[Entity]:
        original, converted = self._layout.original, self._layout.converted
        yield Entity(self._package, "intellectualEntity", self._package)
        if self._has(original):
            yield Entity(original, "representation", original.rpartition("/")[2], "", self._package)
        if self._has(converted):
            source = original if self._has(original) else ""
            yield Entity(converted, "representation", converted.rpartition("/")[2], source, self._package)

    def _agents(self) -> Iterator[Agent]:
        for version in sorted({*self.counts.programs, __version__}):
            yield Agent(f"wirecopy-{version}", "wirecopy", "sof", version)
        if self.submitter:
            yield Agent("submitter", self.submitter, "org")

    def _events(self) -> Iterator[Event]:
        """Yield one event of each kind for the whole package, and one for each input that failed."""
        counts, time, package = self.counts, self._contents.time, self._package
        original, converted = self._layout.original, self._layout.converted
        programs = tuple((f"wirecopy-{version}", "exe") for version in sorted(counts.programs))
        us = ((f"wirecopy-{__version__}", "exe"), *((("submitter", "imp"),) if self.submitter else ()))
        if self._has(original):
            detail = f"{counted(self._roles['source'], 'source')} read, {counted(counts.stories, 'story')} found"
            yield Event("ingestion", "ing", time, detail, objects=((original, ""),), agents=programs)
        formats = "; ".join(f"{name}: {counted(count, 'file')}" for name, count in sorted(self.formats.items()))
        yield Event("format-identification", "for", time, formats, objects=((package, ""),), agents=us)
        if self._has(original) and self._has(converted):
            made = ", ".join(f"{name}: {count:,}" for name, count in sorted(counts.documents.items()))
            options = ", ".join(sorted(counts.options)[:_MAX_LISTED])
            detail = f"{counted(counts.stories, 'story')} into documents ({made}); digests of options: {options}"
            note = f"{counted(counts.failed, 'story')} failed" if counts.failed else ""
            objects = ((original, "sou"), (converted, "out"))
            outcome = "war" if counts.failed else "suc"
            yield Event("normalization", "nor", time, detail, outcome, note, objects, programs)
        if self._has(converted):
            digests = "; ".join(
                f"{name} sha256:{digest}" for name, digest in schema_digests(schema_names(counts.versions))
            )
            note = f"{counted(counts.valid, 'document')} valid under the schema, {counts.unchecked:,} without one"
            roles = tuple((name, "val") for name, _ in programs)
            outcome = "fai" if counts.invalid else "suc"
            yield Event("validation", "val", time, digests, outcome, note, ((converted, ""),), roles)
        detail = "SHA-256 of each file, compared with what the journal recorded where it did"
        yield Event("message-digest-calculation", "mes", time, detail, objects=((package, ""),), agents=us)
        yield Event("packing", "pac", time, self._layout.kind, objects=((package, "out"),), agents=us)
        for story in self._contents.stories:
            if story.errors:
                note = "; ".join(f"{code}: {message}" for code, message in story.errors)
                place = self._layout.place("source", story.source) if story.source else package
                program = ((f"wirecopy-{story.program}", "exe"),) if story.program else ()
                detail = story.identity if not story.story else f"{story.identity}, story {story.story}"
                yield Event(f"failure-{story.number}", "nor", time, detail, "fai", note, ((place, "sou"),), program)


class Counts(NamedTuple):
    """What is counted in all stories; `versions` are those of the documents of each format, as far as known."""

    stories: int
    failed: int
    documents: Counter[str]
    valid: int
    invalid: int
    unchecked: int
    programs: set[str]
    options: set[str]
    versions: dict[str, set[str]]


def _counted(contents: Contents) -> Counts:
    stories = failed = 0
    documents: Counter[str] = Counter()
    valid: Counter[bool | None] = Counter()
    programs: set[str] = set()
    options: set[str] = set()
    versions: dict[str, set[str]] = {}
    for story in contents.stories:
        stories += 1
        failed += bool(story.errors)
        programs |= {story.program} if story.program else set()
        options |= {story.options} if story.options else set()
        for document in story.documents:
            found = versions.setdefault(document.format, set())
            found |= {document.version} if document.version else set()
            if document.format != TRACE.name:
                documents[f"{document.format} {document.version}".strip()] += 1
                valid[document.schema_valid] += 1
    return Counts(stories, failed, documents, valid[True], valid[False], valid[None], programs, options, versions)


def schema_names(versions: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the folders of schemas of documents in these formats and versions."""
    return {schemas.name_of(format, version) for format, found in versions.items() for version in found}


def _by_suffix(name: str) -> Format:
    suffix = os.path.splitext(name)[1].lower()
    return PRONOM.get(suffix, Format(suffix.removeprefix(".") or "unknown"))


def lines(path: str, stack: ExitStack) -> Any:
    """Return a new file for lines that are read again with `read`; it is closed with `stack`."""
    file = open(path, "w+", encoding="utf-8", newline="\n")  # noqa: SIM115
    return stack.enter_context(file)


def read(file: Any) -> Iterator[str]:
    """Yield what was written to a file, in lines."""
    file.flush()
    file.seek(0)
    yield from file
    file.seek(0, os.SEEK_END)
