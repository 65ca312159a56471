"""Calendars and ways to write years: Solar Hijri and Ethiopian dates, eras of Japan and of the Republic of China,
and two digits.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

ERA_YEAR = r"(令和|平成|昭和|民國|民国)\s?(元|\d{1,3})\s?年"
"""A year of an era; the era's first year may be written as 元. Compile it when first needed."""

TWO_YEARS = r"(\d{4}年)\s?[（(]\1[)）]"
"""A year with the same one in brackets, as where both the era's and the common one are given."""

_ERA_STARTS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""The year of the common era before each era's first year."""

_SOLAR_HIJRI_LEAP_YEARS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
"""Leap years in the cycle of 33 years, as remainders."""


def existing_date(year: int, month: int, day: int) -> date | None:
    """The day of the Gregorian calendar; None if it does not exist."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def solar_hijri_date(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Solar Hijri date in the years 1300 to 1499; None if it does not exist.

    Leap years follow the cycle of 33 years, which holds for all of these years; 1 Farvardin 1300 was 21 March 1921.
    """
    leap = year % 33 in _SOLAR_HIJRI_LEAP_YEARS
    lengths = (31,) * 6 + (30,) * 5 + (30 if leap else 29,)
    if not 1 <= month <= 12 or not 1 <= day <= lengths[month - 1]:
        return None
    leaps = sum(past % 33 in _SOLAR_HIJRI_LEAP_YEARS for past in range(1300, year))
    days = (year - 1300) * 365 + leaps + sum(lengths[: month - 1]) + day - 1
    return date(1921, 3, 21) + timedelta(days=days)


_FIRST_ETHIOPIAN_DAY = 2_796
"""The ordinal of the day before the first one of the Ethiopian calendar."""


def ethiopian_date(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a date of the Ethiopian calendar in its months of thirty days; None if it does not exist."""
    if not 1 <= month <= 12 or not 1 <= day <= 30 or year < 1:
        return None
    return date.fromordinal(_FIRST_ETHIOPIAN_DAY + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1)


def common_era_year(match: re.Match[str]) -> str:
    """The year of the common era, with 年, for a match of `ERA_YEAR`."""
    return f"{_ERA_STARTS[match[1]] + (1 if match[2] == '元' else int(match[2]))}年"


def full_year(year: int) -> int:
    """The year that two digits mean (1990 to 2039); 0 if that is not certain."""
    return 2000 + year if year < 40 else 1900 + year if year >= 90 else 0
