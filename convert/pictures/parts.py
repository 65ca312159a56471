"""The parts of picture files: segments of JPEG, chunks of PNG and WebP, blocks of GIF; and what they say of the pixels.

Files may be hostile. A parser here reads headers and lengths, decodes no pixel, and takes time and memory in
proportion to the size of the file. What it returns covers the file from its beginning to the end of the picture;
what is behind that end belongs to no picture.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from convert.pictures.limits import MAX_PARTS, MAX_PIXELS, MAX_SIDE, PictureError


class Part(NamedTuple):
    """A segment, chunk or block: its kind, its payload, and all of its bytes."""

    kind: bytes
    payload: bytes
    whole: bytes


class Kind(NamedTuple):
    """A kind of picture file: its media type and the suffix of its files."""

    media_type: str
    suffix: str


JPEG = Kind("image/jpeg", "jpg")
PNG = Kind("image/png", "png")
GIF = Kind("image/gif", "gif")
WEBP = Kind("image/webp", "webp")
TIFF = Kind("image/tiff", "tif")

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def kind_of(data: bytes) -> Kind | None:
    """The kind of a picture file, by its first bytes; None for what is none of these."""
    if data[:3] == b"\xff\xd8\xff":
        return JPEG
    if data.startswith(_PNG_SIGNATURE):
        return PNG
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return GIF
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[:4] in (b"II*\0", b"MM\0*"):
        return TIFF
    return None


def parts_of(data: bytes, kind: Kind) -> list[Part]:
    """The parts of a JPEG, PNG, GIF or WebP, to the end of the picture. Raises PictureError if it is cut off."""
    found = {JPEG: _segments, PNG: _chunks, GIF: _blocks, WEBP: _riff}[kind](data)
    parts = []
    for part in found:
        parts.append(part)
        if len(parts) > MAX_PARTS:
            raise PictureError(f"has more than {MAX_PARTS:,} parts")
    return parts


def sides_of(parts: list[Part], kind: Kind) -> tuple[int, int]:
    """The width and height in pixels. Raises PictureError for none, or for too many pixels."""
    width, height, frames = {JPEG: _of_jpeg, PNG: _of_png, GIF: _of_gif, WEBP: _of_webp}[kind](parts)
    if not (width and height):
        raise PictureError("has no width or height")
    if max(width, height) > MAX_SIDE or max(width * height, frames) > MAX_PIXELS:
        size = f"{width:,} by {height:,} pixels"
        size += " and more in its frames" if frames > width * height else ""
        advice = f"Give a smaller one: at most {MAX_PIXELS // 10**6} megapixels, and {MAX_SIDE:,} pixels on a side."
        raise PictureError(f"is too large: {size}", advice)
    return width, height


_CUT_OFF = "is cut off"
_SEND_AGAIN = "Get the whole file again."


def _cut_off() -> PictureError:
    return PictureError(_CUT_OFF, _SEND_AGAIN)


def _damaged(what: str) -> PictureError:
    return PictureError(f"is damaged: {what}", _SEND_AGAIN)


# --------------------------------------------------------------------------------------------------------------------
# JPEG (ITU T.81, annex B)

_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)
"""A marker in entropy-coded data, in which FF stands before 00 and the restart markers only."""

START, END, SCAN = b"\xd8", b"\xd9", b"\xda"
FRAMES = frozenset(bytes([n]) for n in range(0xC0, 0xD0) if n not in (0xC4, 0xC8, 0xCC))


def _segments(data: bytes) -> Iterator[Part]:
    """The segments; what is between a scan's header and the next marker is part of the scan."""
    yield Part(START, b"", data[:2])
    at = 2
    while True:
        if at >= len(data):
            raise _cut_off()
        marker = _MARKER.match(data, at)
        if not marker:
            raise _damaged(f"there is no marker at byte {at:,}")
        kind = marker[0][-1:]
        if kind == END:
            yield Part(END, b"", data[at : marker.end()])
            return
        start = marker.end()
        end = start + int.from_bytes(data[start : start + 2], "big")
        if end < start + 2 or end > len(data):
            raise _cut_off()
        if kind == SCAN:
            behind = _MARKER.search(data, end)
            if not behind:
                raise _cut_off()
            end = behind.start()
        yield Part(kind, data[start + 2 : end], data[at:end])
        at = end


def _of_jpeg(parts: list[Part]) -> tuple[int, int, int]:
    frame = next((part.payload for part in parts if part.kind in FRAMES), b"")
    if not any(part.kind == SCAN for part in parts):
        raise _damaged("it has no pixels")
    return int.from_bytes(frame[3:5], "big"), int.from_bytes(frame[1:3], "big"), 0


# --------------------------------------------------------------------------------------------------------------------
# PNG (third edition, 5)

_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""The bit depths of each color type (PNG, 11.2.1)."""


def _chunks(data: bytes) -> Iterator[Part]:
    yield Part(b"", b"", data[:8])
    at = 8
    while True:
        length = int.from_bytes(data[at : at + 4], "big")
        end = at + 12 + length
        if end > len(data):
            raise _cut_off()
        kind = data[at + 4 : at + 8]
        if zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            raise _damaged(f"the checksum of the chunk at byte {at:,} is another")
        yield Part(kind, data[at + 8 : end - 4], data[at:end])
        if kind == b"IEND":
            return
        at = end


def chunk(kind: bytes, payload: bytes) -> Part:
    """A chunk of PNG with its checksum."""
    inner = kind + payload
    return Part(kind, payload, len(payload).to_bytes(4, "big") + inner + zlib.crc32(inner).to_bytes(4, "big"))


def _of_png(parts: list[Part]) -> tuple[int, int, int]:
    header = parts[1].payload if len(parts) > 1 and parts[1].kind == b"IHDR" else b""
    if len(header) != 13 or header[8] not in _DEPTHS.get(header[9], ()) or header[10:12] != bytes(2) or header[12] > 1:
        raise _damaged("it has no valid header")
    if not any(part.kind == b"IDAT" and part.payload for part in parts):
        raise _damaged("it has no pixels")
    frames = sum(_area(part.payload[4:8], part.payload[8:12], "big") for part in parts if part.kind == b"fcTL")
    return int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big"), frames


def _area(width: bytes, height: bytes, order: str) -> int:
    is_big = order == "big"
    return int.from_bytes(width, "big" if is_big else "little") * int.from_bytes(height, "big" if is_big else "little")


# --------------------------------------------------------------------------------------------------------------------
# GIF (89a, 17 to 27)

FRAME, EXTENSION = b",", b"!"


def _blocks(data: bytes) -> Iterator[Part]:
    """The header, frames and extensions; the kind of an extension has its label, its payload is that of sub-blocks."""
    at = 13 + _color_table(data[10:11])
    if len(data) < at:
        raise _cut_off()
    yield Part(b"", data[6:13], data[:at])
    while True:
        start, kind = at, data[at : at + 1]
        if kind == b";":
            yield Part(kind, b"", kind)
            return
        if kind == EXTENSION:
            kind, at = data[at : at + 2], at + 2
        elif kind == FRAME:
            at += 10
            at += _color_table(data[at - 1 : at]) + 1
        elif kind:
            raise _damaged(f"there is no block at byte {at:,}")
        at, payload = _sub_blocks(data, at, keeps=kind != FRAME)
        yield Part(kind, payload or data[start + 1 : start + 10], data[start:at])


def _color_table(flags: bytes) -> int:
    return 3 << ((flags[0] & 7) + 1) if flags and flags[0] & 0x80 else 0


def _sub_blocks(data: bytes, at: int, *, keeps: bool) -> tuple[int, bytes]:
    """Where a chain of sub-blocks ends, and what is in it."""
    found = []
    while at < len(data) and (size := data[at]):
        if keeps:
            found.append(data[at + 1 : at + 1 + size])
        at += 1 + size
    if at >= len(data):
        raise _cut_off()
    return at + 1, b"".join(found)


def _of_gif(parts: list[Part]) -> tuple[int, int, int]:
    frames = [part.payload for part in parts if part.kind == FRAME]
    if not frames:
        raise _damaged("it has no pixels")
    total = sum(_area(frame[4:6], frame[6:8], "little") for frame in frames)
    screen = parts[0].payload
    return int.from_bytes(screen[:2], "little"), int.from_bytes(screen[2:4], "little"), total


# --------------------------------------------------------------------------------------------------------------------
# WebP (RFC 9649)

BITMAPS = (b"VP8 ", b"VP8L")


def _riff(data: bytes) -> Iterator[Part]:
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data) or end < 20:
        raise _cut_off()
    yield Part(b"", b"", data[:12])
    at = 12
    while at < end:
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        behind = at + 8 + length
        if behind > end:
            raise _damaged(f"the chunk at byte {at:,} is longer than the picture")
        yield Part(data[at : at + 4], data[at + 8 : behind], data[at : behind + length % 2])
        at = behind + length % 2


def riff_chunk(kind: bytes, payload: bytes) -> Part:
    """A chunk of WebP, filled to an even size."""
    size = len(payload)
    return Part(kind, payload, kind + size.to_bytes(4, "little") + payload + bytes(size % 2))


def _of_webp(parts: list[Part]) -> tuple[int, int, int]:
    first = parts[1]
    found = {part.kind for part in parts}
    if found.isdisjoint(BITMAPS) and b"ANMF" not in found:
        raise _damaged("it has no pixels")
    match first.kind:
        case b"VP8 ":
            frame = first.payload
            width, height = (int.from_bytes(side, "little") & 0x3FFF for side in (frame[6:8], frame[8:10]))
            return (width, height, 0) if frame[3:6] == b"\x9d\x01\x2a" else (0, 0, 0)
        case b"VP8L":
            bits = int.from_bytes(first.payload[1:5], "little")
            is_signed = first.payload[:1] == b"\x2f"
            return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, 0) if is_signed else (0, 0, 0)
        case b"VP8X" if len(first.payload) >= 10:
            width, height = (int.from_bytes(side, "little") + 1 for side in (first.payload[4:7], first.payload[7:10]))
            frames = (part.payload for part in parts if part.kind == b"ANMF")
            total = sum(
                (int.from_bytes(frame[6:9], "little") + 1) * (int.from_bytes(frame[9:12], "little") + 1)
                for frame in frames
            )
            return width, height, total
    raise _damaged("it has no valid header")
