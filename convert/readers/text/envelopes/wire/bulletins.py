"""Bulletins of weather services: the header of the World Meteorological Organization, codes of areas, and end marks.

The header is that of WMO No. 386 (manual on the global telecommunication system): a code of what the bulletin is, the
office, and day and time, such as `WWUS81 KBOX 121342`.
"""

from __future__ import annotations

import re

from convert.model import Party
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, one_line
from convert.readers.text.envelopes.wire.habits import day_of, sent_on
from convert.readers.text.envelopes.wire.top import URGENT

TITLE_WORDS = 10
"""How many words the title below the header has at most."""

HEAD = 3
"""Among how many first lines the header of a bulletin is."""

_HEADER = re.compile(r"\s*[A-Z]{4}\d{2} [A-Z]{4} \d{6}(?: [A-Z]{3})?\s*")
_PRODUCT = re.compile(r"\s*(?:\d{3}|[A-Z0-9]{4,6})\s*")
_AREAS = re.compile(
    r"\s*(?:[A-Z]{2}[CZ]\d{3}|\d{3})(?:[->](?:[A-Z]{2}[CZ])?\d{3})*-(?:\d{6}-)?\s*|\s*\d{3}(?:-\d{3})*-\d{6}-\s*"
)
_EVENT = re.compile(r"\s*/[A-Z0-9]{1,5}\.[A-Z0-9]{1,4}\.[A-Z0-9.]{2,20}\.\d{6}T\d{4}Z[A-Z0-9.-]{0,60}/\s*")
"""A code for machines of what is warned of, and from when until when (VTEC; NWS instruction 10-1703)."""

_PLOT = re.compile(r"\s*(?:LAT\.\.\.LON|TIME\.\.\.MOT\.\.\.LOC)\s.{3,80}")
_POINTS = re.compile(r"\s*(?:\d{4,5}\s?){2,16}\s*")
"""Points of an area for machines, and the lines on which they go on."""

_REQUEST = re.compile(r"\s*(?:BULLETIN|URGENT|FLASH) - [A-Z ]{4,50} REQUESTED\s*")
_ISSUED = re.compile(
    r"\s*(?P<hour>\d{1,2})(?P<minute>\d\d) (?P<half>AM|PM) (?P<zone>[A-Z]{3,4}) [A-Z][A-Za-z]{2}"
    r" (?P<month>[A-Z][A-Za-z]{2}) (?P<day>\d{1,2}) (?P<year>\d{4})\s*"
)
_MARK = re.compile(r"\s*(?:\$\$|&&|NNNN|=)\s*")
_OFFICE = re.compile(r"\s*(?:National Weather Service|NWS) [A-Z][\w/ .'-]{1,60}", re.IGNORECASE)
_FORECASTER = re.compile(r"\s*[A-Z][A-Za-z/.-]{1,20}\s*")

_OF_BULLETIN = TakenLine("frame of a bulletin")


def open_bulletin(lines: tuple[str, ...]) -> Envelope | None:
    """Open the bulletin in `lines`, None if they show none."""
    filled = filled_lines(lines)
    header = next((at for at in filled[:HEAD] if _HEADER.fullmatch(lines[at])), None)
    if header is None or any(not _PRODUCT.fullmatch(lines[at]) for at in filled if at < header):
        return None
    draft = Draft(lines, is_whole=True)
    draft.layout = "wrapped"
    has_ended = False
    product = next((at for at in filled if at > header), -1)
    office = next((number for number, at in enumerate(filled) if at > header and _OFFICE.fullmatch(lines[at])), 0)
    title = filled[office - 1] if office and filled[office - 1] > header else -1
    is_plot = False
    for at in filled:
        line = lines[at]
        is_plot = _PLOT.fullmatch(line) is not None or (is_plot and _POINTS.fullmatch(line) is not None)
        is_code = is_plot or any(pattern.fullmatch(line) for pattern in (_AREAS, _EVENT))
        is_code = is_code or at <= header or (at == product and _PRODUCT.fullmatch(line) is not None)
        is_signed = has_ended and _FORECASTER.fullmatch(line) is not None
        if is_code or _MARK.fullmatch(line) or is_signed:
            draft.taken[at] = _OF_BULLETIN
        elif _REQUEST.fullmatch(line) and at < title:
            draft.state_first("urgency", URGENT, at)
            draft.taken[at] = TakenLine("label of urgency")
        elif at == title or (title < 0 and draft.headline is None and len(line.split()) <= TITLE_WORDS):
            draft.headline = line.strip()
        elif draft.issued is None and (issued := _ISSUED.fullmatch(line)):
            _read_issued(draft, issued, at)
        elif at > header and _OFFICE.fullmatch(line):
            draft.state_first("provider", Party(name=one_line(line)), at)
            draft.taken[at] = _OF_BULLETIN
        has_ended = line.strip() == "$$" or (has_ended and is_signed)
    return draft.envelope()


def _read_issued(draft: Draft, issued: re.Match[str], at: int) -> None:
    """Read when the bulletin was issued ("1050 PM CDT Sat Apr 11 2026")."""
    hour = int(issued["hour"]) % 12 + 12 * (issued["half"] == "PM")
    day = day_of(issued["year"], issued["month"], issued["day"])
    draft.issued = sent_on(day, f"{hour:02}{issued['minute']}", issued["zone"])
    if draft.issued:
        draft.stated["published"] = at
        draft.taken[at] = TakenLine("day of the bulletin", "date")
