"""Titles as German pages set them: a phrase above the title (the "Dachzeile"), or before it with a colon set apart."""

from __future__ import annotations

import re
from typing import NamedTuple

from convert.readers.text.fields.title_signs import goes_on_below
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon, fold_word

OVERLINE_WORDS, TITLE_WORDS, DEK_WORDS = range(2, 13), range(2, 17), range(6, 61)
"""How many words a phrase above the title, the title below it, and the dek below both have."""

KICKER_WORDS, SHORT_TITLE_WORDS, LEAST_PHRASE = range(1, 5), range(3, 9), 10
"""How many words a kicker and a title above a long phrase have, and from how many words on a phrase is long."""

MOST_HYPHENS = 3
"""How many hyphens a title has at most; a row of keywords may have more."""

_SET_APART = re.compile(r"(?P<kicker>[^\W\d_][^:]{1,60}?)\s:\s(?=[^\W\d_a-zß-öø-ÿ]|[„»«“\"])(?!.*\d\s?:\s?\d)")
"""A kicker with a space before its colon, as no German title has one ("Prozess in Osted : Urteil erwartet"), but for
results of games.
"""


def kicker_set_apart(text: str, lexicon: Lexicon) -> str:
    """The kicker before a title of German copy whose colon is set apart from it, with that colon; else nothing."""
    found = _SET_APART.match(text) if " : " in text and _is_german(lexicon) else None
    return found.group().strip() if found else ""


class TitleBeside(NamedTuple):
    """A line beside the chosen one that is the title, the rule that shows it, and the greatest confidence in it."""

    at: int
    rule: str
    confidence: float = 0.8


def title_beside(analysis: Analysis, at: int, lexicon: Lexicon) -> TitleBeside | None:
    """The title above or below the line that was chosen as it, in German copy; None where there is none."""
    if not _is_german(lexicon) or goes_on_below(analysis, at, lexicon):
        return None
    if _is_overline(analysis, at, lexicon):
        return TitleBeside(at + 1, "title below a phrase and above a dek")
    if _is_phrase_below_title(analysis, at):
        return TitleBeside(at - 1, "title between a kicker and a long phrase")
    return None


def _is_overline(analysis: Analysis, at: int, lexicon: Lexicon) -> bool:
    """Whether the line chosen as the title is the phrase above it: right below it is another line with the form of a
    title, below that, perhaps with byline and day between, a dek, and below that no text. A title has one dek, so the
    second line is the title.
    """
    features = analysis.features
    lines, title, dek = features.lines, at + 1, at + 2
    while dek < at + 4 and dek < len(lines) and (lines[dek].furniture or _is_day_or_byline(analysis, dek)):
        dek += 1
    if dek + 1 >= len(lines) or title >= analysis.lead:
        return False
    if lines[at].words not in OVERLINE_WORDS or lines[title].words not in TITLE_WORDS:
        return False
    if not all(_may_be_title(analysis, unit) for unit in (at, title)) or lines[at].key == lines[title].key:
        return False
    words, below = (features.extract_words(lines[unit].unit.text) for unit in (at, title))
    if 2 * len(words & below) > min(len(words), len(below)):
        return False
    line = lines[dek]
    is_dek = line.ends_sentence and line.words in DEK_WORDS and not line.furniture and not _is_known(analysis, dek)
    behind = lines[dek + 1]
    is_opening = fold_word(behind.unit.text.split()[-1]) in lexicon.byline_phrases
    is_apart = behind.furniture is not None or _is_known(analysis, dek + 1) or is_opening
    return is_dek and is_apart and not behind.is_prose


def _is_phrase_below_title(analysis: Analysis, at: int) -> bool:
    """Whether the line chosen as the title is the long phrase below it: between a byline or day and
    two shorter lines, the kicker and the title. What is right below a section of the menu is of the menu, too.
    """
    features = analysis.features
    lines = features.lines
    if at < 2 or at + 1 >= len(lines) or not _may_be_title(analysis, at):
        return False
    title, kicker = lines[at - 1], lines[at - 2]
    if title.words not in SHORT_TITLE_WORDS or not _may_be_title(analysis, at - 1) or kicker.words not in KICKER_WORDS:
        return False
    is_phrase = any(word[0].islower() for word in title.unit.text.split()[1:])
    is_long = lines[at].words >= max(LEAST_PHRASE, 2 * title.words)
    is_of_menu = at > 2 and lines[at - 3].furniture is not None and not kicker.unit.after_blank
    is_short_line = not (kicker.ends_sentence or is_of_menu) and not _is_known(analysis, at - 2)
    return is_phrase and is_long and is_short_line and (at + 1 in features.bylines or at + 1 in features.dates)


def _is_german(lexicon: Lexicon) -> bool:
    return lexicon.languages[-1:] == ("de",)


def _may_be_title(analysis: Analysis, at: int) -> bool:
    """Whether a line has the form of a title: no sentence with a full stop, item, furniture, day, name or caption."""
    line: LineFeatures = analysis.features.lines[at]
    ends_as_text = line.unit.text[-1] in ".:" or line.unit.bullet or line.furniture
    if line.unit.text.count("-") > MOST_HYPHENS:
        return False
    return line.has_alphanumeric and not ends_as_text and not _is_known(analysis, at)


def _is_day_or_byline(analysis: Analysis, at: int) -> bool:
    dated, byline = analysis.features.dates.get(at), analysis.features.bylines.get(at)
    return (dated is not None and not dated.rest) or (byline is not None and byline.is_explicit)


def _is_known(analysis: Analysis, at: int) -> bool:
    features = analysis.features
    return at in features.dates or at in features.bylines or at in features.captions
