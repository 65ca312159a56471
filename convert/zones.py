"""Time zones that a user names."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo

from convert.errors import UsageError


def load_zone(name: str) -> tzinfo:
    """The time zone of a name in the IANA database, such as "Europe/Berlin", or of an offset, such as "+05:30".

    Raises UsageError (INP027) if there is none.
    """
    if name in ("UTC", "Z"):
        return UTC
    if match := re.fullmatch(r"([+-])(\d\d):?([0-5]\d)", name):
        minutes = int(match[2]) * 60 + int(match[3])
        if minutes <= 14 * 60:
            return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        if re.fullmatch(r"[A-Za-z][\w+-]*(?:/[\w+-]+)+", name):
            return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    advice = "Name one such as Europe/Berlin, or its offset, such as +05:30."
    if near := _zones_of(name):
        advice = f"Perhaps {' or '.join(near)} is meant. {advice}"
    raise UsageError("INP027", f"“{name}” is not a time zone", advice)


def _zones_of(name: str) -> list[str]:
    """The zones of a city, or with another case or space."""
    from zoneinfo import available_timezones

    wanted = name.casefold().replace(" ", "_")
    return sorted(
        zone for zone in available_timezones() if wanted in (zone.casefold(), zone.casefold().rpartition("/")[2])
    )[:3]
