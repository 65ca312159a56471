"""The faults that the schemas of EPUB cannot express: for each its code, its clause of EPUB 3.3, and the remedy.

Clauses are numbered as in the W3C Recommendation of 27 March 2025. `codes.md` explains each code; all of them are
successors of EPB001.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from convert.findings import Finding, Location, Severity

_OF_EPUB_3 = re.compile(r"[0-9D]")


@dataclass(frozen=True, slots=True)
class Fault:
    """A way in which a publication breaks EPUB 3.3, in the section `clause`; `epubcheck` is EPUBCheck's id for it, or
    several where it reports it more than once; empty where EPUBCheck does not look at it.
    """

    code: str
    epubcheck: str
    clause: str
    advice: str
    severity: Severity = Severity.ERROR

    @property
    def source(self) -> str:
        """The clause with its standard: "EPUB 3.3, 5.6.1"; a clause of another standard names it."""
        return f"EPUB 3.3, {self.clause}" if _OF_EPUB_3.match(self.clause) else self.clause

    def at(
        self,
        location: Location,
        message: str,
        *,
        advice: str = "",
        epubcheck: str = "",
        detail: tuple[tuple[str, str], ...] = (),
    ) -> Finding:
        """A finding of this fault; its `detail` has the clause and EPUBCheck's ids, or `epubcheck` where they differ
        from those that the fault usually has, then more facts.
        """
        return Finding(
            code=self.code,
            severity=self.severity,
            message=message,
            advice=advice or self.advice,
            location=location,
            detail=(("clause", self.source), *_ids(epubcheck or self.epubcheck), *detail),
        )


def _ids(epubcheck: str) -> tuple[tuple[str, str], ...]:
    return (("epubcheck", epubcheck),) if epubcheck else ()


_PACK = "Pack mimetype first, stored and without extra field: zip -X0 book.epub mimetype."

NO_MIMETYPE = Fault("EPB002", "PKG-006", "4.3.3", _PACK)
OTHER_MIMETYPE = Fault("EPB003", "PKG-007", "4.3.3", "Write application/epub+zip into mimetype, without a line end.")
MIMETYPE_NOT_FIRST = Fault("EPB004", "PKG-006", "4.3.3", _PACK)
MIMETYPE_EXTRA_FIELD = Fault("EPB005", "PKG-005", "4.3.3", _PACK)
MIMETYPE_COMPRESSED = Fault("EPB006", "", "4.3.3", _PACK, Severity.WARNING)
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

# --------------------------------------------------------------------------------------------------------------------
# Zip and container

ZIP_PREFIX = Fault("EPB260", "PKG-004", "4.3.2", "Pack the EPUB again; a zip begins with its first file.")
NAME_CLASH = Fault("EPB261", "OPF-060", "4.2.3", "Give the files names that differ in more than case.")
NAME_FORBIDDEN = Fault("EPB262", "PKG-009", "4.2.3", "Rename the file, and change the references to it.")
NAME_WITH_SPACE = Fault("EPB263", "PKG-010", "4.2.3", "Rename the file without spaces.", Severity.WARNING)
NAME_FINAL_DOT = Fault("EPB264", "PKG-011", "4.2.3", "Rename the file, without the final dot.")
EMPTY_FOLDER = Fault("EPB265", "PKG-014", "4.3.2", "Remove the folder from the zip.", Severity.WARNING)
SEVERAL_PACKAGES = Fault("EPB266", "PKG-013", "OCF 2.0.1, 3.5.1", "Keep one rootfile for a package document.")
NO_RENDITION_METADATA = Fault(
    "EPB267", "RSC-019", "Multiple-Rendition Publications 1.1, 4", "Add META-INF/metadata.xml.", Severity.WARNING
)
ROOTFILE_WITHOUT_PATH = Fault(
    "EPB268", "OPF-016", "4.2.6.3.1.3", "Add full-path with the path of the package document."
)
ROOTFILE_PATH_EMPTY = Fault(
    "EPB269", "OPF-017", "4.2.6.3.1.3", "Write the path of the package document into full-path."
)
OTHER_VERSION = Fault("EPB270", "OPF-001", "5.4", 'Write version="3.0", or 2.0 for a publication of EPUB 2.')
RESOURCE_IN_META_INF = Fault("EPB271", "PKG-025", "4.2.6.1", "Move the file out of META-INF.")
OBFUSCATED_NO_FONT = Fault("EPB272", "PKG-026", "4.4.2", "Obfuscate fonts of core media types alone.")

# --------------------------------------------------------------------------------------------------------------------
# Package document: metadata and vocabularies

LANGUAGE_MALFORMED = Fault("EPB275", "OPF-092", "5.5.3.1.3", "Write a language tag of BCP 47, such as en or zh-Hant.")
DATE_UNUSUAL = Fault(
    "EPB276", "OPF-053", "5.5.3.2.4", "Write the date as 2016, 2016-12 or 2016-12-07.", Severity.WARNING
)
DATE_MALFORMED = Fault("EPB277", "OPF-054", "OPF 2.0.1, 2.2.7", "Write the date as 2016, 2016-12 or 2016-12-07.")
UUID_MALFORMED = Fault(
    "EPB278", "OPF-085", "5.5.3.1.1", "Write urn:uuid: and 32 digits as 8-4-4-4-12.", Severity.WARNING
)
ROLE_UNKNOWN = Fault("EPB279", "OPF-052", "OPF 2.0.1, 2.2.6", "Write a MARC relator code, such as aut.")
NAME_EMPTY = Fault("EPB280", "OPF-055", "OPF 2.0.1, 2.2", "Write a title, and a language.", Severity.WARNING)
PREFIX_MALFORMED = Fault("EPB281", "OPF-004", "D.1.4", "Write prefix, colon, space and URI: ex: https://example.org/.")
PREFIX_SPACING = Fault("EPB282", "OPF-004", "D.1.4", "Write one space between the mappings.", Severity.WARNING)
PREFIX_RESERVED = Fault("EPB283", "OPF-007", "D.1.5", "Choose another prefix.", Severity.WARNING)
PREFIX_FORBIDDEN = Fault("EPB284", "OPF-007b", "D.1.4", "Remove the mapping.")
PROPERTY_LIST = Fault("EPB285", "OPF-025", "D.1.2", "Write one property, or repeat the element.")
PROPERTY_MALFORMED = Fault("EPB286", "OPF-026", "D.1.2", "Write the property as prefix:name.")
PROPERTY_UNKNOWN = Fault("EPB287", "OPF-027", "D.1.3", "Use a property of the vocabulary, or declare a prefix.")
PROPERTY_DEPRECATED = Fault("EPB288", "OPF-086", "D.1.3", "Use what replaces the property.", Severity.WARNING)
REFINEMENT = Fault("EPB289", "RSC-005", "D.3", "Refine what the property is for, once.")
REFINES_ADDRESS = Fault("EPB290", "RSC-005", "5.3.6", "Refine an element of the package document by #id.")
REFINES_FILE = Fault("EPB291", "RSC-017", "5.3.6", "Refine the manifest's item of the file by #id.", Severity.WARNING)
LINK_REFINES = Fault("EPB292", "RSC-005", "D.4", "Give voicing links refines, and record links none.")
LINK_KEYWORDS = Fault("EPB293", "OPF-089", "D.4", "Use alternate alone.")
LINK_WITHOUT_TYPE = Fault("EPB294", "OPF-093", "5.5.6", "Add media-type.")
LINK_NEEDS_TYPE = Fault("EPB295", "OPF-094", "D.4", "Add media-type.")
VOICING_NOT_AUDIO = Fault("EPB296", "OPF-095", "D.4", "Link to sound.")
LINK_INTO_PACKAGE = Fault("EPB297", "OPF-098", "5.5.6", "Link to a file.")
LINK_AND_ITEM = Fault("EPB298", "OPF-067", "5.6.1", "Remove the item, or the link.")
LINK_MISSING = Fault("EPB299", "RSC-007w", "5.5.6", "Add the file, or correct the link.", Severity.WARNING)
RENDERING = Fault("EPB300", "RSC-005", "8.2", "Use one of the values that the property has, once, without refines.")
OVERLAY_METADATA = Fault("EPB301", "RSC-005", "9.3.5", "State the durations of overlays and of all, and one class.")
DURATIONS_DIFFER = Fault("EPB302", "MED-016", "9.3.5.2", "State the sum of the durations.", Severity.WARNING)
DEPRECATED = Fault("EPB303", "RSC-017", "1.5", "Remove it.", Severity.WARNING)
PROFILE_RULE = Fault("EPB304", "RSC-005", "the profile's specification", "Follow the specification of the profile.")
PROFILE_ADVICE = Fault(
    "EPB305", "RSC-017", "the profile's specification", "Follow the specification of the profile.", Severity.WARNING
)
NO_PAGE_SOURCE = Fault("EPB306", "OPF-066", "EPUB for Education, 7", "State the source of the page numbers.")
NO_PAGE_LIST = Fault("EPB307", "NAV-003", "EPUB for Education, 7", "Add a list of pages.")

# --------------------------------------------------------------------------------------------------------------------
# Package document: manifest, spine, guide, collections

TOC_NOT_NCX = Fault("EPB308", "OPF-050", "5.7.1", "Name the NCX in toc, or remove the attribute.")
TOC_UNKNOWN = Fault("EPB309", "OPF-049", "5.7.1", "Name the id of the NCX in toc, or remove the attribute.")
NCX_UNNAMED = Fault("EPB310", "RSC-005", "5.9.3", "Name the id of the NCX in the attribute toc of the spine.")
PROPERTY_OTHER_TYPE = Fault("EPB311", "OPF-012", "5.6.2.1", "Remove the property from items of this type.")
PROPERTY_MISSING = Fault("EPB312", "OPF-014", "5.6.2.1", "Add the property to the item.")
PROPERTY_NEEDLESS = Fault("EPB313", "OPF-015", "5.6.2.1", "Remove the property from the item.")
REMOTE_NEEDLESS = Fault("EPB314", "OPF-018", "5.6.2.1", "Remove the property from the item.", Severity.WARNING)
ITEM_FRAGMENT = Fault("EPB315", "OPF-091", "5.6.2", "Remove the fragment from href.")
SEVERAL_ITEMS = Fault("EPB316", "RSC-005", "5.6.2.1", "Give one item the property.")
ITEM_OVERLAY = Fault("EPB317", "RSC-005", "5.6.2", "Name an overlay in media-overlay, at a content document.")
OLD_TYPE = Fault("EPB318", "OPF-037", "OPF 2.0.1, 2.3", "Use application/xhtml+xml or text/css.", Severity.WARNING)
FALLBACK_UNKNOWN = Fault("EPB319", "OPF-040", "3.5.1", "Name the id of an item in fallback.")
FALLBACK_CIRCLE = Fault("EPB320", "OPF-045", "3.5.1", "End the chain of fallbacks.")
SPINE_TYPE = Fault("EPB321", "OPF-042", "OPF 2.0.1, 2.4", "Put a document into the spine that shows the file.")
SPINE_WITHOUT_FALLBACK = Fault("EPB322", "OPF-043", "5.7.2", "Give the item a content document as its fallback.")
SPINE_OTHER_FALLBACK = Fault("EPB323", "OPF-044", "5.7.2", "Give the item a content document as its fallback.")
SPINE_NOT_LINEAR = Fault("EPB324", "OPF-033", "5.7.2", 'Remove linear="no" from an itemref at least.')
SPINE_PROPERTIES = Fault("EPB325", "RSC-005", "D.5", "Keep one of the properties.")
NOT_REACHABLE = Fault("EPB326", "OPF-096", "5.7.2", "Link to the document, or make it linear.")
PAGE_MAP_UNKNOWN = Fault("EPB327", "OPF-063", "5.7.1", "Remove page-map.", Severity.WARNING)
GUIDE_UNLISTED = Fault("EPB328", "OPF-031", "5.9.2", "Refer to a file of the manifest.")
GUIDE_NOT_CONTENT = Fault("EPB329", "OPF-032", "5.9.2", "Refer to a content document.")
GUIDE_REPEATED = Fault("EPB330", "RSC-017", "5.9.2", "Keep one of the references.", Severity.WARNING)
COLLECTION = Fault("EPB331", "RSC-005", "5.8", "Follow the specification of the collection's role.")
COLLECTION_ROLE = Fault("EPB332", "OPF-070", "5.8", "Write a valid URL.", Severity.WARNING)
INDEX_NOT_XHTML = Fault("EPB333", "OPF-071", "EPUB Indexes 1.0, 4", "Link to XHTML documents of the manifest.")
PREVIEW_NOT_CONTENT = Fault("EPB334", "OPF-075", "EPUB Previews 1.0, 3", "Link to content documents of the manifest.")
PREVIEW_CFI = Fault("EPB335", "OPF-076", "EPUB Previews 1.0, 3", "Remove the canonical fragment identifier.")
DATA_NAV_IN_SPINE = Fault(
    "EPB336", "OPF-077", "EPUB Region-Based Navigation 1.0, 2", "Remove it from the spine.", Severity.WARNING
)
NO_DICTIONARY = Fault("EPB337", "OPF-078", "EPUB Dictionaries and Glossaries 1.0, 2", "Mark the dictionary's content.")
DICTIONARY_UNDECLARED = Fault(
    "EPB338",
    "OPF-079",
    "EPUB Dictionaries and Glossaries 1.0, 3",
    "Add <dc:type>dictionary</dc:type>.",
    Severity.WARNING,
)
DICTIONARY_FILES = Fault(
    "EPB339", "OPF-083", "EPUB Dictionaries and Glossaries 1.0, 3", "List one search key map and XHTML documents."
)
SEARCH_KEYS_NAME = Fault(
    "EPB340", "OPF-080", "EPUB Dictionaries and Glossaries 1.0, 5", "Rename the file to .xml.", Severity.WARNING
)
SEARCH_KEYS_TARGET = Fault(
    "EPB341", "RSC-021", "EPUB Dictionaries and Glossaries 1.0, 5", "Refer to documents of the spine."
)

# --------------------------------------------------------------------------------------------------------------------
# References and resources

REMOTE_RESOURCE = Fault("EPB342", "RSC-006", "3.6", "Put the resource into the EPUB.")
TYPE_DIFFERS = Fault("EPB343", "OPF-013", "3.5.2", "State the media type of the manifest.", Severity.WARNING)
IMAGE_FRAGMENT = Fault("EPB344", "RSC-009", "6.1.2", "Remove the fragment.", Severity.WARNING)
LINK_NOT_CONTENT = Fault("EPB345", "RSC-010", "5.7.2", "Link to a content document, or give the item such a fallback.")
LINK_NOT_IN_SPINE = Fault("EPB346", "RSC-011", "5.7.2", "Add the document to the spine.")
STYLE_FRAGMENT = Fault("EPB347", "RSC-013", "6.3.1", "Remove the fragment.")
FRAGMENT_OTHER_KIND = Fault("EPB348", "RSC-014", "6.2", "Refer to an element of the kind that is needed here.")
FRAGMENT_REQUIRED = Fault("EPB349", "RSC-015", "6.2", "Refer to an element by its id.")
URL_INVALID = Fault("EPB350", "RSC-020", "4.2.5", "Escape the character, or correct the URL.")
DATA_URL = Fault("EPB351", "RSC-029", "3.7", "Put the data into a file of the EPUB.")
FILE_URL = Fault("EPB352", "RSC-030", "3.8", "Put the file into the EPUB, and refer to it there.")
NOT_HTTPS = Fault("EPB353", "RSC-031", "3.6", "Use https.", Severity.WARNING)
FOREIGN_RESOURCE = Fault("EPB354", "RSC-032", "3.3", "Use a core media type, or give the item a fallback.")
URL_QUERY = Fault("EPB355", "RSC-033", "4.2.5", "Remove the query.")
SCHEME_UNKNOWN = Fault("EPB356", "HTM-025", "6.1.2", "Use a registered scheme.", Severity.WARNING)
PICTURE_IMAGE = Fault("EPB357", "MED-003", "3.5.2.3", "Use a core media type in img, and others in source.")
PICTURE_SOURCE = Fault("EPB358", "MED-007", "3.5.2.3", "Add type to source.")
IMAGE_CORRUPT = Fault("EPB359", "PKG-021", "3.2", "Replace the picture.")
IMAGE_NAME = Fault("EPB360", "PKG-022", "3.2", "Rename the picture.", Severity.WARNING)
IMAGE_OTHER_TYPE = Fault("EPB361", "OPF-029", "5.6.2", "State the media type of the picture's bytes.")
IMAGE_TOO_SHORT = Fault("EPB362", "MED-004", "3.2", "Replace the picture.")

# --------------------------------------------------------------------------------------------------------------------
# Navigation, NCX, overlays

NAV_REMOTE = Fault("EPB363", "NAV-010", "7.3", "Link to documents of the spine.")
NAV_ORDER = Fault("EPB364", "NAV-011", "7.4.2", "List the documents in the order of the spine.", Severity.WARNING)
NAV_RULE = Fault("EPB365", "RSC-005", "7.3", "Write entries as links, lists and headings alone.")
NAV_NESTED = Fault("EPB366", "RSC-017", "7.4.3", "Write one flat list.", Severity.WARNING)
REGION_NAV = Fault("EPB367", "NAV-009", "EPUB Region-Based Navigation 1.0, 2", "Link to fixed-layout documents.")
NCX_IDENTIFIER = Fault("EPB368", "NCX-001", "OPF 2.0.1, 2.4.1.2", "Write the unique identifier into dtb:uid.")
NCX_RULE = Fault("EPB369", "RSC-005", "OPF 2.0.1, 2.4.1", "Number the targets from 1, each once, and keep ids unique.")
OVERLAY_AUDIO_TYPE = Fault("EPB370", "MED-005", "9.2.2.4", "Use audio/mpeg, audio/mp4 or Opus.")
CLIP_REVERSED = Fault("EPB371", "MED-008", "9.2.2.4", "Let clipBegin be before clipEnd.")
CLIP_EMPTY = Fault("EPB372", "MED-009", "9.2.2.4", "Let clipBegin be before clipEnd.")
OVERLAY_UNNAMED = Fault("EPB373", "MED-010", "5.6.2", "Name the overlay in the attribute media-overlay of the item.")
OVERLAY_SECOND = Fault("EPB374", "MED-011", "9.3.2", "Keep one overlay for each document.")
OVERLAY_OTHER = Fault("EPB375", "MED-012", "5.6.2", "Name the overlay that refers to the document.")
OVERLAY_SILENT = Fault("EPB376", "MED-013", "9.3.2", "Let the overlay refer to the document, or remove media-overlay.")
AUDIO_FRAGMENT = Fault("EPB377", "MED-014", "9.2.2.4", "Remove the fragment, and use clipBegin and clipEnd.")
OVERLAY_FRAGMENT = Fault("EPB378", "MED-017", "9.2.2.3", "Refer to an element by its id.", Severity.WARNING)
OVERLAY_SVG_FRAGMENT = Fault("EPB379", "MED-018", "9.2.2.3", "Refer to a part of the SVG.", Severity.WARNING)
EXTERNAL_DTD = Fault("EPB380", "OPF-073", "3.9", "Remove the identifiers from the document type declaration.")
PREFIX_OF_DC = Fault("EPB381", "OPF-007c", "D.1.4", "Write the elements of Dublin Core themselves, without prefix.")
ENCRYPTED = Fault("EPB382", "RSC-004", "4.2.6.3.2", "Examine the publication before it is encrypted.", Severity.NOTICE)
DTBOOK = Fault("EPB383", "", "OPS 2.0.1, 2.2", "Examine the documents with tools for DTBook.", Severity.NOTICE)
DAMAGED = Fault("EPB384", "PKG-008", "4.3.2", "Pack the EPUB again from its files.")
DAMAGED_RESOURCE = Fault("EPB385", "", "4.3.2", "Pack the EPUB again from its files.", Severity.WARNING)
FOUND_BY_EPUBCHECK = Fault("EPB386", "", "W3C EPUBCheck", "Correct it; EPUBCheck alone finds it.")
NOT_FOUND_BY_EPUBCHECK = Fault(
    "EPB387", "", "W3C EPUBCheck", "Compare both: one is mistaken, or EPUBCheck stopped before it.", Severity.NOTICE
)
NOT_EXAMINED_BY_EPUBCHECK = Fault("EPB388", "", "W3C EPUBCheck", "Examine it with EPUBCheck itself.")
OVERLAY_UNSTYLED = Fault("EPB389", "CSS-030", "9.4", "Link a stylesheet that has the classes to the document.")
PHONEMES_EMPTY = Fault(
    "EPB390", "HTM-007", "EPUB 3.2, 4.3", "Write how the text is spoken, or remove ssml:ph.", Severity.WARNING
)
REGION_ELSEWHERE = Fault(
    "EPB391", "HTM-052", "EPUB Region-Based Navigation 1.0, 2", "Use the type on nav of a Data Navigation Document."
)
MICRODATA_ALONE = Fault("EPB392", "HTM-051", "EPUB for Education, 5", "Use RDFa.", Severity.WARNING)

FAULTS = {fault.code: fault for fault in list(globals().values()) if isinstance(fault, Fault)}
"""The faults by code."""
