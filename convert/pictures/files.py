"""Picture files as they are published: measured, with what they state, and without what identifies places and devices.

JPEG, PNG, GIF and WebP are rewritten part by part, so that no pixel changes; TIFF, which no reading system shows,
becomes PNG if Pillow is installed. What stays is what decoders need and what people state: captions, credits, rights.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from convert.pictures import exif, iim, xmp
from convert.pictures.limits import MAX_BYTES, MAX_PACKET, SUFFIXES, PictureError
from convert.pictures.parts import (
    BITMAPS,
    EXTENSION,
    FRAME,
    GIF,
    JPEG,
    PNG,
    SCAN,
    START,
    TIFF,
    WEBP,
    Kind,
    Part,
    chunk,
    kind_of,
    parts_of,
    riff_chunk,
    sides_of,
)
from convert.pictures.stated import Stated, one_line

_SUFFIXES_OF = {JPEG: (".jpg", ".jpeg", ".jpe"), PNG: (".png",), GIF: (".gif",), WEBP: (".webp",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as it is published: its name, bytes, media type and sides in pixels, and what its file states.

    `further` is the number of bytes behind the end of the picture, which are left out. The name has the suffix of its
    kind.
    """

    name: str
    data: bytes
    media_type: str
    width: int
    height: int
    stated: Stated
    further: int = 0


@dataclass(slots=True)
class _Metadata:
    """What is in a file: the tags of Exif, the datasets of IIM, the packet of XMP, and texts of PNG by keyword."""

    tags: Mapping[int, bytes] = field(default_factory=dict)
    datasets: bytes = b""
    packet: bytes = b""
    texts: dict[bytes, str | None] = field(default_factory=dict)

    def stated(self, language: str) -> Stated:
        texts = {name: self.texts.get(name) for name in _TEXTS}
        of_png = Stated(caption=texts[b"Description"], credit=texts[b"Author"], rights_notice=texts[b"Copyright"])
        return (
            xmp.stated_in(self.packet, language)
            .or_else(iim.stated_in(self.datasets))
            .or_else(exif.stated_in(self.tags))
            .or_else(of_png)
        )


_TEXTS = (b"Title", b"Author", b"Description", b"Copyright")
"""The keywords of texts in PNG that people fill in."""


def published(name: str, data: bytes, *, keeps_metadata: bool = False, language: str = "") -> Picture:
    """The picture in a file as it is published. Raises PictureError for anything that cannot be used.

    With `keeps_metadata` the bytes stay as they are. `language` is that of the story, in which captions are preferred.
    """
    if not data:
        raise PictureError("is empty")
    if len(data) > MAX_BYTES:
        raise PictureError(f"is larger than {MAX_BYTES:,} bytes", "Give a smaller one.")
    kind = kind_of(data)
    if kind is None:
        raise PictureError(f"is no picture that is read: {_other(data)}", "Save it as JPEG, PNG, GIF or WebP.")
    taken = None
    if kind == TIFF:
        taken = _of_tiff(exif.tags_in(data))
        data, kind = _as_png(data), PNG
        keeps_metadata = False
    parts = parts_of(data, kind)
    width, height = sides_of(parts, kind)
    found = taken or _READERS[kind](parts)
    stated = found.stated(language)
    kept = data if keeps_metadata else b"".join(part.whole for part in _WRITERS[kind](parts, found))
    if stated.orientation > 4:
        width, height = height, width
    behind = data[sum(len(part.whole) for part in parts) :]
    return Picture(
        name=_with_suffix(name, kind),
        data=kept,
        media_type=kind.media_type,
        width=width,
        height=height,
        stated=stated,
        further=0 if keeps_metadata else len(behind.strip(b"\0\r\n ")) and len(behind),
    )


def _with_suffix(name: str, kind: Kind) -> str:
    """The name with the suffix of its kind, where it has that of another one."""
    stem, suffix = os.path.splitext(name)
    if suffix.lower() in _SUFFIXES_OF[kind]:
        return name
    return f"{stem if suffix.lower() in SUFFIXES else name}.{kind.suffix}"


_OTHERS = (
    (b"<svg", "SVG"),
    (b"<?xml", "XML"),
    (b"<!DOCTYPE", "HTML"),
    (b"<html", "HTML"),
    (b"BM", "BMP"),
    (b"%PDF", "PDF"),
    (b"8BPS", "a file of Photoshop"),
    (b"PK", "a zip archive"),
    (b"version https://git-lfs", "a pointer of Git LFS"),
)


def _other(data: bytes) -> str:
    """What kind of file it is instead, in words."""
    if data[4:8] == b"ftyp":
        return "HEIC or AVIF" if data[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis") else "a film"
    begin = data[:64].lstrip()
    return next((name for start, name in _OTHERS if begin.startswith(start)), "its first bytes are of no known kind")


# --------------------------------------------------------------------------------------------------------------------
# JPEG

_APP0, _APP1, _APP2, _APP13, _APP14 = b"\xe0", b"\xe1", b"\xe2", b"\xed", b"\xee"
_APPLICATION = frozenset(bytes([number]) for number in range(0xE0, 0xF0))
_COMMENT = b"\xfe"
_PACKET = b"http://ns.adobe.com/xap/1.0/\0"
_MAX_SEGMENT = 0xFFFF - 2


def _read_jpeg(parts: Iterable[Part]) -> _Metadata:
    found, resources = _Metadata(), b""
    for part in parts:
        if part.kind == SCAN:
            break
        if part.kind == _APP1 and part.payload.startswith(exif.SIGNATURE):
            found.tags = found.tags or exif.tags_in(part.payload[len(exif.SIGNATURE) :])
        elif part.kind == _APP1 and part.payload.startswith(_PACKET):
            found.packet = found.packet or part.payload[len(_PACKET) :]
        elif part.kind == _APP13 and part.payload.startswith(iim.SIGNATURE):
            resources += part.payload[len(iim.SIGNATURE) :]
    found.datasets = iim.iim_in(resources)
    return found


def _write_jpeg(parts: list[Part], found: _Metadata) -> Iterable[Part]:
    yield parts[0]
    rest = [kept for part in parts[1:] if (kept := _kept_of_jpeg(part))]
    head = [part for part in rest[:1] if part.kind == _APP0]
    yield from head
    if block := exif.without_devices(found.tags):
        yield _segment(_APP1, exif.SIGNATURE + block)
    packet = xmp.without_devices(found.packet)
    if packet and len(packet) <= _MAX_SEGMENT - len(_PACKET):
        yield _segment(_APP1, _PACKET + packet)
    if found.datasets and len(found.datasets) <= _MAX_SEGMENT - 100:
        yield _segment(_APP13, iim.SIGNATURE + iim.as_resources(found.datasets))
    yield from rest[len(head) :]


def _kept_of_jpeg(part: Part) -> Part | None:
    """The segment, without a thumbnail; None for one that decoders do not need."""
    if part.kind == _APP0:
        is_header = part.payload.startswith(b"JFIF\0") and len(part.payload) >= 14
        return _segment(_APP0, part.payload[:12] + bytes(2)) if is_header else None
    if part.kind == _APP2:
        return part if part.payload.startswith(b"ICC_PROFILE\0") else None
    if part.kind == _APP14:
        return part if part.payload.startswith(b"Adobe") else None
    return None if part.kind in _APPLICATION or part.kind in (_COMMENT, START) else part


def _segment(kind: bytes, payload: bytes) -> Part:
    return Part(kind, payload, b"\xff" + kind + (len(payload) + 2).to_bytes(2, "big") + payload)


# --------------------------------------------------------------------------------------------------------------------
# PNG

_CHUNKS = frozenset(
    (
        *b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV mDCv cLLI cLLi".split(),
        *b"bKGD hIST pHYs sPLT acTL fcTL fdAT".split(),
    )
)
_XMP_KEYWORD = b"XML:com.adobe.xmp"


def _read_png(parts: Iterable[Part]) -> _Metadata:
    found = _Metadata()
    for part in parts:
        if part.kind == b"eXIf":
            found.tags = found.tags or exif.tags_in(part.payload)
        elif part.kind == b"iTXt" and part.payload.startswith(_XMP_KEYWORD + b"\0"):
            found.packet = found.packet or _text_of_chunk(part.payload)
        elif part.kind == b"tEXt":
            keyword, _, text = part.payload.partition(b"\0")
            if keyword in _TEXTS:
                found.texts.setdefault(keyword, one_line(text.decode("latin-1")))
    return found


def _text_of_chunk(payload: bytes) -> bytes:
    """The text of an international text chunk, empty if it is too large or damaged."""
    _, _, rest = payload.partition(b"\0")
    is_packed, rest = rest[:1] == b"\1", rest[2:]
    text = rest.partition(b"\0")[2].partition(b"\0")[2]
    if not is_packed:
        return text
    try:
        return zlib.decompressobj().decompress(text, MAX_PACKET + 1)
    except zlib.error:
        return b""


def _write_png(parts: list[Part], found: _Metadata) -> Iterable[Part]:
    yield from parts[:2]
    if block := exif.without_devices(found.tags):
        yield chunk(b"eXIf", block)
    if packet := xmp.without_devices(found.packet):
        yield chunk(b"iTXt", _XMP_KEYWORD + bytes(5) + packet)
    for part in parts[2:]:
        is_text = part.kind == b"tEXt" and part.payload.partition(b"\0")[0] in _TEXTS
        if is_text or (part.kind in _CHUNKS and not (part.kind == b"iCCP" and _is_bomb(part.payload))):
            yield part


_MAX_PROFILE = 2**22


def _is_bomb(payload: bytes) -> bool:
    """Whether a color profile cannot be unpacked, or unpacks to more than any profile has."""
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(payload.partition(b"\0")[2][1:], _MAX_PROFILE)
    except zlib.error:
        return True
    return len(found) >= _MAX_PROFILE


# --------------------------------------------------------------------------------------------------------------------
# GIF and WebP

_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def _read_gif(parts: Iterable[Part]) -> _Metadata:
    return _Metadata()


def _write_gif(parts: list[Part], found: _Metadata) -> Iterable[Part]:
    needed = (b"", FRAME, b";", EXTENSION + b"\xf9", EXTENSION + b"\x01")
    for part in parts:
        if part.kind in needed or (part.kind == EXTENSION + b"\xff" and part.payload.startswith(_LOOPS)):
            yield part


_RIFF_CHUNKS = frozenset((*BITMAPS, b"VP8X", b"ICCP", b"ANIM", b"ANMF", b"ALPH"))
_HAS_EXIF, _HAS_XMP = 0x08, 0x04


def _read_webp(parts: Iterable[Part]) -> _Metadata:
    found = _Metadata()
    for part in parts:
        if part.kind == b"EXIF":
            found.tags = found.tags or exif.tags_in(part.payload.removeprefix(exif.SIGNATURE))
        elif part.kind == b"XMP ":
            found.packet = found.packet or part.payload
    return found


def _write_webp(parts: list[Part], found: _Metadata) -> Iterable[Part]:
    kept = [part for part in parts[1:] if part.kind in _RIFF_CHUNKS]
    block, packet = exif.without_devices(found.tags), xmp.without_devices(found.packet)
    if kept and kept[0].kind == b"VP8X":
        flags = kept[0].payload[0] & ~(_HAS_EXIF | _HAS_XMP)
        flags |= _HAS_EXIF * bool(block) | _HAS_XMP * bool(packet)
        kept[0] = riff_chunk(b"VP8X", bytes([flags]) + kept[0].payload[1:])
        kept += [riff_chunk(b"EXIF", block)] if block else []
        kept += [riff_chunk(b"XMP ", packet)] if packet else []
    size = 4 + sum(len(part.whole) for part in kept)
    yield Part(b"", b"", b"RIFF" + size.to_bytes(4, "little") + b"WEBP")
    yield from kept


# --------------------------------------------------------------------------------------------------------------------
# TIFF


def _of_tiff(tags: Mapping[int, bytes]) -> _Metadata:
    """What a TIFF states; Pillow turns the pixels as the orientation says."""
    datasets = tags.get(exif.IIM) or iim.iim_in(tags.get(exif.RESOURCES, b""))
    upright = {tag: value for tag, value in tags.items() if tag != exif.ORIENTATION}
    return _Metadata(tags=upright, datasets=datasets, packet=tags.get(exif.XMP, b""))


def _as_png(data: bytes) -> bytes:
    """The first picture of a TIFF as PNG. Raises PictureError, with INP035 if Pillow is not installed."""
    import io
    import warnings

    try:
        from PIL import Image
    except ImportError:
        advice = "Install it: pip install 'wirecopy[images]'; or save the picture as JPEG or PNG."
        raise PictureError("is a TIFF, which needs Pillow", advice, "INP035") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=["TIFF"]) as picture:
                _refuse_sides(*picture.size)
                profile = picture.info.get("icc_profile")
                plain = picture if picture.mode in ("1", "L", "LA", "P", "RGB", "RGBA") else picture.convert("RGB")
                written = io.BytesIO()
                keeps_profile = plain is picture and profile
                plain.save(written, "PNG", **({"icc_profile": profile} if keeps_profile else {"icc_profile": None}))
    except PictureError:
        raise
    except Exception as e:  # every decoder behind Pillow has exceptions of its own
        words = _OBJECT.sub("", str(e)).split()  # an address is another one in every run
        raise PictureError(
            f"cannot be decoded: {' '.join(words)[:100] or type(e).__name__}", "Save it as JPEG or PNG."
        ) from None
    return written.getvalue()


_OBJECT = re.compile(r"<[\w.]+ object at 0x[0-9a-fA-F]+>")


def _refuse_sides(width: int, height: int) -> None:
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    sides_of([Part(b"", b"", b""), Part(b"IHDR", header, b""), Part(b"IDAT", b"-", b"")], PNG)


_READERS: Mapping[Kind, Callable[[Iterable[Part]], _Metadata]] = {
    JPEG: _read_jpeg,
    PNG: _read_png,
    GIF: _read_gif,
    WEBP: _read_webp,
}
_WRITERS: Mapping[Kind, Callable[[list[Part], _Metadata], Iterable[Part]]] = {
    JPEG: _write_jpeg,
    PNG: _write_png,
    GIF: _write_gif,
    WEBP: _write_webp,
}
