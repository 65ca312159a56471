"""How likely the words before a separator are a dateline.

Words of other fields rule it out; an agency, a day, capitals and the places of the lexicon make it likely.
"""

from __future__ import annotations

import re

from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.dateline_parts import VOWEL_SIGNS, DatelineParts
from convert.readers.text.lexicon.day_labels import leads_to_event
from convert.readers.text.lexicon.keys import word_set
from convert.readers.text.lexicon.outlet_datelines import names_state
from convert.readers.text.scripts import is_caseless

SURE = 0.9
"""The confidence of a dateline with a date or a known agency."""

UNKNOWN_PLACE = 0.75
"""The confidence of a dateline with a place in capitals that no lexicon has, without agency or day."""

LABEL_LETTERS = 6
"""From how many letters on a word for publishing labels a day and opens no place, as that of "Den Haag" does."""

MAX_PLACE_WORDS = 6
"""How many words a place with its country has at most."""

PLACE_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
_VOWEL_POINTS = f"[{VOWEL_SIGNS}]"
_ACRONYM = re.compile(r"[^\W\d_]{2,6}")

_PARTIES = word_set(
    "cdu csu spd fdp afd bsw gop övp spö fpö svp ps lr rn lfi psoe pp pvv vvd d66 cda pis po ko psl r d i ind dem rep "
    "ldp akp chp mhp hdp"
)
"""Abbreviations in brackets after the name of a politician."""


def dateline_confidence(head: str, parts: DatelineParts, separator: str, rest: str, lexicon: Lexicon) -> float:
    """How likely `head`, the text before `separator`, is a dateline with these `parts`; 0 if it is not. `rest` is the
    text behind the separator.
    """
    place = parts.place
    bare = place if place.isascii() else re.sub(_VOWEL_POINTS, "", place)
    words = bare.replace(",", " ").replace("،", " ").replace("/", " ").split()
    if not 1 <= len(words) <= MAX_PLACE_WORDS or not all(PLACE_WORD.fullmatch(word) for word in words):
        return 0.0
    folded = fold_word(bare)
    if _is_other_word(folded, fold_word(words[0].rstrip(".")), parts, lexicon):
        return 0.0
    known = not lexicon.places.isdisjoint((folded, fold_word(place), fold_word(place.partition(",")[0])))
    is_dash = separator.strip(" .,") in ("-", "--", "–", "—", "―", "_", "=")
    if not is_dash and separator != ":":
        if parts.day and not parts.agency:
            return SURE if len(words) <= 3 and all(word[0].isupper() for word in words) and rest[:1].isupper() else 0.0
        if separator == "।" and (known or parts.is_known) and len(words) <= 3:
            return SURE if parts.is_known or parts.is_dated else 0.0  # a place alone needs more: `read_outlet_dateline`
        is_slashed = head.endswith("/") and parts.is_dated and place.isupper()
        if not is_slashed and not _is_signed_wire(parts, len(words), rest):
            return 0.0
    if is_caseless(place):
        return _without_capitals(parts, len(words), separator, is_known=known, is_dash=is_dash)
    proper = all(word[0].isupper() or len(word) <= 3 for word in words) and words[0][0].isupper()
    if parts.is_bracketed and not parts.is_known:
        return _of_other_agency(parts, words, lexicon, is_known=known, is_proper=proper, is_dash=is_dash)
    if parts.is_known or parts.is_dated:
        is_named = parts.is_known and parts.is_dated and len(words) == 2 and words[0][0].isupper()
        return 0.95 if proper else SURE if is_named else 0.0
    if place.isupper() and sum(map(str.isalpha, place)) >= 4 and len(words) <= 4:
        is_place = not (_names_no_place(place, words, lexicon) or _goes_on_in_capitals(rest))
        return 0.95 if known else UNKNOWN_PLACE if is_place else 0.0
    if known and separator != ":":
        return 0.8
    return 0.7 if is_dash and proper and _is_capital_with_country(place, rest, lexicon) else 0.0


def _is_other_word(folded: str, first: str, parts: DatelineParts, lexicon: Lexicon) -> bool:
    """Whether a place, `folded`, with the first word `first`, is of another field: a day, a label, who speaks."""
    if folded in lexicon.non_places or folded in lexicon.agencies or first in lexicon.non_places:
        return True
    if folded in lexicon.job_titles and not parts.is_bracketed:
        return True
    is_day = not lexicon.weekdays.isdisjoint((folded, fold_word(parts.place))) or folded in lexicon.months
    if is_day or first in lexicon.updated_words or (len(first) >= LABEL_LETTERS and first in lexicon.published_words):
        return True
    if parts.is_dated and not parts.agency and leads_to_event(f"{parts.place} ", lexicon):
        return True
    is_bare = not (parts.is_bracketed or parts.agency or parts.is_dated)
    return is_bare and (folded in lexicon.opening_labels or _is_label(folded, lexicon))


def _is_signed_wire(parts: DatelineParts, words: int, rest: str) -> bool:
    """Whether a full stop may end a dateline: it has a known agency with brackets or a day, and a sentence follows."""
    is_short = words <= 3 or parts.is_dated
    is_marked = parts.is_bracketed or parts.is_dated
    return parts.is_known and is_short and is_marked and rest[:1] == rest[:1].upper()


def _without_capitals(parts: DatelineParts, words: int, separator: str, *, is_known: bool, is_dash: bool) -> float:
    """How likely a dateline is in a script without capitals."""
    if parts.is_bracketed and not parts.is_known:
        return 0.8 if _is_unknown_agency(parts.agency) and is_dash and words <= 3 else 0.0
    if parts.is_known:
        return 0.9 if words <= 3 else 0.0
    is_dated = bool(parts.day) or (parts.is_dated and separator == "--")
    return 0.9 if is_known else 0.75 if is_dated and is_dash and words <= 2 else 0.0


def _of_other_agency(
    parts: DatelineParts, words: list[str], lexicon: Lexicon, *, is_known: bool, is_proper: bool, is_dash: bool
) -> float:
    """How likely a place with an agency in brackets is a dateline that no lexicon has; `is_proper` is whether its words
    have capitals, and `is_known` whether a lexicon has the place.
    """
    place, is_capital = parts.place, parts.place.isupper()
    if is_capital and parts.agency.isupper():
        return 0.75 if sum(map(str.isalpha, place)) >= 2 or parts.is_dated else 0.0
    if not is_proper:
        return 0.0
    if parts.is_dated and _is_name_of_agency(parts.agency, lexicon, is_sure=is_dash):
        return 0.8
    is_given = fold_word(words[0].rstrip(".")) in lexicon.given_names
    if not is_dash or (is_given and not parts.is_dated and not is_known and not names_state(place)):
        return 0.0
    if _is_name_of_agency(parts.agency, lexicon, is_sure=False):
        return 0.75
    if not _is_unknown_agency(parts.agency):
        return 0.0
    return 0.8 if is_capital or is_known or parts.is_dated else 0.7 if len(words) <= 3 or "," in place else 0.0


def _is_label(folded: str, lexicon: Lexicon) -> bool:
    """Whether a folded text is a label of other fields or the title of a section, and no place that is known."""
    tables = (lexicon.furniture.exact, lexicon.credit_labels, lexicon.line_labels, lexicon.recipe_headings)
    speakers = (lexicon.question_labels, lexicon.answer_labels, lexicon.speaker_words)
    return folded not in lexicon.places and any(folded in table for table in (*tables, *speakers))


_NOT_IN_PLACES = word_set(
    "about for with over more your our this über mehr für ohne mit beim vom zum zur para con com pour avec chez "
    "meer voor met naar för med till til dla pro více для при ещё için ile hakkında"
)
"""Words that titles and labels in capitals have among theirs, and no place."""

WORDS_BEHIND, CAPITALS_BEHIND, MAX_TITLE = 2, 6, 200
"""How many words behind a separator have no small letter, and how many letters at least, if those before it are of a
title in capitals; and within how many characters that ends.
"""


def _goes_on_in_capitals(rest: str) -> bool:
    """Whether a text goes on in capitals behind a separator, and has small letters later: those are of a title."""
    opening = "".join(rest[:MAX_TITLE].split()[:WORDS_BEHIND])
    is_title = opening.isupper() and sum(map(str.isalpha, opening)) >= CAPITALS_BEHIND
    return is_title and any(map(str.islower, rest[:MAX_TITLE]))


def _names_no_place(place: str, words: list[str], lexicon: Lexicon) -> bool:
    """Whether a place in capitals, of these `words`, is none.

    That is one word of the lists of words in no name, of beats or of organizations, or several that open with a given
    name or a job, have a word of an organization, a label or a title among them, or two commas.
    """
    folded = [fold_word(word) for word in words]
    if not _NOT_IN_PLACES.isdisjoint(folded) or place.count(",") > 1:
        return True
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
