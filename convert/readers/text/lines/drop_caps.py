"""Drop caps: the large first letter of a text, which a page's markup separates from the rest of its word.

The letter is joined to the text if only that makes a word: "T", "he mayor said" becomes "The mayor said". A letter that
is a word by itself ("A", "man walked") stays separate, unless the joined word is one that the language or the copy has.
So no word is invented.
"""

from __future__ import annotations

import re
from functools import cached_property

from convert.readers.text.lexicon import Lexicon, fold_word, line_key
from convert.readers.text.lines.language import Language, stop_words
from convert.readers.text.lines.units import Unit
from convert.readers.text.scripts import WORD
from convert.readers.text.sentences import ENDS_OPENING_TEXT

MIN_WORDS = 8
"""Text that ends as sentences do is running text from this many words."""

MIN_WORDS_OF_ANY_ENDING = 15
"""Other text is running text from this many words."""

MAX_CAP = 2
"""How many characters a drop cap has at most: a letter after a quotation mark."""

MOST_QUESTIONS = 50
"""How many words are looked for in the whole copy, before all its words are collected once."""

_QUOTE = r"(?P<quote>[\"“„«‘‚'‹¿¡]?)"
_CAP = re.compile(_QUOTE + r"(?P<cap>[^\W\d_])")
_SPLIT = re.compile(_QUOTE + r"(?P<cap>[^\W\d_]) (?P<rest>[^\W\d_]+)(?![\w.’'-])")
_RARE_OPENING = re.compile(r"[bcdfghjklmnpqrstvwxz]{2}")
"""Consonants that hardly any word opens with in languages that have words of one letter."""


def join_drop_caps(units: tuple[Unit, ...], lexicon: Lexicon, language: Language) -> tuple[Unit, ...]:
    """`units` with each drop cap joined to its word; the units of the letter and of its text become one."""
    if not language.is_spaced or not any(_may_open(unit.text) for unit in units):
        return units
    words = _KnownWords(units, lexicon, language)
    joined: list[Unit] = []
    indexes = iter(range(len(units)))
    for at in indexes:
        unit = units[at]
        following = units[at + 1] if at + 1 < len(units) else None
        text = _with_cap(unit, following, words) if following else None
        if following and text:
            joined.append(
                following._replace(lines=(*unit.lines, *following.lines), text=text, after_blank=unit.after_blank)
            )
            next(indexes)
        else:
            joined.append(unit._replace(text=_without_gap(unit.text, words)) if _may_open(unit.text) else unit)
    return tuple(joined)


def _may_open(text: str) -> bool:
    """Whether `text` is a letter, perhaps after a quotation mark, or opens with a letter and a space."""
    head = text[:3]
    return " " in head[1:] or (len(text) <= MAX_CAP and text[-1].isalpha())


class _KnownWords:
    """The known words: stop words of the language, words of the copy, and words of one letter."""

    def __init__(self, units: tuple[Unit, ...], lexicon: Lexicon, language: Language) -> None:
        self._lexicon = lexicon
        self._stop_words = stop_words(language.primary)
        self._units = units
        self._copy_words: frozenset[str] | None = None
        self._questions = 0

    @cached_property
    def _text(self) -> str:
        """The copy in the form of its words; most words in question are not in it."""
        return fold_word("\n".join(unit.text for unit in self._units))

    def is_word(self, letter: str) -> bool:
        """Whether the letter is a word by itself."""
        return fold_word(letter) in self._lexicon.single_letter_words

    def is_label(self, letter: str) -> bool:
        """Whether the letter is the label of a page's button ("X")."""
        return self._lexicon.furniture.role(line_key(letter)) is not None

    def knows(self, word: str) -> bool:
        """Whether the language or the copy has the word."""
        word = fold_word(word)
        if word in self._stop_words:
            return True
        self._questions += 1
        if self._questions <= MOST_QUESTIONS and word.isascii() and word not in self._text:
            return False
        if self._copy_words is None:
            self._copy_words = frozenset(map(fold_word, self._collect()))
        return word in self._copy_words

    def _collect(self) -> set[str]:
        words: set[str] = set()
        for unit in self._units:
            # A unit's first word is the one in question, so it is no evidence.
            first = WORD.search(unit.text, 2)
            words.update(WORD.findall(unit.text, first.end() if first else 0))
        return words


def _is_running_text(text: str) -> bool:
    """Whether `text` is long enough to open with a drop cap."""
    words = text.count(" ") + 1
    return words >= MIN_WORDS_OF_ANY_ENDING or (words >= MIN_WORDS and bool(ENDS_OPENING_TEXT.search(text[-4:])))


def _with_cap(unit: Unit, following: Unit, words: _KnownWords) -> str | None:
    """The text of `following` with the drop cap in `unit`; None if `unit` is no drop cap."""
    cap = _CAP.fullmatch(unit.text) if len(unit.text) <= MAX_CAP else None
    rest = WORD.match(following.text) if cap else None
    if not cap or not rest or unit.bullet or unit.quoted or following.bullet or not cap["cap"].isupper():
        return None
    word = rest.group()
    if not (word.islower() or word.isupper()) or not _is_running_text(following.text):
        return None
    if words.knows(cap["cap"] + word):
        is_whole = not words.is_word(cap["cap"]) or not words.knows(word)
    else:
        is_whole = not words.is_word(cap["cap"])
        if is_whole and (words.is_label(cap["cap"]) or (word.isupper() and len(word) == 1)):
            return None
    return unit.text + following.text if is_whole else f"{unit.text} {following.text}"


def _without_gap(text: str, words: _KnownWords) -> str:
    """`text` without the space after its drop cap, if it opens with one."""
    split = _SPLIT.match(text)
    if not split or not split["cap"].isupper() or not _is_running_text(text):
        return text
    cap, rest = split["cap"], split["rest"]
    if words.is_word(cap):
        is_whole = rest.islower() and (len(rest) == 1 or _RARE_OPENING.match(rest) is not None)
        is_whole = is_whole and words.knows(cap + rest) and not words.knows(rest)
    elif rest.islower() and len(rest) == 1:
        is_whole = not words.is_word(rest) and not words.is_label(cap)
    else:
        is_whole = (rest.islower() or (rest.isupper() and len(rest) > 1)) and words.knows(cap + rest)
    return text[: split.end("cap")] + text[split.start("rest") :] if is_whole else text
