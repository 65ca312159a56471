"""E-ARK submission information packages (CSIP 2.2.0) from the contents of a package, with PREMIS and Dublin Core."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any, NamedTuple

from convert.checks.engine import schemas
from convert.errors import InputError
from convert.findings import Finding, Location, Severity, counted
from convert.packages import mets
from convert.packages.contents import Contents
from convert.packages.contents.parts import Part, Role, copy
from convert.packages.eark.package import METS_NAME
from convert.packages.mets import Described, Division, Head, WrittenGroup, WrittenSection, text_element
from convert.packages.record import Layout, Record, lines, read, schema_names
from convert.packages.targets import Packed, Refused, Target, open_target, root_of
from convert.version import __version__

PROFILE = "https://earksip.dilcis.eu/profile/E-ARK-SIP-v2-2-0.xml"
CATEGORY = "Textual works \u2013 Digital"
CONTENT_TYPE = "News articles"

REPRESENTATIONS: Mapping[Role, str] = {"source": "original", "document": "converted", "trace": "converted"}
"""The representations by the roles of their parts; parts of other roles are documentation."""

LAYOUT = Layout(
    kind="E-ARK SIP, CSIP 2.2.0",
    beginnings={role: f"representations/{name}/data/" for role, name in REPRESENTATIONS.items()},
    other="documentation/",
    original="representations/original",
    converted="representations/converted",
)

_SCHEMAS = ("mets/1.12", "xlink", "premis/3.0", "dublin-core/1.1", "xml")
_OF_FORMATS = ("xhtml", "odrl/2.2", "newsml-g2/catalogs", "geojson/1", "journal/1", "package/1")
_MAX_FINDINGS = 100
_MAX_LISTED = 20


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
        self._stack = stack
        self._name = root_of(path)
        self._record = Record(contents, self._name, LAYOUT, folder, stack)
        self._record.submitter = submitter
        self._ids = 0
        self._count = 0
        self._size = 0
        self._documentation = self._lines("documentation")
        self._schema_lines = self._lines("schemas")
        self._representations: dict[str, _Representation] = {}
        self._mets_lines: dict[str, str] = {}

    def _lines(self, name: str) -> Any:
        return lines(os.path.join(self._folder, name), self._stack)

    def write(self, target: Target) -> Packed:
        """Write the files. Raises Refused if a part is gone or changed."""
        self._write_parts(target)
        self._write_schemas(target)
        description_lines = self._describe()
        for representation in self._representations.values():
            self._write_representation(target, representation)
        self._documented(target, "documentation/premis.json", self._record.json(), "application/json")
        record = self._record.xml("../../schemas")
        preservation = self._added(target, "metadata/preservation/premis.xml", record, "application/xml")
        description = self._added(target, "metadata/descriptive/dc.xml", description_lines, "application/xml")
        sections = (
            WrittenSection("dmdSec", "description", "DC", "1.1", description),
            WrittenSection("digiprovMD", "preservation", "PREMIS", "3.0", preservation),
        )
        document = mets.written(self._head(), sections, self._groups(), self._divisions())
        self._added(target, METS_NAME, document, "application/xml")  # the last: a folder without it is no package
        stories = counted(len(self._contents.stories), "story")
        what = f"E-ARK SIP (CSIP 2.2.0): {stories}, {self._count:,} files, {self._size:,} bytes"
        return Packed(f"{self._path}: {what}")

    # ----------------------------------------------------------------------------------------------------------------
    # Files

    def _write_parts(self, target: Target) -> None:
        findings: list[Finding] = []
        for part in self._contents.parts:
            try:
                if findings:  # find the other reasons, too; nothing more is written
                    copy(part, lambda block: None, ("sha256",))
                    continue
                self._write_part(target, part)
            except InputError as e:
                location = Location(path=self._path)
                findings.append(
                    Finding(code=e.code, severity=Severity.ERROR, message=e.message, advice=e.advice, location=location)
                )
                if len(findings) >= _MAX_FINDINGS:
                    break
        if findings:
            raise Refused(findings)

    def _write_part(self, target: Target, part: Part) -> None:
        name = LAYOUT.place(part.role, part.name)
        copied = target.copy(name, part, ("sha256",))
        file = Described(name, part.media_type, copied.size, copied.digests["sha256"])
        self._count_file(file)
        self._record.add(part, name, file.size, file.sha256)
        representation = REPRESENTATIONS.get(part.role)
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

    def _count_file(self, file: Described) -> None:
        self._count += 1
        self._size += file.size

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

    def _write_schemas(self, target: Target) -> None:
        """Write the schemas of all metadata and documents."""
        names = {*_SCHEMAS, *_OF_FORMATS, *schema_names(self._record.counts.versions)}
        for name in sorted(names):
            folder = schemas.folder() / name
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                if path.suffix in (".xsd", ".json"):
                    media_type = "application/xml" if path.suffix == ".xsd" else "application/json"
                    inner = f"schemas/{name}/{path.name}"
                    file = self._added(target, inner, [path.read_text(encoding="utf-8")], media_type)
                    self._count_file(file)
                    self._record.add_own(file.href, file.size, file.sha256)
                    self._schema_lines.write(self._file_line(file))

    # ----------------------------------------------------------------------------------------------------------------
    # METS

    def _head(self, representation: str = "") -> Head:
        label = counted(len(self._contents.stories), "news story")
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
                *((mets.Agent(self._record.submitter),) if self._record.submitter else ()),
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
            [WrittenGroup("data", f"Representations/{name}/data", CONTENT_TYPE, read(representation.lines))],
            [Division(f"Representations/{name}/data", ("data",))],
        )
        made = self._added(target, f"{folder}/{METS_NAME}", document, "application/xml")
        self._mets_lines[name] = self._file_line(made)

    def _groups(self) -> Iterator[WrittenGroup]:
        yield WrittenGroup("documentation", "Documentation", "", read(self._documentation))
        yield WrittenGroup("schemas", "Schemas", "", read(self._schema_lines))
        for name, line in self._mets_lines.items():
            yield WrittenGroup(f"representation-{name}", f"Representations/{name}", CONTENT_TYPE, [line])

    def _divisions(self) -> Iterator[Division]:
        yield Division("Documentation", ("documentation",))
        yield Division("Schemas", ("schemas",))
        for name in self._representations:
            document = f"representations/{name}/{METS_NAME}"
            yield Division(f"Representations/{name}", (f"representation-{name}",), document)

    # ----------------------------------------------------------------------------------------------------------------
    # Dublin Core

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
                found = self._contents.described(story)
                publishers |= {found.publisher: None} if found.publisher else {}
                languages |= {found.language: None} if found.language else {}
        if not self._record.submitter and len(publishers) == 1:
            self._record.submitter = next(iter(publishers))
        days = " to ".join(dict.fromkeys((first[:10], last[:10])))
        count = counted(len(self._contents.stories), "story")
        return list(
            _dublin_core(
                ("title", self._name),
                *(("publisher", name) for name in publishers),
                ("description", f"{count} of news{days and f', {days}'}, with what they were made from"),
                ("date", days.replace(" to ", "/") or self._contents.time),
                ("type", "Text"),
                *(("format", name) for name in sorted(self._record.formats)[:_MAX_LISTED]),
                ("identifier", self._name),
                *(("language", name) for name in languages),
                schemas="../../schemas",
            )
        )


_LOOKED_AT = 100


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
