"""Finds the title of a story below teasers of others, or dates of events, that are above its text on a page."""

from __future__ import annotations

from convert.readers.text.fields.title_signs import HeadlineOdds
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.sentences import HEADLINE_FULL_STOPS

MOST_OF_TEASER, LEAST_OF_TITLE = 0.8, 0.01
"""How probable a title of a teaser is at most, and the title of the story below it at least."""

TOP = 4
"""How many units are above a teaser at least: the copy of an article has none."""

TITLE_WORDS = range(4, 26)
"""How many words that title has."""

HEADER_REACH, DEKS = 8, 2
"""Within how many units below the title the day or byline of its story is, and how many sentences are at most between
the title and the text.
"""

TEASER_WORDS, OPENING = 12, 2
"""From how many words on a line is the text of a teaser, and how many units above the densest text are of it, too."""

MENU_WORDS, MENU_LINES = range(1, 6), 4
"""How many words the lines of a menu have, and how many of them are at least above one that was chosen."""

MOST_CAPTION, MOST_BESIDE = 0.3, 0.5
"""How probable a title may be a caption, and one that is right above a day or byline."""

_HEADER = ("byline", "date", "dated byline")


def title_below_teasers(analysis: Analysis, chosen: int, odds: HeadlineOdds) -> int | None:
    """The title between the line that was chosen as it and the text, if that line is of a teaser, an event or a menu: a
    day or byline is below it, and another one beside the title right above the text, which has more of the title's
    words.

    None where there is none, or the chosen line is likely the title.
    """
    features, lead = analysis.features, analysis.lead
    rows = dict(zip(odds.candidates, odds.probabilities, strict=False))
    if not TOP <= chosen < lead or rows.get(chosen, 1.0) > MOST_OF_TEASER:
        return None
    shared = -1 if chosen in features.dates else _count_shared(analysis, chosen)
    for at in sorted(rows, reverse=True):
        if not chosen + 1 < at < lead or rows[at] < LEAST_OF_TITLE or not _may_be_title(analysis, at):
            continue
        is_of_other = _ends_teaser(analysis, range(chosen, at - 1)) or _is_in_menu(analysis, chosen, at)
        if is_of_other and _has_header(analysis, at) and _count_shared(analysis, at) > shared:
            return at
    return None


def _ends_teaser(analysis: Analysis, between: range) -> bool:
    """Whether units have a day or byline of another story, or the texts of several."""
    features = analysis.features
    if any(i in features.dates or i in features.bylines or analysis.labels[i] in _HEADER for i in between):
        return True
    return sum(features.lines[i].words >= TEASER_WORDS for i in between) > 1


def _is_in_menu(analysis: Analysis, chosen: int, title: int) -> bool:
    """Whether a line is of a block of many short lines, and the title is longer and apart from them."""
    lines, first = analysis.features.lines, chosen
    if lines[chosen].words not in MENU_WORDS or lines[title].words <= lines[chosen].words:
        return False
    while first > 0 and not lines[first].unit.after_blank and lines[first - 1].words in MENU_WORDS:
        first -= 1
    return chosen - first >= MENU_LINES and lines[title].unit.after_blank


def _may_be_title(analysis: Analysis, at: int) -> bool:
    """Whether a line has the form of a title: no furniture, item, sentence, day, name or caption."""
    features, line = analysis.features, analysis.features.lines[at]
    is_sentence = line.unit.text[-1] in HEADLINE_FULL_STOPS
    is_known = at in features.dates or at in features.bylines or at in features.captions
    if line.furniture or line.unit.bullet or is_sentence or is_known:
        return False
    below = at + 1
    is_beside = below in features.dates or below in features.bylines or analysis.labels[below] in _HEADER
    most = MOST_BESIDE if is_beside else MOST_CAPTION
    return line.words in TITLE_WORDS and analysis.marginals[at].caption < most


def _has_header(analysis: Analysis, at: int) -> bool:
    """Whether a day is right above a title, or a day or byline below it, and hardly a sentence between it and the
    text.
    """
    features, lead = analysis.features, analysis.lead
    below = range(at + 1, min(lead, at + 1 + HEADER_REACH))
    if lead - at > 2 * HEADER_REACH or sum(features.lines[i].ends_sentence for i in range(at + 1, lead)) > DEKS:
        return False
    return at - 1 in features.dates or any(i in features.dates or i in features.bylines for i in below)


def _count_shared(analysis: Analysis, at: int) -> int:
    """How many words of a line the text has, too, with what is right above the densest text."""
    features, lead = analysis.features, analysis.lead
    words = set(analysis.content_words)
    for line in features.lines[max(at + 1, lead - OPENING) : lead]:
        if line.is_prose and line.ends_sentence:
            words |= features.extract_words(line.unit.text)
    return len(features.extract_words(features.lines[at].unit.text) & words)
