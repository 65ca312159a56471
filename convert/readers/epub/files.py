"""The files of a publication as wirecopy writes it: which there are, and the pictures among them."""

from __future__ import annotations

import re
from typing import Any

from convert.documents import Epub
from convert.readers.body import PictureFacts
from convert.readers.dialect import Part, Unfamiliar, not_written

FOLDER = "EPUB/"
PACKAGE = "EPUB/content.opf"
PAGE = "EPUB/article.xhtml"
_FILES = frozenset(
    {
        *("mimetype", "META-INF/container.xml", PACKAGE, PAGE, "EPUB/nav.xhtml", "EPUB/style.css"),
        *("EPUB/cover.xhtml", "EPUB/cover.svg", "EPUB/colophon.xhtml"),
    }
)
_SPINES = (["article"], ["cover", "article", "colophon"])
"""The pages of a publication; those of older ones have no cover and no colophon."""


class Pictures:
    """The pictures of a publication, from its manifest; their addresses and types are in the metadata."""

    def __init__(self, files: Epub, root: Part) -> None:
        self._files = files
        self._names: dict[str, str] = {}
        self._types: dict[str, str | None] = {}
        self._stated: dict[str, dict[str, Any]] = {}
        self.addresses: dict[str, str] = {}
        for item in root.only("manifest").children("item"):
            name, id = item.need("href"), item.need("id")
            media_type = item.skip("properties").need("media-type")
            if re.fullmatch(r"image-\d+\.\w+", name):
                self._names[name] = id
                self._types[id] = media_type
            elif FOLDER + name not in _FILES:
                raise not_written(f"the file {name[:80]!r}", item.place)
        if unknown := files.members.keys() - _FILES - {FOLDER + name for name in self._names}:
            raise not_written(f"the file {min(unknown)[:80]!r}")
        spine = root.only("spine").skip("page-progression-direction")
        if [itemref.need("idref") for itemref in spine.children("itemref")] not in _SPINES:
            raise Unfamiliar("the publication has other pages than that of the story", spine.place)

    @property
    def ids(self) -> list[str]:
        """The ids of the pictures in the manifest."""
        return list(self._types)

    def describe(self, id: str, address: str, media_type: str | None, stated: dict[str, Any]) -> None:
        """Take the address of a picture, its media type where it is not that of its bytes, and other fields of it."""
        self.addresses[id] = address
        self._stated[id] = stated
        if media_type is not None:
            self._types[id] = None if media_type == "unknown" else media_type

    def __call__(self, source: str) -> PictureFacts:
        """What is stated of the picture in a file."""
        id = self._names.get(source, "")
        data = self._files.members.get(FOLDER + source)
        if id not in self.addresses or data is None:
            raise Unfamiliar(f"the picture {source[:80]!r} is not in the publication")
        return PictureFacts(self.addresses[id], self._types[id], data, **self._stated[id])
