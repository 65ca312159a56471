"""Dates and times as news pages show them, as far as they are certain.

A date needs its year; a time becomes part of it only with its offset from UTC, or in the zone that the user names. If
day and month could be exchanged, no date is concluded: a wrong date is worse than none. Years of other calendars count
if their form names the calendar: the Solar Hijri months of Persian, Buddhist years in Thai, Japanese eras, "民國".
"""

from __future__ import annotations

import itertools
import re
from datetime import date, time
from typing import Literal, NamedTuple, TypeAlias

from convert.errors import ModelError
from convert.model import Moment
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.calendars import (
    ERA_YEAR,
    TWO_YEARS,
    common_era_year,
    ethiopian_date,
    existing_date,
    full_year,
    solar_hijri_date,
)
from convert.readers.text.lexicon.day_labels import (
    CONNECTORS,
    OTHER_DAY,
    TIME_WORDS,
    TOKEN,
    ends_row_of_days,
    is_other_label,
    is_zone_as_name,
    leads_to_event,
    names_other_day,
)
from convert.readers.text.lexicon.keys import fold_word, word_set
from convert.readers.text.lexicon.time_zones import ZONE, after_zone_in_words, instant_in_given_zone, utc_offset
from convert.readers.text.scripts import DIGIT

MAX_LENGTH = 200
"""The greatest length of a date line, in characters."""

MAX_YEARLESS = 60
"""The greatest length of a date line without a year, in characters."""

NO_YEAR = "a date without a year"
"""The uncertainty of a day that shows no year."""


_ORDINAL = re.compile(r"(?<=\d)[ºª°](?=[\s.]\s?(?:de\s)?[^\W\d_]{3})")
"""The mark of an ordinal behind the first day of a month ("1º de agosto", "1° maggio", "1º.ago.2023")."""

_HAS_YEAR = re.compile(r"\d(?:\d{3}|[./-]\s?[^\W_]{1,10}[./-]\s?\d\d|\s[^\W\d_]{3,10}\.?\s\d\d(?!\d))")
"""Matches in every date with a year of four or two digits."""

# Few lines need these patterns; `re` compiles and caches them when one does.
_ISO = r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s?(Z|[+-]\d\d:?\d\d)?)?(?!\d)"

_GLUED = re.compile(
    r"((?<!\d)(?:19|20)\d\d|(?<!\d)\d{1,2}:\d\d(?=\d{1,2}[./]\s?\d)|(?<=(?:19|20)\d\d-\d\d-)\d\d)"
    r"(\d{1,2}(?:[:./]\s?\d{1,2}|\.?\s?[^\W\d_]{3,10})|(?:19|20)\d\d-\d\d)"
)
"""A year, hour or day that runs into the hour or day behind it, as those of a story and of its update do in texts of
pages without their markup ("1. Mai 20222. Mai 2022").
"""

_RUN_IN = re.compile(r"(?<=[^\W\d_])(?=([A-ZÀ-ÞА-Я][a-zß-ÿа-я]{4,}))")

_RUN_IN_MONTH = re.compile(r"(?<=[a-zß-ÿ])(?=([A-ZÀ-Þ][a-zß-ÿ]{2,9})\.?\s\d)")
"""Where a month may be run into the word before it ("Staff WriterMar 14, 2024")."""

_CLOCK = (
    r"(?<![\d.:])(\d{1,2})(?:[:.hH時点시]|\s?Uhr\s?|\s)\s?(\d{2})(?::(\d{2}))?"
    r"(?!\d|[./]\d)分?\s?(?:([aApP])\.?\s?[mM]\.?(?![a-z]))?"
)

_RANGE = r"(?:\s(?:года|г\.|року|р\.))?\s?(?:[/–—-]|bis|to|till|until|au|al|a|até|tot|til|do|до|по|t/m|tot en met)\s?"
"""What is between the first and the last day of an event, neither of which is that of publication."""

_SHORT_YEAR = r"(?<![\d./:,$€£-])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d\d)(?![\d%]|[.,/:-]\d)"

_SHORT_YEAR_NAMED = r"(?<![\d./:,-])(\d{1,2})(?:[.-]\s?)([^\W\d_]{3,10})[.-]\s?(\d\d)(?![\d%]|[.,/:-]\d)"

_SHORT_YEAR_SPACED = (
    r"(?<![\d./:,-])(\d{1,2})\s([^\W\d_]{3,10})\.?\s(\d\d)(?=$|\s?(?:à|at|um|om|kl|alle|às|[–—|,-])\s?\d)"
)
"""A day with a year of two digits behind the month, at the end or before the hour ("Publié le 11 mars 26 à 17:22")."""

_SLASH_DAY_FIRST = word_set("fr es pt it ca gl eu el tr vi id ms ar he ro hi bn mr ur ta te kn th da nl sq mt ga")
"""Languages that write day/month/year with slashes; in other languages a slash does not show the order."""

_MONTH_FIRST_ZONES = re.compile(r"\b(?:E[SD]?T|P[SD]?T|C[SD]T|MDT)\b")

_DAY_FIRST_ZONES = re.compile(r"\b(?:BST|GMT|IST|AES?T|AEDT|NZS?T|NZDT|SAST|CES?T|WAT|EAT)\b")


class ParsedDate(NamedTuple):
    """The date of a line.

    `kind` is "updated" only if the line says so; `is_labeled` is whether a word of either kind precedes the date.
    `moment` is None if the date is not certain; `uncertainty` then says why, in plain words. `rest` is the other
    text of the line. `updated` is the update's moment if the line has both. `clock` and `updated_clock` are the times
    of day beside `moment` and `updated` that show no zone.
    """

    moment: Moment | None
    kind: Literal["published", "updated"]
    is_labeled: bool
    uncertainty: str
    rest: str
    updated: Moment | None = None
    clock: time | None = None
    updated_clock: time | None = None

    def in_given_zone(self, *, is_latest: bool = False) -> ParsedDate:
        """The same date; its days are instants where they show a time of day and the user has named a zone.

        An hour that occurs twice stays a day, or is the later one if `is_latest`.
        """
        return self._replace(
            moment=_in_given_zone(self.moment, self.clock, is_latest=is_latest),
            updated=_in_given_zone(self.updated, self.updated_clock, is_latest=is_latest),
        )


def _in_given_zone(moment: Moment | None, clock: time | None, *, is_latest: bool) -> Moment | None:
    if moment is None or clock is None:
        return moment
    return instant_in_given_zone(date.fromisoformat(moment.text), clock, is_latest=is_latest) or moment


def read_date(text: str, lexicon: Lexicon, *, of_any_day: bool = False) -> ParsedDate | None:
    """The date in the line `text`; None if it shows none.

    A day that is not that of publication is uncertain, unless a date `of_any_day` is wanted, such as an embargo's.
    """
    if len(text) > MAX_LENGTH or not DIGIT.search(text):
        return None
    if "年" in text:
        text = re.sub(TWO_YEARS, r"\1", re.sub(ERA_YEAR, common_era_year, text))
    if not text.isascii() and _ORDINAL.search(text):
        text = _ORDINAL.sub("", text)
    has_year = _HAS_YEAR.search(text)
    if len(text) > MAX_YEARLESS and not has_year:
        return None
    if has_year:
        text = _GLUED.sub(r"\1 \2", text)
    if _RUN_IN.search(text):
        text = _RUN_IN.sub(
            lambda match: " " if fold_word(match[1]) in lexicon.published_words | lexicon.updated_words else "", text
        )
    if _RUN_IN_MONTH.search(text):
        text = _RUN_IN_MONTH.sub(lambda match: " " if fold_word(match[1]) in lexicon.months else "", text)
    tokens, words = _tokenize(text, lexicon)
    may_have_year = has_year or "th" in lexicon.languages
    spans = (_date_spans(text, tokens, words, lexicon) or _short_year_spans(text, lexicon)) if may_have_year else []
    if not spans:
        return _read_yearless(text, words, lexicon)
    found: list[tuple[str, Moment | None, bool, str, time | None]] = []
    rest: list[str] = []
    position = 0
    between = (text[one[1] : other[0]] for one, other in itertools.pairwise(spans) if one[2] != other[2] or not one[2])
    is_range = not of_any_day and any(re.fullmatch(_RANGE, words_between) for words_between in between)
    for start, end, day, uncertainty in spans:
        before = text[position:start]
        label = _words_of(before)
        kind = "updated" if any(word in lexicon.updated_words for word in label) else "published"
        is_other = (
            names_other_day(label, lexicon)
            or is_other_label(before, lexicon)
            or ends_row_of_days(before, text[start:end])
            or leads_to_event(before, lexicon)
        )
        if is_range or (not of_any_day and is_other):
            kind, uncertainty = "other", OTHER_DAY
        is_labeled = any(word in lexicon.published_words or word in lexicon.updated_words for word in label)
        moment, clock, end = _with_time(text, start, end, day, position)
        if kind == "other":
            moment, clock = None, None
        found.append((kind, moment, is_labeled, uncertainty, clock))
        rest.append(before)
        position = after_zone_in_words(text, end) if clock else end
    rest.append(text[position:])
    known = lexicon.weekdays | lexicon.published_words | lexicon.updated_words | CONNECTORS | TIME_WORDS
    left = _joined_rest(rest, known)
    first = next((row for row in found if row[0] == "published" and row[1]), None)
    later = next((row for row in found if row[0] == "updated" and row[1]), None)
    uncertainty = next((row[3] for row in found if row[3] and row[0] != "other"), "")
    uncertainty = uncertainty or next((row[3] for row in found if row[3]), "")
    if first:
        updated, updated_clock = (later[1], later[4]) if later else (None, None)
        return ParsedDate(first[1], "published", first[2], uncertainty, left, updated, first[4], updated_clock)
    if later:
        return ParsedDate(later[1], "updated", True, uncertainty, left, clock=later[4])
    return ParsedDate(None, "updated" if found[0][0] == "updated" else "published", found[0][2], uncertainty, left)


def _joined_rest(pieces: list[str], known: frozenset[str]) -> str:
    """The text around the dates of a line, without the words that belong to them; a bar stays where the dates were
    between two ("by Jane Doe | 7 May 2024 | Harbor").
    """
    left = before = ""
    for at, piece in enumerate(pieces):
        is_barred = before.endswith("|") and piece.lstrip().startswith("|")
        before = piece.rstrip() or before
        if words := _without_date_words(piece, known, first=not at):
            left += (" | " if is_barred else " ") + words if left else words
    return left


def _without_date_words(piece: str, known: frozenset[str], *, first: bool) -> str:
    """A piece of a date line without the words at its ends that belong to the date."""
    words = _tokens_of(piece)
    while words and (words[-1][0].isdigit() or _fold(words[-1][0]) in known):
        if is_zone_as_name(words[-1][0]):
            break
        words.pop()
    if not words:
        return ""
    while not first and len(words) > 1 and not words[0][0].isdigit() and _fold(words[0][0]) in known:
        words.pop(0)
    rest, behind = piece[0 if first else words[0][1] : words[-1][2]], piece[words[-1][2] : words[-1][2] + 1]
    if behind == ")" and rest.count("(") > rest.count(")"):
        rest += behind
    rest = rest.strip(" |,•·-–—/")
    is_within = rest.startswith("(") and rest.endswith(")")
    return rest.strip("()") if is_within or rest.count("(") != rest.count(")") else rest


def _fold(word: str) -> str:
    """A word folded, without the vowel points of Arabic."""
    return fold_word(word if word.isascii() else re.sub("[\u064b-\u0652]", "", word))


def _words_of(text: str) -> list[str]:
    """The words and numbers of `text`, folded."""
    return [_fold(token) for token, _, _ in _tokens_of(text)]


def _tokens_of(text: str) -> list[tuple[str, int, int]]:
    """The words and numbers of `text` with their positions."""
    tokens = [(m.group(), m.start(), m.end()) for m in TOKEN.finditer(text)]
    return _with_vowel_signs(text, tokens) if not text.isascii() and max(text) >= "\u0590" else tokens


def _tokenize(text: str, lexicon: Lexicon) -> tuple[list[tuple[str, int, int]], list[str]]:
    """The words and numbers of `text` with their positions, and the same folded; a month of two words is one token."""
    tokens = _tokens_of(text)
    words = [_fold(token) for token, _, _ in tokens]
    for at in range(len(words) - 2, -1, -1):
        if (both := f"{words[at]} {words[at + 1]}") in lexicon.months or both in lexicon.solar_months:
            words[at : at + 2] = [both]
            tokens[at : at + 2] = [(both, tokens[at][1], tokens[at + 1][2])]
    for at in range(len(words) - 2, -1, -1):
        month = lexicon.months.get(words[at])
        if month and not words[at].isdigit() and month == lexicon.months.get(words[at + 1]):
            tokens[at] = (tokens[at][0], tokens[at][1], tokens[at + 1][2])  # both of its names: "يناير/كانون الثاني"
            del words[at + 1], tokens[at + 1]
    return tokens, words


def _with_vowel_signs(text: str, tokens: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The tokens with the vowel signs inside and after them, as in Hindi and Thai."""
    whole: list[tuple[str, int, int]] = []
    for token, start, end in tokens:
        end = _after_vowel_signs(text, end)
        if whole and whole[-1][2] == start and not token[0].isdigit() and not whole[-1][0][0].isdigit():
            start = whole.pop()[1]
        whole.append((text[start:end], start, end))
    return whole


def _after_vowel_signs(text: str, end: int) -> int:
    """The position behind the vowel signs that follow a token of `text` at `end`."""
    if end < len(text) and text[end] > "\u0590":
        import unicodedata

        while end < len(text) and (unicodedata.category(text[end])[0] == "M" or text[end] == "\u200c"):
            end += 1
    return end


def _read_yearless(text: str, words: list[str], lexicon: Lexicon) -> ParsedDate | None:
    """A date line without a year: it has no moment, but is known to be a date line."""
    if len(words) > 8 or len(text) > MAX_YEARLESS:
        return None
    months = any(word in lexicon.months and not word.isdigit() for word in words) and any(w.isdigit() for w in words)
    if not months and not re.compile(_CLOCK).fullmatch(text.strip(" |·•-")):
        return None
    known = lexicon.weekdays | lexicon.published_words | lexicon.updated_words | CONNECTORS | TIME_WORDS
    left = [w for w in words if not w.isdigit() and w not in lexicon.months and w not in known]
    if left:
        return None
    what = "a time without a date" if not months else NO_YEAR
    kind: Literal["published", "updated"] = "updated" if any(w in lexicon.updated_words for w in words) else "published"
    return ParsedDate(None, kind, False, what, "")


_Span: TypeAlias = tuple[int, int, date | None, str]
"""First and last position of a date, its day if that is certain, and the uncertainty."""


def _date_spans(text: str, tokens: list[tuple[str, int, int]], words: list[str], lexicon: Lexicon) -> list[_Span]:
    spans: list[_Span] = []
    used = -1
    for at, (token, _, _) in enumerate(tokens):
        if len(spans) == 3:
            break
        is_year = len(token) == 4 or (len(token) == 2 and at >= 2 and words[at - 1] in lexicon.months)
        if at <= used or not is_year or not token.isdecimal() or not _year(token, lexicon):
            continue
        span = _day_before_year(text, tokens, words, at, lexicon) or _day_after_year(text, tokens, words, at, lexicon)
        if span:
            first, last, day, uncertainty = span
            spans.append((tokens[first][1], tokens[last][2], day, uncertainty))
            used = last
    return spans


def _year(token: str, lexicon: Lexicon) -> int:
    """The year that four digits mean, 0 if they are no year; a Solar Hijri year is returned unchanged.

    Two digits are a year of the Buddhist era behind a month in Thai, if those of the common era are not that high yet.
    """
    year = int(token)
    if len(token) == 2:
        return 1957 + year if "th" in lexicon.languages and year >= 43 else 0
    if 1900 <= year <= 2099 or (lexicon.solar_months and 1300 <= year <= 1499):
        return year
    return year - 543 if "th" in lexicon.languages and 2443 <= year <= 2642 else 0


def _short_year_spans(text: str, lexicon: Lexicon) -> list[_Span]:
    """Dates with a year of two digits, if the order of their parts is certain."""
    spans, language = list[_Span](), lexicon.languages[-1]
    for match in itertools.islice(re.compile(_SHORT_YEAR).finditer(text), 3):
        first, second, third = int(match[1]), int(match[3]), int(match[4])
        if match[2] == "-" and not (language == "nl" and _has_date_context(text, match.span(), lexicon)):
            continue
        if language in ("ja", "ko", "zh"):
            if third <= 31 and len(match[1]) == 2:
                spans.append((*match.span(), existing_date(full_year(first), second, third), ""))
            continue
        year = full_year(third)
        padded = len(match[1]) == len(match[3]) == 2
        if year and (padded or match[2] == "/" or _has_date_context(text, match.span(), lexicon)):
            day, uncertainty = _numeric_date(first, second, year, match[2], text, lexicon)
            if day or uncertainty:
                spans.append((*match.span(), day, uncertainty))
    for match in itertools.islice(re.compile(_SHORT_YEAR_NAMED).finditer(text), 3):
        month = lexicon.months.get(fold_word(match[2]))
        if month and (year := full_year(int(match[3]))):
            spans.append((*match.span(), existing_date(year, month, int(match[1])), ""))
    for match in itertools.islice(re.compile(_SHORT_YEAR_SPACED).finditer(text), 3):
        month = lexicon.months.get(fold_word(match[2]))
        if month and (year := full_year(int(match[3]))) and _has_date_context(text, match.span(), lexicon):
            spans.append((*match.span(), existing_date(year, month, int(match[1])), ""))
    return sorted(spans, key=lambda span: span[:2])[:3]


def _has_date_context(text: str, span: tuple[int, int], lexicon: Lexicon) -> bool:
    """Whether a label, a weekday or a time near `span` shows that its numbers are a date."""
    around = text[: span[0]] + " " + text[span[1] :]
    words = [fold_word(word) for word in TOKEN.findall(around)]
    if re.compile(_CLOCK).search(around):
        return True
    return any(
        word in lexicon.published_words or word in lexicon.updated_words or word in lexicon.weekdays for word in words
    )


def _day_before_year(
    text: str, tokens: list[tuple[str, int, int]], words: list[str], at: int, lexicon: Lexicon
) -> tuple[int, int, date | None, str] | None:
    before = [i for i in range(max(0, at - 6), at) if words[i] not in CONNECTORS][-2:]
    if len(before) < 2:
        return None
    (i, j), year = before, _year(tokens[at][0], lexicon)
    if lexicon.ethiopian_months and (span := _ethiopian(words, i, j, at, year, lexicon)):
        return span
    if tokens[at][1] - tokens[j][2] > 6:
        return None
    first, second = words[i], words[j]
    if year < 1500:
        month, day = lexicon.solar_months.get(second, 0), first
        return (i, at, solar_hijri_date(year, month, int(day)), "") if month and day.isdecimal() else None
    if first.isdecimal() and second in lexicon.months and not second.isdigit():
        return i, at, existing_date(year, lexicon.months[second], int(first)), ""
    if second.isdecimal() and first in lexicon.months and not first.isdigit():
        return i, at, existing_date(year, lexicon.months[first], int(second)), ""
    if first.isdecimal() and second.isdecimal() and max(len(first), len(second)) <= 2:
        separators = text[tokens[i][2] : tokens[j][1]].strip(), text[tokens[j][2] : tokens[at][1]].strip()
        if separators[0].casefold() == "tháng":
            return i, at, existing_date(year, int(second), int(first)), ""
        if separators[0] != separators[1] or separators[0] not in (".", "/", "-"):
            return None
        return (i, at, *_numeric_date(int(first), int(second), year, separators[0], text, lexicon))
    return None


def _ethiopian(words: list[str], i: int, j: int, at: int, year: int, lexicon: Lexicon) -> _Span | None:
    """The span of a date with a month of the Ethiopian calendar, before or behind the day."""
    for month, day in ((words[i], words[j]), (words[j], words[i])):
        if month in lexicon.ethiopian_months and day.isdecimal():
            return i, at, ethiopian_date(year, lexicon.ethiopian_months[month], int(day)), ""
    return None


def _numeric_date(
    first: int, second: int, year: int, separator: str, text: str, lexicon: Lexicon
) -> tuple[date | None, str]:
    """The day of a date such as "03/04/2016" if its order is certain; otherwise None and the uncertainty."""
    if first > 12 or first == second:
        return existing_date(year, second, first), ""
    if second > 12:
        return existing_date(year, first, second), ""
    primary = lexicon.languages[-1] if lexicon.languages else "und"
    if primary != "en" and (separator == "." or (separator == "-" and primary != "und") or primary in _SLASH_DAY_FIRST):
        return existing_date(year, second, first), ""
    if primary == "en" and _MONTH_FIRST_ZONES.search(text):
        return existing_date(year, first, second), ""
    if primary == "en" and _DAY_FIRST_ZONES.search(text):
        return existing_date(year, second, first), ""
    return None, "a date whose day and month cannot be told apart"


def _day_after_year(
    text: str, tokens: list[tuple[str, int, int]], words: list[str], at: int, lexicon: Lexicon
) -> tuple[int, int, date | None, str] | None:
    skipped = _YEAR_UNITS | CONNECTORS
    after = [i for i in range(at + 1, min(len(words), at + 6)) if words[i] not in skipped][:2]
    if len(after) < 2 or tokens[after[0]][1] - tokens[at][2] > 7:
        return None
    i, j = after
    year = _year(tokens[at][0], lexicon)
    if year < 1500:
        return _solar_hijri_numbers(text, tokens, at, year)
    if (
        not {"lv", "kk"}.isdisjoint(lexicon.languages)
        and words[i].isdecimal()
        and len(words[i]) <= 2
        and words[j] in lexicon.months
    ):
        return at, j, existing_date(year, lexicon.months[words[j]], int(words[i])), ""
    month = lexicon.months.get(words[i]) or (int(words[i]) if words[i].isdecimal() and len(words[i]) <= 2 else 0)
    if not month or not words[j].isdecimal() or len(words[j]) > 2:
        return None
    gap = text[tokens[at][2] : tokens[i][1]].strip()
    if words[i].isdecimal() and gap not in ("-", "/", ".", "年", "년"):
        return None
    last = j + 1 if j + 1 < len(words) and words[j + 1] in ("日", "일") else j
    return at, last, existing_date(year, month, int(words[j])), ""


def _solar_hijri_numbers(text: str, tokens: list[tuple[str, int, int]], at: int, year: int) -> _Span | None:
    """The span of a Solar Hijri date in numbers: 1402/03/01."""
    if at + 2 >= len(tokens) or not all(
        len(token[0]) <= 2 and token[0].isdecimal() for token in tokens[at + 1 : at + 3]
    ):
        return None
    separators = {text[tokens[at][2] : tokens[at + 1][1]].strip(), text[tokens[at + 1][2] : tokens[at + 2][1]].strip()}
    if separators not in ({"/"}, {"-"}):
        return None
    return at, at + 2, solar_hijri_date(year, int(tokens[at + 1][0]), int(tokens[at + 2][0])), ""


_YEAR_UNITS = frozenset({"年", "月", "日", "년", "월", "일", "ko", "eko", "жылғы", "жыл", "թ", "թվականի"})


def _with_time(text: str, start: int, end: int, day: date | None, floor: int) -> tuple[Moment | None, time | None, int]:
    """The moment of the day in `text[start:end]`, with its time if the offset is certain; else the time beside it.

    Last comes the position after both. The time may precede the day, but not `floor`.
    """
    if day is None:
        return None, None, end
    if iso := re.compile(_ISO).match(text, start):
        hour, minute, second, offset = iso.group(4, 5, 6, 7)
        if hour and offset:
            shown = "Z" if offset == "Z" else offset[:3] + ":" + offset[-2:]
            return _moment(f"{day.isoformat()}T{hour}:{minute}:{second or '00'}{shown}", day), None, iso.end()
        end = iso.end() if not hour else iso.start(4)
    clock = re.compile(_CLOCK).search(text, end, end + 24)
    if clock is None:
        clock = next(re.compile(_CLOCK).finditer(text, max(floor, start - 40), start), None)
        if clock is None or any(map(str.isdigit, _OFFSET.sub("", text[clock.end() : start]))):
            return Moment(day.isoformat()), None, end
        moment, local, _ = _moment_at(day, clock, re.compile(ZONE).match(text, clock.end(), start))
        return moment, local, end
    return _moment_at(day, clock, re.compile(ZONE).match(text, clock.end()))


_CLOCK_SIGN = re.compile(r"[:.hH時点시U]")

_OFFSET = re.compile(r"[+−-]\s?\d{1,2}(?::?\d\d)?")


def _moment_at(day: date, clock: re.Match[str], zone: re.Match[str] | None) -> tuple[Moment, time | None, int]:
    """The moment of a day at a clock time, or the day and the time if the offset is not certain; the position after."""
    minutes = utc_offset(zone, day) if zone else None
    hour = int(clock[1]) % 12 + (12 if clock[4] in "pP" else 0) if clock[4] else int(clock[1])
    if int(clock[2]) > 59 or hour > 23:
        return Moment(day.isoformat()), None, clock.end()
    if minutes is None or zone is None:
        is_certain = _CLOCK_SIGN.search(clock.group()) and not (zone and (zone["name"] or zone["offset"]))
        local = time(hour, int(clock[2]), min(59, int(clock[3] or 0))) if is_certain else None
        return Moment(day.isoformat()), local, clock.end()
    sign = "-" if minutes < 0 else "+"
    shown = "Z" if not minutes else f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    lexical = f"{day.isoformat()}T{hour:02}:{int(clock[2]):02}:{int(clock[3] or 0):02}{shown}"
    return _moment(lexical, day), None, zone.end()


def _moment(lexical: str, day: date) -> Moment:
    try:
        return Moment(lexical)
    except ModelError:
        return Moment(day.isoformat())
