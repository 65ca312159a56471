"""Lines that put a story under embargo, and until when.

It is better to hold a story too long than to let it out too early, so an embargo without day, hour and zone is
open-ended, and withholds the story.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from convert.model import Embargo, Moment
from convert.readers.text.envelopes.envelope import text_behind
from convert.readers.text.envelopes.status import words as status_words
from convert.readers.text.envelopes.status.clocks import plain_clock
from convert.readers.text.envelopes.status.notes import embargoes_goods, states_embargo, tells_more
from convert.readers.text.envelopes.status.phrases import (
    MARKS,
    SEPARATOR,
    key_of,
    opening_of,
    phrases_of,
    reports_words,
)
from convert.readers.text.lexicon import Lexicon, fold_word, load_lexicon
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.scripts import WORD, is_capital

MAX_WORDS = 25
"""How many words a line about an embargo has at most."""

MAX_OTHER_WORDS = 2
"""How many words beside day, hour and zone a line about an embargo has that begins like a line of a story."""

MAX_EVENT_WORDS = 10
"""How many words a line has at most that ends an embargo with an event without a colon ("until the ceremony")."""


_BARE = ("embargo ", "эмбарго ", "ембарго ")
"""What phrases begin with that headlines and sentences about trade begin with, too."""

_HELD = re.compile(r"\w+ (?:embargo|sperrfrist|эмбарго|ембарго)\b")
"""A phrase that says of copy that it is held back ("sous embargo"); before a colon it needs no day."""

_FREE = ("frei ", "for release")
"""What opens titles about other things that are free from some day on; then a colon and the subject follow."""

_SUBJECT = re.compile(r":\s[^\W\d_]")

_FIGURES = re.compile(
    r"\d{1,2}\s?[:.h時点시]\s?\d\d|\d{1,2}\s?[./-]\s?\d{1,2}|\d{4}-\d\d|\d{1,2}\s?[ap]\.?m\b|\d{1,2}\s?[月월]"
)


def is_embargo(line: str) -> bool:
    """Whether a line on its own states an embargo."""
    text = line.strip(MARKS)
    is_stated = states_embargo(text) or (_opens_embargo(line, text, key_of(text)) and not tells_more(text))
    return is_stated and (is_capital(text) or not reports_words(line))


def _opens_embargo(line: str, text: str, key: str) -> bool:
    """Whether a line opens with a phrase about embargoes, and states one."""
    phrase = opening_of(key, phrases_of("EMBARGOES"))
    is_plain = phrase is None or (phrase.startswith(_BARE) and not is_capital(text))
    phrase = phrase or opening_of(key, phrases_of("EMBARGO_WORDS"))
    if phrase is None or len(WORD.findall(key)) > MAX_WORDS:
        return False
    rest = key[len(phrase) :].strip(MARKS)
    if rest.startswith(status_words.NO_EMBARGO) or not rest:
        return not rest
    if _has_no_end_yet(key, len(phrase), 0 if is_plain else MAX_OTHER_WORDS):
        return True
    others = sum(len(word) > 2 and word not in _date_words() for word in WORD.findall(rest))
    if is_plain:
        is_label = _HELD.match(phrase) is not None and _has_colon(line, phrase)
        if phrase.startswith(_FREE) and _SUBJECT.search(rest):
            return False
        return is_label or (others <= MAX_OTHER_WORDS and _has_date(rest) and not embargoes_goods(text))
    return any(map(str.isdigit, rest)) or is_capital(text) or others <= MAX_OTHER_WORDS or _names_event(line, phrase)


def _names_event(line: str, phrase: str) -> bool:
    """Whether a line that opens with `phrase` ends the embargo with an event: a label, or words before a moment."""
    if _has_colon(line, phrase):
        return True
    is_sentence = line.rstrip()[-1:] in ".!?。"
    return " " in phrase and not is_sentence and len(WORD.findall(line)) <= MAX_EVENT_WORDS


def _has_colon(line: str, phrase: str) -> bool:
    """Whether `phrase` opens a line as a label."""
    return text_behind(line.strip(MARKS), len(phrase)).lstrip()[:1] in (":", "：")


def _has_date(rest: str) -> bool:
    """Whether `rest` shows a day or an hour."""
    if _FIGURES.search(rest):
        return True
    return any(map(str.isdigit, rest)) and any(word in _date_words() for word in WORD.findall(rest))


@cache
def _date_words() -> frozenset[str]:
    """Months, weekdays and words of time in the languages that embargoes are known in."""
    lexicon = load_lexicon(*status_words.EMBARGOES)
    months = (word for month in lexicon.months for word in month.split() if not word.isdigit())
    return frozenset((*months, *lexicon.weekdays, *status_words.TIME_WORDS))


def _has_no_end_yet(key: str, opening: int, most: int) -> bool:
    """Whether a line says "until further notice", before a separator or its end, and between this and the `opening`
    characters about the embargo at most `most` words of three letters: "Embargo on beef until further notice" is news.
    """
    plain = key.replace("’", "'")
    for phrase in _further_notices():
        at = plain.find(phrase)
        if at > 0 and SEPARATOR.match(plain, at + len(phrase)):
            return sum(len(word) > 2 for word in WORD.findall(plain[opening:at])) <= most
    return False


@cache
def _further_notices() -> tuple[str, ...]:
    return tuple(map(fold_word, status_words.FURTHER_NOTICE))


def read_embargo(line: str, language: str, sent: Moment | None = None) -> Embargo:
    """The embargo that a line states which `is_embargo`: to its instant where day, hour and zone are there.

    It is open-ended otherwise. `language` is that of the copy, unless the line's wording shows another; the
    year may come from the day on which the copy was sent, the zone from the user. Of the meanings of a zone's name,
    such as "BST", the one that ends latest is taken. Shared by all envelopes that find such a line.
    """
    text = plain_clock(line.strip(MARKS))
    lexicon = load_lexicon("en", _language_of(key_of(text), language))
    moment = _moment(text, lexicon)
    if moment is None and sent is not None:
        day = date.fromisoformat(sent.text[:10]) if len(sent.text) >= 10 else None
        moment = _moment_in_year_of(day, text, lexicon) if day else None
    return Embargo(until=moment)


def _language_of(key: str, language: str) -> str:
    """The language of a line about an embargo in copy of `language`."""
    tables = (status_words.EMBARGOES, status_words.EMBARGO_WORDS)
    if not any(language in table for table in tables):
        return language
    for table in tables:
        known = [name for name, phrases in table.items() if opening_of(key, tuple(map(fold_word, phrases)))]
        if known:
            return language if language in known else known[0]
    return language


def _moment(text: str, lexicon: Lexicon) -> Moment | None:
    parsed = read_date(text, lexicon, of_any_day=True)
    moment = parsed.in_given_zone(is_latest=True).moment if parsed else None
    return moment if moment and moment.is_instant else None


def _moment_in_year_of(day: date, text: str, lexicon: Lexicon) -> Moment | None:
    """The moment of a day without its year: the first that is not before the month before `day`."""
    if re.search(r"\d{4}(?!\s?(?:gmt|utc|[A-Z]{3,4}\b))", text):
        return None
    for year in (day.year, day.year + 1):
        moment = _moment(_with_year(text, year, lexicon), lexicon)
        if moment and moment.instant.date() >= day - timedelta(days=31):
            return moment
    return None


def _with_year(text: str, year: int, lexicon: Lexicon) -> str:
    """`text` with a year after its day and month."""
    if numbers := re.search(r"(?<![\d.:])\d{1,2}\.\s?\d{1,2}\.(?!\d)", text):
        return f"{text[: numbers.end()]}{year}{text[numbers.end() :]}"
    for word in WORD.finditer(text):
        if fold_word(word.group()) in lexicon.months:
            after = re.compile(r"\.?\s(?:the )?\d{1,2}(?:st|nd|rd|th|\.)?(?![\d:.])").match(text, word.end())
            before = re.search(r"\d{1,2}(?:st|nd|rd|th|\.|er|º)?\s(?:de |of )?$", text[: word.start()])
            end = after.end() if after and not before else word.end()
            return f"{text[:end]} {year} {text[end:]}"
    return text
