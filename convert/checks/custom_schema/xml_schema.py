"""XML Schemas that the user has.

The schema and all that it includes or imports are read here, each once, before the engine sees any: it then gets to
see those by number, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from lxml import etree

from convert.checks.custom_schema import files as files
from convert.checks.engine import schemas
from convert.checks.newsml_g2.messages import plain
from convert.documents import Json, Xml, open_xml
from convert.findings import Finding, Location, Severity

_XS = "{http://www.w3.org/2001/XMLSchema}"
_XML = "http://www.w3.org/XML/1998/namespace"
_REFERENCES = frozenset(_XS + name for name in ("include", "import", "redefine"))
_NUMBERED = "given:"


class XmlSchema:
    """An XML Schema 1.0. Raises UsageError where it is none, or refers to what is not on this machine."""

    kind: Literal["xml", "json"] = "xml"

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self._schema = _Sources(name, data).compiled()

    def open(self, data: bytes) -> Xml:
        return open_xml(data)

    def violations(self, document: Xml | Json) -> Iterator[Finding]:
        assert isinstance(document, Xml)
        for violation in schemas.xsd_violations(self._schema, document.root, name=self.name):
            message, advice = plain(violation.message, foreign=True)
            if "declaration available for the validation root" in violation.message:
                message = f"{schemas.named_path(document.root)[1:]} is no root of a document that the schema describes"
            yield Finding(
                code="SCH001",
                severity=Severity.ERROR,
                message=message,
                advice=advice or f"See what {self.name} allows at this place.",
                location=Location(line=violation.line, pointer=violation.pointer),
                detail=violation.detail,
            )


class _Sources(etree.Resolver):
    """The files of a schema by number, the first being the one that was named; the only ones that the engine gets."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__()
        self._names = [name]
        self._roots = [_opened(name, data)]
        self._written: dict[int, bytes] = {}
        known = {files.same(name): 0}
        for number, root in enumerate(self._roots):  # which grows as files are found
            for reference in root.iterchildren(*_REFERENCES):
                file = _file_of(self._names[number], reference)
                if file is None:
                    continue
                if files.same(file) not in known:
                    if len(self._roots) == files.MAX_FILES:
                        raise files.broken(name, f"the schema is made of more than {files.MAX_FILES} files")
                    known[files.same(file)] = len(self._roots)
                    self._names.append(file)
                    self._roots.append(_opened(file, files.read(file)))
                reference.set("schemaLocation", f"{_NUMBERED}{known[files.same(file)]}")

    def resolve(self, system_url: str, public_id: str, context: Any = None) -> Any:
        given: Any = super()
        if not system_url.startswith(_NUMBERED):
            return given.resolve_empty(context)
        number = int(system_url.removeprefix(_NUMBERED))
        return given.resolve_string(self._source(number), context, base_url=system_url)

    def _source(self, number: int) -> bytes:
        if number not in self._written:
            self._written[number] = etree.tostring(self._roots[number], with_tail=False)
        return self._written[number]

    def compiled(self) -> etree.XMLSchema:
        parser = etree.XMLParser(no_network=True, resolve_entities=False)
        parser.resolvers.add(self)
        try:
            return etree.XMLSchema(etree.fromstring(self._source(0), parser, base_url=f"{_NUMBERED}0"))
        except etree.XMLSchemaParseError as e:
            log: Any = e.error_log
            found = next((entry for entry in log if entry.level_name != "WARNING"), None)
            if found is None:
                raise files.broken(self._names[0], f"it is no XML Schema 1.0: {e}") from None
            number = found.filename.removeprefix(_NUMBERED)
            at = int(number) if number.isdigit() else 0
            message, _ = plain(found.message, foreign=True)
            raise files.broken(
                self._names[at], f"it is no XML Schema 1.0: {message}", "Mend the schema.", self._line(at, found.line)
            ) from None

    def _line(self, number: int, line: int) -> int:
        """The line in the file itself, for one of what the engine got: between them only attributes were moved."""
        written = etree.fromstring(self._source(number)).iter()
        own = self._roots[number].iter()
        return next((_line(mine) for mine, its in zip(own, written, strict=True) if _line(its) >= line), 0)


def _line(element: Any) -> int:
    return element.sourceline or 0


def _opened(name: str, data: bytes) -> Any:
    """The root of a schema file. What entities its own DTD declares are replaced, within the parser's limits."""
    options: Any = {"resolve_entities": "internal"}
    parser = etree.XMLParser(no_network=True, load_dtd=False, huge_tree=False, **options)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as e:
        said, (line, column) = e.msg.partition(", line ")[0], e.position
        advice = "Mend the schema."
        raise files.broken(name, f"it is not well-formed XML: {said}", advice, line or 0, column or 0) from None
    if root.tag != _XS + "schema":
        advice = "An XML Schema, version 1.0, is wanted; other schema languages are not known here."
        raise files.broken(name, f"it is no XML Schema: its root is {root.tag}", advice, _line(root))
    return root


def _file_of(name: str, reference: Any) -> str | None:
    """The file that an include or import of the schema file `name` means; None where it leaves that open.

    The attributes of the XML namespace, which many schemas import from the web, are ours where none stand nearby.
    """
    location = reference.get("schemaLocation")
    if location and (file := files.local(name, location)):
        return file
    if reference.get("namespace") == _XML and reference.tag == _XS + "import":
        return str(schemas.folder() / "xml" / "xml.xsd")
    if location:
        raise files.refused(name, location, _line(reference))
    return None
