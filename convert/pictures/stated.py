"""What picture files state of their pictures: caption, credit, description and rights, in XMP, IPTC IIM and Exif.

Each notation gives a `Stated`; where several state a field, XMP wins over IIM, and that over Exif, as the Metadata
Working Group has it. Values are single lines; what cannot be read counts as not stated.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from convert.model import DIGITAL_SOURCE_TYPES, DigitalSourceType

MAX_LENGTH = 10_000
"""The greatest length of a value in characters; what is longer is cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a file states of its picture; what is not stated is None.

    `credit` is the line to print, else the creators. `orientation` is that of Exif: from 5 on the sides are swapped.
    """

    caption: str | None = None
    credit: str | None = None
    alt: str | None = None
    rights_notice: str | None = None
    usage_terms: str | None = None
    digital_source_type: DigitalSourceType | None = None
    orientation: int = 1

    def or_else(self, other: Stated) -> Stated:
        """These values, and those of another where these have none."""
        names = [field.name for field in dataclasses.fields(self) if field.name != "orientation"]
        values = {name: getattr(self, name) or getattr(other, name) for name in names}
        return Stated(**values, orientation=max(self.orientation, other.orientation))


_CONTROLS = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def one_line(text: str | None) -> str | None:
    """A value as one line without controls, None if nothing is left."""
    if not text:
        return None
    text = _BIDI.sub("", text[: 2 * MAX_LENGTH])
    text = "".join(" " if unicodedata.category(character) in _CONTROLS else character for character in text)
    return " ".join(text.split())[:MAX_LENGTH].rstrip() or None


def joined(texts: Iterable[str | None]) -> str | None:
    """Several values as one, such as creators; None for none."""
    return ", ".join(dict.fromkeys(filter(None, texts))) or None


def source_type(uri: str | None) -> DigitalSourceType | None:
    """The term of IPTC's vocabulary that a URI or code names, None for others."""
    code = (uri or "").rpartition("/")[2] if (uri or "").startswith(DIGITAL_SOURCE_TYPES) else uri
    return next((known for known in get_args(DigitalSourceType) if known == code), None)
