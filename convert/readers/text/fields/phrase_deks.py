"""Deks that are phrases: alone below the title, or right above the text, whatever the model takes them for."""

from __future__ import annotations

import re

from convert.readers.text.fields.contents import CONTENTS_LABELS
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.datelines import read_dateline
from convert.readers.text.lexicon.keys import bare_key
from convert.readers.text.lexicon.newsrooms import is_newsroom, is_own_newsroom
from convert.readers.text.lexicon.side_lines import is_company, is_side_line
from convert.readers.text.lexicon.unnamed_bylines import names_nobody
from convert.readers.text.scripts import has_digit, is_small

FLOOR = 0.3
"""How probable a dek is at least, and from where on a line may be a caption."""

HEADER_REACH = 20
"""How many units below the headline the byline or date is at most that a dek is above, and a dek above buttons."""

LONG_PHRASE = 8
"""How many words a phrase has at least that is the dek by its place alone: right below the title, and above the byline,
the title once more, or sentences.
"""

SHORT_SENTENCE = 4
"""From how many words on a sentence counts beside a dek."""

_NO_DEK = re.compile(
    r"[@|•·▶►→»#_]|^/|https?:|[:,;–—-]$|^[^\s:]+: |\(|\d\d?:\d\d|^(?:by|von|par|por|di|door|av|af)\s", re.IGNORECASE
)
"""What links, labels, times and credits have."""

_SMALL_ARTICLES = ("eine ", "ein ", "der ", "die ", "das ", "nach ", "zwei ", "drei ", "kein ", "keine ")
"""How deks in German may open with a small letter, as they go on with the title."""

POINT_MARKS = ("•", "●", "▪", "■")
"""What is before the key points of a story."""

MOST_DIGITS = 4
"""One character in so many is a digit at most in a dek; days have more, in languages that are not known, too."""

LEAST_ABOVE_TEXT = 6
"""How many words a phrase right above the text has at least that is the dek."""

SHORT_DEK_WORDS, SHORT_LINE = range(3, 25), "short line below the title"
"""How many words a phrase below the title has that is its dek, and the rule of such a dek."""


def short_line_below(story: Story, analysis: Analysis, lexicon: Lexicon, headline: int) -> int | None:
    """The unit right below the headline if it is a phrase alone above byline, day, button or text; else None."""
    features, at = analysis.features, headline + 1
    if at >= analysis.lead or not (story.shows_page or features.lines[at + 1].unit.after_blank):
        return None
    if bare_key(features.lines[at].key) == bare_key(features.lines[headline].key):
        return None
    below = features.lines[at + 1]
    is_known = story.roles[at + 1] is not None or below.furniture is not None
    is_alone = at + 1 == analysis.lead or is_known or below.unit.bullet in POINT_MARKS
    return at if is_alone and _is_short_dek(story, analysis, lexicon, at) else None


def line_above_text(story: Story, analysis: Analysis, lexicon: Lexicon, headline: int) -> int | None:
    """The phrase right above the text, between blank lines or of some length in copy without them, if only days,
    bylines and furniture are between it and the title, as portals of releases have it; else None.
    """
    lines, at = analysis.features.lines, analysis.lead - 1
    if not headline + 1 < at <= headline + HEADER_REACH or at + 1 >= len(lines):
        return None
    between = range(headline + 1, at)
    if not any((role := story.roles[i]) and role.role in ("date", "reading-time") for i in between):
        return None
    if not all(story.roles[i] is not None or lines[i].furniture for i in between):
        return None
    is_divided = lines[at].unit.after_blank and lines[at + 1].unit.after_blank
    is_long = is_divided and lines[at].words >= LEAST_ABOVE_TEXT
    if not is_divided and not any(line.unit.after_blank for line in lines[headline : at + 2]):
        is_long = lines[at].words >= LONG_PHRASE and is_mostly_small(lines[at].unit.text)
    return at if is_long and lines[at + 1].is_prose and _is_short_dek(story, analysis, lexicon, at) else None


def phrase_that_opens_text(story: Story, analysis: Analysis, lexicon: Lexicon, headline: int) -> int | None:
    """The unit right below the headline if it is a phrase between blank lines, without a full stop, and sentences that
    have theirs follow it, whatever the model takes it for; else None.
    """
    lines, at = analysis.features.lines, headline + 1
    if (
        at + 1 >= len(lines)
        or at > analysis.lead
        or not (lines[at].unit.after_blank and lines[at + 1].unit.after_blank)
    ):
        return None
    is_long = lines[at].words >= LONG_PHRASE and is_mostly_small(lines[at].unit.text)
    is_above_text = lines[at + 1].is_prose and lines[at + 1].ends_sentence and not lines[at + 1].unit.bullet
    return at if is_long and is_above_text and _is_short_dek(story, analysis, lexicon, at) else None


def _is_short_dek(story: Story, analysis: Analysis, lexicon: Lexicon, at: int) -> bool:
    """Whether the unit is a phrase that has no sign of another field."""
    features = analysis.features
    if story.roles[at] is not None or features.lines[at].furniture or features.lines[at].key in CONTENTS_LABELS:
        return False
    if at in features.captions or at in features.dates or at in features.bylines:
        return False
    line, text = features.lines[at], features.lines[at].unit.text
    if line.ends_sentence or line.words not in SHORT_DEK_WORDS or line.unit.bullet or features.key_counts[line.key] > 1:
        return False
    if is_full_of_digits(text) or (has_digit(text) and line.words < SHORT_SENTENCE):
        return False
    if _NO_DEK.search(text) or not _is_phrase(text, lexicon):
        return False
    if read_dateline(text, lexicon) or fold_word(text.split()[0]) in lexicon.agencies:
        return False
    if is_side_line(text) or is_company(text):
        return False
    is_of_newsroom = is_newsroom(text) or is_own_newsroom(text) or names_nobody(text, lexicon)
    return not is_of_newsroom and analysis.marginals[at].caption < FLOOR


def _is_phrase(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is no row of names: it has a word in lower case behind the first one that joins no names, if its
    script has cases.
    """
    if (is_small(text[0]) and not text.startswith(_SMALL_ARTICLES)) or text[0] in "–—-":
        return False
    return not text[0].isupper() or any(
        word[0].islower() and fold_word(word) not in lexicon.conjunctions for word in text.split()[1:]
    )


def is_full_of_digits(text: str) -> bool:
    """Whether a line has more digits than deks have, as days do in languages that are not known."""
    return MOST_DIGITS * sum(map(str.isdigit, text)) > len(text)


def is_mostly_small(text: str) -> bool:
    """Whether most words of a line open with a small letter, as those of phrases do and those of titles may not."""
    words = text.split()
    return 2 * sum(word[0].islower() for word in words) > len(words)
