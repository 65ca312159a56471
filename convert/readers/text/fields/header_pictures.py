"""Reads the pictures between the headline and the text: a credit on a line of its own, and above it the caption, and
perhaps what the picture shows for those who do not see it.

Pages have all that in one block, or on lines apart; then only the wording of agencies shows that a sentence is a
caption: it has the day of the picture with its weekday and year.
"""

from __future__ import annotations

import re

from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.captions import PICTURE_AGENCIES, Caption, names_picture_agency
from convert.readers.text.lexicon.end_credits import is_credit_alone

IN_BLOCK, WITH_DAY = "block of a picture above the text", "sentence with the day of a picture, above its credit"
IN_BRACKETS, OF_OFFICE = "credit in brackets above the text", "office between byline and text"
"""The rules of captions and credits in a block, of a sentence apart from its credit, and of credits alone."""

CONFIDENCE = 0.8
"""The confidence of all."""

MOST_CREDIT, MOST_LINES, MIN_CAPTION, TEXT_REACH = 14, 3, 5, 2
"""How many words a credit has at most, how many lines such a block, how many words a caption has at least, and in how
many units behind the block the text is.
"""

_DAY = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?),"
    r" (?:19|20)\d\d\b"
)
"""The day of a picture as agencies have it ("Monday, Oct. 28, 2024")."""

_BRACKETED = re.compile(
    r"\((?:Source|Photo|Image|Picture|Credit|Courtesy)s?: [^()]{2,80}\)(?: \([^()]{2,100}\))?", re.IGNORECASE
)
"""A credit with its label in brackets, perhaps twice."""

_AGENCY_PHOTO = re.compile(
    r"(?:AP|AFP|PA|CP|THE CANADIAN PRESS|REUTERS|EPA|AAP) (?:[Pp]hotos?|[Ii]mages?|[Pp]ictures?)(?:\s?/\s?.{2,60})?"
)
"""An agency's credit ("AP Photo/Jane Doe")."""

_OFFICE = re.compile(
    r"[A-Z][\w.’'-]{1,20} (?:(?:of|and|&|[A-Z][\w.’'-]{1,20}) ){0,8}"
    r"(?:Department|Office|Authority|Services?|Rescue|Police|University|Council|Museum|Zoo|Bureau|Ministry|Station)"
    r"|(?:University|Museum|Department|Office|Ministry|Port|City|Town) of (?:[A-Z][\w’'-]{1,20} ?){1,3}"
)
"""The name of an office or house that gives pictures."""

_VIA = re.compile(r"[^.!?]{3,80} via (?P<agency>[A-Z][\w ]{1,20})")


def read_header_pictures(story: Story, analysis: Analysis, lexicon: Lexicon, headline: int | None) -> None:
    """Assign the captions and credits of pictures between the headline and the text."""
    if headline is None:
        return
    lines = analysis.features.lines
    for at in range(headline + 1, analysis.lead):
        if story.roles[at] is None and _BRACKETED.fullmatch(lines[at].unit.text):
            story.captions[at] = Caption("", lines[at].unit.text, None, CONFIDENCE)
            story.assign(at, "credit", IN_BRACKETS, CONFIDENCE)
    at = analysis.lead - 1
    if at > headline + 1 and story.roles[at] is None and _is_office_below_byline(analysis, at):
        story.captions[at] = Caption("", lines[at].unit.text, None, CONFIDENCE)
        story.assign(at, "credit", OF_OFFICE, CONFIDENCE)
    for at in range(headline + 2, min(len(lines) - 1, analysis.lead + MOST_LINES + 1)):
        if story.roles[at] is not None or not _is_credit(analysis, lexicon, at):
            continue
        above = _block_above(story, analysis, at, headline)
        rule = IN_BLOCK
        if not above and _DAY.search(lines[at - 1].unit.text) and _is_open(story, analysis, at - 1):
            above, rule = range(at - 1, at), WITH_DAY
        if not above or above[0] <= headline:
            continue
        for caption in above:
            story.assign(caption, "caption", rule, CONFIDENCE)
        story.captions[at] = Caption("", lines[at].unit.text, None, CONFIDENCE)
        story.assign(at, "credit", rule, CONFIDENCE)


def _is_office_below_byline(analysis: Analysis, at: int) -> bool:
    """Whether a line is only the name of an office, between blank lines right below a byline and above the text: pages
    credit the picture there.
    """
    features, line = analysis.features, analysis.features.lines[at]
    if not (line.unit.after_blank and features.lines[at + 1].unit.after_blank) or line.words > MOST_CREDIT:
        return False
    byline = features.bylines.get(at - 1)
    is_known = at in features.bylines or line.furniture is not None or bool(line.unit.bullet)
    return byline is not None and byline.is_explicit and not is_known and _OFFICE.fullmatch(line.unit.text) is not None


def _is_credit(analysis: Analysis, lexicon: Lexicon, at: int) -> bool:
    """Whether a line is only a credit: with an agency for pictures, by way of an agency, or of a name and an outlet."""
    line = analysis.features.lines[at]
    text = line.unit.text
    if line.words > MOST_CREDIT or line.ends_sentence or line.furniture or line.unit.bullet:
        return False
    if names_picture_agency(text) or _AGENCY_PHOTO.fullmatch(text) or is_credit_alone(text, lexicon):
        return True
    via = _VIA.fullmatch(text)
    return via is not None and fold_word(via["agency"]) in lexicon.agencies | PICTURE_AGENCIES


def _block_above(story: Story, analysis: Analysis, at: int, headline: int) -> range:
    """The lines of a picture's block above its credit at `at`, the last line of the block; empty if it is none.

    A blank line is around the block, running text right below it, and two lines at least are above the credit: one
    alone may be the dek.
    """
    lines = analysis.features.lines
    below = lines[at + 1 : at + 1 + TEXT_REACH]
    if not below or not below[0].unit.after_blank or not any(line.is_prose for line in below):
        return range(0)
    first = at
    while first > headline + 1 and not lines[first].unit.after_blank and at - first < MOST_LINES:
        first -= 1
    above = range(first, at)
    is_block = len(above) == MOST_LINES - 1 and lines[first].unit.after_blank
    return above if is_block and all(_is_open(story, analysis, other) for other in above) else range(0)


def _is_open(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether nothing is known of a line that is as long as captions are."""
    features, line = analysis.features, analysis.features.lines[at]
    is_known = at in features.bylines or (at in features.dates and not line.is_prose)
    is_other = is_known or line.furniture is not None or bool(line.unit.bullet)
    return story.roles[at] is None and not is_other and line.words >= MIN_CAPTION
