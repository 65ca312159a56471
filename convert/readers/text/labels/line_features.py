"""What can be seen of a unit by itself, before anything is decided: its key, size, ending, the lexicon's word on it.

The whole document decides; this is what it decides from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from convert.readers.text.lexicon import Lexicon, line_key
from convert.readers.text.lines.language import Language
from convert.readers.text.lines.units import Unit
from convert.readers.text.roles import Role
from convert.readers.text.sentences import ENDS_SENTENCE

_LETTER = re.compile(r"[^\W\d_]")
_SAYS = re.compile(r"[^\W_]")
_COPYRIGHT = re.compile(r"(?:©|[Cc]opyright|\([cC]\)|ⓒ)\s?(?:©\s?)?\S")
_BREAK = re.compile(r"\W{3,}|[*•#~=_—–-]{1,60}")
_SHORTENED = re.compile(r"(?:\[(?:…|\.{3})\]|…|\.{3})\s*[\"”»]?$|\((?:…|\.{3})\)$")

FURNITURE_WORDS = 32
"""A line with more words is running text, whatever it opens with."""


GLUED_WORDS = 8
"""A line with more words is not furniture run together."""

_GLUED = re.compile(r"(?<=[a-zß-öø-ÿа-яёіїєґά-ώ])(?=[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐΆ-Ώ])")


class LineFeatures(NamedTuple):
    """What is to be seen of one unit.

    `words` is its number of words, estimated for scripts without spaces; `furniture` what the lexicon takes it for;
    `weight` how much it speaks for (or against) being part of a story's body.
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
        """Whether there is a letter or a digit in it; without one it is neither a title nor a name."""
        return bool(_SAYS.search(self.unit.text))

    @property
    def is_prose(self) -> bool:
        """Whether this is running text beyond doubt."""
        return self.prose_weight >= 0.8


def extract_line_features(units: Sequence[Unit], lexicon: Lexicon, language: Language) -> tuple[LineFeatures, ...]:
    """The signs of `units`, in order."""
    return tuple(_line_features(unit, lexicon, language.is_spaced) for unit in units)


def _line_features(unit: Unit, lexicon: Lexicon, spaced: bool) -> LineFeatures:
    text = unit.text
    words = text.count(" ") + 1 if spaced else max(1, len(text) // 2)
    last = text[-12:]
    ends = (not last[-1].isalnum() and bool(ENDS_SENTENCE.search(last))) or (
        last[-1].isdigit() and bool(ENDS_SENTENCE.search(last))
    )
    shortened = ("…" in last or "..." in last) and not last[-1].isalnum() and bool(_SHORTENED.search(last))
    if words > FURNITURE_WORDS * 2:
        return LineFeatures(unit, "", words, ends, shortened, None, False, False, min(4.0, words / 15))
    key = line_key(text)
    if not _LETTER.search(text):
        known = lexicon.furniture.role(key)
        return LineFeatures(unit, key, words, ends, shortened, known, False, bool(_BREAK.fullmatch(text)), -0.35)
    furniture = lexicon.furniture.role(key) if words <= FURNITURE_WORDS else None
    if furniture and furniture[1] < 0.9 and words > 14 and ends and furniture[0] == "related":
        furniture = None
    if furniture is None and words <= GLUED_WORDS and _GLUED.search(text):
        furniture = _glued(text, lexicon)
    if furniture is None and words <= FURNITURE_WORDS and _COPYRIGHT.match(text):
        furniture = "legal", 0.85
    closes = key in lexicon.end_markers
    return LineFeatures(
        unit, key, words, ends, shortened, furniture, closes, False, _weight(words, ends, furniture, closes)
    )


def _glued(text: str, lexicon: Lexicon) -> tuple[Role, float] | None:
    """The furniture that a line is whose parts a page ran together ("ShareTweet"), None where not all of it is."""
    roles = [lexicon.furniture.role(line_key(part)) for part in _GLUED.split(text)]
    first = roles[0]
    return (first[0], 0.9) if first and all(roles) else None


def _weight(words: int, ends: bool, furniture: tuple[Role, float] | None, closes: bool) -> float:
    if closes:
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
