"""Bylines: who wrote the story, taken apart into people and agencies.

What is no name by its shape is not made one: a line that is not wholly understood keeps its words as the byline, and
gives only those authors that are sure.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from convert.model import Contributor
from convert.readers.text.lexicon import Lexicon, fold_word

MAX_LENGTH = 220
"""Longer lines are no bylines."""

MAX_SUFFIXED = 60
"""Bylines that only a suffix tells, in Korean and Japanese, are shorter."""

MAX_AUTHORS = 12

_SEPARATORS = re.compile(r"\s*(?:[|•·◆;]|\s[–—-]\s|\n)\s*")
_COMMAS = re.compile(r"\s*[,،、，/]\s*")
_TRIM = ' .,:;|•·–—-()[]*"“”«»'
_ADDRESS = re.compile(r"\(?\S+@\S+|https?://\S+|@\w+")
_PARTICLES = frozenset(
    [
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "das",
        "do",
        "du",
        "le",
        "la",
        "les",
        "van",
        "von",
        "der",
        "den",
        "dem",
        "zu",
        "zum",
        "zur",
        "ten",
        "ter",
        "vande",
        "bin",
        "ibn",
        "ben",
        "al",
        "el",
        "abu",
        "y",
        "e",
        "af",
        "av",
        "der't",
        "'t",
        "d'",
        "l'",
        "san",
        "st",
        "st.",
        "mc",
        "o'",
        "i",
    ]
)
_JA_SUFFIX = re.compile(r"(?:記者|特派員|編集委員|论说委员|論説委員|记者)$")
_JA_NAME = r"[\u3005\u3400-\u9fff\u3040-\u30ff・ ]{2,12}"
_KO_BYLINE = re.compile(r"(?:^|[\s=(/])(?P<name>[^\W\d_]{2,4})\s?(?:기자|특파원|선임기자|인턴기자)")


class Byline(NamedTuple):
    """A byline: its wording, its authors, how sure they are, and whether it opened with a word such as "by"."""

    text: str
    authors: tuple[Contributor, ...]
    confidence: float
    is_explicit: bool


def read_byline(text: str, lexicon: Lexicon) -> Byline | None:
    """The byline that the line `text` is, None where it is none or nobody can be told from it."""
    if len(text) > MAX_LENGTH:
        return None
    opened = _opened(text, lexicon)
    if opened is None:
        if len(text) >= MAX_SUFFIXED:
            return None
        if match := _KO_BYLINE.search(text):
            return Byline(text, (Contributor(name=match["name"]),), 0.85, True)
        if _JA_SUFFIX.search(text.strip(_TRIM)) and len(text) <= 24:
            opened = text
        else:
            return None
    authors, whole = _people(opened, lexicon)
    if not authors or any(a.kind == "person" and a.name.lower().startswith("the ") for a in authors):
        return None
    return Byline(text, authors, 0.9 if whole else 0.8, True)


def read_name_line(text: str, lexicon: Lexicon) -> Byline | None:
    """The byline that a line of names alone would be; how sure that is depends on what stands around it."""
    if len(text) > 120 or text[-1:] in ".!?…:" or any(c.isdigit() for c in text):
        return None
    if text.lower() == text.upper():
        return None
    authors, whole = _people(text, lexicon)
    if not authors or not whole:
        return None
    people = [author for author in authors if author.kind == "person"]
    known = [p for p in people if fold_word(p.name.split()[0]) in lexicon.names]
    foreign = [p for p in people if any(fold_word(word) in lexicon.no_names for word in p.name.split())]
    if foreign or not people:
        return None
    return Byline(text, authors, 0.75 if known else 0.45, False)


def _opened(text: str, lexicon: Lexicon) -> str | None:
    """What follows the words that open a byline, None without such words."""
    folded = fold_word(text[:60]).lstrip(" –—-")
    for word in lexicon.bylines.get(folded[:1], ()):
        if folded.startswith(word):
            rest = text.lstrip(" –—-")[len(word) :]
            if not rest:
                return None
            if word[-1] in ":：/・" or rest[0] in " :：/・\u3000\t" or not _is_spaced(word):
                return rest.strip(" :：/・\u3000")
    return None


def _is_spaced(word: str) -> bool:
    return word[-1] < "\u0e00"


def _people(text: str, lexicon: Lexicon) -> tuple[tuple[Contributor, ...], bool]:
    """The people and agencies of `text`, and whether all of it was understood."""
    authors: list[Contributor] = []
    text = _ADDRESS.sub(" ", text)
    whole = True
    for position, part in enumerate(_SEPARATORS.split(text)):
        if position and not authors:
            break
        understood = _part(part, authors, lexicon, first=position == 0)
        whole = whole and understood
        if not understood:
            break
    return tuple(authors[:MAX_AUTHORS]), whole


def _part(part: str, authors: list[Contributor], lexicon: Lexicon, *, first: bool) -> bool:
    for piece in _COMMAS.split(part):
        for phrase in _split_joints(piece, lexicon):
            phrase = phrase.strip(_TRIM)
            if not phrase:
                continue
            if fold_word(phrase) in lexicon.agencies:
                _add(authors, Contributor(name=phrase, kind="organisation"))
            elif name := _name(phrase, lexicon):
                _add(authors, Contributor(name=name))
                if len(name) < len(phrase) and not _is_tail(phrase[len(name) :], lexicon):
                    return False
            elif not authors or not _is_tail(phrase, lexicon):
                return False
    return True


def _add(authors: list[Contributor], author: Contributor) -> None:
    if all(fold_word(author.name) != fold_word(known.name) for known in authors):
        authors.append(author)


def _split_joints(piece: str, lexicon: Lexicon) -> list[str]:
    phrases: list[list[str]] = [[]]
    words = piece.split()
    for at, word in enumerate(words):
        folded = fold_word(word)
        if (folded in lexicon.joints and phrases[-1] and at + 1 < len(words) and folded not in ("e", "y", "i")) or (
            folded in ("e", "y", "i") and folded in lexicon.joints and len(phrases[-1]) >= 2
        ):
            phrases.append([])
        else:
            phrases[-1].append(word)
    return [" ".join(words) for words in phrases]


def _is_tail(phrase: str, lexicon: Lexicon) -> bool:
    """Whether `phrase` says what someone is or where ("science editor", "in Paris")."""
    words = [fold_word(word.strip(_TRIM)) for word in phrase.split()]
    if not words:
        return True
    return (
        any(word in lexicon.jobs or word in lexicon.agencies for word in words)
        or words[0] in _IN
        or (" ".join(words) in lexicon.places)
    )


_IN = frozenset(["in", "aus", "à", "en", "da", "di", "i", "z", "v", "ze", "em", "te", "a", "at", "for", "dans"])


def _name(phrase: str, lexicon: Lexicon) -> str | None:
    """The person's name that `phrase` opens with."""
    if phrase.lower() == phrase.upper():
        bare = _JA_SUFFIX.sub("", phrase).strip()
        if re.fullmatch(_JA_NAME, bare):
            return bare if len(bare) >= 2 else None
        words = phrase.split()
        return (
            phrase
            if 2 <= len(words) <= 4 and len(phrase) <= 40 and phrase.replace(" ", "").replace("-", "").isalpha()
            else None
        )
    words = phrase.split()
    taken: list[str] = []
    for word in words:
        bare = word.strip("\"“”‘’'()")
        if (
            (_is_name_word(bare) and not (taken and fold_word(bare.strip(".")) in lexicon.jobs))
            or (taken and fold_word(bare) in _PARTICLES and word is not words[-1])
            or (
                not taken
                and fold_word(bare) in ("van", "von", "de", "al", "el", "ibn", "bin", "abu")
                and len(words) > 1
            )
        ):
            taken.append(word)
        else:
            break
    while taken and (fold_word(taken[-1]) in _PARTICLES or fold_word(taken[-1]) in _IN):
        taken.pop()
    proper = [word for word in taken if fold_word(word) not in _PARTICLES]
    if not 2 <= len(proper) <= 5 or len(taken) > 7:
        return None
    if any(fold_word(word.strip(".'")) in lexicon.jobs for word in proper):
        return None
    return " ".join(taken).strip(" ,;:|")


def _is_name_word(word: str) -> bool:
    core = word.rstrip(".").replace("-", "").replace("’", "").replace("'", "").replace(".", "")
    if not core or not core.isalpha():
        return False
    return word[0].isupper() or (len(word) > 2 and word[1] in "'’" and word[2].isupper())
