"""Where a sentence ends: the sets of characters and the patterns that all parsers share.

Some sets are smaller than `SENTENCE_ENDS`. The weights were fitted with them, so they differ on purpose; each has a
name and a reason here.
"""

from __future__ import annotations

import re

FULL_STOPS = ".。।۔։።"
"""Full stops: Latin, ideographic, Devanagari (danda), Urdu, Armenian and Ethiopic."""

QUESTIONS = "!?！？؟"
"""Question and exclamation marks: Latin, full-width and Arabic."""

SENTENCE_ENDS = FULL_STOPS + QUESTIONS + "…"
"""Every character that ends a sentence."""

LATIN_SENTENCE_ENDS = ".!?…"
"""Ends of sentences in Latin, Greek and Cyrillic script."""

KEYWORD_SENTENCE_ENDS = LATIN_SENTENCE_ENDS + "。।"
"""What ends running text rather than a list of keywords; question marks of other scripts do not count."""

NAME_LINE_ENDS = LATIN_SENTENCE_ENDS + "。！？:"
"""Characters that no line of names ends with: ends of sentences in Latin and East Asian scripts, and the colon."""

HEADLINE_FULL_STOPS, HEADLINE_QUESTIONS = ".。।", "!?！？"
"""What the ranker of headlines counts as full stops and as questions; it was fitted without Arabic script's own."""

CLOSING_QUOTES = '"”’»›“‘«‹'
"""What closes a quotation. German and its neighbors close with what opens one in English („…“), or turn guillemets
(»…«).
"""

SUPERSCRIPTS = "¹²³⁰⁴⁵⁶⁷⁸⁹"
"""Digits of notes that are set high."""

ENDS_SENTENCE = re.compile(rf"[{SENTENCE_ENDS}]['{CLOSING_QUOTES})\]」』）]*(?:\s?\[?[\d{SUPERSCRIPTS}]{{0,2}}\]?)?$")
"""Text that ends as sentences do, perhaps with closing quotes, brackets or a note's number after its last sentence."""

ENDS_WRAPPED_LINE = re.compile(rf"[{SENTENCE_ENDS}:]['{CLOSING_QUOTES})\]」』]*$")
"""A line whose break is its author's, not a mail program's: it ends a sentence or announces the next line."""

ENDS_OPENING_TEXT = re.compile(rf"[{KEYWORD_SENTENCE_ENDS}:]['{CLOSING_QUOTES})]*$")
"""Text after a drop cap that ends a sentence or announces the next line."""

SENTENCE_BREAK = re.compile(rf"[{SENTENCE_ENDS}][{CLOSING_QUOTES})]*\s+\S")
"""The end of a sentence and the beginning of the next one; the model counts these."""

_FULL_STOP_INSIDE = re.compile(r"[^\W\d_]{3,}[.!?][" + CLOSING_QUOTES + r"]?\s+[^\W\d_a-zß-ÿ]\S*\s")

LONGEST_TITLE = 140
"""How many characters a title of several sentences has at most."""


def is_of_sentences(text: str) -> bool:
    """Whether a line is several sentences that end with a full stop and are longer than those of titles."""
    return len(text) > LONGEST_TITLE and text[-1] in FULL_STOPS and _FULL_STOP_INSIDE.search(text) is not None


ENDS_WITHIN = re.compile(rf"[{SENTENCE_ENDS}][{CLOSING_QUOTES})]*(?:\s|$)")
"""The end of a sentence anywhere in a line."""
