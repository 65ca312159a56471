"""Bylines that name nobody: a desk or a job ("By Our Correspondent"), and what opens a byline alone ("Written by:")."""

from __future__ import annotations

import re

from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.bylines import MAX_SUFFIXED, is_opening_alone
from convert.readers.text.lexicon.keys import fold_word, word_set
from convert.readers.text.lexicon.names import OUTER_PUNCTUATION
from convert.readers.text.lexicon.newsrooms import is_newsroom
from convert.readers.text.scripts import is_caseless

UNNAMED_WORDS = 6
"""How many words a byline has at most that names nobody."""

_OF_NOBODY = word_set(
    "our a an the own and of from by staff admin administrator reports report editorial wire services"
)
_DESKS = word_set("staff admin administrator correspondent reporter reporters writer writers editor editors reports")
"""Words of bylines that name nobody, and those of them of which such a byline has one."""


def names_nobody(text: str, lexicon: Lexicon) -> bool:
    """Whether a line says who wrote the story without a name ("By Our Correspondent", "Staff Reporter"), or is what
    opens a byline without anything behind it ("Written by:").
    """
    if len(text) > MAX_SUFFIXED or text[-1] in "!?" or is_opening_alone(text, lexicon):
        return len(text) <= MAX_SUFFIXED and text[-1] in ":：" and " " in text and is_opening_alone(text, lexicon)
    if not text.isascii() and _is_desk(text, lexicon):
        return True
    words = [fold_word(word) for word in text.strip(OUTER_PUNCTUATION).split()]
    known = lexicon.job_titles | lexicon.beats | _OF_NOBODY
    is_opened = words[:1] in (["by"], ["from"]) or not lexicon.job_titles.isdisjoint(words[:1])
    return is_opened and len(words) <= UNNAMED_WORDS and known.issuperset(words) and not _DESKS.isdisjoint(words)


_PARTS = re.compile(r"[\s,/|()]+")
_JOINED = word_set("by from von und and mit with")
_INITIALS = range(2, 5)
"""What divides the parts of a byline without a name, what else it has, and how many letters initials have."""


def agencies_beside_initials(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The agencies in a byline that has no more than them and the initials of who edited what they sent
    ("Von dpa, jd"); else none.
    """
    if len(text) > MAX_SUFFIXED:
        return ()
    parts = [part for part in _PARTS.split(text.strip(OUTER_PUNCTUATION)) if fold_word(part) not in _JOINED]
    agencies = tuple(part for part in parts if fold_word(part) in lexicon.agencies)
    others = [part for part in parts if part not in agencies]
    are_initials = all(part.isalpha() and part.islower() and len(part) in _INITIALS for part in others)
    return agencies if others and len(parts) <= UNNAMED_WORDS and are_initials else ()


_BETWEEN = re.compile(r"\s?[,،/|]\s?|\s[-–—]\s")
"""What is between a desk and its place."""


def _is_desk(text: str, lexicon: Lexicon) -> bool:
    """Whether a line in a script without capitals is a job, a desk or an agency, perhaps with its place
    ("নিজস্ব প্রতিবেদক, ঢাকা").
    """
    if not is_caseless(text):
        return False
    desk, *others = _BETWEEN.split(text.strip(OUTER_PUNCTUATION))
    folded = fold_word(desk)
    is_job = folded in lexicon.job_titles or lexicon.job_titles.issuperset(folded.split()) or is_newsroom(desk)
    is_desk = is_job or (folded in lexicon.agencies and bool(others))
    known = (lexicon.places, lexicon.job_titles, lexicon.agencies)
    return is_desk and len(others) <= 1 and all(any(fold_word(part) in kind for kind in known) for part in others)


def names_job(text: str, lexicon: Lexicon) -> bool:
    """Whether a line below a name says no more than what that person is ("Political Correspondent")."""
    words = text.split()
    is_short = len(words) < UNNAMED_WORDS and text[-1].isalpha() and all(word[0].isupper() for word in words)
    return is_short and fold_word(words[-1]) in lexicon.job_titles
