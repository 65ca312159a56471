"""Lines with a day that is not when the story was published, as the form of the line shows."""

from __future__ import annotations

import re

from convert.readers.text.labels.copy_features import CopyFeatures
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.dates import ParsedDate

MIN_REST = 8
"""From how many words beside the date on a sentence tells of that day, and is not a line of the date."""

MIN_LIFE_REST = 2
"""From how many words beside the date on a word such as "born" counts."""

MIN_ENTRY = 4
"""From how many words beside the day at its head on a sentence is of a chronicle."""

OPENING, MIN_LABEL = 3, 4
"""How many words a sentence opens with before its day, and how long a word is that shows a day of publication."""

_NOTE = re.compile(r"[¹²³⁴-⁹]\s?\S|\[\d{1,2}\]\s\S|[*†‡]\s?[^\W\d_]")
_DEATH = re.compile(r"[†✝]\s?\d")
_WORD = re.compile(r"[^\W\d_]+|[*†]")
_CHRONICLE = re.compile(r"\d[^:：]{3,30}(?::|：|\s[–—-])\s(?=\S)")
"""A day at the head of a line, with a sign before what happened on it."""

_ENTRY = re.compile(r"[^\W\d_]{3,}\. [A-Z][^\W\d_]* [^\W\d_]")
"""Two sentences, the second of words: "GUNN, Ruairidh. Lost at sea 5 May 1986." """


def without_told_days(features: CopyFeatures, lexicon: Lexicon) -> CopyFeatures:
    """The features without the dates of lines that tell of a day: sentences, footnotes, dates of lives."""
    if not features.dates:
        return features
    dates = {at: dated for at, dated in features.dates.items() if not _tells(features.lines[at], dated, lexicon)}
    return features._replace(dates=dates)


def _tells(line: LineFeatures, dated: ParsedDate, lexicon: Lexicon) -> bool:
    text = line.unit.text
    if _NOTE.match(text) or _DEATH.search(text):
        return True
    rest, words = dated.rest.split(), _WORD.findall(text)
    if (
        line.ends_sentence
        and len(rest) >= MIN_ENTRY
        and _CHRONICLE.match(text)
        and text.split()[-1] == rest[-1] + text[-1]
    ):
        labels = lexicon.published_words | lexicon.updated_words
        return not any(len(word) >= MIN_LABEL and fold_word(word) in labels for word in words)
    if len(rest) >= MIN_LIFE_REST and any(fold_word(word) in lexicon.life_words for word in words):
        return True
    if _ENTRY.search(text) and text[-1] == "." and len(rest) >= OPENING and rest[:OPENING] == text.split()[:OPENING]:
        labels = lexicon.published_words | lexicon.updated_words
        return not any(len(word) >= MIN_LABEL and fold_word(word) in labels for word in words)
    if len(rest) < MIN_REST or not line.ends_sentence or text.split()[:OPENING] != rest[:OPENING]:
        return False
    labels = lexicon.published_words | lexicon.updated_words
    return not any(len(word) >= MIN_LABEL and fold_word(word) in labels for word in words[:OPENING])
