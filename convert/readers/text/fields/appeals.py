"""Drops what sites add below a text, appeals to readers below it and between its paragraphs, and titles of other
stories below their label inside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from convert.readers.text.fields.ending import NOTE_ON_AUTHOR, tells_of
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.appeals import is_appeal, is_appeal_for_own
from convert.readers.text.lexicon.closing_lines import closing_role
from convert.readers.text.roles import AssignedRole, Role

APPEAL, APPEAL_INSIDE = "appeal to readers below the story", "appeal to readers inside the story"
TITLE_BELOW = "title below the label of other stories"
CLOSING, SIGNED_AGAIN = "line of the site below the story", "author's name again, below the story"
"""The rules of such lines."""

CONFIDENCE, TITLE_WORDS, LEAST_ABOVE = 0.8, range(4, 21), 2
"""The confidence of all, how many words such a title has, and how many paragraphs at least are above an appeal."""

MOST_LINKS, LABEL_WORDS = 5, 6
"""How many lines a box of links to other stories has at most, its label among them, and how many words that has."""

_TEXT: frozenset[Role] = frozenset({"paragraph", "heading", "quote", "item"})


def drop_appeals(story: Story, analysis: Analysis, lexicon: Lexicon) -> None:
    """Drop the appeals that are the last lines of the text and what else sites add there, appeals for what is the
    page's own that are between its paragraphs, and titles below the label of other stories.
    """
    lines = analysis.features.lines
    kept = [at for at, assigned in enumerate(story.roles) if assigned and assigned.role in _TEXT and at >= story.lead]
    is_page = story.shows_page
    while len(kept) > LEAST_ABOVE and (closing := _closing(story, lexicon, kept[-1], is_page=is_page)):
        story.roles[kept.pop()] = closing
        is_page = True
    for at in kept[1:-1]:
        if is_appeal_for_own(story.units[at].text) and not lines[at].unit.quoted:
            story.roles[at] = AssignedRole("subscribe", APPEAL_INSIDE, CONFIDENCE)
            continue
        assigned, above = story.roles[at], story.roles[at - 1]
        if assigned is None or assigned.role != "heading" or lines[at].ends_sentence:
            continue
        is_labeled = above is not None and above.role == "related" and lines[at].words in TITLE_WORDS
        is_title = is_labeled and lexicon.line_labels.get(lines[at - 1].key) == "related"
        if is_title or _is_link_in_box(lines, at):
            story.roles[at] = AssignedRole("related", TITLE_BELOW, CONFIDENCE)


def _closing(story: Story, lexicon: Lexicon, at: int, *, is_page: bool) -> AssignedRole | None:
    """The role of the last line of a text if it is an appeal, a line that the site adds, the author's name again, or,
    on a page or above such lines, a note on the author; else None.
    """
    text = story.units[at].text
    if role := closing_role(text):
        return AssignedRole(role, CLOSING, CONFIDENCE)
    if is_appeal(text):
        return AssignedRole("subscribe", APPEAL, CONFIDENCE)
    names = [fold_word(who.name) for who in story.authors if who.kind == "person" and " " in who.name]
    if fold_word(text.lstrip("–—- ")).removeprefix("by ") in names:
        return AssignedRole("byline", SIGNED_AGAIN, CONFIDENCE)
    is_note = is_page and tells_of(story, lexicon, at, names)
    return AssignedRole("related", NOTE_ON_AUTHOR, CONFIDENCE) if is_note else None


def _is_link_in_box(lines: Sequence[LineFeatures], at: int) -> bool:
    """Whether the label of other stories is above a line in its block, and a blank line divides that from the text."""
    if at + 1 >= len(lines) or not lines[at + 1].unit.after_blank:
        return False
    for above in range(at, max(-1, at - MOST_LINKS), -1):
        line = lines[above]
        if above < at and line.furniture and line.furniture[0] == "related" and line.words <= LABEL_WORDS:
            return True
        if line.unit.after_blank or line.is_prose or line.ends_sentence:
            return False
    return False
