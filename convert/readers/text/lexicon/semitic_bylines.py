"""Bylines of Hebrew and Arabic copy: the place before the name of who writes from there ("بيروت: …", "القاهرة - …"),
perhaps with the agency behind it ("بيروت/ …/ الأناضول").
"""

from __future__ import annotations

import re

from convert.model import Contributor
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.keys import fold_word
from convert.readers.text.lexicon.people import read_people
from convert.readers.text.scripts import FIRST_HEBREW

_BEHIND_PLACE = re.compile(
    r"(?P<place>[\u0590-\u06ff]{2,14}(?:\s[\u0590-\u06ff]{2,14})?)(?:\s?[:/]\s?|\s[-–—ـ]\s)"
    r"(?P<names>[\u0590-\u06ff]{2,14}(?:\s[\u0590-\u06ff]{2,14}){1,3})"
    r"(?:\s?/\s?(?P<agency>[\u0590-\u06ff]{2,14}(?:\s[\u0590-\u06ff]{2,14})?))?"
)


def read_behind_place(text: str, lexicon: Lexicon) -> tuple[Contributor, ...]:
    """The people in a line of a known place and a name behind it, and the known agency that may be behind that; none
    where another word is before the name, as who is meant ("الفائز: …") or what somebody did ("בימוי: …").
    """
    found = _BEHIND_PLACE.fullmatch(text) if text[0] >= FIRST_HEBREW else None
    if found is None or fold_word(found["place"]) not in lexicon.places:
        return ()
    agency = found["agency"]
    if agency and fold_word(agency) not in lexicon.agencies:
        return ()
    people = read_people(found["names"], lexicon)
    if not all(who.kind == "person" for who in people):
        return ()
    return (*people, Contributor(name=agency, kind="organisation")) if people and agency else people
