"""Bylines that name nobody: a desk or a job ("By Our Correspondent"), and what opens a byline alone ("Written by:")."""

from __future__ import annotations

from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.bylines import MAX_SUFFIXED, is_opening_alone
from convert.readers.text.lexicon.keys import fold_word, word_set
from convert.readers.text.lexicon.names import OUTER_PUNCTUATION

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
    words = [fold_word(word) for word in text.strip(OUTER_PUNCTUATION).split()]
    known = lexicon.job_titles | lexicon.beats | _OF_NOBODY
    is_opened = words[:1] in (["by"], ["from"]) or not lexicon.job_titles.isdisjoint(words[:1])
    return is_opened and len(words) <= UNNAMED_WORDS and known.issuperset(words) and not _DESKS.isdisjoint(words)


def names_job(text: str, lexicon: Lexicon) -> bool:
    """Whether a line below a name says no more than what that person is ("Political Correspondent")."""
    words = text.split()
    is_short = len(words) < UNNAMED_WORDS and text[-1].isalpha() and all(word[0].isupper() for word in words)
    return is_short and fold_word(words[-1]) in lexicon.job_titles
