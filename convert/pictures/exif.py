"""Exif 3.0: the few tags of the first directory that people fill in, and the orientation, which pixels need.

All else is of devices: makes, serial numbers, lenses, times, positions, thumbnails of the uncropped picture.
"""

from __future__ import annotations

from collections.abc import Mapping

from convert.pictures.stated import Stated, one_line

SIGNATURE = b"Exif\0\0"
"""How the payload of a segment of JPEG with Exif begins."""

DESCRIPTION, ORIENTATION, ARTIST, COPYRIGHT = 0x010E, 0x0112, 0x013B, 0x8298
XMP, IIM, RESOURCES = 0x02BC, 0x83BB, 0x8649
_KEPT = (DESCRIPTION, ORIENTATION, ARTIST, COPYRIGHT)
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 7: 1, 129: 1}
_MAX_TAGS = 512
_MAX_VALUE = 2**20


def tags_in(block: bytes) -> Mapping[int, bytes]:
    """The values of the tags of the first directory of a TIFF, texts without what follows their NUL; numbers in their
    smallest form, big-endian. What cannot be read is left out.
    """
    order = {b"II*\0": "little", b"MM\0*": "big"}.get(block[:4])
    if order is None:
        return {}
    is_big = order == "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(block[at : at + size], "big" if is_big else "little")

    found: dict[int, bytes] = {}
    start = number(4, 4)
    for at in range(start + 2, start + 2 + 12 * min(number(start, 2), _MAX_TAGS), 12):
        if at + 12 > len(block):
            break
        tag, kind, count = number(at, 2), number(at + 2, 2), number(at + 4, 4)
        length = count * _SIZES.get(kind, 0)
        if not 0 < length <= _MAX_VALUE or tag in found:
            continue
        place = at + 8 if length <= 4 else number(at + 8, 4)
        value = block[place : place + length]
        if len(value) == length:
            found[tag] = (
                value if kind not in (3, 4) or count > 1 else number(place, length).to_bytes(2 + 2 * (kind == 4), "big")
            )
    return found


def stated_in(tags: Mapping[int, bytes]) -> Stated:
    """What tags state. A description in capitals of ASCII is a default of the camera."""

    def text(tag: int) -> str | None:
        value = tags.get(tag, b"").partition(b"\0")[0]
        try:
            return one_line(value.decode())
        except UnicodeDecodeError:
            return one_line(value.decode("cp1252", "replace"))

    caption = text(DESCRIPTION)
    is_default = caption is not None and caption.isascii() and not any(map(str.islower, caption))
    orientation = int.from_bytes(tags.get(ORIENTATION, b""), "big")
    return Stated(
        caption=None if is_default else caption,
        credit=text(ARTIST),
        rights_notice=text(COPYRIGHT),
        orientation=orientation if 1 <= orientation <= 8 else 1,
    )


def without_devices(tags: Mapping[int, bytes]) -> bytes:
    """A TIFF with what people state and the orientation alone; empty if that is nothing."""
    kept = {tag: tags[tag] for tag in _KEPT if tags.get(tag, b"").strip(b"\0 ")}
    orientation = stated_in(tags).orientation
    kept.pop(ORIENTATION, None)
    if orientation > 1:
        kept[ORIENTATION] = orientation.to_bytes(2, "big")
    if not kept:
        return b""
    entries, values = b"", b""
    start = 8 + 2 + 12 * len(kept) + 4
    for tag, value in sorted(kept.items()):
        is_number = tag == ORIENTATION
        text = value if is_number else value.partition(b"\0")[0] + b"\0"
        count = 1 if is_number else len(text)
        if len(text) <= 4:
            place = text.ljust(4, b"\0")
        else:
            place = (start + len(values)).to_bytes(4, "big")
            values += text + bytes(len(text) % 2)
        entries += (
            tag.to_bytes(2, "big") + (3 if is_number else 2).to_bytes(2, "big") + count.to_bytes(4, "big") + place
        )
    return b"MM\0*\0\0\0\x08" + len(kept).to_bytes(2, "big") + entries + bytes(4) + values
