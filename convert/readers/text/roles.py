"""What a line of raw copy can be: the closed set of roles, and the mark that a rule puts on a line.

Every input line ends with exactly one role, and nothing outside this list is ever shown to a user. The module knows no
language and no rule.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias, get_args

Role: TypeAlias = Literal[
    "headline",  # the story's title
    "subheadline",  # the dek or standfirst below it
    "kicker",  # the short line above it, which becomes another headline
    "byline",  # who wrote it
    "date",  # when it was published or updated
    "reading-time",  # how long it takes to read
    "dateline",  # a dateline that stands on a line of its own
    "paragraph",  # running text
    "heading",  # a heading inside the body
    "quote",  # a block quotation or the line that attributes it
    "item",  # an item of a list
    "note",  # a correction, or another note of the editors to their readers
    "desk-note",  # a note to other editors, not for publication
    "tags",  # what the story is filed under: its keywords
    "source",  # the agencies and helpers that it is from
    "caption",  # what a picture shows, often with its credit
    "credit",  # who a picture is from, alone
    "break",  # a row of stars or dashes between two parts
    "teaser",  # a shortened repeat of the lead
    "repeat",  # a second copy of a line
    "share",  # share, save, print, follow
    "subscribe",  # newsletters, subscriptions, log-ins
    "related",  # other stories
    "comment",  # readers' comments
    "advert",  # advertisements
    "legal",  # copyright, terms, cookies
    "navigation",  # menus, sections, whatever surrounds the story on its page
    "blank",  # nothing visible
]

ROLES: tuple[Role, ...] = get_args(Role)

FURNITURE: frozenset[Role] = frozenset({"share", "subscribe", "related", "comment", "advert", "legal", "navigation"})
"""What a page puts around its stories."""

DROPPED: frozenset[Role] = FURNITURE | {"date", "reading-time", "tags", "teaser", "repeat", "break", "blank"}
"""Roles of lines whose words do not stand in the article, unless it is to keep them: furniture, repeats, and what
became values of a field without the line's wording (a date, a number of minutes, keywords after their label).
"""


class AssignedRole(NamedTuple):
    """What a unit was taken for, by which rule, and how surely (0 to 1)."""

    role: Role
    rule: str
    confidence: float
