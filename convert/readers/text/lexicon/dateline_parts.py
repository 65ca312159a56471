"""The parts of a dateline: place, agency and day, in any order, as they are taken off its end."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.newsrooms import is_newsroom
from convert.readers.text.scripts import DIGIT

MAX_PARTS = 6
"""How many dates, weekdays and agencies are taken off a dateline at most."""

_BRACKET = re.compile(r"\s*(?:[（(\[](?P<agency>[^()（）\[\]]{2,40})[)）\]]|/(?P<slashed>[^/]{2,30})/)\s*$")
_BRACKET_ENDS = ")）]/"
_OPENING_BRACKET = re.compile(r"[(\[](?P<agency>[^()\[\]]{2,30})[)\]]\s?(?:[-–—]\s)?")

_UNKNOWN = re.compile(r"[A-Z][A-Z0-9]{2,9}")
"""The name of an agency that no lexicon has, before a place in capitals and a day ("(NOVA) - ROMA, 12 MAR -")."""

_YEAR = r"(?:[.,]?\s(?:de\s|del\s)?\d{4}(?:\s?(?:г|р|года|року|m|gada|god|г\.|р\.)\.?)?)"

VOWEL_SIGNS = (
    "\u064b-\u0652\u0670\u0591-\u05c7\u0900-\u0903\u093a-\u094f\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u09d7\u0a3c-\u0a4d"
    "\u0abc-\u0acd\u0b3c-\u0b57\u0b82\u0bbe-\u0bcd\u0bd7\u0c3e-\u0c56\u0cbc-\u0cd6\u0d3b-\u0d57\u0dca-\u0ddf\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u200c"
)
"""Signs that are written on or behind letters: vowels of Arabic, Hebrew and the scripts of India, Thai, and what keeps
letters of Persian apart.
"""

_SIGN = f"(?:[^\\W\\d_]|[{VOWEL_SIGNS}])"
"""A letter or a sign on one."""

_DATE_TAIL = re.compile(
    rf"[.,،]?\s*(?:(?<!\d)\d{{1,2}}\.?\s?(?:de |d')?{_SIGN}{{2,12}}(?:\s[^\W\d_]{{3,9}})?\.?{_YEAR}?"
    rf"|(?<!\w){_SIGN}{{2,12}}\.?\s\d{{1,2}}\.?(?:,?\s\d{{4}}|\s?d\.?)?"
    r"|(?<!\d)\d{4}\.\s?[^\W\d_]{3,12}\s\d{1,2}\.?|(?<!\d)\d{4}-\d\d-\d\d"
    r"|(?<!\d)\d{1,2}[./]\s?\d{1,2}[./]\s?\d{4}\.?)\s*$"
)
_DATE_HEAD = re.compile(
    r"(?:\d{1,2}[./]\s?\d{1,2}[./]\s?\d{4}|\d{4}-\d\d-\d\d|\d{1,2}\.?\s[^\W\d_]{3,12}\.?\s\d{4}"
    r"|\d{1,2}\.\s?\d{1,2}\.(?=\s))[.,]?\s+(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s(?:Uhr|h))?,?\s+)?"
)
_UNPARTED_AGENCY = re.compile(r"(?<=\d)\s(?P<agency>[^\W\d_]\S{1,19}(?:\s\S{2,20})?)$")

_FIGURES_TAIL = re.compile(r"[,\s]\s*\d{1,2}[./]\d{1,2}\.?$")
"""A day and month in figures, before the brackets of an agency."""

_CLOCK_TAIL = re.compile(r"[,\s]\s*\d{1,2}[:.]\d\d(?:\s?(?:Uhr|h|[A-Z]{2,4}))?$")


class DatelineParts(NamedTuple):
    """The parts of a dateline: its place, and what was taken off it."""

    place: str
    agency: str = ""
    is_known: bool = False
    is_bracketed: bool = False
    is_dated: bool = False
    day: str = ""


def dateline_parts(head: str, lexicon: Lexicon) -> DatelineParts | None:
    """The parts of `head`; None if a bracket or date in it is none of a dateline."""
    place, agency, day = head, "", ""
    is_known = is_bracketed = is_dated = False
    is_opened_by_unknown = False
    if opening := _OPENING_BRACKET.match(place):
        agency, is_known, is_bracketed = opening["agency"].strip(), is_agency(opening["agency"], lexicon), True
        is_opened_by_unknown = not is_known
        if is_opened_by_unknown and not (_UNKNOWN.fullmatch(agency) and opening.group().rstrip()[-1] in "-–—"):
            return None
        place = place[opening.end() :]
    if dated := _DATE_HEAD.match(place):
        is_dated, day, place = True, _day(dated.group(), lexicon), place[dated.end() :]
    has_digit = DIGIT.search(place) is not None
    for _ in range(MAX_PARTS):
        before = place
        place = place.rstrip(" ,،.") if not place.endswith("..") else place
        if place.rstrip()[-1:] in _BRACKET_ENDS and (bracket := _BRACKET.search(place)):
            name = (bracket["agency"] or bracket["slashed"]).strip()
            if _names_day(name, lexicon):
                is_dated, day = True, day or _day(name, lexicon)
            elif agency:
                if not _is_country(name, place[: bracket.start()]):
                    return None
            else:
                is_desk = lexicon.job_titles.issuperset(fold_word(name).split()) or is_newsroom(name)
                agency, is_known, is_bracketed = "" if is_desk else name, is_desk or is_agency(name, lexicon), True
            place = place[: bracket.start()]
        elif has_digit and (tail := _DATE_TAIL.search(place)) and _names_day(tail.group(), lexicon):
            is_dated, day, place = True, day or _day(tail.group(), lexicon), place[: tail.start()].removesuffix(" في")
        elif (
            is_bracketed
            and (is_known or place.isupper())
            and (figures := _FIGURES_TAIL.search(place))
            and figures.start()
        ):
            is_dated, place = True, place[: figures.start()]
        elif has_digit and (clock := _CLOCK_TAIL.search(place)) and clock.start():
            place = place[: clock.start()]
        elif (last := _last_word(place)) and fold_word(last) in lexicon.weekdays and len(place) > len(last):
            place = place[: -len(last)]
        elif (
            not agency and (named := _UNPARTED_AGENCY.search(place)) and fold_word(named["agency"]) in lexicon.agencies
        ):
            agency, is_known, place = named["agency"], True, place[: named.start()]
        elif not agency and last and last != place and fold_word(last) in lexicon.agencies:
            agency, is_known, place = last, True, place[: -len(last)]
        else:
            break
        if place == before:
            break
    if is_opened_by_unknown and not (is_dated and (place.isupper() or (agency.isupper() and place[:1].isupper()))):
        return None
    return DatelineParts(place.strip(" ,،."), agency, is_known, is_bracketed, is_dated, day)


def _is_country(name: str, before: str) -> bool:
    """Whether the words in brackets after a place are its country or province ("Aldealta (España)")."""
    return (
        name[0].isupper() and len(name.split()) <= 3 and re.sub("[ '’-]", "", name).isalpha() and before.strip() != ""
    )


def _last_word(place: str) -> str:
    """What follows the last comma or full stop of `place`."""
    return re.split(r"[.,،]\s", place)[-1].strip()


def is_agency(name: str, lexicon: Lexicon) -> bool:
    return any(fold_word(part.strip()) in lexicon.agencies for part in (name, *re.split(r"[/,\s+-]", name)))


def _names_day(text: str, lexicon: Lexicon) -> bool:
    """Whether `text` is a date: it has the name of a month, or is in numbers with its year."""
    words = [fold_word(word) for word in re.findall(f"{_SIGN}+", text)]
    if not words:
        return re.search(r"\d{4}", text) is not None
    pairs = (f"{first} {second}" for first, second in itertools.pairwise(words))
    is_month = any(word in lexicon.months or word in lexicon.ethiopian_months for word in words) or any(
        pair in lexicon.months for pair in pairs
    )
    return is_month and any(map(str.isdigit, text))


def _day(text: str, lexicon: Lexicon) -> str:
    """The day of a date that has its year; empty if it is not certain."""
    parsed = read_date(text.strip(" ,.،"), lexicon, of_any_day=True) if re.search(r"\d{4}", text) else None
    return parsed.moment.text[:10] if parsed and parsed.moment else ""
