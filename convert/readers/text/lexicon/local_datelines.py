"""Datelines of regional papers and their agencies, whose places no lexicon has.

"OSTERRIED. …", "Osterried (dpa). …" and "Osterried taz | …", "Osterried. …" and "Osterried | …" where the text says "in
Osterried", "Osterried/Hafen. …" where it names one of both, "ОСТРОВ-КИЇВ. 9 січня. УНН. …", and "25.3.2021
(Webnoviny.sk) - …".
"""

from __future__ import annotations

import re

from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.dateline import Dateline
from convert.readers.text.lexicon.dates import read_date

NAMED_AGAIN, LIKELY, DATED = 0.75, 0.8, 0.9
"""The confidence of a place that the text names again, of one in capitals or with a desk, and of one with a day or an
agency.
"""

MIN_WORDS, NAMED_WITHIN = 12, 400
"""How many words of text are behind the place at least, and within how many characters they name it again."""

LONGEST = 60
"""Within how many characters such a place ends."""

_WORD = r"[^\W\d_a-zß-ÿа-яёіїєґα-ω][\w'’-]{2,24}"
_PLACE = re.compile(
    rf"(?P<place>{_WORD}(?:\s(?:am|an\sder|bei|im|{_WORD})){{0,2}}(?P<others>(?:/{_WORD}){{0,2}}))(?P<sign>\.[-–—]{{0,2}}|\s\|)\s"
    r"(?=[„“\"»«]?[^\W\d_a-z])"
)
_IN = (
    r"(?:in|im|aus|bei|nach|um|von|Stadt|Gemeinde|Stadtteil|Ortsteil|te|uit|nabij|gemeente|i|på|ved|från|fra|kommune?"
    r"|em|à|presso|(?:ayuntamiento|alcaldía|municipio|comune|comunale|ciudad|città|cidade|câmara|câmara municipal"
    r"|commune|ville|mairie|conseil municipal|alcaldesa?|sindac[oa]|maire|prefeit[ao]|prefeitura|provincia)"
    r" (?:de|di|do|da)"
    r"|w|we|z|ze|pod|gminie|gminy|v|ve|na|u|iz|kod|obci|meste|в|во|под|у|біля|до|із|община)"
)
"""Words before the name of a place."""

_CAPITAL = re.compile(
    r"(?P<place>[A-ZА-ЯЁІЇЄҐ][A-ZА-ЯЁІЇЄҐ'’ -]{2,40})\.\s(?P<day>\d{1,2}\s[^\W\d_A-ZА-Я]{3,12})\.\s"
    r"(?P<agency>[A-ZА-ЯЁІЇЄҐ]{2,12})\.\s(?=\S)"
)
"""A place, a day and an agency in capitals, each with a full stop."""

_GERMAN = re.compile(
    rf"(?P<place>{_WORD}(?:[ /-]{_WORD}){{0,2}})(?:\s\((?P<agency>[a-zäöü]{{2,5}}(?:/[a-zäöüA-Z]{{2,7}}){{0,2}})\)\.?"
    r"|\s(?P<barred>[a-z]{2,8}(?:/[a-z]{2,8})?)\s\||(?P<stop>\.))\s(?=[„“\"»«]?[A-ZÄÖÜ])"
)
"""A place with its agency or desk in brackets or before a bar, or with a full stop ("OSTED. …")."""

MIN_CAPITALS = 5
"""How many letters a place in capitals with a full stop has at least."""

_DESKS = frozenset({"taz"})
"""Papers that sign as agencies do."""

_DAY = re.compile(r"(?P<day>\d{1,2}\.\s?\d{1,2}\.\s?\d{4})\s\((?P<agency>[^()]{2,30})\)\s[–-]\s(?=\S)")
_HOST = re.compile(r"[\w-]{2,30}\.[a-z]{2,4}", re.IGNORECASE)


def read_local_dateline(text: str, lexicon: Lexicon) -> Dateline | None:
    """The dateline that opens the paragraph `text`; None if there is no certain one."""
    head = text[:LONGEST]
    if head[:1].isdigit():
        return _read_day(text, lexicon) if "(" in head else None
    if "." not in head and "|" not in head and ")" not in head:
        return None
    if found := _CAPITAL.match(text):
        return Dateline(text[: found.end("agency")], found.end(), DATED, found["agency"])
    if lexicon.languages[-1:] == ("de",) and (german := _read_german(text, lexicon)):
        return german
    found = _PLACE.match(text)
    if found is None or text.count(" ", found.end()) + 1 < MIN_WORDS or not _may_be_place(found["place"], lexicon):
        return None
    if found["sign"][1:] and found["place"].isupper() and len(found["place"]) >= MIN_CAPITALS:
        return Dateline(found["place"], found.end(), LIKELY)
    near = text[found.end() : found.end() + NAMED_WITHIN]
    if found["others"]:
        is_named = any(part in near for part in found["place"].split("/"))
    else:
        is_named = re.search(rf"\b(?i:{_IN})\s{re.escape(found['place'])}\b", near) is not None
    return Dateline(found["place"], found.end(), NAMED_AGAIN) if is_named else None


def _read_german(text: str, lexicon: Lexicon) -> Dateline | None:
    """A place with the agency or the letters of a desk, or in capitals with a full stop; known or named again, as kinds
    of sport have letters and capitals, too ("TENNIS. …", "Tennis (red). …"). One in small letters is known ("Bonn. …").
    """
    found = _GERMAN.match(text)
    if found is None or found.end() > LONGEST or text.count(" ", found.end()) + 1 < MIN_WORDS:
        return None
    place, agency = found["place"], found["agency"] or found["barred"] or ""
    if not _may_be_place(place, lexicon):
        return None
    is_known = any(part in lexicon.agencies or part in _DESKS for part in map(fold_word, agency.split("/")))
    if is_known:
        return Dateline(text[: found.end()].strip(" .|"), found.end(), DATED, agency)
    if found["stop"] and not place.isupper():
        return Dateline(place, found.end(), NAMED_AGAIN) if fold_word(place) in lexicon.places else None
    if found["barred"] or (agency and text[found.end("agency") + 1] != "."):
        return None
    is_long = len(place) >= MIN_CAPITALS or bool(agency)
    is_named = place.title() in text[found.end() : found.end() + NAMED_WITHIN] or fold_word(place) in lexicon.places
    return Dateline(text[: found.end()].strip(" ."), found.end(), LIKELY) if is_long and is_named else None


def _read_day(text: str, lexicon: Lexicon) -> Dateline | None:
    """The day of the report and the agency or site in brackets, without a place."""
    found = _DAY.match(text)
    if found is None or not (fold_word(found["agency"]) in lexicon.agencies or _HOST.fullmatch(found["agency"])):
        return None
    dated = read_date(found["day"], lexicon, of_any_day=True)
    day = dated.moment.text[:10] if dated and dated.moment else ""
    return Dateline(text[: found.end("agency") + 1], found.end(), DATED, found["agency"], day)


def _may_be_place(place: str, lexicon: Lexicon) -> bool:
    """Whether no part of a place is a name, a section, a job, an agency, a day or a month."""
    for part in place.split("/"):
        words = [fold_word(word) for word in part.split()]
        folded = " ".join(words)
        if any(word in kind for kind in (lexicon.given_names, lexicon.weekdays, lexicon.job_titles) for word in words):
            return False
        no_places = (lexicon.agencies, lexicon.non_places, lexicon.opening_labels, lexicon.organisations)
        if any(folded in kind for kind in no_places):
            return False
        if folded in lexicon.furniture.exact or not lexicon.months.keys().isdisjoint(words):
            return False
    return True
