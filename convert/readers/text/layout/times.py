"""Times at the head of a line, as live coverage and chronicles write them: "14:32", "2.15pm", "11h05", "Midnight"."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.scripts import DIGIT

MOST_WORDS = 6
"""How many words a line of a time alone has at most."""

MOST_LETTERS_AGO = 40
"""How many characters a line has at most that only says how long ago something was."""

_CLOCK = re.compile(
    r"(?P<hour>[01]?\d|2[0-4])(?:\s?[:.：]\s?(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d.,:%])"
    r"|\s?(?:[hH]|時|时|點|点|시)\s?(?P<minute2>[0-5]\d)?\s?[分분]?(?![^\W\d_a-z]))",
)
_HOUR = re.compile(r"(?P<hour>[01]?\d|2[0-4])(?![\d.,:%])")
_MINUTE_OF_MATCH = re.compile(r"(?:\d{1,3}(?:\s?\+\s?\d{1,2})?\s?['’′´](?![’'\"\w])|[Mm]in(?:ute|uto|\.)?\s?\d{1,3}\b)")
_NUMBER_OR_WORD = re.compile(r"\d+|[^\W\d_]+")
_ZONE = re.compile(r"[A-Z]{2,5}(?:[+-]\d{1,2})?|[+-]\d{2}:?\d{2}|Z")
_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*\.?")
_BEHIND = re.compile(r"\s?\(?(?P<word>[^\W\d_]+(?:\.[^\W\d_]\b)*\.?|[+-]\d{2}:?\d{2})\)?")
_SEPARATOR = re.compile(r"\s*(?:[–—\-|:：•·►▶>]|\.(?=\s))\s*")


class Time(NamedTuple):
    """A time at the head of a line, the minutes since midnight where it is one of a clock, and the text behind it.

    `is_separate` is whether a sign divides it from the text behind; `is_named` is whether a word or a zone shows that
    it is a time of day.
    """

    minutes: int | None
    rest: str
    is_separate: bool
    is_named: bool = False


def read_time(text: str, lexicon: Lexicon) -> Time | None:
    """The time that `text` opens with, None if it opens with none."""
    if not _may_open_time(text[:2], lexicon.time_words, lexicon.time_names):
        return None
    head = text[:60]
    if not (head[:1].isdigit() or _has_time_word(head, lexicon)):
        return None
    if found := _MINUTE_OF_MATCH.match(head):
        return _with_rest(text, found.end(), None)
    start = 0
    words = lexicon.time_words
    while match := _WORD.match(head, start):
        if match[0][0].isdigit() or fold_word(match[0]).rstrip(".") not in words:
            break
        start = match.end() + len(head[match.end() :]) - len(head[match.end() :].lstrip(" :"))
    clock = _CLOCK.match(head, start)
    if clock is None:
        return _without_clock(text, head, start, lexicon)
    hour = int(clock["hour"])
    minute = int(clock["minute"] or clock["minute2"] or 0)
    end, half = _behind(head, clock.end(), lexicon)
    hour = _hour_of_day(hour, half)
    return _with_rest(text, end, hour * 60 + minute)._replace(is_named=bool(start) or end > clock.end())


@lru_cache(maxsize=1024)
def _may_open_time(opening: str, words: frozenset[str], names: frozenset[str]) -> bool:
    """Whether a line whose first two characters are `opening` may open with a time, of these words and names.

    This rules out most lines quickly.
    """
    folded = fold_word(opening)
    return opening[:1].isdigit() or folded in _beginnings(words, names) or folded[:1] in words or folded[:1] in names


@cache
def _beginnings(words: frozenset[str], names: frozenset[str]) -> frozenset[str]:
    """Every part of the `words` and `names` from their beginnings on."""
    return frozenset(word[:end] for word in words | names for end in range(len(word) + 1))


def _hour_of_day(hour: int, half: str) -> int:
    """The hour of the day, 0 to 24, of an hour in that half of the day."""
    if half == "pm" and hour < 12:
        return hour + 12
    return 0 if half == "am" and hour == 12 else hour


def _has_time_word(head: str, lexicon: Lexicon) -> bool:
    word = _WORD.match(head)
    if word is None:
        return False
    folded = fold_word(word[0]).rstrip(".")
    return folded in lexicon.time_words or folded in lexicon.time_names


def _without_clock(text: str, head: str, start: int, lexicon: Lexicon) -> Time | None:
    """A time of an hour and a word ("9 pm"), or of a word alone ("Midnight")."""
    if hour := _HOUR.match(head, start):
        end, half = _behind(head, hour.end(), lexicon)
        if half or start:
            minutes = _hour_of_day(int(hour["hour"]), half) * 60
            return _with_rest(text, end, minutes)._replace(is_named=True)
        return None
    name = _WORD.match(head)
    if name and not start and fold_word(name[0]).rstrip(".") in lexicon.time_names:
        return _with_rest(text, name.end(), None)
    return None


def _behind(head: str, end: int, lexicon: Lexicon) -> tuple[int, str]:
    """Where the words that belong to a time end, and which half of the day they name."""
    half = ""
    while match := _BEHIND.match(head, end):
        word = fold_word(match["word"]).replace(".", "")
        if word in ("am", "pm"):
            half = word
        elif word in lexicon.time_words:
            half = half or "word"
        elif not (half != "" or head[end - 1].isdigit()) or not _ZONE.fullmatch(match["word"]) or len(word) > 5:
            break
        end = match.end()
    return end, half


def _with_rest(text: str, end: int, minutes: int | None) -> Time:
    separator = _SEPARATOR.match(text, end)
    if separator and separator.end() > end:
        return Time(minutes, text[separator.end() :].strip(), True)
    return Time(minutes, text[end:].strip(), False)


def is_ago(text: str, lexicon: Lexicon) -> bool:
    """Whether `text` is only how long ago something was: "11 minutes ago", "vor 5 Minuten"."""
    if len(text) > MOST_LETTERS_AGO or not DIGIT.search(text):
        return False
    words = _NUMBER_OR_WORD.findall(text)
    if not 2 <= len(words) <= MOST_WORDS:
        return False
    return all(word.isdigit() or fold_word(word) in lexicon.relative_words for word in words)
