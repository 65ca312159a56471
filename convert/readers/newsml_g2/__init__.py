"""The reader of NewsML-G2 as wirecopy writes it: a newsItem back into the Article that it was written from.

A newsMessage with a story and the items of its pictures is one document.

A document of somebody else's is refused (INP061), and so is ours with a part that wirecopy does not write.
"""

from __future__ import annotations

import hashlib
from copy import deepcopy
from dataclasses import replace
from typing import Any

from lxml import etree

from convert.documents import DocumentError, open_xml
from convert.errors import InputError
from convert.mapping.qcodes import NAMESPACE
from convert.model import TERMS, Article
from convert.readers import Parsed, Source
from convert.readers.dialect import Part, Unfamiliar, foreign, parsed
from convert.readers.newsml_g2.item import SHOWN, read_item

_TITLE = "NewsML-G2"
_G2 = f"{{{NAMESPACE}}}"


def read(source: Source) -> Parsed:
    """Read the Article back from a newsItem, or from a newsMessage of one story.

    Raises InputError (NML000, INP061, ART001).
    """
    return parsed(source, _TITLE, _read)


def items(source: Source) -> tuple[Source, ...]:
    """The stories of a newsMessage, each a source with its number and the items of its pictures; `source` itself if it
    is anything else.
    """
    try:
        root = open_xml(source.data).root
    except DocumentError:
        return (source,)  # and reported when it is read
    if root.tag != f"{_G2}newsMessage":
        return (source,)
    found, pictures = _stories_and_pictures(root)
    if not found:
        return (source,)
    checksum = hashlib.sha256(source.data).hexdigest()
    return tuple(
        replace(
            source,
            data=_alone(item, pictures),
            story=number if len(found) > 1 else 0,
            first_line=_line(item),
            checksum=checksum,
        )
        for number, item in enumerate(found, 1)
    )


def _stories_and_pictures(root: etree._Element) -> tuple[list[etree._Element], dict[str, etree._Element]]:
    """The items of stories in a message, and those of pictures by their guid."""
    stories: list[etree._Element] = []
    pictures: dict[str, etree._Element] = {}
    for item in root.iterfind(f"{_G2}itemSet/{_G2}newsItem"):
        if _is_picture(item):
            pictures.setdefault(item.get("guid", ""), item)
        else:
            stories.append(item)
    return stories, pictures


def _is_picture(item: etree._Element) -> bool:
    kind = item.find(f"{_G2}itemMeta/{_G2}itemClass")
    return kind is not None and kind.get("qcode") == "ninat:picture"


def _alone(item: etree._Element, pictures: dict[str, etree._Element]) -> bytes:
    """The item of a story as a document, a message where it links to items of pictures in its own one."""
    links = item.iterfind(f"{_G2}itemMeta/{_G2}link[@rel='{SHOWN}']")
    linked = dict.fromkeys(id for link in links if (id := link.get("residref")) in pictures)
    if not linked:
        return etree.tostring(item, encoding="UTF-8", with_tail=False)
    message = etree.Element(f"{_G2}newsMessage")
    of_story = etree.SubElement(message, f"{_G2}itemSet")
    of_story.extend(deepcopy(one) for one in (item, *(pictures[id] for id in linked)))
    return etree.tostring(message, encoding="UTF-8")


def _line(item: etree._Element) -> int:
    line: Any = item.sourceline
    return line or 1


def _read(data: bytes) -> Article:
    try:
        root = open_xml(data).root
    except DocumentError as e:
        where = f"line {e.line}: " if e.line else ""
        raise InputError("NML000", f"{where}{e.message}", e.advice) from None
    if not str(root.tag).startswith(_G2):
        raise Unfamiliar(f"the document is not {_TITLE}")
    document = item = Part.of(root)
    pictures: dict[str, Part] = {}
    if root.tag == f"{_G2}newsMessage":
        if (header := document.child("header")) is not None:
            header.only("sent").text()
        stories = document.only("itemSet").children("newsItem")
        pictures = {one.element.get("guid", ""): one for one in stories if _is_picture(one.element)}
        stories = [one for one in stories if not _is_picture(one.element)]
        if len(stories) != 1:
            raise Unfamiliar(f"the message has {len(stories)} stories, not one")
        item = stories[0]
    elif root.tag != f"{_G2}newsItem":
        raise Unfamiliar(f"the document is a {str(root.tag).removeprefix(_G2)}, not a newsItem")
    if not _is_ours(item.element):
        raise foreign(_TITLE)
    article = read_item(item, pictures)
    document.end()
    return article


def _is_ours(root: etree._Element) -> bool:
    """Whether the item declares the scheme of our own terms."""
    schemes = root.iterfind(f"{_G2}catalog/{_G2}scheme")
    return any(scheme.get("alias") == "xa" and scheme.get("uri") == TERMS for scheme in schemes)
