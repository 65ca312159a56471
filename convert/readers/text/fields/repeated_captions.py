"""Reads captions that a page shows twice, as the text of a picture and below it, and the credits beside them.

Between the two are at most a credit, a counter or a button ("+4", "View gallery"). The first is a repeat.
"""

from __future__ import annotations

import re

from convert.readers.text.fields.names_below import is_signed_below
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.captions import Caption
from convert.readers.text.lexicon.people import read_people

TWICE_NEAR = "line twice, with no more than a credit between"
IN_BRACKETS = "credit in brackets behind a sentence above the story"
ABOVE_CREDIT = "sentence above a photographer and the authors"
"""The rules of such captions."""

CONFIDENCE = 0.85

REACH = 3
"""How many units the repeat is below at most."""

CAPTION_WORDS, BETWEEN_WORDS, MOST_BEHIND = range(5, 61), 6, 12
"""How many words a caption has that its repeat shows, a line between at most, and the credit behind its repeat."""

_SHOUTED = re.compile(
    r"(?:[^\W\d_a-zß-ÿ][^\W\d_a-zß-ÿ’'.-]*[\s/|]+){1,5}[^\W\d_a-zß-ÿ][^\W\d_a-zß-ÿ’'.-]*"
    r"|[^\W\d_][^/|]{3,30}\s?[/|]\s?[^\W\d_][^/|]{1,30}"
)
"""A credit on a line of its own: a name or an outlet in capitals, or both with a slash between."""

_COUNTER = re.compile(r"\+\s?\d{1,3}|\d{1,3}\s?/\s?\d{1,3}")
"""How many pictures there are more, or which one of them is shown, below the text of one ("+4", "1/3")."""

_BRACKETED = re.compile(r"(?P<caption>.*[.!?][”\"’]?)\s?\((?P<credit>[^\W\d_a-z][^()]{1,60}\s[^()]{2,60})\)")
"""A sentence, and in brackets two words or more behind it."""


def read_repeated_captions(story: Story, analysis: Analysis, lexicon: Lexicon, headline: int | None) -> None:
    """Assign the captions below the headline that the page shows twice, or that have their credit in brackets."""
    if headline is None:
        return
    lines, captions = analysis.features.lines, analysis.features.captions
    for at in range(headline + 1, min(len(lines), analysis.last + 2)):
        if not _may_be_caption(story, analysis, at, headline):
            continue
        line = lines[at]
        other = _repeat(story, analysis, at, lexicon)
        if other is not None and is_signed_below(line.unit.text, analysis, lexicon):
            other = None
        if other is not None:
            credits = [
                beside for beside in (*range(at + 1, other), other + 1) if _is_credit(story, analysis, lexicon, beside)
            ]
            is_counted = any(_COUNTER.fullmatch(lines[between].unit.text) for between in range(at + 1, other))
            is_bracketed = other in captions or lines[other].key != line.key
            is_above_byline = other == at + 1 and _is_byline(analysis, other + 1)
            is_bare = not (credits or is_bracketed or is_counted or is_above_byline)
            if is_bare and not (line.ends_sentence and at < analysis.lead):
                continue  # the title of another story, below its picture with the same text
            is_between = bool(credits) and credits[0] < other and other not in captions
            shown, repeat = (at, other) if is_between else (other, at)
            story.assign(repeat, "repeat", TWICE_NEAR, CONFIDENCE)
            if shown not in captions and story.roles[shown] is None:
                credit = lines[shown].unit.text[len(line.unit.text) :].strip(" .()|–—-")
                story.captions[shown] = Caption(line.unit.text, credit, None, CONFIDENCE)
                story.assign(shown, "caption", TWICE_NEAR, CONFIDENCE)
            for beside in credits:
                story.captions[beside] = Caption("", lines[beside].unit.text, None, CONFIDENCE)
                story.assign(beside, "credit", TWICE_NEAR, CONFIDENCE)
        elif at < analysis.lead and (bracketed := _BRACKETED.fullmatch(line.unit.text)):
            story.captions[at] = Caption(bracketed["caption"], bracketed["credit"], None, CONFIDENCE)
            story.assign(at, "caption", IN_BRACKETS, CONFIDENCE)
        elif headline + 1 < at < analysis.lead - 1 and _is_above_photographer(analysis, at, lexicon):
            story.assign(at, "caption", ABOVE_CREDIT, CONFIDENCE)
            story.captions[at + 1] = Caption("", lines[at + 1].unit.text, None, CONFIDENCE)
            story.assign(at + 1, "credit", ABOVE_CREDIT, CONFIDENCE)


def _is_above_photographer(analysis: Analysis, at: int, lexicon: Lexicon) -> bool:
    """Whether below a sentence is a name in capitals that the page has once, above names that it has twice: of who took
    the picture, and of who wrote.
    """
    lines, counts = analysis.features.lines, analysis.features.key_counts
    credit, below = lines[at + 1], lines[at + 2]
    if not lines[at].ends_sentence or not credit.unit.text.isupper() or counts[credit.key] > 1 or counts[below.key] < 2:
        return False
    return all(read_people(line.unit.text, lexicon) for line in (credit, below))


def _may_be_caption(story: Story, analysis: Analysis, at: int, headline: int) -> bool:
    """Whether nothing is known of a line but that it is as long as captions are."""
    features, line = analysis.features, analysis.features.lines[at]
    if story.roles[at] is not None or line.furniture or line.unit.bullet or line.words not in CAPTION_WORDS:
        return False
    is_known = at in features.captions or at in features.bylines or (at in features.dates and not line.is_prose)
    is_known = is_known or line.unit.text.isupper()
    return not is_known and bool(line.key) and line.key != features.lines[headline].key


def _repeat(story: Story, analysis: Analysis, at: int, lexicon: Lexicon) -> int | None:
    """The line below that repeats the one at `at`, perhaps with a credit behind it; None if none does, or if what is
    between is more than credits, counters and buttons are.
    """
    lines = analysis.features.lines
    if analysis.features.key_counts[lines[at].key] > 2:
        return None
    text = lines[at].unit.text
    for other in range(at + 1, min(len(lines), at + 1 + REACH)):
        line = lines[other]
        behind = line.unit.text[len(text) :]
        if line.key == lines[at].key:
            # Right below each other are sentences of the text, too, but for those with a credit or above the byline.
            is_caption = _is_credit(story, analysis, lexicon, other + 1) or _is_byline(analysis, other + 1)
            return other if other > at + 1 or is_caption else None
        if (
            line.unit.text.startswith(text)
            and len(behind.split()) <= MOST_BEHIND
            and behind.lstrip(" .")[:1] in "(|–—-"
        ):
            return other
        if line.words > BETWEEN_WORDS or line.ends_sentence:
            return None
    return None


def _is_byline(analysis: Analysis, at: int) -> bool:
    """Whether a unit is a byline with its wording."""
    byline = analysis.features.bylines.get(at)
    return byline is not None and byline.is_explicit


def _is_credit(story: Story, analysis: Analysis, lexicon: Lexicon, at: int) -> bool:
    """Whether an open line beside a caption is a name, an outlet or an agency as credits have them."""
    if at >= len(story.units) or story.roles[at] is not None or at in analysis.features.captions:
        return False
    line: LineFeatures = analysis.features.lines[at]
    is_short = line.words <= BETWEEN_WORDS and not line.furniture and not line.unit.bullet
    is_credit = _SHOUTED.fullmatch(line.unit.text) is not None or fold_word(line.unit.text) in lexicon.agencies
    return is_short and is_credit and at not in analysis.features.dates
