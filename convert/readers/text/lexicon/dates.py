"""Dates and times as news pages show them, and what of them is sure.

A date counts only with its year; a time becomes part of it only with its offset. Where day and month could be
exchanged, nothing is concluded: a wrong date is worse than none. Years of other reckonings count where their form
tells the reckoning: the Solar Hijri months of Persian, Buddhist years in Thai, Japanese eras, "民國".
"""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta
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
_YEAR = re.compile(r"\d(?:\d{3}|[./-]\s?[^\W_]{1,10}[./-]\s?\d\d)")
"""What stands in every date with a year, of four digits or of two."""

# Few lines need these, so they are compiled when one does.
_ISO = r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s?(Z|[+-]\d\d:?\d\d)?)?(?!\d)"
_GLUED = r"(?<!\d)((?:19|20)\d\d)(\d{1,2}:\d\d)"
_RUN_IN = re.compile(r"(?<=[^\W\d_])(?=([A-ZÀ-ÞА-Я][a-zß-ÿа-я]{4,}))")
_CLOCK = (
    r"(?<![\d.:])(\d{1,2})(?:[:.hH時点시]|\s?Uhr\s?|\s)\s?(\d{2})(?::(\d{2}))?"
    r"(?![\d])分?\s?(?:([aApP])\.?\s?[mM]\.?(?![a-z]))?"
)
_SHORT = r"(?<![\d./:,$€£-])(\d{1,2})([./])\s?(\d{1,2})\2\s?(\d\d)(?![\d%]|[.,/:-]\d)"
_SHORT_NAMED = r"(?<![\d./:,-])(\d{1,2})(?:[.-]\s?)([^\W\d_]{3,10})[.-]\s?(\d\d)(?![\d%]|[.,/:-]\d)"
_ERA = r"(令和|平成|昭和|民國|民国)\s?(元|\d{1,3})\s?年"
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_ZONE = (
    r"[\s(,]*(?:(?:Uhr|hrs|h)\b[\s(,]*)?(?:(?P<name>[A-Z]{1,5}|МСК|мск)(?![A-Za-z]))?"
    r"\s?(?P<offset>[+−-]\s?\d{1,2}(?::?\d\d)?)?(?![\d])"
)
_OFFSETS = {
    "Z": 0, "UTC": 0, "GMT": 0, "MSK": 180, "МСК": 180, "TRT": 180, "SAST": 120, "WAT": 60, "EAT": 180, "WIB": 420,
    "WITA": 480, "WIT": 540, "HKT": 480, "SGT": 480, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720,
    "NZDT": 780, "BRT": -180,
}  # fmt: skip
"""Zone names with one meaning the whole year; of the others (BST, CST, IST …) none is guessed at."""

_SEASONAL = {
    "CET": (60, False, "EU"), "MEZ": (60, False, "EU"), "CEST": (120, True, "EU"), "MESZ": (120, True, "EU"),
    "EET": (120, False, "EU"), "EEST": (180, True, "EU"), "WET": (0, False, "EU"), "WEST": (60, True, "EU"),
    "EST": (-300, False, "US"), "EDT": (-240, True, "US"), "CDT": (-300, True, "US"), "MDT": (-360, True, "US"),
    "PDT": (-420, True, "US"), "ET": (-300, None, "US"), "PT": (-480, None, "US"),
}  # fmt: skip
"""Zone names of winter or summer: their offset, whether it is summer's (None: whichever it is), and whose rule. A page
that shows "EST" in July has written it without thought, and its offset is not sure.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CONNECTORS = _words(
    "de del of the d st nd rd th den der dd er re يوم م г года р року году г. р. from om la le el к i a u "
    "từ ngày tháng năm от год ще г gada m mg y d. den. พ.ศ ค.ศ พ ศ ค กาล เดือน วันที่ ที่ का की को مورخ مورخه"
)
_SLASH_DAY_FIRST = _words("fr es pt it ca gl eu el tr vi id ms ar he ro hi bn mr ur ta te kn th da nl sq mt ga")
"""Languages that write day/month/year with slashes; in the others a slash is no own habit, and tells no order."""

_MONTH_FIRST_ZONES = re.compile(r"\b(?:E[SD]?T|P[SD]?T|C[SD]T|MDT)\b")
_DAY_FIRST_ZONES = re.compile(r"\b(?:BST|GMT|IST|AES?T|AEDT|NZS?T|NZDT|SAST|CES?T|WAT|EAT)\b")


class ParsedDate(NamedTuple):
    """A line that shows a date: when, what of, and what could not be told.

    `kind` is "updated" where the line says so. `unsure` says in plain words what was seen but not concluded; `rest` is
    what else stands in the line.
    """

    moment: Moment | None
    kind: Literal["published", "updated"]
    is_labeled: bool
    uncertainty: str
    rest: str
    updated: Moment | None = None


def read_date(text: str, lexicon: Lexicon) -> ParsedDate | None:
    """What the line `text` says of dates; None where it shows none."""
    if len(text) > MAX_LENGTH or not _DIGIT.search(text):
        return None
    if "年" in text:
        text = re.sub(_ERA, _without_era, text)
    has_year = _YEAR.search(text)
    if len(text) > MAX_YEARLESS and not has_year:
        return None
    if ":" in text:
        text = re.sub(_GLUED, r"\1 \2", text)
    if _RUN_IN.search(text):
        text = _RUN_IN.sub(
            lambda match: " " if fold_word(match[1]) in lexicon.published_words | lexicon.updated_words else "", text
        )
    tokens, words = _tokens(text, lexicon)
    spans = (_spans(text, tokens, words, lexicon) or _short_spans(text, lexicon)) if has_year else []
    if not spans:
        return _without_year(text, words, lexicon)
    found: list[tuple[str, Moment | None, bool, str]] = []
    rest: list[str] = []
    position = 0
    for start, end, day, unsure in spans:
        before = text[position:start]
        said = [fold_word(word) for word in _TOKEN.findall(before)]
        kind = "updated" if any(word in lexicon.updated_words for word in said) else "published"
        labelled = any(word in lexicon.published_words or word in lexicon.updated_words for word in said)
        moment, end = _with_time(text, start, end, day, position)
        found.append((kind, moment, labelled, unsure))
        rest.append(before)
        position = end
    rest.append(text[position:])
    known = lexicon.weekdays | lexicon.published_words | lexicon.updated_words | _CONNECTORS | _FILLERS
    left = " ".join(filter(None, (_without_labels(piece, known, first=not at) for at, piece in enumerate(rest))))
    first = next((row for row in found if row[0] == "published" and row[1]), None)
    later = next((row for row in found if row[0] == "updated" and row[1]), None)
    unsure = next((row[3] for row in found if row[3]), "")
    if first:
        return ParsedDate(first[1], "published", first[2], unsure, left, later[1] if later else None)
    if later:
        return ParsedDate(later[1], "updated", True, unsure, left)
    return ParsedDate(None, "updated" if found[0][0] == "updated" else "published", found[0][2], unsure, left)


_FILLERS = _words(
    "am pm a p m uhr et est edt pt pst pdt ct cst mt bst ist gmt utc cet cest mez mesz jst kst msk мск z h kl klo hrs "
    "time wib wita wit tsi в o ora ore alle às as à las god godz ч min t น เวลา baje बजे"
)


def _without_labels(piece: str, known: frozenset[str], *, first: bool) -> str:
    """What a piece of a date line says beside the words that belong to its date."""
    words = list(_TOKEN.finditer(piece))
    while words and (words[-1].group().isdigit() or fold_word(words[-1].group()) in known):
        words.pop()
    if not words:
        return ""
    end = words[-1].end()
    while not first and len(words) > 1 and not words[0].group().isdigit() and fold_word(words[0].group()) in known:
        words.pop(0)
    return piece[0 if first else words[0].start() : end].strip(" |,•·-–—/()")


def _without_era(match: re.Match[str]) -> str:
    """A year of a Japanese era or of the Republic of China as a year of the common era."""
    return f"{_ERAS[match[1]] + (1 if match[2] == '元' else int(match[2]))}年"


def _tokens(text: str, lexicon: Lexicon) -> tuple[list[tuple[str, int, int]], list[str]]:
    """The words and numbers of `text` with their places, and the same folded; a month of two words is one."""
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    if not text.isascii() and max(text) >= "\u0590":
        tokens = _with_marks(text, tokens)
    words = [fold_word(token) for token, _, _ in tokens]
    for at in range(len(words) - 2, -1, -1):
        if (both := f"{words[at]} {words[at + 1]}") in lexicon.months or both in lexicon.solar_months:
            words[at : at + 2] = [both]
            tokens[at : at + 2] = [(both, tokens[at][1], tokens[at + 1][2])]
    return tokens, words


def _with_marks(text: str, tokens: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The tokens with the vowel signs that stand within and after their letters, as Hindi and Thai write them."""
    import unicodedata

    whole: list[tuple[str, int, int]] = []
    for token, start, end in tokens:
        while end < len(text) and (unicodedata.category(text[end])[0] == "M" or text[end] == "\u200c"):
            end += 1
        if whole and whole[-1][2] == start and not token[0].isdigit() and not whole[-1][0][0].isdigit():
            start = whole.pop()[1]
        whole.append((text[start:end], start, end))
    return whole


def _without_year(text: str, words: list[str], lexicon: Lexicon) -> ParsedDate | None:
    """A date line that lacks its year: nothing can be concluded, but it can be told."""
    if len(words) > 8 or len(text) > MAX_YEARLESS:
        return None
    months = any(word in lexicon.months and not word.isdigit() for word in words) and any(w.isdigit() for w in words)
    if not months and not re.compile(_CLOCK).fullmatch(text.strip(" |·•-")):
        return None
    known = lexicon.weekdays | lexicon.published_words | lexicon.updated_words | _CONNECTORS | _FILLERS
    left = [w for w in words if not w.isdigit() and w not in lexicon.months and w not in known]
    if left:
        return None
    what = "a time without a date" if not months else "a date without a year"
    kind: Literal["published", "updated"] = "updated" if any(w in lexicon.updated_words for w in words) else "published"
    return ParsedDate(None, kind, False, what, "")


_Span = tuple[int, int, date | None, str]


def _spans(text: str, tokens: list[tuple[str, int, int]], words: list[str], lexicon: Lexicon) -> list[_Span]:
    spans: list[_Span] = []
    used = -1
    for at, (token, _, _) in enumerate(tokens):
        if len(spans) == 3:
            break
        if at <= used or len(token) != 4 or not token.isdecimal() or not _year(token, lexicon):
            continue
        span = _year_last(text, tokens, words, at, lexicon) or _year_first(text, tokens, words, at, lexicon)
        if span:
            first, last, day, unsure = span
            spans.append((tokens[first][1], tokens[last][2], day, unsure))
            used = last
    return spans


def _year(token: str, lexicon: Lexicon) -> int:
    """The year that four digits mean, 0 where they are none; a Solar Hijri year stays as it is."""
    year = int(token)
    if 1900 <= year <= 2099 or (lexicon.solar_months and 1300 <= year <= 1499):
        return year
    return year - 543 if "th" in lexicon.languages and 2443 <= year <= 2642 else 0


def _short_spans(text: str, lexicon: Lexicon) -> list[_Span]:
    """Dates whose year has two digits, where their order is sure."""
    spans: list[_Span] = []
    for match in itertools.islice(re.compile(_SHORT).finditer(text), 3):
        first, second, third = int(match[1]), int(match[3]), int(match[4])
        if lexicon.languages[-1:] and lexicon.languages[-1] in ("ja", "ko", "zh"):
            if third > 31 or len(match[1]) != 2:
                continue
            spans.append((*match.span(), _date(_century(first), second, third), ""))
            continue
        year = _century(third)
        padded = len(match[1]) == len(match[3]) == 2
        if year and (padded or match[2] == "/" or _is_bare(text, match.span(), lexicon)):
            day, unsure = _numeric(first, second, year, match[2], text, lexicon)
            if day or unsure:
                spans.append((*match.span(), day, unsure))
    for match in itertools.islice(re.compile(_SHORT_NAMED).finditer(text), 3):
        month = lexicon.months.get(fold_word(match[2]))
        if month and (year := _century(int(match[3]))):
            spans.append((*match.span(), _date(year, month, int(match[1])), ""))
    return sorted(spans, key=lambda span: span[:2])[:3]


def _century(year: int) -> int:
    """The year that two digits mean, 0 where that is not sure."""
    return 2000 + year if year < 40 else 1900 + year if year >= 90 else 0


def _is_bare(text: str, span: tuple[int, int], lexicon: Lexicon) -> bool:
    """Whether what stands in `span` is told to be a date by its label or its time."""
    around = text[: span[0]] + " " + text[span[1] :]
    words = [fold_word(word) for word in _TOKEN.findall(around)]
    if re.compile(_CLOCK).search(around):
        return True
    return any(
        word in lexicon.published_words or word in lexicon.updated_words or word in lexicon.weekdays for word in words
    )


def _year_last(
    text: str, tokens: list[tuple[str, int, int]], words: list[str], at: int, lexicon: Lexicon
) -> tuple[int, int, date | None, str] | None:
    before = [i for i in range(max(0, at - 6), at) if words[i] not in _CONNECTORS][-2:]
    if len(before) < 2:
        return None
    (i, j), year = before, _year(tokens[at][0], lexicon)
    if tokens[at][1] - tokens[j][2] > 6:
        return None
    first, second = words[i], words[j]
    if year < 1500:
        month, day = lexicon.solar_months.get(second, 0), first
        return (i, at, _solar(year, month, int(day)), "") if month and day.isdecimal() else None
    if first.isdecimal() and second in lexicon.months and not second.isdigit():
        return i, at, _date(year, lexicon.months[second], int(first)), ""
    if second.isdecimal() and first in lexicon.months and not first.isdigit():
        return i, at, _date(year, lexicon.months[first], int(second)), ""
    if first.isdecimal() and second.isdecimal() and max(len(first), len(second)) <= 2:
        roles = text[tokens[i][2] : tokens[j][1]].strip(), text[tokens[j][2] : tokens[at][1]].strip()
        if roles[0].casefold() == "tháng":
            return i, at, _date(year, int(second), int(first)), ""
        if roles[0] != roles[1] or roles[0] not in (".", "/", "-"):
            return None
        return (i, at, *_numeric(int(first), int(second), year, roles[0], text, lexicon))
    return None


def _numeric(first: int, second: int, year: int, mark: str, text: str, lexicon: Lexicon) -> tuple[date | None, str]:
    """Day and month of "03/04/2016", where they can be told apart."""
    if first > 12 or first == second:
        return _date(year, second, first), ""
    if second > 12:
        return _date(year, first, second), ""
    primary = lexicon.languages[-1] if lexicon.languages else "und"
    if primary != "en" and (mark == "." or (mark == "-" and primary != "und") or primary in _SLASH_DAY_FIRST):
        return _date(year, second, first), ""
    if primary == "en" and _MONTH_FIRST_ZONES.search(text):
        return _date(year, first, second), ""
    if primary == "en" and _DAY_FIRST_ZONES.search(text):
        return _date(year, second, first), ""
    return None, "a date whose day and month cannot be told apart"


def _year_first(
    text: str, tokens: list[tuple[str, int, int]], words: list[str], at: int, lexicon: Lexicon
) -> tuple[int, int, date | None, str] | None:
    skipped = _YEAR_MARKS | _CONNECTORS
    after = [i for i in range(at + 1, min(len(words), at + 6)) if words[i] not in skipped][:2]
    if len(after) < 2 or tokens[after[0]][1] - tokens[at][2] > 7:
        return None
    i, j = after
    year = _year(tokens[at][0], lexicon)
    if year < 1500:
        return _solar_numbers(text, tokens, at, year)
    if "lv" in lexicon.languages and words[i].isdecimal() and len(words[i]) <= 2 and words[j] in lexicon.months:
        return at, j, _date(year, lexicon.months[words[j]], int(words[i])), ""
    month = lexicon.months.get(words[i]) or (int(words[i]) if words[i].isdecimal() and len(words[i]) <= 2 else 0)
    if not month or not words[j].isdecimal() or len(words[j]) > 2:
        return None
    gap = text[tokens[at][2] : tokens[i][1]].strip()
    if words[i].isdecimal() and gap not in ("-", "/", ".", "年", "년"):
        return None
    last = j + 1 if j + 1 < len(words) and words[j + 1] in ("日", "일") else j
    return at, last, _date(year, month, int(words[j])), ""


def _solar_numbers(text: str, tokens: list[tuple[str, int, int]], at: int, year: int) -> _Span | None:
    """A Solar Hijri date in numbers: 1402/03/01."""
    if at + 2 >= len(tokens) or not all(
        len(token[0]) <= 2 and token[0].isdecimal() for token in tokens[at + 1 : at + 3]
    ):
        return None
    roles = {text[tokens[at][2] : tokens[at + 1][1]].strip(), text[tokens[at + 1][2] : tokens[at + 2][1]].strip()}
    if roles not in ({"/"}, {"-"}):
        return None
    return at, at + 2, _solar(year, int(tokens[at + 1][0]), int(tokens[at + 2][0])), ""


def _solar(year: int, month: int, day: int) -> date | None:
    """The day of a Solar Hijri date of the years 1300 to 1499.

    Leap years follow the cycle of 33, which holds for all of these years; 1 Farvardin 1300 was 21 March 1921.
    """
    leap = year % 33 in _SOLAR_LEAPS
    lengths = (31,) * 6 + (30,) * 5 + (30 if leap else 29,)
    if not 1 <= month <= 12 or not 1 <= day <= lengths[month - 1]:
        return None
    leaps = sum(past % 33 in _SOLAR_LEAPS for past in range(1300, year))
    passed = (year - 1300) * 365 + leaps + sum(lengths[: month - 1]) + day - 1
    return date(1921, 3, 21) + timedelta(days=passed)


_SOLAR_LEAPS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_YEAR_MARKS = frozenset({"年", "月", "日", "년", "월", "일"})


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_time(text: str, start: int, end: int, day: date | None, floor: int) -> tuple[Moment | None, int]:
    """The moment of a day at `start` to `end`, with its time where an offset is shown, and where it all ends.

    The time may stand before the day, but not before `floor`.
    """
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
        clock = next(re.compile(_CLOCK).finditer(text, max(floor, start - 40), start), None)
        if clock is None or any(map(str.isdigit, _ZONED.sub("", text[clock.end() : start]))):
            return Moment(day.isoformat()), end
        return _at(day, clock, re.compile(_ZONE).match(text, clock.end(), start))[0], end
    return _at(day, clock, re.compile(_ZONE).match(text, clock.end()))


_ZONED = re.compile(r"[+−-]\s?\d{1,2}(?::?\d\d)?")


def _at(day: date, clock: re.Match[str], zone: re.Match[str] | None) -> tuple[Moment, int]:
    """The moment of a day at a time with its zone, and where they end; the day alone where the offset is not sure."""
    minutes = _offset(zone, day) if zone else None
    hour_value = int(clock[1]) % 12 + (12 if clock[4] in "pP" else 0) if clock[4] else int(clock[1])
    if minutes is None or zone is None or int(clock[2]) > 59 or hour_value > 23:
        return Moment(day.isoformat()), clock.end()
    line = "-" if minutes < 0 else "+"
    shown = "Z" if not minutes else f"{line}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    lexical = f"{day.isoformat()}T{hour_value:02}:{int(clock[2]):02}:{int(clock[3] or 0):02}{shown}"
    return _moment(lexical, day), zone.end()


def _moment(lexical: str, day: date) -> Moment:
    try:
        return Moment(lexical)
    except ModelError:
        return Moment(day.isoformat())


def _offset(zone: re.Match[str], day: date) -> int | None:
    name, offset = zone["name"], zone["offset"]
    if name and name in _SEASONAL and not offset:
        minutes, is_summers, rule = _SEASONAL[name]
        is_summer = _is_summer(day, rule)
        if is_summer is None or (is_summers is not None and is_summers != is_summer):
            return None
        return minutes + 60 if is_summers is None and is_summer else minutes
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


def _is_summer(day: date, rule: str) -> bool | None:
    """Whether daylight saving holds on `day`; None on the days of change, and before the rule that is known.

    The rules are those of the European Union since 1996 and of the United States since 2007.
    """
    if day.year < (1996 if rule == "EU" else 2007):
        return None
    if rule == "EU":
        first, last = _sunday(day.year, 3, 31), _sunday(day.year, 10, 31)
    else:
        first, last = _sunday(day.year, 3, 14), _sunday(day.year, 11, 7)
    return None if day in (first, last) else first < day < last


def _sunday(year: int, month: int, latest: int) -> date:
    """The last Sunday up to the day `latest` of a month."""
    day = date(year, month, latest)
    return day - timedelta(days=(day.weekday() + 1) % 7)
