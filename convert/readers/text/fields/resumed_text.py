"""Text of the story below what the model takes for its end: below links to other stories and appeals that interrupt it,
and short last sentences.
"""

from __future__ import annotations

import re

from convert.readers.text.envelopes.contacts import is_contact
from convert.readers.text.fields.keep import GUESSES
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.lexicon.appeals import is_appeal_for_own, names_own
from convert.readers.text.roles import FURNITURE

RESUMED_FLOOR, MOST_BETWEEN, SENTENCE_WORDS = 0.3, 3, 8
"""How probable a sentence must be text that resumes the story below known furniture, how many lines of that are
between at most, and how many words such a sentence has.
"""

LINK_FLOOR, MOST_LINKS, LONG_SENTENCE = 0.2, 3, 10
"""How probable sentences in a row must be text below the label of other stories and so many of their titles, and how
many words each of these sentences has at least.
"""

NEXT_FLOOR, INSIDE_FLOOR = 0.35, 0.25
"""How probable a long sentence must be text that is right below a sentence of the story, and one inside the story."""


CLOSING_FLOOR, MOST_CLOSING_WORDS, SHORT_SENTENCE = 0.15, 16, 4
"""How probable a short sentence must be text that closes the story, how many words it has at most, and how many at
least if no known furniture follows.
"""

CONTINUED_FLOOR, OPENING_FLOOR, MOST_SKIPPED = 0.45, 0.3, 1
"""How probable a sentence below a paragraph of the story must be text, whatever is below it, and how probable above the
densest text; and how many buttons and captions are between the two at most.
"""

SIGN_REACH = 120
"""In how many characters at the end of a text stands who wrote it."""

LIKELY_TEXT, LIKELY_BELOW, LEAST_OF_APPEAL = 0.8, 0.75, 6
"""How probable both paragraphs around an appeal that ends no story are text, and the one below a label or button, and
how many words that appeal has.
"""

LEAST_SHARED, LIKELY_OF_STORY = 2, 0.3
"""How many words such a sentence shares with the story above at least, and how probable text it is then."""

_OPENS_COMMENT = re.compile(r"(?:I|I['’](?:m|ve|d|ll)|Ich|Je|J['’]\w+|Yo|Io|Eu|Ik|Jag|Jeg)\s")

_SIGNED = re.compile(
    r"[\w-]{2}\w[.!?…][”“\"»«’]? ?(?:\([^()]{2,60}\)|[–—-] ?(?:[Ww]ith (?:an? )?reports? from )?"
    r"[A-Z][\w.&]{1,20}(?:[ ,]{1,2}[A-Z][\w.&]{1,20}){0,3}|[A-Z]{2,4}|(?<= )[^\W\d_]{2,4}/[^\W\d_]{2,4}|[®♦■●▪◼⬛❖∎])$"
)
"""The end of a text with who wrote it behind the last sentence: in brackets, behind a dash, by letters ("DOE",
"jd/red"), or a mark.
"""

_QUOTATION = re.compile('[「『“„«»‘"].{6,}[」』”“»«’"]')
"""A line that is one quotation: in Japanese such a sentence has no full stop."""


_NO_STATEMENT = re.compile(r"[?!？！…]|\.\.")
"""What the end of a statement does not have: headings and appeals may be questions or exclamations."""


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
    return is_known and analysis.marginals[at].body >= RESUMED_FLOOR


def _is_below_links(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether a long sentence goes on below text of the story, or opens a row of such below links to other stories."""
    if not _may_be_text(analysis, at, LINK_FLOOR):
        return False
    above = story.roles[at - 1]
    if above is not None and above.role == "paragraph" and analysis.features.lines[at - 1].ends_sentence:
        return analysis.marginals[at].body >= NEXT_FLOOR or at - 1 > analysis.last
    is_apart = analysis.marginals[at].body >= NEXT_FLOOR and _is_apart(analysis, at)
    return (is_apart or _may_be_text(analysis, at + 1, LINK_FLOOR)) and _ends_links(story, analysis, at)


def _is_apart(analysis: Analysis, at: int) -> bool:
    """Whether blank lines divide a sentence from the lines above, and these, which are a block, from the text."""
    lines, first = analysis.features.lines, at - 1
    while first > analysis.lead and at - first <= MOST_LINKS and not lines[first].unit.after_blank:
        first -= 1
    return lines[at].unit.after_blank and first < at - 1 and lines[first].unit.after_blank and lines[first - 1].is_prose


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
    return is_sentence and analysis.marginals[at].body >= floor


def _is_likely_text(analysis: Analysis, at: int) -> bool:
    """Whether a unit is a sentence that is likely text."""
    lines = analysis.features.lines
    is_sentence = at < len(lines) and lines[at].ends_sentence and lines[at].words >= SHORT_SENTENCE
    return is_sentence and not lines[at].furniture and analysis.marginals[at].body >= CONTINUED_FLOOR


def continues_story(story: Story, analysis: Analysis, at: int, text: float) -> bool:
    """Whether a sentence is a paragraph below one of the story, perhaps with a button or caption between: one whose
    probability `text` is high or that is signed, or a short one that no other sentence follows.

    The last sentence of a story is often short ("Nobody was hurt."), and the model takes it for what follows it.
    """
    lines, line = analysis.features.lines, analysis.features.lines[at]
    if text < CLOSING_FLOOR:
        return False
    may_be_signed = line.words >= SENTENCE_WORDS or line.unit.text[-1] != ")"
    is_signed = may_be_signed and _SIGNED.search(line.unit.text, len(line.unit.text) - SIGN_REACH) is not None
    is_sentence = line.ends_sentence or is_signed or _QUOTATION.fullmatch(line.unit.text) is not None
    if not is_sentence or line.furniture or line.unit.bullet or is_contact(line.unit.text):
        return False
    above = _text_above(story, analysis, at)
    assigned = story.roles[above] if above >= 0 else None
    if not (assigned and assigned.role in ("paragraph", "quote") and lines[above].ends_sentence):
        return False
    if is_signed:
        return True
    is_stated = line.ends_sentence and line.words >= SHORT_SENTENCE and not _NO_STATEMENT.search(line.unit.text[-3:])
    if is_stated and text >= (CONTINUED_FLOOR if at > analysis.lead else OPENING_FLOOR):
        return True
    if at <= analysis.lead or line.words > MOST_CLOSING_WORDS:
        return False
    below = next((other for other in range(at + 1, len(lines)) if lines[other].has_alphanumeric), None)
    if below is None or below in analysis.features.captions or (is_stated and not lines[below].ends_sentence):
        return True
    is_known = lines[below].furniture is not None or story.roles[below] is not None
    return is_known or is_appeal_for_own(lines[below].unit.text)


def _text_above(story: Story, analysis: Analysis, at: int) -> int:
    """The unit above, without buttons and captions; -1 if there are more than `MOST_SKIPPED` of these."""
    between = 0
    for above in range(at - 1, -1, -1):
        line, assigned = analysis.features.lines[above], story.roles[above]
        if not line.has_alphanumeric:
            continue
        if not (line.furniture or (assigned and assigned.role in ("caption", "credit"))):
            return above
        between += 1
        if between > MOST_SKIPPED:
            return -1
    return -1


def interrupts_story(analysis: Analysis, at: int) -> bool:
    """Whether an appeal, a label or a button is a line of its own between two paragraphs that are likely text, perhaps
    with others and a heading. Below a label or button is a long sentence, or below a phrase two paragraphs.
    """
    lines, marginals = analysis.features.lines, analysis.marginals
    if not 0 < at < len(lines) - 1:
        return False
    is_appeal = lines[at].ends_sentence and lines[at].words >= LEAST_OF_APPEAL
    if not lines[at].ends_sentence and _goes_on_below(analysis, at):
        return True
    above = next((i for i in range(at - 1, max(-1, at - 2 - MOST_BETWEEN), -1) if not lines[i].furniture), at)
    below = next((i for i in range(at + 1, min(len(lines), at + 2 + MOST_BETWEEN)) if not lines[i].furniture), at)
    if _is_heading(analysis, below):
        below += 1
    if not is_appeal and (below == at or lines[below].words < SENTENCE_WORDS or lines[below].unit.bullet):
        return False
    furniture, is_of_story = lines[at].furniture, not is_appeal and _is_about_story(analysis, above, below)
    is_of_box = not (is_appeal or is_of_story) and furniture is not None and furniture[0] == "subscribe"
    if is_of_box and not _is_likely_text(analysis, below + 1):
        return False  # the sentence may say what the newsletter has
    floor_below = LIKELY_OF_STORY if is_of_story else LIKELY_BELOW
    return all(
        lines[i].ends_sentence and not lines[i].furniture and marginals[i].body >= floor
        for i, floor in ((above, LIKELY_TEXT), (at + 1, LIKELY_TEXT) if is_appeal else (below, floor_below))
    )


def _is_heading(analysis: Analysis, at: int) -> bool:
    """Whether a phrase may be the heading of a sentence below it that is likely text."""
    line = analysis.features.lines[at]
    is_phrase = not (line.ends_sentence or line.furniture or line.unit.bullet) and line.words < SENTENCE_WORDS
    return is_phrase and _is_likely_text(analysis, at + 1)


def _is_about_story(analysis: Analysis, above: int, below: int) -> bool:
    """Whether the sentence `below` the label of a newsletter has words of the story down to `above`, none of those of
    its own box, and does not open as readers' comments do.
    """
    features = analysis.features
    text = features.lines[below].unit.text
    if names_own(text) or _OPENS_COMMENT.match(text):
        return False
    words = (features.extract_words(line.unit.text) for line in features.lines[: above + 1])
    return len(features.extract_words(text) & frozenset().union(*words)) >= LEAST_SHARED


def _goes_on_below(analysis: Analysis, at: int) -> bool:
    """Whether two paragraphs that are likely text are right below a phrase, and no appeal."""
    lines, below = analysis.features.lines, range(at + 1, at + 3)
    return below.stop <= len(lines) and all(
        lines[i].is_prose and not lines[i].furniture and analysis.marginals[i].body >= LIKELY_TEXT for i in below
    )
