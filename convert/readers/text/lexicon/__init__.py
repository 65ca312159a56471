"""The words that readers of each language know news furniture by, as data: one small file a language.

A lexicon is found by its file's name in `lexicons/`, so a language is added by adding a file. A phrase is written as
it stands on a page, case and outer punctuation apart; `#` is any number; `…` at an end stands for any further words
there; a common word alone must not open a phrase so, as running text begins with it too. Files are loaded when first
needed and kept for the process.

- `[dates]`: `months`, twelve of them, each with all its forms ("_" joins a form of two words, "." divides one);
  `solar`, the months of the Solar Hijri year; `days`; words of `published` and `updated` labels; `relative` words
  ("ago", "hours").
- `[names]`: what opens a `byline`, `and` between names, `jobs` after them, `agencies`, words of `organisations`, known
  `given` names (surnames where they come first), and words that are `not` names. These and `relative` may stand many to
  a string.
- `[places]`: places of datelines, and what is `not` one.
- `[captions]`: `labels` of credits before a colon, and `phrases` that stand before a credited name.
- `[labels]`: labels of what stands beside a story: its `keywords`, `related` stories, `notes` to its readers, notes to
  the `desk`, `sources`, who helped `reporting` and `editing` it. `…` at the end of a note's phrase makes it one that
  needs no label's colon; of a desk's, one that stands in brackets.
- `[words]`: `letters`, the words of one letter, in one string.
- `[furniture]`: phrases by role, as in `_SECTIONS`; `closing` are those after which no story goes on.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast, get_args

from convert.errors import InstallationError
from convert.readers.text.roles import Role
from convert.readers.text.scripts import is_unspaced

LANGUAGES_FOLDER = Path(__file__).parent / "languages"

_SECTIONS: tuple[tuple[str, Role], ...] = (
    ("share", "share"),
    ("subscribe", "subscribe"),
    ("related", "related"),
    ("more", "related"),
    ("comment", "comment"),
    ("advert", "advert"),
    ("legal", "legal"),
    ("navigation", "navigation"),
    ("gallery", "navigation"),
    ("reading", "reading-time"),
)
_CORE = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
_NUMBERED = re.compile(r"[\w#](?:.*[\w#])?", re.DOTALL)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_GAP = re.compile("[|·•›»/]")
_EVEN = re.compile(
    "[ -.:-{}~\xa1-\xb6\xb8-\xba\xbc-\u065f\u2010-\u2021\u2023-\u2027\u2030-\u2039\u203b-\u205e\u20a0-\u20cf]*"
)
"""Neither a number nor a separator, nor white space but for spaces: such lines are folded with less work."""
CREDIT_WORD = re.compile(r"[a-z\u00df-\u0dff]{2,}|[^\x00-\u0dff]|\([cC]\)|[©ⓒ®]")
"""What credit wordings are told by at a glance: words, or single characters of scripts without spaces."""

_STEM = 4
_STEMS = range(_STEM, 0, -1)


LabelKind = Literal["keywords", "related", "notes", "desk", "sources", "reporting", "editing"]
"""What a label at the head of a line says the rest of it is."""

LABEL_KINDS: tuple[LabelKind, ...] = get_args(LabelKind)


class Phrases(NamedTuple):
    """Phrases of known roles, asked by a line's key."""

    exact: Mapping[str, Role]
    openings: Mapping[str, tuple[tuple[str, Role], ...]]
    endings: Mapping[str, tuple[tuple[str, Role], ...]]
    within: tuple[tuple[str, Role], ...]

    def role(self, key: str) -> tuple[Role, float] | None:
        """The role of the line with this key and how sure it is, None where no phrase says."""
        if role := self.exact.get(key):
            return role, 0.97
        for length in _STEMS:
            for phrase, role in self.openings.get(key[:length], ()):
                if key.startswith(phrase) and _is_edge(key, len(phrase)):
                    return role, 0.85
            for phrase, role in self.endings.get(key[-length:], ()):
                if key.endswith(phrase) and _is_edge(key, len(key) - len(phrase) - 1):
                    return role, 0.85
        for phrase, role in self.within:
            if phrase in key:
                return role, 0.8
        return None


def _is_edge(key: str, position: int) -> bool:
    """Whether no word goes on at `position`; scripts without spaces have no such edges."""
    if not 0 <= position < len(key):
        return True
    return not key[position].isalnum() or is_unspaced(key[position])


def find_label(key: str, lexicon: Lexicon) -> tuple[LabelKind, str] | None:
    """The label that the line with this key opens with, None where it opens with none; and the phrase that was enough
    for it, empty where the label ends with a colon, a dash or the line.
    """
    end = _LABEL_END.search(key, 0, _LONGEST_LABEL)
    if label := lexicon.line_labels.get(line_key(key[: end.start()]) if end else key):
        return label, ""
    for length in _STEMS:
        for phrase, label in lexicon.label_openings.get(key[:length], ()):
            if key.startswith(phrase) and _is_edge(key, len(phrase)):
                return label, phrase
    return None


_LONGEST_LABEL = 60
_LABEL_END = re.compile(r"[:：—]|\s[–-]\s")
"""What ends a label."""


class Lexicon(NamedTuple):
    """What is known of some languages together, words in case-folded form."""

    languages: tuple[str, ...]
    furniture: Phrases
    end_markers: frozenset[str]
    months: Mapping[str, int]
    solar_months: Mapping[str, int]
    weekdays: frozenset[str]
    published_words: frozenset[str]
    updated_words: frozenset[str]
    embargo_phrases: tuple[str, ...]
    relative_words: frozenset[str]
    byline_openings: Mapping[str, tuple[str, ...]]
    byline_stems: tuple[str, ...]
    conjunctions: frozenset[str]
    job_titles: frozenset[str]
    given_names: frozenset[str]
    non_names: frozenset[str]
    agencies: frozenset[str]
    organisations: frozenset[str]
    places: frozenset[str]
    non_places: frozenset[str]
    credit_phrases: tuple[str, ...]
    credit_words: frozenset[str]
    credit_stems: tuple[str, ...]
    credit_labels: frozenset[str]
    line_labels: Mapping[str, LabelKind]
    label_openings: Mapping[str, tuple[tuple[str, LabelKind], ...]]
    single_letter_words: frozenset[str]


def line_key(text: str) -> str:
    """The key of a line: case-folded, numbers as #, separators and white space as one space, outer punctuation off."""
    key = fold_word(text)
    if "  " in key or not _EVEN.fullmatch(key):
        key = " ".join(_GAP.sub(" ", _DIGITS.sub("#", key)).split())
    if key[:1].isalnum() and key[-1:].isalnum():
        return key
    core = (_NUMBERED if "#" in key else _CORE).search(key)
    return core.group() if core else ""


def exact_line_key(text: str) -> str:
    """The key of a line in which numbers are what they are: lines with the same say the same."""
    key = line_key(text)
    return key if "#" not in key else " ".join(fold_word(text).split())


@cache
def languages() -> frozenset[str]:
    """The languages that have a lexicon."""
    return frozenset(path.stem for path in LANGUAGES_FOLDER.glob("*.toml")) - {"common"}


@cache
def load_lexicon(*wanted: str) -> Lexicon:
    """The lexicons of the `wanted` languages as one, with the words common to all."""
    names = tuple(dict.fromkeys(("common", *(name for name in wanted if name in languages()))))
    files = [load_file(name) for name in names]

    def words(section: str, key: str) -> list[str]:
        return [fold_word(word) for file in files for word in file.get(section, {}).get(key, ())]

    credit_words = frozenset(
        max(found[:-1] or found, key=len)
        for key in ("phrases", "labels")
        for phrase in words("captions", key)
        if (found := CREDIT_WORD.findall(phrase))
    )
    labelled = [(phrase, label) for label in LABEL_KINDS for phrase in words("labels", label)]
    return Lexicon(
        languages=names[1:],
        furniture=_phrases(files),
        end_markers=frozenset(
            line_key(phrase) for file in files for phrase in file.get("furniture", {}).get("closing", ())
        ),
        months=_numbered(files, "months"),
        solar_months=_numbered(files, "solar"),
        weekdays=frozenset(words("dates", "days")),
        published_words=frozenset(words("dates", "published")),
        updated_words=frozenset(words("dates", "updated")),
        embargo_phrases=tuple(words("dates", "embargo")),
        relative_words=frozenset(word for line in words("dates", "relative") for word in line.split()),
        byline_openings=_by_initial(words("names", "byline")),
        byline_stems=_stems(words("names", "byline")),
        conjunctions=frozenset(words("names", "and")),
        job_titles=frozenset(words("names", "jobs")),
        given_names=frozenset(name for line in words("names", "given") for name in line.split()),
        non_names=frozenset(name for line in words("names", "not") for name in line.split()),
        agencies=frozenset(words("names", "agencies")),
        organisations=frozenset(word for line in words("names", "organisations") for word in line.split()),
        places=frozenset(words("places", "places")),
        non_places=frozenset(words("places", "not")),
        credit_phrases=tuple(sorted(words("captions", "phrases"), key=len, reverse=True)),
        credit_words=credit_words,
        credit_stems=_stems(credit_words),
        credit_labels=frozenset(words("captions", "labels")),
        line_labels={line_key(phrase): label for phrase, label in labelled if not phrase.endswith("…")},
        label_openings=_by_stem((line_key(phrase), label) for phrase, label in labelled if _opens(phrase, label)),
        single_letter_words=frozenset(files[-1].get("words", {}).get("letters", "").split()),
    )


def _opens(phrase: str, label: LabelKind) -> bool:
    """Whether a line may open with the phrase of a label without a colon after it."""
    return phrase.endswith("…") or label in ("reporting", "editing")


def _by_stem(phrases: Iterable[tuple[str, LabelKind]]) -> Mapping[str, tuple[tuple[str, LabelKind], ...]]:
    """The phrases by their first characters, the longest first."""
    found: dict[str, list[tuple[str, LabelKind]]] = {}
    for phrase, label in sorted(set(phrases), key=lambda row: (-len(row[0]), row)):
        found.setdefault(phrase[:_STEM], []).append((phrase, label))
    return {stem: tuple(rows) for stem, rows in found.items()}


def _numbered(files: Iterable[Mapping[str, Any]], key: str) -> Mapping[str, int]:
    """The names of months with their numbers; "_" joins a name of two words, "." divides one ("ม.ค.")."""
    return {
        " ".join(fold_word(name).replace("_", " ").replace(".", " ").split()): number
        for file in files
        for number, month in enumerate(file.get("dates", {}).get(key, ()), 1)
        for name in month.split()
    }


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    """The least set of strings such that each of the words contains one."""
    stems: list[str] = []
    for word in sorted(words, key=lambda word: (len(word), word)):
        if not any(stem in word for stem in stems):
            stems.append(word)
    return tuple(stems)


def _by_initial(phrases: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The phrases by their first character, the longest first."""
    found: dict[str, list[str]] = {}
    for phrase in sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase)):
        found.setdefault(phrase[0], []).append(phrase)
    return {initial: tuple(rows) for initial, rows in found.items()}


def fold_word(word: str) -> str:
    """A word as it is compared: case-folded, without what capitals leave out (Greek accents, the dots of Turkish i)."""
    folded = word.casefold().replace("’", "'")
    if not folded.isascii():
        if "\u0307" in folded or "ı" in folded:
            folded = folded.replace("i\u0307", "i").replace("ı", "i")
        if "α" in folded or "ο" in folded or "ι" in folded or "ά" in folded or "ό" in folded or "ί" in folded:
            folded = folded.translate(_GREEK)
    return folded


_GREEK = str.maketrans("άέήίόύώϊϋΐΰ", "αεηιουωιυιυ")


def _phrases(files: Iterable[Mapping[str, Any]]) -> Phrases:
    exact: dict[str, Role] = {}
    openings: dict[str, list[tuple[str, Role]]] = {}
    endings: dict[str, list[tuple[str, Role]]] = {}
    within: list[tuple[str, Role]] = []
    for file in files:
        furniture = file.get("furniture", {})
        for section, role in _SECTIONS:
            for phrase in furniture.get(section, ()):
                key = line_key(phrase)
                if not key or "…" in key:
                    raise InstallationError("INP013", f"a lexicon has the phrase “{phrase}”, which says nothing")
                match phrase.startswith("…"), phrase.endswith("…"):
                    case True, True:
                        within.append((key, role))
                    case True, False:
                        endings.setdefault(key[-_STEM:], []).append((key, role))
                    case False, True:
                        openings.setdefault(key[:_STEM], []).append((key, role))
                        exact.setdefault(key, role)
                    case _:
                        exact.setdefault(key, role)
    return Phrases(
        exact,
        {stem: tuple(rows) for stem, rows in openings.items()},
        {stem: tuple(rows) for stem, rows in endings.items()},
        tuple(within),
    )


@cache
def load_file(name: str) -> Mapping[str, Any]:
    path = LANGUAGES_FOLDER / f"{name}.toml"
    try:
        return cast("Mapping[str, Any]", tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as e:
        raise InstallationError("INP013", f"the lexicon {path.name} cannot be read: {e}", "Install again.") from None
