"""Titles of copy in which none was found: a phrase alone above rows, entries of people, or text."""

from __future__ import annotations

import re

from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.bylines import read_name_line
from convert.readers.text.roles import AssignedRole
from convert.readers.text.scripts import has_digit

FEWEST_ROWS = 4
"""How many rows and short lines are below a title of rows at least."""

_TITLE_OF_ROWS = "first line above rows and short lines"
_PHRASE_ALONE = "phrase alone above the text"

TITLE_WORDS = range(2, 17)
"""How many words a title of rows has."""

_SURNAME = re.compile(r"[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я'’-]{2,30},\s")
"""How entries of a list of people open, such as notices of deaths: "CALDER, Edith Mary"."""

FEWEST_BELOW, MOST_ALONE, SHORTEST_ALONE = 3, 6, 5
"""How many units are below a phrase alone at least, and how many words and characters it has at most and at least."""

FEWEST_ENTRIES = 3
"""How many such entries a list has at least."""


def read_title_of_rows(story: Story, analysis: Analysis, lexicon: Lexicon) -> bool:
    """Read the first line of rows and short lines, or a phrase alone above the text, as their title, where no headline
    was found; whether it is one.
    """
    kept = story.roles[0] if story.roles else None
    if kept is None or kept.role not in ("paragraph", "heading"):
        return False
    is_above_rows = _is_title_of_rows(analysis)
    if not is_above_rows and not _is_phrase_alone(analysis, lexicon):
        return False
    rule = _TITLE_OF_ROWS if is_above_rows else _PHRASE_ALONE
    story.headline = story.units[0].text
    story.roles[0] = AssignedRole("headline", rule, 0.5)
    story.infer("headline", 0.5, [0], rule)
    return True


def _is_title_of_rows(analysis: Analysis) -> bool:
    """Whether copy without furniture opens with a phrase alone, above rows and short lines ("Results of round 27"), or
    above entries of people ("Deaths").
    """
    features = analysis.features
    first, *below = features.lines
    if len(below) < FEWEST_ROWS or not below[0].unit.after_blank or any(line.furniture for line in features.lines):
        return False
    if 0 in features.dates or 0 in features.bylines or 0 in features.captions or first.unit.bullet:
        return False
    if first.words >= TITLE_WORDS.stop or first.ends_sentence or first.unit.text[-1] in ":;,":
        return False
    if sum(_SURNAME.match(line.unit.text) is not None for line in below) >= FEWEST_ENTRIES:
        return True
    return (
        first.words in TITLE_WORDS
        and not any(line.is_prose for line in below[:FEWEST_ROWS])
        and sum(has_digit(line.unit.text) for line in below) * 2 >= len(below)
    )


def _is_phrase_alone(analysis: Analysis, lexicon: Lexicon) -> bool:
    """Whether copy without furniture opens with a few words alone, that are no sentence, place, day or name."""
    features = analysis.features
    first, *below = features.lines
    text = first.unit.text
    if len(below) < FEWEST_BELOW or first.words > MOST_ALONE or not below[0].unit.after_blank or first.unit.bullet:
        return False
    if first.ends_sentence or not text[-1].isalpha() or any(line.furniture for line in features.lines):
        return False
    if 0 in features.dates or 0 in features.bylines or 0 in features.captions or has_digit(text):
        return False
    key = fold_word(text)
    is_known = key in lexicon.places or key in lexicon.agencies or key in lexicon.weekdays or key in lexicon.months
    if is_known or (text.isupper() and first.words == 1) or len(text) < SHORTEST_ALONE or not text[:1].isupper():
        return False
    names = read_name_line(text, lexicon)
    return names is None and any(line.ends_sentence for line in below[:2])
