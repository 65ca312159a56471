"""The proof that a document has the words of its article: printed text, other renditions, and all other texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import contains
from typing import Any

from convert.checks.engine.facts import Facts
from convert.findings import Finding, Location, Severity
from convert.formats import named
from convert.mapping import Carriage, set_leaves
from convert.model import Article, asides, body_words, split_words, words
from convert.writers import rows_of

_PART = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a document must hold: the printed words in order, the words of the body, the other texts by leaf, and the
    leaves that are set.
    """

    printed: tuple[str, ...]
    body: tuple[str, ...]
    asides: tuple[tuple[str, str], ...]
    leaves: frozenset[str]

    @classmethod
    def of(cls, article: Article) -> Expected:
        """What documents of `article` must hold."""
        return cls(words(article), body_words(article.body), tuple(asides(article)), set_leaves(article))


def lost_words(facts: Facts, expected: Expected, format: str, version: str) -> Iterator[Finding]:
    """A finding for words missing from the printed text or from other renditions of the body, and for each other text
    that the format carries but the document does not have.
    """
    title = named(format).title
    renditions = [(expected.printed, facts.printed, facts.printed_runs)]
    renditions += [(expected.body, body.text, body.runs) for body in facts.bodies[1:]]
    for wanted, printed, runs in renditions:
        missing = first_missing(wanted, printed, runs)
        if missing is not None:
            yield bug("BUG002", f"the word {missing!r} is lost or out of order in the {title} document")
    rows = rows_of(format, version)
    carried = [text for leaf, text in expected.asides if rows[leaf].carriage is not Carriage.LOST]
    for text in _missing_texts(carried, facts):
        yield bug("BUG002", f"the text {text[:60]!r} is lost in the {title} document")


def _missing_texts(wanted: Sequence[str], facts: Facts) -> Iterator[str]:
    """The `wanted` texts that no text of the document contains; a run of white space counts as one space."""
    found = {fact.value for fact in facts.texts} if wanted else set()
    missing = [text for text in wanted if text not in found]
    if missing:
        whole = "\n".join(map(_one_line, found))
        yield from (text for text in missing if _one_line(text) not in whole)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def bug(code: str, message: str, location: Location | None = None) -> Finding:
    """The finding of a fault of wirecopy, for which a document is withheld."""
    return Finding(
        code=code,
        severity=Severity.ERROR,
        message=message,
        advice="This is a bug in wirecopy; the document was withheld. Please report it with the input.",
        location=location or Location(),
    )


def first_missing(expected: Sequence[str], printed: str, runs: Sequence[str]) -> str | None:
    """The first expected word that does not follow the ones before it in `printed`, None if all do.

    `runs` are those of `printed` without white space.
    """
    if _are_in(expected, runs):
        return None
    # Some scripts have no spaces.
    found = split_words(printed)
    if _are_in(expected, found):
        return None
    # A format may separate a sign from its word. Both sides compare equal if words are split into letters and signs.
    return _first_not_in(_parts(expected), _parts(found))


def _parts(words: Iterable[str]) -> list[str]:
    return _PART.findall(" ".join(words))


def _are_in(expected: Sequence[str], found: Sequence[str]) -> bool:
    """Whether `found` has all `expected` words in their order; faster than to find the first that it lacks."""
    if expected == found:
        return True
    rest: Any = iter(found)
    return all(map(contains, repeat(rest), expected))  # `contains` consumes `rest` through the word


def _first_not_in(expected: Iterable[str], found: Iterable[str]) -> str | None:
    rest = iter(found)
    return next((word for word in expected if word not in rest), None)  # `in` consumes `rest` through the word
