"""Other copy that somebody joined below a signature or the contacts of a release."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from convert.readers.text.envelopes.contacts import has_contact
from convert.readers.text.envelopes.disclaimers import is_confidential, opens_disclaimer
from convert.readers.text.lexicon.keys import fold_word
from convert.readers.text.scripts import count_words
from convert.readers.text.sentences import ENDS_SENTENCE

LEAST_PROSE = 8
"""How many words a paragraph of running text has at least."""

LEAST_TITLE = 4
"""How many words a title has at least above a single paragraph; names and offices have fewer."""

MIN_PROSE = 2
"""How many such paragraphs there are at least where no title is above them."""

LEAST_TEXT = 30
"""How many words of running text show without a title that it is no part of a signature."""

MOST_ABOVE = 4
"""How many lines above the first paragraph, such as title and byline, belong to it at most."""

_LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


def text_below(lines: Sequence[str], below: Sequence[int]) -> int | None:
    """Where other copy begins in `below`, the lines below the first one of a signature or of contacts; else None.

    Other copy has running text, and a title or much of it. What is above it ends with an address or number, or else
    with a blank line.
    """
    groups = list(_groups(lines, below))
    prose = [number for number, group in enumerate(groups) if _is_prose(lines, group)]
    if not prose:
        return None
    head = [at for group in groups[: prose[0]] for at in group]
    reached = max((number for number, at in enumerate(head) if _reaches(lines[at])), default=None)
    if reached is not None:
        head = head[reached + 1 :]
    else:
        blank = max(
            (number for number, at in enumerate(head) if number and at > head[number - 1] + 1), default=len(head)
        )
        head = head[blank:]
    start = groups[prose[0]]
    texts = [lines[at].strip() for at in (*head, *(start if reached is not None else start[-1:]))]
    if any(map(_is_title, texts[:-1], texts[1:])):
        return (head[-MOST_ABOVE:] or start)[0]
    words = sum(count_words(lines[at]) for number in prose for at in groups[number])
    return start[0] if len(prose) >= MIN_PROSE and words >= LEAST_TEXT else None


def _groups(lines: Sequence[str], below: Sequence[int]) -> Iterator[list[int]]:
    """The lines that go together: up to a blank line, an address or number, or the end of a paragraph."""
    group: list[int] = []
    for at in below:
        if group and (at != group[-1] + 1 or _reaches(lines[group[-1]]) or _ends_paragraph(lines[group[-1]])):
            yield group
            group = []
        group.append(at)
    if group:
        yield group


def _ends_paragraph(line: str) -> bool:
    return count_words(line) >= LEAST_PROSE and ENDS_SENTENCE.search(line.strip()[-12:]) is not None


def _reaches(line: str) -> bool:
    return has_contact(line) or _LINK.search(line) is not None


def _is_prose(lines: Sequence[str], group: Sequence[int]) -> bool:
    """Whether lines are running text, and none of a disclaimer."""
    text = " ".join(lines[at].strip() for at in group)
    if count_words(text) < LEAST_PROSE or not ENDS_SENTENCE.search(text[-12:]) or has_contact(text):
        return False
    folded = fold_word(text)
    return not opens_disclaimer(folded) and not is_confidential(folded)


def _is_title(text: str, below: str) -> bool:
    """Whether a line reads like a title; a short one above a name is an office."""
    words = count_words(text)
    if words < LEAST_TITLE or text[0].islower() or text[0] in "-–—*#=_" or text[-1] in ":;,/.。" or "|" in text:
        return False
    return words > LEAST_TITLE or count_words(below) >= LEAST_TITLE
