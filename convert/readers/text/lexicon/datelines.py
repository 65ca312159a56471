"""Datelines: the place, day and agency before the first sentence of wire copy.

Only a certain dateline is separated from the text: one with capitals, an agency, a date, or a place in the lexicon.
Anything less remains in the text, so no word is lost. Its parts may come in any order, since agencies differ:
"OSTED (AP) —", "Osted, 12 may (EFE).-", "(ANSA) - ROMA, 12 MAG -", "МОСКВА, 12 мая. /ТАСС/.", "【東京共同】",
"(서울=연합뉴스) 홍길동 기자 =", "新华社北京5月12日电（记者张三）".
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.cjk_datelines import read_cjk_dateline
from convert.readers.text.lexicon.dateline import Dateline
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.keys import word_set
from convert.readers.text.lexicon.local_datelines import read_local_dateline
from convert.readers.text.lexicon.newsrooms import is_newsroom
from convert.readers.text.lexicon.outlet_datelines import names_state, read_day_behind, read_outlet_dateline
from convert.readers.text.lexicon.people import is_person
from convert.readers.text.scripts import FIRST_CJK, is_caseless

MAX_LENGTH = 110
"""The greatest length of a dateline with its separator, in characters."""

SURE = 0.9
"""The confidence of a dateline with a date or a known agency."""

SIGNED = 0.75
"""From this confidence on, a line that is nothing but a place and an agency in brackets is a dateline."""

UNKNOWN_PLACE = 0.75
"""The confidence of a dateline with a place in capitals that no lexicon has, without agency or day."""

MAX_PARTS = 6
"""How many dates, weekdays and agencies are taken off a dateline at most."""

LABEL_LETTERS = 6
"""From how many letters on a word for publishing labels a day and opens no place, as that of "Den Haag" does."""

MAX_PLACE_WORDS = 6
"""How many words a place with its country has at most."""

_SEPARATOR = re.compile(
    r"(?=[\s=:：.।,(_–—―-])(?:"  # what each separator opens with rules other characters out at once
    r"(?<=[)\]])\s?=\s|\s?[:：](?=\s)|(?<=\w\w)\.\s[-–—]\s|(?<=[)\]/.])\s?[.,]\s?[-–—―_]+(?=\s|\w)|\s?(?:--"
    r"|[–—―])\s?|\s[-_]\s|(?<=[\u0600-\u0e4f])[-–]\s|(?<=[)\]/])[-_](?=\s)"
    r"|\s?\(?=[)]?\s|(?<=/)\.?\s|(?<=[)\]])\.?\s|\.\s|\s?।\s)"
)
_BRACKET = re.compile(r"\s*(?:[（(\[](?P<agency>[^()（）\[\]]{2,40})[)）\]]|/(?P<slashed>[^/]{2,30})/)\s*$")
_BRACKET_ENDS = ")）]/"
_DIGIT = re.compile(r"\d")
_OPENING_BRACKET = re.compile(r"[(\[](?P<agency>[^()\[\]]{2,30})[)\]]\s?(?:[-–—]\s)?")
_UNKNOWN = re.compile(r"[A-Z][A-Z0-9]{2,9}")
"""The name of an agency that no lexicon has, before a place in capitals and a day ("(NOVA) - ROMA, 12 MAR -")."""

_YEAR = r"(?:[.,]?\s(?:de\s|del\s)?\d{4}(?:\s?(?:г|р|года|року|m|gada|god|г\.|р\.)\.?)?)"
_VOWEL_SIGNS = (
    "\u064b-\u0652\u0670\u0591-\u05c7\u0900-\u0903\u093a-\u094f\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u09d7\u0a3c-\u0a4d"
    "\u0abc-\u0acd\u0b3c-\u0b57\u0b82\u0bbe-\u0bcd\u0bd7\u0c3e-\u0c56\u0cbc-\u0cd6\u0d3b-\u0d57\u0dca-\u0ddf\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u200c"
)
"""Signs that are written on or behind letters: vowels of Arabic, Hebrew and the scripts of India, Thai, and what keeps
letters of Persian apart.
"""

_SIGN = f"(?:[^\\W\\d_]|[{_VOWEL_SIGNS}])"
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
_WIRE_OF_RELEASES = re.compile(r"\s?(?:--|[–—―])\s?\([A-Z][A-Z ]{2,24}\)(?=\s?(?:--|[–—―]))")
"""A distributor of releases between dashes ("PORTLAND, Maine--(BUSINESS WIRE)--")."""

_UNPARTED_AGENCY = re.compile(r"(?<=\d)\s(?P<agency>[^\W\d_]\S{1,19}(?:\s\S{2,20})?)$")
_FIGURES_TAIL = re.compile(r"[,\s]\s*\d{1,2}[./]\d{1,2}\.?$")
"""A day and month in figures, before the brackets of an agency."""

_CLOCK_TAIL = re.compile(r"[,\s]\s*\d{1,2}[:.]\d\d(?:\s?(?:Uhr|h|[A-Z]{2,4}))?$")
_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
_SHORT_REGION = re.compile(r",\s[A-Z][a-z]{1,4}$")
"""A state in short, whose full stop belongs to it ("HIGH SPRINGS, Fla. – ")."""

_PLACE_AND_STOP = re.compile(r"[^\W\d_]{5,}\.")
"""A place with a full stop that is none of its own ("MÉXICO.-- ")."""

_SIGN_OF_PARTS = re.compile(r"[\d()\[\]（）/.,،]")
"""Without one of these a dateline is only a place."""

_OPENING_WORD = re.compile(r"(?P<word>[^\W\d_]+)\s")
_LETTER = re.compile(r"\w")
_DASH = re.compile(r"\s[-–—]\s")
_VOWEL_POINTS = f"[{_VOWEL_SIGNS}]"
_ACRONYM = re.compile(r"[^\W\d_]{2,6}")

_NAMED_AGENCY = re.compile(r"[^\W\d_]{3,14}-?(?:[іи]нформ|inform|press?|прес+|news|ньюс)")
"""A word whose end shows that it is the name of an agency."""

_REPORTER = re.compile(r"(?P<name>[^\W\d_a-z][^\W\d_]+(?:\s[^\W\d_a-z](?:[^\W\d_]+|\.)){1,2})\s[-–—]\s(?=\S)")
"""A reporter between the dateline and the text ("YAYLACIK (EHA) - Selim Arıkan - …")."""

_BEFORE_PLACE = re.compile(r"(?P<name>(?P<given>[A-ZÀ-ÞĞİŞ][^\W\d_]+)\s[A-ZÀ-ÞĞİŞ]{2,20})/[A-ZÀ-ÞĞİŞ]{3,}")
"""A reporter with the surname in capitals before the place ("Cem ALTINOK/ÇAMLIDERE, (DHA)-")."""

_CORRESPONDENT = re.compile(
    r"(?:[Кк]орр?|[Cc]orr)\.\s(?P<agency>\S{2,16}(?:\s\S{2,16})?)\s(?P<name>[^\W\d_a-z][^\W\d_]+\s[^\W\d_a-z][^\W\d_]+)"
)
"""A correspondent beside the agency in a dateline ("/Корр. ТАСС Олег Саранский/")."""

_BEFORE_AGENCY = re.compile(r"(?P<name>[^\W\d_a-z][^\W\d_]+(?:\s[^\W\d_a-z][\w'’-]+){1,2}),\s(?P<agency>\S{2,16})")
"""A reporter before the agency in a dateline ("/Мила Тодорова, БТА/")."""


def read_dateline(text: str, lexicon: Lexicon) -> Dateline | None:
    """The dateline that opens the paragraph `text`; None if there is no certain one."""
    found = read_cjk_dateline(text, lexicon) if text[:1] >= FIRST_CJK or text[:1] in "[(" else None
    found = found or _read_spaced(text, lexicon) or read_outlet_dateline(text, lexicon)
    found = found or read_local_dateline(text, lexicon)
    return found if found and _LETTER.search(text, found.end) else None


def read_whole_dateline(text: str, lexicon: Lexicon) -> Dateline | None:
    """The dateline that is all of the line `text`, with a separator at its end or a day; None if none is certain."""
    if len(text) > MAX_LENGTH:
        return None
    text = re.sub(" {2,}", " ", text) if "  " in text else text
    if text[-1:] not in "-–—―_】〕=)/":
        return _read_place_and_day(text, lexicon) or _read_place_and_agency(text, lexicon)
    found = read_cjk_dateline(f"{text}\n", lexicon) or _read_spaced(f"{text} A", lexicon)
    if found and is_person(re.split(r"\s?[/(\[,]", text, maxsplit=1)[0], lexicon):
        return None  # a byline with its agency: "Jane Doe (AFP)"
    if found and text[:1] < FIRST_CJK and is_caseless(found.text) and not _opens_with_place(found.text, lexicon):
        return None  # a caption with its agency: "مزارع في الحقل (أ ف ب)"
    is_signed = found is not None and bool(found.agency) and found.confidence >= SIGNED
    return found if found and found.end >= len(text) and (is_signed or found.confidence >= SURE) else None


def _opens_with_place(text: str, lexicon: Lexicon) -> bool:
    """Whether a known place or a single word is before the first sign or digit of a dateline."""
    place = re.split(r"\s?[,،(\[/\d]|\s[-–—]", text, maxsplit=1)[0].strip()
    return fold_word(place) in lexicon.places or " " not in place


# --------------------------------------------------------------------------------------------------------------------
# Scripts with spaces


class _Parts(NamedTuple):
    """The parts of a dateline: its place, and what was taken off it."""

    place: str
    agency: str = ""
    is_known: bool = False
    is_bracketed: bool = False
    is_dated: bool = False
    day: str = ""


def _read_place_and_day(text: str, lexicon: Lexicon) -> Dateline | None:
    """A line of a place and a day ("Bled, Slovenia, 13 June 2026"); only a known place, or one with its country."""
    parts = _parts_of(text.strip(), lexicon) if text[-1:].isdigit() else None
    if parts is None or not parts.day or parts.agency:
        return None
    words = parts.place.replace(",", " ").split()
    is_known = fold_word(parts.place.partition(",")[0]) in lexicon.places
    if not 1 <= len(words) <= 4 or not (is_known or "," in parts.place):
        return None
    is_name = any(fold_word(word) in lexicon.given_names or fold_word(word) in lexicon.job_titles for word in words)
    if is_name or not all(_WORD.fullmatch(word) and word[0].isupper() for word in words):
        return None
    return Dateline(text.strip(), len(text), SURE, "", parts.day)


def _read_place_and_agency(text: str, lexicon: Lexicon) -> Dateline | None:
    """A line of a place in capitals and an agency ("KARHULA, PTT"), or of a place, a dash and an agency."""
    place, dash, agency = _DASH.sub("\0", text.strip()).rpartition("\0")
    words = place.split()
    if dash and fold_word(agency) in lexicon.agencies and 1 <= len(words) <= 3 and "\0" not in place:
        is_place = all(_WORD.fullmatch(word) and word[0].isupper() for word in words)
        is_place = is_place and fold_word(place) not in lexicon.agencies and not is_person(place, lexicon)
        return Dateline(text.strip(), len(text), SURE, agency) if is_place else None
    place, comma, agency = text.strip().rpartition(", ")
    if not comma or not place.isupper() or not all(map(_WORD.fullmatch, place.split())) or len(place.split()) > 3:
        return None
    is_known = fold_word(agency) in lexicon.agencies
    is_acronym = agency.isupper() and 3 <= len(agency) <= 5 and agency.isalpha() and agency not in _COUNTRIES
    return Dateline(text.strip(), len(text), SURE, agency) if is_known or is_acronym else None


_COUNTRIES = frozenset({"USA", "UAE", "UK", "DDR", "BRD", "URSS", "EUA", "RSA"})


def _read_spaced(text: str, lexicon: Lexicon) -> Dateline | None:
    head = text[:MAX_LENGTH].replace("፣", ",")
    distributed = _WIRE_OF_RELEASES.search(head) if "(" in head else None
    if distributed:
        head = (
            head[: distributed.start()]
            + distributed.group().replace("--", "  ").translate(_NO_DASHES)
            + head[distributed.end() :]
        )
    opening = _OPENING_WORD.match(head)
    if opening and fold_word(opening["word"]) in lexicon.non_places:
        return None
    for separator in _SEPARATOR.finditer(head):
        if separator.start() == 0 or separator.end() >= len(text):
            continue
        before = head[: separator.start()].strip()
        if not _SIGN_OF_PARTS.search(before) and len(before.split()) > MAX_PLACE_WORDS:
            if separator.group().strip() not in (".", ""):
                return None
            continue
        parts = _parts_of(before, lexicon)
        if parts is None:
            continue
        rest = text[separator.end() :].lstrip()
        confidence = _confidence(before, parts, separator.group().strip(), rest, lexicon)
        if confidence:
            end = len(text) - len(rest)
            shown, agency = text[: separator.start()].strip(), parts.agency
            if separator.group()[0] == "." and _SHORT_REGION.search(shown):
                shown += "."
            elif _PLACE_AND_STOP.fullmatch(shown):
                shown = shown[:-1]
            reporters: tuple[str, ...] = ()
            named_inside = _CORRESPONDENT.fullmatch(agency)
            if (before_agency := _BEFORE_AGENCY.fullmatch(agency)) and _is_agency(before_agency["agency"], lexicon):
                named_inside = before_agency
            if named_inside:
                agency, reporters = named_inside["agency"], (named_inside["name"],)
            elif agency and (before_place := _BEFORE_PLACE.match(shown)):
                reporters = (before_place["name"],) if fold_word(before_place["given"]) in lexicon.given_names else ()
            elif agency and (signed := _REPORTER.match(rest)) and not _names_other(signed["name"], lexicon):
                reporters = (signed["name"],)
                end += signed.end()
            day = parts.day
            if distributed and (behind := read_day_behind(text[end:], lexicon)):
                day, end = behind[0], end + behind[1]
                shown = text[:end].rstrip(" –—-")
            if not agency and (named := _agency_opening(rest, lexicon)):
                agency, length = named
                end += length
                shown = text[:end].rstrip(" .:-–—")
            return Dateline(shown, end, confidence, agency, day, reporters)
        if parts.place and separator.group().strip() not in (".", ""):
            return None
    return None


_NO_DASHES = str.maketrans("–—―", "   ")


def _names_other(name: str, lexicon: Lexicon) -> bool:
    """Whether words between two dashes are no person's name."""
    words = [fold_word(word) for word in name.split()]
    return fold_word(name) in lexicon.places or any(word in lexicon.non_names for word in words)


def _parts_of(head: str, lexicon: Lexicon) -> _Parts | None:
    """The parts of `head`; None if a bracket or date in it is none of a dateline."""
    place, agency, day = head, "", ""
    is_known = is_bracketed = is_dated = False
    is_opened_by_unknown = False
    if opening := _OPENING_BRACKET.match(place):
        agency, is_known, is_bracketed = opening["agency"].strip(), _is_agency(opening["agency"], lexicon), True
        is_opened_by_unknown = not is_known
        if is_opened_by_unknown and not (_UNKNOWN.fullmatch(agency) and opening.group().rstrip()[-1] in "-–—"):
            return None
        place = place[opening.end() :]
    if dated := _DATE_HEAD.match(place):
        is_dated, day, place = True, _day(dated.group(), lexicon), place[dated.end() :]
    has_digit = _DIGIT.search(place) is not None
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
                agency, is_known, is_bracketed = "" if is_desk else name, is_desk or _is_agency(name, lexicon), True
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
    return _Parts(place.strip(" ,،."), agency, is_known, is_bracketed, is_dated, day)


def _is_country(name: str, before: str) -> bool:
    """Whether the words in brackets after a place are its country or province ("Aldealta (España)")."""
    return (
        name[0].isupper() and len(name.split()) <= 3 and re.sub("[ '’-]", "", name).isalpha() and before.strip() != ""
    )


def _last_word(place: str) -> str:
    """What follows the last comma or full stop of `place`."""
    return re.split(r"[.,،]\s", place)[-1].strip()


def _is_agency(name: str, lexicon: Lexicon) -> bool:
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


def _agency_opening(rest: str, lexicon: Lexicon) -> tuple[str, int] | None:
    """The known agency that opens what follows a dateline ("РИА Новости. …"), and the length up to the text."""
    opened = re.match(
        r"(?P<name>[^\s.:–—/-]\S{1,20}(?:\s\S{1,20}){0,2}?)(?:\.|:|\s[-–—]|(?<=[\u0600-\u06ff])[-–])\s+", rest
    )
    if opened is None:
        return None
    name = opened["name"].strip("()")
    key = fold_word(name)
    is_agency = key in lexicon.agencies or (opened.group().rstrip()[-1] == "." and _NAMED_AGENCY.fullmatch(key))
    return (name, opened.end()) if is_agency else None


def _confidence(head: str, parts: _Parts, separator: str, rest: str, lexicon: Lexicon) -> float:
    """How likely `head`, the text before a separator, is a dateline; 0 if it is not."""
    place = parts.place
    bare = place if place.isascii() else re.sub(_VOWEL_POINTS, "", place)
    words = bare.replace(",", " ").replace("،", " ").replace("/", " ").split()
    if not 1 <= len(words) <= MAX_PLACE_WORDS or not all(_WORD.fullmatch(word) for word in words):
        return 0.0
    folded, first = fold_word(bare), fold_word(words[0].rstrip("."))
    if folded in lexicon.non_places or folded in lexicon.agencies or first in lexicon.non_places:
        return 0.0
    if folded in lexicon.job_titles and not parts.is_bracketed:
        return 0.0  # who speaks
    if (
        not {folded, fold_word(place)}.isdisjoint(lexicon.weekdays)
        or folded in lexicon.months
        or first in lexicon.updated_words
    ):
        return 0.0
    if len(first) >= LABEL_LETTERS and first in lexicon.published_words:
        return 0.0
    is_bare = not (parts.is_bracketed or parts.agency or parts.is_dated)
    if is_bare and (folded in lexicon.opening_labels or _is_label(folded, lexicon)):
        return 0.0
    known = (
        folded in lexicon.places
        or fold_word(place) in lexicon.places
        or fold_word(place.partition(",")[0]) in lexicon.places
    )
    is_dash = separator.strip(" .,") in ("-", "--", "–", "—", "―", "_", "=")
    is_weak = not is_dash and separator != ":"
    if is_weak and parts.day and not parts.agency:
        return SURE if len(words) <= 3 and all(word[0].isupper() for word in words) and rest[:1].isupper() else 0.0
    if separator == "।" and (known or parts.is_known) and len(words) <= 3:
        return SURE if parts.is_known or parts.is_dated else 0.0  # a place alone needs more: `read_outlet_dateline`
    is_slashed = head.endswith("/") and parts.is_dated and place.isupper()
    if (
        is_weak
        and not is_slashed
        and not (
            parts.is_known
            and (len(words) <= 3 or parts.is_dated)
            and (parts.is_bracketed or parts.is_dated)
            and rest[:1] == rest[:1].upper()
        )
    ):
        return 0.0
    if is_caseless(place):
        if parts.is_bracketed and not parts.is_known:
            return 0.8 if _is_unknown_agency(parts.agency) and is_dash and len(words) <= 3 else 0.0
        if parts.is_known:
            return 0.9 if len(words) <= 3 else 0.0
        is_dated = bool(parts.day) or (parts.is_dated and separator == "--")
        return 0.9 if known else 0.75 if is_dated and is_dash and len(words) <= 2 else 0.0
    proper = all(word[0].isupper() or len(word) <= 3 for word in words) and words[0][0].isupper()
    letters = [c for c in place if c.isalpha()]
    is_capital = place.isupper()
    if parts.is_bracketed and not parts.is_known:
        if is_capital and parts.agency.isupper():
            return 0.75 if len(letters) >= 2 or parts.is_dated else 0.0
        is_name = first in lexicon.given_names and not parts.is_dated and not known and not names_state(place)
        if parts.is_dated and proper and _is_name_of_agency(parts.agency, lexicon, is_sure=is_dash):
            return 0.8
        if proper and is_dash and not is_name and _is_name_of_agency(parts.agency, lexicon, is_sure=False):
            return 0.75
        if not proper or not is_dash or is_name or not _is_unknown_agency(parts.agency):
            return 0.0
        return 0.8 if is_capital or known or parts.is_dated else 0.7 if len(words) <= 3 or "," in place else 0.0
    if parts.is_known or parts.is_dated:
        is_named = parts.is_known and parts.is_dated and len(words) == 2 and words[0][0].isupper()
        return 0.95 if proper else SURE if is_named else 0.0
    if is_capital and len(letters) >= 4 and len(words) <= 4:
        return 0.95 if known else 0.0 if _names_no_place(words, lexicon) else UNKNOWN_PLACE
    if known and separator != ":":
        return 0.8
    return 0.7 if is_dash and proper and _is_capital_with_country(place, rest, lexicon) else 0.0


def _is_label(folded: str, lexicon: Lexicon) -> bool:
    """Whether a folded text is a label of other fields or the title of a section, and no place that is known."""
    tables = (lexicon.furniture.exact, lexicon.credit_labels, lexicon.line_labels, lexicon.recipe_headings)
    speakers = (lexicon.question_labels, lexicon.answer_labels, lexicon.speaker_words)
    return folded not in lexicon.places and any(folded in table for table in (*tables, *speakers))


def _names_no_place(words: list[str], lexicon: Lexicon) -> bool:
    """Whether words in capitals are no place.

    That is one word of the lists of words in no name, of beats or of organizations, or several that open with a given
    name or a job, or have a word of an organization or a label among them.
    """
    folded = [fold_word(word) for word in words]
    if len(words) == 1:
        return any(folded[0] in kind for kind in (lexicon.non_names, lexicon.beats, lexicon.organisations))
    is_ordinary = any(word in lexicon.organisations or word in lexicon.opening_labels for word in folded)
    return is_ordinary or folded[0] in lexicon.given_names or folded[0] in lexicon.job_titles


def _is_capital_with_country(place: str, rest: str, lexicon: Lexicon) -> bool:
    """Whether a place in capitals has its country or state behind a comma ("SKARVIK, Norway"), above a sentence."""
    city, comma, country = place.partition(", ")
    words = country.split()
    is_name = any(fold_word(word) in lexicon.given_names for word in words)
    is_short = 1 <= len(city.split()) <= 3 and len(words) in (1, 2) and rest[:1].isupper()
    return bool(comma) and is_short and city.isupper() and len(city) >= 4 and not country.isupper() and not is_name


_PARTIES = word_set(
    "cdu csu spd fdp afd bsw gop övp spö fpö svp ps lr rn lfi psoe pp pvv vvd d66 cda pis po ko psl r d i ind dem rep "
    "ldp akp chp mhp hdp"
)
"""Abbreviations in brackets after the name of a politician."""


def _is_unknown_agency(name: str) -> bool:
    """Whether the words in brackets may be an agency that no lexicon has: a short word, or one in capitals."""
    folded = name.casefold()
    if folded in _PARTIES or any(map(str.isdigit, name)):
        return False
    if is_caseless(name):
        return len(name.split()) <= 2
    parts = re.split(r"[-/]", name)
    if not all(map(_ACRONYM.fullmatch, parts)) or len(parts) > 2 or not _PARTIES.isdisjoint(folded.split("-")):
        return False
    return name.isupper() or (name.islower() and len(parts) == 1) or (parts[0].islower() and name != name.title())


def _is_name_of_agency(name: str, lexicon: Lexicon, *, is_sure: bool) -> bool:
    """Whether words in brackets are a name ("Meridian News"); unless it `is_sure`, a word must show an agency."""
    words = [word for word in name.split() if not word.endswith(".")]
    if not 1 <= len(words) <= 3 or not all(word[0].isupper() and word.replace("-", "").isalpha() for word in words):
        return False
    if fold_word(name) in _PARTIES:
        return False
    return is_sure or words[-1].isupper() or any(fold_word(word) in lexicon.organisations for word in words)
