"""The page of a publication, which is read for the body alone: what else it prints is in the package document."""

from __future__ import annotations

from convert.documents import XML_LANG
from convert.model import Block
from convert.readers.body import EPUB_TYPE, read_blocks, take_dateline
from convert.readers.dialect import Part
from convert.readers.epub.files import Pictures


def read_page(page: Part, pictures: Pictures) -> tuple[Block, ...]:
    """The blocks of the story, from the page that also prints its titles. Raises Unfamiliar."""
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
