"""What opens bylines: the wordings that a lexicon lists, and those that its words make together.

Who wrote a text is stated by a grammar that languages share: a kind of text and a preposition ("Analysis by", "Ein
Kommentar von", "L'édito de"), the newsroom's own people ("From our correspondent"), and a word for who writes as a
label ("Reporter:"). A kind of text alone is none: it opens titles, too ("Review: Jane Doe").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from convert.readers.text.lexicon.keys import fold_word
from convert.readers.text.lexicon.phrases import by_initial, common_substrings

ELISION = ("'", "’")
"""What ends an article or a preposition that is written with the next word ("l'", "d'")."""

_LABEL_ENDS = " :：/"
"""Signs at the end of an opening that is a label."""


class BylineOpenings(NamedTuple):
    """Openings by their first characters, longest first; strings of which each opening contains one; the openings
    without the signs at their ends, but for the newsroom's own people; the kinds of text; and what joins them to a
    name.
    """

    by_initial: Mapping[str, tuple[str, ...]]
    stems: tuple[str, ...]
    phrases: frozenset[str]
    kinds: frozenset[str]
    prepositions: frozenset[str]


def byline_openings(files: list[Mapping[str, Any]]) -> BylineOpenings:
    """What opens bylines in the languages of these lexicon files."""
    listed = [fold_word(phrase) for file in files for phrase in file.get("names", {}).get("byline", ())]
    made = [fold_word(phrase) for file in files for phrase in _made(file.get("names", {}))]
    own = [fold_word(phrase) for file in files for phrase in _own_people(file.get("names", {}))]
    kinds = [fold_word(kind) for file in files for kind in file.get("names", {}).get("kinds", ())]
    openings = [*listed, *made, *own]
    return BylineOpenings(
        by_initial(openings),
        common_substrings(phrase.rstrip(_LABEL_ENDS) for phrase in openings),
        frozenset(phrase.rstrip(_LABEL_ENDS) for phrase in (*listed, *made)),
        frozenset(kinds),
        frozenset(fold_word(word) for file in files for word in file.get("names", {}).get("by", ())),
    )


def _made(names: Mapping[str, list[str]]) -> Iterator[str]:
    """The openings with kinds of text and words for who writes that one language has."""
    for kind in names.get("kinds", ()):
        for preposition in names.get("by", ()):
            for article in ("", *names.get("articles", ())):
                yield f"{_joined(article, kind)} {preposition}"
    for writer in names.get("writers", ()):
        yield f"{writer}:"


def _own_people(names: Mapping[str, list[str]]) -> Iterator[str]:
    """The openings with the newsroom's own people; without a name they name nobody."""
    for phrase in names.get("our", ()):
        for job in names["jobs"]:
            yield f"{phrase} {job}"


def _joined(article: str, kind: str) -> str:
    """A kind of text with its article."""
    return f"{article} {kind}" if article and not article.endswith(ELISION) else f"{article}{kind}"
