"""Lines with a day that is not when the story was published, as the form of the line shows."""

from __future__ import annotations

import re
from collections.abc import Sequence

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

MIN_ABOVE_POST = 2
"""How many lines of running text are above a quoted post at least: a byline with an account may be below one."""

_NOTE = re.compile(r"[¹²³⁴-⁹]\s?\S|\[\d{1,2}\]\s\S|[*†‡]\s?[^\W\d_]")
_DEATH = re.compile(r"[†✝]\s?\d")
_SIGNED_POST = re.compile(
    r"(?<!\w)@\w[\w.]+(?!\w)(?:\)| ?[·•])"
    r"|^(?:geplaatst door|gepostet von|posted by|pubblicat[oa] da|publi[ée]e? par|publicad[oa] por) ",
    re.IGNORECASE,
)
"""How networks sign embedded posts: "— Jane Doe (@janedoe) May 3, 2024", "Posted by Jane Doe on Friday"."""

_TIMED_POST = re.compile(r"\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)? ?[·•] ", re.IGNORECASE)
"""How networks date posts: "8:15 PM · May 3, 2024"."""

_WORD = re.compile(r"[^\W\d_]+|[*†]")


def without_told_days(features: CopyFeatures, lexicon: Lexicon, lead: int) -> CopyFeatures:
    """The features without the dates of lines that tell of a day: sentences, footnotes, dates of lives, and below the
    unit `lead`, the first one of the story, those of posts in social networks that are quoted.
    """
    if not features.dates:
        return features
    lines = features.lines
    dates = {
        at: dated
        for at, dated in features.dates.items()
        if not _tells(lines[at], dated, lexicon) and not _dates_post(lines, lead, at)
    }
    return features._replace(dates=dates)


def _dates_post(lines: Sequence[LineFeatures], lead: int, at: int) -> bool:
    """Whether a line inside the story says who posted what is above it, and when."""
    if sum(line.is_prose for line in lines[lead:at]) < MIN_ABOVE_POST:
        return False
    text = lines[at].unit.text
    if _SIGNED_POST.search(text):
        return True
    return _TIMED_POST.match(text) is not None and any("@" in line.unit.text for line in lines[max(0, at - 3) : at])


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
