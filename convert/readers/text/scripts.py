"""Kinds of characters: scripts that write words without spaces between them, digits and capitals.

What counts as a script without spaces depends on the question, so each question has its own definition here: whether a
word may end between two characters, whether two lines are joined without a space, and which runs are split into pairs
of characters.
"""

from __future__ import annotations

import re

LETTER, WORD = re.compile(r"[^\W\d_]"), re.compile(r"[^\W\d_]+")
"""A letter, and a run of letters."""

DIGIT = re.compile(r"\d")

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
"""A year since 1900."""

FIRST_UNSPACED = "\u0e00"
"""The first character of Thai; every script before it in the code separates words with spaces."""

FIRST_CJK = "\u3000"
"""The ideographic space, first of the punctuation, Kana and Han characters of East Asia."""

FIRST_HEBREW = "\u0590"
FIRST_HANGUL, LAST_HANGUL = "\uac00", "\ud7a3"
FIRST_KANA = "\u3040"
FIRST_HAN = "\u3400"

UNSPACED_LANGUAGES = frozenset({"ja", "zh", "th", "lo", "my", "km", "bo"})
"""Languages whose words are not separated by spaces (primary subtags of BCP 47)."""

UNSPACED_RUN = r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+"
"""A run of Kana, Han, Thai, Lao, Burmese or Khmer. Compile it when first needed: compiling such a class costs as much
as reading a short text.
"""

_JOINED = re.compile("[\u3000-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f]+")
_SPACED = (("\u10a0", "\u177f"), ("\u1800", "\u2fff"), ("\ua4d0", "\uf8ff"), ("\ufb00", "\ufdff"), ("\ufe70", "\ufefc"))
"""Ranges after Thai with spaces: Georgian, Hangul, Ethiopic, accented Latin and Greek, and others."""


_ASCII_DIGIT = re.compile("[0-9]")


def has_digit(text: str) -> bool:
    """Whether a character of `text` is a digit; faster than looking at each."""
    if _ASCII_DIGIT.search(text):
        return True
    return not text.isascii() and any(map(str.isdigit, text))


def is_capital(text: str) -> bool:
    """Whether `text` has no small letters; a script without capitals has none."""
    return not any(map(str.islower, text))


_GEORGIAN = re.compile("[\u10d0-\u10ff]+")
"""Letters of Georgian, which are small ones to Unicode; its capitals are for headings alone."""


def is_caseless(text: str) -> bool:
    """Whether `text` has no letters of a script with capitals; Georgian is written without them."""
    return (lower := text.lower()) == text.upper() or _is_georgian(lower)


def _is_georgian(text: str) -> bool:
    return _GEORGIAN.search(text) is not None and (rest := _GEORGIAN.sub("", text)).lower() == rest.upper()


def is_small(character: str) -> bool:
    """Whether a character is a small letter of a script with capitals."""
    return character.islower() and not "\u10d0" <= character <= "\u10ff"


def is_unspaced(character: str) -> bool:
    """Whether a character belongs to a script without spaces, so that a word may end on either side of it."""
    return character >= FIRST_UNSPACED and not any(low <= character <= high for low, high in _SPACED)


def joins_without_space(character: str) -> bool:
    """Whether two lines are joined without a space at this character: Kana, Han and their punctuation.

    Thai and its neighbors put spaces between phrases, so they do not count. Between the ranges are Latin ligatures and
    Arabic presentation forms.
    """
    return character >= FIRST_CJK and _JOINED.fullmatch(character) is not None


def count_unspaced(text: str) -> int:
    """The number of characters of `text` that are joined without a space, each as wide as two others."""
    return len(text) - len(_JOINED.sub("", text))


def count_words(text: str) -> int:
    """The number of words of `text`; where no spaces are between words, two letters count as one."""
    if text.isascii() or max(text) < FIRST_UNSPACED:
        return len(text.split())
    return max(len(text.split()), sum(character >= FIRST_UNSPACED and character.isalpha() for character in text) // 2)


def first_sign(text: str) -> str:
    """The first character of a text, behind the opening mark of a Spanish question or exclamation."""
    return text[1] if text[0] in "¿¡" and len(text) > 1 else text[0]
