"""The lexicon: words by which people recognize the parts of a news page, in one small file a language.

A language is added by adding `languages/<language>.toml`; nothing else names it. A phrase is written as pages have it;
case and outer punctuation do not count; `#` is any number; `…` at an end is any further words there, and in
`[furniture]` a colon before it must be in the line, too. A common word alone must not open a phrase that way, because
running text begins with it too. Files are loaded when first needed and kept for the process; `files` lists their
sections and keys and names the fault of a damaged one.

- `[dates]`: `months`, twelve of them, each with all its forms ("_" joins a form of two words, "." divides one);
  `solar`, the months of the Solar Hijri year, and `ethiopian`, those of the Ethiopian one; `days` of the week; words of
  `published` and `updated` labels, and of `other` days ("accessed", "deadline"); the seven `weekdays` from Monday on;
  `embargo` phrases; words of `relative` times ("ago", "hours").
- `[names]`: what opens a `byline`, `and` between names, `jobs` after them, `agencies`, words of `organisations`, known
  `given` names (surnames where they come first), those that are `own` to the language and count in no copy of another,
  and words that are `not` names. One string of this
  section, of `other`, `weekdays` and `relative` may hold several words; one of `days` is one form.
- `[places]`: places of datelines, and words that are `not` places.
- `[captions]`: `labels` of credits before a colon, and `phrases` before a credited name.
- `[labels]`: labels at the head of lines around a story: its `keywords`, `related` stories, `notes` to its readers,
  notes to the `desk`, `sources`, who helped `reporting` and `editing` it. `…` at the end of a note's phrase means that
  the label needs no colon; at the end of a desk's, that it needs brackets.
- `[layout]`: words beside the `times` of live coverage, and `moments` that are times by themselves ("midnight");
  `measures` of ingredients, headings of a `recipe` and openings of its facts (`servings`); labels of `questions` and
  `answers`; words by which `speakers` mean themselves, in languages that do not leave them out; words beside the days
  of a `life`. One string of the first three, of `speakers` and of `life` may hold several words.
- `[words]`: `letters`, the words of one letter, in one string.
- `[furniture]`: phrases by role, under the keys of `FURNITURE_SECTIONS`; `closing` are those after which no story goes
  on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from convert.readers.text.lexicon.byline_openings import byline_openings
from convert.readers.text.lexicon.files import COMMON, LANGUAGES_FOLDER, languages, load_file
from convert.readers.text.lexicon.keys import exact_line_key, fold_word, line_key, word_set
from convert.readers.text.lexicon.phrases import (
    LABEL_KINDS,
    LabelKind,
    Phrases,
    by_stem,
    find_opening,
    furniture_phrases,
)

__all__ = [
    "CREDIT_WORD",
    "LABEL_KINDS",
    "LANGUAGES_FOLDER",
    "LabelKind",
    "Lexicon",
    "Phrases",
    "exact_line_key",
    "find_label",
    "fold_word",
    "languages",
    "line_key",
    "load_file",
    "load_lexicon",
]

CREDIT_WORD = re.compile(r"[a-z\u00df-\u0dff]{2,}|[^\x00-\u0dff]|\([cC]\)|[©ⓒ®]")
"""The parts of a credit's wording: words, single characters of scripts without spaces, and copyright signs."""

LONGEST_LABEL = 60
"""The greatest length of a label with its colon, in characters."""

_LABEL_END = re.compile(r"[:：—]|\s[–-]\s")


class Lexicon(NamedTuple):
    """The words of some languages together, folded by `fold_word`; phrases are line keys.

    `byline_phrases` are the byline openings without the signs at their ends, `byline_ends` their last words,
    `byline_stems` strings of which each contains one. `text_kinds` are kinds of text, which open bylines and titles,
    and `byline_prepositions` join them to a name. `credit_words` has the longest word of each credit wording but its
    last. These rule out most lines quickly. No dateline opens with one of the `non_places`; none that shows neither
    agency nor day is one of the `opening_labels`, which open paragraphs as wholes ("BACKGROUND: …").
    """

    languages: tuple[str, ...]
    furniture: Phrases
    end_markers: frozenset[str]
    months: Mapping[str, int]
    solar_months: Mapping[str, int]
    ethiopian_months: Mapping[str, int]
    weekdays: frozenset[str]
    published_words: frozenset[str]
    updated_words: frozenset[str]
    other_day_words: frozenset[str]
    weekday_numbers: Mapping[str, int]
    embargo_phrases: tuple[str, ...]
    embargo_initials: frozenset[str]
    relative_words: frozenset[str]
    byline_openings: Mapping[str, tuple[str, ...]]
    byline_phrases: frozenset[str]
    byline_ends: frozenset[str]
    byline_stems: tuple[str, ...]
    text_kinds: frozenset[str]
    byline_prepositions: frozenset[str]
    conjunctions: frozenset[str]
    job_titles: frozenset[str]
    beats: frozenset[str]
    given_names: frozenset[str]
    own_names: frozenset[str]
    surnames: frozenset[str]
    non_names: frozenset[str]
    agencies: frozenset[str]
    organisations: frozenset[str]
    places: frozenset[str]
    non_places: frozenset[str]
    opening_labels: frozenset[str]
    credit_phrases: tuple[str, ...]
    credit_words: frozenset[str]
    credit_labels: frozenset[str]
    line_labels: Mapping[str, LabelKind]
    label_openings: Mapping[str, tuple[tuple[str, LabelKind], ...]]
    single_letter_words: frozenset[str]
    time_words: frozenset[str]
    time_names: frozenset[str]
    measures: frozenset[str]
    recipe_headings: frozenset[str]
    serving_words: frozenset[str]
    question_labels: frozenset[str]
    answer_labels: frozenset[str]
    speaker_words: frozenset[str]
    life_words: frozenset[str]


@cache
def load_lexicon(*wanted: str) -> Lexicon:
    """The lexicon of the `wanted` languages together, with the words common to all; languages without a file add none.

    Raises InstallationError (INP013) if a file is damaged.
    """
    names = tuple(dict.fromkeys((COMMON, *(name for name in wanted if name in languages()))))
    files = [load_file(name) for name in names]

    def values(section: str, key: str) -> list[str]:
        return [fold_word(value) for file in files for value in file.get(section, {}).get(key, ())]

    def words(section: str, key: str) -> frozenset[str]:
        return frozenset(word for value in values(section, key) for word in value.split())

    credit_words = frozenset(
        max(found[:-1] or found, key=len)
        for key in ("phrases", "labels")
        for phrase in values("captions", key)
        if (found := CREDIT_WORD.findall(phrase))
    )
    labels = [(phrase, kind) for kind in LABEL_KINDS for phrase in values("labels", kind)]
    openings = byline_openings(files)
    return Lexicon(
        languages=names[1:],
        furniture=furniture_phrases(files),
        end_markers=frozenset(
            line_key(phrase) for file in files for phrase in file.get("furniture", {}).get("closing", ())
        ),
        months=_months(files, "months"),
        solar_months=_months(files, "solar"),
        ethiopian_months=_months(files, "ethiopian"),
        weekdays=frozenset(values("dates", "days")),
        published_words=frozenset(values("dates", "published")),
        updated_words=frozenset(values("dates", "updated")),
        other_day_words=words("dates", "other"),
        weekday_numbers={
            fold_word(name): number
            for file in files
            for number, day in enumerate(file.get("dates", {}).get("weekdays", ()))
            for name in day.split()
        },
        embargo_phrases=tuple(values("dates", "embargo")),
        embargo_initials=frozenset(phrase[:1] for phrase in values("dates", "embargo")),
        relative_words=words("dates", "relative"),
        byline_openings=openings.by_initial,
        byline_phrases=openings.phrases,
        byline_ends=frozenset(
            end.rpartition(" ")[2] for phrase in openings.phrases for end in (phrase, line_key(phrase))
        ),
        byline_stems=openings.stems,
        text_kinds=openings.kinds,
        byline_prepositions=openings.prepositions,
        conjunctions=frozenset(values("names", "and")),
        job_titles=frozenset(values("names", "jobs")),
        beats=words("names", "beats"),
        given_names=words("names", "given"),
        own_names=word_set(" ".join(files[-1].get("names", {}).get("own", ()))),
        surnames=words("names", "surnames"),
        non_names=words("names", "not"),
        agencies=frozenset(values("names", "agencies")),
        organisations=words("names", "organisations"),
        places=frozenset(values("places", "places")),
        non_places=frozenset(values("places", "not")),
        opening_labels=frozenset(values("places", "labels")),
        credit_phrases=tuple(sorted(values("captions", "phrases"), key=len, reverse=True)),
        credit_words=credit_words,
        credit_labels=frozenset(values("captions", "labels")),
        line_labels={line_key(phrase): kind for phrase, kind in labels if not phrase.endswith("…")},
        label_openings=by_stem((line_key(phrase), kind) for phrase, kind in labels if _needs_no_colon(phrase, kind)),
        single_letter_words=frozenset(files[-1].get("words", {}).get("letters", "").split()),
        time_words=words("layout", "times"),
        time_names=words("layout", "moments"),
        measures=words("layout", "measures"),
        recipe_headings=frozenset(map(line_key, values("layout", "recipe"))),
        serving_words=frozenset(values("layout", "servings")),
        question_labels=frozenset(values("layout", "questions")),
        answer_labels=frozenset(values("layout", "answers")),
        speaker_words=words("layout", "speakers") if "speakers" in files[-1].get("layout", {}) else frozenset(),
        life_words=words("layout", "life"),
    )


def _needs_no_colon(phrase: str, kind: LabelKind) -> bool:
    """Whether a line may open with a label's phrase without a colon after it."""
    return phrase.endswith("…") or kind in ("reporting", "editing")


def _months(files: Iterable[Mapping[str, Any]], key: str) -> Mapping[str, int]:
    """The names of months with their numbers; "_" joins a name of two words, "." divides one ("ม.ค.")."""
    return {
        " ".join(fold_word(name).replace("_", " ").replace(".", " ").split()): number
        for file in files
        for number, month in enumerate(file.get("dates", {}).get(key, ()), 1)
        for name in month.split()
    }


def find_label(key: str, lexicon: Lexicon) -> tuple[LabelKind, str] | None:
    """The label that the line with this key opens with, and the phrase that made it one without a colon.

    The phrase is empty if the label ends with a colon, a dash or the line. None if the line opens with no label.
    """
    may_end = ":" in key or "-" in key or not key.isascii()
    end = _LABEL_END.search(key, 0, LONGEST_LABEL) if may_end else None
    if kind := lexicon.line_labels.get(line_key(key[: end.start()]) if end else key):
        return kind, ""
    opening = find_opening(key, lexicon.label_openings)
    return (opening[1], opening[0]) if opening else None
