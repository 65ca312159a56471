"""The closed set of roles that a line of raw copy can have, and the role that a rule assigns to a unit.

Every input line ends with exactly one role, and users see no other names. The module knows no language and no rule.
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
    "dateline",  # a dateline on a line of its own
    "paragraph",  # running text
    "heading",  # a heading inside the body
    "quote",  # a block quotation or its attribution
    "item",  # an item of a list
    "row",  # a row of a table
    "verse",  # a line of verse
    "code",  # a line of code
    "note",  # a correction, or another note of the editors to their readers
    "desk-note",  # a note to other editors, not for publication
    "tags",  # the keywords of the story
    "source",  # the agencies and contributors of the story
    "caption",  # what a picture shows, often with its credit
    "credit",  # a picture's credit alone
    "picture",  # the name of a picture's file
    "break",  # a row of stars or dashes between two parts
    "teaser",  # a shortened repeat of the lead
    "repeat",  # a second copy of a line
    "share",  # share, save, print, follow
    "subscribe",  # newsletters, subscriptions, log-ins
    "related",  # other stories
    "comment",  # readers' comments
    "advert",  # advertisements
    "legal",  # copyright, terms, cookies
    "navigation",  # menus, sections and other parts of the page around the story
    "envelope",  # what carried the story: a header, a stamp, a sign-off
    "blank",  # nothing visible
]

ROLES: tuple[Role, ...] = get_args(Role)

FURNITURE: frozenset[Role] = frozenset({"share", "subscribe", "related", "comment", "advert", "legal", "navigation"})
"""Roles of the boilerplate that a page puts around its stories."""

DROPPED: frozenset[Role] = FURNITURE | {
    "date",
    "reading-time",
    "tags",
    "teaser",
    "repeat",
    "break",
    "envelope",
    "blank",
}
"""Roles of lines that the article leaves out unless furniture is kept: boilerplate, repeats, and lines that became the
value of a field without their wording (a date, a number of minutes, keywords after their label).
"""


class AssignedRole(NamedTuple):
    """The role of a unit, the rule that assigned it, and its confidence (0 to 1)."""

    role: Role
    rule: str
    confidence: float
