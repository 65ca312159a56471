"""Lexicon files: one TOML file a language in `languages/`, checked against the sections and keys that a lexicon has."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

from convert.errors import InstallationError
from convert.readers.text.lexicon.keys import line_key
from convert.readers.text.lexicon.phrases import FURNITURE_SECTIONS, LABEL_KINDS

LANGUAGES_FOLDER = Path(__file__).parent / "languages"

COMMON = "common"
"""The file of what pages of all languages share; it needs no section."""

Kind: TypeAlias = Literal["words", "phrases", "months", "text"]
"""What a key holds: a list of words or wordings, a list of phrases with letters or digits and perhaps an outer `…`, the
twelve months, or one string.
"""

SECTIONS: Mapping[str, Mapping[str, Kind]] = {
    "dates": {
        "months": "months",
        "solar": "months",
        "ethiopian": "months",
        "days": "words",
        "published": "words",
        "updated": "words",
        "other": "words",
        "weekdays": "words",
        "embargo": "words",
        "relative": "words",
    },
    "names": dict.fromkeys(
        (
            *("byline", "kinds", "by", "articles", "our", "writers", "and", "jobs", "beats"),
            *("agencies", "organisations", "given", "own", "surnames", "not"),
        ),
        "words",
    ),
    "places": {"places": "words", "not": "words", "labels": "words"},
    "captions": {"labels": "words", "phrases": "words"},
    "labels": dict.fromkeys(LABEL_KINDS, "phrases"),
    "words": {"letters": "text"},
    "layout": {
        **dict.fromkeys(
            ("times", "moments", "measures", "life", "servings", "questions", "answers", "speakers"), "words"
        ),
        "recipe": "phrases",
    },
    "furniture": dict.fromkeys((*FURNITURE_SECTIONS, "closing"), "phrases"),
}
"""Every section of a lexicon with its keys."""

REQUIRED: Mapping[str, frozenset[str]] = {
    "dates": frozenset({"published", "updated", "relative"}),
    "names": frozenset({"byline", "and", "jobs"}),
    "captions": frozenset(SECTIONS["captions"]),
    "labels": frozenset(LABEL_KINDS),
    "furniture": frozenset(SECTIONS["furniture"]) - {"more"},
}
"""What every language's lexicon must have, as every site of every language has it."""

MONTHS = 12

_ALPHANUMERIC = re.compile(r"[^\W_]|#")


@cache
def languages() -> frozenset[str]:
    """The languages that have a lexicon."""
    return frozenset(path.stem for path in LANGUAGES_FOLDER.glob("*.toml")) - {COMMON}


@cache
def load_file(name: str) -> Mapping[str, Any]:
    """The lexicon file `name`. Raises InstallationError (INP013) if it cannot be read or is no lexicon."""
    path = LANGUAGES_FOLDER / f"{name}.toml"
    try:
        data = cast("Mapping[str, Any]", tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as e:
        raise InstallationError("INP013", f"the lexicon {path.name} cannot be read: {e}", "Install again.") from None
    if fault := next(_faults(data, is_common=name == COMMON), None):
        raise InstallationError("INP013", f"the lexicon {path.name} is damaged: {fault}", "Install again.")
    return data


def _faults(data: Mapping[str, Any], *, is_common: bool) -> Iterator[str]:
    """What is wrong with a lexicon, one sentence a fault."""
    for section, keys in data.items():
        if section not in SECTIONS:
            yield f"[{section}] is unknown; the sections are {', '.join(SECTIONS)}"
        elif not isinstance(keys, dict):
            yield f"{section} is not a section"
        else:
            for key, value in keys.items():
                if key not in SECTIONS[section]:
                    yield f"[{section}] {key} is unknown; the keys are {', '.join(SECTIONS[section])}"
                else:
                    yield from _faults_of_value(f"[{section}] {key}", value, SECTIONS[section][key])
    for section, required in REQUIRED.items() if not is_common else ():
        if section not in data:
            yield f"[{section}] is missing"
        elif missing := sorted(required - set(data[section])):
            yield f"[{section}] {missing[0]} is missing"


def _faults_of_value(where: str, value: object, kind: Kind) -> Iterator[str]:
    if kind == "text":
        if not isinstance(value, str):
            yield f"{where} is not a string"
        return
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        yield f"{where} is not a list of strings"
        return
    if not value or not all(map(str.strip, value)):
        yield f"{where} is empty or has an empty string"
    names = [name for month in value for name in month.split()] if kind == "months" else value
    if kind == "months" and len(value) != MONTHS:
        yield f"{where} has {len(value)} months, not {MONTHS}"
    if kind == "phrases":
        for phrase in value:
            if not _ALPHANUMERIC.search(phrase) or ("…" in phrase.strip("…") and "…" in line_key(phrase)):
                yield f"{where} has “{phrase}”, which has no letters or digits, or has “…” inside"
    if twice := _first_duplicate(names):
        yield f"{where} has “{twice}” twice"


def _first_duplicate(words: Sequence[str]) -> str | None:
    if len(set(words)) == len(words):
        return None
    return next(word for at, word in enumerate(words) if word in words[:at])
