"""The files of a publication that are no documents of its reading order: pictures, search keys, stylesheets."""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.epub import faults, media, models, urls
from convert.checks.epub.container import matched, unique_ids
from convert.checks.epub.namespaces import OPS
from convert.checks.epub.publication import Item, Publication, place
from convert.checks.epub.references.documents import collect, collect_style
from convert.checks.epub.references.reference import Kind, Reference
from convert.checks.epub.references.targets import References
from convert.findings import Finding, Location


def faults_of(publication: Publication, version: str, references: References) -> Iterator[Finding]:
    """Every fault of the files of the manifest, but for what their documents contain; what they refer to is added to
    `references`.
    """
    yield from _unexamined(publication)
    done: set[str] = set()
    for item in publication.distinct_items:
        member = item.member
        if member is None or member in done or member not in publication.files or member in publication.encrypted:
            continue
        done.add(member)
        type = item.media_type
        if media.is_bitmap(type):
            yield from _picture(member, type, publication.files[member])
        elif _is_document(type, version):
            yield from collect(references, item, member, publication.root(member))
        elif type == media.CSS_TYPE:
            yield from collect_style(references, item, member, _decoded(publication.files[member]))
        elif type == media.SEARCH_KEYS_TYPE and version != "2":
            yield from _search_keys(publication, item, member, references)


_PARSED = (media.XHTML_TYPE, media.SVG_TYPE, media.CSS_TYPE, media.OVERLAY_TYPE, media.NCX_TYPE)


def _unexamined(publication: Publication) -> Iterator[Finding]:
    """What is not examined: documents that are encrypted, and those of a format of its own."""
    path = publication.package_path
    for member in sorted(publication.epub.damaged):
        item = publication.members.get(member)
        is_document = item is not None and item.media_type in _PARSED
        fault = faults.DAMAGED if is_document else faults.DAMAGED_RESOURCE
        yield fault.at(Location(member=member), f"the data of the file {member} are damaged in the zip")
    for member in sorted(publication.encrypted):
        item = publication.members.get(member)
        if item is not None and item.media_type in _PARSED:
            yield faults.ENCRYPTED.at(place(path, item.element), f"{item.href} is encrypted, and was not examined")
    for item in publication.items:
        if item.media_type == "application/x-dtbook+xml":
            yield faults.DTBOOK.at(place(path, item.element), f"{item.href} is DTBook, and was not examined")


def _is_document(type: str, version: str) -> bool:
    if type in (media.XHTML_TYPE, media.SVG_TYPE):
        return True
    return version == "2" and type in media.OLD_DOCUMENT_TYPES


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def _picture(member: str, type: str, data: bytes) -> Iterator[Finding]:
    """Whether a picture is of the media type that the manifest states, and of the format that its name claims."""
    where = Location(member=member)
    if len(data) < 4:
        yield faults.IMAGE_TOO_SHORT.at(
            where, f"the picture {member} has {len(data)} bytes", epubcheck="MED-004, PKG-021"
        )
        return
    if not media.has_signature(type, data):
        yield faults.IMAGE_OTHER_TYPE.at(where, f"the picture {member} is no {type}")
    stated, actual = media.format_of_suffix(member), media.picture_format(data)
    if actual and stated and actual != stated:
        yield faults.IMAGE_NAME.at(where, f"the picture {member} is of the format {actual}")
    elif not stated or not actual or not media.has_size(data):
        yield faults.IMAGE_CORRUPT.at(where, f"the picture {member} is damaged, or its format cannot be told")


def _search_keys(publication: Publication, item: Item, member: str, references: References) -> Iterator[Finding]:
    """A search key map of a dictionary."""
    if not member.endswith(".xml"):
        where = place(publication.package_path, item.element)
        yield faults.SEARCH_KEYS_NAME.at(where, f"the name of the search key map {member} does not end in .xml")
    root = publication.root(member)
    if root is None:
        return
    yield from matched(member, root, models.SEARCH_KEYS, references.version)
    yield from unique_ids(publication, member)
    for tag in ("search-key-group", "match"):
        for element in publication.elements(member).get(f"{OPS}{tag}", ()):
            if element.get("href") is not None:
                url = urls.parse(member, element.get("href"))
                references.add(Reference(Kind.SEARCH_KEY, url, member, element))
