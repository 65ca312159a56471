"""Notes about embargoes and withdrawals, recognized by what their words mean and not by how they begin.

Such a note is short and says nothing else: "Frei zur Veröffentlichung ab 12. April, 10 Uhr", "Not to be published or
broadcast before noon". Each of its words means one of a few things (`meanings`), is a day or an hour, or is an
address to editors. A story about a killed bill or an arms embargo has words of its own, and so has its headline.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from convert.readers.text.envelopes.status import meanings as status_meanings
from convert.readers.text.envelopes.status.meanings import Meaning
from convert.readers.text.envelopes.status.words import FURTHER_NOTICE
from convert.readers.text.lexicon import fold_word, load_lexicon
from convert.readers.text.scripts import DIGIT, WORD

MAX_WORDS, MAX_LENGTH = 40, 300
"""How many words and characters a note has at most."""

SHORTEST = 3
"""How many letters a word has at least that is not only grammar."""

MOST_SLUG_WORDS = 3
"""How many words in capitals may name a story in a note that is not in capitals."""

_QUOTED = re.compile(r"«[^»]*(?:»|$)|„[^“”\"]*(?:[“”\"]|$)|“[^”]*(?:”|$)|\"[^\"]*\"|‘[^’]*’|(?<!\w)'[^']*'(?!\w)")
_FOR_RELEASE = re.compile(r"\bfor (?:release|use|publication|broadcast)\b(?! (?:from|of|in|to|into)\b)", re.IGNORECASE)
_ON_TOPIC = re.compile(rf"\S*(?:embargo|эмбарго|ембарго)\S* (?:{'|'.join(status_meanings.TOPIC.split())})\b(?! \W*\d)")
_LABEL = re.compile(r"[^:：]{3,40}(?=\s?[:：])")
_RELEASE_NUMBER = re.compile(
    r"^(?:press |news |media )?release (?:no|number|nr|#)\b\.?\s?[:#]?\s?\d{1,6}(?:[/.-]\d{1,4}){0,2}(?!\d)",
    re.IGNORECASE,
)
"""The number of a release, whose "no" forbids nothing."""
_NUMBER_AT_END = re.compile(r"\bN[or]\b\.?\s?:?\s?\d{1,6}(?:/\d{2,4})?\W*$")
"""The same behind a label of any language: FOR IMMEDIATE RELEASE No 14/2026."""

_EMBARGOES: Sequence[Set[Meaning]] = ({"embargo"}, {"publish"}, {"use"}, {"permitted", "event"})
_RECALLS: Sequence[Set[Meaning]] = ({"recall"}, {"not", "use"})
_HOLDS: Sequence[Set[Meaning]] = ({"hold", "copy"},)
"""Meanings without which no line is a note of these kinds."""

_STATED: Sequence[Set[Meaning]] = (
    {"embargo"}, {"not", "publish"}, {"not", "use", "before"}, {"permitted", "event"}, {"publish", "from"},
    {"publish", "permitted"},
)  # fmt: skip
"""Meanings without which a line with words of embargoes states none."""

_FREED: Sequence[Set[Meaning]] = ({"at once", "publish"}, {"at once", "use"})
"""Meanings without which no line frees copy."""

_NEEDED: Set[Meaning] = {"embargo", "publish", "use", "permitted", "recall", "hold"}
"""Meanings one of which each of them has."""

_FIGURE = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d")
"""A digit of a day or an hour: a year alone is none."""

_LIFT = re.compile(r"\blifts?\b", re.IGNORECASE)
"""A lift; an embargo has that word, too, and it alone."""

_SENTENCE_END = re.compile(r"[.!?]\s")
_UNSPACED_END = re.compile(r"[。！？।]|[.!?](?:\s|$)")

MIN_UNSPACED = 6
"""How many characters a sentence in a script without spaces has at least."""

_TOLD = re.compile(r"(?P<head>\S[^\n]{4,60}?)[:：]\s(?P<rest>(?:\S+\s+){4,40}\S+[.!?][\"”»“’']?)")
_SAYING: Set[Meaning] = frozenset(
    {"embargo", "publish", "use", "permitted", "recall", "hold", "copy", "not", "polite", "before"}
)
"""What the words of a note about copy mean, and those of a story mostly do not."""

_CLOCK_UNIT = re.compile(r"(?<=\d)\s?(?:[ap]\.?m\b\.?|hrs|h\b)", re.IGNORECASE)


class _Note(NamedTuple):
    """A line by the meanings of its words: how many have each, which opens it, and how many have none."""

    meanings: Counter[Meaning]
    first: Set[Meaning]
    others: int
    has_date: bool

    def has(self, *meanings: Meaning) -> bool:
        """Whether the note has words of all the `meanings`."""
        return all(self.meanings[meaning] for meaning in meanings)


_FRIDAY = re.compile(r"(?<=\d)\s?[,(]?\s?Fri\b[.)]?|^Fri,(?=\s\d)")
"""The day of the week beside a day, which is "free" in Nordic languages ("2024.05.03 Fri posted at 12:30 JST")."""


def states_embargo(text: str) -> bool:
    """Whether `text`, a line without marks around it, says only that copy must not be published before some time."""
    if len(text) > MAX_LENGTH:
        return False
    has_words = _may_say(text, _EMBARGOES)
    if not has_words and text.isascii():
        return False
    text = _FRIDAY.sub(" ", _NUMBER_AT_END.sub("", _RELEASE_NUMBER.sub("", text)))
    if _has_unspaced(text) and status_meanings.UNSPACED_EMBARGO.search(text):
        return (
            DIGIT.search(text) is not None and not status_meanings.UNSPACED_FREE.search(text) and not tells_more(text)
        )
    wording = _FOR_RELEASE.sub(" released permitted ", text) if has_words else ""
    if not _may_say(wording, _STATED):
        return False
    note = _read(wording, most_others=1)
    if note is None or note.has("at once") or (note.has("over") and not DIGIT.search(text)):
        return False
    when = note.has_date or note.has("event")
    if note.has("embargo"):
        is_open = note.others == 0 and note.has("before") and not DIGIT.search(text)
        is_dated = when and (note.others == 0 or (note.others == 1 and not embargoes_goods(text)))
        return (is_open or is_dated) and not _ON_TOPIC.search(fold_word(text))
    if note.has("not", "publish"):
        return when and (note.others == 0 or (note.others == 1 and not _has_object(text, "publish")))
    if note.others:
        return False
    if note.has("not", "use"):
        return note.has("before") and when and not _LIFT.search(text)
    if note.has("permitted", "event"):
        return True
    return when and note.has("publish") and (note.has("from") or note.has("permitted"))


def _has_unspaced(text: str) -> bool:
    """Whether `text` has a letter without which no wording is in a language of the tables for unspaced scripts."""
    return not text.isascii() and status_meanings.UNSPACED_LETTER.search(text) is not None


def tells_more(text: str) -> bool:
    """Whether a line in a script without spaces has a sentence besides the embargo's that is not about copy.

    "3月1日解禁。そう書かれた札が壁に下がっていた。" is of a story.
    """
    if not _has_unspaced(text) or not status_meanings.UNSPACED_EMBARGO.search(text):
        return False
    others = (part for part in _UNSPACED_END.split(text) if not status_meanings.UNSPACED_EMBARGO.search(part))
    return any(
        len(part) >= MIN_UNSPACED and not DIGIT.search(part) and not status_meanings.UNSPACED_COPY.search(part)
        for part in others
    )


def goes_on_about_the_world(text: str) -> bool:
    """Whether a line has a day or an hour, a colon, and a sentence with no word that such a note has: "Gesperrt bis
    1. Mai, 10 Uhr: So steht es auf dem Schild am Tor."
    """
    match = _TOLD.fullmatch(text)
    return match is not None and DIGIT.search(match["head"]) is not None and not _meanings_in(match["rest"]) & _SAYING


def embargoes_goods(text: str) -> bool:
    """Whether a word that no such note has is right behind the embargo's: "Embargo beras hingga 20 Maret" is news."""
    return _has_object(text, "embargo")


def _has_object(text: str, meaning: Meaning) -> bool:
    """Whether a word that no such note has is right behind one of `meaning`."""
    return any(
        meaning in _meanings_of(word)[0] and not _meanings_of(behind)[0] and len(behind) >= SHORTEST
        for word, behind in pairwise(WORD.findall(text))
    )


def frees_copy(text: str) -> bool:
    """Whether `text`, a line without marks around it, says only that copy may be published at once."""
    if len(text) > MAX_LENGTH or not text or text[-1] in ".!?" or not _may_say(text, _FREED):
        return False
    note = _read(_FOR_RELEASE.sub(" released permitted ", text), most_others=0)
    return note is not None and note.has("at once") and (note.has("publish") or note.has("use")) and not note.has("not")


def withdraws_copy(text: str) -> bool:
    """Whether `text`, a line without marks around it, says only that a piece of copy is withdrawn."""
    if len(text) > MAX_LENGTH:
        return False
    if _has_unspaced(text) and status_meanings.UNSPACED_KILL.search(text):
        return True
    if not _may_say(text, _RECALLS) or not ("copy" in _meanings_in(text) or _QUOTED.search(text)):
        return False
    note = _read(_QUOTED.sub(" ", text))
    if note is None or note.has("older"):
        return False
    recalls = note.has("recall") or note.has("not", "use")
    names_copy = note.has("copy") or (_QUOTED.search(text) is not None and bool(note.first & {"polite", "recall"}))
    if not recalls or not names_copy:
        return False
    if note.others == 0 or (note.first & {"polite"} and note.others <= MOST_SLUG_WORDS):
        return True
    label = _LABEL.match(text)
    of_label = _read(label.group()) if label else None
    if label is None or of_label is None or of_label.others or not of_label.has("recall"):
        return False
    return of_label.has("copy") or (label.group().isupper() and note.others <= MOST_SLUG_WORDS)


def explains_withdrawal(text: str) -> bool:
    """Whether `text`, right below a note that withdraws copy, names the copy and says the same of it."""
    note = _read(_QUOTED.sub(" ", text))
    return note is not None and note.has("copy") and (note.has("recall") or note.has("not", "use"))


def holds_copy_back(text: str) -> bool:
    """Whether `text`, a line without marks around it, asks editors only to hold a piece of copy back."""
    if len(text) > MAX_LENGTH or not _may_say(text, _HOLDS):
        return False
    if text.count(" ") > MAX_WORDS or not _hold_words().search(text):
        return False
    first = _SENTENCE_END.split(_further_notices().sub(" ", _QUOTED.sub(" ", text)), maxsplit=1)[0]
    note = _read(first, most_others=0)
    if note is None or not note.has("hold", "copy") or note.has("older"):
        return False
    return bool(note.first & {"polite", "hold"})


@cache
def _further_notices() -> re.Pattern[str]:
    """Any of the wordings of "until further notice"."""
    return re.compile("|".join(map(re.escape, FURTHER_NOTICE)), re.IGNORECASE)


@cache
def _hold_words() -> re.Pattern[str]:
    """Any of the words that hold copy back."""
    return re.compile("|".join(map(re.escape, status_meanings.WORDS["hold"].split())), re.IGNORECASE)


def _read(text: str, most_others: int = MAX_WORDS) -> _Note | None:
    """The words of `text` by their meanings; None if there are none, too many, or more than `most_others` without."""
    spelled = WORD.findall(_CLOCK_UNIT.sub(" ", text).replace("'", " ").replace("’", " "))
    if not 0 < len(spelled) <= MAX_WORDS:
        return None
    is_capital = text.isupper()
    meanings: Counter[Meaning] = Counter()
    first: Set[Meaning] = frozenset()
    others = slugs = 0
    has_date = _FIGURE.search(text) is not None
    for at, word in enumerate(spelled):
        found, length = _meanings_of(word)
        first = found if at == 0 else first
        if found:
            meanings.update(found)
            has_date = has_date or "day" in found
            continue
        if length < SHORTEST:
            continue
        if word.isupper() and not is_capital and slugs < MOST_SLUG_WORDS:
            slugs += 1
        elif others == most_others:
            return None
        else:
            others += 1
    return _Note(meanings, first, others, has_date)


def may_be_note(text: str) -> bool:
    """Whether `text` may be a note of any kind: a quick test that rules most lines out."""
    return _has_unspaced(text) or not _meanings_in(text).isdisjoint(_NEEDED)


def _may_say(text: str, wordings: Sequence[Set[Meaning]]) -> bool:
    """Whether the words of `text` have all meanings of one of the `wordings`; a quick test, which few lines pass."""
    found = _meanings_in(text)
    return any(map(found.issuperset, wordings))


@lru_cache(4)
def _meanings_in(text: str) -> frozenset[Meaning]:
    """What the words of `text` mean together, but for names of days; kept, as each kind of note looks at the same
    line.
    """
    return frozenset().union(*map(_saying_of, WORD.findall(text)))


def _meanings_of(word: str) -> tuple[Set[Meaning], int]:
    """What a word means, names of days and agencies among them, and its length when folded."""
    key = fold_word(word)
    return _saying_of(word) | _names().get(key, frozenset()), len(key)


@lru_cache(8192)
def _saying_of(word: str) -> frozenset[Meaning]:
    """What a word means by the table of notes."""
    known, stems, lengths = _meanings()
    key = fold_word(word)
    found = known.get(key, frozenset())
    for length in lengths.get(key[:SHORTEST], ()):
        found |= stems.get(key[:length], frozenset())
    return found


@cache
def _meanings() -> tuple[dict[str, frozenset[Meaning]], dict[str, frozenset[Meaning]], dict[str, set[int]]]:
    """Words, and stems of words, with what they mean in some language; the lengths of stems by their first letters."""
    words: dict[str, frozenset[Meaning]] = {}
    stems: dict[str, frozenset[Meaning]] = {}
    for meaning, listed in status_meanings.WORDS.items():
        for word in listed.split():
            table, key = (stems, word[:-1]) if word.endswith("*") else (words, word)
            key = fold_word(key)
            table[key] = table.get(key, frozenset()) | {meaning}
    lengths: dict[str, set[int]] = {}
    for stem in stems:
        lengths.setdefault(stem[:SHORTEST], set()).add(len(stem))
    return words, stems, lengths


@cache
def _names() -> dict[str, frozenset[Meaning]]:
    """The names of agencies, months and weekdays that are no other word of a note; few lines are read so far that the
    languages that have them must be loaded.
    """
    words, _, _ = _meanings()
    lexicon = load_lexicon(*status_meanings.LANGUAGES)
    day: frozenset[Meaning] = frozenset({"day"})
    filler: frozenset[Meaning] = frozenset({"filler"})
    names = {agency: filler for agency in lexicon.agencies if agency not in words}
    for name in (*(word for month in lexicon.months for word in month.split()), *lexicon.weekdays):
        if not name.isdigit() and name not in words and name not in names:
            names[name] = day
    return names
