"""Drops appeals to readers below the text and between its paragraphs, and titles of other stories right below their
label inside it.
"""

from __future__ import annotations

from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.appeals import is_appeal, is_appeal_for_own
from convert.readers.text.roles import AssignedRole, Role

APPEAL, APPEAL_INSIDE = "appeal to readers below the story", "appeal to readers inside the story"
TITLE_BELOW = "title below the label of other stories"
"""The rules of such lines."""

CONFIDENCE, TITLE_WORDS, LEAST_ABOVE = 0.8, range(4, 21), 2
"""The confidence of all, how many words such a title has, and how many paragraphs at least are above an appeal."""

_TEXT: frozenset[Role] = frozenset({"paragraph", "heading", "quote", "item"})


def drop_appeals(story: Story, analysis: Analysis, lexicon: Lexicon) -> None:
    """Drop the appeals that are the last lines of the text, those for what is the page's own that are between its
    paragraphs, and titles below the label of other stories.
    """
    lines = analysis.features.lines
    kept = [at for at, assigned in enumerate(story.roles) if assigned and assigned.role in _TEXT and at >= story.lead]
    while len(kept) > LEAST_ABOVE and is_appeal(story.units[kept[-1]].text):
        story.roles[kept.pop()] = AssignedRole("subscribe", APPEAL, CONFIDENCE)
    for at in kept[1:-1]:
        if is_appeal_for_own(story.units[at].text) and not lines[at].unit.quoted:
            story.roles[at] = AssignedRole("subscribe", APPEAL_INSIDE, CONFIDENCE)
            continue
        assigned, above = story.roles[at], story.roles[at - 1]
        if assigned is None or assigned.role != "heading" or above is None or above.role != "related":
            continue
        is_title = lines[at].words in TITLE_WORDS and not lines[at].ends_sentence
        if is_title and lexicon.line_labels.get(lines[at - 1].key) == "related":
            story.roles[at] = AssignedRole("related", TITLE_BELOW, CONFIDENCE)
