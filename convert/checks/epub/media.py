"""Media types in publications, whether the bytes of a picture are what they claim to be, and the times of media.

Core media types need no fallback (EPUB 3.3, 3.2); a content document may be in the spine (3.3). EPUB 2 has fewer of
both (OPS 2.0.1, 1.3.7).
"""

from __future__ import annotations

import re
import struct

XHTML_TYPE = "application/xhtml+xml"
SVG_TYPE = "image/svg+xml"
DTBOOK_TYPE = "application/x-dtbook+xml"
NCX_TYPE = "application/x-dtbncx+xml"
OVERLAY_TYPE = "application/smil+xml"
CSS_TYPE = "text/css"
SEARCH_KEYS_TYPE = "application/vnd.epub.search-key-map+xml"

OLD_DOCUMENT_TYPES = frozenset({"text/x-oeb1-document", "text/html"})
OLD_STYLE_TYPE = "text/x-oeb1-css"

_IMAGES = frozenset({"image/gif", "image/jpeg", "image/png", SVG_TYPE, "image/webp"})
_FONTS = frozenset(
    {
        *("font/otf", "font/ttf", "font/woff", "font/woff2", "application/font-sfnt", "application/font-woff"),
        *("application/vnd.ms-opentype", "application/x-font-ttf"),
    }
)
_SCRIPTS = frozenset({"text/javascript", "application/javascript", "application/ecmascript"})
_OTHERS = frozenset({XHTML_TYPE, SVG_TYPE, CSS_TYPE, "application/pls+xml", OVERLAY_TYPE})
_CORE = _IMAGES | _FONTS | _SCRIPTS | _OTHERS
_OPUS = re.compile(r"audio/ogg\s*;\s*codecs=opus")

SCRIPT_TYPES = frozenset(
    {
        *("application/javascript", "text/javascript", "application/ecmascript", "application/x-ecmascript"),
        *("application/x-javascript", "text/ecmascript", "text/jscript", "text/livescript", "text/x-ecmascript"),
        *("text/x-javascript", *(f"text/javascript1.{minor}" for minor in range(6))),
    }
)
"""The types of scripts that reading systems run; others are data (HTML, 4.12.1)."""


def is_core_audio(type: str) -> bool:
    """Whether this is a core media type of sound."""
    return type in ("audio/mpeg", "audio/mp4") or _OPUS.fullmatch(type) is not None


def is_core_image(type: str) -> bool:
    """Whether this is a core media type of pictures."""
    return type in _IMAGES


def is_core_font(type: str) -> bool:
    """Whether this is a core media type of fonts."""
    return type in _FONTS


def is_core(type: str) -> bool:
    """Whether resources of this type need no fallback; video of any type needs none."""
    return type in _CORE or type.startswith("video/") or is_core_audio(type)


def may_be_remote(type: str) -> bool:
    """Whether resources of this type may be outside the EPUB: sound, video and fonts."""
    return type.startswith(("audio/", "video/", "font/", "application/font-")) or type == "application/vnd.ms-opentype"


def is_content(type: str, version: str) -> bool:
    """Whether resources of this type are content documents."""
    return type in ((XHTML_TYPE, DTBOOK_TYPE) if version == "2" else (XHTML_TYPE, SVG_TYPE))


# --------------------------------------------------------------------------------------------------------------------
# Pictures

_SIGNATURES = {"image/jpeg": b"\xff\xd8", "image/gif": b"GIF8", "image/png": b"\x89PNG"}
_FORMATS = (
    ("png", b"\x89PNG\r\n\x1a\n"),
    ("jpeg", b"\xff\xd8\xff"),
    ("gif", b"GIF87a"),
    ("gif", b"GIF89a"),
    ("bmp", b"BM"),
    ("tiff", b"II*\0"),
    ("tiff", b"MM\0*"),
)
_SUFFIXES = {
    "png": "png",
    "jpg": "jpeg",
    "jpeg": "jpeg",
    "gif": "gif",
    "bmp": "bmp",
    "tif": "tiff",
    "tiff": "tiff",
    "wbmp": "wbmp",
}
_FRAMES = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})


def has_signature(type: str, data: bytes) -> bool:
    """Whether the data begin as pictures of this type do; True for a type that is not known."""
    return data.startswith(_SIGNATURES.get(type, b""))


def is_bitmap(type: str) -> bool:
    """Whether pictures of this type are examined."""
    return type in _SIGNATURES


def picture_format(data: bytes) -> str:
    """The format of a picture by its first bytes, empty if it is not known."""
    return next((name for name, signature in _FORMATS if data.startswith(signature)), "")


def format_of_suffix(name: str) -> str:
    """The format of a picture by the suffix of its name, empty if it has none or another."""
    _, dot, suffix = name.rpartition(".")
    return _SUFFIXES.get(suffix.lower(), "") if dot else ""


def has_size(data: bytes) -> bool:
    """Whether the size of a PNG, JPEG or GIF can be read from its header."""
    if data.startswith(b"\x89PNG"):
        return _png_has_size(data)
    if data.startswith(b"GIF8"):
        return len(data) >= 13 and data[6:10] != b"\0\0\0\0" and _gif_has_image(data)
    if data.startswith(b"\xff\xd8"):
        return _jpeg_has_size(data)
    return True


def _png_has_size(data: bytes) -> bool:
    if len(data) < 33 or data[12:16] != b"IHDR":
        return False
    (length,) = struct.unpack_from(">I", data, 8)
    width, height = struct.unpack_from(">II", data, 16)
    return bool(length == 13 and 0 < width < 2**31 and 0 < height < 2**31)


def _gif_has_image(data: bytes) -> bool:
    at = 13 + (3 * 2 ** ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    while at < len(data):
        kind = data[at]
        if kind == 0x2C:
            return at + 10 <= len(data)
        if kind != 0x21:
            return False
        at += 2
        while at < len(data) and data[at]:
            at += data[at] + 1
        at += 1
    return False


def _jpeg_has_size(data: bytes) -> bool:
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return False
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _FRAMES:
            return at + 9 <= len(data)
        if marker == 0xD9:
            return False
        if marker == 0x01 or 0xD0 <= marker <= 0xD8:
            at += 2
            continue
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return False


# --------------------------------------------------------------------------------------------------------------------
# Times

_CLOCK = re.compile(
    r"(?:(?:(?P<hours>[0-9]+):)?(?P<minutes>[0-5][0-9]):(?P<seconds>[0-5][0-9](?:\.[0-9]+)?)"
    r"|(?P<count>[0-9]+(?:\.[0-9]+)?)(?P<unit>h|min|s|ms)?)"
)
_UNITS = {"h": 3600.0, "min": 60.0, "s": 1.0, "ms": 0.001, None: 1.0}


def seconds(clock: str) -> float | None:
    """The seconds of a clock value of SMIL, None for anything else (9.2.2.4)."""
    found = _CLOCK.fullmatch(clock.strip())
    if found is None:
        return None
    if found["count"]:
        return float(found["count"][:15]) * _UNITS[found["unit"]]
    return int((found["hours"] or "0")[-9:]) * 3600 + int(found["minutes"]) * 60 + float(found["seconds"][:15])
