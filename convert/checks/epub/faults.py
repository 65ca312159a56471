"""The faults that the schemas of EPUB cannot express: for each its code, its clause of EPUB 3.3, and the remedy.

Clauses are numbered as in the W3C Recommendation of 27 March 2025. `codes.md` explains each code; all of them are
successors of EPB001.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from convert.findings import Finding, Location, Severity


@dataclass(frozen=True, slots=True)
class Fault:
    """A way in which a publication breaks EPUB 3.3, in the section `clause`; `epubcheck` is EPUBCheck's id for it."""

    code: str
    epubcheck: str
    clause: str
    advice: str
    severity: Severity = Severity.ERROR

    @property
    def source(self) -> str:
        """The clause with its standard: "EPUB 3.3, 5.6.1"."""
        return f"EPUB 3.3, {self.clause}"

    def at(
        self, location: Location, message: str, *, advice: str = "", detail: tuple[tuple[str, str], ...] = ()
    ) -> Finding:
        """A finding of this fault; its `detail` has the clause and EPUBCheck's id, then more facts."""
        return Finding(
            code=self.code,
            severity=self.severity,
            message=message,
            advice=advice or self.advice,
            location=location,
            detail=(("clause", self.source), *_ids(self.epubcheck), *detail),
        )


def _ids(epubcheck: str) -> tuple[tuple[str, str], ...]:
    return (("epubcheck", epubcheck),) if epubcheck else ()


_PACK = "Pack mimetype first, stored and without extra field: zip -X0 book.epub mimetype."

NO_MIMETYPE = Fault("EPB002", "PKG-006", "4.3.3", _PACK)
OTHER_MIMETYPE = Fault("EPB003", "PKG-007", "4.3.3", "Write application/epub+zip into mimetype, without a line end.")
MIMETYPE_NOT_FIRST = Fault("EPB004", "PKG-006", "4.3.3", _PACK)
MIMETYPE_EXTRA_FIELD = Fault("EPB005", "PKG-005", "4.3.3", _PACK)
MIMETYPE_COMPRESSED = Fault("EPB006", "PKG-007", "4.3.3", _PACK, Severity.WARNING)
NO_CONTAINER = Fault(
    "EPB007", "RSC-002", "4.2.6.3.1", "Add META-INF/container.xml with a rootfile for the package document."
)
NO_ROOTFILE = Fault(
    "EPB008", "RSC-003", "4.2.6.3.1.3", "Add a rootfile with the media type application/oebps-package+xml."
)
NO_PACKAGE = Fault("EPB009", "OPF-002", "4.2.6.3.1.3", "Correct full-path, a path from the root of the container.")
OTHER_PACKAGE_ROOT = Fault(
    "EPB010", "RSC-005", "5.4", "Make package, in the namespace http://www.idpf.org/2007/opf, the root."
)
BROKEN_XML = Fault("EPB011", "RSC-016", "3.9", "Make the document well-formed XML, without an internal DTD subset.")
NO_UNIQUE_IDENTIFIER = Fault("EPB012", "OPF-030", "5.4", "Give dc:identifier the id that unique-identifier names.")
REPEATED_ID = Fault("EPB013", "RSC-005", "5.3.3", "Give each element an id of its own.")
PACKAGE_IN_MANIFEST = Fault(
    "EPB014", "OPF-099", "5.6.1", "Remove the item; the manifest does not list the package document."
)
ITEM_OUTSIDE = Fault("EPB015", "RSC-026", "4.2.5", "Put the file into the container, and name it by a path inside it.")
ITEM_MISSING = Fault("EPB016", "RSC-001", "5.6.2", "Add the file, or remove the item.")
ITEM_REPEATED = Fault("EPB017", "OPF-074", "5.6.2", "Keep one item for each file.")
FILE_UNLISTED = Fault("EPB018", "OPF-003", "5.6.1", "List the file in the manifest, or remove it.", Severity.NOTICE)
SPINE_UNKNOWN = Fault("EPB019", "OPF-049", "5.7.2", "Name the id of an item of the manifest in idref.")
SPINE_REPEATED = Fault("EPB020", "OPF-034", "5.7.2", "Keep one itemref for each item.")
METADATA_MISSING = Fault("EPB021", "RSC-005", "5.5.3.1", "Add the element to the metadata.")
MODIFIED_NOT_ONCE = Fault("EPB022", "RSC-005", "5.5.5", "State dcterms:modified once, without refines.")
DATE_REPEATED = Fault("EPB023", "RSC-005", "5.5.3.2.4", "Keep the date of publication as the one dc:date.")
MODIFIED_MALFORMED = Fault(
    "EPB024", "RSC-005", "5.5.5", "Write dcterms:modified in UTC to the second: 2016-12-07T16:30:00Z."
)
META_WITHOUT_PROPERTY = Fault(
    "EPB025", "RSC-005", "5.5.4", "Add the attribute property, or name and content as in EPUB 2."
)
META_WITHOUT_VALUE = Fault("EPB026", "RSC-005", "5.5.4", "Write the value between the tags, or remove the meta.")
PREFIX_UNDECLARED = Fault("EPB027", "OPF-028", "D.1.4", "Declare it in the prefix attribute of package.")
REFINES_NOTHING = Fault("EPB028", "RSC-005", "5.3.6", "Refine the id of an element of the package document.")
REFINES_ITSELF = Fault("EPB029", "OPF-065", "5.3.6", "Break the circle of refines.")
NAVIGATION_NOT_ONE = Fault("EPB030", "RSC-005", "5.6.2.1", "Give one item, the navigation document, the property nav.")
NAVIGATION_NOT_XHTML = Fault("EPB031", "OPF-012", "7.2", "Make the item with the property nav an XHTML document.")
TOC_NOT_ONE = Fault("EPB032", "RSC-005", "7.4.2", 'Keep one <nav epub:type="toc">.')
NAV_REPEATED = Fault("EPB033", "RSC-005", "7.4", "Keep one nav of each of the types page-list and landmarks.")
ENTRY_WITHOUT_TEXT = Fault("EPB034", "RSC-005", "7.3", "Write a label into the entry, or a text alternative.")
REFERENCE_OUTSIDE = Fault("EPB035", "RSC-026", "4.2.5", "Put the file into the container, and refer to it there.")
REFERENCE_MISSING = Fault("EPB036", "RSC-007", "3.6", "Add the file, or correct the reference.")
REFERENCE_UNLISTED = Fault("EPB037", "RSC-008", "5.6.1", "List the file in the manifest.")
FRAGMENT_MISSING = Fault("EPB038", "RSC-012", "6.1.2", "Refer to an id that exists, or add the id.")

PROFILE_VIOLATION = "EPB039"
"""A body outside the body profile of our own output; its `detail` has the schema and the component of it."""

LANGUAGES_DIFFER = Fault("EPB040", "RSC-005", "6.1.2", "Give lang and xml:lang the same value.")

CONTENT_ELEMENT = Fault("EPB200", "RSC-005", "6.1.2", "Remove the element, or move it to where it is permitted.")
CONTENT_ATTRIBUTE = Fault("EPB201", "RSC-005", "6.1.2", "Remove the attribute; styles belong into a style sheet.")
CONTENT_VALUE = Fault("EPB202", "RSC-005", "6.1.2", "Write a value of the form that the standard demands.")
CONTENT_MISSING = Fault("EPB203", "RSC-005", "6.1.2", "Add the attribute.")
CONTENT_TEXT = Fault("EPB204", "RSC-005", "6.1.2", "Put the text into an element that may have text.")
CONTENT_ORDER = Fault(
    "EPB205", "RSC-005", "6.1.2", "Put the children into their order, and add those that are missing."
)
CONTENT_ROLE = Fault(
    "EPB206", "RSC-005", "6.1.2", "Remove the role or property, or take one that the element may have."
)
CONTENT_ID = Fault("EPB207", "RSC-005", "6.1.2", "Give each element an id of its own.")
CONTENT_REFERENCE = Fault("EPB208", "RSC-005", "6.1.2", "Name the id of an element of the kind that is referred to.")
CONTENT_NESTING = Fault("EPB209", "RSC-005", "6.1.2", "Take the inner element out of the outer one.")
CONTENT_TITLE = Fault("EPB210", "RSC-005", "6.1.2", "Write a title, or remove the element.")
CONTENT_UNTITLED = Fault("EPB211", "RSC-017", "6.1.2", "Add a title to the head.", Severity.WARNING)
CONTENT_ENCODING = Fault("EPB212", "RSC-005", "6.1.2", 'Declare the encoding once: <meta charset="utf-8"/>.')
CONTENT_DEPRECATED = Fault("EPB213", "RSC-017", "6.1.2", "Replace the feature.", Severity.WARNING)
CONTENT_DEPENDENCY = Fault("EPB214", "RSC-005", "6.1.2", "Add what the element or attribute requires, or remove it.")
CONTENT_ROOT = Fault("EPB215", "RSC-005", "6.1.2", "Correct the media type in the manifest, or the root element.")

_UTF8 = "Save the document in UTF-8."
DOCTYPE_IRREGULAR = Fault("EPB216", "HTM-004", "6.1.2", "Write <!DOCTYPE html>; in EPUB 2 that of XHTML 1.1.")
ENTITY_EXTERNAL = Fault("EPB217", "HTM-003", "3.9", "Remove the declaration, and write what the entity has.")
XML_VERSION = Fault("EPB218", "HTM-001", "3.9", 'Write <?xml version="1.0"?>.')
HTML_UTF16 = Fault("EPB219", "HTM-058", "6.1.2", _UTF8)
XML_UTF16 = Fault("EPB220", "RSC-027", "3.9", _UTF8, Severity.WARNING)
XML_ENCODING = Fault("EPB221", "RSC-028", "3.9", _UTF8)
BYTES_NOT_UTF8 = Fault("EPB222", "", "3.9", "Save the document in UTF-8, and repair the characters.", Severity.WARNING)
DATA_NAME = Fault("EPB223", "HTM-061", "6.1.2", "Write data- and a name in lower case.")
NAMESPACE_RESERVED = Fault("EPB224", "HTM-054", "6.1.2", "Take a namespace in a domain of your own.")
VIEWPORT_MISSING = Fault("EPB225", "HTM-046", "8.2.2.6", 'Add <meta name="viewport" content="width=…, height=…"/>.')
VIEWPORT_SYNTAX = Fault("EPB226", "HTM-047", "8.2.2.6", "Write width=…, height=… with numbers.")
VIEWPORT_INCOMPLETE = Fault("EPB227", "HTM-056", "8.2.2.6", "State both width and height.")
VIEWPORT_SIZE = Fault("EPB228", "HTM-057", "8.2.2.6", "Write a positive number without unit, or device-width.")
VIEWPORT_REPEATED = Fault("EPB229", "HTM-059", "8.2.2.6", "State each of width and height once.")
VIEWBOX_MISSING = Fault("EPB230", "HTM-048", "8.2.2.6", "Add viewBox to the outermost svg.")
DOCTYPE_UNREADABLE = Fault("EPB231", "PKG-008", "3.9", "Write the document type declaration of XHTML 1.1.")
CSS_SYNTAX = Fault("EPB240", "CSS-008", "6.3.1", "Correct the syntax; what follows the place may be ignored.")
CSS_PROPERTY = Fault("EPB241", "CSS-001", "6.3.1", "Write dir and bdo into the page instead.")
CSS_EMPTY_URL = Fault("EPB242", "CSS-002", "6.3.1", "Write an address, or remove the declaration.")
CSS_FACE = Fault("EPB243", "CSS-019", "6.3.1", "Write font-family and src, or remove the rule.", Severity.WARNING)
CSS_UTF16 = Fault("EPB244", "CSS-003", "6.3.1", "Save the style sheet in UTF-8.", Severity.WARNING)
CSS_ENCODING = Fault("EPB245", "CSS-004", "6.3.1", "Save the style sheet in UTF-8, and declare that or nothing.")
CSS_UNTITLED = Fault("EPB246", "CSS-015", "6.1.2", "Add a title to the link.")
CSS_LARGE = Fault("EPB247", "", "6.3.1", "Split the style sheet.", Severity.NOTICE)

FAULTS = {fault.code: fault for fault in list(globals().values()) if isinstance(fault, Fault)}
"""The faults by code."""


def epubcheck_ids() -> Mapping[str, frozenset[str]]:
    """EPUBCheck's ids by our codes, also those that no fault here has."""
    return {"EPB001": frozenset({"RSC-005"}), **{code: frozenset({f.epubcheck}) for code, f in FAULTS.items()}}
