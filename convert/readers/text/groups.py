"""Lines that only together show what they are: lists without marks, quotations with who said them, captions again."""

from __future__ import annotations

import re

from convert.readers.text.choose import View
from convert.readers.text.evidence import Story, sure
from convert.readers.text.lexicon import fold_exactly
from convert.readers.text.model import LABELS

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


def read_groups(story: Story, view: View, headline: int | None) -> None:
    """Mark the lines that are told by their neighbours, but for those that have a mark."""
    low = min(view.lead, view.lead if headline is None else headline)
    _captions_again(story, view)
    for at in range(low + 1, view.last + 1):
        if story.marks[at] is None:
            _quotation(story, view, at)
    for at in range(low, view.last):
        if story.marks[at] is None:
            _list(story, view, at)


def _captions_again(story: Story, view: View) -> None:
    """Captions and credits that a page shows twice: below the picture, and when it is enlarged."""
    signs, captions = view.seen.signs, view.seen.captions
    told: dict[str, int] = {}
    for at in sorted(captions):
        key, credit = fold_exactly(captions[at].caption), fold_exactly(captions[at].credit)
        if not key:
            beside = [captions[near] for near in (at - 1, at + 1) if near in captions]
            if any(fold_exactly(other.credit) == credit and other.caption for other in beside):
                story.mark(at, "repeat", "credit of the caption beside it, again", 0.9)
        elif len(key) >= LEAST_CAPTION:
            if key in told:
                story.mark(at, "repeat", "caption again", 0.9)
            told.setdefault(key, at)
    for key, at in told.items():
        for near in range(max(0, at - REACH), min(len(signs), at + REACH + 1)):
            if near not in captions and fold_exactly(signs[near].unit.text) == key:
                story.mark(near, "repeat", "caption again, without its credit", 0.9)


def _quotation(story: Story, view: View, at: int) -> None:
    """A line that is quoted whole, with who said it on the line below, after a dash."""
    signs = view.seen.signs
    if at + 1 >= len(signs) or story.marks[at + 1] is not None or not _is_quoted(signs[at].unit.text):
        return
    below = signs[at + 1]
    dashed = below.unit.bullet in ("–", "-") or _DASHED.match(below.unit.text)
    name = said_by(below.unit.text)
    if dashed and below.words <= MOST_NAME_WORDS and not below.ends and not name[0].islower() and not _is_quoted(name):
        odds = max(view.odds[at][_BODY], 0.8)
        story.mark(at, "quote", "quotation, and below it who said it", sure(odds))
        story.mark(at + 1, "quote", "who said what is quoted above", sure(odds))
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


def _list(story: Story, view: View, at: int) -> None:
    """Short lines after a line of the body that ends with a colon."""
    signs = view.seen.signs
    sign = signs[at]
    likely = view.odds[at][_BODY] + view.odds[at][_HEADING]
    is_marked = at + 1 < len(signs) and bool(signs[at + 1].unit.bullet)
    if not sign.unit.text.endswith(_COLON) or sign.words < 4 or sign.furniture:
        return
    if likely < (MARKED_LIST if is_marked else 0.5):
        return
    lines: list[int] = []
    for below in range(at + 1, min(view.last + 2, len(signs), at + 2 + MOST_ITEMS)):
        if not _is_item(story, view, below) or bool(signs[below].unit.bullet) != is_marked:
            break
        if len(lines) > 1 and signs[below].unit.apart != signs[lines[1]].unit.apart:
            break
        lines.append(below)
    if not 2 <= len(lines) <= MOST_ITEMS or lines[-1] >= view.last:
        return
    following = signs[lines[-1] + 1]
    if following.words > MOST_ITEM_WORDS or following.is_prose:
        story.mark(at, "paragraph", "opens a list", sure(likely))
        for line in lines:
            story.mark(line, "item", "short lines after a colon", 0.7)


def _is_item(story: Story, view: View, at: int) -> bool:
    seen = view.seen
    sign = seen.signs[at]
    if story.marks[at] is not None or sign.furniture or not sign.says or sign.unit.quoted:
        return False
    if at in seen.dates or at in seen.bylines or at in seen.captions or sign.words > MOST_ITEM_WORDS:
        return False
    return not sign.ends and not sign.unit.text.endswith(_COLON) and sign.unit.text[0] not in "“„«\"'‘「—–"
