"""The images that an EPUB can embed: those whose bytes are known and have the structure of a supported picture type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from convert.model import Block, Image, pictures


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
        if image.data and kind and image.href not in found:
            media_type, suffix = kind
            name = f"image-{len(found) + 1}.{suffix}"
            found[image.href] = EmbeddedImage(name=name, media_type=media_type, image=image)
    return tuple(found.values())


def _kind(data: bytes) -> tuple[str, str] | None:
    """The media type and file suffix of a picture, by its bytes; None if they are not a well-formed supported picture.

    SVG is not embedded: it is a document that may have scripts and links, and nothing here checks those.
    """
    if data.startswith(b"\x89PNG\r\n\x1a\n") and _is_png(data):
        return "image/png", "png"
    if data[:6] in (b"GIF87a", b"GIF89a") and _is_gif(data):
        return "image/gif", "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP" and data[12:16] in (b"VP8 ", b"VP8L", b"VP8X"):
        return "image/webp", "webp"
    if data[:3] == b"\xff\xd8\xff" and _is_jpeg(data):
        return "image/jpeg", "jpg"
    return None


_PNG_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""The bit depths of each color type (PNG, 11.2.1)."""


def _is_png(data: bytes) -> bool:
    """Whether the header has a valid size and color type, and a chain of chunks reaches the pixel data (IDAT)."""
    width, height = data[16:20], data[20:24]
    is_header = data[8:16] == b"\0\0\0\rIHDR" and width > bytes(4) and height > bytes(4) and len(data) > 33
    if not is_header or data[24] not in _PNG_DEPTHS.get(data[25], ()) or data[26:28] != bytes(2) or data[28] > 1:
        return False
    at = 8
    while at + 12 <= len(data) and data[at + 4 : at + 8] != b"IDAT":
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return at + 12 <= len(data)


def _is_gif(data: bytes) -> bool:
    """Whether a chain of extension blocks leads from the header to an image (GIF89a, 18 to 24)."""
    if len(data) < 14 or bytes(2) in (data[6:8], data[8:10]):
        return False
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    while at + 2 < len(data) and data[at] == 0x21:
        at += 2
        while at < len(data) and data[at]:
            at += 1 + data[at]
        at += 1
    return at + 10 < len(data) and data[at] == 0x2C


def _is_jpeg(data: bytes) -> bool:
    """Whether a chain of segments leads to a frame header with a nonzero size (ITU T.81, B.1.1 and B.2.2)."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return at + 9 <= len(data) and bytes(2) not in (data[at + 5 : at + 7], data[at + 7 : at + 9])
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False
