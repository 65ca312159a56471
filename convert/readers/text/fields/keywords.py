"""Reads the keywords of a story behind or below their label, and hashtags in a row.

A line whose text is no list of keywords keeps its role open, as a wrong keyword is worse than none.
"""

from __future__ import annotations

import re

from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.lexicon import Lexicon, exact_line_key, find_label
from convert.readers.text.scripts import is_unspaced
from convert.readers.text.sentences import KEYWORD_SENTENCE_ENDS

MOST_KEYWORDS, MAX_KEYWORD = 25, 40
"""How many keywords a story has at most, and how many characters one of them."""

MOST_LISTED = 12
"""How many lines below a label hold keywords at most; more are a menu."""


MIN_UNLABELED, UNLABELED_WORDS = 3, 3
"""How many keywords without a label a story has at least, each on its line, and how many words one has at most."""

_WORD = re.compile(r"\w+")

_SEPARATORS = ("#", ",;،؛，；、", "|·•/")
"""What separates keywords, signs that keywords themselves rarely hold first."""

_TRIM = ' \t\u3000.,:;|·•/#"“”„«»*_[]–—-'


def keywords_in(text: str) -> tuple[str, ...]:
    """The keywords in `text`; none where it is not a list of keywords."""
    text = text.strip()
    separators = next((signs for signs in _SEPARATORS if any(map(text.__contains__, signs))), "")
    parts = re.split(f"[{re.escape(separators)}]", text) if separators else [text]
    if not separators and " " in text and is_unspaced(text[0]) and is_unspaced(text[-1]):
        parts = text.split()
    keywords = tuple(dict.fromkeys(keyword for part in parts if (keyword := " ".join(part.split()).strip(_TRIM))))
    most = 4 if separators or text != text.lower() or text == text.upper() else 2
    if not 1 <= len(keywords) <= MOST_KEYWORDS or not all(_is_keyword(keyword, most) for keyword in keywords):
        return ()
    if text[-1:] in KEYWORD_SENTENCE_ENDS and any(" " in keyword for keyword in keywords):
        return ()
    return keywords


def _is_keyword(text: str, most: int) -> bool:
    """Whether `text` may be one keyword of at most `most` words."""
    return (
        len(text) <= MAX_KEYWORD
        and len(text.split()) <= most
        and sum(map(str.isalpha, text)) >= (1 if is_unspaced(text[0]) else 2)
        and "://" not in text
        and "@" not in text
        and text[-1] not in KEYWORD_SENTENCE_ENDS
    )


def read_keywords(story: Story, analysis: Analysis, at: int, rest: str, lexicon: Lexicon) -> None:
    """Read the keywords after a label, or on the lines below it."""
    if rest:
        add_keywords(story, [at], keywords_in(rest), "label of keywords")
        return
    lines = analysis.features.lines
    if at < analysis.last or analysis.features.key_counts[lines[at].key] > 2:
        return
    listed: list[int] = []
    for below in range(at + 1, min(len(lines), at + 2 + MOST_LISTED)):
        if not _is_listed(story, analysis, below, lexicon) or not keywords_in(lines[below].unit.text):
            break
        if listed and lines[below].unit.text.isupper() and not lines[listed[0]].unit.text.isupper():
            break
        listed.append(below)
    known = sum(lines[below].furniture is not None for below in listed)
    if not 0 < len(listed) <= MOST_LISTED or known * 2 > len(listed):
        return
    while lines[listed[-1]].furniture:
        listed.pop()
    keywords = tuple(keyword for below in listed for keyword in keywords_in(lines[below].unit.text))
    add_keywords(story, [at, *listed], keywords, "keywords below their label")


def read_unlabeled_keywords(story: Story, analysis: Analysis) -> None:
    """Read lines of a few words each below the last sentence of the copy as its keywords, where the text has most of
    them, too: pages have them as links below the text.
    """
    lines = analysis.features.lines
    ends = (at for at in range(len(lines) - 1, -1, -1) if lines[at].ends_sentence and lines[at].is_prose)
    first = next(ends, len(lines)) + 1
    if first >= len(lines) or not lines[first].unit.after_blank:
        return
    listed: list[int] = []
    for at in range(first, len(lines)):
        if not _may_be_unlabeled(story, analysis, at):
            break
        listed.append(at)
    if not MIN_UNLABELED <= len(listed) <= MOST_LISTED:
        return
    text = " ".join(_WORD.findall(" ".join(line.unit.text for line in lines[:first]).casefold()))
    phrases = {at: " ".join(_WORD.findall(lines[at].unit.text.casefold())) for at in listed}
    known = {at for at in listed if f" {phrases[at]} " in f" {text} "}
    figures = {at for at in listed if any(map(str.isdigit, phrases[at]))}
    if 3 * len(known) < 2 * len(listed) or not figures <= known:
        return
    add_keywords(story, listed, tuple(lines[at].unit.text for at in listed), "phrases of the text on lines below it")


def _may_be_unlabeled(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether a line may be a keyword by itself: a few words that are nothing else."""
    features, line = analysis.features, analysis.features.lines[at]
    is_short = line.words <= UNLABELED_WORDS and not line.ends_sentence and line.unit.text[-1].isalnum()
    is_known = at in features.dates or at in features.bylines or at in features.captions
    is_other = is_known or line.furniture is not None or bool(line.unit.bullet) or not line.unit.text[0].isalpha()
    return is_short and not is_other and story.roles[at] is None


def _is_listed(story: Story, analysis: Analysis, at: int, lexicon: Lexicon) -> bool:
    """Whether the unit `at` may hold keywords of the label above it."""
    features = analysis.features
    line = features.lines[at]
    if find_label(line.key, lexicon):
        return False
    if (
        story.roles[at] is not None
        or line.ends_sentence
        or not line.has_alphanumeric
        or line.words > 12
        or analysis.marginals[at].body > 0.5
    ):
        return False
    if line.furniture and (line.furniture[0] != "navigation" or line.furniture[1] < 0.9):
        return False
    return at not in features.dates and at not in features.bylines and at not in features.captions


def add_keywords(story: Story, lines: list[int], keywords: tuple[str, ...], rule: str) -> None:
    """Add `keywords`, if any, to those of the story, and assign the `lines` that have them by `rule`."""
    if not keywords:
        return
    known = {exact_line_key(keyword) for keyword in story.keywords}
    for keyword in keywords:
        if exact_line_key(keyword) not in known and len(story.keywords) < MOST_KEYWORDS:
            story.keywords.append(keyword)
            known.add(exact_line_key(keyword))
    for at in lines:
        story.assign(at, "tags", rule, 0.9)
    story.infer("keywords", 0.9, lines, rule)
