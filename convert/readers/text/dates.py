"""Dates and times as news pages show them, and what of them is sure.

A date counts only with its year; a time becomes part of it only with its offset. Where day and month could be
exchanged, nothing is concluded: a wrong date is worse than none.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, NamedTuple

from convert.errors import ModelError
from convert.model import Moment
from convert.readers.text.lexicon import Lexicon, fold_word

MAX_LENGTH = 200
"""Longer lines are no date lines."""

MAX_YEARLESS = 60
"""Longer lines are date lines only with a year."""

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\d{4}")
# Few lines need these, so they are compiled when one does.
_ISO = r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s?(Z|[+-]\d\d:?\d\d)?)?(?!\d)"
_GLUED = r"(?<!\d)((?:19|20)\d\d)(\d{1,2}:\d\d)"
_CLOCK = (
    r"(?<![\d.:])(\d{1,2})(?:[:.hH時点시]|\s?Uhr\s?|\s)\s?(\d{2})(?::(\d{2}))?"
    r"(?![\d])分?\s?(?:([aApP])\.?\s?[mM]\.?(?![a-z]))?"
)
_ZONE = r"[\s(,]*(?:(?P<name>[A-Z]{1,5}|МСК|мск)(?![A-Za-z]))?\s?(?P<offset>[+−-]\s?\d{1,2}(?::?\d\d)?)?(?![\d])"
_OFFSETS = {
    "Z": 0, "UTC": 0, "GMT": 0, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120, "EET": 120, "EEST": 180, "WET": 0,
    "WEST": 60, "MSK": 180, "МСК": 180, "TRT": 180, "SAST": 120, "WAT": 60, "EAT": 180, "WIB": 420, "WITA": 480,
    "WIT": 540, "HKT": 480, "SGT": 480, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
    "EST": -300, "EDT": -240, "CDT": -300, "MDT": -360, "PDT": -420, "BRT": -180,
}  # fmt: skip
"""Zone names with one meaning; of the others (BST, CST, IST …) none is guessed at."""

_CONNECTORS = frozenset(
    [
        "de",
        "del",
        "of",
        "the",
        "d",
        "st",
        "nd",
        "rd",
        "th",
        "den",
        "der",
        "dd",
        "يوم",
        "م",
        "г",
        "года",
        "р",
        "року",
        "từ",
        "ngày",
        "tháng",
        "năm",
        "om",
        "la",
        "le",
        "el",
        "к",
    ]
)
_MONTH_SUFFIX = frozenset({"月", "월"})
_MONTH_FIRST = frozenset({"en"})


class Dated(NamedTuple):
    """A line that shows a date: when, what of, and what could not be told.

    `kind` is "updated" where the line says so. `unsure` says in plain words what was seen but not concluded; `rest` is
    what else stands in the line.
    """

    moment: Moment | None
    kind: Literal["published", "updated"]
    labelled: bool
    unsure: str
    rest: str
    following: Moment | None = None


def read_date(text: str, lexicon: Lexicon) -> Dated | None:
    """What the line `text` says of dates; None where it shows none."""
    if len(text) > MAX_LENGTH or not (_DIGIT if len(text) <= MAX_YEARLESS else _YEAR).search(text):
        return None
    text = re.sub(_GLUED, r"\1 \2", text)
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    words = [fold_word(token) for token, _, _ in tokens]
    spans = _spans(text, tokens, words, lexicon)
    if not spans:
        return _without_year(text, words, lexicon)
    found: list[tuple[str, Moment | None, bool, str]] = []
    rest: list[str] = []
    position = 0
    for start, end, day, unsure in spans:
        before = text[position:start]
        said = [fold_word(word) for word in _TOKEN.findall(before)]
        kind = "updated" if any(word in lexicon.updated for word in said) else "published"
        labelled = any(word in lexicon.dated or word in lexicon.updated for word in said)
        moment, end = _with_time(text, start, end, day)
        found.append((kind, moment, labelled, unsure))
        rest.append(before)
        position = end
    rest.append(text[position:])
    known = lexicon.days | lexicon.dated | lexicon.updated | _CONNECTORS | _FILLERS
    left = " ".join(filter(None, (_without_labels(piece, known) for piece in rest)))
    first = next((row for row in found if row[0] == "published" and row[1]), None)
    later = next((row for row in found if row[0] == "updated" and row[1]), None)
    unsure = next((row[3] for row in found if row[3]), "")
    if first:
        return Dated(first[1], "published", first[2], unsure, left, later[1] if later else None)
    if later:
        return Dated(later[1], "updated", True, unsure, left)
    return Dated(None, "updated" if found[0][0] == "updated" else "published", found[0][2], unsure, left)


_FILLERS = frozenset(
    [
        "am",
        "pm",
        "a",
        "p",
        "m",
        "uhr",
        "et",
        "est",
        "edt",
        "pt",
        "pst",
        "pdt",
        "ct",
        "cst",
        "mt",
        "bst",
        "ist",
        "gmt",
        "utc",
        "cet",
        "cest",
        "mez",
        "mesz",
        "jst",
        "kst",
        "msk",
        "мск",
        "z",
        "h",
        "kl",
        "klo",
        "hrs",
        "time",
        "wib",
        "wita",
        "wit",
        "tsi",
        "в",
        "o",
        "ora",
        "ore",
        "alle",
        "às",
        "as",
        "à",
        "a",
        "las",
        "god",
        "godz",
        "ч",
        "min",
        "t",
    ]
)


def _without_labels(piece: str, known: frozenset[str]) -> str:
    """What a piece of a date line says beside the words that belong to its date."""
    words = list(_TOKEN.finditer(piece))
    while words and (words[-1].group().isdigit() or fold_word(words[-1].group()) in known):
        words.pop()
    if not words:
        return ""
    return piece[: words[-1].end()].strip(" |,•·-–—/()")


def _without_year(text: str, words: list[str], lexicon: Lexicon) -> Dated | None:
    """A date line that lacks its year: nothing can be concluded, but it can be told."""
    if len(words) > 8 or len(text) > MAX_YEARLESS:
        return None
    months = any(word in lexicon.months and not word.isdigit() for word in words) and any(w.isdigit() for w in words)
    clock = bool(re.compile(_CLOCK).fullmatch(text.strip(" |·•-")))
    if not months and not clock:
        return None
    known = lexicon.days | lexicon.dated | lexicon.updated | _CONNECTORS | _FILLERS
    left = [w for w in words if not w.isdigit() and w not in lexicon.months and w not in known]
    if left:
        return None
    what = "a time without a date" if not months else "a date without a year"
    kind: Literal["published", "updated"] = "updated" if any(w in lexicon.updated for w in words) else "published"
    return Dated(None, kind, False, what, "")


_Span = tuple[int, int, date | None, str]


def _spans(text: str, tokens: list[tuple[str, int, int]], words: list[str], lexicon: Lexicon) -> list[_Span]:
    spans: list[_Span] = []
    used = -1
    for at, (token, _, _) in enumerate(tokens):
        if len(spans) == 3:
            break
        if at <= used or len(token) != 4 or not token.isdecimal() or not 1900 <= int(token) <= 2099:
            continue
        span = _year_last(text, tokens, words, at, lexicon) or _year_first(text, tokens, words, at, lexicon)
        if span:
            first, last, day, unsure = span
            spans.append((tokens[first][1], tokens[last][2], day, unsure))
            used = last
    return spans


def _year_last(
    text: str, tokens: list[tuple[str, int, int]], words: list[str], at: int, lexicon: Lexicon
) -> tuple[int, int, date | None, str] | None:
    before = [i for i in range(max(0, at - 6), at) if words[i] not in _CONNECTORS][-2:]
    if len(before) < 2:
        return None
    (i, j), year = before, int(tokens[at][0])
    if tokens[at][1] - tokens[j][2] > 6:
        return None
    first, second = words[i], words[j]
    if first.isdecimal() and second in lexicon.months and not second.isdigit():
        return i, at, _date(year, lexicon.months[second], int(first)), ""
    if second.isdecimal() and first in lexicon.months and not first.isdigit():
        return i, at, _date(year, lexicon.months[first], int(second)), ""
    if first.isdecimal() and second.isdecimal() and max(len(first), len(second)) <= 2:
        marks = text[tokens[i][2] : tokens[j][1]].strip(), text[tokens[j][2] : tokens[at][1]].strip()
        if marks[0] != marks[1] or marks[0] not in (".", "/", "-"):
            return None
        return (i, at, *_numeric(int(first), int(second), year, marks[0], lexicon))
    return None


def _numeric(first: int, second: int, year: int, mark: str, lexicon: Lexicon) -> tuple[date | None, str]:
    """Day and month of "03/04/2016", where they can be told apart."""
    primary = lexicon.languages[-1] if lexicon.languages else "und"
    if first > 12 or first == second or mark == ".":
        return _date(year, second, first), ""
    if second > 12:
        return _date(year, first, second), ""
    if primary not in _MONTH_FIRST and primary != "und":
        return _date(year, second, first), ""
    return None, "a date whose day and month cannot be told apart"


def _year_first(
    text: str, tokens: list[tuple[str, int, int]], words: list[str], at: int, lexicon: Lexicon
) -> tuple[int, int, date | None, str] | None:
    after = [i for i in range(at + 1, min(len(words), at + 6)) if words[i] not in _YEAR_MARKS][:2]
    if len(after) < 2 or tokens[after[0]][1] - tokens[at][2] > 4:
        return None
    i, j = after
    year = int(tokens[at][0])
    month = lexicon.months.get(words[i]) or (int(words[i]) if words[i].isdecimal() and len(words[i]) <= 2 else 0)
    if not month or not words[j].isdecimal() or len(words[j]) > 2:
        return None
    gap = text[tokens[at][2] : tokens[i][1]].strip()
    if words[i].isdecimal() and gap not in ("-", "/", ".", "年", "년"):
        return None
    last = j + 1 if j + 1 < len(words) and words[j + 1] in ("日", "일") else j
    return at, last, _date(year, month, int(words[j])), ""


_YEAR_MARKS = frozenset({"年", "月", "日", "년", "월", "일"})


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_time(text: str, start: int, end: int, day: date | None) -> tuple[Moment | None, int]:
    """The moment of a day at `start` to `end`, with its time where an offset is shown, and where it all ends."""
    if day is None:
        return None, end
    if iso := re.compile(_ISO).match(text, start):
        hour, minute, second, offset = iso.group(4, 5, 6, 7)
        if hour and offset:
            shown = "Z" if offset == "Z" else offset[:3] + ":" + offset[-2:]
            return _moment(f"{day.isoformat()}T{hour}:{minute}:{second or '00'}{shown}", day), iso.end()
        end = iso.end() if not hour else iso.start(4)
    clock = re.compile(_CLOCK).search(text, end, end + 24)
    if clock is None:
        return Moment(day.isoformat()), end
    zone = re.compile(_ZONE).match(text, clock.end())
    minutes = _offset(zone) if zone else None
    hour_value = int(clock[1]) % 12 + (12 if clock[4] in "pP" else 0) if clock[4] else int(clock[1])
    if minutes is None or zone is None or int(clock[2]) > 59 or hour_value > 23:
        return Moment(day.isoformat()), clock.end()
    sign = "-" if minutes < 0 else "+"
    shown = "Z" if not minutes else f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    lexical = f"{day.isoformat()}T{hour_value:02}:{int(clock[2]):02}:{int(clock[3] or 0):02}{shown}"
    return _moment(lexical, day), zone.end()


def _moment(lexical: str, day: date) -> Moment:
    try:
        return Moment(lexical)
    except ModelError:
        return Moment(day.isoformat())


def _offset(zone: re.Match[str]) -> int | None:
    name, offset = zone["name"], zone["offset"]
    if name and name not in _OFFSETS:
        return None
    if offset:
        if name and _OFFSETS[name]:
            return None
        digits = offset[1:].strip().replace(":", "")
        hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
        total = hours * 60 + minutes
        if total > 14 * 60:
            return None
        return -total if offset[0] in "-−" else total
    return _OFFSETS[name] if name else None
