"""Posts of social networks that a story quotes: the lines that say who posted what is next to them, and when."""

from __future__ import annotations

import re

from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.copy_features import CopyFeatures

MIN_ABOVE, REACH_ABOVE, REACH_BELOW = 2, 40, 4
"""How many lines of running text are above such a line at least, within how many lines, and within how many the text
goes on below it.
"""

_SIGNED = re.compile(r"(?:.*\s)?[—–] ?\S.{0,60}\(@\w[\w.]*\)")
_ACCOUNT = re.compile(r"(?<!\w)@\w[\w.]+(?!\w)(?:\)| ?[·•])")
_ONLY_ACCOUNT = re.compile(r"@\w[\w.]+")
_POSTED_BY = re.compile(
    r"(?:geplaatst door|gepostet von|posted by|pubblicat[oa] da|publi[ée]e? par|publicad[oa] por) ", re.IGNORECASE
)
_TIMED = re.compile(r"\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)? ?[·•] ", re.IGNORECASE)
"""How networks date posts: "8:15 PM · May 3, 2024"."""


def is_signature(text: str) -> bool:
    """Whether a line ends with who wrote a post, as embedded ones do: "— Jane Doe (@janedoe) May 3, 2024"."""
    return _SIGNED.match(text) is not None


def without_quoted_posts(analysis: Analysis) -> CopyFeatures:
    """The features without the dates and bylines of posts that the story quotes."""
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
    above = range(max(analysis.lead, at - REACH_ABOVE), at)
    if is_signature(text):
        return _text_in(analysis, above) >= MIN_ABOVE
    below = lines[at + 1].unit.text if at + 1 < len(lines) else ""
    is_timed = _TIMED.match(text) is not None and any("@" in line.unit.text for line in lines[max(0, at - 3) : at])
    if not (is_timed or _ACCOUNT.search(text) or _POSTED_BY.match(text) or _ONLY_ACCOUNT.fullmatch(below)):
        return False
    goes_on = _text_in(analysis, range(at + 1, min(len(lines), at + 1 + REACH_BELOW))) > 0
    return goes_on and _text_in(analysis, above) >= MIN_ABOVE


def _text_in(analysis: Analysis, units: range) -> int:
    """How many of the units are running text by their form and to the model."""
    return sum(analysis.features.lines[at].is_prose and analysis.labels[at] == "body" for at in units)
