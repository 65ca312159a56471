"""E-ARK submission information packages (CSIP 2.2.0) from the contents of a package, with PREMIS and Dublin Core."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import Any, NamedTuple

from convert.checks.engine import schemas
from convert.errors import InputError
from convert.findings import Finding, Location, Severity
from convert.formats import TRACE, by_shard_suffix, by_suffix
from convert.packages import mets, premis
from convert.packages.contents import Contents, Part, copy, described
from convert.packages.eark import METS_NAME
from convert.packages.mets import Described, Division, Head, WrittenGroup, WrittenSection, text_element
from convert.packages.premis import PRONOM, Entity, Event, Format, Object
from convert.packages.targets import Packed, Refused, Target, open_target, root_of
from convert.version import __version__

PROFILE = "https://earksip.dilcis.eu/profile/E-ARK-SIP-v2-2-0.xml"
CATEGORY = "Textual works \u2013 Digital"
CONTENT_TYPE = "News articles"

REPRESENTATIONS = {"source": "original", "document": "converted", "trace": "converted"}
"""The representations by the roles of their parts; parts of other roles are documentation."""

_SCHEMAS = ("mets/1.12", "xlink", "premis/3.0", "dublin-core/1.1", "xml")
_OF_FORMATS = ("xhtml", "odrl/2.2", "newsml-g2/catalogs", "geojson/1", "journal/1", "package/1")
_MAX_FINDINGS = 100
_MAX_LISTED = 20
_BLOCK = 2**16


def write_sip(contents: Contents, path: str, *, submitter: str = "", force: bool = False) -> Packed:
    """Write a package to `path`, a folder or an archive by its suffix.

    `submitter` is the organization that submits it, by default the one that all stories are from. Raises Refused if a
    part is gone or changed, and OutputError.
    """
    if contents.problems:
        raise Refused(contents.problems)
    with tempfile.TemporaryDirectory(prefix="wirecopy-") as folder, ExitStack() as stack:
        package = _Sip(contents, path, folder, submitter, stack)
        with open_target(path, time=contents.time, force=force) as target:
            return package.write(target)


class _Representation(NamedTuple):
    """A representation: its name, the file with the lines of its group of files, and what is in it."""

    name: str
    lines: Any
    roles: Counter[str]


class _Sip:
    def __init__(self, contents: Contents, path: str, folder: str, submitter: str, stack: ExitStack) -> None:
        self._contents = contents
        self._path = path
        self._folder = folder
        self._submitter = submitter
        self._stack = stack
        self._name = root_of(path)
        self._ids = 0
        self._count = 0
        self._size = 0
        self._formats: Counter[str] = Counter()
        self._objects = self._lines("objects.xml")
        self._json = self._lines("objects.json")
        self._documentation = self._lines("documentation")
        self._schema_lines = self._lines("schemas")
        self._representations: dict[str, _Representation] = {}
        self._mets_lines: dict[str, str] = {}

    def _lines(self, name: str) -> Any:
        file = open(os.path.join(self._folder, name), "w+", encoding="utf-8", newline="\n")  # noqa: SIM115  (closed with the stack)
        return self._stack.enter_context(file)

    def write(self, target: Target) -> Packed:
        """Write the files. Raises Refused if a part is gone or changed."""
        versions = self._versions()
        self._write_parts(target, versions)
        self._write_schemas(target, versions)
        description_lines = self._describe()
        self._counts = _counted(self._contents)
        agents = tuple(self._agents())
        for representation in self._representations.values():
            self._write_representation(target, representation)
        entities = tuple(self._entities())
        record = premis.written_json(entities, _read(self._json), self._events(versions), agents)
        self._documented(target, "documentation/premis.json", record, "application/json")
        record = premis.written_xml(entities, _read(self._objects), self._events(versions), agents, "../../schemas")
        preservation = self._added(target, "metadata/preservation/premis.xml", record, "application/xml")
        description = self._added(target, "metadata/descriptive/dc.xml", description_lines, "application/xml")
        sections = (
            WrittenSection("dmdSec", "description", "DC", "1.1", description),
            WrittenSection("digiprovMD", "preservation", "PREMIS", "3.0", preservation),
        )
        document = mets.written(self._head(), sections, self._groups(), self._divisions())
        self._added(target, METS_NAME, document, "application/xml")  # the last: a folder without it is no package
        plural = "y" if len(self._contents.stories) == 1 else "ies"
        stories = f"{len(self._contents.stories):,} stor{plural}"
        what = f"E-ARK SIP (CSIP 2.2.0): {stories}, {self._count:,} files, {self._size:,} bytes"
        return Packed(f"{self._path}: {what}")

    # ----------------------------------------------------------------------------------------------------------------
    # Files

    def _write_parts(self, target: Target, versions: dict[str, set[str]]) -> None:
        findings: list[Finding] = []
        for part in self._contents.parts:
            try:
                if findings:  # find the other reasons, too; nothing more is written
                    copy(part, lambda block: None, ("sha256",))
                    continue
                self._write_part(target, part, versions)
            except InputError as e:
                location = Location(path=self._path)
                findings.append(
                    Finding(code=e.code, severity=Severity.ERROR, message=e.message, advice=e.advice, location=location)
                )
                if len(findings) >= _MAX_FINDINGS:
                    break
        if findings:
            raise Refused(findings)

    def _write_part(self, target: Target, part: Part, versions: dict[str, set[str]]) -> None:
        representation = REPRESENTATIONS.get(part.role)
        if representation is None:
            name = f"documentation/{part.name}"
        else:
            name = f"representations/{representation}/data/{part.name}"
        copied = target.copy(name, part, ("sha256",))
        file = Described(name, part.media_type, copied.size, copied.digests["sha256"])
        format = _format_of(part, versions)
        self._formats[f"{format.name} {format.version}".strip()] += 1
        self._record(file, format, part.true_name if part.true_name != part.name.partition("/")[2] else "")
        if representation is None:
            self._documentation.write(self._file_line(file))
            return
        found = self._representations.get(representation)
        if found is None:
            found = _Representation(representation, self._lines(representation), Counter())
            self._representations[representation] = found
        local = file._replace(href=f"data/{part.name}")
        found.lines.write(self._file_line(local))
        found.roles[part.role] += 1

    def _record(self, file: Described, format: Format, original: str = "") -> None:
        self._count += 1
        self._size += file.size
        made = Object(file.href, file.size, file.sha256, format, original)
        self._objects.write(premis.object_xml(made))
        self._json.write(json.dumps(premis.object_json(made), ensure_ascii=False, separators=(",", ":")) + "\n")

    def _file_line(self, file: Described) -> str:
        self._ids += 1
        return mets.file_line(f"file-{self._ids}", file, self._contents.time)

    def _added(self, target: Target, name: str, pieces: Iterable[str], media_type: str) -> Described:
        """Write a file of ours and return it."""
        place = os.path.join(self._folder, "made")
        with open(place, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
        part = Part(
            name=name,
            true_name=name,
            role="record",
            size=os.path.getsize(place),
            sha256=None,
            media_type=media_type,
            story=0,
            place=place,
        )
        copied = target.copy(name, part, ("sha256",))
        return Described(name, media_type, copied.size, copied.digests["sha256"])

    def _documented(self, target: Target, name: str, pieces: Iterable[str], media_type: str) -> None:
        self._documentation.write(self._file_line(self._added(target, name, pieces, media_type)))

    def _write_schemas(self, target: Target, versions: dict[str, set[str]]) -> None:
        """Write the schemas of all metadata and documents."""
        names = {*_SCHEMAS, *_OF_FORMATS, *_schema_names(versions)}
        for name in sorted(names):
            folder = schemas.folder() / name
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                if path.suffix in (".xsd", ".json"):
                    media_type = "application/xml" if path.suffix == ".xsd" else "application/json"
                    inner = f"schemas/{name}/{path.name}"
                    file = self._added(target, inner, [path.read_text(encoding="utf-8")], media_type)
                    self._record(file, PRONOM[path.suffix])
                    self._schema_lines.write(self._file_line(file))

    def _versions(self) -> dict[str, set[str]]:
        """Return the versions of each format among the documents, as far as they are known."""
        found: dict[str, set[str]] = {}
        for story in self._contents.stories:
            for document in story.documents:
                versions = found.setdefault(document.format, set())
                if document.version:
                    versions.add(document.version)
        return found

    # ----------------------------------------------------------------------------------------------------------------
    # METS

    def _head(self, representation: str = "") -> Head:
        stories = len(self._contents.stories)
        label = f"{stories:,} news stor{'y' if stories == 1 else 'ies'}"
        return Head(
            identifier=representation or self._name,
            label=f"{label}, {representation}" if representation else label,
            category=CATEGORY,
            content_type=CONTENT_TYPE,
            profile=PROFILE,
            package_type="SIP",
            time=self._contents.time,
            agents=(
                mets.Agent("wirecopy", __version__),
                *((mets.Agent(self._submitter),) if self._submitter else ()),
            ),
            schemas="../../schemas" if representation else "schemas",
        )

    def _write_representation(self, target: Target, representation: _Representation) -> None:
        name = representation.name
        folder = f"representations/{name}"
        count = sum(representation.roles.values())
        what = {"original": "what was converted, as it came", "converted": "what was made from it"}[name]
        lines = _dublin_core(
            ("title", f"{self._name}: {name}"),
            ("description", f"{count:,} files: {what}"),
            ("date", self._contents.time),
            schemas="../../../../schemas",
        )
        file = self._added(target, f"{folder}/metadata/descriptive/dc.xml", lines, "application/xml")
        local = file._replace(href="metadata/descriptive/dc.xml")
        document = mets.written(
            self._head(name),
            [WrittenSection("dmdSec", "description", "DC", "1.1", local)],
            [WrittenGroup("data", f"Representations/{name}/data", CONTENT_TYPE, _read(representation.lines))],
            [Division(f"Representations/{name}/data", ("data",))],
        )
        made = self._added(target, f"{folder}/{METS_NAME}", document, "application/xml")
        self._mets_lines[name] = self._file_line(made)

    def _groups(self) -> Iterator[WrittenGroup]:
        yield WrittenGroup("documentation", "Documentation", "", _read(self._documentation))
        yield WrittenGroup("schemas", "Schemas", "", _read(self._schema_lines))
        for name, line in self._mets_lines.items():
            yield WrittenGroup(f"representation-{name}", f"Representations/{name}", CONTENT_TYPE, [line])

    def _divisions(self) -> Iterator[Division]:
        yield Division("Documentation", ("documentation",))
        yield Division("Schemas", ("schemas",))
        for name in self._representations:
            document = f"representations/{name}/{METS_NAME}"
            yield Division(f"Representations/{name}", (f"representation-{name}",), document)

    # ----------------------------------------------------------------------------------------------------------------
    # PREMIS and Dublin Core

    def _entities(self) -> Iterator[Entity]:
        yield Entity(self._name, "intellectualEntity", self._name)
        for name in self._representations:
            derived = "representations/original" if name == "converted" and "original" in self._representations else ""
            yield Entity(f"representations/{name}", "representation", name, derived, self._name)

    def _agents(self) -> Iterator[premis.Agent]:
        for version in sorted({*self._counts.programs, __version__}):
            yield premis.Agent(f"wirecopy-{version}", "wirecopy", "sof", version)
        if self._submitter:
            yield premis.Agent("submitter", self._submitter, "org")

    def _events(self, versions: dict[str, set[str]]) -> Iterator[Event]:
        """Yield one event of each kind for the whole package, and one for each input that failed."""
        counted = self._counts
        time = self._contents.time
        programs = tuple((f"wirecopy-{version}", "exe") for version in sorted(counted.programs))
        us = ((f"wirecopy-{__version__}", "exe"), *((("submitter", "imp"),) if self._submitter else ()))
        original, converted = "representations/original", "representations/converted"
        has_original, has_converted = "original" in self._representations, "converted" in self._representations
        if has_original:
            sources = self._representations["original"].roles["source"]
            detail = f"{_number(sources, 'source')} read, {_number(counted.stories, 'story')} found"
            yield Event("ingestion", "ing", time, detail, objects=((original, ""),), agents=programs)
        formats = "; ".join(f"{name}: {_number(count, 'file')}" for name, count in sorted(self._formats.items()))
        yield Event("format-identification", "for", time, formats, objects=((self._name, ""),), agents=us)
        if has_original and has_converted:
            made = ", ".join(f"{name}: {count:,}" for name, count in sorted(counted.documents.items()))
            options = ", ".join(sorted(counted.options)[:_MAX_LISTED])
            detail = f"{_number(counted.stories, 'story')} into documents ({made}); digests of options: {options}"
            note = f"{_number(counted.failed, 'story')} failed" if counted.failed else ""
            objects = ((original, "sou"), (converted, "out"))
            outcome = "war" if counted.failed else "suc"
            yield Event("normalization", "nor", time, detail, outcome, note, objects, programs)
        if has_converted:
            digests = "; ".join(f"{name} sha256:{digest}" for name, digest in _schema_digests(versions))
            note = f"{_number(counted.valid, 'document')} valid under the schema, {counted.unchecked:,} without one"
            roles = tuple((name, "val") for name, _ in programs)
            outcome = "fai" if counted.invalid else "suc"
            yield Event("validation", "val", time, digests, outcome, note, ((converted, ""),), roles)
        detail = "SHA-256 of each file, compared with what the journal recorded where it did"
        yield Event("message-digest-calculation", "mes", time, detail, objects=((self._name, ""),), agents=us)
        detail = "E-ARK SIP, CSIP 2.2.0"
        yield Event("packing", "pac", time, detail, objects=((self._name, "out"),), agents=us)
        for story in self._contents.stories:
            if story.errors:
                note = "; ".join(f"{code}: {message}" for code, message in story.errors)
                place = f"representations/original/data/{story.source}" if story.source else self._name
                program = ((f"wirecopy-{story.program}", "exe"),) if story.program else ()
                detail = story.identity if not story.story else f"{story.identity}, story {story.story}"
                yield Event(f"failure-{story.number}", "nor", time, detail, "fai", note, ((place, "sou"),), program)

    def _describe(self) -> list[str]:
        """Return the description of the package in Dublin Core, and take the submitter from it if there is none.

        Publishers and languages are those of the first hundred stories that have documents.
        """
        publishers: dict[str, None] = {}
        languages: dict[str, None] = {}
        looked, first, last = 0, "", ""
        for story in self._contents.stories:
            if story.updated:
                first, last = min(first or story.updated, story.updated), max(last, story.updated)
            if looked < _LOOKED_AT and story.documents:
                looked += 1
                found = described(self._contents, story)
                publishers |= {found.publisher: None} if found.publisher else {}
                languages |= {found.language: None} if found.language else {}
        if not self._submitter and len(publishers) == 1:
            self._submitter = next(iter(publishers))
        days = " to ".join(dict.fromkeys((first[:10], last[:10])))
        count = _number(len(self._contents.stories), "story")
        return list(
            _dublin_core(
                ("title", self._name),
                *(("publisher", name) for name in publishers),
                ("description", f"{count} of news{days and f', {days}'}, with what they were made from"),
                ("date", days.replace(" to ", "/") or self._contents.time),
                ("type", "Text"),
                *(("format", name) for name in sorted(self._formats)[:_MAX_LISTED]),
                ("identifier", self._name),
                *(("language", name) for name in languages),
                schemas="../../schemas",
            )
        )


_LOOKED_AT = 100


class _Counts(NamedTuple):
    """What is counted in all stories."""

    stories: int
    failed: int
    documents: Counter[str]
    valid: int
    invalid: int
    unchecked: int
    programs: set[str]
    options: set[str]


def _counted(contents: Contents) -> _Counts:
    stories = failed = 0
    documents: Counter[str] = Counter()
    valid: Counter[bool | None] = Counter()
    programs: set[str] = set()
    options: set[str] = set()
    for story in contents.stories:
        stories += 1
        failed += bool(story.errors)
        programs |= {story.program} if story.program else set()
        options |= {story.options} if story.options else set()
        for document in story.documents:
            if document.format != TRACE.name:
                documents[f"{document.format} {document.version}".strip()] += 1
                valid[document.schema_valid] += 1
    return _Counts(stories, failed, documents, valid[True], valid[False], valid[None], programs, options)


def _schema_names(versions: dict[str, set[str]]) -> set[str]:
    return {schemas.name_of(format, version) for format, found in versions.items() for version in found}


def _schema_digests(versions: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    for name in sorted(_schema_names(versions)):
        folder = schemas.folder() / name
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            yield f"{name}/{path.name}", hashlib.sha256(path.read_bytes()).hexdigest()


def _format_of(part: Part, versions: dict[str, set[str]]) -> Format:
    """Return the format of a part: of our documents by its name, of all else by the suffix."""
    suffix = os.path.splitext(part.name)[1].lower()
    known = PRONOM.get(suffix, Format(suffix.removeprefix(".") or "unknown"))
    format = by_suffix(part.name) or by_shard_suffix(part.name) if part.role == "document" else None
    if part.role == "trace":
        format = TRACE
    if format is None or format.name == "text":
        return known
    found = versions.get(format.name, set())
    return Format(format.title, next(iter(found)) if len(found) == 1 else "", known.pronom)


def _number(count: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural}"


def _read(file: Any) -> Iterator[str]:
    """Yield what was written to a file, in lines."""
    file.flush()
    file.seek(0)
    yield from file
    file.seek(0, os.SEEK_END)


def _dublin_core(*elements: tuple[str, str], schemas: str) -> Iterator[str]:
    namespace = "http://www.openarchives.org/OAI/2.0/oai_dc/"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<oai_dc:dc' + mets.attributes(
        xmlns__oai_dc=namespace,
        xmlns__dc="http://purl.org/dc/elements/1.1/",
        xmlns__xsi="http://www.w3.org/2001/XMLSchema-instance",
        xsi__schemaLocation=f"{namespace} {schemas}/dublin-core/1.1/oai_dc.xsd",
    )
    yield ">\n"
    for name, text in elements:
        yield text_element(f"dc:{name}", text, "  ")
    yield "</oai_dc:dc>\n"
