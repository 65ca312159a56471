"""What pictures may be at most, by which suffixes their files are found, and the error for one that cannot be used.

This module imports nothing, so that whoever plans a batch need not know how pictures are read.
"""

from __future__ import annotations

SUFFIXES = (".jpg", ".jpeg", ".jpe", ".png", ".gif", ".webp", ".tif", ".tiff")
"""The suffixes of the files that are looked for beside stories."""

MAX_BYTES = 32 * 2**20
"""The greatest size of a picture in bytes."""

MAX_STORY_BYTES = 40 * 2**20
"""The greatest size of all pictures of a story in bytes, so that its EPUB and Article JSON stay within their limits."""

MAX_PICTURES = 100
"""How many pictures a story has at most."""

MAX_PIXELS = 200_000_000
"""The greatest number of pixels of a picture, all its frames together; the largest cameras have 200 megapixels."""

MAX_SIDE = 65_535
"""The greatest width and height in pixels, which is that of JPEG."""

MAX_PARTS = 100_000
"""The greatest number of segments, chunks or blocks of a file."""

MAX_PACKET = 2**20
"""The greatest size of a packet of XMP in bytes; what is larger is not read. In JPEG it has 64 KB at most."""


class PictureError(Exception):
    """A picture cannot be used; the message gives the reason, in words that follow the name of the file."""

    def __init__(self, message: str, advice: str = "", code: str = "INP068") -> None:
        super().__init__(message)
        self.message, self.advice, self.code = message, advice, code


def missing() -> PictureError:
    """The error for a picture that is not there."""
    return PictureError("is not there", "Put it beside the story, or name its folder with --images.", "INP067")


def is_plain(name: str) -> bool:
    """Whether a name is that of a file in the folder itself."""
    return bool(name) and name not in (".", "..") and not set(name) & set("/\\\0:") and not name.startswith(".")
