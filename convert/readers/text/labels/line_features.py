"""The features of each unit by itself: its key, size, ending, known furniture and prose weight."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from convert.readers.text.lexicon import Lexicon, fold_word, line_key
from convert.readers.text.lexicon.phrases import MAX_LABEL, SHORT_PHRASE, WITHIN
from convert.readers.text.lines.language import Language
from convert.readers.text.lines.units import Unit
from convert.readers.text.roles import Role
from convert.readers.text.scripts import LETTER
from convert.readers.text.sentences import ENDS_SENTENCE

_ALPHANUMERIC = re.compile(r"[^\W_]")
_COPYRIGHT = re.compile(r"(?:©|[Cc]opyright|\([cC]\)|ⓒ)\s?(?:©\s?)?\S")
_DIVIDER = re.compile(r"\W{3,}|[*•#~=_—–-]{1,60}")
_SHORTENED = re.compile(r"(?:\[(?:…|\.{3})\]|…|\.{3})\s*[\"”»]?$|\((?:…|\.{3})\)$")

PROSE = 0.8
"""The prose weight from which a unit is certainly running text."""

FURNITURE_WORDS, NOTICE_WORDS = 32, 60
"""How many words furniture has at most, and a notice or appeal that opens with a known phrase."""

RELATED_WORDS, SPOKEN_WORDS, SENTENCE_WORDS = 14, 10, 12
"""How many words a link to another story has at most, and from how many on another sentence with a phrase of furniture
may be somebody's speech, and a sentence may open with a short phrase by chance.
"""

_SPEECH = re.compile(
    r"^[\"“„«»‘『「‹](?![^\"”“»]{1,40}[\"”“»]:)"
    r"|,[”“»\"]? (?:[^,]{1,30} )?(?:said|says|told|wrote|asked|warned|sagte|sagt|schrieb|erklärte|mahnte"
    r"|dit|a dit|a déclaré|écrit|dijo|dice|afirmó|escribió|disse|ha detto|diz|afirmou|zei|zegt|sa|sade|sier|sagde|siger"
    r"|rief|riefen|erzählt|heißt es|disait|écrivait|lød|lyder|löd|manade|sier|säger|sanoi|dedi"
    r"|сказал|сказала|говорит|пишет|писали|powiedział|powiedziała|mówi|řekl|řekla|říká)\b"
)
"""What speech opens with, or who says it, behind a comma."""

_TO_READERS = re.compile(
    r"\b(?:[Yy]ou|[Yy]our|[Ww]e|[Oo]ur|us|Sie|Ihnen|Ihre[nrms]?|[Ww]ir|uns|[Uu]nsere?[nrms]?|[Vv]ous|[Vv]otre|[Vv]os|[Nn]ous"
    r"|[Nn]otre|[Uu]sted(?:es)?|[Nn]uestr[oa]s?|[Vv]oi|[Vv]ostr[oaie]|[Nn]oi|[Nn]ostr[oaie]|[Vv]ocê|[Nn]oss[oa]s?|[Uu]w|[Oo]nze)\b"
)
"""Words by which a notice speaks to its readers, and for its writers."""

LONGEST_KEY = 64
"""A line with more words is running text, and has no key."""

APPEALS: frozenset[Role] = frozenset({"subscribe", "advert"})
"""The roles of appeals to readers."""

GLUED_WORDS, LABEL_WORDS = 16, 6
"""A line with more words is not glued furniture."""

FEWEST_BUTTONS = 3
"""How many buttons in a row a line has at least that is nothing else."""

ROW_WORDS, LAST_SECTIONS = range(5, 25), 3
"""How many words a menu in a row has, and how many sections it ends with at least."""

BREADCRUMB_WORDS, SECTION_WORDS = 16, 4
"""How many words a breadcrumb has at most, its separators among them, and a section in it."""

_LABEL_SIGN = re.compile("[:：|–—►»-]")
"""What may be behind a label; rules most lines out."""

_PATH = re.compile(r"\s*[›»→]\s*|\s+[>/]\s+")
_STEP = re.compile("[›»→>/]")

_SMALL, _CAPITAL = "[a-zß-öø-ÿа-яёіїєґά-ώ]", "[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐΆ-Ώ]"
_GLUED = re.compile(f"(?<={_SMALL})(?={_CAPITAL})")
_HAS_GLUED = re.compile(f"{_CAPITAL}(?<={_SMALL}{_CAPITAL})")
"""Matches in every text that `_GLUED` matches, and is faster."""


class LineFeatures(NamedTuple):
    """The features of one unit by itself.

    `words` is its number of words, two characters each in scripts without spaces. `ends_sentence` is whether it ends as
    sentences do, `is_shortened` whether with dots that replace the rest of the text. `furniture` is the role that the
    lexicon knows it by, with its confidence; `ends_story` whether no story continues after it; `is_divider` whether it
    is a row of stars, dashes or other symbols. `prose_weight` is positive for running text, negative for other lines.
    """

    unit: Unit
    key: str
    words: int
    ends_sentence: bool
    is_shortened: bool
    furniture: tuple[Role, float] | None
    ends_story: bool
    is_divider: bool
    prose_weight: float

    @property
    def has_alphanumeric(self) -> bool:
        """Whether it has a letter or a digit; without one it is neither a headline nor a name."""
        return bool(_ALPHANUMERIC.search(self.unit.text))

    @property
    def may_have_digit(self) -> bool:
        """Whether it may have a decimal digit; its key rules that out for most short lines."""
        return "#" in self.key or self.words > LONGEST_KEY

    @property
    def is_prose(self) -> bool:
        """Whether it is certainly running text."""
        return self.prose_weight >= PROSE


def extract_line_features(units: Sequence[Unit], lexicon: Lexicon, language: Language) -> tuple[LineFeatures, ...]:
    """The features of `units`, in order."""
    is_spaced = language.is_spaced
    return tuple([_line_features(unit, lexicon, is_spaced) for unit in units])


def _line_features(unit: Unit, lexicon: Lexicon, is_spaced: bool) -> LineFeatures:
    text = unit.text
    words = text.count(" ") + 1 if is_spaced else max(1, len(text) // 2)
    last = text[-12:]
    ends = (not last[-1].isalnum() and bool(ENDS_SENTENCE.search(last))) or (
        last[-1].isdigit() and bool(ENDS_SENTENCE.search(last))
    )
    shortened = ("…" in last or "..." in last) and not last[-1].isalnum() and bool(_SHORTENED.search(last))
    if words > LONGEST_KEY:
        return LineFeatures(unit, "", words, ends, shortened, None, False, False, min(4.0, words / 15))
    key = line_key(text)
    if not (text[0].isalpha() or LETTER.search(text)):
        known = lexicon.furniture.role(key)
        return LineFeatures(unit, key, words, ends, shortened, known, False, bool(_DIVIDER.fullmatch(text)), -0.35)
    furniture = lexicon.furniture.role(key) if words <= NOTICE_WORDS else None
    if furniture is None and words <= FURNITURE_WORDS and _LABEL_SIGN.search(text, 0, MAX_LABEL):
        furniture = lexicon.furniture.role_of_label(text)
    if furniture and words > FURNITURE_WORDS and not (furniture[1] > WITHIN and _is_notice(text, furniture[0])):
        furniture = None
    if furniture and furniture[1] < 0.9 and ends and _is_text(text, words, *furniture):
        furniture = None
    if furniture is None and words <= GLUED_WORDS and _HAS_GLUED.search(text):
        furniture = _glued(text, lexicon)
    if furniture is None and words <= RELATED_WORDS + LABEL_WORDS and _HAS_GLUED.search(text):
        furniture = _glued_label(text, lexicon)
    if furniture is None and words <= SECTION_WORDS and text.startswith("in ") and _names_section(key, lexicon):
        furniture = "navigation", 0.9
    if furniture is None and words <= BREADCRUMB_WORDS and _is_breadcrumb(text, lexicon):
        furniture = "navigation", 0.9
    if furniture is None and is_spaced and words in ROW_WORDS and not ends and _is_row_of_sections(text, lexicon):
        furniture = "navigation", 0.9
    if furniture is None and not is_spaced and words <= BREADCRUMB_WORDS and _is_row_of_buttons(text, lexicon):
        furniture = "navigation", 0.9
    if furniture is None and words <= FURNITURE_WORDS and text[0] in "©cC(ⓒ" and _COPYRIGHT.match(text):
        furniture = "legal", 0.85
    if furniture is None and text.startswith("[©") and words <= NOTICE_WORDS and _COPYRIGHT.match(text, 1):
        furniture = "legal", 0.85
    ends_story = key in lexicon.end_markers
    return LineFeatures(
        unit,
        key,
        words,
        ends,
        shortened,
        furniture,
        ends_story,
        False,
        _prose_weight(words, ends, furniture, ends_story),
    )


def _names_section(key: str, lexicon: Lexicon) -> bool:
    """Whether a line names the section of a story ("in BUSINESS"), as weblogs do below its title."""
    return lexicon.furniture.exact.get(key.removeprefix("in ")) == "navigation"


def _is_row_of_buttons(text: str, lexicon: Lexicon) -> bool:
    """Whether a line in a script without spaces is only buttons with spaces between ("上一篇 下一篇 放大 默认").

    Icons may be left of them as single digits.
    """
    parts = [part for part in text.split() if not (len(part) == 1 and part.isdigit())]
    return len(parts) >= FEWEST_BUTTONS and all(lexicon.furniture.exact.get(fold_word(part)) for part in parts)


_OF_MENUS: frozenset[Role | None] = frozenset({"navigation", "subscribe"})
"""What names sections and buttons of menus."""


def _is_row_of_sections(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a menu in a row ("News Osted Town Things to do Business Property Subscribe"): it opens with the
    name of a section and ends with several, each a word with a capital, and has no other sign than letters.
    """
    words = text.split()
    exact = lexicon.furniture.exact
    if not all(
        word[0].isupper() and exact.get(fold_word(word)) in _OF_MENUS for word in (words[0], *words[-LAST_SECTIONS:])
    ):
        return False
    return all(word.isalpha() or word == "&" for word in words)


def _is_notice(text: str, role: Role) -> bool:
    """Whether a long line that opens with a phrase of furniture is a notice, or an appeal, which speaks to readers."""
    return (role == "legal" or (role in APPEALS and _TO_READERS.search(text) is not None)) and not _SPEECH.search(text)


def _is_text(text: str, words: int, role: Role, confidence: float) -> bool:
    """Whether a sentence with a phrase of furniture is text all the same: it is long, somebody says it, or it has a few
    words by chance and speaks to nobody.
    """
    if confidence == SHORT_PHRASE and words >= SENTENCE_WORDS and not _TO_READERS.search(text):
        return True
    return words > RELATED_WORDS if role == "related" else words >= SPOKEN_WORDS and bool(_SPEECH.search(text))


def _glued(text: str, lexicon: Lexicon) -> tuple[Role, float] | None:
    """The role of glued furniture ("ShareTweet"), and its confidence; None if a part is no known furniture."""
    roles = [lexicon.furniture.role(line_key(part)) for part in _GLUED.split(text)]
    first = roles[0]
    return (first[0], 0.9) if first and all(roles) else None


def _glued_label(text: str, lexicon: Lexicon) -> tuple[Role, float] | None:
    """The role of a title that is glued to the label of other stories ("Previous articleFerry is sold"); else None."""
    first = _GLUED.search(text)
    label = line_key(text[: first.start()]) if first else ""
    is_label = " " in label and lexicon.furniture.exact.get(label) == "related"
    return ("related", 0.9) if is_label else None


def _is_breadcrumb(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a path through the site's sections ("Home › News › Harbor"): it opens with a known one."""
    has_step = ("/" in text or ">" in text) if text.isascii() else _STEP.search(text)
    if not has_step:
        return False
    parts = _PATH.split(text)
    if len(parts) < 2 or not all(parts) or any(part.count(" ") >= SECTION_WORDS for part in parts[:-1]):
        return False
    return lexicon.furniture.exact.get(line_key(parts[0])) == "navigation" and not ENDS_SENTENCE.search(text[-12:])


def _prose_weight(words: int, ends: bool, furniture: tuple[Role, float] | None, ends_story: bool) -> float:
    """How much a unit of this size and ending looks like running text."""
    if ends_story:
        return -3.0
    if furniture:
        return -0.7
    if words >= 12 and (ends or words >= 30):
        return min(4.0, words / 15)
    if words >= 12:
        return 0.25
    if words >= 5 and ends:
        return 0.4
    if ends:
        return 0.05
    return -0.35
