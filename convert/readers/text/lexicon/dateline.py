"""What a dateline says, in whatever form it is written."""

from __future__ import annotations

from typing import NamedTuple


class Dateline(NamedTuple):
    """A dateline without its separator, the position at which the running text begins, and the confidence (0 to 1).

    `agency` is the name of the agency in it, `day` its day (ISO 8601) where it has the year, `reporters` are the names
    that it marks as those of reporters, and `signed` is how it does, if that is not in `text`.
    """

    text: str
    end: int
    confidence: float
    agency: str = ""
    day: str = ""
    reporters: tuple[str, ...] = ()
    signed: str = ""
