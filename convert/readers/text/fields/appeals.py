"""Drops what sites add below a text, appeals to readers below it and between its paragraphs, titles of other stories
below their label inside it, and who signs a police report below it.
"""

from __future__ import annotations

import re
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

SIGNED = "office that signs the report"
"""The rule of the lines below a police report."""

SIGN_OFF, OFFICE_WORDS = range(2, 6), 5
"""How many lines such a block has, and how many words a line of it has at most."""

_OFFICE = re.compile(
    r"(?:polizei|kriminal|ober|haupt|ersten?r?\s)\w{0,24}(?:kommissar|meister|wachtmeister|rat|rätin)(?:in|s?anwärter(?:in)?)?\b"
    r"|polizeiführer(?:in)?\b|dienstgruppenleiter(?:in)?\b|(?:polizei|presse)sprecher(?:in)?\b|\bvom dienst$"
    r"|(?:einsatz)?leitstelle\b|polizei(?:inspektion|präsidium|revier|station)\b",
    re.IGNORECASE,
)
"""Ranks and offices of the German police."""

_TEXT: frozenset[Role] = frozenset({"paragraph", "heading", "quote", "item"})


def drop_appeals(story: Story, analysis: Analysis, lexicon: Lexicon) -> None:
    """Drop the appeals that are the last lines of the text and what else sites add there, appeals for what is the
    page's own that are between its paragraphs, and titles below the label of other stories.
    """
    lines = analysis.features.lines
    kept = [at for at, assigned in enumerate(story.roles) if assigned and assigned.role in _TEXT and at >= story.lead]
    if lexicon.languages[-1:] == ("de",):
        _drop_officers(story, lines, kept)
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


def _drop_officers(story: Story, lines: Sequence[LineFeatures], kept: list[int]) -> None:
    """Drop the last of the units `kept` if they are a block of short lines, below a sentence, that name who signs a
    police report, with rank or office.
    """
    last = first = kept[-1] if kept else 0
    while first > story.lead and not lines[first].unit.after_blank and last - first < SIGN_OFF.stop:
        first -= 1
    block = range(first, last + 1)
    if len(block) not in SIGN_OFF or first - 1 not in kept or not lines[first].unit.after_blank:
        return
    are_short = all(lines[at].words <= OFFICE_WORDS and not lines[at].ends_sentence for at in block)
    is_office = any(_OFFICE.search(lines[at].unit.text) for at in block)
    if are_short and is_office and lines[first - 1].ends_sentence:
        for at in block:
            if at in kept:
                story.roles[at] = AssignedRole("envelope", SIGNED, CONFIDENCE)
                kept.remove(at)


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
