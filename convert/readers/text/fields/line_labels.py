"""Reads the label that a line opens with ("Tags: …", "Read more: …", "Correction: …", "(Reporting by …)")."""

from __future__ import annotations

import re
from typing import NamedTuple

from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import LabelKind, Lexicon, find_label, fold_word, line_key

SURE_TEXT = 0.95
"""From this probability of body text on, a line's label is ignored."""

AROUND_LINK = " \t-–—:|>→»(<"
"""What is between a label and a link, and around the title of a link."""

_LABEL_MARK = re.compile(r"[:：]|\s[–—-]\s|—")


class LabeledLine(NamedTuple):
    """The label of a line, and the text after it."""

    label: LabelKind
    rest: str


def read_label(line: LineFeatures, lexicon: Lexicon) -> LabeledLine | None:
    """The label that a line opens with, and the rest of the line; None where there is no label."""
    text = line.unit.text
    found = find_label(line.key or line_key(text[:90]), lexicon)
    if found is None:
        return None
    label, phrase = found
    if label == "notes" and phrase:
        return LabeledLine(label, text)
    if label == "desk" and phrase:
        return LabeledLine(label, text) if text[0] in "([" and text[-1] in ")]" else None
    if phrase:
        return LabeledLine(label, text[fold_word(text).find(phrase) + len(phrase) :].strip(AROUND_LINK))
    mark = _LABEL_MARK.search(text)
    return LabeledLine(label, text[mark.end() :].strip(" \t\u3000*_") if mark else "")


def has_label_mark(text: str) -> bool:
    """Whether what ends a label is near the start of a line."""
    return (not text.isascii() or ":" in text or "-" in text) and _LABEL_MARK.search(text, 0, 60) is not None
