"""Time zones as news pages name them, and the offsets from UTC that are certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta, tzinfo

from convert.errors import ModelError
from convert.model import Moment

ZONE = (
    r"[\s(,]*(?:(?:Uhr|hrs|h)\b[\s(,]*)?(?:(?P<name>[A-Z]{1,5}|LONDON|ATHENS|МСК|мск)(?![A-Za-z]))?"
    r"\s?(?P<offset>[+−-]\s?\d{1,2}(?::?\d\d)?)?(?![\d])"
)
"""A zone after a clock time: a name, an offset, or both. Compile it when first needed."""

_FIXED_OFFSETS = {
    "Z": 0, "UTC": 0, "GMT": 0, "MSK": 180, "МСК": 180, "мск": 180, "TRT": 180, "SAST": 120, "WAT": 60, "EAT": 180,
    "WIB": 420, "WITA": 480, "WIT": 540, "HKT": 480, "SGT": 480, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660,
    "NZST": 720, "NZDT": 780, "BRT": -180, "PHT": 480, "PKT": 300, "AWST": 480, "ACST": 570, "ACDT": 630, "NDT": -150,
}  # fmt: skip
"""Minutes from UTC of zone names with one meaning all year; ambiguous names (BST, CST, IST …) have no offset."""

_SEASONAL_OFFSETS = {
    "CET": (60, False, "EU"), "MEZ": (60, False, "EU"), "CEST": (120, True, "EU"), "MESZ": (120, True, "EU"),
    "EET": (120, False, "EU"), "EEST": (180, True, "EU"), "WET": (0, False, "EU"), "WEST": (60, True, "EU"),
    "EST": (-300, False, "US"), "EDT": (-240, True, "US"), "CDT": (-300, True, "US"), "MDT": (-360, True, "US"),
    "PDT": (-420, True, "US"), "ET": (-300, None, "US"), "PT": (-480, None, "US"),
    "CT": (-360, None, "US"), "MT": (-420, None, "US"),
    "LONDON": (0, None, "EU"), "PARIS": (60, None, "EU"), "ATHENS": (120, None, "EU"),
}  # fmt: skip
"""Zone names of standard or daylight saving time: minutes from UTC, whether it is daylight saving time (None: the date
decides; the offset is that of standard time), and whose rule; a city is the name of its clocks.
"EST" in July is a mistake, and its offset not certain.
"""

_IN_WORDS = re.compile(
    r"[\s,(]{0,3}(?:Uhr )?(?:(?:Eastern|Central|Mountain|Pacific|Atlantic|British|European|Gulf"
    r"|Moscow|India|Japan|Korea|China)"
    r"(?: European| Europe)?(?: Standard| Daylight| Summer)? Time|local time"
    r"|heure (?:locale|(?:(?:avancée|normale|d['’]été) )?(?:de l['’]Est|du Pacifique|du Centre|d['’]Europe centrale)"
    r"|de [A-ZÉÎ][\w-]{2,20})|hora (?:local|peninsular(?: española)?|del Este|del Pacífico|central(?: europea)?"
    r"|de (?!la\b)[A-ZÁÉÍÓÚ][\w-]{2,20})|ora (?:locale|italiana|di [A-Z][\w-]{2,20}|dell['’]Europa centrale)"
    r"|horário de [A-Z][\w-]{2,20}|(?:mitteleuropäische[rn]? (?:Sommer)?zeit|Ortszeit)|(?:plaatselijke|lokale) tijd"
    r"|lokal tid|czasu lokalnego|по московскому времени|по местному времени|за київським часом)(?!\w)\)?",
    re.IGNORECASE,
)
"""A zone that is named in words behind the time of day; its offset is not known here, so that only the day counts."""


def after_zone_in_words(text: str, end: int) -> int:
    """Where `text` goes on behind the zone in words that is at `end`; `end` if there is none."""
    found = _IN_WORDS.match(text, end)
    return found.end() if found else end


def utc_offset(zone: re.Match[str], day: date) -> int | None:
    """Minutes from UTC on `day` in the zone that `ZONE` matched; None if the offset is not certain."""
    name, offset = zone["name"], zone["offset"]
    if name and name in _SEASONAL_OFFSETS and not offset:
        minutes, names_daylight_saving, rule = _SEASONAL_OFFSETS[name]
        is_daylight_saving = _is_daylight_saving(day, rule)
        if is_daylight_saving is None or (
            names_daylight_saving is not None and names_daylight_saving != is_daylight_saving
        ):
            return None
        return minutes + 60 if names_daylight_saving is None and is_daylight_saving else minutes
    if name and name not in _FIXED_OFFSETS:
        return None
    if offset:
        if name and _FIXED_OFFSETS[name]:
            return None
        digits = offset[1:].strip().replace(":", "")
        hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
        total = hours * 60 + minutes
        if total > 14 * 60:
            return None
        return -total if offset[0] in "-−" else total
    return _FIXED_OFFSETS[name] if name else None


_given_zone: ContextVar[tzinfo | None] = ContextVar("given_zone", default=None)


@contextmanager
def given_zone(zone: tzinfo | None) -> Iterator[None]:
    """While the context lasts, times of day without a zone are those of `zone`, which the user has named."""
    token = _given_zone.set(zone)
    try:
        yield
    finally:
        _given_zone.reset(token)


def instant_in_given_zone(day: date, clock: time, *, is_latest: bool = False) -> Moment | None:
    """The instant of a day and time on the clocks of the zone that the user has named; None if there is no such zone.

    None, too, if clocks skip that time; if they show it twice, the later instant if `is_latest`, else None.
    """
    zone = _given_zone.get()
    if zone is None:
        return None
    local = datetime.combine(day, clock, zone)
    first, second = local.utcoffset(), local.replace(fold=1).utcoffset()
    if first is None or second is None or first.seconds % 60:
        return None
    if first != second and not (is_latest and second < first):
        return None
    try:
        return Moment(local.replace(fold=1).isoformat(timespec="seconds").replace("+00:00", "Z"))
    except ModelError:
        return None


def _is_daylight_saving(day: date, rule: str) -> bool | None:
    """Whether daylight saving time holds on `day`; None on the days of change, and before the known rule.

    The rules are those of the European Union since 1996 and of the United States since 2007.
    """
    if day.year < (1996 if rule == "EU" else 2007):
        return None
    if rule == "EU":
        first, last = _last_sunday(day.year, 3, 31), _last_sunday(day.year, 10, 31)
    else:
        first, last = _last_sunday(day.year, 3, 14), _last_sunday(day.year, 11, 7)
    return None if day in (first, last) else first < day < last


def _last_sunday(year: int, month: int, latest: int) -> date:
    """The last Sunday on or before the day `latest` of a month."""
    day = date(year, month, latest)
    return day - timedelta(days=(day.weekday() + 1) % 7)
