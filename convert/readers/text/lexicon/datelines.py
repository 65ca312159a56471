"""Datelines: the place, day and agency before the first sentence of wire copy.

Only a certain dateline is separated from the text: one with capitals, an agency, a date, or a place in the lexicon.
Anything less remains in the text, so no word is lost. Its parts may come in any order, since agencies differ:
"OSTED (AP) —", "Osted, 12 may (EFE).-", "(ANSA) - ROMA, 12 MAG -", "МОСКВА, 12 мая. /ТАСС/.", "【東京共同】",
"(서울=연합뉴스) 홍길동 기자 =", "新华社北京5月12日电（记者张三）".
"""

from __future__ import annotations

import re

from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.cjk_datelines import read_cjk_dateline
from convert.readers.text.lexicon.dateline import Dateline
from convert.readers.text.lexicon.dateline_confidence import MAX_PLACE_WORDS, PLACE_WORD, SURE, dateline_confidence
from convert.readers.text.lexicon.dateline_parts import DatelineParts, dateline_parts, is_agency
from convert.readers.text.lexicon.local_datelines import read_local_dateline
from convert.readers.text.lexicon.outlet_datelines import read_day_behind, read_outlet_dateline
from convert.readers.text.lexicon.people import is_person
from convert.readers.text.scripts import FIRST_CJK, is_caseless

MAX_LENGTH = 110
"""The greatest length of a dateline with its separator, in characters."""

SIGNED = 0.75
"""From this confidence on, a line that is nothing but a place and an agency in brackets is a dateline."""

_SEPARATOR = re.compile(
    r"(?=[\s=:：.।,(_–—―-])(?:"  # what each separator opens with rules other characters out at once
    r"(?<=[)\]])\s?=\s|\s?[:：](?=\s)|(?<=\w\w)\.\s[-–—]\s|(?<=[)\]/.])\s?[.,]\s?[-–—―_]+(?=\s|\w)|\s?(?:--"
    r"|[–—―])\s?|\s[-_]\s|(?<=[\u0600-\u0e4f])[-–]\s|(?<=[)\]/])[-_](?=\s)"
    r"|\s?\(?=[)]?\s|(?<=/)\.?\s|(?<=[)\]])\.?\s|\.\s|\s?।\s)"
)

_WIRE_OF_RELEASES = re.compile(r"\s?(?:--|[–—―])\s?\([A-Z][A-Z ]{2,24}\)(?=\s?(?:--|[–—―]))")
"""A distributor of releases between dashes ("PORTLAND, Maine--(BUSINESS WIRE)--")."""

_SHORT_REGION = re.compile(r",\s[A-Z][a-z]{1,4}$")
"""A state in short, whose full stop belongs to it ("HIGH SPRINGS, Fla. – ")."""

_PLACE_AND_STOP = re.compile(r"[^\W\d_]{5,}\.")
"""A place with a full stop that is none of its own ("MÉXICO.-- ")."""

_SIGN_OF_PARTS = re.compile(r"[\d()\[\]（）/.,،]")
"""Without one of these a dateline is only a place."""

_OPENING_WORD = re.compile(r"(?P<word>[^\W\d_]+)\s")
_LETTER = re.compile(r"\w")
_DASH = re.compile(r"\s[-–—]\s")

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


def _read_place_and_day(text: str, lexicon: Lexicon) -> Dateline | None:
    """A line of a place and a day ("Bled, Slovenia, 13 June 2026"); only a known place, or one with its country."""
    parts = dateline_parts(text.strip(), lexicon) if text[-1:].isdigit() else None
    if parts is None or not parts.day or parts.agency:
        return None
    words = parts.place.replace(",", " ").split()
    is_known = fold_word(parts.place.partition(",")[0]) in lexicon.places
    if not 1 <= len(words) <= 4 or not (is_known or "," in parts.place):
        return None
    is_name = any(fold_word(word) in lexicon.given_names or fold_word(word) in lexicon.job_titles for word in words)
    if is_name or not all(PLACE_WORD.fullmatch(word) and word[0].isupper() for word in words):
        return None
    return Dateline(text.strip(), len(text), SURE, "", parts.day)


def _read_place_and_agency(text: str, lexicon: Lexicon) -> Dateline | None:
    """A line of a place in capitals and an agency ("KARHULA, PTT"), or of a place, a dash and an agency."""
    place, dash, agency = _DASH.sub("\0", text.strip()).rpartition("\0")
    words = place.split()
    if dash and fold_word(agency) in lexicon.agencies and 1 <= len(words) <= 3 and "\0" not in place:
        is_place = all(PLACE_WORD.fullmatch(word) and word[0].isupper() for word in words)
        is_place = is_place and fold_word(place) not in lexicon.agencies and not is_person(place, lexicon)
        return Dateline(text.strip(), len(text), SURE, agency) if is_place else None
    place, comma, agency = text.strip().rpartition(", ")
    if not comma or not place.isupper() or not all(map(PLACE_WORD.fullmatch, place.split())) or len(place.split()) > 3:
        return None
    is_known = fold_word(agency) in lexicon.agencies
    is_acronym = agency.isupper() and 3 <= len(agency) <= 5 and agency.isalpha() and agency not in _COUNTRIES
    return Dateline(text.strip(), len(text), SURE, agency) if is_known or is_acronym else None


_COUNTRIES = frozenset({"USA", "UAE", "UK", "DDR", "BRD", "URSS", "EUA", "RSA"})


def _read_spaced(text: str, lexicon: Lexicon) -> Dateline | None:
    """The dateline that opens `text` in a script with spaces, up to the first separator that shows one."""
    head = text[:MAX_LENGTH].replace("፣", ",")
    distributed = _WIRE_OF_RELEASES.search(head) if "(" in head else None
    if distributed:
        wire = distributed.group().replace("--", "  ").translate(_NO_DASHES)
        head = head[: distributed.start()] + wire + head[distributed.end() :]
    opening = _OPENING_WORD.match(head)
    if opening and fold_word(opening["word"]) in lexicon.non_places:
        return None
    for separator in _SEPARATOR.finditer(head):
        if separator.start() == 0 or separator.end() >= len(text):
            continue
        before, sign = head[: separator.start()].strip(), separator.group().strip()
        if not _SIGN_OF_PARTS.search(before) and len(before.split()) > MAX_PLACE_WORDS:
            if sign not in (".", ""):
                return None
            continue
        parts = dateline_parts(before, lexicon)
        if parts is None:
            continue
        rest = text[separator.end() :].lstrip()
        if confidence := dateline_confidence(before, parts, sign, rest, lexicon):
            return _finished(text, separator, parts, confidence, lexicon, is_distributed=distributed is not None)
        if parts.place and sign not in (".", ""):
            return None
    return None


def _finished(
    text: str,
    separator: re.Match[str],
    parts: DatelineParts,
    confidence: float,
    lexicon: Lexicon,
    *,
    is_distributed: bool,
) -> Dateline:
    """The dateline up to `separator`, with a reporter, a day or an agency behind that; `is_distributed` is whether a
    distributor of releases is in it.
    """
    rest = text[separator.end() :].lstrip()
    end = len(text) - len(rest)
    shown, agency, day = text[: separator.start()].strip(), parts.agency, parts.day
    if separator.group()[0] == "." and _SHORT_REGION.search(shown):
        shown += "."
    elif _PLACE_AND_STOP.fullmatch(shown):
        shown = shown[:-1]
    reporters: tuple[str, ...] = ()
    named_inside = _CORRESPONDENT.fullmatch(agency)
    if (before_agency := _BEFORE_AGENCY.fullmatch(agency)) and is_agency(before_agency["agency"], lexicon):
        named_inside = before_agency
    if named_inside:
        agency, reporters = named_inside["agency"], (named_inside["name"],)
    elif agency and (before_place := _BEFORE_PLACE.match(shown)):
        reporters = (before_place["name"],) if fold_word(before_place["given"]) in lexicon.given_names else ()
    elif agency and (signed := _REPORTER.match(rest)) and not _names_other(signed["name"], lexicon):
        reporters = (signed["name"],)
        end += signed.end()
    if is_distributed and (behind := read_day_behind(text[end:], lexicon)):
        day, end = behind[0], end + behind[1]
        shown = text[:end].rstrip(" –—-")
    if not agency and (named := _agency_opening(rest, lexicon)):
        agency, length = named
        end += length
        shown = text[:end].rstrip(" .:-–—")
    return Dateline(shown, end, confidence, agency, day, reporters)


_NO_DASHES = str.maketrans("–—―", "   ")


def _names_other(name: str, lexicon: Lexicon) -> bool:
    """Whether words between two dashes are no person's name."""
    words = [fold_word(word) for word in name.split()]
    return fold_word(name) in lexicon.places or any(word in lexicon.non_names for word in words)


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
