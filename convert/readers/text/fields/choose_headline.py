"""Chooses the headline among the ranked candidates, by what kickers, deks and names of series beside a title show."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from convert.readers.text.fields.headline_ranker import is_path
from convert.readers.text.fields.teasers_above import title_below_teasers
from convert.readers.text.fields.title_signs import (
    DOUBTFUL_TITLE,
    TITLE_TWICE,
    HeadlineOdds,
    count_shared_words,
    title_shown_twice,
)
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.scripts import is_small
from convert.readers.text.sentences import HEADLINE_FULL_STOPS

KICKER_WORDS, MIN_DEK = 3, 8
"""How many words a kicker that was chosen as the title has at most, and such a dek at least."""

MOST_TITLE = 12
"""How many words a title below such a kicker has at most; a dek may have more and no full stop."""

LEAST_OF_TITLE, TITLE_BESIDE = 0.15, 0.85
"""How probable the title beside such a kicker or dek is at least, and the greatest confidence in it."""

LEAST_BELOW_SERIES, SURE_TITLE, TWICE, SERIES_WORDS, MOST_BELOW_SERIES = 0.02, 0.8, 2, 6, 25
"""How probable a title below the name of a series is at least, from which probability on a line is no such name but the
title, how often the page has that name at least, and how many words both have at most.
"""

HEADER, HEADER_LINES = ("byline", "date"), 5
"""The labels of lines below title and dek, and among how many lines with captions the first two are looked for."""

MOST_TIMES_DEK, LEAST_SHARED = 2, 2
"""How many times as long as its dek such a title is at most, and how many of its words the text has at least."""

LEAST_OF_LONG, LONG_TITLE = 0.1, 7
"""How probable a title above a dek without a full stop is at least, and how many words it has, more than kickers do."""

MENU_REACH, TITLE_WORDS = 4, range(4, 26)
"""How many lines are above a notice of the page that is like a title at most, and how many words the title below has.
"""

WINDOW_REACH, WINDOW_WORDS = 4, 3
"""How many lines below the title of the window the headline is at most, and how many words it has at least."""

LEAST_OF_FIRST, FIRST_WORDS = 0.15, 6
"""The least probability of the first line of a copy, and how many words it has at least, that is the title above what
the model takes for one.
"""


def choose_headline(odds: HeadlineOdds, analysis: Analysis) -> tuple[int | None, float]:
    """The unit of the headline, with its probability; None where it is likelier that the copy has none.

    Units with the same key count together. A few words above a longer line that may be the title are its kicker, and a
    sentence below a shorter one is its dek.
    """
    candidates, probabilities = odds
    keys = [analysis.features.lines[at].key for at in candidates]
    sums: dict[str, float] = {}
    for key, probability in zip(keys, probabilities, strict=False):
        sums[key] = sums.get(key, 0.0) + probability
    best, most = max(sums.items(), key=itemgetter(1), default=("", 0.0))
    if probabilities[-1] >= most:
        return None, probabilities[-1]
    probability, at = max(row[:2] for row in zip(probabilities, candidates, keys, strict=False) if row[2] == best)
    if (twice := title_shown_twice(analysis, at, is_doubtful=most < DOUBTFUL_TITLE)) is not None:
        return twice, TITLE_TWICE
    if (below := title_below_teasers(analysis, at, odds)) is not None:
        return below, TITLE_TWICE
    beside = dict(zip(candidates, probabilities, strict=False))
    lines = analysis.features.lines
    if (capital := _title_with_capital(analysis, at, odds)) is not None:
        return capital, min(most, TITLE_BESIDE)
    if (apart := _title_apart(analysis, at)) is not None:
        return apart, min(most, TITLE_BESIDE)
    if (shown := _title_below_window(lines, at, analysis.lead)) is not None:
        return shown, min(most, TITLE_BESIDE)
    if beside.get(at + 1, 0.0) >= LEAST_OF_TITLE and _is_kicker_of(lines[at], lines[at + 1]):
        return at + 1, min(most, TITLE_BESIDE)
    if most < SURE_TITLE and beside.get(at + 1, 0.0) >= LEAST_BELOW_SERIES and _is_series_above_title(analysis, at):
        return at + 1, min(most, TITLE_BESIDE)
    above = at - 1
    while above > 0 and lines[above].furniture:
        above -= 1
    if beside.get(above, 0.0) >= LEAST_OF_TITLE and _is_dek_of(lines[at], lines[above], is_apart=above < at - 1):
        return above, min(most, TITLE_BESIDE)
    shown_again = _title_shown_below(analysis, at, odds)
    if shown_again is not None:
        return shown_again, min(most, TITLE_BESIDE)
    if at == 1 and beside.get(0, 0.0) >= LEAST_OF_FIRST and _opens_copy_with_dek(analysis):
        return 0, min(most, TITLE_BESIDE)
    if above >= 0 and beside.get(above, 0.0) >= LEAST_OF_LONG and _is_long_title_above_dek(analysis, above, at):
        return above, min(most, TITLE_BESIDE)
    return at, most


def is_window_title(text: str, title: str) -> bool:
    """Whether a line is the title of a page's window: the headline, a mark, and the name of the site."""
    mark = text[len(title) :][:3]
    return text.startswith(title) and mark in (" - ", " | ", " – ", " — ", " • ", " · ")


def _title_with_capital(analysis: Analysis, at: int, odds: HeadlineOdds) -> int | None:
    """The candidate below the chosen line that opens with a capital and has words of the text, where that line opens
    with a small letter, has none of them, and is at the top of the page, as the names of icons are; else None.
    """
    features, lines = analysis.features, analysis.features.lines
    if at > MENU_REACH or not is_small(lines[at].unit.text[0]) or count_shared_words(analysis, at):
        return None
    rows = zip(odds.candidates, odds.probabilities, strict=False)
    below = [
        (row, other) for other, row in rows if at < other < analysis.lead and count_shared_words(analysis, other) > 1
    ]
    likely = [
        (row, other) for row, other in below if not lines[other].ends_sentence and lines[other].words > KICKER_WORDS
    ]
    others = features.dates.keys() | features.bylines.keys() | features.captions.keys()
    likely = [(row, other) for row, other in likely if other not in others and not is_small(lines[other].unit.text[0])]
    return max(likely)[1] if likely else None


def _title_apart(analysis: Analysis, at: int) -> int | None:
    """The line between blank lines right above the text that has words of it, where the chosen line has none and is in
    one block with the furniture above it, at the top of the page; else None.
    """
    features, lines, title = analysis.features, analysis.features.lines, at + 1
    if not 0 < at <= MENU_REACH or title + 1 != analysis.lead or lines[at].unit.after_blank:
        return None
    if lines[at - 1].furniture is None or not lines[title].unit.after_blank or not lines[title + 1].unit.after_blank:
        return None
    others = features.dates.keys() | features.bylines.keys() | features.captions.keys()
    if title in others or lines[title].furniture or lines[title].ends_sentence or lines[title].words not in TITLE_WORDS:
        return None
    return (
        title if not count_shared_words(analysis, at) and count_shared_words(analysis, title) >= LEAST_SHARED else None
    )


def _title_below_window(lines: Sequence[LineFeatures], at: int, lead: int) -> int | None:
    """The title that is a few lines below the chosen line, which is that of the window and has it, too; else None."""
    for below in range(at + 1, min(lead, at + 1 + WINDOW_REACH)):
        line = lines[below]
        if line.words >= WINDOW_WORDS and is_window_title(lines[at].unit.text, line.unit.text):
            return below
    return None


def _title_shown_below(analysis: Analysis, chosen: int, odds: HeadlineOdds) -> int | None:
    """The candidate beside the chosen line that the page shows once more below the story, as lists of its stories have
    the title: right above it where it is a sentence as deks are, or below it and the day, right above the text.
    """
    features, lines = analysis.features, analysis.features.lines
    if features.key_counts[lines[chosen].key] > 1 or chosen >= analysis.lead:
        return None
    below = {line.key for line in lines[analysis.last + 1 :]}
    for at in odds.candidates:
        is_above = at == chosen - 1 and lines[chosen].unit.text[-1] in HEADLINE_FULL_STOPS
        between = range(chosen + 1, at)
        is_blog = at == analysis.lead - 1 and len(between) > 0 and all(other in features.dates for other in between)
        is_title = lines[at].words > 1 and not (lines[at].ends_sentence or lines[at].furniture)
        if (
            (is_above or is_blog)
            and is_title
            and lines[at].key in below
            and features.key_counts[lines[at].key] == TWICE
        ):
            return at
    return None


def _opens_copy_with_dek(analysis: Analysis) -> bool:
    """Whether the copy opens with a title and its dek in a block of their own, as articles do that are copied: two
    phrases of about the same length, right above the byline or the day.
    """
    features, lines = analysis.features, analysis.features.lines
    if len(lines) < 3 or (lines[1].unit.after_blank and not (lines[0].unit.text.isupper() and lines[1].words > 3)):
        return False
    if not (2 in features.bylines or 2 in features.dates or analysis.labels[2] in ("byline", "date")):
        return False
    others = features.dates.keys() | features.bylines.keys() | features.captions.keys()
    is_phrase = others.isdisjoint((0, 1)) and not (
        lines[0].ends_sentence or lines[1].ends_sentence or is_small(lines[1].unit.text[0])
    )
    return is_phrase and lines[0].words >= FIRST_WORDS and lines[1].words + 1 >= lines[0].words


def _is_series_above_title(analysis: Analysis, at: int) -> bool:
    """Whether a line is the name of a series or section that the page has elsewhere, too, right above a longer line
    that it has once, and that above the byline or the day.
    """
    features, lines = analysis.features, analysis.features.lines
    counts = features.key_counts
    if at + 2 >= len(lines) or counts[lines[at].key] < TWICE or counts[lines[at + 1].key] >= TWICE:
        return False
    is_longer = lines[at].words <= SERIES_WORDS and lines[at].words < lines[at + 1].words <= MOST_BELOW_SERIES
    others = features.dates.keys() | features.bylines.keys() | features.captions.keys()
    is_header = at + 2 in others or analysis.labels[at + 2] in ("byline", "date")
    return is_longer and is_header and at + 1 not in others and not lines[at + 1].ends_sentence


def _is_long_title_above_dek(analysis: Analysis, above: int, at: int) -> bool:
    """Whether the line `above` has more words than kickers have, and the one at `at` is right above the byline or the
    day, without a full stop: a title and its dek. Where the dek is the shorter one, the title is of what the text is
    about, as that of another story is not.
    """
    features, lines = analysis.features, analysis.features.lines
    title, dek = lines[above], lines[at]
    below = [i for i in range(at + 1, min(len(lines), at + 1 + HEADER_LINES)) if not _is_of_picture(analysis, i)][:2]
    is_header = any(i in features.bylines or i in features.dates or analysis.labels[i] in HEADER for i in below)
    others = features.dates.keys() | features.bylines.keys() | features.captions.keys()
    if (
        not is_header
        or not others.isdisjoint((above, at))
        or title.words < LONG_TITLE
        or title.key == dek.key
        or title.ends_sentence
        or title.unit.bullet
        or dek.unit.bullet
        or is_path(title.unit.text)
    ):
        return False
    if title.words < dek.words:
        return True
    words, others_words = (features.extract_words(line.unit.text) for line in (title, dek))
    return (
        title.words <= MOST_TIMES_DEK * dek.words
        and title.unit.text[0].isupper()
        and not _is_menu(title.unit.text)
        and len(words & analysis.content_words) >= LEAST_SHARED
        and not (others_words <= words or words <= others_words)
    )


def _is_menu(text: str) -> bool:
    """Whether all words of a line have capitals, as the names of sections in a row have: titles of so many words have
    one without.
    """
    return not text.isupper() and all(word[0].isupper() or not word[0].isalpha() for word in text.split())


def _is_of_picture(analysis: Analysis, at: int) -> bool:
    """Whether a line is a caption with its credit, or the same words right above one."""
    captions, lines = analysis.features.captions, analysis.features.lines
    if at in captions:
        return True
    text = lines[at].unit.text
    return at + 1 in captions and lines[at + 1].unit.text.startswith(text)


def _is_kicker_of(line: LineFeatures, below: LineFeatures) -> bool:
    """Whether a line is a few words above a line that is longer by half at least: its kicker rather than the title."""
    is_longer = 3 * line.words <= 2 * below.words <= 2 * MOST_TITLE
    return line.words <= KICKER_WORDS and is_longer and not below.ends_sentence


def _is_dek_of(line: LineFeatures, above: LineFeatures, *, is_apart: bool) -> bool:
    """Whether a line is a sentence, set and ended as one, below a shorter line without a full stop: its dek. Where the
    two are apart, with furniture between, the line above may have a full stop.
    """
    words = line.unit.text.split()
    return (
        line.unit.text[-1] in HEADLINE_FULL_STOPS
        and line.words >= MIN_DEK > above.words - MIN_DEK // 2 * is_apart
        and line.words > above.words
        and (is_apart or not above.ends_sentence)
        and 2 * sum(word[0].isupper() for word in words) < len(words)
    )
