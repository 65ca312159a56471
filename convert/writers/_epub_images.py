"""The images that an EPUB can embed: those whose bytes are known and have the structure of a supported picture type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from convert.model import Block, Image, pictures
from convert.pictures.limits import PictureError
from convert.pictures.parts import TIFF, Kind, kind_of, parts_of, sides_of


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedImage:
    """An image file of the publication: its name, its media type by its bytes, and the image that it shows."""

    name: str
    media_type: str
    image: Image

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.image.data or b""

    @property
    def href(self) -> str:
        """The address of the image."""
        return self.image.href

    @property
    def id(self) -> str:
        """The id of the image's item in the manifest."""
        return self.name.partition(".")[0]


def embedded_images(body: Iterable[Block]) -> tuple[EmbeddedImage, ...]:
    """The images to embed, in order, each address once."""
    found: dict[str, EmbeddedImage] = {}
    for _, image in pictures(body):
        kind = _kind(image.data) if image.data else None
        if kind and image.href not in found:
            name = f"image-{len(found) + 1}.{kind.suffix}"
            found[image.href] = EmbeddedImage(name=name, media_type=kind.media_type, image=image)
    return tuple(found.values())


def _kind(data: bytes) -> Kind | None:
    """The kind of a picture, by its bytes; None if they are not a whole picture of a kind that EPUBs embed.

    SVG is not embedded: it is a document that may have scripts and links, and nothing here checks those.
    """
    kind = kind_of(data)
    if kind is None or kind == TIFF:
        return None
    try:
        sides_of(parts_of(data, kind), kind)
    except PictureError:
        return None
    return kind
