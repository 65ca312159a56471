"""Reads blocks that only several lines together show: lists without marks, quotations, repeated captions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.readers.text.fields.story import Story, as_confidence
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import exact_line_key
from convert.readers.text.scripts import is_small

MOST_ITEM_WORDS = 20
"""How many words an item of a list without marks has at most."""

MOST_ITEMS = 30
"""How many items such a list has at most."""

MOST_NAME_WORDS = 12
"""How many words the line of a speaker has at most."""

MIN_CAPTION_LENGTH = 12
"""From how many characters on a caption is recognized where it is repeated."""

REPEAT_REACH = 3
"""How many units at most are between a caption and its repeat without the credit."""

LIST_INTRO_PROBABILITY = 0.5
"""How probable a line with a colon must be part of the body for the short lines below it to be its list."""

MARKED_LIST_INTRO_PROBABILITY = 0.25
"""The same, where the lines below have list marks."""

QUOTE_PROBABILITY = 0.8
"""The least confidence of a quotation with its speaker."""

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

LEAST_INTRODUCTION = 4
"""How many words a line above a list has at least that goes on in it, and is not its heading."""


def read_lists_and_quotes(story: Story, analysis: Analysis, headline: int | None) -> None:
    """Assign roles to the lines of lists, quotations and repeated captions that have none yet."""
    low = min(analysis.lead, analysis.lead if headline is None else headline)
    _repeated_captions(story, analysis)
    for at in range(low + 1, analysis.last + 1):
        if story.roles[at] is None:
            _quotation(story, analysis, at)
    for at in range(low, analysis.last):
        if story.roles[at] is None:
            _list(story, analysis, at)


def _repeated_captions(story: Story, analysis: Analysis) -> None:
    """Assign the captions and credits that a page repeats, such as those of enlarged pictures."""
    lines, captions = analysis.features.lines, analysis.features.captions
    first_places: dict[str, int] = {}
    for at in sorted(captions):
        key, credit = exact_line_key(captions[at].caption), exact_line_key(captions[at].credit)
        if not key:
            neighbors = [captions[near] for near in (at - 1, at + 1) if near in captions]
            if any(exact_line_key(other.credit) == credit and other.caption for other in neighbors):
                story.assign(at, "repeat", "repeated credit of the caption next to it", 0.9)
        elif len(key) >= MIN_CAPTION_LENGTH:
            if key in first_places:
                story.assign(at, "repeat", "repeated caption", 0.9)
            first_places.setdefault(key, at)
    for key, at in first_places.items():
        for near in range(max(0, at - REPEAT_REACH), min(len(lines), at + REPEAT_REACH + 1)):
            if near not in captions and exact_line_key(lines[near].unit.text) == key:
                story.assign(near, "repeat", "repeated caption, without its credit", 0.9)


def _quotation(story: Story, analysis: Analysis, at: int) -> None:
    """Assign a line that is one quotation, and the line below that names its speaker after a dash."""
    lines = analysis.features.lines
    if at + 1 >= len(lines) or story.roles[at + 1] is not None or not _is_quoted(lines[at].unit.text):
        return
    below = lines[at + 1]
    dashed = below.unit.bullet in ("–", "-") or _DASHED.match(below.unit.text)
    name = speaker_of(below.unit.text)
    if (
        dashed
        and below.words <= MOST_NAME_WORDS
        and not below.ends_sentence
        and not is_small(name[0])
        and not _is_quoted(name)
    ):
        probability = max(analysis.marginals[at].body, QUOTE_PROBABILITY)
        story.assign(at, "quote", "quotation with its speaker below", as_confidence(probability))
        story.assign(at + 1, "quote", "speaker of the quotation above", as_confidence(probability))
        story.attributions.add(at + 1)


def speaker_of(text: str) -> str:
    """The speaker in `text`, without the dash before the name."""
    dash = _DASHED.match(text)
    return text[dash.end() :] if dash else text


def _is_quoted(text: str) -> bool:
    """Whether `text` is one whole quotation."""
    inner = text.rstrip(".,!?…")
    if inner[:1].isalnum():
        return False
    for opening, closing in _QUOTES:
        if inner.startswith(opening) and inner.endswith(closing) and len(inner) > 3:
            return not any(mark in inner[1:-1] for mark in {opening, closing} - {"’"})
    return False


def _list(story: Story, analysis: Analysis, at: int) -> None:
    """Assign the short lines below a line of the body that ends with a colon."""
    lines = analysis.features.lines
    line = lines[at]
    probability = analysis.marginals[at].body + analysis.marginals[at].heading
    is_marked = at + 1 < len(lines) and bool(lines[at + 1].unit.bullet)
    if not line.unit.text.endswith(_COLON) or line.words < 4 or line.furniture:
        return
    if probability < (MARKED_LIST_INTRO_PROBABILITY if is_marked else LIST_INTRO_PROBABILITY):
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
        story.assign(at, "paragraph", "opens a list", as_confidence(probability))
        for at in items:
            story.assign(at, "item", "short lines after a colon", 0.7)


def _is_item(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether the unit `at` may be an item of a list without marks."""
    features = analysis.features
    line = features.lines[at]
    if story.roles[at] is not None or line.furniture or not line.has_alphanumeric or line.unit.quoted:
        return False
    if at in features.dates or at in features.bylines or at in features.captions or line.words > MOST_ITEM_WORDS:
        return False
    return not line.ends_sentence and not line.unit.text.endswith(_COLON) and line.unit.text[0] not in "“„«\"'‘「—–"


def introduces_list(lines: Sequence[LineFeatures], at: int) -> bool:
    """Whether a line goes on in a list below it ("He said people should:")."""
    is_open = lines[at].unit.text[-1] in ":：" and lines[at].words >= LEAST_INTRODUCTION
    return is_open and at + 1 < len(lines) and bool(lines[at + 1].unit.bullet)
