"""Bulletins of weather services: the header of the World Meteorological Organization, codes of areas, and end marks.

The header is that of WMO No. 386 (manual on the global telecommunication system): a code of what the bulletin is, the
office, and day and time, such as `WWUS81 KBOX 121342`.
"""

from __future__ import annotations

import re

from convert.model import Party
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, one_line

TITLE_WORDS = 10
"""How many words the title below the header has at most."""

HEAD = 3
"""Among how many first lines the header of a bulletin is."""

_HEADER = re.compile(r"\s*[A-Z]{4}\d{2} [A-Z]{4} \d{6}(?: [A-Z]{3})?\s*")
_PRODUCT = re.compile(r"\s*(?:\d{3}|[A-Z0-9]{4,6})\s*")
_AREAS = re.compile(
    r"\s*(?:[A-Z]{2}[CZ]\d{3}|\d{3})(?:[->](?:[A-Z]{2}[CZ])?\d{3})*-(?:\d{6}-)?\s*|\s*\d{3}(?:-\d{3})*-\d{6}-\s*"
)
_MARK = re.compile(r"\s*(?:\$\$|&&|NNNN|=)\s*")
_OFFICE = re.compile(r"\s*(?:National Weather Service|NWS) [A-Z][\w/ .'-]{1,60}", re.IGNORECASE)
_FORECASTER = re.compile(r"\s*[A-Z][A-Z/.-]{1,20}\s*")

_OF_BULLETIN = TakenLine("frame of a bulletin")


def open_bulletin(lines: tuple[str, ...]) -> Envelope | None:
    """Open the bulletin in `lines`, None if they show none."""
    filled = filled_lines(lines)
    header = next((at for at in filled[:HEAD] if _HEADER.fullmatch(lines[at])), None)
    if header is None or any(not _PRODUCT.fullmatch(lines[at]) for at in filled if at < header):
        return None
    draft = Draft(lines)
    has_ended = False
    for at in filled:
        line = lines[at]
        is_code = at <= header or (at == header + 1 and _PRODUCT.fullmatch(line)) or _AREAS.fullmatch(line)
        is_signed = has_ended and _FORECASTER.fullmatch(line) is not None
        if is_code or _MARK.fullmatch(line) or is_signed:
            draft.taken[at] = _OF_BULLETIN
        elif at > header and draft.headline is None and len(line.split()) <= TITLE_WORDS:
            draft.headline = line.strip()
        elif at > header and _OFFICE.fullmatch(line):
            draft.state_first("provider", Party(name=one_line(line)), at)
            draft.taken[at] = _OF_BULLETIN
        has_ended = line.strip() == "$$" or (has_ended and is_signed)
    return draft.envelope()
