"""METS documents as E-ARK packages have them, read in one pass whatever their size, and written as they grow."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import quote

from lxml import etree

from convert.checks.engine.schemas import MAX_VIOLATIONS, Violation
from convert.checks.engine.xml_schemas import compiled_xsd, xml_violations
from convert.documents import MAX_XML, DocumentError, fault_of, local_name, open_xml

NAMESPACE = "http://www.loc.gov/METS/"
XLINK = "http://www.w3.org/1999/xlink"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
SCHEMA = "mets/1.12/mets.xsd"

_METS = f"{{{NAMESPACE}}}"
_SECTIONS = ("dmdSec", "techMD", "rightsMD", "sourceMD", "digiprovMD")
_NO_DOCTYPE = "Remove the document type declaration."


class Reference(NamedTuple):
    """What a METS document says of a file that it refers to; empty where it says nothing.

    `element` is the section of metadata, `file` or `mptr`; `use` is that of the file's group.
    """

    element: str
    line: int
    href: str = ""
    location_type: str = ""
    link_type: str = ""
    media_type: str | None = None
    size: str = ""
    created: str = ""
    checksum: str = ""
    algorithm: str = ""
    metadata_type: str = ""
    use: str = ""
    id: str = ""
    title: str = ""


class Section(NamedTuple):
    """A section of metadata, and the file that it refers to, if any."""

    name: str
    id: str
    line: int
    status: str | None
    created: str
    reference: Reference | None


class Group(NamedTuple):
    """A group of files."""

    id: str
    line: int
    use: str
    administrative: tuple[str, ...]
    content_type: str
    other_content_type: str | None
    files: int


@dataclass(slots=True)
class Document:
    """A METS document without its files, which were reported one by one while it was read."""

    attributes: Mapping[str, str] = field(default_factory=dict)
    line: int = 0
    header: Any = None
    sections: list[Section] = field(default_factory=list)
    administrative: int = 0
    administrative_ids: set[str] = field(default_factory=set)
    has_files: bool = False
    files_id: str = ""
    files_line: int = 0
    groups: list[Group] = field(default_factory=list)
    maps: list[Any] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    repeated: list[tuple[str, int]] = field(default_factory=list)


def attribute(element: Any, name: str, namespace: str = "") -> str:
    """Return an attribute of an element, empty if it has none."""
    return str(element.get(f"{{{namespace}}}{name}" if namespace else name, "")).strip()


def read(source: BinaryIO, on_file: Callable[[Reference, int], None]) -> Document:
    """Read a METS document; `on_file` gets each file with the number of its locations. Raises DocumentError."""
    found = Document()
    groups: list[Counter[str]] = []
    held = Held(_METS, ("file", *_SECTIONS))
    try:
        events: Any = etree.iterparse(
            source, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
        )
        for event, element in events:
            held.count(event, element)
            if event == "start":
                if element.getparent() is None:
                    _begin(found, element)
                _identify(found, element)
                if element.tag == f"{_METS}fileGrp":
                    groups.append(Counter())
                continue
            name = local_name(element) if element.tag is not None and str(element.tag).startswith(_METS) else ""
            if name == "file" and groups:
                groups[-1]["files"] += 1
                on_file(*_file(element))
                forget(element)
            elif name == "fileGrp" and groups:
                found.groups.append(_group(element, groups.pop()["files"]))
            elif name in _SECTIONS:
                found.sections.append(_section(element))
                forget(element)
            elif name == "amdSec":
                found.administrative += 1
                found.administrative_ids.add(attribute(element, "ID"))
            elif name == "metsHdr" and found.header is None:
                found.header = element
            elif name == "fileSec":
                found.has_files, found.files_id = True, attribute(element, "ID")
                found.files_line = element.sourceline or 0
            elif name == "structMap":
                found.maps.append(element)
    except etree.XMLSyntaxError as e:
        line, column = e.position
        raise DocumentError(f"not well-formed XML: {fault_of(e)}", line=line or 0, column=column or 0) from None
    return found


class Held:
    """Counts the elements that are held in memory while a document is read, those below `forgotten` until their end."""

    def __init__(self, namespace: str, forgotten: Iterable[str]) -> None:
        self._forgotten = {namespace + name for name in forgotten}
        self._held = 0
        self._before: list[int] = []

    def count(self, event: str, element: Any) -> None:
        """Count an element. Raises DocumentError if too many are held."""
        if element.tag in self._forgotten:
            if event == "start":
                self._before.append(self._held)
            else:
                self._held = self._before.pop()
        elif event == "start":
            self._held += 1
            if self._held > MAX_HELD:
                raise DocumentError(f"there are more than {MAX_HELD:,} elements", line=element.sourceline or 0)


MAX_HELD = 500_000
"""How many elements other than those of files and metadata a document may have."""


def _begin(found: Document, root: Any) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise DocumentError("the document has a document type declaration", advice=_NO_DOCTYPE)
    if root.tag != f"{_METS}mets":
        raise DocumentError(f"the root is {local_name(root)}, not mets of {NAMESPACE}", line=root.sourceline or 0)
    found.attributes, found.line = dict(root.attrib), root.sourceline or 0


def _identify(found: Document, element: Any) -> None:
    identifier = attribute(element, "ID")
    if identifier:
        if identifier in found.ids:
            found.repeated.append((identifier, element.sourceline or 0))
        found.ids.add(identifier)


def forget(element: Any) -> None:
    """Empty an element that was read, and remove those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        parent.remove(element.getprevious())


def _reference(described: Any, located: Any, name: str, use: str = "") -> Reference:
    return Reference(
        element=name,
        line=described.sourceline or 0,
        href=attribute(located, "href", XLINK),
        location_type=attribute(located, "LOCTYPE"),
        link_type=attribute(located, "type", XLINK),
        media_type=described.get("MIMETYPE"),
        size=attribute(described, "SIZE"),
        created=attribute(described, "CREATED"),
        checksum=attribute(described, "CHECKSUM"),
        algorithm=attribute(described, "CHECKSUMTYPE"),
        metadata_type=attribute(described, "MDTYPE"),
        use=use,
        id=attribute(described, "ID"),
        title=attribute(located, "title", XLINK),
    )


def pointer(element: Any) -> Reference:
    """Return what an mptr refers to."""
    return _reference(element, element, "mptr")


def _file(element: Any) -> tuple[Reference, int]:
    locations = element.findall(f"{_METS}FLocat")
    parent = element.getparent()
    use = attribute(parent, "USE") if parent is not None else ""
    located = locations[0] if locations else etree.Element("none")
    return _reference(element, located, "file", use), len(locations)


def _section(element: Any) -> Section:
    name = local_name(element)
    reference = element.find(f"{_METS}mdRef")
    return Section(
        name=name,
        id=attribute(element, "ID"),
        line=element.sourceline or 0,
        status=element.get("STATUS"),
        created=attribute(element, "CREATED"),
        reference=_reference(reference, reference, name) if reference is not None else None,
    )


def _group(element: Any, files: int) -> Group:
    other = element.get(f"{{{CSIP}}}OTHERCONTENTINFORMATIONTYPE")
    return Group(
        id=attribute(element, "ID"),
        line=element.sourceline or 0,
        use=attribute(element, "USE"),
        administrative=tuple(attribute(element, "ADMID").split()),
        content_type=attribute(element, "CONTENTINFORMATIONTYPE", CSIP),
        other_content_type=other,
        files=files + len(element.findall(f"{_METS}fileGrp")),
    )


def violations(
    source: BinaryIO, schema: str = SCHEMA, repeated: Collection[str] = (f"{_METS}file",), *, has_twins: bool
) -> Iterator[Violation]:
    """Yield where a METS document violates its schema, or one in another XML format.

    The document is read in a stream, so that `repeated` elements take no memory. Only where it has violations or, as
    `has_twins` says, IDs that may be repeated, it is read as a whole for their XPaths, unless it is over 16 MB.
    """
    is_small = source.seek(0, io.SEEK_END) <= MAX_XML
    streamed = [] if is_small and has_twins else _streamed(source, schema, repeated)
    if is_small and (has_twins or streamed):
        source.seek(0)
        try:
            yield from xml_violations(schema, open_xml(source.read()))
            return
        except DocumentError:  # more tags than documents of news have
            streamed = streamed or _streamed(source, schema, repeated)
    yield from streamed


def _streamed(source: BinaryIO, schema: str, repeated: Collection[str]) -> list[Violation]:
    """Return where a document violates its schema, read in a stream."""
    source.seek(0)
    try:
        events: Any = etree.iterparse(
            source, schema=compiled_xsd(schema), resolve_entities=False, no_network=True, load_dtd=False
        )
        for _, element in events:
            if element.tag in repeated:
                forget(element)
    except etree.XMLSyntaxError:
        entries = list(events.error_log)[:MAX_VIOLATIONS]  # that of the exception has those of other documents
        return [Violation(pointer="", line=entry.line, message=entry.message, schema=schema) for entry in entries]
    return []


# --------------------------------------------------------------------------------------------------------------------
# Writing


class Described(NamedTuple):
    """A file that a METS document refers to by `href`, a path from the folder of the document."""

    href: str
    media_type: str
    size: int
    sha256: str


class Agent(NamedTuple):
    """A maker of a package; `version` is that of a program, empty for organizations."""

    name: str
    version: str = ""


class WrittenSection(NamedTuple):
    """A section of metadata that is written; `type_version` is the version of the metadata's format."""

    name: str
    id: str
    metadata_type: str
    type_version: str
    file: Described


class WrittenGroup(NamedTuple):
    """A group of files that is written, with the lines of `file_line`."""

    id: str
    use: str
    content_type: str
    lines: Iterable[str]


class Division(NamedTuple):
    """A division of the structural map, which refers to groups or to the METS document of a representation."""

    label: str
    groups: tuple[str, ...] = ()
    document: str = ""


class Head(NamedTuple):
    """What a METS document says of the package; `schemas` is the path to its folder of schemas."""

    identifier: str
    label: str
    category: str
    content_type: str
    profile: str
    package_type: str
    time: str
    agents: tuple[Agent, ...]
    schemas: str


def attributes(**values: str) -> str:
    """Return attributes in XML, those with values; a double underscore stands for the colon of a prefix."""
    return "".join(f' {name.replace("__", ":")}="{escaped(value)}"' for name, value in values.items() if value)


_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_PLAIN = re.compile(r"[\w ./:;,+-]*", re.ASCII)
_INVALID = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escaped(text: str) -> str:
    """Return a text or value as XML has it; what XML cannot hold becomes U+FFFD."""
    if _PLAIN.fullmatch(text):
        return text
    return _INVALID.sub("\ufffd", text).translate(_ESCAPES)


def text_element(name: str, text: str, pad: str = "", **values: str) -> str:
    """Return a line with an element of text, empty without text."""
    return f"{pad}<{name}{attributes(**values)}>{escaped(text)}</{name}>\n" if text else ""


def _located(href: str, **values: str) -> str:
    return f' LOCTYPE="URL" xlink:type="simple" xlink:href="{_quoted(href)}"{attributes(**values)}'


def _quoted(path: str) -> str:
    return escaped(quote(path, safe="/!$&'()*+,;=@~"))


def _core(file: Described, time: str) -> str:
    return (
        f' MIMETYPE="{escaped(file.media_type)}" SIZE="{file.size}" CREATED="{time}" CHECKSUM="{file.sha256}"'
        ' CHECKSUMTYPE="SHA-256"'
    )


def _content_type(name: str) -> str:
    """Return the attributes of a content information type that is not in the vocabulary; none for no type."""
    return name and attributes(csip__CONTENTINFORMATIONTYPE="OTHER", csip__OTHERCONTENTINFORMATIONTYPE=name)


def file_line(identifier: str, file: Described, time: str) -> str:
    """Return the lines of a file in a group."""
    return (
        f'      <file ID="{identifier}"{_core(file, time)}>\n        <FLocat LOCTYPE="URL" xlink:type="simple"'
        f' xlink:href="{_quoted(file.href)}"/>\n      </file>\n'
    )


def written(
    head: Head, sections: Iterable[WrittenSection], groups: Iterable[WrittenGroup], divisions: Iterable[Division]
) -> Iterator[str]:
    """Yield a METS document in pieces."""
    sections = tuple(sections)
    locations = f"{NAMESPACE} {head.schemas}/{SCHEMA} {XLINK} {head.schemas}/xlink/xlink.xsd"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<mets' + attributes(
        xmlns=NAMESPACE,
        xmlns__xlink=XLINK,
        xmlns__csip=CSIP,
        xmlns__xsi="http://www.w3.org/2001/XMLSchema-instance",
        xsi__schemaLocation=locations,
        OBJID=head.identifier,
        LABEL=head.label,
        TYPE=head.category,
        PROFILE=head.profile,
    )
    yield (
        _content_type(head.content_type)
        + ">\n  <metsHdr"
        + attributes(CREATEDATE=head.time, csip__OAISPACKAGETYPE=head.package_type)
        + ">\n"
    )
    for agent in head.agents:
        kind = {"TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"} if agent.version else {"TYPE": "ORGANIZATION"}
        yield f"    <agent{attributes(ROLE='CREATOR', **kind)}>\n" + text_element("name", agent.name, "      ")
        yield text_element("note", agent.version, "      ", csip__NOTETYPE="SOFTWARE VERSION") + "    </agent>\n"
    yield "  </metsHdr>\n"
    for section in (each for each in sections if each.name == "dmdSec"):
        yield from _section_lines(section, head.time, "  ")
    if any(section.name != "dmdSec" for section in sections):
        yield "  <amdSec>\n"
        for section in (each for each in sections if each.name != "dmdSec"):
            yield from _section_lines(section, head.time, "    ")
        yield "  </amdSec>\n"
    yield '  <fileSec ID="files">\n'
    for group in groups:
        yield f"    <fileGrp{attributes(ID=group.id, USE=group.use)}{_content_type(group.content_type)}>\n"
        yield from group.lines
        yield "    </fileGrp>\n"
    yield "  </fileSec>\n" + f"  <structMap{attributes(ID='structure', TYPE='PHYSICAL', LABEL='CSIP')}>\n"
    yield f"    <div{attributes(ID='package', LABEL=head.identifier)}>\n"
    refers = {
        "ADMID": " ".join(section.id for section in sections if section.name != "dmdSec"),
        "DMDID": " ".join(section.id for section in sections if section.name == "dmdSec"),
    }
    yield f"      <div{attributes(ID='division-metadata', LABEL='Metadata', **refers)}/>\n"
    for number, division in enumerate(divisions, 1):
        yield f"      <div{attributes(ID=f'division-{number}', LABEL=division.label)}>\n"
        if division.document:
            yield f"        <mptr{_located(division.document, xlink__title=division.groups[0])}/>\n"
        else:
            yield from (f"        <fptr{attributes(FILEID=group)}/>\n" for group in division.groups)
        yield "      </div>\n"
    yield "    </div>\n  </structMap>\n</mets>\n"


def _section_lines(section: WrittenSection, time: str, pad: str) -> Iterator[str]:
    yield f"{pad}<{section.name}{attributes(ID=section.id, CREATED=time, STATUS='CURRENT')}>\n"
    kind = attributes(MDTYPE=section.metadata_type, MDTYPEVERSION=section.type_version)
    yield f"{pad}  <mdRef{_located(section.file.href)}{kind}{_core(section.file, time)}/>\n{pad}</{section.name}>\n"
