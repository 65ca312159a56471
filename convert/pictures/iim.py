"""IPTC IIM 4.2 in the image resources of Photoshop: what people wrote of a picture before there was XMP."""

from __future__ import annotations

from convert.pictures.stated import Stated, joined, one_line

SIGNATURE = b"Photoshop 3.0\0"
"""How the payload of a segment of JPEG with image resources begins."""

_IIM = 0x0404
_MAX = 2**20
_CREDIT, _CREATOR, _NOTICE, _TERMS, _CAPTION = 110, 80, 116, 40, 120


def iim_in(resources: bytes) -> bytes:
    """The datasets of IIM in image resources, empty if there are none."""
    at = 0
    while resources[at : at + 4] == b"8BIM":
        name = resources[at + 6] if at + 6 < len(resources) else 0
        start = at + 6 + (name + 2) // 2 * 2
        size = int.from_bytes(resources[start : start + 4], "big")
        if int.from_bytes(resources[at + 4 : at + 6], "big") == _IIM:
            return resources[start + 4 : start + 4 + size][:_MAX]
        at = start + 4 + size + size % 2
    return b""


def as_resources(datasets: bytes) -> bytes:
    """Image resources that have datasets of IIM and nothing else, such as thumbnails of the uncropped picture."""
    return (
        b"8BIM"
        + _IIM.to_bytes(2, "big")
        + bytes(2)
        + len(datasets).to_bytes(4, "big")
        + datasets
        + bytes(len(datasets) % 2)
    )


def stated_in(datasets: bytes) -> Stated:
    """What datasets state. Their encoding is UTF-8 if they say so or are, else that of Windows."""
    values: dict[int, list[bytes]] = {}
    at = 0
    while datasets[at : at + 1] == b"\x1c" and at + 5 <= len(datasets):
        size = int.from_bytes(datasets[at + 3 : at + 5], "big")
        if size > 0x7FFF:  # the extended form, which no text of a picture needs
            break
        if datasets[at + 1] == 2:
            values.setdefault(datasets[at + 2], []).append(datasets[at + 5 : at + 5 + size])
        at += 5 + size

    def texts(number: int) -> list[str | None]:
        return [one_line(_decoded(value)) for value in values.get(number, ())]

    def text(number: int) -> str | None:
        return next(iter(texts(number)), None)

    return Stated(
        caption=text(_CAPTION),
        credit=text(_CREDIT) or joined(texts(_CREATOR)),
        rights_notice=text(_NOTICE),
        usage_terms=text(_TERMS),
    )


def _decoded(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")
