"""XML Schemas of the user.

The schema and all schemas that it includes or imports are read here, each once, before libxml2 compiles them; libxml2
gets them by number, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from lxml import etree

from convert.checks.custom_schema import files as files
from convert.checks.engine import schemas, xml_schemas
from convert.checks.engine.pointers import named_path
from convert.checks.newsml_g2.messages import plain
from convert.documents import LIMITS, Json, Limits, Xml, fault_of, open_xml
from convert.findings import Finding

_XS = "{http://www.w3.org/2001/XMLSchema}"
_XML = "http://www.w3.org/XML/1998/namespace"
_REFERENCES = frozenset(_XS + name for name in ("include", "import", "redefine"))
_NUMBERED = "file-number:"


class XmlSchema:
    """An XML Schema 1.0. Raises UsageError for any other file, and for a reference that leads off this machine."""

    kind: Literal["xml", "json"] = "xml"

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self._schema = _Sources(name, data).compiled()

    def open(self, data: bytes, limits: Limits = LIMITS) -> Xml:
        """Parse an XML document. Raises DocumentError."""
        return open_xml(data, limits=limits)

    def violations(self, document: Xml | Json) -> Iterator[Finding]:
        """The violations of the schema, as findings SCH001."""
        assert isinstance(document, Xml)
        for violation in xml_schemas.xsd_violations(self._schema, document.root, name=self.name):
            message, advice = plain(violation.message, foreign=True)
            if "declaration available for the validation root" in violation.message:
                message = f"{named_path(document.root)[1:]} is not a root element of the schema"
            yield violation.finding("SCH001", advice or f"See what {self.name} allows here.", message=message)


class _Sources(etree.Resolver):
    """The files of a schema by number, beginning with the named one; libxml2 resolves references to these alone."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__()
        self._names = [name]
        self._roots = [_opened(name, data)]
        self._written: dict[int, bytes] = {}
        known = {files.same(name): 0}
        for number, root in enumerate(self._roots):  # which grows in the loop
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
        resolver: Any = super()
        if not system_url.startswith(_NUMBERED):
            return resolver.resolve_empty(context)
        number = int(system_url.removeprefix(_NUMBERED))
        return resolver.resolve_string(self._source(number), context, base_url=system_url)

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
                raise files.broken(self._names[0], f"it is not an XML Schema 1.0: {e}") from None
            number = found.filename.removeprefix(_NUMBERED)
            at = int(number) if number.isdigit() else 0
            message, _ = plain(found.message, foreign=True)
            raise files.broken(
                self._names[at],
                f"it is not an XML Schema 1.0: {message}",
                "Correct the schema.",
                self._line(at, found.line),
            ) from None

    def _line(self, number: int, line: int) -> int:
        """The line in the file itself, for a line of the source that libxml2 got, which has the same elements."""
        written = etree.fromstring(self._source(number)).iter()
        own = self._roots[number].iter()
        return next((_line(mine) for mine, its in zip(own, written, strict=True) if _line(its) >= line), 0)


def _line(element: Any) -> int:
    return element.sourceline or 0


def _opened(name: str, data: bytes) -> Any:
    """The root of a schema file. Entities of its own DTD are expanded, within the limits of the parser."""
    options: Any = {"resolve_entities": "internal"}
    parser = etree.XMLParser(no_network=True, load_dtd=False, huge_tree=False, **options)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as e:
        reason, (line, column) = fault_of(e), e.position
        advice = "Correct the schema."
        raise files.broken(name, f"it is not well-formed XML: {reason}", advice, line or 0, column or 0) from None
    if root.tag != _XS + "schema":
        advice = "Use an XML Schema, version 1.0; other schema languages are not supported."
        raise files.broken(name, f"it is not an XML Schema: its root is {root.tag}", advice, _line(root))
    return root


def _file_of(name: str, reference: Any) -> str | None:
    """The file of an include or import in the schema file `name`; None if it has no location.

    The attributes of the XML namespace, which many schemas import from the web, are ours if there is no file nearby.
    """
    location = reference.get("schemaLocation")
    if location and (file := files.local(name, location)):
        return file
    if reference.get("namespace") == _XML and reference.tag == _XS + "import":
        return str(schemas.folder() / "xml" / "xml.xsd")
    if location:
        raise files.refused(name, location, _line(reference))
    return None
