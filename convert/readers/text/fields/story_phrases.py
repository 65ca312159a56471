"""Lines that look like a page's own, but are of the story, as their form or their place shows.

A menu has its words below one another and buttons have no full stop. A section's word between two paragraphs of copy
that shows no page is a heading; a day or a name there is neither that of publication nor of the author.
"""

from __future__ import annotations

from collections.abc import Sequence

from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.sentences import FULL_STOPS

SURE_PHRASE, MIN_DOUBTFUL = 0.9, 6
"""A phrase that is not the whole line is less sure, and one line of this many words may open with it by chance."""

MIN_DOUBTFUL_SENTENCE = 4
"""The same for a sentence, unless its phrase is of the kinds that are often sentences."""

SURE_TEXT, CLEAR_TEXT = 0.95, 0.7
"""How probable a line must be text where it is a phrase of the lexicon, and where it is a sentence that has one."""

MIN_TEXT = 8
"""How many words a sentence has at least that is certainly of the story."""

MIN_ABOVE = 2
"""How many such sentences are above a day or a name that is inside the story: one may be the dek."""

MOST_NUMERAL = 3
"""How many letters a numeral has at most that is known as furniture."""

_ENCLOSED = {"(": ")", "[": "]", "（": "）", "［": "］"}
_QUOTED = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "「": "」", "『": "』", "‘": "’", "”": "”"}


def find_story_phrases(lines: Sequence[LineFeatures]) -> frozenset[int]:
    """The units that the lexicon knows as furniture, but that are of the story unless the copy shows a page: figures,
    words in brackets or quotation marks, and words of menus that are alone between two paragraphs.
    """
    return frozenset(at for at, line in enumerate(lines) if line.furniture and _may_be_of_story(lines, at))


def _may_be_of_story(lines: Sequence[LineFeatures], at: int) -> bool:
    line = lines[at]
    assert line.furniture is not None
    text, is_menu = line.unit.text, line.furniture[0] == "navigation"
    if not any(map(str.isalpha, text)):
        return any(map(str.isdigit, text))
    if _is_wrapped(text, _QUOTED) or (is_menu and _is_wrapped(text, _ENCLOSED)):
        return True
    return (is_menu or _is_numeral(text)) and is_between_paragraphs(lines, at)


def _is_numeral(text: str) -> bool:
    """Whether a line is a Roman numeral or a letter, as above a part of a story; "X" is also the name of a service."""
    return len(text) <= MOST_NUMERAL and text.isalpha() and text.isupper()


def _is_wrapped(text: str, pairs: dict[str, str]) -> bool:
    return len(text) > 2 and text[-1] in pairs.get(text[0], "")


def is_between_paragraphs(lines: Sequence[LineFeatures], at: int) -> bool:
    """Whether the units next to `at` are sentences of a story."""
    return 0 < at < len(lines) - 1 and is_text_sentence(lines[at - 1]) and is_text_sentence(lines[at + 1])


def is_text_sentence(line: LineFeatures) -> bool:
    """Whether a line ends a sentence, is no furniture, and is longer than buttons are."""
    return line.furniture is None and line.ends_sentence and line.words >= MIN_TEXT


def without_days_and_names_inside(analysis: Analysis) -> Analysis:
    """The analysis without dates and names alone on lines between paragraphs of the story, for copy without furniture.

    A date with a word for publication stays, as does a byline with its wording.
    """
    features, lines = analysis.features, analysis.features.lines
    found = {at for at, dated in features.dates.items() if not dated.is_labeled}
    found |= {at for at, byline in features.bylines.items() if not byline.is_explicit}
    inside = {at for at in found if is_between_paragraphs(lines, at) and _text_above(lines, at)}
    if not inside:
        return analysis
    dates = {at: dated for at, dated in features.dates.items() if at not in inside}
    bylines = {at: byline for at, byline in features.bylines.items() if at not in inside}
    return analysis._replace(features=features._replace(dates=dates, bylines=bylines))


def _text_above(lines: Sequence[LineFeatures], at: int) -> bool:
    """Whether enough sentences are above the unit."""
    count = 0
    for line in reversed(lines[max(0, at - 2 * MIN_ABOVE) : at]):
        count += is_text_sentence(line)
    return count >= MIN_ABOVE


def is_doubtful_furniture(line: LineFeatures, probability: float, *, is_quiet: bool) -> bool:
    """Whether a line with a phrase of the lexicon may be text after all: the model is clear, or its form is a sentence.

    `probability` is that of text by the model. In copy that is otherwise `is_quiet`, a sentence that only opens with
    such a phrase is text.
    """
    if line.furniture is None:
        return False
    if probability >= SURE_TEXT or is_sentence_like_furniture(line):
        return True
    is_opening = line.furniture[0] != "legal" and may_open_by_chance(line)
    return is_opening and (is_quiet or (line.ends_sentence and probability >= CLEAR_TEXT))


def may_open_by_chance(line: LineFeatures) -> bool:
    """Whether a line only has a phrase of the lexicon, is long enough to have it by chance, and is no row with bars."""
    if line.furniture is None or line.furniture[1] >= SURE_PHRASE:
        return False
    if line.unit.text.count(" | ") > 1:
        return False
    is_short_sentence = line.words >= MIN_DOUBTFUL_SENTENCE and line.ends_sentence
    return line.words >= MIN_DOUBTFUL or (is_short_sentence and line.furniture[0] not in _SENTENCES)


_SENTENCES = frozenset({"subscribe", "related", "comment"})
"""The kinds of furniture that are often short sentences ("Read the full story.")."""


def is_sentence_like_furniture(line: LineFeatures) -> bool:
    """Whether a line has a phrase of the lexicon that is a sentence here: "No.", "412."; buttons have no full stop."""
    text = line.unit.text
    if line.furniture is None or line.furniture[1] < SURE_PHRASE or line.words > 2:
        return False
    if text[-1] not in FULL_STOPS:
        return False
    return text[:-1].isdecimal() or (text[:1].isupper() and text[:-1].isalpha() and not text.isupper())
