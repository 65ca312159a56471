"""Finds where the story on a page ends, by what is known to follow stories, and drops the text below.

Text below the end looks like the story's: readers' comments, notes on authors, appeals, teasers. Only evidence of a
known kind ends a story, and only below most of its text; copy that shows no page is left as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.crf import LABELS
from convert.readers.text.lexicon import fold_word
from convert.readers.text.roles import AssignedRole, Role

NOTE_ON_AUTHOR = "note on the author"
BELOW_NOTE = "below a note on the author"
"""The rules of a note that ends a story, and of the text below it."""


class End(NamedTuple):
    """A kind of line that ends a story: what share of the text is above it, how sure its kind is, both at least, and
    the role and rule of the text below it. What `interrupts` stories, too, ends none that surely goes on below.
    """

    share: float
    confidence: float
    role: Role
    rule: str
    interrupts: bool = True


ENDS: Mapping[str, End] = {
    "comment wording": End(0.5, 0.0, "comment", "below the label of readers' comments", interrupts=False),
    "subscribe wording": End(0.7, 0.0, "subscribe", "below an appeal to subscribe"),
    "legal wording": End(0.9, 0.0, "legal", "below the page's legal lines", interrupts=False),
    "related wording": End(0.9, 0.95, "related", "below the label of other stories"),
    "share wording": End(0.9, 0.95, "related", "below the buttons to share the story"),
}
"""The kinds of lines that end a story, by the rule that assigned them."""

NOTE_SHARE = 0.8
"""What share of the text is at least above a note on the author."""

SURE_TEXT = 0.95
"""From this probability of text on, a line below what may end the story shows that it goes on."""

CONFIDENCE = 0.9
"""The confidence of a role below the end."""

_BODY = LABELS.index("body")
_TEXT: frozenset[Role] = frozenset({"paragraph", "heading", "quote", "item", "row", "verse", "code"})


def drop_below_end(story: Story, analysis: Analysis) -> None:
    """Drop the text of a page below evidence that the story has ended."""
    if not story.shows_page:
        return
    words = [line.words for line in analysis.features.lines]
    total = sum(words[at] for at, assigned in enumerate(story.roles) if assigned and assigned.role in _TEXT)
    names = [fold_word(author.name) for author in story.authors if author.kind == "person"]
    last_sure = max((at for at, row in enumerate(analysis.marginals) if row[_BODY] >= SURE_TEXT), default=-1)
    above = 0
    end: tuple[Role, str] | None = None
    for at, assigned in enumerate(story.roles):
        if assigned is None or at <= story.lead:
            above += words[at] if assigned and assigned.role in _TEXT else 0
        elif assigned.role in _TEXT:
            if end:
                story.roles[at] = AssignedRole(*end, CONFIDENCE)
            elif above >= NOTE_SHARE * total and _is_note_on_author(story.units[at].text, names):
                story.roles[at] = AssignedRole("related", NOTE_ON_AUTHOR, CONFIDENCE)
                end = "related", BELOW_NOTE
            above += words[at]
        elif end is None and assigned.rule in ENDS:
            kind = ENDS[assigned.rule]
            may_end = at > last_sure or not kind.interrupts
            if may_end and above >= kind.share * total and assigned.confidence >= kind.confidence:
                end = kind.role, kind.rule


def _is_note_on_author(text: str, names: Sequence[str]) -> bool:
    """Whether a line opens with an author's name and goes on about them; before a colon they speak."""
    folded = fold_word(text)
    for name in names:
        rest = folded.removeprefix(name) if folded.startswith(name) else ""
        if rest.strip() and not rest[0].isalnum() and rest.lstrip()[0] not in ":：":
            return True
    return False
