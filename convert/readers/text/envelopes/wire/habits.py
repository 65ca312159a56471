"""The habits of news agencies that the wire formats leave to them: their names, marks and words, from `habits.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import NamedTuple

from convert.errors import InstallationError, ModelError
from convert.model import Moment
from convert.readers.text.lexicon import fold_word, load_lexicon
from convert.readers.text.lexicon.calendars import existing_date, full_year
from convert.readers.text.lexicon.files import languages
from convert.readers.text.lexicon.time_zones import ZONE, instant_in_given_zone, utc_offset

HABITS_FILE = Path(__file__).parent / "habits.toml"


STAMP = re.compile(
    r"\s*\^?\s?(?P<agency>[A-Z]{2,6})-(?:[A-Z]{2}-)?(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)\s+(?P<clock>\d{4})\s?"
    r"(?P<zone>[A-Z]{1,4})?<?\s*"
)
"""The stamp of transmission below copy in ANPA 1312, in its frame or as text: AP-WF-11-13-13 1650GMT."""

_LABEL = (
    r"[\s*!+#-]{{0,6}}[\[(（【〔<＜/]?\s?(?P<word>{})\s?"
    r"(?:(?P<alone>[\s*!+#.:：/\])）】〕>＞-]{{0,6}}$)|(?P<closed>[\])）】〕>＞/]+|\s?[!:：]|\s[-–—/]{{1,3}}(?=\s)|[-–—]{{1,2}}(?=\s))\s*(?=\S))"
)
"""A label alone on its line, or closed by a bracket, a colon or a dash before more."""


JOB = re.compile(r"(?:^|.*\s)(?:writer|reporter|correspondent|editor|columnist|critic|analyst|photographer)s?", re.I)
"""What an author is, behind the name of an agency or alone."""

WIRE_NUMBER = re.compile(r"\s*[A-Za-z]{1,2}\d{3,4}(?:\s+\S{1,8}){0,3}\s*")
"""The line above the header of a wire: its service and number, and codes."""


class Habits(NamedTuple):
    """The names of agencies by their codes, and patterns of lines: the heading of the notes below a story, the mark
    above what is not for publication, the openings of bylines and of notes, marks of a version as a line and
    above a title, openings of lines about embargoes and kills, and lines that announce more.

    Those of wires as text: labels of urgency, with those that mean a flash, labels that pages have, too, marks of a
    version before a title, openings of notes to editors and of those that may be to readers, counts of words, marks of
    the end and of pictures.
    """

    agencies: Mapping[str, str]
    notebook: re.Pattern[str]
    private: re.Pattern[str]
    byline: re.Pattern[str]
    note: re.Pattern[str]
    version: re.Pattern[str]
    label: re.Pattern[str]
    advisory: re.Pattern[str]
    end: re.Pattern[str]
    flashes: frozenset[str]
    label_of_urgency: re.Pattern[str]
    common_label: re.Pattern[str]
    version_mark: re.Pattern[str]
    for_editors: re.Pattern[str]
    weak_note: re.Pattern[str]
    word_count: re.Pattern[str]
    end_mark: re.Pattern[str]
    pictures: re.Pattern[str]
    closing_mark: re.Pattern[str]


@cache
def load_habits() -> Habits:
    """The habits. Raises InstallationError (INP013) if their file is damaged."""
    try:
        data = tomllib.loads(HABITS_FILE.read_text(encoding="utf-8"))
        return Habits(
            agencies=data["agencies"],
            notebook=_any_of(data["notebook"]["headings"], r"\s*#+\s.*(?:{})\s*"),
            private=_any_of(data["notebook"]["private"], r"(?<!\w)(?:{})(?!\w)"),
            byline=_any_of(data["bylines"]["openings"], r"\s*(?:{})\s+(?=\S)"),
            note=_any_of(data["notes"]["openings"], r"\s*(?:{})(?:\s?:|\s-\s)\s*(?P<note>\S.*)"),
            version=_any_of(
                data["notes"]["versions"], r"\s*(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s+)?(?:{})(?:\s+\d{{1,2}})?\s*:?\s*"
            ),
            label=_any_of(
                (word.upper() for word in data["notes"]["versions"]),
                r"(?-i:(?P<label>(?:\d{{1,2}}(?:ST|ND|RD|TH)\s)?(?:{})(?:\s\d{{1,2}})?)\s?(?::|\s[-–—])\s(?=\S))",
            ),
            advisory=_any_of(data["notes"]["advisories"], r"[\s(\[*+-]*(?P<word>{})(?!\w)"),
            end=_any_of(data["notes"]["ends"], r"\s*(?:{})\W*"),
            flashes=frozenset(map(fold_word, data["urgency"]["flash"])),
            label_of_urgency=_any_of([*data["urgency"]["flash"], *data["urgency"]["urgent"]], _LABEL),
            common_label=_any_of(data["urgency"]["common"], _LABEL),
            version_mark=_any_of(
                data["version_marks"]["words"],
                r"\W{{0,3}}(?:[A-Z]{{2,5}}-)?(?P<mark>(?:{})(?:\s\d{{1,2}})?)(?:\s?[-–—:：](?!\d)|[】\]）)〕]\s?[-–—:：]?)\s*",
            ),
            for_editors=_any_of(
                data["editors"]["openings"], r"[\s^(（\[*]*(?:{})(?:[.!]*)\s?(?:[:：,!]|[-–—]|$)\s*(?P<note>.*)"
            ),
            weak_note=_any_of(data["editors"]["common"], r"[\s^(（\[*]*(?:{})\s?(?:[:：]|\s[-–—]\s)\s*(?P<note>\S.*)"),
            word_count=_any_of(
                data["counts"]["words"],
                r"\W{{0,3}}(?:(?P<before>\d{{1,5}})\s?(?:{0})|(?:{0})\s?[:：=]?\s?(?P<after>\d{{1,5}}))\W{{0,3}}",
            ),
            closing_mark=_any_of(data["end_marks"]["words"], r"\s*[(（〈<＜\[](?:{})[)）〉>＞\]]\s*$"),
            pictures=_any_of(data["pictures"]["words"], r"(?:\s*[(（\[]\s?(?:{})\s?\d{{0,2}}[)）\]][.]?){{1,4}}\s*"),
            end_mark=_any_of(
                data["end_marks"]["words"],
                r"\s*(?P<left>[-–—/(（\[<＝=]*)\s?(?P<word>{})\s?(?P<right>[-–—/)）\]>＝=.]*)\s*",
            ),
        )
    except (OSError, ValueError, KeyError, TypeError) as e:
        raise InstallationError("INP013", f"{HABITS_FILE.name} is damaged: {e}", "Install again.") from None


def agency_name(code: str) -> str:
    """The name of the agency with this code, or the code as it is written."""
    return load_habits().agencies.get(code.casefold(), code)


def is_advisory(line: str) -> bool:
    """Whether a line says that a story is held or taken back: it opens with such a word, in capitals, in brackets or as
    a label.
    """
    found = load_habits().advisory.match(line)
    if found is None:
        return False
    return line.lstrip()[:1] in "([*+" or found["word"].isupper() or line[found.end() :].lstrip().startswith(":")


def sent_on(day: date | None, clock: str, zone: str | None) -> Moment | None:
    """When a story was transmitted: at the time `clock` (HHMM) in `zone`, or on that day if the zone is not certain.

    None if there is no such day or time.
    """
    if day is None or not (clock[:2] < "24" and clock[2:] < "60"):
        return None
    named = re.fullmatch(ZONE, f" {zone}") if zone else None
    minutes = utc_offset(named, day) if named else None
    try:
        if minutes is None:
            local_clock = time(int(clock[:2]), int(clock[2:]))
            return (None if zone else instant_in_given_zone(day, local_clock)) or Moment(day.isoformat())
        local = datetime(
            day.year, day.month, day.day, int(clock[:2]), int(clock[2:]), tzinfo=timezone(timedelta(minutes=minutes))
        )
        return Moment(local.isoformat().replace("+00:00", "Z"))
    except ModelError:
        return None


def day_of(year: str, month: str, day: str) -> date | None:
    """The day of a stamp, whose year may have two digits and whose month may be a name in any language we know."""
    number = int(month) if month.isdigit() else _month(fold_word(month.strip(".")))
    full = int(year) if len(year) == 4 else full_year(int(year))
    return existing_date(full, number, int(day)) if full and number else None


def _month(name: str) -> int:
    """The number of the month, 0 if no language has its name."""
    number = load_lexicon("en", "de").months.get(name)
    return number or load_lexicon(*sorted(languages())).months.get(name, 0)


def _any_of(words: Iterable[str], pattern: str) -> re.Pattern[str]:
    """`pattern` with an alternative of `words`, the longest first, in place of its braces."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(pattern.format("|".join(map(re.escape, longest_first))), re.IGNORECASE)
