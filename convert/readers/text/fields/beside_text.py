"""Keeps lines that the model drops, but that are right beside text of the story and have no sign of a link.

Between two paragraphs of a story without buttons such lines are names, figures, results, verse or short titles. Below
the text they are hours, prices and numbers for those who go there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from convert.readers.text.envelopes.contacts import is_for_readers
from convert.readers.text.fields.keep import GUESSES
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout.letters import is_form_of_address, may_sign, shows_letter
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.name_lines import read_name_line
from convert.readers.text.roles import AssignedRole, Role
from convert.readers.text.scripts import has_digit
from convert.readers.text.sentences import FULL_STOPS

MOST_IN_ROW = 8
"""How many dropped lines are at most in a row between two paragraphs that are of the story."""

MOST_WORDS = 8
"""From how many words on a line between paragraphs that ends no sentence may be the title of another story."""

HEADING_WORDS, LIKELY_NAME = range(2, MOST_WORDS), 0.4
"""How many words such a line alone has that is a heading, and how sure it is at least that another one is a name."""

CONFIDENCE = 0.6
"""The confidence of such a line."""

MOST_BELOW = 3
"""Among how many lines right below the text a number for its readers is."""

FEWEST_DIGITS, MOST_CHARACTERS = 6, 160
"""How many digits such a line has at least, and how many characters at most."""

MOST_SIGNING = 3
"""How many lines below a letter may name who wrote it."""

BETWEEN_TEXT, FOR_READERS = "between paragraphs of a story without buttons", "for readers, below the text"
OF_LETTER = "of a letter to the editor"
"""The rules of these lines."""

CAPTION_FLOOR = 0.3
"""From this probability to be a caption on, a line between paragraphs is left to the model."""

LINK_SIGN = re.compile(r"[@|•·▶►→#]|^:|\(\d+\)$|^»[^«]*$|>>$|https?:|\bpic\.\w|\b[\w-]+\.(?:com|org|net)\b")
"""What links and addresses have."""

CALL_TO_CLICK = "click here "
"""How a call to follow a link opens, which no heading is."""

NO_HEADING = re.compile(
    rf"[@|•·▶►→©]|https?:|^(?i:{CALL_TO_CLICK})|^[\w-]+(?:\.[\w-]+)*\.[a-z]{{2,12}}$"
    r"|\w \(\d+\)$|^\d?\d:\d\d |^\([^()]+\)$"
)
"""What addresses, links, rows of buttons, credits and the titles of videos have, and headings lack."""

_OFFER = re.compile(r"\d\s?[€$£]|[€$£]\s?\d")
"""What offers have."""

_TEXT = frozenset({"paragraph", "quote", "item", "verse", "heading"})


def keep_beside_text(story: Story, analysis: Analysis, lexicon: Lexicon) -> None:
    """Keep the lines beside the text of a page that are likely of its story."""
    if not story.shows_page:
        return
    _keep_between(story, analysis, lexicon)
    _keep_for_readers(story, analysis)
    _keep_letter(story, analysis)


def dropped_runs(story: Story) -> Iterator[range]:
    """The runs of units next to each other that are dropped by their place alone."""
    first = None
    for at in range(len(story.roles) + 1):
        assigned = story.roles[at] if at < len(story.roles) else None
        if assigned is not None and assigned.rule in GUESSES:
            first = at if first is None else first
        elif first is not None:
            yield range(first, at)
            first = None


def _keep_between(story: Story, analysis: Analysis, lexicon: Lexicon) -> None:
    """Keep short runs of lines between two paragraphs, if no known furniture is inside the story."""
    lines = analysis.features.lines
    inside = lines[analysis.lead : analysis.last + 1]
    if any(line.furniture and any(map(str.isalpha, line.unit.text)) for line in inside):
        return
    for run in [*dropped_runs(story)]:
        is_between = is_sentence(story, lines, run[0] - 1) and is_sentence(story, lines, run[-1] + 1)
        if is_between and len(run) <= MOST_IN_ROW and all(_is_unlike_links(analysis, at) for at in run):
            if any(fold_word(lines[at].unit.text.strip(" .()")) in lexicon.agencies for at in run):
                continue
            role: Role = "heading" if len(run) == 1 and _may_be_heading(lines[run[0]], lexicon) else "paragraph"
            for at in run:
                story.roles[at] = AssignedRole(role, BETWEEN_TEXT, CONFIDENCE)


def _may_be_heading(line: LineFeatures, lexicon: Lexicon) -> bool:
    """Whether a line alone between two paragraphs has the form of a heading: a phrase in capitals or a script without
    them, with no figures, no mark at its end, and not a name.
    """
    text = line.unit.text
    if line.words not in HEADING_WORDS or line.unit.bullet or text != text.upper() or not text[-1].isalpha():
        return False
    if text.startswith(CALL_TO_CLICK.upper()):
        return False
    name = read_name_line(text, lexicon)
    return not has_digit(text) and (name is None or name.confidence < LIKELY_NAME)


def _is_unlike_links(analysis: Analysis, at: int) -> bool:
    features, line = analysis.features, analysis.features.lines[at]
    is_known = at in features.captions or at in features.dates or at in features.bylines
    is_once = features.key_counts[line.key] <= 1
    may_be_caption = analysis.marginals[at].caption >= CAPTION_FLOOR
    is_short = line.words < MOST_WORDS or line.unit.text[-1] in FULL_STOPS
    is_link = LINK_SIGN.search(line.unit.text) is not None or _OFFER.search(line.unit.text) is not None
    return is_short and is_once and not is_known and not may_be_caption and not is_link


def _keep_for_readers(story: Story, analysis: Analysis) -> None:
    """Keep the lines with a number for tickets or for help among the few right below the text."""
    lines = analysis.features.lines
    for run in [*dropped_runs(story)]:
        if not is_sentence(story, lines, run[0] - 1):
            continue
        near = run[:MOST_BELOW]
        last = max((at for at in near if _is_for_readers(lines[at].unit.text)), default=-1)
        for at in near:
            if at <= last and (at == last or _is_unlike_links(analysis, at)):
                story.roles[at] = AssignedRole("paragraph", FOR_READERS, CONFIDENCE)


def _is_for_readers(text: str) -> bool:
    return sum(map(str.isdigit, text)) >= FEWEST_DIGITS and len(text) <= MOST_CHARACTERS and is_for_readers(text)


def _keep_letter(story: Story, analysis: Analysis) -> None:
    """Keep the form of address above a letter to the editor, and the name and place right below it."""
    lines = analysis.features.lines
    if not shows_letter(lines, analysis.lead):
        return
    for run in [*dropped_runs(story)]:
        above = story.roles[run[0] - 1] if run[0] else None
        is_signed = is_sentence(story, lines, run[0] - 1) or (above is not None and above.role == "byline")
        is_below = run[0] > analysis.last and is_signed and len(run) <= MOST_SIGNING
        for at in run:
            if (run[0] < analysis.lead and is_form_of_address(lines[at])) or (is_below and may_sign(lines[at])):
                story.roles[at] = AssignedRole("paragraph", OF_LETTER, CONFIDENCE)


def is_sentence(story: Story, lines: Sequence[LineFeatures], at: int) -> bool:
    """Whether the unit `at` is there and a sentence of the story."""
    assigned = story.roles[at] if 0 <= at < len(story.roles) else None
    return assigned is not None and assigned.role in _TEXT and (lines[at].ends_sentence or lines[at].is_prose)
