"""Who owns the site of a page, by the copyright line below the story: that name alone is no title and no author."""

from __future__ import annotations

import re

from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.lexicon import line_key

MOST_OWNER = 80
"""In how many characters of a copyright line the owner is named."""

_SIGN = r"(?:©|\(c\)|copyright)(?:\s?(?:©|\(c\)|copyright))?"
_YEARS = r"\d{4}(?:\s?[-–]\s?(?:\d{2}){1,2})?"
_OWNER = re.compile(
    rf"{_SIGN}\s?(?:{_YEARS})?[\s,:|–-]*(?:by )?(?P<behind>[^\W\d_][^.|,©]{{2,50}})"
    rf"|(?P<before>[^\W\d_][^.|,©]{{2,50}}?)[\s,|–-]*{_SIGN}\s?{_YEARS}",
    re.IGNORECASE,
)
"""The owner beside the sign of copyright and the year ("© 2026 The Osted Bell. All rights reserved")."""

_TAIL = re.compile(
    r"\s?(?:[–—-]\s)?(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados"
    r"|todos os direitos reservados|tutti i diritti riservati|alle rechten voorbehouden)$|,? (?:inc|ltd|llc|gmbh)$",
    re.IGNORECASE,
)
"""What is behind the owner without a full stop."""


def site_owners(analysis: Analysis) -> frozenset[str]:
    """The keys of the names that copyright lines below the story give as the owner of the site."""
    found = set()
    for line in analysis.features.lines[analysis.last + 1 :]:
        text = line.unit.text[:MOST_OWNER]
        if ("©" in text or "(c)" in text.lower() or "opyright" in text.lower()) and (owner := _OWNER.match(text)):
            found.add(line_key(_TAIL.sub("", owner["behind"] or owner["before"])))
    return frozenset(found - {""})
