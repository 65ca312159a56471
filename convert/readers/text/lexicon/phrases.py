"""Phrases that are known to have a role: furniture of pages, and labels at the head of lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar, get_args

from convert.readers.text.lexicon.keys import line_key
from convert.readers.text.roles import Role
from convert.readers.text.scripts import is_unspaced

FURNITURE_SECTIONS: Mapping[str, Role] = {
    "share": "share",
    "subscribe": "subscribe",
    "related": "related",
    "more": "related",
    "comment": "comment",
    "advert": "advert",
    "legal": "legal",
    "navigation": "navigation",
    "gallery": "navigation",
    "reading": "reading-time",
}
"""The role of the phrases under each key of a lexicon's `[furniture]`; where two keys have a phrase, the first wins."""

BUTTON_ROLES: frozenset[Role] = frozenset({"share", "comment", "subscribe", "reading-time"})
"""What buttons and counts beside the header of a story are for."""

LabelKind: TypeAlias = Literal["keywords", "related", "notes", "desk", "sources", "reporting", "editing"]
"""What follows a label at the head of a line: a key of a lexicon's `[labels]`."""

LABEL_KINDS: tuple[LabelKind, ...] = get_args(LabelKind)

EXACT, OPENING_OR_ENDING, WITHIN = 0.97, 0.85, 0.8
"""How sure the role of a line is when a phrase is the whole line, opens or ends it, or occurs in it."""

SHORT_PHRASE, SHORT_PHRASE_WORDS = 0.82, 2
"""How sure the role of a line is that opens or ends with a phrase of so few words, as sentences do, too."""

NUMBER = "#"
"""What any number is in a key."""

STEM_LENGTH = 4
"""Phrases are indexed by their first or last characters, at most this many."""

LABEL, MAX_LABEL = ":…", 60
"""The end of a phrase that is a label, and in how many characters of a line its colon or bar is."""

_LABEL_END = re.compile(r"\s?[:：►»]|\s[|–—-]\s")
"""What is behind a label."""

LONG_WORD = 7
"""From how many characters on a word of a phrase is rare enough to rule out other lines."""

_STEM_LENGTHS = range(STEM_LENGTH, 0, -1)

_PARTICLE = re.compile(r"(?:up|on|in|out|off|through|by|back|over|down)\b")
"""What a hyphen joins to an English verb to make another word of it."""

_RANGE = re.compile(r"# ?[-–—−~～〜] ?#")
"""Two numbers of a range in a key; phrases have it as `#-#`, and those with `#` minutes take a range, too."""

_Kind = TypeVar("_Kind", bound=str)


class Phrases(NamedTuple):
    """Phrases with their roles: whole lines, labels before a colon or bar, openings and endings by their stems, and
    phrases within a line.

    `stem_lengths` are the lengths of all stems, the greatest first. Each phrase of `within` has one of `words_within`.
    `button_ends` are the last words of whole lines that are buttons or counts beside a story's header, and
    `button_starts` the first words of openings of such lines.
    """

    exact: Mapping[str, Role]
    labels: Mapping[str, Role]
    openings: Mapping[str, tuple[tuple[str, Role], ...]]
    endings: Mapping[str, tuple[tuple[str, Role], ...]]
    within: tuple[tuple[str, Role], ...]
    stem_lengths: tuple[int, ...]
    words_within: tuple[str, ...]
    button_ends: frozenset[str]
    button_starts: frozenset[str]

    def role_of_label(self, text: str) -> tuple[Role, float] | None:
        """The role of the line `text` by a label before its first colon or bar, and its confidence; else None."""
        label = _LABEL_END.split(text[:MAX_LABEL], maxsplit=1)
        role = self.labels.get(line_key(label[0])) if len(label) > 1 else None
        return (role, OPENING_OR_ENDING) if role else None

    def role(self, key: str) -> tuple[Role, float] | None:
        """The role of the line with this key and its confidence; None if no phrase matches."""
        if role := self.exact.get(key):
            return role, EXACT
        if key.count("#") > 1 and (ranged := _RANGE.sub("#-#", key)).count("#-#") == 1:
            for phrase in (ranged, ranged.replace("#-#", "#")):
                if self.exact.get(phrase) == "reading-time":
                    return "reading-time", EXACT
        for length in self.stem_lengths:
            for phrase, role in self.openings.get(key[:length], ()):
                if key.startswith(phrase) and is_word_edge(key, len(phrase)):
                    return role, _sureness(phrase)
            for phrase, role in self.endings.get(key[-length:], ()):
                if key.endswith(phrase) and is_word_edge(key, len(key) - len(phrase) - 1):
                    return role, _sureness(phrase)
        if any(map(key.__contains__, self.words_within)):
            for phrase, role in self.within:
                if phrase in key:
                    return role, WITHIN
        return None


def _sureness(phrase: str) -> float:
    """How sure the role of a line is that opens or ends with `phrase`."""
    is_short = phrase.count(" ") < SHORT_PHRASE_WORDS and not is_unspaced(phrase[0])
    return SHORT_PHRASE if is_short else OPENING_OR_ENDING


def furniture_phrases(files: Iterable[Mapping[str, Any]]) -> Phrases:
    """The phrases of the `[furniture]` sections of `files`; earlier files win.

    `…` at a phrase's end makes it an opening, at its start an ending, at both a phrase within a line. `:…` at its end
    makes it a label, which a colon or bar follows.
    """
    exact: dict[str, Role] = {}
    labels: dict[str, Role] = {}
    openings: dict[str, list[tuple[str, Role]]] = {}
    endings: dict[str, list[tuple[str, Role]]] = {}
    within: list[tuple[str, Role]] = []
    for file in files:
        furniture = file.get("furniture", {})
        for section, role in FURNITURE_SECTIONS.items():
            for phrase in furniture.get(section, ()):
                key = line_key(phrase)
                match phrase.startswith("…"), phrase.endswith("…"):
                    case True, True:
                        within.append((key, role))
                    case True, False:
                        endings.setdefault(key[-STEM_LENGTH:], []).append((key, role))
                    case False, True if phrase.endswith(LABEL):
                        labels.setdefault(key, role)
                        exact.setdefault(key, role)
                    case False, True:
                        openings.setdefault(key[:STEM_LENGTH], []).append((key, role))
                        exact.setdefault(key, role)
                    case _:
                        exact.setdefault(key, role)
    return Phrases(
        exact,
        labels,
        {stem: tuple(rows) for stem, rows in openings.items()},
        {stem: tuple(rows) for stem, rows in endings.items()},
        tuple(within),
        tuple(sorted({len(stem) for stem in (*openings, *endings)}, reverse=True)),
        _covering_words(phrase for phrase, _ in within),
        frozenset(
            line_key(key.split()[-1]) for key, role in exact.items() if key and (role in BUTTON_ROLES or NUMBER in key)
        ),
        frozenset(key.split()[0] for rows in openings.values() for key, role in rows if role in BUTTON_ROLES),
    )


def _covering_words(phrases: Iterable[str]) -> tuple[str, ...]:
    """Few words such that each phrase contains one of them, the one that most of the phrases have first; a phrase
    without a long word that others have, too, stands for itself.
    """
    left = dict.fromkeys(phrases)
    found: list[str] = []
    while counts := Counter(word for phrase in left for word in {*phrase.split()} if len(word) >= LONG_WORD):
        word, count = max(counts.items(), key=lambda item: (item[1], len(item[0]), item[0]))
        if count < 2:
            break
        found.append(word)
        left = dict.fromkeys(phrase for phrase in left if word not in phrase)
    return (*found, *sorted(left, key=len, reverse=True))


def find_opening(key: str, openings: Mapping[str, tuple[tuple[str, _Kind], ...]]) -> tuple[str, _Kind] | None:
    """The phrase of `openings` that the line with this key opens with, and its kind; None if there is none."""
    for length in _STEM_LENGTHS:
        for phrase, kind in openings.get(key[:length], ()):
            if key.startswith(phrase) and is_word_edge(key, len(phrase)):
                return phrase, kind
    return None


def by_stem(phrases: Iterable[tuple[str, _Kind]]) -> Mapping[str, tuple[tuple[str, _Kind], ...]]:
    """Phrases and their kinds by their stems, longest first."""
    found: dict[str, list[tuple[str, _Kind]]] = {}
    for phrase, kind in sorted(set(phrases), key=lambda row: (-len(row[0]), row)):
        found.setdefault(phrase[:STEM_LENGTH], []).append((phrase, kind))
    return {stem: tuple(rows) for stem, rows in found.items()}


def by_initial(phrases: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Phrases by their first character, longest first."""
    found: dict[str, list[str]] = {}
    for phrase in sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase)):
        found.setdefault(phrase[0], []).append(phrase)
    return {initial: tuple(rows) for initial, rows in found.items()}


def common_substrings(words: Iterable[str]) -> tuple[str, ...]:
    """The smallest set of the words such that each word contains one of them.

    A text without any of these contains none of the words, which rules out most lines quickly.
    """
    found: list[str] = []
    for word in sorted(words, key=lambda word: (len(word), word)):
        if not any(stem in word for stem in found):
            found.append(word)
    return tuple(found)


def is_word_edge(key: str, position: int) -> bool:
    """Whether no word continues at `position`, as "follow-up" does behind "follow"; every position is an edge in
    scripts without spaces.
    """
    if not 0 <= position < len(key):
        return True
    if key[position] == "-" and _PARTICLE.match(key, position + 1):
        return False
    return not key[position].isalnum() or is_unspaced(key[position])
