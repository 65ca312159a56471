"""Lines that only together show what they are: lists without marks, quotations with who said them, captions again."""

from __future__ import annotations

import re

from convert.readers.text.fields.story import Story, as_confidence
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.crf import LABELS
from convert.readers.text.lexicon import exact_line_key

MOST_ITEM_WORDS = 20
MOST_ITEMS = 30
MOST_NAME_WORDS = 12
LEAST_CAPTION = 12
"""How many characters a caption has at least that is known again."""

REACH = 3
"""How many units from a caption its words may stand again without its credit."""

MARKED_LIST = 0.25
"""How probable it must be that a line with a colon is of the story, for the marked lines below it to be its list."""

_BODY, _HEADING = LABELS.index("body"), LABELS.index("heading")
_COLON = (":", "：")
_QUOTES = (
    ("“", "”"),
    ("„", "“"),
    ("«", "»"),
    ("»", "«"),
    ("‘", "’"),
    ("「", "」"),
    ("『", "』"),
    ("”", "”"),
    ('"', '"'),
)
_DASHED = re.compile(r"[—–―-]{1,2}\s*(?=\w)")


def read_groups(story: Story, analysis: Analysis, headline: int | None) -> None:
    """Mark the lines that are told by their neighbours, but for those that have a mark."""
    low = min(analysis.lead, analysis.lead if headline is None else headline)
    _captions_again(story, analysis)
    for at in range(low + 1, analysis.last + 1):
        if story.roles[at] is None:
            _quotation(story, analysis, at)
    for at in range(low, analysis.last):
        if story.roles[at] is None:
            _list(story, analysis, at)


def _captions_again(story: Story, analysis: Analysis) -> None:
    """Captions and credits that a page shows twice: below the picture, and when it is enlarged."""
    lines, captions = analysis.features.lines, analysis.features.captions
    told: dict[str, int] = {}
    for at in sorted(captions):
        key, credit = exact_line_key(captions[at].caption), exact_line_key(captions[at].credit)
        if not key:
            beside = [captions[near] for near in (at - 1, at + 1) if near in captions]
            if any(exact_line_key(other.credit) == credit and other.caption for other in beside):
                story.assign(at, "repeat", "credit of the caption beside it, again", 0.9)
        elif len(key) >= LEAST_CAPTION:
            if key in told:
                story.assign(at, "repeat", "caption again", 0.9)
            told.setdefault(key, at)
    for key, at in told.items():
        for near in range(max(0, at - REACH), min(len(lines), at + REACH + 1)):
            if near not in captions and exact_line_key(lines[near].unit.text) == key:
                story.assign(near, "repeat", "caption again, without its credit", 0.9)


def _quotation(story: Story, analysis: Analysis, at: int) -> None:
    """A line that is quoted whole, with who said it on the line below, after a dash."""
    lines = analysis.features.lines
    if at + 1 >= len(lines) or story.roles[at + 1] is not None or not _is_quoted(lines[at].unit.text):
        return
    below = lines[at + 1]
    dashed = below.unit.bullet in ("–", "-") or _DASHED.match(below.unit.text)
    name = said_by(below.unit.text)
    if (
        dashed
        and below.words <= MOST_NAME_WORDS
        and not below.ends_sentence
        and not name[0].islower()
        and not _is_quoted(name)
    ):
        marginals = max(analysis.marginals[at][_BODY], 0.8)
        story.assign(at, "quote", "quotation, and below it who said it", as_confidence(marginals))
        story.assign(at + 1, "quote", "who said what is quoted above", as_confidence(marginals))
        story.attributions.add(at + 1)


def said_by(text: str) -> str:
    """Who said something, without the dash before the name."""
    dash = _DASHED.match(text)
    return text[dash.end() :] if dash else text


def _is_quoted(text: str) -> bool:
    """Whether `text` is one quotation and nothing else."""
    inner = text.rstrip(".,!?…")
    for opening, closing in _QUOTES:
        if inner.startswith(opening) and inner.endswith(closing) and len(inner) > 3:
            return not any(mark in inner[1:-1] for mark in {opening, closing} - {"’"})
    return False


def _list(story: Story, analysis: Analysis, at: int) -> None:
    """Short lines after a line of the body that ends with a colon."""
    lines = analysis.features.lines
    line = lines[at]
    likely = analysis.marginals[at][_BODY] + analysis.marginals[at][_HEADING]
    is_marked = at + 1 < len(lines) and bool(lines[at + 1].unit.bullet)
    if not line.unit.text.endswith(_COLON) or line.words < 4 or line.furniture:
        return
    if likely < (MARKED_LIST if is_marked else 0.5):
        return
    items: list[int] = []
    for below in range(at + 1, min(analysis.last + 2, len(lines), at + 2 + MOST_ITEMS)):
        if not _is_item(story, analysis, below) or bool(lines[below].unit.bullet) != is_marked:
            break
        if len(items) > 1 and lines[below].unit.after_blank != lines[items[1]].unit.after_blank:
            break
        items.append(below)
    if not 2 <= len(items) <= MOST_ITEMS or items[-1] >= analysis.last:
        return
    following = lines[items[-1] + 1]
    if following.words > MOST_ITEM_WORDS or following.is_prose:
        story.assign(at, "paragraph", "opens a list", as_confidence(likely))
        for at in items:
            story.assign(at, "item", "short lines after a colon", 0.7)


def _is_item(story: Story, analysis: Analysis, at: int) -> bool:
    seen = analysis.features
    line = seen.lines[at]
    if story.roles[at] is not None or line.furniture or not line.has_alphanumeric or line.unit.quoted:
        return False
    if at in seen.dates or at in seen.bylines or at in seen.captions or line.words > MOST_ITEM_WORDS:
        return False
    return not line.ends_sentence and not line.unit.text.endswith(_COLON) and line.unit.text[0] not in "“„«\"'‘「—–"
