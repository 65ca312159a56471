"""The parts of one English page: a menu, a title, three paragraphs of a story, and what follows it; all invented."""

from __future__ import annotations

from convert.model import Moment

MOMENT = Moment("2020-01-01T00:00:00Z")
MENU = "Skip to content\nNews\nSports\nSubscribe\nLog in"
TITLE = "Osted harbor fees to rise by a third"
LEAD = (
    "Boat owners in Osted will pay a third more for their moorings from next spring after the town council voted 7 to "
    "4 on Thursday night to raise harbor fees for the first time in nine years."
)
SECOND = (
    "The council said the extra money, about $412,000 a year, would go toward a new breakwater and repairs to the east "
    "pier, which was closed in January after a storm tore away part of its deck."
)
LAST = "Owners who cannot pay in full may apply to the harbor office for twelve monthly payments, the council said."
END = "Most Popular\n\nContact Us\nPrivacy Policy\n\n© 2024 Osted Bell. All rights reserved."
