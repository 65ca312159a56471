"""Normalized forms of words and lines, by which the lexicon finds them."""

from __future__ import annotations

import re

_CORE = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
_NUMBERED = re.compile(r"[\w#](?:.*[\w#])?", re.DOTALL)
_WORDS = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SEPARATORS = re.compile("[|·•›»/]")
_NOT_PLAIN = re.compile(
    "[^ -.:-{}~\xa1-\xb6\xb8-\xba\xbc-\u065f\u2010-\u2021\u2023-\u2027\u2030-\u2039\u203b-\u205e\u20a0-\u20cf]"
)
"""What may be part of a number, a separator or white space other than a space. Keys of lines without it take less work.
"""

_ACCENTED = re.compile("[άέήίόύώϊϋΐΰ]")
_GREEK = str.maketrans("άέήίόύώϊϋΐΰ", "αεηιουωιυιυ")


def fold_word(word: str) -> str:
    """A word in its form for comparison: case-folded, without what capitals leave out (Greek accents, Turkish dots)."""
    if word.isascii():
        return word.lower()
    folded = word.casefold().replace("’", "'")
    if folded.isascii():
        return folded
    if "\u0307" in folded or "ı" in folded:
        folded = folded.replace("i\u0307", "i").replace("ı", "i")
    if _ACCENTED.search(folded):
        folded = folded.translate(_GREEK)
    return folded


def word_set(words: str) -> frozenset[str]:
    """The words of a string, separated by spaces, in their form for comparison."""
    return frozenset(map(fold_word, words.split()))


def phrase_set(phrases: str) -> frozenset[str]:
    """The phrases of a string, separated by bars, in their form for comparison."""
    return frozenset(map(fold_word, phrases.split("|")))


def line_key(text: str) -> str:
    """The key of a line: case-folded, numbers as #, separators and white space as one space, no outer punctuation."""
    key = fold_word(text)
    if "  " in key or _NOT_PLAIN.search(key):
        key = " ".join(_SEPARATORS.sub(" ", _DIGITS.sub("#", key)).split())
    if key[:1].isalnum() and key[-1:].isalnum():
        return key
    core = (_NUMBERED if "#" in key else _CORE).search(key)
    return core.group() if core else ""


def exact_line_key(text: str) -> str:
    """The key of a line with its numbers as they are: lines with equal exact keys repeat each other."""
    key = line_key(text)
    return key if "#" not in key else " ".join(fold_word(text).split())


def bare_key(text: str) -> str:
    """The words of a line alone, folded: a title and the same one with other punctuation have equal bare keys."""
    return " ".join(_WORDS.findall(fold_word(text)))
