"""Names alone on a line with the outlet or the job of who bears them behind, or signed with the surname in capitals."""

from __future__ import annotations

import re

from convert.model import Contributor
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.keys import fold_word
from convert.readers.text.lexicon.people import is_person, read_people

_SURNAME_IN_CAPITALS = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]{1,14}(?:-[A-ZÀ-Þ][a-zß-ÿ]{1,14})?(?: [A-ZÀ-Þ'’-]{2,20}){1,3}\.")
"""A given name and a surname in capitals with a full stop, as papers in France sign ("Jeanne DUPRÉ.")."""

_BEFORE_OUTLET = re.compile(
    r"(?P<names>[^\W\d_][^|/()]{4,60}?)"
    r"(?:\s[–—-]\s(?P<outlet>(?:L['’]|L[ae]s? |Le |El |Il |Lo |O |A |De |Het |Die )[^\W\d_a-z]"
    r"[^.!?|/()]{2,30}|[a-z]{2,12}[A-Z][A-Za-z]{1,12}|[A-Za-z][\w-]{2,20}(?:\.[a-z]{2,4}){1,2})"
    r"|\s(?P<letters>[A-ZÅÄÖÆØ]{2,4})|\s/\s(?P<job>(?:[^\W\d_]|\u200c){5,20}))"
)
"""Names with an outlet that has an article ("Jane Doe - L'Écho"), is the name of a site ("Jane Doe - osted.com",
"Jane Doe - ostedNews"), or of a few capitals ("Jane Doe HS"), or a job behind a slash ("Jane Doe / Corresponsal").
"""


def is_signed_in_capitals(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a known given name with a surname in capitals and a full stop."""
    return _SURNAME_IN_CAPITALS.fullmatch(text) is not None and lexicon.opens_with_given_name(text)


def read_before_outlet(text: str, lexicon: Lexicon) -> tuple[Contributor, ...]:
    """The people in a line of known names with such an outlet or job behind them; none in other lines."""
    found = _BEFORE_OUTLET.fullmatch(text)
    if found is None or text.isupper() or (found["job"] and fold_word(found["job"]) not in lexicon.job_titles):
        return ()
    if found["letters"] and (found["names"].count(" ") != 1 or fold_word(found["letters"]) in lexicon.credit_labels):
        return ()
    people = read_people(found["names"], lexicon)
    if not people or any(who.kind != "person" or not is_person(who.name, lexicon) for who in people):
        return ()
    return people
