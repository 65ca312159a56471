"""The reader of EPUB as wirecopy writes it: a publication of one story back into the Article that it was written from.
An edition has many stories, which are read from the Article JSON beside their pages.

A publication of somebody else's is refused (INP061), and so is ours with a file or metadata that wirecopy does not
write. The page is read for the body alone; the package document has all the rest of what it prints. Cover, navigation,
colophon and stylesheet say nothing of their own, and are not read.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from lxml import etree

from convert import article_codec
from convert.documents import XML_LANG, DocumentError, Epub, open_epub, open_xml
from convert.errors import InputError
from convert.model import TERMS, Article, Block, with_images
from convert.readers import Parsed, Source
from convert.readers.body import EPUB_TYPE, read_blocks, take_dateline
from convert.readers.dialect import Part, foreign, inside, parsed
from convert.readers.epub.files import PACKAGE, PAGE, Pictures
from convert.readers.epub.metadata import Metadata

_TITLE = "EPUB"
_OPF = "{http://www.idpf.org/2007/opf}"
_RECORD = re.compile(r"EPUB/stories/\d{4}/article\.json")
"""The Article JSON beside the page of a story in an edition."""


def stories(source: Source) -> tuple[Source, ...]:
    """The stories of an edition, each a source with its number and its Article JSON; `source` itself if it is none."""
    try:
        files = open_epub(source.data)
        records = [_with_pictures(files, name) for name in files.members if _RECORD.fullmatch(name)]
        if not records or not _has_our_terms(open_xml(files.members.get(PACKAGE, b"<none/>")).root):
            return (source,)
    except DocumentError:
        return (source,)  # and reported when it is read
    checksum = hashlib.sha256(source.data).hexdigest()
    return tuple(
        replace(source, data=data, story=number if len(records) > 1 else 0, checksum=checksum)
        for number, data in enumerate(records, 1)
    )


def _with_pictures(files: Epub, name: str) -> bytes:
    """The Article JSON of a story in an edition, with the bytes of its pictures, which are files beside it."""
    data, folder = files.members[name], name.rpartition("/")[0] + "/"
    beside = (member for other, member in files.members.items() if other.startswith(f"{folder}image-"))
    found = {hashlib.sha256(member).hexdigest(): member for member in beside}
    if not found:
        return data
    try:
        article = article_codec.loads(data)
    except InputError:
        return data  # and reported when it is read
    body = with_images(article.body, lambda one: one.with_data(found[one.sha256]) if one.sha256 in found else one)
    return article_codec.dumps(replace(article, body=body))


def read(source: Source) -> Parsed:
    """Read the Article back from a publication, or from the Article JSON of a story in an edition.

    Raises InputError (EPB000, INP061, ART001).
    """
    if source.data.startswith(b"{"):
        from convert.readers import article

        return article.read(source)
    return parsed(source, _TITLE, _read)


def _read(data: bytes) -> Article:
    try:
        files = open_epub(data)
        package = open_xml(files.members.get(PACKAGE, b"<none/>"), member=PACKAGE).root
        if not _is_ours(files, package):
            raise foreign(_TITLE)
        page = open_xml(files.members[PAGE], member=PAGE).root
    except DocumentError as e:
        member = f"{e.member}: " if e.member else ""
        raise InputError("EPB000", f"{member}{e.message}", e.advice) from None
    with inside(PACKAGE):
        root = Part.of(package).skip("version", "unique-identifier", XML_LANG, "dir", "prefix")
        pictures = Pictures(files, root)
        fields = Metadata(root.only("metadata"), pictures).fields()
        root.end()
    with inside(PAGE):
        blocks = _read_page(Part.of(page), pictures)
    return Article(**fields, body=blocks)


def _is_ours(files: Epub, package: etree._Element) -> bool:
    """Whether a publication has our page, and its package document our terms."""
    return _has_our_terms(package) and PAGE in files.members


def _has_our_terms(package: etree._Element) -> bool:
    return package.tag == f"{_OPF}package" and f"xa: {TERMS} " in f"{package.get('prefix', '')} "


def _read_page(page: Part, pictures: Pictures) -> tuple[Block, ...]:
    """The blocks of the story, from the page that also prints its titles. Raises Unfamiliar.

    What else the page prints is in the package document.
    """
    page.skip("lang", XML_LANG, "dir", "prefix")
    head = page.only("head")
    head.only("title").text()
    for link in head.children("link"):
        link.skip("rel", "type", "href")
    story = page.only("body").skip("dir").only("article").skip("typeof", "resource")
    header = story.only("header")
    header.only("h1").skip("property").text()
    for line in header.children("p"):
        _printed(line.skip("role", "class", "property"))
        if (time := line.child("time")) is not None:
            _printed(time.skip("datetime", "property", "dir"))
    if (section := header.child("section")) is not None:
        section.skip("role", EPUB_TYPE).only("p").skip("property").text()
    for dateline in story.children("p"):
        _printed(dateline.skip("class", "property"))
    if (footer := story.child("footer")) is not None:
        for line in footer.children("p"):
            _printed(line.skip("class", "property"))
            if (address := line.child("a")) is not None:
                _printed(address.skip("href"))
    body = story.only("div").skip("property").take_all()
    take_dateline(body)
    blocks = read_blocks(body, pictures)
    page.end()
    return blocks


def _printed(line: Part) -> None:
    """Take the text of a line that says again what the package does, with its isolated parts."""
    line.text()
    for part in line.children("bdi"):
        part.skip("dir", "property").text()
