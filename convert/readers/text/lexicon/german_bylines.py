"""Bylines of German copy that have no opening in front of the name, or a newsroom's: the place first ("AUS BERLIN JANE
DOE"), the surname first ("Von Doe, Jane"), the section first ("Kultur Autor: Jane Doe"), and those that end a dek.
"""

from __future__ import annotations

import re

from convert.model import Contributor
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.keys import fold_word, word_set
from convert.readers.text.lexicon.people import is_person, parse_people

LONGEST, LONGEST_TAIL, MOST_NAMES = 120, 70, 3
"""How many characters such a line has at most, and a byline that ends a dek; how many names that has at most."""

_PLACES = r"[^\W\d_a-zß-öø-ÿ][\w.-]+(?:(?:,\s|\s(?:und|UND)\s|\s)[^\W\d_a-zß-öø-ÿ][\w.-]+){0,5}?"
_FROM = re.compile(
    rf"(?:Aus|AUS)\s(?P<places>{_PLACES})\s(?P<name>[^\W\d_a-zß-öø-ÿ][\w’'.-]+\s[^\W\d_a-zß-öø-ÿ][\w’'.-]+)"
)
_SURNAME_FIRST = re.compile(r"(?:Von|VON)\s(?P<pairs>[^\W\d_]+(?:-[^\W\d_]+)?,\s[^\W\d_]+(?:-[^\W\d_]+)?)")
_BEHIND_SECTION = re.compile(
    r"(?P<section>[^\W\d_][\w&/-]*(?:\s[\w&/-]+){0,2})\s(?:Autor(?:in|en)?|Author|Auteur|Autore|Autora)\s?:\s?"
    r"(?P<names>[^\W\d_a-z][^:]{4,60})"
)
_PAPER = re.compile(r"[Vv]on Redaktion ?(?P<name>[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+){0,3})")
"""The newsroom of a paper, perhaps run together with its name ("von RedaktionOsted Bote")."""

_ABOUT = word_set("der die unser unsere über zum zur den the our about sobre el la le il")
"""What opens a note on the author rather than a byline."""

_ENDS_DEK = re.compile(
    r"(?<=[.!?…“”\"»])\s(?P<byline>(?:(?:Eine?\s)?[^\W\d_]{4,14}\s[Vv]on|Von|VON)\s(?P<names>[^\W\d_a-zß-öø-ÿ][^.!?:;()]{4,60}))$"
)


def read_german_byline(text: str, lexicon: Lexicon) -> tuple[Contributor, ...]:
    """The authors in a line with the place, surname or section first; none if it is no such byline."""
    if len(text) > LONGEST:
        return ()
    opening = text[:4].casefold()
    if opening == "aus " and (found := _FROM.fullmatch(text)):
        return _known(found["name"], lexicon)
    if opening == "von " and text[4:13] == "Redaktion" and (paper := _PAPER.fullmatch(text)):
        is_of_person = lexicon.opens_with_given_name(paper["name"])
        return () if is_of_person else (Contributor(name=f"Redaktion {paper['name']}", kind="organisation"),)
    if opening == "von " and "," in text and (found := _SURNAME_FIRST.fullmatch(text)):
        surname, given = found["pairs"].split(", ")
        is_reversed = fold_word(given) in lexicon.given_names and fold_word(surname) not in lexicon.given_names
        return _known(f"{given} {surname}", lexicon) if is_reversed else ()
    if ":" in text and "ut" in text and (found := _BEHIND_SECTION.fullmatch(text)):
        is_note = fold_word(found["section"].split()[0]) in _ABOUT
        return () if is_note else _known(found["names"], lexicon)
    return ()


def read_byline_of_dek(text: str, lexicon: Lexicon) -> tuple[str, tuple[Contributor, ...]]:
    """The wording and the authors of the byline that ends the sentences of a dek ("… Von Jane Doe"), each with a given
    name that is known; empty if there is none.
    """
    if "on " not in text[-LONGEST_TAIL:] or (found := _ENDS_DEK.search(text, max(0, len(text) - LONGEST_TAIL))) is None:
        return "", ()
    people = _known(found["names"], lexicon)
    return (found["byline"], people) if 0 < len(people) <= MOST_NAMES else ("", ())


_SIGNED = re.compile(r"(?<=[a-zäöüß\d][.!?]) (?P<name>[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+){1,2})$")


def read_signature(text: str, lexicon: Lexicon) -> tuple[Contributor, ...]:
    """The person whose name alone is behind the last sentence of German text ("… für vier Millionen Euro. Jane Doe");
    none if there is none. A name behind quotation marks is of who said that.
    """
    found = _SIGNED.search(text, max(0, len(text) - LONGEST_TAIL)) if text[-1:].isalpha() else None
    return _known(found["name"], lexicon) if found else ()


def _known(names: str, lexicon: Lexicon) -> tuple[Contributor, ...]:
    """The people in `names` if each of them has a known given name, and nothing else is there."""
    people, is_whole, _ = parse_people(names, lexicon)
    return people if is_whole and all(who.kind == "person" and is_person(who.name, lexicon) for who in people) else ()
