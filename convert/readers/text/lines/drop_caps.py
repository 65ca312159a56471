"""Drop caps: the great first letter of a text, which a page's markup leaves apart from the rest of its word.

The letter is put back where only that makes words of it: "T", "he mayor said" is "The mayor said". A letter that is a
word of its own ("A", "man walked") stays one, unless with it the rest becomes a word that the language or the copy
knows; so no word is invented.
"""

from __future__ import annotations

import re

from convert.readers.text.lexicon import Lexicon, fold_word, line_key
from convert.readers.text.lines.language import Language, stop_words
from convert.readers.text.lines.units import Unit
from convert.readers.text.sentences import ENDS_OPENING_TEXT

LEAST_WORDS = 8
"""Running text has at least so many words, and ends as sentences do."""

LONG = 15
"""Text of so many words may end as it likes."""

_QUOTE = r"(?P<quote>[\"“„«‘‚'‹¿¡]?)"
_CAP = re.compile(_QUOTE + r"(?P<cap>[^\W\d_])")
_REST = re.compile(r"[^\W\d_]+")
_SPLIT = re.compile(_QUOTE + r"(?P<cap>[^\W\d_]) (?P<rest>[^\W\d_]+)(?![\w.’'-])")
_CLUSTER = re.compile(r"[bcdfghjklmnpqrstvwxz]{2}")
"""What few words open with in any language that has words of one letter."""


def join_drop_caps(units: tuple[Unit, ...], lexicon: Lexicon, language: Language) -> tuple[Unit, ...]:
    """`units` with their drop caps in their words; the units of a letter and of its text become one."""
    if not language.is_spaced or not any(_may_open(unit.text) for unit in units):
        return units
    words = _Words(units, lexicon, language)
    joined: list[Unit] = []
    rows = iter(range(len(units)))
    for at in rows:
        unit = units[at]
        following = units[at + 1] if at + 1 < len(units) else None
        text = _with_cap(unit, following, words) if following else None
        if following and text:
            joined.append(
                following._replace(lines=(*unit.lines, *following.lines), text=text, after_blank=unit.after_blank)
            )
            next(rows)
        else:
            joined.append(unit._replace(text=_without_gap(unit.text, words)) if _may_open(unit.text) else unit)
    return tuple(joined)


def _may_open(text: str) -> bool:
    """Whether `text` is a letter, perhaps quoted, or opens with one that stands alone."""
    head = text[:3]
    return " " in head[1:] or (len(text) <= 2 and text[-1].isalpha())


class _Words:
    """The words that the language and the copy know, and those of one letter."""

    def __init__(self, units: tuple[Unit, ...], lexicon: Lexicon, language: Language) -> None:
        self._lexicon = lexicon
        self._common = stop_words(language.primary)
        self._units = units
        self._copy: frozenset[str] | None = None

    def is_word(self, letter: str) -> bool:
        """Whether the letter is a word of its own."""
        return fold_word(letter) in self._lexicon.single_letter_words

    def is_label(self, letter: str) -> bool:
        """Whether a page has the letter for a button ("X")."""
        return self._lexicon.furniture.role(line_key(letter)) is not None

    def knows(self, word: str) -> bool:
        word = fold_word(word)
        if word in self._common:
            return True
        if self._copy is None:
            self._copy = frozenset(map(fold_word, self._of_copy()))
        return word in self._copy

    def _of_copy(self) -> set[str]:
        words: set[str] = set()
        for unit in self._units:
            # The first word is the one in question.
            first = _REST.search(unit.text, 2)
            words.update(_REST.findall(unit.text, first.end() if first else 0))
        return words


def _is_text(text: str) -> bool:
    words = text.count(" ") + 1
    return words >= LONG or (words >= LEAST_WORDS and bool(ENDS_OPENING_TEXT.search(text[-4:])))


def _with_cap(unit: Unit, following: Unit, words: _Words) -> str | None:
    """The text of `following` with the drop cap that `unit` is; None where it is none."""
    cap = _CAP.fullmatch(unit.text)
    rest = _REST.match(following.text)
    if not cap or not rest or unit.bullet or unit.quoted or following.bullet or not cap["cap"].isupper():
        return None
    word = rest.group()
    if not (word.islower() or word.isupper()) or not _is_text(following.text):
        return None
    if words.knows(cap["cap"] + word):
        is_whole = not words.is_word(cap["cap"]) or not words.knows(word)
    else:
        is_whole = not words.is_word(cap["cap"])
        if is_whole and (words.is_label(cap["cap"]) or (word.isupper() and len(word) == 1)):
            return None
    return unit.text + following.text if is_whole else f"{unit.text} {following.text}"


def _without_gap(text: str, words: _Words) -> str:
    """`text` without the gap after its drop cap, where it opens with one."""
    split = _SPLIT.match(text)
    if not split or not split["cap"].isupper() or not _is_text(text):
        return text
    cap, rest = split["cap"], split["rest"]
    if words.is_word(cap):
        is_whole = rest.islower() and (len(rest) == 1 or _CLUSTER.match(rest) is not None)
        is_whole = is_whole and words.knows(cap + rest) and not words.knows(rest)
    elif rest.islower() and len(rest) == 1:
        is_whole = not words.is_word(rest) and not words.is_label(cap)
    else:
        is_whole = (rest.islower() or (rest.isupper() and len(rest) > 1)) and words.knows(cap + rest)
    return text[: split.end("cap")] + text[split.start("rest") :] if is_whole else text
