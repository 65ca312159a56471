"""Credits of pictures without wording of credits, known by their form at a caption's end, or at its beginning.

"… in the harbor. REUTERS/Jane Doe", "… (Jane Doe/PA)", "… [Jane Doe, Standard]", "… .Credit...Jane Doe", "JANE DOE/BELL
The pier …". A paragraph of a story ends with a full stop, and with no name behind that: what is in brackets before the
full stop is of the sentence ("… the pair from Osted (Jane Doe/Ann Roe)."), and so are two people.
"""

from __future__ import annotations

import re

from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.captions import (
    MAX_LENGTH,
    PICTURE_AGENCIES,
    Caption,
    names_picture_agency,
    read_caption,
)
from convert.readers.text.lexicon.keys import phrase_set
from convert.readers.text.lexicon.names import is_known_name

CONFIDENCE = 0.85
"""The confidence of such a caption."""

MIN_CAPTION_WORDS = 3
"""How many words a caption has at least before its credit."""

_REACH = 150
"""In how many characters at a line's end the credit is."""

_PERSON = (
    r"[A-ZÀ-Þ][\w’'.-]{1,20}(?: [A-ZÀ-Þ]\.)?(?: (?:de|da|del|van|von|der|la|le|al|bin|el))?"
    r"(?: [A-ZÀ-Þ][\w’'-]{1,24}){1,2}"
)
_OUTLET_WORD = r"(?:(?:d|l|dell)['’])?[A-ZÀ-Þ][\w&’'.-]{0,24}"
_OUTLET = (
    rf"(?:[Tt]he )?{_OUTLET_WORD}"
    rf"(?: (?:of|and|&|via|de|du|des|del|della|der|di|da|do|la|le|les|el|van|{_OUTLET_WORD})){{0,5}}"
)
_SHOUTED = r"[A-ZÀ-Þ][A-ZÀ-Þ&.-]{1,20}(?: [A-ZÀ-Þ&.-]{1,20}){0,3}"
_KEPT = r"(?:/(?:File Photo|Files?|Pool|Handout|FILE PHOTO|POOL))?"
_BEHIND = re.compile(
    rf"(?<=[.!?…”\"’'])\s?(?P<credit>(?:{_SHOUTED}/{_PERSON}|{_PERSON}(?:\s?/\s?{_OUTLET}){{1,2}}){_KEPT})$"
)
"""An agency in capitals and a name, or a name and an outlet, behind a sentence."""

_BEHIND_LABEL = re.compile(
    rf"(?<=[.!?…”\"’'])\s(?P<label>Photos?|Pictures?|Images?)\s?/\s?(?P<credit>{_PERSON}|{_OUTLET})$"
)
_BEHIND_DAY = re.compile(r"\s\([A-Z][a-z]{2,8}\.? \d{1,2}\)\s(?P<credit>[A-Z][\w.]{1,20}(?: [A-Z][\w.]{1,20}){0,2})$")
"""The day of a video in brackets and the agency that it is from ("… and awareness (Feb. 14) AP")."""

_BEHIND_DOTS = re.compile(r"(?P<label>Credit(?:\.\.\.|…))\s?(?P<credit>[^\s.…][^….]{2,80})$")
_BEFORE = re.compile(
    r"(?P<credit>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,15}(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]{0,15}){1,3}/[A-ZÀ-Þ]{2,15}(?: [A-ZÀ-Þ]{2,15}){0,2})"
    r"\s(?=[A-ZÀ-Þ“\"‘][a-zà-þ’]{0,20}(?:,? |’))"
)
"""A name and its outlet in capitals before the caption, which has small letters."""

_SHOUTED_LABEL = re.compile(
    r"(?:^|(?<=[.!?…”»\"’a-zà-ÿ])\s)(?P<label>PHOTOS?|FOTOS?|BILD)\s"
    r"(?P<credit>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,20}(?: [A-ZÀ-Þ.'’-]{1,20}){1,3}, [A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,40})$"
)
"""A label, a name and its outlet in capitals, as papers in Quebec have them ("PHOTO JANE DOE, LA CLOCHE")."""

_FOR_OUTLET = re.compile(rf"(?<=[.!?…”\"’])\s(?P<credit>{_PERSON} (?:for (?:[Tt]he )|via ){_OUTLET})$")
"""A name and whom it is for, or by which agency it came, behind a sentence ("… on Monday. Jane Doe for the Bell")."""

_BRACKETS = re.compile(r"\s?(?P<open>[(\[])(?P<credit>[^()\[\]]{2,80})[)\]](?P<stop>\.?)$")
_AFTER_SENTENCE = frozenset('.!?…”"’»')
_SENTENCE_BREAKS = (". ", "! ", "? ", "… ", "” ", "’ ", "» ", "“ ")
"""What is between a sentence and the agency for pictures behind it."""

_NUMBERED = re.compile(r"(?:\[\d{1,2}/\d{1,2}\]|(?:Item|Image|Slide|Photo) \d{1,2} of \d{1,2})\s?(?=[A-ZÀ-Þ“\"‘])")
"""The number of a picture in its gallery, before its caption."""

_BUTTONS = re.compile(
    r"[\s.|]{1,3}(?:(?:Purchase|Acquire) Licensing Rights|All [Rr]ights [Rr]eserved\.?)(?:,? ?opens new tab)?$"
)
"""What a page has behind a credit."""

_PICTURE = re.compile(
    r"(?:[A-Z][\w.&’'-]{0,20} ){0,3}(?:[Ff]ile |[Hh]andout |[Aa]rchive |[Pp]ool )?"
    r"(?:[Pp]hotos?|[Ii]mages?|[Pp]ictures?|[Pp]ics?)(?:\s?(?:by|courtesy(?: of)?|:|/)\s?\S.{1,50})?"
)
_SITE = r"[A-Z][A-Za-z0-9-]{2,20}\.(?:com|co\.id|id|net|tv)"
_OF_PERSON = re.compile(
    rf"(?:{_SITE}/(?:{_PERSON}|{_SHOUTED})|{_PERSON}\s?/\s?{_OUTLET}|{_SHOUTED}/{_PERSON}"
    rf"|{_PERSON} for (?:[Tt]he )?{_OUTLET}){_KEPT}"
)
_OF_STATION = re.compile(r"[KWC][A-Z]{2,3}(?:-(?:TV|FM|AM))? (?:19|20)\d\d")
"""The letters of a broadcaster and a year, in brackets behind a caption ("(WQMG 2021)")."""

_LABEL, _NAME = re.compile(r"[A-Z]{2,5}(?: [A-Z][\w’'-]{1,20}){0,2}"), re.compile(_PERSON)
"""The outlet, which opens with its letters, and the person that a colon divides in such brackets ("(ABC Osted: Jane
Doe)").
"""

_IN_SQUARES = re.compile(rf"(?:{_PERSON}\s?[,/|]\s?|(?:File|Courtesy|Supplied|Screengrab)[,/]?\s){_OUTLET}")
_PROVIDED = phrase_set(
    "file|courtesy|supplied|handout|representational|representational image|representative image|pool|screengrab"
    "|screenshot|provided|contributed|submitted|pa wire|pa archive|pa images|pa media|afp via getty images|swns"
    "|bloomberg via getty images|rex features|reach|reach plc|getty images via afp"
)
"""What is alone in brackets behind a caption: how the picture came, and agencies that give pictures and no texts."""

_SOURCES = phrase_set("supplied|facebook|instagram|twitter|x|youtube|google|google maps|courtesy|provided|file|image")
"""What is before a colon in such brackets ("(Supplied: Osted Council)")."""


def read_any_caption(text: str, lexicon: Lexicon) -> Caption | None:
    """The caption with its credit in the line `text`, by the credit's wording or its form; None if it has none."""
    if not 4 <= len(text) <= MAX_LENGTH:
        return None
    half = text[: len(text) // 2]
    if half and text == f"{half} {half}":  # a credit that the page has twice
        text = half
    plain = _BUTTONS.sub("", text) if text.endswith(("tab", "Rights", "eserved.", "eserved")) else text
    numbered = _NUMBERED.match(plain) if plain[0] in "[IPS" else None
    if numbered:
        plain = plain[numbered.end() :]
    found = read_caption(plain, lexicon) or _by_form(plain, lexicon)
    if found is None and numbered and text[0] != "[" and len(plain.split()) >= MIN_CAPTION_WORDS:
        return Caption(plain, "", None, CONFIDENCE)
    return found


def is_credit_alone(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a name and an outlet with a slash between, and nothing else ("Jane Doe/Bell")."""
    is_of_person = "/" in text and len(text) <= _REACH and _OF_PERSON.fullmatch(text) is not None
    return is_of_person and not _names_two_people(text, lexicon)


def _by_form(text: str, lexicon: Lexicon) -> Caption | None:
    """The caption whose credit has the form of one at its end, or in capitals before it."""
    start = max(0, len(text) - _REACH)
    if text[-1] in ")]." and (found := _BRACKETS.search(text, start)):
        is_of_sentence = found["stop"] and text[found.start() - 1] not in _AFTER_SENTENCE
        if not is_of_sentence and _is_credit(found["credit"].strip(), lexicon, is_square=found["open"] == "["):
            return _caption(text[: found.start()], found["credit"], None)
        return None
    if "/" in text[start:] or "Credit" in text[start:]:
        for pattern in (_BEHIND_LABEL, _BEHIND, _BEHIND_DOTS):
            if (found := pattern.search(text, start)) and not _names_two_people(found["credit"], lexicon):
                label = found["label"] if "label" in pattern.groupindex else None
                return _caption(text[: found.start()], found["credit"], label)
    shouted = _SHOUTED_LABEL.search(text, start) if text[-1].isupper() else None
    if shouted and lexicon.opens_with_given_name(shouted["credit"]):
        label, caption, found = shouted["label"], text[: shouted.start()], shouted
        return _caption(caption, found["credit"], label) if caption else Caption("", found["credit"], label, CONFIDENCE)
    if (" for " in text[start:] or " via " in text[start:]) and (found := _FOR_OUTLET.search(text, start)):
        return _caption(text[: found.start()], found["credit"], None)
    dated = _BEHIND_DAY.search(text, start) if ") " in text[start:] else None
    if dated and fold_word(dated["credit"]) in lexicon.agencies:
        return _caption(text[: dated.start("credit")], dated["credit"], None)
    cut = max(text.rfind(end, start) for end in _SENTENCE_BREAKS) if text[-1].isalnum() else -1
    if cut > 0 and names_picture_agency(text[cut + 2 :]):
        return _caption(text[: cut + 1], text[cut + 2 :], None)
    if "/" in text[:80] and (found := _BEFORE.match(text)) and _opens_with_photographer(found["credit"], lexicon):
        return _caption(text[found.end() :], found["credit"], None)
    return None


def _names_two_people(credit: str, lexicon: Lexicon) -> bool:
    """Whether a slash divides two people, as in a pair of players, and not a person and an outlet."""
    name, slash, behind = credit.partition("/")
    is_person = bool(slash) and not name.isupper() and _NAME.fullmatch(name.strip()) is not None
    return is_person and " " in behind.strip() and is_known_name(behind.strip(), lexicon) and "/" not in behind


def _opens_with_photographer(credit: str, lexicon: Lexicon) -> bool:
    """Whether a known given name opens a credit in capitals, and no job follows: a place is of a dateline, and somebody
    with a job speaks.
    """
    name, _, outlet = credit.partition("/")
    is_job = not lexicon.job_titles.isdisjoint(map(fold_word, outlet.split()))
    return not is_job and fold_word(name.split()[0]) in lexicon.given_names | lexicon.own_names


def _caption(caption: str, credit: str, label: str | None) -> Caption | None:
    caption = caption.strip()
    return Caption(caption, credit.strip(), label, CONFIDENCE) if caption.count(" ") >= MIN_CAPTION_WORDS - 1 else None


def _is_credit(text: str, lexicon: Lexicon, *, is_square: bool) -> bool:
    """Whether what is in brackets behind a caption credits somebody."""
    folded = fold_word(text)
    if text[0].isupper() and (folded in _PROVIDED or folded in PICTURE_AGENCIES):
        return True
    if _names_two_people(text, lexicon):
        return False
    if _OF_STATION.fullmatch(text):
        return True
    if _OF_PERSON.fullmatch(text) or (is_square and _IN_SQUARES.fullmatch(text)):
        return True
    label, colon, name = text.partition(": ")
    if colon and _LABEL.fullmatch(label) and _NAME.fullmatch(name):
        return True
    if colon and name[:1].isupper() and (fold_word(label) in _SOURCES or fold_word(label) in lexicon.agencies):
        return True
    return " " in text and _PICTURE.fullmatch(text) is not None
