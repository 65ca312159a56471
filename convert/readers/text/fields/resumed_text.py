"""Text of the story below what the model takes for its end: below links to other stories that interrupt it."""

from __future__ import annotations

from convert.readers.text.fields.keep import GUESSES
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.crf import LABELS
from convert.readers.text.roles import FURNITURE

RESUMED_FLOOR, MOST_BETWEEN, SENTENCE_WORDS = 0.3, 2, 8
"""How probable a sentence must be text that resumes the story below known furniture, how many lines of that are
between at most, and how many words such a sentence has.
"""

LINK_FLOOR, MOST_LINKS, LONG_SENTENCE = 0.2, 3, 10
"""How probable sentences in a row must be text below the label of other stories and so many of their titles, and how
many words each of these sentences has at least.
"""

NEXT_FLOOR, INSIDE_FLOOR = 0.35, 0.25
"""How probable a long sentence must be text that is right below a sentence of the story, and one inside the story."""

_BODY = LABELS.index("body")


def resumes_story(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether a sentence is below the likely end of the story, with nothing but known furniture between, such as a link
    to another story, or with a label and titles of others; or right below a sentence of the story.
    """
    if not analysis.features.lines[at].ends_sentence:
        return False
    if analysis.lead < at <= analysis.last:
        above = story.roles[at - 1]
        is_below_text = (
            above is not None and above.role == "paragraph" and analysis.features.lines[at - 1].ends_sentence
        )
        return is_below_text and _may_be_text(analysis, at, INSIDE_FLOOR)
    if at <= analysis.last:
        return False
    return _is_below_furniture(story, analysis, at) or _is_below_links(story, analysis, at)


def _is_below_furniture(story: Story, analysis: Analysis, at: int) -> bool:
    between = range(analysis.last + 1, at)
    if not 0 < len(between) <= MOST_BETWEEN or analysis.features.lines[at].words < SENTENCE_WORDS:
        return False
    roles = [story.roles[other] for other in between]
    is_known = all(one is not None and one.role in FURNITURE and one.rule not in GUESSES for one in roles)
    return is_known and analysis.marginals[at][_BODY] >= RESUMED_FLOOR


def _is_below_links(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether a long sentence goes on below text of the story, or opens a row of such below links to other stories."""
    if not _may_be_text(analysis, at, LINK_FLOOR):
        return False
    above = story.roles[at - 1]
    if above is not None and above.role == "paragraph" and analysis.features.lines[at - 1].ends_sentence:
        return analysis.marginals[at][_BODY] >= NEXT_FLOOR or at - 1 > analysis.last
    return _may_be_text(analysis, at + 1, LINK_FLOOR) and _ends_links(story, analysis, at)


def _ends_links(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether titles of other stories are above a unit, above these their label, and above that text of the story."""
    lines, label = analysis.features.lines, at - 1
    while label > analysis.lead and at - label <= MOST_LINKS and not (lines[label].furniture or lines[label].is_prose):
        label -= 1
    furniture, above = lines[label].furniture, story.roles[label - 1]
    if furniture is None or furniture[0] != "related" or above is None or label - 1 > analysis.last + MOST_BETWEEN:
        return False
    return above.role in ("paragraph", "quote") or above.role in FURNITURE


def _may_be_text(analysis: Analysis, at: int, floor: float) -> bool:
    lines = analysis.features.lines
    if at >= len(lines):
        return False
    line = lines[at]
    is_sentence = line.ends_sentence and line.words >= LONG_SENTENCE and not (line.furniture or line.unit.bullet)
    return is_sentence and analysis.marginals[at][_BODY] >= floor
