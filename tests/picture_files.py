"""Picture files made by code: with what cameras and people state in them, and hostile ones.

The pixels are those of `strategies.PICTURES`. Nothing here uses the code that reads pictures.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

import strategies

PNG, JPEG, GIF, WEBP = (data for _, data in strategies.PICTURES[:4])

EXIF = {
    "description": 0x010E,
    "make": 0x010F,
    "model": 0x0110,
    "orientation": 0x0112,
    "software": 0x0131,
    "artist": 0x013B,
    "copyright": 0x8298,
}
POSITION = b"\x00\x00\x00\x34\x00\x00\x00\x01\x00\x00\x00\x1e"
"""A latitude in the directory of positions: 52 degrees, 30 minutes."""


def exif(order: str = ">", **values: str | int) -> bytes:
    """A TIFF with tags of the first directory, and a directory of positions."""
    entries: list[tuple[int, int, int, bytes]] = []
    for name, value in values.items():
        if isinstance(value, int):
            entries.append((EXIF[name], 3, 1, struct.pack(f"{order}HH", value, 0)))
        else:
            text = value.encode() + b"\0"
            entries.append((EXIF[name], 2, len(text), text))
    entries.append((0x8825, 4, 1, b""))
    entries.sort()
    start = 8 + 2 + 12 * len(entries) + 4
    positions = struct.pack(f"{order}H", 1) + struct.pack(f"{order}HHI", 2, 5, 1)
    directory, behind = struct.pack(f"{order}H", len(entries)), b""
    gps = start
    behind += positions + struct.pack(f"{order}I", start + 18) + bytes(4) + POSITION
    for tag, kind, count, value in entries:
        if tag == 0x8825:
            place = struct.pack(f"{order}I", gps)
        elif len(value) <= 4:
            place = value.ljust(4, b"\0")
        else:
            place = struct.pack(f"{order}I", start + len(behind))
            behind += value + bytes(len(value) % 2)
        directory += struct.pack(f"{order}HHI", tag, kind, count) + place
    head = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(f"{order}I", 8)
    return head + directory + bytes(4) + behind


def iim(*values: tuple[int, str], encoding: str = "utf-8") -> bytes:
    """Image resources of Photoshop with datasets of the second record of IIM, and a thumbnail."""
    datasets = b""
    for number, text in values:
        data = text.encode(encoding)
        datasets += b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(data)) + data
    resources = b""
    for kind, data in ((0x040C, b"thumbnail of the uncropped picture"), (0x0404, datasets)):
        resources += b"8BIM" + struct.pack(">H", kind) + b"\0\0" + struct.pack(">I", len(data)) + data
        resources += bytes(len(data) % 2)
    return resources


_XMP = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Camera 1.0">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
    xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
    xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
    xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
    aux:SerialNumber="SERIAL-4711" exif:GPSLatitude="52,30N" xmpMM:DocumentID="xmp.did:DEVICE"{attributes}>{properties}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def alternatives(name: str, **texts: str) -> str:
    """A property with a text for each language; `x_default` is that for all others."""
    items = "".join(f'<rdf:li xml:lang="{tag.replace("_", "-")}">{text}</rdf:li>' for tag, text in texts.items())
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


def xmp(properties: str = "", attributes: str = "") -> bytes:
    """A packet of XMP that also tells of the device and its position."""
    return _XMP.format(properties=properties, attributes=f" {attributes}" if attributes else "").encode()


def jpeg(*, exif: bytes = b"", xmp: bytes = b"", iim: bytes = b"", comment: bytes = b"") -> bytes:
    """A JPEG with these segments before all others."""
    segments = (
        (0xE1, b"Exif\0\0" + exif if exif else b""),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp if xmp else b""),
        (0xED, b"Photoshop 3.0\0" + iim if iim else b""),
        (0xFE, comment),
    )
    written = b"".join(
        b"\xff" + bytes([kind]) + struct.pack(">H", len(payload) + 2) + payload for kind, payload in segments if payload
    )
    return JPEG[:2] + written + JPEG[2:]


_NONE: Mapping[str, str] = {}


def sized(data: bytes, width: int, height: int) -> bytes:
    """A JPEG whose frame states other sides."""
    at = next(data.index(marker) for marker in (b"\xff\xc0", b"\xff\xc2") if marker in data) + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def chunk(kind: bytes, payload: bytes) -> bytes:
    """A chunk of PNG."""
    return struct.pack(">I", len(payload)) + kind + payload + struct.pack(">I", zlib.crc32(kind + payload))


def png(*, exif: bytes = b"", xmp: bytes = b"", texts: Mapping[str, str] = _NONE, is_packed: bool = False) -> bytes:
    """A PNG with these chunks behind its header."""
    chunks = chunk(b"eXIf", exif) if exif else b""
    if xmp:
        packed = b"\1\0\0\0" + zlib.compress(xmp) if is_packed else b"\0\0\0\0" + xmp
        chunks += chunk(b"iTXt", b"XML:com.adobe.xmp\0" + packed)
    for keyword, text in texts.items():
        chunks += chunk(b"tEXt", keyword.encode() + b"\0" + text.encode("latin-1"))
    return PNG[:33] + chunks + PNG[33:]


def png_of(width: int, height: int) -> bytes:
    """A PNG that states these sides, with hardly any pixel data."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return PNG[:8] + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def riff(kind: bytes, payload: bytes) -> bytes:
    """A chunk of WebP."""
    return kind + struct.pack("<I", len(payload)) + payload + bytes(len(payload) % 2)


def webp(*, exif: bytes = b"", xmp: bytes = b"") -> bytes:
    """A WebP in the extended form with these chunks."""
    flags = 0x08 * bool(exif) | 0x04 * bool(xmp)
    chunks = riff(b"VP8X", bytes([flags, 0, 0, 0, *(1, 0, 0), *(1, 0, 0)])) + WEBP[12:]
    chunks += riff(b"EXIF", exif) if exif else b""
    chunks += riff(b"XMP ", xmp) if xmp else b""
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WEBP" + chunks


def gif(*, comment: bytes = b"") -> bytes:
    """A GIF with a comment before its trailer."""
    assert GIF.endswith(b";")
    return GIF[:-1] + (b"!\xfe" + bytes([len(comment)]) + comment + b"\0" if comment else b"") + b";"


ENTITIES = b"""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt><rdf:li>&b;</rdf:li></rdf:Alt>
</dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"""
EXTERNAL = ENTITIES.replace(b'<!ENTITY a "aaaaaaaaaa">', b'<!ENTITY a SYSTEM "file:///etc/passwd">')

HOSTILE: Mapping[str, bytes] = {
    "nothing": b"",
    "text": b"Ferry service resumes",
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "HTML": b"<!DOCTYPE html><script>alert(1)</script>",
    "HEIC": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    "a film": b"\0\0\0\x18ftypisom\0\0\0\0isommp42",
    "PNG of too many pixels": png_of(60_000, 60_000),
    "PNG of too long a side": png_of(100_000, 1),
    "PNG without sides": png_of(0, 5),
    "PNG that is cut off": PNG[:-5],
    "PNG with another checksum": PNG[:40] + bytes([PNG[40] ^ 1]) + PNG[41:],
    "PNG whose chunk is longer than the file": PNG[:33] + b"\x7f\xff\xff\xffIDAT",
    "PNG without pixels": PNG[:33] + chunk(b"IEND", b""),
    "JPEG that is cut off": JPEG[:-10],
    "JPEG of its first bytes": JPEG[:3],
    "JPEG whose segment is longer than the file": JPEG[:2] + b"\xff\xe1\xff\xff",
    "JPEG whose segment has no length": JPEG[:2] + b"\xff\xe1\0\1" + JPEG[2:],
    "JPEG without pixels": b"\xff\xd8\xff\xd9",
    "JPEG of markers alone": b"\xff\xd8" + b"\xff\xe1\0\2" * 200_000 + b"\xff\xd9",
    "GIF that is cut off": GIF[:-1],
    "GIF without pixels": GIF[:13] + b";",
    "GIF of many large frames": b"GIF89a\xff\xff\xff\xff\0\0\0" + b",\0\0\0\0\xff\xff\xff\xff\0\2\1\0\0" * 2 + b";",
    "WebP that is cut off": WEBP[:-3],
    "WebP whose chunk is longer": b"RIFF\x14\0\0\0WEBPVP8 \xff\xff\xff\x7f\0\0\0\0",
    "WebP of nothing": b"RIFF\x04\0\0\0WEBP",
    "TIFF of nothing": b"II*\0",
    "TIFF whose directory is itself": b"II*\0\x08\0\0\0" + b"\1\0" + b"\0" * 10 + b"\x08\0\0\0",
}
"""Files that are no pictures to publish."""
