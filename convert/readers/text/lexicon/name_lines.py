"""Lines of names alone, which no word such as "by" opens: the lines around them decide whether they are bylines."""

from __future__ import annotations

import re
from dataclasses import replace

from convert.model import Contributor
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.buttons_behind import without_buttons
from convert.readers.text.lexicon.bylines import Byline, are_known
from convert.readers.text.lexicon.chinese_bylines import names_no_reporter
from convert.readers.text.lexicon.japanese_bylines import read_desk_and_name
from convert.readers.text.lexicon.keys import fold_word, line_key, word_set
from convert.readers.text.lexicon.names import is_known_name
from convert.readers.text.lexicon.names_before_outlets import is_signed_in_capitals, read_before_outlet
from convert.readers.text.lexicon.newsrooms import is_newsroom
from convert.readers.text.lexicon.people import (
    BREAKS,
    MAY_BREAK,
    OFFICES,
    has_other_word,
    is_person,
    parse_people,
    read_people,
    signing_agency,
)
from convert.readers.text.lexicon.phrases import BUTTON_ROLES
from convert.readers.text.lexicon.semitic_bylines import read_behind_place
from convert.readers.text.lexicon.side_lines import names_no_person
from convert.readers.text.scripts import FIRST_CJK, is_caseless
from convert.readers.text.sentences import NAME_LINE_ENDS

MAX_NAMES = 120
"""The greatest length of a line of names alone, in characters."""

_CAPITALS = re.compile(r"(?:^|[\s|\"'(\[-])[A-Z](?:[^A-Z]*?|[A-Z'-]{1,20})[\s.-][(\"']?[A-Z]")

_MAY_BE_CREDIT = re.compile(r"/|^[(\[].*[)\]]$")
"""A line of names that credits of pictures have the form of, too ("(Jane Doe / The Daily Sample)")."""

_SALUTATIONS = word_set(
    "madame monsieur mesdames messieurs sir sirs madam señor señora señores senhor senhora signora signore "
    "dear dearest hello hi liebe lieber liebes sehr werte werter hallo cher chère chers chères bonjour estimado "
    "estimada estimados estimadas querido querida queridos queridas caro cara cari care gentile gentili egregio "
    "egregi prezado prezada prezados prezadas caros caras beste geachte lieve kära käre kjære kære hej hei hyvä "
    "hyvät rakas szanowny szanowna szanowni szanowne drogi droga drodzy vážený vážená vážení milý milá milí drahý "
    "drahá tisztelt kedves stimate stimată stimați dragi dragă sayın sevgili değerli уважаемый уважаемая "
    "уважаемые дорогой дорогая дорогие шановний шановна шановні дорогий αγαπητέ αγαπητή αγαπητοί عزيزي عزيزتي "
    "الأعزاء יקר יקרה draga poštovani поштовани scumpe scump volt estimats benvolgut benvolguda ndugu mpendwa"
)
"""What opens the line of a letter that addresses its readers, and ends with a comma."""


_HOUSE = re.compile(r"\d{1,5}[A-Za-z]?\s[^\W\d_]")
"""The number of a house before the name of a street."""

_DEGREES = re.compile(
    r"(?:,?\s(?:Ph\.\s?D|M\.D|J\.D|D\.O|Ed\.D|D\.Phil|R\.N|M\.A|B\.A|M\.B\.A|LL\.[MB]|M\.Sc|B\.Sc|M\.P\.H|D\.V\.M"
    r"|Psy\.D|Pharm\.D|Dr\.P\.H)\.){1,3}$"
)
"""Degrees behind a name, with the full stop of the last one."""

_LIFE = re.compile(r"[†✝]|\b(?:1[89]|20)\d\d ?[–-] ?(?:1[89]|20)\d\d\b")
"""The sign of a death, and the years of a life, which are behind the name of who has died ("Jane Doe (1931–2025)")."""


def shows_death(text: str) -> bool:
    """Whether a line has the sign of a death or the years of a life."""
    return _LIFE.search(text) is not None


def read_name_line(text: str, lexicon: Lexicon) -> Byline | None:
    """The byline in a line of names alone; the lines around it decide whether it is one."""
    if (bare := without_buttons(text, lexicon)) is not text:
        inner = read_name_line(bare, lexicon)
        return inner and inner._replace(text=text)
    if text[-1:] == "." and (degrees := _DEGREES.search(text)):
        inner = read_name_line(text[: degrees.start()], lexicon)
        return inner and inner._replace(text=text)
    if text.endswith((" Jr.", " Sr.")) and (inner := read_name_line(text[:-1], lexicon)):
        *others, last = inner.authors
        return inner._replace(text=text, authors=(*others, replace(last, name=f"{last.name}.")))
    if text[-1:] == "." and is_signed_in_capitals(text, lexicon):
        text = text[:-1]
    if len(text) > MAX_NAMES or text[-1:] in NAME_LINE_ENDS or "\t" in text or _HOUSE.match(text):
        return None
    if shows_death(text):
        return None
    if text[-1:] in ",،，" and fold_word(text.split()[0]) in _SALUTATIONS:
        return None
    if text.isascii() and not _CAPITALS.search(text) and not text.isupper():
        return None
    if text[:1] >= FIRST_CJK and names_no_reporter(text):
        return None
    first = text.split()[0]
    is_button = first[-1] != ":" and lexicon.furniture.exact.get(line_key(first)) in BUTTON_ROLES
    if (is_button or is_newsroom(text)) and not lexicon.opens_with_given_name(text):
        return None
    if text[:4] in ("Der ", "Die ", "Das "):  # a paper ("Der Osteder")
        return None
    if (
        (text[0] >= FIRST_CJK or text[0] in "([")
        and "ja" in lexicon.languages
        and (name := read_desk_and_name(text, lexicon))
    ):
        return Byline(text, (Contributor(name=name),), 0.75, True)
    if "vi" in lexicon.languages and (behind := _read_behind_job(text, lexicon)):
        return behind
    if placed := read_behind_place(text, lexicon):
        return Byline(text, placed, 0.75, is_known_name(placed[0].name, lexicon))
    section, *rest = BREAKS.split(text, 1) if MAY_BREAK.search(text) else (text,)
    if rest and rest[0] and _is_section(section, lexicon):
        inner = read_name_line(rest[0], lexicon)
        return inner._replace(text=text) if inner and inner.confidence > SURE else None
    if affiliated := _read_affiliated(text, lexicon):
        return affiliated
    if " : " in text:
        inner = read_name_line(text.replace(" : ", ": ", 1), lexicon)
        return inner._replace(text=text) if inner else None
    if ":" in text and (of_kind := _read_behind_kind(text, lexicon)):
        return of_kind
    if signed := read_before_outlet(text, lexicon):
        return Byline(text, signed, 0.75, False)
    authors, is_whole, _ = parse_people(text, lexicon)
    people = [author for author in authors if author.kind == "person"]
    if any(not OFFICES.isdisjoint(map(fold_word, person.name.split()[:-2])) for person in people):
        return None
    if any(_is_of_person(person.name, lexicon) for person in people):
        return None
    if not people or not is_whole or any(has_other_word(person.name, lexicon) for person in people):
        return None
    is_signed = signing_agency(text, lexicon) is not None
    is_known = [is_known_name(person.name, lexicon) for person in people]
    is_certain = any(is_known) if is_signed else all(is_known)
    if not any(is_known) and any(_is_section(person.name.split()[0], lexicon) for person in people):
        return None
    is_slashed = "/" in text and len(people) <= text.count("/")
    if (
        is_slashed
        or (not any(is_known) and names_no_person(text))
        or (not is_certain and (text.isupper() or _MAY_BE_CREDIT.search(text)))
    ):
        return None
    if not text.isascii() and is_caseless(text):
        return Byline(text, authors, 0.7 if all(is_known) else 0.3, False)
    return Byline(text, authors, 0.75 if any(is_known) else 0.45, is_signed and any(is_known))


MIDDLE = 2
"""How many words of such a line are a preposition and a given name."""

SURE = 0.5
"""Above which confidence a name behind a section is that of the author."""


def _is_of_person(name: str, lexicon: Lexicon) -> bool:
    """Whether what may be a name says what shows a person, or is about one ("Porträt von Jane Doe")."""
    first, *others = map(fold_word, name.split())
    return (
        len(others) > MIDDLE
        and others[0] in lexicon.byline_prepositions
        and others[1] in lexicon.given_names
        and first not in lexicon.given_names
    )


def _read_behind_job(text: str, lexicon: Lexicon) -> Byline | None:
    """The byline in a line of a job of two words and names behind it, as in Vietnamese ("Phóng viên Lê Minh")."""
    folded = fold_word(text)
    job = next((job for job in lexicon.job_titles if " " in job and folded.startswith(f"{job} ")), "")
    people = read_people(text[len(job) :].strip(), lexicon) if job else ()
    if not people or any(who.kind != "person" for who in people):
        return None
    return Byline(text, people, 0.8, True)


def _read_behind_kind(text: str, lexicon: Lexicon) -> Byline | None:
    """The byline in a line of a kind of text and known names behind a colon ("Analysis: Jane Doe"); a title has that
    form, too.
    """
    kind, _, names = text.partition(":")
    people = read_people(names.strip(), lexicon) if fold_word(kind.strip()) in lexicon.text_kinds else ()
    return Byline(text, people, 0.75, False) if people and are_known(people, lexicon) else None


def _is_section(word: str, lexicon: Lexicon) -> bool:
    """Whether a phrase alone is the name of a section, as menus have it."""
    return lexicon.furniture.exact.get(line_key(word)) == "navigation"


_AFFILIATED = re.compile(
    r"(?P<names>[^\W\d_][^/()]{4,60}?)\s?(?:/\s?(?P<slashed>[^/()]{2,30})/|\((?:(?:with|avec|mit|con|com|med|met|z|s|ve)\s)?"
    r"(?P<bracketed>[^()]{2,30})\)|\s/\s(?P<place>[^\W\d_a-z][^\W\d_]{4,20})(?:,?\s\((?P<agency>[^()]{2,30})\))?)"
)
"""Names with the agency that they write for between marks behind them ("Jane Doe/ritzau/", "Jane Doe (avec AFP)"), or
with the place that they write from ("JANE DOE / OSTED, (DHA)").
"""


def _read_affiliated(text: str, lexicon: Lexicon) -> Byline | None:
    """The byline in a line of known names with their agency or place between marks that no picture's credit has."""
    if " / " in text and (by_agency := _read_shouted(text, lexicon)):
        return by_agency
    found = _AFFILIATED.fullmatch(text) if "/" in text or "(" in text else None
    if found is None:
        return None
    agency = found["slashed"] or found["bracketed"] or found["agency"] or ""
    if agency and fold_word(agency) not in lexicon.agencies:
        return None
    if (place := found["place"]) and (fold_word(place) in lexicon.agencies or not (agency or place.isupper())):
        return None
    people = read_people(found["names"], lexicon)
    if not people or any(who.kind != "person" or not is_person(who.name, lexicon) for who in people):
        return None
    return Byline(text, (*people, *([Contributor(name=agency, kind="organisation")] if agency else [])), 0.75, False)


def _read_shouted(text: str, lexicon: Lexicon) -> Byline | None:
    """The byline of a name in capitals with its agency in small letters behind a slash ("JANE DOE / Associated Press"),
    as papers of the United States have it; credits of pictures have one form for both.
    """
    name, _, agency = text.partition(" / ")
    if not name.isupper() or agency.isupper() or " " not in agency or fold_word(agency) not in lexicon.agencies:
        return None
    people = read_people(name, lexicon)
    if not people or any(who.kind != "person" or " " not in who.name for who in people):
        return None
    return Byline(text, (*people, Contributor(name=agency, kind="organisation")), 0.75, True)
