"""A story of a few paragraphs, as tests put a line above, between or below them; and how such copy is read."""

from __future__ import annotations

from convert.model import Moment
from convert.readers import Parsed, Source
from convert.readers.text import read

TITLE = "Old weighing house becomes a library"
LEAD = (
    "The old weighing house in Osted will be a library from April on, the town council decided on Tuesday after four "
    "years of debate."
)
LONG_LEAD = f"{LEAD} It had been closed since the last grain ship left the harbor."
SECOND = "The scales stay where they are, the council said, and readers may have their books weighed if they want to."
THIRD = (
    "Opening day is the first Sunday of April, and the first book to be weighed will be the one of the harbor master."
)


def parse(*lines: str, gap: str = "\n\n") -> Parsed:
    """The copy of these lines or paragraphs, with `gap` between them, as it is read."""
    moment = Moment("2020-01-01T00:00:00Z")
    return read(Source(name="story.txt", data=gap.join(lines).encode(), moment=moment))
