"""Titles as German pages set them: a phrase above the title (the "Dachzeile"), or before it with a colon set apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from convert.readers.text.fields.title_signs import goes_on_below
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.name_lines import read_name_line
from convert.readers.text.scripts import is_small

OVERLINE_WORDS, TITLE_WORDS, DEK_WORDS = range(2, 13), range(2, 17), range(6, 61)
"""How many words a phrase above the title, the title below it, and the dek below both have."""

KICKER_WORDS, SHORT_TITLE_WORDS, LEAST_PHRASE = range(1, 5), range(3, 9), 10
"""How many words a kicker and a title above a long phrase have, and from how many words on a phrase is long."""

QUOTED_WORDS, MOST_ABOVE_QUOTATION, DAYS_BETWEEN = range(3, 15), 6, 2
"""How many words a title that is a quotation has, and a phrase above it at most; how many days are between the two."""

QUOTES = '"“”„«»‹›'
"""Quotation marks around such a title."""

LEAST_BELOW_BLOCK = 0.15
"""How probable a title below the block of its kicker is at least, where the model has another label for it."""

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
    title, lines = _below_days(analysis, at), analysis.features.lines
    is_beside = title == at + 1 or (title < len(lines) and lines[at].words <= MOST_ABOVE_QUOTATION)
    is_name = title > at + 1 and is_beside and read_name_line(lines[title].unit.text, lexicon) is not None
    if title < len(lines) and is_beside and not is_name and _is_overline(analysis, at, title, lexicon):
        return TitleBeside(title, "title below a phrase and above a dek")
    if (quotation := _quotation_below(analysis, at)) is not None:
        return TitleBeside(quotation, "quotation below a phrase and above the text")
    if _is_sentence_above_kicker(analysis, at):
        return TitleBeside(at + 2, "title below a sentence and its kicker")
    if _is_last_of_block(analysis, at):
        return TitleBeside(at + 1, "title below the block of its kicker")
    if _is_phrase_below_title(analysis, at):
        return TitleBeside(at - 1, "title between a kicker and a long phrase")
    return None


def _below_days(analysis: Analysis, at: int) -> int:
    """The unit below `at` and the days right below that."""
    below = at + 1
    while below <= at + DAYS_BETWEEN and below in analysis.features.dates:
        below += 1
    return below


def _is_overline(analysis: Analysis, at: int, title: int, lexicon: Lexicon) -> bool:
    """Whether the line chosen as the title is the phrase above it: below it, perhaps with its day between, is another
    line with the form of a title, at `title`, below that, perhaps with byline and day between, a dek, and below that no
    text. A title has one dek, so the second line is the title.
    """
    features = analysis.features
    lines, dek = features.lines, title + 1
    while dek < title + 3 and dek < len(lines) and (lines[dek].furniture or _is_day_or_byline(analysis, dek)):
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


def _quotation_below(analysis: Analysis, at: int) -> int | None:
    """The quotation that is the title below the few words chosen as it, which say of what it is: it is a line between
    blank ones, right below them but for days, and a sentence is below it. None if there is none.
    """
    lines = analysis.features.lines
    if lines[at].words > MOST_ABOVE_QUOTATION or not _may_be_title(analysis, at) or lines[at].ends_sentence:
        return None
    title = _below_days(analysis, at)
    if title + 1 >= len(lines) or not _is_apart(lines, title) or lines[title].words not in QUOTED_WORDS:
        return None
    text = lines[title].unit.text
    is_quoted = text[0] in QUOTES and text[-1] in QUOTES and not any(mark in text[1:-1] for mark in QUOTES)
    is_above_text = lines[title + 1].words in DEK_WORDS or lines[title + 1].is_prose
    return title if is_quoted and is_above_text and _may_be_title(analysis, title) else None


def _is_sentence_above_kicker(analysis: Analysis, at: int) -> bool:
    """Whether the line chosen as the title opens the copy as a sentence with a full stop, as what a picture shows:
    below it is a kicker in its block, and below that the title between blank lines, above a sentence.
    """
    lines, title = analysis.features.lines, at + 2
    if at or lines[at].unit.text[-1] != "." or len(lines) < title + 2 or title >= analysis.lead:
        return False
    kicker = lines[at + 1]
    is_kicker = kicker.words in KICKER_WORDS and not kicker.unit.after_blank and _may_be_title(analysis, at + 1)
    is_title = lines[title].words in TITLE_WORDS and _may_be_title(analysis, title) and _is_apart(lines, title)
    return is_kicker and is_title and lines[title + 1].is_prose


def _is_last_of_block(analysis: Analysis, at: int) -> bool:
    """Whether the line chosen as the title is the last one of a block of section and kicker: the line below it is
    between blank ones, right above the text, and the model takes it for a title, too, rather than for a dek.
    """
    lines, title = analysis.features.lines, at + 1
    if at == 0 or lines[at].unit.after_blank or title + 1 >= len(lines) or title >= analysis.lead:
        return False
    marginals = analysis.marginals[title]
    least = marginals.dek if analysis.labels[title] == "headline" else max(LEAST_BELOW_BLOCK, 2 * marginals.dek)
    is_title = marginals.headline > least
    is_phrase = lines[title].words in TITLE_WORDS and lines[at].words in OVERLINE_WORDS
    is_apart = _is_apart(lines, title) and lines[title + 1].is_prose
    return is_title and is_phrase and is_apart and all(_may_be_title(analysis, unit) for unit in (at, title))


def _is_apart(lines: Sequence[LineFeatures], at: int) -> bool:
    """Whether blank lines are above and below a line."""
    return lines[at].unit.after_blank and lines[at + 1].unit.after_blank


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
    """Whether a line has the form of a title: no sentence with a full stop, item, furniture, day, name, caption or
    phrase that opens with a small letter.
    """
    line: LineFeatures = analysis.features.lines[at]
    ends_as_text = line.unit.text[-1] in ".:" or line.unit.bullet or line.furniture or is_small(line.unit.text[0])
    if line.unit.text.count("-") > MOST_HYPHENS:
        return False
    return line.has_alphanumeric and not ends_as_text and not _is_known(analysis, at)


def _is_day_or_byline(analysis: Analysis, at: int) -> bool:
    dated, byline = analysis.features.dates.get(at), analysis.features.bylines.get(at)
    return (dated is not None and not dated.rest) or (byline is not None and byline.is_explicit)


def _is_known(analysis: Analysis, at: int) -> bool:
    features = analysis.features
    return at in features.dates or at in features.bylines or at in features.captions
