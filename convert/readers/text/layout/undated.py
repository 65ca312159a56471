"""Lines with a day that is not when the story was published, as the form of the line shows."""

from __future__ import annotations

import re

from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.copy_features import CopyFeatures
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.dates import ParsedDate

MIN_REST = 8
"""From how many words beside the date on a sentence tells of that day, and is not a line of the date."""

MIN_LIFE_REST = 2
"""From how many words beside the date on a word such as "born" counts."""

OPENING, MIN_LABEL = 3, 4
"""How many words a sentence opens with before its day, and how long a word is that shows a day of publication."""

MIN_ABOVE_POST, MOST_BELOW_POST = 2, 4
"""How many lines of running text are above who posted what at least, and within how many lines the text goes on."""

_NOTE = re.compile(r"[¹²³⁴-⁹]\s?\S|\[\d{1,2}\]\s\S|[*†‡]\s?[^\W\d_]")
_DEATH = re.compile(r"[†✝]\s?\d")
_SIGNED_POST = re.compile(r"(?:.*\s)?[—–] ?\S.{0,60}\(@\w[\w.]*\)")
_ACCOUNT = re.compile(r"(?<!\w)@\w[\w.]+(?!\w)(?:\)| ?[·•])")
_ONLY_ACCOUNT = re.compile(r"@\w[\w.]+")
_POSTED_BY = re.compile(
    r"(?:geplaatst door|gepostet von|posted by|pubblicat[oa] da|publi[ée]e? par|publicad[oa] por) ", re.IGNORECASE
)
"""How networks sign embedded posts: "— Jane Doe (@janedoe) May 3, 2024", "Posted by Jane Doe on Friday"."""

_TIMED_POST = re.compile(r"\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)? ?[·•] ", re.IGNORECASE)
"""How networks date posts: "8:15 PM · May 3, 2024"."""

_WORD = re.compile(r"[^\W\d_]+|[*†]")


def without_told_days(features: CopyFeatures, lexicon: Lexicon) -> CopyFeatures:
    """The features without the dates of lines that tell of a day: sentences, footnotes, dates of lives."""
    if not features.dates:
        return features
    dates = {at: dated for at, dated in features.dates.items() if not _tells(features.lines[at], dated, lexicon)}
    return features._replace(dates=dates)


def without_quoted_posts(analysis: Analysis) -> CopyFeatures:
    """The features without the dates and bylines of posts in social networks that the story quotes."""
    features = analysis.features
    posts = {at for at in features.dates.keys() | features.bylines.keys() if signs_post(analysis, at)}
    if not posts:
        return features
    return features._replace(
        dates={at: dated for at, dated in features.dates.items() if at not in posts},
        bylines={at: byline for at, byline in features.bylines.items() if at not in posts},
    )


def signs_post(analysis: Analysis, at: int) -> bool:
    """Whether a line inside the story says who posted what is next to it, or when. At its ends a line that is not set
    off by a dash may be the byline of an author with an account.
    """
    lines = analysis.features.lines
    text = lines[at].unit.text
    if _text_between(analysis, analysis.lead, at) < MIN_ABOVE_POST:
        return False
    if _SIGNED_POST.match(text):
        return True
    if not _text_between(analysis, at + 1, min(len(lines), at + 1 + MOST_BELOW_POST)):
        return False
    if _ACCOUNT.search(text) or _POSTED_BY.match(text):
        return True
    names_account = _ONLY_ACCOUNT.fullmatch(lines[at + 1].unit.text) is not None
    is_timed = _TIMED_POST.match(text) is not None
    return names_account or (is_timed and any("@" in line.unit.text for line in lines[max(0, at - 3) : at]))


def _text_between(analysis: Analysis, first: int, end: int) -> int:
    """How many units from `first` up to `end` are running text by their form and to the model."""
    units = range(first, end)
    return sum(analysis.features.lines[at].is_prose and analysis.labels[at] == "body" for at in units)


def _tells(line: LineFeatures, dated: ParsedDate, lexicon: Lexicon) -> bool:
    text = line.unit.text
    if _NOTE.match(text) or _DEATH.search(text):
        return True
    rest, words = dated.rest.split(), _WORD.findall(text)
    if len(rest) >= MIN_LIFE_REST and any(fold_word(word) in lexicon.life_words for word in words):
        return True
    if len(rest) < MIN_REST or not line.ends_sentence or text.split()[:OPENING] != rest[:OPENING]:
        return False
    labels = lexicon.published_words | lexicon.updated_words
    return not any(len(word) >= MIN_LABEL and fold_word(word) in labels for word in words[:OPENING])
